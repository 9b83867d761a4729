"""The way of the eye to a pass of a landscape, and out again to all of it."""

from __future__ import annotations

from itertools import product

import numpy as np
from manim import Group

from gdcore.surfaces import Surface
from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.plate import Plate
from scenes.components.surface.view import View
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.parts.eye import Eye, clearest
from scenes.parts.framed_view import WHOLE, FramedView, Framing
from scenes.parts.landmark import with_view
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, STROKES

NEAR, EDGE = (1.9, 1.75, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1), 0.25
"""How many times as large all may be near the pass: the first with which the walk stays so far from
the edges of the stage is taken, or the last."""
TURNS, LOWER = (24.0, -24.0, 0.0), (20.0, 15.0, 10.0, 5.0, 0.0)
"""By how much the eye may go round the landscape on its way, and come down, in degrees; those tried
first hide no less than others."""
AWAY, ROOM = 2.6 * STROKES.ball, 0.6
"""From an arrow's end to the plate with the name of the pass; and room on it, in em."""
HALF = 0.3
"""Of a move, until what is seen ends with the stage, or is no card any more: a card does not reach
over what is told."""
FIRST, WAY, BOLD = 0.045, 0.2, 1.3
"""From the pass to the arrows about it, and how long they are, in radii of the landscape; and how
much thicker than others."""


class PassView:
    """From where a walk over a pass is seen, beside what is told of it.

    Args:
        view: of the landscape, which stands beside something.
        surface: what it is of.
        eye: from where all of it is seen.
        walk: parameters (steps + 1, 2) of the walk.
        place: of the pass, (2,).
        stage: where the landscape stands.
        told: what stands beside that or below it, which it is to stay clear of.
    """

    def __init__(
        self,
        view: FramedView,
        surface: Surface,
        eye: Eye,
        walk: Array,
        place: Array,
        stage: Slot,
        told: tuple[Slot, ...],
    ) -> None:
        self.view, self.surface, self.far = view, surface, eye
        view.within = Gliding([view.surface.slot, stage])
        self.walk, self.place = walk, place
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

    @property
    def _ways(self) -> tuple[Array, Array]:
        """Unit vectors (2,) along which the ground falls from the pass, and along which it rises.

        The second one is on the side that the walk spares.
        """
        _, (falls, rises) = self._bends
        seen = self.walk[0] - self.place
        return falls, -rises if rises @ seen > 0 else rises

    @property
    def _bends(self) -> tuple[Array, Array]:
        """How the ground bends at the pass, falling first, and along which unit vectors (2, 2)."""
        bends, ways = np.linalg.eigh(self.surface.hessian(self.place))
        return bends, ways.T

    def add_ways(self, scene: AnyScene) -> Part:
        """The ways away from the pass: two downhill, and two uphill in the colour of slopes."""
        ground, theme = self.view.surface, scene.theme
        long, first = (share * self.view.domain.radius for share in (WAY, FIRST))
        falls, rises = self._ways
        arrows = []
        for side in (1.0, -1.0):
            for way, hue in ((falls, theme.batch), (rises, theme.gradient)):
                arrow = SurfaceArrow(ground, self.view.loss, hue, theme, BOLD)
                arrow.show(self.place + side * first * way, side * long * way)
                arrows.append(arrow)
        return scene.add_part(Group(*arrows), with_view(ground), layer=Layer.GROUND)

    def add_names(self, scene: AnyScene) -> Part:
        """On a plate: what such a place is called, and which ways lead down from it, and which up.

        It lies beyond the way up that the walk does not take.
        """
        size, theme = SIZES.label if scene.layout.narrow else SIZES.formula, scene.theme
        told = ("saddle", theme.text), ("down", theme.batch), ("up", theme.gradient)
        names = [words(scene.say(f"valleys.{key}"), size, hue) for key, hue in told]
        plate, safe = Plate(theme), scene.layout.safe
        width = max(float(name.width) for name in names) + 2 * ROOM * size
        height = (LEADING * (len(names) - 1) + 1.0 + ROOM) * size

        def put() -> None:
            at, end = self._name_ends()
            x, y = (end + AWAY * (end - at) / np.hypot(*(end - at))).tolist()
            x = min(max(x, safe.left + width / 2), safe.right - width / 2)
            top = y if y < float(at[1]) else y + height
            plate.show(Slot(x - width / 2, top - height, x + width / 2, top))
            for row, name in enumerate(names):
                name.put(x, top - (1.0 + ROOM / 4 + LEADING * row) * size, "centre")

        ground = self.view.surface
        return scene.add_part(Group(plate, *names), with_view(ground, put), layer=Layer.NAMES)

    def _name_ends(self) -> tuple[Array, Array]:
        """Where the pass is in the frame, and the end of the arrow beyond which its name stands."""
        _, rises = self._ways
        beyond = self.place + (FIRST + WAY) * self.view.domain.radius * rises
        return self.view.on_surface(self.place), self.view.on_surface(beyond)

    def go_in(self, cue: Cue, until: float) -> None:
        """Come nearer to the pass; what is seen becomes a card."""
        within, card = self._card
        cue.move(within, 1.0, at=0.0, until=HALF * until)
        cue.move(card, 1.0, at=0.0, until=until)
        self.view.go(cue, self.near, at=0.0, until=until)
        self.view.frame(cue, self.framing, at=0.0, until=until)

    @property
    def _card(self) -> tuple[Animated, Animated]:
        """How far what is seen is within the stage, and how far it is a card there."""
        assert self.view.within is not None
        return self.view.within.where, self.view.card

    def go_out(self, cue: Cue, at: float, until: float) -> None:
        """See all of the landscape again."""
        within, card = self._card
        half = at + HALF * (until - at)
        cue.move(card, 0.0, at=at, until=half)
        cue.move(within, 0.0, at=half, until=until)
        self.view.go(cue, self.far, at=at, until=until)
        self.view.frame(cue, WHOLE, at=at, until=until)
