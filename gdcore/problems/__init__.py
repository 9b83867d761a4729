"""Losses over data, each with its gradient and that of each sample; and losses made of others."""

from gdcore.problems.averaged import Averaged
from gdcore.problems.classification import LogisticRegression, SoftmaxRegression
from gdcore.problems.held import Held
from gdcore.problems.linear import LinearRegression
from gdcore.problems.misses import MissRate
from gdcore.problems.perceptron import MultilayerPerceptron
from gdcore.problems.regression import (
    HuberRegression,
    LeastSquares,
    PolynomialRegression,
    polynomial_features,
)
from gdcore.problems.side_by_side import SideBySide
from gdcore.problems.tilted import Tilted
from gdcore.problems.turned import Turned

__all__ = [
    "Averaged",
    "Held",
    "HuberRegression",
    "LeastSquares",
    "LinearRegression",
    "LogisticRegression",
    "MissRate",
    "MultilayerPerceptron",
    "PolynomialRegression",
    "SideBySide",
    "SoftmaxRegression",
    "Tilted",
    "Turned",
    "polynomial_features",
]
