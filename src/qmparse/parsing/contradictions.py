"""Contradictions between the parts of a notice, and what is printed twice or without its partner.

Rules: nothing is changed, only noted; the title's year wins; a year of a cited number, of a title in 《 》 or of history is
not the campaign's. `notice` imports this.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from qmparse.parsing.draft import Draft
from qmparse.parsing.findings import all_sections, is_cited_at, passage_of
from qmparse.parsing.numerals import number
from qmparse.parsing.titles import year_of
from qmparse.records import Entry, Paragraph, Period, Schedule, Section, Title, Unit
from qmparse.text.characters import fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, Span
from qmparse.text.splitting import pairs, pairs_of

_COUNT = pattern(
    r"(?:共|共计|共有|合计|总计|共安排|共组织|共推出|共设|安排|推出|设置?|开展|组织)\ *(?P<k>(?:主要|重点|系列|主题|特色|具体|大型|各类)*(?:活动|任务)\ *)?(?P<n>[\d０-９]{1,4}|[一二三四五六七八九十百]{1,4})\ *(?P<m>项|个|场)(?P<w>(?:主要|重点|系列|主题|特色|具体|大型)*(?:活动|任务|内容|赛事|工作)?)"
)
_REPEATED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")


def note_counts(
    draft: Draft, paragraphs: Sequence[Paragraph], sections: Sequence[Section], schedules: Sequence[Schedule]
) -> None:
    """共23项 in prose against the number of entries."""
    if not schedules:
        return
    counts = {len(s.entries) for s in schedules} | {sum(len(s.entries) for s in schedules)}
    places = [(p.text, passage_of(draft, p)) for p in paragraphs]
    places += [
        (s.text.replace("\n", ""), Passage(draft.text, [(q.start, q.end) for q in s.pieces])) for s in all_sections(sections)
    ]
    for text, passage in places:
        if "项" not in text and "个" not in text and "场" not in text:
            continue
        for match in _COUNT.finditer(text):
            of_activities = match["w"].endswith("活动") or match["k"] is not None
            if not of_activities and (match["m"] != "项" or not match.group().startswith("共")):
                continue
            if any(a < match.start() < b for a, b in pairs_of(text, "“《（")):
                continue
            count = number(fold(match["n"]))
            if count is not None and count not in counts:
                at = passage.offset(match.start())
                draft.note(
                    "declared-count-mismatch",
                    at,
                    at + len(match.group()),
                    f"{match.group()} is declared, {max(counts)} entries were read",
                )


def note_years(
    draft: Draft, title: Title | None, schedules: Sequence[Schedule], period: Period | None, captions: Iterable[tuple[str, int]]
) -> None:
    """Years of the campaign that contradict the title's."""
    if title is None or title.year is None:
        return
    year = title.year
    for caption, at in captions:
        other = year_of(caption)
        if other is not None and other != year:
            draft.note("year-conflict", at, at + len(caption), f"the title says {year}, this caption {other}")
    if period and not period.year_inferred and period.span and period.start and period.end:
        if not int(period.start[:4]) <= year <= int(period.end[:4]):
            draft.note(
                "year-conflict",
                period.span.start,
                period.span.end,
                f"the title says {year}, the campaign's time {period.text!r}",
            )
    for entry in _entries(schedules):
        p = entry.period
        if p and not p.year_inferred and p.span and (p.start or p.end):
            years = {int(v[:4]) for v in (p.start, p.end) if v}
            if max(years) < year or min(years) > year + 1:
                draft.note("year-conflict", p.span.start, p.span.end, f"the title says {year}, this entry {p.text!r}")


def _entries(schedules: Sequence[Schedule]) -> Iterable[Entry]:
    for schedule in schedules:
        yield from schedule.entries


