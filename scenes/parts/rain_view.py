"""Rain on a landscape: many balls, marked when they have come to stay in a valley."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import RADIUS, Drops
from scenes.components.text.label import Label, formula, words
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.plans.landscape import QUIET
from scenes.plans.rain import Rain
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

ASIDE, AROUND = 2.4, 1.6 * RADIUS
"""From the bottom of a valley outwards to words on it, in em, and to the end of their line."""
CASING, FOOT, LEAST = 1.6 * STROKES.casing, 0.35, 1.3
"""Of such words, whose figures stand apart; and, in em, how far their foot is below the middle of
its plate, and how wide that is at least without its edges."""
USUAL = 1.6
"""How wide a count is, in em; wider words are farther aside."""
SMALL = 0.66
"""Radius of a start's mark, in that of a ball."""


class RainView:
    """The balls of each rain, and the starts, marked by the valleys that they lead to.

    Args:
        scene: the scene it belongs to; its plan has the rains that are seen, by their tracks.
        view: of the landscape.
        colours: of the valleys by rank, the deepest first, the rest, and what is in none.
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, colours: tuple[str, ...]) -> None:
        self.scene, self.view, self.colours = scene, view, colours
        plan = scene.plan
        self._rank = np.full(len(plan.surface.minima) + 1, -1)
        self._rank[list(plan.ranked)] = np.minimum(np.arange(len(plan.ranked)), len(colours) - 2)
        self._rank[list(plan.deepest)] = 0
        self._arrives = {name: self._arrivals(rain) for name, rain in plan.shown.items()}
        self.starts = self._add_starts()
        told = {name: self._beside(partial(self._count, name)) for name in plan.shown}
        costs = self._beside(self._cost)
        plates = {name: [self._add_plate(*each) for each in told[name]] for name in told}
        self.valleys = [*(self._add_plate(*each) for each in costs), self._add_bottoms()]
        """The first valleys, each with its mark at the bottom and its cost beside it."""
        self.balls = {name: self._add_balls(name) for name in plan.shown}
        self.told = {
            name: [*plates[name], *(self._add_label(*each) for each in told[name])] for name in told
        }
        """How many have ended in each of the first valleys, beside it, with a line to it."""
        self.valleys += [self._add_label(*each) for each in costs]

    def ranks(self, name: str, step: int) -> Indices:
        """The rank of the valley that each ball has come to by then, -1 for none."""
        rain: Rain = self.scene.plan.shown[name]
        there = step >= self._arrives[name]
        return np.asarray(np.where(there, self._rank[rain.valleys], -1))

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
        scene, plan = self.scene, self.scene.plan
        drops = Drops(self.view.surface, self.colours, scene.theme)
        paths = plan.shown[name].paths

        def fall(frame: int) -> Hashable:
            step = self.landed(name, frame)
            drops.show(paths[step], plan.surface.loss(paths[step]), self.ranks(name, step))
            return step, self.view.surface.view

        return scene.add_part(drops, fall, layer=Layer.GROUND)

    def _add_starts(self) -> Part:
        """All of them, with the marks of where they lead."""
        scene, plan = self.scene, self.scene.plan
        marks = Drops(self.view.surface, self.colours, scene.theme, SMALL * RADIUS)
        starts, rain = plan.weather.starts, plan.shown[QUIET]
        marks.show(starts, plan.surface.loss(starts), self._rank[rain.valleys])
        return scene.add_part(marks, with_view(self.view.surface), layer=Layer.GROUND)

    def _add_bottoms(self) -> Part:
        """The mark of each of the first valleys at its bottom."""
        surface, named = self.scene.plan.surface, self._named
        marks = Drops(self.view.surface, self.colours, self.scene.theme)
        marks.show(surface.minima[named], surface.minimum_values[named], self._rank[named])
        return self.scene.add_part(marks, with_view(self.view.surface), layer=Layer.GROUND)

    @property
    def _named(self) -> list[int]:
        """The first valleys, which have words beside them."""
        return [*self.scene.plan.ranked[: len(self.colours) - 2]]

    def cost(self, rank: int) -> str:
        """That of a valley's bottom."""
        plan = self.scene.plan
        value = float(plan.surface.minimum_values[plan.ranked[rank]])
        return str(self.scene.say.numerals.placed(value, 2))

    def _beside(self, make: Callable[[int], Label]) -> list[tuple[Label, Array]]:
        """What is written of each of the first valleys, by its rank, and where that is."""
        minima, casing = self.scene.plan.surface.minima, self.scene.theme.casing
        return [(make(rank).cased(casing, CASING), minima[k]) for rank, k in enumerate(self._named)]

    @property
    def _size(self) -> float:
        return SIZES.label if self.scene.layout.narrow else SIZES.formula

    def _count(self, name: str, rank: int) -> Label:
        """How many have ended in a valley."""
        plan = self.scene.plan
        count = self.scene.say.numerals.count(plan.shown[name].ends_in([plan.ranked[rank]]))
        label = words(count, self._size, self.colours[rank], "semibold")
        return label.cased(self.scene.theme.casing, CASING)

    def _cost(self, rank: int) -> Label:
        """How deep a valley is."""
        return formula(f"$J =$ {self.cost(rank)}", self._size, self.colours[rank])

    def _aside(self, label: Label, theta: Array) -> tuple[Array, Array]:
        """The bottom of a valley, and the middle of words on it, outwards from there; in the frame.

        The bottom itself is to be seen.
        """
        bottom = self.view.on_surface(theta)
        away = bottom - self.view.on_surface(self.scene.plan.disc.centre)
        way = away / max(float(np.hypot(*away)), RADIUS)
        wider = max(0.0, float(label.width) - USUAL * label.size) / 2
        return bottom, bottom + (ASIDE * label.size + abs(way[0]) * wider) * way

    def _add_plate(self, label: Label, theta: Array) -> Part:
        """Beneath words, above the starts, with a line to the bottom of its valley."""
        scene = self.scene
        width = max(float(label.width), LEAST * label.size)
        plate = plate_beneath(width, label.size, scene.theme)
        line = Dashes(scene.theme.text, STROKES.axis, dash=0, casing=scene.theme.casing)

        def put() -> None:
            bottom, middle = self._aside(label, theta)
            plate.move_to((*middle.tolist(), 0.0))
            way = middle - bottom
            half = np.array([plate.width, plate.height]) / 2
            over = float((half / np.maximum(np.abs(way), 1e-9)).min())  # of the way, on the plate
            first = AROUND / max(float(np.hypot(*way)), AROUND)
            line.show(bottom + np.outer([first, max(first, 1.0 - over)], way))

        return scene.add_part(
            Group(line, plate), with_view(self.view.surface, put), layer=Layer.GROUND
        )

    def _add_label(self, label: Label, theta: Array) -> Part:
        """Beside the bottom of its valley."""

        def put() -> None:
            x, y = self._aside(label, theta)[1].tolist()
            label.put(x, y - FOOT * label.size, "centre")

        return self.scene.add_part(label, with_view(self.view.surface, put), layer=Layer.NAMES)
