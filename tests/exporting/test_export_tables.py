"""Rows, CSV and TSV: stable columns, one row an activity or an entry, and cells that do no harm."""

from __future__ import annotations

import csv
import io

import pytest
from export_samples import SAMPLES

from qmparse import parse
from qmparse.exporting.delimited import BOM, guarded, header, to_csv, to_tsv
from qmparse.exporting.rows import RowKind, columns, rows

ACTIVITY = (
    "source,title,year,schedule,caption,entry,number,marker,group,activity,description,action,names,period,start,end,"
    "precision,approximate,year_inferred,place,lead_units,supporting_units,units,contacts,remark,fields,line"
)
ENTRY = ACTIVITY.replace("activity,description,action,names", "activities")


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("kind", "expected"), [("activity", ACTIVITY), ("entry", ENTRY)])
def test_the_columns_are_stable(kind: RowKind, expected: str) -> None:
    assert header(kind) == expected + "\n"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", ["activity", "entry"])
def test_every_row_has_every_column_and_reads_back(name: str, kind: RowKind) -> None:
    notice = parse(SAMPLES[name])
    found = list(rows(notice, kind=kind))
    assert {len(row) for row in found} <= {len(columns(kind))}
    for text, delimiter in ((to_csv(notice, kind=kind), ","), (to_tsv(notice, kind=kind), "\t")):
        back = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert len(back) == len(found) + 1
        assert {len(row) for row in back} == {len(columns(kind))}


def test_the_types_are_those_of_the_columns() -> None:
    types = {"str": str, "int": int, "bool": bool, "list": tuple}
    for kind in ("activity", "entry"):
        for row in rows(parse(SAMPLES["dated"]), kind=kind):  # type: ignore[arg-type]
            for column, value in zip(columns(kind), row, strict=True):  # type: ignore[arg-type]
                assert value is None or type(value) is types[column.type], column.name


def test_the_seed() -> None:
    notice = parse(SAMPLES["seed"])
    assert len(read(to_csv(notice))) == 95
    entries = read(to_csv(notice, kind="entry"))
    assert len(entries) == 63
    assert entries[5]["lead_units"] == "市市场监管局；各区市场监管局"
    assert (entries[5]["number"], entries[5]["line"], entries[5]["title"]) == ("6", "25", "2019年上海市“质量月”活动安排")


def test_a_row_in_full() -> None:
    row = read(to_csv(parse(SAMPLES["dated"])))[2]
    wanted = {
        "title": "2024年雁回市“全民阅读月”活动安排", "year": "2024", "schedule": "1", "entry": "2", "number": "2", "activity": "评选“书香家庭”", "action": "评选",
        "names": "书香家庭", "period": "4月20日-22日", "start": "2024-04-20", "end": "2024-04-22", "precision": "day",
        "approximate": "false", "year_inferred": "true", "place": "钟楼街区", "lead_units": "市商务局",
        "units": "host:市商务局", "line": "4",
    }  # fmt: skip
    assert {key: value for key, value in row.items() if value} == wanted


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", "活动", "1-2", "＝甲"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert guarded(cell) == cell


def test_the_guard_can_be_turned_off() -> None:
    notice = parse(SAMPLES["hostile"])
    assert "'=HYPERLINK(1)" in to_csv(notice)
    assert "'" not in to_csv(notice, guard=False)
    # a leading minus is dangerous in a text only
    assert all(not value.startswith("'") for row in read(to_csv(notice)) for key, value in row.items() if key == "number")


def test_the_byte_order_mark_is_on_request() -> None:
    notice = parse(SAMPLES["dated"])
    assert to_csv(notice, bom=True) == BOM + to_csv(notice)


def test_many_notices_have_one_header() -> None:
    notice = parse(SAMPLES["dated"])
    assert to_csv([notice, notice]).count("source,title") == 1
    assert len(read(to_csv([notice, notice]))) == 2 * len(read(to_csv(notice)))
