"""Fonts: the bytes of a show operator to characters and widths.

Each font is decoded once a document, and only if a page selects it. ToUnicode comes first, then the
encoding; a code that nothing maps is U+FFFD. pypdf's own decoding gives plausible wrong Han here.
Only the interpreter imports this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from .budget import Budget
from .cmaps import CMap, Predefined, predefined, read_cmap
from .encodings import simple_encoding, standard_width
from .gb1 import gb1_text
from .glyphs import restored
from .objects import as_dict, as_list, as_name, as_number, resolved, stream_data

__all__ = ["Font", "read_font"]

UNKNOWN = "�"
#: characters, width in ems, whether word spacing applies
Shown = tuple[str, float, bool]


@attrs.define(eq=False)
class Font:
    """How a font reads and how wide its glyphs are."""

    #: cuts bytes into codes
    codes: Callable[[bytes], list[tuple[int, int]]]
    text: Callable[[int, int], str]
    width: Callable[[int, int], float]
    #: ems of a unit of the font size, other than 1 for Type 3
    scale: float = 1.0
    vertical: bool = False
    #: how many look-alike code points were brought back
    restored: int = 0
    _cache: dict[tuple[int, int], tuple[str, float, bool, bool]] = attrs.field(factory=dict)

    def show(self, data: bytes) -> list[Shown]:
        """What a show operator shows."""
        shown: list[Shown] = []
        cache = self._cache
        for code in self.codes(data):
            known = cache.get(code)
            if known is None:
                raw = self.text(*code)
                text = restored(raw)
                known = (text, self.width(*code), code == (32, 1), text != raw)
                cache[code] = known
            if known[3]:
                self.restored += 1
            shown.append(known[:3])
        return shown


def read_font(raw: object, budget: Budget) -> Font:
    """Build the font of a font dictionary; what is damaged in it is left out."""
    font = as_dict(raw)
    to_unicode = _to_unicode(font.get("/ToUnicode"), budget)
    if as_name(font.get("/Subtype")) == "/Type0":
        return _composite(font, to_unicode, budget)
    return _simple(font, to_unicode)


def _to_unicode(raw: object, budget: Budget) -> CMap | None:
    value = resolved(raw)
    if as_name(value).startswith("/Identity"):
        return CMap(ranges=[(0, 0xFFFF, "\x00")])
    data = stream_data(value, budget)
    cmap = read_cmap(data, budget) if data else None
    return cmap if cmap and (cmap.chars or cmap.ranges) else None


def _single_bytes(data: bytes) -> list[tuple[int, int]]:
    return [(code, 1) for code in data]


def _double_bytes(data: bytes) -> list[tuple[int, int]]:
    return [(data[i] << 8 | data[i + 1], 2) for i in range(0, len(data) - 1, 2)]


def _simple(font: dict[str, Any], to_unicode: CMap | None) -> Font:
    table: list[str] = []  # read when a code needs it: most fonts say all in ToUnicode
    first = int(as_number(font.get("/FirstChar")))
    widths = as_list(font.get("/Widths"))[:256]
    descriptor = as_dict(font.get("/FontDescriptor"))
    missing = as_number(descriptor.get("/MissingWidth"))
    type3 = as_name(font.get("/Subtype")) == "/Type3"
    matrix = [as_number(n) for n in as_list(font.get("/FontMatrix"))] or [0.001]
    unit = abs(matrix[0]) if type3 else 0.001
    base = as_name(font.get("/BaseFont"))

    def text(code: int, _: int) -> str:
        found = to_unicode.text(code) if to_unicode else None
        if found and found != "\x00":
            return found
        if not table:
            table.extend(simple_encoding(font))
        return table[code]

    def width(code: int, _: int) -> float:
        if 0 <= code - first < len(widths):
            return as_number(widths[code - first]) * unit
        return missing * unit if missing or widths else standard_width(base, text(code, 1))

    return Font(_single_bytes, text, width, scale=unit * 1000 if type3 and 0 < unit < 1 else 1.0)


def _composite(font: dict[str, Any], to_unicode: CMap | None, budget: Budget) -> Font:
    descendants = as_list(font.get("/DescendantFonts"))
    child = as_dict(descendants[0]) if descendants else {}
    encoding = resolved(font.get("/Encoding"))
    embedded: CMap | None = None
    name = as_name(encoding)
    if not name:
        embedded = read_cmap(stream_data(encoding, budget), budget)
        name = as_name(as_dict(encoding).get("/UseCMap")) or "/" + (embedded.parent or "Identity-H")
        if as_number(as_dict(encoding).get("/WMode")) == 1:
            name = name.removesuffix("-H") + "-V"
    kind = predefined(name[1:])
    codes = _code_cutter(kind, embedded)
    fallback = _fallback(kind, child)

    def text(code: int, length: int) -> str:
        found = to_unicode.text(code) if to_unicode else None
        return found if found and found != "\x00" else fallback(code, length)

    return Font(codes, text, _composite_width(child, kind, embedded), vertical=kind.vertical)


def _fallback(kind: Predefined, child: dict[str, Any]) -> Callable[[int, int], str]:
    """What a code means where ToUnicode does not say."""
    codec = kind.codec
    if codec:
        return lambda code, length: code.to_bytes(length).decode(codec, "replace")
    ordering = resolved(as_dict(child.get("/CIDSystemInfo")).get("/Ordering"))
    if ordering in ("GB1", b"GB1"):
        return lambda code, _: gb1_text(code)
    # A table of one's own from code to glyph is what producers write whose codes are UTF-16.
    if stream_like(child.get("/CIDToGIDMap")):
        return lambda code, _: chr(code) if code >= 32 else UNKNOWN
    return lambda _, __: UNKNOWN


def stream_like(raw: object) -> bool:
    """Whether an object is a stream."""
    return hasattr(resolved(raw), "get_data")


def _code_cutter(kind: Predefined, embedded: CMap | None) -> Callable[[bytes], list[tuple[int, int]]]:
    if embedded and embedded.spaces:
        spaces = embedded.spaces
        return lambda data: _by_spaces(data, spaces)
    if kind.codec is None:
        return _double_bytes
    cutters: dict[str, Callable[[bytes], list[tuple[int, int]]]] = {
        "utf-16-be": _utf16, "utf-8": lambda data: _by_codec(data, "utf-8", 4),
        "utf-32-be": lambda data: [(int.from_bytes(data[i : i + 4]), 4) for i in range(0, len(data) - 3, 4)],
        "gb18030": lambda data: _by_codec(data, "gb18030", 4),
    }  # fmt: skip
    return cutters.get(kind.codec, _lead_bytes)


def _utf16(data: bytes) -> list[tuple[int, int]]:
    codes, i = [], 0
    while i + 1 < len(data):
        length = 4 if 0xD8 <= data[i] <= 0xDB and i + 3 < len(data) else 2
        codes.append((int.from_bytes(data[i : i + length]), length))
        i += length
    return codes


def _lead_bytes(data: bytes) -> list[tuple[int, int]]:
    """One byte below 0x81, else two: EUC and GBK."""
    codes, i = [], 0
    while i < len(data):
        length = 2 if data[i] > 0x80 and i + 1 < len(data) else 1
        codes.append((int.from_bytes(data[i : i + length]), length))
        i += length
    return codes


def _by_codec(data: bytes, codec: str, longest: int) -> list[tuple[int, int]]:
    codes, i = [], 0
    while i < len(data):
        for length in range(1, longest + 1):
            try:
                data[i : i + length].decode(codec)
            except UnicodeDecodeError:
                continue
            break
        else:
            length = 1
        codes.append((int.from_bytes(data[i : i + length]), length))
        i += length
    return codes


def _by_spaces(data: bytes, spaces: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    codes, i = [], 0
    lengths = sorted({length for length, _, _ in spaces if 1 <= length <= 4}) or [2]
    while i < len(data):
        for length in lengths:
            code = int.from_bytes(data[i : i + length])
            if any(size == length and low <= code <= high for size, low, high in spaces):
                break
        codes.append((int.from_bytes(data[i : i + length]), length))
        i += length
    return codes


def _composite_width(child: dict[str, Any], kind: Predefined, embedded: CMap | None) -> Callable[[int, int], float]:
    default = as_number(child.get("/DW"), 1000.0) / 1000
    single, ranges = _width_array(as_list(child.get("/W")))

    def width(code: int, length: int) -> float:
        cid: int | None = code
        if embedded and (embedded.cids or embedded.cid_ranges):
            cid = embedded.cid(code)
        elif kind.codec:
            cid = kind.ascii_cid + code - 32 if 32 <= code < 127 else None
        if cid is None:
            return default
        if cid in single:
            return as_number(single[cid]) / 1000
        for low, high, value in ranges:
            if low <= cid <= high:
                return value
        return 0.5 if kind.codec and kind.ascii_cid == 813 else default

    return width


def _width_array(items: list[Any]) -> tuple[dict[int, Any], list[tuple[int, int, float]]]:
    single: dict[int, Any] = {}
    ranges: list[tuple[int, int, float]] = []
    i = 0
    while i + 1 < len(items):
        first, second = int(as_number(items[i])), resolved(items[i + 1])
        if isinstance(second, list):
            single.update(enumerate(second[:0x10000], first))
            i += 2
        else:
            if i + 2 < len(items):
                ranges.append((first, int(as_number(second)), as_number(items[i + 2]) / 1000))
            i += 3
    return single, ranges
