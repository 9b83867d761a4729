"""The path that an optimizer has walked so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.components.path.polyline import Polyline
from scenes.painting.colour import rgb
from scenes.painting.extent import around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import POINTS_A_PIECE, Piece, cuts
from scenes.theme import CASED, GHOST, STROKES, Theme

FEW, MANY = 6, 400
"""Steps on flat ground that are drawn at once, in paths of fewer than so many: a step is a line."""
TOGETHER = 10
"""Pieces of the fainter steps that are kept as one, when all of them are there."""


@dataclass(frozen=True)
class TrailStyle:
    """How a path is drawn.

    Attributes:
        width: of its line.
        lively: steps at its start and at its end that are drawn in full, with their dots.
        faded: opacity of the steps between those; by default still three times as light, or as
            dark, as the ground.
        fine: width of their line.
        dotted: how many steps there are from one dot to the next; 0 if there are no dots.
        cased: whether it has a casing; of steps close together, that of one would hide others.
        kept: how many of its last steps are drawn at all; None if all are.
    """

    width: float = STROKES.thick
    lively: int = 90
    faded: float = 0.55
    fine: float = STROKES.hair
    dotted: int = 1
    cased: bool = True
    kept: int | None = None


class Trail(Painted):
    """The path walked so far, with a dark casing, a dot a step, and a ghost where it is hidden."""

    def __init__(
        self,
        ground: Ground,
        line: Polyline,
        colour: str,
        theme: Theme,
        style: TrailStyle,
    ) -> None:
        super().__init__()
        self.ground, self.line, self.style = ground, line, style
        self.every = FEW if ground.flat and len(line.position) < MANY else POINTS_A_PIECE
        """Points of the line that are drawn at once."""
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.tip: tuple[float, Array, float] = (0.0, line.theta[0], float(line.loss[0]))
        self._seen: tuple[Hashable, Array, NDArray[np.bool_]] | None = None
        self._settled: dict[Hashable, Piece] = {}

    def show(self, position: float, theta: Array, loss: float) -> None:
        """Walk up to ``position`` (steps, with fraction), where the table has this theta, loss."""
        self.tip = (position, theta, loss)

    def pieces(self, pixels: float) -> list[Piece]:
        """The first and the latest steps in full, those between fainter and finer; then dots.

        Only the piece at the tip, and those where the latest steps begin, change from one frame to
        the next while the eye rests.
        """
        where, position = self.line.position, self.tip[0]
        last = int(np.searchsorted(where, position, side="right"))
        points, hidden = self._walked(last, pixels)
        style = self.style
        oldest = position - (position if style.kept is None else style.kept)
        begin, first, late = (
            int(np.searchsorted(where, step, side="left"))
            for step in (oldest, float(style.lively), position - style.lively)
        )
        early = begin or min(first, late)
        full = cuts(begin, early, self.every) + cuts(late, last, self.every)
        strokes = [(self._faint, ends) for ends in self._groups(early, late)]
        strokes += [(stroke, ends) for stroke in (self._under, self._over) for ends in full]
        found = [
            self._piece(stroke, np.arange(first, stop + 1), points, hidden)
            for stroke, (first, stop) in strokes
        ]
        whole = self._dots_among(where[:last])
        dotted = whole[((whole >= begin) & (whole <= early)) | (whole >= late)]
        # Groups are cut at fixed points, so that all but the last stay as they are, and are kept.
        groups = np.split(dotted, np.flatnonzero(np.diff(dotted // self.every)) + 1)
        return found + [
            self._piece(stroke, group, points, hidden)
            for stroke in (self._under_dots, self._dots)
            for group in groups
            if len(group)
        ]

    def _dots_among(self, where: Array) -> NDArray[np.intp]:
        """The points, of those at these steps, that have a dot."""
        if not self.style.dotted:
            return np.zeros(0, np.intp)
        return np.flatnonzero(where % self.style.dotted == 0.0)

    def _groups(self, first: int, last: int) -> list[tuple[int, int]]:
        """Ends of the fainter pieces from one point to another, several at once where they can."""
        groups = cuts(first, last, TOGETHER * self.every)
        if groups and last % (TOGETHER * self.every):
            groups[-1:] = cuts(groups[-1][0], last, self.every)
        return groups

    def _walked(self, last: int, pixels: float) -> tuple[Array, NDArray[np.bool_]]:
        """The first ``last`` vertices and the tip in the frame, (last + 1, 3), and which hide."""
        self.ground.render(pixels)
        state = (self.ground.view, pixels)
        if self._seen is None or self._seen[0] != state:
            points = self.ground.at(self.line.theta, self.line.loss)
            self._seen = (state, points, self.ground.hidden(points))
            self._settled = {}
        _, points, hidden = self._seen
        tip = self.ground.at(self.tip[1][None], np.array([self.tip[2]]))
        return (
            np.concatenate([points[:last], tip]),
            np.concatenate([hidden[:last], self.ground.hidden(tip)]),
        )

    def _piece(
        self, stroke: _Stroke, which: NDArray[np.int_], points: Array, hidden: NDArray[np.bool_]
    ) -> Piece:
        """What ``stroke`` paints of these points; kept, unless the tip is one of them."""
        at_tip = bool(len(which)) and which[-1] == len(points) - 1
        state = (
            stroke.__name__, which.tobytes(), self.tip[0] if at_tip else None,
            self.ground.view,
        )  # fmt: skip
        if state in self._settled:
            return self._settled[state]
        seen = points[which]
        reach = max(self.style.width / 2 + STROKES.casing, self._radius + STROKES.hair)
        extent = shared(around(seen, reach), self.ground.slot.extent)
        paint = partial(self._within, stroke, int(which[0]), seen, hidden[which])
        piece = Piece(state, extent, paint)
        if not at_tip:
            self._settled[state] = piece
        return piece

    def _within(
        self, stroke: _Stroke, first: int, points: Array, hidden: NDArray[np.bool_], pen: Pen
    ) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            stroke(pen, first, points, hidden)

    def _faint(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """Lines that are cut at the same points, however many are painted at once."""
        covered = hidden[:-1] | hidden[1:]
        with pen.coarse():
            for which, alpha in ((covered, self.style.faded * GHOST), (~covered, self.style.faded)):
                ends = [
                    (start - first, stop - first)
                    for a, b in _stretches(which)
                    for start, stop in cuts(first + a, first + b, self.every)
                ]
                pen.lines(points, ends, self.style.fine, self.rgb, alpha)

    def _under(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """The ghost of what is hidden, and the casing of the rest."""
        del first
        covered = hidden[:-1] | hidden[1:]
        self._lines(pen, points, covered, self.style.width, GHOST)
        if not self.style.cased:
            return
        width = self.style.width + 2 * STROKES.casing
        pen.lines(points, _stretches(~covered), width, self.casing, CASED)

    def _over(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        del first
        self._lines(pen, points, ~(hidden[:-1] | hidden[1:]), self.style.width, 1.0)

    def _lines(
        self, pen: Pen, points: Array, which: NDArray[np.bool_], width: float, alpha: float
    ) -> None:
        """The segments ``which`` (n - 1,) between the points (n, 2 or more)."""
        pen.lines(points, _stretches(which), width, self.rgb, alpha)

    @property
    def _radius(self) -> float:
        return max(STROKES.dot, self.style.width * 0.95)

    def _under_dots(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """Casings lie below all dots, so that steps shorter than a dot do not cover one another."""
        del first
        for x, y, _ in points[~hidden].tolist() if self.style.cased else ():
            pen.disc(x, y, self._radius + STROKES.hair, self.casing)

    def _dots(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        del first
        for (x, y, _), behind in zip(points.tolist(), hidden.tolist(), strict=True):
            pen.disc(x, y, self._radius, self.rgb, GHOST if behind else 1.0)


_Stroke = Callable[[Pen, int, Array, NDArray[np.bool_]], None]
"""Paints points of a line (n, 3), of which the first has that number, and some are hidden (n,)."""


def _stretches(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one-past-last index of each run of true values."""
    if not flags.any():
        return []
    if flags.all():
        return [(0, len(flags))]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
