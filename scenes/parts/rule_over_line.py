"""The rule of a step over the line of a program that it is, each symbol tied to its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
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
"""How much of its slot's width the line has; and the height of all of it at most, in em."""
CLEAR = 0.38
"""Between neighbours at least, in em."""
FALL, RISE = 1.65, 1.55
"""From the rule's baseline down to that of the line below it, and up to that of the choice, in
em."""
FOOT, HEAD = 0.48, 0.62
"""How far ties stay below the rule's baseline, and above it, in em."""
BELOW, ABOVE = 0.38, 1.05
"""The same of the lines of code, in em of these."""


class Tied(NamedTuple):
    """A word in the line, "" for a sign, and what it is in the rule: both have one middle."""

    word: str
    code: str
    place: float


class RuleOverLine:
    """The rule in its colours over a line of code, column by column; above it what one word is.

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
        self._em = WIDE * slot.width / (PITCH * len(line))
        self._left = float(slot.centre[0]) - WIDE * slot.width / 2
        self._size = size = self._fitting(slot)
        self._y = float(slot.centre[1])
        tied = [each for each in self._columns() if each.word]
        (rate,) = (each.place for each in tied if each.word == "alpha")
        self.line = scene.add_part(self._code(line, self._left, self._y - FALL * size))
        self.rule = scene.add_part(Group(*self._placed(), *map(self._tie, tied)))
        self.choice = scene.add_part(Group(*self._choose(choice, rate, slot)))

    def _set(self) -> list[str]:
        """The symbols of the rule and the signs between them, in Typst's code."""
        say, theme = self._scene.say, self._scene.theme
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        alpha, slope = tint("alpha", theme.rate), tint(f"nabla J({old})", theme.gradient)
        return [new, "=", old, "-", alpha, "dot", slope]

    def _columns(self) -> list[Tied]:
        """Where each word and each sign of the line is, and so what it is in the rule."""
        pieces = list(re.finditer(r"\S+", self._line))
        return [
            Tied(
                piece.group() if piece.group().isidentifier() else "", code,
                self._left + PITCH * self._em * (piece.start() + piece.end()) / 2,
            )
            for piece, code in zip(pieces, self._set(), strict=True)
        ]  # fmt: skip

    def _fitting(self, slot: Slot) -> float:
        """The largest size in which neighbours keep apart, each in the middle of its column."""
        each = self._columns()
        wide = [float(self._symbol(one.code, 1.0).width) / 2 for one in each]
        gaps = [
            (right.place - left.place) / (one + other + CLEAR)
            for (left, right), (one, other) in zip(pairwise(each), pairwise(wide), strict=True)
        ]
        ends = (each[0].place - slot.left) / wide[0], (slot.right - each[-1].place) / wide[-1]
        return min(LARGEST, slot.height / HIGH, *gaps, *ends)

    def _symbol(self, code: str, size: float) -> Label:
        return formula(f"${code}$", size, self._scene.theme.text)

    def _placed(self) -> Iterator[Label]:
        for each in self._columns():
            yield self._symbol(each.code, self._size).put(each.place, self._y, "centre")

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
