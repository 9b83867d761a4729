"""What batches of samples say of the way down from one place: a cloud of arrows on a map."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import cached_property, partial

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
from scenes.parts.landmark import BELOW, CLEAR, Placement, add_mark, beside, calmest
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
TURNS = np.linspace(0.0, 2.0 * np.pi, 97)
INSET = 0.12
"""Room between the map's edge and words on it."""
BESIDE, BEYOND = (0.7, 0.55, 0.85, 0.4, 0.3), (1.0, 1.8, 2.6, 3.4)
"""Where a word beside the border may stand, as shares of the way from the start to its end."""
BEYOND_RING = 0.5, 1.2
"""From a ring to its name, in em: near, or else less so."""
SAMPLE = 0.42
"""Length of the line before a name in the key."""
ROWS = 2
"""In the key."""
FIRST, LAST = 0.9, 0.3
"""From the upper edge of the key to its first baseline, and from its last to its lower, in em."""
KEY = FIRST + LEADING * (ROWS - 1) + LAST
"""Height of the key, in em: arrows leave it that room above them."""


def arrow_map(
    plan: Plan, theme: Theme, slot: Slot, edge: float = EDGE, above: float = 0.0
) -> tuple[ContourMap, float]:
    """A map with the start, and frame units of a gradient of length 1 there.

    The arrows of all samples fit, with an ``edge`` around them and so much more room ``above``;
    means of these lie among them.
    """
    start = plan.start
    away = float(np.hypot(*(start - plan.minimum)))
    unit = APART * min(slot.width, slot.height) / max(away, 1e-12)
    each = np.append(-plan.problem.sample_gradients(start), np.zeros((1, 2)), axis=0)
    low, high = each.min(axis=0), each.max(axis=0)
    room = np.array([slot.width, slot.height - above]) - 2 * edge
    scale = float(min(room / np.maximum(high - low, 1e-12)))
    middle = start + (scale * (low + high) + np.array([0.0, above])) / 2 / unit
    shown = ContourMap(
        plan.problem.loss, plan.problem.gradient, middle, slot.height / 2 / unit, slot,
        replace(theme, shading=CALM * theme.shading), palest=PALEST,
    )  # fmt: skip
    return shown, scale


