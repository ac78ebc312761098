"""Fuzzing by atheris, each target in a process of its own: `python -m fuzz.run [SECONDS] [TARGET ...]`.

Rules: the seconds are shared among the targets. What crashes is printed as an example to pin in
tests/test_fuzz_examples.py, and the command ends with 1. Developers and `tasks.py fuzz` run this.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

#: a longer example is no line of a test
_SHORT = 1_500
#: a case that takes longer, in seconds, is a crash as well
_SLOWEST = 20
_LARGEST = {"parse": 3_000, "text": 3_000, "json": 12_000}
#: what is a zip package, and mutated inside
_PACKAGES = ("docx", "xlsx", "load")
#: what is instrumented, with all that it imports
_MODULES = (
    "qmparse",
    "qmparse.exporting.plain",
    "qmparse.exporting.restoring",
    "qmparse.reading.load",
    *(f"qmparse.reading.{name}" for name in ("pdf", "docx", "xlsx", "html")),
)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--target"]:
        return _fuzz(arguments[1], arguments[2:])
    from fuzz.targets import TARGETS

    seconds = int(arguments[0]) if arguments and arguments[0].isdigit() else 120
    names = [name for name in arguments if name in TARGETS] or [*TARGETS]
    found = [crash for name in names for crash in _run(name, max(seconds // len(names), 1))]
    for name, data in found:
        print(_pinned(name, data))
    print(f"{len(found)} crashes in {len(names)} targets")
    return 1 if found else 0


def _pinned(name: str, data: bytes) -> str:
    """The line to pin; a long example is written beside the short ones instead."""
    if len(data) <= _SHORT:
        return f'\npin it in tests/test_fuzz_examples.py:\n    ("{name}", "{base64.b64encode(data).decode()}"),'
    path = Path("fuzz", "crashes", f"{name}-{hashlib.sha256(data).hexdigest()[:12]}")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return f"\n{path}: {len(data)} bytes; make it shorter, and pin it in tests/test_fuzz_examples.py"


def _run(name: str, seconds: int) -> list[tuple[str, bytes]]:
    """One target in its own process; the inputs that it crashed on."""
    from fuzz.targets import seeds

    with tempfile.TemporaryDirectory() as folder:
        corpus, crashes = Path(folder) / "corpus", Path(folder) / "crashes"
        corpus.mkdir()
        crashes.mkdir()
        for seed in seeds(name):
            (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
        options = [
            f"-max_total_time={seconds}",
            f"-artifact_prefix={crashes}/",
            f"-timeout={_SLOWEST}",
            f"-max_len={_LARGEST.get(name, 40_000)}",
            "-rss_limit_mb=2048",
        ]
        command = [sys.executable, "-m", "fuzz.run", "--target", name, *options, str(corpus)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        inputs = [path.read_bytes() for path in sorted(crashes.iterdir())]
        print(f"{name:6} {seconds:4} s  {_runs(done.stderr)}  {len(inputs)} crashes", flush=True)
        if inputs or "Done " not in done.stderr:
            print(done.stdout[-2_000:] + done.stderr[-3_000:])
        return [(name, data) for data in inputs]


def _runs(log: str) -> str:
    lines = [line for line in log.splitlines() if line.startswith(("Done ", "#"))]
    return lines[-1][:70] if lines else "did not start"


def _fuzz(name: str, options: list[str]) -> int:
    """The target itself, under atheris."""
    import atheris

    with atheris.instrument_imports(include=["qmparse"]):
        for module in _MODULES:
            import_module(module)
    from fuzz.packages import changed
    from fuzz.targets import TARGETS

    def within(data: bytes, most: int, seed: int) -> bytes:
        """A package changed inside; one time in eight as plain bytes."""
        inside = changed(data, most, seed, atheris.Mutate) if seed % 8 else None
        return atheris.Mutate(data, most) if inside is None else inside

    mutator = {"custom_mutator": within} if name in _PACKAGES else {}
    atheris.Setup([sys.argv[0], *options], TARGETS[name], **mutator)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
