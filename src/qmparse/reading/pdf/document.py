"""Opening a PDF: repair, password, limits, and the walk to its pages.

pypdf is the object and stream layer, and imported only here and below. Whatever it raises becomes a
`ReadError`; the page tree is walked by ourselves, so that a loop or a broken branch costs only itself.
Only `read_pdf` imports this module.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

import attrs

from qmparse.errors import ReadError
from qmparse.reading.source import Limits

from .budget import Budget, too_large
from .drawing import Box, Matrix
from .objects import (
    as_dict,
    as_list,
    as_name,
    as_number,
    identity,
    resolved,
    stream_data,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["PageSource", "guarded", "hidden_layers", "needs_aes", "open_pdf", "page_sources"]

CATALOG = re.compile(rb"(\d+)\s+(\d+)\s+obj(?:(?!endobj).){0,400}?/Type\s*/Catalog", re.DOTALL)
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
A4: Box = (0.0, 0.0, 595.0, 842.0)
#: pages within pages within pages
DEPTH = 64


@attrs.frozen(eq=False)
class PageSource:
    """A page as the file has it, before anything on it is run."""

    number: int
    values: dict[str, Any]

    def content(self, budget: Budget) -> bytes:
        """The content streams, joined as the standard says."""
        contents = resolved(self.values.get("/Contents"))
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(stream_data(part, budget) for part in parts)

    def shape(self) -> tuple[Matrix, float, float]:
        """The matrix to the upright page (y downward), and its width and height."""
        media = _box(self.values.get("/MediaBox")) or A4
        crop = _box(self.values.get("/CropBox")) or media
        x0, y0 = max(crop[0], media[0]), max(crop[1], media[1])
        x1, y1 = min(crop[2], media[2]), min(crop[3], media[3])
        if x1 - x0 < 1 or y1 - y0 < 1:
            x0, y0, x1, y1 = media
        turn = int(as_number(self.values.get("/Rotate"))) // 90 % 4
        matrices: tuple[Matrix, ...] = (
            (1, 0, 0, -1, -x0, y1), (0, 1, 1, 0, -y0, -x0), (-1, 0, 0, 1, x1, -y0), (0, -1, -1, 0, y1, x1),
        )  # fmt: skip
        width, height = x1 - x0, y1 - y0
        return matrices[turn], *((height, width) if turn % 2 else (width, height))


def _box(raw: object) -> Box | None:
    numbers = [as_number(item) for item in as_list(raw)]
    if len(numbers) != 4:
        return None
    a, b, c, d = numbers
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


@contextmanager
def guarded(limits: Limits) -> Iterator[None]:
    """Bound what pypdf unpacks, and keep its log to itself."""
    from pypdf import apply_configuration

    most = max(1, min(limits.unpacked_bytes, 75_000_000))
    with _SILENCE, apply_configuration(
        maximum_declared_stream_length=most, array_based_stream_maximum_output_length=most,
        lzw_maximum_output_length=most, run_length_maximum_output_length=most,
        zlib_maximum_output_length=most, brotli_maximum_output_length=most,
        jbig2_maximum_output_length=most, stream_decoding_work_maximum_length=2 * most,
        zlib_maximum_recovery_input_length=1_000_000,
    ):  # fmt: skip
        yield


class _Silence:
    """Keeps pypdf's loggers quiet while anyone reads; threads may come and go in any order."""

    def __init__(self) -> None:
        self._lock, self._inside, self._level = Lock(), 0, logging.NOTSET

    def __enter__(self) -> None:
        with self._lock:
            logger = logging.getLogger("pypdf")
            if not self._inside:
                self._level = logger.level
                logger.setLevel(logging.CRITICAL + 1)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                logging.getLogger("pypdf").setLevel(self._level)


_SILENCE = _Silence()


