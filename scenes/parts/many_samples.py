"""The same race with more and more samples: batch's first step leaves the plot."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_data import RaceData
from scenes.parts.race_legend import RaceLegend
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Grown, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import SIZES, STROKES, TIMES

MORE, MOST = 0.14, 0.46
"""When there are more samples, and most, as shares of the beat."""
SLIDE = 1.1
"""Seconds in which batch's steps come to take as many looks as there are samples."""
DRAWN, THEN = 1.6, 0.9
"""Seconds in which the race with the most samples is drawn, and until it is told when batch's first
step comes."""
FEW = 2
"""Lines of words below batch's, at most, where there is little room."""
ARROW, NAMED = 0.18, 0.10
"""Least length of the arrow at the end of batch's line, and from there to its name."""
BELOW, INDENT = 0.5, 0.6
"""From batch's line to words below it, in em; and how much of the plot's width at its left end
belongs to curves."""


class Amount(NamedTuple):
    """The drawing and the words for one number of samples."""

    drawn: list[Part]
    """Curves, and the samples: they stay until those of more have come."""
    told: Part
    """How many samples there are, and how they were made."""
    named: list[Part]
    """The names of methods, where their costs end when batch's stairs have slid."""
    beyond: list[Part]
    """What comes when batch's first step is where it belongs, beyond the plot."""
    note: list[Part]
    """With the most samples, at which look that is."""
    until: Animated
    """Up to which look the curves are drawn."""
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
        self.few = plot.add_mean(plan.crowd, theme.quiet, dashed=True)
        """The mean with the samples that there are."""
        few = say("many.few", count=len(plan.data))
        self.row = legend.add(
            1, few, theme.quiet, legend.line(1, theme.quiet, STROKES.curve, dashed=True)
        )

    def play(self, cue: Cue, before: list[Part], named: list[Part]) -> None:
        """The samples, more, and then most: what is drawn gives way, and batch's stairs slide.

        Until then there is ``before``, and the names of both methods.
        """
        change, told = cue.share(TIMES.change), [self.heading]
        away = cue.share(TIMES.away)
        cue.show(self.heading)
        slides, every = (cue.share(SLIDE), cue.share(DRAWN)), float(self.plan.looks)
        for stage, at, slide in zip(self.stages, (MORE, MOST), slides, strict=True):
            cue.hide(*told, at=at - away)
            cue.show(stage.told, *stage.drawn, at=at)
            cue.hide(*before, *named, at=at + change)
            cue.show(*stage.named, at=at + change)
            there = at + change + slide
            cue.move(stage.wide, stage.looks, at=at + change, until=there)
            cue.move(stage.until, every, at=at + change, until=there, ease=linear)
            cue.show(*stage.beyond, at=there)
            cue.show(*stage.note, at=there + cue.share(THEN))
            told, before, named = [stage.told, *stage.beyond], stage.drawn, stage.named
        cue.show(self.few, self.row, at=MORE)

    def _add_stage(self, more: Grown, made: str, samples: int) -> Amount:
        """Ribbon and mean of stochastic, batch's stairs, the samples, and the words.

        At first batch's steps are as wide as with ``samples``; if there are as many, the curves are
        drawn from the first look on.
        """
        plot, plan, theme = self.plot, self.plan, self.scene.theme
        wide = Animated(float(np.log10(samples)))
        until = Animated(0.0 if more.samples == samples else float(plan.looks))

        def looked(frame: int) -> int:
            return round(until.at(frame))

        drawn = [
            plot.add_ribbon(more.crowd, looked),
            plot.add_mean(more.crowd, theme.stochastic, looked),
            plot.add_stairs(more.batch, theme.batch, STROKES.thick, wide, looked),
            self.data.add_cloud(more),
        ]
        count, told = plan.looks // more.samples, self._add_heading(more.samples, made)
        ends = {
            Method.BATCH: float(more.batch[min(count, len(more.batch) - 1)]),
            Method.STOCHASTIC: float(more.crowd.mean[-1]),
        }
        names, looks = plot.add_names(ends), float(np.log10(more.samples))
        other: Label = names[Method.STOCHASTIC].mobject
        beyond, note = self._add_first(more, names[Method.BATCH], other.baseline + other.size)
        return Amount(drawn, told, [*names.values()], beyond, note, until, wide, looks)

    def _add_first(self, more: Grown, named: Part, low: float) -> tuple[list[Part], list[Part]]:
        """An arrow to batch's first step, beyond the plot, from its line to its name; and a note.

        With the most samples that says how far it is.  The name goes as far to the right as there
        is room, and so does the note, if it ends above ``low``, where another name stands.
        """
        name: Label = named.mobject
        looks, plot, theme = self.plan.looks, self.plot, self.scene.theme
        if more.samples <= looks:
            return [], []
        x, y = plot.axes.at(np.array(float(looks)), more.batch[0]).tolist()
        length = max(plot.room - NAMED - float(name.width), ARROW)
        name.put(x + length + NAMED, name.baseline)
        arrow = StraightArrow(theme.batch, theme, edge=0.0)
        arrow.show(np.array([x, y]), np.array([x + length, y]))
        is_most = more is self.plan.grown[-1]
        notes = [self._note_of_first(more, x, y, low)] if is_most else []
        shown, note = (
            [self.scene.add_part(each, layer=Layer.NAMES) for each in parts]
            for parts in ([arrow], notes)
        )
        return shown, note

    def _note_of_first(self, more: Grown, x: float, y: float, low: float) -> Group:
        """At which look it comes, below batch's line, which ends at ``x`` and ``y``.

        It ends with the line where it would come below ``low``.
        """
        plot, say, top = self.plot, self.scene.say, y - BELOW * self.plot.size
        told = say("many.first_step", look=say.numerals.count(more.samples))
        right = x + plot.room
        lines = self._lines(told, right)
        if top - LEADING * sum(line.size for line in lines) < low:
            right = x - plot.size
            lines = self._lines(told, right)
        for row, line in enumerate(lines, 1):
            line.put(right, top - LEADING * row * lines[0].size, "right")
        return Group(*lines)

    def _lines(self, text: str, right: float) -> list[Label]:
        """Of batch, over as few lines as it needs, which end at ``right``."""
        theme, plot = self.scene.theme, self.plot
        rows = FEW if self.scene.layout.narrow else 1
        make = partial(words, colour=theme.batch, weight="semibold")
        lines = fitted(text, right - plot.area.left - INDENT, rows, plot.size, make)
        return [line.cased(theme.casing) for line in lines]

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
