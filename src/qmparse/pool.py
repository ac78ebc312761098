"""A process pool that outlives its workers: bounded, in order, with a time limit for each item.

Rules: it knows nothing of notices; a function and its items go in, an answer for every item comes out in the order of
the items. A worker that dies or exceeds its time costs one item, which gets `Lost`; the rest go on.
The standard library's executors give up all waiting work when one worker dies, hence this. `batch` imports it.
"""

from __future__ import annotations

import math
import pickle
import select
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

#: items given to a worker at once: one in work and one waiting, so that no worker idles while its answer travels ...
_DEPTH = 2
#: ... and more of quick ones, at most so many and so many seconds of work, so that the parent need not wake for each
_DEPTH_OF_QUICK = 8
_AHEAD = 0.02
#: seconds that the parent lets answers gather while no worker can run out of work
_REST = 0.004
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
        #: the first item that did not reach it, for it had died
        self.unsent: int | None = None
        #: when its first item may have begun
        self.since = time.monotonic() + _STARTUP

    def give(self, index: int, item: Any) -> None:
        if not self.items:
            self.since = max(self.since, time.monotonic())
        self.items.append((index, item))
        try:
            self.pipe.send(item)
        except OSError:  # `wait` finds out and gives its items to others
            self.unsent = index if self.unsent is None else self.unsent

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Ear:
    """Hears which workers have something to take, and which died.

    `select.poll` remembers whom to listen to. Where it is missing, `multiprocessing` listens; it has to be told anew each
    time, which takes longer than taking an answer.
    """

    def __init__(self) -> None:
        self._workers: list[_Worker] = []
        self._poll = select.poll() if hasattr(select, "poll") else None

    def listen_to(self, worker: _Worker) -> None:
        self._workers.append(worker)
        if self._poll is not None:
            self._poll.register(worker.pipe, select.POLLIN)
            self._poll.register(worker.process.sentinel, select.POLLIN)

    def forget(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        if self._poll is not None:
            self._poll.unregister(worker.pipe)
            self._poll.unregister(worker.process.sentinel)

    def hear(self, patience: float | None) -> tuple[list[_Worker], list[_Worker]]:
        """Those with something to take and those who died, after at most so many seconds."""
        ready: set[Any]
        if self._poll is None:
            ready = set(wait([handle for each in self._workers for handle in (each.pipe, each.process.sentinel)], patience))
            return (
                [each for each in self._workers if each.pipe in ready],
                [each for each in self._workers if each.process.sentinel in ready],
            )
        ready = {handle for handle, _ in self._poll.poll(None if patience is None else math.ceil(patience * 1000))}
        return (
            [each for each in self._workers if each.pipe.fileno() in ready],
            [each for each in self._workers if each.process.sentinel in ready],
        )


class _Pool:
    """Workers, and the answers that nobody took yet."""

    def __init__(self, function: Callable[[Any], Any], jobs: int, seconds: float | None, method: str | None) -> None:
        self.answers: dict[int, bytes | Lost] = {}
        self._function = function
        self._jobs = jobs
        self._seconds = seconds
        self._context = get_context(method)
        self._workers: list[_Worker] = []
        self._ear = _Ear()
        self._stillborn = 0
        #: seconds from one answer of a worker to its next, smoothed
        self._pace = 0.1

    def has_room(self) -> bool:
        depth = max(_DEPTH, min(_DEPTH_OF_QUICK, int(_AHEAD / self._pace)))
        return len(self._workers) < self._jobs or any(len(worker.items) < depth for worker in self._workers)

    def give(self, index: int, item: Any) -> None:
        """Hands an item to the worker with the least to do, a new one if there may be more."""
        idle = min(self._workers, key=lambda worker: len(worker.items), default=None)
        if idle is None or (idle.items and len(self._workers) < self._jobs):
            idle = _Worker(self._context, self._function)
            self._workers.append(idle)
            self._ear.listen_to(idle)
        idle.give(index, item)

    def wait(self) -> None:
        """Waits until something happens, then takes all that is there."""
        busy = [worker for worker in self._workers if worker.items]
        answered, died = self._ear.hear(self._patience(busy))
        rest = min(_REST, self._pace * (min(len(worker.items) for worker in busy) - _DEPTH))
        if rest > _REST / 4:
            time.sleep(rest)
        while answered and not died:
            for worker in answered:
                with suppress(EOFError, OSError):  # it died; its sentinel tells
                    self._take(worker)
            answered, died = self._ear.hear(0.0)
        for worker in died:
            self._take_what_is_left(worker)
            # its answers are taken, so what it holds now it did not answer
            self._lose(worker, Lost("worker-died", f"the process that read it died ({_fate(worker.process)})"))
        if self._seconds is not None:
            now = time.monotonic()
            for worker in busy:
                if worker.items and worker not in died and now >= worker.since + self._seconds:
                    self._lose(worker, Lost("time-limit", f"reading it took more than {self._seconds:g} seconds"))

    def _patience(self, busy: list[_Worker]) -> float | None:
        if self._seconds is None:
            return None
        first = min(worker.since for worker in busy) + self._seconds
        return max(first - time.monotonic(), 0.0)

    def _take(self, worker: _Worker) -> None:
        """Takes an answer that is there; raises EOFError or OSError where the worker died instead."""
        answer = worker.pipe.recv_bytes()
        now = time.monotonic()
        if answer != _READY:
            self.answers[worker.items.popleft()[0]] = answer
            self._stillborn = 0
            self._pace += (now - worker.since - self._pace) / 16
        worker.since = now
        worker.ready = True

    def _take_what_is_left(self, worker: _Worker) -> None:
        """Takes what a worker answered before it died."""
        with suppress(EOFError, OSError):
            while worker.pipe.poll():
                self._take(worker)

    def _lose(self, worker: _Worker, lost: Lost) -> None:
        """Ends a worker: its first item, if it has any, is lost; those behind it go to others."""
        self._ear.forget(worker)
        worker.stop()
        self._workers.remove(worker)
        if not worker.ready:
            # it never came to its item, so that is no fault of the item
            self._stillborn += 1
            if self._stillborn > _STILLBORN:
                raise PoolError(lost.message)
        elif worker.items and worker.items[0][0] != worker.unsent:
            self.answers[worker.items.popleft()[0]] = lost
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
