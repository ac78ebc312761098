"""The dated entries of a notice as iCalendar (RFC 5545), by the icalendar library.

Rules: the same notice gives the same bytes: identifiers and stamps come from its content, no clock is asked. Times are
local and float, as printed; the end of a whole day is the day after. What has no date is told, or a to-do on request.
Anyone above `exporting` may import this; the library is imported when it is used.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import attrs

from qmparse.exporting.extras import need
from qmparse.records import ColumnRole, Diagnostic, Entry, Notice, Period, Severity, Span, UnitRole
from qmparse.writing.tables import HEADERS

__all__ = ["FOOT", "HEAD", "Components", "check_library", "components", "to_ics"]

HEAD: Final = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qmparse//qmparse//EN\r\nCALSCALE:GREGORIAN\r\n"
FOOT: Final = b"END:VCALENDAR\r\n"

_DAY: Final = timedelta(days=1)
#: of a notice without any date
_EPOCH: Final = date(1970, 1, 1)


@attrs.frozen
class Components:
    """The events and to-dos of a notice, and the entries that became neither."""

    data: bytes
    skipped: tuple[Diagnostic, ...] = ()


def check_library() -> None:
    """Raises `MissingExtraError` where icalendar is not installed."""
    need("icalendar", extra="ics")


def to_ics(notices: Notice | Iterable[Notice], *, todos: bool = False) -> bytes:
    """A calendar of notices; `todos` writes entries without a date, or with a last day only, as to-dos.

    >>> from qmparse import parse
    >>> notice = parse("2019年活动安排\\n序号\\t时间\\t活动内容\\n1\\t9月5日\\t举办论坛\\n")
    >>> [line for line in to_ics(notice).decode().splitlines() if line.startswith(("DTST", "DTEND", "SUMM"))]
    ['SUMMARY:举办论坛', 'DTSTART;VALUE=DATE:20190905', 'DTEND;VALUE=DATE:20190906', 'DTSTAMP:20190101T000000Z']
    """
    check_library()
    if isinstance(notices, Notice):
        notices = [notices]
    return HEAD + b"".join(components(notice, todos=todos).data for notice in notices) + FOOT


def components(notice: Notice, *, todos: bool = False) -> Components:
    """The components of a notice, without the calendar around them."""
    library = need("icalendar", extra="ics")
    stamp = _stamp(notice)
    seen: Counter[str] = Counter()
    made: list[bytes] = []
    skipped: list[Diagnostic] = []
    for entry in notice.entries:
        when = _when(entry.period)
        if when is not None and (when.start is not None or not todos):
            component = library.Event()
        elif todos:
            component = library.Todo()
        else:
            skipped.append(_undated(notice, entry))
            continue
        _describe(component, notice, entry)
        _date(component, when, todo=isinstance(component, library.Todo))
        component.add("uid", _uid(notice, entry, seen))
        component.add("dtstamp", stamp)
        made.append(component.to_ical(sorted=False))
    return Components(b"".join(made), tuple(skipped))


@attrs.frozen
class _When:
    start: date | datetime | None
    end: date | datetime | None


def _when(period: Period | None) -> _When | None:
    """The dates of a period, days for whole months and years; None where it has none."""
    if period is None:
        return None
    start, end = _moment(period.start, last=False), _moment(period.end, last=True)
    if start is None and end is None:
        return None
    if start is not None and end is not None:
        if isinstance(start, datetime) != isinstance(end, datetime):
            start, end = _day(start), _day(end)
        if end < start:  # printed backwards: only the beginning is sure
            end = None
    return _When(start, end)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _moment(text: str | None, *, last: bool) -> date | datetime | None:
    """The first or last day of an ISO string, or its minute.

    >>> _moment("2019-02", last=True), _moment("2019-09-05T09:30", last=False)
    (datetime.date(2019, 2, 28), datetime.datetime(2019, 9, 5, 9, 30))
    """
    if text is None:
        return None
    try:
        if "T" in text:
            return datetime.fromisoformat(text)
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            return date(*parts)
        if not last:
            return date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
        year, month = (parts[0], parts[1] + 1) if len(parts) == 2 and parts[1] < 12 else (parts[0] + 1, 1)
        return date(year, month, 1) - _DAY
    except (ValueError, OverflowError):
        return None


def _date(component: Any, when: _When | None, *, todo: bool) -> None:
    if when is None:
        return
    if todo:
        if when.end is not None:
            component.add("due", when.end)
        return
    # only a last day is printed: the event stands there, and its description says 前
    start = when.start if when.start is not None else when.end
    assert start is not None
    end = when.end if when.end is not None else start
    component.add("dtstart", start)
    if not isinstance(end, datetime):
        if end < date.max:
            component.add("dtend", end + _DAY)
    elif end > start:
        component.add("dtend", end)


def _describe(component: Any, notice: Notice, entry: Entry) -> None:
    name = "；".join(activity.text for activity in entry.activities)
    component.add("summary", _plain(name or entry.group or (notice.title.name if notice.title else "") or "活动"))
    if entry.place:
        component.add("location", _plain(entry.place))
    if entry.group:
        component.add("categories", [_plain(entry.group)])
    lines = [activity.description for activity in entry.activities if activity.description]
    names: dict[UnitRole, list[str]] = {}
    for unit in entry.units:
        names.setdefault(unit.role, []).append(unit.name)
    lines += [f"{HEADERS[ColumnRole(role.value)]}：{'、'.join(some)}" for role, some in names.items()]
    lines += [*entry.contacts, *([entry.remark] if entry.remark else [])]
    lines += [f"{key}：{value}" for key, value in entry.fields.items()]
    if entry.period is not None:
        lines.insert(0, f"时间：{entry.period.text}")
    if lines:
        component.add("description", _plain("\n".join(lines)))


def _plain(text: str) -> str:
    """A text without what iCalendar forbids: control characters other than tab and line feed, and surrogates.

    >>> _plain("甲\\x00乙\\r\\n丙")
    '甲�乙\\n丙'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if _is_forbidden(ord(char)) else char for char in text)


def _is_forbidden(code: int) -> bool:
    return (code < 32 and code not in (9, 10)) or code == 127 or 0xD800 <= code < 0xE000


def _uid(notice: Notice, entry: Entry, seen: Counter[str]) -> str:
    """An identifier that moves with the content, not with the place of an entry among others."""
    title = notice.title.text if notice.title else ""
    period = entry.period.text if entry.period else ""
    activities = [activity.text for activity in entry.activities]
    content = "\x1f".join([title, str(notice.year), entry.group or "", period, entry.place or "", *activities])
    seen[content] += 1
    digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass"))
    return f"{digest.hexdigest()[:32]}@qmparse"


def _stamp(notice: Notice) -> datetime:
    """When the notice was issued, or its year began, or its first entry does."""
    issued = _moment(notice.issued_on.value, last=False) if notice.issued_on else None
    if issued is None and notice.year is not None:
        issued = _moment(f"{notice.year:04d}", last=False)
    if issued is None:
        days = [_day(when.start) for e in notice.entries if (when := _when(e.period)) and when.start is not None]
        issued = min(days, default=_EPOCH)
    return datetime(issued.year, issued.month, issued.day, tzinfo=UTC)


def _undated(notice: Notice, entry: Entry) -> Diagnostic:
    span = entry.span or Span(0, 0)
    at = notice.locate(span)
    what = entry.activities[0].text if entry.activities else f"entry {entry.number}"
    message = f"'{what}' has no date; --todos writes it as a to-do"
    return Diagnostic("undated-entry", Severity.INFO, message, span, at.line, at.column)
