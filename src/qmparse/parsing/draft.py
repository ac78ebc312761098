"""What one reading gathers: the text, its lines, what each stretch was read as, and the doubts on the way.

Rules: a draft lives for one call of `parse` and holds no records; a stretch is claimed once. What nobody
claims becomes an `Unparsed` block, so nothing is ever dropped. The parsing modules import this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from qmparse.parsing.lines import Line, has_soft_breaks, is_page_number, is_quoted, split_lines
from qmparse.parsing.making import NewBlock, NewSpan
from qmparse.records import Block, BlockKind, Diagnostic, Severity, Span, Unparsed
from qmparse.text.characters import is_blank, stripper
from qmparse.text.spans import line_starts, position

#: every code that parsing can give, and its weight; each is documented in docs/diagnostics.md
SEVERITIES: dict[str, Severity] = {
    "not-a-notice": Severity.ERROR,
    "incomplete-row": Severity.ERROR,
    "extra-cells": Severity.ERROR,
    "unrecoverable-columns": Severity.ERROR,
    "unparsed-text": Severity.WARNING,
    "shifted-row": Severity.WARNING,
    "number-gap": Severity.WARNING,
    "number-duplicate": Severity.WARNING,
    "number-restart": Severity.WARNING,
    "declared-count-mismatch": Severity.WARNING,
    "missing-unit": Severity.WARNING,
    "missing-activity": Severity.WARNING,
    "year-conflict": Severity.WARNING,
    "date-unreadable": Severity.WARNING,
    "date-repaired": Severity.WARNING,
    "date-reversed": Severity.WARNING,
    "header-changed": Severity.WARNING,
    "repeated-word": Severity.WARNING,
    "unbalanced-quote": Severity.WARNING,
    "weekday-conflict": Severity.INFO,
    "unit-name-variant": Severity.INFO,
    "joined-text": Severity.INFO,
    "stray-symbol": Severity.INFO,
    "unknown-header": Severity.INFO,
    "furniture": Severity.INFO,
}


class Draft:
    """The state of one reading."""

    __slots__ = ("claims", "disclaimed", "find_day", "lines", "notes", "opening", "strip", "text", "year")

    def __init__(self, text: str) -> None:
        self.text = text
        #: takes the blanks off the ends of a piece of the text
        self.strip: Callable[[str], str] = stripper(text)
        self.lines: list[Line] = split_lines(text)
        #: the line from which on the notice stands: a mail has its own headers above
        self.opening = 0
        #: the notice's year, once it is known
        self.year: int | None = None
        #: finds the one day of activity that the notice names, for clock times
        self.find_day: Callable[[], date | None] | None = None
        self.notes: list[tuple[int, int, str, str]] = []
        self.claims: list[tuple[int, int, BlockKind]] = []
        self.disclaimed: set[tuple[int, int]] = set()
        if is_quoted(text):
            self._take_quote_marks()

    def _take_quote_marks(self) -> None:
        """Claim what stands before the lines: the marks by which mail quotes."""
        edges = [0, *[line.next for line in self.lines]]
        marks = [(edge, line.start) for edge, line in zip(edges, self.lines, strict=False) if edge < line.start]
        for start, end in marks:
            self.claim(BlockKind.STRAY, start, end)
        self.note("stray-symbol", *marks[0], "a mark of quoted mail stands before the lines and belongs to no value")

    def note(self, code: str, start: int, end: int, message: str) -> None:
        """Keep a doubt about text[start:end]."""
        self.notes.append((start, end, code, message))

    def claim(self, kind: BlockKind, start: int, end: int) -> None:
        """Say what text[start:end] was read as."""
        if start < end:
            claims = self.claims
            if claims and claims[-1][1] == start and claims[-1][2] is kind is BlockKind.ROWS:
                claims[-1] = (claims[-1][0], end, kind)
            else:
                claims.append((start, end, kind))

    def disclaim(self, start: int, end: int) -> None:
        """Take back what was said of text[start:end]: no rule understood it."""
        self.disclaimed.add((start, end))

    def blocks(self) -> tuple[Block | Unparsed, ...]:
        """The claims as blocks that tile the text; what none covers is blank, or unparsed with a diagnostic."""
        blocks: list[Block | Unparsed] = []
        edge = 0
        for start, end, kind in self._kept_claims():
            start = max(start, edge)
            if end <= start:
                continue
            self._gap(blocks, edge, start)
            blocks.append(NewBlock(kind, NewSpan(start, end)))
            edge = end
        self._gap(blocks, edge, len(self.text))
        return tuple(blocks)

    def _kept_claims(self) -> list[tuple[int, int, BlockKind]]:
        """The claims in order, without what was taken back of them."""
        claims = sorted(self.claims)
        if not self.disclaimed:
            return claims
        kept = []
        cuts = sorted(self.disclaimed)
        for start, end, kind in claims:
            for a, b in cuts[bisect_left(cuts, (start, 0)) : bisect_left(cuts, (end, 0))]:
                kept.append((start, a, kind))
                start = b
            kept.append((start, end, kind))
        return kept

    def _gap(self, blocks: list[Block | Unparsed], start: int, end: int) -> None:
        if start >= end:
            return
        if is_blank(self.text[start:end]):
            blocks.append(NewBlock(BlockKind.BLANK, NewSpan(start, end)))
            return
        blocks.append(Unparsed(Span(start, end)))
        shown = self.text[start:end].strip()[:20]
        at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        self.note("unparsed-text", at, end, f"no rule understood this text: {shown!r}")

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The doubts in the order of the text, each with line and column."""
        if not self.notes:
            return ()
        as_printed = not has_soft_breaks(self.text) and not is_quoted(self.text)
        starts = [line.start for line in self.lines] if as_printed else line_starts(self.text)
        found = []
        for start, end, code, message in sorted(set(self.notes)):
            at = position(starts, min(start, len(self.text)))
            found.append(Diagnostic(code, SEVERITIES[code], message, Span(start, end), *at))
        return tuple(found)


def take_furniture(draft: Draft, line: Line) -> None:
    """Read a line as no part of the notice; all but a page number is worth a diagnostic."""
    draft.claim(BlockKind.FURNITURE, line.start, line.next)
    if not is_page_number(line.folded):
        draft.note("furniture", line.a, line.b, f"read as no part of the notice: {line.text[:20]!r}")
