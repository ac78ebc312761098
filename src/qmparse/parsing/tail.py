"""What stands behind the body of a letter: 附件说明, 署名, 成文日期, 附注, 抄送; and where annexes begin.

    tail = [附件：…] {issuer} date [（附注）] {抄送 …}        annex = 附件N [title] | title of an annexed plan

Rules: after GB/T 9704-2012, chapter 7; a line belongs to one part, and is taken off the body it closes.
"""

from __future__ import annotations

import re

import attrs

from qmparse.parsing.cells import leading_verb
from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.head import ANNEX, ISSUE_DATE, MARK, Head, captions_above, lines_outside
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.parsing.outline import HEADING_WORD, mark_at
from qmparse.parsing.periods import partial_date, read_issue_date
from qmparse.parsing.tabular import Table
from qmparse.parsing.titles import MAX_TITLE, bare, ends_like_title, is_organisation, kind_of, year_of
from qmparse.parsing.units import looks_like_unit, name_units
from qmparse.records import Annex, Attachment, BlockKind, PartialDate, Unit, UnitRole
from qmparse.text.characters import BLANKS, HAN, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span, indent
from qmparse.text.splitting import pairs_of, split_outside

_B = re.escape(BLANKS)


_BLANKS = pattern(rf"[{_B}]+")
#: parts the organisations of a line
_WIDE = pattern(rf"[{_B}]{{2,}}|　|\t|、")
_ATTACHMENTS = pattern(rf"附[{_B}]*(?:件[{_B}]*(?P<n>[\d０-９一二三四五六七八九十]{{0,3}})[{_B}]*)?[：:]")


_ITEM = pattern(
    rf"[{_B}]*(?P<n>[\d０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[①-⑳])[{_B}]*(?:[.．、]|(?<=[①-⑳]))[{_B}]*(?=\S)"
)


_COPIES = pattern(
    rf"(?:抄[{_B}]*送|抄[{_B}]*报|主[{_B}]*送|分[{_B}]*送|发|印[{_B}]*发)[{_B}]*[：:]|.*[{_B}]*[\d０-９]{{4}}[{_B}]*年[{_B}]*[\d０-９]{{1,2}}[{_B}]*月[{_B}]*[\d０-９]{{1,2}}[{_B}]*[日号][{_B}]*印发$|[（(]?共印[\d０-９]+份"
)


#: the foot of a web page
_IMPRINT = pattern(r"技术支持|版权所有|ICP备|备案序号|备案号|分辨率|浏览本站|网站标识码|公网安备|网站地图")


_NOTE = pattern(r"[（(](?:此件|联系|主动|依申请|不予|公开|信息公开|此文)")


_CLOSINGS = pattern(r"^(?:特此(?:通知|函达|公告|通告|函告|报告)|专此(?:函达)?|此致)[。.]?$")


@attrs.define
class Tail:
    """What stands behind the body, and the annexes."""

    attachments: tuple[Attachment, ...] = ()
    issuers: tuple[Unit, ...] = ()
    issued_on: PartialDate | None = None
    annexes: list[Annex] = attrs.Factory(list)
    taken: set[int] = attrs.Factory(set)
    #: body text that ends within a line: line index -> offset
    ends: dict[int, int] = attrs.Factory(dict)


def read_tail(draft: Draft, tables: list[Table], head: Head) -> Tail:
    """附件说明, 署名, 成文日期, 附注, and where annexes begin."""
    tail = Tail()
    lines = [line for line in lines_outside(draft, tables) if line.text and line.index not in head.taken]
    signed = _take_signature(draft, tail, head, lines)
    lines = [line for line in lines if line.index not in tail.taken]
    _take_attachments(draft, tail, lines, signed, captions_above(draft, tables))
    lines = [line for line in lines if line.index not in tail.taken]
    _take_annexes(draft, tail, head, tables, lines, signed)
    for line in lines:
        if line.index in tail.taken:
            continue
        behind = signed is not None and line.index > signed
        note = _NOTE.match(line.text) and line.text[-1] in "）)" and (signed is None or behind)
        if (
            note
            or line.text.startswith(("附注：", "附注:"))
            or _IMPRINT.search(line.text)
            or (behind and _COPIES.match(line.text))
        ):
            _furniture(draft, tail, line)
    return tail


