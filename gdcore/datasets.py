"""Real data: the built-in sets, and anybody's CSV file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from gdcore.csvfile import decoded, read_bytes, read_columns
from gdcore.errors import DataError, shown, unknown_name
from gdcore.typing import Array, Thetas


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


def names() -> tuple[str, ...]:
    """The names of the built-in data sets."""
    return tuple(_BUILT_IN)


def load(name: str) -> Dataset:
    """The built-in data set of that name.

    Raises:
        UnknownNameError: there is none; the text lists those that there are.

    >>> len(load("stopping-distance"))
    50
    """
    if not isinstance(name, str) or name not in _BUILT_IN:
        raise unknown_name("data set", name, _BUILT_IN)
    about = _BUILT_IN[name]
    content = resources.files("gdcore").joinpath("data", f"{name}.csv").read_bytes()
    x, y = read_columns(decoded(content, name), (about.x_column, about.y_column), name)
    return replace(about.words, x=x, y=y)


def read_csv(path: str | os.PathLike[str], *, x: str, y: str) -> Dataset:
    """Two columns of a CSV file.

    The file is UTF-8 with a header row; its fields are separated by commas, semicolons or tabs.
    Where they are not separated by commas, a column may have decimal commas. A header such as
    "speed (mph)" or "speed [mph]" gives name and unit.

    Args:
        path: of the file, at most 64 MiB and a million rows.
        x: the header of the column for x.
        y: the header of the column for y.

    Raises:
        DataError: the file cannot be read or used; one sentence with the file and the row. Rows
            are counted as a spreadsheet counts them: the header is row 1.
    """
    name = os.fspath(path)
    columns = read_columns(decoded(read_bytes(name), name), (x, y), name)
    (x_name, x_unit), (y_name, y_unit) = _name_and_unit(x), _name_and_unit(y)
    return Dataset(
        x=columns[0],
        y=columns[1],
        x_name=x_name,
        y_name=y_name,
        x_unit=x_unit,
        y_unit=y_unit,
        title=Path(name).stem,
        source=Path(name).name,
    )


@dataclass(frozen=True)
class _BuiltIn:
    """A CSV file that comes with gdcore: which columns it has, and what to say of them."""

    x_column: str
    y_column: str
    words: Dataset


_NO_VALUES: Array = np.empty(0)
_BUILT_IN = {
    "stopping-distance": _BuiltIn(
        "speed_mph",
        "distance_ft",
        Dataset(
            x=_NO_VALUES,
            y=_NO_VALUES,
            x_name="Speed",
            y_name="Stopping distance",
            x_unit="mph",
            y_unit="ft",
            title="Stopping distance of cars",
            source="Ezekiel, Methods of Correlation Analysis, Wiley, 1930: 50 cars of the 1920s; "
            "distributed with R as the data set cars.",
        ),
    ),
}


def _name_and_unit(header: str) -> tuple[str, str]:
    """Name and unit of a header: speed and mph of "speed (mph)"; without brackets, no unit."""
    match = re.fullmatch(r"([^()\[\]]*[^()\[\]\s])\s*[(\[]\s*([^()\[\]]{1,20}?)\s*[)\]]\s*", header)
    return (match[1].strip(), match[2]) if match else (header.strip(), "")


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
