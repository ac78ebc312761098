"""Headers of tables, in any style, and headers printed again.

Rules: a header is a line of which most cells are known header words; glued words (序号活动内容时间) are told by a
list of such words; one word a line is a header from three on. `tables` and `stacked` import this.
"""

from __future__ import annotations

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import GAP, WIDE_GAP, bare_cell, begins_quoted, line_cell, pipe_cells, split_cells, tab_cells
from qmparse.parsing.roles import header_key, is_word_of_headers, role_of, table_roles
from qmparse.parsing.tabular import LOST_CELLS, MARKED, RULE, Cell, Cells, Header, Style, row_number
from qmparse.records import ColumnRole
from qmparse.text.characters import BLANKS, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage
from qmparse.text.splitting import split_outside

_SCORES = pattern("考核|评分|分值|得分|扣分|评价指标|标准分|权重")


NUMBER_START = pattern(r"[\d０-９]{1,4}(?=[^\d０-９]|$)")


def header_at(draft: Draft, i: int) -> Header | None:
    """The header that begins at a line, in any style."""
    line = draft.lines[i]
    text = line.text
    if not text or len(text) > 160:
        return None
    raw = draft.text[line.start : line.end]
    # tabs behind a line alone part nothing
    if "\t" in text or raw[:1] == "\t" or begins_quoted(draft, line):
        cells, last = tab_cells(draft, i)
        cells = _parted_words(draft, cells, last)
        return (
            _over_two_lines(draft, cells, last)
            or _behind_caption(cells, i, last)
            or _with_second_line(draft, header_of(Style.TAB, cells, i, last))
            or _with_first_row(Style.TAB, cells, i, last)
        )
    if "|" in text or "｜" in text:
        cells = [cell for cell in pipe_cells(line) if not cell[0] or not RULE.match(cell[0])]
        if sum(bool(value) for value, _ in cells) > 1:
            header = _with_second_line(draft, header_of(Style.PIPE, cells, i, i))
            return header or _with_first_row_between_pipes(cells, i)
        return _stacked_header(draft, i) if len(text) <= 14 else None
    if text[-1] in "。；：:" or (len(text) > 60 and "，" in text):
        return None
    if len(GAP.findall(text)) > 1:
        wide = split_cells(line, WIDE_GAP)
        if any(map(_are_several, wide)):
            wide = []
        for style, cells in ((Style.BLANKS, wide), (Style.BLANK, split_cells(line, GAP) if len(text) < 80 else [])):
            header = _in_style_of_rows(draft, header_of(style, cells, i, i)) if len(cells) > 2 else None
            if header and (header.style is Style.TAB or _all_known(header)):
                return header
        if header := _with_first_row(Style.BLANKS, wide, i, i):
            return header
    if len(text) <= 8:
        return _stacked_header(draft, i)
    return _in_style_of_rows(draft, _glued_header(line, i)) if len(text) <= 60 else None


def _are_several(cell: Cell) -> bool:
    """Whether a cell holds words of several columns, parted by single blanks: 序号　活动内容."""
    words = GAP.split(cell[0]) if len(cell[0]) < 24 else []
    roles = {role_of(header_key(word)) for word in words}
    return len(roles) == len(words) > 1 and None not in roles


def header_of(style: Style, cells: Cells, first: int, last: int, sure: int = 1) -> Header | None:
    """A header of these cells, if most of them are header words, and `sure` of them are nothing but such words."""
    keys = [header_key(value) for value, _ in cells]
    printed = [key for key in keys if key]
    known = sum(role_of(key) is not None for key in printed)
    if known < 2 or known * 2 < len(printed) or any(len(key) > 20 for key in printed):
        return None
    # one word in every cell is a merged heading: 重点活动
    if len({*printed}) < 2 or any(key.isdecimal() for key in printed) or sum(map(is_word_of_headers, printed)) < sure:
        return None
    return Header(style, cells, keys, table_roles(keys), first, last)


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
        second, last = (pipe_cells(line), line.index) if "|" in line.text or "｜" in line.text else ([], 0)
    first: Cells = [*header.cells, *[("", line.start)] * (len(second) - len(header.cells))]
    parted = [j for j, (value, _) in enumerate(second) if value]
    if len(second) != len(first) or len(parted) < 2 or not all(role_of(header_key(second[j][0])) for j in parted):
        return header
    # one merged cell is parted, all others have their words above
    if parted != [*range(parted[0], parted[-1] + 1)] or not first[parted[0]][0] or any(first[j][0] for j in parted[1:]):
        return header
    cells = [low if low[0] else high for high, low in zip(first, second, strict=True)]
    return header_of(header.style, cells, header.first, last) or header


def _with_first_row(style: Style, cells: Cells, i: int, last: int) -> Header | None:
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


def _with_first_row_between_pipes(cells: Cells, i: int) -> Header | None:
    """A header with the first row run on behind it: | 序号 | 活动内容 | 主办单位 || 1 | 举办论坛 | 市教委 |"""
    width = next((j for j, (value, _) in enumerate(cells) if not value), 0)
    header = header_of(Style.PIPE, cells[:width], i, i, sure=2) if 2 < width == len(cells) - width - 1 else None
    if header is None or header.number_at < 0 or row_number(cells[width + 1 + header.number_at][0]) is None:
        return None
    header.rest = cells[width + 1 :]
    return header


