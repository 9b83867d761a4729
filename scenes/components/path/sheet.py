"""What lies between a curve and the straight line from its first end to its last."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import rgb
from scenes.painting.extent import NOTHING, Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

FILL = 0.2
"""Its opacity, where it lies on bright ground."""


class Sheet(Painted):
    """A faint face between two lines of places that change each frame."""

    partly_faint = True

    def __init__(self, theme: Theme, fill: float = FILL) -> None:
        super().__init__()
        self.rgb = rgb(theme.text)
        self.fill = fill
        self.edge: Array = np.zeros((0, 2))

    def show(self, curve: Array, line: Array) -> None:
        """Be between a curve and a line, each (n, 2) in the frame, of as many places."""
        self.edge = np.concatenate([curve, line[::-1]])

    def extent(self) -> Extent:
        """All of it."""
        return around(self.edge, STROKES.hair) if len(self.edge) else NOTHING

    def paint(self, pen: Pen) -> None:
        """Fill it faintly."""
        if len(self.edge):
            pen.path(self.edge)
            pen.context.close_path()
            pen.colour(self.rgb, self.fill)
            pen.context.fill()
            pen.done()
