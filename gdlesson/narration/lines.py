"""What is to be said in each beat of a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from gdlesson.narration.spelling import spelled
from gdlesson.narration.voices.base import Line
from scenes.lesson.file import Lesson, SceneSpec
from scenes.timing.score import bare


def lines(lesson: Lesson) -> Iterator[Line]:
    """What is to be said in the beats of a lesson that have words, in order."""
    for spec in lesson.scenes:
        for beat, say in spec.beats:
            if say:
                yield line(spec, beat, say, lesson.language)


def line(spec: SceneSpec, beat: str, say: str, language: str) -> Line:
    """What is to be said in a beat, as words: its own, or those given for speech."""
    otherwise = dict(spec.say_as).get(beat)
    if otherwise is None:
        return Line(spec.name, beat, spelled(say, language), language)
    return Line(spec.name, beat, aligned(say, otherwise, language), language)


def aligned(say: str, say_as: str, language: str) -> tuple[str, ...]:
    """What is said in place of each word that is seen.

    Words that both have go together; of the others, what lies between the same two does.
    """
    seen, heard = say.split(), say_as.split()
    spoken = spelled(say_as, language)
    told: list[list[str]] = [[] for _ in seen]
    matcher = SequenceMatcher(None, [*map(bare, seen)], [*map(bare, heard)], autojunk=False)
    for _, first, stop, since, until in matcher.get_opcodes():
        for place in range(since, until):
            share = (place - since) / max(until - since, 1)
            where = first + int(share * (stop - first)) if stop > first else max(first - 1, 0)
            told[where].append(spoken[place])
    return tuple(" ".join(words) for words in told)
