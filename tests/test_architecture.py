"""How the package is built: imports run one way, modules stay small, and what is wider than it looks stays out.

Rules: only the source is read, by its syntax tree; nothing of what is tested is imported here, save in processes of
their own.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "qmparse"
MODULES = {".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in sorted(SOURCE.rglob("*.py"))}

#: the parts of the package from the lowest to the highest; a part may import those of lines above its own
ORDER = (
    {"text", "errors"},
    {"records"},
    {"parsing"},
    {"writing"},
    {"reading", "checking", "strategies", "pool"},
    {"batch"},
    {"exporting"},
    {"console"},
    {"cli"},
)
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
#: the face, and what the interpreter or Hypothesis calls; they may import anything, and lower parts only when they are used
FACES = {"__init__", "__main__", "_hypothesis"}
#: methods of records that stand for functions above them, imported when they are called
METHODS = {("records", "writing"), ("records", "exporting")}
#: modules that are longer; to be taken off this list, not put on it
LONG = {"records"}
LONGEST = 500
#: modules that trim with a bare `strip`; to be taken off this list, not put on it
BARE = {"parsing.draft", "parsing.head"}
#: readers that only `reading.load` imports, and when it meets such a file
LATE = ("reading.docx", "reading.xlsx", "reading.html")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def part(module: str) -> str:
    return module.partition(".")[0]


def imports(module: str) -> Iterator[tuple[str, bool]]:
    """The parts of the package that a module imports when it runs, and whether it does so at once."""
    typed = {
        id(inner)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(module)):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # relative: within the part, as long as it does not climb out of it
            depth = module.count(".") + (MODULES[module].name == "__init__.py")
            assert node.level <= max(depth, 1), f"{module} climbs out of its part in line {node.lineno}"
            continue
        else:
            continue
        for name in named:
            if name.split(".")[0] == "qmparse":
                other = [*name.split("."), "__init__"][1]
                yield other if other in RANK else "__init__", node.col_offset == 0


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    own = part(module)
    if own in FACES:
        return
    assert own in RANK, f"{own} has no place in ORDER"
    for other, at_once in imports(module):
        if other == own:
            continue
        if other in FACES:
            assert not at_once, f"{module} imports the face when it is itself imported"
            assert RANK[own] > RANK["writing"], f"{module} imports the face"
        else:
            allowed = RANK[other] < RANK[own] or (not at_once and (own, other) in METHODS)
            assert allowed, f"{module} imports {other}, which stands above it"


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module: str) -> None:
    length = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    if module in LONG:
        assert length > LONGEST, f"{module} is no longer too long; take it off LONG"
    else:
        assert length <= LONGEST


@pytest.mark.parametrize("module", [module for module in MODULES if not module.endswith("__init__")])
def test_modules_say_what_they_are(module: str) -> None:
    assert ast.get_docstring(tree(module))


@pytest.mark.parametrize("module", [module for module in MODULES if part(module) in ("text", "parsing", "writing")])
def test_lines_and_blanks_are_told_by_own_means(module: str) -> None:
    """`splitlines` and a bare `strip` cut at characters that are text here, and normal forms change what is printed."""
    bare = False
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"splitlines", "isspace", "isnumeric"}, f"{module}:{node.lineno} {node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            trims = node.func.attr in {"strip", "lstrip", "rstrip"} and not node.args
            assert not trims or module in BARE, f"{module}:{node.lineno} a bare {node.func.attr}"
            assert node.func.attr != "normalize", f"{module}:{node.lineno} normalizes"
            bare = bare or trims
    assert bare == (module in BARE), f"{module} has no bare strip any more; take it off BARE"


def test_importing_loads_no_reader_and_no_extra() -> None:
    loaded = modules_after("import qmparse")
    assert not loaded & {"pypdf", "docx", "openpyxl", "lxml", "icalendar", "pandas", "polars", "pyarrow", "hypothesis", "click"}


def test_exporters_and_load_import_libraries_late() -> None:
    below = [
        re.sub(r"(^|\.)__init__$", "", module)
        for module in MODULES
        if RANK.get(part(module), 99) <= RANK["exporting"] and part(module) != "strategies" and not module.startswith(LATE)
    ]
    loaded = modules_after("; ".join(f"import qmparse.{module}" for module in below))
    assert not loaded & {"docx", "openpyxl", "lxml", "icalendar", "pandas", "polars", "pyarrow", "hypothesis", "click", "rich"}


def modules_after(code: str) -> set[str]:
    """The packages that are loaded once some code has run in an interpreter of its own."""
    code += "; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    return set(done.stdout.split())
