"""Rules that remember a direction."""

from __future__ import annotations

from gdcore.errors import number
from gdcore.optimizers.optimizer import Optimizer, optimizer, share
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
    beta = share("beta", beta)
    return optimizer("momentum", learning_rate, accumulate(beta), beta=beta)


def nesterov(learning_rate: float | Schedule, beta: float = 0.9) -> Optimizer:
    """Momentum that looks ahead: the newest gradient counts as if the velocity had moved on.

    v_t = beta v_(t-1) + g_t          theta_new = theta_old - alpha (g_t + beta v_t)

    Its state is "velocity" and "direction", g_t + beta v_t.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta: the share of the velocity that is kept, in [0, 1); 0 is gradient descent.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Nesterov, A method of solving a convex programming problem with convergence rate
    O(1/k^2), 1983; in this form Sutskever et al., On the importance of initialization and
    momentum in deep learning, 2013.
    Variant: PyTorch's SGD with nesterov=True. Its theta is the point ahead, where gradients are
    taken, so that each step has one gradient, at theta.

    >>> nesterov(learning_rate=0.1).hyperparameters["beta"]
    0.9
    """
    beta = share("beta", beta)
    direction = accumulate(beta, ahead=True), remember_direction()
    return optimizer("nesterov", learning_rate, *direction, beta=beta)


def qhm(learning_rate: float | Schedule, beta: float = 0.999, nu: float = 0.7) -> Optimizer:
    """Quasi-hyperbolic momentum: a mix of the gradient and the mean of past gradients.

    m_t = beta m_(t-1) + (1 - beta) g_t
    theta_new = theta_old - alpha ((1 - nu) g_t + nu m_t)

    Its state is "first_moment", m, and "direction". With nu = 0 it is gradient descent; with
    nu = 1 it is momentum, and with nu = beta Nesterov's, both at a learning rate of
    (1 - beta) alpha.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        beta: the share of m that is kept, in [0, 1).
        nu: the weight of m in the step, in [0, 1].

    Raises:
        HyperparameterError: a value outside its range.

    Source: Ma and Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2019. PyTorch has
    none; this is the authors' own QHM.

    >>> qhm(learning_rate=0.1, beta=0.9).hyperparameters["nu"]
    0.7
    """
    beta, nu = share("beta", beta), number("nu", nu, 0.0, 1.0)
    direction = blend_with_mean(beta, nu), remember_direction()
    return optimizer("qhm", learning_rate, *direction, beta=beta, nu=nu)


def accumulate(beta: float, *, ahead: bool = False) -> Transform:
    """v_t = beta v_(t-1) + g_t, no dampening; passes v_t on, or g_t + beta v_t if `ahead`."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        velocity = beta * state["velocity"] + change
        return (change + beta * velocity if ahead else velocity), {"velocity": velocity}

    return remembering("velocity", update=update)


def blend_with_mean(beta: float, nu: float) -> Transform:
    """m_t = beta m_(t-1) + (1 - beta) g_t; passes (1 - nu) g_t + nu m_t on."""

    def update(change: Array, state: State, _moment: Moment) -> tuple[Array, State]:
        first = mean(beta, state["first_moment"], change)
        return (1.0 - nu) * change + nu * first, {"first_moment": first}

    return remembering("first_moment", update=update)
