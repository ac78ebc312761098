"""Dates and times brought to ISO 8601 at the printed precision.

Rules: what the text does not settle stays None; no clock or calendar of today is asked. What is printed is read
by `moments`. The parsing modules import this.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import attrs

from qmparse.parsing.making import NewPeriod
from qmparse.parsing.moments import YEAR, Moment, Reading, scan, skip
from qmparse.parsing.numerals import number
from qmparse.records import PartialDate, Period, Precision
from qmparse.text.characters import BLANKS_AND_BREAKS, CLOSING_MARKS, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span, place

_DOING = pattern(r"\ *(?:完成|举行|举办|开展|启动|结束|开幕|进行|实施|报送|集中|播出|发布|组织)+")
#: how often on the days of a range, which stands before it: 5月24日—26日，每日限两场（10:00、14:00）
_DAILY = pattern(r"[,\ (]*每[日天晚][^年月]*")
#: days by their name and, in a bracket, by their dates: 国庆期间（10月1日—7日）
_NAMED = pattern(r"(?!每|待定|另行|暂)[一-鿿]{2,8}\((?P<dates>[^()]*\d[^()]*)\)")
_WHOLE_YEAR = pattern(r"(?:(?P<y>\d{4})年)?(?:全年|全年度|本年度|年度|贯穿全年|全年开展|常年)$")
_QUARTER = pattern(rf"(?:(?P<y>{YEAR})年)?第?(?P<q>[一二三四1-4])季度$")
_ISSUE_DATE = pattern(
    r"(?P<y>[\d零一二三四五六七八九O]{4})\ *年\ *(?P<m>元|[\dO一二三四五六七八九十]{1,3})\ *月(?:\ *(?P<d>[\dO一二三四五六七八九十廿卅]{1,3})\ *[日号])?"
)
_LATE = {"下午", "晚上", "晚间", "晚", "傍晚", "夜间", "夜晚", "午后"}
#: twelve of these is midnight
_NIGHT = {"晚上", "晚间", "晚", "夜间", "夜晚"}
_NOON = {"中午", "正午"}
_TEN_DAYS = {"上": (1, 10), "初": (1, 10), "中": (11, 20), "下": (21, 0), "底": (21, 0), "末": (21, 0)}


@attrs.frozen
class Dates:
    """What a period's text settles: ISO strings, precision, and what was wrong with it."""

    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    approximate: bool = False
    year_inferred: bool = False
    problem: str | None = None


NOTHING = Dates()
UNREADABLE = Dates(problem="date-unreadable")


def read_period(value: str, where: int | Passage, year: int | None) -> tuple[Period, str | None]:
    """The period that a trimmed value prints, and the code of what is wrong with its dates, if anything.

    `year` is the notice's, for dates printed without one. The `text` loses a closing mark.

    >>> period, problem = read_period("9月16日（星期六）下午2:30-4:30", 0, 2023)
    >>> period.start, period.end, period.year_inferred, problem
    ('2023-09-16T14:30', '2023-09-16T16:30', True, None)
    """
    text = value.rstrip(CLOSING_MARKS + BLANKS_AND_BREAKS)
    span, pieces = place(where, 0, len(text))
    return _period(text, read_dates(text, year), span, pieces)


def clock_period(period: Period, year: int | None, day: date, half: str = "") -> tuple[Period, str | None] | None:
    """A period that prints clock times alone, on a day; None where it prints more. With the code of what is wrong.

    `half` is what a heading above says of the hours: 下午.

    >>> from qmparse.records import Span
    >>> clock_period(Period("9:30-11:00", span=Span(0, 10)), 2023, date(2023, 9, 16))[0].end
    '2023-09-16T11:00'
    """
    dates = _on_day(half + period.text, year, day)
    return _period(period.text, dates, period.span, period.pieces) if dates else None


