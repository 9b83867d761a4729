"""Numbers that follow the table: single values with a name, and small tables of counts."""

from __future__ import annotations

from manim import VGroup

from scenes.components.text import Digits, formula, width_of, words
from scenes.layout import Slot
from scenes.theme import SIZES, Theme

HEADING = 1.75
"""Room for a quantity's name in a column of readouts."""


class Product(VGroup):
    """Steps times samples a step is gradient evaluations: a line of counts that change."""

    def __init__(self, x: float, baseline: float, factor: int, unit: str, theme: Theme) -> None:
        super().__init__()
        self.x, self.baseline, self.factor = x, baseline, factor
        self.count = Digits(SIZES.small, theme.text)
        self.unit = words(unit, SIZES.small, theme.quiet)
        self.add(self.count, self.unit)

    def show(self, steps: int, evaluations: int) -> None:
        """Set the counts."""
        text = f"{steps:,} × {self.factor:,} = {evaluations:,}  "
        self.count.show(text, self.x, self.baseline)
        self.unit.put(self.x + width_of(text, SIZES.small), self.baseline)


class Readout(VGroup):
    """One line: a quantity's name in its colour, its symbol, and its value."""

    def __init__(self, slot: Slot, heading: str, symbol: str, colour: str, theme: Theme) -> None:
        super().__init__()
        (self.baseline,) = slot.lines(1, SIZES.label)
        title = words(heading, SIZES.label, colour, "semibold")
        name = formula(symbol, SIZES.label, theme.text)
        self.add(title.put(slot.left, self.baseline))
        self.add(name.put(slot.left + HEADING, self.baseline))
        self.value = Digits(SIZES.label, theme.text)
        self.left = float(name.get_right()[0]) + SIZES.label / 3
        self.add(self.value)

    def show(self, text: str) -> None:
        """Set the value."""
        self.value.show(text, self.left, self.baseline)
