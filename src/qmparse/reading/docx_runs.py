"""What stands in a Word paragraph: its text, page breaks and text boxes, in order.

Rules: a paragraph becomes pieces; nothing is marked by characters inside the text. Tracked deletions, hidden runs,
field codes and the fallback of an alternative yield nothing. An element that is not known is looked into.
Only the DOCX reader imports this module.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from qmparse.reading.docx_numbering import Styles, W, is_on, shown_symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Kind", "Piece", "Runs", "alternative"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

#: never looked into: properties, deletions, codes, notes kept elsewhere
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "rt",
        "annotationRef", "commentReference", "proofErr", "softHyphen", "fldData", "smartTagPr", "customXmlPr",
        "pgNum", "ffData",
    )
)  # fmt: skip

_LITERAL = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


class Kind(enum.Enum):
    """What a piece of a paragraph is."""

    TEXT = "text"
    #: a page break that the writer made
    PAGE = "page"
    #: where a page began when the file was last laid out
    RENDERED = "rendered"
    #: a text box; its element holds blocks
    BOX = "box"
    #: the mark of a note that stands elsewhere
    NOTE = "note"


@attrs.frozen
class Piece:
    """One piece of a paragraph."""

    kind: Kind
    text: str = ""
    box: _Element | None = None


def alternative(element: _Element) -> Iterator[_Element]:
    """The children of the branch that a current Word shows; the other one repeats the same text."""
    branches = [child for child in element if child.tag == _MC + "Choice"]
    fallback = [child for child in element if child.tag == _MC + "Fallback"]
    for branch in branches + fallback:
        if len(branch):
            yield from branch
            return


class Runs:
    """Reads the paragraphs of one document; a field may run over several of them, so its state is kept here."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []

    def pieces(self, paragraph: _Element, style: str | None) -> Iterator[Piece]:
        """The pieces of a paragraph whose style is `style`."""
        hidden = self._styles.is_hidden(style)
        for child in paragraph:
            yield from self._inline(child, hidden)
        # a code never runs over the end of a paragraph; one that is not closed must not swallow the rest
        self._fields = [shown for shown in self._fields if shown]

    def _inline(self, element: _Element, hidden: bool) -> Iterator[Piece]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag == W + "r":
            yield from self._run(element, hidden)
        elif tag == W + "txbxContent":
            if not hidden:
                yield Piece(Kind.BOX, box=element)
        elif tag == _MC + "AlternateContent":
            for child in alternative(element):
                yield from self._inline(child, hidden)
        else:
            yield from self._content(element, hidden)

    def _run(self, element: _Element, hidden: bool) -> Iterator[Piece]:
        properties = element.find(W + "rPr")
        own = is_on(properties, "vanish")
        if own is None and properties is not None and (named := properties.find(W + "rStyle")) is not None:
            own = self._styles.is_hidden(named.get(W + "val")) or None
        for child in element:
            yield from self._inline(child, hidden if own is None else own)

    def _content(self, element: _Element, hidden: bool) -> Iterator[Piece]:
        """An element inside a run, or a wrapper of runs."""
        tag = element.tag
        if tag == W + "fldChar":
            self._field(element.get(W + "fldCharType"))
        elif tag == W + "lastRenderedPageBreak":
            yield Piece(Kind.RENDERED)
        elif tag == W + "br" and element.get(W + "type") == "page":
            yield Piece(Kind.PAGE)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            yield Piece(Kind.NOTE)
        elif hidden and tag in _LEAVES:
            return
        elif (text := _text_of(element)) is not None:
            if all(self._fields):
                yield Piece(Kind.TEXT, text)
        else:
            for child in element:
                yield from self._inline(child, hidden)

    def _field(self, kind: str | None) -> None:
        """Between `begin` and `separate` stands the code of a field, after it what is shown."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()


_LEAVES = frozenset((W + "t", W + "br", W + "sym", _MATH_TEXT, *_LITERAL))


def _text_of(element: _Element) -> str | None:
    """The text that a leaf stands for, or None where it is no leaf."""
    tag = str(element.tag)
    if tag in (W + "t", _MATH_TEXT):
        return "".join(map(_shown, element.text or ""))
    if tag in _LITERAL:
        return _LITERAL[tag]
    if tag == W + "br":
        return "\n"
    if tag == W + "sym":
        return _symbol(element.get(W + "char", ""))
    return None


def _shown(character: str) -> str:
    return shown_symbol(character) if character >= "\ue000" else character


def _symbol(code: str) -> str:
    try:
        value = int(code[:6], 16)
    except ValueError:
        return ""
    if not 0x20 <= value < 0x110000 or 0xD800 <= value < 0xE000:
        return ""
    return shown_symbol(chr(value if value > 0xFF else 0xF000 + value))
