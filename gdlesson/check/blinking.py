"""The rule about what is away, or there, for a moment only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import FrameRate
from gdlesson.check.findings import Offence
from gdlesson.check.things import Spotted, Thing
from scenes.stage.scene import AnyScene

SHORT = 0.5
"""Seconds for which a thing that stays is not to be away, and one that has come not to be there."""
FLASHES = 2
"""How often a graphic has to be there for a moment to blink, since once a ball may just pass by;
and how often a thing that looks different each time has to be away for one."""
STROBE = 3.0
"""Seconds within which it is then away as often."""


def blinking(scene: AnyScene, things: Sequence[Thing]) -> Iterator[Spotted]:
    """What goes and is soon back, or comes and has soon gone; and captions that make way for none.

    ``things`` were followed from the first frame to the last.
    """
    fps = scene.score.fps
    captions = {id(part) for part in scene.captions}
    for thing in things:
        for start, frames in sorted({*_gaps(thing, fps)}):
            yield _blink(thing.name, start, frames, fps, "away")
        for start, frames in _glimpses(thing, fps):
            yield _blink(thing.name, start, frames, fps, "seen")
    words = [thing.seen for thing in things if id(thing.part) in captions]
    if words:
        for start, stop in _between(np.any(words, axis=0)):
            if stop - start < SHORT * fps:
                yield _blink("the captions", start, stop - start, fps, "away")


def _gaps(thing: Thing, fps: FrameRate) -> Iterator[tuple[int, int]]:
    """A thing goes and is soon back, as it was, or again and again: first frame, and how many."""
    short = [(a, b) for a, b in _between(thing.seen) if b - a < SHORT * fps]
    for start, stop in short:
        if thing.looks.get(start - 1) == thing.looks.get(stop):
            yield start, stop - start
    for (start, stop), (again, _) in pairwise(short):
        if again - start < STROBE * fps:
            yield start, stop - start


def _glimpses(thing: Thing, fps: FrameRate) -> Iterator[tuple[int, int]]:
    """A thing comes and has soon gone."""
    found = [(a, b - a) for a, b in _between(~thing.seen) if b - a < SHORT * fps]
    if len(found) >= (FLASHES if thing.root is None else 1):
        yield from found


def _between(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and one-past-last index of each run of false values that true ones enclose."""
    for before, after in pairwise(np.flatnonzero(flags).tolist()):
        if after > before + 1:
            yield before + 1, after


def _blink(name: str, start: int, frames: int, fps: FrameRate, how: str) -> Spotted:
    advice = {
        "away": "let it stay, or be away for longer",
        "seen": "show it for longer, or not at all; a state once reached stays",
    }[how]
    seconds = float(frames / fps)
    return Spotted(start, Offence(
        "blinking", name, f"{how} for {seconds:.2f} s", f"{SHORT:g} s", advice, None,
        SHORT / seconds,
    ))  # fmt: skip
