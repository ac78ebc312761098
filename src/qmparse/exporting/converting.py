"""Records as plain dicts and lists, and as JSON: half of the time of a batch goes here if it is done field by field.

Rules: what comes out depends on the record alone; how a class is converted follows from the types of its fields and
is worked out once for each form, as a function of its own, the way attrs makes `__init__`; the JSON is what `json.dumps`
makes of the dicts. `plain` and `restoring` import this.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from enum import Enum
from json.encoder import encode_basestring
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from qmparse.records import Fields, Span

__all__ = ["json_text", "plain"]

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
    return _DICTS[type(value)](value)


def json_text(value: Any) -> str:
    """The JSON of a value, as `json.dumps(plain(value), ensure_ascii=False)` gives it, in half the time.

    >>> json_text((Span(0, 2), None, "甲"))
    '[[0, 2], null, "甲"]'
    """
    if type(value) in _AS_IS:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join([json_text(item) for item in value]) + "]"
    text: str = _TEXTS[type(value)](value)
    return text


@attrs.frozen
class _Form:
    """The expressions of one form by the type of the value, which is `%s`; `%i` is the expression of an item `x`."""

    text: str
    number: str
    flag: str
    span: str
    fields: str
    items: str
    word: str
    nothing: str
    #: of a value of several types
    any: str
    #: of a record, from the expressions of its fields by name
    record: Callable[[dict[str, str]], str]


#: what the expressions call
_CALLED: Final = {
    "plain": plain, "json_text": json_text, "quoted": encode_basestring, "digits": int.__repr__, "dumps": json.dumps,
}  # fmt: skip


class _Converters(dict[type, Callable[[Any], Any]]):
    """Class -> converter to a form, worked out when a class comes."""

    def __init__(self, form: _Form) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        names: dict[str, Any] = dict(_CALLED)
        # nothing but the names of fields and classes goes into it
        exec(self._source(kind, names), names)
        convert: Callable[[Any], Any] = names["convert"]
        self[kind] = convert
        return convert

    def _source(self, kind: Any, names: dict[str, Any]) -> str:
        """The source of the function that converts an instance; what it calls goes into `names`."""
        if not attrs.has(kind) or kind is Span:
            return f"def convert(r):\n return {self._expression('r', kind, names)}"
        hints = get_type_hints(kind)
        values = {field.name: self._expression(f"r.{field.name}", hints[field.name], names) for field in attrs.fields(kind)}
        pieces = values.pop("pieces", None)
        whole = f" return {self.form.record(values)}"
        # written only where a value is cut
        cut = f" if r.pieces: return {self.form.record(values | {'pieces': pieces})}\n" if pieces else ""
        return f"def convert(r):\n{cut}{whole}"

    def _expression(self, value: str, kind: Any, names: dict[str, Any]) -> str:
        """The expression that converts a value of a type."""
        form = self.form
        if kind in _SCALARS:
            scalar: str = getattr(form, _SCALARS[kind])
            return scalar.replace("%s", value)
        if get_origin(kind) is tuple:
            item = self._expression("x", get_args(kind)[0], names)
            return form.items.replace("%s", value).replace("%i", item)
        if get_origin(kind) in (types.UnionType, Union):
            (some, *others) = [one for one in get_args(kind) if one is not type(None)]
            if others:
                return form.any.replace("%s", value)
            converted = self._expression(value, some, names)
            return converted if converted == value else f"({form.nothing} if {value} is None else {converted})"
        if issubclass(kind, Enum):
            return form.word.replace("%s", value)
        names[kind.__name__] = lambda record: self[kind](record)
        return f"{kind.__name__}({value})"


_SCALARS: Final = {str: "text", int: "number", float: "any", bool: "flag", Span: "span", Fields: "fields"}


def _dict(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name!r}: {value}" for name, value in values.items()) + "}"


def _object(values: dict[str, str]) -> str:
    template = "{" + ", ".join(f'"{name}": %s' for name in values) + "}"
    return f"{template!r} % ({', '.join(values.values())},)"


_DICTS: Final = _Converters(
    _Form(
        text="%s", number="%s", flag="%s", span="[%s.start, %s.end]", fields="dict(%s)", items="([%i for x in %s] if %s else [])",
        word="%s._value_", nothing="None", any="plain(%s)", record=_dict,
    )
)  # fmt: skip
_TEXTS: Final = _Converters(
    _Form(
        text="quoted(%s)", number="digits(%s)", flag="('true' if %s else 'false')", span="f'[{%s.start}, {%s.end}]'",
        fields="(dumps(dict(%s), ensure_ascii=False) if %s else '{}')", items="('[' + ', '.join([%i for x in %s]) + ']' if %s else '[]')",
        word="quoted(%s._value_)", nothing="'null'", any="json_text(%s)", record=_object,
    )
)  # fmt: skip
