"""The public face: what is imported, what parse, load and dumps take and raise, and what importing costs."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import attrs
import pytest

import qmparse
from qmparse import DataError, Notice, ParseError, ReadError, UnwritableError, dumps, load, parse
from qmparse.text.characters import columns
from tests.shapes import CASES

BROKEN = "2019年上海市“质量月”活动安排\n\n序号\t活动内容\t时间\t牵头单位\n1\t举办论坛\t9月5日\t市教委\n2\t召开会议\n"


def test_what_is_public_is_there() -> None:
    for name in qmparse.__all__:
        assert getattr(qmparse, name) is not None
    assert qmparse.__version__ == version("qmparse")


@pytest.mark.parametrize("value", [None, b"2019", 5, ["a"], bytearray(b"")])
def test_what_is_no_str_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        parse(value)  # type: ignore[arg-type]


def test_a_subclass_of_str_becomes_a_str() -> None:
    class Own(str):
        pass

    notice = parse(Own("2019年上海市“质量月”活动安排"))
    assert type(notice.text) is str
    assert Notice.from_json(notice.to_json()) == notice


def test_strict_shows_line_and_caret() -> None:
    with pytest.raises(ParseError) as caught:
        parse(BROKEN, strict=True)
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.code, error.line, error.column) == ("incomplete-row", 5, 1)
    assert BROKEN[error.offset :].startswith("2\t召开会议")
    head, line, mark = str(error).split("\n")
    assert head.startswith("5:1 incomplete-row ")
    assert line == "2 召开会议"
    assert mark == "^"


def test_the_caret_stands_under_wide_characters() -> None:
    shown = qmparse.caret("序号\t活动😀内容", 6)
    line, mark = shown.split("\n")
    assert line.index("内") == 6
    assert len(mark) - 1 == columns("序号 活动😀")


def test_strict_gives_the_same_notice_where_nothing_is_wrong() -> None:
    for text in CASES.values():
        notice = parse(text)
        if not any(d.severity.value == "error" for d in notice.diagnostics):
            assert parse(text, strict=True) == notice


def test_load_reads_a_file_and_bytes(tmp_path: Path) -> None:
    text = CASES["shanghai-2019"]
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("gb18030"))
    assert load(path) == load(str(path)) == parse(text) == load(text.encode())
    with pytest.raises(ReadError) as caught:
        load(tmp_path / "none.txt")
    assert pickle.loads(pickle.dumps(caught.value)).code == caught.value.code


def test_errors_pickle_with_all_they_hold() -> None:
    for error in (UnwritableError("$.title", "甲", "no"), DataError("$.text", "no")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.path) == (type(error), str(error), error.path)


def test_equality_and_hash_are_of_content() -> None:
    one = parse(CASES["shanghai-2019"])
    other = parse("\n\n" + CASES["shanghai-2019"].replace("； ", "；"))
    assert one == other
    assert hash(one) == hash(other)
    assert one.entries[0].activities[0].span != other.entries[0].activities[0].span
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.title.text = "x"  # type: ignore[misc, union-attr]


def test_dumps_takes_notices_only() -> None:
    with pytest.raises(TypeError, match="str"):
        dumps("text")  # type: ignore[arg-type]


def _run(code: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8", **env}
    )
    return done.stdout.decode()


def test_importing_loads_attrs_and_regex_only() -> None:
    code = (
        "import sys; before = {*sys.modules}; import qmparse;"
        "print(sorted({m.partition('.')[0] for m in {*sys.modules} - before} - {*sys.stdlib_module_names}))"
    )
    assert set(eval(_run(code))) <= {"qmparse", "attr", "attrs", "regex", "_regex", "_regex_core"}
    code = "import sys, qmparse; print([m for m in sys.modules if m.startswith(('qmparse.reading', 'qmparse.exporting', 'qmparse.writing', 'qmparse.cli'))])"
    assert {*eval(_run(code))} <= {"qmparse.reading", "qmparse.reading.source"}


def test_every_process_gives_the_same_result() -> None:
    code = (
        "import sys; from qmparse import parse, dumps; from tests.shapes import CASES; import hashlib;"
        "print(hashlib.sha256(''.join(parse(t).to_json() + dumps(parse(t), canonical=True) for t in CASES.values()"
        " if len(t) < 600).encode('utf-8', 'surrogatepass')).hexdigest())"
    )
    found = {_run(code, PYTHONHASHSEED=seed) for seed in ("0", "1", "4242")}
    assert len(found) == 1


def test_threads_do_not_disturb_each_other() -> None:
    texts = [*CASES.values()][:12]
    alone = [parse(text).to_json() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: parse(text).to_json(), texts * 4))
    assert together == alone * 4