def _furniture(draft: Draft, tail: Tail, line: Line) -> None:
    tail.taken.add(line.index)
    take_furniture(draft, line)


def _take_signature(draft: Draft, tail: Tail, head: Head, lines: list[Line]) -> int | None:
    """署名 and 成文日期: the first line that is a date, or ends in one, with issuers before it."""
    for k, line in enumerate(lines):
        match = _date_line(line)
        if not match and k + 1 < len(lines) and _take_cut_date(draft, tail, lines, k):
            return lines[k + 1].index
        if not match:
            if len(line.text) > 40 and line.text[-1] == "日" and _take_glued_signature(draft, tail, line):
                return line.index
            continue
        start, end = match
        before = line.text[:start].strip(BLANKS)
        issuers = _issuer_lines(lines, k)
        if not before and not issuers and k and _wants_text(lines[k - 1]):
            continue
        if (
            not before
            and not issuers
            and not (k and indent(draft.text, line.start, line.end) >= 8)
            and (
                read_issue_date(line.text[start:end]) is None
                or len(read_issue_date(line.text[start:end]) or "") < 10
                or end < len(line.text)
            )
        ):
            continue
        pieces = [(issuer.a, issuer.b) for issuer in issuers] + (
            [(line.a, line.a + len(line.text[:start].rstrip(BLANKS)))] if before else []
        )
        tail.issuers = _issuers(draft, pieces)
        tail.issued_on = partial_date(line.text, line.a, start, end)
        for issuer in issuers:
            tail.taken.add(issuer.index)
            draft.claim(BlockKind.ISSUERS, issuer.start, issuer.next)
        if before:
            draft.claim(BlockKind.ISSUERS, line.start, line.a + start)
        rest = line.text[end:].strip(BLANKS)
        tail.taken.add(line.index)
        draft.claim(BlockKind.DATE, line.a + start, line.next if not rest else line.a + end)
        if rest:
            _take_plan_title(draft, tail, line, line.a + len(line.text) - len(line.text[end:].lstrip(BLANKS)))
        return line.index
    return _take_undated_signature(draft, tail, head, lines)


def _take_undated_signature(draft: Draft, tail: Tail, head: Head, lines: list[Line]) -> int | None:
    """署名 at the very end of a letter, set to the right, with no date below it."""
    if not lines or not (head.number or head.addressees):
        return None
    lines = [line for line in lines if not line.furniture]
    if not lines:
        return None
    last = lines[-1]
    issuers = _issuer_lines([*lines, Line(last.index + 1, last.next, last.next, last.next, last.next, "")], len(lines))
    if not issuers or any(indent(draft.text, line.start, line.end) < 8 for line in issuers):
        return None
    tail.issuers = _issuers(draft, [(line.a, line.b) for line in issuers])
    for line in issuers:
        tail.taken.add(line.index)
        draft.claim(BlockKind.ISSUERS, line.start, line.next)
    return last.index


_CUT_DATE = pattern(r"[\d零一二三四五六七八九O]{4}年.{1,3}月.{0,3}$")


def _take_cut_date(draft: Draft, tail: Tail, lines: list[Line], k: int) -> bool:
    """A 成文日期 that a hard wrap cuts before its last characters."""
    first, second = lines[k], lines[k + 1]
    if (
        second.index != first.index + 1
        or len(second.text) > 3
        or not second.text.endswith("日")
        or not _CUT_DATE.match(first.folded)
    ):
        return False
    passage = Passage(draft.text, [(first.a, first.b), (second.a, second.b)])
    issuers = _issuer_lines(lines, k)
    if read_issue_date(passage.text) is None or not issuers:
        return False
    tail.issued_on = partial_date(passage.text, passage, 0, len(passage.text))
    tail.issuers = _issuers(draft, [(line.a, line.b) for line in issuers])
    for line, kind in [*[(line, BlockKind.ISSUERS) for line in issuers], (first, BlockKind.DATE), (second, BlockKind.DATE)]:
        tail.taken.add(line.index)
        draft.claim(kind, line.start, line.next)
    return True


