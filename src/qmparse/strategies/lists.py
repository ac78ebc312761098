"""Lists with units behind their items, cards, and agendas.

    list = { marker [date ，] text 。 [description 。] units }    card = marker name { label ： value }    agenda = { clock text }

Rules: an item is one line and its labels; a page may end behind it. The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from hypothesis import strategies as st

from qmparse.records import Activity, Entry, Notice, Schedule, Shape, Unit, UnitRole
from qmparse.strategies.drawn import BLANK, Line, Piece, line, printed
from qmparse.strategies.entries import agendas, filled, profiles

MARKERS = ("{}.", "{}、", "{}．", "（{}）")
LABELS = {
    UnitRole.LEAD: ("牵头单位", "责任单位"),
    UnitRole.SUPPORT: ("配合单位", "支持单位"),
    UnitRole.HOST: ("主办单位", "主 办 单 位"),
    UnitRole.ORGANISE: ("承办单位",),
    UnitRole.CO_ORGANISE: ("协办单位",),
    UnitRole.GUIDE: ("指导单位",),
    UnitRole.PARTICIPATE: ("参加单位", "参与单位"),
}


def _names(units: Sequence[Unit], role: UnitRole, separator: str = "、") -> str:
    return separator.join(printed(unit.name, unit.note) for unit in units if unit.role is role)


# --- how an item prints its units: the parts behind its sentence


def _bracket(units: Sequence[Unit]) -> tuple[str, ...]:
    if any(unit.role is not UnitRole.LEAD for unit in units):
        return ("（", *_labelled(units, "；"), "）")
    return ("（" + _names(units, UnitRole.LEAD) + "）",)


def _phrase(units: Sequence[Unit]) -> tuple[str, ...]:
    helped = _names(units, UnitRole.SUPPORT)
    return (f"（由{_names(units, UnitRole.LEAD)}牵头{f'，{helped}配合' if helped else ''}）",)


def _sentence(units: Sequence[Unit]) -> tuple[str, ...]:
    return (*_labelled(units, "；"), "。")


def _labelled(units: Sequence[Unit], separator: str) -> tuple[str, ...]:
    roles = dict.fromkeys(unit.role for unit in units)
    parts = [f"{LABELS[role][0]}：{_names(units, role)}" for role in roles]
    return tuple(piece for part in parts for piece in (part, separator))[:-1]


TAILS: tuple[Callable[[Sequence[Unit]], tuple[str, ...]], ...] = (_bracket, _phrase, _sentence)


@st.composite
def item_lists(draw: st.DrawFn, year: int, caption: str | None) -> Piece:
    """A numbered list, its units behind each item."""
    have = attrs.evolve(draw(profiles(year, Shape.LIST, blanks=False)), place=False)
    marker = draw(st.sampled_from(MARKERS))
    tail = draw(st.sampled_from(TAILS))
    indent = draw(st.sampled_from(("", "　　")))
    apart = draw(st.booleans())
    made = [attrs.evolve(entry, marker=marker.format(entry.number)) for entry in draw(filled(have, faults=False))]
    made = [attrs.evolve(entry, activities=_closed(entry.activities)) for entry in made]
    lines: list[Line] = [line(caption), BLANK] if caption else []
    for index, entry in enumerate(made):
        if entry.group and (not index or made[index - 1].group != entry.group):
            lines += [line(indent, entry.group), *([BLANK] if apart else [])]
        lines.append(_item(entry, tail, indent, index))
        lines += [BLANK] if apart else []
    lines = [attrs.evolve(item, fixed=item.fixed or _begins_group(made, item.entry)) for item in lines]
    return Piece((*lines,), Notice(schedules=(Schedule(caption, Shape.LIST, (), tuple(made)),)))


def _begins_group(entries: Sequence[Entry], index: int | None) -> bool:
    return (
        index is not None
        and entries[index].group is not None
        and (not index or entries[index - 1].group != entries[index].group)
    )


def _closed(activities: Sequence[Activity]) -> tuple[Activity, ...]:
    """What follows the first sentence keeps its marks."""
    return tuple(attrs.evolve(a, description=f"{a.description}。" if a.description else None) for a in activities)


def _item(entry: Entry, tail: Callable[[Sequence[Unit]], tuple[str, ...]], indent: str, index: int) -> Line:
    activity = entry.activities[0]
    date = (f"{entry.period.text}，",) if entry.period else ()
    body = (activity.text + "。" + (activity.description or ""),)
    return line(indent, entry.marker or "", *date, *body, *tail(entry.units), entry=index, page=True)


# --- cards


@st.composite
def cards(draw: st.DrawFn, year: int, caption: str | None) -> Piece:
    """A block of labelled lines for each entry."""
    have = draw(profiles(year, Shape.CARDS, groups=False))
    marker = draw(st.sampled_from(MARKERS[:3]))
    colon = draw(st.sampled_from(("：", ":")))
    separator = draw(st.sampled_from(("、", "；", "  ")))
    made = [attrs.evolve(entry, marker=marker.format(entry.number)) for entry in draw(filled(have, faults=False))]
    lines: list[Line] = [line(caption), BLANK] if caption else []
    for index, entry in enumerate(made):
        rows = [line(entry.marker or "", entry.activities[0].text), *_card(entry, colon, separator)]
        marked = [attrs.evolve(row, entry=index) for row in rows]
        lines += [*marked[:-1], attrs.evolve(marked[-1], page=True), BLANK]
    return Piece((*lines,), Notice(schedules=(Schedule(caption, Shape.CARDS, (), tuple(made)),)))


def _card(entry: Entry, colon: str, separator: str) -> list[Line]:
    """The labels of a card, the units' in the order of their roles."""
    values = [("时间", entry.period.text if entry.period else None), ("地点", entry.place)]
    values += [(LABELS[role][-1], _names(entry.units, role, separator)) for role in dict.fromkeys(u.role for u in entry.units)]
    values += [("活动内容", entry.activities[0].description), ("联系人", "、".join(entry.contacts)), ("备注", entry.remark)]
    values += [*entry.fields.items()]
    return [line(label, colon, value) for label, value in values if value]


# --- agendas


@st.composite
def agenda_lines(draw: st.DrawFn, day: str, caption: str | None) -> Piece:
    """A line a clock time; the day stands elsewhere in the notice."""
    schedule = attrs.evolve(draw(agendas(day)), caption=caption)
    gap = draw(st.sampled_from((" ", "　", "  ")))
    lines: list[Line] = [line(caption), BLANK] if caption else []
    for index, entry in enumerate(schedule.entries):
        assert entry.period is not None
        units = _bracket(entry.units) if entry.units else ()
        lines.append(line(entry.period.text, gap, entry.activities[0].text, *units, entry=index, page=True))
    return Piece((*lines,), Notice(schedules=(schedule,)))
