"""Tables without upright lines: columns by the header and the empty strips, rows by the numbers.

Header words on one baseline open a table; between two of them the widest strip that the lines below
leave empty parts the columns. Horizontal rules and shaded bands part rows where there are any; between
them lines go to numbers by the cheapest way over all columns, cells set at the top or in the middle.
Only `layout` imports this module.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import attrs
import regex

from .columns import Columns, crosses, read_columns
from .glyphs import Glyph
from .lines import Chunk, TextLine, cell_text, chunks
from .rowing import CellLine, assign_rows
from .tables import (
    LONGEST_HEADER,
    Row,
    Table,
    header_word,
    is_header,
    is_number,
)

__all__ = ["Found", "find_header", "header_groups", "read_tables"]

#: lines of a header whose words are broken
HEADER_LINES = 4
#: characters of a header's word that may stand on a further line
LONGEST_REST = 5
#: how far the start of a line may lie from where those of its column start, in ems
ALIGNED = 0.8
SECTION = regex.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．\s].{2,30}|第[一二三四五六七八九十]+[章节部类].{2,30}")
PAGE_NUMBER = regex.compile(r"[-—–－－·•\s]*(?:第\s*)?\d{1,4}(?:\s*[/／页]\s*(?:共?\s*\d{1,4}\s*页?)?)?[-—–－·•\s]*")
FULL_DATE = regex.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[二一]〇[一二三四五六七八九〇]{2}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
)
SPACE = regex.compile(r"\s+")


@attrs.define(eq=False)
class Found:
    """What a region was read as: blocks from its top, and the columns that may run on."""

    blocks: list[TextLine | Table]
    columns: Columns | None


def find_header(lines: list[TextLine], start: int = 0) -> tuple[int, int, list[Chunk]] | None:
    """The first header at or after `start`: its first line, the line after it, its cells."""
    for index in range(start, len(lines)):
        found = header_at(lines, index)
        if found is not None:
            return index, index + found[0], found[1]
    return None


def header_at(lines: list[TextLine], index: int) -> tuple[int, list[Chunk]] | None:
    """The header whose first line this is: how many lines it has, and its cells.

    Words broken over lines (序 over 号) are read down; of several readings the longest counts.
    """
    best: tuple[int, list[Chunk]] | None = None
    cells: list[Chunk] = []
    for count, line in enumerate(lines[index : index + HEADER_LINES], 1):
        if count > 1 and line.y - lines[index + count - 2].y > 1.9 * line.size:
            break
        parts = _header_cells(line)
        if any(len(text) > (LONGEST_HEADER if count == 1 else LONGEST_REST) for text, _, _ in parts):
            break
        cells = _stacked(cells, parts)
        texts = [text for text, _, _ in cells]
        if len(cells) >= 2 and is_header(texts) and (count == 1 or all(map(header_word, texts))):
            best = count, cells
    return best


def _stacked(above: list[Chunk], below: list[Chunk]) -> list[Chunk]:
    """Cells with those under them added to their words."""
    cells = list(above)
    for text, x0, x1 in below:
        for i, (word, left, right) in enumerate(cells):
            if x0 < right and left < x1:
                cells[i] = (word + text, min(left, x0), max(right, x1))
                break
        else:
            cells.append((text, x0, x1))
    return sorted(cells, key=lambda cell: cell[1])


def header_groups(cells: list[Chunk]) -> list[list[Chunk]]:
    """The headers of tables side by side: the same words twice; one group if they are not."""
    half = len(cells) // 2
    first, second = cells[:half], cells[half:]
    twice = half >= 2 and [cell[0] for cell in first] == [cell[0] for cell in second]
    return [first, second] if twice else [cells]


def _header_cells(line: TextLine) -> list[Chunk]:
    """The cells of a line that may be a header; letters of one word set apart come together again."""
    merged: list[Chunk] = []
    for text, x0, x1 in chunks(line):
        if (
            merged
            and len(text) <= 2
            and len(merged[-1][0]) <= 3
            and not header_word(text)
            and header_word(merged[-1][0] + text)
        ):
            merged[-1] = (merged[-1][0] + text, merged[-1][1], x1)
        else:
            merged.append((text, x0, x1))
    return merged


def read_tables(lines: list[TextLine], seams: list[float], before: Columns | None) -> Found:
    """Read a region's lines: prose, and each table that a header opens or that runs on from before.

    `seams` are heights where a rule or the edge of a shaded band runs across.
    """
    blocks: list[TextLine | Table] = []
    columns, start = before, 0
    header = find_header(lines)
    if before is not None and (header is None or header[0] > 0):
        stop = header[0] if header else len(lines)
        columns = before = before.seen_with(lines[:stop])
        start = _run_on(lines[:stop], seams, before, blocks)
    while header is not None:
        first, body, cells = header
        blocks += lines[start:first]
        following = find_header(lines, body)
        stop = following[0] if following else len(lines)
        known, columns = columns, read_columns(cells, lines[body:stop], columns)
        again = known is not None and known.words == columns.words
        end = body + _extent(lines[body:stop], columns)
        rows = [Row([[text] for text, _, _ in cells], [False] * len(cells))]
        blocks.append(_table(columns, lines[first], lines[body:end], seams, rows, runs_on=again))
        start, header = end, following
    blocks += lines[start:]
    return Found(blocks, columns)


def _run_on(lines: list[TextLine], seams: list[float], before: Columns, blocks: list[TextLine | Table]) -> int:
    """Read a table that goes on without a header; gives how many lines were taken."""
    first = 0
    while first < min(3, len(lines)) and (_is_page_number(lines[first]) or crosses(lines[first], before.edges)):
        first += 1
    count = _extent(lines[first:], before)
    taken = lines[first : first + count]
    numbers = sum(1 for line in taken for text, _, x1 in chunks(line)[:2] if is_number(text))
    several = sum(1 for line in taken if len(chunks(line)) > 1)
    closing = any(FULL_DATE.fullmatch(SPACE.sub("", cell_text(line))) for line in lines[first : first + 3])
    if not taken or (numbers == 0 and several == 0 and (closing or len(taken) > 3)):
        return 0
    blocks += lines[:first]
    blocks.append(_table(before, taken[0], taken, seams, [], runs_on=True))
    return first + count


def _is_page_number(line: TextLine) -> bool:
    parts = chunks(line)
    return len(parts) == 1 and PAGE_NUMBER.fullmatch(parts[0][0]) is not None


def _section(line: TextLine) -> bool:
    parts = chunks(line)
    return len(parts) == 1 and SECTION.fullmatch(parts[0][0]) is not None


def _extent(lines: list[TextLine], columns: Columns) -> int:
    """How many lines from the first belong to the table."""
    count = 0
    for line in lines:
        if crosses(line, columns.edges) and not _section(line):
            break
        count += 1
    steps = [b.y - a.y for a, b in pairwise(lines[:count])]
    usual = median(steps) if steps else 0.0
    starts = _starts(lines[:count], columns)
    while count > 1 and _is_tail(lines, count - 1, usual, columns, starts):
        count -= 1
    # A gap far wider than any step inside a table ends it.
    for index in range(1, count):
        if lines[index].y - lines[index - 1].y > max(6 * usual, 7 * lines[index].size):
            return index
    return count


def _is_tail(lines: list[TextLine], index: int, usual: float, columns: Columns, starts: list[tuple[str, float] | None]) -> bool:
    """Whether the last line is no part of the table: page number, signature, a line far below."""
    line = lines[index]
    parts = split(line, columns.edges)
    if len(parts) != 1:
        return False
    gap = line.y - lines[index - 1].y
    column, part = next(iter(parts.items()))
    if _is_page_number(line) and column != columns.number:
        return True
    if column == columns.number and is_number(cell_text(part)):
        return False
    dated = column < len(columns.words) and ("时间" in columns.words[column] or "日期" in columns.words[column])
    if gap > max(3.2 * usual, 4.5 * line.size) or _is_signature(lines, index, part, dated=dated):
        return True
    start = starts[column]
    if start is None:
        return False
    where = part.x0 if start[0] == "left" else (part.x0 + part.x1) / 2
    return abs(where - start[1]) > ALIGNED * line.size


def _is_signature(lines: list[TextLine], index: int, part: TextLine, *, dated: bool) -> bool:
    """Whether a line is the date or the name that closes a notice, set to the right."""
    if part.x0 > max(line.x1 for line in lines[:index]):
        return True
    if FULL_DATE.fullmatch(SPACE.sub("", cell_text(part))):
        return not dated
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or not FULL_DATE.fullmatch(SPACE.sub("", cell_text(following))):
        return False
    return abs(following.x0 + following.x1 - part.x0 - part.x1) < 6 * part.size or abs(following.x1 - part.x1) < 2 * part.size


def _starts(lines: list[TextLine], columns: Columns) -> list[tuple[str, float] | None]:
    """Where the lines of each column start, or have their middle, if nearly all agree."""
    found: list[tuple[str, float] | None] = []
    parts = [split(line, columns.edges) for line in lines]
    for column in range(len(columns.edges) - 1):
        mine = [part[column] for part in parts if column in part]
        found.append(None)
        if len(mine) < 4:
            continue
        for kind, values in (("left", [p.x0 for p in mine]), ("middle", [(p.x0 + p.x1) / 2 for p in mine])):
            centre = median(values)
            near = sum(1 for value in values if abs(value - centre) <= 0.4 * mine[0].size)
            if near >= 0.8 * len(values):
                found[-1] = (kind, centre)
                break
    return found


def split(line: TextLine, edges: list[float]) -> dict[int, TextLine]:
    """The parts of a line by column."""
    parts: dict[int, list[Glyph]] = {}
    for glyph in line.glyphs:
        column = sum(1 for edge in edges[1:-1] if glyph.centre > edge)
        parts.setdefault(column, []).append(glyph)
    found: dict[int, TextLine] = {}
    for column, glyphs in parts.items():
        if any(glyph.text.strip() for glyph in glyphs):
            biggest = max(glyphs, key=lambda glyph: glyph.size)
            found[column] = TextLine(glyphs, biggest.y, biggest.size)
    return found


def _table(
    columns: Columns, first: TextLine, lines: list[TextLine], seams: list[float], rows: list[Row], *, runs_on: bool
) -> Table:
    """The table of some lines whose columns are known."""
    width = len(columns.edges) - 1
    bottom = lines[-1].y if lines else first.y
    cells: list[CellLine] = []
    for line in lines:
        if _section(line) and (crosses(line, columns.edges) or columns.number == 0):
            cells.append(CellLine(-1, line.middle, line.size, cell_text(line)))
            continue
        for column, part in split(line, columns.edges).items():
            cells.append(CellLine(column, part.middle, part.size, cell_text(part)))
    for found in assign_rows(cells, columns.number, seams, runs_on=runs_on):
        if found and found[0].column == -1:
            rows.append(Row([[found[0].text]] + [[]] * (width - 1), [False] * width, section=True))
            continue
        texts: list[list[str]] = [[] for _ in range(width)]
        for line_ in found:
            texts[line_.column].append(line_.text)
        rows.append(Row(texts, [False] * width))
    return Table(columns.edges, rows, first.y - first.size, bottom, ruled=False, number=columns.number)
