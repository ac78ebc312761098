"""Tables with one cell a line, as copies of web pages give them.

    row = number { cell } | as many cells as there are columns

Rules: the next number begins the next row; a blank line inside a row is a blank cell; a cell wrapped over two
lines is joined where the row has a line too many; page numbers and headers inside a row are passed over.
"""

from __future__ import annotations

import re

from qmparse.parsing.cells import VERBS
from qmparse.parsing.draft import Draft
from qmparse.parsing.fitting import fits, score
from qmparse.parsing.headers import header_at
from qmparse.parsing.lines import Line, is_furniture
from qmparse.parsing.parting import bare_cell, join_cells, line_cell
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key
from qmparse.parsing.tabular import MARKED, RULE, Cell, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.parsing.units import is_unit_list
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, is_blank, squeeze
from qmparse.text.patterns import pattern

#: numbers may skip so far within a row's table
_REACH = 5


def collect_stacked(draft: Draft, header: Header) -> Table:
    """The table that a header of one word a line begins."""
    table = Table(header, [], header.first, header.last)
    waiting: list[Row] = []
    last_number: int | None = None
    i = header.last + 1
    while i < len(draft.lines):
        line = draft.lines[i]
        again = _header_at(draft, header, i)
        starts = header.number_at == 0 and _starts_row(draft, i, last_number)
        if not bare_cell(line.text) or RULE.match(line.text):
            i += 1
        elif again is not None:
            waiting.append(Row(Kind.HEADER, again.cells, i, again.last, list(range(len(header.cells)))))
            i = again.last + 1
        elif header.number_at == 0 and _heads_rows(draft, i):
            waiting.append(Row(Kind.GROUP, [line_cell(line)], i, i))
            i += 1
        elif line.furniture and not starts:
            waiting.append(Row(Kind.FURNITURE, [], i, i))
            i += 1
        elif header.number_at == 0 and not starts:
            break
        else:
            row = _numbered_row(draft, header, table, i) if header.number_at == 0 else _unnumbered_row(draft, header, i)
            if row is None:
                break
            last_number = row_number(row.cells[0][0]) if header.number_at == 0 else None
            table.rows += [*waiting, row]
            waiting.clear()
            table.last, i = row.last, row.last + 1
    return table


def _heads_rows(draft: Draft, i: int) -> bool:
    """Whether a line is a heading above the number of a row: 二、县级活动."""
    if not MARKED.match(draft.lines[i].text) or row_number(draft.lines[i].text) is not None:
        return False
    ahead = _next_cell(draft, i)
    return ahead is not None and row_number(bare_cell(ahead.text)) is not None


def _next_cell(draft: Draft, i: int) -> Line | None:
    """The next line that prints a cell: blank lines and what surely is furniture are passed over."""
    following = draft.lines[i + 1 : i + 4]
    return next((line for line in following if line.text and not (line.furniture and row_number(line.text) is None)), None)


def _header_at(draft: Draft, header: Header, i: int) -> Header | None:
    """The table's header printed again at a line."""
    first = draft.lines[i].text
    if len(first) > 24 or header_key(bare_cell(first)) != header.keys[0]:
        return None
    again = header_at(draft, i)
    return again if again and again.style is Style.LINES and again.keys == header.keys else None


def _starts_row(draft: Draft, i: int, before: int | None) -> bool:
    """Whether a line prints the number of a row and not that of a page."""
    value = row_number(bare_cell(draft.lines[i].text))
    if value is None:
        return before is not None and _glued(draft.lines[i].text) == before + 1
    if before is not None and value == before + 1:
        return True
    ahead = _next_cell(draft, i)
    following = row_number(bare_cell(ahead.text)) if ahead is not None else None
    if before is not None and following == before + 1:
        # the next row's number follows: this is a page's
        return False
    if before is None and value == 1 and ahead is not None and following is None:
        return True
    lines = draft.lines
    alone = i > 0 and not lines[i - 1].text and i + 1 < len(lines) and not lines[i + 1].text
    return not alone


# --- rows that begin with a number


def _numbered_row(draft: Draft, header: Header, table: Table, i: int) -> Row:
    """The row whose number stands at a line, its wrapped cells joined to the table's width."""
    found, passed = _gathered(draft, header, i)
    printed = [*_first_cells(draft.lines[i]), *(line_cell(draft.lines[k]) for k in found[1:])]
    cells = _narrowed(draft, header, printed)
    if len(printed) == len(header.cells):
        cells, last = _unwrapped(draft, header, cells, found[-1])
        found.append(last)
    table.inside += [k for k in passed if k < found[-1]]
    return Row(Kind.ROW, cells, i, found[-1])