def _behind_caption(cells: Cells, i: int, last: int) -> Header | None:
    """A header run on behind the caption of its table: …活动安排表序号 | 活动内容 | 主办单位."""
    value, where = cells[0]
    if value[-2:] not in _NUMBER_WORDS or len(value) < 6 or not isinstance(where, int):
        return None
    header = header_of(Style.TAB, [(value[-2:], where + len(value) - 2), *cells[1:]], i, last, sure=2)
    return header if header and _all_known(header) else None


_NUMBER_WORDS = ("序号", "编号", "项次")


def _parted_words(draft: Draft, cells: Cells, last: int) -> Cells:
    """The cells of a header, those parted in which a tab became a blank: the rows below have as many more."""
    several = [cell for cell in cells if _are_several(cell)]
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


def _over_two_lines(draft: Draft, cells: Cells, i: int) -> Header | None:
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


def _in_style_of_rows(draft: Draft, header: Header | None) -> Header | None:
    """The header in the style of the row below it, where its own tabs became blanks or were lost."""
    if header is None:
        return None
    below = [line for line in draft.lines[header.last + 1 : header.last + 5] if "\t" in line.text][:2]
    same = any(0 <= len(tab_cells(draft, line.index)[0]) - len(header.cells) <= LOST_CELLS for line in below)
    return attrs.evolve(header, style=Style.TAB) if same else header


def _all_known(header: Header) -> bool:
    return sum(role_of(key) is None for key in header.keys) <= 1 and role_of(header.keys[0]) is not None


def is_score_sheet(header: Header) -> bool:
    """Whether a table gives marks instead of a schedule."""
    return any(_SCORES.search(key) for key in header.keys)


def _stacked_header(draft: Draft, i: int) -> Header | None:
    """Header words one to a line, at least three, the first of them 序号 or the like."""
    cells: Cells = []
    last = i
    for line in draft.lines[i : i + 16]:
        text, where = line_cell(line)
        if not text:
            break
        key = header_key(text)
        if MARKED.match(text) or len(key) > 12 or key.isdecimal() or (role_of(key) is None and not cells):
            break
        words = _glued_words(text) if role_of(key) is None else []
        if role_of(key) is None and not words and len(cells) >= 2 and not _header_goes_on(draft, line.index + 1):
            break
        cells += [(text[a:b], where + a) for a, b in words] or [(text, where)]
        last = line.index
    header = header_of(Style.LINES, cells, i, last) if len(cells) >= 3 else None
    if header is None or not _all_known(header):
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


_GLUED_WORDS = pattern(
    "(序号|编号|活动内容|活动名称|活动项目|活动主题|主要内容|项目名称|工作任务|活动时间|举办时间|完成时限|完成时间|时间安排|活动地点|举办地点|地点|时间|日期"
    "|牵头责任单位|牵头单位|牵头部门|责任单位|责任部门|主办单位|承办单位|协办单位|配合单位|配合部门|支持单位|指导单位|参加单位|参与单位|组织单位|实施单位|负责单位"
    "|联系人及电话|联系人|联系电话|联系方式|备注|类别|活动|项目|内容|单位)"
)


def _glued_header(line: Line, i: int) -> Header | None:
    """Header words run together: 序号活动内容时间牵头单位."""
    parts = _glued_words(line.text)
    if len(parts) < 3:
        return None
    cells: Cells = [(line.text[a:b], line.a + a) for a, b in parts]
    header = header_of(Style.NONE, cells, i, i)
    return header if header and header.roles[0] is ColumnRole.NUMBER else None


def _glued_words(text: str) -> list[tuple[int, int]]:
    """The header words that a text is made of, with nothing between them."""
    if not _GLUED_WORDS.match(text):
        return []
    parts = [(m.start(), m.end()) for m in _GLUED_WORDS.finditer(text)]
    return parts if sum(b - a for a, b in parts) == len(text) else []


def glued_number(value: str, before: int | None) -> tuple[int, int] | None:
    """The number that begins a glued row, and how many characters print it: the running sequence decides.

    >>> glued_number("530名学生参观", 4), glued_number("1018家企业", 9), glued_number("1举办", None)
    ((5, 1), (10, 2), (1, 1))
    """
    match = NUMBER_START.match(value)
    if not match:
        return None
    digits = fold(match.group())
    following = str((before or 0) + 1)
    if digits.startswith(following):
        return int(following), len(following)
    return int(digits), len(digits)


def same_roles(header: Header, other: Header) -> list[int] | None:
    """Which column of a header each of another is, where other words name the same roles, each once."""
    roles = {role: j for j, role in enumerate(header.roles)}
    if ColumnRole.OTHER in roles or not len(roles) == len(header.roles) == len(other.roles) or roles.keys() != set(other.roles):
        return None
    return [roles[role] for role in other.roles]


def header_again(header: Header, cells: Cells) -> list[int] | None:
    """Which column of the header each cell is, where the row is the header printed again."""
    keys = [header_key(value) for value, _ in cells]
    while keys and not keys[-1] and len(keys) > len(header.keys):
        keys.pop()
    if abs(len(keys) - len(header.keys)) > 1:
        return None
    same = sum(key in header.keys for key in keys if key)
    known = sum(role_of(key) is not None for key in keys)
    if same * 2 <= len(header.keys) or known + same < len(keys) or any(key.isdecimal() for key in keys):
        return None
    places = {key: j for j, key in reversed([*enumerate(header.keys)])}
    # a word that the first header does not print stands for the one of its role that this one does not print
    left = [j for j, key in enumerate(header.keys) if key not in keys]
    for j, key in enumerate(keys):
        if key not in places:
            like = [i for i in left if header.roles[i] is role_of(key)]
            places[key] = like[0] if len(like) == 1 else min(j, len(header.keys) - 1)
    return [places[key] for key in keys]
