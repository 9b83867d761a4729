"""What the program says of runs by itself is true: each sentence where it holds, and where not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.plans.verdicts import course, departure_words, floor_words, manners, noise_floor
from scenes.reading.inputs import Inputs
from scenes.wording import languages, wording

STEPS = np.arange(400)
NOISE = np.random.default_rng(3).chisquare(2, 400) / 2


def falling(rate: float) -> NDArray[np.float64]:
    """A loss that falls by the same share each step."""
    return np.asarray(np.exp(-rate * STEPS))


def noisy(level: float, rate: float = 0.3) -> NDArray[np.float64]:
    """One that falls to a level and jumps about it."""
    return np.asarray(falling(rate) + level * NOISE * (STEPS > 0))


# the losses above the minimum, whether the run diverged; how it ends
COURSES = {
    "a plain descent": (falling(0.01), False, "falls"),
    "a fast one, down to nothing": (falling(1.0), False, "falls"),
    "a hardly noticeable one": (falling(1e-6), False, "falls"),
    "a noisy one still on its way": (falling(0.01) * (0.7 + 0.3 * NOISE), False, "falls"),
    "noise about a level": (noisy(0.01), False, "jumps"),
    "noise about a level above the start": (noisy(50.0), False, "jumps"),
    "noise that grows": (noisy(0.01) * np.exp(0.02 * STEPS), False, "grows"),
    "a climb": (np.exp(0.01 * STEPS), False, "grows"),
    "an explosion": (falling(0.01), True, "grows"),
    "two losses, the second lower": (np.array([2.0, 1.0]), False, "falls"),
    "two losses, the second higher": (np.array([1.0, 2.0]), False, "grows"),
    "nothing moves": (np.full(50, 0.3), False, "rests"),
}


@pytest.mark.parametrize(("loss", "diverged", "ends"), COURSES.values(), ids=COURSES)
def test_how_a_run_ends(loss: NDArray[np.float64], ends: str, *, diverged: bool) -> None:
    assert course(loss, diverged=diverged) == ends
    assert (noise_floor(loss, diverged=diverged) is not None) == (ends == "jumps")


def test_four_of_five_late_steps_lie_in_the_noise_floor() -> None:
    loss = noisy(0.01)
    floor = noise_floor(loss)
    assert floor is not None
    late = loss[200:]
    assert np.mean((late >= floor[0]) & (late <= floor[1])) == pytest.approx(0.8, abs=0.01)


# losses, the loss at the minimum, whether the run diverged; what is said
FLOORS = {
    "a floor": (noisy(0.01), 0.1, False, "floor.jumps"),
    "still falling": (falling(0.01), 0.1, False, "floor.falls"),
    "an explosion": (falling(0.01), 0.1, True, "floor.grows"),
    "an exact line": (falling(0.01), 0.0, False, "floor.exact"),
    "one that explodes": (falling(0.01), 0.0, True, "floor.grows"),
    "at rest": (np.full(9, 0.3), 0.1, False, "floor.rests"),
}


@pytest.mark.parametrize(("loss", "least", "diverged", "said"), FLOORS.values(), ids=FLOORS)
def test_what_is_said_of_the_noise_floor(
    loss: NDArray[np.float64], least: float, said: str, *, diverged: bool
) -> None:
    assert floor_words(loss, least, diverged=diverged) == said


# losses of batch and of stochastic at equal work, 50 evaluations and 1 a step; what is said
MANNERS = {
    "as it is told": (falling(0.2)[:9], noisy(0.01), ("manner.slow_steady", "manner.quick_noisy")),
    "no noise": (falling(0.2)[:9], falling(0.3), ("manner.slow_steady", "manner.quick_steady")),
    "batch is there first": (
        falling(3.0)[:9], noisy(0.01, 0.01), ("manner.quick_steady", "manner.slow_noisy"),
    ),
    "about as quick": (falling(2.0)[:9], falling(0.03), ("manner.steady", "manner.steady")),
    "neither gets far": (falling(0.01)[:9], falling(1e-4), ("manner.steady", "manner.steady")),
    "batch climbs": (np.exp(STEPS[:9]), noisy(0.01), ("manner.grows", "manner.quick_noisy")),
    "nothing moves": (np.ones(9), np.ones(400), ("manner.rests", "manner.rests")),
}  # fmt: skip


@pytest.mark.parametrize(("batch", "stochastic", "said"), MANNERS.values(), ids=MANNERS)
def test_how_each_method_went(
    batch: NDArray[np.float64], stochastic: NDArray[np.float64], said: tuple[str, str]
) -> None:
    assert manners((batch, stochastic), (50, 1), (False, False)) == said


def test_a_run_that_diverged_is_not_called_steady() -> None:
    told = manners((falling(0.2)[:9], noisy(0.01)), (50, 1), (True, True))
    assert told == ("manner.grows", "manner.grows")


@pytest.mark.parametrize("diverged", [True, False])
def test_steps_are_called_too_long_only_where_the_run_diverged(*, diverged: bool) -> None:
    said = wording("en")(departure_words("batch", diverged=diverged))
    assert ("too long" in said) == diverged


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
    flipped = spec.params.model_copy(update={"start": spec.params.other_start})
    plan = PLANS["mountain"].compute(flipped, 7, Inputs(Path()))
    deepest = plan.surface.global_minimum
    assert np.linalg.norm(plan.runs["gradient_descent"].theta[-1] - deepest) > 1.0
