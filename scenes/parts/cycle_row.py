"""The cycle in a row: its stations, arrows between them and the way back; and the rule with it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.pieces import Pieces
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.update_rule import update_rule
from scenes.plans.summary_pictures import Piece, arrow
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES

RING, BESIDE = 0.55, (1.0, 0.6)
"""Of a large slot, the width of the row, beside which the rule is; or heights of both, where it is
below."""
RULE = 0.62
"""Room below a small row for the rule."""
LEVEL, LOWER, LOWEST = 0.3, 0.5, 0.78
"""How far down a row its words are, and where the way back begins and runs, in its height."""
RETURNS = 0.7
"""Height of a row from which it has a way back."""
LEFT_OF_RULE, BASELINE = 5, 6
"""Among the numbers of a stand."""
GAP, LONGEST, TIP = 0.5, 3.0, 0.3
"""Between a word and an arrow, of an arrow at most, and of its tip, in em."""


class _Stand(NamedTuple):
    """How the row and the rule stand in a slot: left, bottom, right, top and size; and the rule."""

    row: tuple[float, float, float, float, float]
    rule: tuple[float, float, float]
    """Its left end, its baseline, its size."""


class CycleRow:
    """Words, arrows and rule that go from one slot to another and get smaller on the way.

    Args:
        scene: that they belong to.
        place: their slots, of which the first is large.
        head: room for a heading above them.
        stations: words, each with its colour.
    """

    def __init__(
        self, scene: AnyScene, place: Gliding, head: float, stations: Sequence[tuple[str, str]]
    ) -> None:
        self.scene, self.place, self.head = scene, place, head
        self._labels = [words(text, SIZES.formula, tint, "semibold") for text, tint in stations]
        self._rule = update_rule(scene.say, scene.theme, SIZES.title)
        large, *small = place.slots
        stands = [self._large(large), *(self._small(slot) for slot in small)]
        self._stands = np.array([[*stand.row, *stand.rule] for stand in stands])
        self._drawing = Pieces([], large, scene.theme)
        self.arrows = scene.add_part(self._drawing, self._draw)
        self.told = (
            scene.add_part(Group(*self._labels), self._put_words),
            scene.add_part(self._rule, self._put_rule),
        )
        """What the arrows are between, and the rule."""

    def _rule_size(self, size: float, most: float) -> float:
        return update_rule(self.scene.say, self.scene.theme, size, most=most).size

    def _large(self, slot: Slot) -> _Stand:
        """The rule beside the row, or below it where that is narrow."""
        area, narrow = slot.inset(top=self.head), self.scene.layout.narrow
        if narrow:
            row, rest = area.rows(*BESIDE, gap=self.scene.layout.gap)
        else:
            edge = RING * area.width
            row, rest = area.inset(right=area.width - edge), area.inset(left=edge)
        size = self._rule_size(SIZES.title, rest.width - SIZES.label)
        width = float(self._rule.width) * size / SIZES.title
        left, baseline = rest.centre - np.array([width / 2, size / 3])
        words_size = SIZES.label if narrow else SIZES.formula
        return _Stand((*row.extent, words_size), (float(left), float(baseline), size))

    def _small(self, slot: Slot) -> _Stand:
        """The rule below the row."""
        row = slot.inset(top=self.head, bottom=RULE)
        size = self._rule_size(SIZES.name, slot.width)
        return _Stand((*row.extent, SIZES.small), (slot.left, slot.bottom + SIZES.name / 2, size))

    def _now(self, frame: int) -> tuple[Slot, float, list[float]]:
        """Where the row is, how large its words are; left end, baseline and size of the rule.

        From beside the row the rule goes down first, and then to the left, around its way back.
        """
        where = np.arange(len(self._stands), dtype=float)
        at = self.place.where.at(frame)
        whole, share = divmod(at, 1.0)
        ways = np.full(self._stands.shape[1], at)
        if not whole:
            ways[LEFT_OF_RULE], ways[BASELINE] = share**4, 1.0 - (1.0 - share) ** 6
        values = [
            float(np.interp(way, where, column))
            for way, column in zip(ways.tolist(), self._stands.T, strict=True)
        ]
        return Slot(*values[:4]), values[4], values[5:]

    def _spans(self, area: Slot, size: float) -> Array:
        """Where each word begins and ends, (stations, 2): with as much between any two of them."""
        widths = np.array([float(label.width) / label.scaled for label in self._labels])
        widths *= size / SIZES.formula
        free = (area.width - widths.sum()) / (len(widths) - 1)
        apart = min(free, (LONGEST + 2 * GAP) * size)
        lefts = area.left + np.concatenate([[0.0], np.cumsum(widths + apart)[:-1]])
        return np.stack([lefts, lefts + widths], axis=-1)

    def _put_words(self, frame: int) -> Hashable:
        area, size, _ = self._now(frame)
        baseline = area.top - LEVEL * area.height - size / 3
        for label, (left, _) in zip(self._labels, self._spans(area, size).tolist(), strict=True):
            label.sized(size, left, baseline)
        return area, size

    def _put_rule(self, frame: int) -> Hashable:
        _, _, (left, baseline, size) = self._now(frame)
        self._rule.sized(size, left, baseline)
        return left, baseline, size

    def _draw(self, frame: int) -> Hashable:
        area, size, _ = self._now(frame)
        self._drawing.slot = area
        self._drawing.each = self._arrows(area, size)
        return area, size

    def _arrows(self, area: Slot, size: float) -> list[Piece]:
        """From word to word, and from the last one back to the first."""
        spans, corner = self._spans(area, size), np.array([area.left, area.top])
        level, lower, lowest = (area.top - at * area.height for at in (LEVEL, LOWER, LOWEST))
        gaps = spans[1:, 0] - spans[:-1, 1]
        gap = min(GAP * size, float(gaps.min()) / 4)
        ways = [
            [(before + gap, level), (after - gap, level)]
            for before, after in zip(spans[:-1, 1], spans[1:, 0], strict=True)
        ]
        if area.height >= RETURNS:
            first, last = spans[0].mean(), spans[-1].mean()
            ways.append([(last, lower), (last, lowest), (first, lowest), (first, lower)])
        unit = np.array([area.width, -area.height])
        tip = TIP * size / np.abs(unit)
        return [piece for way in ways for piece in arrow((np.array(way) - corner) / unit, tip)]
