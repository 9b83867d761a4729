"""One axis of a quadratic cost as a line of numbers, with the factor of a step on it."""

from __future__ import annotations

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from scenes.components.number_line import NumberLine
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula, tint
from scenes.components.text.lines import first_fitting
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

FIGURES = 4
"""Of a curvature, so that the factor of a step can be computed by hand."""
LARGER = 1.25
"""Size of that factor in that of the other words."""
NEARLY_ONE = 1e-4
"""By how much less than 1 a factor is at most that is written as 1 less something."""


class OwnAxis:
    """What a walk does along one axis: it hops, and each distance is the one before times a factor.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        name: what the axis is called.
        problem: the cost.
        direction: of the axis, (2,).
        curvature: along it.
        walk: the name of the track, the run, and its colour.
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
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        called, factor = self._told(scene, name, curvature, float(run.learning_rate[0]))
        line = scene.add_part(Group(self.line, called))
        self.factor = scene.add_part(factor)
        self.runner = Runner(scene, track, run, self.line, 1.0, colour)
        self.leaps = self.runner.add_leaps()
        self.runner.add_ball()
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(lowest)
        self.frame = line, lowest
        """The line, before anything hops on it."""

    def _told(
        self, scene: AnyScene, name: str, curvature: float, rate: float
    ) -> tuple[Label, Label]:
        """What the axis is called, with the curvature along it; and the factor of a step."""
        theme, size, slot = scene.theme, self.size, self.line.slot
        large = LARGER * size
        told, top, less = scene.say.numerals.in_formula, slot.top - 0.8 * large, rate * curvature
        value = f"1 - {told(less, 2)}" if less < NEARLY_ONE else told(1.0 - less, 4)
        code = f"$1 - {tint('alpha', theme.rate)} lambda = {value}$"
        factor = formula(code, large, theme.text).put(slot.right, top, "right")
        bends = f"$lambda = {told(curvature, FIGURES)}$"
        texts = (f"{name}, {scene.say('own_axes.curvature')} {bends}", f"{name}, {bends}", bends)
        room = slot.width - float(factor.width) - size
        called = formula(texts[0], size, theme.text)
        if called.width > room:  # the factor below it
            called = first_fitting(texts, slot.width, lambda text: formula(text, size, theme.text))
            factor.put(slot.left, top - LEADING * large)
        return called.put(slot.left, top), factor

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.frame, *self.hops, self.factor

    @property
    def hops(self) -> tuple[Part, ...]:
        """What hops on the line, and where it was."""
        return self.leaps, self.runner.ball_part
