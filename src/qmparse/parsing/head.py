"""What stands before the body of a letter: 发文机关标志, title, 发文字号, 主送机关.

    head = {furniture} [letterhead] {title | number | date note} [addressees ：]

Rules: after GB/T 9704-2012, chapter 7; a line belongs to one part, and is taken off the body it opens.
"""

from __future__ import annotations

import re

from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.letter import Head
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.parsing.parting import _B
from qmparse.parsing.periods import partial_date
from qmparse.parsing.prose import without_strays
from qmparse.parsing.roles import header_key
from qmparse.parsing.tabular import Table
from qmparse.parsing.titles import (
    campaign_of,
    dash_of,
    ends_like_title,
    is_organisation,
    kind_of,
    read_title,
    region_of,
    year_of,
)
from qmparse.parsing.units import is_unit_list, looks_like_unit, name_units
from qmparse.records import BlockKind, DocumentNumber, UnitRole
from qmparse.text.characters import BLANKS, HAN, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span
from qmparse.text.splitting import pairs

DOCUMENT_NUMBER = pattern(
    rf"(?P<issuer>[{HAN}（）()·A-Za-z]{{1,24}}?)[{_B}]*[〔\[（(【﹝［][{_B}]*(?P<y>[12１２][\d０-９]{{3}}|[二一][{HAN}〇○]{{3}})[{_B}]*年?[〕\]）)】﹞］][{_B}]*第?[{_B}]*(?P<n>[\d０-９]{{1,5}}|[一二三四五六七八九十]{{1,3}})[{_B}]*号"
)
_NUMBER_LABEL = pattern(r"^(?:发文字号|文\ *号|发文文号|字号|文件编号)[：:\t ]*")
ISSUE_DATE = pattern(
    r"(?:[\d零一二三四五六七八九O]{4})\ *年\ *(?:元|[\dOlI一二三四五六七八九十]{1,3})\ *月(?:\ *[\dOlI一二三四五六七八九十廿卅]{1,3}\ *[日号])?"
)
ANNEX = pattern(
    rf"(?P<label>附[{_B}]*[件表][{_B}]*(?:[\d０-９]{{1,3}}|[一二三四五六七八九十]{{1,3}})?|附(?=[：:]$))[{_B}]*[：:．.、]?[{_B}]*(?P<title>.*)$"
)
_LABELLED = pattern(rf"^[{HAN}{_B}]{{2,10}}[：:]")
MARK = pattern(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|[㈠-㈩]|\d{1,2}[.．、])")
_SALUTATION_STOP = pattern(
    "如下|通知|安排|要求|做到|做好|抓好|注意|事项|包括|以下|主题|时间|地点|内容|联系|电话|(?:活动|项目|任务|工作)$"
)


def read_head(draft: Draft, tables: list[Table]) -> Head:
    """Title, document number and addressees, from the first line down to the body."""
    head = Head()
    lines = _head_lines(draft, tables)
    found = _find_title(draft, lines, tables)
    if found:
        _take_title(draft, head, *found)
    for line in [*lines, *_below_title(draft, found)]:
        if line.index not in head.taken:
            _take_head_line(draft, head, line, found[-1].index if found else -1)
    _take_addressees(draft, head, tables, _behind_head(draft, head, lines))
    return head


def _below_title(draft: Draft, title: list[Line] | None) -> list[Line]:
    """The line of a document number right below a title that is run on into the body."""
    below = draft.lines[title[-1].index + 1 : title[-1].index + 4] if title else []
    return [line for line in below if line.text and _number_in(line)][:1]


def _behind_head(draft: Draft, head: Head, lines: list[Line]) -> int:
    """The line behind the title and number: an addressee list may begin there, wrapped over lines."""
    if head.title is None:
        return lines[-1].index + 1 if lines else draft.opening
    return min([*head.begins, max(head.taken, default=-1) + 1])


def lines_outside(draft: Draft, tables: list[Table]) -> list[Line]:
    """The lines that no table takes."""
    kept: list[Line] = []
    at = 0
    for table in tables:
        kept += draft.lines[at : table.first]
        at = table.last + 1
    return kept + draft.lines[at:]


