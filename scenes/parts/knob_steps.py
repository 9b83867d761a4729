"""Recent slopes and the rates that rules make of them: two bars a parameter, as each walks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.plans.optimizers import ALONE, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

PITCH, BEYOND = 4.0, 0.4
"""From one bar to the other at most, and how far the line at which they begin goes beyond them, in
em."""
HANGS = 0.5
"""From that line to the baseline of what stands above it, in em of that."""
THICK = 0.66
"""How thick a bar is, as a share of the way from one to the other."""
LETTER = 1.1
"""Room for a letter before its bars, in em."""
SHARES = (1.0, 1.25)
"""Widths of the bars of recent slopes and of those of rates."""
APART = 0.9
"""Between them, in em."""
VALUE, AFTER = 3.4, 0.5
"""Room behind the longest bar for what it stands for, and from a bar to that, in em of that."""
BRACKET, END = 0.6, 0.3
"""From the longest bar to the bracket that joins both, and how long its ends are, in em."""
RATIO = 3.0
"""Room for how many times one is the other, in em."""
WHOLE = 1.0, 1.0
"""Of both columns."""


class KnobBars(NamedTuple):
    """Of one rule."""

    slopes: Part
    """Recent ones."""
    rates: Part
    """What the rule makes of them."""
    grown: Animated
    """What share of their length these have."""
    times: Part
    """How many times as long the one rate is as the other at the end."""


class KnobSteps:
    """The letters of the parameters, with two bars each: its recent slopes, and the rate.

    The rate is what a step is for each unit of slope: the longer the one bar, the shorter the
    other.  Of each step the longer ones fill their columns.  All rules have the same places.

    Args:
        scene: the scene they belong to.
        slot: of the bars, with what they are above them.
        runners: of the rules, by name; of the first, the longer rate is the upper one.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runners: Mapping[str, Runner]) -> None:
        plan: Plan = scene.plan
        self.scene, self.size = scene, SIZES.formula
        sizes = {rule: plan.step_sizes(each.name)[:ALONE] for rule, each in runners.items()}
        room = VALUE * _small(scene)
        free = slot.inset(left=LETTER * self.size, right=(BRACKET + RATIO) * self.size + room)
        self.columns = free.shares(*SHARES, gap=APART / 2 * self.size + room)
        heads = self._heads()
        lines = LEADING * sum(float(line.size) for line in max(heads, key=len))
        middle = float(slot.centre[1]) - lines / 2
        self.pitch = min(PITCH * self.size, (slot.height - lines) / 2 - BEYOND * self.size)
        order = np.argsort(-next(iter(sizes.values()))[-1], kind="stable")
        self.levels = np.empty(2)
        self.levels[order] = middle + self.pitch * np.array([0.5, -0.5])
        self.rules = {
            rule: self._add_bars(runner, sizes[rule], middle) for rule, runner in runners.items()
        }
        self.slopes, self.rates = self._add_words(heads, slot.left, middle)
        """What the bars are: recent slopes, with the letters of the parameters; and rates."""

    def bars(self, rule: str) -> list[Part]:
        """All that is one rule's."""
        own = self.rules[rule]
        return [own.slopes, own.rates, own.times]

    def _add_bars(self, runner: Runner, sizes: Array, middle: float) -> KnobBars:
        scene, theme = self.scene, self.scene.theme
        pair = [RateBars(each, THICK * self.pitch) for each in (theme.gradient, theme.rate)]
        grown = Animated(1.0)

        def reach(frame: int) -> Hashable:
            # The step that led to where the ball is, or the first one before that.
            step = min(max(runner.landed(frame) - 1, 0), len(sizes) - 1)
            share = grown.at(frame)
            lay_bars(pair, self.columns, sizes[step], self.levels, share)
            return step, share

        slopes, rates = (scene.add_part(each, reach, layer=Layer.GROUND) for each in pair)
        return KnobBars(slopes, rates, grown, self._add_times(runner, middle))

    def _heads(self) -> list[list[Label]]:
        """What the bars of both columns are, in as many lines as it needs."""
        small = _small(self.scene)
        make = partial(formula, size=small, colour=self.scene.theme.text)
        return [
            wrapped(text, column.width + VALUE * small, make)
            for text, column in zip(bars_told(self.scene), self.columns, strict=True)
        ]

    def _add_words(self, heads: list[list[Label]], left: float, middle: float) -> list[Part]:
        plan: Plan = self.scene.plan
        size, theme = self.size, self.scene.theme
        half = self.pitch + size * BEYOND
        shown = []
        for lines, column in zip(heads, self.columns, strict=True):
            foot = Dashes(theme.rule, STROKES.axis, dash=0)
            foot.show(np.array([[column.left, middle - half], [column.left, middle + half]]))
            what = [
                line.put(column.left, middle + half + (k * LEADING + HANGS) * float(line.size))
                for k, line in enumerate(reversed(lines))
            ]
            shown.append(Group(foot, *what))
        for name, level in zip(plan.letters, self.levels, strict=True):
            letter = formula(f"${name}$", size, theme.text)
            shown[0].add(letter.put(left, float(level) - size / 4))
        return [self.scene.add_part(each, layer=Layer.NAMES) for each in shown]

    def _add_times(self, runner: Runner, middle: float) -> Part:
        """A bracket from one to the other, how many times the one is as long, and all values."""
        size, theme, say = self.size, self.scene.theme, self.scene.say
        x = self.columns[1].right + VALUE * _small(self.scene) + BRACKET * size
        half = self.pitch / 2
        line = bracket(x, middle - half, middle + half, END * size, theme.text)
        plan: Plan = self.scene.plan
        told = say.numerals.significant(plan.times(runner.name))
        times = words(f"× {told}", size, theme.text, "semibold")
        times.put(x + size / 2, middle - size / 3)
        slopes, rates = values_told(self.scene, runner.name, self.columns, self.levels)
        return self.scene.add_part(Group(line, times, *slopes, *rates), layer=Layer.NAMES)


