"""Plots: axes with quantity and unit, curves that grow with the table, data with fitted lines."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.components.painted import PIECE, Extent, Painted, Pen, Piece, around, cuts, rgb, shared
from scenes.components.text import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import TickTexts, short_tick_texts, tick_texts
from scenes.theme import FAINT, SIZES, STROKES, Theme

Array = NDArray[np.float64]

LEFT, RIGHT, BELOW, ABOVE = 0.72, 0.24, 0.68, 0.48
"""Room around a plot's area for its numbers and names."""

TICK = 0.07
DOTTED, FEW = 64, 8
"""Values up to which a curve has a dot at each, and how many of these are painted at once."""
CROWD = 20.0
"""Faint lines in the width of one at which they are half as opaque."""


def plot_area(slot: Slot) -> Slot:
    """The area between the axes of a plot that fills ``slot`` with its numbers and names."""
    return slot.inset(LEFT, BELOW, RIGHT, ABOVE)


class Axes(Painted):
    """Two axes with ticks in a slot; maps data to frame coordinates.

    The slot is the plot's area; labels lie outside it: numbers left and below, the quantity of the
    y axis above, that of the x axis below its numbers.  Where the quantities are a user's, and
    ``scaled``, long numbers lose to the words what they have in common.
    """

    partly_faint = True

    def __init__(
        self,
        slot: Slot,
        x: tuple[float, float],
        y: tuple[float, float],
        theme: Theme,
        *,
        log_y: bool = False,
        x_ticks: Sequence[float] | Array = (),
        y_ticks: Sequence[float] | Array = (),
        scaled: bool = False,
    ) -> None:
        super().__init__()
        self.slot, self.x, self.y, self.theme, self.log_y = slot, x, y, theme, log_y
        self.x_ticks, self.y_ticks = np.asarray(x_ticks, float), np.asarray(y_ticks, float)
        self.rgb, self.scaled = rgb(theme.rule), scaled

    def at(self, x: Array, y: Array) -> Array:
        """Frame coordinates (..., 2) of data (...), (...)."""
        low, high = (np.log10(self.y) if self.log_y else self.y)[:2]
        value = np.asarray(y, float)
        if self.log_y:
            with np.errstate(divide="ignore"):
                value = np.log10(np.maximum(value, 0.0))
        across = (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0])
        up = np.maximum((value - low) / (high - low), -10.0)
        return np.stack(
            [self.slot.left + across * self.slot.width, self.slot.bottom + up * self.slot.height],
            axis=-1,
        )

    def extent(self) -> Extent:
        """The plot's area with its ticks."""
        return around(self.slot.corners, TICK + STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw baseline, left axis, ticks and hair-thin lines across."""
        slot = self.slot
        for value in self.y_ticks:
            y = float(self.at(np.asarray(self.x[0]), np.asarray(value))[1])
            pen.path(np.array([[slot.left, y], [slot.right, y]]))
            pen.stroke(STROKES.hair, self.rgb, 0.35)
            pen.done()
        self.paint_x_ticks(pen)
        corner = [[slot.left, slot.top], [slot.left, slot.bottom], [slot.right, slot.bottom]]
        pen.path(np.array(corner))
        pen.stroke(STROKES.axis, self.rgb)
        pen.done()

    def paint_x_ticks(self, pen: Pen) -> None:
        """Draw the ticks of the x axis alone."""
        bottom = self.slot.bottom
        for value in self.x_ticks:
            x = float(self.at(np.asarray(value), np.asarray(self.y[0]))[0])
            pen.path(np.array([[x, bottom], [x, bottom - TICK]]))
            pen.stroke(STROKES.axis, self.rgb)
            pen.done()

    def x_numbers(self, texts: Sequence[str] | None = None) -> VGroup:
        """The numbers under the ticks."""
        group = VGroup()
        for value, text in zip(self.x_ticks, texts or self._told(self.x_ticks).texts, strict=True):
            label = self._label(text)
            x = float(self.at(np.asarray(value), np.asarray(self.y[0]))[0])
            x = min(x, self.slot.right + RIGHT - float(label.width) / 2)
            group.add(label.put(x, self.slot.bottom - 0.32, "centre"))
        return group

    def y_numbers(self) -> VGroup:
        """The numbers left of the ticks; powers of ten on a logarithmic axis."""
        group = VGroup()
        for value, text in zip(self.y_ticks, self._told(self.y_ticks).texts, strict=True):
            y = float(self.at(np.asarray(self.x[0]), np.asarray(value))[1])
            label = self._power(value) if self.log_y else self._label(text)
            group.add(label.put(self.slot.left - 0.12, y - 0.075, "right"))
        return group

    def _told(self, ticks: Array) -> TickTexts:
        return short_tick_texts(ticks) if self.scaled else TickTexts(tick_texts(ticks))

    def y_name(self, code: str) -> Label:
        """The quantity of the y axis, above it (our own markup)."""
        label = formula(code, SIZES.small, self.theme.quiet)
        return label.put(self.slot.left - LEFT, self.slot.top + 0.24)

    def x_name(self, code: str) -> Label:
        """The quantity of the x axis, below its numbers (our own markup)."""
        label = formula(code, SIZES.small, self.theme.quiet)
        return label.put(self.slot.right + RIGHT, self.slot.bottom - 0.64, "right")

    def x_words(self, text: str) -> Label:
        """The quantity of the x axis in a user's words."""
        label = self._fitting(text, self.x_ticks)
        return label.put(self.slot.right + RIGHT, self.slot.bottom - 0.64, "right")

    def y_words(self, text: str) -> Label:
        """The quantity of the y axis in a user's words."""
        label = self._fitting(text, self.y_ticks)
        return label.put(self.slot.left - LEFT, self.slot.top + 0.24)

    def _fitting(self, text: str, ticks: Array) -> Label:
        """The words, cut short with an ellipsis where they are wider than the plot."""
        most = LEFT + self.slot.width + RIGHT
        before, after = self._told(ticks).around()
        label, kept = self._label(f"{before}{text}{after}"), text
        while label.width > most and kept:
            kept = kept[: max(0, int(len(kept) * most / label.width) - 1)].rstrip()
            label = self._label(f"{before}{kept}…{after}")
        return label

    def _label(self, text: str) -> Label:
        return words(text, SIZES.small, self.theme.quiet)

    def _power(self, value: float) -> Label:
        exponent = round(np.log10(value))
        return formula(f"$10^({exponent})$", SIZES.small, self.theme.quiet)


class Ticks(Painted):
    """The ticks of an x axis alone, for a plot whose axis comes to count something else."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self.axes = axes

    def extent(self) -> Extent:
        """Below the plot's area."""
        left, bottom, right, _ = self.axes.slot.extent
        return left - STROKES.axis, bottom - TICK, right + STROKES.axis, bottom

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        self.axes.paint_x_ticks(pen)


class Curve(Painted):
    """A value a step that grows with the table: dots at steps, a cursor at its end."""

    def __init__(
        self,
        axes: Axes,
        values: Array,
        colour: str,
        theme: Theme,
        width: float = STROKES.curve,
        *,
        faint: bool = False,
    ) -> None:
        super().__init__()
        self.axes, self.values, self.thickness, self.faint = axes, values, width, faint
        self.steps = np.arange(len(values), dtype=float)
        self.partly_faint = self.stands_behind = faint
        self.dots = len(values) <= DOTTED
        self.position = 0.0
        self.per_step = 1.0
        """Units of the x axis that one optimizer step takes."""
        self._settled: dict[Hashable, Piece] = {}
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    def show(self, position: float, per_step: float | None = None) -> None:
        """Grow up to ``position``: optimizer steps, with fraction."""
        self.position = position
        if per_step not in (None, self.per_step):
            self.per_step, self._settled = per_step, {}

    def line(self) -> Array:
        """The curve so far, (n, 2), in frame units; between two steps it runs straight."""
        last = int(self.position)
        points = self.axes.at(self.steps[: last + 2] * self.per_step, self.values[: last + 2])
        if last + 1 < len(self.values):
            points[-1] = points[-2] + (self.position - last) * (points[-1] - points[-2])
        return points

    @property
    def cursor(self) -> Array:
        """The end of the curve, (2,), in frame units."""
        end: Array = self.line()[-1]
        return end

    def pieces(self, pixels: float) -> list[Piece]:
        """The curve within the plot's area, and the cursor where it is inside."""
        del pixels
        points = self.line()
        paints: list[Paint] = [self._faint] if self.faint else [self._under, self._over]
        ends = cuts(0, len(points) - 1, FEW if self.dots else PIECE)
        found = [
            self._piece(paint, first, points[first : last + 1], growing=last == len(points) - 1)
            for paint in paints
            for first, last in ends
        ]
        if self.dots:
            found += [self._piece(self._dots, first, points[first:last]) for first, last in ends]
        slot, (x, y) = self.axes.slot, points[-1]
        if not self.faint and slot.bottom <= y <= slot.top + 0.05 and x <= slot.right + 0.05:
            found.append(
                Piece(("cursor", x, y), around(points[-1:], 2 * STROKES.cursor), self._cursor)
            )
        return found

    def _piece(self, paint: Paint, first: int, points: Array, *, growing: bool = False) -> Piece:
        """What ``paint`` paints of these points, from the value ``first`` on; kept once grown."""
        end = self.position if growing else None
        state = (paint.__name__, first, len(points), self.per_step, end)
        if state in self._settled:
            return self._settled[state]
        extent = shared(around(points, self.thickness + STROKES.casing), self._area())
        piece = Piece(state, extent, partial(self._within, paint, points))
        if not growing:
            self._settled[state] = piece
        return piece

    def _area(self) -> Extent:
        """The plot's area and half a line around it."""
        slot, edge = self.axes.slot, self.thickness
        return slot.left - edge, slot.bottom - edge, slot.right + edge, slot.top

    def _within(self, paint: Paint, points: Array, pen: Pen) -> None:
        with pen.within(self._area()):
            paint(pen, points)

    def _faint(self, pen: Pen, points: Array) -> None:
        """Fainter where many lie on one another, or what is drawn over them would be lost."""
        low, high = self.axes.x
        length = self.per_step / (high - low) * self.axes.slot.width
        pen.line(points, STROKES.hair, self.rgb, FAINT / (1.0 + STROKES.hair / length / CROWD))

    def _under(self, pen: Pen, points: Array) -> None:
        pen.line(points, self.thickness + STROKES.casing, self.casing, 0.6)

    def _over(self, pen: Pen, points: Array) -> None:
        pen.line(points, self.thickness, self.rgb)

    def _dots(self, pen: Pen, points: Array) -> None:
        for x, y in points.tolist():
            pen.disc(x, y, self.thickness, self.rgb)

    def _cursor(self, pen: Pen) -> None:
        x, y = self.cursor
        pen.disc(x, y, STROKES.cursor + STROKES.hair, self.casing)
        pen.disc(x, y, STROKES.cursor, self.rgb)


Paint = Callable[[Pen, Array], None]


class Band(Painted):
    """A level band between two losses over part of the x axis, for a noise floor."""

    partly_faint = True

    def __init__(
        self, axes: Axes, x: tuple[float, float], y: tuple[float, float], colour: str
    ) -> None:
        super().__init__()
        self.axes, self.x_span, self.y_span, self.rgb = axes, x, y, rgb(colour)

    def extent(self) -> Extent:
        """The band with its edges, within the plot's area."""
        return shared(around(self._corners(), STROKES.hair), self.axes.slot.extent)

    def _corners(self) -> Array:
        return self.axes.at(np.asarray(self.x_span), np.asarray(self.y_span))

    def paint(self, pen: Pen) -> None:
        """Fill it faintly, with its edges drawn, as far as it lies in the plot."""
        with pen.within(self.axes.slot.extent):
            self._paint(pen)

    def _paint(self, pen: Pen) -> None:
        low, high = self._corners()
        pen.context.rectangle(low[0], low[1], high[0] - low[0], high[1] - low[1])
        pen.colour(self.rgb, 0.14)
        pen.context.fill()
        for y in (low[1], high[1]):
            pen.path(np.array([[low[0], y], [high[0], y]]))
            pen.stroke(STROKES.hair, self.rgb, 0.8)
            pen.done()


class FittedLine(NamedTuple):
    """The line that some parameters draw through the data, and how much of it is to be seen."""

    slope: float
    intercept: float
    colour: str
    width: float
    strength: float = 1.0


class DataPlot(Painted):
    """The samples and, in front, the lines that the present parameters draw through them."""

    def __init__(self, axes: Axes, x: Array, y: Array, theme: Theme) -> None:
        super().__init__()
        self.axes, self.samples = axes, axes.at(x, y)
        self.data = (x, y)
        self.quiet, self.casing = rgb(theme.quiet), rgb(theme.casing)
        self.light: tuple[Array, str, float] | None = None
        self.lines: list[FittedLine] = []

    def show(
        self,
        lines: Sequence[FittedLine],
        lit: tuple[Array, str, float] | None = None,
    ) -> None:
        """Draw lines and light the samples of one step.

        ``lit`` is the indices of the samples, the colour, and how bright in [0, 1].
        """
        self.lines = list(lines)
        self.light = lit

    def pieces(self, pixels: float) -> list[Piece]:
        """The samples; then lines, and residuals and samples that are lit."""
        del pixels
        samples = around(self.samples, 2 * STROKES.sample)
        return [
            Piece("samples", samples, self._paint_samples),
            Piece(None, self.axes.slot.extent, self._paint_lines),
        ]

    def _paint_samples(self, pen: Pen) -> None:
        for x, y in self.samples.tolist():
            pen.disc(x, y, STROKES.sample, self.quiet, 0.75)

    def _paint_lines(self, pen: Pen) -> None:
        ends = np.asarray(self.axes.x)
        with pen.within(self.axes.slot.extent):
            for line in self.lines:
                pen.path(self.axes.at(ends, line.slope * ends + line.intercept))
                pen.stroke(line.width + STROKES.casing, self.casing, 0.7 * line.strength)
                pen.stroke(line.width, rgb(line.colour), line.strength)
                pen.done()
            if self.light is not None:
                self._paint_lit(pen, *self.light)

    def _paint_lit(self, pen: Pen, indices: Array, colour: str, bright: float) -> None:
        line = next(line for line in self.lines if line.colour == colour)
        tint, lit = rgb(colour), np.unique(indices)
        x = self.data[0][lit]
        ends = self.axes.at(x, line.slope * x + line.intercept)
        for (left, top), (right, bottom) in zip(
            self.samples[lit].tolist(), ends.tolist(), strict=True
        ):
            pen.context.move_to(left, top)
            pen.context.line_to(right, bottom)
        pen.stroke(STROKES.thin, tint, 0.70 * bright)
        pen.discs(self.samples[lit], STROKES.sample * 2.0, tint, 0.30 * bright)
        pen.discs(self.samples[lit], STROKES.sample * 1.25, tint, bright)
