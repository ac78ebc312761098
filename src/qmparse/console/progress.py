"""A progress bar with rate and failures on standard error, where that is a terminal.

Rules: it never touches standard output; without a terminal there is none and messages are plain lines.
`cli` imports this.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from qmparse.console.streams import complain

__all__ = ["Watch"]


class Watch:
    """Counts files and failures, shows them while it lasts, and passes messages by the bar.

    >>> with Watch(None, total=None) as watch:
    ...     watch.done(failed=False)
    >>> watch.files, watch.failures
    (1, 0)
    """

    def __init__(self, console: Console | None, *, total: int | None) -> None:
        self.files = 0
        self.failures = 0
        self._console = console
        self._bar: Progress | None = None
        if console is not None:
            self._bar = Progress(
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TextColumn("{task.fields[failed]}", style="red"),
                TimeRemainingColumn(),
                console=console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=total, rate="", failed="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def done(self, *, failed: bool) -> None:
        """One file more."""
        self.files += 1
        self.failures += failed
        if self._bar is not None:
            speed = self._bar.tasks[0].finished_speed or self._bar.tasks[0].speed
            rate = f"{speed:.0f} files/s" if speed else ""
            failures = f"{self.failures} failed" if self.failures else ""
            self._bar.update(self._task, advance=1, rate=rate, failed=failures)

    def say(self, text: str) -> None:
        """A message above the bar, or a plain line."""
        if self._console is not None:
            self._console.print(f"qmparse: {text}", soft_wrap=True)
            sys.stderr.flush()
        else:
            complain(text)
