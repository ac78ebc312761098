"""Lines, alone: where each begins and ends, what is printed on it, and whether it is furniture.

Rules: a line ends at `\\n`, `\\r\\n` or `\\r`, and at the soft breaks that Word puts within a paragraph, but not at those
within a row of cells; it is told from itself alone, what its neighbours say is the business of others. Diagnostics count
lines as editors do, without the soft ones. The parsing modules import this.
"""

from __future__ import annotations

import re

from qmparse.text.characters import BLANKS, SOFT_BREAKS, STRAY, STRAYS, fold, has_pipes, squeeze, stripper
from qmparse.text.patterns import pattern

_BREAK = re.compile(r"(\r\n?|\n)")
_SOFT_BREAK = pattern(f"([{SOFT_BREAKS}])")


#: what decorates a line and says nothing
_AROUND = STRAY + BLANKS


class Line:
    """One line: the offsets of the whole (`start`, `end` before its break) and of what is printed (`a`, `b`)."""

    __slots__ = ("_folded", "_furniture", "a", "b", "end", "index", "next", "start", "text")

    def __init__(self, index: int, start: int, end: int, following: int, a: int, text: str) -> None:
        self.index = index
        self.start = start
        self.end = end
        #: where the next line begins
        self.next = following
        self.a = a
        self.b = a + len(text)
        #: what is printed, ends trimmed
        self.text = text
        self._folded: str | None = None
        self._furniture: bool | None = None

    @property
    def folded(self) -> str:
        """The printed text with look-alikes folded, for comparison."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def furniture(self) -> bool:
        """Whether it is a page number or portal residue, by itself."""
        if self._furniture is None:
            self._furniture = 0 < len(self.text) <= 120 and is_furniture(self._undecorated())
        return self._furniture

    def _undecorated(self) -> str:
        """The folded text without symbols at its ends."""
        decorated = self.text[0] in STRAYS or self.text[-1] in STRAYS
        return self.folded.strip(_AROUND) if decorated else self.folded

    def mark_furniture(self) -> None:
        """What stands around tells that it is furniture."""
        self._furniture = True

    def renumbered(self, index: int) -> Line:
        """The line as one of others."""
        line = Line(index, self.start, self.end, self.next, self.a, self.text)
        line._furniture = self._furniture
        return line

    def __repr__(self) -> str:
        return f"Line({self.index}, {self.text!r})"


def split_lines(text: str) -> list[Line]:
    """The lines of a text.

    >>> [(line.a, line.b) for line in split_lines("甲 \\r\\n　乙")]
    [(0, 1), (5, 6)]
    """
    lines: list[Line] = []
    strip = stripper(text)
    # every second piece is a break
    soft, quoted = has_soft_breaks(text), is_quoted(text)
    pieces = _pieces(text) if soft or "\r" in text else None
    start = 0
    for index, value in enumerate(pieces[::2] if pieces else text.split("\n")):
        if quoted and (mark := _QUOTE_MARK.match(value)):
            start += mark.end()
            value = value[mark.end() :]
        end = start + len(value)
        following = end + (len(pieces[2 * index + 1]) if pieces and 2 * index + 1 < len(pieces) else 1)
        printed = strip(value)
        a = start if printed == value else end - len(value.lstrip(BLANKS))
        lines.append(Line(index, start, end, following, a, printed))
        start = following
    lines[-1].next = len(text)
    return lines


_QUOTE_MARK = pattern("[> ]*> ?")


def is_quoted(text: str) -> bool:
    """Whether most lines begin with the > by which mail quotes; it belongs to no line.

    >>> is_quoted("> 甲\\n>\\n> 乙"), is_quoted("甲\\n> 乙\\n丙")
    (True, False)
    """
    if ">" not in text:
        return False
    return text.count("\n>") * 2 > text.count("\n") + 1 or (text[:1] == ">" and text.count("\n>") * 2 >= text.count("\n"))


def has_soft_breaks(text: str) -> bool:
    """Whether a text has breaks that editors count as no line's end."""
    return any(mark in text for mark in SOFT_BREAKS)


def _pieces(text: str) -> list[str]:
    """Lines and breaks, by turns; soft breaks count where no cells are parted."""
    pieces: list[str] = []
    for piece in _BREAK.split(text):
        pieces += [piece] if "\t" in piece or has_pipes(piece) else _SOFT_BREAK.split(piece)
    return pieces


