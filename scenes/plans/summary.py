"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

import numpy as np

from gdcore import FrameTable, Stretch, frame_table
from scenes.plans import learning_rate, mini_batch, scaling, slope
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.common import DataParams
from scenes.plans.data_plan import DataPlan
from scenes.plans.samples import SAMPLES, rounded, telling_place
from scenes.plans.summary_pictures import Computed
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALKED = 3.0
"""Seconds in which the paths of the three kinds are drawn."""

Other = TypeVar("Other", bound=ScenePlan)  # type: ignore[type-arg]  # of whatever parameters


class Params(DataParams):
    """What a lesson file may set."""


class Beats:
    """What the scene plays, in order."""

    ingredients = Beat[Params]("the three ingredients, each with its picture", 6.0)
    cycle = Beat[Params]("the cycle and the rule", 6.0)
    kinds = Beat[Params](
        "the paths of the three kinds, step by step", WALKED + 3.0, outcomes=SAMPLES
    )
    limit = Beat[Params]("the cost over the learning rate, and its limit", 5.0)
    own_words = Beat[Params]("headings alone, in silence, then all of it", 7.0)
    found = Beat[Params]("the samples, the line that was found, and where the numbers are", 7.0)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws: what other scenes have computed."""

    name = "summary"
    params = Params
    beats = Beats

    shown: Computed

    @cached_property
    def at(self) -> float:
        """A round value of x, at which the first line and the best one differ most."""
        ends = np.stack([self.shown.kinds.start, self.minimum])
        return telling_place(self.data.x, *self.scaled.line_in_units(ends))

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        good = rounded(float(self.told(self.minimum, self.at)))
        return {**self.named, "at": self.at, "good": good, "few": self.shown.kinds.size}

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """What the scenes compute of the same data."""
        data = {key: getattr(params, key) for key in DataParams.model_fields}

        def of(plan: type[Other]) -> Other:
            return plan.computed(plan.params(**data), seed, inputs)

        shown = Computed(
            of(slope.Plan), of(mini_batch.Plan), of(learning_rate.Plan), of(scaling.Plan)
        )
        return cls(params, *cls.check(params, inputs), shown)

    def timed(self, score: Score) -> FrameTable:
        """The three kinds, each in the same time."""
        begin = score[Beats.kinds].start / score.fps + 2 * TIMES.change
        walk = [Stretch(begin, begin + WALKED)]
        runs = self.shown.kinds.runs
        return frame_table(
            runs, fps=score.fps, seconds=score.seconds, stretches=dict.fromkeys(runs, walk)
        )
