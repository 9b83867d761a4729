"""What all problems over data have in common: derivatives, means over samples, the same bits."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import problems
from gdcore.checks import check_gradient
from gdcore.errors import HyperparameterError, ProblemError
from gdcore.problems import feedforward, inputs
from gdcore.typing import SampledProblem

# what is compared: relative tolerance, of the largest entry
TOLERANCE = {
    "golden": 1e-12,
    "mean of gradients": 1e-12,
    "order of samples": 1e-12,
    "hessian": 1e-6,
    "as given": 1e-14,
}
GOLDEN = json.loads((Path(__file__).parent / "golden" / "problems.json").read_text())

# name: what makes it from features (n, 2), numbers (n,) and labels 0, 1, 2, 0, 1, ... (n,)
MAKE = {
    "line": lambda x, y, _: problems.LinearRegression(x[:, 0], y),
    "line with l2": lambda x, y, _: problems.LinearRegression(x[:, 0], y, l2=0.3),
    "least squares": lambda x, y, _: problems.LeastSquares(x, y),
    "ridge": lambda x, y, _: problems.LeastSquares(x, y, l2=0.3),
    "one feature": lambda x, y, _: problems.LeastSquares(x[:, 0], y),
    "polynomial": lambda x, y, _: problems.PolynomialRegression(x[:, 0], y, 5, l2=0.01),
    "huber": lambda x, y, _: problems.HuberRegression(x, y, delta=0.5, l2=0.1),
    "logistic": lambda x, _, k: problems.LogisticRegression(x, k % 2, l2=0.1),
    "softmax": lambda x, _, k: problems.SoftmaxRegression(x, k, l2=0.1),
    "tanh": lambda x, _, k: problems.MultilayerPerceptron(x, k % 2),
    "relu": lambda x, _, k: problems.MultilayerPerceptron(
        x, k, (64, 5), activation="relu", loss="cross-entropy"
    ),
    "sigmoid": lambda x, y, _: problems.MultilayerPerceptron(
        x, y, [3], activation="sigmoid", loss="mse", l2=0.1
    ),
    "no hidden layer": lambda x, _, k: problems.MultilayerPerceptron(x, k % 2, ()),
}
POINT_COUNTS = [1, 2, 7, 64]
SMALL, LARGE = 50, 2500  # the second is more than one block of samples


def made(name: str, n: int = SMALL):
    generator = np.random.default_rng(5)
    x, y = generator.normal(size=(n, 2)), generator.normal(size=n)
    return MAKE[name](x, y, np.arange(n) % 3)


def points_for(problem, *lead: int) -> np.ndarray:
    return np.random.default_rng(9).normal(size=(*lead, problem.dimension))


def scaled_distance(found, expected) -> float:
    expected = np.asarray(expected)
    return float(np.abs(np.asarray(found) - expected).max() / np.abs(expected).max())


each = pytest.mark.parametrize("name", MAKE)


@each
def test_it_is_a_problem_over_samples(name: str) -> None:
    problem = made(name)
    assert isinstance(problem, SampledProblem)
    assert problem.n_samples == SMALL
    names = getattr(problem, "parameter_names", None)
    assert names is None or len(set(names)) == len(names) == problem.dimension
    theta = points_for(problem, 2, 3)
    assert problem.loss(theta).shape == (2, 3)
    assert problem.loss(theta[0, 0]).shape == ()
    assert problem.gradient(theta).shape == theta.shape
    assert problem.sample_gradients(theta[0, 0]).shape == (SMALL, problem.dimension)
    assert problem.loss(theta[:0]).shape == (0, 3)
    assert problem.gradient(theta[:0], np.zeros((0, 3, 4), dtype=int)).shape == theta[:0].shape


@each
def test_the_gradient_agrees_with_finite_differences(name: str) -> None:
    problem = made(name)
    check_gradient(problem, 0.5 * points_for(problem, 3))


@each
def test_the_gradient_is_the_mean_of_those_of_the_samples(name: str) -> None:
    problem = made(name, LARGE)
    theta = points_for(problem)
    own = problem.sample_gradients(theta)
    mean = own.mean(axis=0)
    assert scaled_distance(problem.gradient(theta), mean) < TOLERANCE["mean of gradients"]
    some = np.array([3, 1414, 15, 3])
    mean = own[some].mean(axis=0)
    assert scaled_distance(problem.gradient(theta, some), mean) < TOLERANCE["mean of gradients"]
    every = problem.gradient(theta, np.arange(LARGE))
    assert scaled_distance(every, problem.gradient(theta)) < TOLERANCE["mean of gradients"]


@each
def test_the_order_of_the_samples_does_not_matter(name: str) -> None:
    generator = np.random.default_rng(3)
    x, y = generator.normal(size=(LARGE, 2)), generator.normal(size=LARGE)
    labels, order = np.arange(LARGE) % 3, generator.permutation(LARGE)
    one, other = MAKE[name](x, y, labels), MAKE[name](x[order], y[order], labels[order])
    theta = points_for(one, 4)
    assert scaled_distance(one.loss(theta), other.loss(theta)) < TOLERANCE["order of samples"]
    assert (
        scaled_distance(one.gradient(theta), other.gradient(theta)) < TOLERANCE["order of samples"]
    )


@each
def test_the_hessian_is_the_slope_of_the_gradient(name: str) -> None:
    problem = made(name, LARGE)
    if not hasattr(problem, "hessian"):
        assert isinstance(problem, problems.MultilayerPerceptron)
        return
    theta = points_for(problem, 2)
    step = 1e-5 * np.eye(problem.dimension)
    ahead, behind = (problem.gradient(theta[:, None] + sign * step) for sign in (1, -1))
    expected = (ahead - behind) / 2e-5
    if name == "huber":  # its slope has corners at the samples, so hold it to its own formula
        design = np.column_stack([problem.x, np.ones(LARGE)])
        near = np.abs(theta @ design.T - problem.y) <= 0.5
        ridge = np.diag([0.2, 0.2, 0.0])
        expected = [2.0 * design.T @ (row[:, None] * design) / LARGE + ridge for row in near]
    assert scaled_distance(problem.hessian(theta), expected) < TOLERANCE["hessian"]
    assert problem.hessian(theta[0]).shape == (problem.dimension,) * 2


# Ensemble members are single descents, so all that follows is to the last bit.


@each
@pytest.mark.parametrize("n", [SMALL, LARGE])
@pytest.mark.parametrize("count", POINT_COUNTS)
def test_a_point_has_the_same_bits_alone_and_among_others(name: str, n: int, count: int) -> None:
    problem = made(name, n)
    theta = points_for(problem, count)
    losses, slopes = problem.loss(theta), problem.gradient(theta)
    for i in range(0, count, 1 + count // 7):
        assert problem.loss(theta[i].copy()).tobytes() == losses[i].tobytes()
        assert problem.gradient(theta[i].copy()).tobytes() == slopes[i].tobytes()


@each
@pytest.mark.parametrize("size", [1, 3, SMALL, LARGE])
@pytest.mark.parametrize("count", POINT_COUNTS)
def test_samples_are_shared_or_a_row_for_each_point(name: str, size: int, count: int) -> None:
    problem = made(name, LARGE)
    theta = points_for(problem, count)
    samples = np.random.default_rng(1).integers(0, LARGE, size=(count, size))
    own, shared = problem.gradient(theta, samples), problem.gradient(theta, samples[0])
    for i in range(0, count, 1 + count // 7):
        alone = problem.gradient(theta[i].copy(), samples[i].copy())
        assert alone.tobytes() == own[i].tobytes()
        assert problem.gradient(theta[i], samples[0]).tobytes() == shared[i].tobytes()


@each
def test_memory_layout_and_leading_axes_change_no_bit(name: str) -> None:
    problem = made(name)
    theta = points_for(problem, 60)
    samples = np.random.default_rng(1).integers(0, SMALL, size=(60, 20))
    slopes = problem.gradient(theta, samples)
    turned = problem.gradient(np.asfortranarray(theta), np.asfortranarray(samples))
    assert turned.tobytes() == slopes.tobytes()
    grid = problem.gradient(theta.reshape(4, 15, -1), samples.reshape(4, 15, -1))
    assert grid.tobytes() == slopes.tobytes()
    assert problem.loss(np.asfortranarray(theta)).tobytes() == problem.loss(theta).tobytes()
    assert problem.loss(theta.reshape(15, 4, -1)).tobytes() == problem.loss(theta).tobytes()


@each
@pytest.mark.parametrize("lead", [(6,), (2, 3)])
def test_groups_of_points_change_no_bit(name: str, lead, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = made(name)
    theta = points_for(problem, *lead)
    samples = np.random.default_rng(1).integers(0, SMALL, size=(*lead, 20))
    ways = (None, samples, samples[(0,) * len(lead)])
    loss, slopes = problem.loss(theta), [problem.gradient(theta, way) for way in ways]
    monkeypatch.setattr(inputs, "NUMBERS_AT_ONCE", 40)
    assert problem.loss(theta).tobytes() == loss.tobytes()
    for way, slope in zip(ways, slopes, strict=True):
        assert problem.gradient(theta, way).tobytes() == slope.tobytes()


BITS = """
import hashlib, sys
sys.path[:0] = {path!r}
import numpy as np
from gdcore import problems
generator = np.random.default_rng(0)
digest = hashlib.sha256()
for n, p, hidden in ((5000, 2, ()), (5000, 60, (8, 8)), (3000, 3, (200, 100))):
    x, y = generator.normal(size=(n, p)), generator.normal(size=n)
    problem = problems.MultilayerPerceptron(x, y, hidden, loss="mse")
    theta = generator.normal(size=(2, problem.dimension))
    digest.update(problem.loss(theta).tobytes() + problem.gradient(theta).tobytes())
