"""Words and formulas, set by Typst in pinned fonts and placed by their baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import svgelements
import typst
from manim import VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray

from scenes.theme import SIZES, STROKES

FONT = "Source Sans Pro"
POINTS = 100.0
"""Text is set at this size and scaled from there."""
Align = Literal["left", "centre", "right"]
Weight = Literal["regular", "semibold", "bold"]

_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    f'#set text(font: "{FONT}", size: {POINTS}pt, top-edge: {POINTS}pt, bottom-edge: 0pt,'
    ' number-width: "tabular", fallback: true)\n'
)


_THE_LABELS = ""
"""Typst's black: the label's own colour."""


class _Paint(NamedTuple):
    """Fill and stroke of a drawn shape, None for none of it, and the stroke's width in em."""

    fill: str | None
    stroke: str | None
    stroke_width: float

    def pattern(self, size: float, colour: str) -> VMobject:
        """A mobject without points that has this paint."""
        shape = VMobject(stroke_width=0)
        if self.fill is not None:
            shape.set_fill(self.fill or colour, opacity=1)
        if self.stroke is not None:
            shape.set_stroke(self.stroke or colour, width=100 * self.stroke_width * size)
        return shape


class _Outline(NamedTuple):
    """One drawn shape: Bézier points (n, 3) about the baseline in em, and its paint."""

    points: NDArray[np.float64]
    paint: _Paint


class Label(VGroup):
    """Words or a formula as one mobject whose origin is the left end of its baseline."""

    def __init__(self, code: str, size: float, colour: str, **inputs: str) -> None:
        super().__init__()
        self.size = size
        patterns: dict[_Paint, VMobject] = {}
        for outline in _outlines(code, tuple(sorted(inputs.items()))):
            if outline.paint not in patterns:
                patterns[outline.paint] = outline.paint.pattern(size, colour)
            shape = patterns[outline.paint].copy()  # much cheaper than a new one
            shape.points = outline.points * size
            self.add(shape)

    def put(self, x: float, baseline: float, align: Align = "left") -> Label:
        """Place the ink's left end, middle or right end at ``x``, the baseline at ``baseline``."""
        if not self.submobjects:
            return self
        points = np.concatenate([shape.points for shape in self.submobjects])
        low, high = points[:, 0].min(), points[:, 0].max()
        anchor = {"left": low, "centre": (low + high) / 2, "right": high}[align]
        origin = getattr(self, "_baseline", 0.0)
        self.shift(np.array([x - anchor, baseline - origin, 0.0]))
        self._baseline = baseline
        return self

    def cased(self, colour: str, width: float = STROKES.casing) -> Label:
        """Give the letters an edge of ``colour`` that keeps them apart from what they lie on."""
        for shape in self.submobjects:
            shape.set_stroke(colour, width=200 * width, background=True)
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


def escape(text: str) -> str:
    """``text`` as a Typst string literal for use within markup: ``#"..."``."""
    inner = "".join(f"\\u{{{ord(c):x}}}" if c in '"\\' or ord(c) < 32 else c for c in text)
    return f'#"{inner}"'


class Digits(VMobject):
    """A number that changes each frame, from glyphs prepared once; figures are equally wide."""

    ALPHABET = "0123456789.,−-+×=e() "

    def __init__(self, size: float, colour: str) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.size = size
        self.text = ""

    def show(self, text: str, x: float, baseline: float, align: Align = "left") -> None:
        """Set the digits; ``x`` is their left end, middle or right end."""
        self.text = text
        glyphs = _glyphs(self.ALPHABET)
        pieces, advance = [], 0.0
        for character in text:
            points, width = glyphs[character]
            pieces.append(points + np.array([advance, 0.0, 0.0]))
            advance += width
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        joined = np.concatenate(pieces) if pieces else np.zeros((0, 3))
        origin = np.array([x - share * advance * self.size, baseline, 0.0])
        self.points = joined * self.size + origin


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    fonts = Path(spec.origin).parent / "files"
    # The fonts' folder is the root, too: Typst can read nothing else.
    return typst.Compiler(root=str(fonts), font_paths=[str(fonts)], ignore_system_fonts=True)


@lru_cache(maxsize=4096)
def _outlines(code: str, inputs: tuple[tuple[str, str], ...]) -> tuple[_Outline, ...]:
    source = (_PAGE + code).encode()
    svg = _compiler().compile(source, format="svg", sys_inputs=dict(inputs))
    assert isinstance(svg, bytes)
    root = fromstring(svg)  # noqa: S314 - Typst wrote it
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


@lru_cache(maxsize=4)
def _glyphs(alphabet: str) -> dict[str, tuple[NDArray[np.float64], float]]:
    """Points (n, 3) about the baseline and advance width, both in em, of each character."""
    glyphs = {}
    for character in alphabet:
        shapes = _outlines("#sys.inputs.text", (("text", character),))
        points = [shape.points for shape in shapes]
        glyphs[character] = (
            np.concatenate(points) if points else np.zeros((0, 3)),
            _advance(character),
        )
    return glyphs


@lru_cache(maxsize=256)
def _advance(character: str) -> float:
    """Advance width in em: how much wider the line is with one more of the character."""
    widths = []
    for text in (f"0{character}0", "00"):
        svg = _compiler().compile(
            (_PAGE + "#sys.inputs.text").encode(), format="svg", sys_inputs={"text": text}
        )
        assert isinstance(svg, bytes)
        found = re.search(rb'viewBox="0 0 ([0-9.]+)', svg)
        assert found is not None
        widths.append(float(found.group(1)))
    return (widths[0] - widths[1]) / POINTS


def width_of(text: str, size: float = SIZES.label) -> float:
    """Width of digits set by :class:`Digits`, in frame units."""
    glyphs = _glyphs(Digits.ALPHABET)
    return sum(glyphs[character][1] for character in text) * size
