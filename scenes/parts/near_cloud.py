"""The arrows of batches from near, with how wide their cloud is."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property, partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.cloud_view import INSET, Cloud, CloudView, told_width
from scenes.parts.naming import covered
from scenes.parts.slope_arrows import PLATE_ROOM, plate_beneath
from scenes.stage.scene import Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

TURNS = np.linspace(0.0, 2.0 * np.pi, 97)
CIRCLE = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=-1)
DOT = 0.1
"""Radius within which all tips lie, where all batches are alike."""
BEYOND_RING = 0.5, 1.2
"""From a ring to its name, in em: near, or else less so."""


class NearCloud(Cloud):
    """The arrows of another view, larger; a ring tells how far their tips scatter.

    The ring about the tip of the arrow of all has the root mean square distance of tips from it as
    its radius, over all batches of a size that there are.

    Args:
        view: the other view, which fills the same slot; its key stays.
    """

    def __init__(self, view: CloudView) -> None:
        super().__init__(view.scene, view.slot, view.asked, near=True)
        self.key_room = view.key_room
        self.whole = self._add_whole()
        """The ring of single samples, as it was."""
        self.ring = self._add_ring()
        self.arrows = self.cloud, *_ = self.add_arrows()
        self.start = self._add_start()
        self.meaning_room, self.meaning = self._add_meaning()
        """What a width is, at an edge of the map."""
        self.widths = self._add_widths()
        """How wide the cloud of single samples is, and that of mini-batches as a share of it."""

    @property
    def parts(self) -> list[Part]:
        """All of it but the widths and the ring of single samples."""
        return [self.ground, self.ring, *self.arrows, self.start]

    def _add_start(self) -> Part:
        """A ring where the arrows begin."""
        plan, theme = self.scene.plan, self.scene.theme
        cost = float(plan.problem.loss(plan.start))
        mark = Mark(self.map, plan.start, cost, theme.text, theme, ring=True)
        return self.scene.add_part(mark, layer=Layer.GROUND)

    @cached_property
    def _few(self) -> Array:
        """Places (n, 2) along the arrows of mini-batches."""
        plan = self.scene.plan
        return self.along(plan.grown.gradient[:, plan.size - 1])

    def _ring(self, size: int) -> Array:
        """The ring for batches of a size, (n, 2); none where they are all alike."""
        plan = self.scene.plan
        radius = self.scale * plan.spread * plan.width(size)
        return self.tips(plan.gradient) + radius * CIRCLE if radius > 0 else np.empty((0, 2))

    def _shown(self, size: int) -> list[Array]:
        """What of the ring is on the map: all of it, or its pieces."""
        ring = self._ring(size)
        inside = self.slot.holds(ring)
        if inside.all():
            return [ring] if len(ring) else []
        pieces = np.split(np.arange(len(ring)), np.flatnonzero(np.diff(inside)) + 1)
        return [ring[piece] for piece in pieces if inside[piece[0]] and len(piece) > 1]

    def _add_whole(self) -> Part:
        ring = Dashes(self.colour(1), STROKES.thin)
        ring.show(*self._shown(1))
        return self.scene.add_part(ring, layer=Layer.GROUND)

    def _add_meaning(self) -> tuple[list[Slot], Part]:
        """On plates, in the lower left corner, or the upper one where the key is low."""
        scene, size = self.scene, self.key_size
        make = partial(words, colour=scene.theme.text)
        width = self.slot.width - 2 * INSET - PLATE_ROOM * size
        lines = fitted(scene.say("sizes.meaning"), width, 1 + scene.layout.narrow, size, make)
        left = self.slot.left + INSET + PLATE_ROOM * size / 2
        low, high = self.slot.bottom + INSET, self.slot.top - INSET
        is_low = self.key_room.top < float(self.slot.centre[1])
        foot = high - LEADING * len(lines) * float(lines[0].size) if is_low else low
        shown, rooms = Group(), []
        for row, line in enumerate(reversed(lines)):
            line.put(left, foot + (1 / 3 + LEADING * row) * line.size)
            beneath = plate_beneath(float(line.width), line.size, scene.theme).move_to(line)
            shown.add(beneath, line)
            rooms.append(Slot(*covered(line)))
        return rooms, scene.add_part(shown, layer=Layer.NAMES)

    def _add_widths(self) -> list[Part]:
        """Names of the ring of single samples and of that of mini-batches, where arrows are few."""
        scene, plan, parts = self.scene, self.scene.plan, []
        size = SIZES.label if scene.layout.narrow else SIZES.name
        taken = [self.key_room.extent, *(room.extent for room in self.meaning_room)]
        drawn = np.concatenate([self._few, self._ring(1), self._ring(plan.size)])
        for asked in (1, plan.size):
            told = told_width(scene, plan, asked)
            told = scene.say("sizes.width", share=told) if asked == 1 else told
            name = words(told, size, self.colour(asked), "semibold").cased(scene.theme.casing)
            ring = self._ring(asked)
            if not len(ring):  # all batches are alike: about their tip
                ring = self.tips(plan.gradient) + DOT * CIRCLE
            away = ring - self.tips(plan.gradient)
            half = np.array([float(name.width) / 2, size / 2])
            out = away / np.maximum(np.hypot(*away.T), 1e-12)[:, None]
            reach = np.abs(out) @ half[:, None]  # of the word's corners towards the ring
            places = np.concatenate([ring + out * (reach + far * size) for far in BEYOND_RING])
            crossed = partial(self.crossed, name, taken, drawn)
            x, y = min(places, key=crossed).tolist()
            name.put(x, y - size / 3, "centre")
            taken.append(covered(name))
            plate = plate_beneath(float(name.width), size, scene.theme).move_to(name)
            parts.append(scene.add_part(Group(plate, name), layer=Layer.NAMES))
        return parts

    def _add_ring(self) -> Part:
        """About the tip of the arrow of all: how far the others are, in the root mean square."""
        ring = Dashes(self.scene.theme.text, STROKES.thin)

        def lie(frame: int) -> Hashable:
            size = self.size(frame)
            ring.show(*self._shown(size))
            return size

        return self.scene.add_part(ring, lie, layer=Layer.GROUND)
