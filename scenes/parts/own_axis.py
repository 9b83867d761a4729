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
from scenes.components.text.lines import first_fitting, fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

FIGURES = 4
"""Of a curvature, so that the factor of a step can be computed by hand."""
LARGER = 1.25
"""Size of the factor of a step in that of the other words."""
NEARLY_ONE = 1e-4
"""By how much less than 1 a factor is at most that is written as 1 less something."""
NUMBER = 0.20
"""From a mark on the line down to its number."""


class OwnAxis:
    """What a walk does along one axis: it hops, and each distance is the one before times a factor.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        name: what the axis is called.
        problem: the cost.
        direction: of the axis, (2,), towards the start.
        curvature: along it.
        walk: the name of the track, the run, and its colour.
        letter: of the curvature, with an equals sign, if it has any.
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
        letter: str = "",
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        bends, factor = self._told(scene, name, letter, curvature, float(run.learning_rate[0]))
        line = scene.add_part(Group(self.line, bends, *self._numbers(scene)))
        self.factor = scene.add_part(factor)
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
        texts = (
            f"{name}, {scene.say('own_axes.curvature')} ${letter}{bend}$",
            f"{name}, ${letter}{bend}$",
            f"${letter}{bend}$",
        )
        bends = first_fitting(texts, slot.width, lambda text: formula(text, size, theme.text))
        large = LARGER * size
        code = f"$1 - {tint('alpha', theme.rate)} dot.op {bend} = {value}$"
        (factor,) = fitted(
            code, slot.width, 1, large, lambda text, *, size: formula(text, size, theme.text)
        )
        top = slot.top - 0.8 * size
        return bends.put(slot.left, top), factor.put(slot.left, top - LEADING * large)

    def _numbers(self, scene: AnyScene) -> list[Label]:
        """Below the line: the start's distance on both sides, and the lowest point."""
        size, theme, line = SIZES.small, scene.theme, self.line
        left, right = line.mirror
        return [
            words(scene.say.numerals.tick_texts(np.array([value]))[0], size, theme.quiet).put(
                x, line.level - NUMBER - 0.8 * size, "centre"
            )
            for value, x in zip((-1.0, 0.0, 1.0), (left, (left + right) / 2, right), strict=True)
        ]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.frame, *self.hops, self.factor

    @property
    def hops(self) -> tuple[Part, ...]:
        """What hops on the line, and where it was."""
        return self.leaps, self.runner.ball_part
