"""What each line within a table is: a row, a header or a heading again, furniture, or the end of the table.

Rules: a line is told by its cells, by the row before it and by the line ahead; nothing is read in it. The modules
that collect rows import this.
"""

from __future__ import annotations

from collections.abc import Callable

from qmparse.parsing.draft import Draft
from qmparse.parsing.header_words import header_again, header_of, same_roles
from qmparse.parsing.headers import header_at
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import GAP, WIDE_GAP, join_cells, split_cells
from qmparse.parsing.periods import read_issue_date
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.tabular import LOST_CELLS, MARKED, RULE, Cell, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.parsing.units import looks_like_unit
from qmparse.records import ColumnRole
from qmparse.text.characters import STRAY, fold, squeeze
from qmparse.text.patterns import pattern

#: reads the cells of the row at a line, and its last line; None where there is no row
Reader = Callable[[int], tuple[Cells, int] | None]


def row_at(draft: Draft, header: Header, read: Reader, i: int, table: Table, last_number: int | None) -> Row | None:
    """What the line at i is in this table; None where the table ends before it."""
    line = draft.lines[i]
    found = read(i)
    if found is None:
        return _between_rows(draft, header, read, i, table, last_number)
    cells, last = found
    if last == i and header.first == header.last and line.text == draft.lines[header.first].text:
        return Row(Kind.HEADER, cells, i, i, [*range(len(cells))])
    if _begins_another(draft, header, read, cells, last, last_number):
        return None
    at = header.number_at
    if (heading := _numbered_heading(draft, header, read, cells, last)) is not None:
        return Row(Kind.GROUP, [heading], i, last)
    number = row_number(cells[at][0]) if len(cells) > at >= 0 and not MARKED.match(cells[at][0]) else None
    if number is not None:
        alone = len(cells) > 1 and not any(value for j, (value, _) in enumerate(cells) if j != at)
        past = last_number is not None and number <= last_number
        page = alone and (past or _numbers_a_page(draft, header, read, i, number))
        return Row(Kind.FURNITURE, [], i, last) if page else Row(Kind.ROW, cells, i, last)
    if header.style is Style.PIPE and RULE.match(line.text):
        return Row(Kind.FURNITURE, [], i, i)
    if header.last > header.first and (whole := header_at(draft, i)) and whole.keys == header.keys:
        return Row(Kind.HEADER, whole.cells, i, whole.last, [*range(len(whole.cells))])
    if len(cells) > 1 and (again := header_again(header, cells)) is not None:
        return Row(Kind.HEADER, cells, i, last, again)
    if (
        header.style in (Style.TAB, Style.PIPE)
        and len(cells) > 1
        and (other := header_of(header.style, cells, i, last, sure=2))
    ):
        between = draft.lines[table.last + 1 : i]
        if between and not any(line.furniture for line in between):
            return None
        order = same_roles(header, other)
        return Row(Kind.HEADER, cells, i, last, order) if order else None
    if len(cells) > 1 and line.furniture:
        return Row(Kind.FURNITURE, [], i, last)
    if len(cells) > 1 and (ANNEX_LABEL.fullmatch(line.text) or _signs(draft, cells, last)):
        return None
    if len(cells) > 1 and _is_caption_row(draft, read, cells, header, last):
        return Row(Kind.CAPTION, [], i, last) if printed_before(draft, table, cells[0][0]) else None
    if not any(value for value, _ in cells):
        return Row(Kind.FURNITURE, [], i, last)
    if _is_total(cells):
        return Row(Kind.FURNITURE, cells, i, last)
    if _is_group_row(header, cells):
        return Row(Kind.GROUP, [cell for cell in cells if cell[0]], i, last)
    return Row(Kind.ROW, cells, i, last)


#: what stands above an annex and ends a table
ANNEX_LABEL = pattern(r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,3}\s*(?:[：:].{0,40})?")


def _signs(draft: Draft, cells: Cells, last: int) -> bool:
    """Whether the first cell of a row, alone in it, is a date of issue, or the issuer above one."""
    if not cells[0][0] or any(value for value, _ in cells[1:]):
        return False
    if _is_date(cells[0][0]):
        return True
    ahead = _next_printed(draft, last + 1)
    return ahead is not None and looks_like_unit(cells[0][0]) and _is_date(draft.lines[ahead].text)


def _is_date(text: str) -> bool:
    """Whether a text is a date of issue and nothing else."""
    return len(squeeze(text)) <= _LONGEST_DATE and read_issue_date(text) is not None


#: 二○一九年十二月二十一日
_LONGEST_DATE = 13


def _is_caption_row(draft: Draft, read: Reader, cells: Cells, header: Header, last: int) -> bool:
    """Whether the first cell of a row, alone in it, stands right above a header: spreadsheets print captions so."""
    if not cells[0][0] or MARKED.match(cells[0][0]) or any(value for value, _ in cells[1:]):
        return False
    ahead = _next_printed(draft, last + 1)
    following = read(ahead) if ahead is not None else None
    if ahead is None or following is None:
        return False
    return header_again(header, following[0]) is not None or header_at(draft, ahead) is not None


