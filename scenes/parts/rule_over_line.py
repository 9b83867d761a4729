"""The rule of a step over the line of a program that it is, each symbol tied to its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from manim import Group, Mobject

from scenes.components.path.dashes import Dashes
from scenes.components.text.code import PITCH, CodeLine
from scenes.components.text.label import formula, tint
from scenes.layout import Slot
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES, STROKES

LARGEST = 2.0 * SIZES.title
"""Of the rule at most."""
WIDE, HIGH = 0.92, 4.7
"""How much of its slot's width it has at most; and its height with both lines, in em."""
FALL, RISE = 1.65, 1.55
"""From the rule's baseline down to that of the line below it, and up to that of the choice, in
em."""
FOOT, HEAD = 0.48, 0.62
"""How far ties stay below the rule's baseline, and above it, in em."""
BELOW, ABOVE = 0.38, 1.05
"""The same of the lines of code, in em of these."""


class Tied(NamedTuple):
    """A symbol of the rule and its word in the line: where their middles are."""

    word: str
    symbol: float
    place: float


class RuleOverLine:
    """The rule in its colours; below it a line of code, as wide; above it what one word is.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        line: of the code, with the words theta, theta, alpha and gradient in this order.
        choice: the line that says what alpha is.
        colours: of words.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, line: str, choice: str, colours: Mapping[str, str]
    ) -> None:
        self._scene, self._line, self._colours = scene, line, colours
        self._symbols = self._set()
        whole = self._width(self._symbols)
        self._size = size = min(LARGEST, WIDE * slot.width / whole, slot.height / HIGH)
        self._left, self._y = float(slot.centre[0]) - whole * size / 2, float(slot.centre[1])
        self._em = whole * size / (PITCH * len(line))
        code = self._code(line, self._left, self._y - FALL * size)
        rule = formula(_maths(self._symbols), size, scene.theme.text).put(self._left, self._y)
        tied = list(self._tied())
        (rate,) = (each.symbol for each in tied if each.word == "alpha")
        self.line = scene.add_part(code)
        self.rule = scene.add_part(Group(rule, *map(self._tie, tied)))
        self.choice = scene.add_part(Group(*self._choose(choice, rate, slot)))

    def _set(self) -> list[tuple[str, str]]:
        """The symbols of the rule in Typst's code, each after the sign before it."""
        say, theme = self._scene.say, self._scene.theme
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        alpha, slope = tint("alpha", theme.rate), tint(f"nabla J({old})", theme.gradient)
        return [("", new), ("=", old), ("-", alpha), ("dot", slope)]

    def _width(self, symbols: Sequence[tuple[str, str]]) -> float:
        """Of some symbols with their signs, in em."""
        return float(formula(_maths(symbols), 1.0, self._scene.theme.text).width)

    def _tied(self) -> Iterator[Tied]:
        """Each symbol, which ends as what is set up to it does, and its word."""
        for k, word in enumerate(re.finditer(r"\w+", self._line)):
            end, own = self._width(self._symbols[: k + 1]), self._width([("", self._symbols[k][1])])
            place = PITCH * self._em * (word.start() + word.end()) / 2
            symbol = self._size * (end - own / 2)
            yield Tied(word.group(), self._left + symbol, self._left + place)

    def _code(self, line: str, left: float, baseline: float) -> Mobject:
        code = CodeLine(line, self._em, self._scene.theme.text, self._colours)
        return code.shift((left, baseline, 0.0))

    def _tie(self, tied: Tied) -> Mobject:
        """From a symbol down to its word, in its colour."""
        low = self._y - FALL * self._size + ABOVE * self._em
        ends = (tied.symbol, self._y - FOOT * self._size), (tied.place, low)
        return self._drawn(tied.word, *ends)

    def _choose(self, line: str, rate: float, slot: Slot) -> Iterator[Mobject]:
        """What alpha is, above its symbol and tied to it."""
        half, level = PITCH * self._em * len(line) / 2, self._y + RISE * self._size
        left = min(max(rate - half, slot.left), slot.right - 2 * half)
        yield self._code(line, left, level)
        high = level - BELOW * self._em
        yield self._drawn("alpha", (rate, high), (rate, self._y + HEAD * self._size))

    def _drawn(self, word: str, *ends: tuple[float, float]) -> Mobject:
        tie = Dashes(self._colours.get(word, self._scene.theme.quiet), STROKES.curve, dash=0.0)
        tie.show(np.array(ends))
        return tie


def _maths(symbols: Sequence[tuple[str, str]]) -> str:
    return f"${' '.join(part for each in symbols for part in each)}$"
