"""The script that a person reads to record a lesson, and what is wrong with recordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gdlesson.narration.takes import QUICKEST, SLOWEST
from gdlesson.narration.voices.base import Line
from gdlesson.narration.voices.recorded import Recorded, file_stem
from gdlesson.sound.graph import RATE, Pcm
from gdlesson.sound.loudness import measured_speech
from gdlesson.sound.speech import bounds

QUIETEST = -38.0
"""In LUFS: what is recorded below it brings its noise up when it is made as loud as the rest."""
CLIPPED_AT, CLIPPED_RUN = 0.999, 3
"""So many samples in a row at full scale were louder than the recorder could take."""
TOO_SLOW, TOO_QUICK = 0.7 * SLOWEST, 1.25 * QUICKEST
"""Words a second beyond which a recording holds more, or less, than what is to be read."""


@dataclass(frozen=True)
class Reading:
    """One beat to be read, and its recording, if there is one."""

    number: int
    line: Line
    say: str
    """As it is written; what is said otherwise is in ``line``."""
    found: str | None = None
    """The recording's name."""
    faults: tuple[str, ...] = ()
    """What is wrong with it, each fit to stand behind its name."""
    lacking: str = ""
    """If it is missing, what it is to be called, and the file that may be meant for it."""

    @property
    def file(self) -> str:
        """What the recording is to be called."""
        return f"{file_stem(self.line.scene, self.line.beat)}.wav"

    @property
    def seconds(self) -> tuple[float, float]:
        """How long it takes, from a quick reading to a slow one."""
        words = len(self.line.text.split())
        return words / QUICKEST, words / SLOWEST


def faults_of(recorded: Recorded, line: Line) -> Iterator[str]:
    """What is wrong with the recording of a line, which is there.

    Raises:
        InputError: it cannot be read.
    """
    pcm = recorded.say(line, 1.0).pcm
    first, stop = bounds(pcm, RATE)
    if first == stop:
        yield "holds nothing but silence"
        return
    if is_clipped(pcm):
        yield "is clipped: it was too loud for the recorder; turn that down and read it again"
    loudness = measured_speech(pcm[first:stop])
    if loudness.lufs < QUIETEST:
        yield f"is too quiet ({loudness.lufs:.0f} LUFS); go nearer to the microphone"
        return  # where it begins and ends cannot be told
    seconds, words = (stop - first) / RATE, len(line.text.split())
    if words / seconds < TOO_SLOW:
        slow = words / SLOWEST
        yield f"is long: {seconds:.1f} s for {words} words; a slow reader takes {slow:.1f} s"
    if words / seconds > TOO_QUICK:
        quick = words / QUICKEST
        yield f"is short: {seconds:.1f} s for {words} words; a quick reader takes {quick:.1f} s"


def is_clipped(pcm: Pcm) -> bool:
    """Whether several samples in a row are as large as can be."""
    full = np.concatenate([[0], np.abs(pcm) >= CLIPPED_AT, [0]]).astype(np.int8)
    (edges,) = np.nonzero(np.diff(full))
    return bool(np.any(edges[1::2] - edges[::2] >= CLIPPED_RUN))
