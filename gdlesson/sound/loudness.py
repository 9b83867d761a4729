"""How loud sound is, by EBU R 128, and speech brought to one loudness."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from gdlesson.sound.graph import RATE, Pcm, filtered, frames, samples

LOUDNESS = -14.0
"""Of a lesson, in LUFS: what video platforms play without turning it down."""
TOLERANCE = 0.5
MOST_PEAK = -1.0
"""The true peak that nothing exceeds, in dBTP."""
SPEECH_PEAK = -2.0
"""That of levelled speech: coding and the last gain may add a little."""
LEAST_MEASURED = 3 * RATE
"""What is shorter is measured as if it came again and again."""
SILENT = -70.0
"""Below that loudness nothing counts as heard."""


class Loudness(NamedTuple):
    """Integrated loudness in LUFS, and true peak in dBTP; minus infinity where nothing is heard."""

    lufs: float
    peak: float


NOTHING = Loudness(-math.inf, -math.inf)


def measured(pieces: Iterable[Pcm]) -> Loudness:
    """How loud sound is that comes in pieces (n, 2) at RATE, one after another."""
    last: dict[str, str] = {}
    how = ("ebur128", "metadata=1:peak=true:framelog=quiet")
    for frame in filtered(frames(pieces, RATE), RATE, how, layout="stereo"):
        last = dict(frame.metadata) or last
    if not last:
        return NOTHING
    lufs = float(last["lavfi.r128.I"])
    peak = max(float(last[f"lavfi.r128.true_peaks_ch{channel}"]) for channel in (0, 1))
    return Loudness(
        lufs if lufs > SILENT else -math.inf, 20 * math.log10(peak) if peak > 0 else -math.inf
    )


def measured_speech(pcm: Pcm) -> Loudness:
    """How loud one channel (n,) is where two play it; what is short counts as if repeated."""
    if not len(pcm):
        return NOTHING
    long = np.tile(pcm, max(1, math.ceil(LEAST_MEASURED / len(pcm))))
    return measured([np.stack([long, long], axis=1)])


def levelled(speech: Pcm) -> Pcm:
    """Speech of one channel at RATE, brought to LOUDNESS by a gain and a limiter.

    Speech has peaks 15 dB above its loudness, so that no gain alone can keep both bounds.  The
    limiter looks ahead and turns down for some milliseconds what would exceed SPEECH_PEAK; it works
    at four times the rate, since peaks between samples count.
    """
    loud = speech
    for _ in range(3):
        now = measured_speech(loud)
        if math.isinf(now.lufs) or (
            abs(now.lufs - LOUDNESS) < 0.1 and now.peak <= SPEECH_PEAK + 0.1
        ):
            return loud
        loud = _limited(loud * np.float32(10 ** ((LOUDNESS - now.lufs) / 20)))
    return loud


def _limited(pcm: Pcm) -> Pcm:
    """Turned down where it would exceed SPEECH_PEAK, as long as it was."""
    limit = 10 ** (SPEECH_PEAK / 20)
    how = f"level=false:latency=true:attack=5:release=50:limit={limit:.6f}"
    chain = (
        ("aresample", str(4 * RATE)),
        ("alimiter", how),
        ("aresample", str(RATE)),
        ("aformat", "sample_fmts=flt"),
    )
    limited = samples(filtered(frames([pcm], RATE), RATE, *chain))[: len(pcm)]
    return np.concatenate([limited, np.zeros(len(pcm) - len(limited), np.float32)])
