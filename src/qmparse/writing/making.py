"""The parts given to `Notice.compose` -> a notice of records, where a `str` stands for the plainest record.

Rules: spans are dropped by nobody and used by nobody here; a wrong type is a `TypeError`, as for any function; what
cannot be written is the business of others. Only `canonical` imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from qmparse.parsing.numerals import number
from qmparse.records import (
    Activity,
    Annex,
    Attachment,
    Column,
    ColumnRole,
    DocumentNumber,
    Entry,
    Notice,
    Paragraph,
    PartialDate,
    Period,
    Point,
    PointList,
    Precision,
    Schedule,
    Section,
    Shape,
    Title,
    Unit,
    UnitRole,
)
from qmparse.writing.splicing import printed_like

_R = TypeVar("_R")


def notice_of(parts: Mapping[str, Any]) -> tuple[Notice, dict[str, Any]]:
    """A notice of the given parts, and what is only checked: theme, year, period."""
    unknown = parts.keys() - _MAKERS.keys() - _CHECKED.keys() - {"points"}
    if unknown:
        raise TypeError(f"compose() got an unexpected part {min(unknown)!r}")
    if "points" in parts and "point_lists" in parts:
        raise TypeError("compose() takes points or point_lists, not both")
    made = {name: maker(name, parts[name]) for name, maker in _MAKERS.items() if parts.get(name) is not None}
    if parts.get("points") is not None:
        made["point_lists"] = (_points("points", parts["points"]),)
    views = {name: _checked(name, parts[name]) for name in _CHECKED if parts.get(name) is not None}
    return Notice(**{name: _with_enums(value) for name, value in made.items()}), views


#: which field of which record is an enum: a plain `str` will do for it
_ENUMS: dict[type, dict[str, type[StrEnum]]] = {
    Unit: {"role": UnitRole},
    Column: {"role": ColumnRole},
    Schedule: {"shape": Shape},
    Period: {"precision": Precision},
}


def _with_enums(value: Any) -> Any:
    """A record, or a tuple of them, with each role, shape and precision as the member that its text names."""
    if isinstance(value, tuple):
        return tuple([_with_enums(item) for item in value])
    if not attrs.has(type(value)):
        return value
    enums = _ENUMS.get(type(value), {})
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        now = getattr(value, field.name)
        if field.name in enums and now is not None and type(now) is str:
            changes[field.name] = enums[field.name](now)
        elif isinstance(now, tuple) or attrs.has(type(now)):
            new = _with_enums(now)
            if new is not now:
                changes[field.name] = new
    return attrs.evolve(value, **changes) if changes else value


_CHECKED: dict[str, tuple[type, ...]] = {"theme": (str,), "year": (int,), "period": (Period, str)}


def _checked(name: str, value: Any) -> Any:
    if not isinstance(value, _CHECKED[name]):
        raise TypeError(f"{name} must be {_CHECKED[name][0].__name__}, not {type(value).__name__}")
    return value


def _single(cls: type[_R], make: Callable[[str], _R | None]) -> Callable[[str, Any], _R]:
    """What takes a record, or a `str` that it is made of."""

    def taken(name: str, value: Any) -> _R:
        if isinstance(value, cls):
            return value
        made = make(value) if isinstance(value, str) else None
        if made is None:
            raise TypeError(f"{name} must be {cls.__name__}, not {value!r}"[:200])
        return made

    return taken


def _several(cls: type[_R], make: Callable[[str], _R | None] | None = None) -> Callable[[str, Any], tuple[_R, ...]]:
    """What takes records, or a `str` for each where one will do."""
    return _numbered(cls, lambda text, *_place: make(text) if make else None)


def _numbered(cls: type[_R], make: Callable[[str, int, int], _R | None]) -> Callable[[str, Any], tuple[_R, ...]]:
    """The same, where a `str` becomes a record by its place among how many."""

    def taken(name: str, value: Any) -> tuple[_R, ...]:
        if isinstance(value, (str, cls)) or not isinstance(value, Iterable):
            raise TypeError(f"{name} must be a sequence of {cls.__name__}, not {type(value).__name__}")
        items = [*value]
        made = [make(item, i, len(items)) if isinstance(item, str) else item for i, item in enumerate(items)]
        wrong = next((i for i, item in enumerate(made) if not isinstance(item, cls)), None)
        if wrong is not None:
            raise TypeError(f"{name}[{wrong}] must be {cls.__name__}, not {items[wrong]!r}"[:200])
        return tuple([item for item in made if isinstance(item, cls)])

    return taken


def _title(name: str, value: Any) -> Title:
    title = _single(Title, lambda text: Title(text))(name, value)
    if title.theme and title.text in ("", title.name):
        return attrs.evolve(title, text=f"{title.theme}——{title.name}")
    return title


def _document_number(text: str) -> DocumentNumber | None:
    from qmparse.parsing.head import DOCUMENT_NUMBER
    from qmparse.text.characters import fold

    match = DOCUMENT_NUMBER.fullmatch(text)
    year = number(fold(match["y"]).replace("零", "〇")) if match else None
    value = number(fold(match["n"])) if match else None
    if match is None or year is None or value is None:
        return None
    return DocumentNumber(text, match["issuer"], year, value)


def _points(name: str, value: Any) -> PointList:
    made = _numbered(Point, lambda text, i, _n: Point(f"{printed_like('一', i + 1)}是", i + 1, text))
    return PointList("", None, made(name, value))


def _schedules(name: str, value: Any) -> tuple[Schedule, ...]:
    found = _several(Schedule)(name, value)
    return tuple([attrs.evolve(s, columns=tuple(s.columns), entries=tuple(map(_entry, s.entries))) for s in found])


def _entry(entry: Entry) -> Entry:
    """An entry whose activities, units, period and contacts may have been given as lists and `str`."""
    if not isinstance(entry, Entry):
        raise TypeError(f"an entry must be Entry, not {type(entry).__name__}")
    period = entry.period
    return attrs.evolve(
        entry,
        activities=_several(Activity, lambda text: Activity(text))("activities", entry.activities),
        units=_several(Unit, lambda text: Unit(text, UnitRole.LEAD))("units", entry.units),
        period=period if period is None else _single(Period, lambda text: Period(text))("period", period),
        contacts=tuple(entry.contacts),
    )


def _annex(text: str, index: int, count: int) -> Annex:
    return Annex("附件" if count == 1 else f"附件{index + 1}", text)


_MAKERS: dict[str, Callable[[str, Any], Any]] = {
    "title": _title,
    "document_number": _single(DocumentNumber, _document_number),
    "addressees": _several(Unit, lambda text: Unit(text, UnitRole.ADDRESSEE)),
    "paragraphs": _several(Paragraph, lambda text: Paragraph(text)),
    "sections": _several(Section),
    "point_lists": _several(PointList),
    "schedules": _schedules,
    "attachments": _numbered(Attachment, lambda text, i, n: Attachment(i + 1 if n > 1 else None, text)),
    "annexes": _numbered(Annex, _annex),
    "issuers": _several(Unit, lambda text: Unit(text, UnitRole.ISSUER)),
    "issued_on": _single(PartialDate, lambda text: PartialDate(text)),
}
