"""The canonical text of a notice, and notices composed of records: written, read back, and given out only if the same.

    text = [number] title [addressees] paragraphs points sections schedules [attachments] [signature] annexes

Rules: where a part can be laid out in more than one common way, the first that reads back is taken; what reads back
in none raises `UnwritableError` with the path of the value. `Notice.compose` and `dumps` import this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any, Final

import attrs

from qmparse.errors import UnwritableError
from qmparse.parsing.notice import CAPTION_REACH, read_notice
from qmparse.records import BlockKind, Notice, Schedule, Section, Shape, Span
from qmparse.text.characters import BLANKS_AND_BREAKS
from qmparse.writing import layout
from qmparse.writing.holding import Unlike, unlike
from qmparse.writing.layout import Style
from qmparse.writing.limits import check
from qmparse.writing.making import notice_of
from qmparse.writing.tables import schedule_lines

#: how often a text is laid out anew, and how many characters are read for it, before it counts as unwritable
_TRIES = 64
_MOST_READ = 2_000_000
NO_CLOSINGS: Final[Mapping[int, str]] = {}

#: a block of the text: a part that may stand in its order, and its lines
_Block = tuple[int, list[str]]


def compose(parts: Mapping[str, Any]) -> Notice:
    """The notice that some records make in the canonical layout; see `Notice.compose`."""
    wanted, views = notice_of(parts)
    check(wanted)
    fault: Unlike | None = None
    for style in islice(_styles(wanted, in_order=False), _TRIES):
        again = read_notice(_text(wanted, style))
        found = unlike(wanted, again, style, derived=False, views=views)
        if found is None:
            return again
        fault = fault or found
    assert fault is not None
    raise UnwritableError(fault.path, fault.value, fault.reason)


def canonical_text(notice: Notice) -> str:
    """The text of a notice in the canonical layout."""
    closings = _closings(notice)
    text = _laid_out(notice, closings)
    if isinstance(text, Unlike) and closings:
        # 特此通知 is in no record: where it would not be read as such, the text does without
        text = _laid_out(notice, {})
    if isinstance(text, str):
        return text
    check(notice)
    raise UnwritableError(text.path, text.value, text.reason)


def _laid_out(notice: Notice, closings: Mapping[int, str], *, settled: bool = False) -> str | Unlike:
    """The text in the first style that reads back, or what the plainest one does not hold.

    `settled` says that the shapes of the schedules are those of a canonical text already.
    """
    views = {name: getattr(notice, name) for name in ("theme", "year", "period")}
    fault: Unlike | None = None
    styles = _styles(notice, in_order=all(_starts(notice)))
    for style in islice(styles, max(2, min(_TRIES, _MOST_READ // (len(notice.text) + 1)))):
        text = _text(notice, style, closings)
        again = read_notice(text)
        found = unlike(notice, again, style, derived=True, views=views)
        if found is None and [*_closings(again).values()] == [*closings.values()]:
            plainer = _laid_out(again, _closings(again), settled=True) if style.swapped and not settled else text
            # a schedule in another shape is one of that shape when it is read, and may then have a plainer text
            if plainer == text or not isinstance(plainer, str):
                return text
            return text if unlike(notice, read_notice(plainer), style, derived=True, views=views) else plainer
        fault = fault or found
    return fault or Unlike("$", notice, "the closing of the letter would not read back")


def _closings(notice: Notice) -> dict[int, str]:
    """特此通知 and the like, by where they stand."""
    spans = [block.span for block in notice.blocks if block.kind is BlockKind.CLOSING]
    return {span.start: notice.text[span.start : span.end].strip(BLANKS_AND_BREAKS) for span in spans}


def _styles(notice: Notice, *, in_order: bool) -> Iterator[Style]:
    """The ways to lay a notice out, the plainest first."""
    plain = Style()
    orders = [attrs.evolve(plain, in_order=True)] if in_order else []
    orders += [attrs.evolve(plain, annexed=True)] if notice.annexes and notice.schedules else []
    orders += [plain, *([attrs.evolve(plain, early=True)] if notice.sections and notice.schedules else [])]
    both = (False, True)
    run_ins = both if any(s.text and s.heading for s in _flat(notice.sections)) else (False,)
    labels = both if any(entry.period for entry in notice.entries) else (False,)
    swaps = both if any(s.shape is not Shape.TABLE for s in notice.schedules) else (False,)
    aparts = both if any(s.caption is None for s in notice.schedules) and notice.paragraphs else (False,)
    for swapped, apart, order, run_in, labelled, indented in product(swaps, aparts, orders, run_ins, labels, both):
        yield attrs.evolve(order, swapped=swapped, apart=apart, run_in=run_in, labelled=labelled, indented=indented)


def _flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.sections)


def _starts(notice: Notice) -> Iterator[Span | None]:
    """Where the parts of a notice stand."""
    parts: list[Any] = [*notice.paragraphs, *_flat(notice.sections), *notice.point_lists, *notice.schedules, *notice.annexes]
    for part in parts:
        yield part.span


def _text(notice: Notice, style: Style, closings: Mapping[int, str] = NO_CLOSINGS) -> str:
    """The text of a notice in one style."""
    blocks = [line for _, lines in _head(notice) for line in lines]
    body = [*_body(notice, style, closings)]
    if style.in_order:
        body.sort(key=lambda block: block[0])
    blocks += [line for _, lines in body for line in lines]
    return "\n\n".join([block for block in blocks if block]) + "\n" if blocks else ""


def _head(notice: Notice) -> Iterator[_Block]:
    if notice.document_number is not None:
        yield 0, [layout.number_line(notice.document_number)]
    if notice.title is not None:
        yield 0, layout.title_lines(notice.title)
    if notice.addressees:
        yield 0, [layout.addressee_line(notice.addressees)]


def _body(notice: Notice, style: Style, closings: Mapping[int, str]) -> Iterator[_Block]:
    """The parts below the head, each with where it stood."""
    for paragraph in notice.paragraphs:
        yield _at(paragraph), [layout.paragraph_line(paragraph, style)]
    for points in notice.point_lists:
        yield _at(points), [layout.points_line(points, style)]
    if style.early:
        yield from _schedules(notice.schedules, style)
    for section in _flat(notice.sections):
        yield _at(section), layout.section_lines(section, style)
    if not (style.annexed or style.early):
        yield from _schedules(notice.schedules, style)
    for start, closing in closings.items():
        # in no record; it stays with the letter
        yield start, [layout.closing_line(closing, style)]
    if notice.attachments:
        yield _at(notice.attachments[0]), layout.attachment_lines(notice.attachments)
    if notice.issuers or notice.issued_on is not None:
        yield _at(notice.issued_on or notice.issuers[0]), layout.signature_lines(notice)
    yield from _annexes(notice, style)


def _annexes(notice: Notice, style: Style) -> Iterator[_Block]:
    """The annexes, each with the schedule that belongs to it; the last takes those left over."""
    left = list(notice.schedules) if style.annexed else []
    for index, annex in enumerate(notice.annexes):
        yield _at(annex), layout.annex_lines(annex)
        last = index == len(notice.annexes) - 1
        yield from _schedules(left if last else left[:1], style)
        del left[: len(left) if last else 1]


def _schedules(schedules: Iterable[Schedule], style: Style) -> Iterator[_Block]:
    for schedule in schedules:
        lines = schedule_lines(schedule, style)
        if style.apart and schedule.caption is None and lines:
            lines[0] = "\n" * (CAPTION_REACH - 1) + lines[0]
        yield _at(schedule), lines


def _at(record: Any) -> int:
    span: Span | None = record.span
    return span.start if span is not None else 0
