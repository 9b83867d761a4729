"""What stands beside a basin: whose it is, its steps so far, its rate, its shape, how far it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from itertools import chain, cycle

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

LARGER, NARROW = 2.2, 1.5
"""How much larger the count is than the name; the same above a basin."""
UNDER = 0.16
"""More room below the count than below another line."""
PAIRED = 0.3
"""How much farther from a pair of lines to the next than within it, in what it is there; and how
far the last one may stand below the line that it is in place of, in em."""
OVER, MIDDLE = 1.2, 2.6
"""From the count to the name above it, in em of that; and what of an em it lies below the middle,
as the part of a whole."""

WITHIN = 0.2
"""Between what is told of an axis and the sides of its slot."""
OVER_BEND, UNDER_BEND = 0.3, -0.85
"""From the middle of that slot to the lines above and below it, in em of each."""


class BasinWords:
    """Three lines aside from a basin, or two above it, where the count is beside them.

    Until its steps are counted it may have two alone, of which the second one tells its shape; and
    how far down it is may stand in place of its rate.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        runner: whose steps are counted.
        name: whose basin it is.
        shape: its shape: how many times, and as what.
        rates: its learning rate, and below what that has to be, as formulas behind "alpha =" and
            "alpha <".
        down: after each step, how far down it is.
        bends: what a curvature is and how large, which may stand in place of all but the name.
        beside: slots for these at the axes of the basin, where they have room there.
        aside: whether there is room for three lines; without it, where the picture is not narrow.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        name: str,
        shape: tuple[str, str],
        rates: tuple[str, str],
        down: Sequence[str],
        *,
        bends: Sequence[tuple[str, str]] = (),
        beside: Sequence[Slot] = (),
        aside: bool | None = None,
    ) -> None:
        self.scene, self.slot, self.runner, theme = scene, slot, runner, scene.theme
        rate, limit = rates
        self.narrow = narrow = scene.layout.narrow if aside is None else not aside
        size = SIZES.name if scene.layout.narrow else SIZES.formula
        widest = self._count(size).width_at(runner.run.steps)
        larger = NARROW if narrow else min(LARGER, slot.width / widest)
        large, widest = larger * size, larger * widest
        room = slot.width - narrow * (widest + size)
        called = named(name, room, size, runner.colour)
        (told,) = fitted(
            f"${tint('alpha', theme.rate)} = {rate}$", room, 1, size,
            lambda text, *, size: formula(text, size, theme.text),
        )  # fmt: skip
        if narrow:
            first, last = slot.top - size, slot.top - size - LEADING * size
            self.count_level = last
            self.name = self._add(called.put(slot.left, first))
            self.count = self._add_count(large, slot.right - widest, last)
        else:
            middle = float(slot.centre[1]) - large / MIDDLE
            last, self.count_level = middle - LEADING * size - UNDER, middle
            self.name = self._add(called.put(slot.left, middle + OVER * large))
            self.count = self._add_count(large, slot.left, middle)
        self.rate = self._add(told.put(slot.left, last))
        self.down = self._add_down(down, min(size, SIZES.caption), room, last)
        """In place of the rate."""
        first = self.name.mobject.baseline
        self.bends = (
            self._add_beside(bends, beside) if beside else self._add_bends(bends, size, first, last)
        )
        """At the axes, or in place of all but the name."""
        lines = [(" ".join(shape), size, last)]
        if not narrow:
            lines = [(shape[0], large, self.count_level), (shape[1], size, last)]
        self.shape = self._add(Group(*(
            fitted(text, slot.width, 1, size, partial(words, colour=theme.text))[0]
            .put(slot.left, level)
            for text, size, level in lines
        )))  # fmt: skip
        """Where nothing is counted yet."""
        (told,) = fitted(
            f"${tint('alpha', theme.rate)} < {limit}$", slot.width, 1,
            size if narrow else SIZES.title, partial(formula, colour=theme.text),
        )  # fmt: skip
        self.limit = self._add(told.put(slot.left, last if narrow else self.count_level))
        """Where nothing is counted any more."""

    def _add_bends(
        self, bends: Sequence[tuple[str, str]], size: float, first: float, last: float
    ) -> list[Part]:
        """A part each: both lines below the name, or one beside that where it is narrow."""
        slot, narrow, theme = self.slot, self.narrow, self.scene.theme
        room = slot.width / 2 if narrow else slot.width
        lines = [": ".join(bend) for bend in bends] if narrow else [*chain(*bends)]
        levels = [first, last] if narrow else self._paired(first, last - PAIRED * size, len(lines))
        colours = [theme.text] if narrow else [theme.quiet, theme.text]
        labels = []
        for text, level, colour in zip(lines, levels, cycle(colours), strict=False):
            (line,) = fitted(text, room, 1, size, partial(formula, colour=colour))
            labels.append(line.put(slot.right - room, level))
        each = len(lines) // max(len(bends), 1)
        return [self._add(Group(*labels[k * each :][:each])) for k in range(len(bends))]

    def _add_beside(self, bends: Sequence[tuple[str, str]], slots: Sequence[Slot]) -> list[Part]:
        """What each curvature is above how large it is, in the middle of its slot."""
        theme, sizes = self.scene.theme, (SIZES.name, SIZES.title)
        room, make = slots[0].width - 2 * WITHIN, partial(formula, colour=theme.text)
        for texts in zip(*bends, strict=True):
            size = min(fitted(text, room, 1, sizes[0], make)[0].size for text in texts)
            sizes = *sizes[1:], size  # all have the size in which the widest has room
        parts = []
        for bend, slot in zip(bends, slots, strict=True):
            labels = [make(text, size=size) for text, size in zip(bend, sizes, strict=True)]
            for label, level in zip(labels, (OVER_BEND, UNDER_BEND), strict=True):
                y = float(slot.centre[1]) + level * label.size
                label.cased(theme.casing).put(slot.left + WITHIN, y)
            parts.append(self._add(Group(*labels)))
        return parts

    @staticmethod
    def _paired(first: float, last: float, lines: int) -> list[float]:
        """Baselines below the first, in pairs, of which the last is at ``last``."""
        below = np.arange(1, lines + 1) + PAIRED * (np.arange(lines) // 2 + 1)
        return (first + (last - first) * below / below[-1:]).tolist()

    def _add_down(self, down: Sequence[str], size: float, room: float, y: float) -> Part:
        """How far down it is; as small as it has to be for its longest."""
        scene, slot = self.scene, self.slot
        rest = words(scene.say("bowls.down"), size, scene.theme.text)
        longest = max(width_of(text, size) for text in {*down}) + size / 4 + float(rest.width)
        size *= min(1.0, room / longest)
        digits = Digits(size, scene.theme.text)
        rest = words(scene.say("bowls.down"), size, scene.theme.text)

        def tell(frame: int) -> Hashable:
            text = down[self.runner.landed(frame)]
            digits.show(text, slot.left, y)
            rest.put(slot.left + width_of(text, size) + size / 4, y)
            return text

        return scene.add_part(Group(digits, rest), tell, layer=Layer.NAMES)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        told = self.shape, self.rate, self.limit, self.down
        return self.name, *told, self.count, *self.bends

    def _add(self, label: Label | Group) -> Part:
        return self.scene.add_part(label, layer=Layer.NAMES)

    def _count(self, size: float) -> Count:
        scene = self.scene
        return Count(scene.say.forms("counts.steps"), size, scene.theme.text, scene.say.numerals)

    def _add_count(self, size: float, x: float, baseline: float) -> Part:
        """How many steps it has taken."""
        count = self._count(size)

        def show(frame: int) -> Hashable:
            steps = self.runner.landed(frame)
            count.show(steps, x, baseline)
            return steps

        return self.scene.add_part(count, show, layer=Layer.NAMES)


def named(name: str, room: float, size: float, colour: str) -> Label:
    """What a bowl is called, set smaller where it has no room."""
    (label,) = fitted(
        name, room, 1, size, lambda text, *, size: words(text, size, colour, "semibold")
    )
    return label
