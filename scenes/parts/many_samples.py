"""The same race with more and more samples: batch's first step leaves the plot."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_data import RaceData
from scenes.parts.race_legend import RaceLegend
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Grown, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, STROKES, TIMES

MORE, MOST = 0.24, 0.58
"""When there are more samples, and most, as shares of the beat."""
SLIDE = 1.1
"""Seconds in which batch's steps come to take as many looks as there are samples."""
FEW = 2
"""Lines below batch's that are clear of other curves; where there would be more, they are wider."""
ARROW = 0.18
"""Length of the arrow at the end of batch's line."""


class Amount(NamedTuple):
    """The drawing and the words for one number of samples."""

    drawn: list[Part]
    """Curves, and the samples: they stay until those of more have come."""
    told: Part
    """How many samples there are, and how they were made."""
    named: list[Part]
    """The names of both methods, where their costs end when batch's stairs have slid."""
    beyond: list[Part]
    """What comes when batch's first step is where it belongs."""
    wide: Animated
    """How many looks a step of batch takes on the plot, as a power of ten; at last ``looks``."""
    looks: float


class ManySamples:
    """For each number of samples: the samples, and both curves on the plot.

    Args:
        scene: the scene they belong to.
        slot: over the data, for how many they are.
        data: with the samples that there are.
        plot: that the curves are drawn on.
        legend: over the plot.
        plan: with the runs of each number of samples.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        data: RaceData,
        plot: RacePlot,
        legend: RaceLegend,
        plan: Plan,
    ) -> None:
        self.scene, self.slot, self.data, self.plot = scene, slot, data, plot
        self.legend, self.plan = legend, plan
        say, theme = scene.say, scene.theme
        made = say("many.made", count=len(plan.data))
        at_first = len(plan.data), plan.grown[-1].samples
        self.stages = [
            self._add_stage(more, made, samples)
            for more, samples in zip(plan.grown, at_first, strict=True)
        ]
        self.heading = self._add_heading(len(plan.data), "")
        """How many samples there are."""
        self.few = plot.add_mean(plan.crowd, theme.text, dashed=True)
        """The mean with the samples that there are."""
        few = say("many.few", count=len(plan.data))
        self.row = legend.add(
            1, few, theme.text, legend.line(1, theme.text, STROKES.curve, dashed=True)
        )

    def play(self, cue: Cue, before: list[Part], named: list[Part]) -> None:
        """The samples, more, and then most: what is drawn gives way, and batch's stairs slide.

        Until then there is ``before``, and the names of both methods.
        """
        change, told = cue.share(TIMES.change), [self.heading]
        cue.show(self.heading)
        slides = cue.share(SLIDE), 0.0
        for stage, at, slide in zip(self.stages, (MORE, MOST), slides, strict=True):
            cue.hide(*told, at=at)
            cue.show(stage.told, *stage.drawn, at=at)
            cue.hide(*before, *named, at=at + change)
            cue.show(*stage.named, at=at + change)
            cue.move(stage.wide, stage.looks, at=at + change, until=at + change + slide)
            cue.show(*stage.beyond, at=at + (change + slide if slide else 0.0))
            told, before, named = [stage.told, *stage.beyond], stage.drawn, stage.named
        cue.show(self.few, self.row, at=MORE)

    def _add_stage(self, more: Grown, made: str, samples: int) -> Amount:
        """Ribbon and mean of stochastic, batch's stairs, the samples, and the words.

        At first batch's steps are as wide as with ``samples``.
        """
        plot, plan, theme = self.plot, self.plan, self.scene.theme
        wide = Animated(float(np.log10(samples)))
        curve, _ = stairs = plot.add_stairs(more.batch, theme.batch, STROKES.thick, wide)
        curve.reach = float(plan.looks)
        orders = [plot.add_ribbon(more.crowd), plot.add_mean(more.crowd, theme.stochastic)]
        count = plan.looks // more.samples
        cloud, told = self.data.add_cloud(more), self._add_heading(more.samples, made)
        ends = {
            Method.BATCH: float(more.batch[min(count, len(more.batch) - 1)]),
            Method.STOCHASTIC: float(more.crowd.mean[-1]),
        }
        named = [*plot.add_names(ends).values()]
        beyond, looks = self._add_first(more), float(np.log10(more.samples))
        drawn = [*orders, stairs[1], cloud]
        return Amount(drawn, told, named, beyond, wide, looks)

    def _add_first(self, more: Grown) -> list[Part]:
        """An arrow at the end of the plot, and how far beyond it batch's first step is."""
        looks, plot, say, theme = self.plan.looks, self.plot, self.scene.say, self.scene.theme
        if more.samples <= looks:
            return []
        text = say("many.first_step", look=say.numerals.count(more.samples))
        make = partial(words, size=plot.size, colour=theme.batch)
        x, y = plot.axes.at(np.array(float(looks)), more.batch[0]).tolist()
        arrow = StraightArrow(theme.batch, theme)
        arrow.casing = arrow.rgb  # it goes on from the line
        arrow.show(np.array([x, y]), np.array([x + ARROW, y]))
        note = Group()
        lines, right = wrapped(text, plot.area.width - plot.size, make), x
        if len(lines) > FEW:
            lines, right = wrapped(text, plot.area.width + plot.room, make), x + plot.room
        for row, line in enumerate(lines):
            note.add(line.cased(theme.casing))
            line.put(right, y - (1.5 + LEADING * row) * plot.size, "right")
        return [self.scene.add_part(each, layer=Layer.NAMES) for each in (arrow, note)]

    def _add_heading(self, samples: int, made: str) -> Part:
        """How many samples there are, and how they were made, over the data."""
        say, theme, slot = self.scene.say, self.scene.theme, self.slot
        told, unit = say.numerals.count(samples), say.forms(f"counts.{self.plan.noun}")
        text = f"{told} {unit.get(say.numerals.plural(samples), unit['other'])}"
        large = SIZES.formula
        (name,) = fitted(text, slot.width, 1, large, partial(words, colour=theme.text))
        shown = Group(name.put(slot.left, slot.top - large))
        make = partial(words, size=self.legend.size, colour=theme.quiet)
        for row, line in enumerate(wrapped(made, slot.width, make) if made else (), 1):
            shown.add(line.put(slot.left, slot.top - large - LEADING * row * line.size))
        return self.scene.add_part(shown)
