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
from scenes.plans.mountain import OTHER_WALK, WALK, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES

FIRST, IN_FOG, AFTER = -230.0, -196.0, -150.0
"""Azimuths of the eye: at first, from when the ball is there, and when the fog has cleared."""
FROM_ABOVE = -90.0
"""Azimuth of a map, with the first parameter to the right."""
WIDE, CLOSE, ACROSS, LOW = 34.0, 33.0, 18.0, 32.0
"""Elevations: of all of it, near the ball, before the cut, and when the fog has cleared."""
SUN = -250.0
HEIGHT = 1.0
SUNK = 2.2
"""How far the landscape's foot is below the picture, and fades out."""
NEAR, CUT = 2.0, 1.25
"""How many times as large all is near the ball, at most, and where it is cut open."""
PLOT = (0.6, 4.0, 0.6)
"""Shares of the panel's height above the plot, of the plot, and below it."""
MOVE, ASKED = 2.2, 2.0
"""Seconds that a move of the eye takes, and that a question stands."""
BETWEEN = 1.6
"""From what is said of a path that has left to that of another, in em."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape, which has words or a plot beside it only while they are spoken of."""
        plan, layout = self.plan, self.layout
        self.run = plan.runs[WALK]
        said = {WALK: "left.ball", OTHER_WALK: "left.other_ball"}
        why = {name: self.say(key) for name, key in plan.departures.items()}
        told = [{name: self.say(said[name], why=why[name])} for name in said if name in why]
        self.departures = Departures(self, told, BETWEEN)
        self._build_view()
        self._build_runners()
        _, middle, _ = layout.panel.rows(*PLOT, gap=0.0)
        slot = layout.panel if layout.narrow else middle
        self.plot = add_cost_plot(self, slot, (self.runner, *self.others), self.view.domain)
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
            free=Free(
                self.layout.across(self.layout.body).inset(bottom=below),
                0.0 if below or self.layout.beside else SUNK,
                SUN + turn,
            ),
        )  # fmt: skip
        self.view.part.opacity.first = 1.0
        eyes = [*product(np.linspace(*self.azimuths[::2], 7), (WIDE, LOW))]
        way = zip(
            np.linspace(self.azimuths[2], FROM_ABOVE, 7), np.linspace(LOW, 90.0, 7), strict=True
        )
        self.view.keep_size(eyes, np.concatenate(self._places(domain)), [*way])

    def _followed(self, frame: int) -> Array:
        """Where the fog is clear: about the ball."""
        return self.runner.followed(frame)

    def _places(self, domain: Domain) -> tuple[Array, Array]:
        """Parameters (n, 2) of the starts, and of the paths and minima that are drawn."""
        surface, runs = self.plan.surface, self.plan.runs.values()
        paths = [few(run.theta[domain.contains(run.theta)]) for run in runs]
        there = surface.minima[domain.contains(surface.minima)]
        return np.stack([run.theta[0] for run in runs]), np.concatenate([*paths, there])

    def _turn(self, domain: Domain) -> float:
        """By how much the eye is elsewhere, so that it sees starts, paths and minima."""
        eyes = ((IN_FOG, CLOSE), (AFTER, LOW))
        return clear_turn(self.plan.surface.loss, domain, eyes, *self._places(domain))

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
        start, rate = self.run.theta[0], float(self.run.learning_rate[0])
        self.pointers = Pointers(self, view, start)
        self.arrows = ArrowField(self, view, start, plan.gradient, plan.sweep, rate)
        self.next_step = NextStep(self, view, self.runner)
        for runner in both:
            runner.add_ball()
        leaving = [r for r in (self.runner, *self.others) if r.name in plan.departures]
        self.gone = [self.departures.add(runner) for runner in leaving]

    def _go_near(self, cue: Cue, places: Array, beside: float = 0.0) -> None:
        """Have the eye as near to some places as shows all of them."""
        eye = self.azimuths[1], CLOSE
        middle, times = self.view.close_up(places, NEAR, eye, beside=beside)
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
        cue.show(arrows["uphill"], names["uphill"], at=0.6 * near)
        cue.show(arrows["downhill"], names["downhill"], at=0.65)
        self.arrows.settle("slope", self._still(cue, near))

    @beat(Beats.step_length)
    def step_length(self, cue: Cue) -> None:
        """Other rates make longer and shorter steps of the gradient."""
        arrows, names = self.arrows.arrows, self.arrows.names
        cue.only(arrows["step"], names["step"], self.arrows.note, among=self.arrows.parts)
        cue.move(self.arrows.swept, 1.0, at=0.15, until=0.85, ease=linear)
        self.arrows.settle("step", self._still(cue, 0.15))

    @beat(Beats.knows)
    def knows(self, cue: Cue) -> None:
        """All is dark but for the ground underfoot; three numbers."""
        cue.hide(*self.arrows.parts)
        until = cue.share(MOVE)
        self.weather.darken(cue, at=0.0, until=until)
        cue.move(self.view.beside, 1.0, at=0.0, until=until)
        self._go_near(cue, self.arrows.places, beside=1.0)
        for k, known in enumerate(self.ingredients.known):
            cue.show(known, at=(0.5 + 0.25 * k) * until)

    @beat(Beats.first_steps)
    def first_steps(self, cue: Cue) -> None:
        """Each step is worked out, shown as an arrow and taken."""
        cue.show(self.ingredients.step, self.next_step.part, self.runner.trail_part)
        steps = self.run.theta[: self.plan.slow + 1]
        inside = steps[self.view.domain.contains(steps)]
        self._go_near(cue, np.concatenate([inside, self.arrows.places[:3]]), beside=1.0)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """Light comes back, the eye goes out; the ball walks on, its cost with it."""
        until = cue.share(MOVE)
        cue.hide(*self.ingredients.known, self.ingredients.step, self.next_step.part)
        self.weather.darken(cue, 0.0, at=0.0, until=until)
        self.view.go_out(cue, at=0.0, until=until)
        cue.move(self.view.elevation, WIDE, at=0.0, until=until)
        cue.show(*self.plot.parts, self.runner.curves[0][1], at=0.6 * until)
        cue.show(*self.gone)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """The landscape comes to the middle; the fog clears while the eye goes round, lower."""
        cue.hide(*self.plot.parts, self.runner.curves[0][1])
        cue.move(self.view.beside, 0.0, at=0.0, until=cue.share(MOVE))
        asked = cue.share(ASKED)
        self.weather.clear(cue, at=asked, until=1.0)
        self.view.go(cue, (self.azimuths[2], LOW), at=asked, until=1.0)

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """What the walk has come to is named."""
        cue.show(*self.marks.found)

    @beat(Beats.other)
    def other(self, cue: Cue) -> None:
        """Another ball, from another start: where it ends, and its cost beside the first one's."""
        until = cue.share(MOVE)
        for other in self.others:
            curves = [runner.curves[0][1] for runner in (self.runner, other)]
            cue.move(self.view.beside, 1.0, at=0.0, until=until)
            cue.show(*self.marks.others, other.ball_part, other.trail_part, at=0.0)
            cue.show(*self.plot.parts, *curves, at=0.6 * until)
            cue.show(*self.marks.rest, at=0.8)
        taken = (*self.gone, self.plot.parts[1])
        self.marks.settle(self._still(cue, 0.4), taken)

    @beat(Beats.wish)
    def wish(self, cue: Cue) -> None:
        """The eye rises until it sees a map."""
        curves = [curve for runner in (self.runner, *self.others) for _, curve in runner.curves]
        cue.hide(*self.marks.names, *self.plot.parts, *curves)
        until = 0.1 + cue.share(1.2 * MOVE)
        cue.move(self.view.beside, 0.0, at=0.1, until=until)
        self.view.go_above(cue, FROM_ABOVE, at=0.1, until=until)
