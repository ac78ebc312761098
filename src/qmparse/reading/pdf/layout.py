"""The pages in order: prose lines and tables as blocks, tables joined over pages, and the text out.

A block stands where its top lies; regions (columns of a page, its head and foot) follow each other.
The text gives each printed line a line, each table row a line, and a form feed at each page.
Only `read_pdf` imports this module.
"""

from __future__ import annotations

from statistics import median

import attrs

from qmparse.reading.source import quoted_cell

from .borderless import read_tables
from .columns import Columns
from .drawing import Box
from .glyphs import Glyph, without_doubles
from .interpreter import Canvas
from .joining import continues, join_tables
from .lines import TextLine, prose_text, text_lines
from .regions import Region, regions
from .rules import NEAR, Bar, find_grids, union
from .tables import Table, ruled_table
from .turning import upright_page

__all__ = ["Flow", "PageLayout", "Sheet", "join_pages", "lay_out", "page_text", "prepare"]

#: lines of text that may stand between two parts of one table: page numbers, running heads
FURNITURE = 4
#: a gap this much wider than the usual step from line to line is a blank line
CLEAR_GAP = 1.55

Block = TextLine | Table


@attrs.frozen
class Printed:
    """A line of prose as the text gives it."""

    text: str
    y: float
    size: float


@attrs.define(eq=False)
class PageLayout:
    """A page as blocks in reading order."""

    blocks: list[Printed | Table]


@attrs.define(eq=False)
class Sheet:
    """A page with its ruled tables read, and the lines that stand outside them."""

    width: float
    height: float
    tables: list[Table]
    glyphs: list[Glyph]
    lines: list[TextLine]
    bars: list[Bar]
    boxes: list[Box]


@attrs.define(eq=False)
class Flow:
    """What one region hands on to the next: the columns of a table that may run on."""

    columns: Columns | None = None
    #: which of its page's regions they were found in
    region: int = 0
    #: whether the sheet held two pages side by side
    two_up: bool = False


def prepare(canvas: Canvas, width: float, height: float) -> Sheet:
    """Turn a page upright and read what lines rule on it."""
    glyphs, drawing, width, height = upright_page(canvas, width, height)
    glyphs = without_doubles(glyphs)
    grids, bars = find_grids(drawing)
    tables: list[Table] = []
    for grid in grids:
        tables.append(ruled_table(grid, glyphs))
        glyphs = [g for g in glyphs if grid.field(g.centre, g.middle) is None]
    tables = [table for table in tables if table.rows]
    return Sheet(width, height, tables, glyphs, text_lines(glyphs), bars, drawing.boxes)


def lay_out(sheet: Sheet, aside: list[TextLine], flow: Flow) -> PageLayout:
    """Put what a page shows in order; the lines `aside` are its furniture."""
    head = [line for line in aside if line.y < sheet.height / 2]
    foot = [line for line in aside if line.y >= sheet.height / 2]
    away = {id(glyph) for line in aside for glyph in line.glyphs}
    glyphs = [glyph for glyph in sheet.glyphs if id(glyph) not in away] if away else sheet.glyphs
    lines = [line for line in sheet.lines if line not in aside]
    runs_on = flow.columns is not None and not flow.two_up
    found = regions(lines, [_box(table) for table in sheet.tables], sheet.width, sheet.height, runs_on=runs_on)
    flow.two_up = len(found) == 2
    blocks: list[Block] = []
    for number, region in enumerate(found):
        inside = [table for table in sheet.tables if _within(table, region)]
        if len(found) > 1:
            lines = text_lines([g for g in glyphs if region[0] <= g.centre < region[2] and region[1] <= g.middle < region[3]])
        seams = _seams(sheet.bars, sheet.boxes, region)
        blocks += _region_blocks(lines, inside, seams, flow, number)
    printed = (_printed(block) for block in (*head, *blocks, *foot))
    return PageLayout([block for block in printed if isinstance(block, Table) or block.text])


