"""Every drawn notice is read as exactly the records and diagnostics that it was made of; so is every mutated one.

Rules: the profiles of conftest.py say how many are drawn. A notice that was read wrong once is pinned here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from qmparse import Activity, Entry, Notice, Period, Schedule, Shape, Unit, parse, strategies
from qmparse.strategies import Drawn, dates, notices
from qmparse.strategies.notices import letters, one_day, plans, two_tables
from tests import cases

MUTATORS: dict[str, Callable[[Drawn], st.SearchStrategy[Drawn]]] = {
    name: getattr(strategies, name) for name in strategies.__all__ if name.startswith("with_")
}
KINDS = {"plans": plans(), "letters": letters(), "two_tables": two_tables(), "one_day": one_day()}


def holds(drawn: Drawn) -> None:
    """A reading gives what was meant, in both ways of saying so."""
    got = parse(drawn.text)
    assert drawn.differences(got) == []
    assert got == drawn.expected
    case = drawn.case()
    data = got.to_dict()
    assert cases.diagnostic_differences(case, data["diagnostics"]) == []
    assert cases.differences({key: value for key, value in case.items() if key != "diagnostics"}, data) == []


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_drawn_notices_are_read_as_meant(kind: str, data: st.DataObject) -> None:
    holds(data.draw(KINDS[kind]))


@pytest.mark.parametrize("name", MUTATORS)
@given(data=st.data())
def test_mutated_notices_are_read_as_meant(name: str, data: st.DataObject) -> None:
    holds(data.draw(notices().flatmap(MUTATORS[name])))


@given(notices().flatmap(strategies.with_dropped_rows).flatmap(strategies.with_widths))
def test_mutators_go_one_behind_the_other(drawn: Drawn) -> None:
    holds(drawn)


@given(st.data())
def test_windows_line_ends_change_nothing(data: st.DataObject) -> None:
    drawn = data.draw(notices())
    windows = attrs.evolve(drawn, newline="\r\n")
    if all("\n" not in line.text for line in drawn.lines):
        assert windows.text == drawn.text.replace("\n", "\r\n")
    holds(windows)


@given(notices())
def test_a_drawn_notice_is_a_pair(drawn: Drawn) -> None:
    text, expected = drawn
    assert (text, expected) == (drawn.text, drawn.expected)
    assert text.split("\n") == "".join(line.text + "\n" for line in drawn.lines).split("\n")


def test_differences_name_what_is_wrong() -> None:
    drawn = find(plans(), lambda drawn: True, settings=settings(database=None, phases=[Phase.generate]))
    wrong = parse(drawn.text.replace("举办", "举行"))
    assert any(found.startswith("$.schedules[0].entries[0].activities[0].") for found in drawn.differences(wrong))
    fewer = parse(drawn.text + "　　还有一段。\n")
    assert drawn.differences(fewer) != []


@pytest.mark.parametrize("kind", [Activity, Entry, Notice, Period, Schedule, Unit])
def test_types_draw_from_our_strategies(kind: type) -> None:
    drawn = find(st.from_type(kind), lambda value: True, settings=settings(database=None, phases=[Phase.generate]))
    assert type(drawn) is kind


@given(st.integers(1, 99))
def test_numerals_are_those_of_the_parser(value: int) -> None:
    from qmparse.parsing.numerals import number

    assert number(dates.numeral(value)) == value


@pytest.mark.parametrize("name", strategies.__all__)
def test_what_is_public_is_documented(name: str) -> None:
    assert (inspect.getdoc(getattr(strategies, name)) or "").strip()


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_is_drawn(shape: Shape) -> None:
    quick = settings(phases=[Phase.generate], database=None, max_examples=2_000, suppress_health_check=[*HealthCheck])
    find(notices(), lambda drawn: any(s.shape is shape for s in drawn.expected.schedules), settings=quick)


def test_examples_shrink_to_a_few_lines() -> None:
    found: Any = find(plans(), lambda drawn: len(drawn.expected.entries) > 1, settings=settings(database=None))
    assert len(found.text) < 100


def test_a_date_inside_a_card_is_no_residue_of_a_portal() -> None:
    notice = parse("2009年云岭市“质量月”活动安排\n\n1.举办论坛\n时间：2009-02-01\n地点：图书馆\n责任单位：市教育局\n")
    assert [(entry.period and entry.period.start, entry.place) for entry in notice.entries] == [("2009-02-01", "图书馆")]


def test_what_follows_a_table_of_one_cell_a_line_is_not_joined() -> None:
    table = "重点活动安排表\n序号\n活动内容\n活动地点\n牵头单位\n备注\n1\n防灾体验\n市文化广场\n市教育局\n雨天顺延\n"
    notice = parse(
        "2024年云岭市“质量月”活动安排\n\n市级"
        + table
        + "\n各区"
        + table.replace("活动地点", "时间").replace("市文化广场", "1月1日")
    )
    assert [len(schedule.entries) for schedule in notice.schedules] == [1, 1]
    assert notice.diagnostics == ()
