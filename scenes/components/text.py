"""Words and formulas, set by Typst in pinned fonts and placed by their baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, fromstring

import cairo
import numpy as np
import svgelements
import typst
from manim import VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray

from scenes.components.painted import SPIKE, Painted, Pen, Piece, around, reach, settled
from scenes.lesson.text import font_file
from scenes.theme import SIZES, STROKES

PINNED = "Source Sans Pro"
OWN_FAMILY = "The Theme's Own"
POINTS = 100.0
"""Text is set at this size and scaled from there."""
DECIMALS = 6
"""Of an outline's points in frame units: with more, the same letters differ from place to place."""
NEAR = 1e-6
"""Frame units within which an outline's end is its beginning."""
Align = Literal["left", "centre", "right"]
Weight = Literal["regular", "semibold", "bold"]

_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    f"#set text(font: sys.inputs.family, size: {POINTS}pt, top-edge: {POINTS}pt, bottom-edge: 0pt,"
    ' number-width: "tabular", fallback: true)\n'
    # The pinned font has raised figures, but no raised minus.
    '#show "⁻": super(typographic: false, "−")\n'
)


_THE_LABELS = ""
"""Typst's black: the label's own colour."""


class _Paint(NamedTuple):
    """Fill and stroke of a drawn shape, None for none of it, and the stroke's width in em."""

    fill: str | None
    stroke: str | None
    stroke_width: float

    def give(self, letters: VMobject, size: float, colour: str) -> None:
        """Paint ``letters`` so."""
        letters.set_fill(self.fill or colour, opacity=float(self.fill is not None))
        width = 0.0 if self.stroke is None else 100 * self.stroke_width * size
        letters.set_stroke(self.stroke or colour, width=width)


class _Outline(NamedTuple):
    """One drawn shape: Bézier points (n, 3) about the baseline in em, and its paint."""

    points: NDArray[np.float64]
    paint: _Paint


class Letters(Painted, VMobject):
    """Letters of one paint, laid on one after the other as mobjects of their own would be.

    ``outlines`` are the letters' Bézier points (n, 3).
    """

    join, cap = cairo.LINE_JOIN_MITER, cairo.LINE_CAP_BUTT

    def __init__(self, outlines: Sequence[NDArray[np.float64]] = ()) -> None:
        super().__init__()
        self.points = np.concatenate([*outlines, np.zeros((0, 3))])
        self.letters = [_subpaths(points) for points in outlines]

    def outlines(self) -> list[NDArray[np.float64]]:
        """The Bézier points (n, 3) of each letter where it is now."""
        counts = [4 * sum(curves for curves, _ in letter) for letter in self.letters]
        return np.split(self.points, np.cumsum(counts)[:-1]) if counts else []

    def pieces(self, pixels: float) -> list[Piece]:
        """All of the letters, which look the same wherever they are put."""
        layers = self._layers()
        if not layers or not len(self.points):
            return []
        flat = self.points[:, :2]
        low, high = reach(flat)
        middle = (low + high) / 2
        offset, shift = settled(middle, pixels)
        points = np.round(flat - middle, DECIMALS) + offset
        edge = SPIKE * max([width for _, width in layers if width is not None], default=0.0)
        state = id(self), hash(points.tobytes()), repr(layers)
        return [Piece(state, around(points, edge), partial(self._paint, points, layers), shift)]

    def _paint(self, points: NDArray[np.float64], layers: list[_Layer], pen: Pen) -> None:
        """Draw fill and stroke of one letter after the other."""
        context = pen.context
        context.set_line_join(self.join)
        context.set_line_cap(self.cap)
        numbers = iter(points.reshape(-1, 8).tolist())
        for letter in self.letters:
            context.new_path()
            for count, closed in letter:
                begin = next(numbers)
                context.move_to(*begin[:2])
                context.curve_to(*begin[2:])
                for curve in islice(numbers, count - 1):
                    context.curve_to(*curve[2:])
                if closed:
                    context.close_path()
            for rgba, width in layers:
                context.set_source_rgba(*rgba)
                if width is None:
                    context.fill_preserve()
                else:
                    context.set_line_width(width)
                    self._stroke(context)

    def _stroke(self, context: cairo.Context[cairo.ImageSurface]) -> None:
        context.stroke_preserve()

    def _layers(self) -> list[_Layer]:
        """What there is to paint of each letter, from the bottom upwards."""
        edge = self.get_stroke_width()
        layers = [(self.fill_rgbas, None), (self.stroke_rgbas, edge and edge / 100)]
        return [(rgbas[0][[2, 1, 0, 3]].tolist(), width) for rgbas, width in layers if width != 0]


