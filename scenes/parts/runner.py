"""One run of an optimizer in a scene: trail, ball and loss curve, all at the table's frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise

import numpy as np
from manim import Group, Rectangle
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.frames import Track
from scenes.components.path.ball import Ball
from scenes.components.path.ground import Ground
from scenes.components.path.polyline import Polyline, polyline
from scenes.components.path.trail import Trail
from scenes.components.plot.axes import Axes
from scenes.components.plot.curve import Curve
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, TIMES, Theme

SEGMENT = 0.05
"""Length of a path's straight segments, in frame units on flat ground."""
LONG = 400
"""Steps from which a path has longer segments: its steps are short then."""
LONG_LIVELY, LONG_FADED = 25, 0.4
"""How many steps of a long path are drawn in full at each end, and how opaque the rest, which piles
up and must not hide the ball."""
PLATE = 0.85
"""Opacity of the plate beneath what is said of a path that has left the picture."""
SMALL = 0.5
"""A thin run's ball beside a thick one's, so that both are seen at one place."""


class Runner:
    """The parts that show one run; ``name`` is its track in the scene's table."""

    def __init__(
        self,
        scene: AnyScene,
        name: str,
        run: Descent,
        ground: Ground,
        unit: float,
        colour: str,
        *,
        thin: bool = False,
    ) -> None:
        self.scene, self.name, self.run, self.colour = scene, name, run, colour
        self.thin = thin
        self.ground = ground
        self.track: Track = scene.table[name]
        segment = (SEGMENT if run.steps < LONG else 6 * SEGMENT) / unit
        self.line: Polyline = polyline(run.theta, run.problem.loss, ground, segment)
        width = STROKES.thin if thin else STROKES.thick
        self.long = run.steps >= LONG
        self.trail = Trail(ground, self.line, colour, scene.theme, width)
        if self.long:
            self.trail.lively, self.trail.faded = LONG_LIVELY, LONG_FADED
        radius = STROKES.ball * (SMALL if thin else 1.0)
        self.ball = Ball(ground, colour, scene.theme, radius)
        self.stays = 0
        """The frame from which the end of the path is drawn in full."""
        self.curves: list[tuple[Curve, Part]] = []
        self.parts: tuple[Part, ...] = ()
        scene.runs_shown.append(self)

    def add_trail(self) -> None:
        """Put the path into the picture."""
        self.trail_part = self.scene.add_part(self.trail, self._updates(self._walk))
        self.parts += (self.trail_part,)

    def add_ball(self) -> None:
        """Put the ball into the picture."""
        self.ball_part = self.scene.add_part(self.ball, self._updates(self._stand))
        self.parts += (self.ball_part,)

    def show_end_once_it_stays(self) -> None:
        """Have the ball, and its last steps in full, come when it leaves the picture no more.

        Until then they would flash: a ball outside leaves an instant of its path in the picture.
        """
        inside = self.ground.contains(self.track.theta)
        presence = self.ball_part.presence
        presence.first = 0.0
        after = np.flatnonzero(np.append(True, ~inside))  # frames that follow one outside
        self.stays = int(after[-1])
        if self.stays < len(inside):
            presence.to(1.0, self.stays, self.stays + round(TIMES.enter * self.scene.score.fps))

    def position(self, frame: int) -> float:
        """Steps taken at ``frame``, with fraction."""
        return float(self.track.step[frame] + self.track.phase[frame])

    def theta(self, frame: int) -> NDArray[np.float64]:
        """Parameters (2,) at ``frame``."""
        theta: NDArray[np.float64] = self.track.theta[frame]
        return theta

    def add_curve(
        self,
        axes: Axes,
        offset: float = 0.0,
        per_step: float | Callable[[int], float] = 1.0,
        *,
        faint: bool = False,
    ) -> Part:
        """Draw the run's loss less ``offset`` on ``axes``.

        ``per_step`` is how many units of the x axis a step takes, or tells that of a frame.

        ``faint`` is for noisy losses, behind their mean.
        """
        return self._add_curve(axes, self.run.loss - offset, per_step, faint=faint)

    def add_mean(self, axes: Axes, mean: NDArray[np.float64]) -> Part:
        """Draw ``mean`` (steps + 1,), a value a step, in full beside the faint single losses."""
        return self._add_curve(axes, mean, 1.0, faint=False)

    def _add_curve(
        self,
        axes: Axes,
        values: NDArray[np.float64],
        per_step: float | Callable[[int], float],
        *,
        faint: bool,
    ) -> Part:
        width = STROKES.thin if self.thin else STROKES.curve
        curve = Curve(axes, values, self.colour, self.scene.theme, width, faint=faint)

        def grow(frame: int) -> Hashable:
            units = per_step(frame) if callable(per_step) else per_step
            curve.show(self.position(frame), units)
            return self.position(frame), units

        part = self.scene.add_part(curve, grow)
        self.curves.append((curve, part))
        self.parts += (part,)
        return part

    def add_departure(self, lines: Sequence[Label]) -> Part:
        """Say these lines once the path has left the picture, until it is walked anew."""
        scene, theme = self.scene, self.scene.theme
        for line in lines:
            line.cased(theme.casing)
        said = Group(_backing(lines, theme.background), *lines)
        self.departure_part = scene.add_part(said, layer=Layer.GROUND)
        presence = self.departure_part.presence
        presence.first = 0.0
        fps = scene.score.fps
        for departed, anew in self.departures():
            presence.to(1.0, departed, departed + round(TIMES.enter * fps))
            if anew is not None:
                presence.to(0.0, anew - round(TIMES.leave * fps), anew)
        return self.departure_part

    def departures(self) -> list[tuple[int, int | None]]:
        """The frames at which the path leaves the picture, and those at which it begins anew.

        Left is left: a path that comes back has still been outside.
        """
        position = self.track.step + self.track.phase
        anew = (np.flatnonzero(np.diff(position) < 0) + 1).tolist()
        inside = self.ground.contains(self.track.theta)
        found = []
        for start, stop in pairwise([0, *anew, len(position)]):
            outside = np.flatnonzero(
                np.logical_or.accumulate(inside[start:stop]) & ~inside[start:stop]
            )
            if len(outside):
                found.append((start + int(outside[0]), stop if stop < len(position) else None))
        return found

    def _updates(self, set_state: Callable[[int], None]) -> Callable[[int], Hashable]:
        def update(frame: int) -> Hashable:
            set_state(frame)
            return self.position(frame), getattr(self.ground, "view", None)

        return update

    def _walk(self, frame: int) -> None:
        loss = float(self.track.loss[frame])
        self.trail.ends = frame >= self.stays
        self.trail.show(self.position(frame), self.theta(frame), loss)

    def _stand(self, frame: int) -> None:
        first = int(self.track.step[frame])
        ends = slice(first, first + 2)  # of the step in hand
        near = self.ball.reaches(self.run.theta[ends], self.run.loss[ends])
        theta, loss = self.theta(frame), float(self.track.loss[frame])
        self.ball.show(theta, loss, passing=not near.any())


def departure_lines(text: str, most: float, theme: Theme) -> list[Label]:
    """What is said of a path that has left the picture, on lines no wider than ``most``."""
    return wrapped(text, most, lambda line: words(line, SIZES.small, theme.text))


def _backing(lines: Sequence[Label], colour: str) -> Rectangle:
    """A plate beneath words that lie wherever a path may have run."""
    widest = max(lines, key=lambda line: float(line.width))
    width, height = float(widest.width) + widest.size / 2, LEADING * widest.size * len(lines)
    plate = Rectangle(
        width=width, height=height, fill_color=colour, fill_opacity=PLATE, stroke_width=0
    )
    level = (lines[0].baseline + lines[-1].baseline) / 2
    middle = float(widest.get_center()[0]), level + widest.size / 3
    return plate.move_to((*middle, 0.0))
