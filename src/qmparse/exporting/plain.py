"""Notice <-> plain dicts and JSON.

Rules: keys are the names of the fields; a tuple is a list, a span `[start, end]`, an enum its value; views are
left out. Reading back reads the text again: a printed value changed in the data is an edit, all else an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qmparse.exporting.converting import plain
from qmparse.records import Notice

#: of the JSON form; the major version changes when a reader of the old form would misread the new one
VERSION = "1.0"


def to_dict(notice: Notice) -> dict[str, Any]:
    """The notice as plain dicts, lists, str, int, float, bool and None."""
    data: dict[str, Any] = {"version": VERSION}
    data |= plain(notice)
    data["coverage"] = notice.coverage
    return data


def to_json(notice: Notice, *, indent: int | None = None) -> str:
    """The JSON form of a notice."""
    text = json.dumps(to_dict(notice), ensure_ascii=False, indent=indent)
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # a lone surrogate has no UTF-8 form; JSON can escape it
        return json.dumps(to_dict(notice), ensure_ascii=True, indent=indent)
    return text


def from_dict(data: Mapping[str, Any]) -> Notice:
    """The notice of `to_dict`."""
    from qmparse.parsing.notice import read_notice

    return read_notice(data["text"])


def from_json(data: str | bytes) -> Notice:
    """The notice of `to_json`."""
    return from_dict(json.loads(data))
