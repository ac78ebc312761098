"""Mutations within a zip package: bytes changed in a DOCX or XLSX seldom reach its XML, so they are changed inside.

    package -> members -> one member changed, by its bytes or by its tags -> package

Rules: pure functions of bytes and a seed; what is no zip is left to the caller. `fuzz.run` gives this to atheris.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

__all__ = ["changed"]

#: changes bytes, and gives no more than so many
Mutator = Callable[[bytes, int], bytes]

#: no member is inflated beyond this
_LARGEST = 1 << 20
#: what a fault of `zipfile` raises on a broken package
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
_TAG = re.compile(rb"<[^<>]{1,2000}>")
_VALUE = re.compile(rb'(?<==")[^"<>]{0,200}(?=")')
_TEXT = re.compile(rb"(?<=>)[^<>]{1,2000}(?=<)")
_VALUES = [
    b"", b"0", b"1", b"-1", b"2", b"9", b"255", b"1048577", b"16385", b"2147483648", b"99999999999999999999", b"1.5", b"1e9", b"NaN", b"true",
    b"A1", b"XFD1048576", b"A0", b"A1:A1", b"B2:A1", b"A1:XFD1048576", b"s", b"b", b"e", b"d", b"str", b"inlineStr", b"n", b"rId1", b"../x.xml",
    b"continue", b"restart", b"decimal", b"bullet", b"chineseCounting", b"%1.%2", b"\xe4\xb8\x80", b"&#0;", b"&amp;", b"&x;", b"/", b"\xff",
]  # fmt: skip


def changed(data: bytes, most: int, seed: int, mutate: Mutator) -> bytes | None:
    """The package with one member changed; None for what is no zip, or has nothing to change."""
    draw = random.Random(seed)
    try:
        members = _members(data)
    except _BROKEN:
        return None
    names = [name for name, member in members.items() if member and name.lower().endswith((".xml", ".rels"))]
    if not names:
        return None
    for _ in range(draw.choice([1, 1, 1, 2, 4])):
        # large parts are where the content is
        name = draw.choices(names, [len(members[name]) ** 0.5 for name in names])[0]
        members[name] = _changed_member(members[name], draw, mutate) or b"<"
    if draw.random() < 0.02:
        del members[draw.choice(names)]
    out = _packed(members)
    return out if len(out) <= most else None


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, bytes] = {}
        for info in archive.infolist():
            with archive.open(info) as member:
                found[info.filename] = member.read(_LARGEST)
        return found


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, member in members.items():
            # a date of its own would make each package differ
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), member, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _changed_member(member: bytes, draw: random.Random, mutate: Mutator) -> bytes:
    kind = draw.choice(["bytes", "value", "value", "text", "drop", "double", "move", "nest", "cut"])
    if kind == "bytes":
        return mutate(member, len(member) + 64)
    if kind in ("value", "text"):
        spans = [match.span() for match in (_VALUE if kind == "value" else _TEXT).finditer(member)]
        if not spans:
            return mutate(member, len(member) + 64)
        start, end = draw.choice(spans)
        value = draw.choice(_VALUES) if draw.random() < 0.7 else mutate(member[start:end] or b"1", 64)
        return member[:start] + value + member[end:]
    elements = _elements(member)
    if len(elements) < 3:
        return mutate(member, len(member) + 64)
    (start, end), (first, last) = draw.choice(elements), draw.choice(elements)
    if kind == "drop":
        return member[:start] + member[end:]
    if kind == "double":
        return member[:end] + member[start:end] * draw.choice([1, 1, 2, 20]) + member[end:]
    if kind == "move":
        return member[:first] + member[start:end] + member[first:]
    if kind == "nest":
        opening = _TAG.match(member, first)
        if opening is None or opening[0].endswith(b"/>"):
            return member[:first] + member[start:end] + member[last:]
        return member[: opening.end()] + member[start:end] + member[opening.end() :]
    return member[:start]


def _elements(member: bytes) -> list[tuple[int, int]]:
    """Where elements begin and end, as their tags pair."""
    found: list[tuple[int, int]] = []
    waiting: list[int] = []
    for tag in _TAG.finditer(member):
        if tag[0].startswith((b"<?", b"<!")):
            continue
        if tag[0].startswith(b"</"):
            if waiting:
                found.append((waiting.pop(), tag.end()))
        elif tag[0].endswith(b"/>"):
            found.append(tag.span())
        else:
            waiting.append(tag.start())
    return found
