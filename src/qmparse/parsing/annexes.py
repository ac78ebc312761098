"""附件说明 and 附件: the list of what is annexed, and where each annex begins.

    list  = 附件： [1.] name {2. name}        annex = 附件N [title] | title of an annexed plan

Rules: after GB/T 9704-2012, 7.3.4 and 7.4; a plan that a letter issues is an annex without a label. `tail` imports this.
"""

from __future__ import annotations

import re

from qmparse.parsing.cells import leading_verb
from qmparse.parsing.draft import Draft
from qmparse.parsing.head import ANNEX, MARK, captions_above
from qmparse.parsing.letter import Head, Tail
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.parsing.tabular import Table
from qmparse.parsing.titles import MAX_TITLE, bare, ends_like_title, is_organisation, kind_of, year_of
from qmparse.records import Annex, Attachment, BlockKind
from qmparse.text.characters import BLANKS, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span
from qmparse.text.splitting import pairs_of

_B = re.escape(BLANKS)
ATTACHMENTS = pattern(rf"附[{_B}]*(?:件[{_B}]*(?P<n>[\d０-９一二三四五六七八九十]{{0,3}})[{_B}]*)?[：:]")


#: 附件1.活动安排表, before the signature
_LOST_COLON = pattern(rf"附[{_B}]*件(?P<n>)[{_B}]*(?=[1１][.．、][{_B}]*[^\d{_B}])")
_ITEM = pattern(
    rf"[{_B}]*(?P<n>[\d０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[①-⑳⒈-⒛])[{_B}]*(?:[.．、]|(?<=[①-⑳⒈-⒛]))[{_B}]*(?=\S)"
)


def take_attachments(draft: Draft, tail: Tail, lines: list[Line], signed: int | None, captions: set[int]) -> None:
    """附件：1.… 2.… before the signature; each item on a line of its own, or glued."""
    found: list[Attachment] = []
    k = 0
    while k < len(lines):
        line = lines[k]
        match = ATTACHMENTS.match(line.text)
        if not match and signed is not None and line.index < signed:
            match = _LOST_COLON.match(line.text)
        late = (
            signed is not None
            and line.index > signed
            and not (match and _lists_annexes(line, match) and line.index not in captions)
        )
        if not match or late or line.furniture or (signed is None and not _lists_annexes(line, match)):
            k += 1
            continue
        group = [line]
        while k + 1 < len(lines) and _continues_attachments(
            lines[k + 1], line.index, signed if signed and line.index < signed else None
        ):
            k += 1
            group.append(lines[k])
        found += attachments_in(group, match)
        for one in group:
            tail.taken.add(one.index)
            draft.claim(BlockKind.ATTACHMENTS, one.start, one.next)
        k += 1
    tail.attachments = tail.attachments or tuple(found)


def _lists_annexes(line: Line, match: re.Match[str]) -> bool:
    return not match["n"] and bool(line.text[match.end() :].strip(BLANKS))


def _continues_attachments(line: Line, first: int, signed: int | None) -> bool:
    if signed is not None and line.index > signed:
        return False
    return bool(_ITEM.match(line.text)) and line.index - first < 40 and not line.text.endswith("。")


def attachments_in(group: list[Line], match: re.Match[str]) -> list[Attachment]:
    found = []
    for line in group:
        start = match.end() if line is group[0] else 0
        marks = _item_marks(line.text, start)
        if not marks:
            a, b = _trimmed(line.text, start, len(line.text))
            own = number(fold(match["n"])) if line is group[0] and match["n"] else None
            if a < b:
                found.append(Attachment(own, line.text[a:b], Span(line.a + a, line.a + b)))
            continue
        for (_, stop, value), following in zip(marks, [*marks[1:], None], strict=True):
            a, b = _trimmed(line.text, stop, following[0] if following else len(line.text))
            found.append(Attachment(value, line.text[a:b], Span(line.a + a, line.a + b)))
    return found


def _item_marks(text: str, start: int) -> list[tuple[int, int, int]]:
    """The running numbers of glued items: where each mark begins and ends, and its number."""
    marks: list[tuple[int, int, int]] = []
    first = _ITEM.match(text, start)
    if not first:
        return marks
    expected = number(fold(first["n"])) or 1
    at: re.Match[str] | None = first
    while at:
        marks.append((at.start(), at.end(), expected))
        expected += 1
        at = next((m for m in _ITEM.finditer(text, at.end()) if number(fold(m["n"])) == expected), None)
    return marks


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS + "；;。":
        end -= 1
    return start, end


def take_annexes(draft: Draft, tail: Tail, head: Head, tables: list[Table], lines: list[Line], signed: int | None) -> None:
    """附件N and its title; an annexed plan that has only its own title."""
    captions = captions_above(draft, tables)
    plan = _issued_plan(head)
    for k, line in enumerate(lines):
        if line.index in tail.taken:
            continue
        match = ANNEX.match(line.text)
        if match and not line.furniture and len(line.text) <= 80 and not re.search("[。，,]", line.text) and not _cited(line):
            _take_annex(draft, tail, lines, k, match, captions)
        elif _titles_a_plan(line, plan, signed, captions, tail):
            _take_name_above(draft, tail, lines, k)
            take_plan_title(draft, tail, line, line.a, _begun_above(lines, k, tail))


