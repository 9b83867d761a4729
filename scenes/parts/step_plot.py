"""What the first steps of rules are like: a plot over their number, with a curve each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.optimizers import FAR, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEADROOM = 1.12
"""Of the y axis, in the greatest value."""
NAMES = 5.2
"""Width for the names at the right end, in em."""


class StepCurve(NamedTuple):
    """A curve: whose steps count, its value at each step from 0 on, and its name."""

    runner: Runner
    values: np.ndarray
    name: str


class StepPlot:
    """Axes over the first steps, and a curve a rule, named at its end.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
        curves: from step 0 on.
        quantity: the key of the words for the y axis.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, curves: Sequence[StepCurve], quantity: str
    ) -> None:
        self.scene, self.told, say = scene, tuple(curves), scene.say
        self.size = size = SIZES.small if scene.layout.narrow else SIZES.label
        most = HEADROOM * max(float(each.values[: FAR + 1].max()) for each in curves)
        self.axes = axes = Axes(
            plot_area(slot.inset(right=NAMES * size)), (0.0, float(FAR)), (0.0, most or 1.0),
            scene.theme, say.numerals, x_ticks=whole_ticks(FAR, 5),
            y_ticks=nice_ticks(0.0, most or 1.0, 3), size=size, scaled=True,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(), axes.y_numbers(),
            axes.x_name(say("axes.steps")), axes.y_name(say(quantity)),
        )  # fmt: skip
        self.parts: list[Part] = [scene.add_part(axes), scene.add_part(names)]
        self.parts += [self._add(each) for each in curves]
        self.parts.append(self._names(curves))

    def _add(self, told: StepCurve) -> Part:
        curve = Curve(self.axes, told.values, told.runner.colour, self.scene.theme)
        if self.scene.plan.surface is not None:  # curves of one colour may meet
            curve.cased = 0.0

        def grow(frame: int) -> Hashable:
            landed = told.runner.landed(frame)
            curve.show(landed)
            return landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _names(self, curves: Sequence[StepCurve]) -> Part:
        """Beside the ends of the curves, or as near as there is room."""
        size, shown, slot = self.size, Group(), self.axes.slot
        ends = [self.axes.at(np.array(float(FAR)), told.values[FAR]) for told in curves]
        levels = apart([float(end[1]) for end in ends], LEADING * size, slot.bottom, slot.top)
        for told, level in zip(curves, levels, strict=True):
            label = words(told.name, size, told.runner.colour)
            shown.add(label.put(slot.right + size / 2, level - size / 3))
        return self.scene.add_part(shown, layer=Layer.NAMES)


def along_plot(scene: AnyScene, slot: Slot, runners: Mapping[str, Runner]) -> StepPlot:
    """How far each step of some rules goes along the ravine."""
    plan: Plan = scene.plan
    moved = {
        rule: np.abs(np.diff(plan.in_ravine(each.name)[:, 0])) for rule, each in runners.items()
    }
    curves = [
        StepCurve(runners[rule], np.append(0.0, lengths), scene.say(f"rules.{rule}"))
        for rule, lengths in moved.items()
    ]
    return StepPlot(scene, slot, curves, "axes.along")


def apart(heights: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Heights that differ by ``least`` or more, near those given and in their order.

    They lie between two others, as far as there is room.
    """
    order = np.argsort(heights, kind="stable")
    levels = np.clip(np.array(heights, dtype=float)[order], low, high)
    for k in range(1, len(levels)):
        levels[k] = max(levels[k], levels[k - 1] + least)
    levels[-1] = min(levels[-1], high)
    for k in reversed(range(len(levels) - 1)):
        levels[k] = min(levels[k], levels[k + 1] - least)
    found = np.empty(len(levels))
    found[order] = levels
    return [float(level) for level in found]
