"""The summary as cells with a heading and a picture each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Hashable

from manim import Group

from scenes.components.pieces import Pieces
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.update_rule import update_rule
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.plans.summary import Plan
from scenes.plans.summary_pictures import pictures
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEAD = 0.42
"""Room for a heading."""
RULE, TICKS = 0.62, 0.3
"""Room for the rule below the cycle, and for numbers below an axis."""
AXIS = 0.8
"""Where the axis of the last picture lies, in its height from the top."""
INGREDIENTS, KINDS = ("parameters", "cost", "rate"), (ALL, FEW, SINGLE)


class SummaryPage:
    """Eight cells: ingredients, the cycle, kinds, and the limit of the learning rate."""

    def __init__(
        self, scene: AnyScene, plan: Plan, large: tuple[Slot, ...], cells: tuple[Slot, ...]
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
        self.places = [Gliding([first, next(slots)]) for first in large]
        """Where the ingredients are: large at first, then in their cells."""
        each = zip(self.places, INGREDIENTS, strict=True)
        self.ingredients = [self._add_ingredient(place, key) for place, key in each]
        self.cycle = self._add_cycle(next(slots))
        self.kinds = [self._add_walk(next(slots), key, colours[key]) for key in KINDS]
        self.limit = self._add_limit(next(slots))

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        cells = (*self.ingredients, self.cycle, *self.kinds, self.limit)
        return tuple(part for cell in cells for part in cell)

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
        """The cost over the rate, and 1/L and 2/L below its axis."""
        theme, area = self.scene.theme, slot.inset(top=HEAD, bottom=TICKS)
        picture = area.inset(bottom=area.height - area.height / AXIS)
        labels = [
            words(piece["text"], SIZES.small, theme.text).put(
                area.left + piece["at"][0] * area.width, slot.bottom + SIZES.small / 4, "centre"
            )
            for piece in self._pictures["wall"]
            if piece["kind"] == "text" and "/" in piece["text"]
        ]
        add = self.scene.add_part
        drawing = Pieces(self._pictures["wall"], area, theme)
        drawing.square = picture
        return self._heading(slot, "wall", theme.text), add(drawing), add(Group(*labels))

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
        labels = []
        for piece in stations:
            label = words(piece["text"], SIZES.small, getattr(theme, piece["colour"]))
            half = float(label.width) / 2
            x = area.left + piece["at"][0] * area.width
            x = min(max(x, slot.left + half), slot.right - half)
            baseline = area.top - piece["at"][1] * area.height - SIZES.small / 3
            labels.append(label.put(x, baseline, "centre"))
        drawing = Pieces(self._pictures["cycle"], area, theme)
        return heading, scene.add_part(drawing), scene.add_part(Group(*labels, rule))

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
