"""Passages without marks that are schedules: agendas, lists of dated lines, cards that only labels tell.

Rules: two or more of a kind make a schedule; what is taken is told by its number. `body` imports this.
"""

from __future__ import annotations

import re
from datetime import date

from qmparse.parsing.cells import VERBS
from qmparse.parsing.draft import Draft
from qmparse.parsing.items import clock_at, day_of, item_units, read_card, read_clock_line, read_item
from qmparse.parsing.joining import sentence_ended
from qmparse.parsing.label_words import label_of, labelled
from qmparse.parsing.labels import AFTERWORD, NAME_LABELS, bare_label, blank_between, labels_in
from qmparse.parsing.moments import begins_dated, scan
from qmparse.parsing.periods import read_dates
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.rows import dated
from qmparse.parsing.schedules import Body, agenda_caption, claim_all, keep_schedule
from qmparse.records import BlockKind, ColumnRole, Entry, Fields, Shape, Span
from qmparse.text.characters import BLANKS, STRAYS, fold
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, indent
from qmparse.text.splitting import outside

_COMMA = pattern("[，,]")


def read_agenda(draft: Draft, body: Body, passages: list[Passage], i: int, above: list[Passage]) -> int:
    """An agenda that begins here: two or more lines that begin with a clock time, under the day that they are on or not.

    Its caption is taken off those above. Where lines stand under a day and a half of it, the day is their group.
    """
    count = clocks = 0
    while i + count < len(passages):
        if clock_at(passages[i + count].text):
            clocks += 1
        elif not _heads_clocks(draft, passages[i + count : i + count + 3]):
            break
        count += 1
    if clocks < 2:
        return 0
    entries: list[Entry] = []
    group: str | None = None
    day: date | None = None
    half = ""
    for passage in passages[i : i + count]:
        if clock_at(passage.text):
            entries.append(read_clock_line(draft, passage, None, None, group, day, half))
            continue
        draft.claim(BlockKind.GROUP, passage.start, passage.end)
        if _HALF.fullmatch(passage.text):
            half = passage.text
            group = group if day and not _HALF.search(group or "") else half
        else:
            group, day, half = passage.text, day_of(draft, passage.text), ""
    caption = agenda_caption(above, passages[i].start) if i and above[-1:] == passages[i - 1 : i] else None
    keep_schedule(draft, body, Shape.AGENDA, entries, caption)
    return count


def _heads_clocks(draft: Draft, lines: list[Passage]) -> bool:
    """Whether a line heads one with a clock time: by its day, a half of it, or both on lines of their own."""
    heading, *below = lines
    if len(below) > 1 and _HALF.fullmatch(below[0].text):
        below.pop(0)
    elif below and _HALF.fullmatch(heading.text):
        return clock_at(below[0].text) is not None
    return bool(below) and clock_at(below[0].text) is not None and day_of(draft, heading.text) is not None


#: a heading over the lines of one half of a day
_HALF = pattern("上午|下午|晚上|晚间|中午|夜间")


#: what tells behind a date that something is held; a list that no units tell has so many items
_ACTS = pattern(rf"[^。；;“《\"]{{0,40}}?(?:{'|'.join(VERBS)})")
_VERBAL = 3
#: a date that has lost its mark
_DATED = pattern(r"[\d一二三四五六七八九十]{1,3}月")


