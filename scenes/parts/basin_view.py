"""A walk on a quadratic cost seen from above, along its axes; it may be drawn wider than it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from gdcore.theory import Axes
from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

ORDER = np.array([[0.0, 1.0], [1.0, 0.0]])
"""To the right is b, and up is w."""
RIM = 1.3
"""The cost above the lowest at the rim, in that of the start."""
ROOM, EDGE = 0.27, 0.05
"""Between a basin and the sides of its slot, in frame units; and where these fade out."""
AS_IT_IS = 1.2
"""Where it could be drawn wider than it is by no more than this, it is drawn as it is."""
TINY = 1e-12
"""What stands for no length where it is divided by."""
PAST, TIP = 0.34, 0.09
"""How far beyond the basin the axes of the parameters go at most, and the size of their tips."""
APART = 1.6
"""Two tips that are nearer to one another, in em, have their letters on either side."""
BESIDE, ABOVE, BACK = np.array([0.55, -0.05]), np.array([0.0, 0.3]), 0.6
"""From the tip of a steep axis to its letter, and of a level one, and back along that; in em."""


class BasinView:
    """A basin in a slot, its long axis level and the start to the right and above.

    Args:
        scene: that it belongs to.
        slots: that it fills by turns.
        problem: the cost.
        axes: its curvatures and their directions.
        walk: the name of its track, the run, and its colour.
        opens: whether it may be drawn wider than it is, as wide as there is room for.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        problem: LinearRegression,
        axes: Axes,
        walk: tuple[str, Descent, str],
        *,
        opens: bool = False,
    ) -> None:
        name, run, colour = walk
        self.place, self.drawn = Gliding(slots), Animated(0.0)
        """``drawn`` says how far it has been opened: 0 where it is as it is, 1 where it is as wide
        as there is room for."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.basin = Basin(axes, low, RIM * (float(run.loss[0]) - least), scene.theme, edge=EDGE)
        ahead = axes.directions @ (run.theta[0] - low) < 0.0
        self.axes = axes.directions * np.where(ahead, -1.0, 1.0)[:, None]
        """Along it and across it, towards the start, a row each."""
        self._units = np.array([self._fit(slot, opens=opens) for slot in slots])
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        self.knobs = self._add_knobs(scene)
        """Axes of w and b through the lowest point."""
        self.cross = self._add_cross(scene)
        """Its own axes, from rim to rim."""
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=opens)
        self.runner = runner
        style = replace(runner.trail.style, faded=1.0, fine=STROKES.thin)
        runner.trail.style = style  # nothing piles up where steps go straight on
        runner.add_trail()
        runner.add_ball()
        mark = Mark(self.basin, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        runner.aim_at(self.minimum)

    @property
    def times(self) -> list[float]:
        """In each slot, how many times as wide as it is it is drawn once it has been opened."""
        return [float(across / along) for along, across in self._units.tolist()]

    @property
    def ground(self) -> tuple[Part, ...]:
        """The map alone."""
        return self.part, self.minimum

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball."""
        return self.runner.trail_part, self.runner.ball_part

    def _fit(self, slot: Slot, *, opens: bool) -> list[float]:
        """Frame units of a parameter along it and across it, once it has been opened."""
        along, across = self.basin.half.tolist()
        wide, high = slot.width / 2 - ROOM, slot.height / 2 - ROOM
        unit = min(wide / along, high / across)
        most = high / across
        return [unit, most if opens and most > AS_IT_IS * unit else unit]

    def _look(self, frame: int) -> Hashable:
        place, slots = self.place.where.at(frame), np.arange(len(self._units))
        logs = [np.interp(place, slots, column) for column in np.log(self._units).T]
        along, across = np.exp(logs)
        units = np.array([along, along * (across / along) ** self.drawn.at(frame)])
        self.basin.look(self.place.at(frame), units[:, None] * self.axes, np.zeros(2))
        return self.basin.view

    def _add_knobs(self, scene: AnyScene) -> Part:
        """A line along each parameter, with a tip and its letter where it becomes larger."""
        basin, size, theme = self.basin, SIZES.name, scene.theme
        lines = Dashes(theme.text, STROKES.axis, dash=0)
        letters = [formula(f"${name}$", size, theme.text).cased(theme.casing) for name in "wb"]

        def lie(frame: int) -> Hashable:
            del frame
            box = self._about()
            drawn = []
            for letter, way in zip(letters, basin.linear.T, strict=True):
                towards = way / np.hypot(*way)
                far = np.hypot(box.width, box.height) * towards
                ends = _within(box, box.centre + np.array([[-1.0], [1.0]]) * far)
                aside = np.array([-towards[1], towards[0]])
                back = ends[1] - TIP * towards + TIP / 2 * np.array([[1.0], [-1.0]]) * aside
                drawn += [ends, np.array([back[0], ends[1], back[1]])]
                level = abs(towards[0]) > abs(towards[1])
                off = ABOVE - BACK * towards if level else BESIDE
                if letter is letters[1] and np.hypot(*(drawn[0][1] - ends[1])) < APART * size:
                    off = BESIDE * np.array([-1.0, 1.0])
                x, y = (ends[1] + size * off).tolist()
                letter.put(x, y, "centre")
            lines.show(*drawn)
            return basin.view

        return scene.add_part(Group(lines, *letters), lie, layer=Layer.GROUND)

    def _about(self) -> Slot:
        """What the axes of the parameters lie in: the basin as drawn now, and a little more."""
        basin = self.basin
        half = basin.half * np.hypot(*(basin.linear @ self.axes.T)) + PAST
        most = np.array([basin.slot.width, basin.slot.height - SIZES.name]) / 2
        (x, y), (wide, high) = basin.slot.centre.tolist(), np.minimum(half, most).tolist()
        return Slot(x - wide, y - high, x + wide, y + high)

    def _add_cross(self, scene: AnyScene) -> Part:
        basin, lines = self.basin, Dashes(scene.theme.text, STROKES.axis)
        ends = np.array([[-1.0], [1.0]])

        def lie() -> None:
            rims = [
                basin.centre + ends * half * way
                for half, way in zip(basin.half, self.axes, strict=True)
            ]
            lines.show(*(basin.at(rim, np.zeros(2))[:, :2] for rim in rims))

        return scene.add_part(lines, with_view(basin, lie), layer=Layer.GROUND)


def _within(slot: Slot, ends: Array) -> Array:
    """The part of a line (2, 2) that lies in a slot; of none at all, its first end twice."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    way = ends[1] - ends[0]
    slant = np.where(way == 0.0, TINY, way)
    cuts = np.stack([(low - ends[0]) / slant, (high - ends[0]) / slant])
    enter = float(np.clip(cuts.min(axis=0).max(), 0.0, 1.0))
    leave = float(np.clip(cuts.max(axis=0).min(), enter, 1.0))
    return np.asarray(ends[0] + np.array([[enter], [leave]]) * way)
