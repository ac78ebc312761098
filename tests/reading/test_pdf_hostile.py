"""Files made to harm: each is answered within the limits, by text or by a `ReadError`, nothing else."""

from __future__ import annotations

import random
import resource
import time
import zlib
from collections.abc import Callable

import pytest
from pdf_maker import FONT, at, build, page_file, stream, table_content

from qmparse.errors import ReadError
from qmparse.reading.pdf import read_pdf
from qmparse.reading.source import Limits

LIMITS = Limits(seconds=5.0)
#: seconds beyond the limit that a call may take: pypdf cannot be stopped in the middle of a stream
GRACE = 5.0
GIBIBYTE = 1 << 20  # in the unit of ru_maxrss


def bomb() -> bytes:
    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    extra = b"/Filter[/FlateDecode/FlateDecode]"
    body = b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(packed), extra, packed)
    return page_file(b"", extra={11: body})


def many_bombs() -> bytes:
    body = stream(b"0 " * 5_000_000, packed=True)
    kids = b" ".join(b"%d 0 R" % n for n in range(100, 160))
    extra = dict.fromkeys(range(100, 160), body)
    return page_file(b"", extra=extra | {10: b"<</Type/Page/Parent 2 0 R/Contents[%s]>>" % kids})


def page_loop() -> bytes:
    return build({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 4 0 R]/Count 9>>",
                  4: b"<</Type/Pages/Kids[2 0 R 4 0 R]/Count 9>>"})  # fmt: skip


