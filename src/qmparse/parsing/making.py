"""Records in their thousands: made in half the time that their own frozen classes take.

Rules: a frozen class sets each field through `object.__setattr__`; a twin with the same slots sets them at once and
then becomes the class itself, so what comes out is a record like any other. A twin takes all fields of its class, in
their order and without defaults or conversion; `tests/parsing/test_making.py` holds them together. In a free-threaded
Python a change of class stops all threads, so there are no twins. The modules that read rows import this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qmparse.records import Activity, Block, Entry, Period, Unit
from qmparse.text.spans import FREE_THREADED, NewSpan, Span

__all__ = ["NewActivity", "NewBlock", "NewEntry", "NewPeriod", "NewSpan", "NewUnit", "placed"]

if TYPE_CHECKING or FREE_THREADED:
    NewActivity, NewBlock, NewEntry, NewPeriod, NewUnit = Activity, Block, Entry, Period, Unit
else:

    class NewBlock:
        __slots__ = ("kind", "span")

        def __init__(self, kind, span):
            self.kind = kind
            self.span = span
            self.__class__ = Block

    class NewUnit:
        __slots__ = ("name", "note", "pieces", "role", "span")

        def __init__(self, name, role, note, span, pieces=()):
            self.name = name
            self.role = role
            self.note = note
            self.span = span
            self.pieces = pieces
            self.__class__ = Unit

    class NewActivity:
        __slots__ = ("action", "description", "names", "pieces", "span", "text")

        def __init__(self, text, description, action, names, span, pieces=()):
            self.text = text
            self.description = description
            self.action = action
            self.names = names
            self.span = span
            self.pieces = pieces
            self.__class__ = Activity

    class NewPeriod:
        __slots__ = ("approximate", "end", "pieces", "precision", "span", "start", "text", "year_inferred")

        def __init__(self, text, start, end, precision, approximate, year_inferred, span, pieces):
            self.text = text
            self.start = start
            self.end = end
            self.precision = precision
            self.approximate = approximate
            self.year_inferred = year_inferred
            self.span = span
            self.pieces = pieces
            self.__class__ = Period

    class NewEntry:
        __slots__ = (
            "activities", "contacts", "fields", "group", "marker", "number", "period", "place", "remark", "span", "units",
        )  # fmt: skip

        def __init__(self, number, marker, group, activities, units, period, place, contacts, remark, fields, span):
            self.number = number
            self.marker = marker
            self.group = group
            self.activities = activities
            self.units = units
            self.period = period
            self.place = place
            self.contacts = contacts
            self.remark = remark
            self.fields = fields
            self.span = span
            self.__class__ = Entry


def placed(e: Entry, span: Span) -> Entry:
    """The entry at another span, as `attrs.evolve` gives it."""
    return NewEntry(
        e.number, e.marker, e.group, e.activities, e.units, e.period, e.place, e.contacts, e.remark, e.fields, span
    )  # fmt: skip
