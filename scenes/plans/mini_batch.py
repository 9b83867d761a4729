"""Between all samples and one: how batches scatter, and walks that ask one, a few and all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Annotated, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, ensemble, frame_table
from gdcore import search_learning_rate as search
from gdcore.batching import MOST_SEED
from gdcore.errors import GDError
from gdcore.noise import GrowingBatches, batch_factor, growing_batches, measured_noise
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans.base import Beat, Sign, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Seconds
from scenes.plans.data_plan import DataPlan, LineParams, refuse_the_minimum
from scenes.plans.questions import Questions, how_many, which
from scenes.plans.race import HIGH, LOW, ORDERS, RATES, SEARCH_SEEDS
from scenes.plans.samples import SAMPLES
from scenes.plans.told import in_figures
from scenes.plans.verdicts import ROUNDING
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

SINGLE, FEW, ALL = "stochastic", "mini_batch", "batch"
"""The kinds, runs and tracks: a step asks one sample, a few, or all."""
KINDS = (SINGLE, FEW, ALL)
USUAL_SIZE = 8
"""Samples that a step of a mini-batch asks, where there are twice as many; else it is half of them,
but two at least."""
AT_ONCE = 8
"""Samples that the machine which is spoken of looks at side by side, in one wait: an assumption."""
MOST_LOOKS = 4000
"""Steps over one sample that are drawn, at most; there are fewer rounds then."""
MOST_ARROWS = 60
"""Batches of which each is drawn."""
DRAWS = 2000
"""Batches of each size over which the variance is measured, or all where there are fewer."""
SLOWLY, SLOW = 2, 1.2
"""Steps of a mini-batch in the slow part of the walk, and the seconds that it takes."""
HOP = 0.3
"""Seconds at most in which a ball is set about a step and takes it: before, it stands, while its
samples are looked at."""
HIGHER, SAME = 1.1, 2.0
"""From which factor on a cost is told to be higher; two costs no farther apart than the other are
about the same."""

NEARLY = 0.03
"""How far a factor is from the whole number that is told in its place, at most, as a share."""

Coordinate = Annotated[FiniteFloat, Field(ge=-10, le=10)]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Start = tuple[float, float]
Size = Annotated[int, Field(ge=2, le=1000)]
Rounds = Annotated[int, Field(ge=1, le=40)]


class Params(LineParams):
    """What a lesson file may set.

    A mini-batch has ``batch_size`` samples.  Each
    walk has as many looks as ``rounds`` steps over all samples have.
    """

    start: Pair | None = None
    batch_size: Size | None = None
    rounds: Rounds = 4
    seconds: Seconds = 1.7


def _walk(params: Params) -> float:
    return TIMES.change + SLOW + params.seconds + TIMES.settle


class Ends(NamedTuple):
    """Where walks of one kind end in many orders: batch's in one place, whatever the order."""

    places: Array
    """(orders, 2); those of walks that diverged may be no numbers."""
    mean: float
    """Their mean cost above the lowest."""
    waited: float
    """That of such walks after as many waits as mini-batch's have in all."""


