"""The rows of a table -> the entries of a schedule.

Rules: cells go to columns by position; a row with too few or too many cells is read by its contents and says
so; what cannot be told apart stays together in `fields["rest"]`. A merged group cell counts for each row it covers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import attrs

from qmparse.parsing.cells import read_activities, read_contacts, whole
from qmparse.parsing.columns import REST, Layout, assigned, extent
from qmparse.parsing.draft import Draft
from qmparse.parsing.header_words import differs
from qmparse.parsing.making import NewEntry, NewSpan
from qmparse.parsing.moments import scan
from qmparse.parsing.numbering import Numbers
from qmparse.parsing.parting import plain_cells, tab_cells
from qmparse.parsing.periods import clock_period, read_period
from qmparse.parsing.roles import UNIT_ROLE_OF, is_person
from qmparse.parsing.tabular import Cell, Header, Kind, Row, Table, row_number
from qmparse.parsing.units import name_units
from qmparse.records import (
    NO_FIELDS,
    Activity,
    BlockKind,
    Column,
    ColumnRole,
    Entry,
    Fields,
    Period,
    Schedule,
    Shape,
    Span,
    Unit,
    UnitRole,
)
from qmparse.text.characters import BLANKS_AND_BREAKS, BREAKS, CLOSING_MARKS, STRAYS, fold, says_nothing
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, place

_ACTIVITY, _NUMBER = ColumnRole.ACTIVITY, ColumnRole.NUMBER
_CLOCK_FIRST = pattern(r"(?:上午|下午|晚上?|中午)?\d{1,2}[:点时](?:\d{2}|半)?(?:-+\d{1,2}[:点时](?:\d{2}|半)?)?(?=$|\ |\D)")


def read_table(draft: Draft, table: Table, caption: str | None) -> Schedule:
    """The schedule that a table with a header prints."""
    header = table.header
    assert header is not None
    layout = Layout(header, _width(draft, table, header))
    columns = _columns(draft, header, layout)
    entries: list[Entry] = []
    numbers = Numbers(draft)
    carried = Carried()
    above: Sequence[Cell | None] = []
    current = layout
    held = _held(header, layout)
    for row in table.rows:
        if isinstance(row, range):
            for line in draft.lines[row.start : row.stop]:
                printed = plain_cells(draft, line)
                above = _covered([*printed], above, held) if held else printed
                entry = _entry(draft, current, above, None, carried, NewSpan(line.a, line.b))
                entries.append(entry)
                numbers.see(entry.number, line.a, line.b)
            draft.claim(BlockKind.ROWS, draft.lines[row[0]].start, draft.lines[row[-1]].next)
            continue
        start, end = row.range or extent(draft, row.first, row.last)
        if row.kind is Kind.ROW:
            *cells, rest = assigned(draft, current, row, entries, above)
            above = cells = _covered(cells, above, held if current is layout else ())
            entry = _entry(draft, current, cells, rest, carried, Span(start, end))
            entries.append(entry)
            numbers.see(entry.number, start, end)
            draft.claim(BlockKind.ROWS, draft.lines[row.first].start, draft.lines[row.last].next)
        elif row.kind is Kind.GROUP:
            carried.group = row.cells[0][0]
            numbers.restart()
            _claim(draft, BlockKind.GROUP, row)
        elif row.kind is Kind.HEADER:
            current = header_again(draft, header, layout, row)
            _claim(draft, BlockKind.HEADER, row)
        else:
            _claim(draft, BlockKind.CAPTION if row.kind is Kind.CAPTION else BlockKind.FURNITURE, row)
            if row.cells:
                draft.note("furniture", start, end, "this row counts others and is no entry")
    for i in table.inside:
        draft.claim(BlockKind.FURNITURE, draft.lines[i].start, draft.lines[i].next)
    for line in draft.lines[header.first : header.last + 1]:
        glued = header.rest and line.index == header.last
        start = line.start if line.index > header.first else header.start(line)
        draft.claim(BlockKind.HEADER, start, whole(header.rest[0][1], "")[0].start if glued else line.next)
    start, end = extent(draft, table.first, table.last)
    if caption is not None:
        at = draft.text.rfind(caption, 0, start)
        start = at if at >= 0 else start
    return Schedule(caption, Shape.TABLE, columns, tuple(entries), Span(start, end))


def _held(header: Header, layout: Layout) -> tuple[int, ...]:
    """The columns before the numbers by which rows are grouped: a blank cell there was merged with the one above."""
    roles = enumerate(layout.roles[: max(header.number_at, 0)])
    return tuple(j for j, role in roles if role in (ColumnRole.PERIOD, ColumnRole.PLACE) or role in UNIT_ROLE_OF)


def _covered(cells: list[Cell | None], above: Sequence[Cell | None], held: Sequence[int]) -> list[Cell | None]:
    """The cells of a row, with those of the row above that merged cells cover."""
    for j in held:
        cell = cells[j]
        if j < len(above) and (cell is None or not cell[0]):
            cells[j] = above[j]
    return cells


def _claim(draft: Draft, kind: BlockKind, row: Row) -> None:
    draft.claim(kind, draft.lines[row.first].start, draft.lines[row.last].next)


def _width(draft: Draft, table: Table, header: Header) -> int:
    """How many columns the table has: empty ones at its tail are none."""
    width = len(header.cells)
    while width > 2 and not header.cells[width - 1][0]:
        if any(_printed_at(draft, row, width - 1) for row in table.rows):
            break
        width -= 1
    return width


def _printed_at(draft: Draft, row: Row | range, column: int) -> bool:
    """Whether a row, or one of a run of rows, prints something in a column."""
    if isinstance(row, range):
        return any(tab_cells(draft, i)[0][column][0] for i in row)
    return row.kind is Kind.ROW and len(row.cells) > column and bool(row.cells[column][0])


def _columns(draft: Draft, header: Header, layout: Layout) -> tuple[Column, ...]:
    columns = []
    for cell, role, key in zip(header.cells, layout.roles, header.keys, strict=False):
        value, where = joined_cell(draft, cell)
        span, pieces = whole(where, value)
        columns.append(Column(value, role, span, pieces))
        if role is ColumnRole.OTHER and key and not is_person(key):
            draft.note("unknown-header", span.start, span.end, f"no role is known for the column {value!r}")
    return tuple(columns)


def header_again(draft: Draft, header: Header, layout: Layout, row: Row) -> Layout:
    """Check a header printed again, and read on in its order."""
    if not differs(header, row.cells):
        return layout
    start, end = extent(draft, row.first, row.last)
    draft.note("header-changed", start, end, "this header differs from the first one of its table")
    order = row.order or []
    printed = max((j + 1 for j, (value, _) in enumerate(row.cells) if value), default=0)
    return layout.reordered(order[:printed]) if len(set(order)) == len(order) >= len(layout.roles) else layout


# --- which cell belongs to which column


# --- what the cells of a row say


@attrs.define
class Carried:
    """What runs on from row to row: the group, and the day of a merged date cell beside a column of clock times."""

    group: str | None = None
    day: date | None = None

    def follow(self, period: Period) -> None:
        """Keep the one day of a row's period for the clock times below it; after other dates there is none."""
        start, end = (period.start or "")[:10], (period.end or "")[:10]
        if start or end:
            self.day = date.fromisoformat(start) if len(start) == 10 and start == end else None


