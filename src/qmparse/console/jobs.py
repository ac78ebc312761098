"""What a worker does with one file: read it, and make the finished piece of output there.

Rules: a job and its piece are small and picklable; a piece is bytes where it can be, so that the parent only copies.
The exit code of a file is settled here. `cli` runs jobs, `outputs` puts pieces together.
"""

from __future__ import annotations

import sys
from typing import Any, Final

import attrs

from qmparse.batch import Result, load_one
from qmparse.checking import findings
from qmparse.console.inputs import STDIN
from qmparse.errors import ReadError, UnwritableError
from qmparse.exporting.rows import RowKind
from qmparse.reading.source import Limits
from qmparse.records import Diagnostic, Notice

__all__ = ["CLEAN", "FINDINGS", "INTERRUPTED", "LIMIT", "UNREADABLE", "USAGE", "Job", "Piece", "lost"]

CLEAN: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
LIMIT: Final = 4
INTERRUPTED: Final = 130

_LIMITS: Final = frozenset({"too-large", "time-limit"})


@attrs.frozen
class Piece:
    """What came of one file."""

    source: str
    #: what the output wants of it: bytes, or rows, or diagnostics; None where it failed
    payload: Any = None
    #: of a failure
    code: str | None = None
    message: str | None = None
    #: the exit code that this file asks for
    exit: int = CLEAN
    #: what to tell the user about it
    remarks: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Job:
    """Reads a file and makes its piece; called in a worker."""

    format: str
    rows: RowKind = "activity"
    canonical: bool = False
    guard: bool = True
    todos: bool = False
    indent: int | None = None
    encoding: str | None = None
    password: str | None = None
    strict: bool = False
    limits: Limits | None = None

    def __call__(self, name: str) -> Piece:
        result = load_one(
            name,
            data=_standard_input(self.limits) if name == STDIN else None,
            encoding=self.encoding,
            password=self.password,
            strict=self.strict,
            limits=self.limits,
        )
        if result.notice is None:
            return _failed(self, result)
        remarks: list[str] = []
        try:
            payload = _MAKERS[self.format](self, result, result.notice, remarks)
        except UnwritableError as error:
            # the canonical layout cannot hold this notice: a finding, as the file was read
            return attrs.evolve(_failed(self, attrs.evolve(result, notice=None, error=error)), exit=FINDINGS)
        except Exception as error:
            return lost(self, result.source, "internal-error", f"{type(error).__name__}: {error}")
        return Piece(result.source, payload, remarks=tuple(remarks))


def lost(job: Job, name: str, code: str, message: str) -> Piece:
    """The piece of a file whose process was lost."""
    return _failed(job, Result(name, error=ReadError(code, message, source=name)))


def _standard_input(limits: Limits | None) -> bytes:
    return sys.stdin.buffer.read((limits or Limits()).file_bytes + 1)


def _failed(job: Job, result: Result) -> Piece:
    """A failure is a line in JSON, and a message everywhere."""
    code, message = result.code or "internal-error", result.message or ""
    if hasattr(result.error, "diagnostics"):
        leave = FINDINGS
    else:
        leave = LIMIT if code in _LIMITS else UNREADABLE
    payload = None
    if job.format.startswith("json"):
        from qmparse.exporting.jsonl import line

        payload = line(result).encode("utf-8", "backslashreplace") + (b"\n" if job.format == "jsonl" else b"")
    return Piece(result.source, payload, code, message, leave)


def _jsonl(_job: Job, result: Result, _notice: Notice, _remarks: list[str]) -> bytes:
    from qmparse.exporting.jsonl import line

    return line(result).encode("utf-8", "backslashreplace") + b"\n"


def _json(job: Job, _result: Result, notice: Notice, _remarks: list[str]) -> bytes:
    return notice.to_json(indent=job.indent).encode("utf-8", "backslashreplace")


def _json_of_many(_job: Job, result: Result, notice: Notice, _remarks: list[str]) -> bytes:
    from qmparse.exporting.jsonl import object_

    return object_(notice, result.source, result.sha256).encode("utf-8", "backslashreplace")


def _delimited(job: Job, result: Result, notice: Notice, _remarks: list[str]) -> bytes:
    from qmparse.exporting.delimited import lines

    delimiter = "\t" if job.format == "tsv" else ","
    text = lines(notice, kind=job.rows, source=result.source, delimiter=delimiter, guard=job.guard)
    return text.encode("utf-8", "backslashreplace")


def _text(job: Job, _result: Result, notice: Notice, _remarks: list[str]) -> bytes:
    from qmparse import dumps

    text = dumps(notice, canonical=job.canonical)
    # a lone surrogate is in no file; where there is one, it goes out as it would have to come in
    return text.encode("utf-8", "surrogatepass")


def _markdown(_job: Job, _result: Result, notice: Notice, _remarks: list[str]) -> bytes:
    from qmparse.exporting.markdown import to_markdown

    return to_markdown(notice).encode("utf-8", "backslashreplace")


def _calendar(job: Job, result: Result, notice: Notice, remarks: list[str]) -> bytes:
    from qmparse.exporting.ics import components

    made = components(notice, todos=job.todos)
    remarks += [f"{result.source}:{found}" for found in made.skipped]
    return made.data


def _workbook(_job: Job, result: Result, notice: Notice, _remarks: list[str]) -> Any:
    from qmparse.exporting.xlsx import sheet_rows

    return sheet_rows(notice, source=result.source)


def _diagnostics(_job: Job, _result: Result, notice: Notice, _remarks: list[str]) -> tuple[Diagnostic, ...]:
    return findings(notice)


_MAKERS: Final = {
    "jsonl": _jsonl, "json": _json_of_many, "json-alone": _json, "csv": _delimited, "tsv": _delimited, "text": _text,
    "md": _markdown, "ics": _calendar, "xlsx": _workbook, "check": _diagnostics,
}  # fmt: skip
