from __future__ import annotations

import datetime
import functools
import io
import time

import openpyxl
import pytest
from office_files import FILES, package, rows_in, sheet_data, with_false_size, xlsx_of

from qmparse.errors import ReadError
from qmparse.reading.source import Limits
from qmparse.reading.xlsx import read_xlsx
from qmparse.reading.xlsx_values import shown

NOTICES = ("shanghai-2019", "reading-month", "sports-week")
HEADER = {"A": "序号", "B": "活动", "C": "单位"}


def text_of(*sheets: str, **parts: str) -> str:
    return read_xlsx(xlsx_of(*sheets, **parts)).text  # type: ignore[arg-type]


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{place}"/>' for place in ranges) + "</mergeCells>"


@pytest.mark.parametrize("suffix", [".xlsx", "-lo.xlsx"])
@pytest.mark.parametrize("name", NOTICES)
def test_rows_and_prose_of_the_fixtures(name: str, suffix: str) -> None:
    text = read_xlsx((FILES / f"{name}{suffix}").read_bytes()).text
    assert rows_in(text) == rows_in((FILES / f"{name}.tsv").read_bytes().decode())
    expected = (FILES / f"{name}.txt").read_bytes().decode()
    assert [line for line in text.split("\n") if line] == [line for line in expected.split("\n") if line]


D = datetime.datetime


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (D(2019, 9, 5), "yyyy-mm-dd", "2019年9月5日"),
        (D(2019, 9, 5), "mm-dd-yy", "2019年9月5日"),
        (D(2019, 9, 5), 'm"月"d"日"', "9月5日"),
        (D(2019, 9, 5), "m月d日", "9月5日"),
        (D(2019, 9, 1), 'yyyy"年"m"月"', "2019年9月"),
        (D(2019, 9, 5), "[$-804]aaaa", "2019年9月5日"),
        (D(2019, 9, 5, 9, 30), "yyyy/m/d h:mm", "2019年9月5日 9:30"),
        (D(2019, 9, 5, 19, 30), "m/d h:mm AM/PM", "9月5日 19:30"),
        (D(2019, 9, 5, 9, 30, 7), "h:mm:ss", "9:30:07"),
        (datetime.time(14, 0), "h:mm", "14:00"),
        (datetime.date(2020, 2, 29), "General", "2020年2月29日"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (3.0, "General", "3"),
        (3, "000", "003"),
        (7, '"第"0"项"', "第7项"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-2, "0.0", "-2.0"),
        (0.1 + 0.2, "General", "0.3"),
        (13800000000, "General", "13800000000"),
        (1e20, "General", "1e+20"),
        (5, "0.00E+00", "5"),
        (True, "General", "TRUE"),
        ("甲_x000D_\n乙", "@", "甲\n乙"),
        (None, "General", ""),
    ],
)
def test_values(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (sheet_data({1: HEADER, 2: {"A": "1", "B": "甲", "C": "乙局"}, 3: {"A": "2", "B": "丙"}}) + merged("C2:C3"),
         "序号\t活动\t单位\n1\t甲\t乙局\n2\t丙\t乙局\n"),
        # values under a merge are not shown by Excel, and not here
        (sheet_data({1: HEADER, 2: {"A": "1", "B": "甲", "C": "乙"}, 3: {"A": "2", "B": "丙", "C": "藏"}}) + merged("C2:C3"),
         "序号\t活动\t单位\n1\t甲\t乙\n2\t丙\t乙\n"),
        (sheet_data({1: {"A": "标题"}, 3: HEADER, 4: {"A": "一、市级"}, 5: {"A": "1", "B": "甲", "C": "乙"}})
         + merged("A1:C1", "A4:C4"), "标题\n\n序号\t活动\t单位\n一、市级\t\t\n1\t甲\t乙\n"),
        (sheet_data({2: {"C": "a", "D": "b"}, 3: {"C": "1", "D": "2"}}), "a\tb\n1\t2\n"),
        # a caption and a header met again below
        (sheet_data({1: HEADER, 2: {"A": "1", "B": "甲", "C": "乙"}, 3: {"A": "第二部分"}, 4: HEADER,
                     5: {"A": "2", "B": "丙", "C": "丁"}}) + merged("A3:C3"),
         "序号\t活动\t单位\n1\t甲\t乙\n第二部分\n序号\t活动\t单位\n2\t丙\t丁\n"),
        (sheet_data({1: HEADER, 2: {"A": "1", "B": "甲\n乙", "C": "说&quot;好&quot;"}}), '序号\t活动\t单位\n1\t"甲\n乙"\t"说""好"""\n'),
        # who made the sheet and when, over the header
        (
            sheet_data({1: {"A": "填报单位：市局", "C": "2019年8月"}, 2: HEADER, 3: {"A": "1", "B": "甲", "C": "乙"}}),
            "填报单位：市局  2019年8月\n序号\t活动\t单位\n1\t甲\t乙\n",
        ),
        # each column merged of two
        (sheet_data({1: {"A": "序号", "C": "活动"}, 2: {"A": "1", "C": "甲"}}) + merged("A1:B1", "C1:D1", "A2:B2", "C2:D2"),
         "序号\t活动\n1\t甲\n"),
        (sheet_data({1: HEADER, 2: {"A": "63"}}), "序号\t活动\t单位\n63\t\t\n"),
        (sheet_data({1: {"A": "只有一句话。"}}), "只有一句话。\n"),
    ],
)  # fmt: skip
def test_sheets(sheet: str, expected: str) -> None:
    assert text_of(sheet) == expected


