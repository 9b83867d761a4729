"""Rules that scale each parameter by the size of its past gradients."""

from __future__ import annotations

from gdcore.errors import number
from gdcore.optimizers.optimizer import Optimizer, optimizer
from gdcore.optimizers.transforms import scale_by_moments
from gdcore.schedules import Schedule


def adam(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Optimizer:
    """Steps along the mean gradient, each parameter divided by its root mean squared gradient.

    m_t = beta1 m_(t-1) + (1 - beta1) g_t          v_t = beta2 v_(t-1) + (1 - beta2) g_t^2
    theta_new = theta_old - alpha (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + epsilon)

    Its state is "first_moment" (m) and "second_moment" (v), both before the correction by
    1 - beta^t.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; about the length of the first steps.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, 2015, algorithm 1.
    Variant: PyTorch's Adam, epsilon outside the root and after the correction.

    >>> adam(learning_rate=0.01).hyperparameters["beta2"]
    0.999
    """
    beta1 = number("beta1", beta1, 0.0, 1.0, high_open=True)
    beta2 = number("beta2", beta2, 0.0, 1.0, high_open=True)
    epsilon = number("epsilon", epsilon, 0.0, low_open=True)
    direction = scale_by_moments(beta1, beta2, epsilon)
    return optimizer("adam", learning_rate, direction, beta1=beta1, beta2=beta2, epsilon=epsilon)
