"""Walks made audible: a tick a landing, from the table that the pictures are drawn from.

The pitch falls with the cost; the walk after all samples is heard from the left, the one after one
sample at a time from the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from gdcore.frames import FrameTable, Track
from gdlesson.sound.graph import RATE, Pcm

LOWEST_HZ, HIGHEST_HZ = 165.0, 1320.0
TICK_SECONDS, ATTACK_SECONDS = 0.12, 0.002
AMPLITUDE = 0.16
"""Of one tick, where nobody speaks: about 12 dB below a voice."""
UNDER_VOICE = 10 ** (-18 / 20)
HEARD = 1e-4
RAMP_SECONDS = 0.25
"""In which ticks make room for a voice."""
SIDES = {"batch": -0.8, "all": -0.8, "sgd": 0.8, "stochastic": 0.8, "one": 0.8}
"""Where a walk is heard, by its name: -1 is left, 1 right; any other is in the middle."""


def ticks(table: FrameTable, length: int) -> Pcm:
    """The landings of all walks of a table as sound (length, 2)."""
    heard = np.zeros((length, 2), np.float32)
    lowest, highest = _costs(table.tracks)
    for name, track in table.tracks.items():
        left, right = _gains(SIDES.get(name, 0.0))
        landings = [*_landings(track)]
        for frame, count in landings:
            start = round(frame * RATE / table.fps)
            tick = _tick(_pitch(float(track.loss[frame]), lowest, highest)) / np.sqrt(count)
            room = min(len(tick), length - start)
            if room > 0:
                heard[start : start + room, 0] += left * tick[:room]
                heard[start : start + room, 1] += right * tick[:room]
    return np.clip(heard, -4 * AMPLITUDE, 4 * AMPLITUDE)


def under(heard: Pcm, speech: Pcm) -> Pcm:
    """Ticks (n, 2), quieter while somebody speaks (n,)."""
    talks = np.concatenate([[0], np.cumsum(np.abs(speech) > HEARD)])
    ramp, last = round(RAMP_SECONDS * RATE), len(speech)
    place = np.arange(last)
    near = talks[np.minimum(place + ramp, last)] - talks[np.maximum(place - ramp, 0)]
    share = np.clip(near / ramp, 0.0, 1.0)
    gain = (1 - (1 - UNDER_VOICE) * share).astype(np.float32)
    return np.asarray(heard * gain[:, None], np.float32)


def _landings(track: Track) -> Iterator[tuple[int, int]]:
    """The frames at which steps land, each with how many do."""
    taken = np.diff(track.step)
    for frame in np.nonzero(taken > 0)[0]:
        yield int(frame) + 1, int(taken[frame])


def _costs(tracks: Mapping[str, Track]) -> tuple[float, float]:
    """The lowest cost of a table, and the highest at which a walk of it starts."""
    losses = np.concatenate([track.loss for track in tracks.values()])
    finite = losses[np.isfinite(losses)]
    starts = [track.loss[0] for track in tracks.values() if np.isfinite(track.loss[0])]
    return (float(finite.min()), float(max(starts))) if len(finite) and starts else (0.0, 1.0)


def _pitch(loss: float, lowest: float, highest: float) -> float:
    """The frequency of a cost: HIGHEST_HZ where walks start, LOWEST_HZ at the lowest cost."""
    if not np.isfinite(loss) or highest <= lowest:
        return HIGHEST_HZ
    share = np.clip((loss - lowest) / (highest - lowest), 0.0, 1.0)
    heard = np.log1p(99 * share) / np.log(100)  # differences near the minimum are heard, too
    return float(LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** heard)


def _tick(frequency: float) -> NDArray[np.float32]:
    """A plucked tone that begins softly enough not to click."""
    time = np.arange(round(TICK_SECONDS * RATE)) / RATE
    rise = np.minimum(time / ATTACK_SECONDS, 1.0)
    fall = np.exp(-time / (TICK_SECONDS / 6)) * (1 - time / TICK_SECONDS)
    wave = np.sin(2 * np.pi * frequency * time) + 0.3 * np.sin(4 * np.pi * frequency * time)
    return (AMPLITUDE / 1.3 * rise * fall * wave).astype(np.float32)


def _gains(side: float) -> tuple[float, float]:
    """Left and right, of the same power wherever it is heard."""
    angle = (side + 1) * np.pi / 4
    return float(np.cos(angle)), float(np.sin(angle))
