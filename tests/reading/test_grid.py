from __future__ import annotations

import pytest

from qmparse.errors import ReadError
from qmparse.reading.grid import Cell, TextWriter, is_header, table_lines, trimmed
from qmparse.reading.source import Limits


def lines(*rows: str) -> list[str]:
    """Rows as `a|b<2|c^3`: < says how many columns a cell covers, ^ how many rows; a blank cell is an empty one."""
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for written in row.split("|"):
            text, _, rows_down = written.partition("^")
            text, _, across = text.partition("<")
            if text != "-":
                cells.append(Cell(text, number, column, int(rows_down or 1), int(across or 1)))
            column += int(across or 1)
    return [line.text for line in table_lines(cells, Limits())]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("a|b", "c|d"), ["a\tb", "c\td"]),
        (("a|b^2", "c|-"), ["a\tb", "c\tb"]),
        (("a|b^3", "c|-", "|-"), ["a\tb", "c\tb"]),
        (("a<2|b", "c|d|e"), ["a\t\tb", "c\td\te"]),
        # a column that no cell begins in, and one without text, are none
        (("a<2|b", "c<2|d"), ["a\tb", "c\td"]),
        (("a||b", "c||d"), ["a\tb", "c\td"]),
        # titles and remarks are lines, sections are rows
        (
            ("题<2", "序号|活动", "一、甲<2", "1|x", "注：如有变动另行通知<2"),
            ["题", "序号\t活动", "一、甲\t", "1\tx", "注：如有变动另行通知"],
        ),
        (("题<2^2", "-", "序号|活动", "1|x"), ["题", "序号\t活动", "1\tx"]),
        (("单位：甲|", "序号|活动", "1|x"), ["单位：甲", "序号\t活动", "1\tx"]),
        (("甲", "乙", "丙"), ["甲", "乙", "丙"]),
        (("甲\n乙<2", "序号|活动", "1|x"), ["甲", "乙", "序号\t活动", "1\tx"]),
        # a last row that is cut off stays a row
        (("序号|活动", "1|x", "2|"), ["序号\t活动", "1\tx", "2\t"]),
        (("序号|活动", "1|x", "|y"), ["序号\t活动", "1\tx", "\ty"]),
        # headers of two rows
        (("序号^2|责任单位<2", "-|牵头|配合", "1|x|y"), ["序号\t牵头\t配合", "1\tx\ty"]),
        (("序号^2|责任单位<2|备注^2", "-|牵头||-", "1|x|y|z"), ["序号\t牵头\t责任单位\t备注", "1\tx\ty\tz"]),
        (('a"|b\nc', "d|e"), ['"a"""\t"b\nc"', "d\te"]),
        ((), []),
    ],
)
def test_lines_of_a_table(rows: tuple[str, ...], expected: list[str]) -> None:
    assert lines(*rows) == expected


def test_a_header_of_two_rows_is_told() -> None:
    cells = [
        Cell("序号", 0, 0, 2),
        Cell("单位", 0, 1, 1, 2),
        Cell("牵头", 1, 1),
        Cell("配合", 1, 2),
        Cell("1", 2, 0),
        Cell("x", 2, 1),
    ]
    assert "单位" in table_lines(cells, Limits())[0].doubt


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["序号", "活动内容", "牵头单位"], True),
        (["序　号", "活 动 名 称", "时间"], True),
        (["1", "开展活动", "责任单位"], False),
        (["活动时间", "9月"], False),
        (["举办活动内容很长很长很长很长的一次讲座", "市局"], False),
        (["", ""], False),
        ([], False),
    ],
)
def test_headers(texts: list[str], expected: bool) -> None:
    assert is_header(texts) is expected


def test_cells_are_trimmed() -> None:
    assert trimmed("\u3000甲 \r\n\r\n\xa0乙\v丙\x0c\ufeff") == "甲\n乙\n丙"


def test_limits_and_spans_beyond_the_table() -> None:
    with pytest.raises(ReadError, match="too-large"):
        table_lines([Cell("x", row, row) for row in range(100)], Limits(operators=5_000))
    with pytest.raises(ReadError, match="too-large"):
        table_lines([Cell("x" * 1000, 0, 0, 99), *(Cell("y", row, 1) for row in range(99))], Limits(unpacked_bytes=50_000))
    assert [line.text for line in table_lines([Cell("a", 0, 0, 10**9, 10**9), Cell("b", 1, 10**9 + 1)], Limits())] == [
        "a",
        "a\tb",
    ]


def test_the_writer_counts_code_points() -> None:
    writer = TextWriter(Limits(pages=2))
    writer.line("")
    writer.line("𠀀")
    writer.note("x", "info", "at the line", 2)
    writer.line("乙", pages=1)
    reading = writer.reading()
    assert (reading.text, reading.notes[0].start, reading.notes[0].end) == ("𠀀\n\f乙\n", 0, 2)
    with pytest.raises(ReadError, match="too-large"):
        writer.line("丙", pages=1)
