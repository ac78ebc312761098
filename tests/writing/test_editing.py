"""Edits of printed values: what is written, where, and what is refused."""

from __future__ import annotations

import attrs
import pytest

from qmparse import Activity, Notice, Unit, UnitRole, UnwritableError, parse
from qmparse.writing.finding import Stretch
from qmparse.writing.splicing import apply, merged, splices
from tests.shapes import CASES

TABLE = (
    "质量强国 你我同行\n\n——2019年上海市“质量月”活动安排\n\n市级活动安排表\n"
    "序号\t活动内容\t时间\t地点\t牵头单位\t备注\t票价\n"
    "1\t举办论坛；召开会议\t9月5日\t文化广场\t市教委、市妇联\t广场\t免费\n"
    '2\t"举办\n""质量""展"\t9月6日\t市民中心\t市局（统筹）\t\t10元\n'
)


@pytest.fixture
def notice() -> Notice:
    return parse(TABLE)


def refused(notice: Notice, record: object, **changes: object) -> UnwritableError:
    with pytest.raises(UnwritableError) as caught:
        notice.replace(record, **changes)
    return caught.value


def test_only_the_stretch_that_differs_is_replaced(notice: Notice) -> None:
    edited = notice.replace(notice.entries[0].activities[0], text="举办质量论坛")
    assert edited.text == TABLE.replace("举办论坛", "举办质量论坛")
    assert edited.entries[0].activities[0].action == "举办"
    assert edited.entries[1] == notice.entries[1]


def test_several_changes_at_once(notice: Notice) -> None:
    first = notice.entries[0]
    edited = notice.edit(
        [
            (first.units[0], {"name": "市科委"}),
            (first, {"place": "图书馆", "remark": "雨天顺延"}),
            (notice.title, {"region": "江苏省"}),
        ]
    )
    assert edited.entries[0].units[0].name == "市科委"
    assert (edited.entries[0].place, edited.entries[0].remark) == ("图书馆", "雨天顺延")
    assert "2019年江苏省" in edited.text
    assert edited.text.count("广场") == 0


def test_a_value_without_span_is_told_by_reading(notice: Notice) -> None:
    # 广场 stands in the place and is the remark
    edited = notice.replace(notice.entries[0], remark="室内")
    assert (edited.entries[0].place, edited.entries[0].remark) == ("文化广场", "室内")


def test_a_printed_value_can_be_taken_out(notice: Notice) -> None:
    assert notice.replace(notice.entries[0], remark=None).entries[0].remark is None


def test_what_is_not_printed_cannot_be_put_in(notice: Notice) -> None:
    error = refused(notice, notice.entries[1], remark="补充")
    assert (error.path, error.value) == ("$.schedules[0].entries[1].remark", "补充")


def test_numbers_fields_contacts_and_headers(notice: Notice) -> None:
    assert notice.replace(notice.entries[1], number=7).entries[1].number == 7
    assert notice.replace(notice.entries[0], fields={"票价": "5元"}).entries[0].fields["票价"] == "5元"
    column = notice.schedules[0].columns[6]
    edited = notice.replace(column, header="费用")
    assert [dict(entry.fields) for entry in edited.entries] == [{"费用": "免费"}, {"费用": "10元"}]
    assert notice.replace(notice.schedules[0], caption="市级安排表").schedules[0].caption == "市级安排表"


def test_parts_of_a_title(notice: Notice) -> None:
    title = notice.title
    assert title is not None
    assert notice.replace(title, theme="质量第一").theme == "质量第一"
    assert notice.replace(title, campaign="品质月").title == parse(TABLE.replace("“质量月”", "“品质月”")).title
    assert notice.replace(title, kind="活动方案").title.kind == "活动方案"  # type: ignore[union-attr]
    changed = notice.replace(title, name="2020年上海市“质量月”活动安排")
    assert changed.year == 2020
    assert changed.entries[0].period.start == "2020-09-05"  # type: ignore[union-attr]


def test_quotes_in_a_quoted_cell_are_doubled(notice: Notice) -> None:
    activity = notice.entries[1].activities[-1]
    assert activity.text == '"质量"展'
    edited = notice.replace(activity, text='"品质"展览')
    assert '""品质""展览' in edited.text
    assert edited.entries[1].activities[-1].text == '"品质"展览'


@pytest.mark.parametrize("text", ["举办；论坛", "举办\n论坛", "举办\t论坛", " 举办论坛", "举办论坛；", "", "1.举办论坛"])
def test_what_would_not_read_back_is_refused(notice: Notice, text: str) -> None:
    error = refused(notice, notice.entries[0].activities[0], text=text)
    assert error.path == "$.schedules[0].entries[0].activities[0].text"
    assert error.value == text


