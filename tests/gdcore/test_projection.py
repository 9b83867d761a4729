"""Planes through many parameters: principal components, random directions, their losses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import descend, optimizers, problems, projection, surfaces
from gdcore.errors import GDError, HyperparameterError, ProblemError

GENERATOR = np.random.default_rng(11)
NETWORK = problems.MultilayerPerceptron(
    GENERATOR.normal(size=(20, 2)), np.arange(20) % 2, hidden=(4, 3)
)


def in_a_plane(d: int, points: int, seed: int):
    """A path of rank 2 in d dimensions, with the origin and axes of its plane."""
    generator = np.random.default_rng(seed)
    axes = np.linalg.qr(generator.normal(size=(d, 2)))[0].T
    spots = generator.normal(size=(points, 2)) * [5.0, 1.0]
    origin = generator.normal(size=d)
    return origin + (spots - spots.mean(axis=0)) @ axes, origin, axes


@given(st.integers(2, 30), st.integers(3, 40), st.integers(0, 999))
def test_a_path_within_a_plane_is_found_to_be_so(d: int, points: int, seed: int) -> None:
    path, origin, axes = in_a_plane(d, points, seed)
    plane = projection.pca_plane(path)
    assert plane.shares.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(plane.origin, origin, atol=1e-12)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(plane.axes @ axes.T @ axes, plane.axes, atol=1e-10)
    assert plane.distance(path).max() < 1e-11
    np.testing.assert_allclose(plane.lift(plane.project(path)), path, atol=1e-11)


@pytest.mark.parametrize("shape", [(50, 7), (5, 40), (2, 2)])
def test_the_axes_are_principal_components(shape) -> None:
    """Against the eigenvectors of the covariance, which take another way."""
    path = GENERATOR.normal(size=shape) * np.arange(1.0, shape[1] + 1)
    plane = projection.pca_plane(path)
    variances, directions = np.linalg.eigh(np.cov(path, rowvar=False, bias=True))
    shares = variances[::-1][:2] / variances.sum()
    np.testing.assert_allclose(plane.shares, shares, atol=1e-12)
    overlap = np.abs(plane.axes @ directions[:, ::-1][:, :2])
    rank = min(2, shape[0] - 1)
    np.testing.assert_allclose(overlap[:rank, :rank], np.eye(rank), atol=1e-9)
    sigma = np.linalg.svd(path - path.mean(axis=0), compute_uv=False)
    np.testing.assert_allclose(plane.shares, (sigma**2 / (sigma**2).sum())[:2], atol=1e-12)
    spread = plane.project(path).var(axis=0)
    np.testing.assert_allclose(spread, plane.shares * variances.sum(), atol=1e-9)


def test_the_same_path_gives_the_same_axes_whichever_way_it_goes() -> None:
    path = GENERATOR.normal(size=(9, 5))
    plane, back = projection.pca_plane(path), projection.pca_plane(-path)
    np.testing.assert_allclose(back.axes, plane.axes, atol=1e-12)
    for axis in plane.axes:
        assert axis[np.abs(axis).argmax()] > 0


def test_a_straight_path_has_all_its_variance_on_one_axis() -> None:
    path = np.outer(np.arange(4.0), [3.0, 0.0, 4.0])
    plane = projection.pca_plane(path)
    np.testing.assert_allclose(plane.shares, [1.0, 0.0], atol=1e-15)
    np.testing.assert_allclose(plane.axes[0], [0.6, 0.0, 0.8], atol=1e-15)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-15)


def test_a_plane_through_a_point_counts_variance_from_there() -> None:
    path, _, _ = in_a_plane(6, 12, seed=3)
    plane = projection.pca_plane(path, through=path[-1])
    assert plane.project(path[-1]).tolist() == [0.0, 0.0]
    away = path - path[-1]
    total = (away**2).sum()
    np.testing.assert_allclose(
        plane.shares, (plane.project(path) ** 2).sum(axis=0) / total, atol=1e-12
    )


def test_tiny_and_huge_paths_have_shares() -> None:
    for scale in (1e-200, 1e200):
        path = scale * np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 1.0]])
        assert projection.pca_plane(path).shares.sum() == pytest.approx(1.0, abs=1e-12)


@given(st.integers(2, 12), st.integers(0, 999))
def test_projecting_undoes_lifting_on_any_plane(d: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    plane = projection.random_plane(generator.normal(size=d), seed=seed)
    spots = generator.normal(size=(3, 4, 2))
    condition = np.linalg.cond(plane.axes)
    if condition > 1e6:
        return
    np.testing.assert_allclose(
        plane.project(plane.lift(spots)), spots, rtol=0, atol=1e-13 * condition**2
    )


def test_a_projection_is_the_nearest_point() -> None:
    """Also where the axes are not square to each other."""
    plane = projection.Plane(np.array([1.0, 0.0, 2.0]), np.array([[1.0, 0, 0], [1.0, 1.0, 0]]))
    theta = np.array([4.0, 3.0, 7.0])
    assert plane.project(theta) == pytest.approx([0.0, 3.0], abs=1e-14)
    assert plane.distance(theta) == pytest.approx(5.0, rel=1e-14)
    assert plane.lift([0.0, 3.0]).tolist() == [4.0, 3.0, 2.0]
    assert plane.shares is None


def test_losses_on_a_plane_are_those_of_its_points() -> None:
    start = NETWORK.initial(seed=1)
    run = descend(NETWORK, optimizers.adam(0.05), start, 40)
    plane = projection.pca_plane(run.theta)
    u, v = np.linspace(-2, 2, 5), np.linspace(-1, 1, 3)
    losses = plane.losses(NETWORK, u, v)
    assert losses.shape == (3, 5)
    for row in range(3):
        for column in range(5):
            theta = plane.origin + u[column] * plane.axes[0] + v[row] * plane.axes[1]
            assert losses[row, column] == pytest.approx(NETWORK.loss(theta), rel=1e-12)
    assert plane.losses(NETWORK, u, []).shape == (0, 5)


@pytest.mark.filterwarnings("error")
def test_losses_too_large_for_a_number_are_infinite() -> None:
    plane = projection.random_plane([1.0, 1.0], seed=1)
    assert plane.losses(surfaces.get("rosenbrock"), [1e200], [0.0]).tolist() == [[np.inf]]


def test_each_group_of_a_random_plane_is_as_long_as_that_of_theta() -> None:
    theta = np.arange(1.0, 11.0)
    groups = [slice(0, 3), [4, 6, 8], np.array([9])]
    plane = projection.random_plane(theta, groups, seed=5)
    for group in groups:
        lengths = np.linalg.norm(plane.axes[:, group], axis=1)
        np.testing.assert_allclose(lengths, np.linalg.norm(theta[group]), rtol=1e-14)
    assert plane.axes[:, [3, 5, 7]].tolist() == [[0.0] * 3] * 2
    assert plane.origin.tolist() == theta.tolist()


def test_random_directions_are_normal_before_they_are_scaled() -> None:
    """Within a group they keep their direction; other seeds give others."""
    theta = np.arange(1.0, 11.0)
    plane = projection.random_plane(theta, [slice(0, 4), slice(4, 10)], seed=5)
    drawn = np.random.default_rng(5).standard_normal((2, 10))
    for group in (slice(0, 4), slice(4, 10)):
        ratio = plane.axes[:, group] / drawn[:, group]
        np.testing.assert_allclose(ratio, ratio[:, :1].repeat(ratio.shape[1], axis=1), rtol=1e-13)
    whole = projection.random_plane(theta, seed=5)
    np.testing.assert_allclose(np.linalg.norm(whole.axes, axis=1), np.linalg.norm(theta))
    assert whole.axes.tolist() == projection.random_plane(theta, seed=5).axes.tolist()
    assert (whole.axes != projection.random_plane(theta, seed=6).axes).all()


def test_the_units_of_a_network_are_its_filters() -> None:
    theta = NETWORK.initial(seed=4) + 0.1
    groups = projection.units(NETWORK)
    assert [which.size for which in groups] == [2] * 4 + [4] * 3 + [3]
    expected = [w[:, j] for w, _ in NETWORK.layers(theta) for j in range(w.shape[1])]
    for which, weights in zip(groups, expected, strict=True):
        assert theta[which].tolist() == weights.tolist()
    plane = projection.random_plane(theta, groups, seed=1)
    for _, biases in NETWORK.layers(plane.axes):
        assert not biases.any()


def test_scaling_a_network_scales_its_plane() -> None:
    """The point of it: a network twice as heavy is looked at from twice as far."""
    theta, groups = NETWORK.initial(seed=4), projection.units(NETWORK)
    light, heavy = (projection.random_plane(f * theta, groups, seed=2) for f in (1.0, 2.0))
    np.testing.assert_allclose(heavy.axes, 2.0 * light.axes, rtol=1e-14)


def trained():
    """A short run of the network, and the plane in which it moves most."""
    run = descend(
        NETWORK, optimizers.gradient_descent(0.5), NETWORK.initial(seed=4), 12, batch_size=2, seed=1
    )
    return run, projection.pca_plane(run.theta, through=run.theta[-1])


def test_a_loss_on_a_plane_is_that_of_its_points_and_so_is_its_slope() -> None:
    _, plane = trained()
    seen = projection.OnPlane(NETWORK, plane)
    points = np.array([[0.3, -0.2], [1.1, 0.4]])
    theta = plane.origin + points @ plane.axes
    assert seen.loss(points).tolist() == np.asarray(NETWORK.loss(theta)).tolist()
    small = 1e-6
    for k, step in enumerate(small * np.eye(2)):
        difference = (seen.loss(points + step) - seen.loss(points - step)) / (2 * small)
        np.testing.assert_allclose(seen.gradient(points)[:, k], difference, rtol=1e-6)


def test_the_shadow_of_a_path_is_its_nearest_points_with_their_own_losses() -> None:
    run, plane = trained()
    shadow = projection.shadow(run, plane)
    nearest = plane.lift(shadow.theta)
    assert np.abs((run.theta - nearest) @ plane.axes.T).max() < 1e-12
    assert shadow.loss.tolist() == np.asarray(NETWORK.loss(nearest)).tolist()
    assert (shadow.steps, shadow.learning_rate.tolist()) == (run.steps, run.learning_rate.tolist())
    step = shadow.theta[1:] - shadow.theta[:-1]
    rate = run.learning_rate[:, None]
    np.testing.assert_allclose(step, -rate * shadow.gradient, atol=1e-12)
    assert not np.isclose(shadow.loss[0], run.loss[0])  # the path is not on the plane


PLANE = projection.random_plane([1.0, 2.0, 3.0])
# call, error, what its text says
ERRORS = {
    "one point": (lambda: projection.pca_plane([[1.0, 2.0]]), ProblemError, "has shape (1, 2)"),
    "one number": (lambda: projection.pca_plane([[1.0], [2.0]]), ProblemError, "has shape (2, 1)"),
    "flat": (lambda: projection.pca_plane([1.0, 2.0]), ProblemError, "has shape (2,); for a plane"),
    "nan": (lambda: projection.pca_plane([[1, 2], [np.nan, 1]]), ProblemError, "finite numbers"),
    "still": (lambda: projection.pca_plane([[1, 2], [1, 2]]), ProblemError, "does not move, so no"),
    "through": (
        lambda: projection.pca_plane([[1, 2], [2, 1]], through=[1.0]),
        ProblemError,
        "goes through has shape (1,); it must be (2,), as the points of the path.",
    ),
    "theta": (lambda: projection.random_plane([1.0]), ProblemError, "theta has shape (1,); for a"),
    "infinite": (lambda: projection.random_plane([1, np.inf]), ProblemError, "two finite numbers"),
    "seed": (lambda: projection.random_plane([1, 2], seed=-1), HyperparameterError, "seed is -1"),
    "outside": (lambda: projection.random_plane([1, 2], [[2]]), ProblemError, "does not have"),
    "words": (lambda: projection.random_plane([1, 2], ["a"]), ProblemError, "slices or indices"),
    "shared": (
        lambda: projection.random_plane([1, 2], [[0, 1], [1]]),
        ProblemError,
        "A group is empty, or two of them share a number of theta.",
    ),
    "empty": (lambda: projection.random_plane([1, 2], [slice(0, 0)]), ProblemError, "is empty"),
    "project": (
        lambda: PLANE.project([1, 2]),
        ProblemError,
        "theta has shape (2,); for this plane",
    ),
    "another space": (
        lambda: projection.OnPlane(NETWORK, PLANE),
        ProblemError,
        "in a space of 3 parameters",
    ),
    "lift": (lambda: PLANE.lift([1, 2, 3]), ProblemError, "coordinates has shape (3,); for this"),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
    assert isinstance(caught.value, GDError)