@lru_cache(maxsize=1024)  # agendas share their hours
def _on_day(text: str, year: int | None, day: date) -> Dates | None:
    folded = fold(text)
    figures = with_figures(folded)
    found = scan(figures, 0)
    if not found or figures[found[1] :].strip(" "):
        return None
    dates = settle(found[0], year, day)
    return dates if figures == folded else attrs.evolve(dates, problem=dates.problem or "date-repaired")


def _period(text: str, dates: Dates, span: Span | None, pieces: tuple[Span, ...]) -> tuple[Period, str | None]:
    period = NewPeriod(text, dates.start, dates.end, dates.precision, dates.approximate, dates.year_inferred, span, pieces)
    return period, dates.problem


def read_dates(text: str, year: int | None) -> Dates:
    """The dates that a whole value settles.

    >>> read_dates("5月底前", 2020).end, read_dates("9月12—15日", 2020).start, read_dates("每周四", 2020)
    ('2020-05-31', '2020-09-12', Dates(start=None, end=None, precision=None, approximate=False, year_inferred=False, problem=None))
    """
    return _remembered(text, year) if len(text) <= 40 else _read_dates(text, year)


def _read_dates(text: str, year: int | None) -> Dates:
    folded = fold(text).strip(" ")
    whole = _WHOLE_YEAR.match(folded)
    if whole:
        return _whole_year(whole, year)
    quarter = _QUARTER.match(folded)
    if quarter:
        return _quarter(quarter, year)
    found = scan(folded, 0)
    if found is None:
        if named := _NAMED.fullmatch(folded):
            return _read_dates(named["dates"], year)
        return _mended(folded, year) if _garbled(folded) else NOTHING
    reading, end = found
    end = skip(_DOING, folded, end)
    if folded[end:].strip(" .,;。") and not _DAILY.fullmatch(folded, end):
        return _mended(folded, year) if _garbled(folded) else NOTHING
    return settle(reading, year)


#: the rows of a table share few dates
_remembered = lru_cache(maxsize=1024)(_read_dates)


def _garbled(folded: str) -> bool:
    """A date that a bad copy spoilt: digits or letters where a month or a day should stand."""
    return _GARBLED.fullmatch(folded.replace(" ", "")) is not None


_DIGIT = r"[lIO\d]"
_GARBLED = pattern(
    rf"(?:{_DIGIT}{{4}}年)?{_DIGIT}{{1,2}}月{_DIGIT}{{1,2}}[日曰号]?(?:(?:-+|至|到)(?:{_DIGIT}{{1,2}}月)?{_DIGIT}{{1,2}}[日曰号]?)?"
    rf"(?:上午|下午|晚上?)?(?:{_DIGIT}{{1,2}}[:时点]{_DIGIT}{{0,2}}分?)?(?:前后|左右|[前起])?"
)
_GARBLED_DATE = rf"(?=[^日号]*[lIO])(?:{_DIGIT}{{4}}\ *年\ *)?{_DIGIT}{{1,2}}\ *月\ *{_DIGIT}{{1,2}}\ *[日号]"


_GARBLED_HOURS = rf"(?=[\d:\- ]*[lIO]){_DIGIT}{{1,2}}\ *:\ *{_DIGIT}{{2}}(?:\ *-+\ *{_DIGIT}{{1,2}}\ *:\ *{_DIGIT}{{2}})?"
_GARBLED_START = pattern(f"{_GARBLED_DATE}|{_GARBLED_HOURS}")


def with_figures(folded: str) -> str:
    """Folded text whose date or hours at the beginning have their figures put back: 3月2l日, 9:25-1O:10.

    >>> with_figures("3月2l日发布COIN"), with_figures("9:25-1O:10参观")
    ('3月21日发布COIN', '9:25-10:10参观')
    """
    match = _GARBLED_START.match(folded)
    return folded[: match.end()].translate(_LOOK_ALIKES) + folded[match.end() :] if match else folded


#: letters that a bad copy prints for figures, and a mark for another
_LOOK_ALIKES = str.maketrans("lIO曰", "110日")


