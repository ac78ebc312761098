"""Where data go and messages go: UTF-8 bytes whatever the locale, whole pieces whatever the signal.

Rules: data are bytes, so no platform changes line ends or encoding; everything that is no data goes to standard error.
`cli` and the outputs import this.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Self, TextIO

from rich.console import Console

__all__ = ["Interrupts", "Sink", "complain", "errors", "is_broken_pipe", "printer", "silence"]

_COLORS = {"always": True, "never": False, "auto": None}


class Interrupts:
    """Holds Ctrl-C back while a piece is being written, so that what is written is whole.

    >>> with Interrupts() as interrupts, interrupts.held():
    ...     pass
    """

    def __init__(self) -> None:
        self._holding = False
        self._pending = False
        self._before: object = None
        self._mine = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._mine:
            self._before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        if self._mine:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def _heard(self, _signal: int, _frame: FrameType | None) -> None:
        # a second Ctrl-C ends even a write that hangs
        if self._holding and not self._pending:
            self._pending = True
            return
        raise KeyboardInterrupt

    def held(self) -> _Held:
        return _Held(self)

    def hold(self, holding: bool) -> None:
        self._holding = holding
        if not holding and self._pending:
            self._pending = False
            raise KeyboardInterrupt


class _Held:
    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def __enter__(self) -> None:
        self._interrupts.hold(True)

    def __exit__(self, *_: object) -> None:
        self._interrupts.hold(False)


class Sink:
    """Standard output or a file, for bytes; each piece is flushed, so that what a reader sees is whole."""

    def __init__(self, path: str | None, interrupts: Interrupts, *, append: bool = False) -> None:
        self._interrupts = interrupts
        self._file = path is not None
        self.stream: BinaryIO = sys.stdout.buffer
        if path is not None:
            self.stream = Path(path).open("ab" if append else "wb")  # noqa: SIM115 (`close` closes it)

    def write(self, data: bytes) -> None:
        with self._interrupts.held():
            self.stream.write(data)
            self.stream.flush()

    def close(self) -> None:
        if self._file:
            self.stream.close()


def printer(color: str, *, width: int | None = None) -> Console:
    """A console on standard output that writes UTF-8 under any locale; `width` counts where there is no terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    wide = None if sys.stdout.isatty() or "COLUMNS" in os.environ else width
    return _console(sys.stdout, color, wide)


def errors(color: str) -> Console:
    """A console on standard error."""
    return _console(sys.stderr, color, None)


class _Console(Console):
    """A console that leaves a broken pipe to the command line."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(stream: TextIO, color: str, width: int | None) -> Console:
    # rich follows NO_COLOR and FORCE_COLOR by itself; a flag outweighs both
    wanted = _COLORS[color]
    environment = {key: value for key, value in os.environ.items() if wanted is None or key not in _COLOR_KEYS}
    return _Console(
        file=stream,
        force_terminal=wanted,
        no_color=True if wanted is False else None,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        _environ=environment,
    )


_COLOR_KEYS = frozenset({"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"})


def complain(text: str) -> None:
    """A line on standard error; it never fails for what the text holds or where it goes."""
    with suppress(OSError, ValueError):
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(f"qmparse: {text}\n".encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()


def is_broken_pipe(error: OSError) -> bool:
    """Whether the reader of the output went away; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == 22)


def silence() -> None:
    """Sends standard output nowhere, so that the interpreter's last flush is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
