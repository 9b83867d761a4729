"""The key of a race: each method's name in its colour, with its looks and its steps so far."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.parts.race import Race
from scenes.parts.runner import Runner
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

SAMPLE = 0.34
"""Length of the line before a name."""
ROWS = (Method.BATCH, Method.STOCHASTIC, Method.SHRINKING)


class RaceKey:
    """Rows below one another, in the columns name, steps, looks.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        race: the runners.
        most: looks, or steps, that any of them counts.
    """

    def __init__(self, scene: AnyScene, slot: Slot, race: Race[Method], most: int) -> None:
        self.scene, theme = scene, scene.theme
        self._parts: dict[Method, tuple[Part, Part, Part]] = {}
        sizes = (SIZES.small,) if scene.layout.narrow else (SIZES.label, SIZES.small)
        for self.size in sizes:
            names = {method: self._name(method, race.runners[method].colour) for method in ROWS}
            counts = [
                Count(scene.say.forms(key), self.size, theme.text, scene.say.numerals)
                for key in ("counts.steps", "counts.looks")
            ]
            first = slot.left + SAMPLE + self.size / 2
            second = first + max(float(name.width) for name in names.values()) + self.size
            third = second + counts[0].width_at(most) + self.size
            if third + counts[1].width_at(most) <= slot.right:
                break
        if scene.layout.beside:  # over all of the picture
            third = slot.right - counts[1].width_at(most)
            second += (third - second - counts[0].width_at(most)) / 2
        lines = slot.lines(len(ROWS), self.size)
        for method, baseline in zip(ROWS, lines, strict=True):
            runner, name = race.runners[method], names[method].put(first, baseline)
            width = STROKES.thin if runner.thin else STROKES.thick
            sample, level = Dashes(runner.colour, width, dash=0), baseline + 0.3 * self.size
            sample.show(np.array([[slot.left, level], [slot.left + SAMPLE, level]]))
            self._parts[method] = (
                scene.add_part(Group(sample, name)),
                self._count("counts.steps", runner, second, baseline, looks=False),
                self._count("counts.looks", runner, third, baseline, looks=True),
            )

    def _name(self, method: Method, colour: str) -> Label:
        return words(self.scene.say(f"methods.{method.value}"), self.size, colour, "semibold")

    def rows(self, *methods: Method, looks: bool = True) -> list[Part]:
        """The rows of some methods, with their looks or without."""
        return [part for method in methods for part in self._parts[method][: 2 + looks]]

    def counts(self, *methods: Method) -> list[Part]:
        """The looks and the steps of some methods, without their names."""
        return [part for method in methods for part in self._parts[method][1:]]

    def names(self, *methods: Method) -> list[Part]:
        """Their names alone."""
        return [self._parts[method][0] for method in methods]

    def _count(self, key: str, runner: Runner, x: float, baseline: float, *, looks: bool) -> Part:
        say = self.scene.say
        count = Count(say.forms(key), self.size, runner.colour, say.numerals)

        def show(frame: int) -> Hashable:
            landed = runner.landed(frame)
            now = int(runner.run.gradient_evaluations[landed]) if looks else landed
            count.show(now, x, baseline)
            return now

        return self.scene.add_part(count, show, layer=Layer.GROUND)
