"""The data with a line that is turned, its misses, and squares on them, in a plot that glides."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group, Mobject

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plate import Plate
from scenes.components.plot.axes import LEFT, OVER, RIGHT, Axes, plot_area
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.plot.dot import Dot
from scenes.components.plot.misses import Misses, Samples, Tolerated, each_of
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks
from scenes.parts.data_inset import quantity
from scenes.plans.samples import axis_span, behind
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

ABOUT, FIGURES, AS_LARGE = "≈ ", 2, " ×"
"""Before how many times one of two squares is the other; in how few figures their lengths are; and
behind how many times."""
PAD = 0.2
"""Around what is said of a square, in em."""
AROUND = [
    (side * x, y) for y in (0.6, -0.6, 1.0, -1.0, 1.4) for x in (0.6, 1.0) for side in (-1, 1)
]
PASSED = 0.12
"""From the dot about which the line turns to words about it, as is tried; and from the band to what
it lets pass."""
SIDE = 0.18
"""From a sample to what is said of it."""
HELD, LEAST = 0.4, 7.0
"""Of the plot's width, the most that a line of words about that dot has, or in em."""
SPACE = 0.3
"""Between words and signs of what a miss is, in em."""
CROWDED = 200
"""How many samples there are at most where words are tied to a dot among them."""


