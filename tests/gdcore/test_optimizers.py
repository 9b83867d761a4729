"""Optimizers and batches: their rules, their properties, their errors."""

from __future__ import annotations

import dataclasses
import inspect
import json
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import (
    Descent,
    batching,
    datasets,
    descend,
    ensemble,
    optimizers,
    problems,
    resume,
    schedules,
    surfaces,
)
from gdcore.errors import HyperparameterError, ProblemError, UnknownNameError

ROOT = math.sqrt
HALF = optimizers.gradient_descent(0.5)
# optimizer, then its steps from theta = 4 for gradients 2 and -1, worked out by hand; relative
# tolerance 1e-14. beta1 = 1/4 makes the corrected means of Adam 2 and -2/5.
BY_HAND = {
    "gradient_descent": (HALF, [-1.0, 0.5]),
    "momentum": (optimizers.momentum(0.5, beta=0.9), [-1.0, -0.5 * (0.9 * 2.0 - 1.0)]),
    "nesterov": (optimizers.nesterov(0.5, beta=0.9), [-0.5 * 3.8, 0.5 * 0.28]),
    "qhm": (optimizers.qhm(0.5, beta=0.5, nu=0.25), [-0.5 * 1.75, 0.5 * 0.75]),
    "sign_descent": (optimizers.sign_descent(0.5), [-0.5, 0.5]),
    "rprop": (optimizers.rprop(0.5), [-0.5, 0.0]),
    "adagrad": (optimizers.adagrad(1.0, epsilon=1.0), [-2.0 / 3.0, 1.0 / (ROOT(5.0) + 1.0)]),
    "rmsprop": (optimizers.rmsprop(1.0, rho=0.75, epsilon=1.0), [-1.0, 0.5]),  # v: 1, 1
    "centered": (  # v: 2, 3/2; m: 1, 0
        optimizers.rmsprop(1.0, rho=0.5, epsilon=1.0, centered=True),
        [-1.0, 1.0 / (ROOT(1.5) + 1.0)],
    ),
    "adadelta": (  # v: 1, 1; u: 0, 1/5
        optimizers.adadelta(1.0, rho=0.75, epsilon=0.25),
        [-1.0 / ROOT(1.25), 0.6],
    ),
    "adam": (
        optimizers.adam(0.1, beta1=0.5, beta2=0.75, epsilon=1.0),
        # m: 1, 0; corrected 2, 0. v: 1, 1; corrected 4, 16/7.
        [-0.1 * 2.0 / 3.0, 0.0],
    ),
    "amsgrad": (  # v: 2, 3/2; the largest: 2, 2; corrected 4, 8/3
        optimizers.amsgrad(0.1, beta1=0.25, beta2=0.5, epsilon=1.0),
        [-0.1 * 2.0 / 3.0, 0.04 / (ROOT(8.0 / 3.0) + 1.0)],
    ),
    "adamw": (
        optimizers.adamw(0.1, beta1=0.25, beta2=0.75, epsilon=1.0, weight_decay=0.5),
        [
            -0.1 * (2.0 / 3.0 + 2.0),
            0.1 * (0.4 / (ROOT(16.0 / 7.0) + 1.0) - 0.5 * (4.0 - 0.8 / 3.0)),
        ],
    ),
    "adamax": (  # u: 3, 2
        optimizers.adamax(0.1, beta1=0.25, beta2=0.5, epsilon=1.0),
        [-0.1 * 2.0 / 3.0, 0.02],
    ),
    "nadam": (  # mu: 1/4 throughout; m: 1, 0
        optimizers.nadam(0.1, beta1=0.5, beta2=0.75, epsilon=1.0, momentum_decay=0.0),
        [-0.1 * (2.0 + 4.0 / 15.0) / 3.0, 0.08 / (ROOT(16.0 / 7.0) + 1.0)],
    ),
    "radam": (optimizers.radam(0.1, beta1=0.25, beta2=0.75), [-0.2, 0.04]),  # rho: 1, 13/7
    "yogi": (
        optimizers.yogi(0.1, beta1=0.25, beta2=0.75, epsilon=1.0),
        [-0.2 / (ROOT(4.000004) + 1.0), 0.04 / (ROOT(0.750001 / 0.4375) + 1.0)],
    ),
    "adabelief": (  # v: 1/16 + 1/4 = 5/16, then 15/64 + 25/256 + 1/4 = 149/256
        optimizers.adabelief(0.1, beta1=0.25, beta2=0.75, epsilon=0.25),
        [-0.2 / (ROOT(1.25) + 0.25), 0.04 / (ROOT(149.0 / 112.0) + 0.25)],
    ),
    "lion": (  # m: 1/2; the sign of 1/4 - 1/2
        optimizers.lion(0.1, beta1=0.5, beta2=0.75, weight_decay=0.5),
        [-0.1 * (1.0 + 2.0), 0.1 * (1.0 - 1.85)],
    ),
    "newton": (optimizers.newton(0.5), [-0.5, 0.25]),  # the Hessian is 2 throughout
    "lbfgs": (optimizers.lbfgs(0.5), [-0.5, 0.5 / 6.0]),  # s = -1/2, y = -3
    "averaged": (optimizers.averaged(HALF), [-1.0, 0.25]),  # x: 3, 7/2
    "tail": (optimizers.averaged(HALF, begin=1), [-1.0, 0.5]),
    "lookahead": (optimizers.lookahead(HALF, k=2, alpha=0.5), [-1.0, 0.75]),  # 3, 7/2 -> 15/4
    "decaying": (optimizers.gradient_descent(schedules.inverse_time(1.0, 1.0)), [-2.0, 0.5]),
}
NO_DECAY = {"adamw": {"weight_decay": 0.0}}
WITHOUT_DIRECTION = {"gradient_descent", "momentum", "rprop"}
MOMENTS = ("first_moment", "second_moment")
# what each remembers besides "direction"; all of it (steps, d) but for what SHAPES says
REMEMBERED = {
    "gradient_descent": (),
    "momentum": ("velocity",),
    "nesterov": ("velocity",),
    "qhm": ("first_moment",),
    "sign_descent": (),
    "rprop": ("step_size", "last_sign"),
    "adagrad": ("sum_of_squares",),
    "rmsprop": ("second_moment",),
    "adadelta": ("second_moment", "mean_squared_step"),
    "adam": MOMENTS,
    "amsgrad": (*MOMENTS, "largest_second_moment"),
    "adamw": MOMENTS,
    "adamax": ("first_moment", "infinity_norm"),
    "nadam": (*MOMENTS, "momentum_product"),
    "radam": MOMENTS,
    "yogi": MOMENTS,
    "adabelief": MOMENTS,
    "lion": ("first_moment",),
    "newton": (),
    "lbfgs": ("steps", "gradient_changes", "last_theta", "last_gradient"),
}
# hyperparameters besides the learning rate where none is given: PyTorch's, or else the paper's
ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
DEFAULTS: dict[str, dict[str, Any]] = {
    "gradient_descent": {},
    "momentum": {"beta": 0.9},
    "nesterov": {"beta": 0.9},
    "qhm": {"beta": 0.999, "nu": 0.7},
    "sign_descent": {},
    "rprop": {"eta_minus": 0.5, "eta_plus": 1.2, "step_min": 1e-6, "step_max": 50.0},
    "adagrad": {"epsilon": 1e-10},
    "rmsprop": {"rho": 0.99, "epsilon": 1e-8, "centered": False},
    "adadelta": {"rho": 0.9, "epsilon": 1e-6},
    "adam": ADAM,
    "amsgrad": ADAM,
    "adamw": {**ADAM, "weight_decay": 0.01},
    "adamax": ADAM,
    "nadam": {**ADAM, "momentum_decay": 0.004},
    "radam": ADAM,
    "yogi": {**ADAM, "epsilon": 1e-3},
    "adabelief": {**ADAM, "epsilon": 1e-16},
    "lion": {"beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0},
    "newton": {},
    "lbfgs": {"memory": 10},
}
SHAPES = {"momentum_product": (1,), "steps": (10, 2), "gradient_changes": (10, 2)}
# (w, b) or (x, y), small enough that no path diverges
coordinates = st.floats(-3, 3).map(lambda value: round(value, 6))
points = st.tuples(coordinates, coordinates)
angles = st.floats(-3.2, 3.2)
powers_of_two = st.integers(-20, 20).map(lambda power: 2.0**power)


def wrapped() -> dict[str, Callable[[float], optimizers.Optimizer]]:
    """A wrapper of each kind, by learning rate."""
    return {
        "averaged momentum": lambda rate: optimizers.averaged(optimizers.momentum(rate), begin=4),
        "averaged lbfgs": lambda rate: optimizers.averaged(optimizers.lbfgs(rate)),
        "lookahead adam": lambda rate: optimizers.lookahead(optimizers.adam(rate), k=3),
        "lookahead lbfgs": lambda rate: optimizers.lookahead(optimizers.lbfgs(rate), k=3),
        "averaged lookahead": lambda rate: optimizers.averaged(
            optimizers.lookahead(optimizers.adamw(rate), k=2, alpha=0.8)
        ),
        "centered": lambda rate: optimizers.rmsprop(rate, centered=True),
    }


# each optimizer there is, and wrappers, by learning rate
RULES: dict[str, Callable[[float], optimizers.Optimizer]] = {
    name: lambda rate, name=name: optimizers.get(name, learning_rate=rate)
    for name in optimizers.names()
} | wrapped()
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@pytest.fixture(scope="module")
def line() -> problems.LinearRegression:
    data = datasets.load("stopping-distance").scaled()
    return problems.LinearRegression(data.x, data.y)


class Bent:
    """J = sum of theta^4 / 4 + theta^T A theta / 2, of any number of parameters, not convex."""

    def __init__(self, dimension: int, scale: float = 1.0) -> None:
        self.dimension, self.scale = dimension, scale
        raw = np.random.default_rng(dimension).normal(size=(dimension, dimension))
        self.matrix = raw + raw.T

    def loss(self, theta):
        theta = np.asarray(theta)
        return self.scale * np.sum(theta**4 / 4 + theta * self._pull(theta) / 2, axis=-1)

    def gradient(self, theta):
        theta = np.asarray(theta)
        return self.scale * (theta * theta * theta + self._pull(theta))

    def hessian(self, theta):
        theta = np.asarray(theta)
        return self.scale * (3 * theta[..., None] * theta[..., None, :] * self._eye() + self.matrix)

    def _eye(self):
        return np.eye(self.dimension)

    def _pull(self, theta):
        return np.sum(self.matrix * theta[..., None, :], axis=-1)


class Scaled:
    """A loss times a factor."""

    dimension = 2

    def __init__(self, inner: surfaces.Surface, factor: float) -> None:
        self.inner, self.factor = inner, factor

    def loss(self, theta):
        return self.factor * self.inner.loss(theta)

    def gradient(self, theta):
        return self.factor * self.inner.gradient(theta)

    def hessian(self, theta):
        return self.factor * self.inner.hessian(theta)


def turned(angle: float) -> np.ndarray:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


@pytest.mark.parametrize(("optimizer", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_two_steps_worked_out_by_hand(optimizer: optimizers.Optimizer, expected) -> None:
    theta = np.array([4.0])
    state = optimizer.init(theta)
    found = []
    for step, slope in enumerate([2.0, -1.0]):
        change, state = optimizer.update(
            np.array([slope]), state, step, theta, hessian=lambda _: np.array([[2.0]])
        )
        theta = theta + change
        found.append(change.item())
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-16)


def test_there_is_a_case_for_each_optimizer() -> None:
    assert set(optimizers.names()) <= set(BY_HAND)
    assert set(optimizers.names()) == set(REMEMBERED)
    assert len(optimizers.names()) == len(set(optimizers.names())) == 20


@pytest.mark.parametrize("dimension", [1, 2, 3, 17])
@each_rule
def test_an_update_is_pure_and_works_along_leading_axes(rule, dimension: int) -> None:
    """Members side by side, each with a rate of its own, are bit for bit what they are alone."""
    optimizer, problem = rule(0.1), Bent(dimension)
    theta = np.random.default_rng(4).normal(size=(2, 3, dimension))
    rates = np.geomspace(0.003, 0.3, 6).reshape(2, 3, 1)
    state = optimizer.init(theta)
    alone = {at: (theta[at], optimizer.init(theta[at])) for at in np.ndindex(2, 3)}
    for step in range(14):
        slope = np.random.default_rng([step, 3]).normal(size=theta.shape)
        for array in (slope, theta, *state.values()):
            array.flags.writeable = False
        change, after = optimizer.update(slope, state, step, theta, rates, problem.hessian)
        again, _ = optimizer.update(slope, state, step, theta, rates, problem.hessian)
        np.testing.assert_array_equal(change, again)
        for at, (point, own) in alone.items():
            rate = rates[at].item()
            one, own_after = optimizer.update(slope[at], own, step, point, rate, problem.hessian)
            np.testing.assert_array_equal(change[at], one)
            assert own_after.keys() == after.keys()
            for name, values in own_after.items():
                np.testing.assert_array_equal(after[name][at], values)
            alone[at] = (point + one, own_after)
        theta, state = theta + change, after


@each_rule
def test_members_of_an_ensemble_are_what_they_are_alone(rule) -> None:
    surface, rates = surfaces.get("himmelblau"), [0.001, 0.01, 0.02]
    starts = [[-0.5, 0.25], [1.0, -2.0], [0.1, 3.0]]
    many = ensemble(surface, rule(1.0), starts=starts, learning_rates=rates, steps=25)
    for member, (rate, start) in enumerate(zip(rates, starts, strict=True)):
        alone = descend(surface, rule(rate), start, 25)
        np.testing.assert_array_equal(many[member].theta, alone.theta)
        for name, values in alone.state.items():
            np.testing.assert_array_equal(many[member].state[name], values)


@pytest.mark.parametrize("name", optimizers.names())
def test_what_is_remembered_has_a_name_and_a_shape(name: str) -> None:
    optimizer = optimizers.get(name, learning_rate=0.01)
    run = descend(surfaces.get("two_valleys"), optimizer, [2.0, 1.5], 15)
    direction = () if name in WITHOUT_DIRECTION else ("direction",)
    assert set(run.state) == {*REMEMBERED[name], *direction}
    assert set(optimizer.transform.remembers) == set(run.state)
    for key, values in run.state.items():
        assert values.shape == (15, *SHAPES.get(key, (2,)))
    for step in range(15) if direction else ():
        moved = run.theta[step] + run.state["direction"][step] * -run.learning_rate[step]
        np.testing.assert_array_equal(run.theta[step + 1], moved)


@each_rule
def test_an_optimizer_says_what_it_remembers(rule) -> None:
    optimizer = rule(0.1)
    state = optimizer.init(np.zeros(2))
    _, after = optimizer.update(np.ones(2), state, 0, np.zeros(2), hessian=lambda _: np.eye(2))
    assert set(optimizer.transform.remembers) == set(state) == set(after)
    assert len(optimizer.transform.remembers) == len(state)


def test_an_optimizer_prints_what_it_is() -> None:
    assert repr(HALF) == (
        "Optimizer(name='gradient_descent', hyperparameters=mappingproxy({'learning_rate': 0.5}))"
    )


def test_yogis_second_moment_stays_where_it_is_the_square() -> None:
    optimizer, theta = optimizers.yogi(0.1), np.zeros(1)
    _, state = optimizer.update(np.array([1e-3]), optimizer.init(theta), 0, theta)
    assert state["second_moment"].tolist() == [1e-6]


def test_moments_are_kept_before_their_correction() -> None:
    run = descend(surfaces.get("bowl"), optimizers.adam(0.1, 0.5, 0.75, 1.0), [2.0, 0.0], 1)
    kept = {name: values[0, 0] for name, values in run.state.items()}
    assert kept == {"first_moment": 1.0, "second_moment": 1.0, "direction": 2.0 / 3.0}


# a chain under test, another that takes the same path, and the relative tolerance
SAME = {
    "momentum without memory": (
        lambda rate: optimizers.momentum(rate, beta=0.0),
        optimizers.gradient_descent,
        0.0,
    ),
    "nesterov without memory": (
        lambda rate: optimizers.nesterov(rate, beta=0.0),
        optimizers.gradient_descent,
        0.0,
    ),
    "qhm of the gradient": (
        lambda rate: optimizers.qhm(rate, beta=0.9, nu=0.0),
        optimizers.gradient_descent,
        0.0,
    ),
    "qhm of the mean": (
        lambda rate: optimizers.qhm(rate, beta=0.75, nu=1.0),
        lambda rate: optimizers.momentum(0.25 * rate, beta=0.75),
        1e-12,
    ),
    "qhm as nesterov": (
        lambda rate: optimizers.qhm(rate, beta=0.75, nu=0.75),
        lambda rate: optimizers.nesterov(0.25 * rate, beta=0.75),
        1e-12,
    ),
    "adamw without decay": (
        lambda rate: optimizers.adamw(rate, weight_decay=0.0),
        optimizers.adam,
        0.0,
    ),
    "an average that never begins": (
        lambda rate: optimizers.averaged(optimizers.nesterov(rate), begin=20),
        optimizers.nesterov,
        0.0,
    ),
    "lookahead that jumps all the way": (
        lambda rate: optimizers.lookahead(optimizers.nesterov(rate), k=1, alpha=1.0),
        optimizers.nesterov,
        0.0,
    ),
    "lookahead that never jumps": (
        lambda rate: optimizers.lookahead(optimizers.nesterov(rate), k=21, alpha=0.5),
        optimizers.nesterov,
        0.0,
    ),
}


@pytest.mark.parametrize(("rule", "other", "tolerance"), SAME.values(), ids=SAME)
@settings(max_examples=20)
@given(points, st.floats(0.001, 0.3))
def test_one_rule_is_a_case_of_another(rule, other, tolerance: float, start, rate: float) -> None:
    surface = surfaces.get("two_valleys")
    found, wanted = (descend(surface, made(rate), start, 20).theta for made in (rule, other))
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance * np.abs(wanted).max())


@given(st.sampled_from(optimizers.names()), st.floats(0.001, 10), st.sampled_from(surfaces.names()))
def test_a_zero_gradient_is_a_fixed_point(name: str, rate: float, surface_name: str) -> None:
    optimizer = optimizers.get(name, learning_rate=rate, **NO_DECAY.get(name, {}))
    here, flat = np.array([3.0, -2.0]), np.zeros(2)
    state = optimizer.init(here)
    for step in range(8):
        change, state = optimizer.update(flat, state, step, here, hessian=lambda _: np.eye(2))
        np.testing.assert_array_equal(change, 0.0)
    surface = surfaces.get(surface_name)
    if len(surface.minima) and not surface.gradient(surface.global_minimum).any():
        run = descend(surface, optimizer, surface.global_minimum, 3)
        np.testing.assert_array_equal(run.theta, run.theta[[0]].repeat(4, axis=0))


@pytest.mark.parametrize("rule", [optimizers.adamw, optimizers.lion])
def test_without_a_gradient_only_the_decay_is_left(rule) -> None:
    optimizer, theta = rule(0.5, weight_decay=0.25), np.array([8.0, -2.0])
    change, _ = optimizer.update(np.zeros(2), optimizer.init(theta), 0, theta)
    np.testing.assert_array_equal(change, -0.125 * theta)


# rules that know no axes; they turn with the surface
ROUND = {
    "gradient_descent": optimizers.gradient_descent(0.7),
    "momentum": optimizers.momentum(0.1),
    "nesterov": optimizers.nesterov(0.1),
    "qhm": optimizers.qhm(0.5, beta=0.9),
    "newton": optimizers.newton(0.5),
    "lookahead": optimizers.lookahead(optimizers.momentum(0.1)),
    "averaged": optimizers.averaged(optimizers.momentum(0.1)),
}


@settings(max_examples=60)
@given(points, angles, st.floats(1, 50), st.sampled_from(list(ROUND.values())))
def test_turning_the_surface_turns_the_path(start, angle, condition, optimizer) -> None:
    turn = turned(angle)
    straight = descend(surfaces.quadratic(condition), optimizer, start, 30)
    found = descend(surfaces.quadratic(condition, angle), optimizer, turn @ start, 30)
    np.testing.assert_allclose(found.theta, straight.theta @ turn.T, rtol=0, atol=1e-11)


@pytest.mark.parametrize("angle", [0.3, 1.1, -2.0])
def test_lbfgs_turns_with_the_surface_once_the_gradient_is_short(angle: float) -> None:
    """Its first step is scaled by |g|_1, which knows the axes, where that is above 1."""
    turn, optimizer = turned(angle), optimizers.lbfgs(0.5)
    paths = {}
    for start in ([0.4, 0.3], [40.0, 30.0]):
        straight = descend(surfaces.quadratic(5), optimizer, start, 12)
        found = descend(surfaces.quadratic(5, angle), optimizer, turn @ start, 12)
        paths[start[0]] = np.abs(found.theta - straight.theta @ turn.T).max()
    assert paths[0.4] < 1e-12
    assert paths[40.0] > 0.01


@pytest.mark.parametrize(
    "name",
    sorted(set(optimizers.names()) - set(ROUND) - {"lbfgs"}),
)
def test_others_are_not_the_same_in_a_turned_frame(name: str) -> None:
    optimizer = optimizers.get(name, learning_rate=1.0 if name == "adadelta" else 0.1)
    straight = descend(surfaces.quadratic(20), optimizer, [2.0, 1.0], 30)
    turn = turned(0.6)
    found = descend(surfaces.quadratic(20, 0.6), optimizer, turn @ [2.0, 1.0], 30)
    least = 0.001 if name == "adadelta" else 0.05
    assert np.abs(found.theta - straight.theta @ turn.T).max() > least


TINY = {"epsilon": 1e-200}
# rules that do not see the scale of the loss, once epsilon is nothing
SCALE_FREE = {
    "sign_descent": optimizers.sign_descent(0.1),
    "rprop": optimizers.rprop(0.1),
    "lion": optimizers.lion(0.1, weight_decay=0.1),
    "newton": optimizers.newton(0.5),
    "adagrad": optimizers.adagrad(0.1, **TINY),
    "rmsprop": optimizers.rmsprop(0.1, **TINY),
    "centered": optimizers.rmsprop(0.1, **TINY, centered=True),
    "adam": optimizers.adam(0.1, **TINY),
    "amsgrad": optimizers.amsgrad(0.1, **TINY),
    "adamw": optimizers.adamw(0.1, **TINY),
    "adamax": optimizers.adamax(0.1, **TINY),
    "nadam": optimizers.nadam(0.1, **TINY),
    "adabelief": optimizers.adabelief(0.1, **TINY),
}


@pytest.mark.parametrize("optimizer", SCALE_FREE.values(), ids=SCALE_FREE)
@settings(max_examples=20)
@given(points, powers_of_two)
def test_the_scale_of_the_loss_does_not_matter_to_some(optimizer, start, factor) -> None:
    surface = surfaces.get("two_valleys")
    plain = descend(surface, optimizer, start, 20)
    scaled = descend(Scaled(surface, factor), optimizer, start, 20)
    if optimizer.name == "newton":  # the pseudo-inverse rounds as it likes
        np.testing.assert_allclose(scaled.theta, plain.theta, rtol=1e-6)
    else:
        np.testing.assert_array_equal(scaled.theta, plain.theta)


@pytest.mark.parametrize("name", sorted(set(optimizers.names()) - set(SCALE_FREE)))
def test_the_scale_of_the_loss_matters_to_others(name: str) -> None:
    others = {"epsilon": 0.1} if name == "adadelta" else {}
    optimizer = optimizers.get(name, learning_rate=0.1, **others)
    surface = surfaces.get("two_valleys")
    plain = descend(surface, optimizer, [2.0, 1.0], 20)
    scaled = descend(Scaled(surface, 4.0), optimizer, [2.0, 1.0], 20)
    assert np.abs(scaled.theta - plain.theta).max() > 1e-4


@each_rule
def test_a_batch_of_all_samples_is_the_full_batch(rule, line) -> None:
    everything = descend(line, rule(0.02), [0.9, -0.8], 50)
    batch = descend(line, rule(0.02), [0.9, -0.8], 50, batch_size=50, seed=3)
    np.testing.assert_allclose(batch.theta, everything.theta, rtol=0, atol=1e-10)
    np.testing.assert_array_equal(batch.gradient_evaluations, everything.gradient_evaluations)


@each_rule
def test_a_saved_path_goes_on_exactly(rule, line, tmp_path) -> None:
    whole = descend(line, rule(0.05), [0.9, -0.8], 40, batch_size=7, seed=3)
    descend(line, rule(0.05), [0.9, -0.8], 17, batch_size=7, seed=3).save(tmp_path / "run.npz")
    half = Descent.load(tmp_path / "run.npz", line, rule(0.05))
    again = resume(half, 23)
    np.testing.assert_array_equal(again.theta, whole.theta)
    np.testing.assert_array_equal(again.gradient, whole.gradient)
    assert again.state.keys() == whole.state.keys()
    for name, values in whole.state.items():
        np.testing.assert_array_equal(again.state[name], values)


@each_rule
def test_another_learning_rate_is_another_optimizer(rule) -> None:
    first = rule(0.02)
    before = first.describe()
    other = first.with_learning_rate(0.005)
    assert first.describe() == before == rule(0.02).describe()
    assert other.describe() == rule(0.005).describe() != before
    surface = surfaces.get("two_valleys")
    found, wanted = (descend(surface, o, [2.0, 1.0], 12) for o in (other, rule(0.005)))
    np.testing.assert_array_equal(found.theta, wanted.theta)
    assert set(found.learning_rate) == {0.005}
    fading = schedules.exponential(0.1, 0.5)
    assert first.with_learning_rate(fading).schedule == fading


@each_rule
def test_a_description_is_plain_data(rule) -> None:
    for rate in (0.1, 1, schedules.warm_up(0.1, 3)):
        described = rule(rate).describe()
        assert json.loads(json.dumps(described)) == described


def test_hyperparameters_can_be_inspected() -> None:
    decaying = optimizers.momentum(schedules.inverse_time(0.5, 0.1), beta=0.8)
    assert decaying.describe() == {
        "name": "momentum",
        "learning_rate": {"schedule": "inverse_time", "initial": 0.5, "decay": 0.1},
        "beta": 0.8,
    }
    assert optimizers.averaged(optimizers.lookahead(decaying, k=3), begin=2).describe() == {
        "name": "averaged",
        "inner": {"name": "lookahead", "inner": decaying.describe(), "k": 3, "alpha": 0.5},
        "begin": 2,
    }


@pytest.mark.parametrize("name", optimizers.names())
def test_defaults_are_those_of_the_field(name: str) -> None:
    described = optimizers.get(name, learning_rate=0.1).describe()
    assert described == {"name": name, "learning_rate": 0.1, **DEFAULTS[name]}


def test_wrappers_have_defaults() -> None:
    inner = HALF.describe()
    averaged, ahead = optimizers.averaged(HALF), optimizers.lookahead(HALF)
    assert averaged.describe() == {"name": "averaged", "inner": inner, "begin": 0}
    assert ahead.describe() == {"name": "lookahead", "inner": inner, "k": 5, "alpha": 0.5}


@pytest.mark.parametrize("name", optimizers.names())
def test_an_optimizer_keeps_all_that_it_was_given(name: str) -> None:
    build = getattr(optimizers, name)
    given_values: dict[str, Any] = {
        key: Fraction(1, 4) if default is inspect.Parameter.empty else default
        for key, default in (
            (key, parameter.default)
            for key, parameter in inspect.signature(build).parameters.items()
        )
    }
    assert optimizers.get(name, **given_values).describe() == {"name": name, **given_values}


@settings(max_examples=60)
@given(points, angles, st.floats(1, 1000), st.floats(0.01, 100))
def test_newton_reaches_the_minimum_of_a_quadratic_in_one_step(start, angle, condition, steep):
    surface, rounding = surfaces.quadratic(condition, angle, steep), 1e-14 * condition
    if not np.any(start):
        return
    run = descend(surface, optimizers.newton(), start, 1)
    assert np.abs(run.theta[1]).max() <= rounding
    half = descend(surface, optimizers.newton(0.5), start, 1)
    np.testing.assert_allclose(half.theta[1], run.theta[0] / 2, rtol=0, atol=rounding)


# Hessian, the direction for the gradient (2, -4)
CURVATURES = {
    "regular": ([[2.0, 0.0], [0.0, 4.0]], [1.0, -1.0]),
    "coupled": ([[0.0, 1.0], [1.0, 0.0]], [-4.0, 2.0]),
    "downward": ([[-2.0, 0.0], [0.0, -4.0]], [-1.0, 1.0]),
    "flat in one": ([[2.0, 0.0], [0.0, 0.0]], [1.0, 0.0]),
    "flat along the diagonal": ([[1.0, 1.0], [1.0, 1.0]], [-0.5, -0.5]),
    "flat": ([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0]),
    "as good as flat in one": ([[4.0, 0.0], [0.0, 3.999e-15]], [0.5, 0.0]),
    "hardly curved in one": ([[4.0, 0.0], [0.0, 4.001e-15]], [0.5, -4.0 / 4.001e-15]),
    "huge": ([[2e305, 0.0], [0.0, 4e305]], [1e-305, -1e-305]),
    "nan": ([[math.nan, 0.0], [0.0, 1.0]], [math.nan, math.nan]),
    "inf": ([[1.0, 0.0], [0.0, -math.inf]], [math.nan, math.nan]),
}


def test_newton_takes_any_hessian() -> None:
    """Alone or side by side: one that is singular or not finite does nothing to the others."""
    optimizer, slope = optimizers.newton(), np.array([2.0, -4.0])
    everyone = np.array([matrix for matrix, _ in CURVATURES.values()])
    theta = np.zeros((len(everyone), 2))
    slopes = np.tile(slope, (len(everyone), 1))
    together, state = optimizer.update(slopes, {}, 0, theta, hessian=lambda _: everyone)
    np.testing.assert_array_equal(state["direction"], -together)
    for row, (matrix, expected) in enumerate(CURVATURES.values()):
        alone, _ = optimizer.update(
            slope, {}, 0, theta[row], hessian=lambda _, matrix=matrix: np.array(matrix)
        )
        np.testing.assert_array_equal(together[row], alone)
        np.testing.assert_allclose(-alone, expected, rtol=1e-14, atol=1e-320)


def test_a_path_to_where_the_hessian_is_not_finite_diverges() -> None:
    bent = Bent(2)
    bent.hessian = lambda theta: np.full((*np.shape(theta), 2), math.nan)
    run = descend(bent, optimizers.newton(), [1.0, 2.0], 5)
    assert (run.status, run.steps) == ("diverged", 0)


def test_newton_needs_a_hessian() -> None:
    class Blind:
        dimension = 2
        loss, gradient = Bent(2).loss, Bent(2).gradient

    text = (
        "This loss has no Hessian, which newton needs; give it a method hessian(theta), "
        "(..., d) -> (..., d, d), or take lbfgs, which needs gradients only."
    )
    newton, theta = optimizers.newton(), np.ones(2)
    for call in (
        lambda: descend(Blind(), newton, [1.0, 2.0], 3),
        lambda: newton.update(theta, {}, 0, theta),
        lambda: newton.transform.update(theta, {}, optimizers.Moment(0, 1.0, theta)),
    ):
        with pytest.raises(ProblemError) as caught:
            call()
        assert str(caught.value) == text


def quadratic_in(dimension: int, condition: float) -> tuple[np.ndarray, np.ndarray]:
    """A matrix of that condition, turned at random, and a start."""
    generator = np.random.default_rng(dimension)
    turn, _ = np.linalg.qr(generator.normal(size=(dimension, dimension)))
    matrix = turn * np.geomspace(1.0 / condition, 1.0, dimension) @ turn.T
    return (matrix + matrix.T) / 2, generator.normal(size=dimension)


def lbfgs_path(matrix: np.ndarray, start: np.ndarray, steps: int, **given) -> list[np.ndarray]:
    optimizer, path = optimizers.lbfgs(**given), [start]
    state = optimizer.init(start)
    for step in range(steps):
        change, state = optimizer.update(matrix @ path[-1], state, step, path[-1])
        path.append(path[-1] + change)
    return path


def test_lbfgs_converges_superlinearly_on_a_quadratic() -> None:
    for dimension in (2, 3, 4):
        matrix, start = quadratic_in(dimension, 10.0)
        path = lbfgs_path(matrix, start, 60, memory=50)
        size = np.array([np.linalg.norm(matrix @ theta) for theta in path])
        solved = int(np.argmax(size < 1e-6))  # below that, no pair is kept
        assert 0 < solved <= 4 * dimension  # gradient descent at its best rate takes about 70
        falls = np.log(size[1 : solved + 1] / size[:solved])
        assert falls[-(solved // 2) :].mean() < falls[: solved // 2].mean() - math.log(2.0)


@pytest.mark.parametrize("memory", [1, 2, 3, 10])
def test_lbfgs_is_what_bfgs_makes_of_the_same_pairs(memory: int) -> None:
    """The dense update H <- (I - r s y^T) H (I - r y s^T) + r s s^T, from (s . y / y . y) I."""
    matrix, start = quadratic_in(5, 10.0)
    path = lbfgs_path(matrix, start, 8, memory=memory, learning_rate=0.7)
    slopes = [matrix @ theta for theta in path]
    factor = 0.7 / max(1.0, np.abs(slopes[0]).sum())
    np.testing.assert_allclose(path[1], path[0] - factor * slopes[0], rtol=1e-13)
    for t in range(1, 8):
        known = range(max(0, t - memory), t)
        pairs = [(path[i + 1] - path[i], slopes[i + 1] - slopes[i]) for i in known]
        s, y = pairs[-1]
        inverse = (s @ y) / (y @ y) * np.eye(5)
        for s, y in pairs:
            keep = np.eye(5) - np.outer(s, y) / (s @ y)
            inverse = keep @ inverse @ keep.T + np.outer(s, s) / (s @ y)
        wanted = path[t] - 0.7 * inverse @ slopes[t]
        np.testing.assert_allclose(path[t + 1], wanted, rtol=0, atol=1e-10)


# y . s of the second gradient, whether the pair is kept
PAIRS = {
    "up": (1e-9, True),
    "hardly up": (math.nextafter(1e-10, 1.0), True),
    "hardly flat": (1e-10, False),
    "flat": (0.0, False),
    "down": (-1.0, False),
}


@pytest.mark.parametrize(("product", "kept"), PAIRS.values(), ids=PAIRS)
def test_lbfgs_keeps_a_pair_only_where_the_loss_curves_up(product: float, kept: bool) -> None:
    optimizer, theta = optimizers.lbfgs(memory=2), np.array([1.0, 0.0])
    state = optimizer.init(theta)
    assert not any(values.any() for values in state.values())
    change, state = optimizer.update(np.array([0.5, 0.0]), state, 0, theta)
    assert change.tolist() == [-0.5, 0.0]
    theta, slope = (
        np.array([1.0, 1.0]),
        np.array([0.25, product]),
    )  # it moved as something else says
    change, state = optimizer.update(slope, state, 1, theta)
    assert state["last_theta"].tolist() == theta.tolist()
    assert state["last_gradient"].tolist() == slope.tolist()
    if kept:
        assert state["steps"].tolist() == [[0.0, 0.0], [0.0, 1.0]]
        assert state["gradient_changes"].tolist() == [[0.0, 0.0], [-0.25, product]]
    else:
        assert not state["steps"].any()
        assert not state["gradient_changes"].any()
        np.testing.assert_array_equal(change, -slope)


def test_lbfgs_forgets_its_oldest_pair() -> None:
    matrix, start = quadratic_in(3, 5.0)
    optimizer, path = optimizers.lbfgs(0.5, memory=2), lbfgs_path(matrix, start, 5, memory=2)
    state = optimizer.init(start)
    for step, theta in enumerate(path):
        _, state = optimizer.update(matrix @ theta, state, step, theta)
    np.testing.assert_array_equal(state["steps"], np.diff(path, axis=0)[-2:])
    slopes = [matrix @ theta for theta in path]
    np.testing.assert_array_equal(state["gradient_changes"], np.diff(slopes, axis=0)[-2:])


def test_lbfgs_needs_no_pair_to_survive_a_gradient_that_is_not_a_number() -> None:
    optimizer, theta = optimizers.lbfgs(), np.zeros((2, 2))
    state = optimizer.init(theta)
    for step in range(3):
        slope = np.array([[1.0, 2.0], [math.nan, 1.0]]) * (step + 1)
        change, state = optimizer.update(slope, state, step, theta)
    assert np.isfinite(change[0]).all()
    assert np.isnan(change[1]).all()


def test_rprop_lengthens_shortens_and_stays_within_its_bounds() -> None:
    optimizer = optimizers.rprop(1.0, step_min=0.25, step_max=1.5)
    theta, state = np.zeros(1), optimizer.init(np.zeros(1))
    seen = []
    for step, slope in enumerate([3.0, 1.0, 2.0, -1.0, -1.0, 1.0, -1.0, 1.0, 0.0, 1.0]):
        change, state = optimizer.update(np.array([slope]), state, step, theta)
        seen.append((change.item(), state["step_size"].item(), state["last_sign"].item()))
    assert seen == [
        (-1.0, 1.0, 1.0),
        (-1.2, 1.2, 1.0),
        (-1.44, 1.44, 1.0),
        (0.0, 0.72, 0.0),  # it turned: shorter, and stays
        (0.72, 0.72, -1.0),  # after a turn: as long as it was
        (0.0, 0.36, 0.0),
        (0.36, 0.36, -1.0),
        (0.0, 0.25, 0.0),  # 0.18 is below the shortest
        (0.0, 0.25, 0.0),
        (-0.25, 0.25, 1.0),
    ]
    long = optimizers.rprop(1.4, step_max=1.5)
    _, state = long.update(np.ones(1), long.init(theta), 0, theta)
    assert long.update(np.ones(1), state, 1, theta)[0].item() == -1.5
    first, _ = long.update(np.ones(1), long.init(theta), 0, theta, rate=9.0)
    assert first.item() == -1.5


def test_rprop_reads_its_rate_once() -> None:
    halving = optimizers.rprop(schedules.exponential(0.5, 0.5))
    surface = surfaces.get("bowl")
    found, wanted = (descend(surface, o, [9.0, 5.0], 9) for o in (halving, optimizers.rprop(0.5)))
    np.testing.assert_array_equal(found.theta, wanted.theta)


def test_a_variance_that_rounds_below_0_counts_as_0() -> None:
    optimizer, theta = optimizers.rmsprop(1.0, 0.2, 1e-3, centered=True), np.zeros(1)
    state, below = optimizer.init(theta), 0
    for step in range(60):
        change, state = optimizer.update(np.array([0.1]), state, step, theta)
        below += int((state["second_moment"] < state["first_moment"] ** 2).item())
        assert np.isfinite(change).all()
    assert below
    assert change.item() == pytest.approx(-100.0)


def test_radam_walks_by_momentum_until_it_trusts_its_spread() -> None:
    surface, given_values = surfaces.get("bowl"), {"beta1": 0.9, "beta2": 0.999}
    run = descend(surface, optimizers.radam(0.1, **given_values), [4.0, -2.0], 8)
    steps = np.arange(1, 9)[:, None]
    plain = run.state["first_moment"] / (1.0 - 0.9**steps)
    same = np.isclose(run.state["direction"], plain, rtol=1e-12).all(axis=1)
    assert same.tolist() == [True] * 5 + [False] * 3


@pytest.mark.parametrize("length", [4.999, 5.0 + 1e-9, 5.001])
def test_radam_trusts_its_spread_from_a_length_of_5_on(length: float) -> None:
    """At t = 6, with the beta2 for which the length of the average is this one, by bisection."""
    low, high = 0.5, 0.99999
    for _ in range(100):
        beta2 = (low + high) / 2
        found = 2 / (1 - beta2) - 1 - 12 * beta2**6 / (1 - beta2**6)
        low, high = (beta2, high) if found < length else (low, beta2)
    optimizer, theta = optimizers.radam(0.1, beta1=0.5, beta2=beta2), np.zeros(1)
    state = optimizer.init(theta)
    for step in range(6):
        _, state = optimizer.update(np.ones(1), state, step, theta)
    rectified = state["direction"].item() != pytest.approx(1.0)
    assert rectified == (length > 5.0)


@pytest.mark.parametrize("begin", [0, 1, 7])
def test_an_average_is_of_the_points_that_the_inner_optimizer_passes(begin: int, line) -> None:
    inner = optimizers.momentum(0.05)
    options = {"batch_size": 5, "seed": 2}
    plain = descend(line, inner, [0.9, -0.8], 30, **options)
    mean = descend(line, optimizers.averaged(inner, begin), [0.9, -0.8], 30, **options)
    np.testing.assert_array_equal(mean.state["iterate"], plain.theta[1:])
    np.testing.assert_array_equal(mean.state["velocity"], plain.state["velocity"])
    np.testing.assert_array_equal(mean.gradient, plain.gradient)
    np.testing.assert_array_equal(mean.theta[: begin + 2], plain.theta[: begin + 2])
    for t in range(begin + 1, 31):
        wanted = plain.theta[begin + 1 : t + 1].mean(axis=0)
        np.testing.assert_allclose(mean.theta[t], wanted, rtol=0, atol=1e-14)


@pytest.mark.parametrize(("k", "alpha"), [(1, 0.25), (4, 0.5), (3, 0.75)])
def test_lookahead_jumps_part_of_the_way_back(k: int, alpha: float) -> None:
    surface, inner = surfaces.get("bowl"), optimizers.momentum(0.1)
    run = descend(surface, optimizers.lookahead(inner, k, alpha), [4.0, -3.0], 30)
    slow, ahead = run.theta[0], run.theta[:-1] - 0.1 * run.state["velocity"]
    for t in range(1, 31):
        if t % k == 0:
            slow = slow + alpha * (ahead[t - 1] - slow)
            np.testing.assert_allclose(run.theta[t], slow, rtol=0, atol=1e-14)
            np.testing.assert_array_equal(run.state["slow"][t - 1], run.theta[t])
        else:
            np.testing.assert_allclose(run.theta[t], ahead[t - 1], rtol=0, atol=1e-15)
            np.testing.assert_array_equal(run.state["slow"][t - 1], run.theta[t // k * k])


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 60), st.integers(0, 2**32))
def test_each_sample_is_seen_exactly_once_an_epoch(n, size, steps, seed) -> None:
    size = min(size, n)
    batches = batching.mini(n, steps, size, seed)
    assert batches.shape == (steps, size)
    seen = batches.ravel()
    whole = len(seen) // n * n
    for epoch in seen[:whole].reshape(-1, n):
        assert sorted(epoch) == list(range(n))
    assert len(set(seen[whole:])) == len(seen) - whole


@given(st.integers(1, 20), st.integers(0, 40), st.integers(0, 40), st.integers(0, 2**32))
def test_the_first_batches_do_not_depend_on_how_many_follow(n, steps, more, seed) -> None:
    short, long = batching.single(n, steps, seed), batching.single(n, steps + more, seed)
    np.testing.assert_array_equal(short, long[:steps])


def test_shuffles_differ_by_epoch_and_by_seed() -> None:
    epochs = batching.single(50, 100, seed=7).reshape(2, 50)
    assert (epochs[0] != epochs[1]).any()
    assert (epochs[0] != batching.single(50, 50, seed=8)[:, 0]).any()
    np.testing.assert_array_equal(batching.full(3, 2), [[0, 1, 2], [0, 1, 2]])


ABOVE_0 = "it must be a finite number above 0."
FROM_0 = "it must be a finite number of at least 0."
UNDER_1 = "it must be a number in [0, 1)."
MOST = "it must be a whole number from {} to {}."
# hyperparameter, values at the edge that are valid, values beyond it, and what the error says
RANGES: dict[str, tuple[list[Any], list[Any], str]] = {
    "learning_rate": ([5e-324, 1e300], [0, 0.0, -0.1], ABOVE_0),
    **{name: ([0, 0.999], [-0.1, 1, 1.5], UNDER_1) for name in ("beta", "beta1", "beta2", "rho")},
    "epsilon": ([5e-324], [0, -1e-9], ABOVE_0),
    "nu": ([0, 1], [-0.1, 1.1], "it must be a number in [0, 1]."),
    "weight_decay": ([0, 5], [-0.1], FROM_0),
    "momentum_decay": ([0, 5], [-0.1], FROM_0),
    "eta_minus": ([0.01, 0.99], [0, 1], "it must be a number in (0, 1)."),
    "eta_plus": ([1.01], [1, 0.5], "it must be a finite number above 1."),
    "step_min": ([5e-324, 50], [0, -1], ABOVE_0),
    "step_max": ([1e-6], [9e-7], "it must be a finite number of at least 1e-06."),
    "memory": ([1, 1000], [0, 1001, 2.5], MOST.format(1, 1000)),
}
NO_NUMBERS = [math.nan, math.inf, -math.inf, "0.1", None, True, [0.1]]
HYPERPARAMETERS = [
    (name, key)
    for name in optimizers.names()
    for key in inspect.signature(getattr(optimizers, name)).parameters
    if key != "centered"
]


@pytest.mark.parametrize(("name", "key"), HYPERPARAMETERS)
def test_a_hyperparameter_has_a_range(name: str, key: str) -> None:
    valid, invalid, wanted = RANGES[key]
    others = {} if key == "learning_rate" else {"learning_rate": 0.1}
    for value in valid:
        kept = optimizers.get(name, **others, **{key: value}).hyperparameters[key]
        assert kept == value
    for value in invalid + NO_NUMBERS:
        with pytest.raises(HyperparameterError) as caught:
            optimizers.get(name, **others, **{key: value})
        assert str(caught.value) == f"{key} is {value!a}; {wanted}"


# what is called, what the error says
ERRORS = {
    "rate true": (
        lambda: optimizers.adam(learning_rate=True),
        f"learning_rate is True; {ABOVE_0}",
    ),
    "another rate": (
        lambda: optimizers.averaged(HALF).with_learning_rate(0.0),
        f"learning_rate is 0.0; {ABOVE_0}",
    ),
    "centered": (
        lambda: optimizers.rmsprop(0.1, centered=1),
        "centered is 1; it must be True or False.",
    ),
    "lacks rate": (
        lambda: optimizers.get("momentum", beta=0.5),
        "momentum needs learning_rate; its hyperparameters are learning_rate, beta.",
    ),
    "not taken": (
        lambda: optimizers.get("momentum", learning_rate=1, rho=0.5, k=1),
        "momentum does not take rho, k; its hyperparameters are learning_rate, beta.",
    ),
    "begin": (lambda: optimizers.averaged(HALF, -1), f"begin is -1; {MOST.format(0, 10**7)}"),
    "begin 1.5": (lambda: optimizers.averaged(HALF, 1.5), f"begin is 1.5; {MOST.format(0, 10**7)}"),
    "k": (lambda: optimizers.lookahead(HALF, 0), f"k is 0; {MOST.format(1, 10**7)}"),
    "alpha": (
        lambda: optimizers.lookahead(HALF, alpha=0),
        "alpha is 0; it must be a number in (0, 1].",
    ),
    "alpha 1.1": (
        lambda: optimizers.lookahead(HALF, alpha=1.1),
        "alpha is 1.1; it must be a number in (0, 1].",
    ),
    "inner": (
        lambda: optimizers.averaged("adam"),
        "inner is 'adam'; it must be an optimizer, such as gradient_descent(0.1).",
    ),
    "average in an average": (
        lambda: optimizers.averaged(optimizers.averaged(HALF)),
        (
            "averaged cannot hold averaged, whose gradients are not taken at theta; "
            "put averaged around it instead."
        ),
    ),
    "average in lookahead": (
        lambda: optimizers.lookahead(optimizers.averaged(HALF)),
        (
            "lookahead cannot hold averaged, whose gradients are not taken at theta; "
            "put averaged around it instead."
        ),
    ),
    "lookahead twice": (
        lambda: optimizers.lookahead(optimizers.lookahead(HALF)),
        "lookahead cannot hold lookahead: both keep state under the name slow.",
    ),
    "iterate twice": (
        lambda: optimizers.averaged(dataclasses.replace(HALF, name="mine", transform=keeping())),
        "averaged cannot hold mine: both keep state under the name iterate.",
    ),
    "batch size": (
        lambda: batching.mini(50, 3, 51),
        "batch_size is 51; it must be a whole number from 1 to 50.",
    ),
    "batch size 1.5": (
        lambda: batching.mini(50, 3, 1.5),
        f"batch_size is 1.5; {MOST.format(1, 50)}",
    ),
    "seed": (lambda: batching.single(50, 3, seed=-1), f"seed is -1; {MOST.format(0, 2**63 - 1)}"),
    "state twice": (
        lambda: optimizers.chain(
            optimizers.momentum(1).transform, optimizers.momentum(1).transform
        ),
        "Two transforms in a chain keep state under the same name: velocity, velocity.",
    ),
    "viewpoints": (
        lambda: optimizers.chain(seen_from(0.5), seen_from(2.0)),
        "Two transforms in a chain want the gradient at other points.",
    ),
}


def keeping() -> optimizers.Transform:
    return dataclasses.replace(HALF.transform, remembers=("iterate",))


def seen_from(factor: float) -> optimizers.Transform:
    def update(change, _state, _moment):
        return change, {}

    return optimizers.Transform(lambda _: {}, update, (), lambda theta, _state: factor * theta)


@pytest.mark.parametrize(("call", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_give_name_value_and_range(call, text) -> None:
    with pytest.raises(HyperparameterError) as caught:
        call()
    assert str(caught.value) == text


def test_a_chain_takes_the_viewpoint_of_its_one_transform_that_has_any() -> None:
    chained = optimizers.chain(HALF.transform, seen_from(2.0))
    assert chained.viewpoint is not None
    assert chained.viewpoint(np.array([3.0]), {}).tolist() == [6.0]
    assert optimizers.chain(HALF.transform).viewpoint is None


def test_an_unknown_optimizer_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        optimizers.get("sgd", learning_rate=1)
    assert str(caught.value) == (
        "There is no optimizer 'sgd'; choose one of: gradient_descent, momentum, nesterov, qhm, "
        "sign_descent, rprop, adagrad, rmsprop, adadelta, adam, amsgrad, adamw, adamax, nadam, "
        "radam, yogi, adabelief, lion, newton, lbfgs."
    )
    with pytest.raises(UnknownNameError):
        optimizers.get(["adam"], learning_rate=1)


def test_some_optimizers_know_a_learning_rate_of_their_own() -> None:
    for name in ("adadelta", "newton", "lbfgs"):
        assert optimizers.get(name).hyperparameters["learning_rate"] == 1.0


@pytest.mark.parametrize("value", [0.25, 1, np.float32(0.5), np.int64(2), Fraction(1, 4)])
def test_any_real_number_is_a_learning_rate(value) -> None:
    rate = optimizers.gradient_descent(value).hyperparameters["learning_rate"]
    assert isinstance(rate, float)
    assert rate == float(value)
