"""Which role a table header or a label names.

Rules: white space and a trailing bracketed note are taken off before comparing; the longest, most particular
word wins; what names a person (分管领导, 责任人) is no unit. The parsing modules and the exporters import this.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qmparse.records import ColumnRole, UnitRole
from qmparse.text.characters import CONTACT_PICTURES, PLACE_PICTURES, TIME_PICTURES, squeeze
from qmparse.text.patterns import pattern

_NOTE = pattern(r"(?<=.)[（(【\[][^（）()【】\[\]]*[）)】\]]$")

_INNER_NOTE = pattern(r"(?<=.)[（(][^（）()]*[）)](?=.)")

#: exact words -> role, where the ending says too little
_WORDS: dict[ColumnRole, str] = {
    ColumnRole.NUMBER: "序号 序 编号 号 项次 次序 排序 序列 序列号 NO No no No. NO. №",
    ColumnRole.ACTIVITY: (
        "活动内容 活动名称 活动项目 活动 项目 项目名称 名称 内容 主要内容 主要活动 重点活动 工作任务 主要任务 重点任务 任务 任务名称 任务内容"
        " 工作内容 工作事项 事项 事项名称 活动安排 活动主要内容 具体活动 具体内容 活动事项 重点工作 主要工作 工作项目 工作安排 议程 日程 议题"
        " 流程 环节 议程内容 日程内容 活动议程 内容安排 活动主题 课程 课程名称 赛事 赛事名称 节目 节目名称 展览名称 讲座题目 题目 活动或项目 活动题目"
        " 展览 演出名称 演出 剧目 讲座 讲座名称 活动具体内容 具体任务 任务事项 宣传内容 服务内容 服务项目 工作举措 任务分解 具体措施 主要措施"
        " 片名 影片 剧名 书名 曲目 课题 讲题 重点内容 措施 工作措施 目标任务 特色活动 系列活动 活动内容及形式 活动内容和形式 内容及形式 活动名称及内容"
    ),
    ColumnRole.DESCRIPTION: (
        "活动简介 简介 内容简介 活动说明 活动描述 项目简介 活动概况 活动介绍 内容介绍 活动概述 项目内容 活动简况 具体说明"
    ),
    ColumnRole.GROUP: (
        "类别 类型 分类 板块 版块 活动类别 活动类型 活动板块 活动版块 篇章 系列 专题 领域 大类 种类 项目类别 活动分类 所属板块 任务类别 活动系列"
        " 工作类别 单元 层级 级别 区域 片区 属地"
    ),
    ColumnRole.PERIOD: (
        "时间 日期 时限 期限 时段 时间安排 时间节点 完成时限 完成期限 办理时限 活动日期 举办日期 举行日期 开展日期 进度 进度安排 活动时段 日程时间"
        " 时间要求 起止日期 计划日期 开放日期 完成日期 月份 展期 会期 档期 赛期 演期 展演期"
    ),
    ColumnRole.PLACE: "地点 场所 地址 场地 会场 位置 活动场所 活动场地 举办场所 活动地址 举办场地 场馆 活动场馆 地点安排",
    ColumnRole.CONTACT: (
        "联系人 联系方式 联系电话 电话 咨询电话 联系人及电话 联系人及联系电话 联系人及联系方式 联系人和电话 联系人电话 联络员 联络人 联系人员"
        " 联系人、电话 联系人/电话 联系人与电话 联系人和联系方式 联系人和联系电话 手机 手机号 手机号码 咨询热线 热线电话 报名电话 服务电话 预约电话"
        " 联系人（电话） 联系 垂询电话"
    ),
    ColumnRole.REMARK: "备注 说明 要求 工作要求 注 其他 其它 其他说明 活动要求 备注说明 有关要求 注意事项 具体要求",
    ColumnRole.LEAD: "责任单位 牵头 负责 责任 实施 组织 主责 落实单位 组织者",
    ColumnRole.HOST: "主办 主办者",
    ColumnRole.ORGANISE: "承办 承办者",
    ColumnRole.CO_ORGANISE: "协办 协办者",
    ColumnRole.SUPPORT: "配合 支持 协助 协同",
    ColumnRole.GUIDE: "指导 主管",
    ColumnRole.PARTICIPATE: "参加 参与",
}
_EXACT = {word: role for role, words in _WORDS.items() for word in words.split()}
_EXACT |= dict.fromkeys(TIME_PICTURES, ColumnRole.PERIOD) | dict.fromkeys(PLACE_PICTURES, ColumnRole.PLACE)
_EXACT |= dict.fromkeys(CONTACT_PICTURES, ColumnRole.CONTACT)

_UNIT_TAIL = r"(?:责任)?(?:单位|部门|机构|处室|科室|机关|方|主体|处|科|组|队伍|乡镇|街道|学校|企业|院系|学院|地区|市县|县区)$"
_UNIT_ROLES: tuple[tuple[str, ColumnRole], ...] = (
    ("牵头", ColumnRole.LEAD),
    ("主办|举办|举行", ColumnRole.HOST),
    ("承办", ColumnRole.ORGANISE),
    ("协办|合办|联办|联合", ColumnRole.CO_ORGANISE),
    ("配合|支持|协助|协同|协作|赞助", ColumnRole.SUPPORT),
    ("指导|主管|监督|督导", ColumnRole.GUIDE),
    ("参加|参与|参会|参赛|参展", ColumnRole.PARTICIPATE),
    ("主责|责任|负责|组织|实施|落实|执行", ColumnRole.LEAD),
)
_UNIT_HEADERS = tuple((pattern(f"(?:{words}){_UNIT_TAIL}"), role) for words, role in _UNIT_ROLES)
#: what a header or label says by its ending, the first that fits
_TAILS = (
    (pattern(r"(?:时间|时限|日期|时段|期限|截止日|时间段|时刻)$"), ColumnRole.PERIOD),
    (pattern(r"(?:地点|场所|场地|地址|会场|场馆|位置)$"), ColumnRole.PLACE),
    (pattern(r"联系\S{0,4}方式$|(?:电话|热线|手机号码?)$|联系人\S{0,6}$"), ColumnRole.CONTACT),
    (pattern(r"(?:类别|类型|板块|版块|阶段|篇章|系列|分类|单元)$"), ColumnRole.GROUP),
    (
        pattern(
            r"(?<!考核)(?<!评分)(?<!检查)(?:名称|题目|活动|活动内容|工作内容|任务|事项|项目|赛事|展览|讲座|措施|内容|环节|流程|议题|议程|课程|节目|剧目)$"
        ),
        ColumnRole.ACTIVITY,
    ),
)
_NO_TAIL = pattern(
    "考核|评分|检查项目|经费|(?:单位|公司|企业|社区|村|学校|乡镇|街道|部门|机构|场馆|团队|协会)名称|姓名|人员名称|领票|报名方式|收费|参赛项目|奖"
)
#: 责任 beside a 牵头 supports
_DUTY = pattern("责任|负责|组织|实施|落实|执行")


def header_key(header: str) -> str:
    """A header or label as it is compared: without white space and a trailing bracketed note.

    >>> header_key("联 系 人"), header_key("传真（必填）"), header_key("牵头单位（盖章）：")
    ('联系人', '传真', '牵头单位')
    """
    return _key(header) if len(header) <= _REMEMBERED else squeeze(header[:120]).rstrip("：:")


#: headers and labels are few words printed again and again: what each comes to is kept
_REMEMBERED = 60
_remember = lru_cache(maxsize=2048)


@_remember
def _key(header: str) -> str:
    key = squeeze(header).rstrip("：:")
    while (bare := _NOTE.sub("", key)) != key:
        key = bare
    return key


def role_of(key: str) -> ColumnRole | None:
    """The role of a header or label key, or None for a word that names none.

    >>> role_of("牵头责任单位").value, role_of("灯展时间").value, role_of("分管领导"), role_of("经费来源")
    ('lead', 'period', None, None)
    """
    return _role(key) if len(key) <= 16 else None


@_remember
def _role(key: str) -> ColumnRole | None:
    if key in _EXACT:
        return _EXACT[key]
    # 主办（承办）单位
    key = _INNER_NOTE.sub("", key)
    for ending, role in _UNIT_HEADERS:
        if ending.search(key):
            return role
    if _NO_TAIL.search(key):
        return None
    return next((role for ending, role in _TAILS if ending.search(key)), None)


def is_word_of_headers(key: str) -> bool:
    """Whether a word of a known role is a header wherever it stands, and none by an ending that contents share.

    >>> is_word_of_headers("活动内容"), is_word_of_headers("主办单位"), is_word_of_headers("消防安全讲座")
    (True, True, False)
    """
    if key in _EXACT:
        return True
    return role_of(key) not in (None, ColumnRole.ACTIVITY, ColumnRole.GROUP, ColumnRole.PLACE)


def is_duty(key: str) -> bool:
    """Whether a lead role rests on 责任, 负责, 组织 or 实施 alone, without 牵头.

    >>> is_duty("责任单位"), is_duty("牵头责任单位")
    (True, False)
    """
    return "牵头" not in key and _DUTY.search(key) is not None


UNIT_ROLE_OF: dict[ColumnRole, UnitRole] = {
    role: UnitRole(role.value) for role in ColumnRole if role.value in UnitRole.__members__.values()
}


def table_roles(keys: list[str]) -> list[ColumnRole]:
    """The roles of the headers of one table, which depend on each other.

    责任 beside a 牵头 supports; where both a name and a content stand, the content describes, else it is the activity.

    >>> [r.value for r in table_roles(["序号", "活动名称", "活动内容", "牵头单位", "责任单位", "经费"])]
    ['number', 'activity', 'description', 'lead', 'support', 'other']
    >>> [r.value for r in table_roles(["序号", "项目内容", "主办单位"])]
    ['number', 'activity', 'host']
    """
    roles = [role_of(key) or ColumnRole.OTHER for key in keys]
    leads = any("牵头" in key and role is ColumnRole.LEAD for key, role in zip(keys, roles, strict=True))
    for i, (key, role) in enumerate(zip(keys, roles, strict=True)):
        if role is ColumnRole.LEAD and leads and is_duty(key):
            roles[i] = ColumnRole.SUPPORT
    if "月份" in keys and roles.count(ColumnRole.PERIOD) > 1:
        # it stands before the dates of its month
        roles[keys.index("月份")] = ColumnRole.GROUP
    _part_names_from_contents(keys, roles)
    if ColumnRole.ACTIVITY not in roles and ColumnRole.DESCRIPTION in roles:
        # beside no name what describes the activities is all that tells them
        roles[roles.index(ColumnRole.DESCRIPTION)] = ColumnRole.ACTIVITY
    seen: set[ColumnRole] = set()
    for i, role in enumerate(roles):
        if role in (ColumnRole.NUMBER, ColumnRole.GROUP, ColumnRole.PLACE, ColumnRole.REMARK) and role in seen:
            roles[i] = ColumnRole.OTHER
        seen.add(role)
    return roles


def _part_names_from_contents(keys: list[str], roles: list[ColumnRole]) -> None:
    """Of several activity columns the one that names keeps the role; one above it in rank groups, one below describes."""
    at = [i for i, role in enumerate(roles) if role is ColumnRole.ACTIVITY]
    if len(at) < 2:
        return
    named = [i for i in at if re.search("名称|题目|赛事|展览|剧目|讲座", keys[i])]
    plain = [
        i for i in at if keys[i] in ("活动", "项目", "活动项目", "活动主题", "事项", "议程", "任务", "重点任务", "主要任务")
    ]
    first = (named or plain or at)[0]
    for i in at:
        if i != first:
            roles[i] = ColumnRole.DESCRIPTION if i > first else ColumnRole.GROUP


_PERSON = pattern("(?:领导|责任人|负责人|同志)$")


def is_person(key: str) -> bool:
    """Whether a header names persons, which have no role of their own here.

    >>> is_person("分管领导"), is_person("经费来源")
    (True, False)
    """
    return _PERSON.search(key) is not None
