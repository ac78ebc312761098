"""Units (单位) and their roles: lists, labels, brackets and phrases.

    units   = unit { separator unit }              separator = 、 ， ； | two blanks | line break | <br>
    labels  = label ： units { [；，] label ： units }    label = 牵头单位, 配合单位, …
    phrases = [由] units (牵头 | 负责 | 组织实施) | units 配合 | 会同 units

Rules: a bracket is never split; 等… and 各… belong to the name; what is no unit list gives no units.
The parsing modules import this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from qmparse.parsing.making import NewSpan, NewUnit
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, is_duty, role_of
from qmparse.records import ColumnRole, Unit, UnitRole
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, BREAKS, SOFT_BREAKS, says_nothing
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, place
from qmparse.text.splitting import outside, split_outside

_B = re.escape(BLANKS)
#: between units, outside brackets
SEPARATOR = pattern(rf"[、，；,;{BREAKS}{SOFT_BREAKS}]|<br\ ?/?>|[{_B}]{{2,}}|\t")
#: how the name of a unit ends, without its bracket
_TAIL = pattern(
    r"(?:局|委|办|会|院|所|中心|厅|部|处|科|公司|集团|站|馆|团|社|校|学|海关|支队|大队|总队|中队|队|政府|街道|镇|乡|县|区|市|组|署|厂|店|联"
    r"|台|网|报|[一二三四五六七八九十]中|[一二三四五六七八九十]小|[附实][中小]|民兵连|园|户|企业|单位|部门|基地|机构|媒体|行|庭|室|宫|院校|学校|高校|村|社区|群团|班子|分局|法院|检察院|商|协|基金|系|学院|系统|平台|军分区|武警|银行|港|城|场"
    r"|团市委|团县委|团区委|团省委|旅|舰|库|府|剧院|影院|公园|书店|超市|医院|酒店|景区|大学|小学|中学|幼儿园|俱乐部|工作室|合作社|联社|盟|旗|州|省|国|矿|司|司法所|出版社|保险|电力|燃气|移动|联通|电信|供电|邮政)$"
)
#: places and things that share an ending with units
_NO_UNIT = pattern(
    r"(?:场所|(?:报告|会议|宴会|演播|多功能|音乐|展|大)厅|附件\S*|要求|知识|地区|厨房|现场|会场|广场|商场|市场|城市|超市|全市|全县|全区|全省|本市|开展|活动|培训会|座谈会|推进会|交流会|启动会|发布会|展览会|晚会|大会|会议|论坛|社会|机会|教学|科学|数学|文学|部分|视频号|小区内|[\d一二三四五六七八九十]+[场个项次期名人天])$"
)
_SOME = pattern(
    r"^(?:各|有关|相关|其他|全市各|全县各|全区各|市直|县直|区直|市属|县属|区属|省直|市级|市各|县各|区各)|等$|等\S{0,8}(?:部门|单位|机构|协会|企业|公司|媒体|成员)$"
)
_NO_NAME = pattern("[：:“”《》。]|请|另见|详见")
#: the campaign that an office is for: 市“扫黄打非”办公室
_OFFICE_OF = pattern(
    "(?<=.)“[^“”]{1,12}”(?=[一-鿿]{0,8}(?:办公?室?|领导小组|工作组|工作专班|指挥部|组委会|协会|联席会议|服务队|中心)$)"
)
_BRACKET_END = pattern(r"(?<=.)[（(](?P<inside>[^（()）]*)[）)]$")
_ROLE_WORD = r"牵头|主办|承办|协办|合办|配合|支持|协助|指导|主管|参加|参与|责任|负责|组织|实施|落实|主责"
#: what tells that a bracket or phrase gives units their roles
ROLE = pattern(_ROLE_WORD)
_ROLE_NOTE = pattern(rf"^(?:为)?(?P<word>{_ROLE_WORD})(?:责任)?(?:单位|部门)?$")
#: the same with blanks inside, as labels are set
_SPACED = f"[{_B}]*".join(_ROLE_WORD).replace(f"[{_B}]*|[{_B}]*", "|")
#: a label of units inside running text
LABEL = pattern(
    rf"(?P<label>[一-鿿]{{0,4}}(?:{_SPACED})[{_B}]*(?:责[{_B}]*任)?[{_B}]*(?:单[{_B}]*位|部[{_B}]*门|机[{_B}]*构|处[{_B}]*室|科[{_B}]*室|方|主体)(?:[（(][^（()）]{{0,12}}[）)])?|{_ROLE_WORD})[{_B}]*[：:∶]"
)
#: 会同 and 联合, but not the 联合 of 联合会
_WITH = pattern(r"会同|联合(?!会|社|总|大|学|体|国|党|工|办|公司|集团|医院|执法)")
_COLON = pattern("[：:∶]")
#: words behind 等 that are no name of their own: 等25个部委
_MORE = pattern(r"^等(?:\d+|[一二三四五六七八九十]+|有关|相关|多)?[家个]?\S*$")


#: what a cell says that names no unit, or none yet
_NONE = frozenset({"无", "待定", "暂无", "待确定", "另行通知"})
#: a closing mark behind a name, set off by blanks or not
_BEHIND_NAME = "。." + BLANKS_AND_BREAKS
#: what a cell that holds one plain name has none of; 牵, 配, 同 and 由 are of 由…牵头, 配合 and 会同
_SEVERAL = re.compile(rf"[<、，；,;{BREAKS}\t{_B}（）()\[\]【】“”《》。.：:∶牵配同由]")


def name_units(value: str, where: int | Passage, role: UnitRole, ranges: list[tuple[int, int]] | None = None) -> list[Unit]:
    """The units of a list, each in this role unless a bracket behind its name, a label or a phrase gives another.

    >>> [u.name for u in name_units("市教育局（体育局）、各县（市、区）工会  市妇联", 0, UnitRole.LEAD)]
    ['市教育局', '各县（市、区）工会', '市妇联']
    """
    if len(value) < 5 and (value in _NONE or says_nothing(value)):
        return []
    if type(where) is int and not _SEVERAL.search(value) and ranges is None:
        return [NewUnit(value, role, None, NewSpan(where, where + len(value)))] if value else []
    if ranges is None and (told := _told_units(value, where, role)):
        return told
    units: list[Unit] = []
    names = split_outside(value, SEPARATOR) if ranges is None else ranges
    for start, end in _at_blanks(value, names) if names and _BLANK.search(value, names[0][0], names[-1][1]) else names:
        while end > start and value[end - 1] in _BEHIND_NAME:
            end -= 1
        name = value[start:end]
        if not name:
            continue
        if units and _MORE.match(name) and ranges is None:
            # 等25个部委 behind a separator is no unit of its own
            units[-1] = _joined(value, where, units[-1], end)
            continue
        own_role, note = role, None
        if name[-1] in "）)" and (match := _BRACKET_END.search(name)):
            inside = match["inside"].strip(BLANKS_AND_BREAKS)
            word = _ROLE_NOTE.match(inside)
            if word:
                own_role = role_of_word(word["word"]) or role
            if word or _is_alias(name[: match.start()], inside):
                note, name = inside, name[: match.start()].rstrip(BLANKS_AND_BREAKS)
                end = start + len(name)
        span, pieces = place(where, start, end)
        units.append(NewUnit(name, own_role, note, span, pieces))
    return units


def _told_units(value: str, where: int | Passage, role: UnitRole) -> list[Unit]:
    """The units of a value that is made of labels or phrases: 牵头：甲局；配合：乙局, 甲局会同乙局."""
    labelled = labelled_units(value, where, anywhere=True)
    if labelled and labelled[0] == 0:
        return labelled[1]
    if ROLE.search(value) and (phrased := phrased_units(value, where, bracketed=True)):
        return phrased
    return _units_together(value, where, role) if _WITH.search(value) else []


def _units_together(value: str, where: int | Passage, role: UnitRole) -> list[Unit]:
    """The units of 甲局会同乙局, where the value is made of them."""
    units: list[Unit] = []
    for start, end, own in _with(value, 0, len(value), role):
        ranges = [(start + a, start + b) for a, b in split_outside(value[start:end], SEPARATOR)]
        if not ranges or not all(looks_like_unit(value[a:b]) for a, b in ranges):
            return []
        units += name_units(value, where, own, ranges)
    return units


def _at_blanks(value: str, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges, parted at lone blanks where each part is the name of a unit: 市商务局　市总工会, but not 文　化　局."""
    for start, end in ranges:
        edges = [start - 1, *[start + blank.start() for blank in outside(value[start:end], _BLANK)], end]
        parts = [(a + 1, b) for a, b in pairwise(edges)]
        yield from parts if all(b - a > 2 and looks_like_unit(value[a:b]) for a, b in parts) else [(start, end)]


