#!/usr/bin/env python3
"""How many processes are worth: `python bench/batch_speed.py [NOTICES]` (10,000 of the size of the seed).

Prints the seconds of `qmparse parse` with one and two processes, their ratio, and the peak memory of the parent.
The two alternate three times and the best counts, for other work on the machine slows either. Then it does what the
command does once more with two processes and a clock in each worker, and prints where the processor time of all
processes went: into reading and parsing, into writing the JSON, and into all else, which is moving names and results,
starting workers and writing the file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qmparse.batch import Result, load_one, read_all
from qmparse.console.running import start_method
from qmparse.exporting.jsonl import line

SEED = Path(__file__).parent.parent / "tests" / "fixtures" / "shanghai-2019.txt"
#: runs the command and tells the peak memory of its own process, in KiB
MEASURED = "import resource, sys; from qmparse.__main__ import main; code = main(); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"


def run(folder: Path, jobs: int) -> tuple[float, int]:
    """Seconds and KiB of one run."""
    out = folder.parent / f"out-{jobs}.jsonl"
    began = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, "parse", str(folder), "-j", str(jobs), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - began
    return seconds, int(re.findall(r"\d+", done.stderr)[-1])


class Timed:
    """One file in a worker, as `qmparse parse -f jsonl` does it, with the processor seconds of each step."""

    def __call__(self, name: str) -> tuple[bytes, int, float, float, float, float]:
        clock, wall = time.process_time(), time.perf_counter()
        result = load_one(name)
        parsed = time.process_time()
        data = line(result).encode("utf-8", "backslashreplace") + b"\n"
        written = time.process_time()
        return data, os.getpid(), parsed - clock, written - parsed, written, time.perf_counter() - wall


def _lost(name: str, code: str, message: str) -> Result:
    raise SystemExit(f"{name}: {code}: {message}")


def shares(folder: Path, jobs: int) -> str:
    """Where the processor time of the parent and its workers goes."""
    names = sorted(str(path) for path in folder.iterdir())
    own, wall = time.process_time(), time.perf_counter()
    reading = writing = inside = 0.0
    workers: dict[int, float] = {}
    with (folder.parent / "shares.jsonl").open("wb") as out:
        for data, worker, read, wrote, spent, took in read_all(
            Timed(), names, lost=_lost, jobs=jobs, apart=True, method=start_method()
        ):  # type: ignore[misc]
            out.write(data)
            reading, writing, inside = reading + read, writing + wrote, inside + took
            workers[worker] = spent  # the clock of a process counts from its start
    parent = time.process_time() - own
    wall = time.perf_counter() - wall
    total = parent + sum(workers.values())
    return (
        f"{jobs} processes, processor time: {100 * reading / total:.1f} % reading and parsing,"
        f" {100 * writing / total:.1f} % writing JSON, {100 * (total - reading - writing) / total:.1f} % all else"
        f" ({100 * parent / total:.1f} % in the parent); workers busy {100 * inside / wall / jobs:.1f} % of the wall time"
    )


def main() -> None:
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "notices"
        folder.mkdir()
        text = SEED.read_bytes()
        for index in range(count):
            (folder / f"{index:06}.txt").write_bytes(text + b"%d\n" % index)
        found: dict[int, list[tuple[float, int]]] = {1: [], 2: []}
        for _ in range(3):
            for jobs, runs in found.items():
                runs.append(run(folder, jobs))
        told = shares(folder, 2)
    best = {jobs: min(seconds for seconds, _ in runs) for jobs, runs in found.items()}
    for jobs, seconds in best.items():
        print(
            f"{jobs} processes: {seconds:.1f} s, {count / seconds:.0f} notices/s, parent at most {max(m for _, m in found[jobs])} KiB"
        )
    print(f"ratio: {best[1] / best[2]:.2f}")
    print(told)


if __name__ == "__main__":
    main()
