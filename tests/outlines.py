"""Small pieces of text and what they read as, a line each: `python -m tests.outlines` writes the outcomes anew.

    dates.txt, units.txt, titles.txt, cells.txt, headers.txt = { piece " => " outcome }      notices.txt = { text "=>" { outcome } }

Rules: whoever adds a piece reads its outcome before it is kept; in a piece `\\n` and `\\t` stand for break and tab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from qmparse import Entry, Notice, Schedule, Section, Unit, UnitRole, UnwritableError, dumps, parse
from qmparse.parsing.cells import read_activities, read_contacts
from qmparse.parsing.closing import closing_units
from qmparse.parsing.draft import Draft
from qmparse.parsing.moments import find_period
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import header_key, is_duty, role_of, table_roles
from qmparse.parsing.titles import campaign_of, is_organisation, kind_of, region_of, year_of
from qmparse.parsing.units import labelled_units, name_units, phrased_units
from qmparse.records import Period

FOLDER = Path(__file__).parent / "fixtures" / "outlines"
ARROW = " => "


# --- pieces of a line


def date(text: str) -> str:
    """What a date gives with the year 2023, without one, and where it stands in running text."""
    dates, bare, found = read_dates(text, 2023), read_dates(text, None), find_period(text)
    flags = [name for name in ("approximate", "year_inferred") if getattr(dates, name)]
    alone = "" if (bare.start, bare.end) == (dates.start, dates.end) else f"; alone {bare.start}..{bare.end}"
    where = f"; at {found[0]}-{found[1]}" if found else ""
    return f"{' '.join([f'{dates.start}..{dates.end}', str(dates.precision), *flags, str(dates.problem)])}{alone}{where}"


def units(text: str) -> str:
    """The units of a piece as a list, by labels, by phrases, and as the close of an item."""
    found = [f"list {_units(name_units(text, 3, UnitRole.LEAD), text)}"]
    if labelled := labelled_units(text, 3):
        found.append(f"labels from {labelled[0]} {_units(labelled[1], text)}")
    if phrased := phrased_units(text, 3):
        found.append(f"phrases {_units(phrased, text)}")
    for trusting in (False, True):
        if closing := closing_units(text, 3, trusting=trusting):
            found.append(f"close{' trusted' * trusting} {closing.start} {_units(closing.units, text)}")
    return "; ".join(found)


def _units(found: list[Unit], text: str) -> str:
    shown = []
    for unit in found:
        assert unit.span is not None
        cut = text[unit.span.start - 3 : unit.span.end - 3]
        shown.append(
            f"{unit.name}|{unit.role.value}{f'|{unit.note}' if unit.note else ''}{'' if cut == unit.name else f'|{cut}'}"
        )
    return f"[{', '.join(shown)}]"


def title(text: str) -> str:
    organisation = "organisation " if is_organisation(text) else ""
    return f"{organisation}{year_of(text)} {region_of(text)} {campaign_of(text)} {kind_of(text)}"


def cell(text: str) -> str:
    draft = Draft(text)
    items = [
        f"{a.text}|{a.action}|{'+'.join(a.names)}|{a.span.start if a.span else None}" for a in read_activities(draft, text, 0)
    ]
    return f"{items} {[note[2] for note in draft.notes]} {list(read_contacts(text))}"


def header(text: str) -> str:
    """The roles of a table's headers, and that of each by itself."""
    keys = [header_key(part) for part in text.split("\t")]
    alone = [role.value if (role := role_of(key)) else None for key in keys]
    return f"{' '.join(role.value for role in table_roles(keys))}; alone {alone} {[is_duty(key) for key in keys]}"


KINDS: dict[str, Callable[[str], str]] = {
    "dates": date,
    "units": units,
    "titles": title,
    "cells": cell,
    "headers": header,
}


def pieces(kind: str) -> list[tuple[str, str]]:
    """The pieces of a file with their outcomes."""
    lines = (FOLDER / f"{kind}.txt").read_text("utf-8").split("\n")
    found = [line.partition(ARROW) for line in lines if line]
    return [(piece, outcome) for piece, _, outcome in found]


