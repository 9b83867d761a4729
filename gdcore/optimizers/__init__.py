"""Optimizers: pure pairs of functions (init, update), built by chaining small transforms.

`get(name, ...)` builds one by name; `names()` lists them, simplest first. The wrappers `averaged`
and `lookahead` hold another optimizer, so they are called, not looked up by name.

What an optimizer remembers is in `run.state`, under names that its docstring gives. "direction" is
what the learning rate multiplies: theta_new = theta_old - alpha direction. All keep it but three:
gradient descent, where it is the gradient, momentum, where it is the velocity, and Rprop, which has
step sizes of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from gdcore.errors import HyperparameterError, listed, unknown_name
from gdcore.optimizers.accelerated import momentum, nesterov, qhm
from gdcore.optimizers.adam import (
    adabelief,
    adam,
    adamax,
    adamw,
    amsgrad,
    nadam,
    radam,
    yogi,
)
from gdcore.optimizers.adaptive import adadelta, adagrad, rmsprop
from gdcore.optimizers.optimizer import Optimizer
from gdcore.optimizers.plain import gradient_descent
from gdcore.optimizers.second_order import lbfgs, newton
from gdcore.optimizers.signs import lion, rprop, sign_descent
from gdcore.optimizers.transforms import Moment, Transform, chain
from gdcore.optimizers.wrappers import averaged, lookahead

__all__ = [
    "Moment",
    "Optimizer",
    "Transform",
    "adabelief",
    "adadelta",
    "adagrad",
    "adam",
    "adamax",
    "adamw",
    "amsgrad",
    "averaged",
    "chain",
    "get",
    "gradient_descent",
    "lbfgs",
    "lion",
    "lookahead",
    "momentum",
    "nadam",
    "names",
    "nesterov",
    "newton",
    "qhm",
    "radam",
    "rmsprop",
    "rprop",
    "sign_descent",
    "yogi",
]

_REGISTRY: dict[str, Callable[..., Optimizer]] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "qhm": qhm,
    "sign_descent": sign_descent,
    "rprop": rprop,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adadelta": adadelta,
    "adam": adam,
    "amsgrad": amsgrad,
    "adamw": adamw,
    "adamax": adamax,
    "nadam": nadam,
    "radam": radam,
    "yogi": yogi,
    "adabelief": adabelief,
    "lion": lion,
    "newton": newton,
    "lbfgs": lbfgs,
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
    taken = inspect.signature(build).parameters
    strange = [key for key in hyperparameters if key not in taken]
    lacking = [
        key for key, p in taken.items() if p.default is p.empty and key not in hyperparameters
    ]
    if strange or lacking:
        problem = f"does not take {listed(strange)}" if strange else f"needs {listed(lacking)}"
        raise HyperparameterError(f"{name} {problem}; its hyperparameters are {listed(taken)}.")
    return build(**hyperparameters)
