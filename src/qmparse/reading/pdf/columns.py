"""The columns of a table without upright lines: where the strips between them lie.

Between two words of the header lies a strip; it is the one with text at both sides that the fewest
lines cross, and the widest of those. All lines of the table count, those of earlier pages too.
Only `borderless` and `layout` import this module.
"""

from __future__ import annotations

from itertools import pairwise

import attrs
import regex

from .lines import Chunk, TextLine, chunks
from .tables import NUMBER_HEADER

__all__ = ["Columns", "crosses", "read_columns"]

#: text that runs through a strip without such a gap, in ems, crosses it
SOLID_GAP = 0.15
#: a narrower strip is a gap between letters
NARROWEST = 3.0
#: lines of earlier pages that are kept in mind
REMEMBERED = 150
SPACE = regex.compile(r"\s+")

#: where the pieces of a line start and end
Spans = list[tuple[float, float]]


@attrs.define(eq=False)
class Columns:
    """The columns of a borderless table: its header, the strips, the lines they were seen by."""

    cells: list[Chunk]
    edges: list[float]
    spans: list[Spans]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the header, without blanks."""
        return tuple(SPACE.sub("", text) for text, _, _ in self.cells)

    @property
    def number(self) -> int | None:
        """The column of the numbers."""
        return next((i for i, word in enumerate(self.words) if NUMBER_HEADER.fullmatch(word)), None)

    @property
    def left(self) -> float:
        """Where the table starts."""
        return min(x0 for spans in [*self.spans[:40], [self.cells[0][1:]]] for x0, _ in spans)

    def shifted(self, by: float) -> Columns:
        """The same columns further to the right."""
        cells = [(text, x0 + by, x1 + by) for text, x0, x1 in self.cells]
        spans = [[(a + by, b + by) for a, b in line] for line in self.spans]
        return Columns(cells, [edge + by for edge in self.edges], spans)

    def seen_with(self, body: list[TextLine]) -> Columns:
        """The strips anew, with the lines of a further page."""
        spans = self.spans[:REMEMBERED] + [_solid(line) for line in body]
        return Columns(self.cells, _edges(self.cells, spans), spans)


def read_columns(cells: list[Chunk], body: list[TextLine], known: Columns | None) -> Columns:
    """The columns under a header; if it is that of the page before, its lines count as well."""
    spans = [_solid(line) for line in body]
    columns = Columns(cells, [], spans)
    if known is not None and known.words == columns.words:
        by = [a[1] - b[1] for a, b in zip(cells, known.cells, strict=True)]
        if max(by) - min(by) < 2.0:
            columns.spans = known.shifted(by[0]).spans[:REMEMBERED] + spans
    columns.edges = _edges(cells, columns.spans)
    return columns


def _edges(cells: list[Chunk], spans: list[Spans]) -> list[float]:
    edges = [-1e9]
    for i, ((_, _, left), (_, right, end)) in enumerate(pairwise(cells)):
        edges.append(_strip(spans, left, right, edges[-1], end if i + 2 < len(cells) else 1e9))
    return [*edges, 1e9]


def _solid(line: TextLine) -> Spans:
    return [(x0, x1) for _, x0, x1 in chunks(line, SOLID_GAP)]


def _strip(lines: list[Spans], left: float, right: float, before: float, after: float) -> float:
    """The middle of the best strip between two headers: text at both sides, few lines across, wide."""
    if right - left < 2:
        return (left + right) / 2
    steps = min(400, max(4, int(right - left)))
    width = (right - left) / steps
    counts = [0] * steps
    for x0, x1 in (span for line in lines for span in line):
        low, high = int((x0 - left) / width), int((x1 - left) / width)
        for i in range(max(0, low), min(steps - 1, high) + 1):
            counts[i] += 1
    best: tuple[float, float, float] | None = None
    for level in sorted(set(counts))[:6]:
        for start, end in _runs(counts, level):
            if (end - start) * width < NARROWEST and end - start < steps:
                continue
            x = left + (start + end) / 2 * width
            at_left = sum(1 for line in lines if any(before < (a + b) / 2 < x for a, b in line))
            at_right = sum(1 for line in lines if any(x < (a + b) / 2 < after for a, b in line))
            found = (min(at_left, at_right) - 3.0 * level, (end - start) * width, x)
            best = found if best is None else max(best, found)
    return best[2] if best else (left + right) / 2


def _runs(counts: list[int], level: int) -> list[tuple[int, int]]:
    """The stretches of places that no more lines cross than the level."""
    runs: list[tuple[int, int]] = []
    start = None
    for i, count in enumerate([*counts, level + 1]):
        if count <= level and start is None:
            start = i
        elif count > level and start is not None:
            runs.append((start, i))
            start = None
    return runs


def crosses(line: TextLine, edges: list[float]) -> bool:
    """Whether text runs through a strip between columns."""
    glyphs = sorted((g for g in line.glyphs if g.text.strip()), key=lambda g: g.x0)
    for edge in edges[1:-1]:
        left = max((g.x1 for g in glyphs if g.centre <= edge), default=None)
        right = min((g.x0 for g in glyphs if g.centre > edge), default=None)
        if left is not None and right is not None and right - left < SOLID_GAP * line.size:
            return True
    return False
