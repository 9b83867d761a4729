"""Rules that divide each parameter's gradient by the size of its past gradients."""

from __future__ import annotations

import numpy as np

from gdcore.errors import HyperparameterError, shown
from gdcore.optimizers.optimizer import Optimizer, optimizer, positive, share
from gdcore.optimizers.transforms import (
    Moment,
    State,
    Transform,
    mean,
    remember_direction,
    remembering,
)
from gdcore.schedules import Schedule
from gdcore.typing import Array


def adagrad(learning_rate: float | Schedule, epsilon: float = 1e-10) -> Optimizer:
    """Divides each parameter's gradient by the root of the sum of its squares so far.

    G_t = G_(t-1) + g_t^2          theta_new = theta_old - alpha g_t / (sqrt(G_t) + epsilon)

    Its state is "sum_of_squares", G, and "direction". G never falls, so at a constant alpha the
    factor before g_t never rises; parameters that are seldom moved keep long steps.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; the length of the first step of each
            parameter.
        epsilon: above 0, in the unit of the gradient.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic
    optimization, 2011, the diagonal form.
    Variant: PyTorch's Adagrad, epsilon outside the root, lr_decay 0, sums that begin at 0.

    >>> adagrad(learning_rate=0.5).hyperparameters["epsilon"]
    1e-10
    """
    epsilon = positive("epsilon", epsilon)
    direction = scale_by_sum_of_squares(epsilon), remember_direction()
    return optimizer("adagrad", learning_rate, *direction, epsilon=epsilon)


def rmsprop(
    learning_rate: float | Schedule,
    rho: float = 0.99,
    epsilon: float = 1e-8,
    *,
    centered: bool = False,
) -> Optimizer:
    """Divides each parameter's gradient by the root of the mean of its recent squares.

    v_t = rho v_(t-1) + (1 - rho) g_t^2          theta_new = theta_old - alpha g_t / (r_t + epsilon)
    r_t = sqrt(v_t), or, centered, sqrt(v_t - m_t^2) with m_t = rho m_(t-1) + (1 - rho) g_t, the
    standard deviation in place of the root mean square.

    Its state is "second_moment", v, and "direction"; if centered also "first_moment", m.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        rho: the share of v and m that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.
        centered: whether to subtract the squared mean.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Tieleman and Hinton, Lecture 6.5 of Neural networks for machine learning, 2012;
    centered, Graves, Generating sequences with recurrent neural networks, 2013.
    Variant: PyTorch's RMSprop, epsilon outside the root, no momentum; v and m begin at 0 and are
    not corrected for that, so early steps are long. Where rounding brings v_t - m_t^2 below 0, it
    counts as 0.

    >>> rmsprop(learning_rate=0.01, centered=True).hyperparameters["centered"]
    True
    """
    rho, epsilon = share("rho", rho), positive("epsilon", epsilon)
    if not isinstance(centered, bool):
        raise HyperparameterError(f"centered is {shown(centered)}; it must be True or False.")
    scale = scale_by_deviation if centered else scale_by_root_mean_square
    direction = scale(rho, epsilon), remember_direction()
    return optimizer(
        "rmsprop", learning_rate, *direction, rho=rho, epsilon=epsilon, centered=centered
    )


def adadelta(
    learning_rate: float | Schedule = 1.0, rho: float = 0.9, epsilon: float = 1e-6
) -> Optimizer:
    """Steps in the unit of the parameters: the size of past steps over the size of past gradients.

    v_t = rho v_(t-1) + (1 - rho) g_t^2
    d_t = sqrt(u_(t-1) + epsilon) / sqrt(v_t + epsilon) g_t
    u_t = rho u_(t-1) + (1 - rho) d_t^2          theta_new = theta_old - alpha d_t

    Its state is "second_moment", v, "mean_squared_step", u, and "direction", d. It begins with very
    short steps.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; 1 in the paper.
        rho: the share of v and u that is kept, in [0, 1).
        epsilon: above 0; it sets how long the first steps are, about sqrt(epsilon / (1 - rho)).

    Raises:
        HyperparameterError: a value outside its range.

    Source: Zeiler, ADADELTA: an adaptive learning rate method, 2012. As PyTorch's Adadelta.

    >>> adadelta().hyperparameters["learning_rate"]
    1.0
    """
    rho, epsilon = share("rho", rho), positive("epsilon", epsilon)
    direction = scale_by_past_steps(rho, epsilon), remember_direction()
    return optimizer("adadelta", learning_rate, *direction, rho=rho, epsilon=epsilon)


def scale_by_sum_of_squares(epsilon: float) -> Transform:
    """G_t = G_(t-1) + g_t^2; passes g_t / (sqrt(G_t) + epsilon) on."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        total = state["sum_of_squares"] + change * change
        return change / (np.sqrt(total) + epsilon), {"sum_of_squares": total}

    return remembering("sum_of_squares", update=update)


def scale_by_root_mean_square(rho: float, epsilon: float) -> Transform:
    """v_t = rho v_(t-1) + (1 - rho) g_t^2; passes g_t / (sqrt(v_t) + epsilon) on."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        second = mean(rho, state["second_moment"], change * change)
        return change / (np.sqrt(second) + epsilon), {"second_moment": second}

    return remembering("second_moment", update=update)


def scale_by_deviation(rho: float, epsilon: float) -> Transform:
    """Also m_t = rho m_(t-1) + (1 - rho) g_t; passes g_t / (sqrt(v_t - m_t^2) + epsilon) on."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        first = mean(rho, state["first_moment"], change)
        second = mean(rho, state["second_moment"], change * change)
        variance = np.maximum(second - first * first, 0.0)
        after = {"first_moment": first, "second_moment": second}
        return change / (np.sqrt(variance) + epsilon), after

    return remembering("first_moment", "second_moment", update=update)


def scale_by_past_steps(rho: float, epsilon: float) -> Transform:
    """Adadelta's d_t = sqrt(u_(t-1) + epsilon) / sqrt(v_t + epsilon) g_t, u the mean of d^2."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        before = state["mean_squared_step"]
        second = mean(rho, state["second_moment"], change * change)
        step = np.sqrt(before + epsilon) / np.sqrt(second + epsilon) * change
        after = {"second_moment": second, "mean_squared_step": mean(rho, before, step * step)}
        return step, after

    return remembering("second_moment", "mean_squared_step", update=update)
