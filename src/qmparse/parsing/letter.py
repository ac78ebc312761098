"""The parts of a letter round its body, by lines: title, 发文字号, 主送机关; 附件说明, 署名, 成文日期, 附件.

    head = {furniture} [letterhead] {title | number | date note} [addressees ：]
    tail = [附件：…] {issuer} date [（附注）] {抄送 …} ; annex = 附件N [title] | title of an annexed plan

Rules: after GB/T 9704-2012, chapter 7; a line belongs to one part, and is taken off the body it frames.
"""

from __future__ import annotations

import re

import attrs

from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.parsing.periods import partial_date, read_issue_date
from qmparse.parsing.tables import Table
from qmparse.parsing.titles import (
    bare,
    campaign_of,
    dash_of,
    ends_like_title,
    is_organisation,
    kind_of,
    read_title,
    year_of,
)
from qmparse.parsing.units import is_unit_list, looks_like_unit, name_units
from qmparse.records import Annex, Attachment, BlockKind, DocumentNumber, PartialDate, Title, Unit, UnitRole
from qmparse.text.characters import BLANKS, fold, squeeze
from qmparse.text.spans import Passage, Span, indent, place
from qmparse.text.splitting import pairs_of, split_outside

_B = re.escape(BLANKS)
_H = "一-鿿㐀-䶿"
DOCUMENT_NUMBER = re.compile(
    rf"(?P<issuer>[{_H}（）()·A-Za-z]{{1,24}}?)[{_B}]*[〔\[（(【﹝［][{_B}]*(?P<y>[12１２][\d０-９]{{3}}|[二一][{_H}〇○]{{3}})[{_B}]*年?[〕\]）)】﹞］][{_B}]*第?[{_B}]*(?P<n>[\d０-９]{{1,5}}|[一二三四五六七八九十]{{1,3}})[{_B}]*号"
)
_NUMBER_LABEL = re.compile(r"^(?:发文字号|文\ *号|发文文号|字号|文件编号)[：:\t ]*")
_ISSUE_DATE = re.compile(
    r"(?:[\d零一二三四五六七八九O]{4})\ *年\ *(?:元|[\d一二三四五六七八九十]{1,3})\ *月(?:\ *[\d一二三四五六七八九十廿卅]{1,3}\ *日)?"
)
_ATTACHMENTS = re.compile(rf"附[{_B}]*件[{_B}]*(?P<n>[\d０-９一二三四五六七八九十]{{0,3}})[{_B}]*[：:]")
_ANNEX = re.compile(rf"(?P<label>附[{_B}]*[件表][{_B}]*(?:[\d０-９]{{1,3}}|[一二三四五六七八九十]{{1,3}})?)[{_B}]*[：:．.、]?[{_B}]*(?P<title>.*)$")
_ITEM = re.compile(rf"[{_B}]*(?P<n>[\d０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[①-⑳])[{_B}]*(?:[.．、]|(?<=[①-⑳]))[{_B}]*(?=\S)")
_COPIES = re.compile(rf"(?:抄[{_B}]*送|抄[{_B}]*报|主[{_B}]*送|分[{_B}]*送|发|印[{_B}]*发)[{_B}]*[：:]|.*[{_B}]*[\d０-９]{{4}}年[\d０-９]{{1,2}}月[\d０-９]{{1,2}}日[{_B}]*印发$|[（(]?共印[\d０-９]+份")
#: the foot of a web page
_IMPRINT = re.compile(r"技术支持|版权所有|ICP备|备案序号|备案号|分辨率|浏览本站|网站标识码|公网安备|网站地图")
_NOTE = re.compile(r"[（(](?:此件|联系|主动|依申请|不予|公开|信息公开|此文)")
_LABELLED = re.compile(rf"^[{_H}{_B}]{{2,10}}[：:]")
_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|[㈠-㈩]|\d{1,2}[.．、])")
_CLOSINGS = re.compile(r"^(?:特此(?:通知|函达|公告|通告|函告|报告)|专此(?:函达)?|此致)[。.]?$")
_SALUTATION_STOP = re.compile("如下|通知|安排|要求|事项|包括|以下|主题|时间|地点|内容|联系|电话")


@attrs.define
class Head:
    """What stands before the body; `last` is the line behind it."""

    title: Title | None = None
    number: DocumentNumber | None = None
    addressees: tuple[Unit, ...] = ()
    issued_on: PartialDate | None = None
    #: lines taken off the body
    taken: set[int] = attrs.Factory(set)
    #: body text that begins within a line: line index -> offset
    begins: dict[int, int] = attrs.Factory(dict)


