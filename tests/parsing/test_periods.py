"""Every form of date and time that notices print."""

from __future__ import annotations

import pytest

from qmparse.parsing.moments import find_period
from qmparse.parsing.periods import read_dates, read_issue_date, read_period

#: text, start, end, precision; the notice's year is 2023
PERIODS = [
    ("2023年9月1日", "2023-09-01", "2023-09-01", "day"),
    ("6月12日至18日", "2023-06-12", "2023-06-18", "day"),
    ("5月15日至5月21日", "2023-05-15", "2023-05-21", "day"),
    ("5月17—23日", "2023-05-17", "2023-05-23", "day"),
    ("9-10月", "2023-09", "2023-10", "month"),
    ("2021年12月至2022年3月", "2021-12", "2022-03", "month"),
    ("11月至次年3月", "2023-11", "2024-03", "month"),
    ("9月下旬", "2023-09-21", "2023-09-30", "ten_days"),
    ("5月中旬至7月初", "2023-05-11", "2023-07-10", "ten_days"),
    ("4月底", "2023-04-21", "2023-04-30", "ten_days"),
    ("6月20日前后", "2023-06-20", "2023-06-20", "day"),
    ("3月12日前", None, "2023-03-12", "day"),
    ("5月底前", None, "2023-05-31", "day"),
    ("9月10日起", "2023-09-10", None, "day"),
    ("2009年6月1日至30日", "2009-06-01", "2009-06-30", "day"),
    ("5月20日(星期六)下午14:30-16:30", "2023-05-20T14:30", "2023-05-20T16:30", "minute"),
    ("5月20日晚上7:30", "2023-05-20T19:30", "2023-05-20T19:30", "minute"),
    ("5月20日上午8点30", "2023-05-20T08:30", "2023-05-20T08:30", "minute"),
    ("5月20日晚8∶00", "2023-05-20T20:00", "2023-05-20T20:00", "minute"),
    ("5月20日9:00—-9:10", "2023-05-20T09:00", "2023-05-20T09:10", "minute"),
    ("5月20日下午2:00-4:00", "2023-05-20T14:00", "2023-05-20T16:00", "minute"),
    ("6月12日9:00至6月13日17:00", "2023-06-12T09:00", "2023-06-13T17:00", "minute"),
    ("元月13日", "2023-01-13", "2023-01-13", "day"),
    ("十月", "2023-10", "2023-10", "month"),
    ("２０２３年９月２４日１４：００", "2023-09-24T14:00", "2023-09-24T14:00", "minute"),
    ("2023-09-26", "2023-09-26", "2023-09-26", "day"),
    ("2023.9.27", "2023-09-27", "2023-09-27", "day"),
    ("9/23（周六）9:30", "2023-09-23T09:30", "2023-09-23T09:30", "minute"),
    ("4.12-4.13", "2023-04-12", "2023-04-13", "day"),
    ("全年", "2023", "2023", "year"),
    ("9月17日（农历八月初三）", "2023-09-17", "2023-09-17", "day"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), PERIODS)
def test_dated(text: str, start: str | None, end: str | None, precision: str) -> None:
    dates = read_dates(text, 2023)
    assert (dates.start, dates.end, dates.precision) == (start, end, precision)
    assert dates.problem is None


@pytest.mark.parametrize(
    "text",
    ["待定", "另行通知", "每周四", "每周四12:00前", "9月7日、14日、21日", "农历五月初五", "长期坚持", "月底前", "端午节前", ""],
)
def test_words_about_time_give_no_dates(text: str) -> None:
    dates = read_dates(text, 2023)
    assert (dates.start, dates.end, dates.precision, dates.problem) == (None, None, None, None)


@pytest.mark.parametrize("text", ["2月30日", "9月31日", "13月1日", "9月5日25:00"])
def test_an_impossible_date_is_unreadable(text: str) -> None:
    dates = read_dates(text, 2023)
    assert (dates.start, dates.end, dates.problem) == (None, None, "date-unreadable")


def test_a_reversed_period_keeps_both_ends() -> None:
    dates = read_dates("9月25日至9月18日", 2023)
    assert (dates.start, dates.end, dates.problem) == ("2023-09-25", "2023-09-18", "date-reversed")


def test_a_missing_mark_is_mended_and_said() -> None:
    assert read_dates("9月5", 2023).problem == "date-repaired"
    assert read_dates("9月5日", 2023).problem is None


@pytest.mark.parametrize(
    ("text", "approximate"), [("9月10日左右", True), ("9月初", True), ("9月上旬", False), ("9月18日前", False)]
)
def test_approximate(text: str, approximate: bool) -> None:
    assert read_dates(text, 2023).approximate is approximate


def test_a_year_counts_as_inferred_only_where_none_is_printed() -> None:
    assert read_dates("9月5日", 2023).year_inferred
    assert not read_dates("2023年12月20日至2024年1月10日", 2023).year_inferred
    assert not read_dates("9月至2024年2月", 2023).year_inferred


def test_without_a_year_the_precision_stays() -> None:
    dates = read_dates("9月5日", None)
    assert (dates.start, dates.end, dates.precision) == (None, None, "day")


def test_a_closing_mark_is_no_part_of_the_text() -> None:
    period, _ = read_period("9月16日（星期六）。", 10, 2023)
    assert period.text == "9月16日（星期六）"
    assert period.span is not None
    assert (period.span.start, period.span.end) == (10, 20)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二三年九月五日", "2023-09-05"),
        ("二○一○年六月", "2010-06"),
        ("二OO七年元月八日", "2007-01-08"),
        ("２０２４年５月２０日", "2024-05-20"),
        ("五月", None),
    ],
)
def test_issue_dates(text: str, value: str | None) -> None:
    assert read_issue_date(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [("本市定于十一月开展", "十一月"), ("于2022年9月1日至3日在市民中心", "2022年9月1日至3日"), ("安全第一", None)],
)
def test_a_date_is_found_in_prose(text: str, found: str | None) -> None:
    got = find_period(text)
    assert (text[got[0] : got[1]] if got else None) == found