print(digest.hexdigest())
"""


def test_the_number_of_threads_changes_no_bit() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", BITS.format(path=sys.path)],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "8")
    }
    assert len(found) == 1
    assert len(found.pop()) == 65


@each
def test_the_memory_is_bounded_whatever_is_asked_for(name: str) -> None:
    problem = made(name, 20_000)
    theta = points_for(problem, 64)
    some = np.arange(10_000)
    tracemalloc.start()
    try:
        problem.loss(theta)
        problem.gradient(theta)
        problem.gradient(theta, some)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20  # one number a point and sample is 10 MB, and most need several


@pytest.mark.parametrize(
    "case",
    GOLDEN["cases"],
    ids=lambda case: "-".join([case["problem"], *(str(v) for v in case["arguments"].values())]),
)
def test_loss_and_derivatives_are_those_of_pytorch(case) -> None:
    problem = getattr(problems, case["problem"])(case["x"], case["y"], **case["arguments"])
    theta = np.array(case["theta"])
    assert problem.loss(theta).item() == pytest.approx(case["loss"], rel=TOLERANCE["golden"])
    assert scaled_distance(problem.gradient(theta), case["gradient"]) < TOLERANCE["golden"]
    if case["hessian"] is not None:
        assert scaled_distance(problem.hessian(theta), case["hessian"]) < TOLERANCE["golden"]


def test_the_golden_losses_cover_what_they_should() -> None:
    features = {"LinearRegression", "PolynomialRegression"}  # LeastSquares with others
    others = {
        "Averaged",
        "Held",
        "MissRate",
        "SideBySide",
        "Tilted",
        "Turned",
    }  # another's own, or without a slope
    assert {case["problem"] for case in GOLDEN["cases"]} == {
        name for name in problems.__all__ if name[0].isupper()
    } - features - others
    nets = [c["arguments"] for c in GOLDEN["cases"] if c["problem"] == "MultilayerPerceptron"]
    assert {(a["activation"], a["loss"]) for a in nets} == {
        (a, loss)
        for a in ("tanh", "relu", "sigmoid")
        for loss in ("mse", "log-loss", "cross-entropy")
    }
    assert "torch 2." in GOLDEN["made_by"]


@each
def test_a_point_of_another_size_is_an_error(name: str) -> None:
    problem = made(name)
    d = problem.dimension
    for call in (problem.loss, problem.gradient, problem.sample_gradients):
        with pytest.raises(ProblemError) as caught:
            call(np.zeros((2, d + 1)))
        assert str(caught.value) == (
            f"This loss has {d} parameters, so theta is an array of shape (..., {d}); "
            f"it was given shape (2, {d + 1})."
        )


X3, Y3, L3 = [[1, 2], [3, 4], [5, 7]], [1, 2, 4], [0, 1, 0]
# what is called, what it is given, what the error says
ERRORS = {
    "rows": (problems.LeastSquares, (X3, [1, 2]), "x has 3 values and y has 2; they must have as"),
    "rows of labels": (
        problems.LogisticRegression,
        (X3, [0, 1]),
        "x has 3 values and labels has 2; they must have as many.",
    ),
    "rows of a network": (problems.MultilayerPerceptron, (X3, [0, 1]), "x has 3 values and y has"),
    "three axes": (
        problems.LeastSquares,
        ([[[1.0]]], [1]),
        "x has shape (1, 1, 1); it must be (n,) or (n, p), at least one sample of at least one",
    ),
    "no features": (problems.SoftmaxRegression, (np.zeros((3, 0)), L3), "x has shape (3, 0); it"),
    "ragged": (
        problems.LeastSquares,
        ([[1.0], [1.0, 2.0]], [1, 2]),
        "x is [[1.0], [1.0, 2.0]]; it must be an array of numbers, all rows of one length.",
    ),
    "words": (problems.LogisticRegression, (["a", "b"], [0, 1]), "x is ['a', 'b']; it must be"),
    "nan": (
        problems.HuberRegression,
        ([[1.0, 2.0], [3.0, math.nan]], [1, 2]),
        "x[1, 1] is nan; all values must be finite.",
    ),
    "nan in one feature": (problems.HuberRegression, ([1.0, math.nan], [1, 2]), "x[1] is nan; all"),
    "inf": (problems.HuberRegression, (X3, [1, 2, math.inf]), "y[2] is inf; all values must be"),
    "overflow": (problems.LeastSquares, ([[1e200, 0]], [1]), "so large that their squares overf"),
    "a third label": (
        problems.LogisticRegression,
        (X3, [0, 1, 2]),
        "labels[2] is 2; labels are whole numbers from 0 to 1.",
    ),
    "minus one": (problems.LogisticRegression, (X3, [-1, 1, 1]), "labels[0] is -1; labels are"),
    "half a label": (problems.SoftmaxRegression, (X3, [0, 0.5, 1]), "labels[1] is 0.5; labels are"),
    "nan label": (problems.SoftmaxRegression, (X3, [0, 1, math.nan]), "labels[2] is nan; labels"),
    "many labels": (
        problems.SoftmaxRegression,
        (X3, [0, 1, 1000]),
        "labels[2] is 1000; labels are whole numbers from 0 to 999.",
    ),
    "label left out": (
        problems.SoftmaxRegression,
        (X3, [0, 2, 2]),
        "No sample has the label 1; labels count up from 0, and there are at least two.",
    ),
    "one label": (problems.LogisticRegression, (X3, [0, 0, 0]), "No sample has the label 1; label"),
    "only ones": (problems.LogisticRegression, (X3, [1, 1, 1]), "No sample has the label 0; label"),
    "labels in a table": (
        problems.SoftmaxRegression,
        (X3, [[0], [1], [0]]),
        "labels has shape (3,",
    ),
    "labels as words": (
        problems.LogisticRegression,
        (X3, ["yes", "no", "yes"]),
        "labels is ['yes'",
    ),
}


@pytest.mark.parametrize(("make", "given_", "text"), ERRORS.values(), ids=ERRORS)
def test_wrong_data_is_an_error_that_says_where(make, given_, text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        make(*given_)
    assert text in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "make",
    [
        problems.LeastSquares,
        problems.HuberRegression,
        problems.LogisticRegression,
        problems.SoftmaxRegression,
        problems.MultilayerPerceptron,
    ],
)
@pytest.mark.parametrize("l2", [-0.1, math.nan, math.inf, "1"])
def test_l2_is_at_least_zero(make, l2) -> None:
    with pytest.raises(
        HyperparameterError, match=r"^l2 is .*; it must be a finite number of at le"
    ):
        make(X3, L3, l2=l2)


@each
def test_what_it_was_given_stays_as_it_was_and_cannot_be_changed(name: str) -> None:
    generator = np.random.default_rng(5)
    x, y, labels = generator.normal(size=(9, 2)), generator.normal(size=9), np.arange(9) % 3
    copies = x.copy(), y.copy(), labels.copy()
    problem = MAKE[name](x, y, labels)
    theta = points_for(problem)
    before, loss = theta.copy(), problem.loss(theta).item()
    problem.gradient(theta)
    for given_, copy in zip((x, y, labels, theta), (*copies, before), strict=True):
        assert (given_ == copy).all()
    x[:], y[:], labels[:] = 0, 0, 0
    assert problem.loss(theta).item() == loss
    for held in (problem.x, problem.y):
        with pytest.raises(ValueError, match="read-only"):
            held[0] = 1


@each
def test_predictions_in_blocks_are_those_of_single_points(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "NUMBERS_AT_ONCE", 40)
    problem = made(name)
    theta = points_for(problem, 3)
    single = problem.x.ndim == 1 or name in {"one feature", "polynomial"}
    at = np.linspace(-1.0, 1.0, 2 * LARGE).reshape(-1, 1 if single else 2)
    at = at[:, 0] if single else at
    found = problem.predict(theta, at)
    assert found.shape[:2] == (3, len(at))
    alone = problem.predict(theta[1], at[-1:])
    assert scaled_distance(found[1, -1], alone[0]) < TOLERANCE["as given"]
    alone = problem.predict(theta[2], at[:1])
    assert scaled_distance(found[2, 0], alone[0]) < TOLERANCE["as given"]


def test_other_features_than_those_it_was_made_for_are_an_error() -> None:
    problem = problems.LogisticRegression(X3, L3)
    with pytest.raises(ProblemError) as caught:
        problem.predict([0.0, 0.0, 0.0], [1.0, 2.0])
    assert str(caught.value) == "x has 1 numbers a sample; this model takes 2."


@given(
    st.lists(st.tuples(*[st.floats(-1e3, 1e3)] * 2), min_size=2, max_size=8),
    st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=4),
    st.sampled_from(["huber", "logistic", "softmax", "least squares"]),
)
def test_losses_are_finite_and_have_finite_slopes(rows, values, name: str) -> None:
    x = np.array(rows)
    problem = MAKE[name](x, x.sum(axis=1), np.arange(len(x)) % 2)
    theta = np.resize(values, problem.dimension)
    assert problem.loss(theta) >= 0.0
    assert np.isfinite(problem.gradient(theta)).all()
    assert np.isfinite(problem.hessian(theta)).all()


def test_blocks_are_small_enough_for_one_thread() -> None:
    x, labels = np.ones((9, 2)), np.arange(9) % 2
    wide = problems.MultilayerPerceptron(x, labels, (256, 256))
    assert wide.samples_at_once == 3  # of 257 x 256 products each
    small = problems.MultilayerPerceptron(x, labels)
    assert small.samples_at_once == feedforward.MOST_SAMPLES_AT_ONCE
