"""Data for problems: two columns that belong together, or labelled points in the plane."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import DataError, shown
from gdcore.typing import Array, Indices, Thetas


@dataclass(frozen=True)
class Scale:
    """A straight map of one quantity: scaled = (value - middle) / half.

    Attributes:
        middle: the value that maps to 0, in the unit of the quantity.
        half: what a scaled 1 is worth, in the same unit.
    """

    middle: float = 0.0
    half: float = 1.0

    def scale(self, value: ArrayLike) -> Array:
        """From units to the scaled range."""
        return np.asarray((np.asarray(value, dtype=np.float64) - self.middle) / self.half)

    def unscale(self, scaled: ArrayLike) -> Array:
        """From the scaled range back to units."""
        return np.asarray(np.asarray(scaled, dtype=np.float64) * self.half + self.middle)


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """Two columns of numbers that belong together, and what they mean.

    Attributes:
        x, y: (n,), finite.
        x_name, y_name: what is measured.
        x_unit, y_unit: of the values before scaling; "" if not known.
        title: what a colleague would call it.
        source: where it comes from.
        x_scale, y_scale: how x and y were scaled; the identity if they were not.
        left_out: rows of the file that are not among the samples, because a value is missing.
    """

    x: Array = field(repr=False)
    y: Array = field(repr=False)
    x_name: str
    y_name: str
    x_unit: str = ""
    y_unit: str = ""
    title: str
    source: str
    x_scale: Scale = Scale()
    y_scale: Scale = Scale()
    left_out: tuple[int, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        """n, the number of samples."""
        return self.x.size

    @property
    def is_scaled(self) -> bool:
        """Whether x and y are scaled."""
        return (self.x_scale, self.y_scale) != (Scale(), Scale())

    def scaled(self) -> Dataset:
        """The same data with x and y each mapped straight onto [-1, 1], its least to its largest.

        Data that is scaled already is returned as it is.

        Raises:
            DataError: x or y has the same value in all rows.
        """
        if self.is_scaled:
            return self
        x, x_scale = _onto_unit_range(self.x_name, self.x)
        y, y_scale = _onto_unit_range(self.y_name, self.y)
        return replace(self, x=x, y=y, x_scale=x_scale, y_scale=y_scale)

    def unscale_x(self, scaled: ArrayLike) -> Array:
        """Values of x in `x_unit`, of any shape."""
        return self.x_scale.unscale(scaled)

    def unscale_y(self, scaled: ArrayLike) -> Array:
        """Values of y in `y_unit`, of any shape."""
        return self.y_scale.unscale(scaled)

    def line_in_units(self, theta: ArrayLike) -> tuple[Array, Array]:
        """The line of theta = (w, b), found on this data, in the original units.

        slope = w half_y / half_x, intercept = middle_y + half_y b - slope middle_x.

        Args:
            theta: (..., 2).

        Returns:
            The slope, (...), in y_unit per x_unit, and the intercept, (...), in y_unit.
        """
        point: Thetas = np.asarray(theta, dtype=np.float64)
        slope = point[..., 0] * (self.y_scale.half / self.x_scale.half)
        intercept = self.y_scale.unscale(point[..., 1]) - slope * self.x_scale.middle
        return np.asarray(slope), np.asarray(intercept)


@dataclass(frozen=True, eq=False, kw_only=True)
class LabelledDataset:
    """Points in the plane, each with a label, and what they mean.

    Attributes:
        points: (n, 2), finite.
        labels: (n,), 0 .. k - 1.
        feature_names: what the two numbers of a point are called.
        label_names: (k), what the labels are called.
        title: what a colleague would call it.
        source: where it comes from.
    """

    points: Array = field(repr=False)
    labels: Indices = field(repr=False)
    feature_names: tuple[str, str] = ("x1", "x2")
    label_names: tuple[str, ...]
    title: str
    source: str

    def __len__(self) -> int:
        """n, the number of samples."""
        return self.labels.size

    @property
    def classes(self) -> int:
        """k, the number of labels."""
        return len(self.label_names)


def _onto_unit_range(name: str, values: Array) -> tuple[Array, Scale]:
    low, high = float(values.min()), float(values.max())
    half = high / 2.0 - low / 2.0
    if not half > 0.0:
        raise DataError(
            f"The column {shown(name)} has the same value, {low:g}, in all {values.size} rows, so "
            "it cannot be scaled; choose a column that varies."
        )
    scaled = 2.0 * ((values / 2.0 - low / 2.0) / half) - 1.0
    scaled.flags.writeable = False
    return scaled, Scale(low / 2.0 + high / 2.0, half)
