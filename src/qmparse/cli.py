"""The command line: show, parse, check, schema.

Rules: data go to standard output, all else to standard error; one bad file never stops the others; exit codes are 0 clean,
1 findings, 2 usage, 3 unreadable, 4 limit, 130 interrupted, and of several the greatest of 4, 3, 1 counts.
`__main__` imports this; what a command does stands in `console`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from qmparse.console.inputs import STDIN, alone
from qmparse.console.jobs import CLEAN, INTERRUPTED, USAGE, Job, lost
from qmparse.console.outputs import FORMATS
from qmparse.console.streams import Interrupts, Sink, complain, is_broken_pipe, printer, silence
from qmparse.errors import QmparseError

__all__ = ["main", "run"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def run() -> int:
    """Runs the command line and gives its exit code."""
    try:
        code = main.main(standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else CLEAN


class _Described:
    """Help that shows examples first."""

    examples: str = ""

    def format_help(self: Any, context: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_usage(context, formatter)
        if self.examples:
            with formatter.section("Examples"):
                formatter.write("".join(f"  {line.strip()}\n" for line in self.examples.strip().splitlines()))
        self.format_help_text(context, formatter)
        self.format_options(context, formatter)


class _Command(_Described, click.Command):
    def __init__(self, *args: Any, examples: str = "", **keywords: Any) -> None:
        self.examples = examples
        super().__init__(*args, **keywords)

    def invoke(self, context: click.Context) -> Any:
        """Runs the command; what click would answer with codes of its own is answered here."""
        try:
            code = super().invoke(context)
            sys.stdout.flush()
        except KeyboardInterrupt:
            complain("interrupted")
            return INTERRUPTED
        except QmparseError as error:
            complain(str(error))
            return USAGE
        except OSError as error:
            if is_broken_pipe(error):
                silence()
                return CLEAN
            complain(f"cannot write {error.filename or 'the output'}: {error.strerror or error}")
            return USAGE
        return int(code)


class _Group(_Described, click.Group):
    command_class = _Command
    examples = """
        qmparse show notice.pdf                      what is in a notice, as a table
        qmparse parse notice.txt -f json             its records
        qmparse parse notices/ -o notices.jsonl      all notices of a folder, a line each
        qmparse check notices/ --fail-on warning     what is wrong with them
    """


def _option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:
    return click.option(*names, **settings)


def _reading(command: _Function) -> _Function:
    """The options of every command that reads files."""
    for each in reversed(
        (
            _option("--encoding", metavar="NAME", help="Encoding of text and web pages; told from the bytes if not given."),
            _option(
                "--password", envvar="QMPARSE_PASSWORD", metavar="TEXT", help="Of an encrypted PDF; or in QMPARSE_PASSWORD."
            ),
            _COLOR,
        )
    ):
        command = each(command)
    return command


def _running(command: _Function) -> _Function:
    """The options of the commands that read many files."""
    for each in reversed(
        (
            _option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; one a processor if not given."),
            _option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds a file may take (60)."),
            _option("--progress/--no-progress", default=None, help="A bar on standard error; by default on a terminal."),
        )
    ):
        command = each(command)
    return command


_COLOR = _option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto follows the terminal, NO_COLOR and FORCE_COLOR.",
)
_FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qmparse", message="qmparse %(version)s")
def main() -> None:
    """Reads Chinese government activity notices (活动安排, 通知) into typed records.

    FILE is a file (PDF, DOCX, XLSX, HTML, text), a folder, a pattern such as "2019/**/*.pdf", or - for standard input.

    Exit codes: 0 clean, 1 findings, 2 usage, 3 a file could not be read, 4 a limit was hit, 130 interrupted.
    """


@main.command("show", examples="qmparse show notice.pdf\nqmparse show - < notice.txt")
@click.argument("file")
@_reading
def _show(file: str, encoding: str | None, password: str | None, color: str) -> int:
    """Shows what was read in FILE, as a table for a person."""
    from qmparse.batch import load_one
    from qmparse.console.show import show

    if not alone([file]):
        raise click.UsageError(f"{file}: show takes one file; use parse or check for folders and patterns")
    data = sys.stdin.buffer.read() if file == STDIN else None
    result = load_one(file, data=data, encoding=encoding, password=password)
    if result.notice is None:
        piece = lost(Job(format="show"), file, result.code or "", result.message or "")
        complain(f"{file}: {piece.code}: {piece.message}")
        return piece.exit
    console = printer(color, width=120)
    show(console, result.notice)
    console.file.flush()
    return CLEAN


_PARSE = """
    qmparse parse notice.txt -f json                       one notice as JSON
    qmparse parse notices/ -o notices.jsonl                a folder, a JSON line a file
    qmparse parse "2019/**/*.pdf" -f csv --rows entry      a table, a row an entry
    qmparse parse notices/ -o notices.xlsx                 a workbook
    qmparse parse notice.docx -f ics -o notice.ics         a calendar
    qmparse parse notices/ --resume notices.jsonl -j 4     what is not yet in notices.jsonl
    cat notice.txt | qmparse parse - --canonical           a clean text
"""


@main.command("parse", examples=_PARSE)
@_FILES
@_option("-f", "--format", "form", type=click.Choice(FORMATS), help="By default that of the suffix of OUT, else jsonl.")
@_option("-o", "--output", "out", type=click.Path(dir_okay=False, allow_dash=True), help="A file, or - (standard output).")
@_option(
    "--rows", type=click.Choice(["activity", "entry"]), default="activity", show_default=True, help="CSV, TSV: a row for each."
)
@_option("--bom", is_flag=True, help="CSV, TSV: begin with a byte order mark, for Excel.")
@_option("--guard/--no-guard", default=True, help="CSV, TSV: an apostrophe before what a spreadsheet would run.")
@_option("--todos", is_flag=True, help="iCalendar: write entries without a date as to-dos.")
@_option("--canonical", is_flag=True, help="Text in the canonical layout; implies -f text.")
@_option("--indent", type=click.IntRange(0, 16), help="JSON of one file: indent by so many blanks.")
@_option("--strict", is_flag=True, help="A notice with an error is a failure.")
@_option("--resume", type=click.Path(dir_okay=False), metavar="OUT.jsonl", help="Go on with a file of JSON Lines.")
@_running
@_reading
def _parse(files: tuple[str, ...], **options: Any) -> int:
    """Writes the records of FILEs for a pipeline."""
    from qmparse.console.parse import parse

    return parse(files, **options)


_CHECK = """
    qmparse check notice.txt                               LINE:COLUMN code message
    qmparse check notices/ --fail-on warning               exit code 1 from a warning on
    qmparse check notices/ --format sarif > qmparse.sarif  for a code-scanning viewer
"""


@main.command("check", examples=_CHECK)
@_FILES
@_option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to tell findings.",
)
@_option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The least severity that gives exit code 1.",
)
@_running
@_reading
def _check(files: tuple[str, ...], **options: Any) -> int:
    """Tells what is wrong with FILEs."""
    from qmparse.console.check import check

    return check(files, **options)


@main.command("schema", examples="qmparse schema > notice.schema.json\nqmparse schema --lines > line.schema.json")
@_option("--lines", is_flag=True, help="The schema of a line of JSON Lines, failures included.")
def _schema(lines: bool) -> int:
    """Prints the JSON Schema of the JSON form."""
    from qmparse.exporting.schema import schema_text

    with Interrupts() as interrupts:
        Sink(None, interrupts).write(schema_text(lines=lines).encode())
    return CLEAN
