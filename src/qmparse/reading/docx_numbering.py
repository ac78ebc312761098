"""The numbers that Word makes up when it shows a list: from styles.xml and numbering.xml to the text of a mark.

Rules: lists that share an abstract definition count on together, unless a list says where it starts;
a level starts again when a higher one moves on. Nothing here writes text or reads paragraphs' contents.
Only the DOCX reader imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from qmparse.reading.counting import count_in

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "Style", "Styles", "W", "is_on", "shown_symbol"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MAX_STYLE_CHAIN = 20
_LONGEST_MARK = 100

#: symbols of the fonts Wingdings and Symbol, which stand at private code points
_SYMBOLS = {
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0x76: "◆", 0x77: "◆", 0xA7: "▪", 0xA8: "□", 0x6F: "□", 0xB7: "•",
    0xD8: "➢", 0xE8: "➔", 0xF0: "⇨", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0x9F: "•", 0xA1: "○", 0x46: "☞",
}  # fmt: skip


def is_on(parent: _Element | None, name: str) -> bool | None:
    """What an on/off property says: True, False, or None where it says nothing."""
    found = None if parent is None else parent.find(W + name)
    if found is None:
        return None
    return found.get(W + "val", "true").lower() not in ("0", "false", "off", "none")


def shown_symbol(character: str) -> str:
    """A character as a reader sees it: symbol fonts keep theirs at private code points.

    >>> shown_symbol("\\uf06c"), shown_symbol("甲")
    ('●', '甲')
    """
    code = ord(character)
    return _SYMBOLS.get(code - 0xF000, "•") if 0xF000 <= code <= 0xF0FF else character


@attrs.frozen
class Style:
    """What a paragraph or character style says that bears on the text."""

    based_on: str | None
    num_id: str | None
    level: int | None
    hidden: bool | None
    new_page: bool | None


class Styles:
    """The styles of a document by their id, each with what it inherits."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in () if root is None else root.iter(W + "style"):
            name = element.get(W + "styleId", "")
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
                self.default = name
            self._styles[name] = _style(element)

    def chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        """The style and those it is based on, nearest first; a circle ends."""
        for _ in range(_MAX_STYLE_CHAIN):
            if name is None or (style := self._styles.get(name)) is None:
                return
            yield name, style
            name = style.based_on

    def is_hidden(self, name: str | None) -> bool:
        return next((style.hidden for _, style in self.chain(name) if style.hidden is not None), False)

    def begins_page(self, name: str | None) -> bool:
        return next((style.new_page for _, style in self.chain(name) if style.new_page is not None), False)


def _style(element: _Element) -> Style:
    properties = element.find(W + "pPr")
    num_id, level = numbered(properties)
    return Style(
        based_on=_val(element.find(W + "basedOn")),
        num_id=num_id,
        level=level,
        hidden=is_on(element.find(W + "rPr"), "vanish"),
        new_page=is_on(properties, "pageBreakBefore"),
    )


def numbered(properties: _Element | None) -> tuple[str | None, int | None]:
    """The list and the level that w:numPr names, each None where it does not."""
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return None, None
    return _val(found.find(W + "numId")), _int(_val(found.find(W + "ilvl")))


@attrs.define
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        for element in root.iter(W + "abstractNum"):
            name = element.get(W + "abstractNumId", "")
            self._abstract[name] = dict(map(_level, element.iter(W + "lvl")))
            if (link := _val(element.find(W + "numStyleLink"))) is not None:
                self._links[name] = link
            if (link := _val(element.find(W + "styleLink"))) is not None:
                self._named[link] = name
        for element in root.iter(W + "num"):
            name = element.get(W + "numId", "")
            self._lists[name] = _val(element.find(W + "abstractNumId")) or ""
            self._own[name] = dict(map(_level, element.iter(W + "lvl")))
            self._starts[name] = {
                _int(override.get(W + "ilvl")) or 0: start
                for override in element.iter(W + "lvlOverride")
                if (start := _int(_val(override.find(W + "startOverride")))) is not None
            }

    def mark(self, properties: _Element | None, style: str | None) -> str:
        """The mark that Word shows before this paragraph, and one step on in its list; empty without a list."""
        num_id, level = self._where(properties, style)
        if num_id is None or num_id == "0" or num_id not in self._lists:
            return ""
        levels, abstract = self._levels(num_id)
        at = min(max(level, 0), _LEVELS - 1)
        if at not in levels:
            return ""
        self._step(num_id, abstract, at, levels)
        return self._written(abstract, at, levels)

    def _where(self, properties: _Element | None, style: str | None) -> tuple[str | None, int]:
        num_id, level = numbered(properties)
        if num_id is not None:
            return num_id, level or 0
        for name, inherited in self._styles.chain(style):
            if inherited.num_id is not None:
                return inherited.num_id, self._level_of(inherited, name, level)
        return None, 0

    def _level_of(self, style: Style, name: str, own: int | None) -> int:
        """A style names its list, and the list's level names the style."""
        if own is not None or style.level is not None:
            return own if own is not None else style.level or 0
        levels, _ = self._levels(style.num_id or "")
        return next((at for at, level in levels.items() if level.paragraph_style == name), 0)

    def _levels(self, num_id: str) -> tuple[dict[int, _Level], str]:
        abstract = self._lists.get(num_id, "")
        for _ in range(_MAX_STYLE_CHAIN):
            if abstract not in self._links:
                break
            abstract = self._named.get(self._links[abstract], abstract)
        return {**self._abstract.get(abstract, {}), **self._own.get(num_id, {})}, abstract

    def _step(self, num_id: str, abstract: str, at: int, levels: dict[int, _Level]) -> None:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        starts = self._starts.get(num_id, {})
        if at in starts:
            # the first paragraph of a list that says where it starts; later ones count on
            counts[at] = starts.pop(at)
        else:
            before = counts[at]
            counts[at] = levels[at].start if before is None else before + 1
        for lower in range(at + 1, _LEVELS):
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart and at < restart):
                counts[lower] = None

    def _written(self, abstract: str, at: int, levels: dict[int, _Level]) -> str:
        level, counts = levels[at], self._counts[abstract]
        if level.style == "bullet":
            return "".join(map(shown_symbol, level.text))
        text = level.text
        for place in range(_LEVELS):
            if f"%{place + 1}" not in text:
                continue
            other = levels.get(place, level)
            number = counts[place]
            counted = other.start if number is None else number
            text = text.replace(f"%{place + 1}", count_in("decimal" if level.legal else other.style, counted))
        return text


def _level(element: _Element) -> tuple[int, _Level]:
    start = _int(_val(element.find(W + "start")))
    return _int(element.get(W + "ilvl")) or 0, _Level(
        style=_format(element),
        text=(_val(element.find(W + "lvlText")) or "")[:_LONGEST_MARK],
        start=1 if start is None else start,
        restart=_int(_val(element.find(W + "lvlRestart"))),
        legal=bool(is_on(element, "isLgl")),
        paragraph_style=_val(element.find(W + "pStyle")),
    )


def _format(element: _Element) -> str:
    """The style of counting; newer ones stand in an alternative whose fallback every program can write."""
    formats = [_val(found) or "decimal" for found in element.iter(W + "numFmt")]
    return formats[-1] if formats else "decimal"


def _val(element: _Element | None) -> str | None:
    return None if element is None else element.get(W + "val")


def _int(text: str | None) -> int | None:
    try:
        return None if text is None or len(text) > 9 else int(text)
    except ValueError:
        return None
