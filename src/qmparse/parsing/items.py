"""Entries out of running text: items of a list, cards of labelled lines, lines of an agenda.

    item   = mark [date ，] sentence {sentence} [units in a bracket | 责任单位：… | 由…牵头]
    card   = mark name { label ： value {continuation line} }
    agenda = [mark] clock text

Rules: the first sentence of an item is its activity, the rest its description; the units close it. A label
met again within a card begins a second entry that shares its number and units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import attrs

from qmparse.parsing.cells import VERBS, activity, note_quotes, read_activities, read_contacts
from qmparse.parsing.closing import Closing, closes_with_units, closing_units, opening_units
from qmparse.parsing.draft import Draft
from qmparse.parsing.label_words import label_of
from qmparse.parsing.labels import INNER_LABEL, Value, labelled_values, labels_in, parted_by_labels
from qmparse.parsing.making import NewEntry, NewSpan
from qmparse.parsing.moments import MINUTE, MINUTE_BEHIND_COLON, PART, scan
from qmparse.parsing.periods import read_dates, with_figures
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, is_duty, role_of
from qmparse.parsing.rows import dated, time_and_place
from qmparse.parsing.units import (
    ROLE,
    SEPARATOR,
    labelled_units,
    looks_like_unit,
    name_units,
)
from qmparse.records import NO_FIELDS, Activity, ColumnRole, Entry, Fields, Period, Precision, Span, Unit, UnitRole
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, CLOSING_MARKS, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage
from qmparse.text.splitting import first_outside, outside, split_outside

_SENTENCE = pattern("[。！？]")
_COLON = pattern("[：:∶]")
_HOUR = rf"(?:{PART})?\ *\d{{1,2}}\ *(?::\ *\d{{2}}(?:\ *{MINUTE_BEHIND_COLON})?|[点时]\ *(?:(?:\d{{2}}|半)(?:\ *{MINUTE})?)?)"
_CLOCK = pattern(rf"{_HOUR}(?:\ *(?:-+|至|到)\ *(?:次日|翌日|第二天)?{_HOUR})?(?:开始|起|以后|前)?")
_DATE_CLAUSE = pattern(r"[\d年月日号至到\-、.上中下旬初底末前后左右起周星期一二三四五六日天元十廿()农历每午晚:点半时\ 个]+$")
#: what may begin a date: a numeral, behind words such as 拟定于 and 截止日期
_OPENS_DATE = pattern(
    r"[拟定于暂计划预在约大每年时间截止日期到至即起从现自次翌来明当同本今:\- ]{0,15}[\d一二三四五六七八九十元]"
)
_TIME_CLAUSE = pattern(r"(?:全年|长期|常年|待定|每[月周日天季年])")
_BEHIND_DATE = pattern(
    r"(?:在|于|由|组织|联合|集中|至|面向|全市|全县|全区|市|县|区|各)|"
    + "|".join(VERBS)
    + "|完成|报送|上报|建成|印发|推出|总结|部署|制定|做好|拍摄|播出|参加|参观|检查|进行|实施"
    + "|放映|展播|展出|展示|演出|张贴|刊发|刊播|播映|设立|设置|邀请|深入|围绕|通过|结合|利用|依托|配合|会同|选派|派出|推荐|命名|公布|宣布|颁发|验收"
    + "|督查|抽查|巡查|排查|清理|整治|走进|发起|发出|寄送|赠送|汇总|上线|推送|录制|编排|摆放|悬挂|更新|修订|审定|评审|培训"
)


# --- lists


def item_units(text: str, labels: Sequence[Passage] = ()) -> bool:
    """Whether an item of running text carries units, by label, bracket or phrase."""
    return closes_with_units(text) or any(unit_label(passage.text) for passage in labels)


def unit_label(text: str) -> bool:
    """Whether a text begins with the label of units."""
    found = labelled_units(text, 0)
    return found is not None and found[0] == 0


def read_item(
    draft: Draft,
    content: Passage,
    labels: list[Passage],
    head: tuple[int | None, str | None, str | None],
    end: int,
    trusting: bool,
    name_end: int | None = None,
) -> Entry:
    """The entry of a list item: `content` is its text behind the mark, `labels` are labelled lines below it.

    `head` is its number, marker and group; with `trusting` a closing bracket may hold names of any kind; a name
    on a line of its own ends at `name_end`.
    """
    number, marker, group = head
    text = content.text
    where = content.where
    note_quotes(draft, text, where)
    led = any(role_of(header_key(label)) in _LEADING for passage in labels for label in labels_in(passage.text))
    stop, units, values = _closed(draft, content, led, trusting)
    period, start = leading_period(draft, content, stop)
    opened = None if units or values else opening_units(text[:stop], where, start)
    if opened:
        phrase, rest, found = opened
        units = tuple(found)
        activities = _sentences(draft, content, *((rest, stop) if phrase == start else (start, stop, phrase, rest)))
    else:
        activities = _sentences(draft, content, start, stop, name_end)
    entry = NewEntry(number, marker, group, activities, units, period, None, (), None, NO_FIELDS, Span(content.start, end))
    if labels or values:
        entry = _with_labels(draft, entry, [*values, *labelled_values(draft, labels)])
    _note_cut_names(draft, entry)
    return entry


#: a label of these names the units that a bracket without a label would
_LEADING = frozenset({ColumnRole.LEAD, ColumnRole.HOST, ColumnRole.ORGANISE})


def _closed(draft: Draft, content: Passage, led: bool, trusting: bool) -> tuple[int, tuple[Unit, ...], list[Value | Passage]]:
    """Where the part begins that closes an item or a name, its units, and the values that it labels or dates."""
    found = _closing_units(content, led, trusting)
    if not found:
        start = _labels_before(content.text, len(content.text))
        if not 0 < start < len(content.text):
            return len(content.text), (), []
        return start, (), [*parted_by_labels(draft, content.slice(draft.text, start, len(content.text)), True)]
    closing = None if found.labelled else _closing_values(draft, content, found.start)
    if closing:
        return closing[0], (), closing[1]
    values = [_unlabelled(draft, content, role, *place) for role, place in found.beside.items()]
    if found.labelled:
        values += parted_by_labels(draft, content.slice(draft.text, *found.labelled), True)
    start = _labels_before(content.text, found.start)
    if start < found.start:
        values += parted_by_labels(draft, content.slice(draft.text, start, found.start), True)
    return start, tuple(found.units), [*values]


def _labels_before(text: str, stop: int) -> int:
    """Where a time and a place with labels begin that stand at an item's end or right before its units: 时间：…；地点：…。（市教育局）"""
    for match in reversed([*outside(text[:stop], INNER_LABEL)]):
        role = role_of(header_key(match["label"]))
        if role not in (ColumnRole.PERIOD, ColumnRole.PLACE) or _SENTENCE.search(
            text[match.end() : stop].rstrip("。" + BLANKS)
        ):
            break
        stop = match.start("label")
    return stop


