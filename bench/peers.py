"""How fast a notice is parsed against libraries that others know, how the time grows, and what each shape costs.

`python3 tasks.py peers` makes `.venv-peers` with what is compared and runs this; all is measured in one run, as
processor times, the least of several runs, and printed as ratios: above 1, qmparse takes longer.

    texts    the seed, and the same table grown to 6,300 rows
    peers    csv.reader and pandas.read_csv of the bare table; tomlkit.parse and libcst.parse_module of generated
             TOML and Python with as many bytes of UTF-8; unstructured.partition_text and docling of the text itself
    growth   milliseconds a MB at 1, 10 and 100 MB (once)
    shapes   each shape of schedule with the same 900 entries: time a character over that of the table parted by tabs

Rules: a peer that is not installed is left out and said so. unstructured loads a language model for spaCy from the
network; where it is not installed, a blank pipeline that only ends sentences stands in, so its figure is then the
least it could take. docling reads Markdown here, without its models, but wants PyTorch, which takes several GB by
default: `tasks.py peers` leaves it out, and it is measured where one installed `docling-slim[convert-core,format-html,
format-markdown]` and `torch`. The grown table repeats the 63 rows of the seed; rows that differ take longer. csv,
pandas, tomlkit and libcst know nothing of notices: they tell what parsing costs.
"""

from __future__ import annotations

import csv
import io
import os
import random
import sys
import time
from collections.abc import Callable, Iterator

from parse_speed import SEED, grown

from qmparse import parse

Work = Callable[[], object]