def read_dated_list(draft: Draft, body: Body, passages: list[Passage], i: int, prose: list[Passage]) -> int:
    """A list without marks that begins here: passages that each begin with a date, most with units or, in three or more, a verb.

    3月：….（…局）, 9月5日，举办论坛；. A passage between two of them that belongs to neither goes to the prose.
    """
    first, last = body.unlisted
    if first <= passages[i].start < last:
        return 0
    listed: list[Passage] = []
    #: where the name of an item ends that stands on a line of its own
    names: dict[int, int] = {}
    strange: list[Passage] = []
    count = 0
    while i + count < len(passages):
        passage = passages[i + count]
        if begins_dated(passage.text) or (_DATED.match(passage.text) and item_units(passage.text)):
            listed.append(passage)
        elif listed and not item_units(listed[-1].text) and item_units(passage.text):
            # a break cuts the item before its units; what stands deeper below its name describes it
            if _depth(draft, passage) > _depth(draft, listed[-1]):
                names[len(listed) - 1] = len(listed[-1].text)
            listed[-1] = Passage(draft.text, [*listed[-1].pieces, *passage.pieces])
        elif len(listed) > 1 and any(begins_dated(following.text) for following in passages[i + count + 1 : i + count + 2]):
            strange.append(passage)
        else:
            break
        count += 1
    named = sum(item_units(passage.text) for passage in listed)
    told = [item_units(passage.text) or _ACTS.match(passage.text) is not None for passage in listed]
    if len(listed) < (2 if named * 2 >= len(listed) else _VERBAL) or sum(told) * 2 < len(listed):
        if listed:
            begins = _told_from(told)
            body.unlisted = (listed[0].start, listed[begins].start if begins < len(listed) else listed[-1].end)
        return 0
    entries = [
        read_item(draft, passage, [], (None, None, None), passage.end, False, names.get(k)) for k, passage in enumerate(listed)
    ]
    keep_schedule(draft, body, Shape.LIST, entries)
    prose += strange
    return count


def _told_from(told: list[bool]) -> int:
    """From which of some lines on half tell what is done or by whom, so that these may be a list; their count, where from none."""
    begins, units = len(told), 0
    for k in range(len(told) - 1, -1, -1):
        units += told[k]
        if len(told) - k > 1 and units * 2 >= len(told) - k:
            begins = k
    return begins


def read_bare_rows(draft: Draft, body: Body, passages: list[Passage], i: int) -> int:
    """Rows of a table without its header that begin here: a date, and behind wide gaps two cells or more.

    What a column means only its header says, so each row keeps its date, and the rest as printed.
    """
    rows: list[tuple[Passage, int, int]] = []
    while i + len(rows) < len(passages) and begins_dated(passages[i + len(rows)].text):
        passage = passages[i + len(rows)]
        cells = [*_GAP.finditer(passage.text)]
        if len(cells) < _CELLS - 1 or read_dates(passage.text[: cells[0].start()], draft.year).precision is None:
            break
        rows.append((passage, cells[0].start(), cells[0].end()))
    if len(rows) < _ROWS:
        return 0
    entries = []
    for passage, end, begin in rows:
        period = dated(draft, (passage.text[:end], passage.where))
        rest = Fields({"rest": passage.text[begin:]})
        span = Span(passage.start, passage.end)
        draft.note("unrecoverable-columns", span.start, span.end, "no header tells what the cells of this row are")
        entries.append(Entry(period=period, fields=rest, span=span))
    keep_schedule(draft, body, Shape.LIST, entries)
    return len(rows)


#: what parts the cells of aligned rows; so many cells a row has, and a table rows
_GAP = pattern(rf"[{re.escape(BLANKS)}]{{2,}}")
_CELLS = 3
_ROWS = 3


