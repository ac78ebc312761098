"""HTML: a web page to the raw announcement text of the article in it.

Rules: lxml reads the tree; the bytes tell the encoding, and what the page declares is only a hint. The article is told
from the portal around it, and what is left out is noted; where that is not sure, everything stays.
`load` imports this module, lazily; of the package it imports readers' modules and errors.
"""

from __future__ import annotations

import re

from lxml import etree

from qmparse.errors import ReadError
from qmparse.reading.budget import Deadline, check_size, too_large
from qmparse.reading.encoding import decode
from qmparse.reading.grid import TextWriter
from qmparse.reading.html_article import article_lines
from qmparse.reading.html_lines import PageLine, lines_of
from qmparse.reading.source import Limits, Note, Reading

__all__ = ["read_html"]

_USUAL = Limits()
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_HINT_WITHIN = 4096
_SHOWN = 60
_BAD = "\ufffd"
_MOST_BAD = 20


def read_html(data: bytes, *, password: str | None = None, encoding: str | None = None, limits: Limits = _USUAL) -> Reading:
    """The text of the article in a web page.

    Blocks and `<br>` are lines, tables that hold data tab-separated rows with spans filled down, ordered lists are
    numbered. Tables that lay out the page are no tables here. What is hidden, and the portal around the article, is
    left out, the latter with a note. A few bad bytes become U+FFFD, with a note. Without `encoding` the bytes tell it; what the page declares is asked only where
    they fit neither UTF-8 nor GB18030. `password` is there for symmetry.

    Raises `ReadError`: `undecodable`, `damaged`, `too-large`, `no-text-layer`.

    >>> read_html("<p>一、<b>时间</b><br>9月<table><tr><td>序号<td>活动<tr><td>1<td>开展</table>".encode()).text
    '一、时间\\n9月\\n序号\\t活动\\n1\\t开展\\n'
    """
    deadline = Deadline(limits.seconds)
    check_size(data, limits)
    text = _decoded(data) if encoding is None else decode(data, encoding=encoding)
    if text.count("<") > 2 * limits.operators:
        raise too_large(f"the page has more than {limits.operators} elements", "operators")
    root = _tree(text)
    kept, left_out = article_lines(lines_of(root, limits, deadline), deadline)
    writer = TextWriter(limits)
    for line in kept:
        writer.line(line.text)
        if line.doubt:
            writer.note("joined-header", "info", line.doubt, len(line.text) + 1)
    if left_out:
        writer.note("portal-left-out", "info", _told(left_out))
    reading = writer.reading()
    if _BAD in text and _BAD in reading.text:
        at = reading.text.index(_BAD)
        note = Note("bad-bytes", "warning", "bytes that fit the page's encoding nowhere stand as U+FFFD", at, at + 1)
        return Reading(reading.text, (*reading.notes, note))
    return reading


def _decoded(data: bytes) -> str:
    """The page as text; what it declares is tried last, for pages that move between systems keep a wrong one."""
    try:
        return decode(data)
    except ReadError as error:
        if (mended := _mended(data)) is not None:
            return mended
        hint = _CHARSET.search(data, 0, _HINT_WITHIN)
        if hint is None:
            raise
        try:
            return decode(data, encoding=hint[1].decode("ascii"))
        except ReadError:
            raise error from None


def _mended(data: bytes) -> str | None:
    """A page with a few bad bytes, U+FFFD in their place: portals cut titles and summaries in the middle of a character."""
    texts = [data.decode(name, "replace") for name in ("utf-8", "gb18030")]
    text = min(texts, key=lambda found: found.count(_BAD))
    return text if text.count(_BAD) <= min(_MOST_BAD, len(text) // 200) else None


def _tree(text: str) -> etree._Element:
    """The page as a tree. It goes in as UTF-8 again, for the parser takes no text that declares an encoding."""
    text = text.replace("\0", "").replace("\f", " ")
    # Pages that never close their <font> nest deeper than the usual 256 levels. A huge tree has 2,048,
    # but in older libxml2 as many as there are, and closing a million takes minutes.
    huge = etree.LIBXML_VERSION >= (2, 14)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("damaged", f"the page cannot be read ({error}); save it again from a browser") from None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReadError("too-large", "the page nests its elements deeper than a browser would show; save its text instead")
    if root is None:
        raise ReadError("no-text-layer", "the page holds no text; it may be filled by a script: save it from a browser")
    return root


def _told(lines: list[PageLine]) -> str:
    """What was left out, in short."""
    whole = " / ".join(line.text.replace("\t", " ").replace("\n", " ") for line in lines)
    shown = whole if len(whole) <= _SHOWN else whole[:_SHOWN] + "…"
    return f"{len(lines)} lines of the portal around the article are left out: {shown}"
