"""What may differ between a notice and the reading of its changed text.

Rules: every printed value stays but those that were to change and those that share their characters; a derived value
may follow its own record, a date the year, a role its header, a view what it views. The editor imports this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from qmparse.records import Column, Entry, Notice, Paragraph, Period, Section, Unit
from qmparse.writing.fields import (
    PRINTED,
    SHARED,
    VIEWS,
    Difference,
    Node,
    differences,
    is_record,
    nodes,
)
from qmparse.writing.splicing import Splice


@attrs.frozen(eq=False)
class Wanted:
    """What the reading must give."""

    #: printed values by path
    printed: Mapping[str, Any]
    #: derived values by path
    derived: Mapping[str, Any]
    #: the fields that change, by the path of their record
    owners: Mapping[str, frozenset[str]]
    #: of those the ones that govern others: a header, the notice's period
    governing: frozenset[str]
    #: printed values by path that may come along, as they share characters with those above
    besides: Mapping[str, Any] = attrs.Factory(dict)


@attrs.frozen
class Fault:
    """The first value that is not as wanted, and a clause about it."""

    path: str
    reason: str


def mismatch(old: Notice, new: Notice, wanted: Wanted, splices: Sequence[Splice]) -> Fault | None:
    """What keeps a new reading from being accepted, if anything."""
    seen = set()
    fault = None
    for found in differences(old, new):
        if found.path in wanted.printed:
            seen.add(found.path)
            if found.new == wanted.printed[found.path]:
                continue
            return Fault(found.path, f"it would read back as {_short(found.new)}")
        if found.path in wanted.besides and found.new == wanted.besides[found.path]:
            continue
        if fault is None and not _follows(found, wanted, old, splices):
            fault = Fault(found.path, _why(found))
    if fault is not None:
        return fault
    for path in wanted.printed:
        if path not in seen:
            return Fault(path, "it would read back unchanged")
    return _underived(new, wanted) if wanted.derived else None


def _underived(new: Notice, wanted: Wanted) -> Fault | None:
    """A derived value that was given, and is not what the reading derives."""
    by_path = {node.path: node for node in nodes(new)}
    for path, value in wanted.derived.items():
        owner, _, name = path.rpartition(".")
        node: Node | None = by_path.get(owner)
        if node is None or getattr(node.record, name) != value:
            read = getattr(node.record, name) if node else None
            return Fault(path, f"the text gives {_short(read)} instead of {_short(value)}")
    return None


def _follows(found: Difference, wanted: Wanted, old: Notice, splices: Sequence[Splice]) -> bool:
    """Whether a value may differ because of a change made elsewhere."""
    root = found.path.removeprefix("$.").partition(".")[0]
    if root in VIEWS and found.path not in wanted.printed:
        return True
    changed = wanted.owners.get(found.owner, frozenset())
    if found.name not in PRINTED[found.cls]:
        if changed and not _is_structure(found):
            return True
        if found.cls is Period:
            return True
        return "header" in wanted.governing and found.cls in (Unit, Column) and found.name == "role"
    if any(found.name in SHARED.get(found.cls, {}).get(name, ()) for name in changed):
        return True
    if found.cls is Entry and found.name == "fields" and "header" in wanted.governing:
        return [*found.old.values()] == [*found.new.values()]
    if "text" in wanted.governing and found.cls in (Paragraph, Section):
        return _holds(old, found.owner, splices)
    return False


def _is_structure(found: Difference) -> bool:
    """Whether records came or went."""
    sides = (found.old, found.new)
    return any(is_record(side) or (isinstance(side, tuple) and bool(side) and is_record(side[0])) for side in sides)


def _holds(old: Notice, owner: str, splices: Sequence[Splice]) -> bool:
    """Whether the record at a path takes the stretches that were replaced."""
    span = next((node.record.span for node in nodes(old) if node.path == owner), None)
    return span is not None and all(span.start <= start and end <= span.end for start, end, _ in splices)


def _why(found: Difference) -> str:
    if isinstance(found.old, tuple) and isinstance(found.new, tuple):
        return f"{found.path} would then hold {len(found.new)} instead of {len(found.old)}"
    return f"{found.path} would then read {_short(found.new)} instead of {_short(found.old)}"


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