def _closing_units(content: Passage, led: bool, trusting: bool) -> Closing | None:
    """The units that close an item or a name; where labels tell who leads (`led`), a bracket without a role is a part of it."""
    found = closing_units(content.text, content.where, trusting=trusting and not led)
    return None if found and led and not ROLE.search(content.text, found.start) else found


def _unlabelled(draft: Draft, content: Passage, role: ColumnRole, start: int, end: int) -> Value:
    """A date or place without a label, as the value of one."""
    key = "时间" if role is ColumnRole.PERIOD else "地点"
    return Value(key, role, key, content.slice(draft.text, start, end), [(0, end - start)], content.offset(start))


def _note_cut_names(draft: Draft, entry: Entry) -> None:
    """Note the names of units that a break cuts."""
    for unit in entry.units:
        if unit.pieces and unit.span:
            draft.note("joined-text", unit.span.start, unit.span.end, f"the name {unit.name!r} was joined over a break")


def _closing_values(draft: Draft, content: Passage, stop: int) -> tuple[int, list[Value | Passage]] | None:
    """Where the labelled values begin that close an item, and those values, if some of them are no units."""
    text = content.text
    if not _COLON.search(text, stop):
        return None
    end = len(text.rstrip(BLANKS_AND_BREAKS + "。.；;"))
    if text[stop : stop + 1] in ("（", "(", "【", "［", "["):
        values = parted_by_labels(draft, content.slice(draft.text, stop + 1, end - 1), True)
    elif unit_label(text[stop:end]):
        # a time or place printed before the units closes the item with them
        stop = _labels_before(text, stop)
        values = parted_by_labels(draft, content.slice(draft.text, stop, end), True)
    else:
        values = []
    return (stop, [*values]) if any(value.role not in UNIT_ROLE_OF for value in values) else None


