"""Markdown, SARIF, JSON Lines and frames."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from export_samples import SAMPLES

import qmparse
from qmparse import Notice, parse
from qmparse.batch import load_one
from qmparse.checking import RULES, counts, fails, findings
from qmparse.exporting.converting import plain
from qmparse.exporting.extras import MissingExtraError, need
from qmparse.exporting.frames import to_pandas, to_polars
from qmparse.exporting.jsonl import line, written
from qmparse.exporting.markdown import escaped, to_markdown
from qmparse.exporting.sarif import sarif
from qmparse.parsing.draft import SEVERITIES
from qmparse.records import Severity


@pytest.mark.parametrize("name", SAMPLES)
def test_markdown_tables_are_whole(name: str) -> None:
    notice = parse(SAMPLES[name])
    text = to_markdown(notice)
    table = [each for each in text.split("\n") if each.startswith("| ")]
    bars = {len(re.findall(r"(?<!\\)\|", each)) for each in table}
    assert len(bars) <= 1
    assert len(table) == (len(notice.entries) + 2 if notice.entries else 0)


def test_markdown_of_the_dated_one() -> None:
    told = to_markdown(parse(SAMPLES["dated"])).split("\n")
    assert told[0] == "# 2024年雁回市“全民阅读月”活动安排"
    assert told[2] == "| 序号 | 时间 | 活动内容 | 地点 | 主办单位 | 备注 |"
    assert told[5] == "| 2 | 4月20日-22日 | 开展旧书交换<br>评选“书香家庭” | 钟楼街区 | 市商务局 |  |"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 甲", "\\# 甲"),
        ("- 甲", "\\- 甲"),
        ("1. 甲", "1\\. 甲"),
        ("甲|乙", "甲\\|乙"),
        ("2019年", "2019年"),
        ("甲\\", "甲\\\\"),
    ],
)
def test_markdown_shows_what_is_printed(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_markdown_of_a_letter() -> None:
    told = to_markdown(parse(SAMPLES["letter"]))
    assert "## 一、活动主题\n" in told
    assert "### （一）加强领导\n" in told


def test_sarif_has_what_the_standard_requires() -> None:
    notice = parse(SAMPLES["seed"])
    log = sarif([("通知/a b.txt", findings(notice), None, None), ("x.pdf", None, "damaged", "it ends too early")])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "qmparse"
    assert run["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "%E9%80%9A%E7%9F%A5/a%20b.txt"
        assert min(place["region"]["startLine"], place["region"]["startColumn"]) >= 1
        assert place["region"]["charLength"] >= 0
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"]["id"] == "damaged"
    assert len(run["results"]) == 5


def test_findings_come_in_order_and_by_severity() -> None:
    notice = parse(SAMPLES["broken"] + "2\t专项专项检查\t市教委\n")
    told = findings(notice)
    assert [each.span.start for each in told] == sorted(each.span.start for each in told)
    assert fails(told)
    assert fails(told, "info")
    assert {each.severity for each in findings(notice, least="error")} == {Severity.ERROR}
    assert sum(counts(told).values()) == len(told)
    assert {each.code for each in told} <= set(RULES)
    assert not fails(findings(parse(SAMPLES["seed"])))
    assert fails(findings(parse(SAMPLES["seed"])), "warning")


def test_every_code_has_a_rule() -> None:
    source = Path(qmparse.__file__).parent
    notes = re.compile(r"""(?:Note|\.note)\(\s*"([a-z]+(?:-[a-z]+)*)\"""")
    told = {code for path in source.glob("reading/**/*.py") for code in notes.findall(path.read_text(encoding="utf-8"))}
    assert len(told) > 5
    assert told | set(SEVERITIES) <= set(RULES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_line_is_one_line_and_reads_back(name: str) -> None:
    # a file that holds NUL is no text to a reader of files
    data = SAMPLES[name].replace("\x00", "").encode("utf-8", "replace")
    text = line(load_one("甲.txt", data=data))
    assert "\n" not in text
    found = json.loads(text)
    assert list(found)[:3] == ["status", "source", "sha256"]
    assert found["text"] == data.decode()
    assert Notice.from_json(text) == parse(data.decode())


def test_a_torn_line_ends_what_was_written() -> None:
    assert [each["a"] for each in written([b'{"a": 1}\n', b'{"a": 2}\n', b'{"a": 3}'])] == [1, 2]
    assert not list(written([b'{"a": \n']))


@pytest.mark.parametrize("name", SAMPLES)
def test_plain_holds_nothing_but_plain_values(name: str) -> None:
    def check(value: object) -> None:
        assert type(value) in (dict, list, str, int, float, bool, type(None))
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(each)

    check(plain(parse(SAMPLES[name])))


@pytest.mark.parametrize(("make", "package"), [(to_pandas, "pandas"), (to_polars, "polars")])
def test_frames(make: object, package: str) -> None:
    pytest.importorskip(package)
    notice = parse(SAMPLES["dated"])
    frame = make(notice)  # type: ignore[operator]
    assert len(frame) == 7
    assert list(frame.columns)[:3] == ["source", "title", "year"]
    entries = make([notice, notice], rows="entry")  # type: ignore[operator]
    assert len(entries) == 12
    assert list(entries["activities"][1]) == ["开展旧书交换", "评选“书香家庭”"]
    assert entries["number"][3] == 4
    assert len(make(parse(""))) == 0  # type: ignore[operator]
    make(parse(SAMPLES["hostile"]))  # type: ignore[operator]


def test_a_missing_package_names_the_extra() -> None:
    with pytest.raises(MissingExtraError, match=r"pip install 'qmparse\[xlsx\]'"):
        need("no_such_package.part", extra="xlsx")
