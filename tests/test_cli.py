"""The installed command in processes of its own: commands, formats, streams, exit codes, signals."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("click")
pytest.importorskip("rich")

SEED = Path(__file__).parent / "fixtures" / "shanghai-2019.txt"
QMPARSE = shutil.which("qmparse", path=sysconfig.get_path("scripts")) or "qmparse"
BROKEN = "2024年活动安排\n序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n2\t开展检查\n"
CLEAN = "2024年活动安排\n序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n"

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def environment(**extra: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, **extra}


def run(*args: object, stdin: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [QMPARSE, *map(str, args)], input=stdin, capture_output=True, timeout=120, env=environment(**extra), check=False
    )


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8")


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two clean files, one with an error, one that cannot be read, one in a folder below, one of another kind."""
    files = {"a.txt": CLEAN.encode(), "b.txt": BROKEN.encode(), "c.txt": b"1\xff\xff2", "d/e.txt": CLEAN.encode("gb18030")}
    for name, data in {**files, "f.png": b"x", ".hidden.txt": b"x", "~$a.txt": b"x"}.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    return tmp_path / "in"


# --- show ---------------------------------------------------------------------------------------------------------


def test_show() -> None:
    done = run("show", SEED)
    assert done.returncode == 0
    assert not done.stderr
    assert "推动高质量发展 建设质量强国——2019年上海市“质量月”活动安排" in text(done)
    assert "63 entries, 95 activities, 66 units" in text(done)
    # nothing is cut away however long it is
    assert "质量上海行" in text(done) or "举办" in text(done)
    assert b"\x1b" not in done.stdout


def test_show_aligns_wide_characters() -> None:
    from rich.cells import cell_len

    table = [line for line in text(run("show", SEED)).split("\n") if line.startswith(("│", "├", "┃", "└"))]
    assert len({cell_len(line) for line in table}) == 1


def test_show_standard_input_and_failures(folder: Path) -> None:
    assert "1 entries" in text(run("show", "-", stdin=CLEAN.encode()))
    assert run("show", folder).returncode == 2
    done = run("show", "no-such-file.txt")
    assert done.returncode == 3
    assert not done.stdout
    assert b"no-such-file.txt: unreadable-file" in done.stderr


# --- parse --------------------------------------------------------------------------------------------------------


def test_json_of_one_file_is_the_json_form() -> None:
    from qmparse import parse

    notice = parse(SEED.read_bytes().decode())
    assert text(run("parse", SEED, "-f", "json")) == notice.to_json() + "\n"
    assert text(run("parse", SEED, "-f", "json", "--indent", "2")) == notice.to_json(indent=2) + "\n"


def test_json_of_many_files_is_an_array(folder: Path) -> None:
    found = json.loads(run("parse", folder / "a.txt", "no-such-file", "-f", "json").stdout)
    assert [each["status"] for each in found] == ["success", "failure"]
    assert json.loads(run("parse", folder / "d", "-f", "json").stdout)[0]["schedules"]


def test_jsonl_of_a_folder(folder: Path) -> None:
    done = run("parse", folder)
    found = lines(done.stdout)
    assert [Path(each["source"]).name for each in found] == ["a.txt", "b.txt", "c.txt", "e.txt"]
    assert [each["status"] for each in found] == ["success", "success", "failure", "success"]
    assert set(found[2]) == {"status", "source", "sha256", "code", "message"}
    assert done.returncode == 3
    assert b"1 of 4 files failed" in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_order_is_kept(tmp_path: Path, jobs: str) -> None:
    for index in range(40):
        (tmp_path / f"{index:02}.txt").write_text(CLEAN * (1 + 20 * (index % 2)), encoding="utf-8")
    found = lines(run("parse", tmp_path, "-j", jobs).stdout)
    assert [Path(each["source"]).stem for each in found] == [f"{i:02}" for i in range(40)]


