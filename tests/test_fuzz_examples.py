"""What fuzzing found, pinned: each once raised what no promise allows.

Rules: `python3 tasks.py fuzz` prints the line to add here.
"""

from __future__ import annotations

import base64
import json

import pytest
from fuzz.targets import TARGETS, seeds

from qmparse import DataError, Notice, parse

EXAMPLES: list[tuple[str, str]] = [
    ("json", "e30="),
    ("parse", "7aCA"),
    ("pdf", ""),
]


@pytest.mark.parametrize(("name", "data"), EXAMPLES)
def test_found_by_fuzzing(name: str, data: str) -> None:
    TARGETS[name](base64.b64decode(data))


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_hold(name: str) -> None:
    for seed in [*seeds(name)][:4]:
        TARGETS[name](seed)


def test_a_derived_list_of_another_length_is_told() -> None:
    """A diagnostic taken out once raised an error of attrs."""
    text = "2019年上海市“质量月”活动安排\n\n序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n3\t召开会议\n"
    data = json.loads(parse(text).to_json())
    assert len(data["diagnostics"]) > 1
    del data["diagnostics"][0]
    with pytest.raises(DataError, match=r"\$\.diagnostics\[0\]"):
        Notice.from_dict(data)
