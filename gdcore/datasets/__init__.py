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

from gdcore.csvfile import MOST_ROWS, Missing, composed, read_columns
from gdcore.datasets.dataset import Dataset, LabelledDataset, Scale
from gdcore.datasets.resampling import resampled
from gdcore.datasets.synthetic import blobs, noisy_line, noisy_polynomial, spirals, two_moons
from gdcore.errors import UnknownNameError, listed, shown, unknown_name
from gdcore.numerals import DecimalMark
from gdcore.textfile import decoded, read_bytes

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
    "parse_csv",
    "read_csv",
    "resampled",
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


def read_csv(
    path: str | os.PathLike[str],
    *,
    x: str,
    y: str,
    decimal: DecimalMark | None = None,
    missing: Missing | None = None,
    most: int = MOST_ROWS,
) -> Dataset:
    """Two columns of a text file with a header row, as a data set called after the file.

    Commas, semicolons, tabs, vertical bars or spaces separate the fields; a first line such as
    `sep=;` may say which. Lines above the header that begin with # are remarks. Numbers have a
    decimal point or a decimal comma and may have marks between thousands; which mark is which must
    be proved by a number in the file, or said. The file is UTF-8, UTF-16, UTF-32 or, where that is
    certain, Windows-1252. A header such as "speed (mph)" or "speed [mph]" gives name and unit.

    Args:
        path: of the file, at most 64 MiB.
        x: the header of the column for x.
        y: the header of the column for y.
        decimal: "." or ",", where the file does not prove its decimal mark.
        missing: "drop" leaves out rows in which x or y is missing: empty, NA, null, - and the like.

        most: rows that can be used; a file with more is refused before the rest of it is read.

    Raises:
        DataError: the file cannot be read or used; one sentence with the file and the row. Rows
            are counted as a spreadsheet counts them: the first is row 1, and `sep=;` is none.
    """
    name = os.fspath(path)
    content = read_bytes(name)
    return parse_csv(content, name, x=x, y=y, decimal=decimal, missing=missing, most=most)


def parse_csv(
    content: bytes,
    name: str,
    *,
    x: str,
    y: str,
    decimal: DecimalMark | None = None,
    missing: Missing | None = None,
    most: int = MOST_ROWS,
) -> Dataset:
    r"""What `read_csv` makes of a file that has been read already.

    Args:
        content: of the file.
        name: of the file, as errors and the data set's title give it.
        x: the header of the column for x.
        y: the header of the column for y.
        decimal: as in `read_csv`.
        missing: as in `read_csv`.
        most: as in `read_csv`.

    Raises:
        DataError: the file cannot be used; one sentence with the file and the row.

    >>> parse_csv(b"t,v\n0,1\n2,5\n", "fall.csv", x="t", y="v").y
    array([1., 5.])
    """
    text = decoded(content, name, (x, y))
    columns = read_columns(text, (x, y), name, decimal=decimal, missing=missing, most=most)
    (x_name, x_unit), (y_name, y_unit) = _name_and_unit(composed(x)), _name_and_unit(composed(y))
    return Dataset(
        x=columns.values[0],
        y=columns.values[1],
        x_name=x_name,
        y_name=y_name,
        x_unit=x_unit,
        y_unit=y_unit,
        title=Path(name).stem,
        source=Path(name).name,
        left_out=columns.left_out,
    )


def _stopping_distance() -> Dataset:
    name = "stopping-distance"
    content = resources.files("gdcore").joinpath("data", f"{name}.csv").read_bytes()
    x, y = read_columns(decoded(content, name), ("speed_mph", "distance_ft"), name).values
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
