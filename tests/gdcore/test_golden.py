"""Paths against those of PyTorch, step by step, in float64."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers, problems, surfaces

GOLDEN = json.loads((Path(__file__).parent / "golden" / "trajectories.json").read_text())
RELATIVE = 1e-9  # of the largest parameter on the path; of the loss at the same step


def label(case: dict[str, Any]) -> str:
    where = case.get("surface") or f"line-batch-{case['batch_size']}"
    return f"{where}-{case['optimizer']}-{case['hyperparameters']['learning_rate']:g}"


def distance(found: np.ndarray, golden: list[Any]) -> float:
    return float(np.abs(found - golden).max() / np.abs(golden).max())


@pytest.mark.parametrize("case", GOLDEN["surfaces"], ids=label)
def test_a_path_on_a_surface_is_that_of_pytorch(case: dict[str, Any]) -> None:
    optimizer = optimizers.get(case["optimizer"], **case["hyperparameters"])
    run = descend(surfaces.get(case["surface"]), optimizer, case["theta"][0], len(case["loss"]) - 1)
    assert run.theta.shape == np.shape(case["theta"])
    assert distance(run.theta, case["theta"]) < RELATIVE
    np.testing.assert_allclose(run.loss, case["loss"], rtol=RELATIVE)


@pytest.mark.parametrize("case", GOLDEN["line"], ids=label)
def test_a_path_on_the_line_is_that_of_pytorch(case: dict[str, Any]) -> None:
    data = datasets.load("stopping-distance").scaled()
    run = descend(
        problems.LinearRegression(data.x, data.y),
        optimizers.get(case["optimizer"], **case["hyperparameters"]),
        case["theta"][0],
        len(case["loss"]) - 1,
        batches=case["batches"],
    )
    assert distance(run.theta, case["theta"]) < RELATIVE
    np.testing.assert_allclose(run.loss, case["loss"], rtol=RELATIVE)


def test_the_golden_paths_cover_what_they_should() -> None:
    surfaces_seen = {case["surface"] for case in GOLDEN["surfaces"]}
    for optimizer in optimizers.names():
        on_surfaces = [c for c in GOLDEN["surfaces"] if c["optimizer"] == optimizer]
        on_line = [c for c in GOLDEN["line"] if c["optimizer"] == optimizer]
        assert len(on_surfaces) == 2 * len(surfaces_seen) >= 6
        assert {case["batch_size"] for case in on_line} == {None, 1, 8}
    assert "torch 2." in GOLDEN["made_by"]
