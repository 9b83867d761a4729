"""Words and formulas, set by Typst in pinned fonts and placed by their baseline."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

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


@dataclass(frozen=True)
class _Outline:
    """One drawn shape: Bézier points about the baseline in em, its fill and its stroke."""

    points: NDArray[np.float64]
    fill: str | None
    stroke: str | None
    stroke_width: float


class Label(VGroup):
    """Words or a formula as one mobject whose origin is the left end of its baseline."""

    def __init__(self, code: str, size: float, colour: str, **inputs: str) -> None:
        super().__init__()
        self.size = size
        for outline in _outlines(code, tuple(sorted(inputs.items()))):
            shape = VMobject(stroke_width=0)
            shape.points = outline.points * size
            if outline.fill is not None:
                shape.set_fill(outline.fill or colour, opacity=1)
            if outline.stroke is not None:
                shape.set_stroke(outline.stroke or colour, width=100 * outline.stroke_width * size)
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
    text = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg.decode(), count=1)
    return tuple(_shapes(svgelements.SVG.parse(io.StringIO(text))))


def _shapes(parsed: svgelements.SVG) -> Sequence[_Outline]:
    shapes = []
    for element in parsed.elements():
        if not isinstance(element, svgelements.Shape):
            continue
        path = svgelements.Path(element)
        path.reify()
        drawn = VMobjectFromSVGPath(path)
        if not len(drawn.points):
            continue
        points = drawn.points / POINTS
        points = points * np.array([1.0, -1.0, 1.0]) + np.array([0.0, 1.0, 0.0])
        shapes.append(
            _Outline(
                points,
                _paint(element.fill),
                _paint(element.stroke),
                float(element.stroke_width or 0) / POINTS,
            )
        )
    return shapes


_THE_LABELS = ""
"""Typst's black: the label's own colour."""


def _paint(colour: svgelements.Color) -> str | None:
    if colour is None or colour.value is None or colour.opacity == 0:
        return None
    found = str(colour.hex)
    return _THE_LABELS if re.fullmatch(r"#0{3}(0{3})?", found) else found[:7]


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
