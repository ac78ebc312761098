"""Where headers of tables stand, in any style of row.

Rules: a header's cells are told by `header_words`; glued words (序号活动内容时间) are one in a text without blanks; one
word a line is a header from three on; what a copy damaged is the business of `damaged_headers`. The modules
that find tables import this.
"""

from __future__ import annotations

from qmparse.parsing.damaged_headers import (
    behind_caption,
    in_style_of_rows,
    over_two_lines,
    parted_words,
    with_first_row,
    with_first_row_between_pipes,
)
from qmparse.parsing.draft import Draft
from qmparse.parsing.fitting import is_time
from qmparse.parsing.glued import glued_words
from qmparse.parsing.header_words import all_known, are_several, header_of
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import (
    GAP,
    WIDE_GAP,
    bare_cell,
    begins_quoted,
    line_cell,
    pipe_cells,
    split_cells,
    tab_cells,
)
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.tabular import MARKED, RULE, Cells, Header, Style
from qmparse.records import ColumnRole
from qmparse.text.characters import PIPES, has_pipes


def header_at(draft: Draft, i: int) -> Header | None:
    """The header that begins at a line, in any style."""
    line = draft.lines[i]
    text = line.text
    if not text or len(text) > 160:
        return None
    # tabs behind a line alone part nothing
    if "\t" in text or draft.text[line.start] == "\t" or begins_quoted(draft, line):
        return _parted_by_tabs(draft, i)
    if has_pipes(text):
        return _parted_by_pipes(draft, line)
    if text[-1] in "。；：;:" or (len(text) > 60 and ("，" in text or "," in text)):
        return None
    if len(text.split()) > 2 and len(GAP.findall(text)) > 1 and (header := _parted_by_blanks(draft, line)):
        return header
    if len(text) <= 8:
        return _stacked_header(draft, i)
    return in_style_of_rows(draft, _glued_header(line, i)) if len(text) <= 60 else None


def _parted_by_tabs(draft: Draft, i: int) -> Header | None:
    cells, last = tab_cells(draft, i)
    cells = parted_words(draft, cells, last)
    return (
        over_two_lines(draft, cells, last)
        or behind_caption(Style.TAB, cells, i, last)
        or _with_second_line(draft, header_of(Style.TAB, cells, i, last))
        or with_first_row(Style.TAB, cells, i, last)
    )


def _parted_by_pipes(draft: Draft, line: Line) -> Header | None:
    i = line.index
    cells = [cell for cell in pipe_cells(line) if not cell[0] or not RULE.match(cell[0])]
    if sum(bool(value) for value, _ in cells) > 1:
        header = _with_second_line(draft, header_of(Style.PIPE, cells, i, i))
        return header or with_first_row_between_pipes(cells, i)
    return _stacked_header(draft, i) if len(line.text) <= 14 else None


def _parted_by_blanks(draft: Draft, line: Line) -> Header | None:
    i = line.index
    wide = _whole_words(line, split_cells(line, WIDE_GAP))
    if any(map(are_several, wide)):
        wide = []
    for style, cells in ((Style.BLANKS, wide), (Style.BLANK, split_cells(line, GAP) if len(line.text) < _MANY else [])):
        header = in_style_of_rows(draft, header_of(style, cells, i, i)) if len(cells) > 2 else None
        if header and (header.style is Style.TAB or all_known(header) or _row_agrees(draft, header)):
            return header
    single = split_cells(line, GAP) if len(line.text) < _MANY else []
    return (
        with_first_row(Style.BLANKS, wide, i, i)
        or with_first_row(Style.BLANK, single, i, i)
        or (behind_caption(Style.BLANK, single, i, i) if single else None)
    )


def _row_agrees(draft: Draft, header: Header) -> bool:
    """Whether the line below a header of some unknown words has as many cells, and a date under the word for it."""
    below = draft.lines[header.last + 1] if header.last + 1 < len(draft.lines) else None
    if header.style is not Style.BLANKS or below is None or ColumnRole.PERIOD not in header.roles:
        return False
    cells = split_cells(below, WIDE_GAP)
    return len(cells) == len(header.cells) and is_time(cells[header.roles.index(ColumnRole.PERIOD)][0])


