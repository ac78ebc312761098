"""Labelled lines: label ： value, and the lines that go on with a value.

    values = { label ： value { [blanks] label ： value } {continuation line} }

Rules: a label is told by its word, among labels any short word before a colon is one; where a line break between two
labels is lost, the value before must be whole for its kind. `items` reads what the values say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.label_words import label_of, labelled
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, role_of
from qmparse.parsing.units import is_unit_list
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, CLOSING_MARKS, STRAY
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage
from qmparse.text.splitting import outside

_B = re.escape(BLANKS)
_COLON = pattern("[：:∶｜|]")
_SENTENCE = pattern("[，。；,;]")
INNER_LABEL = pattern(rf"(?:[{_B}]+|(?<=[；;，,。]))(?P<label>[一-鿿][一-鿿{_B}]{{0,8}}?)[{_B}]*[：:∶｜|]")


@attrs.define
class Value:
    """A labelled value: its label as printed, its role, its passage (continuation lines as parts of it)."""

    label: str
    role: ColumnRole
    key: str
    passage: Passage
    #: the ranges of its lines in the passage
    lines: list[tuple[int, int]]
    #: the offset of its label
    start: int


def labelled_values(draft: Draft, passages: list[Passage]) -> list[Value | Passage]:
    """Labelled lines and their continuations; a passage that is neither stays as it is."""
    values: list[Value | Passage] = []
    seen: set[ColumnRole] = set()
    for k, passage in enumerate(passages):
        among_labels = (
            (bool(values) and isinstance(values[-1], Value))
            or _begin_bare(passages[k : k + 2])
            or (not values and begin_labelled(passages[k:]))
        )
        parts = parted_by_labels(draft, passage, among_labels)
        if not parts:
            last = values[-1] if values else None
            if (
                isinstance(last, Value)
                and not AFTERWORD.match(passage.text)
                and (_continues_value(last, passage.text) or _is_cut(last, passage.text, passages[k + 1 : k + 2], seen))
            ):
                edge = len(last.passage.text)
                last.passage = Passage(draft.text, [*last.passage.pieces, *passage.pieces])
                last.lines.append((edge, len(last.passage.text)))
            else:
                values.append(passage)
            continue
        seen |= {part.role for part in parts}
        values += parts
    return values


def begin_labelled(passages: Sequence[Passage]) -> bool:
    """Whether lines begin with short labels of any kind, down to one that is known: 初赛：… 决赛：… 主办：…"""
    for passage in passages[:_LABELS]:
        if not labelled(passage.text):
            return False
        if label_of(passage.text):
            return True
    return False


#: so many labels a card has at most
_LABELS = 12


def _begin_bare(passages: Sequence[Passage]) -> bool:
    """Whether two lines begin with labels, the first of which has lost its colon."""
    first, *second = (passage.text for passage in passages)
    return bare_label(first) is not None and any(bare_label(text) or label_of(text) for text in second)


#: how a line begins that is about all cards: 以上活动…, 温馨提示, 期待与您相见
AFTERWORD = pattern("以上|(?:温馨|友情|特别)提示|期待")


def _is_cut(value: Value, text: str, following: Sequence[Passage], seen: set[ColumnRole]) -> bool:
    """Whether a short line is the rest of the value above it: no second event begins behind it."""
    if len(text) > 20 or not value.passage.text or value.role is ColumnRole.CONTACT or text[-1] in "。：:":
        return False
    if value.role in UNIT_ROLE_OF and _ROUND.fullmatch(text):
        return False
    ahead = label_of(following[0].text) if following else None
    return not (ahead and role_of(header_key(ahead[0])) in seen & {ColumnRole.PERIOD, ColumnRole.PLACE})


#: the parts of an event that have times of their own
_ROUND = pattern(
    "(?:海选|[初复预决]赛|半?总?决赛|[上下]午场|[早晚日夜]场|第[一二三四五六]场|首场|开幕式|闭幕式|颁奖(?:仪式|典礼)?)"
)


def parted_by_labels(draft: Draft, passage: Passage, among_labels: bool) -> list[Value]:
    """The labelled values that a passage prints: one, or several on one line.

    Among labels, words before a colon are one even where they are known as none: 演出剧目：.
    """
    text = passage.text
    first = label_of(text) or ((_any_label(text) or bare_label(text)) if among_labels else None)
    if not first:
        return []
    starts = [(0, first[0], first[1])]
    short = role_of(header_key(first[0])) in (ColumnRole.PERIOD, ColumnRole.PLACE)
    for match in outside(text, _NEXT_LABEL) if _COLON.search(text, first[1]) else ():
        at, label = (match.start("label"), match["label"]) if match["label"] else (match.start(), match["glued"])
        if at < starts[-1][2]:
            continue
        if match["glued"]:
            known = _is_whole(starts[-1][1], text[starts[-1][2] : at])
        else:
            # behind a ； or a wide gap on the line of a time or place, and behind units, any word before a colon is a label
            before, gap = text[match.start() - 1], text[match.start() : at]
            told = (short and (before in "；;" or len(gap) > 1 or gap == "\u3000")) or (
                role_of(header_key(starts[-1][1])) in UNIT_ROLE_OF and before in "；;，,"
            )
            known = told or label_of(label + "：") is not None
        if known:
            starts.append((at, label, match.end()))
    values = []
    for (at, label, begin), following in zip(starts, [*starts[1:], None], strict=True):
        end = following[0] if following else len(text)
        while begin < end and text[begin] in BLANKS_AND_BREAKS + "：:":
            begin += 1
        while end > begin and text[end - 1] in BLANKS_AND_BREAKS + CLOSING_MARKS and text[end - 1] not in "、":
            end -= 1
        key = header_key(label)
        value = passage.slice(draft.text, begin, end)
        values.append(
            Value(label.strip(BLANKS), role_of(key) or ColumnRole.OTHER, key, value, [(0, end - begin)], passage.offset(at))
        )
    return values


#: words that are labels even where the line break before them is lost: 时间：5月6日地点：市民广场主办单位：市总工会
_NEXT_LABEL = pattern(
    rf"{INNER_LABEL.pattern}|(?P<glued>(?:活动|举办|举行|开展)?(?:时间|地点)"
    r"|(?:主办|承办|协办|牵头|配合|支持|指导|责任|参与|参加|组织|实施)(?:责任)?(?:单位|部门)|联系人|联系电话|备注)[：:∶]"
)


def _is_whole(label: str, value: str) -> bool:
    """Whether a value is one of its label's kind as it stands, so that another label may follow without a break."""
    role = role_of(header_key(label))
    if role is ColumnRole.PERIOD:
        return read_dates(value.strip(BLANKS), 2000).precision is not None
    if role is ColumnRole.CONTACT:
        return len(value) <= 30 and not _SENTENCE.search(value)
    return bool(value) and (role is ColumnRole.PLACE or (role in UNIT_ROLE_OF and is_unit_list(value)))