def test_formulas_give_their_saved_value_and_errors_stay() -> None:
    row = {
        "A": '<c r="A2"><f>1+1</f><v>2</v></c>',
        "B": '<c r="B2" t="str"><f>X</f><v>甲</v></c>',
        "C": '<c r="C2" t="e"><v>#REF!</v></c>',
    }
    assert text_of(sheet_data({1: HEADER, 2: row})) == "序号\t活动\t单位\n2\t甲\t#REF!\n"


def test_shared_strings_without_phonetics() -> None:
    sheet = sheet_data({1: HEADER, 2: {"A": '<c r="A2" t="s"><v>0</v></c>', "B": '<c r="B2" t="s"><v>1</v></c>'}})
    rich = "<r><t>质</t></r><r><rPr><b/></rPr><t>量</t></r><rPh sb='0' eb='1'><t>zhì</t></rPh>"
    assert text_of(sheet, strings=("<t>1</t>", rich)) == "序号\t活动\t单位\n1\t质量\t\n"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(31, "2019年9月5日"), (58, "9月5日"), (57, "2019年9月"), (14, "2019年9月5日"), (0, "43713"), (9999, "43713")],
)
def test_date_formats_that_excel_in_chinese_does_not_write_out(number: int, expected: str) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    sheet = sheet_data({1: HEADER, 2: {"A": "1", "B": '<c r="B2" s="1"><v>43713</v></c>'}})
    assert text_of(sheet, styles=styles) == f"序号\t活动\t单位\n1\t{expected}\t\n"


def test_sheets_are_pages_and_hidden_ones_are_noted() -> None:
    sheets = [sheet_data({1: HEADER, 2: {"A": str(n), "B": "甲"}}) for n in range(1, 5)]
    reading = read_xlsx(xlsx_of(*sheets, states={2: "hidden", 3: "veryHidden"}))
    assert reading.text == "序号\t活动\t单位\n1\t甲\t\n\f序号\t活动\t单位\n4\t甲\t\n"
    assert [note.code for note in reading.notes] == ["hidden-sheet", "hidden-sheet"]
    assert {note.start for note in reading.notes} == {reading.text.index("\f")}


def test_hidden_rows_and_columns_are_left_out_and_noted() -> None:
    columns = '<cols><col min="3" max="4" hidden="1" width="9"/></cols>'
    rows = {
        1: {**HEADER, "E": "时间"},
        2: {"A": "1", "B": "甲"},
        3: {"A": "2", "B": "乙", "C": "局", "E": "9月"},
        4: {"A": "3", "B": "丙"},
    }
    reading = read_xlsx(xlsx_of(columns + sheet_data(rows, {2: 'hidden="1"'}) + merged("B2:B3")))
    assert reading.text == "序号\t活动\t时间\n2\t甲\t9月\n3\t丙\t\n"
    assert "1 hidden rows and 1 hidden columns" in reading.notes[0].message


def test_what_makes_openpyxl_fail_or_expand_is_left_out() -> None:
    everywhere = "A1:XFD1048576"
    sheet = (
        sheet_data({1: {"A": "题"}, 2: HEADER, 3: {"A": "1", "B": "甲"}})
        + merged("A1:XFD1")
        + f'<hyperlinks><hyperlink ref="{everywhere}" r:id="r1"/></hyperlinks><drawing r:id="r9"/>'
        + '<tableParts count="1"><tablePart r:id="r7"/></tableParts>'
    )
    data = xlsx_of(sheet, styles="<fills><fill><nonsense/></fill></fills><cellXfs><xf numFmtId='x'/></cellXfs>")
    assert read_xlsx(data).text == "题\n序号\t活动\t单位\n1\t甲\t\n"
    assert text_of(sheet_data({1: HEADER, 2: {"A": "1", "B": "甲"}}) + merged(everywhere)) == "序号\n"


