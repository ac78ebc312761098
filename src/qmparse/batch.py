"""Many files: read one after another or in many processes, one result for each, lazily and in order.

Rules: one bad file never stops the others, whatever happens to it; results come in the order of the paths; memory
stays flat however many there are; everything here can be pickled. The command line and `load_many` stand on
`read_all`. `qmparse/__init__.py` and `cli` import this.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from qmparse.errors import QmparseError, ReadError, UnwritableError
from qmparse.records import Notice

if TYPE_CHECKING:
    from qmparse.reading.source import Limits

__all__ = ["Result", "load_many", "load_one", "processors", "read_all"]

_Answer = TypeVar("_Answer")

#: seconds that a file may take in a process of its own
SECONDS = 60.0


@attrs.frozen
class Result:
    """What became of a file: its notice, or the error that it gave.

    >>> Result("a.txt", error=ReadError("damaged", "it ends too early")).status
    'failure'
    """

    #: the path as the caller gave it
    source: str
    notice: Notice | None = None
    error: QmparseError | None = None
    #: of the bytes of the file, in hexadecimal; None where it could not be opened
    sha256: str | None = None

    @property
    def status(self) -> str:
        """`success` or `failure`."""
        return "success" if self.error is None else "failure"

    @property
    def code(self) -> str | None:
        """The code of the error."""
        if self.error is None:
            return None
        return "unwritable" if isinstance(self.error, UnwritableError) else str(getattr(self.error, "code", "internal-error"))

    @property
    def message(self) -> str | None:
        """The message of the error in one line, without code and source."""
        if self.error is None:
            return None
        found = getattr(self.error, "diagnostics", None)
        text = found[0].message if found else getattr(self.error, "message", None) or str(self.error)
        return " ".join(str(text).split())


class _Named(io.BytesIO):
    """Bytes that know the file that they are from: its name helps to tell the format, and errors name it."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def load_one(
    source: str | os.PathLike[str],
    *,
    data: bytes | None = None,
    encoding: str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
) -> Result:
    """The result of one file; `data` are its bytes where the caller has them. Never raises for a file.

    >>> result = load_one("-", data="2019年上海市“质量月”活动安排".encode())
    >>> result.status, result.notice.title.campaign
    ('success', '质量月')
    >>> load_one("no-such-file.txt").code
    'unreadable-file'
    """
    import hashlib  # not before it is wanted: importing qmparse stays quick

    name = os.fsdecode(source)
    if data is None:
        data = _bytes(name, limits)
    digest = None if data is None else hashlib.sha256(data).hexdigest()
    try:
        # what cannot be opened is opened once more by `load`, which knows how to say so
        given = name if data is None else _Named(data, name)
        notice = _load(given, encoding=encoding, strict=strict, password=password, limits=limits)
    except QmparseError as error:
        return Result(name, error=error, sha256=digest)
    except Exception as error:
        # a fault of qmparse or of a library under it: it costs this file, not the ten thousand behind it
        failure = ReadError("internal-error", f"{type(error).__name__}: {error}", source=name)
        return Result(name, error=failure, sha256=digest)
    return Result(name, notice=notice, sha256=digest)


def load_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    seconds: float | None = SECONDS,
    method: str | None = None,
) -> Iterator[Result]:
    """Reads many files and yields a result for each, lazily and in the order of the paths.

    `jobs` is the number of processes: None takes one a processor, 1 reads in this process. With processes a file may
    take `seconds` each, and one that kills its process is a failure like any other. `method` is how processes
    start, see `multiprocessing`; a script that uses processes calls this under `if __name__ == "__main__":`. The rest is
    handed to `load`.

    >>> [(result.source, result.status, result.code) for result in load_many(["no-such-file.txt"], jobs=1)]
    [('no-such-file.txt', 'failure', 'unreadable-file')]
    """
    read = partial(load_one, encoding=encoding, strict=strict, password=password, limits=limits)
    return read_all(read, map(os.fsdecode, paths), lost=_lost, jobs=jobs, seconds=seconds, method=method)


def read_all(
    read: Callable[[str], _Answer],
    names: Iterable[str],
    *,
    lost: Callable[[str, str, str], _Answer],
    jobs: int | None = None,
    seconds: float | None = SECONDS,
    method: str | None = None,
    apart: bool = False,
) -> Iterator[_Answer]:
    """`read(name)` for each name, in order; `lost(name, code, message)` where a process was lost over it.

    `apart` reads in another process even where there is one job only, so that no file can harm this one.
    """
    import multiprocessing

    jobs = processors() if jobs is None else jobs
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    # a worker of somebody else's pool may have no children of its own
    if (jobs == 1 and not apart) or multiprocessing.current_process().daemon:
        return map(read, names)
    return _pooled(read, names, lost, jobs, seconds, method)


def _pooled(
    read: Callable[[str], _Answer],
    names: Iterable[str],
    lost: Callable[[str, str, str], _Answer],
    jobs: int,
    seconds: float | None,
    method: str | None,
) -> Iterator[_Answer]:
    from qmparse.pool import Lost, run

    given, kept = tee(names)
    answers = run(read, given, jobs=jobs, seconds=seconds, method=method)
    try:
        for name, answer in zip(kept, answers, strict=False):
            yield lost(name, answer.code, answer.message) if isinstance(answer, Lost) else answer
    finally:
        answers.close()  # type: ignore[attr-defined]


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _lost(name: str, code: str, message: str) -> Result:
    return Result(name, error=ReadError(code, message, source=name))


def _bytes(name: str, limits: Limits | None) -> bytes | None:
    """The bytes of a file, one more than allowed where there are more; None where it cannot be opened."""
    from qmparse.reading.source import Limits

    most = (limits or Limits()).file_bytes
    try:
        with Path(name).open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError):
        return None


def _load(source: Any, **options: Any) -> Notice:
    # at the time of the call: the package itself imports this module
    from qmparse import load

    return load(source, **options)
