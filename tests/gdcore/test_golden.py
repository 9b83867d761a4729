"""Paths against those of PyTorch, optax and qhoptim, step by step, in float64."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdcore import Descent, datasets, descend, optimizers, problems, surfaces

GOLDEN = json.loads((Path(__file__).parent / "golden" / "trajectories.json").read_text())
RELATIVE = 1e-9  # of the largest parameter on the path; of the loss at the same step
SOLVED = 1e-12  # of the first loss: near a minimum of 0 that much is as good as 0
STEPS = {"newton": 6, "lbfgs": 25}  # at least; the others take 60
WRAPPERS = {"averaged": optimizers.averaged, "lookahead": optimizers.lookahead}


def label(case: dict[str, Any]) -> str:
    where = case.get("surface") or f"line-batch-{case['batch_size']}"
    wrapper = f"{case['wrapper']}-" if "wrapper" in case else ""
    centered = "-centered" if case["hyperparameters"].get("centered") else ""
    rate = case["hyperparameters"]["learning_rate"]
    return f"{where}-{wrapper}{case['optimizer']}{centered}-{rate:g}"


def check(run: Descent, case: dict[str, Any]) -> None:
    golden = np.array(case["theta"])
    assert run.theta.shape == golden.shape
    assert np.abs(run.theta - golden).max() < RELATIVE * np.abs(golden).max()
    np.testing.assert_allclose(run.loss, case["loss"], rtol=RELATIVE, atol=SOLVED * run.loss[0])


@pytest.mark.parametrize("case", GOLDEN["surfaces"] + GOLDEN["wrappers"], ids=label)
def test_a_path_on_a_surface_is_that_of_others(case: dict[str, Any]) -> None:
    optimizer = optimizers.get(case["optimizer"], **case["hyperparameters"])
    if "wrapper" in case:
        optimizer = WRAPPERS[case["wrapper"]](optimizer, **case["own"])
    surface, steps = surfaces.get(case["surface"]), len(case["loss"]) - 1
    check(descend(surface, optimizer, case["theta"][0], steps), case)


@pytest.mark.parametrize("case", GOLDEN["line"], ids=label)
def test_a_path_on_the_line_is_that_of_others(case: dict[str, Any]) -> None:
    data = datasets.load("stopping-distance").scaled()
    run = descend(
        problems.LinearRegression(data.x, data.y),
        optimizers.get(case["optimizer"], **case["hyperparameters"]),
        case["theta"][0],
        len(case["loss"]) - 1,
        batches=case["batches"],
    )
    check(run, case)


def test_the_golden_paths_cover_what_they_should() -> None:
    surfaces_seen = {case["surface"] for case in GOLDEN["surfaces"]}
    assert len(surfaces_seen) >= 3
    for optimizer in optimizers.names():
        on_surfaces = [c for c in GOLDEN["surfaces"] if c["optimizer"] == optimizer]
        on_line = [c for c in GOLDEN["line"] if c["optimizer"] == optimizer]
        for surface in surfaces_seen:
            assert sum(case["surface"] == surface for case in on_surfaces) >= 2
        for batch_size in (None, 1, 8):
            assert sum(case["batch_size"] == batch_size for case in on_line) >= 2
        for case in on_surfaces + on_line:  # enough steps to tell one rule from another
            assert len(case["loss"]) > STEPS.get(optimizer, 59)
    for wrapper in WRAPPERS:
        wrapped = [c for c in GOLDEN["wrappers"] if c["wrapper"] == wrapper]
        assert {case["surface"] for case in wrapped} == surfaces_seen
        assert len({case["optimizer"] for case in wrapped}) >= 2
    for library in ("torch 2.", "optax 0.", "jax 0.", "qhoptim 1."):
        assert library in GOLDEN["made_by"]
