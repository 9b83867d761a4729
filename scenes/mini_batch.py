"""Mini-batches: arrows over a few samples scatter less; walks that ask one, a few and all."""

from __future__ import annotations

import numpy as np

from scenes.parts.cloud_view import CloudView
from scenes.parts.data_inset import Lit
from scenes.parts.data_retold import scaled_inset
from scenes.parts.kind_table import KindTable
from scenes.parts.near_cloud import NearCloud
from scenes.parts.three_kinds import ThreeKinds
from scenes.parts.wait_boxes import WaitBoxes
from scenes.parts.width_plot import WidthPlot
from scenes.plans.mini_batch import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import TIMES

GROWN, CALM = 0.4, 0.5
"""Share of its beat at which batches have grown to mini-batches; and opacity of the map below their
arrows and rings."""
PAIRED, WHOLE = 0.15, 0.65
"""Shares of its beat at which a size and one four times as large are marked, and a batch holds all
samples."""
COMES, RATE = (0.02, 0.2, 0.38), 0.1
"""Shares of its beat at which the maps come, kind after kind; and after which share its learning
rate does."""
OPENS, SEEN = 0.6, 0.36
"""Seconds in which maps open, to be seen from near, and the share of that beat at which all ends
are seen."""
MEANS, RATED = (0.24, 0.3, 0.36), 0.6
"""Shares of that beat at which the mean costs come, kind after kind; and, where words do not say
when, the rates."""
WAITED = 0.14, 0.6
"""Shares of its beat between which boxes are waited for."""
FIGURES = 0.03, 0.11, 0.19
"""Shares of the last beat at which the rows of the table come."""
BEST, USED = (0.27, 0.33, 0.39), (0.5, 0.57, 0.64)
"""Shares of it at which the best of each column is marked, column after column, and what each kind
is for comes, kind after kind."""


