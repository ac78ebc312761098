"""Whether a reading holds the records that were written, and the first value that it does not.

Rules: spans are no content; a derived value that a record made by hand leaves at its default is not compared; what
the layout changes on purpose (the shape and marks of cards that became a table) is not either. Only `canonical`
imports this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from qmparse.records import Entry, Fields, Notice, Period, Schedule, Shape, Title
from qmparse.writing.fields import CHILDREN, PRINTED, VIEWS, content_names, member
from qmparse.writing.layout import Style
from qmparse.writing.tables import as_table


@attrs.frozen(eq=False)
class Unlike:
    """A value that a reading does not give back."""

    path: str
    value: Any
    reason: str


@attrs.frozen
class _How:
    """How strictly one record is compared."""

    style: Style
    #: derived values count even at their defaults
    derived: bool
    #: fields of this kind of record that do not count
    ignored: frozenset[str] = frozenset()


def unlike(wanted: Notice, read: Notice, style: Style, *, derived: bool, views: Mapping[str, Any]) -> Unlike | None:
    """The first value of `wanted` that `read` does not hold, if there is one."""
    how = _How(style, derived)
    found = next(_record(wanted, read, "$", how), None)
    if found is not None:
        return found
    for name in VIEWS & views.keys():
        one, other = views[name], getattr(read, name)
        if isinstance(one, str) and isinstance(other, Period):
            other = other.text
        if isinstance(one, Period) and isinstance(other, Period):
            inner = next(_record(one, other, f"$.{name}", how), None)
            if inner is not None:
                return inner
        elif one != other:
            return Unlike(f"$.{name}", one, f"the text gives {_short(other)}")
    return None


def _record(wanted: Any, read: Any, path: str, how: _How) -> Iterator[Unlike]:
    """The values of a record that another one does not hold."""
    cls = type(wanted)
    for name in content_names(cls):
        one, other = getattr(wanted, name), getattr(read, name)
        where = f"{path}.{name}"
        if name in how.ignored or (cls is Notice and name in VIEWS):
            continue
        if name in CHILDREN.get(cls, ()):
            inner = attrs.evolve(how, ignored=_ignored_below(wanted, name, how))
            yield from _children(one, other, where, inner)
        elif isinstance(one, Fields):
            yield from _members(one, other, where)
        elif one != other and not _left_open(wanted, name, one, how):
            yield Unlike(where, one, f"it would read back as {_short(other)}")


def _left_open(wanted: Any, name: str, value: Any, how: _How) -> bool:
    """Whether a value was left for the reading to settle."""
    cls = type(wanted)
    if cls is Entry and name == "marker" and value is None:
        return True
    if how.derived or (name in PRINTED[cls] and cls is not Title):
        return False
    default = attrs.fields_dict(cls)[name].default
    return default is not attrs.NOTHING and bool(value == default)


def _ignored_below(wanted: Any, name: str, how: _How) -> frozenset[str]:
    """What does not count in the records of a field."""
    if isinstance(wanted, Schedule) and name == "entries":
        if as_table(wanted, how.style):
            return frozenset({"marker"}) if wanted.shape is not Shape.TABLE else frozenset()
        return frozenset({"marker"}) if wanted.shape is not Shape.LIST else frozenset()
    return frozenset()


def _children(one: Any, other: Any, path: str, how: _How) -> Iterator[Unlike]:
    if isinstance(one, tuple):
        if path.endswith(".columns"):
            # columns that the entries need besides are added behind
            other = other[: len(one)]
        for index, (a, b) in enumerate(zip(one, other, strict=False)):
            yield from _one(a, b, f"{path}[{index}]", how)
        if len(one) != len(other):
            index = min(len(one), len(other))
            value = one[index] if index < len(one) else one
            where = f"{path}[{index}]" if index < len(one) else path
            yield Unlike(where, value, f"{len(other)} would be read back instead of {len(one)}")
    elif (one is None) != (other is None):
        yield Unlike(path, one, f"it would read back as {_short(other)}")
    elif one is not None:
        yield from _one(one, other, path, how)


def _one(one: Any, other: Any, path: str, how: _How) -> Iterator[Unlike]:
    if isinstance(one, Schedule):
        how = attrs.evolve(how, ignored=_ignored_in(one, how))
    elif isinstance(one, Entry) and one.number is None and "marker" not in how.ignored and other.marker is not None:
        # a list numbers its items
        how = attrs.evolve(how, ignored=how.ignored | {"number"})
    yield from _record(one, other, path, how)


def _ignored_in(schedule: Schedule, how: _How) -> frozenset[str]:
    """What does not count of a schedule that takes another shape (a list only in a canonical text), or has no columns."""
    ignored = frozenset() if schedule.columns and schedule.shape is Shape.TABLE else frozenset({"columns"})
    kept = schedule.shape is Shape.TABLE or (schedule.shape is Shape.LIST and not (how.derived and how.style.swapped))
    return ignored if kept else ignored | {"shape"}


def _members(one: Fields, other: Fields, path: str) -> Iterator[Unlike]:
    for key, value in one.items():
        if other.get(key) != value:
            yield Unlike(path + member(key), value, f"it would read back as {_short(other.get(key))}")
    for key in other:
        if key not in one:
            yield Unlike(path, dict(one), f"{key!r} would be read back besides")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
