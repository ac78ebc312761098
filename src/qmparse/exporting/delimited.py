"""Notices as CSV and TSV for spreadsheets and databases.

Rules: the columns are those of `rows`; lines end in a line feed; a cell that a spreadsheet would run as a formula
gets an apostrophe in front unless the caller turns that off. Anyone above `exporting` may import this.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from qmparse.exporting.rows import Row, RowKind, columns, flat, rows
from qmparse.records import Notice

__all__ = ["BOM", "guarded", "header", "lines", "to_csv", "to_tsv"]

#: what Excel wants at the start of a file to read it as UTF-8
BOM: Final = "\ufeff"

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula.

    >>> guarded("=1+1"), guarded("举办论坛")
    ("'=1+1", '举办论坛')
    """
    return "'" + cell if cell.startswith(_DANGEROUS) else cell


def header(kind: RowKind = "activity", *, delimiter: str = ",") -> str:
    """The line of column names.

    >>> header()[:17]
    'source,title,year'
    """
    return delimiter.join(column.name for column in columns(kind)) + "\n"


def lines(
    notice: Notice,
    *,
    kind: RowKind = "activity",
    source: str | None = None,
    delimiter: str = ",",
    guard: bool = True,
) -> str:
    """The lines of a notice, without the header."""
    return _written(rows(notice, kind=kind, source=source), delimiter, guard)


def _written(found: Iterable[Row], delimiter: str, guard: bool) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for row in found:
        # a number is no formula, and a minus in front of it is no danger
        writer.writerow([guarded(flat(v)) if guard and not isinstance(v, int) else flat(v) for v in row])
    return out.getvalue()


def to_csv(
    notices: Notice | Iterable[Notice],
    *,
    kind: RowKind = "activity",
    delimiter: str = ",",
    guard: bool = True,
    bom: bool = False,
) -> str:
    """Notices as CSV: `kind` is one row an `activity` or an `entry`; `bom` helps Excel; `guard` disarms formulas.

    >>> from qmparse import parse
    >>> notice = parse("序号\\t活动内容\\t牵头单位\\n1\\t举办论坛\\t市教委\\n")
    >>> to_csv(notice).splitlines()[1].split(",")[9]
    '举办论坛'
    """
    if isinstance(notices, Notice):
        notices = [notices]
    body = "".join(lines(notice, kind=kind, delimiter=delimiter, guard=guard) for notice in notices)
    return (BOM if bom else "") + header(kind, delimiter=delimiter) + body


def to_tsv(notices: Notice | Iterable[Notice], *, kind: RowKind = "activity", guard: bool = True, bom: bool = False) -> str:
    """Notices as tab-separated values; see `to_csv`."""
    return to_csv(notices, kind=kind, delimiter="\t", guard=guard, bom=bom)
