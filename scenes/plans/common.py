"""What the plans share: the strict base of a scene's parameters, and their data sets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from gdcore import FrameTable, datasets
from gdcore.datasets import Dataset
from gdcore.frames import Track

Rate = Annotated[FiniteFloat, Field(gt=0, le=1000)]
Seconds = Annotated[FiniteFloat, Field(ge=1, le=120)]
Steps = Annotated[int, Field(ge=1, le=20_000)]
Coordinate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Start = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]


class SceneParams(BaseModel):
    """Base of every scene's parameters: unknown keys and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DataParams(SceneParams):
    """Parameters of a scene about data: a built-in set's name, or a CSV file and two columns.

    A CSV path is relative to the lesson file.
    """

    data: str = "stopping-distance"
    x: str | None = None
    y: str | None = None

    def dataset(self, folder: Path) -> Dataset:
        """Load the data; ``folder`` is where a relative CSV path starts.

        Raises:
            GDError: no such data set, or a file that cannot be used.
        """
        if self.data.lower().endswith((".csv", ".tsv", ".txt")):
            return datasets.read_csv(folder / self.data, x=self.x or "", y=self.y or "")
        return datasets.load(self.data)


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
