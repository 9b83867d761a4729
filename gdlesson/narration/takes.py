"""Takes: lines as they are heard, at a pace that can be followed, trimmed and levelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdlesson.errors import InputError
from gdlesson.narration.voices.base import Line, Sound, Voice
from gdlesson.sound.graph import RATE, Pcm, resampled
from gdlesson.sound.loudness import levelled
from gdlesson.sound.speech import bounds, guessed_starts
from scenes.timing.speech import Speech

SLOWEST, QUICKEST = 2.0, 2.6
"""Words a second: what listeners who learn can follow."""
AIM_SLOWEST, AIM_QUICKEST = 2.08, 2.52
LEAST_WORDS = 4
"""A line of fewer has no pace: how long it takes is how it ends."""
LEAST_SPEED, MOST_SPEED = 0.6, 1.5
ATTEMPTS = 3


@dataclass(frozen=True)
class Take:
    """A beat as it is heard: levelled, with silence cut off at both ends."""

    pcm: NDArray[np.int16]
    """One channel at RATE."""
    speech: Speech
    key: str
    """A digest of all that decides it."""

    @property
    def samples(self) -> Pcm:
        """From -1 to 1."""
        return self.pcm.astype(np.float32) / np.float32(2**15)


@dataclass(frozen=True)
class Narration:
    """A lesson as one voice says it."""

    voice: str
    takes: Mapping[str, Mapping[str, Take]]
    """By scene and beat."""

    def of(self, scene: str) -> Mapping[str, Take]:
        """The takes of a scene, by beat."""
        return self.takes.get(scene, {})

    def speeches(self) -> dict[str, dict[str, Speech]]:
        """Their times, by scene and beat."""
        return {
            scene: {beat: take.speech for beat, take in takes.items()}
            for scene, takes in self.takes.items()
        }


def pace(text: str, seconds: float) -> float:
    """Words a second."""
    return len(text.split()) / max(seconds, 0.01)


def take_of(voice: Voice, line: Line, key: str) -> Take:
    """A line at the pace that can be followed, or as it was recorded.

    Raises:
        CommandError: the voice cannot say it.
    """
    speed = 1.0
    for _ in range(ATTEMPTS if voice.paced else 1):
        sound = voice.say(line, speed)
        first, stop = bounds(sound.pcm, sound.rate)
        if first == stop:
            raise InputError(
                f"The voice {voice.name} is silent in {line.scene}, {line.beat}; record it again, "
                "or take another voice."
            )
        words_a_second = pace(line.text, (stop - first) / sound.rate)
        wanted = float(np.clip(words_a_second, AIM_SLOWEST, AIM_QUICKEST))
        if wanted == words_a_second or len(line.text.split()) < LEAST_WORDS:
            break
        speed = float(np.clip(speed * wanted / words_a_second, LEAST_SPEED, MOST_SPEED))
    return _trimmed(sound, first, stop, line, key)


def _trimmed(sound: Sound, first: int, stop: int, line: Line, key: str) -> Take:
    cut = sound.pcm[first:stop]
    if sound.starts is None:
        starts: Sequence[float] = guessed_starts(cut, sound.rate, line.words)
    else:
        starts = [max(0.0, start - first / sound.rate) for start in sound.starts]
    loud = levelled(resampled(cut, sound.rate))
    seconds = len(loud) / RATE
    times = tuple(round(min(start, seconds), 4) for start in starts)
    pcm = np.rint(np.clip(loud, -1, 1) * (2**15 - 1)).astype(np.int16)
    return Take(pcm, Speech(round(seconds, 4), times), key)
