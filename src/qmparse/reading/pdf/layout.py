"""The pages in order: prose lines and tables as blocks, tables joined over pages, and the text out.

A block stands where its top lies; regions (columns of a page, its head and foot) follow each other.
The text gives each printed line a line, each table row a line, and a form feed at each page.
Only `read_pdf` imports this module.
"""

from __future__ import annotations

from statistics import median

import attrs

from qmparse.reading.source import quoted_cell

from .glyphs import Glyph, without_doubles
from .interpreter import Canvas
from .joining import continues, join_tables
from .lines import TextLine, prose_text, text_lines
from .rules import find_grids
from .tables import Table, ruled_table

__all__ = ["PageLayout", "join_pages", "lay_out", "page_text"]

#: lines of text that may stand between two parts of one table: page numbers, running heads
FURNITURE = 4
#: a gap this much wider than the usual step from line to line is a blank line
CLEAR_GAP = 1.55

Block = TextLine | Table


@attrs.define(eq=False)
class PageLayout:
    """A page as blocks in reading order."""

    blocks: list[Block]


def upright(canvas: Canvas, width: float, height: float) -> tuple[list[Glyph], Canvas]:
    """The glyphs along the page's main direction of writing, and the canvas turned to it."""
    return canvas.glyphs[0], canvas


def lay_out(canvas: Canvas, width: float, height: float) -> PageLayout:
    """Put what a page shows in order."""
    glyphs = [g for g in canvas.glyphs[0] if 0 <= g.centre <= width and 0 <= g.middle <= height]
    glyphs = without_doubles(glyphs)
    grids, _bars = find_grids(canvas.drawing)
    tables: list[Table] = []
    for grid in grids:
        tables.append(ruled_table(grid, glyphs))
        glyphs = [g for g in glyphs if grid.field(g.centre, g.middle) is None]
    blocks: list[Block] = [table for table in tables if table.rows]
    blocks += text_lines(glyphs)
    blocks.sort(key=_top)
    return PageLayout(blocks)


def _top(block: Block) -> float:
    return block.top if isinstance(block, Table) else block.middle


def join_pages(pages: list[PageLayout]) -> None:
    """Join the tables that run over pages, in place."""
    before: Table | None = None
    between = 0
    for page in pages:
        for block in page.blocks:
            if isinstance(block, TextLine):
                between += 1
                continue
            if before is not None and between <= FURNITURE and continues(before, block):
                join_tables(before, block)
            if block.rows:
                before = block
                between = 0


def page_text(page: PageLayout) -> str:
    """The text of a page, each line with its line feed."""
    out: list[str] = []
    steps = [b.y - a.y for a, b in zip(page.blocks, page.blocks[1:], strict=False)
             if isinstance(a, TextLine) and isinstance(b, TextLine) and b.y > a.y]  # fmt: skip
    step = median(steps) if steps else 0.0
    previous: Block | None = None
    for block in page.blocks:
        if isinstance(block, Table):
            rows = ["\t".join(map(quoted_cell, row.texts())) if not row.section else row.texts()[0] for row in block.rows]
            if rows:
                out += [""] * (previous is not None and not isinstance(previous, Table)) + rows
        else:
            if previous is not None and _parted(previous, block, step):
                out.append("")
            out.append(prose_text(block))
        previous = block
    return "".join(line + "\n" for line in out)


def _parted(before: Block, line: TextLine, step: float) -> bool:
    """Whether a clear gap or a table stands before a line."""
    if isinstance(before, Table):
        return True
    gap = line.y - before.y
    return gap < 0 or gap > max(CLEAR_GAP * step, 1.9 * max(line.size, before.size))
