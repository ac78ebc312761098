"""Where a printed value stands in the text: its own span and pieces, or each place in its record that prints it.

Rules: a candidate is the list of source ranges that a value is made of, each with the offset in the value where it
begins; what no candidate fits cannot be edited. Only the reading decides whether a candidate was the right one.
The editor imports this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from qmparse.parsing.lines import is_furniture
from qmparse.parsing.numerals import number
from qmparse.records import DocumentNumber, Notice, Section, Span, Title
from qmparse.text.characters import (
    BLANKS_AND_BREAKS,
    BREAKS,
    CHINESE_NUMERALS,
    ENCLOSED,
    fold,
)
from qmparse.text.spans import Passage
from qmparse.writing.fields import PRINTED, WHOLE, Node, content_names

#: how many places within one record are tried for a value that has no span of its own
MOST = 16

_TOKEN = re.compile(f"[0-9]+|[０-９]+|[{CHINESE_NUMERALS}]+|[{''.join(ENCLOSED)}]")


@attrs.frozen
class Stretch:
    """A range of the source, and the offset in the value where it begins."""

    at: int
    start: int
    end: int


Candidate = tuple[Stretch, ...]


def align(text: str, value: str, pieces: Sequence[tuple[int, int]]) -> Candidate | None:
    """The stretches of `pieces` that make up a value, or None.

    The source may hold blanks and breaks that the value does not; a line feed of the value need not stand in it.

    >>> align("甲\\n乙", "甲乙", [(0, 3)])
    (Stretch(at=0, start=0, end=1), Stretch(at=1, start=2, end=3))
    """
    found: list[Stretch] = []
    at = 0
    for start, end in pieces:
        position = start
        while position < end:
            size = _common(value, at, text, position, end)
            if size:
                found.append(Stretch(at, position, position + size))
                at, position = at + size, position + size
            elif at < len(value) and value[at] == "\n":
                at += 1
            elif text[position] in BLANKS_AND_BREAKS:
                position += 1
            elif text[position] == '"' == text[position - 1]:
                # the second of a doubled quote in a quoted cell
                position += 1
            else:
                return None
    return tuple(found) if at == len(value) and found else None


def _common(value: str, at: int, text: str, position: int, end: int) -> int:
    """How far value[at:] and text[position:end] are the same."""
    length = min(len(value) - at, end - position)
    if value.startswith(text[position : position + length], at):
        return length
    size = 0
    while size < length and value[at + size] == text[position + size]:
        size += 1
    return size


def own(notice: Notice, node: Node) -> Candidate | None:
    """The stretches of the value that a record's span and pieces cut out, or None."""
    record = node.record
    name = WHOLE.get(type(record))
    if name is None or record.span is None:
        return None
    pieces = [(p.start, p.end) for p in record.pieces] or [(record.span.start, record.span.end)]
    return align(notice.text, getattr(record, name), pieces)


def candidates(notice: Notice, node: Node, name: str, value: str | int) -> Iterator[Candidate]:
    """Where a field of a record may be printed, the likeliest first: in the record, then in what holds it."""
    cls = type(node.record)
    whole = own(notice, node) if cls in WHOLE else None
    if whole is not None and name == WHOLE[cls]:
        yield whole
    elif whole is not None and cls in (Title, DocumentNumber):
        yield from [cut(whole, a, b) for a, b in _inside(node.record, name, value)]
    else:
        seen: set[Candidate] = set()
        for holder in (node, *reversed(node.holders)):
            found = [c for c in _within(notice, node, holder, value) if c not in seen]
            seen.update(found)
            yield from found


def cut(candidate: Candidate, start: int, end: int) -> Candidate:
    """The stretches of value[start:end], counted from its start."""
    kept = []
    for stretch in candidate:
        length = stretch.end - stretch.start
        low, high = max(start, stretch.at), min(end, stretch.at + length)
        if low < high:
            kept.append(Stretch(low - start, stretch.start + low - stretch.at, stretch.start + high - stretch.at))
    return tuple(kept)


def _inside(record: object, name: str, value: str | int) -> list[tuple[int, int]]:
    """The ranges of a part of a record's own text: the name of a title ends it and its theme begins it, or the other way round."""
    text: str = getattr(record, WHOLE[type(record)])
    ranges = list(occurrences(text, value))
    if type(record) is Title:
        # a slogan stands above the name, or below it
        body = 0 if record.theme and text.startswith(record.name) else len(text) - len(record.name)
        if name == "name":
            return [(body, body + len(record.name))] if value == record.name else []
        if name == "theme":
            return ranges[-1:] if body == 0 else ranges[:1]
        ranges = [r for r in ranges if body <= r[0] < body + len(record.name)]
        return ranges[::-1] if name == "kind" else ranges
    if name in ("number", "ordinal"):
        return ranges[::-1]
    return ranges


