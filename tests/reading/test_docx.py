from __future__ import annotations

import functools
import io
import time
import zipfile

import pytest
from office_files import FILES, docx_of, numbered, numbering, p, package, rows_in, table, tc, with_false_size

from qmparse.errors import ReadError
from qmparse.reading.docx import read_docx
from qmparse.reading.source import Limits

NOTICES = ("shanghai-2019", "reading-month", "sports-week")


def text_of(body: str, **parts: str) -> str:
    return read_docx(docx_of(body, **parts)).text


@pytest.mark.parametrize("suffix", [".docx", "-lo.docx"])
@pytest.mark.parametrize("name", NOTICES)
def test_rows_of_the_fixtures(name: str, suffix: str) -> None:
    reading = read_docx((FILES / f"{name}{suffix}").read_bytes())
    assert rows_in(reading.text) == rows_in((FILES / f"{name}.tsv").read_bytes().decode())
    assert "页眉" not in reading.text
    assert "页脚" not in reading.text
    assert reading.text.count("\f") == 1 or suffix == "-lo.docx"


@pytest.mark.parametrize("name", NOTICES)
def test_prose_of_the_fixtures(name: str) -> None:
    lines = [line for line in read_docx((FILES / f"{name}.docx").read_bytes()).text.replace("\f", "").split("\n") if line]
    expected = (FILES / f"{name}.txt").read_bytes().decode().split("\n")
    assert lines == [line for line in expected if line]


