"""The program of a descent on the screen: its words in their colours, and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import numpy as np
from manim import Group, Mobject

from scenes.components.path.dashes import Dashes
from scenes.components.text.code import PITCH, CodeLine
from scenes.components.text.label import Label, formula, tint
from scenes.layout import Slot
from scenes.parts.cycle import Station, lit_by
from scenes.parts.listing import HIGH, Listing, Shown
from scenes.parts.update_rule import symbols, update_rule
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
from scenes.theme import SIZES, STROKES

LARGEST = 1.2 * SIZES.title
"""Of the rule, at most."""
RAISED = COST
"""The line in whose place the rule stands over the last one."""
HEIGHT, SUNK = 3.0, 0.2
"""Room that a formula needs, and how far it stands below the middle of it, in em."""
CLEAR = 0.5
"""From a word of the last line to the tie above it, and from that to its symbol, in em of lines."""
TAIL = 0.1
"""Seconds of the way of the light that goes round with the quick rounds, which its tail is."""
MOST_DIGITS = 9
"""The most decimals of a length that is nearly as long as the shortest that goes on."""
STATIONS = ((MISS, COST), (EACH, GRADIENT), (UPDATE,))
"""The lines of cost, gradient and update."""


class DescentListing(Listing):
    """Eleven lines with the cost, the gradient, its length and theta as they are by then.

    Cost, gradient and length of the round before step back until their lines are run again.

    Args:
        scene: the scene they belong to; its plan is that of `loop`.
        slot: the slot they fill.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        theme, self._program, self._nearly = (
            scene.theme,
            scene.plan.program,
            scene.plan.asked.nearly,
        )
        self.colours = theme.text, theme.gradient, theme.batch
        """Of cost, gradient and update."""
        self._placed, self._pair = scene.say.numerals.placed, scene.say.numerals.pair
        cost, gradient, _ = self.colours
        self._words = {
            "": theme.quiet, "alpha": theme.rate, "miss": theme.stochastic,
            "cost": cost, "each": gradient, "gradient": gradient,
        }  # fmt: skip
        bars = {line: colour for lines, colour in self._stations for line in lines}
        bars |= {ALPHA: theme.rate, THETA: theme.text, MISS: theme.stochastic}
        self._clock = scene.plan.clock(scene.score)
        super().__init__(
            scene, slot, self._program.lines, self._words, self._clock.lit, bars, self._values()
        )

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
        by_light = lit_by(turns, tail, len(STATIONS))
        return [min(each) for each in zip(lit, by_light, strict=True)]

    def turns(self, frame: int) -> tuple[float, float]:
        """How often the light of the quick rounds has gone round; its tail, at most all round."""
        second = float(frame / self.scene.score.fps)
        turns, before = (self._clock.rounds_by(at) for at in (second, second - TAIL))
        return turns, min(turns - before, 1.0) if second < self._clock.over else 0.0

    def add_rule_of_a_step(self) -> tuple[Part, Part]:
        """The rule over its line, its symbols tied to their words; and above it what alpha is."""
        say, theme = self.scene.say, self.scene.theme
        left = self.column(self.source[UPDATE].index("theta"))
        most = (self.slot.right - left) / float(update_rule(say, theme, 1.0).width)
        label = update_rule(say, theme, min(LARGEST, most))
        label.put(left, self.baseline(RAISED))
        chosen = Group(*self._choice(label))
        return self.scene.add_part(Group(label, *self._ties(label))), self.scene.add_part(chosen)

    def _choice(self, rule: Label) -> Iterator[Mobject]:
        """The line of alpha, above the rule and tied to its symbol there."""
        (run, letter), clear = symbols(self.scene.say).rate, CLEAR * self.size
        points = rule.runs[run].outlines()[letter]
        (low, _), (high, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        middle, foot = (low + high) / 2, float(rule.get_top()[1]) + 2 * clear
        text = self.source[ALPHA]
        half = PITCH * len(text) / 2 * self.size
        line = CodeLine(text, self.size, self.scene.theme.text, self._words)
        left = min(max(middle - half, self.column(0)), self.slot.right - 2 * half)
        yield line.shift((left, foot + clear, 0.0))
        tie = Dashes(self.scene.theme.rate, STROKES.axis, dash=0.0)
        tie.show(np.array([[middle, foot + clear / 2], [middle, top + clear]]))
        yield tie

    def _ties(self, rule: Label) -> Iterator[Dashes]:
        """From words of the last line up to the symbols of the rule that stand for them."""
        line, clear = self.source[UPDATE], CLEAR * self.size
        top = self.baseline(UPDATE) + HIGH * self.size + clear
        tied = symbols(self.scene.say)
        told = {"theta": (tied.new, tied.old), "alpha": (tied.rate,), "gradient": (tied.gradient,)}
        for word, places in told.items():
            begins = (found.start() for found in re.finditer(word, line))
            for begin, (run, letter) in zip(begins, places, strict=True):
                points = rule.runs[run].outlines()[letter]
                (low, foot), (high, _) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
                tie = Dashes(rule.runs[run].get_fill_color().to_hex(), STROKES.axis, dash=0.0)
                word_at = self.column(begin + len(word) / 2)
                tie.show(np.array([[word_at, top], [(low + high) / 2, foot - clear]]))
                yield tie

    def add_formulas(self, count: int, *slots: Slot) -> list[Part]:
        """What cost and gradient are of so many samples, each in the middle of its slot."""
        cost, gradient, _ = self.colours
        mean = f"1/{count} sum"
        miss = tint('"miss"', self.scene.theme.stochastic)
        codes = f"J = {mean} {miss}^2", f"nabla J = {mean} 2 dot {miss} dot (x, 1)"
        return [
            self._add_formula(code, colour, slot)
            for code, colour, slot in zip(codes, (cost, gradient), slots, strict=True)
        ]

    def _add_formula(self, code: str, colour: str, slot: Slot) -> Part:
        size, (x, y) = min(SIZES.title, slot.height / HEIGHT), slot.centre.tolist()
        label = _fitting(f"$display({code})$", size, colour, slot.width)
        return self.scene.add_part(label.put(x, y - SUNK * label.size, "centre"))

    # Values

    def _values(self) -> dict[int, Shown]:
        texts = {
            COST: self._cost, GRADIENT: self._gradient, IF: self._length, UPDATE: self._theta,
        }  # fmt: skip
        runs = range(len(self._program.executed))
        return {
            line: Shown(
                text,
                max(map(text, runs), key=len),
                partial(self._old, line),
                self.colours[0] if line == UPDATE else None,
            )
            for line, text in texts.items()
        }

    def _old(self, line: int, run: int) -> bool:
        """Whether what a line has found is from the round before; theta is what it is."""
        found, begun = (self._program.last_run_of(each, run) for each in (line, FOR))
        return line != UPDATE and None not in {found, begun} and found < begun

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
