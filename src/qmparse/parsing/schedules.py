"""What the body of a notice holds, as it is found, and how schedules come into it.

Rules: each character goes to one record; a schedule notes what its entries lack. `unmarked`, `series` and `body` import this.
"""

from __future__ import annotations

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.rows import note_missing, read_table
from qmparse.parsing.tabular import Table
from qmparse.records import BlockKind, Entry, Paragraph, PointList, Schedule, Section, Shape, Span
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage


@attrs.define
class Body:
    """What the body holds, as it is found."""

    captions: dict[int, str]
    paragraphs: list[Paragraph] = attrs.Factory(list)
    sections: list[Section] = attrs.Factory(list)
    point_lists: list[PointList] = attrs.Factory(list)
    schedules: list[Schedule] = attrs.Factory(list)
    #: the stretch of dated lines that are known to begin no list
    unlisted: tuple[int, int] = (0, 0)


def keep_table(draft: Draft, body: Body, table: Table) -> None:
    """Keep the schedule that a table with a header prints."""
    if table.header is not None:
        schedule = read_table(draft, table, body.captions.get(table.first))
        if schedule.entries or schedule.caption:
            body.schedules.append(schedule)


def keep_schedule(draft: Draft, body: Body, shape: Shape, entries: list[Entry], caption: Passage | None = None) -> None:
    """Keep the entries as a schedule; note what is missing in them."""
    count = sum(bool(entry.units) for entry in entries)
    # a bracket at the end of an agenda's line names a room as often as a unit
    has_units = count * 2 > len(entries) if shape is Shape.AGENDA else count > 0
    for entry in entries:
        note_missing(draft, entry, has_units, False)
        if entry.span:
            draft.claim(BlockKind.ENTRY, entry.span.start, entry.span.end)
    spans = [entry.span for entry in entries if entry.span]
    span = Span(caption.start if caption else spans[0].start, max(s.end for s in spans)) if spans else None
    if caption:
        draft.claim(BlockKind.CAPTION, caption.start, caption.end)
    body.schedules.append(Schedule(caption.text if caption else None, shape, (), tuple(entries), span))


#: 日程安排, 会议议程
_AGENDA_NAME = pattern("[^，。；：,;:]{0,20}(?:日程|议程|流程|程序|安排)(?:表|安排)?")


def agenda_caption(above: list[Passage], start: int) -> Passage | None:
    """The caption of an agenda that begins at `start`, taken off the passages above it."""
    captioned = above and above[-1].end <= start and _AGENDA_NAME.fullmatch(above[-1].text)
    return above.pop() if captioned else None


def claim_all(draft: Draft, passages: list[Passage]) -> None:
    """Read some passages as entries."""
    for passage in passages:
        draft.claim(BlockKind.ENTRY, passage.start, passage.end)
