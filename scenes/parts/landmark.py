"""Named things that stand on the ground of a scene while the eye moves: marks, and words beside."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.ground import Ground
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]
CLEAR = 1.8 * STROKES.ball
"""Room between a mark and its name."""


@dataclass(frozen=True)
class Placement:
    """Where a name stands beside its mark."""

    rise: float = SIZES.small / 2
    """How far its baseline lies above the mark's middle."""
    left: bool = False


BELOW = Placement(-2.0 * SIZES.small)
PLACEMENTS = tuple(
    Placement(rise * SIZES.small, left=left)
    for rise in (0.5, -2.0, -0.33, 1.0, -1.6, 2.5, -3.3)
    for left in (False, True)
)
"""All that are tried for a name, so that no path lies under it."""


def with_view(
    ground: Ground, place: Callable[[], None] = lambda: None
) -> Callable[[int], Hashable]:
    """The update of what stands still on ``ground``: ``place`` puts it where it is seen."""
    placed: Hashable = None

    def update(_: int) -> Hashable:
        nonlocal placed
        view = ground.view
        if view != placed:
            place()
            placed = view
        return view

    return update


def beside(
    label: Label, point: Array, slot: Slot, clear: float, rise: float, *, left: bool = False
) -> None:
    """Put words right of a frame point, ``clear`` of it; left of it where the slot ends.

    ``rise`` is how far the baseline lies above the point.  With ``left`` it is the other way round.
    """
    x, y, width = float(point[0]), float(point[1]), clear + float(label.width)
    goes_left = x - width >= slot.left if left else x + width > slot.right
    baseline = min(max(y + rise, slot.bottom), slot.top - label.size)
    # Where neither side has room for them, they end where the slot does.
    if goes_left:
        label.put(max(x - clear, slot.left + float(label.width)), baseline, "right")
    else:
        label.put(min(x + clear, slot.right - float(label.width)), baseline)


@dataclass(frozen=True)
class Look:
    """What a name may lie on, as its mark is seen once.

    Attributes:
        point: the mark's place (2,).
        moving: places (n, 2) of what moves.
        slot: what the name stands in.
        said: places (n, 2) under other words, which are worse to lie on.
    """

    point: Array
    moving: Array
    slot: Slot
    said: Array | None = None


def calmest(label: Label, seen: Sequence[Look], first: Placement) -> Placement:
    """Where a name stands with the fewest words under it, then with least of what moves.

    Of equals ``first``, if it is one.
    """

    def crossed(placement: Placement) -> tuple[int, int]:
        words = moving = 0
        for look in seen:
            beside(label, look.point, look.slot, CLEAR, placement.rise, left=placement.left)
            words += _under(label, look.said)
            moving += _under(label, look.moving)
        return words, moving

    return min((first, *PLACEMENTS), key=crossed)


def through(label: Label) -> Array:
    """Places (n, 2) along the middle of some words."""
    across = np.arange(label.get_left()[0], label.get_right()[0], STROKES.ball)
    return np.stack([across, np.full(len(across), label.baseline + label.size / 3)], axis=-1)


def _under(label: Label, places: Array | None) -> int:
    """On how many of some places words lie; those nearer together than a ball are one."""
    if places is None:
        return 0
    low = np.array([label.get_left()[0], label.baseline]) - STROKES.ball
    high = np.array([label.get_right()[0], label.baseline + label.size]) + STROKES.ball
    within = places[((places >= low) & (places <= high)).all(axis=1)]
    return len(np.unique(np.rint(within / STROKES.ball), axis=0))


def _within(slot: Slot, point: Array) -> float:
    """1 for a place in the slot, 0 for one well outside, where its name would tell of nothing."""
    x, y = point[:2]
    beyond = max(slot.left - x, x - slot.right, slot.bottom - y, y - slot.top)
    return float(np.clip(1.0 - beyond / CLEAR, 0.0, 1.0))


def add_mark(
    scene: AnyScene,
    ground: Ground,
    theta: Array,
    loss: float,
    name: tuple[str, str],
    *,
    ring: bool,
    placement: Callable[[Label], Placement],
    foot: float = 0.0,
) -> tuple[Part, Part]:
    """A ring for a start or a cross for a minimum, and its name: ``name`` is (words, colour).

    ``placement`` is asked where the name is to stand, above a ``foot`` of the ground's slot.
    """
    mark = Mark(ground, theta, loss, name[1], scene.theme, ring=ring)
    part = scene.add_part(mark, with_view(ground), layer=Layer.GROUND)
    return part, add_name(scene, ground, mark, name, placement=placement, foot=foot)


def add_name(
    scene: AnyScene,
    ground: Ground,
    mark: Mark,
    name: tuple[str, str],
    *,
    placement: Callable[[Label], Placement],
    foot: float = 0.0,
) -> Part:
    """The name of a mark: words and their colour."""
    size = SIZES.small if scene.layout.narrow else SIZES.name
    label = words(name[0], size, name[1]).cased(scene.theme.casing)
    chosen = placement(label)

    def place() -> None:
        free = ground.slot.inset(bottom=foot)
        beside(label, mark.centre, free, CLEAR, chosen.rise, left=chosen.left)
        label.fade(_within(ground.slot, mark.centre))

    return scene.add_part(label, with_view(ground, place), layer=Layer.NAMES)
