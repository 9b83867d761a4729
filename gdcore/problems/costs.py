"""What one sample costs: a loss of a model's outputs z for a sample whose target is y.

All are safe from overflow: they are finite wherever their formula is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.errors import number
from gdcore.typing import Array

OfOutputs = Callable[[Array, Array], Array]
"""z (..., k), y (..., 1) -> one value, k slopes or k x k curvatures a sample."""


@dataclass(frozen=True, eq=False)
class Cost:
    """A loss of one sample and its derivatives by the outputs.

    Attributes:
        name: what it is called.
        value: z (..., k), y (..., 1) -> (...), the loss.
        slope: -> (..., k), its first derivatives.
        curvature: -> (..., k, k), its second derivatives.
        prediction: z (..., k) -> what the outputs say: a value, (...), the probability of label
            1, (...), or those of all labels, (..., k).
    """

    name: str
    value: OfOutputs
    slope: OfOutputs
    curvature: OfOutputs
    prediction: Callable[[Array], Array]


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), with all its digits also where it is nearly 0."""
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0.0, 1.0, small) / (1.0 + small))


def softmax(z: Array) -> Array:
    """exp(z_a) / sum over b of exp(z_b), along the last axis."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def squared_error() -> Cost:
    """(z - y)^2, without a factor 1/2."""

    def value(z: Array, y: Array) -> Array:
        residual = (z - y)[..., 0]
        return np.asarray(residual * residual)

    return Cost(
        "mse",
        value,
        slope=lambda z, y: 2.0 * (z - y),
        curvature=lambda z, _y: np.full((*z.shape, 1), 2.0),
        prediction=lambda z: z[..., 0],
    )


def huber(delta: float) -> Cost:
    """r^2 for a residual r = z - y of at most delta, 2 delta |r| - delta^2 beyond.

    That is the squared error near 0 and a straight line far away, twice PyTorch's HuberLoss.

    Raises:
        HyperparameterError: delta is not above 0.

    Source: Huber, 1964.
    """
    delta = number("delta", delta, 0.0, low_open=True)

    def value(z: Array, y: Array) -> Array:
        size = np.abs((z - y)[..., 0])
        near = np.minimum(size, delta)
        return np.asarray(near * near + 2.0 * delta * (size - near))

    return Cost(
        "huber",
        value,
        slope=lambda z, y: 2.0 * np.clip(z - y, -delta, delta),
        curvature=lambda z, y: np.where(np.abs(z - y) <= delta, 2.0, 0.0)[..., None],
        prediction=lambda z: z[..., 0],
    )


def log_loss() -> Cost:
    """-log p for label 1 and -log(1 - p) for label 0, where p = sigmoid(z).

    Both are log(1 + exp(t)) with t = z for label 0 and t = -z for label 1, and that is
    max(t, 0) + log(1 + exp(-|t|)).
    """

    def value(z: Array, y: Array) -> Array:
        t = (1.0 - 2.0 * y) * z
        return np.asarray((np.maximum(t, 0.0) + np.log1p(np.exp(-np.abs(t))))[..., 0])

    def slope(z: Array, y: Array) -> Array:
        sign = 1.0 - 2.0 * y
        return np.asarray(sign * sigmoid(sign * z))

    return Cost(
        "log-loss",
        value,
        slope,
        curvature=lambda z, _y: (sigmoid(z) * sigmoid(-z))[..., None],
        prediction=lambda z: sigmoid(z[..., 0]),
    )


def cross_entropy() -> Cost:
    """-log p_y for label y, where p = softmax(z): log(sum over a of exp(z_a)) - z_y."""

    def value(z: Array, y: Array) -> Array:
        below = z - z.max(axis=-1, keepdims=True)
        total = np.exp(below).sum(axis=-1)
        return np.asarray(np.log(total) - np.where(_is(y, z), below, 0.0).sum(axis=-1))

    def curvature(z: Array, _y: Array) -> Array:
        p = softmax(z)
        return p[..., None] * (np.eye(z.shape[-1]) - p[..., None, :])

    return Cost(
        "cross-entropy",
        value,
        slope=lambda z, y: softmax(z) - _is(y, z),
        curvature=curvature,
        prediction=softmax,
    )


def _is(y: Array, z: Array) -> Array:
    """(..., k): 1 at each sample's own label, 0 elsewhere, as yes and no."""
    return np.asarray(y == np.arange(z.shape[-1]))