class Casing(Letters):
    """The edge around all letters of a label, which lies beneath every one of them."""

    join, cap = cairo.LINE_JOIN_ROUND, cairo.LINE_CAP_ROUND

    def _stroke(self, context: cairo.Context[cairo.ImageSurface]) -> None:
        """Stroke straight pieces: where a curve is tight and the line wide, Cairo leaves holes."""
        straight = context.copy_path_flat()
        context.new_path()
        context.append_path(straight)
        context.stroke_preserve()

    def _layers(self) -> list[_Layer]:
        width = self.get_stroke_width(background=True)
        rgba = self.background_stroke_rgbas[0][[2, 1, 0, 3]].tolist()
        return [(rgba, width / 100)] if width else []


_Layer = tuple[list[float], float | None]
"""Cairo's colour and a line's width, None for the inside of a letter."""


def _subpaths(points: NDArray[np.float64]) -> list[tuple[int, bool]]:
    """How many curves each subpath has, and whether it is closed."""
    curves = points.reshape(-1, 4, 3)
    starts, ends = curves[:, 0], curves[:, 3]
    breaks = np.flatnonzero(np.abs(starts[1:] - ends[:-1]).max(axis=1, initial=0.0) > NEAR) + 1
    cuts = [0, *breaks.tolist(), len(curves)]
    return [
        (stop - start, bool((np.abs(starts[start] - ends[stop - 1]) < NEAR).all()))
        for start, stop in pairwise(cuts)
    ]


class Label(VGroup):
    """Words or a formula as one mobject whose origin is the left end of its baseline."""

    def __init__(self, code: str, size: float, colour: str, **inputs: str) -> None:
        super().__init__()
        self.size = size
        self.text = inputs.get("text", code)
        self.align: Align = "left"
        outlines = _outlines(code, tuple(sorted(inputs.items())))
        for paint, run in groupby(outlines, key=lambda outline: outline.paint):
            letters = Letters([outline.points * size for outline in run])
            paint.give(letters, size, colour)
            self.add(letters)
        self._first = self._reach()
        self._rise = float(self.runs[0].points[0, 1]) if self.runs else 0.0

    @property
    def runs(self) -> list[Letters]:
        """The letters, those of one paint together, without what is beneath them."""
        return [shape for shape in self.submobjects if not isinstance(shape, Casing)]

    @property
    def scaled(self) -> float:
        """How much larger the letters are now than they were set."""
        return self._reach() / self._first if self._first else 1.0

    @property
    def baseline(self) -> float:
        """The level on which the letters stand now; of text that was not turned."""
        if not self.runs:
            return 0.0
        return float(self.runs[0].points[0, 1]) - self._rise * self.scaled

    def _reach(self) -> float:
        """From the first point of the first letter to its farthest, however it is turned."""
        if not self.runs:
            return 0.0
        points = self.runs[0].points
        return float(np.linalg.norm(points - points[0], axis=1).max())

    def put(self, x: float, baseline: float, align: Align = "left") -> Label:
        """Place the ink's left end, middle or right end at ``x``, the baseline at ``baseline``."""
        self.align = align
        if not self.runs:
            return self
        points = np.concatenate([run.points for run in self.runs])
        low, high = points[:, 0].min(), points[:, 0].max()
        anchor = {"left": low, "centre": (low + high) / 2, "right": high}[align]
        origin = getattr(self, "_baseline", 0.0)
        self.shift(np.array([x - anchor, baseline - origin, 0.0]))
        self._baseline = baseline
        return self

    def cased(self, colour: str, width: float = STROKES.casing) -> Label:
        """Give the words one edge of ``colour`` that keeps them apart from what they lie on."""
        runs = self.runs
        casing = Casing([outline for run in runs for outline in run.outlines()])
        casing.set_stroke(width=0)
        casing.set_stroke(colour, width=200 * width, background=True)
        self.submobjects = [casing, *runs]
        return self

    def fade(self, opacity: float) -> Label:
        """Show so much of the words and their casing, from 0 to 1."""
        for shape in self.submobjects:
            shape.strength = opacity
        return self


