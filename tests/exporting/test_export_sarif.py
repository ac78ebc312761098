"""What `sarif` gives is SARIF 2.1.0.

Rules: the part of the standard that qmparse writes stands here, closed: what is not named may not be there. The published
schema and the validator of its authors, which knows what GitHub's viewer asks for, come by
`python3 tasks.py sarif`; it sets QMPARSE_SARIF to the folder that holds them.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from tests.shapes import CASES

from qmparse import parse
from qmparse.checking import findings
from qmparse.exporting.sarif import Found, sarif


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": [*required],
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
#: §3.11: a message has a text or the id of one
MESSAGE = _object({"text": TEXT})
#: §3.4: a URI reference of RFC 3986, so nothing but ASCII, without blanks
ARTIFACT = _object({"uri": {"type": "string", "pattern": "^[A-Za-z0-9_.~%/:-]+$"}})
#: §3.30: lines and columns count from 1, characters from 0
REGION = _object(
    {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
        "charOffset": {"type": "integer", "minimum": 0},
        "charLength": {"type": "integer", "minimum": 0},
    }
)
LOCATIONS = _list(_object({"physicalLocation": _object({"artifactLocation": ARTIFACT}, {"region": REGION})}), 1)
#: §3.27.10
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RESULT = _object(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": LOCATIONS,
    }
)
NOTIFICATION = _object({"level": LEVEL, "descriptor": _object({"id": TEXT}), "message": MESSAGE, "locations": LOCATIONS})
RULE = _object({"id": TEXT, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE})
RULES = {**_list(RULE), "uniqueItems": True}
INVOCATION = _object({"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": _list(NOTIFICATION)})
DRIVER = _object(
    {"name": {"const": "qmparse"}, "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}, "rules": RULES}
)
RUN = _object(
    {
        "tool": _object({"driver": DRIVER}),
        "invocations": _list(INVOCATION, 1),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": _list(RESULT),
    }
)
OURS = _object({"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": _list(RUN, 1)})


def _found(names: list[str]) -> list[Found]:
    return [(f"通知 #1/{name}:{name}?.txt", findings(parse(CASES[name])), None, None) for name in names]


LOGS: dict[str, list[Found]] = {
    "nothing": [],
    "no finding": [("a.txt", [], None, None)],
    "unreadable": [("/a/b c.pdf", None, "damaged", "it ends too early"), ("坏\udcff.txt", None, "undecodable", "byte 0")],
    "every case": _found(sorted(CASES)),
}


@pytest.mark.parametrize("name", LOGS)
def test_it_keeps_to_the_standard(name: str) -> None:
    log = json.loads(json.dumps(sarif(LOGS[name])))
    Draft202012Validator(OURS).validate(log)
    results = log["runs"][0]["results"]
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in results] == [result["ruleId"] for result in results]
    assert len(set(rules)) == len(rules)
    assert len(results) > 300 or name != "every case"


def test_the_check_can_fail() -> None:
    log = sarif(_found([name for name in sorted(CASES) if findings(parse(CASES[name]))][:1]))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not Draft202012Validator(OURS).is_valid(log)


published = pytest.mark.skipif("QMPARSE_SARIF" not in os.environ, reason="`python3 tasks.py sarif` runs this")


@published
@pytest.mark.parametrize("name", LOGS)
def test_it_keeps_to_the_published_schema(name: str) -> None:
    schema = json.loads(Path(os.environ["QMPARSE_SARIF"], "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    validator_for(schema)(schema).validate(json.loads(json.dumps(sarif(LOGS[name]))))


def _validated(log: dict[str, Any], folder: Path) -> set[tuple[str, str]]:
    """What the validator of the standard's authors has against a log: (level, rule)."""
    (folder / "log.sarif").write_text(json.dumps(log), encoding="utf-8")
    (program,) = Path(os.environ["QMPARSE_SARIF"]).glob("Sarif.Multitool" + (".exe" if os.name == "nt" else ""))
    subprocess.run(
        [program, "validate", "log.sarif", "--rule-kind", "Sarif;Gh", "-o", "told.sarif"],
        cwd=folder,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        check=True,
    )
    told = json.loads((folder / "told.sarif").read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    return {(each.get("level", "warning"), each["ruleId"]) for each in told}


@published
@pytest.mark.parametrize("name", LOGS)
def test_code_scanning_viewers_take_it(name: str, tmp_path: Path) -> None:
    # all rules of the standard and of GitHub's code scanning; SARIF2005 asks for the address of a home page
    assert _validated(sarif(LOGS[name]), tmp_path) <= {("warning", "SARIF2005")}


@published
def test_the_validator_can_fail(tmp_path: Path) -> None:
    log = sarif(LOGS["every case"])
    del log["runs"][0]["tool"]["driver"]["rules"][0]["help"]
    assert ("error", "GH2012") in _validated(log, tmp_path)
