"""What each kind waits for and holds: its looks as a block, steps to the right, looks upwards."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.looks import Looks
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.numerals import whole_ticks
from scenes.parts.naming import covered, overlap
from scenes.parts.size_map import colours_of_kinds
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

LEAST = 2 * STROKES.thin
"""Height of a block at least, however many samples the tallest has."""
HEADROOM = 1.25
"""The highest on the axis, in how many samples there are."""
FINE = 200
"""Places of the curve of as many looks."""
UP = (0.7, 0.6, 0.8, 0.5, 0.4, 0.9)
"""Where beside the curve its name may stand, in the height of the highest block."""
BESIDE, OVER = 0.2, 0.3
"""From the upper right corner of a block to its name, to the right and up."""


def block_of(scene: AnyScene, axes: Axes, kind: str) -> Looks:
    """The looks of a kind on axes of waits and of looks side by side."""
    plan = scene.plan
    steps, size = plan.steps(kind), plan.sizes[kind]
    right, top = axes.at(np.array(float(steps)), np.array(float(size))).tolist()
    slot = axes.slot
    block = Slot(slot.left, slot.bottom, right, max(top, slot.bottom + LEAST))
    return Looks(block, steps, size, colours_of_kinds(scene.theme)[kind])


def equal_looks(scene: AnyScene, axes: Axes) -> Dashes:
    """The curve on which the upper right corners of blocks of as many looks are."""
    looks, most = float(scene.plan.looks), float(len(scene.plan.data))
    sizes = np.geomspace(1.0, most, FINE)
    curve = Dashes(scene.theme.quiet, STROKES.thin)
    curve.show(axes.at(looks / sizes, sizes))
    return curve


class WaitChart:
    """The looks of each kind's walk on axes of one scale, those of a step above one another.

    Along all of them runs one time, counted in steps: a step over several samples, which are looked
    at side by side, is taken to last as long as one over one.

    Args:
        scene: the scene it belongs to; its plan has sizes and steps by kind.
        slot: the slot it fills, with its numbers and names.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, plan = scene, scene.plan
        narrow = scene.layout.narrow
        self.large = SIZES.label if narrow else SIZES.formula
        self.small = SIZES.small if narrow else SIZES.name
        self.waited = Animated(0.0)
        """How many steps there has been time for."""
        self.kinds = (ALL, FEW, SINGLE) if plan.is_between else (ALL, SINGLE)
        """From the highest block to the widest."""
        self.axes, self.frame = self._add_axes(slot)
        self.blocks = {kind: block_of(scene, self.axes, kind) for kind in self.kinds}
        self.looks = [self._add_block(kind) for kind in self.kinds]
        self.names = self._add_names()
        self.equal = self._add_equal()

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.frame, self.equal, *self.looks, self.names]

    def taken(self, kind: str, frame: int) -> int:
        """How many steps of a kind are taken at ``frame``."""
        return min(int(self.waited.at(frame)), int(self.scene.plan.steps(kind)))

    def _add_axes(self, slot: Slot) -> tuple[Axes, tuple[Part, ...]]:
        """Waits to the right, samples side by side upwards; and the curve of as many looks."""
        scene, plan, say = self.scene, self.scene.plan, self.scene.say
        most = len(plan.data)
        axes = Axes(
            plot_area(slot), (0.0, float(plan.looks)), (0.0, HEADROOM * most), scene.theme,
            say.numerals, x_ticks=whole_ticks(plan.looks, 5), y_ticks=whole_ticks(most, 5),
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip
        side = axes.y_name(say(f"waits.{plan.noun}"))
        names = Group(axes.x_numbers(), axes.y_numbers(), axes.x_name(say("waits.waits")), side)
        curve = equal_looks(scene, axes)
        return axes, (
            scene.add_part(axes),
            scene.add_part(names),
            scene.add_part(curve, layer=Layer.GROUND),
        )

    def _add_equal(self) -> Part:
        """How many looks all corners on the curve stand for, beside it and clear of names."""
        scene, plan, axes = self.scene, self.scene.plan, self.axes
        label = words(scene.say("waits.equal", count=plan.looks), axes.size, scene.theme.quiet)
        taken = [covered(line) for lines in self.told.values() for line in lines]

        def crossed(share: float) -> float:
            high = share * len(plan.data)
            x, y = axes.at(np.array(plan.looks / high), np.array(high)).tolist()
            label.put(x + BESIDE, y)
            return sum(overlap(covered(label), other) for other in taken)

        crossed(min(UP, key=crossed))
        return scene.add_part(label, layer=Layer.NAMES)

    def _add_block(self, kind: str) -> Part:
        """The looks of its steps so far."""
        block = self.blocks[kind]

        def fill(frame: int) -> Hashable:
            block.show(self.taken(kind, frame))
            return block.taken

        return self.scene.add_part(block, fill, layer=Layer.GROUND)

    def _add_names(self) -> Part:
        """Beside the corner of each block, when it is full: its kind, and both of its sides."""
        names = self.told = {kind: self._name(kind) for kind in self.kinds}
        lows = {kind: self._put(names[kind], kind) for kind in self.kinds}
        if FEW in names:
            high = LEADING * (self.small + self.large)
            for other, low in ((ALL, lows[ALL] - high), (SINGLE, lows[SINGLE] + high)):
                if any(overlap(covered(a), covered(b)) for a in names[FEW] for b in names[other]):
                    self._put(names[FEW], FEW, low)
        steps = self.scene.plan.steps

        def come(frame: int) -> Hashable:
            full = tuple(self.taken(kind, frame) == steps(kind) for kind in names)
            for shown, lines in zip(full, names.values(), strict=True):
                for line in lines:
                    line.fade(float(shown))
            return full

        every = [line for lines in names.values() for line in lines]
        return self.scene.add_part(Group(*every), come, layer=Layer.NAMES)

    def _name(self, kind: str) -> tuple[Label, Label]:
        """What it is called, and below that what it holds and waits for."""
        scene, plan, say = self.scene, self.scene.plan, self.scene.say
        colour, steps = colours_of_kinds(scene.theme)[kind], plan.steps(kind)
        told = say("waits.at_once", count=plan.sizes[kind]), say("kinds.waits", count=steps)
        return (
            words(say(f"methods.{kind}"), self.large, colour, "semibold"),
            words(", ".join(told), self.small, scene.theme.text),
        )

    def _put(self, lines: tuple[Label, Label], kind: str, low: float | None = None) -> float:
        """Right of the corner of a block, above it and the curve, or so low; gives the baseline."""
        block, (name, told) = self.blocks[kind].slot, lines
        wide = max(float(line.width) for line in lines)
        left = min(block.right + BESIDE, self.axes.slot.right - wide)
        low = max(block.top, self._curve(left)) + OVER if low is None else low
        told.put(left, low)
        name.put(left, low + LEADING * self.small)
        return low

    def _curve(self, x: float) -> float:
        """How high the curve of as many looks is at a place of the frame."""
        share = (x - self.axes.slot.left) / self.axes.slot.width
        return float(self.axes.at(np.zeros(()), np.array(1.0 / share))[1])
