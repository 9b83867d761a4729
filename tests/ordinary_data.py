"""Data sets as people have them: of every kind that a lesson may meet, made with fixed seeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Columns = tuple[str, ArrayLike, str, ArrayLike]
"""The name and the values of x, and of y."""


def eruptions(rng: np.random.Generator) -> Columns:
    """272 rows in two clusters, as of a geyser's waits."""
    long = rng.random(272) < 0.64
    lasted = np.where(long, rng.normal(4.3, 0.41, 272), rng.normal(2.0, 0.27, 272)).round(2)
    return "eruption (min)", lasted, "wait (min)", (33.5 + 10.7 * lasted + _noise(rng, 5.9)).round()


def households(rng: np.random.Generator) -> Columns:
    """235 rows, skewed, the spread growing with x, as of spending on food against income."""
    income = np.exp(rng.normal(6.7, 0.5, 235)).clip(377, 4958).round(1)
    food = (147 + 0.485 * income) * np.exp(rng.normal(0, 0.17, 235))
    return "income", income, "food", food.round(1)


def many_rows(rng: np.random.Generator) -> Columns:
    """2,000 rows."""
    x = rng.uniform(0, 10, 2000).round(2)
    return "dose (mg)", x, "effect", (3 + 0.8 * x + rng.normal(0, 1.5, 2000)).round(2)


def twelve_hundred_rows(rng: np.random.Generator) -> Columns:
    """1,200 rows, decreasing."""
    x = rng.normal(20, 6, 1200).round(1)
    return "temperature (°C)", x, "heating (kWh)", (90 - 2.5 * x + rng.normal(0, 8, 1200)).round(1)


def river_flow(rng: np.random.Generator) -> Columns:
    """100 years as x, a step in y, as of a river's flow."""
    year = np.arange(1871, 1971)
    flow = np.where(year < 1899, 1098, 850) + rng.normal(0, 130, 100)
    return "year", year, "flow", flow.round()


def parabola(_: np.random.Generator) -> Columns:
    """A strong curve without noise: the best line is flat."""
    x = np.arange(-15, 16)
    return "x", x, "x squared", x * x


def bend(rng: np.random.Generator) -> Columns:
    """A curve that grows without end, as of a population."""
    x = np.arange(40)
    return "day", x, "cells", np.exp(0.2 * x + rng.normal(0, 0.1, 40)).round()


def two_rows(_: np.random.Generator) -> Columns:
    """Two rows."""
    return "x", [1.0, 4.0], "y", [2.0, 3.5]


def three_rows(_: np.random.Generator) -> Columns:
    """Three rows, two of them equal."""
    return "x", [1.0, 1.0, 3.0], "y", [2.0, 2.0, 5.0]


def five_rows(_: np.random.Generator) -> Columns:
    """A handful."""
    return "shoe size", [36, 38, 40, 43, 46], "height (cm)", [158, 171, 169, 182, 190]


def exact_line(_: np.random.Generator) -> Columns:
    """Twenty rows on one line: stochastic steps have no noise."""
    x = np.arange(20.0)
    return "hours", x, "pay", 12.5 * x + 40


def decreasing_line(_: np.random.Generator) -> Columns:
    """An exact line that falls."""
    x = np.arange(12.0)
    return "age", x, "value", 2400 - 150 * x


def outlier(rng: np.random.Generator) -> Columns:
    """One row far from all others."""
    x = rng.uniform(0, 1, 30)
    y = x + rng.normal(0, 0.05, 30)
    y[7] = 40.0
    return "x", x.round(3), "y", y.round(3)


def no_relation(rng: np.random.Generator) -> Columns:
    """Two columns that have nothing to do with one another."""
    return "height", rng.normal(170, 9, 120).round(1), "shots", rng.poisson(4, 120)


def decreasing(rng: np.random.Generator) -> Columns:
    """As of mileage against weight."""
    weight = rng.uniform(1.5, 5.4, 32).round(3)
    return "weight (t)", weight, "miles a gallon", (37 - 5.3 * weight + _noise(rng, 3, 32)).round(1)


def huge(rng: np.random.Generator) -> Columns:
    """Astronomers' numbers."""
    x = rng.uniform(1e20, 9e20, 50)
    return "distance (m)", x, "speed (m/s)", 2e-13 * x + rng.normal(0, 2e7, 50)


def tiny(rng: np.random.Generator) -> Columns:
    """Physicists' numbers."""
    x = rng.uniform(1e-9, 5e-9, 40)
    return "length (m)", x, "charge (C)", 3e-10 * x + rng.normal(0, 1e-19, 40)


def negative(rng: np.random.Generator) -> Columns:
    """Below zero throughout."""
    x = rng.uniform(-60, -10, 60)
    return "depth (m)", x.round(1), "change", (2 * x - 5 + rng.normal(0, 12, 60)).round(1)


def ties(rng: np.random.Generator) -> Columns:
    """Whole numbers, most of them several times."""
    x = rng.integers(1, 6, 150)
    return "stars", x, "visits", np.maximum(0, 2 * x + rng.integers(-3, 4, 150))


