"""DOCX: the package of Word to the raw announcement text.

Rules: python-docx serves as the XML layer; its package layer is passed by, for it fails on a missing picture.
Only the parts that hold text are unpacked, under `Limits`. Headers, footers, comments and notes stay out.
`load` imports this module, lazily; of the package it imports readers' modules and errors.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError

from qmparse.errors import ReadError
from qmparse.reading.budget import Deadline, check_size, too_large, unpack
from qmparse.reading.docx_blocks import Body
from qmparse.reading.docx_numbering import Numbering, Styles, W
from qmparse.reading.source import Limits, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_USUAL = Limits()

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WANTED = re.compile(r"_rels/\.rels|[^/]+/(?:[^/]*document[^/]*|styles|numbering)\.xml", re.IGNORECASE)
_MAIN = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_docx(data: bytes, *, password: str | None = None, limits: Limits = _USUAL) -> Reading:
    """The text of a Word file (`.docx`, `.docm`, `.dotx`; transitional or strict).

    Paragraphs are lines, tables tab-separated rows with merged cells filled down; list numbers that Word generates are
    written out; text boxes follow their paragraph. Hidden text and tracked deletions are left out, insertions kept. A
    form feed begins each page after the first, as far as the file records its pages. `password` opens nothing: a
    locked file must be saved without one.

    Raises `ReadError`: `damaged`, `encrypted`, `too-large`, `no-text-layer`.

    >>> read_docx(b"PK")
    Traceback (most recent call last):
    qmparse.errors.ReadError: damaged: the package is cut off or broken (File is not a zip file); fetch the file again, or open it in its program and save it
    """
    deadline = Deadline(limits.seconds)
    check_size(data, limits)
    parts = unpack(data, lambda name: _WANTED.fullmatch(name) is not None, limits, deadline)
    main = _main_part(parts, limits)
    folder = posixpath.dirname(main)
    try:
        styles = Styles(_root(parts.get(f"{folder}/styles.xml"), limits))
        numbering = Numbering(_root(parts.get(f"{folder}/numbering.xml"), limits), styles)
        document = _root(parts[main], limits)
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise ReadError("damaged", f"part {main!r} holds no document body; open the file in Word and save it again")
        return Body(styles, numbering, limits, deadline).read(body)
    except LxmlError as error:
        raise ReadError("damaged", f"the XML of the document is broken ({error}); fetch the file again") from None
    except RecursionError:
        raise ReadError("damaged", "the document nests its elements too deep to be one that a program wrote") from None


def _main_part(parts: dict[str, bytes], limits: Limits) -> str:
    """The part that the package calls its document; the usual name where it does not say."""
    try:
        root = _root(parts.get("_rels/.rels"), limits)
    except LxmlError:
        root = None
    for relation in () if root is None else root.iter(_RELATIONSHIP):
        target: str = posixpath.normpath(relation.get("Target", "").lstrip("/"))
        if relation.get("Type", "").endswith("/officeDocument") and target in parts:
            return target
    if _MAIN not in parts:
        raise ReadError("damaged", "the package holds no Word document; is it a DOCX file at all?")
    return _MAIN


def _root(part: bytes | None, limits: Limits) -> _Element | None:
    """A part as a tree. Elements are counted first, for each costs a hundred times its bytes."""
    if not part:
        return None
    if part.count(b"<") > 2 * limits.operators:
        raise too_large(f"the document has more than {limits.operators} elements", "operators")
    return parse_xml(part.replace(_STRICT, _TRANSITIONAL))
