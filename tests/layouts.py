"""The entries of a case in another layout: as a table, a list, cards; what is printed and what it must be read as.

Rules: only entries that every layout can print are taken (one activity, units, no more than a date and a place besides),
and a layout prints of them what it has room for. The rewriting tests import this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from qmparse import Entry, Notice, UnitRole

LABELS = {
    UnitRole.LEAD: "牵头单位",
    UnitRole.HOST: "主办单位",
    UnitRole.ORGANISE: "承办单位",
    UnitRole.CO_ORGANISE: "协办单位",
    UnitRole.SUPPORT: "配合单位",
    UnitRole.GUIDE: "指导单位",
    UnitRole.PARTICIPATE: "参加单位",
}
#: so many entries of a case are printed anew, if there are at least so many
MOST, LEAST = 14, 3


@attrs.frozen
class Said:
    """What an entry says, as far as layouts print it."""

    activity: str
    when: str | None
    dates: tuple[str | None, str | None] | None
    place: str | None
    units: dict[str, tuple[str, ...]]

    @property
    def led(self) -> str | None:
        """Its units as one list, if all lead."""
        return "、".join(self.units["牵头单位"]) if [*self.units] == ["牵头单位"] else None

    @property
    def labelled(self) -> list[str]:
        """Its units behind their labels."""
        return [f"{label}：{'、'.join(names)}" for label, names in self.units.items()]

    def told(self, *, dated: bool, placed: bool) -> dict[str, Any]:
        """What a layout says of it that prints dates and places, or does not."""
        units = {label: list(names) for label, names in self.units.items()}
        return {
            "activities": [self.activity],
            "period": self.dates if dated else None,
            "place": self.place if placed else None,
            "units": units,
        }


def said(notice: Notice) -> list[Said]:
    """The entries of a notice that any layout can print."""
    return [item for entry in notice.entries if (item := _plain(entry))][:MOST]


def _plain(entry: Entry) -> Said | None:
    activities, period, place = entry.activities, entry.period, entry.place
    if len(activities) != 1 or activities[0].description or entry.fields or not entry.units:
        return None
    printed = [activities[0].text, place or "", period.text if period else "", *[unit.name for unit in entry.units]]
    if any(unit.note or unit.role not in LABELS for unit in entry.units) or any(map(_UNFIT.search, printed)):
        return None
    if period and (period.pieces or not (period.start or period.end) or not re.search("[年月]", period.text)):
        return None
    units: dict[str, tuple[str, ...]] = {}
    for unit in entry.units:
        units[LABELS[unit.role]] = (*units.get(LABELS[unit.role], ()), unit.name)
    dates = (period.start, period.end) if period else None
    return Said(activities[0].text.rstrip("。"), period.text if period else None, dates, place, units)


#: marks that part cells, items or lines in one layout or another
_UNFIT = re.compile(r"[；;|\n\t\"]|\s\s|(?<=[一-鿿])[ \u3000](?=[一-鿿])")


def read(entry: Entry) -> dict[str, Any]:
    """What an entry was read as, in the form of `Said.told`."""
    units: dict[str, list[str]] = {}
    for unit in entry.units:
        units.setdefault(LABELS[unit.role], []).append(unit.name)
    return {
        "activities": [activity.text for activity in entry.activities],
        "period": (entry.period.start, entry.period.end) if entry.period else None,
        "place": entry.place,
        "units": units,
    }


#: prints some items; gives the text, the items, and whether it prints their dates and places
Layout = Callable[[list[Said]], tuple[str, list[Said], bool, bool]]


def _table(border: str, edge: str = "", *, full: bool = False) -> Layout:
    """A row an item; `full` tables have no blank cell."""

    def layout(items: list[Said]) -> tuple[str, list[Said], bool, bool]:
        kept = [item for item in items if item.when and item.place and item.led] if full else items
        labels = [label for label in LABELS.values() if any(label in item.units for item in kept)]
        rows = [["序号", "活动内容", "时间", "地点", *labels]]
        for number, item in enumerate(kept, 1):
            units = ["、".join(item.units.get(label, ())) for label in labels]
            rows.append([str(number), item.activity, item.when or "", item.place or "", *units])
        return _lines(edge + border.join(row) + edge for row in rows), kept, True, True

    return layout


def _list(form: Callable[[int, Said], str], *, led: bool = True, dated: bool = False) -> Layout:
    """A line an item: of those whose units all lead, or of all; of those that begin with a plain date, or of all."""

    def layout(items: list[Said]) -> tuple[str, list[Said], bool, bool]:
        kept = [item for item in items if item.led or not led]
        kept = [item for item in kept if not dated or (item.when and _PLAIN_DATE.fullmatch(item.when))]
        return _lines(form(number, item) for number, item in enumerate(kept, 1)), kept, dated, False

    return layout


_PLAIN_DATE = re.compile(r"\d{1,2}月\d{1,2}日(?:[至-]\d{1,2}日)?(?:[上下]午)?(?:\d{1,2}:\d\d)?前?")


def _cards(head: Callable[[int, Said], str], between: str = "\n", when: str = "时间", where: str = "地点") -> Layout:
    """Some labelled lines an item, or one line with all labels, below its name."""

    def layout(items: list[Said]) -> tuple[str, list[Said], bool, bool]:
        kept = [item for item in items if item.when and item.place]
        cards = (
            [head(number, item), between.join([f"{when}：{item.when}", f"{where}：{item.place}", *item.labelled]), ""]
            for number, item in enumerate(kept, 1)
        )
        return _lines(line for card in cards for line in card), kept, True, True

    return layout


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _han(number: int) -> str:
    return "一二三四五六七八九十"[number - 1] if number <= 10 else "十" + "一二三四五六七八九"[number - 11]


LAYOUTS: dict[str, Layout] = {
    "a table, tabs": _table("\t"),
    "a table, pipes": _table(" | ", "| "),
    "a table, inner pipes": _table("|"),
    "a table, wide blanks": _table("    ", full=True),
    "a table, a cell a line": _table("\n", full=True),
    "a list, 1.…（…）": _list(lambda n, item: f"{n}.{item.activity}（{item.led}）"),
    "a list, 1、…。（…）": _list(lambda n, item: f"{n}、{item.activity}。（{item.led}）"),
    "a list, （一）…。牵头单位：…": _list(
        lambda n, item: f"（{_han(n)}）{item.activity}。{'；'.join(item.labelled)}。", led=False
    ),
    "a list, units below": _list(lambda n, item: f"{n}.{item.activity}\n责任单位：{item.led}"),
    "a list, 1.9月3日，…": _list(lambda n, item: f"{n}.{item.when}，{item.activity}。（{item.led}）", dated=True),
    "a list, 9月3日：…": _list(lambda n, item: f"{item.when}：{item.activity}（{item.led}）", dated=True),
    "a list, 9月3日，…": _list(lambda n, item: f"{item.when}，{item.activity}。（责任单位：{item.led}）", dated=True),
    "cards, 1.": _cards(lambda n, item: f"{n}.{item.activity}"),
    "cards, （一）": _cards(lambda n, item: f"（{_han(n)}）{item.activity}", when="活动时间", where="活动地点"),
    "cards, labels on one line": _cards(lambda n, item: f"{n}、{item.activity}", "　"),
    "cards, labels parted by ；": _cards(lambda n, item: f"{n}、{item.activity}", "；"),
    "cards, 活动名称": _cards(lambda _, item: f"活动名称：{item.activity}"),
    "cards, names alone": _cards(lambda _, item: item.activity),
}
