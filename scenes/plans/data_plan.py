"""Plans about data: the samples, the same scaled, and the cost of a line through them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from gdcore.datasets import Dataset
from gdcore.errors import GDError
from gdcore.problems import LinearRegression
from scenes.plans import verdicts
from scenes.plans.base import ScenePlan, Value
from scenes.plans.common import DataParams, Start
from scenes.plans.samples import MOST_SAMPLES, behind, noun, per
from scenes.reading.inputs import Inputs

Array = NDArray[np.float64]
D = TypeVar("D", bound=DataParams)

ABOUT = 1e-6
"""Cost above the lowest of lines through data scaled to [-1, 1] that are about the best one."""


class LineParams(DataParams):
    """Parameters of a scene in which a line through data starts badly, and finds its place.

    ``start`` is the first line, (w, b), for data scaled to [-1, 1] on both axes.  Without it, it is
    one that falls where the best line rises, and rises where that falls.
    """

    usual: ClassVar[tuple[float, float]] = (-0.9, 0.35)
    """The first line, where the best one rises."""
    start: Start | None = None

    def start_on(self, problem: LinearRegression) -> tuple[float, float]:
        """The first line on the cost of some data."""
        if self.start is not None:
            return self.start
        w, b = self.usual
        return (-w if problem.minimum()[0] < 0 else w, b)


class Lines(NamedTuple):
    """Data, and what a line through them costs."""

    data: Dataset
    """As they are."""
    scaled: Dataset
    """To [-1, 1] on both axes."""
    problem: LinearRegression
    """The average squared miss of a line (w, b) through the scaled data."""


@dataclass(frozen=True)
class DataPlan(ScenePlan[D]):
    """What a scene about data draws: a subclass adds its runs.

    Its ``compute`` begins with ``cls(params, *cls.check(params, inputs), ...)``.
    """

    asked: D
    data: Dataset
    scaled: Dataset
    problem: LinearRegression

    @property
    def noun(self) -> str:
        """What a sample is called: a car in our own data."""
        return noun(self.asked.data)

    @cached_property
    def minimum(self) -> Array:
        """The parameters of the best line, (2,)."""
        return self.problem.minimum()

    @cached_property
    def least(self) -> float:
        """The cost there."""
        return float(self.problem.loss(self.minimum))

    @property
    def named(self) -> dict[str, Value]:
        """What sentences about any data may name: how many samples, and the units."""
        units = {"x_unit": behind(self.data.x_unit), "y_unit": behind(self.data.y_unit)}
        return {"count": len(self.data), **units}

    @property
    def unit_cost(self) -> float:
        """A cost of 1, in the unit of y squared."""
        return self.scaled.y_scale.half**2

    @property
    def unit_tilt(self) -> float:
        """A tilt of 1, in the unit of y per that of x."""
        return float(self.scaled.line_in_units(np.array([1.0, 0.0]))[0])

    @property
    def per_unit(self) -> str:
        """The unit of a tilt, as it stands behind a number."""
        return per(self.data.y_unit, self.data.x_unit)

    def told(self, theta: Array | tuple[float, float], x: float | Array) -> Array:
        """What the line ``theta`` says at x, in the unit of y."""
        slope, intercept = self.scaled.line_in_units(np.asarray(theta))
        return np.asarray(slope * x + intercept)

    @classmethod
    def check(cls, params: D, inputs: Inputs) -> Lines:
        """The data as they are and scaled, and the cost of lines through them.

        Raises:
            GDError: the data cannot be read, have too many samples to draw, or do not vary; or the
                scene has nothing to show of them.
        """
        data = params.dataset(inputs, MOST_SAMPLES)
        scaled = data.scaled()
        lines = Lines(data, scaled, LinearRegression(scaled.x, scaled.y))
        cls.refuse(params, lines.problem)
        return lines

    @classmethod
    def refuse(cls, params: D, problem: LinearRegression) -> None:
        """Raise GDError where the scene would have nothing to show; by default never."""


def refuse_the_minimum(start: tuple[float, float], problem: LinearRegression) -> None:
    """Raise GDError if a start is the best line already."""
    _refuse(start, problem, verdicts.ROUNDING, "at")


def refuse_near_the_minimum(start: tuple[float, float], problem: LinearRegression) -> None:
    """Raise GDError if a start is about the best line already."""
    _refuse(start, problem, ABOUT, "about at")


def _refuse(
    start: tuple[float, float], problem: LinearRegression, least: float, where: str
) -> None:
    best = problem.minimum()
    if problem.loss(np.asarray(start)) - problem.loss(best) > least:
        return
    place = ", ".join(f"{value:.4g}" for value in best)
    raise GDError(
        f"start lies {where} the minimum, [{place}], the best line already, and there is nothing "
        "to walk: choose a start away from it."
    )


def refuse_level_ground(
    start: tuple[float, float], problem: LinearRegression, least: float
) -> None:
    """Raise GDError if the gradient at a start is shorter than ``least``."""
    if float(np.hypot(*problem.gradient(np.asarray(start)))) < least:
        raise GDError(
            f"start {list(start)} lies so near the lowest cost that there is nothing to walk down: "
            "choose a start farther away."
        )