def _first_cells(line: Line) -> Cells:
    """The number of a row, and what stands behind it on its line."""
    cell, start = line_cell(line)
    number = _GLUED.match(cell)
    if not number or not isinstance(start, int):
        return [(cell, start)]
    return [(number[1], start), (cell[number.end() :], start + number.end())]


def _glued(text: str) -> int | None:
    """The number that a line begins with whose break is lost: 4 举办培训班."""
    found = _GLUED.match(bare_cell(text))
    return row_number(found[1]) if found else None


_GLUED = pattern(rf"(\d{{1,3}})[{re.escape(BLANKS)}]+(?=[“《]|{'|'.join(VERBS)})")


#: over so many lines more than it has cells the last row may be wrapped
_MORE = 3


def _unwrapped(draft: Draft, header: Header, cells: Cells, last: int) -> tuple[Cells, int]:
    """A row that no number ends, with the lines below that it needs for its cells to fit their columns; and its last line."""
    if not _misfits(header, cells, _DATED):
        return cells, last
    more: Cells = []
    for line in draft.lines[last + 1 : last + 1 + _MORE]:
        ends = not line.text or line.furniture or line.text.endswith("。") or len(line.text) > 60
        if ends or row_number(bare_cell(line.text)) is not None or header_at(draft, line.index):
            break
        more.append(line_cell(line))
        trial: Cells = [*cells, *more]
        while len(trial) > len(header.cells):
            trial = _merged(trial, _wrapped(header, trial))
        if not _misfits(header, trial, _TOLD):
            return _narrowed(draft, header, [*cells, *more]), line.index
    return cells, last


#: columns of which the contents tell that they are theirs, surely or by and large
_DATED = frozenset({ColumnRole.PERIOD, *UNIT_ROLE_OF})
_TOLD = _DATED | {ColumnRole.NUMBER, ColumnRole.ACTIVITY, ColumnRole.PLACE}


def _misfits(header: Header, cells: Cells, among: frozenset[ColumnRole]) -> bool:
    """Whether in one of some columns something else stands."""
    told = zip(header.roles, cells, strict=False)
    return any(value and role in among and fits(role, value) < 0 for role, (value, _) in told)


def _narrowed(draft: Draft, header: Header, cells: Cells) -> Cells:
    """The cells of a row with too many lines: without stray blank ones, and wrapped ones joined to the table's width."""
    while len(cells) > len(header.cells) and any(not value for value, _ in cells):
        blank = [k for k, (value, _) in enumerate(cells) if not value]
        at = max(blank, key=lambda k: score(header.roles, [*cells[:k], *cells[k + 1 :]]))
        cells = [*cells[:at], *cells[at + 1 :]]
    while len(cells) > len(header.cells):
        at = _wrapped(header, cells)
        # far too many lines may still reach over the last column
        role = header.roles[min(at, len(header.roles) - 1)]
        cells = [*cells[:at], _joined(draft, role, cells[at], cells[at + 1]), *cells[at + 2 :]]
    return cells


def _wrapped(header: Header, cells: Cells) -> int:
    """Which cell of a row with too many lines goes on in the next: a list cut behind 、, or of those that fit the longest."""
    first = 1 if header.number_at == 0 else 0
    cut = next((k for k in range(first, len(cells) - 1) if cells[k][0].endswith("、")), None)
    if cut is not None:
        return cut
    return max(range(first, len(cells) - 1), key=lambda k: (score(header.roles, _merged(cells, k)), len(cells[k][0])))


def _joined(draft: Draft, role: ColumnRole, first: Cell, second: Cell) -> Cell:
    """Two lines as one cell; units that end with their lines keep the break between them."""
    (one, start), (other, at) = first, second
    if role in UNIT_ROLE_OF and isinstance(start, int) and isinstance(at, int) and is_unit_list(one) and is_unit_list(other):
        if is_blank(draft.text[start + len(one) : at]):
            return draft.text[start : at + len(other)], start
    return join_cells(draft, first, second)


def _merged(cells: Cells, at: int) -> Cells:
    """The cells with one of them and the next taken as one, to see how they would fit."""
    return [*cells[:at], (cells[at][0] + cells[at + 1][0], 0), *cells[at + 2 :]]


