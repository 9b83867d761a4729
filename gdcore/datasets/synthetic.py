"""Data drawn by formula and a seed, for problems whose answer is known or easy to see.

Noise is normal, from NumPy's default generator (PCG64). The same arguments give the same data.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdcore.datasets.dataset import Dataset, LabelledDataset
from gdcore.errors import HyperparameterError, number, shown, whole_number
from gdcore.typing import Array, Indices

MOST_SAMPLES = 1_000_000
MOST_CLASSES = 10
MOST_NOISE = MOST_COEFFICIENT = 1e6
MOST_COEFFICIENTS = 31


def two_moons(n: int = 200, *, noise: float = 0.1, seed: int = 0) -> LabelledDataset:
    """Two half circles of radius 1 that reach into each other.

    Label 0 is (cos t, sin t), label 1 is (1 - cos t, 1/2 - sin t), with t evenly from 0 to pi, and
    noise on both. Labels alternate, so any two neighbours have both.

    Args:
        n: how many samples, from 2.
        noise: standard deviation, at least 0.
        seed: of the noise.

    Raises:
        HyperparameterError: a value outside its range.

    Source: make_moons of scikit-learn (Pedregosa et al., 2011).

    >>> two_moons(4, noise=0.0).points.round(3).tolist()
    [[1.0, 0.0], [0.0, 0.5], [-1.0, 0.0], [2.0, 0.5]]
    """
    labels, along = _alternating(n, 2)
    angle = np.pi * along
    outer = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    clean = np.where(labels[:, None] == 0, outer, [1.0, 0.5] - outer)
    return _labelled(
        clean, labels, noise, seed, "Two moons", "Drawn as make_moons of scikit-learn does."
    )


def spirals(
    n: int = 200, *, classes: int = 2, turns: float = 1.5, noise: float = 0.02, seed: int = 0
) -> LabelledDataset:
    """Spirals wound into each other: r (cos phi, sin phi), phi = 2 pi (turns r + label / classes).

    r goes evenly from 0.1 to 1. Labels go round, so any `classes` neighbours have all of them.

    Args:
        n: how many samples, from `classes`.
        classes: how many spirals, from 2 to 10.
        turns: of each spiral from the middle to radius 1, from 0 to 10.
        noise: standard deviation, at least 0.
        seed: of the noise.

    Raises:
        HyperparameterError: a value outside its range.

    Source: after Lang and Witbrock, Learning to tell two spirals apart, 1988.

    >>> spirals(2, turns=1.0, noise=0.0).points.round(3).tolist()
    [[0.081, 0.059], [-0.081, -0.059]]
    """
    labels, along = _alternating(n, classes)
    turns = number("turns", turns, 0.0, 10.0)
    radius = 0.1 + 0.9 * along
    angle = 2.0 * np.pi * (turns * radius + labels / classes)
    clean = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    source = "Drawn by formula, after Lang and Witbrock, 1988."
    return _labelled(clean, labels, noise, seed, "Spirals", source)


def blobs(n: int = 150, *, classes: int = 3, noise: float = 0.35, seed: int = 0) -> LabelledDataset:
    """Round clouds whose middles lie evenly on the unit circle, the first at (1, 0).

    Labels go round, so any `classes` neighbours have all of them.

    Args:
        n: how many samples, from `classes`.
        classes: how many clouds, from 2 to 10.
        noise: standard deviation of each cloud in each direction, at least 0.
        seed: of the noise.

    Raises:
        HyperparameterError: a value outside its range.

    >>> blobs(4, classes=2, noise=0.0).points.round(3).tolist()
    [[1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]
    """
    labels, _along = _alternating(n, classes)
    angle = 2.0 * np.pi * labels / classes
    clean = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return _labelled(clean, labels, noise, seed, "Blobs", "Drawn by formula: normal clouds.")


def noisy_line(
    n: int = 50,
    *,
    slope: float = 0.8,
    intercept: float = 0.2,
    noise: float = 0.15,
    seed: int = 0,
) -> Dataset:
    """A line, y = slope x + intercept + noise, with x uniform in [-1, 1).

    Args:
        n: how many samples, from 2.
        slope: of the line before noise.
        intercept: of the line before noise; both from -1e6 to 1e6.
        noise: standard deviation, at least 0.
        seed: of x and of the noise.

    Raises:
        HyperparameterError: a value outside its range.

    >>> line = noisy_line(3, slope=2.0, intercept=1.0, noise=0.0)
    >>> bool((line.y == 2.0 * line.x + 1.0).all())
    True
    """
    coefficients = (_coefficient("intercept", intercept), _coefficient("slope", slope))
    return _on_curve(n, coefficients, noise, seed, "Noisy line")


def noisy_polynomial(
    n: int = 40,
    *,
    coefficients: Sequence[float] = (0.1, -0.9, 0.3, 1.6),
    noise: float = 0.1,
    seed: int = 0,
) -> Dataset:
    """A polynomial, y = c_0 + c_1 x + c_2 x^2 + ... + noise, with x uniform in [-1, 1).

    Args:
        n: how many samples, from 2.
        coefficients: c_0, c_1, ..., the constant first; at most 31, each from -1e6 to 1e6.
        noise: standard deviation, at least 0.
        seed: of x and of the noise.

    Raises:
        HyperparameterError: a value outside its range.

    >>> bent = noisy_polynomial(3, coefficients=(0.0, 0.0, 1.0), noise=0.0)
    >>> bool((bent.y == bent.x * bent.x).all())
    True
    """
    if not 1 <= len(coefficients) <= MOST_COEFFICIENTS:
        raise HyperparameterError(
            f"coefficients is {shown(coefficients)}; it must be a list of 1 to "
            f"{MOST_COEFFICIENTS} numbers."
        )
    checked = tuple(_coefficient(f"coefficients[{i}]", c) for i, c in enumerate(coefficients))
    return _on_curve(n, checked, noise, seed, "Noisy polynomial")


def _coefficient(name: str, value: float) -> float:
    return number(name, value, -MOST_COEFFICIENT, MOST_COEFFICIENT)


def _generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(whole_number("seed", seed, 0, 2**63 - 1))


def _alternating(n: int, classes: int) -> tuple[Indices, Array]:
    """(n,) each: labels 0, 1, ..., 0, 1, ..., and how far along its class a sample is, 0 to 1."""
    classes = whole_number("classes", classes, 2, MOST_CLASSES)
    n = whole_number("n", n, classes, MOST_SAMPLES)
    place, labels = np.divmod(np.arange(n, dtype=np.intp), classes)
    last = np.bincount(labels) - 1
    return labels, place / np.maximum(last, 1)[labels]


def _labelled(
    clean: Array, labels: Indices, noise: float, seed: int, title: str, source: str
) -> LabelledDataset:
    spread = number("noise", noise, 0.0, MOST_NOISE)
    points = clean + spread * _generator(seed).standard_normal(clean.shape)
    points.flags.writeable = labels.flags.writeable = False
    names = tuple(str(label) for label in range(int(labels.max()) + 1))
    return LabelledDataset(
        points=points, labels=labels, label_names=names, title=title, source=source
    )


def _on_curve(
    n: int, coefficients: tuple[float, ...], noise: float, seed: int, title: str
) -> Dataset:
    n = whole_number("n", n, 2, MOST_SAMPLES)
    spread = number("noise", noise, 0.0, MOST_NOISE)
    generator = _generator(seed)
    x = generator.uniform(-1.0, 1.0, n)
    y = np.full(n, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        y = y * x + coefficient
    y = y + spread * generator.standard_normal(n)
    x.flags.writeable = y.flags.writeable = False
    return Dataset(
        x=x, y=y, x_name="x", y_name="y", title=title, source="Drawn by formula, with a seed."
    )
