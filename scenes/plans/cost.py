"""The cost of a line through data, its average squared miss, and why it is no count of misses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import Held, LinearRegression, MissRate
from scenes.plans.base import Beat, Value
from scenes.plans.common import DataParams
from scenes.plans.data_plan import DataPlan
from scenes.plans.questions import Questions, which
from scenes.plans.samples import SAMPLES, axis_span, rounded, squared
from scenes.plans.told import in_figures
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

SQUARES, COUNT = "squares", "count"
"""What the trace calls the ball on the average of squares, and that on the count of misses."""
REACH, BEYOND = 1.3, 1.08
"""How far the line is turned from the best tilt, to each side, of data scaled to [-1, 1]; and half
of the axis, in that."""
TURNS = 601
"""Tilts from the first to the last that the line is turned to; the best is in the middle."""
EXACT, ROUNDING = 0.1, 1e-6
"""The tolerance where a line fits every sample, in half the range of y; and what it misses them by
then, at most, since numbers are rounded."""
ABOUT = 0.03
"""Share by which a miss may differ from twice another one that is shown as its half."""
FAR = 0.6
"""How far from one another two such samples had better be, in the range of x."""
UPHILL = 0.1, 0.3
"""Shares of the tilts, from the first, between which the balls' start is chosen."""
TREAD, MOST_NEAR = 0.4, 1000.0
"""How much of the picture's width the ball's tread fills then, and how near the eye goes."""
NARROW, ROUNDED = 0.04, 1e-9
"""How much of it the narrowest tread beside it fills, if there is such a place; treads that are
narrower than that in tilts are none, but rounded numbers."""
STEP, STEPS = 0.6, 5
"""Learning rate of the balls in units of 1/L, and how many steps they take."""
HOP = 0.45
"""Seconds that each takes."""
FELT, LOOK = 1.8, 0.6
"""Seconds until the ball sets off down the parabola, and those for which its end is looked at."""
DRAGGED, BACK = 3.4, 1.2
"""Seconds for which the line is turned from end to end, and those in which it turns to a place."""
AGAIN = 1.7
"""Seconds for which it is turned from end to end once more."""


class Params(DataParams):
    """What a lesson file may set.

    ``b`` is kept while the line is turned: its height in the middle, for data scaled to [-1, 1];
    without it, that of the best line.  ``tolerance``, in the unit of y, is how much of a miss is
    let pass where misses are counted; without it, the root of the best line's average squared miss,
    to two figures.
    """

    b: Annotated[FiniteFloat, Field(ge=-10, le=10)] | None = None
    tolerance: Annotated[FiniteFloat, Field(gt=0, le=1e9)] | None = None


