"""The same notice in another hand: what a case prints, printed otherwise, so that its entries must stay the same.

Rules: a rewriting changes how things are printed and nothing of what they say; where it does not suit a case it gives
None. It finds its places by the spans of what was read. The rewriting tests import this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from qmparse import Entry, Notice, Shape, UnitRole
from qmparse.text.characters import fold

Rewriting = Callable[[str, Notice], str | None]
Edit = tuple[int, int, str]

#: what two hands may print differently, and mean the same
_SAME = str.maketrans({"“": '"', "”": '"', "号": "日"})


def told(notice: Notice) -> list[dict[str, Any]]:
    """What the entries of a notice say, whatever widths, blanks and quotes print it."""
    return [_plain(_said(entry)) for entry in notice.entries]


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "group": entry.group,
        "activities": [(activity.text, activity.description) for activity in entry.activities],
        "units": [(unit.name, unit.role.value) for unit in entry.units],
        "period": entry.period and (entry.period.start, entry.period.end),
        "place": entry.place,
        "contacts": list(entry.contacts),
        "remark": entry.remark,
        "fields": dict(entry.fields),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"\s", "", fold(value)).translate(_SAME)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return {_plain(key): _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def _edited(text: str, edits: Iterable[Edit]) -> str | None:
    kept = sorted({edit for edit in edits if text[edit[0] : edit[1]] != edit[2]}, reverse=True)
    for start, end, new in kept:
        text = text[:start] + new + text[end:]
    return text if kept else None


def _replaced(pattern: str, new: str) -> Rewriting:
    """All that a pattern finds, printed otherwise."""

    def rewriting(text: str, _: Notice) -> str | None:
        changed = re.sub(pattern, new, text)
        return changed if changed != text else None

    return rewriting


# --- dates


def _dates(pattern: str, new: str, *, whole: bool = False) -> Rewriting:
    """The periods of entries that a pattern fits, in another form; `{year}` stands for the notice's year."""

    def rewriting(text: str, notice: Notice) -> str | None:
        edits = []
        for period in {entry.period for entry in notice.entries if entry.period}:
            span = period.span
            if not span or text[span.start : span.end] != period.text or (whole and not period.year_inferred):
                continue
            printed = re.sub(pattern, new.replace("{year}", str(notice.year)), period.text)
            edits.append((span.start, span.end, printed))
        return _edited(text, edits) if notice.year else None

    return rewriting


_DAY = r"^(\d{1,2})月(\d{1,2})日$"
_DAYS = r"^(\d{1,2})月(\d{1,2})日[至—－\-～]+(\d{1,2})日$"
_CLOCK = r"(\d{1,2})[:：](\d\d)"

DATES: dict[str, Rewriting] = {
    "with the year": _dates(r"^(?=\d{1,2}月)", "{year}年", whole=True),
    "with the year and blanks": _dates(r"^(?=\d{1,2}月)", "{year} 年 ", whole=True),
    "as 2019.9.3": _dates(_DAY, r"{year}.\1.\2", whole=True),
    "as 2019/9/3": _dates(_DAY, r"{year}/\1/\2", whole=True),
    "with a weekday": _dates(_DAY, r"\1月\2日（星期二）"),
    "with 号": _replaced(r"(\d{1,2})月(\d{1,2})日", r"\1月\2号"),
    "with blanks": _replaced(r"(\d{1,2})月(\d{1,2})日", r"\1 月 \2 日"),
    "spans as 3-5日": _dates(_DAYS, r"\1月\2-\3日"),
    "spans with both months": _dates(_DAYS, r"\1月\2日－\1月\3日"),
    "spans with 到": _dates(_DAYS, r"\1月\2日到\3日"),
    "clocks with 时分": _dates(_CLOCK, r"\1时\2分"),
    "clocks with 点分": _dates(_CLOCK, r"\1点\2分"),
    "clocks with a wide colon": _dates(":", "："),
}


# --- marks, widths and lines


