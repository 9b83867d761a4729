"""Runs on one surface that are seen by turns: their paths, balls, curves and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from scenes.parts.runner import Runner
from scenes.stage.scene import Part

Racer = TypeVar("Racer")


class Race(Generic[Racer]):
    """Runners, by whatever tells their runs apart; of two at one place, the later lies on top."""

    def __init__(self, runners: Mapping[Racer, Runner]) -> None:
        self.runners = dict(runners)

    def add_trails(self) -> None:
        """Put the paths into the picture: those of the first on top, below all balls."""
        for runner in reversed(self.runners.values()):
            runner.add_trail()

    def add_balls(self) -> None:
        """Put the balls into the picture."""
        for runner in self.runners.values():
            runner.add_ball()

    def paths(self, *racers: Racer) -> list[Part]:
        """Paths, balls, and the words that say where they have gone; of all if none is named."""
        found = [self.runners[racer] for racer in racers or self.runners]
        return [p for r in found for p in (r.trail_part, r.ball_part, r.departure_part)]

    def parts(self, *racers: Racer) -> list[Part]:
        """The same with curves and counts."""
        return [part for racer in racers or self.runners for part in self.runners[racer].parts]