def read_head(draft: Draft, tables: list[Table]) -> Head:
    """Title, document number and addressees, from the first line down to the body."""
    head = Head()
    lines = _head_lines(draft, tables)
    found = _find_title(draft, lines, tables)
    if found:
        _take_title(draft, head, *found)
    for line in lines:
        if line.index not in head.taken:
            _take_head_line(draft, head, line, found[-1].index if found else -1)
    _take_addressees(draft, head, tables, _behind_head(head, lines))
    return head


def _behind_head(head: Head, lines: list[Line]) -> int:
    """The line behind the title and number: an addressee list may begin there, wrapped over lines."""
    if head.title is None:
        return lines[-1].index + 1 if lines else 0
    return max((i for i in head.taken), default=-1) + 1


def _table_lines(tables: list[Table]) -> set[int]:
    return {i for table in tables for i in range(table.first, table.last + 1)}


def _head_lines(draft: Draft, tables: list[Table]) -> list[Line]:
    """The lines before the first sentence, section, addressee or schedule."""
    first_table = min((t.first for t in tables if t.header), default=len(draft.lines))
    kept: list[Line] = []
    forms = _table_lines([t for t in tables if not t.header])
    for line in draft.lines[:first_table]:
        if not line.text or line.index in forms:
            continue
        if _begins_body(line) and not _number_in(line):
            break
        kept.append(line)
        if len(kept) > 60:
            break
    return kept


def _begins_body(line: Line) -> bool:
    text = line.text
    if line.furniture or ends_like_title(text):
        return False
    glued = _glued_title(text)
    if glued:
        return False
    return (
        text[-1] in "。：:！" or "。" in text or _MARK.match(fold(text)) is not None or len(text) > 90
        or text[-1] in "，；" or _LABELLED.match(text) is not None
    )  # fmt: skip


def _number_in(line: Line) -> re.Match[str] | None:
    """The document number that a line prints and nothing else beside a label."""
    text = line.text
    label = _NUMBER_LABEL.match(text)
    match = DOCUMENT_NUMBER.match(text, label.end() if label else 0)
    if match and not text[match.end() :].strip(BLANKS + "。"):
        return match
    if match and is_organisation(text[match.end() :].strip(BLANKS)) and not label:
        return match
    return None


def _glued_title(text: str) -> tuple[int, re.Match[str] | None] | None:
    """A title with a document number run on behind it: where the title ends, and the number."""
    for match in DOCUMENT_NUMBER.finditer(text):
        # the issuer's code begins behind the title's kind
        for kind_end in (m.end() for m in re.finditer("通知|方案|安排|公告|通告|函|意见|计划", text[: match.start("y")])):
            again = DOCUMENT_NUMBER.match(text, kind_end)
            if again and ends_like_title(text[:kind_end]) and not text[again.end() :].strip(BLANKS):
                return kind_end, again
        break
    return None


# --- title


def _find_title(draft: Draft, lines: list[Line], tables: list[Table]) -> list[Line] | None:
    """The lines of the title: theme lines first, the line that ends it last. The body's, where printed twice."""
    captions = _captions(draft, tables)
    ends = [
        k
        for k, line in enumerate(lines)
        if not line.furniture and (ends_like_title(line.text) or _glued_title(line.text)) and not _is_annexed(lines, k)
    ]
    # a caption is a title only where nothing else is
    ends = [k for k in ends if lines[k].index not in captions] or ends[:1]
    ends = [k for k in ends if not _names_a_table(lines[k].text)] or ends
    if not ends:
        return _title_before_addressees(draft, lines, tables) or _title_without_kind(lines, captions)
    k = _last_printed(lines, ends)
    return lines[_title_start(draft, lines, k) : k + 1]


_GLUED_HEAD = re.compile(r"(?P<title>[^。：:]{0,30}关于[^。：:]{4,70}?的(?:通知|公告|通告|函|意见|方案))(?P<rest>[^。：:]{2,300})[：:]")


