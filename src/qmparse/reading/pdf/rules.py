"""From the lines of a page to grids: which lines make a table, where its rows and columns lie.

Lines that touch belong together; near ones are one (double borders, dashes); an edge that is missing
between two cells makes them one cell. Where vertical lines end without a horizontal one, the page has
cut a row, and a virtual line closes it. Only the layout modules of this package import it.
"""

from __future__ import annotations

from bisect import bisect_right

import attrs

from .drawing import Box, Drawing, Line

__all__ = ["NEAR", "Bar", "Grid", "find_grids", "union"]

#: positions this near are one
NEAR = 4.5
#: pieces of a line this far apart are one line (dashes)
DASH = 6.0
#: a line this far from another touches it
TOUCH = 3.0
#: rows and columns narrower are the inside of a double border
NARROWEST = 5.5
#: what a position needs of line to be one; the strokes of outlined glyphs are shorter
SHORTEST = 9.0
#: lines of a page that are looked at
MOST_LINES = 2_500
#: fields of a grid; more are graph paper
MOST_FIELDS = 20_000
#: an edge is there if lines cover this share of it
COVER = 0.5

#: a horizontal line outside any grid: x0, y, x1
Bar = tuple[float, float, float]
Interval = tuple[float, float]


@attrs.define(eq=False)
class Grid:
    """A ruled table on a page: edges of columns and rows, and the cell that each field belongs to."""

    xs: list[float]
    ys: list[float]
    #: for row and column the first field of its merged cell
    owner: list[list[tuple[int, int]]]
    #: whether the page, not a line, ends it above or below
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the merged cell at a point, or None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        return self.owner[row][column]


def find_grids(drawing: Drawing) -> tuple[list[Grid], list[Bar]]:
    """The grids of a page, from its top, and the horizontal lines that are part of none."""
    upright = _merged([line for line in drawing.lines if line.upright])
    level = _merged([line for line in drawing.lines if not line.upright])
    grids: list[Grid] = []
    bars: list[Bar] = []
    for verticals, horizontals in _components(upright, level):
        grid = _grid(verticals, horizontals) if verticals and horizontals else None
        if grid:
            grids.append(grid)
        elif not verticals:
            bars += [(line.start, line.at, line.end) for line in horizontals]
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return _outermost(grids), sorted(bars, key=lambda bar: bar[1])


