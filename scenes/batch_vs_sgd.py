"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore.datasets import Dataset
from scenes.components.contour_map import ContourMap
from scenes.components.log_range import log_range, log_ticks
from scenes.components.path import Dashes, Mark
from scenes.components.plot import LEFT, RIGHT, Axes, Band, DataPlot, FittedLine, Ticks, plot_area
from scenes.components.readout import Product
from scenes.components.surface import Surface3D, fit_domain
from scenes.components.text import Label, formula, words
from scenes.components.triad import Triad, TriadNames
from scenes.landmark import BELOW, Side, add_mark, calm_side, with_view
from scenes.layout import Slot
from scenes.lesson_scene import LessonScene, Part, Plane, beat
from scenes.numerals import in_formula, nice_ticks, significant, tick_texts, whole_ticks
from scenes.plans.batch_vs_sgd import Beats, Params, Plan
from scenes.runner import Runner
from scenes.theme import SIZES, STROKES, WAITING
from scenes.timeline import Cue, Track

Array = NDArray[np.float64]

FROM_THE_SIDE = (-72.0, 40.0)
FROM_ABOVE = (-90.0, 89.0)
HEIGHT = 0.55
NAME_WIDTH = 1.42
"""Room for a method's name in the column of rules."""
HEADROOM = 0.3
"""Decades above the highest tick."""
DECADES_UP, MOST_DECADES = 1.0, 7.0
"""Decades of loss drawn above the start's and the noise floor, at most, and in all."""
MOST_TICKS = 5
ACROSS = 64
"""Places at which a plot is looked at for one without curves."""
LENS = 1.66
"""Size of the magnified ground."""
LENS_SHARE, LENS_ROOM = 4, 1.15
"""One part in this many of a path, its end, is what the lens shows, with room about it."""
MAGNIFIED = 400.0, 3.0
"""Most and least radius of the surface in sizes of what a lens shows."""
LENS_FADED, LENS_LIVELY = 0.07, 3
"""In the lens, how many steps are drawn in full, and how opaque those before, which hide them."""
STRAYING, MOST = 1.6, 0.99
"""How much farther from the minimum than the start a path is followed, and the share of its steps
that is to be seen however far they go."""
ROOM = 1.22
"""Radius of the surface in lengths from the minimum to the farthest point of a path."""