def _title_before_addressees(draft: Draft, lines: list[Line], tables: list[Table]) -> list[Line] | None:
    """A title run on into the addressees, where the line break between them was lost: as a line cut at its end."""
    first = lines[-1].index + 1 if lines else 0
    for line in draft.lines[first : first + 2]:
        match = _GLUED_HEAD.match(line.text)
        if match and any(t.first <= line.index <= t.last for t in tables):
            return None
        if match and is_unit_list(match["rest"]):
            return [Line(line.index, line.start, line.a + match.end("title"), line.a + match.end("title"), line.a, match["title"])]
    return None


def _captions(draft: Draft, tables: list[Table]) -> set[int]:
    """The lines right above the headers of tables."""
    found = set()
    for table in tables:
        above = next((l for l in reversed(draft.lines[max(table.first - 3, 0) : table.first]) if l.text and not l.furniture), None)
        if above and table.header:
            found.add(above.index)
    return found


def _is_annexed(lines: list[Line], k: int) -> bool:
    return k > 0 and _ANNEX.fullmatch(lines[k - 1].text) is not None and len(lines[k - 1].text) < 8


def _names_a_table(text: str) -> bool:
    return (kind_of(text) or "").endswith(("表", "名单", "目录", "清单"))


def _last_printed(lines: list[Line], ends: list[int]) -> int:
    """Of several titles the one that the body prints: the last of those that name the same document."""
    first = ends[0]
    best = first
    for k in ends[1:]:
        one, other = squeeze(lines[best].text), squeeze(lines[k].text)
        same = one == other or one[-6:] == other[-6:] or one.endswith(other) or campaign_of(one) == campaign_of(other)
        if same and k - best <= 14:
            best = k
    return best


def _title_start(draft: Draft, lines: list[Line], k: int) -> int:
    """Where the title that ends on lines[k] begins: parts of its name, then a theme line."""
    start = k
    if dash_of(lines[k].text):
        return _theme_start(draft, lines, k)
    while start > 0 and lines[start - 1].index == lines[start].index - 1 and k - start < 4:
        above = lines[start - 1]
        if above.furniture or _number_in(above) or ends_like_title(above.text):
            break
        name = "".join(line.text for line in lines[start : k + 1])
        if dash_of(lines[start].text):
            return _theme_start(draft, lines, start)
        if "关于" in name:
            break
        if not _runs_on(above.text, name):
            break
        start -= 1
    return _theme_start(draft, lines, start)


def _runs_on(above: str, name: str) -> bool:
    """Whether a line above belongs to the name: it is cut, as its rest cannot begin a title by itself."""
    if "关于" in above:
        return True
    if is_organisation(above):
        return False
    if re.match(r"(?:\d{4}|[二一][〇○零一二三四五六七八九O]{3})\ *年|第.{1,4}届", fold(name)):
        return False
    complete = year_of(name) is not None
    return year_of(above) is not None or not complete


def _theme_start(draft: Draft, lines: list[Line], start: int) -> int:
    """The slogan line above a title's name, if there is one."""
    if start == 0:
        return start
    name = "".join(line.text for line in lines[start:])
    above = lines[start - 1]
    near = lines[start].index - above.index <= 3
    text = above.text
    slogan = (
        near and 4 <= len(text) <= 40 and not above.furniture and not is_organisation(text) and not _number_in(above)
        and not ends_like_title(text) and kind_of(text) is None and year_of(text) is None and not re.search(r"[：:、\d]|关于|当前|首页", text)
    )  # fmt: skip
    if not slogan or "关于" in name[:30]:
        return start
    return start - 1


def _title_without_kind(lines: list[Line], captions: set[int]) -> list[Line] | None:
    """A first line that names a year or a quoted campaign, where no line ends as titles do."""
    for line in lines[:8]:
        text = line.text
        if line.furniture or line.index in captions or _number_in(line) or not 6 <= len(text) <= 50:
            continue
        if re.search(r"[，；：:]", text) or is_organisation(text):
            continue
        if (year_of(text) and campaign_of(text)) or ("“" in text and year_of(text)):
            return [line]
    return None


