"""Neighbouring marked parts that are one schedule: a list, cards, an agenda.

Rules: parts that carry units are a list, that carry labelled lines are cards, that begin with a clock time are an agenda;
all others are sections. A list whose numbers run on through headings is one schedule, the headings its groups; a list
that restarts under headings of its own is several. `body` imports this.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import attrs

from qmparse.parsing.closing import opening_units
from qmparse.parsing.draft import Draft
from qmparse.parsing.items import clock_at, day_of, item_units, read_card, read_clock_line, read_item, unit_label
from qmparse.parsing.joining import HEADING_TAIL, sentence_ended
from qmparse.parsing.label_words import label_of
from qmparse.parsing.labels import AFTERWORD, NAME_LABELS, bare_label, begin_labelled, blank_between, label_count, names_cards
from qmparse.parsing.making import placed
from qmparse.parsing.moments import begins_dated
from qmparse.parsing.numbering import Numbers
from qmparse.parsing.outline import HEADING_WORD, Part
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, role_of
from qmparse.parsing.schedules import Body, agenda_caption, claim_all, keep_schedule, keep_table
from qmparse.parsing.tabular import Table
from qmparse.parsing.units import is_unit_list, labelled_units, name_units
from qmparse.records import BlockKind, ColumnRole, Entry, Shape, Span
from qmparse.text.characters import BLANKS, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage

CLOSING = pattern(r"^(?:特此(?:通知|函达|公告|通告|函告|报告)|专此(?:函达)?|此致)[。.!！]?$")


def _contents(part: Part) -> tuple[Passage, list[Passage]]:
    """The text of a part behind its mark, with the passages below it."""
    return part.passage, [item for item in part.below if isinstance(item, Passage)]


def _behind(draft_text: str, part: Part) -> Passage:
    return part.passage.slice(draft_text, part.body, len(part.passage.text))


def shape_of(group: list[Part]) -> Shape | None:
    """What kind of schedule neighbouring parts make, or None for sections."""
    count = len(group)
    nested = sum(bool(part.parts) for part in group)
    clocks = sum(clock_at(part.text) is not None for part in group)
    if clocks * 2 > count > 1:
        return Shape.AGENDA
    if any(names_cards(_contents(part)[1]) for part in group):
        # headings over cards that have names of their own
        return None
    cards = 0
    for part in group:
        below = [*_contents(part)[1], *[p for sub in part.parts if sub.mark.rank > 3 for p in _contents(sub)[1]]]
        labels, others = label_count(below)
        # below an item that units close, one line with labels makes no card of it
        cards += labels > 1 and others > 0 and (len(below) > 1 or not item_units(part.text))
    # one part alone whose own parts are labelled may be a section about the whole
    labelled_parts = sum(map(_labels_its_parts, group))
    cards += labelled_parts if labelled_parts > 1 else 0
    if cards * 2 >= count and cards:
        return Shape.CARDS
    if nested * 2 > count:
        return None
    strong = phrased = headed = 0
    headings = sum(map(_is_headed, group))
    for part in group:
        kind = _unit_evidence(part)
        strong += kind == 2
        phrased += kind == 1
        headed += kind > 0 and _is_headed(part)
    if strong + phrased < count and (headed == strong + phrased or (strong + phrased == 1 and headings == count - 1)):
        # 二、组织机构 among the sections of a plan: the units are those of the whole
        return None
    if strong * 3 >= count or (strong + phrased) * 2 >= count:
        return Shape.LIST if strong + phrased else None
    return None


def _is_headed(part: Part) -> bool:
    """Whether a part begins with a heading of a known kind: 组织机构, 活动时间：…."""
    word = HEADING_WORD.match(part.text[:24])
    return word is not None and (word.end() == len(part.text) or part.text[word.end()] in "：:" + BLANKS)


def _labels_its_parts(part: Part) -> bool:
    """Whether the deeper parts are the labelled lines of a card: （1）活动时间：… （2）主办单位：…"""
    labels = [label_of(sub.text) for sub in part.parts]
    roles = {role_of(header_key(label[0])) for label in labels if label}
    return len(labels) > 1 and all(labels) and ColumnRole.PERIOD in roles and not roles.isdisjoint(UNIT_ROLE_OF)


#: what a part tells of the whole, or of the part above it, where it begins with such a label
_ABOUT = frozenset({ColumnRole.PERIOD, ColumnRole.PLACE, ColumnRole.CONTACT, *UNIT_ROLE_OF})


def _unit_evidence(part: Part) -> int:
    """2 for units by bracket or label, 1 by phrase, 0 for none."""
    text = part.text
    label = label_of(text)
    if label and role_of(header_key(label[0])) in _ABOUT:
        return 0
    below = _contents(part)[1]
    if len(below) > 1 and sum(begins_dated(p.text) for p in below) * 2 > len(below):
        # a heading over a list of dates
        return 0
    labels = [p for p in below if label_of(p.text)]
    if not item_units(text, labels):
        if opening_units(text, 0):
            return 1
        if HEADING_WORD.fullmatch(squeeze(text)):
            return 0
        tail = below[-1].text if below and not label_of(below[-1].text) else ""
        if not (tail and item_units(tail)):
            return 0
        text = tail
    closed = text.rstrip("。；;. " + BLANKS)
    if closed.endswith(("）", ")")) or labels or re.search("(?:单位|部门|机构|处室)[：:∶]", text):
        return 2
    return 1


def run_on(parts: list[Part], first: int) -> tuple[int, Shape] | None:
    """Where the headings end over one list whose numbers run on through them, and its shape; None for no such list."""
    last: int | None = None
    rank = 0
    end = first
    for part in parts[first:]:
        children = part.parts
        if (
            not children
            or part.mark.rank != parts[first].mark.rank
            or any(child.mark.rank != children[0].mark.rank for child in children)
        ):
            break
        runs_on = last is None or (children[0].mark.rank == rank and last < children[0].mark.ordinal <= last + 3)
        if not runs_on or any(isinstance(item, Passage) and len(item.text) > 40 for item in part.below):
            break
        last, rank, end = children[-1].mark.ordinal, children[0].mark.rank, end + 1
    if end - first < 2:
        return None
    shape = shape_of([child for part in parts[first:end] for child in part.parts])
    return (end, shape) if shape else None


def read_grouped(draft: Draft, body: Body, group: list[Part], shape: Shape) -> list[Passage]:
    """One schedule under several headings, each the group of its entries."""
    entries: list[Entry] = []
    left: list[Passage] = []
    numbers = Numbers(draft)
    for part in group:
        draft.claim(BlockKind.GROUP, part.passage.start, part.passage.end)
        for item in part.below:
            if isinstance(item, Table):
                keep_table(draft, body, item)
        left += [item for item in part.below if isinstance(item, Passage)]
        made, more = _entries(draft, body, part.parts, shape, part.passage.text, numbers)
        entries += made
        left += more
    keep_schedule(draft, body, shape, entries)
    return left


def read_listed(draft: Draft, body: Body, group: list[Part], shape: Shape, before: list[Passage]) -> list[Passage]:
    """Parts as one schedule, or as several where unmarked headings stand between lists that restart."""
    left: list[Passage] = []
    above = bisect_left(before, group[0].passage.start, key=lambda passage: passage.end) - 1
    by_units = above >= 0 and _units_head_lists(before[above], group)
    runs = _runs(group, by_units)
    if by_units:
        runs[0] = (before.pop(above), runs[0][1])
    elif above >= 0 and _heads_list(before[above]):
        if len(runs) > 1 or (body.schedules and HEADING_TAIL.search(before[above].text)):
            # the heading over the first of several lists, or over one behind another schedule
            runs[0] = (before.pop(above), runs[0][1])
    caption = agenda_caption(before, group[0].passage.start) if shape is Shape.AGENDA else None
    merged: list[Entry] = []
    numbers = Numbers(draft)
    for k, (heading, parts) in enumerate(runs):
        restarts = k > 0 and parts[0].mark.ordinal <= runs[k - 1][1][-1].mark.ordinal
        if restarts and heading is not None:
            keep_schedule(draft, body, shape, merged, caption)
            merged, numbers, caption = [], Numbers(draft), None
        name = heading.text.rstrip("：:") if heading is not None else None
        if heading is not None:
            draft.claim(BlockKind.GROUP, heading.start, heading.end)
        made, more = _entries(draft, body, parts, shape, name, numbers)
        merged += _with_units_of(heading, made) if by_units and heading is not None else made
        left += more
    keep_schedule(draft, body, shape, merged, caption)
    return left


def _heads_list(passage: Passage) -> bool:
    """Whether a passage is a short line that is no sentence, as headings over lists are."""
    text = passage.text
    if len(text) > 24 or re.search("[，。；,;]|[：:].|^[（(【［[].*[）)】］\\]]$", _MONTH.sub("", text)):
        return False
    # 市级活动： reads like a label that has lost its value
    return bare_label(text) is None and (label_of(text) is None or HEADING_TAIL.search(text) is not None)


#: 三月：学雷锋
_MONTH = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})月份?[：:]")


def _units_head_lists(above: Passage, group: list[Part]) -> bool:
    """Whether labelled units stand above each of several lists, so that they are no label of the item before them.

    责任单位：县扶贫办 / 1.… 2.… / 责任单位：县妇联 / 1.…
    """
    restarts = [k for k in range(1, len(group)) if group[k].mark.ordinal == 1]
    heads = [group[k - 1].below[-1] if group[k - 1].below else None for k in restarts]
    return (
        unit_label(above.text)
        and bool(heads)
        and all(isinstance(head, Passage) and unit_label(head.text) for head in heads)
        and not (group[-1].below and isinstance(group[-1].below[-1], Passage) and unit_label(group[-1].below[-1].text))
    )


def _with_units_of(heading: Passage, entries: list[Entry]) -> list[Entry]:
    """The entries with the units of the label above them, where they print none of their own."""
    found = labelled_units(heading.text, heading.where)
    units = tuple(found[1]) if found else ()
    return [entry if entry.units else attrs.evolve(entry, units=units) for entry in entries]


def _runs(group: list[Part], by_units: bool = False) -> list[tuple[Passage | None, list[Part]]]:
    """The parts under each unmarked heading between them: a short line that is no sentence, last below a part.

    Where lists are headed `by_units`, a label of units above a restart is the heading.
    """
    runs: list[tuple[Passage | None, list[Part]]] = [(None, [])]
    for part, following in zip(group, [*group[1:], None], strict=True):
        runs[-1][1].append(part)
        last = part.below[-1] if part.below else None
        if following is None or not isinstance(last, Passage):
            continue
        if by_units and following.mark.ordinal == 1 and unit_label(last.text):
            part.below.pop()
            runs.append((last, []))
            continue
        above = part.below[-2] if len(part.below) > 1 else None
        if isinstance(above, Passage) and begins_dated(above.text) and begins_dated(last.text):
            # one of several days
            continue
        # below a label a name is more likely another of its units
        labelled = isinstance(above, Passage) and (label_of(above.text) is not None or _names_unit_below(part, last))
        if _heads_list(last) and (not labelled or HEADING_TAIL.search(last.text) or _MONTH.match(last.text)):
            part.below.pop()
            runs.append((last, []))
    return runs


def _tables_below(part: Part) -> Iterator[Table]:
    """The tables that stand behind an item: they are schedules of their own."""
    for item in part.below:
        if isinstance(item, Table):
            yield item
        elif isinstance(item, Part):
            yield from _tables_below(item)


def _entries(
    draft: Draft, body: Body, parts: list[Part], shape: Shape, group: str | None, numbers: Numbers
) -> tuple[list[Entry], list[Passage]]:
    """The entries of some parts, and the passages behind the last that belong to none."""
    entries: list[Entry] = []
    left: list[Passage] = []
    for part in parts:
        for table in _tables_below(part):
            keep_table(draft, body, table)
    trusting = shape is not Shape.CARDS and sum(_unit_evidence(part) == 2 for part in parts) * 2 >= len(parts)
    for part in parts:
        content = _behind(draft.text, part)
        number, marker = part.mark.ordinal, part.marker
        start = part.passage.start
        draft.claim(BlockKind.ENTRY, start, part.passage.end)
        if shape is Shape.AGENDA and clock_at(content.text):
            made = [read_clock_line(draft, content, number, marker, group, day_of(draft, group or ""))]
            left += [item for item in part.below if isinstance(item, Passage)]
        elif shape is Shape.CARDS:
            made, more = _card(draft, part, content, group)
            left += more
        else:
            # what stands below the last item may be about all of them
            followed = part is not parts[-1]
            entry, more = _item(draft, part, content, group, trusting, followed)
            made = [entry]
            left += more
        # an item that prints nothing but its mark ends with it
        end = part.passage.end
        made = [
            placed(e, Span(start if k == 0 else e.span.start, e.span.end if e.span.end > start else end))
            for k, e in enumerate(made)
            if e.span
        ]
        numbers.see(number, start, start + len(marker))
        entries += made
    return entries, left


def _item(
    draft: Draft, part: Part, content: Passage, group: str | None, trusting: bool, followed: bool
) -> tuple[Entry, list[Passage]]:
    """A list item: its passage, the passages that go on with it up to its units, and labelled lines."""
    below = [item for item in part.below if isinstance(item, Passage)]
    labels: list[Passage] = []
    # what stands below the last item is none of it where its own words tell its units
    complete = item_units(content.text) or (not followed and opening_units(content.text, 0) is not None)
    name_end = None
    most = len(content.pieces) + _BELOW
    more: list[Passage] = []
    while below:
        if label := label_of(below[0].text):
            if not followed and role_of(header_key(label[0])) is ColumnRole.CONTACT and blank_between(draft, content, below[0]):
                # whom to ask about all of them
                break
            labels.append(below.pop(0))
            complete = True
        elif len(content.text) <= _NAME and not sentence_ended(content.text) and begin_labelled(below):
            labels.append(below.pop(0))
            complete = True
        elif labels and _goes_on_with_units(_last_label(labels), below[0].text):
            labels.append(below.pop(0))
        elif complete and not labels and followed and _goes_on_with_units(content.text, below[0].text):
            more.append(below.pop(0))
        elif len(content.pieces) > most:
            break
        elif not complete and (followed or len(below) > 1 or item_units(below[0].text)) and not CLOSING.match(below[0].text):
            if name_end is None and "。" not in content.text and not sentence_ended(content.text) and len(content.text) <= 40:
                name_end = len(content.text)
            content = Passage(draft.text, [*content.pieces, *below.pop(0).pieces])
            complete = item_units(content.text)
        else:
            break
    sub = [f for deeper in part.parts for f in [deeper.passage, *_contents(deeper)[1]]]
    if _labels_its_parts(part):
        # 1.时间：… 2.地点：…
        labels += [line for deeper in part.parts for line in (_behind(draft.text, deeper), *_contents(deeper)[1])]
        sub = []
    if sub and not complete:
        content = Passage(draft.text, [*content.pieces, *[piece for p in sub for piece in p.pieces]])
        sub = []
    end = max([content.end, *[p.end for p in (*labels, *more)]])
    head = (part.mark.ordinal, part.marker, group)
    entry = read_item(draft, content, labels, head, end, trusting, name_end)
    if more and not entry.units:
        # a label with nothing behind it is no list of units that goes on: 责任单位：。
        return attrs.evolve(entry, span=Span(content.start, content.end)), [*more, *below, *sub]
    if more:
        role = entry.units[-1].role
        units = [unit for passage in more for unit in name_units(passage.text, passage.where, role)]
        entry = attrs.evolve(entry, units=(*entry.units, *units))
    return entry, [*below, *sub]


#: an item goes on over so many pieces below it at most
_BELOW = 60
#: the name of an activity with labels below it is no longer
_NAME = 40


def _names_unit_below(part: Part, line: Passage) -> bool:
    """Whether a line goes on with the units of the last label below a part."""
    return _goes_on_with_units(_last_label([item for item in part.below if isinstance(item, Passage)]), line.text)


def _last_label(lines: list[Passage]) -> str:
    """The last of some lines that prints a label."""
    return next((line.text for line in reversed(lines) if label_of(line.text)), "")


def _goes_on_with_units(text: str, line: str) -> bool:
    """Whether a line without a label names more of the units whose label closes the text above it."""
    return labelled_units(text, 0) is not None and is_unit_list(line.rstrip("。；" + BLANKS))


#: a label that heads what is below it is shorter
_HEADING = 8


def _card_end(draft: Draft, below: list[Passage]) -> int:
    """How many of the passages below a card's name are its own: none behind a blank line, where its labels have none between."""
    labelled_at = [k for k, passage in enumerate(below) if label_of(passage.text)]
    apart = [k for k in range(1, len(below)) if blank_between(draft, below[k - 1], below[k])]
    heading = next((k for k in apart if label_of(below[k].text + "：") and len(below[k].text) < _HEADING), None)
    if heading is not None:
        # 联系方式 alone behind a blank line heads what is below it
        return heading
    if not labelled_at or any(k <= labelled_at[-1] for k in apart):
        return len(below)
    return min(apart, default=len(below))


