"""The marks that word processors and browsers count lists with: 一 （二） ③ IV 丁, from the name of the style.

Rules: pure functions of a style and a number; a number that a style cannot write comes out in digits.
The names are those of WordprocessingML (`chineseCounting`); web pages bring theirs to these first.
The DOCX and HTML readers import this module.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["count_in"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def count_in(style: str, number: int) -> str:
    """`number` as a list of this style counts it.

    >>> [count_in(style, 12) for style in ("decimal", "chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['12', '十二', '⑫', 'XII']
    >>> count_in("chineseCountingThousand", 105), count_in("none", 3)
    ('一百零五', '')
    """
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    written = write(number) if write and number > 0 else ""
    return written or str(number)


def _chinese(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Positional: 十二, 一百零五, 二千零二十. Over 9,999 empty."""
    if number > 9999:
        return ""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = bool(text) and not digit
    return text.removeprefix(digits[1]) if 10 <= number < 20 and units[0] == "十" else text


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _chinese_counting(number: int) -> str:
    return _chinese(number) if number < 100 else _digital(number)


def _japanese(number: int) -> str:
    """百一 and not 一百零一; up to 99 the two are the same, which is why Word in Chinese writes this style too."""
    text = _chinese(number).replace("零", "")
    return text.replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _roman(number: int) -> str:
    if number > 3999:
        return ""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _repeated_letter(number: int) -> str:
    """a … z, then aa, bb: how Word goes on."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1) if times < 30 else ""


def _columns(number: int) -> str:
    """a … z, then aa, ab: how browsers go on."""
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _from(first: str, count: int, start: int = 1) -> Callable[[int], str]:
    """A style that is a run of code points."""
    return lambda number: chr(ord(first) + number - start) if start <= number < start + count else ""


def _circled(number: int) -> str:
    for first, start, count in (("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15)):
        if start <= number < start + count:
            return chr(ord(first) + number - start)
    return ""


def _of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL, "拾佰仟")


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _repeated_letter(number).upper(),
    "lowerLetter": _repeated_letter,
    "upperAlpha": lambda number: _columns(number).upper(),
    "lowerAlpha": _columns,
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
}
