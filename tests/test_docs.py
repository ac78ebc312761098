"""Every example of the READMEs and of docs/ does what it shows, and every link between them leads somewhere.

A page's ```python blocks run one after another in one namespace, its ```console blocks one after another in one
shell folder: a folder that holds a copy of `tests/fixtures`, as the root of a clone does. Pages with a test module of their own
(command-line, engines) are left to it.
"""

from __future__ import annotations

import codeop
import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from qmparse.checking import RULES

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for pattern in ("*.md", "docs/**/*.md")
    for path in sorted(ROOT.glob(pattern))
    if "_build" not in path.parts
}
#: these have runners of their own
APART = {"docs/command-line.md": "console", "docs/engines.md": "python"}
NEEDED = ("click", "docx", "openpyxl", "lxml", "icalendar", "pyarrow", "hypothesis")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, each with as many line feeds in front as there are lines before it."""
    if APART.get(page) == language:
        return []
    text = PAGES[page]
    found = re.finditer(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return ["\n" * text.count("\n", 0, match.start(1)) + match[1] for match in found]


class Checker(doctest.OutputChecker):
    """The parser of doctests makes blanks of the tabs of a page, so what is printed gets the same."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, got.expandtabs(), optionflags)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the fixtures of a clone, and the examples' working directory."""
    for name in NEEDED:
        pytest.importorskip(name)
    shutil.copytree(ROOT / "tests" / "fixtures", tmp_path / "tests" / "fixtures")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_the_python_blocks_run(page: str, clone: Path) -> None:
    parser, names = doctest.DocTestParser(), {"__name__": "__main__"}
    runner = doctest.DocTestRunner(checker=Checker(), optionflags=doctest.ELLIPSIS)
    for block in blocks(page, "python"):
        assert block.lstrip("\n").startswith(">>> "), f"{page}: a block without prompts is not tested:\n{block.strip()}"
        # the fence ends the last output as a blank line would
        lead = len(block) - len(block.lstrip("\n"))
        test = parser.get_doctest(block[lead:] + "\n", names, page, page, lead)
        runner.run(test, clear_globs=False)
        names = test.globs
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python") and page != "docs/exports.md"])
def test_the_python_blocks_can_be_pasted(page: str) -> None:
    """Without prompts and output, into the interactive interpreter: what is compound ends with an empty line."""
    for block in blocks(page, "python"):
        typed = re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", block, re.MULTILINE)
        waiting: list[str] = []
        for line in [*typed, ""]:
            waiting.append(line)
            if codeop.compile_command("\n".join(waiting)) is not None:
                waiting = []
        assert not waiting, f"{page}: {waiting}"


@pytest.mark.skipif(os.name != "posix", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")])
def test_the_console_blocks_run(page: str, clone: Path) -> None:
    environment = {**os.environ, "PATH": sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"], "COLUMNS": "100"}
    checker = doctest.OutputChecker()
    for block in blocks(page, "console"):
        for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=False)
            printed = re.sub(r"[ ]+$", "", done.stdout.decode(), flags=re.MULTILINE)
            assert checker.check_output(wanted, printed, doctest.ELLIPSIS), f"$ {command}\n{printed}{done.stderr.decode()}"


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```$", "", PAGES[page], flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("#"):
            assert (ROOT / page).parent.joinpath(target.partition("#")[0]).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_both_languages_show_the_same_code(page: str) -> None:
    other = page.replace(".md", ".zh.md")
    for language in ("python", "console"):
        assert [b.strip() for b in blocks(page, language)] == [b.strip() for b in blocks(other, language)]


def test_every_code_of_parser_and_readers_is_documented() -> None:
    told = set(re.findall(r"^## ([a-z-]+)$|`([a-z-]+)`", PAGES["docs/diagnostics.md"], re.MULTILINE))
    assert {*RULES} <= {name for names in told for name in names}
