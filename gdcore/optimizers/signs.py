"""Rules that look at the sign of each derivative and not at its size."""

from __future__ import annotations

import numpy as np

from gdcore.errors import number
from gdcore.optimizers.optimizer import Optimizer, optimizer, plain_optimizer, positive, share
from gdcore.optimizers.transforms import (
    Moment,
    State,
    Transform,
    decay_weights,
    mean,
    remember_direction,
    remembering,
)
from gdcore.schedules import Schedule
from gdcore.typing import Array


def sign_descent(learning_rate: float | Schedule) -> Optimizer:
    """Moves each parameter by alpha against its derivative, however steep that is.

    theta_new = theta_old - alpha sign(g_t)          sign(0) = 0

    Its state is "direction", sign(g_t).

    Args:
        learning_rate: alpha, a number above 0 or a schedule; the length of each move, in the unit
            of the parameters.

    Raises:
        HyperparameterError: a learning rate that is neither.

    Source: Bernstein et al., signSGD: compressed optimisation for non-convex problems, 2018.
    PyTorch has none; this is optax's sign_sgd.

    >>> import numpy as np
    >>> slope, theta = np.array([2.0, -4.0]), np.array([1.0, 1.0])
    >>> sign_descent(learning_rate=0.5).update(slope, {}, 0, theta)[0].tolist()
    [-0.5, 0.5]
    """
    return optimizer("sign_descent", learning_rate, take_signs(), remember_direction())


def rprop(
    learning_rate: float | Schedule,
    eta_minus: float = 0.5,
    eta_plus: float = 1.2,
    step_min: float = 1e-6,
    step_max: float = 50.0,
) -> Optimizer:
    """A step size for each parameter, longer while its sign holds, shorter once it turns.

    Delta_t = clip(Delta_(t-1) eta, step_min, step_max)          Delta_0 = alpha_0
    theta_new = theta_old - sign(g_t) Delta_t
    where eta is eta_plus if the sign is that of the step before, eta_minus if it turned, and 1
    after a turn or a 0. A parameter whose sign turned stays where it is for that step.

    Its state is "step_size", Delta, in the unit of the parameters, and "last_sign", the sign that
    each parameter moved against, 0 where it stayed. For whole batches: the signs of mini-batches
    turn too often.

    Args:
        learning_rate: alpha_0, a number above 0; of a schedule, only the rate at step 0 counts.
        eta_minus: in (0, 1).
        eta_plus: above 1.
        step_min: the shortest step size, above 0, in the unit of the parameters.
        step_max: the longest, at least `step_min`.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Riedmiller and Braun, A direct adaptive method for faster backpropagation learning: the
    RPROP algorithm, 1993.
    Variant: PyTorch's Rprop, which is iRprop- of Igel and Huesken, 2000: nothing is taken back.

    >>> rprop(learning_rate=0.01).hyperparameters["eta_plus"]
    1.2
    """
    eta_minus = number("eta_minus", eta_minus, 0.0, 1.0, low_open=True, high_open=True)
    eta_plus = number("eta_plus", eta_plus, 1.0, low_open=True)
    step_min = positive("step_min", step_min)
    step_max = number("step_max", step_max, step_min)
    return plain_optimizer(
        "rprop",
        learning_rate,
        adapt_step_sizes(eta_minus, eta_plus, step_min, step_max),
        eta_minus=eta_minus,
        eta_plus=eta_plus,
        step_min=step_min,
        step_max=step_max,
    )


def lion(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.99,
    weight_decay: float = 0.0,
) -> Optimizer:
    """Moves each parameter by alpha against the sign of a mean gradient.

    d_t = sign(beta1 m_(t-1) + (1 - beta1) g_t) + lambda theta_old
    m_t = beta2 m_(t-1) + (1 - beta2) g_t          theta_new = theta_old - alpha d_t

    Its state is "first_moment", m, and "direction", d. Moves are alpha long, so rates are a
    third to a tenth of Adam's.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; in the unit of the parameters.
        beta1: the share of m in the sign, in [0, 1).
        beta2: the share of m that is kept, in [0, 1).
        weight_decay: lambda, at least 0, decoupled as in AdamW.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Chen et al., Symbolic discovery of optimization algorithms, 2023. PyTorch has none; this
    is optax's lion, whose weight decay is 0.001 unless told otherwise.

    >>> lion(learning_rate=0.01).hyperparameters["beta2"]
    0.99
    """
    beta1, beta2 = share("beta1", beta1), share("beta2", beta2)
    weight_decay = number("weight_decay", weight_decay, 0.0)
    direction = take_signs_of_mean(beta1, beta2), decay_weights(weight_decay), remember_direction()
    return optimizer(
        "lion", learning_rate, *direction, beta1=beta1, beta2=beta2, weight_decay=weight_decay
    )


def take_signs() -> Transform:
    """Passes on the sign of each entry: -1, 0 or 1, and NaN for NaN."""

    def update(change: Array, _state: State, _moment: Moment) -> tuple[Array, State]:
        return np.sign(change), {}

    return remembering(update=update)


def take_signs_of_mean(beta1: float, beta2: float) -> Transform:
    """m_t = beta2 m_(t-1) + (1 - beta2) g_t; passes sign(beta1 m_(t-1) + (1 - beta1) g_t) on."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        before = state["first_moment"]
        direction = np.sign(mean(beta1, before, change))
        return direction, {"first_moment": mean(beta2, before, change)}

    return remembering("first_moment", update=update)


def adapt_step_sizes(
    eta_minus: float, eta_plus: float, step_min: float, step_max: float
) -> Transform:
    """Rprop's change, learning rate included: minus the sign of each entry times its step size."""

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        before = state["step_size"] if moment.step else np.zeros_like(change) + moment.rate
        sign = np.sign(change)
        agreement = sign * state["last_sign"]
        turned = agreement < 0.0
        factor = np.where(turned, eta_minus, np.where(agreement > 0.0, eta_plus, 1.0))
        size = np.minimum(np.maximum(before * factor, step_min), step_max)
        moved = np.where(turned, 0.0, sign)
        return moved * -size, {"step_size": size, "last_sign": moved}

    return remembering("step_size", "last_sign", update=update)
