"""The least change of a text: numbers printed like others, quotes, cells, values cut into stretches."""

from __future__ import annotations

import pytest

from qmparse.writing.finding import Stretch, align, occurrences
from qmparse.writing.splicing import apply, least, merged, printed_like, splices


@pytest.mark.parametrize(
    ("token", "value", "printed"),
    [
        ("3", 0, "0"),
        ("3", 12, "12"),
        ("3", -1, None),
        ("024", 12, "012"),
        ("024", 1234, "1234"),
        ("３", 12, "１２"),
        ("１０", 9, "９"),
        ("９", 10, "１０"),
        ("三", 0, "零"),
        ("三", 9, "九"),
        ("三", 10, "十"),
        ("三", 19, "十九"),
        ("三", 20, "二十"),
        ("三", 99, "九十九"),
        ("三", 100, None),
        ("十二", 30, "三十"),
        ("二十一", 8, "八"),
        ("一百二", 21, "二十一"),
        ("二〇一九", 2020, "二〇二〇"),
        ("二○一九", 2020, "二○二○"),
        ("二零一九", 2003, "二零零三"),
        ("三一一", 10, "一〇"),
        ("③", 1, "①"),
        ("③", 20, "⑳"),
        ("③", 21, None),
        ("③", 0, None),
    ],
)
def test_a_number_printed_like_another(token: str, value: int, printed: str | None) -> None:
    assert printed_like(token, value) == printed


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("甲乙", "甲乙", (2, 2, "")),
        ("甲乙", "甲", (1, 2, "")),
        ("甲甲", "甲甲甲", (2, 2, "甲")),
        ("甲乙甲", "甲", (1, 3, "")),
        ("甲乙", "", (0, 2, "")),
        ("", "甲", (0, 0, "甲")),
        ("甲乙丙", "甲丁丙", (1, 2, "丁")),
    ],
)
def test_the_least_change(old: str, new: str, change: tuple[int, int, str]) -> None:
    assert least(old, new) == change


@pytest.mark.parametrize(
    ("text", "at", "old", "new", "ways"),
    [
        ("甲\t乙\t丙", (2, 3), "乙", "丁", ["甲\t丁\t丙"]),
        ("甲\t乙\t丙", (2, 3), "乙", '"丁"', ['甲\t"丁"\t丙', '甲\t""丁""\t丙', '甲\t"""丁"""\t丙']),
        ("乙\t丙", (0, 1), "乙", '"丁', ['"丁\t丙', '""丁\t丙', '"""丁"\t丙']),
        ("甲\n乙", (2, 3), "乙", '"丁', ['甲\n"丁', '甲\n""丁', '甲\n"""丁"']),
        ("甲乙\t丙", (1, 2), "乙", '"丁', ['甲"丁\t丙', '甲""丁\t丙']),
        ("甲\t乙丙", (2, 3), "乙", '"丁', ['甲\t"丁丙', '甲\t""丁丙']),
        ('"乙""丙"""', (1, 7), '乙"丙"', '乙"丁"', ['"乙""丁"""', '"乙""丁"""']),
    ],
)
def test_ways_to_write_a_value(text: str, at: tuple[int, int], old: str, new: str, ways: list[str]) -> None:
    candidate = (Stretch(0, *at),) if '""' not in text else align(text, old, [at])
    assert candidate is not None
    assert sorted(apply(text, sorted(way)) for way in splices(text, candidate, old, new)) == sorted(ways)


def test_a_change_over_stretches_stands_in_the_first() -> None:
    value = (Stretch(0, 0, 2), Stretch(2, 5, 7), Stretch(4, 9, 11))
    text = "甲乙—1—丙丁——戊己"
    for new, written in [
        ("甲戊己", "甲—1———戊己"),
        ("壬", "壬—1———"),
        ("甲乙丙丁戊己壬", "甲乙—1—丙丁——戊己壬"),
        ("壬甲乙丙丁戊己", "壬甲乙—1—丙丁——戊己"),
        ("甲乙丙丁壬戊己", "甲乙—1—丙丁壬——戊己"),
    ]:
        (way,) = splices(text, value, "甲乙丙丁戊己", new)
        assert apply(text, sorted(way)) == written


def test_splices_that_contradict_each_other() -> None:
    assert merged([((0, 1, "x"),), ((1, 2, "y"),)]) == [(0, 1, "x"), (1, 2, "y")]
    assert merged([((1, 1, "x"),), ((1, 1, "y"),)]) is None
    assert merged([((0, 3, "x"),), ((1, 2, "y"),)]) is None
    assert merged([]) == []


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("甲乙甲", "甲", [(0, 1), (2, 3)]),
        ("甲甲甲", "甲甲", [(0, 2), (1, 3)]),
        ("甲", "", []),
        ("第３组3人、三项③", 3, [(1, 2), (3, 4), (6, 7), (8, 9)]),
        ("13举办", 3, [(1, 2)]),
        ("033", 33, [(0, 3), (1, 3)]),
    ],
)
def test_where_a_value_is_printed(text: str, value: str | int, found: list[tuple[int, int]]) -> None:
    assert list(occurrences(text, value)) == found


@pytest.mark.parametrize(
    ("text", "value", "pieces", "found"),
    [
        ("甲\n乙", "甲乙", [(0, 3)], [(0, 0, 1), (1, 2, 3)]),
        ("甲　乙丙", "甲\n乙丙", [(0, 4)], [(0, 0, 1), (2, 2, 4)]),
        ("甲—乙", "甲乙", [(0, 1), (2, 3)], [(0, 0, 1), (1, 2, 3)]),
        ('甲""乙', '甲"乙', [(0, 4)], [(0, 0, 2), (2, 3, 4)]),
        ("甲—乙", "甲乙", [(0, 3)], None),
        ("甲乙", "甲乙丙", [(0, 2)], None),
        ("甲", "", [(0, 0)], None),
    ],
)
def test_the_stretches_of_a_value(
    text: str, value: str, pieces: list[tuple[int, int]], found: list[tuple[int, int, int]] | None
) -> None:
    wanted = None if found is None else tuple(Stretch(*each) for each in found)
    assert align(text, value, pieces) == wanted
