"""Numbers that follow the table: single values with a name, and small tables of counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manim import VGroup

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import ENGLISH, Numerals
from scenes.theme import SIZES, Theme

HEADING = 1.75
"""Least room for a quantity's name in a column of readouts."""


class Product(VGroup):
    """Steps times samples a step is gradient evaluations: a line of counts that change.

    ``units`` are what the last of these is called, and what once the counts have come to an end
    before their time; each by its plural forms.
    """

    def __init__(
        self,
        x: float,
        baseline: float,
        factor: int,
        units: tuple[Mapping[str, str], Mapping[str, str]],
        theme: Theme,
        numerals: Numerals = ENGLISH,
    ) -> None:
        super().__init__()
        self.x, self.baseline, self.factor, self.numerals = x, baseline, factor, numerals
        self.count = Digits(SIZES.small, theme.text)
        self.units = tuple(
            {form: words(text, SIZES.small, theme.quiet) for form, text in unit.items()}
            for unit in units
        )
        # All of them, so that whoever fades this fades each; of these, one is shown at a time.
        self.add(self.count, *(label for unit in self.units for label in unit.values()))

    def show(self, steps: int, evaluations: int, *, over: bool = False) -> None:
        """Set the counts."""
        text = self._text(steps, evaluations)
        self.count.show(text, self.x, self.baseline)
        unit = self._unit(evaluations, over=over)
        unit.put(self.x + width_of(text, SIZES.small), self.baseline)
        self.submobjects = [self.count, unit]

    def width_at(self, steps: int, *, over: bool = False) -> float:
        """How wide the line is after so many steps."""
        evaluations = steps * self.factor
        unit = self._unit(evaluations, over=over)
        return width_of(self._text(steps, evaluations), SIZES.small) + float(unit.width)

    def _unit(self, evaluations: int, *, over: bool) -> Label:
        unit = self.units[over]
        return unit.get(self.numerals.plural(evaluations), unit["other"])

    def _text(self, steps: int, evaluations: int) -> str:
        count = self.numerals.count
        return f"{count(steps)} × {count(self.factor)} = {count(evaluations)}  "


def heading_room(headings: Iterable[str], theme: Theme) -> float:
    """Room for the names of a column of readouts, so that their symbols stand below one another."""
    widths = [words(each, SIZES.label, theme.text, "semibold").width for each in headings]
    return max(HEADING, *(float(width) + SIZES.label / 2 for width in widths))


class Readout(VGroup):
    """A quantity's name in its colour, its symbol, and its value.

    ``room`` is what the name has beside the symbol; or else these stand below it.
    """

    def __init__(
        self,
        slot: Slot,
        heading: str,
        symbol: str,
        colour: str,
        theme: Theme,
        room: float = HEADING,
        *,
        beside: bool = True,
    ) -> None:
        super().__init__()
        first, *rest = slot.lines(1, SIZES.label) if beside else slot.block_lines(2)
        self.baseline = first if beside else rest[0]
        title = words(heading, SIZES.label, colour, "semibold")
        name = formula(symbol, SIZES.label, theme.text)
        self.add(title.put(slot.left, first))
        self.add(name.put(slot.left + (room if beside else 0.0), self.baseline))
        self.value = Digits(SIZES.label, theme.text)
        self.left = float(name.get_right()[0]) + SIZES.label / 3
        self.add(self.value)

    def show(self, text: str) -> None:
        """Set the value."""
        self.value.show(text, self.left, self.baseline)
