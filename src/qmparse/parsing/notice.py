"""A text -> a notice: the steps in order, nothing else.

Rules: total (any `str` gives a notice) and pure (nothing but the text decides). Everything above `parsing`
calls `parse`.
"""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from qmparse.parsing import contradictions, findings
from qmparse.parsing.body import read_body
from qmparse.parsing.draft import Draft
from qmparse.parsing.head import lines_outside, read_head
from qmparse.parsing.label_words import labelled
from qmparse.parsing.letter import Head, Tail
from qmparse.parsing.lines import Line, keep_labels_of_cards, mark_running_heads
from qmparse.parsing.mail import mark_mail
from qmparse.parsing.outline import mark_at, outline
from qmparse.parsing.parting import line_cell
from qmparse.parsing.prose import passages, without_strays
from qmparse.parsing.tables import find_tables
from qmparse.parsing.tabular import Table
from qmparse.parsing.tail import read_tail
from qmparse.parsing.titles import ends_like_title
from qmparse.records import BlockKind, Diagnostic, Notice
from qmparse.text.characters import BLANKS, has_pipes, is_blank
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage


def read_notice(text: str) -> Notice:
    """The notice that a text holds; never raises for a `str`.

    >>> read_notice("2019年上海市“质量月”活动安排").title.kind
    '活动安排'
    """
    if len(text) < _LARGE or not gc.isenabled():
        return _read(text)
    gc.disable()
    try:
        return _read(text)
    finally:
        gc.enable()


#: Of a text of this size so many records are kept that the cyclic garbage collector, which looks through all of them
#: again and again and finds nothing, takes as long as the reading: it waits until the notice is made. Where two threads
#: read at a time it may come back sooner, which costs time alone.
_LARGE = 200_000


def _read(text: str) -> Notice:
    draft = Draft(text)
    draft.opening = mark_mail(text, draft.lines)
    mark_running_heads(draft.lines)
    keep_labels_of_cards(draft.lines)
    tables = find_tables(draft)
    head = read_head(draft, tables)
    tail = read_tail(draft, tables, head)
    draft.year = findings.settle_year(draft, head, tail)
    captions = _captions(draft, tables, head, tail)
    prose = _prose(draft, tables, head, tail, [line for line, _, _ in captions.values()])
    draft.find_day = cache(lambda: findings.settle_day(draft, prose))
    items = outline(text, _in_order(draft, prose, tables), _edges(tail))
    body = read_body(draft, items, {table: text[start:end] for table, (_, start, end) in captions.items()})
    period = findings.find_notice_period(draft, head.title, body.sections, body.paragraphs)
    notice = Notice(
        title=head.title,
        document_number=head.number,
        addressees=head.addressees,
        theme=findings.find_theme(head.title, body.sections, body.paragraphs),
        year=draft.year,
        period=period,
        paragraphs=tuple(body.paragraphs),
        sections=tuple(body.sections),
        point_lists=tuple(body.point_lists),
        schedules=tuple(body.schedules),
        attachments=tail.attachments,
        annexes=tuple(tail.annexes),
        issuers=tail.issuers,
        issued_on=tail.issued_on or head.issued_on,
        text=text,
    )
    titled = [(annex.title, annex.span.start) for annex in tail.annexes if annex.title and annex.span]
    _cross_check(draft, notice, [*[(text[start:end], start) for _, start, end in captions.values()], *titled])
    # it holds the draft that holds it: without it nothing of a reading waits for the cyclic garbage collector
    draft.find_day = None
    blocks = draft.blocks()
    return _finished(notice, blocks, draft.diagnostics())


def _finished(notice: Notice, blocks: tuple[object, ...], diagnostics: tuple[Diagnostic, ...]) -> Notice:
    # the notice is not yet seen by anyone: setting its last two fields is cheaper than building it again
    object.__setattr__(notice, "blocks", blocks)
    object.__setattr__(notice, "diagnostics", diagnostics)
    return notice


#: when or how something is, below its name: （5月14日—21日）
_BRACKETED = pattern(r"[（(][^（()）]*[）)]")
#: so many lines above a header a caption may stand
CAPTION_REACH = 4


