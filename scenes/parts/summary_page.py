"""The summary as cells with a heading and a picture each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.pieces import Pieces
from scenes.components.plot.axes import Axes
from scenes.components.plot.terrain import Terrain
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.cycle_row import CycleRow
from scenes.parts.rate_sweep import cost_span
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.rates import LIMIT
from scenes.plans.summary import Plan
from scenes.plans.summary_pictures import pictures
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES

HEAD = 0.42
"""Room for a heading."""
TICKS = 0.3
"""Room for numbers below an axis."""
INGREDIENTS = {"parameters": ("x", "y"), "cost": ("w", "J"), "rate": ("w", "J")}
"""With what their axes are."""
MAP, WALL = ("w", "b"), ("alpha", "J")
"""The same of maps, and of the limit of the learning rate."""


@dataclass(frozen=True)
class Cell:
    """A cell of the page."""

    parts: tuple[Part, ...]
    """Its heading comes first."""
    hidden: tuple[Part, ...] = ()
    """What goes when only a blank is to be left of it."""
    told: Animated | None = None
    """How much is seen of what a picture of pieces tells."""

    def tell(self, cue: Cue, much: float, at: float) -> None:
        """Leave nothing but a blank, at 0, or fill it again, at 1."""
        cue.dim(*self.hidden, to=much, at=at)
        if self.told is not None:
            cue.move(self.told, much, at=at)


class SummaryPage:
    """Eight cells: ingredients, the cycle, kinds, and the limit of the learning rate.

    Args:
        scene: that it belongs to.
        plan: whose pictures these are.
        ingredients: where these are by turns, one after another, the last time in their cells.
        cycle: the same of the cycle.
        kinds: the same of the kinds.
        limit: the last cell.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        ingredients: Sequence[Sequence[Slot]],
        cycle: Sequence[Slot],
        kinds: Sequence[Sequence[Slot]],
        limit: Slot,
    ) -> None:
        self.scene, self.plan = scene, plan
        say, theme = scene.say, scene.theme
        told = {
            key: say(f"poster.{key}")
            for key in ("station_cost", "station_gradient", "station_update", "until", "rate")
        }
        self._pictures = {name: [*each] for name, each in pictures(plan.shown, told).items()}
        self.stations = [
            (told["station_cost"], theme.text),
            (told["station_gradient"], theme.gradient),
            (told["station_update"], theme.rate),
        ]
        hues = {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}
        self.places = [Gliding(each) for each in zip(*ingredients, strict=True)]
        """Where the ingredients are."""
        self.ingredients = [
            self._add_ingredient(place, key)
            for place, key in zip(self.places, INGREDIENTS, strict=True)
        ]
        self.cycle_place = Gliding(cycle)
        self.cycle = self._add_cycle(self.cycle_place)
        self.kind_places = [Gliding(each) for each in zip(*kinds, strict=True)]
        self.kinds = [
            self._add_walk(place, kind, hues[kind])
            for place, kind in zip(self.kind_places, KINDS, strict=True)
        ]
        self.limit = self._add_limit(limit)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, in the order in which they are read."""
        return *self.ingredients, self.cycle, *self.kinds, self.limit

    def _heading(self, place: Gliding, key: str, colour: str, axes: Sequence[str] = ()) -> Part:
        """The heading of a cell, and at the other end of its line what its axes are."""
        label = words(self.scene.say(f"poster.{key}"), SIZES.label, colour, "semibold")
        names = self._axes(axes)
        room = min(slot.width for slot in place.slots) - float(label.width) - SIZES.small
        shown = Group(label, names) if axes and float(names.width) <= room else Group(label)

        def head(frame: int) -> Hashable:
            slot = place.at(frame)
            label.put(slot.left, slot.top - HEAD + SIZES.label / 2)
            names.put(slot.right, label.baseline, "right")
            return slot

        return self.scene.add_part(shown, head, layer=Layer.NAMES)

    def _axes(self, axes: Sequence[str]) -> Label:
        """What a picture's axes are: that to the right, and that upwards."""
        told = ", ".join(f"$arrow.{way} {name}$" for way, name in zip("rt", axes, strict=False))
        return formula(told, SIZES.small, self.scene.theme.quiet)

    def _add_ingredient(self, place: Gliding, key: str) -> Cell:
        """A picture that may glide, and its heading above it."""
        drawing = Pieces(self._pictures[key], place.slots[0], self.scene.theme)
        told = Animated(1.0)

        def draw(frame: int) -> Hashable:
            drawing.slot, drawing.told = place.at(frame).inset(top=HEAD), told.at(frame)
            return drawing.slot, drawing.told

        heading = self._heading(place, key, self.scene.theme.text, INGREDIENTS[key])
        return Cell((heading, self.scene.add_part(drawing, draw)), told=told)

    def _add_cycle(self, place: Gliding) -> Cell:
        """The stations with arrows between them, and the rule."""
        heading = self._heading(place, "cycle", self.scene.theme.text)
        row = CycleRow(self.scene, place, HEAD, self.stations)
        return Cell((heading, row.arrows, *row.told), hidden=row.told)

    def _add_walk(self, place: Gliding, kind: str, colour: str) -> Cell:
        """A map on which the path grows with the table."""
        scene, table = self.scene, self.scene.table[kind]
        ground, told = scene.theme.heights[1], Animated(1.0)
        drawing = Pieces(self._pictures[kind], place.slots[0], scene.theme, ground)

        def walk(frame: int) -> Hashable:
            # as high as the picture of the limit
            drawing.slot = place.at(frame).inset(top=HEAD, bottom=TICKS)
            drawing.told = told.at(frame)
            drawing.show(int(table.step[frame]))
            return drawing.slot, drawing.told, drawing.until

        heading = self._heading(place, kind, colour, MAP)
        return Cell((heading, scene.add_part(drawing, walk)), told=told)

    def _add_limit(self, slot: Slot) -> Cell:
        """The cost over the rate, as it was drawn before; 1/L and 2/L below its axis."""
        scene, theme, rates = self.scene, self.scene.theme, self.plan.shown.rates
        most, span = float(rates.swept[-1]), cost_span(rates, [*rates.walks])
        axes = Axes(
            slot.inset(top=HEAD, bottom=TICKS), (0.0, most), span, theme, scene.say.numerals,
            log_y=True, x_ticks=(1.0, LIMIT), size=SIZES.small,
        )  # fmt: skip
        curve, wall = Terrain(axes, rates.swept, rates.costs, theme), Dashes(theme.text)
        curve.show(most)
        wall.show(axes.at(np.full(2, LIMIT), np.array(span)))
        numbers = axes.x_numbers([f"{k}/L" for k in (1, 2)])
        told = scene.add_part(Group(curve, wall, numbers))
        names = self._axes(WALL)
        names.put(axes.slot.left, numbers[0].baseline)
        frame = (scene.add_part(axes), scene.add_part(names))
        heading = self._heading(Gliding([slot]), "wall", theme.text)
        return Cell((heading, *frame, told), hidden=(told,))
