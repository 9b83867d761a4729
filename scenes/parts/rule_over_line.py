"""The rule of a step over the line of a program that it is, each symbol above its word."""

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
CLEAR = 0.3
"""Between neighbours at least, in em."""
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
    """The middle of both."""


class RuleOverLine:
    """The rule in its colours, each symbol over its word of the code; above it what one word is.

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
        pitch, wide = self._pitch_and_width()
        self._size = size = min(LARGEST, slot.height / HIGH, WIDE * slot.width / wide)
        self._em = size * pitch / PITCH
        self._left = float(slot.centre[0]) - size * pitch * len(line) / 2
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

    def _symbols(self, size: float) -> list[Label]:
        return [formula(f"${code}$", size, self._scene.theme.text) for code in self._set()]

    def _pieces(self) -> list[tuple[str, float]]:
        """The words and signs of the line, and the column of the middle of each."""
        pieces = re.finditer(r"\S+", self._line)
        return [(piece.group(), (piece.start() + piece.end()) / 2) for piece in pieces]

    def _pitch_and_width(self) -> tuple[float, float]:
        """How wide a column is so that symbols over it are apart, and all of them; in em."""
        halves = np.array([float(symbol.width) for symbol in self._symbols(1.0)]) / 2
        middles = np.array([middle for _, middle in self._pieces()])
        pitch = float(((halves[1:] + halves[:-1] + CLEAR) / np.diff(middles)).max())
        centre = len(self._line) / 2
        ends = np.abs(middles - centre) * pitch + halves
        return pitch, 2 * max(float(ends.max()), centre * pitch)

    def _columns(self) -> list[Tied]:
        """Where each word and each sign of the line is, and what it is in the rule, put there."""
        found = []
        for (piece, middle), symbol in zip(self._pieces(), self._symbols(self._size), strict=True):
            place = self._left + PITCH * self._em * middle
            word = piece if piece.isidentifier() else ""
            found.append(Tied(word, symbol.put(place, self._y, "centre"), place))
        return found

    def _code(self, line: str, left: float, baseline: float) -> Mobject:
        code = CodeLine(line, self._em, self._scene.theme.text, self._colours)
        return code.shift((left, baseline, 0.0))

    def _tie(self, tied: Tied) -> Mobject:
        """From a symbol down to its word, in its colour."""
        low = self._y - FALL * self._size + ABOVE * self._em
        ends = (tied.place, self._y - FOOT * self._size), (tied.place, low)
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