class Beats:
    """What the scene plays, in order."""

    line = Beat[Params]("the samples, and a bad line through them", 5.0, outcomes=SAMPLES)
    misses = Beat[Params]("the misses light up; the largest is named", 5.0)
    squares = Beat[Params]("a square grows on each of them", 4.0)
    average = Beat[Params](
        "a bar grows to the average of the squares, a number", 4.0, outcomes=SAMPLES
    )
    turn = Beat[Params](
        "the line is turned, and the bar draws a parabola", DRAGGED + BACK + 2 * TIMES.change
    )
    count = Beat[Params]("misses are counted instead: a staircase", AGAIN + BACK + 3 * TIMES.change)
    level = Beat[Params]("a ball on the staircase: the ground is level", 5.0)
    smooth = Beat[Params]("the same ball on the parabola walks down", FELT + STEPS * HOP + LOOK)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of the data, the line as it turns, and two balls."""

    name = "cost"
    params = Params
    beats = Beats
    formulas = ("cost",)

    misses: MissRate
    """The share that it misses by more than the tolerance."""
    b: float
    """The parameter that is kept."""
    tilts: Array
    """To which the line is turned, (TURNS,), the worst at both ends."""
    costs: Array
    """Average squared misses there, (TURNS,)."""
    start: int
    """Of these tilts, that at which the balls start: in the middle of a tread of the staircase."""
    tread: float
    """How wide that is."""
    runs: dict[str, Descent]

    @property
    def best(self) -> float:
        """The tilt of the lowest cost."""
        return float(self.tilts[TURNS // 2])

    @property
    def magnified(self) -> float:
        """How many times as large the staircase is where the eye has gone in to the ball."""
        return float(np.clip(2.0 * TREAD * BEYOND * REACH / self.tread, 1.0, MOST_NEAR))

    @property
    def tolerance(self) -> float:
        """By how much a sample may be missed, in the unit of y."""
        return float(f"{self.misses.tolerance * self.scaled.y_scale.half:.6g}")

    def line(self, tilt: float) -> tuple[float, float]:
        """Slope and intercept in the user's units."""
        slope, intercept = self.scaled.line_in_units((tilt, self.b))
        return float(slope), float(intercept)

    @cached_property
    def first_misses(self) -> Array:
        """How far each sample lies from the first line, in the unit of y, (n,)."""
        slope, intercept = self.line(float(self.tilts[0]))
        return np.asarray(np.abs(slope * self.data.x + intercept - self.data.y))

    @cached_property
    def twice(self) -> tuple[int, int] | None:
        """A sample, and one that is missed by about twice as much; or None.

        The other is missed by the most that there is, and the one is the farthest from it: so far
        that neither square lies on the other one, if there are such two.  Of a sample at which the
        line is beyond the plot, so is the square.
        """
        misses, x, pairs = self.first_misses, self.data.x, []
        slope, intercept = self.line(float(self.tilts[0]))
        low, high = axis_span(self.data.y)
        seen = np.abs(slope * x + intercept - (low + high) / 2) <= (high - low) / 2
        for more in np.argsort(-misses, kind="stable").tolist():
            is_half = np.abs(2.0 * misses - misses[more]) < ABOUT * misses[more]
            half = np.flatnonzero(is_half & seen)
            if seen[more] and len(half):
                pairs.append((int(half[np.abs(x[half] - x[more]).argmax()]), more))
        far = (pair for pair in pairs if abs(np.diff(x[list(pair)])[0]) > FAR * np.ptp(x))
        return next(far, pairs[0] if pairs else None)

    @property
    def values(self) -> dict[str, Value]:
        """Numbers that sentences may say, and the unit that they have."""
        return {
            **self.named,
            "largest": rounded(float(self.first_misses.max())),
            "tolerance": self.tolerance,
        }

    def tilt(self, turn: int) -> Value:
        """One of those to which the line is turned, in the user's units, to two figures."""
        return in_figures(round(float(self.tilts[turn]), 9) * self.unit_tilt, 2)

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        unit, ball = self.unit_cost, self.runs[SQUARES]
        missed = self.misses.loss(np.array([self.tilts[self.start], self.b]))
        return {
            "square_unit": squared(self.data.y_unit),
            "tilt_unit": self.per_unit,
            "first_cost": in_figures(self.costs[0] * unit, 4),
            "least_cost": in_figures(self.costs[TURNS // 2] * unit, 4),
            "ball_first": in_figures(ball.loss[0] * unit, 4),
            "ball_last": in_figures(ball.loss[-1] * unit, 4),
            "first_tilt": self.tilt(0),
            "last_tilt": self.tilt(-1),
            "best_tilt": self.tilt(TURNS // 2),
            "start_tilt": self.tilt(self.start),
            "missed": round(float(missed) * len(self.data)),
            "hops": ball.steps,
        }

    @property
    def questions(self) -> Questions:
        """Which way a ball on the staircase would go."""
        step = float(np.diff(self.runs[COUNT].theta[:2, 0])[0])
        felt = "level" if step == 0.0 else "right" if step > 0.0 else "left"
        return which(Beats.count, ("left", "right", "level"), felt)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Turn the line, and let a ball walk down each cost from one tilt."""
        lines = cls.check(params, inputs)
        problem = lines.problem
        x, y, half = lines.scaled.x, lines.scaled.y, lines.scaled.y_scale.half
        misses = MissRate(x, y, (params.tolerance or _tolerance(problem, half)) / half)
        b = float(problem.minimum()[1]) if params.b is None else params.b
        bend = 2.0 * float(np.mean(x**2))
        best = 2.0 * float(np.mean(x * (y - b))) / bend
        side = -1.0 if best >= 0 else 1.0  # where the first line is not the steeper one
        tilts = best + side * REACH * np.linspace(1.0, -1.0, TURNS)
        places = np.stack([tilts, np.full(TURNS, b)], axis=-1)
        tread = _tread(misses, b, tilts[[int(share * TURNS) for share in UPHILL]])
        start = int(np.abs(tilts - tread.mean()).argmin())
        places[start, 0] = tilts[start] = tread.mean()
        rule = gradient_descent(learning_rate=STEP / bend)
        costs = {SQUARES: Held(problem, (True, False)), COUNT: Held(misses, (True, False))}
        runs = {
            name: descend(cost, rule, places[start], STEPS, seed=seed)
            for name, cost in costs.items()
        }
        return cls(
            params, *lines, misses=misses, b=b,
            tilts=tilts, costs=problem.loss(places), start=start, tread=float(np.ptp(tread)),
            runs=runs,
        )  # fmt: skip

    def timed(self, score: Score) -> FrameTable:
        """One tries at once, and stays; the other takes its steps in the last beat."""
        level = score[Beats.level].start / score.fps + TIMES.change
        tries = Stretch(level, level + TIMES.enter)
        last = score[Beats.smooth].stop / score.fps - LOOK
        walks = Stretch(last - STEPS * HOP, last)
        return frame_table(
            self.runs, fps=score.fps, seconds=score.seconds,
            stretches={COUNT: [tries], SQUARES: [walks]},
        )  # fmt: skip


def _tolerance(problem: LinearRegression, half: float) -> float:
    """The root of the best line's average squared miss, in the unit of y, to two figures."""
    spread = float(np.sqrt(problem.loss(problem.minimum())))
    return float(f"{(spread if spread > ROUNDING else EXACT) * half:.2g}")


def _tread(misses: MissRate, b: float, between: Array) -> Array:
    """The ends (2,) of a tread between two tilts, on which no sample comes or goes.

    The widest; of those with no narrow one beside them in a close view, if there is any.
    """
    low, high = np.sort(between).tolist()
    told = misses.x != 0.0
    gap = misses.y[told] - b
    both = np.concatenate([gap - misses.tolerance, gap + misses.tolerance])
    steps = np.unique(both / np.tile(misses.x[told], 2))
    edges = np.unique([low, high, *steps[(low < steps) & (steps < high)]])
    treads = np.stack([edges[:-1], edges[1:]], axis=-1)
    widest = treads[np.argsort(-np.ptp(treads, axis=1), kind="stable")]
    clear = (tread for tread in widest if np.isin(tread, steps).all() and _is_clear(steps, tread))
    return np.asarray(next(clear, widest[0]))


def _is_clear(steps: Array, tread: Array) -> bool:
    """Whether all treads are wide, in a view in which one of them fills its share."""
    whole, middle = float(np.ptp(tread)) / TREAD, float(tread.mean())
    inside = steps[np.abs(steps - middle) < whole / 2]
    seen = np.diff(np.concatenate([[middle - whole / 2], inside, [middle + whole / 2]]))
    return bool((seen[seen > ROUNDED] > NARROW * whole).all())
