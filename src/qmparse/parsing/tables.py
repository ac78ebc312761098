"""Where tables stand, and the rows of each, however their cells are parted.

    table  = header { row | header again | group row | furniture | caption again }
    row    = cells parted by tabs | pipes | two or more blanks | single blanks | nothing | line breaks

Rules: a header is a line of which most cells are known header words; what a row means is the business of
`rows`. A table without a schedule's header (a score sheet, an empty form) is found, and left unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

import attrs

from qmparse.parsing.cells import Where
from qmparse.parsing.draft import Draft
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, role_of, table_roles
from qmparse.parsing.units import ends_like_unit
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, ENCLOSED, fold, squeeze
from qmparse.text.spans import Passage, place
from qmparse.text.splitting import split_outside

Cell = tuple[str, Where]
Cells = list[Cell]


class Style(Enum):
    """How the cells of a row are parted."""

    TAB = "\t"
    PIPE = "|"
    BLANKS = "  "
    BLANK = " "
    NONE = ""
    LINES = "\n"


class Kind(Enum):
    """What a line of a table is."""

    ROW = "row"
    HEADER = "header"
    GROUP = "group"
    CAPTION = "caption"
    FURNITURE = "furniture"


@attrs.define
class Header:
    """The header of a table as first printed, and what its columns hold."""

    style: Style
    cells: Cells
    keys: list[str]
    roles: list[ColumnRole]
    #: lines it takes
    first: int
    last: int
    #: which column holds the numbers, or -1
    number_at: int = -1

    def __attrs_post_init__(self) -> None:
        if ColumnRole.NUMBER in self.roles:
            self.number_at = self.roles.index(ColumnRole.NUMBER)


@attrs.define
class Row:
    """A row, or what stands between rows; `first` and `last` are its lines."""

    kind: Kind
    cells: Cells
    first: int
    last: int
    #: for a repeated header: which column of the first header each cell is
    order: list[int] | None = None


@attrs.define
class Table:
    """A table: its header (None for one that is no schedule), its rows, and the lines it takes (`last` included)."""

    header: Header | None
    #: a plain row (as many tab-separated cells as columns, a number, no quotes) is kept as its line alone
    rows: list[Row | int]
    first: int
    last: int
    #: lines of furniture and headers inside of cut rows
    inside: list[int] = attrs.Factory(list)


_B = re.escape(BLANKS)
_WIDE_GAP = re.compile(rf"[{_B}]{{2,}}")
_GAP = re.compile(rf"[{_B}]+")
_QUOTED = re.compile(rf'[{_B}]*"((?:[^"\t]|"")*+)"[{_B}]*(?=[\t\r\n]|$)')
_RULE = re.compile(r"^[|+\-=:\s—─┼┬┴├┤]+$")
_SCORES = re.compile("考核|评分|分值|得分|扣分|评价指标|标准分|权重")
#: 1, 01, （1）, 一, ①, 1.
_ROW_NUMBER = re.compile(rf"[（(]?[{_B}]*(?P<n>[\d０-９]{{1,9}}|[一二三四五六七八九十百]{{1,4}}|[{''.join(ENCLOSED)}])[{_B}]*[）)]?[.、．]?")
_NUMBER_START = re.compile(r"[\d０-９]{1,4}(?=[^\d０-９]|$)")
_MARKED = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十]{1,3}(?:部分|板块|篇章|单元|类)|[●■◆▲★])")
#: how far a quoted cell may reach
_QUOTE_REACH = 4000


def row_number(value: str) -> int | None:
    """The number that a cell prints and nothing else.

    >>> [row_number(v) for v in ("01", "（1）", "十二", "③", "3.", "3月")]
    [1, 1, 12, 3, 3, None]
    """
    match = _ROW_NUMBER.fullmatch(value)
    return number(fold(match["n"])) if match else None


def find_tables(draft: Draft) -> list[Table]:
    """The tables of a text, in order."""
    tables: list[Table] = []
    lines = draft.lines
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.text and not line.furniture and (header := header_at(draft, i)):
            table = _collect(draft, header)
            tables.append(table)
            i = table.last + 1
            continue
        if "\t" in line.text and (form := _form_at(draft, i)):
            tables.append(form)
            i = form.last + 1
            continue
        i += 1
    return tables


# --- headers


def header_at(draft: Draft, i: int) -> Header | None:
    """The header that begins at a line, in any style."""
    line = draft.lines[i]
    text = line.text
    if len(text) > 160:
        return None
    raw = draft.text[line.start : line.end]
    if "\t" in raw:
        cells, last = tab_cells(draft, i)
        return _header(Style.TAB, cells, i, last)
    if "|" in text or "｜" in text:
        cells = pipe_cells(draft, line)
        if len(cells) > 1:
            return _header(Style.PIPE, cells, i, i)
    if text[-1] in "。；：:":
        return None
    if " " in text or "\u3000" in text or "\xa0" in text:
        wide = _split(line, _WIDE_GAP)
        for style, cells in ((Style.BLANKS, wide), (Style.BLANK, _split(line, _GAP) if len(text) < 80 else [])):
            if len(cells) > 2 and (header := _header(style, cells, i, i)) and _all_known(header):
                return header
    if len(text) <= 8:
        return _stacked_header(draft, i)
    return _glued_header(line, i) if len(text) <= 60 else None


def _header(style: Style, cells: Cells, first: int, last: int) -> Header | None:
    """A header of these cells, if most of them are header words."""
    keys = [header_key(value) for value, _ in cells]
    printed = [key for key in keys if key]
    known = sum(role_of(key) is not None for key in printed)
    if known < 2 or known * 2 < len(printed) or any(len(key) > 20 for key in printed):
        return None
    if any(key.isdecimal() for key in printed):
        return None
    return Header(style, cells, keys, table_roles(keys), first, last)


def _all_known(header: Header) -> bool:
    return sum(role_of(key) is None for key in header.keys) <= 1 and role_of(header.keys[0]) is not None


def is_score_sheet(header: Header) -> bool:
    """Whether a table gives marks instead of a schedule."""
    return any(_SCORES.search(key) for key in header.keys)


def _stacked_header(draft: Draft, i: int) -> Header | None:
    """Header words one to a line, at least three, the first of them 序号 or the like."""
    cells: Cells = []
    last = i
    for line in draft.lines[i : i + 16]:
        text = line.text.rstrip("|｜" + BLANKS)
        if not text:
            break
        key = header_key(text)
        if len(key) > 12 or key.isdecimal() or (role_of(key) is None and not cells):
            break
        if role_of(key) is None and len(cells) >= 2 and not _header_goes_on(draft, line.index + 1):
            break
        cells.append((text, line.a))
        last = line.index
    header = _header(Style.LINES, cells, i, last) if len(cells) >= 3 else None
    if header is None or not _all_known(header):
        return None
    if header.roles[0] in (ColumnRole.NUMBER, ColumnRole.GROUP):
        return header
    return header if len(cells) >= 4 and all(role_of(key) for key in header.keys) else None


def _header_goes_on(draft: Draft, i: int) -> bool:
    """Whether the next line is a header word or the first number."""
    if i >= len(draft.lines):
        return False
    text = draft.lines[i].text.rstrip("|｜" + BLANKS)
    return role_of(header_key(text)) is not None or text.isdecimal()


_GLUED_WORDS = re.compile(
    "(序号|编号|活动内容|活动名称|活动项目|活动主题|主要内容|项目名称|工作任务|活动时间|举办时间|完成时限|完成时间|时间安排|活动地点|举办地点|地点|时间|日期"
    "|牵头责任单位|牵头单位|牵头部门|责任单位|责任部门|主办单位|承办单位|协办单位|配合单位|配合部门|支持单位|指导单位|参加单位|参与单位|组织单位|实施单位|负责单位"
    "|联系人及电话|联系人|联系电话|联系方式|备注|类别|活动|项目|内容|单位)"
)


def _glued_header(line: Line, i: int) -> Header | None:
    """Header words run together: 序号活动内容时间牵头单位."""
    parts = [(m.start(), m.end()) for m in _GLUED_WORDS.finditer(line.text)]
    if len(parts) < 3 or parts[0][0] or sum(b - a for a, b in parts) != len(line.text):
        return None
    cells: Cells = [(line.text[a:b], line.a + a) for a, b in parts]
    header = _header(Style.NONE, cells, i, i)
    return header if header and header.roles[0] is ColumnRole.NUMBER else None


# --- cells


def tab_cells(draft: Draft, i: int) -> tuple[Cells, int]:
    """The cells of a tab-separated row that begins at a line, and its last line: a quoted cell may hold breaks."""
    line = draft.lines[i]
    raw = draft.text[line.start : line.end]
    if '"' in raw:
        return _quoted_cells(draft, line)
    cells: Cells = []
    at = line.start
    for cell in raw.split("\t"):
        value = cell.strip(BLANKS)
        lead = 0 if len(value) == len(cell) else len(cell) - len(cell.lstrip(BLANKS))
        cells.append((value, at + lead))
        at += len(cell) + 1
    return cells, i


def _quoted_cells(draft: Draft, line: Line) -> tuple[Cells, int]:
    """Cells as spreadsheets copy them: "…" may hold breaks, and "" in it is one quote."""
    text = draft.text
    cells: Cells = []
    at, i = line.start, line.index
    while True:
        end = draft.lines[i].end
        match = _QUOTED.match(text, at, at + _QUOTE_REACH)
        if match and not ("\n" in match[1] and "\t" in match[1]):
            cells.append(_unquoted(draft, match.start(1), match.end(1)))
            while draft.lines[i].end < match.end():
                i += 1
            stop = match.end()
        else:
            stop = text.find("\t", at, end)
            stop = end if stop < 0 else stop
            value = text[at:stop].strip(BLANKS)
            lead = len(text[at:stop]) - len(text[at:stop].lstrip(BLANKS)) if value else 0
            cells.append((value, at + lead))
        if stop >= draft.lines[i].end or text[stop] != "\t":
            return cells, i
        at = stop + 1


def _unquoted(draft: Draft, start: int, end: int) -> Cell:
    """What a quoted cell holds; each "" is one quote, breaks stay."""
    raw = draft.text[start:end]
    value = raw.strip(BLANKS + "\r\n")
    start += len(raw) - len(raw.lstrip(BLANKS + "\r\n"))
    end = start + len(value)
    if '""' not in value and "\n" not in value and "\r" not in value:
        return value, start
    pieces = []
    at = start
    while (double := draft.text.find('""', at, end)) >= 0:
        pieces.append((at, double + 1))
        at = double + 2
    pieces.append((at, end))
    passage = Passage(draft.text, pieces)
    return passage.text, passage


def pipe_cells(draft: Draft, line: Line) -> Cells:
    """The cells of a row with pipes; a pipe at either end parts nothing."""
    text = line.text.replace("｜", "|")
    start, end = 0, len(text)
    if text.startswith("|"):
        start = 1
    if end > start and text.endswith("|"):
        end -= 1
    cells: Cells = []
    at = line.a + start
    for cell in line.text[start:end].replace("｜", "|").split("|"):
        value = cell.strip(BLANKS)
        cells.append((value, at + len(cell) - len(cell.lstrip(BLANKS)) if value else at))
        at += len(cell) + 1
    return cells


def _split(line: Line, gap: re.Pattern[str]) -> Cells:
    """The cells of a line parted by blanks outside brackets and quotes."""
    return [(line.text[a:b], line.a + a) for a, b in split_outside(line.text, gap)]


def _cells_reader(draft: Draft, header: Header) -> Callable[[int], tuple[Cells, int] | None]:
    """What reads the row at a line in the table's style, or says that there is none."""
    width = len(header.cells)

    def tabs(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        if "\t" in draft.text[line.start : line.end]:
            return tab_cells(draft, i)
        if line.text.startswith('"') and (match := _QUOTED.match(draft.text, line.start, line.start + _QUOTE_REACH)):
            if "\t" in draft.text[match.end() : match.end() + 1]:
                return tab_cells(draft, i)
        return None

    def pipes(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        return (pipe_cells(draft, line), i) if "|" in line.text or "｜" in line.text else None

    def blanks(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        cells = _split(line, _WIDE_GAP if header.style is Style.BLANKS else _GAP)
        numbered = header.roles[0] is ColumnRole.NUMBER
        if len(cells) > 2 and _header_again(header, cells) is not None:
            return cells, i
        if numbered and len(cells) > 1 and row_number(cells[0][0]) is not None:
            return cells, i
        grouped = len(header.roles) > 1 and header.roles[1] is ColumnRole.NUMBER
        if grouped and len(cells) > 2 and any(row_number(value) is not None for value, _ in cells[:2]):
            return cells, i
        return (cells, i) if len(cells) == width and not numbered else None

    def glued(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        match = _NUMBER_START.match(line.text)
        return ([(line.text, line.a)], i) if match else None

    return {Style.TAB: tabs, Style.PIPE: pipes, Style.BLANKS: blanks, Style.BLANK: blanks, Style.NONE: glued}[header.style]


# --- rows


def _collect(draft: Draft, header: Header) -> Table:
    """The table that a header begins."""
    if header.style is Style.LINES:
        return _collect_stacked(draft, header)
    table = Table(None if is_score_sheet(header) else header, [], header.first, header.last)
    read = _cells_reader(draft, header)
    lines = draft.lines
    waiting: list[Row] = []
    i = header.last + 1
    last_number: int | None = None
    plain = header.style is Style.TAB and header.number_at >= 0
    while i < len(lines):
        line = lines[i]
        if plain and (value := _plain_number(draft.text[line.start : line.end], header)) is not None:
            table.rows += waiting
            waiting.clear()
            table.rows.append(i)
            last_number, table.last = value, i
            i += 1
            continue
        if not line.text and "\t" not in draft.text[line.start : line.end]:
            i += 1
            continue
        if plain and table.rows and table.rows[-1] == i - 1 and "\t" not in draft.text[line.start : line.end]:
            cut = Row(Kind.ROW, tab_cells(draft, i - 1)[0], i - 1, i - 1)
            whole = _completed(draft, header, read, cut, table)
            if whole is not cut:
                table.rows[-1], table.last, i = whole, whole.last, whole.last + 1
                continue
        row = _row_at(draft, header, read, i, table, last_number)
        if row is None:
            break
        if row.kind is Kind.ROW and header.style is Style.TAB and len(row.cells) <= len(header.cells):
            row = _completed(draft, header, read, row, table)
        i = row.last + 1
        if row.kind in (Kind.FURNITURE, Kind.CAPTION):
            waiting.append(row)
            continue
        table.rows += [*waiting, row]
        waiting.clear()
        table.last = row.last
        if row.kind is Kind.ROW:
            last_number = _row_number(header, row, last_number)
    return table


def _completed(
    draft: Draft, header: Header, read: Callable[[int], tuple[Cells, int] | None], row: Row, table: Table
) -> Row:
    """A row whose cells a line break or a page break cut, with the lines that complete it to the table's width.

    The cut cell is joined; furniture and a header printed again between the parts are passed over.
    """
    width = len(header.cells)
    cells, last = row.cells, row.last
    between: list[int] = []
    i = last + 1
    while i < len(draft.lines) and i <= row.last + 12:
        line = draft.lines[i]
        if not line.text and "\t" not in draft.text[line.start : line.end]:
            i += 1
            continue
        found = read(i)
        more, stop = found if found else ([(line.text, line.a)], i)
        if line.furniture or (found and len(more) > 1 and _header_again(header, more) is not None):
            between.append(i)
            i = stop + 1
            continue
        if not _goes_on_with(header, cells, more, line, i - last - 1 - len(between)):
            break
        cells = [*cells[:-1], _joined_cell(draft, cells[-1], more[0]), *more[1:]]
        last = stop
        table.inside += between
        between = []
        i = stop + 1
    if last == row.last or len(cells) != width:
        table.inside = [k for k in table.inside if k <= row.last]
        return row
    return Row(Kind.ROW, cells, row.first, last)


def _goes_on_with(header: Header, cells: Cells, more: Cells, line: Line, gap: int) -> bool:
    """Whether a line holds the rest of a cut row: its first cell, of the last one, and the cells that are missing."""
    width = len(header.cells)
    if len(cells) + len(more) - 1 > width or not cells[-1][0] or not more[0][0] or _MARKED.match(more[0][0]):
        return False
    numbered = header.number_at == 0 and len(more) > 1
    if numbered and row_number(more[0][0]) is not None:
        return False
    if len(cells) == width:
        # a full row: only a name cut in its last cell goes on below
        cut = header.roles[-1] in UNIT_ROLE_OF and not ends_like_unit(_last_item(cells[-1][0]))
        return len(more) == 1 and gap == 0 and len(line.text) <= 20 and cut and line.text[-1] not in "。：:"
    return len(more) > 1 or (len(line.text) <= 30 and gap == 0 and line.text[-1] not in "。：:")


def _last_item(value: str) -> str:
    return value[max(value.rfind(mark) for mark in "、，；\n") + 1 :].strip(BLANKS)


def _joined_cell(draft: Draft, first: Cell, second: Cell) -> Cell:
    """Two parts of one cell as one value."""
    pieces: list[tuple[int, int]] = []
    for value, where in (first, second):
        span, parts = place(where, 0, len(value))
        pieces += [(p.start, p.end) for p in parts] or [(span.start, span.end)]
    passage = Passage(draft.text, pieces)
    draft.note("joined-text", pieces[0][0], pieces[-1][1], "this cell was joined over a break")
    return passage.text, passage


def _plain_number(raw: str, header: Header) -> int | None:
    """The number of a plain row, or None for any other line."""
    if '"' in raw or raw.count("\t") + 1 != len(header.cells):
        return None
    value = raw.split("\t", header.number_at + 1)[header.number_at]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _row_number(header: Header, row: Row, before: int | None) -> int | None:
    if header.style is Style.NONE:
        found = glued_number(row.cells[0][0], before)
        return found[0] if found else before
    if not len(row.cells) > header.number_at >= 0:
        return before
    value = row.cells[header.number_at][0]
    found_number = row_number(value)
    return before if found_number is None else found_number


def glued_number(value: str, before: int | None) -> tuple[int, int] | None:
    """The number that begins a glued row, and how many characters print it: the running sequence decides.

    >>> glued_number("530名学生参观", 4), glued_number("1018家企业", 9), glued_number("1举办", None)
    ((5, 1), (10, 2), (1, 1))
    """
    match = _NUMBER_START.match(value)
    if not match:
        return None
    digits = fold(match.group())
    following = str((before or 0) + 1)
    if digits.startswith(following):
        return int(following), len(following)
    return int(digits), len(digits)


def _row_at(
    draft: Draft,
    header: Header,
    read: Callable[[int], tuple[Cells, int] | None],
    i: int,
    table: Table,
    last_number: int | None,
) -> Row | None:
    """What the line at i is in this table; None where the table ends before it."""
    line = draft.lines[i]
    found = read(i)
    if found is None:
        return _between_rows(draft, header, read, i, table, last_number)
    cells, last = found
    at = header.number_at
    if len(cells) > at >= 0 and row_number(cells[at][0]) is not None and not _MARKED.match(cells[at][0]):
        return Row(Kind.ROW, cells, i, last)
    if header.style is Style.PIPE and _RULE.match(line.text):
        return Row(Kind.FURNITURE, [], i, i)
    if len(cells) > 1 and (again := _header_again(header, cells)) is not None:
        return Row(Kind.HEADER, cells, i, last, again)
    if header.style is Style.TAB and len(cells) > 1 and _header(Style.TAB, cells, i, last):
        return None
    if header.style is Style.PIPE and len(cells) > 1 and _header(Style.PIPE, cells, i, last):
        return None
    if _is_group_row(header, cells):
        return Row(Kind.GROUP, [cell for cell in cells if cell[0]], i, last)
    if not any(value for value, _ in cells):
        return Row(Kind.FURNITURE, [], i, last)
    return Row(Kind.ROW, cells, i, last)


def _header_again(header: Header, cells: Cells) -> list[int] | None:
    """Which column of the header each cell is, where the row is the header printed again."""
    keys = [header_key(value) for value, _ in cells]
    while keys and not keys[-1] and len(keys) > len(header.keys):
        keys.pop()
    if abs(len(keys) - len(header.keys)) > 1:
        return None
    same = sum(key in header.keys for key in keys if key)
    known = sum(role_of(key) is not None for key in keys)
    if same * 2 <= len(header.keys) or known + same < len(keys) or any(key.isdecimal() for key in keys):
        return None
    order = []
    for j, key in enumerate(keys):
        order.append(header.keys.index(key) if key in header.keys else min(j, len(header.keys) - 1))
    return order


def _is_group_row(header: Header, cells: Cells) -> bool:
    """One printed cell in a row of several, which is no number: a heading among the rows."""
    printed = [(j, value) for j, (value, _) in enumerate(cells) if value]
    if len(printed) == 1:
        value = printed[0][1]
        if row_number(value) is not None or len(cells) < 2:
            return False
        if header.roles[0] in (ColumnRole.NUMBER, ColumnRole.GROUP):
            # the rest of a row that a merged cell covers is no heading
            return printed[0][0] == 0 or (_MARKED.match(value) is not None and printed[0][0] < 2)
        return _MARKED.match(value) is not None
    # a merged heading, filled over its columns
    return len(printed) == len(cells) > 2 and len({value for _, value in printed}) == 1


def _between_rows(
    draft: Draft,
    header: Header,
    read: Callable[[int], tuple[Cells, int] | None],
    i: int,
    table: Table,
    last_number: int | None,
) -> Row | None:
    """A line that is no row: furniture, a caption again, a heading, a cut row; else the table ends."""
    line = draft.lines[i]
    text = line.text
    adjacent = table.last == i - 1
    value = row_number(line.text)
    if adjacent and table.rows and value is not None and last_number is not None and value == last_number + 1:
        if not _numbers_a_page(draft, header, read, i, value):
            return Row(Kind.ROW, [(text, line.a)], i, i)
    if line.furniture:
        return Row(Kind.FURNITURE, [], i, i)
    if _RULE.match(text):
        return Row(Kind.FURNITURE, [], i, i)
    ahead = _next_printed(draft, i + 1)
    if ahead is None:
        return None
    following = read(ahead)
    if following is None or len(following[0]) < 2:
        if header.style is not Style.NONE or following is None:
            return None
    cells = following[0] if following else []
    if _header_again(header, cells) is not None:
        return Row(Kind.CAPTION, [], i, i) if _printed_before(draft, table, text) else None
    if header_at(draft, ahead):
        return None
    if len(text) <= 40 and text[-1] not in "。；，、：:" and (_MARKED.match(text) or len(text) <= 16):
        return Row(Kind.GROUP, [(text, line.a)], i, i)
    return None


def _numbers_a_page(
    draft: Draft, header: Header, read: Callable[[int], tuple[Cells, int] | None], i: int, value: int
) -> bool:
    """Whether a lone number that would be the next row's is a page's: the row of that number, or a header, follows."""
    ahead = _next_printed(draft, i + 1)
    following = read(ahead) if ahead is not None else None
    if following is None:
        return False
    cells = following[0]
    return _header_again(header, cells) is not None or any(row_number(cell[0]) == value for cell in cells[:2])


def _next_printed(draft: Draft, i: int) -> int | None:
    """The next line that prints something and is no furniture, within a few lines."""
    for line in draft.lines[i : i + 6]:
        if line.text and not line.furniture:
            return line.index
    return None


_CONTINUED = re.compile("^(?:续表|接上表|（续）|续)|(?:[（(]?(?:续表?|接上页|续上表)\\d*[）)]?)$")


def _printed_before(draft: Draft, table: Table, text: str) -> bool:
    """Whether the same words stand right above the table's header, or at the head of the text: a caption again."""
    wanted = _CONTINUED.sub("", squeeze(text)) or squeeze(text)
    above = [line for line in draft.lines[max(table.first - 4, 0) : table.first] if line.text]
    return any(squeeze(line.text) == wanted for line in [*above, *draft.lines[:12]])


def _collect_stacked(draft: Draft, header: Header) -> Table:
    """A table with one cell a line: each number begins a row, a blank line inside it is a blank cell."""
    table = Table(header, [], header.first, header.last)
    lines, width = draft.lines, len(header.cells)
    i = header.last + 1
    waiting: list[Row] = []
    while i < len(lines):
        text = _bare(lines[i].text)
        if not text or _RULE.match(text):
            i += 1
            continue
        again = header_at(draft, i)
        if again and again.style is Style.LINES:
            if again.keys != header.keys:
                break
            table.rows += [*waiting, Row(Kind.HEADER, again.cells, i, again.last, list(range(width)))]
            waiting.clear()
            table.last, i = again.last, again.last + 1
            continue
        if header.number_at < 0:
            row = _unnumbered_stacked_row(draft, header, i)
            if row is None:
                if not lines[i].furniture:
                    break
                row = Row(Kind.FURNITURE, [], i, i)
            table.rows.append(row)
            if row.kind is Kind.ROW:
                table.last = row.last
            i = row.last + 1
            continue
        if not _starts_stacked_row(draft, header, table, i):
            if not lines[i].furniture:
                break
            waiting.append(Row(Kind.FURNITURE, [], i, i))
            i += 1
            continue
        row = _stacked_row(draft, i, width)
        table.rows += [*waiting, row]
        waiting.clear()
        table.last, i = row.last, row.last + 1
    return table


def _unnumbered_stacked_row(draft: Draft, header: Header, i: int) -> Row | None:
    """As many lines as the table has columns, if none is a sentence and what stands in the date's place is short."""
    lines = draft.lines[i : i + len(header.cells)]
    # an empty cell may be kept by a blank that is no line of its own
    if len(lines) < len(header.cells) or any(line.furniture or len(line.text) > 60 or line.text.endswith("。") for line in lines):
        return None
    printed = [bool(draft.text[line.start : line.end]) for line in lines]
    if not all(printed):
        return None
    cells: Cells = [(_bare(line.text), line.a) for line in lines]
    for role, (value, _) in zip(header.roles, cells, strict=True):
        if role is ColumnRole.PERIOD and len(value) > 30:
            return None
    return Row(Kind.ROW, cells, i, i + len(cells) - 1)


def _bare(text: str) -> str:
    return text.rstrip("|｜" + BLANKS).lstrip("|｜" + BLANKS)


def _starts_stacked_row(draft: Draft, header: Header, table: Table, i: int) -> bool:
    """Whether a line prints the number of a row and not that of a page."""
    value = row_number(_bare(draft.lines[i].text))
    if value is None or header.roles[0] is not ColumnRole.NUMBER:
        return False
    before = [row_number(row.cells[0][0]) for row in table.rows[-3:] if isinstance(row, Row) and row.kind is Kind.ROW]
    alone = i > 0 and not draft.lines[i - 1].text and i + 1 < len(draft.lines) and not draft.lines[i + 1].text
    if before and before[-1] is not None and value == before[-1] + 1:
        return True
    return not alone


def _stacked_row(draft: Draft, i: int, width: int) -> Row:
    """The row whose number stands at a line: the next lines up to the width, or to the next number or page break."""
    lines = draft.lines
    first = i
    value = row_number(_bare(lines[i].text)) or 0
    cells: Cells = []
    while i < len(lines) and len(cells) < width:
        line = lines[i]
        text = _bare(line.text)
        if cells and (line.furniture and not text.isdecimal() or _is_next_number(text, value)):
            break
        # a blank line may be the last cell, left empty
        if cells and len(cells) < width - 1 and not line.text and _row_is_over(draft, i):
            break
        lead = len(line.text) - len(line.text.lstrip("|｜" + BLANKS)) if text else 0
        cells.append((text, line.a + lead))
        i += 1
    return Row(Kind.ROW, cells, first, first + len(cells) - 1)


def _is_next_number(text: str, value: int) -> bool:
    return text.isdecimal() and number(fold(text)) == value + 1


def _row_is_over(draft: Draft, i: int) -> bool:
    """Whether after a blank line comes what is no cell: furniture, a header, or the end."""
    ahead = next((line for line in draft.lines[i : i + 4] if line.text), None)
    if ahead is None:
        return True
    if ahead.text.isdecimal():
        return False
    return ahead.furniture or role_of(header_key(_bare(ahead.text))) is ColumnRole.NUMBER


# --- forms


def _form_at(draft: Draft, i: int) -> Table | None:
    """A run of tab-separated lines under no schedule's header: a form or a score sheet, found and left unread."""
    last = i
    j = i
    while j < len(draft.lines):
        line = draft.lines[j]
        raw = draft.text[line.start : line.end]
        if "\t" in raw:
            if j > i and header_at(draft, j):
                break
            last = j
        elif line.text:
            break
        elif j - last > 1:
            break
        j += 1
    wide = any(draft.text.count("\t", line.start, line.end) > 1 for line in draft.lines[i : last + 1])
    return Table(None, [], i, last) if wide or last > i else None
