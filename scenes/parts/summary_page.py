"""The summary as cells with a heading and a picture each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.pieces import Pieces
from scenes.components.plot.axes import Axes
from scenes.components.plot.terrain import Terrain
from scenes.components.text.label import Weight, formula, words
from scenes.layout import Slot
from scenes.parts.rate_sweep import cost_span
from scenes.parts.update_rule import update_rule
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.plans.rates import LIMIT
from scenes.plans.summary import Plan
from scenes.plans.summary_pictures import pictures
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEAD = 0.42
"""Room for a heading."""
RULE, TICKS = 0.62, 0.3
"""Room for the rule below the cycle, and for numbers below an axis."""
RING = 0.55
"""Of the slot of the large cycle, the width of its stations: beside it is the rule."""
INGREDIENTS, KINDS = ("parameters", "cost", "rate"), (ALL, FEW, SINGLE)


class SummaryPage:
    """Eight cells: ingredients, the cycle, kinds, and the limit of the learning rate.

    Args:
        scene: that it belongs to.
        plan: whose pictures these are.
        first: where the ingredients are before they are in their cells, once or several times.
        large: for the cycle, until it is in its cell.
        cells: of the page, in order.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        first: Sequence[Sequence[Slot]],
        large: Slot,
        cells: Sequence[Slot],
    ) -> None:
        self.scene, self.plan = scene, plan
        say = scene.say
        told = {
            key: say(f"poster.{key}")
            for key in ("station_cost", "station_gradient", "station_update", "until", "rate")
        }
        self._pictures = {name: [*each] for name, each in pictures(plan.shown, told).items()}
        theme = scene.theme
        colours = dict(zip(KINDS, (theme.batch, theme.mini_batch, theme.stochastic), strict=True))
        slots = iter(cells)
        self.places = [Gliding([*each, next(slots)]) for each in zip(*first, strict=True)]
        """Where the ingredients are: large at first, in their cells in the end."""
        each = zip(self.places, INGREDIENTS, strict=True)
        self.ingredients = [self._add_ingredient(place, key) for place, key in each]
        self.large = self._add_large(large)
        self.cycle = self._add_cycle(next(slots))
        self.kinds = [self._add_walk(next(slots), key, colours[key]) for key in KINDS]
        self.limit = self._add_limit(next(slots))

    @property
    def cells(self) -> tuple[tuple[Part, ...], ...]:
        """In each, its heading comes first."""
        return *self.ingredients, self.cycle, *self.kinds, self.limit

    def _heading(self, slot: Slot, key: str, colour: str) -> Part:
        label = words(self.scene.say(f"poster.{key}"), SIZES.label, colour, "semibold")
        return self.scene.add_part(label.put(slot.left, slot.top - HEAD + SIZES.label / 2))

    def _add_ingredient(self, place: Gliding, key: str) -> tuple[Part, ...]:
        """A picture that may glide, and its heading above it."""
        theme, add = self.scene.theme, self.scene.add_part
        label = words(self.scene.say(f"poster.{key}"), SIZES.label, theme.text, "semibold")
        drawing = Pieces(self._pictures[key], place.slots[0].inset(top=HEAD), theme)

        def head(frame: int) -> Hashable:
            slot = place.at(frame)
            label.put(slot.left, slot.top - HEAD + SIZES.label / 2)
            return slot

        def draw(frame: int) -> Hashable:
            drawing.slot = place.at(frame).inset(top=HEAD)
            return drawing.slot

        return add(label, head, layer=Layer.NAMES), add(drawing, draw)

    def _add_limit(self, slot: Slot) -> tuple[Part, ...]:
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
        told = axes.x_numbers([f"{times}/L" for times in (1, 2)])
        add = scene.add_part
        return self._heading(slot, "wall", theme.text), add(axes), add(Group(curve, wall, told))

    def _add_large(self, slot: Slot) -> tuple[Part, ...]:
        """The cycle while it is spoken of: its stations, and beside or below them the rule."""
        scene, theme = self.scene, self.scene.theme
        heading = self._heading(slot, "cycle", theme.text)
        area = slot.inset(top=HEAD)
        if scene.layout.narrow:
            area, beside = area.rows(1.0, 0.6, gap=scene.layout.gap)
        else:
            edge = RING * area.width
            area, beside = area.inset(right=area.width - edge), area.inset(left=edge)
        rule = update_rule(scene.say, theme, SIZES.title, most=beside.width - SIZES.label)
        rule.put(float(beside.centre[0]), float(beside.centre[1]) - SIZES.label / 3, "centre")
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        return heading, *self._stations(area, size, slot), scene.add_part(rule)

    def _stations(self, area: Slot, size: float, room: Slot) -> tuple[Part, Part]:
        """Arrows, and names that keep within the room's sides."""
        theme, labels = self.scene.theme, []
        for piece in self._pictures["cycle"]:
            if piece["kind"] != "text" or piece["colour"] == "quiet":
                continue
            weight: Weight = "regular" if size == SIZES.small else "semibold"
            label = words(piece["text"], size, getattr(theme, piece["colour"]), weight)
            half = float(label.width) / 2
            x = area.left + piece["at"][0] * area.width
            x = min(max(x, room.left + half), room.right - half)
            baseline = area.top - piece["at"][1] * area.height - size / 3
            labels.append(label.put(x, baseline, "centre"))
        drawing = Pieces(self._pictures["cycle"], area, theme)
        return self.scene.add_part(drawing), self.scene.add_part(Group(*labels))

    def _add_cycle(self, slot: Slot) -> tuple[Part, ...]:
        """The stations with arrows between them, and the rule below."""
        scene, theme = self.scene, self.scene.theme
        heading = self._heading(slot, "cycle", theme.text)
        rule = update_rule(scene.say, theme, SIZES.name, most=slot.width)
        rule.put(slot.left, slot.bottom + SIZES.name / 2)
        stations = [p for p in self._pictures["cycle"] if p["kind"] == "text"][:3]
        if scene.layout.narrow:
            told = " $arrow.r$ ".join(piece["text"] for piece in stations)
            line = formula(told, SIZES.small, theme.text)
            line.put(slot.left, slot.bottom + RULE + SIZES.small / 4)
            return heading, scene.add_part(Group(line, rule))
        area = slot.inset(top=HEAD, bottom=RULE)
        return heading, *self._stations(area, SIZES.small, slot), scene.add_part(rule)

    def _add_walk(self, slot: Slot, kind: str, colour: str) -> tuple[Part, ...]:
        """A map on which the path grows with the table."""
        scene, table = self.scene, self.scene.table[kind]
        ground = scene.theme.heights[1]
        area = slot.inset(top=HEAD, bottom=TICKS)  # as high as the picture of the limit
        drawing = Pieces(self._pictures[kind], area, scene.theme, ground)

        def walk(frame: int) -> Hashable:
            drawing.show(int(table.step[frame]))
            return drawing.until

        return self._heading(slot, kind, colour), scene.add_part(drawing, walk)
