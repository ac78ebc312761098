"""Whether a line goes on with the passage above it, which a hard wrap, a page or a soft break cut.

Rules: a line that begins anything goes on with nothing; of the others those go on whose passage stands open (a bracket, a
label, a name, a sentence in its middle) and whose place says no other. Each rule below says yes, no, or None for the next
one. `prose` imports this.
"""

from __future__ import annotations

import re

from qmparse.parsing.beginnings import begins_part, begins_with_clock, begins_with_date, is_day, is_lone_mark, may_count
from qmparse.parsing.closing import closes_with_units
from qmparse.parsing.draft import Draft
from qmparse.parsing.label_words import has_colon_label, label_of, labelled
from qmparse.parsing.labels import bare_label
from qmparse.parsing.lines import Line
from qmparse.parsing.moments import begins_dated
from qmparse.parsing.outline import mark_at
from qmparse.parsing.titles import ends_like_title
from qmparse.parsing.units import ends_like_unit, is_unit_list, labelled_units, looks_like_unit
from qmparse.text.characters import BLANKS, SOFT_BREAKS, STRAY, STRAYS, columns, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import indent

_ENDS = tuple("。！？；：!?;:")
#: how a sentence ends that goes on
_OPEN_ENDS = ("、", "，", ",")
_CLOSERS = '”’）)》】"'
#: symbols and blanks before a label
_LEAD = STRAY + BLANKS
_PROSE_MARKS = pattern("[，。；,;]")
_OPENERS = "（(【［[“《"
_BRACKET = pattern(r"[（(【［\[“《）)】］\]”》]")
_CLOSING = pattern(r"[）)】］\]”》]")
#: a bracket or quote that nothing closes
_OPEN = pattern(r"[（(【［\[“《][^（(【［\[“《）)】］\]”》]*$")
_LAST_CLAUSE = pattern("[，。；,;][—─－–]*(?P<label>[^，。；,;]+)$")
_ENDS_IN_FIGURE = pattern(r"\d$")
#: 2024年5月 / 13日至19日
_ENDS_IN_MONTH = pattern(r"\d{4}\ *年\ *\d{1,2}\ *月$")
_DAYS = pattern(r"\d{1,2}\ *[日号](?:\ *(?:至|-+)\ *(?:\d{1,2}\ *月\ *)?\d{1,2}\ *[日号])?")
_BEGINS_LIKE_DATE = pattern(r"\d{0,2}[年月日号时点分]")


class Seam:
    """A passage, by its lines and its gist, and the line below it."""

    __slots__ = ("before", "closes", "depth", "draft", "gap", "line", "mark_end", "members", "text", "width")

    def __init__(self, draft: Draft, members: list[Line], text: str, line: Line, widths: dict[int, int]) -> None:
        self.draft = draft
        self.members = members
        #: what the passage prints: its beginning and its end, where it is long
        self.text = text
        self.line = line
        self.before = members[-1]
        #: blank lines between
        self.gap = line.index - self.before.index - 1
        self.depth = indent(draft.text, line.start, line.end)
        #: the greatest length of the lines near the one before
        self.width = widths[self.before.index]
        #: whether the line closes a bracket that stands open
        self.closes = _closes_bracket(text, line.text)
        mark = mark_at(members[0].text)
        #: where the mark of the passage ends, or 0
        self.mark_end = mark.end if mark else 0

    @property
    def first_depth(self) -> int:
        """The indent of the passage's first line."""
        return indent(self.draft.text, self.members[0].start, self.members[0].end)

    def full(self, slack: int, least: int) -> bool:
        """Whether the line before is as long as those near it, and no shorter than the least."""
        return len(self.before.text) + slack >= self.width >= least


def goes_on(draft: Draft, members: list[Line], text: str, line: Line, widths: dict[int, int]) -> bool:
    """Whether a line goes on with the passage of `members`, of which `text` is the gist; `widths` as of `Seam`."""
    if begins_part(line) and not (members[-1].text.endswith(_OPEN_ENDS) and may_count(line)):
        return False
    seam = Seam(draft, members, text, line, widths)
    for rule in _RULES:
        verdict = rule(seam)
        if verdict is not None:
            return verdict
    return _is_wrapped(seam)


def _begins_label(seam: Seam) -> bool | None:
    """No, for a label; save within a bracket or a list."""
    if seam.closes or seam.before.text.endswith(_OPEN_ENDS):
        return None
    line = seam.line.text
    begins = label_of(line) or bare_label(line) or (labelled(seam.members[0].text.lstrip(_LEAD)) and labelled(line))
    return False if begins else None


