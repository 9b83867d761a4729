"""What a descent remembers, and how it ends."""

from __future__ import annotations

import dataclasses
import math
import warnings

import numpy as np
import pytest

from gdcore import (
    Descent,
    datasets,
    descend,
    ensemble,
    frame_table,
    optimizers,
    problems,
    resume,
    surfaces,
)
from gdcore.errors import ArchiveError, GDError, HyperparameterError, ProblemError

BOWL = surfaces.get("bowl")
HALVING = optimizers.gradient_descent(0.5)  # on the bowl each step halves theta


@pytest.fixture(scope="module")
def line() -> problems.LinearRegression:
    data = datasets.load("stopping-distance").scaled()
    return problems.LinearRegression(data.x, data.y)


# problem, optimizer, its state, start, batch size, samples a step; all to a relative 1e-12
WALKS = {
    "surface": ("two_valleys", optimizers.gradient_descent(0.1), (), [2.0, 2.0], None, 1),
    "momentum": ("rosenbrock", optimizers.momentum(1e-4), ("velocity",), [-1.3, 1.7], None, 1),
    "adam": (
        "beale",
        optimizers.adam(0.1),
        ("first_moment", "second_moment", "direction"),
        [1.0, 1.0],
        None,
        1,
    ),
    "batch": ("line", optimizers.gradient_descent(0.1), (), [0.5, 0.5], None, 50),
    "stochastic": ("line", optimizers.momentum(0.01), ("velocity",), [0.5, 0.5], 1, 1),
    "mini": ("line", optimizers.gradient_descent(0.1), (), [0.5, 0.5], 8, 8),
}


@pytest.mark.parametrize("case", WALKS.values(), ids=WALKS)
def test_a_path_holds_together(case, line: problems.LinearRegression) -> None:
    name, optimizer, remembered, start, batch_size, looked_at = case
    problem = line if name == "line" else surfaces.get(name)
    steps = 150  # more than one chunk
    run = descend(problem, optimizer, start, steps, batch_size=batch_size, seed=5)
    assert run.status == "steps_done"
    assert (run.steps, run.steps_asked, run.seed, run.batch_size) == (steps, steps, 5, batch_size)
    assert run.theta.shape == (steps + 1, 2)
    assert run.theta[0].tolist() == start
    np.testing.assert_allclose(run.loss, problem.loss(run.theta), rtol=1e-12)
    assert run.gradient_evaluations.tolist() == [looked_at * k for k in range(steps + 1)]
    assert tuple(run.state) == remembered
    state = optimizer.init(run.theta[0])
    for k in range(steps):
        some = {} if batch_size is None else {"samples": run.batches[k]}
        slope = problem.gradient(run.theta[k], **some)
        np.testing.assert_array_equal(run.gradient[k], slope)
        change, state = optimizer.update(slope, state, k, run.theta[k])
        np.testing.assert_array_equal(run.theta[k + 1], run.theta[k] + change)
        for key in remembered:
            np.testing.assert_array_equal(run.state[key][k], state[key])


def test_batches_are_there_in_each_kind(line: problems.LinearRegression) -> None:
    shapes = [
        descend(problem, HALVING, [0.1, 0.1], 6, batch_size=size).batches.shape
        for problem, size in [(BOWL, None), (line, None), (line, 1), (line, 8)]
    ]
    assert shapes == [(6, 0), (6, 50), (6, 1), (6, 8)]


def test_same_seed_same_path_other_seed_another(line: problems.LinearRegression) -> None:
    first, again, other = (
        descend(line, HALVING, [0.0, 0.0], 100, batch_size=1, seed=seed) for seed in (7, 7, 8)
    )
    assert first.theta.tobytes() == again.theta.tobytes()
    assert first.batches.tobytes() == again.batches.tobytes()
    assert (first.theta != other.theta).any()


def test_more_steps_begin_with_the_same_steps(line: problems.LinearRegression) -> None:
    short, long = (descend(line, HALVING, [0, 0], n, batch_size=3, seed=1) for n in (70, 500))
    np.testing.assert_array_equal(short.theta, long.theta[:71])


def test_given_batches_are_used(line: problems.LinearRegression) -> None:
    drawn = descend(line, HALVING, [0, 0], 20, batch_size=4, seed=9)
    given = descend(line, optimizers.momentum(0.1), [0, 0], 20, batches=drawn.batches)
    np.testing.assert_array_equal(given.batches, drawn.batches)
    assert given.batch_size == 4


