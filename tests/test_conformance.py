"""Every conformance case is read whole."""

from __future__ import annotations

import pytest

from qmparse import parse
from tests import cases


@pytest.mark.parametrize("name", cases.NAMES)
def test_case(name: str) -> None:
    want = cases.expected(name)
    got = parse(cases.text_of(name)).to_dict()
    wrong = cases.diagnostic_differences(want, got["diagnostics"])
    fields = {key: value for key, value in want.items() if key not in ("diagnostics", "no_diagnostics")}
    assert cases.differences(fields, got) + wrong == []


def test_the_comparison_can_fail() -> None:
    assert cases.differences({"a": [1]}, {"a": [1, 2]}) == ["$.a: want 1 items, got 2"]
    assert cases.differences({"a": 1}, {"a": True}) == ["$.a: want 1, got True"]
    assert cases.diagnostic_differences({"no_diagnostics": ["error"]}, [{"code": "x", "severity": "error"}])
    assert cases.diagnostic_differences(
        {"diagnostics": [{"code": "x", "line": 2}]}, [{"code": "x", "severity": "info", "line": 3}]
    )
