"""One cell or labelled value -> activities, contacts, names, and what they hold.

    activities = activity { separator activity }     separator = ； | line break | <br> | running number
    running number = 1. 2. | ① ② | （1） （2） | （一） （二） | 一、 二、

Rules: items are split outside brackets and quotes only; white space, running numbers and a closing mark
belong to no item. A cell comes as (value, where): its text and the offset or passage it stands at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qmparse.parsing.draft import Draft
from qmparse.parsing.making import NewActivity, NewSpan
from qmparse.parsing.numerals import number
from qmparse.records import Activity
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, BREAKS, CLOSING_MARKS, ENCLOSED, SOFT_BREAKS, STRAY_CLASS, STRAYS
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span, place
from qmparse.text.splitting import balanced, outside, pairs, quoted_names, split_outside

#: the leading verbs of an activity, the longest first
VERBS = (
    "组织开展",
    "举办",
    "举行",
    "开展",
    "组织",
    "召开",
    "发布",
    "启动",
    "发放",
    "协办",
    "承办",
    "印发",
    "编印",
    "制作",
    "播放",
    "征集",
    "评选",
    "表彰",
    "慰问",
    "走访",
)
_VERBS = frozenset(VERBS)
_PLAIN = rf"[^“”《》；;。\"（）(){BREAKS}]"
_HAN = "[一二三四五六七八九十]{1,3}"
#: what lists in cells begin their items with
_DASHES = r"·\-－–—*"
#: but no running number
_BRACKET = rf"（(?!(?:[\d０-９]{{1,2}}|{_HAN})[)）]){_PLAIN}*+）|\((?!(?:[\d０-９]{{1,2}}|{_HAN})[)）]){_PLAIN}*+\)"
_HELD = rf"(?:{_PLAIN}++|{_BRACKET})*"
_B = re.escape(BLANKS)
#: a cell with nothing in it that needs a closer look: items parted by ； alone, no blanks at their ends but a space
#: behind ；, quotes that hold no separators. Only runs of one class are possessive: Python before 3.11.5 misreads
#: possessive groups
_SIMPLE_CELL = re.compile(
    rf"(?!{_HAN}、|[{_DASHES}]|[\d０-９]{{1,2}}[.．、)）](?![\d０-９]))(?:[^<{STRAY_CLASS}，,。；;\"1１“”《》（）()「」『』‘’【】〔〕\[\]①⑴⒈❶{BREAKS}{_B}]++|；[ \u3000]?+(?![{_B}{_DASHES}]|{_HAN}、)|“{_HELD}”|《{_HELD}》"
    rf"|{_BRACKET}|[1１](?![.．、)）])|[，,](?![；\s]|$)|[ \u3000](?![{_B}；]|$))+"
)
_SIMPLE_NAME = re.compile("[“《]([^”》]+)[”》]")
_ITEM_SEPARATOR = pattern(rf"[；;{BREAKS}{SOFT_BREAKS}]|<br\ ?/?>")
_ENCLOSED = pattern("[" + "".join(c for c in ENCLOSED if not "㈠" <= c <= "㊉") + "]")
_RUNNING = pattern(r"(?<![\d０-９.．])([1-9１-９][\d０-９]?)[.．、)）](?![\d０-９](?![\d０-９]{3}年))")
#: these have a pair of brackets of their own
_BRACKETED = pattern(rf"[（(]\ ?([1-9１-９][\d０-９]?|{_HAN})\ ?[)）]")
#: of these the first begins an item, so that 三、 in a list of names is none
_CHINESE = pattern(rf"(?:^|(?<=[。；;）)”》\s]))({_HAN})、")
_CONTACT_SEPARATOR = pattern(rf"[、，；,;/／{BREAKS}]|[{re.escape(BLANKS)}]+")
#: what names no person: 联系人：方晓棠
_CONTACT_LABEL = pattern(r"^(?:联系人|联系电话|电话)(?:[：:]|$)")
_PHONE = pattern(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?:[\d０-９][\d０-９\-－—() \xa0（）]{5,}[\d０-９])")

Where = int | Passage


def read_activities(draft: Draft, value: str, where: Where) -> tuple[Activity, ...]:
    """The activities of a cell.

    >>> draft = Draft("")
    >>> [a.text for a in read_activities(draft, "1. 举办比武 2. 开展演练；召开“总结；表彰”会。", 0)]
    ['举办比武', '开展演练', '召开“总结；表彰”会']
    """
    if type(where) is not int or not _SIMPLE_CELL.fullmatch(value):
        return _closely_read(draft, value, where)
    found = []
    for item in value.split("；"):
        end = where + len(item)
        if item := item.lstrip(" \u3000"):
            names = _simple_names(item) if "“" in item or "《" in item else ()
            found.append(NewActivity(item, None, leading_verb(item), names, NewSpan(end - len(item), end)))
        where = end + 1
    return tuple(found)


def _closely_read(draft: Draft, value: str, where: Where) -> tuple[Activity, ...]:
    """The activities of a cell that ； alone does not part."""
    if not value:
        return ()
    note_quotes(draft, value, where)
    found = []
    for start, end in item_ranges(value):
        a, b = _unstrayed(draft, value, where, start, end)
        if a < b:
            found.append(activity(value, where, a, b))
    return tuple(found)


#: what stands round an item and belongs to none
_AROUND = STRAYS.union(BLANKS)


def _unstrayed(draft: Draft, value: str, where: Where, start: int, end: int) -> tuple[int, int]:
    """The range of an item without stray symbols at its ends."""
    bullet = _BULLET.match(value, start, end)
    a, b = bullet.end() if bullet else start, end
    while a < b and value[a] in _AROUND:
        a += 1
    while b > a and value[b - 1] in _AROUND:
        b -= 1
    if (a, b) != (start, end):
        span, _ = place(where, start if a > start else b, a if a > start else end)
        draft.note("stray-symbol", span.start, span.end, f"{draft.text[span.start : span.end]!r} belongs to no value")
    return a, b


_BULLET = pattern(rf"[{_DASHES}]+[{_B}]*(?=[^\d０-９{_B}])")


def _simple_names(text: str) -> tuple[str, ...]:
    names = _SIMPLE_NAME.findall(text)
    return (names[0],) if len(names) == 1 else tuple(dict.fromkeys(names))


def leading_verb(text: str) -> str | None:
    """The verb of the list that an activity begins with.

    >>> leading_verb("组织开展检查"), leading_verb("检查")
    ('组织开展', None)
    """
    verb = text[:2]
    if verb in _VERBS:
        return "组织开展" if verb == "组织" and text.startswith("组织开展") else verb
    return None


def activity(value: str, where: Where, start: int, end: int, description: str | None = None) -> Activity:
    """The activity that value[start:end] prints."""
    text = value[start:end]
    if type(where) is int:
        return NewActivity(text, description, leading_verb(text), quoted_names(text), NewSpan(where + start, where + end))
    span, pieces = place(where, start, end)
    return NewActivity(text, description, leading_verb(text), quoted_names(text), span, pieces)


def item_ranges(value: str) -> list[tuple[int, int]]:
    """The ranges of the items of a cell, without their separators and closing marks.

    >>> item_ranges("甲；“乙；丙”。")
    [(0, 1), (2, 7)]
    """
    ranges = []
    for start, end in split_outside(value, _ITEM_SEPARATOR):
        ranges += _parted_by_numbers(value, start, end)
    trimmed = []
    for start, end in ranges:
        start, end = unmarked(value, start, end)
        if start < end:
            trimmed.append((start, end))
    return trimmed


def unmarked(value: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks at its ends and its closing mark."""
    while start < end and value[start] in BLANKS_AND_BREAKS:
        start += 1
    while end > start and value[end - 1] in BLANKS_AND_BREAKS + CLOSING_MARKS:
        end -= 1
    return start, end


