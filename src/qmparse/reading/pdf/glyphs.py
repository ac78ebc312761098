"""The placed glyph, and what is done to glyphs before they are put in order.

Look-alike code points (Kangxi, radicals, compatibility) are brought back by a table, for NFKC would
leave some alone, turn others to traditional forms and destroy full-width marks. Text drawn twice for
boldness counts once. Positions are those of the upright page, in points, y growing downward.
The interpreter and the layout modules of this package import it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import category

import attrs

__all__ = ["Glyph", "looks_garbled", "restored", "variants", "without_doubles"]

#: under this size text is hidden or a trick, not print
SMALLEST = 2.0
#: the same glyph again within this share of its size is a shadow of the first
DOUBLE = 0.15
#: of good files at least 99.2 % of the non-ASCII characters are in GB2312, of garbled at most 96.1 %
GOOD_SHARE = 0.975
#: of good files no more than this share of all characters are control characters
CONTROL_SHARE = 0.005
#: fewer characters tell nothing
ENOUGH = 40
#: printed in notices, but not in GB2312
ALSO_GOOD = frozenset("‑–‒―•‧∙❖☞▌⃝〇㎡㎏€®©™½¼¾²³⁰⁴⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳﹣﹑﹐﹔﹕镕鎏堃喆翀㐂瑄玥珺祎彧\xa0\u3000")


@attrs.define(eq=False)
class Glyph:
    """One code of a font where the page shows it; `text` may be several characters, or a blank."""

    text: str
    x0: float
    x1: float
    #: the baseline
    y: float
    size: float
    #: which show operator drew it; within one the order of the file is the order of reading
    run: int
    #: drawn invisibly over a picture (an OCR layer)
    hidden: bool = False

    @property
    def middle(self) -> float:
        """The height of the middle of a Han glyph."""
        return self.y - 0.38 * self.size

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@cache
def variants() -> dict[int, str]:
    """The table of look-alike code points, for `str.translate`."""
    source = resources.files(__package__).joinpath("glyph_variants.json")
    table: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
    return {ord(key): value for key, value in table.items()}


def restored(text: str) -> str:
    """The text with look-alike code points brought back.

    >>> restored("⻓沙⼯作")
    '长沙工作'
    """
    return text if text.isascii() else text.translate(variants())


def without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those drawn again in the same place."""
    if not _any_doubles(glyphs):
        return glyphs
    seen: dict[tuple[Any, ...], int] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        step = glyph.size * DOUBLE * 2
        column, row = glyph.x0 / step, glyph.y / step
        cells = (int(column), int(row), int(column + 0.5), int(row + 0.5))
        keys = ((glyph.text, 0, cells[0], cells[1]), (glyph.text, 1, cells[2], cells[3]),
                (glyph.text, 2, cells[0], cells[3]), (glyph.text, 3, cells[2], cells[1]))  # fmt: skip
        if any(seen.get(key, glyph.run) != glyph.run for key in keys):
            continue
        for key in keys:
            seen[key] = glyph.run
        kept.append(glyph)
    return kept


def _any_doubles(glyphs: list[Glyph]) -> bool:
    """Whether a second look is worth it: text drawn twice meets itself in one of two coarse nets."""
    for offset in (0.0, 0.5):
        net = {(g.text, int(g.x0 / g.size * 3.3 + offset), int(g.y / g.size * 3.3 + offset)) for g in glyphs}
        if len(net) < len(glyphs):
            return True
    return False


def looks_garbled(text: str) -> bool:
    """Whether the text is what a font without a mapping to characters gives.

    Chinese text is judged by GB2312, or Big5 if that fits better; letters of other scripts count against it only amid Chinese ones,
    since a notice may well hold a word of French.

    >>> looks_garbled("上海市质量月活动安排" * 5), looks_garbled("丂巘鞫" * 20), looks_garbled("été où naïf " * 20)
    (False, True, False)
    """
    control = sum(1 for c in text if (c < " " and c not in "\t\n\r\f") or "\x7f" <= c < "\xa0")
    if len(text) >= ENOUGH and control > CONTROL_SHARE * len(text):
        return True
    simplified = traditional = judged = 0
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if character <= "\x7f" or _tells_nothing(character):
            continue
        good = character in ALSO_GOOD or _encodes(character, "gb2312")
        if good or not _is_foreign(character) or _is_han(before) or _is_han(after):
            judged += 1
            simplified += good
            traditional += _encodes(character, "cp950")
    bad = judged - max(simplified, traditional)
    return judged >= ENOUGH and bad > (1 - GOOD_SHARE) * judged and bad > CONTROL_SHARE * len(text)


@cache
def _tells_nothing(character: str) -> bool:
    """Marks, signs and blanks: good files hold some that GB2312 has not, such as — and ·."""
    return character != "\ufffd" and category(character)[0] in "PSZMN"


def _is_han(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or character >= "\U00020000"


def _is_foreign(character: str) -> bool:
    """Letters below the Chinese blocks, ligatures and presentation forms, letters of formulas."""
    return character < "\u2e80" or "\ufb00" <= character <= "\ufdff" or "\U0001d400" <= character <= "\U0001d7ff"


@cache
def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
