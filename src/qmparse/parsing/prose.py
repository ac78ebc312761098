"""Lines of running text -> passages: what a page break or a hard wrap cut is joined, whole sentences never are.

    passage = line { [blank lines, page number] continuation }

Rules: a line continues the one before only where that one is cut in mid-sentence and this one begins nothing
(no marker, no label, no deeper indent). Stray symbols at the ends of a line belong to no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.lines import Line
from qmparse.parsing.moments import PART, begins_dated
from qmparse.parsing.outline import mark_at
from qmparse.parsing.roles import header_key, role_of
from qmparse.parsing.titles import ends_like_title
from qmparse.parsing.units import closes_with_units, ends_like_unit, is_unit_list, labelled_units, looks_like_unit
from qmparse.records import BlockKind
from qmparse.text.characters import BLANKS, ENCLOSED, SOFT_BREAKS, STRAY, STRAY_CLASS, STRAYS, columns, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, indent, trim

_B = re.escape(BLANKS)
_ENC = "".join(ENCLOSED)
#: what begins an item, a section, a point or a clock line, on folded text
_STARTS = pattern(
    rf"(?:[一二三四五六七八九十]{{1,3}}\ *[、.，;:](?!\d)|[一二三四五六七八九十]{{1,3}}、(?=\d{{1,2}}[:点时])|\(\ *(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}})\ *\)|\d{{1,4}}\ *[.、](?!\d)|\d{{1,3}}[.、](?:\d{{1,2}}\ *[:月日时点./]|\d{{4}}\ *(?:年|[./-]\d))|\d{{1,3}}、\d+[一-鿿A-Za-z]|\d{{1,2}}\)|[{_ENC}]"
    rf"|第[一二三四五六七八九十]{{1,3}}[、:,]|[一二三四五六七八九十]{{1,2}}(?:是|要)|附\ *件|--|\(?活动(?:[一二三四五六七八九十]{{1,2}}|\d{{1,2}})[):]|0[1-9]\ +\S|(?:PART|Part|NO|No)[.\ ]*\d|第(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:讲|场|期|站|课|弹)(?:$|[:\ “《])|(?:\d{{4}}\ *年\ *)?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\ *月(?:份?$|\ *(?:\d{{1,2}}\ *日|[上中下]旬)?:)|\d{{1,2}}\ *[时点]\ *(?:\d{{1,2}}\ *分?|半)?\ *(?:-+|至|到)\ *\d{{1,2}}\ *[时点:]|(?:上午|下午|晚上|晚间)$|(?:温馨|友情|特别)提示|(?:{PART})?\ *\d{{1,2}}[:]\d{{2}}(?:\ *-|\ |[一-鿿“《])|[{STRAY_CLASS}]\ *\S|[-*+]\ +[一-鿿])"
)
_LABEL = pattern(rf"(?P<label>[一-鿿][一-鿿{_B}、（）()/]{{0,18}}?)[{_B}]*[：:∶｜|]")
_LABEL_BRACKETS = ("【", "〖", "[", "［")
_BRACKETED_LABEL = pattern(rf"[【〖\[［][{_B}]*(?P<label>[一-鿿][一-鿿{_B}]{{0,10}}?)[{_B}]*[】〗\]］][{_B}]*[：:∶]?")
_LONE_BRACKET = pattern("[（(][^）)]*$")
#: labels with nothing behind them but room to write
_EMPTY_FORM = pattern(
    r"(?:[^:。,]{2,14}:[\ _]*(?:年[\ _]*月[\ _]*日)?[\ _]*){2,}|[^:。,]{2,14}:\ *_{2,}|(?:(?:填报|填表|报送|报名|推荐|制表|审核|申报)[^:。,]{0,10}|[^:。,]{0,8}[(]盖章[)]):\ *"
)
_STRAY_EDGE = pattern(f"[{STRAY_CLASS}{_B}]*[{STRAY_CLASS}][{STRAY_CLASS}{_B}]*")
#: how items begin that a date stands before
_DATE_FIRST = pattern(r"(?:\d{4}\ *年\ *)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\ *月|\d{4}[./-]\d")
#: how the lines of an agenda begin
_CLOCK = pattern(rf"(?:{PART})?\ *\d{{1,2}}\ *[:时点]")
#: a mark that stands alone above what it marks
_LONE_MARK = pattern(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.]")
#: symbols and blanks before a label
_LEAD = STRAY + BLANKS
_ENDS = tuple("。！？；：!?;:")
_CLOSERS = '”’）)》】"'
_PROSE_MARKS = pattern("[，。；,;]")
_OPENERS = "（(【［["
_BRACKET = pattern(r"[（(【［\[）)】］\]]")
_CLOSING = pattern(r"[）)】］\]]")
#: a bracket that nothing closes
_OPEN = pattern(r"[（(【［\[][^（(【［\[）)】］\]]*$")
_LAST_CLAUSE = pattern("[，。；,;][—─－–]*(?P<label>[^，。；,;]+)$")


def label_of(text: str) -> tuple[str, int] | None:
    """The label that a text begins with and where its value begins: 时 间：, 主办单位：, 【活动地点】.

    >>> label_of("时　间：4月20日"), label_of("他说：好"), label_of("举办论坛（责任单位：市教育局）")
    (('时　间', 4), None, None)
    >>> label_of("【主办单位】市教育局"), label_of("【原创】市教育局")
    (('主办单位', 6), None)
    """
    # a colon, or the stroke that posts set in its place; a loop over them takes thrice the time
    marked = "：" in text or ":" in text or "｜" in text or "|" in text or "∶" in text
    if not marked and text[:1] not in _LABEL_BRACKETS:
        return None
    return _remembered(text) if len(text) <= 80 else _label_of(text)


def _label_of(text: str) -> tuple[str, int] | None:
    match = _BRACKETED_LABEL.match(text) or _LABEL.match(text)
    if not match or _LONE_BRACKET.search(match["label"]):
        return None
    key = header_key(match["label"])
    known = role_of(key) is not None or key in LABELS
    return (match["label"].strip(BLANKS), match.end()) if known else None


#: the same line is asked for its label by each rule that reads it
_remembered = lru_cache(maxsize=256)(_label_of)


#: labels without a column role of their own
LABELS = frozenset(
    ["活动主题", "主题", "宣传主题", "年度主题", "参加对象", "参与对象", "参加人员", "参与人员", "活动对象", "面向对象", "参与方式", "参加方式", "报名方式", "报名时间", "票价", "费用", "名额", "人数", "规模", "活动形式", "形式", "传真", "邮箱", "电子邮箱", "网址", "奖金", "奖项", "奖励", "主持人", "主讲人", "主讲", "嘉宾", "受众", "对象", "活动规模", "预约方式", "经费", "经费来源", "收费标准", "门票", "活动目的", "目的", "内容提要", "责任人", "负责人", "分管领导", "牵头领导"]
)  # fmt: skip


def passages(
    draft: Draft, lines: Iterable[Line], begins: dict[int, int], ends: dict[int, int], barrier: Callable[[int, int], bool]
) -> list[Passage]:
    """The passages of these lines; `begins` and `ends` say where a line's text is less than the line.

    `barrier(i, j)` says whether something that is no prose stands between lines i and j.
    """
    found: list[Passage] = []
    pieces: list[tuple[int, int]] = []
    members: list[Line] = []

    gist = ""

    def close() -> None:
        if pieces:
            found.append(Passage(draft.text, pieces))
            pieces.clear()
            members.clear()

    lines = list(lines)
    widths = _widths(lines)
    for line in lines:
        if ":" in line.folded and _EMPTY_FORM.fullmatch(line.folded):
            close()
            continue
        if line.furniture:
            take_furniture(draft, line)
            continue
        begin, stop = line.a, line.b
        if line.index in begins or line.index in ends:
            begin, stop = trim(draft.text, max(line.a, begins.get(line.index, 0)), ends.get(line.index, line.b))
        start, end = without_strays(draft, begin, stop)
        if start >= end:
            continue
        if members and (barrier(members[-1].index, line.index) or not _continues(draft, members, gist, line, widths)):
            close()
        # its beginning and its end tell whether a passage goes on
        gist = gist + line.text if members else line.text
        if len(gist) > 600:
            gist = gist[:200] + gist[-200:]
        pieces.append((start, end))
        members.append(line)
    close()
    return found


def without_strays(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The range of a line without symbols at its ends that belong to no value."""
    text = draft.text[start:end]
    if not text:
        return start, end
    if lead := _lead(text):
        _stray(draft, start, start + len(lead.group().rstrip(BLANKS)))
        start += lead.end()
        text = text[lead.end() :]
    if text and text[-1] in STRAYS:
        cut = len(text.rstrip(STRAY + BLANKS))
        symbol = start + cut + len(text[cut:]) - len(text[cut:].lstrip(BLANKS))
        _stray(draft, symbol, end)
        end = start + cut
    return start, end


