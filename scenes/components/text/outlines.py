"""Outlines of what Typst has set, with their paint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import svgelements
from manim import VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray

from scenes.components.text.setting import POINTS, Face, svg_of

THE_LABELS = ""
"""Typst's black: the label's own colour."""
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


class LetterPaint(NamedTuple):
    """Fill and stroke of a drawn shape, None for none of it, and the stroke's width in em."""

    fill: str | None
    stroke: str | None
    stroke_width: float

    def give(self, letters: VMobject, size: float, colour: str) -> None:
        """Paint ``letters`` so."""
        letters.set_fill(self.fill or colour, opacity=float(self.fill is not None))
        width = 0.0 if self.stroke is None else 100 * self.stroke_width * size
        letters.set_stroke(self.stroke or colour, width=width)


class LetterShape(NamedTuple):
    """One drawn shape: Bézier points (n, 3) about the baseline in em, and its paint."""

    points: NDArray[np.float64]
    paint: LetterPaint


@lru_cache(maxsize=4096)
def outlines_in(
    face: Face, code: str, inputs: tuple[tuple[str, str], ...]
) -> tuple[LetterShape, ...]:
    """The shapes of Typst's ``code``, with these ``sys.inputs``, in the fonts of ``face``."""
    root = fromstring(svg_of(face, code, dict(inputs)))  # noqa: S314 - Typst wrote it
    symbols = {symbol.get("id"): symbol for symbol in root.iter(f"{_SVG}symbol")}
    shapes = _shapes(root, svgelements.Matrix(), symbols)
    return tuple(shape for shape in shapes if len(shape.points))


def _shapes(
    parent: Element, outer: svgelements.Matrix, symbols: dict[str | None, Element]
) -> Iterator[LetterShape]:
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


def _outline(path: Element, painted: Element, place: svgelements.Matrix) -> LetterShape:
    x, y, z = _path(path.get("d", "")).T
    across = x * place.a + y * place.c + place.e
    down = x * place.b + y * place.d + place.f
    width = float(painted.get("stroke-width", 0)) * abs(place.determinant) ** 0.5
    paint = LetterPaint(
        _colour(painted.get("fill")), _colour(painted.get("stroke")), width / POINTS
    )
    return LetterShape(np.column_stack([across / POINTS, 1.0 - down / POINTS, z]), paint)


@lru_cache(maxsize=1024)
def _path(data: str) -> NDArray[np.float64]:
    """Points (n, 3) of the cubic Bézier curves of an SVG path; a glyph's are always the same."""
    points: NDArray[np.float64] = VMobjectFromSVGPath(svgelements.Path(data)).points
    return points


def _colour(found: str | None) -> str | None:
    if found is None or found == "none":
        return None
    black = not found.strip("#0")
    return THE_LABELS if black else found[:7]
