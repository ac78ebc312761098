"""How lines look that begin something: an item, a point, a section, a day, an hour.

Rules: a line is told from its first characters alone; whether its number runs on is the business of `outline`. The modules
that join lines import this.
"""

from __future__ import annotations

from qmparse.parsing.lines import Line
from qmparse.parsing.moments import PART
from qmparse.text.characters import ENCLOSED, STRAY_CLASS
from qmparse.text.patterns import pattern

_HAN = "[一二三四五六七八九十]"
_MONTH = rf"(?:\d{{4}}\ *年\ *)?(?:\d{{1,2}}|{_HAN}{{1,2}})\ *月"
_HOUR = r"\d{1,2}\ *[时点]"
#: on folded text
_STARTS = pattern(
    "|".join(
        [
            # 一、 二. 三， but no 一,1
            rf"{_HAN}{{1,3}}\ *[、.，;:](?!\d)",
            rf"{_HAN}{{1,3}}、(?=\d{{1,2}}[:点时])",
            # （一） (12)
            rf"\(\ *(?:{_HAN}{{1,3}}|\d{{1,3}})\ *\)",
            # 1. 12、 but no 1.5; before a date, an hour or a year: 1.9月3日, 2.14:30, 3.2019年
            r"\d{1,4}\ *[.、](?!\d)",
            r"\d{1,3}[.、](?:\d{1,2}\ *[:月日时点./]|\d{4}\ *(?:年|[./-]\d))",
            # 1.1 1-1 before words
            r"\d{1,2}[.-]\d{1,2}\ +(?![年月日号时点])[一-鿿“《]",
            # 7、12338热线, 3、3D电影
            r"\d{1,3}、\d+[一-鿿A-Za-z]",
            # 1) ① ⒈
            rf"\d{{1,2}}\)|[{''.join(ENCLOSED)}]",
            # 第一、 一是 二要
            rf"第{_HAN}{{1,3}}[、:,]|{_HAN}{{1,2}}(?:是|要)",
            r"附\ *件|--",
            # as posts head their cards: 活动一：, 01 开幕式, PART 1, 第一讲
            rf"\(?(?:活动|项目|任务|行动|环节|专题)(?:{_HAN}{{1,2}}|\d{{1,2}})(?:[):|｜、]|$)",
            r"0[1-9](?:\ +|[|｜]\ *)\S|(?:PART|Part|NO|No)[.\ ]*\d",
            rf"\(?第(?:{_HAN}{{1,3}}|\d{{1,2}})(?:讲|场|期|站|课|弹|项|阶段)(?:活动|任务|工作)?(?:$|[:、)\ “《])",
            # a digit in the picture of a key
            r"\d\uFE0F?\u20E3",
            # 第二周（5月11日—17日）
            rf"第(?:{_HAN}{{1,2}}|\d{{1,2}})(?:周|月|季度)(?:$|[(:])",
            # 三月 alone, 3月： 9月5日： 2025年7月上旬：
            rf"{_MONTH}(?:份?$|\ *(?:\d{{1,2}}\ *日|[上中下]旬)?:)",
            # 9时-9时30分, 9:00 签到, 上午 alone
            rf"{_HOUR}\ *(?:\d{{1,2}}\ *分?|半)?\ *(?:-+|至|到)\ *\d{{1,2}}\ *[时点:]",
            rf"(?:{PART})?\ *\d{{1,2}}[:]\d{{2}}(?:\ *-|\ |[一-鿿“《])",
            r"(?:上午|下午|晚上|晚间)$",
            r"(?:温馨|友情|特别)提示",
            # ● and the - of a list
            rf"[{STRAY_CLASS}]\ *\S|[-*+]\ +[一-鿿]",
        ]
    )
)
#: a figure that a hard wrap put at a line's beginning: 1.5万份
_FIGURE = pattern(r"\d{1,3}\.(?!\d{4}\ *[年./-])\d++(?!\ *[:月日时点./])")
#: of several months or days the first, within a sentence: 7、8月份
_COUNTING = pattern(r"\d{1,2}、\d{1,2}\ *[月日]")
_DATE = pattern(rf"(?:\d{{4}}\ *年\ *)?(?:\d{{1,2}}|{_HAN}{{1,3}})\ *月|\d{{4}}[./-]\d")
_CLOCK = pattern(rf"(?:{PART})?\ *\d{{1,2}}\ *[:时点]")
_DAY = pattern(
    rf"(?:\d{{4}}\ *年\ *)?\d{{1,2}}\ *月\ *\d{{1,2}}\ *[日号]\ *(?:\(?\ *(?:周|星期|礼拜)[一二三四五六日天]\ *\)?)?\ *(?:{PART})?"
)
_LONE_MARK = pattern(rf"(?:\d{{1,3}}|{_HAN}{{1,3}})[、.]")


def begins_part(line: Line) -> bool:
    """Whether a line begins with what marks an item, a section, a point or an hour."""
    return _STARTS.match(line.folded, 0, 48) is not None and _FIGURE.match(line.folded) is None


def may_count(line: Line) -> bool:
    """Whether what looks like a mark may be a list of months or days: 7、8月份已检查的单位."""
    return _COUNTING.match(line.folded) is not None


def begins_with_date(line: Line) -> bool:
    """Whether a line begins like a date: 9月, 2019年9月, 2019-09."""
    return _DATE.match(line.folded) is not None


def begins_with_clock(line: Line, start: int = 0) -> bool:
    """Whether a line begins, from an offset on, with an hour: 9:00, 上午9时."""
    return _CLOCK.match(line.folded, start) is not None


def is_day(line: Line) -> bool:
    """Whether a line prints a day and nothing else, as above the hours of an agenda: 9月5日（周四）, 9月5日上午."""
    return _DAY.fullmatch(line.folded) is not None


def is_lone_mark(line: Line) -> bool:
    """Whether a line prints a mark and nothing that it marks."""
    return _LONE_MARK.fullmatch(line.folded) is not None
