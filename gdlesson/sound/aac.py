"""Sound as a track of an MP4: AAC-LC, encoded as one piece so that no sample is out of place.

Each coded frame has 1024 samples, and the first is the encoder's own run-up, which the file says to
skip.  Joining coded stretches would put such a run-up at each joint; so each film is encoded from
its samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from gdlesson.sound.graph import CHUNK, RATE, Pcm, frames

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

BIT_RATE = 384_000
FRAME = 1024
"""Samples of a coded frame."""
QUICK = {"aac_coder": "fast", "aac_ms": "0", "aac_is": "0", "aac_pns": "0", "aac_tns": "0"}
"""FFmpeg's coder without its search for bits to save: a fourteenth of the time, and closer to what
it is given, for as many bits as it may have."""


class SoundTrack:
    """The track of sound of a film that is being written."""

    def __init__(self, out: OutputContainer, pieces: Iterable[Pcm], language: str = "") -> None:
        self._out = out
        self._stream: AudioStream = out.add_stream("aac", rate=RATE, layout="stereo", options=QUICK)
        self._stream.bit_rate = BIT_RATE
        if language:
            self._stream.metadata["language"] = language
        self._chunks = _chunks(pieces)
        self._written = 0

    def write_until(self, second: Fraction | float) -> None:
        """Write what is heard before a moment, and a little more."""
        while self._written < second * RATE and (chunk := next(self._chunks, None)) is not None:
            for frame in frames([chunk], RATE):
                frame.pts = self._written
                self._written += frame.samples
                self._out.mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Write the rest."""
        self.write_until(float("inf"))
        self._out.mux(self._stream.encode(None))


def _chunks(pieces: Iterable[Pcm]) -> Iterator[Pcm]:
    """The pieces in parts of whole coded frames, but for the last."""
    rest = np.zeros((0, 2), np.float32)
    for piece in pieces:
        rest = np.concatenate([rest, piece])
        whole = len(rest) // CHUNK * CHUNK
        for start in range(0, whole, CHUNK):
            yield rest[start : start + CHUNK]
        rest = rest[whole:]
    if len(rest):
        yield rest
