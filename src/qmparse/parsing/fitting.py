"""Which column a cell suits, told by its contents: numbers, dates, units.

Rules: nothing is placed here; the callers choose the placing that fits best and say that they did so.
"""

from __future__ import annotations

import re

from qmparse.parsing.cells import leading_verb
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import UNIT_ROLE_OF
from qmparse.parsing.tabular import Cells, row_number
from qmparse.parsing.units import is_unit_list
from qmparse.records import ColumnRole

_UNIT_COLUMNS = frozenset(UNIT_ROLE_OF)


def best_gap(roles: list[ColumnRole], cells: Cells, gap: int) -> int:
    """Where `gap` columns are best left out for the cells to fit the others; the end where nothing is better."""
    if all(fits(role, value) >= 0 for role, (value, _) in zip(roles, cells, strict=False) if value):
        return len(cells)
    empty: Cells = [("", 0)] * gap
    return max(range(len(cells), -1, -1), key=lambda g: score(roles, [*cells[:g], *empty, *cells[g:]]))


def score(roles: list[ColumnRole], cells: Cells) -> int:
    return sum(fits(role, value) for role, (value, _) in zip(roles, cells, strict=False) if value)


def fits(role: ColumnRole, value: str) -> int:
    """How well a value suits a role: 1 well, 0 perhaps, -2 badly."""
    if role is ColumnRole.NUMBER:
        return 1 if row_number(value) is not None else -2
    if row_number(value) is not None:
        return -2
    dated = is_time(value)
    if role is ColumnRole.PERIOD:
        return 1 if dated else -2
    if dated:
        return -2 if role is not ColumnRole.REMARK else 0
    if role in _UNIT_COLUMNS:
        return 1 if is_unit_list(value) else -2
    if role is ColumnRole.ACTIVITY and is_unit_list(value) and leading_verb(value) is None:
        return -1
    return 0


def is_time(value: str) -> bool:
    """Whether a value is a date, or words for one."""
    if len(value) > 40:
        return False
    dates = read_dates(value, 2000)
    if dates.precision or dates.problem:
        return True
    return len(value) <= 12 and re.match("待定|另行通知|全年|长期|常年|每[周月日天]|时间", value) is not None
