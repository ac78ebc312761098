"""`qmparse parse`: the format, the output, and going on where an earlier run ended.

Rules: an output never overwrites an input; going on keeps every whole line of a notice and takes out the rest.
`cli` imports this.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from qmparse.console.inputs import alone
from qmparse.console.jobs import Job
from qmparse.console.outputs import FORMATS, output
from qmparse.console.running import Run, run_job
from qmparse.console.streams import Interrupts, Sink

__all__ = ["parse"]

_SUFFIXES = {"txt": "text", "markdown": "md", "ndjson": "jsonl"} | {name: name for name in FORMATS}


def parse(files: tuple[str, ...], *, out: str | None, form: str | None, resume: str | None, bom: bool, **options: Any) -> int:
    """Writes the records of the files and gives the exit code."""
    if options["canonical"] and form is None and resume is None:
        form = "text"
    out, form = _target(files, out, form, resume)
    if options["canonical"] and form != "text":
        raise click.UsageError("--canonical is a layout of text; use it with -f text")
    run = Run(files=files, skip=out, **{key: options.pop(key) for key in ("jobs", "timeout", "progress", "color")})
    # one file gives one object, many an array
    job = Job(format="json-alone" if form == "json" and alone(files) else form, **options)
    if resume is not None:
        done = _kept(resume)
        run.keep = lambda names: _fresh(names, done)
    with Interrupts() as interrupts:
        sink = Sink(out, interrupts, append=resume is not None)
        try:
            writer = output(job, sink, bom=bom)
            writer.begin()
            for piece in run_job(run, job):
                writer.add(piece)
            writer.end()
        finally:
            sink.close()
    return run.exit


def _target(files: tuple[str, ...], out: str | None, form: str | None, resume: str | None) -> tuple[str | None, str]:
    """Where to write, and in which format."""
    if resume is not None:
        if out not in (None, resume) or form not in (None, "jsonl"):
            raise click.UsageError("--resume goes on with a file of JSON Lines; leave out -o and -f")
        out, form = resume, "jsonl"
    if form is None:
        suffix = Path(out or "").suffix.lower().lstrip(".")
        form = _SUFFIXES.get(suffix, "jsonl")
    if out == "-":
        out = None
    if out is not None:
        _protect(files, out)
    return out, form


def _protect(files: tuple[str, ...], out: str) -> None:
    folder = Path(out).parent
    if not folder.is_dir():
        raise click.UsageError(f"{out}: there is no folder {folder}")
    for name in files:
        try:
            same = Path(name).samefile(out)
        except OSError:
            continue
        if same:
            raise click.UsageError(f"{out} is an input too; it would be overwritten")


def _kept(path: str) -> Counter[str]:
    """The hashes of the notices in a file of JSON Lines, from which failures and a torn last line are taken out."""
    from qmparse.exporting.jsonl import written

    done: Counter[str] = Counter()
    if not Path(path).exists():
        return done
    _refuse_others(path)
    torn = False
    size = 0
    with Path(path).open("rb") as stream:
        for found in written(stream):
            size += 1
            if found.get("status") == "success" and isinstance(found.get("sha256"), str):
                done[found["sha256"]] += 1
            else:
                torn = True
        stream.seek(0)
        torn = torn or size < sum(1 for _ in stream)
    if torn:
        _rewrite(path)
    return done


#: how each line begins that this command writes
_BEGINNING = b'{"status": "'


def _refuse_others(path: str) -> None:
    """Leaves a file alone that holds anything else than lines of ours, whole or torn."""
    with Path(path).open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if not (raw.startswith(_BEGINNING) or _BEGINNING.startswith(raw)):
                raise click.UsageError(
                    f"{path}: line {number} is none that this command wrote; --resume goes on with a file of its own"
                )


def _rewrite(path: str) -> None:
    """Takes all but the lines of notices out, at once: the old file stays until the new one is whole."""
    import json

    beside = Path(f"{path}.tmp")
    with Path(path).open("rb") as stream, beside.open("wb") as new:
        for raw in stream:
            try:
                whole = raw.endswith(b"\n") and json.loads(raw).get("status") == "success"
            except (ValueError, AttributeError):
                whole = False
            if whole:
                new.write(raw)
    beside.replace(path)


def _fresh(names: Iterator[str], done: Counter[str]) -> Iterator[str]:
    """The names whose content is not written yet; a line pays for one file only, as two may be the same."""
    for name in names:
        digest = _digest(name) if done else None
        if digest is not None and done[digest] > 0:
            done[digest] -= 1
        else:
            yield name


def _digest(name: str) -> str | None:
    try:
        with Path(name).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
