"""The tokenizer gives the operators that pypdf's own, slower one gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qmparse.reading.pdf.budget import Budget
from qmparse.reading.pdf.tokens import operations
from qmparse.reading.source import Limits

FOLDER = Path(__file__).parents[1] / "fixtures" / "files" / "pdf"


def tokens(data: bytes) -> list[tuple[bytes, list[Any]]]:
    return list(operations(data, Budget(Limits())))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pdf"))[::3], ids=lambda path: path.stem)
def test_same_operators_as_pypdf(path: Path) -> None:
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        content = page.get_contents()
        assert content is not None
        mine = [name for name, _ in tokens(content.get_data())]
        assert mine == [name for _, name in content.operations]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"(a(b)c\\)\\061\\\n) Tj", [(b"Tj", [b"a(b)c)1"])]),
        (b"<48 6 5> Tj<>Tj", [(b"Tj", [b"He"]), (b"Tj", [b""])]),
        (b"<486> Tj", [(b"Tj", [b"H`"])]),
        (b"/A#20B<</MCID 0/X[1 2]>>BDC", [(b"BDC", ["A B", {"MCID": 0.0, "X": [1.0, 2.0]}])]),
        (b"--5 1.2.3 .5 -.5 +4 w", [(b"w", [-5.0, 1.2, 0.5, -0.5, 4.0])]),
        (b"% comment ( [\n1 w", [(b"w", [1.0])]),
        (b"BI /W 1 ID \x00(((\xff EI Q", [(b"BI", []), (b"Q", [])]),
        (b"true false null gs", [(b"gs", [True, False, None])]),
        (b"]]>> ) } { 1 w", [(b"w", [1.0])]),
        (b"(never closed", []),
    ],
)
def test_odd_tokens(data: bytes, expected: list[tuple[bytes, list[Any]]]) -> None:
    assert tokens(data) == expected
