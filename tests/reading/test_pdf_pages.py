"""What a page may hold, one thing a test, in files written by hand."""

from __future__ import annotations

import pytest
from pdf_maker import FONT, at, build, hex_text, page_file, stream, table_content

from qmparse.reading.pdf import read_pdf

HEADER = ["序号", "活动内容", "牵头单位"]
ROWS = [HEADER, ["1", "举办“质量开放日”活动", "市商务局"], ["2", "开展专项检查", "市文旅局"]]
TEXT = "".join("\t".join(row) + "\n" for row in ROWS)
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</Font<</F1 3 0 R>>%s>>"


def read(*contents: bytes, **how: object) -> str:
    return read_pdf(page_file(*contents, **how)).text  # type: ignore[arg-type]


def test_ruled_table() -> None:
    assert read(table_content(ROWS)) == TEXT


def test_borderless_table() -> None:
    assert read(table_content(ROWS, rules=False)) == TEXT


def test_rules_as_thin_boxes_pieces_and_doubles() -> None:
    text = table_content(ROWS, rules=False)
    level, upright = (760, 736, 712, 688), (60, 110, 380, 540)
    boxes = b"".join(b"60 %g 480 0.7 re f\n" % y for y in level) + b"".join(b"%g 688 0.7 72 re f\n" % x for x in upright)
    assert read(text + boxes) == TEXT
    dashes = b"".join(b"%g %g 4 0.7 re f\n" % (x, y) for y in level for x in range(60, 540, 7))
    dashes += b"".join(b"%g %g 0.7 4 re f\n" % (x, y) for x in upright for y in range(688, 760, 6))
    assert read(text + dashes) == TEXT
    twice = b"".join(b"60 %g m 540 %g l S\n" % (y + d, y + d) for y in level for d in (0, 2))
    twice += b"".join(b"%g 688 m %g 762 l S\n" % (x + d, x + d) for x in upright for d in (0, 2))
    assert read(text + twice) == TEXT


def test_merged_cells_are_filled_down_and_a_full_row_is_a_line() -> None:
    rows = [["一、市级活动", "", ""], ["1", "甲活动", "市商务局"], ["2", "乙活动", ""]]
    content = table_content(rows, rules=False)
    content += b"".join(b"60 %g m 540 %g l S\n" % (y, y) for y in (760, 736, 688)) + b"60 712 m 380 712 l S\n"
    content += b"".join(b"%g 688 m %g %g l S\n" % (x, x, top) for x, top in ((60, 760), (110, 736), (380, 736), (540, 760)))
    assert read(content) == "一、市级活动\n1\t甲活动\t市商务局\n2\t乙活动\t市商务局\n"


def test_wrapped_cells_join_without_a_blank_between_han_and_with_one_between_words() -> None:
    rows = [HEADER, ["1", "", "市商务局"]]
    cell = at(114, 720, "举办质量", 8) + at(114, 711, "沙龙QC", 8) + at(114, 702, "circle活动", 8)
    assert read(table_content(rows, height=30) + cell) == "\t".join(HEADER) + "\n1\t举办质量沙龙QC circle活动\t市商务局\n"


def test_text_in_forms_within_forms() -> None:
    inner = stream(table_content(ROWS), FORM % b"" + b"/Matrix[1 0 0 1 5 5]")
    outer = stream(b"q 0.8 0 0 0.8 20 20 cm /Y Do Q", FORM % b"/XObject<</Y 51 0 R>>")
    assert read(b"/X Do", resources=b"/XObject<</X 50 0 R>>", extra={50: outer, 51: inner}) == TEXT


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, b"0 1 -1 0 842 0"), (180, b"-1 0 0 -1 595 842"), (270, b"0 -1 1 0 0 595")],
)
def test_turned_pages(turn: int, matrix: bytes) -> None:
    box = b"[0 0 595 842]" if turn == 180 else b"[0 0 842 595]"
    content = b"q " + matrix + b" cm " + table_content(ROWS) + b"Q"
    assert read(content, page=b"/Rotate %d/MediaBox %s" % (turn, box)) == TEXT
    assert read(content, page=b"/MediaBox " + box) == TEXT  # no word of it in the file


def test_boxes_with_other_origins_and_text_outside_them() -> None:
    content = b"q 1 0 0 1 1000 -3000 cm " + table_content(ROWS) + at(600, 700, "看不见") + b"Q"
    assert read(content, page=b"/MediaBox[900 -3100 2000 -1000]/CropBox[1000 -3000 1595 -2158]") == TEXT


