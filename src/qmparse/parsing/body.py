"""The body of a notice: its tree of marked parts -> paragraphs, point lists, sections and schedules.

Rules: neighbouring parts that carry units are a list, that carry labelled lines are cards, that begin with a clock
time are an agenda; all others are sections. A list whose numbers run on through headings is one schedule, the
headings its groups; a list that restarts under headings of its own is several. Each character goes to one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from qmparse.parsing.draft import Draft
from qmparse.parsing.items import begins_dated, clock_at, item_units, read_card, read_clock_line, read_item
from qmparse.parsing.labels import label_count
from qmparse.parsing.making import placed
from qmparse.parsing.numbering import Numbers
from qmparse.parsing.outline import HEADING_WORD, Item, Part
from qmparse.parsing.points import opens_points, read_points
from qmparse.parsing.prose import HEADING_TAIL, label_of, labelled, sentence_ended
from qmparse.parsing.roles import UNIT_ROLE_OF, header_key, role_of
from qmparse.parsing.rows import note_missing, read_table
from qmparse.parsing.sections import note_joined, number_parts, read_section
from qmparse.parsing.tabular import Table
from qmparse.records import BlockKind, ColumnRole, Entry, Paragraph, PointList, Schedule, Section, Shape, Span
from qmparse.text.characters import BLANKS, BLANKS_AND_BREAKS, STRAY, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, place
from qmparse.text.splitting import outside

_CLOSING = pattern(r"^(?:特此(?:通知|函达|公告|通告|函告|报告)|专此(?:函达)?|此致)[。.!！]?$")
_COMMA = pattern("，")
_NAME_LABELS = frozenset(
    ["活动名称", "项目名称", "名称", "活动项目", "赛事名称", "活动题目", "题目", "展览名称", "讲座题目", "节目名称"]
)


@attrs.define
class Body:
    """What the body holds, as it is found."""

    captions: dict[int, str]
    paragraphs: list[Paragraph] = attrs.Factory(list)
    sections: list[Section] = attrs.Factory(list)
    point_lists: list[PointList] = attrs.Factory(list)
    schedules: list[Schedule] = attrs.Factory(list)


def read_body(draft: Draft, items: list[Item], captions: dict[int, str]) -> Body:
    """Fill a body from the tree of its parts."""
    body = Body(captions)
    prose, sections = _container(draft, body, items)
    for passage in prose:
        if _CLOSING.match(passage.text):
            draft.claim(BlockKind.CLOSING, passage.start, passage.end)
        else:
            body.paragraphs.append(_paragraph(draft, passage))
    body.sections = sections
    body.paragraphs.sort(key=lambda p: p.span.start if p.span else 0)
    body.schedules.sort(key=lambda s: s.span.start if s.span else 0)
    body.point_lists.sort(key=lambda p: p.span.start if p.span else 0)
    return body


def _paragraph(draft: Draft, passage: Passage) -> Paragraph:
    span, pieces = place(passage, 0, len(passage.text))
    note_joined(draft, [passage])
    draft.claim(BlockKind.PARAGRAPH, span.start, span.end)
    return Paragraph(passage.text, span, pieces)


def _container(draft: Draft, body: Body, items: list[Item]) -> tuple[list[Passage], list[Section]]:
    """The prose and the sections of some neighbouring items; schedules and point lists go to the body."""
    prose: list[Passage] = []
    sections: list[Section] = []
    plain: list[Passage] = []
    parts: list[Part] = []

    for item in items:
        if isinstance(item, Part):
            parts.append(item)
        elif isinstance(item, Table):
            prose += _plain(draft, body, plain)
            plain = []
            _table(draft, body, item)
        else:
            plain.append(item)
    prose += _plain(draft, body, plain)
    more, made = _parts(draft, body, parts, prose)
    sections += made
    return [*prose, *more], sections


def _table(draft: Draft, body: Body, table: Table) -> None:
    if table.header is not None:
        schedule = read_table(draft, table, body.captions.get(table.first))
        if schedule.entries or schedule.caption:
            body.schedules.append(schedule)


# --- plain passages: points, unnumbered cards, agendas, paragraphs


def _plain(draft: Draft, body: Body, passages: list[Passage]) -> list[Passage]:
    """What is left as prose of unmarked passages."""
    passages = list(_merged_points(draft, passages))
    kept: list[Passage] = []
    i = 0
    while i < len(passages):
        taken = (
            _agenda(draft, body, passages, i, kept) or _cards(draft, body, passages, i) or _dated_list(draft, body, passages, i)
        )
        if taken:
            i += taken
            continue
        kept += _points(draft, body, passages[i])
        i += 1
    return kept


def _merged_points(draft: Draft, passages: list[Passage]) -> Iterator[Passage]:
    """Passages that each begin with the next 一是 二是, joined to one, with a lead that ends in ： before them."""
    i = 0
    while i < len(passages):
        group = [passages[i]]
        lead = passages[i].text.rstrip(BLANKS).endswith(("：", ":")) and i + 1 < len(passages)
        expected = opens_points(passages[i].text)
        if expected is None and lead:
            expected = 0
        if expected is not None:
            while i + 1 < len(passages) and opens_points(passages[i + 1].text) == expected + 1:
                i += 1
                expected += 1
                group.append(passages[i])
        yield group[0] if len(group) == 1 else Passage(draft.text, [piece for p in group for piece in p.pieces])
        i += 1


def _points(draft: Draft, body: Body, passage: Passage) -> list[Passage]:
    """A passage without the point list in it."""
    found = read_points(draft, passage)
    if not found:
        return [passage]
    body.point_lists.append(found.points)
    draft.claim(BlockKind.POINTS, found.start, found.end)
    rest = _points(draft, body, found.after) if found.after else []
    return ([found.before] if found.before else []) + rest


def _agenda(draft: Draft, body: Body, passages: list[Passage], i: int, above: list[Passage]) -> int:
    """An agenda that begins here: two or more lines that begin with a clock time; its caption is taken off those above."""
    count = 0
    while i + count < len(passages) and clock_at(passages[i + count].text):
        count += 1
    if count < 2:
        return 0
    entries = [read_clock_line(draft, passage, None, None, None) for passage in passages[i : i + count]]
    caption = _agenda_caption(above, passages[i].start) if i and above[-1:] == passages[i - 1 : i] else None
    _schedule(draft, body, Shape.AGENDA, entries, caption)
    return count


#: 日程安排, 会议议程
_AGENDA_NAME = pattern("[^，。；：:]{0,20}(?:日程|议程|流程|程序|安排)(?:表|安排)?")


def _agenda_caption(above: list[Passage], start: int) -> Passage | None:
    """The caption of an agenda that begins at `start`, taken off the passages above it."""
    captioned = above and above[-1].end <= start and _AGENDA_NAME.fullmatch(above[-1].text)
    return above.pop() if captioned else None


def _dated_list(draft: Draft, body: Body, passages: list[Passage], i: int) -> int:
    """A list without marks that begins here: passages that each begin with a date, most of them with units: 3月：….（…局）"""
    count = 0
    while i + count < len(passages) and begins_dated(passages[i + count].text):
        count += 1
    listed = passages[i : i + count]
    if count < 2 or sum(item_units(passage.text) for passage in listed) * 2 < count:
        return 0
    entries = [read_item(draft, passage, [], (None, None, None), passage.end, False) for passage in listed]
    _schedule(draft, body, Shape.LIST, entries)
    return count


def _cards(draft: Draft, body: Body, passages: list[Passage], i: int) -> int:
    """Unnumbered cards that begin here: a name, by label or alone on a line, and labelled lines below it."""
    heads = []
    j = i
    while j < len(passages) and _heads_card(passages, j):
        heads.append(j)
        j += 1
        while j < len(passages) and not _heads_card(passages, j) and _in_card(passages, j):
            j += 1
    if not heads:
        heads, j = _unnamed_cards(passages, i)
    named = [h for h in heads if label_of(passages[h].text)]
    if not heads or (len(heads) < 2 and not named) or j - i < 3:
        return 0
    entries: list[Entry] = []
    for head, following in zip(heads, [*heads[1:], j], strict=True):
        name = None if head in named else passages[head]
        below = passages[head if name is None else head + 1 : following]
        _claim_all(draft, passages[head:following])
        entries += read_card(draft, name, below, None, None, None)
    _schedule(draft, body, Shape.CARDS, entries)
    return j - i


def _claim_all(draft: Draft, passages: list[Passage]) -> None:
    for passage in passages:
        draft.claim(BlockKind.ENTRY, passage.start, passage.end)


def _heads_card(passages: list[Passage], j: int) -> bool:
    label = label_of(passages[j].text)
    if label:
        return header_key(label[0]) in _NAME_LABELS and j + 1 < len(passages) and label_of(passages[j + 1].text) is not None
    text = passages[j].text
    if len(text) > 40 or labelled(text) or sentence_ended(text) or j + 2 >= len(passages) or next(outside(text, _COMMA), None):
        return False
    roles = [role_of(header_key(found[0])) for found in (label_of(p.text) for p in passages[j + 1 : j + 3]) if found]
    return len(roles) == 2 and bool({ColumnRole.PERIOD, ColumnRole.PLACE} & set(roles))


def _unnamed_cards(passages: list[Passage], i: int) -> tuple[list[int], int]:
    """Where labelled lines begin again with the same label, each time with a time; and where they end."""
    heads: list[int] = []
    card: list[str] = []
    first, j = "", i
    while j < len(passages) and (label := label_of(passages[j].text)):
        key = header_key(label[0])
        if key == first or not heads:
            if heads and not _is_card(card):
                break
            first, card = key, []
            heads.append(j)
        elif len(card) == _LABELS:
            break
        card.append(key)
        j += 1
    if heads and not _is_card(card):
        j = heads.pop()
    return (heads, j) if len(heads) > 1 else ([], i)


#: so many labels a card has at most
_LABELS = 12


def _is_card(labels: list[str]) -> bool:
    return len(labels) > 1 and any(role_of(key) is ColumnRole.PERIOD for key in labels)


def _in_card(passages: list[Passage], j: int) -> bool:
    """Whether a passage belongs to the card above it: a labelled line, or one that goes on with it."""
    if labelled(passages[j].text):
        return True
    return len(passages[j].text) <= 40 and not sentence_ended(passages[j].text) and label_of(passages[j - 1].text) is not None


def _schedule(draft: Draft, body: Body, shape: Shape, entries: list[Entry], caption: Passage | None = None) -> None:
    """Keep the entries as a schedule; note what is missing in them."""
    has_units = any(entry.units for entry in entries)
    for entry in entries:
        note_missing(draft, entry, has_units, False)
        if entry.span:
            draft.claim(BlockKind.ENTRY, entry.span.start, entry.span.end)
    spans = [entry.span for entry in entries if entry.span]
    span = Span(caption.start if caption else spans[0].start, max(s.end for s in spans)) if spans else None
    if caption:
        draft.claim(BlockKind.CAPTION, caption.start, caption.end)
    body.schedules.append(Schedule(caption.text if caption else None, shape, (), tuple(entries), span))


# --- marked parts


def _parts(draft: Draft, body: Body, parts: list[Part], before: list[Passage]) -> tuple[list[Passage], list[Section]]:
    """Neighbouring parts as schedules or sections; returns prose that belongs to neither."""
    prose: list[Passage] = []
    sections: list[Section] = []
    unlisted: list[Part] = []
    i = 0
    while i < len(parts):
        run = _run_on(parts, i)
        if run:
            j, shape = run
            prose += _grouped_schedule(draft, body, parts[i:j], shape)
            i = j
            continue
        j = i + 1
        while j < len(parts) and parts[j].mark.rank == parts[i].mark.rank and not _run_on(parts, j):
            j += 1
        group = parts[i:j]
        listed = _shape(group)
        if listed:
            prose += _listed(draft, body, group, listed, before)
        else:
            for part in group:
                more, section = _section(draft, body, part, part is parts[-1])
                prose += more
                sections.append(section)
            unlisted += group
        i = j
    number_parts(draft, unlisted)
    return prose, sections


def _section(draft: Draft, body: Body, part: Part, last: bool) -> tuple[list[Passage], Section]:
    """A part as a section; 特此通知 behind the last one belongs to the letter."""
    closing: list[Passage] = []
    below = list(part.below)
    while last and below and isinstance(below[-1], Passage) and _CLOSING.match(below[-1].text):
        closing.insert(0, below.pop())  # type: ignore[arg-type]
    own = _own_points(draft, body, part)
    prose, deeper = _container(draft, body, below)
    prose = [p for p in prose if p.text]
    closing += [p for p in prose if last and _CLOSING.match(p.text)]
    prose = [p for p in prose if p not in closing]
    for passage in prose:
        draft.claim(BlockKind.SECTION, passage.start, passage.end)
    return closing, read_section(draft, own, prose, tuple(deeper))


def _own_points(draft: Draft, body: Body, part: Part) -> Part:
    """The part without a point list that its own passage holds."""
    text = part.passage
    behind = text.slice(draft.text, part.body, len(text.text))
    found = read_points(draft, behind)
    if not found:
        return part
    body.point_lists.append(found.points)
    draft.claim(BlockKind.POINTS, found.start, found.end)
    kept = [piece for p in (found.before, found.after) if p for piece in p.pieces]
    lead = text.spans(0, part.body)
    passage = Passage(draft.text, [*lead, *kept])
    return attrs.evolve(part, passage=passage)


def _contents(part: Part) -> tuple[Passage, list[Passage]]:
    """The text of a part behind its mark, with the passages below it."""
    return part.passage, [item for item in part.below if isinstance(item, Passage)]


def _behind(draft_text: str, part: Part) -> Passage:
    return part.passage.slice(draft_text, part.body, len(part.passage.text))


def _shape(group: list[Part]) -> Shape | None:
    """What kind of schedule neighbouring parts make, or None for sections."""
    count = len(group)
    nested = sum(bool(part.parts) for part in group)
    clocks = sum(clock_at(part.text) is not None for part in group)
    if clocks * 2 > count > 1:
        return Shape.AGENDA
    cards = 0
    for part in group:
        below = [*_contents(part)[1], *[p for sub in part.parts if sub.mark.rank > 3 for p in _contents(sub)[1]]]
        labels, others = label_count(below)
        cards += labels > 1 and others > 0
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
    if len(below) > 1 and all(begins_dated(p.text) for p in below):
        # a heading over a list of dates
        return 0
    labels = [p for p in below if label_of(p.text)]
    if not item_units(text, labels):
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


def _run_on(parts: list[Part], first: int) -> tuple[int, Shape] | None:
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
    shape = _shape([child for part in parts[first:end] for child in part.parts])
    return (end, shape) if shape else None


def _grouped_schedule(draft: Draft, body: Body, group: list[Part], shape: Shape) -> list[Passage]:
    """One schedule under several headings, each the group of its entries."""
    entries: list[Entry] = []
    left: list[Passage] = []
    numbers = Numbers(draft)
    for part in group:
        draft.claim(BlockKind.GROUP, part.passage.start, part.passage.end)
        for item in part.below:
            if isinstance(item, Table):
                _table(draft, body, item)
        left += [item for item in part.below if isinstance(item, Passage)]
        made, more = _entries(draft, body, part.parts, shape, part.passage.text, numbers)
        entries += made
        left += more
    _schedule(draft, body, shape, entries)
    return left


def _listed(draft: Draft, body: Body, group: list[Part], shape: Shape, before: list[Passage]) -> list[Passage]:
    """Parts as one schedule, or as several where unmarked headings stand between lists that restart."""
    left: list[Passage] = []
    runs = _runs(group)
    several = len(runs) > 1 or (bool(body.schedules) and bool(before) and HEADING_TAIL.search(before[-1].text) is not None)
    if several and before and _heads_list(before[-1]) and before[-1].end < group[0].passage.start:
        # the heading over the first of several lists, or over one behind another schedule
        runs[0] = (before.pop(), runs[0][1])
    caption = _agenda_caption(before, group[0].passage.start) if shape is Shape.AGENDA else None
    merged: list[Entry] = []
    numbers = Numbers(draft)
    for k, (heading, parts) in enumerate(runs):
        restarts = k > 0 and parts[0].mark.ordinal <= runs[k - 1][1][-1].mark.ordinal
        if restarts and heading is not None:
            _schedule(draft, body, shape, merged, caption)
            merged, numbers, caption = [], Numbers(draft), None
        name = heading.text.rstrip("：:") if heading is not None else None
        if heading is not None:
            draft.claim(BlockKind.GROUP, heading.start, heading.end)
        made, more = _entries(draft, body, parts, shape, name, numbers)
        merged += made
        left += more
    _schedule(draft, body, shape, merged, caption)
    return left


def _heads_list(passage: Passage) -> bool:
    """Whether a passage is a short line that is no sentence, as headings over lists are."""
    text = passage.text
    if len(text) > 24 or re.search("[，。；]|[：:].|^[（(].*[）)]$", text):
        return False
    # 市级活动： reads like a label that has lost its value
    return label_of(text) is None or HEADING_TAIL.search(text) is not None


def _runs(group: list[Part]) -> list[tuple[Passage | None, list[Part]]]:
    """The parts under each unmarked heading between them: a short line that is no sentence, last below a part."""
    runs: list[tuple[Passage | None, list[Part]]] = [(None, [])]
    for part, following in zip(group, [*group[1:], None], strict=True):
        runs[-1][1].append(part)
        last = part.below[-1] if part.below else None
        if following is None or not isinstance(last, Passage):
            continue
        if _heads_list(last) and not (
            label_of(part.below[-2].text) if len(part.below) > 1 and isinstance(part.below[-2], Passage) else None
        ):
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
            _table(draft, body, table)
    trusting = shape is not Shape.CARDS and sum(_unit_evidence(part) == 2 for part in parts) * 2 >= len(parts)
    for part in parts:
        content = _behind(draft.text, part)
        number, marker = part.mark.ordinal, part.marker
        start = part.passage.start
        draft.claim(BlockKind.ENTRY, start, part.passage.end)
        if shape is Shape.AGENDA and clock_at(content.text):
            made = [read_clock_line(draft, content, number, marker, group)]
            left += [item for item in part.below if isinstance(item, Passage)]
        elif shape is Shape.CARDS:
            made, more = _card(draft, part, content, group)
            left += more
        else:
            entry, more = _item(draft, part, content, group, trusting)
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


def _item(draft: Draft, part: Part, content: Passage, group: str | None, trusting: bool) -> tuple[Entry, list[Passage]]:
    """A list item: its passage, the passages that go on with it up to its units, and labelled lines."""
    below = [item for item in part.below if isinstance(item, Passage)]
    labels: list[Passage] = []
    complete = item_units(content.text)
    name_end = None
    while below:
        if label_of(below[0].text):
            labels.append(below.pop(0))
            complete = True
        elif not complete and (len(below) > 1 or item_units(below[0].text)) and not _CLOSING.match(below[0].text):
            if name_end is None and not sentence_ended(content.text) and len(content.text) <= 40:
                name_end = len(content.text)
            content = Passage(draft.text, [*content.pieces, *below.pop(0).pieces])
            complete = item_units(content.text)
        else:
            break
    sub = [f for deeper in part.parts for f in [deeper.passage, *_contents(deeper)[1]]]
    if sub and not complete:
        content = Passage(draft.text, [*content.pieces, *[piece for p in sub for piece in p.pieces]])
        sub = []
    end = max([content.end, *[p.end for p in labels]])
    head = (part.mark.ordinal, part.marker, group)
    return read_item(draft, content, labels, head, end, trusting, name_end), [*below, *sub]


def _card_end(draft: Draft, below: list[Passage]) -> int:
    """How many of the passages below a card's name are its own: none behind a blank line, where its labels have none between."""
    labelled_at = [k for k, passage in enumerate(below) if label_of(passage.text)]
    apart = [k for k in range(1, len(below)) if _blank_between(draft, below[k - 1], below[k])]
    if not labelled_at or any(k <= labelled_at[-1] for k in apart):
        return len(below)
    return min(apart, default=len(below))