_BLANK = pattern("[ \u3000]")


def _joined(value: str, where: int | Passage, unit: Unit, end: int) -> Unit:
    """The unit, run on to `end`, with the separator before 等… in it."""
    assert unit.span is not None
    start = unit.span.start - where if isinstance(where, int) else value.find(unit.name)
    span, pieces = place(where, start, end)
    return Unit(value[start:end], unit.role, unit.note, span, pieces)


def _is_alias(name: str, inside: str) -> bool:
    """Whether a bracket behind a name gives one other name of the same unit."""
    if name.startswith("各") or len(inside) < 3 or SEPARATOR.search(inside):
        return bool(re.match(r"(?:以下)?简称|原名?[^有]|又名|即", inside)) and not SEPARATOR.search(inside)
    # a part of a university is no other name of it
    part = name.endswith(("大学", "学院")) and inside.endswith(("学院", "系", "部", "中心"))
    other_name = looks_like_unit(inside) and inside[0] not in "各" and inside[-1] not in "科处室股队组" and not part
    return bool(re.match(r"(?:以下)?简称|又名", inside)) or other_name


def role_of_word(word: str) -> UnitRole | None:
    """The role that 牵头, 配合单位 and the like give.

    >>> role_of_word("配合").value, role_of_word("牵头单位").value
    ('support', 'lead')
    """
    role = role_of(header_key(word)) or role_of(header_key(word) + "单位")
    return UNIT_ROLE_OF.get(role) if role else None


