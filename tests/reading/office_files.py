"""Small Office packages written by hand, for what no program here can be made to write."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from pathlib import Path

FILES = Path(__file__).resolve().parent.parent / "fixtures" / "files"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _root(kind: str, target: str, content_type: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>',
    }


def docx_of(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    parts = _root("officeDocument", "word/document.xml", DOCX_TYPE)
    parts["word/document.xml"] = f"<w:document {W} {EXTRA}><w:body>{body}</w:body></w:document>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return package(parts)


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    inner = runs or (f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in text.split(chr(10)))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def numbered(level: int = 0, num_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def numbering(
    *levels: tuple[str, str], extra: str = "", nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{nums}'


def xlsx_of(*sheets: str, styles: str = "", strings: tuple[str, ...] = (), states: dict[int, str] | None = None) -> bytes:
    """A workbook; each sheet is the inside of its worksheet element."""
    parts = _root("officeDocument", "xl/workbook.xml", XLSX_TYPE)
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}" state="{(states or {}).get(n, "visible")}"/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="/xl/worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts["xl/workbook.xml"] = f"<workbook {X} {R}><sheets>{listed}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    for n, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/s{n}.xml"] = f"<worksheet {X} {R}>{sheet}</worksheet>"
    if strings:
        inner = "".join(f"<si>{text}</si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f"<sst {X}>{inner}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {X}>{styles}</styleSheet>"
    return package(parts)


def sheet_data(rows: dict[int, dict[str, str]], attributes: dict[int, str] | None = None) -> str:
    """Inline strings, or a ready <c> where the value begins with <."""
    written: list[str] = []
    for number, cells in rows.items():
        inner = "".join(
            text if text.startswith("<") else f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in cells.items()
        )
        written.append(f'<row r="{number}" {(attributes or {}).get(number, "")}>{inner}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>"


def rows_in(text: str) -> list[list[str]]:
    """The tab-separated rows of a text."""
    lines = csv.reader(io.StringIO(text.replace("\f", ""), newline=""), delimiter="\t")
    return [cells for cells in lines if len(cells) > 1]


def with_false_size(data: bytes, name: str, size: int) -> bytes:
    """The package with the size that it declares for a part changed, in the local header and in the directory."""
    changed = bytearray(data)
    for magic, length, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = changed.find(magic)
        while at >= 0:
            if bytes(changed[at + length : at + length + len(name)]) == name.encode():
                changed[at + size_at : at + size_at + 4] = struct.pack("<I", size)
            at = changed.find(magic, at + 4)
    return bytes(changed)
