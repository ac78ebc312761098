"""What is told only from the whole: the notice's year, its theme and its period.

Rules: the title's year wins; a year of a cited number, of a title in 《 》 or of history is not the campaign's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from qmparse.parsing.draft import Draft
from qmparse.parsing.head import DOCUMENT_NUMBER
from qmparse.parsing.label_words import label_of
from qmparse.parsing.letter import Head, Tail
from qmparse.parsing.moments import find_period, find_periods
from qmparse.parsing.periods import read_dates, read_period, settle
from qmparse.parsing.roles import header_key
from qmparse.parsing.rows import noted
from qmparse.records import Paragraph, Period, Section, Title
from qmparse.text.characters import BLANKS, CLOSING_MARKS, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage
from qmparse.text.splitting import pairs_of

_YEAR = pattern(r"(?<!\d)(?P<y>(?:19|20|21)\d{2})\ *年")
_THEME = pattern(
    r"(?:以|围绕|紧扣|突出|聚焦)\s*[“《\"](?P<theme>[^”》\"]{2,60})[”》\"]\s*(?:为|这一|的)?(?:活动|宣传|年度)?(?:主题|总主题)"
)
_THEME_IS = pattern(r"(?:活动|宣传)?主题[是为：:]\s*[“\"](?P<theme>[^”\"]{2,60})[”\"]")
_THEME_KEYS = frozenset(["活动主题", "主题", "宣传主题", "年度主题", "活动总主题", "总主题"])
_PERIOD_KEYS = frozenset(["活动时间", "时间", "宣传时间", "举办时间", "活动日期", "时间安排", "活动起止时间", "起止时间"])
_SENTENCE = pattern("[^。！？\n]*[。！？\n]?")
#: what a sentence that prints a date has
_DATED = pattern(r"[\d〇○零一二三四五六七八九十元正](?:(?<=\d)|\s*[年月])")
_HOLDS = pattern(
    '举办|开展|组织|举行|集中|启动|围绕|紧扣|是“|为“|是"|迎来|活动|以“|推出|实施|部署|设|安排|而至|来临|到来|拉开|开启|亮相|登场'
)
#: 4月20日至26日是我省第35个“爱鸟周”, 6月13日至19日为全国节能宣传周
_IS = pattern("^[是为]")
#: 2014年12月，全区将开展“法治宣传月”活动: what is to come counts even where its year is not the title's
_SETS = pattern("^[^。；]{0,20}(?:将|定于|拟|决定)")
#: 9月5日至11日，“网络安全宣传周”来了
_THEN = pattern(r"^[，,][^，。；、]{0,12}")


def settle_year(draft: Draft, head: Head, tail: Tail) -> int | None:
    """The notice's year: the title's, else the only one that the text prints of its own."""
    if head.title and head.title.year is not None:
        return head.title.year
    text = draft.text
    own = {head.number.year} if head.number else set()
    if tail.issued_on and tail.issued_on.value:
        own.add(int(tail.issued_on.value[:4]))
    if head.issued_on and head.issued_on.value:
        own.add(int(head.issued_on.value[:4]))
    cited = [(a, b) for a, b in pairs_of(text, "《")] if "《" in text else []
    folded = fold(text)
    for match in _YEAR.finditer(folded):
        at = match.start()
        if any(a < at < b for a, b in cited) or _in_number(text, at):
            continue
        own.add(int(match["y"]))
    return own.pop() if len(own) == 1 else None


def _in_number(text: str, at: int) -> bool:
    """Whether a year belongs to a document number: 〔2020〕5号."""
    return at > 0 and text[at - 1] in "〔[（(【" and DOCUMENT_NUMBER.search(text[max(at - 20, 0) : at + 16]) is not None


def settle_day(draft: Draft, passages: Iterable[Passage]) -> date | None:
    """The one day of activity that the notice names, if it names exactly one."""
    days: set[str] = set()
    for passage in passages:
        for _, _, reading in find_periods(passage.text):
            dates = settle(reading, draft.year)
            if dates.start is not None:
                days |= {value[:10] for value in (dates.start, dates.end) if value and len(value) >= 10}
        if len(days) > 1:
            return None
    return date.fromisoformat(days.pop()) if len(days) == 1 else None


# --- theme and period


def find_theme(title: Title | None, sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> str | None:
    """The slogan: the title's, else the 活动主题 section or label, else 以“…”为主题 in prose."""
    if title and title.theme:
        return title.theme
    for section in all_sections(sections):
        if squeeze(section.heading) in _THEME_KEYS and section.text:
            return _unquoted(section.text)
    for text in _prose(sections, paragraphs):
        label = label_of(text)
        if label and header_key(label[0]) in _THEME_KEYS:
            return _unquoted(text[label[1] :])
    for text in _prose(sections, paragraphs):
        match = _THEME.search(text) or _THEME_IS.search(text)
        if match:
            return match["theme"]
    return None


