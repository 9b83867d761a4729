"""What the height of a bowl says: an arrow beside it, from the ground that it stands on."""

from __future__ import annotations

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.surface import body
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

OUTSIDE = 1.05
"""How far from the middle of the ground the arrow stands, in the radius of the bowl."""
ARROW, FOOT = 0.16, 0.1
"""How far below its words the arrow ends; and half of the stroke that it stands on."""


def add_height_axis(scene: AnyScene, view: SurfaceView, slot: Slot, text: str) -> Part:
    """An arrow from the ground up to the top of a slot with words there, left of the bowl."""
    size = SIZES.small if scene.layout.narrow else SIZES.label
    quiet, baseline = scene.theme.quiet, slot.block_lines(1)[0]
    name = words(text, size, quiet).put(slot.left, baseline)
    arrow, ground = StraightArrow(quiet, scene.theme), Dashes(quiet, STROKES.axis, dash=0.0)
    edge = OUTSIDE * body.rim(view.loss, view.domain) * np.array([1.0, 1.0, 0.0])

    def stand() -> None:
        around = view.surface.view.project(edge)[:, :2]
        foot = around[np.argmin(around[:, 0])]
        arrow.show(foot, np.array([foot[0], baseline - ARROW]))
        ground.show(foot + np.array([[-FOOT, 0.0], [FOOT, 0.0]]))

    shown = Group(ground, arrow, name)
    return scene.add_part(shown, with_view(view.surface, stand), layer=Layer.NAMES)