def _outermost(grids: list[Grid]) -> list[Grid]:
    """The grids without those that lie in a cell of another, and frames that hold others left out."""
    real = [grid for grid in grids if len(grid.xs) > 2 or len(grid.ys) > 2]
    return [grid for grid in real if not any(other is not grid and _inside(grid.box, other.box) for other in real)]


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    smaller = (inner[2] - inner[0]) * (inner[3] - inner[1]) < (outer[2] - outer[0]) * (outer[3] - outer[1])
    return smaller and outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces along one line made one; what is too short after that is no rule."""
    merged: list[Line] = []
    lines = sorted(lines, key=lambda line: line.at)
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].at - lines[i].at <= 1.0:
            j += 1
        group = sorted(lines[i:j], key=lambda line: line.start)
        at = sum(line.at for line in group) / len(group)
        start, end = group[0].start, group[0].end
        for line in group[1:]:
            if line.start <= end + DASH:
                end = max(end, line.end)
                continue
            merged.append(Line(line.upright, at, start, end))
            start, end = line.start, line.end
        merged.append(Line(group[0].upright, at, start, end))
        i = j
    long_enough = [line for line in merged if line.end - line.start >= SHORTEST]
    if len(long_enough) > MOST_LINES:
        long_enough = sorted(long_enough, key=lambda line: line.start - line.end)[:MOST_LINES]
    return long_enough


def _components(upright: list[Line], level: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that touch each other, directly or over others."""
    parent = list(range(len(upright) + len(level)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    offset = len(upright)
    by_height = sorted(range(len(level)), key=lambda k: level[k].at)
    heights = [level[k].at for k in by_height]
    for i, vertical in enumerate(upright):
        x = vertical.at
        for k in by_height[bisect_right(heights, vertical.start - TOUCH) :]:
            line = level[k]
            if line.at > vertical.end + TOUCH:
                break
            if line.start - TOUCH <= x <= line.end + TOUCH:
                parent[root(i)] = root(offset + k)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate(upright):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for k, line in enumerate(level):
        groups.setdefault(root(offset + k), ([], []))[1].append(line)
    return list(groups.values())


def _grid(verticals: list[Line], horizontals: list[Line]) -> Grid | None:
    """The grid of one group of lines, or None if it is a frame or a scrap."""
    columns, rows = _positions(verticals), _positions(horizontals)
    if not columns or not rows:
        return None
    xs, ys = sorted(columns), sorted(rows)
    top, bottom = min(line.start for line in verticals), max(line.end for line in verticals)
    left, right = min(line.start for line in horizontals), max(line.end for line in horizontals)
    open_top, open_bottom = ys[0] - top > NARROWEST, bottom - ys[-1] > NARROWEST
    ys = [top] * open_top + ys + [bottom] * open_bottom
    # A table without lines at its sides.
    xs = [left] * (xs[0] - left > 2 * NARROWEST) + xs + [right] * (right - xs[-1] > 2 * NARROWEST)
    xs, ys = _wide_enough(xs), _wide_enough(ys)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2) or len(xs) * len(ys) > MOST_FIELDS:
        return None
    owner = _owners(xs, ys, columns, rows)
    return Grid(xs, ys, owner, open_top, open_bottom)


def _positions(lines: list[Line]) -> dict[float, list[Interval]]:
    """Positions on the other axis, near ones made one, each with the intervals that lines cover there."""
    positions: dict[float, list[Interval]] = {}
    lines = sorted(lines, key=lambda line: line.at)
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].at - lines[i].at <= NEAR:
            j += 1
        group = lines[i:j]
        length = sum(line.end - line.start for line in group)
        at = sum(line.at * (line.end - line.start) for line in group) / length
        positions[at] = union([(line.start, line.end) for line in group])
        i = j
    return positions


def union(intervals: list[Interval]) -> list[Interval]:
    """Intervals that touch made one."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1] + NEAR:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _wide_enough(edges: list[float]) -> list[float]:
    kept = edges[:1]
    for edge in edges[1:]:
        if edge - kept[-1] >= NARROWEST:
            kept.append(edge)
    return kept


def _covered(intervals: list[Interval], start: float, end: float) -> bool:
    total = sum(max(0.0, min(b, end) - max(a, start)) for a, b in intervals)
    return total >= COVER * (end - start)


def _owners(
    xs: list[float], ys: list[float], columns: dict[float, list[Interval]], rows: dict[float, list[Interval]]
) -> list[list[tuple[int, int]]]:
    """The first field of the merged cell of each field."""
    height, width = len(ys) - 1, len(xs) - 1
    owner = [[(r, c) for c in range(width)] for r in range(height)]

    def root(field: tuple[int, int]) -> tuple[int, int]:
        while owner[field[0]][field[1]] != field:
            field = owner[field[0]][field[1]]
        return field

    def unite(a: tuple[int, int], b: tuple[int, int]) -> None:
        first, second = sorted((root(a), root(b)))
        owner[second[0]][second[1]] = first

    right = [_at(columns, x) for x in xs]
    below = [_at(rows, y) for y in ys]
    for r in range(height):
        for c in range(width):
            if c + 1 < width and not _covered(right[c + 1], ys[r], ys[r + 1]):
                unite((r, c), (r, c + 1))
            if r + 1 < height and not _covered(below[r + 1], xs[c], xs[c + 1]):
                unite((r, c), (r + 1, c))
    return [[root((r, c)) for c in range(width)] for r in range(height)]


def _at(positions: dict[float, list[Interval]], edge: float) -> list[Interval]:
    """The intervals at an edge, with those of the edges that were too near to be ones of their own."""
    near = [interval for at, intervals in positions.items() if abs(at - edge) < NARROWEST for interval in intervals]
    return union(near)
