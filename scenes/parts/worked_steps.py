"""The rule of a step, built in two parts, and steps worked out in numbers, in columns below it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import wrapped
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, smooth
from scenes.theme import SIZES, STROKES, TIMES

OPERATOR = 1.0
"""Room for an operator between two columns, in em."""
MORE = 0.3
"""Further room, where the slot has it."""
PITCH = 1.35
"""From one row to the next at least, in em."""
LOOSE, DEEP = 1.7, 0.9
"""How much farther apart rows are at most, where there is room; and room below the last, in em."""
MOST = 1.25 * SIZES.formula
"""Size of numbers at most."""
RULE, RISES = 1.4, 1.4
"""Size of the rule above numbers at most, in that of these; and how far it reaches up, in em of
it."""
CLOSE, ALONE = 0.3, 1.25
"""Between two symbols of the rule, in em; and its size while it stands alone, at most, in that
which it has above numbers."""
BELOW, UP = 1.95, 1.75
"""From its baseline down to what the slope is, and up to what alpha is, in em of it."""
TICK, RATE_TICK = 1.05, 0.75
"""From its baseline down to the tick below the slope, and up to that above alpha, in em of it."""
OVER, UNDER = 1.1, 0.4
"""From the baseline of what these are up to the one tick, and down to the other, in em of that."""
WIDEST = 10.0
"""Of a line of these, in em of it."""
MIDDLE = 0.2
"""The middle of the rule and of what its symbols are, from its baseline, in em of it."""
FRACTION = 1.9
"""From the rule's baseline to that of the first row at least, in em of the rule."""
SLIDE, FOLLOW = 0.45, 0.32
"""Seconds that a number is on its way, and after which the next one follows it."""
DROP = 0.4
"""From how far above its place a number comes, in em."""
DONE = 0.78
"""Opacity of a row while the next one is worked out."""
SIGNS = ("=", "−", "·")
"""Between the columns; not in the font of formulas, whose minus is a hair at small sizes."""
NEW, OLD, RATE, SLOPE = range(4)
"""The columns."""


@dataclass(frozen=True)
class Row:
    """One step in numbers, as it is written."""

    texts: tuple[str, str, str, str]
    """New value, old value, learning rate and slope."""


