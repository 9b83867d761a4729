"""How many looks each method of a race has taken so far, in its colour."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.parts.race import Race
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

APART, CLEAR = 1.5, 0.7
"""From names to looks that are below one another, and from a name to its own, in em."""
BETWEEN = 2.0
"""From the looks of one method to the name of the next on the same line, in em."""
HEAD = 0.07
"""From the foot of the slot up to a head of one line: beside a title, on its line."""
TRIED = 9
"""Sizes that are tried until all fits on a line."""
ROWS = (Method.BATCH, Method.STOCHASTIC)


def baselines_above(slot: Slot, rows: int, size: float, *, narrow: bool) -> list[float]:
    """Those of rows over a plot of a race; where frames are wide, of one line at its head."""
    if not narrow:
        return [slot.bottom + HEAD] * rows
    top, *_ = slot.lines(rows, size)
    return [top - row * LEADING * size for row in range(rows)]


class RaceKey:
    """Rows below one another, in the columns name and looks; or all on a line, in a wide frame.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        race: the runners.
    """

    def __init__(self, scene: AnyScene, slot: Slot, race: Race[Method]) -> None:
        self.scene = scene
        self._parts: dict[Method, tuple[Part, Part]] = {}
        narrow, self.runners = scene.layout.narrow, race.runners
        self.size, ends = self._below(slot) if narrow else self._beside(slot)
        baselines = baselines_above(slot, len(ROWS), self.size, narrow=narrow)
        for method, (left, looks), baseline in zip(ROWS, ends, baselines, strict=True):
            name = self._name(method, self.size).put(left, baseline)
            self._parts[method] = scene.add_part(name), self._count(method, looks, baseline)

    def _below(self, slot: Slot) -> tuple[float, list[tuple[float, float]]]:
        """The size, and where names and looks begin that are below one another."""
        size = SIZES.label
        widest = max(float(self._name(method, size).width) for method in ROWS)
        return size, [(slot.left, slot.left + widest + APART * size)] * len(ROWS)

    def _beside(self, slot: Slot) -> tuple[float, list[tuple[float, float]]]:
        """The same of those on one line, in the largest size in which they have room there."""
        for size in np.linspace(SIZES.formula, SIZES.small, TRIED).tolist():
            x, ends = slot.left, []
            for method in ROWS:
                looks = x + float(self._name(method, size).width) + CLEAR * size
                ends.append((x, looks))
                most = self._looks(method, size).width_at(self.scene.plan.looks)
                x = looks + most + BETWEEN * size
            if x - BETWEEN * size <= slot.right:
                break
        return size, ends

    def _name(self, method: Method, size: float) -> Label:
        colour = self.runners[method].colour
        return words(self.scene.say(f"methods.{method.value}"), size, colour, "semibold")

    def _looks(self, method: Method, size: float) -> Count:
        say = self.scene.say
        return Count(say.forms("counts.looks"), size, self.runners[method].colour, say.numerals)

    def rows(self, *methods: Method) -> list[Part]:
        """The rows of some methods, names and looks."""
        return [part for method in methods for part in self._parts[method]]

    def looks(self, *methods: Method) -> list[Part]:
        """The looks of some methods, without their names."""
        return [self._parts[method][1] for method in methods]

    def _count(self, method: Method, x: float, baseline: float) -> Part:
        """Its looks so far; in a race stochastic, which takes one a step, is the clock."""
        runner, single = self.runners[method], self.runners[Method.STOCHASTIC]
        count = self._looks(method, self.size)

        def show(frame: int) -> Hashable:
            now = runner.looks(frame, single.landed(frame))
            count.show(now, x, baseline)
            return now

        return self.scene.add_part(count, show, layer=Layer.GROUND)
