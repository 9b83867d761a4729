"""Mobjects that paint themselves, in one piece or several."""

from __future__ import annotations

import numpy as np
from manim import Mobject

from scenes.painting.cel import Raster
from scenes.painting.extent import EVERYTHING, Extent
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece


class Painted(Mobject):
    """A mobject drawn by its own :meth:`paint`, or in several pieces that change one by one.

    ``opacity`` multiplies all it paints.
    """

    partly_faint: bool = False
    """Whether some of it is meant to be fainter than the rest, as the lines across a plot are."""

    def __init__(self) -> None:
        super().__init__()
        self.points = np.zeros((1, 3))  # Manim leaves out mobjects without points
        self.opacity = 1.0
        self.strength = 1.0
        """How much of it its own state lets be seen; with the opacity it makes what is laid."""

    @property
    def seen(self) -> bool:
        """Whether, in the present state, there is anything of it in the picture."""
        return True

    def paint(self, pen: Pen) -> Raster | None:
        """Draw through ``pen``, in frame units, y up; or give the pixels that are to be seen."""
        raise NotImplementedError

    def extent(self) -> Extent:
        """What :meth:`paint` keeps within, in the present state."""
        return EVERYTHING

    def pieces(self, pixels: float) -> list[Piece]:
        """What is to be painted in the present state, in order, at ``pixels`` a unit."""
        del pixels
        return [Piece(None, self.extent(), self.paint)]
