"""A notice as a pandas or polars frame.

Rules: the columns are those of `rows`, typed and never guessed; lists stay lists; a number that may be absent is a nullable
integer. The library is imported when it is used. Users and the methods of `Notice` call this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qmparse.exporting.extras import need
from qmparse.exporting.rows import RowKind, Value, columns, rows
from qmparse.records import Notice

__all__ = ["to_pandas", "to_polars"]

_PANDAS = {"str": "string", "int": "Int64", "bool": "boolean", "list": "object"}


def to_pandas(notices: Notice | Iterable[Notice], *, rows: RowKind = "activity") -> Any:
    """A `pandas.DataFrame`, one row an `activity` or an `entry`."""
    pandas = need("pandas", extra="pandas")
    data = _columns(notices, rows)
    made = {column.name: pandas.Series(data[column.name], dtype=_PANDAS[column.type]) for column in columns(rows)}
    return pandas.DataFrame(made)


def to_polars(notices: Notice | Iterable[Notice], *, rows: RowKind = "activity") -> Any:
    """A `polars.DataFrame`, one row an `activity` or an `entry`."""
    polars = need("polars", extra="polars")
    types = {
        "str": polars.String,
        "int": polars.Int64,
        "bool": polars.Boolean,
        "list": polars.List(polars.String),
    }
    return polars.DataFrame(_columns(notices, rows), schema={each.name: types[each.type] for each in columns(rows)})


def _columns(notices: Notice | Iterable[Notice], kind: RowKind) -> dict[str, list[Any]]:
    found = [notices] if isinstance(notices, Notice) else notices
    data: dict[str, list[Any]] = {column.name: [] for column in columns(kind)}
    lists = list(data.values())
    for notice in found:
        for row in rows(notice, kind=kind):
            for values, value in zip(lists, row, strict=True):
                values.append(_value(value))
    return data


def _value(value: Value) -> Any:
    # a lone surrogate has no UTF-8 form, which frames store
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
