"""The valleys with their marks, and how many balls have come to stay in each."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import FARTHEST, RADIUS, paint_cased
from scenes.components.text.digits import Digits
from scenes.components.text.label import formula
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.parts.rain_view import RainView
from scenes.plans.rain import BALLS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

LARGE, COUNT = 2.0, 1.4
"""Of a mark in the key, in that of a ball; and the size of a count, in that of words."""
TOP = 0.9
"""From the top of the key to the baseline of its first row, in em."""
PITCH = 3.6
"""From a row to the next where there is room, in em."""
BELOW, THICK = 0.68, 0.36
"""From a baseline to the middle of the bar below it, and how thick that is, in em."""
RAIL = 0.08
"""How thick the line is that is as long as the bar of all balls, in em."""
LATER = "second", "third", "fourth"
"""Valleys after the deepest, from the next one up."""
INDENT = 1.3
"""From a mark to its name, in em."""


class Sample(Painted):
    """The mark of a valley beside its name."""

    def __init__(self, rank: int, colour: str, casing: str) -> None:
        super().__init__()
        self.rank, self.rgb, self.casing = rank, rgb(colour), rgb(casing)
        self.centre = np.zeros(2)

    def extent(self) -> Extent:
        """The mark."""
        reach = FARTHEST * LARGE * RADIUS + 2 * STROKES.hair
        x, y = self.centre.tolist()
        return x - reach, y - reach, x + reach, y + reach

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        place = self.centre.tolist()
        hues = self.rgb, self.casing
        paint_cased(pen, place, self.rank, LARGE * RADIUS, hues, STROKES.hair)


class ValleyKey:
    """Rows below one another: a mark, what it stands for, and a count of a rain with a bar.

    Args:
        scene: the scene it belongs to.
        slot: the slot that it has the middle of.
        rain: the balls.
        name: of the rain that is counted.
    """

    def __init__(self, scene: AnyScene, slot: Slot, rain: RainView, name: str) -> None:
        self.scene, self.slot, self.rain = scene, slot, rain
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        ranks = min(len(scene.plan.ranked), len(rain.colours) - 1)
        self.rows = [*range(ranks), -1]
        steps, room = len(self.rows) - 1, slot.height / self.size - TOP - BELOW - THICK
        pitch = min(PITCH, room / steps)
        first = TOP + (room - pitch * steps) / 2
        self._baselines = [slot.top - self.size * (first + pitch * row) for row in range(steps + 1)]
        self.parts = self._add_names(), self._add_counts(name)

    def _texts(self, rank: int) -> tuple[str, ...]:
        """What a mark stands for, in full and in brief."""
        plan, say, most = self.scene.plan, self.scene.say, len(self.rain.colours) - 2
        if rank < 0:
            return (say("valleys.none"),)
        if rank == most and len(plan.ranked) > most + 1:
            return (say("valleys.others"),)
        key = f"valleys.{LATER[rank - 1]}" if rank else plan.sign("deepest")
        told = say(key, cost=self.rain.cost(rank))
        return told, told.partition(",")[0]

    def _add_names(self) -> Part:
        scene, theme = self.scene, self.scene.theme
        group = Group()
        indent = INDENT * self.size
        (widest,) = scene.say.numerals.tick_texts([BALLS])
        most = self.slot.width - indent - self.size * (0.6 * COUNT * len(widest) + 0.8)
        make = partial(formula, size=self.size, colour=theme.text)
        for row, rank in enumerate(self.rows):
            baseline = self._baselines[row]
            sample = Sample(rank, self.rain.colours[rank], theme.casing)
            sample.centre = np.array([self.slot.left + 0.4 * self.size, baseline + 0.3 * self.size])
            label = first_fitting(self._texts(rank), most, make)
            group.add(sample, label.put(self.slot.left + indent, baseline))
        return scene.add_part(group)

    def _add_counts(self, name: str) -> Part:
        """How many have come to each in a rain."""
        scene, theme = self.scene, self.scene.theme
        digits = [Digits(COUNT * self.size, theme.text) for _ in self.rows]
        left, most = self.slot.left + INDENT * self.size, self.slot.width - INDENT * self.size
        hues = [*self.rain.colours[: len(self.rows) - 1], self.rain.colours[-1]]
        rails = Dashes(theme.rule, RAIL * self.size, dash=0)
        levels = [baseline - BELOW * self.size for baseline in self._baselines]
        rails.show(*(np.array([[left, y], [left + most, y]]) for y in levels))
        bars = [Dashes(hue, THICK * self.size, dash=0) for hue in hues]

        def tell(frame: int) -> Hashable:
            found = self.now(name, frame)
            for row, rank in enumerate(self.rows):
                text, baseline = scene.say.numerals.count(found[rank]), self._baselines[row]
                digits[row].show(text, self.slot.right, baseline, "right")
                x, y = left + most * found[rank] / BALLS, levels[row]
                bars[row].show(*([np.array([[left, y], [x, y]])] if found[rank] else []))
            return tuple(found.items())

        return scene.add_part(Group(rails, *bars, *digits), tell, layer=Layer.GROUND)

    def now(self, name: str, frame: int) -> dict[int, int]:
        """How many balls of a rain have come to a valley of each rank, and how many to none."""
        ranks: NDArray[np.intp] = self.rain.ranks(name, self.rain.landed(name, frame))
        return {rank: int((ranks == rank).sum()) for rank in self.rows}
