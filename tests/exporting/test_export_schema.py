"""The JSON Schema: it is what the records ask for, it is valid, and every output is valid by it."""

from __future__ import annotations

import json

import pytest
from export_samples import SAMPLES

from qmparse import parse
from qmparse.batch import load_one
from qmparse.exporting.jsonl import line
from qmparse.exporting.plain import VERSION
from qmparse.exporting.schema import FILE, schema, schema_text
from qmparse.exporting.schema.generate import generated, generated_text

jsonschema = pytest.importorskip("jsonschema")


def test_the_shipped_file_is_what_the_records_ask_for() -> None:
    assert schema_text() == generated_text(), "run python -m qmparse.exporting.schema.generate"


def test_the_file_is_named_after_the_major_version() -> None:
    assert f"notice-{VERSION.partition('.')[0]}.json" == FILE
    assert schema()["$id"].endswith(f":{VERSION}")


@pytest.mark.parametrize("lines", [False, True])
def test_it_is_a_valid_schema(lines: bool) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(lines=lines))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_notice_is_valid(name: str) -> None:
    found = json.loads(parse(SAMPLES[name]).to_json())
    jsonschema.Draft202012Validator(schema()).validate(found)


@pytest.mark.parametrize("data", [b"", SAMPLES["seed"].encode(), None])
def test_every_line_is_valid(data: bytes | None) -> None:
    found = json.loads(line(load_one("no-such-file", data=data)))
    jsonschema.Draft202012Validator(schema(lines=True)).validate(found)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", "2.0"),
        ("version", None),
        ("coverage", 2),
        ("title", "a string"),
        ("year", "2019"),
        ("surplus", 1),
        ("period.start", "5 September"),
        ("schedules.0.shape", "round"),
        ("schedules.0.entries.0.number", "1"),
        ("schedules.0.entries.0.units.0.role", "boss"),
        ("schedules.0.entries.0.span", [1]),
        ("schedules.0.entries.0.fields", []),
        ("diagnostics.0.line", 0),
    ],
)
def test_what_is_wrong_is_not_valid(path: str, value: object) -> None:
    found = json.loads(parse(SAMPLES["seed"]).to_json())
    *above, last = path.split(".")
    target = found
    for key in above:
        target = target[int(key)] if key.isdigit() else target[key]
    target[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(found)


def test_fields_are_described() -> None:
    told = generated()["$defs"]
    assert told["Unit"]["properties"]["name"]["description"] == "as printed, ends trimmed"
    assert told["UnitRole"]["enum"][0] == "lead"
