"""Header -> its table: the rows below it, one after another, until a line that is none.

    table  = header { row | header again | group row | furniture | caption again }
    row    = cells parted by tabs | pipes | two or more blanks | single blanks | nothing

Rules: `row_kinds` tells what a line is, `damaged_rows` mends what is cut, `run_together` parts what runs together; a line
or two that are nothing end no table whose next number follows. Tables of one cell a line are the business of `stacked`.
`tables` imports this.
"""

from __future__ import annotations

from qmparse.parsing.cells import whole
from qmparse.parsing.damaged_rows import completed, unwrapped
from qmparse.parsing.draft import Draft
from qmparse.parsing.glued import NUMBER_START, glued_number
from qmparse.parsing.header_words import header_again, is_score_sheet
from qmparse.parsing.headers import header_at
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import GAP, WIDE_GAP, begins_quoted, pipe_cells, split_cells, tab_cells
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import UNIT_ROLE_OF
from qmparse.parsing.row_kinds import ANNEX_LABEL, Reader, row_at
from qmparse.parsing.run_together import parted_date, parted_number, rows_of_line
from qmparse.parsing.tabular import MARKED, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.records import ColumnRole
from qmparse.text.characters import PIPES, has_pipes
from qmparse.text.patterns import pattern


def collect(draft: Draft, header: Header) -> Table:
    """The table that a header begins, in any style but one cell a line."""
    return _Collector(draft, header).collected()


class _Collector:
    """The table so far, and the line at which it goes on."""

    def __init__(self, draft: Draft, header: Header) -> None:
        self.draft = draft
        self.header = header
        self.table = Table(None if is_score_sheet(header) else header, _first_row(draft, header), header.first, header.last)
        self.read = _cells_reader(draft, header)
        self.at = header.last + 1
        #: the number of the row above
        self.number = _row_number(header, header.rest, None)
        #: furniture and captions, which are the table's where a row follows
        self.waiting: list[Row | range] = []
        self.tabs = header.style is Style.TAB
        self.marked = header.style in (Style.TAB, Style.PIPE)
        self.countable = self.tabs and header.number_at >= 0

    def collected(self) -> Table:
        """The table whole."""
        lines, table = self.draft.lines, self.table
        while self.at < len(lines) and self._takes(lines[self.at]):
            pass
        if (stray := _stray_heading(self.draft, table)) is not None:
            table.rows.remove(stray)
        filled = [row for row in table.rows if not _is_empty(self.draft, row)]
        room = len(filled) < len(table.rows) or is_blank_row(self.draft, table.last + 1)
        if (not filled and (table.rows or room)) or _is_form(self.header, table.rows, room and len(filled) < 2):
            # numbers, or words as in the header, with room to write beside them: an empty form
            table.header = None
        return table

    def _takes(self, line: Line) -> bool:
        """Take what begins at a line; or say that the table ends above it."""
        if self.countable and (following := _plain_run(self.draft, self.header, self.at)):
            self._add([following], following[-1])
            cells = tab_cells(self.draft, following[-1])[0]
            self.number = row_number(cells[self.header.number_at][0])
            return True
        has_tabs = "\t" in self.draft.text[line.start : line.end]
        if not line.text and not (self.tabs and has_tabs):
            self.at += 1
            return True
        if (not has_tabs or self.draft.text[line.start] == "\t") and self._completes_run():
            return True
        row = row_at(self.draft, self.header, self.read, self.at, self.table, self.number)
        if row is None:
            return self._resumes()
        self._take(row)
        return True

    def _take(self, row: Row) -> None:
        if row.kind in (Kind.FURNITURE, Kind.CAPTION) and not row.cells:
            self.waiting.append(row)
            self.at = row.last + 1
            return
        rows: list[Row | range] = [row]
        if row.kind is Kind.ROW and self.marked:
            row = parted_number(self.draft, self.header, row, (self.number or 0) + 1)
            row = parted_date(self.draft, self.header, row)
            if len(row.cells) <= len(self.header.cells):
                row = completed(self.draft, self.header, self.read, row, self.table)
            rows = [*rows_of_line(self.draft, self.header, row)]
        elif row.kind is Kind.ROW and self.header.style is Style.BLANKS:
            rows = [row := unwrapped(self.draft, self.header, self.read, parted_date(self.draft, self.header, row))]
        elif row.kind is Kind.ROW and self.header.style is Style.BLANK and len(row.cells) == len(self.header.cells):
            rows = [row := completed(self.draft, self.header, self.read, row, self.table)]
        self._add(rows, row.last)
        if row.kind is Kind.ROW and isinstance(last := rows[-1], Row):
            self.number = _row_number(self.header, last.cells, self.number)

    def _add(self, rows: list[Row | range], last: int) -> None:
        self.table.rows += [*self.waiting, *rows]
        self.waiting.clear()
        self.table.last = last
        self.at = last + 1

    def _completes_run(self) -> bool:
        """Whether the line completes the last of the plain rows right above it, which then was cut."""
        rows = self.table.rows
        run = rows[-1] if rows else None
        between = self.draft.lines[run[-1] + 1 : self.at] if isinstance(run, range) else []
        if not isinstance(run, range) or any(line.text for line in between):
            return False
        cut = Row(Kind.ROW, tab_cells(self.draft, run[-1])[0], run[-1], run[-1])
        row = completed(self.draft, self.header, self.read, cut, self.table)
        if row is cut:
            return False
        rows.pop()
        self.waiting.clear()
        self._add([run[:-1], row] if len(run) > 1 else [row], row.last)
        return True

    def _resumes(self) -> bool:
        """Whether the table goes on behind a line or two that are nothing; no rule reads these, and that is told."""
        known = self.number is not None or self.header.number_at < 0 or not self.table.rows
        above = self.table.rows[-1] if self.table.rows else None
        # under a heading numbers may begin again
        number = None if isinstance(above, Row) and above.kind is Kind.GROUP else self.number
        following = _resumed(self.draft, self.header, self.read, self.at, number) if known else None
        if following is None:
            return False
        self.at = following
        return True


