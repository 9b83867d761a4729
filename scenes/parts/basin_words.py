"""What stands beside a basin: whose it is, its steps so far, its rate, its shape and its bends."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from scenes.components.readout import Count
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

LARGER, NARROW = 1.8, 1.5
"""How much larger the count is than the name; the same above a basin."""
UNDER = 0.16
"""More room below the count than below another line."""


class BasinWords:
    """Three lines left of a basin, or two above it, where the count is beside them.

    Until its steps are counted it may have two alone, of which the second one tells its shape; and
    how much it bends may stand in place of the count.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        runner: whose steps are counted.
        name: whose basin it is.
        shape: a line about its shape.
        rate: its learning rate, as a formula behind "alpha =".
        bends: across it and along it, each a formula with its name.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        name: str,
        shape: str,
        rate: str,
        bends: Sequence[str],
    ) -> None:
        self.scene, self.slot, self.runner = scene, slot, runner
        theme, narrow = scene.theme, scene.layout.narrow
        size = SIZES.name if narrow else SIZES.formula
        small = SIZES.small if narrow else SIZES.label
        widest = self._count(size).width_at(runner.run.steps)
        larger = NARROW if narrow else min(LARGER, slot.width / widest)
        large, widest = larger * size, larger * widest
        room = slot.width - narrow * (widest + size)
        called = named(name, room, size, runner.colour)
        code = f"${tint('alpha', theme.rate)} = {rate}$"
        if narrow:
            first, last = slot.top - size, slot.top - size - LEADING * size
            self.name = self._add(called.put(slot.left, first))
            self.count = self._add_count(large, slot.right - widest, last)
        else:
            middle = float(slot.centre[1]) - large / 2.5
            last = middle - LEADING * small - UNDER
            self.name = self._add(called.put(slot.left, middle + LEADING * large))
            self.count = self._add_count(large, slot.left, middle)
        self.rate = self._add(formula(code, small, theme.text).put(slot.left, last))
        (told,) = fitted(
            shape, slot.width, 1, small if narrow else SIZES.name,
            lambda text, *, size: words(text, size, theme.text),
        )  # fmt: skip
        level = last if narrow else self.name.mobject.baseline - LEADING * size
        self.shape = self._add(told.put(slot.left, level))
        """Where nothing is counted yet."""
        self.bends = self._add_bends(bends, size, (float(self.name.mobject.baseline), last))
        """Across and along."""

    def _add_bends(
        self, codes: Sequence[str], size: float, ends: tuple[float, float]
    ) -> tuple[Part, ...]:
        """Evenly between name and rate, or at the right ends of their lines; all in one size."""
        slot, narrow, colour = self.slot, self.scene.layout.narrow, self.scene.theme.text
        room = slot.width / 2 if narrow else slot.width
        widest = max(float(formula(code, size, colour).width) for code in codes)
        labels = [formula(code, size * min(1.0, room / widest), colour) for code in codes]
        x, shares = (slot.right, (0.0, 1.0)) if narrow else (slot.left, (1 / 3, 2 / 3))
        return tuple(
            self._add(
                label.put(x, ends[0] + share * (ends[1] - ends[0]), "right" if narrow else "left")
            )
            for label, share in zip(labels, shares, strict=True)
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.name, self.shape, self.rate, self.count, *self.bends

    def _add(self, label: Label) -> Part:
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
