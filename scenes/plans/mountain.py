"""Gradient descent on a landscape with a deep and a shallow valley, under fog."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, FrameTable, descend, frame_table, surfaces
from gdcore.checks import check_gradient
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.surfaces import Surface
from scenes.plans.common import Rate, SceneParams, Seconds, Start, Steps
from scenes.theme import TIMES
from scenes.timing import Score

TITLE = "A mountain of error"

OTHER_SETS_OFF = 0.55
"""Share of the last beat at which the second ball sets off."""

BEATS = {
    "fog": "a landscape under fog, and a ball",
    "parameters": "where the ball is: the parameters",
    "cost": "how high it is: the cost",
    "slope": "the gradient underfoot",
    "step_length": "one step: the learning rate times the gradient",
    "descent": "the ball walks down",
    "lift": "the fog lifts",
}


class Params(SceneParams):
    """What a lesson file may set; ``start`` is (theta_1, theta_2).

    From ``other_start``, if there is one, a second ball walks when the fog has lifted.
    """

    surface: str = "two_valleys"
    start: Start = (1.3, 1.7)
    other_start: Start | None = None
    learning_rate: Rate = 0.3
    steps: Steps = 18
    seconds: Seconds = 9.0


@dataclass(frozen=True)
class Plan:
    """All that the scene draws."""

    surface: Surface
    runs: dict[str, Descent]
    """"gradient_descent", and "other_start" where a lesson asks for it."""
    table: FrameTable


def least_seconds(params: Params) -> dict[str, float]:
    """Seconds that each beat's pictures need."""
    return {
        "fog": 4.0,
        "parameters": 4.0,
        "cost": 4.0,
        "slope": 4.0,
        "step_length": 4.0,
        "descent": params.seconds + 2 * TIMES.settle,
        "lift": 6.0 if params.other_start is None else params.seconds,
    }


def load(params: Params, folder: Path) -> Surface:
    """The surface, its gradient checked against finite differences, and the start on its view.

    Raises:
        GDError: no such surface, or a start outside its view.
    """
    del folder
    surface = surfaces.get(params.surface, dimension=2)
    _check_start(surface, "start", params.start)
    if params.other_start is not None:
        _check_start(surface, "other_start", params.other_start)
    return surface


def _check_start(surface: Surface, name: str, start: Start) -> None:
    for value, (low, high) in zip(start, surface.view, strict=True):
        if not low <= value <= high:
            raise GDError(
                f"{name} {list(start)} lies outside what is drawn of {surface.name}: "
                f"choose theta_1 in {list(surface.view[0])} and theta_2 in {list(surface.view[1])}."
            )
    check_gradient(surface, start)


def precompute(params: Params, score: Score, seed: int, folder: Path) -> Plan:
    """Run gradient descent, and set every frame's parameters."""
    surface = load(params, folder)
    rule = gradient_descent(learning_rate=params.learning_rate)
    starts = {"gradient_descent": params.start, "other_start": params.other_start}
    runs = {
        name: descend(surface, rule, start=start, steps=params.steps, seed=seed)
        for name, start in starts.items()
        if start is not None
    }
    descent, lift = score["descent"].start / score.fps, score["lift"]
    begin = {"gradient_descent": descent + TIMES.settle}
    end = {"gradient_descent": begin["gradient_descent"] + params.seconds}
    if "other_start" in runs:
        begin["other_start"] = (lift.start + OTHER_SETS_OFF * lift.frames) / score.fps
        end["other_start"] = lift.stop / score.fps - TIMES.settle
    table = frame_table(runs, fps=score.fps, seconds=score.seconds, begin=begin, end=end)
    return Plan(surface, runs, table)


def view_disc(surface: Surface) -> tuple[NDArray[np.float64], float]:
    """Centre (2,) and radius of the disc of parameters that is drawn."""
    corners = np.asarray(surface.view)
    return corners.mean(axis=1), float(np.ptp(corners, axis=1).max() / 2)