def words(text: str, size: float, colour: str, weight: Weight = "regular") -> Label:
    """Plain text on one line; whatever is in it is text, never markup."""
    return Label(f'#text(weight: "{weight}", sys.inputs.text)', size, colour, text=text)


def formula(code: str, size: float, colour: str) -> Label:
    """A line of Typst markup of our own, such as ``loss $J(theta)$``; never a user's text."""
    return Label(code, size, colour)


def tint(code: str, colour: str) -> str:
    """Typst code for maths ``code`` in ``colour``."""
    return f'text(fill: #rgb("{colour}"), {code})'


class Digits(Letters):
    """A number that changes each frame, from glyphs prepared once; figures are equally wide."""

    ALPHABET = "0123456789.,−+×=() ⁰¹²³⁴⁵⁶⁷⁸⁹⁻∞"

    def __init__(self, size: float, colour: str) -> None:
        super().__init__()
        _Paint(_THE_LABELS, None, 0.0).give(self, size, colour)
        self.size = size
        self.text = ""
        self.glyphs = _glyphs(self.ALPHABET)

    def show(self, text: str, x: float, baseline: float, align: Align = "left") -> None:
        """Set the digits; ``x`` is their left end, middle or right end."""
        self.text = text
        outlines, advance = [np.zeros((0, 3))], 0.0
        for glyph in (self.glyphs[character] for character in text):
            outlines.append(glyph.points + np.array([advance, 0.0, 0.0]))
            advance += glyph.width
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        origin = np.array([x - share * advance * self.size, baseline, 0.0])
        self.points = np.concatenate(outlines) * self.size + origin
        self.letters = [self.glyphs[character].subpaths for character in text]


class _Face(NamedTuple):
    """What words are set in: a folder of font files, None for the pinned one, and their family."""

    folder: Path | None = None
    family: str = PINNED


_face = _Face()


def use_fonts(folder: Path | None) -> None:
    """Set all words made from here on in the fonts of a folder; None is the pinned font.

    They are called `OWN_FAMILY`, and no other font lies there.
    """
    global _face  # noqa: PLW0603 - one scene is built at a time, and each says what it is set in
    _face = _Face(folder, OWN_FAMILY) if folder is not None else _Face()


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> typst.Compiler:
    pinned = font_file().parent
    fonts = [str(path) for path in (pinned, folder) if path is not None]
    # The pinned font's folder is the root, too: Typst can read nothing else.
    return typst.Compiler(root=str(pinned), font_paths=fonts, ignore_system_fonts=True)


def _svg(face: _Face, code: str, inputs: dict[str, str]) -> bytes:
    source, given = (_PAGE + code).encode(), inputs | {"family": face.family}
    svg = _compiler(face.folder).compile(source, format="svg", sys_inputs=given)
    assert isinstance(svg, bytes)
    return svg


def _outlines(code: str, inputs: tuple[tuple[str, str], ...]) -> tuple[_Outline, ...]:
    return _outlines_in(_face, code, inputs)


