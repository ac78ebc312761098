from __future__ import annotations

from itertools import count

import pytest
from office_files import FILES, docx_of, p, package, sheet_data, xlsx_of

from qmparse.reading.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0\0" + b"\0" * 100


TYPES = '<Types xmlns="x"><Override ContentType="{}"/></Types>'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n", None, "pdf"),
        (b"\r\n junk \x00 %PDF-1.4\n", "a.txt", "pdf"),
        (b"x" * 1100 + b"%PDF-1.4", None, "text"),
        (docx_of(p("甲")), "a.pdf", "docx"),
        (docx_of(p("甲"))[:500], None, "docx"),
        (docx_of(p("甲"))[:40], "a.docx", "docx"),
        (xlsx_of(sheet_data({})), "a.docx", "xlsx"),
        (
            package({"[Content_Types].xml": TYPES.format("application/vnd.ms-word.document.macroEnabled.main+xml")}),
            None,
            "docx",
        ),
        (
            package({"[Content_Types].xml": TYPES.format("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
            None,
            "xlsb",
        ),
        (package({"ppt/presentation.xml": "x"}), None, "pptx"),
        (package({"word/document.xml": "x"}), None, "docx"),
        (package({"OFD.xml": "x"}), None, "ofd"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text"}), None, "odt"),
        (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.xlsx", "ods"),
        (package({"a.txt": "x"}), "a.docx", "zip"),
        (stream("WordDocument"), "a.doc", "doc"),
        (stream("WordDocument"), "a.WPS", "wps"),
        (stream("Workbook"), None, "xls"),
        (stream("Book"), "a.et", "et"),
        (stream("EncryptedPackage"), "a.docx", "encrypted"),
        (stream("Other"), None, "binary"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"<html><body>x", "a.doc", "html"),
        ("\ufeff <!DOCTYPE html><p>甲".encode(), "a.xls", "html"),
        ("<html><p>甲".encode("utf-16"), None, "html"),
        ("<html><p>甲".encode("utf-16-le"), None, "html"),
        (b"<!-- x --><table><tr><td>1", None, "html"),
        (b"<!-- -->" * 500 + b"x", None, "text"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', None, "html"),
        (b'<?xml version="1.0"?><w:wordDocument>', "a.doc", "xml"),
        ("文字<p>一段</p>".encode(), "a.htm", "html"),
        ("文字<p>一段</p>".encode(), "a.txt", "text"),
        ("<质量月>活动".encode(), None, "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "a.doc", "mhtml"),
        (b"\x89PNG\r\n", "a.docx", "image"),
        (b"\xff\xd8\xff\xe0", None, "image"),
        (b"BM\0\0\0\0\0", None, "image"),
        (b"BMW is a car", None, "text"),
        (b"Rar!\x1a\x07", None, "rar"),
        ("一、活动".encode("gb18030"), "a.pdf", "text"),
        ("一、活动\n".encode("utf-16"), None, "text"),
        ("一、活动\n".encode("utf-16-be"), None, "text"),
        (bytes(range(256)) * 8, None, "binary"),
        (b"", None, "text"),
        (b"\0" * 100, None, "binary"),
    ],
    # some of these are made anew for each run: no part of a test's name
    ids=count(),
)
def test_told_by_content(data: bytes, name: str | None, expected: str) -> None:
    assert sniff(data, name) == expected


@pytest.mark.parametrize("path", sorted(path for path in FILES.iterdir() if path.is_file()), ids=lambda path: path.name)
def test_every_fixture_is_told_without_its_name(path: object) -> None:
    suffix = path.suffix[1:]  # type: ignore[attr-defined]
    assert sniff(path.read_bytes()) == {"txt": "text", "tsv": "text"}.get(suffix, suffix)  # type: ignore[attr-defined]
