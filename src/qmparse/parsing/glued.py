"""What nothing parts: header words run together (序号活动内容时间), and a row's number run into its text (1举办).

Rules: all of a text is header words of a list, or none is; the running sequence decides how many digits are the number.
The modules that find tables and their columns import this.
"""

from __future__ import annotations

from qmparse.text.characters import fold
from qmparse.text.patterns import pattern

NUMBER_START = pattern(r"[\d０-９]{1,4}(?=[^\d０-９]|$)")


_WORDS = pattern(
    "(序号|编号|活动内容|活动名称|活动项目|活动主题|主要内容|项目名称|工作任务|活动时间|举办时间|完成时限|完成时间|时间安排|活动地点|举办地点|地点|时间|日期"
    "|牵头责任单位|牵头单位|牵头部门|责任单位|责任部门|主办单位|承办单位|协办单位|配合单位|配合部门|支持单位|指导单位|参加单位|参与单位|组织单位|实施单位|负责单位"
    "|联系人及电话|联系人|联系电话|联系方式|备注|类别|活动|项目|内容|单位)"
)


def glued_words(text: str) -> list[tuple[int, int]]:
    """The header words that a text is made of, with nothing between them."""
    if not _WORDS.match(text):
        return []
    parts = [(m.start(), m.end()) for m in _WORDS.finditer(text)]
    return parts if sum(b - a for a, b in parts) == len(text) else []


def glued_number(value: str, before: int | None) -> tuple[int, int] | None:
    """The number that begins a glued row, and how many characters print it: the running sequence decides.

    >>> glued_number("530名学生参观", 4), glued_number("1018家企业", 9), glued_number("1举办", None)
    ((5, 1), (10, 2), (1, 1))
    """
    match = NUMBER_START.match(value)
    if not match:
        return None
    digits = fold(match.group())
    following = str((before or 0) + 1)
    if digits.startswith(following):
        return int(following), len(following)
    return int(digits), len(digits)
