"""Straight lines, dashed or whole, that change each frame."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np

from gdcore.typing import Array
from scenes.components.path.polyline import SEGMENTS
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES

SHORT = 0.4
"""Length of the parts that a straight line is painted in."""


class Dashes(Painted):
    """Straight dashed or whole lines between frame points that change each frame."""

    def __init__(
        self,
        colour: str,
        width: float = STROKES.thin,
        dash: float = 0.09,
        casing: str | None = None,
    ) -> None:
        super().__init__()
        self.rgb, self.thickness, self.dash = rgb(colour), width, dash
        self.casing = None if casing is None else rgb(casing)
        self.lines: list[Array] = []

    def show(self, *lines: Array) -> None:
        """Draw these polylines, each (n, 2)."""
        self.lines = list(lines)

    def pieces(self, pixels: float) -> list[Piece]:
        """The lines; whole ones in short parts, since a slanting line's extent is large.

        A line's last part is the lowest: what changes at its first end leaves the others as they
        are.
        """
        del pixels
        parts = self.lines
        if not self.dash:
            parts = [part for line in self.lines for part in reversed(_short(line))]
        return [
            Piece(None, around(part, self._reach), partial(self._stroke, part)) for part in parts
        ]

    @property
    def _reach(self) -> float:
        return self.thickness + (0.0 if self.casing is None else 2 * STROKES.hair)

    def _stroke(self, line: Array, pen: Pen) -> None:
        pen.context.set_dash([self.dash, self.dash] if self.dash else [])
        if self.casing is not None:
            pen.path(line)
            pen.stroke(self.thickness + 4 * STROKES.hair, self.casing)
            pen.done()
        pen.path(line)
        pen.stroke(self.thickness, self.rgb)
        pen.done()
        pen.context.set_dash([])


def _short(line: Array) -> list[Array]:
    """A line (n, 2) in parts no longer than SHORT."""
    parts = []
    for start, end in pairwise(line):
        count = int(np.clip(np.ceil(np.hypot(*(end - start)) / SHORT), 1, SEGMENTS))
        ends = start + np.linspace(0.0, 1.0, count + 1)[:, None] * (end - start)
        parts += [ends[k : k + 2] for k in range(count)]
    return parts