def _any_label(text: str) -> tuple[str, int] | None:
    match = _ANY_LABEL.match(text)
    return (match["label"].strip(BLANKS), match.end()) if match and match.end() < len(text) else None


def bare_label(text: str) -> tuple[str, int] | None:
    """A label that has lost its colon, and where its value begins: that is one of its kind as it stands.

    >>> bare_label("地点市图书馆"), bare_label("时间紧，任务重")
    (('地点', 2), None)
    """
    match = _BARE_LABEL.match(text)
    return (match["label"], match.end()) if match and _is_whole(match["label"], text[match.end() :]) else None


_BARE_LABEL = pattern(
    rf"(?P<label>(?:活动)?(?:时[{_B}]*间|地[{_B}]*点)|(?:主办|承办|协办|牵头|配合|支持|指导|责任|参与|参加)单位|联系人|联系电话)[{_B}]*(?=\S)"
)
_ANY_LABEL = pattern(rf"(?P<label>[一-鿿][一-鿿{_B}]{{1,9}}?)[{_B}]*[：:∶]")


def _continues_value(value: Value, text: str) -> bool:
    """Whether a line without a label goes on with the value above it."""
    if value.role in UNIT_ROLE_OF:
        return text.startswith("等") or is_unit_list(text) or value.passage.text.endswith("、")
    if value.passage.text.endswith("、"):
        return True
    if value.role in (ColumnRole.DESCRIPTION, ColumnRole.ACTIVITY, ColumnRole.REMARK):
        return len(text) > 6
    return False


_UNPRINTED = STRAY + BLANKS_AND_BREAKS


def blank_between(draft: Draft, one: Passage, other: Passage) -> bool:
    """Whether nothing but a blank line stands between two passages."""
    between = draft.text[one.end : other.start]
    return between.count("\n") > 1 and not between.strip(_UNPRINTED)


def labels_in(text: str) -> list[str]:
    """The labels that a line prints, from its beginning on: one, or several behind each other.

    >>> labels_in("时间：9月3日　地点：市民广场"), labels_in("定于9月3日，地点：市民广场")
    (['时间', '地点'], [])
    """
    first = label_of(text)
    if not first:
        return []
    behind = outside(text, _NEXT_LABEL) if _COLON.search(text, first[1]) else ()
    inner = [match["label"] or match["glued"] for match in behind if match.start() >= first[1]]
    return [first[0], *[label for label in inner if label_of(label + "：")]]


#: what labels the name of a card
NAME_LABELS = frozenset(
    ["活动名称", "项目名称", "名称", "活动项目", "赛事名称", "活动题目", "题目", "展览名称", "讲座题目", "节目名称"]
)


def names_cards(passages: Sequence[Passage]) -> bool:
    """Whether labelled lines name several activities, so that what stands above them is the name of none: 活动名称：…"""
    labels = [header_key(label) for passage in passages for label in labels_in(passage.text)[:1]]
    return bool(labels) and labels[0] in NAME_LABELS and labels.count(labels[0]) > 1


def label_count(passages: Sequence[Passage]) -> tuple[int, int]:
    """How many labels stand here, those of contacts counted once, and how many of them name no unit."""
    roles = [role_of(header_key(label)) for passage in passages for label in labels_in(passage.text)]
    contacts = roles.count(ColumnRole.CONTACT)
    labels = len(roles) - max(contacts - 1, 0)
    return labels, labels - sum(role in UNIT_ROLE_OF for role in roles)