def leading_period(draft: Draft, content: Passage, stop: int) -> tuple[Period | None, int]:
    """The date that an item begins with, and where its text begins behind it."""
    text = content.text[:stop]
    folded = with_figures(fold(text))
    clause = re.match(r"[^,。]{2,30}(?=,)", folded)
    if clause and (
        _TIME_CLAUSE.match(clause.group())
        or (re.match(r"[\d一二三四五六七八九十元]+\ *月|\d{4}", clause.group()) and _DATE_CLAUSE.match(clause.group()))
    ):
        return dated(draft, (text[: clause.end()], content.where)), clause.end() + 1
    found = scan(folded, 0) if _OPENS_DATE.match(folded) else None
    if not found or not any(moment and moment.month for moment in (found[0].first, found[0].last)):
        return None, 0
    end = found[1]
    while end and folded[end - 1] in " ,|":
        end -= 1
    behind = folded[end:].lstrip(" ,:|")
    if not behind or not (folded[end] in " ,:|" or _BEHIND_DATE.match(behind) or _is_time(folded[:end], behind)):
        return None, 0
    return dated(draft, (text[:end], content.where)), len(folded) - len(behind)


def _is_time(printed: str, behind: str) -> bool:
    """Whether a date is when something is done though no verb follows it: to the hour, from one to another, or no feast's."""
    if re.search(r"\d\ *[:时点]|至|-|[前起底]$|旬$|[上下]午$|晚$", printed):
        return True
    return printed[-1] in "日号" and not _FEAST.match(behind)


#: what is called by its date: 6月5日世界环境日, 12月4日国家宪法日
_FEAST = pattern(r"(?:[是为]|全国|国际|世界|中国|国家|[^，。；,;]{0,12}(?:节|日|纪念日)(?![一-鿿]{0,3}(?:目|程|报)))")


def _sentences(
    draft: Draft, content: Passage, start: int, stop: int, name_end: int | None = None, begins: int = 0
) -> tuple[Activity, ...]:
    """The first sentence, or what ends at `name_end`, as the activity; the others, those from `begins` on, as its description."""
    text = content.text
    while start < stop and text[start] in BLANKS_AND_BREAKS + "，,：:｜|":
        start += 1
    while stop > start and text[stop - 1] in BLANKS_AND_BREAKS:
        stop -= 1
    if start >= stop:
        return ()
    close = first_outside(text[start:stop], _SENTENCE)
    end = start + close.start() if close else stop
    rest = start + close.end() if close else stop
    if name_end is not None and start < name_end < stop:
        end, rest = name_end, max(name_end, begins)
    while end > start and text[end - 1] in CLOSING_MARKS + BLANKS_AND_BREAKS + "：:":
        end -= 1
    while rest < stop and text[rest] in BLANKS_AND_BREAKS:
        rest += 1
    description = text[rest:stop] or None
    made = activity(text, content.where, start, end, description)
    if made.pieces and made.span:
        draft.note("joined-text", made.span.start, made.span.end, "this activity was joined over a break")
    spans = content.spans(rest, stop) if description else []
    if len(spans) > 1:
        draft.note("joined-text", spans[0][0], spans[-1][1], "this description was joined over a break")
    return (made,)


# --- what labelled lines add


