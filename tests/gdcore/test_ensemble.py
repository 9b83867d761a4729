"""Many descents at once: each member is, to the last bit, the descent it would be alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import (
    Ensemble,
    batching,
    datasets,
    descend,
    ensemble,
    frame_table,
    optimizers,
    problems,
    schedules,
    surfaces,
)
from gdcore.errors import GDError, HyperparameterError, ProblemError

GENERATOR = np.random.default_rng(5)
X2, Y2 = GENERATOR.normal(size=(23, 2)), GENERATOR.normal(size=23)
TWO, THREE = np.arange(23) % 2, np.arange(23) % 3
CARS = datasets.load("stopping-distance").scaled()

# losses over data, by name; those without a Hessian are not for Newton's method
PROBLEMS = {
    "line": problems.LinearRegression(CARS.x, CARS.y),
    "ridge": problems.LinearRegression(CARS.x, CARS.y, l2=0.1),
    "squares": problems.LeastSquares(X2, Y2, l2=0.01),
    "polynomial": problems.PolynomialRegression(CARS.x, CARS.y, degree=4),
    "huber": problems.HuberRegression(X2, Y2, delta=0.5),
    "logistic": problems.LogisticRegression(X2, TWO),
    "softmax": problems.SoftmaxRegression(X2, THREE),
    "network": problems.MultilayerPerceptron(X2, TWO, hidden=(5, 4)),
}
RULES = {
    **{name: optimizers.get(name, learning_rate=0.1) for name in optimizers.names()},
    "centered": optimizers.rmsprop(0.1, centered=True),
    "averaged": optimizers.averaged(optimizers.gradient_descent(0.1), begin=3),
    "lookahead": optimizers.lookahead(optimizers.momentum(0.1), k=3),
    "decaying": optimizers.momentum(schedules.inverse_time(0.2, 0.1)),
    "plateau": optimizers.momentum(schedules.reduce_on_plateau(0.2, patience=2)),
}
BOWL = surfaces.get("bowl")
LINE = PROBLEMS["line"]
HALVING = optimizers.gradient_descent(0.5)


def starts(dimension: int, members: int = 3, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1.5, 1.5, (members, dimension))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("dimension", [1, 2])
def test_members_are_single_descents_on_every_surface(assert_same, dimension: int, rule) -> None:
    """From starts that differ, with rates that differ: some converge, some diverge."""
    rates = None if "plateau" in str(rule.describe()) else [0.003, 0.1, 2.5]
    for name in surfaces.names(dimension):
        surface, points = surfaces.get(name, dimension), starts(dimension)
        many = ensemble(surface, rule, starts=points, learning_rates=rates, steps=30)
        for i, member in enumerate(many):
            own = rule if rates is None else rule.with_learning_rate(rates[i])
            assert_same(member, descend(surface, own, points[i], 30))


@pytest.mark.parametrize(
    ("name", "key"),
    [(name, key) for name in PROBLEMS for key in RULES if (name, key) != ("network", "newton")],
)
def test_members_are_single_descents_on_every_problem(assert_same, name: str, key: str) -> None:
    problem, rule = PROBLEMS[name], RULES[key]
    points = starts(problem.dimension)
    for size in (None, 1, 4):
        seeds = [4, 9, 4]
        many = ensemble(problem, rule, starts=points, seeds=seeds, steps=20, batch_size=size)
        for i, member in enumerate(many):
            alone = descend(problem, rule, points[i], 20, batch_size=size, seed=seeds[i])
            assert_same(member, alone)


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 3), st.integers(0, 99)), min_size=1),
    st.integers(0, 150),
    st.sampled_from([None, 1, 7, 50]),
    st.sampled_from([0.0, 1e-3, 0.5]),
    st.sampled_from([1e12, 20.0]),
)
@settings(max_examples=40, deadline=None)
def test_members_are_single_descents_however_they_end(
    assert_same, members, steps, size, tolerance, factor
):
    points, rates, seeds = zip(*members, strict=True)
    how = {"steps": steps, "batch_size": size, "tolerance": tolerance, "divergence_factor": factor}
    first = [[w, 1.0 - w] for w in points]
    many = ensemble(LINE, HALVING, starts=first, seeds=seeds, learning_rates=rates, **how)
    assert len(many) == len(members)
    for i, member in enumerate(many):
        rule = HALVING.with_learning_rate(rates[i])
        assert_same(member, descend(LINE, rule, first[i], seed=seeds[i], **how))


def test_all_three_ends_at_once() -> None:
    rates = [0.5, 1.0, 3.0, 1e200]
    many = ensemble(BOWL, HALVING, start=[4.0, 0.0], learning_rates=rates, steps=90, tolerance=1e-9)
    assert many.status == ("converged", "converged", "diverged", "diverged")
    assert many.steps.tolist() == [32, 1, 20, 0]
    assert many.message == tuple(member.message for member in many)
    for member, last in enumerate(many.steps):
        assert np.isfinite(many.theta[member, : last + 1]).all()
        assert np.isnan(many.theta[member, last + 1 :]).all()
        assert np.isnan(many.loss[member, last + 1 :]).all()
        assert np.isnan(many.gradient[member, last:]).all()
        assert np.isnan(many.learning_rate[member, last:]).all()


def test_shapes_are_members_first() -> None:
    many = ensemble(
        LINE, optimizers.adam(0.1), start=[0, 0], seeds=[3, 1, 2, 8], steps=6, batch_size=5
    )
    assert isinstance(many, Ensemble)
    assert (many.theta.shape, many.loss.shape) == ((4, 7, 2), (4, 7))
    assert (many.gradient.shape, many.learning_rate.shape) == ((4, 6, 2), (4, 6))
    assert many.batches.shape == (4, 6, 5)
    assert many.state["first_moment"].shape == (4, 6, 2)
    assert many.gradient_evaluations.tolist() == [0, 5, 10, 15, 20, 25, 30]
    assert (many.seeds, many.batch_size) == ((3, 1, 2, 8), 5)
    for name in ("theta", "loss", "gradient", "batches", "steps", "gradient_evaluations"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(many, name)[0] = 0


def test_what_is_given_once_is_shared() -> None:
    rates = [0.1, 0.2]
    many = ensemble(
        LINE, HALVING, start=[1, 2], seed=6, learning_rates=rates, steps=5, batch_size=2
    )
    assert many.theta[:, 0].tolist() == [[1, 2], [1, 2]]
    assert many.seeds == (6, 6)
    assert many.batches[0].tolist() == many.batches[1].tolist()
    assert [rule.hyperparameters["learning_rate"] for rule in many.optimizers] == rates


def test_schedules_may_differ_between_members(assert_same) -> None:
    rates = [schedules.inverse_time(0.5, 0.1), 0.2]
    many = ensemble(BOWL, HALVING, start=[1, 2], learning_rates=rates, steps=9)
    assert_same(many[0], descend(BOWL, optimizers.gradient_descent(rates[0]), [1, 2], 9))
    assert_same(many[-1], descend(BOWL, optimizers.gradient_descent(0.2), [1, 2], 9))


def test_given_batches_are_used(assert_same) -> None:
    plans = [batching.independent(50, 8, 3, seed=seed) for seed in (1, 2)]
    many = ensemble(LINE, HALVING, start=[0, 0], batches=plans, steps=8)
    for member, plan in zip(many, plans, strict=True):
        assert_same(member, descend(LINE, HALVING, [0, 0], 8, batches=plan))


def test_a_large_ensemble_is_evaluated_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ensemble(LINE, HALVING, start=[0, 0], seeds=range(5), steps=90, batch_size=1)
    monkeypatch.setattr("gdcore.walk.MOST_POINTS", 12)
    pieces = ensemble(LINE, HALVING, start=[0, 0], seeds=range(5), steps=90, batch_size=1)
    assert pieces.loss.tobytes() == whole.loss.tobytes()


def test_a_member_can_be_drawn() -> None:
    many = ensemble(BOWL, HALVING, starts=[[4, 0], [0, 2]], steps=2)
    table = frame_table({f"run {i}": run for i, run in enumerate(many)}, fps=4, seconds=1)
    assert table["run 0"].theta[:, 0].tolist() == [4.0, 4.0, 2.0, 2.0]
    assert table["run 1"].theta[:, 1].tolist() == [2.0, 2.0, 1.0, 1.0]


class Flat:
    """A problem whose loss has the wrong shape for many points."""

    dimension = 2

    def loss(self, theta):
        return np.sum(np.asarray(theta))

    def gradient(self, theta):
        return np.zeros_like(theta)


SLOWING = schedules.reduce_on_plateau(0.2)
# arguments in place of a good call, error, what its text says
ERRORS = {
    "no plural": ({"starts": None, "start": [0, 0]}, HyperparameterError, "in what its members"),
    "no start": ({"starts": None, "seeds": [1]}, ProblemError, "needs either start, (d,), or"),
    "two starts": ({"start": [0, 0]}, ProblemError, "needs either start, (d,), or starts, (M, d)."),
    "empty": ({"starts": []}, HyperparameterError, "starts is empty or a single value; give one"),
    "one seed": ({"seeds": 3}, HyperparameterError, "seeds is empty or a single value"),
    "unequal": ({"seeds": [1]}, HyperparameterError, "There are 2 starts, 1 seeds; there must be"),
    "shape": ({"starts": [[1], [2]]}, ProblemError, "The start has shape (1,); this loss has 2"),
    "ragged": ({"starts": [[1, 2], [2]]}, ProblemError, "starts is [[1, 2], [2]]; it must be"),
    "infinite": ({"starts": [[1, 2], [2, math.inf]]}, ProblemError, "[2.0, inf] is not finite."),
    "loss": ({"starts": [[1, 2], [1e200, 0]]}, ProblemError, "start [1e+200, 0.0] is not finite"),
    "losses": (
        {"starts": [[1, 2], [1e200, 0], [2e200, 0]]},
        ProblemError,
        "The loss at the start [1e+200, 0.0] is not finite.",
    ),
    "vectors": (
        {"problem": Flat(), "starts": [[1, 2], [3, 4], [5, 6]]},
        ProblemError,
        "The loss of points of shape (1, 3, 2) has shape (); it must be (1, 3), one loss a point.",
    ),
    "seed": ({"seeds": [1, -1]}, HyperparameterError, "seed is -1; it must be a whole number"),
    "rate": ({"learning_rates": [1, 0]}, HyperparameterError, "learning_rate is 0; it must be"),
    "steps": ({"steps": -1}, HyperparameterError, "steps is -1; it must be a whole number from 0"),
    "tolerance": ({"tolerance": -1}, HyperparameterError, "tolerance is -1; it must be a finite"),
    "factor": ({"divergence_factor": 1}, HyperparameterError, "divergence_factor is 1; it must"),
    "no samples": ({"batch_size": 1}, ProblemError, "has no samples, so it takes no batch_size"),
    "batches": (
        {"problem": LINE, "batches": [[[1]] * 5, [[1, 2]] * 5]},
        ProblemError,
        "All members of an ensemble look at as many samples a step; batches has 1 and 2.",
    ),
    "plateaus": (
        {"learning_rates": [0.1, SLOWING]},
        HyperparameterError,
        "cannot differ between the members of an ensemble; call descend for each.",
    ),
}


@pytest.mark.parametrize(("changes", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(changes, error, text) -> None:
    good = {"problem": BOWL, "optimizer": HALVING, "starts": [[1.0, 2.0], [2.0, 1.0]], "steps": 5}
    with pytest.raises(error) as caught:
        ensemble(**good | changes)
    assert text in str(caught.value)
    assert isinstance(caught.value, GDError)


# problem, steps, batch size, how many numbers a step and member have
TOO_LARGE = {"points": (BOWL, 200_000, None, 2), "batches": (LINE, 10_000, 50, 50)}


@pytest.mark.parametrize(("problem", "steps", "size", "width"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_an_ensemble_too_large_for_memory_is_refused(problem, steps, size, width) -> None:
    text = f"2000 members of {steps} steps with {width} numbers each are more than 500,000,000"
    with pytest.raises(HyperparameterError, match=text):
        ensemble(problem, HALVING, start=[0, 0], seeds=range(2000), steps=steps, batch_size=size)
