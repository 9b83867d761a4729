"""A small neural network: the rule unchanged, with a hundred parameters in place of two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, datasets, descend, frame_table
from gdcore.datasets import LabelledDataset
from gdcore.optimizers import gradient_descent
from gdcore.problems import MultilayerPerceptron
from gdcore.projection import Plane, pca_plane, shadow
from gdcore.typing import Array
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import SceneParams, Seconds
from scenes.plans.questions import Questions, which
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

TRAINING, ON_PLANE = "training", "on_plane"
"""The run of all parameters, and its shadow on the plane in which it moves most."""
FRESH = 300
"""Points that the network has not seen."""
SLOW, PACE = 3, 1.1
"""Steps that are shown one by one, and the seconds of each."""
HOPS, HOP = 3, 0.8
"""The next ones, which the ball is seen to take, and the seconds of each."""
GRID = 61
"""Places along each side of the plane at which the cost is computed."""
ROOM = 0.2
"""What is beyond the path on each side of the plane, in its extent."""
RISES = 1.1
"""How many times its lowest a cost is, at least, that has risen again."""

Count = Annotated[int, Field(ge=20, le=400)]
Units = Annotated[int, Field(ge=2, le=12)]


class Params(SceneParams):
    """What a lesson file may set.

    ``points`` of two moons are learned from, ``batch_size`` a step; ``noise`` is how far they stray
    from their moons.  The network has two hidden layers of ``units``.
    """

    points: Count = 40
    noise: Annotated[FiniteFloat, Field(ge=0.0, le=0.5)] = 0.3
    units: Units = 8
    batch_size: Annotated[int, Field(ge=1, le=20)] = 20
    learning_rate: Annotated[FiniteFloat, Field(ge=0.01, le=1.0)] = 0.2
    steps: Annotated[int, Field(ge=10, le=2000)] = 1000
    seconds: Seconds = 7.0


def _steps(params: Params) -> float:
    del params
    return TIMES.change + SLOW * PACE + TIMES.settle


def _walk(params: Params) -> float:
    return TIMES.change + HOPS * HOP + params.seconds + 2.0


UNSEEN: Claims[Plan] = {
    "turns": Claim(
        "on points that it has not seen, the cost is lowest after {best:step|steps}, and rises",
        lambda plan: bool(plan.fresh[-1] > RISES * plan.fresh.min()),
    ),
    "gains": Claim(
        "on points that it has not seen, the cost falls",
        lambda plan: bool(RISES * plan.fresh[-1] < plan.fresh[0]),
    ),
    "stays": Claim("on points that it has not seen, the cost hardly falls", otherwise),
}
"""How well it does on these."""


class Beats:
    """What the scene plays, in order."""

    points = Beat[Params]("points of two kinds, and a network that guesses", 6.0)
    parameters = Beat[Params]("the network's weights, as thick as they are large", 6.0)
    backwards = Beat[Params]("the gradient runs back through the network, layer by layer", 6.0)
    steps = Beat[Params]("the rule, and three steps by it", _steps)
    walk = Beat[Params]("the boundary, the weights, and the path from above, in step", _walk)
    unseen = Beat[Params]("points that it has not seen: a question", 5.0)
    answer = Beat[Params]("the cost on points seen, and on points not seen", 9.0, outcomes=UNSEEN)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of the network and of one run."""

    name = "neural_network"
    params = Params
    beats = Beats

    asked: Params
    seen: LabelledDataset
    new: LabelledDataset
    problem: MultilayerPerceptron
    run: Descent
    fresh: Array
    """The cost on points that it has not seen, after each step, (steps + 1,)."""
    plane: Plane

    @cached_property
    def on_plane(self) -> Descent:
        """The run's shadow on the plane."""
        return shadow(self.run, self.plane)

    @cached_property
    def extent(self) -> tuple[Array, float]:
        """The middle, (2,), and half the longer side, of what is drawn of the plane."""
        low, high = self.on_plane.theta.min(axis=0), self.on_plane.theta.max(axis=0)
        return (low + high) / 2, float((0.5 + ROOM) * (high - low).max())

    @cached_property
    def heights(self) -> tuple[Array, Array, Array]:
        """The cost over it: u (GRID,), v (GRID,), and a row for each v, (GRID, GRID)."""
        (u, v), half = self.extent
        across = np.linspace(-half, half, GRID)
        return u + across, v + across, self.plane.losses(self.problem, u + across, v + across)

    @property
    def best(self) -> int:
        """The step after which the cost on points not seen is lowest."""
        return int(self.fresh.argmin())

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        assert self.plane.shares is not None
        return {
            "count": self.asked.points,
            "parameters": self.problem.dimension,
            "batch": self.asked.batch_size,
            "steps": self.run.steps,
            "fresh": FRESH,
            "best": self.best,
            "share": int(100 * self.plane.shares.sum()),
            "cost": round(float(self.run.loss[-1]), 2),
            "fresh_cost": round(float(self.fresh[-1]), 2),
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        return {
            "first_cost": round(float(self.run.loss[0]), 2),
            "fresh_first": round(float(self.fresh[0]), 2),
            "best_cost": round(float(self.fresh[self.best]), 2),
        }

    @property
    def questions(self) -> Questions:
        """How well it knows points that it has not seen."""
        return which(Beats.unseen, ("gains", "turns", "stays"), self.outcomes["answer"])

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> LabelledDataset:
        """The points that are learned from."""
        del inputs
        return datasets.two_moons(params.points, noise=params.noise)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Train the network, and look at it along the way."""
        del inputs
        seen, new = (
            datasets.two_moons(count, noise=params.noise, seed=seed + k)
            for k, count in enumerate((params.points, FRESH))
        )
        hidden = (params.units, params.units)
        problem = MultilayerPerceptron(seen.points, seen.labels, hidden)
        run = descend(
            problem,
            gradient_descent(learning_rate=params.learning_rate),
            problem.initial(seed),
            params.steps,
            batch_size=params.batch_size,
            seed=seed,
        )
        unseen = MultilayerPerceptron(new.points, new.labels, hidden)
        plane = pca_plane(run.theta, through=run.theta[-1])
        return cls(params, seen, new, problem, run, np.asarray(unseen.loss(run.theta)), plane)

    def timed(self, score: Score) -> FrameTable:
        """Three steps, three more that are seen as hops, and the rest."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps) + TIMES.change

        first, rest = since(Beats.steps), since(Beats.walk)
        stretches = [
            Stretch(first, first + SLOW * PACE, 0, SLOW),
            Stretch(rest, rest + HOPS * HOP, SLOW, SLOW + HOPS),
            Stretch(rest + HOPS * HOP, rest + HOPS * HOP + self.asked.seconds, SLOW + HOPS),
        ]
        runs = {TRAINING: self.run, ON_PLANE: self.on_plane}
        return frame_table(
            runs, fps=score.fps, seconds=score.seconds, stretches=dict.fromkeys(runs, stretches)
        )
