"""Plain data -> a notice: its text read again, and the data held against what was read.

Rules: a printed value that differs is an edit; whatever else differs, is missing or of another type is a `DataError`
at its path. What a reader of files noted is kept, as no text can tell it. Only `plain` imports this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from qmparse.errors import DataError
from qmparse.exporting.converting import plain
from qmparse.exporting.plain import ENVELOPE, VERSION
from qmparse.parsing.draft import SEVERITIES
from qmparse.parsing.notice import read_notice
from qmparse.records import Diagnostic, Fields, Notice, Severity, Span
from qmparse.text.spans import line_starts, position
from qmparse.writing.editing import Change, edited
from qmparse.writing.fields import CHILDREN, PRINTED, Node, member
from qmparse.writing.notes import with_diagnostics

_NAMES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "an object"}


def restored(data: object) -> Notice:
    """The notice that plain data holds, with the printed values changed in it written into its text.

    >>> from qmparse import parse
    >>> data = parse("2019年上海市“质量月”活动安排").to_dict()
    >>> data["title"]["region"] = "江苏省"
    >>> restored(data).text
    '2019年江苏省“质量月”活动安排'
    """
    if not isinstance(data, Mapping):
        raise DataError("$", f"an object is wanted, not {_named(data)}")
    _check_version(data)
    text = _wanted(data, "$", "text")
    if not isinstance(text, str):
        raise DataError("$.text", f"a string is wanted, not {_named(text)}")
    notice = read_notice(text if type(text) is str else str.__str__(text))
    notice = with_diagnostics(notice, _notes(notice, _wanted(data, "$", "diagnostics")))
    changes: list[Change] = []
    _record(Node("$", notice), data, changes, {"version", "coverage", *ENVELOPE})
    coverage = _wanted(data, "$", "coverage")
    if isinstance(coverage, bool) or coverage != notice.coverage:
        raise DataError("$.coverage", f"it follows from the text, which gives {notice.coverage!r}")
    return edited(notice, changes)


def _check_version(data: Mapping[str, Any]) -> None:
    version = _wanted(data, "$", "version")
    if not isinstance(version, str):
        raise DataError("$.version", f"a string is wanted, not {_named(version)}")
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        raise DataError("$.version", f"this reads version {VERSION}, not {version!r}")


def _wanted(data: Mapping[str, Any], path: str, key: str) -> Any:
    if key not in data:
        raise DataError(path + member(key), "this key is missing")
    return data[key]


def _notes(notice: Notice, data: Any) -> list[Diagnostic]:
    """The diagnostics that a reader of files gave, checked; the others are held against the reading later."""
    if not isinstance(data, (list, tuple)):
        raise DataError("$.diagnostics", f"a list is wanted, not {_named(data)}")
    starts = line_starts(notice.text)
    found = []
    for index, item in enumerate(data):
        if isinstance(item, Mapping) and isinstance(item.get("code"), str) and item["code"] not in SEVERITIES:
            found.append(_note(notice, starts, item, f"$.diagnostics[{index}]"))
    return found


def _note(notice: Notice, starts: list[int], item: Mapping[str, Any], path: str) -> Diagnostic:
    severity, message, span = (_wanted(item, path, key) for key in ("severity", "message", "span"))
    if severity not in [*Severity]:
        raise DataError(f"{path}.severity", f"error, warning or info is wanted, not {severity!r}")
    if not isinstance(message, str):
        raise DataError(f"{path}.message", f"a string is wanted, not {_named(message)}")
    if not (isinstance(span, (list, tuple)) and len(span) == 2 and all(type(edge) is int for edge in span)):
        raise DataError(f"{path}.span", "two offsets are wanted")
    if not 0 <= span[0] <= span[1] <= len(notice.text):
        raise DataError(f"{path}.span", f"it lies outside the text, which has {len(notice.text)} characters")
    return Diagnostic(item["code"], Severity(severity), message, Span(*span), *position(starts, span[0]))


# --- data against records


def _record(node: Node, data: Any, changes: list[Change], more: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Hold an object against a record; what is printed and differs goes to `changes`."""
    record, path = node.record, node.path
    if not isinstance(data, Mapping):
        raise DataError(path, f"an object is wanted, not {_named(data)}")
    names = [field.name for field in attrs.fields(type(record))]
    for key in data:
        if key not in names and key not in more:
            raise DataError(path + member(str(key)), "there is no such field")
    for name in names:
        value = getattr(record, name)
        where = f"{path}.{name}"
        if name == "pieces":
            _equal(plain(value), data.get(name, []), where)
            continue
        given = _wanted(data, path, name)
        if name in CHILDREN.get(type(record), ()):
            _children(node, name, value, given, changes)
        elif name in PRINTED[type(record)]:
            _printed(node, name, where, value, given, changes)
        else:
            _equal(plain(value), given, where)