def _entry(
    draft: Draft, layout: Layout, cells: Sequence[Cell | None], rest: Cell | None, carried: Carried, span: Span
) -> Entry:
    """The entry that a row prints."""
    entry_number: int | None = None
    activities: tuple[Activity, ...] = ()
    units: list[Unit] = []
    others: list[tuple[ColumnRole, str, Cell]] = []
    for (role, unit_role, header), cell in zip(layout.columns, cells, strict=False):
        if cell is None or not cell[0]:
            continue
        value, where = cell
        if unit_role is not None:
            units += name_units(value, where, unit_role)
        elif role is _ACTIVITY:
            activities = read_activities(draft, value, where)
        elif role is not _NUMBER or (entry_number := row_number(value)) is None:
            others.append((role, header, cell))
        elif value[0] in STRAYS:
            at = whole(where, value)[0].start
            draft.note("stray-symbol", at, at + 1, f"{value[0]!r} belongs to no value")
    if layout.duties and units:
        units = _beside_a_lead(units, layout.duties)
    entry = NewEntry(entry_number, None, carried.group, activities, tuple(units), None, None, (), None, NO_FIELDS, span)
    if others or rest:
        entry = _with_others(draft, entry, others, rest, carried)
    if not (activities and units):
        note_missing(draft, entry, layout.has_units, rest is not None)
    return entry


