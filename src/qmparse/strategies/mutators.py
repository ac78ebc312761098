"""What happens to notices on their way: pages end, widths change, blanks come in, breaks and rows get lost.

Rules: a mutator takes a drawn notice and is a strategy of drawn notices; what is expected afterwards is told by the
marks of the lines, never by reading the text. Mutators go one behind the other by `flatmap`. `qmparse.strategies`
imports this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from qmparse.records import Fields, Notice, Paragraph, Schedule
from qmparse.strategies.drawn import BLANK, Drawn, Line, line

_FOOTS = ("— {} —", "- {} -", "第 {} 页", "第{}页 共8页")
#: the last line of a page is so long at least, and its rest on the next page
_LONG, _SHORT = 20, 3
#: a page has so many lines at least
_PAGE = 4
_BLANKS = (" ", "　", "  ", "\xa0")
_NUMERALS = "一二三四五六七八九十〇零百"

# --- page breaks


@st.composite
def with_page_breaks(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Page numbers between rows (the header of the table printed again) and inside paragraphs.

    The records stay the same; a value that a page cuts is told by `joined-text`.

    >>> from hypothesis import find
    >>> from qmparse.strategies import notices, with_page_breaks
    >>> cut = find(notices().flatmap(with_page_breaks), lambda drawn: drawn.diagnostics)
    >>> [code for line, code in cut.diagnostics]
    ['joined-text']
    """
    places = _places(drawn.lines)
    chosen = draw(st.lists(st.sampled_from(places), max_size=3, unique=True)) if places else []
    lines = [*drawn.lines]
    form, around = draw(st.sampled_from(_FOOTS)), [BLANK] if draw(st.booleans()) else []
    for page, (index, at) in reversed([*enumerate(_apart(sorted(chosen)), 1)]):
        foot = [*around, line(form.format(page)), *around]
        if at:
            lines[index : index + 1] = _cut(lines[index], at, foot)
        else:
            lines[index + 1 : index + 1] = [*foot, *_repeated(draw, lines, index)]
    return attrs.evolve(drawn, lines=tuple(lines))


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of some places that leave a page between them."""
    kept: list[tuple[int, int]] = []
    for place in places:
        if not kept or place[0] - kept[-1][0] >= _PAGE:
            kept.append(place)
    return kept


def _places(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where a page may end: behind a line (0), or at an offset in it."""
    places = [(index, 0) for index, item in enumerate(lines[:-1]) if item.page and lines[index + 1 :]]
    for index, item in enumerate(lines):
        if item.cut is not None:
            text = item.text
            places += [(index, at) for at in range(item.cut + _LONG, len(text) - _SHORT) if _inside(text, at)]
    return places


def _inside(text: str, at: int) -> bool:
    """Whether a sentence runs on here, and its second half cannot be taken for an item."""
    before, after = text[at - 1], text[at]
    return _han(before) and _han(after) and before not in _NUMERALS and after not in _NUMERALS


def _han(char: str) -> bool:
    return "一" <= char <= "鿿"


def _cut(whole: Line, at: int, foot: list[Line]) -> list[Line]:
    first = attrs.evolve(whole, parts=(whole.text[:at],), codes=(*whole.codes, "joined-text"), cut=None, page=False)
    rest = Line((whole.text[at:],), page=whole.page)
    return [first, *foot, rest]


def _repeated(draw: st.DrawFn, lines: Sequence[Line], index: int) -> Sequence[Line]:
    """The header again, where the table goes on."""
    header = lines[index].header
    on = [item for item in lines[index + 1 :] if item.entry is not None][:1]
    again = header and on and on[0].header == header and draw(st.booleans())
    return [attrs.evolve(item, codes=()) for item in header] if again else []


# --- widths

_WIDE, _NARROW = "：；，（）", ":;,()"
_DIGITS, _WIDE_DIGITS = "0123456789", "０１２３４５６７８９"
#: values that are derived from what is printed
_DERIVED = frozenset(["start", "end", "value", "precision", "role", "shape", "severity"])


def with_widths(drawn: Drawn) -> st.SearchStrategy[Drawn]:
    """Full-width marks made half-width and the reverse, digits too; printed values change alike, dates stay.

    >>> from hypothesis import find
    >>> from qmparse.strategies import notices, with_widths
    >>> find(notices().flatmap(with_widths), lambda drawn: "２０" in drawn.expected.title.name).expected.year
    2008
    """
    tables = [{a: b} for a, b in zip(_WIDE, _NARROW, strict=True)]
    digits = [dict(zip(_DIGITS, _WIDE_DIGITS, strict=True))]
    chosen = st.lists(st.sampled_from(tables + digits), max_size=6, unique_by=str)
    return chosen.map(lambda parts: _translated(drawn, {ord(a): b for part in parts for a, b in part.items()}))


def _translated(drawn: Drawn, table: Mapping[int, str]) -> Drawn:
    def changed(item: Line) -> Line:
        return attrs.evolve(
            item, parts=tuple(part.translate(table) for part in item.parts), header=tuple(map(changed, item.header))
        )

    return attrs.evolve(drawn, lines=tuple(map(changed, drawn.lines)), expected=_values(drawn.expected, table))


