"""A loss of two parameters that is turned about a point: a ravine that lies askew."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, number
from gdcore.problems import inputs
from gdcore.typing import Array, Losses, Problem, Thetas


class Turned:
    """A loss of two parameters, turned to the left by an angle about a point c.

    J'(theta) = J(c + R^T (theta - c)), where R turns to the left. It has the same values, the same
    curvatures and the same minima, turned about c. What parameters it is a loss of has changed:
    each of the new ones is a mixture of both old ones.

    A rule that has no axes of its own, such as gradient descent or momentum, walks down it as it
    walks down J, turned; one that scales each parameter by itself does not.

    Args:
        problem: J, of two parameters.
        degrees: the angle.
        centre: c, (2,), finite.

    Raises:
        ProblemError: J has not two parameters, or c is not two finite numbers.
        HyperparameterError: an angle that is not finite.

    >>> from gdcore import surfaces
    >>> askew = Turned(surfaces.get("ravine"), 90.0, centre=[0.0, 0.0])
    >>> askew.loss([0.0, 2.0]).round(12).item() == surfaces.get("ravine").loss([2.0, 0.0]).item()
    True
    >>> askew.turn([2.0, 0.0]).round(12).tolist(), askew.back([0.0, 2.0]).round(12).tolist()
    ([0.0, 2.0], [2.0, 0.0])
    """

    dimension = 2

    def __init__(self, problem: Problem, degrees: float, centre: ArrayLike) -> None:
        if problem.dimension != 2:
            raise ProblemError(f"This loss has {problem.dimension} parameters; 2 can be turned.")
        self.problem = problem
        self.degrees = number("degrees", degrees)
        self.centre = inputs.points(centre, 2).copy()
        if self.centre.shape != (2,) or not np.isfinite(self.centre).all():
            raise ProblemError("centre is two finite numbers, as in [0.0, 0.0].")
        angle = math.radians(self.degrees)
        cosine, sine = math.cos(angle), math.sin(angle)
        self.rotation = np.array([[cosine, -sine], [sine, cosine]])
        self.centre.flags.writeable = self.rotation.flags.writeable = False

    def turn(self, theta: ArrayLike) -> Thetas:
        """Where parameters of J come to lie: (..., 2) -> (..., 2)."""
        return self.centre + _turned(self.rotation, inputs.points(theta, 2) - self.centre)

    def back(self, theta: ArrayLike) -> Thetas:
        """The parameters of J that are turned to these: (..., 2) -> (..., 2)."""
        return self.centre + _turned(self.rotation.T, inputs.points(theta, 2) - self.centre)

    def loss(self, theta: ArrayLike) -> Losses:
        """J': (..., 2) -> (...)."""
        return self.problem.loss(self.back(theta))

    def gradient(self, theta: ArrayLike) -> Thetas:
        """R times that of J: (..., 2) -> (..., 2)."""
        return _turned(self.rotation, self.problem.gradient(self.back(theta)))


def _turned(rotation: Array, away: Thetas) -> Thetas:
    """(..., 2) -> (..., 2); a row of many points has the bits that each has alone."""
    (a, b), (c, d) = rotation.tolist()
    x, y = away[..., 0], away[..., 1]
    return np.stack([a * x + b * y, c * x + d * y], axis=-1)
