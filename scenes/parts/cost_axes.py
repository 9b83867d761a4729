"""The axes of a cost over the tilt of a line: they go along where the eye goes in to a place."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.plot.axes import Axes, Ticks
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.plans.samples import squared
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

FEW, MANY, APART = 3, 5, 0.5
"""The most ticks of an axis; and how far apart those of an upright one are, about, in frame units.
"""
CLOSE = 5
"""The most ticks that an axis has where the eye is near."""
BESIDE = 0.9
"""How far a fine tick is from a coarse one, at least, in those from it to the next fine one."""
PANEL = 1.4
"""Where the panel beside a cost begins that is a column: the data, and later steps in numbers."""
NONE: Array = np.zeros(0)


def names_of(scene: AnyScene) -> tuple[str, str]:
    """Of the tilt and of the cost, with the units of a plan's data."""
    names = scene.say("turn.tilt"), scene.say("turn.cost")
    units = scene.plan.per_unit.strip(), squared(scene.plan.data.y_unit).strip()
    tilt, cost = (f"{n} ({u})" if u else n for n, u in zip(names, units, strict=True))
    return tilt, cost


class CostAxes:
    """Both axes with their ticks, and finer ticks for where the eye is near.

    Args:
        scene: the scene they belong to; its plan has the tilts.
        area: between them.
        spans: of the tilt and of the cost, (2, 2), as they are told.
        most: the highest tick of the cost, at most.
        names: of the tilt and of the cost.
        view: of a frame, what all of the curve fills.
    """

    def __init__(
        self,
        scene: AnyScene,
        area: Slot,
        spans: Array,
        most: float,
        names: tuple[str, str],
        view: Callable[[int], Slot],
    ) -> None:
        self.scene, self.area, self.spans, self._view = scene, area, spans, view
        many = (MANY, int(np.clip(area.height / APART, FEW, MANY)))
        across, up = (
            nice_ticks(low, high, m) for (low, high), m in zip(spans.tolist(), many, strict=True)
        )
        self._up = up[up <= most]
        heights, turned = self._axes(NONE, self._up), self._axes(across, NONE)
        told = Group(heights.y_numbers(), heights.y_words(names[1]))
        self.heights = (self._add(heights, heights), self._add(told, heights))
        below = Group(Ticks(turned), turned.x_numbers(), turned.x_words(names[0]))
        self.tilts, self._turned = self._add(below, turned), turned

    def add_close(self, view: Slot) -> tuple[Part, Part]:
        """Ticks for where all of the curve fills ``view``: whole numbers of what is counted."""
        (left, right), (low, high) = self._seen(view).tolist()
        up = np.unique(np.round(nice_ticks(low, high, CLOSE)))
        close = self._axes(
            _between(nice_ticks(left, right, CLOSE), self._turned.x_ticks),
            _between(up[(low < up) & (up < high)], self._up),
        )
        if close.is_short_of_digits or self._turned.is_short_of_digits:
            close.x_ticks = NONE  # the name below the axis says what numbers have lost
        told = Group(close.x_numbers(), close.y_numbers())
        return self._add(Ticks(close, both=True), close), self._add(told, close)

    def _axes(self, across: Array, up: Array) -> Axes:
        scene, (x, y) = self.scene, self.spans.tolist()
        return Axes(
            self.area, tuple(x), tuple(y), scene.theme, scene.say.numerals,
            x_ticks=across, y_ticks=up, scaled=True,
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip

    def _add(self, what: Axes | Ticks | Group, axes: Axes) -> Part:
        def bring(frame: int) -> Hashable:
            x, y = self._seen(self._view(frame)).tolist()
            axes.move(self.area, tuple(x), axes.names_apart, tuple(y))
            return axes.look

        return self.scene.add_part(what, bring, layer=Layer.GROUND)

    def _seen(self, view: Slot) -> Array:
        """What of the spans lies in the area, (2, 2), where all of the curve fills ``view``."""
        low, high = self.area.corners[[0, 2]]
        corner, size = view.corners[0], np.array([view.width, view.height])
        shares = np.stack([(low - corner) / size, (high - corner) / size], axis=1)
        return np.asarray(self.spans[:, :1] + shares * np.ptp(self.spans, axis=1)[:, None])


def _between(fine: Array, coarse: Array) -> Array:
    """Those of some fine ticks that have room beside coarse ones, which stay."""
    gap = np.diff(fine).min() if len(fine) > 1 else 0.0
    away = np.abs(fine[:, None] - coarse).min(axis=1, initial=np.inf)
    return fine[(away > BESIDE * gap) & (away > 0.0)]
