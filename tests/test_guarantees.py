"""What holds wherever it runs: hash seeds, threads, -O, warnings as errors, no network, no writes, locales, line ends.

Rules: each guarantee runs in a process of its own where it needs one, over the same texts, and gives the same digest.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

from qmparse import Notice, parse
from tests import cases
from tests.shapes import CASES

ROOT = Path(__file__).resolve().parent.parent
#: enough for every shape, few enough for many processes
TEXTS = [CASES[name] for name in sorted(CASES)[::6]]

#: reads every text that stands on standard input, and prints one digest of all that was found
_DIGEST = """
import hashlib, json, sys
{before}
from qmparse import Notice, dumps, load, parse
from qmparse.errors import UnwritableError
found = hashlib.sha256()
for text in json.loads(sys.stdin.buffer.read()):
    notice = parse(text)
    assert load(text.encode()) == notice
    if dumps(notice) != text or Notice.from_json(notice.to_json()) != notice:
        raise SystemExit("not lossless")
    found.update(notice.to_json().encode())
    try:
        found.update(dumps(notice, canonical=True).encode())
    except UnwritableError as error:
        found.update(str(error).encode())
{after}
print(found.hexdigest())
"""


def _digest(*flags: str, before: str = "", after: str = "", **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *flags, "-c", _DIGEST.format(before=before, after=after)],
        input=json.dumps(TEXTS).encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode().strip()


@pytest.fixture(scope="module")
def digest() -> str:
    return _digest()


@pytest.mark.parametrize("seed", ["0", "1", "42", "4242", "4294967295"])
def test_every_hash_seed_gives_the_same(digest: str, seed: str) -> None:
    assert _digest(PYTHONHASHSEED=seed) == digest


def test_without_assertions(digest: str) -> None:
    assert _digest("-O") == digest
    assert _digest("-OO") == digest


def test_with_warnings_as_errors(digest: str) -> None:
    assert _digest("-W", "error", "-b", "-b") == digest


def test_in_development_mode(digest: str) -> None:
    assert _digest("-X", "dev", "-W", "error") == digest


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8"])
def test_under_every_locale(digest: str, locale: str, tmp_path: Path) -> None:
    """A locale that is not installed would be C in truth: it is made, where the system has its sources."""
    made = _made(locale, tmp_path)
    before = "import locale; locale.setlocale(locale.LC_ALL, '')" if made else ""
    assert _digest(before=before, LC_ALL=locale, LANG=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", **made) == digest


def _made(locale: str, folder: Path) -> dict[str, str]:
    """The environment that finds the locale, or nothing where it cannot be made."""
    name, _, charmap = locale.partition(".")
    if name == "C" or shutil.which("localedef") is None:
        return {}
    subprocess.run(["localedef", "-i", name, "-f", charmap, str(folder / locale)], capture_output=True, check=False)
    return {"LOCPATH": str(folder)} if (folder / locale).is_dir() else {}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/St_Johns"])
def test_in_every_time_zone(digest: str, zone: str) -> None:
    assert _digest(TZ=zone) == digest


#: an audit hook that ends the process at the first thing that parsing may not do
_AUDIT = """
import os
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
def _refuse(event, arguments):
    writes = event == "open" and (isinstance(arguments[1], str) and set(arguments[1]) & set("wax+") or (arguments[2] or 0) & _WRITING)
    changes = event in ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.putenv")
    if writes or changes or event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.spawn", "urllib.")):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(9)
sys.dont_write_bytecode = True
sys.addaudithook(_refuse)
"""


def test_no_network_no_process_no_writes(digest: str) -> None:
    assert _digest(before=_AUDIT) == digest


def test_the_audit_can_fail() -> None:
    with pytest.raises(AssertionError, match=r"socket\."):
        _digest(before=_AUDIT, after="import socket; socket.socket()")
    with pytest.raises(AssertionError, match=r"open"):
        _digest(before=_AUDIT, after="open('never-written.txt', 'w')")
    assert not (ROOT / "never-written.txt").exists()


def test_parsing_reads_no_file_and_no_environment() -> None:
    """Once all is imported and each pattern is built, not even a file is opened."""
    code = (
        "import json, sys, os\nfrom qmparse import parse\ntexts = json.loads(sys.stdin.buffer.read())\n"
        "before = [parse(text) for text in texts]\nopened = []\n"
        "sys.addaudithook(lambda event, found: opened.append((event, found)) if event in ('open', 'import') else None)\n"
        "os.environ.clear()\nafter = [parse(text) for text in texts]\nassert before == after\nprint(opened)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(TEXTS).encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_in_eight_threads() -> None:
    alone = [parse(text).to_json() for text in TEXTS]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda text: parse(text).to_json(), TEXTS * 3))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone * 3


def test_first_parse_in_eight_threads_at_once(digest: str) -> None:
    """Patterns that are built when they are first used are built right whoever comes first."""
    before = (
        "from concurrent.futures import ThreadPoolExecutor\nfrom threading import Barrier\nimport qmparse\n"
        "sys.setswitchinterval(1e-5)\nbarrier = Barrier(8)\n"
        "first = '2019年上海市“质量月”活动安排\\n\\n序号\\t活动内容\\t时间\\t牵头单位\\n1\\t举办论坛\\t9月5日\\t市教委\\n'\n"
        "def start(_):\n    barrier.wait()\n    return qmparse.parse(first)\n"
        "with ThreadPoolExecutor(8) as pool:\n    results = list(pool.map(start, range(8)))\n"
        "assert len(set(results)) == 1\n"
    )
    assert _digest(before=before) == digest


def test_a_free_threaded_python_stays_free_threaded() -> None:
    """Nothing that is imported or read turns the interpreter's lock on again; `tasks.py threads` runs this where it is off."""
    code = (
        "import sys\nlocked = getattr(sys, '_is_gil_enabled', lambda: True)\nbefore = locked()\nimport json\n"
        "from qmparse import load, parse\nfor text in json.loads(sys.stdin.buffer.read()):\n"
        "    assert load(text.encode()) == parse(text)\nassert locked() is before\nprint(before)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(TEXTS).encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == str(getattr(sys, "_is_gil_enabled", lambda: True)())


# --- Windows line ends


def _shown(notice: Notice) -> dict[str, Any]:
    """All that is no position in the text."""
    codes = [(d.code, d.severity, d.line) for d in notice.diagnostics]
    return {**attrs.asdict(notice, recurse=False, filter=lambda a, _: a.eq is not False), "codes": codes}


@pytest.mark.parametrize("name", CASES)
def test_windows_line_ends_give_the_same_records(name: str) -> None:
    text = CASES[name].replace("\r\n", "\n").replace("\r", "\n")
    plain, windows = parse(text), parse(text.replace("\n", "\r\n"))
    if any("\n" in value for value in _printed(plain)):
        pytest.skip("a value of this notice holds the break itself")
    assert windows == plain
    assert _shown(windows) == _shown(plain)


def _printed(notice: Notice) -> list[str]:
    return [value for entry in notice.entries for value in (entry.place, entry.remark, *entry.fields.values()) if value]


@pytest.mark.parametrize("name", cases.NAMES[::9])
def test_reading_leaves_nothing_to_the_cyclic_garbage_collector(name: str) -> None:
    text = cases.text_of(name)
    parse(text)
    gc.collect()
    # what the other tests keep is not looked through again for each notice
    gc.freeze()
    try:
        parse(text)
        assert gc.collect() == 0
    finally:
        gc.unfreeze()
