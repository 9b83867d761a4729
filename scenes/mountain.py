"""The first picture: a ball walks down a mountain of error in fog."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from scenes.components.path import Dashes, Mark, SurfaceArrow
from scenes.components.plot import Axes, plot_area
from scenes.components.readout import Readout
from scenes.components.surface import Surface3D, fit_domain
from scenes.components.text import formula, words
from scenes.components.triad import Triad, TriadNames
from scenes.landmark import add_mark, beside, with_view
from scenes.layout import Slot
from scenes.lesson_scene import LessonScene, Part
from scenes.numerals import nice_ticks, placed, running, significant
from scenes.plans.mountain import OTHER_SETS_OFF, Params, Plan, view_disc
from scenes.runner import Runner
from scenes.theme import SIZES, WAITING
from scenes.timeline import Cue, Track, linear

AZIMUTHS = (-168.0, -138.0)
"""The eye goes round from the first frame to the last."""
ELEVATIONS = (46.0, 51.0)
"""While in fog, and when it has lifted."""
HEIGHT = 0.58
CLEAR = 0.34
"""Radius of the ground that is seen in fog, in radii of the surface."""
FOOT = 0.12
"""Half width of the foot of the line that is the cost."""
CROSS = 0.30
"""Half length of the lines of equal parameter through the ball, in radii of the surface."""
BEYOND = 0.5
"""How far the cost axis goes beyond the heights drawn, at most, in spans of these."""
MOST_NAMED = 5
"""Minima up to which local ones are named; where there are more, only their crosses are drawn."""
LOWEST = 1e-6
"""Share of the losses drawn within which two minima are equally low."""
ARROW = 0.30
"""Length of the gradient's arrow at the start, in radii of the surface."""