def _take_title(draft: Draft, head: Head, *lines: Line) -> None:
    """Build the title of its lines."""
    theme: Passage | None = None
    dash: Passage | None = None
    rest = list(lines)
    end_line = rest[-1]
    glued = _glued_title(end_line.text)
    end = end_line.a + glued[0] if glued else end_line.b
    if len(rest) > 1 and (dash_of(rest[1].text) or _is_slogan(rest)):
        theme = Passage(draft.text, [(rest[0].a, rest[0].b)])
        rest = rest[1:]
    dashes = dash_of(rest[0].text)
    start = rest[0].a + dashes
    if dashes and not theme and not rest[0].text[dashes:].strip():
        dashes = 0
    if dashes:
        dash = Passage(draft.text, [(rest[0].a, start)])
    pieces = [(line.a, line.b) for line in rest]
    pieces[0] = (start, pieces[0][1])
    pieces[-1] = (pieces[-1][0], end)
    name = Passage(draft.text, pieces)
    if theme is None and dash is None:
        theme, dash, name = _inline_theme(draft, name)
    head.title = read_title(draft.text, name, theme, dash)
    for line in lines:
        whole = line is draft.lines[line.index]
        if whole:
            head.taken.add(line.index)
        else:
            head.begins[line.index] = line.b
        draft.claim(BlockKind.TITLE, line.start, end if line is end_line and glued else line.next)
    if glued and glued[1]:
        _take_number(draft, head, end_line, glued[1])


def _is_slogan(rest: list[Line]) -> bool:
    """Whether the first line is a slogan over a name that stands whole below it."""
    name = "".join(line.text for line in rest[1:])
    first = rest[0].text
    return kind_of(name) is not None and "关于" not in first and not year_of(first) and year_of(name) is not None and not name.startswith(("“", "”", "的"))


def _inline_theme(draft: Draft, name: Passage) -> tuple[Passage | None, Passage | None, Passage]:
    """A slogan and a dash before the name on one line: 守护绿水——2019年…活动安排."""
    match = re.match(r"(?P<theme>[^—\d关]{4,40}?)(?P<dash>[—─]{1,3})(?=\S)", name.text)
    if not match or not kind_of(name.text[match.end() :]):
        return None, None, name
    cut = match.end("theme")
    return (
        name.slice(draft.text, 0, cut),
        name.slice(draft.text, cut, match.end()),
        name.slice(draft.text, match.end(), len(name.text)),
    )


# --- the other lines of the head


def _take_head_line(draft: Draft, head: Head, line: Line, title_end: int) -> None:
    found = _number_in(line)
    if found:
        _take_number(draft, head, line, found)
        head.taken.add(line.index)
        return
    if line.furniture:
        head.taken.add(line.index)
        take_furniture(draft, line)
        return
    date = re.fullmatch(rf"[（(]?({_ISSUE_DATE.pattern})[)）]?", line.folded)
    if date and line.index > title_end >= 0:
        if head.issued_on is None:
            head.issued_on = partial_date(draft.text, 0, line.a + date.start(1), line.a + date.end(1))
        head.taken.add(line.index)
        draft.claim(BlockKind.DATE, line.start, line.next)
        return
    if head.title and line.index < title_end:
        head.taken.add(line.index)
        if is_organisation(line.text) or line.text.endswith("文件"):
            draft.claim(BlockKind.LETTERHEAD, line.start, line.next)
        else:
            take_furniture(draft, line)
    elif head.title is None and line.text.endswith("文件") and is_organisation(line.text):
        head.taken.add(line.index)
        draft.claim(BlockKind.LETTERHEAD, line.start, line.next)


def _take_number(draft: Draft, head: Head, line: Line, match: re.Match[str]) -> None:
    start, end = match.start("issuer"), match.end()
    kept = head.number is None
    if kept:
        span = Span(line.a + start, line.a + end)
        year, value = number(fold(match["y"]).replace("零", "〇")), number(fold(match["n"]))
        if year is not None and value is not None:
            head.number = DocumentNumber(line.text[start:end], match["issuer"].strip(BLANKS), year, value, span)
    draft.claim(BlockKind.DOCUMENT_NUMBER if kept else BlockKind.FURNITURE, max(line.start, line.a), line.next)


def _take_addressees(draft: Draft, head: Head, tables: list[Table], first: int) -> None:
    """主送机关: the unit list before the first ： of the body."""
    blocked = _table_lines(tables)
    lines: list[Line] = []
    for line in draft.lines[first : first + 16]:
        if line.index in head.taken or not line.text or line.furniture:
            if lines and not line.text:
                return
            continue
        if line.index in blocked:
            return
        begin = head.begins.get(line.index)
        if begin is not None:
            line = Line(line.index, line.start, line.end, line.next, begin, draft.text[begin : line.b])
        lines.append(line)
        colon = re.search("[：:]", line.text)
        if colon:
            _build_addressees(draft, head, lines, line.a + colon.start())
            return
        if "。" in line.text or len(lines) > 8:
            return


