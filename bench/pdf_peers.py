"""Exact rows and seconds a file, qmparse against other readers of PDF, in one run.

`python bench/pdf_peers.py [FOLDER]`: each file `NOTICE-producer-layout.pdf` is compared with the rows of
`NOTICE.tsv` beside it, blanks left out. Of tools that give text, a row is taken as exact if the text from
its number to the next one holds its cells in order, wherever they are parted. Tools not installed are left
out. Prints Markdown.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = tuple[str, ...]
FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "files" / "pdf"
KINDS = ("ruled", "borderless", "columns")


def bare(text: object) -> str:
    return re.sub(r"\s+", "", str(text or ""))


def text_rows(text: str, width: int) -> list[Row]:
    """The simple parser for plain text: records by running numbers, each as one joined cell."""
    records: list[str] = []
    for line in re.split(r"[\n\f\r]", text):
        found = re.match(r"\s*(?:[一二三四五六七八九十]、\S{1,6}\s{1,20})?(\d{1,3})(?=\s|\D|$)", line)
        if found and int(found[1]) == len(records) + 1:
            records.append(bare(line))
        elif records and not re.fullmatch(r"[—\s\d]*", line) and "序号" not in bare(line):
            records[-1] += bare(line)
    return [(record,) for record in records]


def table_rows(tables: list[list[list[Any]]]) -> list[Row]:
    return [tuple(map(bare, row)) for table in tables for row in table]


def qmparse(path: Path, width: int) -> list[Row]:
    from qmparse.reading.pdf import read_pdf

    return [
        tuple(map(bare, line.split("\t"))) for line in re.split(r"[\n\f]", read_pdf(path.read_bytes()).text) if "\t" in line
    ]


def pypdf_plain(path: Path, width: int) -> list[Row]:
    from pypdf import PdfReader

    return text_rows("\f".join(page.extract_text() for page in PdfReader(path).pages), width)


def pypdf_layout(path: Path, width: int) -> list[Row]:
    from pypdf import PdfReader

    return text_rows("\f".join(page.extract_text(extraction_mode="layout") for page in PdfReader(path).pages), width)


def pdfplumber_tables(path: Path, width: int) -> list[Row]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return table_rows([table for page in document.pages for table in page.extract_tables()])


def pdfminer_text(path: Path, width: int) -> list[Row]:
    from pdfminer.high_level import extract_text

    return text_rows(extract_text(str(path)), width)


def pdfium_text(path: Path, width: int) -> list[Row]:
    import pypdfium2

    document = pypdfium2.PdfDocument(str(path))
    return text_rows("\f".join(page.get_textpage().get_text_range() for page in document), width)


def pdftotext_layout(path: Path, width: int) -> list[Row]:
    if not shutil.which("pdftotext"):
        raise ImportError("pdftotext")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return text_rows(done.stdout, width)


def camelot_lattice(path: Path, width: int) -> list[Row]:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)
    return table_rows([table.df.values.tolist() for table in tables])


def tabula_lattice(path: Path, width: int) -> list[Row]:
    import tabula

    tables = tabula.read_pdf(str(path), pages="all", lattice=True, silent=True, pandas_options={"header": None, "dtype": str})
    return table_rows([table.fillna("").values.tolist() for table in tables])


TOOLS: dict[str, Callable[[Path, int], list[Row]]] = {
    "qmparse": qmparse,
    "pdfplumber `extract_tables`": pdfplumber_tables,
    "camelot lattice": camelot_lattice,
    "tabula lattice": tabula_lattice,
    "pypdf `extract_text`": pypdf_plain,
    "pypdf layout mode": pypdf_layout,
    "pdfminer.six `extract_text`": pdfminer_text,
    "pypdfium2 text": pdfium_text,
    "`pdftotext -layout`": pdftotext_layout,
}


def kind_of(path: Path) -> str:
    layout = path.stem.split("-", 2)[2]
    if "columns" in layout or "two_up" in layout:
        return "columns"
    return "borderless" if re.search(r"borderless|threeline|zebra$|rows|top", layout) else "ruled"


def expected(path: Path) -> list[Row]:
    text = path.with_name(path.stem.split("-")[0] + ".tsv").read_text(encoding="utf-8")
    return [tuple(map(bare, line.split("\t"))) for line in text.splitlines()][1:]


def measure(tool: Callable[[Path, int], list[Row]], paths: list[Path]) -> tuple[dict[str, list[int]], int, float]:
    """Rows exact and in all by kind, files whole, seconds a file."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    whole, seconds = 0, 0.0
    for path in paths:
        rows = expected(path)
        start = time.perf_counter()
        try:
            found = Counter(tool(path, len(rows[0])))
        except ImportError:
            raise
        except Exception as error:
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            found = Counter()
        seconds += time.perf_counter() - start
        exact = sum(1 for row in rows if found[row] or found[("".join(row),)])
        whole += exact == len(rows)
        for kind in (kind_of(path), "all"):
            counts[kind][0] += exact
            counts[kind][1] += len(rows)
    return counts, whole, seconds / len(paths)


def main() -> None:
    logging.disable(logging.ERROR)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES
    paths = sorted(folder.glob("*-*.pdf"))
    out = io.StringIO()
    for name, tool in TOOLS.items():
        try:
            tool(paths[0], 3)  # loads what it needs, untimed
            counts, whole, seconds = measure(tool, paths)
        except ImportError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        shares = [f"{100 * counts[kind][0] / max(1, counts[kind][1]):.1f}" for kind in (*KINDS, "all")]
        out.write(f"| {name} | {' | '.join(shares)} | {whole} | {1000 * seconds:.0f} |\n")
    print(f"{len(paths)} files\n\n| exact rows, % | ruled | borderless | columns | all | whole files | ms a file |")
    print("|---|---|---|---|---|---|---|\n" + out.getvalue(), end="")


if __name__ == "__main__":
    main()
