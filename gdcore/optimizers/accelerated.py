"""Rules that remember a direction."""

from __future__ import annotations

from gdcore.errors import number
from gdcore.optimizers.optimizer import Optimizer, optimizer
from gdcore.optimizers.transforms import accumulate
from gdcore.schedules import Schedule


def momentum(learning_rate: float | Schedule, beta: float = 0.9) -> Optimizer:
    """Steps along a velocity that gathers gradients: the heavy ball.

    v_t = beta v_(t-1) + g_t          theta_new = theta_old - alpha v_t

    Its state is "velocity", in the unit of the gradient; under a steady gradient g it tends to
    g / (1 - beta).

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta: the share of the velocity that is kept, in [0, 1); 0 is gradient descent.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Polyak, Some methods of speeding up the convergence of iteration methods, 1964.
    Variant: PyTorch's SGD with momentum, dampening 0, where alpha multiplies the velocity after
    it is gathered; Polyak has alpha inside the velocity, which differs if alpha changes.

    >>> momentum(learning_rate=0.1, beta=0.5).hyperparameters["beta"]
    0.5
    """
    beta = number("beta", beta, 0.0, 1.0, high_open=True)
    return optimizer("momentum", learning_rate, accumulate(beta), beta=beta)