def _parted_by_numbers(value: str, start: int, end: int) -> list[tuple[int, int]]:
    """A range parted before each running number; the numbers belong to no part."""
    item = value[start:end]
    marks = next((found for marks in _NUMBERS if (found := _sequence(marks(item)))), [])
    if not marks or (len(marks) == 1 and marks[0][0] > 0):
        return [(start, end)]
    ranges = [(start, start + marks[0][0])] if marks[0][0] else []
    edges = [*[at for at, _ in marks[1:]], len(item)]
    ranges += [(start + stop, start + edge) for (_, stop), edge in zip(marks, edges, strict=True)]
    return ranges


Numbers = Iterator[tuple[int, int, int | None]]


def _enclosed_numbers(item: str) -> Numbers:
    return ((m.start(), m.end(), number(m.group())) for m in outside(item, _ENCLOSED))


def _plain_numbers(item: str) -> Numbers:
    return ((m.start(), m.end(), number(m[1])) for m in outside(item, _RUNNING))


def _bracketed_numbers(item: str) -> Numbers:
    first = _BRACKETED.search(item)
    # （1）班 is no item
    if not first or (first.start() and item[first.start() - 1] not in "：:。；;" + BLANKS_AND_BREAKS):
        return iter(())
    outer = {start for start, _ in pairs(item)[0]}
    return ((m.start(), m.end(), number(m[1])) for m in _BRACKETED.finditer(item) if m.start() in outer)


