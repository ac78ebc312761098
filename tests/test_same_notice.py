"""The Shanghai 2019 announcement gives the same records whatever file it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmparse import load, parse

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted([*(FIXTURES / "files").glob("shanghai-2019*.*"), *(FIXTURES / "files" / "pdf").glob("shanghai-*.pdf")])
SEED = parse((FIXTURES / "shanghai-2019.txt").read_bytes().decode("utf-8"))


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix != ".tsv"], ids=lambda path: path.name)
def test_same_entries(path: Path) -> None:
    notice = load(path)
    assert len(notice.entries) == 63
    assert notice.entries == SEED.entries
    assert notice.points == SEED.points
    assert notice.year == SEED.year
    assert notice.title is not None
    assert SEED.title is not None
    # TeX sets no blank between Han characters
    assert notice.title.text.replace(" ", "") == SEED.title.text.replace(" ", "")
    assert not [d for d in notice.diagnostics if d.severity == "error"]
