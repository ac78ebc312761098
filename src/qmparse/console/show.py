"""A notice as a person reads it: title, facts, points, schedules, and what was noticed on the way.

Rules: printed values only; rich aligns wide characters; nothing printed in a notice can be markup or move the cursor.
`cli` imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qmparse.checking import counts
from qmparse.records import Entry, Notice, Schedule, Severity

__all__ = ["STYLES", "clean", "show"]

STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def clean(text: str, *, breaks: str = " ") -> str:
    """A text that does nothing to a terminal but stand in it.

    >>> clean("甲\\x1b[31m乙\\n丙")
    '甲�[31m乙 丙'
    """
    text = breaks.join(text.splitlines()).replace("\t", " ")
    return "".join(c if c.isprintable() or c in "\u3000\n" else "\ufffd" for c in text)


def show(console: Console, notice: Notice) -> None:
    """Prints a notice."""
    title = notice.title
    console.print(Text(clean(title.text) if title else "(no title)", style="bold"))
    facts = Table.grid(padding=(0, 2))
    for label, value in _facts(notice):
        facts.add_row(Text(label, style="dim"), Text(clean(value)))
    console.print(facts)
    for points in notice.point_lists:
        console.print()
        console.print(Text(clean(points.lead)))
        for point in points.points:
            console.print(Text(f"  {clean(point.marker)} {clean(point.text)}"))
    for schedule in notice.schedules:
        console.print()
        console.print(_schedule(schedule))
    console.print(_summary(notice))


def _facts(notice: Notice) -> Iterator[tuple[str, str]]:
    title = notice.title
    if title:
        yield from _given(("Year", title.year), ("Region", title.region), ("Campaign", title.campaign))
        yield from _given(("Kind", title.kind))
    yield from _given(
        ("Theme", notice.theme),
        ("Number", notice.document_number and notice.document_number.text),
        ("To", "、".join(unit.name for unit in notice.addressees)),
        ("Period", notice.period and notice.period.text),
        ("From", "、".join(unit.name for unit in notice.issuers)),
        ("Issued", notice.issued_on and notice.issued_on.text),
        ("Sections", "  ".join(f"{each.marker}{each.heading}" for each in notice.sections)),
        ("Attached", "；".join(each.name for each in notice.attachments)),
    )


def _given(*facts: tuple[str, object]) -> Iterator[tuple[str, str]]:
    for label, value in facts:
        if value is not None and value != "":
            yield label, str(value)


#: headings of a schedule and what stands under them; a column that is blank all through is left out
_COLUMNS: dict[str, Callable[[Entry], str]] = {
    "No.": lambda entry: "" if entry.number is None else str(entry.number),
    "Group": lambda entry: entry.group or "",
    "Time": lambda entry: entry.period.text if entry.period else "",
    "Activity": lambda entry: "\n".join(activity.text for activity in entry.activities),
    "Place": lambda entry: entry.place or "",
    "Lead": lambda entry: "\n".join(unit.name for unit in entry.lead_units),
    "Support": lambda entry: "\n".join(unit.name for unit in entry.supporting_units),
    "Contact": lambda entry: "\n".join(entry.contacts),
    "Remark": lambda entry: entry.remark or "",
    "Other": lambda entry: "\n".join(f"{key}: {value}" for key, value in entry.fields.items()),
}


def _schedule(schedule: Schedule) -> Table:
    caption = clean(schedule.caption) if schedule.caption else None
    table = Table(title=Text(caption) if caption else None, title_justify="left", show_lines=True)
    cells = {heading: [of(entry) for entry in schedule.entries] for heading, of in _COLUMNS.items()}
    kept = {heading: values for heading, values in cells.items() if any(values)}
    for heading in kept:
        table.add_column(heading, justify="right" if heading == "No." else "left", overflow="fold")
    for row in zip(*kept.values(), strict=True):
        table.add_row(*(Text(clean(value, breaks="\n")) for value in row))
    return table


def _summary(notice: Notice) -> Text:
    entries = notice.entries
    text = Text(f"\n{len(entries)} entries, {sum(len(entry.activities) for entry in entries)} activities, ")
    text.append(f"{sum(len(entry.units) for entry in entries)} units")
    for severity, count in counts(notice.diagnostics).items():
        if count:
            text.append(f", {count} {severity.value}{'s' if count > 1 and severity is not Severity.INFO else ''}")
    if notice.diagnostics:
        text.append("; see `qmparse check`")
    return text
