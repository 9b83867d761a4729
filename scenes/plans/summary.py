"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypeVar

from gdcore import Descent, FrameTable, Stretch, frame_table
from scenes.plans import hook, learning_rate, mini_batch, scaling, slope
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.common import DataParams
from scenes.plans.data_plan import DataPlan
from scenes.plans.said_line import SaidLine
from scenes.plans.samples import SAMPLES
from scenes.plans.summary_pictures import Computed
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALKED = 3.0
"""Seconds in which the paths of the three kinds are drawn."""
SLOW, PACE, SWUNG = 3, 0.35, 1.0
"""Steps in which the line swings slowly, the seconds of each, and those of all the others."""

Other = TypeVar("Other", bound=ScenePlan)  # type: ignore[type-arg]  # of whatever parameters


class Params(DataParams):
    """What a lesson file may set."""


class Beats:
    """What the scene plays, in order."""

    ingredients = Beat[Params]("the three ingredients, each with its picture", 6.0)
    cycle = Beat[Params]("the cycle and the rule", 5.0)
    kinds = Beat[Params](
        "the paths of the three kinds, step by step", WALKED + 3.0, outcomes=SAMPLES
    )
    limit = Beat[Params]("the cost over the learning rate, and its limit", 5.0)
    own_words = Beat[Params](
        "blanks under headings, in silence, then one after another is filled", 6.0
    )
    found = Beat[Params]("the samples, and the line from its first guess to what it has found", 7.0)


@dataclass(frozen=True)
class Plan(SaidLine, DataPlan[Params]):
    """What the scene draws: what other scenes have computed."""

    name = "summary"
    params = Params
    beats = Beats

    shown: Computed

    run: Descent
    """Of the line that walks once more."""

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        few = self.shown.kinds.size
        return {**self.named, "at": self.at, "good": self.said(-1), "few": few}

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        return {"bad": self.said(0)}

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """What the scenes compute of the same data."""
        data = {key: getattr(params, key) for key in DataParams.model_fields}

        def of(plan: type[Other]) -> Other:
            return plan.computed(plan.params(**data), seed, inputs)

        shown = Computed(
            of(slope.Plan), of(mini_batch.Plan), of(learning_rate.Plan), of(scaling.Plan)
        )
        return cls(params, *cls.check(params, inputs), shown, of(hook.Plan).run)

    def timed(self, score: Score) -> FrameTable:
        """The three kinds, each in the same time; in the end the line, slowly at first."""
        begin = score[Beats.kinds].start / score.fps + 2 * TIMES.change
        walk = [Stretch(begin, begin + WALKED)]
        found = score[Beats.found].start / score.fps + TIMES.change + TIMES.settle
        slow = min(SLOW, self.run.steps_asked)
        turn = found + slow * PACE
        swings = [Stretch(found, turn, 0, slow)]
        if slow < self.run.steps_asked:
            swings.append(Stretch(turn, turn + SWUNG, slow))
        runs = {**self.shown.kinds.runs, hook.WALK: self.run}
        stretches = dict.fromkeys(self.shown.kinds.runs, walk) | {hook.WALK: swings}
        return frame_table(runs, fps=score.fps, seconds=score.seconds, stretches=stretches)
