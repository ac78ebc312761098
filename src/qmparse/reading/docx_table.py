"""The cells of a Word table on its grid: where each begins and how far it reaches down and across.

Rules: a continued vertical merge is part of the cell above; deleted rows and cells are not there. Word splits the grid
wherever borders of two rows miss each other by a hair, so rows of equally many cells are aligned by their order.
Only the DOCX reader imports this module.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from qmparse.reading.budget import too_large
from qmparse.reading.docx_numbering import W
from qmparse.reading.grid import Cell
from qmparse.reading.source import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["TableCell", "aligned", "column_edges", "table_cells"]

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
#: Word allows 63 columns; a span beyond any table is a fault or an attack
_WIDEST = 2_000


@attrs.define
class TableCell:
    """One cell of the grid and the element that holds its text."""

    element: _Element
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def table_cells(table: _Element, limits: Limits) -> list[TableCell]:
    """The cells of a table in reading order."""
    cells: list[TableCell] = []
    open_below: dict[int, TableCell] = {}
    row = -1
    for element in _children(table, "tr"):
        if element.find(f"{W}trPr/{W}del") is not None:
            continue
        row += 1
        open_below = _read_row(element, row, open_below, cells)
        if len(cells) > limits.operators:
            raise too_large(f"a table has more than {limits.operators} cells", "operators")
    return cells


def _read_row(element: _Element, row: int, above: dict[int, TableCell], cells: list[TableCell]) -> dict[int, TableCell]:
    """Adds the cells of one row; returns those that a merge may continue in the next, by their column."""
    column = _number(element.find(f"{W}trPr/{W}gridBefore"), 0)
    below: dict[int, TableCell] = {}
    last: TableCell | None = None
    for child in _children(element, "tc"):
        properties = child.find(W + "tcPr")
        span = max(1, _number(_find(properties, "gridSpan"), 1))
        sideways, down = _find(properties, "hMerge"), _find(properties, "vMerge")
        if last is not None and sideways is not None and sideways.get(W + "val", "continue") == "continue":
            last.columns += span
        elif down is not None and down.get(W + "val", "continue") == "continue" and column in above:
            last = below[column] = above[column]
            last.rows = row - last.row + 1
        else:
            last = TableCell(child, row, column, 1, span)
            cells.append(last)
            if down is not None:
                below[column] = last
        column += span
    return below


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def column_edges(table: _Element) -> list[int]:
    """Where the columns of the grid begin, in twentieths of a point; empty where the table does not say."""
    edges = [0]
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        width = column.get(W + "w", "")
        edges.append(edges[-1] + (int(width) if width.isascii() and width.isdecimal() and len(width) < 7 else 0))
    return edges if edges[-1] else []


def aligned(cells: list[Cell], edges: list[int]) -> list[Cell]:
    """The cells with the columns of the most usual row, where other rows' borders miss those by a hair.

    `edges` are the places at which the columns of the grid begin. Where two cells of a row would fall into one column
    the grid stays as it is.

    >>> rows = [Cell("甲", 0, 0), Cell("乙", 0, 1, 1, 2), Cell("丙", 1, 0, 1, 2), Cell("丁", 1, 2)]
    >>> [(cell.text, cell.column) for cell in aligned(rows, [0, 100, 120, 300])]
    [('甲', 0), ('乙', 1), ('丙', 0), ('丁', 1)]
    """
    rows = _by_row(cells)
    starts = Counter(tuple(cell.column for cell in row) for row in rows if len(row) > 1)
    if len(starts) < 2:
        return cells
    most = max(len(columns) for columns in starts)
    usual = max((columns for columns in starts if len(columns) == most), key=lambda columns: starts[columns])
    places: dict[int, int] = {}
    for row in rows:
        found = list(range(most)) if len(row) == most else [_nearest(cell.column, usual, edges) for cell in row]
        if len(set(found)) < len(found):
            return cells
        places.update((id(cell), place) for cell, place in zip(row, found, strict=True))
    ends = {id(c): places[id(n)] for row in rows for c, n in itertools.pairwise(row)}
    return [
        attrs.evolve(cell, column=(at := places[id(cell)]), columns=max(1, ends.get(id(cell), most) - at)) for cell in cells
    ]


def _nearest(column: int, usual: tuple[int, ...], edges: list[int]) -> int:
    """Which of the usual columns begins nearest to where this one begins."""

    def place(at: int) -> int:
        return edges[at] if at < len(edges) else at if not edges else edges[-1] + at

    return min(range(len(usual)), key=lambda index: abs(place(usual[index]) - place(column)))


def _by_row(cells: list[Cell]) -> list[list[Cell]]:
    """The cells that stand in each row, those that reach down into it too, from left to right."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows.setdefault(row, []).append(cell)
    return [sorted(row, key=lambda cell: cell.column) for _, row in sorted(rows.items())]


def _find(parent: _Element | None, name: str) -> _Element | None:
    return None if parent is None else parent.find(W + name)


def _number(element: _Element | None, default: int) -> int:
    text = "" if element is None else element.get(W + "val", "")
    return min(int(text), _WIDEST) if text.isascii() and text.isdecimal() and len(text) < 7 else default
