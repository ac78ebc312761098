"""Where tables stand, and the rows of each, however their cells are parted.

    table  = header { row | header again | group row | furniture | caption again }
    row    = cells parted by tabs | pipes | two or more blanks | single blanks | nothing | line breaks

Rules: a header is a line of which most cells are known header words; what a row means is the business of
`rows`. A table without a schedule's header (a score sheet, an empty form) is found, and left unread.
"""

from __future__ import annotations

from copy import copy
from itertools import pairwise

from qmparse.parsing.cells import whole
from qmparse.parsing.draft import Draft
from qmparse.parsing.headers import NUMBER_START, glued_number, header_again, header_at, is_score_sheet
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import GAP, WIDE_GAP, begins_quoted, join_cells, pipe_cells, split_cells, tab_cells
from qmparse.parsing.roles import UNIT_ROLE_OF
from qmparse.parsing.row_kinds import Reader, row_at
from qmparse.parsing.stacked import collect_stacked
from qmparse.parsing.tabular import MARKED, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.parsing.units import ends_like_unit
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, columns
from qmparse.text.patterns import pattern
from qmparse.text.spans import trim


def find_tables(draft: Draft) -> list[Table]:
    """The tables of a text, in order."""
    return _tables(draft) or _spaced_tables(draft)


#: a text of fewer lines is not told to be double-spaced; of so many one may stand close to the one above
_SPACED = 12


def _spaced_tables(draft: Draft) -> list[Table]:
    """Tables of one cell a line in a text with a blank line behind each printed one: the blank lines tell nothing."""
    printed = [line for line in draft.lines if line.text]
    close = sum(line.index < above.index + 2 for above, line in pairwise(printed))
    if len(printed) < _SPACED or close * _SPACED > len(printed):
        return []
    view = copy(draft)
    view.lines = [line.renumbered(k) for k, line in enumerate(printed)]
    tables = [table for table in _tables(view) if table.header and table.header.style is Style.LINES]
    for table in tables:
        rows = [row for row in table.rows if isinstance(row, Row)]
        for part in (table, table.header, *rows):
            assert part is not None
            part.first, part.last = printed[part.first].index, printed[part.last].index
        table.inside = [printed[k].index for k in table.inside]
    return tables


def _tables(draft: Draft) -> list[Table]:
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