class WorkedSteps:
    """w_new = w_old - alpha dJ/dw, with a row of numbers for each of some steps.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        name: of the parameter, as a formula's code.
        rows: these steps, the first ones of the run.
        foot: of its height, what is free below the rows; the rule alone is in the middle of all.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        name: str,
        rows: Sequence[Row],
        foot: float = 0.0,
    ) -> None:
        self.scene, self.slot, self.rows = scene, slot.inset(bottom=foot), rows
        self._level = float(slot.centre[1])
        self.raised = Animated()
        """How far all has risen from where the rule and one row have the slot's middle."""
        self._place_columns(name, [row.texts for row in rows])
        self._add_rule()
        self.operators = [self._add_operators(k) for k in range(len(rows))]
        self.numbers = [self._add_numbers(k) for k in range(len(rows))]

    # Where things are

    def _place_columns(self, name: str, texts: Sequence[tuple[str, ...]]) -> None:
        """The largest type that fits, and the right ends of the columns, in the slot's middle."""
        whole = [max(width_of(row[k], 1.0) for row in texts) for k in range(4)]
        widest, highest = sum(whole) + 3 * OPERATOR, self._height()
        fits = min(MOST, self.slot.width / widest, self.slot.height / highest)
        self.size = max(SIZES.small, fits)
        widths = [width * self.size for width in whole]
        free = self.slot.width - widest * self.size
        between = OPERATOR * self.size + float(np.clip(free / 3, 0.0, MORE * self.size))
        ends = np.cumsum(widths) + between * np.arange(4)
        self._right = (self.slot.centre[0] - ends[-1] / 2 + ends).tolist()
        gaps = zip(self._right[:-1], self._right[1:], widths[1:], strict=True)
        self._between = [(left + right - width) / 2 for left, right, width in gaps]
        self._symbols = self._spell(name)
        self._em = np.array([float(label.width) for label in self._symbols])
        """Widths of the rule's symbols, in em."""
        self.rule_size = min(RULE * self.size, (ends[-1] - ends[0] + widths[0]) / self._whole)
        spare = max(0.0, self.slot.height - highest * self.size)
        apart = FRACTION * self.rule_size + PITCH * self.size * (len(self.rows) - 1)
        self.loose = min(1.0 + spare / apart, LOOSE)
        """How much farther apart rows are than they are at least."""
        above = (spare - (self.loose - 1.0) * apart) / 2
        self.baseline = self.slot.top - above - RISES * self.rule_size

    @property
    def _whole(self) -> float:
        """Width of the rule, in em."""
        return float(self._em.sum()) + CLOSE * (len(self._em) - 1)

    def _places(self, size: float) -> list[float]:
        """The middle of each symbol of the rule at a size, evenly spaced in the slot's middle."""
        ends = np.cumsum(self._em + CLOSE) - CLOSE
        middles = size * (ends - self._em / 2 - self._whole / 2)
        return (float(self.slot.centre[0]) + middles).tolist()

    def _height(self) -> float:
        """Of all, where nothing is farther apart than it must be, in em."""
        return (RISES + FRACTION) * RULE + (len(self.rows) - 1) * PITCH + DEEP

    def _low_by(self, frame: int) -> float:
        """How far rule and rows are below where they end, at a frame."""
        rest = self.loose * PITCH * self.size * (len(self.rows) - 1)
        return (1.0 - self.raised.at(frame)) * rest / 2

    def _row(self, k: float) -> float:
        """The baseline of row ``k``, at the end."""
        return self.baseline - self.loose * (FRACTION * self.rule_size + PITCH * self.size * k)

    # The rule

    def _spell(self, name: str) -> list[Label]:
        """All symbols of the rule from left to right, one em large."""
        say, theme = self.scene.say, self.scene.theme

        def symbol(code: str, colour: str) -> Label:
            return formula(f"${code}$", 1.0, colour)

        new, old = (symbol(f'{name}_"{say(key)}"', theme.text) for key in ("rule.new", "rule.old"))
        is_, less, times = (words(sign, 1.0, theme.text, "semibold") for sign in SIGNS)
        slope = symbol(f"display((dif J) / (dif {name}))", theme.gradient)
        return [new, is_, old, less, symbol("alpha", theme.rate), times, slope]

    def _add_rule(self) -> None:
        told = self._tell()
        self.centred = Animated()
        """How far the rule has come from above its numbers to stand alone in the slot's middle."""
        last = float(told[0].width) / 2
        beside = self._whole / 2 - float(self._em[-1]) / 2
        most = (self.slot.width / self._whole, (self.slot.width / 2 - last) / beside)
        self.alone = min(ALONE * self.rule_size, *most)
        """The size that it has then."""
        down = self.baseline + MIDDLE * self.alone - self._level
        self._low = self.baseline - max(0.0, down)
        """Its baseline then."""
        alone = self._places(self.alone)
        self.rule = self._add_gathering(alone)
        self.told = self._add_told(told, alone[-3], alone[-1])
        """What the slope is, and the learning rate, by their symbols while it stands alone."""

    def _add_gathering(self, alone: Sequence[float]) -> Part:
        """Symbols that are above numbers, and larger while the rule stands alone."""
        ways = list(zip(self._symbols, self._places(self.rule_size), alone, strict=True))

        def gather(frame: int) -> Hashable:
            share, columns = self.centred.at(frame), self.baseline - self._low_by(frame)
            size = self.rule_size + share * (self.alone - self.rule_size)
            level = columns + share * (self._low - columns)
            for label, x, other in ways:
                label.sized(size, x + share * (other - x), level, "centre")
            return share, level

        return self.scene.add_part(Group(*self._symbols), gather, layer=Layer.GROUND)

    def _tell(self) -> tuple[Label, list[Label]]:
        """What the slope is, and the lines of the learning rate with what was chosen for it."""
        say, theme = self.scene.say, self.scene.theme
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        chosen = say("slope.chosen", rate=self.rows[0].texts[RATE])

        def rate(text: str) -> Label:
            return words(text, size, theme.rate)

        lines = [*wrapped(say("slope.rate"), WIDEST * size, rate), rate(chosen)]
        return words(say("slope.slope"), size, theme.gradient), lines

    def _add_told(
        self, told: tuple[Label, list[Label]], rate_at: float, slope_at: float
    ) -> tuple[Part, Part]:
        """What the slope is, straight below it, and what alpha is, above it; each with a tick."""
        slope, lines = told
        low, high = self._low - BELOW * self.alone, self._low + UP * self.alone
        slope.put(slope_at, low, "centre")
        half, slot = max(float(line.width) for line in lines) / 2, self.slot
        middle = min(max(rate_at, slot.left + half), slot.right - half)
        for k, line in enumerate(reversed(lines)):
            line.put(middle, high + PITCH * line.size * k, "centre")
        theme = self.scene.theme
        foot, head = low + OVER * slope.size, high - UNDER * slope.size
        ticks = {
            theme.gradient: [
                [slope_at, max(self._low - TICK * self.alone, foot)],
                [slope_at, foot],
            ],
            theme.rate: [[rate_at, head], [rate_at, min(self._low + RATE_TICK * self.alone, head)]],
        }
        below, above = (self._tick(colour, ends) for colour, ends in ticks.items())
        parts = Group(below, slope), Group(above, *lines)
        return self.scene.add_part(parts[0]), self.scene.add_part(parts[1])

    @staticmethod
    def _tick(colour: str, ends: list[list[float]]) -> Dashes:
        tick = Dashes(colour, STROKES.thin, dash=0)
        tick.show(np.array(ends))
        return tick

    # The rows

    def _add_operators(self, k: int) -> Part:
        signs = [
            words(sign, self.size, self.scene.theme.text, "semibold").put(x, self._row(k), "centre")
            for sign, x in zip(SIGNS, self._between, strict=True)
        ]

        def bring(frame: int) -> Hashable:
            level = self._row(k) - self._low_by(frame)
            for sign, x in zip(signs, self._between, strict=True):
                sign.put(x, level, "centre")
            return level

        return self.scene.add_part(Group(*signs), bring)

    @property
    def _colours(self) -> tuple[str, str, str, str]:
        theme = self.scene.theme
        return theme.text, theme.text, theme.rate, theme.gradient

    def _add_numbers(self, k: int) -> list[tuple[Digits, Part]]:
        """The numbers of a row, in their places; each comes when it is told to."""
        found = []
        for text, colour, right in zip(self.rows[k].texts, self._colours, self._right, strict=True):
            digits = Digits(self.size, colour)
            digits.show(text, right, self._row(k), "right")
            found.append((digits, self.scene.add_part(digits, lambda _: None, layer=Layer.NAMES)))
        return found

    def work_out(self, k: int, begin: float, new: float = 0.0) -> None:
        """Have the numbers of row ``k`` come from ``begin`` seconds on, the new value last.

        It does not come before ``new``.  Those of the first row come one by one; of a later one, as
        what it is known to be, at once.  The row before steps back.
        """
        self._appear(self.operators[k], begin)
        if k:
            self.step_back(k - 1, begin)
        columns = OLD, RATE, SLOPE
        for place, column in enumerate(columns):
            self._slide(k, column, begin + place * (FOLLOW if k == 0 else 0.0))
        self._slide(k, NEW, max(begin + len(columns) * FOLLOW, new))

    def step_back(self, k: int, at: float) -> None:
        """Have row ``k`` be fainter from a second on."""
        fps = self.scene.score.fps
        start = round(at * fps)
        for part in (self.operators[k], *(part for _, part in self.numbers[k])):
            part.presence.to(DONE, start, start + round(TIMES.enter * fps))

    def _slide(self, k: int, column: int, begin: float) -> None:
        """A number comes down from where its symbol is."""
        digits, part = self.numbers[k][column]
        text, right, baseline = self.rows[k].texts[column], self._right[column], self._row(k)
        fps, drop = self.scene.score.fps, DROP * self.size
        start, stop = round(begin * fps), round((begin + SLIDE) * fps)

        def move(frame: int) -> Hashable:
            share = smooth(min(max((frame - start) / (stop - start), 0.0), 1.0))
            level = baseline - self._low_by(frame) + drop * (1.0 - share)
            digits.show(text, right, level, "right")
            return level

        part.update = move
        self._appear(part, begin)

    def _appear(self, part: Part, at: float) -> None:
        fps = self.scene.score.fps
        start = round(at * fps)
        part.presence.first = 0.0
        part.presence.to(1.0, start, start + round(TIMES.leave * fps))

    @property
    def parts(self) -> list[Part]:
        """The rows that are worked out."""
        numbers = [part for row in self.numbers for _, part in row]
        return [*self.operators, *numbers]

    @property
    def whole(self) -> list[Part]:
        """The rule in its columns, and all rows."""
        return [self.rule, *self.parts]
