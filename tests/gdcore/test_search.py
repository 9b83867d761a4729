"""The search for a learning rate: a budget, a grid, and a sentence that says so."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdcore import (
    datasets,
    descend,
    optimizers,
    problems,
    schedules,
    search_learning_rate,
    surfaces,
    theory,
)
from gdcore.errors import GDError, HyperparameterError, ProblemError

RAVINE = surfaces.get("ravine")
CARS = datasets.load("stopping-distance").scaled()
LINE = problems.LinearRegression(CARS.x, CARS.y)
RULE = optimizers.gradient_descent(1.0)


def test_a_fine_grid_finds_the_best_rate_on_a_quadratic() -> None:
    """Started in both directions alike, the rate after many steps is 2 / (mu + L), to the grid."""
    found = search_learning_rate(
        RAVINE, RULE, [1.0, 1.0], evaluations=2000, low=1.0, high=2.5, count=101
    )
    ratio = 2.5 ** (1 / 100)
    best = theory.best_rate(0.05, 1.0).learning_rate
    assert best / ratio <= found.best_rate <= best * ratio
    assert found.losses[found.rates > 2.0 * 1.01].tolist() == [[math.inf]] * int(
        (found.rates > 2.0 * 1.01).sum()
    )


# batch size, seeds, steps that 200 evaluations allow, by what they are ranked
CASES = {
    "batch": (None, (0,), 4, "median"),
    "single": (1, (3, 4, 5), 200, "median"),
    "mini": (7, (3, 9, 4, 5), 28, "mean"),
}


@pytest.mark.parametrize(("size", "seeds", "steps", "measure"), CASES.values(), ids=CASES)
def test_the_search_is_of_single_descents(size, seeds, steps, measure) -> None:
    rule = optimizers.momentum(1.0, beta=0.5)
    found = search_learning_rate(
        LINE, rule, [1.0, 1.0], evaluations=200, low=0.01, high=40, count=6,
        seeds=seeds, batch_size=size, measure=measure,
    )  # fmt: skip
    np.testing.assert_allclose(found.rates, 0.01 * 4000 ** (np.arange(6) / 5), rtol=1e-14)
    assert found.evaluations == steps * (size or 50)
    for rate, losses in zip(found.rates, found.losses, strict=True):
        for seed, loss in zip(seeds, losses, strict=True):
            own = rule.with_learning_rate(float(rate))
            run = descend(LINE, own, [1.0, 1.0], steps, batch_size=size, seed=seed)
            assert loss == (math.inf if run.status == "diverged" else run.loss[-1])
    average = {"median": np.median, "mean": np.mean}[measure]
    assert found.scores.tolist() == [average(losses) for losses in found.losses]
    assert sorted(found.order) == list(range(6))
    assert found.scores[list(found.order)].tolist() == sorted(found.scores)
    assert found.optimizer.hyperparameters["learning_rate"] == found.best_rate
    assert found.optimizer.hyperparameters["beta"] == 0.5
    assert found.scores[found.order[0]] == found.scores.min()


def test_what_is_tried_may_be_the_first_rate_of_a_schedule() -> None:
    found = search_learning_rate(
        LINE, RULE, [1.0, 1.0], evaluations=60, low=0.01, high=1.0, count=5, seeds=(3, 4),
        batch_size=1, schedule=lambda rate: schedules.inverse_time(rate, decay=0.1),
    )  # fmt: skip
    for rate, losses in zip(found.rates.tolist(), found.losses.tolist(), strict=True):
        rule = optimizers.gradient_descent(schedules.inverse_time(rate, decay=0.1))
        runs = [descend(LINE, rule, [1.0, 1.0], 60, batch_size=1, seed=seed) for seed in (3, 4)]
        assert losses == [run.loss[-1] for run in runs]
    best = schedules.inverse_time(found.best_rate, decay=0.1)
    assert found.optimizer.schedule == best


def test_a_path_that_diverged_counts_as_the_worst() -> None:
    found = search_learning_rate(RAVINE, RULE, [1, 1], evaluations=300, low=0.1, high=9, count=4)
    assert found.losses[-1] == math.inf
    assert found.order[-1] == 3


def test_of_equals_the_smaller_rate_is_first() -> None:
    """At 0.5 and 1.5 the bowl's theta is halved alike, but for its sign."""
    found = search_learning_rate(
        surfaces.get("bowl"), RULE, [4, 0], evaluations=3, low=0.5, high=1.5, count=2
    )
    assert found.scores.tolist() == [0.125, 0.125]
    assert found.order == (0, 1)
    assert "the smallest of 2 equally good ones of 2 from 0.5 to 1.5" in found.describe()


def test_from_a_flat_start_no_rate_is_the_best() -> None:
    found = search_learning_rate(surfaces.get("saddle"), RULE, [0, 0], evaluations=9, count=4)
    assert "the smallest of 4 equally good ones of 4" in found.describe()
    assert "the best" not in found.describe()


def test_the_sentence_says_how_the_rate_was_found() -> None:
    found = search_learning_rate(
        LINE, RULE, [1, 1], evaluations=1234, seeds=range(5), batch_size=10, count=9, measure="mean"
    )
    assert found.describe() == (
        f"Learning rate {found.best_rate:.3g}: the best of 9 from 0.0001 to 1, by the mean over "
        "5 seeds of the loss after 1,230 gradient evaluations."
    )
    assert not found.at_edge


@pytest.mark.parametrize(("low", "high"), [(1e-4, 1e-3), (1.0, 1.8)])
def test_the_sentence_says_if_better_may_lie_beyond(low: float, high: float) -> None:
    found = search_learning_rate(
        surfaces.get("bowl"), RULE, [1, 0], evaluations=5, low=low, high=high, count=3
    )
    assert found.at_edge
    assert found.describe().endswith(" gradient evaluations, at the edge of those tried.")


# arguments in place of a good call, error, what its text says
ERRORS = {
    "low": ({"low": 0}, HyperparameterError, "low is 0; it must be a finite number above 0."),
    "high": ({"low": 1, "high": 1}, HyperparameterError, "high is 1; it must be a finite number"),
    "count": ({"count": 1}, HyperparameterError, "count is 1; it must be a whole number from 2"),
    "seeds": ({"seeds": []}, HyperparameterError, "seeds is empty; give at least one."),
    "budget": ({"evaluations": 49}, HyperparameterError, "evaluations is 49; it must be a whole"),
    "measure": ({"measure": "best"}, HyperparameterError, "measure is 'best'; it must be"),
    "batch": ({"batch_size": 0}, HyperparameterError, "batch_size is 0; it must be a whole"),
    "start": ({"start": [0]}, ProblemError, "The start has shape (1,)"),
    "diverges": (
        {"low": 30, "high": 60, "evaluations": 5000},
        HyperparameterError,
        "gradient_descent diverges with every learning rate from 30 to 60; search lower ones.",
    ),
}


@pytest.mark.parametrize(("changes", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(changes, error, text) -> None:
    good = {"problem": LINE, "optimizer": RULE, "start": [1.0, 1.0], "evaluations": 500}
    with pytest.raises(error) as caught:
        search_learning_rate(**good | changes)
    assert text in str(caught.value)
    assert isinstance(caught.value, GDError)
