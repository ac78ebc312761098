"""The parts of a letter as they are found: what stands before its body, and what stands behind.

Rules: after GB/T 9704-2012, chapter 7; `taken` are lines that are no body, `begins` and `ends` say where the body shares a
line with them. The modules that read heads and tails fill these in.
"""

from __future__ import annotations

import attrs

from qmparse.records import Annex, Attachment, DocumentNumber, PartialDate, Title, Unit


@attrs.define
class Head:
    """What stands before the body."""

    title: Title | None = None
    number: DocumentNumber | None = None
    addressees: tuple[Unit, ...] = ()
    issued_on: PartialDate | None = None
    #: lines taken off the body
    taken: set[int] = attrs.Factory(set)
    #: body text that begins within a line: line index -> offset
    begins: dict[int, int] = attrs.Factory(dict)


@attrs.define
class Tail:
    """What stands behind the body, and the annexes."""

    attachments: tuple[Attachment, ...] = ()
    issuers: tuple[Unit, ...] = ()
    issued_on: PartialDate | None = None
    annexes: list[Annex] = attrs.Factory(list)
    taken: set[int] = attrs.Factory(set)
    #: body text that ends within a line: line index -> offset
    ends: dict[int, int] = attrs.Factory(dict)
