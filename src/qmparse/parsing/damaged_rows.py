"""Rows that a copy has cut: by a break within a cell, by the end of a page, or wrapped under their own cells.

Rules: a row is mended where that makes it as wide as the table, and never past the next number. `collecting` imports this.
"""

from __future__ import annotations

from bisect import bisect_left

from qmparse.parsing.columns import edges_on_screen
from qmparse.parsing.draft import Draft
from qmparse.parsing.header_words import differs, header_again
from qmparse.parsing.lines import Line
from qmparse.parsing.parting import WIDE_GAP, join_cells, split_cells
from qmparse.parsing.roles import UNIT_ROLE_OF
from qmparse.parsing.row_kinds import Reader, printed_before
from qmparse.parsing.tabular import MARKED, Cell, Cells, Header, Kind, Row, Style, Table, row_number
from qmparse.parsing.units import ends_like_unit, is_unit_list, looks_like_unit
from qmparse.text.characters import BLANKS, BREAKS, has_pipes, says_nothing
from qmparse.text.patterns import pattern


def completed(draft: Draft, header: Header, read: Reader, row: Row, table: Table) -> Row:
    """A row whose cells a line break or a page break cut, with the lines that complete it to the table's width.

    The cut cell is joined; furniture and a header printed again between the parts are passed over.
    """
    width = len(header.cells)
    cells, last = row.cells, row.last
    if len(cells) == width and not (_may_be_rest(draft, row.last + 1) or _is_cut(header, cells)):
        return _with_lists(draft, header, read, row)
    between: list[int] = []
    changed: list[Line] = []
    i = last + 1
    while i < len(draft.lines) and i <= row.last + 12:
        line = draft.lines[i]
        if not line.text and "\t" not in draft.text[line.start : line.end]:
            i += 1
            continue
        found = read(i)
        more: Cells = found[0] if found else [(line.text, line.a)]
        if len(more) == width and not any(value for value, _ in more[:-1]):
            # blank cells stand before the rest of the last one
            more = more[-1:]
        stop = found[1] if found else i
        again = found and len(more) > 1 and header_again(header, more) is not None
        if line.furniture or again or (not found and printed_before(draft, table, line.text)):
            between.append(i)
            changed += [line] * (again is True and differs(header, more))
            i = stop + 1
            continue
        if not _goes_on_with(header, cells, more, line, i - last - 1 - len(between), bool(between)):
            break
        cells = [*cells[:-1], _joined(draft, header, cells, len(cells) - 1, more[0]), *more[1:]]
        last = stop
        table.inside += between
        between = []
        i = stop + 1
    if last == row.last or len(cells) != width:
        table.inside = [k for k in table.inside if k <= row.last]
        return _with_lists(draft, header, read, row) if len(row.cells) == width else row
    for line in changed:
        if line.index < last:
            draft.note("header-changed", line.a, line.b, "this header differs from the first one of its table")
    return Row(Kind.ROW, cells, row.first, last)


def _is_cut(header: Header, cells: Cells) -> bool:
    """Whether the last cell of a full row ends within a list of units or a name: behind a page it may go on."""
    value = cells[-1][0]
    return header.roles[-1] in UNIT_ROLE_OF and value != "" and (value.endswith("、") or not _is_whole(_last_item(value)))


def _joined(draft: Draft, header: Header, cells: Cells, j: int, more: Cell) -> Cell:
    """A cell of a row with the rest of it; whole names of units are a list, each on a line of its own."""
    (value, where), units = cells[j], header.roles[j] in UNIT_ROLE_OF
    if not value:
        return more
    if units and isinstance(where, int) and isinstance(more[1], int):
        last, between = _last_item(value), draft.text[where + len(value) : more[1]]
        # 县书法家协会 / 县美术家协会, but 县委 / 宣传部
        if not between.strip(BLANKS + BREAKS) and _are_alike(last, more[0]) and looks_like_unit(last) and is_unit_list(more[0]):
            return draft.text[where : more[1] + len(more[0])], where
    return join_cells(draft, cells[j], more, listed=units)


def _with_lists(draft: Draft, header: Header, read: Reader, row: Row) -> Row:
    """A full row, with the rows below that print nothing but what goes on with its lists: 区公安局、 / 区司法局."""
    cells, last, at = row.cells, row.last, header.number_at
    while last + 1 < len(draft.lines) and any(value.endswith("、") for value, _ in cells):
        found = read(last + 1)
        if found is None or len(found[0]) > len(cells):
            break
        printed = [j for j, (value, _) in enumerate(found[0]) if value]
        open_ = [cells[j][0].endswith("、") for j in printed]
        # where rows have numbers, one without goes on with all its cells
        if not (any(open_) and at not in printed if at >= 0 else open_ and all(open_)):
            break
        for j in printed:
            cells = [*cells[:j], _joined(draft, header, cells, j, found[0][j]), *cells[j + 1 :]]
        last = found[1]
    return Row(Kind.ROW, cells, row.first, last) if last > row.last else row


def _may_be_rest(draft: Draft, i: int) -> bool:
    """Whether a line may be the end of the last cell of a full row above it: it prints something, and one cell."""
    if i >= len(draft.lines):
        return False
    line = draft.lines[i]
    return bool(line.text) and "\t" not in draft.text[line.start : line.end] and not has_pipes(line.text)


