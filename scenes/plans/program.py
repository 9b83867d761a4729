"""A program that is shown: its source as it stands on the screen, and what running it does."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any

import numpy as np

from gdcore.typing import Array

DESCENT = Path(__file__).with_name("descent.py.txt")
"""Gradient descent on a line, with names in braces for what a lesson file sets."""
DATA, ALPHA, THETA, FOR, MISS, COST, EACH, GRADIENT, IF, BREAK, UPDATE = range(11)
"""Its lines."""


@dataclass(frozen=True)
class Executed:
    """One line that was run, and what all names stand for afterwards."""

    line: int
    """From 0."""
    names: Mapping[str, Any]


@dataclass(frozen=True)
class Program:
    """A source, and its lines in the order in which they were run."""

    source: str
    executed: tuple[Executed, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The source line by line."""
        return tuple(self.source.splitlines())

    def runs_of(self, line: int) -> tuple[int, ...]:
        """When a line was run: places among those executed."""
        return self._runs.get(line, ())

    @cached_property
    def _runs(self) -> dict[int, tuple[int, ...]]:
        lines = np.array([each.line for each in self.executed])
        return {
            int(line): tuple(np.flatnonzero(lines == line).tolist()) for line in set(lines.tolist())
        }

    def last_run_of(self, line: int, run: int) -> int | None:
        """When a line was run for the last time before or at a place, None for never."""
        before = bisect_right(self.runs_of(line), run)
        return self.runs_of(line)[before - 1] if before else None

    def value(self, name: str, run: int) -> Any:  # noqa: ANN401 - whatever the program gave it
        """What a name stands for at a place, None for nothing yet."""
        return self.executed[run].names.get(name) if run >= 0 else None

    @cached_property
    def rounds(self) -> tuple[range, ...]:
        """What was run in each round of the loop; the last one has no step in it."""
        return tuple(range(*ends) for ends in pairwise([*self.runs_of(FOR), len(self.executed)]))

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.runs_of(UPDATE))


def descent_program(
    x: Array, y: Array, start: tuple[float, float], alpha: float, nearly: float, steps: int
) -> Program:
    """Gradient descent on the line through (x, y), as a program that has been run."""
    w, b = start
    source = DESCENT.read_text(encoding="utf-8").format(
        alpha=alpha, w=w, b=b, steps=steps, nearly=nearly
    )
    return Program(source, run(source, {"np": np, "data": (x, y)}))


def run(source: str, given: Mapping[str, object]) -> tuple[Executed, ...]:
    """Run a program with some names given, and keep its names after each line.

    It is Python itself that says which line is next, as it does to a debugger.
    """
    code = compile(source, "<shown>", "exec")
    names, begun, executed = dict(given), list[int](), list[Executed]()

    def watch(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401 - as Python has it
        del argument
        if frame.f_code is not code:
            return None
        if event in {"line", "return"} and len(begun) > len(executed):
            own = {name: value for name, value in names.items() if name not in hidden}
            executed.append(Executed(begun[-1], MappingProxyType(own)))
        if event == "line":
            begun.append(frame.f_lineno - 1)
        return watch

    hidden = {*given, "__builtins__"}
    outer = sys.gettrace()
    sys.settrace(watch)
    try:
        exec(code, names)  # noqa: S102 - a source of our own, in which numbers alone differ
    finally:
        sys.settrace(outer)
    return tuple(executed)
