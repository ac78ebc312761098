"""What a table is made of: its header, rows and cells, before anything is read in them.

Rules: a cell is (value, where), its trimmed text and the offset or passage it stands at; nothing here looks at
other lines. The modules that find, part and read tables import this.
"""

from __future__ import annotations

import re
from enum import Enum

import attrs

from qmparse.parsing.cells import Where
from qmparse.parsing.lines import Line
from qmparse.parsing.numerals import number
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, ENCLOSED, STRAY, STRAYS, fold, squeeze
from qmparse.text.patterns import pattern

_B = re.escape(BLANKS)
#: a line that rules a table off and prints nothing
RULE = pattern(r"^[|+\-=:\s—\u2500-\u257f]+$")

#: how a heading among rows begins
MARKED = pattern(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十]{1,3}(?:部分|板块|篇章|单元|类)|[●■◆▲★])"
)

#: so many empty cells at the ends of a line are lost where its tabs became blanks
LOST_CELLS = 2

Cell = tuple[str, Where]


Cells = list[Cell]


class Style(Enum):
    """How the cells of a row are parted."""

    TAB = "\t"
    PIPE = "|"
    BLANKS = "  "
    BLANK = " "
    NONE = ""
    LINES = "\n"


class Kind(Enum):
    """What a line of a table is."""

    ROW = "row"
    HEADER = "header"
    GROUP = "group"
    CAPTION = "caption"
    FURNITURE = "furniture"


@attrs.define
class Header:
    """The header of a table as first printed, and what its columns hold."""

    style: Style
    cells: Cells
    keys: list[str]
    roles: list[ColumnRole]
    #: lines it takes
    first: int
    last: int
    #: the cells of the first row, where the break between it and the header is lost
    rest: Cells = attrs.Factory(list)
    #: which column holds the numbers, or -1
    number_at: int = -1

    def __attrs_post_init__(self) -> None:
        if ColumnRole.NUMBER in self.roles:
            self.number_at = self.roles.index(ColumnRole.NUMBER)

    def start(self, line: Line) -> int:
        """Where the header begins on its first line: behind a caption, if the break between them is lost."""
        where = self.cells[0][1]
        behind = self.style in (Style.TAB, Style.BLANK) and self.cells[0][0] and isinstance(where, int) and where > line.a
        return where if behind and isinstance(where, int) else line.start


@attrs.define
class Row:
    """A row, or what stands between rows; `first` and `last` are its lines."""

    kind: Kind
    cells: Cells
    first: int
    last: int
    #: for a repeated header: which column of the first header each cell is
    order: list[int] | None = None
    #: how its cells are parted, where that is not how those of the table are
    style: Style | None = None
    #: its printed range, where it shares a line with others
    range: tuple[int, int] | None = None


@attrs.define
class Table:
    """A table: its header (None for one that is no schedule), its rows, and the lines it takes (`last` included)."""

    header: Header | None
    #: neighbouring plain rows (as many tab-separated cells as columns, a number, no quotes) are kept as their lines alone
    rows: list[Row | range]
    first: int
    last: int
    #: lines of furniture and headers inside of cut rows
    inside: list[int] = attrs.Factory(list)


#: 1, 01, （1）, 一, ①, 1.
_ROW_NUMBER = pattern(
    rf"[（(]?[{_B}]*(?P<n>[\d０-９]{{1,9}}|\d[{_B}]\d|[一二三四五六七八九十百]{{1,4}}|[{''.join(ENCLOSED)}])[{_B}]*[）)]?[.、．]?"
)

#: symbols and blanks before a number
_AROUND = STRAY + BLANKS
_BEGINS_NUMBER = frozenset([*"0123456789０１２３４５６７８９一二三四五六七八九十百（(", *ENCLOSED])


def row_number(value: str) -> int | None:
    """The number that a cell prints and nothing else.

    >>> [row_number(v) for v in ("01", "（1）", "十二", "③", "3.", "3月")]
    [1, 1, 12, 3, 3, None]
    """
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if value[:1] in STRAYS:
        value = value.lstrip(_AROUND)
    if value[:1] not in _BEGINS_NUMBER:
        return None
    match = _ROW_NUMBER.fullmatch(value)
    return number(squeeze(fold(match["n"]))) if match else None
