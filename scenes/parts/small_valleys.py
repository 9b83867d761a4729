"""A landscape of several valleys, small, with starts marked by the one they lead to."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.drops import RADIUS, Drops
from scenes.components.surface.surface3d import Surface3D
from scenes.layout import Slot
from scenes.parts.landscape_slots import HEIGHT, SUN, eye_on_valleys
from scenes.parts.rain_view import colours_of_valleys
from scenes.plans.ground import fit_domain
from scenes.plans.landscape import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated

MARK, LARGE, LEAST = 0.9, 5.0, 0.6
"""Radius of a mark, in that of one at a bottom; and width of a slot, in frame units: in a narrower
one they are smaller, but not less than that share."""
MOST = 30
"""Of the starts, about how many are marked: all would hide the ground."""
OTHERS = 3
"""Ranks of valleys behind the deepest that have marks of their own."""


class SmallValleys:
    """The landscape, and on it the starts without noise, from the bottoms of valleys outwards.

    Args:
        scene: the scene they belong to.
        plan: that of `landscape`.
        slot: the slot that they fill.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        self.scene, self.plan, self.slot = scene, plan, slot
        surface, disc = plan.surface, plan.disc
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        self.surface = Surface3D(
            surface.loss, surface.gradient, domain, scene.layout.frame, scene.theme,
            float(scene.layout.contours), sun=SUN,
        )  # fmt: skip
        view = self.surface.fitted(*eye_on_valleys(plan, domain), slot=slot)
        self.surface.look(view)
        self.ground = scene.add_part(self.surface, lambda _: view, layer=Layer.GROUND)
        self.spread = Animated(0.0)
        """What share of the starts is marked."""
        self.starts = self._add_starts()
        self.parts = self.ground, self.starts

    def _add_starts(self) -> Part:
        """A mark at each, of the shape and in the colour of its valley."""
        plan, theme, ground = self.plan, self.scene.theme, self.surface
        size = float(np.clip(self.slot.width / LARGE, LEAST, 1.0)) * MARK
        marks = Drops(ground, colours_of_valleys(theme), theme, size * RADIUS)
        starts, every = plan.weather.starts, max(1, round(len(plan.weather.starts) / MOST))
        order = plan.outwards[::every]
        costs = plan.surface.loss(starts)
        ranks = plan.ranks(OTHERS)[plan.rains[0].valleys]

        def spread(frame: int) -> Hashable:
            near = order[: round(self.spread.at(frame) * len(order))]
            marks.show(np.asarray(starts[near]), costs[near], ranks[near])
            return len(near), ground.view

        return self.scene.add_part(marks, spread, layer=Layer.GROUND)
