"""Which samples each step sees; epochs, seeds and prefixes are tested with the optimizers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import batching, problems, surfaces
from gdcore.errors import HyperparameterError, ProblemError

LINE = problems.LinearRegression([0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 2.0, 5.0])
BOWL = surfaces.get("bowl")


def test_all_samples_take_no_memory() -> None:
    plan = batching.full(1000, 5000)
    assert plan.shape == (5000, 1000)
    assert plan.base.size == 1000
    assert plan[4999].tolist() == list(range(1000))


def test_a_few_batches_of_many_samples_do_not_hold_the_rest() -> None:
    plan = batching.mini(10_000, steps=3, batch_size=2, seed=1)
    assert plan.base.size == 6
    longer = batching.mini(10_000, steps=4000, batch_size=2, seed=1)
    assert longer.base.size == 10_000
    assert plan.tolist() == longer[:3].tolist()


@given(st.integers(1, 40), st.integers(0, 30), st.integers(0, 99), st.data())
def test_independent_batches_hold_no_sample_twice(n, steps, seed, data) -> None:
    size = data.draw(st.integers(1, n))
    plan = batching.independent(n, steps, size, seed)
    assert (plan.shape, plan.dtype) == ((steps, size), np.intp)
    assert ((plan >= 0) & (plan < n)).all()
    assert all(len({*row}) == size for row in plan.tolist())
    assert plan.tolist() == batching.independent(n, steps, size, seed).tolist()


@pytest.mark.parametrize("size", [1, 3])
def test_independent_batches_hold_every_sample_alike(size: int) -> None:
    """Each of 4 samples in a share of size / 4, within five standard errors of 20,000 batches."""
    steps = 20_000
    share = np.bincount(batching.independent(4, steps, size, seed=2).ravel(), minlength=4) / steps
    error = np.sqrt(size / 4 * (1 - size / 4) / steps)
    assert np.abs(share - size / 4).max() < 5 * error


def test_independent_batches_differ_from_step_to_step_and_by_seed() -> None:
    one, other = (batching.independent(50, 40, 1, seed=seed) for seed in (1, 2))
    assert len({*one[:, 0].tolist()}) < 40
    assert one.tolist() != other.tolist()


def test_a_plan_is_what_a_descent_sees() -> None:
    assert batching.plan(BOWL, 3).shape == (3, 0)
    assert batching.plan(LINE, 2).tolist() == [[0, 1, 2, 3]] * 2
    drawn = batching.plan(LINE, 9, batch_size=3, seed=5)
    assert drawn.tolist() == batching.mini(4, 9, 3, seed=5).tolist()
    assert batching.plan(LINE, 2, given=[[3], [0]]).tolist() == [[3], [0]]


def test_plans_lie_side_by_side() -> None:
    side_by_side = batching.plans(LINE, 5, 2, seeds=[8, 9, 8])
    assert side_by_side.shape == (5, 3, 2)
    for member, seed in enumerate([8, 9, 8]):
        assert side_by_side[:, member].tolist() == batching.mini(4, 5, 2, seed=seed).tolist()


@pytest.mark.parametrize(("size", "seeds"), [(None, [1, 2, 3]), (2, [7, 7, 7])])
def test_plans_that_are_the_same_take_the_memory_of_one(size, seeds) -> None:
    side_by_side = batching.plans(LINE, 5, size, seeds)
    assert side_by_side.strides[1] == 0
    assert side_by_side[:, 2].tolist() == batching.plan(LINE, 5, size, seeds[2]).tolist()


# call, error, what its text says
ERRORS = {
    "none": (lambda: batching.mini(0, 1, 1), HyperparameterError, "n_samples is 0; it must be"),
    "size": (lambda: batching.mini(4, 1, 5), HyperparameterError, "batch_size is 5; it must be a"),
    "many": (lambda: batching.mini(4, 10**9, 2), HyperparameterError, "from 0 to 100000000."),
    "seed": (lambda: batching.mini(4, 1, 1, -1), HyperparameterError, "seed is -1; it must be a"),
    "again": (lambda: batching.independent(4, 1, 5), HyperparameterError, "batch_size is 5; it"),
    "empty": (lambda: batching.plan(LINE, 1, given=[[]]), ProblemError, "batches has shape (1, 0)"),
    "below": (
        lambda: batching.plan(LINE, 1, given=[[-1]]),
        ProblemError,
        "batches names samples outside 0 .. 3, the samples there are.",
    ),
    "no samples": (
        lambda: batching.plan(BOWL, 1, given=[[0]]),
        ProblemError,
        "This loss has no samples, so it takes no batch_size and no batches.",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
