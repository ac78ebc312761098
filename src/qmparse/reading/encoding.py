"""Bytes of a text to the text: byte order mark, then strict UTF-8, then strict GB18030, never a guess.

Rules: a byte order mark is a mark of the file, so one is taken off; everything else, line ends too, stays as it is.
A statistical guesser is no help here: it reads a short row of GB18030 as Korean.
Readers of formats made of text (plain text, web pages) and `load` import this module.
"""

from __future__ import annotations

import codecs

from qmparse.errors import ReadError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: what is called gb2312 or gbk is written by programs that mean its superset
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "hz"}

#: so many whole characters before the first fault tell a damaged UTF-8 text from one in GB18030
_ENOUGH = 8


def decode(data: bytes, *, encoding: str | None = None) -> str:
    """The text that `data` holds.

    Without `encoding`: a byte order mark decides; else strict UTF-8, UTF-16 without a mark where zero bytes show it,
    and strict GB18030. With `encoding` only that one is tried (`gb2312` and `gbk` mean `gb18030`). One leading byte
    order mark is left out of the text; line ends stay as they are.

    Raises `ReadError("undecodable")`, naming the first offending byte and what to do.

    >>> decode("质量月".encode("gb18030"))
    '质量月'
    >>> decode(b"\\xef\\xbb\\xbf\\xe4\\xb8\\x80\\r\\n")
    '一\\r\\n'
    >>> decode(b"ab\\xff\\xff")
    Traceback (most recent call last):
    qmparse.errors.ReadError: undecodable: byte 2 (0xFF) fits neither UTF-8 nor GB18030; pass encoding=… if you know it, or save the file as UTF-8
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name)
    if b"\0" in data and (found := _unmarked_utf16(data)) is not None:
        return found
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error.start):
            raise _undecodable(data, error.start, "is no UTF-8, which the text before it is") from None
        first_fault = error.start
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _undecodable(data, max(first_fault, error.start), "fits neither UTF-8 nor GB18030") from None


def _decode_as(data: bytes, encoding: str) -> str:
    """`data` in just this encoding, without a byte order mark."""
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(_SUPERSETS.get(name, name))
    except LookupError:
        message = f"no text encoding is called {encoding!r}; utf-8, gb18030, big5 and utf-16 are some that are"
        raise ReadError("undecodable", message) from None
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, f"is no {encoding}") from None
    except ValueError as error:
        message = f"the bytes are no {encoding}: {error}; leave encoding out to have it told from the bytes"
        raise ReadError("undecodable", message) from None
    return text.removeprefix("\ufeff")


def _undecodable(data: bytes, offset: int, reason: str) -> ReadError:
    byte = f"byte {offset} (0x{data[offset]:02X})" if offset < len(data) else f"the end at byte {offset}"
    return ReadError("undecodable", f"{byte} {reason}; pass encoding=… if you know it, or save the file as UTF-8")


def _is_damaged_utf8(data: bytes, fault: int) -> bool:
    """Whether the bytes before `fault` are so much good UTF-8 that the text cannot be GB18030.

    Without this a UTF-8 notice with one bad byte would come back as Chinese characters that nobody wrote.
    """
    head = data[:fault].decode("utf-8")
    return sum(1 for character in head if character > "\x7f") >= _ENOUGH


def _unmarked_utf16(data: bytes) -> str | None:
    """The text where the zero bytes are those of UTF-16 without a mark, else None.

    一 is U+4E00, so the side on which the zeros stand does not settle the byte order: the characters do.
    """
    if len(data) % 2:
        return None
    best: tuple[float, str] | None = None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        share = sum(map(_is_common, text)) / len(text)
        if share > 0.9 and (best is None or share > best[0]):
            best = (share, text)
    return best[1] if best else None


def _is_common(character: str) -> bool:
    """Whether a Chinese text is likely to hold this character."""
    return (
        " " <= character <= "~"
        or character in "\t\r\n\f"
        or "\u4e00" <= character <= "\u9fff"
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
        or "\u2010" <= character <= "\u27bf"
    )
