"""The summary as cells with a heading and a picture each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.pieces import Pieces
from scenes.components.plot.axes import Axes
from scenes.components.plot.terrain import Terrain
from scenes.components.readout import Count
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.cycle import Station
from scenes.parts.rate_sweep import cost_span
from scenes.parts.size_map import WalkMap, extract
from scenes.parts.word_cycle import WordCycle
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.rates import LIMIT
from scenes.plans.summary import ON_CURVE, Plan
from scenes.plans.summary_pictures import pictures
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES

HEAD = 0.42
"""Room for a heading."""
NAMED = SIZES.label, SIZES.small
"""Sizes of a heading, and of one that is too wide for its cell."""
SIDE, TICKS = 0.32, 0.36
"""Room left of a picture for the name of its axis, and below it for that and for numbers."""
UNDER = 0.08
"""From the lower edge of a cell to the baseline of these."""
INGREDIENTS = {"parameters": ("x", "y"), "cost": ("w", "J"), "rate": ("w", "J")}
"""With what their axes are: that to the right, and that upwards."""
SYMBOLS = {"parameters": "w, b", "cost": "J", "rate": "alpha"}
"""How they are written."""
MAP = "w", "b"
"""The same of maps."""
END = 0.36
"""Right of the limit of the learning rate, room for the name of its axis."""


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
        scene: the scene it belongs to.
        plan: whose pictures these are.
        ingredients: where these are by turns, one after another, the last time in their cells.
        cycle: the same of the cycle.
        kinds: the same of the kinds.
        limit: the last cell.
        turns: how often a light has gone round the cycle at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        ingredients: Sequence[Sequence[Slot]],
        cycle: Sequence[Slot],
        kinds: Sequence[Slot],
        limit: Slot,
        turns: Callable[[int], float],
    ) -> None:
        self.scene, self.plan = scene, plan
        say, theme = scene.say, scene.theme
        told = {
            key: say(f"poster.{key}")
            for key in (
                "station_cost",
                "station_gradient",
                "station_update",
                "until",
                "rate",
                "above",
            )
        }
        self._pictures = {name: [*each] for name, each in pictures(plan.shown, told).items()}
        tints = {"cost": theme.stochastic, "gradient": theme.gradient, "update": theme.batch}
        self.stations = [Station(told[f"station_{key}"], tint) for key, tint in tints.items()]
        hues = {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}
        self.places = [Gliding(each) for each in zip(*ingredients, strict=True)]
        """Where the ingredients are."""
        self.ingredients = [
            self._add_ingredient(place, key)
            for place, key in zip(self.places, INGREDIENTS, strict=True)
        ]
        self.cycle_place = Gliding(cycle)
        self.cycle = self._add_cycle(self.cycle_place, turns)
        self.kinds = [
            self._add_walk(slot, kind, hues[kind]) for slot, kind in zip(kinds, KINDS, strict=True)
        ]
        self.limit = self._add_limit(limit)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, in the order in which they are read."""
        return *self.ingredients, self.cycle, *self.kinds, self.limit

    def _picture(self, slot: Slot) -> Slot:
        """Of a cell, what its picture fills."""
        return slot.inset(top=HEAD, left=SIDE, bottom=TICKS)

    def _heading(self, place: Gliding, key: str, colour: str, symbol: str = "") -> Part:
        """The heading of a cell, and how that is written, where there is room for it."""
        most, gap = min(slot.width for slot in place.slots), SIZES.label / 2
        text = self.scene.say(f"poster.{key}")
        label, small = (words(text, size, colour, "semibold") for size in NAMED)
        label = label if float(label.width) <= most else small
        sign = formula(f"${symbol}$", SIZES.label, colour)
        fits = bool(symbol) and float(label.width) + gap + float(sign.width) <= most

        def head(frame: int) -> Hashable:
            slot = place.at(frame)
            label.put(slot.left, slot.top - HEAD + SIZES.label / 2)
            sign.put(float(label.get_right()[0]) + gap, label.baseline)
            return slot

        shown = Group(label, sign) if fits else Group(label)
        return self.scene.add_part(shown, head, layer=Layer.NAMES)

    def _axes(self, place: Gliding, names: Sequence[str]) -> Part:
        """What a picture's axes are, at their ends: across, and upwards."""
        size, tint = SIZES.name, self.scene.theme.quiet
        across, up = (formula(f"${name}$", size, tint) for name in names)

        def put(frame: int) -> Hashable:
            slot = place.at(frame)
            picture = self._picture(slot)
            across.put(slot.right, slot.bottom + UNDER, "right")
            up.put(slot.left, picture.top - 0.9 * size)
            return slot

        return self.scene.add_part(Group(across, up), put, layer=Layer.GROUND)

    def _add_ingredient(self, place: Gliding, key: str) -> Cell:
        """A picture that may glide, and its heading above it; the ball on a curve takes steps."""
        drawing = Pieces(self._pictures[key], place.slots[0], self.scene.theme)
        told, track = Animated(1.0), self.scene.table[ON_CURVE]

        def draw(frame: int) -> Hashable:
            drawing.slot, drawing.told = self._picture(place.at(frame)), told.at(frame)
            drawing.show(float(track.step[frame] + track.phase[frame]))
            return drawing.slot, drawing.told, drawing.until

        heading = self._heading(place, key, self.scene.theme.text, SYMBOLS[key])
        axes = self._axes(place, INGREDIENTS[key])
        return Cell(
            (heading, axes, self.scene.add_part(drawing, draw, layer=Layer.GROUND)), told=told
        )

    def _add_cycle(self, place: Gliding, turns: Callable[[int], float]) -> Cell:
        """The stations with arrows between them, a light on these, and the rule."""
        heading = self._heading(place, "cycle", self.scene.theme.text)
        cycle = WordCycle(self.scene, place, HEAD, self.stations, turns)
        parts = heading, cycle.arrows, cycle.light, *cycle.told
        return Cell(parts, hidden=cycle.told)

    def _count_looks(self, slot: Slot, walked: WalkMap, kind: str) -> Part:
        """Below a map, how many looks its walk has had."""
        scene, asked = self.scene, self.plan.shown.kinds.sizes[kind]
        size = SIZES.small if scene.layout.narrow else SIZES.label
        say = scene.say
        count = Count(say.forms("counts.looks"), size, scene.theme.text, say.numerals)

        def tell(frame: int) -> Hashable:
            looks = asked * walked.runner.landed(frame)
            count.show(looks, slot.left + SIDE, slot.bottom + UNDER)
            return looks

        return scene.add_part(count, tell, layer=Layer.GROUND)

    def _add_walk(self, slot: Slot, kind: str, colour: str) -> Cell:
        """A map on which the path grows with the table, and its looks are counted."""
        place, kinds = Gliding([slot]), self.plan.shown.kinds
        shown = extract(kinds, self._picture(slot))
        walked = WalkMap(self.scene, kinds, self._picture(slot), kind, shown, thin=True)
        heading = self._heading(place, kind, colour)
        axes = self._axes(place, MAP)
        looks = self._count_looks(slot, walked, kind)
        path = walked.runner.trail_part, walked.runner.ball_part, looks
        return Cell((heading, axes, *walked.parts, looks), hidden=path)

    def _add_limit(self, slot: Slot) -> Cell:
        """The cost over the rate, as it was drawn before; 0, 1/L and 2/L below its axis."""
        scene, theme, rates = self.scene, self.scene.theme, self.plan.shown.rates
        most, span = float(rates.swept[-1]), cost_span(rates, [*rates.walks])
        area = self._picture(slot).inset(top=SIZES.name, right=END)
        axes = Axes(
            area, (0.0, most), span, theme, scene.say.numerals,
            log_y=True, x_ticks=(0.0, 1.0, LIMIT), size=SIZES.label,
        )  # fmt: skip
        curve, wall = Terrain(axes, rates.swept, rates.costs, theme), Dashes(theme.text)
        curve.show(most)
        wall.show(axes.at(np.full(2, LIMIT), np.array(span)))
        numbers = axes.x_numbers(["0", "1/L", "2/L"])
        told = scene.add_part(Group(curve, wall, numbers))
        names = Group(
            formula("$alpha$", SIZES.name, theme.quiet).put(
                slot.right, area.bottom - SIZES.name / 4, "right"
            ),
            formula(scene.say("axes.above"), SIZES.label, theme.quiet).put(
                area.left, area.top + SIZES.label / 3
            ),
        )
        frame = scene.add_part(axes), scene.add_part(names, layer=Layer.GROUND)
        heading = self._heading(Gliding([slot]), "wall", theme.text)
        return Cell((heading, *frame, told), hidden=(told,))
