"""Small transforms of a gradient, and how to chain them into an update.

A transform is a pure pair: `init(theta)` gives its state, a dictionary of named arrays, and
`update(update, state, step)` gives the transformed update and the new state. Everything is
elementwise, so leading axes of theta are independent descents.

After optax (DeepMind, 2020): an optimizer is a chain of small pure transforms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gdcore.errors import HyperparameterError
from gdcore.schedules import Schedule
from gdcore.typing import Array, Thetas

State = Mapping[str, Array]
"""What a transform remembers between steps, by name; each array shaped like theta."""
Init = Callable[[Thetas], State]
Update = Callable[[Array, State, int], tuple[Array, State]]


@dataclass(frozen=True)
class Transform:
    """A pure pair of functions.

    Attributes:
        init: theta -> state.
        update: update, state, step (from 0) -> transformed update, new state.
        remembers: the names in its state.
    """

    init: Init
    update: Update
    remembers: tuple[str, ...] = ()


def _nothing(_theta: Thetas) -> State:
    return {}


def chain(*transforms: Transform) -> Transform:
    """One transform that applies several in order; their states lie side by side.

    Raises:
        HyperparameterError: two of them remember something under the same name.
    """
    remembered = [name for transform in transforms for name in transform.remembers]
    if len(set(remembered)) < len(remembered):
        raise HyperparameterError(
            "Two transforms in a chain keep state under the same name: "
            f"{', '.join(sorted(remembered))}."
        )

    def init(theta: Thetas) -> State:
        state: dict[str, Array] = {}
        for transform in transforms:
            state.update(transform.init(theta))
        return state

    def update(change: Array, state: State, step: int) -> tuple[Array, State]:
        after: dict[str, Array] = {}
        for transform in transforms:
            change, own = transform.update(change, state, step)
            after.update(own)
        return change, after

    return Transform(init, update, tuple(remembered))


def scale_by_learning_rate(schedule: Schedule) -> Transform:
    """Downhill, by the learning rate of this step: passes on -alpha_t times what came in."""

    def update(change: Array, _state: State, step: int) -> tuple[Array, State]:
        return change * -schedule(step), {}

    return Transform(_nothing, update)


def accumulate(beta: float) -> Transform:
    """v_t = beta v_(t-1) + g_t, v before the first step 0; passes v_t on. No dampening."""

    def init(theta: Thetas) -> State:
        return {"velocity": np.zeros_like(theta)}

    def update(change: Array, state: State, _step: int) -> tuple[Array, State]:
        velocity = beta * state["velocity"] + change
        return velocity, {"velocity": velocity}

    return Transform(init, update, ("velocity",))


def scale_by_moments(beta1: float, beta2: float, epsilon: float) -> Transform:
    """Adam's direction: the mean gradient over the root of the mean squared gradient.

    m_t = beta1 m_(t-1) + (1 - beta1) g_t          v_t = beta2 v_(t-1) + (1 - beta2) g_t^2
    passes on (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + epsilon), t from 1.
    """

    def init(theta: Thetas) -> State:
        return {"first_moment": np.zeros_like(theta), "second_moment": np.zeros_like(theta)}

    def update(change: Array, state: State, step: int) -> tuple[Array, State]:
        first = beta1 * state["first_moment"] + (1.0 - beta1) * change
        second = beta2 * state["second_moment"] + (1.0 - beta2) * (change * change)
        mean = first / (1.0 - beta1 ** (step + 1))
        spread = np.sqrt(second / (1.0 - beta2 ** (step + 1))) + epsilon
        return mean / spread, {"first_moment": first, "second_moment": second}

    return Transform(init, update, ("first_moment", "second_moment"))
