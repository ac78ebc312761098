"""Marked content: what is dropped, and what ActualText says in place of glyphs.

Browsers write ActualText where one glyph stands for several characters; watermarks and layers that are
switched off are dropped with all they hold. Only the interpreter imports this module.
"""

from __future__ import annotations

import attrs

from .glyphs import Glyph

__all__ = ["Mark", "replaced", "text_string"]


@attrs.define(eq=False)
class Mark:
    """An open marked content: dropped, replaced by its ActualText, or neither."""

    drop: bool = False
    actual: str | None = None
    #: glyphs of each direction when it opened
    since: dict[int, int] = attrs.field(factory=dict)


def replaced(glyphs: list[Glyph], actual: str) -> list[Glyph]:
    """Glyphs that carry the ActualText: one each where the numbers agree, else all in the first."""
    if len(actual) == len(glyphs):
        for glyph, character in zip(glyphs, actual, strict=True):
            glyph.text = character
        return glyphs
    if not actual:
        return []
    first = glyphs[0]
    first.text = actual
    first.x1 = max([first.x1] + [glyph.x1 for glyph in glyphs if abs(glyph.y - first.y) < first.size / 2])
    return [first]


def text_string(value: object) -> str | None:
    """The text of a string object: UTF-16 or UTF-8 by its mark, else as it stands."""
    if isinstance(value, bytes):
        if value.startswith(b"\xfe\xff"):
            return value[2:].decode("utf-16-be", "replace")
        if value.startswith(b"\xef\xbb\xbf"):
            return value[3:].decode("utf-8", "replace")
        return value.decode("latin-1")
    return str(value) if isinstance(value, str) else None
