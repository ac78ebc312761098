"""What threads gain where Python runs without its global lock: notices a second with one, two, four … threads.

`python3 tasks.py threads PYTHON` runs this with a free-threaded Python; any other prints ratios of about 1.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from parse_speed import SEED

from qmparse import parse

#: notices, each with another year
TEXTS = [SEED.replace("2019", str(1900 + k % 100)) for k in range(400)]


def read(texts: list[str]) -> None:
    for text in texts:
        parse(text)


def seconds(threads: int) -> float:
    """The least wall time of three runs, the notices shared out between so many threads."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(read, [TEXTS[k::threads] for k in range(threads)]))
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    locked = getattr(sys, "_is_gil_enabled", lambda: True)()
    read(TEXTS[:10])
    print(f"Python {sys.version.split()[0]}, its global lock is {'on' if locked else 'off'}, {os.cpu_count()} processors")
    alone = 0.0
    threads = 1
    while threads <= (os.cpu_count() or 1):
        took = seconds(threads)
        alone = alone or took
        print(f"  {threads} threads: {len(TEXTS) / took:6.0f} notices a second, × {alone / took:.2f}", flush=True)
        threads *= 2


if __name__ == "__main__":
    main()
