"""Glyphs to lines, and lines to text: order, blanks, and how wrapped lines are joined.

In a table cell a blank stands between Latin words and where one is printed between two words, and
beside no Chinese mark. In prose what is printed stays, and a wide gap is a blank.
Only the layout modules of this package import it.
"""

from __future__ import annotations

from functools import lru_cache

import attrs
import regex

from .glyphs import Glyph

__all__ = ["Chunk", "TextLine", "cell_text", "chunks", "joined", "prose_text", "text_lines"]

#: baselines this share of the size apart are one line
SAME_LINE = 0.45
#: a jump within one operator this wide makes two pieces
JUMP = 0.3
#: gaps without a blank glyph, in ems: between Latin words, in prose, in prose as wide as two
LATIN_GAP, PROSE_GAP, WIDE_GAP = 0.18, 0.6, 1.8
#: a gap this wide, in ems, may part two cells
CELL_GAP = 0.7
#: a piece of a line: its text, where it starts and ends
Chunk = tuple[str, float, float]
BLANK = regex.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\n]+")
BLANKS = " \t\r\n\u3000\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
NOTHING = regex.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
HAN = regex.compile(r"[\p{Han}〇]")
LATIN = regex.compile(r"[\p{Latin}\p{Greek}0-9]")
LATIN_END = regex.compile(r"[\p{Latin}\p{Greek}0-9,;:.!?)\]%]")
LATIN_START = regex.compile(r"[\p{Latin}\p{Greek}0-9(\[&]")


@attrs.define(eq=False)
class TextLine:
    """Glyphs on one baseline, in reading order."""

    glyphs: list[Glyph]
    y: float
    size: float
    #: the line cut at gaps of some width, kept by `borderless.chunks`
    parts: dict[float, list[tuple[str, float, float]]] = attrs.field(factory=dict)

    @property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        return self.y - 0.38 * self.size


def text_lines(glyphs: list[Glyph]) -> list[TextLine]:
    """The lines of some glyphs, from the top; what holds only blanks is none."""
    lines: list[TextLine] = []
    group: list[Glyph] = []
    y = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if group and glyph.y - y > SAME_LINE * max(size, glyph.size):
            lines.append(_line(group))
            group = []
        if not group or glyph.size > size:
            y, size = glyph.y, glyph.size
        group.append(glyph)
    if group:
        lines.append(_line(group))
    return [line for line in lines if any(not _blank(glyph) for glyph in line.glyphs)]


def _blank(glyph: Glyph) -> bool:
    return not _trimmed(glyph.text)[0]


def _line(glyphs: list[Glyph]) -> TextLine:
    """Operators in the order of their place, the glyphs of one in the order of the file."""
    glyphs.sort(key=lambda glyph: glyph.run)
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.run == glyph.run and -0.6 < (glyph.x0 - last.x1) / (glyph.size or 1) < JUMP:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    pieces.sort(key=lambda piece: piece[0].x0)
    ordered = [glyph for piece in pieces for glyph in piece]
    biggest = max(ordered, key=lambda glyph: glyph.size)
    return TextLine(ordered, biggest.y, biggest.size)


def _marked(line: TextLine) -> list[tuple[Glyph, str, bool, float]]:
    """Each printing glyph with its text, whether blanks stand before it, and the gap before it in ems."""
    found: list[tuple[Glyph, str, bool, float]] = []
    blanks, edge = False, line.glyphs[0].x0
    for glyph in line.glyphs:
        bare, starts, ends = _trimmed(glyph.text)
        if not bare:
            blanks = blanks or starts
            edge = edge if starts else glyph.x1
            continue
        gap = (glyph.x0 - edge) / (glyph.size or 1.0)
        found.append((glyph, bare, blanks or starts, gap))
        blanks, edge = ends, glyph.x1
    return found


@lru_cache(8192)
def _trimmed(text: str) -> tuple[str, bool, bool]:
    """A glyph's text without blanks at its ends, and whether there were some."""
    text = NOTHING.sub("", text)
    if not BLANK.sub("", text):
        return "", bool(text), False
    bare = text.strip(BLANKS)
    return bare, text[0] != bare[0], text[-1] != bare[-1]


def cell_text(line: TextLine) -> str:
    """A line of a table cell."""
    out: list[str] = []
    for glyph, text, blanks, gap in _marked(line):
        if out:
            before, after = out[-1][-1], text[0]
            if not blanks and gap <= LATIN_GAP:
                wanted = False
            elif LATIN_END.match(before) and LATIN_START.match(after):
                wanted = blanks or (gap > LATIN_GAP and bool(LATIN.match(before)) and bool(LATIN.match(after)))
            else:
                words = _word(before) and _word(after)
                wanted = blanks and words and not glyph.hidden and gap > LATIN_GAP
            if wanted:
                out.append(" ")
        out.append(text)
    return "".join(out)


@lru_cache(8192)
def _word(character: str) -> bool:
    return bool(HAN.match(character) or LATIN.match(character))


def prose_text(line: TextLine) -> str:
    """A line outside any table: printed blanks stay, wide gaps are blanks."""
    out: list[str] = []
    waiting, edge = "", line.glyphs[0].x0
    for glyph in line.glyphs:
        text = NOTHING.sub("", glyph.text).replace("\xa0", " ").replace("\t", " ")
        if not BLANK.sub("", text):
            waiting += text
            edge = edge if text else glyph.x1
            continue
        if out:
            out.append(_prose_blank(waiting, (glyph.x0 - edge) / (glyph.size or 1.0), out[-1][-1], text[0], glyph.hidden))
        out.append(text)
        waiting, edge = "", glyph.x1
    return "".join(out).strip(" \u3000")


def _prose_blank(waiting: str, gap: float, before: str, after: str, hidden: bool) -> str:
    latin = bool(LATIN_END.match(before) and LATIN_START.match(after))
    if hidden and not latin and gap < WIDE_GAP:
        return ""  # recognisers of print put a blank after every Chinese word
    if waiting:
        return waiting
    if gap > WIDE_GAP:
        return "  "
    if gap > PROSE_GAP or (latin and gap > LATIN_GAP and LATIN.match(before) and LATIN.match(after)):
        return " "
    return ""


def joined(lines: list[str]) -> str:
    """The lines of a wrapped cell as one: a blank only between Latin words.

    >>> joined(["举办“工业互联网与全面质量", "管理”国际论坛"]), joined(["QC circle", "week"])
    ('举办“工业互联网与全面质量管理”国际论坛', 'QC circle week')
    """
    text = ""
    for line in lines:
        if text and line and LATIN_END.match(text[-1]) and LATIN_START.match(line[0]):
            text += " "
        text += line
    return text


def chunks(line: TextLine, gap: float = CELL_GAP) -> list[Chunk]:
    """A line cut at its wide gaps."""
    known = line.parts.get(gap)
    if known is not None:
        return known
    parts: list[list[Glyph]] = []
    edge = 0.0
    for glyph in sorted(line.glyphs, key=lambda g: g.x0):
        if not glyph.text.strip():
            continue
        if parts and glyph.x0 - edge < gap * line.size:
            parts[-1].append(glyph)
            edge = max(edge, glyph.x1)
        else:
            parts.append([glyph])
            edge = glyph.x1
    found = [(cell_text(TextLine(part, line.y, line.size)), part[0].x0, max(g.x1 for g in part)) for part in parts]
    line.parts[gap] = found
    return found
