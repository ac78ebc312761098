"""How fast a notice is parsed, against the script a user would write and `csv.reader`, in one run, as ratios.

`python bench/parse_speed.py`: prints the seed's time over the throw-away script's and over `csv.reader`'s, the
time a row as the table grows from 63 to 63,000 rows, peak memory over the text's bytes, and the time that
importing qmparse takes beyond the interpreter's start. Times are processor times, the least of several runs.
"""

from __future__ import annotations

import csv
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from qmparse import parse

SEED = (Path(__file__).parent.parent / "tests/fixtures/shanghai-2019.txt").read_bytes().decode("utf-8")


def throw_away(text: str) -> list[dict[str, object]]:
    """What a user would write for this one notice: split lines, tabs, ； and 、, no positions, no prose."""
    rows: list[dict[str, object]] = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0].strip().isdigit():
            continue
        rows.append(
            {
                "number": int(cells[0]),
                "activities": [item.strip() for item in re.split("[；;]", cells[1]) if item.strip()],
                "units": [unit.strip() for unit in re.split("[、，；]", cells[2]) if unit.strip()],
            }
        )
    return rows


def least(work: Callable[[], object], loops: int) -> float:
    """The least processor seconds of one call, over several runs of `loops` calls."""
    best = float("inf")
    for _ in range(15):
        start = time.process_time()
        for _ in range(loops):
            work()
        best = min(best, (time.process_time() - start) / loops)
    return best


def grown(times: int) -> str:
    """The seed with `times` as many rows, numbered on."""
    lines = SEED.split("\n")
    header = next(i for i, line in enumerate(lines) if line.startswith("序号"))
    rows = [line.split("\t", 1)[1] for line in lines if line[:1].isdigit() and "\t" in line]
    table = [f"{i + 1}\t{rows[i % len(rows)]}" for i in range(len(rows) * times)]
    return "\n".join([*lines[: header + 1], *table])


def import_time() -> float:
    """Milliseconds that `import qmparse` takes beyond the interpreter, the median of several starts.

    Byte code is kept, as pip writes it, whatever this process was told.
    """
    with tempfile.TemporaryDirectory() as cache:
        environ = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)

        def start(code: str) -> float:
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, env=environ)
            return time.perf_counter() - begin

        start("import qmparse")
        return 1000 * statistics.median([start("import qmparse") - start("pass") for _ in range(15)])


def main() -> None:
    ours, script = least(lambda: parse(SEED), 10), least(lambda: throw_away(SEED), 100)
    reader = least(lambda: list(csv.reader(io.StringIO(SEED), delimiter="\t")), 100)
    print(f"seed: {ours * 1e6:.0f} µs; throw-away script × {ours / script:.1f}; csv.reader × {ours / reader:.1f}")
    for times in (1, 10, 100, 1000):
        text = grown(times)
        seconds = min(_timed(text) for _ in range(5 if times < 1000 else 3))
        plain = least(lambda text=text: list(csv.reader(io.StringIO(text), delimiter="\t")), 1)
        size = len(text.encode())
        print(
            f"{63 * times:6} rows: {seconds / 63 / times * 1e6:5.1f} µs a row, {size / seconds / 1e6:5.1f} MB/s,"
            f" csv.reader × {seconds / plain:.1f}"
        )
    text = grown(1000)
    tracemalloc.start()
    notice = parse(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"memory: peak {peak / len(text.encode()):.1f} times the text's bytes ({len(notice.entries)} entries)")
    print(f"import qmparse: {import_time():.0f} ms beyond the interpreter")


def _timed(text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
