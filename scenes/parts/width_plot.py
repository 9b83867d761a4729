"""How far batches scatter against their size: what was measured, and what no width exceeds."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import RIGHT, Axes, plot_area
from scenes.components.plot.columns import Columns
from scenes.components.text.label import Label, formula, words
from scenes.layout import LEADING, Slot
from scenes.painting.extent import Extent
from scenes.parts.cloud_view import CloudView, told_width
from scenes.parts.naming import covered, overlap
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

SHARES = (0.0, 50.0, 100.0)
"""Of the width of the cloud of single samples, in percent, which are numbered."""
HEADROOM = 130.0
"""The highest on the axis, which leaves room for what stands above the first column."""
TIMES = 4
"""How many times as many samples are spoken of: the width of batches so large is told, too."""
SIZES_SEEN, TIMES_SIZE = 64, 4
"""The most samples that the axis reaches, or so many times a mini-batch's."""
FINE = 400
"""Places of a curve."""
ROWS = np.arange(0.7, 3.5, 0.05).tolist()
"""How far below the upper edge of the plot the law may stand, in lines."""
LARGER = 1.25
"""Size of the law in brief, in that of others."""
PIECE = 0.4, 1.9, 0.3
"""A piece of the bound before its name: how far from that, its length, and its level, in em."""
BRACKET = 0.85, 0.14, 0.3
"""From the baseline of its word up to a bracket, its height, and the room beside it, in em."""
RISE = 1.0
"""By how much a name is raised at a time, in percent of the width of the first cloud."""
WIDE, APART = 0.5, 0.6
"""Width of a column, in a doubling, and how far columns are apart at least."""
DIGIT, CLEAR = 0.55, 0.5
"""The room of a digit below the axis, and that between two numbers at least, in em."""
BESIDE, ABOVE = 0.1, 0.16
"""From a column to its name: to the right of its upper corner, and up where the curve runs on."""
CLOSE, TOUCHED = 0.3, 0.3
"""Room around a name that other names keep clear, and that the curve does, in em."""


