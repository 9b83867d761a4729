"""The plain rule: step against the gradient."""

from __future__ import annotations

from gdcore.optimizers.optimizer import Optimizer, optimizer
from gdcore.schedules import Schedule


def gradient_descent(learning_rate: float | Schedule) -> Optimizer:
    """Steps against the gradient: theta_new = theta_old - alpha g(theta_old).

    Args:
        learning_rate: alpha, a number above 0 or a schedule.

    Raises:
        HyperparameterError: a learning rate that is neither.

    Source: Cauchy, 1847; Robbins and Monro, 1951, where g is of some of the samples. As PyTorch's
    SGD without momentum.

    >>> import numpy as np
    >>> slope, theta = np.array([2.0, -4.0]), np.array([1.0, 1.0])
    >>> gradient_descent(learning_rate=0.5).update(slope, {}, 0, theta)[0].tolist()
    [-1.0, 2.0]
    """
    return optimizer("gradient_descent", learning_rate)
