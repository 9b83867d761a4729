"""The three kinds at a glance: of each how noisy a step is, and how much work it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from manim import Group

from scenes.components.outline import Outline
from scenes.components.plot.beam import Beam
from scenes.components.text.label import Align, Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.variance_plot import told_left
from scenes.plans.mini_batch import FEW, KINDS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

THICK = 0.46
"""Of a bar, as a share of its row."""
APART, BESIDE = 0.9, 0.4
"""From an axis to the names between both, and from a bar to its number, in em."""
UNDER = 0.5
"""Below the heads, in em."""
LOWER = 0.33
"""From the middle of a line of type to its baseline, in em."""


class SideBars(NamedTuple):
    """The bars on one side of the names."""

    way: int
    """To the left of them (-1), or to the right (1)."""
    head: str
    shares: list[float]
    """Of the longest, by kind."""
    told: list[str]
    """What stands at their ends."""

    @property
    def align(self) -> Align:
        """Where words end, or begin, that stand at the axis."""
        return "right" if self.way < 0 else "left"


class TradeChart:
    """A row for each kind: its name, a bar of noise to the left, and one of work to the right.

    The longest bars are the variance of single samples, and a look at each sample.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        colours: by kind.
    """

    def __init__(self, scene: AnyScene, slot: Slot, colours: Mapping[str, str]) -> None:
        self.scene, self.slot, self.colours = scene, slot, colours
        self.size, self.unit = (
            (SIZES.label, SIZES.small) if scene.layout.narrow else (SIZES.formula, SIZES.name)
        )
        say = scene.say
        names = [words(say(f"methods.{k}"), self.size, colours[k], "semibold") for k in KINDS]
        uses = [words(say(f"use.{k}"), self.unit, scene.theme.text) for k in KINDS]
        use = words(say("kinds.use"), self.unit, scene.theme.quiet)
        widest = max(float(each.width) for each in (use, *names, *uses))
        self._half = widest / 2 + APART * self.size
        """From the middle to the axes."""
        room = slot.width / 2 - self._half
        sides = self._sides()
        heads = [wrapped(side.head, room, self._make) for side in sides]
        under = self.size + LEADING * self.unit * (max(map(len, heads)) - 1) + UNDER * self.size
        self._rows = slot.inset(top=under).rows(*[1.0] * len(KINDS), gap=0.0)
        numbers = [self._numbers(side) for side in sides]
        widest = max(float(number.width) for each in numbers for number in each)
        self._longest = room - 2 * BESIDE * self.size - widest
        self.names = self._add_names(names)
        self.noise, self.work = map(self._add_side, sides, heads, numbers)
        self.uses = self._add_uses([use, *uses])
        self.outline = scene.add_part(Outline(self._rows[KINDS.index(FEW)], colours[FEW]))

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [self.names, *self.noise, *self.work, self.uses, self.outline]

    def _make(self, text: str) -> Label:
        return words(text, self.unit, self.scene.theme.text)

    def _sides(self) -> tuple[SideBars, SideBars]:
        """What is left of the variance; and how many samples a step asks, and holds meanwhile."""
        plan, say, sizes = self.scene.plan, self.scene.say, self.scene.plan.sizes.values()
        noise = [plan.left(size) for size in sizes], [told_left(self.scene, size) for size in sizes]
        asked = [size / len(plan.data) for size in sizes], [*map(say.numerals.count, sizes)]
        return SideBars(-1, say("kinds.noise"), *noise), SideBars(
            1, say(f"kinds.{plan.noun}_work"), *asked
        )

    def _numbers(self, side: SideBars) -> list[Label]:
        return [
            words(told, self.size, self.colours[kind], "semibold")
            for kind, told in zip(KINDS, side.told, strict=True)
        ]

    @property
    def _first(self) -> float:
        """The baseline of the heads."""
        return self.slot.top - self.size

    def _add_names(self, names: Sequence[Label]) -> Part:
        """In the middle of each row, with room below."""
        for name, row in zip(names, self._rows, strict=True):
            name.put(row.centre[0], row.centre[1] + LOWER * self.unit, "centre")
        return self.scene.add_part(Group(*names))

    def _add_uses(self, uses: Sequence[Label]) -> Part:
        """Their head, and each below its name."""
        levels = [float(row.centre[1]) + (LOWER - LEADING) * self.unit for row in self._rows]
        for use, level in zip(uses, (self._first, *levels), strict=True):
            use.put(self.slot.centre[0], level, "centre")
        return self.scene.add_part(Group(*uses))

    def _add_side(
        self, side: SideBars, head: Sequence[Label], numbers: Sequence[Label]
    ) -> tuple[Part, Part]:
        """Its axis with a bar for each kind; and its head with their numbers."""
        axis = float(self.slot.centre[0]) + side.way * self._half
        for k, line in enumerate(head):
            line.put(axis, self._first - LEADING * self.unit * k, side.align)
        thin, low, high = STROKES.axis / 2, self._rows[-1].bottom, self._rows[0].top
        beams = [Beam(Slot(axis - thin, low, axis + thin, high), self.scene.theme.rule)]
        for k, (kind, row) in enumerate(zip(KINDS, self._rows, strict=True)):
            middle, thick = float(row.centre[1]), THICK * row.height / 2
            end = axis + side.way * side.shares[k] * self._longest
            left, right = sorted((axis, end))
            beams.append(
                Beam(Slot(left, middle - thick, right, middle + thick), self.colours[kind])
            )
            beyond = end + side.way * BESIDE * self.size
            numbers[k].put(beyond, middle - LOWER * self.size, side.align)
        return self.scene.add_part(Group(*beams)), self.scene.add_part(Group(*head, *numbers))
