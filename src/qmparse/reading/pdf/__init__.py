"""Reading PDF: bytes to the raw announcement text.

`read_pdf` is all that others may use; `load` does. pypdf opens the file and unpacks its streams, and
is imported only when a PDF is read; what stands where on a page is worked out here.
See docs/reading-pdf.md for what it reads and how well.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

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
from .furniture import Furniture
from .glyphs import looks_garbled
from .interpreter import Resources, run_page
from .layout import Flow, PageLayout, Sheet, join_pages, lay_out, page_text, prepare
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
    qmparse.errors.ReadError: damaged: the file cannot be opened as a PDF (Stream has ended unexpectedly); fetch it again
    """
    budget = Budget(limits)
    with guarded(limits):
        reader = open_pdf(data, password, limits)
        shared = Resources(budget, hidden_layers(reader))
        sources = page_sources(reader, limits, budget)
        if not sources:
            raise ReadError("damaged", "the PDF has no pages")
        pages = _laid_out([(source, shared) for source in sources])
    return _reading(pages, shared)


@attrs.define(eq=False)
class _Page:
    """A page on its way: prepared, then laid out; `fault` says why it is neither."""

    sheet: Sheet | None = None
    layout: PageLayout | None = None
    images: int = 0
    fault: str = ""


def _laid_out(sources: list[tuple[PageSource, Resources]]) -> list[_Page]:
    """The pages in order, each laid out once the one after it has been met."""
    flow, furniture = Flow(), Furniture()
    pages: list[_Page] = []
    for source in [*sources, None]:
        if source is not None:
            pages.append(_tried(_prepare, *source))
            sheet = pages[-1].sheet
            if sheet is not None:
                furniture.meet(sheet.lines)
        before = pages[-2] if source is not None and len(pages) > 1 else pages[-1] if source is None else None
        if before is not None and before.sheet is not None:
            done = _tried(_finish, before.sheet, furniture, flow)
            before.sheet, before.layout, before.fault = None, done.layout, done.fault
    return pages


def _prepare(source: PageSource, shared: Resources) -> _Page:
    matrix, width, height = source.shape()
    resources = as_dict(source.values.get("/Resources"))
    canvas = run_page(source.content(shared.budget), resources, matrix, shared)
    return _Page(prepare(canvas, width, height), images=canvas.images)


def _finish(sheet: Sheet, furniture: Furniture, flow: Flow) -> _Page:
    return _Page(layout=lay_out(sheet, furniture.of(sheet.lines, sheet.width), flow))


def _tried(step: Callable[..., _Page], *given: object) -> _Page:
    """A step on one page; whatever goes wrong is that page's fault alone."""
    from pypdf.errors import DependencyError

    try:
        return step(*given)
    except ReadError:
        raise
    except DependencyError as error:
        raise needs_aes() from error
    except Exception as error:
        return _Page(fault=type(error).__name__)


def _reading(pages: list[_Page], shared: Resources) -> Reading:
    layouts = [page.layout or PageLayout([]) for page in pages]
    if not any(layout.blocks for layout in layouts):
        raise _nothing_to_read(pages)
    join_pages(layouts)
    notes: list[Note] = []
    text = ""
    for number, (layout, page) in enumerate(zip(layouts, pages, strict=True), 1):
        text += "\f" * (number > 1)
        if page.layout is None:
            message = f"page {number} cannot be read ({page.fault})"
            notes.append(Note("page-unreadable", "warning", message, len(text), len(text)))
        elif not layout.blocks and page.images:
            message = f"page {number} is a picture without text"
            notes.append(Note("no-text-layer", "warning", message, len(text), len(text)))
        text += page_text(layout)
    return Reading(text, (*notes, *_notes_of_fonts(text, shared)))


def _notes_of_fonts(text: str, shared: Resources) -> list[Note]:
    notes: list[Note] = []
    count = sum(font.restored for font in shared.fonts.values() if font)
    if count:
        notes.append(Note("glyph-restored", "info", f"{count} look-alike code points were brought back", 0, 0))
    if looks_garbled(text):
        message = "the fonts of this PDF do not say which characters they show; the text is not to be trusted"
        notes.append(Note("garbled-text", "error", message, 0, len(text)))
    return notes


def _nothing_to_read(pages: list[_Page]) -> ReadError:
    if all(page.layout is None for page in pages):
        return ReadError("damaged", f"no page can be read ({pages[0].fault})")
    names = ", ".join(str(number) for number in range(1, len(pages) + 1)) if len(pages) <= 20 else f"1 to {len(pages)}"
    return ReadError("no-text-layer", f"no text on page {names}; pictures of text want OCR first")
