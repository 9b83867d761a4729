"""A loss that is turned: the same values elsewhere, and the same walks, but for rules with axes."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers, surfaces, theory
from gdcore.checks import check_gradient
from gdcore.errors import GDError
from gdcore.problems import LinearRegression, Turned

CARS = datasets.load("stopping-distance")
LINE = LinearRegression(CARS.x, CARS.y)
TURNS = {
    "cars": Turned(LINE, 45.0, LINE.minimum()),
    "rosenbrock": Turned(surfaces.get("rosenbrock"), -30.0, [1.0, 2.0]),
    "not at all": Turned(surfaces.get("himmelblau"), 0.0, [0.5, 0.0]),
}
POINTS = np.random.default_rng(3).normal(0.0, 2.0, (5, 3, 2))


def turned_by_hand(point: np.ndarray, degrees: float, centre: np.ndarray) -> np.ndarray:
    """As complex numbers: times e^(i angle) about the centre."""
    away = complex(*(point - centre)) * np.exp(1j * np.radians(degrees))
    return np.array([away.real, away.imag]) + centre


@pytest.mark.parametrize("loss", TURNS.values(), ids=TURNS)
def test_it_has_the_same_values_elsewhere(loss: Turned) -> None:
    for point in POINTS.reshape(-1, 2):
        there = turned_by_hand(point, loss.degrees, loss.centre)
        np.testing.assert_allclose(loss.turn(point), there, rtol=1e-13, atol=1e-13)
        np.testing.assert_allclose(loss.back(there), point, rtol=1e-12, atol=1e-13)
        assert loss.loss(there).item() == pytest.approx(loss.problem.loss(point).item(), rel=1e-9)


@pytest.mark.parametrize("loss", TURNS.values(), ids=TURNS)
def test_its_gradient_is_that_of_its_values(loss: Turned) -> None:
    check_gradient(loss, loss.turn(POINTS.reshape(-1, 2)))


@pytest.mark.parametrize("loss", TURNS.values(), ids=TURNS)
def test_a_point_has_the_same_bits_alone_and_among_others(loss: Turned) -> None:
    together = loss.loss(POINTS), loss.gradient(POINTS)
    for place in np.ndindex(POINTS.shape[:2]):
        assert loss.loss(POINTS[place]) == together[0][place]
        assert (loss.gradient(POINTS[place]) == together[1][place]).all()


# name, hyperparameters, whether it walks down a turned loss as down the other, turned
RULES = [
    ("gradient_descent", {"learning_rate": 0.003}, True),
    ("momentum", {"learning_rate": 0.003}, True),
    ("nesterov", {"learning_rate": 0.002}, True),
    ("rmsprop", {"learning_rate": 1.0, "rho": 0.9}, False),
    ("adam", {"learning_rate": 3.0}, False),
]


@pytest.mark.parametrize(("name", "given", "same"), RULES, ids=[row[0] for row in RULES])
def test_rules_without_axes_of_their_own_walk_as_before(name: str, given, same: bool) -> None:
    askew, start = TURNS["cars"], np.array([-2.0, 120.0])
    rule = optimizers.get(name, **given)
    plain = descend(LINE, rule, start=start, steps=40)
    turned = descend(askew, rule, start=askew.turn(start), steps=40)
    off = np.abs(askew.back(turned.theta) - plain.theta).max()
    assert (off < 1e-9) == same
    assert off < 1e-9 or off > 1.0


def test_it_bends_as_much_in_other_directions() -> None:
    askew = TURNS["cars"]
    own, found = (theory.principal_axes(loss, LINE.minimum()) for loss in (LINE, askew))
    np.testing.assert_allclose(found.curvatures, own.curvatures, rtol=1e-5)
    for before, after in zip(own.directions, found.directions, strict=True):
        there = turned_by_hand(before, 45.0, np.zeros(2))
        assert abs(there @ after) == pytest.approx(1.0, rel=1e-9)


class Three:
    """A loss of three parameters."""

    dimension = 3

    def loss(self, theta: np.ndarray) -> np.ndarray:
        return theta.sum(axis=-1)

    def gradient(self, theta: np.ndarray) -> np.ndarray:
        return np.ones_like(theta)


# what is turned, by how much, about what, and what the error says
ERRORS = {
    "three parameters": (Three(), 45.0, [0.0, 0.0], "2 can be turned"),
    "no angle": (LINE, float("nan"), [0.0, 0.0], "degrees"),
    "centre of one": (LINE, 45.0, [0.0], "theta"),
    "centres": (LINE, 45.0, [[0.0, 0.0]], "two finite numbers"),
    "nowhere": (LINE, 45.0, [0.0, float("inf")], "finite"),
}


@pytest.mark.parametrize(("loss", "degrees", "centre", "said"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(loss, degrees, centre, said: str) -> None:
    with pytest.raises(GDError, match=said):
        Turned(loss, degrees, centre)
