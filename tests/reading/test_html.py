from __future__ import annotations

import functools
import time

import pytest
from office_files import FILES, rows_in

from qmparse.errors import ReadError
from qmparse.reading.html import read_html
from qmparse.reading.source import Limits

NOTICES = ("shanghai-2019", "reading-month", "sports-week")


def text_of(page: str) -> str:
    return read_html(page.encode()).text


@pytest.mark.parametrize("suffix", [".html", "-portal.html", "-lo.html"])
@pytest.mark.parametrize("name", NOTICES)
def test_rows_and_prose_of_the_fixtures(name: str, suffix: str) -> None:
    text = read_html((FILES / f"{name}{suffix}").read_bytes()).text
    assert rows_in(text) == rows_in((FILES / f"{name}.tsv").read_bytes().decode())
    expected = (FILES / f"{name}.txt").read_bytes().decode()
    assert [line for line in text.split("\n") if line] == [line for line in expected.split("\n") if line]


def test_what_is_left_out_of_a_portal_is_told() -> None:
    (note,) = read_html((FILES / "reading-month-portal.html").read_bytes()).notes
    assert (note.code, note.severity) == ("portal-left-out", "info")
    assert "登录" in note.message
    assert not read_html((FILES / "reading-month.html").read_bytes()).notes


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲</p><p>乙<br>丙<br/></p>丁<div>戊</div>己", "甲\n乙\n丙\n丁\n戊\n己\n"),
        ("<p>&ldquo;质量月&rdquo;&nbsp;&amp;&#36136;&#x91CF;</p>", "“质量月” &质量\n"),
        ("<p>&#147;甲&#148;</p>", "“甲”\n"),
        ("<p>推动质量\n   强国  建设</p>", "推动质量强国 建设\n"),
        ("<p>ISO\n9001</p>", "ISO 9001\n"),
        ("<p>甲<b> 乙</b>\n<i>丙</i></p>", "甲 乙 丙\n"),
        ("<p>　　缩进</p>", "缩进\n"),
        ("<p>&nbsp;</p><p>甲</p>", "甲\n"),
        ("<pre>甲\n  乙\t丙</pre>", "甲\n乙    丙\n"),
        ("<script>x</script><style>y</style><noscript>z</noscript><p>甲<!-- 注 --></p>", "甲\n"),
        ("<p>甲<span style='DISPLAY : none'>隐</span><span hidden>藏</span>乙</p>", "甲乙\n"),
        ("<select><option>年</option></select><button>查</button><textarea>写</textarea><p>甲</p>", "甲\n"),
        ("<p>甲<del>删</del><ins>增</ins></p>", "甲增\n"),
        ("<p>第<sup>1</sup>条<wbr>款</p>", "第1条款\n"),
        ("<p>甲\0乙\x0c丙</p>", "甲乙 丙\n"),
        ("<ruby>质<rp>(</rp><rt>zhì</rt><rp>)</rp></ruby>", "质\n"),
        ("<?xml version='1.0' encoding='gb2312'?><html><body><p>甲</p></body></html>", "甲\n"),
        ("甲", "甲\n"),
    ],
)
def test_lines(page: str, expected: str) -> None:
    assert text_of(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙\n"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "3. 甲\n7. 乙\n8. 丙\n"),
        ("<ol><li>甲<ol type=a><li>子</li><li>丑</li></ol></li><li>乙</li></ol>", "1. 甲\na. 子\nb. 丑\n2. 乙\n"),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", "一、甲\n二、乙\n"),
        ("<ol style='list-style:none'><li>一、甲</ol>", "一、甲\n"),
        ("<ol><li><p>甲</p><p>续</p></li><li><p>乙</p></li></ol>", "1. 甲\n续\n2. 乙\n"),
        ("<ul><li>甲<ol type=I><li>子</ol><li>乙</ul>", "甲\nI. 子\n乙\n"),
        ("<li>甲", "甲\n"),
    ],
)
def test_lists(page: str, expected: str) -> None:
    assert text_of(page) == expected