def _below_units(seam: Seam) -> bool | None:
    """No, for whole names below a label's whole names: they are more of its units, and no rest of the last."""
    if seam.before.text[-1] in _OPEN_ENDS or labelled_units(seam.text, 0) is None:
        return None
    last = _LAST_NAME.search(seam.text, max(len(seam.text) - 40, 0))
    first = _FIRST_NAME.match(seam.line.text)
    if not last or not first or len(first.group()) < _NAME or (last["name"][-1] == "联" and first.group()[0] == "合"):
        return None
    name = last["name"]
    whole = ends_like_unit(name) and looks_like_unit(name) and is_unit_list(seam.line.text.rstrip("。"))
    return False if whole else None


#: so many characters a unit's name has at least
_NAME = 3


def _begins_like_first(seam: Seam) -> bool | None:
    """No, for a date or an hour below another; none below a mark alone."""
    line, first = seam.line, seam.members[0]
    if begins_with_date(line) and begins_with_date(first) and begins_dated(line.text) and begins_dated(first.text):
        return False
    if begins_with_clock(first) and (begins_with_clock(line) or is_day(line)):
        return False
    return False if is_lone_mark(seam.before) else None


def _stands_open(seam: Seam) -> bool | None:
    """Yes, within a date, within a bracket, behind a label without its value."""
    line = seam.line
    if seam.gap == 0 and _ENDS_IN_FIGURE.search(seam.before.folded) and _BEGINS_LIKE_DATE.match(line.folded):
        return True
    if seam.gap == 0 and _ENDS_IN_MONTH.search(seam.before.folded) and _DAYS.fullmatch(line.folded):
        return True
    return True if seam.depth == 0 and (seam.closes or (seam.gap == 0 and _wants_value(seam.text))) else None


def _behind_end(seam: Seam) -> bool | None:
    """Behind a sentence no, behind a ； only what a wrap cut; behind a 、 yes."""
    text, line, gap = seam.text, seam.line, seam.gap
    last = seam.before.text[-1]
    if last in STRAYS:
        # a symbol closes the line as a mark would
        return False
    if sentence_ended(text):
        if gap or text[-1] not in "；;":
            return False
        units = is_unit_list(line.text.rstrip("。" + BLANKS)) and closes_with_units(text)
        return units or (seam.depth == 0 and seam.full(2, 25) and len(line.text) > 4 and _is_prose(text))
    if last in "、，,":
        return not _is_heading(line) or gap == 0
    return None


def _behind_item(seam: Seam) -> bool | None:
    """No, where units close the item, or what follows is about all items."""
    text, line = seam.text, seam.line
    dated = begins_with_date(line) and begins_with_date(seam.members[0])
    if (seam.mark_end or dated or begins_dated(line.text) or is_day(line)) and _is_closed_item(seam):
        return False
    if seam.gap:
        return None
    if begins_with_clock(seam.members[0], seam.mark_end) and _ends_agenda(line.text):
        return False
    return False if _heads_a_list(line.text) and closes_with_units(text) else None


def _by_indent(seam: Seam) -> bool | None:
    """An item with a hanging indent goes on where its lines are full; what else stands deeper begins anew."""
    depth, first = seam.depth, seam.first_depth
    if seam.gap == 0 and seam.mark_end and depth > first:
        return seam.full(4, 20) and not _had_room(seam)
    if depth and depth >= indent(seam.draft.text, seam.before.start, seam.before.end):
        if len(seam.members) == 1 or seam.gap:
            return False
    return False if depth > first else None


def _by_heading(seam: Seam) -> bool | None:
    """No, for a title, or a heading between two lists."""
    line = seam.line.text
    if ends_like_title(line) and not re.search("[，,。]", line):
        return False
    return False if seam.gap == 0 and _parts_lists(seam) else None


def _over_gap(seam: Seam) -> bool | None:
    """Over blank lines only running text goes on."""
    if not seam.gap:
        return None
    line = seam.line
    if _PROSE_MARKS.search(seam.text, seam.mark_end) is None:
        return False
    if line.text[-1] in "：:" and _numbered_page(seam):
        # the end of a sentence that a page cuts: …现将有关事项通 / 知如下：
        return True
    return _PROSE_MARKS.search(line.text) is not None and not has_colon_label(line.text)


_RULES = (
    _begins_label,
    _below_units,
    _begins_like_first,
    _stands_open,
    _behind_end,
    _behind_item,
    _by_indent,
    _by_heading,
    _over_gap,
)


def _is_wrapped(seam: Seam) -> bool:
    """Whether a wrap cuts running text, or the name of a unit, between the two lines."""
    if _cuts_unit(seam.text, seam.line.text):
        return True
    before = seam.before
    soft = seam.draft.text[before.next - 1 : before.next] in SOFT_BREAKS
    return _is_prose(seam.text[seam.mark_end :]) and (soft or seam.full(6, 0) or len(before.text) >= 25)


def _ends_agenda(text: str) -> bool:
    """Whether a line below one with a clock time is no part of it: it is about all of them, or signs them."""
    return _ADDRESSES.match(text) is not None or (len(text) > 7 and is_unit_list(text))