class MiniBatch(LessonScene[Params, Plan]):
    """A cloud of arrows that narrows; three walks side by side; arrows and samples asked."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The samples; the cloud with its width; the kinds beside one another."""
        self.layout = layout = self.layout.with_wide_panel()
        self.cloud = CloudView(self, layout.stage)
        self.near = NearCloud(self.cloud)
        self.widths = WidthPlot(self, layout.solo, self.cloud)
        self.kinds = ThreeKinds(self)
        self.waits = WaitBoxes(self)
        self.compared = KindTable(self)
        self._build_data()

    def _build_data(self) -> None:
        """The samples with the first line; those that are asked are lit."""
        plan, places = self.plan, (self.layout.solo, self.layout.panel)
        self.data = scaled_inset(self, places, through=plan.start)
        self.data.keep(plan.start, self.theme.text)
        self.bright = Animated(0.0)
        """How bright the samples are that are asked."""
        self.data.light = self._lit

    def _lit(self, frame: int) -> Lit | None:
        """All, one and a few in turn; then those of the batch that is followed."""
        bright = self.bright.at(frame)
        if bright <= 0.0:
            return None
        batch = self.cloud.batch(frame)
        return batch, self.cloud.colour(len(batch)), bright

    # Beats

    @beat(Beats.ask)
    def ask(self, cue: Cue) -> None:
        """All samples are lit, then one, then a few."""
        asked = self.cloud.asked
        asked.first = np.log(len(self.plan.data))
        cue.show(*self.data.parts)
        cue.move(self.bright, 1.0, at=0.08, seconds=TIMES.leave)
        cue.move(asked, 0.0, at=0.45, seconds=0.0)
        cue.move(asked, np.log(self.plan.size), at=cue.at_turn(1, otherwise=0.7), seconds=0.0)

    @beat(Beats.one)
    def one(self, cue: Cue) -> None:
        """The map with the start; the arrow of all, and an arrow for each sample."""
        cloud = self.cloud
        cue.move(self.data.place.where, 1.0, until=0.2)
        cue.move(cloud.asked, 0.0, at=0.02, seconds=0.0)
        cue.show(cloud.ground, *cloud.start, *cloud.lowest, at=0.06)
        cue.show(cloud.cloud, cloud.lead, cloud.key[0], at=0.24)
        cue.show(cloud.mean, cloud.key[1], at=0.36)
        if self.plan.uphill:
            cue.show(*cloud.border, cloud.astray, at=cue.at_turn(1, otherwise=0.5))

    @beat(Beats.few)
    def few(self, cue: Cue) -> None:
        """From near, sample after sample comes to each batch, until it is a mini-batch."""
        cloud, near, size = self.cloud, self.near, self.plan.size
        cue.hide(*cloud.border, cloud.astray, cloud.start[1], *cloud.lowest)
        cue.hide(cloud.ground, cloud.start[0], cloud.cloud, cloud.lead, cloud.mean)
        cue.show(*near.parts, near.whole, near.widths[0], near.meaning)
        cue.dim(near.ground, to=CALM)
        cue.show(near.widths[1], at=max(GROWN, cue.at_turn(1, otherwise=GROWN)))

        def evenly(share: float) -> float:
            return float(np.log1p(share * (size - 1)) / np.log(size))

        cue.move(cloud.asked, np.log(size), at=0.12, until=GROWN, ease=evenly)

    @beat(Beats.law)
    def law(self, cue: Cue) -> None:
        """In place of all the width so far; then batches grow on, up to all samples."""
        cue.only(*self.widths.parts)
        cue.show(*self.widths.pair, at=PAIRED)
        grows = cue.at_turn(1, otherwise=PAIRED)
        cue.move(self.cloud.asked, np.log(len(self.plan.data)), at=grows, until=WHOLE, ease=linear)

    @beat(Beats.waits)
    def wait(self, cue: Cue) -> None:
        """The boxes of a step of each kind; wait by wait they fill, and are counted."""
        (begin, end), waits = WAITED, self.waits
        cue.only(*waits.boxes, *waits.headings)
        cue.show(waits.counted, waits.key, at=begin)
        cue.move(waits.waited, 1.0, at=begin, seconds=0.0)
        cue.move(waits.waited, waits.most + 1.0, at=begin, until=end, ease=linear)

    @beat(Beats.which)
    def which(self, cue: Cue) -> None:
        """In place of boxes three maps with a ball each, kind after kind; and each its rate."""
        kinds = self.kinds
        cue.only(kinds.shared)
        for shown, axes, at in zip(kinds.maps.values(), kinds.axes, COMES, strict=True):
            cue.show(*shown.walk, axes, shown.heading, at=at)
            cue.show(shown.rate, at=at + RATE)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """The walks alone, and their waits and looks are counted."""
        cue.hide(*self.kinds.rates, self.kinds.shared)
        cue.show(*self.kinds.counts)

    @beat(Beats.ends)
    def ends(self, cue: Cue) -> None:
        """Of each map what is about the lowest cost opens; end after end; then mean costs."""
        kinds = self.kinds
        maps = *kinds.grounds, *kinds.minima
        axes = () if self.layout.beside else kinds.axes  # words stand as low beside the maps
        cue.only(*kinds.headings, *axes, *maps)
        cue.show(*kinds.frames, *kinds.opening, kinds.seen)
        opens = cue.share(TIMES.change)
        cue.move(kinds.opened, 1.0, at=opens, seconds=OPENS)
        seen = opens + cue.share(OPENS)
        cue.hide(*maps, at=seen)
        cue.move(kinds.drawn, 1.0, at=seen, until=SEEN, ease=linear)
        for mean, at in zip(kinds.means, MEANS, strict=True):
            cue.show(mean, at=at)
        cue.show(*kinds.on_ends, at=cue.at_turn(1, otherwise=RATED))

    @beat(Beats.kinds)
    def compare(self, cue: Cue) -> None:
        """The table, row by row; the best of each is marked; then what each kind is for."""
        shown = self.compared
        cue.only(*shown.frame)
        for row, at in zip(shown.lines, FIGURES, strict=True):
            cue.show(row, at=at)
        cue.show(*shown.spoken_of, at=FIGURES[1])
        cue.show(shown.key, at=BEST[0])
        for best, at in zip(shown.best, BEST, strict=True):
            cue.show(best, at=at)
        for use, at in zip(shown.uses, USED, strict=True):
            cue.show(use, at=at)
