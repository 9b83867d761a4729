"""Waiting for files to change."""

from __future__ import annotations

import time

from gdlesson.render.program import stamps
from scenes.reading.inputs import Stamps

PAUSE_SECONDS = 0.2


def wait_for_change(seen: Stamps, pause: float = PAUSE_SECONDS) -> None:
    """Return when one of the files is another than it was.

    An editor may write a file in steps, or remove it and put a new one in its place: a change is
    told when the files have been the same for one pause.

    Args:
        seen: the files as they were when they were read.
        pause: seconds between two looks.
    """
    while (now := stamps(seen)) == seen:
        time.sleep(pause)
    while True:
        time.sleep(pause)
        if (later := stamps(seen)) == now:
            return
        now = later
