"""Time grows with the text and no faster, for each character and each sequence that means something here.

Rules: 200,000 of each single character always; of sequences 20,000 characters, and 200,000 under the profiles `ci`
and `nightly`. Times are only compared with each other.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import settings

from qmparse import Notice, dumps, parse
from qmparse.text.characters import BLANKS, CLOSERS, OPENERS_OF

COUNT = 200_000

SINGLE = sorted(
    {*BLANKS, "\n", "\r", *CLOSERS, *OPENERS_OF, *'"；;：:、，,。.!！？—-－~～…|｜/0９一十①㈠年月日是第附由牵a甲☞📍\x00\ud800'}
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

WITHIN = [
    "1月",
    "由甲局牵头，",
    "；",
    "、",
    "“",
    "（",
    "（甲）",
    "1.",
    "甲",
    "\n",
    "\t",
    '""',
    "一是",
    "甲局、",
    "9月5日",
    "甲；\n",
    "甲\n",
]


def _timed(text: str) -> float:
    start = time.process_time()
    notice = parse(text)
    spent = time.process_time() - start
    assert dumps(notice) == text
    return spent


def _linear(head: str, part: str, count: int) -> None:
    """A fourfold text takes no more than some sixteen times as long: quadratic time would grow without bound.

    What is done in a moment shows nothing, and a busy machine gets three tries.
    """
    large = head + part * (count // len(part))
    small = head + part * (count // 4 // len(part))
    for _ in range(3):
        spent = _timed(large)
        if spent < 1.0 or spent < 16 * _timed(small):
            return
    pytest.fail(f"{spent:.1f} s for {count} characters of {part!r}")


def _count() -> int:
    return COUNT if settings().max_examples > 100 else COUNT // 10


@pytest.mark.parametrize("part", SINGLE, ids=ascii)
def test_time_is_linear_in_each_character(part: str) -> None:
    _linear("", part, COUNT)


@pytest.mark.parametrize("part", REPEATED, ids=ascii)
def test_time_is_linear_in_each_sequence(part: str) -> None:
    _linear("", part, _count())


@pytest.mark.parametrize("head", HEADS, ids=["row", "item", "quoted"])
@pytest.mark.parametrize("part", WITHIN, ids=ascii)
def test_time_is_linear_within_a_record(head: str, part: str) -> None:
    _linear(head, part, _count())


#: what an entry of each shape looks like, behind its number
SHAPED = {
    "table": ("序号\t活动内容\t时间\t牵头单位\n", "{}\t举办论坛\t9月5日\t市教委\n"),
    "pipes": ("|序号|活动内容|时间|牵头单位|\n", "|{}|举办论坛|9月5日|市教委|\n"),
    "blanks": ("序号  活动内容  时间  牵头单位\n", "{}  举办论坛  9月5日  市教委\n"),
    "a cell a line": ("序号\n活动内容\n时间\n牵头单位\n", "{}\n举办论坛\n9月5日\n市教委\n"),
    "pages": ("序号\n活动内容\n时间\n牵头单位\n", "{}\n举办论坛\n9月5日\n市教委\n\n— {} —\n\n云溪市教委文件\n"),
    "list": ("", "{}.举办论坛。9月5日举行。（市教委）\n"),
    "cards": ("", "{}.举办论坛\n时间：9月5日\n地点：文化广场\n主办单位：市教委\n\n"),
    "one card": ("1.举办论坛\n", "时间：9月5日\n甲乙丙丁\n"),
    "agenda": ("", "9:{:02} 举办论坛（市教委）\n"),
    "symbols": ("", "●举办第{}场论坛\n"),
    "symbols under headings": ("", "第{}场\n●举办论坛\n"),
    "lists under units": ("", "责任单位：市科协\n1.举办第{}场论坛\n"),
    "bare rows": ("", "9月5日  举办第{}场论坛  大厅\n"),
    "dated lines": ("", "9月5日，举办第{}场论坛。\n"),
    "unknown labels": ("1.举办论坛\n", "甲乙：第{}场\n"),
    "phrases": ("", "{}.由市教委牵头，市科协配合，举办论坛。\n"),
    "units below units": ("1.举办论坛。责任单位：市教委\n", "市科协\n"),
    "running together": ("序号\t活动内容\t时间\t牵头单位\n", "{}举办论坛9月5日\t市教委\t\n"),
    "wrapped under quotes": ("序号  活动内容  时间  牵头单位\n", "{}  “举办”论坛  9月5日  市教委\n      讲座  甲  乙\n"),
    "heads amid sentences": ("", "　　举办第{}场论坛，请各单位组织人员参加并\n2019年上海市“质量月”活动安排\n"),
    "names in brackets": ("", "【论坛{}】\n时间：9月5日\n地点：文化广场\n"),
    "keys": ("", "1\ufe0f\u20e3 举办第{}场论坛\n🕘 9月5日\n"),
    "open lists": ("序号\t活动内容\t牵头单位\n", "{}\t举办论坛\t市教委、\n\n"),
}


@pytest.mark.parametrize("shape", SHAPED)
def test_time_is_linear_in_the_entries_of_each_shape(shape: str) -> None:
    head, part = SHAPED[shape]
    text = ["2019年上海市“质量月”活动安排\n\n" + head + "".join(part.format(i, i) for i in range(1, n)) for n in (1500, 6000)]
    for _ in range(3):
        spent = _timed(text[1])
        if spent < 1.0 or spent < 16 * _timed(text[0]):
            return
    pytest.fail(f"{spent:.1f} s for 6,000 entries")


def test_edits_and_json_are_linear() -> None:
    spent = {}
    for count in (200, 800):
        rows = "".join(f"{i}\t举办论坛{i}；召开会议\t市教委、市妇联\t文化广场\n" for i in range(1, count + 1))
        notice = parse("2019年上海市“质量月”活动安排\n\n序号\t活动内容\t牵头单位\t地点\n" + rows)
        start = time.process_time()
        edited = notice.edit([(entry, {"place": f"体育场{entry.number}"}) for entry in notice.entries[:10]])
        assert len(edited.entries) == count
        assert Notice.from_json(notice.to_json()) == notice
        assert dumps(notice, canonical=True).count("\n") > count
        spent[count] = time.process_time() - start
    assert spent[800] < 1.0 or spent[800] < 16 * spent[200]
