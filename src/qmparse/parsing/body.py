"""The body of a notice: its tree of marked parts -> paragraphs, point lists, sections and schedules.

Rules: what `unmarked` and `series` tell to be schedules are those, other marked parts are sections, and what is left is
prose. Each character goes to one record. `notice` imports this.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.outline import Item, Part
from qmparse.parsing.points import last_point, opens_points, read_points
from qmparse.parsing.schedules import Body, keep_table
from qmparse.parsing.sections import note_joined, number_parts, read_section
from qmparse.parsing.series import CLOSING, read_grouped, read_listed, run_on, shape_of
from qmparse.parsing.tabular import Table
from qmparse.parsing.unmarked import read_agenda, read_bare_rows, read_bulleted_list, read_cards, read_dated_list
from qmparse.records import BlockKind, Paragraph, Section
from qmparse.text.characters import BLANKS
from qmparse.text.spans import Passage, place


def read_body(draft: Draft, items: list[Item], captions: dict[int, str]) -> Body:
    """Fill a body from the tree of its parts."""
    body = Body(captions)
    prose, sections = _container(draft, body, items)
    for passage in prose:
        if CLOSING.match(passage.text):
            draft.claim(BlockKind.CLOSING, passage.start, passage.end)
        else:
            body.paragraphs.append(_paragraph(draft, passage))
    body.sections = sections
    body.paragraphs.sort(key=lambda p: p.span.start if p.span else 0)
    body.schedules.sort(key=lambda s: s.span.start if s.span else 0)
    body.point_lists.sort(key=lambda p: p.span.start if p.span else 0)
    return body


def _paragraph(draft: Draft, passage: Passage) -> Paragraph:
    span, pieces = place(passage, 0, len(passage.text))
    note_joined(draft, [passage])
    draft.claim(BlockKind.PARAGRAPH, span.start, span.end)
    return Paragraph(passage.text, span, pieces)


def _container(draft: Draft, body: Body, items: list[Item]) -> tuple[list[Passage], list[Section]]:
    """The prose and the sections of some neighbouring items; schedules and point lists go to the body."""
    prose: list[Passage] = []
    sections: list[Section] = []
    plain: list[Passage] = []
    parts: list[Part] = []

    for item in items:
        if isinstance(item, Part):
            parts.append(item)
        elif isinstance(item, Table):
            prose += _plain(draft, body, plain)
            plain = []
            keep_table(draft, body, item)
        else:
            plain.append(item)
    prose += _plain(draft, body, plain)
    more, made = _parts(draft, body, parts, prose)
    sections += made
    return [*prose, *more], sections


# --- plain passages: points, unnumbered cards, agendas, paragraphs


def _plain(draft: Draft, body: Body, passages: list[Passage]) -> list[Passage]:
    """What is left as prose of unmarked passages."""
    passages = list(_merged_points(draft, passages))
    kept: list[Passage] = []
    i = 0
    while i < len(passages):
        taken = (
            read_agenda(draft, body, passages, i, kept)
            or read_cards(draft, body, passages, i)
            or read_bare_rows(draft, body, passages, i)
            or read_dated_list(draft, body, passages, i, kept)
            or read_bulleted_list(draft, body, passages, i)
        )
        if taken:
            i += taken
            continue
        kept += _points(draft, body, passages[i])
        i += 1
    return kept


def _merged_points(draft: Draft, passages: list[Passage]) -> Iterator[Passage]:
    """Passages of which each begins with the next 一是 二是, joined to one; before them a lead that ends in ：, or the first."""
    i = 0
    while i < len(passages):
        group = [passages[i]]
        last = _last_point(passages[i].text, opens_points(passages[i + 1].text) if i + 1 < len(passages) else None)
        if last is not None:
            while i + 1 < len(passages) and opens_points(passages[i + 1].text) == last + 1:
                i += 1
                group.append(passages[i])
                last = last_point(passages[i].text, last + 1) or last + 1
        yield group[0] if len(group) == 1 else Passage(draft.text, [piece for p in group for piece in p.pieces])
        i += 1


def _last_point(text: str, following: int | None) -> int | None:
    """The number of the last point that a passage prints, 0 for a lead; None where no point follows below."""
    if following is None:
        return None
    first = opens_points(text)
    if first is not None:
        return last_point(text, first) or first
    if following == 1:
        return 0 if text.rstrip(BLANKS).endswith(("：", ":")) else None
    return last_point(text)


def _points(draft: Draft, body: Body, passage: Passage) -> list[Passage]:
    """A passage without the point list in it."""
    found = read_points(draft, passage)
    if not found:
        return [passage]
    body.point_lists.append(found.points)
    draft.claim(BlockKind.POINTS, found.start, found.end)
    rest = _points(draft, body, found.after) if found.after else []
    return ([found.before] if found.before else []) + rest


# --- marked parts


def _parts(draft: Draft, body: Body, parts: list[Part], before: list[Passage]) -> tuple[list[Passage], list[Section]]:
    """Neighbouring parts as schedules or sections; returns prose that belongs to neither."""
    prose: list[Passage] = []
    sections: list[Section] = []
    unlisted: list[Part] = []
    i = 0
    while i < len(parts):
        run = run_on(parts, i)
        if run:
            j, shape = run
            prose += read_grouped(draft, body, parts[i:j], shape)
            i = j
            continue
        j = i + 1
        while j < len(parts) and parts[j].mark.rank == parts[i].mark.rank and not run_on(parts, j):
            j += 1
        group = parts[i:j]
        listed = shape_of(group)
        if listed:
            prose += read_listed(draft, body, group, listed, before)
        else:
            for part in group:
                more, section = _section(draft, body, part, part is parts[-1])
                prose += more
                sections.append(section)
            unlisted += group
        i = j
    number_parts(draft, unlisted)
    return prose, sections


def _section(draft: Draft, body: Body, part: Part, last: bool) -> tuple[list[Passage], Section]:
    """A part as a section; 特此通知 behind the last one belongs to the letter."""
    closing: list[Passage] = []
    below = list(part.below)
    while last and below and isinstance(below[-1], Passage) and CLOSING.match(below[-1].text):
        closing.insert(0, below.pop())  # type: ignore[arg-type]
    own = _own_points(draft, body, part)
    prose, deeper = _container(draft, body, below)
    prose = [p for p in prose if p.text]
    closing += [p for p in prose if last and CLOSING.match(p.text)]
    prose = [p for p in prose if p not in closing]
    for passage in prose:
        draft.claim(BlockKind.SECTION, passage.start, passage.end)
    return closing, read_section(draft, own, prose, tuple(deeper))


def _own_points(draft: Draft, body: Body, part: Part) -> Part:
    """The part without a point list that its own passage holds."""
    text = part.passage
    behind = text.slice(draft.text, part.body, len(text.text))
    found = read_points(draft, behind)
    if not found:
        return part
    body.point_lists.append(found.points)
    draft.claim(BlockKind.POINTS, found.start, found.end)
    kept = [piece for p in (found.before, found.after) if p for piece in p.pieces]
    lead = text.spans(0, part.body)
    passage = Passage(draft.text, [*lead, *kept])
    return attrs.evolve(part, passage=passage)
