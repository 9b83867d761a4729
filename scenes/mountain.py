"""A ball on a mountain of error, in fog: parameters, cost and learning rate where they are seen."""

from __future__ import annotations

from itertools import product

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.domain import fit_domain
from scenes.parts.arrow_field import ArrowField
from scenes.parts.departures import Departures
from scenes.parts.eye import clear_turn
from scenes.parts.ingredients import Ingredients
from scenes.parts.landscape_marks import LandscapeMarks, few
from scenes.parts.loss_plot import add_cost_plot
from scenes.parts.pointers import Pointers
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.parts.weather import Weather
from scenes.plans.mountain import OTHER_SETS_OFF, OTHER_WALK, WALK, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import SIZES

AZIMUTHS = (-160.0, -140.0)
"""The eye goes round from the first frame to the last."""
ELEVATIONS = (38.0, 40.0)
"""While in fog, and when it has lifted."""
HEIGHT = 1.0
BETWEEN = 1.6
"""From what is said of a path that has left to that of another, in em."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape on the left; the three ingredients and the loss on the right."""
        plan, layout = self.plan, self.layout
        self.run = plan.runs[WALK]
        rows, plot = layout.words_and_plot((1, 1, 1, 1.2), 6.4, layout.gap / 3, lines=(2, 2, 2, 1))
        said = {WALK: "left.ball", OTHER_WALK: "left.other_ball"}
        why = {name: self.say(key) for name, key in plan.departures.items()}
        told = [{name: self.say(said[name], why=why[name])} for name in said if name in why]
        self.departures = Departures(self, told, BETWEEN)
        self._build_view()
        self._build_runners()
        self.plot = add_cost_plot(self, plot, (self.runner, *self.others), self.view.domain)
        self.pointers = Pointers(self, self.view, self.run.theta[0], self.runner.ball)
        self.arrows = ArrowField(self, self.view, self.run.theta[0], plan.gradient, plan.step)
        self.ingredients = Ingredients(self, rows, self.runner)
        self._name()

    def _build_view(self) -> None:
        surface, disc, below = self.plan.surface, self.plan.disc, self.departures.height
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        self.weather = Weather(domain, self._followed, self.score.fps)
        self.view = SurfaceView(
            self, surface.loss, surface.gradient, domain, (AZIMUTHS[0], ELEVATIONS[0]),
            ("$theta_1$", "$theta_2$", "$J$"),
            room_below=below + SIZES.small / 2 if below else 0.0,
            fog=self.weather,
        )  # fmt: skip
        runs = self.plan.runs.values()
        starts = np.stack([run.theta[0] for run in runs])
        paths = [few(run.theta[domain.contains(run.theta)]) for run in runs]
        there = np.concatenate([*paths, surface.minima])
        eyes = [*product(AZIMUTHS, ELEVATIONS)]
        turn = clear_turn(surface.loss, domain, eyes, starts, there)
        first, last = (azimuth + turn for azimuth in AZIMUTHS)
        self.view.azimuth = Animated(first)
        self.view.azimuth.to(last, 0, self.frames - 1, linear)
        around = np.linspace(first, last, 9)
        self.view.scale = min(self.view.seen(a, e).scale for a in around for e in ELEVATIONS)

    def _followed(self, frame: int) -> Array:
        return self.runner.followed(frame)

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
        self.marks = LandscapeMarks(self, view, plan.surface, self.runner, self.others)
        for runner in both:
            runner.add_ball()
        leaving = [r for r in (self.runner, *self.others) if r.name in plan.departures]
        self.gone = [self.departures.add(runner) for runner in leaving]

    def _name(self) -> None:
        """Name arrows and marks, clear of all that is seen while they are."""
        score, moments, (low, high) = self.score, self.view.moments, ELEVATIONS
        self.arrows.name(("uphill", "downhill"), moments(score[Beats.slope], low))
        self.arrows.name(("step",), moments(score[Beats.step_length], low))
        lift = score[Beats.lift]
        self.marks.name(self.gone, moments(lift, low, 0.3)[:3] + moments(lift, high, 0.3))

    # Beats

    @beat(Beats.fog)
    def fog(self, cue: Cue) -> None:
        """The landscape in fog, then the ball."""
        cue.show(self.view.part)
        cue.show(self.runner.ball_part, at=0.35)

    @beat(Beats.parameters)
    def parameters(self, cue: Cue) -> None:
        """Where the ball is."""
        cue.show(*self.view.triad, self.pointers.cross)
        cue.show(self.ingredients.parameters, at=0.2)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """How high it is."""
        cue.only(self.pointers.height, self.pointers.height_name, among=self.pointers.parts)
        cue.show(self.ingredients.cost, at=0.2)

    @beat(Beats.slope)
    def slope(self, cue: Cue) -> None:
        """The gradient uphill, and the other way."""
        arrows, names, notes = self.arrows.arrows, self.arrows.names, self.arrows.notes
        cue.hide(*self.pointers.parts)
        cue.show(arrows["uphill"], names["uphill"], notes[0], at=0.1)
        cue.show(arrows["downhill"], names["downhill"], at=0.6)

    @beat(Beats.step_length)
    def step_length(self, cue: Cue) -> None:
        """The step that the learning rate makes of the gradient."""
        arrows, names, notes = self.arrows.arrows, self.arrows.names, self.arrows.notes
        staying = (arrows["downhill"], notes[0]) if self.arrows.one_scale else (notes[1],)
        cue.only(*staying, among=self.arrows.parts)
        cue.show(arrows["step"], names["step"], self.ingredients.rate, at=0.1)
        cue.show(self.ingredients.rule, at=0.4)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """The ball walks, the loss curve with it."""
        cue.hide(*self.arrows.parts)
        cue.show(*self.plot.parts, self.runner.curves[0][1], self.runner.trail_part)
        cue.show(*self.gone)

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """The fog clears from the ball outward; start and minima get their names."""
        self.weather.clear(cue, at=0.0, until=0.35)
        cue.move(self.view.elevation, ELEVATIONS[1], at=0.0, until=0.5)
        cue.show(*self.marks.parts, at=0.3)
        for other in self.others:
            cue.show(*other.parts, at=OTHER_SETS_OFF - 0.1)
        cue.show(*self.marks.others, at=OTHER_SETS_OFF - 0.1)
