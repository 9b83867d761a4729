"""How far samples lie from a line: a stroke for each miss, a square on it, and where squares go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

FILL, EDGE = 0.10, 0.70
"""Opacity of the faces of squares while they grow, and of their edges."""
SOON = 0.15
"""Of the way to where squares gather, that on which they become whole again."""
SHRINK = 2.0
"""How late they become as small as they are there."""
SOLID = 0.80
"""That of the faces where squares have gathered, and no longer lie on one another."""
MANY = 50
"""From so many squares on their edges are fainter, since they lie on one another."""
LIT, APART = 0.14, 0.12
"""Opacity of the faces of two that are lit, and what is between them where they stand side by side.
"""
LATE = 4.0
"""How late the lines come that part the larger of the two, as it grows."""
OTHERS = 0.3
"""Opacity of the strokes of all others then."""
LARGER = 1.5
"""Radius of a sample that lies outside what is tolerated, in that of the others."""
STAGGER, WAVE, FEW, FLIGHT = 0.55, 7.0, 30.0, 3.0
"""By what share of its movement the last sample is later than the first; and where only few are to
move at a time: samples that come, squares that grow, and squares that gather."""


def one_by_one(x: Array) -> Array:
    """When each of some samples begins, (n,), as a share of a movement from left to right."""
    rank = np.empty(len(x))
    rank[np.argsort(x, kind="stable")] = np.linspace(0.0, STAGGER, len(x))
    return rank


def each_of(share: float, late: Array, stagger: float = STAGGER) -> Array:
    """How far each is, (n,), of a movement in which each is so ``late``, up to STAGGER.

    A larger ``stagger`` makes the last so much later, and fewer move at a time.
    """
    own = np.clip(share * (1.0 + stagger) - late * stagger / STAGGER, 0.0, 1.0)
    return np.asarray(own * own * (3.0 - 2.0 * own))


def _middles(squares: Array) -> Array:
    """Of left, bottom, width and height (n, 4), the middles (n, 2)."""
    return np.asarray(squares[:, :2] + squares[:, 2:] / 2)


def _soon(gone: Array) -> Array:
    """How far squares (n,) have become whole again that set off."""
    return np.minimum(gone / SOON, 1.0)


class Misses(Painted):
    """Strokes from a line to the samples, and squares that grow on them.

    A square's side is the stroke, so that its area is the miss squared.
    """

    partly_faint = True

    def __init__(self, axes: Axes, x: Array, y: Array, colour: str, theme: Theme) -> None:
        super().__init__()
        self.axes, self.x, self.y = axes, x, y
        self.rgb, self.casing, self.ink = rgb(colour), rgb(theme.casing), rgb(theme.text)
        self.late = one_by_one(x)
        """When the movement of each begins, as a share of it all; from left to right."""
        self.line, self.leans = (0.0, 0.0), 1.0
        self.drawn = self.grown = self.gathered = self.lit = 0.0
        self.paired = 2.0
        self.targets: Array | None = None
        self.pair: tuple[int, int] | None = None
        """Two samples, the second of which is missed by twice as much, whose squares may be lit."""

    def show(
        self, line: tuple[float, float], drawn: float, grown: float, leans: float = 1.0
    ) -> None:
        """Be the misses of a line, its slope and intercept; strokes and squares so far drawn.

        ``leans`` is above 0 where the line rises, so that squares lie beside it and not on it.
        """
        self.line, self.drawn, self.grown, self.leans = line, drawn, grown, leans

    def light(self, lit: float, paired: float = 2.0) -> None:
        """Have the pair stand out so far; up to 1 the first's square grows, up to 2 the other's.

        That is drawn as four of the first.
        """
        self.lit, self.paired = (lit if self.pair is not None else 0.0), paired

    def gather(self, share: float, targets: Array) -> None:
        """Have the squares so far on their way to places: left, bottom, width and height, (n, 4).

        Those of the samples from left to right, as they leave.
        """
        self.gathered, self.targets = share, np.empty_like(targets)
        self.targets[np.argsort(self.x, kind="stable")] = targets

    def _each(self, share: float) -> Array:
        """How far each is, (n,), of a movement from left to right."""
        return each_of(share, self.late)

    def _wave(self, later: float = 0.0) -> Array:
        """How far each square has grown, (n,), or if ``later`` is 1, has faded since."""
        return each_of((self.grown * (FEW + 2.0) - later) / (FEW + 1.0), self.late, FEW)

    def _gone(self) -> Array:
        """How far each square is on its way to where all gather, (n,)."""
        return each_of(self.gathered, self.late, FLIGHT)

    def _standing(self, grown: Array | float) -> Array:
        """Left, bottom, width and height of each, (n, 4), on its stroke, and so far grown."""
        slope, intercept = self.line
        ends = self.axes.at(self.x, slope * self.x + intercept)
        samples = self.axes.at(self.x, self.y)
        away = samples[:, 1] - ends[:, 1]
        side = np.abs(away)
        width = side * grown
        left = samples[:, 0] - np.where(away * self.leans > 0, width, 0.0)
        return np.stack([left, np.minimum(samples[:, 1], ends[:, 1]), width, side], axis=-1)

    def squares(self) -> Array:
        """Left, bottom, width and height of each, (n, 4), in frame units."""
        own = self._standing(self._wave())
        if self.targets is None or not self.gathered:
            return own
        gone = self._gone()[:, None]
        size = own[:, 2:] + gone**SHRINK * (self.targets[:, 2:] - own[:, 2:])
        middle = _middles(own) + gone * (_middles(self.targets) - _middles(own))
        return np.concatenate([middle - size / 2, size], axis=-1)

    def pieces(self, pixels: float) -> list[Piece]:
        """All of them."""
        del pixels
        if not self.drawn:
            return []
        return [Piece(None, self._around(), self._paint)]

    def _around(self) -> Extent:
        if self.gathered:
            squares = self.squares()
            corners = np.concatenate([squares[:, :2], squares[:, :2] + squares[:, 2:]])
            return around(corners, 2 * STROKES.sample)
        return self.axes.slot.extent

    def _paint(self, pen: Pen) -> None:
        with pen.within(self._around()):
            if self.grown:
                self._paint_squares(pen)
            if self.lit:
                self._paint_pair(pen)
            self._paint_strokes(pen)
            if self.targets is not None:
                self._paint_samples(pen)

    def _paint_squares(self, pen: Pen) -> None:
        squares, gone = self.squares(), self._gone()
        rests = self._wave(later=1.0) * (1.0 - _soon(gone))
        # Solid only where it has nearly arrived: on the way, what it passes shines through.
        faces = FILL * (1.0 - rests) * (1.0 - gone) + gone**6 * SOLID
        few = EDGE * min(1.0, (MANY / len(self.x)) ** 0.5)
        edges = few * (1.0 - rests) * (1.0 - gone)
        looks = zip(squares.tolist(), faces, edges, strict=True)
        for square, *look in looks:
            self._paint_square(pen, square, *(float(each) for each in look))

    def _paint_pair(self, pen: Pen) -> None:
        """The squares of the pair, as far as they have grown."""
        for square, grown in zip(self._growing(), self._pair_grown(), strict=True):
            if grown:
                self._paint_square(pen, square.tolist(), LIT * self.lit, self.lit)
        self._paint_quarters(pen, self.pair_squares()[1].tolist())

    def _pair_grown(self) -> Array:
        """How far the squares of the pair have grown, (2,)."""
        return np.clip(self.paired - np.arange(2), 0.0, 1.0)

    def _growing(self) -> list[Array]:
        """Left, bottom, width and height (4,) of both, from their strokes as far as they are."""
        slope, intercept = self.line
        two = list(self.pair or ())
        backwards = (self.y[two] - slope * self.x[two] - intercept) * self.leans > 0
        found = []
        for square, grown, back in zip(
            self.pair_squares(), self._pair_grown(), backwards, strict=True
        ):
            left, bottom, width, height = square
            start = left + width * (1.0 - grown) if back else left
            found.append(np.array([start, bottom, width * grown, height]))
        return found

    def pair_squares(self) -> list[Array]:
        """Left, bottom, width and height (4,) of the two that may be lit, where they are then."""
        less, more = self._standing(1.0)[list(self.pair)] if self.pair else np.zeros((2, 4))
        return [self._clear(less, more), more]

    def _clear(self, square: Array, other: Array) -> Array:
        """A square (4,) where it is, if that is clear of another one; else as far as they are lit.

        It goes to the foot of that then: beside it, or into a quarter of it where there is no room
        on either side.
        """
        (low, high), ends = other[[0, 2]].cumsum(), square[[0, 2]].cumsum()
        if ends[1] + APART < low or high + APART < ends[0]:
            return square
        area, (left, bottom, width, _) = self.axes.slot, other.tolist()
        before, behind = left - APART - float(square[2]), left + width + APART
        x = behind if behind + float(square[2]) <= area.right else left
        x = before if before >= area.left else x
        return np.asarray(square + self.lit * (np.array([x, bottom, *square[2:]]) - square))

    def _paint_square(self, pen: Pen, square: Sequence[float], face: float, edge: float) -> None:
        """A face with its edges."""
        pen.context.rectangle(*square)
        pen.colour(self.rgb, face)
        pen.context.fill_preserve()
        pen.stroke(STROKES.hair, self.rgb, edge)
        pen.done()

    def _paint_quarters(self, pen: Pen, square: Sequence[float]) -> None:
        """The lines that part a square into four."""
        left, bottom, width, height = square
        x, y = left + width / 2, bottom + height / 2
        for ends in ([[x, bottom], [x, bottom + height]], [[left, y], [left + width, y]]):
            pen.path(np.array(ends))
            pen.stroke(STROKES.axis, self.rgb, float(self.lit * self._pair_grown()[1] ** LATE))
            pen.done()

    def _paint_strokes(self, pen: Pen) -> None:
        slope, intercept = self.line
        ends = self.axes.at(self.x, slope * self.x + intercept)
        tips = ends + self._each(self.drawn)[:, None] * (self.axes.at(self.x, self.y) - ends)
        stay = self._gone() == 0.0
        for (x, y), (_, top) in zip(ends[stay].tolist(), tips[stay].tolist(), strict=True):
            pen.context.move_to(x, y)
            pen.context.line_to(x, top)
        pen.stroke(STROKES.thin, self.rgb, 1.0 - (1.0 - OTHERS) * self.lit)
        pen.done()
        for one in self.pair if self.lit and self.pair is not None else ():
            pen.path(np.stack([ends[one], tips[one]]))
            pen.stroke(STROKES.thick, self.rgb, self.lit)
            pen.done()

    def _paint_samples(self, pen: Pen) -> None:
        """Those whose squares have not left yet."""
        places = self.axes.at(self.x, self.y)[self._gone() == 0.0]
        _paint_cased(pen, places, self.casing, self.ink)


def _paint_cased(pen: Pen, places: Array, casing: RGB, colour: RGB) -> None:
    """Samples; of two at one place, both casings lie below."""
    pen.discs(places, STROKES.sample + STROKES.casing, casing, 0.85)
    pen.discs(places, STROKES.sample, colour)


class Samples(Painted):
    """Samples with a casing, which can be seen on squares, too; they may come one by one."""

    def __init__(self, axes: Axes, x: Array, y: Array, theme: Theme) -> None:
        super().__init__()
        self.axes, self.x, self.y = axes, x, y
        self.rgb, self.casing = rgb(theme.text), rgb(theme.casing)
        self.come = 1.0

    def show(self, come: float) -> None:
        """Have so many of them come, from left to right: the last of these grow."""
        self.come = come

    def extent(self) -> Extent:
        """All of them."""
        return around(self.axes.at(self.x, self.y), 2 * STROKES.sample)

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        places = self.axes.at(self.x, self.y)
        if self.come < 1.0:
            sizes = each_of(self.come, one_by_one(self.x), WAVE)
            for (x, y), size in zip(places[sizes > 0.0].tolist(), sizes[sizes > 0.0], strict=True):
                pen.disc(x, y, float(size) * STROKES.sample, self.rgb)
            return
        _paint_cased(pen, places, self.casing, self.rgb)


class Tolerated(Painted):
    """What a count of misses lets pass: a band about a line, and the samples outside it lit."""

    partly_faint = True

    def __init__(
        self, axes: Axes, x: Array, y: Array, tolerance: float, colour: str, theme: Theme
    ) -> None:
        super().__init__()
        self.axes, self.x, self.y, self.tolerance = axes, x, y, tolerance
        self.rgb, self.band, self.casing = rgb(colour), rgb(theme.batch), rgb(theme.casing)
        self.line = (0.0, 0.0)

    def show(self, line: tuple[float, float]) -> None:
        """Be about a line, its slope and intercept."""
        self.line = line

    def missed(self) -> Array:
        """Which samples lie outside, (n,)."""
        slope, intercept = self.line
        return np.asarray(np.abs(slope * self.x + intercept - self.y) > self.tolerance)

    def extent(self) -> Extent:
        """The plot's area."""
        return self.axes.slot.extent

    def paint(self, pen: Pen) -> None:
        """Draw band and samples."""
        slope, intercept = self.line
        ends = np.asarray(self.axes.x)
        middle = slope * ends + intercept
        with pen.within(self.extent()):
            above = self.axes.at(ends, middle + self.tolerance)
            below = self.axes.at(ends, middle - self.tolerance)
            pen.path(np.concatenate([above, below[::-1]]))
            pen.context.close_path()
            pen.colour(self.band, 0.18)
            pen.context.fill()
        out = self.missed()
        lit = self.axes.at(self.x[out], self.y[out])
        pen.discs(lit, STROKES.sample + STROKES.casing, self.casing, 0.85)
        pen.discs(lit, LARGER * STROKES.sample, self.rgb)