_TOTAL = pattern("(?:合|小|总|共)计[：:]?")


def _is_total(cells: Cells) -> bool:
    """Whether a row counts those above it: 合计 | 23项."""
    return _TOTAL.fullmatch(squeeze(next(value for value, _ in cells if value))) is not None


def _begins_another(draft: Draft, header: Header, read: Reader, cells: Cells, last: int, last_number: int | None) -> bool:
    """Whether a row heads another table: it names a column that this one lacks, and the numbers or the rules begin again."""
    if header.style not in (Style.TAB, Style.PIPE) or not header_of(header.style, cells, last, last, sure=2):
        return False
    keys = [key for value, _ in cells if (key := header_key(value)) and key not in header.keys]
    if not any((role_of(key) or ColumnRole.OTHER) not in header.roles for key in keys):
        return False
    lines = draft.lines
    ahead = next((line.index for line in lines[last + 1 : last + 4] if line.text and not RULE.match(line.text)), None)
    following = read(ahead) if ahead is not None and last_number is not None else None
    at = header.number_at
    number = row_number(following[0][at][0]) if following is not None and len(following[0]) > at >= 0 else None
    if number is not None and last_number is not None and number != 1:
        # the numbers run on: the header only has other words
        return False
    ruled = header.style is Style.PIPE and all(
        k < len(lines) and "-" in lines[k].text and RULE.match(lines[k].text) for k in (header.last + 1, last + 1)
    )
    return ruled or number == 1


