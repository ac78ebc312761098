"""Entries stay as they are when another hand prints them: other marks, widths, dates, headers and labels, other layouts."""

from __future__ import annotations

from functools import cache
from zlib import crc32

import pytest

from qmparse import Notice, parse
from tests import cases, layouts, rewriting

#: cases whose damage or layout leaves another reading, by what begins the names of the ways
LEFT_OUT = {
    # a row that cannot be told apart keeps its date, as printed, among the rest
    "neighbours-wide-blanks-one-single": ("with the year", "as 20", "with a weekday"),
    "neighbours-tabs-to-blanks": ("with the year", "as 20", "with a weekday"),
    # rows that are wrapped under their own cells: a longer date shifts these
    "damage-again-07": ("with the year", "clocks"),
    # hours with letters for figures
    "damage-06": ("clocks",),
    # labels and rows that have lost their marks
    "post-14": ("with blanks", "labels"),
    "glued-label-cards": ("labels",),
    "arrived-06": ("between pipes", "pipes"),
    "glued-table": ("a page 2",),
    # 9：30时 becomes 9时30分时
    "dates-with-blanks-and-faults": ("clocks",),
    # lists of （1） below items that become （1）
    "spring-festival-2011": ("marks",),
    "disabled-week-doubled-item": ("marks",),
    # a page ends within what was to stand before it
    "city-2019-cell-a-line-pages": ("a page",),
    "reading-one-cell-a-line": ("a page",),
    "quoted-mail": ("a form feed",),
    "consumer-week-quoted-mail": ("a form feed",),
    "elders-health-pipes-damaged": ("a page",),
    # labels that only stand among others like them are left as they are
    "cards-again": ("labels behind -",),
    "damaged-twice-07": ("labels behind -",),
    "long-10": ("labels behind -",),
    "wechat-cards": ("labels behind -",),
    "water-day-labels-share-lines": ("labels",),
    # names with a comma or a colon, which without a mark are no names
    "art-season-exhibitions": ("cards, names alone",),
    "copy-04": ("cards, names alone",),
}
#: of so many cases one is rewritten in each way
SHARE = 6


@cache
def notice_of(name: str) -> Notice:
    return parse(cases.text_of(name))


@pytest.mark.parametrize("way", rewriting.REWRITINGS)
def test_rewritten_entries_say_the_same(way: str) -> None:
    rewrite = rewriting.REWRITINGS[way]
    wrong, count = [], 0
    for name in cases.NAMES:
        notice = notice_of(name)
        left_out = crc32(f"{way} {name}".encode()) % SHARE or way.startswith(LEFT_OUT.get(name, ()))
        if left_out or not notice.entries:
            continue
        text = rewrite(notice.text, notice)
        count += text is not None
        if text is not None and rewriting.told(parse(text)) != rewriting.told(notice):
            wrong.append(name)
    assert count > 0, "no case is rewritten so"
    assert wrong == []


def embedded(body: str, year: int) -> dict[str, str]:
    """A schedule alone, within a letter, and as its annex."""
    title = f"{year}年青屿市“质量月”活动安排"
    letter = f"关于开展{year}年“质量月”活动的通知\n\n各县（区）人民政府：\n　　现将有关事项通知如下：\n"
    signature = f"\n　　　　　　　　　　青屿市人民政府办公室\n　　　　　　　　　　　{year}年1月6日\n"
    sections = "　　一、活动主题\n　　质量第一　效益优先\n　　二、活动安排\n"
    return {
        "alone": f"{title}\n\n{body}",
        "in a letter": f"{letter}{sections}{body}　　三、工作要求\n　　各单位要认真组织实施。\n{signature}",
        "annexed": f"{letter}　　请遵照执行。\n　　附件：“质量月”活动安排\n{signature}\n附件\n“质量月”活动安排\n\n{body}",
    }


@pytest.mark.parametrize("where", embedded("", 2019))
@pytest.mark.parametrize("way", layouts.LAYOUTS)
def test_entries_say_the_same_in_another_layout(way: str, where: str) -> None:
    wrong, count = [], 0
    for name in cases.NAMES:
        if crc32(f"{way} {where} {name}".encode()) % SHARE or way.startswith(LEFT_OUT.get(name, ())):
            continue
        notice = notice_of(name)
        body, kept, dated, placed = layouts.LAYOUTS[way](layouts.said(notice))
        if len(kept) < layouts.LEAST:
            continue
        count += 1
        found = parse(embedded(body, notice.year or 2019)[where]).entries
        if [layouts.read(entry) for entry in found] != [item.told(dated=dated, placed=placed) for item in kept]:
            wrong.append(name)
    assert count > 0, "no case is printed so"
    assert wrong == []
