"""What beats write on the timeline: parts come and go, whatever the beats before have left."""

from __future__ import annotations

import pytest

from scenes.stage.timeline import Animated, Cue, HasOpacity
from scenes.theme import TIMES
from scenes.timing.score import TimedBeat

FPS = 20
BEATS = [TimedBeat(name, "", 100 * k, 100 * (k + 1), ()) for k, name in enumerate(("one", "two"))]


class Thing(HasOpacity):
    def __init__(self, opacity: float = 0.0) -> None:
        self.opacity = Animated(opacity)


def left_by(*, shown: int, waiting: int = 0, gone: int = 0) -> tuple[list[Thing], Cue]:
    """Things as a first beat has left them, in that order, and the cue of the second."""
    things = [Thing() for _ in range(shown + waiting + gone)]
    first = Cue(BEATS[0], FPS, things)
    first.show(*things[:shown], *things[shown + waiting :])
    first.dim(*things[shown : shown + waiting], to=0.4)
    first.hide(*things[shown + waiting :], at=0.5)
    return things, Cue(BEATS[1], FPS, things)


def at_end(things: list[Thing]) -> list[float]:
    return [thing.opacity.at(BEATS[1].stop) for thing in things]


# what the beat before has left, and which of them are to be seen alone
LEFT = {
    "one that stays": (left_by(shown=3), [0]),
    "one that had gone": (left_by(shown=2, gone=2), [3]),
    "one that had stepped back": (left_by(shown=1, waiting=2), [1]),
    "several": (left_by(shown=2, waiting=1, gone=2), [0, 2, 4]),
    "none": (left_by(shown=2, waiting=1, gone=1), []),
}


@pytest.mark.parametrize(("left", "chosen"), LEFT.values(), ids=LEFT)
def test_only_these_are_seen_whatever_was_left(
    left: tuple[list[Thing], Cue], chosen: list[int]
) -> None:
    things, cue = left
    cue.only(*(things[k] for k in chosen))
    assert at_end(things) == [float(k in chosen) for k in range(len(things))]


def test_what_is_seen_already_does_not_blink_and_others_come_when_the_rest_has_gone() -> None:
    things, cue = left_by(shown=2, gone=1)
    cue.only(things[0], things[2])
    begin, away = BEATS[1].start, round(TIMES.away * FPS)
    assert {things[0].opacity.at(frame) for frame in range(begin, BEATS[1].stop)} == {1.0}
    assert things[1].opacity.at(begin + 1) < 1.0
    assert things[2].opacity.at(begin + away) == 0.0
    assert things[2].opacity.at(begin + away + 1) > 0.0


def test_what_is_not_among_those_named_is_left_alone() -> None:
    things, cue = left_by(shown=3)
    cue.only(things[0], among=things[:2])
    assert at_end(things) == [1.0, 0.0, 1.0]
