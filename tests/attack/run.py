"""Running cases of attacks in parallel, and a table of what came of them."""

from __future__ import annotations

import math
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.attack.cases import Attack, Result, case
from tests.attack.nursery import Nursery

TOLD = 600
"""Characters of a fault in the list."""


@dataclass
class Tally:
    """What came of all cases of an attack."""

    attack: Attack
    came: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, Result]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    largest: tuple[int, int] = (0, -1)
    seconds: float = 0.0

    def add(self, number: int, result: Result) -> None:
        """Count one case."""
        self.came[result.came] += 1
        self.slowest = max(self.slowest, (result.seconds, number))
        self.largest = max(self.largest, (result.bytes, number))
        if result.faults:
            self.faults.append((number, result))


class Crew:
    """Threads that attempt cases, each with a nursery of its own."""

    def __init__(self, jobs: int, seed: int, minutes: float) -> None:
        self._jobs, self._seed = jobs, seed
        self._until = time.monotonic() + 60 * minutes
        self._own = threading.local()
        self._nurseries: list[Nursery] = []

    def run(self, attack: Attack, numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Attempt cases while there is time, and tell of them in the order in which they end."""
        with ThreadPoolExecutor(self._jobs) as pool:
            begun = {pool.submit(self._attempt, attack, number): number for number in numbers}
            for done in as_completed(begun):
                if (result := done.result()) is not None:
                    yield begun[done], result
            for nursery in self._nurseries:
                nursery.__exit__()
            self._nurseries.clear()
            self._own = threading.local()

    def _attempt(self, attack: Attack, number: int) -> Result | None:
        if time.monotonic() > self._until:
            return None
        if not hasattr(self._own, "nursery"):
            self._own.nursery = Nursery()
            self._nurseries.append(self._own.nursery)
        with case(attack.name, self._seed, number, self._own.nursery) as made:
            try:
                return attack.attempt(made)
            except Exception:  # noqa: BLE001 - the other cases are to be told of
                return Result("failed itself", (f"the attack failed: {traceback.format_exc()}",))


def tally(
    attack: Attack,
    numbers: Iterable[int],
    seed: int,
    jobs: int,
    out: Console,
    minutes: float = math.inf,
) -> Tally:
    """Attempt cases, tell each fault as it is found, and count."""
    result, begun = Tally(attack), time.monotonic()
    for number, one in Crew(jobs, seed, minutes).run(attack, numbers):
        result.add(number, one)
        for fault in one.faults:
            out.print(Text(f"{attack.name}:{number} {fault[:TOLD]}\n    {one.made[:TOLD]}"))
    result.seconds = time.monotonic() - begun
    return result


def show(tallies: Iterable[Tally], out: Console) -> None:
    """The table at the end."""
    table = Table(
        "attack", "cases", "what came of them", "faults", "slowest", "most memory", "took"
    )
    for each in tallies:
        came = ", ".join(f"{count} {what}" for what, count in each.came.most_common())
        slow, large = each.slowest, each.largest
        table.add_row(
            each.attack.name,
            f"{each.came.total():,}",
            came,
            str(len(each.faults)),
            f"{slow[0]:.1f} s ({slow[1]})",
            f"{large[0] / 2**20:.0f} MiB ({large[1]})",
            f"{each.seconds / 60:.1f} min",
        )
    out.print(table)
