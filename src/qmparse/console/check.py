"""`qmparse check`: findings as lines, JSON or SARIF.

Rules: a finding of one file is LINE:COLUMN code message, of several FILE:LINE:COLUMN code message; all findings are told,
`--fail-on` only settles the exit code. `cli` imports this.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import attrs
from rich.text import Text

from qmparse.checking import fails
from qmparse.console.inputs import alone
from qmparse.console.jobs import FINDINGS, Job, Piece
from qmparse.console.running import Run, run_job
from qmparse.console.show import STYLES, clean
from qmparse.console.streams import Interrupts, Sink, printer

__all__ = ["check"]


def check(
    files: tuple[str, ...], *, form: str, fail_on: str, encoding: str | None, password: str | None, **options: Any
) -> int:
    """Tells the findings of the files and gives the exit code."""
    run = Run(files=files, **options)
    with Interrupts() as interrupts:
        pieces = _weighed(run, run_job(run, Job(format="check", encoding=encoding, password=password)), fail_on)
        _TELLERS[form](run, pieces, Sink(None, interrupts))
    return run.exit


def _weighed(run: Run, pieces: Iterable[Piece], fail_on: str) -> Iterable[Piece]:
    for piece in pieces:
        if piece.payload and fails(piece.payload, fail_on):
            run.asks(FINDINGS)
        yield piece


def _text(run: Run, pieces: Iterable[Piece], _sink: Sink) -> None:
    one = alone(run.files)
    console = printer(run.color)
    for piece in pieces:
        for found in piece.payload or ():
            line = Text("" if one else f"{clean(piece.source)}:")
            line.append(f"{found.line}:{found.column} ")
            line.append(found.code, style=STYLES[found.severity])
            line.append(f" {clean(found.message)}")
            console.print(line, soft_wrap=True)
        console.file.flush()


def _json(_run: Run, pieces: Iterable[Piece], sink: Sink) -> None:
    first = True
    for piece in pieces:
        text = json.dumps(_plain(piece), ensure_ascii=False).encode("utf-8", "backslashreplace")
        sink.write((b"[\n" if first else b",\n") + text)
        first = False
    sink.write(b"[]\n" if first else b"\n]\n")


def _plain(piece: Piece) -> dict[str, Any]:
    if piece.code is not None:
        return {"status": "failure", "source": piece.source, "code": piece.code, "message": piece.message}
    told = [attrs.asdict(found) for found in piece.payload]
    for each in told:
        each["span"] = list(each["span"].values())
    return {"status": "success", "source": piece.source, "diagnostics": told}


def _sarif(_run: Run, pieces: Iterable[Piece], sink: Sink) -> None:
    from qmparse.exporting.sarif import sarif

    found = [(piece.source, piece.payload, piece.code, piece.message) for piece in pieces]
    sink.write(json.dumps(sarif(found), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")


_TELLERS: Final = {"text": _text, "json": _json, "sarif": _sarif}