def _lead(text: str) -> re.Match[str] | None:
    """The symbols that a line begins with and that belong to no value: ● and the like, and the - of a list before a label."""
    if text[0] in STRAYS:
        return _STRAY_EDGE.match(text)
    bullet = _BULLET.match(text) if text[0] in "-*+" else None
    return bullet if bullet and label_of(text[bullet.end() :]) else None


_BULLET = pattern(rf"[-*+][{_B}]+")


def _stray(draft: Draft, start: int, end: int) -> None:
    draft.claim(BlockKind.STRAY, start, end)
    draft.note("stray-symbol", start, end, f"{draft.text[start:end]!r} belongs to no value")


def _widths(lines: list[Line]) -> dict[int, int]:
    """For each line the greatest length of the lines near it: a line much shorter was not wrapped."""
    lengths = [len(line.text) for line in lines]
    return {line.index: max(lengths[max(k - 2, 0) : k + 4]) for k, line in enumerate(lines)}


def sentence_ended(text: str) -> bool:
    """Whether a text ends with a whole sentence, a heading's colon or an item's semicolon.

    >>> sentence_ended("到此为止。”"), sentence_ended("社会氛")
    (True, False)
    """
    bare = text.rstrip(BLANKS).rstrip(_CLOSERS) or text
    return bare.endswith(_ENDS) or text.endswith(_ENDS)


