"""Waiting for files to change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gdlesson.render.program import Stamps, stamps

PAUSE_SECONDS = 0.2


def changes(files: Callable[[], Iterable[Path]], pause: float = PAUSE_SECONDS) -> Iterator[None]:
    """Yield at once, and again each time that one of the files is another than it was.

    An editor may write a file in steps, or remove it and put a new one in its place: a change is
    told when the files have been the same for one pause.

    Args:
        files: asked each time, since what is to be watched may change with the files.
        pause: seconds between two looks.
    """
    while True:
        seen = stamps(files())
        yield
        while (now := stamps(files())) == seen:
            time.sleep(pause)
        while now != (now := _settled(files, pause)):
            pass


def _settled(files: Callable[[], Iterable[Path]], pause: float) -> Stamps:
    time.sleep(pause)
    return stamps(files())