def _build_addressees(draft: Draft, head: Head, lines: list[Line], colon: int) -> None:
    pieces = [(line.a, line.b) for line in lines]
    pieces[-1] = (pieces[-1][0], colon)
    passage = Passage(draft.text, [piece for piece in pieces if piece[0] < piece[1]])
    value = passage.text
    if not value or re.search("[。！？“《]", value) or _MARK.match(fold(value)) or _SALUTATION_STOP.search(value[-6:]):
        return
    units = name_units(value, passage, UnitRole.ADDRESSEE)
    fitting = sum(looks_like_unit(unit.name) for unit in units)
    if not units or fitting * 2 < len(units) or (len(units) == 1 and not fitting):
        return
    head.addressees = tuple(units)
    for unit in units:
        if unit.pieces and unit.span:
            draft.note("joined-text", unit.span.start, unit.span.end, f"the name {unit.name!r} was joined over a break")
    last = lines[-1]
    for line in lines:
        head.taken.add(line.index)
        draft.claim(BlockKind.ADDRESSEES, max(line.start, line.a), line.next if line is not last else colon + 1)
    if draft.text[colon + 1 : last.end].strip(BLANKS):
        head.taken.discard(last.index)
        head.begins[last.index] = colon + 1


# --- tail


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
    blocked = _table_lines(tables) | head.taken
    lines = [line for line in draft.lines if line.text and line.index not in blocked]
    signed = _take_signature(draft, tail, head, lines)
    lines = [line for line in lines if line.index not in tail.taken]
    _take_attachments(draft, tail, lines, signed)
    lines = [line for line in lines if line.index not in tail.taken]
    _take_annexes(draft, tail, head, tables, lines, signed)
    for line in lines:
        if line.index in tail.taken:
            continue
        if _NOTE.match(line.text) and line.text[-1] in "）)" and (signed is None or line.index > signed):
            _furniture(draft, tail, line)
        elif _IMPRINT.search(line.text) and signed is not None and line.index > signed:
            _furniture(draft, tail, line)
        elif _COPIES.match(line.text) and (signed is not None and line.index > signed):
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
            if len(line.text) > 40 and _take_glued_signature(draft, tail, line):
                return line.index
            continue
        start, end = match
        before = line.text[:start].strip(BLANKS)
        issuers = _issuer_lines(draft, lines, k)
        if not before and not issuers and not (k and indent(draft.text, line.start, line.end) >= 8):
            if read_issue_date(line.text[start:end]) is None or len(read_issue_date(line.text[start:end]) or "") < 10 or end < len(line.text):
                continue
        pieces = [(l.a, l.b) for l in issuers] + ([(line.a, line.a + len(line.text[:start].rstrip(BLANKS)))] if before else [])
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
    return None


_CUT_DATE = re.compile(r"[\d零一二三四五六七八九O]{4}年.{1,3}月.{0,3}$")


def _take_cut_date(draft: Draft, tail: Tail, lines: list[Line], k: int) -> bool:
    """A 成文日期 that a hard wrap cuts before its last characters."""
    first, second = lines[k], lines[k + 1]
    if second.index != first.index + 1 or len(second.text) > 3 or not second.text.endswith("日") or not _CUT_DATE.match(first.folded):
        return False
    passage = Passage(draft.text, [(first.a, first.b), (second.a, second.b)])
    issuers = _issuer_lines(draft, lines, k)
    if read_issue_date(passage.text) is None or not issuers:
        return False
    tail.issued_on = partial_date(passage.text, passage, 0, len(passage.text))
    tail.issuers = _issuers(draft, [(line.a, line.b) for line in issuers])
    for line, kind in [*[(line, BlockKind.ISSUERS) for line in issuers], (first, BlockKind.DATE), (second, BlockKind.DATE)]:
        tail.taken.add(line.index)
        draft.claim(kind, line.start, line.next)
    return True


_GLUED_SIGNATURE = re.compile(
    rf"(?<=[。！）)])(?P<issuers>[{_B}]*[^{_B}。，；：]{{3,30}}(?:[{_B}]+[^{_B}。，；：]{{3,30}})*)[{_B}]+(?P<date>[\d０-９二〇○零一O三四五六七八九]{{4}}年[^{_B}年]{{1,4}}月[^{_B}月]{{1,4}}日)$"
)


