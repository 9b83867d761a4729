"""Where walks of each kind end in many other orders: a bar and a mean for each, with its name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Group

from scenes.components.plot.axes import BELOW, Axes, plot_area
from scenes.components.plot.whisker import Whisker
from scenes.components.text.label import Label, words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.plans.mini_batch import KINDS
from scenes.plans.race import ORDERS
from scenes.plans.told import ENDLESS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

NUMBERS, ABOVE = 0.34, 0.24
"""From the axis to the names below it, and to the heading above."""


class EndsColumn:
    """Axes of costs, on which a bar stands for each kind, over its name and its mean.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        like: the axes whose costs it has.
        colours: by kind.
    """

    def __init__(self, scene: AnyScene, slot: Slot, like: Axes, colours: Mapping[str, str]) -> None:
        self.scene, self.colours, self.size = scene, colours, like.size
        self.large = SIZES.label if scene.layout.narrow else SIZES.name
        self.axes = Axes(
            plot_area(slot), (0.0, float(len(KINDS))), like.y, scene.theme, scene.say.numerals,
            log_y=True, y_ticks=like.y_ticks, size=self.size,
        )  # fmt: skip
        bars, names = zip(*map(self._bar, range(len(KINDS)), KINDS), strict=True)
        self.parts: tuple[Part, Part] = (
            scene.add_part(Group(self.axes, self.axes.y_numbers(), self._heading())),
            scene.add_part(Group(*bars, *(label for each in names for label in each))),
        )

    def _heading(self) -> Label:
        told = self.scene.say("sizes.ends", orders=ORDERS)
        slot, quiet = self.axes.slot, self.scene.theme.quiet
        heading = first_fitting(
            (told, told.partition(",")[0]),
            slot.width,
            lambda text: words(text, self.size, quiet),
        )
        return heading.put(slot.left, slot.top + ABOVE)

    def _bar(self, k: int, kind: str) -> tuple[Whisker, tuple[Label, Label]]:
        """From the lowest to the highest of most ends, and, below it, name and mean."""
        scene, slot, colour = self.scene, self.axes.slot, self.colours[kind]
        end = scene.plan.ends[kind]
        values = np.array([end.low, end.mean, end.high])
        places = self.axes.at(np.full(3, k + 0.5), values)
        heights = np.clip(places[:, 1], slot.bottom, slot.top)
        x = float(places[0, 0])
        told = scene.say.numerals.significant(end.mean, 2) if np.isfinite(end.mean) else ENDLESS
        name = words(scene.say(f"methods.{kind}"), self.large, colour, "semibold")
        mean = words(told, self.large, scene.theme.text)
        name.put(x, slot.bottom - NUMBERS, "centre")
        mean.put(x, slot.bottom - BELOW, "centre")
        return Whisker(x, heights, colour, scene.theme), (name, mean)
