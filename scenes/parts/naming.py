"""Where the names in a picture go: beside what they name, clear of one another and of paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from manim import DL, UR, Mobject
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.layout import Slot
from scenes.painting.extent import NOTHING, Extent

Array = NDArray[np.float64]
Place = Callable[[], Array]
"""Tells where something is in the frame now, (2,)."""
InSight = Callable[[], Array]
"""Tells what must stay in sight now: discs (n, 3), as x, y and radius in frame units."""

ABOVE, LEVEL, BELOW = 0.5, -0.3, -2.0
"""How far a baseline lies above the point that is named, in em, beside it."""
ASCENT, DESCENT = 0.8, 0.3
"""How far letters reach above their baseline and below it, in em."""
NEARLY = 0.4
"""By how much words may differ in height, in em, that are put on one baseline."""
FAR = (0.0, 1.2, 2.4)
"""How much farther than it must be a name may stand from its point, in em."""
FARTHER, MISLEADING, FORBIDDEN = 8.0, 1e3, 1e6
"""Cost of the next of these distances, of a place nearer to what has another name, and of one that
is taken or outside the picture; each disc under a name costs 1."""


class Side(NamedTuple):
    """On which side of its point a name stands: across and up, each -1, 0 or 1; and how far."""

    across: int
    up: int
    far: int = 0


RIGHT_ABOVE, RIGHT, RIGHT_BELOW = Side(1, 1), Side(1, 0), Side(1, -1)
LEFT_ABOVE = Side(-1, 1)
SIDES = (
    RIGHT, RIGHT_ABOVE, RIGHT_BELOW, Side(-1, 0), Side(-1, 1), Side(-1, -1), Side(0, 1), Side(0, -1)
)  # fmt: skip


@dataclass
class Name:
    """Words beside a point, at least ``clear`` away from it; ``first`` is the side they prefer.

    Where there is no room for them, words that may be left out are.
    """

    label: Label
    point: Place
    clear: float
    first: Side = RIGHT
    may_go: bool = False
    side: Side | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """All sides, the preferred one first, and the nearer before the farther."""
        near = self.first, *(side for side in SIDES if side != self.first)
        return tuple(side._replace(far=far) for far in range(len(FAR)) for side in near)

    def put(self) -> None:
        """Put the words where their point is now, unless they are left out."""
        if self.side is None:
            return
        x, baseline = self._anchor(self.side, self.point())
        self.label.put(x, baseline, ("right", "centre", "left")[self.side.across + 1])

    def box(self, side: Side, point: Array) -> Extent:
        """What the words cover on a side of a point: left, bottom, right and top."""
        x, baseline = self._anchor(side, point)
        width, size = float(self.label.width), self.label.size
        left = x - width * (1 - side.across) / 2
        return left, baseline - DESCENT * size, left + width, baseline + ASCENT * size

    def _anchor(self, side: Side, point: Array) -> tuple[float, float]:
        size = self.label.size
        more = FAR[side.far] * size
        if side.across == 0:
            rise = self.clear + DESCENT * size if side.up > 0 else -self.clear - ASCENT * size
        else:
            rise = size * (BELOW, LEVEL, ABOVE)[side.up + 1]
        across = float(point[0]) + side.across * (self.clear + more)
        return across, float(point[1]) + rise + side.up * more


@dataclass
class Naming:
    """Names that are seen together in a slot, each on one side of its point all the while.

    ``taken`` is where other words stand; ``unnamed`` tells what places have no name here.
    """

    slot: Slot
    taken: Sequence[Extent] = ()
    names: list[Name] = field(default_factory=list)
    unnamed: Callable[[], Sequence[Array]] = tuple

    def add(self, name: Name) -> Name:
        """One more, less important than those before it."""
        self.names.append(name)
        return name

    def settle(self, moments: Iterable[Callable[[], object]], in_sight: InSight) -> None:
        """Choose the sides, for all of some moments; each of these brings the eye to its place."""
        seen: list[tuple[list[Array], Array]] = []
        for look in moments:
            look()
            points = [np.array(name.point()) for name in self.names]
            seen.append(([*points, *self.unnamed()], self._within(in_sight())))
        taken = [list(self.taken) for _ in seen]
        for k, name in enumerate(self.names):

            def cost(side: Side, k: int = k, name: Name = name) -> float:
                boxes = [name.box(side, points[k]) for points, _ in seen]
                return FARTHER * side.far + max(
                    self._cost(box, there, discs) + MISLEADING * _misleads(box, k, points)
                    for box, there, (points, discs) in zip(boxes, taken, seen, strict=True)
                )

            best = min(name.sides, key=cost)
            if name.may_go and cost(best) >= FORBIDDEN:
                continue
            name.side = best
            for there, (points, _) in zip(taken, seen, strict=True):
                there.append(name.box(best, points[k]))

    def _within(self, discs: Array) -> Array:
        """Those within the slot; a path that has left it may be anywhere."""
        with np.errstate(invalid="ignore"):
            low, high = self.slot.corners[0], self.slot.corners[2]
            within = ((discs[:, :2] > low) & (discs[:, :2] < high)).all(axis=1)
        return np.asarray(discs[within])

    def _cost(self, box: Extent, taken: Sequence[Extent], discs: Array) -> float:
        left, bottom, right, top = box
        slot = self.slot
        outside = left < slot.left or right > slot.right or bottom < slot.bottom or top > slot.top
        crossed = sum(overlap(box, other) for other in taken)
        return FORBIDDEN * (outside + crossed) + touched(box, discs)


def touched(box: Extent, discs: Array) -> int:
    """How many discs (n, 3) of a path reach into a box."""
    left, bottom, right, top = box
    x, y, radius = discs.T
    away = np.hypot(x - np.clip(x, left, right), y - np.clip(y, bottom, top))
    return int((away < radius).sum())


def on_line(label: Label, baselines: Sequence[float]) -> None:
    """Put words that stand nearly on one of some baselines on that."""
    away = min((each - label.baseline for each in baselines), key=abs, default=0.0)
    if abs(away) < NEARLY * label.size:
        label.shift((0.0, away, 0.0))


def brief(text: str, *, narrow: bool) -> str:
    """Words with a formula, or in a narrow picture the formula and what follows it alone."""
    return text[max(text.find("$"), 0) :] if narrow else text


def _misleads(box: Extent, k: int, points: Sequence[Array]) -> bool:
    """Whether words about one of these points, the k-th, would be nearer to another of them."""
    left, bottom, right, top = box
    x, y = np.array(points).T
    away = np.hypot(x - np.clip(x, left, right), y - np.clip(y, bottom, top))
    return bool((away < away[k]).any())


def covered(label: Mobject) -> Extent:
    """The box of words that stand where they are."""
    if not len(label.get_all_points()):
        return NOTHING
    low, high = label.get_corner(DL), label.get_corner(UR)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two boxes have more than an edge in common."""
    return max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(
        one[3], other[3]
    )