def _head_lines(draft: Draft, tables: list[Table]) -> list[Line]:
    """The lines before the first sentence, section, addressee or schedule."""
    first_table = min((t.first for t in tables if t.header), default=len(draft.lines))
    kept: list[Line] = []
    forms = {i for t in tables if not t.header for i in range(t.first, t.last + 1)}
    for line in draft.lines[draft.opening : first_table]:
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
    if line.furniture or ends_like_title(text) or (len(text) < 8 and (annex := ANNEX.match(text)) and not annex["title"]):
        return False
    glued = _glued_title(text)
    if glued:
        return False
    return (
        text[-1] in "。：:！" or "。" in text or MARK.match(fold(text[:12])) is not None or len(text) > 90
        or (len(text) > 30 and ("，" in text or "," in text)) or text[-1] in "，；,;" or _LABELLED.match(text) is not None
    )  # fmt: skip


def _number_in(line: Line) -> re.Match[str] | None:
    """The document number that a line prints and nothing else beside a label."""
    text = line.text
    if "号" not in text:
        return None
    label = _NUMBER_LABEL.match(text)
    match = DOCUMENT_NUMBER.match(text, label.end() if label else 0)
    if match and not text[match.end() :].strip(BLANKS + "。"):
        return match
    if match and is_organisation(text[match.end() :].strip(BLANKS)) and not label:
        return match
    return None


def _glued_title(text: str) -> tuple[int, re.Match[str] | None] | None:
    """A title with a document number run on behind it: where the title ends, and the number."""
    if "号" not in text:
        return None
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
    captions = captions_above(draft, tables)
    ends = [
        k
        for k, line in enumerate(lines)
        if not line.furniture and (ends_like_title(line.text) or _glued_title(line.text)) and not _is_annexed(lines, k)
    ]
    # a caption is a title only where nothing else is
    ends = [k for k in ends if lines[k].index not in captions] or ends[:1]
    # 关于印发《…方案》 / 的通知
    rests = {k for k in ends if k - 1 in ends and lines[k].text.startswith("的") and lines[k].index == lines[k - 1].index + 1}
    ends = [k for k in ends if k not in rests]
    ends = [k for k in ends if k + 1 in rests or not _names_a_table(lines[k].text)] or ends
    if not ends:
        return _title_before_addressees(draft, lines, tables) or _title_without_kind(lines, captions)
    k = _last_printed(lines, ends)
    return lines[_title_start(lines, k) : k + 1 + (k + 1 in rests)]


_GLUED_HEAD = pattern(
    r"(?P<title>[^。：:]{0,30}关于[^。：:]{4,70}?的(?:通知|公告|通告|函|意见|方案))(?P<rest>[^。：:]{2,300})[：:]"
)


def _title_before_addressees(draft: Draft, lines: list[Line], tables: list[Table]) -> list[Line] | None:
    """A title run on into the addressees, where the line break between them was lost: as a line cut at its end."""
    first = lines[-1].index + 1 if lines else draft.opening
    for line in [line for line in draft.lines[first : first + 8] if line.text][:2]:
        match = _GLUED_HEAD.match(line.text)
        if match and any(t.first <= line.index <= t.last for t in tables):
            return None
        rest = match["rest"].lstrip(BLANKS) if match else ""
        numbered = DOCUMENT_NUMBER.match(rest)
        if match and is_unit_list(rest[numbered.end() :] if numbered else rest):
            return [
                Line(line.index, line.start, line.a + match.end("title"), line.a + match.end("title"), line.a, match["title"])
            ]
    return None


def captions_above(draft: Draft, tables: list[Table]) -> set[int]:
    """The lines right above the headers of tables."""
    found = set()
    for table in tables:
        above = next(
            (line for line in reversed(draft.lines[max(table.first - 3, 0) : table.first]) if line.text and not line.furniture),
            None,
        )
        if above and table.header:
            found.add(above.index)
    return found


