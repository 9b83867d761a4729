"""Timing by turns, so that what else a machine does falls on both sides alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

Timed = Callable[[], object]


@dataclass(frozen=True)
class Spread:
    """The least, the middle and the most of several measurements."""

    minimum: float
    median: float
    maximum: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return Spread(min(values), statistics.median(values), max(values))

    def scaled(self, factor: float) -> Spread:
        """The same in another unit."""
        return Spread(self.minimum * factor, self.median * factor, self.maximum * factor)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One line of a report: what was measured, beside what, and what was hoped for.

    Attributes:
        what: the work.
        unit: of `ours` and `theirs`.
        ours: of this project.
        theirs: of the other side; None where there is none.
        other: what the other side is.
        ratio: theirs over ours, pair by pair; None where there is no other side.
        target: in words.
        met: whether the medians meet it; None where that cannot be said.
        note: what a reader must know to judge the numbers.
    """

    what: str
    unit: str
    ours: Spread
    theirs: Spread | None = None
    other: str = ""
    ratio: Spread | None = None
    target: str
    met: bool | None
    note: str = ""

    def plain(self) -> dict[str, object]:
        """The row as plain values, for JSON."""
        return asdict(self)


def seconds(work: Timed) -> float:
    """How long it takes, with the garbage collector at rest."""
    resting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin
    finally:
        if resting:
            gc.enable()


def alone(work: Timed, times: int) -> list[float]:
    """Seconds of each of so many turns, after one that does not count."""
    work()
    return [seconds(work) for _ in range(times)]


def by_turns(ours: Timed, theirs: Timed, pairs: int) -> tuple[list[float], list[float]]:
    """Seconds of both sides, each pair one after the other, who is first changing every time."""
    ours()
    theirs()
    here: list[float] = []
    there: list[float] = []
    for pair in range(pairs):
        turns = [(here, ours), (there, theirs)]
        for taken, work in turns if pair % 2 == 0 else reversed(turns):
            taken.append(seconds(work))
    return here, there
