"""What stands beside a basin: whose it is, its steps so far, its shape and its learning rate."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from manim import Mobject

from scenes.components.plot.axes import ABOVE
from scenes.components.readout import Count
from scenes.components.text.label import Label, formula, tint, words
from scenes.layout import Layout, Slot
from scenes.parts.basin_view import BasinView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

NARROW, BELOW = 0.90, 0.40
"""Room above a basin's slot where words have little, and below it, where there are any."""
FIRST = 0.30
"""Of the line below, from the slot's lower edge."""
LARGER = 1.3
"""How much larger the count is than the name."""


def basin_area(slot: Slot, layout: Layout, *, below: bool = True) -> Slot:
    """The basin in a slot, between what stands above it and, at times, below."""
    above = NARROW if layout.narrow else ABOVE
    return slot.inset(top=above, bottom=BELOW if below else 0.0)


class BasinWords:
    """Words that go along with a basin.

    Args:
        scene: that they belong to.
        view: the basin.
        name: whose it is.
        shape: a line about its shape.
        rate: its learning rate, as a formula behind "alpha =".
    """

    def __init__(self, scene: AnyScene, view: BasinView, name: str, shape: str, rate: str) -> None:
        self.scene, self.view, theme = scene, view, scene.theme
        colour = view.runner.colour
        small = SIZES.small if scene.layout.narrow else SIZES.label
        self.narrow = scene.layout.narrow
        self.size = SIZES.name if self.narrow else SIZES.formula
        rise = (NARROW if self.narrow else ABOVE) - SIZES.formula
        self.name = self._add(words(name, self.size, colour, "semibold"), rise)
        self.shape = self._add(words(shape, small, theme.text), -FIRST, below=True)
        code = f"${tint('alpha', theme.rate)} = {rate}$"
        self.rate = self._add(formula(code, small, theme.text), -FIRST, below=True)
        self.count = self._add_count()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.name, self.shape, self.rate, self.count

    def _add(self, label: Label, rise: float, *, below: bool = False) -> Part:
        def put() -> None:
            slot = self.view.basin.slot
            label.put(slot.left, (slot.bottom if below else slot.top) + rise)

        return self._following(label, put)

    def _following(self, mobject: Mobject, put: Callable[[], None]) -> Part:
        def follow(frame: int) -> Hashable:
            put()
            return self.view.place.at(frame).extent

        return self.scene.add_part(mobject, follow, layer=Layer.NAMES)

    def _add_count(self) -> Part:
        """How many steps it has taken, at the right end above it; or below its name."""
        scene, runner = self.scene, self.view.runner
        count = Count(
            scene.say.forms("counts.steps"),
            LARGER * self.size,
            scene.theme.text,
            scene.say.numerals,
        )

        widest = count.width_at(runner.run.steps)

        def show(frame: int) -> Hashable:
            slot, steps = self.view.basin.slot, runner.landed(frame)
            x = slot.left if self.narrow else slot.right - widest
            count.show(steps, x, slot.top + ABOVE - SIZES.formula)
            return steps, slot.extent

        return scene.add_part(count, show, layer=Layer.NAMES)
