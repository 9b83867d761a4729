"""Optimizers: pure pairs of functions (init, update), built by chaining small transforms.

`get(name, ...)` builds one by name; `names()` lists them, simplest first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gdcore.errors import HyperparameterError, listed, unknown_name
from gdcore.optimizers.accelerated import momentum
from gdcore.optimizers.adaptive import adam
from gdcore.optimizers.optimizer import Optimizer
from gdcore.optimizers.plain import gradient_descent
from gdcore.optimizers.transforms import Transform, chain

__all__ = [
    "Optimizer",
    "Transform",
    "adam",
    "chain",
    "get",
    "gradient_descent",
    "momentum",
    "names",
]

_REGISTRY: dict[str, Callable[..., Optimizer]] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "adam": adam,
}


def names() -> tuple[str, ...]:
    """The names of the optimizers, simplest first."""
    return tuple(_REGISTRY)


def get(name: str, **hyperparameters: Any) -> Optimizer:
    """The optimizer of that name with these hyperparameters.

    Raises:
        UnknownNameError: there is none; the text lists those that there are.
        HyperparameterError: a hyperparameter that it lacks, does not take, or out of range.

    >>> get("momentum", learning_rate=0.1).hyperparameters["beta"]
    0.9
    """
    if not isinstance(name, str) or name not in _REGISTRY:
        raise unknown_name("optimizer", name, _REGISTRY)
    build = _REGISTRY[name]
    taken = build.__code__.co_varnames[: build.__code__.co_argcount]
    strange = [key for key in hyperparameters if key not in taken]
    if strange or "learning_rate" not in hyperparameters:
        problem = f"does not take {listed(strange)}" if strange else "needs learning_rate"
        raise HyperparameterError(f"{name} {problem}; its hyperparameters are {listed(taken)}.")
    return build(**hyperparameters)
