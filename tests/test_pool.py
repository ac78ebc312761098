"""The pool: order, lost workers, time limits, bounds."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from qmparse.pool import Lost, PoolError, run


def act(item: int) -> int:
    """What a worker does with an item: some items are bad."""
    if item == -1:
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    if item == -2:
        time.sleep(60)
    if item == -3:
        raise RuntimeError("no")
    if item == -4:
        os._exit(7)
    if item == -5:
        threading.Timer(0.1, os._exit, [9]).start()
    if item > 100:
        time.sleep(item / 10_000)
    return item * 2


def codes(answers: list[object]) -> list[object]:
    return [answer.code if isinstance(answer, Lost) else answer for answer in answers]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_order_is_that_of_the_items(jobs: int) -> None:
    items = [500 - i * 50 if i % 3 else i for i in range(10)] * 5
    assert list(run(act, items, jobs=jobs)) == [item * 2 for item in items]


@pytest.mark.parametrize("method", get_all_start_methods())
def test_a_bad_item_costs_itself_only(method: str) -> None:
    items = [1, -1, 2, 3, -2, 4, 5, -3, 6, -4, 7, -1]
    wanted = [2, "worker-died", 4, 6, "time-limit", 8, 10, "internal-error", 12, "worker-died", 14, "worker-died"]
    assert codes(list(run(act, items, jobs=2, seconds=1.0, method=method))) == wanted


def test_systems_without_poll_lose_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("select.poll")
    items = [1, -1, 2, -2, 3, *range(10, 100)]
    wanted = [2, "worker-died", 4, "time-limit", 6, *range(20, 200, 2)]
    assert codes(list(run(act, items, jobs=2, seconds=1.0))) == wanted


def test_an_item_that_comes_after_the_death_of_a_worker_is_read_by_another() -> None:
    def items() -> Iterator[int]:
        for item in [-5, 1, 2] * 5:
            yield item
            time.sleep(0.15)

    assert list(run(act, items(), jobs=1, seconds=5.0)) == [-10, 2, 4] * 5


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_items_may_be_bad(jobs: int) -> None:
    assert codes(list(run(act, [-1] * 4, jobs=jobs))) == ["worker-died"] * 4


def test_a_fate_is_told() -> None:
    (lost,) = run(act, [-4], jobs=1)
    assert "exit code 7" in lost.message


def test_nothing_gives_nothing() -> None:
    assert list(run(act, [], jobs=2)) == []


def test_items_are_taken_as_they_are_needed() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(10_000):
            taken += 1
            yield item

    answers = run(act, items(), jobs=2)
    for _ in range(10):
        next(answers)
    assert taken <= 10 + 32 * 2
    answers.close()  # type: ignore[attr-defined]


def test_no_process_is_left() -> None:
    import multiprocessing

    answers = run(act, range(1000), jobs=2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_big_answers_do_not_block() -> None:
    assert [len(answer) for answer in run(bytes, [5_000_000] * 6, jobs=2)] == [5_000_000] * 6


@pytest.mark.parametrize("guarded", [True, False])
def test_a_script_without_its_guard_is_told(tmp_path: Path, guarded: bool) -> None:
    head = 'if __name__ == "__main__":\n    ' if guarded else ""
    (tmp_path / "script.py").write_text(
        f"import qmparse.pool\n{head}print(list(qmparse.pool.run(abs, [-1, 2], jobs=2, method='spawn')))\n"
    )
    done = subprocess.run([sys.executable, tmp_path / "script.py"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout == "[1, 2]\n") is guarded
    assert ("PoolError: no process can be started" in done.stderr) is not guarded


def test_errors_survive_pickling() -> None:
    error = PoolError("it died")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_slow_taker_is_no_fault_of_the_items() -> None:
    answers = run(act, [1, 2, 3, 4], jobs=1, seconds=0.5)
    found = []
    for answer in answers:
        found.append(answer)
        time.sleep(0.7)
    assert found == [2, 4, 6, 8]
