"""Rules about what comes and goes: they follow a scene from frame to frame.

Where things are is known from their points, so that only what seems to cross is painted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gdcore.typing import FrameRate
from gdlesson.check.findings import Box, Finding, Offence
from gdlesson.check.shot import TEXTS, Element, Painter, name_of, owned
from gdlesson.check.texts import touching
from scenes.components.plot.axes import Axes
from scenes.components.plot.band import Band
from scenes.components.plot.curve import Curve
from scenes.components.plot.data_plot import DataPlot
from scenes.layout import Slot
from scenes.painting.painted import Painted
from scenes.stage.scene import AnyScene, Part

SHORT = 0.5
"""Seconds for which a thing that stays is not to be away, and one that has come not to be there."""
SEEN = 0.1
"""Opacity from which something is there."""
CROSSING = 0.15
"""Opacity that both of two things must exceed to cross."""
LOOKS = 10
"""Times a second at which it is seen what crosses."""
FLASHES = 2
"""How often a graphic has to be there for a moment to blink: once, a ball may just pass by."""
SHARED = 0.3
"""Share of the smaller of two plots that lies in the other one where they are in one place."""
PLOTS = (Axes, Curve, DataPlot, Band)

Places = NDArray[np.float64]
"""Left, bottom, right and top in frame units."""


@dataclass
class Thing:
    """A text, or the graphics of a part, and when it is seen."""

    part: Part
    root: Mobject | None
    """The text; None for the graphics."""
    name: str
    leaves: list[Mobject]
    seen: list[bool] = field(default_factory=list)
    states: list[Hashable] = field(default_factory=list)


def change_findings(scene: AnyScene) -> Iterator[Finding]:
    """What blinks and what crosses, in the beat in which it does."""
    things = [thing for part in scene.parts for thing in _things(part)]
    texts = [thing for thing in things if thing.root is not None]
    crossings = _Crossings(scene, texts)
    every = max(1, scene.score.fps // LOOKS)
    for frame in range(scene.frames):
        states = {id(part): part.set(frame) for part in scene.parts}
        for thing in things:
            state = states[id(thing.part)]
            thing.states.append(state)
            thing.seen.append(state is not None and _is_there(thing, frame, scene))
        if frame % every == 0:
            crossings.look(frame)
    found = [*_blinking(scene, things), *crossings.found.values()]
    for frame, offence in found:
        yield Finding(offence, scene.name, scene.score.at(frame).name, frame)


def _things(part: Part) -> Iterator[Thing]:
    """The texts of a part, one by one, and all the rest of it together."""
    texts: dict[int, Thing] = {}
    rest: list[Mobject] = []
    for leaf, owner in owned(part.mobject):
        if not isinstance(owner, TEXTS):
            rest.append(leaf)
            continue
        text = texts.setdefault(id(owner), Thing(part, owner, name_of(owner), []))
        text.leaves.append(leaf)
    yield from texts.values()
    painted = [leaf for leaf in rest if len(leaf.points)]
    if painted:
        yield Thing(part, None, name_of(part.mobject), painted)


def _is_there(thing: Thing, frame: int, scene: AnyScene) -> bool:
    if thing.part.shown(frame) < SEEN:
        return False
    if thing.root is None:
        return any(leaf.seen for leaf in thing.leaves if isinstance(leaf, Painted)) or not all(
            isinstance(leaf, Painted) for leaf in thing.leaves
        )
    place = _place(thing)
    return place is not None and _shared(place, np.array(scene.layout.frame.extent)) > 0


def _place(text: Thing) -> Places | None:
    points = [leaf.points[:, :2] for leaf in text.leaves if len(leaf.points)]
    if not points:
        return None
    every = np.concatenate(points)
    return np.concatenate([every.min(axis=0), every.max(axis=0)])


def _shared(one: Places, other: Places) -> float:
    """The area that lies in both places."""
    size = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    return float(np.prod(np.maximum(size, 0.0)))


# What blinks


def _blinking(scene: AnyScene, things: list[Thing]) -> Iterator[tuple[int, Offence]]:
    most = SHORT * scene.score.fps
    captions = {id(part) for part in scene.captions}
    for thing in things:
        yield from _gaps(thing, most, scene.score.fps)
        yield from _glimpses(thing, most, scene.score.fps)
    words = [thing.seen for thing in things if id(thing.part) in captions]
    if words:
        for start, stop in _between(np.any(words, axis=0)):
            if stop - start < most:
                yield start, _blink("the captions", stop - start, scene.score.fps, "away")


def _gaps(thing: Thing, most: float, fps: FrameRate) -> Iterator[tuple[int, Offence]]:
    """A thing goes and is soon back as it was."""
    for start, stop in _between(np.array(thing.seen)):
        as_it_was = _look(thing.states[start - 1]) == _look(thing.states[stop])
        if stop - start < most and as_it_was:
            yield start, _blink(thing.name, stop - start, fps, "away")


def _glimpses(thing: Thing, most: float, fps: FrameRate) -> Iterator[tuple[int, Offence]]:
    """A thing comes and has soon gone."""
    found = [(a, b) for a, b in _between(~np.array(thing.seen)) if b - a < most]
    if len(found) >= (FLASHES if thing.root is None else 1):
        for start, stop in found:
            yield start, _blink(thing.name, stop - start, fps, "seen")


def _between(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and one-past-last index of each run of false values that true ones enclose."""
    for before, after in pairwise(np.flatnonzero(flags).tolist()):
        if after > before + 1:
            yield before + 1, after