#: 4月2215:00, where only one day fits before the hour
_LOST_DAY = pattern(r"(?<=月)(\d\d)(?=\d\d[:时])")


def _mended(folded: str, year: int | None) -> Dates:
    """The date that a bad copy spoilt, with its figures put back, if it is one."""
    figures = _LOST_DAY.sub(r"\1日", folded.translate(_LOOK_ALIKES))
    dates = _read_dates(figures, year) if figures != folded else UNREADABLE
    return UNREADABLE if dates.precision is None else attrs.evolve(dates, problem=dates.problem or "date-repaired")


def _whole_year(match: re.Match[str], year: int | None) -> Dates:
    own = match["y"]
    if match.group().endswith("常年"):
        return NOTHING
    known = int(own) if own else year
    if known is None:
        return NOTHING
    return Dates(str(known), str(known), Precision.YEAR, False, own is None)


def _quarter(match: re.Match[str], year: int | None) -> Dates:
    own, quarter = match["y"], number(match["q"])
    known = number(own) if own else year
    if known is None or not quarter or quarter > 4:
        return NOTHING
    first = quarter * 3 - 2
    return Dates(f"{known:04}-{first:02}", f"{known:04}-{first + 2:02}", Precision.MONTH, False, own is None)


def settle(reading: Reading, year: int | None, day: date | None = None) -> Dates:
    """The ISO dates of a reading; `year` fills a missing one, `day` a clock time without a date."""
    first, last = reading.first, reading.last
    some = first or last
    assert some is not None
    if first is not None and last is not None and first is not last:
        _inherit(first, last)
    own = any(m is not None and m.year is not None for m in (first, last))
    if not own and some.month is None:
        return _clock_only(reading, day)
    if some.month is None and some.day is not None:
        return NOTHING
    years = [_year_of(m, some, year) for m in (first, last)]
    moments = [m for m in (first, last) if m is not None]
    precision = max((_precision(m) for m in moments), key=_COARSE.index)
    if not all(_possible(m, y if y is not None else 2000) for m, y in zip((first, last), years, strict=True) if m):
        return UNREADABLE
    if any(m is not None and y is None for m, y in zip((first, last), years, strict=True)):
        return Dates(precision=precision)
    start = _iso(first, years[0], False) if first else None
    end = _iso(last, years[1], True, reading.first is None) if last else None
    approximate = reading.approximate or any(
        m.ten_days in ("初", "底", "末", "中") and reading.first is not None for m in moments
    )
    if reading.first is None and last is not None and last.ten_days:
        precision = Precision.DAY
    problem = None
    if start and end and end < start and not start.startswith(end):
        problem = "date-reversed"
    elif any(m.unmarked_day for m in moments[-1:]):
        problem = "date-repaired"
    return Dates(start, end, precision, approximate, not own, problem)


_COARSE = [Precision.MINUTE, Precision.DAY, Precision.TEN_DAYS, Precision.MONTH, Precision.YEAR]


def _clock_only(reading: Reading, day: date | None) -> Dates:
    first, last = reading.first, reading.last
    if day is None or not all(m is None or m.hour is not None for m in (first, last)):
        return NOTHING
    for moment in (first, last):
        if moment is not None:
            moment.year, moment.month, moment.day = day.year, day.month, day.day
    dates = settle(reading, day.year)
    return attrs.evolve(dates, year_inferred=dates.problem != "date-unreadable")


def _inherit(first: Moment, last: Moment) -> None:
    """The second moment of a range leaves out what it shares with the first, and the first its year's."""
    if last.year is None and last.shift is None:
        last.year, last.shift = first.year, first.shift
    elif last.year is not None and first.year is None and first.shift is None:
        # 9月至2024年2月 prints one year for both only where it cannot run backwards
        forward = (first.month or 0, first.day or 0) <= (last.month or 12, last.day or 31)
        first.year = last.year if forward else last.year - 1
    if last.month is None and (last.day is not None or last.ten_days is not None or last.hour is not None):
        last.month = first.month
    if last.day is None and last.hour is not None and last.ten_days is None:
        last.day = first.day
    if first.month is None and last.month is not None and first.day is not None:
        first.month = last.month
    if last.hour is not None and last.part is None and _lasts(first.part, last.hour):
        if (last.month, last.day) == (first.month, first.day):
            last.part = first.part


