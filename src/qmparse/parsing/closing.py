"""What closes an item of running text: its units, in a bracket, behind a label or in a phrase, and what stands with them.

    closing = "（" labels | beside "）" | labels | phrases
    beside  = units [， date [， place]] { ， label ： value }
            | date [， place] ， units { ， label ： value }

Rules: a bracket counts where it holds labels, phrases or nothing but units, beside a date; any other is a part of the text.
`items` reads entries with this, the modules that cut text into items ask whether one is whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from qmparse.parsing.label_words import label_of
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.units import (
    BEGINS_PHRASE,
    ROLE,
    SEPARATOR,
    is_unit_list,
    labelled_units,
    name_units,
    phrased_units,
    role_of_word,
)
from qmparse.records import ColumnRole, Unit, UnitRole
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage
from qmparse.text.splitting import outside, split_outside

_B = re.escape(BLANKS)


@attrs.frozen
class Closing:
    """The part of an item that its units close, by offsets in the item's text."""

    #: where it begins
    start: int
    units: list[Unit]
    #: the date and the place in the bracket of the units, by their roles
    beside: dict[ColumnRole, tuple[int, int]] = attrs.field(factory=dict)
    #: the range of labelled values behind units without a label
    labelled: tuple[int, int] | None = None


def closing_units(value: str, where: int | Passage, *, trusting: bool = False) -> Closing | None:
    """The unit part that closes an item.

    A bracket counts where it holds labels, phrases or nothing but units; a label or phrase behind the last
    sentence counts where the rest of the item is made of it. With `trusting`, as among items that all end so,
    a bracket counts that holds names of any kind.

    >>> closing_units("召开会议(甲局、乙局)。", 0).units[0].name
    '甲局'
    >>> [*closing_units("召开会议（甲局，9月5日前）", 0).beside.values()]
    [(8, 13)]
    >>> closing_units("召开会议（附件一）", 0) is None
    True
    """
    end = len(value.rstrip(BLANKS_AND_BREAKS + "。.；;"))
    labelled = labelled_units(value, where)
    if labelled:
        # a dash before the label parts it from the item: ——责任单位：…
        return Closing(len(value[: labelled[0]].rstrip("—─－–" + BLANKS)), labelled[1])
    if end and value[end - 1] in _CLOSERS:
        found = _closing_bracket(value, where, end, trusting)
        if found:
            return found
    elif lost := _LOST_CLOSER.search(value, max(end - _REACH, 0), end):
        # the bracket has lost its partner
        units = _bare_units(lost["inside"], _shifted(where, lost.start("inside")), False)
        if units:
            return Closing(lost.start(), units)
    return _closing_phrase(value, where)


def opening_units(value: str, where: int | Passage, start: int = 0) -> tuple[int, int, list[Unit]] | None:
    """The unit phrases that open an item (from `start` on) or its second sentence, with what is done behind them; and their range.

    >>> begin, end, units = opening_units("开展义诊。由市卫健委牵头，各医院配合，组织医生进社区。", 0)
    >>> begin, end, [(u.name, u.role.value) for u in units]
    (5, 19, [('市卫健委', 'lead'), ('各医院', 'support')])
    """
    second = _SENTENCE_START.search(value, start)
    for begin in (start, second.end() if second else start):
        while begin < len(value) and value[begin] in BLANKS_AND_BREAKS:
            begin += 1
        # a quick look first: what opens so says who leads
        if ROLE.search(value, begin, begin + _NEAR) is None:
            continue
        found = None
        for comma in _COMMA.finditer(value, begin, begin + _NEAR):
            units = phrased_units(value[begin : comma.start()], _shifted(where, begin))
            if not units and found:
                break
            found = (begin, comma.end(), units) if units else found
        if found:
            return found
    return None


_COMMA = pattern("[，,](?=.)")
#: phrases that open a sentence end within so many characters
_NEAR = 120


def closes_with_units(value: str) -> bool:
    """Whether units close an item: asked of the same item when its list is told, and again when it is read.

    >>> closes_with_units("召开会议（甲局、乙局）。")
    True
    """
    return _closes(value) if len(value) <= 200 else closing_units(value, 0) is not None


@lru_cache(maxsize=1024)
def _closes(value: str) -> bool:
    return closing_units(value, 0) is not None


# --- brackets


