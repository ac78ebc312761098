"""Mutations inside a package reach the readers of its XML, and repeat for a seed."""

from __future__ import annotations

import pytest
from fuzz.packages import changed
from fuzz.targets import seeds

from qmparse import ReadError
from qmparse.reading.load import read
from qmparse.reading.source import Limits


def _flipped(data: bytes, most: int) -> bytes:
    """Stands in for the fuzzer: one byte in the middle is another."""
    at = len(data) // 2
    return (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])[:most]


def _is_read(data: bytes, name: str) -> bool:
    try:
        read(data, format=name, limits=Limits())
    except ReadError:
        return False
    return True


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_most_changed_packages_are_read(name: str) -> None:
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}[name])
    (package, *_) = seeds(name)
    found = [changed(package, 40_000, seed, _flipped) for seed in range(60)]
    assert None not in found
    assert len({*found}) > 40
    assert sum(_is_read(each, name) for each in found if each) > 25
    assert not _is_read(_flipped(package, 40_000), name), "a byte changed in the package itself is found at once"


def test_a_seed_gives_the_same_again() -> None:
    (package, *_) = seeds("docx")
    assert [changed(package, 40_000, seed, _flipped) for seed in range(9)] == [
        changed(package, 40_000, seed, _flipped) for seed in range(9)
    ]


def test_what_is_no_package_is_left_alone() -> None:
    assert changed(b"", 99, 1, _flipped) is None
    assert changed(b"PK\x03\x04", 99, 1, _flipped) is None
    (package, *_) = seeds("docx")
    assert changed(package, 10, 1, _flipped) is None, "larger than asked for"