def _continues(draft: Draft, members: list[Line], text: str, line: Line, widths: dict[int, int]) -> bool:
    """Whether a line goes on with the passage of `members`, of which `text` is the gist."""
    before = members[-1]
    gap = line.index - before.index - 1
    if _STARTS.match(line.folded, 0, 48) and not _only_looks_like_start(line):
        return False
    closes = _closes_bracket(text, line.text)
    parts = closes or before.text.endswith(("、", "，", ","))
    if not parts and (label_of(line.text) or (labelled(members[0].text.lstrip(_LEAD)) and labelled(line.text))):
        return False
    dated = _DATE_FIRST.match(line.folded) is not None and _DATE_FIRST.match(members[0].folded) is not None
    if dated and begins_dated(line.text) and begins_dated(members[0].text):
        return False
    if _CLOCK.match(line.folded) and _CLOCK.match(members[0].folded):
        return False
    if _LONE_MARK.fullmatch(before.folded):
        return False
    depth = indent(draft.text, line.start, line.end)
    if gap == 0 and re.search(r"\d$", before.folded) and re.match(r"\d{0,2}[年月日号时点分]", line.folded):
        return True
    if depth == 0 and (closes or (gap == 0 and _wants_value(text))):
        return True
    if before.text[-1] in STRAYS:
        # a symbol closes the line as a mark would
        return False
    ended = sentence_ended(text)
    if ended and gap == 0 and text[-1] in "；;" and is_unit_list(line.text) and closes_with_units(text):
        return True
    if ended:
        full = len(before.text) + 2 >= widths[before.index] >= 25
        return text[-1] in "；;" and gap == 0 and depth == 0 and full and len(line.text) > 4 and _prose(text)
    if before.text[-1] in "、，,":
        return not _is_heading(line) or gap == 0
    mark = mark_at(members[0].text)
    if (mark or dated) and _is_closed_item(before, text, line, gap + depth, widths):
        return False
    if gap == 0 and _CLOCK.match(members[0].folded, mark.end if mark else 0) and _ends_agenda(line.text):
        return False
    if gap == 0 and _heads_a_list(line.text) and closes_with_units(text):
        return False
    if gap == 0 and mark and depth > indent(draft.text, members[0].start, members[0].end):
        # an item with a hanging indent, its lines broken where they are full
        return len(before.text) + 4 >= widths[before.index] >= 20 and not _had_room(draft, before, line)
    if depth and depth >= indent(draft.text, before.start, before.end) and not (len(members) > 1 and gap == 0):
        return False
    if depth > indent(draft.text, members[0].start, members[0].end):
        return False
    if ends_like_title(line.text) and not re.search("[，,。]", line.text):
        return False
    if gap == 0 and _parts_lists(draft, members, text, line):
        return False
    if gap:
        if _PROSE_MARKS.search(text, mark.end if mark else 0) is None:
            return False
        if line.text[-1] in "：:" and _numbered_page(draft, before, line):
            # the end of a sentence that a page cuts: …现将有关事项通 / 知如下：
            return True
        return _PROSE_MARKS.search(line.text) is not None and not _LABEL.match(line.text)
    soft = draft.text[before.next - 1 : before.next] in SOFT_BREAKS
    body = text[mark.end :] if mark else text
    if _cuts_unit(text, line.text):
        return True
    return _prose(body) and (soft or len(before.text) + 6 >= widths[before.index] or len(before.text) >= 25)


