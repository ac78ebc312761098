"""What a strategy draws: the lines of a text, the notice that they print, and the diagnostics that follow from both.

Rules: nothing here reads a text; what is expected is told by how the text was made, so that it can judge a parser.
A line knows what may happen to it (where blanks may stand, where a page may cut it), and mutators ask nothing else.
The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

import attrs

from qmparse.records import ColumnRole, Notice, Schedule

#: fields of `Notice` that are no printed record
_ATTENDANTS = ("text", "blocks", "diagnostics")
_SCALARS = ("title", "document_number", "theme", "year", "period", "issued_on")
_UNIT_COLUMNS = frozenset(
    ColumnRole(role) for role in (["lead", "host", "organise", "co_organise", "support", "guide", "participate"])
)


_P = ParamSpec("_P")
_T = TypeVar("_T")


def kept(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """Keep what a function builds, a strategy: building one takes longer than drawing from it."""
    return cast("Callable[_P, _T]", lru_cache(maxsize=4_096)(build))


@attrs.frozen
class Line:
    """A line of a drawn text, in the parts between which blanks may stand without any meaning."""

    parts: tuple[str, ...]
    #: which entry of the notice it prints, counted over all schedules
    entry: int | None = None
    #: codes of the diagnostics that stand at it
    codes: tuple[str, ...] = ()
    #: a paragraph of the notice
    paragraph: bool = False
    #: from where on a page may cut its text; None where it may not
    cut: int | None = None
    #: where the page may end behind it
    page: bool = False
    #: the lines of the table above, printed again on a new page
    header: tuple[Line, ...] = ()
    #: whether the break behind it may be lost without any loss
    loose: bool = False
    #: whether an entry of which it is a line may be dropped
    fixed: bool = False
    #: 共23项: the number of entries that it declares
    declared: int | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)


BLANK = Line(())


def line(*parts: str, **marks: Any) -> Line:
    """A line of parts."""
    return Line(parts, **marks)


@attrs.frozen
class Piece:
    """Some lines, and what they add to a notice."""

    lines: tuple[Line, ...] = ()
    notice: Notice = Notice()


@attrs.frozen
class Drawn:
    """A text, and what reading it must give. It unpacks as the pair of the two.

    `expected` holds no spans, and equality of records does not ask for them: a reader is right when
    `parse(drawn.text) == drawn.expected`, and when it finds exactly `drawn.diagnostics`.

    >>> from qmparse import parse
    >>> drawn = Drawn((line("2019年上海市“质量月”活动安排"),), parse("2019年上海市“质量月”活动安排"))
    >>> text, expected = drawn
    >>> parse(text) == expected, drawn.diagnostics, drawn.differences(parse(text))
    (True, (), [])
    """

    lines: tuple[Line, ...] = attrs.field(repr=False)
    expected: Notice
    #: what ends its lines
    newline: str = attrs.field(default="\n", repr=False)
    text: str = attrs.field(init=False, eq=False)

    @text.default
    def _text(self) -> str:
        return "".join(line.text + self.newline for line in self.lines)

    def __iter__(self) -> Iterator[Any]:
        yield self.text
        yield self.expected

    @property
    def diagnostics(self) -> tuple[tuple[int, str], ...]:
        """Line (from 1) and code of each diagnostic that must be found, in order, and there must be no other."""
        return tuple(sorted(_diagnostics(self.lines, self.expected, self.newline)))

    def case(self) -> dict[str, Any]:
        """The same in the form of a conformance case: a part of `Notice.to_dict()`, with `diagnostics` by code and line."""
        data = {key: value for key, value in _bare(self.expected.to_dict()).items() if key not in (*_ATTENDANTS, "coverage")}
        return {**data, "diagnostics": [{"code": code, "line": at} for at, code in self.diagnostics]}

    def differences(self, got: Notice) -> list[str]:
        """Where a reading departs from what is expected, a line each; empty where it does not."""
        found = sorted((d.line, d.code) for d in got.diagnostics)
        wrong = [*_unlike(_bare(self.expected.to_dict()), _bare(got.to_dict()), "$")]
        return wrong + ([] if found == [*self.diagnostics] else [f"$.diagnostics: want {[*self.diagnostics]}, got {found}"])


def _bare(value: Any) -> Any:
    """The JSON form of a record without where it stands."""
    if isinstance(value, Mapping):
        left = ("span", "pieces", "text_spans", *(("blocks", "diagnostics", "coverage") if "blocks" in value else ()))
        return {key: _bare(item) for key, item in value.items() if key not in left}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _unlike(want: Any, got: Any, path: str) -> Iterator[str]:
    if isinstance(want, dict) and isinstance(got, dict):
        for key in want:
            if not (path == "$" and key in _ATTENDANTS):
                yield from _unlike(want[key], got.get(key), f"{path}.{key}")
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for index, (one, other) in enumerate(zip(want, got, strict=True)):
            yield from _unlike(one, other, f"{path}[{index}]")
    elif want != got:
        yield f"{path}: want {want!r}, got {got!r}"


def assemble(pieces: Iterable[Piece]) -> Drawn:
    """One text of several pieces: their records one behind the other, of single values the first."""
    lines: list[Line] = []
    parts: dict[str, Any] = {}
    count = 0
    for piece in pieces:
        lines += [item if item.entry is None else attrs.evolve(item, entry=item.entry + count) for item in piece.lines]
        count += len(piece.notice.entries)
        for field in attrs.fields(Notice):
            value = getattr(piece.notice, field.name)
            if field.name in _SCALARS:
                parts[field.name] = parts[field.name] if parts.get(field.name) is not None else value
            elif field.name not in _ATTENDANTS:
                parts[field.name] = parts.get(field.name, ()) + value
    return Drawn(tuple(lines), Notice(**parts))


# --- what diagnostics follow


def _diagnostics(lines: Sequence[Line], expected: Notice, newline: str) -> Iterator[tuple[int, str]]:
    begins: dict[int, int] = {}
    at = 1
    for item in lines:
        if item.entry is not None:
            begins.setdefault(item.entry, at)
        for code in item.codes:
            yield at, code
        if item.declared is not None and item.declared not in _counts(expected):
            yield at, "declared-count-mismatch"
        at += (item.text + newline).count("\n")
    count = 0
    for schedule in expected.schedules:
        for index, code in _faults(schedule):
            yield begins[count + index], code
        count += len(schedule.entries)


def _counts(expected: Notice) -> set[int]:
    """The numbers that a notice may rightly declare."""
    return {len(s.entries) for s in expected.schedules} | {len(expected.entries)}


def _faults(schedule: Schedule) -> Iterator[tuple[int, str]]:
    """The faults of a schedule's entries, by the index of the entry."""
    named = any(c.role in _UNIT_COLUMNS for c in schedule.columns) or any(e.units for e in schedule.entries)
    before: int | None = None
    for index, entry in enumerate(schedule.entries):
        if not entry.activities:
            yield index, "missing-activity"
        if named and not entry.units:
            yield index, "missing-unit"
        if before is not None and entry.number is not None and entry.number != before + 1:
            yield index, "number-duplicate" if entry.number == before else "number-gap"
        before = entry.number if entry.number is not None else before


def printed(name: str, note: str | None) -> str:
    """A unit's name with its bracket."""
    return f"{name}（{note}）" if note else name
