"""A small neural network, with its gradient by back-propagation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import HyperparameterError, shown, unknown_name, whole_number
from gdcore.problems import costs, inputs
from gdcore.problems.feedforward import Activation, FeedForward
from gdcore.typing import Theta

MOST_UNITS, MOST_LAYERS = 256, 16

Scheme = Literal["glorot", "he"]


class MultilayerPerceptron(FeedForward):
    """The loss of a fully connected network over data.

    a_0 = x, a_l = activation(a_(l-1) W_l + b_l), and the last layer's sums z = a W + b are the
    outputs: with "mse" one value, with "log-loss" one logit for two labels, with "cross-entropy"
    one logit for each of k labels. J is the mean of that loss, plus l2 times the squared weights;
    biases are not regularized.

    theta is flat: W_1 row by row (a row for each input, a column for each unit), b_1, W_2, b_2,
    and so on; `layers(theta)` takes it apart. Two inputs, hidden layers of 8 and 8 and one output
    make 24 + 72 + 9 = 105 parameters.

    Args:
        x: (n, p) or (n,), finite.
        y: (n,): labels 0 and 1, labels 0 .. k - 1, or with "mse" finite numbers.
        hidden: units of each hidden layer, first first; up to 16 layers of up to 256.
        activation: "tanh", "relu" or "sigmoid"; the slope of relu at 0 is 0.
        loss: "log-loss", "cross-entropy" or "mse".
        l2: at least 0.

    Raises:
        ProblemError: x and y that do not fit each other or the loss.
        HyperparameterError: a size or an l2 out of range.
        UnknownNameError: an activation or a loss that there is not.

    Source: Rumelhart, Hinton and Williams, 1986.

    >>> xor = MultilayerPerceptron([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], hidden=(3,))
    >>> xor.dimension, xor.gradient(xor.initial(seed=1)).shape
    (13, (13,))
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        hidden: Sequence[int] = (8, 8),
        *,
        activation: str = "tanh",
        loss: str = "log-loss",
        l2: float = 0.0,
    ) -> None:
        if not isinstance(activation, str) or activation not in _ACTIVATIONS:
            raise unknown_name("activation", activation, _ACTIVATIONS)
        if not isinstance(loss, str) or loss not in _COSTS:
            raise unknown_name("loss", loss, _COSTS)
        rows = inputs.features("x", x)
        binary = 2 if loss == "log-loss" else None
        targets = inputs.column("y", y) if loss == "mse" else inputs.labels(y, binary)
        inputs.same_length("x", len(rows), "y", len(targets))
        super().__init__(
            rows,
            targets,
            _COSTS[loss](),
            outputs=int(targets.max()) + 1 if loss == "cross-entropy" else 1,
            l2=l2,
            hidden=_units(hidden),
            activation=_ACTIVATIONS[activation],
        )
        self.activation = activation

    def initial(self, seed: int = 0, scheme: Scheme | None = None) -> Theta:
        """(d,): random weights to start from, and biases of 0.

        "glorot" draws the weights of a layer of a inputs and b units uniformly from
        [-r, r], r = sqrt(6 / (a + b)); "he" draws them normally with variance 2 / a.

        Args:
            seed: of NumPy's default generator (PCG64).
            scheme: None means "he" for relu and "glorot" for the others.

        Raises:
            HyperparameterError: a seed out of range.
            UnknownNameError: a scheme that there is not.

        Source: Glorot and Bengio, 2010; He, Zhang, Ren and Sun, 2015.
        """
        scheme = scheme or ("he" if self.activation == "relu" else "glorot")
        if scheme not in _SCHEMES:
            raise unknown_name("scheme", scheme, _SCHEMES)
        generator = np.random.default_rng(whole_number("seed", seed, 0, 2**63 - 1))
        theta = np.zeros(self.dimension)
        for weights, _biases in self.layers(theta):
            before, units = weights.shape
            if scheme == "he":
                weights[:] = generator.normal(0.0, np.sqrt(2.0 / before), weights.shape)
            else:
                reach = np.sqrt(6.0 / (before + units))
                weights[:] = generator.uniform(-reach, reach, weights.shape)
        return theta


_SCHEMES = ("glorot", "he")
_ACTIVATIONS = {
    "tanh": Activation("tanh", np.tanh, lambda a: 1.0 - a * a),
    "relu": Activation("relu", lambda z: np.maximum(z, 0.0), lambda a: np.asarray(a > 0.0)),
    "sigmoid": Activation("sigmoid", costs.sigmoid, lambda a: a * (1.0 - a)),
}
_COSTS = {
    "log-loss": costs.log_loss,
    "cross-entropy": costs.cross_entropy,
    "mse": costs.squared_error,
}


def _units(hidden: Sequence[int]) -> tuple[int, ...]:
    try:
        units = tuple(hidden)
    except TypeError:
        units = (0,) * (MOST_LAYERS + 1)
    if len(units) > MOST_LAYERS or isinstance(hidden, str):
        raise HyperparameterError(
            f"hidden is {shown(hidden)}; it must be the units of at most {MOST_LAYERS} layers, "
            "as in (8, 8)."
        )
    return tuple(whole_number(f"hidden[{i}]", u, 1, MOST_UNITS) for i, u in enumerate(units))