def _whole_words(line: Line, cells: Cells) -> Cells:
    """The cells of a header, those of two characters that a wide gap parts made one: 日    期."""
    whole: Cells = []
    for value, where in cells:
        if whole and len(value) == len(whole[-1][0]) == 1 and role_of(whole[-1][0] + value) is not None:
            start, end = whole.pop()[1], where + len(value) if isinstance(where, int) else 0
            assert isinstance(start, int)
            value, where = line.text[start - line.a : end - line.a], start
        whole.append((value, where))
    return whole


#: a line of cells that single blanks part is shorter
_MANY = 80


def _with_second_line(draft: Draft, header: Header | None) -> Header | None:
    """A header with the words of the line below it, where that parts a cell merged over several columns.

    序号 | 活动内容 | 责任分工 |
         |          | 牵头单位 | 配合单位
    """
    if header is None or header.last + 1 >= len(draft.lines):
        return header
    line = draft.lines[header.last + 1]
    if header.style is Style.TAB:
        second, last = tab_cells(draft, line.index) if "\t" in draft.text[line.start : line.end] else ([], 0)
    else:
        edged = draft.lines[header.first].text.startswith(PIPES)
        second, last = (pipe_cells(line, edged), line.index) if has_pipes(line.text) else ([], 0)
    first: Cells = [*header.cells, *[("", line.start)] * (len(second) - len(header.cells))]
    parted = [j for j, (value, _) in enumerate(second) if value]
    if len(second) != len(first) or len(parted) < 2 or not all(role_of(header_key(second[j][0])) for j in parted):
        return header
    # one merged cell is parted, all others have their words above
    if parted != [*range(parted[0], parted[-1] + 1)] or not first[parted[0]][0] or any(first[j][0] for j in parted[1:]):
        return header
    cells = [low if low[0] else high for high, low in zip(first, second, strict=True)]
    return header_of(header.style, cells, header.first, last) or header


def _stacked_header(draft: Draft, i: int) -> Header | None:
    """Header words one to a line, at least three, the first of them 序号 or the like."""
    cells: Cells = []
    last = i
    for line in draft.lines[i : i + 16]:
        text, where = line_cell(line)
        if not text:
            if len(cells) > 1 and _header_goes_on(draft, line.index + 1):
                continue
            break
        key = header_key(text)
        if MARKED.match(text) or len(key) > 12 or key.isdecimal() or (role_of(key) is None and not cells):
            break
        words = glued_words(text) if role_of(key) is None else []
        if role_of(key) is None and not words and len(cells) >= 2 and not _header_goes_on(draft, line.index + 1):
            break
        cells += [(text[a:b], where + a) for a, b in words] or [(text, where)]
        last = line.index
    header = header_of(Style.LINES, cells, i, last) if len(cells) >= 3 else None
    if header is None or not all_known(header):
        return None
    if header.roles[0] in (ColumnRole.NUMBER, ColumnRole.GROUP):
        return header
    return header if len(cells) >= 4 and all(role_of(key) for key in header.keys) else None


def _header_goes_on(draft: Draft, i: int) -> bool:
    """Whether the next line is a header word or the first number."""
    if i >= len(draft.lines):
        return False
    text = bare_cell(draft.lines[i].text)
    return role_of(header_key(text)) is not None or text.isdecimal()


def _glued_header(line: Line, i: int) -> Header | None:
    """Header words run together: 序号活动内容时间牵头单位."""
    parts = glued_words(line.text)
    if len(parts) < 3:
        return None
    cells: Cells = [(line.text[a:b], line.a + a) for a, b in parts]
    header = header_of(Style.NONE, cells, i, i)
    return header if header and header.roles[0] is ColumnRole.NUMBER else None
