"""One kind at a glance: the samples that a step asks, and how its steps scatter."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.path.mark import Mark
from scenes.components.plot.axes import Axes
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.text.label import Label, words
from scenes.layout import Layout, Slot
from scenes.parts.cloud_view import arrow_map
from scenes.parts.naming import covered
from scenes.parts.size_map import Corner, Room, Type, colours_of_kinds, in_corner
from scenes.parts.variance_plot import told_left
from scenes.plans.samples import axis_span
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]

ARROWS, ASKED = 1.35, 1.0
"""Shares of a picture's height that arrows and samples have; where these are below one another."""
ALONG = np.linspace(0.0, 1.0, 25)
"""Places on an arrow that words keep clear of, as shares of its length."""
CORNERS = [Corner(left, low) for low in (True, False) for left in (True, False)]


def halves(layout: Layout, picture: Slot) -> tuple[Slot, Slot]:
    """Where arrows are, and samples: below one another, or beside one another in a row."""
    if layout.beside:
        first, second = picture.shares(1.0, 1.0, gap=layout.gap / 2)
    else:
        first, second = picture.rows(ARROWS, ASKED, gap=layout.gap / 2)
    return first, second


class KindView:
    """From the start the arrows of batches of a size; and the samples, lit as a step asks them.

    Args:
        scene: the scene it belongs to.
        room: the slot it fills.
        kind: whose size the batches have.
        sizes: of the words.
        asked: how many looks a step may have had.
    """

    def __init__(
        self, scene: AnyScene, room: Room, kind: str, sizes: Type, asked: Animated
    ) -> None:
        self.scene, self.sizes, plan = scene, sizes, scene.plan
        self.size, self.colour = plan.sizes[kind], colours_of_kinds(scene.theme)[kind]
        arrows, samples = halves(scene.layout, room.picture)
        self.parts = (*self._add_arrows(arrows), *self._add_samples(samples, asked))

    def _add_arrows(self, slot: Slot) -> tuple[Part, ...]:
        """The map with the start, an arrow for each batch, and how much of the variance is left."""
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        ground, scale = arrow_map(plan, theme, slot)
        origin = ground.at(plan.start, np.zeros(()))[:2]
        self.cloud = ArrowCloud(slot, ground.corner, theme)
        self.cloud.show(origin, origin - scale * plan.grown.gradient[:, self.size - 1], self.colour)
        mark = Mark(ground, plan.start, float(plan.problem.loss(plan.start)), theme.text, theme,
                    ring=True)  # fmt: skip
        told = scene.say("kinds.variance", share=told_left(scene, self.size))
        label = words(told, self.sizes.unit, theme.text)
        tips = -scale * plan.grown.gradient[:, 0]
        arrows = origin + (ALONG[:, None, None] * tips).reshape(-1, 2)
        return (
            scene.add_part(ground, layer=Layer.GROUND),
            scene.add_part(Group(self.cloud, mark), layer=Layer.GROUND),
            scene.add_part(_calmest(label, slot, arrows, theme), layer=Layer.NAMES),
        )

    def _add_samples(self, slot: Slot, asked: Animated) -> tuple[Part, ...]:
        """All of them with the first line; those that the batch that was followed asks are lit."""
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        data = plan.data
        axes = Axes(slot, axis_span(data.x), axis_span(data.y), theme)
        self.plot = DataPlot(axes, data.x, data.y, theme)
        slope, intercept = (float(each) for each in plan.scaled.line_in_units(plan.start))
        line = FittedLine(slope, intercept, theme.text, STROKES.thin)

        def ask(frame: int) -> Hashable:
            looks = min(self.size, int(np.ceil(asked.at(frame))))
            self.plot.show([line], (plan.grown.order[plan.lead, :looks], self.colour, 1.0))
            return looks

        return scene.add_part(axes, layer=Layer.GROUND), scene.add_part(
            self.plot, ask, layer=Layer.GROUND
        )


def _calmest(label: Label, slot: Slot, arrows: Array, theme: Theme) -> Label:
    """Words in the corner of a map in which fewest places along arrows (n, 2) are."""

    def crossed(corner: Corner) -> int:
        return int(Slot(*covered(in_corner(label, slot, corner, theme))).holds(arrows).sum())

    return in_corner(label, slot, min(CORNERS, key=crossed), theme)
