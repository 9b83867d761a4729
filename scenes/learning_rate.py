"""How long a step should be: on a cut through the bowl, what bounds it, four walks, all rates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.components.plot.axes import plot_area
from scenes.layout import Slot
from scenes.parts.bend_limit import BendLimit
from scenes.parts.curve_rates import CurveRates
from scenes.parts.cut_steps import CutSteps
from scenes.parts.data_retold import scaled_inset
from scenes.parts.rate_map import RateMap
from scenes.parts.rate_sweep import RateSweep, rate_colours
from scenes.plans.learning_rate import (
    ASKED,
    DRAWN,
    GROWS,
    HOPS,
    IN_STEP,
    SET_OUT,
    WALKS,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

RESTS, STANDS, TURNS, TURNED = 0.2, 0.8, 1.2, 1.4
"""Seconds in which the steps are still seen, in which a cut stands before it turns, in which it
does, and in which it then rests."""

LIFT = 0.2
"""Between the name below a plot and the caption, where that is right below."""

BECAUSE = 0.4
"""The share of its beat at which it is told why a rate is best, where words do not say when."""

ROOM = 0.7
"""How far the axes of the data go beyond these for the lines of all balls, as a share of them."""

LARGE, HERO, RULE = (2.6, 1.0), (1.7, 1.0), (1.0, 1.0)
"""Widths of that, and of what stands beside it; the same of the cut and of its rule; and heights
of the rule and of the data below it."""


class LearningRate(LessonScene[Params, Plan]):
    """One step on a cut through the bowl; four walks in step; the cost at the end for all rates."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The cut with its rule, and the bowl that it comes from; the data; a map; all rates."""
        layout, plan, theme = self.layout, self.plan, self.theme
        self.colours = rate_colours(plan, theme)
        body = layout.body
        if layout.narrow:
            hero, panel = layout.hero_and_rest()
            self.layout = replace(layout, stage=hero, headroom=0.0)
        else:
            body = body.inset(bottom=LIFT)
            hero, panel = body.shares(*HERO, gap=layout.gap)
            self.layout = replace(layout, stage=hero, panel=panel, headroom=0.0)
        self.curve: CurveRates | None = None
        if plan.is_curve:
            self.curve = CurveRates(self, self.colours)
            return
        law, rule, below = self._column(hero, panel)
        self.steps = CutSteps(self, hero, law, rule)
        self.cut = self.steps.cut
        self.bends = BendLimit(self, hero, panel)
        cells = layout.pictures(len(WALKS))
        large, beside = self._exploding(hero, panel)
        self.map = RateMap(self, cells, large, beside, IN_STEP, self.colours)
        self._add_data(panel, below)
        self.sweep = RateSweep(self, body, self.colours, plan, SIZES.name)

    def _column(self, hero: Slot, panel: Slot) -> tuple[Slot, Slot, Slot]:
        """Slots of the slope, of the rule of a step and of the data, beside the cut or below it."""
        if self.layout.narrow:
            rule, data = panel.columns(2, self.layout.gap)
            return panel, rule, data
        rule, data = panel.rows(*RULE, gap=self.layout.gap)
        cut, shown = plot_area(hero), plot_area(data, numbers=False)
        data = replace(data, bottom=data.bottom + cut.bottom - shown.bottom)
        column = replace(panel, top=cut.top, bottom=cut.bottom)
        beside = replace(column, bottom=rule.bottom)
        return beside, beside, data

    def _exploding(self, hero: Slot, panel: Slot) -> tuple[Slot, Slot]:
        """Slots of the map that grows, larger than others, and of its cost."""
        if self.layout.narrow:
            return hero, panel
        large, beside = self.layout.body.shares(*LARGE, gap=self.layout.gap)
        return large, beside

    def _add_data(self, slot: Slot, living: Slot) -> None:
        """The data with the line of the ball on the bowl; with the rule, of those on the cut."""
        data = scaled_inset(self, [slot], bare=0 if self.layout.narrow else ())
        self.inset = data.bare if self.layout.narrow else data.parts
        self.first_line = data.keep(self.cut.start, self.theme.batch, 0.0)
        hopped = np.concatenate([self.plan.runs[name].theta for name in HOPS])
        data = scaled_inset(self, [living], bare=0, through=hopped, headroom=ROOM)
        data.runners, self.living = list(self.cut.runners.values()), data.bare
        self.begun = data.keep(self.cut.start, self.theme.batch)

    def write(self, beat: str, cue: Cue) -> None:
        """A cost of one parameter is shown in another way."""
        if self.curve is not None:
            self.curve.write(beat, cue)
        else:
            super().write(beat, cue)

    # Beats

    @beat(Beats.bowl)
    def a_bowl(self, cue: Cue) -> None:
        """A map that turns out to be a bowl, beside the data that it is the cost of; then cut."""
        self.steps.open(cue)
        cue.show(*self.inset, at=0.26)
        cue.move(self.first_line, 1.0, at=0.26)

    @beat(Beats.bend)
    def bend(self, cue: Cue) -> None:
        """The cut is a curve; half as far from its lowest point, it has half the slope.

        Where there is room, the data stay in sight, with the line of the ball.
        """
        cue.hide(*self.inset)
        if not self.layout.narrow:
            cue.show(*self.living)
        self.steps.bend(cue)

    @beat(Beats.bottom)
    def bottom(self, cue: Cue) -> None:
        """The rule of a step, and the rate at which it is all the way to the bottom.

        The data have the line of each ball from here on.
        """
        soon = self.steps.to_the_bottom(cue)
        cue.show(*self.living)
        cue.move(self.begun, 0.0, at=soon, seconds=TIMES.enter)

    @beat(Beats.multiples)
    def multiples(self, cue: Cue) -> None:
        """Two steps that are a share of that way, and more than it."""
        cue.hide(self.cut.start_name)
        self.steps.leave(cue, "bottom")
        self.steps.hop(cue, "lands_short", "far_side")

    @beat(Beats.mirror)
    def mirror(self, cue: Cue) -> None:
        """One that ends as high as it began."""
        self.steps.leave(cue, "lands_short", "far_side")
        self.steps.hop(cue, "mirror")
        cue.show(*self.cut.level, at=0.42)

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """A question, and a ball that waits."""
        self.steps.leave(cue, "mirror")
        self.steps.hop(cue, "higher")

    @beat(Beats.higher)
    def higher(self, cue: Cue) -> None:
        """The steps that answer it, which go higher than the words on the level of the start."""
        cue.hide(*self.cut.level[1:])

    @beat(Beats.sharper)
    def sharper(self, cue: Cue) -> None:
        """In place of the steps, a cut that turns to where it bends more, and its limit."""
        cue.only(*self.bends.parts, self.bends.along, at=cue.share(RESTS))
        stood = cue.share(RESTS + TIMES.change + STANDS)
        turns = min(max(stood, cue.at_turn(1, otherwise=stood)), 1.0 - cue.share(TURNS + TURNED))
        cue.hide(self.bends.along, at=turns)
        cue.move(self.bends.turned, 1.0, at=turns, until=turns + cue.share(TURNS))
        cue.show(self.bends.across, at=turns + cue.share(TURNS))

    @beat(Beats.which)
    def which(self, cue: Cue) -> None:
        """A question, and four maps with their rates and costs; then a few slow steps on all."""
        cue.only(*self.map.parts)

    @beat(Beats.explode)
    def explode(self, cue: Cue) -> None:
        """All walk on to their ends; then the map of the largest rate grows, and is alone."""
        ended = SET_OUT + self.plan.asked.seconds
        cue.hide(*self.map.others, at=cue.share(ended))
        grows = ended + TIMES.leave
        cue.move(self.map.grown.place.where, 1.0, at=cue.share(grows), seconds=GROWS)
        cue.show(self.map.note, *self.map.alone, at=cue.share(grows + GROWS))

    @beat(Beats.sweep)
    def all_rates(self, cue: Cue) -> None:
        """A question about the four; then the cost at the end, for all rates."""
        sweep = self.sweep
        cue.only(*sweep.frame, sweep.curve, *sweep.asked)
        sweep.draw(cue, at=cue.share(ASKED), until=cue.share(ASKED + DRAWN))

    @beat(Beats.lowest)
    def lowest(self, cue: Cue) -> None:
        """What became of each, and a ring round the dot of the lowest; then why it is that."""
        cue.hide(*self.sweep.asked)
        cue.show(*self.sweep.names.values())
        if self.plan.outcomes["lowest"] in ("further", "lowest"):
            cue.show(*self.sweep.ring)
        if self.plan.outcomes["lowest"] == "further":
            self._tell_along(cue, at=cue.at_turn(1, otherwise=BECAUSE))

    def _tell_along(self, cue: Cue, at: float) -> None:
        """Names of dots are swapped for what a step at their rates does along the bowl."""
        cue.hide(*(self.sweep.names[name] for name in self.sweep.along), at=at)
        cue.show(*self.sweep.along.values(), at=at)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The limit, and the level of the start."""
        cue.hide(*self.sweep.along.values())
        cue.show(*(self.sweep.names[name] for name in self.sweep.along), *self.sweep.limit)
