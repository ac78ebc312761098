"""Arrow: one schema, a row for a row, independent of how batches are cut and ordered, failures as rows."""

from __future__ import annotations

import random
from typing import Any

import pytest
from export_samples import SAMPLES

from qmparse import parse
from qmparse.exporting.arrow import input_schema, read_batch, result_schema

pyarrow = pytest.importorskip("pyarrow")

DATA = {name: text.encode("utf-8", "replace") for name, text in SAMPLES.items()} | {"bad": b"1\xff\xff2", "null": None}


def batch(names: list[str]) -> Any:
    return pyarrow.record_batch([names, [DATA[name] for name in names]], schema=input_schema())


def test_a_row_for_a_row() -> None:
    made = read_batch(batch(list(DATA)))
    assert made.schema == result_schema()
    made.validate(full=True)
    rows = {row["name"]: row for row in made.to_pylist()}
    assert list(rows) == list(DATA)
    assert (rows["bad"]["status"], rows["bad"]["code"]) == ("failure", "undecodable")
    assert (rows["null"]["status"], rows["null"]["code"]) == ("failure", "missing-data")
    seed = parse(SAMPLES["seed"])
    assert len(rows["seed"]["entries"]) == 63
    assert [unit["name"] for entry in rows["seed"]["entries"] for unit in entry["units"]] == [
        unit.name for entry in seed.entries for unit in entry.units
    ]
    assert [found["code"] for found in rows["seed"]["diagnostics"]] == [found.code for found in seed.diagnostics]
    assert rows["dated"]["entries"][1]["period"]["end"] == "2024-04-22"


@pytest.mark.parametrize("size", [1, 2, 5])
def test_it_does_not_matter_how_batches_are_cut_and_ordered(size: int) -> None:
    whole = {row["name"]: row for row in read_batch(batch(list(DATA))).to_pylist()}
    names = list(DATA)
    random.Random(size).shuffle(names)
    rows = [row for at in range(0, len(names), size) for row in read_batch(batch(names[at : at + size])).to_pylist()]
    assert [row["name"] for row in rows] == names
    assert {row["name"]: row for row in rows} == whole


def test_text_and_tables() -> None:
    table = pyarrow.table({"name": list(SAMPLES), "data": [text.replace("\ud800", "") for text in SAMPLES.values()]})
    made = read_batch(table)
    assert isinstance(made, pyarrow.Table)
    assert set(made.column("status").to_pylist()) == {"success"}
    assert input_schema(text=True) == table.schema


def test_no_rows() -> None:
    made = read_batch(batch([]))
    assert made.schema == result_schema()
    assert made.num_rows == 0


def test_it_goes_through_parquet(tmp_path: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = pyarrow.Table.from_batches([read_batch(batch(list(DATA)))])
    parquet.write_table(made, tmp_path / "notices.parquet")
    assert parquet.read_table(tmp_path / "notices.parquet").to_pylist() == made.to_pylist()


def test_polars_maps_batches() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"name": list(DATA), "data": list(DATA.values())})
    made = polars.from_arrow(read_batch(frame.to_arrow()))
    assert made.filter(polars.col("status") == "success")["entries"].list.len().sum() > 63
