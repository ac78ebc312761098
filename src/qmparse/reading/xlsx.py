"""XLSX: the sheets of a workbook to the raw announcement text.

Rules: openpyxl reads the cells, not in its read-only mode, which does not know hidden rows. Each sheet is a page.
Hidden sheets, rows and columns are left out and noted. Formulas give the value saved with them.
`load` imports this module, lazily; of the package it imports readers' modules and errors.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import attrs
import openpyxl

from qmparse.errors import ReadError
from qmparse.reading.budget import Deadline, check_size, too_large, unpack
from qmparse.reading.grid import Cell, TextWriter, table_lines, trimmed
from qmparse.reading.source import Limits, Reading
from qmparse.reading.xlsx_package import Merge, Sheet, is_wanted, rebuilt, sheets_of
from qmparse.reading.xlsx_values import shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx"]

_USUAL = Limits()


def read_xlsx(data: bytes, *, password: str | None = None, limits: Limits = _USUAL) -> Reading:
    """The text of an Excel workbook (`.xlsx`, `.xlsm`, `.xltx`).

    Each sheet after the first begins with a form feed. Rows are tab-separated, merged cells filled down; what stands
    alone over the whole width, a title or a remark, is a line. Dates come as 2019年9月5日, with the parts that the
    cell's format shows. Hidden sheets, rows and columns are left out, with a note. `password` opens nothing: a locked
    file must be saved without one.

    Raises `ReadError`: `damaged`, `encrypted`, `too-large`, `no-text-layer`.

    >>> read_xlsx(b"PK")
    Traceback (most recent call last):
    qmparse.errors.ReadError: damaged: the package is cut off or broken (File is not a zip file); fetch the file again, or open it in its program and save it
    """
    deadline = Deadline(limits.seconds)
    check_size(data, limits)
    parts = unpack(data, is_wanted, limits, deadline)
    sheets = sheets_of(parts, limits)
    try:
        book = openpyxl.load_workbook(rebuilt(parts, sheets, deadline), data_only=True)
    except ReadError:
        raise
    except Exception as error:
        kind = type(error).__name__
        message = f"the workbook is broken ({kind}: {error}); open it in Excel or WPS and save it again"
        raise ReadError("damaged", message) from None
    writer = TextWriter(limits)
    for sheet, cells in zip(sheets, book.worksheets, strict=True):
        _write(sheet, cells, writer, limits, deadline)
    return writer.reading()


def _write(sheet: Sheet, cells: Worksheet, writer: TextWriter, limits: Limits, deadline: Deadline) -> None:
    """Adds one sheet to the text."""
    if sheet.is_hidden:
        writer.note("hidden-sheet", "info", f"the hidden sheet {sheet.name!r} is left out")
        return
    grid = _Grid.of(cells, limits, deadline)
    pages = 0 if writer.is_empty else 1
    for line in table_lines(grid.cells(sheet.merges, limits), limits):
        writer.line(line.text, pages=pages if line.text else 0)
        pages = 0 if line.text else pages
        if line.doubt:
            writer.note("joined-header", "info", line.doubt, len(line.text) + 1)
    if grid.hidden_rows or grid.hidden_columns:
        hidden = f"{grid.hidden_rows} hidden rows and {grid.hidden_columns} hidden columns"
        writer.note("hidden-cells", "info", f"{hidden} of sheet {sheet.name!r} are left out")


@attrs.define
class _Grid:
    """The cells of a sheet that hold text, and the rows and columns that show."""

    texts: dict[tuple[int, int], str]
    rows: list[int]
    columns: list[int]
    hidden_rows: int
    hidden_columns: int

    @classmethod
    def of(cls, sheet: Worksheet, limits: Limits, deadline: Deadline) -> _Grid:
        texts: dict[tuple[int, int], str] = {}
        length = 0
        # only the cells that are there: a single one in the last row must not bring a million empty ones
        for count, (place, cell) in enumerate(sheet._cells.items()):
            if count % 4096 == 0:
                deadline.check()
            if text := trimmed(shown(cell.value, cell.number_format)):
                texts[place] = text
                length += len(text)
                if length > limits.unpacked_bytes:
                    # many cells may share one long string
                    raise too_large(f"a sheet has more than {limits.unpacked_bytes} characters", "unpacked_bytes")
        rows = sorted({row for row, _ in texts})
        columns = sorted({column for _, column in texts})
        hidden = {row for row in rows if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden}
        ranges = [(d.min or 0, d.max or 0) for d in sheet.column_dimensions.values() if d.hidden]
        unseen = {column for column in columns if any(low <= column <= high for low, high in ranges)}
        visible = [row for row in rows if row not in hidden]
        return cls(texts, visible, [column for column in columns if column not in unseen], len(hidden), len(unseen))

    def cells(self, merges: tuple[Merge, ...], limits: Limits) -> list[Cell]:
        """The cells with text on a grid without the rows and columns that do not show; one blank row stands for several."""
        place = self._places()
        spans = {(merge.top, merge.left): merge for merge in merges}
        covered = _Covered(merges)
        found: list[Cell] = []
        for (row, column), text in self.texts.items():
            merge = spans.get((row, column))
            if merge is None and covered.holds(row, column):
                continue
            last_row, last_column = (merge.bottom, merge.right) if merge else (row, column)
            top, bottom = bisect_left(self.rows, row), bisect_right(self.rows, last_row)
            left, right = bisect_left(self.columns, column), bisect_right(self.columns, last_column)
            if top < bottom and left < right:
                first, last = place[self.rows[top]], place[self.rows[bottom - 1]]
                found.append(Cell(text, first, left, last - first + 1, right - left))
        return sorted(found, key=lambda cell: (cell.row, cell.column))

    def _places(self) -> dict[int, int]:
        places: dict[int, int] = {}
        at = -1
        for before, row in zip([None, *self.rows], self.rows, strict=False):
            at += 1 if before is None or row == before + 1 else 2
            places[row] = at
        return places


class _Covered:
    """Whether a place lies inside a merged range without being its first cell; Excel shows nothing there."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self._merges = sorted(merges, key=lambda merge: merge.top)
        self._tops = [merge.top for merge in self._merges]
        self._tallest = max((merge.bottom - merge.top for merge in merges), default=0)

    def holds(self, row: int, column: int) -> bool:
        first = bisect_left(self._tops, row - self._tallest)
        near = self._merges[first : bisect_right(self._tops, row)]
        return any(
            merge.bottom >= row and merge.left <= column <= merge.right and (merge.top, merge.left) != (row, column)
            for merge in near
        )
