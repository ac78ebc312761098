"""Headers whose line a copy has damaged: a break within it, none before or behind it, tabs that became blanks.

Rules: a header is mended only where the rows below it, or its words alone, leave no other reading. `headers` imports this.
"""

from __future__ import annotations

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.header_words import all_known, are_several, header_of
from qmparse.parsing.parting import GAP, tab_cells
from qmparse.parsing.roles import header_key, is_word_of_headers, role_of
from qmparse.parsing.tabular import LOST_CELLS, Cell, Cells, Header, Style, row_number
from qmparse.text.characters import BLANKS
from qmparse.text.spans import Passage
from qmparse.text.splitting import split_outside


def with_first_row(style: Style, cells: Cells, i: int, last: int) -> Header | None:
    """A header with the first row run on behind it: the last word of the one and the first cell of the other share a cell."""
    width = (len(cells) + 1) // 2
    if width < 3 or len(cells) % 2 == 0:
        return None
    value, where = cells[width - 1]
    if not isinstance(where, int):
        return None
    # behind an empty column of the header the cell is all the row's
    at = _header_word(value) if cells[width - 2][0] else 0
    word = value[:at].rstrip(BLANKS)
    header = header_of(style, [*cells[: width - 1], (word, where)], i, last, sure=2) if at is not None else None
    if header is None or at is None or header.number_at < 0:
        return None
    rest = value[at:].lstrip(BLANKS)
    header.rest = [(rest, where + len(value) - len(rest)), *cells[width:]]
    return header if row_number(header.rest[header.number_at][0]) is not None else None


def with_first_row_between_pipes(cells: Cells, i: int) -> Header | None:
    """A header with the first row run on behind it: | 序号 | 活动内容 | 主办单位 || 1 | 举办论坛 | 市教委 |"""
    width = next((j for j, (value, _) in enumerate(cells) if not value), 0)
    header = header_of(Style.PIPE, cells[:width], i, i, sure=2) if 2 < width == len(cells) - width - 1 else None
    if header is None or header.number_at < 0 or row_number(cells[width + 1 + header.number_at][0]) is None:
        return None
    header.rest = cells[width + 1 :]
    return header


def behind_caption(style: Style, cells: Cells, i: int, last: int) -> Header | None:
    """A header run on behind the caption of its table: …活动安排表序号 | 活动内容 | 主办单位."""
    value, where = cells[0]
    if value[-2:] not in _NUMBER_WORDS or len(value) < 6 or not isinstance(where, int):
        return None
    header = header_of(style, [(value[-2:], where + len(value) - 2), *cells[1:]], i, last, sure=2)
    return header if header and all_known(header) else None


_NUMBER_WORDS = ("序号", "编号", "项次")


def parted_words(draft: Draft, cells: Cells, last: int) -> Cells:
    """The cells of a header, those parted in which a tab became a blank: the rows below have as many more."""
    several = [cell for cell in cells if are_several(cell)]
    if not several:
        return cells
    parted = [part for cell in cells for part in (_words(cell) if cell in several else [cell])]
    rows = [line.index for line in draft.lines[last + 1 : last + 4] if "\t" in line.text]
    return parted if rows and len(tab_cells(draft, rows[0])[0]) == len(parted) else cells


def _words(cell: Cell) -> Cells:
    """The words of a cell, each as a cell."""
    value, where = cell
    if not isinstance(where, int):
        return [cell]
    return [(value[a:b], where + a) for a, b in split_outside(value, GAP)]


def over_two_lines(draft: Draft, cells: Cells, i: int) -> Header | None:
    """A header that a break cuts within a word or beside one: all its words are known once it is joined."""
    below = draft.lines[i + 1] if i + 1 < len(draft.lines) else None
    if below is None or not below.text or not cells[0][0] or role_of(header_key(cells[0][0])) is None:
        return None
    more = tab_cells(draft, below.index)[0] if "\t" in draft.text[below.start : below.end] else [(below.text, below.a)]
    (one, start), (other, at) = cells[-1], more[0]
    if (
        (len(more) > 1 and not is_word_of_headers(header_key(more[-1][0])))
        or not isinstance(start, int)
        or not isinstance(at, int)
    ):
        return None
    word: Cell = (one, start) if not other else (other, at)
    if one and other:
        passage = Passage(draft.text, [(start, start + len(one)), (at, at + len(other))])
        word = passage.text, passage
    header = header_of(Style.TAB, [*cells[:-1], word, *more[1:]], i, below.index)
    if header is None or len(header.cells) < 3 or not all(map(is_word_of_headers, header.keys)):
        return None
    # the rows are as wide as the whole, and not a header printed again
    rows = [line.index for line in draft.lines[below.index + 1 : below.index + 4] if "\t" in line.text]
    return header if rows and len(tab_cells(draft, rows[0])[0]) == len(header.cells) else None


def _header_word(value: str) -> int | None:
    """How many characters of a value are a header word that something follows, the longest that it begins with."""
    return next((at for at in range(min(len(value) - 1, 12), 1, -1) if is_word_of_headers(header_key(value[:at]))), None)


def in_style_of_rows(draft: Draft, header: Header | None) -> Header | None:
    """The header in the style of the row below it, where its own tabs became blanks or were lost."""
    if header is None:
        return None
    below = [line for line in draft.lines[header.last + 1 : header.last + 5] if "\t" in line.text][:2]
    same = any(0 <= len(tab_cells(draft, line.index)[0]) - len(header.cells) <= LOST_CELLS for line in below)
    return attrs.evolve(header, style=Style.TAB) if same else header
