"""Notices as Arrow: one explicit schema, and one pure function from a batch of files to a batch of results.

Rules: a row in gives a row out, in order, whatever it holds; a failure is a row; a row depends on its own input only, so
that batches may be cut and ordered in any way. Engines (DuckDB, Polars, Dask, Ray, Spark) call `read_batch`.
Anyone above `exporting` may import this; pyarrow is imported when it is used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from qmparse.batch import Result, load_one
from qmparse.exporting.extras import need
from qmparse.records import Activity, Diagnostic, Entry, Notice, Period, Unit

__all__ = ["input_schema", "read_batch", "result_schema"]


@cache
def input_schema(*, text: bool = False) -> Any:
    """The schema of what goes in: a name, and the bytes of a file, or its text."""
    arrow = need("pyarrow", extra="arrow")
    return arrow.schema([("name", arrow.string()), ("data", arrow.string() if text else arrow.binary())])


@cache
def result_schema() -> Any:
    """The schema of what comes out; new columns come at the end."""
    arrow = need("pyarrow", extra="arrow")
    text, whole, yes = arrow.string(), arrow.int64(), arrow.bool_()

    def each(**fields: Any) -> Any:
        return arrow.struct(list(fields.items()))

    def several(kind: Any) -> Any:
        # the name that Parquet files and Spark give the items of a list
        return arrow.list_(arrow.field("element", kind))

    period = each(text=text, start=text, end=text, precision=text, approximate=yes, year_inferred=yes)
    unit = each(name=text, role=text, note=text)
    activity = each(text=text, description=text, action=text, names=several(text))
    entry = each(
        schedule=whole, caption=text, entry=whole, number=whole, marker=text, group=text, activities=several(activity),
        units=several(unit), period=period, place=text, contacts=several(text), remark=text, fields=text,
    )  # fmt: skip
    diagnostic = each(code=text, severity=text, message=text, start=whole, end=whole, line=whole, column=whole)
    return arrow.schema(
        {
            "name": text, "status": text, "code": text, "message": text, "sha256": text, "title": text, "theme": text,
            "year": whole, "region": text, "campaign": text, "kind": text, "document_number": text, "issued_on": text,
            "period": period, "addressees": several(unit), "issuers": several(unit), "entries": several(entry),
            "diagnostics": several(diagnostic), "coverage": arrow.float64(),
        }
    )  # fmt: skip


def read_batch(batch: Any) -> Any:
    """The results of a `pyarrow.RecordBatch` or `Table` with the columns `name` and `data` (bytes or text), row by row.

    Text is parsed as it is; bytes are read like a file of that name. A null is a failure of code `missing-data`.

    >>> import pyarrow
    >>> batch = pyarrow.record_batch({"name": ["a", "b"], "data": ["2019年上海市“质量月”活动安排", None]})
    >>> read_batch(batch).select(["name", "status", "code", "year"]).to_pylist()[1]
    {'name': 'b', 'status': 'failure', 'code': 'missing-data', 'year': None}
    """
    arrow = need("pyarrow", extra="arrow")
    names, data = batch.column("name").to_pylist(), batch.column("data").to_pylist()
    rows = [_row(name, value) for name, value in zip(names, data, strict=True)]
    made = arrow.Table.from_pylist(rows, schema=result_schema())
    return made if isinstance(batch, arrow.Table) else _one(arrow, made)


def _one(arrow: Any, table: Any) -> Any:
    """The one batch of a table, which has none where there are no rows."""
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else arrow.RecordBatch.from_pylist([], schema=table.schema)


def _row(name: str | None, data: bytes | str | None) -> dict[str, Any]:
    if data is None:
        failed = {"status": "failure", "code": "missing-data", "message": "there are neither bytes nor text"}
        return {"name": name, **failed}
    result = _result(name or "", data)
    row = {"name": name, "status": result.status, "code": result.code, "message": result.message, "sha256": result.sha256}
    if result.notice is not None:
        row |= _notice(result.notice)
    clean: dict[str, Any] = _clean(row)
    return clean


def _result(name: str, data: bytes | str) -> Result:
    if isinstance(data, bytes):
        return load_one(name, data=data)
    import hashlib

    from qmparse import parse

    return Result(name, notice=parse(data), sha256=hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest())


def _notice(notice: Notice) -> dict[str, Any]:
    title = notice.title
    named = {"title": title.name or title.text, "region": title.region, "campaign": title.campaign} if title else {}
    return {
        **named,
        "kind": title.kind if title else None,
        "theme": notice.theme,
        "year": notice.year,
        "document_number": notice.document_number.text if notice.document_number else None,
        "issued_on": notice.issued_on.value if notice.issued_on else None,
        "period": _period(notice.period),
        "addressees": [_unit(unit) for unit in notice.addressees],
        "issuers": [_unit(unit) for unit in notice.issuers],
        "entries": [
            {"schedule": at, "caption": schedule.caption, "entry": index, **_entry(entry)}
            for at, schedule in enumerate(notice.schedules, 1)
            for index, entry in enumerate(schedule.entries, 1)
        ],
        "diagnostics": [_diagnostic(found) for found in notice.diagnostics],
        "coverage": notice.coverage,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "marker": entry.marker,
        "group": entry.group,
        "activities": [_activity(activity) for activity in entry.activities],
        "units": [_unit(unit) for unit in entry.units],
        "period": _period(entry.period),
        "place": entry.place,
        "contacts": list(entry.contacts),
        "remark": entry.remark,
        "fields": json.dumps(dict(entry.fields), ensure_ascii=False) if entry.fields else None,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    told = {"text": activity.text, "description": activity.description, "action": activity.action}
    return {**told, "names": list(activity.names)}


def _unit(unit: Unit) -> dict[str, Any]:
    return {"name": unit.name, "role": unit.role.value, "note": unit.note}


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "text": period.text,
        "start": period.start,
        "end": period.end,
        "precision": period.precision.value if period.precision else None,
        "approximate": period.approximate,
        "year_inferred": period.year_inferred,
    }


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    place = {"start": found.span.start, "end": found.span.end, "line": found.line, "column": found.column}
    return {"code": found.code, "severity": found.severity.value, "message": found.message, **place}


def _clean(value: Any) -> Any:
    """A value whose texts have a UTF-8 form: a lone surrogate has none and becomes ?."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    return value
