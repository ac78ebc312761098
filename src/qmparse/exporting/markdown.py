"""A notice as Markdown, for a page, an issue or a chat.

Rules: printed values only, escaped so that they show as printed; schedules are GitHub tables, whose cells hold line
breaks as `<br>`. Anyone above `exporting` may import this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from qmparse.records import Entry, Notice, Schedule, Section

__all__ = ["escaped", "to_markdown"]

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#~&])")
#: what begins a list, a quote, a heading or a rule at the start of a line
_OPENING: Final = re.compile(r"^([ \t\u3000]*)(?:(?=[-+=:])|([0-9]+)(?=[.)]))", re.MULTILINE)
_BREAKS: Final = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """A text that Markdown shows as it is printed.

    >>> print(escaped("*甲*|<b>乙</b>"))
    \\*甲\\*\\|\\<b\\>乙\\</b\\>
    >>> print(escaped("1.开展"))
    1\\.开展
    """
    return _OPENING.sub(lambda found: f"{found[1]}{found[2] or ''}\\", _MARKS.sub(r"\\\1", text))


def _line(text: str) -> str:
    return escaped(_BREAKS.sub(" ", text))


def _cell(values: list[str]) -> str:
    return "<br>".join(escaped(piece) for value in values for piece in _BREAKS.split(value))


def to_markdown(notice: Notice) -> str:
    """A notice as Markdown.

    >>> from qmparse import parse
    >>> print(to_markdown(parse("序号\\t活动内容\\t牵头单位\\n1\\t举办论坛\\t市教委\\n")), end="")
    | 序号 | 活动内容 | 牵头单位 |
    | ---: | --- | --- |
    | 1 | 举办论坛 | 市教委 |
    """
    return "\n".join(_blocks(notice))


def _blocks(notice: Notice) -> Iterator[str]:
    title = notice.title
    if title:
        yield f"# {_line(title.text)}\n"
    if notice.document_number:
        yield f"{_line(notice.document_number.text)}\n"
    if notice.addressees:
        yield f"{_line('、'.join(unit.name for unit in notice.addressees))}：\n"
    for paragraph in notice.paragraphs:
        yield f"{_line(paragraph.text)}\n"
    for points in notice.point_lists:
        if points.lead:
            yield f"{_line(points.lead)}：\n"
        yield "".join(f"* {_line(point.marker)}{_line(point.text)}\n" for point in points.points)
    for section in notice.sections:
        yield from _section(section)
    for schedule in notice.schedules:
        yield from _schedule(schedule)
    for attachment in notice.attachments:
        number = "" if attachment.number is None else str(attachment.number)
        yield f"附件{number}：{_line(attachment.name)}\n"
    if notice.issuers:
        yield f"{_line(' '.join(unit.name for unit in notice.issuers))}\n"
    if notice.issued_on:
        yield f"{_line(notice.issued_on.text)}\n"


def _section(section: Section) -> Iterator[str]:
    depth = "#" * min(section.level + 1, 6)
    yield f"{depth} {_line(section.marker)}{_line(section.heading)}\n"
    for paragraph in filter(None, _BREAKS.split(section.text)):
        yield f"{escaped(paragraph)}\n"
    for each in section.sections:
        yield from _section(each)


def _roles(*roles: str) -> Callable[[Entry], list[str]]:
    return lambda entry: [unit.name for unit in entry.units if unit.role.value in roles]


#: headings and what stands under them; a column that is blank all through is left out
_COLUMNS: Final[dict[str, Callable[[Entry], list[str]]]] = {
    "序号": lambda entry: [] if entry.number is None else [str(entry.number)],
    "类别": lambda entry: [entry.group] if entry.group else [],
    "时间": lambda entry: [entry.period.text] if entry.period else [],
    "活动内容": lambda entry: [activity.text for activity in entry.activities],
    "活动简介": lambda entry: [a.description for a in entry.activities if a.description],
    "地点": lambda entry: [entry.place] if entry.place else [],
    "牵头单位": _roles("lead"),
    "主办单位": _roles("host"),
    "承办单位": _roles("organise"),
    "协办单位": _roles("co_organise"),
    "配合单位": _roles("support"),
    "指导单位": _roles("guide"),
    "参加单位": _roles("participate"),
    "联系人": lambda entry: list(entry.contacts),
    "备注": lambda entry: [entry.remark] if entry.remark else [],
    "其他": lambda entry: [f"{key}：{value}" for key, value in entry.fields.items()],
}


def _schedule(schedule: Schedule) -> Iterator[str]:
    if schedule.caption:
        yield f"**{_line(schedule.caption)}**\n"
    cells = {heading: [of(entry) for entry in schedule.entries] for heading, of in _COLUMNS.items()}
    kept = {heading: values for heading, values in cells.items() if any(values)}
    if not kept:
        return
    lines = [list(kept), ["---:" if heading == "序号" else "---" for heading in kept]]
    lines += [[_cell(value) for value in row] for row in zip(*kept.values(), strict=True)]
    yield "".join(f"| {' | '.join(line)} |\n" for line in lines)
