"""Files that have their name only when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from gdlesson.ending import sure

PART = ".{}.{}.part"
"""Name of a file that is being made: its own, and the number of the process."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to make a file; at the end of the ``with`` block it gets its name, or is removed."""
    part = path.with_name(PART.format(path.name, os.getpid()))
    with sure(partial(part.unlink, missing_ok=True)):
        yield part
        part.replace(path)
