"""Lines of running text -> passages: what a page break or a hard wrap cut is joined, whole sentences never are.

    passage = line { [blank lines, page number] continuation }

Rules: `joining` tells which lines go on with the passage above; stray symbols at the ends of a line belong to no value,
and labels with room to write behind them are no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.joining import goes_on
from qmparse.parsing.label_words import label_of, labelled
from qmparse.parsing.lines import Line
from qmparse.records import BlockKind
from qmparse.text.characters import BLANKS, LABEL_PICTURES, STRAY, STRAY_CLASS, STRAYS
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, trim

_B = re.escape(BLANKS)
#: labels with nothing behind them but room to write
_EMPTY_FORM = pattern(
    r"(?:[^:。,]{2,14}:[\ _]*(?:年[\ _]*月[\ _]*日)?[\ _]*){2,}|[^:。,]{2,14}:\ *(?:_{2,}|年[\ _]+月[\ _]+日)|(?:(?:填报|填表|报送|报名|推荐|制表|审核|申报)[^:。,]{0,10}|[^:。,]{0,8}[(]盖章[)]):\ *"
)
_STRAY_EDGE = pattern(f"[{STRAY_CLASS}{_B}]*[{STRAY_CLASS}][{STRAY_CLASS}{_B}]*")


def passages(
    draft: Draft, lines: Iterable[Line], begins: dict[int, int], ends: dict[int, int], barrier: Callable[[int, int], bool]
) -> list[Passage]:
    """The passages of these lines; `begins` and `ends` say where a line's text is less than the line.

    `barrier(i, j)` says whether something that is no prose stands between lines i and j.
    """
    found: list[Passage] = []
    pieces: list[tuple[int, int]] = []
    members: list[Line] = []

    gist = ""

    def close() -> None:
        if pieces:
            found.append(Passage(draft.text, pieces))
            pieces.clear()
            members.clear()

    lines = list(lines)
    widths = _widths(lines)
    for k, line in enumerate(lines):
        if ":" in line.folded and _is_form(lines, k):
            close()
            continue
        if line.furniture:
            take_furniture(draft, line)
            continue
        begin, stop = line.a, line.b
        if line.index in begins or line.index in ends:
            begin, stop = trim(draft.text, max(line.a, begins.get(line.index, 0)), ends.get(line.index, line.b))
        start, end = without_strays(draft, begin, stop)
        if start >= end:
            continue
        if members and (barrier(members[-1].index, line.index) or not goes_on(draft, members, gist, line, widths)):
            close()
        # its beginning and its end tell whether a passage goes on
        gist = gist + line.text if members else line.text
        if len(gist) > 600:
            gist = gist[:200] + gist[-200:]
        pieces.append((start, end))
        members.append(line)
    close()
    return found


def _is_form(lines: list[Line], k: int) -> bool:
    """Whether a line is part of a form: labels with room to write behind them, several on it or on the lines round it."""
    if _EMPTY_FORM.fullmatch(lines[k].folded):
        return True
    if not _BLANK_LABEL.fullmatch(lines[k].folded):
        return False
    near = lines[max(k - 2, 0) : k + 3]
    return (
        sum(_BLANK_LABEL.fullmatch(line.folded) is not None or _EMPTY_FORM.fullmatch(line.folded) is not None for line in near)
        > 2
    )


#: a label with nothing behind it, and no mark before it
_BLANK_LABEL = pattern(r"(?![一二三四五六七八九十\d(])[^:。,;、]{2,14}:")


def without_strays(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The range of a line without symbols at its ends that belong to no value."""
    text = draft.text[start:end]
    if not text:
        return start, end
    if lead := _lead(text):
        _stray(draft, start, start + len(lead.group().rstrip(BLANKS)))
        start += lead.end()
        text = text[lead.end() :]
    if text and text[-1] in STRAYS:
        cut = len(text.rstrip(STRAY + BLANKS))
        symbol = start + cut + len(text[cut:]) - len(text[cut:].lstrip(BLANKS))
        _stray(draft, symbol, end)
        end = start + cut
    return start, end


def _lead(text: str) -> re.Match[str] | None:
    """The symbols that a line begins with and that belong to no value: ● and the like, and the - of a list before a label."""
    if text[0] in STRAYS:
        edge = _STRAY_EDGE.match(text)
        # a picture stands for a label where none is printed behind it
        return None if text[0] in LABEL_PICTURES and edge and not labelled(text[edge.end() :]) else edge
    bullet = _BULLET.match(text) if text[0] in "-*+" else None
    return bullet if bullet and label_of(text[bullet.end() :]) else None


_BULLET = pattern(rf"[-*+][{_B}]+")


def _stray(draft: Draft, start: int, end: int) -> None:
    draft.claim(BlockKind.STRAY, start, end)
    draft.note("stray-symbol", start, end, f"{draft.text[start:end]!r} belongs to no value")


def _widths(lines: list[Line]) -> dict[int, int]:
    """For each line the greatest length of the lines near it: a line much shorter was not wrapped."""
    lengths = [len(line.text) for line in lines]
    return {line.index: max(lengths[max(k - 2, 0) : k + 4]) for k, line in enumerate(lines)}
