"""CMaps: codes of a composite font to characters, from streams in the file or by predefined name.

Ranges are kept as ranges and looked up, never expanded, so that one of four billion codes costs
nothing. A CMap that cannot be read maps nothing. Predefined ones that stand for an encoding Python
knows are decoded by it; what needs the tables of Adobe is unknown, and unknown is U+FFFD, not a guess.
Only the fonts of this package import it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import attrs

from .budget import Budget

__all__ = ["CMap", "Predefined", "predefined", "read_cmap"]

#: entries of one CMap; the largest real ones have about 30,000
MOST_ENTRIES = 200_000
TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*+)>|(\[)|(\])|([+-]?\d++)|/([^\s\[\]<>()/%{}]++)|%[^\r\n]*+|([A-Za-z]\w*+)|.", re.DOTALL)


@attrs.define(eq=False)
class CMap:
    """What a CMap maps: codes to characters (ToUnicode) and codes to glyph numbers (Encoding)."""

    chars: dict[int, str] = attrs.field(factory=dict)
    #: first code, last code, characters of the first
    ranges: list[tuple[int, int, str]] = attrs.field(factory=list)
    cids: dict[int, int] = attrs.field(factory=dict)
    cid_ranges: list[tuple[int, int, int]] = attrs.field(factory=list)
    #: bytes of a code, first code, last code
    spaces: list[tuple[int, int, int]] = attrs.field(factory=list)
    parent: str | None = None

    def finish(self) -> CMap:
        """Sort the ranges for the look-up."""
        self.ranges.sort(key=lambda entry: entry[0])
        self.cid_ranges.sort(key=lambda entry: entry[0])
        return self

    def text(self, code: int) -> str | None:
        """The characters of a code, or None."""
        found = self.chars.get(code)
        if found is not None:
            return found
        index = bisect_right(self.ranges, code, key=lambda entry: entry[0]) - 1
        if index < 0 or code > self.ranges[index][1]:
            return None
        first, _, start = self.ranges[index]
        return _advanced(start, code - first)

    def cid(self, code: int) -> int | None:
        """The glyph number of a code, or None."""
        found = self.cids.get(code)
        if found is not None:
            return found
        index = bisect_right(self.cid_ranges, code, key=lambda entry: entry[0]) - 1
        if index < 0 or code > self.cid_ranges[index][1]:
            return None
        first, _, start = self.cid_ranges[index]
        return start + code - first


def _advanced(text: str, steps: int) -> str | None:
    """The text whose last character lies that many code points further."""
    if not text:
        return None
    point = ord(text[-1]) + steps
    if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return None
    return text[:-1] + chr(point)


def read_cmap(data: bytes, budget: Budget) -> CMap:
    """Read a CMap stream.

    >>> from qmparse.reading.source import Limits
    >>> stream = b"1 beginbfrange <0001> <0003> <4E00> endbfrange 1 beginbfchar <09> <4E004E8C> endbfchar"
    >>> cmap = read_cmap(stream, Budget(Limits()))
    >>> cmap.text(2), cmap.text(9), cmap.text(4)
    ('丁', '一二', None)
    """
    cmap = CMap()
    section: str | None = None
    values: list[bytes | int | list[bytes | int]] = []
    array: list[bytes | int] | None = None
    name, count = None, 0
    for found in TOKEN.finditer(data):
        hexes, opened, closed, number, key, word = found.groups()
        if hexes is not None or number is not None:
            value: bytes | int = _bytes(hexes) if hexes is not None else int(number[:12])
            if array is not None:
                array.append(value)
            elif section:
                values.append(value)
            count += 1
            if count > MOST_ENTRIES:
                break
            if not count & 0x3FF:
                budget.clock()
        elif opened:
            array = []
        elif closed and array is not None:
            values.append(array)
            array = None
        elif key:
            name = key.decode("latin-1")
        elif word:
            text = word.decode("ascii", "replace")
            if text.startswith("begin"):
                section, values, array = text[5:], [], None
            elif text.startswith("end") and section:
                _store(cmap, section, values)
                section = None
            elif text == "usecmap":
                cmap.parent = name
    return cmap.finish()


def _bytes(raw: bytes) -> bytes:
    digits = b"".join(raw.split())
    return bytes.fromhex((b"0" * (len(digits) % 2) + digits).decode("ascii"))


def _store(cmap: CMap, section: str, values: list[bytes | int | list[bytes | int]]) -> None:
    if section == "codespacerange":
        for low, high in zip(values[::2], values[1::2], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes):
                cmap.spaces.append((len(low), int.from_bytes(low), int.from_bytes(high)))
    elif section == "bfchar":
        for code, target in zip(values[::2], values[1::2], strict=False):
            if isinstance(code, bytes) and isinstance(target, bytes):
                cmap.chars[int.from_bytes(code)] = _characters(target)
    elif section == "bfrange":
        for low, high, target in zip(values[::3], values[1::3], values[2::3], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes):
                _store_range(cmap, int.from_bytes(low), int.from_bytes(high), target)
    elif section == "cidchar":
        for code, target in zip(values[::2], values[1::2], strict=False):
            if isinstance(code, bytes) and isinstance(target, int):
                cmap.cids[int.from_bytes(code)] = target
    elif section == "cidrange":
        for low, high, target in zip(values[::3], values[1::3], values[2::3], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(target, int):
                cmap.cid_ranges.append((int.from_bytes(low), int.from_bytes(high), target))


def _store_range(cmap: CMap, low: int, high: int, target: bytes | int | list[bytes | int]) -> None:
    if isinstance(target, list):
        for code, item in zip(range(low, high + 1), target, strict=False):
            if isinstance(item, bytes):
                cmap.chars[code] = _characters(item)
    elif isinstance(target, bytes):
        cmap.ranges.append((low, high, _characters(target)))


def _characters(raw: bytes) -> str:
    if len(raw) == 1:
        return chr(raw[0])
    return raw.decode("utf-16-be", "ignore")


@attrs.frozen
class Predefined:
    """A predefined CMap by what it is: a Python codec, or the glyph numbers themselves."""

    codec: str | None
    #: glyph number of the blank, for the widths of ASCII
    ascii_cid: int = 1
    vertical: bool = False


#: the part of the name before -H or -V; the longest match counts
CODECS = {
    "GBK-EUC": Predefined("gbk", 813), "GBKp-EUC": Predefined("gbk"), "GBK2K": Predefined("gb18030", 813),
    "GB-EUC": Predefined("gb2312", 813), "GBpc-EUC": Predefined("gb2312"), "GBT-EUC": Predefined("gb2312"),
    "UniGB-UCS2": Predefined("utf-16-be"), "UniGB-UTF16": Predefined("utf-16-be"),
    "UniGB-UTF8": Predefined("utf-8"), "UniGB-UTF32": Predefined("utf-32-be"),
    "UniCNS-UCS2": Predefined("utf-16-be"), "UniCNS-UTF16": Predefined("utf-16-be"),
    "UniJIS-UCS2": Predefined("utf-16-be"), "UniJIS-UTF16": Predefined("utf-16-be"),
    "UniGB2-UTF16": Predefined("utf-16-be"), "ETen-B5": Predefined("cp950"), "B5pc": Predefined("big5"),
}  # fmt: skip


def predefined(name: str) -> Predefined:
    """What a predefined CMap's name stands for; of names not known, two bytes a glyph number.

    >>> predefined("UniGB-UCS2-H").codec, predefined("Identity-V")
    ('utf-16-be', Predefined(codec=None, ascii_cid=1, vertical=True))
    """
    stem, vertical = name.removesuffix("-H").removesuffix("-V").removesuffix("-HW"), name.endswith("-V")
    known = CODECS.get(stem, Predefined(None))
    return attrs.evolve(known, vertical=vertical)
