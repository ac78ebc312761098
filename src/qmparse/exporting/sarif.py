"""Findings as SARIF 2.1.0, the format of code-scanning viewers.

Rules: a finding is a result with the line and column of its diagnostic, columns in code points; a file that could not be
read is a notification of the run. Paths are relative URIs where the caller gave relative paths. `cli` imports this.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from qmparse.checking import RULES, Rule
from qmparse.records import Diagnostic, Severity

__all__ = ["sarif"]

#: the name of the schema that the log keeps to; some viewers ask for it
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

#: source, its diagnostics or None, and code and message where it could not be read
Found = tuple[str, Sequence[Diagnostic] | None, str | None, str | None]


def sarif(found: Iterable[Found]) -> dict[str, Any]:
    """A SARIF log of one run.

    >>> log = sarif([("a.txt", [], None, None)])
    >>> log["version"], log["runs"][0]["results"]
    ('2.1.0', [])
    """
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    codes: dict[str, int] = {}
    for source, diagnostics, code, message in found:
        if diagnostics is None:
            notifications.append(_notification(source, code or "", message or ""))
        for each in diagnostics or ():
            rule = codes.setdefault(each.code, len(codes))
            results.append(_result(source, each, rule))
    invocation = {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
    run = {
        "tool": {"driver": {"name": "qmparse", "semanticVersion": _version(), "rules": [_rule(code) for code in codes]}},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("qmparse")
    except PackageNotFoundError:
        return "0.0.0"


def _rule(code: str) -> dict[str, Any]:
    """What a viewer shows beside a result; GitHub's asks for each of these.

    >>> _rule("repeated-word")["help"]
    {'text': 'Delete the second word if it is a slip.'}
    """
    rule = RULES.get(code, Rule(code, "See the message of the result."))
    return {
        "id": code,
        "shortDescription": {"text": rule.tells},
        "fullDescription": {"text": f"{rule.tells}. {rule.help}"},
        "help": {"text": rule.help},
    }


def _result(source: str, found: Diagnostic, rule: int) -> dict[str, Any]:
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "charOffset": found.span.start,
        "charLength": found.span.end - found.span.start,
    }
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(source)}, "region": region}}],
    }


def _notification(source: str, code: str, message: str) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": code},
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(source)}}}],
    }


def _uri(source: str) -> str:
    """A path as a URI reference.

    >>> _uri("通知 1.txt")
    '%E9%80%9A%E7%9F%A5%201.txt'
    """
    path = Path(source)
    if path.is_absolute():
        return path.as_uri()
    return quote(source.replace(os.sep, "/").encode("utf-8", "surrogateescape"))
