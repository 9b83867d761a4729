"""The program of a descent on the screen: its words in their colours, and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from manim import Group, Mobject

from scenes.components.path.dashes import Dashes
from scenes.components.text.code import PITCH, CodeLine
from scenes.components.text.label import Label, formula, tint
from scenes.layout import Slot
from scenes.parts.cycle import Station, lit_by
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
from scenes.theme import SIZES, STROKES

LARGEST, AROUND = SIZES.title, 0.5
"""Of the last line at most where it stands alone, and how much wider than a word its symbol may be
on each side, in letters; the first begins with its word."""
RISE = 1.5
"""How far above the line its symbols stand, in em of these."""
HEIGHT, SUNK = 3.0, 0.2
"""Room that a formula needs, and how far it stands below the middle of it, in em."""
CLEAR, CHOSEN = 0.5, 2.2
"""From what alpha is to the tie below it, and from that to its symbol; and from the symbol up to
that, in em of lines."""
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
        """The last line, large, each of its words below its symbol; and above one what alpha is."""
        line = self.source[UPDATE].strip()
        tokens = [(found.start(), found.group()) for found in re.finditer(r"\S+", line)]
        symbols = self._symbols(tokens)
        em = min(LARGEST, self.slot.width / (PITCH * (len(line) + AROUND)))
        size = min(
            PITCH * em * (len(word) + 2 * AROUND * bool(begin)) / float(symbol.width)
            for (begin, word), symbol in zip(tokens, symbols, strict=True)
            if word.isalpha()
        )
        y = float(self.slot.centre[1])
        code = CodeLine(line, em, self.scene.theme.text, self._words)
        left = self.slot.left - float(code.get_left()[0])
        shown: list[Mobject] = [code.shift((left, y - RISE * size, 0.0))]
        for (begin, word), symbol in zip(tokens, symbols, strict=True):
            middle = left + PITCH * em * (begin + len(word) / 2)
            begins = middle - size * float(symbol.width) / 2 if begin else self.slot.left
            shown.append(symbol.sized(size, begins, y))
            if word == "alpha":
                rate = symbol
        return self.scene.add_part(Group(*shown)), self.scene.add_part(Group(*self._choice(rate)))

    def _symbols(self, tokens: Sequence[tuple[int, str]]) -> list[Label]:
        """What stands for each word and sign of the last line, of size 1."""
        say, theme = self.scene.say, self.scene.theme
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        thetas = iter((new, old))
        told = {
            "=": ("=", theme.text), "-": ("-", theme.text), "*": ("dot", theme.text),
            "alpha": ("alpha", theme.rate),
            "gradient": (f"nabla J({old})", theme.gradient),
        }  # fmt: skip
        each = [(next(thetas), theme.text) if w == "theta" else told[w] for _, w in tokens]
        return [formula(f"${code}$", 1.0, colour).put(0.0, 0.0) for code, colour in each]

    def _choice(self, rate: Label) -> Iterator[Mobject]:
        """The line of alpha, above its symbol and tied to it."""
        clear, top = CLEAR * self.size, float(rate.get_top()[1])
        middle, foot = float(rate.get_center()[0]), top + CHOSEN * self.size
        text = self.source[ALPHA]
        half = PITCH * len(text) / 2 * self.size
        line = CodeLine(text, self.size, self.scene.theme.text, self._words)
        left = min(max(middle - half, self.column(0)), self.slot.right - 2 * half)
        yield line.shift((left, foot + clear, 0.0))
        tie = Dashes(self.scene.theme.rate, STROKES.axis, dash=0.0)
        tie.show(np.array([[middle, foot + clear / 2], [middle, top + clear]]))
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
