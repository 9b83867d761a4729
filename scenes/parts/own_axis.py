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
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

FIGURES = 4
"""Of a curvature, so that the factor of a step can be computed by hand."""
LARGER, APART = 1.08, 1.0
"""Size of the factor of a step in that of the other words, and how far it is from these, in em."""
NEARLY_ONE = 1e-4
"""By how much less than 1 a factor is at most that is written as 1 less something."""
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
        row: in which line above the numbers it is told.
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
        row: int = 0,
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        told = self._told(scene, name, letter, curvature, float(run.learning_rate[0]))
        large = told[1].size
        baseline = slot.top - 2 * LINE / 3 - LEADING * large * row
        bends, factor = told[0].put(slot.left, baseline), told[1].put(slot.right, baseline, "right")
        self.name = scene.add_part(self._named(scene, name))
        self.bends, self.factor = scene.add_part(bends), scene.add_part(factor)
        line = scene.add_part(Group(self.line, *self._numbers(scene)))
        self.runner = Runner(scene, track, run, self.line, 1.0, colour)
        self.leaps = self.runner.add_leaps()
        self.runner.add_ball()
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(lowest)
        self.frame = line, lowest
        """The line, before anything hops on it."""

    def _told(
        self, scene: AnyScene, name: str, letter: str, curvature: float, rate: float
    ) -> tuple[Label, Label]:
        """What the axis is called, with the curvature along it; and the factor of a step."""
        theme, size, slot = scene.theme, self.size, self.line.slot
        told, less = scene.say.numerals.in_formula, rate * curvature
        value = f"1 - {told(less, 2)}" if less < NEARLY_ONE else told(1.0 - less, 4)
        bend = told(curvature, FIGURES)
        code = f"$1 - {tint('alpha', theme.rate)} dot.op {bend} = {value}$"
        factor = formula(code, LARGER * size, theme.text)
        room = slot.width - float(factor.width) - APART * size
        texts = (
            f"{name}, {scene.say('own_axes.curvature')} ${letter} = {bend}$",
            f"{name}, ${letter} = {bend}$",
            name,
        )
        return first_fitting(texts, room, lambda text: formula(text, size, theme.text)), factor

    def _named(self, scene: AnyScene, name: str) -> Label:
        """What the axis is called, between the lowest point and the start's distance."""
        line = self.line
        return words(name, SIZES.small, scene.theme.text, "semibold").put(
            float(line.slot.centre[0]) + line.unit / 2, self._below, "centre"
        )

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
        """What is on the line while it is about this axis: its name, and what hops."""
        return self.name, self.leaps, self.runner.ball_part
