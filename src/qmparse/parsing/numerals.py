"""Numbers as notices print them: ０-９, 0-9, 一 to 九十九, 二〇二三, ①, ㈠, ⒈.

Rules: a token the grammar has isolated goes in, an int or None comes out; nothing is guessed.
The parsing modules import this.
"""

from __future__ import annotations

from functools import lru_cache

from qmparse.text.characters import ENCLOSED

_DIGITS = {"零": 0, "〇": 0, "○": 0, "O": 0, "o": 0, "Ｏ": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DIGITS.update({"七": 7, "八": 8, "九": 9, "两": 2, "元": 1, "正": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5})
_DIGITS.update({str(n): n for n in range(10)} | {chr(0xFF10 + n): n for n in range(10)})
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}


@lru_cache(maxsize=1024)
def number(token: str) -> int | None:
    """The number a token prints, or None.

    >>> [number(t) for t in ("１2", "二十一", "十", "廿三", "二〇二三", "一百零五", "⒈", "㈡", "甲", "")]
    [12, 21, 10, 23, 2023, 105, 1, 2, None, None]
    """
    if not token or len(token) > 9:
        return None
    if token.isascii():
        return int(token) if token.isdigit() else None
    if token in ENCLOSED:
        return ENCLOSED[token]
    if any(char in _TENS or char == "百" for char in token):
        return _counted(token)
    total = 0
    for char in token:
        digit = _DIGITS.get(char)
        if digit is None:
            return None
        total = total * 10 + digit
    return total


def _counted(token: str) -> int | None:
    """A number with 百 or 十 in it, under 1000."""
    hundreds, mark, rest = token.partition("百")
    if not mark:
        hundreds, rest = "", token
    total = 0
    if mark:
        digit = _DIGITS.get(hundreds)
        if digit is None:
            return None
        total = digit * 100
    rest = rest.lstrip("零〇○")
    for name, ten in _TENS.items():
        head, found, tail = rest.partition(name)
        if found:
            tens = _DIGITS.get(head, 0) if head else 1
            ones = _DIGITS.get(tail, 0) if tail else 0
            if (head and not tens) or (tail and not ones) or (ten != 10 and head):
                return None
            return total + tens * ten + ones
    if not rest:
        return total
    digit = _DIGITS.get(rest)
    return None if digit is None else total + digit
