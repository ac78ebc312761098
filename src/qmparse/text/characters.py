"""The named classes of characters, and folding that never changes a length.

Rules: a class is a string of its members, for `str.strip` and for regex brackets; `fold` maps one code
point to one code point and serves comparison only, stored text is never folded. Everyone may import this.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

#: Han characters, as a range for regex brackets
HAN = "一-鿿㐀-䶿"
#: what ends a line (`\r\n` counts once)
BREAKS = "\n\r"
#: what separates pages: printed by PDF tools, kept by our readers
PAGE_BREAK = "\f"
#: breaks inside a paragraph or cell that no editor counts as a line
SOFT_BREAKS = "\v\x85\u2028\u2029"
#: marks of no width: joiners, a byte order mark, the soft hyphen of web pages, the marks of direction that Windows
#: puts round the parts of a date
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: what stands round a value and belongs to none: spaces of every width, and marks of none
BLANKS = (
    " \t\f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x1c\x1d\x1e\x1f"
    + SOFT_BREAKS
    + _NO_WIDTH
)
BLANKS_AND_BREAKS = BLANKS + BREAKS

#: opening bracket or quote -> what closes it, as printed in notices (full and half width pair freely)
CLOSERS = {
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）)", "(": "）)", "【": "】", "「": "」", "『": "』",
    "〔": "〕", "[": "]］", "［": "]］",
}  # fmt: skip
OPENERS_OF = {closer: "".join(o for o, cs in CLOSERS.items() if closer in cs) for cs in CLOSERS.values() for closer in cs}
#: those in which a title or a name stands
QUOTES = "“”《》"

#: what separates the items of a cell, and the units of a list
ITEM_SEPARATORS = "；;"
UNIT_SEPARATORS = "、，；,;"
#: marks that close a labelled value or an item of a cell and belong to neither
CLOSING_MARKS = "。；;，,"
#: symbols that belong to no value where they stand at its ends
_SYMBOLS = "☞☜▌▍▎█■◆▲△▼▽●○◎★☆□◇※→⇒✦✧❖►▶◀◄¤§¶†‡♦♣♠♥✓✔✗✘☑☒☎✉⊙◢◣"
#: the blocks of pictures (emoji), without the enclosed numbers between them
_PICTURES = ((0x231A, 0x23FF), (0x2600, 0x2775), (0x2794, 0x27BF), (0x2B00, 0x2BFF), (0xFE0F, 0xFE0F), (0x1F000, 0x1FAFF))
STRAY = _SYMBOLS + "".join(chr(code) for first, last in _PICTURES for code in range(first, last + 1))
#: the same inside the brackets of a regular expression
STRAY_CLASS = re.escape(_SYMBOLS) + "".join(f"{chr(first)}-{chr(last)}" for first, last in _PICTURES)
STRAYS = frozenset(STRAY)
#: pictures that posts set where a label would stand: clocks and calendars, a pin, a telephone, people, money, tickets
TIME_PICTURES = "".join(chr(code) for code in range(0x1F550, 0x1F568)) + "⏰⏱⏲⌚📅📆🗓"
PLACE_PICTURES = "📍🗺"
CONTACT_PICTURES = "📞☎📱"
OTHER_PICTURES = "👥👤💰🎫🎟"
LABEL_PICTURES = frozenset(TIME_PICTURES + PLACE_PICTURES + CONTACT_PICTURES + OTHER_PICTURES)
#: what parts the cells of a row that is drawn
PIPES = ("|", "｜", "│", "┃")
#: what ends a sentence
SENTENCE_ENDS = "。！？!?"

CHINESE_DIGITS = "〇○零一二三四五六七八九"
#: all that a Chinese number is written with
CHINESE_NUMERALS = CHINESE_DIGITS + "十百两廿卅元正"
#: ordinal marks in one code point -> their number
ENCLOSED = {
    **{chr(0x2460 + i): i + 1 for i in range(20)},  # ①
    **{chr(0x2474 + i): i + 1 for i in range(20)},  # ⑴
    **{chr(0x2488 + i): i + 1 for i in range(20)},  # ⒈
    **{chr(0x3220 + i): i + 1 for i in range(10)},  # ㈠
    **{chr(0x3280 + i): i + 1 for i in range(10)},  # ㊀
    **{chr(0x2776 + i): i + 1 for i in range(10)},  # ❶
}

_FOLDED = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FOLDED.update(dict.fromkeys(BLANKS, " "))
_FOLDED.update({"∶": ":", "︰": ":", "－": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "─": "-"})
_FOLDED.update({"～": "-", "〜": "-", "~": "-", "〔": "(", "〕": ")", "【": "(", "】": ")", "［": "(", "］": ")"})
_FOLDED.update({"[": "(", "]": ")", "．": ".", "〇": "零", "○": "零", "Ｏ": "O"})
# a search for the few that change is six times as fast as `str.translate`, which stumbles over each that does not
_FOLDABLE = re.compile(f"[{re.escape(''.join(mark for mark, one in _FOLDED.items() if mark != one))}]")
_BLANK = re.compile(f"[{re.escape(BLANKS_AND_BREAKS)}]+")


def _folded(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]


def stripper(text: str) -> Callable[[str], str]:
    """What takes the blanks off the ends of a piece of this text, as `strip(BLANKS)` does.

    Python's own `str.strip`, six times as fast, does so where the text holds no mark of no width.

    >>> stripper("甲 ")("甲 "), stripper("甲\u200b")("甲\u200b ")
    ('甲', '甲')
    """
    if any(mark in text for mark in _NO_WIDTH):
        return lambda piece: piece.strip(BLANKS)
    return str.strip


def fold(text: str) -> str:
    """Look-alikes made one, code point by code point: for comparison, never for storage.

    >>> fold("１４：００～（周六）")
    '14:00-(周六)'
    >>> len(fold("２０２４年　９月")) == len("２０２４年　９月")
    True
    """
    return _remembered(text) if len(text) <= 80 else _fold(text)


def _fold(text: str) -> str:
    # those met most are replaced without a search
    text = text.replace("，", ",").replace("（", "(").replace("）", ")").replace("：", ":")
    return _FOLDABLE.sub(_folded, text)


#: a line is folded for one question after another
_remembered = lru_cache(maxsize=256)(_fold)


def has_pipes(text: str) -> bool:
    """Whether a text holds what parts drawn cells.

    >>> has_pipes("序号│活动"), has_pipes("序号")
    (True, False)
    """
    return "|" in text or "｜" in text or "│" in text or "┃" in text


def squeeze(text: str) -> str:
    """The text without any blank or break, as headers and labels are compared.

    >>> squeeze("联 系　人")
    '联系人'
    """
    return _BLANK.sub("", text)


#: what Excel users put where a cell has no value
_STROKES = "—-－–─/／\\"


def says_nothing(text: str) -> bool:
    """Whether only strokes are printed: ——, /, -, as in cells that have no value.

    >>> says_nothing("——"), says_nothing("/"), says_nothing("9-10"), says_nothing("")
    (True, True, False, False)
    """
    return bool(text) and not text.strip(_STROKES)


def is_blank(text: str) -> bool:
    """Whether nothing is printed here.

    >>> is_blank(" \\u3000\\ufeff"), is_blank("。")
    (True, False)
    """
    return not text.strip(BLANKS_AND_BREAKS)


def columns(text: str) -> int:
    """How many terminal columns the text takes: Han and full-width characters take two, marks of no width none.

    >>> columns("a质（")
    5
    """
    # imported here: only carets need it
    from unicodedata import combining, east_asian_width

    width = 0
    for char in text:
        if combining(char) or char in _NO_WIDTH:
            continue
        width += 2 if east_asian_width(char) in "WF" else 1
    return width