ASKED: Claims[Plan] = {
    "cars_astray": Claim(
        "of the cars, {uphill} point uphill at the start",
        lambda plan: plan.noun == "cars" and plan.uphill > 0,
    ),
    "cars": Claim("at the start, no car points uphill", lambda plan: plan.noun == "cars"),
    "samples_astray": Claim(
        "of the samples, {uphill} point uphill at the start", lambda plan: plan.uphill > 0
    ),
    "samples": Claim("at the start, no sample points uphill", otherwise),
}
"""What single samples say of the way down."""
WALKS: Claims[Plan] = {
    "longer": Claim(
        "stochastic ends lowest, on average, and mini-batch at most twice as high, below half of "
        "batch; at {times} times stochastic's rate, its steps are longer near the lowest point, "
        "its ends scatter farther by a tenth",
        lambda plan: plan.next_lowest and plan.wider,
    ),
    "as_single": Claim(
        "stochastic ends lowest, on average, and mini-batch at most twice as high, below half of "
        "batch",
        lambda plan: plan.next_lowest,
    ),
    "lowest": Claim(
        "mini-batch ends lowest, on average",
        lambda plan: plan.lower(FEW, ALL) and plan.ends[FEW].mean < plan.ends[SINGLE].mean,
    ),
    "even": Claim(
        "mini-batch ends about as low as each of the others, on average",
        lambda plan: plan.like(FEW, SINGLE) and plan.like(FEW, ALL),
    ),
    "single": Claim(
        "stochastic ends lower than mini-batch, on average, and no higher than batch",
        lambda plan: (
            plan.ends[SINGLE].mean < plan.ends[FEW].mean
            and plan.ends[SINGLE].mean <= plan.ends[ALL].mean
        ),
    ),
    "batch": Claim("batch ends about as low as mini-batch or lower, on average", otherwise),
}
"""Where walks of the same number of looks end."""
LOOKS: Claims[Plan] = {
    "sizes.same_looks": Claim(
        "each kind has as many looks", lambda plan: plan.steps(FEW) * plan.size == plan.looks
    ),
    "sizes.whole_steps": Claim("mini-batch has a few looks less", otherwise),
}
"""How many looks they have."""
EVEN: Claims[Plan] = {
    "same": Claim("each kind has as many looks", LOOKS["sizes.same_looks"].holds),
    "within": Claim("mini-batch has a few looks less", otherwise),
}
"""How many looks each gets."""
LEFT: Claims[Plan] = {
    "kinds.left": Claim("each kind has as many looks", LOOKS["sizes.same_looks"].holds),
    "kinds.left_within": Claim("mini-batch has a few looks less", otherwise),
}
"""After how many looks costs are compared."""

FEWER: Claims[Plan] = {
    "each": Claim(
        "after as many looks stochastic is lowest, on average, after as many waits mini-batch, "
        "each by a tenth or more",
        lambda plan: (
            plan.is_between
            and LOOKS["sizes.same_looks"].holds(plan)
            and plan.lowest_by_looks == SINGLE
            and plan.lowest_by_waits == FEW
        ),
    ),
    "few": Claim(
        "mini-batch is lowest, on average, after as many looks and after as many waits, each by a "
        "tenth or more",
        lambda plan: (
            plan.is_between
            and LOOKS["sizes.same_looks"].holds(plan)
            and plan.lowest_by_looks == FEW
            and plan.lowest_by_waits == FEW
        ),
    ),
    "batch": Claim(
        "batch is lowest, on average, after as many looks and after as many waits, each by a "
        "tenth or more",
        lambda plan: (
            plan.is_between
            and LOOKS["sizes.same_looks"].holds(plan)
            and plan.lowest_by_looks == ALL
            and plan.lowest_by_waits == ALL
        ),
    ),
    "between": Claim(
        "a mini-batch has less noise than one sample, and asks fewer than all",
        lambda plan: plan.is_between,
    ),
    "all": Claim("there is nothing between one sample and all", otherwise),
}
"""What a mini-batch is good for."""


