"""What there is to know of balls at the step that they have come to: the slope, or the noise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

DECIMALS = 4
"""Of the slope."""
TOP, PITCH = 0.9, 1.2 * LEADING
"""From the top of a readout to its first baseline, and from there to the second, in em."""
APART, NEXT = 0.5, 1.3
"""From the name of a figure to that, and from there to the next in the same line, in em."""


class Figure(NamedTuple):
    """What a figure is called, its colour, and what it is at each step: a number or a word."""

    name: str
    colour: str
    texts: Sequence[str]
    later: tuple[int, str] | None = None
    """From which step on it is called otherwise, and how."""


def add_walk_readout(scene: AnyScene, slot: Slot, runner: Runner) -> tuple[Part, ...]:
    """From the top of a slot: the step of a walk, and the slope where it stands."""
    say, run = scene.say, runner.run
    slopes = np.linalg.norm(run.problem.gradient(run.theta), axis=-1)
    texts = [say.numerals.placed(float(slope), DECIMALS) for slope in slopes]
    steps = [say.numerals.count(step) for step in range(len(texts))]
    step = Figure(say("valleys.step"), scene.theme.text, steps)
    slope = Figure(say("valleys.slope"), scene.theme.gradient, texts)
    return _add(scene, slot, runner.landed, step, slope)


def add_noise_readout(
    scene: AnyScene,
    slot: Slot,
    landed: Callable[[int], int],
    noise: Sequence[float],
    away: Sequence[int],
) -> tuple[Part, ...]:
    """From the top of a slot: the noise of balls at their step, and how many are off the map.

    If all of these come back when the noise is off, that is what their count is called then.
    """
    say, theme, off = scene.say, scene.theme, scene.say("valleys.noise_off")
    largest = say.numerals.significant(max(noise), 2)
    sizes = [largest if size else off for size in noise]
    counts = [say.numerals.count(count) for count in away]
    shaken = Figure(say("valleys.noise_now"), theme.stochastic, sizes)
    back = scene.plan.sign("back")
    later = (int(np.count_nonzero(noise)), say(back)) if back else None
    gone = Figure(say("valleys.away"), theme.text, counts, later)
    return _add(scene, slot, landed, shaken, gone)


def _add(
    scene: AnyScene, slot: Slot, landed: Callable[[int], int], *figures: Figure
) -> tuple[Part, ...]:
    """A part for each: they are one below the other, aligned if they fit so.

    Where the slot is flat, they are in a line.
    """
    theme = scene.theme
    usual = SIZES.label if scene.layout.narrow else SIZES.formula
    columns = slot.height >= usual * (TOP + PITCH * (len(figures) - 1))
    sizes = usual, SIZES.name, SIZES.label, SIZES.small
    for aligned, size in product((True, False), sizes):
        values = [_Value(figure, size) for figure in figures]
        names = [_Name(figure, size, theme.quiet) for figure in figures]
        first, left = slot.top - TOP * size, slot.left
        widest = max(name.widest for name in names)
        for row, (name, value) in enumerate(zip(names, values, strict=True)):
            baseline = first - PITCH * size * row if columns else first
            name.put(left, baseline)
            after = widest if columns and aligned else name.widest
            value.place = left + after + APART * size, baseline
            left = left if columns else value.right + NEXT * size
        if max(value.right for value in values) <= slot.right:
            break

    def tell(name: _Name, value: _Value, frame: int) -> Hashable:
        step = landed(frame)
        value.show(step)
        return value.texts[step], name.show(step)

    return tuple(
        scene.add_part(Group(name, value), partial(tell, name, value), layer=Layer.GROUND)
        for name, value in zip(names, values, strict=True)
    )


class _Name(Group):
    """What a figure is called at a step."""

    def __init__(self, figure: Figure, size: float, colour: str) -> None:
        self.since = figure.later[0] if figure.later else len(figure.texts)
        told = [figure.name, *figure.later[1:]] if figure.later else [figure.name]
        self.labels = [formula(name, size, colour) for name in told]
        self.widest = max(float(label.width) for label in self.labels)
        super().__init__(self.labels[0])

    def put(self, x: float, y: float) -> None:
        """Stand at a place."""
        for label in self.labels:
            label.put(x, y)

    def show(self, step: int) -> bool:
        """Be called as it is at a step; whether that is otherwise than at first."""
        later = step >= self.since
        self.submobjects = [self.labels[later]]
        return later


class _Value(Group):
    """A figure at a step: its number, or its word."""

    def __init__(self, figure: Figure, size: float) -> None:
        self.texts, self.size = figure.texts, size
        self.digits = Digits(size, figure.colour)
        told = {text for text in figure.texts if not set(text) <= set(Digits.ALPHABET)}
        self.words: dict[str, Label] = {
            text: words(text, size, figure.colour) for text in sorted(told)
        }
        self.place = 0.0, 0.0
        super().__init__(self.digits, *self.words.values())

    @property
    def right(self) -> float:
        """Where it ends at its widest."""
        widths = [width_of(text, self.size) for text in {*self.texts} - {*self.words}]
        widths += [float(label.width) for label in self.words.values()]
        return self.place[0] + max(widths)

    def show(self, step: int) -> None:
        """Stand at its place."""
        text = self.texts[step]
        if text in self.words:
            self.submobjects = [self.words[text].put(*self.place)]
        else:
            self.digits.show(text, *self.place)
            self.submobjects = [self.digits]
