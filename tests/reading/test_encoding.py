from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from qmparse.errors import ReadError
from qmparse.reading.encoding import decode

NOTICE = "2019年“质量月”活动安排\r\n\r\n序号\t活动内容\n1\t开展一次活动\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ""),
        (b"plain\r\n", "plain\r\n"),
        (NOTICE.encode(), NOTICE),
        (NOTICE.encode("gb18030"), NOTICE),
        (NOTICE.encode("gbk"), NOTICE),
        ("㐀𠀀".encode("gb18030"), "㐀𠀀"),
        (NOTICE.encode("utf-8-sig"), NOTICE),
        (codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le"), NOTICE),
        (codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"), NOTICE),
        (codecs.BOM_UTF32_LE + NOTICE.encode("utf-32-le"), NOTICE),
        (NOTICE.encode("utf-16-le"), NOTICE),
        (NOTICE.encode("utf-16-be"), NOTICE),
        # only the mark of the file is taken off
        ("\ufeff\ufeff甲".encode(), "\ufeff甲"),
        ("甲\ufeff乙".encode(), "甲\ufeff乙"),
        # a zero byte alone makes no UTF-16
        ("甲\0乙".encode(), "甲\0乙"),
        ("序号".encode("gb18030"), "序号"),
        ("1\t开展".encode("gb18030"), "1\t开展"),
    ],
)
def test_told_from_the_bytes(data: bytes, expected: str) -> None:
    assert decode(data) == expected


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        ("質量".encode("big5"), "big5", "質量"),
        ("㐀".encode("gb18030"), "gb2312", "㐀"),
        ("㐀".encode("gb18030"), "GBK", "㐀"),
        ("甲".encode("utf-8-sig"), "utf-8", "甲"),
        ("甲".encode("utf-16"), "utf-16", "甲"),
        ("甲".encode("utf-16-le"), "UTF-16LE", "甲"),
        (b"\xe9", "latin-1", "é"),
    ],
)
def test_as_asked(data: bytes, encoding: str, expected: str) -> None:
    assert decode(data, encoding=encoding) == expected


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (b"ab\xff\xff", None, "byte 2 (0xFF)"),
        (NOTICE.encode()[:-1] + b"\xff\n", None, f"byte {len(NOTICE.encode()) - 1} (0xFF) is no UTF-8"),
        # cut in the middle of a character: not to be read as GB18030
        (("质量月活动安排如下" * 3).encode()[:-1], None, "is no UTF-8"),
        (b"\xe8\xb4", "utf-8", "byte 0 (0xE8) is no utf-8"),
        (codecs.BOM_UTF16_LE + b"a", None, "utf-16"),
        (b"a", "no-such", "no text encoding is called"),
        (b"a", "base64", "base64"),
        (b"a", "idna\0", "leave encoding out"),
        (b"\xff", "punycode", "punycode"),
        ("甲".encode(), "ascii", "pass encoding="),
    ],
)
def test_undecodable_names_the_byte_and_the_way_out(data: bytes, encoding: str | None, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, encoding=encoding)
    assert caught.value.code == "undecodable"
    assert said in str(caught.value)


def test_the_shanghai_notice_in_every_encoding() -> None:
    text = (Path(__file__).parent.parent / "fixtures" / "shanghai-2019.txt").read_bytes().decode()
    for name in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(name)) == text
