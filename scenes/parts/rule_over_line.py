"""The rule of a step over the line of a program that it is, each symbol tied to its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from manim import Group, Mobject

from scenes.components.path.dashes import Dashes
from scenes.components.text.code import PITCH, CodeLine
from scenes.components.text.label import Label, formula, tint
from scenes.layout import Slot
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES, STROKES

LARGEST = 2.0 * SIZES.title
"""Of the rule at most."""
WIDE, HIGH = 0.92, 4.7
"""How much of its slot's width it has at most; and the height of all of it at most, in em."""
CLEAR = 0.36
"""Between neighbours, in em."""
FALL, RISE = 1.65, 1.55
"""From the rule's baseline down to that of the line below it, and up to that of the choice, in
em."""
FOOT, HEAD = 0.48, 0.62
"""How far ties stay below the rule's baseline, and above it, in em."""
BELOW, ABOVE = 0.38, 1.05
"""The same of the lines of code, in em of these."""


class Tied(NamedTuple):
    """A word in the line, "" for a sign, and the symbol that it is in the rule."""

    word: str
    symbol: Label
    place: float
    """The middle of the symbol."""
    below: float
    """That of the word."""


class RuleOverLine:
    """The rule in its colours over a line of code that is as wide; above it what one word is.

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
        wide = self._spaced(1.0)[1]
        self._size = size = min(LARGEST, slot.height / HIGH, WIDE * slot.width / wide)
        self._em = size * wide / (PITCH * len(line))
        self._left = float(slot.centre[0]) - size * wide / 2
        self._y = float(slot.centre[1])
        columns = self._columns()
        tied = [each for each in columns if each.word]
        (rate,) = (each.place for each in tied if each.word == "alpha")
        self.line = scene.add_part(self._code(line, self._left, self._y - FALL * size))
        self.rule = scene.add_part(Group(*(each.symbol for each in columns), *map(self._tie, tied)))
        self.choice = scene.add_part(Group(*self._choose(choice, rate, slot)))

    def _set(self) -> list[str]:
        """The symbols of the rule and the signs between them, in Typst's code."""
        say, theme = self._scene.say, self._scene.theme
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        alpha, slope = tint("alpha", theme.rate), tint(f"nabla J({old})", theme.gradient)
        return [new, "=", old, "-", alpha, "dot", slope]

    def _spaced(self, size: float) -> tuple[list[Label], float, list[float]]:
        """The symbols at a size, how wide they are, evenly spaced, and the middle of each."""
        symbols = [formula(f"${code}$", size, self._scene.theme.text) for code in self._set()]
        widths = np.array([float(symbol.width) for symbol in symbols])
        ends = np.cumsum(widths + CLEAR * size) - CLEAR * size
        return symbols, float(ends[-1]), (ends - widths / 2).tolist()

    def _columns(self) -> list[Tied]:
        """Where each word and each sign of the line is, and what it is in the rule, put there."""
        pieces = re.finditer(r"\S+", self._line)
        symbols, _, middles = self._spaced(self._size)
        found = []
        for piece, symbol, middle in zip(pieces, symbols, middles, strict=True):
            word = piece.group() if piece.group().isidentifier() else ""
            below = self._left + PITCH * self._em * (piece.start() + piece.end()) / 2
            place = self._left + middle
            found.append(Tied(word, symbol.put(place, self._y, "centre"), place, below))
        return found

    def _code(self, line: str, left: float, baseline: float) -> Mobject:
        code = CodeLine(line, self._em, self._scene.theme.text, self._colours)
        return code.shift((left, baseline, 0.0))

    def _tie(self, tied: Tied) -> Mobject:
        """From a symbol down to its word, in its colour."""
        low = self._y - FALL * self._size + ABOVE * self._em
        ends = (tied.place, self._y - FOOT * self._size), (tied.below, low)
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
