#!/usr/bin/env python3
"""How many processes are worth: `python bench/batch_speed.py [NOTICES]` (10,000 of the size of the seed).

Prints the seconds of `qmparse parse` with one and two processes, their ratio, and the peak memory of the parent.
The two alternate three times and the best counts, for other work on the machine slows either.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def main() -> None:
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
    best = {jobs: min(seconds for seconds, _ in runs) for jobs, runs in found.items()}
    for jobs, seconds in best.items():
        print(
            f"{jobs} processes: {seconds:.1f} s, {count / seconds:.0f} notices/s, parent at most {max(m for _, m in found[jobs])} KiB"
        )
    print(f"ratio: {best[1] / best[2]:.2f}")


if __name__ == "__main__":
    main()
