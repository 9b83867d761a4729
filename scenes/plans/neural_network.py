"""A small neural network: the rule unchanged, with a hundred parameters in place of two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
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
from scenes.plans.saved_run import SavedRun, saved_run
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

TRAINING, ON_PLANE = "training", "on_plane"
"""The run of all parameters, and its shadow on the plane in which it moves most."""
FRESH = 300
"""Points that the network has not seen, of which as many choose a step as are kept to judge it."""
SLOW, PACE = 3, 1.2
"""Steps that are shown one by one, and the seconds of each."""
HOPS, HOP = 3, 0.8
"""The next ones of a saved run, which the ball is seen to take, and the seconds of each."""
ALONE, ALONE_PACE, QUICK, TURNS = 2, 0.8, 300, 1.2
"""Steps of ours that are shown one by one, and the seconds of each; up to which more are taken
before the rest of the way, so that the boundary is seen to turn: at most half of all; and the
seconds of these."""
WONDERED, REPLAYED, HALTS = 2.6, 1.8, 0.85
"""Seconds of a question before the training is shown again, and in which the rest of it is after
that; and how far it has come by then, in the steps until the cost on points not seen is lowest."""
FIGURES, MOST = 2, 15
"""Decimals, at least and at most, of how surely a point is taken for a kind."""
GRID = 61
"""Places along each side of the plane at which the cost is computed."""
ROOM = 0.2
"""What is beyond the path on each side of the plane, in its extent."""
FLAT = 1e-6
"""How far down a cost bends that is taken for rounding, in the range of costs on the plane."""
ALONE_ENOUGH = 0.75
"""The share of points that one which is seen alone lies farther from the others than."""
RISES = 1.1
"""How many times its lowest a cost is, at least, that has risen again."""

Count = Annotated[int, Field(ge=20, le=400)]
Units = Annotated[int, Field(ge=2, le=12)]


class Params(SceneParams):
    """What a lesson file may set.

    ``points`` of two moons are learned from, ``batch_size`` a step; ``noise`` is how far they stray
    from their moons.  The network has two hidden layers of ``units``.  With ``run``, a file of a
    network in training, the scene is about that, and ``seconds`` alone counts besides.
    """

    points: Count = 50
    noise: Annotated[FiniteFloat, Field(ge=0.0, le=0.5)] = 0.3
    units: Units = 6
    batch_size: Annotated[int, Field(ge=1, le=20)] = 20
    learning_rate: Annotated[FiniteFloat, Field(ge=0.01, le=1.0)] = 0.08
    steps: Annotated[int, Field(ge=10, le=4000)] = 2000
    seconds: Seconds = 4.4
    run: str | None = None

    file_key: ClassVar[str] = "run"

    def files(self) -> tuple[str, ...]:
        """The file of the saved run."""
        return () if self.run is None else (self.run,)

    def beside(self, folder: str) -> Self:
        """With the file as it is called from the lesson's folder."""
        if self.run is None or folder == ".":
            return self
        return self.model_copy(update={"run": f"{folder}/{self.run}"})


def _parameters(params: Params) -> float:
    return 7.0 if params.run is None else 5.0


def _backwards(params: Params) -> float:
    return 10.0 if params.run is None else 8.0


def _steps(params: Params) -> float:
    if params.run is None:
        return TIMES.change + ALONE * ALONE_PACE + TURNS + TIMES.settle
    return TIMES.change + SLOW * PACE + TIMES.settle


def _walk(params: Params) -> float:
    return TIMES.change + HOPS * HOP + params.seconds + 0.5