def _heads_a_list(text: str) -> bool:
    """Whether a short line reads like a heading over a list: 区级活动."""
    return len(text) <= 16 and HEADING_TAIL.search(text) is not None and _PROSE_MARKS.search(text) is None


def _is_closed_item(seam: Seam) -> bool:
    """Whether units in a bracket close an item, so that the line below is no part of it.

    Right below a full line, without an indent, it may be: the bracket may stand within a sentence.
    """
    text, line = seam.text, seam.line
    addresses = _ADDRESSES.match(line.text) is not None
    if not (text[-1] in "）)】" or addresses) or not closes_with_units(text):
        return False
    apart = seam.gap > 0 or seam.depth > 0 or not seam.full(2, 25)
    return apart or addresses or mark_at(line.text) is not None or begins_with_date(line)


#: how a sentence begins that is about all items
_ADDRESSES = pattern("请|各|有关|所有|以上|联系|特此|如[遇有需]")


def _had_room(seam: Seam) -> bool:
    """Whether a line ends though what follows would still have fit: the line below it is longer, so no wrap parts them."""
    return _right_edge(seam.draft, seam.line) > _right_edge(seam.draft, seam.before) + _RAGGED


#: lines that a wrap fills differ by so many columns at most
_RAGGED = 8


def _right_edge(draft: Draft, line: Line) -> int:
    return columns(draft.text[line.start : line.b])


#: how headings over lists end: 区级活动, 重点项目
HEADING_TAIL = pattern("(?:活动|项目|工作|任务|安排)[：:]?$")


def _parts_lists(seam: Seam) -> bool:
    """Whether a short line is a heading between two lists: the item above it is whole, or the numbers begin again below."""
    text, line = seam.text, seam.line
    if len(line.text) > 16 or _PROSE_MARKS.search(line.text) or re.search("[、（）()]|[：:].", line.text):
        return False
    item = mark_at(seam.members[0].text)
    below = next((other for other in seam.draft.lines[line.index + 1 : line.index + 3] if other.text), None)
    following = mark_at(below.text) if item and below else None
    if not item or not following or following.rank != item.rank:
        return False
    bracket = text[-1] in "）)" and closes_with_units(text)
    if HEADING_TAIL.search(line.text):
        # the end of a wrapped item may read like it too, but is followed by the next number
        whole = bracket or (closes_with_units(text) and ends_like_unit(text))
        return following.ordinal == 1 or (whole and following.ordinal == item.ordinal + 1)
    return bracket and following.ordinal == 1


def _wants_value(text: str) -> bool:
    """Whether a text ends with a label in mid-sentence: …联系人：钱小梅，电话："""
    clause = _LAST_CLAUSE.search(text, max(len(text) - 24, 0)) if text[-1:] in "：:" else None
    return clause is not None and label_of(clause["label"]) is not None


def _cuts_unit(text: str, line: str) -> bool:
    """Whether a text ends within the name of a unit behind its label, and a line begins with the rest of it."""
    last = _LAST_NAME.search(text, max(len(text) - 40, 0))
    rest = _FIRST_NAME.match(line)
    if not last or not rest or ends_like_unit(last["name"]) or not looks_like_unit(last["name"] + rest.group()):
        return False
    found = labelled_units(text, 0)
    return found is not None and last.start("name") > found[0]


_LAST_NAME = pattern(r"[：:、，,；;](?P<name>[^：:、，,；;。（）()\s]+)$")
_FIRST_NAME = pattern(r"[^：:、，,；;。（）()\s]+")


def _closes_bracket(text: str, line: str) -> bool:
    """Whether a bracket is open at the end of a text, and a line closes it."""
    if not _CLOSING.search(line) or not _OPEN.search(text):
        return False
    depth = 1
    for mark in _BRACKET.finditer(line):
        depth += 1 if mark.group() in _OPENERS else -1
        if not depth:
            return True
    return False


def _numbered_page(seam: Seam) -> bool:
    """Whether nothing but the end of a page stands between two lines."""
    first = seam.before.index + 1
    between = [other for other in seam.draft.lines[first : min(seam.line.index, first + 7)] if other.text]
    return bool(between) and all(other.furniture for other in between)


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 20 and not _PROSE_MARKS.search(line.text) and ends_like_title(line.text)


def _is_prose(text: str) -> bool:
    """Whether what stands so far is running text and not a heading or a name."""
    return (
        len(text) >= 25
        or (_PROSE_MARKS.search(text) is not None and len(text) >= 8)
        or ("、" in squeeze(text) and len(text) > 12)
    )


def sentence_ended(text: str) -> bool:
    """Whether a text ends with a whole sentence, a heading's colon or an item's semicolon.

    >>> sentence_ended("到此为止。”"), sentence_ended("社会氛")
    (True, False)
    """
    bare = text.rstrip(BLANKS).rstrip(_CLOSERS) or text
    return bare.endswith(_ENDS) or text.endswith(_ENDS)
