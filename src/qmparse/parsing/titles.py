"""标题: where the title stands at the head of a text, and its parts.

    title = [theme line] [——] name          name = [issuer 关于] … [year 年] [region] [“campaign”] … kind

Rules: printed twice (page and body), the body's counts; a line with an organisation's name above it is no part
of it. The form is that of GB/T 9704-2012, 7.3.1, and of plans (活动安排, 方案) with a slogan and a dash subtitle.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qmparse.parsing.numerals import number
from qmparse.records import Title
from qmparse.text.characters import BLANKS, fold, squeeze
from qmparse.text.patterns import pattern
from qmparse.text.spans import Passage, place
from qmparse.text.splitting import outside, pairs, pairs_of

KINDS = (
    "活动实施方案 实施方案 活动方案 工作方案 总体方案 宣传方案 组织方案 执行方案 活动总体方案 方案 活动安排表 活动安排 工作安排 日程安排 总体安排 时间安排 安排表 日程安排表 安排"
    " 活动日程表 活动日程 日程表 日程 议程 活动一览表 一览表 活动安排一览 安排一览 活动计划表 活动计划 工作计划 实施计划 计划表 计划 活动清单 任务清单 清单 活动预告 预告 工作要点 要点 实施意见"
    " 指导意见 意见 通知 公告 通告 公示 通报 函 邀请函 倡议书 报告 批复 决定 简介 活动指南 指南 活动手册 手册 实施细则 细则 竞赛规程 规程 管理办法 办法 规则 名单 汇总表 分工表"
    " 任务分解表 分解表 目录 海报 征集启事 启事 章程 规划 规范"
    " 活动表 活动预告表 预告表 时间表 进度表 推进表 排期表 明细表 任务表 责任表 课程表 节目单"
)
_KINDS = frozenset(KINDS.split())
_BRACKETED_TAIL = pattern(r"[（(【〔][^（()）【】〔〕]{1,12}[）)】〕]$")
_LONGEST = max(map(len, _KINDS))
_YEAR = pattern(r"(?P<y>[\d]{4}|[零一二三四五六七八九O]{4})\ *(?:[-至]\ *(?P<z>\d{4})\ *)?(?:年度?|学年)")
_DASH = pattern(r"^[—\-─–―－]{1,}")
#: what a campaign is called by its ending
_CAMPAIGN_TAIL = pattern(
    r"(?:月|周|日|节|季|年|行动|工程|大赛|竞赛|比赛|展|展览会|博览会|大会|论坛|运动会|嘉年华|下乡|进万家|集市|讲堂|夜|行|会|赛|活动)$"
)
_UNQUOTED_CAMPAIGN = pattern(
    r"(?:开展|举办|组织|做好|举行)?(?:第[一二三四五六七八九十百\d]+[届次个])?(?P<c>[\p{Han}]{2,14}?(?:宣传月|宣传周|宣传日|活动月|活动周|活动日|文化节|旅游节|艺术节|读书节|科普日|[月周日节季]))(?=(?:系列|主题|宣传|集中|重点|主要|特色|实施|总体)*(?:活动|工作|安排|方案|计划|日程|$))"
    .replace(r"\p{Han}", "一-鿿")
)  # fmt: skip
_PLACE_NAME = pattern(
    r"(?P<r>(?:[一-鿿]{1,7}?(?:自治区|特别行政区|自治州|省|市(?!场)|地区|盟|州(?![市县区])|自治县|县|自治旗|旗|新区|开发区|高新区|经开区|示范区|区|镇|乡|街道)){1,3})(?=[“\"《第]|\d|[一-鿿])"
)
#: words that end like the name of a place and are none
_NO_PLACE = pattern(
    r"(?:社|园|校|景|片|小|厂|街|灾|辖|库|牧)区$|^(?:国有|重点|天然)?林区$|(?:^|[^省区州盟]{2})(?:城|超|集|夜|都|菜|门|股)市$|^(?:大|小|新|老|全|各)城市$|^(?:山|城|县|市|地)[区市县镇乡]$|^(?:全|我|本|各|关于|开展|举办|组织|印发|做好|进|在|送戏下|下)"
)
_NO_ISSUER = pattern(
    r"(?:举办|开展|组织|印发|做好|举行|实施|加强|公布|发布|下达|推进|参加|申报|征集|召开|组织开展|深入开展|认真做好|联合开展|联合举办|继续开展|切实做好)"
)
#: a campaign of a day: “119”消防宣传月
_DATED_CAMPAIGN = pattern(
    r"“[\d０-９]{1,3}(?:[·.．•・][\d０-９]{1,2})?”[一-鿿]{2,12}?(?:宣传[月周日]|活动[月周日]|[月周日节])(?![一-鿿]*?程)"
)
#: 第十二届淮源市…
_WHICH_TIME = pattern(r"^第[\d一二三四五六七八九十百]{1,4}届")
_LEAD_VERBS = pattern(rf"^(?:在|于|{_NO_ISSUER.pattern})+")
_NOT_A_TITLE = pattern(r"[。；！？!?]|[|｜│┃].*[|｜│┃]|^(?:附件|附表|附[:：]|抄送|主题词|联系人|索引号|来源|发布)")
_ORGANISATION = pattern(
    # not 新格局, 和谐社会, 以人民为中心
    r"(?:(?<![格大全布开新])局|委|办|(?<![社机])会|院|所|(?<!为)中心|厅|(?<!全)部|政府|公司|办公室|协会|委员会|文件|组|社|集团|学校|大学|工会|妇联|团市委|团县委|团区委)$"
)
MAX_TITLE = 120
_COMMA = pattern("[，,]")
#: between a slogan and the name on one line
_INNER_DASH = pattern(r"(?<=\S)[—─]{1,3}(?=\S)")


def bare(line: str) -> str:
    """A line without a bracketed note at its end: （试行）, （征求意见稿）.

    >>> bare("活动方案（试行）")
    '活动方案'
    """
    value = line.rstrip(BLANKS)
    while (shorter := _BRACKETED_TAIL.sub("", value)) != value and shorter:
        value = shorter.rstrip(BLANKS)
    return value


@lru_cache(maxsize=256)  # the few lines that may be a title are asked again and again
def kind_of(name: str) -> str | None:
    """The longest known tail of a title.

    >>> kind_of("2019年上海市“质量月”活动安排"), kind_of("外婆的糖醋小排")
    ('活动安排', None)
    """
    key = squeeze(bare(name)).rstrip('》”"')
    for length in range(_LONGEST, 0, -1):
        if key[-length:] in _KINDS:
            return key[-length:]
    return None


def ends_like_title(line: str) -> bool:
    """Whether a line ends as titles do and holds no sentence."""
    if not line or len(line) > MAX_TITLE or _NOT_A_TITLE.search(line) or line[-1] in "：:，,、":
        return False
    name = line[dash.end() :] if (dash := _INNER_DASH.search(line)) else line
    if _COMMA.search(name) and "关于" not in name and next(outside(name, _COMMA), None):
        return False
    return kind_of(line) is not None


def is_organisation(line: str) -> bool:
    """Whether a line prints nothing but organisations, or their 文件 letterhead.

    >>> is_organisation("云安委办文件"), is_organisation("节水优先 人人有责")
    (True, False)
    """
    parts = re.split(rf"[{re.escape(BLANKS)}]{{2,}}|　", line.strip(BLANKS))
    return all(_ORGANISATION.search(squeeze(part)) for part in parts if part) and "关于" not in line


def year_of(name: str) -> int | None:
    """The year that a title or caption prints, or None; 2020—2021年 has none of its own.

    >>> year_of("２０２４年澜江市“爱眼护眼月”活动安排"), year_of("二〇二一年度计划")
    (2024, 2021)
    """
    # years inside 《 》 of a cited plan count only where nothing else does
    match = _YEAR.search(fold(name))
    value = number(match["y"]) if match else None
    return value if value and 1900 <= value <= 2199 else None


def region_of(name: str) -> str | None:
    """The campaign's place in a title, not the issuer's.

    >>> region_of("云栖县2023年“禁毒宣传月”活动安排"), region_of("云泽县科学技术协会关于举办2018年“科技活动周”的通知")
    ('云栖县', None)
    """
    core = _WHICH_TIME.sub("", _after_issuer(name))
    for start in _places(core):
        match = _PLACE_NAME.match(core, start)
        if match:
            region = match["r"]
            while _NO_PLACE.search(region):
                shorter = re.match(r"(.+(?:省|市|县|区|州|镇|乡))(?:.+)$", region)
                if not shorter or _NO_PLACE.search(shorter[1]):
                    region = ""
                    break
                region = shorter[1]
            if region and not _names_an_organisation(core, start + len(region)):
                return region
    return None


def _names_an_organisation(core: str, end: int) -> bool:
    """Whether the words behind a place make it the name of an office: 云泽县科学技术协会…"""
    return (
        re.match(
            r"[一-鿿]{0,16}?(?:局|委员会|办公室|协会|人民政府|委|厅|工会|医院|大学|学院|学校|中学|小学|公司|集团|银行|中心)(?:关于|文件|$|\ |\d)",
            core[end:],
        )
        is not None
    )


def _after_issuer(name: str) -> str:
    """What a title is about: behind 关于 and its verbs, inside 《 》 where a document is issued."""
    cited = pairs_of(name, "《")
    _head, about, rest = name.partition("关于")
    core = rest if about else name
    if about and cited and re.match(rf"(?:{_NO_ISSUER.pattern}|转发)+《", rest):
        start, end = cited[0]
        core = name[start + 1 : end]
        if "关于" in core:
            core = core.partition("关于")[2]
    return core


def _places(core: str) -> list[int]:
    """Where a region may stand: at the beginning, behind leading verbs, behind the year."""
    verbs = _LEAD_VERBS.match(core)
    starts = [verbs.end() if verbs else 0]
    year = _YEAR.search(fold(core))
    if year:
        starts.append(year.end())
    at = []
    for start in starts:
        while start < len(core) and core[start] in BLANKS + "“":
            if core[start] == "“":
                break
            start += 1
        at.append(start)
    return at


def campaign_of(name: str) -> str | None:
    """The campaign, quoted or told by its ending, without quotes.

    >>> campaign_of("2019年上海市“质量月”活动安排"), campaign_of("2021年上海市质量月活动安排")
    ('质量月', '质量月')
    >>> campaign_of("2024年全市“5·12”防灾减灾日活动安排")
    '“5·12”防灾减灾日'
    """
    if dated := _DATED_CAMPAIGN.search(name):
        return dated.group()
    quoted = [name[a + 1 : b] for a, b in pairs_of(name, '“"')]
    for text in quoted:
        if _CAMPAIGN_TAIL.search(text):
            return text
    if quoted:
        return quoted[0]
    core = _after_issuer(name)
    region = region_of(name)
    year = _YEAR.search(fold(core))
    rest = core[year.end() :] if year else core
    if region and region in rest:
        rest = rest.partition(region)[2]
    match = _UNQUOTED_CAMPAIGN.match(rest.strip(BLANKS))
    return match["c"] if match else None


def read_title(
    source: str, name: Passage, theme: Passage | None, dash: Passage | None, subtitle: Passage | None = None
) -> Title:
    """The title of its printed parts: a theme line, the dash before the name, the name, a slogan with its dash below it."""
    parts = [part for part in (theme, dash, name, subtitle) if part is not None]
    whole = Passage(source, [piece for part in parts for piece in part.pieces])
    text = whole.text
    span, pieces = place(whole, 0, len(text))
    return Title(
        text,
        _slogan(theme or subtitle),
        name.text,
        year_of(name.text),
        region_of(name.text),
        campaign_of(name.text),
        kind_of(name.text),
        span,
        pieces,
    )


def _slogan(printed: Passage | None) -> str | None:
    """A slogan without its dash, and without quotes round the whole of it."""
    if printed is None:
        return None
    text = printed.text[dash_of(printed.text) :].strip(BLANKS)
    return text[1:-1] if text[0] in '“"' and text[-1] in '”"' and pairs(text)[0] == [(0, len(text) - 1)] else text


def dash_of(line: str) -> int:
    """How many characters the dash before a subtitle takes.

    >>> dash_of("——2019年上海市“质量月”活动安排")
    2
    """
    match = _DASH.match(line)
    return match.end() if match else 0
