"""How long a step on a parabola is: its slope, in figures; its step; some rates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

LARGE = 1.2
"""A size between that of titles and that of formulas, in the latter."""
PITCH = 1.6
"""From one row to the next, in em."""
FIRST, GAP = 0.75, 0.3
"""From the top of all to the first row, and between an equal sign and its sides, in em."""
NOTED, BELOW = 1.85, 2.1
"""In which row, from 0 on, the line about them stands, and to which they have room."""
DIGITS = 2
"""Decimals of figures."""
Figures = tuple[float, float, float]
"""A slope, L, and a distance."""
Row = tuple[str, str]
"""Codes of what is left and right of an equal sign."""


class Equations:
    """Rows of formulas whose equal signs stand below one another, as large as their slot allows.

    Args:
        scene: the scene it belongs to.
        slot: the slot at the top left of which they stand.
        sides: of all that may stand in a row.
        rows: how many stand below one another.
        centred: whether they stand in the middle of the slot's height.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, sides: Sequence[Row], rows: float, *, centred: bool
    ) -> None:
        self.scene, self._text = scene, scene.theme.text
        sizes = SIZES.title, LARGE * SIZES.formula, SIZES.formula, SIZES.caption, SIZES.label
        for self.size in (*sizes, SIZES.small):
            high = (FIRST + PITCH * (rows - 1)) * self.size
            wide = [
                max(float(formula(code, self.size, self._text).width) for code in codes)
                for codes in zip(*sides, strict=True)
            ]
            if sum(wide) + self._sign <= slot.width and high <= slot.height:
                break
        self.equal = slot.left + wide[0]
        """Where the left sides end."""
        self._top = slot.top - centred * (slot.height - high) / 2

    @property
    def _sign(self) -> float:
        """How much room an equal sign takes."""
        return float(words("=", self.size, self._text, "semibold").width) + 2 * GAP * self.size

    @property
    def value(self) -> float:
        """Where the right sides begin."""
        return self.equal + self._sign

    def baseline(self, row: float) -> float:
        """Of a row, the first of which is 0."""
        return self._top - (FIRST + PITCH * row) * self.size

    def row(self, row: float, sides: Row, colour: str) -> Group:
        """A name and what it equals, which is in a colour."""
        left, right = sides
        value = formula(right, self.size, colour).put(self.value, self.baseline(row))
        return Group(self.left(row, left), self.sign(row, colour), value)

    def left(self, row: float, code: str) -> Group:
        """What is left of the equal sign."""
        label = formula(code, self.size, self._text)
        return Group(label.put(self.equal, self.baseline(row), "right"))

    def sign(self, row: float, colour: str) -> Group:
        """The equal sign."""
        sign = words("=", self.size, colour, "semibold")
        return Group(sign.put(self.equal + GAP * self.size, self.baseline(row)))


class SlopeLaw:
    """The slope of a parabola as a formula, in figures right below it, and what L is.

    Args:
        scene: the scene it belongs to; its plan has the curvature.
        slot: the slot in the middle of whose height it stands.
        figures: what the slope at a frame is made of.
    """

    def __init__(self, scene: AnyScene, slot: Slot, figures: Callable[[int], Figures]) -> None:
        self.scene, self._figures = scene, figures
        text = scene.theme.text
        slope, most = steep(scene), scene.say.numerals.placed(scene.plan.curvature, DIGITS)
        laws = (slope, "$L dot d$"), (slope, f"${most} dot {most}$")
        self._rows = Equations(scene, slot, laws, 1.0 + BELOW, centred=True)
        self.law = scene.add_part(self._rows.row(0, laws[0], text))
        self.figures = self._add_figures()
        """The slope in figures below its formula."""
        told = scene.say.numerals.in_formula(round(scene.plan.curvature, DIGITS))
        (note,) = fitted(
            scene.say("cut.curvature", value=told), slot.width, 1, SIZES.formula,
            lambda text, *, size: formula(text, size, scene.theme.text),
        )  # fmt: skip
        note.put(slot.left, self._rows.baseline(NOTED))
        self.note = scene.add_part(note, layer=Layer.NAMES)
        """What L is."""

    def _add_figures(self) -> Part:
        """What a slope is made of, in figures."""
        theme, rows, size = self.scene.theme, self._rows, self._rows.size
        baseline, placed = rows.baseline(1), self.scene.say.numerals.placed
        colours = theme.gradient, theme.text, theme.text
        slope, most, distance = numbers = [Digits(size, colour) for colour in colours]
        dot = words("·", size, theme.text, "semibold")
        times = rows.value + width_of(placed(self.scene.plan.curvature, DIGITS), size) + GAP * size
        last = times + float(dot.width) + GAP * size
        dot.put(times, baseline)

        def tell(frame: int) -> Hashable:
            texts = tuple(placed(number, DIGITS) for number in self._figures(frame))
            slope.show(texts[0], rows.equal, baseline, "right")
            most.show(texts[1], rows.value, baseline)
            distance.show(texts[2], last, baseline)
            return texts

        shown = Group(*numbers, rows.sign(1, theme.text), dot)
        return self.scene.add_part(shown, tell, layer=Layer.GROUND)


class StepRule:
    """A step, and what it comes to at some rates.

    Args:
        scene: the scene it belongs to.
        slot: the slot that it stands at the top of, or where that is narrow in the middle.
        rates: by name: the rate in units of 1/L, and its colour.
    """

    def __init__(self, scene: AnyScene, slot: Slot, rates: Mapping[str, tuple[float, str]]) -> None:
        self.scene, text = scene, scene.theme.text
        alpha, step = tint("alpha", scene.theme.rate), scene.say("cut.step")
        centred = scene.layout.narrow
        slope = steep(scene)
        made = (slope, "$L dot d$"), (step, f"$-{alpha} dot$ {slope}")
        rows = Equations(scene, slot, made, 2.0, centred=centred)
        self.slope, self.step = (
            scene.add_part(rows.row(k, each, text)) for k, each in enumerate(made)
        )
        """The slope, and the step that is made of it."""
        whole = step, f"$-{alpha} L thin d$"
        lengths = {name: (step, self._length(times)) for name, (times, _) in rates.items()}
        rows = Equations(scene, slot, [whole, *lengths.values()], 2.0, centred=centred)
        self.whole = scene.add_part(rows.row(1, whole, text))
        """The step, of which the slope is put in."""
        self.rates: dict[str, Part] = {}
        """A rate in the row above that."""
        self.lengths: dict[str, Part] = {}
        """A step at it, in place of that."""
        for name, (times, colour) in rates.items():
            told = scene.say.numerals.in_formula(times)
            rate = f"${tint('alpha', colour)}$", f"${told}\\/ L$"
            self.rates[name] = scene.add_part(rows.row(0, rate, colour))
            self.lengths[name] = scene.add_part(rows.row(1, lengths[name], colour))

    def _length(self, times: float) -> str:
        """How long a step is at a rate."""
        told = self.scene.say.numerals.in_formula(times)
        return f"$-{'' if times == 1.0 else f'{told} thin'} d$"


def steep(scene: AnyScene) -> str:
    """The code of the slope's name, in its colour."""
    return f'#text(fill: rgb("{scene.theme.gradient}"))[{scene.say("cut.slope")}]'
