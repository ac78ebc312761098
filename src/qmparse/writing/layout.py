"""The canonical layout, part by part: records to lines. That of the Shanghai 2019 announcement, and of GB/T 9704.

    title = [theme, blank line, ——] name     points = lead ： 一是…；二是…。     section = marker heading, its paragraphs

Rules: nothing is checked and nothing read here; a blank line parts whatever stands in lines of its own. `canonical`
orders the parts and reads the text back; it alone imports this.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from qmparse.records import (
    Annex,
    Attachment,
    DocumentNumber,
    Notice,
    Paragraph,
    PointList,
    Section,
    Title,
    Unit,
)
from qmparse.text.characters import BLANKS

INDENT = "　　"


@attrs.frozen
class Style:
    """How the parts are laid out, where more than one way is common; the first that reads back is taken."""

    #: the parts in the order of the text that they were read from
    in_order: bool = False
    #: headings run into their text: 一、时间。…
    run_in: bool = False
    #: paragraphs indented by two characters
    indented: bool = False
    #: schedules behind the annex that they belong to, or before the sections
    annexed: bool = False
    early: bool = False
    #: dates of list items, and what has no place in a sentence, in labelled lines
    labelled: bool = False
    #: schedules without a caption set off by blank lines, so that no paragraph above is read as one
    apart: bool = False
    #: cards as cards and lists as tables, where the other way round does not read back
    swapped: bool = False


def title_lines(title: Title) -> list[str]:
    """The lines of a title: a theme line stands above the dash and the name, in quotes before it, or below it behind a dash."""
    name = title.name or title.text
    if title.name and title.theme and title.text.startswith(title.name) and title.text.endswith(title.theme):
        return [title.name, title.text[len(title.name) :].strip(BLANKS)]
    dash = ""
    if title.theme and title.text in (f"“{title.theme}”{title.name}", f'"{title.theme}"{title.name}'):
        return [title.text]
    if title.name and title.text.endswith(title.name):
        dash = title.text[: len(title.text) - len(title.name)].removeprefix(title.theme or "").strip(BLANKS)
    if not title.theme:
        return [dash + name]
    if title.text in ("", title.name):
        dash = "——"
    return [title.theme, dash + name]


def number_line(number: DocumentNumber) -> str:
    """发文字号."""
    return number.text or f"{number.issuer}〔{number.year}〕{number.number}号"


def unit_name(unit: Unit) -> str:
    """A unit as it is printed: with the bracket behind its name."""
    return f"{unit.name}（{unit.note}）" if unit.note else unit.name


def addressee_line(units: Sequence[Unit]) -> str:
    """主送机关."""
    return "、".join(map(unit_name, units)) + "："


def paragraph_line(paragraph: Paragraph, style: Style) -> str:
    return (INDENT if style.indented else "") + paragraph.text


def closing_line(text: str, style: Style) -> str:
    """特此通知 and the like."""
    return (INDENT if style.indented else "") + text


#: 第一，…；首先，…
_COMMA_BEHIND = dict.fromkeys("第首其再最", "，")


def points_line(points: PointList, style: Style) -> str:
    """A point list in one paragraph after its lead."""
    text = "；".join([point.marker + _COMMA_BEHIND.get(point.marker[:1], "") + point.text for point in points.points])
    lead = f"{points.lead}：" if points.lead else ""
    return (INDENT if style.indented else "") + lead + text + "。"


def section_lines(section: Section, style: Style) -> list[str]:
    """A section without its subsections: its heading, then its own paragraphs."""
    indent = INDENT if style.indented else ""
    paragraphs = section.text.split("\n") if section.text else []
    mark = indent + section.marker
    if not section.heading:
        return [mark + (paragraphs[0] if paragraphs else ""), *[indent + p for p in paragraphs[1:]]]
    if style.run_in and paragraphs:
        return [f"{mark}{section.heading}。{paragraphs[0]}", *[indent + p for p in paragraphs[1:]]]
    return [mark + section.heading, *[indent + p for p in paragraphs]]


def attachment_lines(attachments: Sequence[Attachment]) -> list[str]:
    """附件说明: one line an item, all in one block."""
    lines = []
    for index, one in enumerate(attachments):
        number = f"{one.number}." if one.number is not None else ""
        lines.append(("　　　" if index else "附件：") + number + one.name)
    return ["\n".join(lines)]


def signature_lines(notice: Notice) -> list[str]:
    """署名 and 成文日期, all in one block."""
    lines = [unit_name(unit) for unit in notice.issuers]
    if notice.issued_on is not None:
        lines.append(notice.issued_on.text)
    else:
        # without a date below them, issuers are told by standing to the right
        lines = ["　" * 8 + line for line in lines]
    return ["\n".join(lines)]


def annex_lines(annex: Annex) -> list[str]:
    """附件: its label, and its title below."""
    return [part for part in (annex.label, annex.title) if part]
