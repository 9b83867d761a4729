"""Numbers that change each frame."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Align
from scenes.components.text.letters import Letters, subpaths
from scenes.components.text.outlines import THE_LABELS, LetterPaint, outlines_in
from scenes.components.text.setting import POINTS, Face, face, svg_of
from scenes.theme import SIZES


class Digits(Letters):
    """A number that changes each frame, from glyphs prepared once; figures are equally wide."""

    ALPHABET = "0123456789.,−+×/=()<% ⁰¹²³⁴⁵⁶⁷⁸⁹⁻∞;'’\u00a0\u202f"

    def __init__(self, size: float, colour: str) -> None:
        super().__init__()
        self.size = size
        self.tint(colour)
        self.text = ""
        self.glyphs = _glyphs(self.ALPHABET)

    def tint(self, colour: str) -> None:
        """Have it in a colour."""
        LetterPaint(THE_LABELS, None, 0.0).give(self, self.size, colour)

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


class _Glyph(NamedTuple):
    """Points (n, 3) about the baseline, their subpaths, and the advance width; all in em."""

    points: NDArray[np.float64]
    subpaths: list[tuple[int, bool]]
    width: float


def _glyphs(alphabet: str) -> dict[str, _Glyph]:
    return _glyphs_in(face(), alphabet)


@lru_cache(maxsize=4)
def _glyphs_in(face: Face, alphabet: str) -> dict[str, _Glyph]:
    """What a number is set from."""
    glyphs = {}
    for character in alphabet:
        shapes = outlines_in(face, "#sys.inputs.text", (("text", character),))
        points = np.concatenate([*(shape.points for shape in shapes), np.zeros((0, 3))])
        cut = subpaths(points) if len(points) else []
        glyphs[character] = _Glyph(points, cut, _advance(face, character))
    return glyphs


@lru_cache(maxsize=256)
def _advance(face: Face, character: str) -> float:
    """Advance width in em: how much wider the line is with one more of the character."""
    widths = []
    for text in (f"0{character}0", "00"):
        svg = svg_of(face, "#sys.inputs.text", {"text": text})
        found = re.search(rb'viewBox="0 0 ([0-9.]+)', svg)
        assert found is not None
        widths.append(float(found.group(1)))
    return (widths[0] - widths[1]) / POINTS


def width_of(text: str, size: float = SIZES.label) -> float:
    """Width of digits set by :class:`Digits`, in frame units."""
    glyphs = _glyphs(Digits.ALPHABET)
    return sum(glyphs[character].width for character in text) * size