def _cells_reader(draft: Draft, header: Header) -> Reader:
    """What reads the row at a line in the table's style, or says that there is none."""
    width = len(header.cells)

    def tabs(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        if "\t" in draft.text[line.start : line.end]:
            return tab_cells(draft, i)
        return tab_cells(draft, i) if begins_quoted(draft, line) else None

    edged = draft.lines[header.first].text.startswith(PIPES)

    def pipes(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        if not has_pipes(line.text):
            return None
        cells = pipe_cells(line, edged)
        return (cells if edged or len(cells) == width else pipe_cells(line)), i

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
        if header.roles[0] is ColumnRole.PERIOD and 2 < len(cells) < width and read_dates(cells[0][0], 2000).precision:
            # the last of its cells is blank
            return cells, i
        return (cells, i) if len(cells) == width and (not numbered or _CODE.fullmatch(cells[0][0])) else None

    def glued(i: int) -> tuple[Cells, int] | None:
        line = draft.lines[i]
        match = NUMBER_START.match(line.text)
        return ([(line.text, line.a)], i) if match else None

    return {Style.TAB: tabs, Style.PIPE: pipes, Style.BLANKS: blanks, Style.BLANK: blanks, Style.NONE: glued}[header.style]


#: what stands where others print a number: A01, 1-1
_CODE = pattern(r"[A-Za-z]{0,3}-?\d{1,4}(?:[-.]\d{1,3})?")


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
        if not number.isdecimal() or not number.isascii() or len(number) > 9 or len(raw) == tabs + len(number):
            break
        i += 1
    return range(first, i)


def _resumed(draft: Draft, header: Header, read: Reader, i: int, last_number: int | None) -> int | None:
    """Where the table goes on behind a line or two that belong to it in no way: a row with all cells, and the next number."""
    if len(header.cells) < 3 or (header.style not in (Style.TAB, Style.PIPE) and header.number_at != 0):
        return None
    printed = [line for line in draft.lines[i : i + 8] if line.text]
    for strange, line, following in zip(printed[:_STRANGE], printed[1:], [*printed[2:], None], strict=False):
        other = header_at(draft, line.index)
        if header_at(draft, strange.index) or (other and other.keys != header.keys) or ANNEX_LABEL.fullmatch(strange.text):
            break
        if _is_next_row(header, read, line, last_number) or (
            strange is printed[0] and _is_full_first(header, read, strange, line)
        ):
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


def _is_full_first(header: Header, read: Reader, strange: Line, line: Line) -> bool:
    """Whether behind one line that is no row numbers begin again: with a row of all cells."""
    found = read(line.index)
    if not found or read(strange.index) or header.number_at < 0 or not len(found[0]) == len(header.cells) > _FEW:
        return False
    return row_number(found[0][header.number_at][0]) == 1


#: a row of more cells is one wherever it stands
_FEW = 3
#: so many lines between two rows may belong to no row
_STRANGE = 4


def _runs_on(number: int | None, before: int | None) -> bool:
    """Whether a row's number follows another, though some rows between them be lost; the first may be any."""
    return number is not None and (before is None or before < number < before + 10)


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


def _first_row(draft: Draft, header: Header) -> list[Row | range]:
    """The row that the header's own line prints behind it."""
    if not header.rest:
        return []
    start, end = whole(header.rest[0][1], "")[0].start, draft.lines[header.last].b
    draft.note("extra-cells", start, end, "this row stands on the line of its table's header")
    return [Row(Kind.ROW, header.rest, header.last, header.last, range=(start, end))]


def _stray_heading(draft: Draft, table: Table) -> Row | None:
    """What seems the only heading of a table, but stands among its rows without a mark: the end of a cut cell, or a remark.

    It is left to no rule, and told so. Rows with headings have more than one, or begin with one.
    """
    headings = [row for row in table.rows if isinstance(row, Row) and row.kind is Kind.GROUP]
    if len(headings) != 1 or headings[0] is table.rows[0] or table.header is None:
        return None
    line = draft.lines[headings[0].first]
    whole_row = "\t" in draft.text[line.start : line.end] or has_pipes(line.text)
    above = any(isinstance(row, range) or row.kind is Kind.ROW for row in table.rows[: table.rows.index(headings[0])])
    return headings[0] if above and not whole_row and not _HEADING.search(line.text) else None


#: how headings among rows begin or end: 二、…, 区级活动, 城东街道（6项）
_HEADING = pattern(
    rf"^(?:{MARKED.pattern})|(?:活动|项目|工作|任务|安排|系列|部分|板块|阶段|[类级篇场区县市镇乡村]|街道|单位|部门|学校|企业|社区)(?:[（(][^（()）]*[）)])?$"
)


def is_blank_row(draft: Draft, i: int) -> bool:
    """Whether a line prints nothing but tabs."""
    line = draft.lines[i] if i < len(draft.lines) else None
    return line is not None and not line.text and "\t" in draft.text[line.start : line.end]


def _is_form(header: Header, rows: list[Row | range], room: bool) -> bool:
    """Whether cells are left blank beside the header's words, and in each row beside its own: 联系人 |  | 电话 |  .

    With `room`, rows left blank, a row of other words is another line of the form.
    """
    words = {j for j, (value, _) in enumerate(header.cells) if value}
    if header.number_at >= 0:
        return False
    if len(words) == max(words, default=-1) + 1:
        return _has_room(header, rows)
    return room or all(isinstance(row, Row) and {j for j, (value, _) in enumerate(row.cells) if value} <= words for row in rows)


def _has_room(header: Header, rows: list[Row | range]) -> bool:
    """Whether a column without a role is left blank in all rows, and none tells when, where or by whom: 项目 | 数量."""
    if not _TELLS.isdisjoint(header.roles):
        return False
    others = [j for j, role in enumerate(header.roles) if role is ColumnRole.OTHER]
    told = [row for row in rows if isinstance(row, Row) and row.kind is Kind.ROW and len(row.cells) == len(header.cells)]
    return bool(told) and any(all(not row.cells[j][0] for row in told) for j in others)


#: what a schedule tells
_TELLS = frozenset({ColumnRole.NUMBER, ColumnRole.PERIOD, ColumnRole.PLACE, *UNIT_ROLE_OF})


def _is_empty(draft: Draft, row: Row | range) -> bool:
    """Whether a row, or each of a run of rows, prints nothing but its number."""
    if isinstance(row, range):
        return all(_prints_numbers_only(tab_cells(draft, i)[0]) for i in row)
    return row.kind is not Kind.GROUP and (row.kind is not Kind.ROW or _prints_numbers_only(row.cells))


def _prints_numbers_only(cells: Cells) -> bool:
    return len(cells) > 2 and all(row_number(value) is not None for value, _ in cells if value)
