"""The path of one of many balls: what noise does to a walk."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from gdcore.typing import Array
from scenes.components.path.polyline import polyline
from scenes.components.path.trail import Trail, TrailStyle
from scenes.components.text.label import words
from scenes.parts.rain_view import RainView
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer
from scenes.theme import SIZES, STROKES

SEGMENT = 0.3
"""Length of its path's straight segments, in frame units on flat ground."""
KEPT = 20
STYLE = TrailStyle(STROKES.curve, lively=KEPT, dotted=0, kept=KEPT)
"""Of a path of hundreds of steps to and fro: the last ones, all alike, and no tangle of all."""


class FollowedBall:
    """The path that ends at the ball, which words name, in a colour that is not that of noise.

    Args:
        scene: the scene it belongs to.
        view: of the ground.
        path: parameters (steps + 1, 2).
        landed: the step that it has come to at a frame.
        rain: beside whose valleys words have room.
        left: the bottom of the valley that it leaves, (2,).
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        path: Array,
        landed: Callable[[int], int],
        rain: RainView,
        left: Array,
    ) -> None:
        self.ground, self.path, self.landed = view.surface, path, landed
        self.loss = view.loss(path)
        hue, theme = scene.theme.other, scene.theme
        line = polyline(path, view.loss, self.ground, SEGMENT / view.unit)
        self.trail = Trail(self.ground, line, hue, theme, STYLE)
        self.walked = scene.add_part(self.trail, self._walk, layer=Layer.GROUND)
        """Its path."""
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        label = words(scene.say("valleys.followed"), size, hue)
        self.parts = self.walked, *rain.add_words(label, left)
        """That, and what it is called."""

    def _walk(self, frame: int) -> Hashable:
        step = self.landed(frame)
        self.trail.show(float(step), self.path[step], float(self.loss[step]))
        return step, self.ground.view
