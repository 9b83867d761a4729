"""Rain on a landscape: many balls, marked when they have come to stay in a valley."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from manim import Group, RoundedRectangle
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import RADIUS, Drops
from scenes.components.surface.body import rim as rim_of
from scenes.components.text.label import Label, formula
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.plans.rain import BALLS, Rain
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, STROKES, TIMES, Theme

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

MANY = BALLS // 4
"""How many balls off the map are told of."""
ASIDE, AROUND = 2.4, 1.6 * RADIUS
"""From the bottom of a valley to words on it, in em, and to the end of their line."""
TURNS = np.deg2rad(
    [0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 150.0, -150.0, 180.0]
)
"""From the way that is wanted to that to words on a valley: the first is taken on which they lie on
the map, clear of one another and of the bottoms."""
UPWARDS = np.array([0.0, 1.0])
"""That way for costs: there they lie on the far slope of their own valley."""
CASING, FOOT, LEAST = 1.6 * STROKES.casing, 0.35, 1.3
"""Of such words, whose figures stand apart; and, in em, how far their foot is below the middle of
its plate, and how wide that is at least without its edges."""
USUAL = 1.6
"""How wide a count is, in em; wider words are farther aside."""
SMALL = 0.8
"""Radius of a ball, in that of the mark at a bottom and at a start."""
SHAKEN = -2
"""The rank of a ball that walks with noise: its colour is that of noise."""


CORNERS = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
"""Of a plate, in halves of its sides."""


class Beside(NamedTuple):
    """Words on a valley, its bottom, and whither from there they stand, (2,)."""

    label: Label
    theta: Array
    way: Array


def colours_of_valleys(theme: Theme) -> tuple[str, ...]:
    """By rank, the deepest first, then of the rest, and of what is in none."""
    return theme.minimum, theme.other, theme.quiet, theme.other, theme.other


class RainView:
    """The balls of each rain, and the starts, marked by the valleys that they lead to.

    Args:
        scene: the scene it belongs to; its plan has the rains that are seen, by their tracks.
        view: of the landscape.
        colours: of the valleys by rank, the deepest first, the rest, and what is in none.
        eye: whence words on valleys are seen; that at first if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        colours: tuple[str, ...],
        eye: tuple[float, float] | None = None,
    ) -> None:
        self.scene, self.view, self.colours = scene, view, colours
        plan = scene.plan
        self._seen, _ = view.whole(*(eye or (view.azimuth.first, view.elevation.first)), 1.0)
        self._rank = plan.ranks(len(colours) - 2)
        self._arrives = {name: self._arrivals(rain) for name, rain in plan.shown.items()}
        self.spread = Animated(0.0)
        """What share of the starts is marked: of those that lead to where it is deepest, and then
        of the others, those nearest to their valley's bottom first."""
        self.of_deepest = float(np.isin(plan.rains[0].valleys, plan.deepest).mean())
        """What share of the starts leads to where it is deepest."""
        self.starts = self._add_starts(plan.rains[0])
        """With the marks of where they lead without noise."""
        self.outwards = [each.way for each in self._beside(self._cost, self._outwards)]
        """Whither from the bottoms of the first valleys counts of heaps stand, (2,) each."""
        costs = self._beside(self._cost, lambda _: UPWARDS)
        self.valleys = [*(self._add_plate(*each) for each in costs), self._add_bottoms()]
        """The first valleys, each with its mark at the bottom and its cost beside it."""
        self.balls = {name: self._add_balls(name) for name in plan.shown}
        *plates, _ = self.valleys
        self.costs = [*plates, *(self._add_label(*each) for each in costs)]
        """Beside the bottoms of the first valleys."""
        self.valleys = [*self.valleys, *self.costs[len(plates) :]]

    def ranks(self, name: str, step: int) -> Indices:
        """The rank of the valley that each ball has come to by then, -1 for none."""
        rain: Rain = self.scene.plan.shown[name]
        there = step >= self._arrives[name]
        return np.asarray(np.where(there, self._rank[rain.valleys], -1))

    def settled(self, name: str, step: int) -> list[int]:
        """How many balls have come to each of the first valleys by then."""
        there = self.scene.plan.shown[name].valleys[step >= self._arrives[name]]
        return [int((there == k).sum()) for k in self.named]

    def rank_of(self, valley: int) -> int:
        """The rank of a valley, by which it is marked and coloured."""
        return int(self._rank[valley])

    def words_of(self, valley: int) -> str:
        """The colour of words on a valley: its own where it is deepest."""
        return self.scene.theme.text if self.rank_of(valley) else self.colours[0]

    def away(self, name: str) -> list[int]:
        """How many balls are off the map at each step of a rain."""
        on_it = self.view.surface.contains(self.scene.plan.shown[name].paths)
        return [int(count) for count in (~on_it).sum(axis=1)]

    def strays(self, name: str) -> tuple[int, int]:
        """The frame at which first many balls of a rain are off the map, and when last no longer.

        Where never many are, the last frame of all, twice.
        """
        steps = self.scene.table[name].step
        off = np.flatnonzero(np.array(self.away(name)) >= MANY)
        if not len(off):
            return len(steps), len(steps)
        first, last = np.searchsorted(steps, [off[0], off[-1] + 1])
        return int(first), int(last)

    def tell_of_strays(self, cue: Cue, name: str, told: Part) -> None:
        """In a beat, show how many are off the map, from when many are until no longer."""
        first, last = self.strays(name)
        begin, stop = cue.beat.start, cue.beat.stop
        if first < stop:
            cue.show(told, at=(first - begin) / cue.beat.frames - cue.share(TIMES.away))
        if last < stop:
            cue.hide(told, at=(last - begin) / cue.beat.frames)

    def landed(self, name: str, frame: int) -> int:
        """Steps taken in a rain at ``frame``."""
        return int(self.scene.table[name].step[frame])

    def _arrivals(self, rain: Rain) -> Indices:
        """The step from which each ball stays in its valley; after the last where it has none."""
        plan = self.scene.plan
        there = plan.weather.valleys(rain.paths) == rain.valleys
        stays = np.logical_and.accumulate(there[::-1], axis=0)[::-1]
        first = np.where(stays.any(axis=0), stays.argmax(axis=0), len(stays))
        return np.asarray(np.where(rain.valleys >= 0, first, len(stays)))

    def _add_balls(self, name: str) -> Part:
        """Those that are on their way: those that have come to a first valley lie in its heap."""
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        *marked, none = self.colours
        hues = *marked, theme.stochastic, none
        drops = Drops(self.view.surface, hues, theme, SMALL * RADIUS)
        rain, noise = plan.shown[name], plan.noise[name]
        heaped = np.isin(rain.valleys, self.named)

        def fall(frame: int) -> Hashable:
            step = self.landed(name, frame)
            walk = ~(heaped & (step >= self._arrives[name]))
            ranks, theta = self.ranks(name, step)[walk], rain.paths[step][walk]
            drops.show(theta, plan.surface.loss(theta), np.where(noise[step] > 0, SHAKEN, ranks))
            return step, self.view.surface.view

        return scene.add_part(drops, fall, layer=Layer.GROUND)

    def _add_starts(self, rain: Rain) -> Part:
        scene, plan = self.scene, self.scene.plan
        marks = Drops(self.view.surface, self.colours, scene.theme)
        starts, order = plan.weather.starts, plan.outwards
        others = ~np.isin(rain.valleys[order], plan.deepest)
        order = order[np.argsort(others, kind="stable")]
        costs, ranks = plan.surface.loss(starts), self._rank[rain.valleys]

        def spread(frame: int) -> Hashable:
            near = order[: round(self.spread.at(frame) * len(order))]
            marks.show(starts[near], costs[near], ranks[near])
            return len(near), self.view.surface.view

        return scene.add_part(marks, spread, layer=Layer.GROUND)

    def _add_bottoms(self) -> Part:
        """The mark of each of the first valleys at its bottom."""
        surface, named = self.scene.plan.surface, self.named
        marks = Drops(self.view.surface, self.colours, self.scene.theme)
        marks.show(surface.minima[named], surface.minimum_values[named], self._rank[named])
        return self.scene.add_part(marks, with_view(self.view.surface), layer=Layer.GROUND)

    @property
    def named(self) -> list[int]:
        """The first valleys, which have words beside them."""
        return [*self.scene.plan.ranked[: len(self.colours) - 2]]

    @property
    def bottoms(self) -> Array:
        """Where the bottoms of these are in the frame while words are there, (n, 2)."""
        return np.stack(
            [self._place(theta) for theta in self.scene.plan.surface.minima[self.named]]
        )

    def now(self) -> Array:
        """Where they are at the frame that is drawn, (n, 2)."""
        minima = self.scene.plan.surface.minima[self.named]
        return np.stack([self.view.on_surface(theta) for theta in minima])

    def cost(self, rank: int) -> str:
        """That of a valley's bottom."""
        plan = self.scene.plan
        value = float(plan.surface.minimum_values[plan.ranked[rank]])
        return str(self.scene.say.numerals.placed(value, 2))

    def _beside(
        self, make: Callable[[int], Label], first: Callable[[Array], Array]
    ) -> list[Beside]:
        """What is written of each of the first valleys, by its rank, and where that is.

        That is ``first`` of its bottom, if there is room.
        """
        found, minima = list[Beside](), self.scene.plan.surface.minima
        for rank, k in enumerate(self.named):
            label = make(rank).cased(self.scene.theme.casing, CASING)
            found.append(Beside(label, minima[k], self._way(label, minima[k], first, found)))
        return found

    def _outwards(self, bottom: Array) -> Array:
        """The way from the middle of the map to a place of the frame, and on."""
        away = bottom - self._place(self.scene.plan.disc.centre)
        return np.asarray(away / max(float(np.hypot(*away)), RADIUS))

    def _way(
        self,
        label: Label,
        theta: Array,
        first: Callable[[Array], Array],
        others: Sequence[Beside],
    ) -> Array:
        """Whither words stand from the bottom of a valley: as ``first`` says, or nearly so.

        There they lie on the map, clear of others and of all bottoms.
        """
        plan, bottom = self.scene.plan, self._place(theta)
        rim = self._seen.project(rim_of(self.view.loss, self.view.domain))[:, :2]
        taken = [
            (self._place(each.theta) + self._reach(each.label, each.way), self._half(each.label))
            for each in others
        ]
        bottoms = map(self._place, plan.surface.minima[self.named])
        taken += [(place, np.full(2, AROUND)) for place in bottoms]
        wanted = first(bottom)
        half = self._half(label)
        for cos, sin in np.column_stack([np.cos(TURNS), np.sin(TURNS)]).tolist():
            way = np.array([[cos, -sin], [sin, cos]]) @ wanted
            middle = bottom + self._reach(label, way)
            free = all((np.abs(middle - place) > half + room).any() for place, room in taken)
            if free and _inside(middle + half * CORNERS, rim).all():
                return way
        return wanted

    def _place(self, theta: Array) -> Array:
        """Where parameters (2,) are in the frame while words are there."""
        height = self.view.loss(theta)
        return np.asarray(self._seen.project(self.view.domain.world(theta, height))[:2])

    def _plate(self, label: Label) -> RoundedRectangle:
        """What lies beneath words."""
        width = max(float(label.width), LEAST * label.size)
        return plate_beneath(width, label.size, self.scene.theme)

    def _half(self, label: Label) -> Array:
        """Half the sides of that, (2,)."""
        plate = self._plate(label)
        return np.array([plate.width, plate.height]) / 2

    @property
    def _size(self) -> float:
        return SIZES.label if self.scene.layout.narrow else SIZES.formula

    def _cost(self, rank: int) -> Label:
        """How deep a valley is."""
        return formula(f"$J =$ {self.cost(rank)}", self._size, self.words_of(self.named[rank]))

    def _reach(self, label: Label, way: Array) -> Array:
        """From the bottom of a valley, which is to be seen, to the middle of words on it."""
        wider = max(0.0, float(label.width) - USUAL * label.size) / 2
        return np.asarray((ASIDE * label.size + abs(way[0]) * wider) * way)

    def _add_plate(self, label: Label, theta: Array, way: Array) -> Part:
        """Beneath words, above the starts, with a line to the bottom of its valley."""
        scene, plate, reach = self.scene, self._plate(label), self._reach(label, way)
        line = Dashes(scene.theme.text, STROKES.axis, dash=0, casing=scene.theme.casing)
        half = self._half(label)
        over = float((half / np.maximum(np.abs(reach), 1e-9)).min())  # of the way, on the plate
        first = AROUND / max(float(np.hypot(*reach)), AROUND)

        def put() -> None:
            bottom = self.view.on_surface(theta)
            plate.move_to((*(bottom + reach).tolist(), 0.0))
            line.show(bottom + np.outer([first, max(first, 1.0 - over)], reach))

        return scene.add_part(
            Group(line, plate), with_view(self.view.surface, put), layer=Layer.GROUND
        )

    def _add_label(self, label: Label, theta: Array, way: Array) -> Part:
        """Beside the bottom of its valley."""

        def put() -> None:
            x, y = (self.view.on_surface(theta) + self._reach(label, way)).tolist()
            label.put(x, y - FOOT * label.size, "centre")

        return self.scene.add_part(label, with_view(self.view.surface, put), layer=Layer.NAMES)


def _inside(places: Array, around: Array) -> NDArray[np.bool_]:
    """Which places (n, 2) lie within a closed line (m, 2): a ray from there crosses it oddly."""
    (x, y), ends = places.T[..., None], np.roll(around, -1, axis=0)
    rises = (around[:, 1] > y) != (ends[:, 1] > y)
    slant = np.where(rises, ends[:, 1] - around[:, 1], 1.0)
    across = around[:, 0] + (y - around[:, 1]) / slant * (ends - around)[:, 0]
    return np.asarray((rises & (x < across)).sum(axis=-1) % 2 == 1)
