"""The content stream of a page, cut into operators with their operands.

One regular expression finds a token at a time; it is about four times as fast as pypdf's own
`ContentStream`, which is where half of the time of `extract_text` goes. Malformed tokens are
skipped, never raised. Strings and hex strings are `bytes`, names `str` without the slash.
Only the interpreter imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .budget import Budget

__all__ = ["operations"]

# Group numbers are the kinds; the order is that of frequency in real files.
TOKEN = re.compile(
    rb"""[\x00\t\n\x0c\r\x20]*+(?:
      ([+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?=[\x00\t\n\x0c\r\x20\[\]<>()/%]|$))  # 1 number
    | ([A-Za-z'"][A-Za-z0-9*'"]*+)                                           # 2 operator
    | <([0-9A-Fa-f\x00\t\n\x0c\r\x20]*+)>                                    # 3 hex string
    | \(([^()\\]*+(?:\\.[^()\\]*+)*+)\)                                      # 4 string, no inner brackets
    | /([^\x00\t\n\x0c\r\x20\[\]<>()/%{}]*+)                                 # 5 name
    | (\[|\]|<<|>>)                                                          # 6 array and dictionary marks
    | (\()                                                                   # 7 string with inner brackets
    | (%[^\r\n]*+)                                                           # 8 comment
    | ([^\x00\t\n\x0c\r\x20\[\]<>()/%{}A-Za-z]++|.)                           # 9 anything else
    )""",
    re.VERBOSE | re.DOTALL,
)
NUMBER, OPERATOR, HEX, STRING, NAME, MARK, NESTED, COMMENT, OTHER = range(1, 10)

BRACKETS = re.compile(rb"[()]|\\.", re.DOTALL)
ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\r": b"", b"\n": b""}
INLINE_END = re.compile(rb"[\x00\t\n\x0c\r\x20]EI(?=[\x00\t\n\x0c\r\x20]|$)")
LEADING_NUMBER = re.compile(rb"[+-]*(\d*\.?\d*)")
HASH = re.compile(r"#([0-9A-Fa-f]{2})")
#: constants that look like operators
WORDS = {b"true": True, b"false": False, b"null": None}
#: what a page needs never nests deeper; a file of brackets alone would
DEPTH = 24
#: tokens between two looks at the budget
STRIDE = 2048


def operations(data: bytes, budget: Budget) -> Iterator[tuple[bytes, list[Any]]]:
    """Operator and operands, one after the other; an inline image comes as `BI` without its data.

    >>> from qmparse.reading.source import Limits
    >>> list(operations(b"1 0 0 1 2 .5 cm [(a) -3 <62>] TJ", Budget(Limits())))
    [(b'cm', [1.0, 0.0, 0.0, 1.0, 2.0, 0.5]), (b'TJ', [[b'a', -3.0, b'b']])]
    """
    operands: list[Any] = []
    holder = operands
    stack: list[list[Any]] = []
    match, position, end = TOKEN.match, 0, len(data)
    until_look = STRIDE
    while position < end:
        found = match(data, position)
        if found is None:
            break
        position = found.end()
        kind = found.lastindex
        until_look -= 1
        if not until_look:
            until_look = STRIDE
            budget.spend(STRIDE)
        if kind == NUMBER:
            holder.append(float(found[1]))
        elif kind == OPERATOR:
            name = found[2]
            if name in WORDS:
                holder.append(WORDS[name])
                continue
            if name == b"BI":
                position = _after_inline_image(data, position)
            yield name, operands
            operands = holder = []
            stack = []
        elif kind == HEX:
            holder.append(_hex(found[3]))
        elif kind == STRING:
            holder.append(_unescaped(found[4]))
        elif kind == NAME:
            holder.append(_name(found[5]))
        elif kind == MARK:
            holder = _marked(found[6], holder, stack)
        elif kind == NESTED:
            raw, position = _nested(data, position)
            holder.append(_unescaped(raw))
        elif kind == OTHER:
            _append_odd_number(found[9], holder)
    budget.spend(STRIDE - until_look)


def _marked(mark: bytes, holder: list[Any], stack: list[list[Any]]) -> list[Any]:
    """The list that the next token goes into."""
    if mark in (b"[", b"<<"):
        if len(stack) >= DEPTH:
            return holder
        inner: list[Any] = []
        holder.append(inner)
        stack.append(holder)
        return inner
    if not stack:
        return holder
    outer = stack.pop()
    if mark == b">>":
        outer[-1] = _paired(holder)
    return outer


def _paired(flat: list[Any]) -> dict[str, Any]:
    pairs = zip(flat[::2], flat[1::2], strict=False)
    return {key: value for key, value in pairs if isinstance(key, str)}


def _hex(raw: bytes) -> bytes:
    try:
        return bytes.fromhex(raw.decode("ascii"))
    except ValueError:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(raw: bytes) -> str:
    text = raw.decode("latin-1")
    return HASH.sub(lambda m: chr(int(m[1], 16)), text) if "#" in text else text


def _unescaped(raw: bytes) -> bytes:
    return ESCAPE.sub(_escape, raw) if b"\\" in raw else raw


def _escape(match: re.Match[bytes]) -> bytes:
    mark: bytes = match[1]
    if mark[:1].isdigit() and mark[0] < 0x38:
        return bytes((int(mark, 8) & 0xFF,))
    return ESCAPED.get(mark, mark)


def _nested(data: bytes, start: int) -> tuple[bytes, int]:
    """A string with brackets inside, from after its first bracket; an open one ends with the data."""
    depth = 1
    for found in BRACKETS.finditer(data, start):
        mark = found[0]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if not depth:
                return data[start : found.start()], found.end()
    return data[start:], len(data)


def _append_odd_number(raw: bytes, holder: list[Any]) -> None:
    """Numbers as some producers misprint them: `--5`, `1.2.3`, `5-3`."""
    found = LEADING_NUMBER.match(raw)
    if found and found[1] not in (b"", b"."):
        value = float(found[1])
        holder.append(-value if raw.startswith(b"-") else value)


def _after_inline_image(data: bytes, position: int) -> int:
    start = data.find(b"ID", position)
    if start < 0:
        return len(data)
    found = INLINE_END.search(data, start + 2)
    return found.end() if found else len(data)
