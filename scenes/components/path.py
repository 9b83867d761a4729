"""What moves on a surface: the path of an optimizer, the ball at its end, and arrows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scenes.components.painted import (
    PIECE,
    RGB,
    Extent,
    Painted,
    Pen,
    Piece,
    around,
    cuts,
    mixed,
    rgb,
    settled,
    shared,
)
from scenes.layout import Slot
from scenes.theme import CASED, GHOST, STROKES, Theme

Array = NDArray[np.float64]
PIECES = 24
"""Most straight pieces that one optimizer step is drawn with, so that it lies on the surface."""
FEW, MANY = 6, 400
"""Steps on flat ground that are drawn at once, in paths of fewer than so many: a step is a line."""
TOGETHER = 10
"""Pieces of the fainter steps that are kept as one, when all of them are there."""
LIVELY = 90
"""Steps at the end of a path that are drawn at full strength, with their dots, and at its start."""
SHORT = 0.4
"""Length of the parts that a straight line is painted in."""
HALO = 2.7
"""Radius of a ball's halo in radii of the ball."""
FADED = 0.55
"""Opacity of the steps between those: still three times as light, or as dark, as the ground."""


class Ground(Protocol):
    """What a path lies on: a surface seen by an eye, or a flat map."""

    slot: Slot
    corner: float
    """Radius of the slot's corners: what lies on the ground is cut off there, as the ground is."""
    flat: bool
    """Whether a straight line of parameters is straight in the picture."""

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth (..., 3)."""
        ...

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Which projected points lie behind the surface."""
        ...

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Which parameters (..., 2) lie in the picture."""
        ...

    def render(self, pixels: float) -> None:
        """Bring the picture that ``hidden`` looks at up to date."""
        ...


@dataclass(frozen=True)
class Polyline:
    """A path cut into pieces short enough to lie on the surface.

    theta (n, 2), loss (n,) at each vertex, and position (n,): the optimizer step, with fraction.
    """

    theta: Array
    loss: Array
    position: Array


def polyline(
    theta: Array, loss: Callable[[Array], Array], ground: Ground, piece: float
) -> Polyline:
    """The path through ``theta`` (steps + 1, 2) in pieces no longer than about ``piece``.

    On flat ground each step is one piece.
    """
    piece = np.inf if ground.flat else piece
    lengths = np.hypot(*np.diff(theta, axis=0).T) if len(theta) > 1 else np.zeros(0)
    counts = np.clip(np.ceil(lengths / piece), 1, PIECES).astype(int)
    steps = np.repeat(np.arange(len(counts)), counts)
    within = np.concatenate([np.arange(count) / count for count in counts] or [np.zeros(0)])
    position = np.append(steps + within, float(len(theta) - 1))
    points = np.stack(
        [np.interp(position, np.arange(len(theta)), theta[:, axis]) for axis in range(2)], axis=-1
    )
    return Polyline(points, np.asarray(loss(points)), position)


class Trail(Painted):
    """The path walked so far, with a dark casing, a dot a step, and a ghost where it is hidden."""

    def __init__(
        self,
        ground: Ground,
        line: Polyline,
        colour: str,
        theme: Theme,
        width: float,
        *,
        lively: int = LIVELY,
    ) -> None:
        super().__init__()
        self.ground, self.line, self.thickness = ground, line, width
        self.lively, self.faded = lively, FADED
        self.ends = True
        """Whether its last steps are drawn in full, too."""
        self.every = FEW if ground.flat and len(line.position) < MANY else PIECE
        """Points of the line that are drawn at once."""
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.tip: tuple[float, Array, float] = (0.0, line.theta[0], float(line.loss[0]))
        self._seen: tuple[Hashable, Array, NDArray[np.bool_]] | None = None
        self._settled: dict[Hashable, Piece] = {}

    @property
    def stands_behind(self) -> bool:
        """Without its end it is a haze of where the steps went, and shown in full elsewhere."""
        return not self.ends

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
        late = int(np.searchsorted(where, position - self.lively, side="left"))
        late = late if self.ends else last
        early = min(int(np.searchsorted(where, float(self.lively), side="left")), late)
        full = cuts(0, early, self.every) + cuts(late, last, self.every)
        strokes = [(self._faint, ends) for ends in self._groups(early, late)]
        strokes += [(stroke, ends) for stroke in (self._under, self._over) for ends in full]
        found = [
            self._piece(stroke, np.arange(first, stop + 1), points, hidden)
            for stroke, (first, stop) in strokes
        ]
        whole = np.flatnonzero(where[:last] % 1.0 == 0.0)
        dotted = whole[(whole <= early) | (whole >= late)]
        groups = np.split(dotted, np.flatnonzero(np.diff(dotted // self.every)) + 1)
        return found + [
            self._piece(stroke, group, points, hidden)
            for stroke in (self._under_dots, self._dots)
            for group in groups
        ]

    def _groups(self, first: int, last: int) -> list[tuple[int, int]]:
        """Ends of the fainter pieces from one point to another, several at once where they can."""
        groups = cuts(first, last, TOGETHER * self.every)
        if groups and last % (TOGETHER * self.every):
            groups[-1:] = cuts(groups[-1][0], last, self.every)
        return groups

    def _walked(self, last: int, pixels: float) -> tuple[Array, NDArray[np.bool_]]:
        """The first ``last`` vertices and the tip in the frame, (last + 1, 3), and which hide."""
        self.ground.render(pixels)
        state = (getattr(self.ground, "view", None), pixels)
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
        self, stroke: Stroke, which: NDArray[np.int_], points: Array, hidden: NDArray[np.bool_]
    ) -> Piece:
        """What ``stroke`` paints of these points; kept, unless the tip is one of them."""
        at_tip = bool(len(which)) and which[-1] == len(points) - 1
        state = (
            stroke.__name__, which.tobytes(), self.tip[0] if at_tip else None,
            getattr(self.ground, "view", None),
        )  # fmt: skip
        if state in self._settled:
            return self._settled[state]
        seen = points[which]
        reach = max(self.thickness / 2 + STROKES.casing, self._radius + STROKES.hair)
        extent = shared(around(seen, reach), self.ground.slot.extent)
        paint = partial(self._within, stroke, int(which[0]), seen, hidden[which])
        piece = Piece(state, extent, paint)
        if not at_tip:
            self._settled[state] = piece
        return piece

    def _within(
        self, stroke: Stroke, first: int, points: Array, hidden: NDArray[np.bool_], pen: Pen
    ) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            stroke(pen, first, points, hidden)

    def _faint(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """Lines that are cut at the same points, however many are painted at once."""
        covered = hidden[:-1] | hidden[1:]
        with pen.coarse():
            for which, alpha in ((covered, self.faded * GHOST), (~covered, self.faded)):
                ends = [
                    (start - first, stop - first)
                    for a, b in _stretches(which)
                    for start, stop in cuts(first + a, first + b, self.every)
                ]
                pen.lines(points, ends, STROKES.hair, self.rgb, alpha)

    def _under(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """The ghost of what is hidden, and the casing of the rest."""
        del first
        covered = hidden[:-1] | hidden[1:]
        self._lines(pen, points, covered, self.thickness, GHOST)
        width = self.thickness + 2 * STROKES.casing
        pen.lines(points, _stretches(~covered), width, self.casing, CASED)

    def _over(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        del first
        self._lines(pen, points, ~(hidden[:-1] | hidden[1:]), self.thickness, 1.0)

    def _lines(
        self, pen: Pen, points: Array, which: NDArray[np.bool_], width: float, alpha: float
    ) -> None:
        """The segments ``which`` (n - 1,) between the points (n, 2 or more)."""
        pen.lines(points, _stretches(which), width, self.rgb, alpha)

    @property
    def _radius(self) -> float:
        return max(STROKES.dot, self.thickness * 0.95)

    def _under_dots(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        """Casings lie below all dots, so that steps shorter than a dot do not cover one another."""
        del first
        for x, y, _ in points[~hidden].tolist():
            pen.disc(x, y, self._radius + STROKES.hair, self.casing)

    def _dots(self, pen: Pen, first: int, points: Array, hidden: NDArray[np.bool_]) -> None:
        del first
        for (x, y, _), behind in zip(points.tolist(), hidden.tolist(), strict=True):
            pen.disc(x, y, self._radius, self.rgb, GHOST if behind else 1.0)


Stroke = Callable[[Pen, int, Array, NDArray[np.bool_]], None]
"""Paints points of a line (n, 3), of which the first has that number, and some are hidden (n,)."""


def _stretches(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one-past-last index of each run of true values."""
    if not flags.any():
        return []
    if flags.all():
        return [(0, len(flags))]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


