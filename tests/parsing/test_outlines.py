"""Pieces of text, and small notices, read as outlined."""

from __future__ import annotations

import pytest

from tests import outlines


@pytest.mark.parametrize("kind", outlines.KINDS)
def test_pieces(kind: str) -> None:
    found = outlines.pieces(kind)
    assert [(piece, outlines.read(kind, piece)) for piece, _ in found] == found


@pytest.mark.parametrize(("text", "outcome"), outlines.notices())
def test_notices(text: str, outcome: str) -> None:
    assert outlines.outline(text).strip("\n") == outcome
