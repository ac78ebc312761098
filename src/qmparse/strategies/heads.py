"""What stands round the schedules: titles, prose, points, sections, and the parts of a letter.

Rules: prose prints no date, count or slogan but those that are meant. The modules of `qmparse.strategies` import this.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from qmparse.records import (
    Annex,
    Attachment,
    DocumentNumber,
    Notice,
    Paragraph,
    PartialDate,
    Period,
    Point,
    PointList,
    Section,
    Title,
    Unit,
    UnitRole,
)
from qmparse.strategies import words
from qmparse.strategies.dates import numeral
from qmparse.strategies.drawn import BLANK, Line, Piece, line

INDENT = "　　"
INTROS = (
    "为进一步提高全社会的质量意识，营造人人关心、人人参与的良好氛围，我们将组织开展系列活动。",
    "各单位要结合实际细化措施，加强协作配合，确保各项活动取得实效。",
    "活动坚持面向基层、面向群众，内容要贴近生活、通俗易懂，杜绝走过场。",
    "要严格落实中央八项规定精神，厉行节约，不搞形式主义。",
)
LETTER_INTROS = (
    "为普及科学知识，增强群众自我保护能力，经研究，决定组织开展系列宣传活动。现将有关事项通知如下：",
    "为落实上级部署，进一步增强安全意识，有效防范各类事故，现将活动安排印发给你们，请认真组织实施。",
)
POINTS = (
    "开展质量宣传，营造重视质量的良好氛围", "开展质量交流，推广应用先进方法", "开展质量提升，助推高质量发展",
    "开展质量监管，保障消费安全", "开展品牌服务，提升群众获得感",
)  # fmt: skip
LEADS = ("活动内容主要包括{}个方面", "活动安排突出以下{}个方面", "重点抓好{}项工作")
HEADINGS = ("总体要求", "组织领导", "工作要求", "有关要求")
SUBHEADINGS = ("加强组织领导", "注重宣传实效", "及时总结报送", "强化安全保障")
SENTENCES = (
    "各地各单位要明确专人负责，将活动经费纳入预算。", "善用短视频、广播等载体，少搞大场面，多做面对面。",
    "各单位要及时收集影像资料，认真总结经验做法。", "落实安全措施，制定应急预案，严禁超负荷作业。",
)  # fmt: skip
ADDRESSEES = ("各县（市、区）教育局", "市直各单位", "各有关单位", "市属各企业", "各街道办事处")
ISSUERS = ("云岭市安全生产委员会办公室", "青屿市市场监督管理局", "桐湾区教育局", "云栖县科学技术协会")
ISSUER_CODES = ("云安委办", "青市监质", "桐教发", "云科协字")
ANNEXES = ("活动安排表", "报名表", "联络员信息表", "活动任务清单")


@attrs.frozen
class Campaign:
    """What one notice is about."""

    year: int
    region: str
    name: str


def campaigns() -> st.SearchStrategy[Campaign]:
    pick = st.sampled_from
    return st.builds(Campaign, st.integers(2008, 2025), pick(words.REGIONS), pick(words.CAMPAIGNS))


# --- titles


def plan_name(about: Campaign, kind: str, *, year_first: bool = True) -> str:
    head = f"{about.year}年{about.region}" if year_first else f"{about.region}{about.year}年"
    return f"{head}“{about.name}”{kind}"


@st.composite
def plan_titles(draw: st.DrawFn, about: Campaign) -> Piece:
    """The title of a plan, with a slogan above it and a dash before it here and there."""
    kind = draw(st.sampled_from(words.PLAN_KINDS))
    name = plan_name(about, kind, year_first=not draw(st.booleans()))
    theme = draw(st.none() | st.sampled_from(words.THEMES))
    title = Title(name if theme is None else f"{theme}——{name}", theme, name, about.year, about.region, about.name, kind)
    if theme is None:
        lines = [line(name)]
    else:
        lines = [line(theme), *([BLANK] if draw(st.booleans()) else []), line(f"——{name}")]
    return Piece((*lines, BLANK), Notice(title=title, theme=theme, year=about.year))


@st.composite
def letter_titles(draw: st.DrawFn, about: Campaign) -> Piece:
    """The title of a letter, on one line or two."""
    verb = draw(st.sampled_from(("开展", "举办", "组织开展")))
    region = draw(st.booleans())
    head = f"关于{verb}{about.year}年{about.region if region else ''}“{about.name}”"
    name = f"{head}活动的通知"
    title = Title(name, None, name, about.year, about.region if region else None, about.name, "通知")
    lines = (line(head), line("活动的通知")) if draw(st.booleans()) else (line(name),)
    return Piece((*lines, BLANK), Notice(title=title, year=about.year))


# --- prose


def paragraphs(texts: Sequence[str], indent: str = INDENT) -> Piece:
    """A paragraph a line."""
    lines = [line(indent, text, paragraph=True, cut=len(indent), page=True) for text in texts]
    return Piece((*lines, BLANK) if lines else (), Notice(paragraphs=tuple(map(Paragraph, texts))))


def intros(texts: Sequence[str] = INTROS, most: int = 2) -> st.SearchStrategy[Piece]:
    indents = st.sampled_from((INDENT, "", "    "))
    return st.builds(paragraphs, st.lists(st.sampled_from(texts), max_size=most, unique=True), indents)


def setting(about: Campaign, period: Period) -> Piece:
    """A paragraph that says when the campaign is held."""
    text = f"{period.text}，{about.region}将集中开展“{about.name}”活动。"
    return Piece((line(INDENT, text, paragraph=True, page=True), BLANK), Notice(paragraphs=(Paragraph(text),), period=period))


def counted(count: int) -> Piece:
    """A paragraph that declares how many activities there are."""
    text = f"全市共安排重点活动，共{count}项。"
    marked = line(INDENT, text, paragraph=True, declared=count)
    return Piece((marked, BLANK), Notice(paragraphs=(Paragraph(text),)))


@st.composite
def point_lists(draw: st.DrawFn) -> Piece:
    """一是…；二是…。, with the number that its lead declares."""
    texts = draw(st.lists(st.sampled_from(POINTS), min_size=2, max_size=5, unique=True))
    declared = draw(st.sampled_from((len(texts),) * 5 + (len(texts) + 1,)))
    lead = draw(st.sampled_from(LEADS)).format("两" if declared == 2 else numeral(declared))
    marks = [f"{numeral(index + 1)}是" for index in range(len(texts))]
    points = tuple(Point(mark, index + 1, text) for index, (mark, text) in enumerate(zip(marks, texts, strict=True)))
    body = "；".join(mark + text for mark, text in zip(marks, texts, strict=True))
    codes = () if declared == len(texts) else ("declared-count-mismatch",)
    lines = (line(INDENT, f"{lead}：{body}。", codes=codes, page=True), BLANK)
    return Piece(lines, Notice(point_lists=(PointList(lead, declared, points),)))


# --- sections


def _section(ordinal: int, heading: str, text: str) -> tuple[list[Line], Section]:
    marker = f"{numeral(ordinal)}、"
    lines = [line(marker, heading), *([line(INDENT, text, cut=len(INDENT), page=True)] if text else [])]
    return lines, Section(marker, ordinal, 1, heading, text)


def _subsection(ordinal: int, heading: str, text: str) -> tuple[list[Line], Section]:
    """（一） with its heading run in: up to its first 。"""
    marker = f"（{numeral(ordinal)}）"
    head = f"{marker}{heading}。"
    return [line(head + text, cut=len(head), page=True)], Section(marker, ordinal, 2, heading, text)


@st.composite
def sections(draw: st.DrawFn, *, theme: str | None = None, period: Period | None = None, first: int = 1) -> Piece:
    """一、 with a text or with （一） below it; 活动主题 and 活动时间 where they are asked for."""
    made: list[tuple[list[Line], Section]] = []
    fixed = [("活动主题", theme)] if theme else []
    fixed += [("活动时间", period.text)] if period else []
    for heading, text in fixed:
        lines, section = _section(first + len(made), heading, text)
        made.append(([attrs.evolve(item, cut=None) for item in lines], section))
    for heading in draw(st.lists(st.sampled_from(HEADINGS), min_size=0 if fixed else 1, max_size=2, unique=True)):
        made.append(draw(_filled(first + len(made), heading)))
    lines = [item for part, _ in made for item in part]
    notice = Notice(theme=theme, period=period, sections=tuple(section for _, section in made))
    return Piece((*lines, BLANK), notice)


@st.composite
def _filled(draw: st.DrawFn, ordinal: int, heading: str) -> tuple[list[Line], Section]:
    if not draw(st.booleans()):
        return _section(ordinal, heading, draw(st.sampled_from(SENTENCES)))
    lines, section = _section(ordinal, heading, "")
    heads = draw(st.lists(st.sampled_from(SUBHEADINGS), min_size=2, max_size=3, unique=True))
    below = [_subsection(index + 1, head, draw(st.sampled_from(SENTENCES))) for index, head in enumerate(heads)]
    lines += [item for part, _ in below for item in part]
    return lines, attrs.evolve(section, sections=tuple(part for _, part in below))


# --- the parts of a letter


def document_numbers(year: int) -> st.SearchStrategy[Piece]:
    return st.builds(_document_number, st.sampled_from(ISSUER_CODES), st.just(year), st.integers(1, 400))


def _document_number(code: str, year: int, number: int) -> Piece:
    text = f"{code}〔{year}〕{number}号"
    return Piece((line(text), BLANK), Notice(document_number=DocumentNumber(text, code, year, number)))


@st.composite
def addressees(draw: st.DrawFn) -> Piece:
    """主送机关, closed by ：."""
    names = draw(st.lists(st.sampled_from(ADDRESSEES), min_size=1, max_size=3, unique=True))
    mark = draw(st.sampled_from(("，", "、")))
    parts = [part for name in names for part in (name, mark)][:-1]
    units = tuple(Unit(name, UnitRole.ADDRESSEE) for name in names)
    return Piece((line(*parts, "：", loose=True),), Notice(addressees=units))


@st.composite
def attachments(draw: st.DrawFn) -> Piece:
    """附件说明: one without a number, or several."""
    names = draw(st.lists(st.sampled_from(ANNEXES), min_size=1, max_size=3, unique=True))
    if len(names) == 1:
        return Piece((line("附件：", names[0]), BLANK), Notice(attachments=(Attachment(None, names[0]),)))
    lines = [line("附件：" if not index else "　　　", f"{index + 1}.", name) for index, name in enumerate(names)]
    return Piece((*lines, BLANK), Notice(attachments=tuple(Attachment(i + 1, name) for i, name in enumerate(names))))


@st.composite
def signatures(draw: st.DrawFn, date: PartialDate, *, note: bool = True) -> Piece:
    """署名 and 成文日期, with a 附注 below here and there."""
    names = draw(st.lists(st.sampled_from(ISSUERS), min_size=1, max_size=2, unique=True))
    gap = "　" * draw(st.integers(0, 12))
    lines = [line(gap, name) for name in names] + [line(gap, date.text)]
    lines += [BLANK, line("（此件公开发布）", codes=("furniture",))] if note and draw(st.booleans()) else []
    units = tuple(Unit(name, UnitRole.ISSUER) for name in names)
    return Piece((*lines, BLANK), Notice(issuers=units, issued_on=date))


def annex(number: int, title: str) -> Piece:
    """附件2 in a line of its own, and its title."""
    label = f"附件{number}"
    return Piece((BLANK, line(label), BLANK, line(title), BLANK), Notice(annexes=(Annex(label, title),)))
