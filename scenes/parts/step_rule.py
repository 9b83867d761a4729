"""How long a step on a parabola is, in at most three rows: its slope; its step; some rates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

CLOSE = 0.5
"""How near to the side of its slot the note begins there, in em."""
LARGE = 1.2
"""A size between that of titles and that of formulas, in the latter."""
PITCH = 1.45
"""From one row to the next, in em."""
FIRST, LAST, GAP = 0.9, 0.3, 0.3
"""From the top of all to the first row, from the last one to the foot, and between an equal sign
and its sides, in em."""
NOTED, NOTE = 0.95, 1.1
"""How much farther it is from the first row to the next, where a line about it stands between; and
from its baseline to that line's, in em."""
DIGITS = 2
"""Decimals of figures."""
Figures = tuple[float, float, float]
"""A slope, L, and a distance."""


class StepRule:
    """Rows of formulas whose equal signs stand below one another.

    Args:
        scene: the scene it belongs to.
        slot: the slot in the middle of which it stands.
        rates: by name: the rate in units of 1/L, and its colour.
        figures: what the slope at a frame is made of.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        rates: Mapping[str, tuple[float, str]],
        figures: Callable[[int], Figures],
    ) -> None:
        self.scene, self.slot = scene, slot
        theme, step = scene.theme, scene.say("cut.step")
        alpha = tint("alpha", theme.rate)
        steep = f'#text(fill: rgb("{theme.gradient}"))[{scene.say("cut.slope")}]'
        texts = (steep, "$L thin d$"), (step, f"$-{alpha} dot$ {steep}")
        sizes = (
            SIZES.title,
            LARGE * SIZES.formula,
            SIZES.formula,
            SIZES.caption,
            SIZES.label,
            SIZES.small,
        )
        for self.size in sizes:
            names = [formula(name, self.size, theme.text) for name in (steep, step)]
            self._equal, self._top = slot.left + max(float(each.width) for each in names), slot.top
            small = min(self.size, SIZES.label if scene.layout.narrow else SIZES.formula)
            rows = [self._row(k, *each, theme.text) for k, each in enumerate(texts)]
            whole = self._row(0, step, f"$-{alpha} L thin d$", theme.text)
            across = slot.right - max(float(each.get_right()[0]) for each in (*rows, whole))
            down = self._baseline(2) - LAST * self.size - slot.bottom
            if min(across, down) >= 0.0:
                break
        middle = max(across, 0.0) / 2, -max(down, 0.0) / 2
        self._equal, self._top = self._equal + middle[0], self._top + middle[1]
        for each in (*rows, whole):
            each.shift((*middle, 0.0))
        left = self._equal - max(float(each.width) for each in names)
        if left - slot.left < CLOSE * self.size:
            left = slot.left
        note = self._note(small, slot.right - left)
        note.put(left, self._baseline(0) - NOTE * self.size)
        self.curvature = scene.add_part(note, layer=Layer.NAMES)
        """What L is, right below the first row."""
        self.figures = self._add_figures(figures)
        """The slope in figures below its formula."""
        self.slope, self.step = (scene.add_part(row) for row in rows)
        self.whole = scene.add_part(whole)
        """The step and what it comes to, in place of these two."""
        self.rates = {name: self._add_rate(*each) for name, each in rates.items()}
        """A rate, and its step, in the rows below that."""

    def _baseline(self, row: float) -> float:
        return self._top - (FIRST + PITCH * row + NOTED * min(row, 1.0)) * self.size

    def _row(self, row: float, left: str, right: str, colour: str) -> Group:
        """A name and what it equals, which is in a colour."""
        x, baseline, text = self._equal, self._baseline(row), self.scene.theme.text
        sign = words("=", self.size, colour, "semibold").put(x + GAP * self.size, baseline)
        value = formula(right, self.size, colour)
        value.put(float(sign.get_right()[0]) + GAP * self.size, baseline)
        return Group(formula(left, self.size, text).put(x, baseline, "right"), sign, value)

    def _note(self, size: float, most: float) -> Label:
        """How much L is, and what it is, as large as there is room for."""
        told = self.scene.say.numerals.in_formula(round(self.scene.plan.curvature, DIGITS))
        (told,) = fitted(
            self.scene.say("cut.curvature", value=told), most, 1, size,
            lambda text, *, size: formula(text, size, self.scene.theme.text),
        )  # fmt: skip
        return told

    def _add_rate(self, times: float, colour: str) -> Part:
        """A rate, and how long a step is at it."""
        told = self.scene.say.numerals.in_formula(times)
        length = "" if times == 1.0 else f"{told} thin"
        rows = (
            (f"${tint('alpha', colour)}$", f"${told}\\/ L$"),
            (self.scene.say("cut.step"), f"$-{length} d$"),
        )
        return self.scene.add_part(
            Group(*(self._row(1 + k, *each, colour) for k, each in enumerate(rows)))
        )

    def _add_figures(self, of: Callable[[int], Figures]) -> Part:
        """What a slope is made of, in figures, in the row below its formula."""
        theme, size, baseline = self.scene.theme, self.size, self._baseline(1)
        colours = theme.gradient, theme.text, theme.text
        slope, most, distance = numbers = [Digits(size, colour) for colour in colours]
        signs = [words(sign, size, theme.text, "semibold") for sign in ("=", "·")]
        placed = self.scene.say.numerals.placed
        first = self._equal + GAP * size
        second = first + float(signs[0].width) + GAP * size
        third = second + width_of(placed(of(0)[1], DIGITS), size) + GAP * size
        fourth = third + float(signs[1].width) + GAP * size
        for sign, x in zip(signs, (first, third), strict=True):
            sign.put(x, baseline)

        def tell(frame: int) -> Hashable:
            texts = tuple(placed(number, DIGITS) for number in of(frame))
            slope.show(texts[0], self._equal, baseline, "right")
            most.show(texts[1], second, baseline)
            distance.show(texts[2], fourth, baseline)
            return texts

        return self.scene.add_part(Group(*numbers, *signs), tell, layer=Layer.GROUND)
