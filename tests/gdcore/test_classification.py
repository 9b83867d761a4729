"""Logistic and softmax regression."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers, problems
from gdcore.checks import check_gradient

# z of label 1, its loss when the label is 1, when it is 0; from log1p and exp at 50 digits
EXTREME = [
    (0.0, math.log(2.0), math.log(2.0)),
    (1.0, 0.31326168751822286, 1.3132616875182228),
    (40.0, 4.248354255291589e-18, 40.0),
    (700.0, 9.859676543759771e-305, 700.0),
    (1e4, 0.0, 1e4),
    (-1e4, 1e4, 0.0),
    (1e300, 0.0, 1e300),
]


@pytest.mark.parametrize(("z", "right", "wrong"), EXTREME)
def test_the_log_loss_keeps_its_digits_at_any_z(z: float, right: float, wrong: float) -> None:
    for label, expected in ((1, right), (0, wrong)):
        odds = problems.LogisticRegression([[z], [-z]], [label, 1 - label])
        assert odds.loss([1.0, 0.0]).item() == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("z", [-1e4, -40.0, -1.0, 0.0, 1.0, 40.0, 1e4])
def test_the_slope_of_the_log_loss_keeps_its_digits(z: float) -> None:
    odds = problems.LogisticRegression([0.0, 0.0], [0, 1])
    zero, one = odds.sample_gradients([0.0, z])[:, 1]
    small = math.exp(-abs(z)) / (1.0 + math.exp(-abs(z)))
    assert (zero if z < 0 else -one) == pytest.approx(small, rel=1e-14, abs=0.0)
    assert zero - one == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4, 1e300])
def test_softmax_is_finite_at_any_size(scale: float) -> None:
    three = problems.SoftmaxRegression([[1.0], [1.0], [1.0]], [0, 1, 2])
    theta = scale * np.array([0.0, 0.0, 0.0, 1.0, 0.0, -1.0])
    logits = np.array([scale, 0.0, -scale])
    expected = math.log(np.exp(logits).sum()) if scale < 700 else scale
    assert three.loss(theta).item() == pytest.approx(expected, rel=1e-14)
    assert np.isfinite(three.gradient(theta)).all()
    assert np.isfinite(three.hessian(theta)).all()
    assert three.predict(theta, [0.0]).sum() == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize("l2", [0.0, 0.4])
def test_softmax_over_two_labels_is_logistic(l2: float) -> None:
    """Half of w for label 1 and minus half for label 0; two squared halves are half a square."""
    generator = np.random.default_rng(1)
    x, labels = generator.normal(size=(40, 3)), np.arange(40) % 2
    odds = problems.LogisticRegression(x, labels, l2=l2)
    two = problems.SoftmaxRegression(x, labels, l2=2.0 * l2)
    theta = generator.normal(size=(5, 4))
    both = np.stack([-theta / 2.0, theta / 2.0], axis=-1).reshape(5, 8)
    np.testing.assert_allclose(two.loss(both), odds.loss(theta), rtol=1e-13)
    slopes = two.gradient(both).reshape(5, 4, 2)
    np.testing.assert_allclose(
        (slopes[..., 1] - slopes[..., 0]) / 2.0, odds.gradient(theta), rtol=1e-11
    )
    np.testing.assert_allclose(two.predict(both, x)[..., 1], odds.predict(theta, x), rtol=1e-12)


def test_the_same_added_to_all_labels_changes_nothing() -> None:
    data = datasets.blobs(30)
    three = problems.SoftmaxRegression(data.points, data.labels)
    theta = np.random.default_rng(0).normal(size=(3, 3))
    moved = (theta + np.array([[1.0], [-2.0], [5.0]])).ravel()
    np.testing.assert_allclose(three.loss(moved), three.loss(theta.ravel()), rtol=1e-12)
    np.testing.assert_allclose(three.gradient(moved).reshape(3, 3).sum(axis=1), 0.0, atol=1e-15)


def test_labels_that_can_be_separated_drive_the_loss_towards_zero() -> None:
    x, labels = np.array([-2.0, -1.0, 1.0, 2.0]), [0, 0, 1, 1]
    odds = problems.LogisticRegression(x, labels)
    losses = odds.loss([[w, 0.0] for w in (1.0, 10.0, 100.0, 700.0)])
    assert (np.diff(losses) < 0.0).all()
    assert losses[-1] == pytest.approx(0.5 * math.exp(-700.0), rel=1e-12)
    assert odds.gradient([700.0, 0.0])[0] < 0.0
    run = descend(odds, optimizers.gradient_descent(1.0), [0.0, 0.0], 500)
    assert run.status == "steps_done"
    assert (np.diff(run.loss) < 0.0).all()
    bound = problems.LogisticRegression(x, labels, l2=0.1)
    run = descend(bound, optimizers.gradient_descent(1.0), [0.0, 0.0], 500)
    assert np.linalg.norm(bound.gradient(run.theta[-1])) < 1e-12


def test_newtons_method_reaches_the_minimum() -> None:
    data = datasets.two_moons(60, noise=0.3)
    for problem in (
        problems.LogisticRegression(data.points, data.labels, l2=0.01),
        problems.SoftmaxRegression(data.points, data.labels, l2=0.01),
    ):
        theta = np.zeros(problem.dimension)
        for _ in range(8):
            theta = theta - np.linalg.pinv(problem.hessian(theta)) @ problem.gradient(theta)
        assert np.abs(problem.gradient(theta)).max() < 1e-14
        check_gradient(problem, theta + 0.1)


def test_probabilities_are_half_on_the_boundary() -> None:
    odds = problems.LogisticRegression([[0.0, 0.0], [1.0, 1.0]], [0, 1])
    assert odds.predict([1.0, 1.0, -1.0], [[0.5, 0.5], [1.0, 0.0]]).tolist() == [0.5, 0.5]
    assert odds.predict([3.0, 0.0, 0.0], [[100.0, 0.0]]).item() == 1.0
    assert odds.predict([3.0, 0.0, 0.0], [[-100.0, 0.0]]).item() == pytest.approx(math.exp(-300))


def test_parameters_are_named_by_feature_and_label() -> None:
    odds = problems.LogisticRegression([[0.0, 0.0], [1.0, 1.0]], [False, True])
    assert odds.parameter_names == ("w1", "w2", "b")
    three = problems.SoftmaxRegression([0.0, 1.0, 2.0], [2, 1, 0])
    assert three.parameter_names == ("w_1", "w_2", "w_3", "b_1", "b_2", "b_3")
    weights, biases = three.layers(np.arange(6.0))[0]
    assert (weights.tolist(), biases.tolist()) == ([[0.0, 1.0, 2.0]], [3.0, 4.0, 5.0])
