"""Adam and its relatives: a mean gradient over the size of past gradients, corrected for t.

They keep "first_moment", m, and "second_moment", v, as they are gathered, before any correction
(`adamax` has "infinity_norm", u, in place of v), and "direction", what the learning rate
multiplies.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from gdcore.errors import number
from gdcore.optimizers.optimizer import Optimizer, optimizer, positive, share
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
from gdcore.typing import Array, Thetas

NADAM_BASE = 0.96
"""By which the share of momentum in NAdam warms up."""
RADAM_LEAST_LENGTH = 5.0
"""The length of the average above which RAdam trusts the second moment."""
YOGI_START = 1e-6
"""Yogi's second moment before the first step, in the unit of the gradient squared."""


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
    1 - beta^t, and "direction", the corrected step before alpha.

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
    return _of_moments("adam", scale_by_moments, learning_rate, beta1, beta2, epsilon)


def amsgrad(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Optimizer:
    """Adam with the largest second moment so far, so that no parameter's rate grows again.

    u_t = max(u_(t-1), v_t), m_t and v_t as in Adam
    theta_new = theta_old - alpha (m_t / (1 - beta1^t)) / (sqrt(u_t / (1 - beta2^t)) + epsilon)

    Its state is that of Adam and "largest_second_moment", u.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018.
    Variant: PyTorch's Adam with amsgrad=True, which takes the largest v and corrects it, where the
    paper corrects nothing.

    >>> amsgrad(learning_rate=0.01).name
    'amsgrad'
    """
    return _of_moments("amsgrad", scale_by_largest_moment, learning_rate, beta1, beta2, epsilon)


def adamw(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    weight_decay: float = 0.01,
) -> Optimizer:
    """Adam with weight decay that no moment has a part in.

    theta_new = theta_old - alpha (d_t + lambda theta_old), d_t as in Adam

    Its state is that of Adam; "direction" is d_t + lambda theta_old.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; it multiplies the decay too.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.
        weight_decay: lambda, at least 0; at 0 it is Adam.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Loshchilov and Hutter, Decoupled weight decay regularization, 2019. As PyTorch's AdamW.

    >>> adamw(learning_rate=0.01).hyperparameters["weight_decay"]
    0.01
    """
    beta1, beta2 = share("beta1", beta1), share("beta2", beta2)
    epsilon = positive("epsilon", epsilon)
    weight_decay = number("weight_decay", weight_decay, 0.0)
    return optimizer(
        "adamw",
        learning_rate,
        scale_by_moments(beta1, beta2, epsilon),
        decay_weights(weight_decay),
        remember_direction(),
        beta1=beta1,
        beta2=beta2,
        epsilon=epsilon,
        weight_decay=weight_decay,
    )


def adamax(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Optimizer:
    """Adam with the largest recent gradient of each parameter in place of the root mean square.

    u_t = max(beta2 u_(t-1), |g_t| + epsilon), m_t as in Adam
    theta_new = theta_old - alpha (m_t / (1 - beta1^t)) / u_t

    Its state is "first_moment", m, "infinity_norm", u, and "direction".

    Args:
        learning_rate: alpha, a number above 0 or a schedule; the length of the first step.
        beta1: the share of m that is kept, in [0, 1).
        beta2: by which u shrinks each step, in [0, 1).
        epsilon: above 0, in the unit of the gradient.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, 2015, algorithm 2.
    Variant: PyTorch's Adamax, which adds epsilon to |g|; the paper has none.

    >>> adamax(learning_rate=0.01).name
    'adamax'
    """
    return _of_moments("adamax", scale_by_infinity_norm, learning_rate, beta1, beta2, epsilon)


def nadam(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    momentum_decay: float = 0.004,
) -> Optimizer:
    """Adam with Nesterov's look ahead, and a share of momentum that warms up.

    mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2), P_t = mu_1 ... mu_t, m_t and v_t as in Adam
    n_t = (1 - mu_t) / (1 - P_t) g_t + mu_(t+1) / (1 - P_(t+1)) m_t
    theta_new = theta_old - alpha n_t / (sqrt(v_t / (1 - beta2^t)) + epsilon)

    Its state is that of Adam and "momentum_product", P, of shape (..., 1).

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.
        momentum_decay: at least 0; how fast mu warms up from about beta1 / 2 to beta1.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Dozat, Incorporating Nesterov momentum into Adam, 2016. As PyTorch's NAdam.

    >>> nadam(learning_rate=0.01).hyperparameters["momentum_decay"]
    0.004
    """
    beta1, beta2 = share("beta1", beta1), share("beta2", beta2)
    epsilon = positive("epsilon", epsilon)
    momentum_decay = number("momentum_decay", momentum_decay, 0.0)
    return optimizer(
        "nadam",
        learning_rate,
        scale_by_moments_ahead(beta1, beta2, epsilon, momentum_decay),
        remember_direction(),
        beta1=beta1,
        beta2=beta2,
        epsilon=epsilon,
        momentum_decay=momentum_decay,
    )


def radam(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Optimizer:
    """Adam that trusts its second moment only once enough gradients are in it.

    R = 2 / (1 - beta2) - 1          rho_t = R - 2 t beta2^t / (1 - beta2^t), the length of v's mean
    rho_t > 5:  d_t = r_t mhat_t sqrt(1 - beta2^t) / (sqrt(v_t) + epsilon)
                r_t = sqrt((rho_t - 4) (rho_t - 2) R / ((R - 4) (R - 2) rho_t))
    otherwise:  d_t = mhat_t = m_t / (1 - beta1^t), momentum alone
    theta_new = theta_old - alpha d_t

    Its state is that of Adam. With beta2 = 0.999 its first 5 steps are of momentum alone, and so
    as long as the gradient says.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in the unit of the gradient.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Liu et al., On the variance of the adaptive learning rate and beyond, 2020.
    Variant: PyTorch's RAdam, which waits for rho_t > 5 (the paper: 4) and adds epsilon to the root
    before its correction.

    >>> radam(learning_rate=0.01).name
    'radam'
    """
    return _of_moments("radam", scale_by_rectified_moments, learning_rate, beta1, beta2, epsilon)


def yogi(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-3,
) -> Optimizer:
    """Adam whose second moment moves by steps of g^2, however far it is from g^2.

    v_t = v_(t-1) - (1 - beta2) sign(v_(t-1) - g_t^2) g_t^2, v_0 = 1e-6; the rest as in Adam

    Its state is that of Adam. v falls slowly after large gradients, so rates do not jump up.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta1: the share of m that is kept, in [0, 1).
        beta2: 1 - beta2 is the speed of v, in [0, 1).
        epsilon: above 0, in the unit of the gradient; large on purpose.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Zaheer et al., Adaptive methods for nonconvex optimization, 2018.
    Variant: PyTorch has none; this is optax's yogi, corrected for t as Adam is, but m begins at 0,
    as in the paper, where optax begins at 1e-6 and so moves without a gradient.

    >>> yogi(learning_rate=0.01).hyperparameters["epsilon"]
    0.001
    """
    return _of_moments("yogi", scale_by_additive_moments, learning_rate, beta1, beta2, epsilon)


def adabelief(
    learning_rate: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-16,
) -> Optimizer:
    """Adam that divides by how far gradients are from their mean: long steps where they agree.

    v_t = beta2 v_(t-1) + (1 - beta2) (g_t - m_t)^2 + epsilon; the rest as in Adam

    Its state is that of Adam, with this v.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta1: the share of m that is kept, in [0, 1).
        beta2: the share of v that is kept, in [0, 1).
        epsilon: above 0, in v and again beside its root.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Zhuang et al., AdaBelief optimizer: adapting stepsizes by the belief in observed
    gradients, 2020, algorithm 2. PyTorch has none; as optax's adabelief with eps_root = eps.

    >>> adabelief(learning_rate=0.01).hyperparameters["epsilon"]
    1e-16
    """
    return _of_moments("adabelief", scale_by_belief, learning_rate, beta1, beta2, epsilon)


def scale_by_moments(beta1: float, beta2: float, epsilon: float) -> Transform:
    """Adam's direction: the mean gradient over the root of the mean squared gradient.

    m_t = beta1 m_(t-1) + (1 - beta1) g_t          v_t = beta2 v_(t-1) + (1 - beta2) g_t^2
    passes on (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + epsilon), t from 1.
    """

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        second = mean(beta2, state["second_moment"], change * change)
        spread = _root(second, beta2, moment) + epsilon
        after = {"first_moment": first, "second_moment": second}
        return _corrected(first, beta1, moment) / spread, after

    return remembering("first_moment", "second_moment", update=update)


def scale_by_largest_moment(beta1: float, beta2: float, epsilon: float) -> Transform:
    """AMSGrad's direction: Adam's, with the largest second moment so far."""

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        second = mean(beta2, state["second_moment"], change * change)
        largest = np.maximum(state["largest_second_moment"], second)
        spread = _root(largest, beta2, moment) + epsilon
        after = {"first_moment": first, "second_moment": second, "largest_second_moment": largest}
        return _corrected(first, beta1, moment) / spread, after

    return remembering("first_moment", "second_moment", "largest_second_moment", update=update)


def scale_by_infinity_norm(beta1: float, beta2: float, epsilon: float) -> Transform:
    """Adamax's direction: m_t / (1 - beta1^t) over u_t = max(beta2 u_(t-1), |g_t| + epsilon)."""

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        largest = np.maximum(beta2 * state["infinity_norm"], np.abs(change) + epsilon)
        after = {"first_moment": first, "infinity_norm": largest}
        return _corrected(first, beta1, moment) / largest, after

    return remembering("first_moment", "infinity_norm", update=update)


def scale_by_moments_ahead(
    beta1: float, beta2: float, epsilon: float, momentum_decay: float
) -> Transform:
    """NAdam's direction: Adam's, with a share mu_t of momentum that warms up, one step ahead."""

    def init(theta: Thetas) -> State:
        product = np.ones_like(theta[..., :1])
        moments = {"first_moment": np.zeros_like(theta), "second_moment": np.zeros_like(theta)}
        return {**moments, "momentum_product": product}

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        second = mean(beta2, state["second_moment"], change * change)
        now, ahead = (
            beta1 * (1.0 - 0.5 * NADAM_BASE ** (t * momentum_decay))
            for t in (moment.step + 1, moment.step + 2)
        )
        product = state["momentum_product"] * now
        blend = (1.0 - now) / (1.0 - product) * change + ahead / (1.0 - product * ahead) * first
        after = {"first_moment": first, "second_moment": second, "momentum_product": product}
        return blend / (_root(second, beta2, moment) + epsilon), after

    return Transform(init, update, ("first_moment", "second_moment", "momentum_product"))


def scale_by_rectified_moments(beta1: float, beta2: float, epsilon: float) -> Transform:
    """RAdam's direction: the mean gradient, over its spread once that is of enough gradients."""
    longest = 2.0 / (1.0 - beta2) - 1.0

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        second = mean(beta2, state["second_moment"], change * change)
        after = {"first_moment": first, "second_moment": second}
        direction = _corrected(first, beta1, moment)
        t = moment.step + 1
        correction = 1.0 - beta2**t
        length = longest - 2.0 * t * beta2**t / correction
        if length > RADAM_LEAST_LENGTH:
            numerator = (length - 4.0) * (length - 2.0) * longest
            denominator = (longest - 4.0) * (longest - 2.0) * length
            rectifier = math.sqrt(numerator / denominator * correction)
            direction = direction * rectifier / (np.sqrt(second) + epsilon)
        return direction, after

    return remembering("first_moment", "second_moment", update=update)


def scale_by_additive_moments(beta1: float, beta2: float, epsilon: float) -> Transform:
    """Yogi's direction: Adam's, with v_t = v_(t-1) - (1 - beta2) sign(v_(t-1) - g_t^2) g_t^2."""

    def init(theta: Thetas) -> State:
        return {
            "first_moment": np.zeros_like(theta),
            "second_moment": np.full_like(theta, YOGI_START),
        }

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        before, square = state["second_moment"], change * change
        second = before - (1.0 - beta2) * np.sign(before - square) * square
        spread = _root(second, beta2, moment) + epsilon
        after = {"first_moment": first, "second_moment": second}
        return _corrected(first, beta1, moment) / spread, after

    return Transform(init, update, ("first_moment", "second_moment"))


def scale_by_belief(beta1: float, beta2: float, epsilon: float) -> Transform:
    """AdaBelief's direction: Adam's, with v the mean of (g_t - m_t)^2, plus epsilon."""

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        first = mean(beta1, state["first_moment"], change)
        surprise = change - first
        second = mean(beta2, state["second_moment"], surprise * surprise) + epsilon
        spread = _root(second, beta2, moment) + epsilon
        after = {"first_moment": first, "second_moment": second}
        return _corrected(first, beta1, moment) / spread, after

    return remembering("first_moment", "second_moment", update=update)


def _of_moments(
    name: str,
    scale: Callable[[float, float, float], Transform],
    learning_rate: float | Schedule,
    beta1: float,
    beta2: float,
    epsilon: float,
) -> Optimizer:
    """An optimizer of two moments and nothing more."""
    beta1, beta2 = share("beta1", beta1), share("beta2", beta2)
    epsilon = positive("epsilon", epsilon)
    direction = scale(beta1, beta2, epsilon), remember_direction()
    return optimizer(name, learning_rate, *direction, beta1=beta1, beta2=beta2, epsilon=epsilon)


def _corrected(moment_array: Array, beta: float, moment: Moment) -> Array:
    """A running mean without the pull of its start at 0: over 1 - beta^t."""
    return moment_array / (1.0 - beta ** (moment.step + 1))


def _root(second: Array, beta2: float, moment: Moment) -> Array:
    return np.sqrt(_corrected(second, beta2, moment))
