"""Tables that run over a page: which continue one another, and rows that a break has cut.

A row without a number at the top of a page belongs to the one before, one at the foot to the one
after; a line sliced by the break and drawn on both pages counts once; an empty part of a merged cell
inherits. Nothing is joined that the numbers or the lines do not tell. Only `layout` imports it.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from .tables import Row, Table, is_header, is_number, number_column

__all__ = ["continues", "join_tables"]

COUNTED = regex.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")
SPACE = regex.compile(r"\s+")
#: widths of columns of one table on two pages differ by no more
SAME_WIDTH = 9.0


def continues(before: Table, after: Table) -> bool:
    """Whether a table has the columns of the one before."""
    if len(before.xs) != len(after.xs) or not before.rows or not after.rows:
        return False
    gaps = [_widths(table.xs) for table in (before, after)]
    scale = sum(gaps[0]) / (sum(gaps[1]) or 1)
    if not 0.9 < scale < 1.1 and before.ruled:
        return False
    return not before.ruled or all(abs(a - b) <= SAME_WIDTH for a, b in zip(*gaps, strict=True))


def _widths(xs: list[float]) -> list[float]:
    return [b - a for a, b in pairwise(xs)]


def join_tables(before: Table, after: Table) -> None:
    """Join the row that is cut between two parts of a table, and let merged cells inherit."""
    headers = _header_rows(before)
    start = 0
    while start < len(after.rows) and (_key(after.rows[start]) in headers or _headed(after.rows[start])):
        start += 1
    after.number = before.number = _number(before, after)
    if start >= len(after.rows) or _headed(before.rows[-1]):
        return
    last, first = before.rows[-1], after.rows[start]
    if last.section or first.section:
        return
    if _same_row(before, after, last, first):
        _merge(last, first, after.number)
        del after.rows[start]
        if start >= len(after.rows):
            return
    _inherit(before, after, start)


def _number(before: Table, after: Table) -> int | None:
    if before.number is not None:
        return before.number
    return number_column([row.texts() for row in before.rows + after.rows])


def _key(row: Row) -> tuple[str, ...]:
    return tuple(SPACE.sub("", text) for text in row.texts())


def _headed(row: Row) -> bool:
    return not row.section and is_header(row.texts())


def _header_rows(table: Table) -> set[tuple[str, ...]]:
    return {_key(row) for row in table.rows[:3] if _headed(row)}


def _same_row(before: Table, after: Table, last: Row, first: Row) -> bool:
    """Whether the last row of a page and the first of the next are one."""
    number = after.number
    cut = before.open_bottom or after.open_top
    if number is None:
        return cut
    above, below = (SPACE.sub("", "".join(row.cells[number])) for row in (last, first))
    if not below:
        return not (last.tall[number] and first.tall[number])
    if not above:
        return (cut or not before.ruled) and not last.tall[number] and is_number(below)
    return cut and above == below and is_number(below)


def _merge(last: Row, first: Row, number: int | None) -> None:
    for column, lines in enumerate(first.cells):
        mine = last.cells[column]
        if column == number and mine:
            continue
        # What a page slices is drawn on both pages; so is a merged cell that is printed again.
        for shared in range(min(len(mine), len(lines)), 0, -1):
            if mine[-shared:] == lines[:shared]:
                lines = lines[shared:]
                break
        mine.extend(lines)
        last.tall[column] = last.tall[column] or first.tall[column]


def _inherit(before: Table, after: Table, start: int) -> None:
    """Carry a merged cell on over the break, where one part of it is empty."""
    for column in range(len(after.xs) - 1):
        last, first = before.rows[-1], after.rows[start]
        merged = any(row.tall[column] for row in before.rows + after.rows)
        if not merged or (column == after.number and not last.tall[column]):
            continue
        if not first.cells[column] and last.cells[column]:
            _fill(after.rows[start:], column, last.cells[column])
        elif first.cells[column] and not last.cells[column] and last.tall[column]:
            _fill(before.rows[::-1], column, first.cells[column])
        elif first.cells[column] and last.cells[column] and _is_rest(last.cells[column], first.cells[column]):
            above, below = last.cells[column], first.cells[column]
            # The row that was cut has the rest already.
            whole = above if above[-len(below) :] == below else above + below
            _replace(before.rows[::-1], column, whole)
            _replace(after.rows[start:], column, whole)


def _is_rest(above: list[str], below: list[str]) -> bool:
    """Whether a page cuts the text of a merged cell: groups that are counted, and one that is not."""
    return COUNTED.match(above[0]) is not None and COUNTED.match(below[0]) is None


def _replace(rows: list[Row], column: int, lines: list[str]) -> None:
    """Give new lines to a merged cell in all its rows."""
    old = rows[0].cells[column]
    for row in rows:
        if row.cells[column] != old or row.section:
            return
        row.cells[column] = list(lines)


def _fill(rows: list[Row], column: int, lines: list[str]) -> None:
    for row in rows:
        if row.cells[column] or row.section:
            return
        row.cells[column] = list(lines)
        if not row.tall[column]:
            return
