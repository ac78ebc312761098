"""Parsing by pytest-benchmark, for comparing runs: `python3 tasks.py bench`; figures in brackets are ratios in a group.

`parse_speed.py` prints the ratios that the README gives.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from parse_speed import SEED, grown, throw_away

from qmparse import parse


def reader(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter="\t"))


@pytest.mark.benchmark(group="the Shanghai notice")
@pytest.mark.parametrize("work", [parse, throw_away, reader], ids=["qmparse", "throw-away script", "csv.reader"])
def test_seed(benchmark: Any, work: Callable[[str], object]) -> None:
    benchmark(work, SEED)


@pytest.mark.parametrize("work", [parse, reader], ids=["qmparse", "csv.reader"])
@pytest.mark.parametrize("times", [1, 10, 100, 1000])
def test_growth(benchmark: Any, work: Callable[[str], object], times: int) -> None:
    benchmark.group = f"{63 * times:,} rows"
    benchmark.pedantic(work, (grown(times),), rounds=3 if times == 1000 else 10)
