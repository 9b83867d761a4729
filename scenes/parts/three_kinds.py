"""Three kinds beside one another: their walks, where these end, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_map import COLON, add_ends, add_frame, told_end
from scenes.parts.kind_view import KindView
from scenes.parts.size_map import (
    Room,
    SizeMap,
    Told,
    Type,
    add_foot,
    add_heading,
    between,
    colours_of_kinds,
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
"""From the maps to the card below them, and from what is around a kind to that."""
COMMA = ", "
"""Between what a kind holds and how often it waits, on other lines where there are any."""
TEXTS = 2
"""Below the pictures of each kind: what it asks for, and when to use it."""
LINES = 2
"""Of the card, at most, where it is narrow."""
ROUND, WITHIN = 0.6, 0.1
"""From its lines to its sides, and to its upper and lower edge, in em."""


class ThreeKinds:
    """By turns: maps with walks, maps with the ends of many, and arrows with looks side by side.

    Below maps is a card that says what all have in common.

    Args:
        scene: the scene they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, body = scene, scene.layout.body
        shared, ends = self._shared(), self._told(scene.say(f"sizes.{scene.plan.noun}_ends"))
        high = (LEADING * max(map(len, (shared, ends))) + 2 * WITHIN) * shared[0].size
        ends_told = self._widest((told_end(scene, kind) for kind in KINDS), COLON)
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
        asked = self._widest(map(self._asked, KINDS), COMMA)
        places, sizes = rooms(scene, body, TEXTS, asked)
        self.named = self._named(places, sizes)
        """Their names where there is no card."""
        self.views = {kind: KindView(scene, room, kind, sizes) for kind, room in places.items()}
        self.told = self._add_told(places, sizes)
        """How many samples each kind holds at once, how often it waits, and when to use it."""
        self.outline = self._add_outline(places)

    def _above(self, high: float) -> Slot:
        """What is left above a card so high: where there are rows, two of them fill the stage."""
        layout = self.scene.layout
        if not layout.beside:
            return layout.body.inset(bottom=high)
        row = (layout.stage.height - between(layout)) / 2
        return replace(layout.body, bottom=layout.panel.top - row)

    def _named(self, places: Mapping[str, Room], sizes: Type) -> list[Part]:
        """The names, which are in rows of other heights there, and elsewhere where they were."""
        if not self.scene.layout.beside:
            return self.headings
        return [
            add_heading(self.scene, room, kind, sizes, asks=False) for kind, room in places.items()
        ]

    def _add_told(self, places: Mapping[str, Room], sizes: Type) -> list[Part]:
        """What a step holds, and how often it waits; and when to use the kind: in one size."""
        told = {kind: self._told_of(kind, sizes.lines) for kind in places}
        size = min(
            line.size
            for kind, room in places.items()
            for each in told[kind]
            for line in fitted(each.text, room.foot.width, each.lines, sizes.unit, self._set)
        )
        sizes = sizes._replace(name=size)
        return [add_foot(self.scene, room, sizes, told[kind]) for kind, room in places.items()]

    def _told_of(self, kind: str, lines: int) -> list[Told]:
        scene, theme = self.scene, self.scene.theme
        use = scene.say(f"use.{kind}")
        return [
            *parted(Told(self._asked(kind), theme.text, lines), COMMA),
            Told(use, colours_of_kinds(theme)[kind], lines),
        ]

    def _set(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.text)

    def _asked(self, kind: str) -> str:
        """How many samples a kind holds at once, and how often it waits."""
        say, plan = self.scene.say, self.scene.plan
        held = say(f"kinds.{plan.noun}_held", count=plan.sizes[kind])
        return f"{held}{COMMA}{say('kinds.waits', count=plan.steps(kind))}"

    def _widest(self, texts: Iterable[str], mark: str) -> float:
        """Of texts that are parted at a mark, in the smallest type."""
        parts = [part for text in texts for part in parted(Told(text, "", LINES), mark)]
        return max(float(self._set(part.text, size=SIZES.small).width) for part in parts)

    def _add_outline(self, places: Mapping[str, Room]) -> list[Part]:
        """A line around the mini-batch, if it is between both others."""
        around = Outline(places[FEW].whole.inset(*[-CLEAR] * 4), self.scene.theme.mini_batch)
        return [self.scene.add_part(around)] if self.scene.plan.is_between else []

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

    @property
    def steps(self) -> list[Part]:
        """How the steps of each kind scatter."""
        return [part for each in self.views.values() for part in each.parts]

    @property
    def looks(self) -> list[Part]:
        """The looks of each kind as a block."""
        return [part for each in self.views.values() for part in each.looks]
