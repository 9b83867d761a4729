"""Learning-rate schedules: against PyTorch's, by hand, and as part of a descent."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import Descent, descend, ensemble, optimizers, resume, schedules, surfaces
from gdcore.errors import HyperparameterError

GOLDEN = json.loads((Path(__file__).parent / "golden" / "schedules.json").read_text())
RELATIVE = 1e-12  # of the largest rate: PyTorch multiplies step by step

# cycles of 1, 3, 9 and 27 steps end at step 40, and step 100 is the 60th of 81
AFTER_40 = 0.1 + 0.2 * (1.0 + math.cos(math.pi * 60.0 / 81.0))
# schedule, rates at steps 0, 1, 4, 100; to a relative 1e-15
RATES = {
    "constant": (schedules.constant(0.1), [0.1, 0.1, 0.1, 0.1]),
    "inverse_time": (schedules.inverse_time(0.5, 0.25), [0.5, 0.4, 0.25, 0.5 / 26]),
    "no decay": (schedules.inverse_time(0.5, 0.0), [0.5, 0.5, 0.5, 0.5]),
    "exponential": (schedules.exponential(0.5, 0.5), [0.5, 0.25, 0.03125, 2.0**-101]),
    "factor 1": (schedules.exponential(0.5, 1), [0.5, 0.5, 0.5, 0.5]),
    "step_decay": (schedules.step_decay(0.5, 4, 0.5), [0.5, 0.5, 0.25, 2.0**-26]),
    "piecewise": (schedules.piecewise(0.5, (1, 4), 0.5), [0.5, 0.25, 0.125, 0.125]),
    "no milestones": (schedules.piecewise(0.5, []), [0.5, 0.5, 0.5, 0.5]),
    "polynomial": (schedules.polynomial(0.5, 5, 2.0, 0.25), [0.5, 0.41, 0.26, 0.25]),
    "line": (schedules.polynomial(0.5, 8), [0.5, 0.4375, 0.25, 0.0]),
    "cosine": (schedules.cosine(0.3, 4, 0.1), [0.3, 0.2 + math.sqrt(0.005), 0.1, 0.1]),
    "cosine_restarts": (schedules.cosine_restarts(0.5, 2), [0.5, 0.25, 0.5, 0.5]),
    "longer": (schedules.cosine_restarts(0.5, 1, 3, 0.1), [0.5, 0.5, 0.5, AFTER_40]),
    "one_cycle": (schedules.one_cycle(0.5, 10, 0.5, 10.0, 100.0), [0.05, None, 0.5, 0.0005]),
    "warm_up": (schedules.warm_up(0.5, 4, 0.2), [0.1, 0.2, 0.5, 0.5]),
    "warm_up then": (
        schedules.warm_up(schedules.inverse_time(0.5, 0.25), 4, 0.2),
        [0.1, 0.2, 0.5, 0.5 / 25],
    ),
}
PLATEAU = schedules.reduce_on_plateau(0.5, factor=0.5, patience=2, cooldown=1, lowest=0.01)


def built(name: str, arguments: dict[str, Any]) -> schedules.StepSchedule:
    if isinstance(arguments.get("then"), list):
        arguments = {**arguments, "then": built(*arguments["then"])}
    return getattr(schedules, name)(**arguments)


def label(case: dict[str, Any]) -> str:
    return "-".join(str(value) for value in [case.get("schedule"), *case["arguments"].values()])


def rates_along(rule: schedules.LossSchedule, losses: np.ndarray) -> np.ndarray:
    """(steps, ...) losses -> (steps, ...) rates."""
    memory, rates = rule.init(losses[0]), []
    for loss in losses:
        rate, memory = rule.next(loss, memory)
        rates.append(rate)
    return np.array(rates)


@pytest.mark.parametrize("case", GOLDEN["steps"], ids=label)
def test_a_schedule_of_steps_is_that_of_pytorch(case: dict[str, Any]) -> None:
    rates = schedules.rates(built(case["schedule"], case["arguments"]), len(case["rates"]))
    assert np.abs(rates - case["rates"]).max() < RELATIVE * max(case["rates"])


@pytest.mark.parametrize("case", GOLDEN["losses"], ids=lambda c: f"{c['curve']}-{label(c)}")
def test_a_schedule_that_looks_at_the_loss_is_that_of_pytorch(case: dict[str, Any]) -> None:
    rates = rates_along(schedules.reduce_on_plateau(**case["arguments"]), np.array(case["losses"]))
    np.testing.assert_allclose(rates, case["rates"], rtol=RELATIVE)


def test_the_golden_rates_cover_what_they_should() -> None:
    seen = {case["schedule"] for case in GOLDEN["steps"]}
    every = {name for name, (schedule, _) in RATES.items() if name in dir(schedules) and schedule}
    assert seen == every
    curves = {case["curve"]: set() for case in GOLDEN["losses"]}
    for case in GOLDEN["losses"]:
        curves[case["curve"]].add(len(set(case["rates"])))
    assert curves["falling"] == {1}
    assert min(curves["flat"]) > 2
    assert "torch 2." in GOLDEN["made_by"]


@pytest.mark.parametrize(("schedule", "expected"), RATES.values(), ids=RATES)
def test_a_schedule_gives_a_rate_a_step(schedule, expected) -> None:
    for step, rate in zip((0, 1, 4, 100), expected, strict=True):
        if rate is not None:
            assert schedule(step) == pytest.approx(rate, rel=1e-15, abs=1e-300)
    optimizer = optimizers.gradient_descent(schedule)
    run = descend(surfaces.get("bowl"), optimizer, [1.0, 0.0], 12)
    np.testing.assert_array_equal(run.learning_rate, schedule(np.arange(12)))
    for step in range(12):
        change = -run.learning_rate[step] * run.gradient[step]
        np.testing.assert_array_equal(run.theta[step + 1], run.theta[step] + change)


@pytest.mark.parametrize("schedule", [pair[0] for pair in RATES.values()], ids=RATES)
def test_many_steps_at_once_are_the_same_to_the_last_bit(schedule) -> None:
    alone = [schedule(step) for step in range(600)]
    assert all(type(rate) is float for rate in alone)
    assert schedule(np.arange(600)).tolist() == alone
    assert schedules.rates(schedule, 600).tolist() == alone
    assert schedule(np.arange(6).reshape(2, 3)).tolist() == [alone[:3], alone[3:6]]
    assert schedule(np.arange(0)).shape == (0,)
    assert schedule(np.int64(3)).item() == schedules.rate_at(schedule, 3) == alone[3]


@pytest.mark.parametrize("schedule", [pair[0] for pair in RATES.values()], ids=RATES)
def test_rates_stay_within_their_range(schedule) -> None:
    rates = schedules.rates(schedule, 600)
    assert (rates >= 0.0).all()
    assert rates.max() <= 0.5


# schedule, how it is described
DESCRIBED = {
    "constant": (schedules.constant(0.1), 0.1),
    "restarts": (
        schedules.cosine_restarts(0.5, 10, final=0.1),
        {"schedule": "cosine_restarts", "initial": 0.5, "steps": 10, "growth": 1, "final": 0.1},
    ),
    "piecewise": (
        schedules.piecewise(1, (3, 9)),
        {"schedule": "piecewise", "initial": 1.0, "milestones": [3, 9], "factor": 0.1},
    ),
    "warm_up": (
        schedules.warm_up(schedules.exponential(0.5, 0.9), 4, 0.2),
        {
            "schedule": "warm_up",
            "then": {"schedule": "exponential", "initial": 0.5, "factor": 0.9},
            "steps": 4,
            "first": 0.2,
        },
    ),
    "plateau": (
        PLATEAU,
        {
            "schedule": "reduce_on_plateau",
            "initial": 0.5,
            "factor": 0.5,
            "patience": 2,
            "threshold": 1e-4,
            "cooldown": 1,
            "lowest": 0.01,
        },
    ),
    "a function": (math.sqrt, "sqrt"),
}


@pytest.mark.parametrize(("schedule", "expected"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_schedule_is_described_in_plain_data(schedule, expected) -> None:
    found = schedules.describe(schedule)
    assert found == expected
    assert json.loads(json.dumps(found)) == found


# schedule with as little as it needs, the same with all that it takes
DEFAULTS = {
    "step_decay": (schedules.step_decay(0.5, 3), schedules.step_decay(0.5, 3, 0.1)),
    "piecewise": (schedules.piecewise(0.5, [3]), schedules.piecewise(0.5, [3], 0.1)),
    "polynomial": (schedules.polynomial(0.5, 3), schedules.polynomial(0.5, 3, 1.0, 0.0)),
    "cosine": (schedules.cosine(0.5, 3), schedules.cosine(0.5, 3, 0.0)),
    "cosine_restarts": (
        schedules.cosine_restarts(0.5, 3),
        schedules.cosine_restarts(0.5, 3, 1, 0.0),
    ),
    "one_cycle": (schedules.one_cycle(0.5, 9), schedules.one_cycle(0.5, 9, 0.3, 25.0, 1e4)),
    "warm_up": (schedules.warm_up(0.5, 3), schedules.warm_up(0.5, 3, 1 / 3)),
    "reduce_on_plateau": (
        schedules.reduce_on_plateau(0.5),
        schedules.reduce_on_plateau(0.5, 0.1, 10, 1e-4, 0, 0.0),
    ),
}


@pytest.mark.parametrize(("short", "full"), DEFAULTS.values(), ids=DEFAULTS)
def test_defaults_are_those_of_pytorch(short, full) -> None:
    assert short == full


def test_equal_schedules_are_equal_and_print_what_they_are() -> None:
    assert schedules.cosine(0.5, 10) == schedules.cosine(0.5, 10, 0)
    assert schedules.cosine(0.5, 10) != schedules.cosine(0.5, 11)
    assert repr(schedules.piecewise(0.5, [3])) == (
        "Piecewise(initial=0.5, milestones=(3,), factor=0.1)"
    )
    assert hash(PLATEAU) == hash(schedules.reduce_on_plateau(0.5, 0.5, 2, 1e-4, 1, 0.01))


def test_any_callable_is_a_schedule() -> None:
    def stair(step: int) -> float:
        return 0.5 if step < 2 else 0.25

    optimizer = optimizers.gradient_descent(stair)
    run = descend(surfaces.get("bowl"), optimizer, [1.0, 0.0], 4)
    assert run.learning_rate.tolist() == [0.5, 0.5, 0.25, 0.25]
    assert run.theta[:, 0].tolist() == [1.0, 0.5, 0.25, 0.1875, 0.140625]
    assert optimizer.describe()["learning_rate"] == "stair"


@pytest.mark.parametrize("given_rate", ["fast", None, math.nan, math.inf, [1, 2]])
def test_a_schedule_that_gives_no_number_is_an_error(given_rate) -> None:
    optimizer = optimizers.gradient_descent(lambda step: given_rate if step else 0.1)
    text = (
        f"The learning-rate schedule gives {given_rate!a} at step 1; it must give a finite number."
    )
    with pytest.raises(HyperparameterError) as caught:
        descend(surfaces.get("bowl"), optimizer, [1.0, 0.0], 3)
    assert str(caught.value) == text
    with pytest.raises(HyperparameterError) as caught:
        optimizer.update(np.zeros(2), {}, 1, np.zeros(2))
    assert str(caught.value) == text


def test_a_plateau_cuts_the_rate_of_a_path() -> None:
    bouncing = descend(surfaces.get("bowl"), optimizers.sign_descent(PLATEAU), [0.25, 0.0], 40)
    assert bouncing.learning_rate[0] == 0.5
    rates = rates_along(PLATEAU, bouncing.loss[:-1])
    np.testing.assert_array_equal(bouncing.learning_rate, rates)
    # the loss of the start is the best; steps 1 and 2 pass, 3 cuts, 4 rests, 5 and 6 pass, 7 cuts
    assert np.flatnonzero(np.diff(rates)).tolist()[:2] == [2, 6]
    assert rates[-1] == 0.01
    smooth = descend(surfaces.get("bowl"), optimizers.gradient_descent(PLATEAU), [1.0, 0.0], 40)
    assert set(smooth.learning_rate) == {0.5}


def test_a_loss_that_is_not_a_number_is_no_better() -> None:
    rates = rates_along(PLATEAU, np.array([1.0, math.nan, math.nan, math.nan, 0.5]))
    assert rates.tolist() == [0.5, 0.5, 0.5, 0.25, 0.25]


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(0, 3), st.integers(0, 3))
def test_members_have_plateaus_of_their_own(seed: int, patience: int, cooldown: int) -> None:
    rule = schedules.reduce_on_plateau(1.0, 0.5, patience, 0.01, cooldown, 0.1)
    losses = np.random.default_rng(seed).uniform(0.5, 1.0, (30, 4))
    together = rates_along(rule, losses)
    for member in range(4):
        np.testing.assert_array_equal(together[:, member], rates_along(rule, losses[:, member]))


def test_an_ensemble_reduces_each_members_rate() -> None:
    rule = optimizers.sign_descent(PLATEAU)
    starts = [[0.25, 0.0], [8.0, 3.0], [1.25, 0.0]]
    many = ensemble(surfaces.get("bowl"), rule, starts=starts, steps=40)
    for member, start in enumerate(starts):
        alone = descend(surfaces.get("bowl"), rule, start, 40)
        np.testing.assert_array_equal(many[member].learning_rate, alone.learning_rate)
        np.testing.assert_array_equal(many[member].theta, alone.theta)
    assert len({tuple(rates) for rates in many.learning_rate}) == 3


RESUMED = {name: schedule for name, (schedule, _) in RATES.items()} | {"plateau": PLATEAU}


@pytest.mark.parametrize("schedule", RESUMED.values(), ids=RESUMED)
def test_a_saved_path_goes_on_exactly(schedule, tmp_path) -> None:
    surface, optimizer = surfaces.get("himmelblau"), optimizers.sign_descent(schedule)
    whole = descend(surface, optimizer, [0.5, 0.25], 30)
    descend(surface, optimizer, [0.5, 0.25], 11).save(tmp_path / "run.npz")
    half = Descent.load(tmp_path / "run.npz", surface, optimizer)
    again = resume(half, 19)
    np.testing.assert_array_equal(again.theta, whole.theta)
    np.testing.assert_array_equal(again.learning_rate, whole.learning_rate)


ABOVE_0 = "it must be a finite number above 0."
UP_TO_1 = "it must be a number in (0, 1]."
SHARE = "it must be a number in [0, 1)."
OPEN = "it must be a number in (0, 1)."
FROM_0 = "it must be a number in [0, 0.5]."
FROM_1 = "it must be a finite number of at least 1."
WHOLE = "it must be a whole number from 1 to 10000000."
# name, good arguments, then for each argument values out of range and what the error says
RANGES: dict[str, tuple[dict[str, Any], dict[str, tuple[list[Any], str]]]] = {
    "constant": ({"rate": 0.5}, {"rate": ([0, -1], ABOVE_0)}),
    "inverse_time": (
        {"initial": 0.5, "decay": 0.0},
        {"initial": ([0], ABOVE_0), "decay": ([-1], "it must be a finite number of at least 0.")},
    ),
    "exponential": (
        {"initial": 0.5, "factor": 1.0},
        {"initial": ([0], ABOVE_0), "factor": ([0, 1.1], UP_TO_1)},
    ),
    "step_decay": (
        {"initial": 0.5, "every": 1, "factor": 1.0},
        {"initial": ([0], ABOVE_0), "every": ([0, 1.5], WHOLE), "factor": ([0, 1.1], UP_TO_1)},
    ),
    "piecewise": (
        {"initial": 0.5, "milestones": [1], "factor": 1.0},
        {"initial": ([0], ABOVE_0), "factor": ([0, 1.1], UP_TO_1)},
    ),
    "polynomial": (
        {"initial": 0.5, "steps": 1, "power": 0.1, "final": 0.5},
        {
            "initial": ([0], ABOVE_0),
            "steps": ([0, 1.5], WHOLE),
            "power": ([0], ABOVE_0),
            "final": ([-0.1, 0.6], FROM_0),
        },
    ),
    "cosine": (
        {"initial": 0.5, "steps": 1, "final": 0.5},
        {"initial": ([0], ABOVE_0), "steps": ([0], WHOLE), "final": ([-0.1, 0.6], FROM_0)},
    ),
    "cosine_restarts": (
        {"initial": 0.5, "steps": 1, "growth": 1, "final": 0.5},
        {
            "initial": ([0], ABOVE_0),
            "steps": ([0], WHOLE),
            "growth": ([0, 1.5], WHOLE),
            "final": ([-0.1, 0.6], FROM_0),
        },
    ),
    "one_cycle": (
        {"peak": 0.5, "steps": 1, "warm_share": 0, "first_divisor": 1, "last_divisor": 1},
        {
            "peak": ([0], ABOVE_0),
            "steps": ([0], WHOLE),
            "warm_share": ([-0.1, 1.0], SHARE),
            "first_divisor": ([0.9], FROM_1),
            "last_divisor": ([0.9], FROM_1),
        },
    ),
    "warm_up": (
        {"then": 0.5, "steps": 1, "first": 1.0},
        {"steps": ([0], WHOLE), "first": ([0, 1.1], UP_TO_1)},
    ),
    "reduce_on_plateau": (
        {
            "initial": 0.5,
            "factor": 0.5,
            "patience": 0,
            "threshold": 0,
            "cooldown": 0,
            "lowest": 0.5,
        },
        {
            "initial": ([0], ABOVE_0),
            "factor": ([0, 1], OPEN),
            "patience": ([-1, 0.5], "it must be a whole number from 0 to 10000000."),
            "threshold": ([-0.1, 1], SHARE),
            "cooldown": ([-1, 0.5], "it must be a whole number from 0 to 10000000."),
            "lowest": ([-0.1, 0.6], FROM_0),
        },
    ),
}
NO_NUMBERS = [math.nan, math.inf, -math.inf, "0.1", None, True]
WRONG = [
    (name, argument, value, text)
    for name, (_, ranges) in RANGES.items()
    for argument, (values, text) in ranges.items()
    for value in [*values, *NO_NUMBERS]
]


@pytest.mark.parametrize(("name", "argument", "value", "text"), WRONG)
def test_errors_give_name_value_and_range(name, argument, value, text) -> None:
    good = RANGES[name][0]
    with pytest.raises(HyperparameterError) as caught:
        getattr(schedules, name)(**{**good, argument: value})
    assert str(caught.value) == f"{argument} is {value!a}; {text}"


@pytest.mark.parametrize("name", RANGES)
def test_the_edges_of_a_range_are_in_it(name) -> None:
    schedule = getattr(schedules, name)(**RANGES[name][0])
    if isinstance(schedule, schedules.LossSchedule):
        assert rates_along(schedule, np.ones(20)).tolist() == [0.5] * 20
    else:
        assert schedule(0) == 0.5


FOLLOWS = f"The schedule {DESCRIBED['plateau'][1]} follows the loss"
# what is called, what the error says
ERRORS = {
    "then": (lambda: schedules.warm_up("fast", 3), f"learning_rate is 'fast'; {ABOVE_0}"),
    "then plateau": (
        lambda: schedules.warm_up(PLATEAU, 3),
        "A schedule that looks at the loss cannot follow a warm-up; give a schedule of steps.",
    ),
    "order": (
        lambda: schedules.piecewise(1, [3, 3]),
        "milestones is [3, 3]; each must be above the one before.",
    ),
    "milestone": (lambda: schedules.piecewise(1, [0]), f"a milestone is 0; {WHOLE}"),
    "milestones": (lambda: schedules.piecewise(1, None), f"a milestone is None; {WHOLE}"),
    "no rate": (
        lambda: optimizers.momentum(PLATEAU).update(np.zeros(2), {}, 0, np.zeros(2)),
        f"{FOLLOWS}, so it has no rate for a step alone.",
    ),
}


@pytest.mark.parametrize(("call", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, text) -> None:
    with pytest.raises(HyperparameterError) as caught:
        call()
    assert str(caught.value) == text