def _is_annexed(lines: list[Line], k: int) -> bool:
    """Whether 附件 alone stands above a line, and something to annex it to above that."""
    return k > 1 and ANNEX.fullmatch(lines[k - 1].text) is not None and len(lines[k - 1].text) < 8


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


def _title_start(lines: list[Line], k: int) -> int:
    """Where the title that ends on lines[k] begins: parts of its name, then a theme line."""
    start = k
    if dash_of(lines[k].text):
        return _theme_start(lines, k)
    while start > 0 and lines[start - 1].index == lines[start].index - 1 and k - start < 4:
        above = lines[start - 1]
        if above.furniture or _number_in(above) or ends_like_title(above.text):
            break
        name = "".join(line.text for line in lines[start : k + 1])
        if dash_of(lines[start].text):
            return _theme_start(lines, start)
        if "关于" in name:
            break
        if not _runs_on(above.text, name):
            break
        start -= 1
    return _theme_start(lines, start)


def _runs_on(above: str, name: str) -> bool:
    """Whether a line above belongs to the name: it is cut, as its rest cannot begin a title by itself."""
    if "关于" in above:
        return True
    if is_organisation(above) and year_of(above) is None:
        return False
    if re.match(r"(?:\d{4}|[二一][〇○零一二三四五六七八九O]{3})\ *年|第.{1,4}届", fold(name)):
        return False
    complete = year_of(name) is not None
    return year_of(above) is not None or not complete


def _theme_start(lines: list[Line], start: int) -> int:
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
    if not slogan or ("关于" in name[:30] and not _is_couplet(text)):
        return start
    # an organisation of the place is no slogan: 兰渚区博物馆
    of_the_place = text[:2] in name and looks_like_unit(text) and text.startswith(region_of(name) or "\n")
    return start if of_the_place else start - 1


def _is_couplet(text: str) -> bool:
    """Whether a line has parts of one length, as slogans have: 文明出行 你我同行."""
    lengths = [len(part) for part in _PARTS.split(text)]
    return len(lengths) > 1 and len({*lengths}) == 1 and lengths[0] > 2


_PARTS = pattern(rf"[{_B}，,]+")


def _title_without_kind(lines: list[Line], captions: set[int]) -> list[Line] | None:
    """A first line that names a year or a quoted campaign, where no line ends as titles do; a caption only if it is the very first."""
    for k, line in enumerate(lines[:8]):
        text = line.text
        if line.furniture or (k and line.index in captions) or _number_in(line) or not 6 <= len(text) <= 50:
            continue
        if re.search(r"[，；：,;:]", text) or is_organisation(text):
            continue
        named = campaign_of(text) or "“" in text or (k == 0 and text.endswith("活动"))
        if named and year_of(text):
            return lines[_theme_start(lines, k) : k + 1]
    return None


#: what stands behind a title on a line of its own: （第一批）, （征求意见稿）
_STAGE = pattern(r"[（(](?:第[一二三四五六七八九十\d]{1,3}[批期次季辑]|试行|暂行|草案|[^（()）]{0,6}稿|修订版?)[)）]")


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
    pieces[0] = (start + len(rest[0].text[dashes:]) - len(rest[0].text[dashes:].lstrip(BLANKS)), pieces[0][1])
    pieces[-1] = (pieces[-1][0], end)
    pieces = [without_strays(draft, *piece) for piece in pieces]
    stage = draft.lines[end_line.index + 1] if not glued and end_line.index + 1 < len(draft.lines) else None
    if stage is not None and _STAGE.fullmatch(stage.text):
        pieces.append((stage.a, stage.b))
        lines = (*lines, stage)
        end_line = stage
    name = Passage(draft.text, pieces)
    if theme is None and dash is None:
        theme, dash, name = _inline_theme(draft, name)
    below = _subtitle_below(draft, end_line) if theme is None and not glued else None
    head.title = read_title(draft.text, name, theme, dash, Passage(draft.text, [(below.a, below.b)]) if below else None)
    for line in [*lines, below] if below else lines:
        whole = line is draft.lines[line.index]
        if whole:
            head.taken.add(line.index)
        else:
            head.begins[line.index] = _behind_number(draft, head, line)
        draft.claim(BlockKind.TITLE, line.start, end if line is end_line and glued else line.next)
    if glued and glued[1]:
        _take_number(draft, head, end_line, glued[1])


