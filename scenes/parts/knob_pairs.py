"""Adam's recent slopes and rates as bars, before the axes are turned and, below that, after it."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import below_one_another, fitted
from scenes.layout import LEADING, Slot
from scenes.parts.knob_steps import (
    APART,
    SHARES,
    THICK,
    VALUE,
    bars_told,
    bracket,
    lay_bars,
    slopes_and_rates,
    values_told,
)
from scenes.plans.optimizers import ALONE, Plan
from scenes.plans.rule_runs import ADAM, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

HEAD, BELOW = 1.3, 0.4
"""Height of a line of what the bars are, and from there to the rows, in em."""
BARS = 0.84
"""How much of the height of a row its bars have, where its name stands beside them."""
ASIDE = 6.4
"""Room for the names of the rows before their bars, in em."""
LETTER = 1.3
"""The same for the letters of the parameters."""
BRACKET, END, BEYOND, TIMES = 0.5, 0.25, 0.4, 2.6
"""From the longest bar to the bracket that joins both, how long its ends are, and from it to how
many times one is the other; and room for that behind it, in em of it."""


class KnobRow(NamedTuple):
    """What stands in a row, in the order in which it may come."""

    name: Part
    """When it is, the letters of the parameters, and the values of the slopes."""
    slopes: Part
    rates: Part
    times: Part
    """How many times as long the one rate is as the other, and the values of both."""


class KnobPairs:
    """Two rows of bars below the same headings: as before the turn, and as after it.

    Each has the recent slopes of both parameters and, beside them, Adam's rates, which are divided
    by these; the longest bar fills its column, so that both rows can be compared.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        colour: of Adam.
    """

    def __init__(self, scene: AnyScene, slot: Slot, colour: str) -> None:
        self.scene, self.slot = scene, slot
        narrow = scene.layout.narrow
        self.size, self.large = SIZES.formula, SIZES.formula if narrow else 1.25 * SIZES.title
        self.small = SIZES.small if narrow else SIZES.name
        aside = 0.0 if narrow else ASIDE * self.size
        self.bracket = slot.right - TIMES * self.large
        room = VALUE * self.small
        free = slot.inset(
            left=aside + LETTER * self.size, right=(TIMES + BRACKET) * self.large + room
        )  # fmt: skip
        self.columns = free.shares(*SHARES, gap=APART / 2 * self.size + room)
        lines = 2 * HEAD * (self.small if narrow else self.size)
        rows = slot.inset(top=lines + BELOW * self.small).rows(1.0, 1.0, gap=scene.layout.gap)
        self.head = self._add_head(slot.inset(bottom=slot.height - lines), colour)
        """Whose bars they are, and what."""
        plan: Plan = scene.plan
        self.order = np.argsort(np.argsort(plan.step_sizes(ADAM)[ALONE - 1], kind="stable"))
        """Of the parameters from the lower bar to the upper one, that of the longer rate."""
        both = [slopes_and_rates(plan, where + ADAM) for where in ("", TURNED)]
        self.longest = [max(float(each.max()) for each in kind) for kind in zip(*both, strict=True)]
        """Slope and rate of both rows."""
        self.before, self.after = (
            self._add_row(row, where, scene.say(f"rules.{key}"))
            for row, where, key in zip(
                rows, ("", TURNED), ("before_turn", "after_turn"), strict=True
            )
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.head, *self.before, *self.after

    def _add_head(self, slot: Slot, colour: str) -> Part:
        say, theme, small = self.scene.say, self.scene.theme, self.small
        whose = say("rules.whose", rule=say(f"rules.{ADAM}"), steps=ALONE)
        narrow = self.scene.layout.narrow
        room, most = (slot.width, small) if narrow else ((ASIDE - 0.5) * self.size, self.size)
        names = fitted(whose, room, 2 - narrow, most, partial(_semibold, colour=colour))
        foot = slot.bottom + 0.3 * small
        below_one_another(names, slot.left, foot + narrow * HEAD * small)
        shown = Group(*names)
        for text, column in zip(bars_told(self.scene), self.columns, strict=True):
            make = partial(_formula, colour=theme.text)
            (label,) = fitted(text, column.width + VALUE * small, 1, small, make)
            shown.add(label.put(column.left, foot))
        return self.scene.add_part(shown, layer=Layer.NAMES)

    def _add_row(self, slot: Slot, where: str, told: str) -> KnobRow:
        """Along axes that are turned, parameters are others, which have a prime."""
        name = where + ADAM
        scene, theme, plan = self.scene, self.scene.theme, self.scene.plan
        narrow = scene.layout.narrow
        aside = (1.0 - BARS) / 2 * slot.height
        bars = (
            slot.inset(top=LEADING * SIZES.name) if narrow else slot.inset(bottom=aside, top=aside)
        )
        pitch = bars.height / 2
        levels = np.asarray(bars.centre[1] + pitch * (self.order - 0.5), dtype=float)
        slopes, rates = (RateBars(each, THICK * pitch) for each in (theme.gradient, theme.rate))
        slope, rate = (
            float(each.max()) / longest
            for each, longest in zip(slopes_and_rates(plan, name), self.longest, strict=True)
        )
        sizes, filled = plan.step_sizes(name)[ALONE - 1], (slope, rate)
        lay_bars((slopes, rates), self.columns, sizes, levels, filled=filled)
        foot = Dashes(theme.rule, STROKES.axis, dash=0)
        foot.show(*(np.array([[x.left, bars.bottom], [x.left, bars.top]]) for x in self.columns))
        recent, made = values_told(scene, name, self.columns, levels, filled)
        letters = self._letters(levels, "'" * (where == TURNED))
        named = Group(foot, self._when(slot, bars, told), *letters, *recent)
        times = self._times(levels, plan.times(name)).add(*made)
        return KnobRow(
            scene.add_part(named, layer=Layer.NAMES),
            scene.add_part(slopes, layer=Layer.GROUND),
            scene.add_part(rates, layer=Layer.GROUND),
            scene.add_part(times, layer=Layer.NAMES),
        )

    def _when(self, slot: Slot, bars: Slot, told: str) -> Label:
        """Before the bars, in the middle of them, or above them."""
        narrow = self.scene.layout.narrow
        most = SIZES.name if narrow else SIZES.formula
        room = slot.width if narrow else (ASIDE - 0.5) * self.size
        make = partial(_semibold, colour=self.scene.theme.text)
        both = [self.scene.say(f"rules.{key}") for key in ("before_turn", "after_turn")]
        size = min(float(fitted(each, room, 1, most, make)[0].size) for each in both)
        label = make(told, size=size)
        level = bars.top + 0.3 * most if narrow else float(bars.centre[1]) - label.size / 3
        return label.put(slot.left, level)

    def _letters(self, levels: Array, prime: str) -> list[Label]:
        x, size = self.columns[0].left - LETTER * self.size, self.size
        text = self.scene.theme.text
        return [
            formula(f"${letter}{prime}$", size, text).put(x, float(level) - size / 4)
            for letter, level in zip(self.scene.plan.letters, levels, strict=True)
        ]

    def _times(self, levels: Array, times: float) -> Group:
        """A bracket from one bar to the other, and how many times the one is as long."""
        theme, large, beyond = self.scene.theme, self.large, BEYOND * self.large
        low, high = np.sort(levels).tolist()
        line = bracket(self.bracket, low, high, END * large, theme.text)
        told = f"× {self.scene.say.numerals.significant(times)}"
        make = partial(_semibold, colour=theme.text)
        (label,) = fitted(told, TIMES * large - beyond, 1, large, make)
        middle = (low + high) / 2 - label.size / 3
        return Group(line, label.put(self.bracket + beyond, middle))


def _semibold(text: str, *, size: float, colour: str) -> Label:
    return words(text, size, colour, "semibold")


def _formula(text: str, *, size: float, colour: str) -> Label:
    return formula(text, size, colour)
