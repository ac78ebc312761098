"""Each conformance case reads as it did, to the last span."""

from __future__ import annotations

import pytest

from qmparse import parse
from tests import cases, readings

PINNED = readings.pinned()
ANEW = "look at what changed; if it is right, run `python -m tests.readings`"
OTHERS = ("edits", "faulty")


@pytest.mark.parametrize("name", cases.NAMES)
def test_a_case_reads_as_pinned(name: str) -> None:
    got, want = readings.digests(parse(cases.text_of(name))), PINNED.get(name, {})
    assert [part for part in want | got if want.get(part) != got.get(part) and part not in OTHERS] == [], ANEW


@pytest.mark.parametrize("name", cases.NAMES)
def test_edits_of_a_case_give_what_is_pinned(name: str) -> None:
    assert readings.edits(parse(cases.text_of(name))) == PINNED.get(name, {}).get("edits"), ANEW


@pytest.mark.parametrize("name", cases.NAMES)
def test_a_case_with_faults_reads_as_pinned(name: str) -> None:
    assert readings.faults(name) == PINNED.get(name, {}).get("faulty"), ANEW