class Mountain(LessonScene):
    """Parameters, cost and learning rate get their names where they are seen."""

    name = "mountain"
    plan: Plan

    # Parts

    def build(self) -> None:
        """The landscape on the left; the three ingredients and the loss on the right."""
        self.params: Params = self.spec.params  # type: ignore[assignment]
        self.run = self.plan.runs["gradient_descent"]
        self.track = self.plan.table["gradient_descent"]
        slots = self.layout.panel.rows(1, 1, 1, 1.2, 6.4, gap=self.layout.gap / 3)
        self._build_surface()
        self._build_runner(slots[4])
        self._build_pointers()
        self._build_ingredients(*slots[:4])

    def _build_surface(self) -> None:
        surface, theme, stage = self.plan.surface, self.theme, self.layout.stage
        centre, radius = view_disc(surface)
        domain = fit_domain(surface.loss, centre, radius, HEIGHT)
        self.surface = Surface3D(surface.loss, surface.gradient, domain, stage, theme)
        self.azimuth, self.elevation = Track(AZIMUTHS[0]), Track(ELEVATIONS[0])
        self.azimuth.to(AZIMUTHS[1], 0, self.frames - 1, linear)
        self.fog_track = Track(1.0)
        self.scale = self._scale()
        self.surface_part = self.add_part(self.surface, self._look)
        triad = Triad(self.surface, stage, theme)
        names = TriadNames(triad, ("$theta_1$", "$theta_2$", "$J$"))
        self.triad = (
            self.add_part(triad, with_view(self.surface)),
            self.add_part(names, with_view(self.surface, names.show)),
        )

    def _scale(self) -> float:
        """The largest scale at which the surface fits its slot from every side it is seen from."""
        around = np.linspace(*AZIMUTHS, 9)
        views = [self.surface.fitted(a, e) for a in around for e in ELEVATIONS]
        return min(view.scale for view in views)

    def _look(self, frame: int) -> Hashable:
        domain, table = self.surface.domain, self.track
        azimuth, elevation = self.azimuth.at(frame), self.elevation.at(frame)
        view = self.surface.fitted(azimuth, elevation, self.scale)
        ball = domain.world(table.theta[frame], np.asarray(table.loss[frame]))
        fog = np.array([ball[0], ball[1], CLEAR, self.fog_track.at(frame)])
        self.surface.look(view, fog if fog[3] > 0 else None)
        return view, tuple(fog)

    def _build_pointers(self) -> None:
        """What the words point at: lines of equal parameter, the height, gradient and step."""
        theme, surface = self.theme, self.plan.surface
        theta, gradient = self.run.theta[0], self.run.gradient[0]
        self.cross, self.height = Dashes(theme.text), Dashes(theme.text, dash=0)
        self.cross_part = self.add_part(self.cross, with_view(self.surface, self._place_cross))
        self.height_part = self.add_part(self.height, with_view(self.surface, self._place_height))
        self.height_name = self._name("cost $J(theta)$", theme.text, self._height_top)
        uphill = SurfaceArrow(self.surface, surface.loss, theme.gradient, theme)
        downhill = SurfaceArrow(self.surface, surface.loss, theme.text, theme)
        step = SurfaceArrow(self.surface, surface.loss, theme.rate, theme)
        length = ARROW * self.surface.domain.radius / float(np.hypot(*gradient))
        uphill.show(theta, gradient * length)
        downhill.show(theta, -gradient * length)
        step.show(theta, -self.params.learning_rate * gradient * length)
        self.arrows = {
            "uphill": self._arrow(uphill, "gradient $nabla J$", theme.gradient),
            "downhill": self._arrow(downhill, "downhill, $-nabla J$", theme.text),
            "step": self._arrow(step, "one step, $-alpha thin nabla J$", theme.rate),
        }
        note = f"arrows drawn {length:.1f} times as long"
        stage = self.layout.stage
        label = words(note, SIZES.small, theme.quiet).put(stage.left, stage.bottom)
        self.arrow_note = self.add_part(label)

    def _place_cross(self) -> None:
        domain = self.surface.domain
        theta = self.run.theta[0]
        along = np.linspace(-CROSS, CROSS, 40)[:, None] * domain.radius
        lines = [theta + along * np.eye(2)[axis] for axis in range(2)]
        self.cross.show(*(self._on_surface(line) for line in lines))

    def _on_surface(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.surface.at(theta, self.plan.surface.loss(theta))[:, :2]

    def _place_height(self) -> None:
        ends = self._height_ends()
        foot = ends[0] + np.array([[-FOOT, 0.0], [FOOT, 0.0]])
        self.height.show(ends, foot)

    def _height_ends(self) -> NDArray[np.float64]:
        """From a loss of 0, or the lowest where 0 is far below, up to the ball, (2, 2)."""
        domain = self.surface.domain
        zero_is_near = 0 <= domain.low < (domain.high - domain.low) / 2
        losses = np.array([0.0 if zero_is_near else domain.low, self.run.loss[0]])
        return self.surface.at(np.stack([self.run.theta[0]] * 2), losses)[:, :2]

    def _height_top(self) -> NDArray[np.float64]:
        return self._height_ends().mean(axis=0)

    def _name(
        self, code: str, colour: str, at: Callable[[], NDArray[np.float64]], lower: float = 0.0
    ) -> Part:
        """A name beside a point of the picture, clear of the ball."""
        label = formula(code, SIZES.label, colour).cased(self.theme.casing)

        def place() -> None:
            point, ball = np.array(at()), self.runner.ball
            away = ball.radius + abs(float(ball.centre[0] - point[0]))
            point[0] = ball.centre[0]
            rise = -(0.25 + lower) * SIZES.label
            beside(label, point, self.layout.stage, away + SIZES.label / 2, rise)

        return self.add_part(label, with_view(self.surface, place))

    def _arrow(self, arrow: SurfaceArrow, code: str, colour: str) -> tuple[Part, Part]:
        part = self.add_part(arrow, with_view(self.surface))
        return part, self._name(code, colour, lambda: arrow.tip, lower=0.4)

    def _build_runner(self, slot: Slot) -> None:
        theme, run = self.theme, self.run
        unit = self.layout.stage.height / 2 / self.surface.domain.radius
        self.runner = Runner(self, "gradient_descent", run, self.surface, unit, theme.batch)
        self.others = [
            Runner(self, name, other, self.surface, unit, theme.other, thin=True)
            for name, other in self.plan.runs.items()
            if name == "other_start"
        ]
        for runner in (*self.others, self.runner):
            runner.add_trail()
        self._build_marks()
        for runner in (*self.others, self.runner):
            runner.add_ball()
        stage = self.layout.stage
        for row, (whose, runner) in enumerate(
            [("", self.runner)] + [("other ", o) for o in self.others]
        ):
            why = (
                "its steps are too long" if len(self.plan.surface.minima) else "no valley holds it"
            )
            text = f"The {whose}ball has left the picture: {why}."
            runner.add_departure(text, stage.left, stage.bottom + 1.3 * SIZES.small * row)
        losses = np.concatenate([r.loss for r in self.plan.runs.values()])
        low, high = self.surface.domain.low, self.surface.domain.high
        beyond = (high - low) * BEYOND
        top = min(float(losses.max()), high + beyond)
        least = max(float(losses.min()), low - beyond)
        y = (0.0, 1.08 * top) if least >= 0 else (least, top)
        x = (0.0, float(max(run.steps_asked, 1)))
        axes = Axes(
            plot_area(slot), x, y, theme, x_ticks=nice_ticks(*x, 5), y_ticks=nice_ticks(*y, 4)
        )
        self.axes = self.add_part(axes, opacity=WAITING)
        self.axes_names = self.add_part(
            Group(
                axes.x_numbers(), axes.y_numbers(),
                axes.x_name("steps"), axes.y_name("cost $J(theta)$"),
            ),
            opacity=WAITING,
        )  # fmt: skip
        self.curve = self.runner.add_curve(axes)
        for other in self.others:
            other.add_curve(axes)

    def _build_marks(self) -> None:
        surface, theme = self.plan.surface, self.theme
        lowest = float(surface.minimum_values.min(initial=np.inf))
        near = LOWEST * (self.surface.domain.high - lowest)
        self.marks: tuple[Part, ...] = ()
        for theta, loss in zip(surface.minima, surface.minimum_values, strict=True):
            if not self.surface.domain.contains(theta):
                continue
            is_global = loss - lowest < near
            if not is_global and len(surface.minima) > MOST_NAMED:
                cross = Mark(self.surface, theta, float(loss), theme.minimum, theme, ring=False)
                self.marks += (self.add_part(cross, with_view(self.surface)),)
                continue
            name = ("global minimum" if is_global else "a local minimum", theme.minimum)
            self.marks += add_mark(
                self, self.surface, theta, float(loss), name, ring=False, below=True
            )
        self.marks += self._mark_start(self.run, "start")
        self.other_marks = [self._mark_start(o.run, "another start") for o in self.others]

    def _mark_start(self, run: Descent, text: str) -> tuple[Part, Part]:
        name = (text, self.theme.text)
        return add_mark(self, self.surface, run.theta[0], float(run.loss[0]), name, ring=True)

    def _build_ingredients(self, first: Slot, second: Slot, third: Slot, fourth: Slot) -> None:
        theme = self.theme
        where = Readout(first, "Parameters", "$theta =$", theme.text, theme)
        cost = Readout(second, "Cost", "$J(theta) =$", theme.text, theme)
        rate = Readout(third, "Learning rate", "$alpha =$", theme.rate, theme)

        def show_where(frame: int) -> Hashable:
            theta = self.track.theta[frame]
            where.show(f"({placed(theta[0], 2)}, {placed(theta[1], 2)})")
            return where.value.text

        def show_cost(frame: int) -> Hashable:
            cost.show(running(self.track.loss[frame], 3))
            return cost.value.text

        rate.show(significant(self.params.learning_rate))
        self.where = self.add_part(where, show_where, WAITING)
        self.cost_part = self.add_part(cost, show_cost, WAITING)
        self.rate = self.add_part(rate, opacity=WAITING)
        step = f'#text(fill: rgb("{theme.gradient}"), $nabla J(theta_"old")$)'
        alpha = f'#text(fill: rgb("{theme.rate}"), $alpha$)'
        rule = formula(
            f'$theta_"new" = theta_"old" - {alpha} thin {step}$', SIZES.formula, theme.text
        )
        (baseline,) = fourth.lines(1, SIZES.formula)
        self.rule = self.add_part(rule.put(fourth.left, baseline), opacity=WAITING)

    # Beats

    def fog(self, cue: Cue) -> None:
        """The landscape in fog, then the ball."""
        cue.show(self.surface_part)
        cue.show(self.runner.ball_part, at=0.35)

    def parameters(self, cue: Cue) -> None:
        """Where the ball is."""
        cue.show(*self.triad, self.cross_part)
        cue.show(self.where, at=0.2)

    def cost(self, cue: Cue) -> None:
        """How high it is."""
        cue.hide(self.cross_part)
        cue.show(self.height_part, self.height_name)
        cue.show(self.cost_part, at=0.2)

    def slope(self, cue: Cue) -> None:
        """The gradient uphill, and the other way."""
        cue.hide(self.height_part, self.height_name)
        cue.show(*self.arrows["uphill"], self.arrow_note, at=0.1)
        cue.show(*self.arrows["downhill"], at=0.6)

    def step_length(self, cue: Cue) -> None:
        """The step that the learning rate makes of the gradient."""
        cue.hide(*self.arrows["uphill"], self.arrows["downhill"][1])
        cue.show(*self.arrows["step"], at=0.1)
        cue.show(self.rate, at=0.1)
        cue.show(self.rule, at=0.4)

    def descent(self, cue: Cue) -> None:
        """The ball walks, the loss curve with it."""
        cue.hide(*self.arrows["step"], self.arrows["downhill"][0], self.arrow_note)
        cue.show(self.axes, self.axes_names, self.curve, self.runner.trail_part)
        cue.show(*(runner.departure_part for runner in (self.runner, *self.others)))

    def lift(self, cue: Cue) -> None:
        """The fog lifts; start and minima get their names."""
        cue.move(self.fog_track, 0.0, at=0.0, until=0.35)
        cue.move(self.elevation, ELEVATIONS[1], at=0.0, until=0.5)
        cue.show(*self.marks, at=0.3)
        for other, marks in zip(self.others, self.other_marks, strict=True):
            cue.show(*other.parts, *marks, at=OTHER_SETS_OFF - 0.1)
