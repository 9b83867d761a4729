"""The three kinds in the end: their arrows, waits, noise, where they end, and their use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from manim import Group

from scenes.components.outline import Outline
from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.plot.share import Share, Track
from scenes.components.text.label import Label, words
from scenes.components.text.lines import first_fitting, fitted
from scenes.layout import LEADING, Slot
from scenes.parts.cloud_view import arrow_map
from scenes.parts.ends_map import cost_share, told_mean
from scenes.parts.size_map import FIRST, OfKinds, Room, Type
from scenes.parts.variance_plot import told_left
from scenes.plans.mini_batch import FEW, KINDS
from scenes.stage.scene import AnyScene, Layer, Part

WAITS, NOISE, COST = "waits", "noise", "cost"
ROWS = (WAITS, NOISE, COST)
"""What bars tell, from above."""
TRADED = COST, WAITS
"""What a mini-batch gives, and what for."""
LINES = 3
"""Over so many lines goes what a kind is used for, at most."""
TOLD, THICK, PITCH = 0.85, 0.5, 1.8 * LEADING
"""From the upper edge of a bar's room to the baseline above it, its thickness, and from one bar to
the next, in em."""
UNDER = 0.5
"""From that baseline to the bar, in em."""
APART = 0.6
"""From the arrows to the bars, from these to the use, and between words on a line, in em."""
CLOUD = 0.4
"""Of a picture's width, that of the arrows where bars stand beside them."""
EDGE = 0.1
"""Room between the farthest tip and the edge of a map."""
AROUND, ASIDE = 0.2, 0.45
"""From a row to the line around it, above and below, and at its ends, in em."""
BELOW = 0.2
"""From what a kind is used for to the lower edge of its slot."""


@dataclass(frozen=True)
class Places:
    """Where the arrows of a kind are, its bars, and what it is used for."""

    cloud: Slot
    bars: Slot
    use: Slot


