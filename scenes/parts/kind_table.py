"""The three kinds in a table: noise, waits and cost, the best of each marked, and their uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plate import Plate
from scenes.components.text.band import Band
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.cloud_view import told_width
from scenes.parts.ends_map import told_mean
from scenes.parts.size_map import colours_of_kinds
from scenes.plans.mini_batch import ALL, FEW, KINDS, Ends
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

TOPICS = NOISE, LOOKS, WAITS = "noise", "looks", "waits"
"""What the columns of figures tell."""
WIDE, NARROW = (2.6, 1.35, 2.8, 2.8, 3.2), (1.75, 1.2, 1.7, 1.7)
"""Widths of the columns, of names, of figures, and of uses where they have one of their own."""
ROWS = 0.62, 1.0, 1.0, 1.0
"""Heights of the head and of the rows."""
HANGS = 0.6
"""From the line below the head to its last baseline, in em."""
APART = 0.6
"""From a column to the next at least, in em of a head."""
PLATE = 0.6, 0.4, 1.1
"""Of the mark of a figure, in em: how far it goes beyond its ends, below its baseline, above."""
KEYED, BENEATH = 1.5, 0.35
"""Room below the table for what its marks say, and from its foot to that, in em."""
LINES = 2
"""Of a head, and of a use beside figures, at most; heads of narrow columns may have one more."""
BAND = 0.6
"""How far the band behind a row goes beyond it, in em."""
GAP = 0.3
"""From the mark of a figure to the next column, in em."""
BOLD = 1.25
"""Size of names, in that of other words; and of figures in a tall frame, in that of formulas."""
LARGE = 1.2
"""Size of figures in a wide frame, in that of titles."""
BELOW = 1.15
"""From a name to what stands below it, in lines of that."""


class KindTable:
    """A row for each kind, with its name, and how many samples a step of it asks.

    Columns tell its noise, and what its walks have left of the cost at the start, after all looks
    and after as many waits as mini-batch's have.  The best of each column, as it is told, has a
    mark in its kind's colour; several have it if they are told alike.

    Args:
        scene: the scene it belongs to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, self.colours = scene, colours_of_kinds(scene.theme)
        self.narrow = scene.layout.narrow
        self.large, self.size = self._type()
        slot = scene.layout.body.inset(bottom=KEYED * self.size)
        self.places = slot.shares(*(NARROW if self.narrow else WIDE), gap=0.0)
        self.head, *rows = slot.rows(*ROWS, gap=0.0)
        self.rows = dict(zip(KINDS, rows, strict=True))
        told = {topic: {kind: self._told(topic, kind) for kind in KINDS} for topic in TOPICS}
        self.figure = min(self._room_for(topic, told[topic].values()) for topic in TOPICS)
        """Size of all figures."""
        self.figures = {topic: self._figures(topic, told[topic]) for topic in TOPICS}
        """By topic and kind."""
        self.spoken_of = self._add_band()
        """Behind the row of the kind that is spoken of, if one is."""
        self.frame = [self._add_rules(), self._add_heads()]
        self.best = [self._add_best(topic, told[topic]) for topic in TOPICS]
        """Around the best figures of each column."""
        self.key = self._add_key()
        """What such a mark says."""
        self.lines = [self._add_line(kind) for kind in KINDS]
        """The name and figures of each kind."""
        self.uses = [self._add_use(kind) for kind in KINDS]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.spoken_of, *self.frame, *self.best, self.key, *self.lines, *self.uses]

    def _type(self) -> tuple[float, float]:
        """The sizes of figures, and of words but for names."""
        if not self.narrow:
            return LARGE * SIZES.title, SIZES.caption
        if self.scene.layout.beside:
            return BOLD * SIZES.formula, SIZES.name
        return SIZES.formula, SIZES.small

    # What it tells

    def value(self, topic: str, kind: str) -> float:
        """A figure, of which less is better."""
        plan = self.scene.plan
        if topic == NOISE:
            return float(plan.width(plan.sizes[kind]))
        end: Ends = plan.ends[kind]
        return end.mean if topic == LOOKS else end.waited

    def _told(self, topic: str, kind: str) -> str:
        plan = self.scene.plan
        if topic == NOISE:
            return told_width(self.scene, plan, plan.sizes[kind])
        return told_mean(self.scene, self.value(topic, kind))

    def _best(self, topic: str, told: dict[str, str]) -> list[str]:
        """The kinds whose figure is the least, or told like it; none if that is no number."""
        least = min(KINDS, key=partial(self.value, topic))
        if not np.isfinite(self.value(topic, least)):
            return []
        return [kind for kind in KINDS if told[kind] == told[least]]

    # Where it stands

    def _baseline(self, kind: str) -> float:
        """Of the name of a kind and its figures."""
        row = self.rows[kind]
        if self.narrow:
            return row.lines(3, BELOW * self.size)[0]
        return row.lines(1, self.large)[0]

    def _place(self, topic: str) -> Slot:
        """The column of figures on a topic."""
        return self.places[1 + TOPICS.index(topic)]

    def _room_for(self, topic: str, told: Iterable[str]) -> float:
        """The size in which the widest of figures has room in its column, with its mark."""
        widest = max(float(self._text(each, size=1.0).width) for each in told)
        return min(self.large, self._place(topic).width / (widest + 2 * PLATE[0] + GAP))

    def _text(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.text)

    def _quiet(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.quiet)

    def _figures(self, topic: str, told: dict[str, str]) -> dict[str, Label]:
        """Each in the middle of its column."""
        middle = float(self._place(topic).centre[0])
        return {
            kind: self._text(text, size=self.figure).put(middle, self._baseline(kind), "centre")
            for kind, text in told.items()
        }

    # Its parts

    def _add_rules(self) -> Part:
        """A line above each row."""
        lines = Dashes(self.scene.theme.quiet, STROKES.axis, dash=0)
        lines.show(*(row.corners[[1, 2]] for row in self.rows.values()))
        return self.scene.add_part(lines, layer=Layer.GROUND)

    def _add_band(self) -> tuple[Part, ...]:
        """With a bar in the kind's colour, left of its name."""
        kind = {"each": FEW, "few": FEW, "between": FEW, "batch": ALL}.get(
            self.scene.plan.outcomes["kinds"]
        )
        if kind is None:
            return ()
        row, room = self.rows[kind], BAND * self.size
        band = Band(self.scene.theme)
        band.show(row.inset(left=-room, right=-room).extent, self.colours[kind])
        return (self.scene.add_part(band),)

    def _add_line(self, kind: str) -> Part:
        """What a kind is called, below it how many samples it asks, and its figures."""
        figures = [figures[kind] for figures in self.figures.values()]
        return self.scene.add_part(Group(*self._names(kind), *figures), layer=Layer.NAMES)

    def _names(self, kind: str) -> tuple[Label, Label]:
        scene, place = self.scene, self.places[0]
        most = place.width - APART * self.size
        below = BELOW * LEADING * self.size
        make = partial(words, colour=self.colours[kind], weight="semibold")
        (name,) = fitted(scene.say(f"methods.{kind}"), most, 1, BOLD * self.size, make)
        asked = scene.say(f"sizes.{scene.plan.noun}_a_step", count=scene.plan.sizes[kind])
        free = self.head.width if self.narrow else most
        (told,) = fitted(asked, free, 1, self.size, self._quiet)
        baseline = self._baseline(kind) + (0.0 if self.narrow else below / 2)
        return name.put(place.left, baseline), told.put(place.left, baseline - below)

    def _heads(self) -> dict[str, list[Label]]:
        """The lines above each column, all of one size."""
        say, apart, size = self.scene.say, APART * self.size, self.size
        plan = self.scene.plan
        texts = {
            NOISE: say("kinds.noise"),
            LOOKS: say(plan.sign("left"), count=plan.looks),
            WAITS: say("kinds.waited", count=plan.waits(FEW)),
        }
        for _ in TOPICS:  # each may ask for a smaller size
            heads = {
                topic: fitted(
                    text, self._place(topic).width - apart, LINES + self.narrow, size, self._text
                )
                for topic, text in texts.items()
            }  # fmt: skip
            size = min(float(lines[0].size) for lines in heads.values())
        return heads

    def _add_heads(self) -> Part:
        """What the columns of figures tell."""
        heads = self._heads().items()
        lines = [line for topic, each in heads for line in self._above(topic, each)]
        return self.scene.add_part(Group(*lines), layer=Layer.NAMES)

    def _above(self, topic: str, lines: Sequence[Label]) -> list[Label]:
        """Lines at the foot of the head."""
        middle = float(self._place(topic).centre[0])
        return [
            line.put(middle, self.head.bottom + (HANGS + LEADING * k) * self.size, "centre")
            for k, line in enumerate(reversed(lines))
        ]

    def _add_best(self, topic: str, told: dict[str, str]) -> Part:
        plates = Group()
        for kind in self._best(topic, told):
            plates.add(self._framed(self.figures[topic][kind], self.colours[kind]))
        return self.scene.add_part(plates, layer=Layer.GROUND)

    def _framed(self, label: Label, colour: str) -> Plate:
        """The mark of a figure, around what is written."""
        beyond, below, above = (share * label.size for share in PLATE)
        (left, _, _), (right, _, _) = label.get_left(), label.get_right()
        plate = Plate(self.scene.theme, edge=colour)
        low, high = label.baseline - below, label.baseline + above
        plate.show(Slot(float(left) - beyond, low, float(right) + beyond, high))
        return plate

    def _add_key(self) -> Part:
        """What such a mark says, and for what rates were searched, below the table."""
        if not any(each.mobject for each in self.best):
            return self.scene.add_part(Group(), layer=Layer.NAMES)
        scene, size = self.scene, self.size
        told = scene.say("kinds.best", count=scene.plan.looks)
        (words,) = fitted(told, self.head.width, 1, size, self._quiet)
        words.put(self.head.left, self.rows[KINDS[-1]].bottom - (KEYED - BENEATH) * size)
        return scene.add_part(words, layer=Layer.NAMES)

    def _add_use(self, kind: str) -> Part:
        """What a kind is for: beside its figures, or below them."""
        scene, row = self.scene, self.rows[kind]
        text = scene.say(f"kinds.{kind}")
        if self.narrow:
            (line,) = fitted(text, row.width, 1, self.size, self._text)
            down = 2 * BELOW * LEADING * self.size
            return scene.add_part(Group(line.put(row.left, self._baseline(kind) - down)))
        place = self.places[-1].inset(left=self.size)
        lines = fitted(text, place.width, LINES, self._for_uses(place.width), self._text)
        middle = Slot(place.left, row.bottom, place.right, row.top)
        for line, baseline in zip(
            lines, middle.lines(len(lines), float(lines[0].size)), strict=True
        ):
            line.put(place.left, baseline)
        head = [self._in_practice(place)] if kind == KINDS[0] else []
        return scene.add_part(Group(*head, *lines))

    def _for_uses(self, width: float) -> float:
        """The size of all uses beside figures: as large as there is room."""
        uses = [self.scene.say(f"kinds.{kind}") for kind in KINDS]
        size = BOLD * self.size
        return min(float(fitted(use, width, LINES, size, self._text)[0].size) for use in uses)

    def _in_practice(self, place: Slot) -> Label:
        """That uses are not read off the figures."""
        make = self._text
        (line,) = fitted(self.scene.say("kinds.practice"), place.width, 1, self.size, make)
        return line.put(place.left, self.head.bottom + HANGS * self.size)
