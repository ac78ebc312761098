"""Reads Chinese government activity notices (活动安排, 通知) into typed records, and writes them back losslessly.

    >>> from qmparse import dumps, parse
    >>> text = "2019年上海市“质量月”活动安排\\n\\n序号\\t活动内容\\t牵头单位\\n1\\t举办质量论坛\\t市教委、市妇联\\n"
    >>> notice = parse(text)
    >>> notice.entries[0].activities[0].action, [unit.name for unit in notice.entries[0].units]
    ('举办', ['市教委', '市妇联'])
    >>> dumps(notice) == text
    True

This is the public face and nothing else: what stands in `__all__` stays. Importing it loads attrs and regex only;
readers, writers and exporters are imported where they are first used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from qmparse.errors import (
    DataError,
    ParseError,
    QmparseError,
    ReadError,
    UnwritableError,
)
from qmparse.parsing.notice import read_notice
from qmparse.records import (
    Activity,
    Annex,
    Attachment,
    Block,
    BlockKind,
    Column,
    ColumnRole,
    Diagnostic,
    DocumentNumber,
    Entry,
    Fields,
    Notice,
    Paragraph,
    PartialDate,
    Period,
    Point,
    PointList,
    Precision,
    Schedule,
    Section,
    Severity,
    Shape,
    Title,
    Unit,
    UnitRole,
    Unparsed,
)
from qmparse.text.spans import Location, Span, caret

if TYPE_CHECKING:
    from qmparse.batch import Result, load_many
    from qmparse.reading.source import Limits

__version__ = "0.1.0"

__all__ = [
    "Activity",
    "Annex",
    "Attachment",
    "Block",
    "BlockKind",
    "Column",
    "ColumnRole",
    "DataError",
    "Diagnostic",
    "DocumentNumber",
    "Entry",
    "Fields",
    "Location",
    "Notice",
    "Paragraph",
    "ParseError",
    "PartialDate",
    "Period",
    "Point",
    "PointList",
    "Precision",
    "QmparseError",
    "ReadError",
    "Result",
    "Schedule",
    "Section",
    "Severity",
    "Shape",
    "Span",
    "Title",
    "Unit",
    "UnitRole",
    "Unparsed",
    "UnwritableError",
    "__version__",
    "dumps",
    "load",
    "load_many",
    "parse",
]  # fmt: skip


def parse(text: str, *, strict: bool = False) -> Notice:
    """The notice that a text holds.

    Never fails on a `str`: what cannot be read is a diagnostic. With `strict` a diagnostic of severity `error`
    raises `ParseError`. What is no `str` raises `TypeError`.

    >>> parse("2019年上海市“质量月”活动安排").title.campaign
    '质量月'
    >>> parse(b"2019")
    Traceback (most recent call last):
    TypeError: text must be str, not bytes; qmparse.load reads files and bytes
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}; qmparse.load reads files and bytes")
    # a subclass of str would live on in the records
    notice = read_notice(text if type(text) is str else str.__str__(text))
    return _checked(notice) if strict else notice


def load(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002 - the name that the contract gives
    encoding: str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
) -> Notice:
    """The notice that a file holds: PDF, DOCX, XLSX, HTML or plain text.

    A `str` or path names a file, `bytes` and binary streams are one. The format is told from the content, not only
    from the suffix; `format` (`pdf`, `docx`, `xlsx`, `html`, `text`) overrules that, `encoding` is for text and web
    pages. What the reader noticed stands among the notice's diagnostics.

    Raises `ReadError` for what cannot be read, and `ParseError` in strict reading.
    """
    from qmparse.reading.load import read
    from qmparse.writing.notes import with_notes

    reading = read(source, format=format, encoding=encoding, password=password, limits=limits)
    notice = with_notes(read_notice(reading.text), reading.notes)
    return _checked(notice) if strict else notice


def _checked(notice: Notice) -> Notice:
    """The notice, if nothing in it is an error."""
    faults = [found for found in notice.diagnostics if found.severity is Severity.ERROR]
    if faults:
        raise ParseError(faults, caret(notice.text, faults[0].span.start))
    return notice


def dumps(notice: Notice, *, canonical: bool = False) -> str:
    """The text of a notice: to the last character as it was read, or in the canonical layout.

    The canonical text is written from the records and read back, so that it holds the same ones; where that
    cannot be had, `UnwritableError` names the value. Cards and agendas become tables in it; page numbers, running
    heads, stray marks and whatever else is in no record are left out.

    >>> print(dumps(parse("“质量月”活动安排\\f\\n一、活动时间\\n\\n2019年9\\n月。"), canonical=True), end="")
    “质量月”活动安排
    <BLANKLINE>
    一、活动时间
    <BLANKLINE>
    2019年9月。
    """
    if not isinstance(notice, Notice):
        raise TypeError(f"notice must be a Notice, not {type(notice).__name__}")
    if not canonical:
        return notice.text
    from qmparse.writing.canonical import canonical_text

    return canonical_text(notice)


def __getattr__(name: str) -> object:
    # batches stand on the process pool of the standard library, which takes long to import
    if name in ("Result", "load_many"):
        from qmparse import batch

        return getattr(batch, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
