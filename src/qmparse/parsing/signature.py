"""署名 and 成文日期: who signs a letter, and when, also where breaks or the date are lost.

    signature = {issuer} date | issuer date on one line | issuers set to the right at the very end

Rules: after GB/T 9704-2012, 7.3.5; a date is that of issue with issuers above it, or set to the right, or nothing else to
be. `tail` imports this.
"""

from __future__ import annotations

import re

from qmparse.parsing.annexes import ATTACHMENTS, attachments_in, take_plan_title
from qmparse.parsing.draft import Draft
from qmparse.parsing.head import ISSUE_DATE, MARK
from qmparse.parsing.letter import Head, Tail
from qmparse.parsing.lines import Line
from qmparse.parsing.outline import HEADING_WORD, mark_at
from qmparse.parsing.periods import partial_date, read_issue_date
from qmparse.parsing.titles import ends_like_title, is_organisation
from qmparse.parsing.units import looks_like_unit, name_units
from qmparse.records import BlockKind, Unit, UnitRole
from qmparse.text.characters import BLANKS, HAN, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, indent
from qmparse.text.splitting import split_outside

_B = re.escape(BLANKS)
_BLANKS = pattern(rf"[{_B}]+")


#: what a bad copy prints for a figure; among Chinese numerals O is one
_LETTER_IN_FIGURES = pattern(r"[lI]|(?<=\d)O|O(?=\d)")


def take_signature(draft: Draft, tail: Tail, head: Head, lines: list[Line]) -> int | None:
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
        if _LETTER_IN_FIGURES.search(line.folded, start, end):
            draft.note("date-repaired", line.a + start, line.a + end, f"read as a date: {line.text[start:end]!r}")
        for issuer in issuers:
            tail.taken.add(issuer.index)
            draft.claim(BlockKind.ISSUERS, issuer.start, issuer.next)
        if before:
            draft.claim(BlockKind.ISSUERS, line.start, line.a + start)
        rest = line.text[end:].strip(BLANKS)
        tail.taken.add(line.index)
        draft.claim(BlockKind.DATE, line.a + start, line.next if not rest else line.a + end)
        if rest:
            take_plan_title(draft, tail, line, line.a + len(line.text) - len(line.text[end:].lstrip(BLANKS)))
        return line.index
    return _take_undated_signature(draft, tail, head, lines)


def _take_undated_signature(draft: Draft, tail: Tail, head: Head, lines: list[Line]) -> int | None:
    """署名 at the very end of a letter, set to the right, with no date below it."""
    lines = [line for line in lines if not line.furniture]
    if not lines:
        return None
    if not (head.number or head.addressees):
        return _take_last_line(draft, tail, head, lines)
    last = lines[-1]
    issuers = _issuer_lines([*lines, Line(last.index + 1, last.next, last.next, last.next, last.next, "")], len(lines))
    if not issuers or any(indent(draft.text, line.start, line.end) < 8 for line in issuers):
        return None
    tail.issuers = _issuers(draft, [(line.a, line.b) for line in issuers])
    for line in issuers:
        tail.taken.add(line.index)
        draft.claim(BlockKind.ISSUERS, line.start, line.next)
    return last.index


def _take_last_line(draft: Draft, tail: Tail, head: Head, lines: list[Line]) -> int | None:
    """署名 alone below a plan: the last line, behind a blank one, an office of the place that the title names."""
    last = lines[-1]
    region = head.title.region if head.title else None
    apart = last.index > 0 and not draft.lines[last.index - 1].text
    if not region or not apart or not last.text.startswith(region) or not _is_issuer(last):
        return None
    tail.issuers = _issuers(draft, [(last.a, last.b)])
    tail.taken.add(last.index)
    draft.claim(BlockKind.ISSUERS, last.start, last.next)
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
    found = ATTACHMENTS.match(part.text)
    if found is None:
        return False
    tail.attachments = tuple(attachments_in([part], found))
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


#: parts the organisations of a line
_WIDE = pattern(rf"[{_B}]{{2,}}|　|\t|、")


_CLOSINGS = pattern(r"^(?:特此(?:通知|函达|公告|通告|函告|报告)|专此(?:函达)?|此致)[。.]?$")
