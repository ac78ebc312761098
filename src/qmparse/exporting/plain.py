"""Notice <-> plain dicts and JSON.

Rules: keys are the names of the fields; a tuple is a list, a span `[start, end]`, an enum its value; views are
left out. Reading back reads the text again: a printed value changed in the data is an edit, all else an error
that names its path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from qmparse.errors import DataError
from qmparse.exporting.converting import json_text, plain
from qmparse.records import Notice

#: of the JSON form; the major version changes when a reader of the old form would misread the new one
VERSION = "1.0"
#: the keys that a line of JSON Lines has in front of a notice's own
ENVELOPE = ("status", "source", "sha256")


def to_dict(notice: Notice) -> dict[str, Any]:
    """The notice as plain dicts, lists, str, int, float, bool and None."""
    data: dict[str, Any] = {"version": VERSION}
    data |= plain(notice)
    data["coverage"] = notice.coverage
    return data


_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def to_json(notice: Notice, *, indent: int | None = None) -> str:
    """The JSON form of a notice."""
    if indent is None:
        text = f'{{"version": "{VERSION}", {json_text(notice)[1:-1]}, "coverage": {notice.coverage!r}}}'
    else:
        text = json.dumps(to_dict(notice), ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        # a lone surrogate has no UTF-8 form; JSON can escape it, but an escaped high one before a low one would
        # read back as one character
        if not _SURROGATE_PAIR.search(text):
            return json.dumps(to_dict(notice), ensure_ascii=True, indent=indent)
    return text


def from_dict(data: Mapping[str, Any]) -> Notice:
    """The notice of `to_dict`."""
    from qmparse.exporting.restoring import restored

    return restored(data)


def from_json(data: str | bytes) -> Notice:
    """The notice of `to_json`."""
    if not isinstance(data, (str, bytes, bytearray)):
        raise TypeError(f"data must be str or bytes, not {type(data).__name__}")
    try:
        value = json.loads(data, object_pairs_hook=_object)
    except DataError:
        raise
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DataError("$", f"this is no JSON: {reason}") from None
    return from_dict(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DataError("$", f"an object has the key {key!r} twice")
        found[key] = value
    return found