def _unquoted(text: str) -> str:
    """A slogan without quotes and closing mark."""
    value = text.strip(BLANKS + CLOSING_MARKS + "！\n")
    label = label_of(value)
    if label and header_key(label[0]) in _THEME_KEYS:
        # printed again below the heading
        value = value[label[1] :].lstrip(BLANKS)
    first = pairs_of(value, '“"《')
    if first and first[0][0] == 0:
        return value[1 : first[0][1]].rstrip(CLOSING_MARKS)
    match = _THEME.search(text) or _THEME_IS.search(text)
    if match:
        return match["theme"]
    # a quote that has lost its partner is no part of it either
    return value.partition("\n")[0].lstrip("“")


def all_sections(sections: Sequence[Section]) -> Iterable[Section]:
    for section in sections:
        yield section
        yield from all_sections(section.sections)


def _prose(sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> list[str]:
    return [p.text for p in paragraphs] + [line for s in all_sections(sections) for line in s.text.split("\n")]


def find_notice_period(
    draft: Draft, title: Title | None, sections: Sequence[Section], paragraphs: Sequence[Paragraph]
) -> Period | None:
    """The campaign's time: the 活动时间 section's or label's, else that of the sentence that names the campaign."""
    for section in all_sections(sections):
        if squeeze(section.heading) in _PERIOD_KEYS and section.text:
            text = section.text.partition("\n")[0]
            passage = Passage(draft.text, [(s.start, s.end) for s in section.pieces])
            return _period(draft, text, passage, 0)
    for paragraph in paragraphs:
        label = label_of(paragraph.text)
        if label and header_key(label[0]) in _PERIOD_KEYS:
            begin = label[1] + len(paragraph.text[label[1] :]) - len(paragraph.text[label[1] :].lstrip(BLANKS))
            return _period(draft, paragraph.text[begin:], passage_of(draft, paragraph), begin)
        if (inside := _BRACKETED.fullmatch(paragraph.text)) and read_dates(inside["date"], draft.year).precision:
            # below the title: （5月14日—21日）
            return _period(draft, inside["date"], passage_of(draft, paragraph), inside.start("date"))
    campaign = title.campaign if title else None
    dated = [
        (paragraph, match.start(), sentence)
        for paragraph in paragraphs
        for match in _SENTENCE.finditer(paragraph.text)
        if ("月" in (sentence := match.group()) or "年" in sentence) and _DATED.search(sentence)
    ]
    sure = (
        (_names_campaign, _HOLDS),
        (_holds_activities, _HOLDS),
        (_is_set, _HOLDS),
        (_begins_with_time, _THEN),
        (_names_campaign, _IS),
        (_is_campaign, _IS),
        (_names_campaign, _SETS),
    )
    said = (_time_said(draft, *place) for place in dated)
    behind = (_time_behind(draft, *place, campaign) for place in dated if campaign)
    return (
        next(filter(None, said), None)
        or _time_told(draft, dated, campaign, sure)
        or next(filter(None, behind), None)
        or _time_told(draft, dated, campaign, ((_opens_with_range, _HOLDS),))
    )


_BRACKETED = pattern(r"[（(](?P<date>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)?)[）)]")


def _time_told(
    draft: Draft,
    dated: Sequence[tuple[Paragraph, int, str]],
    campaign: str | None,
    ways: Iterable[tuple[Callable[[str, str | None], int], re.Pattern[str]]],
) -> Period | None:
    """The time in the first of some sentences that tells it in the first of some ways."""
    for told, held in ways:
        for paragraph, at, sentence in dated:
            named = told(sentence, campaign)
            found = _campaign_time(draft, paragraph, at, sentence, named, campaign, held) if named >= 0 else None
            if found:
                return found
    return None


def passage_of(draft: Draft, paragraph: Paragraph) -> Passage:
    assert paragraph.span is not None
    pieces = paragraph.pieces or (paragraph.span,)
    return Passage(draft.text, [(s.start, s.end) for s in pieces])


def _period(draft: Draft, text: str, passage: Passage, begin: int) -> Period:
    """The period that a value prints; a value that goes on behind its date is cut there."""
    part = passage.slice(draft.text, begin, begin + len(text))
    period, problem = read_period(text, part, draft.year)
    if period.precision is None and problem is None:
        found = find_period(text)
        if (
            found
            and not text[: found[0]].strip(BLANKS + "拟定于暂自从")
            and text[found[1] : found[1] + 1] in ("，", "。", ",", "；", "（", "")
        ):
            return noted(draft, *read_period(text[found[0] : found[1]], part.slice(draft.text, found[0], found[1]), draft.year))
    return noted(draft, period, problem)


def _names_campaign(sentence: str, campaign: str | None) -> int:
    """Where a sentence names the campaign, or -1."""
    return sentence.find(campaign) if campaign else -1


_HELD = pattern(r"(?:全|我|本)[市区县省州镇]|以[“《\"]|举办|组织开展|集中开展|推出")


#: 10月，全市…; 10月，将围绕“…”主题开展…
_ROUND = pattern(r"围绕[“《\"]")


def _holds_activities(sentence: str, _campaign: str | None) -> int:
    """Where a sentence says that the activities are held, without naming the campaign, or -1."""
    held = _HELD.search(sentence) or _ROUND.search(sentence)
    if not held or not re.search("主题|活动", sentence[held.start() :]) or re.search("[年月日]是|报送|截至", sentence):
        return -1
    return held.start()


_DAY_OF = pattern(r"[是为][^，,。；;]{0,24}(?:月|周|日|节)(?=[，,。；;]|$)")


def _is_campaign(sentence: str, _campaign: str | None) -> int:
    """Where a sentence says that a date is that of a campaign, or -1: 4月25日至5月1日是《职业病防治法》宣传周."""
    match = _DAY_OF.search(sentence)
    return match.start() if match else -1


def _begins_with_time(sentence: str, campaign: str | None) -> int:
    """Where a sentence names the campaign right behind the time that it begins with, or -1."""
    named = _names_campaign(sentence, campaign)
    found = find_period(sentence) if named > 0 else None
    return named if found and found[0] == 0 and _THEN.fullmatch(sentence[found[1] : named]) else -1


def _opens_with_range(sentence: str, _campaign: str | None) -> int:
    """Where a sentence goes on behind the days that it begins with and says are those of the activities, or -1."""
    found = find_period(sentence)
    opens = found and found[0] == 0 and found[2].ranged and re.search("开展|举办|举行", sentence[found[1] : found[1] + 30])
    return found[1] if found and opens else -1


_SET = pattern(r"(?:定于|将于|拟于|决定于|计划于|决定自|将自|于|自|从)(?=[\d一二三四五六七八九十元]+\ *[年月])")


def _is_set(sentence: str, _campaign: str | None) -> int:
    """Where a sentence sets a time at which something is held, or -1."""
    for match in _SET.finditer(fold(sentence)):
        found = find_period(sentence, match.end())
        if (
            found
            and found[0] == match.end()
            and re.search("举办|举行|召开|开展|组织|启动|进行", sentence[found[1] : found[1] + 40])
        ):
            return found[1]
    return -1


#: what follows a year that is a time
_YEAR_SET = pattern("[，,]|全年|期间|内|在|将|[被确]?定为")


def _campaign_time(
    draft: Draft, paragraph: Paragraph, at: int, sentence: str, named: int, campaign: str | None, held: re.Pattern[str]
) -> Period | None:
    """The date in a sentence (which begins at `at`) before the place where it tells of the campaign, and no deadline."""
    for start, end, reading in find_periods(sentence):
        if start >= named:
            break
        first = reading.first
        if (
            first is not None
            # in 2022年全市“安全用药月” the year names it
            and (first.month is not None or (_YEAR_SET.match(sentence, end) and not _more_dates(sentence, end, len(sentence))))
            and held.search(sentence[end : named + len(campaign or "") + 30])
            and not is_cited_at(sentence, start)
        ):
            part = passage_of(draft, paragraph).slice(draft.text, at + start, at + end)
            period, problem = read_period(sentence[start:end], part, draft.year)
            if period.start and (draft.year is None or period.start[:4] == str(draft.year) or held is _SETS):
                return noted(draft, period, problem)
            if period.precision and period.start is None and period.end is None:
                return period
    return None


#: …“节约用水宣传周”，时间为5月11日至17日。  …“丰收节”系列活动，9月20日至30日在各镇举行
_LEADS_TO_TIME = pattern(
    r"[”\"》]?(?:系列|主题|宣传|集中|专项)*(?:活动|行动)?(?:[，,]|(?=[定拟将于]))(?:活动|宣传)?(?:时间)?(?:定?为|是|定于|定在|拟于|将于|于)?"
)
_BEHIND_TIME = pattern(r"[。；，,]|$|[^，。；]{0,24}(?:举行|举办|开展|进行|实施)")


def _time_behind(draft: Draft, paragraph: Paragraph, at: int, sentence: str, campaign: str) -> Period | None:
    """The time that a sentence prints right behind the campaign's name."""
    named = sentence.find(campaign)
    found = find_period(sentence, named + len(campaign)) if named >= 0 else None
    if not found or not _LEADS_TO_TIME.fullmatch(sentence, named + len(campaign), found[0]):
        return None
    start, end, _ = found
    if not _BEHIND_TIME.match(sentence, end):
        return None
    part = passage_of(draft, paragraph).slice(draft.text, at + start, at + end)
    return noted(draft, *read_period(sentence[start:end], part, draft.year))


#: 旅游节由县人民政府主办，活动时间为7月2日至16日。
_SAYS_TIME = pattern("(?:活动|宣传|举办|举行)时间(?:初步|暂|拟)?(?:定?为|是|定于|定在)")


def _time_said(draft: Draft, paragraph: Paragraph, at: int, sentence: str) -> Period | None:
    """The time that a sentence calls that of the activities."""
    word = _SAYS_TIME.search(sentence) if "时间" in sentence else None
    found = find_period(sentence, word.end()) if word else None
    if not word or not found or found[0] != word.end():
        return None
    part = passage_of(draft, paragraph).slice(draft.text, at + found[0], at + found[1])
    return noted(draft, *read_period(sentence[found[0] : found[1]], part, draft.year))


def _more_dates(sentence: str, start: int, end: int) -> bool:
    found = find_period(sentence, start)
    return found is not None and found[0] < end


def is_cited_at(sentence: str, at: int) -> bool:
    return any(sentence.count(a, 0, at) > sentence.count(b, 0, at) for a, b in ("《》", "“”"))
