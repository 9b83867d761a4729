"""One axis of a quadratic cost as a line of numbers, with the factor of a step on it."""

from __future__ import annotations

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from scenes.components.number_line import NumberLine
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import first_fitting
from scenes.layout import LEADING, Slot
from scenes.parts.bowl_slots import LINE
from scenes.parts.runner import Runner
from scenes.plans.scaling import FIGURES, NEARLY_ONE
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

LARGER, APART = 1.08, 1.0
"""Size of the factor of a step in that of the other words, and how far it is from these, in em."""
NUMBER = 0.20
"""From a mark on the line down to its number."""


class OwnAxis:
    """What a walk does along one axis: it hops, and each distance is the one before times a factor.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        name: what the axis is called.
        problem: the cost.
        direction: of the axis, (2,), towards the start.
        curvature: along it.
        walk: the name of the track, the run, and its colour.
        letter: of the curvature.
        figures: of the factor.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        name: str,
        problem: LinearRegression,
        direction: Array,
        curvature: float,
        walk: tuple[str, Descent, str],
        *,
        letter: str,
        figures: int,
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.scene, self.name, self.run = scene, name, run
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        self.value = self._value(float(run.learning_rate[0]) * curvature, figures)
        """By what a step multiplies, as a formula."""
        bends, factor = self._told(letter, scene.say.numerals.in_formula(curvature, FIGURES))
        baseline = slot.top - 2 * LINE / 3
        self.bends = scene.add_part(bends.put(slot.left, baseline))
        self.factor = scene.add_part(factor.put(slot.right, baseline, "right"))
        line = scene.add_part(Group(self.line, *self._numbers(scene)))
        self.runner = Runner(scene, track, run, self.line, 1.0, colour)
        self.leaps = self.runner.add_leaps()
        self.runner.add_ball()
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(lowest)
        self.frame = line, lowest
        """The line, before anything hops on it."""

    def add_power(self, left: float) -> Part:
        """What all steps leave of the distance, as a power of the factor: below the first line."""
        scene, steps = self.scene, self.run.steps
        base = f"({self.value})" if "-" in self.value else self.value
        power = f"${base}^({steps}) = {scene.say.numerals.in_formula(left)}$"
        after = scene.say("own_axes.after", count=steps)
        label = first_fitting(
            (f"{self.name}, {after}: {power}", f"{after}: {power}", power), self.line.slot.width,
            lambda text: formula(text, self.size, scene.theme.text),
        )  # fmt: skip
        slot = self.line.slot
        baseline = slot.top - 2 * LINE / 3 - LEADING * LARGER * self.size
        return scene.add_part(label.put(slot.left, baseline))

    def _value(self, less: float, figures: int) -> str:
        """A factor that is so much less than 1."""
        told = self.scene.say.numerals.in_formula
        return f"1 - {told(less, figures)}" if less < NEARLY_ONE else told(1.0 - less, figures)

    def _told(self, letter: str, bend: str) -> tuple[Label, Label]:
        """What the axis is called, with the curvature along it; and the factor of a step."""
        scene, size, slot, name = self.scene, self.size, self.line.slot, self.name
        theme = scene.theme
        code = f"$1 - {tint('alpha', theme.rate)} {letter} = {self.value}$"
        factor = formula(code, LARGER * size, theme.text)
        room = slot.width - float(factor.width) - APART * size
        texts = (
            f"{name}, {scene.say('own_axes.curvature')} ${letter} = {bend}$",
            f"{name}, ${letter} = {bend}$",
            name,
        )
        return first_fitting(texts, room, lambda text: formula(text, size, theme.text)), factor

    @property
    def _below(self) -> float:
        """The baseline of what stands below the line."""
        return self.line.level - NUMBER - 0.8 * SIZES.small

    def _numbers(self, scene: AnyScene) -> list[Label]:
        """Below the line: the start's distance on both sides, and the lowest point."""
        size, theme, line = SIZES.small, scene.theme, self.line
        left, right = line.mirror
        return [
            words(scene.say.numerals.tick_texts(np.array([value]))[0], size, theme.quiet).put(
                x, self._below, "centre"
            )
            for value, x in zip((-1.0, 0.0, 1.0), (left, (left + right) / 2, right), strict=True)
        ]

    @property
    def shown(self) -> tuple[Part, ...]:
        """What hops on the line while it is about this axis."""
        return self.leaps, self.runner.ball_part

    @property
    def told(self) -> tuple[Part, ...]:
        """The same with what is told of the axis."""
        return *self.shown, self.bends, self.factor
