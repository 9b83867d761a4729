"""Sounds for tests: something like speech, and files of any format."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
CODECS = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".m4a": "aac"}


def bursts(
    seconds: float, rate: int = RATE, level: float = 0.2, seed: int = 1
) -> NDArray[np.float32]:
    """Noise that comes and goes four times a second, as syllables do."""
    time = np.arange(round(seconds * rate)) / rate
    noise = np.random.default_rng(seed).normal(size=len(time))
    return (level * noise * np.sin(np.pi * 4 * time) ** 2).clip(-0.98, 0.98).astype(np.float32)


def silence(seconds: float, rate: int = RATE) -> NDArray[np.float32]:
    return np.zeros(round(seconds * rate), np.float32)


def write(path: Path, pcm: NDArray[np.float32], rate: int = RATE, channels: int = 1) -> Path:
    """A sound file in the format that its name ends with."""
    layout = "mono" if channels == 1 else "stereo"
    packed = np.repeat(pcm[:, None], channels, axis=1).reshape(1, -1)
    with av.open(str(path), "w") as out:
        stream = out.add_stream(CODECS[path.suffix], rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def heard(path: Path) -> NDArray[np.float32]:
    """What a player plays of a video, (2, n): what it is told to skip is left out."""
    with av.open(str(path)) as video:
        frames = list(video.decode(audio=0))
    assert frames[0].pts == 0
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
