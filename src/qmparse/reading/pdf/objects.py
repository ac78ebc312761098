"""The objects of a file as plain values, whatever the file claims they are.

Nothing here raises for a value of the wrong kind: it gives the empty one. Streams are unpacked
under the budget. pypdf resolves references; the rest of the package never sees one.
Only the modules of this package import it.
"""

from __future__ import annotations

from typing import Any

from .budget import Budget, too_large

__all__ = ["as_dict", "as_list", "as_name", "as_number", "identity", "resolved", "stream_data"]


def resolved(raw: object) -> object:
    """The object behind a reference, or the object itself."""
    get = getattr(raw, "get_object", None)
    return get() if get is not None else raw


def as_dict(raw: object) -> dict[str, Any]:
    """A dictionary; the values may still be references."""
    value = resolved(raw)
    return value if isinstance(value, dict) else {}


def as_list(raw: object) -> list[Any]:
    """A list; the items may still be references."""
    value = resolved(raw)
    return value if isinstance(value, list) else []


def as_name(raw: object) -> str:
    """A name with its slash, or the empty string."""
    value = resolved(raw)
    return value if isinstance(value, str) and value.startswith("/") else ""


def as_number(raw: object, default: float = 0.0) -> float:
    """A number that fits coordinates, or the default.

    >>> as_number(3), as_number("x"), as_number(float("inf"))
    (3.0, 0.0, 0.0)
    """
    if type(raw) is float:
        return raw if -1e9 < raw < 1e9 else default
    value = resolved(raw)
    if isinstance(value, bool) or not isinstance(value, int | float):
        try:
            value = float(value) if type(value).__module__.startswith("pypdf") else default  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return default
    return float(value) if -1e9 < value < 1e9 else default


def identity(raw: object) -> int:
    """A number that tells objects of a file apart: that of the reference, else that of the object."""
    number = getattr(raw, "idnum", None)
    return number if isinstance(number, int) else -id(raw)


def stream_data(raw: object, budget: Budget) -> bytes:
    """The unpacked bytes of a stream, or none for what is no stream."""
    from pypdf.errors import LimitReachedError

    value = resolved(raw)
    get_data = getattr(value, "get_data", None)
    if get_data is None:
        return b""
    try:
        data = get_data()
    except LimitReachedError as error:
        raise too_large("a stream that unpacks to more than is allowed") from error
    if not isinstance(data, bytes):
        return b""
    budget.unpacked(len(data))
    return data
