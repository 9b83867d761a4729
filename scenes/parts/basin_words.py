"""What stands above a basin or beside it: whose it is; its steps so far, its shape, its limit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import NamedTuple

from scenes.components.readout import Count
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

COUNT, UNIT = 2.6, 1.25
"""How large a count is, and its unit, in the size of the name."""
GROWN = 1.22
"""Size of the number once it has grown, where there is room, in its size before."""
TIMES, BEND = (1.7, 1.0), (1.05, 1.25)
"""Sizes of the two lines that stand in place of a count, in that of the name: of a shape, and of a
limit."""
RATE, LEAST, BELOW = 0.95, 0.85, 1.7
"""Size of a learning rate, in that of the name, and the least beside that, in its own; and from the
count down to it where it is so low, in its own."""
UP = 1.35
"""From the second of these up to the first, in the size of the second."""
NARROW = 0.86
"""Size of a count and its unit in a picture with little room, in that elsewhere."""
CAP, OVER, HANGS = 0.7, 1.2, 0.25
"""From the top down to the baseline of the name, in its size; from there to that of the count, in
the size of this; and how far letters hang below that, in the size of the unit."""
TALL = CAP + OVER * COUNT + HANGS * UNIT
"""Height of a name above a count, in the size of the name."""
NAME = {False: SIZES.formula, True: SIZES.name}
"""Size of the name of a basin; the second where a picture has little room."""


class CountSize(NamedTuple):
    """How large counts are."""

    size: float
    grows: float
    """By what share of that they grow at most."""


def count_size(scene: AnyScene, counted: Sequence[tuple[Slot, int]]) -> CountSize:
    """One for counts in slots, each of which goes up to so many."""
    most = COUNT * NAME[scene.layout.narrow] * (NARROW if scene.layout.narrow else 1.0)
    count, room = _count(scene, most), []
    for slot, steps in counted:
        unit = count.width_at(steps, larger=0.0)
        room.append((slot.width - unit) / (count.width_at(steps) - unit))
    size = min(1.0, *room)
    return CountSize(most * size, min(GROWN, *(each / size for each in room)) - 1.0)


def _count(scene: AnyScene, size: float) -> Count:
    unit = UNIT * NAME[scene.layout.narrow] * (NARROW if scene.layout.narrow else 1.0)
    return Count(
        scene.say.forms("counts.steps"), size, scene.theme.text, scene.say.numerals,
        unit_size=unit,
    )  # fmt: skip


class BasinWords:
    """The name of a basin above a large count, in place of which two lines may stand.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        runner: whose steps are counted.
        name: whose basin it is.
        shape: its shape: how many times, and as what.
        formulas: the learning rate of its walk; its sharpest curvature; and what a rate has to be
            below.
        large: how large the count is.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        name: str,
        shape: tuple[str, str],
        formulas: tuple[str, str, str],
        large: CountSize,
    ) -> None:
        self.scene, self.slot, self.runner = scene, slot, runner
        self.size = size = NAME[scene.layout.narrow]
        called = named(name, slot.width, size, runner.colour)
        top = float(slot.centre[1]) + TALL / 2 * size
        first, last = top - CAP * size, top - (CAP + OVER * COUNT) * size
        self.grown = Animated(0.0)
        """How far the count has grown."""
        self.count = self._add_count(large, slot.left, last)
        self.name = self._add(called.put(slot.left, first))
        self.rate = self._add_rate(formulas[0], float(called.width), first, last)
        """Beside the name, or below the count where that has no room."""
        self.shape = self._add_pair(shape, last, words, TIMES)
        """Where nothing is counted yet."""
        self.limit = self._add_pair(formulas[1:], last, formula, BEND)
        """Where nothing is counted any more."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.name, *self.shape, *self.limit, self.count, self.rate

    def _add_pair(
        self,
        pair: tuple[str, str],
        last: float,
        make: Callable[..., Label],
        sizes: tuple[float, float],
    ) -> tuple[Part, Part]:
        """Two lines of which the second is the last one."""
        slot, (first, second) = self.slot, (self.size * each for each in sizes)
        made = partial(make, colour=self.scene.theme.text)
        (upper,) = fitted(pair[0], slot.width, 1, first, made)
        (lower,) = fitted(pair[1], slot.width, 1, second, made)
        upper.put(slot.left, last + UP * second)
        return self._add(upper), self._add(lower.put(slot.left, last))

    def _add_rate(self, rate: str, beside: float, first: float, last: float) -> Part:
        slot, size = self.slot, RATE * self.size
        make = partial(formula, colour=self.scene.theme.text)
        room = slot.width - beside - self.size
        if LEAST * float(make(rate, size).width) <= room:
            (label,) = fitted(rate, room, 1, size, make)
            return self._add(label.put(slot.left + beside + self.size, first))
        (label,) = fitted(rate, slot.width, 1, size, make)
        return self._add(label.put(slot.left, last - BELOW * size))

    def _add(self, label: Label) -> Part:
        return self.scene.add_part(label, layer=Layer.NAMES)

    def _add_count(self, large: CountSize, x: float, baseline: float) -> Part:
        """How many steps it has taken."""
        count = _count(self.scene, large.size)

        def show(frame: int) -> Hashable:
            steps, larger = self.runner.landed(frame), 1.0 + large.grows * self.grown.at(frame)
            count.show(steps, x, baseline, larger=larger)
            return steps, larger

        return self.scene.add_part(count, show, layer=Layer.NAMES)


def named(name: str, room: float, size: float, colour: str) -> Label:
    """What a bowl is called, set smaller where it has no room."""
    (label,) = fitted(
        name, room, 1, size, lambda text, *, size: words(text, size, colour, "semibold")
    )
    return label
