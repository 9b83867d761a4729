"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.surface.domain import fit_domain
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.lens import add_lens, half_width
from scenes.parts.marks import Marks, line_above, through
from scenes.parts.method_rule import MethodRule, name_room, named_rule, rule_slots
from scenes.parts.race_plot import RacePlot, Work
from scenes.parts.runner import Runner, departure_lines
from scenes.parts.surface_view import SurfaceView
from scenes.plans.batch_vs_sgd import (
    BATCH,
    BATCH_BY_WORK,
    BATCH_STEP,
    ONE_SAMPLE,
    SHRINKING,
    STOCHASTIC,
    STOCHASTIC_BY_WORK,
    WALKS,
    Beats,
    Method,
    Params,
    Plan,
    Walk,
)
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

Array = NDArray[np.float64]

FROM_THE_SIDE = (-72.0, 40.0)
FROM_ABOVE = (-90.0, 89.0)
HEIGHT = 0.55
STRAYING, MOST = 1.6, 0.99
"""How much farther from the minimum than the start a path is followed, and the share of its steps
that is to be seen however far they go."""
ROOM = 1.22
"""Radius of the surface in lengths from the minimum to the farthest point of a path."""
ROWS = (Method.SHRINKING, Method.STOCHASTIC, Method.BATCH)
"""From the lowest, the lines that say whose path has left the picture."""


