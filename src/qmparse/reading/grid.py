"""Cells that span rows and columns to the lines of an announcement: prose lines and tab-separated rows.

Rules: a cell merged downwards stands on each row that it covers; one merged sideways stands once and is followed by
empty cells. What stands alone across the whole table above its header or below its last row is prose (a title, a
remark). Columns and rows without any text are left out. Every reader of tables writes them through `table_lines`,
so that one notice gives the same rows from DOCX, XLSX and HTML. Readers import this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from qmparse.errors import ReadError
from qmparse.reading.budget import too_large
from qmparse.reading.source import Limits, Note, Reading, quoted_cell

__all__ = ["BLANKS", "Cell", "GridLine", "TextWriter", "is_header", "squeezed", "table_lines", "trimmed"]

#: the blanks that are no part of a value at its ends
BLANKS = " \t\r\n\f\v\u3000\xa0\u200b\ufeff"

#: what headers of activity tables are made of; used only to tell where a table begins
_HEADER_WORDS = (
    "序号", "编号", "活动", "内容", "项目", "名称", "时间", "日期", "地点", "单位", "部门", "责任", "牵头",
    "主办", "承办", "协办", "配合", "备注", "联系", "类别", "任务", "措施", "要求", "方式",
)  # fmt: skip
_LONGEST_HEADER = 14
_HEADER_WITHIN = 8
_NO_BLANKS = dict.fromkeys(map(ord, BLANKS))


@attrs.frozen
class Cell:
    """One cell of a table: its text, where its upper left corner stands, how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@attrs.frozen
class GridLine:
    """One line of a table's text; `row` is the row of the table that it is from."""

    text: str
    row: int
    is_row: bool = True
    #: a doubt about how the line was made, or an empty string
    doubt: str = ""


@attrs.define
class _Row:
    index: int
    texts: list[str]
    #: text that begins in this row, not filled down from one above
    own: int = 0
    #: the columns that the widest cell of this row covers
    widest: int = 1

    @property
    def filled(self) -> int:
        return sum(1 for text in self.texts if text)


