"""Four learning rates on one quadratic: crawl, glide, ring, explode, and the limit between them."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from scenes.components.contour_map import ContourMap
from scenes.components.log_range import log_range, log_ticks
from scenes.components.number_line import NumberLine, Pointer
from scenes.components.path import Mark
from scenes.components.plot import BELOW, Axes, plot_area
from scenes.components.text import Digits, Label, formula, words
from scenes.layout import Slot
from scenes.lesson_scene import LessonScene, Part, Plane, beat
from scenes.naming import Name, Naming, covered
from scenes.numerals import in_formula, nice_ticks, running, significant, whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import PANELS, Beats, Params, Plan
from scenes.theme import DIMMED, SIZES, STROKES, WAITING
from scenes.timeline import Cue

CLEAR = 0.24
"""Room between a mark and its name."""
INSET = 0.16
"""Room between a map's edge and words on it."""
HEADING = 0.42
"""Height of a panel's heading."""
ROOM = 1.12
"""Half size of a map in sizes of what must lie on it."""
DECADES_UP, MOST_DECADES = 1.5, 8.0
"""Decades of loss drawn above the start's, and in all."""
MOST_TICKS = 5


class LearningRate(LessonScene[Params, Plan]):
    """Four panels in step, their losses on one logarithmic axis, and the limit 2/L."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """Maps above; rates on a line and losses below."""
        theme = self.theme
        self.colours = dict(zip(PANELS, theme.rates, strict=True))
        above, below = self.layout.body.rows(1.18, 1, gap=self.layout.gap / 2)
        panels = above.columns(len(PANELS), self.layout.gap)
        self.panels: dict[str, tuple[Part, ...]] = {}
        self.runners: dict[str, Runner] = {}
        for name, slot in zip(PANELS, panels, strict=True):
            self._build_panel(name, slot)
        left, right = below.columns(2, 2 * self.layout.gap)
        self._build_losses(right)
        self._build_rates(left)
        self._name_first_map()

    def _name_first_map(self) -> None:
        """The two parameters, the start and the minimum, on the first map."""
        first, theme = self.runners[PANELS[0]], self.theme
        slot, start = first.ground.slot, first.run.theta[0]
        places = [first.ground.at(theta, np.zeros(()))[:2] for theta in (start, np.zeros(2))]
        ink = np.array([[*place, STROKES.ball] for place in places])
        directions = self._directions(slot, below=not (start < 0).all())
        naming = Naming(slot, [covered(label) for label in directions])
        labels = []
        for text, place in zip(("start", "minimum"), places, strict=True):
            label = words(text, SIZES.small, theme.text).cased(theme.casing)
            labels.append(naming.add(Name(label, partial(np.copy, place), CLEAR)))
        naming.settle([lambda: None], lambda: ink)
        for name in labels:
            name.put()
        self.names = self.add_part(
            Group(*directions, *(name.label for name in labels)), plane=Plane.STAGE
        )

    def _directions(self, slot: Slot, *, below: bool) -> list[Label]:
        """Which way each parameter grows, in a map's lower or upper left corner."""
        first = slot.bottom + INSET if below else slot.top - INSET - 2.3 * SIZES.small
        labels = [
            formula(code, SIZES.small, self.theme.text).cased(self.theme.casing)
            for code in ("$theta_1 arrow.r$", "$theta_2 arrow.t$")
        ]
        return [
            label.put(slot.left + INSET, first + 1.3 * SIZES.small * row)
            for row, label in enumerate(labels)
        ]

    def _build_panel(self, name: str, slot: Slot) -> None:
        surface, theme = self.plan.surface, self.theme
        area = slot.inset(top=HEADING)
        ground = ContourMap(
            surface.loss, surface.gradient, np.zeros(2), self._half(area), area, theme
        )
        ground_part = self.add_part(ground)
        colour, run = self.colours[name], self.plan.runs[name]
        runner = Runner(self, name, run, ground, ground.unit, colour, thin=True)
        runner.add_trail()
        centre = np.zeros(2)
        low = float(surface.loss(centre))
        mark = Mark(ground, centre, low, theme.minimum, theme, ring=False)
        minimum = self.add_part(mark, plane=Plane.STAGE)
        runner.add_ball()
        gone = runner.add_departure("left the map", area.left + INSET, area.bottom + INSET)
        baseline = slot.top - 0.8 * SIZES.label
        times = self.plan.rates[name] * surface.largest_curvature
        title = formula(f"$alpha = {in_formula(significant(times))} \\/ L$", SIZES.label, colour)
        heading = self.add_part(title.put(slot.left, baseline))
        verdict = self._verdict(name, slot, baseline)
        self.runners[name] = runner
        self.panels[name] = (ground_part, minimum, heading, *runner.parts, gone)
        self.verdicts = {**getattr(self, "verdicts", {}), name: verdict}

    def _half(self, area: Slot) -> float:
        """Half height of a map that holds the start and every path up to the limit."""
        plan = self.plan
        staying = [plan.runs[name].theta for name, rate in plan.rates.items() if rate <= plan.limit]
        reached = np.abs(np.concatenate([[self.params.start], *staying])).max(axis=0)
        return ROOM * float(max(reached[1], reached[0] * area.height / area.width))

    def _verdict(self, name: str, slot: Slot, baseline: float) -> Part:
        """The loss after the last whole step, in the panel's heading."""
        track, run, theme = self.plan.table[name], self.plan.runs[name], self.theme
        loss = Digits(SIZES.small, theme.text)
        symbol = formula("$J =$", SIZES.small, theme.quiet)
        group = Group(symbol, loss)

        def update(frame: int) -> Hashable:
            value = _short(float(run.loss[track.step[frame]]))
            if value == loss.text:
                return value
            loss.show(value, slot.right, baseline, "right")
            symbol.put(float(loss.get_left()[0]) - SIZES.small / 3, baseline, "right")
            return value

        return self.add_part(group, update)

    def _build_losses(self, slot: Slot) -> None:
        runs = self.plan.runs.values()
        y = log_range(
            [run.loss[0] for run in runs],
            np.concatenate([run.loss for run in runs]),
            above=DECADES_UP,
            decades=MOST_DECADES,
        )
        x = (0.0, float(self.params.steps))
        axes = Axes(
            plot_area(slot), x, y, self.theme,
            log_y=True, x_ticks=whole_ticks(x[1], 6), y_ticks=log_ticks(*y, MOST_TICKS),
        )  # fmt: skip
        names = Group(
            axes.x_numbers(), axes.y_numbers(), axes.x_name("steps"), axes.y_name("loss $J(theta)$")
        )
        self.losses = (self.add_part(axes, opacity=WAITING), self.add_part(names, opacity=WAITING))
        self.curves = {name: runner.add_curve(axes) for name, runner in self.runners.items()}

    def _build_rates(self, slot: Slot) -> None:
        plan, theme = self.plan, self.theme
        curvature = plan.surface.largest_curvature
        most = max(2.4, 1.1 * max(plan.rates.values()) * curvature)
        line = NumberLine(slot, (0.0, most), nice_ticks(0.0, most, 6), theme)
        size = in_formula(significant(curvature, 3))
        title = formula(
            f"learning rate $alpha$ in units of $1 \\/ L$, here $L = {size}$",
            SIZES.small,
            theme.quiet,
        )
        title.put(slot.right, line.level - BELOW, "right")
        names = Group(title, line.numbers())
        self.line = (self.add_part(line, opacity=WAITING), self.add_part(names, opacity=WAITING))
        self.pointers: dict[str, Part] = {}
        for name, rate in plan.rates.items():
            self.pointers[name] = self.add_part(Pointer(line, rate * curvature, self.colours[name]))
        limit = line.limit(2.0, theme.text)
        label = formula(rf"limit $alpha = 2 \/ L${plan.limit_for}", SIZES.label, theme.text)
        x, y = line.limit_top(2.0)
        self.limit_parts = (
            self.add_part(limit),
            self.add_part(label.put(x, y + 0.12, "right" if x > slot.centre[0] else "left")),
        )

    # Beats

    @beat(Beats.one_start)
    def one_start(self, cue: Cue) -> None:
        """The four maps, and a ball on each."""
        for k, name in enumerate(PANELS):
            ground, minimum, _heading, _trail, ball, _gone = self.panels[name]
            cue.show(ground, minimum, at=0.04 * k)
            cue.show(ball, at=0.3)
        cue.show(self.names, at=0.3)

    @beat(Beats.four_rates)
    def four_rates(self, cue: Cue) -> None:
        """Each rate takes its place on the line, and heads its map."""
        cue.show(*self.line)
        for k, name in enumerate(PANELS):
            cue.show(self.panels[name][2], self.pointers[name], at=0.1 + 0.18 * k)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """All four, step by step."""
        cue.hide(self.names)
        cue.show(*self.losses, *self.curves.values(), *self.verdicts.values())
        for name in PANELS:
            cue.show(self.panels[name][3], self.panels[name][5])

    @beat(Beats.crawl)
    def crawl(self, cue: Cue) -> None:
        """The first alone."""
        self._only(cue, "crawl")

    @beat(Beats.glide)
    def glide(self, cue: Cue) -> None:
        """The second alone."""
        self._only(cue, "glide")

    @beat(Beats.ring)
    def ring(self, cue: Cue) -> None:
        """The third alone."""
        self._only(cue, "ring")

    @beat(Beats.explode)
    def explode(self, cue: Cue) -> None:
        """The fourth alone."""
        self._only(cue, "explode")

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """All four again, and the limit that the fourth has crossed."""
        for name in PANELS:
            cue.show(*self._of(name), *self._words_of(name))
        cue.show(*self.limit_parts, at=0.2)

    def _only(self, cue: Cue, chosen: str) -> None:
        """One map in full, on which the path is walked again."""
        again = (*self.panels[chosen][3:5], self.curves[chosen], self.verdicts[chosen])
        cue.hide(*again)
        cue.show(*again)
        for name in PANELS:
            for parts, stepped_back in ((self._of(name), DIMMED), (self._words_of(name), WAITING)):
                rest = [part for part in parts if part not in again]
                cue.dim(*rest, to=1.0 if name == chosen else stepped_back)

    def _of(self, name: str) -> tuple[Part, ...]:
        ground, minimum, _heading, trail, ball, _gone = self.panels[name]
        return ground, minimum, trail, ball, self.curves[name], self.pointers[name]

    def _words_of(self, name: str) -> tuple[Part, ...]:
        _ground, _minimum, heading, _trail, _ball, gone = self.panels[name]
        return heading, gone, self.verdicts[name]


def _short(value: float) -> str:
    """Three or four figures, and six decimals at most."""
    steps = ((1000, 0), (100, 0), (10, 1), (1, 2), (1e-3, 4))
    return running(value, next((decimals for least, decimals in steps if value >= least), 6))
