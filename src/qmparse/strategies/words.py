"""The words that drawn notices are made of, and the smallest records: units and activities.

Rules: all names are invented; a word stands here only where its reading is settled by the contract (a verb is of the
contract's list, no unit's name departs from its peers). The first of each list is the plainest: examples shrink to it.
The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from qmparse.records import Activity, Unit, UnitRole

REGIONS = ("云岭市", "青屿市", "桐湾区", "云栖县", "锦原县")
CAMPAIGNS = ("质量月", "安全生产月", "科普日", "节能宣传周", "全民阅读月", "禁毒宣传月", "网络安全宣传周")
PLAN_KINDS = ("活动安排", "活动方案", "实施方案", "工作方案")
THEMES = (
    "质量强国 你我同行",
    "推动高质量发展　建设质量强市",
    "节约每一度电 点亮每一盏灯",
    "共治共享食安新生活",
    "人人讲安全 个个会应急",
)

UNIT_NAMES = (
    "市教育局", "市总工会", "团市委", "市妇联", "市科学技术协会", "市文化馆", "市图书馆", "市融媒体中心", "市公安局",
    "各县（市、区）卫生健康局", "各街道办事处", "各乡镇人民政府", "青屿港务集团有限公司", "市直各单位", "市委宣传部",
    "市广播电视台等6家单位", "市消防救援支队", "桐湾海关", "县第一中学", "市质量工作领导小组办公室",
)  # fmt: skip
#: a name and the other name of the same unit
ALIASES = (("市新闻出版局", "市版权局"), ("市文化广电和旅游局", "市文物局"))

TOPICS = ("消防安全", "垃圾分类", "计量惠民", "电梯安全", "绿色出行", "防灾减灾", "食品安全", "心理健康")
FORMS = ("论坛", "讲座", "知识竞赛", "宣传活动", "成果展览", "技能比武", "咨询服务", "培训班", "体验活动")
NAMES = ("平安夜校", "清朗家园", "你点我检", "讲好质量故事，做好中国品牌", "安全第一；生命至上", "一盔一带")
BOOKS = ("质量状况白皮书（2021年）", "家庭应急手册", "条例释义；问答", "节水指南")
PLACES = ("市文化广场", "市图书馆一楼报告厅", "各社区", "线上", "东湖公园南门", "市民中心3号展厅", "各县（市、区）")
CONTACTS = ("方晓棠", "孟溪", "021-55501234", "施远", "13800001234")
REMARKS = ("雨天顺延", "需提前一天预约", "凭身份证入场", "周一闭馆")
DESCRIPTIONS = (
    "面向社会公开", "现场解答群众身边的问题，受理隐患举报", "邀请家长代表走进后厨，参与陪餐和评议", "设团体奖和个人奖；成绩当场公布",
)  # fmt: skip
FIELDS = {"票价": ("免费", "10元"), "参加人数": ("200人", "不限"), "经费来源": ("财政拨款", "自筹")}

_EVENTS = ("举办", "开展", "组织", "组织开展", "举行", "启动")
_MEETINGS = ("座谈会", "推进会", "总结会")
_PRINTS = ("发布", "编印", "印发", "发放", "制作", "播放")
_OTHERS = (
    ("征集", "优秀案例"), ("评选", "先进集体"), ("表彰", "先进集体"), ("慰问", "一线职工"), ("走访", "重点企业"),
    ("发放", "宣传单1.5万份"), ("开展", "骨干培训（第一期；第二期）"), ("开展", "巡查（商场（地下层；楼顶）；影院）"),
)  # fmt: skip

text_of = st.sampled_from


def units(roles: Sequence[UnitRole] = (UnitRole.LEAD,), *, aliases: bool = True) -> st.SearchStrategy[Unit]:
    """Units (单位) in some of these roles.

    >>> from qmparse.strategies import units
    >>> from hypothesis import find
    >>> find(units(), lambda unit: True)
    Unit(name='市教育局', role=<UnitRole.LEAD: 'lead'>, note=None)
    """
    plain = st.tuples(text_of(UNIT_NAMES), st.none())
    named = st.one_of(plain, plain, plain, text_of(ALIASES)) if aliases else plain
    return st.tuples(named, text_of(tuple(roles))).map(lambda drawn: Unit(drawn[0][0], drawn[1], drawn[0][1]))


def unit_lists(role: UnitRole, *, most: int = 3, aliases: bool = True) -> st.SearchStrategy[tuple[Unit, ...]]:
    """One to a few units in one role, none of them twice."""
    return st.lists(units((role,), aliases=aliases), min_size=1, max_size=most, unique_by=lambda unit: unit.name).map(tuple)


def _event(verb: str, topic: str, form: str, name: str | None) -> Activity:
    what = f"“{name}”{form}" if name else topic + form
    return Activity(verb + what, None, verb or None, (name,) if name else ())


def _meeting(topic: str, form: str) -> Activity:
    return Activity(f"召开{topic}{form}", None, "召开")


def _print(verb: str, book: str) -> Activity:
    return Activity(f"{verb}《{book}》", None, verb, (book,))


def activities() -> st.SearchStrategy[Activity]:
    """Activities (活动): a verb and what is done, with names in “ ” and 《 》 here and there."""
    return st.one_of(
        st.builds(_event, text_of(_EVENTS), text_of(TOPICS), text_of(FORMS), st.none() | text_of(NAMES)),
        st.builds(_meeting, text_of(TOPICS), text_of(_MEETINGS)),
        st.builds(_print, text_of(_PRINTS), text_of(BOOKS)),
        st.builds(lambda pair: Activity("".join(pair), None, pair[0]), text_of(_OTHERS)),
        st.builds(_event, st.just(""), text_of(TOPICS), text_of(FORMS), st.none() | text_of(NAMES)),
    )