FINE = 0.65
"""The least share of its width that the line around a small ball has."""


class Ball(Painted):
    """A glowing ball whose centre is the projection of the table's parameters and loss."""

    def __init__(
        self, ground: Ground, colour: str, theme: Theme, radius: float = STROKES.ball
    ) -> None:
        super().__init__()
        self.ground, self.radius = ground, radius
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.shadow, self.shine = rgb(theme.shadow), rgb(theme.shine)
        self.theta, self.loss, self.passing = np.zeros(2), 0.0, False

    def show(self, theta: Array, loss: float, *, passing: bool = False) -> None:
        """Stand at ``theta`` (2,), where the loss is ``loss``.

        One that is ``passing`` is on its way from a place outside the picture to another one, and
        is not drawn in between: it would flash.
        """
        self.theta, self.loss, self.passing = theta, loss, passing

    def reaches(self, theta: Array, loss: Array) -> NDArray[np.bool_]:
        """Where, of places (..., 2), some of the ball would be in the picture, (...)."""
        room = -HALO * self.radius
        return self.ground.slot.inset(*[room] * 4).holds(self.ground.at(theta, loss))

    @property
    def seen(self) -> bool:
        """Whether some of it is in the picture."""
        return not self.passing and bool(self.reaches(self.theta, np.asarray(self.loss)))

    @property
    def centre(self) -> Array:
        """The middle of the ball, (2,), in frame units."""
        projected: Array = self.ground.at(self.theta, np.asarray(self.loss))[:2]
        return projected

    def pieces(self, pixels: float) -> list[Piece]:
        """The ball, cut off at the edge of the ground as its path is."""
        if not self.seen:
            return []
        self.ground.render(pixels)
        point = self.ground.at(self.theta[None], np.asarray([self.loss]))
        place, reach = point[0, :2], HALO * self.radius
        hidden = bool(self.ground.hidden(point)[0])
        slot, corner = self.ground.slot, self.ground.corner
        within = slot.inset(*[reach + corner * (1 - 0.5**0.5)] * 4)
        offset, shift = settled(place, pixels)
        if within.holds(place):
            extent = around(np.array([offset]), reach)
            paint = partial(self._paint, *offset, hidden=hidden)
            return [Piece((id(self), offset, hidden), extent, paint, shift)]
        x, y = offset[0] + shift[0] / pixels, offset[1] - shift[1] / pixels
        extent = shared(around(np.array([[x, y]]), reach), slot.extent)

        def paint_within(pen: Pen) -> None:
            with pen.within(slot.extent, corner):
                self._paint(x, y, pen, hidden=hidden)

        return [Piece((id(self), x, y, hidden), extent, paint_within)]

    def _paint(self, x: float, y: float, pen: Pen, *, hidden: bool) -> None:
        """Glow, contact shadow, ball; a faint ring where a ridge hides it."""
        r = self.radius
        if hidden:
            pen.disc(x, y, r, self.rgb, GHOST)
            return
        dark = [(0.0, self.shadow, 0.85), (0.55, self.shadow, 0.55), (1.0, self.shadow, 0.0)]
        pen.glow((x, y - 0.45 * r, 0.0), (x, y - 0.45 * r, 1.6 * r), dark)
        halo = [(0.0, self.rgb, 0.50), (0.45, self.rgb, 0.22), (1.0, self.rgb, 0.0)]
        pen.glow((x, y, 0.0), (x, y, HALO * r), halo)
        # A line of shadow makes the edge stand out from what is neither light nor dark; a finer one
        # around a small ball, which else would cover the large one behind it.
        line = STROKES.axis * max(r / STROKES.ball, FINE)
        pen.disc(x, y, r + STROKES.casing + line, self.shadow)
        pen.disc(x, y, r + STROKES.casing, self.casing)
        shade = mixed(self.rgb, self.shadow, 0.48)
        light = mixed(self.rgb, self.shine, 0.75)
        body = [(0.0, light, 1.0), (0.28, self.rgb, 1.0), (0.72, self.rgb, 1.0), (1.0, shade, 1.0)]
        pen.glow((x - 0.32 * r, y + 0.36 * r, 0.0), (x, y, r), body)


