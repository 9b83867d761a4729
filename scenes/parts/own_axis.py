"""One way of a quadratic cost as a line of numbers, with the factor of a step on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from scenes.components.number_line import NumberLine
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula, tint
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.plans.scaling import NEARLY_ONE, SHOWN
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

LARGER = 1.25
"""Size of the factor of a step in that of the other words."""
UNDER = 0.16
"""From the line to what stands below it."""
APART = 1.0
"""How far it is from what stands beside it, in em."""


class OwnAxis:
    """What a walk does along one axis: it hops, and each distance is the one before times a factor.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        problem: the cost.
        direction: of the axis, (2,), towards the start.
        curvature: along it.
        walk: the name of the track, the run, and its colour.
        letter: of the curvature.
        figures: of the factor.
        bend: how large the curvature is, as a formula, if that is to be told.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        problem: LinearRegression,
        direction: Array,
        curvature: float,
        walk: tuple[str, Descent, str],
        *,
        letter: str,
        figures: int,
        bend: str = "",
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.scene, self.run = scene, run
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        self.value = self._value(float(run.learning_rate[0]) * curvature, figures)
        """By what a step multiplies, as a formula."""
        self.factor = self._add_factor(letter)
        self.bend = self._add_bend(bend)
        """How large the curvature is, beside the factor, where that is told."""
        line = scene.add_part(self.line)
        self.runner = Runner(scene, track, run, self.line, 1.0, colour)
        self.leaps = self.runner.add_leaps()
        self.leaps.mobject.kept = SHOWN
        self.runner.add_ball()
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(lowest)
        self.frame = line, lowest
        """The line, before anything hops on it."""

    def add_power(self, left: float) -> Part:
        """What all steps leave of the distance, as a power of the factor: below the line."""
        scene, steps = self.scene, self.run.steps
        base = f"({self.value})" if "-" in self.value else self.value
        power = f"${base}^({steps}) = {scene.say.numerals.in_formula(left)}$"
        after = scene.say("own_axes.after", count=steps)
        label = first_fitting(
            (f"{after}: {power}", power), self.line.slot.width,
            lambda text: formula(text, self.size, scene.theme.text),
        )  # fmt: skip
        return scene.add_part(label.put(self.line.slot.left, self.line.level - UNDER - self.size))

    @property
    def _baseline(self) -> float:
        """Of the factor."""
        return self.line.slot.top - LARGER * self.size

    def _value(self, less: float, figures: int) -> str:
        """A factor that is so much less than 1."""
        told = self.scene.say.numerals.in_formula
        return f"1 - {told(less, figures)}" if less < NEARLY_ONE else told(1.0 - less, figures)

    def _add_factor(self, letter: str) -> Part:
        """By what a step multiplies."""
        theme, slot = self.scene.theme, self.line.slot
        code = f"$1 - {tint('alpha', theme.rate)} {letter} = {self.value}$"
        factor = formula(code, LARGER * self.size, theme.text)
        return self.scene.add_part(factor.put(slot.left, self._baseline))

    def _add_bend(self, bend: str) -> tuple[Part, ...]:
        scene, slot, size = self.scene, self.line.slot, self.size
        room = slot.width - float(self.factor.mobject.width) - APART * size
        label = formula(f"${bend}$", size, scene.theme.quiet) if bend else None
        if label is None or label.width > room:
            return ()
        return (scene.add_part(label.put(slot.right, self._baseline, "right")),)

    @property
    def shown(self) -> tuple[Part, ...]:
        """What hops on the line."""
        return self.leaps, self.runner.ball_part

    @property
    def told(self) -> tuple[Part, ...]:
        """What is said of it."""
        return self.factor, *self.bend

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it but the power."""
        return *self.frame, *self.shown, *self.told
