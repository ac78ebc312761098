"""Reads text files while `qmparse.load` is not there yet; goes when it comes."""

from __future__ import annotations

import os
from typing import Any, BinaryIO

from qmparse.errors import QmparseError, ReadError
from qmparse.records import Notice


def load(source: str | os.PathLike[str] | bytes | BinaryIO, **options: Any) -> Notice:
    from qmparse.parsing.notice import read_notice

    name = source if isinstance(source, str) else getattr(source, "name", None)
    if isinstance(source, (str, os.PathLike)):
        try:
            with open(source, "rb") as stream:
                data = stream.read()
        except OSError as error:
            raise ReadError("unreadable-file", error.strerror or str(error), source=os.fsdecode(source)) from None
    else:
        data = source if isinstance(source, bytes) else source.read()
    for encoding in (options.get("encoding") or "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        raise ReadError("undecodable", "neither UTF-8 nor GB18030", source=name)
    notice = read_notice(text)
    if options.get("strict"):
        for found in notice.diagnostics:
            if found.severity == "error":
                error_ = QmparseError(str(found))
                error_.code, error_.diagnostics = found.code, (found,)  # type: ignore[attr-defined]
                raise error_
    return notice
