"""Words and formulas, placed by their baseline."""

from __future__ import annotations

from itertools import groupby
from typing import Literal

import numpy as np
from manim import VGroup

from scenes.components.text.letters import Casing, Letters
from scenes.components.text.outlines import outlines_in
from scenes.components.text.setting import face
from scenes.theme import STROKES

Align = Literal["left", "centre", "right"]
Weight = Literal["regular", "semibold", "bold"]


class Label(VGroup):
    """Words or a formula as one mobject whose origin is the left end of its baseline."""

    def __init__(self, code: str, size: float, colour: str, **inputs: str) -> None:
        super().__init__()
        self.size = size
        self.text = inputs.get("text", code)
        self.align: Align = "left"
        self._baseline = 0.0
        outlines = outlines_in(face(), code, tuple(sorted(inputs.items())))
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
        origin = self._baseline
        self.shift(np.array([x - anchor, baseline - origin, 0.0]))
        self._baseline = baseline
        return self

    def sized(self, size: float, x: float, baseline: float, align: Align = "left") -> Label:
        """Place it in the same way, in another size."""
        if self.runs:
            times = size / (self.size * self.scaled)
            self.scale(times, about_point=np.zeros(3))
            self._baseline = times * self._baseline
        return self.put(x, baseline, align)

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


def tinted(text: str, colour: str) -> str:
    """Typst markup for words of our own in ``colour``, between which no line ends."""
    return "~".join(f'#text(fill:rgb("{colour}"))[{word}]' for word in text.split())
