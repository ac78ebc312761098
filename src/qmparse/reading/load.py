"""A file, bytes or a stream to the raw announcement text: what it is, and who reads it.

Rules: a `str` always names a file. Each reader is imported only when its format comes, so that a missing extra
costs nobody else anything. Every error is a `ReadError` that names the source as the caller did.
The public `load` imports this module.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from qmparse.errors import ReadError
from qmparse.reading.budget import too_large
from qmparse.reading.encoding import decode
from qmparse.reading.sniff import sniff
from qmparse.reading.source import Limits, Reading

__all__ = ["FORMATS", "read"]

#: what can be read, and the other names under which it may be asked for
FORMATS = {
    "pdf": "pdf",
    "docx": "docx", "docm": "docx", "dotx": "docx",
    "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx",
    "html": "html", "htm": "html",
    "text": "text", "txt": "text", "tsv": "text",
}  # fmt: skip

#: the modules of others that a reader needs, by their top name, and the extra that brings them
_EXTRAS = {"docx": ("docx", "lxml"), "xlsx": ("openpyxl",), "html": ("lxml",), "pdf": ("pypdf",)}

_WORD = "save it as .docx, or run `soffice --headless --convert-to docx FILE`"
_EXCEL = "save it as .xlsx, or run `soffice --headless --convert-to xlsx FILE`"
_SCAN = "run OCR on it first and pass the text"
_ADVICE = {
    "doc": _WORD, "wps": _WORD, "rtf": _WORD, "odt": _WORD, "xml": _WORD, "mhtml": _WORD,
    "xls": _EXCEL, "et": _EXCEL, "xlsb": _EXCEL, "ods": _EXCEL,
    "ofd": "export it as PDF in an OFD reader",
    "caj": "export it as PDF in its reader",
    "pptx": "save it as PDF", "ppt": "save it as PDF", "dps": "save it as PDF",
    "image": _SCAN, "djvu": _SCAN,
    "zip": "unpack it and read the files in it", "rar": "unpack it and read the files in it",
    "7z": "unpack it and read the files in it", "gzip": "unpack it and read the file in it",
}  # fmt: skip


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    format: str | None = None,
    encoding: str | None = None,
    password: str | None = None,
    limits: Limits | None = None,
) -> Reading:
    """The raw announcement text of a file.

    `source` is a path (a `str` always is one), the bytes of a file, or a binary stream. The format is told from the
    content; `format` (`pdf`, `docx`, `xlsx`, `html`, `text`) overrules that. `encoding` is for text and web pages,
    `password` for PDF, `limits` bounds size and time.

    Raises `ReadError`: `unreadable-file`, `unsupported-format`, `missing-extra`, and what each reader raises.
    Raises `TypeError` for a source of another type.

    >>> read("1\\t开展活动".encode("gb18030")).text
    '1\\t开展活动'
    >>> read("no-such-file.txt")
    Traceback (most recent call last):
    qmparse.errors.ReadError: no-such-file.txt: unreadable-file: there is no such file
    """
    limits = limits or Limits()
    name = _name(source)
    try:
        data = _bytes(source, limits)
        found = _format(data, format, name)
        if found == "text":
            return Reading(decode(data, encoding=encoding))
        reader = _reader(found)
        if found == "html":
            return reader(data, encoding=encoding, limits=limits)
        return reader(data, password=password, limits=limits)
    except ReadError as error:
        if name is None or error.source is not None:
            raise
        raise ReadError(error.code, error.message, source=name) from error.__cause__


def _name(source: object) -> str | None:
    """What the caller calls the source, or None."""
    if isinstance(source, (str, os.PathLike)):
        return os.fsdecode(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None


def _bytes(source: object, limits: Limits) -> bytes:
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
    elif isinstance(source, (str, os.PathLike)):
        data = _file(source, limits)
    elif callable(take := getattr(source, "read", None)):
        data = _stream(take, limits)
    else:
        raise TypeError(f"source must be a path, bytes or a binary stream, not {type(source).__name__}")
    if len(data) > limits.file_bytes:
        raise too_large(f"the file has more than {limits.file_bytes} bytes", "file_bytes")
    return data


def _file(path: str | os.PathLike[str], limits: Limits) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise ReadError("unreadable-file", "there is no such file") from None
    except IsADirectoryError:
        raise ReadError("unreadable-file", "this is a folder; pass the files in it one by one") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError("unreadable-file", f"the file cannot be opened: {reason}") from None


def _stream(take: Callable[[int], object], limits: Limits) -> bytes:
    """All of a stream, which may hand out less than it is asked for."""
    chunks: list[bytes] = []
    left = limits.file_bytes + 1
    while left > 0:
        try:
            chunk = take(left)
        except (OSError, ValueError) as error:
            raise ReadError("unreadable-file", f"the stream cannot be read: {error}") from None
        if isinstance(chunk, str):
            raise TypeError("the stream gives text; open the file in binary mode, or call parse() on the text")
        if not isinstance(chunk, (bytes, bytearray)) or not chunk:
            break
        chunks.append(bytes(chunk))
        left -= len(chunk)
    return b"".join(chunks)


def _format(data: bytes, asked: str | None, name: str | None) -> str:
    """The format to read as: the one asked for, else the one that the content shows."""
    if asked is not None:
        if (known := FORMATS.get(asked.lower().lstrip("."))) is None:
            advice = _ADVICE.get(asked.lower().lstrip("."), f"choose one of {', '.join(sorted(set(FORMATS.values())))}")
            raise ReadError("unsupported-format", f"format {asked!r} is not read; {advice}")
        return known
    found = sniff(data, name)
    if found in FORMATS:
        return found
    if found == "encrypted":
        raise ReadError("encrypted", "the file is locked with a password; save it without one in the program it is from")
    advice = _ADVICE.get(found, "save it as DOCX, XLSX, PDF, HTML or text")
    raise ReadError("unsupported-format", f"this is a file of format {found}, which is not read; {advice}")


def _reader(found: str) -> Callable[..., Reading]:
    """The reader of a format, imported now."""
    try:
        module: Any = import_module(f"qmparse.reading.{found}")
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _EXTRAS[found]:
            raise
        message = f"reading {found.upper()} needs the package {missing}; run pip install 'qmparse[{found}]'"
        raise ReadError("missing-extra", message) from None
    reader: Callable[..., Reading] = getattr(module, f"read_{found}")
    return reader
