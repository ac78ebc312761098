"""Rewriters: a PDF to another PDF of the same look, by other software or by turning it about.

Only the makers of fixtures import it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pdf_producers import run


def ghostscript(source: Path, target: Path) -> None:
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", source)


def cairo(source: Path, target: Path) -> None:
    run("pdftocairo", "-pdf", source, target)


def qpdf(source: Path, target: Path) -> None:
    run("qpdf", "--object-streams=generate", "--linearize", source, target)


def turned(source: Path, target: Path) -> None:
    """The content turned by a quarter, and /Rotate to turn it back."""
    from pypdf import PdfReader, PdfWriter, Transformation

    writer = PdfWriter()
    for original in PdfReader(source).pages:
        page = writer.add_page(original)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox.upper_right = page.cropbox.upper_right = (height, width)  # type: ignore[assignment]
        page.rotate(90)
    writer.write(target)


def sideways(source: Path, target: Path) -> None:
    """The content turned by a quarter on pages that do not say so."""
    from pypdf import PdfReader, PdfWriter, Transformation

    writer = PdfWriter()
    for original in PdfReader(source).pages:
        page = writer.add_page(original)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox.upper_right = page.cropbox.upper_right = (height, width)  # type: ignore[assignment]
    writer.write(target)


def shifted(source: Path, target: Path) -> None:
    """Origins of the boxes other than 0."""
    from pypdf import PdfReader, PdfWriter, Transformation
    from pypdf.generic import RectangleObject

    writer = PdfWriter()
    for original in PdfReader(source).pages:
        page = writer.add_page(original)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().translate(-300, 900))
        page.mediabox = RectangleObject((-350, 850, width - 250, height + 950))
        page.cropbox = RectangleObject((-300, 900, width - 300, height + 900))
    writer.write(target)


def two_up(source: Path, target: Path) -> None:
    """Two pages on a landscape sheet, as forms within forms."""
    from pypdf import PdfReader, PdfWriter, Transformation

    writer = PdfWriter()
    pages: list[Any] = list(PdfReader(source).pages)
    for left, right in zip(pages[::2], [*pages[1::2], None], strict=False):
        sheet = writer.add_blank_page(width=842, height=595)
        sheet.merge_transformed_page(left, Transformation().scale(0.7))
        if right is not None:
            sheet.merge_transformed_page(right, Transformation().scale(0.7).translate(421, 0))
    writer.write(target)


def watermarked(source: Path, target: Path) -> None:
    """A word at an angle over every page."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.translate(150, 250)
    canvas.rotate(45)
    canvas.setFont("Helvetica-Bold", 60)
    canvas.setFillGray(0.85)
    canvas.drawString(0, 0, "INTERNAL COPY")
    canvas.save()
    stamp = PdfReader(buffer).pages[0]
    writer = PdfWriter()
    for original in PdfReader(source).pages:
        writer.add_page(original).merge_page(stamp)
    writer.write(target)


def encrypted(source: Path, target: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(target)