class Beats:
    """What the scene plays, in order."""

    ask = Beat[Params]("the samples: all of them lit, then one, then a few", 4.0, outcomes=SAMPLES)
    one = Beat[Params]("an arrow for each sample, and the arrow of all", 4.0, outcomes=ASKED)
    few = Beat[Params]("batches grow to a mini-batch, and the cloud narrows", 5.0)
    law = Beat[Params]("the width against the size, while batches grow to all samples", 5.0)
    waits = Beat[Params](
        "a step of each kind in boxes: one for as many looks as are made at once, in one wait",
        4.0,
        outcomes=SAMPLES,
    )
    which = Beat[Params](
        "three walks at their start, their rates, and a question", 4.0, outcomes=EVEN
    )
    walk = Beat[Params]("the walks side by side, and their waits and looks", _walk)
    ends = Beat[Params](
        "frames open: from near, where they end in other orders, and their mean costs",
        7.0,
        outcomes=WALKS,
    )
    kinds = Beat[Params](
        "a table of the kinds: noise, costs by looks and by waits, the best marked; their uses",
        8.0,
        outcomes=FEWER,
    )


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its batches and runs; runs and tracks are called as the kinds are."""

    name = "mini_batch"
    params = Params
    beats = Beats
    formulas = ("mini_batch",)

    size: int
    """Samples of a mini-batch."""
    looks: int
    """That a walk may have."""
    grown: GrowingBatches
    """Batches at the start, each an arrow."""
    measured: dict[int, float]
    """The variance of batches by size, as a share of that of single samples, over many draws."""
    rates: dict[str, float]
    runs: dict[str, Descent]
    ends: dict[str, Ends]

    # Batches at the start

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many samples a step asks, by kind."""
        return {SINGLE: 1, FEW: self.size, ALL: len(self.data)}

    @property
    def is_between(self) -> bool:
        """Whether a mini-batch is fewer than all samples."""
        return self.size < len(self.data)

    @property
    def start(self) -> Array:
        """Where the batches are drawn, and all walks begin, (2,)."""
        return self.runs[ALL].theta[0]

    @cached_property
    def gradient(self) -> Array:
        """Over all samples at the start, (2,)."""
        return np.asarray(self.problem.gradient(self.start))

    @cached_property
    def spread(self) -> float:
        """The root of the mean squared distance of a sample's gradient from that."""
        away = self.problem.sample_gradients(self.start) - self.gradient
        return float(np.sqrt((away * away).sum(axis=1).mean()))

    def left(self, size: int) -> float:
        """The share of a sample's variance that batches of a size have, none twice in a batch."""
        return batch_factor(len(self.data), size)

    def width(self, size: int) -> float:
        """How wide the cloud of batches of a size is: its share of that of single samples."""
        return math.sqrt(self.left(size))

    @cached_property
    def uphill(self) -> int:
        """How many samples' steps lead up the cost of all."""
        each = self.problem.sample_gradients(self.start)
        return int((each @ self.gradient < 0.0).sum())

    @cached_property
    def lead(self) -> int:
        """The draw whose first sample leads farthest uphill, or least downhill: it is followed."""
        return int((self.grown.gradient[:, 0] @ self.gradient).argmin())

    # Walks

    def steps(self, kind: str) -> int:
        """How many a walk of a kind has."""
        return self.looks // self.sizes[kind]

    def waits_a_step(self, kind: str) -> int:
        """How often the machine is waited for in a step of a kind, once for as many as it sees."""
        return _waits_a_step(self.sizes[kind])

    def waits(self, kind: str) -> int:
        """How often a walk of a kind waits."""
        return self.steps(kind) * self.waits_a_step(kind)

    def waits_by(self, kind: str, looks: int) -> int:
        """How often it has waited after so many looks, of a step in hand too."""
        steps, more = divmod(looks, self.sizes[kind])
        return steps * self.waits_a_step(kind) + more // AT_ONCE

    def excess(self, kind: str) -> Array:
        """The cost of a run above the lowest, (steps + 1,)."""
        return np.asarray(self.runs[kind].loss - self.least)

    def to_go(self, mean: float) -> float:
        """A mean cost above the lowest, in percent of that at the start, where all walks begin."""
        return 100.0 * mean / float(self.excess(ALL)[0])

    def lower(self, one: str, other: str) -> bool:
        """Whether walks of one kind end lower than those of another, by more than a factor."""
        below, above = self.ends[one].mean, self.ends[other].mean
        return SAME * max(below, ROUNDING) < above

    def like(self, one: str, other: str) -> bool:
        """Whether both end about as low."""
        return not self.lower(one, other) and not self.lower(other, one)

    @property
    def lowest_by_looks(self) -> str | None:
        """The kind that is lowest after all looks, by a tenth or more; None without one."""
        return _lowest({kind: end.mean for kind, end in self.ends.items()})

    @property
    def lowest_by_waits(self) -> str | None:
        """The same after as many waits as mini-batch's walk has."""
        return _lowest({kind: end.waited for kind, end in self.ends.items()})

    def scatter(self, kind: str) -> float:
        """How far ends of a kind lie from their middle, typically; no number if some diverged."""
        places = self.ends[kind].places
        away = places - places.mean(axis=0)
        return float(np.sqrt((away * away).sum(axis=1).mean()))

    @property
    def next_lowest(self) -> bool:
        """Whether mini-batch ends about as low as stochastic, no lower, and below half of batch."""
        lowest = self.ends[SINGLE].mean <= self.ends[FEW].mean
        return lowest and self.like(FEW, SINGLE) and self.lower(FEW, ALL)

    @property
    def wider(self) -> bool:
        """Whether mini-batch's steps are longer where all is noise, and its ends lie wider."""
        longer = self.rates[FEW] * self.width(self.size) > self.rates[SINGLE]
        return longer and self.scatter(FEW) > HIGHER * max(self.scatter(SINGLE), ROUNDING)

    # What is said

    @property
    def times(self) -> Value:
        """The rate of mini-batch in that of stochastic: a whole number where it nearly is one."""
        ratio = self.rates[FEW] / self.rates[SINGLE]
        whole = round(ratio)
        return whole if abs(ratio - whole) < NEARLY * ratio else in_figures(ratio, 2)

    @property
    def signs(self) -> dict[str, Sign]:
        """How many looks each kind has, and after how many costs are compared."""
        return {"looks": Sign(LOOKS, self), "left": Sign(LEFT, self)}

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named, "size": self.size, "uphill": self.uphill, "looks": self.looks,
            "width": round(100 * self.width(self.size)), "steps": self.steps(FEW),
            "all_steps": self.steps(ALL), "orders": ORDERS,
            "at_once": AT_ONCE, "waits": self.waits(FEW), "single_waits": self.waits(SINGLE),
            "all_waits": self.waits(ALL), "times": self.times,
        }  # fmt: skip

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        return {
            "single_steps": self.steps(SINGLE),
            "single_end": in_figures(self.to_go(self.ends[SINGLE].mean), 2),
            "few_end": in_figures(self.to_go(self.ends[FEW].mean), 2),
            "all_end": in_figures(self.to_go(self.ends[ALL].mean), 2),
            "single_waited": in_figures(self.to_go(self.ends[SINGLE].waited), 2),
            "few_waited": in_figures(self.to_go(self.ends[FEW].waited), 2),
            "all_waited": in_figures(self.to_go(self.ends[ALL].waited), 2),
            "single_rate": in_figures(self.rates[SINGLE], 2),
            "few_rate": in_figures(self.rates[FEW], 2),
            "all_rate": in_figures(self.rates[ALL], 2),
            "all_waits_a_step": self.waits_a_step(ALL), "few_waits_a_step": self.waits_a_step(FEW),
        }  # fmt: skip

    @property
    def questions(self) -> Questions:
        """How wide the cloud of a few is, as a share; and where the walks end."""
        width, share = round(100 * self.width(self.size)), round(100 / self.size)
        ends = self.outcomes["ends"]
        ends = "as_single" if ends == "longer" else ends
        other = "lowest" if ends != "even" else "even"
        return (
            *how_many(Beats.one, width, [share, 100, 100 - share]),
            *which(Beats.which, ("single", "as_single", other, "batch"), ends),
        )

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if a mini-batch would be all samples, or there is nothing to walk."""
        n, size = problem.n_samples, params.batch_size
        if size is not None and size >= n:
            raise GDError(
                f"batch_size is {size}, and there are {n} samples: a mini-batch has fewer than "
                "all, so choose a smaller one, or leave it out."
            )
        refuse_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Draw batches at the start; find the rates, and walk, also in many other orders."""
        lines = cls.check(params, inputs)
        problem, n = lines.problem, len(lines.data)
        start = params.start_on(problem)
        size = params.batch_size or min(USUAL_SIZE, max(2, n // 2))
        looks = n * min(params.rounds, max(1, MOST_LOOKS // n))
        sizes: dict[str, int | None] = {SINGLE: 1, FEW: size, ALL: None}
        rates = {kind: _best_rate(problem, start, looks, sizes[kind]) for kind in KINDS}
        waits = looks // size * _waits_a_step(size)
        rules = {kind: gradient_descent(rate) for kind, rate in rates.items()}
        runs = {
            kind: descend(
                problem, rules[kind], start, looks // (sizes[kind] or n),
                batch_size=sizes[kind], seed=seed,
            )
            for kind in KINDS
        }  # fmt: skip
        return cls(
            params, *lines, size, looks,
            growing_batches(problem, start, min(n, MOST_ARROWS), seed=seed),
            _measured(problem, start, size, seed),
            rates, runs,
            {kind: _ends(run, seed, waits) for kind, run in runs.items()},
        )  # fmt: skip

    def timed(self, score: Score) -> FrameTable:
        """All at the same number of looks: slowly at first, then quicker."""
        begin = float(score[Beats.walk].start / score.fps) + TIMES.change
        slow = min(SLOWLY * self.size, self.looks // 2)
        times = begin, begin + SLOW, begin + SLOW + self.asked.seconds
        stretches = {}
        for kind, size in self.sizes.items():
            steps = self.steps(kind)
            if steps <= 2 * SLOWLY:  # each by itself, as it takes its looks
                landings = np.interp(size * np.arange(steps + 1), (0, slow, self.looks), times)
                stretches[kind] = [
                    Stretch(max(since, until - HOP), until, k, k + 1)
                    for k, (since, until) in enumerate(pairwise(landings.tolist()))
                ]
                continue
            first = slow // size
            turn, end = np.interp((first * size, steps * size), (0, slow, self.looks), times)
            stretches[kind] = [Stretch(begin, float(turn), 0, first)] if first else []
            stretches[kind].append(Stretch(float(turn), float(end), first, steps))
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)


def _best_rate(problem: LinearRegression, start: Start, looks: int, size: int | None) -> float:
    """The best of RATES rates by the cost after so many looks, the median over orders."""
    limit = 1.0 / problem.largest_curvature
    return search(
        problem, gradient_descent(1.0), start, evaluations=looks, low=LOW * limit,
        high=HIGH * limit, count=RATES, seeds=(0,) if size is None else range(SEARCH_SEEDS),
        batch_size=size,
    ).best_rate  # fmt: skip


def _measured(problem: LinearRegression, start: Start, size: int, seed: int) -> dict[int, float]:
    """The variance at powers of two, at the size of a mini-batch and at all samples.

    Over all batches of a size where they are so few, and else over some that are drawn.
    """
    n = problem.n_samples
    powers = {2**k for k in range(n.bit_length())}
    sizes = sorted({each for each in powers if each < n} | {size, n})
    few = [each for each in sizes if math.comb(n, each) <= max(n, DRAWS)]
    many = [each for each in sizes if each not in few]
    curve = measured_noise(problem, start, many, draws=DRAWS, seed=seed)
    away = problem.sample_gradients(np.asarray(start)) - problem.gradient(np.asarray(start))
    found = {each: _of_all(away, each) for each in few}
    found |= dict(zip(many, curve.measured.tolist(), strict=True))
    return {each: found[each] / found[1] for each in sizes}


def _of_all(away: Array, size: int) -> float:
    """The mean squared length of the means of all batches of a size, of vectors (n, 2)."""
    batches = np.array([*combinations(range(len(away)), size)])
    means = away[batches].mean(axis=1)
    return float((means * means).sum(axis=1).mean())


def _waits_a_step(size: int) -> int:
    """How often the machine is waited for in a step that asks so many samples."""
    return -(-size // AT_ONCE)


def _lowest(costs: dict[str, float]) -> str | None:
    """The kind whose cost is lower than each of the others', by a tenth or more, if one's is."""
    best, *others = sorted(KINDS, key=costs.__getitem__)
    below = HIGHER * max(costs[best], ROUNDING)
    return best if all(below <= costs[other] for other in others) else None


def _ends(run: Descent, seed: int, waits: int) -> Ends:
    """Where walks as a run's end in other orders of the samples, and are after so many waits."""
    problem = run.problem
    assert isinstance(problem, LinearRegression)
    orders = 1 if run.batch_size is None else ORDERS  # all samples are the same in each
    seeds = [(seed + k) % MOST_SEED for k in range(1, orders + 1)]
    end, waited = run.steps_asked, waits // _waits_a_step(run.batch_size or problem.n_samples)
    many = ensemble(
        problem, run.optimizer, start=run.theta[0], steps=max(end, waited),
        batch_size=run.batch_size, seeds=seeds,
    )  # fmt: skip
    excess = many.loss - problem.loss(problem.minimum())
    means = np.where(np.isfinite(excess), excess, np.inf).mean(axis=0)
    return Ends(many.theta[:, end], float(means[end]), float(means[waited]))