def read_bulleted_list(draft: Draft, body: Body, passages: list[Passage], i: int) -> int:
    """A list that begins here, of items that symbols mark, two of three with units: ● 举办论坛（市科协）.

    A short line above a symbol is the group of the items below it.
    """
    items: list[Passage] = []
    names: dict[int, int] = {}
    groups: dict[int, Passage] = {}
    labels: dict[int, list[Passage]] = {}
    if not _may_begin_bullets(draft, passages, i):
        return 0
    count = 0
    while i + count < len(passages):
        passage = passages[i + count]
        following = passages[i + count + 1] if i + count + 1 < len(passages) else None
        if _is_bulleted(draft, passage):
            items.append(passage)
        elif items and label_of(passage.text):
            labels.setdefault(len(items) - 1, []).append(passage)
        elif items and not item_units(items[-1].text) and item_units(passage.text):
            names[len(items) - 1] = len(items[-1].text)
            items[-1] = Passage(draft.text, [*items[-1].pieces, *passage.pieces])
        elif following is not None and _is_bulleted(draft, following) and _heads_bullets(passage):
            groups[len(items)] = passage
        else:
            break
        count += 1
    named = sum(item_units(item.text) for item in items)
    if named < 2 or named * 3 < len(items) * 2:
        return 0
    entries: list[Entry] = []
    group: str | None = None
    for k, item in enumerate(items):
        if k in groups:
            group = groups[k].text
            draft.claim(BlockKind.GROUP, groups[k].start, groups[k].end)
        below = labels.get(k, [])
        claim_all(draft, below)
        end = max([item.end, *[line.end for line in below]])
        entries.append(read_item(draft, item, below, (None, None, group), end, False, names.get(k)))
    keep_schedule(draft, body, Shape.LIST, entries)
    return count


def _may_begin_bullets(draft: Draft, passages: list[Passage], i: int) -> bool:
    """Whether a run of items with symbols may begin here, with one or with the heading over one; within a run none does."""
    ahead = [_is_bulleted(draft, passage) for passage in passages[i : i + 2]]
    if not any(ahead) or (i and _is_bulleted(draft, passages[i - 1])):
        return False
    return not (ahead[0] and i and _heads_bullets(passages[i - 1]))


def _heads_bullets(passage: Passage) -> bool:
    """Whether a line may be the heading over some items."""
    return len(passage.text) <= _GROUP and not sentence_ended(passage.text)


#: the heading over some items is no longer
_GROUP = 16


def _is_bulleted(draft: Draft, passage: Passage) -> bool:
    """Whether a symbol stands before a passage on its line."""
    begin = draft.text.rfind("\n", 0, passage.start) + 1
    return not STRAYS.isdisjoint(draft.text[begin : passage.start])


def _depth(draft: Draft, passage: Passage) -> int:
    """How deep the line stands at which a passage begins."""
    return indent(draft.text, draft.text.rfind("\n", 0, passage.start) + 1, passage.end)


def read_cards(draft: Draft, body: Body, passages: list[Passage], i: int) -> int:
    """Unnumbered cards that begin here: a name, by label or alone on a line, and labelled lines below it."""
    heads: list[int] = []

    def begins(j: int) -> bool:
        return _heads_card(passages, j) or (bool(heads) and _heads_damaged_card(draft, passages, j))

    j = i
    while j < len(passages) and begins(j):
        heads.append(j)
        j += 1
        while j < len(passages) and not begins(j) and _in_card(draft, passages, j) and not _closes_cards(draft, passages, j):
            j += 1
    if not heads:
        heads, j = _unnamed_cards(passages, i)
    named = [h for h in heads if label_of(passages[h].text)]
    if not heads or (len(heads) < 2 and not named) or j - i < 3:
        return 0
    entries: list[Entry] = []
    for head, following in zip(heads, [*heads[1:], j], strict=True):
        name = None if head in named else _name_of(draft, passages[head])
        below = passages[head if name is None else head + 1 : following]
        claim_all(draft, passages[head:following])
        entries += read_card(draft, name, below, None, None, None)
    keep_schedule(draft, body, Shape.CARDS, entries)
    return j - i


def _closes_cards(draft: Draft, passages: list[Passage], j: int) -> bool:
    """Whether 温馨提示 and the like stand behind a blank line and below the last card: they are about all of them."""
    if not AFTERWORD.match(passages[j].text) or not blank_between(draft, passages[j - 1], passages[j]):
        return False
    return not any(_heads_card(passages, k) for k in range(j + 1, min(j + 20, len(passages))))