def _small(scene: AnyScene) -> float:
    """Size of the words at the bars."""
    return SIZES.small if scene.layout.narrow else SIZES.name


def slopes_and_rates(plan: Plan, name: str) -> tuple[Array, Array]:
    """The recent slopes (2,) of a run after its first steps, and the rates (2,) of both steps."""
    rates = plan.step_sizes(name)[ALONE - 1]
    return float(plan.runs[name].learning_rate[ALONE - 1]) / rates, rates


def values_told(
    scene: AnyScene,
    name: str,
    columns: Sequence[Slot],
    levels: Array,
    filled: tuple[float, float] = WHOLE,
) -> tuple[list[Label], list[Label]]:
    """What the bars of a run stand for after its first steps, behind each: slopes and rates.

    The longer one of each column fills so much of it.  Nothing, where a number would be too small
    to be read.
    """
    size = _small(scene)
    pairs = slopes_and_rates(scene.plan, name)
    make = partial(_plain, colour=scene.theme.text)
    told: tuple[list[Label], list[Label]] = ([], [])
    for labels, column, values, full in zip(told, columns, pairs, filled, strict=True):
        for value, level in zip(values.tolist(), levels.tolist(), strict=True):
            text = scene.say.numerals.significant(value, 2)
            (label,) = fitted(text, (VALUE - AFTER) * size, 1, size, make)
            end = column.left + full * column.width * value / float(values.max())
            middle = end + AFTER * size + float(label.width) / 2
            labels.append(label.put(middle, level - SIZES.formula / 4, "centre"))
    readable = all(label.size >= SIZES.small for labels in told for label in labels)
    return told if readable else ([], [])


def _plain(text: str, *, size: float, colour: str) -> Label:
    return words(text, size, colour)


def lay_bars(
    bars: Sequence[RateBars],
    columns: Sequence[Slot],
    sizes: Array,
    levels: Array,
    grown: float = 1.0,
    filled: tuple[float, float] = WHOLE,
) -> None:
    """Recent slopes in the one column and rates (2,) in the other.

    The longer one of each fills so much of its column.  Rates may be so far grown.
    """
    rates = sizes / sizes.max()
    lengths = filled[0] * rates.min() / rates, filled[1] * grown * rates
    for each, column, shares in zip(bars, columns, lengths, strict=True):
        each.show(
            *(
                np.array([[column.left, level], [column.left + far, level]])
                for far, level in zip(column.width * shares, levels, strict=True)
            )
        )


def bars_told(scene: AnyScene) -> tuple[str, str]:
    """What the bars of both columns are."""
    theme = scene.theme
    size = tint("r", theme.gradient)
    rate = tint("alpha", theme.rate)
    return scene.say("ravine.slopes", size=size), scene.say("ravine.rates", rate=rate, size=size)


def bracket(x: float, low: float, high: float, end: float, colour: str) -> Dashes:
    """From one bar to another, with ends of some length."""
    line = Dashes(colour, STROKES.axis, dash=0)
    line.show(np.array([[x - end, low], [x, low], [x, high], [x - end, high]]))
    return line
