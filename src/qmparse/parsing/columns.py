"""Which cell of a row belongs to which column.

Rules: by position where the count is right; a short or long row is placed by its contents and says so; what
cannot be told apart stays together as the rest. `rows` imports this.
"""

from __future__ import annotations

from collections.abc import Sequence

from qmparse.parsing.cells import whole
from qmparse.parsing.draft import Draft
from qmparse.parsing.fitting import best_gap, fits, is_time, score
from qmparse.parsing.glued import glued_number
from qmparse.parsing.moments import find_period
from qmparse.parsing.roles import UNIT_ROLE_OF, is_duty
from qmparse.parsing.tabular import Cell, Cells, Header, Row, Style
from qmparse.records import ColumnRole, Entry, UnitRole
from qmparse.text.characters import columns, fold
from qmparse.text.patterns import pattern

#: where what cannot be told apart is kept
REST = "rest"


class Layout:
    """The columns of a table as its rows are read: role, role of its units and header of each."""

    __slots__ = ("columns", "duties", "has_units", "printed", "roles", "style", "tail")

    def __init__(self, header: Header, width: int) -> None:
        self.style = header.style
        #: the cells of the header as they stand in its line
        self.printed = header.cells[:width]
        #: how many empty columns the header has behind these
        self.tail = len(header.cells) - width
        self.roles = header.roles[:width]
        self.columns = [
            (role, UNIT_ROLE_OF.get(role), value) for role, (value, _) in zip(self.roles, header.cells, strict=False)
        ]
        self.has_units = any(unit_role for _, unit_role, _ in self.columns)
        #: the unit roles that rest on 责任 and the like alone
        self.duties = frozenset(
            r for (_, r, _), key in zip(self.columns, header.keys, strict=False) if r is UnitRole.LEAD and is_duty(key)
        )

    def reordered(self, order: list[int]) -> Layout:
        """The layout under a header printed again with its columns in this order."""
        other = object.__new__(Layout)
        other.style, other.tail, other.printed = self.style, self.tail, []
        other.columns = [self.columns[j] for j in order if j < len(self.columns)]
        other.roles = [role for role, _, _ in other.columns]
        other.has_units, other.duties = self.has_units, self.duties
        return other


def assigned(draft: Draft, layout: Layout, row: Row, entries: list[Entry], above: Sequence[Cell | None]) -> list[Cell | None]:
    """The cells of a row by column; the last item is the rest that no column takes, or None."""
    cells, width = row.cells, len(layout.roles)
    style = row.style or layout.style
    if style is Style.NONE:
        return _glued(draft, layout, row, entries)
    if style in (Style.BLANK, Style.BLANKS):
        return _loose(draft, layout, row, style)
    count = len(cells)
    if count < width + layout.tail and not any(value for value, _ in cells[count - layout.tail :]):
        # empty columns at the table's tail stand at the tail of a short row too
        count -= layout.tail
    while count > width and not cells[count - 1][0]:
        count -= 1
    cells = cells[:count]
    if len(cells) == width:
        return [*cells, None]
    start, end = row.range or extent(draft, row.first, row.last)
    if len(cells) > width:
        return _too_many(draft, layout, cells, start, end)
    return _too_few(draft, layout, cells, start, end, above)


