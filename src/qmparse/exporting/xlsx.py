"""Notices as an Excel workbook, by openpyxl: sheets of entries, activities, units and diagnostics.

Rules: a text is stored as text, so nothing in it can run; a character that XLSX forbids becomes U+FFFD and a cell over
the limit is cut, and the sheet of diagnostics says so; no row is lost. `sheet_rows` is pure and runs in workers.
Anyone above `exporting` may import this; openpyxl is imported when it is used.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any, Final

from qmparse.exporting.extras import need
from qmparse.exporting.rows import Row, columns, flat, rows
from qmparse.records import Notice

__all__ = ["SHEETS", "Workbook", "sheet_rows", "to_xlsx"]

_UNITS: Final = ("source", "title", "schedule", "entry", "number", "unit", "role", "note")
_DIAGNOSTICS: Final = ("source", "line", "column", "severity", "code", "message")
#: the sheets and their columns
SHEETS: Final[dict[str, tuple[str, ...]]] = {
    "entries": tuple(column.name for column in columns("entry")),
    "activities": tuple(column.name for column in columns("activity")),
    "units": _UNITS,
    "diagnostics": _DIAGNOSTICS,
}

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: characters of a cell and rows of a sheet, as Excel has them
_CELL: Final = 32_767
_ROWS: Final = 1_048_576

_WIDE: Final = {"activity", "activities", "description", "message"}
_MIDDLE: Final = {"title", "source", "lead_units", "supporting_units", "units", "unit", "names", "period", "place", "remark"}


def sheet_rows(notice: Notice, *, source: str | None = None) -> dict[str, list[Row]]:
    """The rows of a notice for each sheet."""
    title = notice.title.name or notice.title.text if notice.title else None
    return {
        "entries": list(rows(notice, kind="entry", source=source)),
        "activities": list(rows(notice, source=source)),
        "units": [
            (source, title, at, index, entry.number, unit.name, unit.role.value, unit.note)
            for at, schedule in enumerate(notice.schedules, 1)
            for index, entry in enumerate(schedule.entries, 1)
            for unit in entry.units
        ],
        "diagnostics": [
            (source, each.line, each.column, each.severity.value, each.code, each.message) for each in notice.diagnostics
        ],
    }


def to_xlsx(notices: Notice | Iterable[Notice]) -> bytes:
    """A workbook of notices.

    >>> from qmparse import parse
    >>> to_xlsx(parse("序号\\t活动内容\\t牵头单位\\n1\\t举办论坛\\t市教委\\n"))[:2]
    b'PK'
    """
    book = Workbook()
    for notice in [notices] if isinstance(notices, Notice) else notices:
        book.add(sheet_rows(notice))
    return book.to_bytes()


class Workbook:
    """A workbook that is filled notice by notice."""

    def __init__(self) -> None:
        self._library = need("openpyxl", extra="xlsx")
        self._book: Any = self._library.Workbook(write_only=True)
        self._sheets = {name: _Sheet(self._book, name, heads) for name, heads in SHEETS.items()}

    def add(self, found: dict[str, list[Row]]) -> None:
        """Adds the rows of a notice."""
        faults: list[Row] = []
        for name, lines in found.items():
            for line in lines:
                fault = self._sheets[name].add(line)
                if fault is not None:
                    faults.append((line[0], None, None, "warning", "cell-changed", f"{name}: {fault}"))
        for line in faults:
            self._sheets["diagnostics"].add(line)

    def add_failure(self, source: str, code: str, message: str) -> None:
        """Adds a file that could not be read to the diagnostics."""
        self._sheets["diagnostics"].add((source, None, None, "failure", code, message))

    def to_bytes(self) -> bytes:
        """The file; nothing can be added after."""
        for sheet in self._sheets.values():
            sheet.end()
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()


class _Sheet:
    """A sheet that goes on in another one where it is full."""

    def __init__(self, book: Any, name: str, heads: tuple[str, ...]) -> None:
        self._book, self._name, self._heads = book, name, heads
        self._cells = need("openpyxl.cell", extra="xlsx")
        self._letters = need("openpyxl.utils", extra="xlsx").get_column_letter
        self._bold = need("openpyxl.styles", extra="xlsx").Font(bold=True)
        self._part = 0
        self._begin()

    def _begin(self) -> None:
        self._part += 1
        self._sheet = self._book.create_sheet(self._name if self._part == 1 else f"{self._name} {self._part}")
        for index, head in enumerate(self._heads, 1):
            width = 60 if head in _WIDE else 24 if head in _MIDDLE else 12
            self._sheet.column_dimensions[self._letters(index)].width = width
        self._sheet.freeze_panes = "A2"
        self._sheet.append([self._text(head, bold=True) for head in self._heads])
        self._filled = 1

    def add(self, line: Row) -> str | None:
        """Adds a row; tells what had to be changed in it."""
        if self._filled == _ROWS:
            self.end()
            self._begin()
        fault = None
        cells: list[Any] = []
        for head, value in zip(self._heads, line, strict=True):
            if value is None or isinstance(value, int):
                cells.append(value)
                continue
            text, changed = _allowed(flat(value))
            fault = fault or (changed and f"{head} in row {self._filled + 1}: {changed}")
            cells.append(self._text(text) if text else None)
        self._sheet.append(cells)
        self._filled += 1
        return fault

    def _text(self, text: str, *, bold: bool = False) -> Any:
        # a text that begins with = would be a formula if the library chose its type
        cell = self._cells.WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        if bold:
            cell.font = self._bold
        return cell

    def end(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{self._letters(len(self._heads))}{self._filled}"


def _allowed(text: str) -> tuple[str, str | None]:
    """A text that a cell can hold, and what was changed for it.

    >>> _allowed("甲\\x00乙")
    ('甲�乙', 'a character that XLSX forbids became U+FFFD')
    """
    changed = None
    if _ILLEGAL.search(text):
        text, changed = _ILLEGAL.sub("\ufffd", text), "a character that XLSX forbids became U+FFFD"
    if len(text) > _CELL:
        text, changed = text[: _CELL - 1] + "…", f"the text was cut to {_CELL} characters, as many as a cell holds"
    return text, changed
