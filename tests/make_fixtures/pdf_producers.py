"""The producers of PDF files: each takes a notice and a layout and writes one file.

Each function needs its own program or library, and says so; a missing one is skipped by the caller.
Only the makers of fixtures import it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from pdf_html import page
from pdf_notices import Sheet


def font_file(name: str) -> str:
    """The file of an installed font, as fontconfig knows it."""
    done = subprocess.run(["fc-match", "-f", "%{file}", name], check=True, capture_output=True, text=True)
    return done.stdout


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a program, quietly; its failure is raised."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180, cwd=cwd)


def weasyprint(sheet: Sheet, target: Path, style: str, **how: Any) -> None:
    from weasyprint import HTML

    HTML(string=page(sheet, style, **how)).write_pdf(target)


def chromium(sheet: Sheet, target: Path, style: str, **how: Any) -> None:
    source = target.with_suffix(".html")
    source.write_text(page(sheet, style, **how), encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", source.as_uri())  # fmt: skip
    source.unlink()


def libreoffice(sheet: Sheet, target: Path, style: str, **how: Any) -> None:
    source = target.with_suffix(".docx")
    _docx(sheet, source, style, **how)
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", target.parent, source)
    source.unlink()


def _docx(sheet: Sheet, source: Path, style: str, *, font: str = "Noto Serif CJK SC", merged: bool = False,
          landscape: bool = False, cant_split: bool = False, columns: bool = False) -> None:  # fmt: skip
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if columns:
        sheet = sheet.narrowed()
    document = docx.Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for title in sheet.titles:
        run_ = document.add_paragraph().add_run(title)
        run_.bold, run_.font.size = True, Pt(18)
    for line in (*sheet.prose, sheet.caption):
        document.add_paragraph(line)
    if columns:
        document.add_section(0)
        cols = OxmlElement("w:cols")
        cols.set(qn("w:num"), "2")
        cols.set(qn("w:space"), "500")
        document.sections[-1]._sectPr.append(cols)
    table = document.add_table(rows=0, cols=len(sheet.header))
    table.autofit = False
    if style == "ruled":
        table.style = "Table Grid"
    width = (section.page_width - section.left_margin - section.right_margin) * (0.46 if columns else 1)
    for row in (sheet.header, *sheet.rows):
        cells = table.add_row().cells
        for cell, text, share in zip(cells, row, sheet.widths, strict=True):
            cell.text, cell.width = text, int(width * share)
    for column, share in zip(table.columns, sheet.widths, strict=True):
        column.width = int(width * share)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    if cant_split:
        for row_ in table.rows:
            row_._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if merged:
        _merge_docx(sheet, table)
    for line in sheet.signature:
        document.add_paragraph(line)
    document.save(str(source))


def _merge_docx(sheet: Sheet, table: Any) -> None:
    start = 0
    for index in range(1, len(sheet.rows) + 1):
        if index == len(sheet.rows) or sheet.rows[index][0] != sheet.rows[start][0]:
            for below in range(start + 1, index):
                table.cell(below + 1, 0).text = ""
            cell = table.cell(start + 1, 0).merge(table.cell(index, 0))
            cell.text = sheet.rows[start][0]
            start = index


def reportlab(sheet: Sheet, target: Path, style: str, *, embedded: bool = True, valign: str = "MIDDLE",
              merged: bool = False, landscape: bool = False, two_columns: bool = False) -> None:  # fmt: skip
    from reportlab.lib import pagesizes
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        PageTemplate,
        Paragraph,
        Table,
    )

    if two_columns:
        sheet = sheet.narrowed()
    name = "WQY" if embedded else "STSong-Light"
    pdfmetrics.registerFont(TTFont(name, font_file("WenQuanYi Micro Hei")) if embedded else UnicodeCIDFont(name))
    body = ParagraphStyle("body", fontName=name, fontSize=10, leading=15, wordWrap="CJK")
    title = ParagraphStyle("title", parent=body, fontSize=17, leading=26, alignment=1)
    size = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    margin = 50.0
    width = size[0] - 2 * margin
    column = (width - 24) / 2 if two_columns else width
    frames = [
        Frame(margin + i * (column + 24), margin, column, size[1] - 2 * margin, 0, 0, 0, 0)
        for i in range(2 if two_columns else 1)
    ]
    story: list[Any] = [Paragraph(line, title) for line in sheet.titles]
    story += [Paragraph(line, body) for line in (*sheet.prose, sheet.caption)]
    cells = [[Paragraph(cell, body) for cell in row] for row in (sheet.header, *sheet.rows)]
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), valign)]
    if style == "ruled":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    elif style == "threeline":
        commands += [("LINEABOVE", (0, 0), (-1, 0), 1.5, "black"), ("LINEBELOW", (0, 0), (-1, 0), 0.7, "black"),
                     ("LINEBELOW", (0, -1), (-1, -1), 1.5, "black")]  # fmt: skip
    story.append(Table(cells, colWidths=[share * column for share in sheet.widths], style=commands, repeatRows=1))
    story += [Paragraph(line, body) for line in sheet.signature]
    document = BaseDocTemplate(str(target), pagesize=size)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_footer(name)))
    document.build(story)


def _footer(font: str) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(canvas._pagesize[0] / 2, 28, f"— {document.page} —")

    return draw


def fpdf(sheet: Sheet, target: Path, style: str, *, merged: bool = False, landscape: bool = False) -> None:
    from fpdf import FPDF
    from fpdf.enums import TableBordersLayout, TableSpan

    document = FPDF(orientation="landscape" if landscape else "portrait", unit="pt")
    document.add_font("song", fname=font_file("AR PL SungtiL GB"))
    document.set_font("song", size=10)
    document.add_page()
    for line in sheet.titles:
        document.set_font_size(17)
        document.cell(0, 28, line, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font_size(10)
    for line in (*sheet.prose, sheet.caption):
        document.multi_cell(0, 16, line, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    layout = {"ruled": TableBordersLayout.ALL, "borderless": TableBordersLayout.NONE,
              "threeline": TableBordersLayout.SINGLE_TOP_LINE, "rows": TableBordersLayout.HORIZONTAL_LINES}[style]  # fmt: skip
    from fpdf.fonts import FontFace

    with document.table(borders_layout=layout, col_widths=[int(share * 100) for share in sheet.widths], line_height=15,
                        padding=3, text_align="LEFT", wrapmode="CHAR", headings_style=FontFace(emphasis=None)) as table:  # fmt: skip
        previous = None
        for row in (sheet.header, *sheet.rows):
            cells: list[Any] = list(row)
            if merged and row[0] == previous:
                cells[0] = TableSpan.ROW
            previous = row[0]
            table.row(cells)
    for line in sheet.signature:
        document.cell(0, 16, line, align="R", new_x="LMARGIN", new_y="NEXT")
    document.output(str(target))


def typst(sheet: Sheet, target: Path, style: str, *, merged: bool = False, landscape: bool = False,
          columns: bool = False, valign: str = "horizon", breakable: bool = True) -> None:  # fmt: skip
    import typst as compiler

    def quoted(text: str) -> str:
        return '[#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"]'

    stroke = {
        "ruled": "0.5pt",
        "borderless": "none",
        "threeline": "none",
        "dashed": '(dash: "dashed", thickness: 0.5pt)',
    }[style]
    lines = [f'#set page(paper: "a4", margin: 2cm, flipped: {str(landscape).lower()}, numbering: "1")',
             '#set text(font: "Noto Serif CJK SC", size: 10pt, lang: "zh")']  # fmt: skip
    lines += [f"#align(center, text(size: 17pt)[{title}])" for title in sheet.titles]
    lines += [f"#par(first-line-indent: 2em){quoted(line)}" for line in (*sheet.prose, sheet.caption)]
    cells = [quoted(cell) for cell in sheet.header]
    for index, row in enumerate(sheet.rows):
        row_cells = [quoted(cell) for cell in row]
        if merged:
            if index and sheet.rows[index - 1][0] == row[0]:
                row_cells = row_cells[1:]
            else:
                span = sum(1 for other in sheet.rows if other[0] == row[0])
                row_cells[0] = f"table.cell(rowspan: {span}, {row_cells[0]})"
        cells += row_cells
    header = f"table.header({', '.join(cells[: len(sheet.header)])})"
    rules = (
        ("table.hline(stroke: 1.2pt),", "table.hline(stroke: 0.6pt),", "table.hline(stroke: 1.2pt)")
        if style == "threeline"
        else ("", "", "")
    )
    table = (f"#table(columns: ({', '.join(f'{share}fr' for share in sheet.widths)}), stroke: {stroke}, align: left + {valign}, "
             f"{rules[0]}{header}, {rules[1]}{', '.join(cells[len(sheet.header):])}, {rules[2]})")  # fmt: skip
    lines.append(f"#columns(2)[{table}]" if columns else table)
    lines += [f"#align(right){quoted(line)}" for line in sheet.signature]
    source = target.with_suffix(".typ")
    source.write_text("\n\n".join(lines), encoding="utf-8")
    compiler.compile(str(source), output=str(target))
    source.unlink()


def xelatex(sheet: Sheet, target: Path, style: str, *, columns: bool = False, landscape: bool = False) -> None:
    def tex(text: str) -> str:
        return "".join("\\" + c if c in "&%$#_{}" else c for c in text)

    rule = {"ruled": "|", "borderless": "", "threeline": ""}[style]
    line = "\\hline" if style == "ruled" else ""
    spec = (
        rule
        + rule.join(f"p{{{share * (0.86 if len(sheet.widths) > 4 else 0.92):.3f}\\linewidth}}" for share in sheet.widths)
        + rule
    )
    top, middle = ("\\toprule", "\\midrule") if style == "threeline" else (line, line)
    rows = "\n".join(" & ".join(tex(cell) for cell in row) + f" \\\\ {line}" for row in sheet.rows)
    header = " & ".join(sheet.header)
    option = ",landscape" if landscape else ""
    source = target.with_suffix(".tex")
    source.write_text(
        f"\\documentclass[10pt,a4paper]{{article}}\\usepackage[margin=2cm{option}]{{geometry}}"
        "\\usepackage{xeCJK,longtable,booktabs}\\setCJKmainfont{Noto Serif CJK SC}\\begin{document}\n"
        + "\n".join(f"\\begin{{center}}\\Large {tex(title)}\\end{{center}}" for title in sheet.titles)
        + "\n\n".join(tex(line) for line in (*sheet.prose, sheet.caption))
        + f"\n\n\\begin{{longtable}}{{{spec}}}{top}\n{header} \\\\ {middle}\\endhead\n{rows}\n"
        + ("\\bottomrule" if style == "threeline" else "")
        + "\\end{longtable}\n"
        + "\n\n".join(f"\\hfill {tex(line)}" for line in sheet.signature)
        + "\\end{document}\n", encoding="utf-8",
    )  # fmt: skip
    for _ in range(2):
        run("xelatex", "-interaction=batchmode", source.name, cwd=target.parent)
    for suffix in (".tex", ".aux", ".log"):
        target.with_suffix(suffix).unlink(missing_ok=True)
