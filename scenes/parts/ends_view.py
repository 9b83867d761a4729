"""How many balls have ended in each valley: they lie side by side about its bottom, counted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.drops import AT_ONCE, FARTHEST, paint_cased
from scenes.components.text.digits import Digits, width_of
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.parts.rain_view import FOOT, RainView
from scenes.parts.slope_arrows import plate_beneath
from scenes.plans.rain import BALLS, GOLDEN
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, Theme

WHOLE = 0.58
"""Radius of a heap of all balls, in the way between the two bottoms that are nearest: so no two
heaps touch, whatever their shares are."""
TOUCHES = 0.56
"""Radius of a ball of a heap, in that of a heap of one: so that neighbours just stay apart."""
LARGE, APART = 1.0, 0.2
"""Size of a count, in that of formulas; and how far its plate is from its heap, in em."""


class Heaps(Painted):
    """Balls that lie side by side, as the seeds of a sunflower: as many, as large a heap.

    Args:
        ranks: of the heaps, by which they are marked.
        colours: of the heaps.
        theme: whose casing they have.
        whole: radius of a heap of all balls.
    """

    def __init__(
        self, ranks: Sequence[int], colours: Sequence[str], theme: Theme, whole: float
    ) -> None:
        super().__init__()
        self.ranks, self.casing = ranks, rgb(theme.casing)
        self.hues = [rgb(colour) for colour in colours]
        one = whole / np.sqrt(BALLS)
        self.radius = TOUCHES * one
        k = np.arange(BALLS)
        far, angle = one * np.sqrt(k + 0.5), GOLDEN * k
        self._seeds = np.stack([far * np.cos(angle), far * np.sin(angle)], axis=-1)
        self.lying = [np.zeros((0, 2))] * len(ranks)
        """Where those of each heap lie in the frame, (n, 2)."""

    def show(self, places: Array, counts: Sequence[int]) -> None:
        """Lie about places (n, 2) of the frame, so many at each."""
        self.lying = [
            place + self._seeds[:count] for place, count in zip(places, counts, strict=True)
        ]

    def pieces(self, pixels: float) -> list[Piece]:
        """Some at once: while a heap grows, those that lie there stay."""
        del pixels
        reach, found = FARTHEST * self.radius + 2 * STROKES.hair, []
        for heap, lying in enumerate(self.lying):
            for first in range(0, len(lying), AT_ONCE):
                some = lying[first : first + AT_ONCE]
                state = heap, some.tobytes()
                found.append(Piece(state, around(some, reach), partial(self._paint, heap, some)))
        return found

    def _paint(self, heap: int, places: Array, pen: Pen) -> None:
        hues = self.hues[heap], self.casing
        for place in places.tolist():
            paint_cased(pen, place, self.ranks[heap], self.radius, hues, STROKES.hair)


class EndsView:
    """The heaps of the first valleys, and how large they are in the end.

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

    @property
    def _hues(self) -> list[str]:
        """Of the first valleys."""
        return [self.rain.colours[self.rain.rank_of(k)] for k in self.rain.named]

    def add_heaps(self, name: str) -> Part:
        """Balls of a rain, from when they have come to stay."""
        rain, theme = self.rain, self.scene.theme
        heaps = Heaps([rain.rank_of(k) for k in rain.named], self._hues, theme, self.whole)

        def tell(frame: int) -> Hashable:
            counts = rain.settled(name, rain.landed(name, frame))
            heaps.show(rain.now(), counts)
            return tuple(counts), rain.view.surface.view

        return self.scene.add_part(heaps, tell, layer=Layer.GROUND)

    def add_counts(self, name: str) -> Part:
        """How many there are of a rain beside each heap, which has room for all that it gets."""
        rain, theme, say, plan = self.rain, self.scene.theme, self.scene.say, self.scene.plan
        numbers = [Digits(self.size, rain.words_of(k)) for k in rain.named]
        width = width_of(say.numerals.count(BALLS), self.size)
        plates = [plate_beneath(width, self.size, theme) for _ in numbers]
        half = np.array([plates[0].width, plates[0].height]) / 2
        ended = [plan.shown[name].ends_in([k]) for k in rain.named]

        def tell(frame: int) -> Hashable:
            found = rain.settled(name, rain.landed(name, frame))
            each = zip(plates, numbers, found, ended, rain.now(), rain.outwards, strict=True)
            for plate, number, count, most, place, way in each:
                edge = float((half / np.maximum(np.abs(way), 1e-9)).min())
                away = self._radius(most) + edge + APART * self.size
                x, y = (place + away * way).tolist()
                plate.move_to((x, y, 0.0))
                number.show(say.numerals.count(count), x, y - FOOT * self.size, "centre")
            return tuple(found), rain.view.surface.view

        return self.scene.add_part(Group(*plates, *numbers), tell, layer=Layer.NAMES)

    def _radius(self, count: int) -> float:
        """Of a heap of so many."""
        return self.whole * float(np.sqrt(count / BALLS))
