"""Lines of a table without row rules, given to its rows.

Each row has a number; the other lines go to the numbers in order, each row a run of lines. All ways to
cut are weighed (dynamic programming), once for cells set at the top and once for the middle; the cheaper
reading counts. Without numbers a row begins where the first column does. Only `borderless` imports it.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from .tables import is_number

__all__ = ["CellLine", "assign_rows"]

#: lines this near in height, in ems, are on one level
LEVEL = 0.3
#: what it costs, in ems of misplacement, that a row has nothing in a column
EMPTY = 0.45
#: that lines at the head or foot belong to no number of this page
UNNUMBERED = 1.5
#: that within a row the lines of a cell are further apart than they are elsewhere
TORN = 3.0


@attrs.frozen
class CellLine:
    """A line of one cell; column -1 is a line over all columns."""

    column: int
    y: float
    size: float
    text: str


CellRow = list[CellLine]
Level = list[CellLine]


def assign_rows(lines: list[CellLine], number: int | None, seams: list[float], *, runs_on: bool) -> list[CellRow]:
    """The rows of a table's lines, from the top."""
    rows: list[CellRow] = []
    parts = _between_seams(sorted(lines, key=lambda line: line.y), seams)
    for index, part in enumerate(parts):
        group: list[CellLine] = []
        stretches: list[list[CellLine]] = []
        for line in part:
            if line.column == -1:
                stretches += [group, [line]]
                group = []
            else:
                group.append(line)
        stretches.append(group)
        for stretch in stretches:
            if stretch:
                whole = len(parts) > 3
                rows += _rows(stretch, number, open_top=runs_on and index == 0, whole=whole)
    return rows


def _between_seams(lines: list[CellLine], seams: list[float]) -> list[list[CellLine]]:
    parts: list[list[CellLine]] = [[]]
    pending = sorted(seams)
    for line in lines:
        while pending and pending[0] < line.y:
            pending.pop(0)
            if parts[-1]:
                parts.append([])
        parts[-1].append(line)
    return [part for part in parts if part]


def _rows(lines: list[CellLine], number: int | None, *, open_top: bool, whole: bool) -> list[CellRow]:
    """The rows between two seams; `whole` if the seams part every row."""
    if lines[0].column == -1:
        return [lines]
    numbers = [line for line in lines if line.column == number and is_number(line.text)]
    if number is None or not numbers:
        return [lines] if whole or number is not None else _by_first_column(lines)
    if len(numbers) == 1 and whole:
        return [lines]
    others = [line for line in lines if line not in numbers]
    levels = _levels(others)
    best: tuple[float, list[int]] | None = None
    for cost in (_top_cost, _middle_cost):
        found = _cheapest(levels, numbers, cost, open_top)
        if best is None or found[0] < best[0]:
            best = found
    assert best is not None
    return _cut(levels, numbers, best[1])


def _by_first_column(lines: list[CellLine]) -> list[CellRow]:
    """A row begins where the first column does, unless that only goes on."""
    first = min(line.column for line in lines)
    rows: list[CellRow] = []
    for level in _levels(lines):
        starts = any(line.column == first for line in level) and len(level) > 1
        if starts or not rows:
            rows.append([])
        rows[-1] += level
    return rows


def _levels(lines: list[CellLine]) -> list[Level]:
    levels: list[Level] = []
    for line in lines:
        if levels and line.y - levels[-1][0].y <= LEVEL * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


Cost = Callable[[list[CellLine], CellLine], float]


def _top_cost(cell: list[CellLine], number: CellLine) -> float:
    return abs(cell[0].y - number.y) / number.size


def _middle_cost(cell: list[CellLine], number: CellLine) -> float:
    return abs((cell[0].y + cell[-1].y) / 2 - number.y) / number.size


def _cheapest(levels: list[Level], numbers: list[CellLine], cost: Cost, open_top: bool) -> tuple[float, list[int]]:
    """The cheapest cuts: levels before cut 0 are no row's, those up to cut k+1 are the k-th's."""
    heights = [level[0].y for level in levels]
    columns = sorted({line.column for level in levels for line in level})
    step = _line_step(levels)
    last_of = len(levels)
    # Each state: levels used so far -> cost and cuts.
    first_cuts = [i for i in range(last_of + 1) if i == 0 or heights[i - 1] < numbers[0].y - LEVEL * numbers[0].size]
    states = {cut: ((UNNUMBERED if open_top else 3 * UNNUMBERED) * (cut > 0), [cut]) for cut in first_cuts}
    for k, number in enumerate(numbers):
        following = numbers[k + 1].y if k + 1 < len(numbers) else float("inf")
        low = sum(1 for y in heights if y <= number.y + LEVEL * number.size)
        high = sum(1 for y in heights if y < following - LEVEL * number.size)
        # A cell of the next row set above its number may begin even before this number's last line.
        fresh: dict[int, tuple[float, list[int]]] = {}
        for start, (so_far, cuts) in states.items():
            for end in range(max(start, low), max(high, start, low) + 1):
                total = so_far + _row_cost(levels[start:end], number, columns, cost, step)
                if end not in fresh or total < fresh[end][0]:
                    fresh[end] = (total, [*cuts, end])
        states = fresh
    ends = [(total + 2 * UNNUMBERED * (end < last_of), cuts) for end, (total, cuts) in states.items()]
    return min(ends, key=lambda entry: entry[0])


def _line_step(levels: list[Level]) -> float:
    """The step from line to line inside a cell: the smallest common one."""
    steps: list[float] = []
    last: dict[int, float] = {}
    for level in levels:
        for line in level:
            if line.column in last:
                steps.append(line.y - last[line.column])
            last[line.column] = line.y
    steps.sort()
    return steps[len(steps) // 10] if steps else 0.0


def _row_cost(levels: list[Level], number: CellLine, columns: list[int], cost: Cost, step: float) -> float:
    cells: dict[int, list[CellLine]] = {}
    total = 0.0
    for level in levels:
        for line in level:
            cell = cells.setdefault(line.column, [])
            if cell and line.y - cell[-1].y > 1.3 * step:
                total += TORN
            cell.append(line)
    for column in columns:
        cell = cells.get(column, [])
        total += cost(cell, number) if cell else EMPTY
    return total


def _cut(levels: list[Level], numbers: list[CellLine], cuts: list[int]) -> list[CellRow]:
    rows: list[CellRow] = []
    if cuts[0]:
        rows.append([line for level in levels[: cuts[0]] for line in level])
    for number, start, end in zip(numbers, cuts, cuts[1:], strict=False):
        rows.append([number] + [line for level in levels[start:end] for line in level])
    if cuts[-1] < len(levels):
        rows.append([line for level in levels[cuts[-1] :] for line in level])
    return rows
