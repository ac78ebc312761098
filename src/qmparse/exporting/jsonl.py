"""Notices as JSON Lines: one line a file, be it read or not.

Rules: a line is the JSON form of a notice behind `status`, `source` and `sha256`, or a failure with `code` and
`message`; each line is whole and has no line break inside. `batch` gives the results, `cli` writes the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from qmparse.records import Notice

if TYPE_CHECKING:
    from qmparse.batch import Result

__all__ = ["failure", "line", "object_", "to_jsonl", "written"]


def failure(source: str, code: str, message: str, sha256: str | None = None) -> str:
    """The line of a file that could not be read.

    >>> failure("a.pdf", "encrypted", "the PDF wants a password")
    '{"status": "failure", "source": "a.pdf", "sha256": null, "code": "encrypted", "message": "the PDF wants a password"}'
    """
    head = {"status": "failure", "source": source, "sha256": sha256, "code": code, "message": message}
    return _dumped(head)


def line(result: Result) -> str:
    """The line of a result, without its line feed."""
    if result.notice is None:
        return failure(result.source, result.code or "internal-error", result.message or "", result.sha256)
    return object_(result.notice, result.source, result.sha256)


def object_(notice: Notice, source: str, sha256: str | None = None, *, text: str | None = None) -> str:
    """The JSON of a notice with its envelope; `text` is its JSON where the caller has it."""
    head = _dumped({"status": "success", "source": source, "sha256": sha256})
    return f"{head[:-1]}, {(notice.to_json() if text is None else text)[1:]}"


def to_jsonl(results: Iterable[Result]) -> Iterator[str]:
    """The lines of many results, each with its line feed.

    >>> from qmparse.batch import load_one
    >>> [text.split(",")[0] for text in to_jsonl([load_one("a.txt", data=b"")])]
    ['{"status": "success"']
    """
    for result in results:
        yield line(result) + "\n"


def written(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines; a line that is not whole, as after a power cut, ends it."""
    for raw in lines:
        try:
            found = json.loads(raw)
        except ValueError:
            return
        if not raw.endswith(b"\n") or not isinstance(found, dict):
            return
        yield found


def _dumped(head: dict[str, Any]) -> str:
    text = json.dumps(head, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # the name of a file may be no UTF-8
        return json.dumps(head)
    return text