def _take_glued_signature(draft: Draft, tail: Tail, line: Line) -> bool:
    """署名 and 成文日期 run on behind the last sentence, where the line breaks were lost."""
    match = _GLUED_SIGNATURE.search(line.text, max(len(line.text) - 160, 0))
    if not match or read_issue_date(match["date"]) is None:
        return _take_glued_foot(draft, tail, line)
    parts = split_outside(match["issuers"], re.compile(rf"[{_B}]+"))
    if not all(looks_like_unit(match["issuers"][a:b]) for a, b in parts):
        return False
    start = line.a + match.start("issuers")
    tail.issuers = tuple(name_units(match["issuers"], start, UnitRole.ISSUER, parts))
    tail.issued_on = partial_date(line.text, line.a, match.start("date"), match.end("date"))
    tail.ends[line.index] = start
    draft.claim(BlockKind.ISSUERS, start, line.a + match.start("date"))
    draft.claim(BlockKind.DATE, line.a + match.start("date"), line.next)
    return True


_GLUED_FOOT = re.compile(
    rf"(?<=[。！）)])[{_B}]*附件[：:](?P<names>[^。：:]{{3,200}}(?:表|名单|方案|清单|安排|回执|计划|样式|格式|书|函))(?P<issuer>[{_H}（）()]{{4,30}})(?P<date>[\d０-９二〇○零一O三四五六七八九]{{4}}年.{{1,3}}月.{{1,3}}日)$"
)


def _take_glued_foot(draft: Draft, tail: Tail, line: Line) -> bool:
    """附件说明, 署名 and 成文日期 run on behind the last sentence without any blank."""
    match = _GLUED_FOOT.search(line.text, max(len(line.text) - 300, 0))
    if not match or read_issue_date(match["date"]) is None or not looks_like_unit(match["issuer"]):
        return False
    part = Line(line.index, line.start, line.end, line.next, line.a + match.start(), line.text[match.start() : match.end("names")])
    found = _ATTACHMENTS.match(part.text)
    if found is None:
        return False
    tail.attachments = tuple(_attachments(draft, [part], found))
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
    match = _ISSUE_DATE.search(folded)
    if not match or read_issue_date(match.group()) is None and not _impossible(match.group()):
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


def _issuer_lines(draft: Draft, lines: list[Line], k: int) -> list[Line]:
    """The lines right above a date that print organisations."""
    found: list[Line] = []
    edge = lines[k].index
    for line in reversed(lines[max(k - 9, 0) : k]):
        gap = edge - line.index - 1
        if gap > 2 or (found and gap > 1) or not _is_issuer(draft, line):
            break
        found.insert(0, line)
        edge = line.index
    return found


def _is_issuer(draft: Draft, line: Line) -> bool:
    text = line.text
    if len(text) > 70 or text[-1] in "。：:；，" or _MARK.match(fold(text)) or text.startswith(("附", "“")) or _CLOSINGS.match(text):
        return False
    parts = _issuer_parts(text)
    return all(looks_like_unit(squeeze(text[a:b])) for a, b in parts) and bool(parts)


def _issuer_parts(text: str) -> list[tuple[int, int]]:
    """The organisations of a line: two or more blanks part them; single blanks may only space the letters."""
    parts = split_outside(text, re.compile(rf"[{_B}]{{2,}}|　|\t|、"))
    if len(parts) > 1 and all(b - a == 1 for a, b in parts):
        return [(parts[0][0], parts[-1][1])]
    single = split_outside(text, re.compile(rf"[{_B}]+"))
    if len(parts) == 1 and len(single) > 1 and all(b - a > 3 for a, b in single):
        return single
    return parts


