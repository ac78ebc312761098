"""Which words before a colon, or in brackets that posts set them in, are labels.

    label = words ： | words ｜ | 【 words 】 [：] | a picture of a clock, a pin, a telephone, people

Rules: a label of a known role is one anywhere, any short word before a colon among others of its kind. The modules that
read running text import this.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qmparse.parsing.roles import header_key, role_of
from qmparse.text.characters import BLANKS, LABEL_PICTURES, squeeze
from qmparse.text.patterns import pattern

_B = re.escape(BLANKS)
_LABEL = pattern(rf"(?P<label>[一-鿿][一-鿿{_B}、（）()/]{{0,18}}?)[{_B}]*[：:∶｜|]")
_BRACKETS = ("【", "〖", "[", "［")
_BRACKETED = pattern(rf"[【〖\[［][{_B}]*(?P<label>[一-鿿][一-鿿{_B}]{{0,10}}?)[{_B}]*[】〗\]］][{_B}]*[：:∶]?")
#: the first of some pictures stands for the label
_PICTURE = pattern(rf"(?P<label>[{''.join(LABEL_PICTURES)}])[{''.join(LABEL_PICTURES)}\uFE0F{_B}]*+[：:∶｜|]?(?=\S)")
_LONE_BRACKET = pattern("[（(][^）)]*$")
#: labels without a column role of their own
LABELS = frozenset(
    ["活动主题", "主题", "宣传主题", "年度主题", "参加对象", "参与对象", "参加人员", "参与人员", "活动对象", "面向对象", "参与方式", "参加方式", "报名方式", "报名时间", "票价", "费用", "名额", "人数", "规模", "活动形式", "形式", "传真", "邮箱", "电子邮箱", "网址", "奖金", "奖项", "奖励", "主持人", "主讲人", "主讲", "嘉宾", "受众", "对象", "活动规模", "预约方式", "经费", "经费来源", "收费标准", "门票", "活动目的", "目的", "内容提要", "责任人", "负责人", "分管领导", "牵头领导"]
)  # fmt: skip
#: so many characters a label has that is not known as one
_SHORT = 8


def label_of(text: str) -> tuple[str, int] | None:
    """The label that a text begins with and where its value begins: 时 间：, 主办单位：, 【活动地点】.

    >>> label_of("时　间：4月20日"), label_of("他说：好"), label_of("举办论坛（责任单位：市教育局）")
    (('时　间', 4), None, None)
    >>> label_of("【主办单位】市教育局"), label_of("【原创】市教育局")
    (('主办单位', 6), None)
    """
    # a colon, or the stroke that posts set in its place; a loop over them takes thrice the time
    marked = "：" in text or ":" in text or "｜" in text or "|" in text or "∶" in text
    if not marked and text[:1] not in _BRACKETS and text[:1] not in LABEL_PICTURES:
        return None
    return _remembered(text) if len(text) <= 80 else _label_of(text)


def _label_of(text: str) -> tuple[str, int] | None:
    match = _BRACKETED.match(text) or _LABEL.match(text)
    if not match and (picture := _PICTURE.match(text)):
        behind = _label_of(text[picture.end() :])
        return (behind[0], picture.end() + behind[1]) if behind else (picture["label"], picture.end())
    if not match or _LONE_BRACKET.search(match["label"]):
        return None
    key = header_key(match["label"])
    known = (role_of(key) is not None and not _PHASE.fullmatch(key)) or key in LABELS
    return (match["label"].strip(BLANKS), match.end()) if known else None


#: the name of a part of a plan, and no label
_PHASE = pattern(r"第[一二三四五六七八九十\d]{1,3}阶段")
#: the same line is asked for its label by each rule that reads it
_remembered = lru_cache(maxsize=256)(_label_of)


def labelled(text: str) -> bool:
    """Whether a line begins with a short label, known or not.

    >>> labelled("领票方式：现场领票"), labelled("请各单位按照以下要求抓好落实：")
    (True, False)
    """
    match = _BRACKETED.match(text) or _LABEL.match(text)
    return match is not None and len(squeeze(match["label"])) <= _SHORT


def has_colon_label(text: str) -> bool:
    """Whether words and a colon begin a text, of any length.

    >>> has_colon_label("请各单位按照以下要求：抓好"), has_colon_label("【时间】9月")
    (True, False)
    """
    return _LABEL.match(text) is not None