WHOSE: Claims[Plan] = {
    "saved": Claim(
        "a network of {parameters} numbers, saved at {moments} moments of its training",
        lambda plan: plan.saved is not None,
    ),
    "moons": Claim("a small network that learns {count} points", otherwise),
}
"""Whose training it is."""
BATCHES: Claims[Plan] = {
    "saved": WHOSE["saved"],
    "mini": Claim(
        "each step asks {batch} of {count} points: more than one, and not all",
        lambda plan: 1 < plan.asked.batch_size < plan.asked.points,
    ),
    "moons": Claim("each step asks one point, or all", otherwise),
}
"""Over what slopes are averaged."""
GROUND: Claims[Plan] = {
    "ground": Claim(
        "the file has the cost on the plane",
        lambda plan: plan.saved is not None and plan.saved.told.ground is not None,
    ),
    "bare": Claim(
        "the file does not say the cost on the plane", lambda plan: plan.saved is not None
    ),
    "no_bowl": Claim(
        "on the plane the cost bends down somewhere, as that of a bowl never does",
        lambda plan: plan.moons is not None and not plan.moons.is_bowl,
    ),
    "moons": Claim("along the plane's two directions the cost bends down nowhere", otherwise),
}
"""What the path lies on."""
LIES: Claims[Plan] = {
    **{name: GROUND[name] for name in ("ground", "bare")},
    "moons": Claim("the cost on the plane is computed", otherwise),
}
"""What of that is to be seen."""
ASKED: Claims[Plan] = {
    "saved": Claim(
        "the file has the cost on data that the network has not seen",
        lambda plan: plan.saved is not None and plan.has_fresh,
    ),
    "alone": Claim(
        "the file does not say the cost on data that the network has not seen",
        lambda plan: plan.saved is not None,
    ),
    "moons": Claim("there are points that the network has not seen", otherwise),
}
"""What is asked at the end."""
UNSEEN: Claims[Plan] = {
    "lower": Claim(
        "the cost ends lower, at {cost}, not {first_cost}",
        lambda plan: not plan.has_fresh and bool(plan.known[-1] < plan.known[0]),
    ),
    "no_lower": Claim(
        "the cost ends no lower, at {cost}, not {first_cost}", lambda plan: not plan.has_fresh
    ),
    "overfits": Claim(
        "on what it has not seen, the cost is lowest after {best:step|steps}, and rises, while on "
        "what it learns from it falls on",
        lambda plan: plan.overfits,
    ),
    "turns": Claim(
        "on what it has not seen, the cost is lowest after {best:step|steps}, and rises",
        lambda plan: plan.turns,
    ),
    "rises": Claim(
        "on what it has not seen, the cost is lowest at the start, and rises",
        lambda plan: plan.rises and plan.lowest == 0,
    ),
    "gains": Claim(
        "on what it has not seen, the cost falls",
        lambda plan: bool(RISES * plan.fresh[-1] < plan.fresh[0]),
    ),
    "stays": Claim("on what it has not seen, the cost hardly falls", otherwise),
}
"""How well it does on these; costs are taken to be above zero where they are compared so."""


SEEN: Claims[Plan] = {
    "saved_turns": Claim(
        "the file has both costs, and the second rises again",
        lambda plan: plan.saved is not None and plan.has_fresh and plan.turns,
    ),
    "saved_fresh": Claim(
        "the file has both costs", lambda plan: plan.saved is not None and plan.has_fresh
    ),
    "saved": Claim("the file has one cost", lambda plan: plan.saved is not None),
    "turns": UNSEEN["turns"],
    "falls": Claim("the cost on what it has not seen does not rise again", otherwise),
}
"""What there is to see of costs."""
JUDGED: Claims[Plan] = {
    "saved_turns": Claim(
        "on what it has not seen, the cost is lowest after {best:step|steps}, and rises",
        lambda plan: plan.saved is not None and plan.has_fresh and plan.turns,
    ),
    "saved": Claim("it is the training of a file", lambda plan: plan.saved is not None),
    "fewer": Claim(
        "of points that had no part in choosing the step, {kept_wrong} are wrong there, fewer than "
        "the {kept_wrong_at_end} at the end",
        lambda plan: plan.turns and plan.tested[0] < plan.tested[1],
    ),
    "no_fewer": Claim(
        "of points that had no part in choosing the step, {kept_wrong} are wrong there, no fewer "
        "than the {kept_wrong_at_end} at the end",
        lambda plan: plan.turns,
    ),
    "end": Claim("of points never used, {kept_wrong_at_end} are wrong at the end", otherwise),
}
"""What points say that had no part in anything before."""
RINGED: Claims[Plan] = {
    **{name: JUDGED[name] for name in ("saved_turns", "saved")},
    "turns": UNSEEN["turns"],
    "end": JUDGED["end"],
}
"""What there is to see of that."""


