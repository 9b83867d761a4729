"""What the plans share: the strict base of a scene's parameters, and their data sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from gdcore import datasets
from gdcore.csvfile import MOST_ROWS, Missing
from gdcore.datasets import Dataset
from gdcore.errors import GDError, listed, shown
from gdcore.numerals import DecimalMark
from gdcore.textfile import MOST_BYTES
from scenes.reading.inputs import Inputs

Rate = Annotated[FiniteFloat, Field(ge=1e-12, le=1000)]
"""With less, a step may be too short for its direction to be told from none."""
Seconds = Annotated[FiniteFloat, Field(ge=1, le=120)]
Steps = Annotated[int, Field(ge=1, le=20_000)]
Coordinate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Start = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]

LEAST_SIZE, GREATEST_SIZE = 1e-100, 1e100
"""Of a column's largest number: products and quotients of two columns are floats."""


class KeyedError(GDError):
    """What is wrong with a part of a parameter, whose key is that among the parameters."""

    def __init__(self, why: str, key: tuple[str, ...]) -> None:
        super().__init__(why)
        self.key = key


class SceneParams(BaseModel):
    """Base of every scene's parameters: unknown keys and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    file_key: ClassVar[str] = "data"
    """The parameter that names its file, if it has one."""

    def drawn(self) -> dict[str, str]:
        """Words that the scene draws as they stand in a parameter, by its name."""
        return {}

    def files(self) -> tuple[str, ...]:
        """The names of the files that the scene is computed from."""
        return ()

    def beside(self, folder: str) -> Self:
        """The same, the names of files being those in a folder, which is below the lesson's."""
        return self

    def remarks(self, inputs: Inputs) -> tuple[str, ...]:
        """What whoever makes the lesson should know about what was read, a sentence each."""
        return ()


class DataParams(SceneParams):
    """Parameters of a scene about data: a built-in set's name, or a CSV file and two columns.

    A file lies in the folder of the lesson file, or in a folder there.  ``decimal`` is the decimal
    mark of a file whose numbers do not prove it; ``missing = "drop"`` leaves out rows without a
    value.

    A built-in name always means the set, so that a file which happens to lie beside a lesson does
    not change it; ``./`` before the name means the file.
    """

    data: str = "stopping-distance"
    x: str | None = None
    y: str | None = None
    decimal: DecimalMark | None = None
    missing: Missing | None = None

    def files(self) -> tuple[str, ...]:
        """The file that ``data`` means, if it means one."""
        return () if self._is_built_in() else (self.data,)

    def beside(self, folder: str) -> Self:
        """With the file as it is called from the lesson's folder."""
        if self._is_built_in() or folder == ".":
            return self
        return self.model_copy(update={"data": f"{folder}/{self.data}"})

    def _is_built_in(self) -> bool:
        return self.data in (*datasets.names("regression"), *datasets.names("classification"))

    def dataset(self, inputs: Inputs, most: int = MOST_ROWS) -> Dataset:
        """The data, of a file ``most`` rows.

        Raises:
            GDError: no such data set, or a file that cannot be used.
        """
        if self._is_built_in():
            return datasets.load(self.data)
        data = datasets.parse_csv(
            self._content(inputs),
            self.data,
            x=self.x or "",
            y=self.y or "",
            decimal=self.decimal,
            missing=self.missing,
            most=most,
        )
        for name, values in ((self.x, data.x), (self.y, data.y)):
            _check_size(str(name), np.asarray(values), shown(self.data, 200))
        return data

    def _content(self, inputs: Inputs) -> bytes:
        """What the file holds."""
        try:
            return inputs.read_beside(self.data, MOST_BYTES)
        except ValueError as error:
            if {".", "/", "\\"} & set(self.data):
                raise GDError(f"{shown(self.data, 200)}: {error}.") from None
        raise GDError(
            f"There is no data set and no file {shown(self.data)}; choose one of: "
            f"{listed(datasets.names())}, or give the path of a file."
        )

    def drawn(self) -> dict[str, str]:
        """The headers of a file, which name the axes."""
        if self._is_built_in():
            return {}
        return {name: text for name, text in (("x", self.x), ("y", self.y)) if text}

    def remarks(self, inputs: Inputs) -> tuple[str, ...]:
        """How many rows of the file were left out, and which."""
        rows = self.dataset(inputs).left_out
        if not rows:
            return ()
        which = listed(map(str, rows), most=10)
        if len(rows) == 1:
            return (f"1 row of {self.data} is left out, because a value is missing: row {which}.",)
        many = f"{len(rows):,} rows of {self.data} are left out"
        return (f"{many}, because a value is missing: rows {which}.",)


def _check_size(heading: str, values: NDArray[np.float64], file: str) -> None:
    """Raise GDError for a column whose slopes against another might be no floats."""
    largest = float(np.abs(values).max())
    if largest and not LEAST_SIZE <= largest <= GREATEST_SIZE:
        raise GDError(
            f"{file}, column {shown(heading)}: its largest number is {largest:.3g} (without its "
            f"sign), and lines can be drawn for {LEAST_SIZE:g} to {GREATEST_SIZE:g}; give the "
            "column in another unit."
        )


@dataclass(frozen=True)
class Arrow:
    """A vector (2,) of the run, and how many times as long it is drawn."""

    vector: NDArray[np.float64]
    times: float

    @property
    def drawn(self) -> NDArray[np.float64]:
        """The vector as it is drawn, (2,)."""
        return np.asarray(self.vector * self.times)
