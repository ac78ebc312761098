"""Whole notices: plans and letters, with every kind of schedule in every place.

    plan = title [prose] [points] [sections] schedules [sections] [signature]
    letter = title [number] addressees prose [sections] [schedules] [特此通知。] [attachments] signature [annexes]

Rules: the pieces know what they print; here it is only settled which stand together. `qmparse.strategies` imports this.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from qmparse.records import Period, Precision, Shape
from qmparse.strategies import heads, words
from qmparse.strategies.dates import dated, day_text, days, issue_dates
from qmparse.strategies.drawn import BLANK, Drawn, Piece, assemble, kept, line
from qmparse.strategies.heads import Campaign
from qmparse.strategies.lists import agenda_lines, cards, item_lists
from qmparse.strategies.tables import tables

_CAPTIONS = ("活动安排表", "重点活动一览表", "主要活动安排表")
_CLOSING = Piece((line("　　特此通知。"), BLANK))


def maybe(draw: st.DrawFn, piece: st.SearchStrategy[Piece]) -> list[Piece]:
    """A piece or none; shrinks to none."""
    return [draw(piece)] if draw(st.booleans()) else []


def _caption(about: Campaign) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(_CAPTIONS).map(lambda tail: f"{about.region}“{about.name}”{tail}")


@st.composite
def _schedule(draw: st.DrawFn, about: Campaign, shape: Shape) -> Piece:
    """A schedule of this shape, not an agenda."""
    caption = draw(_caption(about)) if shape is Shape.TABLE else None
    make = {Shape.TABLE: tables, Shape.LIST: item_lists, Shape.CARDS: cards}[shape]
    return draw(make(about.year, caption))


_SHAPES = (Shape.TABLE, Shape.TABLE, Shape.LIST, Shape.CARDS)


@st.composite
def plans(draw: st.DrawFn) -> Drawn:
    """A plan with its schedule."""
    about = draw(heads.campaigns())
    title = draw(heads.plan_titles(about))
    prose = [draw(heads.intros())]
    prose += maybe(draw, dated(about.year).map(lambda period: heads.setting(about, period)))
    prose += maybe(draw, heads.point_lists())
    schedule = draw(_schedule(about, draw(st.sampled_from(_SHAPES))))
    if draw(st.booleans()):
        prose.append(heads.counted(len(schedule.notice.entries)))
    after = maybe(draw, heads.sections()) if schedule.notice.schedules[0].shape is Shape.TABLE else []
    after += maybe(draw, issue_dates(about.year).flatmap(lambda on: heads.signatures(on, note=False)))
    return assemble([title, *prose, schedule, *([Piece((BLANK,)), *after] if after else [])])


@st.composite
def two_tables(draw: st.DrawFn) -> Drawn:
    """A plan with two captioned tables."""
    about = draw(heads.campaigns())
    first = draw(tables(about.year, "市级部门重点活动安排表"))
    second = draw(tables(about.year, "各区重点活动安排表"))
    return assemble([draw(heads.plan_titles(about)), draw(heads.intros()), first, Piece((BLANK,)), second])


@st.composite
def one_day(draw: st.DrawFn) -> Drawn:
    """A plan of one day: the day in a sentence or a section, then an agenda."""
    about = draw(heads.campaigns())
    day = draw(days(about.year))
    title = draw(heads.plan_titles(about))
    told = draw(st.booleans())
    period = _on(day, year=told)
    setting = heads.setting(about, period)
    agenda = draw(agenda_lines(day.isoformat(), None))
    return assemble([title, setting, agenda])


def _on(day: date, *, year: bool) -> Period:
    iso = day.isoformat()
    text = f"{day.year}年{day_text(day)}" if year else day_text(day)
    return Period(text, iso, iso, Precision.DAY, False, not year)


@st.composite
def letters(draw: st.DrawFn) -> Drawn:
    """A letter: sections, attachments, a signature; its schedule in an annex or in none."""
    about = draw(heads.campaigns())
    pieces = [draw(heads.letter_titles(about)), *maybe(draw, heads.document_numbers(about.year)), draw(heads.addressees())]
    pieces.append(heads.paragraphs([draw(st.sampled_from(heads.LETTER_INTROS))]))
    theme = draw(st.none() | st.sampled_from(words.THEMES))
    period = draw(st.none() | dated(about.year))
    pieces.append(draw(heads.sections(theme=theme, period=period)))
    pieces += [_CLOSING] if draw(st.booleans()) else []
    annexed = draw(st.booleans())
    pieces += [draw(heads.attachments())] if annexed or draw(st.booleans()) else []
    pieces.append(draw(issue_dates(about.year).flatmap(heads.signatures)))
    if annexed:
        pieces += [heads.annex(1, heads.plan_name(about, "活动安排表")), draw(tables(about.year, None))]
    return assemble(pieces)


@kept
def notices() -> st.SearchStrategy[Drawn]:
    """Whole notices of every layout, with what reading them must give.

    A drawn notice unpacks as the pair of its text and the `Notice` expected of it:

    >>> from hypothesis import Phase, find, settings
    >>> from qmparse.strategies import notices
    >>> text, expected = find(notices(), lambda drawn: True, settings=settings(phases=[Phase.generate], database=None))
    >>> expected.title.name in text, expected.title.campaign in text
    (True, True)
    """
    return st.one_of(plans(), letters(), two_tables(), one_day())
