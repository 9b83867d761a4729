"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

import numpy as np

from scenes.components.surface.domain import fit_domain
from scenes.layout import Slot
from scenes.parts.card import add_card
from scenes.parts.data_inset import DataInset
from scenes.parts.departures import Departures
from scenes.parts.lens import add_lens
from scenes.parts.marks import Marks
from scenes.parts.race import Race
from scenes.parts.race_plot import RacePlot, Work
from scenes.parts.race_rules import RaceRules
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.batch_vs_sgd import RACERS, Beats, Method, Params, Plan, Racer, Racers
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue

FROM_THE_SIDE = (-72.0, 40.0)
FROM_ABOVE = (-90.0, 89.0)
HEIGHT = 0.55
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
        layout, plan = self.layout, self.plan
        (rules,), plot = layout.words_and_plot((1,), 2, layout.gap, plot_first=True)
        problem, rate = plan.problem, self.say.numerals.in_formula(self.params.learning_rate)
        same = self.say("methods.same", count=len(plan.data), seed=str(self.lesson.seed))
        self.card, room = add_card(self, (same, self.say("methods.same_rate", rate=rate)))
        self._build_plot(plot)
        domain = fit_domain(problem.loss, plan.minimum, ROOM * plan.reach, HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            self, problem.loss, problem.gradient, domain, FROM_THE_SIDE, names, room_above=room
        )
        self.data = DataInset(self, plot, plan.data, plan.scaled.line_in_units)
        self._build_race()
        self._build_curves()
        self._build_rules(rules)

    def _build_plot(self, slot: Slot) -> None:
        plan, samples = self.plan, len(self.plan.data)
        self.plot = RacePlot(
            self,
            slot,
            self.say("axes.excess"),
            Work(samples, self.params.steps, plan.work_steps),
            held=[plan.excess(Racers.batch)[0], *(plan.floor or ())],
            seen=np.concatenate([*map(plan.excess, RACERS), *plan.means.values()]),
            note=self.say("axes.mean_in_bold", count=samples) if plan.means else "",
        )

    def _build_race(self) -> None:
        plan, theme, say = self.plan, self.theme, self.say
        self.race = Race({racer: self._runner(racer) for racer in RACERS})
        runners = self.race.runners
        self.race.add_trails()
        last = runners[Racers.decaying]
        self.lens = add_lens(self, self.view, plan.problem, plan.minimum, last, FROM_ABOVE)
        rows = [
            {r.name: say(plan.departure(r)) for r in RACERS if r.method is method}
            for method in ROWS
        ]
        departures, all_of_them = Departures(self, rows), [*runners.values()]
        eyes, taken = (FROM_THE_SIDE, FROM_ABOVE), departures.places(all_of_them)
        marks = Marks(self, self.view, eyes, all_of_them, taken)
        minimum, start = (say("places.minimum"), theme.minimum), (say("places.start"), theme.text)
        self.minimum = marks.add(plan.minimum, minimum, ring=False)
        self.start = marks.add(np.asarray(self.params.start), start, ring=True)
        self.race.add_balls()
        for runner in all_of_them:
            runner.parts += (departures.add(runner),)
        self.data.runners = all_of_them
        lighting = (Racers.batch_first, Racers.stochastic_first, Racers.stochastic)
        self.data.lighting = [runners[racer] for racer in lighting]

    def _runner(self, racer: Racer) -> Runner:
        theme, view, run = self.theme, self.view, self.plan.runs[racer.name]
        colour = {
            Method.BATCH: theme.batch,
            Method.STOCHASTIC: theme.stochastic,
            Method.SHRINKING: theme.decaying,
        }[racer.method]
        thin = racer.method is not Method.BATCH
        return Runner(self, racer.name, run, view.surface, view.unit, colour, thin=thin)

    def _build_curves(self) -> None:
        """Losses against steps, and against gradient evaluations; noisy ones with their mean."""
        plan, plot = self.plan, self.plot
        for racer, runner in reversed(self.race.runners.items()):
            each, mean = plan.evaluations_a_step(racer), plan.means.get(racer.name)
            if racer.beat is Beats.step_for_step:
                runner.add_curve(plot.step_axes, plan.least, plot.steps_to_work(each))
            elif not racer.is_single:
                runner.add_curve(plot.work_axes, plan.least, each, faint=mean is not None)
            if mean is not None:
                runner.add_mean(plot.work_axes, mean)
        drawn = (Racers.batch_by_work, Racers.stochastic_by_work, Racers.decaying)
        curves = [(plan.excess(racer), plan.evaluations_a_step(racer)) for racer in drawn]
        plot.add_floor(plan.floor, self.say(plan.floor_words), curves)

    def _build_rules(self, slot: Slot) -> None:
        plan = self.plan
        self.rules = RaceRules(self, slot, len(plan.data), self.params.decay)
        self.counters: dict[Racer, Part] = {}
        for racer in (
            Racers.batch, Racers.batch_by_work, Racers.stochastic, Racers.stochastic_by_work,
        ):  # fmt: skip
            rule = self.rules.batch if racer.method is Method.BATCH else self.rules.stochastic
            each, diverged = plan.evaluations_a_step(racer), plan.diverged(racer)
            runner = self.race.runners[racer]
            self.counters[racer] = rule.add_counter(runner, each, diverged=diverged)
        rules = (self.rules.batch, self.rules.stochastic)
        self.verdicts = [
            rule.add_verdict(self.say(key)) for rule, key in zip(rules, plan.manners, strict=True)
        ]

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and surface first, then the two balls at one point."""
        cue.show(*self.data.parts)
        cue.show(self.view.part, *self.view.triad, *self.minimum, at=0.08)
        cue.show(*self.start, at=0.25)
        cue.show(*self.race.paths(Racers.batch_first, Racers.stochastic_first), at=0.25)
        cue.show(self.card, at=0.7)

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples."""
        cue.only(*self.race.paths(Racers.batch_first), among=self.race.paths())
        cue.show(self.rules.batch.rule, self.rules.batch.note)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """Three steps over one sample each."""
        cue.only(*self.race.paths(Racers.stochastic_first), among=self.race.paths())
        cue.show(self.rules.stochastic.rule, self.rules.stochastic.note)

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """Both runs from the start, on an axis of steps."""
        cue.only(*self.race.parts(Racers.batch, Racers.stochastic), among=self.race.parts())
        cue.hide(*self.data.parts, self.rules.batch.note, self.rules.stochastic.note)
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
        both = self.race.parts(Racers.batch_by_work, Racers.stochastic_by_work)
        cue.only(*both, among=self.race.parts())

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """From above, with the band in the loss plot."""
        self.view.go(cue, FROM_ABOVE, at=0.02, until=0.55)
        cue.show(*self.plot.floor, at=0.5)

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """The same samples in the same order, with steps that shrink."""
        cue.only(*self.race.paths(Racers.decaying), among=self.race.paths())
        cue.show(*self.race.parts(Racers.decaying), self.rules.shrinking)
        cue.show(*self.lens, at=0.1)

    @beat(Beats.takeaway)
    def takeaway(self, cue: Cue) -> None:
        """Back to the side, all three where they ended."""
        cue.hide(*self.lens)
        self.view.go(cue, FROM_THE_SIDE, at=0.0, until=0.45)
        both = (Racers.batch_by_work, Racers.stochastic_by_work)
        cue.show(*self.race.paths(*both), at=0.1)
        cue.hide(*(self.counters[racer] for racer in both), at=0.1)
        cue.show(*self.verdicts, at=0.1)
