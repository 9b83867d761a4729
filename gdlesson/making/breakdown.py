"""A lesson broken down into what is drawn: the stretches of its scenes, and their keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gdlesson.making.order import Order
from gdlesson.names import of_scene
from gdlesson.render.engine import Segment, still_frame, stretches
from gdlesson.render.keys import Keys, whole
from gdlesson.workplace import Workplace
from scenes.lesson.timing import Score


class Breakdown:
    """All scenes of an order's lesson, also those that are not to be rendered now.

    Of those the keys are needed: they tell whether what the folder has of them still belongs.
    """

    def __init__(self, order: Order, place: Workplace) -> None:
        lesson, picture = order.lesson, order.picture
        self.scores: dict[str, Score] = {
            spec.name: spec.score(picture.fps) for spec in lesson.scenes
        }
        self.segments = {
            name: [*_segments(name, score, place)] for name, score in self.scores.items()
        }
        self.keys = self._keys(Keys(lesson, picture), order)
        """By its video, the key of every stretch."""
        self.made_from = {
            name: whole([self.keys[segment.video] for segment in segments])
            for name, segments in self.segments.items()
        }
        """By its name, what decides all frames of a scene."""

    def files(self, scene: str) -> list[str]:
        """The names of the files that a scene has when it is delivered."""
        return of_scene(scene, [beat.name for beat in self.scores[scene].beats])

    def _keys(self, keys: Keys, order: Order) -> dict[Path, str]:
        found = {}
        for name, segments in self.segments.items():
            scene = keys.scene(order.lesson.scene(name), self.scores[name])
            for part in segments:
                found[part.video] = keys.stretch(
                    scene, part.beat, part.start, part.stop, part.files
                )
        return found


def _segments(name: str, score: Score, place: Workplace) -> Iterator[Segment]:
    """The stretches of a scene, in order."""
    for beat in score.beats:
        for start, stop in stretches(beat, score.fps):
            base = f"stretches/{name}--{start:07}"
            has_still = start <= still_frame(beat, score.fps) < stop
            still = place.scratch(f"{base}.png") if has_still else None
            trace = place.scratch(f"{base}.npz") if start == 0 else None
            video = place.scratch(f"{base}.mp4")
            yield Segment(name, beat, start, stop, video, still, trace)