def _closing_bracket(value: str, where: int | Passage, end: int, trusting: bool) -> Closing | None:
    start = _opening(value, end)
    if start is None:
        return None
    inside, inner = value[start + 1 : end - 1], _shifted(where, start + 1)
    labelled = labelled_units(inside, inner, anywhere=True)
    if labelled and (not inside[: labelled[0]].strip(BLANKS_AND_BREAKS) or _tells_when(inside)):
        return Closing(start, labelled[1])
    units = _bare_units(inside, inner, trusting)
    if units:
        return Closing(start, units)
    return None if labelled else _units_beside(value, where, start, end - 1, trusting)


def _bare_units(inside: str, inner: int | Passage, trusting: bool) -> list[Unit]:
    """The units of a bracket that holds phrases, or nothing but units."""
    if ROLE.search(inside):
        any_name = BEGINS_PHRASE.match(inside) is not None or (trusting and _may_name_units(inside))
        phrased = phrased_units(inside, inner, trusting=any_name, bracketed=True)
        if phrased:
            return phrased
    if is_unit_list(inside) or (trusting and _may_name_units(inside)):
        return name_units(inside, inner, UnitRole.LEAD)
    return []


def _units_beside(value: str, where: int | Passage, start: int, end: int, trusting: bool) -> Closing | None:
    """The units of a bracket with a date, a place or labelled values beside them: （市文旅局，9月底前，电话：…）."""
    parts = [(a + start + 1, b + start + 1) for a, b in split_outside(value[start + 1 : end], _PART)]
    if len(parts) < 2:
        return None
    told = next((k for k, (a, b) in enumerate(parts) if label_of(value[a:b])), len(parts))
    labelled = (parts[told][0], end) if told < len(parts) else None
    names, beside = _without_date(value, parts[:told], trusting)
    if not names or not (beside or labelled):
        return None
    first, last = names[0][0], names[-1][1]
    units = _bare_units(value[first:last], _shifted(where, first), trusting)
    return Closing(start, units, beside, labelled) if units else None


def _without_date(
    value: str, parts: list[tuple[int, int]], trusting: bool
) -> tuple[list[tuple[int, int]], dict[ColumnRole, tuple[int, int]]]:
    """The parts of a bracket that may name units, none in doubt; and the date, with the place that is printed behind it."""
    at = next((k for k, (a, b) in enumerate(parts) if _is_date(value[a:b])), None)
    if at is None:
        return parts, {}
    before, behind = parts[:at], parts[at + 1 :]
    beside = {ColumnRole.PERIOD: parts[at]}
    others = len(before) + len(behind) > 1
    if others and behind and (_PLACE.search(value[slice(*behind[0])]) or _stand_for_place_and_units(value, behind)):
        beside[ColumnRole.PLACE] = behind.pop(0)
    if before and behind:
        return [], {}
    # what stands alone behind a date may be a place: （9月5日，市图书馆）
    sure = before or trusting or ColumnRole.PLACE in beside or any("、" in value[a:b] for a, b in behind)
    if sure or all(_OFFICE.search(value[a:b]) or ROLE.search(value, a, b) for a, b in behind):
        return before or behind, beside
    return [], {}


def _stand_for_place_and_units(value: str, parts: list[tuple[int, int]]) -> bool:
    """Whether of two parts behind a date the first names no unit, so that it is the place of the second's: 古镇码头，市文化馆."""
    if len(parts) != 2:
        return False
    first, second = (value[slice(*part)] for part in parts)
    return _NAMES_NO_UNIT.search(first) is None and not ROLE.search(first) and not is_unit_list(first) and is_unit_list(second)


#: what parts a date from units, which stand behind 、 among themselves
_PART = pattern(rf"[，；,;]|[{_B}]+(?=\d)|(?<=[日月号旬底前])[{_B}]+")
_OFFICE = pattern("(?:局|委|办|办公室|会|联|部|厅|处|科|公司|队|政府)$")
_PLACE = pattern(
    "^[^、牵配承主协负]*(?:馆|中心|广场|公园|院|校|大学|中学|小学|社区|村|会议室|报告厅|大厅|楼|站|园|场|街|路|湖|山|基地|酒店|剧场|线上)$"
)


def _is_date(text: str) -> bool:
    """Whether a part of a bracket is nothing but a date: 9月底前完成, 每周六."""
    return (
        _RUNS_ON.fullmatch(text) is not None
        or _DAYS.fullmatch(text) is not None
        or read_dates(text, 2000).precision is not None
    )


