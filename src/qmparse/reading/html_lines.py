"""The elements of a web page to lines, as a browser would break them, each with what tells an article from a portal.

Rules: the walk is iterative, for bad pages nest hundreds deep. Blanks collapse as they do on the screen, save that a
source line wrapped between two Chinese characters leaves none. What a browser does not show yields nothing.
Only the HTML reader imports this module.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import attrs
from lxml.etree import iterwalk

from qmparse.reading.budget import Deadline
from qmparse.reading.counting import count_in
from qmparse.reading.grid import BLANKS, table_lines
from qmparse.reading.html_table import is_data, is_shown, table_cells, tag_of
from qmparse.reading.source import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["PageLine", "lines_of"]

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "select",
        "option",
        "button",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "audio",
        "video",
        "canvas",
        "map",
        "rt",
        "rp",
        "del",
        "input",
        "img",
        "link",
        "meta",
    ]
)
#: parts of a page that are no part of its article; what is left out of them is counted
_PORTAL = frozenset(("nav", "footer", "aside"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_WRAPPED = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])")
_BLANK_RUN = re.compile(r"[ \t\r\n\f]+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?[ \t\r\n]*:[ \t\r\n]*([a-z-]+)", re.IGNORECASE)
_LIST_STYLES = {
    "1": "decimal", "a": "lowerAlpha", "A": "upperAlpha", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerAlpha", "lower-latin": "lowerAlpha", "upper-alpha": "upperAlpha",
    "upper-latin": "upperAlpha", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
    "cjk-ideographic": "japaneseCounting", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand", "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital", "decimal-leading-zero": "decimalZero", "cjk-earthly-branch": "ideographZodiac",
    "cjk-heavenly-stem": "ideographTraditional", "disc": "none", "circle": "none", "square": "none",
}  # fmt: skip


@attrs.define
class PageLine:
    """One line of a page."""

    text: str
    #: the element in which the line began
    owner: _Element
    is_row: bool = False
    is_heading: bool = False
    #: characters of it that are links
    linked: int = 0
    #: the line stands in a part of the page that is never its article
    is_portal: bool = False
    doubt: str = ""


@attrs.define
class _List:
    style: str
    next: int


@attrs.frozen
class _Manner:
    """How one page is read: its limits, and whether a wrap of its source between Chinese characters is no blank."""

    limits: Limits
    deadline: Deadline
    joins_wraps: bool


class _Walk:
    """Gathers the lines of one tree."""

    def __init__(self, root: _Element, manner: _Manner) -> None:
        self._root, self._manner = root, manner
        self.lines: list[PageLine] = []
        self._pieces: list[str] = []
        self._mark = ""
        self._lists: list[_List] = []
        self._owner = root
        self._data: dict[_Element, bool] = {}
        self._linked = self._links = self._headings = self._verbatim = self._portal = 0

    def run(self) -> list[PageLine]:
        walker = iterwalk(self._root, events=("start", "end"))
        for count, (event, element) in enumerate(walker):
            if count % 4096 == 0:
                self._manner.deadline.check()
            if event == "start":
                if self._start(element):
                    walker.skip_subtree()
            else:
                self._end(element)
        self._flush()
        return self.lines

    def _is_data(self, table: _Element) -> bool:
        """Judged once, for it is asked when the table opens and when it closes."""
        if table not in self._data:
            self._manner.deadline.check()
            self._data[table] = is_data(table)
        return self._data[table]

    def _start(self, element: _Element) -> bool:
        """Reads what opens; True where its inside is not to be walked."""
        tag = tag_of(element)
        if not tag or tag in _DROPPED or not is_shown(element):
            return True
        if tag in _BLOCKS:
            self._flush()
            self._owner = element
        if tag == "table" and self._is_data(element):
            self._table(element)
            return True
        if tag == "br":
            self._flush()
        self._count(element, tag, 1)
        self._text(element.text)
        return False

    def _end(self, element: _Element) -> None:
        tag = tag_of(element)
        skipped = not tag or tag in _DROPPED or not is_shown(element) or (tag == "table" and self._is_data(element))
        if not skipped:
            if tag in _BLOCKS:
                self._flush()
            self._count(element, tag, -1)
        elif tag == "table":
            self._flush()
        if element is not self._root:
            if tag in _BLOCKS and (parent := element.getparent()) is not None:
                self._owner = parent
            self._text(element.tail)

    def _count(self, element: _Element, tag: str, step: int) -> None:
        """Keeps count of what stands open around the text."""
        self._links += step * (tag == "a" and element.get("href") is not None)
        self._headings += step * (tag in _HEADINGS)
        self._verbatim += step * (tag == "pre")
        self._portal += step * _is_portal(element, tag)
        if tag in ("ol", "ul", "menu", "dir"):
            self._list(element, tag, step)
        elif tag == "li" and step > 0:
            self._item(element)

    def _list(self, element: _Element, tag: str, step: int) -> None:
        if step < 0:
            if self._lists:
                self._lists.pop()
            return
        style = _list_style(element) or "decimal"
        self._lists.append(_List(style if tag == "ol" else "none", _number(element.get("start"), 1)))

    def _item(self, element: _Element) -> None:
        if not self._lists:
            return
        current = self._lists[-1]
        number = _number(element.get("value"), current.next)
        current.next = number + 1
        style = _list_style(element) or current.style
        counted = count_in(style, number)
        self._mark = counted and counted + ("." if counted.isascii() else "、")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim:
            first, *more = text.replace("\r\n", "\n").split("\n")
            self._piece(first.replace("\t", " " * 4))
            for line in more:
                self._flush()
                self._piece(line.replace("\t", " " * 4))
        else:
            self._piece(_BLANK_RUN.sub(" ", _WRAPPED.sub("", text) if self._manner.joins_wraps else text))

    def _piece(self, text: str) -> None:
        self._pieces.append(text)
        if self._links:
            self._linked += len(text.strip(BLANKS))

    def _flush(self) -> None:
        """Ends the line; one without text is none, but keeps the mark of its list item for the next."""
        text = _mended("".join(self._pieces)) if self._pieces else ""
        text = (text if self._verbatim else _BLANK_RUN.sub(" ", text)).strip(BLANKS)
        if text:
            mark, self._mark = self._mark, ""
            text = f"{mark} {text}" if mark.isascii() and mark else mark + text
            self.lines.append(PageLine(text, self._owner, False, self._headings > 0, self._linked, self._portal > 0))
        self._pieces, self._linked = [], 0

    def _table(self, table: _Element) -> None:
        for caption in table.iterchildren("caption"):
            self.lines += _Cell(caption, self._manner).run()
        read = functools.partial(_cell_text, manner=self._manner)
        cells = table_cells(table, read, self._manner.limits, self._manner.deadline)
        linked = _link_share(table)
        for line in table_lines(cells, self._manner.limits):
            if line.text:
                at = round(linked * len(line.text))
                found = PageLine(line.text, table, line.is_row, False, at, self._portal > 0, line.doubt)
                self.lines.append(found)


def lines_of(root: _Element, limits: Limits, deadline: Deadline) -> list[PageLine]:
    """The lines of a page, top to bottom."""
    return _Walk(root, _Manner(limits, deadline, not _wraps_at_blanks(root))).run()


def _cell_text(cell: _Element, manner: _Manner) -> str:
    """The text of a table cell; a table in it is flattened, a line a row."""
    texts: list[str] = []
    row: _Element | None = None
    for line in _Cell(cell, manner).run():
        around = next((parent for parent in _up(line.owner, cell) if parent.tag == "tr"), None)
        if around is not None and around is row:
            texts[-1] += "  " + line.text
        else:
            texts.append(line.text)
        row = around
    return "\n".join(texts)


class _Cell(_Walk):
    """A cell: tables in it are walked through like any other block."""

    def _start(self, element: _Element) -> bool:
        tag = tag_of(element)
        if tag == "table":
            self._flush()
            self._owner = element
            return not is_shown(element)
        return super()._start(element)

    def _end(self, element: _Element) -> None:
        if tag_of(element) == "table":
            self._flush()
            self._text(element.tail)
            return
        super()._end(element)


def _is_portal(element: _Element, tag: str) -> bool:
    """Whether nothing inside is the article's; LibreOffice writes running heads into boxes that it calls so."""
    return tag in _PORTAL or (tag == "div" and element.get("title") in ("header", "footer"))