def _beside_a_lead(units: list[Unit], duties: frozenset[UnitRole]) -> list[Unit]:
    """Where one unit of a row is marked （牵头）, those of a 责任 column beside it support."""
    if not any(unit.note and "牵头" in unit.note for unit in units):
        return units
    return [
        attrs.evolve(unit, role=UnitRole.SUPPORT) if unit.role in duties and not (unit.note and "牵头" in unit.note) else unit
        for unit in units
    ]


def _with_others(
    draft: Draft, entry: Entry, cells: list[tuple[ColumnRole, str, Cell]], rest: Cell | None, carried: Carried
) -> Entry:
    """The entry with what its other columns hold: group, period, place, contacts, remark, description, fields."""
    values: dict[ColumnRole, Cell] = {}
    fields: dict[str, str] = {}
    contacts: tuple[str, ...] = ()
    times: list[Cell] = []
    for role, header, cell in cells:
        if role in _VALUES and says_nothing(cell[0]):
            continue
        if role is ColumnRole.PERIOD:
            times.append(joined_cell(draft, cell))
        elif role is ColumnRole.PLACE and "时间" in header and (parts := time_and_place(draft, cell)):
            times.append(parts[0])
            if parts[1][0]:
                values[role] = parts[1]
        elif role is ColumnRole.CONTACT:
            contacts += read_contacts(cell[0])
        elif role in _SINGLE and role not in values:
            values[role] = joined_cell(draft, cell)
        else:
            value = joined_cell(draft, cell)[0]
            fields[header or REST] = f"{fields[header or REST]}\t{value}" if (header or REST) in fields else value
    if rest and rest[0]:
        fields[REST] = rest[0]
    if ColumnRole.GROUP in values:
        carried.group = values[ColumnRole.GROUP][0]
    where = values.get(ColumnRole.PLACE)
    period, where = _period(draft, times, where, carried)
    activities = entry.activities
    if ColumnRole.DESCRIPTION in values:
        text = values[ColumnRole.DESCRIPTION][0]
        if activities:
            activities = (*activities[:-1], attrs.evolve(activities[-1], description=text))
        else:
            fields["description"] = text
    remark = values.get(ColumnRole.REMARK)
    return NewEntry(
        entry.number, None, carried.group, activities, entry.units, period,
        where[0].rstrip(CLOSING_MARKS) if where else None, contacts, remark[0] if remark else None,
        Fields(fields) if fields else NO_FIELDS, entry.span,
    )  # fmt: skip


_SINGLE = frozenset({ColumnRole.GROUP, ColumnRole.PLACE, ColumnRole.REMARK, ColumnRole.DESCRIPTION})
#: what is null where a cell says nothing; a field is kept as printed
_VALUES = _SINGLE | {ColumnRole.PERIOD, ColumnRole.CONTACT}


def _period(draft: Draft, times: list[Cell], where: Cell | None, carried: Carried) -> tuple[Period | None, Cell | None]:
    """The period of a row's time columns: one, a date and a clock time, or a beginning and an end."""
    if not times:
        return None, where
    if len(times) > 1 and _ranges(times[1])[0][0] < _ranges(times[0])[-1][1]:
        # one of them stands in the row above
        times = [max(times, key=lambda cell: _ranges(cell)[0][0])]
    if len(times) == 1:
        cell, where = _clock_to_period(draft, times[0], where)
        period = dated(draft, cell, carried.day)
        carried.follow(period)
        return period, where
    first, last = dated(draft, times[0]), times[1]
    carried.follow(first)
    both = Passage(draft.text, [*_ranges(times[0]), *_ranges(last)])
    if re.match(r"(?:上午|下午|晚上?)?\s*\d{1,2}\s*[:：∶点时]|[上下]午|晚|全天", last[0]):
        return dated(draft, (both.text, both)), where
    second = dated(draft, last)
    span, pieces = place(both, 0, len(both.text))
    if first.start and second.end and second.end < first.start and not first.start.startswith(second.end):
        draft.note("date-reversed", span.start, span.end, _PROBLEMS["date-reversed"].format(both.text))
    precision = first.precision if first.precision == second.precision else first.precision or second.precision
    return Period(
        both.text, first.start, second.end, precision, first.approximate or second.approximate,
        first.year_inferred and second.year_inferred, span, pieces,
    ), where  # fmt: skip


