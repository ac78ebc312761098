"""Notices composed of records, and the canonical layout: what is written, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from qmparse import (
    Activity,
    Annex,
    Attachment,
    Column,
    Entry,
    Notice,
    Paragraph,
    Period,
    Point,
    PointList,
    Schedule,
    Section,
    Shape,
    Title,
    Unit,
    UnitRole,
    UnwritableError,
    dumps,
    parse,
)
from tests.shapes import CASES

NAME = "2019年上海市“质量月”活动安排"
LEAD, SUPPORT, HOST = UnitRole.LEAD, UnitRole.SUPPORT, UnitRole.HOST


def entry(number: int, text: str, *units: Unit, **more: Any) -> Entry:
    return Entry(number, activities=(Activity(text),), units=units or (Unit("市教委", LEAD),), **more)


def test_the_shanghai_announcement_is_its_own_layout() -> None:
    source = CASES["shanghai-2019"]
    clean = dumps(parse(source), canonical=True)
    assert parse(clean) == parse(source)
    kept = [line for line in source.replace("； ", "；").replace("、 ", "、").split("\n") if line and "☞" not in line]
    assert sum(line in clean.split("\n") for line in kept) >= len(kept) - 8
    assert clean.count("序号\t活动内容\t牵头单位") == 1
    assert "\f" not in clean


def test_compose_writes_the_layout() -> None:
    notice = Notice.compose(
        title=Title("", theme="质量强国 你我同行", name=NAME),
        paragraphs=["为提高质量水平，开展本次活动。"],
        point_lists=[PointList("活动内容主要包括两个方面", 2, (Point("一是", 1, "开展宣传"), Point("二是", 2, "开展监管")))],
        schedules=[
            Schedule(
                "上海市“质量月”活动安排表",
                entries=(entry(1, "举办论坛"), entry(2, "召开会议", Unit("市科委", LEAD), Unit("市妇联", LEAD))),
            )
        ],
        theme="质量强国 你我同行",
        year=2019,
    )
    assert notice.text == (
        "质量强国 你我同行\n\n——2019年上海市“质量月”活动安排\n\n为提高质量水平，开展本次活动。\n\n"
        "活动内容主要包括两个方面：一是开展宣传；二是开展监管。\n\n上海市“质量月”活动安排表\n\n"
        "序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n2\t召开会议\t市科委、市妇联\n"
    )
    assert notice.title is not None
    assert notice.title.campaign == "质量月"
    assert parse(notice.text) == notice


def test_strings_stand_for_the_plainest_records() -> None:
    notice = Notice.compose(
        title=NAME,
        paragraphs=["开展本次活动。"],
        points=["开展宣传", "开展监管"],
        issuers=["上海市质量协会"],
        issued_on="2019年8月1日",
    )
    assert [point.marker for point in notice.points] == ["一是", "二是"]
    assert notice.issuers[0].role is UnitRole.ISSUER
    assert notice.issued_on is not None
    assert notice.issued_on.value == "2019-08-01"


def test_a_letter_in_the_order_of_the_standard() -> None:
    notice = Notice.compose(
        document_number="沪质发〔2021〕5号",
        title="关于开展2021年“质量月”活动的通知",
        addressees=["各区市场监管局", "市有关单位"],
        paragraphs=["现将有关事项通知如下。"],
        sections=[
            Section("一、", 1, 1, "活动主题", "质量强国。"),
            Section(
                "二、",
                2,
                1,
                "工作要求",
                "",
                (
                    Section("（一）", 1, 2, "加强领导", "各单位要高度重视。"),
                    Section("（二）", 2, 2, "广泛宣传", "营造氛围。\n扩大影响。"),
                ),
            ),
        ],
        attachments=[Attachment(1, "活动安排表"), Attachment(2, "报名表")],
        annexes=[Annex("附件1", "2021年“质量月”活动安排表")],
        schedules=[Schedule(entries=(entry(1, "举办论坛", period=Period("9月5日")),))],
        issuers=["上海市市场监督管理局"],
        issued_on="2021年8月30日",
    )
    lines = [line for line in notice.text.split("\n") if line]
    assert lines[:3] == ["沪质发〔2021〕5号", "关于开展2021年“质量月”活动的通知", "各区市场监管局、市有关单位："]
    assert (
        lines.index("扩大影响。")
        < lines.index("附件：1.活动安排表")
        < lines.index("上海市市场监督管理局")
        < lines.index("附件1")
    )
    assert notice.entries[0].period == Period(
        "9月5日", "2021-09-05", "2021-09-05", notice.entries[0].period.precision, year_inferred=True
    )  # type: ignore[union-attr]


def test_a_list_prints_roles_in_its_brackets() -> None:
    entries = (
        Entry(activities=(Activity("举办论坛"),), units=(Unit("市教委", LEAD), Unit("市妇联", LEAD))),
        Entry(
            activities=(Activity("发布白皮书", "结果向社会公布。"),),
            units=(Unit("市局", LEAD), Unit("市文明办", SUPPORT), Unit("市科委", SUPPORT)),
        ),
    )
    notice = Notice.compose(title=NAME, schedules=[Schedule(shape=Shape.LIST, entries=entries)])
    assert "1.举办论坛。（市教委、市妇联）\n" in notice.text
    assert "2.发布白皮书。结果向社会公布。（牵头单位：市局；配合单位：市文明办、市科委）\n" in notice.text
    assert notice.schedules[0].shape is Shape.LIST


def test_columns_groups_and_own_headers() -> None:
    columns = (Column("序号"), Column("活动名称"), Column("主办单位"), Column("票价"))
    entries = tuple(
        entry(n, f"举办展览{n}", Unit("市文旅局", HOST), group=g, fields={"票价": "免费"})
        for n, g in ((1, "一、市级活动"), (2, "一、市级活动"), (1, "二、区级活动"))
    )
    notice = Notice.compose(title=NAME, schedules=[Schedule(columns=columns, entries=entries)])
    assert notice.text.split("\n")[2:5] == [
        "序号\t活动名称\t主办单位\t票价",
        "一、市级活动\t\t\t",
        "1\t举办展览1\t市文旅局\t免费",
    ]
    assert [e.group for e in notice.entries] == ["一、市级活动", "一、市级活动", "二、区级活动"]


def test_quotes_are_written_as_spreadsheets_do() -> None:
    notice = Notice.compose(title=NAME, schedules=[Schedule(entries=(entry(1, '"质量"展览'),))])
    assert '\t"""质量""展览"\t' in notice.text


