"""The how-tos of docs/engines.md give the same answer in every engine that is installed.

Ray and Spark are large and slow to start: they run where QMPARSE_ENGINES=1 is set.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "engines.md").read_text(encoding="utf-8")
HOWTOS = dict(re.findall(r"^## ([^\n]+)\n.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
PACKAGES = {"DuckDB": "duckdb", "Polars": "polars", "Dask": "dask", "Ray Data": "ray", "Spark": "pyspark"}
LARGE = {"Ray Data", "Spark"}


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """Twelve notices with 63 entries each, and a file that is none."""
    folder = tmp_path / "notices"
    folder.mkdir()
    for index in range(12):
        shutil.copy(TESTS / "fixtures" / "shanghai-2019.txt", folder / f"{index:02}.txt")
    (folder / "bad.txt").write_bytes(b"1\xff\xff2")
    return tmp_path


@pytest.mark.parametrize("engine", PACKAGES)
def test_every_engine_gives_the_same_answer(engine: str, notices: Path) -> None:
    if importlib.util.find_spec(PACKAGES[engine]) is None:
        pytest.skip(f"{PACKAGES[engine]} is not installed")
    if engine in LARGE and not os.environ.get("QMPARSE_ENGINES"):
        pytest.skip("set QMPARSE_ENGINES=1 to run the large engines")
    if engine == "Spark" and shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime")
    script = HOWTOS[engine] + "\nprint('count', count)\n"
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=notices, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert f"count {12 * 63}" in done.stdout, done.stdout[-2000:] + done.stderr[-4000:]


def test_each_howto_is_short() -> None:
    assert list(HOWTOS) == list(PACKAGES)
    assert all(len(text.splitlines()) <= 20 for text in HOWTOS.values())