@pytest.mark.parametrize(
    ("pick", "changes"),
    [
        (lambda n: n.entries[0].activities[0], {"action": "召开"}),
        (lambda n: n.entries[0].units[0], {"role": UnitRole.HOST}),
        (lambda n: n.entries[0].period, {"start": "2020-01-01"}),
        (lambda n: n.title, {"year": 2020}),
        (lambda n: n, {"theme": "别的"}),
        (lambda n: n.entries[0], {"span": None}),
        (lambda n: n.entries[0], {"units": ()}),
        (lambda n: n.entries[0], {"period": None}),
        (lambda n: n.entries[0], {"fields": {"费用": "免费"}}),
        (lambda n: n.entries[0], {"place": 5}),
    ],
)
def test_derived_values_and_structure_cannot_be_written(notice: Notice, pick: object, changes: dict[str, object]) -> None:
    with pytest.raises(UnwritableError) as caught:
        notice.replace(pick(notice), **changes)  # type: ignore[operator]
    name, value = next(iter(changes.items()))
    assert caught.value.path.endswith("." + name)
    assert caught.value.value == value


def test_a_field_that_is_none_is_a_type_error(notice: Notice) -> None:
    with pytest.raises(TypeError, match="nam"):
        notice.replace(notice.entries[0].units[0], nam="甲")
    with pytest.raises(TypeError):
        notice.replace("甲", text="乙")


def test_records_are_found_by_identity_or_by_content_and_span(notice: Notice) -> None:
    other = parse(TABLE)
    assert notice.replace(other.entries[0].units[1], name="市总工会").entries[0].units[1].name == "市总工会"
    error = refused(notice, Unit("市妇联", UnitRole.LEAD), name="市总工会")
    assert "no part" in error.reason or "not part" in error.reason


def test_tuples_of_records_are_compared_one_by_one(notice: Notice) -> None:
    first = notice.entries[0]
    units = (first.units[0], attrs.evolve(first.units[1], name="团市委"))
    edited = notice.replace(first, units=units, activities=(Activity("举办论坛"), Activity("召开大会", action="召开")))
    assert [u.name for u in edited.entries[0].units] == ["市教委", "团市委"]
    assert edited.entries[0].activities[1].text == "召开大会"
    error = refused(notice, first, activities=(Activity("举办论坛"), Activity("召开大会", action="发布")))
    assert "召开" in error.reason
    assert notice.replace(notice, schedules=notice.schedules) == notice


def test_a_shared_group_changes_with_all_its_entries() -> None:
    text = (
        "2019年上海市“质量月”活动安排\n\n序号\t活动内容\t牵头单位\n一、市级活动\t\t\n1\t举办论坛\t市教委\n2\t召开会议\t市妇联\n"
    )
    notice = parse(text)
    assert "entries[1].group" in refused(notice, notice.entries[0], group="一、市直活动").reason
    edited = notice.edit([(entry, {"group": "一、市直活动"}) for entry in notice.entries])
    assert edited.text == text.replace("市级", "市直")


def test_a_value_cut_by_a_page_break_is_changed_piece_by_piece() -> None:
    notice = parse(CASES["shanghai-2019"])
    paragraph = notice.paragraphs[0]
    assert paragraph.pieces
    edited = notice.replace(paragraph, text=paragraph.text.replace("良好社会氛围", "浓厚社会气氛"))
    assert "浓厚社会" in edited.text
    assert edited.paragraphs[0].pieces
    assert edited.entries == notice.entries


def test_a_repeated_caption_changes_wherever_it_is_printed() -> None:
    notice = parse(CASES["quality-month-2022-pages"])
    schedule = notice.schedules[0]
    assert schedule.caption
    edited = notice.replace(schedule, caption="青屿市“质量月”活动一览")
    assert schedule.caption not in edited.text


def test_the_period_of_a_notice_changes_in_its_section() -> None:
    text = "2019年上海市“质量月”活动安排\n\n一、活动时间\n\n2019年9月\n\n二、工作要求\n\n各单位要高度重视。\n"
    notice = parse(text)
    assert notice.period is not None
    edited = notice.replace(notice.period, text="2019年10月")
    assert edited.period is not None
    assert (edited.period.start, edited.sections[0].text) == ("2019-10", "2019年10月")


def test_splices_of_pieces() -> None:
    value = (Stretch(0, 0, 2), Stretch(2, 5, 7))
    text = "甲乙—1—丙丁"
    assert [apply(text, sorted(way)) for way in splices(text, value, "甲乙丙丁", "甲己丁")] == ["甲己—1—丁"]
    assert [apply(text, sorted(way)) for way in splices(text, value, "甲乙丙丁", "甲乙戊丙丁")] == ["甲乙戊—1—丙丁"]
    assert merged([((0, 2, "x"),), ((1, 3, "y"),)]) is None
    assert merged([((0, 2, "x"),), ((0, 2, "x"),)]) == [(0, 2, "x")]
