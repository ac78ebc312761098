"""What the FILE arguments name: files, folders, globs, standard input.

Rules: lazy and in a settled order; a folder gives the files in and under it that qmparse can read, by their suffix; a file
named by the user is taken whatever its suffix. What is not there is handed on: reading it tells the fault.
`cli` imports this.
"""

# ruff: noqa: PTH100, PTH112, PTH118, PTH119, PTH122, PTH207
# a name stays as the user wrote it, which pathlib would not keep (./a.txt), and a folder may hold 100,000 files
from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final

__all__ = ["STDIN", "SUFFIXES", "alone", "expand"]

STDIN: Final = "-"

#: what Office puts beside a file that is open
_LOCK: Final = "~$"

#: what is taken out of a folder
SUFFIXES: Final = frozenset(
    {".pdf", ".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".html", ".htm", ".txt", ".text", ".tsv"}
)


def alone(given: Sequence[str]) -> bool:
    """Whether the arguments name one file, not a folder or a pattern that may hold many.

    >>> alone(["-"]), alone(["a.txt"]), alone(["*.txt"]), alone(["a.txt", "b.txt"])
    (True, True, False, False)
    """
    return len(given) == 1 and not os.path.isdir(given[0]) and not _is_pattern(given[0])


def _is_pattern(name: str) -> bool:
    # a file may be called [2019].txt: what is there is no pattern
    return glob.has_magic(name) and not os.path.lexists(name)


def expand(given: Sequence[str], *, skip: str | None = None, empty: Callable[[str], None]) -> Iterator[str]:
    """The names of the files, in order; `skip` (the output) is never an input; `empty` hears of folders without any."""
    for name in given:
        found = False
        for each in _named(name):
            if skip is None or not _same(each, skip):
                found = True
                yield each
        if not found:
            empty(name)


def _named(name: str) -> Iterator[str]:
    if name == STDIN:
        yield name
    elif os.path.isdir(name):
        yield from _walk(name)
    elif _is_pattern(name):
        for each in sorted(glob.iglob(name, recursive=True)):
            if os.path.basename(each).startswith(_LOCK):
                continue
            if os.path.isdir(each):
                # ** names the files under a folder by itself
                if "**" not in name:
                    yield from _walk(each)
            else:
                yield each
    else:
        yield name


def _walk(folder: str) -> Iterator[str]:
    """The readable files in a folder, then those in its folders, by name; hidden and lock files are passed over."""
    # two lists of bare names: a folder may hold 100,000 files
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.name.startswith((".", _LOCK)):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif os.path.splitext(entry.name)[1].lower() in SUFFIXES:
                    files.append(entry.name)
    except OSError:
        return
    for name in sorted(files):
        yield os.path.join(folder, name)
    for name in sorted(folders):
        yield from _walk(os.path.join(folder, name))


def _same(name: str, other: str) -> bool:
    return os.path.basename(name) == os.path.basename(other) and os.path.abspath(name) == os.path.abspath(other)
