"""What the page of a film is about: its chapters, its words with their times, and its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import srt

from gdcore.typing import FrameRate
from gdlesson.deliver.manifest import BeatRecord, Manifest, SceneRecord
from gdlesson.errors import InputError
from gdlesson.narration.captions import WORD_JOINER
from scenes.lesson.asking import Asked, asked
from scenes.lesson.file import Lesson, SceneSpec
from scenes.lesson.seeing import descriptions

HELD = Fraction(1, 2)
"""How far into its frame the film waits, so that it is that one which is seen."""


@dataclass(frozen=True)
class Words:
    """A caption, and the seconds of the film between which it is shown."""

    text: str
    at: float
    until: float


@dataclass(frozen=True)
class BeatText:
    """What is said in a beat, and what is seen in it."""

    at: float
    said: tuple[Words, ...]
    seen: str


@dataclass(frozen=True)
class PageScene:
    """A scene: its title, that of the part that begins with it, and its beats."""

    name: str
    title: str
    part: str
    at: float
    beats: tuple[BeatText, ...]


@dataclass(frozen=True)
class TimedQuestion:
    """A question in words, and the second of the film at which it waits."""

    at: float
    asked: Asked


@dataclass(frozen=True)
class Content:
    """All of it, in the order of the film."""

    seconds: float
    chapters: tuple[PageScene, ...]
    captions: tuple[Words, ...]
    questions: tuple[TimedQuestion, ...]


def content(lesson: Lesson, film: Manifest, captions: str) -> Content:
    """What there is in a film.

    Args:
        lesson: it is a film of.
        film: what its folder lists.
        captions: as SubRip.

    Raises:
        InputError: the film is of another state of the lesson.
    """
    words = tuple(_words(captions))
    chapters: list[PageScene] = []
    questions: list[TimedQuestion] = []
    start = 0
    for scene in _scenes(lesson, film):
        spec = lesson.scene(scene.name)
        chapters.append(_chapter(lesson, spec, scene, _seconds(start, film.fps), words))
        questions += _questions(lesson, spec, scene, start)
        start += scene.frames
    return Content(_seconds(start, film.fps), tuple(chapters), words, tuple(questions))


def _scenes(lesson: Lesson, film: Manifest) -> list[SceneRecord]:
    """The scenes of the film, which must be those of the lesson."""
    found = []
    for spec in lesson.scenes:
        scene = film.scene(spec.name)
        same = scene is not None and scene.params == spec.params.model_dump(mode="json")
        if scene is None or not same or film.seed != lesson.seed or film.slug != lesson.slug:
            raise InputError(
                f"The film was rendered from another state of {lesson.path.name} (the scene "
                f"{spec.name} differs); render the lesson again."
            )
        found.append(scene)
    return found


def _seconds(frame: int | Fraction, fps: FrameRate) -> float:
    return round(float(frame / Fraction(fps)), 3)


def _words(captions: str) -> Iterator[Words]:
    for each in srt.parse(captions):
        text = each.content.replace(WORD_JOINER, "")
        yield Words(text, each.start.total_seconds(), each.end.total_seconds())


def _chapter(
    lesson: Lesson, spec: SceneSpec, scene: SceneRecord, at: float, words: tuple[Words, ...]
) -> PageScene:
    beats, seen = [], descriptions(lesson, spec)
    for beat in scene.beats:
        start, stop = at + beat.start_seconds, at + beat.stop_seconds
        said = tuple(each for each in words if start - 0.01 <= each.at < stop - 0.01)
        beats.append(BeatText(round(start, 3), said, seen[beat.name]))
    return PageScene(scene.name, scene.title, spec.begins, at, tuple(beats))


def _questions(
    lesson: Lesson, spec: SceneSpec, scene: SceneRecord, start: int
) -> Iterator[TimedQuestion]:
    plan = spec.plan.computed(spec.params, lesson.seed, lesson.inputs)
    beats = {beat.name: beat for beat in scene.beats}
    for each in asked(spec, plan):
        beat = beats[each.question.beat]
        frame = each.question.frame(beat.start, beat.stop, scene.fps)
        frame = min(frame, _between_words(beat, frame, scene.fps))
        yield TimedQuestion(_seconds(start + frame + HELD, scene.fps), each)


def _between_words(beat: BeatRecord, frame: int, fps: FrameRate) -> int:
    """The last frame up to one in which a voice is in the midst of no word."""
    speech, at = beat.speech, float((frame - beat.start) / Fraction(fps))
    if speech is None or at >= speech.begins + speech.seconds:
        return frame
    starts = [speech.begins + start for start in speech.starts]
    before = max((start for start in starts if start <= at), default=at)
    return max(beat.start, beat.start + int(before * Fraction(fps)) - 1)
