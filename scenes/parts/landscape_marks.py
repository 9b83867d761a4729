"""Rings at starts and crosses at minima, with names beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula
from scenes.layout import LEADING
from scenes.parts.landmark import with_view
from scenes.parts.landscape_view import LandscapeView
from scenes.parts.naming import LEFT_ABOVE, RIGHT_ABOVE, Name, Naming, Side, covered
from scenes.parts.runner import Runner
from scenes.parts.surface_view import few
from scenes.plans.mountain import OTHER_WALK, WALK, Plan, minimum
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

CLEAR = 3.0 * STROKES.ball
"""Room between a place and its name."""
ASIDE, FOOT = 0.25, 0.12
"""From the landscape to words beside it, and from the foot of the picture to them."""
AROUND = 1.3 * STROKES.ball
"""How far from a place its line ends."""
LEVEL = 0.35
"""How far above the baseline of words a line sets out from them, in em."""
LOWER = 1.4
"""How far below a place of the map its line sets out, in em, so that it lies on no path there."""
SKYLINE, LIGHT, HEAVY, MOST = 60, 0.03, 0.01, 2000
"""Places at which the skyline is looked for; and how far apart places of it, and of paths, are that
names keep clear of, rather of paths, and how many there are at most."""
APART = 0.5
"""Least room between the name of a start and words beside the landscape."""


class LandscapeMarks:
    """Marks of walks and minima; what two valleys are called stands at the foot, with a line each.

    Args:
        scene: the scene they belong to.
        land: the landscape.
        plan: of the walks on it.
        runner: of the walk.
        others: of other walks.
    """

    def __init__(
        self,
        scene: AnyScene,
        land: LandscapeView,
        plan: Plan,
        runner: Runner,
        others: Sequence[Runner],
    ) -> None:
        self.scene, self.land, self.view, self.plan = scene, land, land.view, plan
        self.runners = (runner, *others)
        self._marks: list[Mark] = []
        self._naming = Naming(self.view.room, unnamed=self._bottoms)
        crosses = {k: self._cross(k) for k in self._drawn()}
        self.crosses = tuple(crosses.values())
        """At the minima."""
        compared = self._compared()
        self.costs = {k: self._add_callout(k, compared) for k in compared}
        """By minimum: its cost, and what it is called."""
        self.start = self._ring(runner, "places.start", LEFT_ABOVE)
        self.others = tuple(
            part
            for other in others
            for part in self._ring(other, "places.another_start", RIGHT_ABOVE)
        )
        """The starts of other walks."""

    @property
    def values(self) -> list[Part]:
        """The costs of the valleys that are compared."""
        return [cost for cost, _ in self.costs.values()]

    @property
    def names(self) -> list[Part]:
        """What these are called."""
        return [name for _, name in self.costs.values()]

    @property
    def of_starts(self) -> list[Part]:
        """The names of all starts."""
        return [self.start[1], *self.others[1::2]]

    def settle(self, frames: Sequence[int], beside: Sequence[Label] = ()) -> None:
        """Choose where the names of starts stand at some frames, clear of paths and other words.

        From words ``beside`` the landscape they are so far that nobody reads on from them there.
        """
        self.view.look_at(frames[-1])
        for left, bottom, right, top in map(covered, beside):
            around = left - APART, bottom - APART, right, top + APART
            self._naming.taken = [*self._naming.taken, around]
        for part in (*self.values, *self.names):
            part.set(frames[-1])
            self._naming.taken = [*self._naming.taken, *map(covered, labels_of(part))]
        self._naming.settle([partial(self.view.look_at, f) for f in frames], self._in_sight)

    # Which

    def _drawn(self) -> list[int]:
        """Which minima are."""
        contains = self.view.domain.contains
        return [k for k, theta in enumerate(self.plan.surface.minima) if contains(theta)]

    def _bottoms(self) -> list[Array]:
        """Where these are in the frame now."""
        return [self.view.on_surface(self.plan.surface.minima[k]) for k in self._drawn()]

    def _compared(self) -> list[int]:
        """Which minima have words, from left to right as they are seen."""
        found = [self.plan.ends_at(walk) for walk in (WALK, OTHER_WALK)]
        asked = [found[0], self.plan.rival if found[0] is not None else found[1]]
        self.view.look(self.land.after, self.land.high)
        return sorted(
            {k for k in asked if k in self._drawn()},
            key=lambda k: float(self.view.on_surface(self.plan.surface.minima[k])[0]),
        )

    def _colour(self, which: int) -> str:
        """Of the path that ends at a minimum."""
        theme, ends = self.scene.theme, {self.plan.ends_at(r.name): r.colour for r in self.runners}
        return ends.get(which, theme.minimum)

    # Marks

    def _cross(self, which: int) -> Part:
        """At a minimum, in the colour of the lowest only where none is lower."""
        surface = self.plan.surface
        theta, loss = surface.minima[which], float(surface.minimum_values[which])
        theme, lowest = self.scene.theme, bool(np.isclose(loss, min(surface.minimum_values)))
        colour = theme.minimum if lowest else theme.text
        return self._add(Mark(self.view.surface, theta, loss, colour, theme, ring=False))

    def _ring(self, runner: Runner, key: str, first: Side) -> tuple[Part, Part]:
        theta, loss, theme = runner.run.theta[0], float(runner.run.loss[0]), self.scene.theme
        mark = Mark(self.view.surface, theta, loss, runner.colour, theme, ring=True)
        label = formula(self.scene.say(key), SIZES.name, runner.colour).cased(theme.casing)
        name = self._naming.add(Name(label, partial(getattr, mark, "centre"), CLEAR, first))
        return self._add(mark), self.scene.add_part(
            label, with_view(self.view.surface, name.put), layer=Layer.NAMES
        )

    def _add(self, mark: Mark) -> Part:
        self._marks.append(mark)
        return self.scene.add_part(mark, with_view(self.view.surface), layer=Layer.GROUND)

    def _in_sight(self) -> Array:
        """Discs (n, 3) that no name may hide: marks and paths."""
        places = [(mark.centre[None], STROKES.ball) for mark in self._marks]
        for runner in self.runners:
            line = _dense(self.view.at(few(runner.line.theta), few(runner.line.loss)), HEAVY)
            places.append((line, STROKES.thick))
        places.append((_dense(self._skyline(), LIGHT), STROKES.thick))
        return np.concatenate([np.column_stack([p, np.full(len(p), r)]) for p, r in places])

    def _skyline(self) -> Array:
        """Places (n, 2) in the frame now where the ground ends before what is behind it."""
        seen = self.view.surface.view.project(self.view.surface.outline.T)[:, :2]
        order = np.argsort(seen[:, 0])
        x, y = seen[order].T
        edges = np.linspace(x[0], x[-1], SKYLINE)
        starts = np.unique(np.searchsorted(x, edges[:-1]))
        return np.column_stack([x[starts], np.maximum.reduceat(y, starts)])

    # Two valleys

    def _add_callout(self, which: int, compared: Sequence[int]) -> tuple[Part, Part]:
        """The cost of a minimum with a line to it, and below that what it is called."""
        surface, theme, say = self.plan.surface, self.scene.theme, self.scene.say
        colour, value = self._colour(which), float(surface.minimum_values[which])
        told = say(self.plan.sign(minimum(which)), cost=say.numerals.running(value, 2))
        name, _, cost = told.partition(", ")
        sized = zip((cost, name), (SIZES.caption, SIZES.name), strict=True)
        labels = [formula(text, size, colour).cased(theme.casing) for text, size in sized]
        rightward = which == compared[-1] and len(compared) > 1
        width = max(float(label.width) for label in labels)
        last = self._beside_map(which, width, compared)
        low = labels if last is None else labels[:1]
        least = max(float(label.width) for label in low)
        ends = [self._foot(least, beside, len(low), rightward=rightward) for beside in (0.0, 1.0)]
        line = Dashes(theme.text, STROKES.axis, dash=0)

        def corner(frame: int) -> Array:
            one, other = ends
            foot = one + self.view.beside.at(frame) * (other - one)
            return foot if last is None else foot + self.land.risen(frame) * (last - foot)

        def put(row: int) -> Callable[[int], Hashable]:
            def update(frame: int) -> Hashable:
                x, y = corner(frame).tolist()
                baseline = y - LEADING * SIZES.caption * row
                labels[row].put(x, baseline, "left" if rightward else "right")
                if row == 0:
                    line.show(self._leader(surface.minima[which], value, np.array([x, baseline])))
                return x, y, self.view.surface.view

            return update

        first = self.scene.add_part(Group(line, labels[0]), put(0), layer=Layer.NAMES)
        return first, self.scene.add_part(labels[1], put(1), layer=Layer.NAMES)

    def _leader(self, theta: Array, loss: float, foot: Array) -> Array:
        """A line from words to a place, (2, 2)."""
        place = self.view.at(theta, np.asarray(loss))
        start = foot + np.array([0.0, LEVEL * SIZES.caption])
        start = start + np.array([np.sign(place[0] - start[0]) * 0.4 * SIZES.caption, 0.0])
        away = start - place
        return np.stack([start, place + away * AROUND / max(float(np.hypot(*away)), AROUND)])

    def _foot(self, width: float, beside: float, lines: int, *, rightward: bool) -> Array:
        """The inner end of the first of one or two lines of words at the foot, beside the land."""
        room, outline = self.land.room(beside), self.land.outline(beside)
        low, high = outline
        block = LEADING * SIZES.caption * (lines - 1) + FOOT
        baseline = max(room.bottom + block, low[1] - ASIDE - SIZES.caption)
        if rightward:
            return np.array([min(high[0] + ASIDE, room.right - width), baseline])
        return np.array([max(low[0] - ASIDE, room.left + width), baseline])

    def _beside_map(self, which: int, width: float, compared: Sequence[int]) -> Array | None:
        """The inner end of the first line beside the map, as high as the others: below all places.

        None where there is no room for words there, or lines to places would cross.
        """
        view, room, domain = self.land.map(), self.land.room(0.0), self.view.domain
        minima, values = self.plan.surface.minima, self.plan.surface.minimum_values
        seen = view.project(domain.world(minima[[*compared]], values[[*compared]]))[:, :2]
        low, high = view.bounds(self.view.surface.outline)
        rightward = which == compared[-1] and len(compared) > 1
        free = room.right - high[0] if rightward else low[0] - room.left
        if free < width + ASIDE or (np.diff(seen[:, 0]) < 0).any():
            return None
        x = high[0] + ASIDE if rightward else low[0] - ASIDE
        block = LEADING * SIZES.caption + FOOT
        level = float(seen[:, 1].min()) - (LEVEL + LOWER) * SIZES.caption
        return np.array([x, max(level, room.bottom + block)])


def _dense(line: Array, apart: float) -> Array:
    """Places (n, 2) along a line (m, 2), so far apart, or farther where it has left the picture."""
    line = line[np.isfinite(line).all(axis=1)]
    way = np.append(0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T)))
    along = np.linspace(0.0, way[-1], 1 + int(min(way[-1] / apart, MOST)))
    return np.column_stack([np.interp(along, way, part) for part in line.T])


def labels_of(part: Part) -> list[Label]:
    """The words of a part."""
    return [each for each in part.mobject.get_family() if isinstance(each, Label)]
