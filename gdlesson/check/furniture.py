"""The rule about words, formulas and plots that are seen before a beat is about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from manim import Mobject

from gdlesson.check.findings import Offence
from gdlesson.check.shot import TEXTS, name_of
from gdlesson.check.things import SEEN, Spotted, Thing, common
from scenes.components.plot.axes import Axes, Ticks
from scenes.painting.extent import EVERYTHING
from scenes.painting.painted import Painted
from scenes.stage.scene import AnyScene, Part

HAND_OVER = 2.0
"""Seconds within which what is there at a scene's first frame has gone, if it is of the last."""
FULL = 0.98
"""Share of its greatest opacity from which something is shown in full."""
SOON = 1.0
"""Seconds that something may be there, and not in full, before a beat shows it in full."""


class Furniture:
    """What of a scene is words or a plot, and when it is seen.

    Title, logo and captions may be there at any time; all else comes with the beat that is about
    it.  So at the first frame there is none but what goes with the last scene, none waits at less
    than its full opacity for another beat, and no plot is empty for all of a beat.
    """

    def __init__(self, scene: AnyScene, followed: Mapping[Part, Sequence[Thing]]) -> None:
        self.scene, self.followed = scene, followed
        self.said = [part for part in scene.built if _says(part)]
        self._plots = [
            (part, axes)
            for part in self.said
            for axes in part.mobject.get_family()
            if isinstance(axes, Axes)
        ]
        self._filled: dict[tuple[int, str], bool] = {}
        """Of each plot and beat, whether there was ever something in the plot, or no plot."""

    def look(self, frame: int) -> None:
        """Note which plots are empty at a frame to which all parts were brought."""
        beat = self.scene.score.at(frame).name
        for part, axes in self._plots:
            key = id(axes), beat
            self._filled[key] = self._filled.get(key, False) or (
                part.shown(frame) < SEEN or self._holds_any(axes)
            )

    def _holds_any(self, axes: Axes) -> bool:
        return any(
            _lies_in(leaf, axes)
            for part in self.scene.built
            for thing in self.followed[part]
            if thing.root is None and thing.shown >= SEEN
            for leaf in thing.leaves
        )

    @property
    def found(self) -> Iterator[Spotted]:
        """What breaks the rule; all parts were followed from the first frame to the last."""
        for part in self.said:
            yield from self._too_early(part)
        for part, axes in self._plots:
            for beat in self.scene.score.beats:
                if not self._filled.get((id(axes), beat.name), True):
                    told = f"empty for {float(beat.frames / self.scene.score.fps):.1f} s"
                    advice = "let it come with what is drawn in it"
                    yield _spotted(beat.stop - 1, part, told, "a beat", advice, beat.frames)

    def _too_early(self, part: Part) -> Iterator[Spotted]:
        fps, score = self.scene.score.fps, self.scene.score
        shown = np.array([part.shown(frame) for frame in range(self.scene.frames)])
        there = np.any([thing.seen for thing in self.followed[part]], axis=0)
        if not there.any():
            return
        first, in_full = int(np.argmax(there)), int(np.argmax(shown >= FULL * shown.max()))
        early = in_full - first
        if first == 0 and not (shown[: round(HAND_OVER * fps)] < SEEN).any():
            advice = "hide it until a beat shows it"
            yield _spotted(0, part, "seen at the first frame", "none", advice, len(there))
        elif early > SOON * fps and score.at(first) is not score.at(in_full):
            told = f"waits {float(early / fps):.1f} s for {score.at(in_full).name}"
            middle = (first + min(in_full, score.at(first).stop - 1)) // 2
            advice = "hide it until the beat that is about it"
            yield _spotted(middle, part, told, f"{SOON:g} s", advice, early)


def _says(part: Part) -> bool:
    """Whether there is something in a part that has to be spoken of: words or a plot."""
    return any(isinstance(each, (*TEXTS, Axes)) for each in part.mobject.get_family())


def _lies_in(leaf: Mobject, axes: Axes) -> bool:
    """Whether a graphic is drawn in a plot, be it for what it is told or for where it lies."""
    if isinstance(leaf, (Axes, Ticks)):
        return False
    own = getattr(leaf, "axes", None)
    if isinstance(own, Axes):
        return own.slot == axes.slot
    slot = np.array(axes.slot.extent)
    if not isinstance(leaf, Painted):
        return bool(len(leaf.points)) and bool(axes.slot.holds(leaf.points).any())
    extent = leaf.extent()
    return extent != EVERYTHING and common(np.array(extent), slot) > 0


def _spotted(frame: int, part: Part, told: str, limit: str, advice: str, excess: float) -> Spotted:
    family = part.mobject.get_family()
    named = next(each for each in family if isinstance(each, (*TEXTS, Axes)))
    offence = Offence("furniture", name_of(named), told, limit, advice, None, float(excess))
    return Spotted(frame, offence)
