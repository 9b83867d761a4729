"""A walk on a quadratic cost seen from above, by an eye that goes near and turns with its axes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from gdcore.theory import Axes
from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

ORDER = np.array([[0.0, 1.0], [1.0, 0.0]])
"""To the right is b, and up is w."""
RIM = 1.3
"""The cost above the lowest at the rim, in that of the start."""
ROOM = 0.12
"""Between a basin and the sides of its slot, in frame units."""
TINY = 1e-12
"""What stands for no length where it is divided by."""
WIDTH, NEARER = 0.78, 1.5
"""Of its slot's height, the width of a basin that is seen from near; and how many times as large
it must be then, or else the eye stays where it is."""


class BasinView:
    """A basin in a slot, with a walk on it.

    Args:
        scene: that it belongs to.
        slots: that it fills by turns.
        problem: the cost.
        axes: its curvatures and their directions.
        walk: the name of its track, the run, and its colour.
        thin: whether path and ball are small, as on a basin that is narrow.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        problem: LinearRegression,
        axes: Axes,
        walk: tuple[str, Descent, str],
        *,
        thin: bool = False,
    ) -> None:
        name, run, colour = walk
        self._axes = axes
        self.place = Gliding(slots)
        self.near, self.turned = Animated(0.0), Animated(0.0)
        """How near the eye has gone, and how far the map has turned to the axes of the cost."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.basin = Basin(axes, low, RIM * (float(run.loss[0]) - least), scene.theme)
        gentle, _ = axes.directions
        self._first = (run.theta[0] - low) @ gentle * gentle
        x, y = (ORDER @ gentle).tolist()
        self._angle = float(np.arctan2(y, x) if x >= 0 else np.arctan2(-y, -x))
        """Of its long axis."""
        self.turned_axes = axes.directions * self._signs()
        """Its axes, a row each, that point to the right and up once the map has turned."""
        self.part = scene.add_part(self.basin, self._look)
        self.cross = self._add_cross(scene)
        """Its own axes, from rim to rim."""
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=thin)
        self.runner = runner
        runner.trail.faded = 1.0  # nothing piles up where steps go straight on
        runner.add_trail()
        runner.add_ball()
        mark = Mark(self.basin, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        runner.aim_at(self.minimum)

    def _signs(self) -> Array:
        """(2, 1), of each axis 1, or -1 where it comes to point to the left or down."""
        seen = self._axes.directions @ (_turning(-self._angle) @ ORDER).T
        return np.where(np.diagonal(seen) < 0.0, -1.0, 1.0)[:, None]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it but for its axes."""
        return self.part, self.minimum, *self.walk

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball."""
        return self.runner.trail_part, self.runner.ball_part

    def _add_cross(self, scene: AnyScene) -> Part:
        basin, lines = self.basin, Dashes(scene.theme.text, STROKES.axis)
        ends = np.array([[-1.0], [1.0]])

        def lie() -> None:
            rims = [
                basin.centre + ends * half * way
                for half, way in zip(basin.half, self._axes.directions, strict=True)
            ]
            lines.show(*(_within(basin.slot, basin.at(rim, np.zeros(2))[:, :2]) for rim in rims))

        return scene.add_part(lines, with_view(basin, lie))

    def look_at(self, frame: int) -> None:
        """Bring the eye to where it is at a frame."""
        self._look(frame)

    def _focus(self, frame: int) -> Array:
        """What the eye goes near: the place on the floor of the valley beside the start."""
        del frame
        return np.asarray(self._first)

    def _look(self, frame: int) -> Hashable:
        focus = self._focus(frame)
        slot, near = self.place.at(frame), self.near.at(frame)
        turning = _turning(-self.turned.at(frame) * self._angle) @ ORDER
        whole = self._whole(turning, slot)
        times = WIDTH * slot.height / 2 / float(self.basin.half[1]) / whole
        near = near if times > NEARER else 0.0
        linear = whole * times**near * turning
        offset = (1.0 - near) * whole * (turning @ focus)
        self.basin.look(slot, linear, focus - np.linalg.solve(linear, offset))
        return self.basin.view

    def _whole(self, turning: Array, slot: Slot) -> float:
        """Frame units of a parameter where all of the basin is seen."""
        reaches = self.basin.half[:, None] * (self.basin.directions @ turning.T)
        across, up = np.hypot(*reaches)
        return float(min((slot.width / 2 - ROOM) / across, (slot.height / 2 - ROOM) / up))


def _turning(angle: float) -> Array:
    """(2, 2), what turns to the left by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _within(slot: Slot, ends: Array) -> Array:
    """The part of a line (2, 2) that lies in a slot; of none at all, its first end twice."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    way = ends[1] - ends[0]
    slant = np.where(way == 0.0, TINY, way)
    cuts = np.stack([(low - ends[0]) / slant, (high - ends[0]) / slant])
    enter = float(np.clip(cuts.min(axis=0).max(), 0.0, 1.0))
    leave = float(np.clip(cuts.max(axis=0).min(), enter, 1.0))
    return np.asarray(ends[0] + np.array([[enter], [leave]]) * way)