class Beats:
    """What the scene plays, in order."""

    points = Beat[Params]("points of two kinds, and a network that guesses", 5.0, outcomes=WHOSE)
    parameters = Beat[Params](
        "one disc at work, and how many numbers there are in all", _parameters, outcomes=WHOSE
    )
    backwards = Beat[Params](
        "what a point costs; one slope as a product; then all, layer by layer from the end",
        _backwards,
        outcomes=BATCHES,
        sights=WHOSE,
    )
    steps = Beat[Params]("the rule, and the first steps by it", _steps, outcomes=WHOSE)
    walk = Beat[Params](
        "the boundary, and the path on the cost, in step", _walk, outcomes=GROUND, sights=LIES
    )
    unseen = Beat[Params]("points that it has not seen: a question", 5.0, outcomes=ASKED)
    answer = Beat[Params](
        "the cost on points seen, and on points not seen", 5.0, outcomes=UNSEEN, sights=SEEN
    )
    judged = Beat[Params](
        "points of a third set: where it was to stop, and at the end", 5.0, outcomes=JUDGED,
        sights=RINGED,
    )  # fmt: skip


def about(step: int, last: int) -> int:
    """A step in two figures: where the cost is lowest, it jumps about.  None is after the last.

    >>> about(1129, 2000), about(86, 2000), about(196, 198)
    (1100, 86, 196)
    """
    told = round(float(f"{step:.2g}"))
    return told if told < last else step


