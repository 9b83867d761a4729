"""The neural network, against one written with Python loops and complex numbers."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers, problems
from gdcore.errors import HyperparameterError, ProblemError, UnknownNameError

COMPLEX_STEP = 1e-13  # relative, of the largest slope
ACTIVATIONS = {
    "tanh": cmath.tanh,
    "relu": lambda z: z if z.real > 0 else 0.0,
    "sigmoid": lambda z: 1.0 / (1.0 + cmath.exp(-z)),
}
LOSSES = {
    "mse": lambda z, y: (z[0] - y) ** 2,
    "log-loss": lambda z, y: cmath.log(1.0 + cmath.exp(z[0])) - y * z[0],
    "cross-entropy": lambda z, y: cmath.log(sum(cmath.exp(v) for v in z)) - z[y],
}


def by_hand(theta, x, y, widths, activation: str, loss: str) -> complex:
    """The mean loss, parameter by parameter in the order that the class promises."""
    total = 0.0
    for row, target in zip(x, y, strict=True):
        values, at = list(row), iter(theta)
        for layer, units in enumerate(widths[1:]):
            weights = [[next(at) for _ in range(units)] for _ in values]
            sums = [
                next(at) + sum(v * w[unit] for v, w in zip(values, weights, strict=True))
                for unit in range(units)
            ]
            last = layer == len(widths) - 2
            values = sums if last else [ACTIVATIONS[activation](z) for z in sums]
        total += LOSSES[loss](values, target)
    return total / len(x)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_loss_and_gradient_are_those_of_loops_and_complex_steps(activation: str, loss: str) -> None:
    generator = np.random.default_rng(3)
    x = generator.normal(size=(9, 2))
    y = generator.normal(size=9) if loss == "mse" else np.arange(9) % (2 + (loss != "log-loss"))
    net = problems.MultilayerPerceptron(x, y, (4, 3), activation=activation, loss=loss)
    theta = generator.normal(size=net.dimension)
    given = (x.tolist(), y.tolist(), net.widths, activation, loss)
    assert net.loss(theta).item() == pytest.approx(by_hand(theta, *given).real, rel=1e-13)
    slopes = []
    for i in range(theta.size):
        point = theta.astype(complex)
        point[i] += 1e-30j
        slopes.append(by_hand(point.tolist(), *given).imag / 1e-30)
    wrong = np.abs(net.gradient(theta) - slopes).max() / np.abs(slopes).max()
    assert wrong < COMPLEX_STEP


def test_two_eights_on_two_moons_have_105_parameters() -> None:
    data = datasets.two_moons()
    net = problems.MultilayerPerceptron(data.points, data.labels)
    assert net.dimension == 105
    assert net.widths == (2, 8, 8, 1)
    assert [(w.shape, b.shape) for w, b in net.layers(np.zeros((5, 105)))] == [
        ((5, 2, 8), (5, 8)),
        ((5, 8, 8), (5, 8)),
        ((5, 8, 1), (5, 1)),
    ]


def test_layers_are_views_in_the_promised_order() -> None:
    net = problems.MultilayerPerceptron([[0.0, 1.0], [1.0, 0.0]], [0, 1], [3])
    theta = np.arange(13.0)
    (weights, biases), (last, bias) = net.layers(theta)
    assert weights.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert biases.tolist() == [6.0, 7.0, 8.0]
    assert last.tolist() == [[9.0], [10.0], [11.0]]
    assert bias.tolist() == [12.0]
    weights[1, 2] = -1.0
    assert theta[5] == -1.0


def test_it_learns_two_moons() -> None:
    data = datasets.two_moons(100, noise=0.1, seed=1)
    net = problems.MultilayerPerceptron(data.points, data.labels)
    run = descend(net, optimizers.gradient_descent(1.0), net.initial(seed=2), 1500)
    found = net.predict(run.theta[-1], data.points)
    assert ((found > 0.5) == data.labels).all()
    assert run.loss[-1] < 0.02 < run.loss[0]


def test_without_hidden_layers_it_is_the_linear_model() -> None:
    data = datasets.blobs(60)
    net = problems.MultilayerPerceptron(data.points, data.labels, (), loss="cross-entropy", l2=0.1)
    linear = problems.SoftmaxRegression(data.points, data.labels, l2=0.1)
    theta = np.random.default_rng(0).normal(size=(4, linear.dimension))
    assert net.loss(theta).tobytes() == linear.loss(theta).tobytes()
    assert net.gradient(theta).tobytes() == linear.gradient(theta).tobytes()


def test_l2_takes_weights_and_leaves_biases() -> None:
    x, y = [[0.0], [1.0]], [0.0, 1.0]
    plain, bound = (
        problems.MultilayerPerceptron(x, y, [2], loss="mse", l2=l2) for l2 in (0.0, 0.5)
    )
    theta = np.arange(1.0, 8.0)  # weights 1, 2; biases 3, 4; weights 5, 6; bias 7
    squares = 1.0 + 4.0 + 25.0 + 36.0
    assert bound.loss(theta) - plain.loss(theta) == pytest.approx(0.5 * squares, rel=1e-13)
    added = bound.gradient(theta) - plain.gradient(theta)
    np.testing.assert_allclose(added, [1, 2, 0, 0, 5, 6, 0], rtol=1e-13, atol=1e-13)


def test_the_slope_of_relu_at_its_corner_is_zero() -> None:
    net = problems.MultilayerPerceptron([[0.0]], [1.0], [1], activation="relu", loss="mse")
    assert net.gradient([1.0, 0.0, 1.0, 0.0]).tolist() == [0.0, 0.0, 0.0, -2.0]
    assert net.gradient([1.0, 1e-9, 1.0, 0.0])[1] == pytest.approx(-2.0)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_is_finite_where_units_saturate(activation: str) -> None:
    data = datasets.two_moons(20)
    net = problems.MultilayerPerceptron(data.points, data.labels, (4,), activation=activation)
    theta = 1e4 * net.initial(seed=0)
    assert np.isfinite(net.loss(theta))
    assert np.isfinite(net.gradient(theta)).all()
    assert (
        (net.predict(theta, data.points) >= 0.0) & (net.predict(theta, data.points) <= 1.0)
    ).all()


@pytest.mark.parametrize(
    ("scheme", "variances", "reaches"),
    [
        ("glorot", [2 / (30 + 200), 2 / (200 + 50)], [math.sqrt(6 / 230), math.sqrt(6 / 250)]),
        ("he", [2 / 30, 2 / 200], [math.inf, math.inf]),
    ],
)
def test_starts_are_drawn_as_their_papers_say(scheme, variances, reaches) -> None:
    net = problems.MultilayerPerceptron(np.ones((2, 30)), [0, 1], (200, 50))
    layers = net.layers(net.initial(seed=3, scheme=scheme))
    for (weights, biases), variance, reach in zip(layers, variances, reaches, strict=False):
        assert weights.var() == pytest.approx(variance, rel=0.05)
        assert abs(weights.mean()) < 0.05 * math.sqrt(variance)
        assert np.abs(weights).max() <= reach
        assert np.abs(weights).max() > min(0.99 * reach, 3.0 * math.sqrt(variance))
        assert not biases.any()


def test_a_start_depends_on_seed_and_activation() -> None:
    x, y = [[0.0, 1.0], [1.0, 0.0]], [0, 1]
    net = problems.MultilayerPerceptron(x, y)
    assert (net.initial(5) == net.initial(5, "glorot")).all()
    assert (net.initial(5) != net.initial(6)).any()
    rectified = problems.MultilayerPerceptron(x, y, activation="relu")
    assert (rectified.initial(5) == net.initial(5, "he")).all()
    with pytest.raises(UnknownNameError, match="There is no scheme 'lecun'; choose one of: glorot"):
        net.initial(5, "lecun")
    with pytest.raises(HyperparameterError, match="seed is -1; it must be a whole number from 0"):
        net.initial(-1)


X, Y = [[0.0, 1.0], [1.0, 0.0]], [0, 1]
# arguments, what is raised, what it says
ERRORS = {
    "activation": (
        {"activation": "swish"},
        UnknownNameError,
        "There is no activation 'swish'; choose one of: tanh, relu, sigmoid.",
    ),
    "activation by function": (
        {"activation": np.tanh},
        UnknownNameError,
        "There is no activation <",
    ),
    "loss": (
        {"loss": "hinge"},
        UnknownNameError,
        "There is no loss 'hinge'; choose one of: log-loss, cross-entropy, mse.",
    ),
    "loss in a list": ({"loss": ["mse"]}, UnknownNameError, "There is no loss ['mse']; choose one"),
    "no units": (
        {"hidden": (8, 0)},
        HyperparameterError,
        "hidden[1] is 0; it must be a whole number from 1 to 256.",
    ),
    "half a unit": ({"hidden": [2.5]}, HyperparameterError, "hidden[0] is 2.5; it must be a whole"),
    "wide": ({"hidden": [257]}, HyperparameterError, "hidden[0] is 257; it must be a whole number"),
    "a number": (
        {"hidden": 8},
        HyperparameterError,
        "hidden is 8; it must be the units of at most 16 layers, as in (8, 8).",
    ),
    "deep": (
        {"hidden": [1] * 17},
        HyperparameterError,
        "it must be the units of at most 16 layers",
    ),
    "a word": ({"hidden": "88"}, HyperparameterError, "hidden is '88'; it must be the units of at"),
    "labels": (
        {"y": [0, 2]},
        ProblemError,
        "labels[1] is 2; labels are whole numbers from 0 to 1.",
    ),
    "values": ({"y": [0.0, math.nan], "loss": "mse"}, ProblemError, "y[1] is nan; all values must"),
}


@pytest.mark.parametrize(("arguments", "kind", "text"), ERRORS.values(), ids=ERRORS)
def test_wrong_arguments_are_errors_with_the_choices(arguments, kind, text: str) -> None:
    with pytest.raises(kind) as caught:
        problems.MultilayerPerceptron(**{"x": X, "y": Y, **arguments})
    assert text in str(caught.value)
