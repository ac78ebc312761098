"""Splices: the least stretch of the text to replace so that a value becomes another one.

Rules: what both values begin and end with stays; a value cut into stretches is changed stretch by stretch, what
stands between them stays. Nothing here reads the text again. The editor imports this.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qmparse.parsing.numerals import number
from qmparse.text.characters import BREAKS, ENCLOSED
from qmparse.writing.finding import Candidate

#: replace text[start:end]
Splice = tuple[int, int, str]


def least(old: str, new: str) -> tuple[int, int, str]:
    """The range of `old` that differs from `new`, and what stands there in `new`.

    >>> least("举办论坛", "举办质量论坛")
    (2, 2, '质量')
    """
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, len(old) - tail, new[head : len(new) - tail]


def splices(text: str, candidate: Candidate, old: str, new: str) -> Iterator[tuple[Splice, ...]]:
    """The ways to write `new` over `old`: as it is, with its quotes doubled, or as a quoted cell."""
    start, end, middle = least(old, new)
    plain = _over(candidate, start, end, middle)
    if plain is not None:
        yield plain
    if '"' not in new and '"' not in old:
        return
    first, last = candidate[0].start, candidate[-1].end
    if (quoted := _in_quotes(text, first, last, old, new)) is not None:
        yield (quoted,)
    if plain is not None and '"' in middle:
        doubled = _over(candidate, start, end, middle.replace('"', '""'))
        if doubled is not None:
            yield doubled
    if _is_cell(text, first, last):
        yield ((first, last, '"' + new.replace('"', '""') + '"'),)


def _over(candidate: Candidate, start: int, end: int, new: str) -> tuple[Splice, ...] | None:
    """Replace value[start:end], stretch by stretch; what is new goes where the first of it stood."""
    found: list[Splice] = []
    for stretch in candidate:
        length = stretch.end - stretch.start
        low, high = max(start, stretch.at), min(end, stretch.at + length)
        inserts = start == end and stretch.at <= start <= stretch.at + length
        if (low < high or inserts) and not (inserts and found):
            found.append((stretch.start + low - stretch.at, stretch.start + max(high, low) - stretch.at, "" if found else new))
    if not found or sum(b - a for a, b, _ in found) != end - start:
        # it takes a break that the text does not print
        return None
    return tuple(found)


def _in_quotes(text: str, start: int, end: int, old: str, new: str) -> Splice | None:
    """The splice within a quoted cell, where each quote of a value is printed twice."""
    printed = old.replace('"', '""')
    if printed == old or not text.startswith(printed, start) or end > start + len(printed):
        return None
    a, b, middle = least(printed, new.replace('"', '""'))
    return start + a, start + b, middle


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a stretch is the whole of a tab-separated cell."""
    return (not start or text[start - 1] in "\t" + BREAKS) and (end == len(text) or text[end] in "\t" + BREAKS)


def apply(text: str, found: list[Splice]) -> str:
    """The text with the splices made; they are sorted and do not overlap.

    >>> apply("甲乙丙", [(0, 1, ""), (2, 3, "丁")])
    '乙丁'
    """
    parts = []
    edge = 0
    for start, end, new in found:
        parts += [text[edge:start], new]
        edge = end
    parts.append(text[edge:])
    return "".join(parts)


def merged(groups: list[tuple[Splice, ...]]) -> list[Splice] | None:
    """Splices of several values in order, the same one once; None where two of them contradict each other."""
    found = sorted({splice for group in groups for splice in group})
    for one, other in pairwise(found):
        if other[0] < one[1] or (one[0], one[1]) == (other[0], other[1]):
            return None
    return found


_DIGITS = "零一二三四五六七八九"


def printed_like(token: str, value: int) -> str | None:
    """A number printed as another one is.

    >>> [printed_like(t, 12) for t in ("024", "３", "三", "二〇一九", "③")]
    ['012', '１２', '十二', '一二', '⑫']
    """
    if value < 0:
        return None
    if token.isascii():
        return str(value).zfill(len(token) if token.startswith("0") else 0)
    if all("０" <= char <= "９" for char in token):
        return "".join(chr(ord(char) + 0xFEE0) for char in str(value))
    if token in ENCLOSED:
        char = chr(ord(token) - ENCLOSED[token] + value)
        return char if ENCLOSED.get(char) == value else None
    if len(token) > 2 and "十" not in token and "百" not in token:
        zero = next((char for char in token if char in "零〇○"), "〇")
        return "".join(zero if char == "0" else _DIGITS[int(char)] for char in str(value))
    return _counted(value)


def _counted(value: int) -> str | None:
    """A number under a hundred as it is counted in Chinese: 十二."""
    if value > 99:
        return None
    tens, ones = divmod(value, 10)
    text = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
    return text if number(text) == value else None
