"""The walk of one kind on a map of its own, with the kind's name, and its waits and looks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.path.mark import Mark
from scenes.components.readout import Count
from scenes.components.text.digits import width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import LEADING, Layout, Slot
from scenes.parts.runner import Runner
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, Theme

INSET = 0.16
"""Room between a map's edge and words on it."""
FIRST, LAST = 0.82, 0.45
"""Of the first line of a heading below its slot's upper edge, and of the map below the last, in
em."""
UNDER, DEEP = 1.15, 0.25
"""From the map to the first line below it, and from the last to its slot's lower edge, in em."""
LARGER = 1.4
"""Size of numbers below a picture, in that of its name."""
COLUMNS = 1.7
"""From one column to the next, in the layout's gap: a line around one is clear of the others."""
APART = 1.0
"""The least room between what stands at both ends of a line, and from a map to words, in em."""
TALL = 1.0
"""Of words in a corner, in em."""
EDGE = 0.28
"""Room between walks and the edge of a map, in which a ball is whole."""
ACROSS = 0.35
"""How far beyond the lowest place a map reaches at least, as a share of the way there."""
CALM = 0.3
"""How much of the light's shades a map has: balls are to stand out all over it."""
BALL = 0.7
"""Radius of the balls, all alike, in that of one on a large map."""
PALEST = 0.66
"""Of the colours of heights, those that a map has: paths stand out on them."""
MIDDLE = 0.8
"""Opacity of the middle of a long path: as thin as it is, it is still seen."""


class Corner(NamedTuple):
    """A corner of a map."""

    left: bool
    low: bool


LETTERS = SIZES.caption
"""Size of the names of a map's directions."""
ACROSS_AT, UP_AT = Corner(left=False, low=True), Corner(left=True, low=True)
"""Where the names of a map's directions stand."""


class Type(NamedTuple):
    """How words beside pictures are set: their sizes, and over how many lines."""

    name: float
    unit: float
    lines: int

    @property
    def above(self) -> float:
        """The height of a heading."""
        return (FIRST + LAST) * self.name + LEADING * self.unit * (self.lines - 1)

    @property
    def below(self) -> float:
        """The height of what stands below a picture."""
        return (UNDER + DEEP) * self.number + LEADING * self.unit * (self.lines - 1)

    @property
    def number(self) -> float:
        """Size of numbers there."""
        return LARGER * self.name


class Room(NamedTuple):
    """The slots of one kind's picture and words."""

    whole: Slot
    heading: Slot
    """Its name and how many it asks, from the upper edge down."""
    picture: Slot
    foot: Slot
    """What is told of the picture, from the upper edge down."""


def rooms(scene: AnyScene, body: Slot) -> tuple[dict[str, Room], Type]:
    """The rooms of the kinds, and the type in them.

    They are columns with words above and below; where that would leave walks, which are wider than
    high, little room, rows with words at their ends.
    """
    if scene.layout.beside:
        sizes = Type(SIZES.label, SIZES.small, 2)
        wide = max(_widest(scene, kind, sizes) for kind in KINDS)
        rows = body.rows(*[1.0] * len(KINDS), gap=between(scene.layout))
        return {kind: _row(row, wide, sizes) for kind, row in zip(KINDS, rows, strict=True)}, sizes
    return in_columns(scene, body)


def in_rows(scene: AnyScene, body: Slot) -> tuple[dict[str, Room], Type]:
    """Rooms below one another, and the type in them: a name, a wide picture and what is told of it.

    Where there is little room, name and what is told are both at its end.
    """
    narrow = scene.layout.narrow
    sizes = Type(SIZES.label, SIZES.small, 2) if narrow else Type(SIZES.formula, SIZES.name, 2)
    wide = max(_widest(scene, kind, sizes) for kind in KINDS)
    gap = between(scene.layout) if scene.layout.beside else scene.layout.gap
    rows = body.rows(*[1.0] * len(KINDS), gap=gap)
    place = _row if narrow else _between
    return {kind: place(row, wide, sizes) for kind, row in zip(KINDS, rows, strict=True)}, sizes


def _between(row: Slot, wide: float, sizes: Type) -> Room:
    """A picture between its name and what is told of it, both as high as its middle."""
    free, middle = row.width - wide, float(row.centre[1])
    heading = replace(row.inset(right=free), top=middle + sizes.above / 2)
    foot = replace(row.inset(left=free), top=middle + sizes.below / 2)
    apart = wide + APART * sizes.name
    return Room(row, heading, row.inset(left=apart, right=apart), foot)


def in_columns(scene: AnyScene, body: Slot) -> tuple[dict[str, Room], Type]:
    """Rooms beside one another, and the type in them."""
    columns = body.columns(len(KINDS), COLUMNS * scene.layout.gap)
    sizes = typeset(scene, columns[0].width)
    return {kind: _column(each, sizes) for kind, each in zip(KINDS, columns, strict=True)}, sizes


def between(layout: Layout) -> float:
    """From one row to the next: as from the stage to the panel below it."""
    return layout.stage.bottom - layout.panel.top


