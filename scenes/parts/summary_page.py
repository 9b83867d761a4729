"""The summary as cells with a heading and a picture each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Hashable

from manim import Group

from scenes.components.pieces import Pieces
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.update_rule import update_rule
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.plans.summary import Plan
from scenes.plans.summary_pictures import pictures
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

HEAD = 0.42
"""Room for a heading."""
RULE = 0.62
"""The same for the rule, below the cycle."""
INGREDIENTS, KINDS = ("parameters", "cost", "rate"), (ALL, FEW, SINGLE)


class SummaryPage:
    """Eight cells: ingredients, the cycle, kinds, and the limit of the learning rate."""

    def __init__(self, scene: AnyScene, plan: Plan, cells: tuple[Slot, ...]) -> None:
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
        self.ingredients = [self._cell(next(slots), key, theme.text) for key in INGREDIENTS]
        self.cycle = self._add_cycle(next(slots))
        self.kinds = [self._add_walk(next(slots), key, colours[key]) for key in KINDS]
        self.limit = self._cell(next(slots), "wall", theme.text)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        cells = (*self.ingredients, self.cycle, *self.kinds, self.limit)
        return tuple(part for cell in cells for part in cell)

    def _heading(self, slot: Slot, key: str, colour: str) -> Part:
        label = words(self.scene.say(f"poster.{key}"), SIZES.label, colour, "semibold")
        return self.scene.add_part(label.put(slot.left, slot.top - HEAD + SIZES.label / 2))

    def _cell(self, slot: Slot, key: str, colour: str) -> tuple[Part, ...]:
        area = slot.inset(top=HEAD)
        picture = Pieces(self._pictures[key], area, self.scene.theme)
        parts = [self._heading(slot, key, colour), self.scene.add_part(picture)]
        texts = [p for p in self._pictures[key] if p["kind"] == "text" and "/" in p["text"]]
        if texts:
            size = SIZES.small
            labels = [
                words(p["text"], size, self.scene.theme.text).put(
                    area.left + p["at"][0] * area.width,
                    area.top - p["at"][1] * area.height - size / 3,
                    "centre",
                )
                for p in texts
            ]
            parts.append(self.scene.add_part(Group(*labels)))
        return tuple(parts)

    def _add_cycle(self, slot: Slot) -> tuple[Part, ...]:
        """The stations with arrows between them, and the rule below."""
        scene, theme = self.scene, self.scene.theme
        area = slot.inset(top=HEAD, bottom=RULE)
        drawing = Pieces(self._pictures["cycle"], area, theme)
        labels = []
        for piece in self._pictures["cycle"]:
            if piece["kind"] == "text" and piece["colour"] != "quiet":
                x = area.left + piece["at"][0] * area.width
                label = words(piece["text"], SIZES.small, getattr(theme, piece["colour"]))
                half = float(label.width) / 2
                x = min(max(x, slot.left + half), slot.right - half)
                baseline = area.top - piece["at"][1] * area.height - SIZES.small / 3
                labels.append(label.put(x, baseline, "centre"))
        rule = update_rule(scene.say, theme, SIZES.name, most=slot.width)
        rule.put(slot.left, slot.bottom + SIZES.name / 2)
        return (
            self._heading(slot, "cycle", theme.text),
            scene.add_part(drawing),
            scene.add_part(Group(*labels, rule)),
        )

    def _add_walk(self, slot: Slot, kind: str, colour: str) -> tuple[Part, ...]:
        """A map on which the path grows with the table."""
        scene, table = self.scene, self.scene.table[kind]
        ground = scene.theme.heights[1]
        drawing = Pieces(self._pictures[kind], slot.inset(top=HEAD), scene.theme, ground)

        def walk(frame: int) -> Hashable:
            drawing.show(int(table.step[frame]))
            return drawing.until

        return self._heading(slot, kind, colour), scene.add_part(drawing, walk)