def _look(state: Hashable) -> Hashable:
    """A part's state without its opacity."""
    return state[2] if isinstance(state, tuple) else state


def _blink(name: str, frames: int, fps: FrameRate, how: str) -> Offence:
    advice = {
        "away": "let it stay, or be away for longer",
        "seen": "show it for longer, or not at all; a state once reached stays",
    }[how]
    seconds = float(frames / fps)
    return Offence(
        "blinking", name, f"{how} for {seconds:.2f} s", f"{SHORT:g} s", advice, None,
        SHORT / seconds,
    )  # fmt: skip


# What crosses


class _Crossings:
    """The pairs of texts, and of plots, that were seen in one place while one of them changed."""

    def __init__(self, scene: AnyScene, texts: list[Thing]) -> None:
        self.scene, self.texts = scene, texts
        self.painter = Painter(scene.camera)
        self.found: dict[tuple[int, int, str], tuple[int, Offence]] = {}
        """The worst of each pair in a beat."""
        self._places: dict[int, Places | None] = {}
        self._plots = [
            (part, root)
            for part in scene.parts
            for root in part.mobject.get_family()
            if isinstance(root, PLOTS)
        ]

    def look(self, frame: int) -> None:
        """Note what crosses at a frame to which all parts were brought."""
        self._look_at_texts(frame)
        self._look_at_plots(frame)

    def _look_at_texts(self, frame: int) -> None:
        before, self._places = self._places, {}
        there = []
        for text in self.texts:
            shown = text.part.shown(frame)
            if shown > CROSSING and (place := _place(text)) is not None:
                self._places[id(text)] = place
                moved = before.get(id(text))
                there.append(
                    _Sign(text, place, shown, moved is not None and (moved != place).any())
                )
        for one, other in combinations(there, 2):
            if not _shared(one.place, other.place):
                continue
            if one.moved or other.moved or self._replaces(one.text.part, other.text.part, frame):
                self._paint(one, other, frame)

    def _replaces(self, one: Part, other: Part, frame: int) -> bool:
        """Whether one of two parts goes while the other comes."""
        ways = _way(one, frame), _way(other, frame)
        return ways in {(-1, 1), (1, -1)}

    def _paint(self, one: _Sign, other: _Sign, frame: int) -> None:
        first, second = (self._element(sign.text) for sign in (one, other))
        if first is None or second is None:
            return
        pixels = touching(first.glyphs, second.glyphs, 1)
        if pixels:
            names = f"{one.text.name} and {other.text.name}"
            key = (id(one.text), id(other.text))
            self._note(key, names, min(one.shown, other.shown), frame, first.ink.box)

    def _element(self, text: Thing) -> Element | None:
        assert text.root is not None
        return next(iter(self.painter.elements([text.root])), None)

    def _look_at_plots(self, frame: int) -> None:
        moving = [
            (root, way, shown)
            for part, root in self._plots
            if (shown := part.shown(frame)) > CROSSING and (way := _way(part, frame))
        ]
        for (one, way, shown), (other, other_way, other_shown) in combinations(moving, 2):
            if way == other_way:
                continue
            places = [np.array(_slot(root).extent) for root in (one, other)]
            least = min(float(np.prod(place[2:] - place[:2])) for place in places)
            if _shared(*places) > SHARED * least:
                names = f"{name_of(one)} and {name_of(other)}"
                self._note((id(one), id(other)), names, min(shown, other_shown), frame, None)

    def _note(
        self, pair: tuple[int, int], names: str, both: float, frame: int, box: Box | None
    ) -> None:
        offence = Offence(
            "crossing", names, f"{both:.0%} of both in one place", "one at a time",
            "let one go before the other comes, or put it elsewhere", box, both,
        )  # fmt: skip
        key = (*pair, self.scene.score.at(frame).name)
        if key not in self.found or self.found[key][1].excess < both:
            self.found[key] = frame, offence


class _Sign(NamedTuple):
    """A text at one frame."""

    text: Thing
    place: Places
    shown: float
    moved: bool


def _way(part: Part, frame: int) -> int:
    """1 for a part that comes at a frame out of nothing, -1 for one that goes, 0 for others."""
    now = part.shown(frame)
    for way in (1, -1):
        there, level = frame, now
        while (before := part.shown(there - way)) < level:
            there, level = there - way, before
        if there != frame and level < SEEN:
            return way
    return 0


def _slot(plot: Mobject) -> Slot:
    slot: Slot = plot.slot if isinstance(plot, Axes) else plot.axes.slot
    return slot
