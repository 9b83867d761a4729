"""The program of a descent on the screen: its words in their colours, and their values."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from scenes.components.text.digits import width_of
from scenes.components.text.label import Label, formula, tint, words
from scenes.layout import Slot
from scenes.parts.cycle import Station, lit_by
from scenes.parts.listing import AFTER, BEFORE, VALUE, Listing, Shown
from scenes.parts.rule_over_line import RuleOverLine
from scenes.plans.loop import DIGITS, WALK
from scenes.plans.loop_clock import SLOW
from scenes.plans.program import (
    ALPHA,
    BREAK,
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

HEIGHT, BRACED, SUNK = 2.5, 2.9, 0.15
"""Room that a formula needs, and one with words below braces, and how far both stand below the
middle of it, in em."""
SCRIPT = 0.7
"""Size of words below a brace, in em."""
MOST_DIGITS = 9
"""The most decimals of a length that is nearly as long as the shortest that goes on."""
TAIL = 0.05
"""Seconds of the way of the light that goes round, which its tail is."""
STATIONS = ((MISS, COST), (EACH, GRADIENT), (UPDATE,))
"""The lines of cost, gradient and update."""


class DescentListing(Listing):
    """Eleven lines with the cost, the gradient, its length and theta as they are by then.

    Cost, gradient and length of the round before go as the next begins.

    Args:
        scene: the scene they belong to; its plan is that of `loop`.
        slot: the slot they fill.
        scrolls: whether the lines before the loop leave before its own come.
    """

    def __init__(self, scene: AnyScene, slot: Slot, *, scrolls: bool = False) -> None:
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
            "": theme.quiet, "alpha": theme.rate, "miss": theme.miss,
            "cost": cost, "each": gradient, "gradient": gradient,
        }  # fmt: skip
        bars = {line: colour for lines, colour in self._stations for line in lines}
        bars |= {ALPHA: theme.rate, THETA: theme.text, IF: gradient}
        clock = scene.plan.clock(scene.score)
        super().__init__(
            scene, slot, self._program.lines, self._words, clock.lit, bars, self._values(),
            leave=FOR * scrolls,
        )  # fmt: skip
        self.limit = self._add_note(FOR, scene.say("code.at_most", count=scene.plan.asked.steps))
        """How often the loop goes round at most, at its head."""
        self.watched = self.with_line(self._add_note(EACH, scene.say("code.watched")), COST)
        """What the cost is for, which no line uses: below its value while the next is to come."""
        self.measured = self.with_line(self._add_length(), IF, BREAK, UPDATE)
        """What is asked for in the line that ends it, before its value until the next round."""

    @cached_property
    def _stepping(self) -> set[int]:
        """What has been run when the line of such a step is lit."""
        return {step - 1 for step in self._program.runs_of(UPDATE)[:SLOW]}

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
        """How brightly each is lit: with its lines, or as the light of quick rounds comes by."""
        if self.is_quick(frame):
            return lit_by(*self.turns(frame), len(STATIONS))
        return [self.brightness(lines, frame) for lines in STATIONS]

    def turns(self, frame: int) -> tuple[float, float]:
        """How often the loop has gone round by a frame, and how far it came in a moment."""
        track, before = self.scene.table[WALK], frame - round(TAIL * self.scene.score.fps)
        now, past = (float(track.step[f] + track.phase[f]) for f in (frame, max(before, 0)))
        return now, min(now - past, 1.0)

    def _add_note(self, line: int, text: str) -> Part:
        """Words at the end of a line."""
        label = words(text, VALUE * self.size, self.scene.theme.quiet)
        end = self.slot.right - BEFORE * self.size
        return self.scene.add_part(label.put(end, self.baseline(line), "right"))

    def _add_length(self) -> Part:
        """What the value of the line is that ends it, between that and the line; if it has room."""
        wide = width_of(self._shown[IF].widest, VALUE * self.size)
        end = self.slot.right - (BEFORE + 3 * AFTER) * self.size - wide
        room = end - self.column(len(self.source[IF]) + 0.5)
        quiet = self.scene.theme.quiet
        label = words(self.scene.say("code.length"), VALUE * self.size, quiet)
        if float(label.width) > room:
            label = words("", VALUE * self.size, quiet)
        return self.scene.add_part(label.put(end, self.baseline(IF), "right"))

    def add_rule_of_a_step(self, slot: Slot) -> RuleOverLine:
        """The rule over the last line, and what alpha is."""
        line, choice = (self.source[k].strip() for k in (UPDATE, ALPHA))
        return RuleOverLine(self.scene, slot, line, choice, self._words)

    def add_formulas(self, count: int, *slots: Slot) -> list[Part]:
        """What cost and gradient are of so many samples, each in the middle of its slot."""
        cost, gradient, _ = self.colours
        mean = f"1/{count} sum"
        theme, of = self.scene.theme, self.scene.say("code.slope_of")
        miss, squared = (tint(f'"miss"{power}', theme.miss) for power in ("", "^2"))
        of, outer, inner = tint(f'"{of}"', theme.quiet), f"2 dot {miss}", "(x, 1)"
        braced = SCRIPT * self._size_in(slots[1], BRACED) >= SIZES.small
        if braced:
            outer = f"underbrace({outer}, {of} {squared})"
            inner = f"underbrace({inner}, {of} {miss})"
        codes = f"J = {mean} {squared}", f"nabla J = {mean} {outer} dot {inner}"
        heights = HEIGHT, BRACED if braced else HEIGHT
        return [
            self._add_formula(code, colour, slot, height)
            for code, colour, slot, height in zip(
                codes, (cost, gradient), slots, heights, strict=True
            )
        ]

    def _add_formula(self, code: str, colour: str, slot: Slot, height: float) -> Part:
        x, y = slot.centre.tolist()
        size = self._size_in(slot, height)
        label = _fitting(f"$display({code})$", size, colour, slot.width)
        return self.scene.add_part(label.put(x, y - SUNK * label.size, "centre"))

    @staticmethod
    def _size_in(slot: Slot, height: float) -> float:
        """That of a formula which needs so many em."""
        return min(SIZES.title, slot.height / height)

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
                self.colours[0] if line == UPDATE else None,
            )
            for line, text in texts.items()
        }

    def _found(self, line: int, run: int) -> int | None:
        """When a line was run last, if that is in this round."""
        found, begun = (self._program.last_run_of(each, run) for each in (line, FOR))
        return None if found is None or begun is None or found < begun else found

    def _cost(self, run: int) -> str:
        found = self._found(COST, run)
        return (
            "" if found is None else self._placed(float(self._program.value("cost", found)), DIGITS)
        )

    def _gradient(self, run: int) -> str:
        found = self._found(GRADIENT, run)
        return "" if found is None else self._both(self._program.value("gradient", found))

    def _theta(self, run: int) -> str:
        """From its first step on, until which its own line says what it is.

        A step that is shown line by line has found none yet while its line is run.
        """
        stepped = run >= self._program.runs_of(UPDATE)[0] and run not in self._stepping
        return self._both(self._program.value("theta", run)) if stepped else ""

    def _length(self, run: int) -> str:
        """Of the gradient, once it was asked for."""
        asked = self._found(IF, run)
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

    def _both(self, pair: np.ndarray) -> str:
        first, second = (self._placed(float(each), DIGITS) for each in pair)
        return self._pair(first, second)


def _fitting(code: str, size: float, colour: str, room: float) -> Label:
    """A formula that is no wider than its room."""
    label = formula(code, size, colour)
    width = float(label.width)
    return label if width <= room else formula(code, size * room / width, colour)
