"""Values that no layout can hold, told before anything is written, by the splitters of the parser itself.

Rules: this only names the value and the reason early; whether a text is good is decided by reading it back. Only
`canonical` imports this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qmparse.errors import UnwritableError
from qmparse.parsing.cells import item_ranges, read_contacts
from qmparse.parsing.units import name_units
from qmparse.records import Activity, Notice, Period, Schedule, Section, Shape, Unit
from qmparse.text.characters import BLANKS_AND_BREAKS, BREAKS
from qmparse.writing.fields import PRINTED, WHOLE, Node, member, nodes

_EMPTY = "an empty value cannot be printed"


def check(notice: Notice) -> None:
    """Raise `UnwritableError` for the first value that could never read back."""
    for node in nodes(notice):
        for name in sorted(PRINTED[type(node.record)]):
            for path, value in _values(node, name):
                reason = _reason(node, name, value)
                if reason:
                    raise UnwritableError(path, value, reason)


def _values(node: Node, name: str) -> Iterator[tuple[str, Any]]:
    """The single values of a printed field, by path."""
    path, value = f"{node.path}.{name}", getattr(node.record, name)
    if isinstance(value, tuple):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(value))
    elif isinstance(value, Mapping):
        yield from ((path + member(key), item) for key, item in value.items())
    else:
        yield path, value


def _reason(node: Node, name: str, value: Any) -> str | None:
    """Why a value can stand in no text, if it cannot."""
    record = node.record
    required = name == WHOLE.get(type(record)) and type(record) is not Section
    if value is None:
        return _EMPTY if required else None
    wanted = int if name in ("number", "year") else str
    if isinstance(value, bool) or not isinstance(value, wanted):
        return f"a value of type {wanted.__name__} is wanted"
    if isinstance(value, int):
        return "a printed number has no sign" if value < 0 else None
    if not value:
        return _EMPTY if required else None
    if name == "fields" and "\t" in value:
        # what is left over of a row, with the tabs between its cells
        return None
    if value.strip(BLANKS_AND_BREAKS) != value:
        return "blanks and breaks at its ends belong to no value"
    if any(mark in value for mark in (BREAKS if type(record) is not Section else "\r")):
        return "a line break would part it"
    return _parted(node, name, value)


def _parted(node: Node, name: str, value: str) -> str | None:
    """Whether the parser would part a value, or take something off its end."""
    record = node.record
    if isinstance(record, Unit) and name == "name":
        units = name_units(value, 0, record.role)
        if [unit.name for unit in units] != [value]:
            return f"a list of units reads it as {[unit.name for unit in units]}"
    elif isinstance(record, Activity) and name == "text" and _in_table(node):
        items = [value[start:end] for start, end in item_ranges(value)]
        if items != [value]:
            return f"a cell reads it as {items}"
    elif name == "contacts" and read_contacts(value) != (value,):
        return f"a cell reads it as {list(read_contacts(value))}"
    elif isinstance(record, Period) and "\t" in value:
        return "a tab would part it"
    return None


def _in_table(node: Node) -> bool:
    return any(isinstance(n.record, Schedule) and n.record.shape is Shape.TABLE for n in node.holders)
