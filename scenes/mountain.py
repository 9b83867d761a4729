"""The first picture: a ball walks down a mountain of error in fog."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from scenes.components.painted import Extent
from scenes.components.path import Dashes, Mark, SurfaceArrow
from scenes.components.plot import Axes, plot_area
from scenes.components.readout import Readout, times_as_long
from scenes.components.surface import Surface3D, View, behind_ridge, fit_domain
from scenes.components.text import Label, formula, words
from scenes.components.triad import Triad, TriadNames
from scenes.layout import Slot
from scenes.lesson_scene import LessonScene, Part, beat
from scenes.naming import RIGHT, RIGHT_ABOVE, RIGHT_BELOW, Name, Naming, Side, covered
from scenes.numerals import nice_ticks, placed, running, significant, whole_ticks
from scenes.parts.landmark import beside, with_view
from scenes.parts.runner import Runner
from scenes.plans.base import Beat
from scenes.plans.mountain import OTHER_SETS_OFF, Arrow, Beats, Params, Plan
from scenes.theme import SIZES, STROKES, WAITING
from scenes.timeline import Cue, Track, linear

AZIMUTHS = (-168.0, -138.0)
"""The eye goes round from the first frame to the last."""
TURNS = (0.0, 60.0, -60.0, 120.0, -120.0, 180.0)
"""By how much it stands elsewhere where ridges hide what there is to see."""
ELEVATIONS = (46.0, 51.0)
"""While in fog, and when it has lifted."""
HEIGHT = 0.58
GROUND = 0.34
"""Radius of the ground that is seen in fog, in radii of the surface."""
FOOT = 0.12
"""Half width of the foot of the line that is the cost."""
CROSS = 0.30
"""Half length of the lines of equal parameter through the ball, in radii of the surface."""
LEADING = 1.6
"""Between two lines of what is said of paths that have left, in em."""
BEYOND = 0.5
"""How far the cost axis goes beyond the heights drawn, at most, in spans of these."""
ENOUGH = 400
"""Places along a path at which it is looked whether something is in the way."""
MOST_NAMED = 5
"""Minima up to which local ones are named; where there are more, only their crosses are drawn."""
LOWEST = 1e-6
"""Share of the losses drawn within which two minima are equally low."""
CLEAR = 1.8 * STROKES.ball
"""Room between a place and its name."""
BELOW_CURVE = 0.05
"""How far the cost axis goes below its lowest curve, where that were on its line; of its height."""
FLAT = 1e-3
"""Least span of the cost axis, in that of the losses drawn."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape on the left; the three ingredients and the loss on the right."""
        self.run = self.plan.runs["gradient_descent"]
        self.track = self.plan.table["gradient_descent"]
        slots = self.layout.panel.rows(1, 1, 1, 1.2, 6.4, gap=self.layout.gap / 3)
        self._build_surface()
        self._build_runner(slots[4])
        self._build_pointers()
        self._build_ingredients(*slots[:4])
        self._name_arrows()
        self._name_marks()

    def _build_surface(self) -> None:
        surface, theme, stage = self.plan.surface, self.theme, self.layout.stage
        disc = self.plan.disc
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        ground = stage.inset(bottom=self._room_for_departures())
        self.surface = Surface3D(surface.loss, surface.gradient, domain, ground, theme)
        self.azimuths = self._azimuths()
        self.azimuth, self.elevation = Track(self.azimuths[0]), Track(ELEVATIONS[0])
        self.azimuth.to(self.azimuths[1], 0, self.frames - 1, linear)
        self.fog_track = Track(1.0)
        self.scale = self._scale()
        self.surface_part = self.add_part(self.surface, self._look)
        triad = Triad(self.surface, stage, theme)
        self.corner = triad.extent
        names = TriadNames(triad, ("$theta_1$", "$theta_2$", "$J$"))
        self.triad = (
            self.add_part(triad, with_view(self.surface)),
            self.add_part(names, with_view(self.surface, names.show)),
        )

    def _azimuths(self) -> tuple[float, float]:
        """The eye's first and last azimuth: the usual, or others from which more is seen."""
        domain, surface = self.surface.domain, self.plan.surface
        paths = [_few(run.theta[domain.contains(run.theta)]) for run in self.plan.runs.values()]
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

    def _room_for_departures(self) -> float:
        """Height below the surface for what is said of paths that leave it."""
        count = len(self.plan.departures)
        return SIZES.small * (LEADING * count + 1 / 2) if count else 0.0

    def _scale(self) -> float:
        """The largest scale at which the surface fits its slot from every side it is seen from."""
        around = np.linspace(*self.azimuths, 9)
        views = [self.surface.fitted(a, e) for a in around for e in ELEVATIONS]
        return min(view.scale for view in views)

    def _look(self, frame: int) -> Hashable:
        domain, table = self.surface.domain, self.track
        azimuth, elevation = self.azimuth.at(frame), self.elevation.at(frame)
        view = self.surface.fitted(azimuth, elevation, self.scale)
        ball = domain.world(table.theta[frame], np.asarray(table.loss[frame]))
        fog = np.array([ball[0], ball[1], GROUND, self.fog_track.at(frame)])
        self.surface.look(view, fog if fog[3] > 0 else None)
        return view, tuple(fog)

    def _build_pointers(self) -> None:
        """What the words point at: lines of equal parameter, the height, gradient and step."""
        theme = self.theme
        self.cross, self.height = Dashes(theme.text), Dashes(theme.text, dash=0)
        self.cross_part = self.add_part(self.cross, with_view(self.surface, self._place_cross))
        self.height_part = self.add_part(self.height, with_view(self.surface, self._place_height))
        what = "cost $J(theta)$" if self._zero_is_near else "cost above the lowest"
        self.height_name = self._height_name(what)
        gradient, step = self.plan.gradient, self.plan.step
        self.arrows = {
            "uphill": self._arrow(gradient, theme.gradient),
            "downhill": self._arrow(gradient, theme.text, sign=-1.0),
            "step": self._arrow(step, theme.rate),
        }
        self.notes = [self._note("arrows", gradient), self._note("this arrow", step)]

    @property
    def _one_scale(self) -> bool:
        """Whether the step is drawn as many times as long as the gradient."""
        gradient, step = self.plan.gradient, self.plan.step
        return gradient is None or step is None or gradient.times == step.times

    def _arrow(self, arrow: Arrow | None, colour: str, sign: float = 1.0) -> Part:
        drawn = SurfaceArrow(self.surface, self.plan.surface.loss, colour, self.theme)
        drawn.show(self.run.theta[0], sign * arrow.drawn if arrow is not None else np.zeros(2))
        return self.add_part(drawn, with_view(self.surface))

    def _note(self, what: str, arrow: Arrow | None) -> Part:
        text = f"{what} drawn {times_as_long(arrow.times)}" if arrow is not None else ""
        stage = self.layout.stage
        return self.add_part(
            words(text, SIZES.small, self.theme.quiet).put(stage.left, stage.bottom)
        )

    def _place_cross(self) -> None:
        domain = self.surface.domain
        theta = self.run.theta[0]
        along = np.linspace(-CROSS, CROSS, 40)[:, None] * domain.radius
        lines = [theta + along * np.eye(2)[axis] for axis in range(2)]
        self.cross.show(*(self._on_surface(line[domain.contains(line)]) for line in lines))

    def _on_surface(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.surface.at(theta, self.plan.surface.loss(theta))[:, :2]

    def _place_height(self) -> None:
        ends = self._height_ends()
        foot = ends[0] + np.array([[-FOOT, 0.0], [FOOT, 0.0]])
        self.height.show(ends, foot)

    @property
    def _zero_is_near(self) -> bool:
        """Whether a loss of 0 is not far below what is drawn."""
        domain = self.surface.domain
        return 0 <= domain.low < (domain.high - domain.low) / 2

    def _height_ends(self) -> NDArray[np.float64]:
        """From a loss of 0, or the lowest where 0 is far below, up to the ball, (2, 2)."""
        foot = 0.0 if self._zero_is_near else self.surface.domain.low
        losses = np.array([foot, self.run.loss[0]])
        return self.surface.at(np.stack([self.run.theta[0]] * 2), losses)[:, :2]

    def _height_name(self, code: str) -> Part:
        """Beside the middle of the line that is the cost."""
        label = formula(code, SIZES.label, self.theme.text).cased(self.theme.casing)

        def place() -> None:
            middle, ball = self._height_ends().mean(axis=0), self.runner.ball
            away = ball.radius + abs(float(ball.centre[0] - middle[0]))
            point = np.array([ball.centre[0], middle[1]])
            rise = -0.25 * SIZES.label
            beside(label, point, self.layout.stage, away + SIZES.label / 2, rise)

        return self.add_part(label, with_view(self.surface, place))

    def _name_arrows(self) -> None:
        """Names at the arrows' tips, clear of all arrows; one at the ball where there is none."""
        theme, gradient, step = self.theme, self.plan.gradient, self.plan.step
        if gradient is None or step is None:
            named = {
                "uphill": ("gradient $nabla J = 0$", theme.gradient),
                "downhill": ("", theme.text),
                "step": ("no step, $-alpha thin nabla J = 0$", theme.rate),
            }
        else:
            named = {
                "uphill": ("gradient $nabla J$", theme.gradient),
                "downhill": ("downhill, $-nabla J$", theme.text),
                "step": ("one step, $-alpha thin nabla J$", theme.rate),
            }
        self.arrow_names: dict[str, Part] = {}
        named_in = ((Beats.slope, ("uphill", "downhill")), (Beats.step_length, ("step",)))
        for played, kinds in named_in:
            arrows = [self.arrows[kind].mobject for kind in (*kinds, "downhill")]
            naming = Naming(self.layout.stage, self._corners(self.notes))
            for kind, arrow in zip(kinds, arrows, strict=False):
                label = formula(named[kind][0], SIZES.label, named[kind][1])
                clear = CLEAR if gradient is None else SIZES.label / 2
                self.arrow_names[kind] = self._add_name(
                    naming, label, partial(getattr, arrow, "tip"), clear, RIGHT
                )
            ink = partial(self._arrows_ink, arrows)
            naming.settle(self._moments(played, 0.0, ELEVATIONS[0]), ink)

    def _arrows_ink(self, arrows: Sequence[SurfaceArrow]) -> NDArray[np.float64]:
        shafts = [_discs(arrow.shaft, STROKES.arrow_tip / 2) for arrow in arrows]
        ball = self._seen_at(self.run.theta[:1], self.run.loss[:1])
        return np.concatenate([*shafts, _discs(ball, 1.5 * STROKES.ball)])

    def _moments(
        self, played: Beat[Params], since: float, elevation: float
    ) -> list[Callable[[], None]]:
        """What brings the eye to where it is in a beat, from a share of it on."""
        stretch = self.score[played]
        frames = np.linspace(stretch.start + since * stretch.frames, stretch.stop, 5)

        def look(frame: float) -> None:
            view = self.surface.fitted(self.azimuth.at(frame), elevation, self.scale)
            self.surface.look(view)

        return [partial(look, float(frame)) for frame in frames]

    def _add_name(
        self,
        naming: Naming,
        label: Label,
        point: Callable[[], NDArray[np.float64]],
        clear: float,
        first: Side,
        *,
        may_go: bool = False,
    ) -> Part:
        name = naming.add(Name(label.cased(self.theme.casing), point, clear, first, may_go))
        return self.add_part(label, with_view(self.surface, name.put))

    def _corners(self, notes: Sequence[Part]) -> list[Extent]:
        """Where other words stand: the triad's names and the notes below."""
        low, high = np.array(self.corner()).reshape(2, 2)
        boxes = [(*low.tolist(), *high.tolist())]
        return boxes + [covered(part.mobject) for part in notes]

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
        self.departures = [self._departure(row, r) for row, r in enumerate(self._leaving())]
        x, y = (0.0, float(run.steps_asked)), self._cost_span()
        axes = Axes(
            plot_area(slot), x, y, theme, x_ticks=whole_ticks(x[1], 5), y_ticks=nice_ticks(*y, 4)
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

    def _leaving(self) -> list[Runner]:
        return [r for r in (self.runner, *self.others) if r.name in self.plan.departures]

    def _departure(self, row: int, runner: Runner) -> Part:
        whose = "ball" if runner is self.runner else "other ball"
        text = f"The {whose} left the picture: {self.plan.departures[runner.name]}."
        stage = self.layout.stage
        return runner.add_departure(text, stage.left, stage.bottom + LEADING * SIZES.small * row)

    def _cost_span(self) -> tuple[float, float]:
        """Ends of the cost axis: all losses, or so much as lies not far beyond those drawn.

        It begins at 0, or at the least loss, or a little below, so that no curve lies on its line.
        """
        losses = np.concatenate([run.loss for run in self.plan.runs.values()])
        low, high = self.surface.domain.low, self.surface.domain.high
        beyond, least_span = (high - low) * BEYOND, (high - low) * FLAT
        top = min(float(losses.max()), high + beyond)
        least = max(float(losses.min()), low - beyond)
        top = max(1.08 * top, least_span) if least >= 0 else max(top, least + least_span)
        low = min(0.0, least)
        below = BELOW_CURVE * (top - low)
        return low - (below if least - low < below else 0.0), top

    def _build_marks(self) -> None:
        """Crosses at minima and rings at starts; their names come when all is there."""
        surface, theme = self.plan.surface, self.theme
        lowest = float(surface.minimum_values.min(initial=np.inf))
        near = LOWEST * (self.surface.domain.high - lowest)
        self.named: list[tuple[str, Mark]] = []
        self.marks: list[Part] = []
        self.other_marks: list[Part] = []
        for theta, loss in zip(surface.minima, surface.minimum_values, strict=True):
            if not self.surface.domain.contains(theta):
                continue
            mark = Mark(self.surface, theta, float(loss), theme.minimum, theme, ring=False)
            self.marks.append(self.add_part(mark, with_view(self.surface)))
            if loss - lowest < near:
                self.named.append(("global minimum", mark))
            elif len(surface.minima) <= MOST_NAMED:
                self.named.append(("a local minimum", mark))
        self.marks.append(self._ring(self.run, "start"))
        self.other_marks += [self._ring(other.run, "another start") for other in self.others]

    def _ring(self, run: Descent, text: str) -> Part:
        mark = Mark(
            self.surface, run.theta[0], float(run.loss[0]), self.theme.text, self.theme, ring=True
        )
        self.named.append((text, mark))
        return self.add_part(mark, with_view(self.surface))

    def _name_marks(self) -> None:
        """Starts first, then minima, the global ones before the local."""
        naming = Naming(self.surface.slot, self._corners(self.departures))
        order = ("start", "another start", "global minimum", "a local minimum")
        parts = []
        for text, mark in sorted(self.named, key=lambda named: order.index(named[0])):
            colour = self.theme.text if mark.ring else self.theme.minimum
            label = words(text, SIZES.small, colour)
            first = RIGHT_ABOVE if mark.ring else RIGHT_BELOW
            part = self._add_name(
                naming, label, partial(getattr, mark, "centre"), CLEAR, first, may_go=not mark.ring
            )
            parts.append(part)
            (self.other_marks if text == "another start" else self.marks).append(part)
        moments = [self._moments(Beats.lift, 0.3, elevation) for elevation in ELEVATIONS]
        naming.settle(moments[0][:3] + moments[1], self._marks_ink)
        for name, part in zip(naming.names, parts, strict=True):
            if name.side is None:
                part.presence.first = 0.0

    def _marks_ink(self) -> NDArray[np.float64]:
        marks = [_discs(mark.centre[None], STROKES.ball) for _, mark in self.named]
        paths = []
        for runner in (self.runner, *self.others):
            line = self._seen_at(_few(runner.line.theta), _few(runner.line.loss))
            end = self._seen_at(runner.run.theta[-1:], runner.run.loss[-1:])
            paths += [_discs(line, STROKES.thick), _discs(end, STROKES.ball)]
        return np.concatenate([*marks, *paths])

    def _seen_at(
        self, theta: NDArray[np.float64], loss: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        return self.surface.at(theta, loss)[:, :2]

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

        rate.show(significant(float(self.run.learning_rate[0])))
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

    @beat(Beats.fog)
    def fog(self, cue: Cue) -> None:
        """The landscape in fog, then the ball."""
        cue.show(self.surface_part)
        cue.show(self.runner.ball_part, at=0.35)

    @beat(Beats.parameters)
    def parameters(self, cue: Cue) -> None:
        """Where the ball is."""
        cue.show(*self.triad, self.cross_part)
        cue.show(self.where, at=0.2)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """How high it is."""
        cue.hide(self.cross_part)
        cue.show(self.height_part, self.height_name)
        cue.show(self.cost_part, at=0.2)

    @beat(Beats.slope)
    def slope(self, cue: Cue) -> None:
        """The gradient uphill, and the other way."""
        cue.hide(self.height_part, self.height_name)
        cue.show(self.arrows["uphill"], self.arrow_names["uphill"], self.notes[0], at=0.1)
        cue.show(self.arrows["downhill"], self.arrow_names["downhill"], at=0.6)

    @beat(Beats.step_length)
    def step_length(self, cue: Cue) -> None:
        """The step that the learning rate makes of the gradient."""
        cue.hide(
            self.arrows["uphill"], *(self.arrow_names[kind] for kind in ("uphill", "downhill"))
        )
        if not self._one_scale:
            cue.hide(self.arrows["downhill"], self.notes[0])
            cue.show(self.notes[1])
        cue.show(self.arrows["step"], self.arrow_names["step"], at=0.1)
        cue.show(self.rate, at=0.1)
        cue.show(self.rule, at=0.4)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """The ball walks, the loss curve with it."""
        cue.hide(
            self.arrows["step"], self.arrow_names["step"], self.arrows["downhill"], *self.notes
        )
        cue.show(self.axes, self.axes_names, self.curve, self.runner.trail_part)
        cue.show(*self.departures)

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """The fog lifts; start and minima get their names."""
        cue.move(self.fog_track, 0.0, at=0.0, until=0.35)
        cue.move(self.elevation, ELEVATIONS[1], at=0.0, until=0.5)
        cue.show(*self.marks, at=0.3)
        for other in self.others:
            cue.show(*other.parts, at=OTHER_SETS_OFF - 0.1)
        cue.show(*self.other_marks, at=OTHER_SETS_OFF - 0.1)


def _few(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """No more than ``ENOUGH`` of the values along a path, evenly spread."""
    return values[:: -(-len(values) // ENOUGH) or 1]


def _discs(points: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """(n, 3): points (n, 2) as discs of ink."""
    return np.column_stack([points, np.full(len(points), radius)])