class SurfaceArrow(Painted):
    """An arrow of parameters that lies on the surface from ``theta`` to ``theta + vector``."""

    def __init__(
        self, ground: Ground, loss: Callable[[Array], Array], colour: str, theme: Theme
    ) -> None:
        super().__init__()
        self.ground, self.loss = ground, loss
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.theta, self.vector = np.zeros(2), np.zeros(2)

    def show(self, theta: Array, vector: Array) -> None:
        """Point from ``theta`` (2,) along ``vector`` (2,)."""
        self.theta, self.vector = theta, vector

    @property
    def tip(self) -> Array:
        """The arrow's end, (2,), in frame units."""
        end = self.theta + self.vector
        projected: Array = self.ground.at(end, np.asarray(self.loss(end)))[:2]
        return projected

    def extent(self) -> Extent:
        """Shaft and head."""
        return around(self.shaft, STROKES.arrow_tip)

    def paint(self, pen: Pen) -> None:
        """Draw shaft and head, cased."""
        paint_arrows(pen, [self.shaft], self.rgb, self.casing)

    @property
    def shaft(self) -> Array:
        """Points along the shaft, (n, 2), in frame units."""
        along = self.theta + np.linspace(0.0, 1.0, PIECES)[:, None] * self.vector
        points: Array = self.ground.at(along, np.asarray(self.loss(along)))[:, :2]
        return points


