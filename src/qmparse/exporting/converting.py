"""Records as plain dicts and lists, quickly: a third of the time of a batch goes here if it is done field by field.

Rules: what comes out depends on the record alone; how a class is converted follows from the types of its fields and
is worked out once, as a function of its own, the way attrs makes `__init__`. `plain` and `restoring` import this.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from qmparse.records import Fields, Span

__all__ = ["plain"]

_AS_IS: Final = frozenset({type(None), str, int, float, bool})


def plain(value: Any) -> Any:
    """A value as plain dicts, lists, str, int, float, bool and None.

    >>> plain((Span(0, 2), None, "甲"))
    [[0, 2], None, '甲']
    """
    if type(value) in _AS_IS:
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return _CONVERTERS[type(value)](value)


class _Converters(dict[type, Callable[[Any], Any]]):
    """Class -> converter, worked out when a class comes."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        names: dict[str, Any] = {"plain": plain}
        # nothing but the names of fields and classes goes into it
        exec(_source(kind, names), names)
        convert: Callable[[Any], Any] = names["convert"]
        self[kind] = convert
        return convert


_CONVERTERS: Final = _Converters()


def _source(kind: Any, names: dict[str, Any]) -> str:
    """The source of the function that converts an instance; what it calls goes into `names`."""
    if not attrs.has(kind) or kind is Span:
        return f"def convert(r):\n return {_expression('r', kind, names)}"
    hints = get_type_hints(kind)
    values = {field.name: _expression(f"r.{field.name}", hints[field.name], names) for field in attrs.fields(kind)}
    pieces = values.pop("pieces", None)
    lines = [f"def convert(r):\n made = {{{', '.join(f'{name!r}: {value}' for name, value in values.items())}}}"]
    if pieces:
        # written only where a value is cut
        lines.append(f" if r.pieces: made['pieces'] = {pieces}")
    return "\n".join([*lines, " return made"])


def _expression(value: str, kind: Any, names: dict[str, Any]) -> str:
    """The expression that converts a value of a type."""
    if kind in _AS_IS:
        return value
    if kind is Span:
        return f"[{value}.start, {value}.end]"
    if kind is Fields:
        return f"dict({value})"
    if get_origin(kind) is tuple:
        item = _expression("x", get_args(kind)[0], names)
        return f"[*{value}]" if item == "x" else f"([{item} for x in {value}] if {value} else [])"
    if get_origin(kind) in (types.UnionType, Union):
        (some, *others) = [one for one in get_args(kind) if one is not type(None)]
        if others:
            return f"plain({value})"
        converted = _expression(value, some, names)
        return converted if converted == value else f"(None if {value} is None else {converted})"
    if issubclass(kind, Enum):
        return f"{value}._value_"
    names[kind.__name__] = lambda record: _CONVERTERS[kind](record)
    return f"{kind.__name__}({value})"
