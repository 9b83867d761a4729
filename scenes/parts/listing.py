"""A program on the screen: its lines, the one that is run lit, and values beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

import numpy as np
from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.band import Band
from scenes.components.text.code import PITCH, CodeLine
from scenes.components.text.digits import Digits, width_of
from scenes.layout import Slot
from scenes.painting.extent import Extent
from scenes.plans.loop_clock import Lit
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue, smooth
from scenes.theme import SIZES

LEADING, TIGHT = 2.0, 1.32
"""From one line to the next, at most and at least, in em."""
BEFORE, GAP = 0.5, 0.6
"""From the band's ends to what stands in it, and from a line to what it comes to at least, in
em."""
VALUE, AFTER = 1.12, 0.35
"""Size of values in that of the lines, whose letters are wider; and how far the plate of a value,
which sets it apart from the code, goes on at its sides, in em."""
UNDER, OVER = 0.28, 0.62
"""How far that reaches below a baseline and above it, in what is from one line to the next."""
LOW, HIGH = 0.46, 0.78
"""How far the band reaches below a baseline and above it, in em, where lines are close."""
SMALLER = 0.8
"""How much smaller type may be where all values stand at the ends of their lines."""
GLIDE, HALF = 0.16, 0.5
"""Seconds in which the band goes and comes at another line, as does what is lit with it; and the
share of these after which it is there."""


@dataclass(frozen=True)
class Shown:
    """A value beside a line: what it is when so much has been run, and the widest that it is."""

    text: Callable[[int], str]
    widest: str
    colour: str | None = None
    """Without one it has that of its line's bar."""