class BatchVsSgd(LessonScene[Params, Plan]):
    """Same start, same data, same budget of gradient evaluations."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """Surface and paths on the left, data and loss on the right, the two rules below."""
        plot_slot, rules_slot = self.layout.panel.rows(2, 1, gap=self.layout.gap)
        self._build_card()
        self._build_axes(plot_slot)
        self._build_surface()
        self._build_data(plot_slot)
        self._build_runners()
        self._build_rules(rules_slot)

    def _build_card(self) -> None:
        slot = self.layout.title
        rate = in_formula(significant(self.params.learning_rate))
        lines = (
            f"same start, same {len(self.plan.data):,} samples, seed {self.lesson.seed}",
            f"all begin at the lesson's rate $alpha = {rate}$",
        )
        card = Group()
        for line, baseline in zip(lines, slot.lines(2, SIZES.small), strict=True):
            label = formula(line, SIZES.small, self.theme.quiet)
            card.add(label.put(slot.right, baseline, "right"))
        self.card = self.add_part(card)

    def _build_rules(self, slot: Slot) -> None:
        first, second, third = slot.rows(2, 2, 1, gap=self.layout.gap / 3)
        n = len(self.plan.data)
        self.counters: dict[str, Part] = {}
        self.batch_rule = self._rule(
            first,
            ("Batch", f"all {n:,} samples, $theta = (w, b)$", "J"),
            ("batch", "batch_by_work"),
            n,
        )
        self.stochastic_rule = self._rule(
            second, ("Stochastic", "$J_i$: the loss on one sample $i$", "J_i "),
            ("stochastic", "stochastic_by_work"), 1,
        )  # fmt: skip
        (line,) = third.lines(1, SIZES.label)
        title = words("Shrinking", SIZES.label, self.theme.decaying, "semibold")
        title.put(third.left, line)
        slower = in_formula(significant(self.params.decay))
        decay = f"$alpha_t = alpha \\/ (1 + {slower} thin t)$, step $t$"
        rule = formula(decay, SIZES.label, self.theme.text)
        rule.put(third.left + NAME_WIDTH, line)
        self.decaying_rule = self.add_part(Group(title, rule))
        verdicts = zip((first, second), self.plan.manners, strict=True)
        self.verdicts = tuple(
            self.add_part(
                words(text, SIZES.label, self.theme.text).put(
                    row.left + NAME_WIDTH, row.lines(2, SIZES.label)[1]
                )
            )
            for row, text in verdicts
        )

    def _rule(
        self, slot: Slot, text: tuple[str, str, str], names: tuple[str, str], batch_size: int
    ) -> tuple[Part, Part]:
        """Name and rule; what a step looks at; and, in its place later, the work so far."""
        name, about, loss = text
        runners = [self.runners[name] for name in names]
        colour = runners[0].colour
        first, second = slot.lines(2, SIZES.label)
        title = words(name, SIZES.label, colour, "semibold").put(slot.left, first)
        step = f'#text(fill: rgb("{self.theme.gradient}"), $nabla {loss}(theta_"old")$)'
        alpha = f'#text(fill: rgb("{self.theme.rate}"), $alpha$)'
        rule = formula(
            f'$theta_"new" = theta_"old" - {alpha} thin {step}$', SIZES.label, self.theme.text
        ).put(slot.left + NAME_WIDTH, first)
        note = formula(about, SIZES.small, self.theme.quiet).put(slot.left + NAME_WIDTH, second)
        for runner in runners:
            runner.parts += (self._counter(runner, slot, second, batch_size),)
        return (
            self.add_part(Group(title, rule), opacity=WAITING),
            self.add_part(note, opacity=WAITING),
        )

    def _counter(self, runner: Runner, slot: Slot, baseline: float, batch_size: int) -> Part:
        """The work of a run so far, which comes and goes with its curves.

        It stands under the rule, or farther left where its longest line has no room there.
        """
        x, last = slot.left + NAME_WIDTH, runner.run.steps
        work = Product(x, baseline, batch_size, "evaluations", self.theme, over=", diverged")
        widest = work.width_at(last, over=self.plan.diverged(runner.name))
        work.x = max(slot.left, min(x, slot.right - widest))

        def count(frame: int) -> Hashable:
            step = int(runner.track.step[frame])
            over = self.plan.diverged(runner.name) and step == runner.run.steps
            work.show(step, int(runner.run.gradient_evaluations[step]), over=over)
            return step, over

        self.counters[runner.name] = self.add_part(work, count)
        return self.counters[runner.name]

    def _build_axes(self, slot: Slot) -> None:
        """Axes of loss against batch steps, and against the evaluations of the race."""
        plan, n, area = self.plan, len(self.plan.data), plot_area(slot)
        held = [plan.excess("batch")[0], *(plan.floor or ())]
        seen = np.concatenate([plan.excess(name) for name in plan.runs] + [*plan.means.values()])
        low, high = log_range(held, seen, above=DECADES_UP, decades=MOST_DECADES)
        ticks = log_ticks(low, high, MOST_TICKS)

        def axes(steps: int, x_ticks: Array) -> Axes:
            x, y = (0.0, float(steps * n)), (low, high * 10.0**HEADROOM)
            return Axes(area, x, y, self.theme, log_y=True, x_ticks=x_ticks, y_ticks=ticks)

        steps = self.params.steps
        self.step_axes = axes(steps, whole_ticks(steps, 5) * n)
        counted = axes(steps, self._work_ticks(steps * n, area))
        self.work_axes = axes(plan.work_steps, self._work_ticks(plan.work_steps * n, area))
        bare = axes(steps, np.zeros(0))
        name = bare.y_name("loss above the minimum, $J(theta) - J_min$")
        self.loss_frame = self.add_part(Group(name, bare.y_numbers()))
        self.loss_lines = self.add_part(bare)
        per_step = tick_texts(self.step_axes.x_ticks / n)
        self.by_step = (self._x_axis(self.step_axes, per_step), self._x_name("optimizer steps"))
        names = ("gradient evaluations", self._name_of_work(area))
        self.by_work = (self._x_axis(counted), self._x_name(names[0]))
        self.by_race = (
            self._x_axis(self.work_axes) if plan.is_cut else self.by_work[0],
            self._x_name(names[1]) if names[0] != names[1] else self.by_work[1],
        )
        self._build_floor()

    def _work_ticks(self, most: int, area: Slot) -> Array:
        """As many evaluations as have room for their numbers."""
        width = words(tick_texts([most])[0], SIZES.small, self.theme.quiet).width
        return whole_ticks(most, int(np.clip(area.width / (1.5 * width), 2, 5)))

    def _x_axis(self, axes: Axes, texts: tuple[str, ...] | None = None) -> Part:
        """Ticks and their numbers, which come and go together."""
        return self.add_part(Group(Ticks(axes), axes.x_numbers(texts)))

    def _x_name(self, name: str) -> Part:
        return self.add_part(self.step_axes.x_name(name))

    def _name_of_work(self, area: Slot) -> str:
        """What the race's axis counts, how much of the race it is, and what is drawn in bold."""
        plan = self.plan
        race = f"{plan.work_steps:,} of {self.params.steps:,} steps" if plan.is_cut else ""
        mean = f"bold: mean of {len(plan.data):,}" if plan.means else ""
        notes = [part for part in (race, mean) if part]
        names = [", ".join(["gradient evaluations", *notes]), ", ".join(["evaluations", *notes])]
        most = LEFT + area.width + RIGHT
        fitting = [
            text for text in names if words(text, SIZES.small, self.theme.quiet).width <= most
        ]
        return fitting[0] if fitting else names[-1].partition(", ")[2]

    def _build_floor(self) -> None:
        """The band of the noise floor, if there is one, and what is to be said of it."""
        plan, axes, theme = self.plan, self.work_axes, self.theme
        self.band: tuple[Part, ...] = ()
        if plan.floor is not None:
            self.band = (self.add_part(Band(axes, axes.x, plan.floor, theme.stochastic)),)
        label = words(plan.floor_words, SIZES.small, theme.stochastic).cased(theme.casing)
        self.band_name = label.put(axes.slot.right, self._calm_line(label.width), "right")

    def _calm_line(self, width: float) -> float:
        """The baseline in the race's plot with least on it; of equals, the highest.

        The words end at the plot's right edge and are ``width`` wide.
        """
        plan, axes, slot = self.plan, self.work_axes, self.work_axes.slot
        work = {"batch_by_work": len(plan.data), "stochastic_by_work": 1, "decaying": 1}
        across = np.linspace(slot.right - width, slot.right, ACROSS)
        heights = []
        for name, per_step in work.items():
            loss = plan.excess(name)
            points = axes.at(np.arange(len(loss), dtype=float) * per_step, loss)
            heights.append(
                np.interp(across, points[:, 0], points[:, 1], right=slot.bottom - slot.height)
            )
        lines = np.linspace(slot.top - SIZES.small, slot.bottom + SIZES.small / 2, ACROSS)
        middles = lines[:, None] + SIZES.small / 3
        crossed = np.abs(np.concatenate(heights) - middles) < 0.8 * SIZES.small
        return float(lines[int(np.argmin(crossed.sum(axis=1)))])

    def _build_surface(self) -> None:
        plan, theme = self.plan, self.theme
        problem = plan.problem
        domain = fit_domain(problem.loss, plan.minimum, ROOM * self._reach(), HEIGHT)
        stage = self.layout.stage
        self.surface = Surface3D(problem.loss, problem.gradient, domain, stage, theme)
        self.azimuth, self.elevation = Track(FROM_THE_SIDE[0]), Track(FROM_THE_SIDE[1])

        fitted = lru_cache(maxsize=1)(self.surface.fitted)  # the eye rests most of the time

        def look(frame: int) -> Hashable:
            view = fitted(self.azimuth.at(frame), self.elevation.at(frame))
            self.surface.look(view)
            return view

        self.surface_part = self.add_part(self.surface, look)
        triad = Triad(self.surface, stage, theme)
        names = TriadNames(triad, ("$w$", "$b$", "$J$"))

        self.triad = (
            self.add_part(triad, with_view(self.surface)),
            self.add_part(names, with_view(self.surface, names.show), plane=Plane.NAMES),
        )

    def _reach(self) -> float:
        """From the minimum to the farthest point of a path that is to be seen.

        A path that strays farther than STRAYING times the start's distance leaves the picture,
        but not where most of its steps lie as far off, as those of a start near the minimum do.
        """
        plan = self.plan
        walked = {n: run for n, run in plan.runs.items() if not n.endswith("_first")}
        away = {n: np.hypot(*(run.theta - plan.minimum).T) for n, run in walked.items()}
        usual = [float(np.quantile(each, MOST)) for n, each in away.items() if not plan.diverged(n)]
        start = float(away["batch"][0])
        farthest = max(float(each.max()) for each in away.values())
        return min(farthest, max([STRAYING * start, *usual]))

    def _build_data(self, slot: Slot) -> None:
        data: Dataset = self.plan.data
        area = plot_area(slot)
        x, y = _span(data.x), _span(data.y)
        across, up = nice_ticks(*x, 5), nice_ticks(*y, 4)
        axes = Axes(area, x, y, self.theme, x_ticks=across, y_ticks=up, scaled=True)
        names = Group(
            axes.x_words(_quantity(data.x_name, data.x_unit)),
            axes.y_words(_quantity(data.y_name, data.y_unit)),
            axes.x_numbers(),
            axes.y_numbers(),
        )
        self.data_frame = self.add_part(names)
        self.data_lines = self.add_part(axes)
        self.data_plot = DataPlot(axes, data.x, data.y, self.theme)
        self.samples = self.add_part(self.data_plot, self._draw_lines)

    def _draw_lines(self, frame: int) -> Hashable:
        lines, lit = [], None
        for runner in self.runners.values():
            shown = runner.ball_part.shown(frame)
            if shown <= 0:
                continue
            slope, intercept = self.plan.scaled.line_in_units(runner.theta(frame))
            width = STROKES.thin if runner.thin else STROKES.thick
            lines.append(FittedLine(float(slope), float(intercept), runner.colour, width, shown))
            lit = self._lit(runner, frame) or lit
        self.data_plot.show(lines, lit)
        return tuple(lines), None if lit is None else (lit[0].tobytes(), lit[1], lit[2])

    def _lit(self, runner: Runner, frame: int) -> tuple[NDArray[Any], str, float] | None:
        """The samples of the step in hand: all for batch, one for stochastic."""
        step, position = int(runner.track.step[frame]), runner.position(frame)
        asked = runner.name.endswith("_first") or runner.name == "stochastic"
        if not asked or step >= runner.run.steps or position == 0:
            return None
        samples = runner.run.batches[step]
        indices = np.arange(len(self.plan.data)) if samples is None else np.asarray(samples)
        phase = float(runner.track.phase[frame])
        return indices, runner.colour, float(np.clip(6 * min(phase, 1.02 - phase), 0.0, 1.0))

    def _build_runners(self) -> None:
        plan, theme = self.plan, self.theme
        unit = self.layout.stage.height / 2 / self.surface.domain.radius
        least = float(plan.problem.loss(plan.minimum))
        self.turn = Track(0.0)
        colours = {"batch": theme.batch, "stochastic": theme.stochastic, "decaying": theme.decaying}
        self.runners: dict[str, Runner] = {}
        for name, run in plan.runs.items():
            kind = name.split("_")[0]
            self.runners[name] = Runner(
                self, name, run, self.surface, unit, colours[kind], thin=kind != "batch"
            )
        in_order = [self.runners[name] for name in sorted(self.runners)]
        for runner in reversed(in_order):  # batch last, on top
            runner.add_trail()
        self._build_lens(self.runners["decaying"])
        self.named: list[Callable[[], Array]] = []
        """Places (n, 2) under the names of the marks so far, as the surface is looked at now."""
        self.marks = self._mark(plan.minimum, ("minimum", theme.minimum), ring=False)
        start = np.asarray(self.params.start)
        self.start_mark = self._mark(start, ("start", theme.text), ring=True)
        for runner in in_order:  # the small stochastic ball in front of batch's
            runner.add_ball()
        self._build_departures()
        for runner in reversed(in_order):
            self._add_curves(runner, least)
        self.band_label = self.add_part(self.band_name, plane=Plane.STAGE)

    def _build_lens(self, runner: Runner) -> None:
        """The ground about the minimum, magnified: the last steps of the shrinking rate.

        There is none where they lie far apart, or on one another however near one looks.
        """
        plan, theme = self.plan, self.theme
        late = runner.run.theta[-max(1, len(runner.run.theta) // LENS_SHARE) :] - plan.minimum
        half = LENS_ROOM * float(np.abs(late).max())
        least, most = (self.surface.domain.radius / times for times in MAGNIFIED)
        self.lens: tuple[Part, ...] = ()
        if plan.diverged(runner.name) or not least <= half <= most:
            return
        slot = self.layout.stage.corner(LENS)
        lens = ContourMap(plan.problem.loss, plan.problem.gradient, plan.minimum, half, slot, theme)
        around = plan.minimum + half * np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]])
        place = Dashes(theme.quiet, STROKES.hair, dash=0)

        def point_at() -> None:
            seen = self.surface.at(around, plan.problem.loss(around))[:, :2]
            place.show(seen, *(np.stack([seen[k], slot.corners[k]]) for k in (0, 1)))

        self.surface.look(self.surface.fitted(*FROM_ABOVE))
        width = float(np.ptp(self.surface.at(around, plan.problem.loss(around))[:, 0]))
        times = slot.width / width
        name = words(f"magnified {significant(times, 2)} times", SIZES.small, theme.quiet)
        name.cased(theme.casing).put(slot.right, slot.top + 0.4 * SIZES.small, "right")
        close = Runner(self, runner.name, runner.run, lens, lens.unit, runner.colour, thin=True)
        pointer = self.add_part(place, with_view(self.surface, point_at))
        ground = self.add_part(lens, plane=Plane.STAGE)
        if close.long:
            close.trail.faded, close.trail.lively = LENS_FADED, LENS_LIVELY
        close.add_trail()
        mark = Mark(
            lens, plan.minimum, float(plan.problem.loss(plan.minimum)),
            theme.minimum, theme, ring=False,
        )  # fmt: skip
        cross = self.add_part(mark, plane=Plane.STAGE)
        close.add_ball()
        close.show_end_once_it_stays()
        self.lens = (pointer, ground, self.add_part(name, plane=Plane.STAGE), *close.parts, cross)

    def _mark(self, theta: Array, name: tuple[str, str], *, ring: bool) -> tuple[Part, ...]:
        problem, surface = self.plan.problem, self.surface
        loss = problem.loss(theta)
        lines = [runner.line for runner in self.runners.values()]
        paths = np.concatenate([line.theta for line in lines])
        losses = np.concatenate([line.loss for line in lines])
        told = self._told()

        def side(label: Label) -> Side:
            """The same from the side and from above, so that the name does not jump."""
            seen = []
            for view in (FROM_THE_SIDE, FROM_ABOVE):
                surface.look(surface.fitted(*view))
                there = [surface.at(paths, losses)[:, :2], told, *(name() for name in self.named)]
                seen.append((surface.at(theta, loss)[:2], np.concatenate(there)))
            return calm_side(label, seen, surface.slot, Side() if ring else BELOW)

        mark = add_mark(self, surface, theta, float(loss), name, ring=ring, side=side)
        label = mark[1]

        def under() -> Array:
            assert label.update is not None
            label.update(0)
            return _through(label.mobject)

        self.named.append(under)
        return mark

    def _build_departures(self) -> None:
        """A line for each method at the foot of the stage, for paths that leave the picture."""
        for name, runner in self.runners.items():
            runner.parts += (runner.add_departure(*self._departure(name)),)

    def _departure(self, name: str) -> tuple[str, float, float]:
        """What is said of a run that has left the picture, and where."""
        stage = self.layout.stage
        row = ("decaying", "stochastic", "batch").index(name.split("_", maxsplit=1)[0])
        return self.plan.departure(name), stage.left, stage.bottom + 1.3 * SIZES.small * row

    def _told(self) -> Array:
        """Places (n, 2) along the lines that will be said of paths that leave the picture."""
        lines = [np.zeros((0, 2))]
        for name, runner in self.runners.items():
            if runner.departures():
                text, x, baseline = self._departure(name)
                lines.append(_through(words(text, SIZES.small, self.theme.text).put(x, baseline)))
        return np.concatenate(lines)

    def _add_curves(self, runner: Runner, least: float) -> None:
        """Losses against steps, and against gradient evaluations; noisy ones with their mean."""
        name, n = runner.name, len(self.plan.data)
        batch, averaged = name.startswith("batch"), name in self.plan.means
        if name in ("batch", "stochastic"):
            runner.add_curve(self.step_axes, least, self._steps_to_work(n, batch=batch))
        elif not name.endswith("_first"):
            per_step = float(n if batch else 1)
            runner.add_curve(self.work_axes, least, lambda _: per_step, faint=averaged)
        if averaged:
            runner.add_mean(self.work_axes, self.plan.means[name])

    def _steps_to_work(self, n: int, *, batch: bool) -> Callable[[int], float]:
        """Units of the x axis a step: n for both, until the axis counts gradient evaluations."""
        if batch:
            return lambda _: float(n)
        return lambda frame: float(n ** (1.0 - self.turn.at(frame)))

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and surface first, then the two balls at one point."""
        cue.show(self.data_frame, self.data_lines, self.samples)
        cue.show(self.surface_part, *self.triad, *self.marks, at=0.08)
        cue.show(*self.start_mark, at=0.25)
        cue.show(*self._walk("batch_first"), *self._walk("stochastic_first"), at=0.25)
        cue.show(self.card, at=0.7)

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples."""
        cue.hide(*self._walk("stochastic_first"))
        cue.show(*self.batch_rule)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """Three steps over one sample each."""
        cue.hide(*self._walk("batch_first"))
        cue.show(*self._walk("stochastic_first"))
        cue.show(*self.stochastic_rule)

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """Both runs from the start, on an axis of steps."""
        cue.hide(*self._walk("stochastic_first"))
        cue.hide(self.data_frame, self.data_lines, self.samples)
        cue.show(self.loss_frame, self.loss_lines, *self.by_step)
        cue.show(*self.runners["batch"].parts, *self.runners["stochastic"].parts)
        cue.hide(self.batch_rule[1], self.stochastic_rule[1])

    @beat(Beats.count_the_work)
    def count_the_work(self, cue: Cue) -> None:
        """The axis turns into gradient evaluations."""
        cue.hide(*self.by_step, at=0.2)
        cue.show(*self.by_work, at=0.35)
        cue.move(self.turn, 1.0, at=0.3, until=0.75)

    @beat(Beats.same_work)
    def same_work(self, cue: Cue) -> None:
        """Both runs again, at the same number of gradient evaluations."""
        cue.hide(*self.runners["batch"].parts, *self.runners["stochastic"].parts)
        cue.hide(*(part for part in self.by_work if part not in self.by_race))
        cue.show(*(part for part in self.by_race if part not in self.by_work))
        cue.show(*self.runners["batch_by_work"].parts, *self.runners["stochastic_by_work"].parts)

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """From above, with the band in the loss plot."""
        cue.move(self.elevation, FROM_ABOVE[1], at=0.02, until=0.55)
        cue.move(self.azimuth, FROM_ABOVE[0], at=0.02, until=0.55)
        cue.show(*self.band, self.band_label, at=0.5)

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """The same samples in the same order, with steps that shrink."""
        cue.hide(*self._walk("stochastic_by_work"), *self._walk("batch_by_work"))
        cue.show(*self.runners["decaying"].parts, self.decaying_rule)
        cue.show(*self.lens, at=0.1)

    @beat(Beats.takeaway)
    def takeaway(self, cue: Cue) -> None:
        """Back to the side, all three where they ended."""
        cue.hide(*self.lens)
        cue.move(self.elevation, FROM_THE_SIDE[1], at=0.0, until=0.45)
        cue.move(self.azimuth, FROM_THE_SIDE[0], at=0.0, until=0.45)
        cue.show(*self._walk("batch_by_work"), *self._walk("stochastic_by_work"), at=0.1)
        cue.hide(*(self.counters[name] for name in ("batch_by_work", "stochastic_by_work")), at=0.1)
        cue.show(*self.verdicts, at=0.1)

    def _walk(self, name: str) -> tuple[Part, ...]:
        """The path, its ball, and the words that say where it has gone."""
        runner = self.runners[name]
        return runner.trail_part, runner.ball_part, runner.departure_part


def _through(label: Label) -> Array:
    """Places (n, 2) along the middle of some words."""
    across = np.arange(label.get_left()[0], label.get_right()[0], STROKES.ball)
    return np.stack([across, np.full(len(across), label.baseline + label.size / 3)], axis=-1)


def _span(values: Array) -> tuple[float, float]:
    """The values' range with a margin; from zero where they are all positive and near it."""
    low, high = float(values.min()), float(values.max())
    margin = 0.06 * (high - low)
    return (0.0 if 0 <= low < 0.4 * high else low - margin, high + margin)


def _quantity(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name