def looks_like_unit(name: str) -> bool:
    """Whether a name is that of a unit by its ending or beginning.

    >>> looks_like_unit("市文旅局"), looks_like_unit("各镇（街道）"), looks_like_unit("附件一"), looks_like_unit("食堂")
    (True, True, False, False)
    """
    return 2 <= len(name) <= 60 and _named(name)


@lru_cache(maxsize=2048)  # the same units stand in item after item
def _named(name: str) -> bool:
    if _NO_NAME.search(_OFFICE_OF.sub("", name)):
        return False
    bare = _BRACKET_END.sub("", name)
    if _SOME.search(bare):
        return True
    return _TAIL.search(bare) is not None and _NO_UNIT.search(bare) is None


def ends_like_unit(name: str) -> bool:
    """Whether a name ends as those of units do, so that it is not cut.

    >>> ends_like_unit("各县（区）司法局"), ends_like_unit("各县（区）司法")
    (True, False)
    """
    bare = _BRACKET_END.sub("", name)
    return _TAIL.search(bare) is not None or _SOME.search(bare[1:]) is not None


def is_unit_list(value: str) -> bool:
    """Whether every item of a value is the name of a unit.

    >>> is_unit_list("区教育局、各街道办事处"), is_unit_list("小学、初中"), is_unit_list("餐饮场所；学校食堂")
    (True, False, False)
    """
    if not _SEVERAL.search(value):
        return looks_like_unit(value) or _MORE.match(value) is not None
    ranges = split_outside(value, SEPARATOR)
    return bool(ranges) and all(looks_like_unit(value[a:b]) or _MORE.match(value[a:b]) for a, b in ranges)


def labelled_units(value: str, where: int | Passage, *, anywhere: bool = False) -> tuple[int, list[Unit]] | None:
    """The units behind labels at the end of a value, and where the first label begins; None without a label.

    A label counts at the beginning, or behind a mark that closes what stands before it.

    >>> at, units = labelled_units("讲座。牵头单位：甲局；责任单位：乙局，丙会。", 0)
    >>> at, [(u.name, u.role.value) for u in units]
    (3, [('甲局', 'lead'), ('乙局', 'support'), ('丙会', 'support')])
    """
    if not _COLON.search(value):
        return None
    labels: list[re.Match[str]] = []
    for match in outside(value, LABEL):
        # behind units a blank may part the next label from them
        here = anywhere or _opens_here(value, match.start()) or (labels and value[match.start() - 1] in BLANKS)
        if here and UNIT_ROLE_OF.get(role_of(_label_key(match["label"])) or ColumnRole.OTHER):
            labels.append(match)
    if not labels:
        return None
    leads = any("牵头" in m["label"] for m in labels)
    units: list[Unit] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        key = _label_key(label["label"])
        role = UNIT_ROLE_OF[role_of(key) or ColumnRole.LEAD]
        if role is UnitRole.LEAD and leads and is_duty(key):
            role = UnitRole.SUPPORT
        start, end = label.end(), following.start() if following else len(value)
        ranges = [(a + start, b + start) for a, b in split_outside(value[start:end], SEPARATOR)]
        # no name holds a colon: another label begins there
        units += name_units(value, where, role, list(takewhile(lambda r: not _COLON.search(value, *r), ranges)))
    return labels[0].start(), units


def _label_key(label: str) -> str:
    key = header_key(label)
    return key if role_of(key) else key + "单位"