def _with_labels(draft: Draft, entry: Entry, values: list[Value | Passage]) -> Entry:
    """The entry with what labelled lines add to it."""
    units = list(entry.units)
    period, where, remark = entry.period, entry.place, entry.remark
    contacts = entry.contacts
    activities = entry.activities
    fields: dict[str, list[str]] = {}
    leads = any("牵头" in v.key for v in values if isinstance(v, Value))
    for value in values:
        if isinstance(value, Passage):
            # a line that no label takes is part of no value
            draft.disclaim(value.start, value.end)
            continue
        text = value.passage.text
        if not text:
            continue
        role = UNIT_ROLE_OF.get(value.role)
        if role is None and len(value.passage.pieces) > 1:
            start, end = value.passage.pieces[0]
            draft.note("joined-text", start, end, f"the value of {value.label!r} was joined over a break")
        if role is not None:
            if role is UnitRole.LEAD and leads and is_duty(value.key):
                role = UnitRole.SUPPORT
            units += _label_units(value, role)
        elif value.role is ColumnRole.PERIOD and period is None:
            period = dated(draft, (text, value.passage.where))
        elif value.role is ColumnRole.PLACE and where is None:
            both = time_and_place(draft, (text, value.passage.where)) if "时间" in value.key and period is None else None
            period, where = (dated(draft, both[0]), both[1][0] or None) if both else (period, text)
        elif value.role is ColumnRole.CONTACT:
            contacts += read_contacts(text)
        elif value.role is ColumnRole.REMARK and remark is None:
            remark = text
        elif value.role is ColumnRole.ACTIVITY and not activities:
            activities = read_activities(draft, text, value.passage.where)
        elif _describes(value) and activities and activities[-1].description is None:
            last = activities[-1]
            activities = (*activities[:-1], attrs.evolve(last, description=text))
        else:
            fields.setdefault(value.label, []).append(text)
    return NewEntry(
        entry.number, entry.marker, entry.group, activities, tuple(units), period, where, contacts, remark,
        Fields({label: "\t".join(texts) for label, texts in fields.items()}) if fields else NO_FIELDS, entry.span,
    )  # fmt: skip


def _describes(value: Value) -> bool:
    return value.role is ColumnRole.DESCRIPTION or value.key.endswith(("内容", "简介", "介绍", "安排", "流程"))


def _label_units(value: Value, role: UnitRole) -> list[Unit]:
    """The units of a labelled value; each of its lines is split by itself, a line that begins with 等 goes on."""
    text, where = value.passage.text, value.passage.where
    found = labelled_units(text, where, anywhere=True)
    if found and found[0] == 0:
        return found[1]
    if len(value.lines) == 1:
        return name_units(text, where, role)
    ranges: list[tuple[int, int]] = []
    for start, end in value.lines:
        some = [(a + start, b + start) for a, b in split_outside(text[start:end], SEPARATOR)]
        if ranges and some and (text[some[0][0]] == "等" or _is_cut_name(text[slice(*ranges[-1])], text[:start])):
            ranges[-1] = (ranges[-1][0], some[0][1])
            some = some[1:]
        ranges += some
    return name_units(text, where, role, ranges)


def _is_cut_name(name: str, before: str) -> bool:
    """Whether a unit's name at the end of a line is cut there."""
    return not looks_like_unit(name) and before[-1:] not in tuple("、，；")


# --- cards


def read_card(
    draft: Draft, name: Passage | None, below: list[Passage], number: int | None, marker: str | None, group: str | None
) -> list[Entry]:
    """The entries of a card: one, or several where a label is met again."""
    events = _events(name, labelled_values(draft, below))
    entries = []
    led = any(isinstance(value, Value) and value.role in _LEADING for _, values in events for value in values)
    for title, values in events:
        activities: tuple[Activity, ...] = ()
        units: tuple[Unit, ...] = ()
        period: Period | None = None
        if title is not None and title.text:
            note_quotes(draft, title.text, title.where)
            name_end = None
            if values and all(isinstance(value, Passage) for value in values):
                # lines without any label describe what is named above them
                name_end = len(title.text)
                below_it = [piece for value in values if isinstance(value, Passage) for piece in value.pieces]
                title, values = Passage(draft.text, [*title.pieces, *below_it]), []
            stop, units, told = _closed(draft, title, led, False)
            values = [*told, *values]
            period, begin = leading_period(draft, title, stop)
            activities = _sentences(draft, title, begin, stop, name_end)
        start = title.start if title is not None else next((value.start for value in values), 0)
        ends = [v.passage.end if isinstance(v, Value) else v.end for v in values]
        end_at = max([title.end if title is not None else start, *ends])
        entry = NewEntry(number, marker, group, activities, units, period, None, (), None, NO_FIELDS, Span(start, end_at))
        entries.append(_with_labels(draft, entry, values))
        _note_cut_names(draft, entries[-1])
    return _sharing(entries)


