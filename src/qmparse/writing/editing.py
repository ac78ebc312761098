"""Edits: a printed value changed in the text, and the text read again.

Rules: the text is the truth, an edit splices the least stretch that differs and reads all of it again; it is accepted
only when the reading gives the old printed values with just the changes asked for. What is derived from them follows
by itself and cannot be set. `Notice.edit` and the JSON form import this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import attrs

from qmparse.errors import UnwritableError
from qmparse.parsing.notice import read_notice
from qmparse.records import Fields, Notice
from qmparse.writing.comparing import Wanted, mismatch
from qmparse.writing.fields import (
    CHILDREN,
    PRINTED,
    Node,
    content_names,
    is_record,
    member,
    nodes,
)
from qmparse.writing.finding import Candidate, candidates
from qmparse.writing.notes import moved, notes_of
from qmparse.writing.splicing import Splice, apply, merged, printed_like, splices

#: how often the text is read again for one value before it counts as unwritable
_TRIES = 24

_NOT_PRINTED = "nothing is printed there that could be changed"
_DERIVED = "it is derived from what is printed, and cannot be written itself"


@attrs.define(eq=False)
class Change:
    """A printed value to change: where it is, what it was and what it shall be."""

    path: str
    node: Node
    name: str
    old: Any
    new: Any
    #: the likeliest way to write it, and the others
    likeliest: tuple[Splice, ...] = ()
    others: Iterator[tuple[Splice, ...]] = attrs.Factory(lambda: iter(()))

    @property
    def ways(self) -> Iterator[tuple[Splice, ...]]:
        """Some ways to write it; to be taken once."""
        return islice(chain([self.likeliest], self.others), _TRIES)


def edit(notice: Notice, changes: Sequence[tuple[object, Mapping[str, Any]]]) -> Notice:
    """The notice with some records changed; see `Notice.edit`."""
    wanted: dict[str, Change] = {}
    derived: dict[str, Any] = {}
    every = list(nodes(notice))
    for record, named in changes:
        for node in _found(every, record):
            for name, value in named.items():
                for change in _asked(node, name, value, derived):
                    _keep(wanted, change)
    return edited(notice, list(wanted.values()), derived)


def _keep(wanted: dict[str, Change], change: Change) -> None:
    before = wanted.setdefault(change.path, change)
    if before.new != change.new:
        raise UnwritableError(change.path, change.new, f"it is to be {before.new!r} too")


def edited(notice: Notice, changes: list[Change], derived: Mapping[str, Any] | None = None) -> Notice:
    """The notice with these values changed, or `UnwritableError`; `derived` are values that the reading must give."""
    changes = [change for change in changes if change.old != change.new]
    if not changes:
        # nothing is written that a derived value could follow from
        for path, value in (derived or {}).items():
            raise UnwritableError(path, value, _DERIVED)
        return notice
    goal = Wanted({change.path: change.new for change in changes}, derived or {}, _owners(changes), frozenset(
        change.name for change in changes if "header" in change.name or change.path.startswith("$.period")
    ))  # fmt: skip
    for change in changes:
        change.others = _ways(notice.text, notice, change)
        likeliest = next(change.others, None)
        if likeliest is None:
            raise UnwritableError(change.path, change.new, _NOT_PRINTED)
        change.likeliest = likeliest
    if len(changes) == 1:
        return _one(notice, changes[0], goal)
    return _many(notice, changes, goal)


def _owners(changes: Iterable[Change]) -> dict[str, frozenset[str]]:
    """The fields that change, by the path of their record."""
    found: dict[str, set[str]] = {}
    for change in changes:
        found.setdefault(change.node.path, set()).add(change.name)
    return {path: frozenset(names) for path, names in found.items()}


# --- what is asked for


def _found(every: list[Node], record: Any) -> list[Node]:
    """The places of a record in a notice: by identity, else by content and span."""
    if not is_record(record):
        raise TypeError(f"a record of the notice is wanted, not {type(record).__name__}")
    same = [node for node in every if node.record is record]
    if not same and (span := getattr(record, "span", None)) is not None:
        same = [n for n in every if type(n.record) is type(record) and n.record.span == span and n.record == record]
    if not same and every[0].record == record and every[0].record.text == getattr(record, "text", None):
        same = every[:1]
    if not same:
        raise UnwritableError("$", record, "this record is not part of the notice")
    return same


def _asked(node: Node, name: str, value: Any, derived: dict[str, Any] | None) -> Iterator[Change]:
    """The printed values that change where one field of a record gets a value."""
    cls = type(node.record)
    path = f"{node.path}.{name}"
    if name not in content_names(cls):
        if name in attrs.fields_dict(cls):
            raise UnwritableError(path, value, "where a record stands follows from the text")
        raise TypeError(f"{cls.__name__} has no field {name!r}")
    old = getattr(node.record, name)
    if name in CHILDREN.get(cls, ()):
        yield from _children(node, path, old, value, derived)
    elif name not in PRINTED[cls]:
        if value != old:
            raise UnwritableError(path, value, _DERIVED)
    elif isinstance(old, Fields):
        yield from _members(node, name, path, old, value)
    elif isinstance(old, tuple):
        items = _same_length(path, old, value)
        for index, (one, other) in enumerate(zip(old, items, strict=True)):
            yield _change(f"{path}[{index}]", node, name, one, other)
    else:
        yield _change(path, node, name, old, value)


def _change(path: str, node: Node, name: str, old: Any, new: Any) -> Change:
    wanted = int if isinstance(old, int) else str
    if old is None and new is not None:
        raise UnwritableError(path, new, _NOT_PRINTED)
    if new is not None and (not isinstance(new, wanted) or isinstance(new, bool)):
        raise UnwritableError(path, new, f"a value of type {wanted.__name__} is wanted")
    return Change(path, node, name, old, new)


def _members(node: Node, name: str, path: str, old: Fields, value: Any) -> Iterator[Change]:
    if not isinstance(value, Mapping) or {*value} != {*old}:
        raise UnwritableError(path, value, "its keys are headers or labels, which must stay")
    for key, text in value.items():
        yield _change(path + member(key), node, name, old[key], text)


def _same_length(path: str, old: tuple[Any, ...], value: Any) -> Sequence[Any]:
    if not isinstance(value, (tuple, list)):
        raise UnwritableError(path, value, "a tuple is wanted")
    if len(value) != len(old):
        raise UnwritableError(path, value, f"{len(old)} are printed: one can be changed, none added or taken out")
    return value


def _children(node: Node, path: str, old: Any, value: Any, derived: dict[str, Any] | None) -> Iterator[Change]:
    """The changes between the records of a field and others given in their place."""
    holders = (*node.holders, node)
    if isinstance(old, tuple):
        pairs = [(f"{path}[{i}]", a, b) for i, (a, b) in enumerate(zip(old, _same_length(path, old, value), strict=True))]
    else:
        pairs = [(path, old, value)]
    for where, one, other in pairs:
        if type(one) is not type(other):
            reason = f"a record of type {type(one).__name__} is wanted" if one is not None else _NOT_PRINTED
            raise UnwritableError(where, other, reason)
        if one is not None and one is not other:
            yield from _between(Node(where, one, holders), other, derived)


def _between(node: Node, other: Any, derived: dict[str, Any] | None) -> Iterator[Change]:
    """The changes between a record and another one; a derived field of it is checked, where it is set at all."""
    cls = type(node.record)
    for name in content_names(cls):
        value = getattr(other, name)
        if name in PRINTED[cls] or name in CHILDREN.get(cls, ()):
            yield from _asked(node, name, value, derived)
        elif value not in (getattr(node.record, name), attrs.fields_dict(cls)[name].default):
            if derived is None:
                raise UnwritableError(f"{node.path}.{name}", value, "it is derived from what is printed")
            derived[f"{node.path}.{name}"] = value


# --- how it is written


def _ways(text: str, notice: Notice, change: Change) -> Iterator[tuple[Splice, ...]]:
    """The splices that could make a change, the likeliest first."""
    old, new = change.old, "" if change.new is None else change.new
    seen = set()
    found: Iterable[Candidate] = candidates(notice, change.node, change.name, old)
    if change.name == "caption":
        # printed again on each page: all of them change
        found = [*found]
        again = merged([way for candidate in found for way in islice(splices(text, candidate, old, new), 1)])
        if again:
            yield tuple(again)
    for candidate in found:
        printed = _cut_out(text, candidate) if isinstance(old, int) else old
        value = printed_like(printed, new) if isinstance(old, int) and isinstance(new, int) else new
        if value is None or isinstance(value, int):
            continue
        for way in splices(text, candidate, printed, value):
            if way not in seen:
                seen.add(way)
                yield way


def _cut_out(text: str, candidate: Candidate) -> str:
    return "".join([text[s.start : s.end] for s in candidate])


def _read(notice: Notice, ways: list[tuple[Splice, ...]]) -> tuple[Notice, list[Splice]] | None:
    """The notice of the text with the splices made; None where they contradict each other."""
    found = merged(ways)
    if found is None:
        return None
    again = read_notice(apply(notice.text, found))
    return moved(again, notes_of(notice), found), found


def _one(notice: Notice, change: Change, goal: Wanted) -> Notice:
    """The first way to write one change that reads back."""
    reason = None
    for way in change.ways:
        again = _read(notice, [way])
        fault = mismatch(notice, again[0], goal, again[1]) if again else None
        if again and fault is None:
            return again[0]
        reason = reason or (fault.reason if fault else None)
    raise UnwritableError(change.path, change.new, reason or "it would not read back the same")


def _many(notice: Notice, changes: list[Change], goal: Wanted) -> Notice:
    """All changes at once; where that fails, each is first tried by itself to tell its place."""
    again = _read(notice, [change.likeliest for change in changes])
    if again and mismatch(notice, again[0], goal, again[1]) is None:
        return again[0]
    chosen = []
    failed: list[tuple[Change, str]] = []
    for change in changes:
        way, reason = _alone(notice, change, goal)
        chosen.append(way)
        if reason is not None:
            failed.append((change, reason))
    again = _read(notice, chosen)
    if again is None:
        culprit = failed[0][0] if failed else changes[-1]
        raise UnwritableError(culprit.path, culprit.new, "it is printed with the same characters as another changed value")
    fault = mismatch(notice, again[0], goal, again[1])
    if fault is None:
        return again[0]
    culprit, reason = failed[0] if failed else (_nearest(changes, fault.path), fault.reason)
    raise UnwritableError(culprit.path, culprit.new, reason)


def _alone(notice: Notice, change: Change, whole: Wanted) -> tuple[tuple[Splice, ...], str | None]:
    """The way in which a change reads back by itself, or with others of the same edit; else the likeliest, and why not."""
    goal = attrs.evolve(whole, printed={change.path: change.new}, derived={}, besides=whole.printed)
    reason = None
    for way in change.ways:
        again = _read(notice, [way])
        fault = mismatch(notice, again[0], goal, again[1]) if again else None
        if again and fault is None:
            return way, None
        reason = reason or (fault.reason if fault else None)
    return change.likeliest, reason or "it would not read back the same"


def _nearest(changes: list[Change], path: str) -> Change:
    """The change at a path, or in the record nearest to it."""

    def shared(change: Change) -> int:
        size = 0
        while size < min(len(path), len(change.path)) and path[size] == change.path[size]:
            size += 1
        return size

    return max(changes, key=shared)
