"""How many balls have ended in each valley: a disc at its bottom, whose area is the count."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.letters import Casing
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.parts.rain_view import RainView
from scenes.plans.rain import BALLS, Rain
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, Theme

WHOLE = 0.55
"""Radius of a disc for all balls, in the way between the two bottoms that are nearest: so no two
discs touch, whatever their shares are."""
LARGE, INSIDE, BESIDE = 1.3, 1.5, 0.4
"""Size of a count, in that of formulas; how wide a disc is, at least, in that of the count on it or
in em; and from a smaller disc to the count beside it, in em."""
CASING = 3.2 * STROKES.casing
"""Of counts beside discs, which stand on lines of one height."""
MIDDLE = 0.35
"""How far the middle of figures is above their baseline, in em."""


class Discs(Painted):
    """Discs with a casing, the largest below."""

    def __init__(self, colours: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self.hues = colours
        self.colours, self.casing = [rgb(colour) for colour in colours], rgb(theme.casing)
        self.places, self.radii = np.zeros((len(colours), 2)), np.zeros(len(colours))

    def show(self, places: Array, radii: Array) -> None:
        """Lie about places (n, 2) of the frame; one of no radius is not seen."""
        self.places, self.radii = places, radii

    def extent(self) -> Extent:
        """All of them."""
        return around(self.places, float(self.radii.max(initial=0.0)) + STROKES.thick)

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        for k in np.argsort(-self.radii):
            (x, y), radius = self.places[k].tolist(), float(self.radii[k])
            if radius > 0.0:
                pen.disc(x, y, radius + STROKES.curve, self.casing)
                pen.disc(x, y, radius, self.colours[k])


class EndsView:
    """The discs of the first valleys, for one rain and, along a plot, for those of all sizes.

    Args:
        scene: the scene it belongs to; its plan has the rains.
        rain: the balls, and from where they are seen.
    """

    def __init__(self, scene: AnyScene, rain: RainView) -> None:
        self.scene, self.rain = scene, rain
        bottoms = rain.bottoms
        apart = np.linalg.norm(bottoms[:, None] - bottoms, axis=-1)
        np.fill_diagonal(apart, np.inf)
        self.whole = WHOLE * float(apart.min())
        self.size = SIZES.name if scene.layout.narrow else LARGE * SIZES.formula

    def add(self, shown: Callable[[int], Rain]) -> Part:
        """Those of the rain that is shown at a frame, with their counts."""
        rain, theme = self.rain, self.scene.theme
        discs = Discs(rain.colours[: len(rain.named)], theme)
        numbers = [Digits(self.size, hue) for hue in discs.hues]
        casing = Casing().set_stroke(width=0)
        casing.set_stroke(theme.casing, width=200 * CASING, background=True)

        def tell(frame: int) -> Hashable:
            counts, places = self.counts(shown(frame)), rain.now()
            radii = self._radii(counts)
            discs.show(places, radii)
            each = zip(numbers, discs.hues, counts.tolist(), places, radii.tolist(), strict=True)
            aside = [one[0] for one in each if self._write(*one)]
            casing.points = np.concatenate([np.zeros((0, 3)), *(one.points for one in aside)])
            casing.letters = [letter for one in aside for letter in one.letters]
            return tuple(counts.tolist()), rain.view.surface.view

        return self.scene.add_part(Group(discs, casing, *numbers), tell, layer=Layer.NAMES)

    def _radii(self, counts: Array) -> Array:
        """So that areas are as the counts."""
        return np.asarray(self.whole * np.sqrt(counts / BALLS))

    def counts(self, rain: Rain) -> Array:
        """How many have ended in each of the first valleys."""
        return np.array([float(rain.ends_in([k])) for k in self.rain.named])

    def _write(self, number: Digits, hue: str, count: float, place: Array, radius: float) -> bool:
        """Set a count on its disc, or beside it where that is small; whether it is beside it."""
        told, (x, y) = self.scene.say.numerals.count(int(count)), place.tolist()
        beside = 2 * radius < INSIDE * max(width_of(told, self.size), self.size)
        number.tint(hue if beside else self.scene.theme.background)
        left = x + radius + BESIDE * self.size
        number.show(
            told, *(left if beside else x, y - MIDDLE * self.size), "left" if beside else "centre"
        )
        return beside
