"""Periods (时间) as notices print them, with the dates that they mean.

Rules: dates are counted here by `datetime` alone, never read off a text. Where the text prints no year, that of the
notice counts, and `year_inferred` tells so. The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import strategies as st

from qmparse.records import PartialDate, Period, Precision

_WEEKDAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
#: days between which a range runs: printed in short where both lie in one month
_DASHES = ("至", "-", "—", "～")
_CLOCKS = (
    ("9:00", "09:00"),
    ("14:30", "14:30"),
    ("上午8:30", "08:30"),
    ("下午2:30", "14:30"),
    ("晚上7:30", "19:30"),
    ("9时", "09:00"),
)
_UNDATED = ("待定", "另行通知", "每周四")
_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}


def days(year: int) -> st.SearchStrategy[date]:
    """The days of a year, the simplest first."""
    return st.builds(date, st.just(year), st.integers(1, 12), st.integers(1, 28))


def day_text(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day(day: date, form: str) -> Period:
    """A single day, printed in one of several ways."""
    iso, month_day = day.isoformat(), day_text(day)
    texts = {
        "plain": month_day,
        "weekday": f"{month_day}（星期{_WEEKDAYS[day.weekday()]}）",
        "half": f"{month_day}上午",
        "year": f"{day.year}年{month_day}",
        "iso": iso,
        "dots": f"{day.year}.{day.month}.{day.day}",
        "around": f"{month_day}前后",
        "about": f"{month_day}左右",
    }
    return Period(texts[form], iso, iso, Precision.DAY, form in ("around", "about"), form not in ("year", "iso", "dots"))


def _bound(day: date, form: str) -> Period:
    """前 has an end alone, 起 a start alone."""
    if form == "起":
        return Period(f"{day_text(day)}起", day.isoformat(), None, Precision.DAY, False, True)
    if form == "底前":
        last = day.replace(day=monthrange(day.year, day.month)[1])
        return Period(f"{day.month}月底前", None, last.isoformat(), Precision.DAY, False, True)
    return Period(f"{day_text(day)}前", None, day.isoformat(), Precision.DAY, False, True)


def _range(day: date, more: int, dash: str, short: bool) -> Period:
    end = min(day + timedelta(more), date(day.year, 12, 31))
    text = f"{end.day}日" if short and end.month == day.month else day_text(end)
    return Period(f"{day_text(day)}{dash}{text}", day.isoformat(), end.isoformat(), Precision.DAY, False, True)


def _month(day: date, year: bool) -> Period:
    iso = f"{day.year}-{day.month:02}"
    return Period(f"{day.year}年{day.month}月" if year else f"{day.month}月", iso, iso, Precision.MONTH, False, not year)


def _ten_days(day: date, part: str) -> Period:
    last = monthrange(day.year, day.month)[1]
    first, end = (21, 0) if part == "底" else _TEN_DAYS[part]
    start, until = day.replace(day=first), day.replace(day=end or last)
    return Period(f"{day.month}月{part}", start.isoformat(), until.isoformat(), Precision.TEN_DAYS, part == "底", True)


def _minute(day: date, clock: tuple[str, str]) -> Period:
    at = f"{day.isoformat()}T{clock[1]}"
    return Period(day_text(day) + clock[0], at, at, Precision.MINUTE, False, True)


def _hours(day: date, hour: int, more: int, dash: str) -> Period:
    text = f"{day_text(day)}{hour}:00{dash}{hour + more}:30"
    iso = day.isoformat()
    return Period(text, f"{iso}T{hour:02}:00", f"{iso}T{hour + more:02}:30", Precision.MINUTE, False, True)


def dated(year: int = 2021) -> st.SearchStrategy[Period]:
    """A day or a range of days of this year, as it may stand before a sentence."""
    day = days(year)
    return st.one_of(
        st.builds(_day, day, st.just("plain")),
        st.builds(_range, day, st.integers(1, 40), st.sampled_from(_DASHES[:1]), st.booleans()),
    )


def periods(year: int = 2021) -> st.SearchStrategy[Period]:
    """Periods of a notice of this year: `text` as printed, and the dates that it means.

    >>> from qmparse.strategies import periods
    >>> from hypothesis import find
    >>> period = find(periods(2019), lambda p: p.precision == "ten_days" and p.approximate)
    >>> period.text, period.start, period.end
    ('1月底', '2019-01-21', '2019-01-31')
    """
    day = days(year)
    return st.one_of(
        dated(year),
        st.builds(_day, day, st.sampled_from(("plain", "weekday", "half", "year", "iso", "dots", "around", "about"))),
        st.builds(_bound, day, st.sampled_from(("前", "起", "底前"))),
        st.builds(_range, day, st.integers(1, 40), st.sampled_from(_DASHES), st.booleans()),
        st.builds(_month, day, st.booleans()),
        st.builds(_ten_days, day, st.sampled_from((*_TEN_DAYS, "底"))),
        st.builds(_minute, day, st.sampled_from(_CLOCKS)),
        st.builds(_hours, day, st.integers(8, 15), st.integers(0, 3), st.sampled_from(_DASHES)),
        st.just(Period("全年", str(year), str(year), Precision.YEAR, False, True)),
        st.sampled_from(_UNDATED).map(Period),
    )


def issue_dates(year: int) -> st.SearchStrategy[PartialDate]:
    """成文日期 in digits or in Chinese numerals."""
    return st.builds(_issued, days(year), st.booleans())


def _issued(day: date, chinese: bool) -> PartialDate:
    if not chinese:
        return PartialDate(f"{day.year}年{day_text(day)}", day.isoformat())
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return PartialDate(f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日", day.isoformat())


def _numeral(value: int) -> str:
    """1 to 99 in Chinese numerals.

    >>> _numeral(3), _numeral(10), _numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


numeral = _numeral
