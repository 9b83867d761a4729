"""Two parameters as two knobs: a ball above their floor goes along each, and its line answers."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.ball import Ball
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula
from scenes.parts.landmark import with_view
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import SIZES, STROKES, TIMES

BEYOND, AHEAD, CLEAR = 1.15, 0.4, 0.24
"""How long the arrow of a knob is, in how far that is turned; how far it goes on to where the
parameter grows if that is turned the other way; and from its tip to its letter."""


class TwoKnobs:
    """The ball at what both knobs are turned to, as high as the cost is there.

    Args:
        scene: the scene it belongs to; its plan is that of `gradient`.
        view: of the bowl that comes later.
    """

    thin = False

    def __init__(self, scene: AnyScene, view: SurfaceView) -> None:
        self.scene, self.view, self.colour = scene, view, scene.theme.batch
        self.turned = Animated(0.0)
        """How much of the turning is over."""
        self.thetas: Array = scene.plan.turns
        self.costs: Array = scene.plan.turn_costs
        self.knobs = [self._add_knob(k) for k in (0, 1)]
        """An arrow on the floor to where w grows, and one for b, each with its letter."""
        self.stem = self._add_stem()
        self.ball = Ball(view.surface, self.colour, scene.theme)
        self.ball_part = scene.add_part(self.ball, self._stand, layer=Layer.GROUND)

    def turn(self, cue: Cue, shares: tuple[float, float, float], then: Part) -> None:
        """Turn one knob from the first of the shares on, and one from the second.

        At the third, another ball takes the place of this one.
        """
        cue.show(self.ball_part, self.stem, at=shares[0])
        for k, (at, until) in enumerate(pairwise(shares)):
            cue.show(self.knobs[k], at=at)
            cue.move(self.turned, (k + 1) / 2, at + cue.share(TIMES.away), until, ease=linear)
        cue.hide(*self.knobs, at=shares[-1])
        cue.move(self.ball_part.opacity, 0.0, at=shares[-1], seconds=0.0)
        cue.move(then.opacity, 1.0, at=shares[-1], seconds=0.0)

    def place(self, frame: int) -> int:
        """Which of the computed places the ball is at."""
        return round(self.turned.at(frame) * (len(self.thetas) - 1))

    def theta(self, frame: int) -> Array:
        """Parameters (2,) there."""
        return np.asarray(self.thetas[self.place(frame)])

    def _add_knob(self, k: int) -> Part:
        """What the ball goes along as the knob is turned: on the floor, with its letter beyond.

        The arrow points to where the parameter grows, whichever way the knob is turned.
        """
        theme, view, way = self.scene.theme, self.view, self.thetas[:, k] - self.thetas[0, k]
        turned = float(way[np.abs(way).argmax()])
        ends = np.stack([self.thetas[0]] * 2)
        ends[:, k] += sorted((BEYOND * turned, AHEAD * max(0.0, -turned)))
        arrow = StraightArrow(theme.text, theme)
        label = formula(f"${'wb'[k]}$", SIZES.formula, theme.text).cased(theme.casing)

        def put() -> None:
            foot, end = view.at(ends, np.full(2, view.domain.low))
            arrow.show(foot, end)
            along = end - foot
            x, y = (end + CLEAR * along / max(float(np.hypot(*along)), 1e-9)).tolist()
            label.put(x, y - 0.25 * label.size, "centre")

        update = with_view(view.surface, put)
        return self.scene.add_part(Group(arrow, label), update, layer=Layer.GROUND)

    def _add_stem(self) -> Part:
        """From the floor up to the ball: the cost."""
        line, view = Dashes(self.scene.theme.text, STROKES.curve), self.view

        def reach(frame: int) -> Hashable:
            at = self.place(frame)
            ends = np.stack([self.thetas[at]] * 2)
            line.show(view.at(ends, np.array([view.domain.low, self.costs[at]])))
            return at, view.surface.view

        return self.scene.add_part(line, reach, layer=Layer.GROUND)

    def _stand(self, frame: int) -> Hashable:
        at = self.place(frame)
        self.ball.show(self.thetas[at], float(self.costs[at]))
        return at, self.view.surface.view
