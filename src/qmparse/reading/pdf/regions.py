"""A page cut into regions that are read one after the other: its head, columns side by side, its foot.

Columns are told by two tables side by side, by the same header twice on a baseline, or by prose that
fills both sides of an empty strip. A table's own columns are none of these.
Only `layout` imports this module.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from .borderless import find_header, header_groups
from .drawing import Box
from .lines import TextLine, chunks, text_lines
from .tables import header_word

__all__ = ["Region", "regions"]

#: x0, y0, x1, y1
Region = Box
#: a piece of a line without gaps: its start, its height, its end
Solid = tuple[float, float, float]

#: a strip must lie in this part of what is printed
MIDDLE = (0.3, 0.7)
#: and have as many lines at each side
LINES = 3
#: prose fills this share of its column
FILLED = 0.72
SLACK = 1.0
#: places where an empty strip is looked for
STEPS = 48


def regions(lines: list[TextLine], tables: list[Box], width: float, height: float, *, runs_on: bool) -> list[Region]:
    """The regions of a page in reading order; `runs_on` if a table without rules may run on from before."""
    if not runs_on and _two_up(lines, tables, width, height):
        return [(-1e9, -1e9, width / 2, 1e9), (width / 2, -1e9, 1e9, 1e9)]
    solid = [(x0, line.middle, x1) for line in lines for _, x0, x1 in chunks(line, 1.0)]
    if not solid and not tables:
        return [(-1e9, -1e9, 1e9, 1e9)]
    found = _beside(tables)
    if found is None and solid:
        strips = _strips(tables, solid)
        found = _twice_headed(lines, strips)
        if found is None:
            in_table = runs_on or _has_header(lines)
            return (None if in_table else _prose_columns(strips, tables, solid)) or [(-1e9, -1e9, 1e9, 1e9)]
    if found is None:
        return [(-1e9, -1e9, 1e9, 1e9)]
    x, seed = found
    top, bottom = _band(x, seed, solid, tables)
    return [(-1e9, -1e9, 1e9, top), (-1e9, top, x, bottom), (x, top, 1e9, bottom), (-1e9, bottom, 1e9, 1e9)]


def _beside(tables: list[Box]) -> tuple[float, float] | None:
    """The strip between two ruled tables side by side, and a height in it."""
    for left in tables:
        for right in tables:
            shared = min(left[3], right[3]) - max(left[1], right[1])
            smaller = min(left[3] - left[1], right[3] - right[1])
            if left[2] <= right[0] + SLACK and shared > 0.5 * smaller:
                return (left[2] + right[0]) / 2, max(left[1], right[1]) + shared / 2
    return None


def _twice_headed(lines: list[TextLine], strips: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The strip between two borderless tables with headers of the same words."""
    if sum(1 for line in lines if any(header_word(text) for text, _, _ in chunks(line))) < 2 and not _one_line(lines):
        return None
    for x, seed in strips:
        glyphs = [g for line in lines for g in line.glyphs]
        sides = [text_lines([g for g in glyphs if (g.centre < x) == left]) for left in (True, False)]
        headers = [find_header(side) for side in sides]
        texts = [[text for text, _, _ in header[2]] if header else None for header in headers]
        if texts[0] and texts[0] == texts[1]:
            return x, seed
    return None


def _one_line(lines: list[TextLine]) -> bool:
    header = find_header(lines)
    return header is not None and len(header_groups(header[2])) == 2


