"""Axes with quantity and unit, which map data to the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import cut_short, first_fitting
from scenes.layout import Slot
from scenes.numerals import ENGLISH, Numerals, TickTexts
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import SIZES, STROKES, Theme

LEFT, RIGHT, BELOW, ABOVE = 0.72, 0.24, 0.68, 0.48
"""Room around a plot's area for its numbers and names."""
OVER, CLOSE = 0.24, 0.04
"""From the area up to the baseline of the name of y, and how much nearer than that room that of x
is.
"""
TICK = 0.07
RISE = 0.18
"""Height of a tick that rises into the plot."""
UPWARDS = 0.45
"""How strong the line is that goes on from there."""
NEAR = 1e-6
"""How far beyond its axis a tick may be by rounding."""


UNNUMBERED = 0.10, 0.36
"""Room left and below where an axis has no numbers."""


def plot_area(slot: Slot, *, numbers: bool = True) -> Slot:
    """The area between the axes of a plot that fills ``slot`` with its numbers and names."""
    left, below = (LEFT, BELOW) if numbers else UNNUMBERED
    return slot.inset(left, below, RIGHT, ABOVE)


def plot_about(area: Slot) -> Slot:
    """The slot of a plot without numbers that has this area between its axes."""
    left, below = UNNUMBERED
    return area.inset(-left, -below, -RIGHT, -ABOVE)


