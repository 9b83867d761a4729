"""What is followed from frame to frame: each text of a part, and all the rest of it together.

Where things are is known from their points, so that nothing needs to be painted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gdlesson.check.findings import Offence
from gdlesson.check.shot import TEXTS, name_of, owned
from scenes.painting.painted import Painted
from scenes.stage.scene import Part

SEEN = 0.1
"""Opacity from which something is there."""

Places = NDArray[np.float64]
"""Left, bottom, right and top in frame units."""


class Spotted(NamedTuple):
    """An offence, and the frame at which it was seen."""

    frame: int
    offence: Offence


@dataclass
class Thing:
    """A text, or the graphics of a part, and when it is seen."""

    part: Part
    root: Mobject | None
    """The text; None for the graphics."""
    name: str
    leaves: list[Mobject]
    frames: int
    """How many the scene has."""
    place: Places | None = None
    """Of a text, where it is at the frame to which it was followed last."""
    shown: float = 0.0
    """How much of it is to be seen then, from 0 to 1."""
    looks: dict[int, Hashable] = field(default_factory=dict)
    """By frame at which its part is set, what is equal where it looks the same but for its
    opacity."""
    _strength: float = 0.0
    """How much of it its own state lets be seen."""
    _last: Hashable = None

    def __post_init__(self) -> None:
        self.seen = np.zeros(self.frames, bool)
        """By frame, whether it is there."""

    def follow(self, frame: int, state: Hashable, within: Places) -> None:
        """Note what is seen of it ``within`` the picture after its part has been set to a state."""
        _, opacity, look = cast("tuple[int, float, Hashable]", state)  # as Part.set returns it
        if look != self._last or not self._strength:
            self._look(within)
        self.shown = opacity * self._strength
        self._last = self.looks[frame] = look
        self.seen[frame] = self.shown >= SEEN

    def gone(self) -> None:
        """Note that its part is not to be seen, from a frame on until it is followed again."""
        self.shown, self._last = 0.0, None

    def _look(self, within: Places) -> None:
        if self.root is None:
            self._strength = float(any(getattr(leaf, "seen", True) for leaf in self.leaves))
            return
        place = _place(self.leaves)
        if place is None or not common(place, within):
            self.place, self._strength = None, 0.0
            return
        if self.place is None or (place != self.place).any():
            self.place = place
        strengths = [leaf.strength for leaf in self.leaves if isinstance(leaf, Painted)]
        self._strength = max(strengths, default=1.0)


def things_of(part: Part, frames: int) -> Iterator[Thing]:
    """The texts of a part of a scene, one by one, and all the rest of it together."""
    texts: dict[int, Thing] = {}
    rest: list[Mobject] = []
    for leaf, owner in owned(part.mobject):
        if not isinstance(owner, TEXTS):
            rest.append(leaf)
            continue
        text = texts.setdefault(id(owner), Thing(part, owner, name_of(owner), [], frames))
        text.leaves.append(leaf)
    yield from texts.values()
    painted = [leaf for leaf in rest if len(leaf.points)]
    if painted:
        yield Thing(part, None, name_of(part.mobject), painted, frames)


def _place(leaves: list[Mobject]) -> Places | None:
    points = [leaf.points[:, :2] for leaf in leaves if len(leaf.points)]
    if not points:
        return None
    every = np.concatenate(points)
    return np.concatenate([every.min(axis=0), every.max(axis=0)])


def common(one: Places, other: Places) -> float:
    """The area that lies in both places."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return float(width * height) if width > 0 and height > 0 else 0.0


def way(part: Part, frame: int) -> int:
    """1 for a part that comes at a frame out of nothing, -1 for one that goes, 0 for others."""
    now = part.shown(frame)
    for step in (1, -1):
        there, level = frame, now
        while (before := part.shown(there - step)) < level:
            there, level = there - step, before
        if there != frame and level < SEEN:
            return step
    return 0
