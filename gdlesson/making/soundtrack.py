"""What is heard in a lesson: its voice, and its walks if they are to be heard."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

import numpy as np

from gdlesson.narration.takes import Narration
from gdlesson.render.keys import joined
from gdlesson.render.program import code, versions
from gdlesson.sound.graph import RATE, Pcm
from gdlesson.sound.loudness import LOUDNESS, MOST_PEAK, Loudness, measured
from gdlesson.sound.ticks import ticks, under
from scenes.lesson.file import Lesson
from scenes.timing.score import Score
from scenes.timing.telling import LEAD_SECONDS

CODE_OF_SOUND = ("gdlesson.sound", "gdlesson.narration.voices")
CODE_OF_FILES = ("gdlesson.sound", "gdlesson.making")
ROOM = 0.5
"""In dB, below the most that a true peak may have: what coding may add."""


@dataclass(frozen=True)
class Soundtrack:
    """The sound of the scenes of a lesson, each brought to one loudness by one gain.

    So scenes do not depend on one another, and each clip is as loud as the lesson.
    """

    lesson: Lesson
    scores: Mapping[str, Score]
    narration: Narration
    _before: dict[str, Loudness] = field(default_factory=dict, compare=False)
    _digests: dict[tuple[str, int], str] = field(default_factory=dict, compare=False)

    def key(self, scene: str) -> str:
        """A digest of all that decides what is heard in a scene, but for when its beats come."""
        takes = [take.key for take in self.narration.of(scene).values()]
        return joined([*takes, code(CODE_OF_SOUND), str(self.lesson.sonify)])

    def digest(self, scenes: Sequence[str]) -> str:
        """A digest of every sample of a film of these scenes, and of what makes a file of them."""
        made_by = [code(CODE_OF_FILES), versions()["av"]]
        return joined([*made_by, *(self._digest(*each) for each in self._lengths(scenes))])

    def of(self, scenes: Sequence[str]) -> Iterator[Pcm]:
        """What is heard in a film of these scenes, (n, 2) of each, in order.

        Each ends at the sample at which its last frame does, counted from the film's beginning.
        """
        for name, length in self._lengths(scenes):
            mixed = self._mixed(name, length)
            yield mixed * np.float32(10 ** (self._gain(name, mixed) / 20))

    def loudness(self, scenes: Sequence[str]) -> Loudness:
        """How loud a film of these scenes is, before it is coded."""
        if len(scenes) > 1:
            return measured(self.of(scenes))
        ((name, length),) = self._lengths(scenes)
        gain = self._gain(name, self._mixed(name, length))
        return Loudness(*(level + gain for level in self._before[name]))

    def _lengths(self, scenes: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Scenes with how many samples each has in a film of them."""
        frames = 0
        for name in scenes:
            stop = frames + self.scores[name].frames
            first, last = (_sample(frame, self.scores[name]) for frame in (frames, stop))
            yield name, last - first
            frames = stop

    def _digest(self, scene: str, length: int) -> str:
        if (scene, length) not in self._digests:
            mixed = self._mixed(scene, length)
            self._digests[scene, length] = sha256(mixed.data).hexdigest()
        return self._digests[scene, length]

    def _gain(self, scene: str, mixed: Pcm) -> float:
        """What it takes, in dB, to be as loud as platforms play it, or as loud as the peak lets."""
        if scene not in self._before:
            self._before[scene] = measured([mixed])
        before = self._before[scene]
        wanted = min(LOUDNESS - before.lufs, MOST_PEAK - ROOM - before.peak)
        return wanted if math.isfinite(before.lufs) else 0.0

    def _mixed(self, scene: str, length: int) -> Pcm:
        """A scene's voice and walks before the gain (length, 2)."""
        score, speech = self.scores[scene], np.zeros(length, np.float32)
        for beat, take in self.narration.of(scene).items():
            start = _sample(score.named(beat).start, score) + round(LEAD_SECONDS * RATE)
            said = take.samples[: max(0, length - start)]
            speech[start : start + len(said)] += said
        both = np.stack([speech, speech], axis=1)
        return both + under(self._ticks(scene, length), speech) if self.lesson.sonify else both

    def _ticks(self, scene: str, length: int) -> Pcm:
        spec = self.lesson.scene(scene)
        plan = spec.plan.computed(spec.params, self.lesson.seed, self.lesson.inputs)
        return ticks(plan.timed(self.scores[scene]), length)


def _sample(frame: int, score: Score) -> int:
    """The sample at which a frame begins."""
    return round(frame * RATE / Fraction(score.fps))
