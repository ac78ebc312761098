"""Runs a job over files: in this process for one file, in workers for many, and tells what went wrong.

Rules: pieces come in the order of the files; each failure is told once on standard error; the exit code is settled here.
The commands `parse` and `check` import this.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_all_start_methods, get_context

import attrs

from qmparse.batch import SECONDS, read_all
from qmparse.console.inputs import STDIN, alone, expand
from qmparse.console.jobs import CLEAN, UNREADABLE, Job, Piece, lost
from qmparse.console.progress import Watch
from qmparse.console.streams import complain, errors

__all__ = ["Run", "run_job", "start_method"]


@attrs.define(kw_only=True)
class Run:
    """How to run, and what came of it."""

    files: Sequence[str]
    jobs: int | None = None
    timeout: float | None = None
    progress: bool | None = None
    color: str = "auto"
    #: the output, which is no input though it stand in a folder of inputs
    skip: str | None = None
    #: takes out what need not be read
    keep: Callable[[Iterator[str]], Iterator[str]] | None = None
    #: the greatest exit code that a file asked for
    exit: int = CLEAN

    def asks(self, code: int) -> None:
        self.exit = max(self.exit, code)


def run_job(run: Run, job: Job) -> Iterator[Piece]:
    """The pieces of all files."""
    one = alone(run.files)
    shown = not one and (sys.stderr.isatty() if run.progress is None else run.progress)
    console = errors(run.color) if shown else None
    with Watch(console, total=_count(run) if shown else None) as watch:
        for piece in _pieces(run, job, one):
            watch.done(failed=piece.code is not None)
            run.asks(piece.exit)
            if piece.code is not None:
                watch.say(f"{piece.source}: {piece.code}: {piece.message}")
            for remark in piece.remarks:
                watch.say(remark)
            yield piece
    if watch.failures and watch.files > 1:
        complain(f"{watch.failures} of {watch.files} files failed")


def _pieces(run: Run, job: Job, one: bool) -> Iterator[Piece]:
    def empty(name: str) -> None:
        complain(f"{name}: no file in it that can be read")
        run.asks(UNREADABLE)

    names = expand(run.files, skip=run.skip, empty=empty)
    if run.keep is not None:
        names = run.keep(names)
    # one file is not worth a process, unless its time is limited; standard input is in this process only
    if STDIN in run.files or (one and run.timeout is None):
        return map(job, names)
    return read_all(
        job,
        names,
        lost=partial(lost, job),
        jobs=run.jobs,
        seconds=run.timeout or SECONDS,
        method=start_method(),
        apart=True,
    )


def start_method() -> str:
    """How workers start: not by forking this process, for the bar has a thread, and a process with threads should not fork."""
    if "forkserver" not in get_all_start_methods():
        return "spawn"
    # imported once, in the server, for all workers
    get_context("forkserver").set_forkserver_preload([__name__, "qmparse.reading.load", "qmparse.exporting.jsonl"])
    return "forkserver"


def _count(run: Run) -> int:
    """How many files there are, for the bar; walking folders is quick beside reading."""
    return sum(1 for _ in expand(run.files, skip=run.skip, empty=lambda _name: None))
