"""Which way a page is written, and the page turned so that this way is to the right.

Rotation that the file declares is undone before; this is for landscape tables set sideways on a
portrait page, and for single words set upright in a merged cell, which become one glyph each.
Only `layout` imports this module.
"""

from __future__ import annotations

from .drawing import Drawing
from .glyphs import Glyph
from .interpreter import Canvas
from .lines import cell_text, text_lines

__all__ = ["upright_page"]

#: words written another way are labels only as long as they are few
FEW = 0.5


def upright_page(canvas: Canvas, width: float, height: float) -> tuple[list[Glyph], Drawing, float, float]:
    """The glyphs that lie on the page, in its main direction, its lines turned with them, its width and height."""
    main = max(canvas.glyphs, key=lambda direction: len(canvas.glyphs[direction]))
    glyphs = canvas.glyphs[main]
    shift_x, shift_y = ((0.0, 0.0), (0.0, width), (width, height), (height, 0.0))[main]
    if main:
        for glyph in glyphs:
            glyph.x0, glyph.x1, glyph.y = glyph.x0 + shift_x, glyph.x1 + shift_x, glyph.y + shift_y
    for direction, others in canvas.glyphs.items():
        if direction != main and 0 < len(others) < FEW * len(glyphs):
            glyphs = glyphs + _labels(others, direction, main, shift_x, shift_y)
    wide, high = (height, width) if main % 2 else (width, height)
    on_page = [g for g in glyphs if 0 <= g.centre <= wide and 0 <= g.middle <= high]
    return on_page, _turned(canvas.drawing, main, shift_x, shift_y), wide, high


def _turned(drawing: Drawing, main: int, shift_x: float, shift_y: float) -> Drawing:
    if not main:
        return drawing
    turned = Drawing()
    for line in drawing.lines:
        ends = ((line.at, line.start), (line.at, line.end)) if line.upright else ((line.start, line.at), (line.end, line.at))
        (x0, y0), (x1, y1) = (_point(x, y, main) for x, y in ends)
        turned.stroke((x0 + shift_x, y0 + shift_y), (x1 + shift_x, y1 + shift_y), 0.0)
    for x0, y0, x1, y1 in drawing.boxes:
        (a, b), (c, d) = _point(x0, y0, main), _point(x1, y1, main)
        turned.boxes.append((min(a, c) + shift_x, min(b, d) + shift_y, max(a, c) + shift_x, max(b, d) + shift_y))
    return turned


def _point(x: float, y: float, direction: int) -> tuple[float, float]:
    """A point of the page in the axes of a direction."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[direction]


def _page_point(along: float, across: float, direction: int) -> tuple[float, float]:
    """A point in the axes of a direction on the page."""
    return ((along, across), (-across, along), (-along, -across), (across, -along))[direction]


def _labels(glyphs: list[Glyph], direction: int, main: int, shift_x: float, shift_y: float) -> list[Glyph]:
    """Words of another direction, each line of them as one glyph at its middle."""
    labels: list[Glyph] = []
    for line in text_lines(glyphs):
        x, y = _page_point((line.x0 + line.x1) / 2, line.middle, direction)
        x, y = _point(x, y, main)
        x, y, half = x + shift_x, y + shift_y, line.size / 2
        labels.append(Glyph(cell_text(line), x - half, x + half, y + 0.38 * line.size, line.size, line.glyphs[0].run))
    return labels
