"""How far samples lie from a line: a stroke for each miss, and a square on it."""

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

FILL, EDGE = 0.13, 0.80
"""Opacity of the faces of squares while they grow, and of their edges."""
MANY = 50
"""From so many squares on their edges are fainter, since they lie on one another."""
LIT, APART = 0.26, 0.12
"""Opacity of the faces of two that are lit, and what is between them where they stand side by side.
"""
FAINTER = 0.75
"""Opacity of the strokes of all others while one alone stands out."""
LATE = 4.0
"""How late the lines come that part the larger of the two, as it grows."""
OTHERS, ASIDE = 0.2, 0.5
"""Opacity of the strokes of all others then, and of their samples."""
LARGER = 1.5
"""Radius of a sample that lies outside what is tolerated, in that of the others."""
STAGGER, WAVE, FEW = 0.55, 7.0, 30.0
"""By what share of its movement the last sample is later than the first; and where only few are to
move at a time: samples that come, and squares that grow."""


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


class Misses(Painted):
    """Strokes from a line to the samples, and squares that grow on them.

    A square's side is the stroke, so that its area is the miss squared.
    """

    partly_faint = True

    def __init__(self, axes: Axes, x: Array, y: Array, colour: str, theme: Theme) -> None:
        super().__init__()
        self.axes, self.x, self.y = axes, x, y
        self.rgb = rgb(colour)
        self.late = one_by_one(x)
        """When the movement of each begins, as a share of it all; from left to right."""
        self.line, self.leans = (0.0, 0.0), 1.0
        self.drawn = self.grown = self.lit = self.singled = 0.0
        self.paired = 2.0
        self.single: int | None = None
        """A sample whose miss may stand out alone."""
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

    def single_out(self, singled: float) -> None:
        """Have the single one stand out so far."""
        self.singled = singled if self.single is not None else 0.0

    def _each(self, share: float) -> Array:
        """How far each is, (n,), of a movement from left to right."""
        return each_of(share, self.late)

    def wave(self, later: float = 0.0) -> Array:
        """How far each square has grown, (n,), or if ``later`` is 1, has faded since."""
        return each_of((self.grown * (FEW + 2.0) - later) / (FEW + 1.0), self.late, FEW)

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
        return self._standing(self.wave())

    def whole(self) -> Array:
        """The same once all have grown."""
        return self._standing(1.0)

    def pieces(self, pixels: float) -> list[Piece]:
        """All of them."""
        del pixels
        if not self.drawn:
            return []
        return [Piece(None, self.axes.slot.extent, self._paint)]

    def _paint(self, pen: Pen) -> None:
        with pen.within(self.axes.slot.extent):
            if self.grown:
                self._paint_squares(pen)
            if self.lit:
                self._paint_pair(pen)
            self._paint_strokes(pen)

    def _paint_squares(self, pen: Pen) -> None:
        fresh = 1.0 - self.wave(later=1.0)
        few = EDGE * min(1.0, (MANY / len(self.x)) ** 0.5)
        looks = zip(self.squares().tolist(), FILL * fresh, few * fresh, strict=True)
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
        for (x, y), (_, top) in zip(ends.tolist(), tips.tolist(), strict=True):
            pen.context.move_to(x, y)
            pen.context.line_to(x, top)
        left = (1.0 - (1.0 - OTHERS) * self.lit) * (1.0 - (1.0 - FAINTER) * self.singled)
        pen.stroke(STROKES.thin, self.rgb, left)
        pen.done()
        bold = [(one, self.lit) for one in self.pair or ()]
        if self.single is not None:
            bold.append((self.single, self.singled))
        for one, much in bold:
            if much:
                pen.path(np.stack([ends[one], tips[one]]))
                pen.stroke(STROKES.thick, self.rgb, much)
                pen.done()


def _paint_cased(pen: Pen, places: Array, casing: RGB, colour: RGB, radius: float) -> None:
    """Samples; of two at one place, both casings lie below."""
    pen.discs(places, radius + STROKES.casing, casing, 0.85)
    pen.discs(places, radius, colour)


class Samples(Painted):
    """Samples with a casing, which can be seen on squares, too; they may come one by one.

    They are so many ``times`` as large as usual.
    """

    def __init__(self, axes: Axes, x: Array, y: Array, theme: Theme, times: float = 1.0) -> None:
        super().__init__()
        self.axes, self.x, self.y = axes, x, y
        self.radius = times * STROKES.sample
        self.rgb, self.casing = rgb(theme.text), rgb(theme.casing)
        self.come, self.lit = 1.0, 0.0
        self.pair: tuple[int, int] | None = None
        """Two that may stand out."""

    def show(self, come: float) -> None:
        """Have so many of them come, from left to right: the last of these grow."""
        self.come = come

    def light(self, lit: float) -> None:
        """Have the pair stand out so far."""
        self.lit = lit if self.pair is not None else 0.0

    def extent(self) -> Extent:
        """All of them."""
        return around(self.axes.at(self.x, self.y), 2 * self.radius)

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        places = self.axes.at(self.x, self.y)
        if self.come < 1.0:
            sizes = each_of(self.come, one_by_one(self.x), WAVE)
            for (x, y), size in zip(places[sizes > 0.0].tolist(), sizes[sizes > 0.0], strict=True):
                pen.disc(x, y, float(size) * self.radius, self.rgb)
            return
        if not self.lit:
            _paint_cased(pen, places, self.casing, self.rgb, self.radius)
            return
        others = np.delete(places, list(self.pair or ()), axis=0)
        pen.discs(others, self.radius, self.rgb, 1.0 - (1.0 - ASIDE) * self.lit)
        _paint_cased(pen, places[list(self.pair or ())], self.casing, self.rgb, self.radius)


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
