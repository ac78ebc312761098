from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import FILES, docx_of, p, rows_in, sheet_data, xlsx_of

from qmparse.errors import ReadError
from qmparse.reading.load import read
from qmparse.reading.sniff import sniff
from qmparse.reading.source import Limits

DOCX = docx_of(p("甲"))


@pytest.mark.parametrize("name", ["shanghai-2019", "reading-month", "sports-week"])
def test_every_format_gives_the_same_rows(name: str) -> None:
    expected = rows_in((FILES / f"{name}.tsv").read_bytes().decode())
    paths = [path for path in sorted(FILES.glob(f"{name}*")) if path.suffix != ".tsv"]
    assert len(paths) >= 5
    for path in paths:
        assert rows_in(read(path).text) == expected, path.name


def test_sources(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(DOCX)
    with path.open("rb") as stream:
        for source in (str(path), path, DOCX, bytearray(DOCX), stream, io.BytesIO(DOCX), Trickle(DOCX)):
            assert read(source).text == "甲\n"  # type: ignore[arg-type]


class Trickle:
    """A stream that hands out a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(min(size, 7))


def test_text_is_kept_as_it_is() -> None:
    text = "甲\r\n\ufeff乙\t“丙”\x0c\n\n"
    assert read(text.encode()).text == text
    assert read(text.encode("utf-16")).text == text
    assert read("質".encode("big5"), encoding="big5").text == "質"
    assert read(b"").text == ""


@pytest.mark.parametrize(
    ("data", "asked", "expected"),
    [
        (b"<p>x</p>", "text", "<p>x</p>"),
        (b"<p>x</p>", ".HTML", "x\n"),
        (b"x", "htm", "x\n"),
        (DOCX, "docm", "甲\n"),
        (xlsx_of(sheet_data({1: {"A": "甲"}})), "xlsx", "甲\n"),
    ],
)
def test_a_format_that_is_asked_for(data: bytes, asked: str, expected: str) -> None:
    assert read(data, format=asked).text == expected


@pytest.mark.parametrize(
    ("data", "options", "code", "said"),
    [
        (DOCX, {"format": "xlsx"}, "damaged", "no Excel workbook"),
        (xlsx_of(sheet_data({})), {"format": "docx"}, "damaged", "no Word document"),
        (DOCX, {"format": "doc"}, "unsupported-format", "soffice --headless --convert-to docx FILE"),
        (DOCX, {"format": "odd"}, "unsupported-format", "choose one of docx, html, pdf, text, xlsx"),
        (b"{\\rtf1 x}", {}, "unsupported-format", "save it as .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le") * 9,
            {},
            "unsupported-format",
            "save it as .xlsx",
        ),
        (b"\x89PNG\r\n\x1a\n", {}, "unsupported-format", "OCR"),
        (b"\0\1\2" * 99, {}, "unsupported-format", "binary"),
        (b"ab\xff\xff", {}, "undecodable", "encoding="),
        (b"x" * 100, {"limits": Limits(file_bytes=99)}, "too-large", "file_bytes"),
    ],
)
def test_errors(data: bytes, options: dict[str, object], code: str, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, **options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert said in str(caught.value)
    assert caught.value.source is None


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path, "a\0b", "x" * 5000):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == "unreadable-file"
        assert caught.value.source == str(path)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_an_error_names_the_file_as_the_caller_did(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(DOCX[:300])
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.source == str(path)
    with path.open("rb") as stream, pytest.raises(ReadError) as caught:
        read(stream)
    assert caught.value.source == str(path)


@pytest.mark.parametrize("source", [None, 3, ["a"], io.StringIO("甲")])
def test_other_types_are_type_errors(source: object) -> None:
    with pytest.raises(TypeError):
        read(source)  # type: ignore[arg-type]


def test_endless_streams_end_at_the_limit() -> None:
    class Endless:
        def read(self, size: int = -1) -> bytes:
            return b"x" * 1000

    with pytest.raises(ReadError, match="too-large"):
        read(Endless(), limits=Limits(file_bytes=10_000))  # type: ignore[arg-type]


@pytest.mark.parametrize(("hidden", "found"), [("docx", "docx"), ("openpyxl", "xlsx"), ("lxml", "html")])
def test_a_missing_extra_says_what_to_install(hidden: str, found: str) -> None:
    data = {"docx": DOCX, "xlsx": xlsx_of(sheet_data({1: {"A": "甲"}})), "html": b"<html>x"}[found]
    program = (
        f"import sys; sys.modules[{hidden!r}] = None\n"
        "from qmparse.reading.load import read\n"
        f"try: read({data!r})\n"
        "except Exception as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "missing-extra" in run.stdout
    assert f"pip install 'qmparse[{found}]'" in run.stdout


def test_readers_are_imported_only_when_their_format_comes() -> None:
    program = (
        "import sys; from qmparse.reading.load import read; read(b'x')\n"
        "print([name for name in ('docx', 'openpyxl', 'lxml', 'pypdf') if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


MAGICS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{\\rtf",
)


@given(st.sampled_from(MAGICS), st.binary(max_size=300))
def test_any_bytes_give_a_reading_or_a_read_error(magic: bytes, data: bytes) -> None:
    sniff(magic + data)
    for asked in (None, "docx", "xlsx", "html", "text"):
        if asked is None and sniff(magic + data) == "pdf":
            continue
        try:
            assert isinstance(read(magic + data, format=asked).text, str)
        except ReadError as error:
            assert error.code
            assert error.message


TAGS = st.sampled_from(
    [
        "<table>",
        "<tr>",
        "<td",
        "rowspan=2>",
        "<td",
        "colspan=3>",
        "<th>",
        "</table>",
        "<p>",
        "</p>",
        "<ol>",
        "<li>",
        "<br>",
        "序号",
        "活动",
        "x",
        "<div>",
        "</div>",
        "<a",
        "href=x>",
        "</a>",
    ]
)


@given(st.lists(TAGS, max_size=60))
def test_any_tag_soup_gives_a_reading(tags: list[str]) -> None:
    try:
        text = read("".join(tags).encode(), format="html").text
    except ReadError as error:
        assert error.code == "no-text-layer"
    else:
        assert "\f" not in text