def _subtitle_below(draft: Draft, title: Line) -> Line | None:
    """A slogan behind a dash right below the title's name: ——让质量看得见."""
    line = next((line for line in draft.lines[title.index + 1 : title.index + 3] if line.text), None)
    if line is None or line.furniture or not (dash := dash_of(line.text)) or not 4 <= len(line.text) - dash <= 40:
        return None
    if re.search(r"[，。；：,;:\d]", line.text) or is_organisation(line.text):
        return None
    return line


def _behind_number(draft: Draft, head: Head, title: Line) -> int:
    """Where the text behind a glued title goes on; a document number right behind the title is taken."""
    whole = draft.lines[title.index]
    start = title.b + len(draft.text[title.b : whole.b]) - len(draft.text[title.b : whole.b].lstrip(BLANKS))
    match = DOCUMENT_NUMBER.match(draft.text[start : whole.b])
    if not match:
        return title.b
    part = Line(title.index, start, start + match.end(), start + match.end(), start, match.group())
    _take_number(draft, head, part, match)
    return start + match.end()


def _is_slogan(rest: list[Line]) -> bool:
    """Whether the first line is a slogan over a name that stands whole below it."""
    name = "".join(line.text for line in rest[1:])
    first = rest[0].text
    return (
        (kind_of(name) or campaign_of(name)) is not None
        and "关于" not in first
        and not year_of(first)
        and year_of(name) is not None
        and not name.startswith(("“", "”", "的"))
    )


#: “邻里一家亲 城市更有情”2015年棠浦区邻里节活动安排
_QUOTED_SLOGAN = pattern(r"(?P<theme>[“\"][^“”\"]{4,40}[”\"])(?P<dash>)(?=[12１２][\d０-９]{3}年)")


def _inline_theme(draft: Draft, name: Passage) -> tuple[Passage | None, Passage | None, Passage]:
    """A slogan and a dash before the name on one line: 守护绿水——2019年…活动安排."""
    match = re.match(r"(?P<theme>[^—\d关]{4,40}?)(?P<dash>[—─]{1,3})(?=\S)", name.text) or _QUOTED_SLOGAN.match(name.text)
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
    date = re.fullmatch(rf"[（(]?({ISSUE_DATE.pattern})[)）]?", line.folded)
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
    lines: list[Line] = []
    for line in draft.lines[first : first + 16]:
        if line.index in head.taken or not line.text or line.furniture:
            if lines and not line.text:
                return
            continue
        if any(table.first <= line.index <= table.last for table in tables):
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


#: who is addressed by no unit's name: 全体村民, 各位市民朋友
_ALL = pattern("(?:全体|广大|各位|尊敬的)[^，。；：,;:]{1,12}$")
#: a label of units, and who fills in a form, over its table: 主办单位：…, 填报单位：…
_LABEL = pattern(
    "(?:填报|报送|填表|制表|牵头|主办|承办|协办|配合|支持|指导|主管|参加|参与|组织|实施|负责)?(?:责任)?(?:单位|部门)"
)


def _build_addressees(draft: Draft, head: Head, lines: list[Line], colon: int) -> None:
    pieces = [(line.a, line.b) for line in lines]
    pieces[-1] = (pieces[-1][0], colon)
    passage = Passage(draft.text, [piece for piece in pieces if piece[0] < piece[1]])
    value = passage.text
    if any(value[at] in "（(" for at in pairs(value)[1]):
        # a colon inside a bracket ends no list of addressees
        return
    if not value or re.search("[。！？“《]", value) or MARK.match(fold(value[:12])) or _SALUTATION_STOP.search(value[-6:]):
        return
    if _LABEL.fullmatch(header_key(value)):
        return
    units = name_units(value, passage, UnitRole.ADDRESSEE)
    fitting = sum(looks_like_unit(unit.name) or _ALL.match(unit.name) is not None for unit in units)
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
