"""What is fuzzed: each way in to qmparse, with what may never happen there.

Rules: a target takes bytes and raises only where a promise is broken; seeds are the fixtures of the tests.
`fuzz.run` imports this, with atheris or without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from qmparse import DataError, Notice, QmparseError, ReadError, UnwritableError, dumps, load, parse
from qmparse.reading.load import read
from qmparse.reading.source import Limits

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
#: how many seeds
MOST = 30
#: seeds beyond this size are slow to mutate and find no more
LARGEST = 40_000
_LIMITS = Limits()


def parsing(data: bytes) -> None:
    """Any text is read: lossless, tiled, and there and back through JSON."""
    text = _text(data)
    notice = parse(text)
    assert dumps(notice) == text
    edge = 0
    for block in notice.blocks:
        assert block.span.start == edge < block.span.end
        edge = block.span.end
    assert edge == len(text)
    assert Notice.from_json(notice.to_json()) == notice


def _text(data: bytes) -> str:
    """A text of any bytes, lone surrogates included."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def from_json(data: bytes) -> None:
    """Any JSON is a notice, or an error that names its path."""
    try:
        notice = Notice.from_json(data)
    except (DataError, UnwritableError):
        return
    assert parse(notice.text) == notice


def _reader(name: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        try:
            reading = read(data, format=name, limits=_LIMITS)
        except ReadError:
            return
        assert isinstance(reading.text, str)

    target.__doc__ = f"Any bytes as {name}: a text, or a `ReadError`."
    return target


def loading(data: bytes) -> None:
    """Any bytes: told by content, read and parsed, or one of our errors."""
    try:
        notice = load(data)
    except QmparseError:
        return
    assert dumps(notice) == notice.text


TARGETS: dict[str, Callable[[bytes], None]] = {
    "parse": parsing,
    "json": from_json,
    "load": loading,
    **{name: _reader(name) for name in ("text", "pdf", "docx", "xlsx", "html")},
}
_SUFFIXES = {"text": (".txt", ".tsv"), "parse": (".txt", ".tsv"), "json": (), "load": ()}


def seeds(name: str) -> Iterator[bytes]:
    """The fixtures that a target begins with: the smallest, for a large one takes the time of many."""
    wanted = _SUFFIXES.get(name, (f".{name}",))
    paths = [path for path in FIXTURES.rglob("*") if path.is_file() and (path.suffix in wanted or name == "load")]
    paths.sort(key=lambda path: (path.stat().st_size, path.name))
    yield from [path.read_bytes() for path in paths[:MOST] if path.stat().st_size <= LARGEST]
    if name == "json":
        for data in [*seeds("parse")][:8]:
            yield parse(data.decode("utf-8", "replace")).to_json().encode()
