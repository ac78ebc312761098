"""What a notice is: typed, immutable records, views of one text.

Rules: a record is frozen and slotted; a list is a tuple; equality and hash mean the content, so `span` and
`pieces` are no part of them. A printed value is kept as printed; a derived one stands beside it and is None
where the text does not settle it. Everything above `text` may import this; nothing here reads or writes text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, Literal

import attrs

from qmparse.text.spans import Location, Span, line_starts, locate

__all__ = [
    "Activity", "Annex", "Attachment", "Block", "BlockKind", "Column", "ColumnRole", "Diagnostic", "DocumentNumber",
    "Entry", "Fields", "Notice", "Paragraph", "PartialDate", "Period", "Point", "PointList", "Precision", "Schedule",
    "Section", "Severity", "Shape", "Span", "Title", "Unit", "UnitRole", "Unparsed",
]  # fmt: skip


class UnitRole(StrEnum):
    """What a unit (单位) does in an activity or a letter."""

    LEAD = "lead"  #: 牵头; 责任, 负责, 组织, 实施 where no 牵头 stands beside it
    HOST = "host"  #: 主办
    ORGANISE = "organise"  #: 承办
    CO_ORGANISE = "co_organise"  #: 协办, 会同
    SUPPORT = "support"  #: 配合, 支持; 责任 beside a 牵头
    GUIDE = "guide"  #: 指导, 主管
    PARTICIPATE = "participate"  #: 参加, 参与
    ADDRESSEE = "addressee"  #: 主送机关
    ISSUER = "issuer"  #: 署名


class ColumnRole(StrEnum):
    """What a column of a schedule, or a label of a card, holds."""

    NUMBER = "number"  #: 序号
    ACTIVITY = "activity"  #: 活动内容
    DESCRIPTION = "description"  #: 活动简介
    GROUP = "group"  #: 类别
    PERIOD = "period"  #: 时间
    PLACE = "place"  #: 地点
    LEAD = "lead"
    HOST = "host"
    ORGANISE = "organise"
    CO_ORGANISE = "co_organise"
    SUPPORT = "support"
    GUIDE = "guide"
    PARTICIPATE = "participate"
    CONTACT = "contact"  #: 联系人
    REMARK = "remark"  #: 备注
    OTHER = "other"


class Shape(StrEnum):
    """How a schedule is printed."""

    TABLE = "table"
    LIST = "list"
    CARDS = "cards"
    AGENDA = "agenda"


class Precision(StrEnum):
    """How exactly a period is printed."""

    YEAR = "year"
    MONTH = "month"
    TEN_DAYS = "ten_days"  #: 旬
    DAY = "day"
    MINUTE = "minute"


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class BlockKind(StrEnum):
    """What a stretch of the text was read as."""

    BLANK = "blank"
    TITLE = "title"
    LETTERHEAD = "letterhead"  #: 发文机关标志
    DOCUMENT_NUMBER = "document_number"  #: 发文字号
    ADDRESSEES = "addressees"  #: 主送机关
    PARAGRAPH = "paragraph"
    LABEL = "label"  #: a labelled line such as 活动时间：…
    POINTS = "points"
    SECTION = "section"
    CAPTION = "caption"
    HEADER = "header"
    ROWS = "rows"
    ENTRY = "entry"  #: an item of a list, a card, a line of an agenda
    GROUP = "group"
    CLOSING = "closing"  #: 特此通知
    ATTACHMENTS = "attachments"  #: 附件说明
    ISSUERS = "issuers"  #: 署名
    DATE = "date"  #: 成文日期
    ANNEX = "annex"  #: 附件标识
    FURNITURE = "furniture"  #: page numbers, running heads, portal residue, 附注
    STRAY = "stray"  #: a mark that belongs to no value


def _span() -> Any:
    #: half-open range of code points in the notice's text; None for a record made by hand
    return attrs.field(default=None, eq=False, repr=False)


def _pieces() -> Any:
    #: the spans of its pieces where a break cuts the value, else empty
    return attrs.field(default=(), eq=False, repr=False)


class Fields(Mapping[str, str]):
    """An immutable, hashable mapping of headers or labels, as printed, to text.

    >>> fields = Fields({"票价": "免费"})
    >>> fields["票价"], fields == {"票价": "免费"}, hash(fields) == hash(Fields({"票价": "免费"}))
    ('免费', True, True)
    """

    __slots__ = ("_items",)
    _items: dict[str, str]

    def __init__(self, items: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Fields cannot be changed")

    def __getitem__(self, key: str) -> str:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"Fields({self._items!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Fields, (dict(self._items),)


NO_FIELDS: Final = Fields()


def _as_fields(value: Mapping[str, str]) -> Fields:
    return value if type(value) is Fields else Fields(value)


@attrs.frozen(weakref_slot=False)
class Title:
    """标题 (GB/T 9704-2012, 7.3.1), with a slogan line above it and a dash subtitle where there are such.

    >>> Title("关于开展2021年“安全生产月”活动的通知", name="关于开展2021年“安全生产月”活动的通知").kind is None
    True
    """

    #: all its lines joined, a dash subtitle with its ——
    text: str
    #: a slogan line above or before the name, or one below it behind a dash
    theme: str | None = None
    #: without theme and dash
    name: str = ""
    year: int | None = None
    #: the campaign's place (上海市); None where only the issuer's name holds one
    region: str | None = None
    #: 质量月, without quotes
    campaign: str | None = None
    #: the longest known tail: 活动安排, 通知, 方案 …
    kind: str | None = None
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class DocumentNumber:
    """发文字号 (GB/T 9704-2012, 7.2.5): 国市监质发〔2024〕24号."""

    text: str
    #: the code of the issuer: 国市监质发
    issuer: str
    year: int
    number: int
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Unit:
    """单位: an organisation that does something, or is written to.

    >>> Unit("市妇联", UnitRole.HOST)
    Unit(name='市妇联', role=<UnitRole.HOST: 'host'>, note=None)
    """

    #: as printed, ends trimmed
    name: str
    role: UnitRole
    #: a bracketed alias or remark behind the name
    note: str | None = None
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Period:
    """时间: a date, a range of dates, or words about time.

    `start` and `end` are ISO 8601 local dates at the printed precision (`2019`, `2019-09`, `2019-09-05`,
    `2019-09-05T09:30`), without a time zone; one of them alone means 起 or 前.
    """

    text: str
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    #: 前后, 左右, 底, 初
    approximate: bool = False
    #: the year stands elsewhere in the notice
    year_inferred: bool = False
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class PartialDate:
    """成文日期 (GB/T 9704-2012, 7.3.5.2), ISO 8601 at the precision printed."""

    text: str
    value: str | None = None
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Paragraph:
    """A paragraph of prose, joined over page breaks and hard wraps."""

    text: str
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Section:
    """A numbered section (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）).

    `span` covers the whole section without its subsections' text; `pieces` are those of `text`.
    """

    #: the printed mark whole: 一、
    marker: str
    ordinal: int
    #: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）
    level: int
    heading: str = ""
    #: its own prose, paragraphs parted by a line feed, without subsections
    text: str = ""
    sections: tuple[Section, ...] = ()
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Point:
    """One 一是…； of a point list."""

    marker: str
    ordinal: int
    #: without marker and closing mark
    text: str
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class PointList:
    """一是…；二是…, or 一要, 第一，, 首先， and （一） in one sentence; `lead` is the sentence before it without its ：."""

    lead: str = ""
    #: the number that the lead declares: 五个方面
    declared: int | None = None
    points: tuple[Point, ...] = ()
    span: Span | None = _span()


@attrs.frozen(weakref_slot=False)
class Activity:
    """活动: one thing that is done."""

    text: str
    #: the sentences after the name, in a list
    description: str | None = None
    #: the leading verb: 举办 召开 组织开展 …
    action: str | None = None
    #: what stands in “ ” or 《 》, without the marks
    names: tuple[str, ...] = ()
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Column:
    """A column of a table: its header as first printed, and what it holds."""

    header: str
    role: ColumnRole = ColumnRole.OTHER
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


_LEADING: Final = frozenset({UnitRole.LEAD, UnitRole.HOST})


@attrs.frozen(weakref_slot=False)
class Entry:
    """A row of a table, an item of a list, a card, or a line of an agenda."""

    #: as printed
    number: int | None = None
    #: the printed mark whole (1.); None in a table
    marker: str | None = None
    #: a section row or merged first cell above it, printed whole
    group: str | None = None
    activities: tuple[Activity, ...] = ()
    units: tuple[Unit, ...] = ()
    period: Period | None = None
    place: str | None = None
    #: one string a person or number
    contacts: tuple[str, ...] = ()
    remark: str | None = None
    #: header or label -> text, for what has no role here
    fields: Fields = attrs.field(default=NO_FIELDS, converter=_as_fields)
    span: Span | None = _span()

    @property
    def lead_units(self) -> tuple[Unit, ...]:
        """The units that lead or host (牵头, 主办)."""
        return tuple([unit for unit in self.units if unit.role in _LEADING])

    @property
    def supporting_units(self) -> tuple[Unit, ...]:
        """The units of all other roles."""
        return tuple([unit for unit in self.units if unit.role not in _LEADING])


@attrs.frozen(weakref_slot=False)
class Schedule:
    """A schedule of activities; `columns` only where it is a table."""

    caption: str | None = None
    shape: Shape = Shape.TABLE
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    span: Span | None = _span()


@attrs.frozen(weakref_slot=False)
class Attachment:
    """附件说明 (GB/T 9704-2012, 7.3.4): a line that names an annex."""

    number: int | None
    name: str
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Annex:
    """附件 (GB/T 9704-2012, 7.3.7): where an annex begins. A plan behind a letter may have no label."""

    label: str | None = None
    title: str | None = None
    span: Span | None = _span()
    pieces: tuple[Span, ...] = _pieces()


@attrs.frozen(weakref_slot=False)
class Diagnostic:
    """A fault, a repair, a join, an inference or a doubt."""

    code: str
    severity: Severity
    #: in English, with the Chinese term where it is the term
    message: str
    span: Span
    #: 1-based
    line: int
    #: 1-based, in code points
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.code} {self.message}"


@attrs.frozen(weakref_slot=False)
class Block:
    """A stretch of the text and what it was read as. The blocks of a notice tile its text."""

    kind: BlockKind
    span: Span


@attrs.frozen(weakref_slot=False)
class Unparsed:
    """A stretch that no rule understood; a diagnostic `unparsed-text` stands at it."""

    span: Span
    kind: str = "unparsed"


@attrs.frozen(weakref_slot=False)
class Notice:
    """A notice: its text, and all that was read in it."""

    title: Title | None = None
    document_number: DocumentNumber | None = None
    addressees: tuple[Unit, ...] = ()
    #: the campaign's slogan, without quotes and closing mark
    theme: str | None = None
    year: int | None = None
    period: Period | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    point_lists: tuple[PointList, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    annexes: tuple[Annex, ...] = ()
    issuers: tuple[Unit, ...] = ()
    issued_on: PartialDate | None = None
    #: the raw announcement, to the last character
    text: str = attrs.field(default="", eq=False, repr=False)
    blocks: tuple[Block | Unparsed, ...] = attrs.field(default=(), eq=False, repr=False)
    diagnostics: tuple[Diagnostic, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of the first point list."""
        return self.point_lists[0].points if self.point_lists else ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all schedules, in order."""
        if len(self.schedules) == 1:
            return self.schedules[0].entries
        return tuple([entry for schedule in self.schedules for entry in schedule.entries])

    @property
    def coverage(self) -> float:
        """The share of the non-space characters that lie in no `Unparsed` block; 1.0 for an empty text."""
        lost = sum(_printed(self.text[b.span.start : b.span.end]) for b in self.blocks if type(b) is Unparsed)
        if not lost:
            return 1.0
        return 1.0 - lost / _printed(self.text)

    def locate(self, span: Span | int) -> Location:
        """Line and column (1-based, in code points) of the beginning of a span, and the page where there are pages.

        >>> from qmparse import parse
        >>> notice = parse("2019年上海市“质量月”活动安排\\n")
        >>> notice.locate(notice.title.span)
        Location(line=1, column=1, page=None)
        """
        offset = span if isinstance(span, int) else span.start
        return locate(self.text, line_starts(self.text), offset)

    def replace(self, record: object, **changes: Any) -> Notice:
        """A new notice in which one record is changed; see `edit`."""
        from qmparse.writing.editing import edit

        return edit(self, [(record, changes)])

    def edit(self, changes: Sequence[tuple[object, Mapping[str, Any]]]) -> Notice:
        """A new notice in which just these records are changed.

        Takes pairs of a record of this notice and the printed values to change, by field name. The new text
        differs only inside the spans of those records; what is printed beside a span (a unit's note, an
        activity's description, a point's mark) is changed inside the record that holds it. A value printed once for
        several records (a group) changes only with all of them. Raises `UnwritableError` where the changed text would
        not read back as exactly these changes, and for derived values (a date, a role), which cannot be written.

        >>> from qmparse import parse
        >>> notice = parse("2019年上海市“质量月”活动安排\\n序号\\t活动内容\\t牵头单位\\n1\\t举办论坛\\t市教委\\n")
        >>> notice.edit([(notice.entries[0].activities[0], {"text": "召开座谈会"})]).text.splitlines()[2]
        '1\\t召开座谈会\\t市教委'
        """
        from qmparse.writing.editing import edit

        return edit(self, changes)

    @classmethod
    def compose(cls, **parts: Any) -> Notice:
        """A notice written from records in the canonical layout, and read back; see `qmparse.writing.canonical`.

        Takes the fields of a notice by name (a `str` will do for a title, a paragraph or a point). Raises
        `UnwritableError`, naming the value, where the text would not read back as the same records.

        >>> Notice.compose(title="2019年上海市“质量月”活动安排").title.region
        '上海市'
        """
        from qmparse.writing.canonical import compose

        return compose(parts)

    def to_dict(self) -> dict[str, Any]:
        """The notice as plain dicts, lists, str, int, float, bool and None."""
        from qmparse.exporting.plain import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Notice:
        """The notice of `to_dict`; printed values changed in it are edits, all else raises (`DataError`)."""
        from qmparse.exporting.plain import from_dict

        return from_dict(data)

    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON form: `to_dict` in JSON, ASCII only where a lone surrogate needs it."""
        from qmparse.exporting.plain import to_json

        return to_json(self, indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> Notice:
        """The notice of `to_json`; see `from_dict`."""
        from qmparse.exporting.plain import from_json

        return from_json(data)

    def to_pandas(self, *, rows: Literal["activity", "entry"] = "activity") -> Any:
        """The schedules as a `pandas.DataFrame`, one row an activity or an entry; needs `qmparse[pandas]`."""
        from qmparse.exporting.frames import to_pandas

        return to_pandas(self, rows=rows)

    def to_polars(self, *, rows: Literal["activity", "entry"] = "activity") -> Any:
        """The schedules as a `polars.DataFrame`, one row an activity or an entry; needs `qmparse[polars]`."""
        from qmparse.exporting.frames import to_polars

        return to_polars(self, rows=rows)


def _printed(text: str) -> int:
    """How many of the characters are no white space."""
    return sum(map(len, text.split()))
