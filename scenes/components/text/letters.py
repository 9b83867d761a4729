"""Letters that paint themselves, and the casing beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice, pairwise

import cairo
import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.painting.extent import SPIKE, around, reach
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece, settled

DECIMALS = 6
"""Of an outline's points in frame units: with more, the same letters differ from place to place."""
NEAR = 1e-6
"""Frame units within which an outline's end is its beginning."""
_Coat = tuple[list[float], float | None]
"""Cairo's colour and a line's width, None for the inside of a letter."""


class Letters(Painted, VMobject):
    """Letters of one paint, laid on one after the other as mobjects of their own would be.

    ``outlines`` are the letters' Bézier points (n, 3).
    """

    join, cap = cairo.LINE_JOIN_MITER, cairo.LINE_CAP_BUTT

    def __init__(self, outlines: Sequence[NDArray[np.float64]] = ()) -> None:
        super().__init__()
        self.points = np.concatenate([*outlines, np.zeros((0, 3))])
        self.letters = [subpaths(points) for points in outlines]

    def outlines(self) -> list[NDArray[np.float64]]:
        """The Bézier points (n, 3) of each letter where it is now."""
        counts = [4 * sum(curves for curves, _ in letter) for letter in self.letters]
        return np.split(self.points, np.cumsum(counts)[:-1]) if counts else []

    def pieces(self, pixels: float) -> list[Piece]:
        """All of the letters, which look the same wherever they are put."""
        coats = self._coats()
        if not coats or not len(self.points):
            return []
        flat = self.points[:, :2]
        low, high = reach(flat)
        middle = (low + high) / 2
        offset, shift = settled(middle, pixels)
        points = np.round(flat - middle, DECIMALS) + offset
        edge = SPIKE * max([width for _, width in coats if width is not None], default=0.0)
        state = id(self), hash(points.tobytes()), repr(coats)
        return [Piece(state, around(points, edge), partial(self._paint, points, coats), shift)]

    def _paint(self, points: NDArray[np.float64], coats: list[_Coat], pen: Pen) -> None:
        """Draw fill and stroke of one letter after the other."""
        context = pen.context
        context.set_line_join(self.join)
        context.set_line_cap(self.cap)
        numbers = iter(points.reshape(-1, 8).tolist())
        for letter in self.letters:
            context.new_path()
            for count, closed in letter:
                begin = next(numbers)
                context.move_to(*begin[:2])
                context.curve_to(*begin[2:])
                for curve in islice(numbers, count - 1):
                    context.curve_to(*curve[2:])
                if closed:
                    context.close_path()
            for rgba, width in coats:
                context.set_source_rgba(*rgba)
                if width is None:
                    context.fill_preserve()
                else:
                    context.set_line_width(width)
                    self._stroke(context)

    def _stroke(self, context: cairo.Context[cairo.ImageSurface]) -> None:
        context.stroke_preserve()

    def _coats(self) -> list[_Coat]:
        """What there is to paint of each letter, from the bottom upwards."""
        edge = self.get_stroke_width()
        coats = [(self.fill_rgbas, None), (self.stroke_rgbas, edge and edge / 100)]
        return [(rgbas[0][[2, 1, 0, 3]].tolist(), width) for rgbas, width in coats if width != 0]


class Casing(Letters):
    """The edge around all letters of a label, beneath every one of them and without holes."""

    join, cap = cairo.LINE_JOIN_ROUND, cairo.LINE_CAP_ROUND

    def _stroke(self, context: cairo.Context[cairo.ImageSurface]) -> None:
        """Stroke straight pieces: where a curve is tight and the line wide, Cairo leaves holes.

        Each outline is filled by itself, so that what shows through a letter is of the casing, too.
        """
        straight = context.copy_path_flat()
        context.new_path()
        context.append_path(straight)
        context.stroke_preserve()
        context.new_path()
        for kind, points in straight:
            if kind == cairo.PATH_CLOSE_PATH:
                context.fill()
            elif kind == cairo.PATH_MOVE_TO:
                context.fill()
                context.move_to(*points)
            else:
                context.line_to(*points)
        context.fill()

    def _coats(self) -> list[_Coat]:
        width = self.get_stroke_width(background=True)
        rgba = self.background_stroke_rgbas[0][[2, 1, 0, 3]].tolist()
        return [(rgba, width / 100)] if width else []


def subpaths(points: NDArray[np.float64]) -> list[tuple[int, bool]]:
    """How many curves each subpath has, and whether it is closed."""
    curves = points.reshape(-1, 4, 3)
    starts, ends = curves[:, 0], curves[:, 3]
    breaks = np.flatnonzero(np.abs(starts[1:] - ends[:-1]).max(axis=1, initial=0.0) > NEAR) + 1
    cuts = [0, *breaks.tolist(), len(curves)]
    return [
        (stop - start, bool((np.abs(starts[start] - ends[stop - 1]) < NEAR).all()))
        for start, stop in pairwise(cuts)
    ]