SUNK, BESIDE = 0.075, 0.12
"""From a tick of the y axis down to the baseline of its number, and from the axis to that."""


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
        numerals: Numerals = ENGLISH,
        *,
        log_y: bool = False,
        x_ticks: Sequence[float] | Array = (),
        y_ticks: Sequence[float] | Array = (),
        scaled: bool = False,
        size: float = SIZES.small,
    ) -> None:
        super().__init__()
        self.size = size
        """Of numbers and names, in em."""
        self.names_apart = LEFT, BELOW
        """How far the names lie from the area: of y its left end, of x the lower edge of its line;
        they are nearer where there are no numbers."""
        self._labels: list[Callable[[], object]] = []
        """What puts each label of the axes in its place."""
        self.slot, self.x, self.y, self.theme, self.log_y = slot, x, y, theme, log_y
        self.x_ticks, self.y_ticks = np.asarray(x_ticks, float), np.asarray(y_ticks, float)
        self.rgb, self.scaled, self.numerals = rgb(theme.rule), scaled, numerals

    def at(self, x: Array, y: Array) -> Array:
        """Frame coordinates (..., 2) of data (...), (...)."""
        low, high = (np.log10(self.y) if self.log_y else self.y)[:2]
        value = np.asarray(y, float)
        if self.log_y:
            with np.errstate(divide="ignore"):
                value = np.log10(np.maximum(value, 0.0))
        across = (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0])
        # A cost of 0 has no place on a logarithmic axis: far below it, and finite.
        up = np.maximum((value - low) / (high - low), -10.0)
        return np.stack(
            [self.slot.left + across * self.slot.width, self.slot.bottom + up * self.slot.height],
            axis=-1,
        )

    @property
    def look(self) -> tuple[Extent, tuple[float, float], tuple[float, float]]:
        """What decides where things lie on them: the area, and the ranges of x and y."""
        return self.slot.extent, self.x, self.y

    def move(
        self,
        slot: Slot,
        x: tuple[float, float],
        names_apart: tuple[float, float] = (LEFT, BELOW),
        y: tuple[float, float] | None = None,
    ) -> None:
        """Have another area and other ranges; numbers and names go along.

        What lies outside the ranges then is not seen.
        """
        new = slot, x, names_apart, y or self.y
        if new == (self.slot, self.x, self.names_apart, self.y):
            return
        self.slot, self.x, self.names_apart, self.y = new
        for put in self._labels:
            put()

    def keep(self, put: Callable[[], object]) -> None:
        """Put a label in its place, now and whenever the axes move."""
        self._labels.append(put)
        put()

    def extent(self) -> Extent:
        """The plot's area with its ticks."""
        return around(self.slot.corners, TICK + STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw baseline, left axis, ticks and hair-thin lines across."""
        slot = self.slot
        for y in self._ticks_up():
            pen.path(np.array([[slot.left, y], [slot.right, y]]))
            pen.stroke(STROKES.hair, self.rgb, 0.35)
            pen.done()
        self.paint_x_ticks(pen)
        corner = [[slot.left, slot.top], [slot.left, slot.bottom], [slot.right, slot.bottom]]
        pen.path(np.array(corner))
        pen.stroke(STROKES.axis, self.rgb)
        pen.done()

    def paint_y_ticks(self, pen: Pen) -> None:
        """Draw ticks of the y axis alone, in place of lines across."""
        left = self.slot.left
        for y in self._ticks_up():
            pen.path(np.array([[left - TICK, y], [left, y]]))
            pen.stroke(STROKES.axis, self.rgb)
            pen.done()

    def paint_x_ticks(self, pen: Pen) -> None:
        """Draw the ticks of the x axis alone."""
        bottom = self.slot.bottom
        for x in self._ticks_across():
            pen.path(np.array([[x, bottom], [x, bottom - TICK]]))
            pen.stroke(STROKES.axis, self.rgb)
            pen.done()

    def paint_uprights(self, pen: Pen) -> None:
        """Draw ticks of the x axis that rise into the plot, and go on up it hair-thin."""
        bottom, top = self.slot.bottom, self.slot.top
        for x in self._ticks_across():
            pen.path(np.array([[x, bottom], [x, top]]))
            pen.stroke(STROKES.hair, self.rgb, UPWARDS)
            pen.done()
            pen.path(np.array([[x, bottom], [x, bottom + RISE]]))
            pen.stroke(STROKES.axis, self.rgb)
            pen.done()

    def _ticks_across(self) -> list[float]:
        """Where the ticks of the x axis are that lie on it."""
        across = self.at(self.x_ticks, np.full(len(self.x_ticks), self.y[0]))[:, 0]
        return [float(x) for x in across[self._holds_across(across)]]

    def _ticks_up(self) -> list[float]:
        """The same of the y axis."""
        up = self.at(np.full(len(self.y_ticks), self.x[0]), self.y_ticks)[:, 1]
        return [float(y) for y in up[self._holds_up(up)]]

    def _holds_across(self, across: Array) -> NDArray[np.bool_]:
        """Which places lie on the x axis."""
        return np.asarray((self.slot.left - NEAR <= across) & (across <= self.slot.right + NEAR))

    def _holds_up(self, up: Array) -> NDArray[np.bool_]:
        """Which heights lie on the y axis."""
        return np.asarray((self.slot.bottom - NEAR <= up) & (up <= self.slot.top + NEAR))

    def x_numbers(self, texts: Sequence[str] | None = None) -> VGroup:
        """The numbers under the ticks."""
        group = VGroup()
        for value, text in zip(self.x_ticks, texts or self._told(self.x_ticks).texts, strict=True):
            label = self._label(text)
            group.add(label)
            self.keep(partial(self._put_x_number, label, float(value)))
        return group

    def _put_x_number(self, label: Label, value: float) -> None:
        x = float(self.at(np.asarray(value), np.asarray(self.y[0]))[0])
        label.fade(float(self._holds_across(np.asarray(x))))
        x = min(x, self.slot.right + RIGHT - float(label.width) / 2)
        label.put(x, self.slot.bottom - 0.32, "centre")

    def y_numbers(self, texts: Sequence[str] | None = None) -> VGroup:
        """The numbers left of the ticks, or other texts; powers of ten on a logarithmic axis.

        Those of a user's quantity are small enough for the room beside the axis.
        """
        group = VGroup()
        told = texts or self._told(self.y_ticks).texts
        labels = [self._label(text) for text in told]
        widest = max((float(label.width) for label in labels), default=0.0)
        if self.scaled and widest > LEFT - BESIDE:
            labels = [self._label(text, self.size * (LEFT - BESIDE) / widest) for text in told]
        if self.log_y:
            labels = [self._power(value) for value in self.y_ticks]
        for value, label in zip(self.y_ticks, labels, strict=True):
            group.add(label)
            self.keep(partial(self._put_y_number, label, float(value)))
        return group

    def _put_y_number(self, label: Label, value: float) -> None:
        y = float(self.at(np.asarray(self.x[0]), np.asarray(value))[1])
        label.put(self.slot.left - BESIDE, y - SUNK, "right")
        label.fade(float(self._holds_up(np.asarray(y))))

    @property
    def is_short_of_digits(self) -> bool:
        """Whether numbers below the ticks have lost something to the words."""
        return any(self._told(self.x_ticks).around)

    def _told(self, ticks: Array) -> TickTexts:
        if self.scaled:
            return self.numerals.short_tick_texts(ticks)
        return TickTexts(self.numerals.tick_texts(ticks))

    def y_name(self, code: str) -> Label:
        """The quantity of the y axis, above it (our own markup)."""
        return self._y_label(self._fitting_formula(code))

    def x_name(self, code: str) -> Label:
        """The quantity of the x axis, below its numbers (our own markup)."""
        return self._x_label(self._fitting_formula(code))

    def _fitting_formula(self, code: str) -> Label:
        """The quantity, or what is said after a comma where the plot is too narrow for it all."""
        texts = [code, *filter(None, [code.partition(", ")[2]])]
        most = LEFT + self.slot.width + RIGHT
        return first_fitting(texts, most, lambda text: formula(text, self.size, self.theme.quiet))

    def x_words(self, text: str) -> Label:
        """The quantity of the x axis in a user's words."""
        return self._x_label(self._fitting(text, self.x_ticks))

    def y_words(self, text: str) -> Label:
        """The quantity of the y axis in a user's words."""
        return self._y_label(self._fitting(text, self.y_ticks))

    def _y_label(self, label: Label) -> Label:
        self.keep(lambda: label.put(self.slot.left - self.names_apart[0], self.slot.top + OVER))
        return label

    def _x_label(self, label: Label) -> Label:
        self.keep(partial(self._put_x_label, label))
        return label

    def _put_x_label(self, label: Label) -> None:
        label.put(self.slot.right + RIGHT, self.slot.bottom + CLOSE - self.names_apart[1], "right")

    def _fitting(self, text: str, ticks: Array) -> Label:
        """The words, cut short with an ellipsis where they are wider than the plot."""
        most = LEFT + self.slot.width + RIGHT
        before, after = self._told(ticks).around
        return cut_short(text, most, lambda kept: self._label(f"{before}{kept}{after}"))

    def _label(self, text: str, size: float | None = None) -> Label:
        return words(text, size or self.size, self.theme.quiet)

    def _power(self, value: float) -> Label:
        exponent = round(np.log10(value))
        return formula(f"$10^({exponent})$", self.size, self.theme.quiet)


class Ticks(Painted):
    """The ticks of an x axis alone, for a plot whose axis comes to count something else.

    Those of the y axis, too, if they are ``both``.
    """

    def __init__(self, axes: Axes, *, both: bool = False) -> None:
        super().__init__()
        self.axes, self.both = axes, both

    def extent(self) -> Extent:
        """Below the plot's area, and left of it."""
        left, bottom, right, top = self.axes.slot.extent
        if not self.both:
            return left - STROKES.axis, bottom - TICK, right + STROKES.axis, bottom
        return left - TICK, bottom - TICK, right + STROKES.axis, top + STROKES.axis

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        self.axes.paint_x_ticks(pen)
        if self.both:
            self.axes.paint_y_ticks(pen)


class Uprights(Painted):
    """Ticks of an x axis that rise into the plot, with a faint line up from each.

    They are beside those that have numbers, and behind the curves.
    """

    stands_behind = True

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self.axes = axes

    def extent(self) -> Extent:
        """The plot's area with its ticks."""
        return around(self.axes.slot.corners, TICK + STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        self.axes.paint_uprights(pen)
