"""The errors of qmparse: one clear sentence each, with a code, a place and a way out.

Rules: every error is a `QmparseError`; each survives pickling with all it holds; texts in messages are shown so
that no control character reaches a terminal. Anyone may import this module; it imports nothing of the package
but names for annotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qmparse.records import Diagnostic

__all__ = ["DataError", "ParseError", "QmparseError", "ReadError", "UnwritableError"]


class QmparseError(Exception):
    """The base of every error that qmparse raises by itself.

    >>> issubclass(ReadError, QmparseError)
    True
    """


class ReadError(QmparseError):
    """A file that cannot be read as its format.

    `code` is one of `unsupported-format`, `undecodable`, `encrypted`, `no-text-layer`, `damaged`,
    `too-large`, `missing-extra`, `unreadable-file`; `source` names the file as the caller did, or is None.

    >>> str(ReadError("encrypted", "the PDF wants a password; pass password=…", source="a.pdf"))
    'a.pdf: encrypted: the PDF wants a password; pass password=…'
    """

    def __init__(self, code: str, message: str, *, source: str | None = None) -> None:
        self.code = code
        self.message = message
        self.source = source
        super().__init__(f"{source}: {code}: {message}" if source else f"{code}: {message}")

    def __reduce__(self) -> tuple[Any, ...]:
        return _read_error, (self.code, self.message, self.source)


def _read_error(code: str, message: str, source: str | None) -> ReadError:
    return ReadError(code, message, source=source)


class UnwritableError(QmparseError, ValueError):
    """A value that cannot be written so that it reads back as the same value.

    `path` is the JSON path of the value (`$.schedules[0].entries[3].place`), `value` the value itself.

    >>> error = UnwritableError("$.title.text", "甲\\n乙", "a line break would split it")
    >>> str(error)
    "$.title.text: cannot write '甲\\\\n乙': a line break would split it"
    """

    def __init__(self, path: str, value: object, reason: str = "it would not read back the same") -> None:
        self.path = path
        self.value = value
        self.reason = reason
        shown = repr(value)
        super().__init__(f"{path}: cannot write {shown if len(shown) <= 80 else shown[:77] + '...'}: {reason}")

    def __reduce__(self) -> tuple[Any, ...]:
        return UnwritableError, (self.path, self.value, self.reason)


class ParseError(QmparseError, ValueError):
    """A notice with faults of severity `error`, in strict reading.

    `diagnostics` holds those faults in the order of the text; `code`, `line`, `column` and `offset` are those of
    the first one. `str()` shows it with its source line and a caret.

    >>> from qmparse import parse
    >>> parse("你好，世界。", strict=True)
    Traceback (most recent call last):
    qmparse.errors.ParseError: 1:1 not-a-notice neither title (标题), points, section nor schedule was found
    你好，世界。
    ^
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], shown: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        #: the source line of the first fault, and a line with a caret
        self.shown = shown
        first = self.diagnostics[0]
        self.code = first.code
        self.line = first.line
        self.column = first.column
        self.offset = first.span.start
        super().__init__(f"{first}\n{shown}" if shown else str(first))

    def __reduce__(self) -> tuple[Any, ...]:
        return ParseError, (self.diagnostics, self.shown)


class DataError(QmparseError, ValueError):
    """Data that is not the plain form of a notice (`to_dict`, `to_json`).

    `path` is the JSON path of what is wrong, `message` one sentence about it.

    >>> str(DataError("$.schedules[0].entries", "a list is wanted, not str"))
    '$.schedules[0].entries: a list is wanted, not str'
    """

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(f"{path}: {message}")

    def __reduce__(self) -> tuple[Any, ...]:
        return DataError, (self.path, self.message)
