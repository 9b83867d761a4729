"""The three kinds on a plane of waits and costs; and beside it what each is for."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import StraightArrow
from scenes.components.plot.axes import LEFT, Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.plot.ring import Ring
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.painting.extent import Extent
from scenes.parts.cloud_view import told_width
from scenes.parts.naming import LEFT_ABOVE, RIGHT, Name, Naming, covered
from scenes.parts.size_map import FIRST, colours_of_kinds
from scenes.plans.mini_batch import ALL, AT_ONCE, FEW, KINDS, SINGLE
from scenes.plans.told import ENDLESS
from scenes.plans.verdicts import ROUNDING
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

MORE = 1.3
"""Where each axis ends, in the most that a kind has on it."""
TICKS = 4
"""Numbers on an axis, at most."""
LARGE = 2.0
"""Radius of a dot, in that of dots of other plots."""
RING = 1.9
"""Radius of the ring around the best, in that of its dot."""
CLEAR = 0.12
"""From a dot, or the ring around it, to its name."""
APART = 0.5
"""From one name to the next, at least, in em."""
BEFORE = 0.25
"""From the edge of the plot to its widest number."""
ARROW = 0.06, 0.19
"""From the upper right corner of the plot to the ends of the arrow to what is better, in its
height."""
BOLD = 1.6
"""How thick that is, in other arrows'."""
SQUARE = 3.2, 1.0
"""Heights of the plane and of what each kind is for, in a square."""
HEAD = 0.42
"""Height of the head of the table beside the plane, in that of its rows."""
COLUMN = 1.6
"""From what stands in a column to what stands in the next, at least, in em."""
SIDES = {SINGLE: LEFT_ABOVE, FEW: RIGHT, ALL: RIGHT}
"""Of their dots, on which kinds have their names if there is room."""