def _too_few(
    draft: Draft, layout: Layout, cells: Cells, start: int, end: int, above: Sequence[Cell | None]
) -> list[Cell | None]:
    """A short row: where its contents show that cells before its own were merged with the row above, or where they fit best."""
    width, gap = len(layout.roles), len(layout.roles) - len(cells)
    at = best_gap(layout.roles, cells, gap)
    missing = layout.roles[at : at + gap]
    empty: Cell = ("", end)
    filled: list[Cell | None] = [empty] * gap
    grouped = all(role is ColumnRole.GROUP for role in missing)
    if at < len(cells) and (grouped or (at <= 1 and all(role in _MERGED for role in missing) and above)):
        draft.note("shifted-row", start, end, "a merged cell above pushed this row sideways; it was read by its contents")
        if not grouped:
            filled = [above[j] for j in range(at, at + gap)]
    else:
        draft.note("incomplete-row", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
    return [*cells[:at], *filled, *cells[at:], None]


#: what stands before an activity and may be merged over several rows
_MERGED = frozenset({ColumnRole.GROUP, ColumnRole.PERIOD, ColumnRole.PLACE})


def _too_many(draft: Draft, layout: Layout, cells: Cells, start: int, end: int) -> list[Cell | None]:
    """A long row: the cells that fit no column go to the rest."""
    width, extra = len(layout.roles), len(cells) - len(layout.roles)
    draft.note("extra-cells", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
    at = width
    if extra <= _FEW:
        at = max(range(width, -1, -1), key=lambda g: score(layout.roles, [*cells[:g], *cells[g + extra :]]))
    return [*cells[:at], *cells[at + extra :], _stretch(draft, cells[at : at + extra])]


#: so many cells too many may be told by contents; more are the rest
_FEW = 8


def _stretch(draft: Draft, cells: Cells) -> Cell:
    """Several cells as they are printed, from the first to the last."""
    first, last = whole(cells[0][1], cells[0][0])[0], whole(cells[-1][1], cells[-1][0])[0]
    return draft.text[first.start : max(last.end, first.start)], first.start


def _loose(draft: Draft, layout: Layout, row: Row, style: Style) -> list[Cell | None]:
    """A row parted by blanks: certain where the count is right and a date stands in its column."""
    roles, width = layout.roles, len(layout.roles)
    start, end = row.range or extent(draft, row.first, row.last)
    dated = roles.index(ColumnRole.PERIOD) if ColumnRole.PERIOD in roles else -1
    cells = row.cells if len(row.cells) == width else _with_hours(draft, row.cells)
    if len(cells) == width and (dated < 0 or is_time(cells[dated][0]) or not any(is_time(v) for v, _ in cells)):
        return [*cells, None]
    empty: Cell = ("", end)
    if len(cells) == 1:
        draft.note("incomplete-row", start, end, f"this row has 1 cell, its table has {width} columns")
        return [*cells, *[empty] * (width - 1), None]
    if style is Style.BLANKS and len(cells) < width and fit_once(roles, cells):
        gap = [empty] * (width - len(cells))
        at = max(range(len(cells), -1, -1), key=lambda g: score(roles, [*cells[:g], *gap, *cells[g:]]))
        if at == len(cells) or at != best_gap(roles, cells, len(gap)):
            # it is cut off, or the cells may stand where they are printed too: a unit's name under 地点
            draft.note("incomplete-row", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
        return [*cells[:at], *gap, *cells[at:], None]
    if style is Style.BLANKS and len(cells) < width and (under := _under(draft, layout, cells)):
        draft.note("incomplete-row", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
        by_column = dict(zip(under, cells, strict=True))
        return [*[by_column.get(j, empty) for j in range(width)], None]
    if len(cells) <= dated and not any(is_time(value) for value, _ in cells):
        # nothing from the date on: the row is cut off
        draft.note("incomplete-row", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
        return [*cells, *[empty] * (width - len(cells)), None]
    in_order = all(fits(role, value) >= 0 for role, (value, _) in zip(roles, cells, strict=False))
    if len(cells) < width and in_order and _ends_table(draft, row):
        # the table ends within the row
        draft.note("incomplete-row", start, end, f"this row has {len(cells)} cells, its table has {width} columns")
        return [*cells, *[empty] * (width - len(cells)), None]
    draft.note("unrecoverable-columns", start, end, "the cells of this row cannot be told apart")
    numbered = 1 if roles[0] is ColumnRole.NUMBER else 0
    found = next((j for j, (value, _) in enumerate(cells) if j >= numbered and is_time(value)), None)
    placed: list[Cell | None] = [*cells[:numbered], *[empty] * (width - numbered)]
    if dated < 0 or found is None:
        return [*placed, _stretch(draft, cells[numbered:])]
    placed[dated] = cells[found]
    rest = _sides(draft, placed, cells, (numbered, found), (numbered, dated), width)
    return [*placed, rest]


def _with_hours(draft: Draft, cells: Cells) -> Cells:
    """The cells, an hour alone taken with the date before it: 10月1日 | 9:00."""
    joined: Cells = []
    for value, where in cells:
        before, at = joined[-1] if joined else ("", 0)
        if isinstance(where, int) and isinstance(at, int) and _HOURS.fullmatch(fold(value)) and _ENDS_IN_DAY.search(before):
            joined[-1] = (draft.text[at : where + len(value)], at)
        else:
            joined.append((value, where))
    return joined


_HOURS = pattern(r"(?:上午|下午|晚上?)?\d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?")
_ENDS_IN_DAY = pattern(r"月\d{1,2}[日号](?:[（(](?:周|星期)[一二三四五六日天][)）])?$")


def _under(draft: Draft, layout: Layout, cells: Cells) -> list[int] | None:
    """Under which word of the header each cell of an aligned row stands, where each suits that column; else None."""
    heads, edges = edges_on_screen(draft, layout.printed), edges_on_screen(draft, cells)
    if not heads or not edges:
        return None
    under = [min(range(len(heads)), key=lambda j: abs(heads[j] - edge)) for edge in edges]
    suits = all(fits(layout.roles[j], value) >= 0 for j, (value, _) in zip(under, cells, strict=True))
    return under if suits and under == sorted(set(under)) else None


def edges_on_screen(draft: Draft, cells: Cells) -> list[int]:
    """At which column of the screen each cell of a line begins; none where they stand on several lines."""
    starts = [where if isinstance(where, int) else whole(where, value)[0].start for value, where in cells]
    begin = draft.text.rfind("\n", 0, starts[0]) + 1 if starts else 0
    if not starts or "\n" in draft.text[begin : starts[-1]]:
        return []
    return [columns(draft.text[begin:start]) for start in starts]


def _ends_table(draft: Draft, row: Row) -> bool:
    """Whether what follows a row is no other one, nor a page's end within the table."""
    below = next((line for line in draft.lines[row.last + 1 : row.last + 6] if line.text), None)
    return below is None or not (below.furniture or below.text[0].isdecimal() or len(below.text.split()) > _FEW_WORDS)


#: a line of so many words at most is no row
_FEW_WORDS = 2


def _sides(
    draft: Draft, placed: list[Cell | None], cells: Cells, printed: tuple[int, int], columns: tuple[int, int], width: int
) -> Cell | None:
    """Place the cells on either side of the date where their count is right; the others are the rest."""
    (low, found), (first, dated) = printed, columns
    unsure: Cells = []
    for some, at in ((cells[low:found], range(first, dated)), (cells[found + 1 :], range(dated + 1, width))):
        if len(some) == len(at):
            for j, cell in zip(at, some, strict=True):
                placed[j] = cell
        else:
            unsure += some
    return _stretch(draft, unsure) if unsure else None


def fit_once(roles: list[ColumnRole], cells: Cells) -> bool:
    """Whether only one place of the gap suits the cells."""
    gap = len(roles) - len(cells)
    empty: Cells = [("", 0)] * gap
    scores = sorted((score(roles, [*cells[:g], *empty, *cells[g:]]) for g in range(len(cells) + 1)), reverse=True)
    return (len(scores) > 1 and scores[0] > scores[1] >= 0) or (len(scores) > 1 and scores[0] > 0 > scores[1])


def _glued(draft: Draft, layout: Layout, row: Row, entries: list[Entry]) -> list[Cell | None]:
    """A row without any separator: its number, a date where one column stands before it, and the rest."""
    value, where = row.cells[0]
    assert isinstance(where, int)
    start, end = row.range or extent(draft, row.first, row.last)
    roles, width = layout.roles, len(layout.roles)
    numbered = glued_number(value, entries[-1].number if entries else None)
    edge = numbered[1] if numbered else 0
    empty: Cell = ("", end)
    placed: list[Cell | None] = [(value[:edge], where), *[empty] * (width - 1)]
    if edge == len(value):
        draft.note("incomplete-row", start, end, f"this row has 1 cell, its table has {width} columns")
        return [*placed, None]
    draft.note("unrecoverable-columns", start, end, "the cells of this row run together")
    dated = roles.index(ColumnRole.PERIOD) if ColumnRole.PERIOD in roles else -1
    found = find_period(value, edge) if dated > 0 else None
    if not found:
        return [*placed, (value[edge:], where + edge)]
    a, b, _ = found
    placed[dated] = (value[a:b], where + a)
    sides = [(value[edge:a], where + edge), (value[b:], where + b)]
    cells: Cells = [cell for cell in (sides[0], placed[dated], sides[1]) if cell and cell[0]]
    at = cells.index((value[a:b], where + a))
    rest = _sides(draft, placed, cells, (0, at), (1, dated), width)
    return [*placed, rest]


def extent(draft: Draft, first: int, last: int) -> tuple[int, int]:
    """The printed range of some lines."""
    return draft.lines[first].a, max(draft.lines[last].b, draft.lines[first].a)
