"""Positions: spans, the splitter of lines, line and column, and passages joined of several pieces.

Rules: offsets are code points; lines end at `\\n`, `\\r\\n` or `\\r` and at nothing else, as editors count them.
Everyone may import this.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, PAGE_BREAK, columns
from qmparse.text.patterns import pattern

__all__ = ["Location", "NewSpan", "Passage", "Span", "caret", "line_starts", "locate", "place", "position", "trim"]


@attrs.frozen(order=True, weakref_slot=False)
class Span:
    """A half-open range of code points in the text of a notice.

    >>> span = Span(2, 4)
    >>> "2019年"[span.start:span.end], span.end - span.start
    ('19', 2)
    """

    #: offset of the first code point
    start: int
    #: offset after the last one
    end: int


#: where Python runs without its global lock: a change of class stops all threads there, so each class makes its own
FREE_THREADED = not getattr(sys, "_is_gil_enabled", lambda: True)()

if TYPE_CHECKING or FREE_THREADED:
    NewSpan = Span
else:

    class NewSpan:
        """Makes a `Span` in half the time of its own class; see `qmparse.parsing.making`."""

        __slots__ = ("end", "start")

        def __init__(self, start, end):
            self.start = start
            self.end = end
            self.__class__ = Span


@attrs.frozen
class Location:
    """Where an offset stands, as a person counts: all three start at 1.

    >>> Location(3, 1)
    Location(line=3, column=1, page=None)
    """

    line: int
    #: in code points
    column: int
    #: None where the text has no page breaks
    page: int | None = None


_LINE_END = pattern(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins.

    >>> line_starts("a\\r\\nb\\n")
    [0, 3, 5]
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def locate(text: str, starts: Sequence[int], offset: int) -> Location:
    """Line, column and page of an offset; `starts` is `line_starts(text)`.

    >>> locate("甲\\n乙丙", [0, 2], 3)
    Location(line=2, column=2, page=None)
    """
    line, column = position(starts, offset)
    page = text.count(PAGE_BREAK, 0, offset + 1) + 1 if PAGE_BREAK in text else None
    return Location(line, column, page)


def position(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column of an offset; unlike `locate`, which looks for page breaks, it never goes through the text.

    >>> position([0, 2], 3)
    (2, 2)
    """
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def caret(text: str, offset: int, *, width: int = 100) -> str:
    """The line at the offset, cut to `width` characters, and a caret under the character, in terminal columns.

    >>> print(caret("序号\\t活动", 3))
    序号 活动
         ^
    """
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = _LINE_END.search(text, offset)
    line = text[start : end.start() if end else len(text)]
    at = offset - start
    if at > width - 20:
        line, at = "…" + line[at - width // 2 :], width // 2 + 1
    # control characters and lone surrogates would break a terminal or the caret's place
    shown = "".join(c if c.isprintable() or c == "\u3000" else " " for c in line[:width])
    return f"{shown}\n{' ' * columns(shown[:at])}^"


def trim(text: str, start: int, end: int, blanks: str = BLANKS_AND_BREAKS) -> tuple[int, int]:
    """The range without the blanks at its ends.

    >>> trim(" 甲 ", 0, 3)
    (1, 2)
    """
    value = text[start:end]
    kept = value.lstrip(blanks)
    start += len(value) - len(kept)
    return start, start + len(kept.rstrip(blanks))


class Passage:
    """A value that stands in several pieces of the text, joined: its text, and the way back to offsets.

    >>> passage = Passage("氛\\n围，", [(0, 1), (2, 4)])
    >>> passage.text, passage.spans(0, 2)
    ('氛围，', [(0, 1), (2, 3)])
    """

    __slots__ = ("_edges", "end", "pieces", "start", "text")

    def __init__(self, source: str, pieces: Sequence[tuple[int, int]]) -> None:
        self.pieces = list(pieces)
        self.start, self.end = (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)
        if len(pieces) == 1:
            self.text = source[self.start : self.end]
        else:
            self.text = "".join([source[start:end] for start, end in pieces])
        self._edges: list[int] | None = None

    @property
    def edges(self) -> list[int]:
        """Where each piece begins in the joined text."""
        if self._edges is None:
            at = 0
            self._edges = []
            for start, end in self.pieces:
                self._edges.append(at)
                at += end - start
        return self._edges

    @property
    def where(self) -> int | Passage:
        """Where its text stands, for `place`: the offset is enough for a text in one piece."""
        return self.start if len(self.pieces) == 1 else self

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges of the source that joined text[start:end] was taken from."""
        if len(self.pieces) == 1:
            left, right = self.pieces[0]
            low, high = left + max(start, 0), min(right, left + end)
            return [(low, high)] if low < high else []
        return [*self._spans(start, end)]

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        edges = self.edges
        index = max(bisect_right(edges, start) - 1, 0)
        while index < len(edges) and (edges[index] < end):
            left, right = self.pieces[index]
            low = left + max(start - edges[index], 0)
            high = min(right, left + end - edges[index])
            if low < high:
                yield low, high
            index += 1

    def offset(self, at: int) -> int:
        """The source offset of one position of the joined text (its end for a position past the last)."""
        if len(self.pieces) < 2:
            return min(self.start + at, self.end)
        edges = self.edges
        index = max(bisect_right(edges, at) - 1, 0)
        left, right = self.pieces[index]
        return min(left + at - edges[index], right)

    def slice(self, source: str, start: int, end: int) -> Passage:
        """The part of it between two positions."""
        return Passage(source, self.spans(start, end))


def place(where: int | Passage, start: int, end: int) -> tuple[Span, tuple[Span, ...]]:
    """Span and pieces of value[start:end]; `where` is the offset of the value, or the passage it is the text of.

    A value in one piece has no pieces beside its span.

    >>> place(10, 0, 2)
    (Span(start=10, end=12), ())
    """
    if type(where) is int:
        return NewSpan(where + start, where + end), ()
    assert isinstance(where, Passage)
    spans = where.spans(start, end)
    if not spans:
        at = where.offset(start)
        return NewSpan(at, at), ()
    if len(spans) == 1:
        return NewSpan(*spans[0]), ()
    # the pieces may stand in another order than they are read in: a clock time in the column before its day
    whole = NewSpan(min(spans)[0], max(end for _, end in spans))
    return whole, tuple([NewSpan(*span) for span in spans])


def indent(text: str, start: int, end: int) -> int:
    """Columns of blank before the first printed character: a full-width space counts two.

    >>> indent("　 甲", 0, 3)
    3
    """
    width = 0
    for char in text[start:end]:
        if char not in BLANKS:
            break
        width += 2 if char == "\u3000" else 1
    return width
