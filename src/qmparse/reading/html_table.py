"""Tables of a web page: which of them hold data and which only lay out the portal, and the grid of the former.

Rules: a table with the header of an activity table holds data; one that wraps such a table, has one column, or is made
of links does not. Spans are bounded, as browsers bound them. Only the HTML reader imports this module.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qmparse.reading.budget import Deadline, too_large
from qmparse.reading.grid import BLANKS, Cell, is_header, trimmed
from qmparse.reading.source import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["is_data", "is_shown", "table_cells", "tag_of"]

_WIDEST_SPAN = 1_000
#: not visibility, for pages hide their article so until a script has run
_HIDING = ("display:none", "mso-hide:all")
#: a table is judged by its first rows
_JUDGED_ROWS = 30
#: a cell longer than this holds an article, not a value
_LONGEST_VALUE = 1_500


def tag_of(element: _Element) -> str:
    """The name of an element; empty for comments and the like."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def is_shown(element: _Element) -> bool:
    """Whether the element itself is not hidden."""
    style = element.get("style")
    if style and any(hiding in style.replace(" ", "").lower() for hiding in _HIDING):
        return False
    return element.get("hidden") is None


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table itself, not those of tables in it; the head first, the foot last."""
    groups: tuple[list[_Element], list[_Element], list[_Element]] = ([], [], [])
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        tag = tag_of(element)
        if tag == "tr":
            parent = element.getparent()
            around = "" if parent is None else tag_of(parent)
            groups[0 if around == "thead" else 2 if around == "tfoot" else 1].append(element)
        elif tag and tag not in ("td", "th", "table", "caption"):
            stack.extend(reversed(element))
    for group in groups:
        yield from group


def _cells_of(row: _Element) -> Iterator[_Element]:
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        tag = tag_of(element)
        if tag in ("td", "th"):
            if is_shown(element):
                yield element
        elif tag and tag not in ("table", "tr"):
            stack.extend(reversed(element))


def _plain(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip(BLANKS)


def is_data(table: _Element) -> bool:
    """Whether a table holds data rather than parts of the page.

    >>> from lxml.html import fromstring
    >>> is_data(fromstring("<table><tr><td>序号<td>活动<tr><td>1<td>开展</table>"))
    True
    >>> is_data(fromstring("<table><tr><td>左栏<td><p>一段长文</table>"))
    False
    """
    if table.get("role") in ("presentation", "none"):
        return False
    wide = _wide_rows(table)
    if _is_headed(wide):
        return True
    # a table that wraps tables of values is layout; those inside are judged by themselves when their turn comes
    inner = (_wide_rows(found) for found in table.iter("table") if found is not table)
    if len(wide) < 2 or any(len(rows) >= 2 or _is_headed(rows) for rows in inner):
        return False
    longest = max(len(text) for texts in wide for text in texts)
    return longest <= _LONGEST_VALUE and not _is_menu(table)


def _wide_rows(table: _Element) -> list[list[str]]:
    """The texts of the first rows, of those with more than one value."""
    rows = ([_plain(cell) for cell in _cells_of(row)] for row in itertools.islice(rows_of(table), _JUDGED_ROWS))
    return [texts for texts in rows if sum(1 for text in texts if text) >= 2]


def _is_headed(wide: list[list[str]]) -> bool:
    return any(is_header(texts) and max(map(len, texts)) < 40 for texts in wide[:3])


def _is_menu(table: _Element) -> bool:
    """Whether most of a table are links."""
    linked = sum(len(_plain(link)) for link in table.iter("a") if link.get("href"))
    return linked > 0.6 * len(_plain(table))


def table_cells(table: _Element, read: Callable[[_Element], str], limits: Limits, deadline: Deadline) -> list[Cell]:
    """The cells of a table on its grid, as browsers place them; `read` gives the text of one."""
    rows = list(rows_of(table))
    cells: list[Cell] = []
    busy: dict[int, int] = {}
    for number, row in enumerate(rows):
        deadline.check()
        column = 0
        for element in _cells_of(row):
            while busy.get(column, 0) > number:
                column += 1
            columns = min(max(1, _span(element.get("colspan"))), _WIDEST_SPAN)
            down = _span(element.get("rowspan"))
            below = min(down or len(rows), len(rows) - number)
            cells.append(Cell(trimmed(read(element)), number, column, below, columns))
            for place in range(column, column + columns):
                busy[place] = number + below
            column += columns
            if len(cells) > limits.operators:
                raise too_large(f"a table has more than {limits.operators} cells", "operators")
    return cells


def _span(text: str | None) -> int:
    """A span as written; 1 where nothing or nonsense is written, 0 (to the end) only where that is."""
    text = (text or "1").strip(BLANKS)
    return min(int(text), 1_000_000) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
