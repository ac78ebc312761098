"""A notice as flat rows: one an activity or one an entry, with the same documented columns in every format.

Rules: the columns are stable; new ones come at the end. Values are typed (int, bool, str, tuple of str, None);
`flat` makes one string of them. CSV, XLSX, frames and Arrow are made of these rows.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from qmparse.records import Activity, Entry, Notice, Span
from qmparse.text.spans import line_starts

__all__ = ["COLUMNS", "SEPARATOR", "Column", "Row", "RowKind", "Value", "columns", "flat", "rows"]

RowKind = Literal["activity", "entry"]
Value = str | int | bool | tuple[str, ...] | None
Row = tuple[Value, ...]

#: between the values of one cell; it never stands in a unit's name, save inside brackets
SEPARATOR: Final = "；"


@attrs.frozen
class Column:
    """A column: its name, the type of its values, what it holds, and the kind of row that has it (None: both)."""

    name: str
    #: `str`, `int`, `bool` or `list`
    type: str
    meaning: str
    only: RowKind | None = None


COLUMNS: Final = (
    Column("source", "str", "the file, as it was named"),
    Column("title", "str", "the name of the notice, without theme"),
    Column("year", "int", "the year of the notice"),
    Column("schedule", "int", "1 for the first schedule of the notice"),
    Column("caption", "str", "the caption of the schedule"),
    Column("entry", "int", "1 for the first entry of the schedule"),
    Column("number", "int", "the number as printed"),
    Column("marker", "str", "the printed mark whole, where it is no table"),
    Column("group", "str", "the section row or merged first cell above it"),
    Column("activity", "str", "the activity", "activity"),
    Column("description", "str", "the sentences after its name", "activity"),
    Column("action", "str", "its leading verb", "activity"),
    Column("names", "list", "what stands in “ ” or 《 》", "activity"),
    Column("activities", "list", "the activities", "entry"),
    Column("period", "str", "the time as printed"),
    Column("start", "str", "its beginning, ISO 8601 at the precision printed"),
    Column("end", "str", "its end, the same way"),
    Column("precision", "str", "year, month, ten_days, day or minute"),
    Column("approximate", "bool", "前后, 左右, 底"),
    Column("year_inferred", "bool", "the year stands elsewhere in the notice"),
    Column("place", "str", "the place"),
    Column("lead_units", "list", "the units that lead or host"),
    Column("supporting_units", "list", "the units of all other roles"),
    Column("units", "list", "all units as role:name"),
    Column("contacts", "list", "one a person or number"),
    Column("remark", "str", "the remark"),
    Column("fields", "str", "what has no column here, as a JSON object"),
    Column("line", "int", "the line where it begins, 1 for the first"),
)


def columns(kind: RowKind = "activity") -> tuple[Column, ...]:
    """The columns of a kind of row, in order.

    >>> [column.name for column in columns("entry")][9:11]
    ['activities', 'period']
    """
    return tuple(column for column in COLUMNS if column.only in (None, kind))


def rows(notice: Notice, *, kind: RowKind = "activity", source: str | None = None) -> Iterator[Row]:
    """The rows of a notice. An entry without activities has one row of either kind.

    >>> from qmparse import parse
    >>> notice = parse("序号\\t活动内容\\t牵头单位\\n1\\t举办论坛；召开座谈会\\t市教委\\n")
    >>> [row[9] for row in rows(notice)]
    ['举办论坛', '召开座谈会']
    >>> [row[9] for row in rows(notice, kind="entry")]
    [('举办论坛', '召开座谈会')]
    """
    starts = line_starts(notice.text)
    name = (notice.title.name or notice.title.text) if notice.title else None
    for at, schedule in enumerate(notice.schedules, 1):
        for index, entry in enumerate(schedule.entries, 1):
            head: Row = (source, name, notice.year, at, schedule.caption, index)
            head += (entry.number, entry.marker, entry.group)
            tail = _tail(entry)
            if kind == "entry":
                yield (*head, tuple(a.text for a in entry.activities), *tail, _line(starts, entry.span))
                continue
            for activity in entry.activities or (None,):
                where = activity.span if activity and activity.span else entry.span
                yield (*head, *_activity(activity), *tail, _line(starts, where))


def _activity(activity: Activity | None) -> Row:
    if activity is None:
        return None, None, None, ()
    return activity.text, activity.description, activity.action, activity.names


def _tail(entry: Entry) -> Row:
    period = entry.period
    dated: Row = (None,) * 6
    if period is not None:
        precision = None if period.precision is None else period.precision.value
        dated = (period.text, period.start, period.end, precision, period.approximate, period.year_inferred)
    return (
        *dated,
        entry.place,
        tuple(unit.name for unit in entry.lead_units),
        tuple(unit.name for unit in entry.supporting_units),
        tuple(f"{unit.role.value}:{unit.name}" for unit in entry.units),
        entry.contacts,
        entry.remark,
        json.dumps(dict(entry.fields), ensure_ascii=False) if entry.fields else None,
    )


def _line(starts: list[int], span: Span | None) -> int | None:
    return None if span is None else bisect_right(starts, span.start)


def flat(value: Value) -> str:
    """A value as the text of one cell.

    >>> flat(("市教委", "市妇联")), flat(True), flat(None), flat(3)
    ('市教委；市妇联', 'true', '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
