"""What batches of samples say of the way down from one place: a cloud of arrows on a map."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from manim import Group, Mobject
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.path.dashes import Dashes
from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.parts.landmark import BELOW, CLEAR, Look, Placement, add_mark, beside, calmest
from scenes.parts.naming import covered, overlap
from scenes.parts.slope_arrows import plate_beneath
from scenes.plans.mini_batch import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, Theme

Array = NDArray[np.float64]

APART = 0.34
"""How far the start is from the lowest point on the map, as a share of its shorter side."""
EDGE = 0.3
"""Room between the farthest tip and the map's edge, in frame units."""
CALM = 0.3
"""How much of the light's shades the map has: arrows are to stand out all over it."""
PALEST = 0.6
"""Of the colours of heights, those that the map has: arrows stand out on them."""
ALONG = 25
"""Places on an arrow that words keep clear of."""
INSET = 0.12
"""Room between the map's edge and words on it."""
BESIDE, BEYOND = (0.7, 0.55, 0.85, 0.4, 0.3), (1.0, 1.8, 2.6, 3.4, 4.4, 5.4, 6.4)
"""Where a word beside the border may stand: as shares of the way from the start to its end, and how
far from it, in em."""
CLEAR_OF = 0.2
"""Room around a name that the word beside the border keeps clear of, in em."""
SAMPLE = 0.42
"""Length of the line before a name in the key."""
ROWS = 2
"""In the key."""
FIRST, LAST = 0.9, 0.3
"""From the upper edge of the key to its first baseline, and from its last to its lower, in em."""
KEY = FIRST + LEADING * (ROWS - 1) + LAST
"""Height of the key, in em: arrows leave it that room above them."""
BELOW_NEAR = LEADING
"""Of words below the rings that are seen from near, in em."""


def arrow_map(
    plan: Plan,
    theme: Theme,
    slot: Slot,
    edge: float = EDGE,
    above: float = 0.0,
    below: float = 0.0,
    *,
    near: bool = False,
) -> tuple[ContourMap, float]:
    """A map with the start, and frame units of a gradient of length 1 there.

    The arrows of all samples fit, with an ``edge`` around them and so much more room ``above`` and
    ``below``; means of these lie among them.  From ``near`` the ring of single samples and the
    arrows of mini-batches fit, and map and arrows are larger by one factor.
    """
    start = plan.start
    away = float(np.hypot(*(start - plan.minimum)))
    unit = APART * min(slot.width, slot.height) / max(away, 1e-12)
    each = -plan.problem.sample_gradients(start)
    scale = _fitting(each, slot, edge, above)
    if near:
        ring = plan.spread * np.array([[-1.0, -1.0], [1.0, 1.0]]) - plan.gradient
        each = np.append(ring, -plan.grown.gradient[:, plan.size - 1], axis=0)
        nearer = max(1.0, _fitting(each, slot, edge, above + below) / scale)
        unit, scale = unit * nearer, scale * nearer
    low, high = _bounds(each)
    middle = start + (scale * (low + high) + np.array([0.0, above - below])) / 2 / unit
    shown = ContourMap(
        plan.problem.loss, plan.problem.gradient, middle, slot.height / 2 / unit, slot,
        replace(theme, shading=CALM * theme.shading), palest=PALEST,
    )  # fmt: skip
    return shown, scale


def _fitting(ways: Array, slot: Slot, edge: float, above: float) -> float:
    """The scale at which vectors (n, 2) from one place have room in a slot."""
    low, high = _bounds(ways)
    room = np.array([slot.width, slot.height - above]) - 2 * edge
    return float(min(room / np.maximum(high - low, 1e-12)))


def _bounds(ways: Array) -> tuple[Array, Array]:
    """Least and greatest coordinates of vectors (n, 2) and of their origin."""
    every = np.append(ways, np.zeros((1, 2)), axis=0)
    return every.min(axis=0), every.max(axis=0)


