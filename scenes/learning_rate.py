"""How long a step should be: first on a cut through the bowl, then four walks, then all rates."""

from __future__ import annotations

from dataclasses import replace

from scenes.layout import Slot
from scenes.parts.bend_limit import BendLimit
from scenes.parts.curve_rates import CurveRates
from scenes.parts.cut_steps import CutSteps
from scenes.parts.data_inset import DataInset
from scenes.parts.rate_map import RateMap
from scenes.parts.rate_sweep import RateSweep, rate_colours
from scenes.plans.learning_rate import ASKED, DRAWN, IN_STEP, WALKS, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

STANDS, TURNS = 0.5, 2.2
"""Seconds in which a cut stands before it turns, and in which it does."""

GROWS = 0.6
"""Seconds in which a small map becomes a large one."""


class LearningRate(LessonScene[Params, Plan]):
    """One step on a cut through the bowl; four walks in step; the cost at the end for all rates."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The cut with its rule, and the bowl that it comes from; the data; a map; all rates."""
        layout, plan, theme = self.layout, self.plan, self.theme
        self.colours = rate_colours(plan, theme)
        hero, panel = layout.hero_and_rest()
        if layout.narrow:
            self.layout = replace(layout, stage=hero, headroom=0.0)
        self.curve: CurveRates | None = None
        if plan.is_curve:
            self.curve = CurveRates(self, self.colours)
            return
        self.steps = CutSteps(self, hero, panel)
        self.cut = self.steps.cut
        cells = layout.pictures(len(WALKS))
        self.map = RateMap(self, cells, hero, panel, IN_STEP, self.colours)
        self._add_data(panel)
        self.sweep = RateSweep(self, hero, self.colours, plan)
        self.bends = BendLimit(self, hero, panel)

    def _add_data(self, slot: Slot) -> None:
        """The data with the line of the ball on the bowl, and of each walk."""
        plan, bare = self.plan, 0 if self.layout.narrow else ()
        self.data = DataInset(self, [slot], plan.data, plan.scaled.line_in_units, bare=bare)
        self.inset = self.data.bare if self.layout.narrow else self.data.parts
        self.first_line = self.data.keep(self.cut.start, self.theme.batch, 0.0)
        self.lines = {
            name: self.data.keep(self.map.runners[name], self.colours[name], 0.0) for name in WALKS
        }

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
        """The cut is a curve; half as far from its lowest point, it has half the slope."""
        cue.hide(*self.inset)
        self.steps.bend(cue)

    @beat(Beats.bottom)
    def bottom(self, cue: Cue) -> None:
        """The rule of a step, and the rate at which it is all the way to the bottom."""
        self.steps.to_the_bottom(cue)

    @beat(Beats.multiples)
    def multiples(self, cue: Cue) -> None:
        """Two steps that are a share of that way, and more than it."""
        cue.hide(self.cut.start_name)
        self.steps.shorten(cue)
        self.steps.leave(cue, "bottom")
        self.steps.hop(cue, "lands_short", "far_side")

    @beat(Beats.mirror)
    def mirror(self, cue: Cue) -> None:
        """One that ends as high as it began."""
        self.steps.leave(cue, "lands_short", "far_side")
        self.steps.hop(cue, "mirror")
        cue.show(self.cut.level, at=0.42)

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """A question, and the step that answers it."""
        self.steps.leave(cue, "mirror")
        self.steps.hop(cue, "higher")

    @beat(Beats.higher)
    def higher(self, cue: Cue) -> None:
        """The further steps at that rate."""

    @beat(Beats.which)
    def which(self, cue: Cue) -> None:
        """Four maps with a walk each, and their rates and costs; then a few steps."""
        cue.only(*self.map.parts)
        cue.move(self.first_line, 0.0, seconds=TIMES.away)

    @beat(Beats.explode)
    def explode(self, cue: Cue) -> None:
        """The map of the largest rate grows, and the eye goes away from it."""
        cue.hide(*self.map.others)
        cue.move(self.map.grown.place.where, 1.0, at=cue.share(TIMES.leave), seconds=GROWS)
        cue.show(*self.map.notes, *self.map.alone, at=cue.share(TIMES.leave + GROWS))

    @beat(Beats.sweep)
    def all_rates(self, cue: Cue) -> None:
        """A question about the four; then the cost at the end, for all rates."""
        sweep = self.sweep
        cue.only(*sweep.frame, sweep.curve, *sweep.asked, *self.inset)
        come = sweep.draw(cue, at=cue.share(ASKED), until=cue.share(ASKED + DRAWN))
        for name, line in self.lines.items():
            cue.move(line, 1.0, at=come[name])

    @beat(Beats.lowest)
    def lowest(self, cue: Cue) -> None:
        """What became of each, and a ring round the dot of the lowest."""
        cue.hide(*self.sweep.asked)
        cue.show(*self.sweep.names.values())
        if self.plan.outcomes["lowest"] in ("overshoots", "lowest"):
            cue.show(*self.sweep.ring)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The limit, and the level of the start; in place of names, as these are of levels."""
        cue.hide(*self.sweep.ring, *self.sweep.names.values())
        cue.show(*self.sweep.limit)
        for name in WALKS:
            cue.move(self.lines[name], float(name == self.plan.best), seconds=TIMES.enter)

    @beat(Beats.sharper)
    def sharper(self, cue: Cue) -> None:
        """In place of all of it, a cut that turns to where it bends more, and its limit."""
        cue.only(*self.bends.parts)
        turns = cue.share(TIMES.change + STANDS)
        cue.move(self.bends.turned, 1.0, at=turns, until=turns + cue.share(TURNS))
