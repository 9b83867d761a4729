"""What is wrong with the sound of a finished video: its format, its length, how loud it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av

from gdlesson.deliver.manifest import FileRecord, Manifest
from gdlesson.sound.aac import FRAME
from gdlesson.sound.files import heard_in
from gdlesson.sound.graph import RATE
from gdlesson.sound.loudness import LOUDNESS, MOST_PEAK, TOLERANCE, measured


def sound_faults(path: Path, manifest: Manifest, file: FileRecord) -> Iterator[str]:
    """What is wrong with it; nothing where there is none and is to be none."""
    with av.open(str(path)) as video:
        if not video.streams.audio:
            if manifest.sound is not None:
                yield "has no sound"
            return
        stream = video.streams.audio[0]
        context = stream.codec_context
        found = (context.name, stream.profile, context.sample_rate, context.layout.name)
        if found != ("aac", "LC", RATE, "stereo"):
            yield f"has sound as {found}; it must be AAC-LC, {RATE} Hz, stereo"
            return
        length = float((stream.duration or 0) * (stream.time_base or 0))
    if abs(length - (file.seconds or 0.0)) > FRAME / RATE:
        yield f"has sound for {length:.2f} s; its pictures last {file.seconds:.2f} s"
    if file.lufs is not None:
        yield from _loudness_faults(path, file.lufs)


def _loudness_faults(path: Path, planned: float) -> Iterator[str]:
    """How loud it is; a film whose loudness is bounded by its peaks may be less loud, as listed."""
    now = measured(heard_in(path))
    if now.peak > MOST_PEAK:
        yield f"has a true peak of {now.peak:.1f} dBTP; {MOST_PEAK:g} is the most"
    off = min(abs(now.lufs - LOUDNESS), abs(now.lufs - min(planned, LOUDNESS)))
    if off > TOLERANCE:
        yield f"is as loud as {now.lufs:.1f} LUFS; it must be {LOUDNESS:g}, within {TOLERANCE:g}"
