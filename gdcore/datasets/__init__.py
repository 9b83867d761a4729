"""Data to learn from: real and synthetic sets by name, and anybody's CSV file.

`load(name)` gives two columns for regression, `load(name, kind="classification")` labelled points;
`names(kind)` lists them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Literal, overload

from gdcore.csvfile import decoded, read_bytes, read_columns
from gdcore.datasets.dataset import Dataset, LabelledDataset, Scale
from gdcore.datasets.synthetic import blobs, noisy_line, noisy_polynomial, spirals, two_moons
from gdcore.errors import UnknownNameError, listed, shown, unknown_name

__all__ = [
    "Dataset",
    "Kind",
    "LabelledDataset",
    "Scale",
    "blobs",
    "load",
    "names",
    "noisy_line",
    "noisy_polynomial",
    "read_csv",
    "spirals",
    "two_moons",
]

Kind = Literal["regression", "classification"]


def names(kind: Kind = "regression") -> tuple[str, ...]:
    """The names of the built-in data sets for regression or for classification.

    Raises:
        UnknownNameError: another kind.

    >>> names("classification")
    ('two-moons', 'spirals', 'blobs')
    """
    return tuple(_registry(kind))


@overload
def load(name: str, kind: Literal["regression"] = "regression") -> Dataset: ...
@overload
def load(name: str, kind: Literal["classification"]) -> LabelledDataset: ...
def load(name: str, kind: Kind = "regression") -> Dataset | LabelledDataset:
    """The built-in data set of that name; synthetic ones with their default arguments.

    Args:
        name: one of `names(kind)`.
        kind: "regression" for columns x and y, "classification" for labelled points.

    Raises:
        UnknownNameError: there is none of that name and kind; the text lists those that there are.

    >>> len(load("stopping-distance")), len(load("two-moons", kind="classification"))
    (50, 200)
    """
    sets = _registry(kind)
    if isinstance(name, str) and name in sets:
        return sets[name]()
    other = next((k for k in _REGISTRIES if k != kind and name in names(k)), None)
    if other is None:
        raise unknown_name("data set", name, sets)
    raise UnknownNameError(
        f"The data set {shown(name)} is for {other}, not for {kind}; choose one of: {listed(sets)}."
    )


def read_csv(path: str | os.PathLike[str], *, x: str, y: str) -> Dataset:
    """Two columns of a CSV file.

    The file has a header row; its fields are separated by commas, semicolons, tabs or vertical
    bars. Where they are not separated by commas, a column may have decimal commas. It is UTF-8, or
    UTF-16 or UTF-32 with a byte-order mark. A header such as "speed (mph)" or "speed [mph]" gives
    name and unit.

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


def _stopping_distance() -> Dataset:
    name = "stopping-distance"
    content = resources.files("gdcore").joinpath("data", f"{name}.csv").read_bytes()
    x, y = read_columns(decoded(content, name), ("speed_mph", "distance_ft"), name)
    return Dataset(
        x=x,
        y=y,
        x_name="Speed",
        y_name="Stopping distance",
        x_unit="mph",
        y_unit="ft",
        title="Stopping distance of cars",
        source="Ezekiel, Methods of Correlation Analysis, Wiley, 1930: 50 cars of the 1920s; "
        "distributed with R as the data set cars.",
    )


_REGRESSION: dict[str, Callable[[], Dataset]] = {
    "stopping-distance": _stopping_distance,
    "noisy-line": noisy_line,
    "noisy-polynomial": noisy_polynomial,
}
_CLASSIFICATION: dict[str, Callable[[], LabelledDataset]] = {
    "two-moons": two_moons,
    "spirals": spirals,
    "blobs": blobs,
}
_Registry = dict[str, Callable[[], Dataset]] | dict[str, Callable[[], LabelledDataset]]
_REGISTRIES: dict[Kind, _Registry] = {
    "regression": _REGRESSION,
    "classification": _CLASSIFICATION,
}


def _registry(kind: Kind) -> _Registry:
    if not isinstance(kind, str) or kind not in _REGISTRIES:
        raise unknown_name("kind of data set", kind, _REGISTRIES)
    return _REGISTRIES[kind]


def _name_and_unit(header: str) -> tuple[str, str]:
    """Name and unit of a header: speed and mph of "speed (mph)"; without brackets, no unit."""
    match = re.fullmatch(r"([^()\[\]]*[^()\[\]\s])\s*[(\[]\s*([^()\[\]]{1,20}?)\s*[)\]]\s*", header)
    return (match[1].strip(), match[2]) if match else (header.strip(), "")