RUN = "<w:r><w:t>{}</w:t></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (RUN.format("甲") + "<w:r><w:br/></w:r>" + RUN.format("乙"), "甲\n乙\n"),
        (RUN.format("甲") + "<w:r><w:tab/></w:r>" + RUN.format("乙"), "甲\u3000乙\n"),
        ("<w:r><w:tab/></w:r>" + RUN.format("乙"), "\u3000\u3000乙\n"),
        (RUN.format("甲") + f'<w:del w:id="1">{RUN.format("删")}<w:r><w:delText>删</w:delText></w:r></w:del>', "甲\n"),
        (RUN.format("甲") + f'<w:ins w:id="1">{RUN.format("增")}</w:ins>', "甲增\n"),
        (f"<w:moveFrom>{RUN.format('移')}</w:moveFrom><w:moveTo>{RUN.format('移')}</w:moveTo>", "移\n"),
        (RUN.format("甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "甲\n"),
        (RUN.format("甲") + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "甲显\n"),
        (RUN.format("甲") + '<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>隐</w:t></w:r>', "甲\n"),
        (f"<w:hyperlink>{RUN.format('链')}</w:hyperlink><w:smartTag>{RUN.format('签')}</w:smartTag>", "链签\n"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{RUN.format('控')}</w:sdtContent></w:sdt>", "控\n"),
        ("<w:ruby><w:rt>" + RUN.format("zhì") + "</w:rt><w:rubyBase>" + RUN.format("质") + "</w:rubyBase></w:ruby>", "质\n"),
        (
            FIELD.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + RUN.format("码")
            + FIELD.format("separate") + RUN.format("3") + FIELD.format("end") + RUN.format("后"), "3后\n",
        ),
        (FIELD.format("begin") + RUN.format("码"), ""),
        (RUN.format("A") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + RUN.format("B"), "A-B\n"),
        (RUN.format("甲") + '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>', "甲●\n"),
        (RUN.format("甲") + '<w:r><w:sym w:char="zz"/></w:r>', "甲\n"),
    ],
)  # fmt: skip
def test_runs(runs: str, expected: str) -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(runs=runs) + p("末")
    assert text_of(body, styles=styles) == expected + "末\n"


def test_a_deleted_paragraph_mark_joins_and_a_hidden_style_hides() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="G"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="G"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert (
        text_of(p("甲", deleted) + p("乙") + p("隐", '<w:pStyle w:val="H"/>') + p("末", deleted), styles=styles)
        == "甲乙\n\n末\n"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("一") + p(runs='<w:r><w:br w:type="page"/></w:r>') + p("二"), "一\n\n\f二\n"),
        (p("一") + p(runs='<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>'), "一\n\f二\n"),
        (p(runs='<w:r><w:t>一</w:t><w:br w:type="page"/><w:t>二</w:t></w:r>'), "一\n\f二\n"),
        # a paragraph that runs over the end of a page stays one line
        (p(runs="<w:r><w:t>一</w:t><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>") + p("三"), "一二\n\f三\n"),
        (p("一") + p("二", "<w:pageBreakBefore/>"), "一\n\f二\n"),
        (p("一", "<w:pageBreakBefore/>"), "一\n"),
        (p("一", "<w:sectPr/>") + p("二"), "一\n\f二\n"),
        (p("一", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("二"), "一\n二\n"),
        (p("一") + p(runs='<w:r><w:br w:type="page"/><w:br w:type="page"/></w:r>') + p("三"), "一\n\n\f\f三\n"),
    ],
)
def test_pages(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_pages_in_a_table() -> None:
    broken = f"<w:tc>{p(runs='<w:r><w:lastRenderedPageBreak/><w:t>2</w:t></w:r>')}</w:tc>"
    split = f"<w:tc>{p(runs='<w:r><w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>')}</w:tc>"
    body = table(tc("1") + tc("x"), broken + tc("y"), tc("3") + split, tc("4") + tc("z"))
    assert text_of(body) == "1\tx\n\f2\ty\n3\t甲乙\n\f4\tz\n"


@pytest.mark.parametrize(
    ("style", "pattern", "marks"),
    [
        ("decimal", "%1.", ["1. 甲", "2. 甲", "3. 甲"]),
        ("decimal", "%1", ["1 甲", "2 甲", "3 甲"]),
        ("chineseCounting", "%1、", ["一、甲", "二、甲", "三、甲"]),
        ("chineseCountingThousand", "（%1）", ["（一）甲", "（二）甲", "（三）甲"]),
        ("japaneseCounting", "第%1条", ["第一条甲", "第二条甲", "第三条甲"]),
        ("upperRoman", "%1.", ["I. 甲", "II. 甲", "III. 甲"]),
        ("decimalEnclosedCircleChinese", "%1", ["①甲", "②甲", "③甲"]),
        ("lowerLetter", "%1)", ["a) 甲", "b) 甲", "c) 甲"]),
        ("bullet", "\uf06c", ["●甲", "●甲", "●甲"]),
        ("none", "附", ["附甲", "附甲", "附甲"]),
    ],
)
def test_generated_numbers(style: str, pattern: str, marks: list[str]) -> None:
    assert text_of(p("甲", numbered()) * 3, numbering=numbering((style, pattern))).split("\n")[:-1] == marks


def test_levels_restart_and_show_those_above() -> None:
    levels = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%2.%3"))
    order = (0, 1, 1, 2, 0, 1, 2, 2)
    body = "".join(p("甲", numbered(level)) for level in order)
    marks = [line.removesuffix("甲").strip() for line in text_of(body, numbering=levels).split("\n")[:-1]]
    assert marks == ["一、", "（一）", "（二）", "一.二.1", "二、", "（一）", "二.一.1", "二.一.2"]
    legal = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
    assert text_of(p("甲", numbered(0)) + p("甲", numbered(2)), numbering=legal) == "1、甲\n1.1 甲\n"


def test_lists_count_on_or_start_where_they_say() -> None:
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{o}</w:num>' for n, o in (
        (1, ""), (2, ""), (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
    ))  # fmt: skip
    body = "".join(p("甲", numbered(0, num)) for num in (1, 2, 3, 3, 9, 0))
    assert text_of(body, numbering=numbering(("decimal", "%1."), nums=nums)) == "1. 甲\n2. 甲\n7. 甲\n8. 甲\n甲\n甲\n"


def test_a_style_gives_its_number_and_a_paragraph_takes_it_away() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{numbered()}</w:pPr></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style>'
    body = (
        p("甲", '<w:pStyle w:val="M"/>') + p("乙", '<w:pStyle w:val="M"/>' + numbered(0, 0)) + p("丙", '<w:pStyle w:val="L"/>')
    )
    assert text_of(body, styles=styles, numbering=numbering(("decimal", "%1."))) == "1. 甲\n乙\n2. 丙\n"


