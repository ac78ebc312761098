"""Points of time as notices print them: what stands where, before it is settled what they mean.

    period  = [prefix] moment [range moment] {note} [suffix]
    moment  = ymd | [year 年] [month 月] [day 日 | 旬 | 初 | 底] {note} [[part of day] clock]
    range   = 至 | 到 | - | — | ～          suffix = 前 | 起 | 前后 | 左右 | 底前

Rules: functions go (text, position) -> (value, position) on folded text. `periods` settles the dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from qmparse.parsing.numerals import number
from qmparse.text.characters import fold
from qmparse.text.patterns import pattern

_N = r"(?:\d(?:\ ?\d)?|[一二三四五六七八九十廿卅]{1,3})"
#: what makes a day one of the moon's calendar
_LUNAR = ("农历", "阴历", "旧历")
YEAR = r"(?:\d\ ?\d\ ?\d\ ?\d|[零一二三四五六七八九O0]{4})"
_YMD = pattern(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?(?![\d])")
_DAY_MARK = pattern("日|号")
_MD = pattern(r"(\d{1,2})[./](\d{1,2})(?![\d:.])")
_CJK = pattern(
    rf"(?:(?P<y>{YEAR})\ *年度?\ *)?"
    r"(?:(?P<rel>次年|翌年|来年|明年|当年|同年|本年|今年)\ *)?"
    rf"(?:(?P<m>元|{_N})\ *月份?的?\ *)?"
    rf"(?:(?P<xun>[上中下]旬|初(?![一二三四五六七八九十])|底|末|中(?!午))|(?P<d>{_N})\ *(?:(?P<ri>日|号)|(?=\ *(?:$|[-至到(（]))))?"
)
_BARE_BEFORE_MONTH = pattern(rf"({_N})(?=\ *(?:-+|至|到)\ *{_N}\ *月(?!\ *\d|底|初|[上中下]旬))")
_BARE_BEFORE_HOUR = pattern(r"(\d{1,2})(?=\ *-+\ *\d{1,2}\ *[点时])")
_BARE_YEAR = pattern(r"(\d{4})(?=\ *(?:-+|至)\ *\d{4}\ *年)")
_BARE_DAY = pattern(r"(\d{1,2})(?=\ *(?:$|[(]))")
PART = r"上午|下午|晚上|晚间|晚|傍晚|夜间|夜晚|中午|正午|凌晨|清晨|早上|早晨|早|午后"
#: the 分 of a minute behind 时, and behind a colon, where it is rather that of a verb or a noun: 10:30分批参观
MINUTE = r"分(?!批|组(?!织))"
MINUTE_BEHIND_COLON = r"分(?!批|组(?!织)|别|发(?!布|放|言|起)|[类享散级层片段赛区头路期析]|会(?!议))"
_CLOCK = pattern(
    rf"\ *(?P<part>{PART})?\ *(?P<h>\d{{1,2}})\ *(?::\ *(?P<mi>\d{{2}})(?!\d)(?::\d\d)?(?:时|{MINUTE_BEHIND_COLON})?|[点时]\ *(?:(?P<mi2>\d{{1,2}})\ *(?:{MINUTE})?|(?P<half>半)|整|钟)?)"
)
_PART_ONLY = pattern(rf"\ *(?:{PART}|全天|白天|午间)")
_NOTE = pattern(r"\ *(?:\((?![^()]*\d\ *[:点时])[^()]{0,40}\)|[,]?\ *(?:周|星期|礼拜)[一二三四五六日天])")
_OPEN = pattern(r"\ *\((?=[^()]*\d\ *[:点时][^()]*\))")
_RANGE = pattern(r"\ *(?:起?至|起?到|直至|-{1,4})\ *")
_PREFIX = pattern(r"(?:拟?定于|拟于|拟|暂定于?|计划于?|预计|于|在|约|大约|每年(?=\d)|时间[:]?)\ *")
_UNTIL = pattern(r"(?:截止日期|截止时间|截止到|截至|截止|即日起至|即日起到|即日起-+|从?现在起至)[:]?\ *")
_SINCE = pattern(r"(?:自|从)\ *")
_ABOUT = pattern(r"\ *(?:前后|左右|上下|许)")
_BEFORE = pattern(r"\ *(?:以前|之前|前|止|截止|为止)")
_AFTER = pattern(r"\ *(?:起始|开始|起|以后|之后|以来)")
_INSIDE = pattern(r"\ *(?:期间|之间|以内|之内|内|间|全天|全月)")
_DATE_LIKE = pattern(rf"(?:{_N}\ *月|\d\ *日|\d{{4}}\ *年|\d{{4}}[./-]\d{{1,2}}[./-]\d)")
_RELATIVE = {"次年": 1, "翌年": 1, "来年": 1, "明年": 1, "当年": 0, "同年": 0, "本年": 0, "今年": 0}


@attrs.define
class Moment:
    """One printed point of time, as far as it is printed."""

    year: int | None = None
    shift: int | None = None
    month: int | None = None
    ten_days: str | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    part: str | None = None
    unmarked_day: bool = False

    @property
    def empty(self) -> bool:
        dated = self.month is not None or self.day is not None or self.year is not None or self.ten_days is not None
        return not dated and self.hour is None and self.shift is None


@attrs.define
class Reading:
    """A printed period before its year is settled."""

    first: Moment | None
    last: Moment | None
    approximate: bool = False
    ranged: bool = False


def find_period(text: str, start: int = 0) -> tuple[int, int, Reading] | None:
    """The first date that running text prints from `start` on: its range and reading.

    >>> find_period("本市定于十一月开展")[:2]
    (4, 7)
    """
    return next(find_periods(text, start), None)


def find_periods(text: str, start: int = 0) -> Iterator[tuple[int, int, Reading]]:
    """All dates that running text prints from `start` on, one behind the other.

    >>> [found[:2] for found in find_periods("9月1日开展，11月总结")]
    [(0, 4), (7, 10)]
    """
    folded = fold(text)
    for match in _DATE_LIKE.finditer(folded, start):
        begin = match.start()
        if begin < start or (begin and folded[begin - 1].isdigit()) or folded.endswith(_LUNAR, 0, begin):
            continue
        found = scan(folded, begin)
        if found and found[1] > begin and not _only_day(found[0]):
            stop = found[1]
            while stop > begin and folded[stop - 1] in " ,":
                stop -= 1
            yield begin, stop, found[0]
            start = max(stop, begin + 1)


def _only_day(reading: Reading) -> bool:
    first = reading.first or reading.last
    return first is None or (first.month is None and first.year is None)


def begins_dated(text: str) -> bool:
    """Whether a text begins with a date that a mark sets off.

    >>> begins_dated("3月：举办论坛"), begins_dated("9月5日至7日，举办论坛"), begins_dated("9月5日举办论坛")
    (True, True, False)
    """
    folded = fold(text[:48])
    found = scan(folded, 0) if folded[:1].isdigit() or folded[:1] in _HAN_DIGITS else None
    if not found or all(moment is None or moment.month is None for moment in (found[0].first, found[0].last)):
        return False
    more = _MORE_DAYS.match(folded, found[1])
    end = more.end() if more else found[1]
    return folded[end : end + 1] in (":", ",", " ") or folded[end - 1] in ", "


#: 9月21日、22日
_MORE_DAYS = pattern(r"(?:[、和及]\d{1,2}日(?:\([^()]{1,8}\))?)+")
_HAN_DIGITS = tuple("一二三四五六七八九十元")


def scan(s: str, pos: int) -> tuple[Reading, int] | None:
    """A period at a position of folded text, with its prefix and suffix, as far as it goes."""
    until = _UNTIL.match(s, pos)
    since = None if until else _SINCE.match(s, pos)
    prefix = until or since or _PREFIX.match(s, pos)
    approximate = bool(prefix and "约" in prefix.group())
    if prefix:
        pos = prefix.end()
    begin = pos
    first, pos = _moment(s, pos, None)
    if first.empty:
        return None
    last = None
    joint = _RANGE.match(s, pos)
    if joint:
        second, stop = _moment(s, joint.end(), first)
        if not second.empty:
            last, pos = second, stop
    if s[pos : pos + 1] == ")" and s.count("(", begin, pos) > s.count(")", begin, pos):
        # a clock time in brackets: 9月1日（9:00）
        pos += 1
    return _ending(s, pos, first, last, approximate, until is not None, since is not None)


def _ending(
    s: str, pos: int, first: Moment, last: Moment | None, approximate: bool, until: bool, since: bool
) -> tuple[Reading, int]:
    """What stands behind the dates says how to take them."""
    ranged = last is not None
    if about := _ABOUT.match(s, pos):
        return Reading(first, last or first, True, ranged), _notes(s, about.end())
    if before := _BEFORE.match(s, pos):
        if not ranged:
            return Reading(None, first, approximate), _notes(s, before.end())
        return Reading(first, last, approximate, True), _notes(s, before.end())
    if (after := _AFTER.match(s, pos)) and not ranged:
        return Reading(first, None, approximate), _notes(s, after.end())
    pos = _notes(s, skip(_INSIDE, s, pos))
    if until and not ranged:
        return Reading(None, first, approximate), pos
    if since and not ranged:
        return Reading(first, None, approximate), pos
    return Reading(first, last or first, approximate, ranged), pos


def skip(part: re.Pattern[str], s: str, pos: int) -> int:
    match = part.match(s, pos)
    return match.end() if match else pos


def _notes(s: str, pos: int) -> int:
    while match := _NOTE.match(s, pos):
        pos = match.end()
    return pos


def _moment(s: str, pos: int, before: Moment | None) -> tuple[Moment, int]:
    """A moment at a position; `before` is the first of a range, from which the second may leave things out."""
    moment = Moment()
    pos = _date(s, pos, moment, before)
    pos = _notes(s, pos)
    opened = _OPEN.match(s, pos)
    clock_at = opened.end() if opened else pos
    if not moment.empty and s[clock_at : clock_at + 1] == ",":
        clock_at += 1
    clock = _CLOCK.match(s, clock_at)
    if clock:
        moment.part = clock["part"]
        moment.hour = int(clock["h"])
        moment.minute = 30 if clock["half"] else int(clock["mi"] or clock["mi2"] or 0)
        return moment, clock.end()
    if match := _BARE_BEFORE_HOUR.match(s, clock_at):
        moment.hour = int(match[1])
        return moment, match.end()
    if not moment.empty and (part := _PART_ONLY.match(s, pos)):
        moment.part = part.group().strip(" ")
        return moment, _notes(s, part.end())
    return moment, pos


def _date(s: str, pos: int, moment: Moment, before: Moment | None) -> int:
    """The date part of a moment; fills it and returns the position behind."""
    if match := _YMD.match(s, pos):
        moment.year, moment.month = int(match[1]), int(match[3])
        moment.day = int(match[4]) if match[4] else None
        return skip(_DAY_MARK, s, match.end())
    if match := _BARE_YEAR.match(s, pos):
        moment.year = int(match[1])
        return match.end()
    if before is None and (match := _BARE_BEFORE_MONTH.match(s, pos)):
        moment.month = number(match[1].replace(" ", ""))
        return match.end()
    match = _CJK.match(s, pos)
    assert match is not None
    if match["y"] or match["rel"] or match["m"] or (before is not None and (match["ri"] or match["xun"])):
        return _cjk(match, moment, before)
    if before is None and match["ri"] and match["d"]:
        return _cjk(match, moment, before)
    if before is not None and before.day is not None and before.hour is None and (match := _BARE_DAY.match(s, pos)):
        moment.day, moment.unmarked_day = int(match[1]), True
        return match.end()
    if match := _MD.match(s, pos):
        moment.month, moment.day = int(match[1]), int(match[2])
        return match.end()
    return pos


def _cjk(match: re.Match[str], moment: Moment, before: Moment | None) -> int:
    if match["y"]:
        moment.year = number(match["y"].replace(" ", ""))
    if match["rel"]:
        moment.shift = _RELATIVE[match["rel"]]
    if match["m"]:
        moment.month = 1 if match["m"] == "元" else number(match["m"].replace(" ", ""))
    if match["xun"] and (match["m"] or before):
        moment.ten_days = match["xun"]
    elif match["xun"]:
        return match.start("xun")
    if match["d"]:
        if not match["ri"] and not match["m"]:
            return match.start("d")
        moment.day = number(match["d"].replace(" ", ""))
        moment.unmarked_day = not match["ri"]
    return len(match.group().rstrip(" ")) + match.start()
