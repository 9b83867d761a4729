"""What the plans share: the strict base of a scene's parameters, and their data sets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from gdcore import FrameTable, datasets
from gdcore.csvfile import MOST_ROWS, Missing
from gdcore.datasets import Dataset
from gdcore.errors import GDError, listed, shown
from gdcore.frames import Track
from gdcore.numerals import DecimalMark

Rate = Annotated[FiniteFloat, Field(gt=0, le=1000)]
Seconds = Annotated[FiniteFloat, Field(ge=1, le=120)]
Steps = Annotated[int, Field(ge=1, le=20_000)]
Coordinate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Start = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]


class SceneParams(BaseModel):
    """Base of every scene's parameters: unknown keys and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def drawn(self) -> dict[str, str]:
        """Words that the scene draws as they stand in a parameter, by its name."""
        return {}

    def remarks(self, folder: Path) -> tuple[str, ...]:
        """What whoever makes the lesson should know about what was read, a sentence each."""
        return ()


class DataParams(SceneParams):
    """Parameters of a scene about data: a built-in set's name, or a CSV file and two columns.

    The path of a file is relative to the lesson file.  ``decimal`` is the decimal mark of a file
    whose numbers do not prove it; ``missing = "drop"`` leaves out rows without a value.
    """

    data: str = "stopping-distance"
    x: str | None = None
    y: str | None = None
    decimal: DecimalMark | None = None
    missing: Missing | None = None

    def file(self, folder: Path) -> Path | None:
        """The file that ``data`` means; None where it is the name of a built-in set.

        A built-in name always means the set, so that a file which happens to lie beside a lesson
        does not change it; ``./`` before the name means the file.

        Raises:
            GDError: it is neither.
        """
        if self._is_built_in():
            return None
        path = folder / self.data
        if not {".", "/", "\\"} & set(self.data) and not _exists(path):
            raise GDError(
                f"There is no data set and no file {shown(self.data)}; choose one of: "
                f"{listed(datasets.names())}, or give the path of a file."
            )
        return path

    def _is_built_in(self) -> bool:
        return self.data in (*datasets.names("regression"), *datasets.names("classification"))

    def dataset(self, folder: Path, most: int = MOST_ROWS) -> Dataset:
        """Load the data, of a file ``most`` rows; ``folder`` is where a relative path starts.

        Raises:
            GDError: no such data set, or a file that cannot be used.
        """
        path = self.file(folder)
        if path is None:
            return datasets.load(self.data)
        return datasets.read_csv(
            path,
            x=self.x or "",
            y=self.y or "",
            decimal=self.decimal,
            missing=self.missing,
            most=most,
        )

    def drawn(self) -> dict[str, str]:
        """The headers of a file, which name the axes."""
        if self._is_built_in():
            return {}
        return {name: text for name, text in (("x", self.x), ("y", self.y)) if text}

    def remarks(self, folder: Path) -> tuple[str, ...]:
        """How many rows of the file were left out, and which."""
        rows = self.dataset(folder).left_out
        if not rows:
            return ()
        which = listed(map(str, rows), most=10)
        if len(rows) == 1:
            return (f"1 row of {self.data} is left out, because a value is missing: row {which}.",)
        many = f"{len(rows):,} rows of {self.data} are left out"
        return (f"{many}, because a value is missing: rows {which}.",)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # no file can have that name


def spliced(table: FrameTable, again: FrameTable, at: Mapping[str, int]) -> FrameTable:
    """``table``, in which each track named in ``at`` is that of ``again`` from its frame on."""
    tracks = {
        name: track if name not in at else _joined(track, again[name], at[name])
        for name, track in table.items()
    }
    return FrameTable(tracks, table.fps, table.meta)


def _joined(before: Track, after: Track, frame: int) -> Track:
    return Track(
        *(
            np.concatenate([getattr(before, part)[:frame], getattr(after, part)[frame:]])
            for part in ("theta", "loss", "step", "phase")
        )
    )
