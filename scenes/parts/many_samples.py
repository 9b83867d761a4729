"""The same race with more and more samples: batch's first step slides out of the plot."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.label import words
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Grown, Method
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, STROKES

UNDER, APART = 1.3, 0.3
"""Room for the count, in em of the largest type, and between what is said below it."""


class ManySamples:
    """The count of samples in large type, how they were made, what a batch step costs; both curves.

    Args:
        scene: that they belong to.
        slot: that the words stand in, from its top.
        plot: that the curves are drawn on.
        plan: with the runs of each number of samples.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plot: RacePlot, plan: Plan) -> None:
        self.scene, self.plot, self.plan, theme = scene, plot, plan, scene.theme
        self.power = Animated(0.0)
        """0 for the data as they are, 1 and 2 for more samples."""
        self.sizes = np.array([len(plan.data), *(more.samples for more in plan.grown)])
        self.every: tuple[Plan | Grown, ...] = (plan, *plan.grown)
        self.single = [
            plot.add_stairs(race.excess(Method.STOCHASTIC), theme.stochastic, STROKES.thin)[1]
            for race in self.every
        ]
        self.batch = self._add_batch()
        self.count = self._add_count(slot)
        self.made, self.told = self._add_words(slot)

    @property
    def samples(self) -> str:
        """What a sample is called, with its plural forms."""
        return f"counts.{self.plan.noun}"

    def play(self, cue: Cue) -> None:
        """The plot glides onto the stage; then twice more samples, and each time the new curve."""
        cue.move(self.plot.place.where, 1.0, at=0.04, until=0.2)
        cue.show(self.batch, self.single[0], self.plot.ribbon[0])
        cue.show(self.plot.ribbon_then, at=0.2)
        cue.show(self.count, at=0.15)
        cue.show(self.made, at=0.3)
        for k, (since, until) in enumerate(((0.3, 0.5), (0.55, 0.75))):
            cue.move(self.power, k + 1.0, at=since, until=until)
            cue.hide(self.single[k], at=since)
            cue.show(self.single[k + 1], at=since)
        cue.show(self.told, at=0.75)

    def now(self, frame: int) -> float:
        """How many samples there are at ``frame``; between two numbers, on the way."""
        return float(10.0 ** np.interp(self.power.at(frame), range(3), np.log10(self.sizes)))

    def _add_batch(self) -> Part:
        """Batch's stairs, whose treads grow with the samples, from one computed run to the next."""
        every = [race.excess(Method.BATCH) for race in self.every]
        steps = min(map(len, every)) - 1
        costs = np.array([excess[: steps + 1] for excess in every])
        plot = self.plot
        curve, part = plot.add_stairs(costs[0], self.scene.theme.batch, STROKES.curve)

        def show(frame: int) -> Hashable:
            look, place = plot.bring(frame), self.power.at(frame)
            curve.values = np.array([np.interp(place, range(3), column) for column in costs.T])
            curve.reach = plot.axes.x[1]
            curve.show(steps, self.now(frame))
            return look, place

        part.update = show
        return part

    def _add_count(self, slot: Slot) -> Part:
        say, theme = self.scene.say, self.scene.theme
        for size in (SIZES.title, SIZES.formula, SIZES.label):
            count = Count(say.forms(self.samples), size, theme.text, say.numerals)
            if count.width_at(int(self.sizes[-1])) <= slot.width:
                break

        def show(frame: int) -> Hashable:
            now = round(self.now(frame))
            count.show(now, slot.left, slot.top - size)
            return now

        return self.scene.add_part(count, show)

    def _add_words(self, slot: Slot) -> tuple[Part, Part]:
        """How the further samples are made, and below it how far away batch's first step is."""
        say, theme, most = self.scene.say, self.scene.theme, int(self.sizes[-1])
        screens = say.numerals.significant(most / self.plan.looks, 2)
        made = say("many.made", count=len(self.plan.data))
        far = say("many.first_step", looks=say.numerals.count(most), plots=screens)
        top = slot.top - UNDER * SIZES.title
        first, top = self._add_lines(made, slot, top, SIZES.small, theme.text)
        second, _ = self._add_lines(far, slot, top - APART, SIZES.label, theme.batch)
        return first, second

    def _add_lines(
        self, text: str, slot: Slot, top: float, size: float, colour: str
    ) -> tuple[Part, float]:
        """A text on as many lines as it needs, from ``top`` down to the baseline that is told."""
        lines = wrapped(text, slot.width, lambda part: words(part, size, colour))
        last = top - LEADING * size * len(lines)
        below_one_another(lines, slot.left, last)
        return self.scene.add_part(Group(*lines)), last
