"""A ball on a mountain of error, in fog: parameters, cost and learning rate where they are seen."""

from __future__ import annotations

from itertools import product

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.domain import Domain, fit_domain
from scenes.parts.arrow_field import ArrowField
from scenes.parts.departures import Departures
from scenes.parts.eye import clear_turn
from scenes.parts.ingredients import Ingredients
from scenes.parts.landscape_marks import LandscapeMarks, few
from scenes.parts.loss_plot import add_cost_plot
from scenes.parts.next_step import NextStep
from scenes.parts.pointers import Pointers
from scenes.parts.runner import Runner
from scenes.parts.surface_view import Free, SurfaceView
from scenes.parts.weather import Weather
from scenes.plans.mountain import OTHER_WALK, SETS_OFF, WALK, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES

FIRST, IN_FOG, AFTER = -222.0, -196.0, -150.0
"""Azimuths of the eye: at first, from when the ball is there, and when the fog has cleared."""
FROM_ABOVE = -90.0
"""Azimuth of a map, with the first parameter to the right."""
WIDE, CLOSE, ACROSS, LOW = 36.0, 34.0, 18.0, 32.0
"""Elevations: of all of it, near the ball, before the cut, and when the fog has cleared."""
SUN = -250.0
HEIGHT = 1.0
SUNK = 1.5
"""How far the landscape's foot is below the picture, and fades out."""
NEAR, CUT = 2.0, 1.25
"""How many times as large all is near the ball, at most, and where it is cut open."""
PLOT = (0.6, 4.0, 0.6)
"""Shares of the panel's height above the plot, of the plot, and below it."""
MOVE = 2.2
"""Seconds that a move of the eye takes."""
BETWEEN = 1.6
"""From what is said of a path that has left to that of another, in em."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape, which has words or a plot beside it only while they are spoken of."""
        plan, layout = self.plan, self.layout
        self.run, start = plan.runs[WALK], plan.runs[WALK].theta[0]
        said = {WALK: "left.ball", OTHER_WALK: "left.other_ball"}
        why = {name: self.say(key) for name, key in plan.departures.items()}
        told = [{name: self.say(said[name], why=why[name])} for name in said if name in why]
        self.departures = Departures(self, told, BETWEEN)
        self._build_view()
        self._build_runners()
        _, middle, _ = layout.panel.rows(*PLOT, gap=0.0)
        slot = layout.panel if layout.narrow else middle
        self.plot = add_cost_plot(self, slot, (self.runner,), self.view.domain)
        self.pointers = Pointers(self, self.view, start, self.runner.ball)
        rate = float(self.run.learning_rate[0])
        self.arrows = ArrowField(self, self.view, start, plan.gradient, plan.sweep, rate)
        self.ingredients = Ingredients(self, layout.panel, self.runner)

    def _build_view(self) -> None:
        surface, disc, below = self.plan.surface, self.plan.disc, self.departures.height
        below = below + SIZES.small / 2 if below else 0.0
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        turn = self._turn(domain)
        self.azimuths = FIRST + turn, IN_FOG + turn, AFTER + turn
        self.weather = Weather(domain, self._followed, self.score.fps, level=0.0)
        self.view = SurfaceView(
            self, surface.loss, surface.gradient, domain, (self.azimuths[0], WIDE),
            ("$theta_1$", "$theta_2$", "$J$"),
            room_below=below,
            fog=self.weather,
            free=Free(self.layout.body.inset(bottom=below), 0.0 if below else SUNK, SUN + turn),
        )  # fmt: skip
        self.view.keep_size([*product(np.linspace(*self.azimuths[::2], 7), (WIDE, LOW))])

    def _followed(self, frame: int) -> Array:
        """Where the fog is clear: about the ball."""
        return self.runner.followed(frame)

    def _turn(self, domain: Domain) -> float:
        """By how much the eye is elsewhere, so that it sees starts, paths and minima."""
        surface, runs = self.plan.surface, self.plan.runs.values()
        starts = np.stack([run.theta[0] for run in runs])
        paths = [few(run.theta[domain.contains(run.theta)]) for run in runs]
        there = np.concatenate([*paths, surface.minima])
        eyes = ((IN_FOG, CLOSE), (AFTER, LOW))
        return clear_turn(surface.loss, domain, eyes, starts, there)

    def _build_runners(self) -> None:
        plan, theme, view = self.plan, self.theme, self.view
        self.runner = Runner(self, WALK, self.run, view.surface, view.unit, theme.batch)
        self.others = [
            Runner(self, name, run, view.surface, view.unit, theme.other, thin=True)
            for name, run in plan.runs.items()
            if name == OTHER_WALK
        ]
        both = (*self.others, self.runner)
        for runner in both:
            runner.add_trail()
        self.marks = LandscapeMarks(self, view, plan, self.runner, self.others)
        self.next_step = NextStep(self, view, self.runner)
        for runner in both:
            runner.add_ball()
        leaving = [r for r in (self.runner, *self.others) if r.name in plan.departures]
        self.gone = [self.departures.add(runner) for runner in leaving]

    def _go_near(self, cue: Cue, places: Array, beside: float = 0.0) -> None:
        """Have the eye as near to some places as shows all of them."""
        eye = self.azimuths[1], CLOSE
        middle, times = self.view.close_up(places, NEAR, eye, beside)
        until = cue.share(MOVE)
        self.view.go_in(cue, middle, times, at=0.0, until=until)
        cue.move(self.view.elevation, CLOSE, at=0.0, until=until)

    def _still(self, cue: Cue, since: float) -> list[int]:
        """Some frames of a beat from a share of it on."""
        return np.linspace(cue.frame(since), cue.beat.stop - 1, 4).astype(int).tolist()

    # Beats

    @beat(Beats.height)
    def height(self, cue: Cue) -> None:
        """The landscape turns, clear; it goes on turning until the ball is there."""
        cue.show(self.view.part)
        until = self.score[Beats.fog].stop
        self.view.azimuth.to(self.azimuths[1], cue.beat.start, until, linear)

    @beat(Beats.fog)
    def fog(self, cue: Cue) -> None:
        """Fog rises and closes; then the ball."""
        self.weather.rise(cue, at=0.0, until=0.75)
        cue.show(self.runner.ball_part, at=0.45)

    @beat(Beats.parameters)
    def parameters(self, cue: Cue) -> None:
        """The eye goes in to where the ball is."""
        near = cue.share(MOVE)
        self._go_near(cue, self.run.theta[:1])
        cue.show(*self.pointers.parameters, at=0.6 * near)
        self.pointers.settle(self._still(cue, near), heights=False)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """The landscape is cut open to the ball, and its height measured."""
        open_ = cue.share(MOVE)
        cue.hide(*self.pointers.parts)
        self.view.go_in(cue, self.run.theta[0], CUT, at=0.0, until=open_, height=0.5)
        self.view.cut_open(cue, self.run.theta[0], self.azimuths[1], at=0.0, until=open_)
        cue.move(self.view.elevation, ACROSS, at=0.0, until=open_)
        cue.show(*self.pointers.cost, at=open_)
        self.pointers.settle(self._still(cue, open_), heights=True)

    @beat(Beats.slope)
    def slope(self, cue: Cue) -> None:
        """The eye is near again: the gradient uphill, and the other way."""
        near, arrows, names = cue.share(MOVE), self.arrows.arrows, self.arrows.names
        cue.hide(*self.pointers.parts)
        self.view.close(cue, at=0.0, until=near)
        self._go_near(cue, self.arrows.places)
        cue.show(arrows["uphill"], names["uphill"], self.arrows.notes[0], at=0.6 * near)
        cue.show(arrows["downhill"], names["downhill"], at=0.65)
        self.arrows.settle("slope", self._still(cue, near))

    @beat(Beats.step_length)
    def step_length(self, cue: Cue) -> None:
        """Other rates make longer and shorter steps of the gradient."""
        arrows, names, notes = self.arrows.arrows, self.arrows.names, self.arrows.notes
        cue.only(notes[1], among=self.arrows.parts)
        cue.show(arrows["step"], names["step"])
        cue.move(self.arrows.swept, 1.0, at=0.15, until=0.85, ease=linear)
        self.arrows.settle("step", self._still(cue, 0.15))

    @beat(Beats.knows)
    def knows(self, cue: Cue) -> None:
        """All is dark but for the ground underfoot; three numbers."""
        cue.hide(*self.arrows.parts)
        until = cue.share(MOVE)
        self.weather.darken(cue, at=0.0, until=until)
        cue.move(self.view.beside, 1.0, at=0.0, until=until)
        for k, known in enumerate(self.ingredients.known):
            cue.show(known, at=(0.5 + 0.25 * k) * until)

    @beat(Beats.first_steps)
    def first_steps(self, cue: Cue) -> None:
        """Each step is worked out, shown as an arrow and taken."""
        cue.show(self.ingredients.step, self.next_step.part, self.runner.trail_part)
        steps = self.run.theta[: self.plan.slow + 1]
        self._go_near(cue, steps[self.view.domain.contains(steps)], beside=1.0)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """Light comes back, the eye goes out; the ball walks on, its cost with it."""
        until = cue.share(MOVE)
        cue.hide(*self.ingredients.known, self.ingredients.step, self.next_step.part)
        self.weather.darken(cue, 0.0, at=0.0, until=until)
        self.view.go_out(cue, at=0.0, until=until)
        cue.move(self.view.elevation, WIDE, at=0.0, until=until)
        cue.show(*self.plot.parts, self.runner.curves[0][1], at=0.0)
        cue.show(*self.gone)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """The plot goes; the landscape comes to the middle."""
        cue.hide(*self.plot.parts, self.runner.curves[0][1])
        cue.move(self.view.beside, 0.0, at=0.0, until=cue.share(MOVE))

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """The fog clears from the ball outward while the eye goes round, lower."""
        self.weather.clear(cue, at=0.0, until=0.6)
        self.view.go(cue, (self.azimuths[2], LOW), at=0.0, until=0.65)
        cue.show(*self.marks.crosses, *self.marks.found, at=0.6)
        self.marks.settle(self._still(cue, 0.7), self.gone)

    @beat(Beats.other)
    def other(self, cue: Cue) -> None:
        """Another ball, from another start, and where it ends."""
        if not self.others:
            return
        (other,) = self.others
        cue.show(*self.marks.others, other.ball_part)
        cue.show(other.trail_part, at=cue.share(SETS_OFF) / 2)
        cue.show(*self.marks.rest, at=0.8)

    @beat(Beats.wish)
    def wish(self, cue: Cue) -> None:
        """The eye rises until it sees a map."""
        cue.hide(*self.marks.names, at=0.35)
        until = 0.35 + cue.share(1.2 * MOVE)
        self.view.go_above(cue, FROM_ABOVE, at=0.35, until=min(until, 0.95))
