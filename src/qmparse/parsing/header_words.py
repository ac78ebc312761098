"""Cells -> the header that their words make, or that they print again.

Rules: a header is a row of which most cells are known header words; what its line looks like is the business of
`headers`. The modules that find tables import this.
"""

from __future__ import annotations

from qmparse.parsing.parting import GAP
from qmparse.parsing.roles import header_key, is_word_of_headers, role_of, table_roles
from qmparse.parsing.tabular import Cell, Cells, Header, Style
from qmparse.records import ColumnRole
from qmparse.text.characters import squeeze
from qmparse.text.patterns import pattern


def are_several(cell: Cell) -> bool:
    """Whether a cell holds words of several columns, parted by single blanks: 序号　活动内容."""
    words = GAP.split(cell[0]) if len(cell[0]) < 24 else []
    roles = {role_of(header_key(word)) for word in words}
    return len(roles) == len(words) > 1 and None not in roles


def header_of(style: Style, cells: Cells, first: int, last: int, sure: int = 1) -> Header | None:
    """A header of these cells, if most of them are header words, and `sure` of them are nothing but such words."""
    keys = [header_key(value) for value, _ in cells]
    printed = [key for key in keys if key]
    known = sum(role_of(key) is not None for key in printed)
    if known < 2 or known * 2 < len(printed) or any(len(key) > 20 for key in printed):
        return None
    # one word in every cell is a merged heading: 重点活动
    if len({*printed}) < 2 or any(key.isdecimal() for key in printed) or sum(map(is_word_of_headers, printed)) < sure:
        return None
    return Header(style, cells, keys, table_roles(keys), first, last)


def all_known(header: Header) -> bool:
    return sum(role_of(key) is None for key in header.keys) <= 1 and role_of(header.keys[0]) is not None


_SCORES = pattern("考核|评分|分值|得分|扣分|评价指标|标准分|权重")


def is_score_sheet(header: Header) -> bool:
    """Whether a table gives marks instead of a schedule."""
    return any(_SCORES.search(key) for key in header.keys)


def same_roles(header: Header, other: Header) -> list[int] | None:
    """Which column of a header each of another is, where other words name the same roles, each once."""
    roles = {role: j for j, role in enumerate(header.roles)}
    if ColumnRole.OTHER in roles or not len(roles) == len(header.roles) == len(other.roles) or roles.keys() != set(other.roles):
        return None
    return [roles[role] for role in other.roles]


def differs(header: Header, cells: Cells) -> bool:
    """Whether a header printed again says something else than the first one, white space and empty columns apart."""
    first, again = ([squeeze(value) for value, _ in some] for some in (header.cells, cells))
    for words in (first, again):
        while words and not words[-1]:
            words.pop()
    return first != again


def header_again(header: Header, cells: Cells) -> list[int] | None:
    """Which column of the header each cell is, where the row is the header printed again."""
    keys = [header_key(value) for value, _ in cells]
    while keys and not keys[-1] and len(keys) > len(header.keys):
        keys.pop()
    if abs(len(keys) - len(header.keys)) > 1:
        return None
    same = sum(key in header.keys for key in keys if key)
    known = sum(role_of(key) is not None for key in keys)
    if same * 2 <= len(header.keys) or known + same < len(keys) or any(key.isdecimal() for key in keys):
        return None
    places = {key: j for j, key in reversed([*enumerate(header.keys)])}
    # a word that the first header does not print stands for the one of its role that this one does not print
    left = [j for j, key in enumerate(header.keys) if key not in keys]
    for j, key in enumerate(keys):
        if key not in places:
            like = [i for i in left if header.roles[i] is role_of(key)]
            places[key] = like[0] if len(like) == 1 else min(j, len(header.keys) - 1)
    return [places[key] for key in keys]
