"""The axes of a race: a logarithmic cost, against steps first, and then against looks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group, Mobject
from numpy.typing import NDArray

from scenes.components.log_range import log_range
from scenes.components.plot.axes import LEFT, RIGHT, Axes, Ticks, Uprights, plot_area
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES

Array = NDArray[np.float64]

HEADROOM = 0.6
"""Decades above the highest tick."""
DECADES_UP, MOST_DECADES = 1.0, 8.0
"""Decades of cost drawn above what is held, at most, and in all."""
RARE = 0.01
"""Share of the costs of other orders in the first looks that may lie below the axis."""
MOST_TICKS = 5
"""Of the cost axis, from its highest on downwards."""
MOST_ROUNDS = 12
"""Rounds through the samples whose ends are drawn as lines, at most."""


class RaceAxes:
    """Axes whose x axis turns from steps to looks, and is zoomed; the y axis stays.

    They leave room for the names of curves at their ends.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill, with numbers and names.
        plan: whose looks they count.
        room: what names of curves have of it at the right.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plan: Plan, room: float) -> None:
        self.scene, self.plan = scene, plan
        self.area = plot_area(slot.inset(right=room))
        """Of the plot."""
        self.turn = Animated(0.0)
        """From 0, where the x axis counts steps, to 1, where it counts looks."""
        self.span = Animated(float(np.log10(plan.looks)))
        """How many looks it spans, as a power of ten."""
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        self.low, self.high = self._reached()
        """Between which costs lie."""
        self._every = list[Axes]()
        self.axes = self._axes(y_ticks=_ticks(self.low, self.high))
        say, steps = scene.say, whole_ticks(plan.steps, 5)
        self.frame = (
            self.add(Group(self.axes.y_name(say("axes.excess")), self.axes.y_numbers())),
            self.add(self.axes),
        )
        self.by_step = self._x_axis(
            steps * len(plan.data), say("axes.steps"), say.numerals.tick_texts(steps)
        )
        *by_look, self.looks_name = self._look_axis(plan.looks)
        self.by_look, self.by_first = by_look, self._look_axis(plan.first_looks)[:2]
        """Numbers, and the name with the ends of rounds; of the first part of the race, too."""

    def _reached(self) -> tuple[float, float]:
        """Powers of ten, so far apart that no cost of batch and no mean is cut off, if they may be.

        Nor are the first looks of the single order, and most of those of others; later a single
        order may jump lower.  They stay: a height on the plot is the same cost from beginning to
        end.
        """
        plan = self.plan
        batch = plan.excess(Method.BATCH)
        level = [plan.level] if plan.level else []
        first = slice(plan.first_looks + 1)
        single = plan.excess(Method.STOCHASTIC)[first]
        others = np.sort(plan.crowd.every[:, first], axis=None)
        others = others[int(RARE * (len(others) - 1))]
        drawn = np.concatenate([batch, plan.crowd.mean, plan.shrinking.mean, single, [others]])
        _, high = log_range([batch[0], *level], drawn, above=DECADES_UP)
        low, _ = log_range([high, *level], drawn, decades=MOST_DECADES)
        return low, high

    def bring(self, frame: int) -> Hashable:
        """Have the axes as they are at ``frame``."""
        x = 0.0, float(10.0 ** self.span.at(frame))
        for axes in self._every:
            axes.move(self.area, x)
        return self.axes.look

    def zoom(self, cue: Cue, looks: int, at: float, until: float) -> None:
        """Come to span so many looks."""
        cue.move(self.span, float(np.log10(looks)), at=at, until=until)

    def units(self, frame: int, looks: float) -> float:
        """Units of the x axis that a step of so many looks takes at ``frame``.

        They are the same for every method until the axis comes to count looks.
        """
        turn = self.turn.at(frame)
        return float(len(self.plan.data) ** (1.0 - turn) * looks**turn)

    def add(self, mobject: Mobject) -> Part:
        """A part that lies still on the axes."""
        return self.scene.add_part(mobject, self.bring, layer=Layer.GROUND)

    def _axes(self, x_ticks: Sequence[float] | Array = (), y_ticks: Array | None = None) -> Axes:
        axes = Axes(
            self.area, (0.0, float(self.plan.looks)),
            (self.low, self.high * 10.0**HEADROOM), self.scene.theme,
            self.scene.say.numerals, log_y=True, size=self.size,
            x_ticks=x_ticks, y_ticks=() if y_ticks is None else y_ticks,
        )  # fmt: skip
        self._every.append(axes)
        return axes

    def _look_ticks(self, most: int) -> Array:
        """As many looks as have room for their numbers."""
        (text,) = self.scene.say.numerals.tick_texts([most])
        width = words(text, self.size, self.scene.theme.quiet).width
        room = self.area.width / (1.7 * width)
        return whole_ticks(most, int(np.clip(room, 2, 5)))

    def _look_axis(self, most: int) -> tuple[Part, Part, Part]:
        """Looks up to so many: numbers; name and ends of rounds; and the name alone.

        The last two are one where there are too many rounds to draw, or no room to tell of them.
        """
        plan, ticks = self.plan, self._axes(self._look_ticks(most))
        numbers = self.add(Group(Ticks(ticks), ticks.x_numbers()))
        plain = self.scene.say(f"axes.{plan.noun}_looks")
        told = self.scene.say(f"axes.{plan.noun}_rounds", count=len(plan.data))
        name = self.add(self.axes.x_name(plain))
        ends = np.arange(len(plan.data), most + 1.0, len(plan.data))
        rounds = self._axes(ends).x_name(told)
        if len(ends) > MOST_ROUNDS or rounds.width > LEFT + self.area.width + RIGHT:
            return numbers, name, name
        return numbers, self.add(Group(Uprights(self._axes(ends)), rounds)), name

    def _x_axis(self, ticks: Array, name: str, texts: tuple[str, ...]) -> Part:
        """Ticks, their numbers and the name, which come and go together."""
        axes = self._axes(ticks)
        return self.add(Group(Ticks(axes), axes.x_numbers(texts), axes.x_name(name)))


def _ticks(low: float, high: float) -> Array:
    """Powers of ten, evenly apart, from the highest on downwards."""
    decades = round(np.log10(high / low))
    apart = max(1, int(np.ceil(decades / MOST_TICKS)))
    return np.asarray(high / 10.0 ** np.arange(0, decades + 1, apart))[::-1]
