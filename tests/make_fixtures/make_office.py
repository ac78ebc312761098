"""Makes the office fixtures in tests/fixtures/files: three notices as DOCX, XLSX, HTML and text, and their rows as TSV.

    python tests/make_fixtures/make_office.py [--soffice]

Needs python-docx and openpyxl; with --soffice also LibreOffice, for the files of another producer.
The Shanghai notice is read from tests/fixtures/shanghai-2019.txt; the two others are invented.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import attrs
import docx
import openpyxl
from docx.table import Table

HERE = Path(__file__).resolve().parent.parent / "fixtures"
FILES = HERE / "files"
SAVED = datetime.datetime(2024, 1, 2, 3, 4, 5)


@attrs.frozen
class Sample:
    """A notice: prose, a table, prose. In a row None continues the cell above; a lone string is a section row."""

    name: str
    title: str
    before: tuple[str, ...]
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | None, ...] | str, ...]
    after: tuple[str, ...]


def shanghai() -> Sample:
    lines = (HERE / "shanghai-2019.txt").read_text("utf-8").split("\n")
    prose = [line for line in lines if line and "\t" not in line]
    rows = [tuple(line.split("\t")) for line in lines if "\t" in line]
    header = rows[0]
    return Sample(
        "shanghai-2019", prose[0], tuple(prose[1:-1]), prose[-1], header,
        tuple(row for row in rows if row != header), (),
    )  # fmt: skip


READING_MONTH = Sample(
    name="reading-month",
    title="2022年云溪市“全民读书月”活动安排",
    before=(
        "为推动全民阅读，建设书香云溪，今年4月市文化旅游局会同有关部门举办“全民读书月”活动，欢迎市民参加。",
        "各单位要落实安全措施，活动情况于5月10日前报市文化旅游局公共服务科。",
    ),
    caption="云溪市“全民读书月”重点活动安排表",
    header=("类别", "序号", "活动内容", "活动时间", "责任单位"),
    rows=(
        ("主题活动", "1", "举办“全民读书月”启动仪式", "4月2日", "市文化旅游局、市教育局"),
        (None, "2", "发布《云溪市居民阅读报告（2021年）》\n评选“书香家庭”", "4月中旬", "市文化旅游局"),
        (None, "3", "开展“好书荐读”征集", "4月1日至20日", None),
        (
            "校园活动",
            "4",
            "举办中小学生诵读大赛；\n组织“校园书市”；\n开展“一封家书”写作",
            "4月8日",
            "市教育局\n市关工委",
        ),
        (None, "5", '开展"悦读"课堂展示', "4月22日", "云溪实验小学"),
        ("社区活动", "6", "开展农家书屋巡回展", "4月", "各乡镇（街道）"),
        (None, "7", "举办老年读书会", "", None),
    ),
    after=("注：活动时间如有变动，以主办单位通知为准。", "云溪市文化旅游局", "2022年3月18日"),
)

SPORTS_WEEK = Sample(
    name="sports-week",
    title="关于印发2023年岚山县“体育宣传周”活动方案的通知",
    before=(
        "各乡镇人民政府，县直各有关单位：",
        "现将2023年岚山县“体育宣传周”活动安排印发给你们，请结合实际认真组织实施，并于6月9日前报送活动总结。",
    ),
    caption="岚山县“体育宣传周”活动一览表",
    header=("序号", "活动名称", "时间", "地点", "主办单位", "联系人及电话"),
    rows=(
        "一、县级活动",
        ("1", "体育宣传周启动仪式", "5月27日9:00", "县体育中心广场", "县教育体育局", "周平 0000-1234567"),
        ("2", "“岚山杯”篮球邀请赛", "5月27日至29日", "县体育馆", None, "吴丹\n0000-1234568"),
        ("3", "科学健身大讲堂", "5月30日", "县图书馆报告厅", "县教育体育局、县卫生健康局", ""),
        "二、乡镇活动",
        ("1", "健步走；\n广场舞展演", "5月28日", "各乡镇文化站", "各乡镇人民政府", "各乡镇文化站站长"),
        ("2", "龙湾镇水上运动体验", "6月1日", "龙湾水库", "龙湾镇人民政府", "郑一鸣 0000-7654321"),
    ),
    after=("岚山县教育体育局", "2023年5月12日"),
)


def filled(sample: Sample) -> list[tuple[str, ...]]:
    """The rows as a reader is to give them."""
    rows: list[tuple[str, ...]] = [sample.header]
    above: tuple[str, ...] = ("",) * len(sample.header)
    for row in sample.rows:
        if isinstance(row, str):
            rows.append((row, *("",) * (len(sample.header) - 1)))
            continue
        above = tuple(old if new is None else new for new, old in zip(row, above, strict=True))
        rows.append(above)
    return rows


def tsv(rows: list[tuple[str, ...]]) -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '\n\t"') else cell

    return "".join("\t".join(map(quoted, row)) + "\n" for row in rows)


def runs(sample: Sample, column: int) -> dict[int, int]:
    """How many rows each cell of a column covers, by the row in which it begins."""
    found: dict[int, int] = {}
    start = 0
    for index, row in enumerate(sample.rows):
        if not isinstance(row, str) and row[column] is None:
            found[start] += 1
        else:
            start = index
            found[start] = 1
    return found


# DOCX


def make_docx(sample: Sample, path: Path) -> None:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = SAVED
    document.sections[0].header.paragraphs[0].text = "页眉不读"
    document.sections[0].footer.paragraphs[0].text = "页脚不读"
    document.add_heading(sample.title, 1)
    for text in sample.before:
        document.add_paragraph(text)
    document.add_page_break()
    document.add_paragraph(sample.caption)
    fill_docx(document.add_table(1 + len(sample.rows), len(sample.header), "Table Grid"), sample)
    for text in sample.after:
        document.add_paragraph(text)
    document.save(str(path))


def fill_docx(table: Table, sample: Sample) -> None:
    grid = [list(row.cells) for row in table.rows]
    for cell, text in zip(grid[0], sample.header, strict=True):
        cell.text = text
    for row, cells in zip(sample.rows, grid[1:], strict=True):
        for cell, text in zip(cells, (row,) if isinstance(row, str) else row, strict=False):
            first, *more = (text or "").split("\n")
            cell.text = first
            for line in more:
                cell.add_paragraph(line)
        if isinstance(row, str):
            cells[0].merge(cells[-1])
    for column in range(len(sample.header)):
        for start, count in runs(sample, column).items():
            if count > 1:
                merged = grid[1 + start][column].merge(grid[start + count][column])
                for empty in [p for p in merged.paragraphs if not p.text]:
                    empty._element.getparent().remove(empty._element)


# XLSX


def make_xlsx(sample: Sample, path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = SAVED
    sheet = book.active
    width = len(sample.header)
    for text in (sample.title, *sample.before, None, sample.caption):
        sheet.append([text])
        if text:
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=width)
    at = len(sample.before) + 4
    for column, text in enumerate(sample.header, 1):
        sheet.cell(at, column, text)
    for index, row in enumerate(sample.rows, at + 1):
        for column, text in enumerate((row,) if isinstance(row, str) else row, 1):
            sheet.cell(index, column, int(text) if text and text.isdecimal() else text or None)
        if isinstance(row, str):
            sheet.merge_cells(start_row=index, start_column=1, end_row=index, end_column=width)
    for column in range(width):
        for start, count in runs(sample, column).items():
            if count > 1:
                first = at + 1 + start
                sheet.merge_cells(start_row=first, start_column=column + 1, end_row=first + count - 1, end_column=column + 1)
    end = at + len(sample.rows) + 1
    for index, text in enumerate(sample.after, end):
        sheet.cell(index, 1, text)
        sheet.merge_cells(start_row=index, start_column=1, end_row=index, end_column=width)
    book.save(str(path))


# HTML


def html_table(sample: Sample) -> str:
    rows = ["<tr>" + "".join(f"<th>{escape(text)}</th>" for text in sample.header) + "</tr>"]
    spans = [runs(sample, column) for column in range(len(sample.header))]
    for index, row in enumerate(sample.rows):
        if isinstance(row, str):
            rows.append(f'<tr><td colspan="{len(sample.header)}">{escape(row)}</td></tr>')
            continue
        cells = ""
        for column, text in enumerate(row):
            if text is not None:
                span = spans[column][index]
                cells += f"<td{f' rowspan={span}' if span > 1 else ''}>" + escape(text).replace("\n", "<br>") + "</td>"
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1">' + "\n".join(rows) + "</table>"


def article(sample: Sample) -> str:
    paragraphs = "\n".join(f"<p>　　{escape(text)}</p>" for text in sample.before)
    end = "\n".join(f"<p align=right>{escape(text)}</p>" for text in sample.after)
    return f"{paragraphs}\n<p align=center><strong>{escape(sample.caption)}</strong></p>\n{html_table(sample)}\n{end}"


def make_html(sample: Sample, path: Path) -> None:
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(sample.title)}</title></head>\n'
    page += f"<body><article><h1>{escape(sample.title)}</h1>\n{article(sample)}</article></body></html>\n"
    path.write_bytes(page.encode())


def make_portal(sample: Sample, path: Path) -> None:
    """The page of a portal: layout tables, crumbs, tools, a catalogue; it declares gb2312 and needs gb18030."""
    menu = "".join(f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流")))
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(sample.title)}_政府门户网站</title><style>td {{ color: red }}</style><script>var a = "<p>不读</p>";</script></head>
<body><div class="top"><a href="/login">登录</a> | <a href="/en">English</a> 㐀</div><ul class="menu">{menu}</ul>
<table width="1000"><tr><td width="200" valign="top"><table><tr><td><a href="/a">通知公告</a></td></tr>
<tr><td><a href="/b">政策文件</a></td></tr><tr><td><a href="/c">人事信息</a></td></tr></table></td>
<td valign="top"><div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">通知公告</a> &gt; 正文</div>
<table class="catalogue"><tr><td>索 引 号：</td><td>00-2022-001</td><td>主题分类：</td><td>其他</td></tr>
<tr><td>发文机关：</td><td>市政府办</td><td>公开方式：</td><td>主动公开</td></tr></table>
<h1>{escape(sample.title)}</h1>
<div class="info">发布时间：2022-03-20&nbsp;&nbsp;来源：市政府办&nbsp;&nbsp;浏览次数：<span id=n>12</span>【字体：<a href=#>大</a> <a href=#>中</a>】</div>
<table width="100%"><tr><td><div id="zoom" class="TRS_Editor">{article(sample)}</div></td></tr></table>
<div class="tools"><a href="javascript:print()">【打印本页】</a><a href="javascript:close()">【关闭窗口】</a></div>
<div>相关文章</div><ul><li><a href="/x">关于召开质量工作会议的通知（2021年）以及其他有关事项</a></li></ul>
</td></tr></table>
<div style="display: none">不显示的文字，这里写得很长很长，足够被当作正文的一段，但不应读出。</div>
<table class="foot"><tr><td>主办：市人民政府办公室　版权所有</td></tr><tr><td>ICP备00000000号　网站标识码0000000000　联系电话：0000-0000000</td></tr></table>
</body></html>
"""
    path.write_bytes(page.encode("gb18030"))


