"""What each conformance case reads as in full, by digests: `python -m tests.readings` writes them anew.

Rules: a case's JSON says what matters of it, in words; a digest a part (title, schedules, diagnostics …) sees that
nothing else changes unnoticed: spans, marks, derived values, the canonical text, what edits give, how the case reads
with faults put in. A line a case, so that changes merge.
"""

from __future__ import annotations

import json
import random
from hashlib import blake2b
from pathlib import Path
from typing import Any

from qmparse import Notice, UnwritableError, dumps, parse
from qmparse.writing.fields import PRINTED, nodes
from tests import cases

FILE = Path(__file__).parent / "fixtures" / "readings.txt"


def pinned() -> dict[str, dict[str, str]]:
    """Case -> part -> digest, as they stand in the file."""
    lines = FILE.read_text("utf-8").splitlines()
    return {line.split(" ")[0]: dict(part.split("=") for part in line.split(" ")[1:]) for line in lines}


def digests(notice: Notice) -> dict[str, str]:
    """Part -> digest, of what is read and of what is written from it; empty parts are left out."""
    parts: dict[str, Any] = {**notice.to_dict(), "canonical": dumps(notice, canonical=True)}
    return {name: _digest(value) for name, value in parts.items() if name not in ("version", "text") and value}


def edits(notice: Notice) -> str:
    """The digest of what a few edits give: the text, or why there is none."""
    printed = [(node.record, name) for node in nodes(notice) for name in sorted(PRINTED[type(node.record)])]
    texts = [(record, name) for record, name in printed if isinstance(getattr(record, name), str) and getattr(record, name)]
    few = texts[len(notice.text) % 5 :: len(texts) // 3 or 1]
    return _digest([_edited(notice, record, name, index) for index, (record, name) in enumerate(few)])


def _edited(notice: Notice, record: object, name: str, index: int) -> list[str]:
    old = getattr(record, name)
    new = [f"{old[:1]}甲{old[1:]}", f"{old}；乙局", "", old[1:]][(index + len(notice.text)) % 4]
    try:
        return [notice.replace(record, **{name: new}).text]
    except UnwritableError as error:
        return [error.path, error.reason]


#: what may be put in place of what: marks, digits, blanks, words of dates and of lists
_SWAPS = [
    ("；", "、"), ("、", "；"), ("：", ""), ("。", ""), ("（", "("), ("）", ""), ("\t", "  "), ("\t", ""), ("\t", "\t\t"), ("月", ""),
    ("日", ""), ("日", "日上午9:30"), ("年", ""), ("至", "日至"), ("1", "２"), ("2", "1"), ("3", "3日-"), ("一、", "二、"), ("“", ""),
    ("”", "”和《条例》"), ("附件", "附件2"), ("单位", "单位："), ("局", "局、等"), ("局", "局（牵头）"), ("各", "各县（市、区）"), (" ", "　"),
]  # fmt: skip


def faulty(name: str) -> list[str]:
    """The case with some faults put in, in a few ways; the same each time."""
    chance, found = random.Random(name), []
    for _ in range(3):
        lines = cases.text_of(name).split("\n")
        for _ in range(4):
            lines = _fault(chance, lines) or [""]
        found.append("\n".join(lines))
    return found


def faults(name: str) -> str:
    """The digest of how the case reads with faults put in."""
    return _digest([parse(text).to_dict() for text in faulty(name)])


def _fault(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    before, line, after = lines[:at], lines[at], lines[at + 1 :]
    kind = chance.randrange(10)
    if kind == 0:
        return before + after
    if kind == 1:
        return [*before, line, *lines[at:]]
    if kind == 2:
        return [*before, line + "".join(after[:1]), *after[1:]]
    if kind == 3:
        cut = chance.randrange(len(line) + 1)
        return [*before, line[:cut], line[cut:], *after]
    if kind == 4:
        return [*before, "", line, *after]
    old, new = chance.choice([swap for swap in _SWAPS if swap[0] in line] or [("", "")])
    return [*before, line.replace(old, new, chance.choice([1, 1, -1])) if old else line, *after]


def _digest(value: object) -> str:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=4).hexdigest()


def main() -> None:
    lines = []
    for name in cases.NAMES:
        notice = parse(cases.text_of(name))
        found = digests(notice) | {"edits": edits(notice), "faulty": faults(name)}
        lines.append(" ".join([name, *(f"{part}={digest}" for part, digest in found.items())]))
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