_WEEKDAY = pattern("(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


def note_weekdays(draft: Draft, schedules: Sequence[Schedule], period: Period | None) -> None:
    """Days of the week that are not those of the dates they stand beside: 2019年9月5日（星期五）, which was a Thursday."""
    if not _names_weekdays(draft.text):
        return
    for p in (period, *[entry.period for entry in _entries(schedules)]):
        if p is None or p.span is None or not _names_weekdays(p.text):
            continue
        days = dict.fromkeys(value[:10] for value in (p.start, p.end) if value and len(value) >= _DAY)
        printed = [day.replace("天", "日") for day in _WEEKDAY.findall(p.text)]
        real = [_WEEKDAYS[date.fromisoformat(day).weekday()] for day in days]
        if len(printed) == len(real) and printed != real:
            told = "、".join(f"{day} 星期{name}" for day, name in zip(days, real, strict=True))
            draft.note("weekday-conflict", p.span.start, p.span.end, f"{p.text!r} names other days of the week than {told}")


def _names_weekdays(text: str) -> bool:
    return "周" in text or "星期" in text or "礼拜" in text


#: the length of a day in ISO 8601
_DAY = 10


_YEAR_OF_NAMED = pattern(
    r"(?<![自从])(?P<y>[12１２][\d０-９]{3})\ *年(?!起|以来|开始)(?P<m>\ *\d{1,2}月(?!起)(?:\d{1,2}日)?(?:[至到—-]+(?:\d{1,2}月)?\d{1,2}日)?)?[^，,。；;\d“\"]{0,12}[“\"]"
)


def note_campaign_years(draft: Draft, title: Title | None, paragraphs: Sequence[Paragraph]) -> None:
    """2018年“质量月” in the prose of a notice whose title says 2019."""
    if title is None or title.year is None or not title.campaign:
        return
    for paragraph in paragraphs:
        if title.campaign not in paragraph.text or "年" not in paragraph.text:
            continue
        for match in _YEAR_OF_NAMED.finditer(paragraph.text):
            other = number(fold(match["y"]))
            if (
                paragraph.text.startswith(title.campaign, match.end())
                and other != title.year
                and not is_cited_at(paragraph.text, match.start())
                and (re.search("今年|本次|现将|定于|决定|将", paragraph.text) or _is_set(paragraph.text, match))
            ):
                at = passage_of(draft, paragraph).offset(match.start())
                draft.note("year-conflict", at, at + 5, f"the title says {title.year}, this sentence {other}")


def _is_set(text: str, match: re.Match[str]) -> bool:
    """Whether a year with its month says when something is held: 于2008年3月20日至27日组织“科普周”."""
    return match["m"] is not None and text[: match.start()].endswith("于")


def note_words(draft: Draft, entries: Iterable[Entry]) -> None:
    """A word of two or more characters printed twice in a row, in an activity or its description."""
    search = _REPEATED.search
    for entry in entries:
        for activity in entry.activities:
            if match := search(activity.text):
                _note_word(draft, activity.span, match)
            if activity.description and (match := search(activity.description)):
                _note_word(draft, entry.span, match)


def _note_word(draft: Draft, span: Span | None, match: re.Match[str]) -> None:
    """Note a repeated word where it is printed within a span; all of the span where a break cuts it."""
    if span is None or not _is_repeated(match[1]):
        return
    start = draft.text.find(match.group(), span.start, span.end)
    start, end = (start, start + len(match.group())) if start >= 0 else (span.start, span.end)
    draft.note("repeated-word", start, end, f"{match[1]!r} is printed twice in a row")


def note_prose_words(draft: Draft, paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> None:
    """The same in running text."""
    spans = [s for p in paragraphs if p.span for s in (p.pieces or (p.span,))] + [
        s for section in all_sections(sections) for s in section.pieces
    ]
    for span in spans:
        for match in _REPEATED.finditer(draft.text, span.start, span.end):
            if _is_repeated(match[1]):
                draft.note("repeated-word", match.start(), match.end(), f"{match[1]!r} is printed twice in a row")


def note_prose_quotes(draft: Draft, paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> None:
    """A quote without its partner in running text."""
    parts: list[Paragraph | Section] = [*paragraphs, *all_sections(sections)]
    for part in parts:
        text = part.text
        if text.count("“") == text.count("”") and text.count("《") == text.count("》"):
            continue
        lone = next((at for at in pairs(text)[1] if text[at] in "“”《》"), None)
        if lone is not None:
            mark = text[lone]
            start = next((s.start for s in part.pieces or (part.span,) if s and mark in draft.text[s.start : s.end]), 0)
            at = draft.text.find(text[lone : lone + 4], start)
            at = at if at >= 0 else draft.text.find(mark, start)
            draft.note("unbalanced-quote", at, at + 1, f"{mark!r} has no partner in {text[max(lone - 10, 0) : lone + 30]!r}")


def _is_repeated(word: str) -> bool:
    """Whether doubling the word is no natural Chinese: 一步一步, 人人人人."""
    return word[0] not in "一每" and len(set(word)) > 1


_LEVELLED = pattern(r"([\u4e00-\u9fff]{1,5}?)(新区|[区县市镇乡]|街道)([\u4e00-\u9fff]{2,16})$")


@lru_cache(maxsize=2048)  # the units of a city stand in notice after notice
def _levelled(name: str) -> tuple[str, ...] | None:
    """The place, its level and the ending of a unit's name: 静安, 区, 市场监管局."""
    match = _LEVELLED.match(name)
    return match.groups() if match else None


def note_unit_names(draft: Draft, entries: Sequence[Entry]) -> None:
    """静安市场监管局 among …区市场监管局: a name that departs from the pattern of its peers."""
    named: dict[str, list[Unit]] = {}
    for entry in entries:
        for unit in entry.units:
            if unit.name in named:
                named[unit.name].append(unit)
            else:
                named[unit.name] = [unit]
    levelled = {name: parts for name in named if (parts := _levelled(name))}
    endings = _endings(levelled.values())
    if not endings:
        return
    wholes = _wholes(levelled.values(), endings)
    parts = (*endings, *[tail for _, tail in wholes])
    sizes = {len(ending) for ending in endings}
    for name, units in named.items():
        if not name.endswith(parts):
            continue
        _, level, tail = levelled.get(name, ("", "", ""))
        if tail in endings:
            continue
        whole = wholes.get((level, tail))
        for ending in [whole] if whole else _unlevelled(name, endings, sizes):
            for span in [unit.span for unit in units if unit.span]:
                message = f"{name!r} departs from the names of its peers, which end in …{ending}"
                draft.note("unit-name-variant", span.start, span.end, message)


def _endings(levelled: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """What the names of three places or more share behind 区, 县 …, and how long the longest of these places is."""
    places: dict[str, set[str]] = defaultdict(set)
    for place, _, tail in levelled:
        if len(place) > 1 and not place.endswith(("各", "市", "全")):
            places[tail].add(place)
    return {tail: max(map(len, some)) for tail, some in places.items() if len(some) > 2}


def _wholes(levelled: Iterable[tuple[str, ...]], endings: dict[str, int]) -> dict[tuple[str, str], str]:
    """What a level and a part of a shared ending stand for: 镇, 政府 -> 镇人民政府."""
    wholes: dict[tuple[str, str], str] = {}
    for level, tail in dict.fromkeys((level, tail) for _, level, tail in levelled if tail in endings):
        for cut in range(1, len(tail) - 1):
            wholes.setdefault((level, tail[cut:]), level + tail)
    return wholes


def _unlevelled(name: str, endings: dict[str, int], sizes: set[int]) -> list[str]:
    """The shared endings, of these sizes, that a name has behind a bare place: 静安 + 市场监管局."""
    found = []
    for size in sizes:
        place, ending = name[:-size], name[-size:]
        if (
            2 <= len(place) <= endings.get(ending, 0)
            and place[-1] not in "市区县镇乡省各道州旗盟"
            and place[0] not in "各省市区县"
        ):
            found.append(ending)
    return found
