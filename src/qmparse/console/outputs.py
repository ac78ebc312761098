"""Pieces put together to one document: what stands before the first, between two, and after the last.

Rules: an output holds no more than one piece, save a workbook, which its library holds. Data go to the sink only.
`cli` imports this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qmparse.console.jobs import Job, Piece
from qmparse.console.streams import Sink

__all__ = ["FORMATS", "Output", "output"]

FORMATS: Final = ("json", "jsonl", "csv", "tsv", "xlsx", "ics", "md", "text")


class Output:
    """Pieces one behind the other, as in JSON Lines."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def begin(self) -> None:
        """Before the first piece."""

    def add(self, piece: Piece) -> None:
        """One piece; a failure without a payload leaves no trace in the data."""
        if piece.payload is not None:
            self.sink.write(piece.payload)

    def end(self) -> None:
        """After the last piece."""


class _Framed(Output):
    """Pieces between two fixed strings."""

    def __init__(self, sink: Sink, before: bytes, after: bytes = b"") -> None:
        super().__init__(sink)
        self._before, self._after = before, after

    def begin(self) -> None:
        self.sink.write(self._before)

    def end(self) -> None:
        if self._after:
            self.sink.write(self._after)


class _Array(Output):
    """A JSON array, an object a file."""

    _first = True

    def add(self, piece: Piece) -> None:
        self.sink.write((b"[\n" if self._first else b",\n") + piece.payload)
        self._first = False

    def end(self) -> None:
        self.sink.write(b"[]\n" if self._first else b"\n]\n")


class _Alone(Output):
    """One JSON object."""

    def add(self, piece: Piece) -> None:
        if piece.payload is not None:
            self.sink.write(piece.payload + b"\n")


class _Texts(Output):
    """Texts, of which each begins on a line of its own; one alone is byte for byte what it was."""

    _open = False

    def add(self, piece: Piece) -> None:
        if piece.payload is not None:
            self.sink.write(b"\n" + piece.payload if self._open else piece.payload)
            self._open = bool(piece.payload) and not piece.payload.endswith((b"\n", b"\r"))


class _Workbook(Output):
    """An Excel file; its library writes it whole at the end."""

    def begin(self) -> None:
        from qmparse.exporting.xlsx import Workbook

        self._book = Workbook()

    def add(self, piece: Piece) -> None:
        if piece.payload is not None:
            self._book.add(piece.payload)
        else:
            self._book.add_failure(piece.source, piece.code or "", piece.message or "")

    def end(self) -> None:
        self.sink.write(self._book.to_bytes())


def output(job: Job, sink: Sink, *, bom: bool) -> Output:
    """The output of a job's format."""
    return _OUTPUTS[job.format](job, sink, b"\xef\xbb\xbf" if bom else b"")


def _table(job: Job, sink: Sink, bom: bytes) -> Output:
    from qmparse.exporting.delimited import header

    return _Framed(sink, bom + header(job.rows, delimiter="\t" if job.format == "tsv" else ",").encode())


def _calendar(_job: Job, sink: Sink, _bom: bytes) -> Output:
    from qmparse.exporting.ics import FOOT, HEAD, check_library

    check_library()
    return _Framed(sink, HEAD, FOOT)


_OUTPUTS: Final[dict[str, Callable[[Job, Sink, bytes], Output]]] = {
    "jsonl": lambda _job, sink, _bom: Output(sink),
    "json": lambda _job, sink, _bom: _Array(sink),
    "json-alone": lambda _job, sink, _bom: _Alone(sink),
    "csv": _table,
    "tsv": _table,
    "text": lambda _job, sink, _bom: _Texts(sink),
    "md": lambda _job, sink, _bom: _Texts(sink),
    "ics": _calendar,
    "xlsx": lambda _job, sink, _bom: _Workbook(sink),
}
