"""One-byte encodings of simple fonts, glyph names and the widths of fonts that come without them.

Only the fonts of this package import it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .objects import as_dict, as_list, as_name, as_number, resolved

__all__ = ["glyph_text", "simple_encoding", "standard_width"]

UNKNOWN = "�"
UNI = re.compile(r"uni([0-9A-Fa-f]{4})|u([0-9A-Fa-f]{4,6})")
#: codes above ASCII where StandardEncoding departs from Latin-1, as far as notices print them
STANDARD = {0x27: "’", 0x60: "‘", 0xA4: "⁄", 0xA8: "¤", 0xA9: "'", 0xAA: "“", 0xAC: "‹", 0xAD: "›", 0xAE: "ﬁ", 0xAF: "ﬂ",
            0xB1: "–", 0xB4: "·", 0xB7: "•", 0xB8: "‚", 0xB9: "„", 0xBA: "”", 0xBC: "…", 0xD0: "—"}  # fmt: skip


@cache
def _base(name: str) -> tuple[str, ...]:
    if name == "/StandardEncoding":
        return tuple(STANDARD.get(code, chr(code)) for code in range(256))
    codec = "mac_roman" if name == "/MacRomanEncoding" else "cp1252"
    return tuple(bytes((code,)).decode(codec, "replace") for code in range(256))


@cache
def _glyph_names() -> dict[str, str]:
    # Private to pypdf; without it, the names of ASCII marks below and one-letter names remain.
    try:
        from pypdf._codecs.adobe_glyphs import adobe_glyphs
    except ImportError:
        return {}
    return {str(key): str(value) for key, value in adobe_glyphs.items()}


def glyph_text(name: str) -> str:
    """The characters of a glyph's name, without its slash.

    >>> glyph_text("uni8D28"), glyph_text("A"), glyph_text("one.alt"), glyph_text("g17")
    ('质', 'A', '1', '�')
    """
    stem = name.split(".")[0]
    found = UNI.fullmatch(stem)
    if found:
        point = int(found[1] or found[2], 16)
        return chr(point) if point < 0xD800 or 0xE000 <= point < 0x110000 else UNKNOWN
    if len(stem) == 1:
        return stem
    return _glyph_names().get("/" + stem, UNKNOWN)


def simple_encoding(font: dict[str, Any]) -> list[str]:
    """The characters of the 256 codes of a simple font."""
    encoding = resolved(font.get("/Encoding"))
    if not isinstance(encoding, dict):
        symbolic = as_name(font.get("/Subtype")) == "/Type1" and not encoding
        return list(_base(as_name(encoding) or ("/StandardEncoding" if symbolic else "")))
    table = list(_base(as_name(encoding.get("/BaseEncoding"))))
    code = 0
    for item in as_list(as_dict(encoding).get("/Differences"))[:1024]:
        value = resolved(item)
        if as_name(value):
            if 0 <= code < 256:
                table[code] = glyph_text(as_name(value)[1:])
            code += 1
        else:
            code = int(as_number(value))
    return table


def standard_width(base_font: str, text: str) -> float:
    """About how wide a glyph of the standard fonts is, in ems.

    >>> standard_width("/Courier", "a"), standard_width("/Helvetica", "1")
    (0.6, 0.556)
    """
    if "Courier" in base_font:
        return 0.6
    if text in " .,:;'|!iljftI/()[]-":
        return 0.28
    return 0.5 if "Times" in base_font else 0.78 if text in "MWmw@%" else 0.556
