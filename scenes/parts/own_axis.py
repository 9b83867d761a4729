"""One way of a quadratic cost as a line of numbers, with the factor of a step above it."""

from __future__ import annotations

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from scenes.components.number_line import NumberLine
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.bowl_slots import LINE
from scenes.parts.runner import Runner
from scenes.plans.scaling import NEARLY_ONE, SHOWN
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

LARGER = 1.35
"""Size of the factor of a step in that of the other words."""
BELOW = 0.4
"""From the line of the name to the upper edge of the factor, in em of this."""


class OwnAxis:
    """What a walk does along one axis: it hops, and each distance is the one before times a factor.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        problem: the cost.
        direction: of the axis, (2,), towards the start.
        curvature: along it.
        walk: the name of the track, the run, and its colour.
        way: the key of what it is called, above it; or None where that is said elsewhere.
        letter: of the curvature, as a formula's code.
        figures: of the factor.
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
        way: str | None,
        letter: str,
        figures: int,
    ) -> None:
        track, run, colour = walk
        theme, low = scene.theme, problem.minimum()
        self.scene, self.run = scene, run
        self.line = NumberLine(slot, low, direction, run.theta[0], theme)
        mark = Mark(self.line, low, 0.0, theme.minimum, theme, ring=False)
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        self.value = self._value(float(run.learning_rate[0]) * curvature, figures)
        """By what a step multiplies, as a formula."""
        self.named = way is not None
        names = [] if way is None else [self._add_name(way, letter)]
        """What it is called, and the letter of its curvature."""
        self.factor = self._add_formula(f"1 - {tint('alpha', theme.rate)} {letter} = {self.value}")
        """By what a step multiplies."""
        line = scene.add_part(self.line)
        self.runner = Runner(scene, track, run, self.line, 1.0, colour)
        self.leaps = self.runner.add_leaps()
        self.leaps.mobject.kept = SHOWN
        self.runner.add_ball()
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(lowest)
        self.frame = line, lowest, *names
        """The line with its name, before anything hops on it."""

    def add_power(self, left: float) -> Part:
        """What all steps leave of the distance, as a power of the factor: below this."""
        base = f"({self.value})" if "-" in self.value else self.value
        told = self.scene.say.numerals.in_formula(left)
        return self._add_formula(f"{base}^({self.run.steps}) = {told}", line=1)

    def _value(self, less: float, figures: int) -> str:
        """A factor that is so much less than 1."""
        told = self.scene.say.numerals.in_formula
        return f"1 - {told(less, figures)}" if less < NEARLY_ONE else told(1.0 - less, figures)

    def _add_name(self, way: str, letter: str) -> Part:
        """Where there is no room to say that it is the letter of a curvature, this alone."""
        scene, slot, size = self.scene, self.line.slot, self.size
        small = SIZES.small if scene.layout.narrow else SIZES.label
        name = words(scene.say(f"own_axes.{way}"), size, scene.theme.text, "semibold")
        told = f"${letter}$", f"{scene.say('own_axes.curvature')} ${letter}$"
        short, bend = (formula(each, small, scene.theme.quiet) for each in told)
        if name.width + size + bend.width > slot.width:
            bend = short
        baseline = slot.top - 2 / 3 * LINE
        name.put(slot.left, baseline)
        return scene.add_part(Group(name, bend.put(slot.right, baseline, "right")))

    def _add_formula(self, code: str, line: int = 0) -> Part:
        """Above the middle of the line, in one of two lines."""
        size, slot = LARGER * self.size, self.line.slot
        (label,) = fitted(
            f"${code}$", slot.width, 1, size,
            lambda text, *, size: formula(text, size, self.scene.theme.text),
        )  # fmt: skip
        baseline = slot.top - self.named * LINE - (BELOW + 1.0 + LEADING * line) * size
        return self.scene.add_part(label.put(float(slot.centre[0]), baseline, "centre"))

    @property
    def shown(self) -> tuple[Part, ...]:
        """What hops on the line."""
        return self.leaps, self.runner.ball_part

    @property
    def bare(self) -> tuple[Part, ...]:
        """Without name and factor."""
        return *self.frame[:2], *self.shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it but the power."""
        return *self.frame, *self.shown, self.factor