class Cloud:
    """A map with the start, and an arrow for each batch there; one is followed.

    Arrows point downhill: against the gradient over a batch.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        asked: the logarithm of how many samples an arrow asks.
        near: whether it is seen from near.
    """

    def __init__(self, scene: AnyScene, slot: Slot, asked: Animated, *, near: bool = False) -> None:
        self.scene, self.slot, self.asked = scene, slot, asked
        self.key_size = SIZES.small if scene.layout.narrow else SIZES.name
        """Of words in the key."""
        above, below = KEY * self.key_size, BELOW_NEAR * self.key_size if near else 0.0
        self.map, self.scale = arrow_map(
            scene.plan, scene.theme, slot, above=above, below=below, near=near
        )
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)

    def size(self, frame: int) -> int:
        """How many samples an arrow asks at ``frame``."""
        most = len(self.scene.plan.data)
        return int(np.clip(round(float(np.exp(self.asked.at(frame)))), 1, most))

    def batch(self, frame: int) -> NDArray[np.intp]:
        """The samples of the batch that is followed."""
        plan = self.scene.plan
        return np.asarray(plan.grown.order[plan.lead, : self.size(frame)])

    def colour(self, size: int) -> str:
        """Of the kind that asks so many."""
        theme = self.scene.theme
        if size == 1:
            return theme.stochastic
        return theme.batch if size == len(self.scene.plan.data) else theme.mini_batch

    # On the map

    @cached_property
    def origin(self) -> Array:
        """Where arrows begin in the frame, (2,)."""
        return np.asarray(self.map.at(self.scene.plan.start, np.zeros(()))[:2])

    def along(self, gradients: Array) -> Array:
        """Places (n, 2) along the arrows against gradients (m, 2)."""
        along = np.linspace(0.0, 1.0, ALONG)[:, None, None]
        way = self.tips(gradients) - self.origin
        return np.asarray((self.origin + along * way).reshape(-1, 2))

    def tips(self, gradient: Array) -> Array:
        """Where arrows against gradients (..., 2) end in the frame."""
        return np.asarray(self.origin - self.scale * gradient)

    def add_arrows(self) -> tuple[Part, Part, Part]:
        """Those of all batches, of the one that is followed, and of all samples."""
        return self._add_cloud(), self._add_lead(), self._add_mean()

    def _add_cloud(self) -> Part:
        cloud = ArrowCloud(self.slot, self.map.corner, self.scene.theme)
        gradients = self.scene.plan.grown.gradient

        def scatter(frame: int) -> Hashable:
            size = self.size(frame)
            cloud.show(self.origin, self.tips(gradients[:, size - 1]), self.colour(size))
            return size

        return self.scene.add_part(cloud, scatter, layer=Layer.GROUND)

    def _add_lead(self) -> Part:
        """The batch that is followed, whose samples are lit."""
        plan, theme = self.scene.plan, self.scene.theme
        arrow = StraightArrow(theme.text, theme)

        def point(frame: int) -> Hashable:
            size = self.size(frame)
            arrow.rgb = rgb(self.colour(size))
            arrow.show(self.origin, self.tips(plan.grown.gradient[plan.lead, size - 1]))
            return size

        return self.scene.add_part(arrow, point, layer=Layer.GROUND)

    def crossed(
        self, word: Label, taken: Sequence[Extent], arrows: Array, place: Array
    ) -> tuple[int, int]:
        """What a word would lie on: other words or the map's edge, and arrows."""
        x, y = place.tolist()
        word.put(x, y, "centre")
        left, bottom, right, top = covered(word)
        box = Slot(left, bottom, right, top)
        inner = self.slot.inset(INSET, INSET, INSET, INSET)
        outside = not inner.holds(box.corners).all()
        words = outside + sum(overlap(box.extent, other) for other in taken)
        return int(words), int(box.holds(arrows).sum())

    def _add_mean(self) -> Part:
        arrow = StraightArrow(self.scene.theme.batch, self.scene.theme)
        arrow.show(self.origin, self.tips(self.scene.plan.gradient))
        return self.scene.add_part(arrow, layer=Layer.GROUND)


