"""An Excel package, cut down to what holds text before openpyxl sees it.

Rules: openpyxl gets a small clean package of our making, with the cells of each sheet as they are. What it would fail
on (styles of other programs, drawings, names) or expand without bounds (merges and links over a whole sheet) is left
out; merges are read here. Only the XLSX reader imports this module.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import attrs

from qmparse.errors import ReadError
from qmparse.reading.budget import Deadline, too_large
from qmparse.reading.source import Limits

__all__ = ["Merge", "Sheet", "is_wanted", "rebuilt", "sheets_of"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE.encode()),
)
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/(?:workbook|styles|sharedStrings)[^/]*\.xml"
    r"|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_PREFIX = rb"(?:[^\s<>:/&]{1,40}:)?"
_ROOT = re.compile(rb"<" + _PREFIX + rb"worksheet\b[^<>]*>")
_COLUMNS = re.compile(rb"<" + _PREFIX + rb"cols\b[^<>]*>(?:\s*<" + _PREFIX + rb"col\b[^<>]*>)*\s*</" + _PREFIX + rb"cols>")
_DATA = re.compile(rb"<" + _PREFIX + rb"sheetData\b[^<>]*>")
_DATA_END = re.compile(rb"</" + _PREFIX + rb"sheetData\s*>")
_IN_DATA = re.compile(rb"<" + _PREFIX + rb"(?:mergeCells|hyperlinks|sheetData|tableParts|extLst)\b")
_EMPTY_CELL = re.compile(rb"<" + _PREFIX + rb"c\s[^<>]*+(?<=/)>")
_EMPTY_ROW = re.compile(rb"<(" + _PREFIX + rb"row)\s[^<>]*+(?:(?<=/)>|>\s*+</\1\s*>)")
_MERGE = re.compile(
    rb"<" + _PREFIX + rb"mergeCell\b[^<>]*?\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"
)

#: what Excel lets one write
_LONGEST_FORMAT = 255

#: formats that Excel in Chinese numbers but does not write out (ECMA-376, 18.8.30, zh-cn)
_CHINESE_FORMATS = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: "h:mm",
    33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: "h:mm", 56: "h:mm:ss", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


@attrs.frozen
class Merge:
    """A merged range: 1-based, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int


@attrs.frozen
class Sheet:
    """One worksheet: its cells as XML, and what is merged."""

    name: str
    is_hidden: bool
    xml: bytes
    merges: tuple[Merge, ...]


def is_wanted(name: str) -> bool:
    """Whether a part of the package bears on the text."""
    return _WANTED.fullmatch(name) is not None


def sheets_of(parts: dict[str, bytes], limits: Limits) -> list[Sheet]:
    """The worksheets of the workbook in their order; raises `ReadError`."""
    workbook_name = _workbook_name(parts)
    targets = _targets(parts, workbook_name)
    listed = list(_tree(parts, workbook_name).iter(f"{{{_MAIN}}}sheet"))
    if len(listed) > limits.pages:
        raise too_large(f"the workbook has {len(listed)} sheets", "pages")
    sheets = []
    for element in listed:
        part = parts.get(targets.get(element.get(f"{{{_OFFICE}}}id", ""), ""))
        if part is not None:
            hidden = element.get("state", "visible") != "visible"
            sheets.append(_sheet(element.get("name", ""), hidden, part, limits))
    if not sheets:
        raise ReadError("damaged", "the workbook holds no worksheet; open the file in its program and save it again")
    return sheets


def _workbook_name(parts: dict[str, bytes]) -> str:
    names = [name for name in parts if re.fullmatch(r"xl/workbook[^/]*\.xml", name, re.IGNORECASE)]
    if not names:
        raise ReadError("damaged", "the package holds no Excel workbook; is it an XLSX file at all?")
    return names[0]


