"""Time grows with the text and no faster, for each character and each sequence that means something here.

Rules: 200,000 of each single character always; of sequences a fourfold text takes no more than some eight times as
long by default, and 200,000 characters of each under the profiles `ci` and `nightly`.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import settings

from qmparse import Notice, dumps, parse
from qmparse.text.characters import BLANKS, CLOSERS, OPENERS_OF

COUNT = 200_000
#: seconds; a linear reading takes one or two
LIMIT = 15.0

SINGLE = sorted(
    {*BLANKS, "\n", "\r", *CLOSERS, *OPENERS_OF, *'"；;：:、，,。.!！？—-－~～…|｜/0９一十①㈠年月日是第附由牵a甲☞\x00\ud800'}
)
REPEATED = [
    "1.", "一、", "（一）", "附件", "附件：", "附件1\n", "“", "《甲》", "（甲）", "一是", "一是甲；", "1.甲\n", "一、甲\n", "甲；", "甲、", "1\t甲\n", "\t\t甲", "2019年", "9月5日", "9月5日至", "9:00-", "上午9:30 ", "甲乙",
    "由甲局牵头，", "牵头单位：甲局；", "牵头单位：", "时间：9月5日\n", "1.\n", "①", "——", "专项", "甲  ", "甲\f", "序号\t活动内容\n", "序号", "第", "甲甲\n", "甲。\n", "，\n", "甲局、\n", "关于", "〔2021〕", "国市监质发〔2024〕24号", '"\t"', '"\n', '""',
    "共23项活动", "以“甲”为主题", "2019年5月20日\n", "附件：1.甲2.乙", "各单位：", "附件1：", "会同", "联系人：", "13800000000、", "（（甲）",
]  # fmt: skip
HEADS = [
    "2019年上海市“质量月”活动安排\n\n序号\t活动内容\t时间\t牵头单位\n1\t",
    "一、活动内容\n1.举办",
    '序号\t活动内容\t牵头单位\n"',
]

WITHIN = ["；", "、", "“", "（", "（甲）", "1.", "甲", "\n", "\t", '""', "一是", "甲局、", "9月5日", "甲；\n", "甲\n"]


def _timed(text: str) -> float:
    start = time.process_time()
    notice = parse(text)
    spent = time.process_time() - start
    assert dumps(notice) == text
    return spent


def _linear(head: str, part: str) -> None:
    """Hold a repeated sequence against a limit, or against a quarter of it."""
    if settings().max_examples > 100:
        assert _timed(head + part * (COUNT // len(part))) < LIMIT
        return
    spent = _timed(head + part * (COUNT // 10 // len(part)))
    if spent > 0.5:
        assert spent < 8 * _timed(head + part * (COUNT // 40 // len(part)))


@pytest.mark.parametrize("part", SINGLE, ids=ascii)
def test_time_is_linear_in_each_character(part: str) -> None:
    assert _timed(part * COUNT) < LIMIT


@pytest.mark.parametrize("part", REPEATED, ids=ascii)
def test_time_is_linear_in_each_sequence(part: str) -> None:
    _linear("", part)


@pytest.mark.parametrize("head", HEADS, ids=["row", "item", "quoted"])
@pytest.mark.parametrize("part", WITHIN, ids=ascii)
def test_time_is_linear_within_a_record(head: str, part: str) -> None:
    _linear(head, part)


def test_edits_and_json_are_linear() -> None:
    rows = "".join(f"{i}\t举办论坛{i}；召开会议\t市教委、市妇联\t文化广场\n" for i in range(1, 2001))
    notice = parse("2019年上海市“质量月”活动安排\n\n序号\t活动内容\t牵头单位\t地点\n" + rows)
    start = time.process_time()
    edited = notice.edit([(entry, {"place": f"体育场{entry.number}"}) for entry in notice.entries[:50]])
    assert len(edited.entries) == 2000
    assert Notice.from_json(notice.to_json()) == notice
    assert dumps(notice, canonical=True).count("\n") > 2000
    assert time.process_time() - start < LIMIT