def trimmed(text: str) -> str:
    """The text of a cell without blanks at its ends and with one kind of line break, without blank lines.

    >>> trimmed("\\u3000甲\\r\\n \\n乙 ")
    '甲\\n乙'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    lines = (line.strip(BLANKS) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def squeezed(text: str) -> str:
    """The text without any blanks, for comparing.

    >>> squeezed("序\\u3000号 ")
    '序号'
    """
    return text.translate(_NO_BLANKS)


def is_header(texts: Iterable[str]) -> bool:
    """Whether a row reads like the header of an activity table.

    >>> is_header(["序 号", "活动内容", "牵头单位"]), is_header(["1", "开展活动", ""])
    (True, False)
    """
    words = [squeezed(text) for text in texts]
    short = [word for word in words if word and len(word) <= _LONGEST_HEADER]
    hits = sum(1 for word in short if any(known in word for known in _HEADER_WORDS))
    return hits >= 2 and 2 * hits > len([word for word in words if word]) and not words[0][:1].isdecimal()


def table_lines(cells: Sequence[Cell], limits: Limits) -> list[GridLine]:
    """The lines of one table, top to bottom. Raises `ReadError("too-large")` for more cells than `limits.operators`.

    >>> cells = [Cell("表", 0, 0, 1, 3), Cell("序号", 1, 0), Cell("活动", 1, 1), Cell("单位", 1, 2),
    ...          Cell("1", 2, 0), Cell("甲", 2, 1), Cell("乙局", 2, 2, 2), Cell("2", 3, 0), Cell("丙", 3, 1)]
    >>> [line.text for line in table_lines(cells, Limits())]
    ['表', '序号\\t活动\\t单位', '1\\t甲\\t乙局', '2\\t丙\\t乙局']
    """
    rows = _rows(cells, limits)
    tabular = [index for index, row in enumerate(rows) if row.filled >= 2]
    if not tabular:
        return [line for row in rows for line in _prose(row)]
    over = _over_header(rows, tabular)
    lines: list[GridLine] = []
    for index, row in enumerate(rows):
        outside = index < tabular[0] or (index > tabular[-1] and not row.own)
        if row.own and (outside or index in over or _is_prose(rows, index, tabular)):
            lines += _prose(row)
        elif outside and not row.filled:
            lines.append(GridLine("", row.index, is_row=False))
        elif row.own:
            lines.append(GridLine("\t".join(map(quoted_cell, row.texts)), row.index))
    return _one_header(lines, rows, cells)


def _rows(cells: Sequence[Cell], limits: Limits) -> list[_Row]:
    """The grid with merged cells filled down, without the columns that hold no text."""
    with_text = [cell for cell in cells if cell.text]
    height = 1 + max((cell.row for cell in cells), default=-1)
    used = sorted({cell.column for cell in with_text})
    if height * len(used) > limits.operators:
        raise too_large(f"a table has {height} rows and {len(used)} columns", "operators")
    if sum(len(cell.text) * min(cell.rows, height) for cell in with_text) > limits.unpacked_bytes:
        raise too_large(f"a table fills more than {limits.unpacked_bytes} characters", "unpacked_bytes")
    place = {column: index for index, column in enumerate(used)}
    rows = [_Row(index, [""] * len(used)) for index in range(height)]
    for cell in with_text:
        rows[cell.row].own += 1
        covered = sum(1 for column in used if cell.column <= column < cell.column + cell.columns)
        rows[cell.row].widest = max(rows[cell.row].widest, covered if cell.columns > 1 else 1)
        for row in rows[cell.row : cell.row + cell.rows]:
            row.texts[place[cell.column]] = cell.text
    return rows


def _is_prose(rows: list[_Row], index: int, tabular: list[int]) -> bool:
    """Whether a row below the header is a line of its own: a caption over a header met again, or a closing remark."""
    row = rows[index]
    if row.filled != 1 or not row.own:
        return False
    text = next(text for text in row.texts if text)
    across = row.widest >= len(row.texts) > 1
    if index > tabular[-1]:
        return across or (bool(row.texts[0]) and len(text) > 6)
    following = next(later for later in rows[index + 1 :] if later.filled)
    return across and is_header(following.texts)


def _over_header(rows: list[_Row], tabular: list[int]) -> range:
    """The rows over the header: a sheet may say there by whom and when it was made, in a cell or two."""
    for index in tabular[:_HEADER_WITHIN]:
        if is_header(rows[index].texts):
            sparse = all(rows[above].filled < rows[index].filled for above in tabular if above < index)
            return range(index) if sparse else range(0)
    return range(0)


def _prose(row: _Row) -> list[GridLine]:
    values = [text for text in row.texts if text and row.own]
    lines = values[0].split("\n") if len(values) == 1 else ["  ".join(values).replace("\n", " ")]
    return [GridLine(line, row.index, is_row=False) for line in lines]


def _one_header(lines: list[GridLine], rows: list[_Row], cells: Sequence[Cell]) -> list[GridLine]:
    """A header of two rows, 责任单位 over 牵头单位 and 配合单位, as the one row that names each column."""
    at = next((index for index, line in enumerate(lines) if line.is_row), len(lines))
    if at + 1 >= len(lines) or not lines[at + 1].is_row or lines[at + 1].row != lines[at].row + 1:
        return lines
    top, below = lines[at].row, lines[at + 1].row
    upper = [cell for cell in cells if cell.row == top and cell.text]
    wide = [cell for cell in upper if cell.columns > 1 and cell.rows == 1]
    under = [cell for cell in cells if cell.row == below and cell.text]
    covered = all(any(w.column <= cell.column < w.column + w.columns for w in wide) for cell in under)
    if not wide or not covered or len(wide) + sum(cell.rows > 1 for cell in upper) != len(upper):
        return lines
    used = sorted({cell.column for cell in cells if cell.text})
    over = [next((w.text for w in wide if w.column <= at < w.column + w.columns), "") for at in used]
    texts = [low or high or wider for high, low, wider in zip(rows[top].texts, rows[below].texts, over, strict=True)]
    doubt = "the header has two rows; left out of it: " + "、".join(cell.text for cell in wide)
    joined = GridLine("\t".join(map(quoted_cell, texts)), top, doubt=doubt)
    return [*lines[:at], joined, *lines[at + 2 :]]


class TextWriter:
    """Collects the lines of a reading, its page breaks and notes, with offsets that fit the text.

    >>> writer = TextWriter(Limits())
    >>> writer.line("甲"); writer.line("乙", pages=1); writer.reading().text
    '甲\\n\\x0c乙\\n'
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._pages = 1
        self._notes: list[Note] = []

    def line(self, text: str, *, pages: int = 0) -> None:
        """Adds one line, before which so many pages begin; blank lines never stand first or doubled."""
        if not text and (not self._parts or self._parts[-1] == "\n"):
            return
        self._pages += pages
        if self._pages > self._limits.pages:
            raise too_large(f"there are more than {self._limits.pages} pages", "pages")
        if self._length > self._limits.unpacked_bytes:
            raise too_large(f"the text has more than {self._limits.unpacked_bytes} characters", "unpacked_bytes")
        part = "\f" * pages + text + "\n"
        self._parts.append(part)
        self._length += len(part)

    def note(self, code: str, severity: str, message: str, length: int = 0) -> None:
        """Notes something about the last `length` characters written, or about the place reached."""
        self._notes.append(Note(code, severity, message, max(0, self._length - length), self._length))

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def reading(self) -> Reading:
        """What was collected; a file without any text is an error, for it is no empty notice."""
        text = "".join(self._parts)
        if not text.strip(BLANKS):
            raise ReadError("no-text-layer", "the file holds no text; if it holds pictures of pages, run OCR on it first")
        return Reading(text, tuple(self._notes))
