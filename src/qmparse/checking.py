"""What is wrong with a notice: its diagnostics as findings, and which of them fail a check.

Rules: a finding is a diagnostic, told in the order of the text; nothing is found here that parsing did not note.
The command line, SARIF and users' own gates import this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from qmparse.records import Diagnostic, Notice, Severity

__all__ = ["RULES", "Rule", "counts", "fails", "findings"]

_WEIGHT: Final = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Rule(NamedTuple):
    """What a code stands for."""

    tells: str
    #: the way out
    help: str


#: the codes that parsing and readers give; other codes may come
RULES: Final = {
    "not-a-notice": Rule(
        "Neither title, points, section nor schedule was found",
        "Check that the file holds the notice itself, and not a letter, a form or an empty page.",
    ),
    "incomplete-row": Rule(
        "A row has fewer cells than its table, and no merged cell explains it",
        "Look up the row in the source: a tab or a cell may be lost. What is printed is in its entry.",
    ),
    "extra-cells": Rule(
        "A row has more cells than its table",
        'Look for a tab inside a cell, or for two rows on one line. The surplus is in fields["rest"].',
    ),
    "unrecoverable-columns": Rule(
        "The cells of a row cannot be told apart",
        'Part the cells by tabs, or read the file that the text was copied from. The rest is in fields["rest"].',
    ),
    "unparsed-text": Rule(
        "A stretch of text that no rule understood",
        "Read this stretch yourself. It is kept in an Unparsed block and is in no entry.",
    ),
    "shifted-row": Rule(
        "A merged cell pushed a row sideways and it was read by its contents",
        "Compare the row with the source, and put the missing cell back where it differs.",
    ),
    "number-gap": Rule(
        "The printed numbers skip",
        "Look in the source for rows that were lost, or take the gap as printed.",
    ),
    "number-duplicate": Rule(
        "A printed number repeats",
        "Look in the source for a row that was copied twice, or a number that was not changed.",
    ),
    "number-restart": Rule(
        "The printed numbers start again",
        "Look whether a second table begins here without its heading.",
    ),
    "declared-count-mismatch": Rule(
        "The text declares another count than there is",
        "Count again: an item may be lost or run into its neighbour, or the text may be wrong.",
    ),
    "missing-unit": Rule(
        "An entry without a unit",
        "Look in the source for the unit; a merged cell may not have been copied to each of its rows.",
    ),
    "missing-activity": Rule(
        "An entry without an activity",
        "Look in the source for the cell; the row may be a heading.",
    ),
    "year-conflict": Rule(
        "Years that contradict each other",
        "Correct the year in the text, or keep it and read both; the title's year is the one that counts.",
    ),
    "date-unreadable": Rule(
        "A date that cannot be read",
        "Correct the date in the text. The period keeps what is printed and has no ends.",
    ),
    "date-repaired": Rule(
        "A date that was mended",
        "Compare the mended date with the source.",
    ),
    "date-reversed": Rule(
        "A period that runs backwards",
        "Correct the date; a range over the turn of a year needs its second year.",
    ),
    "weekday-conflict": Rule(
        "A day of the week that is not the date's",
        "Look in the source which of the two is right, and whether the year is.",
    ),
    "header-changed": Rule(
        "A repeated header differs from the first",
        "Look whether the columns changed their meaning from this page on.",
    ),
    "repeated-word": Rule(
        "A word is printed twice in a row",
        "Delete the second word if it is a slip.",
    ),
    "unbalanced-quote": Rule(
        "A quote or bracket without its partner",
        "Add the missing partner; until then the mark parts nothing.",
    ),
    "unit-name-variant": Rule(
        "A unit's name departs from the pattern of its peers",
        "Compare the name with its peers; a character may be missing.",
    ),
    "joined-text": Rule(
        "A paragraph or cell was joined over a break",
        "Nothing to do where the break fell inside a sentence; else put an empty line between the parts.",
    ),
    "stray-symbol": Rule(
        "A mark that belongs to no value",
        "Delete the mark if it is left over from copying.",
    ),
    "unknown-header": Rule(
        "A column without a role",
        "Nothing to do: the cells are in fields under this header.",
    ),
    "furniture": Rule(
        "A line that was read as no part of the notice",
        "Nothing to do, unless the line belongs to the notice.",
    ),
    # what readers of files note
    "bad-bytes": Rule(
        "Bytes that the encoding does not know became U+FFFD",
        "Name the right encoding (--encoding), or fetch the page again.",
    ),
    "embedded-left-out": Rule(
        "Embedded documents are not read",
        "Save the embedded document as a file of its own and read that.",
    ),
    "garbled-text": Rule(
        "The text of a PDF does not say what its pages show",
        "Read the notice from another source, or recognise the pages as pictures.",
    ),
    "glyph-restored": Rule(
        "Look-alike code points of a PDF were brought back",
        "Nothing to do: the characters are those that the pages show.",
    ),
    "hidden-cells": Rule(
        "Hidden rows or columns of a sheet are left out",
        "Show the rows or columns in the sheet if they belong to the notice.",
    ),
    "hidden-sheet": Rule(
        "A hidden sheet is left out",
        "Show the sheet if it belongs to the notice.",
    ),
    "joined-header": Rule(
        "A header of several rows was joined to one",
        "Check that each column's name says what stands below it.",
    ),
    "no-text-layer": Rule(
        "A page holds a picture and no text",
        "Recognise the page as a picture first, then read what comes of it.",
    ),
    "note-left-out": Rule(
        "Footnotes or endnotes are left out of the text",
        "Read the notes in the document itself.",
    ),
    "page-unreadable": Rule(
        "A page could not be read",
        "Fetch the file again; the other pages were read.",
    ),
    "portal-left-out": Rule(
        "What a web page holds around its article is left out",
        "Nothing to do, unless the article itself is incomplete.",
    ),
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
