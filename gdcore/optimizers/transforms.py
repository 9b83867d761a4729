"""What a transform of a gradient is, how to chain several, and those that several families use.

A transform is a pure pair: `init(theta)` gives its state, a dictionary of named arrays, and
`update(change, state, moment)` gives the transformed change and the new state.

Leading axes of theta are independent descents: nothing is ever added up across them, and each comes
out as it would alone, to the last bit. So arrays meet operations that IEEE 754 rounds exactly
(+ - * / sqrt, signs, maxima), dot products along the last axis and, in Newton's method, eigenvalues
of one matrix a descent; powers are of Python's numbers.

After optax (DeepMind, 2020): an optimizer is a chain of small pure transforms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcore.errors import HyperparameterError
from gdcore.typing import Array, Thetas

State = Mapping[str, Array]
"""What a transform remembers between steps, by name; each array has the leading axes of theta."""


class Moment(NamedTuple):
    """What an update may know besides the gradient.

    Attributes:
        step: how many steps were taken before this one.
        rate: the learning rate of this step: a number, or (..., 1) where descents side by side
            differ.
        theta: (..., d), the point that is to be changed.
        hessian: (..., d) -> (..., d, d), of the loss; None if the loss has none.
    """

    step: int
    rate: float | Array
    theta: Thetas
    hessian: Callable[[Thetas], Array] | None = None


Init = Callable[[Thetas], State]
Update = Callable[[Array, State, Moment], tuple[Array, State]]
Viewpoint = Callable[[Thetas, State], Thetas]


@dataclass(frozen=True)
class Transform:
    """A pure pair of functions.

    Attributes:
        init: theta -> state.
        update: change, state, moment -> transformed change, new state.
        remembers: the names in its state.
        viewpoint: theta, state -> where the gradient of the next step is to be taken; None means
            at theta itself.
    """

    init: Init
    update: Update
    remembers: tuple[str, ...] = ()
    viewpoint: Viewpoint | None = None


def remembering(*names: str, update: Update) -> Transform:
    """A transform that keeps arrays under these names, shaped like theta and zero at first."""

    def init(theta: Thetas) -> State:
        return {name: np.zeros_like(theta) for name in names}

    return Transform(init, update, names)


def chain(*transforms: Transform) -> Transform:
    """One transform that applies several in order; their states lie side by side.

    Raises:
        HyperparameterError: two of them remember something under the same name, or want the
            gradient at different points.
    """
    remembered = [name for transform in transforms for name in transform.remembers]
    if len(set(remembered)) < len(remembered):
        raise HyperparameterError(
            "Two transforms in a chain keep state under the same name: "
            f"{', '.join(sorted(remembered))}."
        )
    viewpoints = [t.viewpoint for t in transforms if t.viewpoint is not None]
    if len(viewpoints) > 1:
        raise HyperparameterError("Two transforms in a chain want the gradient at other points.")

    def init(theta: Thetas) -> State:
        state: dict[str, Array] = {}
        for transform in transforms:
            state.update(transform.init(theta))
        return state

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        after: dict[str, Array] = {}
        for transform in transforms:
            change, own = transform.update(change, state, moment)
            after.update(own)
        return change, after

    return Transform(init, update, tuple(remembered), viewpoints[0] if viewpoints else None)


def mean(beta: float, before: Array, now: Array) -> Array:
    """A running mean, beta before + (1 - beta) now: an exponential moving average."""
    return beta * before + (1.0 - beta) * now


def scale_by_learning_rate() -> Transform:
    """Downhill, by the learning rate of this step: passes on -alpha_t times what came in."""

    def update(change: Array, _state: State, moment: Moment) -> tuple[Array, State]:
        return change * -moment.rate, {}

    return remembering(update=update)


def remember_direction() -> Transform:
    """Passes on what came in, and keeps it as "direction": what the learning rate multiplies."""

    def update(change: Array, _state: State, _moment: Moment) -> tuple[Array, State]:
        return change, {"direction": change}

    return remembering("direction", update=update)


def decay_weights(weight_decay: float) -> Transform:
    """Passes on what came in plus weight_decay theta: decay that no moment has a part in."""

    def update(change: Array, _state: State, moment: Moment) -> tuple[Array, State]:
        return change + weight_decay * moment.theta, {}

    return remembering(update=update)