def unwrapped(draft: Draft, header: Header, read: Reader, row: Row) -> Row:
    """A row of aligned cells, with the lines below it whose cells each stand right under one of its own."""
    cells, last, first = row.cells, row.last, draft.lines[row.first]
    if len(cells) < len(header.cells) and _places_under(draft, header.cells, cells) != list(range(len(cells))):
        return row
    while last + 1 < len(draft.lines):
        line = draft.lines[last + 1]
        if line.a - line.start <= first.a - first.start:
            if _ends_name(header, cells, line):
                cells = [*cells[:-1], join_cells(draft, cells[-1], (line.text, line.a), listed=True)]
                last += 1
            break
        if not line.text or line.furniture or read(line.index) is not None or "。" in line.text or MARKED.match(line.text):
            break
        more = split_cells(line, WIDE_GAP)
        # the cells that a short row lacks may stand on the line below, under their headers
        under = _places_under(draft, row.cells if len(cells) == len(header.cells) else header.cells, more)
        if _is_next_unit(header, cells, line):
            # wherever it stands
            under = [len(cells) - 1]
        added = [at for at in under if at >= len(cells)]
        if not all(under) or added != [*range(len(cells), len(cells) + len(added))]:
            break
        for at, cell in zip(under, more, strict=True):
            cells = (
                [*cells, cell] if at == len(cells) else [*cells[:at], _joined(draft, header, cells, at, cell), *cells[at + 1 :]]
            )
        last += 1
    return Row(Kind.ROW, cells, row.first, last) if last > row.last else row


def _places_under(draft: Draft, cells: Cells, more: Cells) -> list[int]:
    """Under which of some aligned cells each of others begins; 0 where it stands under none.

    Marks that are as wide as a letter in one font and as a Han character in another shift what stands behind them.
    """
    edges = edges_on_screen(draft, cells)
    slack = sum(value.count(mark) for value, _ in (*cells, *more) for mark in _OF_ANY_WIDTH)
    places = []
    for edge in edges_on_screen(draft, more) if edges else ():
        behind = bisect_left(edges, edge)
        at = min(range(max(behind - 1, 0), min(behind + 1, len(edges))), key=lambda j: abs(edges[j] - edge))
        places.append(at if abs(edges[at] - edge) <= slack else 0)
    return places or [0] * len(more)


_OF_ANY_WIDTH = "“”‘’—…·×"


def _ends_name(header: Header, cells: Cells, line: Line) -> bool:
    """Whether a line is the rest of the unit's name that the last cell of a full row cuts, though it is not set under it."""
    if len(cells) < len(header.cells) or not _is_cut(header, cells) or line.furniture or says_nothing(cells[-1][0]):
        return False
    name = _last_item(cells[-1][0])
    return bool(line.text) and len(name) > 1 and len(split_cells(line, WIDE_GAP)) == 1 and is_unit_list(name + line.text)


def _goes_on_with(header: Header, cells: Cells, more: Cells, line: Line, gap: int, paged: bool) -> bool:
    """Whether a line holds the rest of a cut row: its first cell, of the last one, and the cells that are missing.

    `gap` lines stand between them, and with `paged` the edge of a page does.
    """
    width = len(header.cells)
    if len(cells) + len(more) - 1 > width or not cells[-1][0] or not more[0][0] or MARKED.match(more[0][0]):
        return False
    numbered = header.number_at == 0 and len(more) > 1
    if numbered and row_number(more[0][0]) is not None:
        return False
    if len(cells) == width:
        # a full row: only a name cut in its last cell goes on below
        named = _last_item(cells[-1][0])
        cut = header.roles[-1] in UNIT_ROLE_OF and not _is_whole(named) and not says_nothing(named)
        if gap == 0 and len(more) == 1 and (_is_next_unit(header, cells, line) or _LEGAL_FORM.match(more[0][0])):
            return True
        if paged or header.style is Style.BLANK:
            return (
                _is_cut(header, cells) and len(more) == 1 and not says_nothing(cells[-1][0]) and is_unit_list(named + line.text)
            )
        return len(more) == 1 and gap == 0 and len(line.text) <= 20 and cut and line.text[-1] not in "。：:"
    return len(more) > 1 or (len(line.text) <= 30 and gap == 0 and line.text[-1] not in "。：:")


#: how the names of companies end
_LEGAL_FORM = pattern("(?:集团|股份)?有限(?:责任)?公司|(?:[总分子])?公司(?=[、，；]|$)")


def _is_next_unit(header: Header, cells: Cells, line: Line) -> bool:
    """Whether a line below a full row names more units of its last cell: 县教育局 / 县水利局."""
    named = _last_item(cells[-1][0])
    return (
        header.roles[-1] in UNIT_ROLE_OF and _are_alike(named, line.text) and looks_like_unit(named) and is_unit_list(line.text)
    )


def _are_alike(name: str, other: str) -> bool:
    """Whether a text may be the name of another unit and not the rest of this one: 县委 / 县妇联, but 县委 / 宣传部."""
    return name[:1] == other[:1] or other.startswith(("各", "有关", "相关"))


def _is_whole(name: str) -> bool:
    """Whether a unit's name is not cut."""
    return len(name) > 1 and ends_like_unit(name)


def _last_item(value: str) -> str:
    return value[max(value.rfind(mark) for mark in "、，；\n") + 1 :].strip(BLANKS)
