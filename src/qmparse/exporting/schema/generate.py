"""Writes the JSON Schema from the records: their fields, types, docstrings and `#:` comments.

Rules: deterministic; it knows the form of JSON only by the same rules as `exporting.plain`. Run it after a change of the
records: `python -m qmparse.exporting.schema.generate`. Nobody imports this but the test that compares.
"""

from __future__ import annotations

import inspect
import json
import re
import types
from enum import Enum
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from qmparse import records
from qmparse.exporting.plain import ENVELOPE, VERSION
from qmparse.exporting.schema import FILE
from qmparse.records import Fields, Notice, Span

__all__ = ["generated", "generated_text"]

_PLAIN: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    type(None): {"type": "null"},
}
_SHA256: Final = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}
_ISO: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?$"
#: what the types alone do not say
_NARROWER: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("Period", "start"): {"type": ["string", "null"], "pattern": _ISO},
    ("Period", "end"): {"type": ["string", "null"], "pattern": _ISO},
    ("PartialDate", "value"): {"type": ["string", "null"], "pattern": _ISO},
    ("Diagnostic", "line"): {"type": "integer", "minimum": 1},
    ("Diagnostic", "column"): {"type": "integer", "minimum": 1},
    ("Section", "level"): {"type": "integer", "minimum": 1},
    ("Unparsed", "kind"): {"const": "unparsed"},
}


def generated() -> dict[str, Any]:
    """The schema that the records ask for."""
    names: dict[str, dict[str, Any]] = {}
    _record(Notice, names)
    _notice(names["Notice"])
    names["Failure"] = _failure()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:qmparse:notice:{VERSION}",
        "title": "A notice as qmparse writes it",
        "$ref": "#/$defs/Notice",
        "$defs": dict(sorted(names.items())),
    }


def generated_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(generated(), ensure_ascii=False, indent=2) + "\n"


def _notice(made: dict[str, Any]) -> None:
    """What the JSON form adds to the fields: version, coverage, and the envelope of JSON Lines."""
    major = VERSION.partition(".")[0]
    properties = made["properties"]
    properties["version"] = {"type": "string", "pattern": rf"^{major}\.[0-9]+$", "description": "of this form"}
    coverage = {"type": "number", "minimum": 0, "maximum": 1}
    properties["coverage"] = coverage | {"description": "the share of non-space characters that was understood"}
    made["required"] += ["version", "coverage"]
    envelope = {"status": {"const": "success"}, "source": {"type": "string"}, "sha256": _SHA256}
    assert tuple(envelope) == ENVELOPE
    properties.update(envelope)


def _failure() -> dict[str, Any]:
    text = {"type": "string"}
    properties = {"status": {"const": "failure"}, "source": text, "sha256": _SHA256, "code": text, "message": text}
    return {
        "description": "A file that could not be read.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _record(record: type, names: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The reference to a record, which is put among the names."""
    if record.__name__ not in names:
        names[record.__name__] = {}
        told = _comments(record)
        hints = get_type_hints(record, vars(records))
        properties: dict[str, Any] = {}
        required = []
        for field in attrs.fields(record):
            kind = _NARROWER.get((record.__name__, field.name)) or _type(hints[field.name], names)
            properties[field.name] = kind | ({"description": told[field.name]} if field.name in told else {})
            # `pieces` is written only where a value is cut
            if field.name != "pieces":
                required.append(field.name)
        names[record.__name__] = {
            "description": (inspect.getdoc(record) or "").partition("\n\n")[0].replace("\n", " "),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{record.__name__}"}


def _type(kind: Any, names: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if kind is Span:
        names["Span"] = _span()
        return {"$ref": "#/$defs/Span"}
    if kind is Fields:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type(get_args(kind)[0], names)}
    if get_origin(kind) in (Union, types.UnionType):
        return _union([_type(each, names) for each in get_args(kind)])
    if isinstance(kind, type) and issubclass(kind, Enum):
        names[kind.__name__] = {"description": inspect.getdoc(kind), "enum": [each.value for each in kind]}
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if isinstance(kind, type) and attrs.has(kind):
        return _record(kind, names)
    raise TypeError(f"no JSON form is known for {kind!r}")


def _union(kinds: list[dict[str, Any]]) -> dict[str, Any]:
    if all(set(kind) == {"type"} for kind in kinds):
        return {"type": [kind["type"] for kind in kinds]}
    return {"anyOf": kinds}


def _span() -> dict[str, Any]:
    offset = {"type": "integer", "minimum": 0}
    return {
        "description": "A half-open range of code points in the text of the notice: start, end.",
        "type": "array",
        "prefixItems": [offset, offset],
        "items": False,
        "minItems": 2,
    }


_FIELD: Final = re.compile(r"^    (\w+): .*?(?:#: (.*))?$")
_COMMENT: Final = re.compile(r"^    #: (.*)$")


def _comments(record: type) -> dict[str, str]:
    """The `#:` comments above or behind the fields of a record."""
    told: dict[str, str] = {}
    above: list[str] = []
    for line in inspect.getsource(record).splitlines():
        if comment := _COMMENT.match(line):
            above.append(comment[1])
            continue
        if field := _FIELD.match(line):
            words = " ".join([*above, *([field[2]] if field[2] else [])])
            if words:
                told[field[1]] = words
        above = []
    return told


def _main() -> None:
    Path(__file__).with_name(FILE).write_text(generated_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _main()