def open_pdf(data: bytes, password: str | None, limits: Limits) -> PdfReader:
    """Open the file; if that fails, once more with what is missing at its end put there."""
    if len(data) > limits.file_bytes:
        raise too_large(f"more than {limits.file_bytes} bytes in the file")
    first = _attempt(data, password)
    if not isinstance(first, Exception):
        return first
    found = list(CATALOG.finditer(data))
    tail = b"\nstartxref\n0\n%%EOF\n"
    if found:
        number, generation = (part.decode("ascii") for part in found[-1].group(1, 2))
        root = f"\ntrailer\n<</Root {number} {generation} R /Size {int(number) + 1}>>".encode("ascii")
        tail = root + tail
    second = _attempt(data + tail, password)
    if not isinstance(second, Exception):
        return second
    raise ReadError("damaged", f"the file cannot be opened as a PDF ({_brief(first)}); fetch it again") from first


def _attempt(data: bytes, password: str | None) -> PdfReader | Exception:
    """The opened file, or why it does not open; what no repair can help is raised."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, WrongPasswordError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            _decrypt(reader, password)
        if not as_dict(as_dict(reader.trailer.get("/Root")).get("/Pages")):
            return ValueError("no page tree")
    except DependencyError as error:
        raise needs_aes() from error
    except WrongPasswordError as error:
        raise _needs_password(password) from error
    except LimitReachedError as error:
        raise too_large("a part of the file unpacks to more than is allowed") from error
    except ReadError:
        raise
    except RecursionError as error:
        return error
    except Exception as error:
        return error
    return reader


def _decrypt(reader: PdfReader, password: str | None) -> None:
    for attempt in ("", password):
        if attempt is not None and reader.decrypt(attempt):
            return
    raise _needs_password(password)


def _needs_password(password: str | None) -> ReadError:
    if password is None:
        return ReadError("encrypted", "the PDF wants a password; pass password=…")
    return ReadError("encrypted", "the password does not open the PDF")


def needs_aes() -> ReadError:
    """The error for a file that only the extra can open."""
    return ReadError("encrypted", "the PDF is encrypted with AES; install qmparse[aes] to read it")


def _brief(error: Exception) -> str:
    text = str(error).split("\n")[0][:120]
    return text or type(error).__name__


def page_sources(reader: PdfReader, limits: Limits, budget: Budget) -> list[PageSource]:
    """The pages in order; loops and broken branches of the tree are left out."""
    root = as_dict(as_dict(reader.trailer.get("/Root")).get("/Pages"))
    pages: list[PageSource] = []
    seen: set[int] = set()
    # A stack of iterators instead of recursion: the depth is the file's to choose.
    stack: list[tuple[Iterator[Any], dict[str, Any]]] = [(iter([root]), {})]
    while stack:
        children, above = stack[-1]
        raw = next(children, None)
        if raw is None:
            stack.pop()
            continue
        budget.clock()
        node = _node(raw, seen)
        values = above | {key: node[key] for key in INHERITED if key in node}
        kids = as_list(node.get("/Kids"))
        if kids and as_name(node.get("/Type")) != "/Page":
            if len(stack) < DEPTH:
                stack.append((iter(kids), values))
        elif node and as_name(node.get("/Type")) != "/Pages":
            if len(pages) >= limits.pages:
                raise too_large(f"more than {limits.pages} pages")
            pages.append(PageSource(len(pages) + 1, values | {"/Contents": node.get("/Contents")}))
    return pages


def _node(raw: object, seen: set[int]) -> dict[str, Any]:
    """A node of the tree, each only once; an empty one where the file is broken."""
    number = identity(raw)
    if number in seen and number > 0:
        return {}
    seen.add(number)
    try:
        return as_dict(raw)
    except ReadError:
        raise
    except Exception:
        return {}


def hidden_layers(reader: PdfReader) -> frozenset[int]:
    """The numbers of the layers that the file switches off."""
    try:
        properties = as_dict(as_dict(reader.trailer.get("/Root")).get("/OCProperties"))
        off = as_list(as_dict(properties.get("/D")).get("/OFF"))
        return frozenset(identity(layer) for layer in off[:10_000])
    except Exception:
        return frozenset()