def _cells_reader(draft: Draft, header: Header) -> Reader:
    """What reads the row at a line in the table's style, or says that there is none."""
    width = len(header.cells)

    def tabs(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        if "\t" in draft.text[line.start : line.end]:
            return tab_cells(draft, i)
        return tab_cells(draft, i) if begins_quoted(draft, line) else None

    def pipes(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        return (pipe_cells(line), i) if "|" in line.text or "｜" in line.text else None

    def blanks(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        cells = split_cells(line, WIDE_GAP if header.style is Style.BLANKS else GAP)
        numbered = header.roles[0] is ColumnRole.NUMBER
        if len(cells) == 2 < width and MARKED.fullmatch(cells[0][0]):
            # a heading with blanks behind its mark: 一、  组织领导
            return None
        if len(cells) > 2 and header_again(header, cells) is not None:
            return cells, i
        if numbered and len(cells) > 1 and row_number(cells[0][0]) is not None:
            return cells, i
        grouped = len(header.roles) > 1 and header.roles[1] is ColumnRole.NUMBER
        if grouped and len(cells) > 2 and any(row_number(value) is not None for value, _ in cells[:2]):
            return cells, i
        return (cells, i) if len(cells) == width and not numbered else None

    def glued(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        match = NUMBER_START.match(line.text)
        return ([(line.text, line.a)], i) if match else None

    return {Style.TAB: tabs, Style.PIPE: pipes, Style.BLANKS: blanks, Style.BLANK: blanks, Style.NONE: glued}[header.style]


def _collect(draft: Draft, header: Header) -> Table:
    """The table that a header begins."""
    if header.style is Style.LINES:
        return collect_stacked(draft, header)
    table = Table(None if is_score_sheet(header) else header, _first_row(draft, header), header.first, header.last)
    read = _cells_reader(draft, header)
    lines = draft.lines
    waiting: list[Row] = []
    i = header.last + 1
    last_number = _row_number(header, header.rest, None)
    plain = header.style is Style.TAB and header.number_at >= 0
    while i < len(lines):
        line = lines[i]
        if plain and (following := _plain_run(draft, header, i)):
            table.rows += [*waiting, following]
            waiting.clear()
            table.last = following[-1]
            last_number = row_number(tab_cells(draft, table.last)[0][header.number_at][0])
            i = following.stop
            continue
        if not line.text and (header.style is not Style.TAB or "\t" not in draft.text[line.start : line.end]):
            i += 1
            continue
        run = table.rows[-1] if table.rows else None
        if isinstance(run, range) and run[-1] == i - 1 and "\t" not in draft.text[line.start : line.end]:
            cut = Row(Kind.ROW, tab_cells(draft, i - 1)[0], i - 1, i - 1)
            whole = _completed(draft, header, read, cut, table)
            if whole is not cut:
                table.rows[-1:] = [run[:-1], whole] if len(run) > 1 else [whole]
                table.last, i = whole.last, whole.last + 1
                continue
        row = row_at(draft, header, read, i, table, last_number)
        if row is None:
            countable = last_number is not None or header.number_at < 0 or not table.rows
            resumed = _resumed(draft, header, read, i, last_number) if countable else None
            if resumed is None:
                break
            # what stands between is read by no rule, and told so
            i = resumed
            continue
        if row.kind is Kind.ROW and header.style is Style.TAB and len(row.cells) <= len(header.cells):
            row = _completed(draft, header, read, row, table)
        elif row.kind is Kind.ROW and header.style is Style.BLANKS:
            row = _unwrapped(draft, header, read, row)
        i = row.last + 1
        if row.kind in (Kind.FURNITURE, Kind.CAPTION) and not row.cells:
            waiting.append(row)
            continue
        rows = _parted(draft, header, row) if row.kind is Kind.ROW and header.style is Style.TAB else [row]
        table.rows += [*waiting, *rows]
        waiting.clear()
        table.last = row.last
        if row.kind is Kind.ROW:
            last_number = _row_number(header, rows[-1].cells, last_number)
    if (stray := _stray_heading(draft, table)) is not None:
        table.rows.remove(stray)
    if table.rows and (all(_is_empty(draft, row) for row in table.rows) or _is_form(header, table.rows)):
        # numbers, or words as in the header, with room to write beside them: an empty form
        table.header = None
    return table


def _stray_heading(draft: Draft, table: Table) -> Row | None:
    """What seems the only heading of a table, but stands among its rows without a mark: the end of a cut cell, or a remark.

    It is left to no rule, and told so. Rows with headings have more than one, or begin with one.
    """
    headings = [row for row in table.rows if isinstance(row, Row) and row.kind is Kind.GROUP]
    if len(headings) != 1 or headings[0] is table.rows[0] or table.header is None:
        return None
    line = draft.lines[headings[0].first]
    whole_row = "\t" in draft.text[line.start : line.end] or "|" in line.text
    above = any(isinstance(row, range) or row.kind is Kind.ROW for row in table.rows[: table.rows.index(headings[0])])
    return headings[0] if above and not whole_row and not _HEADING.search(line.text) else None


#: how headings among rows begin or end: 二、…, 区级活动, 城东街道（6项）
_HEADING = pattern(
    rf"^(?:{MARKED.pattern})|(?:活动|项目|工作|任务|安排|系列|部分|板块|阶段|[类级篇场区县市镇乡村]|街道|单位|部门|学校|企业|社区)(?:[（(][^（()）]*[）)])?$"
)


def _first_row(draft: Draft, header: Header) -> list[Row | range]:
    """The row that the header's own line prints behind it."""
    if not header.rest:
        return []
    start, end = whole(header.rest[0][1], "")[0].start, draft.lines[header.last].b
    draft.note("extra-cells", start, end, "this row stands on the line of its table's header")
    return [Row(Kind.ROW, header.rest, header.last, header.last, range=(start, end))]


def _resumed(draft: Draft, header: Header, read: Reader, i: int, last_number: int | None) -> int | None:
    """Where the table goes on behind a line or two that belong to it in no way: a row with all cells, and the next number."""
    if len(header.cells) < 3 or (header.style not in (Style.TAB, Style.PIPE) and header.number_at != 0):
        return None
    printed = [line for line in draft.lines[i : i + 6] if line.text]
    for strange, line, following in zip(printed[:_STRANGE], printed[1:], [*printed[2:], None], strict=False):
        if header_at(draft, strange.index):
            break
        if _is_next_row(header, read, line, last_number):
            return line.index
        if MARKED.match(line.text):
            # a heading among the rows
            heads = following is not None and _is_next_row(header, read, following, None)
            return line.index if heads else None
    return None


def _is_next_row(header: Header, read: Reader, line: Line, last_number: int | None) -> bool:
    found = read(line.index)
    if not found or not (len(found[0]) == len(header.cells) or (header.number_at == 0 and len(found[0]) > 2)):
        return False
    return header.number_at < 0 or _runs_on(row_number(found[0][header.number_at][0]), last_number)


#: so many lines between two rows may belong to no row
_STRANGE = 2


def _runs_on(number: int | None, before: int | None) -> bool:
    """Whether a row's number follows another, though some rows between them be lost; the first may be any."""
    return number is not None and (before is None or before < number < before + 10)


def _parted(draft: Draft, header: Header, row: Row) -> list[Row]:
    """The rows of a line that holds several, where the breaks between them are lost: the next number tells.

    It stands in a cell of its own or right behind the last cell: 3 | … | 市供水公司4 | …
    """
    width, cells = len(header.cells), row.cells
    rows: list[Cells] = []
    while header.number_at == 0 and len(cells) >= 2 * width - 1 and len(rows) < _ROWS_OF_A_LINE:
        number, (value, where) = row_number(cells[0][0]), cells[width - 1]
        if number is None or not isinstance(where, int):
            break
        digits = str(number + 1)
        kept = value.removesuffix(digits)
        if len(cells) >= 2 * width and cells[width][0] == digits:
            first, cells = cells[:width], cells[width:]
        elif kept != value and not kept[-1:].isdigit():
            following = (digits, where + len(kept))
            first, cells = [*cells[: width - 1], (kept.rstrip(BLANKS), where)], [following, *cells[width:]]
        else:
            break
        rows.append(first)
    if not rows:
        return [row]
    rows.append(cells)
    start, end = draft.lines[row.first].a, draft.lines[row.last].b
    draft.note("extra-cells", start, end, f"this line holds {len(rows)} rows")
    edges = [start, *[whole(some[0][1], "")[0].start for some in rows[1:]], end]
    return [
        Row(Kind.ROW, some, row.first, row.last, range=trim(draft.text, at, stop))
        for some, at, stop in zip(rows, edges, edges[1:], strict=False)
    ]


#: so many rows at most are parted on one line
_ROWS_OF_A_LINE = 16


def _is_form(header: Header, rows: list[Row | range]) -> bool:
    """Whether cells are left blank beside the header's words, and in each row beside its own: 联系人 |  | 电话 |  ."""
    words = {j for j, (value, _) in enumerate(header.cells) if value}
    if header.number_at >= 0 or len(words) == max(words, default=-1) + 1:
        return False
    return all(isinstance(row, Row) and {j for j, (value, _) in enumerate(row.cells) if value} <= words for row in rows)


def _is_empty(draft: Draft, row: Row | range) -> bool:
    """Whether a row, or each of a run of rows, prints nothing but its number."""
    if isinstance(row, range):
        return all(_prints_numbers_only(tab_cells(draft, i)[0]) for i in row)
    return row.kind is not Kind.GROUP and (row.kind is not Kind.ROW or _prints_numbers_only(row.cells))


def _prints_numbers_only(cells: Cells) -> bool:
    return len(cells) > 2 and all(row_number(value) is not None for value, _ in cells if value)


def _completed(draft: Draft, header: Header, read: Reader, row: Row, table: Table) -> Row:
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
        more: Cells = found[0] if found else [(line.text, line.a)]
        stop = found[1] if found else i
        if line.furniture or (found and len(more) > 1 and header_again(header, more) is not None):
            between.append(i)
            i = stop + 1
            continue
        if not _goes_on_with(header, cells, more, line, i - last - 1 - len(between)):
            break
        cells = [*cells[:-1], join_cells(draft, cells[-1], more[0]), *more[1:]]
        last = stop
        table.inside += between
        between = []
        i = stop + 1
    if last == row.last or len(cells) != width:
        table.inside = [k for k in table.inside if k <= row.last]
        return row
    return Row(Kind.ROW, cells, row.first, last)


def _unwrapped(draft: Draft, header: Header, read: Reader, row: Row) -> Row:
    """A row of aligned cells, with the lines below it whose cells each stand right under one of its own."""
    cells, last, first = row.cells, row.last, draft.lines[row.first]
    while len(cells) == len(header.cells) and last + 1 < len(draft.lines):
        line = draft.lines[last + 1]
        if line.a - line.start <= first.a - first.start:
            break
        if not line.text or line.furniture or read(line.index) is not None or "。" in line.text:
            break
        more = split_cells(line, WIDE_GAP)
        edges = _edges(draft, first, row.cells)
        under = [edges.index(edge) if edge in edges else 0 for edge in _edges(draft, line, more)]
        if not all(under) or len(more) > len(cells):
            break
        for at, cell in zip(under, more, strict=True):
            cells = [*cells[:at], join_cells(draft, cells[at], cell), *cells[at + 1 :]]
        last += 1
    return Row(Kind.ROW, cells, row.first, last) if last > row.last else row


def _edges(draft: Draft, line: Line, cells: Cells) -> list[int]:
    """At which column of the screen each cell of a line begins."""
    return [columns(draft.text[line.start : whole(where, value)[0].start]) for value, where in cells]


def _goes_on_with(header: Header, cells: Cells, more: Cells, line: Line, gap: int) -> bool:
    """Whether a line holds the rest of a cut row: its first cell, of the last one, and the cells that are missing."""
    width = len(header.cells)
    if len(cells) + len(more) - 1 > width or not cells[-1][0] or not more[0][0] or MARKED.match(more[0][0]):
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


def _plain_run(draft: Draft, header: Header, i: int) -> range:
    """The lines from one on that are plain rows, with nothing between them."""
    text, lines, at, tabs = draft.text, draft.lines, header.number_at, len(header.cells) - 1
    first = i
    while i < len(lines):
        line = lines[i]
        raw = text[line.start : line.end]
        if raw.count("\t") != tabs or '"' in raw:
            break
        number = raw.split("\t", at + 1)[at]
        if not number.isdecimal() or not number.isascii() or len(number) > 9:
            break
        i += 1
    return range(first, i)


def _row_number(header: Header, cells: Cells, before: int | None) -> int | None:
    """The number of a row, or that before it where it prints none."""
    if not cells:
        return before
    if header.style is Style.NONE:
        found = glued_number(cells[0][0], before)
        return found[0] if found else before
    if not len(cells) > header.number_at >= 0:
        return before
    value = cells[header.number_at][0]
    found_number = row_number(value)
    return before if found_number is None else found_number


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
        elif line.text or j - last > 1:
            break
        j += 1
    wide = any(draft.text.count("\t", line.start, line.end) > 1 for line in draft.lines[i : last + 1])
    return Table(None, [], i, last) if wide or last > i else None
