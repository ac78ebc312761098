"""A line of a table -> its cells: parted by tabs (quoted as spreadsheets do), pipes, or blanks.

Rules: white space round a cell belongs to none; brackets and quotes are never parted by blanks. The modules
that find, collect and read rows import this.
"""

from __future__ import annotations

import re

from qmparse.parsing.draft import Draft
from qmparse.parsing.lines import Line
from qmparse.parsing.tabular import Cell, Cells
from qmparse.text.characters import BLANKS, PIPES
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, place
from qmparse.text.splitting import split_outside

_B = re.escape(BLANKS)
WIDE_GAP = pattern(rf"[{_B}]{{2,}}")


#: a blank within a date: 5 月 12 日 至 15 日, 2019 年
_WITHIN_DATE = "|".join(
    [
        rf"(?<=\d)[{_B}](?=月(?:[{_B}\d上中下初底末份]|$))",
        rf"(?<=\d{{4}})[{_B}](?=年)",
        rf"(?<=[年月])[{_B}](?=\d{{1,2}}[{_B}]?[月日号])",
        *[rf"(?<=月{before})[{_B}](?=[日号])" for before in (r"\d", r"\d\d", rf"[{_B}]\d", rf"[{_B}]\d\d")],
        *[rf"(?<=[-—－～~至到]{before})[{_B}](?=[日号])" for before in (r"\d", r"\d\d", rf"[{_B}]\d", rf"[{_B}]\d\d")],
        rf"(?<=[日号])[{_B}](?=[-—－～~至到][{_B}]?\d)",
        rf"(?<=[日号][-—－～~至到])[{_B}](?=\d)",
    ]
)
# a blank is looked for first, for most characters are none
GAP = pattern(rf"(?=[{_B}])(?!{_WITHIN_DATE})[{_B}]+")


#: blanks that are no border between cells
_INNER = re.escape(BLANKS.replace("\t", ""))
_PIPE = pattern(r"(?<!\\)\||[｜│┃]")
QUOTED = pattern(rf'[{_INNER}]*"((?:[^"\t]|"")*+)"[{_INNER}]*(?=[\t\r\n]|$)')


#: how far a quoted cell may reach
QUOTE_REACH = 4000


def begins_quoted(draft: Draft, line: Line) -> bool:
    """Whether a line begins with a quoted cell, which may hold breaks, and a tab follows that."""
    if line.text[:1] != '"':
        return False
    match = QUOTED.match(draft.text, line.start, line.start + QUOTE_REACH)
    return match is not None and draft.text[match.end() : match.end() + 1] == "\t"


def tab_cells(draft: Draft, i: int) -> tuple[Cells, int]:
    """The cells of a tab-separated row that begins at a line, and its last line: a quoted cell may hold breaks."""
    line = draft.lines[i]
    if '"' in draft.text[line.start : line.end]:
        return _quoted_cells(draft, line)
    return plain_cells(draft, line), i


def plain_cells(draft: Draft, line: Line) -> Cells:
    """The cells of a line that tabs alone part."""
    cells: Cells = []
    strip = draft.strip
    at = line.start
    for cell in draft.text[at : line.end].split("\t"):
        value = strip(cell)
        if value == cell:
            cells.append((value, at))
        else:
            cells.append((value, at + len(cell) - len(cell.lstrip(BLANKS))))
        at += len(cell) + 1
    return cells


def _quoted_cells(draft: Draft, line: Line) -> tuple[Cells, int]:
    """Cells as spreadsheets copy them: "…" may hold breaks, and "" in it is one quote."""
    text = draft.text
    cells: Cells = []
    at, i = line.start, line.index
    while True:
        end = draft.lines[i].end
        match = QUOTED.match(text, at, at + QUOTE_REACH)
        if match and not ("\n" in match[1] and "\t" in match[1]):
            cells.append(_unquoted(draft, match.start(1), match.end(1)))
            while draft.lines[i].end < match.end():
                i += 1
            stop = match.end()
        else:
            stop = text.find("\t", at, end)
            stop = end if stop < 0 else stop
            value = text[at:stop].strip(BLANKS)
            lead = len(text[at:stop]) - len(text[at:stop].lstrip(BLANKS)) if value else 0
            cells.append((value, at + lead))
        if stop >= draft.lines[i].end or text[stop] != "\t":
            return cells, i
        at = stop + 1


def _unquoted(draft: Draft, start: int, end: int) -> Cell:
    """What a quoted cell holds; each "" is one quote, breaks stay."""
    raw = draft.text[start:end]
    value = raw.strip(BLANKS + "\r\n")
    start += len(raw) - len(raw.lstrip(BLANKS + "\r\n"))
    end = start + len(value)
    if '""' not in value and "\n" not in value and "\r" not in value:
        return value, start
    pieces = []
    at = start
    while (double := draft.text.find('""', at, end)) >= 0:
        pieces.append((at, double + 1))
        at = double + 2
    pieces.append((at, end))
    passage = Passage(draft.text, pieces)
    return passage.text, passage


def pipe_cells(line: Line, edged: bool | None = None) -> Cells:
    """The cells of a row with pipes; a pipe at either end parts nothing where the table's rows have `edged` ends.

    Where that is not known, a closing pipe without one that opens parts an empty cell from the others.
    """
    text = line.text
    start, end = 0, len(text)
    if edged is not False:
        start = int(text.startswith(PIPES))
        if (edged or start) and end > start and text.endswith(PIPES) and not text.endswith("\\|"):
            end -= 1
    cells: Cells = []
    at = line.a + start
    # a backslash before a pipe makes it part of its cell
    for cell in _PIPE.split(line.text[start:end]):
        value = cell.strip(BLANKS)
        cells.append((value, at + len(cell) - len(cell.lstrip(BLANKS)) if value else at))
        at += len(cell) + 1
    return cells


def bare_cell(text: str) -> str:
    """A line that is one cell, without the pipes at its ends: `市教育局 |`."""
    return text.strip("".join(PIPES) + BLANKS)


def line_cell(line: Line) -> tuple[str, int]:
    """A line as one cell."""
    text = bare_cell(line.text)
    return text, line.a + (len(line.text) - len(line.text.lstrip("".join(PIPES) + BLANKS)) if text else 0)


def split_cells(line: Line, gap: re.Pattern[str]) -> Cells:
    """The cells of a line parted by blanks outside brackets and quotes."""
    return [(line.text[a:b], line.a + a) for a, b in split_outside(line.text, gap)]


def join_cells(draft: Draft, first: Cell, second: Cell, *, listed: bool = False) -> Cell:
    """Two parts of one cell as one value; of a list that goes on it is not told."""
    pieces: list[tuple[int, int]] = []
    for value, where in (first, second):
        span, parts = place(where, 0, len(value))
        pieces += [(p.start, p.end) for p in parts] or [(span.start, span.end)]
    passage = Passage(draft.text, pieces)
    if not (listed and first[0].endswith("、")):
        draft.note("joined-text", pieces[0][0], pieces[-1][1], "this cell was joined over a break")
    return passage.text, passage