_UNPRINTED = STRAY + BLANKS_AND_BREAKS


def _blank_between(draft: Draft, one: Passage, other: Passage) -> bool:
    """Whether nothing but a blank line stands between two passages."""
    between = draft.text[one.end : other.start]
    return between.count("\n") > 1 and not between.strip(_UNPRINTED)


def _card(draft: Draft, part: Part, content: Passage, group: str | None) -> tuple[list[Entry], list[Passage]]:
    """A card: its name and the labelled lines below it; marked sub-events are entries of their own."""
    below = [item for item in part.below if isinstance(item, Passage)]
    end = _card_end(draft, below)
    below, left = below[:end], below[end:]
    while below and sentence_ended(below[-1].text) and not label_of(below[-1].text) and len(below[-1].text) > 20:
        left.insert(0, below.pop())
    _claim_all(draft, below)
    number, marker = part.mark.ordinal, part.marker
    if _labels_its_parts(part):
        for sub in part.parts:
            lines = [_behind(draft.text, sub), *_contents(sub)[1]]
            _claim_all(draft, [sub.passage, *lines[1:]])
            below += lines
    if not part.parts or _labels_its_parts(part):
        return read_card(draft, content, below, number, marker, group), left
    entries: list[Entry] = []
    for sub in part.parts:
        name = _behind(draft.text, sub)
        _claim_all(draft, [sub.passage, *_contents(sub)[1]])
        entries += read_card(draft, name, _contents(sub)[1], number, marker, group)
    shared = read_card(draft, content, below, number, marker, group)[0] if below else None
    units = shared.units if shared and shared.units else next((e.units for e in entries if e.units), ())
    return [e if e.units else attrs.evolve(e, units=units) for e in entries], left