def convert(path: Path, kind: str, target: Path) -> None:
    """The file as LibreOffice writes it."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("--soffice needs LibreOffice")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        shutil.copy(Path(folder) / f"{path.stem}.{kind.partition(':')[0]}", target)


def main() -> None:
    FILES.mkdir(parents=True, exist_ok=True)
    for sample in (shanghai(), READING_MONTH, SPORTS_WEEK):
        stem = FILES / sample.name
        rows = tsv(filled(sample))
        stem.with_suffix(".tsv").write_bytes(rows.encode())
        prose = "\n".join((sample.title, *sample.before, sample.caption))
        stem.with_suffix(".txt").write_bytes((prose + "\n" + rows + "\n".join(sample.after) + "\n").encode())
        make_docx(sample, stem.with_suffix(".docx"))
        make_xlsx(sample, stem.with_suffix(".xlsx"))
        make_html(sample, stem.with_suffix(".html"))
        make_portal(sample, FILES / f"{sample.name}-portal.html")
        if "--soffice" in sys.argv:
            convert(stem.with_suffix(".docx"), "docx:MS Word 2007 XML", FILES / f"{sample.name}-lo.docx")
            convert(stem.with_suffix(".xlsx"), "xlsx", FILES / f"{sample.name}-lo.xlsx")
            convert(stem.with_suffix(".docx"), "html:HTML (StarWriter)", FILES / f"{sample.name}-lo.html")


if __name__ == "__main__":
    main()
