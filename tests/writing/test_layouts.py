"""How each shape of schedule is laid out, and how a value of each kind is edited in the text that prints it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qmparse import Activity, Column, Entry, Notice, Period, Schedule, Shape, Unit, UnitRole, UnwritableError, parse

NAME = "2019年上海市“质量月”活动安排"
LEAD, SUPPORT, HOST, ORGANISE = UnitRole.LEAD, UnitRole.SUPPORT, UnitRole.HOST, UnitRole.ORGANISE


def entry(number: int | None, text: str, *units: Unit, **more: Any) -> Entry:
    return Entry(number, activities=tuple(Activity(part) for part in text.split("|")), units=units, **more)


def columns(headers: str) -> tuple[Column, ...]:
    return tuple(Column(header) for header in headers.split())


DAY, OTHER_DAY = Period("9月5日"), Period("9月6日")

LAID_OUT = {
    "an agenda becomes a table": (
        Schedule(
            shape=Shape.AGENDA,
            entries=(
                entry(None, "签到", period=Period("9:00")),
                entry(None, "致辞", Unit("市教委", LEAD), period=Period("9:30-10:00")),
            ),
        ),
        "活动内容\t时间\t牵头单位\n签到\t9:00\t\n致辞\t9:30-10:00\t市教委\n",
    ),
    "cards become a table": (
        Schedule(
            shape=Shape.CARDS,
            entries=(
                entry(
                    None,
                    "读书讲座",
                    Unit("市教委", HOST),
                    Unit("市妇联", ORGANISE),
                    period=DAY,
                    place="图书馆",
                    contacts=("方晓棠", "8206117"),
                    remark="顺延",
                ),
                entry(None, "读书展览", period=OTHER_DAY, place="文化馆"),
            ),
        ),
        "活动内容\t时间\t地点\t主办单位\t承办单位\t联系人\t备注\n"
        "读书讲座\t9月5日\t图书馆\t市教委\t市妇联\t方晓棠、8206117\t顺延\n读书展览\t9月6日\t文化馆\t\t\t\t\n",
    ),
    "groups are rows of a table": (
        Schedule(
            shape=Shape.CARDS,
            entries=(
                entry(1, "读书讲座", period=DAY, place="图书馆", group="市级"),
                entry(2, "读书展览", period=OTHER_DAY, place="文化馆", group="市级"),
                entry(3, "赠书", period=OTHER_DAY, place="学校", group="区级"),
            ),
        ),
        "序号\t活动内容\t时间\t地点\n市级\t\t\t\n1\t读书讲座\t9月5日\t图书馆\n2\t读书展览\t9月6日\t文化馆\n"
        "区级\t\t\t\n3\t赠书\t9月6日\t学校\n",
    ),
    "groups are headings over a list": (
        Schedule(
            shape=Shape.LIST,
            entries=(
                entry(1, "举办讲座", Unit("市教委", LEAD), group="一、市级活动"),
                entry(2, "举办展览", Unit("市妇联", LEAD), group="一、市级活动"),
                entry(3, "赠书", Unit("市局", LEAD), group="二、区级活动"),
            ),
        ),
        "一、市级活动\n\n1.举办讲座。（市教委）\n\n2.举办展览。（市妇联）\n\n二、区级活动\n\n3.赠书。（市局）\n",
    ),
    "labels stand below the item of a list": (
        Schedule(
            shape=Shape.LIST,
            entries=(
                entry(1, "举办讲座", Unit("市教委", LEAD), period=DAY, place="图书馆", contacts=("方晓棠",)),
                entry(2, "举办“读书”", Unit("市妇联", HOST), Unit("市局", ORGANISE), Unit("市教委", HOST)),
            ),
        ),
        "1.9月5日，举办讲座。（市教委）\n地点：图书馆；联系人：方晓棠\n\n"
        "2.举办“读书”（主办单位：市妇联；承办单位：市局；主办单位：市教委）\n",
    ),
    "a column of the day and one of the time": (
        Schedule(
            columns=columns("序号 日期 时间 活动内容 主办单位"),
            entries=(
                entry(1, "举办讲座", Unit("市教委", HOST), period=Period("9月5日9:00-11:00")),
                entry(2, "召开会议", Unit("市教委", LEAD), period=Period("9月6日上午")),
            ),
        ),
        "序号\t日期\t时间\t活动内容\t主办单位\t牵头单位\n1\t9月5日\t9:00-11:00\t举办讲座\t市教委\t\n"
        "2\t9月6日上午\t\t召开会议\t\t市教委\n",
    ),
    "columns of a group, a description, and one role twice": (
        Schedule(
            columns=columns("序号 活动名称 活动内容 类别 责任单位 责任单位"),
            entries=(
                Entry(
                    1,
                    activities=(Activity("举办讲座", "请专家授课"),),
                    units=(Unit("市教委", LEAD), Unit("市妇联", LEAD)),
                    group="宣传",
                ),
                entry(2, "召开会议", Unit("市妇联", LEAD), group="培训"),
            ),
        ),
        "序号\t活动名称\t活动内容\t类别\t责任单位\t责任单位\n1\t举办讲座\t请专家授课\t宣传\t市教委、市妇联\t\n"
        "2\t召开会议\t\t培训\t市妇联\t\n",
    ),
    "a number of nought": (
        Schedule(entries=(entry(0, "举办讲座|开展检查"), entry(1, "召开会议"))),
        "序号\t活动内容\n0\t举办讲座；开展检查\n1\t召开会议\n",
    ),
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_schedules(name: str) -> None:
    schedule, text = LAID_OUT[name]
    assert Notice.compose(title=NAME, schedules=[schedule]).text == f"{NAME}\n\n{text}"


@pytest.mark.parametrize(
    ("schedule", "path", "reason"),
    [
        (
            Schedule(entries=(entry(1, "甲", Unit("市教委", LEAD), Unit("市妇联", SUPPORT)), entry(2, "乙", Unit("市妇联", SUPPORT), Unit("市局", LEAD)))),
            "$.schedules[0].entries[1].units[0].name",
            "it would read back as '市局'",
        ),
        (
            Schedule(shape=Shape.LIST, entries=(entry(1, "甲", Unit("市教委", LEAD)), entry(2, "召开会议！", Unit("某某", LEAD)))),
            "$.schedules[0].entries[1].activities[0].text",
            "it would read back as '召开会议'",
        ),
        (Schedule("安排表"), "$.paragraphs", "1 would be read back instead of 0"),
    ],
)  # fmt: skip
def test_schedules_that_no_layout_holds(schedule: Schedule, path: str, reason: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        Notice.compose(title=NAME, schedules=[schedule])
    assert (caught.value.path, caught.value.reason) == (path, reason)


LIST = "2019年甲市“质量月”活动安排\n\n一、市级\n\n１．举办讲座。（市教委）\n\n２．召开会议。（市妇联）\n\n"
TABLE = (
    "2019年甲市“质量月”活动安排\n\n序号\t活动内容\t联系人\n"
    '01\t"举办""读书""会"\t方晓棠、乔禾\n二\t"召开\n会议"\t"丁野"\n③\t参观\t丁野\n'
)
PLAN = "2019年上海市“质量月”活动安排\n\n一、主题\n\n质量第一。\n\n（一）要求\n\n第1、加强。\n\n"
LETTER = (
    "沪质发〔2021〕5号\n\n关于开展2021年“质量月”活动的通知\n\n甲局、乙局：\n\n共三个方面：一是开展甲；二是开展乙。\n\n"
    "附件：1.甲表\n　　　2.乙表\n\n　　　　　　　　甲市质量办\n　　　　　　　　2021年5月1日\n\n附件1\n甲表\n\n序号\t活动内容\n1\t参观\n"
)


@pytest.mark.parametrize(
    ("text", "pick", "changes", "old", "new"),
    [
        (LIST, lambda n: n.entries[0], {"number": 3}, "１．", "３．"),
        (LIST, lambda n: n.entries[0], {"number": 12}, "１．", "１２．"),
        (LIST, lambda n: n.entries[0], {"number": 0}, "１．", "０．"),
        (LIST, lambda n: n.entries[1], {"marker": "２、"}, "２．", "２、"),
        (TABLE, lambda n: n.entries[0], {"number": 5}, "01\t", "05\t"),
        (TABLE, lambda n: n.entries[0], {"number": 10}, "01\t", "10\t"),
        (TABLE, lambda n: n.entries[1], {"number": 5}, "二", "五"),
        (TABLE, lambda n: n.entries[1], {"number": 10}, "二", "十"),
        (TABLE, lambda n: n.entries[2], {"number": 10}, "③", "⑩"),
        (TABLE, lambda n: n.entries[0], {"contacts": ("方晓棠", "乔乔")}, "乔禾", "乔乔"),
        (TABLE, lambda n: n.entries[1], {"contacts": ("丁一野",)}, '"丁野"', '"丁一野"'),
        (TABLE, lambda n: n.entries[0].activities[0], {"text": '举办"阅读"会'}, "读书", "阅读"),
        (TABLE, lambda n: n.entries[0].activities[0], {"text": "举办读书会"}, '""读书""', "读书"),
        (TABLE, lambda n: n.entries[1].activities[0], {"text": "召集"}, "召开", "召集"),
        (PLAN, lambda n: n.sections[0], {"marker": "二、"}, "一、", "二、"),
        (PLAN, lambda n: n.sections[0], {"heading": "口号"}, "主题", "口号"),
        (PLAN, lambda n: n.sections[0], {"text": "质量为先。"}, "质量第一", "质量为先"),
        (PLAN, lambda n: n.sections[0], {"text": "质量为先。\n第二。"}, "质量第一。", "质量为先。\n第二。"),
        (PLAN, lambda n: n.sections[0], {"text": ""}, "质量第一。", ""),
        (LETTER, lambda n: n.document_number, {"number": 16}, "5号", "16号"),
        (LETTER, lambda n: n.document_number, {"year": 2022}, "〔2021", "〔2022"),
        (LETTER, lambda n: n.document_number, {"issuer": "沪发"}, "沪质发", "沪发"),
        (LETTER, lambda n: n.document_number, {"text": "沪质发〔2021〕6号"}, "5号", "6号"),
        (LETTER, lambda n: n.addressees[1], {"name": "丙局"}, "乙局", "丙局"),
        (LETTER, lambda n: n.points[1], {"text": "开展丙"}, "开展乙", "开展丙"),
        (LETTER, lambda n: n.points[1], {"marker": "三是"}, "二是", "三是"),
        (LETTER, lambda n: n.point_lists[0], {"lead": "共两个方面"}, "共三", "共两"),
        (LETTER, lambda n: n.attachments[1], {"name": "丙表"}, "乙表", "丙表"),
        (LETTER, lambda n: n.attachments[1], {"number": 3}, "2.乙", "3.乙"),
        (LETTER, lambda n: n.issuers[0], {"name": "乙市质量办"}, "甲市", "乙市"),
        (LETTER, lambda n: n.issued_on, {"text": "2021年6月1日"}, "5月", "6月"),
        (LETTER, lambda n: n.annexes[0], {"title": "丙表"}, "附件1\n甲", "附件1\n丙"),
        (LETTER, lambda n: n.annexes[0], {"label": "附件2"}, "附件1", "附件2"),
        (LETTER, lambda n: n.title, {"text": "关于开展2022年“质量月”活动的通知"}, "展2021", "展2022"),
        (LETTER, lambda n: n.title, {"campaign": "安全月"}, "质量月", "安全月"),
    ],
)
def test_edits(text: str, pick: Callable[[Notice], Any], changes: dict[str, Any], old: str, new: str) -> None:
    notice = parse(text)
    assert notice.replace(pick(notice), **changes).text == text.replace(old, new, 1)


def test_the_last_of_several_like_words_is_the_kind() -> None:
    notice = parse("关于做好通知发布工作的通知\n\n各区局：\n\n请落实。\n")
    assert notice.replace(notice.title, kind="公告").text.startswith("关于做好通知发布工作的公告\n")


def test_a_notice_is_told_by_its_text_too() -> None:
    notice, schedules = parse(TABLE), parse(TABLE.replace("参观", "走访")).schedules
    assert notice.replace(parse(TABLE), schedules=schedules).text == TABLE.replace("参观", "走访")
    with pytest.raises(UnwritableError, match="not part of the notice"):
        notice.replace(parse(TABLE + "\n"), schedules=schedules)