def _values(value: Any, table: Mapping[int, str]) -> Any:
    """A record with its printed values translated."""
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value)) if field.init and field.name not in _DERIVED]
        return attrs.evolve(value, **{name: _values(getattr(value, name), table) for name in names})
    if type(value) is str:
        return value.translate(table)
    if type(value) is Fields:
        return Fields({_values(key, table): _values(text, table) for key, text in value.items()})
    return tuple(_values(item, table) for item in value) if isinstance(value, tuple) else value


# --- blanks


@st.composite
def with_stray_spaces(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Blanks at the ends of lines, round cells and round the items in them; the records stay the same.

    >>> from hypothesis import find
    >>> from qmparse.strategies import notices, with_stray_spaces
    >>> find(notices().flatmap(with_stray_spaces), lambda drawn: drawn.text.startswith("　")).text.split()[0]
    '2008年云岭市“质量月”活动安排'
    """
    gaps = [(index, at) for index, item in enumerate(drawn.lines) if item.parts for at in range(len(item.parts) + 1)]
    chosen = draw(st.lists(st.tuples(st.sampled_from(gaps), st.sampled_from(_BLANKS)), max_size=6))
    put: dict[int, list[tuple[int, str]]] = {}
    for (index, at), blank in chosen:
        put.setdefault(index, []).append((at, blank))
    lines = [_spaced(item, put.get(index, [])) for index, item in enumerate(drawn.lines)]
    return attrs.evolve(drawn, lines=tuple(lines))


def _spaced(item: Line, blanks: list[tuple[int, str]]) -> Line:
    parts = [*item.parts]
    for at, blank in sorted(blanks, reverse=True):
        parts.insert(at, blank)
    shift = sum(len(blank) for at, blank in blanks if at < len(item.parts))
    return attrs.evolve(item, parts=tuple(parts), cut=None if item.cut is None else item.cut + shift)


# --- lost breaks


@st.composite
def with_lost_line_breaks(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Line breaks lost where the reading stays settled: two paragraphs become one, the letter begins behind its ：.

    >>> from hypothesis import find
    >>> from qmparse.strategies import notices, with_lost_line_breaks
    >>> glued = find(notices().flatmap(with_lost_line_breaks), lambda drawn: drawn.text.count("。") > drawn.text.count("。\\n"))
    >>> len(glued.expected.paragraphs)
    1
    """
    places = [index for index, item in enumerate(drawn.lines) if item.loose or _two_paragraphs(drawn.lines, index)]
    chosen = draw(st.lists(st.sampled_from(places), max_size=2, unique=True)) if places else []
    lines, expected = [*drawn.lines], drawn.expected
    for index in sorted(chosen, reverse=True):
        if lines[index].paragraph:
            expected = _one_paragraph(expected, sum(item.paragraph for item in lines[:index]))
        lines[index : index + 2] = [_glued(lines[index], lines[index + 1])]
    return attrs.evolve(drawn, lines=tuple(lines), expected=expected)


def _two_paragraphs(lines: Sequence[Line], index: int) -> bool:
    pair = lines[index : index + 2]
    return len(pair) == 2 and all(item.paragraph and item.cut is not None and "joined-text" not in item.codes for item in pair)


def _one_paragraph(expected: Notice, count: int) -> Notice:
    one, other = expected.paragraphs[count : count + 2]
    joined = Paragraph(one.text + other.text)
    return attrs.evolve(expected, paragraphs=(*expected.paragraphs[:count], joined, *expected.paragraphs[count + 2 :]))


def _glued(one: Line, other: Line) -> Line:
    """Two lines as one; the indent of the second goes with the break."""
    text = other.text.strip()
    return attrs.evolve(one, parts=(*one.parts, text), codes=(*one.codes, *other.codes), loose=False, paragraph=other.paragraph)


# --- lost rows


@st.composite
def with_dropped_rows(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Entries lost out of schedules that keep their first two: `number-gap` at the next, and a count that no longer fits.

    >>> from hypothesis import find
    >>> from qmparse.strategies import notices, with_dropped_rows
    >>> find(notices().flatmap(with_dropped_rows), lambda drawn: drawn.diagnostics).diagnostics
    ((6, 'number-gap'),)
    """
    fixed = {item.entry for item in drawn.lines if item.fixed}
    free = [index for indexes in _indexes(drawn.expected.schedules) for index in indexes[2:] if index not in fixed]
    gone = set(draw(st.lists(st.sampled_from(free), max_size=3, unique=True))) if free else set()
    left = [index for index in range(len(drawn.expected.entries)) if index not in gone]
    place = {index: at for at, index in enumerate(left)}
    lines = [item for item in drawn.lines if item.entry is None or item.entry in place]
    lines = [item if item.entry is None else attrs.evolve(item, entry=place[item.entry]) for item in lines]
    schedules = [
        attrs.evolve(schedule, entries=tuple(e for i, e in zip(indexes, schedule.entries, strict=True) if i in place))
        for schedule, indexes in zip(drawn.expected.schedules, _indexes(drawn.expected.schedules), strict=True)
    ]
    return attrs.evolve(drawn, lines=tuple(lines), expected=attrs.evolve(drawn.expected, schedules=tuple(schedules)))


def _indexes(schedules: Sequence[Schedule]) -> list[range]:
    """The running numbers of each schedule's entries."""
    found: list[range] = []
    for schedule in schedules:
        start = found[-1].stop if found else 0
        found.append(range(start, start + len(schedule.entries)))
    return found
