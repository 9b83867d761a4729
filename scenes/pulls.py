"""Which way each sample pulls, why their average is the gradient, and steps after one alone."""

from __future__ import annotations

from scenes.components.path.mark import Mark
from scenes.components.surface.domain import fit_domain
from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.landmark import with_view
from scenes.parts.next_step import NextStep
from scenes.parts.pull_fan import PullFan
from scenes.parts.pull_rules import PullRules
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.pulls import (
    ASKED,
    BATCH,
    STOCHASTIC,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue
from scenes.theme import TIMES

FROM_ABOVE = (-90.0, 90.0)
HEIGHT = 0.6
SHARES = (1.25, 1.0)
"""Of the panel's height: the data, and formulas."""
MAP, STEPS = 0.4, 0.75
"""Opacity of the map while arrows lie on it, and while steps are taken after one sample."""
MOVE = 1.8
"""Seconds that a move of the eye takes."""
GROW, SOON, CLOSE, LAY = 4.4, 1.4, 2.4, 3.0
"""Seconds in which arrows grow, grow again, close to their average, and are laid head to tail."""
GHOSTS = 0.3
"""Opacity of the arrows while their average is seen."""
ONES = (0.42, 0.5, 0.58)
"""Shares of the last beat at which the first answers come."""
CLOSING, ALONE = 0.16, 0.82
"""Shares of their beats at which arrows close, and at which the data are alone."""


class Pulls(LessonScene[Params, Plan]):
    """A map with a ball, and an arrow for each sample; beside it the data."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The map with paths and arrows; the data; formulas."""
        data, rules = self._slots()
        self._add_map()
        line = self.plan.scaled.line_in_units
        self.data = DataInset(self, (data, self.layout.solo), self.plan.data, line, bare=0)
        self.data.runners = [self.batch, self.single]
        self.data.lighting = [self.single]
        self.first_line = self.data.keep(self.plan.start, self.theme.text, 0.0)
        self.drawn = Animated(0.0)
        self.misses = self.data.add_misses(self.batch, self.theme.stochastic, self.drawn)
        self.rules = PullRules(self, rules)

    def _slots(self) -> tuple[Slot, Slot]:
        layout = self.layout
        if layout.beside:
            data, rules = layout.panel.columns(2, layout.gap)
            return data, rules
        data, rules = layout.panel.rows(*SHARES, gap=layout.gap)
        return data, rules

    def _add_map(self) -> None:
        plan, theme = self.plan, self.theme
        domain = fit_domain(plan.problem.loss, plan.minimum, plan.radius, HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            self, plan.problem.loss, plan.problem.gradient, domain, FROM_ABOVE, names
        )
        ground, unit = self.view.surface, self.view.unit
        self.batch = Runner(self, BATCH, plan.runs[BATCH], ground, unit, theme.batch)
        self.single = Runner(
            self, STOCHASTIC, plan.runs[STOCHASTIC], ground, unit, theme.stochastic, thin=True
        )
        for runner in (self.batch, self.single):
            runner.add_trail()
        self.at_start = PullFan(self, self.view, plan.start)
        self.at_lowest = PullFan(self, self.view, plan.minimum)
        self.at_lowest.lay(*plan.chain)
        cost = float(plan.runs[BATCH].loss[0])
        mark = Mark(ground, plan.start, cost, theme.text, theme, ring=True)
        self.mark = self.add_part(mark, with_view(ground))
        self.next_step = NextStep(self, self.view, self.single, theme.stochastic)
        self.batch.add_ball()
        self.single.add_ball()

    # Beats

    @beat(Beats.together)
    def together(self, cue: Cue) -> None:
        """The map with the ball, the data with its line."""
        cue.show(self.view.part, self.batch.ball_part, *self.data.bare)
        cue.show(*self.view.triad, at=0.3)

    @beat(Beats.each)
    def each(self, cue: Cue) -> None:
        """The eye goes near; misses and arrows, from left to right."""
        near = cue.share(MOVE)
        cue.dim(self.view.part, to=MAP)
        cue.hide(*self.view.triad)
        self.at_start.go_near(cue, at=0.0, until=near)
        cue.show(self.misses, self.at_start.arrows)
        for number in (self.drawn, self.at_start.grown):
            cue.move(number, 1.0, at=0.8 * near, seconds=GROW)
        cue.show(self.rules.scale, at=0.4)

    @beat(Beats.mean)
    def mean(self, cue: Cue) -> None:
        """They close to their average."""
        cue.hide(self.rules.scale, self.misses)
        cue.show(self.rules.average)
        fan, closed = self.at_start, CLOSING + cue.share(CLOSE)
        cue.dim(fan.closing, to=1.0, at=CLOSING - cue.share(TIMES.enter))
        cue.dim(fan.arrows, to=GHOSTS, at=CLOSING)
        cue.move(fan.closed, 1.0, at=CLOSING, seconds=CLOSE)
        cue.show(fan.average, at=closed - cue.share(TIMES.change))
        cue.hide(fan.closing, at=closed)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """To the lowest cost, while the eye goes out."""
        cue.hide(self.at_start.arrows, self.at_start.average, self.rules.average)
        self._go_out(cue)
        cue.show(self.batch.trail_part)

    def _go_out(self, cue: Cue, shown: float = 1.0) -> None:
        until = cue.share(MOVE)
        cue.dim(self.view.part, to=shown)
        self.view.go_out(cue, at=0.0, until=until)
        cue.show(*self.view.triad, at=until)

    @beat(Beats.agree)
    def agree(self, cue: Cue) -> None:
        """A question; then the eye goes near, and arrows grow."""
        asked, near, fan = cue.share(ASKED), cue.share(MOVE), self.at_lowest
        cue.hide(self.batch.trail_part, *self.view.triad, at=asked)
        cue.dim(self.view.part, to=MAP, at=asked)
        fan.go_near(cue, at=asked, until=asked + near)
        cue.show(fan.arrows, at=asked)
        cue.move(fan.grown, 1.0, at=asked + 0.6 * near, seconds=SOON)

    @beat(Beats.zero)
    def zero(self, cue: Cue) -> None:
        """Head to tail, they lead back."""
        cue.move(self.at_lowest.laid, 1.0, at=0.0, seconds=LAY)
        self.at_lowest.go_near(cue, at=0.0, until=cue.share(MOVE), laid=1.0)
        cue.show(self.rules.zero, at=cue.share(LAY))

    @beat(Beats.one)
    def one(self, cue: Cue) -> None:
        """Back at the start, one sample after the other."""
        cue.hide(self.at_lowest.arrows, self.rules.zero, self.batch.ball_part)
        self._go_out(cue, STEPS)
        cue.show(self.single.ball_part, self.rules.single)
        cue.show(self.next_step.part, self.single.trail_part)

    @beat(Beats.on)
    def go_on(self, cue: Cue) -> None:
        """Further ones."""

    @beat(Beats.opinions)
    def opinions(self, cue: Cue) -> None:
        """All arrows at the start again, their average, and one; then the data alone."""
        fan, near = self.at_start, cue.share(MOVE)
        walk = (self.single.ball_part, self.single.trail_part, self.next_step.part)
        cue.hide(*walk, self.rules.single, *self.view.triad)
        cue.dim(self.view.part, to=MAP)
        cue.move(self.first_line, 1.0, seconds=TIMES.leave)
        fan.go_near(cue, at=0.0, until=near)
        cue.show(self.mark, at=0.4 * near)
        cue.dim(fan.arrows, to=1.0, at=0.4 * near)
        cue.dim(fan.arrows, to=GHOSTS, at=near)
        cue.show(fan.average, at=near)
        cue.show(self.rules.costs, at=near)
        for one, at in zip(fan.ones, ONES, strict=True):
            cue.show(one, at=at)
        cue.only(*self.data.bare, at=ALONE)
        arrived = ALONE + cue.share(MOVE / 2)
        cue.move(self.data.place.where, 1.0, at=ALONE, until=arrived)
        cue.show(self.data.numbers, at=arrived - cue.share(TIMES.away))
