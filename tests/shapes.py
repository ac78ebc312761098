"""Texts for the laws: the public cases, arbitrary texts, texts of a notice's fragments, and cases with mutations.

Rules: everything here is made of literals and of the fixtures; a strategy shrinks towards the empty text.
The test modules import this.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests import cases

#: name -> text of every public case
CASES = {name: cases.text_of(name) for name in cases.NAMES}

#: characters that text libraries disagree about
ODD = "\r\n\t\f\v\x00\x1c\x85\u2028\u2029\u3000\u200b\u200e\ufeff\xa0\ud800\udfff\U0001f600١"
_MARKS = "“”‘’《》（）()【】「」〔〕[]\"'；;：:、，,。.!！？—-－~～…·|｜/\\☞▌●"
_WORDS = "2019年9月5日上午9:30一二三十①②㈠⒈第是附件由举办开展市区局委甲乙丙论坛活动"

#: any text at all, lone surrogates included
anything = st.text(
    st.one_of(st.characters(), st.sampled_from(ODD + _MARKS + _WORDS)),
    max_size=120,
)

FRAGMENTS = [
    "2019年上海市“质量月”活动安排", "——2023年云栖县“禁毒宣传月”活动方案", "关于开展2021年“安全生产月”活动的通知", "质量强国 你我同行",
    "云安委办〔2021〕17号", "各区市场监管局、市有关单位：", "现将有关事项通知如下。", "附件：1.活动安排表", "2.报名表", "附件2", "附件",
    "云岭市安全生产委员会办公室", "2021年5月20日", "（此件公开发布）", "特此通知。", "市级部门重点活动安排表",
    "序号\t活动内容\t牵头单位", "序号\t活动内容\t时间\t地点\t牵头单位\t配合单位\t备注", "日期\t时间\t活动内容\t承办单位", "序号 活动内容 牵头单位", "序号活动内容牵头单位", "|序号|活动内容|责任单位|",
    "序号", "活动内容", "责任单位", "1\t举办论坛\t市教委", "2\t召开会议；发布《白皮书》\t市妇联、等25个部委", "\"1\"\t\"举办\n\"\"论坛\"\"\"\t市局", "3\t9月5日\t广场", "4 举办比赛 市总工会",
    "1举办论坛市教委", "|1|举办|市局|", "一、市级活动\t\t", "一、活动时间", "二、工作要求", "（一）加强领导。各地要落实。", "1.举办论坛。（市教委、市妇联）", "2.发布白皮书（牵头单位：市局；配合单位：市文明办）",
    "3、3月12日前，完成检查。责任单位：甲局，乙会", "1.14:30-14:38主持人致辞", "9:00 签到", "14:30 开幕式（市文旅局）", "时间：9月16日（星期六）下午2:30", "地点：市文化广场", "主办单位：市文旅局", "承办单位：市图书馆、等",
    "活动内容主要包括五个方面：一是开展甲；二是开展乙；三是丙。", "一是", "二是开展", "由市科协牵头，市教育局、团市委配合", "全年", "待定", "9月上旬", "2019年13月45日", "为加强宣传，营造良好氛", "围，为此开展活动。",
    "— 3 —", "第 3 页", "当前位置：首页 > 公告", "“”", "“", "（", "☞", "①", "1.", "5000", "共23项活动", "",
]  # fmt: skip
_JOINTS = ["\n", "\n\n", "\n", "\t", "", "  ", "\r\n", "\f\n", "　", "；", "。", "\r"]

_mixed = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(FRAGMENTS), st.text(st.sampled_from(_MARKS + _WORDS), max_size=8)), st.sampled_from(_JOINTS)
    ),
    max_size=24,
)
#: texts of a notice's fragments
notice_shaped = _mixed.map(lambda parts: "".join(a + b for a, b in parts))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A case with lines dropped, doubled, swapped, joined, with widths changed or blanks put in."""
    lines = CASES[draw(st.sampled_from(sorted(CASES)))].split("\n")
    for _ in range(draw(st.integers(1, 5))):
        i = draw(st.integers(0, len(lines) - 1))
        j = draw(st.integers(0, len(lines) - 1))
        lines = _mutation(draw, lines, i, j) or [""]
    return "\n".join(lines)


def _mutation(draw: st.DrawFn, lines: list[str], i: int, j: int) -> list[str]:
    kind = draw(st.sampled_from(["drop", "double", "swap", "join", "widen", "narrow", "blank", "cut", "mark"]))
    line = lines[i]
    if kind == "drop":
        return lines[:i] + lines[i + 1 :]
    if kind == "double":
        return [*lines[:i], line, *lines[i:]]
    if kind == "swap":
        lines = [*lines]
        lines[i], lines[j] = lines[j], lines[i]
        return lines
    if kind == "join":
        return [*lines[:i], line + "".join(lines[i + 1 : i + 2]), *lines[i + 2 :]]
    if kind == "widen":
        return [*lines[:i], "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in line), *lines[i + 1 :]]
    if kind == "narrow":
        return [*lines[:i], line.translate(str.maketrans("：；，（）", ":;,()")), *lines[i + 1 :]]
    at = draw(st.integers(0, len(line)))
    if kind == "blank":
        return [*lines[:i], line[:at] + draw(st.sampled_from([" ", "  ", "\t", "　", "\ufeff"])) + line[at:], *lines[i + 1 :]]
    if kind == "cut":
        return [*lines[:i], line[:at], line[at:], *lines[i + 1 :]]
    return [*lines[:i], line[:at] + draw(st.sampled_from([*_MARKS, "1.", "一、", "附件"])) + line[at:], *lines[i + 1 :]]


#: what an editor might write over a value
HOSTILE = [
    "；",
    "、",
    "\t",
    "\n",
    "“",
    "”",
    "：",
    "。",
    "1",
    "9",
    "1. ",
    "（市局）",
    '"',
    '""',
    " ",
    "　",
    "|",
    "\r",
    "\f",
    "一、",
    "附件",
    "2020年",
    "《",
    "\u2028",
]
