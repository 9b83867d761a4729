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
    parts, count = [], 0
    with av.open(io.BytesIO(data), "r", format=kind, metadata_errors="ignore") as file:
        if not file.streams.audio:
            raise ValueError("there is no sound in it")
        for frame in file.decode(file.streams.audio[0]):
            for made in resampler.resample(frame):
                parts.append(made.to_ndarray().mean(axis=0))
                count += len(parts[-1])
            if count > MOST_SECONDS * RATE:
                raise ValueError(f"it lasts longer than {MOST_SECONDS // 60} minutes")
    parts += [made.to_ndarray().mean(axis=0) for made in resampler.resample(None)]
    pcm = np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)
    if not len(pcm):
        raise ValueError("there is no sound in it that can be read")
    return np.nan_to_num(pcm, nan=0.0, posinf=1.0, neginf=-1.0)


def heard_in(film: Path) -> Iterator[Pcm]:
    """The samples (n, 2) of a film's first track of sound at RATE, as a player has them."""
    resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(film)) as file:
        for frame in file.decode(file.streams.audio[0]):
            for made in resampler.resample(frame):
                yield np.ascontiguousarray(made.to_ndarray().T, np.float32)
        for made in resampler.resample(None):
            yield np.ascontiguousarray(made.to_ndarray().T, np.float32)