def paint_arrows(pen: Pen, lines: Sequence[Array], colour: RGB, casing: RGB) -> None:
    """Arrows along points (n, 2) each, with a head at the last; short ones have small heads.

    All casings lie below all arrows, so that no arrow cuts another.
    """
    arrows = [arrow for points in lines if (arrow := _shaft_and_head(points)) is not None]
    for width, tint in ((2 * STROKES.casing, casing), (0.0, colour)):
        for shaft, head in arrows:
            pen.path(shaft)
            pen.stroke(STROKES.curve + width, tint)
            pen.done()
            pen.path(head)
            pen.context.close_path()
            pen.stroke(STROKES.hair + width, tint)
            pen.context.fill()


def _shaft_and_head(points: Array) -> tuple[Array, Array] | None:
    """The line to the head's base, and the head's three corners; None of an arrow of no length."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    length = float(steps.sum())
    tip = min(STROKES.arrow_tip, 0.6 * length)
    if tip <= 0:
        return None
    left = length - np.append(0.0, np.cumsum(steps))
    neck = max(int(np.searchsorted(-left, -tip)), 1)
    direction = points[-1] - points[neck - 1]
    direction = direction / max(float(np.hypot(*direction)), 1e-9)
    across = np.array([-direction[1], direction[0]])
    base = points[-1] - tip * direction
    head = np.stack([points[-1], base + 0.42 * tip * across, base - 0.42 * tip * across])
    return np.concatenate([points[:neck], base[None]]), head


class Dashes(Painted):
    """Straight dashed or whole lines between frame points that change each frame."""

    def __init__(self, colour: str, width: float = STROKES.thin, dash: float = 0.09) -> None:
        super().__init__()
        self.rgb, self.thickness, self.dash = rgb(colour), width, dash
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
            Piece(None, around(part, self.thickness), partial(self._stroke, part)) for part in parts
        ]

    def _stroke(self, line: Array, pen: Pen) -> None:
        pen.context.set_dash([self.dash, self.dash] if self.dash else [])
        pen.path(line)
        pen.stroke(self.thickness, self.rgb)
        pen.done()
        pen.context.set_dash([])


def _short(line: Array) -> list[Array]:
    """A line (n, 2) in parts no longer than SHORT."""
    parts = []
    for start, end in pairwise(line):
        count = int(np.clip(np.ceil(np.hypot(*(end - start)) / SHORT), 1, PIECES))
        ends = start + np.linspace(0.0, 1.0, count + 1)[:, None] * (end - start)
        parts += [ends[k : k + 2] for k in range(count)]
    return parts


class Mark(Painted):
    """A named place: a cross for a minimum, a ring for a start."""

    def __init__(
        self, ground: Ground, theta: Array, loss: float, colour: str, theme: Theme, *, ring: bool
    ) -> None:
        super().__init__()
        self.ground, self.theta, self.loss, self.ring = ground, np.asarray(theta), loss, ring
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    @property
    def centre(self) -> Array:
        """The place, (2,), in frame units."""
        projected: Array = self.ground.at(self.theta, np.asarray(self.loss))[:2]
        return projected

    def pieces(self, pixels: float) -> list[Piece]:
        """The ring or the cross, with its casing."""
        offset, shift = settled(self.centre, pixels)
        extent = around(np.array([offset]), STROKES.ball + STROKES.thick)
        return [Piece((id(self), offset), extent, partial(self._paint, *offset), shift)]

    def _paint(self, x: float, y: float, pen: Pen) -> None:
        r = STROKES.ball * 0.72
        for width, tint in (
            (STROKES.curve + 2 * STROKES.casing, self.casing),
            (STROKES.curve, self.rgb),
        ):
            if self.ring:
                pen.done()
                pen.context.arc(x, y, r, 0, 2 * np.pi)
                pen.stroke(width, tint)
                pen.done()
                continue
            for sign in (1, -1):
                pen.path(np.array([[x - r, y - sign * r], [x + r, y + sign * r]]))
                pen.stroke(width, tint)
                pen.done()
