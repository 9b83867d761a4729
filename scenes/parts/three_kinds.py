"""Three kinds beside one another: their walks, and where these end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_map import COLON, add_ends, add_frame, told_end
from scenes.parts.size_map import (
    SizeMap,
    Told,
    between,
    extract,
    parted,
    rooms,
)
from scenes.plans.mini_batch import FEW, KINDS
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

CLEAR = 0.12
"""From the maps to the card below them."""
LINES = 2
"""Of the card, at most, where it is narrow."""
ROUND, WITHIN = 0.6, 0.1
"""From its lines to its sides, and to its upper and lower edge, in em."""


class ThreeKinds:
    """By turns maps with walks, and maps with the ends of many.

    Below them is a card that says what all have in common.

    Args:
        scene: the scene they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, body = scene, scene.layout.body
        shared, ends = self._shared(), self._told(scene.say(f"sizes.{scene.plan.noun}_ends"))
        high = (LEADING * max(map(len, (shared, ends))) + 2 * WITHIN) * shared[0].size
        ends_told = self._widest(told_end(scene, kind) for kind in KINDS)
        places, sizes = rooms(scene, self._above(high + CLEAR), least=ends_told)
        shown = extract(scene.plan, places[FEW].picture)
        self.maps = {
            kind: SizeMap(scene, room, kind, shown, sizes) for kind, room in places.items()
        }
        below = replace(body, top=body.bottom + high)
        self.card, self.note = self._add_card(shared, below), self._add_card(ends, below)
        self.drawn = Animated(0.0)
        """What share of the orders is drawn."""
        self.ends = add_ends(scene, places, sizes, self.drawn)
        self.opened = Animated(0.0)
        """How far the frames are opened around what is seen from near."""
        self.frames = [
            add_frame(scene, walked.map, end.map, self.opened)
            for walked, end in zip(self.maps.values(), self.ends, strict=True)
        ]

    def _above(self, high: float) -> Slot:
        """What is left above a card so high: where there are rows, two of them fill the stage."""
        layout = self.scene.layout
        if not layout.beside:
            return layout.body.inset(bottom=high)
        row = (layout.stage.height - between(layout)) / 2
        return replace(layout.body, bottom=layout.panel.top - row)

    def _set(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.text)

    def _widest(self, texts: Iterable[str]) -> float:
        """Of texts that are parted at a colon, in the smallest type."""
        parts = [part for text in texts for part in parted(Told(text, "", LINES), COLON)]
        return max(float(self._set(part.text, size=SIZES.small).width) for part in parts)

    def _shared(self) -> list[Label]:
        """What the walks have in common, on as many lines as it may have."""
        plan = self.scene.plan
        return self._told(self.scene.say(plan.sign("looks"), count=plan.looks, rates=RATES))

    def _told(self, text: str) -> list[Label]:
        scene, narrow = self.scene, self.scene.layout.narrow
        size = SIZES.label if narrow else SIZES.caption
        most = scene.layout.body.width - 2 * ROUND * size
        return fitted(text, most, LINES if narrow else 1, size, self._set)

    def _add_card(self, lines: Sequence[Label], slot: Slot) -> Part:
        """Lines, framed."""
        middle, size = float(slot.centre[0]), lines[0].size
        for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
            line.put(middle, baseline, "centre")
        half = max(float(line.width) for line in lines) / 2 + ROUND * size
        around = replace(slot, left=middle - half, right=middle + half)
        return self.scene.add_part(Group(Outline(around, self.scene.theme.rule), *lines))

    @property
    def grounds(self) -> list[Part]:
        """The maps of the walks alone."""
        return [each.ground for each in self.maps.values()]

    @property
    def walks(self) -> list[Part]:
        """The maps with the walks on them."""
        return [part for each in self.maps.values() for part in each.walk]

    @property
    def axes(self) -> list[Part]:
        """The names of the directions on these maps."""
        return [each.axes for each in self.maps.values()]

    @property
    def headings(self) -> list[Part]:
        """What the kinds are called, and how many they ask."""
        return [each.heading for each in self.maps.values()]

    @property
    def rates(self) -> list[Part]:
        """Their learning rates."""
        return [each.rate for each in self.maps.values()]

    @property
    def counts(self) -> list[Part]:
        """Steps and looks of each walk."""
        return [each.count for each in self.maps.values()]

    @property
    def ended(self) -> list[Part]:
        """The maps of the ends, and the card below these."""
        return [part for each in self.ends for part in (each.ground, *each.on_it)] + [self.note]

    @property
    def means(self) -> list[Part]:
        """The mean costs of the ends."""
        return [each.told for each in self.ends]
