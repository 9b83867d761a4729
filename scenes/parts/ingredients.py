"""What a walk knows: parameters, gradient and learning rate."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

DECIMALS = 2
"""Of parameters and gradients."""
LIVE = 5
"""Steps whose values have room; these are shown during the first ones alone."""
SIZED = (SIZES.formula, SIZES.caption, SIZES.label, SIZES.small)
"""The sizes that are tried."""


class Ingredients:
    """Three quantities of a run, with their names and their values at the last landing.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        runner: of the run.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runner: Runner) -> None:
        self.scene, self.run, self.landed = scene, runner.run, runner.landed
        run, theme, numerals = runner.run, scene.theme, scene.say.numerals
        last = np.asarray(run.problem.gradient(run.theta[-1]))
        self.gradients = np.concatenate([run.gradient, last[None]])
        gap = scene.layout.gap
        slots = slot.grid(2, 2, gap) if scene.layout.beside else slot.rows(*[1] * 3, gap=gap)
        rate = numerals.significant(float(run.learning_rate[0]))
        self.size = self._size(slots[0].width)
        self.known = (
            self._block(slots[0], "parameters", "$theta =$", self.place, theme.text),
            self._block(slots[1], "gradient", "$nabla J =$", self.slope, theme.gradient),
            self._block(slots[2], "learning_rate", "$alpha =$", lambda _: rate, theme.rate),
        )

    def place(self, frame: int) -> str:
        """The parameters where the ball stands."""
        return self._pair(self.run.theta[self.landed(frame)])

    def slope(self, frame: int) -> str:
        """The gradient there."""
        return self._pair(self.gradients[self.landed(frame)])

    def _pair(self, vector: NDArray[np.float64]) -> str:
        numerals = self.scene.say.numerals
        return numerals.pair(*(numerals.placed(value, DECIMALS) for value in vector.tolist()))

    def _size(self, width: float) -> float:
        """Of values: the largest in which the widest has room."""
        shown = [*self.run.theta[:LIVE], *self.gradients[:LIVE]]
        symbol = float(formula("$nabla J =$", 1.0, self.scene.theme.text).width) + 1 / 3
        widest = symbol + max(width_of(self._pair(vector), 1.0) for vector in shown)
        return next((size for size in SIZED if widest * size <= width), SIZED[-1])

    def _block(
        self, slot: Slot, key: str, symbol: str, value: Callable[[int], str], colour: str
    ) -> Part:
        """A name, and below it a symbol with a value, in its colour."""
        first, second = slot.lines(2, 1.15 * self.size)
        name = words(self.scene.say(f"ingredients.{key}"), SIZES.caption, colour, "semibold")
        name.put(slot.left, first)
        sign = formula(symbol, self.size, colour).put(slot.left, second)
        digits = Digits(self.size, colour)
        left = float(sign.get_right()[0]) + self.size / 3

        def show(frame: int) -> Hashable:
            digits.show(value(frame), left, second)
            return digits.text

        return self.scene.add_part(Group(name, sign, digits), show, layer=Layer.GROUND)
