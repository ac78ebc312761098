"""The notices that the PDF fixtures print: the one of Shanghai 2019, and two that are invented.

Each is a `Notice` of prose lines, a header, and rows; the invented ones are put together from word
lists by a fixed rule, so that every run gives the same. Only the makers of fixtures import it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

SHANGHAI = Path(__file__).parents[1] / "fixtures" / "shanghai-2019.txt"


@dataclass(frozen=True)
class Sheet:
    """What a fixture prints: `widths` are shares of the table's width, `groups` the first row of each group."""

    name: str
    titles: tuple[str, ...]
    prose: tuple[str, ...]
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    signature: tuple[str, ...] = ()

    def narrowed(self) -> Sheet:
        """The same for a column of a page: the narrow cells a little wider, so that numbers do not wrap."""
        wide = [max(share, 0.15) for share in self.widths]
        return replace(self, widths=tuple(share / sum(wide) for share in wide))


def shanghai() -> Sheet:
    """The main notice, its paragraphs whole and its three header rows made one."""
    lines = [line for line in SHANGHAI.read_text(encoding="utf-8").split("\n") if line.strip()]
    rows = [tuple(line.split("\t")) for line in lines if "\t" in line]
    last = rows[-1]
    rows[-1] = (*last[:-1], last[-1].rstrip("2"))
    prose = [line for line in lines if "\t" not in line]
    title, dash, first, first_end, second, second_end, points, caption = prose
    return Sheet("shanghai", (title, dash), (first + first_end, second + second_end, points.rstrip("☞")), caption,
                 rows[0], tuple(row for row in rows if row[0].isdigit()), (0.09, 0.56, 0.35))  # fmt: skip


DISTRICTS = (
    "上城区",
    "拱墅区",
    "西湖区",
    "滨江区",
    "萧山区",
    "余杭区",
    "临平区",
    "钱塘区",
    "富阳区",
    "临安区",
    "桐庐县",
    "淳安县",
    "建德市",
)
PLACES = (
    "市民中心广场",
    "武林门码头",
    "国家版本馆杭州分馆",
    "奥体中心体育馆B1层",
    "市计量院实验楼3楼",
    "线上直播（“计量云课堂”）",
    "各乡镇（街道）服务站",
    "会展中心5号馆",
)
THEMES = (
    "集贸市场电子秤",
    "家用燃气表",
    "加油机",
    "医用血压计",
    "民用三表",
    "定量包装商品",
    "眼镜验光设备",
    "出租汽车计价器",
    "充电桩（站）",
    "碳排放监测仪器",
)
HOSTS = (
    "市市场监管局",
    "市发展改革委",
    "市卫生健康委",
    "市教育局、市科协",
    "市商务局",
    "市城管局（综合行政执法局）",
    "市交通运输局；市公安局",
    "市总工会",
)
HELPERS = (
    "各区、县（市）市场监管局",
    "市计量院",
    "市消保委",
    "市计量行业协会",
    "杭州电视台",
    "市燃气集团有限公司",
    "国网杭州供电公司",
    "",
)


def hangzhou() -> Sheet:
    """Six columns, multi-item cells, some empty, Latin words and dates of every form."""
    verbs = ("开展{0}免费检定进社区活动", "举办“{0}怎么看”公众开放日", "组织{0}专项监督检查；发布检查结果通报",
             "召开{0}诚信计量示范单位授牌会", "发布《{0}消费提示》；播放公益短片《一秤一心》；走访企业20家", "举办ISO/IEC 17025与{0}能力验证沙龙")  # fmt: skip
    times = ("5月{0}日", "5月{0}日—{1}日", "5月上旬", "5月{0}日上午9:30", "全月", "5月{0}日14:00－16:30")
    rows = []
    for n in range(1, 29):
        activity = verbs[n % 6].format(THEMES[n % 10])
        if n % 7 == 3:
            activity = f"{DISTRICTS[n % 13]}“世界计量日”主题活动：" + activity
        time = times[n % 6 if n % 5 else 2].format(n, min(n + 3, 31))
        rows.append((str(n), activity, time, PLACES[n % 8], HOSTS[(n * 3) % 8], HELPERS[(n * 5) % 8]))
    return Sheet(
        "hangzhou", ("杭州市2022年“计量惠民月”活动安排表",),
        ("为迎接第23个“世界计量日”，营造“诚信计量、惠民利民”的良好氛围，市市场监管局会同有关部门于2022年5月在全市组织开展“计量惠民月”活动。",
         "各单位要加强组织领导，落实工作责任，及时报送活动信息，联系人：王敏，电话：0571-87654321。"),
        "“计量惠民月”活动一览表", ("序号", "活动名称", "活动时间", "活动地点", "主办单位", "协办单位"), tuple(rows),
        (0.07, 0.31, 0.14, 0.17, 0.16, 0.15), ("杭州市市场监督管理局", "2022年4月18日"))  # fmt: skip


GROUPS = ("一、宣传教育", "二、执法检查", "三、技能比武", "四、便民服务")
SUBJECTS = (
    "燃气安全",
    "建筑施工",
    "危险化学品",
    "校园食品",
    "轨道交通",
    "高层消防",
    "特种设备",
    "森林防火",
    "防汛减灾",
)
DOINGS = ("开展“{0}进万家”宣讲活动", "组织{0}隐患排查“回头看”；督促整改重大隐患；通报典型案例", "举行{0}应急救援综合演练（含桌面推演）",
          "编印《{0}知识手册（2023年版）》并向基层发放30000册", "举办{0}技能竞赛；表彰“安全卫士”10名", "启动{0}专家“问诊”服务")  # fmt: skip
LEADS = (
    "市应急管理局",
    "市住房城乡建设局",
    "市市场监管局",
    "市教育局",
    "市消防救援支队",
    "成都轨道交通集团有限公司",
    "市公园城市建设管理局",
    "市水务局",
)
SUPPORTS = (
    "各区（市）县政府、成都高新区管委会",
    "市委宣传部、市广电台",
    "市总工会、团市委、市妇联",
    "有关行业协会",
    "市经信局市新经济委；市交通运输局",
    "各成员单位",
)


def chengdu() -> Sheet:
    """Five columns, the first a group merged over its rows."""
    rows = []
    for n in range(1, 37):
        doing = DOINGS[(n * 5) % 6].format(SUBJECTS[n % 9])
        rows.append((GROUPS[(n - 1) // 9], str(n), doing, LEADS[(n * 3) % 8], SUPPORTS[(n * 7) % 6]))
    return Sheet(
        "chengdu", ("成都市2023年“安全生产月”", "重点活动计划"),
        ("根据国务院安委会办公室、应急管理部统一部署，2023年6月是第22个全国“安全生产月”，主题是“人人讲安全、个个会应急”。",
         "一是压实责任，二是突出重点，三是务求实效。"),
        "附件：重点活动安排表", ("类别", "序号", "活动内容", "牵头单位", "配合单位"), tuple(rows),
        (0.12, 0.08, 0.40, 0.20, 0.20), ("成都市安全生产委员会办公室", "2023年5月25日"))  # fmt: skip


def sheets() -> tuple[Sheet, ...]:
    """All notices that are printed."""
    return shanghai(), hangzhou(), chengdu()