def _children(node: Node, name: str, value: Any, given: Any, changes: list[Change]) -> None:
    path, holders = f"{node.path}.{name}", (*node.holders, node)
    if isinstance(value, tuple):
        for index, item in enumerate(_as_long(value, given, path)):
            _record(Node(f"{path}[{index}]", value[index], holders), item, changes)
    elif (value is None) != (given is None):
        raise DataError(path, "a record was added" if value is None else "a record was taken out")
    elif value is not None:
        _record(Node(path, value, holders), given, changes)


def _as_long(value: Any, given: Any, path: str) -> Any:
    if not isinstance(given, (list, tuple)):
        raise DataError(path, f"a list is wanted, not {_named(given)}")
    if len(given) != len(value):
        at = next(
            (i for i, (one, other) in enumerate(zip(value, given, strict=False)) if _plain(one) != other),
            min(len(value), len(given)),
        )
        done = "added" if len(given) > len(value) else "taken out"
        raise DataError(f"{path}[{at}]", f"a record was {done}: the text prints {len(value)}, not {len(given)}")
    return given


def _plain(value: Any) -> Any:
    """The plain form of a record's value; what derived values hold is plain already."""
    return value if isinstance(value, dict) else plain(value)


def _printed(node: Node, name: str, path: str, value: Any, given: Any, changes: list[Change]) -> None:
    """A printed value: text or a number, a list or an object of texts."""
    if isinstance(value, Fields):
        if not isinstance(given, Mapping):
            raise DataError(path, f"an object is wanted, not {_named(given)}")
        for key in [*value, *given]:
            if key not in given or key not in value:
                raise DataError(
                    path + member(str(key)),
                    "a header or label was taken out" if key in value else "a header or label was added",
                )
            _printed(node, name, path + member(key), value[key], given[key], changes)
    elif isinstance(value, tuple):
        for index, item in enumerate(_as_long(value, given, path)):
            _printed(node, name, f"{path}[{index}]", value[index], item, changes)
    else:
        wanted = int if name in ("number", "year") else str
        if given is not None and (not isinstance(given, wanted) or isinstance(given, bool)):
            raise DataError(path, f"{_NAMES[wanted]} is wanted, not {_named(given)}")
        if given != value:
            changes.append(Change(path, node, name, value, given))


def _equal(value: Any, given: Any, path: str) -> None:
    """Hold plain data that cannot be changed against what the reading gives."""
    if isinstance(value, dict) and isinstance(given, Mapping):
        for key in value:
            _equal(value[key], _wanted(given, path, key), path + member(key))
        for key in given:
            if key not in value:
                raise DataError(path + member(str(key)), "there is no such field")
    elif isinstance(value, list) and isinstance(given, (list, tuple)):
        for index, item in enumerate(_as_long(value, given, path)):
            _equal(value[index], item, f"{path}[{index}]")
    elif type(value) is not type(given) or value != given:
        if value is not None and given is not None and type(value) is not type(given):
            raise DataError(path, f"{_NAMES[type(value)]} is wanted, not {_named(given)}")
        raise DataError(path, f"it follows from the text, which gives {value!r}, not {given!r}")


def _named(value: object) -> str:
    return "null" if value is None else _NAMES.get(type(value), type(value).__name__)
