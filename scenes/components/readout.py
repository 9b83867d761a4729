"""A count that follows the table, with its unit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import VGroup

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import words
from scenes.components.text.letters import Casing, subpaths
from scenes.numerals import ENGLISH, Numerals
from scenes.theme import STROKES


class Count(VGroup):
    """A number that changes, and the unit that it counts, by its plural forms; in one colour.

    The unit may be smaller: ``unit_size``.
    """

    def __init__(
        self,
        unit: Mapping[str, str],
        size: float,
        colour: str,
        numerals: Numerals = ENGLISH,
        *,
        unit_size: float | None = None,
    ) -> None:
        super().__init__()
        self.apart = (unit_size or size) / 4
        self.size, self.numerals = size, numerals
        self.number = Digits(size, colour)
        self.units = {form: words(text, unit_size or size, colour) for form, text in unit.items()}
        # All of them, so that whoever fades this fades each; of these, one is shown at a time.
        self.add(self.number, *self.units.values())
        self.casing: Casing | None = None

    def cased(self, colour: str, width: float = STROKES.casing) -> Count:
        """Have one edge around number and unit, which keeps them apart from what they lie on."""
        self.casing = Casing().set_stroke(width=0)
        self.casing.set_stroke(colour, width=200 * width, background=True)
        self.add(self.casing)
        return self

    def show(self, count: int, x: float, baseline: float, *, larger: float = 1.0) -> None:
        """Set the count; ``x`` is where it begins, ``larger`` the number's size in its own."""
        text = self.numerals.count(count)
        self.number.size = larger * self.size
        self.number.show(text, x, baseline)
        unit = self.units.get(self.numerals.plural(count), self.units["other"])
        unit.put(x + width_of(text, self.number.size) + self.apart, baseline)
        self.submobjects = [self.number, unit]
        if self.casing is not None:
            runs = [self.number, *unit.runs]
            outlines = [outline for run in runs for outline in run.outlines()]
            self.casing.points = np.concatenate(outlines)
            self.casing.letters = [subpaths(outline) for outline in outlines]
            self.submobjects.insert(0, self.casing)

    def width_at(self, count: int, *, larger: float = 1.0) -> float:
        """How wide it is with this count, where the number is so many times as large."""
        unit = self.units.get(self.numerals.plural(count), self.units["other"])
        number = width_of(self.numerals.count(count), larger * self.size)
        return number + self.apart + float(unit.width)