def _row(row: Slot, wide: float, sizes: Type) -> Room:
    told = row.inset(left=row.width - wide)
    foot = told.inset(top=row.height - sizes.below)
    return Room(row, told, row.inset(right=wide + APART * sizes.name), foot)


def _column(column: Slot, sizes: Type) -> Room:
    picture = column.inset(top=sizes.above, bottom=sizes.below)
    return Room(column, column, picture, column.inset(top=column.top - picture.bottom))


@dataclass(frozen=True)
class Extract:
    """The rectangle of parameters that maps show: its middle and its half height."""

    middle: NDArray[np.float64]
    half: float


def colours_of_kinds(theme: Theme) -> dict[str, str]:
    """What each kind is drawn in."""
    return {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}


def typeset(scene: AnyScene, width: float) -> Type:
    """The largest type in which both ends of each line fit into a width; or two lines."""
    narrow = scene.layout.narrow
    names = (SIZES.label, SIZES.small) if narrow else (SIZES.formula, SIZES.name)
    unit = SIZES.small if narrow else SIZES.name
    for size in names:
        if all(_fits(scene, kind, Type(size, unit, 1), width) for kind in KINDS):
            return Type(size, unit, 1)
    return Type(names[-1], unit, 2)


def _fits(scene: AnyScene, kind: str, sizes: Type, width: float) -> bool:
    """Whether a kind has room on one line above its map, and on one below."""
    each = _above(scene, kind, sizes), _below(scene, kind, sizes)
    return max(map(sum, each)) + APART * sizes.name <= width


def _widest(scene: AnyScene, kind: str, sizes: Type) -> float:
    """The widest of a kind's words."""
    return max(*_above(scene, kind, sizes), *_below(scene, kind, sizes))


def _above(scene: AnyScene, kind: str, sizes: Type) -> tuple[float, ...]:
    """How wide the words of a heading are."""
    return tuple(float(each.width) for each in _heading(scene, kind, sizes))


def _below(scene: AnyScene, kind: str, sizes: Type) -> tuple[float, float]:
    """How wide the counts come to be."""
    (waits, looks), plan = _counts(scene, sizes), scene.plan
    taken = plan.steps(kind) * plan.sizes[kind]
    return waits.width_at(plan.waits(kind)), looks.width_at(taken)


def _heading(scene: AnyScene, kind: str, sizes: Type) -> tuple[Label, Label]:
    """Name of a kind, and how many it asks a step."""
    colour = colours_of_kinds(scene.theme)[kind]
    asked = scene.say(f"sizes.{scene.plan.noun}_a_step", count=scene.plan.sizes[kind])
    return (
        words(scene.say(f"methods.{kind}"), sizes.name, colour, "semibold"),
        words(asked, sizes.unit, scene.theme.text),
    )


def _rate(scene: AnyScene, kind: str, sizes: Type) -> Label:
    """The learning rate of a kind."""
    value = scene.say.numerals.in_formula(scene.plan.rates[kind], 2)
    size = sizes.name if scene.layout.beside else sizes.number
    return formula(f"$alpha = {value}$", size, scene.theme.rate)


def _counts(scene: AnyScene, sizes: Type) -> tuple[Count, Count]:
    """Of waits, and of looks, of which all kinds have as many."""
    say, theme = scene.say, scene.theme
    waits = Count(say.forms("counts.waits"), sizes.number, theme.text, say.numerals)
    return waits, Count(say.forms("counts.looks"), sizes.unit, theme.text, say.numerals)


def extract(plan: Plan, area: Slot, edge: float = EDGE) -> Extract:
    """What maps as large as this one show: all walks, and what is beyond the lowest place.

    Between these and its sides is an ``edge``.
    """
    beyond = plan.minimum + ACROSS * (plan.minimum - plan.start)
    places = np.concatenate([*(run.theta for run in plan.runs.values()), beyond[None]])
    low, high = places.min(axis=0), places.max(axis=0)
    across, up = np.maximum(high - low, 1e-12)
    unit = min((area.width - 2 * edge) / across, (area.height - 2 * edge) / up)
    middle = (low + high) / 2
    return Extract(middle, float(area.height / 2 / unit))


class OfKinds:
    """Something of each kind in its room, in the kind's colour.

    Args:
        scene: the scene it belongs to; its plan has sizes and steps by kind.
        rooms: by kind.
        sizes: of the words.
    """

    def __init__(self, scene: AnyScene, rooms: Mapping[str, Room], sizes: Type) -> None:
        self.scene, self.rooms, self.sizes = scene, rooms, sizes
        self.colours = colours_of_kinds(scene.theme)


