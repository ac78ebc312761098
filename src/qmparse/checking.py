"""What is wrong with a notice: its diagnostics as findings, and which of them fail a check.

Rules: a finding is a diagnostic, told in the order of the text; nothing is found here that parsing did not note.
The command line, SARIF and users' own gates import this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from qmparse.records import Diagnostic, Notice, Severity

__all__ = ["RULES", "counts", "fails", "findings"]

_WEIGHT: Final = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}

#: the codes that parsing and readers give and what each tells; other codes may come
RULES: Final = {
    "not-a-notice": "Neither title, points, section nor schedule was found",
    "incomplete-row": "A row has fewer cells than its table, and no merged cell explains it",
    "extra-cells": "A row has more cells than its table",
    "unrecoverable-columns": "The cells of a row cannot be told apart",
    "unparsed-text": "A stretch of text that no rule understood",
    "shifted-row": "A merged cell pushed a row sideways and it was read by its contents",
    "number-gap": "The printed numbers skip",
    "number-duplicate": "A printed number repeats",
    "number-restart": "The printed numbers start again",
    "declared-count-mismatch": "The text declares another count than there is",
    "missing-unit": "An entry without a unit",
    "missing-activity": "An entry without an activity",
    "year-conflict": "Years that contradict each other",
    "date-unreadable": "A date that cannot be read",
    "date-repaired": "A date that was mended",
    "date-reversed": "A period that runs backwards",
    "header-changed": "A repeated header differs from the first",
    "repeated-word": "A word is printed twice in a row",
    "unbalanced-quote": "A quote or bracket without its partner",
    "unit-name-variant": "A unit's name departs from the pattern of its peers",
    "joined-text": "A paragraph or cell was joined over a break",
    "stray-symbol": "A mark that belongs to no value",
    "unknown-header": "A column without a role",
    "furniture": "A line that was read as no part of the notice",
    # what readers of files note
    "bad-bytes": "Bytes that the encoding does not know became U+FFFD",
    "embedded-left-out": "Embedded documents are not read",
    "garbled-text": "The text of a PDF does not say what its pages show",
    "glyph-restored": "Look-alike code points of a PDF were brought back",
    "hidden-cells": "Hidden rows or columns of a sheet are left out",
    "hidden-sheet": "A hidden sheet is left out",
    "joined-header": "A header of several rows was joined to one",
    "no-text-layer": "A page holds a picture and no text",
    "note-left-out": "Footnotes or endnotes are left out of the text",
    "page-unreadable": "A page could not be read",
    "portal-left-out": "What a web page holds around its article is left out",
}


def findings(notice: Notice, *, least: Severity | str = Severity.INFO) -> tuple[Diagnostic, ...]:
    """The diagnostics of a severity or above, in the order of the text.

    >>> from qmparse import parse
    >>> notice = parse("序号\\t活动内容\\t牵头单位\\n1\\t举办论坛\\t市教委\\n3\\t专项专项检查\\t市教委\\n")
    >>> [str(found).split(" ")[:2] for found in findings(notice, least="warning")]
    [['3:1', 'number-gap'], ['3:3', 'repeated-word']]
    """
    weight = _WEIGHT[Severity(least)]
    kept = [found for found in notice.diagnostics if _WEIGHT[found.severity] >= weight]
    return tuple(sorted(kept, key=lambda found: (found.span.start, found.span.end, found.code)))


def fails(found: Iterable[Diagnostic], fail_on: Severity | str = Severity.ERROR) -> bool:
    """Whether any of the findings is at or above a severity.

    >>> fails([], "info")
    False
    """
    weight = _WEIGHT[Severity(fail_on)]
    return any(_WEIGHT[each.severity] >= weight for each in found)


def counts(found: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first."""
    told = dict.fromkeys(Severity, 0)
    for each in found:
        told[each.severity] += 1
    return told