class WidthPlot:
    """How wide the cloud of batches is, in that of single samples, up to the size at hand.

    Columns are measured, at each doubling of the size and at that of each kind; above them is the
    bound, dashed.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
        cloud: whose arrows' size it has come to.
    """

    def __init__(self, scene: AnyScene, slot: Slot, cloud: CloudView) -> None:
        self.scene, self.cloud, plan, say = scene, cloud, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        self.large = SIZES.label if scene.layout.narrow else SIZES.name
        n = len(plan.data)
        most = min(n, max(SIZES_SEEN, TIMES_SIZE * plan.size))
        self.columns = self._columns(most)
        area = plot_area(slot)
        self.axes = Axes(
            area, (-WIDE, float(np.log2(most)) + WIDE), (0.0, HEADROOM), scene.theme, say.numerals,
            x_ticks=np.log2(self._numbered(most, area.width)), y_ticks=SHARES, size=self.size,
        )  # fmt: skip
        shares = say.numerals.tick_texts(self.axes.y_ticks)
        names = Group(
            self.axes.x_numbers(say.numerals.tick_texts(np.round(2.0**self.axes.x_ticks))),
            self.axes.y_numbers([say("kinds.percent", share=each) for each in shares]),
            self.axes.x_name(say(f"sizes.{plan.noun}_a_batch")),
            self.axes.y_name(say("sizes.noise")),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        sizes = np.unique(np.append(np.geomspace(1.0, most, FINE), float(plan.size)))
        most_wide = 100.0 / np.sqrt(sizes)
        line = Dashes(scene.theme.text, STROKES.thin)
        measured = [(float(size), self._measured(size)) for size in self.columns]
        self.plotted = [*measured, *zip(sizes.tolist(), most_wide.tolist(), strict=True)]
        """Sizes and widths of the columns, and along the bound."""
        self.bound = self._add_curve(sizes, most_wide, line)
        self.measured = self._add_columns()
        self.names = self._add_names(most)
        self.law = self._add_law()
        self.pair = self._add_pair(names[2])
        """What tells that one size is so many times another, if there is room."""

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.frame, self.measured, self.bound, self.names, self.law]

    def _measured(self, size: int) -> float:
        """The width of the cloud that was measured, in percent."""
        return 100.0 * math.sqrt(self.scene.plan.measured[size])

    def _add_curve(self, sizes: Array, shares: Array, line: Dashes) -> Part:
        places = self.axes.at(np.log2(sizes), shares)

        def grow(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            line.show(*([places[sizes <= asked]] if asked > 1 else []))
            return asked

        return self.scene.add_part(line, grow, layer=Layer.GROUND)

    def _add_law(self) -> Part:
        """What no width exceeds, where the plot is empty above curve and columns, or nowhere.

        Before it is a piece of the curve, if there is room for that.
        """
        say, theme, add = self.scene.say, self.scene.theme, self.scene.add_part
        for before in (sum(PIECE[:2]), 0.0):
            for size in (LARGER * self.large, self.large, self.size):
                law = formula(say("sizes.law"), size, theme.text)
                if self._is_free(law, before):
                    pieces = [self._piece(law)] if before else []
                    return add(Group(law, *pieces, *self._once(law)), layer=Layer.NAMES)
        return add(Group(), layer=Layer.NAMES)

    def _once(self, law: Label) -> list[Label]:
        """Why widths are less, below that, if there is room: no sample is twice in a batch."""
        told = self.scene.say(f"sizes.{self.scene.plan.noun}_once")
        once = words(told, self.large, self.scene.theme.text)
        low = Slot(*covered(law)).bottom
        for rows in ROWS:
            once.put(self.axes.slot.right + RIGHT, low - rows * LEADING * once.size, "right")
            if not self._is_crossed(once, 0.0):
                return [once]
        return []

    def _add_pair(self, below: Label) -> tuple[Part, ...]:
        """A bracket below the numbers of a sample and of ``TIMES``, beside what they count."""
        if TIMES not in self.columns:
            return ()
        theme, low = self.scene.theme, below.baseline + BRACKET[0] * self.size
        ends = self.axes.at(np.log2([1.0, float(TIMES)]), np.zeros(2))[:, 0].tolist()
        told = words(f"×{TIMES}", self.size, theme.text, "semibold")
        told.put(sum(ends) / 2, below.baseline, "centre")
        if Slot(*covered(below)).left < ends[1] + BRACKET[2] * self.size:
            return ()
        line, high = Dashes(theme.text, STROKES.axis, dash=0), low + BRACKET[1] * self.size
        left, right = ends
        line.show(np.array([[left, high], [left, low], [right, low], [right, high]]))
        return (self.scene.add_part(Group(line, told), layer=Layer.NAMES),)

    def _piece(self, law: Label) -> Dashes:
        """Of the bound, before its name."""
        end = Slot(*covered(law)).left - PIECE[0] * law.size
        level = law.baseline + PIECE[2] * law.size
        line = Dashes(self.scene.theme.text, STROKES.thin)
        line.show(np.array([[end - PIECE[1] * law.size, level], [end, level]]))
        return line

    def _is_free(self, line: Label, before: float) -> bool:
        """Whether there is a row for a line, with so much before it, in em, in which it is put."""
        slot = self.axes.slot
        return any(
            not self._is_crossed(
                line.put(slot.right + RIGHT, slot.top - rows * LEADING * line.size, "right"), before
            )
            for rows in ROWS
        )

    def _is_crossed(self, line: Label, before: float) -> bool:
        """Whether a line would lie on the curve, a column or its name, or on the grid."""
        sizes, shares = np.array(self.plotted).T
        box = Slot(*_about(line, CLOSE)).inset(left=-before * line.size)
        names = any(overlap(box.extent, covered(name)) for name in self.names.mobject)
        levels = self.axes.at(np.zeros(len(SHARES)), np.array(SHARES))[:, 1].tolist()
        on_grid = any(box.bottom < level < box.top for level in levels)
        outside = box.bottom < self.axes.slot.bottom or box.left < self.axes.slot.left
        crossed = box.holds(self.axes.at(np.log2(sizes), shares)).any()
        return bool(outside or names or on_grid or crossed)

    def _columns(self, most: int) -> list[int]:
        """The sizes that were measured, those of kinds before others that are near."""
        plan = self.scene.plan
        kinds = [size for size in plan.sizes.values() if size <= most]
        others = [
            size
            for size in plan.measured
            if size <= most and min(abs(np.log2(size / kind)) for kind in kinds) >= APART
        ]
        return sorted({*kinds, *others})

    def _numbered(self, most: int, width: float) -> list[float]:
        """The sizes of columns that have numbers, those of kinds before others that are near."""
        pitch = width / (float(np.log2(most)) + 2 * WIDE) / self.size
        kept: list[int] = []
        for size in [*self.scene.plan.sizes.values(), *self.columns]:
            need = CLEAR + DIGIT * len(str(size))
            far = all(abs(np.log2(size / other)) * pitch >= need for other in kept)
            if size <= most and far:
                kept.append(size)
        return [float(size) for size in sorted(kept)]

    def _add_columns(self) -> Part:
        """What was measured, from when the cloud has come to that size."""
        plan, theme = self.scene.plan, self.scene.theme
        slots, colours = [], []
        for size in self.columns:
            slots.append(self._column(size))
            known = size in plan.sizes.values()
            colours.append(self.cloud.colour(size) if known else theme.quiet)
        columns = Columns(slots, colours)

        def come(frame: int) -> Hashable:
            columns.show(sum(size <= self.cloud.size(frame) for size in self.columns))
            return columns.shown

        return self.scene.add_part(columns, come, layer=Layer.GROUND)

    def _column(self, size: int) -> Slot:
        """What the column of a size fills; nothing is left of one without width."""
        middle, bottom = float(np.log2(size)), self.axes.slot.bottom
        sides = np.array([middle - WIDE / 2, middle + WIDE / 2])
        (left, top), (right, _) = self.axes.at(sides, np.full(2, self._measured(size))).tolist()
        least = STROKES.curve if self.scene.plan.width(size) else 0.0
        return Slot(left, bottom, right, max(top, bottom + least))

    def _others(self, size: int) -> list[int]:
        """Sizes with a column, but this one."""
        return [each for each in self.columns if each != size]

    def _add_names(self, most: int) -> Part:
        """How many samples are asked, and the width that is left, beside their column.

        Of each kind, and of the size that is spoken of where there is room.
        """
        names: dict[int, Label] = {}
        for size in self.scene.plan.sizes.values():
            if size <= most:
                names[size] = self._name(size, self.cloud.colour(size), [*names.values()])
        if TIMES in self.columns and TIMES not in names:
            name = self._put(self._told(TIMES), TIMES, [*names.values()], self.scene.theme.text)
            if not self._crosses(name, TIMES):
                names[TIMES] = name

        def come(frame: int) -> Hashable:
            asked = self.cloud.size(frame)
            for size, name in names.items():
                name.fade(float(size <= asked))
            return asked

        return self.scene.add_part(Group(*names.values()), come, layer=Layer.NAMES)

    def _name(self, size: int, colour: str, others: Sequence[Label]) -> Label:
        """Beside its column, and above other names; in brief where it would lie on another."""
        name = self._put(self._told(size), size, others, colour)
        if not self._crosses(name, size):
            return name
        if not self.scene.plan.width(size) and self._raised(name, size, others):
            return name
        brief = self._put(told_width(self.scene, self.scene.plan, size), size, others, colour)
        if self._crosses(brief, size) and not self._raised(brief, size, others):
            return self._put(told_width(self.scene, self.scene.plan, size), size, others, colour)
        return brief

    def _raised(self, name: Label, size: int, others: Sequence[Label]) -> bool:
        """Raise a name from its column on until it is clear of all else; whether there is room."""
        taken = [covered(other) for other in others]
        taken += [self._column(each).extent for each in self._others(size)]
        x, curve = float(name.get_left()[0]), np.array(self.plotted)
        places = self.axes.at(np.log2(curve[:, 0]), curve[:, 1])
        least = 100.0 * self.scene.plan.width(size)
        for share in np.arange(least, SHARES[-1], RISE).tolist():
            name.put(x, float(self.axes.at(np.zeros(()), np.array(share))[1]))
            about = _about(name, CLOSE)
            free = not any(overlap(about, each) for each in taken)
            if free and not Slot(*about).holds(places).any():
                return True
        return False

    def _told(self, size: int) -> str:
        """So many samples, and the width that is left."""
        plan, share = self.scene.plan, told_width(self.scene, self.scene.plan, size)
        if not plan.width(size):
            return self.scene.say("sizes.none_left", count=size)
        return self.scene.say(f"sizes.{plan.noun}_left", count=size, share=share)

    def _crosses(self, name: Label, size: int) -> bool:
        """Whether it lies on the curve or another column, or has been put above other names."""
        tops = np.array([each for each in self.plotted if each[0] != size])
        box = Slot(*_about(name, TOUCHED))
        crossed = box.holds(self.axes.at(np.log2(tops[:, 0]), tops[:, 1])).any()
        crossed |= any(
            overlap(box.extent, self._column(each).extent) for each in self._others(size)
        )
        return bool(crossed or name.baseline > self._corner(name, size)[1])

    def _put(self, told: str, size: int, others: Sequence[Label], colour: str) -> Label:
        """Words right of a column, and above other names."""
        name = words(told, self.large, colour, "semibold")
        x, y = self._corner(name, size)
        name.put(x, y)
        while any(overlap(_about(name, CLOSE), covered(other)) for other in others):
            y += LEADING * self.large
            name.put(x, y)
        return name

    def _corner(self, name: Label, size: int) -> tuple[float, float]:
        """Where a name begins: as far as there is room, and over the curve that runs on there."""
        share, end = 100.0 * self.scene.plan.width(size), self.axes.slot.right + RIGHT
        corner = np.log2(size) + WIDE / 2
        x, y = self.axes.at(np.array(corner), np.array(share)).tolist()
        return min(x + BESIDE, end - float(name.width)), y + ABOVE


def _about(name: Label, room: float) -> Extent:
    """What a name covers, with so much room around it, in em."""
    return Slot(*covered(name)).inset(*[-room * name.size] * 4).extent