def _ranges(cell: Cell) -> list[tuple[int, int]]:
    span, pieces = place(cell[1], 0, len(cell[0]))
    return [(p.start, p.end) for p in pieces] or [(span.start, span.end)]


def note_missing(draft: Draft, entry: Entry, has_units: bool, unsure: bool) -> None:
    """Note an entry without activity, or without unit in a schedule that names units."""
    assert entry.span is not None
    if not entry.activities and not unsure:
        draft.note("missing-activity", entry.span.start, entry.span.end, "this entry names no activity")
    if has_units and not entry.units and not unsure:
        draft.note("missing-unit", entry.span.start, entry.span.end, "this entry names no unit (单位)")


def joined_cell(draft: Draft, cell: Cell) -> Cell:
    """A cell's value with its line breaks taken out, for what is one value."""
    value, where = cell
    if "\n" not in value and "\r" not in value:
        return cell
    pieces: list[tuple[int, int]] = []
    for match in re.finditer(f"[^{BREAKS}]+", value):
        span, parts = place(where, match.start(), match.end())
        pieces += [(p.start, p.end) for p in parts] if parts else [(span.start, span.end)]
    passage = Passage(draft.text, pieces)
    return passage.text, passage


def time_and_place(draft: Draft, cell: Cell) -> tuple[Cell, Cell] | None:
    """The date and the place of a cell below 时间地点; None where it begins with no date."""
    value, where = joined_cell(draft, cell)
    found = scan(fold(value), 0)
    if not found:
        return None
    end = len(value[: found[1]].rstrip(_BETWEEN))
    start = len(value) - len(value[end:].lstrip(_BETWEEN))
    parts = (
        (value[a:b], where + a if isinstance(where, int) else where.slice(draft.text, a, b))
        for a, b in ((0, end), (start, len(value)))
    )
    return next(parts), next(parts)


_BETWEEN = BLANKS_AND_BREAKS + "，,、；;：:/"


def _clock_to_period(draft: Draft, period: Cell, where: Cell | None) -> tuple[Cell, Cell | None]:
    """A clock time pushed into the place column belongs to the period."""
    if where is None or not where[0] or not isinstance(where[1], int) or not isinstance(period[1], int):
        return period, where
    clock = _CLOCK_FIRST.match(fold(where[0]))
    if not clock or re.search(r"\d[:点时]", fold(period[0])):
        return period, where
    end = len(clock.group())
    passage = Passage(draft.text, [(period[1], period[1] + len(period[0])), (where[1], where[1] + end)])
    rest = where[0][end:]
    kept = rest.lstrip(" ，,\u3000")
    left = (kept, where[1] + len(where[0]) - len(kept)) if kept else None
    return (passage.text, passage), left


def dated(draft: Draft, cell: Cell, day: date | None = None, half: str = "") -> Period:
    """The period of a cell or labelled value, with its faults noted; `day` and `half` are those of a clock time without one."""
    period, problem = read_period(cell[0], cell[1], draft.year)
    if period.start is None and period.end is None and _HOUR.search(period.text):
        # on the one day that the notice names, if it names one
        day = day or (draft.find_day() if draft.find_day else None)
        period, problem = (day and clock_period(period, draft.year, day, half)) or (period, problem)
    return noted(draft, period, problem)


def noted(draft: Draft, period: Period, problem: str | None) -> Period:
    """The period, what is wrong with its dates noted."""
    if problem and period.span:
        draft.note(problem, period.span.start, period.span.end, _PROBLEMS[problem].format(period.text))
    return period


_HOUR = pattern(r"[\dlIO]\s*[:：∶点时]")


_PROBLEMS = {
    "date-unreadable": "no such date: {!r}",
    "date-reversed": "this period ends before it begins: {!r}",
    "date-repaired": "read as a date though a mark or figure of it is missing: {!r}",
}