def _events(name: Passage | None, values: list[Value | Passage]) -> list[tuple[Passage | None, list[Value | Passage]]]:
    """The values of each event: a new one begins where 时间 or 地点 is printed again, with the line before it as name."""
    events: list[tuple[Passage | None, list[Value | Passage]]] = [(name, [])]
    seen: set[ColumnRole] = set()
    keys: set[str] = set()
    last: str | None = None
    pending: Passage | None = None
    for value in values:
        if isinstance(value, Passage):
            if pending is not None:
                events[-1][1].append(pending)
            pending = value
            continue
        again = value.role in seen and value.role in (ColumnRole.PERIOD, ColumnRole.PLACE)
        if pending is not None and (again or not events[-1][1]):
            if again or events[-1][0] is None:
                if events[-1][1] or again:
                    events.append((pending, []))
                else:
                    events[-1] = (pending, [])
                seen, keys = set(), set()
            else:
                events[-1][1].append(pending)
            pending = None
        elif pending is not None:
            events[-1][1].append(pending)
            pending = None
        elif again and (_is_other_time(value, seen, keys) or (value.key in keys and value.key != last)):
            # the labels begin again, without a name before them
            events.append((None, []))
            seen, keys = set(), set()
        seen.add(value.role)
        keys.add(value.key)
        last = value.key
        events[-1][1].append(value)
    if pending is not None:
        events[-1][1].append(pending)
    return events


#: what has a time of its own and is no event
_NO_EVENT = pattern("报名|截止|领票|售票|预约|报到|集合|申报|报送|投票|提交|开放|入场|检票|营业|直播")


def _is_other_time(value: Value, seen: set[ColumnRole], keys: set[str]) -> bool:
    """Whether the time of another event begins behind a time and a place: 猜谜时间, 猜谜地点, 夜市时间."""
    another = value.role is ColumnRole.PERIOD and value.key not in keys and ColumnRole.PLACE in seen
    return another and not any(_NO_EVENT.match(key) for key in (value.key, *keys))


def _sharing(entries: list[Entry]) -> list[Entry]:
    """Entries of one card share what is printed once for all of them: its units, and its name."""
    if len(entries) < 2:
        return entries
    units = next((entry.units for entry in entries if entry.units), ())
    names = next((entry.activities for entry in entries if entry.activities), ())
    return [attrs.evolve(e, units=e.units or units, activities=e.activities or names) for e in entries]


# --- agendas


_PART_BEGINS = frozenset(word[0] for word in PART.split("|"))


def clock_at(text: str) -> int | None:
    """Where the clock time that a text begins with ends, or None.

    >>> clock_at("9:00—9:10 签到"), clock_at("9月5日签到")
    (9, None)
    """
    if not text or ("一" <= text[0] <= "鿿" and text[0] not in _PART_BEGINS):
        return None
    match = _CLOCK.match(with_figures(fold(text[:48])))
    return match.end() if match and match.end() < len(text) else None


def day_of(draft: Draft, text: str) -> date | None:
    """The day that a line prints and nothing else but its label: 10月20日（星期四）, 日期：10月20日."""
    label = label_of(text)
    if label and role_of(header_key(label[0])) is ColumnRole.PERIOD:
        text = text[label[1] :]
    dates = read_dates(text, draft.year)
    if dates.precision is not Precision.DAY or dates.start is None or dates.start != dates.end:
        return None
    return date.fromisoformat(dates.start)


def read_clock_line(
    draft: Draft,
    content: Passage,
    number: int | None,
    marker: str | None,
    group: str | None,
    day: date | None = None,
    half: str = "",
) -> Entry:
    """The entry of an agenda's line: its clock time, on `day` and in the `half` of it that are printed above, and what is done."""
    text = content.text
    end = clock_at(text) or 0
    start = end
    while start < len(text) and text[start] in BLANKS_AND_BREAKS + "，,：:、—-":
        start += 1
    found = closing_units(text[start:], content.slice(draft.text, start, len(text)).where)
    stop = start + found.start if found else len(text)
    activities = _sentences(draft, content, start, stop)
    period = dated(draft, (text[:end].rstrip(BLANKS), content.where), day, "" if text[0] in _PART_BEGINS else half)
    units = tuple(found.units) if found else ()
    return NewEntry(
        number, marker, group, activities, units, period, None, (), None, NO_FIELDS, NewSpan(content.start, content.end)
    )