def test_bold_by_drawing_twice_counts_once() -> None:
    content = table_content(ROWS)
    assert read(content + b"q 1 0 0 1 0.3 0 cm " + content + b"Q") == TEXT


def test_watermarks_are_dropped() -> None:
    slanted = b"q 0.7 0.7 -0.7 0.7 100 300 cm " + at(0, 0, "内部资料", 60) + b"Q"
    marked = b"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC " + at(120, 700, "样稿", 40) + b"EMC "
    assert read(table_content(ROWS) + slanted + marked) == TEXT


def test_recognised_text_under_a_picture_is_read() -> None:
    content = b"3 Tr " + table_content(ROWS) + at(60, 600, "特 此 通 知")
    assert read(content) == TEXT + "\n特此通知\n"


def test_actual_text_replaces_glyphs() -> None:
    span = b"/Span <</ActualText <FEFF5E02>>> BDC " + at(60, 700, "⻓") + b"EMC " + at(70, 700, "长")
    assert read(span) == "市长\n"


def test_hidden_layers_are_dropped() -> None:
    content = at(60, 700, "上海市") + b"/OC /L BDC " + at(90, 700, "草稿") + b"EMC "
    data = page_file(content, resources=b"/Properties<</L 50 0 R>>", extra={50: b"<</Type/OCG/Name(x)>>"})
    hidden = data.replace(b"/Catalog", b"/Catalog/OCProperties<</OCGs[50 0 R]/D<</OFF[50 0 R]>>>>")
    assert read_pdf(data).text == "上海市草稿\n"
    assert read_pdf(hidden).text == "上海市\n"  # by the repair of the file as well: its offsets are wrong


@pytest.mark.parametrize(
    ("name", "codec"),
    [("GBK-EUC-H", "gbk"), ("GBKp-EUC-H", "gbk"), ("GBK2K-H", "gb18030"), ("GB-EUC-H", "gb2312"), ("GBpc-EUC-H", "gb2312"),
     ("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF8-H", "utf-8"), ("UniGB-UTF16-H", "utf-16-be"), ("UniGB-UTF32-H", "utf-32-be")],
)  # fmt: skip
def test_predefined_cmaps(name: str, codec: str) -> None:
    font = FONT.replace(b"UniGB-UCS2-H", name.encode("ascii"))
    shown = b"BT /F1 12 Tf 60 700 Td <" + "2019年：IEC“质量”".encode(codec).hex().encode("ascii") + b"> Tj ET"
    assert read(shown, font=font) == "2019年：IEC“质量”\n"


def test_embedded_cmap_and_to_unicode_with_arrays() -> None:
    encoding = stream(b"1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <00> <FF> 5 endcidrange")
    mapping = stream(b"1 beginbfrange <01> <02> [<5E02> <957F>] endbfrange 1 beginbfchar <03> <8D2891CF> endbfchar")
    font = FONT.replace(b"/Encoding/UniGB-UCS2-H", b"/Encoding 50 0 R/ToUnicode 51 0 R")
    assert read(b"BT /F1 12 Tf 60 700 Td <010203> Tj ET", font=font, extra={50: encoding, 51: mapping}) == "市长质量\n"


def test_simple_and_type_3_fonts() -> None:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/Encoding<</Differences[1/uni5E02/A/one.alt]>>/FirstChar 1/Widths[1000 500 500]>>"
    assert read(b"BT /F1 12 Tf 60 700 Td (\\001\\002\\003) Tj ET", font=font) == "市A1\n"
    glyph = stream(b"1000 0 0 0 900 900 d1 0 0 900 900 re f")
    font = (b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 1/LastChar 2"
            b"/Widths[1000 1000]/CharProcs<</a 50 0 R>>/Encoding<</Differences[1/uni8D28/uni91CF]>>>>")  # fmt: skip
    assert read(b"BT /F1 12 Tf 60 700 Td <0102> Tj ET", font=font, extra={50: glyph}) == "质量\n"


def test_look_alikes_are_brought_back() -> None:
    reading = read_pdf(page_file(at(60, 700, "⻓沙⼯作")))
    assert reading.text == "长沙工作\n"
    assert [(note.code, note.severity) for note in reading.notes] == [("glyph-restored", "info")]


