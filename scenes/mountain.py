"""A ball on a mountain of error, in fog: parameters, cost and learning rate where they are seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.readout import heading_room
from scenes.components.surface.domain import fit_domain
from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View
from scenes.components.text.label import Label
from scenes.components.text.lines import below_one_another
from scenes.layout import LEADING, Slot
from scenes.parts.arrow_field import ArrowField
from scenes.parts.landscape_marks import LandscapeMarks, few
from scenes.parts.loss_plot import LossPlot, cost_span
from scenes.parts.panel import add_readout
from scenes.parts.pointers import Pointers
from scenes.parts.runner import Runner, departure_lines
from scenes.parts.surface_view import SurfaceView
from scenes.parts.update_rule import update_rule
from scenes.plans.base import Beat
from scenes.plans.mountain import OTHER_SETS_OFF, OTHER_WALK, WALK, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import SIZES, WAITING

Array = NDArray[np.float64]

AZIMUTHS = (-168.0, -138.0)
"""The eye goes round from the first frame to the last."""
TURNS = (0.0, 60.0, -60.0, 120.0, -120.0, 180.0)
"""By how much it stands elsewhere where ridges hide what there is to see."""
ELEVATIONS = (46.0, 51.0)
"""While in fog, and when it has lifted."""
HEIGHT = 0.58
GROUND = 0.34
"""Radius of the ground that is seen in fog, in radii of the surface."""
BETWEEN = 1.6
"""From what is said of a path that has left to that of another, in em."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape on the left; the three ingredients and the loss on the right."""
        plan = self.plan
        self.run, self.track = plan.runs[WALK], plan.table[WALK]
        layout = self.layout
        rows, plot = layout.words_and_plot((1, 1, 1, 1.2), 6.4, layout.gap / 3, lines=(2, 2, 2, 1))
        self._build_view()
        self._build_runners()
        self._build_plot(plot)
        self.pointers = Pointers(self, self.view, self.run.theta[0], self.runner.ball)
        self.arrows = ArrowField(self, self.view, self.run.theta[0], plan.gradient, plan.step)
        self._build_ingredients(*rows)
        self.arrows.name(("uphill", "downhill"), self._moments(Beats.slope, 0.0, ELEVATIONS[0]))
        self.arrows.name(("step",), self._moments(Beats.step_length, 0.0, ELEVATIONS[0]))
        low, high = (self._moments(Beats.lift, 0.3, elevation) for elevation in ELEVATIONS)
        self.marks.name(self.departures, low[:3] + high)

    def _build_view(self) -> None:
        surface, disc = self.plan.surface, self.plan.disc
        self.told = self._departures()
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        self.fog_density = Animated(1.0)
        self.view = SurfaceView(
            self, surface.loss, surface.gradient, domain, (AZIMUTHS[0], ELEVATIONS[0]),
            ("$theta_1$", "$theta_2$", "$J$"),
            room_below=self._above(len(self.told)) + SIZES.small / 2 if self.told else 0.0,
            fog=self._fog,
        )  # fmt: skip
        first, last = self._azimuths()
        self.view.azimuth = Animated(first)
        self.view.azimuth.to(last, 0, self.frames - 1, linear)
        around = np.linspace(first, last, 9)
        self.view.scale = min(self.view.seen(a, e).scale for a in around for e in ELEVATIONS)

    def _fog(self, frame: int) -> Array:
        theta, loss = self.track.theta[frame], np.asarray(self.track.loss[frame])
        ball = self.view.domain.world(theta, loss)
        return np.array([ball[0], ball[1], GROUND, self.fog_density.at(frame)])

    def _azimuths(self) -> tuple[float, float]:
        """The eye's first and last azimuth: the usual, or others from which more is seen."""
        domain, surface = self.view.domain, self.plan.surface
        paths = [few(run.theta[domain.contains(run.theta)]) for run in self.plan.runs.values()]
        starts = np.stack([run.theta[0] for run in self.plan.runs.values()])

        def hidden(turn: float) -> tuple[int, int]:
            """How often a start is, and how much of the paths and the minima."""
            views = [View(a + turn, e) for a in AZIMUTHS for e in ELEVATIONS]
            seen = [starts, np.concatenate([*paths, surface.minima])]
            first, rest = (
                sum(int(behind_ridge(surface.loss, domain, v, theta).sum()) for v in views)
                for theta in seen
            )
            return first, rest

        best = 0.0 if hidden(0.0) == (0, 0) else min(TURNS, key=hidden)
        return AZIMUTHS[0] + best, AZIMUTHS[1] + best

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
        self.departures = []
        for row, runner in enumerate(leaving):
            stage = self.layout.stage
            below_one_another(self.told[row], stage.left, stage.bottom + self._above(row))
            self.departures.append(runner.add_departure(self.told[row]))

    def _departures(self) -> list[list[Label]]:
        """What is said of the paths that leave, on lines of their own each."""
        most, said = self.layout.stage.width, {WALK: "left.ball", OTHER_WALK: "left.other_ball"}
        why = {name: self.plan.departures[name] for name in said if name in self.plan.departures}
        texts = [self.say(said[name], why=self.say(key)) for name, key in why.items()]
        return [departure_lines(text, most, self.theme) for text in texts]

    def _above(self, row: int) -> float:
        """How far what is said of this path that leaves stands above that of the first."""
        lines = sum(len(told) - 1 for told in self.told[:row])
        return SIZES.small * (BETWEEN * row + LEADING * lines)

    def _build_plot(self, slot: Slot) -> None:
        domain = self.view.domain
        losses = np.concatenate([run.loss for run in self.plan.runs.values()])
        span = cost_span(losses, domain.low, domain.high)
        self.plot = LossPlot(self, slot, self.run.steps_asked, span, self.say("axes.cost"))
        self.curve = self.runner.add_curve(self.plot.axes)
        for other in self.others:
            other.add_curve(self.plot.axes)

    def _moments(
        self, played: Beat[Params], since: float, elevation: float
    ) -> list[Callable[[], None]]:
        """What brings the eye to where it is in a beat, from a share of it on."""
        stretch, view = self.score[played], self.view
        frames = np.linspace(stretch.start + since * stretch.frames, stretch.stop, 5)
        return [partial(view.look, view.azimuth.at(float(f)), elevation) for f in frames]

    def _build_ingredients(self, first: Slot, second: Slot, third: Slot, fourth: Slot) -> None:
        theta, loss, theme = self.track.theta, self.track.loss, self.theme
        numerals = self.say.numerals
        rate = numerals.significant(float(self.run.learning_rate[0]))

        def place(frame: int) -> str:
            x, y = theta[frame]
            return numerals.pair(numerals.placed(x, 2), numerals.placed(y, 2))

        names = [self.say(f"ingredients.{key}") for key in ("parameters", "cost", "learning_rate")]
        add = partial(add_readout, self, room=heading_room(names, theme))
        self.where = add(first, names[0], "$theta =$", place)
        self.cost_part = add(
            second, names[1], "$J(theta) =$", lambda frame: numerals.running(float(loss[frame]), 3)
        )
        self.rate = add(third, names[2], "$alpha =$", rate, theme.rate)
        rule = update_rule(self.say, theme, SIZES.formula, most=fourth.width)
        narrow = self.layout.narrow
        (baseline,) = fourth.block_lines(1) if narrow else fourth.lines(1, rule.size)
        self.rule = self.add_part(rule.put(fourth.left, baseline), opacity=WAITING)

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
        cue.show(self.where, at=0.2)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """How high it is."""
        cue.only(self.pointers.height, self.pointers.height_name, among=self.pointers.parts)
        cue.show(self.cost_part, at=0.2)

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
        cue.show(arrows["step"], names["step"], self.rate, at=0.1)
        cue.show(self.rule, at=0.4)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """The ball walks, the loss curve with it."""
        cue.hide(*self.arrows.parts)
        cue.show(*self.plot.parts, self.curve, self.runner.trail_part)
        cue.show(*self.departures)

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """The fog lifts; start and minima get their names."""
        cue.move(self.fog_density, 0.0, at=0.0, until=0.35)
        cue.move(self.view.elevation, ELEVATIONS[1], at=0.0, until=0.5)
        cue.show(*self.marks.parts, at=0.3)
        for other in self.others:
            cue.show(*other.parts, at=OTHER_SETS_OFF - 0.1)
        cue.show(*self.marks.others, at=OTHER_SETS_OFF - 0.1)