_GLUED_SIGNATURE = pattern(
    rf"(?<=[。！）)])(?P<issuers>[{_B}]*[^{_B}。，；：,;:]{{3,30}}(?:[{_B}]+[^{_B}。，；：,;:]{{3,30}})*)[{_B}]*(?P<date>[\d０-９二〇○零一O三四五六七八九]{{4}}[{_B}]*年[^年]{{1,6}}月[^月]{{1,6}}[日号])$"
)


def _take_glued_signature(draft: Draft, tail: Tail, line: Line) -> bool:
    """署名 and 成文日期 run on behind the last sentence, where the line breaks were lost."""
    match = _GLUED_SIGNATURE.search(line.text, max(len(line.text) - 160, 0))
    if not match or read_issue_date(match["date"]) is None:
        return _take_glued_foot(draft, tail, line)
    parts = split_outside(match["issuers"], _BLANKS)
    if not all(looks_like_unit(match["issuers"][a:b]) for a, b in parts):
        return False
    start = line.a + match.start("issuers")
    tail.issuers = tuple(name_units(match["issuers"], start, UnitRole.ISSUER, parts))
    tail.issued_on = partial_date(line.text, line.a, match.start("date"), match.end("date"))
    tail.ends[line.index] = start
    draft.claim(BlockKind.ISSUERS, start, line.a + match.start("date"))
    draft.claim(BlockKind.DATE, line.a + match.start("date"), line.next)
    return True


_GLUED_FOOT = pattern(
    rf"(?<=[。！）)])[{_B}]*附件[：:](?P<names>[^。：:]{{3,200}}(?:表|名单|方案|清单|安排|回执|计划|样式|格式|书|函))(?P<issuer>[{HAN}（）()]{{4,30}})(?P<date>[\d０-９二〇○零一O三四五六七八九]{{4}}[{_B}]*年.{{1,5}}月.{{1,5}}[日号])$"
)


def _take_glued_foot(draft: Draft, tail: Tail, line: Line) -> bool:
    """附件说明, 署名 and 成文日期 run on behind the last sentence without any blank."""
    match = _GLUED_FOOT.search(line.text, max(len(line.text) - 300, 0))
    if not match or read_issue_date(match["date"]) is None or not looks_like_unit(match["issuer"]):
        return False
    part = Line(
        line.index, line.start, line.end, line.next, line.a + match.start(), line.text[match.start() : match.end("names")]
    )
    found = _ATTACHMENTS.match(part.text)
    if found is None:
        return False
    tail.attachments = tuple(_attachments([part], found))
    issuer = line.a + match.start("issuer")
    tail.issuers = tuple(name_units(match["issuer"], issuer, UnitRole.ISSUER, [(0, len(match["issuer"]))]))
    tail.issued_on = partial_date(line.text, line.a, match.start("date"), match.end("date"))
    tail.ends[line.index] = part.a
    draft.claim(BlockKind.ATTACHMENTS, part.a, part.b)
    draft.claim(BlockKind.ISSUERS, issuer, issuer + len(match["issuer"]))
    draft.claim(BlockKind.DATE, line.a + match.start("date"), line.next)
    return True


def _date_line(line: Line) -> tuple[int, int] | None:
    """The range of a 成文日期 that a line is, or ends with behind an organisation, or begins with before a title."""
    text, folded = line.text, line.folded
    if len(text) > 90 or "年" not in text:
        return None
    match = ISSUE_DATE.search(folded)
    if not match or (read_issue_date(match.group()) is None and not _impossible(match.group())):
        return None
    start, end = match.span()
    before, after = text[:start].strip(BLANKS), text[end:].strip(BLANKS)
    if after and not (not before and ends_like_title(after) and len(read_issue_date(match.group()) or "") == 10):
        return None
    if before and not (is_organisation(before) and not re.search("[，。；：“”]", before)):
        return None
    return start, end


def _impossible(text: str) -> bool:
    return "日" in text


