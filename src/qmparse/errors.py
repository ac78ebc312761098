"""The errors of qmparse: one clear sentence each, with a code, a place and a way out.

Rules: every error is a `QmparseError`; each survives pickling with all it holds.
Anyone may import this module; it imports nothing of the package.
"""

from __future__ import annotations

from typing import Any

__all__ = ["QmparseError", "ReadError", "UnwritableError"]


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
