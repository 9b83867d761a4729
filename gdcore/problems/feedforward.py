"""A loss over data of a model made of layers: what linear models and neural networks share.

A layer of a inputs and b units is one matrix, (a + 1, b): its weights, and below them a row of
biases. Its inputs have a 1 appended, so that a layer is one product. theta is these matrices, row
by row, first layer first.

A point gives the same bits alone and among others, so that an ensemble's members are single
descents: each has its own matrix products, of the same shapes and layout, and samples are summed
in blocks whose size depends on the layers alone. The blocks are small enough for BLAS to stay in
one thread, so that the bits do not depend on how many threads there are, and bound the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, number
from gdcore.problems import inputs
from gdcore.problems.costs import Cost
from gdcore.typing import Array, Indices, Losses, Theta, Thetas

MOST_SAMPLES_AT_ONCE = 1024
MOST_PRODUCTS_AT_ONCE = 2**18
"""Most multiplications in one matrix product; OpenBLAS takes more threads only above that."""


@dataclass(frozen=True, eq=False)
class Activation:
    """A layer's nonlinearity: its value, and its slope as a function of the value."""

    name: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]


class FeedForward:
    """The mean over samples of a cost of a model's outputs, plus l2 times its squared weights.

    J(theta) = (1/n) sum over i of cost(outputs(x_i), y_i) + l2 sum of w^2. Biases are not
    regularized, and there is no factor 1/2.
    """

    def __init__(
        self,
        x: Array,
        targets: Array | Indices,
        cost: Cost,
        *,
        outputs: int = 1,
        l2: float = 0.0,
        hidden: Sequence[int] = (),
        activation: Activation | None = None,
    ) -> None:
        self._inputs = _with_ones(x)
        self._targets = np.asarray(targets, dtype=np.float64)[:, None]
        self._inputs.flags.writeable = False
        self.x = self._inputs[:, :-1]
        self.y = targets
        self.l2 = number("l2", l2, 0.0)
        self._cost, self._activation = cost, activation
        self.widths: tuple[int, ...] = (x.shape[1], *hidden, outputs)
        self._shapes = [(before + 1, after) for before, after in pairwise(self.widths)]
        sizes = [rows * columns for rows, columns in self._shapes]
        ends = [0, *accumulate(sizes)]
        self._parts = [slice(first, end) for first, end in pairwise(ends)]
        self._dimension = ends[-1]
        self.samples_at_once = max(
            1, min(MOST_SAMPLES_AT_ONCE, MOST_PRODUCTS_AT_ONCE // max(sizes))
        )
        self._numbers_a_sample = sum(self.widths) + len(sizes)
        is_weight = np.ones((1, self._dimension))
        for matrix in self._matrices(is_weight):
            matrix[:, -1] = 0.0
        self._is_weight: Array = is_weight[0]

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""
        return self._dimension

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return len(self._inputs)

    def loss(self, theta: ArrayLike) -> Losses:
        """The mean over all samples: (..., d) -> (...)."""
        point = inputs.points(theta, self._dimension)
        flat = point.reshape(-1, self._dimension)
        total = np.zeros(len(flat))
        for rows, _, x, y in self._blocks(len(flat)):
            outputs = self._forward(flat[rows], x)[-1]
            total[rows] += self._cost.value(outputs, y).sum(axis=-1)
        total /= self.n_samples
        if self.l2:
            total += self.l2 * (flat * flat * self._is_weight).sum(axis=-1)
        return total.reshape(point.shape[:-1])

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """The derivatives of the mean over the samples asked for: (..., d) -> (..., d).

        Args:
            theta: (..., d).
            samples: indices, (m,) for all points alike, or (..., m), a row for each point; None
                means all samples. An index may be there twice.
        """
        point = inputs.points(theta, self._dimension)
        flat = point.reshape(-1, self._dimension)
        total = np.zeros(flat.shape)
        count = self.n_samples
        if samples is not None:
            samples = np.asarray(samples)
            count = samples.shape[-1]
            if samples.ndim > 1:
                samples = samples.reshape(len(flat), count)
        for rows, _, x, y in self._blocks(len(flat), samples):
            sums = self._matrices(total[rows])
            for layer, (before, slope) in self._backward(flat[rows], x, y):
                sums[layer] += before.swapaxes(-1, -2) @ slope
        total /= count
        if self.l2:
            total += 2.0 * self.l2 * self._is_weight * flat
        return total.reshape(point.shape)

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a sample: (d,) -> (n, d); their mean is `gradient(theta)`."""
        point = inputs.points(theta, self._dimension).reshape(1, self._dimension)
        each = np.empty((self.n_samples, self._dimension))
        for _, block, x, y in self._blocks(1):
            for layer, (before, slope) in self._backward(point, x, y):
                products = before[..., :, None] * slope[..., None, :]
                each[block, self._parts[layer]] = products.reshape(len(x), -1)
        if self.l2:
            each += 2.0 * self.l2 * self._is_weight * point
        return each

    def predict(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """What the model says of other inputs: a value, or for labels the probability of each.

        Args:
            theta: (..., d).
            x: (q, p) inputs; (q,) where p is 1.

        Returns:
            (..., q): the value, or with two labels the probability of label 1. With `k` outputs,
            (..., q, k): the probability of each label.
        """
        point = inputs.points(theta, self._dimension)
        flat = point.reshape(-1, self._dimension)
        given = self._features(x)
        outputs = np.empty((len(flat), len(given), self.widths[-1]))
        for rows, block, x_block, _ in self._blocks(len(flat), given=given):
            outputs[rows, block] = self._forward(flat[rows], x_block)[-1]
        said = self._cost.prediction(outputs)
        return said.reshape(*point.shape[:-1], *said.shape[1:])

    def layers(self, theta: ArrayLike) -> list[tuple[Array, Array]]:
        """The weights, (..., inputs, units), and biases, (..., units), of each layer, first first.

        They are views into theta where that is a C-contiguous array of float64.
        """
        point = inputs.points(theta, self._dimension)
        return [(matrix[..., :-1, :], matrix[..., -1, :]) for matrix in self._matrices(point)]

    def _features(self, x: ArrayLike) -> Array:
        """(q, p + 1): inputs from outside, as the first layer takes them."""
        given = inputs.features("x", x)
        if given.shape[1] != self.widths[0]:
            raise ProblemError(
                f"x has {given.shape[1]} numbers a sample; this model takes {self.widths[0]}."
            )
        return _with_ones(given)

    def _blocks(
        self, n_points: int, samples: Indices | None = None, given: Array | None = None
    ) -> Iterator[tuple[slice, slice, Array, Array]]:
        """Which points and samples to look at together, and the inputs and targets of these.

        Blocks of samples do not depend on the number of points.
        """
        every = self._inputs if given is None else given
        count = len(every) if samples is None else samples.shape[-1]
        size = self.samples_at_once
        numbers = max(1, min(size, count)) * self._numbers_a_sample
        group = max(1, inputs.NUMBERS_AT_ONCE // numbers)
        for row in range(0, n_points, group):
            rows = slice(row, row + group)
            for first in range(0, count, size):
                block = slice(first, first + size)
                if samples is None:
                    yield rows, block, every[block], self._targets[block]
                else:  # take keeps to C order, whatever the order of the indices
                    which = samples[rows, block] if samples.ndim > 1 else samples[block]
                    x, y = every.take(which, axis=0), self._targets.take(which, axis=0)
                    yield rows, block, x, y

    def _matrices(self, theta: Thetas) -> list[Array]:
        """(..., rows, columns) for each layer: views into theta (..., d)."""
        return [
            theta[..., part].reshape(*theta.shape[:-1], *shape)
            for part, shape in zip(self._parts, self._shapes, strict=True)
        ]

    def _forward(self, theta: Thetas, x: Array) -> list[Array]:
        """What goes into each layer, with its 1 appended, and then the outputs: (points, m, .)."""
        *hidden, last = self._matrices(theta)
        values = [x]
        for matrix in hidden:
            assert self._activation is not None
            values.append(_with_ones(self._activation.value(values[-1] @ matrix)))
        return [*values, values[-1] @ last]

    def _backward(
        self, theta: Thetas, x: Array, y: Array
    ) -> Iterator[tuple[int, tuple[Array, Array]]]:
        """For each layer, last first: its inputs, and the slope of the cost by its sums.

        Source: Rumelhart, Hinton and Williams, 1986.
        """
        matrices = self._matrices(theta)
        *values, outputs = self._forward(theta, x)
        slope = self._cost.slope(outputs, y)
        yield len(values) - 1, (values[-1], slope)
        for layer in range(len(values) - 1, 0, -1):
            assert self._activation is not None
            back = slope @ matrices[layer][..., :-1, :].swapaxes(-1, -2)
            slope = back * self._activation.slope(values[layer][..., :-1])
            yield layer - 1, (values[layer - 1], slope)


class LinearModel(FeedForward):
    """A model without hidden layers: z_a = sum over j of x_j w_ja + b_a.

    theta holds the weights, feature by feature, and then the intercepts.
    """

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """What each of theta's numbers is called: w, b or w1, w2, b or w1_1, w1_2, b_1, b_2."""
        features, outputs = self.widths
        ends = [""] if outputs == 1 else [f"_{a}" for a in range(1, outputs + 1)]
        stems = ["w", "b"] if features == 1 else [*(f"w{j}" for j in range(1, features + 1)), "b"]
        return tuple(stem + end for stem in stems for end in ends)

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives: (..., d) -> (..., d, d).

        (1/n) sum over i of cost''(z_i) x_i x_i^T, with a 1 appended to x_i, and 2 l2 on the
        diagonal for weights.
        """
        point = inputs.points(theta, self._dimension)
        matrices = [self._hessian_at(one) for one in point.reshape(-1, self._dimension)]
        return np.array(matrices).reshape(*point.shape, self._dimension)

    def _hessian_at(self, theta: Theta) -> Array:
        rows, outputs = self._shapes[0]
        total = np.zeros((rows, outputs, rows, outputs))
        for _, _, x, y in self._blocks(1):
            curvature = self._cost.curvature(self._forward(theta[None], x)[-1][0], y)
            for a, b in np.ndindex(outputs, outputs):
                total[:, a, :, b] += x.T @ (curvature[:, a, b, None] * x)
        matrix = total.reshape(self._dimension, self._dimension) / self.n_samples
        return matrix + np.diag(2.0 * self.l2 * self._is_weight)


def _with_ones(values: Array) -> Array:
    """(..., a) -> (..., a + 1): a 1 appended, in C order."""
    longer = np.empty((*values.shape[:-1], values.shape[-1] + 1))
    longer[..., :-1] = values
    longer[..., -1] = 1.0
    return longer
