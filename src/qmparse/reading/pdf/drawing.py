"""Paths as a page draws them, brought to what a table needs: axis-parallel lines and filled boxes.

Strokes give lines; filled boxes so thin that they are lines give lines as well, and a frame of two
boxes gives four. Curves and slanted lines give nothing. All positions are those of the upright page.
The interpreter writes here, the rules module reads it.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import attrs

__all__ = ["Box", "Drawing", "Line", "Matrix", "Path", "applied", "product"]

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
#: x0, y0, x1, y1 with x0 <= x1 and y0 <= y1
Box = tuple[float, float, float, float]

#: a filled box this thin is a line
THIN = 4.5
#: a line may lean this much over its whole length
LEAN = 0.6
#: a page of more pieces is a drawing; its rules would be found in the first ones if at all
MOST_PIECES = 60_000


def product(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def applied(m: Matrix, x: float, y: float) -> Point:
    """A point moved by a matrix."""
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


@attrs.frozen
class Line:
    """A line along an axis: at `at`, from `start` to `end` on the other axis."""

    upright: bool
    at: float
    start: float
    end: float


@attrs.define(eq=False)
class Drawing:
    """The lines and larger filled boxes of a page."""

    lines: list[Line] = attrs.field(factory=list)
    boxes: list[Box] = attrs.field(factory=list)

    def stroke(self, start: Point, end: Point, width: float) -> None:
        """Take a stroked piece; one as thick as a box is a box."""
        if len(self.lines) >= MOST_PIECES:
            return
        (x0, y0), (x1, y1) = start, end
        if abs(x1 - x0) <= LEAN and abs(y1 - y0) > LEAN:
            if width > THIN:
                self.fill((x0 - width / 2, min(y0, y1), x0 + width / 2, max(y0, y1)))
            else:
                self.lines.append(Line(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y1 - y0) <= LEAN and abs(x1 - x0) > LEAN:
            if width > THIN:
                self.fill((min(x0, x1), y0 - width / 2, max(x0, x1), y0 + width / 2))
            else:
                self.lines.append(Line(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))

    def fill(self, box: Box) -> None:
        """Take a filled box; one as thin as a line is a line."""
        if len(self.lines) + len(self.boxes) >= MOST_PIECES:
            return
        x0, y0, x1, y1 = box
        if x1 - x0 <= THIN and y1 - y0 > x1 - x0:
            self.lines.append(Line(True, (x0 + x1) / 2, y0, y1))
        elif y1 - y0 <= THIN and x1 - x0 > y1 - y0:
            self.lines.append(Line(False, (y0 + y1) / 2, x0, x1))
        elif x1 - x0 > THIN:
            self.boxes.append(box)

    def frame(self, outer: Box, inner: Box) -> bool:
        """Take two boxes, one closely inside the other, as the four lines between them."""
        margins = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
        if max(margins) > THIN:
            return False
        x0, y0, x1, y1 = ((a + b) / 2 for a, b in zip(outer, inner, strict=True))
        for y in (y0, y1):
            self.lines.append(Line(False, y, x0, x1))
        for x in (x0, x1):
            self.lines.append(Line(True, x, y0, y1))
        return True


def box_of(points: list[Point]) -> Box:
    """The box round some points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def overlap(a: Box, b: Box | None) -> Box | None:
    """What two boxes share."""
    if b is None:
        return a
    x0, y0, x1, y1 = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


@attrs.define(eq=False)
class Path:
    """The path under construction, its points already on the upright page."""

    parts: list[list[Point]] = attrs.field(factory=list)
    #: numbers of the parts with curves in them
    curved: set[int] = attrs.field(factory=set)
    closed: set[int] = attrs.field(factory=set)

    def move(self, point: Point) -> None:
        self.parts.append([point])

    def line(self, point: Point) -> None:
        if not self.parts:
            self.parts.append([])
        self.parts[-1].append(point)

    def curve(self, point: Point) -> None:
        self.line(point)
        self.curved.add(len(self.parts) - 1)

    def close(self) -> None:
        if self.parts and self.parts[-1]:
            self.closed.add(len(self.parts) - 1)
            # The next line without a move starts at the first point again.
            self.line(self.parts[-1][0])

    def box(self) -> Box | None:
        points = [point for part in self.parts for point in part]
        return box_of(points) if points else None

    def stroke_to(self, drawing: Drawing, width: float, clip: Box | None) -> None:
        """Hand every piece of the outline to the drawing."""
        for number, part in enumerate(self.parts):
            if number in self.curved:
                continue
            for start, end in pairwise(part):
                if clip is not None:
                    shared = overlap(box_of([start, end]), clip)
                    if shared is None:
                        continue
                    if start[0] == end[0] or start[1] == end[1]:
                        start, end = (shared[0], shared[1]), (shared[2], shared[3])
                drawing.stroke(start, end, width)

    def fill_to(self, drawing: Drawing, clip: Box | None) -> None:
        """Hand the filled boxes to the drawing; two of which one frames the other are a frame."""
        boxes = [box_of(part) for number, part in enumerate(self.parts) if number not in self.curved and _is_box(part)]
        if len(boxes) == 2 and len(self.parts) == 2 and drawing.frame(boxes[0], boxes[1]):
            return
        for box in boxes:
            shared = overlap(box, clip)
            if shared:
                drawing.fill(shared)


def _is_box(part: list[Point]) -> bool:
    """Whether a part is a box along the axes, or so thin that it is a line anyway."""
    if not 2 <= len(part) <= 12:
        return False
    x0, y0, x1, y1 = box_of(part)
    if min(x1 - x0, y1 - y0) <= THIN:
        return True
    return all(min(abs(x - x0), abs(x - x1)) < LEAN or min(abs(y - y0), abs(y - y1)) < LEAN for x, y in part) and all(
        abs(a[0] - b[0]) < LEAN or abs(a[1] - b[1]) < LEAN for a, b in pairwise(part)
    )


def scale_of(m: Matrix) -> float:
    """How much a matrix enlarges, about."""
    return (hypot(m[0], m[1]) + hypot(m[2], m[3])) / 2
