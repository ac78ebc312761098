"""Paragraphs and tables of a Word body to lines, in order, with the pages on which they begin.

Rules: a paragraph stays one line, also where a page ends in it: the form feed comes with the next line. A table of one
column is a frame, and what stands in it is read as prose. A table inside a cell is flattened into the cell's text.
Only the DOCX reader imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from qmparse.reading.budget import Deadline, too_large
from qmparse.reading.docx_numbering import Numbering, Styles, W, is_on
from qmparse.reading.docx_runs import Kind, Piece, Runs, alternative
from qmparse.reading.docx_table import TableCell, aligned, column_edges, table_cells
from qmparse.reading.grid import BLANKS, Cell, TextWriter, table_lines, trimmed
from qmparse.reading.source import Limits, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Body"]

_MC_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent"))
_READ = frozenset(W + name for name in ("p", "tbl", "altChunk"))
_SAME_PAGE = ("continuous", "nextColumn")
_DEEPEST_TABLE = 20
_ENDS_IN_ASCII = frozenset(map(chr, range(33, 127)))


@attrs.define
class _Line:
    text: str
    pages: int = 0
    is_row: bool = False
    doubt: str = ""


@attrs.define
class _Pages:
    """Page breaks met since the last line. Word records one both as made and as laid out, so they do not add up."""

    made: int = 0
    laid_out: int = 0

    def take(self) -> int:
        count = max(self.made, self.laid_out)
        self.made = self.laid_out = 0
        return count


class Body:
    """Reads one document; lists and fields run through all of it, so they are kept here."""

    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits, deadline: Deadline) -> None:
        self._styles, self._numbering, self._runs = styles, numbering, Runs(styles)
        self._limits, self._deadline = limits, deadline
        self._lines: list[_Line] = []
        self._pages = _Pages()
        self._carried: list[Piece] = []
        self._notes = self._embedded = self._depth = 0

    def read(self, body: _Element) -> Reading:
        """The reading of the document."""
        self._blocks(body)
        self._flush()
        writer = TextWriter(self._limits)
        for line in _without_stray_tabs(self._lines):
            writer.line(line.text, pages=line.pages)
            if line.doubt:
                writer.note("joined-header", "info", line.doubt, len(line.text) + 1)
        if self._notes:
            writer.note("note-left-out", "info", f"{self._notes} foot- or endnotes are left out of the text")
        if self._embedded:
            writer.note("embedded-left-out", "warning", f"{self._embedded} embedded documents are not read")
        return writer.reading()

    def _blocks(self, parent: _Element) -> None:
        for block in _blocks_of(parent):
            self._deadline.check()
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._flush()
                self._table(block)
            else:
                self._embedded += 1

    # paragraphs

    def _pieces(self, paragraph: _Element) -> list[Piece] | None:
        """The pieces of a paragraph with its mark, or None where its end is deleted and it runs on in the next."""
        properties = paragraph.find(W + "pPr")
        named = None if properties is None else properties.find(W + "pStyle")
        style = self._styles.default if named is None else named.get(W + "val")
        pieces = self._carried + list(self._runs.pieces(paragraph, style))
        self._carried = []
        own = None if properties is None else properties.find(W + "rPr")
        if own is not None and (own.find(W + "del") is not None or own.find(W + "moveFrom") is not None):
            self._carried = pieces
            return None
        text = "".join(piece.text for piece in pieces)
        if not text and (is_on(own, "vanish") or self._styles.is_hidden(style)):
            return pieces
        new_page = is_on(properties, "pageBreakBefore")
        if (self._styles.begins_page(style) if new_page is None else new_page) and self._lines:
            pieces.insert(0, Piece(Kind.PAGE))
        mark = _spaced(self._numbering.mark(properties, style), text)
        at = next((index for index, piece in enumerate(pieces) if piece.text), len(pieces))
        return [*pieces[:at], Piece(Kind.TEXT, mark), *pieces[at:]] if mark else pieces

    def _paragraph(self, paragraph: _Element) -> None:
        pieces = self._pieces(paragraph)
        if pieces is None:
            return
        self._prose(pieces)
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            kind = section.find(W + "type")
            self._pages.made += kind is None or kind.get(W + "val") not in _SAME_PAGE

    def _flush(self) -> None:
        """A paragraph whose end is deleted, with none after it to run on into."""
        if self._carried:
            pieces, self._carried = self._carried, []
            self._prose(pieces)

    def _prose(self, pieces: list[Piece]) -> None:
        current = _Line("")
        lines = [current]
        at_start = True
        for piece in pieces:
            if piece.kind is Kind.TEXT:
                if at_start and piece.text.strip(BLANKS):
                    current.pages, at_start = self._pages.take(), False
                first, *more = piece.text.split("\n")
                current.text += first
                for text in more:
                    lines.append(current := _Line(text))
            elif piece.kind is Kind.PAGE:
                self._pages.made += 1
                at_start = True
                if current.text:
                    lines.append(current := _Line(""))
            else:
                self._pages.laid_out += piece.kind is Kind.RENDERED
                self._notes += piece.kind is Kind.NOTE
        if len(lines) > 1 and not lines[-1].text:
            lines.pop()
        self._lines += lines
        for piece in pieces:
            if piece.box is not None:
                self._nested(piece.box)

    def _nested(self, parent: _Element) -> None:
        """The blocks of a text box or a frame, which may hold such again."""
        self._depth += 1
        if self._depth > _DEEPEST_TABLE:
            raise too_large(f"tables or text boxes stand inside each other more than {_DEEPEST_TABLE} deep", "operators")
        self._blocks(parent)
        self._flush()
        self._depth -= 1

    # tables

    def _table(self, table: _Element) -> None:
        cells = table_cells(table, self._limits)
        if len({cell.column for cell in cells}) <= 1:
            for cell in cells:
                self._nested(cell.element)
            return
        breaks: dict[int, tuple[int, int]] = {}
        read = aligned(self._read_cells(cells, breaks), column_edges(table))
        waiting = sorted(breaks, reverse=True)
        for line in table_lines(read, self._limits):
            while waiting and waiting[-1] <= line.row:
                before, after = breaks[waiting[-1]]
                self._pages.laid_out += before
                breaks[waiting[-1]] = (0, after)
                if waiting[-1] == line.row:
                    break
                self._pages.laid_out += breaks.pop(waiting.pop())[1]
            self._lines.append(_Line(line.text, self._pages.take(), line.is_row, line.doubt))
        self._pages.laid_out += sum(before + after for before, after in breaks.values())

    def _read_cells(self, cells: list[TableCell], breaks: dict[int, tuple[int, int]]) -> list[Cell]:
        """The cells with their text; `breaks` gets the page breaks before and inside each row."""
        read: list[Cell] = []
        for cell in cells:
            self._deadline.check()
            pieces = list(self._cell_pieces(cell.element, 0))
            text = trimmed("".join(piece.text for piece in pieces))
            before, after = breaks.get(cell.row, (0, 0))
            first = next((index for index, piece in enumerate(pieces) if piece.text.strip(BLANKS)), len(pieces))
            made = [index for index, piece in enumerate(pieces) if piece.kind in (Kind.RENDERED, Kind.PAGE)]
            early = sum(1 for index in made if index <= first)
            breaks[cell.row] = (max(before, early), max(after, len(made) - early))
            read.append(Cell(text, cell.row, cell.column, cell.rows, cell.columns))
        return read

    def _cell_pieces(self, parent: _Element, depth: int) -> Iterator[Piece]:
        """The pieces of all paragraphs of a cell, text boxes and tables in it included, a line break after each."""
        if depth > _DEEPEST_TABLE:
            raise too_large(f"tables stand inside each other more than {_DEEPEST_TABLE} deep", "operators")
        for block in _blocks_of(parent):
            if block.tag == W + "tbl":
                yield Piece(Kind.TEXT, self._flattened(block, depth) + "\n")
            elif block.tag == W + "p" and (pieces := self._pieces(block)) is not None:
                yield from pieces
                yield Piece(Kind.TEXT, "\n")
                for piece in pieces:
                    if piece.box is not None:
                        yield from self._cell_pieces(piece.box, depth + 1)
        if self._carried:
            carried, self._carried = self._carried, []
            yield from carried

    def _flattened(self, table: _Element, depth: int) -> str:
        """A table inside a cell: a line a row, its cells parted by blanks."""
        rows: dict[int, list[str]] = {}
        for cell in table_cells(table, self._limits):
            text = trimmed("".join(piece.text for piece in self._cell_pieces(cell.element, depth + 1)))
            rows.setdefault(cell.row, []).append(text.replace("\n", " "))
        return "\n".join("  ".join(filter(None, texts)) for texts in rows.values())


def _blocks_of(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a body, box or cell, whatever wraps them."""
    for child in parent:
        if child.tag == _MC_ALTERNATIVE:
            for inner in alternative(child):
                if inner.tag in (W + "p", W + "tbl"):
                    yield inner
        elif child.tag in _WRAPPERS:
            yield from _blocks_of(child)
        elif child.tag in _READ:
            yield child


def _spaced(mark: str, text: str) -> str:
    """A generated mark, parted by a blank where it would run into the text: 1 and 2019年, 1. and 14:30."""
    return mark + " " if mark and text.strip(BLANKS) and mark[-1] in _ENDS_IN_ASCII else mark


def _without_stray_tabs(lines: list[_Line]) -> Iterator[_Line]:
    """Tabs as blanks in prose, where only a neighbour with as many tabs makes a line the row of a table."""
    counts = [0 if line.is_row else line.text.strip(BLANKS).count("\t") for line in lines]
    for index, line in enumerate(lines):
        if line.is_row:
            yield line
            continue
        near = counts[index - 1 : index] + counts[index + 1 : index + 2]
        text = line.text.replace("\f", "").replace("\v", "").rstrip(BLANKS)
        body = text.lstrip("\t")
        indent = "\u3000\u3000" if body != text else ""
        if counts[index] not in near:
            body = body.replace("\t", "\u3000")
        yield _Line(indent + body, line.pages)
