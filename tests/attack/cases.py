"""One case of an attack: a seed and a number make it, and always the same."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attack.nursery import Nursery

SEED = 14
MEMORY = Path("/dev/shm")  # noqa: S108 - not for what has to stay


@dataclass(frozen=True)
class Case:
    """What an attack is given: chance of its own, an empty folder, and who runs commands."""

    number: int
    chance: random.Random
    folder: Path
    nursery: Nursery


@dataclass(frozen=True)
class Result:
    """What came of a case."""

    came: str
    """What became of it, in a word or two: accepted, refused."""
    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    bytes: int = 0
    made: str = ""
    """What the attack was, for whoever has to mend what it found."""


@dataclass(frozen=True)
class Attack:
    """One kind of attack."""

    name: str
    cases: int
    """How many the long run has."""
    few: int
    """How many the tests have."""
    attempt: Callable[[Case], Result]


def chance(attack: str, seed: int, number: int) -> random.Random:
    """The chance of one case: the same for the same three, and no other's."""
    return random.Random(f"{attack} {seed} {number}")  # noqa: S311 - to be repeated, not secret


@contextmanager
def case(attack: str, seed: int, number: int, nursery: Nursery) -> Iterator[Case]:
    """A case in a folder of its own, which is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="attack-", dir=memory()))
    try:
        yield Case(number, chance(attack, seed, number), folder, nursery)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def memory() -> Path | None:
    """A folder that is kept in memory, where the system has one: what is not on a disk is quick."""
    return MEMORY if os.access(MEMORY, os.W_OK) else None
