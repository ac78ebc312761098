"""Tables with one cell a line, as copies of web pages give them.

Rules: each number begins a row; without numbers a row is as many lines as there are columns; a blank line inside
a row is a blank cell. `tables` imports this.
"""

from __future__ import annotations

from qmparse.parsing.draft import Draft
from qmparse.parsing.headers import header_at
from qmparse.parsing.numerals import number
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.tabular import RULE, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, fold


def collect_stacked(draft: Draft, header: Header) -> Table:
    """A table with one cell a line: each number begins a row, a blank line inside it is a blank cell."""
    table = Table(header, [], header.first, header.last)
    lines, width = draft.lines, len(header.cells)
    i = header.last + 1
    waiting: list[Row] = []
    while i < len(lines):
        text = bare_cell(lines[i].text)
        if not text or RULE.match(text):
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
    cells: Cells = [(bare_cell(line.text), line.a) for line in lines]
    for role, (value, _) in zip(header.roles, cells, strict=True):
        if role is ColumnRole.PERIOD and len(value) > 30:
            return None
    return Row(Kind.ROW, cells, i, i + len(cells) - 1)


def bare_cell(text: str) -> str:
    return text.rstrip("|｜" + BLANKS).lstrip("|｜" + BLANKS)


def _starts_stacked_row(draft: Draft, header: Header, table: Table, i: int) -> bool:
    """Whether a line prints the number of a row and not that of a page."""
    value = row_number(bare_cell(draft.lines[i].text))
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
    value = row_number(bare_cell(lines[i].text)) or 0
    cells: Cells = []
    while i < len(lines) and len(cells) < width:
        line = lines[i]
        text = bare_cell(line.text)
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
    return ahead.furniture or role_of(header_key(bare_cell(ahead.text))) is ColumnRole.NUMBER
