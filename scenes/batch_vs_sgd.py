"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

from scenes.components.surface.domain import fit_domain
from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.many_samples import ManySamples
from scenes.parts.race_card import add_card
from scenes.parts.race_key import RaceKey
from scenes.parts.race_paths import add_race
from scenes.parts.race_plot import RacePlot
from scenes.parts.race_rules import RaceRules
from scenes.parts.schedule_note import add_schedule
from scenes.parts.surface_view import SurfaceView
from scenes.plans.batch_vs_sgd import Beats, Params, Plan
from scenes.plans.race import Method
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES

EYE, CLOSE = (-60.0, 36.0), (-72.0, 58.0)
"""Whence the surface is seen, and whence it is when the eye is near its lowest point."""
HEIGHT = 0.72
ROOM = 1.1
"""Radius of the surface in lengths from the minimum to the farthest point of a path."""
BOTH = (Method.BATCH, Method.STOCHASTIC)


class BatchVsSgd(LessonScene[Params, Plan]):
    """Same start, same data, as many looks at samples."""

    plan_class = Plan

    def build(self) -> None:
        """The data; the surface with the paths; their costs, key, rules and card."""
        self.layout = layout = self.layout.with_wide_panel()
        plan, (aside, below) = self.plan, layout.aside_and_plot()
        problem, room = plan.problem, 0.0 if layout.card_beside_title else layout.key.height
        domain = fit_domain(problem.loss, plan.minimum, ROOM * plan.reach, HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            self, problem.loss, problem.gradient, domain, EYE, names, room_above=room
        )
        self.passing = self.view.triad if layout.card_end == "right" else ()
        self._build_data(aside)
        self.race, self.start, self.lowest = add_race(self, self.view, plan, EYE)
        self.data.runners = self.data.lighting = [*self.race.runners.values()]
        large, beside = layout.beside_key()
        self.plot = RacePlot(self, (below, large), plan, self.race)
        self.key = RaceKey(self, layout.key, self.race, plan.looks)
        self.rules = RaceRules(self, below, plan.noun, len(plan.data))
        self.card = add_card(self, below, plan, self.race)
        self.schedule = add_schedule(self, plan.rates)
        self.many = ManySamples(self, beside, self.plot, plan)

    def _build_data(self, aside: Slot) -> None:
        """The samples with the first line and the one that was found."""
        plan, theme, solo = self.plan, self.theme, self.layout.solo
        places = (solo, aside, solo)
        self.data = DataInset(self, places, plan.data, plan.scaled.line_in_units, bare=1)
        found = plan.run(plan.found).theta[[0, -1]]
        self.lines = [self.data.keep(theta, theme.text, 0.0) for theta in found]
        self.first_line = self.data.keep(found[0], theme.rule, 0.0)
        self.readings = [self.data.add_reading(plan.told_at, theta) for theta in found]

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and line have the picture to themselves; then what the line says of one sample."""
        cue.move(self.lines[0], 1.0, seconds=TIMES.leave)
        cue.show(*self.data.parts)
        cue.show(*self.readings[0], at=0.5)

    @beat(Beats.one_point)
    def one_point(self, cue: Cue) -> None:
        """They go aside; the line becomes a point of the surface, with a ball for each method."""
        cue.hide(*self.readings[0], self.data.numbers)
        cue.move(self.data.place.where, 1.0, at=0.02, until=0.3)
        cue.show(self.view.part, at=0.28)
        cue.show(*self.race.paths(*BOTH), *self.start, at=0.42)
        cue.show(*self.view.triad, at=0.55)
        cue.show(*self.lowest, at=0.7)
        cue.move(self.lines[0], 0.0, at=0.9, until=0.95)

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples."""
        cue.show(*self.rules.batch)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """Three steps over one sample each."""
        cue.show(*self.rules.stochastic)

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """Both from the start, on an axis of steps; the key comes before the curves."""
        cue.hide(*self.rules.parts, *self.race.paths(*BOTH), *self.passing)
        cue.show(*self.race.paths(*BOTH), *self.key.rows(*BOTH, looks=False))
        cue.show(*self.plot.frame, self.plot.by_step, *self.plot.curves(*BOTH))

    @beat(Beats.count_the_work)
    def count_the_work(self, cue: Cue) -> None:
        """The axis turns from steps into looks."""
        cue.hide(self.plot.by_step, at=0.4)
        cue.show(*self.key.rows(*BOTH), self.plot.by_look, at=0.42)
        cue.move(self.plot.turn, 1.0, at=0.52, until=0.92)

    @beat(Beats.which_is_lower)
    def which_is_lower(self, cue: Cue) -> None:
        """Back to the start; what the two have in common, in place of the plot; a question."""
        cue.hide(*self.race.paths(*BOTH), *self.plot.parts)
        cue.show(*self.race.paths(*BOTH), self.card)
        self.plot.zoom(cue, self.plan.first_looks, at=0.3, until=0.4)

    @beat(Beats.same_work)
    def same_work(self, cue: Cue) -> None:
        """Both at the same number of looks, slowly."""
        cue.hide(self.card)
        cue.show(*self.plot.frame, self.plot.by_first, *self.plot.curves(*BOTH))

    @beat(Beats.other_orders)
    def other_orders(self, cue: Cue) -> None:
        """A ribbon around the path that was drawn."""
        cue.show(*self.plot.ribbon, at=0.1)

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """The axis grows, both walk on; the eye goes in to where stochastic jumps about."""
        cue.hide(self.plot.by_first, self.plot.ribbon[-1], *self.start)
        self.plot.zoom(cue, self.plan.looks, at=0.02, until=0.2)
        cue.show(self.plot.by_look, at=0.2)
        cue.show(*self.plot.level, at=0.75)
        self.view.go(cue, CLOSE, at=0.1, until=0.5)
        self.view.go_in(cue, self.plan.minimum, self.plan.nearness, at=0.1, until=0.5)

    @beat(Beats.catch_up)
    def catch_up(self, cue: Cue) -> None:
        """The eye goes out; a ring where batch passes."""
        self.view.go(cue, EYE, at=0.0, until=0.6)
        self.view.go_out(cue, at=0.0, until=0.6)
        cue.show(*self.plot.ring, at=0.3)
        cue.show(*self.start, at=0.6)

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """A third path, whose steps shrink; the constant rate steps back."""
        cue.hide(*self.plot.ring, *self.race.paths(Method.STOCHASTIC), self.plot.ribbon[0])
        cue.show(*self.race.paths(Method.SHRINKING), *self.key.rows(Method.SHRINKING))
        cue.show(*self.plot.curves(Method.SHRINKING), self.schedule)
        cue.dim(*self.plot.curves(Method.STOCHASTIC), to=DIMMED)

    @beat(Beats.many_samples)
    def many_samples(self, cue: Cue) -> None:
        """The plot takes the stage; samples become more, and batch's first step slides away."""
        cue.hide(*self.race.paths(), self.view.part, *self.view.triad, *self.start, *self.lowest)
        cue.hide(*self.data.bare, *self.plot.level, *self.key.counts(*BOTH))
        cue.hide(*self.plot.curves(), *self.key.rows(Method.SHRINKING), self.schedule)
        self.many.play(cue)

    @beat(Beats.takeaway)
    def takeaway(self, cue: Cue) -> None:
        """The data again, with the line that was found."""
        cue.move(self.data.place.where, 2.0, seconds=TIMES.leave)
        cue.move(self.first_line, 1.0, seconds=TIMES.leave)
        cue.move(self.lines[-1], 1.0, at=0.2, until=0.35)
        cue.only(*self.data.parts)
        cue.show(*self.readings[-1], at=0.4)