def _tree(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    part = parts.get(name, b"<nothing/>")
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    try:
        return ElementTree.fromstring(part)
    except ElementTree.ParseError as error:
        raise ReadError("damaged", f"part {name!r} is broken ({error}); fetch the file again") from None


def _targets(parts: dict[str, bytes], workbook_name: str) -> dict[str, str]:
    """The parts that the workbook's relations name, by their id."""
    folder, file = posixpath.split(workbook_name)
    relations = _tree(parts, f"{folder}/_rels/{file}.rels")
    found = {}
    for element in relations.iter(f"{{{_PACKAGE}/relationships}}Relationship"):
        target = element.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[element.get("Id", "")] = posixpath.normpath(path)
    return found


def _sheet(name: str, hidden: bool, part: bytes, limits: Limits) -> Sheet:
    """A sheet without all but its column widths and cells; empty cells go too, a styled column has a million of them."""
    if part.count(b"<") > 4 * limits.operators:
        raise too_large(f"sheet {name!r} has more than {limits.operators} cells", "operators")
    part = part.replace(*_STRICT[0])
    root, data = _ROOT.search(part), _DATA.search(part)
    end = _DATA_END.search(part, data.end()) if data else None
    if not root or not data or (not end and not data[0].endswith(b"/>")):
        raise ReadError("damaged", f"sheet {name!r} is cut off; fetch the file again")
    tail = end.end() if end else data.end()
    cells = _EMPTY_ROW.sub(_unless_placed, _EMPTY_CELL.sub(_unless_placed, part[data.start() : tail]))
    if _IN_DATA.search(cells, len(data[0])):
        raise ReadError("damaged", f"sheet {name!r} holds what no program writes among its cells")
    columns = _COLUMNS.search(part, root.end(), data.start())
    xml = root[0] + (columns[0] if columns else b"") + cells + _closing(root[0])
    merges = tuple(_merge(*match.groups()) for match in _MERGE.finditer(part, tail))
    return Sheet(name, hidden, xml, merges)


def _unless_placed(match: re.Match[bytes]) -> bytes:
    """Nothing; but an empty cell or row that does not say where it stands counts for those after it."""
    return b"" if re.search(rb"\sr\s*=", match[0]) else match[0]


def _closing(root: bytes) -> bytes:
    return b"</" + root[1:].split(b"worksheet")[0] + b"worksheet>"


def _merge(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merge:
    return Merge(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


class _Timed(io.BytesIO):
    """A file that ends the reading of whoever reads it when the time is over."""

    deadline: Deadline | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        if self.deadline is not None:
            self.deadline.check()
        return super().read(size)


def rebuilt(parts: dict[str, bytes], sheets: list[Sheet], deadline: Deadline) -> io.BytesIO:
    """A package of these sheets with nothing in it that is not needed, for openpyxl to read."""
    package = _Timed()
    overrides = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    with zipfile.ZipFile(package, "w") as archive:
        strings = next((part for name, part in parts.items() if name.lower() == "xl/sharedstrings.xml"), None)
        if strings is not None:
            archive.writestr("xl/sharedStrings.xml", strings.replace(*_STRICT[0]))
            overrides["/xl/sharedStrings.xml"] = "sharedStrings"
        for index, sheet in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{index}.xml", sheet.xml)
            overrides[f"/xl/worksheets/sheet{index}.xml"] = "worksheet"
        archive.writestr("xl/styles.xml", _styles(parts))
        archive.writestr("xl/workbook.xml", _workbook(parts, len(sheets)))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(len(sheets)))
        archive.writestr("[Content_Types].xml", _content_types(overrides))
    package.deadline = deadline
    package.seek(0)
    return package


def _workbook(parts: dict[str, bytes], count: int) -> str:
    properties = _tree(parts, _workbook_name(parts)).find(f"{{{_MAIN}}}workbookPr")
    old = properties is not None and properties.get("date1904", "0") in ("1", "true")
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count + 1))
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(old)}"/><sheets>{sheets}</sheets></workbook>'
    )


def _relations(count: int) -> str:
    relation = f'<Relationship Id="r{{0}}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{{0}}.xml"/>'
    inner = "".join(relation.format(n) for n in range(1, count + 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(overrides: dict[str, str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    inner = "".join(f'<Override PartName="{p}" ContentType="{kind}.{t}+xml"/>' for p, t in overrides.items())
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}{inner}</Types>'


def _styles(parts: dict[str, bytes]) -> str:
    """Only the number formats of the cells, those that Excel in Chinese leaves unwritten among them."""
    name = next((name for name in parts if name.lower() == "xl/styles.xml"), "")
    root = _tree(parts, name)
    formats = dict(_CHINESE_FORMATS)
    for element in root.iter(f"{{{_MAIN}}}numFmt"):
        if (number := element.get("numFmtId", "")).isdecimal() and len(number) < 7:
            code = element.get("formatCode", "General")
            formats[int(number)] = code if len(code) <= _LONGEST_FORMAT else "General"
    cells = root.find(f"{{{_MAIN}}}cellXfs")
    used = [element.get("numFmtId", "0") for element in (() if cells is None else cells)] or ["0"]
    written = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for n, code in formats.items())
    known = [n if n.isascii() and n.isdecimal() and (int(n) in formats or int(n) < 164) else "0" for n in used]
    xf = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{written}</numFmts><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        f"<cellStyleXfs>{xf.format(0)}</cellStyleXfs>"
        f"<cellXfs>{''.join(map(xf.format, known))}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
