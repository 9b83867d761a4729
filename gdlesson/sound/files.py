"""Sound files that may come from anybody, read as one channel; and the sound of a film."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path, PurePath

import av
import numpy as np
from av.audio.resampler import AudioResampler

from gdlesson.sound.graph import RATE, Pcm

FORMATS = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".m4a": "mov"}
"""By the end of a file's name, what FFmpeg calls its format; no other reader is tried."""
MOST_BYTES = 2**28
MOST_SECONDS = 600
CANCELLED = 0.01
"""Of the power of the loudest channel, what the mean of all has at least where they agree."""


def listed_formats() -> str:
    """The formats, as they are told."""
    known = ", ".join(end.removeprefix(".").upper() for end in FORMATS)
    return f"the formats that are read: {known}"


def read_sound(name: str, data: bytes) -> Pcm:
    """The samples of a sound file at RATE, its channels made one.

    Args:
        name: of the file, whose end says its format.
        data: its bytes.

    Raises:
        ValueError: it is no such file, holds no sound, or lasts too long; what is said fits behind
            its name.
    """
    kind = FORMATS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise ValueError(f"it is none of {listed_formats()}")
    if not data:
        raise ValueError("it is empty")
    try:
        return _decoded(data, kind)
    except (av.FFmpegError, OSError) as error:
        called = PurePath(name).suffix[1:].upper()
        raise ValueError(f"it cannot be read as {called} ({error.strerror or error})") from None


def _decoded(data: bytes, kind: str) -> Pcm:
    resampler = AudioResampler(format="fltp", rate=RATE)
    parts, count = list[Pcm](), 0
    with av.open(io.BytesIO(data), "r", format=kind, metadata_errors="ignore") as file:
        if not file.streams.audio:
            raise ValueError("there is no sound in it")
        for frame in file.decode(file.streams.audio[0]):
            for made in resampler.resample(frame):
                parts.append(np.asarray(made.to_ndarray(), np.float32))
                count += parts[-1].shape[1]
            if count > MOST_SECONDS * RATE:
                raise ValueError(f"it lasts longer than {MOST_SECONDS // 60} minutes")
    parts += [np.asarray(made.to_ndarray(), np.float32) for made in resampler.resample(None)]
    channels = np.concatenate(parts, axis=1) if parts else np.zeros((1, 0), np.float32)
    if not channels.size:
        raise ValueError("there is no sound in it that can be read")
    return _as_one(_in_range(channels))


def _in_range(channels: Pcm) -> Pcm:
    """Samples from -1 to 1; those that are no numbers are silence, or as loud as can be."""
    loudest = float(np.abs(channels[np.isfinite(channels)]).max(initial=1.0))
    scaled = np.nan_to_num(channels.astype(np.float64) / loudest, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.asarray(scaled, np.float32)


def _as_one(channels: Pcm) -> Pcm:
    """The mean of channels, or the loudest where they cancel: one may be wired the wrong way."""
    mean = channels.mean(axis=0, dtype=np.float32)
    powers = np.square(channels, dtype=np.float64).mean(axis=1)
    loudest = int(powers.argmax())
    cancelled = np.square(mean, dtype=np.float64).mean() < CANCELLED * powers[loudest]
    return np.asarray(channels[loudest] if cancelled else mean, np.float32)


def heard_in(film: Path) -> Iterator[Pcm]:
    """The samples (n, 2) of a film's first track of sound at RATE, as a player has them."""
    resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(film)) as file:
        for frame in file.decode(file.streams.audio[0]):
            for made in resampler.resample(frame):
                yield np.ascontiguousarray(made.to_ndarray().T, np.float32)
        for made in resampler.resample(None):
            yield np.ascontiguousarray(made.to_ndarray().T, np.float32)