class WalkMap:
    """A map with the walk of a kind and the lowest place.

    Args:
        scene: the scene it belongs to; its table has the walk.
        plan: that has the runs by kind.
        area: the area it fills.
        kind: of the walk.
        shown: what the map shows.
        thin: whether its path is.
        ball: radius of the ball, in the usual one; without it, that of a thin path is small.
        palest: of the colours of heights, those that it has.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        area: Slot,
        kind: str,
        shown: Extract,
        *,
        thin: bool,
        ball: float | None = None,
        palest: float = PALEST,
    ) -> None:
        problem, theme = plan.problem, scene.theme
        self.map = ContourMap(
            problem.loss, problem.gradient, shown.middle, shown.half, area,
            replace(theme, shading=CALM * theme.shading), palest=palest,
        )  # fmt: skip
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        colour, run = colours_of_kinds(theme)[kind], plan.runs[kind]
        self.runner = Runner(
            scene, kind, run, self.map, self.map.unit, colour, thin=thin, ball=ball
        )
        trail = self.runner.trail
        trail.style = replace(trail.style, faded=MIDDLE, fine=STROKES.thin)
        self.runner.add_trail()
        self.runner.add_ball()
        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(self.minimum)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The map and what is on it."""
        return self.ground, self.runner.trail_part, self.runner.ball_part, self.minimum


class SizeMap:
    """A map with the walk of a kind and its rate; beside it its name, and waits and looks.

    Args:
        scene: the scene it belongs to; its plan has runs, sizes, waits and rates by kind.
        room: the slot it fills with the words.
        kind: of the walk.
        shown: what the map shows.
        sizes: of the words.
    """

    def __init__(self, scene: AnyScene, room: Room, kind: str, shown: Extract, sizes: Type) -> None:
        self.scene, self.room, self.kind, self.sizes = scene, room, kind, sizes
        thin = kind == SINGLE  # its many steps tangle
        self.walked = WalkMap(scene, scene.plan, room.picture, kind, shown, thin=thin, ball=BALL)
        self.map, self.ground = self.walked.map, self.walked.ground
        self.runner = self.walked.runner
        self.heading = add_heading(scene, room, kind, sizes)
        self.rate = self._add_rate()
        self.count = self._add_count()

    @property
    def walk(self) -> tuple[Part, ...]:
        """The map and what is on it, but for words."""
        return self.walked.parts

    def _add_rate(self) -> Part:
        """The learning rate: below the heading where that is beside the map, or below the map."""
        scene, room, sizes = self.scene, self.room, self.sizes
        rate, first = _rate(scene, self.kind, sizes), room.heading.top - FIRST * sizes.name
        if scene.layout.beside:
            rate.put(room.heading.left, first - 2 * LEADING * sizes.name)
        else:
            rate.put(float(room.foot.centre[0]), room.foot.top - UNDER * sizes.number, "centre")
        return scene.add_part(rate, layer=Layer.NAMES)

    def _add_count(self) -> Part:
        """Waits and looks so far, as many looks for all: at both ends of a line, or two."""
        waits, looks = _counts(self.scene, self.sizes)
        slot, size, clock = self.room.foot, self.sizes.unit, self.scene.table[SINGLE]
        baseline, below = slot.top - UNDER * self.sizes.number, self.sizes.lines > 1
        numerals = self.scene.say.numerals
        unit = looks.width_at(0) - width_of(numerals.count(0), size)  # which stays where it is

        def tell(frame: int) -> Hashable:
            taken = self.runner.looks(frame, int(clock.step[frame]))
            waits.show(self.scene.plan.waits_by(self.kind, taken), slot.left, baseline)
            first = slot.right - unit - width_of(numerals.count(taken), size)
            x, y = (slot.left, baseline - LEADING * size) if below else (first, baseline)
            looks.show(taken, x, y)
            return taken

        return self.scene.add_part(Group(waits, looks), tell, layer=Layer.NAMES)


def add_axes(scene: AnyScene, area: Slot) -> Part:
    """What goes to the right on a map, and what upwards, in its corners."""
    shown = Group()
    for code, corner in (("$w arrow.r$", ACROSS_AT), ("$arrow.t b$", UP_AT)):
        name = in_corner(formula(code, LETTERS, scene.theme.text), area, corner, scene.theme)
        plate = plate_beneath(float(name.width), name.size, scene.theme)
        lie_beneath(plate, name)
        shown.add(plate, name)
    return scene.add_part(shown, layer=Layer.NAMES)


def add_heading(scene: AnyScene, room: Room, kind: str, sizes: Type) -> Part:
    """Name and how many a step asks: at both ends of a line, or below one another."""
    name, count = _heading(scene, kind, sizes)
    slot, baseline = room.heading, room.heading.top - FIRST * sizes.name
    name.put(slot.left, baseline)
    if sizes.lines > 1:
        count.put(slot.left, baseline - LEADING * sizes.unit)
    else:
        count.put(slot.right, baseline, "right")
    return scene.add_part(Group(name, count), layer=Layer.NAMES)


def in_corner(label: Label, area: Slot, corner: Corner, theme: Theme) -> Label:
    """Put words into a corner of a map, with a casing."""
    inner = area.inset(INSET, INSET, INSET, INSET)
    x = inner.left if corner.left else inner.right - float(label.width)
    return label.cased(theme.casing).put(
        x, inner.bottom if corner.low else inner.top - TALL * label.size
    )
