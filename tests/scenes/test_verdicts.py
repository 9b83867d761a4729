"""What the program says of runs by itself is true: each sentence where it holds, and where not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.wording import languages


@pytest.mark.parametrize("language", languages())
def test_the_built_in_words_about_the_mountain_are_true(language: str) -> None:
    """It found the deepest valley; another start ends in the other; steeper is longer."""
    spec = load_lesson(language=language).scene("mountain")
    plan = PLANS["mountain"].compute(spec.params, 7, Inputs(Path()))
    minima = plan.surface.minima[np.argsort(plan.surface.minimum_values)]
    ends = [run.theta[-1] for run in plan.runs.values()]
    assert len(ends) == len(minima) == 2
    assert np.abs(np.array(ends) - minima).max() < 0.1
    for run in plan.runs.values():
        steps = np.linalg.norm(np.diff(run.theta, axis=0), axis=1)
        slopes = np.linalg.norm(run.gradient, axis=1)[: len(steps)]
        assert np.array_equal(steps.argsort(), slopes.argsort())


def test_from_another_start_those_words_would_be_false() -> None:
    spec = load_lesson().scene("mountain")
    other = PLANS["mountain"].compute(spec.params, 7, Inputs(Path())).runs["other_start"].theta[0]
    flipped = spec.params.model_copy(update={"start": tuple(other.tolist())})
    plan = PLANS["mountain"].compute(flipped, 7, Inputs(Path()))
    deepest = plan.surface.global_minimum
    assert np.linalg.norm(plan.runs["gradient_descent"].theta[-1] - deepest) > 1.0