def _issuers(draft: Draft, pieces: list[tuple[int, int]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for start, end in pieces:
        value = draft.text[start:end]
        units += name_units(value, start, UnitRole.ISSUER, _issuer_parts(value))
    return tuple(units)


# --- 附件说明 and annexes


def _take_attachments(draft: Draft, tail: Tail, lines: list[Line], signed: int | None) -> None:
    """附件：1.… 2.… before the signature; each item on a line of its own, or glued."""
    found: list[Attachment] = []
    k = 0
    while k < len(lines):
        line = lines[k]
        match = _ATTACHMENTS.match(line.text)
        late = signed is not None and line.index > signed and not _ends_text(lines[k:], match)
        if not match or late or (signed is None and not _lists_annexes(line, match)):
            k += 1
            continue
        group = [line]
        while k + 1 < len(lines) and _continues_attachments(lines[k + 1], line.index, signed):
            k += 1
            group.append(lines[k])
        found += _attachments(draft, group, match)
        for one in group:
            tail.taken.add(one.index)
            draft.claim(BlockKind.ATTACHMENTS, one.start, one.next)
        k += 1
    tail.attachments = tail.attachments or tuple(found)


def _ends_text(lines: list[Line], match: re.Match[str] | None) -> bool:
    """Whether 附件：… stands at the very end, with nothing annexed behind it."""
    return match is not None and _lists_annexes(lines[0], match) and all(_ITEM.match(line.text) for line in lines[1:])


def _lists_annexes(line: Line, match: re.Match[str]) -> bool:
    return not match["n"] and bool(line.text[match.end() :].strip(BLANKS))


def _continues_attachments(line: Line, first: int, signed: int | None) -> bool:
    if signed is not None and line.index > signed:
        return False
    return bool(_ITEM.match(line.text)) and line.index - first < 40 and not line.text.endswith("。")


def _attachments(draft: Draft, group: list[Line], match: re.Match[str]) -> list[Attachment]:
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


def _take_annexes(
    draft: Draft, tail: Tail, head: Head, tables: list[Table], lines: list[Line], signed: int | None
) -> None:
    """附件N and its title; an annexed plan that has only its own title."""
    captions = _captions(draft, tables)
    plan = _issued_plan(head)
    for k, line in enumerate(lines):
        if line.index in tail.taken:
            continue
        match = _ANNEX.match(line.text)
        if match and len(line.text) <= 80 and not re.search("[。，]", line.text) and not _cited(line):
            _take_annex(draft, tail, lines, k, match, captions)
        elif _titles_a_plan(draft, line, plan, signed, captions, tail):
            _take_plan_title(draft, tail, line, line.a)


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
    passage = Passage(draft.text, [(l.a, l.b) for l in taken[1:]]) if len(taken) > 2 else None
    text = passage.text if passage else draft.text[title[0] : title[1]] if title else None
    tail.annexes.append(Annex(match["label"], text, Span(line.a, title[1] if title else label_end)))
    for one in taken:
        tail.taken.add(one.index)
        draft.claim(BlockKind.ANNEX, one.start, one.next)


def _annex_title(lines: list[Line], k: int, captions: set[int]) -> list[Line]:
    """The title below an annex label: up to two lines that hold no sentence."""
    for line in lines[k : k + 1]:
        if line.furniture or len(line.text) > 60 or re.search("[。；：:]", line.text) or _MARK.match(fold(line.text)):
            return []
        if ends_like_title(line.text) or line.index in captions:
            return [line]
        below = lines[k + 1] if k + 1 < len(lines) else None
        if below and below.index == line.index + 1 and ends_like_title(below.text):
            return [line, below]
        return [line] if len(line.text) <= 40 and "，" not in line.text else []
    return []


def _issued_plan(head: Head) -> str | None:
    """The title of the plan that a letter issues: what its own title cites."""
    if head.title is None:
        return None
    cited = [head.title.name[a + 1 : b] for a, b in pairs_of(head.title.name, "《")]
    return squeeze(cited[0]) if cited else None


def _titles_a_plan(
    draft: Draft, line: Line, plan: str | None, signed: int | None, captions: set[int], tail: Tail
) -> bool:
    """Whether a line is the title of an annexed plan: cited by the letter, or a plan's title behind its date."""
    if line.furniture:
        return False
    text = squeeze(line.text)
    if plan and (text == plan or squeeze(bare(line.text)) == squeeze(bare(plan))):
        return True
    if signed is None or line.index < signed or not ends_like_title(line.text) or _MARK.match(fold(line.text)):
        return False
    kind = kind_of(line.text) or ""
    if line.index in captions:
        return kind.endswith(("方案", "计划"))
    return kind.endswith(("方案", "计划", "安排", "议程", "日程", "规程", "细则", "办法", "意见")) and not any(
        annex.label is None for annex in tail.annexes
    )


def _take_plan_title(draft: Draft, tail: Tail, line: Line, start: int) -> None:
    tail.annexes.append(Annex(None, draft.text[start : line.b], place(start, 0, line.b - start)[0]))
    tail.taken.add(line.index)
    draft.claim(BlockKind.ANNEX, start, line.next)