def heavy_tails(rng: np.random.Generator) -> Columns:
    """A few rows are very far off."""
    x = rng.normal(0, 1, 90)
    return "x", x.round(3), "y", (x + rng.standard_t(1.3, 90)).round(3)


def lognormal(rng: np.random.Generator) -> Columns:
    """Both columns crowd at zero, as of towns and their incomes."""
    people = np.exp(rng.normal(9, 1.5, 180)).round()
    return "inhabitants", people, "shops", (0.004 * people * np.exp(_noise(rng, 0.3, 180))).round()


def two_clusters(rng: np.random.Generator) -> Columns:
    """Two heaps far apart."""
    x = np.concatenate([rng.normal(0, 0.2, 40), rng.normal(9, 0.2, 40)])
    return "x", x.round(2), "y", (np.where(x < 5, 1, 8) + rng.normal(0, 0.3, 80)).round(2)


def unix_times(rng: np.random.Generator) -> Columns:
    """Seconds since 1970, a reading a day."""
    x = 1_700_000_000 + 86_400 * np.arange(60)
    return (
        "time (s)",
        x,
        "disk used (GB)",
        (120 + 0.9 * np.arange(60) + _noise(rng, 2, 60)).round(1),
    )


def wave(rng: np.random.Generator) -> Columns:
    """A season a year."""
    x = np.arange(48)
    return "month", x, "°C", (9 + 8 * np.sin(x / 12 * 2 * np.pi) + _noise(rng, 1, 48)).round(1)


def yes_or_no(rng: np.random.Generator) -> Columns:
    """y is 0 or 1."""
    x = rng.uniform(0, 10, 70).round(1)
    return "hours learned", x, "passed", (x + rng.normal(0, 2, 70) > 5).astype(int)


def _noise(rng: np.random.Generator, spread: float, count: int = 272) -> Array:
    return rng.normal(0.0, spread, count)


def salaries(rng: np.random.Generator) -> Columns:
    """Tens of thousands in a unit of two words, behind long names."""
    years = rng.uniform(0, 35, 120).round(1)
    paid = (31000 + 5200 * years + rng.normal(0, 9000, 120)).round()
    return "Years of experience", years, "Yearly salary (US dollars)", paid


def four_rows(_: np.random.Generator) -> Columns:
    """Fewer rows than a mini-batch has in the film."""
    return "hours", [1, 2, 3, 4], "points", [2, 3, 5, 4]


def doses(rng: np.random.Generator) -> Columns:
    """Both columns in powers of ten, and decreasing."""
    dose = rng.uniform(1e-6, 6e-6, 17)
    return "dose (g)", dose, "response (mol)", 2e-7 - 0.03 * dose + rng.normal(0, 2e-8, 17)


def clicks(rng: np.random.Generator) -> Columns:
    """Nearly all of x at its lower end, and no relation to speak of."""
    seen = (rng.pareto(1.1, 300) * 10 + 10).round()
    return "clicks", seen, "sales", rng.exponential(100, 300).round(2)


SETS: dict[str, Callable[[np.random.Generator], Columns]] = {
    make.__name__: make
    for make in (
        eruptions, households, many_rows, twelve_hundred_rows, river_flow, parabola, bend,
        two_rows, three_rows, five_rows, exact_line, decreasing_line, outlier, no_relation,
        decreasing, huge, tiny, negative, ties, heavy_tails, lognormal, two_clusters, unix_times,
        wave, yes_or_no, salaries, four_rows, doses, clicks,
    )
}  # fmt: skip
"""By name, what makes each."""


def write_csv(name: str, path: Path) -> tuple[str, str]:
    """Write the data set to a CSV file; return the names of its columns."""
    x_name, x, y_name, y = SETS[name](np.random.default_rng(1))
    rows = zip(np.asarray(x).tolist(), np.asarray(y).tolist(), strict=True)
    lines = [f'"{x_name}","{y_name}"', *(f"{a!r},{b!r}" for a, b in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return x_name, y_name


def write_lesson(
    name: str, folder: Path, *, theme: str = "night", params: str = "", words: bool = True
) -> Path:
    """Write a lesson about the data set, with what the built-in one says of it; return its file."""
    x_name, y_name = write_csv(name, folder / f"{name}.csv")
    head = 'extends = "gradient-descent"\nscenes = ["batch_vs_sgd"]\n' if words else ""
    path = folder / f"{name}-{theme}.toml"
    path.write_text(
        f'title = "{name}"\nslug = "ordinary"\ntheme = "{theme}"\n{head}[[scene]]\n'
        f'name = "batch_vs_sgd"\n[scene.params]\ndata = "{name}.csv"\n'
        f'x = "{x_name}"\ny = "{y_name}"\n{params}\n',
        encoding="utf-8",
    )
    return path


def write_film(name: str, folder: Path) -> Path:
    """Write a lesson that is the built-in one over the data set; return its file."""
    x_name, y_name = write_csv(name, folder / f"{name}.csv")
    path = folder / f"{name}.toml"
    path.write_text(
        f'extends = "gradient-descent"\n'
        f'data = {{ file = "{name}.csv", x = "{x_name}", y = "{y_name}" }}\n',
        encoding="utf-8",
    )
    return path