def _marks(mark: Callable[[int], str]) -> Rewriting:
    """The items of lists and the names of cards behind marks of another form."""

    def rewriting(text: str, notice: Notice) -> str | None:
        edits = []
        for schedule in notice.schedules:
            for entry in schedule.entries if schedule.shape in (Shape.LIST, Shape.CARDS) else ():
                start = entry.span.start if entry.span else 0
                if not entry.marker or not entry.number or entry.number > 20 or not text.startswith(entry.marker, start):
                    return None
                end = start + len(entry.marker)
                while text[end : end + 1] in (" ", "\u3000"):
                    end += 1
                edits.append((start, end, mark(entry.number)))
        return _edited(text, edits)

    return rewriting


def _page(printed: str) -> Rewriting:
    """The end of a page before the entry in the middle."""

    def rewriting(text: str, notice: Notice) -> str | None:
        entries = [entry for entry in notice.entries if entry.span]
        if len(entries) < 4 or '"' in text or any(schedule.shape is Shape.AGENDA for schedule in notice.schedules):
            return None
        span = entries[len(entries) // 2].span
        at = text.rfind("\n", 0, span.start if span else 0) + 1
        return text[:at] + printed + text[at:]

    return rewriting


LINES: dict[str, Rewriting] = {
    "half-width brackets": _replaced("（([^（）]*)）", r"(\1)"),
    "half-width colons": _replaced("：", ":"),
    "half-width commas": _replaced("，", ","),
    "half-width semicolons": _replaced("；", ";"),
    "line ends of Windows": _replaced(r"(?<!\r)\n", "\r\n"),
    "blanks at the ends": _replaced(r"(?<!\r)\n", "  \n"),
    "nothing but blanks above": lambda text, _: "\n \n" + text,
    "marks 1.": _marks(lambda n: f"{n}."),
    "marks 1、": _marks(lambda n: f"{n}、"),
    "marks 1．": _marks(lambda n: f"{n}．"),
    "marks 1)": _marks(lambda n: f"{n})"),
    "marks （1）": _marks(lambda n: f"（{n}）"),
    "marks ①": _marks(lambda n: chr(0x2460 + n - 1)),
    "marks ⒈": _marks(lambda n: chr(0x2488 + n - 1)),
    "a page — 2 —": _page("— 2 —\n"),
    "a page 第 2 页": _page("第 2 页 共 5 页\n"),
    "a page 2": _page("2\n"),
    "a form feed": _page("\f"),
}


# --- tables


def _rows(rewrite: Callable[[list[str], list[str] | None], list[str]], border: str = "\t", edge: str = "") -> Rewriting:
    """The rows of tables parted by tabs, each cell rewritten; `rewrite` gets them with the header, or the header alone."""

    def rewriting(text: str, _: Notice) -> str | None:
        header: list[str] | None = None
        lines = text.split("\n")
        for i, line in enumerate(lines):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) > 2 and (header is None or len(cells) == len(header)) and '"' not in line:
                new = rewrite(cells, header)
                header = header or cells
                lines[i] = edge + border.join(new) + edge
            elif "\t" in line:
                return None
        return "\n".join(lines) if header and header[0] in ("序号", "编号") else None

    return rewriting


def _numbered(form: Callable[[int], str]) -> Rewriting:
    def rewrite(cells: list[str], header: list[str] | None) -> list[str]:
        number = cells[0]
        return [form(int(number)), *cells[1:]] if header and number.isdecimal() and int(number) <= 20 else cells

    return _rows(rewrite)


def _units_parted(by: str) -> Rewriting:
    def rewrite(cells: list[str], header: list[str] | None) -> list[str]:
        named = [header is not None and "单位" in head for head in header or cells]
        plain = [not re.search('[（"]|等', cell) for cell in cells]
        changed = zip(cells, named, plain, strict=True)
        return [cell.replace("、", by) if units and simple else cell for cell, units, simple in changed]

    return _rows(rewrite)


