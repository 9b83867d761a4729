"""What a user may be told: whole sentences that can be read, and nothing that a library says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.attack.nursery import MOST_BYTES, Ended

CODES = (0, 1, 2)
MOST_CHARACTERS = 2000
"""Of a line."""
_RAW = re.compile(
    r"Traceback|Warning:|\.py:\d+|\.py\", line|add --debug|Error: |Exception|core dumped"
    r"|object at 0x|<class |NoneType|libpng|pydantic"
)
"""What gives away that an error was not foreseen, or that a library speaks for itself."""


def faults(ended: Ended, secrets: Iterable[str] = ()) -> Iterator[str]:
    """What is wrong with the way a command ended, a sentence each."""
    if ended.overdue:
        yield f"it took {ended.seconds:.0f} s and {ended.bytes / 2**20:.0f} MiB when it was ended"
        return
    if ended.bytes > MOST_BYTES:
        yield f"it took {ended.bytes / 2**20:.0f} MiB"
    if ended.code not in CODES:
        yield f"it ended with {ended.code}: {ended.stderr[-300:]!r}"
    if ended.code and not ended.stderr.strip():
        yield f"it ended with {ended.code} without a word"
    yield from _printed(ended)
    yield from (
        f"it tells what is in a file that is not its own: {secret!r}"
        for secret in secrets
        if secret in ended.stdout + ended.stderr
    )
    if ended.left:
        yield f"it left processes: {', '.join(ended.left)}"


def _printed(ended: Ended) -> Iterator[str]:
    for line in (ended.stdout + ended.stderr).splitlines():
        if _RAW.search(line):
            yield f"it says {line[:300]!r}"
        elif not line.isprintable():
            yield f"it says what cannot be shown: {line[:300]!r}"
        elif len(line) > MOST_CHARACTERS:
            yield f"it says a line of {len(line)} characters"
    if ended.code == 2:
        yield from (
            f"it says what is no sentence: {line[:300]!r}"
            for line in ended.stderr.splitlines()
            if not line.endswith((".", "?"))
        )


def unnamed(ended: Ended, names: Iterable[str]) -> Iterator[str]:
    """The lines of a refusal that do not name one of the files that it may be about."""
    if ended.code != 2:
        return
    every = [*names]
    for line in ended.stderr.splitlines():
        if not any(name in line for name in every) and not re.match(r"There are \d+ more", line):
            yield f"it names no file: {line[:300]!r}"


def litter(folder: Path) -> Iterator[str]:
    """What a command left in its temporary folder."""
    for path in sorted((folder / "tmp").rglob("*")):
        yield f"it left {path.relative_to(folder)}"
