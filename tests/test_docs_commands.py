"""The examples of docs/command-line.md and docs/exports.md do what they show."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
READING = (
    "2024年雁回市“全民阅读月”活动安排\n序号\t时间\t活动内容\t主办单位\n"
    "1\t4月23日\t举办启动仪式\t市图书馆\n2\t待定\t开展旧书交换；召开座谈会\t市商务局\n"
)
BROKEN = "2024年活动安排\n序号\t活动内容\t牵头单位\n1\t举办论坛\n"


@pytest.mark.skipif(os.name != "posix", reason="the examples are for a POSIX shell")
def test_the_commands_print_what_they_show(tmp_path: Path) -> None:
    pytest.importorskip("click")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "reading.txt").write_text(READING, encoding="utf-8")
    (tmp_path / "notices" / "broken.txt").write_text(
        BROKEN.replace("1\t举办论坛\n", "1\t举办论坛\t市教委\n2\t开展检查\n"), encoding="utf-8"
    )
    environment = {**os.environ, "PATH": sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"], "COLUMNS": "100"}
    checker = doctest.OutputChecker()
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    ran = 0
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, check=False)
            printed = re.sub(r"[ ]+$", "", done.stdout.decode(), flags=re.MULTILINE)
            assert checker.check_output(wanted, printed, doctest.ELLIPSIS), f"$ {command}\n{printed}{done.stderr.decode()}"
            ran += 1
    assert ran >= 10


def test_the_python_examples_run() -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("icalendar")
    pytest.importorskip("pyarrow")
    failed, tried = doctest.testfile(str(DOCS / "exports.md"), module_relative=False, encoding="utf-8")
    assert not failed
    assert tried > 10
