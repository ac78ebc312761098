"""What a hostile file may cost: time, and bytes unpacked from a ZIP package.

Rules: every limit ends in `ReadError("too-large")`, every fault of a package in `ReadError("damaged")`.
The sizes that a package declares are checked before, and the bytes that really come out are counted meanwhile.
Nothing here knows a file format beyond ZIP and XML. Readers import this module.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

from qmparse.errors import ReadError
from qmparse.reading.source import Limits

__all__ = ["Deadline", "check_size", "too_large", "unpack"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: the name of the stream that holds a package locked with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")

_CHUNK = 1 << 18
_MAX_PARTS = 20_000
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
)


class Deadline:
    """A moment after which reading gives up.

    >>> Deadline(60).check()
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raises `ReadError("too-large")` when the time is over."""
        if time.monotonic() > self._end:
            raise too_large(f"reading took longer than {self._seconds:g} s", "seconds")


def too_large(message: str, limit: str) -> ReadError:
    """The error for a limit that was hit, naming the field of `Limits` that raises it."""
    return ReadError("too-large", f"{message}; pass limits=Limits({limit}=…) to read it all the same")


def check_size(data: bytes, limits: Limits) -> None:
    """Raises `ReadError("too-large")` where the file itself is over the limit."""
    if len(data) > limits.file_bytes:
        raise too_large(f"the file has {len(data)} bytes, over {limits.file_bytes}", "file_bytes")


def unpack(data: bytes, wanted: Callable[[str], bool], limits: Limits, deadline: Deadline) -> dict[str, bytes]:
    """The XML parts of an Office package that `wanted` names, each as UTF-8 without a document type.

    Raises `ReadError`: `damaged`, `encrypted`, or `too-large`.
    """
    if data.startswith(OLE_MAGIC):
        raise _not_a_package(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate_all(archive, wanted, limits, deadline)
    except ReadError:
        raise
    except (*_ZIP_FAULTS, NotImplementedError) as error:
        message = f"the package is cut off or broken ({error}); fetch the file again, or open it in its program and save it"
        raise ReadError("damaged", message) from None


def _not_a_package(data: bytes) -> ReadError:
    """A locked Office file is an OLE file around the package; other OLE files are of the formats before 2007."""
    if LOCKED in data:
        return ReadError("encrypted", "the file is locked with a password; save it without one in the program it is from")
    return ReadError("damaged", "this is a file of Office before 2007 under a new name; save it in the newer format")


def _inflate_all(
    archive: zipfile.ZipFile, wanted: Callable[[str], bool], limits: Limits, deadline: Deadline
) -> dict[str, bytes]:
    listed = archive.infolist()
    if len(listed) > _MAX_PARTS:
        raise ReadError("too-large", f"the package has {len(listed)} parts, over {_MAX_PARTS}")
    parts = [(info.filename.replace("\\", "/").lstrip("/"), info) for info in listed]
    chosen = [(name, info) for name, info in parts if wanted(name)]
    if sum(info.file_size for _, info in chosen) > limits.unpacked_bytes:
        raise too_large(f"the package unpacks to more than {limits.unpacked_bytes} bytes", "unpacked_bytes")
    left = limits.unpacked_bytes
    found: dict[str, bytes] = {}
    for name, info in chosen:
        part = _inflate(archive, info, left, limits, deadline)
        left -= len(part)
        found[name] = _plain_xml(part, name)
    return found


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, limits: Limits, deadline: Deadline) -> bytes:
    """One part, chunk by chunk, for the size that it declares may be a lie."""
    if info.flag_bits & 1:
        raise ReadError("encrypted", "the package is locked with a password; unlock it first")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # LZMA lets a file of some bytes ask for gigabytes of memory, and no office program writes it
        raise ReadError("damaged", f"part {info.filename!r} is packed in a way that no office program uses")
    chunks: list[bytes] = []
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise too_large(f"the package unpacks to more than {limits.unpacked_bytes} bytes", "unpacked_bytes")
            chunks.append(chunk)
            deadline.check()
    return b"".join(chunks)


def _plain_xml(part: bytes, name: str) -> bytes:
    """The part in UTF-8. A document type is refused: Office writes none, and entities are how small XML grows large."""
    declared = _DECLARATION.match(part, 0, 400)
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        order = "utf-16-be" if part.startswith((b"\xfe\xff", b"\0<")) else "utf-16-le"
        part = part.decode(order).removeprefix("\ufeff").encode()
        part = re.sub(rb"\A\s*<\?xml[^>]*\?>", b"", part)
    elif declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        try:
            part = part[declared.end() :].decode(declared[1].decode()).encode()
        except LookupError:
            raise ReadError("damaged", f"part {name!r} is in an encoding that is not known") from None
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ReadError("damaged", f"part {name!r} declares a document type, which no office program writes")
    return part
