"""Passages -> a tree of marked parts: 一、 （一） 1. （1） and their look-alikes, glued on one line or not.

    part = marker text { passage | table | part of a deeper rank }

Rules: the running sequence decides where an item begins (`1.14:30` is item 1, `3、3月12日前` item 3, 1.5万份 none);
a mark inside a line counts only where it runs on from one before and something ends before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from qmparse.parsing.label_words import label_of
from qmparse.parsing.numerals import number
from qmparse.parsing.points import bracketed_points
from qmparse.parsing.tabular import Table
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, ENCLOSED, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage

_C = "[一二三四五六七八九十]{1,3}"
_E1 = "".join(c for c in ENCLOSED if "㈠" <= c <= "㈩" or "㊀" <= c <= "㊉")
_E3 = "".join(chr(c) for c in range(0x2488, 0x249C))
_E4 = "".join(chr(c) for c in range(0x2474, 0x2488))
_E5 = "".join(chr(c) for c in [*range(0x2460, 0x2474), *range(0x2776, 0x2780)])
#: the second number of 1.1
_SECOND = r"\d{1,2}(?=\ +(?![年月日号时点])[一-鿿“《])"
#: the marks by rank, on folded text; a rank above 4 is a level 4 that stands below another one
_RANKS: tuple[tuple[int, str], ...] = (
    (
        1,
        rf"(?:(?P<n1>{_C})\ *[、.](?![一二三四五六七八九十][、.])|第(?P<n1b>{_C})(?:部分|板块|篇章|单元)[、:,\ ]*|(?P<n1c>{_C})[;:](?=\S))",
    ),
    (2, rf"(?:\(\ *(?P<n2>{_C})\ *\)[、.]?|(?P<e2>[{_E1}])[、.]?)"),
    (
        3,
        rf"(?:(?P<n3>\d{{1,3}}(?=\ *[.、])|\d{{4}}(?=\ *[.、](?!\d)))\ *(?:、|\.(?!{_SECOND}))|(?P<e3>[{_E3}])|\(?(?:活动|项目|任务|行动|环节|专题)(?P<n3b>{_C}|\d{{1,2}})(?:[):|｜、]|$|\ +(?=[“《一-鿿](?![个项次场])))"
        # as posts head their cards: 01 开幕式, PART 1, 第一讲
        rf"|(?P<n3c>\d\d)(?:[|｜]|(?=\ +[^\d\ .、年月日时点:-]))|(?:PART|Part|NO|No)[.\ ]*(?P<n3d>\d{{1,2}})[.:、]?(?!\d)|\(?第(?P<n3e>{_C}|\d{{1,2}})(?:讲|场|期|站|课|弹|项|阶段)(?:活动|任务|工作)?(?:[:、)\ ]|(?=$|[“《]))"
        # a digit in the picture of a key
        rf"|(?P<n3f>\d)\uFE0F?\u20E3)",
    ),
    (
        4,
        rf"(?:\(\ *(?P<n4>\d{{1,3}})\ *\)[、.]?|(?P<e4>[{_E4}])|(?P<n4b>\d{{1,2}})\)"
        # 1.1 1-1 before a blank: the first number is that of the list above
        rf"|\d{{1,2}}[.-](?P<n4c>{_SECOND}))",
    ),
    (5, rf"(?P<e5>[{_E5}])[、.]?"),
)
_MARK = pattern("|".join(f"(?P<r{rank}>{pattern})" for rank, pattern in _RANKS))
_INLINE = pattern(
    rf"(?P<r1>(?P<n1>{_C})、)|(?P<r2>\((?P<n2>{_C})\)|(?P<e2>[{_E1}]))|(?P<r3>(?<![\d.])(?P<n3>\d{{1,2}})[.、]|(?P<e3>[{_E3}]))|(?P<r4>\((?P<n4>\d{{1,2}})\)|(?P<e4>[{_E4}])|(?<![\d(])(?P<n4b>\d{{1,2}})\))|(?P<r5>(?P<e5>[{_E5}]))"
)


# it begins with one class of characters, so that the search passes over all others at once
_MAYBE_INLINE = pattern(
    rf"[一二三四五六七八九十（(\d{''.join(ENCLOSED)}](?:(?<=[一二三四五六七八九十])、|(?<=[（(])[一二三四五六七八九十\d]|(?<=\d)[.．、)）]|(?<=[{''.join(ENCLOSED)}]))"
)
#: with letters that a bad copy prints for figures
_CLOCK_RANGE = pattern(r"\ *[\dlIO]{1,2}\ *[:时点]\ *(?:[\dlIO]{1,2}\ *分?)?\ *(?:-+|至|到)\ *[\dlIO]{1,2}\ *[:时点]")
#: how many marks ahead are looked at to tell whether one begins a run
_AHEAD = 128


@attrs.define
class Mark:
    """A printed mark: its rank, its number, and its range in a passage."""

    rank: int
    ordinal: int
    start: int
    end: int


@attrs.define
class Part:
    """A marked part: its mark, the passage behind it, and what follows below."""

    mark: Mark
    marker: str
    #: the whole of the marked passage
    passage: Passage
    #: where the text behind the mark begins in the passage
    body: int
    #: passages, tables and deeper parts below, in order
    below: list[Passage | Table | Part]
    #: the deeper parts among them
    parts: list[Part]
    #: whether it was parted from others that the same line prints
    glued: bool = False

    @property
    def text(self) -> str:
        """The text behind the mark."""
        return self.passage.text[self.body :]

    @property
    def end(self) -> int:
        """The offset at which all of it ends."""
        if not self.below:
            return self.passage.end
        last = self.below[-1]
        return max(last.end if isinstance(last, (Part, Passage)) else 0, self.passage.end)


Item = Passage | Table | Part


def mark_at(text: str) -> Mark | None:
    """The mark that a text begins with.

    >>> mark_at("（三）督导"), mark_at("1.14:30主持"), mark_at("2019年")
    (Mark(rank=2, ordinal=3, start=0, end=3), Mark(rank=3, ordinal=1, start=0, end=2), None)
    """
    folded = fold(text[:24])
    match = _MARK.match(folded)
    return _mark(match) if match else None


def _mark(match: re.Match[str]) -> Mark | None:
    # the group that closes last is that of the rank; of those in it one matched, and holds the number
    rank = int(str(match.lastgroup)[1:])
    _, token = filter(None, match.groups())
    ordinal = number(token)
    return Mark(rank, ordinal, match.start(), match.end()) if ordinal is not None else None


def outline(source: str, items: list[tuple[int, Passage | Table]], edges: Sequence[int] = ()) -> list[Item]:
    """The passages and tables as a tree of marked parts; what stands before the first mark stays as it is.

    At each offset of `edges` (the signature, an annex) a new tree begins.

    >>> text = "一、主题"
    >>> outline(text, [(0, Passage(text, [(0, 4)]))])[0].marker
    '一、'
    """
    top: list[Item] = []
    stack: list[Part] = []
    last: dict[int, int] = {}
    #: the last number of each rank, though a heading stands behind it: a list may run on through headings
    ran: dict[int, int] = {}
    ahead = list(edges)
    marks = [mark_at(item.text) if isinstance(item, Passage) else None for _, item in items]
    for i, ((start, item), mark, following) in enumerate(zip(items, marks, _following(marks), strict=True)):
        while ahead and start >= ahead[0]:
            ahead.pop(0)
            stack.clear()
            last.clear()
            ran.clear()
        if isinstance(item, Table):
            (stack[-1].below if stack else top).append(item)
            continue
        if mark and not _plausible(item.text, mark, last, ran):
            mark = None
        if mark and item.text[0] == "第" and not _heads_labels(items, i):
            mark = None
        segments = list(_segments(source, item, mark, last, ran, following))
        if len(segments) > 1 and mark is None and _is_value(items, i, segments[0][0]):
            segments = [(item, None)]
        for passage, begun in segments:
            if begun is None:
                (stack[-1].below if stack else top).append(passage)
                continue
            begun = _of_open_rank(begun, last)
            while stack and stack[-1].mark.rank >= begun.rank:
                stack.pop()
            for rank in [r for r in last if r > begun.rank]:
                del last[rank]
            last[begun.rank] = ran[begun.rank] = begun.ordinal
            body = begun.end
            while body < len(passage.text) and passage.text[body] in BLANKS:
                body += 1
            marker = passage.text[: begun.end].rstrip(BLANKS)
            part = Part(begun, marker, passage, body, [], [], len(segments) > 1)
            if stack:
                stack[-1].parts.append(part)
            (stack[-1].below if stack else top).append(part)
            stack.append(part)
    return top


def _heads_labels(items: list[tuple[int, Passage | Table]], i: int) -> bool:
    """Whether a passage that begins with 第一阶段 heads labelled lines; else it is running text."""
    text, below = (item.text if isinstance(item, Passage) else "" for _, item in (*items[i : i + 2], items[-1])[:2])
    return not _PHASE.match(text) or label_of(below) is not None


_PHASE = pattern(rf"第{_C}阶段")


def _is_value(items: list[tuple[int, Passage | Table]], i: int, label: Passage) -> bool:
    """Whether a numbered list without units is the value of one label of a card: 内容：1.… 2.… below 地点：…

    The label stands before other values too, and another label right above or below this one.
    """
    found = label_of(label.text)
    passage = items[i][1]
    if found is None or found[1] < len(label.text) or not isinstance(passage, Passage) or "（" in passage.text:
        return False
    near = [other for _, other in items[max(i - 1, 0) : i] + items[i + 1 : i + 2] if isinstance(other, Passage)]
    again = items[max(i - _CARD, 0) : i] + items[i + 1 : i + _CARD]
    return any(label_of(other.text) for other in near) and any(
        isinstance(other, Passage) and other.text.startswith(label.text) for _, other in again
    )


#: two cards have so many lines
_CARD = 20


#: ranks of Arabic numbers, which a careless hand mixes: 1、 2. （3） ④
_ARABIC = (3, 4, 5)


def _of_open_rank(mark: Mark, last: dict[int, int]) -> Mark:
    """The mark, with the rank of the list whose number it carries on in another form."""
    if mark.rank not in _ARABIC or mark.rank in last or mark.ordinal == 1:
        return mark
    rank = max((rank for rank in _ARABIC if rank in last and 0 < mark.ordinal - last[rank] <= _GAP), default=mark.rank)
    return attrs.evolve(mark, rank=rank)


#: a list may skip so many numbers less one
_GAP = 3


def _following(marks: list[Mark | None]) -> list[Mark | None]:
    """For each of some marks the next one behind it."""
    found: list[Mark | None] = []
    ahead: Mark | None = None
    for mark in reversed(marks):
        found.append(ahead)
        ahead = mark or ahead
    return found[::-1]


def _segments(
    source: str, passage: Passage, first: Mark | None, last: dict[int, int], ran: dict[int, int], following: Mark | None
) -> Iterator[tuple[Passage, Mark | None]]:
    """A passage, which may begin with a mark, parted before each mark in it; the first segment may have none."""
    text = passage.text
    if first is None and bracketed_points(text):
        # （一）…；（二）… in one sentence are points, and no sections
        yield passage, None
        return
    cuts = _inline_marks(text, first, last, ran, following)
    edge = 0
    mark = first
    for cut in cuts:
        yield _closed(passage, source, edge, cut.start), mark
        edge = cut.start
        mark = Mark(cut.rank, cut.ordinal, 0, cut.end - cut.start)
    yield (_closed(passage, source, edge, len(text)) if edge else passage), mark


def _closed(passage: Passage, source: str, start: int, end: int) -> Passage:
    """A part of a passage without the blanks behind it."""
    return passage.slice(source, start, start + len(passage.text[start:end].rstrip(BLANKS)))


#: what tells that a figure with a point measures something: 1.5万份, 1.5公里
_MEASURED = pattern(r"\d{1,3}(?:[万亿米吨斤亩倍度折%]|公[里斤顷]|千[米克]|[厘毫]米|平方|立方)")


def _plausible(text: str, mark: Mark, last: dict[int, int], ran: dict[int, int]) -> bool:
    """Whether the sequence allows this mark: 1.5万份 begins no item, 1.14:30 does."""
    if mark.rank not in last and mark.ordinal == ran.get(mark.rank, -1) + 1:
        # it runs on through a heading
        return True
    if mark.rank == 3 and text[mark.start : mark.end].isdecimal():
        # 63 家企业 begins a sentence
        return mark.ordinal == last.get(3, 0) + 1 and (mark.ordinal > 9 or text[mark.start] in "0０")
    behind = fold(text[mark.end : mark.end + 6])
    if mark.rank in (3, 4) and behind[:1].isdigit():
        expected = last.get(mark.rank, 0) + 1
        if expected == 1 and fold(text[mark.end - 1]) == "." and _MEASURED.match(behind):
            return False
        if text[mark.end - 1] == "、" and expected > 1 and expected <= mark.ordinal < expected + _GAP:
            # no decimal, and no list of figures
            return True
        return mark.ordinal == expected or re.match(r"\d{1,2}\ *[:月日点时]|\d{4}\ *[年./-]", behind) is not None
    if mark.rank == 4 and text[mark.end - 1].isdecimal():
        # 3-5 岁儿童 begins a sentence
        return mark.ordinal == last.get(4, 0) + 1
    if mark.rank == 3 and mark.ordinal > 999:
        # so many items are a list only where the number runs on: it may be a year
        return mark.ordinal == last.get(3, 0) + 1
    if mark.rank == 1 and text[mark.end - 1] in ";；:：":
        return mark.ordinal == last.get(1, 0) + 1
    return True


def _inline_marks(
    text: str, first: Mark | None, last: dict[int, int], ran: dict[int, int], following: Mark | None
) -> list[Mark]:
    """The marks inside a passage at which a part begins; `following` is the next mark behind the passage."""
    if len(text) < 8 or not _MAYBE_INLINE.search(text, first.end if first else 0):
        return []
    folded = fold(text)
    candidates = []
    for match in _INLINE.finditer(folded, first.end if first else 0):
        mark = _mark(match)
        if mark and mark.start > 0 and folded[mark.start - 1] not in "第十":
            candidates.append(mark)
    if not candidates:
        return []
    # a list that runs on through headings begins again behind one that lost the break below it: 二、健康类4.举办讲座
    resumed = candidates[0]
    if (
        first
        and resumed.rank > first.rank
        and resumed.ordinal == ran.get(resumed.rank, -1) + 1 > 1
        and _HEADING.fullmatch(folded, first.end, resumed.start)
        and (following is None or (following.rank, following.ordinal) == (resumed.rank, resumed.ordinal + 1))
    ):
        return [resumed, *_running(folded, candidates[1:], resumed, last, following)]
    return _running(folded, candidates, first, last, following)


#: a short heading without marks
_HEADING = pattern(r"[^，。；：,;:、（）()]{2,12}")


def _running(text: str, candidates: list[Mark], first: Mark | None, last: dict[int, int], following: Mark | None) -> list[Mark]:
    """Of the candidates those that run on; ranks open as their first mark is met."""
    state = dict(last)
    if first:
        state = {rank: n for rank, n in state.items() if rank < first.rank} | {first.rank: first.ordinal}
    kept: list[Mark] = []
    glued = False
    for k, mark in enumerate(candidates):
        nested = (
            first is not None
            and mark.ordinal == 1
            and mark.rank > first.rank
            and not text[first.end : mark.start].strip(BLANKS)
        )
        closed = nested or _closed_before(text, mark.start)
        expected = state.get(mark.rank, 0) + 1
        opens = (
            mark.ordinal == 1
            and mark.rank not in state
            and (nested or _goes_on(text, candidates[k + 1 : k + _AHEAD], mark) or _heads_below(text, mark, following))
        )
        if mark.ordinal != expected or not (mark.rank in state or opens):
            continue
        if mark.rank == 1:
            fits = closed or _stands_glued(text, mark)
        elif mark.rank == 2:
            fits = closed or glued or _stands_glued(text, mark)
        else:
            timed = mark.rank == 3 and _CLOCK_RANGE.match(text, mark.end) is not None
            fits = (
                nested
                or timed
                or _is_missing(text, mark, state, following, closed)
                or (
                    closed
                    and (glued or _run_length(text, candidates[k : k + _AHEAD], mark) >= _wanted(text, mark, kept, state))
                )
            )
        if not fits:
            continue
        glued = glued or mark.rank < 3
        state = {rank: n for rank, n in state.items() if rank < mark.rank} | {mark.rank: mark.ordinal}
        kept.append(mark)
    return kept


def _heads_below(text: str, mark: Mark, following: Mark | None) -> bool:
    """Whether a heading of a known kind closes a paragraph, and the next one follows below: …通知如下：一、活动主题 / … / 二、"""
    runs_on = following is not None and (following.rank, following.ordinal) == (mark.rank, mark.ordinal + 1)
    return runs_on and _closed_before(text, mark.start) and HEADING_WORD.fullmatch(text, mark.end) is not None


def _is_missing(text: str, mark: Mark, state: dict[int, int], following: Mark | None, closed: bool) -> bool:
    """Whether the number of a mark is the one that lacks between those before and behind its line: 2. …3.… / 4.

    Behind a whole sentence the next line's number may skip some.
    """
    ahead = following.ordinal - mark.ordinal if following is not None and following.rank == mark.rank else 0
    runs_on = ahead == 1 or (closed and 1 < ahead < _GAP)
    return runs_on and mark.rank in state and not (text[mark.end - 1] == "." and _DECIMAL.match(text, mark.end))


#: digits behind a mark's point are those of a number; those of a year or a month are none
_DECIMAL = pattern(r"\d(?!\d{3}年|\d?月)")


def _wanted(text: str, mark: Mark, kept: list[Mark], state: dict[int, int]) -> int:
    """How long a run from this mark on must be: one of its own that goes on may end here, as may a list behind a bracket."""
    if kept and kept[-1].rank == mark.rank:
        return 1
    if mark.rank in state and text[mark.start - 1] == ")" and not text[mark.end : mark.end + 1].isdigit():
        return 1
    return 2 if mark.rank in state else 3


def _closed_before(text: str, at: int) -> bool:
    """Whether something ends right before a mark."""
    if text[at - 1] in BLANKS_AND_BREAKS:
        return True
    return text[at - 1] in "。；;：:！？!?)”》"


def _stands_glued(text: str, mark: Mark) -> bool:
    """Whether a heading of a known kind follows the mark, or one stands before it: breaks were lost."""
    return HEADING_WORD.match(text, mark.end) is not None or (
        (heading := _last_heading(text, mark.start)) is not None and len(heading) < 24
    )


def _last_heading(text: str, at: int) -> str | None:
    """The words from the last mark before `at`, where they are a known heading."""
    begun = max((m.end() for m in _INLINE.finditer(text, max(at - 30, 0), at)), default=None)
    if begun is None or not HEADING_WORD.match(text, begun):
        return None
    return text[begun:at]


def _goes_on(text: str, following: list[Mark], mark: Mark) -> bool:
    """Whether the second of its rank follows before any mark of a higher rank."""
    for other in following:
        if other.rank == mark.rank and other.ordinal == mark.ordinal + 1:
            return True
        if other.rank < mark.rank and _closed_before(text, other.start):
            return mark.rank == 2
    return mark.rank == 2 and _stands_glued(text, mark)


def _run_length(text: str, candidates: list[Mark], mark: Mark) -> int:
    """How many marks of one rank run on from this one, each with something closed before it."""
    expected, count = mark.ordinal, 0
    for other in candidates:
        if other.rank == mark.rank and other.ordinal == expected and _closed_before(text, other.start):
            count += 1
            expected += 1
    return count


#: headings that a notice of activities prints without a closing mark
HEADING_WORD = pattern(
    r"(?:活动|宣传|年度|工作|指导|基本|总体|具体|主要|重点|有关|相关|时间|组织|内容|任务|参加|参与|保障|报名|联系|职责|实施|进度|日程|其他|其它|注意|评选|奖项|参赛|比赛|竞赛)?"
    r"(?:主题|时间|地点|内容|安排|要求|思想|目标|原则|任务|对象|方式|形式|步骤|措施|领导|机构|保障|事项|日期|活动|宣传|分工|范围|单位|口号|人员|流程|组织|背景|目的|意义|设置|办法|标准|程序|阶段)"
    r"(?:及|和|与)?(?:安排|要求|地点|时间|内容|分工|方式|步骤|措施)?"
)
