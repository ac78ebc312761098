"""What each conformance case reads as in full, by digests: `python -m tests.readings` writes them anew.

Rules: a case's JSON says what matters of it, in words; a digest a part (title, schedules, diagnostics …) sees that
nothing else changes unnoticed: spans, marks, derived values, the canonical text, what edits give. A line a case, so
that changes merge.
"""

from __future__ import annotations

import json
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


def _digest(value: object) -> str:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=4).hexdigest()


def main() -> None:
    lines = []
    for name in cases.NAMES:
        notice = parse(cases.text_of(name))
        found = digests(notice) | {"edits": edits(notice)}
        lines.append(" ".join([name, *(f"{part}={digest}" for part, digest in found.items())]))
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