def _headed(old: str, new: str) -> Rewriting:
    def rewrite(cells: list[str], header: list[str] | None) -> list[str]:
        return cells if header or new in cells else [new if cell == old else cell for cell in cells]

    return _rows(rewrite)


_SYNONYMS = (
    ("活动内容", "活动名称"), ("活动名称", "项目名称"), ("时间", "举办时间"), ("活动时间", "时间安排"), ("地点", "活动地点"), ("责任单位", "负责单位"),
    ("牵头单位", "牵头部门"), ("主办单位", "主办"), ("配合单位", "协助单位"), ("备注", "说明"), ("序号", "编号"), ("联系电话", "电话"),
)  # fmt: skip

TABLES: dict[str, Rewriting] = {
    "between pipes": _rows(lambda cells, _: cells, " | ", "|"),
    "pipes without those at the ends": _rows(lambda cells, _: cells, "|"),
    "numbers 01": _numbered(lambda n: f"{n:02}"),
    "numbers （1）": _numbered(lambda n: f"（{n}）"),
    "numbers 1、": _numbered(lambda n: f"{n}、"),
    "numbers ①": _numbered(lambda n: chr(0x2460 + n - 1)),
    **{f"units parted by {by!r}": _units_parted(by) for by in "，；,;"},
    **{f"{new} for {old}": _headed(old, new) for old, new in _SYNONYMS},
}


# --- lists and cards


def _closed(form: str, *, parted: bool = False) -> Rewriting:
    """The units that close the items of lists, in another form; `parted`, of those that a full stop stands before."""

    def rewriting(text: str, notice: Notice) -> str | None:
        edits = []
        for entry in (e for s in notice.schedules if s.shape is Shape.LIST for e in s.entries):
            units = [unit for unit in entry.units if unit.role is UnitRole.LEAD and unit.span and not unit.pieces]
            if not units or len(units) < len(entry.units) or any(unit.note for unit in units):
                continue
            start, end = min(u.span.start for u in units if u.span), max(u.span.end for u in units if u.span)
            before = text[: start - 1].rstrip()[-1:]
            bracketed = text[start - 1] in "（(" and text[end : end + 1] in ("）", ")") and "\n" not in text[start:end]
            if bracketed and text[end + 1 : end + 2] in ("\n", "") and (before == "。" or not parted):
                edits.append((start - 1, end + 1, form.format(text[start:end])))
        return _edited(text, edits)

    return rewriting


_CARD_LABEL = re.compile(r"(?m)^[ \u3000]*(?P<label>(?:活动|举办)?(?:时间|地点)|(?:主办|承办|协办|支持)单位|联系人)：(?=\S)")


def _labels(form: str) -> Rewriting:
    """The labels of cards in another form."""

    def rewriting(text: str, notice: Notice) -> str | None:
        spans = [e.span for s in notice.schedules if s.shape is Shape.CARDS for e in s.entries if e.span]
        within = (m for m in _CARD_LABEL.finditer(text) if any(s.start <= m.start("label") < s.end for s in spans))
        return _edited(text, [(m.start(), m.end(), form.format(m["label"])) for m in within])

    return rewriting


LISTS: dict[str, Rewriting] = {
    "（责任单位：…）": _closed("（责任单位：{}）"),
    "（牵头部门：…）": _closed("（牵头部门：{}）"),
    "（由…负责）": _closed("（由{}负责）"),
    "（…负责）": _closed("（{}负责）"),
    "（…牵头）": _closed("（{}牵头）"),
    "a stop behind the bracket": _closed("（{}）。"),
    "责任单位：… behind the sentence": _closed("责任单位：{}", parted=True),
    "责任单位：… on its own line": _closed("\n　　责任单位：{}"),
    "labels in 【 】": _labels("【{}】"),
    "labels with a blank": _labels("{}： "),
    "labels behind ●": _labels("●{}："),
    "labels behind -": _labels("- {}："),
    "labels with an indent": _labels("　　{}："),
    "labels with a half-width colon": _labels("{}:"),
}

REWRITINGS = DATES | LINES | TABLES | LISTS