class MissView:
    """A plot of samples, a line, and how far it misses each of them.

    Args:
        scene: the scene it belongs to; its plan has the data, the tolerance and the largest miss.
        slots: the slots it fills by turns, with its numbers and names.
        line: its slope and intercept at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        line: Callable[[int], tuple[float, float]],
    ) -> None:
        self.scene, self.line = scene, line
        data, theme = scene.plan.data, scene.theme
        self.place = Gliding([plot_area(slot) for slot in slots])
        self.drawn, self.grown, self.flown = Animated(), Animated(), Animated()
        """How much of the strokes and the squares is drawn, and has left for the cost's bar."""
        self.lit, self.paired = Animated(), Animated()
        """How far two squares stand out, one as four of the other; how many have grown."""
        self.stagger = 1.0
        """How much later the last square leaves than the first, in the time that each takes."""
        self.singled = Animated()
        """How far the largest miss stands out."""
        self.axes = self._axes()
        self.furniture = self._add_furniture()
        """What is beside the axes and below them, the numbers left of them, and the axes."""
        nothing = np.zeros(0)
        self._plot = DataPlot(self.axes, nothing, nothing, theme)
        self._miss = Misses(self.axes, data.x, data.y, theme.miss, theme)
        self._miss.pair = scene.plan.twice
        self._miss.single = int(scene.plan.first_misses.argmax())
        self._passed = Tolerated(self.axes, data.x, data.y, scene.plan.tolerance, theme.miss, theme)
        self.misses = scene.add_part(self._miss, self._show_misses, layer=Layer.GROUND)
        self._samples = Samples(self.axes, data.x, data.y, theme)
        self._samples.pair = scene.plan.twice
        self.samples = scene.add_part(self._samples, self._show_samples, layer=Layer.GROUND)
        self.tolerated = scene.add_part(self._passed, self._show_tolerated, layer=Layer.GROUND)
        self.fitted = scene.add_part(self._plot, self._show_line, layer=Layer.GROUND)
        self.pivot = self._add_pivot()
        """A dot about which the line turns, if it lies in the plot."""
        self.held = self._add_held()
        """That the line turns there."""
        self.let_pass = self._add_let_pass()
        self.largest = self._add_largest()
        self.model = self._add_model()
        """What a miss is, if that has room."""
        self.twice = self._add_twice()
        """How long the misses of two squares are, and how many times one is the other."""

    def _axes(self) -> Axes:
        scene = self.scene
        x, y = axis_span(scene.plan.data.x), axis_span(scene.plan.data.y)
        size = SIZES.small if scene.layout.narrow else SIZES.label
        return Axes(
            self.place.slots[-1], x, y, scene.theme, scene.say.numerals,
            x_ticks=nice_ticks(*x, 5), y_ticks=nice_ticks(*y, 4), scaled=True, size=size,
        )  # fmt: skip

    def _add_furniture(self) -> tuple[Part, ...]:
        scene, data = self.scene, self.scene.plan.data
        names = Group(
            self.axes.x_words(quantity(scene, data.x_name, data.x_unit)),
            self.axes.y_words(quantity(scene, data.y_name, data.y_unit)),
            self.axes.x_numbers(),
        )
        return tuple(
            scene.add_part(part, self._bring, layer=Layer.FURNITURE)
            for part in (names, self.axes.y_numbers(), self.axes)
        )

    def left(self, frame: int) -> Array:
        """How far the square of each miss has gone to the cost's bar, (n,), from left to right."""
        self._show_misses(frame)
        late = np.sort(self._miss.late)
        return each_of(self.flown.at(frame), late, self.stagger)

    def squares(self) -> Array:
        """Left, bottom, width and height of the whole square of each, (n, 4), in that order."""
        return self._miss.whole()[np.argsort(self.scene.plan.data.x, kind="stable")]

    @property
    def _leans(self) -> float:
        return float(self.scene.plan.best)

    def _bring(self, frame: int) -> Hashable:
        """Have the axes where they are at ``frame``."""
        self.axes.move(self.place.at(frame), self.axes.x)
        return self.axes.look

    def _show_line(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        self._plot.show([FittedLine(*line, self.scene.theme.batch, STROKES.thick)])
        return look, line

    def _show_misses(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        drawn, grown = self.drawn.at(frame), self.grown.at(frame)
        self._miss.show(line, drawn, grown, self._leans)
        self._miss.light(self.lit.at(frame), self.paired.at(frame))
        self._miss.single_out(self.singled.at(frame))
        return look, line, drawn, grown, self._miss.lit, self._miss.paired, self._miss.singled

    def _show_samples(self, frame: int) -> Hashable:
        look, lit = self._bring(frame), self.lit.at(frame)
        self._samples.light(lit)
        return look, lit

    def _show_tolerated(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        self._passed.show(line)
        return look, line

    def _add_pivot(self) -> tuple[Part, ...]:
        scene, x = self.scene, self.scene.plan.scaled.x_scale.middle
        slope, intercept = self.line(0)
        y = slope * x + intercept
        if not self.axes.y[0] <= y <= self.axes.y[1]:
            return ()
        dot = Dot(self.axes, x, y, scene.theme.text, scene.theme)
        return (scene.add_part(dot, self._bring, layer=Layer.GROUND),)

    def _add_held(self) -> tuple[Part, ...]:
        """Words that are tied to the dot, if there is one, where least lies behind them.

        Among very many misses a tie would not be seen, so that there are none; nor are there where
        the line would cross them wherever they stand.

        They go before the line comes by.
        """
        if not self.pivot or len(self.scene.plan.data) > CROWDED:
            return ()
        scene, x = self.scene, self.scene.plan.scaled.x_scale.middle
        slope, intercept = self.line(0)
        self._bring_last()
        size = self._small
        most = max(HELD * self.axes.slot.width, LEAST * size)
        labels = wrapped(
            scene.say("turn.here"),
            most,
            lambda line: words(line, size, scene.theme.text, "semibold"),
        )
        for label in labels:
            label.cased(scene.theme.casing)
        tie = Dashes(scene.theme.text, STROKES.hair, dash=0)
        middle = self.axes.at(np.array(x), np.array(slope * x + intercept))
        there = [_block(labels, *(middle + np.array(way)).tolist()) for way in AROUND]
        behind = [self._behind(each) for each in there]
        if min(behind) >= len(scene.plan.data):
            return ()
        best = there[int(np.argmin(behind))]
        for label, baseline in zip(labels, best.lines(len(labels), size), strict=True):
            label.put(float(best.centre[0]), baseline, "centre")
        near = best.bottom if best.bottom > middle[1] else best.top
        tie.show(np.stack([middle, [float(best.centre[0]), near]]))
        return (scene.add_part(Group(tie, *labels), layer=Layer.NAMES),)

    def _bring_last(self) -> None:
        self.axes.move(self.place.slots[-1], self.axes.x)

    def _behind(self, slot: Slot) -> int:
        """How many misses are behind a slot; the line and the outside of the plot are more."""
        area, (low, high) = self.axes.slot, slot.corners[[0, 2]]
        outside = (low < area.corners[0]).any() or (high > area.corners[2]).any()
        crossed = bool(outside) or self._is_crossed(slot)
        many = len(self.scene.plan.data)
        return self._ink(low, slot.width, slot.height) + many * crossed

    def _add_let_pass(self) -> tuple[Part, ...]:
        """How much of a miss is let pass, above the band's higher end, if that is in the plot."""
        plan, scene = self.scene.plan, self.scene
        tilts = (plan.tilts[0], plan.tilts[plan.start])
        self._bring_last()
        ends = [self._band_end(*plan.line(float(tilt))) for tilt in tilts]
        room = self.axes.slot.inset(top=PASSED + self._small)
        if not all(room.bottom < y < room.top for _, (_, y) in ends):
            return ()
        number = scene.say.numerals.significant(plan.tolerance)
        text = f"±{number}{behind(plan.data.y_unit)}"
        label = words(text, self._small, scene.theme.batch, "semibold").cased(scene.theme.casing)

        def lie(frame: int) -> Hashable:
            look, line = self._bring(frame), self.line(frame)
            falls, (x, y) = self._band_end(*line)
            left = x + (PASSED if falls else -PASSED)
            label.put(left, min(y, room.top) + PASSED, "left" if falls else "right")
            return look, line

        return (scene.add_part(label, lie, layer=Layer.NAMES),)

    def _band_end(self, slope: float, intercept: float) -> tuple[bool, list[float]]:
        """Whether a line falls, and where the upper edge of its band ends at its higher end."""
        falls = slope < 0.0
        x = self.axes.x[0 if falls else 1]
        top = slope * x + intercept + self.scene.plan.tolerance
        return falls, self.axes.at(np.array(x), np.array(top)).tolist()

    @property
    def _small(self) -> float:
        return SIZES.small if self.scene.layout.narrow else SIZES.label

    def _add_twice(self) -> tuple[Part, ...]:
        """Plated, above both squares the lengths of their misses, and of one how large it is.

        They stand in a square above which there is no room, or the line.
        """
        plan, scene = self.scene.plan, self.scene
        if plan.twice is None:
            return ()
        size = SIZES.small if scene.layout.narrow else SIZES.name
        self._bring(0)
        self._miss.show(self.line(0), 1.0, 1.0, self._leans)
        self._miss.light(1.0)
        found = []
        for told, which, square in zip(
            self._told_twice(size), plan.twice, self._miss.pair_squares(), strict=True
        ):
            blocks = self._placed(told, float(plan.data.x[which]), Slot(*_ends(square)))
            if not blocks:
                return ()
            found.append(Group(*(each for block in blocks for each in self._plated(*block))))
        return tuple(scene.add_part(each, layer=Layer.NAMES) for each in found)

    def _placed(self, told: list[Label], x: float, square: Slot) -> list[tuple[list[Label], Slot]]:
        """Where what is told of a square on the miss at an x stands, if there is room.

        What follows the length stands above it, too, or in it where there is no room for both.
        """
        length, pad = told[:1], PAD * told[0].size
        (middle, y), stroke = (
            square.centre.tolist(),
            float(self.axes.at(np.array([x]), np.zeros(1))[0, 0]),
        )
        above, both = (self._above(lines, middle, square.top) for lines in (length, told))
        inside = told if above is None else told[1:]
        if above is not None and not inside:
            return [(length, above)]
        sides = (
            (square.left, stroke)
            if stroke - square.left > square.width / 2
            else (stroke, square.right)
        )
        wide = _block(inside, middle, y).width + 2 * pad
        if square.left < stroke < square.right and wide < sides[1] - sides[0]:
            middle = sum(sides) / 2
        within = _block(inside, middle, y)
        room = within.inset(*[-pad] * 4)
        if both is not None:
            return [(told, both)]
        if room.width > square.width or room.height > square.height:
            return []
        return [(inside, within)] if above is None else [(inside, within), (length, above)]

    def _told_twice(self, size: float) -> list[list[Label]]:
        """Of both the length of the miss, and how many times one square is the other."""
        plan, say = self.scene.plan, self.scene.say.numerals
        misses, unit = plan.first_misses[list(plan.twice)], behind(plan.data.y_unit)

        def told(number: float, unit: str, figures: int = FIGURES, before: str = "") -> Label:
            text = before + say.significant(float(f"{number:.{figures}g}")) + unit
            return words(text, size, self.scene.theme.miss, "semibold")

        half, more = ([told(miss, unit)] for miss in misses.tolist())
        times = float(misses[1] / misses[0]) ** 2
        return [half, [*more, told(times, AS_LARGE, 1, ABOUT)]]

    def _above(self, lines: list[Label], x: float, top: float) -> Slot | None:
        """Where lines of words stand above a square, if there is room, and no line."""
        pad, slot, block = PAD * lines[0].size, self.axes.slot, _block(lines, x, top)
        half, y = block.width / 2, top + 2 * pad + block.height / 2
        middle = float(np.clip(x, slot.left + half + pad, slot.right - half - pad))
        there = _block(lines, middle, y)
        return None if there.top > slot.top or self._is_crossed(there) else there

    def _plated(self, lines: Sequence[Label], slot: Slot) -> tuple[Mobject, ...]:
        """Lines of words in a slot, and a plate beneath them."""
        size, plate = lines[0].size, Plate(self.scene.theme)
        for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
            line.put(float(slot.centre[0]), baseline, "centre")
        plate.show(slot.inset(*[-PAD * size] * 4))
        return plate, *lines

    def _is_crossed(self, slot: Slot) -> bool:
        """Whether the first line runs through a slot."""
        slope, intercept = self.line(0)
        ends = np.asarray(self.axes.x)
        (left, low), (right, high) = self.axes.at(ends, slope * ends + intercept).tolist()
        run = np.interp([slot.left, slot.right], [left, right], [low, high])
        return bool(run.min() < slot.top and run.max() > slot.bottom)

    def _add_model(self) -> tuple[Part, ...]:
        """Above the right end of the large plot: what a miss is, in words, if they have room."""
        scene, area, name = self.scene, self.place.slots[0], self.furniture[0].mobject[1]
        size, theme, say = self._small, scene.theme, scene.say
        pieces = [
            (say("turn.miss"), theme.miss), ("=", theme.text),
            (say("turn.line"), theme.batch), ("−", theme.text), (say("turn.measured"), theme.text),
        ]  # fmt: skip
        labels = [words(text, size, colour, "semibold") for text, colour in pieces]
        whole = sum(float(label.width) for label in labels) + SPACE * size * (len(labels) - 1)
        if whole > area.width + LEFT - float(name.width) - 2 * size:
            return ()
        left = area.right + RIGHT - whole
        for label in labels:
            label.put(left, area.top + OVER)
            left += float(label.width) + SPACE * size
        return (scene.add_part(Group(*labels), layer=Layer.NAMES),)

    def _add_largest(self) -> Part:
        """How large the first line's largest miss is, beside the sample."""
        plan, scene = self.scene.plan, self.scene
        number, unit = plan.values["largest"], plan.values["y_unit"]
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        largest = int(plan.first_misses.argmax())
        x, y = plan.data.x[largest], plan.data.y[largest]
        text = f"|{scene.say('turn.miss')}| = {scene.say.numerals.significant(number)}{unit}"
        label = words(text, size, scene.theme.miss, "semibold")
        label.cased(scene.theme.casing)
        self._bring(0)
        away = self._freest(float(label.width), label.size, float(x), float(y))

        def beside(frame: int) -> Hashable:
            look = self._bring(frame)
            label.put(*(self.axes.at(np.array(x), np.array(y)) + away).tolist())
            return look

        return scene.add_part(label, beside, layer=Layer.NAMES)

    def _freest(self, width: float, size: float, x: float, y: float) -> Array:
        """From a sample to where a label of it begins: beside, below or above it, on least ink."""
        place, slot = self.axes.at(np.array(x), np.array(y)), self.axes.slot
        level, aside, along = -0.3 * size, -width / 2, [-SIDE - width, SIDE]
        ways = [(along[0], level), (along[1], level), (aside, -SIDE - size), (aside, SIDE)]
        corners = [
            np.clip(place + way, slot.corners[0], slot.corners[2] - np.array([width, size]))
            for way in ways
        ]
        return corners[int(np.argmin([self._ink(each, width, size) for each in corners]))] - place

    def _ink(self, corner: Array, width: float, size: float) -> int:
        """How many misses, each from its line to its sample, are behind a label at a corner."""
        data, (slope, intercept) = self.scene.plan.data, self.line(0)
        ends = self.axes.at(data.x, slope * data.x + intercept)
        tips = self.axes.at(data.x, data.y)
        low, high = np.minimum(ends[:, 1], tips[:, 1]), np.maximum(ends[:, 1], tips[:, 1])
        near = STROKES.sample + STROKES.casing
        left, bottom = corner - near
        right, top = corner + np.array([width, size]) + near
        x = tips[:, 0]
        return int(((left < x) & (x < right) & (low < top) & (bottom < high)).sum())


def _ends(square: Array) -> list[float]:
    """Left, bottom, right and top of a square told by its corner and its sides, (4,)."""
    left, bottom, width, height = square.tolist()
    return [left, bottom, left + width, bottom + height]


def _block(lines: Sequence[Label], x: float, y: float) -> Slot:
    """What lines of words fill about a place."""
    half = max(float(line.width) for line in lines) / 2
    up = LEADING * lines[0].size * len(lines) / 2
    return Slot(x - half, y - up, x + half, y + up)