class BatchVsSgd(LessonScene[Params, Plan]):
    """Same start, same data, same budget of gradient evaluations."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """Surface and paths on the left, data and loss on the right, the two rules below."""
        layout = self.layout
        (rules,), plot = layout.words_and_plot((1,), 2, layout.gap, plot_first=True)
        problem, minimum = self.plan.problem, self.plan.minimum
        room = self._build_card()
        self._build_plot(plot)
        domain = fit_domain(problem.loss, minimum, ROOM * self._reach(), HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            self, problem.loss, problem.gradient, domain, FROM_THE_SIDE, names, room_above=room
        )
        self.data = DataInset(self, plot, self.plan.data, self.plan.scaled.line_in_units)
        self._build_runners()
        self._build_rules(rules)

    def _build_card(self) -> float:
        """What both methods share; returns how much of the stage's height it takes."""
        layout = self.layout
        rate = self.say.numerals.in_formula(self.params.learning_rate)
        texts = (
            self.say("methods.same", count=len(self.plan.data), seed=str(self.lesson.seed)),
            self.say("methods.same_rate", rate=rate),
        )
        lines = [
            line
            for text in texts
            for line in wrapped(
                text, layout.stage.width, lambda code: formula(code, SIZES.small, self.theme.quiet)
            )
        ]
        slot, end = layout.card(LEADING * SIZES.small * len(lines)), layout.card_end
        for line, baseline in zip(lines, slot.lines(len(lines), SIZES.small), strict=True):
            line.put(slot.right if end == "right" else slot.left, baseline, end)
        self.card = self.add_part(Group(*lines))
        return max(0.0, layout.stage.top - slot.bottom)

    def _build_plot(self, slot: Slot) -> None:
        plan, samples = self.plan, len(self.plan.data)
        self.plot = RacePlot(
            self,
            slot,
            self.say("axes.excess"),
            Work(samples, self.params.steps, plan.work_steps),
            held=[plan.excess(BATCH)[0], *(plan.floor or ())],
            seen=np.concatenate([*map(plan.excess, WALKS), *plan.means.values()]),
            note=self.say("axes.mean_in_bold", count=samples) if plan.means else "",
        )

    def _reach(self) -> float:
        """From the minimum to the farthest point of a path that is to be seen.

        A path that strays farther than STRAYING times the start's distance leaves the picture,
        but not where most of its steps lie as far off, as those of a start near the minimum do.
        """
        plan = self.plan
        walked = [walk for walk in WALKS if not walk.is_single]
        away = {w: np.hypot(*(plan.runs[w.name].theta - plan.minimum).T) for w in walked}
        usual = [float(np.quantile(each, MOST)) for w, each in away.items() if not plan.diverged(w)]
        start = float(away[BATCH][0])
        farthest = max(float(each.max()) for each in away.values())
        return min(farthest, max([STRAYING * start, *usual]))

    def _build_runners(self) -> None:
        plan, theme, view = self.plan, self.theme, self.view
        colours = {
            Method.BATCH: theme.batch,
            Method.STOCHASTIC: theme.stochastic,
            Method.SHRINKING: theme.decaying,
        }
        self.runners = {
            walk: Runner(
                self, walk.name, plan.runs[walk.name], view.surface, view.unit,
                colours[walk.method], thin=walk.method is not Method.BATCH,
            )
            for walk in WALKS
        }  # fmt: skip
        for walk in reversed(WALKS):  # batch last, on top
            self.runners[walk].add_trail()
        self._build_lens()
        marks = Marks(
            self, view, (FROM_THE_SIDE, FROM_ABOVE), [*self.runners.values()], self._told()
        )
        minimum, start = self.say("places.minimum"), self.say("places.start")
        self.minimum = marks.add(plan.minimum, (minimum, theme.minimum), ring=False)
        self.start = marks.add(np.asarray(self.params.start), (start, theme.text), ring=True)
        for walk in WALKS:  # the small stochastic ball in front of batch's
            self.runners[walk].add_ball()
        for walk, runner in self.runners.items():
            runner.parts += (runner.add_departure(self._departure(walk)),)
        self._build_curves()
        self.data.runners = [*self.runners.values()]
        self.data.lighting = [self.runners[w] for w in (BATCH_STEP, ONE_SAMPLE, STOCHASTIC)]

    def _build_lens(self) -> None:
        """About the minimum, the last steps of the shrinking rate, where they can be seen there."""
        plan, runner = self.plan, self.runners[SHRINKING]
        half = half_width(runner.run.theta, plan.minimum, self.view.domain.radius)
        self.lens: tuple[Part, ...] = ()
        if half is not None and not plan.diverged(SHRINKING):
            gradient = plan.problem.gradient
            self.lens = add_lens(self, self.view, gradient, plan.minimum, half, runner, FROM_ABOVE)

    def _build_curves(self) -> None:
        """Losses against steps, and against gradient evaluations; noisy ones with their mean."""
        plan, plot = self.plan, self.plot
        for walk in reversed(WALKS):
            runner, each = self.runners[walk], plan.evaluations_a_step(walk)
            mean = plan.means.get(walk.name)
            if walk.beat is Beats.step_for_step:
                runner.add_curve(plot.step_axes, plan.least, plot.steps_to_work(each))
            elif not walk.is_single:
                runner.add_curve(plot.work_axes, plan.least, each, faint=mean is not None)
            if mean is not None:
                runner.add_mean(plot.work_axes, mean)
        drawn = (BATCH_BY_WORK, STOCHASTIC_BY_WORK, SHRINKING)
        curves = [(plan.excess(walk), plan.evaluations_a_step(walk)) for walk in drawn]
        plot.add_floor(plan.floor, self.say(plan.floor_words), curves)

    def _departure(self, walk: Walk) -> list[Label]:
        """What is said of a path that has left the picture, where it is said."""
        stage, plan = self.layout.stage, self.plan
        said = {
            each: departure_lines(self.say(plan.departure(each)), stage.width, self.theme)
            for each in WALKS
        }
        below = sum(
            max(len(lines) for each, lines in said.items() if each.method is method)
            for method in ROWS[: ROWS.index(walk.method)]
        )
        return below_one_another(said[walk], stage.left, line_above(stage.bottom, below))

    def _told(self) -> Array:
        """Places (n, 2) along the lines that will be said of paths that leave the picture."""
        lines = [np.zeros((0, 2))]
        for walk, runner in self.runners.items():
            if runner.departures():
                lines += [through(line) for line in self._departure(walk)]
        return np.concatenate(lines)

    def _build_rules(self, slot: Slot) -> None:
        first, second, third = rule_slots(slot, self.layout.gap / 3)
        theme, say = self.theme, self.say
        every = say("methods.all_samples", count=len(self.plan.data))
        name = say("methods.batch")
        self.batch_rule = MethodRule(self, first, name, theme.batch, "J", every)
        name, one = say("methods.stochastic"), say("methods.one_sample")
        self.stochastic_rule = MethodRule(self, second, name, theme.stochastic, "J_i ", one)
        self.counters: dict[Walk, Part] = {}
        for walk in (BATCH, BATCH_BY_WORK, STOCHASTIC, STOCHASTIC_BY_WORK):
            rule = self.batch_rule if walk.method is Method.BATCH else self.stochastic_rule
            each, diverged = self.plan.evaluations_a_step(walk), self.plan.diverged(walk)
            runner = self.runners[walk]
            self.counters[walk] = rule.add_counter(runner, each, diverged=diverged)
        rules = (self.batch_rule, self.stochastic_rule)
        self.verdicts = [
            rule.add_verdict(say(key)) for rule, key in zip(rules, self.plan.manners, strict=True)
        ]
        title = words(say("methods.shrinking"), SIZES.label, theme.decaying, "semibold")
        slower = say.numerals.in_formula(self.params.decay)
        rule = formula(say("methods.shrinking_rule", decay=slower), SIZES.label, theme.text)
        room = name_room(say, theme)
        self.shrinking_rule = self.add_part(named_rule(third, title, rule, room))

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and surface first, then the two balls at one point."""
        cue.show(*self.data.parts)
        cue.show(self.view.part, *self.view.triad, *self.minimum, at=0.08)
        cue.show(*self.start, at=0.25)
        cue.show(*self._walk(BATCH_STEP, ONE_SAMPLE), at=0.25)
        cue.show(self.card, at=0.7)

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples."""
        cue.only(*self._walk(BATCH_STEP), among=self._walk(*WALKS))
        cue.show(self.batch_rule.rule, self.batch_rule.note)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """Three steps over one sample each."""
        cue.only(*self._walk(ONE_SAMPLE), among=self._walk(*WALKS))
        cue.show(self.stochastic_rule.rule, self.stochastic_rule.note)

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """Both runs from the start, on an axis of steps."""
        cue.only(*self._all_of(BATCH, STOCHASTIC), among=self._all_of(*WALKS))
        cue.hide(*self.data.parts, self.batch_rule.note, self.stochastic_rule.note)
        cue.show(*self.plot.frame, *self.plot.by_step)

    @beat(Beats.count_the_work)
    def count_the_work(self, cue: Cue) -> None:
        """The axis turns into gradient evaluations."""
        cue.hide(*self.plot.by_step, at=0.2)
        cue.show(*self.plot.by_work, at=0.35)
        cue.move(self.plot.turn, 1.0, at=0.3, until=0.75)

    @beat(Beats.same_work)
    def same_work(self, cue: Cue) -> None:
        """Both runs again, at the same number of gradient evaluations."""
        cue.only(*self.plot.by_race, among=self.plot.x_axes)
        cue.only(*self._all_of(BATCH_BY_WORK, STOCHASTIC_BY_WORK), among=self._all_of(*WALKS))

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """From above, with the band in the loss plot."""
        self.view.go(cue, FROM_ABOVE, at=0.02, until=0.55)
        cue.show(*self.plot.floor, at=0.5)

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """The same samples in the same order, with steps that shrink."""
        cue.only(*self._walk(SHRINKING), among=self._walk(*WALKS))
        cue.show(*self._all_of(SHRINKING), self.shrinking_rule)
        cue.show(*self.lens, at=0.1)

    @beat(Beats.takeaway)
    def takeaway(self, cue: Cue) -> None:
        """Back to the side, all three where they ended."""
        cue.hide(*self.lens)
        self.view.go(cue, FROM_THE_SIDE, at=0.0, until=0.45)
        cue.show(*self._walk(BATCH_BY_WORK, STOCHASTIC_BY_WORK), at=0.1)
        cue.hide(self.counters[BATCH_BY_WORK], self.counters[STOCHASTIC_BY_WORK], at=0.1)
        cue.show(*self.verdicts, at=0.1)

    def _walk(self, *walks: Walk) -> list[Part]:
        """Paths, their balls, and the words that say where they have gone."""
        found = [self.runners[walk] for walk in walks]
        return [p for r in found for p in (r.trail_part, r.ball_part, r.departure_part)]

    def _all_of(self, *walks: Walk) -> list[Part]:
        """The same with curves and counters."""
        return [part for walk in walks for part in self.runners[walk].parts]
