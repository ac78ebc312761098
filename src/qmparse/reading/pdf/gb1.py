"""Glyph numbers of the collection Adobe-GB1, as far as they follow the order of GB2312.

XeTeX and some Chinese programs write such numbers without ToUnicode. The collection counts the fields
of GB2312 row by row, so Python's codec tells the characters; what lies beyond is unknown.
Only the fonts of this package import it.
"""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["gb1_text"]

#: first glyph number, the field of GB2312 that it shows, how many follow it in its row
ROWS = [
    (96, 0xA1A1, 94), (190, 0xA2B1, 50), (240, 0xA2E5, 10), (250, 0xA2F1, 12), (262, 0xA3A1, 94), (356, 0xA4A1, 83),
    (439, 0xA5A1, 86), (525, 0xA6A1, 24), (549, 0xA6C1, 24), (602, 0xA7A1, 33), (635, 0xA7D1, 33), (668, 0xA8A1, 26),
    (700, 0xA8C5, 37), (738, 0xA9A4, 76),
]  # fmt: skip
#: first glyph numbers of the Chinese characters by sound and by radical, their first rows, how many
LEVELS = ((4695, 0xD8, 3008), (940, 0xB0, 3755))
#: half-wide ASCII from the exclamation mark on, and the blank
HALF, BLANK = 814, 7716
UNKNOWN = "�"


def gb1_text(number: int) -> str:
    """The character of a glyph number.

    >>> "".join(map(gb1_text, (940, 4694, 4695, 7702, 96, 98, 34, 262)))
    '啊座亍齄\\u3000。A！'
    """
    if 1 <= number <= 95:
        return chr(31 + number)
    if HALF <= number < HALF + 94:
        return chr(33 + number - HALF)
    if number == BLANK:
        return " "
    for first, row, count in LEVELS:
        if first <= number < first + count:
            step = number - first
            return _decoded((row + step // 94) << 8 | 0xA1 + step % 94)
    index = bisect_right(ROWS, number, key=lambda entry: entry[0]) - 1
    if index >= 0 and number < ROWS[index][0] + ROWS[index][2]:
        return _decoded(ROWS[index][1] + number - ROWS[index][0])
    return UNKNOWN


def _decoded(field: int) -> str:
    # GB18030 gives — and · where the codec of GB2312 has look-alikes of them.
    return field.to_bytes(2).decode("gb18030", "replace")
