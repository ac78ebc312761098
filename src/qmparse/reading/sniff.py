"""What a file is, told from its bytes: the name that it carries is often wrong.

Rules: pure, quick, and never an error; the name decides only between formats that share one container.
Portals serve web pages called .doc and text called .xls, which is why content comes first.
`load` imports this module.
"""

from __future__ import annotations

import io
import re
import zipfile

from qmparse.reading.budget import OLE_MAGIC

__all__ = ["sniff"]

_HEAD = 4096
_PDF = re.compile(rb"%PDF-\d")
_TAGS = r"!doctype[ \t\r\n]+html|html|head|body|meta|title|table|div|p|span|style|script|center|section|article|main|h[1-6]|br|ul|ol"
_HTML_START = re.compile(
    rf"(?>[ \t\r\n\f]+|<\?xml[^>]*\?>|<!--.*?-->)*+<(?:{_TAGS})(?=[ \t\r\n\f>/])", re.IGNORECASE | re.DOTALL
)
_HTML_INSIDE = re.compile(r"<(?:!doctype[ \t\r\n]+html|html|body)(?=[ \t\r\n>])", re.IGNORECASE)
_HTML_TAG = re.compile(r"</(?:p|div|table|td|span|h[1-6]|li)>", re.IGNORECASE)

_STARTS = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "bmp"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"AT&TFORM", "djvu"),
    (b"CAJ\0", "caj"),
    (b"HN\0\0", "caj"),
)

#: what the content types of a package call its main part
_PACKAGE_TYPES = (
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroEnabled.main", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main", "docx"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
    (b"ms-excel.template.macroEnabled.main", "xlsx"),
    (b"presentationml", "pptx"),
)

#: the part that gives a package away where its content types do not
_PACKAGE_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)

#: the stream of an OLE file that gives it away, and what the file is under the names that share it
_STREAMS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("EncryptedPackage", "encrypted", {}),
    ("WordDocument", "doc", {"wps": "wps", "wpt": "wps"}),
    ("Workbook", "xls", {"et": "et", "ett": "et"}),
    ("PowerPoint Document", "ppt", {"dps": "dps"}),
    ("Book", "xls", {"et": "et"}),
)


def sniff(data: bytes, name: str | None = None) -> str:
    """The format of a file: `pdf`, `docx`, `xlsx`, `html`, `text`, or one that is not read, such as `doc`, `xls`,
    `wps`, `et`, `rtf`, `odt`, `ods`, `ofd`, `pptx`, `image`, `zip`, `encrypted` (a locked Office file), `binary`.

    `name`, a file name, settles only what the bytes leave open. Nothing is raised.

    >>> sniff(b"%PDF-1.7 ..."), sniff("一、活动".encode("gb18030"), "notice.doc"), sniff(b"<html><body>", "a.xls")
    ('pdf', 'text', 'html')
    """
    suffix = (name or "").rpartition(".")[2].lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, suffix)
    if data.startswith(OLE_MAGIC):
        return _compound(data, suffix)
    for magic, found in _STARTS:
        if data.startswith(magic) and (found != "bmp" or b"\0" in data[:32]):
            return "image" if found == "bmp" else found
    if _PDF.search(data, 0, 1024):
        return "pdf"
    return _textual(data, suffix)


def _package(data: bytes, suffix: str) -> str:
    """A ZIP file: by its content types, by its parts, or, where it is cut off, by the names of those that are there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _start_of(archive, "[Content_Types].xml", names)
            mimetype = _start_of(archive, "mimetype", names)
    except Exception:
        names, types, mimetype = set(), b"", b""
    for kind, found in _PACKAGE_TYPES:
        if kind in types:
            return found
    for ending, found in (
        (b"opendocument.text", "odt"),
        (b"opendocument.spreadsheet", "ods"),
        (b"opendocument", "odf"),
    ):
        if ending in mimetype:
            return found
    for part, found in _PACKAGE_PARTS:
        if part in names or (not names and part.encode() in data):
            return found
    return suffix if suffix in ("docx", "xlsx") and not names else "zip"


def _start_of(archive: zipfile.ZipFile, part: str, names: set[str]) -> bytes:
    if part not in names:
        return b""
    with archive.open(part) as stream:
        return stream.read(1 << 20)


def _compound(data: bytes, suffix: str) -> str:
    """An OLE file: the names of its streams stand in it in UTF-16."""
    for stream, found, by_suffix in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return by_suffix.get(suffix, found)
    return suffix if suffix in ("doc", "xls", "wps", "et", "ppt") else "binary"


def _textual(data: bytes, suffix: str) -> str:
    """Web page, mail, flat XML or text; bytes that no text has are `binary`."""
    head = data[:_HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in head[:64] or b"\0<" in head[:64]
    start = (head.replace(b"\0", b"") if wide else head).decode("latin-1").lstrip("ï»¿ÿþ")
    if start[:64].lower().startswith(("mime-version:", "from: <saved by")) and "multipart/related" in start.lower():
        return "mhtml"
    if _HTML_START.match(start) or _HTML_INSIDE.search(start):
        return "html"
    if suffix in ("htm", "html", "shtml", "xhtml", "jhtml") and _HTML_TAG.search(start):
        return "html"
    if start.lstrip(" \t\r\n").startswith("<?xml"):
        return "xml"
    control = len(head.translate(None, _PRINTED))
    return "text" if control <= len(head) * 0.02 or _is_wide(data) else "binary"


#: the bytes that texts have: all but control characters, and of those the ones that part lines and end files
_PRINTED = bytes([*b"\t\n\r\f\v\x1a", *range(32, 256)])


def _is_wide(data: bytes) -> bool:
    """Whether the zero bytes may be those of UTF-16: not doubled but by chance, and beside line ends or ASCII."""
    head = data[:_HEAD]
    wide_breaks = head.count(b"\n\0") + head.count(b"\0\n") + head.count(b" \0") + head.count(b"\0 ")
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return len(data) % 2 == 0 and (marked or (wide_breaks > 0 and head.count(b"\0\0\0") == 0))