_HAN_NUMBER = pattern(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")


def _numbered_heading(draft: Draft, header: Header, read: Reader, cells: Cells, last: int) -> Cell | None:
    """A heading among rows of Arabic numbers, whose own Chinese one stands in their column: 一 | 市级活动."""
    at, printed = header.number_at, [cell for cell in cells if cell[0]]
    if not (len(cells) > at >= 0 and len(printed) == 2 < len(header.cells)):
        return None
    if printed[0] is not cells[at] or not _HAN_NUMBER.fullmatch(printed[0][0]):
        return None
    ahead = _next_printed(draft, last + 1)
    following = read(ahead) if ahead is not None else None
    if following is None or not (len(following[0]) > at and following[0][at][0][:1].isdecimal()):
        return None
    return printed[1]


def _is_group_row(header: Header, cells: Cells) -> bool:
    """One printed cell in a row of several, which is no number: a heading among the rows."""
    printed = [(j, value) for j, (value, _) in enumerate(cells) if value]
    if len(printed) == 1:
        value = printed[0][1]
        if row_number(value) is not None or len(cells) < 2:
            return False
        if header.roles[0] in (ColumnRole.NUMBER, ColumnRole.GROUP):
            # the rest of a row that a merged cell covers is no heading
            return printed[0][0] == 0 or (MARKED.match(value) is not None and printed[0][0] < 2)
        # in a table that begins with a time, 上午 alone is a heading; an activity alone is a cut row
        heads = header.roles[0] is ColumnRole.PERIOD and printed[0][0] == 0 and not any(char.isdigit() for char in value)
        return heads or MARKED.match(value) is not None
    # a merged heading, filled over its columns
    return len(printed) == len(cells) > 2 and len({value for _, value in printed}) == 1


def _between_rows(draft: Draft, header: Header, read: Reader, i: int, table: Table, last_number: int | None) -> Row | None:
    """A line that is no row: furniture, a caption again, a heading, a cut row; else the table ends."""
    line = draft.lines[i]
    text = line.text
    if header.first == header.last and squeeze(text) == squeeze(draft.lines[header.first].text):
        return Row(Kind.HEADER, header.cells, i, i, [*range(len(header.cells))])
    adjacent = table.last == i - 1
    value = row_number(line.text)
    if adjacent and table.rows and value is not None and last_number is not None and value == last_number + 1:
        if not _numbers_a_page(draft, header, read, i, value):
            return Row(Kind.ROW, [(text, line.a)], i, i)
    if line.furniture:
        return Row(Kind.FURNITURE, [], i, i)
    if RULE.match(text):
        return Row(Kind.FURNITURE, [], i, i)
    wanted = _next_number(draft, read, header, i) if last_number is None else last_number + 1
    if row := _without_gaps(draft, header, read, line, wanted):
        return row
    if last_number is not None and (row := _without_marks(draft, header, read, line, last_number + 1)):
        return row
    ahead = _next_printed(draft, i + 1)
    if ahead is None:
        return None
    following = read(ahead)
    if following is None and (row := _without_gaps(draft, header, read, draft.lines[ahead], None)):
        following = row.cells, ahead
    if (following is None or len(following[0]) < 2) and (header.style is not Style.NONE or following is None):
        return None
    cells = following[0] if following else []
    if header_again(header, cells) is not None:
        return Row(Kind.CAPTION, [], i, i) if printed_before(draft, table, text) else None
    if header_at(draft, ahead):
        return None
    if following and ahead == i + 1 and (row := _below_its_date(draft, header, line, *following)):
        return row
    heads = MARKED.match(text) or (len(text) <= 16 and not _SAYS.search(text))
    if 0 < len(text) <= 40 and text[-1] not in "。；，、：;,:" and heads:
        return Row(Kind.GROUP, [(text, line.a)], i, i)
    return None


def _below_its_date(draft: Draft, header: Header, line: Line, cells: Cells, last: int) -> Row | None:
    """A row whose first cell a break cuts between the day and the day of the week: 9月15日 / （周日）."""
    if header.roles[0] is not ColumnRole.PERIOD or not _WEEKDAY.match(cells[0][0]) or not _DAY.fullmatch(fold(line.text)):
        return None
    return Row(Kind.ROW, [join_cells(draft, (line.text, line.a), cells[0]), *cells[1:]], line.index, last)


_DAY = pattern(r"(?:\d{4}\ *年\ *)?\d{1,2}\ *月\ *\d{1,2}\ *日")
_WEEKDAY = pattern(r"[（(]?(?:周|星期|礼拜)[一二三四五六日天](?:[)）]|(?![至到、—－-]))")


def _next_number(draft: Draft, read: Reader, header: Header, i: int) -> int | None:
    """The number of a row that stands at a line, as the row behind tells it."""
    ahead = _next_printed(draft, i + 1)
    following = read(ahead) if ahead is not None and header.number_at == 0 else None
    value = row_number(following[0][0][0]) if following else None
    return value - 1 if value else None


def _without_gaps(draft: Draft, header: Header, read: Reader, line: Line, wanted: int | None) -> Row | None:
    """A row whose tabs became blanks on the way, or its blanks single ones: all its cells, or several and the next number."""
    if header.style not in (Style.TAB, Style.BLANKS):
        return None
    wide, at = split_cells(line, WIDE_GAP), header.number_at
    if sum(value.endswith(("：", ":")) for value, _ in wide) > 1:
        # labels with room to write behind them: the foot of a form
        return None
    if header.style is Style.TAB and max(len(header.cells) - LOST_CELLS, 3) <= len(wide) <= len(header.cells):
        ahead = _next_printed(draft, line.index + 1)
        full = ahead is not None and (following := read(ahead)) is not None and len(following[0]) == len(header.cells)
        if row_number(wide[at][0]) is not None if at >= 0 else full or len(wide) == len(header.cells):
            return Row(Kind.ROW, wide, line.index, line.index, style=Style.BLANKS)
    for style, cells in ((Style.BLANKS, wide), (Style.BLANK, split_cells(line, GAP))):
        if header.number_at == 0 and len(cells) > 2 and wanted is not None and row_number(cells[0][0]) == wanted:
            return Row(Kind.ROW, cells, line.index, line.index, style=style)
    return None


#: what a heading among rows has none of: it is no sentence, and no remark in brackets
_SAYS = pattern("[，。；,;]|^[（(].*[）)]$")


def _without_marks(draft: Draft, header: Header, read: Reader, line: Line, wanted: int) -> Row | None:
    """A row that has lost all that parted its cells: it begins with the next number, and the row behind that follows."""
    if header.style not in (Style.TAB, Style.PIPE) or header.number_at != 0 or not _GLUED.match(line.folded):
        return None
    if not line.folded.startswith(str(wanted)) or line.folded[len(str(wanted))].isdigit():
        return None
    ahead = _next_printed(draft, line.index + 1)
    following = read(ahead) if ahead is not None else None
    if following is None or row_number(following[0][0][0]) != wanted + 1:
        return None
    return Row(Kind.ROW, [(line.text, line.a)], line.index, line.index, style=Style.NONE)


_GLUED = pattern(r"\d{1,4}[一-鿿“《]")


def _numbers_a_page(draft: Draft, header: Header, read: Reader, i: int, value: int) -> bool:
    """Whether a lone number that would be the next row's is a page's: the row of that number, or a header, follows."""
    ahead = _next_printed(draft, i + 1)
    following = read(ahead) if ahead is not None else None
    if following is None:
        return False
    cells = following[0]
    return header_again(header, cells) is not None or any(row_number(cell[0]) == value for cell in cells[:2])


def _next_printed(draft: Draft, i: int) -> int | None:
    """The next line that prints something and is no furniture, within a few lines."""
    for line in draft.lines[i : i + 6]:
        if line.text and not line.furniture:
            return line.index
    return None


_CONTINUED = pattern("^(?:续表|接上表|（续）|续)|(?:[（(]?(?:续表?|接上页|续上表)\\d*[）)]?)$")


def printed_before(draft: Draft, table: Table, text: str) -> bool:
    """Whether the same words stand right above the table's header, or at the head of the text: a caption again."""
    wanted = _CONTINUED.sub("", squeeze(text).strip(STRAY))
    if not wanted:
        return True
    above = [line for line in draft.lines[max(table.first - 4, 0) : table.first] if line.text]
    return any(squeeze(line.text).strip(STRAY) == wanted for line in [*above, *draft.lines[: min(12, table.first)]])