def _wraps_at_blanks(element: _Element) -> bool:
    """Whether the page is from a program that breaks its source only where a blank stands, as LibreOffice does."""
    for meta in element.getroottree().iter("meta"):
        if (meta.get("name") or "").lower() == "generator":
            return "office" in (meta.get("content") or "").lower() and "libre" in (meta.get("content") or "").lower()
    return False


def _up(element: _Element | None, last: _Element) -> list[_Element]:
    """The element and those around it, inside `last`."""
    found = []
    while element is not None and element is not last:
        found.append(element)
        element = element.getparent()
    return found


def _mended(text: str) -> str:
    """Pages with numeric references of Windows-1252 mean its punctuation; a no-break space is a blank like any other."""
    if any("\x80" <= character <= "\x9f" for character in text):
        text = "".join(
            character.encode("latin-1").decode("cp1252", "ignore") if "\x80" <= character <= "\x9f" else character
            for character in text
        )
    return text.replace("\xa0", " ") if text.strip("\xa0 ") else ""


def _link_share(element: _Element) -> float:
    whole = len("".join(str(text) for text in element.itertext()).strip(BLANKS))
    linked = sum(len("".join(str(text) for text in link.itertext())) for link in element.iter("a") if link.get("href"))
    return min(1.0, linked / whole) if whole else 0.0


def _list_style(element: _Element) -> str | None:
    found = _LIST_STYLE.search(element.get("style", ""))
    return _LIST_STYLES.get(found[1].lower() if found else element.get("type", ""))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else default
