"""What cannot be written: where it stands, which value it is, and why."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from qmparse import (
    Activity,
    Diagnostic,
    DocumentNumber,
    Entry,
    Notice,
    Paragraph,
    Point,
    Schedule,
    Section,
    Severity,
    Shape,
    Span,
    Title,
    UnitRole,
    UnwritableError,
    parse,
)
from qmparse.writing.notes import moved, notes_of, with_diagnostics

NAME = "2019年上海市“质量月”活动安排"
TABLE = (
    f"质量强国 你我同行\n\n——{NAME}\n\n市级活动安排表\n序号\t活动内容\t时间\t地点\t牵头单位\t备注\t票价\n"
    "1\t举办论坛；召开会议\t9月5日\t文化广场\t市教委、市妇联\t广场\t免费\n"
    '2\t"举办\n""质量""展"\t9月6日\t市民中心\t市局（统筹）\t\t10元\n'
)
NOTICE = parse(TABLE)
FIRST, SECOND = NOTICE.entries
AT = "$.schedules[0].entries"
DERIVED = "it is derived from what is printed, and cannot be written itself"
NOT_PRINTED = "nothing is printed there that could be changed"
KEYS = "its keys are headers or labels, which must stay"
A_TUPLE = "a tuple is wanted"
LEAD = UnitRole.LEAD


def many(count: int) -> str:
    return f"{count} are printed: one can be changed, none added or taken out"


@pytest.mark.parametrize(
    ("record", "changes", "path", "reason"),
    [
        (FIRST, {"span": Span(0, 1)}, f"{AT}[0].span", "where a record stands follows from the text"),
        (SECOND, {"remark": "补充"}, f"{AT}[1].remark", NOT_PRINTED),
        (FIRST, {"fields": {"费用": "5元"}}, f"{AT}[0].fields", KEYS),
        (FIRST, {"fields": 5}, f"{AT}[0].fields", KEYS),
        (FIRST, {"contacts": ("甲",)}, f"{AT}[0].contacts", many(0)),
        (FIRST, {"contacts": 5}, f"{AT}[0].contacts", A_TUPLE),
        (FIRST, {"place": 5}, f"{AT}[0].place", "a value of type str is wanted"),
        (FIRST, {"number": "3"}, f"{AT}[0].number", "a value of type int is wanted"),
        (FIRST, {"number": True}, f"{AT}[0].number", "a value of type int is wanted"),
        (FIRST, {"units": FIRST.units[:1]}, f"{AT}[0].units", many(2)),
        (FIRST, {"units": (*FIRST.units, *FIRST.units)}, f"{AT}[0].units", many(2)),
        (FIRST, {"units": 5}, f"{AT}[0].units", A_TUPLE),
        (FIRST.units[0], {"role": UnitRole.HOST}, f"{AT}[0].units[0].role", DERIVED),
        (NOTICE, {"year": 2020}, "$.year", DERIVED),
        (NOTICE.title, {"kind": "通知；方案"}, "$.title.kind", "it would read back as '活动安排表'"),
        (SECOND, {"place": "文化\t馆"}, f"{AT}[1].place", "it would read back as '文化'"),
        (SECOND.units[0], {"name": "市局、市妇联"}, f"{AT}[1].units", "{path} would then hold 2 instead of 1"),
    ],
)
def test_edits(record: Any, changes: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        NOTICE.replace(record, **changes)
    (value,) = changes.values()
    assert (caught.value.value, caught.value.reason) == (value, reason.format(path=path))
    assert caught.value.path == path or path in caught.value.reason


def test_an_edit_names_the_record_of_a_wrong_type() -> None:
    with pytest.raises(UnwritableError, match="a record of type Unit is wanted") as caught:
        NOTICE.replace(FIRST, units=(FIRST.units[0], Activity("甲")))
    assert (caught.value.path, caught.value.value) == (f"{AT}[0].units[1]", Activity("甲"))
    with pytest.raises(UnwritableError, match="a record of type Period is wanted") as caught:
        NOTICE.replace(FIRST, period=None)
    assert (caught.value.path, caught.value.value) == (f"{AT}[0].period", None)
    number = DocumentNumber("甲〔2021〕1号", "甲", 2021, 1)
    with pytest.raises(UnwritableError, match=NOT_PRINTED) as caught:
        NOTICE.replace(NOTICE, document_number=number)
    assert (caught.value.path, caught.value.value) == ("$.document_number", number)


def test_a_derived_value_alone_cannot_be_written() -> None:
    host = attrs.evolve(SECOND.units[0], role=UnitRole.HOST)
    with pytest.raises(UnwritableError, match=DERIVED) as caught:
        NOTICE.replace(SECOND, units=(host,))
    assert (caught.value.path, caught.value.value) == (f"{AT}[1].units[0].role", UnitRole.HOST)
    with pytest.raises(UnwritableError, match=DERIVED):
        NOTICE.replace(NOTICE, schedules=(attrs.evolve(NOTICE.schedules[0], shape=Shape.LIST),))


def test_a_derived_value_beside_a_printed_one_must_follow_from_it() -> None:
    other = attrs.evolve(SECOND.units[0], name="市总工会", role=UnitRole.HOST)
    with pytest.raises(UnwritableError) as caught:
        NOTICE.replace(SECOND, units=(other,))
    assert caught.value.path == f"{AT}[1].units[0].name"
    assert caught.value.reason == f"the text gives {UnitRole.LEAD!r} instead of {UnitRole.HOST!r}"


def test_edits_that_contradict_each_other() -> None:
    with pytest.raises(UnwritableError) as caught:
        NOTICE.edit([(FIRST, {"place": "甲馆"}), (FIRST, {"place": "乙馆"})])
    assert (caught.value.path, caught.value.value) == (f"{AT}[0].place", "乙馆")
    assert caught.value.reason == "it is to be '甲馆' too"


def test_the_culprit_among_many_edits_is_named() -> None:
    with pytest.raises(UnwritableError) as caught:
        NOTICE.edit([(FIRST, {"place": "甲馆"}), (SECOND, {"place": "乙\t馆"}), (FIRST.units[0], {"name": "市科委"})])
    assert (caught.value.path, caught.value.value) == (f"{AT}[1].place", "乙\t馆")


@pytest.mark.parametrize(
    ("record", "changes", "says"),
    [
        ("甲", {"text": "乙"}, "a record of the notice is wanted, not str"),
        (FIRST, {"nam": 1}, "Entry has no field 'nam'"),
        (FIRST, {"schedules": ()}, "Entry has no field 'schedules'"),
    ],
)
def test_edits_of_no_field(record: Any, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as caught:
        NOTICE.replace(record, **changes)
    assert str(caught.value) == says


def test_a_record_of_no_notice() -> None:
    with pytest.raises(UnwritableError) as caught:
        NOTICE.replace(Entry(9), number=1)
    assert (caught.value.path, caught.value.value) == ("$", Entry(9))
    assert caught.value.reason == "this record is not part of the notice"


# --- composing


def table(*entries: Any) -> dict[str, Any]:
    return {"schedules": [Schedule(entries=entries)]}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"foo": 1, "bar": 2}, "compose() got an unexpected part 'bar'"),
        ({"points": ["甲"], "point_lists": []}, "compose() takes points or point_lists, not both"),
        ({"title": 5}, "title must be Title, not 5"),
        ({"theme": 5}, "theme must be str, not int"),
        ({"year": "2019"}, "year must be int, not str"),
        ({"period": 5}, "period must be Period, not int"),
        ({"paragraphs": "甲"}, "paragraphs must be a sequence of Paragraph, not str"),
        ({"paragraphs": 5}, "paragraphs must be a sequence of Paragraph, not int"),
        ({"paragraphs": ["甲", 5]}, "paragraphs[1] must be Paragraph, not 5"),
        ({"sections": ["甲"]}, "sections[0] must be Section, not '甲'"),
        ({"point_lists": ["甲"]}, "point_lists[0] must be PointList, not '甲'"),
        ({"points": [Point("一是", 1, "举办甲"), 5]}, "points[1] must be Point, not 5"),
        ({"schedules": ["甲"]}, "schedules[0] must be Schedule, not '甲'"),
        ({"schedules": Schedule()}, "schedules must be a sequence of Schedule, not Schedule"),
        (table("甲"), "an entry must be Entry, not str"),
        (table(Entry(1, activities="甲")), "activities must be a sequence of Activity, not str"),  # type: ignore[arg-type]
        (table(Entry(1, activities=(5,))), "activities[0] must be Activity, not 5"),  # type: ignore[arg-type]
        (table(Entry(1, units="甲")), "units must be a sequence of Unit, not str"),  # type: ignore[arg-type]
        (table(Entry(1, units=(5,))), "units[0] must be Unit, not 5"),  # type: ignore[arg-type]
        (table(Entry(1, period=5)), "period must be Period, not 5"),  # type: ignore[arg-type]
        ({"document_number": "甲"}, "document_number must be DocumentNumber, not '甲'"),
        ({"document_number": "甲" * 300}, f"document_number must be DocumentNumber, not '{'甲' * 300}"[:200]),
        ({"paragraphs": [(7,) * 99]}, f"paragraphs[0] must be Paragraph, not {(7,) * 99}"[:200]),
        ({"issued_on": 5}, "issued_on must be PartialDate, not 5"),
        ({"addressees": [5]}, "addressees[0] must be Unit, not 5"),
        ({"issuers": "甲局"}, "issuers must be a sequence of Unit, not str"),
        ({"attachments": [5]}, "attachments[0] must be Attachment, not 5"),
        ({"annexes": [5]}, "annexes[0] must be Annex, not 5"),
    ],
)
def test_parts_of_a_wrong_type(parts: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as caught:
        Notice.compose(**{"title": NAME, **parts})
    assert str(caught.value) == says


def _entry(**more: Any) -> dict[str, Any]:
    return table(Entry(**{"number": 1, "activities": ["举办论坛"], **more}))


@pytest.mark.parametrize(
    ("parts", "path", "value", "reason"),
    [
        ({"theme": "甲"}, "$.theme", "甲", "the text gives None"),
        ({"year": 2020}, "$.year", 2020, "the text gives 2019"),
        ({"period": "9月"}, "$.period", "9月", "the text gives None"),
        ({"paragraphs": [""]}, "$.paragraphs[0].text", "", "an empty value cannot be printed"),
        ({"paragraphs": [Paragraph(None)]}, "$.paragraphs[0].text", None, "an empty value cannot be printed"),  # type: ignore[arg-type]
        ({"paragraphs": ["甲。", " 乙。"]}, "$.paragraphs[1].text", " 乙。", "blanks and breaks at its ends belong to no value"),
        ({"paragraphs": ["甲\n乙。"]}, "$.paragraphs[0].text", "甲\n乙。", "a line break would part it"),
        ({"paragraphs": [Paragraph(5)]}, "$.paragraphs[0].text", 5, "a value of type str is wanted"),  # type: ignore[arg-type]
        ({"sections": [Section("一、", 1, 1, "要求", "甲。\r乙。")]}, "$.sections[0].text", "甲。\r乙。", "a line break would part it"),
        (_entry(number=-1), f"{AT}[0].number", -1, "a printed number has no sign"),
        (_entry(number=True), f"{AT}[0].number", True, "a value of type int is wanted"),
        (_entry(number="1"), f"{AT}[0].number", "1", "a value of type int is wanted"),
        (_entry(activities=["举办；论坛"]), f"{AT}[0].activities[0].text", "举办；论坛", "a cell reads it as ['举办', '论坛']"),
        (_entry(units=["甲局、乙局"]), f"{AT}[0].units[0].name", "甲局、乙局", "a list of units reads it as ['甲局', '乙局']"),
        (_entry(contacts=["方晓棠 123"]), f"{AT}[0].contacts[0]", "方晓棠 123", "a cell reads it as ['方晓棠', '123']"),
        (_entry(contacts=["方晓棠", 5]), f"{AT}[0].contacts[1]", 5, "a value of type str is wanted"),
        (_entry(period="9月\t5日"), f"{AT}[0].period.text", "9月\t5日", "a tab would part it"),
        (_entry(fields={"票价": "甲\n乙"}), f"{AT}[0].fields.票价", "甲\n乙", "a line break would part it"),
        (_entry(fields={"票价": 5}), f"{AT}[0].fields.票价", 5, "a value of type str is wanted"),
        (_entry(place="甲\t馆"), f"{AT}[0].place", "甲\t馆", "it would read back as '\"甲'"),
        ({"sections": [Section("一、", 1, 1, "", "甲。\n乙。")]}, "$.sections[0].heading", "", "it would read back as '甲'"),
    ],
)  # fmt: skip
def test_values_that_no_text_holds(parts: dict[str, Any], path: str, value: Any, reason: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        Notice.compose(title=NAME, **parts)
    assert (caught.value.path, caught.value.value, caught.value.reason) == (path, value, reason)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, f"{NAME}\n"),
        ({"title": Title("", theme="质量强国", name=NAME)}, f"质量强国\n\n——{NAME}\n"),
        ({"title": Title(NAME, theme="质量强国", name=NAME)}, f"质量强国\n\n——{NAME}\n"),
        ({"title": Title(f"质量强国{NAME}", theme="质量强国", name=NAME)}, f"质量强国\n\n{NAME}\n"),
        ({"document_number": "沪质发〔2021〕5号"}, f"沪质发〔2021〕5号\n\n{NAME}\n"),
        ({"addressees": ["甲局"], "paragraphs": ["请落实。"]}, f"{NAME}\n\n甲局：\n\n请落实。\n"),
        ({"attachments": ["甲表"]}, f"{NAME}\n\n附件：甲表\n"),
        ({"attachments": ["甲表", "乙表"]}, f"{NAME}\n\n附件：1.甲表\n　　　2.乙表\n"),
        ({"annexes": ["甲表", "乙表"]}, f"{NAME}\n\n附件1\n\n甲表\n\n附件2\n\n乙表\n"),
        ({"annexes": ["甲表"], **_entry()}, f"{NAME}\n\n附件\n\n甲表\n\n序号\t活动内容\n1\t举办论坛\n"),
        ({"points": ["开展甲", "开展乙"]}, f"{NAME}\n\n一是开展甲；二是开展乙。\n"),
        ({"sections": [Section("一、", 1, 1, "要求")]}, f"{NAME}\n\n一、要求\n"),
        ({"sections": [Section("一、", 1, 1, "要求", "甲要。\n乙要。\n丙要。")]}, f"{NAME}\n\n一、要求\n\n甲要。\n\n乙要。\n\n丙要。\n"),
        (_entry(fields={"rest": "甲\t乙"}), f"{NAME}\n\n序号\t活动内容\n1\t举办论坛\t甲\t乙\n"),
        (
            _entry(units=["市教委"], period="9月5日", contacts=["方晓棠"], place="文化馆", remark="顺延", group="一、市级"),
            f"{NAME}\n\n序号\t活动内容\t时间\t地点\t牵头单位\t联系人\t备注\n一、市级\t\t\t\t\t\t\n"
            "1\t举办论坛\t9月5日\t文化馆\t市教委\t方晓棠\t顺延\n",
        ),
    ],
)  # fmt: skip
def test_what_can_be_written(parts: dict[str, Any], text: str) -> None:
    assert Notice.compose(**{"title": NAME, **parts}).text == text


def test_a_document_number_in_other_digits() -> None:
    number = Notice.compose(title=NAME, document_number="沪质发〔二〇二一〕５号").document_number
    assert number is not None
    assert (number.issuer, number.year, number.number) == ("沪质发", 2021, 5)


# --- notes


@pytest.mark.parametrize(
    ("splices", "span"),
    [
        ([], (10, 14)),
        ([(2, 4, "甲乙丙丁戊")], (13, 17)),
        ([(2, 4, "甲乙丙丁戊"), (5, 9, "")], (9, 13)),
        ([(2, 10, "甲")], (3, 7)),
        ([(9, 12, "甲")], (10, 12)),
        ([(9, 12, "甲乙丙丁")], (10, 15)),
        ([(11, 13, "")], (10, 12)),
        ([(14, 16, "甲乙丙")], (10, 14)),
        ([(8, 20, "")], (8, 8)),
    ],
)
def test_notes_move_with_the_text(splices: list[tuple[int, int, str]], span: tuple[int, int]) -> None:
    note = Diagnostic("page-turned", Severity.INFO, "甲", Span(10, 14), 1, 1)
    (found,) = notes_of(moved(parse(TABLE), [note], splices))
    assert (found.span.start, found.span.end) == span
    at = NOTICE.locate(found.span)
    assert (found.line, found.column) == (at.line, at.column)


def test_diagnostics_are_merged_in_the_order_of_the_text_each_once() -> None:
    notes = [Diagnostic(code, Severity.INFO, "甲", Span(at, at), 1, 1) for code, at in (("y", 5), ("x", 5), ("z", 2), ("y", 5))]
    merged = with_diagnostics(NOTICE, notes)
    assert [d.code for d in merged.diagnostics] == ["z", "x", "y", *(d.code for d in NOTICE.diagnostics)]
    assert with_diagnostics(merged, notes) is merged
