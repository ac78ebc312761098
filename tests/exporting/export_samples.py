"""Notices that the tests of the exports share: a clean one, dated ones, a letter, damaged and hostile ones."""

from __future__ import annotations

from pathlib import Path

SEED = (Path(__file__).parent.parent / "fixtures" / "shanghai-2019.txt").read_bytes().decode("utf-8")

DATED = """\
2024年雁回市“全民阅读月”活动安排
序号\t时间\t活动内容\t地点\t主办单位\t备注
1\t4月23日\t举办启动仪式\t市图书馆\t市委宣传部、市文旅局\t免费
2\t4月20日-22日\t开展旧书交换；评选“书香家庭”\t钟楼街区\t市商务局\t
3\t4月25日9:00-10:30\t召开座谈会\t市档案馆\t市档案馆\t
4\t5月底前\t编印《阅读手册》\t\t市图书馆\t
5\t4月\t组织“故事妈妈”共读\t\t市妇联\t
6\t待定\t组织盲文图书进社区\t\t市残联\t
"""

LETTER = """\
关于开展2024年质量月活动的通知
雁质发〔2024〕7号

各区人民政府，市有关部门：

　　现将有关事项通知如下。

一、活动主题
加强质量支撑，共建质量强国。

二、工作要求
（一）加强领导。各单位要高度重视。
（二）做好宣传。

附件：1.活动安排表

雁回市质量强市办公室
2024年8月20日
"""

BROKEN = "2024年活动安排\n序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n2\t开展检查\n"

HOSTILE = (
    "2024年活动安排\n序号\t活动内容\t地点\t牵头单位\n"
    "1\t=HYPERLINK(1)；+甲；@乙；-丙\t<b>广场</b>|*星*\t市教\x07委\n"
    '2\t"举办""论坛""\n开展检查"\t\x1b[31m馆\ud800\t市教委\n'
)

SAMPLES = {
    "seed": SEED,
    "dated": DATED,
    "letter": LETTER,
    "broken": BROKEN,
    "hostile": HOSTILE,
    "empty": "",
    "no notice": "x\r\n\u2028\x00\ud800",
}
