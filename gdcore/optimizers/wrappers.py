"""Optimizers that hold another one and change what becomes of its steps."""

from __future__ import annotations

from types import MappingProxyType

from gdcore.errors import HyperparameterError, number, shown, whole_number
from gdcore.optimizers.optimizer import Hyperparameter, Optimizer
from gdcore.optimizers.transforms import Moment, State, Transform
from gdcore.typing import Array, Thetas

MOST_STEPS = 10_000_000


def averaged(inner: Optimizer, begin: int = 0) -> Optimizer:
    """The mean of the points that another optimizer passes: Polyak-Ruppert averaging.

    x_t is the path of `inner`; theta_t is the mean of x_(begin+1) .. x_t, and x_t itself up to
    there. Gradients are taken at x, so averaging changes nothing in the path of `inner`.

    Its state is that of `inner` and "iterate", x.

    Args:
        inner: what walks; its learning rate is that of the whole.
        begin: how many steps are left out of the mean, at least 0; above 0, only the tail counts.

    Raises:
        HyperparameterError: a `begin` out of range, or an `inner` that cannot be averaged.

    Source: Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992;
    Ruppert, Efficient estimations from a slowly convergent Robbins-Monro process, 1988. As
    PyTorch's AveragedModel, updated after each step from `begin` on; the start is not in the mean.

    >>> from gdcore import descend, optimizers, surfaces
    >>> rule = averaged(optimizers.gradient_descent(0.5))
    >>> run = descend(surfaces.get("bowl"), rule, [4.0, 0.0], steps=3)
    >>> run.state["iterate"][:, 0].tolist(), run.theta[:, 0].tolist()
    ([2.0, 1.0, 0.5], [4.0, 2.0, 1.5, 1.1666666666666667])
    """
    held = _held("averaged", inner, "iterate")
    begin = whole_number("begin", begin, 0, MOST_STEPS)

    def init(theta: Thetas) -> State:
        return {**held.init(theta), "iterate": theta}

    def update(gradient: Array, state: State, moment: Moment) -> tuple[Array, State]:
        before, mean = state["iterate"], moment.theta
        there = Moment(moment.step, moment.rate, before, moment.hessian)
        change, after = held.update(gradient, state, there)
        count = max(moment.step - begin, 0) + 1
        return (before - mean + change) / count, {**after, "iterate": before + change}

    def viewpoint(_theta: Thetas, state: State) -> Thetas:
        return state["iterate"]

    transform = Transform(init, update, (*held.remembers, "iterate"), viewpoint)
    hyperparameters: dict[str, Hyperparameter] = {"inner": inner, "begin": begin}
    return Optimizer("averaged", MappingProxyType(hyperparameters), inner.schedule, transform)


def lookahead(inner: Optimizer, k: int = 5, alpha: float = 0.5) -> Optimizer:
    """Goes part of the way back after every k steps of another optimizer.

    theta is where `inner` is; after every k steps slow_new = slow + alpha (theta - slow), and theta
    goes there. What `inner` remembers stays as it is.

    Its state is that of `inner` and "slow".

    Args:
        inner: what walks; its learning rate is that of the whole.
        k: steps between two jumps, at least 1.
        alpha: the share of the way that is kept, in (0, 1]; 1 is `inner` alone.

    Raises:
        HyperparameterError: a value outside its range, or an `inner` that cannot be held.

    Source: Zhang et al., Lookahead optimizer: k steps forward, 1 step back, 2019. PyTorch has none;
    as optax's lookahead, of which theta is the fast one.

    >>> from gdcore import descend, optimizers, surfaces
    >>> rule = lookahead(optimizers.gradient_descent(0.5), k=2)
    >>> run = descend(surfaces.get("bowl"), rule, [4.0, 0.0], steps=3)
    >>> run.theta[:, 0].tolist(), run.state["slow"][:, 0].tolist()
    ([4.0, 2.0, 2.5, 1.25], [4.0, 2.5, 2.5])
    """
    held = _held("lookahead", inner, "slow")
    k = whole_number("k", k, 1, MOST_STEPS)
    alpha = number("alpha", alpha, 0.0, 1.0, low_open=True)

    def init(theta: Thetas) -> State:
        return {**held.init(theta), "slow": theta}

    def update(gradient: Array, state: State, moment: Moment) -> tuple[Array, State]:
        change, after = held.update(gradient, state, moment)
        slow = state["slow"]
        if (moment.step + 1) % k == 0:
            ahead = moment.theta + change
            change = change - (1.0 - alpha) * (ahead - slow)
            slow = moment.theta + change
        return change, {**after, "slow": slow}

    transform = Transform(init, update, (*held.remembers, "slow"))
    hyperparameters: dict[str, Hyperparameter] = {"inner": inner, "k": k, "alpha": alpha}
    return Optimizer("lookahead", MappingProxyType(hyperparameters), inner.schedule, transform)


def _held(wrapper: str, inner: Optimizer, own: str) -> Transform:
    """The transform of the optimizer in a wrapper that keeps `own`, if it can be held."""
    if not isinstance(inner, Optimizer):
        raise HyperparameterError(
            f"inner is {shown(inner)}; it must be an optimizer, such as gradient_descent(0.1)."
        )
    held = inner.transform
    if held.viewpoint is not None:
        raise HyperparameterError(
            f"{wrapper} cannot hold {inner.name}, whose gradients are not taken at theta; "
            f"put {inner.name} around it instead."
        )
    if own in held.remembers:
        raise HyperparameterError(
            f"{wrapper} cannot hold {inner.name}: both keep state under the name {own}."
        )
    return held
