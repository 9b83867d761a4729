"""How long a step should be: one parameter first, then four walks, and the limit between them."""

from __future__ import annotations

import numpy as np

from scenes.layout import Slot
from scenes.parts.cut_bowl import CutBowl
from scenes.parts.cut_view import CutView
from scenes.parts.data_inset import DataInset
from scenes.parts.rate_map import WITHIN, RateMap, map_area
from scenes.parts.rate_sweep import RateSweep
from scenes.plans.learning_rate import HOPS, IN_STEP, SET_OUT, WALKS, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

ROOM = 1.1
"""How far from the minimum a walk in step may go on the maps, in the start's distance."""


class LearningRate(LessonScene[Params, Plan]):
    """One step on a cut through the bowl; four maps in step; the cost at the end for all rates."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The bowl with the data; the cut; the maps; the curve of all rates."""
        layout, plan, theme = self.layout, self.plan, self.theme
        ranked = sorted(WALKS, key=lambda name: plan.rates[name])
        self.colours = dict(zip(ranked, theme.rates, strict=True))
        colours = (*theme.rates[:3], theme.quiet, theme.rates[3])
        told = zip(HOPS.items(), colours, strict=True)
        rates = {name: (hops.times, colour) for (name, hops), colour in told}
        self.cut = CutView(self, layout.body, rates)
        self.bowl = CutBowl(self, self.cut.section, plan.best, self.colours[plan.best])
        self.view = self.bowl.view
        self._build_maps()
        _, plot = layout.words_and_plot((1,), 2, layout.gap, plot_first=True)
        plot = layout.panel if layout.beside else plot
        self.data = DataInset(self, (plot, layout.solo), plan.data, plan.scaled.line_in_units)
        self.data.runners = [self.bowl.walker]
        self.found = self.data.keep(self.bowl.walker, self.bowl.walker.colour)
        self.found.first = 0.0
        self.sweep = RateSweep(self, layout.body, {name: self.colours[name] for name in WALKS})

    def _build_maps(self) -> None:
        layout, plan = self.layout, self.plan
        slots = layout.pictures(len(WALKS))
        half = self._half(map_area(slots[0]))
        self.maps = {
            name: RateMap(
                self, (slot, layout.body), name, plan.rates[name], half, self.colours[name]
            )
            for name, slot in zip(WALKS, slots, strict=True)
        }
        self.maps[plan.largest].follow()
        self.note = self.maps[plan.largest].add_note()
        self.directions = self.maps[WALKS[0]].add_directions()

    def _half(self, area: Slot) -> float:
        """Half height, in parameters, of maps that hold what is walked in step and is near."""
        plan = self.plan
        order = [1, 0] if abs(plan.axis[1]) > abs(plan.axis[0]) else [0, 1]
        walked = np.concatenate([plan.runs[name].theta[: IN_STEP + 1] for name in WALKS])
        away = np.abs(walked - plan.minimum)[:, order]
        most = ROOM * np.hypot(*away[0])
        across, up = np.minimum(away.max(axis=0), most) / WITHIN
        return float(max(up, across * area.height / area.width))

    # Beats

    @beat(Beats.bowl)
    def a_bowl(self, cue: Cue) -> None:
        """A map that turns out to be a bowl, beside the data that it is the cost of; then cut."""
        bowl = self.bowl
        cue.show(bowl.view.part, bowl.walker.ball_part)
        bowl.turn_aside(cue, at=0.1, until=0.4)
        cue.show(*self.data.parts, at=0.3)
        cue.show(*bowl.view.triad, at=0.38)
        cue.hide(*self.data.parts, *bowl.view.triad, at=0.54)
        bowl.open(cue, at=0.56, until=0.98)

    @beat(Beats.bend)
    def bend(self, cue: Cue) -> None:
        """The cut lies down as a curve; the slope on it changes by L from one unit to the next."""
        cut, line = self.cut, self.bowl.line
        cue.only(*cut.axes, line.part)
        line.lay(cue, 1.0, at=0.03, until=0.24)
        cue.show(cut.face, cut.runners["lands_short"].ball_part, at=0.16)
        cue.hide(line.part, at=0.26)
        cue.show(*cut.first_slope, at=0.3)
        tangent, figures = cut.second_slope
        cue.show(tangent, cut.unit, at=0.42)
        cue.move(cut.along, 0.0, at=0.5, until=0.78)
        cue.show(figures, at=0.6)
        cue.show(cut.curvature, at=0.76)

    @beat(Beats.short)
    def short(self, cue: Cue) -> None:
        """Two steps that end before the bottom."""
        cut = self.cut
        cue.hide(*cut.second_slope, cut.unit, cut.curvature)
        cue.show(cut.step)
        said = cue.at_word("0.1/L", otherwise=HOPS["lands_short"].share)
        cue.hide(cut.step, *cut.first_slope, at=said - cue.share(TIMES.away))
        self._hop(cue, "lands_short", "near_bottom")

    @beat(Beats.across)
    def across(self, cue: Cue) -> None:
        """Two that end beyond it."""
        cut = self.cut
        cue.hide(cut.leaps["lands_short"], cut.leaps["near_bottom"])
        cue.show(cut.level, at=0.45)
        self._hop(cue, "far_side", "mirror")

    @beat(Beats.higher)
    def higher(self, cue: Cue) -> None:
        """One that ends higher than it began."""
        cut = self.cut
        cue.hide(cut.leaps["far_side"], cut.leaps["mirror"], cut.rules["mirror"])
        self._hop(cue, "higher")

    def _hop(self, cue: Cue, *names: str) -> None:
        cut = self.cut
        for name in names:
            ball, rule = cut.runners[name].ball_part, cut.rules[name]
            cue.show(ball, rule, cut.arrows[name], cut.leaps[name], cut.landings[name])

    @beat(Beats.which)
    def which(self, cue: Cue) -> None:
        """Four maps with their rates; a question; then a few steps."""
        maps = self.maps.values()
        cue.only(*(part for each in maps for part in (*each.parts, each.gone)))
        cue.show(self.directions, at=0.1)

    @beat(Beats.explode)
    def explode(self, cue: Cue) -> None:
        """The largest rate alone, as large as the stage."""
        largest = self.maps[self.plan.largest]
        cue.only(*largest.parts)
        cue.move(largest.grown, 1.0, at=0.04, until=cue.share(SET_OUT - 0.2))
        cue.show(largest.cost, self.note, at=cue.share(SET_OUT - 0.4))

    @beat(Beats.sweep)
    def all_rates(self, cue: Cue) -> None:
        """The cost at the end, for all rates."""
        cue.only(*self.sweep.frame, self.sweep.curve)
        self.sweep.draw(cue, at=0.15, until=0.85)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The limit; the bowl again whose sharpest bend it comes from; then the data alone."""
        cue.show(*self.sweep.limit)
        bowl = self.bowl
        bowl.restore(cue, at=0.35, until=0.8)
        cue.only(*bowl.parts, *self.data.parts, at=0.42)
        cue.move(self.found, 1.0, at=0.7, seconds=TIMES.enter)
        cue.hide(*bowl.parts, at=0.8)
        cue.move(self.data.place.where, 1.0, at=0.83, until=0.99)
