"""Commands that are ended at any moment and in every way: no process, no litter, one sentence."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress

from tests.attack.cases import Attack, Case, Result
from tests.gdlesson.kill_often import COMMANDS, STROKES, Place, after

OURS = [name for name in COMMANDS if not name.startswith("bench")]
MOST_SECONDS = 6.0
"""Of what a command is let run."""


def attempt(case: Case) -> Result:
    """Start a command, end it, and look for what is left."""
    command, stroke = OURS[case.number % len(OURS)], case.chance.choice([*STROKES])
    delay = 0.02 + MOST_SECONDS * case.chance.random() ** 2  # most of them early: much begins there
    place = Place(case.folder)
    try:
        process = place.start(*COMMANDS[command])
        with suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        begun = time.monotonic()
        wrong = after(place, process, stroke)
        took = time.monotonic() - begun
    finally:
        place.remove()
    done = f"{command}, {stroke} after {delay:.3f} s"
    return Result("ended" if process.returncode else "done before", tuple(wrong), took, 0, done)


ATTACK = Attack("kills", 200, 4, attempt)
