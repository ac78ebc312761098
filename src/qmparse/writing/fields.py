"""What each field of a record is to a writer, and the walks over records by path.

Rules: a field is printed (a stretch of the text, which can be changed), derived (told from what is printed), a view
(of other records) or holds records; paths are JSON paths (`$.schedules[0].entries[3].place`). The modules of
`writing` and the JSON form import this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from qmparse.records import (
    Activity,
    Annex,
    Attachment,
    Column,
    DocumentNumber,
    Entry,
    Fields,
    Notice,
    Paragraph,
    PartialDate,
    Period,
    Point,
    PointList,
    Schedule,
    Section,
    Title,
    Unit,
)

#: the printed fields of each record
PRINTED: Final[dict[type, frozenset[str]]] = {
    Notice: frozenset(),
    Title: frozenset({"text", "theme", "name", "region", "campaign", "kind"}),
    DocumentNumber: frozenset({"text", "issuer", "year", "number"}),
    Unit: frozenset({"name", "note"}),
    Period: frozenset({"text"}),
    PartialDate: frozenset({"text"}),
    Paragraph: frozenset({"text"}),
    Section: frozenset({"marker", "heading", "text"}),
    PointList: frozenset({"lead"}),
    Point: frozenset({"marker", "text"}),
    Activity: frozenset({"text", "description"}),
    Column: frozenset({"header"}),
    Entry: frozenset({"number", "marker", "group", "place", "contacts", "remark", "fields"}),
    Schedule: frozenset({"caption"}),
    Attachment: frozenset({"number", "name"}),
    Annex: frozenset({"label", "title"}),
}
#: the field that the span of a record cuts out
WHOLE: Final[dict[type, str]] = {
    Title: "text", DocumentNumber: "text", Unit: "name", Period: "text", PartialDate: "text", Paragraph: "text",
    Section: "text", Point: "text", Activity: "text", Column: "header", Attachment: "name",
}  # fmt: skip
#: records that a record holds, by field
CHILDREN: Final[dict[type, frozenset[str]]] = {
    Notice: frozenset({
        "title", "document_number", "addressees", "period", "paragraphs", "sections", "point_lists", "schedules",
        "attachments", "annexes", "issuers", "issued_on",
    }),
    Section: frozenset({"sections"}),
    PointList: frozenset({"points"}),
    Schedule: frozenset({"columns", "entries"}),
    Entry: frozenset({"activities", "units", "period"}),
}  # fmt: skip
#: fields of a notice that repeat what stands in its other records
VIEWS: Final = frozenset({"theme", "year", "period"})
#: no content: where a record stands, and what the reading said
POSITIONS: Final = frozenset({"span", "pieces", "text", "blocks", "diagnostics"})

#: fields of one record that share characters, so that one follows the other
SHARED: Final[dict[type, dict[str, frozenset[str]]]] = {
    Title: {
        "text": frozenset({"theme", "name", "region", "campaign", "kind"}),
        "name": frozenset({"text", "region", "campaign", "kind"}),
        "theme": frozenset({"text"}),
        **dict.fromkeys(("region", "campaign", "kind"), frozenset({"text", "name"})),
    },
    DocumentNumber: {
        "text": frozenset({"issuer", "year", "number"}),
        **dict.fromkeys(("issuer", "year", "number"), frozenset({"text"})),
    },
    Entry: {"number": frozenset({"marker"}), "marker": frozenset({"number"})},
}


def content_names(cls: type) -> tuple[str, ...]:
    """The names of the fields of a record that are content, in order.

    >>> content_names(Unit)
    ('name', 'role', 'note')
    """
    return _CONTENT[cls]


_CONTENT: Final = {
    cls: tuple(f.name for f in attrs.fields(cls) if f.name not in (POSITIONS if cls is Notice else ("span", "pieces")))
    for cls in PRINTED
}


def is_record(value: object) -> bool:
    """Whether a value is a record, the notice included."""
    return type(value) in PRINTED


@attrs.frozen(eq=False)
class Node:
    """A record in its place: its path, and the nodes that hold it, the nearest last."""

    path: str
    record: Any
    holders: tuple[Node, ...] = ()


def nodes(notice: Notice) -> Iterator[Node]:
    """All records of a notice, each after the one that holds it."""
    yield from _below(Node("$", notice))


def _below(node: Node) -> Iterator[Node]:
    yield node
    holders = (*node.holders, node)
    for name in _CONTENT[type(node.record)]:
        if name not in CHILDREN.get(type(node.record), ()):
            continue
        value = getattr(node.record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _below(Node(f"{node.path}.{name}[{index}]", item, holders))
        elif value is not None:
            yield from _below(Node(f"{node.path}.{name}", value, holders))


@attrs.frozen(eq=False)
class Difference:
    """A value that two notices do not share. `owner` is the path of its record, `cls` and `name` say which field."""

    path: str
    owner: str
    cls: type
    name: str
    old: Any
    new: Any


def differences(old: Any, new: Any, path: str = "$") -> Iterator[Difference]:
    """Where the contents of two records of one class differ, by path; spans are no content.

    >>> [d.path for d in differences(Unit("甲局", None), Unit("乙局", None))]
    ['$.name']
    """
    cls = type(old)
    for name in _CONTENT[cls]:
        one, other = getattr(old, name), getattr(new, name)
        if one == other and type(one) is type(other):
            continue
        where = f"{path}.{name}"
        if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
            for index, (a, b) in enumerate(zip(one, other, strict=True)):
                if is_record(a) and type(a) is type(b):
                    yield from differences(a, b, f"{where}[{index}]")
                elif a != b:
                    yield Difference(f"{where}[{index}]", path, cls, name, a, b)
        elif isinstance(one, Fields) and isinstance(other, Fields) and [*one] == [*other]:
            for key in one:
                if one[key] != other[key]:
                    yield Difference(where + member(key), path, cls, name, one[key], other[key])
        elif is_record(one) and type(one) is type(other):
            yield from differences(one, other, where)
        else:
            yield Difference(where, path, cls, name, one, other)


_PLAIN_KEY = re.compile(r"[^\W\d]\w*")


def member(key: str) -> str:
    """A member of an object in a JSON path.

    >>> member("票价"), member("经费 来源")
    ('.票价', '["经费 来源"]')
    """
    if _PLAIN_KEY.fullmatch(key):
        return f".{key}"
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'["{escaped}"]'
