"""Marked parts -> sections, with heading and text.

    section = marker heading {paragraph} {section}

Rules: a run-in heading ends at its first 。 or ：, which belongs to neither, or, where lines were glued, behind a
known heading word or at a blank. `text` joins its paragraphs with a line feed. GB/T 9704-2012, 7.3.3.
"""

from __future__ import annotations

import re

from qmparse.parsing.draft import Draft
from qmparse.parsing.joining import sentence_ended
from qmparse.parsing.numbering import Numbers
from qmparse.parsing.outline import HEADING_WORD, Part
from qmparse.records import BlockKind, Section
from qmparse.text.characters import BLANKS, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span
from qmparse.text.splitting import first_outside

#: the colon of a clock time ends no heading
_HEADING_END = pattern(r"。|[：:](?!(?<=[\d０-９][：:])[\d０-９]{2})")
_MAX_HEADING = 40
#: headings that one value follows
_TAKES_VALUE = ("主题", "口号", "地点", "对象")


def heading_range(text: str, more_below: bool, glued: bool = False) -> tuple[int, int]:
    """Where the heading of a section's first passage ends, and where its text begins.

    >>> heading_range("加强领导。各地要落实。", False), heading_range("活动主题", True), heading_range("活动时间2023年6月", True)
    ((4, 5), (4, 4), (4, 4))
    """
    length = len(text)
    word = HEADING_WORD.match(text)
    if word and not glued and not word.group().endswith(_TAKES_VALUE):
        word = None
    if word and text[word.end() : word.end() + 1] in BLANKS and word.end() < length:
        return word.end(), word.end()
    close = first_outside(text, _HEADING_END)
    if close is None:
        return _unclosed_heading(text, more_below, glued)
    rest = text[close.end() :].strip(BLANKS)
    heading = text[: close.start()]
    size = len(squeeze(heading))
    if size > _MAX_HEADING or (close.group() in "：:" and size > 24):
        return 0, 0
    if not rest and close.group() == "。" and (size > 30 or re.search("[，,]", heading)) and not more_below:
        return 0, 0
    if re.search("[；;]", heading):
        return 0, 0
    return close.start(), close.end() if rest or close.group() else length


def _unclosed_heading(text: str, more_below: bool, glued: bool) -> tuple[int, int]:
    """A heading without a mark behind it: the whole line, or up to a known word or a blank."""
    word = HEADING_WORD.match(text)
    if word and word.end() < len(text):
        rest = text[word.end() :]
        if rest[0] in BLANKS or glued:
            return word.end(), word.end()
        if re.match(r"\d|[“《]|[一二三四五六七八九十元]{1,3}月|[二一][〇○零]", fold(rest)) and not more_below:
            return word.end(), word.end()
        if re.match(r"\d{4}年|\d{1,2}月", fold(rest)):
            return word.end(), word.end()
        if not more_below and len(rest) >= 4 and word.group().endswith(_TAKES_VALUE):
            # nothing else is there that the heading could stand over: 活动主题绿色出行
            return word.end(), word.end()
    if len(text) > 60 or (sentence_ended(text) and len(text) > _MAX_HEADING) or re.search("[；;]", text):
        return 0, 0
    return len(text), len(text)


def read_section(draft: Draft, part: Part, prose: list[Passage], sections: tuple[Section, ...]) -> Section:
    """The section of a part: `prose` are the passages below it that belong to its text."""
    text = part.text
    heading_end, text_start = heading_range(text, bool(part.below), part.glued)
    heading = text[:heading_end].strip(BLANKS)
    own = part.passage.slice(draft.text, part.body + text_start, len(part.passage.text))
    own = _stripped(draft, own)
    passages = [p for p in [own, *prose] if p.text]
    pieces = tuple([Span(a, b) for p in passages for a, b in p.pieces])
    note_joined(draft, passages)
    start = part.passage.start
    end = max([part.passage.end, *[p.end for p in passages]])
    draft.claim(BlockKind.SECTION, start, part.passage.end)
    level = min(part.mark.rank, 4)
    return Section(
        part.marker, part.mark.ordinal, level, heading, "\n".join(p.text for p in passages), sections, Span(start, end), pieces
    )


def _stripped(draft: Draft, passage: Passage) -> Passage:
    """A passage without the blanks at its ends."""
    text = passage.text
    kept = text.strip(BLANKS)
    if kept == text:
        return passage
    start = len(text) - len(text.lstrip(BLANKS))
    return passage.slice(draft.text, start, start + len(kept))


def note_joined(draft: Draft, passages: list[Passage]) -> None:
    """Note once, at the line of the first piece, a value of which a passage was joined over a break."""
    for passage in passages:
        if len(passage.pieces) > 1:
            start, end = passage.pieces[0]
            draft.note("joined-text", start, end, "this text was joined over a page break or a hard wrap")
            return


def number_parts(draft: Draft, parts: list[Part]) -> None:
    """Note gaps, duplicates and restarts among the marks of neighbouring parts."""
    series: dict[int, Numbers] = {}
    for part in parts:
        numbers = series.setdefault(part.mark.rank, Numbers(draft))
        numbers.see(part.mark.ordinal, part.passage.start, part.passage.start + len(part.marker))
