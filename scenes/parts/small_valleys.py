"""A landscape of several valleys, small, with every start marked by the one it leads to."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np

from scenes.components.path.drops import RADIUS, Drops
from scenes.components.surface.domain import fit_domain
from scenes.components.surface.surface3d import Surface3D
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.landscape_slots import HEIGHT, SUN, eye_on_valleys
from scenes.parts.two_costs import HEAD, OVER
from scenes.plans.landscape import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

MARK, SMALL = 0.75, 0.55
"""Radius of a mark, in that of one at a bottom, and where there is little room."""
OTHERS = 4
"""Ranks of valleys behind the deepest that have marks of their own."""


class SmallValleys:
    """The landscape, and on it the starts without noise, from the bottoms of valleys outwards.

    Args:
        scene: the scene they belong to.
        plan: that of `landscape`.
        slot: the slot that they fill, with what a mark is above them.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        self.scene, self.plan = scene, plan
        surface, disc = plan.surface, plan.disc
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        self.surface = Surface3D(
            surface.loss, surface.gradient, domain, scene.layout.frame, scene.theme,
            float(scene.layout.contours), sun=SUN,
        )  # fmt: skip
        stage = slot.inset(top=HEAD)
        view = self.surface.fitted(*eye_on_valleys(plan, domain), slot=stage)
        self.surface.look(view)
        self.ground = scene.add_part(self.surface, lambda _: view, layer=Layer.GROUND)
        self.spread = Animated(0.0)
        """What share of the starts is marked."""
        self.starts = self._add_starts()
        self.parts = self._add_heading(slot), self.ground, self.starts

    def _add_heading(self, slot: Slot) -> Part:
        """What a mark is, above the landscape."""
        theme, narrow = self.scene.theme, self.scene.layout.narrow
        told = self.scene.say("summary.starts", count=len(self.plan.weather.starts))
        size = SIZES.label if narrow else SIZES.name
        (label,) = fitted(told, slot.width, 1, size, partial(words, colour=theme.quiet))
        return self.scene.add_part(label.put(slot.left, slot.top - HEAD + OVER), layer=Layer.NAMES)

    def _add_starts(self) -> Part:
        """A mark at each, of the shape and colour of its valley, as in the scene `landscape`."""
        plan, theme, ground = self.plan, self.scene.theme, self.surface
        hues = theme.minimum, *[theme.other] * OTHERS
        size = SMALL if self.scene.layout.narrow else MARK
        marks = Drops(ground, hues, theme, size * RADIUS)
        starts, order = plan.weather.starts, plan.outwards
        costs = plan.surface.loss(starts)
        ranks = plan.ranks(OTHERS - 1)[plan.rains[0].valleys]

        def spread(frame: int) -> Hashable:
            near = order[: round(self.spread.at(frame) * len(order))]
            marks.show(np.asarray(starts[near]), costs[near], ranks[near])
            return len(near), ground.view

        return self.scene.add_part(marks, spread, layer=Layer.GROUND)