def occurrences(text: str, value: str | int) -> Iterator[tuple[int, int]]:
    """Where a text prints a value; a number in any of its forms.

    >>> list(occurrences("第３组3人", 3))
    [(1, 2), (3, 4)]
    """
    if isinstance(value, int):
        seen = set()
        for match in _TOKEN.finditer(text):
            if number(match.group()) == value or number(fold(match.group())) == value:
                seen.add(match.start())
                yield match.span()
        # in a glued row the digits run on into what is counted
        yield from [found for found in occurrences(text, str(value)) if found[0] not in seen]
        return
    at = text.find(value) if value else -1
    while at >= 0:
        yield at, at + len(value)
        at = text.find(value, at + 1)


# --- values without a span of their own


def _within(notice: Notice, node: Node, holder: Node, value: str | int) -> list[Candidate]:
    """The places within a holder that print a value: those that no other value takes first, then the nearest."""
    extent = extent_of(notice, holder)
    if extent is None:
        return []
    near = node.record.span or Span(*extent)

    def gap(candidate: Candidate) -> int:
        return max(near.start - candidate[-1].end, candidate[0].start - near.end, 0)

    found = sorted(_printed(notice, extent, value), key=gap)[:MOST]
    taken = [(s.start, s.end) for s in (*_spans_below(holder.record), *_own_spans(node.record))]
    return sorted(found, key=lambda c: any(a < c[-1].end and c[0].start < b for a, b in taken))


def _own_spans(record: Any) -> tuple[Span, ...]:
    """The spans of what a record's own text takes; a section's span takes its mark and heading too."""
    if type(record) not in WHOLE or record.span is None:
        return ()
    return record.pieces or (() if type(record) is Section else (record.span,))


def extent_of(notice: Notice, node: Node) -> tuple[int, int] | None:
    """The stretch of the text that a record takes."""
    if type(node.record) is Notice:
        return 0, len(notice.text)
    span = node.record.span
    return (span.start, span.end) if span is not None else None


def _spans_below(record: object) -> Iterator[Span]:
    """The spans of the values that the records below one cut out of the text."""
    for name in content_names(type(record)):
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if type(item) not in PRINTED or (type(record) is Notice and name == "period"):
                continue
            yield from _own_spans(item)
            yield from _spans_below(item)


def _printed(notice: Notice, extent: tuple[int, int], value: str | int) -> Iterator[Candidate]:
    """The places in a stretch that print a value: in one piece, or over breaks that the reading joined."""
    start, end = extent
    text = notice.text
    source = text[start:end]
    plain = False
    for a, b in occurrences(source, value):
        plain = True
        yield (Stretch(0, start + a, start + b),)
    if plain or isinstance(value, int):
        return
    for pieces in (_lines(notice, start, end), _unquoted(text, start, end)):
        passage = Passage(text, pieces)
        for a, b in occurrences(passage.text, value):
            yield tuple(_stretches(passage.spans(a, b)))


def _stretches(spans: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    at = 0
    for start, end in spans:
        yield Stretch(at, start, end)
        at += end - start


def _lines(notice: Notice, start: int, end: int) -> list[tuple[int, int]]:
    """The printed ranges of the lines of a stretch, without furniture: as the reading joins them."""
    pieces = []
    for match in re.finditer(f"[^{BREAKS}]+", notice.text[start:end]):
        a, b = start + match.start(), start + match.end()
        line = notice.text[a:b]
        a, b = a + len(line) - len(line.lstrip(BLANKS_AND_BREAKS)), a + len(line.rstrip(BLANKS_AND_BREAKS))
        if a < b and not is_furniture(fold(notice.text[a:b])):
            pieces.append((a, b))
    return pieces


def _unquoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch without the second quote of each pair, and without breaks."""
    pieces = []
    edge = start
    for match in re.finditer(f'(?<=")"|[{BREAKS}]+', text[start:end]):
        pieces.append((edge, start + match.start()))
        edge = start + match.end()
    pieces.append((edge, end))
    return [(a, b) for a, b in pieces if a < b]
