"""Every PDF fixture, by a real producer, gives exactly the rows of its notice, and its prose.

The files and `NOTICE.tsv` beside them come from tests/make_fixtures/make_pdf.py. Blanks are left out of
the comparison of cells: what a wrap swallows cannot be known.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qmparse.reading.pdf import read_pdf

FOLDER = Path(__file__).parents[1] / "fixtures" / "files" / "pdf"
FILES = sorted(FOLDER.glob("*.pdf"))
TITLES = {
    "shanghai": "推动高质量发展 建设质量强国",
    "hangzhou": "杭州市2022年“计量惠民月”活动安排表",
    "chengdu": "成都市2023年“安全生产月”",
}
LAST_LINES = {
    "hangzhou": ("杭州市市场监督管理局", "2022年4月18日"),
    "chengdu": ("成都市安全生产委员会办公室", "2023年5月25日"),
}


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def rows_of(text: str) -> list[tuple[str, ...]]:
    lines = re.split(r"[\n\f]", text)
    return [tuple(map(bare, line.split("\t"))) for line in lines if "\t" in line]


def expected(name: str) -> list[tuple[str, ...]]:
    return rows_of((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"))


def test_the_fixtures_are_there() -> None:
    assert len(FILES) > 40
    assert sum(path.stat().st_size for path in FILES) < 6_000_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exact_rows(path: Path) -> None:
    name = path.stem.split("-")[0]
    reading = read_pdf(path.read_bytes())
    header, *rows = expected(name)
    found = [row for row in rows_of(reading.text) if row != header]
    assert found == rows
    assert not [note for note in reading.notes if note.severity != "info"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_prose_stands_around_the_table(path: Path) -> None:
    name = path.stem.split("-")[0]
    lines = re.split(r"[\n\f]", read_pdf(path.read_bytes()).text)
    prose = [line for line in lines if "\t" not in line]
    text = bare("".join(prose))
    assert bare(TITLES[name]) in text
    for line in LAST_LINES.get(name, ()):
        assert line in text


def test_pages_are_parted_by_form_feeds() -> None:
    text = read_pdf((FOLDER / "shanghai-reportlab-ruled.pdf").read_bytes()).text
    pages = text.split("\f")
    assert len(pages) == 3
    assert [page.rstrip("\n").split("\n")[-1] for page in pages] == ["— 1 —", "— 2 —", "— 3 —"]


def test_look_alike_code_points_are_told_once() -> None:
    reading = read_pdf((FOLDER / "shanghai-chromium-ruled.pdf").read_bytes())
    assert [note.code for note in reading.notes] == ["glyph-restored"]


def test_a_blank_that_is_printed_in_a_title_stays() -> None:
    lines = read_pdf((FOLDER / "shanghai-libreoffice-ruled.pdf").read_bytes()).text.split("\n")
    assert "推动高质量发展 建设质量强国" in lines
