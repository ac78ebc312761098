"""Conformance cases: NAME.txt beside NAME.json, which holds a part of what reading NAME.txt must give.

An object is compared key by key (only the keys it lists), a list by length and item by item, anything else
exactly. `diagnostics` must be there by code and line; what `no_diagnostics` names must not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures" / "conformance"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return data


def differences(want: Any, got: Any, path: str = "$") -> list[str]:
    """Where `got` departs from `want`, a line each."""
    if isinstance(want, dict) and isinstance(got, dict):
        missing = object()
        return [d for key, value in want.items() for d in differences(value, got.get(key, missing), f"{path}.{key}")]
    if isinstance(want, list) and isinstance(got, list):
        found = [] if len(want) == len(got) else [f"{path}: want {len(want)} items, got {len(got)}"]
        return found + [d for i, (a, b) in enumerate(zip(want, got, strict=False)) for d in differences(a, b, f"{path}[{i}]")]
    same = type(want) is type(got) and want == got
    return [] if same else [f"{path}: want {want!r}, got {got!r}"]


def diagnostic_differences(want: dict[str, Any], got: list[dict[str, Any]]) -> list[str]:
    """Which diagnostics are missing, and which ought not to be there."""
    found = []
    for item in want.get("diagnostics", []):
        if not any(all(d.get(key) == value for key, value in item.items()) for d in got):
            found.append(f"missing diagnostic {item}")
    banned = set(want.get("no_diagnostics", []))
    return found + [f"diagnostic too many: {d}" for d in got if banned & {d["code"], d["severity"]}]