class CloudView:
    """A map with the start, an arrow for each batch, the arrow of all samples, and a ring.

    Arrows point downhill: against the gradient over a batch.  The ring about the tip of the arrow
    of all has the root mean square distance of tips from it as its radius, over all batches of a
    size that there are.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot = scene, slot
        plan, theme = scene.plan, scene.theme
        self.key_size = SIZES.small if scene.layout.narrow else SIZES.name
        """Of words in the key."""
        high = KEY * self.key_size
        self.map, self.scale = arrow_map(plan, theme, slot, above=high)
        self.asked = Animated(0.0)
        """The logarithm of how many samples an arrow asks."""
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.lowest = self._add_mark(plan.minimum, "places.lowest", ring=False)
        self.whole = self._add_whole()
        """The ring of single samples, as it was."""
        self.cloud = self._add_cloud()
        self.ring = self._add_ring()
        self.lead = self._add_lead()
        self.mean = self._add_mean()
        self.start = self._add_mark(plan.start, "places.start", ring=True)
        self.key = self._add_key()
        self.border = self._add_border()
        self.widths = self._add_widths()
        """How wide the cloud of single samples is, and that of mini-batches as a share of it."""

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        marks = (*self.start, *self.lowest)
        arrows = self.whole, self.cloud, self.ring, self.lead, self.mean, *self.border
        return [self.ground, *marks, *arrows, *self.key, *self.widths]

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
    def _origin(self) -> Array:
        return np.asarray(self.map.at(self.scene.plan.start, np.zeros(()))[:2])

    @cached_property
    def _arrows(self) -> Array:
        """Places (n, 2) along the arrows of all samples."""
        plan = self.scene.plan
        return self._along(plan.problem.sample_gradients(plan.start))

    @cached_property
    def _few(self) -> Array:
        """Places (n, 2) along the arrows of mini-batches."""
        plan = self.scene.plan
        return self._along(plan.grown.gradient[:, plan.size - 1])

    def _ring(self, size: int) -> Array:
        """The ring for batches of a size, (n, 2); none where they are all alike."""
        plan = self.scene.plan
        radius = self.scale * plan.spread * plan.left(size) ** 0.5
        circle = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=-1)
        return self._tips(plan.gradient) + radius * circle if radius > 0 else np.empty((0, 2))

    def _shown(self, size: int) -> list[Array]:
        """What of the ring is on the map: all of it, or its pieces."""
        ring = self._ring(size)
        inside = self.slot.holds(ring)
        if inside.all():
            return [ring] if len(ring) else []
        pieces = np.split(np.arange(len(ring)), np.flatnonzero(np.diff(inside)) + 1)
        return [ring[piece] for piece in pieces if inside[piece[0]] and len(piece) > 1]

    @cached_property
    def _rings(self) -> Array:
        """Places (n, 2) on the rings that lead to mini-batches."""
        return np.concatenate([self._ring(size) for size in range(1, self.scene.plan.size + 1)])

    def _along(self, gradients: Array) -> Array:
        """Places (n, 2) along the arrows against gradients (m, 2)."""
        along = np.linspace(0.0, 1.0, ALONG)[:, None, None]
        way = self._tips(gradients) - self._origin
        return np.asarray((self._origin + along * way).reshape(-1, 2))

    def _tips(self, gradient: Array) -> Array:
        """Where arrows against gradients (..., 2) end in the frame."""
        return np.asarray(self._origin - self.scale * gradient)

    def _add_mark(self, theta: Array, key: str, *, ring: bool) -> tuple[Part, Part]:
        scene, theme = self.scene, self.scene.theme
        name = scene.say(key), theme.text if ring else theme.minimum
        cost = float(scene.plan.problem.loss(np.asarray(theta)))
        place = np.asarray(theta)

        def placement(label: Label) -> Placement:
            """Where least is: arrows of single samples and of mini-batches, and the ring.

            The name is put there, for others to keep clear of it.
            """
            point = self.map.at(place, np.zeros(()))[:2]
            first = Placement(left=True) if ring else BELOW
            seen = [(point, taken) for taken in (self._arrows, self._few, self._rings)]
            chosen = calmest(label, seen, self.slot, first)
            beside(label, point, self.slot, CLEAR, chosen.rise, left=chosen.left)
            return chosen

        return add_mark(scene, self.map, place, cost, name, ring=ring, placement=placement)

    def _add_whole(self) -> Part:
        ring = Dashes(self.colour(1), STROKES.thin)
        ring.show(*self._shown(1))
        return self.scene.add_part(ring, layer=Layer.GROUND)

    def _add_widths(self) -> list[Part]:
        """Names of the ring of single samples and of that of mini-batches, where arrows are few."""
        scene, plan, parts = self.scene, self.scene.plan, []
        size = SIZES.label if scene.layout.narrow else SIZES.name
        taken = [covered(row.mobject) for row in self.key[:1]]
        drawn = np.concatenate([self._few, self._ring(1), self._ring(plan.size)])
        for asked in (1, plan.size):
            share = scene.say.numerals.significant(100.0 * plan.left(asked) ** 0.5, 2)
            told = scene.say("kinds.percent", share=share)
            told = scene.say("sizes.width", share=told) if asked == 1 else told
            name = words(told, size, self.colour(asked), "semibold").cased(scene.theme.casing)
            away = self._ring(asked) - self._tips(plan.gradient)
            half = np.array([float(name.width) / 2, size / 2])
            out = away / np.maximum(np.hypot(*away.T), 1e-12)[:, None]
            places = np.concatenate(
                [self._ring(asked) + out * (half + far * size) for far in BEYOND_RING]
            )
            crossed = partial(self._crossed, name, taken, drawn)
            x, y = min(places, key=crossed).tolist()
            name.put(x, y - size / 3, "centre")
            taken.append(covered(name))
            parts.append(scene.add_part(name, layer=Layer.NAMES))
        return parts

    def _add_cloud(self) -> Part:
        cloud = ArrowCloud(self.slot, self.map.corner, self.scene.theme)
        gradients = self.scene.plan.grown.gradient

        def scatter(frame: int) -> Hashable:
            size = self.size(frame)
            cloud.show(self._origin, self._tips(gradients[:, size - 1]), self.colour(size))
            return size

        return self.scene.add_part(cloud, scatter, layer=Layer.GROUND)

    def _add_ring(self) -> Part:
        """About the tip of the arrow of all: how far the others are, in the root mean square."""
        ring = Dashes(self.scene.theme.text, STROKES.thin)

        def lie(frame: int) -> Hashable:
            size = self.size(frame)
            ring.show(*self._shown(size))
            return size

        return self.scene.add_part(ring, lie, layer=Layer.GROUND)

    def _add_lead(self) -> Part:
        """The batch that is followed, whose samples are lit."""
        plan, theme = self.scene.plan, self.scene.theme
        arrow = StraightArrow(theme.text, theme)

        def point(frame: int) -> Hashable:
            size = self.size(frame)
            arrow.rgb = rgb(self.colour(size))
            arrow.show(self._origin, self._tips(plan.grown.gradient[plan.lead, size - 1]))
            return size

        return self.scene.add_part(arrow, point, layer=Layer.GROUND)

    def _add_border(self) -> tuple[Part, Part]:
        """The line beyond which arrows point uphill, square to the arrow of all; and that word."""
        scene, theme = self.scene, self.scene.theme
        up = scene.plan.gradient / np.hypot(*scene.plan.gradient)
        along = np.array([-up[1], up[0]])
        line = Dashes(theme.gradient, STROKES.thin)
        ends = [self._within(along), self._within(-along)]
        line.show(np.stack(ends))
        size = SIZES.label if scene.layout.narrow else SIZES.name
        word = words(scene.say("slope.uphill"), size, theme.gradient, "semibold").cased(
            theme.casing
        )
        taken = [covered(self.start[1].mobject), *(covered(row.mobject) for row in self.key)]
        places = [
            self._origin + share * (end - self._origin) + far * size * up
            for far in BEYOND
            for end in ends
            for share in BESIDE
        ]
        x, y = min(places, key=partial(self._crossed, word, taken, self._arrows)).tolist()
        word.put(x, y, "centre")
        return scene.add_part(line, layer=Layer.GROUND), scene.add_part(word, layer=Layer.NAMES)

    def _crossed(
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

    def _within(self, way: Array) -> Array:
        """How far one gets from the start along a unit vector, on the map."""
        low, high = self.slot.corners[0] - self._origin, self.slot.corners[2] - self._origin
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(way > 0, high / way, np.where(way < 0, low / way, np.inf))
        return np.asarray(self._origin + way * room.min())

    def _add_mean(self) -> Part:
        arrow = StraightArrow(self.scene.theme.batch, self.scene.theme)
        arrow.show(self._origin, self._tips(self.scene.plan.gradient))
        return self.scene.add_part(arrow, layer=Layer.GROUND)

    # The key, in a corner away from the arrows

    def _add_key(self) -> tuple[Part, Part]:
        """What an arrow of the cloud is, and the thick one: a row each."""
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
        return (
            scene.add_part(Group(plates[0], arrow, each_arrow, count), tell, layer=Layer.NAMES),
            scene.add_part(Group(plates[1], thick, every), layer=Layer.NAMES),
        )

    def _calmest(self, width: float, height: float) -> Slot:
        """The corner of the map that spares names, arrows of single samples, and rings, if it can.

        Of corners that spare names alike, arrows decide, and then rings.
        """
        inner = self.slot.inset(INSET, INSET, INSET, INSET)
        lowest = self.map.at(self.scene.plan.minimum, np.zeros(()))[None, :2]
        arrows = np.append(self._arrows, lowest, axis=0)
        names = [covered(name.mobject) for _, name in (self.start, self.lowest)]
        corners = [
            Slot(left, top - height, left + width, top)
            for left in (inner.right - width, inner.left)
            for top in (inner.top, inner.bottom + height)
        ]

        def crossed(slot: Slot) -> tuple[float, ...]:
            on_names = sum(overlap(slot.extent, name) for name in names)
            return on_names, slot.holds(arrows).sum(), slot.holds(self._rings).sum()

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