@lru_cache(maxsize=4096)
def _outlines_in(
    face: _Face, code: str, inputs: tuple[tuple[str, str], ...]
) -> tuple[_Outline, ...]:
    root = fromstring(_svg(face, code, dict(inputs)))  # noqa: S314 - Typst wrote it
    symbols = {symbol.get("id"): symbol for symbol in root.iter(f"{_SVG}symbol")}
    shapes = _shapes(root, svgelements.Matrix(), symbols)
    return tuple(shape for shape in shapes if len(shape.points))


_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


def _shapes(
    parent: Element, outer: svgelements.Matrix, symbols: dict[str | None, Element]
) -> Iterator[_Outline]:
    """The shapes in a group of Typst's SVG: paths, and glyphs, which are uses of symbols."""
    for element in parent:
        inner = outer
        if "transform" in element.attrib:
            inner = svgelements.Matrix(element.attrib["transform"]) * outer
        if element.tag == f"{_SVG}g":
            yield from _shapes(element, inner, symbols)
        elif element.tag == f"{_SVG}path":
            yield _outline(element, element, inner)
        elif element.tag == f"{_SVG}use":
            (path,) = symbols[element.get(_HREF, "")[1:]]
            shift = float(element.get("x", 0)), float(element.get("y", 0))
            yield _outline(path, element, svgelements.Matrix.translate(*shift) * inner)


def _outline(path: Element, painted: Element, place: svgelements.Matrix) -> _Outline:
    x, y, z = _path(path.get("d", "")).T
    across = x * place.a + y * place.c + place.e
    down = x * place.b + y * place.d + place.f
    width = float(painted.get("stroke-width", 0)) * abs(place.determinant) ** 0.5
    paint = _Paint(_colour(painted.get("fill")), _colour(painted.get("stroke")), width / POINTS)
    return _Outline(np.column_stack([across / POINTS, 1.0 - down / POINTS, z]), paint)


@lru_cache(maxsize=1024)
def _path(data: str) -> NDArray[np.float64]:
    """Points (n, 3) of the cubic Bézier curves of an SVG path; a glyph's are always the same."""
    points: NDArray[np.float64] = VMobjectFromSVGPath(svgelements.Path(data)).points
    return points


def _colour(found: str | None) -> str | None:
    if found is None or found == "none":
        return None
    black = not found.strip("#0")
    return _THE_LABELS if black else found[:7]


class _Glyph(NamedTuple):
    """Points (n, 3) about the baseline, their subpaths, and the advance width; all in em."""

    points: NDArray[np.float64]
    subpaths: list[tuple[int, bool]]
    width: float


def _glyphs(alphabet: str) -> dict[str, _Glyph]:
    return _glyphs_in(_face, alphabet)


@lru_cache(maxsize=4)
def _glyphs_in(face: _Face, alphabet: str) -> dict[str, _Glyph]:
    """What a number is set from."""
    glyphs = {}
    for character in alphabet:
        shapes = _outlines_in(face, "#sys.inputs.text", (("text", character),))
        points = np.concatenate([*(shape.points for shape in shapes), np.zeros((0, 3))])
        subpaths = _subpaths(points) if len(points) else []
        glyphs[character] = _Glyph(points, subpaths, _advance(face, character))
    return glyphs


@lru_cache(maxsize=256)
def _advance(face: _Face, character: str) -> float:
    """Advance width in em: how much wider the line is with one more of the character."""
    widths = []
    for text in (f"0{character}0", "00"):
        svg = _svg(face, "#sys.inputs.text", {"text": text})
        found = re.search(rb'viewBox="0 0 ([0-9.]+)', svg)
        assert found is not None
        widths.append(float(found.group(1)))
    return (widths[0] - widths[1]) / POINTS


def width_of(text: str, size: float = SIZES.label) -> float:
    """Width of digits set by :class:`Digits`, in frame units."""
    glyphs = _glyphs(Digits.ALPHABET)
    return sum(glyphs[character].width for character in text) * size
