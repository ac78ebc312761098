"""Which lines of a page are the article, and which the portal around it.

Rules: long prose and rows of data tables are the article's for sure; what lies between them stays, and so do short
lines next to them (title, signature, date) up to the first line of links or of the portal's own words. Where nothing
is sure, everything stays. Only the HTML reader imports this module.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from qmparse.reading.budget import Deadline
from qmparse.reading.grid import squeezed
from qmparse.reading.html_lines import PageLine

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["article_lines"]

#: ids and classes under which publishing systems of Chinese governments put the text of an article
_CONTAINERS = frozenset(
    [
        "ucap-content",
        "zoom",
        "zoomcon",
        "trs_editor",
        "trs_ueditor",
        "trs_preappend",
        "view",
        "ivs_content",
        "article-content",
        "article_content",
        "articlecontent",
        "js_content",
        "pages_content",
        "wp_articlecontent",
        "xxgk_content",
        "con_text",
        "detail-content",
        "detail_content",
        "news_content",
        "newscontent",
        "content_text",
        "mainbody",
        "vsb_content",
        "v_news_content",
        "info_content",
        "text-content",
        "bt-content",
        "easysite-news-text",
        "article-con",
    ]
)
#: words of portals that no notice holds
_PORTAL_ANYWHERE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|当前位置|您的位置|您所在的?位置|您现在的位置|关闭窗口|关闭本页|打印本页|打印此页"
    r"|浏览次数|点击次数|阅读次数|Copyright|©|设为首页|加入收藏|【打印】|【关闭】|\[打印\]|\[关闭\]|文字大小|返回顶部|字体[：:]",
    re.IGNORECASE,
)
#: words of portals that a notice may hold too, in a sentence
_PORTAL_TOOLS = re.compile(
    r"扫一扫|二维码|分享到|无障碍(?:阅读|浏览)|适老化|浏览量|责任编辑|字号[：:]|微信扫码|政务新媒体|浏览器"
)
#: words that begin a line of a portal
_PORTAL_START = re.compile(
    r"[【\[（(]?[ \u3000]*(?:来源|信息来源|发布时间|发布日期|发布机构|发表时间|更新时间|浏览|点击|阅读|访问量|作者|编辑|打印|关闭|分享|上一篇|下一篇|上一条"
    r"|下一条|相关(?:文章|链接|新闻|附件|文档|稿件|阅读|解读)|技术支持|索[ \u3000]*引[ \u3000]*号|公开方式|首页|信息公开|网站首页)[ \u3000]*(?:[：:】\])）]|$|[ \u3000]|[>》|])"
)
_CATALOGUE = re.compile(r"索引号|主题分类|公开方式|公开范围|信息分类|体裁分类")
_ATTACHMENT = re.compile(r"附件|附表|[0-9]+[.、．]|.*\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd)[^0-9A-Za-z]*$", re.IGNORECASE)
_LONGEST_PORTAL_LINE = 200
_LONGEST_TOOL = 24
_PORTAL = frozenset(("portal", "tool"))
_PROSE = 20


def article_lines(lines: list[PageLine], deadline: Deadline) -> tuple[list[PageLine], list[PageLine]]:
    """The lines of the article, and those left out, both in order."""
    catalogues = _catalogues(lines)
    kinds = _without_foot([_kind(line, line.owner in catalogues) for line in lines], lines)
    sure = [index for index, kind in enumerate(kinds) if kind == "sure"]
    if not sure:
        return lines, []
    inside = _inside(lines, kinds, sure, deadline)
    first, last = min((sure[0], *inside)), max((sure[-1], *inside))
    unwanted = ("portal", "tool", "links") if inside else ("portal", "tool")
    kept = inside | {index for index in range(first, last + 1) if kinds[index] not in unwanted}
    kept |= _above(lines, kinds, first) | _below(kinds, last)
    return (
        [line for index, line in enumerate(lines) if index in kept],
        [line for index, line in enumerate(lines) if index not in kept],
    )


def _kind(line: PageLine, in_catalogue: bool) -> str:
    """`sure` (the article's), `portal`, `tool` (likely the portal's), `links`, or `short` (may be either)."""
    text = line.text
    bare = squeezed(text)
    if line.is_row:
        return "portal" if line.is_portal or in_catalogue else "sure"
    if line.is_portal:
        return "portal"
    if len(text) <= _LONGEST_PORTAL_LINE and _PORTAL_ANYWHERE.search(text):
        return "portal"
    if _PORTAL_START.match(text) or (len(text) <= _LONGEST_TOOL and _PORTAL_TOOLS.search(text)):
        return "tool"
    if line.linked > 0.6 * len(bare):
        return "short" if _ATTACHMENT.match(text) else "links"
    return "sure" if len(bare) - line.linked >= _PROSE or (len(bare) >= 10 and bare[-1] in "。；") else "short"


def _without_foot(kinds: list[str], lines: list[PageLine]) -> list[str]:
    """The kinds, with long lines of the portal's foot (its address, its telephones) taken for the portal's.

    Such a line is no sentence, and links or words of the portal part it from all that is sure. At the head nothing is
    taken so: a long title stands there like that.
    """
    sure = [index for index, kind in enumerate(kinds) if kind == "sure"]
    while len(sure) > 1:
        last = sure.pop()
        between = kinds[sure[-1] + 1 : last]
        if lines[last].is_row or "。" in lines[last].text or (_PORTAL.isdisjoint(between) and between.count("links") < 2):
            break
        kinds[last] = "portal"
    return kinds


def _catalogues(lines: list[PageLine]) -> set[_Element]:
    """The tables in which a portal catalogues a document: 索引号, 主题分类 and so on."""
    words: dict[_Element, set[str]] = {}
    for line in lines:
        if line.is_row:
            words.setdefault(line.owner, set()).update(_CATALOGUE.findall(squeezed(line.text)))
    return {owner for owner, found in words.items() if len(found) >= 2}


def _inside(lines: list[PageLine], kinds: list[str], sure: list[int], deadline: Deadline) -> set[int]:
    """The lines of the known container that holds most of what is sure, short lines and links in it; or none."""
    weights: Counter[_Element] = Counter()
    for index in sure:
        deadline.check()
        if (container := _container(lines[index].owner)) is not None:
            weights[container] += len(lines[index].text)
    if not weights:
        return set()
    best, weight = weights.most_common(1)[0]
    if weight <= 0.5 * sum(len(lines[index].text) for index in sure):
        return set()
    elements = {id(element) for element in best.iter()}
    return {index for index, line in enumerate(lines) if id(line.owner) in elements and kinds[index] != "portal"}


def _container(element: _Element | None) -> _Element | None:
    """The innermost known container that is the element or lies around it."""
    while element is not None:
        names = f"{element.get('id', '')} {element.get('class', '')}".lower().split(" ")
        if element.tag == "article" or not _CONTAINERS.isdisjoint(names):
            return element
        element = element.getparent()
    return None


def _above(lines: list[PageLine], kinds: list[str], first: int) -> set[int]:
    """Short lines over the article, up to a line of links; a heading higher up where there is none among them."""
    kept: set[int] = set()
    index = first - 1
    while index >= 0 and kinds[index] != "links":
        if kinds[index] == "short":
            kept.add(index)
        elif "位置" in lines[index].text or "首页" in lines[index].text:
            break
        index -= 1
    if not any(lines[at].is_heading for at in (*kept, first)):
        kept |= {at for at in range(max(0, index)) if lines[at].is_heading and kinds[at] in ("short", "sure")}
    return kept


def _below(kinds: list[str], last: int) -> set[int]:
    """Short lines under the article, up to a line of links or of the portal."""
    kept: set[int] = set()
    for index in range(last + 1, len(kinds)):
        if kinds[index] != "short":
            break
        kept.add(index)
    return kept