def _cited(line: Line) -> bool:
    """A title that only begins with 附: 附属…"""
    return line.text.startswith(("附属", "附近"))


def _take_annex(draft: Draft, tail: Tail, lines: list[Line], k: int, match: re.Match[str], captions: set[int]) -> None:
    line = lines[k]
    label_end = line.a + len(match["label"])
    taken = [line]
    title: tuple[int, int] | None = None
    if match["title"]:
        title = (line.a + match.start("title"), line.b)
    else:
        title_lines = _annex_title(lines, k + 1, captions)
        taken += title_lines
        if title_lines:
            title = (title_lines[0].a, title_lines[-1].b)
    passage = Passage(draft.text, [(one.a, one.b) for one in taken[1:]]) if len(taken) > 2 else None
    text = passage.text if passage else draft.text[title[0] : title[1]] if title else None
    tail.annexes.append(Annex(match["label"], text, Span(line.a, title[1] if title else label_end)))
    for one in taken:
        tail.taken.add(one.index)
        draft.claim(BlockKind.ANNEX, one.start, one.next)


def _annex_title(lines: list[Line], k: int, captions: set[int]) -> list[Line]:
    """The title below an annex label: up to two lines that hold no sentence."""
    for line in lines[k : k + 1]:
        if line.furniture or len(line.text) > 60 or re.search("[。；：:]", line.text) or MARK.match(fold(line.text[:12])):
            return []
        if ends_like_title(line.text) or line.index in captions:
            return [line]
        below = lines[k + 1] if k + 1 < len(lines) else None
        if below and below.index == line.index + 1 and ends_like_title(below.text):
            return [line, below]
        return [line] if len(line.text) <= 40 and not re.search("[，,]", line.text) else []
    return []


def _issued_plan(head: Head) -> str | None:
    """The title of the plan that a letter issues: what its own title cites."""
    if head.title is None:
        return None
    cited = [head.title.name[a + 1 : b] for a, b in pairs_of(head.title.name, "《")]
    if cited:
        return squeeze(cited[0])
    issued = _ISSUED.search(head.title.name)
    return squeeze(issued["plan"]) if issued else None


#: a plan that the title names without 《 》
_ISSUED = pattern("关于印发(?P<plan>.+)的通知$")


def _titles_a_plan(line: Line, plan: str | None, signed: int | None, captions: set[int], tail: Tail) -> bool:
    """Whether a line is the title of an annexed plan: cited by the letter, or a plan's title behind its date."""
    if line.furniture:
        return False
    if len(line.text) > MAX_TITLE or (plan is None and signed is None):
        return False
    text = squeeze(line.text)
    if plan and (text == plan or squeeze(bare(line.text)) == squeeze(bare(plan))):
        return True
    if signed is None or line.index < signed or not ends_like_title(line.text) or MARK.match(fold(line.text[:12])):
        return False
    if leading_verb(line.text) or re.search("[：:]", line.text) or re.match(r"\d{1,2}月", line.folded):
        # an activity that ends like a title: 发布《用水管理办法》
        return False
    kind = kind_of(line.text) or ""
    if line.index in captions:
        return kind.endswith(("方案", "计划"))
    return kind.endswith(("方案", "计划", "安排", "议程", "日程", "规程", "细则", "办法", "意见")) and not any(
        annex.label is None for annex in tail.annexes
    )


def _take_name_above(draft: Draft, tail: Tail, lines: list[Line], k: int) -> None:
    """The name of the organisation that is printed above a plan's title, and is no part of it."""
    above = lines[k - 1] if k else None
    if above is None or above.index in tail.taken or not is_organisation(above.text) or re.search("[，。；：,;:]", above.text):
        return
    if len(above.text) <= _NAME and not any(line.text for line in draft.lines[above.index + 1 : lines[k].index]):
        tail.taken.add(above.index)
        draft.claim(BlockKind.ANNEX, above.start, above.next)


#: the name of an organisation is no longer
_NAME = 24


def _begun_above(lines: list[Line], k: int, tail: Tail) -> Line | None:
    """The line right above a title that begins it: the title's own says no year, the other no more than a title's part."""
    line, above = lines[k], lines[k - 1] if k else None
    if above is None or above.index != line.index - 1 or above.index in tail.taken or above.furniture:
        return None
    part = len(above.text) <= 40 and not re.search("[。：；，:;,]", above.text) and not is_organisation(above.text)
    named = year_of(above.text) is not None and not above.text.endswith(("日", "年"))
    return above if part and named and year_of(line.text) is None else None


def take_plan_title(draft: Draft, tail: Tail, line: Line, start: int, above: Line | None = None) -> None:
    pieces = [(start, line.b)]
    if above:
        pieces.insert(0, (above.a, above.b))
        tail.taken.add(above.index)
        draft.claim(BlockKind.ANNEX, above.start, above.next)
    passage = Passage(draft.text, pieces)
    tail.annexes.append(Annex(None, passage.text, Span(passage.start, line.b)))
    tail.taken.add(line.index)
    draft.claim(BlockKind.ANNEX, start, line.next)