def test_a_number_column_that_word_generates() -> None:
    cell = f"<w:tc>{p('', numbered())}</w:tc>"
    body = table(tc("序号") + tc("活动"), cell + tc("甲"), cell + tc("乙"))
    assert text_of(body, numbering=numbering(("decimal", "%1"))) == "序号\t活动\n1\t甲\n2\t乙\n"


SPAN, DOWN, MORE = '<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([tc("a") + tc("b", DOWN), tc("c") + tc("", MORE), tc("d") + tc("e")], "a\tb\nc\tb\nd\te\n"),
        # a section row stands once, a title over the header is a line
        ([tc("题", SPAN.format(2)), tc("序号") + tc("活动"), tc("一、甲", SPAN.format(2)), tc("1") + tc("x")],
         "题\n序号\t活动\n一、甲\t\n1\tx\n"),
        # merged both ways
        ([tc("a") + tc("b", DOWN + SPAN.format(2)), tc("c") + tc("", MORE + SPAN.format(2)), tc("d") + tc("e") + tc("f")],
         "a\tb\t\nc\tb\t\nd\te\tf\n"),
        # borders that miss each other by a hair split the grid, not the columns
        ([tc("a") + tc("b", SPAN.format(2)) + tc("c"), tc("d", SPAN.format(2)) + tc("e") + tc("f")], "a\tb\tc\nd\te\tf\n"),
        ([tc("a", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("b"), tc("c") + tc("d") + tc("e")],
         "a\t\tb\nc\td\te\n"),
        ([tc("甲\n乙") + tc('说"好"')] * 2, '"甲\n乙"\t"说""好"""\n' * 2),
        # a header of two rows
        ([tc("序号", DOWN) + tc("责任单位", SPAN.format(2)), tc("", MORE) + tc("牵头") + tc("配合"), tc("1") + tc("x") + tc("y")],
         "序号\t牵头\t配合\n1\tx\ty\n"),
        ([tc("a") + tc("b"), tc() + tc(), tc("c") + tc("d")], "a\tb\nc\td\n"),
    ],
)  # fmt: skip
def test_tables(rows: list[str], expected: str) -> None:
    assert text_of(table(*rows)) == expected


def test_rows_whose_borders_miss_the_grid_by_a_hair() -> None:
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 40, 3000, 2000)) + "</w:tblGrid>"
    header = tc("序号") + tc("活动", SPAN.format(2)) + tc("单位")
    missed = tc("1", SPAN.format(2)) + tc("甲") + tc("乙")
    joined = tc("2", SPAN.format(2)) + tc("丙", SPAN.format(2))
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (header, missed, joined, header))
    expected = "序号\t活动\t单位\n1\t甲\t乙\n2\t丙\t\n序号\t活动\t单位\n"
    assert text_of(f"<w:tbl>{grid}{rows}</w:tbl>") == expected


def test_what_is_not_read_is_noted() -> None:
    noted = p(runs='<w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/></w:r>')
    reading = read_docx(docx_of(noted + "<w:altChunk/>"))
    assert [note.code for note in reading.notes] == ["note-left-out", "embedded-left-out"]


def test_deleted_rows_nested_tables_and_frames() -> None:
    deleted = '<w:trPr><w:del w:id="1"/></w:trPr>' + tc("删") + tc("删")
    nested = f"<w:tc>{table(tc('甲') + tc('乙'), tc('丙') + tc('丁'))}{p('后')}</w:tc>"
    assert text_of(table(tc("a") + tc("b"), deleted, tc("c") + nested)) == 'a\tb\nc\t"甲  乙\n丙  丁\n后"\n'
    frame = f"<w:tc>{p('框')}{table(tc('a') + tc('b'), tc('c') + tc('d'))}</w:tc>"
    assert text_of(table(frame)) == "框\na\tb\nc\td\n"


def test_text_boxes_come_after_their_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(p(runs=f"<w:r><w:t>甲</w:t>{both}<w:t>乙</w:t></w:r>")) == "甲乙\n框\n"
    assert text_of(table(f"<w:tc>{p(runs=f'<w:r>{both}<w:t>甲</w:t></w:r>')}</w:tc>" + tc("b"))) == '"甲\n框"\tb\n'


