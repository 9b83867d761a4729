"""Rules about what comes and goes: they follow a scene from frame to frame.

Where things are is known from their points, so that only what seems to cross is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from gdlesson.check.blinking import blinking
from gdlesson.check.crossing import Crossings
from gdlesson.check.findings import Finding, Offence
from gdlesson.check.furniture import Furniture
from gdlesson.check.lines import OFF
from gdlesson.check.things import Spotted, things_of
from scenes.components.text.label import Label
from scenes.stage.scene import AnyScene, Part

LOOKS = 10
"""Times a second at which it is seen what crosses, and which plots are empty."""


def change_findings(scene: AnyScene) -> Iterator[Finding]:
    """What breaks these rules, in the beat in which it does."""
    followed = {part: [*things_of(part, scene.frames)] for part in scene.parts}
    things = [thing for own in followed.values() for thing in own]
    crossings, furniture = Crossings(scene, things), Furniture(scene, followed)
    extent, every = np.array(scene.layout.frame.extent), max(1, scene.score.fps // LOOKS)
    there: set[Part] = set()
    for frame in range(scene.frames):
        for part, own in followed.items():
            state = part.set(frame)
            if state is not None:
                there.add(part)
                for thing in own:
                    thing.follow(frame, state, extent)
            elif part in there:
                there.remove(part)
                for thing in own:
                    thing.gone()
        if frame % every == 0:
            crossings.look(frame)
            furniture.look(frame)
    found = (*blinking(scene, things), *crossings.found, *furniture.found, *_jumps(scene))
    for frame, offence in found:
        yield Finding(offence, scene.name, scene.score.at(frame).name, frame)


def _jumps(scene: AnyScene) -> Iterator[Spotted]:
    """Captions of which the first line does not stand where that of the one before stood."""
    if not scene.captions:  # beside a voice, they may be in the track alone
        return
    captions = [each for beat in scene.score.beats for each in beat.captions]
    unit = scene.camera.pixel_height / scene.camera.frame_height
    lines = [_first_line(part) for part in scene.captions]
    for before, (caption, line) in pairwise(zip(captions, lines, strict=True)):
        off = abs(line - before[1]) * unit
        if off > OFF:
            yield Spotted(caption.start, Offence(
                "caption-baseline", f'the caption "{caption.lines[0][:30]}…"',
                f"its first line is {off:.1f} px beside the last one's", f"{OFF:g} px",
                "put the first line of every caption on one baseline", None, off,
            ))  # fmt: skip


def _first_line(caption: Part) -> float:
    """The highest baseline of a caption, in frame units."""
    labels = [each for each in caption.mobject.get_family() if isinstance(each, Label)]
    return max(label.baseline for label in labels)
