"""Records as plain dicts and lists, quickly: half the time of a batch goes here if it is done field by field.

Rules: what comes out depends on the record alone; how a class is converted is worked out once. `plain` imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from operator import attrgetter
from typing import Any, Final

import attrs

from qmparse.records import Fields, Span

__all__ = ["plain"]

_AS_IS: Final = frozenset({type(None), str, int, float, bool})


def plain(value: Any) -> Any:
    """A value as plain dicts, lists, str, int, float, bool and None.

    >>> plain((Span(0, 2), None, "甲"))
    [[0, 2], None, '甲']
    """
    return _all((value,))[0]


def _all(values: Iterable[Any]) -> list[Any]:
    # most values are plain already: those pass without a call
    return [value if type(value) in _AS_IS else _CONVERTERS[type(value)](value) for value in values]


def _converter(kind: Any) -> Callable[[Any], Any]:
    """How to convert the instances of a class."""
    if issubclass(kind, tuple):
        return _all
    if issubclass(kind, Enum):
        return {member: member.value for member in kind}.__getitem__
    if issubclass(kind, Fields):
        return dict
    names = [field.name for field in attrs.fields(kind) if field.name != "pieces"]
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    cut = "pieces" in {field.name for field in attrs.fields(kind)}

    def convert(record: Any) -> dict[str, Any]:
        made = dict(zip(names, _all(values(record)), strict=True))
        # written only where a value is cut
        if cut and record.pieces:
            made["pieces"] = _all(record.pieces)
        return made

    return convert


class _Converters(dict[type, Callable[[Any], Any]]):
    """Class -> converter, worked out when a class comes."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        convert = self[kind] = _converter(kind)
        return convert


_CONVERTERS: Final = _Converters({tuple: _all, list: _all, Span: lambda span: [span.start, span.end]})
