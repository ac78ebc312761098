"""Plain data and JSON there and back: edits, and what is no plain form of a notice."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from qmparse import DataError, Notice, QmparseError, UnwritableError, parse
from qmparse.writing.notes import notes_of, with_notes
from tests.shapes import CASES

NOTICE = parse(CASES["shanghai-2019"])
DATA = NOTICE.to_dict()


def changed(edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    edit(data)
    return data


def put(*keys: Any, value: Any) -> Callable[[dict[str, Any]], object]:
    def edit(data: Any) -> None:
        for key in keys[:-1]:
            data = data[key]
        data[keys[-1]] = value

    return edit


def test_there_and_back() -> None:
    assert Notice.from_json(NOTICE.to_json()) == NOTICE
    assert Notice.from_json(NOTICE.to_json(indent=2).encode()).text == NOTICE.text
    assert Notice.from_dict(DATA).blocks == NOTICE.blocks


@pytest.mark.parametrize(
    "text",
    [
        "\ud800x",
        "\udc00\ud800",
        chr(0xD83D) + chr(0xDE00),
        "为加强安全宣传教育工作，营造良好的社会\ud83d\n\n\ude00氛围，特此开展。",
        "甲\u2028\x00\ufeff",
        "\U0001f600",
    ],
)
def test_surrogates_come_back(text: str) -> None:
    notice = parse(text)
    assert Notice.from_json(notice.to_json()).text == text


def test_lone_surrogates_can_be_encoded() -> None:
    assert Notice.from_json(parse("甲\ud800").to_json().encode("utf-8")).text == "甲\ud800"


def test_printed_values_are_edits() -> None:
    def edit(data: dict[str, Any]) -> None:
        entry = data["schedules"][0]["entries"][3]
        entry["activities"][0]["text"] = "组织开展征文"
        entry["units"][0]["name"] = "市教委"
        data["point_lists"][0]["points"][4]["text"] = "开展品牌服务"

    read = Notice.from_dict(changed(edit))
    assert read.entries[3].activities[0].text == "组织开展征文"
    assert read.entries[3].units[0].name == "市教委"
    assert read.points[4].text == "开展品牌服务"
    assert read.entries[4:] == NOTICE.entries[4:]


def test_an_edit_that_cannot_be_written_names_its_path() -> None:
    with pytest.raises(UnwritableError) as caught:
        Notice.from_dict(changed(put("schedules", 0, "entries", 3, "activities", 0, "text", value="甲；乙")))
    assert caught.value.path == "$.schedules[0].entries[3].activities[0].text"


ENTRY = ("schedules", 0, "entries", 3)


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        (put("version", value="2.0"), "$.version"),
        (put("version", value=1), "$.version"),
        (put("text", value=None), "$.text"),
        (put("year", value=2020), "$.year"),
        (put("theme", value="别的"), "$.theme"),
        (put("coverage", value=0.5), "$.coverage"),
        (put("title", "year", value=2020), "$.title.year"),
        (put("title", value=None), "$.title"),
        (put("document_number", value={}), "$.document_number"),
        (put(*ENTRY, "number", value="4"), "$.schedules[0].entries[3].number"),
        (put(*ENTRY, "number", value=True), "$.schedules[0].entries[3].number"),
        (put(*ENTRY, "span", value=[0, 5]), "$.schedules[0].entries[3].span[0]"),
        (put(*ENTRY, "activities", 0, "action", value="召开"), "$.schedules[0].entries[3].activities[0].action"),
        (put(*ENTRY, "activities", 0, "names", value=[]), "$.schedules[0].entries[3].activities[0].names[0]"),
        (put(*ENTRY, "activities", 0, "text", value=5), "$.schedules[0].entries[3].activities[0].text"),
        (put(*ENTRY, "units", 0, "role", value="host"), "$.schedules[0].entries[3].units[0].role"),
        (put(*ENTRY, "units", value={}), "$.schedules[0].entries[3].units"),
        (put(*ENTRY, "units", value=[]), "$.schedules[0].entries[3].units[0]"),
        (put(*ENTRY, "fields", value={"票价": "免费"}), "$.schedules[0].entries[3].fields.票价"),
        (put(*ENTRY, "prize", value=1), "$.schedules[0].entries[3].prize"),
        (put(*ENTRY, value="x"), "$.schedules[0].entries[3]"),
        (put("schedules", 0, "shape", value="list"), "$.schedules[0].shape"),
        (put("blocks", 0, "kind", value="title"), "$.blocks[0].kind"),
        (put("diagnostics", value=[]), "$.diagnostics[0]"),
        (put("diagnostics", value=None), "$.diagnostics"),
        (lambda data: data.pop("coverage"), "$.coverage"),
        (lambda data: data.pop("schedules"), "$.schedules"),
        (lambda data: data["schedules"][0]["entries"][3].pop("place"), "$.schedules[0].entries[3].place"),
        (lambda data: data["schedules"][0]["entries"].pop(5), "$.schedules[0].entries[5]"),
        (lambda data: data["schedules"][0]["entries"].append(DATA["schedules"][0]["entries"][0]), "$.schedules[0].entries[63]"),
        (lambda data: data["paragraphs"][0].pop("pieces"), "$.paragraphs[0].pieces[0]"),
    ],
)
def test_all_else_is_an_error_at_its_path(edit: Callable[[dict[str, Any]], object], path: str) -> None:
    with pytest.raises(DataError) as caught:
        Notice.from_dict(changed(edit))
    assert caught.value.path == path
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, QmparseError)
    assert caught.value.message


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        "null",
        "5",
        '"text"',
        '{"version": "1.0", "version": "1.0"}',
        "[" * 100_000,
        b"\xff\xfe\xfa",
        "1" * 10_000,
    ],
)
def test_what_is_no_such_json(data: str | bytes) -> None:
    with pytest.raises(DataError) as caught:
        Notice.from_json(data)
    assert caught.value.path.startswith("$")


def test_what_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        Notice.from_json(None)  # type: ignore[arg-type]


class _Note:
    code, severity, message, start, end = "bad-bytes", "warning", "bytes that are no text", 2, 3


def test_notes_of_a_reader_survive() -> None:
    notice = with_notes(parse(CASES["shanghai-2019"]), [_Note])
    assert [d.code for d in notes_of(notice)] == ["bad-bytes"]
    again = Notice.from_json(notice.to_json())
    assert again.diagnostics == notice.diagnostics
    edited = notice.replace(notice.title, theme="质量提升 人人有责")
    assert [(d.code, d.line) for d in notes_of(edited)] == [("bad-bytes", 3)]
    data = notice.to_dict()
    place = next(i for i, d in enumerate(data["diagnostics"]) if d["code"] == "bad-bytes")
    for key, value in (("severity", "loud"), ("span", [5, 2]), ("span", [0]), ("message", None), ("line", 77)):
        wrong = json.loads(json.dumps(data))
        wrong["diagnostics"][place][key] = value
        with pytest.raises(DataError) as caught:
            Notice.from_dict(wrong)
        assert caught.value.path.startswith(f"$.diagnostics[{place}].{key}")
