"""The program on the screen is the one that is run, and it takes the steps of `gdcore`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from gdcore import datasets, descend
from gdcore.optimizers import gradient_descent
from gdcore.problems import Averaged, LinearRegression
from scenes.plans import program
from scenes.plans.loop import Params, Plan
from scenes.reading.inputs import Inputs

RUNS = {
    "the cars": (datasets.load("stopping-distance"), (-0.9, 0.0), 0.25, 0.01, 200),
    "long steps": (datasets.load("stopping-distance"), (1.5, -2.0), 0.45, 0.001, 400),
    "to its end": (datasets.load("noisy-line"), (0.123, 1.9), 0.05, 0.01, 7),
}
LINES = {
    program.DATA: "x, y = data",
    program.ALPHA: "alpha = ",
    program.THETA: "theta = np.array(",
    program.FOR: "for step in range(",
    program.MISS: "    miss = ",
    program.COST: "    cost = ",
    program.EACH: "    each = ",
    program.GRADIENT: "    gradient = ",
    program.IF: "    if ",
    program.BREAK: "        break",
    program.UPDATE: "    theta = ",
}


def made(name: str) -> tuple[program.Program, LinearRegression]:
    data, start, alpha, nearly, steps = RUNS[name]
    scaled = data.scaled()
    ran = program.descent_program(scaled.x, scaled.y, start, alpha, nearly, steps)
    return ran, LinearRegression(scaled.x, scaled.y)


@pytest.mark.parametrize("name", RUNS)
def test_it_takes_the_steps_of_gdcore_to_the_last_bit(name: str) -> None:
    ran, problem = made(name)
    _, start, alpha, *_ = RUNS[name]
    run = descend(Averaged(problem), gradient_descent(alpha), start, ran.steps)
    steps = [ran.executed[k].names for k in ran.runs_of(program.UPDATE)]
    np.testing.assert_array_equal([each["theta"] for each in steps], run.theta[1:])
    np.testing.assert_array_equal([each["gradient"] for each in steps], run.gradient)
    np.testing.assert_allclose([each["cost"] for each in steps], run.loss[:-1], rtol=1e-12)


@pytest.mark.parametrize("name", RUNS)
def test_it_ends_as_the_same_source_does_that_nobody_watches(name: str) -> None:
    ran, problem = made(name)
    names: dict[str, object] = {"np": np, "data": (problem.x, problem.y)}
    exec(ran.source, names)  # noqa: S102 - the program's own source
    last = ran.executed[-1].names
    assert set(last) == set(names) - {"np", "data", "__builtins__"}
    for name_, value in last.items():
        np.testing.assert_array_equal(value, names[name_])


def test_lines_are_run_in_order_round_after_round() -> None:
    ran, _ = made("the cars")
    order = [each.line for each in ran.executed]
    whole = [program.FOR, program.MISS, program.COST, program.EACH, program.GRADIENT, program.IF]
    rounds = [*whole, program.UPDATE] * ran.steps
    assert order == [program.DATA, program.ALPHA, program.THETA, *rounds, *whole, program.BREAK]
    assert [len(each) for each in ran.rounds] == [7] * ran.steps + [7]
    assert made("to its end")[0].executed[-1].line == program.FOR


def test_a_name_has_its_value_from_its_line_on() -> None:
    ran, problem = made("the cars")
    first = ran.runs_of(program.COST)[0]
    assert ran.value("cost", first - 1) is None
    assert ran.value("cost", first) == pytest.approx(float(problem.loss((-0.9, 0.0))), rel=1e-12)
    assert ran.value("theta", -1) is None
    assert ran.last_run_of(program.COST, first - 1) is None
    assert ran.last_run_of(program.COST, len(ran.executed)) == ran.runs_of(program.COST)[-1]


def test_its_lines_are_called_what_they_are() -> None:
    ran, _ = made("the cars")
    assert len(ran.lines) == len(LINES)
    for line, begins in LINES.items():
        assert ran.lines[line].startswith(begins)


def test_whoever_watched_before_watches_on() -> None:
    def watch(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        made("to its end")
        assert sys.gettrace() is watch
    finally:
        sys.settrace(before)


def test_the_walk_on_the_bowl_is_that_of_the_program() -> None:
    plan = Plan.computed(Params(), 7, Inputs(Path()))
    steps = [plan.program.executed[k].names["theta"] for k in plan.program.runs_of(program.UPDATE)]
    np.testing.assert_array_equal(plan.run.theta[1:], steps)
