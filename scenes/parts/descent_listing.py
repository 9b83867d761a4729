"""The program of a descent on the screen: its words in their colours, and their values."""

from __future__ import annotations

import numpy as np

from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.cycle import Station
from scenes.parts.listing import Listing, Shown
from scenes.plans.loop import DIGITS
from scenes.plans.program import (
    ALPHA,
    COST,
    EACH,
    FOR,
    GRADIENT,
    IF,
    MISS,
    THETA,
    UPDATE,
)  # fmt: skip
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

FORMULA = 8.8
"""The line at which a formula stands while there is room for it."""
MOST_DIGITS = 9
"""The most decimals of a length that is nearly as long as the shortest that goes on."""
STATIONS = ((MISS, COST), (EACH, GRADIENT), (UPDATE,))
"""The lines of cost, gradient and update."""


class DescentListing(Listing):
    """Ten lines with the step, the cost, the gradient, its length and theta as they are by then.

    Args:
        scene: that they belong to; its plan is that of `loop`.
        slot: that they fill.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        theme, self._program, self._nearly = (
            scene.theme,
            scene.plan.program,
            scene.plan.asked.nearly,
        )
        self.colours = theme.stochastic, theme.gradient, theme.batch
        """Of cost, gradient and update."""
        self._placed, self._pair = scene.say.numerals.placed, scene.say.numerals.pair
        self._count = scene.say.numerals.count
        cost, gradient, update = self.colours
        words = {
            "": theme.quiet, "alpha": theme.rate, "theta": update, "miss": cost, "cost": cost,
            "each": gradient, "gradient": gradient,
        }  # fmt: skip
        bars = {line: colour for lines, colour in self._stations for line in lines}
        bars |= {ALPHA: theme.rate, THETA: update}
        lit = scene.plan.clock(scene.score).lit
        super().__init__(scene, slot, self._program.lines, words, lit, bars, self._values())

    @property
    def _stations(self) -> list[tuple[tuple[int, ...], str]]:
        return list(zip(STATIONS, self.colours, strict=True))

    def stations(self) -> list[Station]:
        """Their names in their colours."""
        keys = ("cycle.cost", "cycle.gradient", "cycle.update")
        return [
            Station(self.scene.say(key), tint) for key, tint in zip(keys, self.colours, strict=True)
        ]

    def stations_lit(self, frame: int) -> list[float]:
        """How brightly each is lit."""
        return [self.brightness(lines, frame) for lines in STATIONS]

    def add_rule_of_a_step(self) -> Part:
        """The rule below the last line, a symbol below each word."""
        say, theme, (_, gradient, update) = self.scene.say, self.scene.theme, self.colours
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        return self.add_rule(
            UPDATE,
            (
                (new, update, "theta"), ("=", theme.text, "="), (old, update, "theta"),
                ("−", theme.text, "-"), ("alpha", theme.rate, "alpha"), ("·", theme.text, "*"),
                (f"nabla J({old})", gradient, "gradient"),
            ),
        )  # fmt: skip

    def add_formulas(self, count: int) -> tuple[Part, Part]:
        """What cost and gradient are of so many samples, where later lines are not written yet."""
        cost, gradient, _ = self.colours
        mean = f"1/{count} sum"
        return (
            self._add_formula(f'J = {mean} "miss"^2', cost),
            self._add_formula(f'nabla J = {mean} 2 dot "miss" dot (x, 1)', gradient),
        )

    def _add_formula(self, code: str, colour: str) -> Part:
        label = formula(f"$display({code})$", SIZES.formula, colour)
        middle = float(self.slot.centre[0])
        return self.scene.add_part(label.put(middle, self.baseline(FORMULA), "centre"))

    # Values

    def _values(self) -> dict[int, Shown]:
        texts = {
            FOR: self._step, COST: self._cost, GRADIENT: self._gradient, IF: self._length,
            UPDATE: self._theta,
        }  # fmt: skip
        runs = range(len(self._program.executed))
        return {line: Shown(text, max(map(text, runs), key=len)) for line, text in texts.items()}

    def _step(self, run: int) -> str:
        step = self._program.value("step", run)
        return "" if step is None else self._count(int(step))

    def _cost(self, run: int) -> str:
        cost = self._program.value("cost", run)
        return "" if cost is None else self._placed(float(cost), DIGITS)

    def _gradient(self, run: int) -> str:
        return self._both(self._program.value("gradient", run))

    def _theta(self, run: int) -> str:
        """From its first step on: until then its own line says what it is."""
        stepped = run >= self._program.runs_of(UPDATE)[0]
        return self._both(self._program.value("theta", run)) if stepped else ""

    def _length(self, run: int) -> str:
        """Of the gradient, when it was asked for last."""
        asked = self._program.last_run_of(IF, run)
        if asked is None:
            return ""
        gradient = self._program.value("gradient", asked)
        length = float(np.linalg.norm(gradient))
        return self._placed(length, self._decimals(length))

    def _decimals(self, length: float) -> int:
        """The fewest at which a length reads as short, or as not short, as it is."""
        short = length < self._nearly
        enough = (
            d for d in range(DIGITS, MOST_DIGITS) if (round(length, d) < self._nearly) == short
        )
        return next(enough, MOST_DIGITS)

    def _both(self, pair: np.ndarray | None) -> str:
        if pair is None:
            return ""
        first, second = (self._placed(float(each), DIGITS) for each in pair)
        return self._pair(first, second)
