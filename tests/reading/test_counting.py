from __future__ import annotations

import pytest

from qmparse.reading.counting import count_in


@pytest.mark.parametrize(
    ("style", "numbers", "marks"),
    [
        ("decimal", (0, 1, 12), ("0", "1", "12")),
        ("decimalZero", (1, 12), ("01", "12")),
        ("chineseCounting", (1, 10, 11, 20, 21, 99, 105), ("一", "十", "十一", "二十", "二十一", "九十九", "一〇五")),
        (
            "chineseCountingThousand",
            (10, 19, 100, 101, 110, 111, 1001, 1010, 2019, 10000),
            (
                "十",
                "十九",
                "一百",
                "一百零一",
                "一百一十",
                "一百一十一",
                "一千零一",
                "一千零一十",
                "二千零一十九",
                "10000",
            ),
        ),
        ("japaneseCounting", (10, 21, 101, 111, 1100), ("十", "二十一", "百一", "百十一", "千百")),
        ("ideographDigital", (10, 205), ("一〇", "二〇五")),
        ("chineseLegalSimplified", (1, 10, 12), ("壹", "壹拾", "壹拾贰")),
        ("ideographTraditional", (1, 4, 11), ("甲", "丁", "甲")),
        ("ideographZodiac", (1, 12), ("子", "亥")),
        ("upperRoman", (4, 1994, 4000), ("IV", "MCMXCIV", "4000")),
        ("lowerRoman", (9,), ("ix",)),
        ("upperLetter", (1, 26, 27, 53), ("A", "Z", "AA", "AAA")),
        ("lowerAlpha", (1, 26, 27, 28), ("a", "z", "aa", "ab")),
        ("decimalEnclosedCircle", (1, 20, 21, 35, 36, 50, 51), ("①", "⑳", "㉑", "㉟", "㊱", "㊿", "51")),
        ("decimalEnclosedFullstop", (1, 20, 21), ("⒈", "⒛", "21")),
        ("decimalEnclosedParen", (1, 20), ("⑴", "⒇")),
        ("decimalFullWidth", (10,), ("１０",)),
        ("ideographEnclosedCircle", (1, 10, 11), ("㊀", "㊉", "11")),
        ("numberInDash", (3,), ("- 3 -",)),
        ("bullet", (1,), ("",)),
        ("none", (1,), ("",)),
        ("no-such-style", (7,), ("7",)),
        ("upperRoman", (0, -1), ("0", "-1")),
    ],
)
def test_marks(style: str, numbers: tuple[int, ...], marks: tuple[str, ...]) -> None:
    assert tuple(count_in(style, number) for number in numbers) == marks
