"""Time grows with the text and no faster: 200,000 of each character that means something here.

Rules: a quadratic step over 200,000 characters takes minutes, so one generous limit tells it apart on any machine.
"""

from __future__ import annotations

import time

import pytest

from qmparse import dumps, parse
from qmparse.text.characters import BLANKS, CLOSERS, OPENERS_OF

COUNT = 200_000
#: seconds; a linear reading takes one or two
LIMIT = 15.0

SINGLE = sorted({*BLANKS, "\n", "\r", *CLOSERS, *OPENERS_OF, *'"；;：:、，,。.!！？—-－~～…|｜/0９一十①②㈠年月日时是第附件由牵会等各a甲☞\x00\ud800'})
REPEATED = [
    "1.", "一、", "（一）", "附件", "附件：", "附件1\n", "“", "《甲》", "（甲）", "一是", "一是甲；", "1.甲\n", "一、甲\n", "甲；", "甲、", "1\t甲\n", "\t\t甲", "2019年", "9月5日", "9月5日至", "9:00-", "上午9:30 ", "甲乙",
    "由甲局牵头，", "牵头单位：甲局；", "牵头单位：", "时间：9月5日\n", "1.\n", "①", "——", "专项", "甲  ", "甲\f", "序号\t活动内容\n", "序号", "第", "甲甲\n", "甲。\n", "，\n", "甲局、\n", "关于", "〔2021〕", "国市监质发〔2024〕24号", '"\t"', '"\n', '""',
    "共23项活动", "以“甲”为主题", "2019年5月20日\n", "附件：1.甲2.乙", "各单位：", "附件1：", "会同", "联系人：", "13800000000、", "（（甲）",
]  # fmt: skip
HEADS = ["", "2019年上海市“质量月”活动安排\n\n序号\t活动内容\t时间\t牵头单位\n1\t", "一、活动内容\n1.举办", "序号\t活动内容\t牵头单位\n\""]


def _timed(text: str) -> float:
    start = time.perf_counter()
    notice = parse(text)
    spent = time.perf_counter() - start
    assert dumps(notice) == text
    return spent


@pytest.mark.parametrize("part", SINGLE + REPEATED, ids=ascii)
def test_time_is_linear(part: str) -> None:
    text = part * (COUNT // len(part))
    assert _timed(text) < LIMIT


@pytest.mark.parametrize("head", HEADS[1:], ids=["cell", "item", "quoted"])
@pytest.mark.parametrize("part", ["；", "、", "“", "（", "（甲）", "1.", "甲", "\n", "\t", '""', "一是", "甲局、", "9月5日", "甲；\n", "甲\n"], ids=ascii)
def test_time_is_linear_within_a_record(head: str, part: str) -> None:
    text = head + part * (COUNT // len(part))
    assert _timed(text) < LIMIT