HEAD = "<tr><th>序号</th><th>活动</th><th>单位</th></tr>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f"{HEAD}<tr><td>1<td>甲<td rowspan=2>乙局<tr><td>2<td>丙", "序号\t活动\t单位\n1\t甲\t乙局\n2\t丙\t乙局\n"),
        (f"{HEAD}<tr><td colspan=3>一、市级<tr><td>1<td>甲<td>乙", "序号\t活动\t单位\n一、市级\t\t\n1\t甲\t乙\n"),
        (f"<caption>题</caption>{HEAD}<tr><td>1<td>甲<td>乙", "题\n序号\t活动\t单位\n1\t甲\t乙\n"),
        (f"<tr><td colspan=3>题{HEAD}<tr><td>1<td>甲<td>乙", "题\n序号\t活动\t单位\n1\t甲\t乙\n"),
        (f"<tfoot><tr><td>2<td>末<td>x</tfoot><tbody><tr><td>1<td>甲<td>乙</tbody><thead>{HEAD}</thead>",
         "序号\t活动\t单位\n1\t甲\t乙\n2\t末\tx\n"),
        (f"{HEAD}<tr><td>1<td><p>甲</p><p>乙</p><td>A<br>B", '序号\t活动\t单位\n1\t"甲\n乙"\t"A\nB"\n'),
        (f"{HEAD}<tr><td>1<td>说\"好\"<td>&nbsp;", '序号\t活动\t单位\n1\t"说""好"""\t\n'),
        (f"{HEAD}<tr><td>1<td><ol><li>甲<li>乙</ol><td>x", '序号\t活动\t单位\n1\t"1. 甲\n2. 乙"\tx\n'),
        (f"{HEAD}<tr><td>1<td><table><tr><td>甲<td>乙<tr><td>丙</table><td>x", '序号\t活动\t单位\n1\t"甲  乙\n丙"\tx\n'),
        ("<tr><td>a<td>b<tr><td>c<td>d", "a\tb\nc\td\n"),
        ("<tr><th rowspan=2>序号<th colspan=2>责任单位<tr><th>牵头<th>配合<tr><td>1<td>x<td>y", "序号\t牵头\t配合\n1\tx\ty\n"),
        (f"{HEAD}<tr><td>1<td style='display:none'>隐<td>甲<td>乙", "序号\t活动\t单位\n1\t甲\t乙\n"),
        (f"{HEAD}<tr><td rowspan=0>1<td>甲<td>乙<tr><td>丙<td>丁", "序号\t活动\t单位\n1\t甲\t乙\n1\t丙\t丁\n"),
        (f"{HEAD}<tr><td rowspan=abc colspan=-1>1<td>甲<td>乙", "序号\t活动\t单位\n1\t甲\t乙\n"),
    ],
)  # fmt: skip
def test_tables(table: str, expected: str) -> None:
    text = text_of(f"<table>{table}</table>")
    assert text == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # one column, one row, an article in a cell, tables in a table, links
        ("<tr><td><p>甲</p><tr><td>乙", "甲\n乙\n"),
        ("<tr><td>左<td>右", "左\n右\n"),
        (f"<tr><td>左<td><table>{HEAD}<tr><td>1<td>甲<td>乙</table>", "左\n序号\t活动\t单位\n1\t甲\t乙\n"),
        (f"<tr><td>左<td>上<tr><td>左<td><p>{'长' * 1600}", f"左\n上\n左\n{'长' * 1600}\n"),
        ("<tr role=x><td>a<td>b<tr><td>c<td>d' ", "a\tb\nc\td'\n"),
    ],
)
def test_tables_that_lay_out_the_page(table: str, expected: str) -> None:
    assert text_of(f"<table>{table}</table>") == expected


