"""The content of a page, run: placed glyphs, lines and boxes on the upright page.

It follows the operators for text, paths, states, forms and marked content, and ignores colours.
Forms are bounded in depth and number and never run inside themselves. Text at an angle, hidden
layers and watermarks marked as such are dropped. Only `document` and `layout` use what it gives.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from math import hypot
from typing import Any

import attrs

from .budget import Budget, too_large
from .drawing import Box, Drawing, Matrix, Path, applied, overlap, product, scale_of
from .fonts import Font, read_font
from .glyphs import SMALLEST, Glyph
from .marks import Mark, replaced, text_string
from .objects import (
    as_dict,
    as_list,
    as_name,
    as_number,
    identity,
    resolved,
    stream_data,
)
from .tokens import operations

__all__ = ["Canvas", "Resources", "run_page"]

#: forms within forms
DEPTH = 12
#: forms drawn on one page
MOST_FORMS = 2_000
#: states saved and not restored
MOST_STATES = 512
MOST_GLYPHS = 1_000_000
#: a text line may lean this much (tangent) and still count as along an axis
ANGLE = 0.03
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@attrs.define(eq=False)
class Canvas:
    """What a page shows: glyphs by direction of writing (0 to the right, 1 down, 2 left, 3 up), and lines."""

    glyphs: dict[int, list[Glyph]] = attrs.field(factory=lambda: {0: [], 1: [], 2: [], 3: []})
    drawing: Drawing = attrs.field(factory=Drawing)
    #: pictures drawn; a page of pictures without text wants OCR
    images: int = 0
    runs: int = 0
    forms: int = 0


@attrs.define(eq=False)
class Resources:
    """What the pages of a document share."""

    budget: Budget
    #: numbers of the layers that are switched off
    hidden_layers: frozenset[int] = frozenset()
    fonts: dict[int, Font | None] = attrs.field(factory=dict)
    #: dictionaries whose identity is a key above are held, lest the identity be given away again
    held: list[object] = attrs.field(factory=list)

    def font(self, raw: object) -> Font | None:
        """The font of a dictionary, read at its first use; None if it cannot be read."""
        key = identity(raw)
        if key not in self.fonts:
            self.held.append(raw)
            try:
                self.fonts[key] = read_font(raw, self.budget)
            except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
                self.fonts[key] = None
        return self.fonts[key]


@attrs.define(eq=False)
class State:
    """The graphics state, as far as it bears on text and lines."""

    ctm: Matrix = IDENTITY
    clip: Box | None = None
    line_width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class Interpreter:
    """Runs content streams onto a canvas."""

    def __init__(self, canvas: Canvas, shared: Resources, ctm: Matrix) -> None:
        self.canvas, self.shared = canvas, shared
        self.state = State(ctm=ctm)
        self.states: list[State] = []
        self.path = Path()
        self.pending_clip = False
        self.matrix = self.line_matrix = IDENTITY
        self.marks: list[Mark] = []
        self.dropping = 0
        self.resources: dict[str, Any] = {}
        self.open_forms: list[int] = []

    def run(self, data: bytes, resources: dict[str, Any]) -> None:
        """Run one content stream with its resources."""
        outer, self.resources = self.resources, resources
        table = OPERATORS
        for name, operands in operations(data, self.shared.budget):
            act = table.get(name)
            if act is None:
                continue
            try:
                act(self, operands)
            except (IndexError, TypeError, ValueError, KeyError, OverflowError):
                continue  # operands missing or of the wrong kind: this operator only
        self.resources = outer

    # -- states -------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        if len(self.states) < MOST_STATES:
            self.states.append(copy(self.state))

    def restore(self, _: list[Any]) -> None:
        if self.states:
            self.state = self.states.pop()

    def concat(self, ops: list[Any]) -> None:
        self.state.ctm = product(_matrix(ops), self.state.ctm)

    def graphics_dict(self, ops: list[Any]) -> None:
        values = as_dict(self._named("/ExtGState", ops[0]))
        if "/LW" in values:
            self.state.line_width = as_number(values["/LW"])
        font = as_list(values.get("/Font"))
        if len(font) == 2:
            self.state.font, self.state.size = self.shared.font(font[0]), as_number(font[1])

    def _named(self, kind: str, name: str) -> object:
        return as_dict(self.resources.get(kind)).get("/" + name)

    # -- paths --------------------------------------------------------------------------------

    def rectangle(self, ops: list[Any]) -> None:
        x, y, w, h = ops[-4:]
        ctm, path = self.state.ctm, self.path
        path.move(applied(ctm, x, y))
        for corner in ((x + w, y), (x + w, y + h), (x, y + h)):
            path.line(applied(ctm, *corner))
        path.close()

    def paint(self, *, fill: bool = False, stroke: bool = False, close: bool = False) -> None:
        path, state = self.path, self.state
        if close:
            path.close()
        if not self.dropping:
            if stroke:
                path.stroke_to(self.canvas.drawing, state.line_width * scale_of(state.ctm), state.clip)
            elif fill:
                path.fill_to(self.canvas.drawing, state.clip)
        if self.pending_clip:
            box = path.box()
            if box:
                state.clip = overlap(box, state.clip) or (0.0, 0.0, 0.0, 0.0)
            self.pending_clip = False
        self.path = Path()

    # -- text ---------------------------------------------------------------------------------

    def begin_text(self, _: list[Any]) -> None:
        self.matrix = self.line_matrix = IDENTITY

    def select_font(self, ops: list[Any]) -> None:
        self.state.size = float(ops[-1])
        self.state.font = self.shared.font(self._named("/Font", ops[-2]))

    def move(self, ops: list[Any]) -> None:
        x, y = ops[-2:]
        a, b, c, d, e, f = self.line_matrix
        self.matrix = self.line_matrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)

    def move_leading(self, ops: list[Any]) -> None:
        self.state.leading = -ops[-1]
        self.move(ops)

    def next_line(self, _: list[Any]) -> None:
        self.move([0.0, -self.state.leading])

    def set_matrix(self, ops: list[Any]) -> None:
        self.matrix = self.line_matrix = _matrix(ops)

    def show(self, ops: list[Any]) -> None:
        self.show_pieces(ops[-1:])

    def show_array(self, ops: list[Any]) -> None:
        self.show_pieces(ops[-1])

    def next_show(self, ops: list[Any]) -> None:
        self.next_line(ops)
        self.show_pieces(ops[-1:])

    def spaced_show(self, ops: list[Any]) -> None:
        self.state.word_space, self.state.char_space = float(ops[0]), float(ops[1])
        self.next_show(ops)

    def show_pieces(self, pieces: list[Any]) -> None:
        """Place the glyphs of one show operator: one matrix product, then a scalar advance."""
        state, font = self.state, self.state.font
        if font is None:
            return
        whole = product(self.matrix, state.ctm)
        a, b, c, d, e, f = whole
        e, f = e + c * state.rise, f + d * state.rise
        stretch = state.stretch * state.size
        size = abs(state.size) * hypot(c, d) * font.scale
        facing = -1.0 if state.size < 0 else 1.0
        direction = _direction(a * facing, b * facing)
        visible = direction is not None and size >= SMALLEST and not self.dropping
        glyphs = self.canvas.glyphs[direction or 0]
        run, hidden, text_x = self.canvas.runs, state.mode == 3, 0.0
        self.canvas.runs += 1
        space, words = state.char_space * state.stretch, state.word_space * state.stretch
        across, start = _axes(direction or 0, e, f)
        unit = facing * hypot(a, b)
        for piece in pieces:
            if isinstance(piece, float):
                text_x -= piece * stretch / 1000
                continue
            for text, width, is_space in font.show(piece):
                advance = width * stretch
                if visible:
                    x = start + unit * text_x
                    glyphs.append(Glyph(text, x, x + unit * advance, across, size, run, hidden))
                text_x += advance + space + (words if is_space else 0.0)
        if len(glyphs) > MOST_GLYPHS:
            raise too_large(f"more than {MOST_GLYPHS} glyphs on a page")
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, a * text_x + e, b * text_x + f)

    # -- marked content -----------------------------------------------------------------------

    def begin_marked(self, ops: list[Any]) -> None:
        mark = Mark(since={key: len(found) for key, found in self.canvas.glyphs.items()})
        self.marks.append(mark)
        if len(ops) < 2 or len(self.marks) > MOST_STATES:
            return
        given = self._named("/Properties", ops[1]) if isinstance(ops[1], str) else ops[1]
        values = {str(key).lstrip("/"): value for key, value in as_dict(given).items()}
        if ops[0] == "OC":
            mark.drop = identity(given) in self.shared.hidden_layers
        elif ops[0] == "Artifact":
            mark.drop = str(resolved(values.get("Subtype"))).lstrip("/") == "Watermark"
        if "ActualText" in values:
            mark.actual = text_string(resolved(values["ActualText"]))
        self.dropping += mark.drop

    def end_marked(self, _: list[Any]) -> None:
        if not self.marks:
            return
        mark = self.marks.pop()
        self.dropping -= mark.drop
        if mark.actual is None:
            return
        for direction, glyphs in self.canvas.glyphs.items():
            since = mark.since[direction]
            if len(glyphs) > since:
                glyphs[since:] = replaced(glyphs[since:], mark.actual)
                return

    # -- forms --------------------------------------------------------------------------------

    def draw_object(self, ops: list[Any]) -> None:
        raw = self._named("/XObject", ops[-1])
        form = as_dict(raw)
        if as_name(form.get("/Subtype")) == "/Image":
            self.canvas.images += 1
            return
        key = identity(raw)
        if not form or key in self.open_forms or len(self.open_forms) >= DEPTH or self.dropping:
            return
        if identity(form.get("/OC")) in self.shared.hidden_layers:
            return
        self.canvas.forms += 1
        if self.canvas.forms > MOST_FORMS:
            raise too_large(f"more than {MOST_FORMS} forms drawn on a page")
        data = stream_data(form, self.shared.budget)
        self._run_form(key, data, form)

    def _run_form(self, key: int, data: bytes, form: dict[str, Any]) -> None:
        kept = (copy(self.state), self.states, self.path, self.matrix, self.line_matrix, self.marks)
        matrix = [as_number(value) for value in as_list(form.get("/Matrix"))]
        if len(matrix) == 6:
            self.state.ctm = product(_matrix(matrix), self.state.ctm)
        self.states, self.path, self.marks = [], Path(), []
        self.open_forms.append(key)
        dropping = self.dropping
        self.run(data, as_dict(form.get("/Resources")) or self.resources)
        self.dropping = dropping
        self.open_forms.pop()
        self.state, self.states, self.path, self.matrix, self.line_matrix, self.marks = kept


def _matrix(ops: list[Any]) -> Matrix:
    a, b, c, d, e, f = ops[-6:]
    return (float(a), float(b), float(c), float(d), float(e), float(f))


def _direction(a: float, b: float) -> int | None:
    """Where writing runs on the upright page, y downward; None at an angle."""
    if abs(b) <= ANGLE * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= ANGLE * abs(b):
        return 1 if b > 0 else 3
    return None


def _axes(direction: int, x: float, y: float) -> tuple[float, float]:
    """Baseline and start of a glyph once its direction is turned to the right."""
    return ((y, x), (-x, y), (-y, -x), (x, -y))[direction]


def _set(field: str, factor: float = 1.0) -> Callable[[Interpreter, list[Any]], None]:
    def act(machine: Interpreter, ops: list[Any]) -> None:
        setattr(machine.state, field, ops[-1] * factor)

    return act


def _paint(**how: bool) -> Callable[[Interpreter, list[Any]], None]:
    return lambda machine, _: machine.paint(**how)


def _path(kind: str) -> Callable[[Interpreter, list[Any]], None]:
    def act(machine: Interpreter, ops: list[Any]) -> None:
        point = applied(machine.state.ctm, *ops[-2:])
        getattr(machine.path, kind)(point)

    return act


def _clip(machine: Interpreter, _: list[Any]) -> None:
    machine.pending_clip = True


OPERATORS: dict[bytes, Callable[[Interpreter, list[Any]], None]] = {
    b"q": Interpreter.save, b"Q": Interpreter.restore, b"cm": Interpreter.concat,
    b"gs": Interpreter.graphics_dict, b"w": _set("line_width"),
    b"m": _path("move"), b"l": _path("line"), b"c": _path("curve"), b"v": _path("curve"),
    b"y": _path("curve"), b"h": lambda machine, _: machine.path.close(), b"re": Interpreter.rectangle,
    b"S": _paint(stroke=True), b"s": _paint(stroke=True, close=True),
    b"f": _paint(fill=True), b"F": _paint(fill=True), b"f*": _paint(fill=True),
    b"B": _paint(fill=True, stroke=True), b"B*": _paint(fill=True, stroke=True),
    b"b": _paint(fill=True, stroke=True, close=True), b"b*": _paint(fill=True, stroke=True, close=True),
    b"n": _paint(), b"W": _clip, b"W*": _clip,
    b"BT": Interpreter.begin_text, b"Tf": Interpreter.select_font, b"Td": Interpreter.move,
    b"TD": Interpreter.move_leading, b"Tm": Interpreter.set_matrix, b"T*": Interpreter.next_line,
    b"TL": _set("leading"), b"Tc": _set("char_space"), b"Tw": _set("word_space"), b"Tz": _set("stretch", 0.01),
    b"Ts": _set("rise"), b"Tr": _set("mode"), b"Tj": Interpreter.show, b"TJ": Interpreter.show_array,
    b"'": Interpreter.next_show, b'"': Interpreter.spaced_show,
    b"Do": Interpreter.draw_object, b"BDC": Interpreter.begin_marked, b"BMC": Interpreter.begin_marked,
    b"EMC": Interpreter.end_marked,
}  # fmt: skip


def run_page(data: bytes, resources: dict[str, Any], ctm: Matrix, shared: Resources) -> Canvas:
    """Run the content of a page and give what it shows."""
    canvas = Canvas()
    Interpreter(canvas, shared, ctm).run(data, resources)
    return canvas
