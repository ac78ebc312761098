"""A cell's value as its number format shows it: 2019年9月5日, 9月, 9:30, 第3项, 50%.

Rules: dates are written the way notices write them, with just the parts that the format shows. What a format does
beyond that (colours, fractions, conditions) leaves the number plain. Only the XLSX reader imports this module.
"""

from __future__ import annotations

import datetime
import re

__all__ = ["shown"]

_CLOCK = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+|\[m+\]")
_NUMBER = re.compile(r"(?P<lead>[^#0?.,]*)(?P<digits>[#0,]*)(?P<point>\.[0#]+)?(?P<tail>[^#0?.,]*)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shown(value: object, number_format: str) -> str:
    """The text of a cell.

    >>> shown(datetime.datetime(2019, 9, 5, 9, 30), 'm"月"d"日" h:mm'), shown(3.0, "General"), shown(7, '"第"00"项"')
    ('9月5日 9:30', '3', '第07项')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: _unescaped(match[1]), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return _moment(value, number_format)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _unescaped(code: str) -> str:
    """Excel writes characters that XML has no place for as _x000D_; a carriage return comes with its line feed."""
    value = int(code, 16)
    return "" if value == 13 or value < 9 or 0xD800 <= value < 0xE000 else chr(value)


def _moment(value: datetime.datetime | datetime.date | datetime.time, number_format: str) -> str:
    code = re.sub(r'"[^"]*"|\\.|\[\$[^\]]*\]|am/pm|a/p', "", number_format.split(";")[0].lower().replace("general", ""))
    clock = "h" in code or "s" in code
    if isinstance(value, datetime.time):
        return _clock(value)
    parts = ("y" in code or "e" in code, "m" in _CLOCK.sub("", code), "d" in code)
    if not any(parts) and not clock:
        parts = (True, True, True)
    units = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
    day = "".join(f"{number}{unit}" for (number, unit), wanted in zip(units, parts, strict=True) if wanted)
    if clock and isinstance(value, datetime.datetime):
        return f"{day} {_clock(value.time())}".strip(" ")
    return day


def _clock(value: datetime.time) -> str:
    return f"{value.hour}:{value.minute:02d}" + (f":{value.second:02d}" if value.second else "")


def _plain(value: float) -> str:
    """A number as Excel shows it without a format: at most 15 digits, no .0."""
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 1e15):
        return format(value, ".15g")
    return str(int(value))


def _number(value: float, number_format: str) -> str:
    code = number_format.split(";")[0]
    code = re.sub(r"\[[^\]]*\]|_.|\*.", "", code)
    code = re.sub(r'"([^"]*)"|\\(.)', lambda match: match[1] or match[2] or "", code)
    match = _NUMBER.fullmatch(code)
    if match is None or not match["digits"] or "general" in code.lower() or "E" in code:
        return _plain(value)
    percent = "%" in match["tail"]
    places = len((match["point"] or ".")[1:])
    width = match["digits"].count("0")
    size = abs(value) * (100 if percent else 1)
    written = f"{size:{',' if ',' in match['digits'] else ''}.{places}f}"
    whole, point, rest = written.partition(".")
    return f"{'-' * (value < 0)}{match['lead']}{whole.zfill(width)}{point}{rest}{match['tail']}"
