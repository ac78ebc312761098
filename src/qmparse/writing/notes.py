"""What a reader of files noticed, kept among the diagnostics of the notice that it brought to text.

Rules: a note is a diagnostic with a code that parsing itself never gives, so that it can be told apart, kept through
edits and through JSON. `load`, the editor and the JSON form import this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import attrs

from qmparse.parsing.draft import SEVERITIES
from qmparse.records import Diagnostic, Notice, Severity, Span
from qmparse.text.spans import line_starts, position


class Noted(Protocol):
    """What a reader says: a code and a message about text[start:end]."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def with_notes(notice: Notice, notes: Iterable[Noted]) -> Notice:
    """The notice with a reader's notes among its diagnostics, in the order of the text."""
    notes = list(notes)
    if not notes:
        return notice
    length = len(notice.text)
    starts = line_starts(notice.text)
    added = []
    for note in notes:
        span = Span(min(max(note.start, 0), length), min(max(note.end, 0), length))
        line, column = position(starts, span.start)
        added.append(Diagnostic(note.code, Severity(note.severity), note.message, span, line, column))
    return with_diagnostics(notice, added)


def with_diagnostics(notice: Notice, added: Sequence[Diagnostic]) -> Notice:
    """The notice with more diagnostics, in the order of the text, each once."""
    known = set(notice.diagnostics)
    fresh = [d for d in dict.fromkeys(added) if d not in known]
    if not fresh:
        return notice
    merged = sorted([*notice.diagnostics, *fresh], key=lambda d: (d.span, d.code, d.message))
    return attrs.evolve(notice, diagnostics=tuple(merged))


def notes_of(notice: Notice) -> list[Diagnostic]:
    """The reader's notes among the diagnostics of a notice."""
    return [found for found in notice.diagnostics if found.code not in SEVERITIES]


def moved(notice: Notice, notes: Sequence[Diagnostic], splices: Sequence[tuple[int, int, str]]) -> Notice:
    """The notice of an edited text with the notes of the old one, moved by the splices (sorted, in old offsets)."""
    if not notes:
        return notice
    starts = line_starts(notice.text)
    found = []
    for note in notes:
        start, end = _moved(note.span.start, splices), _moved(note.span.end, splices)
        line, column = position(starts, start)
        found.append(attrs.evolve(note, span=Span(start, max(start, end)), line=line, column=column))
    return with_diagnostics(notice, found)


def _moved(offset: int, splices: Sequence[tuple[int, int, str]]) -> int:
    shift = 0
    for start, end, new in splices:
        if end <= offset:
            shift += len(new) - (end - start)
        elif start < offset:
            return start + shift + min(offset - start, len(new))
    return offset + shift