def _captions(draft: Draft, tables: list[Table], head: Head, tail: Tail) -> dict[int, tuple[Line, int, int]]:
    """The line right above each table's header, where it is a caption: first line of the table -> line and range."""
    found: dict[int, tuple[Line, int, int]] = {}
    for table in tables:
        if table.header is None:
            continue
        own = draft.lines[table.header.first]
        if (edge := table.header.start(own)) > own.start:
            # the break between caption and header is lost
            found[table.first] = (own, own.a, own.a + len(draft.text[own.a : edge].rstrip(BLANKS)))
            draft.claim(BlockKind.CAPTION, own.start, edge)
            continue
        line = next(
            (
                line
                for line in reversed(draft.lines[max(table.first - CAPTION_REACH, 0) : table.first])
                if line.text and not line.furniture and not _BRACKETED.fullmatch(line.text)
            ),
            None,
        )
        if (
            line is None
            or line.index in head.taken
            or line.index in tail.taken
            or any(t.first <= line.index <= t.last for t in tables)
        ):
            continue
        text = line.text
        if (
            len(text) <= 60
            and text[-1] not in "。：；，！:;,!"
            and "。" not in text
            and not mark_at(text)
            and (not labelled(text) or ends_like_title(text))
        ):
            value, at = line_cell(line)
            start, end = without_strays(draft, at, at + len(value))
            found[table.first] = (line, start, end)
            # the empty cells beside it are of no other use
            whole = has_pipes(text)
            draft.claim(BlockKind.CAPTION, line.start if whole else start, line.next if whole else end)
    return found


def _prose(draft: Draft, tables: list[Table], head: Head, tail: Tail, captions: Iterable[Line]) -> list[Passage]:
    """The running text: all lines that neither a table nor a part of the letter took."""
    taken = head.taken | tail.taken | {line.index for line in captions}
    edges = [table.first for table in tables]
    lines = [line for line in lines_outside(draft, tables) if line.text and line.index not in taken]
    barred = sorted([*edges, *[i for i in taken if not draft.lines[i].furniture]])

    def barrier(i: int, j: int) -> bool:
        k = bisect_left(barred, i)
        return k < len(barred) and barred[k] < j

    return passages(draft, lines, head.begins, tail.ends, barrier)


def _edges(tail: Tail) -> list[int]:
    """Where one document ends and another begins: behind the list of annexes and the signature, at each annex."""
    spans = [annex.span for annex in tail.annexes]
    spans += [attachment.span for attachment in tail.attachments[:1]] + ([tail.issued_on.span] if tail.issued_on else [])
    return sorted(span.start for span in spans if span)


def _in_order(draft: Draft, prose: list[Passage], tables: list[Table]) -> list[tuple[int, Passage | Table]]:
    """Passages and tables in the order of the text, each with its offset."""
    items: list[tuple[int, Passage | Table]] = [(passage.start, passage) for passage in prose]
    items += [(draft.lines[table.first].start, table) for table in tables]
    return sorted(items, key=lambda pair: pair[0])


def _cross_check(draft: Draft, notice: Notice, captions: list[tuple[str, int]]) -> None:
    """What contradicts, and whether this is a notice at all."""
    contradictions.note_counts(draft, notice.paragraphs, notice.sections, notice.schedules)
    contradictions.note_years(draft, notice.title, notice.schedules, notice.period, captions)
    contradictions.note_weekdays(draft, notice.schedules, notice.period)
    contradictions.note_campaign_years(draft, notice.title, notice.paragraphs)
    contradictions.note_words(draft, notice.entries)
    contradictions.note_prose_words(draft, notice.paragraphs, notice.sections)
    contradictions.note_prose_quotes(draft, notice.paragraphs, notice.sections)
    contradictions.note_unit_names(draft, notice.entries)
    if not (notice.title or notice.point_lists or notice.sections or notice.schedules):
        lacks = (
            "neither title (标题), points, section nor schedule was found" if not is_blank(draft.text) else "the text is empty"
        )
        draft.note("not-a-notice", 0, len(draft.text), lacks)
