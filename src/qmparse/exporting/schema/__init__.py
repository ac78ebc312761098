"""The JSON Schema (2020-12) of the JSON form, as it is shipped.

Rules: the file beside this is written by `generate` from the records and never by hand; a test fails when they drift
apart. It carries the version of the form. The command line and users read it here.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

__all__ = ["FILE", "schema", "schema_text"]

#: named after the major version of the form
FILE: Final = "notice-1.json"


def schema_text(*, lines: bool = False) -> str:
    """The schema as text: of a notice, or of a line of JSON Lines, which may be a failure."""
    if lines:
        return json.dumps(schema(lines=True), ensure_ascii=False, indent=2) + "\n"
    return files(__package__).joinpath(FILE).read_text(encoding="utf-8")


def schema(*, lines: bool = False) -> dict[str, Any]:
    """The schema as a dict.

    >>> schema()["$ref"], [each["$ref"] for each in schema(lines=True)["anyOf"]]
    ('#/$defs/Notice', ['#/$defs/Notice', '#/$defs/Failure'])
    """
    found: dict[str, Any] = json.loads(schema_text())
    if lines:
        found["$id"] = found["$id"].replace(":notice:", ":line:")
        found["title"] = "A line of qmparse's JSON Lines"
        found["anyOf"] = [{"$ref": found.pop("$ref")}, {"$ref": "#/$defs/Failure"}]
    return found
