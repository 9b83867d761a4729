"""The costs of several rules, step by step, each named where it ends."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.plot.axes import BELOW, Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.plot.ring import Ring
from scenes.components.text.label import Label, words
from scenes.components.text.lines import first_fitting
from scenes.layout import LEADING, Slot
from scenes.numerals import whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

NAMES = 4.6
"""Width for the names at the right end, in em."""
SPAN, TICKS = (0.1, 500.0), (0.1, 1.0, 10.0, 100.0)
"""Of the cost above the lowest, in percent of the start's: what is drawn, and its ticks."""
ROOM = 3.5
"""Width for the name of the x axis beside what is said of rings, in em."""
RING = 0.11
"""Radius of the rings where the rules ended before."""


class CostRace:
    """Axes, and a curve a run, over the steps of all.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        runners: by rule, in one ravine; and the same in the other.
    """

    def __init__(self, scene: AnyScene, slot: Slot, *races: Mapping[str, Runner]) -> None:
        plan: Plan = scene.plan
        self.scene, self.plan = scene, plan
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        steps, say = plan.asked.steps, scene.say
        self.axes = axes = Axes(
            plot_area(slot.inset(right=NAMES * self.size)), (0.0, float(steps)), SPAN,
            scene.theme, say.numerals, log_y=True, size=self.size,
            x_ticks=whole_ticks(steps, 5), y_ticks=TICKS,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(), self._percents(),
            axes.x_name(say("axes.steps")), axes.y_name(say("axes.to_go")),
        )  # fmt: skip
        self.frame: tuple[Part, Part] = (scene.add_part(axes), scene.add_part(names))
        self.curves = [[self._add_curve(runner) for runner in race.values()] for race in races]
        """By race, a curve a rule."""
        self.names = [self._add_names(race) for race in races]
        """The same of the names at their ends."""
        self.before = self._add_rings(races[0])
        """Rings where the first race ended."""

    def _percents(self) -> Group:
        """The numbers at the ticks."""
        shown = Group()
        for tick in TICKS:
            text = self.scene.say.numerals.significant(tick)
            _, y = self.axes.at(np.array(0.0), np.array(tick)).tolist()
            label = words(text, self.size, self.scene.theme.quiet)
            shown.add(label.put(self.axes.slot.left - 0.12, y - 0.075, "right"))
        return shown

    def _to_go(self, runner: Runner) -> Array:
        """The cost above the lowest after each step, in percent of the start's."""
        above = runner.run.loss - self.plan.lowest
        return np.asarray(100.0 * above / above[0])

    def _add_curve(self, runner: Runner) -> Part:
        curve = Curve(self.axes, self._to_go(runner), runner.colour, self.scene.theme, STROKES.thin)

        def grow(frame: int) -> Hashable:
            curve.show(runner.landed(frame))
            return runner.landed(frame)

        part = self.scene.add_part(curve, grow)
        runner.curves.append((curve, part))
        return part

    def _end(self, runner: Runner) -> float:
        """The height at which a curve ends, in the plot."""
        place = self.axes.at(np.array(0.0), np.clip(self._to_go(runner)[-1], *SPAN))
        return float(place[1])

    def _add_names(self, race: Mapping[str, Runner]) -> Part:
        """Each at the height of its curve's end, or as near as there is room."""
        slot, size, shown = self.axes.slot, self.size, Group()
        heights = [self._end(runner) for runner in race.values()]
        levels = apart(heights, LEADING * size, slot.bottom, slot.top)
        for (rule, runner), level in zip(race.items(), levels, strict=True):
            label: Label = words(self.scene.say(f"rules.{rule}"), size, runner.colour, "semibold")
            shown.add(label.put(slot.right + 1.2 * RING + 0.3 * size, level - size / 3))
        return self.scene.add_part(shown, layer=Layer.NAMES)

    def _add_rings(self, race: Mapping[str, Runner]) -> Part:
        shown, slot, theme = Group(), self.axes.slot, self.scene.theme
        for runner in race.values():
            ring = Ring(runner.colour, theme, RING)
            ring.show(np.array([slot.right, self._end(runner)]))
            shown.add(ring)
        text = self.scene.say("ravine.before")
        told = first_fitting(
            (text, text.partition(",")[0]),
            slot.width - ROOM * self.size,
            lambda said: words(said, self.size, theme.quiet),
        )
        shown.add(told.put(slot.left, slot.bottom + 0.04 - BELOW))
        return self.scene.add_part(shown, lambda _: None)


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