def _chinese_numbers(item: str) -> Numbers:
    return ((m.start(), m.end(), number(m[1])) for m in outside(item, _CHINESE))


#: the forms of running numbers; the first that a cell has parts it
_NUMBERS = (_enclosed_numbers, _plain_numbers, _bracketed_numbers, _chinese_numbers)


def _sequence(marks: Numbers) -> list[tuple[int, int]]:
    """Of numbered marks those that run on; where the first stands at the beginning it may be any number."""
    kept: list[tuple[int, int]] = []
    expected = None
    for start, end, ordinal in marks:
        if ordinal is None:
            continue
        if (expected is None and (start == 0 or ordinal == 1)) or ordinal == expected:
            kept.append((start, end))
            expected = ordinal + 1
    return kept


def read_contacts(value: str) -> tuple[str, ...]:
    """The persons and numbers of a cell, one string each.

    >>> read_contacts("方晓棠 8206117、021-5550 123")
    ('方晓棠', '8206117', '021-5550 123')
    >>> read_contacts("王芳 12345678、李 明")
    ('王芳', '12345678', '李 明')
    """
    kept: list[str] = []
    edge = 0
    for phone in _PHONE.finditer(value):
        kept += _split_names(value[edge : phone.start()])
        kept.append(phone.group().strip(BLANKS_AND_BREAKS))
        edge = phone.end()
    kept += _split_names(value[edge:])
    return tuple(kept)


def _split_names(value: str) -> list[str]:
    ranges: list[tuple[int, int]] = []
    for start, end in split_outside(value, _CONTACT_SEPARATOR):
        before, edge = ranges[-1] if ranges else (0, 0)
        if end - start == edge - before == 1 and not value[edge:start].strip(BLANKS):
            # a name of two characters is often printed with a blank inside: 王 芳
            ranges[-1] = (before, end)
        else:
            ranges.append((start, end))
    # the bracket round a number belongs to no name: 王芳（12345678）
    names = [value[a:b].strip("：:，,。；;").rstrip("（(").lstrip("）)") for a, b in ranges]
    return [name for name in (_CONTACT_LABEL.sub("", name) for name in names) if name]


def note_quotes(draft: Draft, value: str, where: Where) -> None:
    """Note a quote or bracket that has no partner in its value."""
    if balanced(value):
        return
    lone = [at for at in pairs(value)[1] if value[at] in '“”《》（）()"' and not _enumerates(value, at)]
    if lone:
        span, _ = place(where, lone[0], lone[0] + 1)
        draft.note("unbalanced-quote", span.start, span.end, f"{value[lone[0]]!r} has no partner in {value[:40]!r}")


def _enumerates(value: str, at: int) -> bool:
    """Whether a lone ) closes a running number: 1) 2)."""
    return value[at] in ")）" and at > 0 and value[at - 1].isdecimal()


def whole(where: Where, value: str) -> tuple[Span, tuple[Span, ...]]:
    """Span and pieces of a whole value."""
    return place(where, 0, len(value))