class KindBars(OfKinds):
    """Of each kind its arrows at the start, bars, and its use; the kinds' names are there.

    Bars of one thing have one scale, on which the largest fills its track.
    """

    def __init__(self, scene: AnyScene, rooms: Mapping[str, Room], sizes: Type) -> None:
        super().__init__(scene, rooms, sizes)
        self.size = sizes.name if scene.layout.narrow else sizes.unit
        """Of what bars tell."""
        self.use_size = sizes.unit if scene.layout.beside else sizes.name
        uses = self._uses(min(room.foot.width for room in rooms.values()))
        most = max(map(len, uses.values()))
        self.places = {kind: self._places(room, most) for kind, room in rooms.items()}
        self.arrows: dict[str, ArrowCloud] = {}
        """By kind."""
        self.grounds = [self._add_ground(kind) for kind in KINDS]
        """Maps about the start."""
        self.clouds = scene.add_part(Group(*self.arrows.values()), layer=Layer.GROUND)
        self.shares: dict[str, dict[str, Share]] = {}
        """The bars, by what they tell and by kind."""
        self.told: dict[str, dict[str, str]] = {}
        """What stands above each."""
        self.bars = {what: self._add_bars(k, what) for k, what in enumerate(ROWS)}
        self.uses = self._add_uses(uses)
        self.outline = self._add_outline()

    def _places(self, room: Room, most: int) -> Places:
        """Below one another or, where words are beside the picture, beside one another.

        There words share their lines: name and first bar, use and the last one.
        """
        scene, size = self.scene, self.size
        high = len(ROWS) * PITCH * size
        if scene.layout.beside:
            wide = CLOUD * room.picture.width
            cloud = replace(room.picture, right=room.picture.left + wide)
            bars = room.picture.inset(left=wide + 2 * APART * size)
            bars = bars.inset(top=(FIRST - TOLD) * size)
            line = bars.top - (len(ROWS) - 1) * self._pitch(bars) - TOLD * size
            use = replace(room.heading, top=line + TOLD * self.sizes.unit)
            return Places(cloud, bars, use)
        whole = room.whole.inset(bottom=BELOW)
        if not scene.layout.narrow:
            whole = replace(whole, bottom=scene.layout.body.bottom + 2 * BELOW)  # no note is below
        use = replace(whole, top=whole.bottom + most * LEADING * self.use_size)
        bars = replace(whole, bottom=use.top, top=use.top + high + APART * size)
        return Places(replace(room.picture, bottom=bars.top + APART * size), bars, use)

    def _pitch(self, bars: Slot) -> float:
        """From one bar to the next: beside the picture, the last ends with it."""
        size = self.size
        if not self.scene.layout.beside:
            return PITCH * size
        return (bars.height - (TOLD + UNDER + THICK) * size) / (len(ROWS) - 1)

    def _add_ground(self, kind: str) -> Part:
        """The map about the start; and the arrows on it, one for each batch."""
        scene, plan = self.scene, self.scene.plan
        slot = self.places[kind].cloud
        ground, scale = arrow_map(plan, scene.theme, slot, EDGE)
        start = ground.at(plan.start, plan.problem.loss(plan.start))[:2]
        gradients = plan.grown.gradient[:, plan.sizes[kind] - 1]
        self.arrows[kind] = arrows = ArrowCloud(slot, ground.corner, scene.theme)
        arrows.show(start, start - scale * gradients, self.colours[kind])
        return scene.add_part(ground, lambda _: None, layer=Layer.GROUND)

    def _add_bars(self, row: int, what: str) -> Part:
        """What is told of each kind, above a bar."""
        plan, size = self.scene.plan, self.size
        share, told = {
            WAITS: (lambda kind: plan.waits(kind) / max(map(plan.waits, KINDS)), self._waits),
            NOISE: (lambda kind: plan.left(plan.sizes[kind]), self._noise),
            COST: (lambda kind: cost_share(plan, kind), self._cost),
        }[what]
        make = partial(words, size=size, colour=self.scene.theme.text, weight="semibold")
        numbers = {kind: make(told(kind)) for kind in KINDS}
        room = self.places[FEW].bars.width - APART * size
        room -= max(float(number.width) for number in numbers.values())
        self.told[what] = {kind: number.text for kind, number in numbers.items()}
        self.shares[what] = {}
        every: list[Track | Share | Label] = []
        for kind, number in numbers.items():
            place = self.places[kind].bars
            baseline = place.top - row * self._pitch(place) - TOLD * size
            top = baseline - UNDER * size
            track = Track(replace(place, top=top, bottom=top - THICK * size), self.scene.theme)
            bar = Share(track, share(kind), self.colours[kind])
            number.put(place.right, baseline, "right")
            name = self._name(what, room).put(place.left, baseline)
            self.shares[what][kind] = bar
            every += [track, bar, name, number]
        return self.scene.add_part(Group(*every), layer=Layer.NAMES)

    def _name(self, what: str, room: float) -> Label:
        """What a bar tells, in brief where it has little room."""
        told = self.scene.say(f"kinds.{what}")
        brief = told.partition(" (")[0]
        make = partial(words, size=self.size, colour=self.scene.theme.quiet)
        return first_fitting([told, brief], room, make)

    def _waits(self, kind: str) -> str:
        return self.scene.say.numerals.count(self.scene.plan.waits(kind))

    def _noise(self, kind: str) -> str:
        """The variance, of that of single samples."""
        return told_left(self.scene, self.scene.plan.sizes[kind])

    def _cost(self, kind: str) -> str:
        return told_mean(self.scene, kind)

    def _uses(self, width: float) -> dict[str, list[Label]]:
        """What each kind is used for, in one size."""
        scene, make = self.scene, partial(words, colour=self.scene.theme.text)
        told = {kind: scene.say(f"use.{kind}") for kind in KINDS}
        size = min(
            line.size
            for text in told.values()
            for line in fitted(text, width, LINES, self.use_size, make)
        )
        return {kind: fitted(text, width, LINES, size, make) for kind, text in told.items()}

    def _add_uses(self, uses: Mapping[str, list[Label]]) -> Part:
        for kind, lines in uses.items():
            use = self.places[kind].use
            for k, line in enumerate(lines):
                line.put(use.left, use.top - (TOLD + LEADING * k) * line.size)
        every = [line for lines in uses.values() for line in lines]
        return self.scene.add_part(Group(*every), layer=Layer.NAMES)

    def _add_outline(self) -> list[Part]:
        """Lines around what a mini-batch trades, if it is between both others."""
        if not self.scene.plan.is_between:
            return []
        return [
            self.scene.add_part(Outline(self._row(what), self.scene.theme.mini_batch))
            for what in TRADED
        ]

    def _row(self, what: str) -> Slot:
        """What a mini-batch's bar and the words above it fill, with some room around them."""
        size, place = self.size, self.places[FEW].bars
        top = place.top - ROWS.index(what) * self._pitch(place)
        row = replace(place, top=top, bottom=top - (TOLD + UNDER + THICK) * size)
        return row.inset(*[-ASIDE * size, -AROUND * size] * 2)

    @property
    def parts(self) -> list[Part]:
        """All of it but the outline."""
        return [*self.grounds, self.clouds, *self.bars.values(), self.uses]
