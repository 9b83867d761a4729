"""A lesson broken down into what is drawn: the stretches of its scenes, and their keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gdlesson.making.order import Order
from gdlesson.making.soundtrack import Soundtrack
from gdlesson.names import of_scene
from gdlesson.narration.takes import Narration
from gdlesson.render.keys import Keys, joined
from gdlesson.render.stretches import VideoStretch, cut, still_frame
from gdlesson.workplace import Workplace
from scenes.timing.reading import NOBODY
from scenes.timing.score import Score


class Breakdown:
    """All scenes of an order's lesson, also those that are not to be rendered now.

    Of those the keys are needed: they tell whether what the folder has of them still belongs.
    """

    def __init__(self, order: Order, place: Workplace) -> None:
        lesson, picture = order.lesson, order.picture
        self.scores: dict[str, Score] = {
            spec.name: spec.score(picture.fps) for spec in lesson.scenes
        }
        self.sound: Soundtrack | None = None
        """What is heard, if anything is."""
        if order.narration or lesson.sonify:
            narration = order.narration or Narration(NOBODY, {})
            self.sound = Soundtrack(lesson, self.scores, narration)
        self.stretches = {
            name: [*_stretches(name, score, place)] for name, score in self.scores.items()
        }
        self.keys = self._keys(Keys(lesson, picture), order)
        """By its video, the key of every stretch."""
        self.made_from = {
            name: joined([*(self.keys[stretch.video] for stretch in stretches), *self._heard(name)])
            for name, stretches in self.stretches.items()
        }
        """By its name, what decides all frames of a scene, and what is heard in it."""

    def files(self, scene: str) -> list[str]:
        """The names of the files that a scene has when it is delivered."""
        return of_scene(scene, [beat.name for beat in self.scores[scene].beats])

    def _heard(self, scene: str) -> list[str]:
        return [self.sound.key(scene)] if self.sound else []

    def _keys(self, keys: Keys, order: Order) -> dict[Path, str]:
        found = {}
        for name, stretches in self.stretches.items():
            scene = keys.scene(order.lesson.scene(name), self.scores[name])
            for stretch in stretches:
                found[stretch.video] = keys.stretch(
                    scene, stretch.beat, stretch.start, stretch.stop, stretch.files
                )
        return found


def _stretches(name: str, score: Score, place: Workplace) -> Iterator[VideoStretch]:
    """The stretches of a scene, in order."""
    for beat, start, stop in cut(score):
        base = f"stretches/{name}--{start:07}"
        has_still = start <= still_frame(beat, score.fps) < stop
        still = place.scratch(f"{base}.png") if has_still else None
        trace = place.scratch(f"{base}.npz") if start == 0 else None
        video = place.scratch(f"{base}.mp4")
        yield VideoStretch(name, beat, start, stop, video, still, trace)