class Listing:
    """The lines of a program.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill, with the values at its right end, a column of their own; the
            last line has its value below it where type would be far smaller without.
        lines: of the source.
        colours: of words.
        lit: which lines are lit, in order of time.
        bars: the colour of the band's bar and of the value, by line.
        values: by line.
        leave: how many lines, the first ones, leave before the others come, in their place.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        lines: Sequence[str],
        colours: Mapping[str, str],
        lit: Sequence[Lit],
        bars: Mapping[int, str],
        values: Mapping[int, Shown],
        *,
        leave: int = 0,
    ) -> None:
        self._leave = leave
        self.scene, self.slot, self.source, self._lit, self._bars = scene, slot, lines, lit, bars
        self._begins = [ceil(float(each.second * scene.score.fps) - 1e-6) for each in lit]
        last = len(lines) - 1
        inline, below = self._fitting(values), self._fitting(values, below=last in values)
        self._shown = values
        self._below = last if inline < SMALLER * below else None
        """The line whose value stands below it, if one does."""
        self.size = inline if self._below is None else below
        pitch = slot.height / (len(lines) - leave + (self._below is not None))
        self._pitch = float(np.clip(pitch, TIGHT * self.size, LEADING * self.size))
        self._rise = (self._pitch - (HIGH + LOW) * self.size) / 2
        """From letters to the end of their band, where lines are not close."""
        self._band = Band(scene.theme)
        self.band = scene.add_part(self._band, self._put_band, layer=Layer.FURNITURE)
        plain, quiet = scene.theme.text, scene.theme.quiet
        self.lines = [self._add_line(k, text, plain, colours) for k, text in enumerate(lines)]
        self.done = [self._add_line(k, text, quiet, {"": quiet}) for k, text in enumerate(lines)]
        """The same lines once their turn is over: of one colour."""
        self.values = {line: self._add_value(line, shown) for line, shown in values.items()}

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.band, *self.lines, *self.values.values()

    def lines_of(self, *which: int) -> list[Part]:
        """Some lines with their values."""
        values = [self.values[line] for line in which if line in self.values]
        return [*(self.lines[line] for line in which), *values]

    # Where things are

    def _fitting(self, values: Mapping[int, Shown], *, below: bool = False) -> float:
        """The type in which all lines and values have room, the last one below its line or not."""
        widths, rows = [2 * BEFORE + PITCH * len(text) for text in self.source], len(self.source)
        rows -= self._leave
        for line, shown in values.items():
            if not (below and line == len(widths) - 1):
                widths[line] += GAP + 2 * AFTER + VALUE * width_of(shown.widest, 1.0)
        across = self.slot.width / max(widths)
        return min(SIZES.name, across, self.slot.height / (TIGHT * (rows + below)))

    def baseline(self, line: int) -> float:
        """Of a line: where those that leave have left, the next is the first."""
        row = line - self._leave if line >= self._leave else line
        return self.slot.top - HIGH * self.size - self._pitch * row

    def column(self, place: float) -> float:
        """Where a letter of a line begins."""
        return self.slot.left + (BEFORE + PITCH * place) * self.size

    def after(self, line: int) -> Slot:
        """The room of all that stands below a line."""
        return replace(self.slot, left=self.column(0), top=self._foot(line) - HIGH * self.size)

    def _foot(self, line: int, run: int | None = None) -> float:
        """Where the band of a line ends, and that of the next begins.

        A value below the line counts if it is there when so much has been run.
        """
        below = line == self._below and (run is None or bool(self._shown[line].text(run)))
        return self.baseline(line + below) - LOW * self.size - self._rise

    def _box(self, lit: Lit) -> Extent:
        top = self.baseline(lit.first) + HIGH * self.size + self._rise
        return self.slot.left, self._foot(lit.last, lit.run), self.slot.right, top

    # When things are

    def _at(self, frame: int) -> int:
        """Which of the times has come, -1 before the first."""
        return bisect_right(self._begins, frame) - 1

    def run(self, frame: int) -> int:
        """What has been run by a frame, -1 for nothing."""
        at = self._at(frame)
        return self._lit[at].run if at >= 0 else -1

    def _come_to(self, frame: int) -> int:
        """The same as values tell it: what a line finds is there once the band has come to it."""
        at = self._at(frame)
        if at > 0 and self._lit[at].first != self._lit[at - 1].first:
            at -= self._come(at, frame) < HALF
        return self._lit[at].run if at >= 0 else -1

    def is_quick(self, frame: int) -> bool:
        """Whether several lines are lit at once: they are run too quickly to be told apart."""
        lit = self._lit[max(self._at(frame), 0)]
        return lit.first != lit.last

    def brightness(self, lines: Sequence[int], frame: int) -> float:
        """How brightly some lines are lit, in [0, 1]."""
        at = self._at(frame)
        if at < 0:
            return 0.0
        now, before = (
            float(any(lit.first <= line <= lit.last for line in lines))
            for lit in (self._lit[at], self._lit[max(at - 1, 0)])
        )
        return before + self._come(at, frame) * (now - before)

    def _come(self, at: int, frame: int) -> float:
        """How far what is lit at one of the times has come to be so."""
        share = (frame - self._begins[at]) / float(GLIDE * self.scene.score.fps)
        return smooth(min(max(share, 0.0), 1.0))

    def with_line(self, part: Part, *lines: int) -> Part:
        """Have a part seen only while one of some lines is lit alone."""
        fade = round(GLIDE * self.scene.score.fps)
        alone = [each.first == each.last and each.first in lines for each in self._lit]
        part.presence.first = 0.0
        for (was, now), begin in zip(pairwise([False, *alone]), self._begins, strict=True):
            if was != now:
                part.presence.to(float(now), begin, begin + fade)
        return part

    # What is shown

    def _put_band(self, frame: int) -> Hashable:
        at = max(self._at(frame), 0)
        now, before, come = self._lit[at], self._lit[max(at - 1, 0)], self._come(at, frame)
        leaps = now.first != before.first
        there = abs(2.0 * come - 1.0) if leaps else 1.0
        if leaps:
            now, come = (before if come < HALF else now), 1.0
        first, last = np.array(self._box(before)), np.array(self._box(now))
        left, bottom, right, top = (first + come * (last - first)).tolist()
        plain, alone = self.scene.theme.quiet, now.first == now.last
        colour = self._bars.get(now.first, plain) if alone else plain
        self._band.show((left, bottom, right, top), colour, soft=not alone)
        self._band.strength = there
        return left, bottom, right, top, colour, alone, there

    def step_back(self, cue: Cue, *lines: int) -> None:
        """Some lines' turn is over; their values stay as they are."""
        for line in lines:
            cue.swap(self.lines[line], self.done[line])

    def leave(self, cue: Cue, *lines: int) -> None:
        """Some lines' turn is over, and they leave if others are to have their place."""
        if self._leave:
            cue.hide(*self.lines_of(*lines))
        else:
            self.step_back(cue, *lines)

    def step_forward(self, cue: Cue, *lines: int) -> None:
        """It is their turn again."""
        for line in lines:
            cue.swap(self.done[line], self.lines[line])

    def _add_line(self, line: int, text: str, colour: str, colours: Mapping[str, str]) -> Part:
        label = CodeLine(text, self.size, colour, colours)
        label.shift((self.column(0), self.baseline(line), 0.0))
        return self.scene.add_part(label)

    def _add_value(self, line: int, shown: Shown) -> Part:
        theme = self.scene.theme
        digits = Digits(VALUE * self.size, shown.colour or self._bars.get(line, theme.text))
        close = self.scene.layout.narrow  # lines are: an edge would touch digits
        plate = Plate(theme, edge=None if close else theme.rule)
        row = line + (line == self._below)
        end, level = self.slot.right - BEFORE * self.size, self.baseline(row)
        wide, pitch = width_of(shown.widest, digits.size) + AFTER * self.size, self._pitch
        there = Slot(
            end - wide, level - UNDER * pitch, end + AFTER * self.size, level + OVER * pitch
        )
        nothing = Slot(end, level, end, level)

        def show(frame: int) -> Hashable:
            text = shown.text(self._come_to(frame))
            digits.show(text, end, level, "right")
            plate.show(there if text else nothing)
            return text

        return self.scene.add_part(Group(plate, digits), show, layer=Layer.GROUND)
