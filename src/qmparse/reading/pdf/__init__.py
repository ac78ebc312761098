"""Reading PDF: bytes to the raw announcement text.

`read_pdf` is all that others may use; `load` does. pypdf opens the file and unpacks its streams, and
is imported only when a PDF is read; what stands where on a page is worked out here.
See docs/reading-pdf.md for what it reads and how well.
"""

from __future__ import annotations

from qmparse.errors import ReadError
from qmparse.reading.source import Limits, Note, Reading

from .budget import Budget
from .document import (
    PageSource,
    guarded,
    hidden_layers,
    needs_aes,
    open_pdf,
    page_sources,
)
from .glyphs import looks_garbled
from .interpreter import Canvas, Resources, run_page
from .layout import Flow, PageLayout, join_pages, lay_out, page_text
from .objects import as_dict

__all__ = ["read_pdf"]

NO_LIMITS_GIVEN = Limits()


def read_pdf(data: bytes, *, password: str | None = None, limits: Limits = NO_LIMITS_GIVEN) -> Reading:
    """Read the text of a PDF: prose lines, tables as tab-separated rows, a form feed at each new page.

    Raises `ReadError` with code `encrypted`, `no-text-layer`, `damaged` or `too-large`. A page that
    cannot be read costs only itself, and is told by a note.

    >>> read_pdf(b"no PDF at all")
    Traceback (most recent call last):
    ...
    qmparse.errors.ReadError: damaged: the file cannot be opened as a PDF (Stream has ended unexpectedly)
    """
    budget = Budget(limits)
    with guarded(limits):
        reader = open_pdf(data, password, limits)
        shared = Resources(budget, hidden_layers(reader))
        sources = page_sources(reader, limits, budget)
        if not sources:
            raise ReadError("damaged", "the PDF has no pages")
        flow = Flow()
        pages = [_read_page(source, shared, flow) for source in sources]
    return _reading(pages, shared)


def _read_page(source: PageSource, shared: Resources, flow: Flow) -> tuple[PageLayout | None, Canvas, str]:
    """The layout of a page, what was drawn on it, and why there is no layout."""
    from pypdf.errors import DependencyError

    canvas = Canvas()
    try:
        matrix, width, height = source.shape()
        resources = as_dict(source.values.get("/Resources"))
        canvas = run_page(source.content(shared.budget), resources, matrix, shared)
        return lay_out(canvas, width, height, flow), canvas, ""
    except ReadError:
        raise
    except DependencyError as error:
        raise needs_aes() from error
    except Exception as error:  # errors of many kinds come out of damaged pages
        return None, canvas, type(error).__name__


def _reading(pages: list[tuple[PageLayout | None, Canvas, str]], shared: Resources) -> Reading:
    layouts = [layout or PageLayout([]) for layout, _, _ in pages]
    if not any(layout.blocks for layout in layouts):
        raise _nothing_to_read(pages)
    join_pages(layouts)
    notes: list[Note] = []
    text = ""
    for number, (layout, (found, canvas, why)) in enumerate(zip(layouts, pages, strict=True), 1):
        text += "\f" * (number > 1)
        if found is None:
            notes.append(Note("page-unreadable", "warning", f"page {number} cannot be read ({why})", len(text), len(text)))
        elif not layout.blocks and canvas.images:
            notes.append(Note("no-text-layer", "warning", f"page {number} is a picture without text", len(text), len(text)))
        text += page_text(layout)
    count = sum(font.restored for font in shared.fonts.values() if font)
    if count:
        notes.append(Note("glyph-restored", "info", f"{count} look-alike code points were brought back", 0, 0))
    if looks_garbled(text):
        message = "the fonts of this PDF do not say which characters they show; the text is not to be trusted"
        notes.append(Note("garbled-text", "error", message, 0, len(text)))
    return Reading(text, tuple(notes))


def _nothing_to_read(pages: list[tuple[PageLayout | None, Canvas, str]]) -> ReadError:
    broken = [str(number) for number, (layout, _, _) in enumerate(pages, 1) if layout is None]
    if len(broken) == len(pages):
        return ReadError("damaged", f"no page can be read ({pages[0][2]})")
    names = ", ".join(str(number) for number in range(1, len(pages) + 1)) if len(pages) <= 20 else f"1 to {len(pages)}"
    return ReadError("no-text-layer", f"no text on page {names}; pictures of text want OCR first")
