"""A schedule in the canonical layout: a table of tab-separated rows, a list, or cards of labelled lines.

    table = [caption] header { [group] row }       list = { [group] N. text 。[description] （units） { label ： value } }

Rules: which column a value goes to is told by the roles that the reading gives to the headers; cells are quoted as
spreadsheets do where they must be. Nothing is checked here. Only `canonical` imports this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qmparse.parsing.columns import REST
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, table_roles
from qmparse.parsing.units import is_unit_list
from qmparse.records import Activity, ColumnRole, Entry, Schedule, Shape, Unit, UnitRole
from qmparse.text.characters import BLANKS, BREAKS, fold
from qmparse.writing.layout import INDENT, Style, unit_name

#: the header, or label, that the canonical layout gives to a role
HEADERS: dict[ColumnRole, str] = {
    ColumnRole.NUMBER: "序号",
    ColumnRole.GROUP: "类别",
    ColumnRole.ACTIVITY: "活动内容",
    ColumnRole.DESCRIPTION: "活动简介",
    ColumnRole.PERIOD: "时间",
    ColumnRole.PLACE: "地点",
    ColumnRole.LEAD: "牵头单位",
    ColumnRole.HOST: "主办单位",
    ColumnRole.ORGANISE: "承办单位",
    ColumnRole.CO_ORGANISE: "协办单位",
    ColumnRole.SUPPORT: "配合单位",
    ColumnRole.GUIDE: "指导单位",
    ColumnRole.PARTICIPATE: "参加单位",
    ColumnRole.CONTACT: "联系人",
    ColumnRole.REMARK: "备注",
}
_DESCRIPTION = "description"
_CLOCK = re.compile(r"(?:上午|下午|晚上?|早上|中午)?\ *\d{1,2}\ *[:点时]")


def as_table(schedule: Schedule, style: Style) -> bool:
    """Whether the layout prints a schedule as a table."""
    if schedule.shape is Shape.TABLE:
        return True
    return (schedule.shape is Shape.LIST) == style.swapped


def schedule_lines(schedule: Schedule, style: Style) -> list[str]:
    """The blocks of a schedule, parted by blank lines."""
    caption = [schedule.caption] if schedule.caption else []
    if as_table(schedule, style):
        return [*caption, "\n".join(_table(schedule))]
    if schedule.shape is Shape.LIST:
        return [*caption, *_list(schedule, style)]
    if schedule.shape is Shape.AGENDA:
        return [*caption, *_agenda(schedule)]
    return [*caption, *_cards(schedule)]


# --- tables


def headers_of(schedule: Schedule) -> list[str]:
    """The headers of the table that prints a schedule: its own, and those that its entries need besides."""
    own = [column.header for column in schedule.columns] if schedule.shape is Shape.TABLE else []
    roles = table_roles([header_key(header) for header in own])
    printed = [*own]
    for header, role in _needed(schedule.entries):
        if (role is ColumnRole.OTHER and header not in own) or (role is not ColumnRole.OTHER and role not in roles):
            printed.append(header)
    return printed


def _needed(entries: Sequence[Entry]) -> Iterator[tuple[str, ColumnRole]]:
    """The headers that some entries need, in canonical order."""
    held: set[ColumnRole] = set()
    for entry in entries:
        held |= {ColumnRole.NUMBER} if entry.number is not None else set()
        held |= {ColumnRole.ACTIVITY} if entry.activities else set()
        held |= {ColumnRole.DESCRIPTION} if any(a.description for a in entry.activities) else set()
        held |= {ColumnRole.PERIOD} if entry.period is not None else set()
        held |= {ColumnRole.PLACE} if entry.place else set()
        held |= {ColumnRole.CONTACT} if entry.contacts else set()
        held |= {ColumnRole.REMARK} if entry.remark else set()
    order = [ColumnRole.NUMBER, ColumnRole.ACTIVITY, ColumnRole.DESCRIPTION, ColumnRole.PERIOD, ColumnRole.PLACE]
    for role in [*order, *_unit_roles(entries), ColumnRole.CONTACT, ColumnRole.REMARK]:
        if role in held or role in UNIT_ROLE_OF:
            yield HEADERS[role], role
    for key in dict.fromkeys(key for entry in entries for key in entry.fields if key != REST or not _left_over(entry)):
        yield key, ColumnRole.OTHER


def _unit_roles(entries: Sequence[Entry]) -> list[ColumnRole]:
    """The roles of the units, ordered so that each entry prints its own in order, as far as that goes."""
    after: dict[ColumnRole, set[ColumnRole]] = {}
    for entry in entries:
        roles = [*dict.fromkeys(_column_role(unit) for unit in entry.units)]
        for index, role in enumerate(roles):
            after.setdefault(role, set()).update(roles[:index])
    ordered: list[ColumnRole] = []
    while after:
        role = next((r for r, before in after.items() if not before - {*ordered}), next(iter(after)))
        ordered.append(role)
        del after[role]
    return ordered


def _column_role(unit: Unit) -> ColumnRole:
    return ColumnRole(unit.role.value) if unit.role.value in {*ColumnRole} else ColumnRole.LEAD


def _table(schedule: Schedule) -> Iterator[str]:
    """The lines of a table: its header once, a row an entry, a row of one cell where a group begins."""
    headers = headers_of(schedule)
    roles = table_roles([header_key(header) for header in headers])
    yield "\t".join(map(_cell, headers))
    group = None
    for entry in schedule.entries:
        if entry.group != group and entry.group and ColumnRole.GROUP not in roles:
            yield entry.group + "\t" * (len(headers) - 1)
        group = entry.group
        cells = [_cell(value) for value in _values(entry, headers, roles)]
        # what several cells of a broken row print is left over again
        yield "\t".join([*cells, *_left_over(entry)])


def _left_over(entry: Entry) -> list[str]:
    rest = entry.fields.get(REST, "")
    return rest.split("\t") if "\t" in rest else []


def _values(entry: Entry, headers: Sequence[str], roles: Sequence[ColumnRole]) -> Iterator[str]:
    """The cells of a row."""
    first = {role: roles.index(role) for role in roles}
    for index, (header, role) in enumerate(zip(headers, roles, strict=True)):
        if header == REST and _left_over(entry):
            yield ""
        elif header in entry.fields:
            # its own column, or one whose value has not the role of its header
            yield "" if role is ColumnRole.NUMBER and entry.number is not None else entry.fields[header]
        elif role is ColumnRole.PERIOD and roles.count(role) > 1:
            yield _day_and_clock(entry)[min(index - first[role], 1)]
        elif first[role] != index and role not in UNIT_ROLE_OF:
            yield ""
        elif role in UNIT_ROLE_OF:
            yield "、".join([unit_name(unit) for unit in _units_in(entry, index, roles)])
        else:
            yield _value(entry, role)


def _day_and_clock(entry: Entry) -> tuple[str, str]:
    """A period as a table prints it that has one column for the day and one for the time of day."""
    text = entry.period.text if entry.period is not None else ""
    clock = _CLOCK.search(fold(text))
    at = clock.start() if clock else len(text)
    return text[:at].strip(BLANKS), text[at:]


def _units_in(entry: Entry, index: int, roles: Sequence[ColumnRole]) -> list[Unit]:
    """The units that a column prints: those of its role; the first unit column takes what has none."""
    role = roles[index]
    if roles.index(role) != index:
        return []
    left = index == next(i for i, r in enumerate(roles) if r in UNIT_ROLE_OF)
    return [u for u in entry.units if _column_role(u) is role or (left and _column_role(u) not in roles)]


def _value(entry: Entry, role: ColumnRole) -> str:
    """What the column of a role prints of an entry."""
    match role:
        case ColumnRole.NUMBER:
            return "" if entry.number is None else str(entry.number)
        case ColumnRole.ACTIVITY:
            return "；".join([activity.text for activity in entry.activities])
        case ColumnRole.DESCRIPTION:
            if not entry.activities:
                return entry.fields.get(_DESCRIPTION, "")
            return "；".join([activity.description for activity in entry.activities if activity.description])
        case ColumnRole.GROUP:
            return entry.group or ""
        case ColumnRole.PERIOD:
            return entry.period.text if entry.period else ""
        case ColumnRole.PLACE:
            return entry.place or ""
        case ColumnRole.CONTACT:
            return "、".join(entry.contacts)
        case ColumnRole.REMARK:
            return entry.remark or ""
        case _:
            return ""


def _cell(value: str) -> str:
    """A cell, in ASCII quotes where it would not read back without."""
    if value[:1] == '"' or any(mark in value for mark in BREAKS + "\t"):
        return '"' + value.replace('"', '""') + '"'
    return value


# --- lists and cards


def _list(schedule: Schedule, style: Style) -> list[str]:
    """The items of a list, a line each, with a labelled line below for what has no place in a sentence."""
    blocks: list[str] = []
    group = None
    for index, entry in enumerate(schedule.entries):
        if entry.group and entry.group != group:
            blocks.append(entry.group)
        group = entry.group
        number = index + 1 if entry.number is None else entry.number
        labels = [f"时间：{entry.period.text}"] if style.labelled and entry.period is not None else []
        # on one line: a label a line would make it a card
        below = ["；".join([*labels, *_labels(entry)])]
        blocks.append("\n".join([(entry.marker or f"{number}.") + _item(entry, style), *filter(None, below)]))
    return [(INDENT if style.indented else "") + block for block in blocks]


def _item(entry: Entry, style: Style) -> str:
    date = f"{entry.period.text}，" if entry.period is not None and not style.labelled else ""
    text = "；".join([activity.text for activity in entry.activities])
    description = "".join([activity.description for activity in entry.activities if activity.description])
    close = "" if text.endswith(("！", "？", "”")) and not description else "。"
    return date + text + close + description + _bracket(entry.units)


def _bracket(units: Sequence[Unit]) -> str:
    """（甲、乙） for units that lead, （牵头单位：甲；配合单位：乙） where there are others."""
    if not units:
        return ""
    names = "、".join(map(unit_name, units))
    if all(unit.role is UnitRole.LEAD for unit in units) and is_unit_list(names):
        return f"（{names}）"
    runs: list[tuple[UnitRole, list[str]]] = []
    for unit in units:
        if not runs or runs[-1][0] is not unit.role:
            runs.append((unit.role, []))
        runs[-1][1].append(unit_name(unit))
    parts = [f"{HEADERS[ColumnRole(role.value)]}：{'、'.join(names)}" for role, names in runs if role.value in {*ColumnRole}]
    return f"（{'；'.join(parts)}）"


def _labels(entry: Entry) -> list[str]:
    """Labelled lines for what a sentence has no place for."""
    lines = [f"地点：{entry.place}"] if entry.place else []
    lines += [f"联系人：{'、'.join(entry.contacts)}"] if entry.contacts else []
    lines += [f"备注：{entry.remark}"] if entry.remark else []
    return lines + [f"{key}：{value}" for key, value in entry.fields.items()]


def _agenda(schedule: Schedule) -> list[str]:
    """Each entry as a line that begins with its clock time."""
    blocks: list[str] = []
    group = None
    for entry in schedule.entries:
        if entry.group and entry.group != group:
            blocks.append(entry.group)
        group = entry.group
        mark = entry.marker or (f"{entry.number}." if entry.number is not None else "")
        clock = f"{entry.period.text} " if entry.period is not None else ""
        text = "；".join([activity.text for activity in entry.activities])
        description = "".join([activity.description for activity in entry.activities if activity.description])
        blocks.append(mark + clock + text + (f"。{description}" if description else "") + _bracket(entry.units))
    return blocks


def _cards(schedule: Schedule) -> list[str]:
    """Each entry as a card: its mark and name, and a labelled line for all else."""
    blocks: list[str] = []
    group = None
    for index, entry in enumerate(schedule.entries):
        if entry.group and entry.group != group:
            blocks.append(entry.group)
        group = entry.group
        number = index + 1 if entry.number is None else entry.number
        lines = [(entry.marker or f"{number}.") + "；".join([a.text for a in entry.activities])]
        lines += [f"时间：{entry.period.text}"] if entry.period is not None else []
        lines += _card_labels(entry)
        blocks.append("\n".join(lines))
    return blocks


def _card_labels(entry: Entry) -> list[str]:
    described: list[Activity] = [activity for activity in entry.activities if activity.description]
    lines = [f"活动内容：{activity.description}" for activity in described]
    for role in _unit_roles([entry]):
        names = [unit_name(unit) for unit in entry.units if _column_role(unit) is role]
        lines.append(f"{HEADERS[role]}：{'、'.join(names)}")
    return [*_labels(entry), *lines]