#: — 3 —, - 3 -, 3, 第 3 页, 第3页 共5页, 3/5, Page 3
_PAGE_NUMBER = re.compile(
    r"(?:-{0,3}\ *\d{1,4}\ *-{0,3}|-{1,3}\ *[\dOoIl]{1,4}\ *-{1,3}|·\ *\d{1,4}\ *·|第\ *(?:\d{1,4}|[一二三四五六七八九十]{1,3})\ *页\ *[,/]?\ *(?:[(]?共\ *(?:\d{1,4}|[一二三四五六七八九十]{1,3})\ *页[)]?)?|共\ *\d{1,4}\ *页\ *[,/]?\ *第\ *\d{1,4}\ *页|\d{1,4}\ */\ *\d{1,4}|page\ *\d{1,4}(?:\ *of\ *\d{1,4})?|p\.\ *\d{1,4})$",
    re.IGNORECASE,
)
#: 您的位置：首页 > 通知公告, 浏览次数：12, 字号：大 中 小, 索引号：…, 打印 关闭
_PORTAL = pattern(
    r"(?:(?:您|你)?(?:现在|当前|所在)?的?(?:所在)?(?:位置|路径)\ *:|(?:网站)?首页\ *(?:>|»|›|/|-|\|)|\S{0,12}\ *>\ *\S{1,12}\ *>"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\ *[:(]|(?:浏览|阅读|点击)\ *\d+\ *次|字\ *[号体](?:大小)?\ *:?\ *[(]?\ *(?:大|[AТT]|超大|小)|(?:【|[(])?字体\ *:"
    r"|(?:索\ *引\ *号|信息索引号?|主题分类|公开方式|公开类别|信息分类|组配分类|公开目录|有效性|信息公开目录|体裁分类|服务对象|生成日期|公文种类|信息来源|发布机构|发文机关|成文日期|公开日期|发布单位|有\ *效\ *性|文号|发文字号|名\ *称|主\ *题\ *词|信息名称|内容概述|公开范围|公开形式|关键词)\ *[:\t]"
    r"|(?:发布|更新|发表|录入|添加|上传|发稿|公开)(?:时间|日期)\ *[:\t]|时间\ *:\ *\d{4}-\d{1,2}-\d{1,2}|日期\ *:\ *\d{4}-\d{1,2}-\d{1,2}|来源\ *:|信息来源\ *:|(?:内容)?(?:摘要|导读)\ *:|核心提示\ *:|作者\ *:|编辑\ *:|责任编辑\ *:|审核\ *:"
    r"|[(]?(?:打印本页|关闭窗口|关闭本页|打\ *印|关\ *闭|我要打印|返回顶部|返回列表|收藏本页|加入收藏|分享到|分享至|保护视力色|背景色|我要纠错|责编|上一篇|下一篇|相关链接|(?:相关)?附件下载|版权所有|主办单位:\S+网|ICP备|网站地图|无障碍|设为首页|繁体|朗读)(?:[)]|\ |:|$|[|/·])|扫一扫\S{0,20}$|\S{0,10}点(?:个|一?下)[“\"]?(?:在看|赞)\S{0,4}$|(?:点击|长按|识别)[\S\ ]{0,10}(?:关注\S{0,6}|阅读原文\S{0,4})$|用手机扫|微信扫|[●■◆▲★※☆◎○□\- ]*(?:THE\ )?END[●■◆▲★※☆◎○□\- ]*$"
    r")"
)
# it begins with one class of characters, so that the search passes over all others at once
_PORTAL_HINT = pattern(
    r"[:>»›(|/\t打关收分返上下首扫版I浏阅E点长识](?:(?<=[:>»›(|/\t打关])|(?<=E)ND|(?<=收)藏|(?<=分)享|(?<=返)回|(?<=[上下])一|(?<=点)[击个下一]|(?<=长)按|(?<=识)别|(?<=首)页|(?<=扫)一|(?<=版)权|(?<=I)CP|(?<=浏)览|(?<=阅)读)"
)


def is_furniture(folded: str) -> bool:
    """Whether a folded, trimmed line is a page number or portal residue.

    >>> [is_furniture(s) for s in ("-- 3 --", "第 3 页", "当前位置: 首页 > 公告", "浏览次数: 12", "活动时间: 9月", "12日")]
    [True, True, True, True, False, False]
    """
    if len(folded) <= 24 and _PAGE_NUMBER.match(folded):
        return True
    if _PORTAL_HINT.search(folded) is None:
        return False
    if _PORTAL.match(folded):
        return True
    # behind the name of a site: 某区政府网站  发布时间: …
    site, *rest = folded.split("  ", 1)
    return bool(rest) and len(site) <= _SITE and _PORTAL.match(rest[0].strip(BLANKS)) is not None


#: the name of a site is no longer
_SITE = 12


def mark_running_heads(lines: list[Line]) -> None:
    """Mark as furniture what is printed again at the head or foot of pages.

    A running head stands next to a page number, and prints what the head of the text printed, or stands so twice; or
    it prints that amid a sentence. A labelled line is none. Pages are numbered in one form: beside — 3 —, a bare 3 numbers
    a row.

    >>> lines = split_lines("1.论坛\\n责任单位：甲局\\n— 1 —\\n\\n2.展览\\n责任单位：甲局\\n— 2 —\\n")
    >>> mark_running_heads(lines)
    >>> [line.furniture for line in lines if line.text]
    [False, False, True, False, False, True]
    """
    first = [line for line in lines[:24] if line.text][:4]
    _mark_numbered_heads(lines, first)
    _mark_heads_in_sentences(lines, first)
    short = [line for line in lines if 0 < len(line.text) <= 24]
    # a quick look, for most lines are none: a page number ends in no Han character but 页
    short = [line for line in short if not "一" <= line.text[-1] <= "鿿" or line.text[-1] == "页"]
    edges = [line.index for line in short if is_page_number(line.folded)]
    edges = [edge for edge in edges if not lines[edge].folded.isdigit()] or edges
    if not edges:
        return
    pages = frozenset(edges)
    head = _keys(first)
    ends = tuple({key[-4:] for key in head})
    beside: dict[str, list[Line]] = {}
    for edge in edges:
        # beside a bare number among other lines, which may number a row, only what was printed above is looked at
        sure = not lines[edge].folded.isdigit() or not all(line.text for line in lines[max(edge - 1, 0) : edge + 2])
        for line in (_neighbour(lines, edge, 1), _neighbour(lines, edge, -1)):
            if line and (sure or line.text.endswith(ends) or _CAPTION.search(line.text)) and _may_run(line):
                beside.setdefault(_head_key(line.text), []).append(line)
    printed = {line.text: line.index for line in reversed(lines)} if beside else {}
    for key, found in beside.items():
        # above headers alone stands a caption
        again = any(line is not found[0] for line in found) and not all(_above_header(lines, line) for line in found)
        for line in found:
            printed_above = head.get(key, line.index) < line.index or (
                _CAPTION.search(line.text) is not None and printed[line.text] < line.index and not _above_header(lines, line)
            )
            if printed_above or (again and _beside_page_number(lines, line, pages)):
                line.mark_furniture()


#: how a page's number ends that may stand on the line of a running head or foot
_PAGE_END = frozenset("-—－–页")
_NUMBERED_HEAD = pattern(
    r"(?P<head>[^\t|。；：]{4,60}?)\ +(?P<page>-{1,3}\ *\d{1,4}\ *-{1,3}|第\ *\d{1,4}\ *页(?:\ *[,/]?\ *共\ *\d{1,4}\ *页)?)"
)


def _keys(lines: list[Line]) -> dict[str, int]:
    """What lines print, as running heads are compared, with the first line that does."""
    return {_head_key(line.text): line.index for line in reversed(lines)}


def _mark_numbered_heads(lines: list[Line], first: list[Line]) -> None:
    """Mark lines that print the same beside the numbers of pages: 某市办公室    - 1 -, 某市办公室    - 2 -.

    What the `first` lines of the text printed, or what stands amid a sentence, needs no second page.
    """
    found: dict[str, list[tuple[str, Line]]] = {}
    for line in [line for line in lines if line.text and line.text[-1] in _PAGE_END and len(line.text) <= 120]:
        if match := _NUMBERED_HEAD.fullmatch(line.folded):
            found.setdefault(squeeze(match["head"]), []).append((match["page"], line))
    head = _keys(first) if found else {}
    for key, heads in found.items():
        sure = len({number for number, _ in heads}) > 1 or _head_key(key) in head
        for _, line in heads:
            if sure or _is_amid_sentence(lines, line):
                line.mark_furniture()


def _mark_heads_in_sentences(lines: list[Line], first: list[Line]) -> None:
    """Mark lines that print what the `first` ones printed, between two lines of one sentence."""
    ends = tuple(line.text[-4:] for line in first)
    again = [line for line in lines[first[0].index + 1 if first else 0 :] if line.text.endswith(ends)]
    head = _keys(first) if again else {}
    for line in again:
        if head.get(_head_key(line.text), line.index) < line.index and _is_amid_sentence(lines, line):
            line.mark_furniture()


def _is_amid_sentence(lines: list[Line], line: Line) -> bool:
    """Whether a line that says nothing itself stands between two lines of one sentence."""
    above, below = _neighbour(lines, line.index, -1), _neighbour(lines, line.index, 1)
    if not above or not below or _SAYS.search(line.text):
        return False
    return _is_cut(above.text) and not _is_row(below.text) and below.text[-1] in _SENTENCE_ENDS


#: a line that a wrap cuts is not shorter
_WRAPPED = 16
_SENTENCE_ENDS = "。；）)"
_SAYS = pattern("[，。；]")


def _is_cut(text: str) -> bool:
    """Whether a line of running text ends amid a sentence."""
    return (
        len(text) >= _WRAPPED
        and ("一" <= text[-1] <= "鿿" or text[-1] in "，、")
        and not _is_row(text)
        and ("，" in text or "," in text)
    )


def _is_row(text: str) -> bool:
    return "\t" in text or has_pipes(text)


def keep_labels_of_cards(lines: list[Line]) -> None:
    """A date under a numbered heading, or a name beside another label of a card, is the card's and no residue of a portal.

    >>> lines = split_lines("1.举办论坛\\n时间：2009-02-01\\n地点：图书馆")
    >>> keep_labels_of_cards(lines)
    >>> lines[1].furniture
    False
    """
    for line in lines:
        if line.text.startswith(("时间", "日期", "名称", "服务对象")) and line.furniture:
            above, below = _neighbour(lines, line.index, -1), _neighbour(lines, line.index, 1)
            if (above and (_NUMBERED.match(above.folded) or _is_label(above))) or (below and _is_label(below)):
                line._furniture = False


_NUMBERED = pattern(
    r"活动[一二三四五六七八九十\d]{1,3}$|\d{1,3}[.、]|[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十]{1,3}、"
)
_LABEL = pattern(r"[^\s:]{2,6}\ *:\ *\S")


def _is_label(line: Line) -> bool:
    return not line.furniture and len(line.text) <= 80 and _LABEL.match(line.folded) is not None


#: how the captions of tables end
_CAPTION = pattern("(?:表|安排|一览|日程|清单|方案|计划)$")


def _head_key(text: str) -> str:
    """A line as running heads are compared: they may leave out a title's dash and year."""
    return _DASH_AND_YEAR.sub("", fold(squeeze(text)))


_DASH_AND_YEAR = pattern(r"^[—\-─–]*(?:\d{4}年)?")

#: of so many parts a running head consists at most; a header parted by blanks has more
_WORDS = 2


def _may_run(line: Line) -> bool:
    """Whether a line may be a running head: no row of cells, however parted, no sentence, no labelled value."""
    text = line.text
    if len(text.split()) > _WORDS:
        return False
    return 6 <= len(text) <= 80 and text[-1] not in "。；：" and not _is_row(text) and not _is_label(line)


def _beside_page_number(lines: list[Line], line: Line, pages: frozenset[int]) -> bool:
    """Whether the page number beside a line is surely one: not a bare number among other lines."""
    for number in (_neighbour(lines, line.index, 1), _neighbour(lines, line.index, -1)):
        if number and number.index in pages:
            around = lines[max(number.index - 1, 0) : number.index] + lines[number.index + 1 : number.index + 2]
            if not number.folded.isdigit() or not all(other.text for other in around):
                return True
    return False


def _neighbour(lines: list[Line], at: int, step: int) -> Line | None:
    """The next printed line on one side of a page's edge."""
    for i in range(at + step, at + 4 * step, step):
        if 0 <= i < len(lines) and lines[i].text:
            return lines[i]
    return None


def _above_header(lines: list[Line], line: Line) -> bool:
    """Whether a row of cells follows right below: then it is a caption printed again."""
    below = _neighbour(lines, line.index, 1)
    return below is not None and _is_row(below.text)


def is_page_number(folded: str) -> bool:
    """Whether a folded, trimmed line is a page number.

    >>> is_page_number("- 12 -"), is_page_number("12.")
    (True, False)
    """
    return len(folded) <= 24 and _PAGE_NUMBER.match(folded) is not None


def same_printed(one: str, other: str) -> bool:
    """Whether two lines print the same but for white space."""
    return squeeze(one) == squeeze(other)