def refused(**parts: Any) -> UnwritableError:
    with pytest.raises(UnwritableError) as caught:
        Notice.compose(**{"title": NAME, **parts})
    return caught.value


@pytest.mark.parametrize(
    "text", ["举办；论坛", "举办论坛；", "举办\n论坛", "举办\t论坛", " 举办论坛", "", "1.举办 2.召开", "举办论坛。"]
)
def test_an_activity_that_would_not_read_back(text: str) -> None:
    error = refused(schedules=[Schedule(entries=(entry(1, "召开会议"), entry(2, text)))])
    assert (error.path, error.value) == ("$.schedules[0].entries[1].activities[0].text", text)


@pytest.mark.parametrize("name", ["市教委、市妇联", "市教委  市妇联", "", "市教委\n", "市教委；"])
def test_a_unit_that_would_not_read_back(name: str) -> None:
    error = refused(schedules=[Schedule(entries=(entry(1, "召开会议", Unit(name, LEAD)),))])
    assert (error.path, error.value) == ("$.schedules[0].entries[0].units[0].name", name)


def test_brackets_keep_separators_together() -> None:
    notice = Notice.compose(
        title=NAME, schedules=[Schedule(entries=(entry(1, "举办“说；学；做”论坛", Unit("各县（市、区）局", LEAD)),))]
    )
    assert notice.entries[0].units[0].name == "各县（市、区）局"


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"year": 2020}, "$.year"),
        ({"theme": "别的"}, "$.theme"),
        ({"period": "2019年9月"}, "$.period"),
        ({"title": Title(NAME, year=2020)}, "$.title.year"),
        ({"title": "甲\n乙"}, "$.title.text"),
        ({"paragraphs": ["甲\n乙"]}, "$.paragraphs[0].text"),
        ({"paragraphs": [""]}, "$.paragraphs[0].text"),
        ({"paragraphs": [Paragraph("一、活动时间")]}, "$.paragraphs[0]"),
        ({"points": ["开展宣传。二是开展监管", "丙"]}, "$.point_lists[0].points[0].text"),
        ({"sections": [Section("一、", 2, 1, "主题")]}, "$.sections[0].ordinal"),
        ({"sections": [Section("一、", 1, 1, "主题。要求", "甲。")]}, "$.sections[0].heading"),
        (
            {"schedules": [Schedule(entries=(entry(1, "举办论坛", period=Period("9月5日", start="2019-10-05")),))]},
            "$.schedules[0].entries[0].period.start",
        ),
        (
            {
                "schedules": [
                    Schedule(
                        entries=(Entry(1, activities=(Activity("举办论坛", action="召开"),), units=(Unit("市局", LEAD),)),)
                    )
                ]
            },
            "$.schedules[0].entries[0].activities[0].action",
        ),
        ({"schedules": [Schedule(entries=(entry(-1, "举办论坛"),))]}, "$.schedules[0].entries[0].number"),
        (
            {"schedules": [Schedule(entries=(entry(1, "举办论坛", contacts=("方晓棠、李明远",)),))]},
            "$.schedules[0].entries[0].contacts[0]",
        ),
        ({"schedules": [Schedule(entries=(entry(1, "举办论坛", place=5),))]}, "$.schedules[0].entries[0].place"),
    ],
)
def test_what_would_not_read_back_is_named(parts: dict[str, Any], path: str) -> None:
    assert refused(**parts).path == path