def _gathered(draft: Draft, header: Header, i: int) -> tuple[list[int], list[int]]:
    """The lines of a row from its number on, and those passed over inside it."""
    lines, glued = draft.lines, _glued(draft.lines[i].text)
    width = len(header.cells) - (glued is not None)
    value = glued or row_number(bare_cell(lines[i].text)) or 0
    found: list[int] = [i]
    passed: list[int] = []
    j = i + 1
    while j < len(lines) and len(found) < width + _REACH:
        line = lines[j]
        if _follows(line, value) or (len(found) > 1 and _heads_rows(draft, j)):
            break
        again = _header_at(draft, header, j)
        furniture = line.furniture and row_number(line.text) is None
        if furniture and len(found) == width - 1 and _is_last_cell(draft, j, value):
            furniture = False
        if again or furniture or _beside_furniture(draft, header, j) or _is_caption_again(draft, header, j):
            stop = again.last if again else j
            passed += range(j, stop + 1)
            j = stop + 1
            continue
        full = len(found) >= width
        if full and _numbers_any_row(line):
            break
        ends = not line.text and (full or j + 1 >= len(lines) or (len(found) < width - 1 and _is_over(draft, header, j)))
        if ends or (full and not _number_ahead(draft, j, value)):
            break
        found.append(j)
        j += 1
    return found, passed


def _is_caption_again(draft: Draft, header: Header, j: int) -> bool:
    """Whether a line prints the table's caption again, right above its header again."""
    ahead = next((line for line in draft.lines[j + 1 : j + 4] if line.text), None)
    above = next((line for line in reversed(draft.lines[max(header.first - 4, 0) : header.first]) if line.text), None)
    if ahead is None or above is None or squeeze(above.text) != squeeze(draft.lines[j].text):
        return False
    return _header_at(draft, header, ahead.index) is not None


def _is_last_cell(draft: Draft, j: int, value: int) -> bool:
    """Whether what seems a running head is the cell that a row lacks: the next row, or nothing, follows the page's end."""
    if is_furniture(draft.lines[j].folded):
        return False
    ahead = [
        line for line in draft.lines[j + 1 : j + 8] if line.text and (_follows(line, value) or not is_furniture(line.folded))
    ]
    return not ahead or _follows(ahead[0], value)


def _follows(line: Line, value: int) -> bool:
    """Whether a line prints the number of a later row."""
    after = row_number(bare_cell(line.text))
    return _glued(line.text) == value + 1 if after is None else value < after <= value + _REACH


def _numbers_any_row(line: Line) -> bool:
    """Whether a line behind a full row prints a row's number, though it skips, repeats or begins again; a longer one is a cell."""
    return len(line.text) <= _LONGEST_NUMBER and row_number(bare_cell(line.text)) is not None


_LONGEST_NUMBER = 4


def _number_ahead(draft: Draft, j: int, value: int) -> bool:
    """Whether the next row's number follows within a few lines, none of them a sentence."""
    for line in draft.lines[j : j + _REACH]:
        if _follows(line, value):
            return True
        if not line.text:
            ahead = _next_cell(draft, line.index)
            return ahead is not None and _follows(ahead, value)
        if line.text.endswith("。"):
            return False
    return False


def _beside_furniture(draft: Draft, header: Header, j: int) -> bool:
    """Whether a blank line only sets off a page number or a header inside a row."""
    if draft.lines[j].text:
        return False
    ahead = next((line for line in draft.lines[j + 1 : j + 4] if line.text), None)
    behind = next((line for line in reversed(draft.lines[max(j - 3, 0) : j]) if line.text), None)
    beside = [line for line in (ahead, behind) if line is not None]
    return any(line.furniture and row_number(line.text) is None for line in beside) and not _is_over(draft, header, j)


def _is_over(draft: Draft, header: Header, j: int) -> bool:
    """Whether behind a blank line the table is over: a heading, a sentence, a page's end or nothing follows."""
    ahead = [line for line in draft.lines[j : j + 8] if line.text and not (line.furniture and row_number(line.text) is None)]
    if not ahead:
        return True
    first = ahead[0]
    if row_number(bare_cell(first.text)) is not None:
        return False
    if (again := _header_at(draft, header, first.index)) is not None:
        # behind a page's end the rest of a row may follow the header
        behind = next((line for line in draft.lines[again.last + 1 : again.last + 4] if line.text), None)
        return behind is None or row_number(bare_cell(behind.text)) is not None
    return "。" in first.text or header_at(draft, first.index) is not None


# --- rows of as many lines as there are columns


def _unnumbered_row(draft: Draft, header: Header, i: int) -> Row | None:
    """As many lines as there are columns, if none is a sentence and what stands in the date's place is short."""
    lines = draft.lines[i : i + len(header.cells)]
    # an empty cell is kept by a blank on its line
    if len(lines) < len(header.cells) or not all(line.end > line.start for line in lines):
        return None
    if any(
        (line.furniture and row_number(line.text) is None) or len(line.text) > 60 or line.text.endswith("。") for line in lines
    ):
        return None
    cells: Cells = [line_cell(line) for line in lines]
    if any(role is ColumnRole.PERIOD and len(value) > 30 for role, (value, _) in zip(header.roles, cells, strict=True)):
        return None
    cells, last = _unwrapped(draft, header, cells, i + len(cells) - 1)
    return Row(Kind.ROW, cells, i, last)
