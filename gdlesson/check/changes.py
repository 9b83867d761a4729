"""Rules about what comes and goes: they follow a scene from frame to frame.

Where things are is known from their points, so that only what seems to cross is painted.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gdlesson.check.blinking import blinking
from gdlesson.check.crossing import Crossings
from gdlesson.check.findings import Finding
from gdlesson.check.things import things_of
from scenes.stage.scene import AnyScene

LOOKS = 10
"""Times a second at which it is seen what crosses."""


def change_findings(scene: AnyScene) -> Iterator[Finding]:
    """What blinks and what crosses, in the beat in which it does."""
    followed = [(part, [*things_of(part)]) for part in scene.parts]
    things = [thing for _, own in followed for thing in own]
    crossings = Crossings(scene, things)
    extent, every = np.array(scene.layout.frame.extent), max(1, scene.score.fps // LOOKS)
    for frame in range(scene.frames):
        for part, own in followed:
            state = part.set(frame)
            for thing in own:
                thing.follow(state, extent)
        if frame % every == 0:
            crossings.look(frame)
    for frame, offence in (*blinking(scene, things), *crossings.found):
        yield Finding(offence, scene.name, scene.score.at(frame).name, frame)