def test_wrong_types_and_parts_are_type_errors() -> None:
    for parts in (
        {"titel": NAME},
        {"title": 5},
        {"paragraphs": "甲。"},
        {"schedules": [5]},
        {"points": ["甲"], "point_lists": []},
        {"year": "2019"},
        {"document_number": "甲"},
    ):
        with pytest.raises(TypeError):
            Notice.compose(**parts)


def test_nothing_makes_an_empty_notice() -> None:
    assert Notice.compose().text == ""


def test_a_damaged_text_comes_out_clean() -> None:
    text = "2019年上海市“质量月”活动安排\n\n序 号\t活动内容\t牵头单位\n1\t举办论坛； 召开会议\t市教委、 市妇联\n— 1 —\n\n序号\t活动内容\t牵头单位\n2\t发布白皮书\n"
    notice = parse(text)
    clean = dumps(notice, canonical=True)
    assert (
        clean
        == "2019年上海市“质量月”活动安排\n\n序 号\t活动内容\t牵头单位\n1\t举办论坛；召开会议\t市教委、市妇联\n2\t发布白皮书\t\n"
    )
    assert parse(clean) == notice


def test_the_closing_of_a_letter_stays() -> None:
    text = "关于开展2021年“质量月”活动的通知\n\n各区市场监管局：\n\n　　现将有关事项通知如下。\n\n一、时间\n9月。\n\n　　特此通知。\n\n上海市市场监督管理局\n2021年8月30日\n"
    assert "\n\n特此通知。\n\n上海市" in dumps(parse(text), canonical=True)


def test_cards_and_agendas_become_tables() -> None:
    for name in ("cards", "agenda-one-day"):
        notice = parse(CASES[name])
        again = parse(dumps(notice, canonical=True))
        assert [e.activities for e in again.entries] == [e.activities for e in notice.entries]
        assert [e.units for e in again.entries] == [e.units for e in notice.entries]


def test_what_cannot_be_told_apart_stays_in_a_column_of_its_own() -> None:
    notice = parse(CASES["single-space-some-unrecoverable"])
    assert any("rest" in e.fields for e in notice.entries)
    clean = dumps(notice, canonical=True)
    assert "\trest\n" in clean
    assert [e.fields.get("rest") for e in parse(clean).entries] == [e.fields.get("rest") for e in notice.entries]


def test_plain_strings_will_do_for_enums() -> None:
    unit = Unit("市教委", "lead")  # type: ignore[arg-type]
    entry = Entry(1, activities=(Activity("举办论坛", description="请专家讲。"),), units=(unit,))
    schedule = Schedule(shape="list", entries=(entry,))  # type: ignore[arg-type]
    notice = Notice.compose(title="2021年甲市“质量月”活动安排", schedules=[schedule])
    assert notice.text.strip().endswith("1.举办论坛。请专家讲。（市教委）")
    assert notice.entries[0].units[0].role is UnitRole.LEAD
