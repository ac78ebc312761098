"""Point lists: 活动内容主要包括五个方面：一是…；二是…。

    list = [sentences] lead [： | ，] mark text {； mark text} 。 [sentences]
    mark = 一是 | 一要 | 第一， | 首先，… 其次，… 最后， | （一） behind a lead with ：

Rules: the marks are of one kind and run on from the first; the last point ends at its first 。 where the others end at
；; whole sentences before the lead and behind the last point are paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.numbering import Numbers
from qmparse.parsing.numerals import number
from qmparse.records import Point, PointList
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span, place
from qmparse.text.splitting import outside

_N = "[一二三四五六七八九十]{1,2}"
_ALONE = "(?<![第之其某每另惟唯单同统合专划万归不进周星期一二三四五六七八九十])"
#: the kinds of marks, one to a list, with what the first of them begins with
_KINDS = (
    ("一是", pattern(rf"{_ALONE}(?P<n>{_N})是(?![否的])")),
    ("一要", pattern(rf"{_ALONE}(?P<n>{_N})要(?![求点素])")),
    ("第一", pattern(rf"第(?P<n>{_N})(?=[，,：:]|、(?![一二三四五六七八九十]))")),
    ("首先", pattern(rf"第(?P<n>{_N})(?=[，,：:])|(?:首先|其次|再次|最后)(?=[，,：:要])")),
)
#: marks that part sections, and points where a sentence with ： leads to them
_BRACKETED = pattern(rf"(?<=[：:；;])[（(](?P<n>{_N})[）)]")
_DECLARED = pattern(
    r"(?P<n>[一二三四五六七八九十\d两]{1,3})(?:个|大|项|条|点|类|种|件)?(?:主要|重点|具体)?(?:方面|事项|事|人群|群体|对象|领域|保障|要点|重点|环节|任务|内容|措施|板块|部分|项目|坚持|突出|结合|要求|原则|到位|关键|着力|统筹|阶段|层面|原则)"
    r"|(?P<k>[二三四五六七八九十两\d]{1,2})(?:个|大|项|件)(?!月|部门|单位|工作日|小时|区|县|市|镇|乡|五年|以上)[一-鿿]{2}"
    r"|(?<=[^\d一二三四五六七八九十])(?P<m>[二三四五六七八九十两\d]{1,2})[点项条]$"
)
_SENTENCE = pattern("[。！？]")


@attrs.define
class Found:
    """A point list in a passage, and the sentences round it."""

    points: PointList
    before: Passage | None
    after: Passage | None
    start: int
    end: int


@attrs.define
class _Mark:
    """A mark, its number, and its range in a passage."""

    text: str
    ordinal: int
    start: int
    end: int


def _marks(text: str) -> list[_Mark]:
    """The marks of one kind that run on, each behind a mark that ends what is before it: the list that begins first."""
    lists = [_running(text, outside(text, kind)) for first, kind in _KINDS if first in text]
    lists.append(bracketed_points(text))
    return min([marks for marks in lists if len(marks) > 1], key=lambda marks: marks[0].start, default=[])


def _running(text: str, matches: Iterable[re.Match[str]]) -> list[_Mark]:
    kept: list[_Mark] = []
    for match in matches:
        expected = kept[-1].ordinal + 1 if kept else 1
        value = number(match["n"]) if match["n"] else (1 if match.group() == "首先" else max(expected, 2))
        before = text[: match.start()].rstrip(BLANKS_AND_BREAKS)[-1:]
        opens = not before or before in "。；;：:，,！"
        if not opens or value is None or (not kept and value != 1) or (kept and before in "，," and value != expected):
            continue
        kept.append(_Mark(match.group(), value, match.start(), match.end()))
    return kept


def bracketed_points(text: str) -> list[_Mark]:
    """The marks （一） （二） of points in one sentence: 各地要做到：（一）…；（二）…。

    >>> [mark.ordinal for mark in bracketed_points("要做到：（一）甲；（二）乙。")], bracketed_points("（一）甲；（二）乙。")
    ([1, 2], [])
    """
    if "（一）" not in text and "(一)" not in text:
        return []
    marks = _running(text, _BRACKETED.finditer(text))
    return marks if marks and text[marks[0].start - 1] in "：:" else []


def read_points(draft: Draft, passage: Passage) -> Found | None:
    """The point list of a passage, if it holds one.

    >>> text = "包括两个方面：一是甲；二是乙。请落实。"
    >>> found = read_points(Draft(text), Passage(text, [(0, len(text))]))
    >>> found.points.lead, [p.text for p in found.points.points], found.after.text
    ('包括两个方面', ['甲', '乙'], '请落实。')
    """
    text = passage.text
    marks = _marks(text)
    if len(marks) < 2:
        return None
    lead_start, lead_end = _lead(text, marks[0].start)
    points, end = _points(draft, passage, marks)
    lead = text[lead_start:lead_end]
    counts = [number(match["n"] or match["k"] or match["m"]) for match in _DECLARED.finditer(lead)]
    # 突出两个重点，做到三个结合：the count of the points is the one that fits, if any does
    count = next((each for each in counts if each == len(points)), counts[0] if counts else None)
    start_at, end_at = passage.offset(lead_start), passage.offset(end)
    found = PointList(lead, count, points, Span(start_at, end_at))
    if count is not None and count != len(points) and lead:
        draft.note(
            "declared-count-mismatch",
            start_at,
            passage.offset(lead_end),
            f"{lead!r} declares {count} points, {len(points)} follow",
        )
    before = passage.slice(draft.text, 0, len(text[:lead_start].rstrip(BLANKS)))
    rest = end + len(text[end:]) - len(text[end:].lstrip(BLANKS))
    after = passage.slice(draft.text, rest, len(text))
    return Found(found, before if before.text else None, after if after.text else None, start_at, end_at)


def _lead(text: str, first: int) -> tuple[int, int]:
    """The sentence before the first mark, without its ：."""
    end = len(text[:first].rstrip(BLANKS_AND_BREAKS + "：:，,"))
    sentences = [m.end() for m in _SENTENCE.finditer(text, 0, end) if m.end() < end]
    start = sentences[-1] if sentences else 0
    if end and text[end - 1] in "。！":
        # the lead itself ends with 。
        start = sentences[-2] if len(sentences) > 1 and sentences[-1] == end else start
        end -= 1
    while start < end and text[start] in BLANKS_AND_BREAKS:
        start += 1
    return start, max(start, end)


def _points(draft: Draft, passage: Passage, marks: list[_Mark]) -> tuple[tuple[Point, ...], int]:
    text = passage.text
    numbers = Numbers(draft)
    points = []
    end = len(text)
    semicolons = all(text[: mark.start].rstrip(BLANKS_AND_BREAKS)[-1:] in "；;，," for mark in marks[1:])
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        start, stop = mark.end, following.start if following else len(text)
        if following is None:
            close = next(iter(outside(text[start:], _SENTENCE)), None)
            rest = text[start + close.end() :].lstrip(BLANKS) if close else ""
            if close and (semicolons or (rest and (_ADDRESSES.match(rest) or not _of_sentences(text, marks)))):
                stop = start + close.start()
                end = start + close.end()
        while start < stop and text[start] in BLANKS_AND_BREAKS + "，,：:":
            start += 1
        while stop > start and text[stop - 1] in BLANKS_AND_BREAKS + "；;。，,":
            stop -= 1
        span, pieces = place(passage, start, stop)
        points.append(Point(mark.text, mark.ordinal, text[start:stop], span, pieces))
        at = passage.offset(mark.start)
        numbers.see(mark.ordinal, at, at + len(mark.text))
        if pieces:
            draft.note("joined-text", span.start, span.end, "this point was joined over a break")
    return tuple(points), end


#: how a sentence begins that is about all points
_ADDRESSES = pattern("请|各|有关|所有|以上|联系|特此")


def _of_sentences(text: str, marks: list[_Mark]) -> bool:
    """Whether a point before the last one is of several sentences, so that the last one may be too."""
    ends = (text[mark.end : following.start].rstrip(BLANKS_AND_BREAKS + "。") for mark, following in pairwise(marks))
    return any(_SENTENCE.search(point) for point in ends)


def opens_points(text: str) -> int | None:
    """The number of the point that a passage begins with, or None.

    >>> opens_points("二是乙。"), opens_points("统一是好的")
    (2, None)
    """
    match = next((match for _, kind in _KINDS if (match := kind.match(text))), None)
    return number(match["n"]) if match and match["n"] else None


def last_point(text: str, first: int = 1) -> int | None:
    """The number of the last point of those that run on in a text from the first, or None.

    >>> last_point("做好两件事：一是甲；二是乙；"), last_point("三是丙；四是丁；", 3), last_point("二是乙；")
    (2, 4, None)
    """
    for _, kind in _KINDS:
        last = first - 1
        for match in outside(text, kind):
            last += int(match["n"] is not None and number(match["n"]) == last + 1)
        if last >= first:
            return last
    return None
