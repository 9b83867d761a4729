"""Labels from features: logistic and softmax regression."""

from __future__ import annotations

from numpy.typing import ArrayLike

from gdcore.problems import inputs
from gdcore.problems.costs import cross_entropy, log_loss
from gdcore.problems.feedforward import LinearModel


class LogisticRegression(LinearModel):
    """Mean log-loss of p = sigmoid(w . x + b), with theta = (w_1, ..., w_p, b).

    J(theta) = -(1/n) sum over i of y_i log p_i + (1 - y_i) log(1 - p_i), plus l2 |w|^2. The
    intercept b is not regularized. Where a plane separates the labels, J has no minimum without
    l2: the weights grow for ever.

    Args:
        x: (n, p) or (n,), finite.
        labels: (n,), each 0 or 1, both there.
        l2: at least 0.

    Raises:
        ProblemError: x and labels that do not fit each other, or a label other than 0 or 1.
        HyperparameterError: l2 below 0.

    Source: Cox, 1958.

    >>> odds = LogisticRegression([-1.0, 1.0], [0, 1])
    >>> odds.loss([0.0, 0.0]).round(6).item(), odds.predict([2.0, 0.0], [0.0]).item()
    (0.693147, 0.5)
    """

    def __init__(self, x: ArrayLike, labels: ArrayLike, *, l2: float = 0.0) -> None:
        rows, classes = inputs.features("x", x), inputs.labels(labels, 2)
        inputs.same_length("x", len(rows), "labels", len(classes))
        super().__init__(rows, classes, log_loss(), l2=l2)


class SoftmaxRegression(LinearModel):
    """Mean cross-entropy of p = softmax(x W + b) over k labels.

    J(theta) = -(1/n) sum over i of log p_i[y_i], plus l2 times the squared weights; the
    intercepts are not regularized. theta = (w_11, ..., w_1k, ..., w_p1, ..., w_pk, b_1, ..., b_k),
    (p + 1) k numbers: the weights of the first feature for each label, and so on. Adding the same
    to the weights of all labels changes nothing but l2's part.

    Args:
        x: (n, p) or (n,), finite.
        labels: (n,), whole numbers 0 .. k - 1, each of them there.
        l2: at least 0.

    Raises:
        ProblemError: x and labels that do not fit each other, or labels that do not count up.
        HyperparameterError: l2 below 0.

    Source: Bridle, 1990.

    >>> three = SoftmaxRegression([0.0, 1.0, 2.0], [0, 1, 2])
    >>> three.dimension, three.loss([0.0] * 6).round(6).item()
    (6, 1.098612)
    """

    def __init__(self, x: ArrayLike, labels: ArrayLike, *, l2: float = 0.0) -> None:
        rows, classes = inputs.features("x", x), inputs.labels(labels)
        inputs.same_length("x", len(rows), "labels", len(classes))
        super().__init__(rows, classes, cross_entropy(), outputs=int(classes.max()) + 1, l2=l2)
