"""Three small arrows that name the directions of a surface: two parameters, and the loss up."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.components.path.arrow import paint_arrows
from scenes.components.surface.surface3d import Surface3D
from scenes.components.text.label import Label
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import SIZES, STROKES, Theme

LENGTH = 0.62
BEYOND = 0.20
SHORT = 0.12
"""An arrow shorter than this points at the eye, and has no name; twice as long, it has all."""
APART, CLOSE, ASIDE = 0.8, 0.96, 0.42
"""Cosines of the angles from which on, and at which, an arrow beside the last one is too close to
it; and how far that stands aside then."""
ROOM, PUSHES = 0.40, 8
"""How far apart the middles of names are, at least, and how often they are pushed apart."""
STANDS = np.array([0.62, 0.5])
"""Where the last arrow stands on a tile, along both of its sides."""
TILE = 0.22
"""Opacity of a tile."""


class Triad(Painted):
    """Arrows along theta_1, theta_2 and J in a corner, turning with the eye.

    In the upper one on the left, unless it is told to :meth:`stand` elsewhere.
    """

    def __init__(self, surface: Surface3D, slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.surface, self.theme = surface, theme
        self.origin = np.zeros(2)
        self._sides = slot.left + LENGTH + 1.5 * BEYOND, slot.right - LENGTH - 2 * BEYOND
        self._heights = slot.top - LENGTH - 2 * BEYOND, slot.bottom + LENGTH
        self.tiled = False
        self.stand(low=False)
        self.rgb, self.casing = rgb(theme.quiet), rgb(theme.casing)

    def stand(self, *, low: bool, right: bool = False) -> None:
        """Be in the lower corner, or in the upper one; on the right if it is told to."""
        self.origin[:] = self._sides[right], self._heights[low]

    def go_left(self) -> None:
        """Stand at the left edge, where no arrow ever points to the left."""
        left, right = self._sides
        self._sides = left - (LENGTH - ASIDE), right
        self.origin[0] = self._sides[0]

    def lay_tile(self) -> None:
        """Have the first two arrows lie on a tile of the floor, on which the last one stands."""
        self.tiled = True

    @property
    def room(self) -> Slot:
        """What arrows to the right and upwards have, with their names."""
        (x, y), reach = self.origin.tolist(), LENGTH + 2 * BEYOND
        return Slot(x - BEYOND, y - BEYOND, x + reach, y + reach)

    @property
    def starts(self) -> NDArray[np.float64]:
        """Where the arrows begin, (3, 2), in frame units.

        What points the same way as the last one would lie under it: that stands aside, then.
        """
        tips = self.tips
        if self.tiled:
            return self.origin + np.stack([np.zeros(2), np.zeros(2), STANDS @ tips[:2]])
        sizes = np.maximum(np.hypot(*tips.T), STROKES.curve)
        along = (tips[:2] @ tips[2]) / (sizes[:2] * sizes[2])
        close = float(np.clip((along.max() - APART) / (CLOSE - APART), 0.0, 1.0))
        starts = np.tile(self.origin, (3, 1))
        starts[2, 0] -= close * close * (3.0 - 2.0 * close) * ASIDE
        return starts

    @property
    def tips(self) -> NDArray[np.float64]:
        """Ends of the arrows, (3, 2), from the origin, in frame units."""
        rotation = self.surface.view.rotation()
        ends: NDArray[np.float64] = LENGTH * rotation[:2].T
        return ends

    def extent(self) -> Extent:
        """As far as an arrow reaches."""
        return around(self.starts + self.tips, STROKES.arrow_tip + LENGTH)

    def paint(self, pen: Pen) -> None:
        """Draw the arrows; one that points at the eye vanishes."""
        both = zip(self.starts, self.tips, strict=True)
        seen = [(start, end) for start, end in both if np.hypot(*end) >= STROKES.curve]
        lines = [np.stack([start, start + end]) for start, end in seen]
        if self.tiled:
            along, across, _ = self.tips
            pen.path(self.origin + np.stack([np.zeros(2), along, along + across, across]))
            pen.context.close_path()
            pen.colour(self.rgb, TILE)
            pen.context.fill()
            pen.done()
        paint_arrows(pen, lines, self.rgb, self.casing)


class TriadNames(VGroup):
    """The names at the arrows' ends."""

    def __init__(self, triad: Triad, codes: tuple[str, str, str]) -> None:
        self.triad = triad
        self.labels = [
            Label(code, SIZES.label, triad.theme.text).cased(triad.theme.casing) for code in codes
        ]
        super().__init__(*self.labels)

    def show(self) -> None:
        """Put the names where the arrows end now; that of a short arrow is fainter, or gone."""
        tips, starts = self.triad.tips, self.triad.starts
        away = starts - self.triad.origin
        for label, end, (x, y) in zip(
            self.labels, tips, self.triad.origin + _apart(tips, away), strict=True
        ):
            label.put(float(x), float(y) - 0.25 * SIZES.label, "centre")
            label.fade(float(np.clip(np.hypot(*end) / SHORT - 1.0, 0.0, 1.0)))


def _apart(tips: NDArray[np.float64], starts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places (n, 2) for names beyond the tips (n, 2) of arrows from ``starts`` (n, 2).

    They are pushed apart until each has its room.
    """
    lengths = np.maximum(np.hypot(*tips.T), 0.3)[:, None]
    places = starts + tips + tips / lengths * BEYOND
    for _ in range(PUSHES):
        for k in range(1, len(places)):
            away = places[k] - places[:k]
            distance = np.maximum(np.hypot(*away.T), 1e-9)[:, None]
            push = away / distance * np.maximum(ROOM - distance, 0.0) / 2
            places[k] += push.sum(axis=0)
            places[:k] -= push
    return places
