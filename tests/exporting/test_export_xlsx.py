"""The workbook, read back by openpyxl: sheets, widths, filters, and texts that Excel would not have."""

from __future__ import annotations

import io
from typing import Any

import pytest
from export_samples import SAMPLES

from qmparse import parse
from qmparse.exporting import xlsx
from qmparse.exporting.rows import flat
from qmparse.exporting.xlsx import SHEETS, Workbook, sheet_rows, to_xlsx

openpyxl = pytest.importorskip("openpyxl")


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_sheets_of_the_seed() -> None:
    book = read(to_xlsx(parse(SAMPLES["seed"])))
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {
        "entries": 63, "activities": 95, "units": 66, "diagnostics": 5,
    }  # fmt: skip
    for sheet in book:
        assert tuple(cell.value for cell in sheet[1]) == SHEETS[sheet.title]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["A"].width == 24
        assert sheet["A1"].font.bold


@pytest.mark.parametrize("name", SAMPLES)
def test_no_row_is_lost(name: str) -> None:
    notice = parse(SAMPLES[name])
    book = read(to_xlsx(notice))
    for sheet, wanted in sheet_rows(notice).items():
        found = book[sheet].max_row - 1
        assert found == len(wanted) or (sheet == "diagnostics" and found > len(wanted))


def test_values_read_back() -> None:
    notice = parse(SAMPLES["dated"])
    wanted = [[flat(v) if isinstance(v, (tuple, str)) else v for v in row] for row in sheet_rows(notice)["entries"]]
    found = [[cell.value for cell in row] for row in list(read(to_xlsx(notice))["entries"].rows)[1:]]
    assert found == [[value or None if value == "" else value for value in row] for row in wanted]


def test_hostile_texts_stay_texts() -> None:
    book = read(to_xlsx(parse(SAMPLES["hostile"])))
    cells = [cell for row in book["activities"].rows for cell in row if isinstance(cell.value, str)]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[4].value for row in book["diagnostics"].rows].count("cell-changed") > 0
    assert "市教\ufffd委" in [cell.value for row in book["units"].rows for cell in row]


def test_a_cell_over_the_limit_is_cut_and_told() -> None:
    book = read(to_xlsx(parse(f"序号\t活动内容\t牵头单位\n1\t举办{'长' * 40_000}\t市教委\n")))
    assert len(book["activities"]["J2"].value) == 32_767
    assert "was cut" in str(book["diagnostics"].cell(book["diagnostics"].max_row, 6).value)


def test_a_full_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 41)
    book = read(to_xlsx(parse(SAMPLES["seed"])))
    assert (book["entries"].max_row, book["entries 2"].max_row) == (41, 24)
    assert book["entries 2"]["A1"].value == "source"


def test_failures_are_diagnostics() -> None:
    made = Workbook()
    made.add_failure("a.pdf", "encrypted", "the PDF wants a password")
    row = [cell.value for cell in read(made.to_bytes())["diagnostics"][2]]
    assert row == ["a.pdf", None, None, "failure", "encrypted", "the PDF wants a password"]
