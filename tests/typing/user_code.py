"""What a user writes must type-check: run by pyright, never executed."""

from __future__ import annotations

from qmparse import Activity, Entry, Notice, ParseError, Unit, UnitRole, dumps, load, parse


def leads(text: str) -> list[str]:
    notice: Notice = parse(text, strict=True)
    return [unit.name for entry in notice.entries for unit in entry.lead_units]


def dated(notice: Notice) -> list[tuple[str, str | None]]:
    return [(entry.period.text, entry.period.start) for entry in notice.entries if entry.period is not None]


def first_place(path: str) -> str | None:
    entries: tuple[Entry, ...] = load(path).entries
    return entries[0].place if entries else None


def renamed(notice: Notice) -> str:
    activity: Activity = notice.entries[0].activities[0]
    return dumps(notice.replace(activity, text="召开座谈会"), canonical=False)


def where(error: ParseError) -> tuple[str, int, int]:
    return error.code, error.line, error.column


unit = Unit("市妇联", UnitRole.HOST)
title = parse("").title
name: str | None = title.name if title is not None else None
