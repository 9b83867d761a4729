"""The way of the eye to a pass of a landscape, and out again to all of it."""

from __future__ import annotations

from itertools import product

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.view import View
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.eye import Eye, clearest
from scenes.parts.framed_view import WHOLE, FramedView, Framing
from scenes.parts.landmark import beside, with_view
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, STROKES

NEAR, EDGE = (1.6, 1.5, 1.4, 1.3, 1.2, 1.1), 0.25
"""How many times as large all may be near the pass: the first with which the walk stays so far from
the edges of the stage is taken, or the last."""
TURNS, LOWER = (24.0, -24.0, 0.0), (10.0, 0.0)
"""By how much the eye may go round the landscape on its way, and come down, in degrees; those tried
first hide no less than others."""
AWAY, CASING = 2.4 * STROKES.ball, 1.6 * STROKES.casing
"""From the pass to its name, and the edge around that, which lies on lines of one height."""


class PassView:
    """From where a walk over a pass is seen, beside what is told of it.

    Args:
        view: of the landscape, which stands beside something.
        eye: from where all of it is seen.
        walk: parameters (steps + 1, 2) of the walk.
        place: of the pass, (2,).
        stage: where the landscape stands.
        told: what stands beside that or below it, which it is to stay clear of.
    """

    def __init__(
        self,
        view: FramedView,
        eye: Eye,
        walk: Array,
        place: Array,
        stage: Slot,
        told: tuple[Slot, ...],
    ) -> None:
        self.view, self.far, self.walk, self.place = view, eye, walk, place
        ways = product(LOWER, TURNS)
        eyes = [(eye[0] + turn, eye[1] - lower) for lower, turn in ways]
        choices = [[each] for each in eyes]
        self.near = eyes[clearest(view.loss, view.domain, choices, place[None], walk)]
        for times in NEAR:
            self.framing = self._toward(times, place, stage, told)
            seen = view.framed(self.framing, self.near, beside=1.0)
            if stage.inset(*[EDGE] * 4).holds(self._seen(seen, walk)).all():
                break

    def _seen(self, view: View, theta: Array) -> Array:
        """Where parameters (..., 2) are in the frame."""
        return view.project(self.view.domain.world(theta, self.view.loss(theta)))[..., :2]

    def _toward(self, times: float, place: Array, stage: Slot, told: tuple[Slot, ...]) -> Framing:
        """With the pass in the middle of the stage, as far as all stays clear of what is told."""
        seen, middle = self.view.whole(*self.near, beside=1.0)
        low, high = seen.bounds(self.view.surface.outline)
        aside = stage.centre - middle - times * (self._seen(seen, place) - middle)
        if any(slot.left >= stage.right for slot in told):
            aside[0] = min(aside[0], stage.right - middle[0] - times * (high - middle)[0])
        if any(slot.top <= stage.bottom for slot in told):
            aside[1] = max(aside[1], stage.bottom - middle[1] - times * (low - middle)[1])
        return Framing(times, np.asarray(aside))

    def add_name(self, scene: AnyScene) -> Part:
        """What such a place is called, beside it, on the side that the walk spares."""
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        label = words(scene.say("valleys.saddle"), size, scene.theme.text, "semibold")
        label.cased(scene.theme.casing, CASING)
        seen = self.view.framed(self.framing, self.near, beside=1.0)
        left = bool((self._seen(seen, self.walk) - self._seen(seen, self.place))[:, 0].sum() > 0)

        def put() -> None:
            point = self.view.on_surface(self.place)
            beside(label, point, self.view.room, AWAY, -label.size / 3, left=left)

        ground = self.view.surface
        return scene.add_part(label, with_view(ground, put), layer=Layer.NAMES)

    def go_in(self, cue: Cue, until: float) -> None:
        """Come nearer to the pass."""
        self.view.go(cue, self.near, at=0.0, until=until)
        self.view.frame(cue, self.framing, at=0.0, until=until)

    def go_out(self, cue: Cue, at: float, until: float) -> None:
        """See all of the landscape again."""
        self.view.go(cue, self.far, at=at, until=until)
        self.view.frame(cue, WHOLE, at=at, until=until)
