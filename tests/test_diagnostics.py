"""Every diagnostic is documented, with an example that gives it and one that does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qmparse import parse
from qmparse.parsing.draft import SEVERITIES

PAGE = (Path(__file__).parent.parent / "docs" / "diagnostics.md").read_text("utf-8")
SECTIONS = re.findall(
    r"^## ([a-z-]+)\n\n\*(\w+)\.\* .*?It comes:\n\n```text\n(.*?)\n```\n\nIt does not:\n\n```text\n(.*?)\n```",
    PAGE,
    re.M | re.S,
)


def test_every_code_is_documented() -> None:
    assert {code: severity for code, severity, _, _ in SECTIONS} == {c: s.value for c, s in SEVERITIES.items()}


@pytest.mark.parametrize(("code", "severity", "text"), [(c, s, yes) for c, s, yes, _ in SECTIONS])
def test_it_comes(code: str, severity: str, text: str) -> None:
    found = [d for d in parse(text + "\n").diagnostics if d.code == code]
    assert found
    assert {d.severity for d in found} == {severity}
    assert all(d.message and d.line >= 1 and d.column >= 1 for d in found)


@pytest.mark.parametrize(("code", "text"), [(c, no) for c, _, _, no in SECTIONS])
def test_it_does_not_come(code: str, text: str) -> None:
    assert code not in {d.code for d in parse(text + "\n").diagnostics}
