"""What holds for every export of every text: it is written, it reads back, it validates, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shapes import anything, mutated, notice_shaped

from qmparse import Notice, parse
from qmparse.exporting.converting import json_text, plain
from qmparse.exporting.delimited import to_csv
from qmparse.exporting.ics import to_ics
from qmparse.exporting.markdown import to_markdown
from qmparse.exporting.rows import columns
from qmparse.exporting.schema import schema
from qmparse.exporting.xlsx import to_xlsx

texts = st.one_of(anything, notice_shaped, mutated())


@given(texts)
def test_the_json_form_is_valid(text: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(schema()).validate(json.loads(parse(text).to_json()))


@given(texts)
def test_the_json_form_is_that_of_the_dicts(text: str) -> None:
    notice = parse(text)
    assert json_text(notice) == json.dumps(plain(notice), ensure_ascii=False)


def units(notice: Notice) -> int:
    return sum(len(entry.units) for entry in notice.entries)


@given(texts)
def test_tables_read_back(text: str) -> None:
    notice = parse(text)
    for kind, count in (
        ("entry", len(notice.entries)),
        ("activity", sum(len(entry.activities) or 1 for entry in notice.entries)),
    ):
        rows = list(csv.reader(io.StringIO(to_csv(notice, kind=kind), newline="")))  # type: ignore[arg-type]
        assert len(rows) == count + 1
        assert {len(row) for row in rows} == {len(columns(kind))}  # type: ignore[arg-type]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@given(texts)
def test_calendars_read_back(text: str) -> None:
    icalendar = pytest.importorskip("icalendar")
    notice = parse(text)
    made = to_ics(notice, todos=True)
    parts = [part for part in icalendar.Calendar.from_ical(made).walk() if part.name in ("VEVENT", "VTODO")]
    assert len(parts) == len(notice.entries)
    assert len({str(part["UID"]) for part in parts}) == len(parts)
    for part in parts:
        assert "DTSTAMP" in part
        if "DTEND" in part:
            assert part["DTEND"].dt > part["DTSTART"].dt


@given(texts)
def test_workbooks_read_back(text: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    notice = parse(text)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(notice)), read_only=True)
    assert sum(1 for _ in book["entries"].rows) == len(notice.entries) + 1
    assert sum(1 for _ in book["units"].rows) == units(notice) + 1


@given(texts)
def test_markdown_holds_every_unit(text: str) -> None:
    notice = parse(text)
    told = to_markdown(notice).split("\n")
    assert sum(1 for line in told if line.startswith("| ")) >= len(notice.entries) > -1