# learning rate, factor of theta a step; the loss is theta^2 / 2
DIVERGING = {"just": (2.05, -1.05), "far": (30.0, -29.0), "at once": (1e200, None)}


@pytest.mark.parametrize(("rate", "factor"), DIVERGING.values(), ids=DIVERGING)
def test_divergence_is_a_status_and_a_sentence(rate: float, factor: float | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = descend(BOWL, optimizers.gradient_descent(rate), [3.0, 0.0], 1000)
    assert run.status == "diverged"
    assert run.steps < run.steps_asked == 1000
    assert np.isfinite(run.theta).all()
    assert np.isfinite(run.loss).all()
    assert (run.loss[:-1] <= 4.5e12).all()
    if factor is None:
        assert run.steps == 0
        assert run.message == (
            "Diverged at step 1: the point or its loss is too large for a number, "
            "so the learning rate is too large for this loss."
        )
        return
    np.testing.assert_allclose(run.theta[:, 0], 3.0 * factor ** np.arange(run.steps + 1), rtol=1e-9)
    assert run.loss[-1] > 4.5e12
    assert run.message == (
        f"Diverged at step {run.steps}: the loss, {run.loss[-1]:.3g}, passed the limit, 4.5e+12, "
        "so the learning rate is too large for this loss."
    )


def test_the_limit_of_divergence_can_be_chosen() -> None:
    run = descend(BOWL, optimizers.gradient_descent(3.0), [2.0, 0.0], 9, divergence_factor=10)
    assert run.theta[:, 0].tolist() == [2.0, -4.0, 8.0]
    assert run.status == "diverged"
    assert run.describe()["start"] == [2.0, 0.0]
    assert descend(BOWL, run.optimizer, [2.0, 0.0], 9, divergence_factor=1.5).steps == 1
    at_the_limit = descend(BOWL, run.optimizer, [2.0, 0.0], 9, divergence_factor=4)
    assert at_the_limit.loss.tolist() == [2.0, 8.0, 32.0]


def test_a_stable_path_at_the_limit_does_not_diverge() -> None:
    run = descend(BOWL, optimizers.gradient_descent(2.0), [3.0, 0.0], 1000)
    assert run.status == "steps_done"
    assert set(np.abs(run.theta[:, 0])) == {3.0}
    assert run.message == "Took 1000 steps; the loss went from 4.5 to 4.5."


def test_a_tolerance_ends_a_path_at_its_first_point_within() -> None:
    run = descend(BOWL, HALVING, [1.0, 0.0], 1000, tolerance=2.0**-100)
    assert run.status == "converged"
    assert run.steps == 100
    assert np.linalg.norm(BOWL.gradient(run.theta), axis=1).tolist() == [
        2.0**-k for k in range(101)
    ]
    assert run.message == (
        "Converged: after 100 steps the length of the gradient, 7.89e-31, "
        "is within the tolerance, 7.88861e-31."
    )


def test_a_tolerance_is_of_the_gradient_over_all_samples(line: problems.LinearRegression) -> None:
    run = descend(
        line, optimizers.gradient_descent(0.02), [0, 0], 5000, batch_size=1, tolerance=0.05
    )
    lengths = np.linalg.norm(line.gradient(run.theta), axis=1)
    assert run.status == "converged"
    assert lengths[-1] <= 0.05
    assert (lengths[:-1] > 0.05).all()


def test_a_start_within_the_tolerance_takes_no_step() -> None:
    run = descend(BOWL, HALVING, [0.5, 0.0], 10, tolerance=1.0)
    assert (run.status, run.steps, run.steps_asked) == ("converged", 0, 10)


def test_without_a_tolerance_no_path_is_cut_short() -> None:
    run = descend(BOWL, optimizers.gradient_descent(1.0), [1.0, 2.0], 50)
    assert run.steps == 50
    assert run.status == "converged"
    assert run.message == "Converged: after 1 step the gradient is exactly zero."
    assert descend(BOWL, HALVING, [1.0, 2.0], 50).status == "steps_done"


# surface, rule, start, step from which on the gradient is zero; a bowl's 1.0 brings to it at once
FLAT = {
    "a minimum": ("bowl", optimizers.gradient_descent(1.0), [0.0, 0.0], 0),
    "a saddle": ("saddle", optimizers.gradient_descent(0.3), [0.0, 0.0], 0),
    "a conventional zero": ("ackley", optimizers.gradient_descent(0.3), [0.0, 0.0], 0),
    "at the first step": ("bowl", optimizers.gradient_descent(1.0), [1.0, 2.0], 1),
    "through it and back": ("bowl", optimizers.momentum(1.0, beta=0.5), [1.0, 2.0], None),
    "after many steps": ("bowl", optimizers.gradient_descent(0.75), [1.0, 0.0], 538),
}


def flat_since(run: Descent) -> int:
    """The same found one by one, from the end."""
    step = run.steps
    while step and not run.problem.gradient(run.theta[step - 1]).any():
        step -= 1
    return step


@pytest.mark.parametrize("case", FLAT.values(), ids=FLAT)
@pytest.mark.parametrize("steps", [1, 20, 3000])
def test_a_message_says_since_when_the_gradient_is_zero(case: tuple, steps: int) -> None:
    """In all that makes messages: `descend`, `resume`, with a tolerance or not, and `ensemble`."""
    name, rule, start, since = case
    surface = surfaces.get(name)
    run = descend(surface, rule, start, steps)
    if run.status != "converged":
        assert since is None or steps < since
        return
    assert since in {None, flat_since(run)}
    after = {0: "already at the start", 1: "after 1 step"}.get(
        flat_since(run), f"after {flat_since(run)} steps"
    )
    assert run.message == f"Converged: {after} the gradient is exactly zero."
    assert resume(run, 7).message == descend(surface, rule, start, steps + 7).message
    assert resume(run, 7, tolerance=1e-300).message == run.message
    members = ensemble(surface, rule, starts=[[1.9, 0.3], start], steps=steps)
    assert members.message[1] == run.message


# formula, start, rate, and why: the loss need not have a lowest value, or be defined everywhere
ENDLESS = {
    "a slope without end": ("x**2 - y**2", [0.0, 1.0], 1.0, "the loss fell without end"),
    "a steep one": ("x**3 - 3*x*y**2", [-0.5, 0.1], 0.5, "the loss fell without end"),
    "too large a rate": ("x**2 + y**2", [1.0, 1.0], 1e200, "too large for this loss"),
    "out of its domain": ("log(x + 2) + y**2", [0.0, 0.0], 9.0, "no loss that is a number"),
}


@pytest.mark.parametrize("case", ENDLESS.values(), ids=ENDLESS)
def test_a_path_that_ends_says_why(case: tuple) -> None:
    formula, start, rate, why = case
    run = descend(surfaces.from_expression(formula), optimizers.gradient_descent(rate), start, 5000)
    assert run.status == "diverged"
    assert why in run.message
    assert ("too large for this loss" in run.message) == ("without end" not in run.message)


def test_the_sentence_has_the_first_loss_and_the_last() -> None:
    run = descend(BOWL, HALVING, [4.0, 0.0], 3)
    assert run.message == "Took 3 steps; the loss went from 8 to 0.125."
    one = descend(BOWL, HALVING, [4.0, 0.0], 1)
    assert one.message == "Took 1 step; the loss went from 8 to 2."


def test_no_steps_are_a_path_of_one_point() -> None:
    run = descend(BOWL, HALVING, [1.0, 2.0], 0)
    assert run.theta.tolist() == [[1.0, 2.0]]
    assert run.loss.tolist() == [2.5]
    assert run.gradient.shape == (0, 2)
    assert run.status == "steps_done"


def test_a_path_cannot_be_changed() -> None:
    start = np.array([1.0, 2.0])
    run = descend(BOWL, optimizers.momentum(0.1), start, 3)
    start[:] = 9.0
    assert run.theta[0].tolist() == [1.0, 2.0]
    for array in (run.theta, run.loss, run.gradient, run.learning_rate, run.state["velocity"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        run.seed = 1


def test_a_path_is_shown_in_a_line_and_equal_to_itself_alone() -> None:
    run = descend(BOWL, HALVING, [1.0, 2.0], 3)
    shown = repr(run)
    assert shown.startswith("Descent(optimizer=Optimizer(name='gradient_descent'")
    assert shown.endswith("steps_asked=3, batch_size=None, seed=0)")
    assert "array" not in shown
    assert "Quadratic" not in shown
    assert run == run  # noqa: PLR0124 - no array is compared
    assert run != dataclasses.replace(run)
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Descent(BOWL)


def test_a_path_round_trips_through_a_file(tmp_path, line: problems.LinearRegression) -> None:
    optimizer = optimizers.adam(0.1)
    run = descend(line, optimizer, [0.0, 1.0], 30, batch_size=np.int64(2), seed=np.int64(3))
    run.save(tmp_path / "run.npz")
    again = Descent.load(tmp_path / "run.npz", line, optimizer)
    for name in ("theta", "loss", "gradient", "learning_rate", "batches", "gradient_evaluations"):
        np.testing.assert_array_equal(getattr(again, name), getattr(run, name))
    assert again.describe() == run.describe()
    np.testing.assert_array_equal(again.state["second_moment"], run.state["second_moment"])
    with pytest.raises(ArchiveError, match=r"is not a saved descent of this optimizer"):
        Descent.load(tmp_path / "run.npz", line, optimizers.adam(0.2))


def test_a_file_of_something_else_is_no_path(tmp_path) -> None:
    run = descend(BOWL, HALVING, [1.0, 2.0], 3)
    frame_table({"a": run}, fps=4, seconds=1).save(tmp_path / "table.npz")
    with pytest.raises(ArchiveError, match=r"is not a saved descent \(it lacks 'theta'"):
        Descent.load(tmp_path / "table.npz", BOWL, HALVING)


class Shelf:
    """A parabola up to |theta| = 5, and a level shelf high above beyond."""

    dimension = 1

    def loss(self, theta):
        x = np.asarray(theta)[..., 0]
        return np.where(np.abs(x) > 5.0, 100.0, x * x / 2.0)

    def gradient(self, theta):
        return np.where(np.abs(theta) > 5.0, 0.0, theta)


def test_a_flat_place_above_the_limit_is_divergence() -> None:
    rule = optimizers.gradient_descent(4.0)
    run = descend(Shelf(), rule, [2.0], 9, tolerance=0.1, divergence_factor=10.0)
    assert run.theta[:, 0].tolist() == [2.0, -6.0]
    assert run.status == "diverged"


class Flat:
    """A problem whose loss has the wrong shape for many points."""

    dimension = 2

    def loss(self, theta):
        return np.sum(np.asarray(theta))

    def gradient(self, theta):
        return np.zeros_like(theta)


LINE = problems.LinearRegression([0.0, 1.0], [1.0, 3.0])
# arguments in place of a good call, error, what its text says
ERRORS = {
    "shape": ({"start": [1, 2, 3]}, ProblemError, "has 2 parameters, so it must have shape (2,)."),
    "words": ({"start": ["a", 1]}, ProblemError, "The start ['a', 1] is not a list of numbers."),
    "nan": ({"start": [0, math.nan]}, ProblemError, "The start [0.0, nan] is not finite."),
    "loss": ({"start": [1e200, 0]}, ProblemError, "loss at the start [1e+200, 0.0] is not finite"),
    "steps": ({"steps": -1}, HyperparameterError, "steps is -1; it must be a whole number from 0"),
    "half": ({"steps": 2.5}, HyperparameterError, "steps is 2.5; it must be a whole number"),
    "many": ({"steps": 10**12}, HyperparameterError, "from 0 to 10000000."),
    "seed": ({"seed": "x"}, HyperparameterError, "seed is 'x'; it must be a whole number from 0"),
    "tolerance": ({"tolerance": -1}, HyperparameterError, "tolerance is -1; it must be a finite"),
    "factor": ({"divergence_factor": 1}, HyperparameterError, "divergence_factor is 1; it must be"),
    "no samples": ({"batch_size": 1}, ProblemError, "has no samples, so it takes no batch_size"),
    "too many": (
        {"problem": LINE, "batch_size": 3},
        HyperparameterError,
        "batch_size is 3; it must be a whole number from 1 to 2.",
    ),
    "rows": ({"problem": LINE, "batches": [[0]]}, ProblemError, "batches has shape (1, 1) and"),
    "kind": ({"problem": LINE, "batches": [[0.5]] * 5}, ProblemError, "type float64; it must hold"),
    "outside": (
        {"problem": LINE, "batches": [[2]] * 5},
        ProblemError,
        "batches names samples outside 0 .. 1, the samples there are.",
    ),
    "vectors": (
        {"problem": Flat()},
        ProblemError,
        "The loss of points of shape (1, 2) has shape (); it must be (1,), one loss a point.",
    ),
}


@pytest.mark.parametrize(("changes", "error", "text"), ERRORS.values(), ids=ERRORS)
@pytest.mark.filterwarnings("error")
def test_errors_say_what_is_wrong(changes, error, text) -> None:
    good = {"problem": BOWL, "optimizer": HALVING, "start": [1.0, 2.0], "steps": 5}
    with pytest.raises(error) as caught:
        descend(**good | changes)
    assert text in str(caught.value)
    assert isinstance(caught.value, GDError)