def _is_about_all(text: str) -> bool:
    """Whether a line below the last card is about all of them: a sentence, or words that close a post."""
    return AFTERWORD.match(text) is not None or (sentence_ended(text) and len(text) > 20)


def _card(draft: Draft, part: Part, content: Passage, group: str | None) -> tuple[list[Entry], list[Passage]]:
    """A card: its name and the labelled lines below it; marked sub-events are entries of their own."""
    below = [item for item in part.below if isinstance(item, Passage)]
    end = _card_end(draft, below)
    below, left = below[:end], below[end:]
    while below and not label_of(below[-1].text) and _is_about_all(below[-1].text):
        left.insert(0, below.pop())
    claim_all(draft, below)
    if not content.text and below and not label_of(below[0].text):
        # the mark stands on a line of its own above the name
        content = below.pop(0)
    if (label := label_of(content.text)) and header_key(label[0]) in NAME_LABELS | {"主题", "活动主题", "项目"}:
        # 1.活动名称：…
        content = content.slice(draft.text, label[1], len(content.text))
    number, marker = part.mark.ordinal, part.marker
    if _labels_its_parts(part):
        for sub in part.parts:
            lines = [_behind(draft.text, sub), *_contents(sub)[1]]
            claim_all(draft, [sub.passage, *lines[1:]])
            below += lines
    if not part.parts or _labels_its_parts(part):
        return read_card(draft, content, below, number, marker, group), left
    entries: list[Entry] = []
    for sub in part.parts:
        name = _behind(draft.text, sub)
        claim_all(draft, [sub.passage, *_contents(sub)[1]])
        entries += read_card(draft, name, _contents(sub)[1], number, marker, group)
    shared = read_card(draft, content, below, number, marker, group)[0] if below else None
    units = shared.units if shared and shared.units else next((e.units for e in entries if e.units), ())
    return [e if e.units else attrs.evolve(e, units=units) for e in entries], left
