"""Files that cannot be read, or only in part: each gives its code and says what to do."""

from __future__ import annotations

import io
import logging
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pdf_maker import FONT, at, page_file, stream, table_content

from qmparse.errors import ReadError
from qmparse.reading.pdf import read_pdf

FOLDER = Path(__file__).parents[1] / "fixtures" / "files" / "pdf"
ROWS = [["序号", "活动内容", "牵头单位"], ["1", "举办“质量开放日”活动", "市商务局"]]


def locked(algorithm: str, user: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page_file(table_content(ROWS)))))
    writer.encrypt(user, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def code_of(data: bytes, **how: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, **how)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(caught.value)).code == caught.value.code
    return caught.value.code


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\x00" * 999, "质量月".encode()])
def test_no_pdf_is_damaged(data: bytes) -> None:
    assert code_of(data) == "damaged"


def test_rc4_opens_without_a_password_or_with_the_right_one() -> None:
    assert "市商务局" in read_pdf(locked("RC4-128", "")).text
    data = locked("RC4-128", "secret")
    assert "市商务局" in read_pdf(data, password="secret").text
    assert code_of(data) == code_of(data, password="wrong") == "encrypted"
    with pytest.raises(ReadError, match=r"pass password=…"):
        read_pdf(data)


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_aes_needs_the_extra(algorithm: str, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    data = locked(algorithm, "")
    assert "市商务局" in read_pdf(data).text
    path = tmp_path / "locked.pdf"
    path.write_bytes(data)
    program = (
        "import sys; sys.modules['cryptography'] = None; sys.modules['Crypto'] = None\n"
        "from qmparse.errors import ReadError\nfrom qmparse.reading.pdf import read_pdf\n"
        "try:\n    read_pdf(open(sys.argv[1], 'rb').read())\n"
        "except ReadError as error:\n    print(error.code, 'qmparse[aes]' in error.message)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["encrypted", "True"]


def test_a_password_for_an_open_file_is_no_matter() -> None:
    assert "市商务局" in read_pdf(page_file(table_content(ROWS)), password="x").text


def test_pictures_without_text_are_told_with_their_pages() -> None:
    picture = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    how = {"resources": b"/XObject<</I 50 0 R>>", "extra": {50: picture}}
    with pytest.raises(ReadError, match="no text on page 1, 2") as caught:
        read_pdf(page_file(b"/I Do", b"/I Do", **how))  # type: ignore[arg-type]
    assert caught.value.code == "no-text-layer"
    reading = read_pdf(page_file(at(60, 700, "甲"), b"/I Do", at(60, 700, "乙"), **how))  # type: ignore[arg-type]
    assert reading.text == "甲\n\f\f乙\n"
    assert [(note.code, note.severity, note.start) for note in reading.notes] == [("no-text-layer", "warning", 3)]


def test_one_bad_page_costs_only_itself() -> None:
    broken = b"<</Length 9/Filter/NoSuchFilter>>\nstream\n123456789\nendstream"
    reading = read_pdf(page_file(at(60, 700, "甲"), b"", at(60, 700, "乙"), extra={13: broken}))
    assert reading.text == "甲\n\f\f乙\n"
    assert [(note.code, note.severity) for note in reading.notes] == [("page-unreadable", "warning")]
    assert code_of(page_file(b"", extra={11: broken})) == "damaged"


@pytest.mark.parametrize("mapping", [b"", b"/ToUnicode 50 0 R"])
def test_fonts_that_do_not_say_their_characters(mapping: bytes) -> None:
    """Identity-H without ToUnicode, and with one that gives plausible but wrong Han."""
    font = FONT.replace(b"/Encoding/UniGB-UCS2-H", b"/Encoding/Identity-H" + mapping)
    wrong = stream(b"1 beginbfrange <0000> <FFFF> <0523> endbfrange")
    content = b"".join(at(60, 760 - 20 * n, "为贯彻落实党中央国务院关于质量工作的部署") for n in range(9))
    reading = read_pdf(page_file(content, font=font, extra={50: wrong}))
    assert ("garbled-text", "error") in [(note.code, note.severity) for note in reading.notes]


def test_good_files_are_not_called_garbled() -> None:
    for path in FOLDER.glob("*.pdf"):
        assert "garbled-text" not in [note.code for note in read_pdf(path.read_bytes()).notes], path.name


def test_missing_cross_reference_and_trailer_are_repaired() -> None:
    data = page_file(table_content(ROWS))
    whole = read_pdf(data).text
    assert read_pdf(data[: data.rindex(b"startxref")]).text == whole
    assert read_pdf(data[: data.rindex(b"xref\n0")]).text == whole
    assert read_pdf(b"junk before\n" * 9 + data + b"\n" * 3000).text == whole


def test_the_library_beneath_is_loaded_only_when_a_pdf_is_read() -> None:
    program = "import sys, qmparse, qmparse.reading.pdf; print('pypdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    data = page_file(table_content(ROWS))
    read_pdf(data[: data.rindex(b"xref\n0")])
    assert not caplog.records


def test_many_threads_read_the_same_and_leave_the_log_as_it_was() -> None:
    data = page_file(table_content(ROWS))
    level = logging.getLogger("pypdf").level
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda _: read_pdf(data).text, range(40)))
    assert set(texts) == {read_pdf(data).text}
    assert logging.getLogger("pypdf").level == level