LONG = "为深入推进质量强市建设，市市场监管局决定于九月开展质量月活动，现将有关事项通知如下。"
MENU = "<div><a href=1>首页</a> <a href=2>政务公开</a></div>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"{MENU}<h1>通知</h1><p>{LONG}</p><p>市局</p>{MENU}<p>友情链接</p>", f"通知\n{LONG}\n市局\n"),
        (f"<nav>{LONG}</nav><p>{LONG}</p><footer>{LONG}</footer>", f"{LONG}\n"),
        (f"<h1>通知</h1>{MENU}<p>来源：市局　发布时间：2020-01-01</p><p>{LONG}</p>", f"通知\n{LONG}\n"),
        # the container of a publishing system keeps what short lines and links are in it
        (f"{MENU}<div class='x TRS_Editor'><p>各局：</p><p><a href=1>前言</a></p><p>{LONG}</p><p><a href=2>后记</a></p><p>市局</p></div>{MENU}",
         f"各局：\n前言\n{LONG}\n后记\n市局\n"),
        (f"<p>{LONG}</p><p><a href=a.doc>附件：活动安排表.doc</a></p><p>市局</p>{MENU}", f"{LONG}\n附件：活动安排表.doc\n市局\n"),
        # the portal's foot may be as long as prose, and its head as long as a title
        (
            f"<h1>{LONG[:-1]}</h1><p>字体：大 小</p><p>{LONG}</p>{MENU}{MENU}<p>地址：某市某区某路100号 邮编：000000 电话：0000-0000000</p>",
            f"{LONG[:-1]}\n{LONG}\n",
        ),
        # nothing sure: all stays
        ("<div><a href=1>甲</a></div><p>乙</p>", "甲\n乙\n"),
        # what stands in a container is the article's, tools of portals too where a notice may say the same
        (
            f"<div id=zoom><p>{LONG}</p><p>来源：市局</p><p>扫二维码报名</p><p>打印本页</p></div><p>来源：网</p>",
            f"{LONG}\n来源：市局\n扫二维码报名\n",
        ),
        (f"<p>{LONG}</p><p>请各单位扫描二维码下载活动报名表并于九月一日前填写完整报送</p>",
         f"{LONG}\n请各单位扫描二维码下载活动报名表并于九月一日前填写完整报送\n"),
        # what a notice says about its sources and organisers is no portal's
        (f"<p>{LONG}</p><p>主办单位：市体育局</p><p>联系电话：0000-1234567</p>", f"{LONG}\n主办单位：市体育局\n联系电话：0000-1234567\n"),
        (f"<p>{LONG}</p><p>二、作者和作品要求</p><p>{LONG}</p>", f"{LONG}\n二、作者和作品要求\n{LONG}\n"),
    ],
)  # fmt: skip
def test_article_and_portal(page: str, expected: str) -> None:
    assert text_of(f"<html><body>{page}</body></html>") == expected


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "no-such"])
@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_bytes_tell_the_encoding_and_not_the_page(declared: str, written: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body><p>质量月㐀</p></body></html>'
    assert read_html(page.encode(written)).text == "质量月㐀\n"


def test_a_declared_encoding_is_the_last_resort() -> None:
    page = '<meta charset="big5"><p>質量月活動安排，歡迎參加</p>'.encode("big5")
    assert "質量月" in read_html(page, encoding="big5").text
    latin = b'<meta charset="windows-1252"><p>caf\xe9 \xff</p>'
    assert read_html(latin).text == "café ÿ\n"
    with pytest.raises(ReadError, match="undecodable"):
        read_html(b"<p>caf\xe9 \xff</p>")


def test_a_few_bad_bytes_cost_no_page() -> None:
    for written in ("utf-8", "gb18030"):
        page = f"<title>质量</title><p>{LONG}</p><p>@{LONG}</p>".encode(written) + b"<!-- " + b" " * 300
        reading = read_html(page.replace(b"@", b"\xff"))
        assert reading.text == f"{LONG}\n\ufffd{LONG}\n"
        assert [(note.code, note.start) for note in reading.notes] == [("bad-bytes", len(LONG) + 1)]
    with pytest.raises(ReadError, match="undecodable"):
        read_html(f"<p>{LONG}</p>".encode() + b"\xff" * 30)


@functools.cache
def hostile() -> dict[str, bytes]:
    cell = b"<table><tr><td>a<td>b<tr><td>c<td>"
    return {
        "deep blocks": b"<div>" * 1_000_000 + b"x",
        "deep inline": b"<font>" * 100_000 + b"x",
        "deep tables": cell * 300,
        "very deep tables": cell * 20_000,
        "deep lists": b"<ol><li>x" * 5_000,
        "spans": b"<table>" + b"<tr><td rowspan=65000 colspan=1000>x" * 500,
        "huge spans": b"<table><tr><td colspan=999999999 rowspan=999999999>x<td>y<tr><td>z<td>w",
        "wide row": b"<table><tr>" + b"<td>x" * 20_000,
        "tall table": b"<table>" + b"<tr><td>x<td>y" * 8_000,
        "attributes": b"<p " + b"a=1 " * 300_000 + b">x",
        "ampersands": b"&" * 1_000_000,
        "brackets": b"<" * 1_000_000,
        "closings": b"</p>" * 500_000,
        "links": b"<a href=x>" * 50_000 + b"x",
        "comments": b"<!--" * 300_000,
        "blanks": b"<p>x" + b" \n" * 1_000_000 + "质".encode(),
        "nothing": b"",
        "mark only": b"\xef\xbb\xbf",
        "zeros": b"\0" * 100_001,
        "paragraphs": f"<p>{LONG}".encode() * 8_000,
        "entities": b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;</p>',
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_pages_end_soon(name: str) -> None:
    began = time.monotonic()
    try:
        read_html(hostile()[name])
    except ReadError as error:
        assert error.code in ("no-text-layer", "too-large", "damaged")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(operators=10), Limits(file_bytes=10)])
def test_each_limit_ends_the_reading(limits: Limits) -> None:
    with pytest.raises(ReadError, match="too-large"):
        read_html(b"<table><tr><td>a<td>b</table>" * 99, limits=limits)


def test_cuts_give_text_or_an_error() -> None:
    data = (FILES / "sports-week-portal.html").read_bytes()
    for at in range(0, len(data), 37):
        try:
            read_html(data[:at])
        except ReadError as error:
            assert error.code in ("undecodable", "no-text-layer", "damaged")