def _issuer_lines(lines: list[Line], k: int) -> list[Line]:
    """The lines right above a date that print organisations."""
    found: list[Line] = []
    edge = lines[k].index
    for line in reversed(lines[max(k - 9, 0) : k]):
        gap = edge - line.index - 1
        # issuers with a blank line between them stand to the right, as no other text does
        apart = bool(found) and gap == 1 and line.a - line.start < 4
        if gap > 2 or (found and gap > 1) or apart or not _is_issuer(line):
            break
        found.insert(0, line)
        edge = line.index
    above = k - len(found) - 1
    if len(found) > 1 and above >= 0 and found[0].index - lines[above].index < 3 and _wants_text(lines[above]):
        del found[0]
    return found


def _wants_text(line: Line) -> bool:
    """Whether a line has its text below it: a marked heading of known words, a label without a value, or a list cut in two."""
    if line.text[-1] in "：:、":
        return True
    mark = mark_at(line.text)
    return mark is not None and HEADING_WORD.fullmatch(squeeze(line.text[mark.end :])) is not None


def _is_issuer(line: Line) -> bool:
    text = line.text
    if (
        len(text) > 70
        or text[-1] in "。：；，:;,"
        or MARK.match(fold(text[:12]))
        or text.startswith(("附", "“"))
        or _CLOSINGS.match(text)
    ):
        return False
    parts = _issuer_parts(text)
    return all(looks_like_unit(_QUOTED.sub("", squeeze(text[a:b]))) for a, b in parts) and bool(parts)


#: the campaign in the name of its committee: 云溪县“春茶文化节”组委会
_QUOTED = pattern("“[^“”]{2,20}”(?=.)")


def _issuer_parts(text: str) -> list[tuple[int, int]]:
    """The organisations of a line: two or more blanks part them; single blanks may only space the letters."""
    parts = split_outside(text, _WIDE)
    if len(parts) > 1 and all(b - a == 1 for a, b in parts):
        return [(parts[0][0], parts[-1][1])]
    single = split_outside(text, _BLANKS)
    if len(parts) == 1 and len(single) > 1 and all(b - a > 3 for a, b in single):
        return single
    return parts


def _issuers(draft: Draft, pieces: list[tuple[int, int]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for start, end in pieces:
        value = draft.text[start:end]
        units += name_units(value, start, UnitRole.ISSUER, _issuer_parts(value))
    return tuple(units)


def _take_attachments(draft: Draft, tail: Tail, lines: list[Line], signed: int | None, captions: set[int]) -> None:
    """附件：1.… 2.… before the signature; each item on a line of its own, or glued."""
    found: list[Attachment] = []
    k = 0
    while k < len(lines):
        line = lines[k]
        match = _ATTACHMENTS.match(line.text)
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
        found += _attachments(group, match)
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


def _attachments(group: list[Line], match: re.Match[str]) -> list[Attachment]:
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


def _take_annexes(draft: Draft, tail: Tail, head: Head, tables: list[Table], lines: list[Line], signed: int | None) -> None:
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
            _take_plan_title(draft, tail, line, line.a, _begun_above(lines, k, tail))


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
    return squeeze(cited[0]) if cited else None


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


def _begun_above(lines: list[Line], k: int, tail: Tail) -> Line | None:
    """The line right above a title that begins it: the title's own says no year, the other no more than a title's part."""
    line, above = lines[k], lines[k - 1] if k else None
    if above is None or above.index != line.index - 1 or above.index in tail.taken or above.furniture:
        return None
    part = len(above.text) <= 40 and not re.search("[。：；，:;,]", above.text) and not is_organisation(above.text)
    named = year_of(above.text) is not None and not above.text.endswith(("日", "年"))
    return above if part and named and year_of(line.text) is None else None


def _take_plan_title(draft: Draft, tail: Tail, line: Line, start: int, above: Line | None = None) -> None:
    pieces = [(start, line.b)]
    if above:
        pieces.insert(0, (above.a, above.b))
        tail.taken.add(above.index)
        draft.claim(BlockKind.ANNEX, above.start, above.next)
    passage = Passage(draft.text, pieces)
    tail.annexes.append(Annex(None, passage.text, Span(passage.start, line.b)))
    tail.taken.add(line.index)
    draft.claim(BlockKind.ANNEX, start, line.next)
