"""What stands beside a basin: whose it is, its steps so far, its rate, its shape, how far it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from manim import Group

from scenes.components.readout import Count
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import first_fitting, fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

LARGER, NARROW = 2.2, 1.5
"""How much larger the count is than the name; the same above a basin."""
UNDER = 0.16
"""More room below the count than below another line."""
LEAST = 0.75
"""The least size of what is left, told in full, in that of other lines."""
BETWEEN = 4.3
"""Lines that there is room for between the first and the last, where both are of one size."""
LOWER, RAISED, NAMED, TOLD = 0.4, 0.1, 0.8, 1.3
"""How far a curvature stands below the middle between these two; what it is, above the middle
between that and the first one; and the sizes of this and of the curvature: in such a line."""
OVER, MIDDLE = 1.2, 2.6
"""From the count to the name above it, in em of that; and what of an em it lies below the middle,
as the part of a whole."""


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
        left: how much is left after the last one, in full and in short.
        bend: what its sharpest curvature is, and how large; this may stand in place of the count.
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
        left: tuple[str, str],
        bend: tuple[str, str],
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
            most = LARGER * size
            middle = float(slot.centre[1]) - most / MIDDLE
            last, self.count_level = middle - LEADING * size - UNDER, middle
            self.name = self._add(called.put(slot.left, middle + OVER * most))
            self.count = self._add_count(large, slot.left, middle)
        self.rate = self._add(told.put(slot.left, last))
        self.down = self._add_down(down, min(size, SIZES.caption), room, last)
        """In place of the rate."""
        small = min(size, SIZES.caption)
        make = partial(words, colour=theme.text)
        rest = first_fitting(left, room, lambda text: make(text, LEAST * small)).text
        (rest,) = fitted(rest, room, 1, small, make)
        self.left = self._add(rest.put(slot.left, last))
        """In place of that, once it has taken its last step."""
        self.bend = self._add_bend(bend, size, last)
        """In place of the count."""
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
            size, partial(formula, colour=theme.text),
        )  # fmt: skip
        self.limit = self._add(told.put(slot.left, last))
        """Where nothing is counted any more."""

    def _add_bend(self, bend: tuple[str, str], size: float, last: float) -> Part:
        """What it is above how large it is; right of all else, in a line, where it is narrow."""
        slot, theme = self.slot, self.scene.theme
        if self.narrow:
            text, room = ": ".join(bend), slot.width / 2
            (line,) = fitted(text, room, 1, size, partial(formula, colour=theme.text))
            return self._add(line.put(slot.right, last, "right"))
        first = float(self.name.mobject.baseline)
        size = min(size, (first - last) / BETWEEN)
        name, number = (
            fitted(text, slot.width, 1, share * size, partial(formula, colour=colour))[0]
            for text, share, colour in zip(
                bend, (NAMED, TOLD), (theme.quiet, theme.text), strict=True)
        )  # fmt: skip
        level = (first + last) / 2 - LOWER * size
        return self._add(Group(
            name.put(slot.left, (first + level) / 2 + RAISED * size), number.put(slot.left, level)
        ))  # fmt: skip

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
        told = self.shape, self.rate, self.limit, self.down, self.left
        return self.name, *told, self.count, self.bend

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
