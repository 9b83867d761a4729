"""The same race with more and more samples: batch's first step leaves the plot."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Crowd
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, STROKES, TIMES

Array = NDArray[np.float64]

MOST = 0.27
"""When there are most samples, as a share of the beat; from its beginning there are more."""
ARROW = 0.24
"""Length of the arrow at the end of batch's line."""
APART = 0.5
"""Between blocks of words, in em."""


class Stage(NamedTuple):
    """What is drawn of so many samples, and what is said of them."""

    curves: list[Part]
    told: list[Part]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.curves, *self.told]


class ManySamples:
    """For each number of samples: its name, steps at equal looks, both curves on the plot.

    Args:
        scene: that they belong to.
        slot: that the words stand in, from its top.
        plot: that the curves are drawn on.
        plan: with the runs of each number of samples.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plot: RacePlot, plan: Plan) -> None:
        self.scene, self.slot, self.plot, self.plan = scene, slot, plot, plan
        self.narrow = scene.layout.narrow
        wide = Slot(slot.left, slot.bottom, scene.layout.panel.right, slot.top)
        self.abreast = wide.width > 1.5 * slot.width
        self.columns = wide.columns(2, scene.layout.gap) if self.abreast else (slot, slot)
        """For steps at equal looks, and for how samples are made: beside or, if narrow, below."""
        self.size = SIZES.small if self.narrow else SIZES.label
        self.stages = [self._add_stage(more.samples, more.batch, more.crowd) for more in plan.grown]
        self.few = plot.add_mean(plan.crowd, scene.theme.text, dashed=True)
        """The mean with the samples that there are."""
        self.made = self._add_made()

    def play(self, cue: Cue, before: list[Part]) -> None:
        """More samples, and then most; curves stay until those of more samples have come."""
        away, said = cue.share(TIMES.away), list[Part]()
        for stage, at in zip(self.stages, (0.0, MOST), strict=True):
            cue.hide(*said, at=at)
            cue.show(*stage.told, at=at)
            cue.dim(*stage.curves, to=1.0, at=at + away)
            cue.hide(*before, at=at + away + cue.share(TIMES.change))
            before, said = stage.curves, stage.told
        cue.show(self.few, self.made)

    def _add_stage(self, samples: int, batch: Array, crowd: Crowd) -> Stage:
        """Ribbon and mean of stochastic, batch's stairs, where its first step is, and the words."""
        plot, theme = self.plot, self.scene.theme
        ribbon = plot.add_ribbon(crowd)
        mean = plot.add_mean(crowd, theme.stochastic)
        curve, stairs = plot.add_stairs(batch, theme.batch, STROKES.thick)
        curve.show(len(batch) - 1, float(samples))
        curve.reach = float(self.plan.looks)
        arrow, note = self._add_first(samples, batch)
        return Stage([ribbon, mean, stairs, *arrow], [*note, self._add_words(samples)])

    def _add_first(self, samples: int, batch: Array) -> tuple[list[Part], list[Part]]:
        """An arrow at the end of the plot, and where beyond it batch's first step is."""
        looks, plot, say, theme = self.plan.looks, self.plot, self.scene.say, self.scene.theme
        if samples <= looks:
            return [], []
        plots = say.numerals.significant(samples / looks, 2)
        text = say("many.first_step", looks=say.numerals.count(samples), plots=plots)
        arrow, room = StraightArrow(theme.batch, theme), plot.place.slots[1].width - self.size
        lines = wrapped(text, room, partial(words, size=self.size, colour=theme.batch))
        arrow.casing = arrow.rgb  # it goes on from the line

        def end() -> tuple[float, float]:
            x, y = plot.axes.at(np.array(float(looks)), batch[0]).tolist()
            return x, y

        def point(frame: int) -> Hashable:
            look, (x, y) = plot.bring(frame), end()
            arrow.show(np.array([x, y]), np.array([x + ARROW, y]))
            return look

        def tell(frame: int) -> Hashable:
            look, (x, y) = plot.bring(frame), end()
            for row, line in enumerate(lines):
                line.put(x, y - (1.5 + LEADING * row) * self.size, "right")
            return look

        note = Group(*(line.cased(theme.casing) for line in lines))
        return (
            [self.scene.add_part(arrow, point, layer=Layer.NAMES)],
            [self.scene.add_part(note, tell, layer=Layer.NAMES)],
        )

    def _add_words(self, samples: int) -> Part:
        """How many samples, and how many steps each method takes in as many looks."""
        say, theme, looks = self.scene.say, self.scene.theme, self.plan.looks
        slot = self.columns[0]
        told = say.numerals.count(samples)
        unit = say.forms(f"counts.{self.plan.noun}")
        text = f"{told} {unit.get(say.numerals.plural(samples), unit['other'])}"
        large = SIZES.formula if self.narrow else SIZES.title
        (name,) = fitted(text, slot.width, 1, large, partial(words, colour=theme.text))
        baseline = slot.top - large
        shown = Group(name.put(slot.left, baseline))
        baseline -= APART * large
        self._below = baseline
        for text, colour in (
            (say("many.looks", count=looks), theme.text),
            (say("many.batch", count=looks // samples), theme.batch),
            (say("many.stochastic", count=looks), theme.stochastic),
        ):
            for line in wrapped(text, slot.width, partial(words, size=self.size, colour=colour)):
                baseline -= LEADING * self.size
                shown.add(line.put(slot.left, baseline))
        if not self.abreast:
            self._below = baseline - APART * self.size
        return self.scene.add_part(shown)

    def _add_made(self) -> Part:
        """How the further samples are made, and what the line is that stays."""
        say, theme, shown = self.scene.say, self.scene.theme, Group()
        baseline, slot = self._below, self.columns[1]
        for key, colour in (("many.made", theme.quiet), ("many.few", theme.text)):
            text = say(key, count=len(self.plan.data))
            for line in wrapped(text, slot.width, partial(words, size=self.size, colour=colour)):
                baseline -= LEADING * self.size
                shown.add(line.put(slot.left, baseline))
            baseline -= APART * self.size
        return self.scene.add_part(shown)
