"""iCalendar: read back by the library, deterministic, whole days and minutes, and what has no date."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from export_samples import SAMPLES

from qmparse import parse
from qmparse.exporting.ics import _moment, components, to_ics

icalendar = pytest.importorskip("icalendar")


def events(data: bytes) -> list:
    return [part for part in icalendar.Calendar.from_ical(data).walk() if part.name in ("VEVENT", "VTODO")]


def when(event: object, key: str) -> object:
    return event[key].dt if key in event else None  # type: ignore[operator, index]


DATES = [
    ("举办启动仪式", date(2024, 4, 23), date(2024, 4, 24)),
    ("开展旧书交换；评选“书香家庭”", date(2024, 4, 20), date(2024, 4, 23)),
    ("召开座谈会", datetime(2024, 4, 25, 9, 0), datetime(2024, 4, 25, 10, 30)),
    ("编印《阅读手册》", date(2024, 5, 31), date(2024, 6, 1)),
    ("组织“故事妈妈”共读", date(2024, 4, 1), date(2024, 5, 1)),
]


def test_dates_read_back() -> None:
    found = events(to_ics(parse(SAMPLES["dated"])))
    assert [(str(e["SUMMARY"]), when(e, "DTSTART"), when(e, "DTEND")) for e in found] == DATES
    assert all(getattr(when(e, "DTSTART"), "tzinfo", None) is None for e in found)


def test_the_rest_of_an_event() -> None:
    event = events(to_ics(parse(SAMPLES["dated"])))[0]
    assert event["LOCATION"] == "市图书馆"
    assert str(event["DESCRIPTION"]).split("\n") == ["时间：4月23日", "主办单位：市委宣传部、市文旅局", "免费"]
    assert when(event, "DTSTAMP").isoformat() == "2024-01-01T00:00:00+00:00"  # type: ignore[attr-defined]


def test_what_has_no_date_is_told() -> None:
    (skipped,) = components(parse(SAMPLES["dated"])).skipped
    assert (skipped.code, skipped.line) == ("undated-entry", 8)
    assert "组织盲文图书进社区" in skipped.message


def test_to_dos_on_request() -> None:
    found = events(to_ics(parse(SAMPLES["dated"]), todos=True))
    todos = [(str(e["SUMMARY"]), when(e, "DUE")) for e in found if e.name == "VTODO"]
    assert todos == [("编印《阅读手册》", date(2024, 5, 31)), ("组织盲文图书进社区", None)]
    assert len(found) == 6
    assert not components(parse(SAMPLES["dated"]), todos=True).skipped


def test_the_same_content_gives_the_same_bytes() -> None:
    assert to_ics(parse(SAMPLES["dated"])) == to_ics(parse(SAMPLES["dated"]))


def test_identifiers_differ_even_of_twins_and_stay_with_their_entry() -> None:
    text = SAMPLES["dated"]
    twice = text + "7\t4月23日\t举办启动仪式\t市图书馆\t市委宣传部\t\n"
    first = [str(e["UID"]) for e in events(to_ics(parse(text)))]
    second = [str(e["UID"]) for e in events(to_ics(parse(twice)))]
    assert len(set(second)) == len(second) == len(first) + 1
    assert set(first) < set(second)


@pytest.mark.parametrize("name", SAMPLES)
def test_anything_reads_back(name: str) -> None:
    notice = parse(SAMPLES[name])
    assert len(events(to_ics(notice, todos=True))) == len(notice.entries)
    assert b"\x07" not in to_ics(notice, todos=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-02-03T09:30", datetime(2024, 2, 3, 9, 30), datetime(2024, 2, 3, 9, 30)),
        ("2024-02-30", None, None),
        ("0000", None, None),
        (None, None, None),
    ],
)
def test_moments(text: str | None, first: object, last: object) -> None:
    assert (_moment(text, last=False), _moment(text, last=True)) == (first, last)
