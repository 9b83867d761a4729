"""The rule of a step, built in two parts, and steps worked out in numbers, in columns below it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
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
"""Size of the rule in its columns, in that of numbers; and how far it reaches up, in em of it."""
NARROWER = 0.82
"""What its widest value is of the numbers below it, at most."""
CLOSE, ALONE = 0.3, 1.35
"""Between two symbols of the rule while it stands alone, in em; and its size then at most, in that
which it has in its columns."""
BELOW = 1.95
"""From its baseline down to what its symbols are, in em of it."""
TICK, OVER, BESIDE = 1.05, 1.1, 1.4
"""From its baseline down to the ticks below alpha and the slope, in em of it; and from what these
are up to the ticks, and between both, in em of that."""
WIDEST = 6.5
"""Of a line of these, in em of it."""
MIDDLE = -0.4
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
        self._add_rule(name)
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
        self._middle = [right - width / 2 for right, width in zip(self._right, widths, strict=True)]
        gaps = zip(self._right[:-1], self._right[1:], widths[1:], strict=True)
        self._between = [(left + right - width) / 2 for left, right, width in gaps]
        fits = NARROWER * min(widths[:2]) / self._widest_value(name)
        self.rule_size = min(RULE * self.size, fits)
        spare = max(0.0, self.slot.height - highest * self.size)
        apart = FRACTION * self.rule_size + PITCH * self.size * (len(self.rows) - 1)
        self.loose = min(1.0 + spare / apart, LOOSE)
        """How much farther apart rows are than they are at least."""
        above = (spare - (self.loose - 1.0) * apart) / 2
        self.baseline = self.slot.top - above - RISES * self.rule_size

    def _widest_value(self, name: str) -> float:
        """Of the new and the old one, as symbols, in em."""
        values = (f'${name}_"{self.scene.say(key)}"$' for key in ("rule.new", "rule.old"))
        return max(float(formula(code, 1.0, self.scene.theme.text).width) for code in values)

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

    def _add_rule(self, name: str) -> None:
        labels = self._symbols(name)
        *_, alpha, _, slope = labels
        told = self._tell()
        self.centred = Animated()
        """How far the rule has come out of its columns to stand alone in the slot's middle."""
        alone = self._place_alone(labels, self._between_told(told), float(told[0].width))
        self.rule = self._add_gathering(alone, *labels)
        self.told = self._add_told(told, alone[id(alpha)], alone[id(slope)])
        """What the slope is, and the learning rate, below their symbols while it stands alone."""

    def _place_alone(self, labels: Sequence[Label], apart: float, last: float) -> dict[int, float]:
        """The middle of each symbol while the rule stands alone, close to one another.

        Those of alpha and the slope are so far apart, at least, for what is told below each; what
        is told below the last is so wide, and may reach beyond it.
        """
        widths = np.array([float(label.width) / self.rule_size for label in labels])
        *before, alpha, times, slope = widths
        close = (alpha + slope) / 2 + times + 2 * CLOSE
        fixed = sum(before) + CLOSE * len(before) + (alpha + slope) / 2
        fits = [ALONE * self.rule_size]
        for symbols, more in ((fixed + close, 0.0), (fixed, apart)):
            room = self.slot.width - more
            fits += [room / symbols, (room - last / 2) / (symbols - slope / 2)]
        self.alone = min(fits)
        """The size that it has then."""
        beyond = max(0.0, last - slope * self.alone) / 2
        gaps = np.full(len(labels), CLOSE)
        gaps[-3:-1] += max(0.0, apart / self.alone - close) / 2
        gaps[-1] = 0.0
        whole = float((widths + gaps).sum())
        down = self.baseline + MIDDLE * self.alone - self._level
        self._low = self.baseline - max(0.0, down)
        """Its baseline then."""
        ends = np.cumsum(widths + gaps) - gaps - whole / 2
        middles = float(self.slot.centre[0]) - beyond / 2 + self.alone * (ends - widths / 2)
        return {id(label): middle for label, middle in zip(labels, middles.tolist(), strict=True)}

    def _add_gathering(self, alone: Mapping[int, float], *labels: Label) -> Part:
        """Symbols that are in their columns, and closer and larger while the rule stands alone."""
        ways = [(label, float(label.get_center()[0]), alone[id(label)]) for label in labels]

        def gather(frame: int) -> Hashable:
            share, columns = self.centred.at(frame), self.baseline - self._low_by(frame)
            size = self.rule_size + share * (self.alone - self.rule_size)
            level = columns + share * (self._low - columns)
            for label, x, other in ways:
                label.sized(size, x + share * (other - x), level, "centre")
            return share, level

        return self.scene.add_part(Group(*labels), gather, layer=Layer.GROUND)

    def _tell(self) -> tuple[Label, list[Label]]:
        """What the slope is, and the lines of the learning rate with what was chosen for it."""
        say, theme = self.scene.say, self.scene.theme
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        chosen = say("slope.chosen", rate=self.rows[0].texts[RATE])

        def rate(text: str) -> Label:
            return words(text, size, theme.rate)

        lines = [*wrapped(say("slope.rate"), WIDEST * size, rate), rate(chosen)]
        return words(say("slope.slope"), size, theme.gradient), lines

    @staticmethod
    def _between_told(told: tuple[Label, list[Label]]) -> float:
        """How far the middles of both are apart, at least."""
        slope, lines = told
        widest = max(float(line.width) for line in lines)
        return (widest + float(slope.width)) / 2 + BESIDE * slope.size

    def _add_told(
        self, told: tuple[Label, list[Label]], rate_at: float, slope_at: float
    ) -> tuple[Part, Part]:
        """Each straight below its symbol, with a tick up to that."""
        slope, lines = told
        baseline = self._low - BELOW * self.alone
        slope.put(slope_at, baseline, "centre")
        for k, line in enumerate(lines):
            line.put(rate_at, baseline - PITCH * line.size * k, "centre")
        theme = self.scene.theme
        ticks = [Dashes(colour, STROKES.thin, dash=0) for colour in (theme.rate, theme.gradient)]
        low = baseline + OVER * slope.size
        for tick, x in zip(ticks, (rate_at, slope_at), strict=True):
            tick.show(np.array([[x, max(self._low - TICK * self.alone, low)], [x, low]]))
        rate, name = Group(ticks[0], *lines), Group(ticks[1], slope)
        return self.scene.add_part(name), self.scene.add_part(rate)

    def _symbols(self, name: str) -> list[Label]:
        """All symbols of the rule from left to right, each in its column or between two."""
        say, theme, size = self.scene.say, self.scene.theme, self.rule_size

        def symbol(code: str, colour: str, column: int) -> Label:
            label = formula(f"${code}$", size, colour)
            return label.put(self._middle[column], self.baseline, "centre")

        def value(key: str, column: int) -> Label:
            return symbol(f'{name}_"{say(key)}"', theme.text, column)

        def sign(place: int) -> Label:
            label = words(SIGNS[place], size, theme.text, "semibold")
            return label.put(self._between[place], self.baseline, "centre")

        slope = symbol(f"display((dif J) / (dif {name}))", theme.gradient, SLOPE)
        new, old = value("rule.new", NEW), value("rule.old", OLD)
        alpha = symbol("alpha", theme.rate, RATE)
        return [new, sign(0), old, sign(1), alpha, sign(2), slope]

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