def _ends_agenda(text: str) -> bool:
    """Whether a line below one with a clock time is no part of it: it is about all of them, or signs them."""
    return _ADDRESSES.match(text) is not None or (len(text) > 7 and is_unit_list(text))


def _heads_a_list(text: str) -> bool:
    """Whether a short line reads like a heading over a list: 区级活动."""
    return len(text) <= 16 and HEADING_TAIL.search(text) is not None and _PROSE_MARKS.search(text) is None


def _is_closed_item(before: Line, text: str, line: Line, apart: int, widths: dict[int, int]) -> bool:
    """Whether units in a bracket close an item, so that the line below is no part of it.

    Right below a full line, without an indent, it may be: the bracket may stand within a sentence.
    """
    if not (text[-1] in "）)】" or _ADDRESSES.match(line.text)) or not closes_with_units(text):
        return False
    full = len(before.text) + 2 >= widths[before.index] >= 25
    return (
        apart > 0
        or not full
        or _ADDRESSES.match(line.text) is not None
        or mark_at(line.text) is not None
        or _DATE_FIRST.match(line.folded) is not None
    )


#: how a sentence begins that is about all items
_ADDRESSES = pattern("请|各|有关|所有|以上|联系|特此|如[遇有需]")


def _had_room(draft: Draft, before: Line, line: Line) -> bool:
    """Whether a line ends though what follows would still have fit: the line below it is longer, so no wrap parts them."""
    return _right_edge(draft, line) > _right_edge(draft, before) + _RAGGED


#: lines that a wrap fills differ by so many columns at most
_RAGGED = 8


def _right_edge(draft: Draft, line: Line) -> int:
    return columns(draft.text[line.start : line.b])


#: how headings over lists end: 区级活动, 重点项目
HEADING_TAIL = pattern("(?:活动|项目|工作|任务|安排)[：:]?$")


def _parts_lists(draft: Draft, members: list[Line], text: str, line: Line) -> bool:
    """Whether a short line is a heading between two lists: the item above it is whole, or the numbers begin again below."""
    if len(line.text) > 16 or _PROSE_MARKS.search(line.text) or re.search("[、（）()]|[：:].", line.text):
        return False
    item = mark_at(members[0].text)
    below = next((other for other in draft.lines[line.index + 1 : line.index + 3] if other.text), None)
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


def _numbered_page(draft: Draft, before: Line, line: Line) -> bool:
    """Whether nothing but the end of a page stands between two lines."""
    between = [other for other in draft.lines[before.index + 1 : min(line.index, before.index + 8)] if other.text]
    return bool(between) and all(other.furniture for other in between)


def labelled(text: str) -> bool:
    """Whether a line begins with a short label, known or not.

    >>> labelled("领票方式：现场领票"), labelled("请各单位按照以下要求抓好落实：")
    (True, False)
    """
    match = _BRACKETED_LABEL.match(text) or _LABEL.match(text)
    return match is not None and len(squeeze(match["label"])) <= 8


def _only_looks_like_start(line: Line) -> bool:
    """1.5万份 cut from 宣传单 before it is no item."""
    return re.match(r"\d{1,3}\.(?!\d{4}\ *[年./-])\d++(?!\ *[:月日时点./])", line.folded) is not None


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 20 and not _PROSE_MARKS.search(line.text) and ends_like_title(line.text)


def _prose(text: str) -> bool:
    """Whether what stands so far is running text and not a heading or a name."""
    return (
        len(text) >= 25
        or (_PROSE_MARKS.search(text) is not None and len(text) >= 8)
        or ("、" in squeeze(text) and len(text) > 12)
    )
