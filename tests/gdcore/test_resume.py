"""Walking on from where a path ended: as if it had never stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
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
from gdcore.errors import HyperparameterError, ProblemError

CARS = datasets.load("stopping-distance").scaled()
LINE = problems.LinearRegression(CARS.x, CARS.y)
BOWL = surfaces.get("bowl")
ROSENBROCK = surfaces.get("rosenbrock")
HALVING = optimizers.gradient_descent(0.5)  # on the bowl each step halves theta
RULES = {
    **{name: optimizers.get(name, learning_rate=0.01) for name in optimizers.names()},
    "averaged": optimizers.averaged(optimizers.gradient_descent(0.01), begin=3),
    "lookahead": optimizers.lookahead(optimizers.adam(0.01), k=3),
    "decaying": optimizers.momentum(schedules.inverse_time(0.2, 0.1)),
    "plateau": optimizers.gradient_descent(schedules.reduce_on_plateau(1.0, patience=2)),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("size", [None, 7])
def test_a_resumed_path_is_the_whole_path(assert_same, rule, size) -> None:
    whole = descend(LINE, rule, [0.5, -1.0], 40, batch_size=size, seed=3)
    half = descend(LINE, rule, [0.5, -1.0], 17, batch_size=size, seed=3)
    assert_same(resume(half, 23), whole)


@given(
    st.integers(0, 140),
    st.integers(0, 140),
    st.sampled_from([None, 1, 8]),
    st.sampled_from([0.0, 0.02, 0.2]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_it_was_cut(assert_same, done, more, size, tolerance) -> None:
    rule = optimizers.momentum(0.02)
    how = {"batch_size": size, "seed": 5, "tolerance": tolerance}
    whole = descend(LINE, rule, [1.0, -1.0], done + more, **how)
    half = descend(LINE, rule, [1.0, -1.0], done, **how)
    if half.status != "converged":
        assert_same(resume(half, more, tolerance=tolerance), whole)
    else:
        again = resume(half, more, tolerance=tolerance)
        assert (again.steps, again.message) == (whole.steps, whole.message)
        assert again.theta.tobytes() == whole.theta.tobytes()


def test_a_path_goes_through_a_file_on_its_way(assert_same, tmp_path) -> None:
    for name, problem, size in (
        ("line", LINE, 3),
        ("all", LINE, None),
        ("surface", ROSENBROCK, None),
    ):
        rule = optimizers.adam(0.05)
        half = descend(problem, rule, [0.5, -1.0], 30, batch_size=size, seed=8)
        half.save(tmp_path / name)
        again = Descent.load(tmp_path / name, problem, rule)
        whole = descend(problem, rule, [0.5, -1.0], 70, batch_size=size, seed=8)
        assert_same(again, half)
        assert_same(resume(again, 40), whole)


def test_a_path_of_all_samples_is_saved_without_their_indices(tmp_path) -> None:
    descend(LINE, HALVING, [0, 0], 3).save(tmp_path / "all.npz")
    descend(LINE, HALVING, [0, 0], 3, batch_size=2).save(tmp_path / "some.npz")
    with np.load(tmp_path / "all.npz") as every, np.load(tmp_path / "some.npz") as some:
        assert "batches" not in every
        assert some["batches"].shape == (3, 2)


def test_given_batches_go_on_with_given_batches(assert_same) -> None:
    plan = batching.independent(50, 30, 4, seed=1)
    whole = descend(LINE, HALVING, [0, 0], 30, batches=plan)
    half = descend(LINE, HALVING, [0, 0], 12, batches=plan[:12])
    assert_same(resume(half, 18, batches=plan[12:]), whole)


def test_large_given_batches_go_on_with_as_large_ones() -> None:
    half = descend(LINE, HALVING, [0, 0], 1, batches=[[3] * 300])
    assert resume(half, 1, batches=[[4] * 300]).batches.shape == (2, 300)


class Relative:
    """A rate that goes with the loss, as a share of the loss at the start."""

    def init(self, loss):
        return {"first": np.array(loss)}

    def next(self, loss, memory):
        return 0.5 * loss / memory["first"], memory


def test_a_schedule_is_shown_the_losses_at_the_start(assert_same) -> None:
    rule = optimizers.gradient_descent(Relative())
    run = descend(BOWL, rule, [4.0, 0.0], 30)
    np.testing.assert_allclose(run.learning_rate, 0.5 * run.loss[:-1] / 8.0, rtol=1e-15)
    assert_same(resume(descend(BOWL, rule, [4.0, 0.0], 11), 19), run)
    many = ensemble(BOWL, rule, starts=[[1.0, 0.0], [4.0, 0.0]], steps=30)
    assert_same(many[1], run)


def test_a_path_of_no_steps_can_be_resumed(assert_same) -> None:
    for rule in (HALVING, RULES["plateau"], RULES["averaged"]):
        begun = descend(LINE, rule, [1, 1], 0, batch_size=1, seed=2)
        assert_same(resume(begun, 20), descend(LINE, rule, [1, 1], 20, batch_size=1, seed=2))
        assert_same(resume(begun, 0), begun)


def test_no_further_steps_change_nothing(assert_same) -> None:
    run = descend(LINE, optimizers.momentum(0.1), [1, 1], 9)
    assert_same(resume(run, 0), run)


def test_a_path_that_converged_goes_on_to_a_smaller_tolerance() -> None:
    run = descend(BOWL, HALVING, [1.0, 0.0], 100, tolerance=2.0**-10)
    assert (run.status, run.steps) == ("converged", 10)
    further = resume(run, 50, tolerance=2.0**-20)
    assert (further.status, further.steps, further.steps_asked) == ("converged", 20, 60)
    assert resume(run, 50, tolerance=2.0**-10).steps == 10
    assert resume(run, 50).steps == 60


def test_a_resumed_path_may_diverge() -> None:
    run = descend(BOWL, optimizers.gradient_descent(3.0), [1.0, 0.0], 10)
    further = resume(run, 90)
    assert further.status == "diverged"
    assert further.message == descend(BOWL, run.optimizer, [1.0, 0.0], 100).message
    assert resume(run, 90, divergence_factor=1.5).steps == 10


def test_the_path_that_is_resumed_stays_as_it_was() -> None:
    run = descend(LINE, optimizers.momentum(0.1), [1, 1], 9)
    before = run.theta.copy()
    resume(run, 5)
    assert run.steps == 9
    assert run.theta.tolist() == before.tolist()


def given_batches(n: int = 2) -> Descent:
    return descend(LINE, HALVING, [0, 0], 2, batches=[[3] * n, [4] * n])


# call, error, what its text says
ERRORS = {
    "diverged": (
        lambda: resume(descend(BOWL, optimizers.gradient_descent(9.0), [1, 0], 99), 1),
        ProblemError,
        "The path cannot be resumed: Diverged at step 7: the loss, ",
    ),
    "given": (
        lambda: resume(given_batches(), 3),
        ProblemError,
        "The batches of this path were given, not drawn from its seed; give those of the new steps",
    ),
    "sizes": (
        lambda: resume(given_batches(), 1, batches=[[1, 2, 3]]),
        ProblemError,
        "The batches of this path have 2 samples each; those given have 3.",
    ),
    "fewer": (
        lambda: resume(given_batches(4), 1, batches=[[1, 2, 3]]),
        ProblemError,
        "The batches of this path have 4 samples each; those given have 3.",
    ),
    "by place": (
        lambda: resume(given_batches(), 1, 0.0),  # type: ignore[misc]
        TypeError,
        "takes 2 positional arguments but 3 were given",
    ),
    "rows": (
        lambda: resume(given_batches(), 3, batches=[[1, 2]]),
        ProblemError,
        "in shape (3, batch_size), one row a step.",
    ),
    "steps": (lambda: resume(given_batches(), -1), HyperparameterError, "steps is -1; it must be"),
    "many": (lambda: resume(given_batches(), 10**7), HyperparameterError, "from 0 to 9999998."),
    "tolerance": (
        lambda: resume(given_batches(), 1, tolerance=-1),
        HyperparameterError,
        "tolerance is -1; it must be",
    ),
    "factor": (
        lambda: resume(given_batches(), 1, divergence_factor=1.0),
        HyperparameterError,
        "divergence_factor is 1.0; it must be",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