def least(work: Work, seconds: float = 3.0, runs_at_least: int = 2) -> float:
    """The least processor seconds of one call, of so many to fifteen calls within some seconds."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs < runs_at_least or (spent < seconds and runs < 15):
        start = time.process_time()
        work()
        took = time.process_time() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def bare_table(text: str) -> str:
    """The rows and the header alone."""
    lines = text.split("\n")
    return "".join(f"{line}\n" for line in lines if line.count("\t") == 2)


def toml_of(size: int) -> str:
    """TOML with so many bytes: an array of tables with the contents of rows."""
    return _filled(size, '[[entries]]\nnumber = {0}\nactivity = "举办质量宣传日活动{0}"\nunits = ["市教育局", "市妇联"]\n\n')


def python_of(size: int) -> str:
    """Python with so many bytes: calls with the contents of rows."""
    return _filled(size, 'entry_{0} = Entry(number={0}, activity="举办质量宣传日活动{0}", units=["市教育局", "市妇联"])\n')


def _filled(size: int, template: str) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(template.format(len(parts) + 1))
        length += len(parts[-1].encode())
    return "".join(parts)


# --- peers: each gives the work for a text


def csv_peer(text: str) -> Work:
    table = bare_table(text)
    return lambda: list(csv.reader(io.StringIO(table), delimiter="\t"))


def pandas_peer(text: str) -> Work:
    import pandas

    table = bare_table(text)
    return lambda: pandas.read_csv(io.StringIO(table), sep="\t")


def tomlkit_peer(text: str) -> Work:
    import tomlkit

    source = toml_of(len(text.encode()))
    return lambda: tomlkit.parse(source)


def libcst_peer(text: str) -> Work:
    import libcst

    source = python_of(len(text.encode()))
    return lambda: libcst.parse_module(source)


def unstructured_peer(text: str) -> Work:
    os.environ.update(DO_NOT_TRACK="true", UNSTRUCTURED_DISABLE_NOTICE="1")
    import spacy
    from unstructured.nlp import tokenize
    from unstructured.partition.text import partition_text

    if not spacy.util.is_package("en_core_web_sm"):
        blank = spacy.blank("en")
        blank.add_pipe("sentencizer")
        tokenize._load_spacy_model = lambda: blank
    # it remembers texts that it has seen
    caches = [each for each in vars(tokenize).values() if hasattr(each, "cache_clear") and each is not tokenize._get_nlp]

    def work() -> object:
        for cache in caches:
            cache.cache_clear()
        return partition_text(text=text)

    return work


def docling_peer(text: str) -> Work:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from docling.datamodel.base_models import DocumentStream, InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.MD])
    data = text.encode()
    return lambda: converter.convert(DocumentStream(name="notice.md", stream=io.BytesIO(data)))


PEERS: dict[str, Callable[[str], Work]] = {
    "csv.reader": csv_peer,
    "pandas.read_csv": pandas_peer,
    "tomlkit.parse": tomlkit_peer,
    "libcst.parse_module": libcst_peer,
    "unstructured.partition_text": unstructured_peer,
    "docling, as Markdown": docling_peer,
}


def against_peers() -> None:
    texts = {"seed": SEED, "6,300 rows": grown(100)}
    ours = {name: least(lambda text=text: parse(text)) for name, text in texts.items()}
    for name, text in texts.items():
        print(f"{name}: {len(text.encode()):,} bytes, qmparse {1000 * ours[name]:.2f} ms")
    for peer, prepare in PEERS.items():
        try:
            figures = [f"{name} × {ours[name] / least(prepare(text)):.3g}" for name, text in texts.items()]
        except ImportError as error:
            print(f"  {peer}: left out ({error})")
            continue
        print(f"  qmparse over {peer}: {', '.join(figures)}", flush=True)


# --- growth


def growth() -> None:
    """Time a MB should not grow with the text."""
    first = 0.0
    row_bytes = len(grown(10).encode()) / 10
    for megabytes in (1, 10, 100):
        text = grown(round(megabytes * 1e6 / row_bytes))
        size = len(text.encode()) / 1e6
        spent = least(lambda text=text: parse(text), 6.0, 1 if megabytes == 100 else 2) / size
        first = first or spent
        print(f"  {size:6.1f} MB: {1000 * spent:5.0f} ms a MB, × {spent / first:.2f} of 1 MB", flush=True)


# --- shapes

_ACTIVITIES = [
    "举办质量宣传日活动",
    "开展质量标杆经验交流",
    "组织企业质量管理培训",
    "发布年度质量状况白皮书",
    "召开消费者权益座谈会",
]
_DATES = ["9月3日", "9月上旬", "9月10日至15日", "9月20日上午9:30", "9月"]
_PLACES = ["市民广场", "会展中心二楼报告厅", "各区", "市图书馆", "工业园区"]
_UNITS = ["市市场监管局", "市经济信息化委、市总工会", "市教育局", "市商务局、市妇联", "市住房城乡建设委"]
_HEADER = ("序号", "活动内容", "时间", "地点", "牵头单位")
_TITLE = "2019年青屿市“质量月”活动安排\n\n"


def _entries(count: int) -> Iterator[tuple[str, str, str, str, str]]:
    """The same entries for each shape: number, activity, date, place, units."""
    draw = random.Random(0)
    for number in range(1, count + 1):
        yield str(number), draw.choice(_ACTIVITIES), draw.choice(_DATES), draw.choice(_PLACES), draw.choice(_UNITS)


def _parted(before: str, between: str, after: str) -> Callable[[int], str]:
    """A table with something before, between and after its cells."""

    def made(count: int) -> str:
        return _TITLE + "".join(before + between.join(cells) + after for cells in [_HEADER, *_entries(count)])

    return made


def _list(count: int) -> str:
    items = (f"{number}.{what}。{when}，在{where}举行。（{who}）\n" for number, what, when, where, who in _entries(count))
    return f"{_TITLE}一、主要活动\n{''.join(items)}"


def _cards(count: int) -> str:
    cards = (
        f"{number}、{what}\n时间：{when}\n地点：{where}\n主办单位：{who}\n\n"
        for number, what, when, where, who in _entries(count)
    )
    return _TITLE + "".join(cards)


def _agenda(count: int) -> str:
    lines = (f"{8 + int(n) % 600 // 60}:{int(n) % 60:02} {what}（{who}）\n" for n, what, _, _, who in _entries(count))
    return f"{_TITLE}活动议程\n{''.join(lines)}"


SHAPES: dict[str, Callable[[int], str]] = {
    "table, tabs": _parted("", "\t", "\n"),
    "table, pipes": _parted("|", "|", "|\n"),
    "table, blanks": _parted("", "  ", "\n"),
    "table, a cell a line": _parted("", "\n", "\n"),
    "list": _list,
    "cards": _cards,
    "agenda": _agenda,
}


def shapes(count: int = 900) -> None:
    plain = 0.0
    for name, make in SHAPES.items():
        text = make(count)
        read = len(parse(text).entries)
        if read != count:
            print(f"  {name}: {read} of {count} entries are read")
        spent = least(lambda text=text: parse(text)) / len(text)
        plain = plain or spent
        figures = f"{1e9 * spent:6.0f} ns a character, {1e6 * spent * len(text) / count:5.0f} µs an entry"
        print(f"  {name:21} {figures}, × {spent / plain:.2f} of tabs", flush=True)


def main() -> None:
    wanted = sys.argv[1:] or ["peers", "growth", "shapes"]
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if "peers" in wanted:
        against_peers()
    if "growth" in wanted:
        print("growth")
        growth()
    if "shapes" in wanted:
        print("shapes")
        shapes()


if __name__ == "__main__":
    main()
