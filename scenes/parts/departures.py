"""What is said of paths that leave the picture, in rows at the foot of the stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.components.text.lines import below_one_another
from scenes.layout import LEADING
from scenes.parts.landmark import through
from scenes.parts.runner import Runner, departure_lines
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


class Departures:
    """Words for each run that may leave, by its name; those of one row are not seen together.

    Args:
        scene: the scene they belong to.
        rows: what is said, by name of the run; the lowest first.
        apart: from the last line of a row to the first of the one below, in em.
    """

    def __init__(
        self, scene: AnyScene, rows: Sequence[Mapping[str, str]], apart: float = LEADING
    ) -> None:
        stage, above = scene.layout.stage, 0.0
        self.lines: dict[str, list[Label]] = {}
        for row in rows:
            for name, text in row.items():
                lines = departure_lines(text, stage.width, scene.theme)
                bottom = stage.bottom + SIZES.small * above
                self.lines[name] = below_one_another(lines, stage.left, bottom)
            above += apart + LEADING * max(len(self.lines[name]) - 1 for name in row)
        self.height = SIZES.small * above
        """Of all rows."""

    def add(self, runner: Runner) -> Part:
        """Have it said of a run from when its path has left the picture."""
        return runner.add_departure(self.lines[runner.name])

    def places(self, runners: Sequence[Runner]) -> NDArray[np.float64]:
        """Places (n, 2) along what will be said of these runs."""
        said = [self.lines[runner.name] for runner in runners if runner.departures()]
        return np.concatenate(
            [np.zeros((0, 2)), *(through(line) for lines in said for line in lines)]
        )
