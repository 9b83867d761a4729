"""Where speech begins and ends in a recording, and how much of it there is up to a moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdlesson.sound.graph import Pcm

WINDOW_SECONDS = 0.01
QUIETER = 10 ** (-42 / 20)
"""What is that much below the loudest window is silence."""
FLOOR = 10 ** (-60 / 20)
"""And so is what is quieter than this."""
PAUSE_WINDOWS, STEADY, NOISIEST, ABOVE_NOISE = 30, 3.0, 10 ** (-26 / 20), 1.6
"""So many windows in a row are a pause if none is louder than another by more than a factor, and
all are that much quieter than the loudest of the recording; what is heard in them is the noise of
the room, and speech is louder than that by the last factor."""
KEPT_SECONDS = 0.03
"""Of silence, before and after speech: consonants begin softly."""


def sounding(pcm: Pcm, rate: int) -> NDArray[np.bool_]:
    """Of each window of WINDOW_SECONDS, whether something is heard in it."""
    size = max(1, round(WINDOW_SECONDS * rate))
    whole = np.concatenate([pcm, np.zeros(-len(pcm) % size, np.float32)]).reshape(-1, size)
    power = np.sqrt(np.mean(np.square(whole, dtype=np.float64), axis=1))
    loudest = float(power.max(initial=0.0))
    noise = _noise(power)
    room = ABOVE_NOISE * noise if noise < NOISIEST * loudest else 0.0
    return np.asarray(power > max(FLOOR, loudest * QUIETER, room))


def _noise(power: NDArray[np.float64]) -> float:
    """The loudest window of the quietest pause: how loud the room is; infinite without a pause."""
    if len(power) <= PAUSE_WINDOWS:
        return np.inf
    stretches = np.lib.stride_tricks.sliding_window_view(power, PAUSE_WINDOWS)
    least, most = stretches.min(axis=1), stretches.max(axis=1)
    return float(most[most <= STEADY * least].min(initial=np.inf))


def bounds(pcm: Pcm, rate: int) -> tuple[int, int]:
    """The first sample of speech and the one behind the last; (0, 0) where all is silence."""
    (heard,) = np.nonzero(sounding(pcm, rate))
    if not len(heard):
        return 0, 0
    size, kept = max(1, round(WINDOW_SECONDS * rate)), round(KEPT_SECONDS * rate)
    return max(0, int(heard[0]) * size - kept), min(len(pcm), int(heard[-1] + 1) * size + kept)


def guessed_starts(pcm: Pcm, rate: int, words: tuple[str, ...]) -> tuple[float, ...]:
    """When each word of trimmed speech may begin, in seconds: by its share of the letters.

    Pauses are not shared out: what counts is how much was heard by then.
    """
    heard = np.concatenate([[0], np.cumsum(sounding(pcm, rate))])
    letters = np.concatenate([[0], np.cumsum([len(word) for word in words])])
    places = np.searchsorted(heard, letters[:-1] / letters[-1] * heard[-1], side="right") - 1
    return tuple(float(place) * WINDOW_SECONDS for place in places)
