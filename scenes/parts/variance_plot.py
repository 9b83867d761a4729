"""How far batches scatter against how many samples they hold, as is known and as is measured."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.parts.cloud_view import CloudView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

SHARES = (0.0, 0.5, 1.0)
"""Of the variance of single samples, which are numbered."""
HEADROOM = 1.08
"""The highest on the axis."""
SIZES_SEEN, TIMES_SIZE = 64, 4
"""The most samples that the axis reaches, or so many times a mini-batch's."""
FINE = 400
"""Places of a curve."""
SMALL_DOT = 0.62
"""Radius of a dot of no kind, in that of one of a kind."""


class VariancePlot:
    """The variance of batches, as a share of that of single samples, up to the size at hand.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        cloud: whose arrows' size it has come to.
    """

    def __init__(self, scene: AnyScene, slot: Slot, cloud: CloudView) -> None:
        self.scene, self.cloud, plan, say = scene, cloud, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        n = len(plan.data)
        most = min(n, max(SIZES_SEEN, TIMES_SIZE * plan.size))
        self.axes = Axes(
            plot_area(slot), (0.0, float(most)), (0.0, HEADROOM), scene.theme, say.numerals,
            x_ticks=whole_ticks(most, 5), y_ticks=SHARES, size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say(f"sizes.{plan.noun}_a_batch")),
            self.axes.y_name(say(f"sizes.{plan.noun}_variance")),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        sizes = np.unique(np.append(np.geomspace(1.0, most, FINE), float(plan.size)))
        exact = (n - sizes) / (sizes * (n - 1))
        line = Dashes(scene.theme.text, STROKES.curve, dash=0)
        self.without = self._add_curve(sizes, exact, line)
        self.dots = self._add_dots(most)

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.frame, self.without, self.dots]

    def _add_curve(self, sizes: Array, shares: Array, line: Dashes) -> Part:
        places = self.axes.at(sizes, shares)

        def grow(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            line.show(*([places[sizes <= asked]] if asked > 1 else []))
            return asked

        return self.scene.add_part(line, grow)

    def _add_dots(self, most: int) -> Part:
        """What was measured, from when the cloud has come to that size."""
        plan, theme = self.scene.plan, self.scene.theme
        dots = {}
        for size, share in plan.measured.items():
            if size > most:
                continue
            known = size in plan.sizes.values()
            colour = self.cloud.colour(size) if known else theme.quiet
            dots[size] = Dot(self.axes, float(size), share, colour, theme)
            dots[size].radius *= 1.0 if known else SMALL_DOT
        shown = Group(*dots.values())

        def come(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            for size, dot in dots.items():
                dot.strength = float(size <= asked)
            return asked

        return self.scene.add_part(shown, come, layer=Layer.GROUND)
