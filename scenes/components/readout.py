"""Numbers that follow the table: single values with a name, and small tables of counts."""

from __future__ import annotations

from manim import VGroup

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.theme import SIZES, Theme

HEADING = 1.75
"""Room for a quantity's name in a column of readouts."""


class Product(VGroup):
    """Steps times samples a step is gradient evaluations: a line of counts that change.

    ``units`` are what the last of these is called, and what once the counts have come to an end
    before their time.
    """

    def __init__(
        self, x: float, baseline: float, factor: int, units: tuple[str, str], theme: Theme
    ) -> None:
        super().__init__()
        self.x, self.baseline, self.factor = x, baseline, factor
        self.count = Digits(SIZES.small, theme.text)
        self.units = tuple(words(text, SIZES.small, theme.quiet) for text in units)
        self.add(self.count, self.units[0])

    def show(self, steps: int, evaluations: int, *, over: bool = False) -> None:
        """Set the counts."""
        text = self._text(steps, evaluations)
        self.count.show(text, self.x, self.baseline)
        unit = self.units[over].put(self.x + width_of(text, SIZES.small), self.baseline)
        self.submobjects = [self.count, unit]

    def width_at(self, steps: int, *, over: bool = False) -> float:
        """How wide the line is after so many steps."""
        text = self._text(steps, steps * self.factor)
        return width_of(text, SIZES.small) + float(self.units[over].width)

    def _text(self, steps: int, evaluations: int) -> str:
        return f"{steps:,} × {self.factor:,} = {evaluations:,}  "


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