def test_tabs_make_rows_only_beside_other_rows() -> None:
    def tabbed(*cells: str) -> str:
        return p(runs="<w:r>" + "<w:tab/>".join(f"<w:t>{cell}</w:t>" for cell in cells) + "</w:r>")

    body = tabbed("序号", "活动") + tabbed("1", "甲") + p("文") + tabbed("电话", "1")
    assert text_of(body) == "序号\t活动\n1\t甲\n文\n电话\u30001\n"


def test_strict_and_utf16_and_other_places() -> None:
    data = docx_of(p("甲"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    document = bytes(parts["word/document.xml"]).decode()  # type: ignore[arg-type]
    strict = document.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    )
    moved = {"_rels/.rels": str(parts["_rels/.rels"], "utf-8").replace("document.xml", "document2.xml")}  # type: ignore[arg-type]
    for changed in (
        {"word/document.xml": strict},
        {"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + document).encode("utf-16")},
        {"word/document.xml": "<nothing/>", "word/document2.xml": document, **moved},
    ):
        assert read_docx(package({**parts, **changed})).text == "甲\n"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@functools.cache
def hostile() -> dict[str, tuple[bytes, str]]:
    whole = docx_of(p("甲" * 50) * 50)
    bomb = docx_of(p("甲") + "<!--" + " " * 40_000_000 + "-->")
    deep = "<w:tc>" * 1 + p("甲") + "</w:tc>"
    for _ in range(60):
        deep = f"<w:tc>{p('乙')}<w:tbl><w:tr>{tc('x')}{deep}</w:tr></w:tbl></w:tc>"
    return {
        "empty": (b"", "damaged"),
        "of Office before 2007": (OLE, "damaged"),
        "cut off": (whole[: len(whole) // 2], "damaged"),
        "no zip": (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        "a text": ("序号\t活动".encode(), "damaged"),
        "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "no document": (package({"a.txt": "x"}), "damaged"),
        "no body": (package({"word/document.xml": "<a/>"}), "damaged"),
        "broken xml": (package({"word/document.xml": "<w:document><w:body>"}), "damaged"),
        "laughs": (package({"word/document.xml": LAUGHS + "<x>&b;</x>"}), "damaged"),
        "laughs in utf-16": (package({"word/document.xml": (LAUGHS + "<x>&b;</x>").encode("utf-16")}), "damaged"),
        "bomb": (bomb, "too-large"),
        "bomb that lies": (with_false_size(bomb, "word/document.xml", 1000), "damaged"),
        "deep tables": (docx_of(f"<w:tbl><w:tr>{deep}</w:tr></w:tbl>"), "damaged too-large"),
        "deep runs": (docx_of(p(runs="<w:ins>" * 3000 + "</w:ins>" * 3000)), "damaged"),
        "no text": (docx_of(p()), "no-text-layer"),
        "flipped": (whole[:200] + bytes(255 - byte for byte in whole[200:260]) + whole[260:], "damaged"),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_files_end_in_an_error_soon(name: str) -> None:
    data, codes = hostile()[name]
    began = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read_docx(data, limits=Limits(unpacked_bytes=20_000_000))
    assert caught.value.code in codes.split()
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(operators=10), Limits(file_bytes=10), Limits(unpacked_bytes=10)])
def test_each_limit_ends_the_reading(limits: Limits) -> None:
    body = p("甲") * 5 + table(*[tc("a") + tc("b")] * 20)
    with pytest.raises(ReadError, match="too-large"):
        read_docx(docx_of(body), limits=limits)


def test_every_cut_and_many_flips_give_text_or_an_error() -> None:
    data = (FILES / "reading-month-lo.docx").read_bytes()
    cuts = [data[:at] for at in range(0, len(data), len(data) // 40)]
    flips = [data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :] for at in range(30, len(data), len(data) // 60)]
    for damaged in cuts + flips:
        try:
            read_docx(damaged)
        except ReadError as error:
            assert error.code in ("damaged", "encrypted", "no-text-layer", "too-large")