def _opens_here(value: str, at: int) -> bool:
    before = value[:at].rstrip(BLANKS_AND_BREAKS)
    # a wide gap parts as a mark does
    return not before or at - len(before) > 1 or before[-1] in "。.；;，,！？!?）)】]”》、—─－–-"


def phrased_units(value: str, where: int | Passage, *, trusting: bool = False, bracketed: bool = False) -> list[Unit]:
    """The units of 由X牵头，Y配合 / X会同Y负责 / 由X组织实施, where the whole value is made of such phrases.

    With `trusting`, as in a bracket that begins with 由, they may have names of any kind; `bracketed`, 负责 and 配合
    need no 由 before them.

    >>> [(u.name, u.role.value) for u in phrased_units("由市科协牵头，市教育局、团市委配合", 0)]
    [('市科协', 'lead'), ('市教育局', 'support'), ('团市委', 'support')]
    >>> phrased_units("各单位要负责落实", 0)
    []
    """
    text = value.rstrip("。.；;，," + BLANKS_AND_BREAKS)
    units: list[Unit] = []
    edge = 0
    for match in outside(text, _PHRASE_WORD):
        plain = not bracketed and not BEGINS_PHRASE.match(text) and match["word"][:2] not in ("牵头", "主办", "承办")
        if not edge and plain:
            return []
        found = list(_phrase(value, where, edge, match, trusting))
        if not found:
            return []
        units += found
        edge = match.end()
    rest = _REST.match(text, edge) if units else None
    if rest and (rest["with"] or "牵头" in text):
        ranges = [(rest.end() + a, rest.end() + b) for a, b in split_outside(text[rest.end() :], SEPARATOR)]
        if all(looks_like_unit(text[a:b]) for a, b in ranges):
            role = UnitRole.CO_ORGANISE if rest["with"] else UnitRole.SUPPORT
            return [*units, *name_units(value, where, role, ranges)]
    return units if units and edge == len(text) else []


_PHRASE_WORD = pattern(
    r"(?:按照?(?:各自)?职[责能](?:分工)?|共同|联合|分别|密切|具体|积极|派员|派人)?(?P<word>牵头负责组织实施|牵头组织实施|牵头负责|牵头组织|牵头实施|牵头会同|牵头举办|牵头|负责组织实施|组织实施|负责实施|负责落实|负责组织|负责|主办|承办|协办"
    r"|(?<!抓好|认真|推进|狠抓)落实|配合实施|协助配合|配合做好|配合|协助实施|协助|支持|参与配合|参与|参加|指导)(?=$|[，,；;、。])"
)


#: …牵头，会同市总工会; …牵头，市总工会
_REST = pattern("[，,；;、]?(?P<with>会同)?(?=.)")
#: 负责, 组织 and 实施 are plain verbs without a 由 before them
BEGINS_PHRASE = pattern(rf"[{_B}]*由")


def _phrase(value: str, where: int | Passage, edge: int, match: re.Match[str], trusting: bool) -> Iterator[Unit]:
    """The units between `edge` and a role word."""
    start, end = edge, match.start()
    while start < end and value[start] in "，,；;、和与及由" + BLANKS_AND_BREAKS:
        start += 1
    role = role_of_word(re.sub("组织实施|负责组织|实施|落实|做好|举办$|会同", "", match["word"])[:2] or "实施") or UnitRole.LEAD
    if role is UnitRole.LEAD and "牵头" not in match["word"] and "牵头" in value:
        role = UnitRole.SUPPORT
    for a, b, own in _with(value, start, end, role):
        ranges = split_outside(value[a:b], SEPARATOR)
        ranges = [(a + x, a + y) for x, y in ranges]
        ranges = [(x, y - len(m.group()) if (m := re.search("(?:共同|联合|分别)$", value[x:y])) else y) for x, y in ranges]
        if not trusting and not all(looks_like_unit(value[x:y]) or _MORE.match(value[x:y]) for x, y in ranges):
            return
        yield from name_units(value, where, own, ranges)


def _with(value: str, start: int, end: int, role: UnitRole) -> Iterator[tuple[int, int, UnitRole]]:
    """X会同Y: X in the phrase's role, Y in `co_organise`."""
    match = next((m for m in _WITH.finditer(value, start, end)), None)
    if match is None:
        yield start, end, role
        return
    left = match.start()
    if value[:left].endswith("牵头"):
        left -= 2
    while left > start and value[left - 1] in "，, ":
        left -= 1
    if left > start:
        yield start, left, role
    yield match.end(), end, UnitRole.CO_ORGANISE
