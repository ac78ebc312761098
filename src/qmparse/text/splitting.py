"""Splitting that respects brackets and quotes; the parser and the writer use the same.

Rules: an opening mark counts only where its closing mark follows in the same value, so that one stray
quote cannot swallow the rest; every function is linear in its input. Everyone may import this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qmparse.text.characters import BLANKS_AND_BREAKS, CLOSERS, OPENERS_OF
from qmparse.text.patterns import pattern

_BRACKETS = re.compile("[" + re.escape("".join(CLOSERS) + "".join(OPENERS_OF)) + '"]')


_ANY = re.escape("".join(CLOSERS) + "".join(OPENERS_OF)) + '"'
_FLAT = pattern(rf"[^{_ANY}]*+(?:(?:（[^{_ANY}]*+）|\([^{_ANY}]*+\)|“[^{_ANY}]*+”|《[^{_ANY}]*+》)[^{_ANY}]*+)*")


def balanced(text: str) -> bool:
    """Whether each bracket and quote is seen at a glance to have its partner: none is in another, all of plain kinds.

    >>> balanced("“甲”（乙）"), balanced("（甲"), balanced("（“甲”）")
    (True, False, False)
    """
    return _FLAT.fullmatch(text) is not None


def pairs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The matched brackets and quotes of a value, outermost only, and the offsets of those without a partner.

    >>> pairs("“甲《乙》”（丙")
    ([(0, 5)], [6])
    """
    found: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    lone: list[int] = []
    open_kinds: dict[str, int] = {}
    for match in _BRACKETS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == '"':
            mark = "”" if open_kinds.get('"') else '"'
        if mark in CLOSERS or mark == '"':
            stack.append((at, mark))
            open_kinds[mark] = open_kinds.get(mark, 0) + 1
            continue
        openers = '"' if match.group() == '"' else OPENERS_OF[mark]
        if not any(open_kinds.get(opener) for opener in openers):
            lone.append(at)
            continue
        # whatever was opened inside and never closed has no partner
        while True:
            start, opened = stack.pop()
            open_kinds[opened] -= 1
            if opened in openers:
                found.append((start, at))
                break
            lone.append(start)
    lone += [start for start, _ in stack]
    found.sort()
    outer: list[tuple[int, int]] = []
    for start, end in found:
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer, sorted(lone)


def outside(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin outside every matched bracket and quote.

    >>> [m.start() for m in outside("甲；“乙；丙”；", pattern("；"))]
    [1, 7]
    """
    if not pattern.search(text):
        return
    if not _BRACKETS.search(text):
        yield from pattern.finditer(text)
        return
    outer = pairs(text)[0]
    index = 0
    for match in pattern.finditer(text):
        while index < len(outer) and outer[index][1] < match.start():
            index += 1
        if index < len(outer) and outer[index][0] <= match.start():
            continue
        yield match


def first_outside(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first of the matches that `outside` gives.

    >>> first_outside("甲（乙。丙）。", pattern("。")).start()
    6
    """
    first = pattern.search(text)
    if first is None or not _BRACKETS.search(text, 0, first.start()):
        return first
    return next(outside(text, pattern), None)


def split_outside(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """The trimmed, non-empty ranges between the separators that stand outside brackets and quotes.

    >>> split_outside("甲；“乙；丙” ； ", pattern("；"))
    [(0, 1), (2, 7)]
    """
    edge = 0
    ranges: list[tuple[int, int]] = []
    for match in outside(text, separator):
        start, end = _trimmed(text, edge, match.start())
        if start < end:
            ranges.append((start, end))
        edge = match.end()
    start, end = _trimmed(text, edge, len(text))
    if start < end:
        ranges.append((start, end))
    return ranges


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    value = text[start:end]
    left = value.lstrip(BLANKS_AND_BREAKS)
    start += len(value) - len(left)
    return start, start + len(left.rstrip(BLANKS_AND_BREAKS))


_QUOTE = pattern('[“”《》"]')
_SIMPLE_NAME = pattern('“([^“”《》"]+)”|《([^“”《》"]+)》')


def quoted_names(text: str) -> tuple[str, ...]:
    """What stands in “ ”, 《 》 or paired ASCII quotes, without the marks: outermost only, each once, in order.

    >>> quoted_names("办《“平安”读本》和“展”")
    ('“平安”读本', '展')
    """
    if "“" not in text and "《" not in text and '"' not in text:
        return ()
    simple = _SIMPLE_NAME.findall(text)
    if simple and len(simple) * 2 == len(_QUOTE.findall(text)):
        found = [one or other for one, other in simple]
        return (found[0],) if len(found) == 1 else tuple(dict.fromkeys(found))
    names: dict[str, None] = {}
    edge = 0
    for start, end in pairs_of(text, '“《"'):
        if start >= edge:
            names.setdefault(text[start + 1 : end])
            edge = end
    return tuple(names)


def pairs_of(text: str, openers: str) -> list[tuple[int, int]]:
    """The matched pairs that one of `openers` begins, nested ones too, in order of their beginning.

    >>> pairs_of("（“甲”）", "“")
    [(1, 3)]
    """
    found = []
    stack: list[tuple[int, str]] = []
    for match in _BRACKETS.finditer(text):
        mark, at = match.group(), match.start()
        if mark not in openers and (mark not in OPENERS_OF or not any(opener in openers for opener in OPENERS_OF[mark])):
            continue
        if mark == '"' and stack and stack[-1][1] == '"':
            found.append((stack.pop()[0], at))
        elif mark in CLOSERS or mark == '"':
            stack.append((at, mark))
        else:
            depth = next((i for i in range(len(stack) - 1, max(len(stack) - 9, -1), -1) if stack[i][1] in OPENERS_OF[mark]), -1)
            if depth >= 0:
                found.append((stack[depth][0], at))
                del stack[depth:]
    return sorted(found)