def test_tables() -> None:
    found = list(csv.DictReader(io.StringIO(text(run("parse", SEED, "-f", "csv")))))
    assert len(found) == 95
    assert found[0]["source"] == str(SEED)
    done = run("parse", SEED, "-f", "tsv", "--rows", "entry", "--bom")
    assert text(done).startswith("\ufeffsource\ttitle")
    assert text(done).count("\n") == 64
    assert b"\r" not in done.stdout


def test_the_text_is_the_file_and_may_be_standard_input() -> None:
    data = SEED.read_bytes()
    assert run("parse", SEED, "-f", "text").stdout == data
    assert run("parse", "-", "-f", "text", stdin=data).stdout == data
    assert run("parse", "-", "-f", "text", stdin=b"\xef\xbb\xbf1\r\n2\r3").returncode == 0


def test_canonical_text() -> None:
    done = run("parse", SEED, "--canonical")
    assert done.returncode == 0
    assert len(text(done).splitlines()) < len(SEED.read_bytes().decode().splitlines())
    assert run("parse", "-", "-f", "text", "--canonical", stdin=done.stdout).stdout == done.stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [("o.jsonl", b'{"status"'), ("o.json", b'{"version"'), ("o.csv", b"source,"), ("o.tsv", b"source\t"),
     ("o.md", "# 推动".encode()), ("o.txt", "\n\n推动".encode()), ("o", b'{"status"')],
)  # fmt: skip
def test_the_suffix_of_the_output_tells_the_format(tmp_path: Path, name: str, start: bytes) -> None:
    done = run("parse", SEED, "-o", tmp_path / name)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_workbook_and_calendar(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("icalendar")
    assert run("parse", SEED, "-f", "xlsx").stdout.startswith(b"PK")
    done = run("parse", SEED, "-f", "ics")
    assert done.stdout.endswith(b"END:VCALENDAR\r\n")
    assert done.stderr.count(b"undated-entry") == 63
    assert run("parse", SEED, "-f", "ics", "--todos").stdout.count(b"BEGIN:VTODO") == 63


def test_strict(folder: Path) -> None:
    done = run("parse", folder / "a.txt", folder / "b.txt", "--strict")
    assert done.returncode == 1
    assert [each.get("code") for each in lines(done.stdout)] == [None, "incomplete-row"]


def test_globs_and_odd_names(folder: Path, tmp_path: Path) -> None:
    (folder / "[1].txt").write_text(CLEAN, encoding="utf-8")
    names = [Path(each["source"]).name for each in lines(run("parse", folder / "[ab].txt").stdout)]
    assert names == ["a.txt", "b.txt"]
    names = [Path(each["source"]).name for each in lines(run("parse", f"{folder}/**/*.txt").stdout)]
    assert names == ["[1].txt", "a.txt", "b.txt", "c.txt", "e.txt"]
    assert lines(run("parse", folder / "[1].txt").stdout)[0]["status"] == "success"
    done = run("parse", f"{tmp_path}/*.nothing")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"no file in it" in done.stderr


@posix
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xd6\xd0.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(CLEAN.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    for form in ("jsonl", "csv", "md", "ics", "xlsx"):
        done = subprocess.run([QMPARSE.encode(), b"parse", name, b"-f", form.encode()], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    assert subprocess.run([QMPARSE.encode(), b"check", os.fsencode(tmp_path)], capture_output=True, check=False).returncode == 0


def test_an_output_is_no_input(folder: Path) -> None:
    done = run("parse", folder / "a.txt", "-f", "csv", "-o", folder / "a.txt")
    assert done.returncode == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == CLEAN
    # in a folder of inputs the output of the run before is passed over
    for _ in range(2):
        run("parse", folder / "d", "-f", "text", "-o", folder / "d" / "out.txt")
        assert (folder / "d" / "out.txt").read_text(encoding="utf-8") == CLEAN


# --- check --------------------------------------------------------------------------------------------------------


def test_check_tells_line_and_column() -> None:
    done = run("check", SEED)
    assert done.returncode == 0
    assert "\n37:70 repeated-word '专项' is printed twice in a row\n" in text(done)
    assert len(text(done).splitlines()) == 5


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_check_fails_on(fail_on: str, code: int) -> None:
    assert run("check", SEED, "--fail-on", fail_on).returncode == code


def test_check_of_many_names_the_file(folder: Path) -> None:
    done = run("check", folder)
    assert f"{folder}{os.sep}b.txt:4:1 incomplete-row" in text(done)
    assert done.returncode == 3, "a file that cannot be read outweighs findings"
    assert run("check", folder / "a.txt", folder / "b.txt").returncode == 1


def test_check_as_json_and_sarif(folder: Path) -> None:
    found = json.loads(run("check", folder, "--format", "json").stdout)
    assert [each["status"] for each in found] == ["success", "success", "failure", "success"]
    assert found[1]["diagnostics"][0]["line"] == 4
    log = json.loads(run("check", folder, "--format", "sarif").stdout)
    assert [each["ruleId"] for each in log["runs"][0]["results"] if each["level"] == "error"] == ["incomplete-row"]
    assert len(log["runs"][0]["invocations"][0]["toolExecutionNotifications"]) == 1


# --- schema, help, usage ------------------------------------------------------------------------------------------


def test_schema() -> None:
    assert json.loads(run("schema").stdout)["$ref"] == "#/$defs/Notice"
    assert "anyOf" in json.loads(run("schema", "--lines").stdout)


@pytest.mark.parametrize("command", [[], ["show"], ["parse"], ["check"], ["schema"]])
def test_help_shows_examples_first(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert 0 < text(done).index("Examples:") < text(done).index("Options:")


@pytest.mark.parametrize(
    "args",
    [["nonsense"], ["parse"], ["parse", "-f", "doc", "x"], ["parse", "x", "-j", "0"], ["check", "x", "--fail-on", "all"],
     ["parse", "x", "--resume", "a.jsonl", "-f", "csv"], ["parse", "x", "-o", "no/such/folder/o.csv"],
     ["parse", "x", "--canonical", "-f", "csv"]],
)  # fmt: skip
def test_usage(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr
    assert not done.stdout


def test_version_and_module() -> None:
    assert text(run("--version")).startswith("qmparse ")
    done = subprocess.run([sys.executable, "-m", "qmparse", "--version"], capture_output=True, check=False)
    assert done.stdout.startswith(b"qmparse ")


@pytest.mark.parametrize("package", ["click", "rich"])
def test_without_the_extra(tmp_path: Path, package: str) -> None:
    block = f"import sys; sys.modules[{package!r}] = None; from qmparse.__main__ import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", block, "show", "x"], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().strip().endswith("run pip install 'qmparse[cli]'")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("form", "package", "extra"), [("xlsx", "openpyxl", "xlsx"), ("ics", "icalendar", "ics")])
def test_without_the_package_of_a_format(form: str, package: str, extra: str) -> None:
    block = f"import sys; sys.modules[{package!r}] = None; from qmparse.__main__ import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", block, "parse", str(SEED), "-f", form], capture_output=True, check=False)
    assert done.returncode == 2
    assert not done.stdout
    assert f"pip install 'qmparse[{extra}]'" in done.stderr.decode()


# --- streams and signals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["show"], ["parse", "-f", "csv"], ["parse"], ["check"]])
def test_data_are_utf8_in_a_c_locale(args: list[str]) -> None:
    plain = run(*args, SEED)
    c = run(*args, SEED, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert c.returncode == 0, c.stderr
    assert c.stdout == plain.stdout


def test_messages_in_a_c_locale() -> None:
    done = run("parse", "通知.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 3
    assert b"unreadable-file" in done.stderr


@pytest.mark.parametrize(
    ("args", "extra", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_color(args: list[str], extra: dict[str, str], colored: bool) -> None:
    done = run("check", SEED, *args, **extra)
    assert (b"\x1b[3" in done.stdout) is colored


def test_progress_is_on_standard_error_only(folder: Path) -> None:
    quiet = run("parse", folder)
    shown = run("parse", folder, "--progress", "--color", "always")
    assert shown.stdout == quiet.stdout
    assert b"/4" in shown.stderr
    assert b"1 failed" in shown.stderr
    assert b"unreadable" not in quiet.stderr
    assert b"/4" not in quiet.stderr


@posix
@pytest.mark.parametrize("command", ["parse", "check", "show"])
def test_a_broken_pipe_ends_quietly(tmp_path: Path, command: str) -> None:
    for index in range(100):
        (tmp_path / f"{index}.txt").write_bytes(SEED.read_bytes())
    args = [QMPARSE, command, str(SEED if command == "show" else tmp_path)]
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_lines(tmp_path: Path, jobs: str) -> None:
    for index in range(1500):
        (tmp_path / f"{index:04}.txt").write_bytes(SEED.read_bytes())
    out = tmp_path / "out.jsonl"
    args = [QMPARSE, "parse", str(tmp_path), "-o", str(out), "-j", jobs]
    with subprocess.Popen(args, stderr=subprocess.PIPE, start_new_session=True) as running:
        while not out.exists() or out.stat().st_size < 500_000:
            assert running.poll() is None
            time.sleep(0.01)
        # as a terminal does: to every process of the group
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        assert running.returncode == 130
        assert errors == b"qmparse: interrupted\n"
    data = out.read_bytes()
    assert data.endswith(b"\n")
    assert 1 < len(lines(data)) < 1500
    assert ended(running.pid), "a process is left"


@posix
@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_no_worker_outlives_its_parent(tmp_path: Path, how: str) -> None:
    for index in range(800):
        (tmp_path / f"{index:04}.txt").write_bytes(SEED.read_bytes())
    out = tmp_path / "out.jsonl"
    args = [QMPARSE, "parse", str(tmp_path), "-o", str(out), "-j", "2"]
    with subprocess.Popen(args, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        while not out.exists() or out.stat().st_size < 200_000:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(getattr(signal, how))
        running.wait(60)
    assert ended(running.pid), "a process is left"


def ended(group: int) -> bool:
    """Whether all processes of a group end within some seconds; the one that starts workers ends a little later."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_file_over_its_time_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(SEED.read_bytes() * 3000)
    (tmp_path / "c.txt").write_text(CLEAN, encoding="utf-8")
    done = run("parse", tmp_path, "--timeout", "0.3")
    assert [each.get("code") for each in lines(done.stdout)] == [None, "time-limit", None]
    assert done.returncode == 4


# --- resume -------------------------------------------------------------------------------------------------------


def test_resume_goes_on(folder: Path, tmp_path: Path) -> None:
    whole = run("parse", folder).stdout
    out = tmp_path / "out.jsonl"
    first, second, failure, last = whole.splitlines(keepends=True)
    for before in (b"", first, first + second, first + second[:50], failure + first, whole):
        out.write_bytes(before)
        done = run("parse", folder, "--resume", out)
        assert done.returncode == 3
        assert not done.stdout
        kept = [line for line in before.splitlines(keepends=True) if line.endswith(b"\n") and line != failure]
        assert sorted(out.read_bytes().splitlines()) == sorted(whole.splitlines())
        assert out.read_bytes().startswith(b"".join(kept))
    assert not (tmp_path / "out.jsonl.tmp").exists()
    assert last


@pytest.mark.parametrize(
    "other", ["2020年某市“质量月”活动安排\n", '{"a": 1}', '{"a": 1}\n', "%PDF-1.7\n", "序号,活动\n1,论坛\n"]
)
def test_resume_leaves_a_file_of_another_kind_alone(folder: Path, tmp_path: Path, other: str) -> None:
    out = tmp_path / "other.txt"
    out.write_text(other, encoding="utf-8")
    done = run("parse", folder, "--resume", out)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"line 1 is none that this command wrote" in done.stderr
    assert out.read_text(encoding="utf-8") == other


def test_resume_knows_content_not_names(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    (folder / "c.txt").unlink()
    run("parse", folder, "--resume", out)
    (folder / "a.txt").rename(folder / "z.txt")
    (folder / "twin.txt").write_text(CLEAN, encoding="utf-8")
    run("parse", folder, "--resume", out)
    # a.txt and its twin are the same: two lines for two files
    assert len(lines(out.read_bytes())) == 4
