"""Mini-batches: arrows over a few samples scatter less; walks that ask one, a few and all."""

from __future__ import annotations

import numpy as np

from scenes.layout import Slot
from scenes.parts.cloud_view import CloudView
from scenes.parts.data_inset import DataInset, Lit
from scenes.parts.kinds_table import ROWS
from scenes.parts.three_kinds import ThreeKinds
from scenes.parts.variance_plot import VariancePlot
from scenes.plans.mini_batch import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import TIMES

STANDS_OUT = 0.66
"""Share of the last beat at which the mini-batch stands out."""
ASIDE = 0.5
"""Opacity of walks while the words are about another one."""
DATA, PLOT = 1.0, 1.9
"""Shares of the panel's height: the samples, and the plot of the variance."""


class MiniBatch(LessonScene[Params, Plan]):
    """A cloud of arrows that narrows; three walks side by side; a table of the three kinds."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The samples; the cloud with its variance; the maps with their costs; the table."""
        self.layout = layout = self.layout.with_wide_panel()
        panel, gap = layout.panel, layout.gap
        self.alone = layout.beside
        """Whether the plot of the variance has the panel to itself, where that is a band."""
        aside, below = panel.rows(DATA, PLOT, gap=gap / 2)
        self.cloud = CloudView(self, layout.stage)
        self.variance = VariancePlot(self, panel if self.alone else below, self.cloud)
        self.kinds = ThreeKinds(self)
        self._build_data(panel, aside)

    def _build_data(self, alone: Slot, aside: Slot) -> None:
        """The samples with the first line; those that are asked are lit."""
        plan = self.plan
        places = self.layout.solo, alone, aside, self.kinds.corner or aside
        self.data = DataInset(self, places, plan.data, plan.scaled.line_in_units, bare=(2, 3))
        self.data.runners = [*self.kinds.runners.values()]
        self.line = self.data.keep(plan.start, self.theme.text)
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
        cue.move(asked, np.log(self.plan.size), at=0.7, seconds=0.0)

    @beat(Beats.one)
    def one(self, cue: Cue) -> None:
        """The map with the start; the arrow of all, and an arrow for each sample."""
        cloud = self.cloud
        cue.move(self.data.place.where, 1.0, at=0.02, until=0.24)
        cue.move(cloud.asked, 0.0, at=0.02, seconds=0.0)
        cue.show(cloud.ground, *cloud.start, *cloud.lowest, at=0.2)
        cue.show(cloud.cloud, cloud.lead, cloud.key[0], at=0.42)
        cue.show(cloud.mean, cloud.key[1], at=0.52)
        if self.plan.uphill:
            cue.show(*cloud.border, at=0.64)

    @beat(Beats.few)
    def few(self, cue: Cue) -> None:
        """Sample after sample comes to each batch, until it is a mini-batch."""
        cloud, size = self.cloud, self.plan.size
        cue.hide(*cloud.border)
        cue.show(cloud.ring, cloud.key[2])

        def evenly(share: float) -> float:
            return float(np.log1p(share * (size - 1)) / np.log(size))

        cue.move(cloud.asked, np.log(size), at=0.22, until=0.75, ease=evenly)

    @beat(Beats.law)
    def law(self, cue: Cue) -> None:
        """The variance so far; then batches grow on, up to all samples."""
        variance = self.variance
        cue.hide(*(self.data.parts if self.alone else [self.data.numbers]))
        if not self.alone:
            cue.move(self.data.place.where, 2.0, at=0.0, until=0.12)
        cue.show(*variance.frame, variance.without, variance.dots, at=0.12)
        cue.move(self.cloud.asked, np.log(len(self.plan.data)), at=0.4, until=0.85, ease=linear)

    @beat(Beats.which)
    def which(self, cue: Cue) -> None:
        """Three maps with a ball each; what they have in common; a question."""
        kinds = self.kinds
        cue.move(self.bright, 0.0, seconds=TIMES.leave)
        cue.move(self.line, 0.0, seconds=TIMES.leave)
        cue.only(*kinds.parts)
        cue.show(kinds.card, at=0.2)
        if kinds.corner is not None:
            cue.move(self.data.place.where, 3.0, at=cue.share(TIMES.leave), seconds=0.0)
            cue.show(*self.data.bare, at=0.2)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """The walks, and their costs."""
        costs = self.kinds.costs
        cue.hide(self.kinds.card)
        cue.hide(*self.data.bare)
        cue.show(*costs.frame, *costs.curves)

    @beat(Beats.ends)
    def ends(self, cue: Cue) -> None:
        """Where they end in other orders."""
        cue.show(self.kinds.costs.whiskers, self.kinds.costs.note)

    @beat(Beats.kinds)
    def compare(self, cue: Cue) -> None:
        """The table, row after row; then the mini-batch stands out."""
        cue.hide(*self.kinds.costs.parts)
        for k, row in enumerate(ROWS):
            cue.show(*self.kinds.table.row(row), at=0.12 * k)
        cue.show(self.kinds.table.outline, at=STANDS_OUT)
        cue.dim(*self.kinds.others, to=ASIDE, at=STANDS_OUT)
