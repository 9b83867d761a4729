"""Recent slopes and the rates that a rule makes of them: two bars a parameter, as it walks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.plans.optimizers import ALONE, Plan
from scenes.plans.rule_runs import NEW, RMSPROP
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

PITCH, BEYOND = 2.0, 0.8
"""From one bar to the other, and how far the line at which they begin goes beyond them, in em."""
LETTER = 1.1
"""Room for a letter before its bars, in em."""
SHARES = (1.0, 1.25)
"""Widths of the bars of recent slopes and of those of rates."""
APART = 0.9
"""Between them, in em."""
BRACKET, END = 0.6, 0.3
"""From the longest bar to the bracket that joins both, and how long its ends are, in em."""
RATIO = 5.4
"""Room for how many times one is the other, and after how many steps, in em."""


class KnobSteps:
    """The letters of the parameters, with two bars each: its recent slopes, and the rate.

    The rate is what a step is for each unit of slope: the longer the one bar, the shorter the
    other.  Of each step the longer ones fill their columns.

    Args:
        scene: the scene they belong to.
        slot: of the bars, with what they are above them.
        runner: of the rule.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runner: Runner) -> None:
        plan: Plan = scene.plan
        self.scene, self.runner, self.size = scene, runner, SIZES.formula
        self.sizes = plan.step_sizes(runner.name)[:ALONE]
        middle = float(slot.centre[1]) - LEADING * self.size / 2
        order = np.argsort(-self.sizes[-1], kind="stable")
        """The longer one is the upper one."""
        self.levels = np.empty(2)
        self.levels[order] = middle + self.size * PITCH * np.array([0.5, -0.5])
        free = slot.inset(left=LETTER * self.size, right=(BRACKET + RATIO) * self.size)
        self.columns = free.shares(*SHARES, gap=APART * self.size)
        self.slopes, self.bars = RateBars(scene.theme.gradient), RateBars(scene.theme.rate)
        self.part = scene.add_part(Group(self.slopes, self.bars), self._reach, layer=Layer.GROUND)
        self.parts = self.part, self._add_words(slot, middle)
        self.times = self._add_times(middle)
        """How many times as long the one is as the other at the end."""

    def _step(self, frame: int) -> int:
        """The step that led to where the ball is, or the first one before that."""
        return min(max(self.runner.landed(frame) - 1, 0), len(self.sizes) - 1)

    def _reach(self, frame: int) -> Hashable:
        step = self._step(frame)
        lay_bars((self.slopes, self.bars), self.columns, self.sizes[step], self.levels)
        return step

    def _add_words(self, slot: Slot, middle: float) -> Part:
        plan: Plan = self.scene.plan
        size, theme = self.size, self.scene.theme
        small = SIZES.small if self.scene.layout.narrow else SIZES.name
        half = size * (PITCH / 2 + BEYOND)
        foot = Dashes(theme.rule, STROKES.axis, dash=0)
        foot.show(
            *(np.array([[x.left, middle - half], [x.left, middle + half]]) for x in self.columns)
        )
        what = [
            fitted(
                text, column.width + APART * size / 2, 1, small,
                lambda text, *, size: formula(text, size, theme.text),
            )[0].put(column.left, middle + half + LEADING * small / 2)
            for text, column in zip(bars_told(self.scene), self.columns, strict=True)
        ]  # fmt: skip
        letters = [
            formula(f"${name}$", size, theme.text).put(slot.left, float(level) - size / 4)
            for name, level in zip(plan.letters, self.levels, strict=True)
        ]
        return self.scene.add_part(Group(foot, *what, *letters), layer=Layer.NAMES)

    def _add_times(self, middle: float) -> Part:
        """A bracket from one to the other, how many times the one is as long, and when."""
        size, theme, say = self.size, self.scene.theme, self.scene.say
        x, half = self.columns[1].right + BRACKET * size, PITCH * size / 2
        line = bracket(x, middle - half, middle + half, END * size, theme.text)
        plan: Plan = self.scene.plan
        left, told = x + size / 2, say.numerals.significant(plan.times(self.runner.name))
        times = words(f"× {told}", size, theme.text).put(left, middle)
        (after,) = fitted(
            say("ravine.after", steps=ALONE), RATIO * size - size / 2, 1, SIZES.label,
            lambda text, *, size: words(text, size, theme.quiet),
        )  # fmt: skip
        after.put(left, middle - LEADING * SIZES.label)
        return self.scene.add_part(Group(line, times, after), layer=Layer.NAMES)


def lay_bars(
    bars: Sequence[RateBars], columns: Sequence[Slot], sizes: Array, levels: Array
) -> None:
    """Recent slopes in the one column and rates (2,) in the other, the longer one filling each."""
    rates = sizes / sizes.max()
    for each, column, shares in zip(bars, columns, (rates.min() / rates, rates), strict=True):
        each.show(
            *(
                np.array([[column.left, level], [column.left + far, level]])
                for far, level in zip(column.width * shares, levels, strict=True)
            )
        )


def bars_told(scene: AnyScene) -> tuple[str, str]:
    """What the bars of both columns are."""
    theme = scene.theme
    size = tint("r", theme.rules[NEW.index(RMSPROP)])
    rate = tint("alpha", theme.rate)
    return scene.say("ravine.slopes", size=size), scene.say("ravine.rates", rate=rate, size=size)


def bracket(x: float, low: float, high: float, end: float, colour: str) -> Dashes:
    """From one bar to another, with ends of some length."""
    line = Dashes(colour, STROKES.axis, dash=0)
    line.show(np.array([[x - end, low], [x, low], [x, high], [x - end, high]]))
    return line