def test_a_lone_cell_far_off_and_a_million_empty_ones_cost_little() -> None:
    empty = "".join(f'<row r="{n}" ht="20"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(10, 200_000))
    sheet = sheet_data({1: HEADER, 2: {"A": "1", "B": "甲"}}).replace(
        "</sheetData>", empty + '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>'
    )
    began = time.monotonic()
    assert text_of(sheet) == "序号\t活动\t单位\t\n1\t甲\t\t\n\n\t\t\t9\n"
    assert time.monotonic() - began < 5


def test_a_book_of_openpyxl_with_links_comments_and_charts_of_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "活动"])
    sheet.append([1, "甲"])
    sheet["B2"].hyperlink = "http://example.org/"
    sheet["B2"].comment = openpyxl.comments.Comment("批注不读", "某")
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", "A1:B2"
    stream = io.BytesIO()
    book.save(stream)
    assert read_xlsx(stream.getvalue()).text == "序号\t活动\n1\t甲\n"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@functools.cache
def hostile() -> dict[str, tuple[bytes, str]]:
    whole = xlsx_of(sheet_data({n: {"A": str(n), "B": "甲"} for n in range(1, 60)}))
    bomb = xlsx_of(sheet_data({1: {"A": "x" * 60_000_000}}))
    inside = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><hyperlinks><hyperlink ref='A1:XFD1048576'/></hyperlinks></sheetData>"
    return {
        "empty": (b"", "damaged"),
        "of Office before 2007": (OLE, "damaged"),
        "cut off": (whole[: len(whole) // 2], "damaged"),
        "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "no workbook": (package({"a.txt": "x"}), "damaged"),
        "no sheets": (xlsx_of(), "damaged"),
        "broken workbook": (package({"xl/workbook.xml": "<workbook"}), "damaged"),
        "broken sheet": (xlsx_of("<sheetData><row><c></row></sheetData>"), "damaged"),
        "sheet without data": (xlsx_of("<cols/>"), "damaged"),
        "links inside the data": (xlsx_of(inside), "damaged"),
        "laughs": (package({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'}), "damaged"),
        "bomb": (bomb, "too-large"),
        "bomb that lies": (with_false_size(bomb, "xl/worksheets/s1.xml", 99), "damaged"),
        "bad reference": (xlsx_of(sheet_data({1: {"A": '<c r="??"><v>1</v></c>'}})), "damaged"),
        "bad string": (xlsx_of(sheet_data({1: {"A": '<c r="A1" t="s"><v>99</v></c>'}})), "damaged"),
        "bad style": (xlsx_of(sheet_data({1: {"A": '<c r="A1" s="99"><v>1</v></c>'}})), "damaged"),
        "bad number": (xlsx_of(sheet_data({1: {"A": '<c r="A1"><v>x</v></c>'}})), "damaged"),
        "long number": (xlsx_of(sheet_data({1: {"A": f'<c r="A1"><v>{"9" * 9999}</v></c>'}})), "damaged"),
        "one long string everywhere": (
            xlsx_of(
                sheet_data({n: {"A": f'<c r="A{n}" t="s"><v>0</v></c>'} for n in range(1, 1000)}),
                strings=(f"<t>{'x' * 100_000}</t>",),
            ),
            "too-large",
        ),
        "a long tag": (
            xlsx_of("<sheetData><row r='1'><c " + 'r="A1" ' * 500_000 + "></c></row></sheetData>"),
            "damaged",
        ),
        "no text": (xlsx_of(sheet_data({})), "no-text-layer"),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_files_end_in_an_error_soon(name: str) -> None:
    data, code = hostile()[name]
    began = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read_xlsx(data, limits=Limits(unpacked_bytes=20_000_000))
    assert caught.value.code == code
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "limits",
    [Limits(seconds=0), Limits(operators=10), Limits(file_bytes=10), Limits(unpacked_bytes=10), Limits(pages=1)],
)
def test_each_limit_ends_the_reading(limits: Limits) -> None:
    sheet = sheet_data({n: {"A": str(n), "B": "甲"} for n in range(1, 60)})
    with pytest.raises(ReadError, match="too-large"):
        read_xlsx(xlsx_of(sheet, sheet), limits=limits)


def test_time_runs_out_while_openpyxl_reads() -> None:
    data = xlsx_of(sheet_data({n: {"A": str(n), "B": "甲", "C": "乙"} for n in range(1, 60_000)}))
    began = time.monotonic()
    with pytest.raises(ReadError, match="too-large"):
        read_xlsx(data, limits=Limits(seconds=0.5))
    assert time.monotonic() - began < 2


def test_every_cut_and_many_flips_give_text_or_an_error() -> None:
    data = (FILES / "reading-month.xlsx").read_bytes()
    cuts = [data[:at] for at in range(0, len(data), len(data) // 40)]
    flips = [data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :] for at in range(30, len(data), len(data) // 60)]
    for damaged in cuts + flips:
        try:
            read_xlsx(damaged)
        except ReadError as error:
            assert error.code in ("damaged", "encrypted", "no-text-layer", "too-large")
