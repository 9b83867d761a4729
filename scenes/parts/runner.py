"""One run of an optimizer in a scene: trail, ball and loss curve, all at the table's frame.

Between two landings nothing is computed, so nothing but the ball is on its way: with it go its
shadow and the end of the trail under it, while curves, counts and fitted lines wait for it to land.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from manim import Group, Mobject, Rectangle
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.frames import Track
from scenes.components.path.ball import Ball
from scenes.components.path.flight import Flight
from scenes.components.path.ground import Ground
from scenes.components.path.leaps import Leaps
from scenes.components.path.mark import Mark
from scenes.components.path.polyline import Polyline, polyline
from scenes.components.path.trail import Trail, TrailStyle
from scenes.components.plot.axes import Axes
from scenes.components.plot.curve import Curve
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING
from scenes.stage.scene import AnyScene, Layer, Part, Update
from scenes.stage.timeline import smooth
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
CLOSE, GAP = 0.55, 0.035
"""Frame units from a mark at which a ball begins to be near it, and between it and that mark."""
SMALL = 0.5
"""A thin run's ball beside a thick one's, so that both are seen at one place."""


class Runner:
    """The parts that show one run; ``name`` is its track in the scene's table.

    A ``ball`` has that share of the usual radius; without it, a thin run's is small.
    """

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
        ball: float | None = None,
    ) -> None:
        self.scene, self.name, self.run, self.colour = scene, name, run, colour
        self.thin = thin
        self.ground = ground
        self.track: Track = scene.table[name]
        segment = (SEGMENT if run.steps < LONG else 6 * SEGMENT) / unit
        self.line: Polyline = polyline(run.theta, run.problem.loss, ground, segment)
        self.long = run.steps >= LONG
        style = TrailStyle(STROKES.thin if thin else STROKES.thick)
        if self.long:
            style = replace(style, lively=LONG_LIVELY, faded=LONG_FADED)
        self.trail = Trail(ground, self.line, colour, scene.theme, style)
        share = (SMALL if thin else 1.0) if ball is None else ball
        self.ball = Ball(ground, colour, scene.theme, STROKES.ball * share)
        self.curves: list[tuple[Curve, Part]] = []
        self.parts: tuple[Part, ...] = ()
        self.called: Label | None = None
        """Its name, where that stands beside its ground."""
        self.blank: Mobject | None = None
        """What is where that was, while a viewer is asked for it."""
        self.aims: list[Mark] = []
        """Marks of where its path may end."""
        scene.runs_shown.append(self)

    def add_trail(self) -> None:
        """Put the path into the picture."""
        self.trail_part = self.scene.add_part(
            self.trail, self._updates(self._walk), layer=Layer.GROUND
        )
        self.parts += (self.trail_part,)

    def add_leaps(self) -> Part:
        """Put the arcs that the ball has flown into the picture, in place of the path below."""
        leaps = Leaps(
            self.ground, self.run.theta, self.run.problem.loss, self.colour, self.scene.theme
        )

        def fly(frame: int) -> Hashable:
            leaps.show(self.position(frame))
            return leaps.position, self.ground.view

        self.leaps_part = self.scene.add_part(leaps, fly, layer=Layer.GROUND)
        self.parts += (self.leaps_part,)
        return self.leaps_part

    def add_ball(self) -> None:
        """Put the ball into the picture."""
        stand = self._updates(self._stand)
        self.ball_part = self.scene.add_part(
            self.ball, lambda frame: (stand(frame), self.ball.radius), layer=Layer.GROUND
        )
        self.parts += (self.ball_part,)

    def aim_at(self, *parts: Part, since: int = 0) -> None:
        """Have the ball be smaller near some marks, which open about it while it is seen.

        They stay closed until so many steps are taken, and are open as far as the rest are.
        """
        for part in parts:
            self.aims.append(part.mobject)
            part.update = self._opening(part.mobject, part.update, since)

    def _opening(self, mark: Mark, update: Update | None, since: int) -> Update:
        """The update of a mark that opens where the ball, small as it is there, would hide it."""

        def open_(frame: int) -> Hashable:
            before = None if update is None else update(frame)
            away = self._away(mark, frame)
            room = self.ball.room(_nearness(away, CLOSE)) + GAP
            share = _nearness(away, room + mark.reach) * self.ball_part.shown(frame)
            mark.room[self.name] = share * room * self._arriving(frame, since)
            return before, mark.opening

        return open_

    def _arriving(self, frame: int, since: int) -> float:
        """What share of the steps after these is taken."""
        if since <= 0:
            return 1.0
        taken = (self.position(frame) - since) / max(self.run.steps - since, 1)
        return float(np.clip(taken, 0.0, 1.0))

    def _away(self, mark: Mark, frame: int) -> float:
        """Frame units from the ball to a mark, evened out over its hops."""
        theta = self.followed(frame)
        place = self.ground.at(theta, np.asarray(self.run.problem.loss(theta)))[:2]
        return float(np.hypot(*(place - mark.centre)))

    def landed(self, frame: int) -> int:
        """Steps taken at ``frame``."""
        return int(self.track.step[frame])

    def looks(self, frame: int, clock: int) -> int:
        """Samples looked at by ``frame``: those of the steps that have landed, and of the next one.

        That is taken as far as the ``clock`` of a race has come, which counts looks: they are taken
        all the time, while a step lands with the last of its looks.
        """
        done, then = self.run.gradient_evaluations[[self.landed(frame), self._next(frame)]].tolist()
        return int(min(max(done, clock), then))

    def _next(self, frame: int) -> int:
        """The step that lands next, or the last one."""
        return min(self.landed(frame) + 1, self.run.steps)

    def position(self, frame: int) -> float:
        """The same, with the share of the way to the next landing that is done."""
        return float(self.track.step[frame] + self.track.phase[frame])

    def theta(self, frame: int) -> NDArray[np.float64]:
        """Parameters (2,) of the last landing at ``frame``."""
        theta: NDArray[np.float64] = self.track.theta[frame]
        return theta

    def flight(self, frame: int) -> Flight | None:
        """The way to the next landing, while the ball is on it."""
        phase, step = float(self.track.phase[frame]), self.landed(frame)
        if phase == 0.0:
            return None
        return Flight(self.run.theta[step], self.run.theta[step + 1], self.run.problem.loss, phase)

    def below(self, frame: int) -> NDArray[np.float64]:
        """Parameters (2,) under the ball, where the trail ends."""
        flight = self.flight(frame)
        return self.theta(frame) if flight is None else flight.theta

    def followed(self, frame: int) -> NDArray[np.float64]:
        """Where an eye or a light is that follows the ball calmly: parameters (2,)."""
        reach = round(TIMES.follow / 2 * self.scene.score.fps)
        first, last = max(0, frame - reach), min(len(self.track), frame + reach + 1)
        step = self.track.step[first:last]
        following = np.minimum(step + 1, self.run.steps)
        phase = self.track.phase[first:last, None]
        below = self.run.theta[step] * (1.0 - phase) + self.run.theta[following] * phase
        return np.asarray(below.mean(axis=0))

    def asked(self, frame: int, before: float) -> tuple[int, float] | None:
        """The step whose gradient is being asked for, and how much of the asking is over.

        It lasts from ``before`` seconds before the ball sets off, or from its last landing if that
        is later, until it lands.  None where nothing is asked, or steps come too fast to be seen.
        """
        landings = self._landings
        place = int(np.searchsorted(landings, frame, side="right"))
        lands = int(landings[place]) if place < len(landings) else len(self.track)
        since = int(landings[place - 1]) if place else 0
        flying = np.flatnonzero(self.track.phase[since:lands])
        if not len(flying):
            return None
        begins = max(since, since + int(flying[0]) - round(before * self.scene.score.fps))
        if frame < begins:
            return None
        return self.landed(frame), (frame - begins) / (lands - begins)

    @cached_property
    def _landings(self) -> NDArray[np.int_]:
        """The frames that show another step than those before."""
        return np.flatnonzero(np.diff(self.track.step)) + 1

    def add_curve(self, axes: Axes, offset: float = 0.0, kind: type[Curve] = Curve) -> Part:
        """Draw the run's loss less ``offset`` on ``axes``, whose x axis counts steps."""
        width = STROKES.thin if self.thin else STROKES.curve
        curve = kind(axes, self.run.loss - offset, self.colour, self.scene.theme, width)

        def grow(frame: int) -> Hashable:
            curve.show(self.landed(frame))
            return self.landed(frame)

        part = self.scene.add_part(curve, grow, layer=Layer.GROUND)
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
        step = self.track.step
        anew = (np.flatnonzero(np.diff(step) < 0) + 1).tolist()
        inside = self.ground.contains(self.track.theta)
        found = []
        for start, stop in pairwise([0, *anew, len(step)]):
            outside = np.flatnonzero(
                np.logical_or.accumulate(inside[start:stop]) & ~inside[start:stop]
            )
            if len(outside):
                found.append((start + int(outside[0]), stop if stop < len(step) else None))
        return found

    def _updates(self, set_state: Callable[[int], None]) -> Callable[[int], Hashable]:
        def update(frame: int) -> Hashable:
            set_state(frame)
            return self.position(frame), self.ground.view

        return update

    def _walk(self, frame: int) -> None:
        theta = self.below(frame)
        in_flight = self.track.phase[frame] > 0.0
        loss = self.run.problem.loss(theta) if in_flight else self.track.loss[frame]
        self.trail.show(self.position(frame), theta, float(loss))

    def _stand(self, frame: int) -> None:
        first = self.landed(frame)
        ends = slice(first, first + 2)  # of the step in hand
        near = self.ball.reaches(self.run.theta[ends], self.run.loss[ends])
        loss, flight = float(self.track.loss[frame]), self.flight(frame)
        away = min((self._away(mark, frame) for mark in self.aims), default=np.inf)
        self.ball.show(
            self.theta(frame), loss, flight, near=_nearness(away, CLOSE), passing=not near.any()
        )


def _nearness(away: float, far: float) -> float:
    """From 0, where something is so far off or farther, to 1, where it is not off at all."""
    return smooth(1.0 - away / far) if away < far else 0.0


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