def _lasts(part: str | None, hour: int) -> bool:
    """Whether a range's second hour is of the first one's part of the day: 下午2:00-4:00, 晚10点-12点, 中午12:00-1:00."""
    if part in _NIGHT:
        return hour <= 12
    return (part in _LATE and hour < 12) or (part in _NOON and hour < 4)


def _year_of(moment: Moment | None, some: Moment, year: int | None) -> int | None:
    if moment is None:
        return None
    if moment.year is not None:
        return moment.year
    base = some.year if some.year is not None else year
    if base is not None and moment.shift is not None:
        return base + moment.shift
    return base


def _precision(moment: Moment) -> Precision:
    if moment.hour is not None:
        return Precision.MINUTE
    if moment.day is not None:
        return Precision.DAY
    if moment.ten_days is not None:
        return Precision.TEN_DAYS
    return Precision.MONTH if moment.month is not None else Precision.YEAR


def _possible(moment: Moment, year: int) -> bool:
    if moment.month is not None and not 1 <= moment.month <= 12:
        return False
    if moment.day is not None and not 1 <= moment.day <= monthrange(max(year, 1), moment.month or 1)[1]:
        return False
    if moment.hour is not None and (moment.hour > 24 or moment.minute > 59 or moment.day is None):
        return False
    return 1000 <= year <= 9998


def _iso(moment: Moment, year: int | None, ending: bool, before: bool = False) -> str:
    """The moment as ISO 8601; of a 旬 its first day, or its last where it ends a period."""
    assert year is not None
    if moment.month is None:
        return f"{year:04}"
    text = f"{year:04}-{moment.month:02}"
    day = moment.day
    if day is None:
        if moment.ten_days is None:
            return text
        low, high = _TEN_DAYS[moment.ten_days[0]]
        day = (high or monthrange(year, moment.month)[1]) if ending else low
        if before and moment.ten_days in ("初", "中"):
            day = high
    if moment.hour is None:
        return f"{text}-{day:02}"
    hour = moment.hour
    if (moment.part in _LATE and hour < 12) or (moment.part in _NOON and hour < 4):
        hour += 12
    elif moment.part in _NIGHT and hour == 12:
        hour = 24
    at = date(year, moment.month, day)
    if hour == 24:
        at, hour = at + timedelta(days=1), 0
    return f"{at.isoformat()}T{hour:02}:{moment.minute:02}"


#: letters that a bad copy prints for a figure; O is a zero in any numerals
_ONES = str.maketrans("lI", "11")


def read_issue_date(text: str) -> str | None:
    """The ISO date of a 成文日期, in whatever numerals, or None.

    >>> [read_issue_date(t) for t in ("二〇二一年五月二十日", "二OO七年元月", "2023年 6月20日", "2月30日")]
    ['2021-05-20', '2007-01', '2023-06-20', None]
    """
    match = _ISSUE_DATE.search(fold(text).translate(_ONES))
    if not match:
        return None
    # among digits O is one, too
    y, m, d = (part.replace("O", "0") if part and not part.isalpha() else part for part in match.group("y", "m", "d"))
    year, day = number(y), number(d) if d else None
    month = 1 if m == "元" else number(m)
    if not year or not month or not _possible(Moment(year, None, month, None, day), year):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def partial_date(text: str, where: int | Passage, start: int, end: int) -> PartialDate:
    """The 成文日期 that text[start:end] prints."""
    span, pieces = place(where, start, end)
    return PartialDate(text[start:end], read_issue_date(text[start:end]), span, pieces)
