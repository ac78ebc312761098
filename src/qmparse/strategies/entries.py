"""Entries and schedules as records, before they are printed.

Rules: a schedule's entries hold the same kinds of values (its profile), for a table prints them in columns; a
layout that cannot print a blank cell gets no blank values. Roles stand in the order of their columns.
The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from qmparse.records import Activity, Column, ColumnRole, Entry, Period, Precision, Schedule, Shape, Unit, UnitRole
from qmparse.strategies import words
from qmparse.strategies.dates import dated, days, periods
from qmparse.strategies.drawn import kept
from qmparse.strategies.words import activities, unit_lists

_R = ColumnRole
#: which unit columns stand side by side
SCHEMES: tuple[tuple[UnitRole, ...], ...] = (
    (UnitRole.LEAD,),
    (UnitRole.LEAD, UnitRole.SUPPORT),
    (UnitRole.HOST,),
    (UnitRole.HOST, UnitRole.ORGANISE),
    (UnitRole.HOST, UnitRole.ORGANISE, UnitRole.CO_ORGANISE),
    (UnitRole.GUIDE, UnitRole.HOST, UnitRole.PARTICIPATE),
)
HEADERS: dict[ColumnRole, tuple[str, ...]] = {
    _R.NUMBER: ("序号", "序 号", "编号"),
    _R.GROUP: ("类别", "活动类别", "板块"),
    _R.ACTIVITY: ("活动内容", "活动名称", "活动项目", "活 动 内 容"),
    _R.PERIOD: ("时间", "活动时间", "时　间", "举办时间"),
    _R.PLACE: ("地点", "活动地点", "地 点"),
    _R.LEAD: ("牵头单位", "牵头部门", "牵头单位（盖章）"),
    _R.SUPPORT: ("配合单位", "支持单位", "责任单位"),
    _R.HOST: ("主办单位", "主办方"),
    _R.ORGANISE: ("承办单位",),
    _R.CO_ORGANISE: ("协办单位",),
    _R.GUIDE: ("指导单位",),
    _R.PARTICIPATE: ("参加单位", "参与单位"),
    _R.CONTACT: ("联系人", "联 系 人", "联系人及电话"),
    _R.REMARK: ("备注", "备 注"),
}
GROUPS = ("一、市级活动", "二、区级活动", "三、行业活动")
CATEGORIES = ("广场活动", "场馆开放", "专题报告")


@attrs.frozen
class Profile:
    """Which values the entries of one schedule hold."""

    shape: Shape = Shape.TABLE
    year: int = 2021
    roles: tuple[UnitRole, ...] = (UnitRole.LEAD,)
    numbered: bool = True
    period: bool = False
    place: bool = False
    contacts: bool = False
    remark: bool = False
    field: str | None = None
    #: the kind of groups: none, a category column, section rows
    groups: tuple[str, ...] = ()
    #: whether a value may be left out
    blanks: bool = True
    #: how many activities an entry has at most
    most: int = 3


_PLACES = st.sampled_from(words.PLACES)
_REMARKS = st.sampled_from(words.REMARKS)
_CONTACTS = st.lists(st.sampled_from(words.CONTACTS), min_size=1, max_size=2, unique=True).map(tuple)
_FIELDS = {field: st.sampled_from(values) for field, values in words.FIELDS.items()}
_STEPS = st.sampled_from((1,) * 9 + (2, 3, 0))
_CHANCE = st.integers(0, 9)


def _seldom(draw: st.DrawFn) -> bool:
    """Now and then True; shrinks to False."""
    return draw(_CHANCE) == 9


@st.composite
def entries(draw: st.DrawFn, year: int = 2021, profile: Profile | None = None) -> Entry:
    """Entries of a schedule: a row, an item of a list, a card.

    >>> from qmparse.strategies import entries
    >>> from hypothesis import find
    >>> entry = find(entries(), lambda entry: len(entry.activities) == 2 and len(entry.units) == 1)
    >>> [activity.text for activity in entry.activities], [unit.name for unit in entry.units]
    (['举办消防安全论坛', '举办消防安全论坛'], ['市教育局'])
    """
    have = profile or Profile(year=year)

    def maybe(wanted: bool) -> bool:
        return wanted and not (have.blanks and _seldom(draw))

    return Entry(
        number=1 if have.numbered else None,
        activities=draw(_activity_lists(have)),
        units=draw(_units(have)),
        period=draw(_period(have)) if have.shape is Shape.CARDS or maybe(have.period) else None,
        place=draw(_PLACES) if maybe(have.place) else None,
        contacts=draw(_CONTACTS) if maybe(have.contacts) else (),
        remark=draw(_REMARKS) if maybe(have.remark) else None,
        fields={have.field: draw(_FIELDS[have.field])} if have.field and maybe(True) else {},
    )


@kept
def _activity_lists(have: Profile) -> st.SearchStrategy[tuple[Activity, ...]]:
    if have.shape is Shape.TABLE:
        return st.lists(activities(), min_size=1, max_size=have.most).map(tuple)
    described = st.none() if have.shape is Shape.AGENDA else st.none() | st.sampled_from(words.DESCRIPTIONS)
    return st.tuples(activities(), described).map(lambda drawn: (attrs.evolve(drawn[0], description=drawn[1]),))


@kept
def _units(have: Profile) -> st.SearchStrategy[tuple[Unit, ...]]:
    """The units of all roles in order; of the roles behind the first some may be absent, and seldom all."""
    aliases = have.shape is not Shape.AGENDA
    lists = [unit_lists(role, aliases=aliases) for role in have.roles[:1]]
    lists += [(unit_lists(role, most=2) | st.just(())) if have.blanks else unit_lists(role, most=2) for role in have.roles[1:]]
    full = st.tuples(*lists).map(lambda drawn: tuple(unit for part in drawn for unit in part))
    if not (have.blanks and have.shape is Shape.TABLE):
        return full
    return st.integers(0, 9).flatmap(lambda n: st.just(()) if n == 9 else full)


def _period(have: Profile) -> st.SearchStrategy[Period]:
    return dated(have.year) if have.shape is Shape.LIST else periods(have.year)


@st.composite
def profiles(draw: st.DrawFn, year: int, shape: Shape, *, blanks: bool = True, groups: bool = True) -> Profile:
    """What a schedule of this shape may hold."""
    table = shape is Shape.TABLE
    flags = st.booleans()
    kinds = ((), GROUPS, CATEGORIES) if table else ((), GROUPS)
    return Profile(
        shape=shape,
        year=year,
        roles=draw(st.sampled_from(SCHEMES if shape is not Shape.LIST else SCHEMES[:2])),
        numbered=not (table and blanks and _seldom(draw)),
        period=draw(flags),
        place=draw(flags),
        contacts=draw(flags) if shape is not Shape.LIST else False,
        remark=draw(flags) if shape is not Shape.LIST else False,
        field=draw(st.none() | st.sampled_from(sorted(words.FIELDS))) if shape is not Shape.LIST else None,
        groups=draw(st.sampled_from(kinds)) if groups else (),
        blanks=blanks,
    )


@st.composite
def numberings(draw: st.DrawFn, count: int, *, faults: bool = True) -> list[int]:
    """Numbers that run on, seldom from elsewhere than 1, seldom with a gap or one printed twice."""
    at = draw(st.integers(2, 90)) if _seldom(draw) else 1
    numbers = []
    for _ in range(count):
        numbers.append(at)
        at += draw(_STEPS) if faults else 1
    return numbers


@kept
def _entry_lists(have: Profile) -> st.SearchStrategy[list[Entry]]:
    return st.lists(entries(profile=have), min_size=1 if have.shape is Shape.TABLE else 2, max_size=5)


@st.composite
def filled(draw: st.DrawFn, have: Profile, *, faults: bool = True) -> tuple[Entry, ...]:
    """The entries of one schedule, numbered and grouped."""
    drawn = draw(_entry_lists(have))
    numbers: Sequence[int | None] = draw(numberings(len(drawn), faults=faults)) if have.numbered else [None] * len(drawn)
    names = iter(have.groups)
    group = next(names, None)
    made = []
    for index, (entry, number) in enumerate(zip(drawn, numbers, strict=True)):
        if index and group and (number is None or number == (numbers[index - 1] or 0) + 1) and draw(st.booleans()):
            group = next(names, group)
        made.append(attrs.evolve(entry, number=number, group=group))
    if have.shape is not Shape.TABLE and len({entry.group for entry in made}) < 2:
        # one heading over one list may as well be a section
        made = [attrs.evolve(entry, group=None) for entry in made]
    return tuple(made)


@st.composite
def columns(draw: st.DrawFn, have: Profile) -> tuple[Column, ...]:
    """The columns that a table of this profile needs, with headers as clerks write them."""
    roles = [_R.GROUP] if have.groups == CATEGORIES else []
    roles += [_R.NUMBER] if have.numbered else []
    what = [_R.ACTIVITY, *([_R.PERIOD] if have.period else []), *([_R.PLACE] if have.place else [])]
    roles += what[1:] + what[:1] if len(what) > 1 and draw(st.booleans()) else what
    roles += [ColumnRole(role.value) for role in have.roles]
    roles += [_R.CONTACT] if have.contacts else []
    roles += [_R.REMARK] if have.remark else []
    made = [Column(draw(st.sampled_from(HEADERS[role])), role) for role in roles]
    return (*made, *([Column(have.field, _R.OTHER)] if have.field else []))


@st.composite
def schedules(draw: st.DrawFn, year: int = 2021, shape: Shape | None = None) -> Schedule:
    """Schedules as records: tables with their columns, lists, cards, agendas.

    >>> from qmparse.strategies import schedules
    >>> from hypothesis import Phase, find, settings
    >>> quick = settings(phases=[Phase.generate], database=None, max_examples=500)
    >>> schedule = find(schedules(2024), lambda s: s.shape == "table" and s.entries[0].period, settings=quick)
    >>> "period" in [column.role.value for column in schedule.columns]
    True
    """
    chosen = shape or draw(st.sampled_from(Shape))
    if chosen is Shape.AGENDA:
        return draw(days(year).flatmap(lambda day: agendas(day.isoformat())))
    have = draw(profiles(year, chosen))
    made = draw(filled(have, faults=chosen is Shape.TABLE))
    if chosen is Shape.TABLE:
        return Schedule(None, chosen, draw(columns(have)), made)
    return Schedule(None, chosen, (), tuple(attrs.evolve(entry, marker=f"{entry.number}.") for entry in made))


@st.composite
def agendas(draw: st.DrawFn, day: str) -> Schedule:
    """An agenda of one day: clock times that run on, and what is done at each."""
    have = Profile(shape=Shape.AGENDA, numbered=False, blanks=False)
    units = draw(st.booleans())
    dash = draw(st.sampled_from(("-", "—", "～")))
    hour = draw(st.integers(8, 14))
    made = []
    for index, entry in enumerate(draw(_entry_lists(have))):
        made.append(attrs.evolve(entry, period=_clock(day, hour + index, dash), units=entry.units if units else ()))
    return Schedule(None, Shape.AGENDA, (), tuple(made))


def _clock(day: str, hour: int, dash: str) -> Period:
    """The clock times of one line, on the day that the notice names elsewhere."""
    start, end = f"{hour}:00", f"{hour}:45"
    return Period(f"{start}{dash}{end}", f"{day}T{hour:02}:00", f"{day}T{hour:02}:45", Precision.MINUTE, False, True)
