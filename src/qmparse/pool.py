"""A process pool that outlives its workers: bounded, in order, with a time limit for each item.

Rules: it knows nothing of notices; a function and its items go in, an answer for every item comes out in the order of
the items. A worker that dies or exceeds its time costs one item, which gets `Lost`; the rest go on.
The standard library's executors give up all waiting work when one worker dies, hence this. `batch` imports it.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

import attrs

from qmparse.errors import QmparseError

__all__ = ["Lost", "PoolError", "run"]

#: items given to a worker at once: one in work and one waiting, so that no worker idles while its answer travels
_DEPTH = 2
#: seconds that a worker may take to start, beside the time of its first item
_STARTUP = 60.0
_READY = b""
#: how many workers may die before they begin
_STILLBORN = 3


class PoolError(QmparseError, RuntimeError):
    """No worker can be started."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"no process can be started to read in: {reason}; a script must call this "
            'under `if __name__ == "__main__":`, or with jobs=1'
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return PoolError, (self.reason,)


@attrs.frozen
class Lost:
    """What an item gets for which no answer came."""

    #: `worker-died`, `time-limit` or `internal-error`
    code: str
    message: str


def run(
    function: Callable[[Any], Any],
    items: Iterable[Any],
    *,
    jobs: int,
    seconds: float | None = None,
    method: str | None = None,
) -> Iterator[Any]:
    """The answers of `function(item)`, or `Lost`, in the order of the items.

    `function` and the items must be picklable and small; at most `32 * jobs` items are under way or waiting to be
    taken, so memory stays flat however many there are. `method` is how processes start (`fork`, `spawn`,
    `forkserver`); None is Python's default.

    >>> list(run(abs, [-1, 2, -3], jobs=2))
    [1, 2, 3]
    """
    pool = _Pool(function, jobs, seconds, method)
    waiting = enumerate(items)
    try:
        at, given, more = 0, 0, True
        while True:
            while more and given - at < 32 * jobs and pool.has_room():
                try:
                    index, item = next(waiting)
                except StopIteration:
                    more = False
                else:
                    pool.give(index, item)
                    given += 1
            if at in pool.answers:
                answer = pool.answers.pop(at)
                at += 1
                yield pickle.loads(answer) if isinstance(answer, bytes) else answer
            elif at < given:
                pool.wait()
            else:
                return
    finally:
        pool.close()


class _Worker:
    """One process, its pipe, and the items that it holds: the first is in work."""

    def __init__(self, context: Any, function: Callable[[Any], Any]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()
        self.items: deque[tuple[int, Any]] = deque()
        self.ready = False
        #: when its first item may have begun
        self.since = time.monotonic() + _STARTUP

    def give(self, index: int, item: Any) -> None:
        if not self.items:
            self.since = max(self.since, time.monotonic())
        self.items.append((index, item))
        with suppress(OSError):  # it died; `wait` finds out and gives the items to others
            self.pipe.send(item)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    """Workers, and the answers that nobody took yet."""

    def __init__(self, function: Callable[[Any], Any], jobs: int, seconds: float | None, method: str | None) -> None:
        self.answers: dict[int, bytes | Lost] = {}
        self._function = function
        self._jobs = jobs
        self._seconds = seconds
        self._context = get_context(method)
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def has_room(self) -> bool:
        return len(self._workers) < self._jobs or any(len(worker.items) < _DEPTH for worker in self._workers)

    def give(self, index: int, item: Any) -> None:
        """Hands an item to the worker with the least to do, a new one if there may be more."""
        idle = min(self._workers, key=lambda worker: len(worker.items), default=None)
        if idle is None or (idle.items and len(self._workers) < self._jobs):
            idle = _Worker(self._context, self._function)
            self._workers.append(idle)
        idle.give(index, item)

    def wait(self) -> None:
        """Waits until something happens, then takes all that is there."""
        busy = [worker for worker in self._workers if worker.items]
        handles = [handle for worker in busy for handle in (worker.pipe, worker.process.sentinel)]
        ready = set(wait(handles, self._patience(busy)))
        now = time.monotonic()
        for worker in busy:
            died = worker.process.sentinel in ready
            if died or worker.pipe in ready:
                self._take(worker, all_of_them=died)
            if not worker.items:
                continue
            # its answers are taken, so what it holds now it did not answer
            if died:
                self._lose(worker, Lost("worker-died", f"the process that read it died ({_fate(worker.process)})"))
            elif self._seconds is not None and now >= worker.since + self._seconds:
                self._lose(worker, Lost("time-limit", f"reading it took more than {self._seconds:g} seconds"))

    def _patience(self, busy: list[_Worker]) -> float | None:
        if self._seconds is None:
            return None
        first = min(worker.since for worker in busy) + self._seconds
        return max(first - time.monotonic(), 0.0)

    def _take(self, worker: _Worker, *, all_of_them: bool) -> None:
        """Takes an answer that is there; asking whether there is one costs more than taking it."""
        try:
            more = not all_of_them or worker.pipe.poll()
            while more:
                answer = worker.pipe.recv_bytes()
                worker.since = time.monotonic()
                worker.ready = True
                if answer != _READY:
                    self.answers[worker.items.popleft()[0]] = answer
                more = all_of_them and worker.pipe.poll()
        except (EOFError, OSError):
            pass  # its sentinel tells

    def _lose(self, worker: _Worker, lost: Lost) -> None:
        """Ends a worker: its first item is lost, those behind it go to others."""
        worker.stop()
        self._workers.remove(worker)
        if worker.ready:
            self.answers[worker.items.popleft()[0]] = lost
        else:
            # it never came to its item, so that is no fault of the item
            self._stillborn += 1
            if self._stillborn > _STILLBORN:
                raise PoolError(lost.message)
        for index, item in worker.items:
            self.give(index, item)

    def close(self) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()


def _fate(process: Any) -> str:
    """How a process ended, in words."""
    process.join(1.0)
    code = process.exitcode
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


def _work(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """The life of a worker: an answer for each item until the pipe ends."""
    # Ctrl-C reaches the whole process group; the parent decides what becomes of the work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send_bytes(_READY)
        while True:
            pipe.send_bytes(_answer(function, pipe.recv()))
    except (EOFError, OSError):
        return


def _answer(function: Callable[[Any], Any], item: Any) -> bytes:
    try:
        return pickle.dumps(function(item), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps(Lost("internal-error", f"{type(error).__name__}: {error}"))
