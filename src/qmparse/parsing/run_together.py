"""Rows of which parts run together: a break between two of them is lost, or a tab behind the number or before the date.

Rules: the next number tells where a row begins, a whole date where its cell does; each repair is told. `collecting`
imports this.
"""

from __future__ import annotations

from attrs import evolve

from qmparse.parsing.cells import whole
from qmparse.parsing.draft import Draft
from qmparse.parsing.periods import read_dates
from qmparse.parsing.tabular import Cells, Header, Kind, Row, Style, row_number
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import trim


def rows_of_line(draft: Draft, header: Header, row: Row) -> list[Row]:
    """The rows of a line that holds several, where the breaks between them are lost: the next number tells.

    It stands in a cell of its own or right behind the last cell: 3 | … | 市供水公司4 | …
    """
    width, cells, at = len(header.cells), row.cells, header.number_at
    rows: list[Cells] = []
    while at in (0, 1) and len(cells) >= 2 * width - 1 and len(rows) < _ROWS_OF_A_LINE:
        number, (value, where) = row_number(cells[at][0]), cells[width - 1]
        if number is None or not isinstance(where, int):
            break
        digits = str(number + 1)
        kept = value[: -len(digits)] if fold(value[-len(digits) :]) == digits else value
        # the pipes that close one row and open the next part nothing
        gap = int(header.style is Style.PIPE and len(cells) > 2 * width and not cells[width][0])
        if len(cells) >= 2 * width and fold(cells[width + gap + at][0]) == digits:
            first, cells = cells[:width], cells[width + gap :]
        elif not at and kept != value and (not kept[-1:].isdigit() or _ENDS_IN_MINUTES.search(kept)):
            following = (value[len(kept) :], where + len(kept))
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


_ENDS_IN_MINUTES = pattern(r"[:：]\d{2}$")
#: so many rows at most are parted on one line
_ROWS_OF_A_LINE = 16


def parted_date(draft: Draft, header: Header, row: Row) -> Row:
    """A row one cell short whose date runs into the cell before it: 4 | 举办大赛8月12日 | 市体育局."""
    at = header.roles.index(ColumnRole.PERIOD) if ColumnRole.PERIOD in header.roles else 0
    if (
        at in (0, header.number_at + 1)
        or len(row.cells) != len(header.cells) - 1
        or any(_is_date(value) for value, _ in row.cells[at:])
    ):
        return row
    value, where = row.cells[at - 1]
    months = _MONTH.finditer(value, max(len(value) - _LONGEST_DATE, 0))
    begin = next((m.start() for m in months if m.start() and _is_date(value[m.start() :])), None)
    words = value[:begin].rstrip(BLANKS)
    if begin is None or not isinstance(where, int) or not words or words[-1] in _OPEN_DATE:
        return row
    start, end = draft.lines[row.first].a, draft.lines[row.last].b
    if header.style is not Style.BLANKS or len(words) == begin:
        # else one blank parts the cells where others have two
        draft.note("incomplete-row", start, end, "the date of this row runs into the cell before it")
    return evolve(row, cells=[*row.cells[: at - 1], (words, where), (value[begin:], where + begin), *row.cells[at:]])


def _is_date(value: str) -> bool:
    return len(value) <= _LONGEST_DATE and read_dates(value, _ANY_YEAR).precision is not None


#: how a date begins; what a sentence prints before one; a year, where only it matters whether a date is read
_MONTH = pattern(r"(?<!\d)(?:\d{4}\ *年\ *)?\d{1,2}\ *月")
_OPEN_DATE = "于自从至到—-–－～~（(、"
_ANY_YEAR = 2000
_LONGEST_DATE = 40


def parted_number(draft: Draft, header: Header, row: Row, number: int) -> Row:
    """A row one cell short whose number runs into its next cell, where it is the `number` that follows: 3开展演练 | 5月12日."""
    if header.number_at != 0 or len(row.cells) != len(header.cells) - 1:
        return row
    (value, where), digits = row.cells[0], str(number)
    words = value[len(digits) :].lstrip(BLANKS)
    another = fold(words).endswith(str(number + 1))
    if not isinstance(where, int) or fold(value[: len(digits)]) != digits or another:
        return row
    if not _WORDS.match(words) and not (_MONTH.match(words) and _is_date(words) and not _is_date(value)):
        return row
    start, end = draft.lines[row.first].a, draft.lines[row.last].b
    draft.note("incomplete-row", start, end, "the number of this row runs into its next cell")
    first = (value[: len(digits)], where)
    return evolve(row, cells=[first, (words, where + len(value) - len(words)), *row.cells[1:]])


#: how a cell begins that is no figure
_WORDS = pattern("[一-鿿“《](?![日月年时点号个项])")
