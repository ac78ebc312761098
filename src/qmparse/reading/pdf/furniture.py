"""Page numbers and running heads, told by their place and by coming again on other pages.

They are printed text and stay in the reading as lines of their own; told apart they are so that no
table without rules takes them for its cells. Only `layout` imports this module.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex

from .lines import TextLine, cell_text, chunks
from .tables import header_word

__all__ = ["Furniture"]

#: lines at the head and at the foot of a page that are looked at
OUTER = 3
#: and is parted from the inner ones by this many ems
APART = 1.6
#: the same line stands within this many points on another page
STEP = 3.0
NUMBERED = regex.compile(r"[-—–－·•~]*第?\d{1,4}(?:[/／]\d{1,4})?页?(?:[,，/／]?共\d{1,4}页)?[-—–－·•~]*")
MARKED = regex.compile(r"[-—–－·•~]+\d{1,4}[-—–－·•~]+|第\d{1,4}页.*|\d{1,4}[/／]\d{1,4}")
DIGITS = regex.compile(r"\d+")
SPACE = regex.compile(r"\s+")


class Furniture:
    """Remembers what stands at the head and foot of the pages met so far."""

    def __init__(self) -> None:
        self._places: Counter[tuple[str, int]] = Counter()

    def meet(self, lines: list[TextLine]) -> None:
        """Take note of a page; the next page too should be met before one is asked about."""
        for line in _outer(lines):
            self._places.update((_shape(line), row) for row in _rows(line))

    def of(self, lines: list[TextLine], width: float) -> list[TextLine]:
        """The lines of a page that are no part of what it says."""
        apart = _apart(lines)
        return [line for line in _outer(lines) if (line in apart and self._again(line)) or _page_number(line, lines, width)]

    def _again(self, line: TextLine) -> bool:
        if _may_be_table(line):
            return False
        return any(self._places[_shape(line), row] > 1 for row in _rows(line))


def _apart(lines: list[TextLine]) -> list[TextLine]:
    """The outer lines that a gap parts from what the page says."""
    apart: list[TextLine] = []
    for ordered in (lines, lines[::-1]):
        outer = ordered[: OUTER + 1]
        for index, (line, inner) in enumerate(pairwise(outer)):
            if abs(inner.y - line.y) > APART * max(line.size, inner.size):
                apart += outer[: index + 1]
    return apart or lines[:1] * (len(lines) == 1)


def _rows(line: TextLine) -> set[int]:
    """The heights, in steps, that a line may count for: so that near ones meet."""
    return {round(line.y / STEP), round(line.y / STEP + 0.5)}


def _outer(lines: list[TextLine]) -> list[TextLine]:
    """The lines at the head and the foot, each once."""
    return lines if len(lines) <= 2 * OUTER else lines[:OUTER] + lines[-OUTER:]


def _shape(line: TextLine) -> str:
    return DIGITS.sub("#", SPACE.sub("", cell_text(line)))


def _may_be_table(line: TextLine) -> bool:
    """Whether a line looks like part of a table's header, which comes again on each page too."""
    parts = [SPACE.sub("", text) for text, _, _ in chunks(line)]
    return len(parts) > 3 or any(header_word(text) or (len(text) <= 2 and not text.isascii()) for text in parts)


def _page_number(line: TextLine, lines: list[TextLine], width: float) -> bool:
    text = SPACE.sub("", cell_text(line))
    if (line is not lines[0] and line is not lines[-1]) or not NUMBERED.fullmatch(text):
        return False
    centre = (line.x0 + line.x1) / 2
    return MARKED.fullmatch(text) is not None or (width / 3 < centre and len(lines) > 1 and line is lines[-1])
