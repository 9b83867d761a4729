"""What a race has computed, and what follows from it: who is lower, when, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from scenes.plans import verdicts
from scenes.plans.common import DataParams
from scenes.plans.data_plan import DataPlan
from scenes.plans.race import (
    Crowd,
    Grown,
    Lead,
    Method,
    Rates,
    leader,
    passes,
    staircase,
)

Array = NDArray[np.float64]
D = TypeVar("D", bound=DataParams)

ROUNDS = 2
"""Rounds through the samples at whose end a rate is judged, and the first part of the race ends."""
STRAYING, MOST = 1.6, 0.99
"""How much farther from the minimum than the start a path is followed, and the share of its steps
that is to be seen however far they go."""
NEAREST = 8.0
"""How many times as large the later part of a path is seen, at most, as all of it."""
LOWER = 2.0
"""By what factor a level is lower than another, at least, to be called so."""


@dataclass(frozen=True)
class RaceRuns(DataPlan[D]):
    """The runs; they are called as the methods are."""

    rates: Rates
    runs: dict[str, Descent]
    crowd: Crowd
    """Of stochastic, in other orders."""
    shrinking: Crowd
    between: Grown
    """With more samples."""
    grown: Grown
    """With many more."""

    @property
    def start(self) -> Array:
        """Where all of them begin, (2,)."""
        return self.run(Method.BATCH).theta[0]

    @property
    def steps(self) -> int:
        """Batch steps of the race."""
        return self.runs[Method.BATCH.value].steps_asked

    @property
    def looks(self) -> int:
        """Looks that each method has in all."""
        return self.steps * len(self.data)

    @property
    def first_looks(self) -> int:
        """Those of its first part."""
        return min(ROUNDS, self.steps) * len(self.data)

    def run(self, method: Method) -> Descent:
        """The run of a method."""
        return self.runs[method.value]

    def excess(self, method: Method) -> Array:
        """The cost above the lowest, (steps + 1,)."""
        return self.run(method).loss - self.least

    def diverged(self, method: Method) -> bool:
        """Whether a run ended because its cost explodes."""
        return self.run(method).status == "diverged"

    def ends_higher(self, method: Method) -> bool:
        """Whether a run's cost ends above its start's."""
        excess = self.excess(method)
        return self.diverged(method) or bool(excess[-1] > excess[0])

    def looks_a_step(self, method: Method) -> int:
        """At how many samples a step looks."""
        return len(self.data) if method is Method.BATCH else 1

    @cached_property
    def level(self) -> float | None:
        """The mean of all orders' costs above the lowest from then on, if they stall."""
        return None if self.diverged(Method.STOCHASTIC) else self.crowd.level

    @cached_property
    def batch_by_look(self) -> Array:
        """Batch's cost above the lowest after each look, (looks + 1,)."""
        return staircase(self.excess(Method.BATCH), len(self.data))

    @cached_property
    def pulls(self) -> Array:
        """Where each sample alone would have the best line go: minus its gradient, (n, 2)."""
        return -self.problem.sample_gradients(self.minimum)

    # How far paths go

    @cached_property
    def reach(self) -> float:
        """From the minimum to the farthest point of a path that is to be seen.

        A path that strays farther than STRAYING times the start's distance leaves the picture,
        but not where most of its steps lie as far off, as those of a start near the minimum do.
        """
        away = {m: np.hypot(*(self.run(m).theta - self.minimum).T) for m in Method}
        near = [
            m
            for m in Method
            if not self.diverged(m) and (m is not Method.BATCH or self.batch_falls)
        ]
        usual = [float(np.quantile(away[method], MOST)) for method in near]
        start = float(away[Method.BATCH][0])
        farthest = max(float(each.max()) for each in away.values())
        return min(farthest, max([STRAYING * start, *usual]))

    @cached_property
    def reached(self) -> Array:
        """Where paths have a place that is no farther off than that, (n, 2)."""
        every = np.concatenate([self.run(method).theta for method in Method])
        return every[np.hypot(*(every - self.minimum).T) <= self.reach]

    @cached_property
    def late_reach(self) -> float:
        """The same of stochastic in the later part of the race, as far as most of its steps go."""
        late = self.run(Method.STOCHASTIC).theta[self.first_looks :] - self.minimum
        far = float(np.quantile(np.hypot(*late.T), MOST)) if len(late) else self.reach
        return float(np.clip(far, self.reach / NEAREST, self.reach))

    # Who is lower

    @cached_property
    def after_steps(self) -> Lead:
        """Who is lower after as many steps of each as batch takes in the race."""
        batch, stochastic = self.excess(Method.BATCH), self.excess(Method.STOCHASTIC)
        return leader(batch[-1], stochastic[min(self.steps, len(stochastic) - 1)], self._exploded)

    @cached_property
    def after_looks(self) -> Lead:
        """Who is lower after the first looks."""
        return leader(*self.after_first, self._exploded)

    @property
    def _exploded(self) -> bool:
        return self.diverged(Method.BATCH) or self.diverged(Method.STOCHASTIC)

    @property
    def after_first(self) -> tuple[float, float]:
        """The costs of batch and of stochastic after the first looks, above the lowest."""
        batch, stochastic = self.excess(Method.BATCH), self.excess(Method.STOCHASTIC)
        first = self.first_looks
        step = min(first // len(self.data), len(batch) - 1)
        return float(batch[step]), float(stochastic[min(first, len(stochastic) - 1)])

    @cached_property
    def lower_then(self) -> NDArray[np.bool_]:
        """In which of the other orders stochastic is lower than batch then."""
        return np.asarray(self.crowd.every[:, self.first_looks] < self.after_first[0])

    @property
    def ahead(self) -> int:
        """In how many of them."""
        return int(self.lower_then.sum())

    @property
    def mean_leads(self) -> bool:
        """Whether the mean of stochastic is lower than batch then."""
        return bool(self.crowd.mean[self.first_looks] < self.after_first[0])

    @cached_property
    def passes_at(self) -> int | None:
        """The look from which on batch is lower than the mean of stochastic, if it comes to be."""
        batch = self.batch_by_look
        if self.diverged(Method.BATCH) or len(batch) < len(self.crowd.mean):
            return None
        return passes(batch, self.crowd.mean)

    # Who falls, and how far

    @property
    def batch_falls(self) -> bool:
        """Whether batch ends below its start."""
        loss = self.run(Method.BATCH).loss
        return not self.diverged(Method.BATCH) and bool(loss[-1] < loss[0])

    @property
    def is_exact(self) -> bool:
        """Whether one line fits every sample, so that there is no noise."""
        return self.least <= verdicts.ROUNDING

    @property
    def falls(self) -> bool:
        """Whether stochastic ends below its start, in the mean over all orders."""
        fine = np.isfinite(self.crowd.mean).all() and not self.diverged(Method.STOCHASTIC)
        return bool(fine and self.crowd.mean[-1] < self.crowd.mean[0])

    @property
    def shrinking_falls(self) -> bool:
        """The same with a rate that shrinks."""
        fine = np.isfinite(self.shrinking.mean).all() and not self.diverged(Method.SHRINKING)
        return bool(fine and self.shrinking.mean[-1] < self.shrinking.mean[0])

    @property
    def sinks(self) -> bool:
        """Whether a rate that shrinks leads lower than a constant one, by much."""
        return self.shrinking_falls and bool(LOWER * self.shrinking.mean[-1] < self.crowd.mean[-1])

    @property
    def falls_on(self) -> bool:
        """Whether it still falls: in the last quarter of the looks it is lower than before."""
        before, last = np.array_split(self.shrinking.late, 2)
        return bool(last.mean() < before.mean())

    @property
    def stays_put(self) -> bool:
        """Whether more samples leave stochastic's mean where it is, after the first looks."""
        here = float(self.crowd.mean[self.first_looks])
        there = float(self.grown.crowd.mean[self.first_looks])
        return bool(np.isfinite(there) and here / LOWER <= there <= LOWER * here)

    @property
    def levels_off(self) -> bool:
        """Whether with more samples stochastic is on its level before batch's first step."""
        return self.grown.samples > self.looks and self.grown.crowd.level is not None