@dataclass(frozen=True)
class Moons:
    """A network that learns to part two moons, and one run of it."""

    seen: LabelledDataset
    new: LabelledDataset
    """Those that choose the step to stop at, as validation points do."""
    kept: LabelledDataset
    """Those that had no part in that, and judge it."""
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
    def is_bowl(self) -> bool:
        """Whether the cost bends down nowhere along the rows and columns of the plane."""
        costs = self.heights[2]
        bends = (np.diff(costs, 2, axis=axis).min() for axis in (0, 1))
        return bool(min(bends) >= -FLAT * np.ptp(costs))

    @cached_property
    def sent(self) -> int:
        """The point that is seen to go through the network before it has learned.

        Of those that it then takes for their own kind, if there are any, and that are not among
        many: the one of whose kind it is surest.
        """
        points = self.seen.points
        apart = np.linalg.norm(points[:, None] - points, axis=-1)
        np.fill_diagonal(apart, np.inf)
        nearest, right = apart.min(axis=1), ~self.wrong(self.seen, 0)
        said = self.problem.predict(self.run.theta[0], points)
        alone = nearest >= np.quantile(nearest[right | ~right.any()], ALONE_ENOUGH)
        can = alone & (right | ~right.any())
        return int(np.where(can, np.maximum(said, 1.0 - said), -np.inf).argmax())

    @property
    def signals(self) -> list[Array]:
        """What each unit but the last one gives for that point, a layer each, the inputs first."""
        found = [self.seen.points[self.sent]]
        for weights, biases in self.problem.layers(self.run.theta[0])[:-1]:
            found.append(np.tanh(found[-1] @ weights + biases))
        return found

    @property
    def worked(self) -> int:
        """The unit of the first layer that gives the most for that point."""
        return int(self.signals[1].argmax())

    @property
    def own_slopes(self) -> list[tuple[Array, Array]]:
        """The slopes of that point's own cost by each layer's weights, and by its biases."""
        alone = np.array([self.sent])
        return self.problem.layers(self.problem.gradient(self.run.theta[0], alone))

    @property
    def reached(self) -> int:
        """The unit of the second layer by whose sum the slope of that cost is steepest."""
        return int(np.abs(self.own_slopes[1][1]).argmax())

    @property
    def product(self) -> tuple[float, float, float]:
        """What `worked` gives to `reached`, what comes back there, and the slope by their line.

        What comes back is the slope by the sum of `reached`, which that by its bias is, too.
        """
        weights, sums = self.own_slopes[1]
        went_in, came_back = self.signals[1][self.worked], sums[self.reached]
        return float(went_in), float(came_back), float(weights[self.worked, self.reached])

    @property
    def guess(self) -> int:
        """The kind that it then takes this point for."""
        said = self.problem.predict(self.run.theta[0], self.seen.points[[self.sent]])
        return int(said[0] > 0.5)

    @property
    def sureness(self) -> int:
        """How sure it then is of that, in percent."""
        (said,) = self.problem.predict(self.run.theta[0], self.seen.points[[self.sent]]).tolist()
        return round(100 * max(said, 1.0 - said))

    @property
    def quick(self) -> int:
        """The last of the steps that are taken as quickly as the first: at most half of all."""
        return max(ALONE, min(QUICK, self.run.steps // 2))

    @property
    def sure(self) -> tuple[float, int]:
        """The same to as few decimals as both costs of that follow from; and how many these are.

        They are told to hundredths: that of a point of this kind, and that of one of the other.
        """
        (said,) = self.problem.predict(self.run.theta[0], self.seen.points[[self.sent]]).tolist()
        own = max(said, 1.0 - said)
        for decimals in range(FIGURES, MOST + 1):
            told = round(own, decimals)
            if told < 1.0 and all(
                f"{-np.log(a):.2f}" == f"{-np.log(b):.2f}"
                for a, b in ((told, own), (1.0 - told, 1.0 - own))
            ):
                break
        return told, decimals

    @property
    def error(self) -> tuple[float, int]:
        """How likely that point then is of the second kind, as it is told; and whether it is."""
        told, _ = self.sure
        return told if self.guess else 1.0 - told, int(self.seen.labels[self.sent])

    def wrong(self, of: LabelledDataset, step: int) -> NDArray[np.bool_]:
        """Which of some points it takes for the other kind, after so many steps."""
        said = self.problem.predict(self.run.theta[step], of.points)
        return np.asarray((said > 0.5) != of.labels)

    @classmethod
    def trained(cls, params: Params, seed: int) -> Self:
        """Train the network, and look at it along the way."""
        seen, kept, new = (
            datasets.two_moons(count, noise=params.noise, seed=seed + k)
            for k, count in enumerate((params.points, FRESH, FRESH))
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
        return cls(seen, new, kept, problem, run, np.asarray(unseen.loss(run.theta)), plane)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of a network and of one run: of ours, or of a user's."""

    name = "neural_network"
    params = Params
    beats = Beats
    formulas = ("step",)

    asked: Params
    moons: Moons | None
    saved: SavedRun | None

    @property
    def known(self) -> Array:
        """The cost on what it learns from, at each moment."""
        return self._of_moons.run.loss if self.saved is None else self.saved.told.losses

    @property
    def has_fresh(self) -> bool:
        """Whether the cost on what it has not seen is known, and above zero as a share needs."""
        return self.saved is None or self.saved.compares

    @property
    def fresh(self) -> Array:
        """That cost at each moment; of zeros where it is not known."""
        if self.saved is None:
            return self._of_moons.fresh
        told = self.saved.told.fresh
        return told if told is not None else np.zeros(self.saved.moments)

    @property
    def lowest(self) -> int:
        """The moment at which it is lowest."""
        return int(self.fresh.argmin())

    @property
    def rises(self) -> bool:
        """Whether it ends higher than it was."""
        return bool(self.fresh[-1] > RISES * self.fresh.min())

    @property
    def turns(self) -> bool:
        """Whether it has fallen, and rises again."""
        return self.rises and self.lowest > 0

    @property
    def overfits(self) -> bool:
        """Whether, in ours, the cost on points that it learns from ends lower all the same."""
        falls = bool(self.known[-1] < self.known[self.lowest])
        return self.moons is not None and self.turns and falls

    @property
    def best(self) -> int:
        """The number of steps after which it is lowest."""
        return self.lowest if self.saved is None else int(self.saved.told.steps[self.lowest])

    @property
    def tested(self) -> tuple[int, int]:
        """Of the points kept to judge, how many are wrong where the cost is lowest, and at the end.

        That cost is on points not seen.
        """
        moons = self._of_moons
        at_lowest, at_end = (int(moons.wrong(moons.kept, step).sum()) for step in (self.lowest, -1))
        return at_lowest, at_end

    @property
    def questions(self) -> Questions:
        """How well ours knows points that it has not seen."""
        if self.saved is not None:
            return ()
        answer = "turns" if self.turns else self.outcomes["answer"].replace("rises", "stays")
        return which(Beats.unseen, ("gains", "turns", "stays"), answer, at=WONDERED)

    def _told(self, cost: float) -> float:
        """A cost as it is said: to hundredths, or of a file in figures where it is small."""
        value = float(cost)
        plain = self.saved is None or 0.1 <= abs(value) < 1000.0
        return round(value, 2) if plain else float(f"{value:.2g}")

    @property
    def _of_moons(self) -> Moons:
        assert self.moons is not None
        return self.moons

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        saved, asked = self.saved, self.asked
        ours = saved is None
        shares = self._of_moons.plane.shares if saved is None else saved.told.plane.shares
        assert shares is not None
        last = self._of_moons.run.steps if saved is None else int(saved.told.steps[-1])
        return {
            "count": asked.points if ours else None,
            "moments": None if saved is None else saved.moments,
            "parameters": self._of_moons.problem.dimension if saved is None else saved.dimension,
            "batch": asked.batch_size if ours else None,
            "steps": last,
            "fresh": FRESH if ours else None,
            "best": self.best if self.has_fresh else None,
            "about": about(self.best, last) if self.has_fresh else None,
            "share": int(100 * shares.sum()),
            "cost": self._told(self.known[-1]),
            "first_cost": self._told(self.known[0]),
            "fresh_cost": self._told(self.fresh[-1]) if self.has_fresh else None,
            **self._wrong,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        fresh = self.fresh if self.has_fresh else None
        first, second = (None, None) if self.saved is None else self.saved.shares
        return {
            "fresh_first": None if fresh is None else self._told(fresh[0]),
            "best_cost": None if fresh is None else self._told(fresh.min()),
            "first_share": None if first is None else round(100 * first),
            "second_share": None if second is None else round(100 * second),
        }

    @property
    def _wrong(self) -> dict[str, int | None]:
        """How many of the points kept it takes for the other kind."""
        moons = self.moons
        if moons is None:
            return dict.fromkeys(("kept_wrong", "kept_wrong_at_end"))
        best, end = self.tested
        return {"kept_wrong": best, "kept_wrong_at_end": end}

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> object:
        """The points that are learned from, or the saved run."""
        if params.run is not None:
            return saved_run(params.run, inputs)
        return datasets.two_moons(params.points, noise=params.noise)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Train the network, or read how one was trained."""
        if params.run is not None:
            return cls(params, None, saved_run(params.run, inputs))
        return cls(params, Moons.trained(params, seed), None)

    def timed(self, score: Score) -> FrameTable:
        """A few slow steps, and the rest: the next of a saved run as hops."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps) + TIMES.change

        first, rest = since(Beats.steps), since(Beats.walk)
        hopped, last = rest + HOPS * HOP, rest + HOPS * HOP + self.asked.seconds
        if self.saved is not None:
            runs = {ON_PLANE: self.saved.run}
            stretches = [
                Stretch(first, first + SLOW * PACE, 0, SLOW),
                Stretch(rest, hopped, SLOW, SLOW + HOPS),
                Stretch(hopped, last, SLOW + HOPS),
            ]
        else:
            moons = self._of_moons
            runs = {TRAINING: moons.run, ON_PLANE: moons.on_plane}
            slow, quick = ALONE * ALONE_PACE, moons.quick
            stretches = [
                Stretch(first, first + slow, 0, ALONE),
                Stretch(first + slow, first + slow + TURNS, ALONE, quick),
                Stretch(rest, last, quick),
                *self._again(score),
            ]
        back = self.back(score)
        if back is not None:
            stretches.append(Stretch(back, back + TIMES.enter, self.lowest, self.lowest))
        return frame_table(
            runs, fps=score.fps, seconds=score.seconds, stretches=dict.fromkeys(runs, stretches)
        )

    def begin(self, score: Score) -> float:
        """When the training begins once more, in seconds."""
        return float(score[Beats.unseen].start / score.fps) + WONDERED

    @property
    def halts(self) -> int:
        """The step at which it stands at the end of the question: before the cost there rises."""
        steps = self._of_moons.run.steps
        return int(HALTS * self.lowest) if self.turns else steps // 2

    def goes_on(self, score: Score) -> tuple[float, float]:
        """When it goes on from there, and when it ends, in seconds."""
        since = float(score[Beats.answer].start / score.fps) + TIMES.enter
        return since, since + REPLAYED

    def turn(self, score: Score) -> float:
        """When the replay is where the cost on points not seen is lowest, in seconds."""
        since, until = self.goes_on(score)
        steps = self._of_moons.run.steps
        return since + (until - since) * (self.lowest - self.halts) / max(steps - self.halts, 1)

    def back(self, score: Score) -> float | None:
        """When a saved run goes back to where the cost on what was not seen is lowest.

        If that rises again.
        """
        if self.saved is None or not self.has_fresh or not self.turns:
            return None
        return float(score[Beats.judged].start / score.fps) + TIMES.enter

    def _again(self, score: Score) -> list[Stretch]:
        """All of it once more; it stands at the start again while the curve comes in."""
        begin, halts = self.begin(score), self.halts
        asked = float(score[Beats.unseen].stop / score.fps)
        return [
            Stretch(begin - TIMES.enter, begin, 0, 0),
            Stretch(begin, asked, 0, halts),
            Stretch(*self.goes_on(score), halts),
        ]
