"""Three small arrows that name the directions of a surface: two parameters, and the loss up."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.components.painted import Extent, Painted, Pen, around, rgb
from scenes.components.path import paint_arrow
from scenes.components.surface import Surface3D
from scenes.components.text import Label
from scenes.layout import OFF_SCREEN, Slot
from scenes.theme import SIZES, STROKES, Theme

LENGTH = 0.62
BEYOND = 0.20
SHORT = 0.15
"""An arrow shorter than this points at the eye, and has no name."""


class Triad(Painted):
    """Arrows along theta_1, theta_2 and J in the upper left corner, turning with the eye."""

    def __init__(self, surface: Surface3D, slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.surface, self.theme = surface, theme
        self.origin = np.array([slot.left + LENGTH + 1.5 * BEYOND, slot.top - LENGTH - 2 * BEYOND])
        self.rgb, self.casing = rgb(theme.quiet), rgb(theme.casing)

    @property
    def tips(self) -> NDArray[np.float64]:
        """Ends of the arrows, (3, 2), from the origin, in frame units."""
        rotation = self.surface.view.rotation()
        ends: NDArray[np.float64] = LENGTH * rotation[:2].T
        return ends

    def extent(self) -> Extent:
        """As far as an arrow reaches."""
        return around(self.origin + self.tips, STROKES.arrow_tip + LENGTH)

    def paint(self, pen: Pen) -> None:
        """Draw the arrows; one that points at the eye vanishes."""
        for end in self.tips:
            if np.hypot(*end) < STROKES.curve:
                continue
            ends = np.stack([self.origin, self.origin + end])
            paint_arrow(pen, ends, self.rgb, self.casing)


class TriadNames(VGroup):
    """The names at the arrows' ends."""

    def __init__(self, triad: Triad, codes: tuple[str, str, str]) -> None:
        self.triad = triad
        self.labels = [
            Label(code, SIZES.label, triad.theme.text).cased(triad.theme.casing) for code in codes
        ]
        super().__init__(*self.labels)

    def show(self) -> None:
        """Put the names where the arrows end now."""
        for label, end in zip(self.labels, self.triad.tips, strict=True):
            if np.hypot(*end) < SHORT:
                label.put(OFF_SCREEN, 0.0)
                continue
            away = end / max(float(np.hypot(*end)), 0.3) * BEYOND
            x, y = self.triad.origin + end + away
            label.put(float(x), float(y) - 0.25 * SIZES.label, "centre")
