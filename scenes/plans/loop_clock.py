"""When each line of a program that is shown is lit, and when the step of each round lands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from gdcore import Stretch
from scenes.plans.base import AnyBeat
from scenes.plans.program import ALPHA, BREAK, FOR, IF, UPDATE, Program
from scenes.theme import TIMES
from scenes.timing.score import Score

SLOW = 3
"""Rounds that are shown line by line, the first of them as it is written."""
LINE = 1.1
"""Seconds from one line to the next while they are written."""
LOOK, HOP = 0.3, 0.5
"""Seconds that the line of the step has before its ball hops, and that it is in the air."""
ROUND = 2.4
"""Seconds of a round that is shown line by line, once it is written."""
ASKED = 2.2
"""Seconds that a question stands."""
COST_SAID, STEP_SAID = 0.3, 0.5
"""Shares of their beats after which cost and step are told, where words do not say when."""
HASTE = 3.0
"""How often the pace of the rounds that are not shown line by line grows e-fold, so that the first
of them are seen."""


class Lit(NamedTuple):
    """The lines that are lit from a second on, and what has been run by then."""

    second: float
    first: int
    last: int
    run: int
    """Place among the lines that were run."""


class LoopClock:
    """The times of a program's lines.

    Args:
        score: when each beat is.
        beats: of the scene.
        program: that is shown.
        seconds: that all rounds take that are not shown line by line.
    """

    def __init__(self, score: Score, beats: type[Any], program: Program, seconds: float) -> None:
        self.score, self.beats, self.program, self.seconds = score, beats, program, seconds
        self.rounds = program.rounds

    def stretches(self) -> list[Stretch]:
        """One step, two more, and the rest."""
        first, last = float(self._landings[0]), self.program.steps
        slow = [(first - 2 * HOP, 0)] + [(self._again(k), k) for k in range(1, SLOW)]
        quick = [self.quick, *self._landings[SLOW:].tolist()]
        return [
            *(Stretch(since, float(self._landings[k]), k, k + 1) for since, k in slow),
            *(
                Stretch(begin, end, k, k + 1)
                for k, (begin, end) in zip(range(SLOW, last), pairwise(quick), strict=True)
            ),
        ]

    @cached_property
    def lit(self) -> list[Lit]:
        """Which lines are lit, in order of time."""
        return [*self._written(), *self._again_and_again(), *self._to_the_end(), *self._spoken_of()]

    def _since(self, beat: AnyBeat) -> float:
        return float(self.score[beat].start / self.score.fps) + TIMES.change

    def _again(self, k: int) -> float:
        """When round ``k`` begins that is shown line by line."""
        return self._since(self.beats.again) + (k - 1) * ROUND

    @property
    def stepping(self) -> float:
        """When the line of the first step is run: with its word, so that the ball has time."""
        beat, fps = self.beats.update, float(self.score.fps)
        latest = self.score[beat].stop / fps - LOOK - HOP - TIMES.settle
        return min(max(self._since(beat) + LINE, self._said(beat, "update", STEP_SAID)), latest)

    @property
    def costing(self) -> tuple[float, float]:
        """When the lines of the misses and of the cost are run first: these wait for their word."""
        cost = self.beats.cost
        miss = max(self._since(cost) + LINE, self._said(cost, "cost", COST_SAID))
        return miss, miss + LINE

    @property
    def _asking(self) -> float:
        """When the line is run that asks whether to stop: the beat begins with this word."""
        return float(self.score[self.beats.update].start / self.score.fps) + TIMES.breath

    def _said(self, beat: AnyBeat, word: str, otherwise: float) -> float:
        """When the beat says a word, or goes on to its second words, or else at a share of it."""
        timed = self.score[beat]
        said = timed.when(word)
        turns = timed.turns[1:2]
        told = turns[0] if turns else timed.start + otherwise * timed.frames
        frame = told if said is None else said
        return float(frame / self.score.fps)

    @property
    def quick(self) -> float:
        """When the others begin."""
        return self._since(self.beats.run) + ASKED

    @cached_property
    def _landings(self) -> np.ndarray:
        """When each step has landed, (steps,)."""
        left = self.program.steps - SLOW
        slow = [self.stepping + LOOK + HOP, *(self._again(k) + ROUND for k in range(1, SLOW))]
        gone = np.log1p(np.expm1(HASTE) * np.arange(1, left + 1) / left) / HASTE
        fast = self.quick + self.seconds * gone
        return np.concatenate([slow, fast])

    def _written(self) -> Iterator[Lit]:
        """The first lines and the first round, a few in each beat; some wait for their word.

        That the data are given is not spoken of: the first line that is lit is that of alpha.
        """
        beats = self.beats
        start, cost, gradient = (
            self._since(each) for each in (beats.start, beats.cost, beats.gradient)
        )
        seconds = [
            start, start + 2 * LINE, cost, *self.costing,
            gradient, gradient + LINE, self._asking, self.stepping,
        ]  # fmt: skip
        *written, step = enumerate(seconds, ALPHA)
        for run, second in written:
            yield self._line(second, run)
        yield from self._step(*step, float(self._landings[0]))

    def _again_and_again(self) -> Iterator[Lit]:
        """Rounds line by line; the last line is lit as the ball sets off."""
        for k in range(1, SLOW):
            lines, begin = self.rounds[k], self._again(k)
            each = (ROUND - HOP - LOOK) / (len(lines) - 1)
            for n, run in enumerate(lines[:-1]):
                yield self._line(begin + n * each, run)
            yield from self._step(
                lines[-1], begin + (len(lines) - 1) * each, float(self._landings[k])
            )
        yield self._line(float(self._landings[SLOW - 1]), self.rounds[SLOW][0])

    def _to_the_end(self) -> Iterator[Lit]:
        """All lines of the loop, while its rounds are too quick to be told apart."""
        for k, second in enumerate([self.quick, *self._landings[SLOW:].tolist()], SLOW):
            asked = [run for run in self.rounds[k] if self.program.executed[run].line == IF]
            yield Lit(second, FOR, UPDATE, asked[0] if asked else self.rounds[k][-1])

    def _spoken_of(self) -> Iterator[Lit]:
        """What ended the loop: none of its lines is run after that."""
        stop, last = self._since(self.beats.stop), len(self.program.executed) - 1
        if self.program.executed[last].line == BREAK:
            yield Lit(stop, IF, IF, last)
            yield Lit(stop + LINE, BREAK, BREAK, last)
        else:
            yield Lit(stop, FOR, FOR, last)

    def _step(self, run: int, second: float, landing: float) -> Iterator[Lit]:
        """The line of a step, lit before the ball lands; only then is theta the new one."""
        yield Lit(second, UPDATE, UPDATE, run - 1)
        yield Lit(landing, UPDATE, UPDATE, run)

    def _line(self, second: float, run: int) -> Lit:
        line = self.program.executed[run].line
        return Lit(second, line, line, run)