def test_a_word_set_upright_in_a_merged_cell() -> None:
    rows = [["", "1", "甲活动"], ["", "2", "乙活动"]]
    content = table_content(rows, rules=False)
    content += b"60 760 m 540 760 l S 60 712 m 540 712 l S 110 736 m 540 736 l S\n"
    content += b"".join(b"%g 760 m %g 712 l S\n" % (x, x) for x in (60, 110, 380, 540))
    content += b"BT /F1 10 Tf 0 1 -1 0 88 722 Tm %s Tj ET" % hex_text("市级")
    assert read(content) == "市级\t1\t甲活动\n市级\t2\t乙活动\n"


def test_rows_split_over_a_page() -> None:
    first = table_content([HEADER, ["1", "举办质量", "市商"]])
    assert read(first, table_content([["", "开放日", "务局"], ["2", "乙", "丙"]])) == (
        "\t".join(HEADER) + "\n1\t举办质量开放日\t市商务局\n\f2\t乙\t丙\n"
    )
    again = table_content([HEADER, ["", "开放日", "务局"], ["2", "乙", "丙"]])
    assert read(first, again).split("\f")[1] == "\t".join(HEADER) + "\n2\t乙\t丙\n"


def test_the_number_stands_on_the_second_page() -> None:
    def cut(rows: list[list[str]]) -> bytes:
        # The last row has no line below it: the page cuts it.
        bottom = 760 - 24 * len(rows)
        return table_content(rows).replace(b"60 %d m 540 %d l S\n" % (bottom, bottom), b"")

    pages = cut([HEADER, ["1", "甲", "乙"], ["", "举办质量", "市商"]]), table_content([["2", "开放日", "务局"]])
    assert read(*pages) == "\t".join(HEADER) + "\n1\t甲\t乙\n2\t举办质量开放日\t市商务局\n\f"


def test_a_merged_cell_goes_on_over_the_page() -> None:
    def page(rows: list[list[str]]) -> bytes:
        content = table_content(rows, rules=False)
        bottom = 760 - 24 * len(rows)
        content += b"".join(b"60 %g m 380 %g l S\n" % (760 - 24 * n, 760 - 24 * n) for n in range(len(rows) + 1))
        content += b"380 760 m 540 760 l S 380 %g m 540 %g l S\n" % (bottom, bottom)
        return content + b"".join(b"%g 760 m %g %g l S\n" % (x, x, bottom) for x in (60, 110, 380, 540))

    pages = page([["1", "甲", "市商务局"], ["2", "乙", ""]]), page([["3", "丙", ""], ["4", "丁", ""]])
    assert read(*pages) == "1\t甲\t市商务局\n2\t乙\t市商务局\n\f3\t丙\t市商务局\n4\t丁\t市商务局\n"


def test_a_clear_gap_is_a_blank_line_and_a_wrap_is_not() -> None:
    ys = (760, 744, 728, 696, 680)
    assert read(b"".join(at(60, y, "甲乙丙丁") for y in ys)).split("\n") == ["甲乙丙丁"] * 3 + [""] + ["甲乙丙丁"] * 2 + [""]


def test_prose_in_two_columns() -> None:
    left = [f"左栏第{n}行的文字写满了整个栏的宽度不留空白呀" for n in "一二三四五六"]
    right = [line.replace("左", "右") for line in left]
    content = b"".join(at(50, 700 - 16 * n, line) for n, line in enumerate(left))
    content += b"".join(at(310, 700 - 16 * n, line) for n, line in enumerate(right))
    content += at(250, 760, "总标题横跨两栏之上") + at(290, 40, "1")
    lines = [line for line in read(content).split("\n") if line]
    assert lines == ["总标题横跨两栏之上", *left, *right, "1"]


def test_text_that_python_would_break_stays_on_its_line() -> None:
    assert read(at(60, 700, "甲\u2028乙\x0b丙")) == "甲乙丙\n"


def test_a_cell_with_an_ascii_quote_is_quoted() -> None:
    rows = [HEADER, ["1", 'a"b', "市商务局"]]
    assert read(table_content(rows)).split("\n")[1] == '1\t"a""b"\t市商务局'


def test_direct_objects_and_missing_parts() -> None:
    assert read_pdf(build({1: b"<</Type/Catalog/Pages<</Kids[<</Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>]>>>>",
                           3: FONT, 4: stream(at(60, 700, "甲"))})).text == "甲\n"  # fmt: skip


def test_glyph_numbers_of_adobe_gb1_without_to_unicode() -> None:
    font = FONT.replace(b"UniGB-UCS2-H", b"Identity-H")
    assert read(b"BT /F1 12 Tf 60 700 Td <03AC12561E1600620022> Tj ET", font=font) == "啊座齄。A\n"