def read(kind: str, piece: str) -> str:
    shown = KINDS[kind](piece.replace("\\n", "\n").replace("\\t", "\t"))
    return shown.replace("\n", "\\n").replace("\t", "\\t")


# --- whole notices


def notices() -> list[tuple[str, str]]:
    """The texts of notices.txt with their outlines."""
    whole = (FOLDER / "notices.txt").read_text("utf-8")
    found = [part.partition("\n=>") for part in whole.split("\n====\n") if part.strip()]
    return [(text, outcome.strip("\n")) for text, _, outcome in found]


def outline(text: str) -> str:
    """What a notice reads as, a line a record."""
    return "\n".join(line.replace("\n", "\\n").replace("\t", "\\t") for line in _lines(parse(text)))


def _lines(notice: Notice) -> Iterator[str]:
    if notice.title:
        yield f"title {notice.title.text} | {notice.title.theme} | {notice.title.name}"
    for name in ("document_number", "theme", "year", "period", "issued_on"):
        value = getattr(notice, name)
        if value is not None:
            yield f"{name} {_period(value) if isinstance(value, Period) else getattr(value, 'text', value)}"
    for name in ("addressees", "issuers"):
        if units := getattr(notice, name):
            yield f"{name} {'、'.join(_unit(unit) for unit in units)}"
    yield from (f"paragraph {p.text}" for p in notice.paragraphs)
    for points in notice.point_lists:
        yield f"points {points.lead} {points.declared} {[f'{p.ordinal}:{p.marker}:{p.text}' for p in points.points]}"
    yield from (line for section in notice.sections for line in _section(section, ""))
    yield from (f"attachment {a.number} {a.name}" for a in notice.attachments)
    yield from (f"annex {a.label} {a.title}" for a in notice.annexes)
    yield from (line for schedule in notice.schedules for line in _schedule(schedule))
    yield from (f"{d.code} {d.line}:{d.column} {d.message}" for d in notice.diagnostics)
    try:
        yield f"canonical {dumps(notice, canonical=True)}"
    except UnwritableError as error:
        yield f"not canonical {error.path} {error.reason}"
    yield " ".join(f"{getattr(block, 'kind', 'unparsed')}:{block.span.start}" for block in notice.blocks)


def _section(section: Section, indent: str) -> Iterator[str]:
    yield f"{indent}section {section.marker} {section.ordinal} {section.level} {section.heading} | {section.text}"
    for inner in section.sections:
        yield from _section(inner, indent + " ")


def _schedule(schedule: Schedule) -> Iterator[str]:
    columns = " ".join(f"{column.header}:{column.role.value}" for column in schedule.columns)
    yield f"{schedule.shape.value} {schedule.caption} [{columns}]"
    yield from (f" {_entry(entry)}" for entry in schedule.entries)


def _entry(entry: Entry) -> str:
    acts = "；".join(f"{a.text}（{a.description}）" if a.description else a.text for a in entry.activities)
    parts = [entry.number, entry.marker, entry.group, acts, "、".join(_unit(unit) for unit in entry.units)]
    parts += [entry.period and _period(entry.period), entry.place, "/".join(entry.contacts), entry.remark]
    return " | ".join("" if part is None else str(part) for part in [*parts, dict(entry.fields) or None])


def _unit(unit: Unit) -> str:
    return f"{unit.name}:{unit.role.value}{f':{unit.note}' if unit.note else ''}"


def _period(period: Period) -> str:
    flags = f"{'~' * period.approximate}{'?' * period.year_inferred}"
    return f"{period.text}={period.start}..{period.end}:{period.precision}{flags}"


def main() -> None:
    for kind in KINDS:
        lines = [f"{piece}{ARROW}{read(kind, piece)}\n" for piece, _ in pieces(kind)]
        (FOLDER / f"{kind}.txt").write_text("".join(lines), "utf-8")
    found = [f"{text}\n=>\n{outline(text)}" for text, _ in notices()]
    (FOLDER / "notices.txt").write_text("\n====\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main()
