"""The rule of a step with both parameters in numbers: what is new becomes old, again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, TIMES

DECIMALS = 2
"""Of parameters and gradients."""
LARGE = 1.2 * SIZES.formula
"""Size of type where titles' is too large."""
SIGNS = ("=", "−", "·")
"""Between the columns."""
NEW, OLD, RATE, SLOPE = range(4)
"""The columns."""
OPERATOR, MORE, PITCH, BELOW = 1.0, 1.2, 1.5, 1.15
"""Room for an operator, and further room where the slot has it; from one row to the next, and from
the rule to the first row; in em."""
BRACKET, HOOK = 0.28, 0.12
"""From numbers to the bracket around them, and length of its hooks, in em."""
NAME, NAMED = 0.9, 0.3
"""Size of a parameter's name, and how far it is from its row, in em."""
STANDS = 0.75
"""Seconds for which it stands, the ball having landed, before it becomes the old one."""


class VectorStep:
    """theta_new = theta_old - alpha nabla J, and below it the numbers of the step in hand.

    All come in their places: before the ball sets off, and the new place when it has landed.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runner: whose steps are worked out.
        steps: how many, from the first.
        begin: seconds, when the first numbers come.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, runner: Runner, steps: int, begin: float
    ) -> None:
        self.scene, self.slot, self.run = scene, slot, runner.run
        self.steps = min(steps, max(runner.run.steps, 1))
        self._times = self._timed(runner, begin)
        self._place_columns()
        self.rule = scene.add_part(Group(*self._rule()), layer=Layer.NAMES)
        self.numbers: tuple[Part, ...] = (self._add_frame(), *self._add_numbers())

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.rule, *self.numbers

    def _timed(self, runner: Runner, begin: float) -> list[tuple[int, int]]:
        """By step, the frames at which its numbers come, and its new place."""
        fps, times, comes = self.scene.score.fps, [], round(begin * self.scene.score.fps)
        for step in range(self.steps):
            landed = np.flatnonzero(runner.track.step > step)
            lands = int(landed[0]) if len(landed) else comes + round(2 * TIMES.change * fps)
            times.append((comes, lands))
            comes = lands + round(STANDS * fps)
        return times

    # Where things are

    def _told(self, values: Array) -> tuple[str, str]:
        """Two numbers as they are written."""
        placed = self.scene.say.numerals.placed
        first, second = (placed(value, DECIMALS) for value in values.tolist())
        return first, second

    def _values(self, column: int, step: int) -> tuple[str, ...]:
        """What is written in a column while a step is worked out."""
        run = self.run
        if column == RATE:
            return (self.scene.say.numerals.significant(float(run.learning_rate[0])),)
        if column == SLOPE:
            slope = run.gradient[step] if step < len(run.gradient) else np.zeros(2)
            return self._told(np.asarray(slope))
        return self._told(run.theta[min(step + (column == NEW), run.steps)])

    @property
    def _symbols(self) -> tuple[tuple[str, str], ...]:
        """Of each column: a symbol and its colour."""
        theme, say = self.scene.theme, self.scene.say
        new, old = (f'theta_"{say(key)}"' for key in ("rule.new", "rule.old"))
        places = (new, theme.text), (old, theme.text)
        slope = f'nabla J(theta_"{say("rule.old")}")'
        return *places, ("alpha", theme.rate), (slope, theme.gradient)

    def _place_columns(self) -> None:
        """The largest type that fits, the middles of the columns and the right ends of numbers."""
        for self.size in (SIZES.title, LARGE, SIZES.formula, SIZES.label, SIZES.small):
            numbers = [self._widest(column) for column in range(4)]
            symbols = [float(label.width) for label in self._labels()]
            widths = [
                max(number + 2 * BRACKET * self.size * (column != RATE), symbol)
                for column, (number, symbol) in enumerate(zip(numbers, symbols, strict=True))
            ]
            named = NAMED * self.size + max(float(name.width) for name in self._names())
            clear = NAMED * self.size
            free = self.slot.width - named - clear - sum(widths) - 3 * OPERATOR * self.size
            height = self.size * (1.36 + BELOW + 2 * PITCH)
            if free >= 0 and height <= self.slot.height:
                break
        between = OPERATOR * self.size + float(np.clip(free / 3, 0.0, MORE * self.size))
        left = float(self.slot.centre[0]) + (named - clear - sum(widths) - 3 * between) / 2
        ends = left + np.cumsum(widths) + between * np.arange(4)
        self._middles = ends - np.array(widths) / 2
        self._rights = self._middles + np.array(numbers) / 2
        self._halves = np.array(numbers) / 2 + BRACKET * self.size
        self._between = ends[:-1] + between / 2
        self.baseline = float(self.slot.centre[1]) + height / 2 - 1.05 * self.size
        self._first = self.baseline - (BELOW + PITCH) * self.size

    def _widest(self, column: int) -> float:
        texts = [text for step in range(self.steps) for text in self._values(column, step)]
        return max(width_of(text, self.size) for text in texts)

    def _row(self, row: float) -> float:
        return self._first - PITCH * self.size * row

    # What is there

    def _labels(self) -> list[Label]:
        return [formula(f"${code}$", 1.2 * self.size, tint) for code, tint in self._symbols]

    def _names(self) -> list[Label]:
        """Those of both parameters."""
        quiet = self.scene.theme.quiet
        return [formula(f"$theta_{k}$", NAME * self.size, quiet) for k in (1, 2)]

    def _rule(self) -> list[Label]:
        """The symbols above their columns; the learning rate times the gradient has no sign."""
        baseline, size = self.baseline, 1.2 * self.size
        symbols = [
            label.put(float(x), baseline, "centre")
            for label, x in zip(self._labels(), self._middles, strict=True)
        ]
        signs = [
            words(sign, size, self.scene.theme.text, "semibold").put(float(x), baseline, "centre")
            for sign, x in zip(SIGNS, self._between, strict=True)
        ]
        return [*symbols, *signs]

    def _add_frame(self) -> Part:
        """Names of the rows, the signs between the columns, and brackets, in which numbers come."""
        theme, size = self.scene.theme, self.size
        signs = [
            words(sign, size, theme.text, "semibold").put(float(x), self._row(0.5), "centre")
            for sign, x in zip(SIGNS, self._between, strict=True)
        ]
        around = [self._bracket(column) for column in (NEW, OLD, SLOPE)]
        end = float(self._middles[NEW] - self._halves[NEW]) - NAMED * size
        names = [name.put(end, self._row(k), "right") for k, name in enumerate(self._names())]
        part = self.scene.add_part(Group(*names, *around, *signs), layer=Layer.NAMES)
        return self._coming(part, self._times[0][0])

    def _bracket(self, column: int) -> Dashes:
        """Lines around the pair of a column."""
        size, lines = self.size, Dashes(self.scene.theme.quiet, STROKES.axis, dash=0)
        top, bottom = self._row(0) + 0.95 * size, self._row(1) - 0.35 * size
        corners = []
        for side in (-1.0, 1.0):
            x = float(self._middles[column] + side * self._halves[column])
            hook = x - side * HOOK * size
            corners.append(np.array([[hook, top], [x, top], [x, bottom], [hook, bottom]]))
        lines.show(*corners)
        return lines

    def _add_numbers(self) -> list[Part]:
        """Those of each step: the old place, the slope there, and the new place."""
        theme, later = self.scene.theme, round(TIMES.change * self.scene.score.fps)
        begin = self._times[0][0]
        parts = [self._coming(self._still(RATE, 0, theme.rate), begin + later // 2)]
        for step, (comes, lands) in enumerate(self._times):
            for column, colour, at in (
                (OLD, theme.text, comes),
                (SLOPE, theme.gradient, comes + later),
                (NEW, theme.text, lands),
            ):
                part = self._still(column, step, colour)
                parts.append(self._gone(self._coming(part, at), step + 1))
        return parts

    def _still(self, column: int, step: int, colour: str) -> Part:
        """Numbers that stay in their column."""
        digits = [Digits(self.size, colour) for _ in self._values(column, step)]
        self._show(digits, self._values(column, step), float(self._rights[column]))
        return self.scene.add_part(Group(*digits), lambda _: None, layer=Layer.NAMES)

    def _show(self, digits: Sequence[Digits], texts: Sequence[str], right: float) -> None:
        first = 0.5 if len(texts) == 1 else 0.0
        for row, (each, text) in enumerate(zip(digits, texts, strict=True)):
            each.show(text, right, self._row(first + row), "right")

    def _coming(self, part: Part, frame: int) -> Part:
        """Have it come at a frame."""
        part.presence.first = 0.0
        part.presence.to(1.0, frame, frame + round(TIMES.leave * self.scene.score.fps))
        return part

    def _gone(self, part: Part, step: int) -> Part:
        """Have it go when the numbers of a step come, if that is worked out."""
        if step < self.steps:
            frame = self._times[step][0]
            part.presence.to(0.0, frame, frame + round(TIMES.leave * self.scene.score.fps))
        return part
