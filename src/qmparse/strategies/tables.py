"""Tables as clerks, spreadsheets and web pages print them: tab, pipe, several spaces, a cell a line.

    table = [caption] header { [section row] row }

Rules: the parts of a line are its cells and the items in them, so that blanks may be put between them; where one
blank more would be read as another column (spaces) or cell, a cell is one part. The modules of `qmparse.strategies`
import this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from hypothesis import strategies as st

from qmparse.records import Column, ColumnRole, Entry, Notice, Schedule, Shape, Unit, UnitRole
from qmparse.strategies.drawn import BLANK, Line, Piece, line, printed
from qmparse.strategies.entries import CATEGORIES, Profile, columns, filled, profiles

#: how the activities of a cell are parted, and the units; the mark before each item, the separator behind it
_ITEMS = (("", "；"), ("", ";"), ("", "； "), ("{}.", "；"), ("{}. ", " "), ("①", ""), ("①", "；"), ("", "\n"))
_UNITS = ("、", "，", "；", "  ", ", ", "\n")
_UNIT_ROLES = {role.value: role for role in UnitRole}
_CIRCLED = "①②③④⑤"

#: the items of a cell with the separators between them: what stands in no item may be blank
_Cell = tuple[str, ...]


@attrs.frozen
class Style:
    """How the cells of one table are written."""

    mark: str = ""
    separator: str = "；"
    unit_separator: str = "、"


def _parted(items: Sequence[str], style: Style) -> _Cell:
    """The activities of a cell; a mark only where there are several."""
    parts: list[str] = []
    for index, item in enumerate(items):
        if style.mark and len(items) > 1:
            parts.append(_CIRCLED[index] if style.mark == "①" else style.mark.format(index + 1))
        parts.append(item)
        if index < len(items) - 1 and style.separator:
            parts.append(style.separator)
    return tuple(parts)


def _joined(units: Sequence[Unit], style: Style) -> _Cell:
    names = [printed(unit.name, unit.note) for unit in units]
    return tuple(part for name in names for part in (name, style.unit_separator))[:-1]


def _cell(entry: Entry, column: Column, style: Style) -> _Cell:
    """What a column prints of an entry."""
    role = column.role
    if role.value in _UNIT_ROLES:
        return _joined([unit for unit in entry.units if unit.role.value == role.value], style)
    if role is ColumnRole.ACTIVITY:
        return _parted([activity.text for activity in entry.activities], style)
    if role is ColumnRole.OTHER:
        return (entry.fields.get(column.header, ""),)
    values = {
        ColumnRole.NUMBER: "" if entry.number is None else str(entry.number),
        ColumnRole.PERIOD: entry.period.text if entry.period else "",
        ColumnRole.PLACE: entry.place or "",
        ColumnRole.CONTACT: "、".join(entry.contacts),
        ColumnRole.REMARK: entry.remark or "",
    }
    return (values[role],)


def _tab(cells: Sequence[_Cell]) -> _Cell:
    """Cells parted by tabs; one that holds a line break stands in quotes, as spreadsheets print it."""
    parts: list[str] = []
    for cell in cells:
        whole = "".join(cell)
        parts += [*(('"' + whole.replace('"', '""') + '"',) if "\n" in whole else cell), "\t"]
    return tuple(parts[:-1])


def _pipe(cells: Sequence[_Cell]) -> _Cell:
    return ("|", *(part for cell in cells for part in (" ", *cell, " ", "|")))


def _spaces(cells: Sequence[_Cell]) -> _Cell:
    return tuple(part for cell in cells for part in ("".join(cell), "   "))[:-1]


@attrs.frozen
class _Print:
    """A way to print rows: whether it prints a break, a blank cell and a section row, and how it parts the cells."""

    row: Callable[[Sequence[_Cell]], _Cell]
    items: tuple[tuple[str, str], ...] = _ITEMS[:-1]
    units: tuple[str, ...] = _UNITS[:-1]
    blanks: bool = True


TAB = _Print(_tab, _ITEMS, _UNITS)
PIPE = _Print(_pipe)
SPACES = _Print(_spaces, (("", "；"), ("", ";"), ("①", "；")), ("、", "，", "；"), blanks=False)
PRINTS = (TAB, PIPE, SPACES)


def _unknown(heads: Sequence[Column]) -> tuple[str, ...]:
    return tuple("unknown-header" for column in heads if column.role is ColumnRole.OTHER)


@st.composite
def tables(draw: st.DrawFn, year: int, caption: str | None) -> Piece:
    """A table in one of its layouts."""
    how = draw(st.sampled_from((TAB, PIPE, SPACES, None)))
    loose = how is not None and how.blanks
    have = draw(profiles(year, Shape.TABLE, blanks=loose, groups=loose))
    heads = draw(columns(have))
    schedule = Schedule(caption, Shape.TABLE, heads, draw(filled(have, faults=loose)))
    mark, separator = draw(st.sampled_from(how.items if how else SPACES.items))
    style = Style(mark, separator, draw(st.sampled_from(how.units if how else SPACES.units)))
    if how is None:
        lines = _cells_on_lines(schedule, style, draw(st.sampled_from(("", " |"))))
    else:
        lines = _rows(schedule, have, how, style, again=draw(st.booleans()))
    above = [line(caption), *([BLANK] if draw(st.booleans()) else [])] if caption else []
    return Piece((*above, *lines), Notice(schedules=(schedule,)))


def _rows(schedule: Schedule, have: Profile, how: _Print, style: Style, *, again: bool) -> list[Line]:
    """A line a row; a category is printed in each row (again) or where it begins."""
    header = Line(how.row([(column.header,) for column in schedule.columns]), codes=_unknown(schedule.columns))
    lines = [header]
    group = None
    for index, entry in enumerate(schedule.entries):
        new = entry.group != group
        group = entry.group
        if new and group and have.groups != CATEGORIES:
            lines.append(Line(how.row([(group,), *([()] * (len(schedule.columns) - 1))])))
        cells = [
            ((entry.group or "") if new or again else "",) if column.role is ColumnRole.GROUP else _cell(entry, column, style)
            for column in schedule.columns
        ]
        fixed = new and group is not None
        lines.append(Line(how.row(cells), entry=index, page=True, header=(header,), fixed=fixed))
    return lines


def _cells_on_lines(schedule: Schedule, style: Style, end: str) -> list[Line]:
    """A line a cell."""
    header = [line(column.header, end, codes=_unknown([column])) for column in schedule.columns]
    lines = [*header]
    for index, entry in enumerate(schedule.entries):
        cells = ["".join(_cell(entry, column, style)) for column in schedule.columns]
        row = [line(cell, end, entry=index) for cell in cells]
        lines += [*row[:-1], attrs.evolve(row[-1], page=True, header=tuple(header))]
    return lines