class CloudView(Cloud):
    """The arrows from afar: with the lowest place, a key, and the border beyond which is uphill.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        super().__init__(scene, slot, Animated(0.0))
        plan = scene.plan
        self.lowest = self._add_mark(plan.minimum, "places.lowest", ring=False)
        self.cloud, self.lead = self._add_cloud(), self._add_lead()
        self.astray, self.mean = self._add_astray(), self._add_mean()
        self.start = self._add_mark(plan.start, "places.start", ring=True)
        up = plan.gradient / np.hypot(*plan.gradient)
        along = np.array([-up[1], up[0]])
        self._edge = np.stack([self._within(along), self._within(-along)])
        """The ends of the border, (2, 2)."""
        self.key_room, self.key = self._add_key()
        """What the key fills with its longest words, and its rows."""
        self.border = self._add_border(up)

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        arrows = self.cloud, self.lead, self.astray, self.mean, *self.border
        return [self.ground, *self.start, *self.lowest, *arrows, *self.key]

    @cached_property
    def _arrows(self) -> Array:
        """Places (n, 2) along the arrows of all samples."""
        plan = self.scene.plan
        return self.along(plan.problem.sample_gradients(plan.start))

    def _add_mark(self, theta: Array, key: str, *, ring: bool) -> tuple[Part, Part]:
        scene, theme = self.scene, self.scene.theme
        name = scene.say(key), theme.text if ring else theme.minimum
        cost = float(scene.plan.problem.loss(np.asarray(theta)))
        place = np.asarray(theta)

        def placement(label: Label) -> Placement:
            """Where arrows are fewest.  The name is put there, for others to keep clear of it."""
            point = self.map.at(place, np.zeros(()))[:2]
            first = Placement(left=True) if ring else BELOW
            chosen = calmest(label, [Look(point, self._arrows, self.slot)], first)
            beside(label, point, self.slot, CLEAR, chosen.rise, left=chosen.left)
            return chosen

        return add_mark(scene, self.map, place, cost, name, ring=ring, placement=placement)

    def _add_astray(self) -> Part:
        """The arrows of single samples that point uphill, in the colour of the border."""
        plan, theme = self.scene.plan, self.scene.theme
        each = plan.problem.sample_gradients(plan.start)
        arrows = ArrowCloud(self.slot, self.map.corner, theme)
        arrows.show(self.origin, self.tips(each[each @ plan.gradient < 0.0]), theme.gradient)
        (followed,) = plan.grown.order[plan.lead, :1]
        lead = StraightArrow(theme.gradient, theme)
        lead.show(self.origin, self.tips(each[followed]))
        uphill = float(each[followed] @ plan.gradient) < 0.0
        return self.scene.add_part(Group(arrows, *[lead] * uphill), layer=Layer.GROUND)

    def _add_border(self, up: Array) -> tuple[Part, Part]:
        """The line beyond which arrows point uphill, square to the arrow of all; and that word."""
        scene, theme = self.scene, self.scene.theme
        line, ends = Dashes(theme.gradient, STROKES.thin), self._edge
        line.show(ends)
        size = SIZES.label if scene.layout.narrow else SIZES.name
        word = words(scene.say("arrows.uphill"), size, theme.gradient, "semibold").cased(
            theme.casing
        )
        names = (Slot(*covered(name.mobject)) for _, name in (self.start, self.lowest))
        kept = (name.inset(*[-CLEAR_OF * size] * 4).extent for name in names)
        taken = [*kept, self.key_room.extent]
        beside = [
            self.origin + share * (end - self.origin) + far * size * up
            for far in BEYOND
            for end in ends
            for share in BESIDE
        ]
        half = np.array([float(word.width) / 2, size])
        inner = self.slot.inset(*[INSET] * 4)
        places = np.clip(beside, inner.corners[0] + half, inner.corners[2] - half)
        border = np.linspace(ends[0], ends[1], ALONG)
        drawn = np.append(self._arrows, border, axis=0)

        def misplaced(place: Array) -> tuple[int, ...]:
            downhill = int((place - self.origin) @ up < 0.0)
            return downhill, *self.crossed(word, taken, drawn, place)

        x, y = min(places, key=misplaced).tolist()
        word.put(x, y, "centre")
        return scene.add_part(line, layer=Layer.GROUND), scene.add_part(word, layer=Layer.NAMES)

    def _within(self, way: Array) -> Array:
        """How far one gets from the start along a unit vector, on the map."""
        low, high = self.slot.corners[0] - self.origin, self.slot.corners[2] - self.origin
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(way > 0, high / way, np.where(way < 0, low / way, np.inf))
        return np.asarray(self.origin + way * room.min())

    # The key, in a corner away from the arrows

    def _add_key(self) -> tuple[Slot, tuple[Part, Part]]:
        """What an arrow of the cloud is, and the thick one: a row each; and the room for them."""
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        size = self.key_size
        every = words(scene.say(f"sizes.{plan.noun}_all", count=len(plan.data)), size, theme.batch)
        each_arrow = words(scene.say("sizes.arrow"), size, theme.text).cased(theme.casing)
        count = Count(scene.say.forms(f"counts.{plan.noun}"), size, theme.text, scene.say.numerals)
        count.cased(theme.casing)
        before = SAMPLE + size / 2 + float(each_arrow.width) + size / 4
        counted = max(count.width_at(most) for most in (1, plan.size, len(plan.data)))
        counted += before - SAMPLE - size / 2
        wide = counted, float(every.width)
        room = self._calmest(max(wide) + SAMPLE + size / 2, KEY * size)
        x = room.left
        baselines = [room.top - size * (FIRST + LEADING * row) for row in range(ROWS)]
        first, second = baselines
        each_arrow.put(x + SAMPLE + size / 2, first)
        plates = [
            _plate(x, baseline, size, each, theme)
            for baseline, each in zip(baselines, wide, strict=True)
        ]
        arrow = ArrowCloud(self.slot, self.map.corner, theme)

        def tell(frame: int) -> Hashable:
            asked = self.size(frame)
            ends = _row(x, first, size)
            arrow.show(ends[0], ends[1:], self.colour(asked))
            count.show(asked, x + before, first)
            return asked

        thick = StraightArrow(theme.batch, theme)
        thick.show(*_row(x, second, size))
        every.cased(theme.casing).put(x + SAMPLE + size / 2, second)
        first_row = Group(plates[0], arrow, each_arrow, count)
        return room, (
            scene.add_part(first_row, tell, layer=Layer.NAMES),
            scene.add_part(Group(plates[1], thick, every), layer=Layer.NAMES),
        )

    def _calmest(self, width: float, height: float) -> Slot:
        """The corner of the map that spares names, border and arrows, if it can; in this order."""
        inner = self.slot.inset(INSET, INSET, INSET, INSET)
        lowest = self.map.at(self.scene.plan.minimum, np.zeros(()))[None, :2]
        arrows = np.append(self._arrows, lowest, axis=0)
        border = np.linspace(self._edge[0], self._edge[1], 4 * ALONG)
        names = [covered(name.mobject) for _, name in (self.start, self.lowest)]
        corners = [
            Slot(left, top - height, left + width, top)
            for left in (inner.right - width, inner.left)
            for top in (inner.top, inner.bottom + height)
        ]

        def crossed(slot: Slot) -> tuple[float, ...]:
            on_names = sum(overlap(slot.extent, name) for name in names)
            return on_names, bool(slot.holds(border).any()), int(slot.holds(arrows).sum())

        return min(corners, key=crossed)


def _plate(x: float, baseline: float, size: float, wide: float, theme: Theme) -> Mobject:
    """What lies beneath a row of the key with words so wide; those of all rows meet."""
    width = SAMPLE + size / 2 + wide
    plate = plate_beneath(width, size, theme).stretch_to_fit_height(LEADING * size)
    return plate.move_to((x + width / 2, baseline + 0.25 * size, 0.0))


def _row(x: float, baseline: float, size: float) -> Array:
    """The ends of a line before a name, (2, 2)."""
    level = baseline + 0.3 * size
    return np.array([[x, level], [x + SAMPLE, level]])


def told_width(scene: AnyScene, plan: Plan, size: int) -> str:
    """How wide the cloud of batches of a size is, in percent of that of single samples."""
    share = scene.say.numerals.significant(100.0 * plan.width(size), 2)
    return scene.say("kinds.percent", share=share)