class KindPlane:
    """Each kind a dot, farther right the more often it waits, and higher the higher it ends.

    A mean cost that is no number lies at the upper end of its axis, and its name says so.

    Args:
        scene: the scene it belongs to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, self.colours = scene, colours_of_kinds(scene.theme)
        narrow = scene.layout.narrow
        self.size = SIZES.small if narrow else SIZES.label
        """Of numbers and the names of axes."""
        self.is_square = narrow and not scene.layout.beside
        slot, beside = scene.layout.hero_and_rest()
        if self.is_square:
            slot, beside = scene.layout.body.rows(*SQUARE, gap=scene.layout.gap / 2)
        self.axes = self._axes(slot)
        dots = {kind: self._dot(kind) for kind in KINDS}
        self.axes.x_ticks = self._clear_of(dots)
        self.frame = self._add_frame()
        self.places = {kind: dot.place for kind, dot in dots.items()}
        """Where dots are in the frame."""
        better = self._better()
        self.better = scene.add_part(better, layer=Layer.NAMES)
        """An arrow to where waits are fewer and costs lower."""
        self.dots = self._add_dots(dots, better)
        """With their names, by kind."""
        self.ring = self._add_ring(dots[FEW].radius)
        """Around the best, if mini-batch is between both others."""
        self.uses = self._add_uses(beside)
        """What each is called, with how many it holds and its noise, and what it is for."""

    # The plane

    def value(self, kind: str) -> tuple[float, float]:
        """Waits of a kind, and the mean cost above the lowest that it ends at."""
        plan = self.scene.plan
        return float(plan.waits(kind)), float(plan.ends[kind].mean)

    def _axes(self, slot: Slot) -> Axes:
        """From no wait and no cost above the lowest up to more than any kind has."""
        scene, values = self.scene, np.array([self.value(kind) for kind in KINDS])
        waits = float(values[:, 0].max())
        cost = max(*values[np.isfinite(values[:, 1]), 1].tolist(), ROUNDING, 0.0)
        ticks = nice_ticks(0.0, cost, TICKS)
        numbers = scene.say.numerals.tick_texts(ticks)
        widest = max(float(words(text, self.size, scene.theme.text).width) for text in numbers)
        area = plot_area(slot.inset(left=max(0.0, widest + BEFORE - LEFT)))
        return Axes(
            area, (0.0, MORE * waits), (0.0, MORE * cost), scene.theme, scene.say.numerals,
            x_ticks=whole_ticks(waits, TICKS), y_ticks=ticks, size=self.size,
        )  # fmt: skip

    def _clear_of(self, dots: dict[str, Dot]) -> Array:
        """The ticks of the axis to the right on whose numbers, below it, lies no dot or ring."""
        axes, ticks, best = self.axes, self.axes.x_ticks, self.scene.plan.best
        numbers = axes.at(ticks, np.zeros(len(ticks))) - (0.0, self.size)
        clear = [
            np.hypot(*(numbers - dot.place).T)
            > (RING if kind == best else 1.0) * dot.radius + self.size / 2
            for kind, dot in dots.items()
        ]
        return np.asarray(ticks[np.all(clear, axis=0)])

    def _add_frame(self) -> list[Part]:
        scene, axes, say = self.scene, self.axes, self.scene.say
        names = Group(
            axes.x_numbers(), axes.y_numbers(),
            axes.x_name(say("kinds.waits", count=AT_ONCE)), axes.y_name(say("kinds.cost")),
        )  # fmt: skip
        return [scene.add_part(axes), scene.add_part(names)]

    def _dot(self, kind: str) -> Dot:
        waits, cost = self.value(kind)
        shown = cost if np.isfinite(cost) else self.axes.y[1]
        dot = Dot(self.axes, waits, shown, self.colours[kind], self.scene.theme)
        dot.radius *= LARGE
        return dot

    def _add_dots(self, dots: dict[str, Dot], better: Group) -> dict[str, Part]:
        """Each with its name, clear of the others and of the arrow."""
        scene, size = self.scene, SIZES.name if self.scene.layout.narrow else SIZES.formula
        taken = [*map(covered, better), *self._grid]
        discs = np.array([(*self.places[kind], dots[kind].radius) for kind in KINDS])
        names = {}
        for kind in (FEW, SINGLE, ALL):
            told = scene.say(f"methods.{kind}")
            told = told if np.isfinite(self.value(kind)[1]) else f"{told}: {ENDLESS}"
            label = words(told, size, self.colours[kind], "semibold")
            clear = (RING if kind == scene.plan.best else 1.0) * dots[kind].radius + CLEAR
            others = [self.places[other] for other in KINDS if other != kind]
            naming = Naming(self.axes.slot, taken, unnamed=partial(list, others))
            point = partial(np.asarray, self.places[kind])
            names[kind] = naming.add(Name(label, point, clear, SIDES[kind]))
            naming.settle([lambda: None], lambda: discs)
            names[kind].put()
            taken.append(Slot(*covered(label)).inset(*[-APART * size] * 4).extent)
        return {
            kind: scene.add_part(Group(dots[kind], names[kind].label), layer=Layer.NAMES)
            for kind in KINDS
        }

    @property
    def _grid(self) -> list[Extent]:
        """What the lines across the plot cover."""
        slot, ticks = self.axes.slot, self.axes.y_ticks
        levels = self.axes.at(np.zeros(len(ticks)), ticks)[:, 1].tolist()
        return [(slot.left, y - STROKES.hair, slot.right, y + STROKES.hair) for y in levels]

    def _better(self) -> Group:
        """An arrow down to the left from a corner that no dot has, and the word before it."""
        theme, slot = self.scene.theme, self.axes.slot
        arrow = StraightArrow(theme.text, theme, bold=BOLD, edge=0.0)
        start, end = (slot.corners[2] - away * slot.height for away in ARROW)
        arrow.show(start, end)
        size = SIZES.name if self.scene.layout.narrow else SIZES.caption
        name = words(self.scene.say("kinds.better"), size, theme.text)
        name.put(float(end[0]) - CLEAR, float(start[1]) - 0.7 * size, "right")
        return Group(arrow, name)

    def _add_ring(self, radius: float) -> list[Part]:
        if not self.scene.plan.is_between:
            return []
        ring = Ring(self.scene.theme.text, self.scene.theme, RING * radius)
        ring.show(self.places[self.scene.plan.best])
        return [self.scene.add_part(ring, layer=Layer.NAMES)]

    # Beside it

    def _add_uses(self, slot: Slot) -> list[tuple[Part, Part]]:
        """A row for each kind: two lines, or in a square one, in which its name leads."""
        if not self.is_square:
            return self._add_table(slot)
        say, theme = self.scene.say, self.scene.theme
        rows = slot.rows(*[1.0] * len(KINDS), gap=0.0)
        names = [
            words(say(f"methods.{kind}"), SIZES.label, self.colours[kind], "semibold")
            for kind in KINDS
        ]
        indent = max(float(name.width) for name in names) + SIZES.label
        found = []
        for kind, name, row in zip(KINDS, names, rows, strict=True):
            (baseline,) = row.lines(1, SIZES.label)
            make = partial(words, colour=theme.text)
            (use,) = fitted(say(f"kinds.{kind}"), row.width - indent, 1, SIZES.label, make)
            name.put(row.left, baseline)
            use.put(row.left + indent, baseline)
            found.append((self.scene.add_part(name), self.scene.add_part(use)))
        return found

    def _add_table(self, slot: Slot) -> list[tuple[Part, Part]]:
        """A row for each kind below a head, which is part of the frame.

        In a row are its name, how many samples are in memory in a step, its noise, and below these
        what it is for.
        """
        scene, say, theme = self.scene, self.scene.say, self.scene.theme
        large, small = (
            (SIZES.label, SIZES.small) if scene.layout.narrow else (SIZES.formula, SIZES.name)
        )
        head, *rows = slot.rows(HEAD, *[1.0] * len(KINDS), gap=0.0)
        heads = [words(say(f"kinds.{key}"), small, theme.quiet) for key in ("held", "noise")]
        right = slot.right, slot.right - float(heads[1].width) - COLUMN * small
        for label, x in zip(reversed(heads), right, strict=True):
            label.put(x, head.lines(1, small)[0], "right")
        self.frame.append(scene.add_part(Group(*heads)))
        make, found = partial(words, colour=theme.text), []
        for kind, row in zip(KINDS, rows, strict=True):
            told = self._held(kind), told_width(scene, scene.plan, scene.plan.sizes[kind])
            name = words(say(f"methods.{kind}"), large, self.colours[kind], "semibold")
            cells = [words(text, small, theme.text) for text in reversed(told)]
            baseline = row.top - FIRST * large
            name.put(row.left, baseline)
            for cell, x in zip(cells, right, strict=True):
                cell.put(x, baseline, "right")
            (use,) = fitted(say(f"kinds.{kind}"), row.width, 1, small, make)
            use.put(row.left, baseline - LEADING * large)
            found.append((scene.add_part(Group(name, *cells)), scene.add_part(use)))
        return found

    def _held(self, kind: str) -> str:
        """How many samples a step of a kind has in memory."""
        say, count = self.scene.say, self.scene.plan.sizes[kind]
        unit = say.forms(f"counts.{self.scene.plan.noun}")
        return f"{say.numerals.count(count)} {unit.get(say.numerals.plural(count), unit['other'])}"

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        uses = [part for each in self.uses for part in each]
        return [*self.frame, *self.dots.values(), self.better, *self.ring, *uses]
