"""Many thin arrows from one place, which may close to their average, or be laid head to tail."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdcore.typing import Array, Indices
from scenes.components.path.arrow import paint_arrows, paint_chain
from scenes.components.plot.misses import STAGGER, each_of
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

WIDTH, HEAD, CASING = 0.024, 0.11, 0.016
"""Of each arrow: its shaft's width, its head's length, and its casing on each side."""
LAID, POINTED = 1.8, 1.35
"""How many times as thick they are once they are laid head to tail, when none lies on another; and
how many times as large their heads are then, besides."""
GAP, MOST = 0.06, 0.25
"""From the head of one to the next one then, in frame units; and in that one's length at most."""
LEAST = 1e-3
"""Length of an arrow that is drawn, in frame units."""


class ArrowFan(Painted):
    """Arrows of parameters, (n, 2), from one place on level ground.

    Args:
        at: where parameters (..., 2) are in the frame, as it is seen now.
        slot: that they are cut off at.
        theta: where they begin, (2,).
        vectors: (n, 2).
        late: when each begins to grow, (n,), as a share of the movement of all.
        colour: of all.
        theme: whose casing they have.
    """

    def __init__(
        self,
        at: Callable[[Array], Array],
        slot: Slot,
        theta: Array,
        vectors: Array,
        late: Array,
        colour: str,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.at, self.slot, self.theta, self.vectors, self.late = at, slot, theta, vectors, late
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.order: Indices = np.arange(len(vectors))
        self.times = 1.0
        """How they are laid head to tail, and how many times as long as before."""
        self.grown = self.closed = self.laid = 0.0

    def show(self, grown: float, closed: float, laid: float) -> None:
        """How far they have grown, closed to their average, and been laid head to tail."""
        self.grown, self.closed, self.laid = grown, closed, laid

    @property
    def arrows(self) -> Array:
        """Their ends in parameters, (n, 2, 2)."""
        grown = each_of(self.grown, self.late)[:, None]
        ways = self.vectors + self.closed * (self.vectors.mean(axis=0) - self.vectors)
        one_by_one = np.empty(len(self.vectors))
        one_by_one[self.order] = np.linspace(0.0, STAGGER, len(self.vectors))
        laid = each_of(self.laid, one_by_one)[:, None]
        tails = np.zeros_like(self.vectors)
        tails[self.order[1:]] = self.times * np.cumsum(self.vectors[self.order], axis=0)[:-1]
        begins = self.theta + laid * tails
        ends = begins + grown * ways * (1.0 + laid * (self.times - 1.0))
        return np.stack([begins, ends], axis=1)

    def extent(self) -> Extent:
        """All of them, within the slot."""
        return shared(
            around(self.at(self.arrows).reshape(-1, 2), LAID * POINTED * HEAD), self.slot.extent
        )

    def paint(self, pen: Pen) -> None:
        """Draw those that have a length."""
        lines = self.at(self.arrows)[self.order]
        lines = lines[np.hypot(*(lines[:, 1] - lines[:, 0]).T) > LEAST]
        thick, pointed = 1.0 + self.laid * (LAID - 1.0), 1.0 + self.laid * (POINTED - 1.0)
        size = {"width": thick * WIDTH, "tip": pointed * thick * HEAD, "edge": CASING}
        with pen.within(self.slot.extent):
            if not self.laid:
                paint_arrows(pen, list(lines), self.rgb, self.casing, **size)
                return
            ways = lines[:, 1] - lines[:, 0]
            share = np.minimum(GAP / np.hypot(*ways.T), MOST)[:, None]
            lines[:, 0] += self.laid * share * ways
            paint_chain(pen, list(lines), self.rgb, self.casing, **size)