#: several days
_DAYS = pattern(r"\d{1,2}月\d{1,2}日?(?:[、和及](?:\d{1,2}月)?\d{1,2}日?)+")
#: times that are no dates
_RUNS_ON = pattern(
    "全[年月周]|全年度?开展|长期(?:坚持|开展)?|常年|常态化?(?:开展|推进)?|待定|每[年季月周日天][^，。；、（）]{0,8}"
)

_OPENERS, _CLOSERS = "（(【［[", "）)】］]"
_OPENER_OF = dict(zip(_CLOSERS, _OPENERS, strict=True))
_BRACKET = pattern(f"[{re.escape(_OPENERS + _CLOSERS)}]")
#: how far a bracket with units may reach
_REACH = 600
_LOST_CLOSER = pattern(r"[（(](?P<inside>[^（()）。，；]{3,}(?:[，；][^（()）。，；]{3,})*)$")


def _opening(value: str, end: int) -> int | None:
    """Where the bracket opens that closes right before `end`."""
    at = value.rfind(_OPENER_OF[value[end - 1]], 0, end)
    if at >= 0 and end - at <= _REACH and not _BRACKET.search(value, at + 1, end - 1):
        return at
    depth = 0
    for mark in _BRACKET.finditer(value[max(end - _REACH, 0) : end][::-1]):
        depth += 1 if mark.group() in _CLOSERS else -1
        if not depth:
            return end - mark.end()
    return None


_FIRST_LABEL = pattern(rf"[{_B}]*(?P<label>[一-鿿]{{2,8}})[{_B}]*[：:∶]")


def _tells_when(inside: str) -> bool:
    """Whether a bracket begins with the label of a time or place, which stands before the units: （时间：…；责任单位：…）."""
    first = _FIRST_LABEL.match(inside)
    return first is not None and role_of(header_key(first["label"])) in (ColumnRole.PERIOD, ColumnRole.PLACE)


_NAMES_NO_UNIT = pattern(
    r"[。！？《》“”：:\d０-９]|^附(?!属|[中小])|附后|后附|见(?!义|证|习)|另|每|不超过|不少于|限[报于时]|免费|遇|如下|须|第[一二三四五六七八九十]"
    "|名单|通知|为准|咨询|事宜"
)


def _may_name_units(inside: str) -> bool:
    """Whether a bracket may hold units though their names do not tell."""
    ranges = split_outside(inside, SEPARATOR)
    return bool(ranges) and _NAMES_NO_UNIT.search(inside) is None and all(3 <= b - a <= 30 for a, b in ranges)


def _shifted(where: int | Passage, start: int) -> int | Passage:
    """Where value[start:] stands."""
    if isinstance(where, int):
        return where + start
    return _Part(where, start)


class _Part(Passage):
    """A part of a passage, by offset: positions in it are positions in the whole, shifted."""

    __slots__ = ("_shift", "_whole")

    def __init__(self, whole: Passage, shift: int) -> None:
        self._whole, self._shift = whole, shift

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        return self._whole.spans(start + self._shift, end + self._shift)

    def offset(self, at: int) -> int:
        return self._whole.offset(at + self._shift)


# --- phrases


_BY = pattern("(?<![理自事缘因])由(?![于此来])")
_BARE_LABEL = pattern(
    rf"[{_B}]*(?P<label>(?:牵头|责任|主办|承办|协办|配合|实施|负责|组织)(?:责任)?(?:单位|部门))[{_B}]*(?=[^：:∶])"
)
_SENTENCE_START = pattern(r"[。！？!?；;]")


def _closing_phrase(value: str, where: int | Passage) -> Closing | None:
    """A last sentence, or the clauses from 由 on, made of unit phrases; or a label that has lost its colon, and units."""
    starts = [m.end() for m in outside(value.rstrip("。.；;" + BLANKS_AND_BREAKS), _SENTENCE_START)]
    for start in [*starts[-2:], *[m.start() for m in outside(value, _BY)][-3:]]:
        units = phrased_units(value[start:], _shifted(where, start))
        if units:
            return Closing(start, units)
    for start in starts[-2:]:
        label = _BARE_LABEL.match(value, start)
        names = value[label.end() :].rstrip(BLANKS_AND_BREAKS + "。.；;") if label else ""
        if label and names and is_unit_list(names):
            role = role_of_word(label["label"]) or UnitRole.LEAD
            return Closing(start, name_units(names, _shifted(where, label.end()), role))
    return None
