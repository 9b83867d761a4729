"""One kind at a glance: how its steps scatter, and its looks side by side."""

from __future__ import annotations

import numpy as np
from manim import Group

from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.path.mark import Mark
from scenes.components.plot.axes import Axes
from scenes.components.text.label import words
from scenes.layout import Layout, Slot
from scenes.parts.cloud_view import arrow_map
from scenes.parts.size_map import Room, Type, colours_of_kinds, in_calmest_corner
from scenes.parts.variance_plot import told_left
from scenes.parts.wait_chart import block_of, equal_looks
from scenes.stage.scene import AnyScene, Layer, Part

ARROWS, LOOKS = 1.35, 1.0
"""Shares of a picture's height that arrows and looks have; where these are below one another."""
ALONG = np.linspace(0.0, 1.0, 25)
"""Places on an arrow that words keep clear of, as shares of its length."""


def halves(layout: Layout, picture: Slot) -> tuple[Slot, Slot]:
    """Where arrows are, and looks: below one another, or beside one another in a row."""
    if layout.beside:
        first, second = picture.shares(1.0, 1.0, gap=layout.gap / 2)
    else:
        first, second = picture.rows(ARROWS, LOOKS, gap=layout.gap / 2)
    return first, second


class KindView:
    """From the start the arrows of batches of a size; and the looks of a walk as a block.

    The block is as wide as the walk has steps, and as high as a step has looks; of all kinds on one
    scale.

    Args:
        scene: the scene it belongs to.
        room: the slot it fills.
        kind: whose size the batches have.
        sizes: of the words.
    """

    def __init__(self, scene: AnyScene, room: Room, kind: str, sizes: Type) -> None:
        self.scene, self.sizes, plan = scene, sizes, scene.plan
        self.size, self.colour = plan.sizes[kind], colours_of_kinds(scene.theme)[kind]
        arrows, looks = halves(scene.layout, room.picture)
        self.parts = self._add_arrows(arrows)
        self.looks = self._add_looks(looks, kind)

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
            scene.add_part(in_calmest_corner(label, slot, arrows, theme), layer=Layer.NAMES),
        )

    def _add_looks(self, slot: Slot, kind: str) -> tuple[Part, ...]:
        """The block over axes, waits to the right and samples upwards, with as many looks."""
        scene, plan = self.scene, self.scene.plan
        across, up = (0.0, float(plan.looks)), (0.0, float(len(plan.data)))
        axes = Axes(slot, across, up, scene.theme)
        self.block = block_of(scene, axes, kind)
        return (
            scene.add_part(axes, layer=Layer.GROUND),
            scene.add_part(equal_looks(scene, axes), layer=Layer.GROUND),
            scene.add_part(self.block, layer=Layer.GROUND),
        )