def _heads_card(passages: list[Passage], j: int) -> bool:
    label = label_of(passages[j].text)
    if label:
        more = len(labels_in(passages[j].text)) > 1 or (j + 1 < len(passages) and label_of(passages[j + 1].text) is not None)
        return header_key(label[0]) in NAME_LABELS and more
    lines = [labels_in(passage.text) for passage in passages[j + 1 : j + 3]]
    labels = [label for line in lines for label in line]
    told = len(lines) > 0 and (all(lines) or len(lines[0]) > 1)
    return told and _may_name_card(passages[j].text) and _tells_card(labels)


def _heads_damaged_card(draft: Draft, passages: list[Passage], j: int) -> bool:
    """Whether a name behind a blank line heads a card among others, though one of its labels is damaged."""
    if not _may_name_card(passages[j].text) or not blank_between(draft, passages[j - 1], passages[j]):
        return False
    found = [label_of(passage.text) or bare_label(passage.text) for passage in passages[j + 1 : j + 4]]
    return _tells_card([label[0] for label in found if label]) and not _heads_card(passages, j + 1)


def _may_name_card(text: str) -> bool:
    """Whether a line may be the name of a card: short, no sentence, neither label nor date."""
    if len(text) > 40 or bare_label(text) or sentence_ended(text):
        return False
    if labelled(text) and (label_of(text) or not _IN_BRACKETS.fullmatch(text)):
        return False
    return not _is_date(text) and next(outside(text, _COMMA), None) is None


#: as posts set the names of their cards
_IN_BRACKETS = pattern(r"[【〖［\[](?P<name>[^【】〖〗［］\[\]]+)[】〗］\]]")


def _name_of(draft: Draft, line: Passage) -> Passage:
    """The name on a line, without the brackets that set it off."""
    match = _IN_BRACKETS.fullmatch(line.text)
    return line.slice(draft.text, *match.span("name")) if match else line


def _tells_card(labels: list[str]) -> bool:
    """Whether two labels or more stand below a name, a time or place among them."""
    roles = [role_of(header_key(label)) for label in labels]
    return len(roles) >= 2 and not _WHEN_AND_WHERE.isdisjoint(roles)


_WHEN_AND_WHERE = frozenset({ColumnRole.PERIOD, ColumnRole.PLACE})


def _is_date(text: str) -> bool:
    """Whether a line prints nothing but a date: a card's time that has lost its label."""
    found = scan(fold(text), 0)
    return found is not None and found[1] == len(text)


def _unnamed_cards(passages: list[Passage], i: int) -> tuple[list[int], int]:
    """Where labelled lines begin again with the same label, each time with a time; and where they end."""
    heads: list[int] = []
    card: list[str] = []
    first, j = "", i
    while j < len(passages) and (labels := labels_in(passages[j].text)):
        keys = [header_key(label) for label in labels]
        if keys[0] == first or not heads:
            if heads and not _is_card(card):
                break
            first, card = keys[0], []
            heads.append(j)
        elif len(card) + len(keys) > _LABELS:
            break
        card += keys
        j += 1
    if heads and not _is_card(card):
        j = heads.pop()
    return (heads, j) if len(heads) > 1 else ([], i)


#: so many labels a card has at most
_LABELS = 12


def _is_card(labels: list[str]) -> bool:
    return len(labels) > 1 and any(role_of(key) is ColumnRole.PERIOD for key in labels)


def _in_card(draft: Draft, passages: list[Passage], j: int) -> bool:
    """Whether a passage belongs to the card above it: a labelled line, or one that goes on with it."""
    if labelled(passages[j].text) or bare_label(passages[j].text):
        return True
    if blank_between(draft, passages[j - 1], passages[j]) and not blank_between(draft, passages[j - 2], passages[j - 1]):
        return False
    return len(passages[j].text) <= 40 and not sentence_ended(passages[j].text) and label_of(passages[j - 1].text) is not None
