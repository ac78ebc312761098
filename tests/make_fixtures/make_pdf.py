"""Makes the PDF fixtures: `python tests/make_fixtures/make_pdf.py [--out FOLDER] [--all] [NAME…]`.

Not run by the tests. Each file is one notice in one layout by one producer; without `--all` only those
of `KEPT` are made, which are the ones in the repository. Beside them go `NOTICE.tsv`, the exact rows
(header first). Needs what the producers need: chromium, libreoffice-writer, xelatex, ghostscript, qpdf,
poppler-utils, and from the Python index weasyprint, reportlab, fpdf2, typst, python-docx; fonts Noto CJK,
WenQuanYi Micro Hei and Arphic Song. What is missing is skipped with a word.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pdf_producers as producers
import pdf_rewrites as rewrites
from pdf_notices import Sheet, chengdu, hangzhou, shanghai, sheets

OUT = Path(__file__).parents[1] / "fixtures" / "files" / "pdf"
NOTO = "'Noto Serif CJK SC'"
WQY = "'WenQuanYi Micro Hei'"
Maker = Callable[[Path], None]


def makers() -> dict[str, Maker]:
    """Every file by its name: notice-producer-layout."""
    table: dict[str, Maker] = {}

    def add(sheet: Sheet, producer: str, layout: str, style: str, **how: object) -> None:
        maker = partial(getattr(producers, producer), sheet)
        table[f"{sheet.name}-{producer}-{layout}"] = lambda target: maker(target, style, **how)

    for sheet in sheets():
        for web in ("weasyprint", "chromium"):
            for style in (
                "ruled",
                "threeline",
                "borderless",
                "rows",
                "zebra",
                "double",
                "dashed",
                "separate",
                "zebraruled",
                "thin",
            ):
                add(sheet, web, style, style, font=NOTO if style in ("ruled", "threeline", "borderless") else WQY)
            add(sheet, web, "split", "ruled", inside="auto", font=WQY)
            add(sheet, web, "borderlesssplit", "borderless", inside="auto", font=WQY)
            add(sheet, web, "borderlesstop", "borderless", valign="top", font=WQY)
            add(sheet, web, "landscape", "ruled", landscape=True, repeat=False, font=WQY)
            add(sheet, web, "columns", "ruled", columns=True, font=WQY)
            add(sheet, web, "columnsborderless", "borderless", columns=True, valign="top", font=WQY)
        for style in ("ruled", "borderless"):
            add(sheet, "libreoffice", style, style)
            add(sheet, "libreoffice", style + "columns", style, columns=True, font="WenQuanYi Micro Hei")
            add(sheet, "libreoffice", style + "nosplit", style, cant_split=True, landscape=True)
        for style in ("ruled", "borderless", "threeline"):
            add(sheet, "reportlab", style, style)
            add(sheet, "reportlab", style + "noembed", style, embedded=False, valign="TOP")
            add(sheet, "typst", style, style)
            add(sheet, "xelatex", style, style)
        add(sheet, "reportlab", "columns", "ruled", two_columns=True)
        add(sheet, "reportlab", "columnsborderless", "borderless", two_columns=True, valign="TOP")
        add(sheet, "reportlab", "landscape", "ruled", landscape=True)
        for style in ("ruled", "borderless", "rows", "threeline"):
            add(sheet, "fpdf", style, style)
        add(sheet, "typst", "top", "borderless", valign="top")
        add(sheet, "typst", "columns", "ruled", columns=True)
        add(sheet, "typst", "dashed", "dashed", landscape=True)
    for web in ("weasyprint", "chromium"):
        add(chengdu(), web, "merged", "ruled", merged=True, font=WQY)
        add(chengdu(), web, "mergedsplit", "ruled", merged=True, inside="auto", valign="top", font=WQY)
    for producer in ("libreoffice", "fpdf", "typst"):
        add(chengdu(), producer, "merged", "ruled", merged=True)
    table |= rewritten()
    return table


def rewritten() -> dict[str, Maker]:
    """Files that are made of others in the same folder."""
    table: dict[str, Maker] = {}
    for rewriter in (
        "ghostscript",
        "cairo",
        "qpdf",
        "turned",
        "sideways",
        "shifted",
        "two_up",
        "watermarked",
        "encrypted",
    ):
        for base in (
            "shanghai-chromium-ruled",
            "hangzhou-weasyprint-borderless",
            "chengdu-libreoffice-ruled",
            "shanghai-typst-ruled",
        ):
            rewrite = getattr(rewrites, rewriter)
            table[f"{base}-{rewriter}"] = lambda target, rewrite=rewrite, base=base: rewrite(
                target.parent / f"{base}.pdf", target
            )  # type: ignore[misc]
    return table


#: what the repository holds; the rest is made on demand for the benchmark
KEPT_NAMES = """
shanghai-chromium-ruled shanghai-chromium-split shanghai-chromium-borderlesstop shanghai-weasyprint-rows
shanghai-weasyprint-dashed shanghai-weasyprint-borderlesssplit shanghai-weasyprint-columnsborderless
shanghai-libreoffice-ruled shanghai-libreoffice-ruledcolumns shanghai-reportlab-ruled
shanghai-reportlab-rulednoembed shanghai-reportlab-threelinenoembed shanghai-reportlab-columnsborderless
shanghai-typst-ruled shanghai-typst-ruled-two_up shanghai-xelatex-borderless shanghai-fpdf-threeline
hangzhou-weasyprint-double hangzhou-weasyprint-split hangzhou-weasyprint-zebra hangzhou-chromium-separate
hangzhou-chromium-columns hangzhou-libreoffice-borderless hangzhou-libreoffice-rulednosplit
hangzhou-reportlab-columns hangzhou-reportlab-landscape hangzhou-typst-dashed hangzhou-typst-top
hangzhou-xelatex-ruled hangzhou-fpdf-rows hangzhou-reportlab-borderlessnoembed chengdu-weasyprint-merged
chengdu-chromium-mergedsplit chengdu-libreoffice-merged chengdu-fpdf-merged chengdu-typst-merged
chengdu-chromium-zebraruled chengdu-weasyprint-landscape chengdu-weasyprint-thin chengdu-typst-columns
chengdu-xelatex-threeline chengdu-fpdf-borderless chengdu-libreoffice-ruled
chengdu-libreoffice-ruled-ghostscript chengdu-libreoffice-ruled-cairo chengdu-libreoffice-ruled-qpdf
chengdu-libreoffice-ruled-turned chengdu-libreoffice-ruled-sideways chengdu-libreoffice-ruled-shifted
chengdu-libreoffice-ruled-two_up chengdu-libreoffice-ruled-watermarked
chengdu-libreoffice-ruled-encrypted
"""
KEPT = tuple(KEPT_NAMES.split())


def write_expected(folder: Path) -> None:
    for sheet in (shanghai(), hangzhou(), chengdu()):
        lines = ["\t".join(row) for row in (sheet.header, *sheet.rows)]
        (folder / f"{sheet.name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_expected(options.out)
    table = makers()
    wanted = options.names or (list(table) if options.all else list(KEPT))
    for name in wanted:
        target = options.out / f"{name}.pdf"
        if target.exists():
            continue
        try:
            table[name](target)
        except Exception as error:
            print(f"skipped {name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
