"""Tables as the layout passes them on: rows of cells, each cell its printed lines.

A merged cell gives its lines to every row it covers, and one over several columns to the first of them.
Headers and the column of numbers are told by their words and values.
Only the layout modules of this package import it.
"""

from __future__ import annotations

import attrs
import regex

from .glyphs import Glyph
from .lines import cell_text, joined, text_lines
from .rules import Grid

__all__ = [
    "LONGEST_HEADER",
    "NUMBER_HEADER",
    "Row",
    "Table",
    "header_word",
    "is_header",
    "is_number",
    "number_column",
    "ruled_table",
]

HEADERS = regex.compile(
    r"序号|编号|项次|序|No\.?|№|类别|类型|分类|区域|活动|活动(?:安排|形式|方式|主题|类别|类型|概况|简介|要点|单位)|.*内容|.*名称|"
    r".*项目|.*事项|.*主题|.*形式|.*任务|.*(?:时间|日期|时段|地点|地址|场所)|.*(?:单位|部门|处室|机构)|牵头.{0,3}|主办.?|承办.?|协办.?|"
    r"配合.{0,3}|支持.?|指导.?|责任.{0,3}|.*(?:对象|范围|人员)|联系.{0,4}|.*电话|备注|说明|.*要求|规模|负责.?|分管.{0,4}|"
    r"完成.{0,4}|进度.{0,2}|阶段|板块|系列|层级|活动时|活动地|活动名|活动内|.*安排"
)
LONGEST_HEADER = 14
VALUE = regex.compile(r"[0-9０-９《》“”、，；。：:]")
NUMBER = regex.compile(r"[(（]?\d{1,4}[)）]?[.、．]?")
NUMBER_HEADER = regex.compile(r"序号?|编号|项次|No\.?|№|序列|号")
NOTE = regex.compile(r"[（(][^（）()]*[）)]$")
SPACE = regex.compile(r"\s+")


@attrs.define(eq=False)
class Row:
    """A row: for each column its printed lines."""

    cells: list[list[str]]
    #: columns whose cell covers further rows, above or below
    tall: list[bool]
    #: one cell over all columns
    section: bool = False

    def texts(self) -> list[str]:
        """The cells as text."""
        return [joined(lines) for lines in self.cells]


@attrs.define(eq=False)
class Table:
    """A table, or the part of one that stands on a page."""

    xs: list[float]
    rows: list[Row]
    top: float
    bottom: float
    #: whether the page cuts its first or last row, as far as lines tell
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True
    number: int | None = None


def header_word(text: str) -> bool:
    """Whether a cell's text is what headers are made of.

    >>> header_word("牵头单位"), header_word("序 号"), header_word("市商务局")
    (True, True, False)
    """
    bare = NOTE.sub("", SPACE.sub("", text))
    return 0 < len(bare) <= LONGEST_HEADER and HEADERS.fullmatch(bare) is not None and not VALUE.search(bare)


def is_header(texts: list[str]) -> bool:
    """Whether the cells of a row are headers: two or more, and nearly all of them."""
    given = [text for text in texts if text]
    good = sum(1 for text in given if header_word(text))
    return good >= 2 and good >= len(given) - max(0, (len(given) - 2) // 2)


def is_number(text: str) -> bool:
    """Whether a cell's text is a running number."""
    return NUMBER.fullmatch(SPACE.sub("", text)) is not None


def number_column(rows: list[list[str]]) -> int | None:
    """The column of running numbers: by its header, else by its values."""
    if not rows:
        return None
    width = max(len(row) for row in rows)
    for row in rows[:3]:
        for column, text in enumerate(row):
            if NUMBER_HEADER.fullmatch(SPACE.sub("", text)):
                return column
    for column in range(min(2, width - 1)):
        values = [row[column] for row in rows if len(row) > column and row[column]]
        if values and sum(map(is_number, values)) >= 0.7 * len(values):
            return column
    return None


def ruled_table(grid: Grid, glyphs: list[Glyph]) -> Table:
    """The table of a grid, with the glyphs whose centres lie in it."""
    fields: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        field = grid.field(glyph.centre, glyph.middle)
        if field is not None:
            fields.setdefault(field, []).append(glyph)
    lines = {field: [cell_text(line) for line in text_lines(found)] for field, found in fields.items()}
    rows: list[Row] = []
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    for r in range(height):
        owners = grid.owner[r]
        cells = [list(lines.get(owners[c], [])) if owners[c][1] == c else [] for c in range(width)]
        tall = [_is_tall(grid, r, c) for c in range(width)]
        section = width > 1 and len(set(owners)) == 1
        if any(cells) and not (section and owners[0][0] != r):
            rows.append(Row(cells, tall, section))
    return Table(grid.xs, rows, grid.ys[0], grid.ys[-1], grid.open_top, grid.open_bottom,
                 number=number_column([row.texts() for row in rows]))  # fmt: skip


def _is_tall(grid: Grid, r: int, c: int) -> bool:
    field = grid.owner[r][c]
    above = r > 0 and grid.owner[r - 1][c] == field
    below = r + 1 < len(grid.owner) and grid.owner[r + 1][c] == field
    return above or below