def _printed(block: Block) -> Printed | Table:
    return block if isinstance(block, Table) else Printed(prose_text(block), block.y, block.size)


def _box(table: Table) -> Box:
    return (table.xs[0], table.top, table.xs[-1], table.bottom)


def _within(table: Table, region: Region) -> bool:
    x, y = (table.xs[0] + table.xs[-1]) / 2, (table.top + table.bottom) / 2
    return region[0] <= x < region[2] and region[1] <= y < region[3]


def _seams(bars: list[Bar], boxes: list[Box], region: Region) -> list[tuple[float, float, float]]:
    """Heights where a rule or the edge of a shaded band runs, with its ends."""
    found = [(x0, y, x1) for x0, y, x1 in bars]
    found += [(x0, y, x1) for x0, top, x1, bottom in boxes for y in (top, bottom)]
    return [(x0, y, x1) for x0, y, x1 in found if region[1] <= y < region[3] and region[0] <= (x0 + x1) / 2 < region[2]]


def _region_blocks(
    lines: list[TextLine], tables: list[Table], seams: list[tuple[float, float, float]], flow: Flow, number: int
) -> list[Block]:
    """The blocks of a region from its top: the lines between ruled tables are read by themselves."""
    blocks: list[Block] = []
    for table in [*sorted(tables, key=lambda table: table.top), None]:
        above = [line for line in lines if table is None or line.middle < table.top]
        lines = lines[len(above) :]
        if above:
            blocks += _loose_blocks(above, seams, flow, number)
        if table is not None:
            blocks.append(table)
            flow.columns = None
    return blocks


def _loose_blocks(lines: list[TextLine], seams: list[tuple[float, float, float]], flow: Flow, number: int) -> list[Block]:
    """The blocks of lines outside ruled tables."""
    before = flow.columns
    if before is not None and number != flow.region:
        before = before.shifted(min(line.x0 for line in lines) - before.left)
    found = read_tables(lines, full_width(seams, lines), before)
    if any(isinstance(block, Table) for block in found.blocks):
        flow.columns, flow.region = found.columns, number
    elif len(lines) > FURNITURE:
        flow.columns = None
    return found.blocks


def full_width(seams: list[tuple[float, float, float]], lines: list[TextLine]) -> list[float]:
    """The heights of seams that run across most of what is printed; near ones are one."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    heights: list[float] = []
    ordered = sorted(seams, key=lambda seam: seam[1])
    i = 0
    while i < len(ordered):
        j = i
        while j < len(ordered) and ordered[j][1] - ordered[i][1] <= NEAR:
            j += 1
        covered = sum(x1 - x0 for x0, x1 in union([(x0, x1) for x0, _, x1 in ordered[i:j]]))
        if covered >= 0.6 * (right - left):
            heights.append(sum(seam[1] for seam in ordered[i:j]) / (j - i))
        i = j
    return heights


def join_pages(pages: list[PageLayout]) -> None:
    """Join the tables that run over pages, in place."""
    before: Table | None = None
    between = 0
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Printed):
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
             if isinstance(a, Printed) and isinstance(b, Printed) and b.y > a.y]  # fmt: skip
    step = median(steps) if steps else 0.0
    previous: Printed | Table | None = None
    for block in page.blocks:
        if isinstance(block, Table):
            rows = ["\t".join(map(quoted_cell, row.texts())) if not row.section else row.texts()[0] for row in block.rows]
            if rows:
                out += [""] * (previous is not None and not isinstance(previous, Table)) + rows
        else:
            if previous is not None and _parted(previous, block, step):
                out.append("")
            out.append(block.text)
        previous = block
    return "".join(line + "\n" for line in out)


def _parted(before: Printed | Table, line: Printed, step: float) -> bool:
    """Whether a clear gap or a table stands before a line."""
    if isinstance(before, Table):
        return True
    gap = line.y - before.y
    return gap < 0 or gap > max(CLEAR_GAP * step, 1.9 * max(line.size, before.size))
