"""Writes small PDF files by hand, for tests: objects, streams, a cross-reference table.

Text is shown with a composite font whose codes are UTF-16 (`UniGB-UCS2-H`, not embedded), so that any
Chinese text can be written without a font file.
"""

from __future__ import annotations

import zlib

__all__ = ["FONT", "at", "build", "hex_text", "page_file", "stream", "table_content"]

#: object 3 of `page_file`
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/W[1[207]17[500]19 28 500]>>]>>"
)


def stream(data: bytes, extra: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object's body."""
    if packed:
        data, extra = zlib.compress(data, 9), extra + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def build(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A whole file; object 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def page_file(*contents: bytes, resources: bytes = b"", page: bytes = b"", extra: dict[int, bytes] | None = None,
              font: bytes = FONT, packed: bool = False) -> bytes:  # fmt: skip
    """A file of one page for each content stream; the font is /F1, further objects start at 50."""
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: font}
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(contents)))
    objects[2] = (b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>%s>>>>"
                  % (kids, len(contents), resources))  # fmt: skip
    for n, content in enumerate(contents):
        objects[10 + 2 * n] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R%s>>" % (11 + 2 * n, page)
        objects[11 + 2 * n] = stream(content, packed=packed)
    return build(objects | (extra or {}))


def hex_text(text: str) -> bytes:
    """The operand that shows a text with the font above."""
    return b"<" + text.encode("utf-16-be").hex().encode("ascii") + b">"


def at(x: float, y: float, text: str, size: float = 10) -> bytes:
    """Show a text at a place."""
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n" % (size, x, y, hex_text(text))


def table_content(rows: list[list[str]], *, xs: tuple[float, ...] = (60, 110, 380, 540), top: float = 760,
                  height: float = 24, rules: bool = True) -> bytes:  # fmt: skip
    """The content of a page with a table, ruled or not."""
    out = bytearray()
    bottom = top - height * len(rows)
    if rules:
        for n in range(len(rows) + 1):
            out += b"%g %g m %g %g l S\n" % (xs[0], top - n * height, xs[-1], top - n * height)
        for x in xs:
            out += b"%g %g m %g %g l S\n" % (x, top, x, bottom)
    for n, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            if text:
                out += at(x + 4, top - (n + 1) * height + 8, text)
    return bytes(out)
