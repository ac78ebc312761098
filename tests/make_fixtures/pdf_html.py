"""The notices as web pages, for the producers that print web pages (a browser, WeasyPrint).

Layouts: ruled, three-line, borderless, rows (horizontal rules only), zebra, merged, split, columns,
landscape, double, dashed. Only the makers of fixtures import it.
"""

from __future__ import annotations

from html import escape

from pdf_notices import Sheet

BASE = """
@page { size: %(size)s; margin: 2cm 1.8cm; %(counter)s }
body { font-family: %(font)s; font-size: 10.5pt; line-height: 1.6; margin: 0 }
h1 { font-size: 18pt; text-align: center; margin: 0 0 6pt; font-weight: %(weight)s }
p { text-indent: 2em; margin: 0 0 2pt; text-align: justify }
p.caption { text-align: center; text-indent: 0; margin: 12pt 0 4pt }
p.sign { text-align: right }
table { width: 100%%; border-collapse: collapse; table-layout: fixed; font-size: 10pt; line-height: 1.5 }
td, th { padding: 3pt 5pt; vertical-align: %(valign)s; text-align: left; font-weight: normal }
td.n, th { text-align: center }
tr { break-inside: %(inside)s }
"""
STYLES = {
    "ruled": "td, th { border: 0.75pt solid #000 }",
    "thin": "td, th { border: 0.1pt solid #333 }",
    "double": "td, th { border: 2.5pt double #000 }",
    "dashed": "td, th { border: 0.75pt dashed #000 }",
    "separate": "table { border-collapse: separate; border-spacing: 2pt } table, td, th { border: 0.5pt solid #000 }",
    "threeline": "table { border-top: 1.5pt solid; border-bottom: 1.5pt solid } th { border-bottom: 0.75pt solid }",
    "rows": "td, th { border-bottom: 0.5pt solid #999 }",
    "borderless": "",
    "zebra": "tr:nth-child(even) td { background: #e8eef8 } th { background: #b0c4de }",
    "zebraruled": "td, th { border: 0.75pt solid #fff } tr:nth-child(even) td { background: #e8eef8 } th { background: #b0c4de }",
}


def page(
    sheet: Sheet, style: str, *, font: str = "'Noto Serif CJK SC'", valign: str = "middle", inside: str = "avoid",
    landscape: bool = False, columns: bool = False, merged: bool = False, repeat: bool = True, bold: bool = True,
) -> str:  # fmt: skip
    """A whole web page."""
    css = BASE % {
        "size": "A4 landscape" if landscape else "A4", "font": font, "valign": valign, "inside": inside,
        "weight": "bold" if bold else "normal",
        "counter": "@bottom-center { content: counter(page); font-size: 9pt }",
    }  # fmt: skip
    css += STYLES[style] + ("" if repeat else "thead { display: table-row-group }")
    if columns:
        css += "div.body { column-count: 2; column-gap: 1cm; column-fill: auto }"
    head = "".join(f"<h1>{escape(title)}</h1>" for title in sheet.titles)
    prose = "".join(f"<p>{escape(line)}</p>" for line in sheet.prose)
    sign = "".join(f'<p class="sign">{escape(line)}</p>' for line in sheet.signature)
    body = f'<p class="caption">{escape(sheet.caption)}</p>{table(sheet, merged)}'
    return f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{css}</style><body>{head}{prose}<div class=body>{body}</div>{sign}"


def table(sheet: Sheet, merged: bool) -> str:
    """The table; where merged, the first column spans the rows of its group."""
    cols = "".join(f'<col style="width:{width * 100:.0f}%">' for width in sheet.widths)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in sheet.header)
    number = sheet.header.index("序号")
    body = []
    for index, row in enumerate(sheet.rows):
        cells = [f"<td{' class=n' if i == number else ''}>{escape(cell)}</td>" for i, cell in enumerate(row)]
        if merged:
            if index and sheet.rows[index - 1][0] == row[0]:
                cells = cells[1:]
            else:
                span = sum(1 for other in sheet.rows if other[0] == row[0])
                cells[0] = f"<td rowspan={span}>{escape(row[0])}</td>"
        body.append("<tr>" + "".join(cells) + "</tr>")
    return f"<table><colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
