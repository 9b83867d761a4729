"""How far batches scatter against their size: the exact law, and the measurement."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import RIGHT, Axes, plot_area
from scenes.components.plot.dot import RADIUS, Dot
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.numerals import whole_ticks
from scenes.parts.cloud_view import CloudView
from scenes.parts.naming import covered, overlap
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

SHARES = (0.0, 50.0, 100.0)
"""Of the variance of single samples, in percent, which are numbered."""
HEADROOM = 108.0
"""The highest on the axis."""
SIZES_SEEN, TIMES_SIZE = 64, 4
"""The most samples that the axis reaches, or so many times a mini-batch's."""
FINE = 400
"""Places of a curve."""
SMALL_DOT = 0.62
"""Radius of a dot of no kind, in that of one of a kind."""
BESIDE, ABOVE = 0.24, 0.2
"""From a dot to its name: to the right, and up where the curve runs on beside it."""
LEVEL, LOWER = 60.0, 1.05
"""The variance, in percent, from which the curve falls so steeply that there is room beside it, and
how far below its dot a name stands there, clear of the line across, in em."""


class VariancePlot:
    """The variance of batches, as a share of that of single samples, up to the size at hand.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
        cloud: whose arrows' size it has come to.
    """

    def __init__(self, scene: AnyScene, slot: Slot, cloud: CloudView) -> None:
        self.scene, self.cloud, plan, say = scene, cloud, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        self.large = SIZES.label if scene.layout.narrow else SIZES.name
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
        exact = 100.0 * (n - sizes) / (sizes * (n - 1))
        line = Dashes(scene.theme.text, STROKES.curve, dash=0)
        self.without = self._add_curve(sizes, exact, line)
        self.dots = self._add_dots(most)
        self.names = self._add_names(most)

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.frame, self.without, self.dots, self.names]

    def _add_curve(self, sizes: Array, shares: Array, line: Dashes) -> Part:
        places = self.axes.at(sizes, shares)

        def grow(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            line.show(*([places[sizes <= asked]] if asked > 1 else []))
            return asked

        return self.scene.add_part(line, grow, layer=Layer.GROUND)

    def _add_dots(self, most: int) -> Part:
        """What was measured, from when the cloud has come to that size."""
        plan, theme = self.scene.plan, self.scene.theme
        dots = {}
        for size, share in plan.measured.items():
            if size > most:
                continue
            known = size in plan.sizes.values()
            colour = self.cloud.colour(size) if known else theme.quiet
            dots[size] = Dot(self.axes, float(size), 100.0 * share, colour, theme)
            dots[size].radius *= 1.0 if known else SMALL_DOT
        shown = Group(*dots.values())

        def come(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            for size, dot in dots.items():
                dot.strength = float(size <= asked)
            return asked

        return self.scene.add_part(shown, come, layer=Layer.GROUND)

    def _add_names(self, most: int) -> Part:
        """How many samples each kind asks, and the variance that is left, beside its dot."""
        names: dict[int, Label] = {}
        for size in self.scene.plan.sizes.values():
            if size <= most:
                names[size] = self._name(size, [*names.values()])

        def come(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            for size, name in names.items():
                name.fade(float(size <= asked))
            return asked

        return self.scene.add_part(Group(*names.values()), come, layer=Layer.NAMES)

    def _name(self, size: int, others: Sequence[Label]) -> Label:
        """Beside its dot, and above other names; in brief where it would lie on a dot."""
        plan, share = self.scene.plan, told_left(self.scene, size)
        told = self.scene.say(f"sizes.{plan.noun}_left", count=size, share=share)
        name = self._put(told, size, others)
        box = Slot(*covered(name)).inset(*[-RADIUS] * 4)
        known = np.array([each for each in plan.measured.items() if each[0] != size], float)
        dots = self.axes.at(known[:, 0], 100.0 * known[:, 1])
        return self._put(share, size, others) if box.holds(dots).any() else name

    def _put(self, told: str, size: int, others: Sequence[Label]) -> Label:
        """Words right of a dot, as far as there is room, and over the curve that runs on there."""
        share, end = 100.0 * self.scene.plan.left(size), self.axes.slot.right + RIGHT
        name = words(told, self.large, self.cloud.colour(size), "semibold")
        x, y = self.axes.at(np.array(float(size)), np.array(share)).tolist()
        x = min(x + BESIDE, end - float(name.width))
        y += ABOVE if share < LEVEL else -LOWER * self.large
        name.put(x, y)
        while any(overlap(covered(name), covered(other)) for other in others):
            y += LEADING * self.large
            name.put(x, y)
        return name


def told_left(scene: AnyScene, size: int) -> str:
    """The share of a sample's variance that batches of a size have, in percent."""
    share = scene.say.numerals.significant(100.0 * scene.plan.left(size), 2)
    return scene.say("kinds.percent", share=share)
