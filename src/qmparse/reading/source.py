"""What every reader takes and gives: bytes and limits in, the raw announcement text out.

A reader brings one file format to text: prose lines, blank lines, tables as tab-separated rows
(merged cells filled down, a cell that holds a line break, a tab or an ASCII quote in ASCII quotes
with `""` for each quote inside), and a form feed at the start of each page after the first.
So the text itself is the map from offsets to pages. Readers and `load` import this module.
"""

from __future__ import annotations

import attrs

__all__ = ["Limits", "Note", "Reading"]


@attrs.frozen(kw_only=True)
class Limits:
    """How much a reader may take before it gives up with `ReadError("too-large")`.

    >>> Limits(pages=10).pages
    10
    """

    #: bytes of the file itself
    file_bytes: int = 100 * 1024 * 1024
    #: bytes of all that is unpacked from it
    unpacked_bytes: int = 200 * 1024 * 1024
    #: pages of a PDF, sheets of a workbook
    pages: int = 2_000
    #: operators of page content, cells of a sheet, nodes of a web page
    operators: int = 5_000_000
    #: seconds of reading
    seconds: float = 15.0


@attrs.frozen
class Note:
    """A doubt or repair of a reader, at a code-point offset of the text that it gave."""

    code: str
    severity: str
    message: str
    start: int
    end: int


@attrs.frozen
class Reading:
    """The raw announcement text of a file, and what the reader noticed on the way."""

    text: str
    notes: tuple[Note, ...] = ()


def quoted_cell(value: str) -> str:
    """A cell as a tab-separated row holds it: in ASCII quotes where it must be.

    >>> quoted_cell("市商务局")
    '市商务局'
    >>> quoted_cell('甲\\n"乙"')
    '"甲\\n""乙""\"'
    """
    if any(mark in value for mark in '\n\r\t"'):
        return '"' + value.replace('"', '""') + '"'
    return value