def page_fan() -> bytes:
    """Each node holds the next ten times: a billion pages in ten objects."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for n in range(2, 12):
        objects[n] = b"<</Type/Pages/Count 10/Kids[" + b"%d 0 R " % (n + 1) * 10 + b"]>>"
    objects[12] = b"<</Type/Page/MediaBox[0 0 100 100]>>"
    return build(objects)


def form_of_itself() -> bytes:
    form = stream(b"/X Do " + at(10, 10, "甲"), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 50 0 R>>>>")
    return page_file(b"/X Do", resources=b"/XObject<</X 50 0 R>>", extra={50: form})


def forms_in_forms() -> bytes:
    """Each form draws the next ten times."""
    extra = {}
    for n in range(50, 60):
        kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
        extra[n] = stream(b"/X Do " * 10, kind)
    extra[60] = stream(at(10, 10, "甲"), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page_file(b"/X Do", resources=b"/XObject<</X 50 0 R>>", extra=extra)


def endless_cmap() -> bytes:
    cmap = stream(b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n"
                  b"2 beginbfrange <00000000> <FFFFFFFF> <4E00> <0000> <FFFF> [<4E00>] endbfrange\n"
                  b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange")  # fmt: skip
    font = FONT.replace(b"/Encoding/UniGB-UCS2-H", b"/Encoding 50 0 R/ToUnicode 50 0 R").replace(
        b"19 28 500", b"0 4294967295 500"
    )
    return page_file(table_content([["1", "甲", "乙"]]), font=font, extra={50: cmap})


def endless_array_cmap() -> bytes:
    cmap = stream(b"1 beginbfrange <0000> <FFFF> [" + b"<4E00>" * 2_000_000 + b"] endbfrange", packed=True)
    return page_file(at(50, 50, "甲"), font=FONT.replace(b"/Encoding", b"/ToUnicode 50 0 R/Encoding"), extra={50: cmap})


def tokens() -> bytes:
    return page_file(b"0 0 m 9 9 l S\n" * 1_000_000, packed=True)


def brackets() -> bytes:
    return page_file(b"[" * 3_000_000 + b"(" * 3_000_000 + b"<<" * 1_000_000, packed=True)


def deep_objects() -> bytes:
    return page_file(at(50, 50, "甲"), page=b"/Deep " + b"[" * 50_000 + b"]" * 50_000)


def saved_states() -> bytes:
    return page_file(b"q " * 2_000_000 + at(50, 50, "甲"), packed=True)


def marks() -> bytes:
    return page_file(b"/Span <</ActualText (a)>> BDC " * 300_000 + at(50, 50, "甲") + b"EMC " * 300_000, packed=True)


def lattice() -> bytes:
    """Graph paper: a grid of a million fields."""
    lines = b"".join(b"%g 0 m %g 800 l S 0 %g m 590 %g l S\n" % (n / 2, n / 2, n / 1.5, n / 1.5) for n in range(1200))
    return page_file(lines + table_content([["1", "甲", "乙"]]))


def short_lines() -> bytes:
    rng = random.Random(7)
    parts = (b"%d %d m %d %d l S\n" % (x, y, x + 20 * (n % 2), y + 20 * (1 - n % 2))
             for n, (x, y) in enumerate((rng.randrange(590), rng.randrange(840)) for _ in range(60_000)))  # fmt: skip
    return page_file(b"".join(parts) + at(50, 50, "甲"), packed=True)


def crowd() -> bytes:
    """A hundred thousand glyphs, all over the page."""
    rng = random.Random(7)
    return page_file(b"".join(at(rng.randrange(590), rng.randrange(840), "甲") for _ in range(100_000)), packed=True)


def headers_everywhere() -> bytes:
    rows = [["序号", "活动内容", "牵头单位"]] * 400
    return page_file(*[table_content(rows, height=2.5, top=1200, rules=False)] * 5, packed=True)


def numbers_everywhere() -> bytes:
    rows = [["序号", "活动内容", "牵头单位"]] + [[str(n), "甲" * 20, "乙"] for n in range(700)]
    return page_file(table_content(rows, height=2.2, top=1600, rules=False), page=b"/MediaBox[0 0 595 1700]", packed=True)


def wide_numbers() -> bytes:
    return page_file(b"1e999 99999999999999999999999999999 m -.-. 0 l S 1 0 0 1 " + b"9" * 400 + b" 0 cm " + at(50, 50, "甲"))


def many_pages() -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[" + b"<</Type/Page>>" * 50_000 + b"]/Count 50000>>",
    }
    return build(objects)


MAKERS: list[Callable[[], bytes]] = [
    bomb, many_bombs, page_loop, page_fan, form_of_itself, forms_in_forms, endless_cmap, endless_array_cmap, tokens,
    brackets, deep_objects, saved_states, marks, lattice, short_lines, crowd, headers_everywhere, numbers_everywhere,
    wide_numbers, many_pages,
]  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_answers_in_time_and_memory(maker: Callable[[], bytes]) -> None:
    data = maker()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    try:
        read_pdf(data, limits=LIMITS)
    except ReadError as error:
        assert error.code in {"too-large", "damaged", "no-text-layer", "encrypted"}
    assert time.perf_counter() - start < LIMITS.seconds + GRACE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GIBIBYTE


def test_truncated_at_every_place() -> None:
    data = page_file(table_content([["序号", "活动内容", "牵头单位"], ["1", "开展活动", "市商务局"]]), packed=True)
    for end in range(0, len(data), 7):
        try:
            read_pdf(data[:end], limits=LIMITS)
        except ReadError:
            continue


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(page_file(table_content([["序号", "活动内容", "牵头单位"], ["1", "开展活动", "市商务局"]])))
    for _ in range(rng.randrange(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        read_pdf(bytes(data), limits=LIMITS)
    except ReadError as error:
        assert error.code in {"too-large", "damaged", "no-text-layer", "encrypted"}


def test_the_clock_stops_a_long_reading() -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(tokens(), limits=Limits(seconds=0.05))
    assert caught.value.code == "too-large"


def test_limits_of_size_and_pages() -> None:
    with pytest.raises(ReadError, match="more than 10 bytes"):
        read_pdf(page_file(at(50, 50, "甲")), limits=Limits(file_bytes=10))
    with pytest.raises(ReadError, match="more than 1 pages"):
        read_pdf(page_file(at(50, 50, "甲"), at(50, 50, "乙")), limits=Limits(pages=1))
