"""Optimizers, schedules and batches: their rules, their properties, their errors."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import batching, datasets, descend, optimizers, problems, schedules, surfaces
from gdcore.errors import HyperparameterError, UnknownNameError

# optimizer, then its steps from gradients 2 and -1, worked out by hand; relative tolerance 1e-14
BY_HAND = {
    "gradient_descent": (optimizers.gradient_descent(0.5), [-1.0, 0.5]),
    "momentum": (optimizers.momentum(0.5, beta=0.9), [-1.0, -0.5 * (0.9 * 2.0 - 1.0)]),
    "adam": (
        optimizers.adam(0.1, beta1=0.5, beta2=0.75, epsilon=1.0),
        # m: 1, 0; corrected 2, 0. v: 1, 1; corrected 4, 16/7.
        [-0.1 * 2.0 / 3.0, 0.0],
    ),
    "decaying": (optimizers.gradient_descent(schedules.inverse_time(1.0, 1.0)), [-2.0, 0.5]),
}
# (w, b) or (x, y), small enough that no path diverges
coordinates = st.floats(-3, 3).map(lambda value: round(value, 6))
points = st.tuples(coordinates, coordinates)


@pytest.mark.parametrize(("optimizer", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_two_steps_worked_out_by_hand(optimizer: optimizers.Optimizer, expected) -> None:
    state = optimizer.init(np.zeros(1))
    found = []
    for step, slope in enumerate([2.0, -1.0]):
        change, state = optimizer.update(np.array([slope]), state, step)
        found.append(change.item())
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("name", optimizers.names())
def test_an_update_is_pure_and_works_along_leading_axes(name: str) -> None:
    optimizer = optimizers.get(name, learning_rate=0.1)
    slopes = np.random.default_rng(3).normal(size=(4, 5, 2))
    state = optimizer.init(np.zeros((5, 2)))
    alone = optimizer.init(np.zeros(2))
    for step, slope in enumerate(slopes):
        before = slope.copy(), {key: values.copy() for key, values in state.items()}
        change, after = optimizer.update(slope, state, step)
        again, _ = optimizer.update(slope, state, step)
        np.testing.assert_array_equal(change, again)
        np.testing.assert_array_equal(slope, before[0])
        assert state.keys() == before[1].keys()
        for key, values in before[1].items():
            np.testing.assert_array_equal(state[key], values)
        one, alone = optimizer.update(slope[2], alone, step)
        np.testing.assert_array_equal(change[2], one)
        state = after


def test_hyperparameters_can_be_inspected() -> None:
    decaying = optimizers.momentum(schedules.inverse_time(0.5, 0.1), beta=0.8)
    assert decaying.describe() == {
        "name": "momentum",
        "learning_rate": {"schedule": "inverse_time", "initial": 0.5, "decay": 0.1},
        "beta": 0.8,
    }
    assert optimizers.get("adam", learning_rate=1).describe() == {
        "name": "adam",
        "learning_rate": 1.0,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
    }


@given(points, st.floats(0.001, 0.3))
def test_momentum_without_memory_is_gradient_descent(start, rate: float) -> None:
    surface = surfaces.get("two_valleys")
    plain = descend(surface, optimizers.gradient_descent(rate), start, 20)
    heavy = descend(surface, optimizers.momentum(rate, beta=0.0), start, 20)
    np.testing.assert_array_equal(plain.theta, heavy.theta)


@given(st.sampled_from(optimizers.names()), st.floats(0.001, 10), st.sampled_from(surfaces.names()))
def test_a_zero_gradient_is_a_fixed_point(name: str, rate: float, surface_name: str) -> None:
    optimizer = optimizers.get(name, learning_rate=rate)
    flat = np.zeros(2)
    state = optimizer.init(flat)
    for step in range(3):
        change, state = optimizer.update(flat, state, step)
        np.testing.assert_array_equal(change, 0.0)
    surface = surfaces.get(surface_name)
    if np.linalg.norm(surface.gradient(surface.global_minimum)) == 0.0:
        run = descend(surface, optimizer, surface.global_minimum, 3)
        np.testing.assert_array_equal(run.theta, run.theta[[0]].repeat(4, axis=0))


@given(
    points,
    st.floats(-3.2, 3.2),
    st.floats(1, 50),
    st.sampled_from([optimizers.gradient_descent(0.7), optimizers.momentum(0.1, beta=0.9)]),
)
def test_turning_the_surface_turns_the_path(start, angle, condition, optimizer) -> None:
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    straight = descend(surfaces.quadratic(condition), optimizer, start, 30)
    turned = descend(surfaces.quadratic(condition, angle), optimizer, turn @ start, 30)
    np.testing.assert_allclose(turned.theta, straight.theta @ turn.T, rtol=0, atol=1e-12)


def test_adam_is_not_the_same_in_a_turned_frame() -> None:
    straight = descend(surfaces.quadratic(20), optimizers.adam(0.1), [2.0, 1.0], 30)
    angle = 0.6
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turned = descend(surfaces.quadratic(20, angle), optimizers.adam(0.1), turn @ [2.0, 1.0], 30)
    assert np.abs(turned.theta - straight.theta @ turn.T).max() > 0.05


@pytest.mark.parametrize("name", optimizers.names())
def test_a_batch_of_all_samples_is_the_full_batch(name: str) -> None:
    data = datasets.load("stopping-distance").scaled()
    line = problems.LinearRegression(data.x, data.y)
    optimizer = optimizers.get(name, learning_rate=0.05)
    everything = descend(line, optimizer, [0.9, -0.8], 100)
    batch = descend(line, optimizer, [0.9, -0.8], 100, batch_size=50, seed=3)
    np.testing.assert_allclose(batch.theta, everything.theta, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(batch.gradient_evaluations, everything.gradient_evaluations)


# schedule, rates at steps 0, 1, 4
RATES = {
    "constant": (schedules.constant(0.1), [0.1, 0.1, 0.1]),
    "inverse_time": (schedules.inverse_time(0.5, 0.25), [0.5, 0.4, 0.25]),
    "no decay": (schedules.inverse_time(0.5, 0.0), [0.5, 0.5, 0.5]),
}


@pytest.mark.parametrize(("schedule", "expected"), RATES.values(), ids=RATES)
def test_a_schedule_gives_a_rate_a_step(schedule, expected) -> None:
    steps = np.array([0, 1, 4])
    np.testing.assert_allclose(schedule(steps), expected, rtol=1e-15)
    assert [schedule(int(step)) for step in steps] == pytest.approx(expected, rel=1e-15)
    run = descend(surfaces.get("bowl"), optimizers.gradient_descent(schedule), [1.0, 0.0], 5)
    np.testing.assert_allclose(run.learning_rate[steps], expected, rtol=1e-15)
    taken = -np.diff(run.theta, axis=0)[:, 0] / run.gradient[:, 0]
    np.testing.assert_allclose(taken, run.learning_rate, rtol=1e-12)


def test_any_callable_is_a_schedule() -> None:
    def stair(step: int) -> float:
        return 0.5 if step < 2 else 0.25

    optimizer = optimizers.gradient_descent(stair)
    run = descend(surfaces.get("bowl"), optimizer, [1.0, 0.0], 4)
    assert run.learning_rate.tolist() == [0.5, 0.5, 0.25, 0.25]
    assert run.theta[:, 0].tolist() == [1.0, 0.5, 0.25, 0.1875, 0.140625]
    assert optimizer.describe()["learning_rate"] == "stair"


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
UNDER_1 = "it must be a number in [0, 1)."
# what is called, what the error says
ERRORS = {
    "rate 0": (lambda: optimizers.gradient_descent(0.0), f"learning_rate is 0.0; {ABOVE_0}"),
    "rate nan": (lambda: optimizers.momentum(math.nan), f"learning_rate is nan; {ABOVE_0}"),
    "rate inf": (lambda: optimizers.adam(math.inf), f"learning_rate is inf; {ABOVE_0}"),
    "rate text": (lambda: optimizers.adam("0.1"), f"learning_rate is '0.1'; {ABOVE_0}"),
    "rate true": (lambda: optimizers.adam(learning_rate=True), f"learning_rate is True; {ABOVE_0}"),
    "beta": (lambda: optimizers.momentum(0.1, beta=1.0), f"beta is 1.0; {UNDER_1}"),
    "beta1": (lambda: optimizers.adam(0.1, beta1=-0.1), f"beta1 is -0.1; {UNDER_1}"),
    "beta2": (lambda: optimizers.adam(0.1, beta2=1.5), f"beta2 is 1.5; {UNDER_1}"),
    "epsilon": (lambda: optimizers.adam(0.1, epsilon=0), f"epsilon is 0; {ABOVE_0}"),
    "constant": (lambda: schedules.constant(-1), f"rate is -1; {ABOVE_0}"),
    "initial": (lambda: schedules.inverse_time(0, 1), f"initial is 0; {ABOVE_0}"),
    "decay": (
        lambda: schedules.inverse_time(1, -1),
        "decay is -1; it must be a finite number of at least 0.",
    ),
    "lacks rate": (
        lambda: optimizers.get("momentum", beta=0.5),
        "momentum needs learning_rate; its hyperparameters are learning_rate, beta.",
    ),
    "not taken": (
        lambda: optimizers.get("momentum", learning_rate=1, rho=0.5),
        "momentum does not take rho; its hyperparameters are learning_rate, beta.",
    ),
    "batch size": (
        lambda: batching.mini(50, 3, 51),
        "batch_size is 51; it must be a whole number from 1 to 50.",
    ),
    "batch size 1.5": (lambda: batching.mini(50, 3, 1.5), "batch_size is 1.5; it must be a whole"),
    "seed": (lambda: batching.single(50, 3, seed=-1), "seed is -1; it must be a whole number"),
    "state twice": (
        lambda: optimizers.chain(
            optimizers.momentum(1).transform, optimizers.momentum(1).transform
        ),
        "keep state under the same name: velocity, velocity.",
    ),
}


@pytest.mark.parametrize(("call", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_give_name_value_and_range(call, text) -> None:
    with pytest.raises(HyperparameterError) as caught:
        call()
    assert text in str(caught.value)


def test_a_schedule_that_gives_no_number_is_an_error() -> None:
    optimizer = optimizers.gradient_descent(lambda step: "fast" if step else 0.1)
    with pytest.raises(HyperparameterError, match=r"gives 'fast' at step 1; it must give a finite"):
        descend(surfaces.get("bowl"), optimizer, [1.0, 0.0], 3)


def test_an_unknown_optimizer_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        optimizers.get("sgd", learning_rate=1)
    assert str(caught.value) == (
        "There is no optimizer 'sgd'; choose one of: gradient_descent, momentum, adam."
    )


@pytest.mark.parametrize("value", [0.25, 1, np.float32(0.5), np.int64(2), Fraction(1, 4)])
def test_any_real_number_is_a_learning_rate(value) -> None:
    rate = optimizers.gradient_descent(value).hyperparameters["learning_rate"]
    assert isinstance(rate, float)
    assert rate == float(value)
