"""Tables: where they end, what stands between rows, cells that breaks cut."""

from __future__ import annotations

from qmparse import parse

TITLE = "2020年甲市“质量月”活动安排\n\n"
HEADER = "序号\t活动内容\t牵头单位\n"


def test_a_second_caption_begins_a_second_schedule() -> None:
    rows = HEADER + "1\t举办论坛\t市教育局\n2\t召开会议\t市教育局\n"
    notice = parse(f"{TITLE}市级部门活动安排表\n{rows}\n各区活动安排表\n{rows}")
    assert [(s.caption, len(s.entries)) for s in notice.schedules] == [("市级部门活动安排表", 2), ("各区活动安排表", 2)]
    assert not notice.diagnostics


def test_a_caption_printed_again_does_not() -> None:
    notice = parse(f"{TITLE}活动安排表\n{HEADER}1\t举办论坛\t市教育局\n\n活动安排表\n{HEADER}2\t召开会议\t市教育局\n")
    assert [(s.caption, len(s.entries)) for s in notice.schedules] == [("活动安排表", 2)]


def test_a_blank_cell_behind_a_quoted_one_stays_a_cell() -> None:
    text = TITLE + '序号\t活动内容\t主办单位\t承办单位\t备注\n1\t走访企业\t"市教育局\n市妇联"\t\t雨天顺延\n'
    (entry,) = parse(text).entries
    assert [unit.name for unit in entry.units] == ["市教育局", "市妇联"]
    assert entry.remark == "雨天顺延"


def test_a_row_cut_inside_a_cell_is_joined() -> None:
    notice = parse(f"{TITLE}{HEADER}1\t举办质量\n论坛\t市教育局\n2\t召开会议\t市妇联\n")
    assert notice.entries[0].activities[0].text == "举办质量论坛"
    assert [d.code for d in notice.diagnostics] == ["joined-text"]


def test_numbers_with_room_to_write_are_a_form() -> None:
    notice = parse(f"{TITLE}序号\t活动名称\t活动时间\t备注\n1\t\t\t\n2\t\t\t\n")
    assert notice.schedules == ()
    assert "unparsed-text" in {d.code for d in notice.diagnostics}
