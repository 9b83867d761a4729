"""The program of a descent on the screen: its words in their colours, and their values."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from scenes.components.text.label import Label, formula, tint
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

RULE = 1.5 * SIZES.formula
"""Room below the program for the rule of a step, if it stands there."""
LARGER, SUNK = 1.9, 0.2
"""Its size at most, in that of the lines; and how far a formula stands below the middle of its
room, in em."""
TAIL = 0.1
"""Seconds of the way of the light that goes round with the quick rounds, which its tail is."""
MOST_DIGITS = 9
"""The most decimals of a length that is nearly as long as the shortest that goes on."""
STATIONS = ((MISS, COST), (EACH, GRADIENT), (UPDATE,))
"""The lines of cost, gradient and update."""


class DescentListing(Listing):
    """Ten lines with the step, the cost, the gradient, its length and theta as they are by then.

    Cost, gradient and length of the round before step back until their lines are run again.

    Args:
        scene: the scene they belong to; its plan is that of `loop`.
        slot: the slot they fill.
        rule: that of the rule of a step; without it, there is room for that below them.
    """

    def __init__(self, scene: AnyScene, slot: Slot, rule: Slot | None = None) -> None:
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
        self._clock = scene.plan.clock(scene.score)
        room = 0.0 if rule else RULE
        super().__init__(
            scene, slot.inset(bottom=room), self._program.lines, words, self._clock.lit, bars,
            self._values(),
        )  # fmt: skip
        self._rule = rule or self._below_all(slot.bottom)

    def _below_all(self, bottom: float) -> Slot:
        """From where the last line begins to the lower edge of all."""
        left = self.column(self.source[UPDATE].index("theta"))
        return replace(self.after(UPDATE), left=left, bottom=bottom)

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
        """How brightly each is lit: with its lines, or as the light comes by in quick rounds."""
        lit = [self.brightness(lines, frame) for lines in STATIONS]
        turns, tail = self.turns(frame)
        if tail == 0.0:
            return lit
        apart = 1.0 / len(STATIONS)
        behind = [(turns - k * apart) % 1.0 for k in range(len(STATIONS))]
        return [
            min(all_of_it, max(1.0 - away / apart, tail))
            for all_of_it, away in zip(lit, behind, strict=True)
        ]

    def turns(self, frame: int) -> tuple[float, float]:
        """How often the light of the quick rounds has gone round; its tail, at most all round."""
        second = float(frame / self.scene.score.fps)
        turns, before = (self._clock.rounds_by(at) for at in (second, second - TAIL))
        return turns, min(turns - before, 1.0) if second < self._clock.over else 0.0

    def add_rule_of_a_step(self) -> Part:
        """The rule in its slot or below its line, each symbol in its colour."""
        say, theme, (_, gradient, update) = self.scene.say, self.scene.theme, self.colours
        new, old = (tint(f'theta_"{say(key)}"', update) for key in ("rule.new", "rule.old"))
        slope = f"{tint('nabla J', gradient)}({old})"
        code = f"${new} = {old} - {tint('alpha', theme.rate)} thin {slope}$"
        room = self._rule
        label = _fitting(code, min(LARGER * self.size, SIZES.title), theme.text, room.width)
        return self.scene.add_part(label.put(room.left, float(room.centre[1]) - SUNK * label.size))

    def add_formulas(self, count: int, *slots: Slot) -> list[Part]:
        """What cost and gradient are of so many samples, each in the middle of its slot."""
        cost, gradient, _ = self.colours
        mean = f"1/{count} sum"
        codes = f'J = {mean} "miss"^2', f'nabla J = {mean} 2 dot "miss" dot (x, 1)'
        return [
            self._add_formula(code, colour, slot)
            for code, colour, slot in zip(codes, (cost, gradient), slots, strict=True)
        ]

    def _add_formula(self, code: str, colour: str, slot: Slot) -> Part:
        label, (x, y) = (
            _fitting(f"$display({code})$", SIZES.formula, colour, slot.width),
            slot.centre.tolist(),
        )
        return self.scene.add_part(label.put(x, y - SUNK * label.size, "centre"))

    # Values

    def _values(self) -> dict[int, Shown]:
        texts = {
            FOR: self._step, COST: self._cost, GRADIENT: self._gradient, IF: self._length,
            UPDATE: self._theta,
        }  # fmt: skip
        runs = range(len(self._program.executed))
        return {
            line: Shown(text, max(map(text, runs), key=len), partial(self._old, line))
            for line, text in texts.items()
        }

    def _old(self, line: int, run: int) -> bool:
        """Whether what a line has found is from the round before; theta is what it is."""
        found, begun = (self._program.last_run_of(each, run) for each in (line, FOR))
        return line != UPDATE and None not in {found, begun} and found < begun

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


def _fitting(code: str, size: float, colour: str, room: float) -> Label:
    """A formula that is no wider than its room."""
    label = formula(code, size, colour)
    width = float(label.width)
    return label if width <= room else formula(code, size * room / width, colour)