def _strips(tables: list[Box], solid: list[Solid]) -> list[tuple[float, float]]:
    """The empty strips near the middle, each with a height in its longest part; the longest first."""
    left = min([a for a, _, _ in solid] + [box[0] for box in tables])
    right = max([b for _, _, b in solid] + [box[2] for box in tables])
    heights = [y for _, y, _ in solid]
    found: list[Solid] = []
    low, high = (left + (right - left) * share for share in MIDDLE)
    spans = [(a - SLACK, y, b + SLACK) for a, y, b in solid if a - SLACK < high and b + SLACK > low]
    for i in range(STEPS + 1):
        x = low + (high - low) * i / STEPS
        crossing = [y for a, y, b in spans if a < x < b]
        crossing += [y for box in tables if box[0] < x < box[2] for y in (box[1], box[3])]
        edges = [min(heights), *sorted(crossing), max(heights)]
        longest = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
        if longest[1] - longest[0] > 0.35 * (max(heights) - min(heights)):
            found.append((longest[1] - longest[0], x, (longest[0] + longest[1]) / 2))
    groups: list[list[Solid]] = []
    step = (high - low) / STEPS
    for entry in found:
        if groups and entry[1] - groups[-1][-1][1] < 1.5 * step and abs(entry[0] - groups[-1][-1][0]) < 0.05 * entry[0]:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    middles = [group[len(group) // 2] for group in groups]
    return [(x, seed) for _, x, seed in sorted(middles, reverse=True)[:6]]


def _has_header(lines: list[TextLine]) -> bool:
    """Whether a table without rules starts on the page: its columns are no columns of prose."""
    header = find_header(lines)
    return header is not None and len(header[2]) > 2


def _two_up(lines: list[TextLine], tables: list[Box], width: float, height: float) -> bool:
    """Whether a sheet holds two pages: nothing crosses its middle, and no header stands on both sides."""
    middle = width / 2
    if width < 1.2 * height or any(box[0] < middle < box[2] for box in tables):
        return False
    if any(line.x0 < middle < line.x1 and _solid_at(line, middle) for line in lines):
        return False
    header = find_header(lines)
    while header is not None:
        if header[2][0][1] < middle < header[2][-1][2] and len(header_groups(header[2])) == 1:
            return False
        header = find_header(lines, header[1])
    sides = [sum(1 for line in lines if any((g.centre < middle) == side for g in line.glyphs)) for side in (True, False)]
    return min(sides) >= LINES or len(tables) >= 2


def _solid_at(line: TextLine, x: float) -> bool:
    return any(a - line.size < x < b + line.size for _, a, b in chunks(line, 1.0))


def _band(x: float, seed: float, solid: list[Solid], tables: list[Box]) -> tuple[float, float]:
    """How far up and down from a height nothing crosses a strip."""
    crossing = [(y, y) for a, y, b in solid if a + SLACK < x < b - SLACK]
    crossing += [(box[1], box[3]) for box in tables if box[0] + SLACK < x < box[2] - SLACK]
    top = max((low for _, low in crossing if low < seed), default=-1e9)
    bottom = min((high for high, _ in crossing if high > seed), default=1e9)
    # Just off the lines that cross, so that their neighbours stay with the columns.
    return top + SLACK, bottom - SLACK


def _prose_columns(strips: list[tuple[float, float]], tables: list[Box], solid: list[Solid]) -> list[Region] | None:
    """The regions where prose fills both sides of a strip."""
    best: tuple[float, float, float] | None = None
    where = 0.0
    for x, _ in strips:
        found = _filled(x, solid, tables)
        if found and (best is None or found[0] > best[0]):
            best, where = found, x
    if best is None:
        return None
    _, top, bottom = best
    return [(-1e9, -1e9, 1e9, top), (-1e9, top, where, bottom), (where, top, 1e9, bottom), (-1e9, bottom, 1e9, 1e9)]


def _filled(x: float, solid: list[Solid], tables: list[Box]) -> tuple[float, float, float] | None:
    """How high the empty strip at x is, and where it starts and ends, if prose fills both sides."""
    crossing = [y for a, y, b in solid if a < x < b]
    crossing += [y for box in tables if box[0] < x < box[2] for y in (box[1], (box[1] + box[3]) / 2, box[3])]
    edges = [-1e9, *sorted(crossing), 1e9]
    best: tuple[float, float, float] | None = None
    for top, bottom in pairwise(edges):
        sides = [_run([(a, y, b) for a, y, b in solid if top < y < bottom and (b <= x) == side]) for side in (True, False)]
        if min(map(len, sides)) < LINES or not all(_is_prose(side) for side in sides):
            continue
        spans = [(min(y for _, y, _ in side), max(y for _, y, _ in side)) for side in sides]
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        shared = min(span[1] for span in spans) - max(span[0] for span in spans)
        if shared > 0.4 * (high - low) and (best is None or shared > best[0]):
            best = (shared, low - SLACK, high + SLACK)
    return best


def _run(side: list[Solid]) -> list[Solid]:
    """The longest stretch of lines at a side with no wide gap in it: page numbers are far off."""
    side = sorted(side, key=lambda piece: piece[1])
    if len(side) < LINES:
        return side
    usual = median(b[1] - a[1] for a, b in pairwise(side))
    runs: list[list[Solid]] = [side[:1]]
    for above, piece in pairwise(side):
        if piece[1] - above[1] > max(3 * usual, 30.0):
            runs.append([])
        runs[-1].append(piece)
    return max(runs, key=len)


def _is_prose(side: list[Solid]) -> bool:
    """Whether lines mostly fill the width of their column and stand alone on their baselines."""
    low, high = min(a for a, _, _ in side), max(b for _, _, b in side)
    heights = sorted(y for _, y, _ in side)
    alone = sum(1 for a, b in pairwise(heights) if b - a > 2)
    return alone >= 0.9 * (len(side) - 1) and median(b - a for a, _, b in side) > FILLED * (high - low) and high - low > 120
