"""Sound as a track of an MP4: AAC-LC, encoded as one piece so that no sample is out of place.

Each coded frame has 1024 samples, and the first is the encoder's own run-up, which the file says to
skip.  Joining coded stretches would put such a run-up at each joint; so the sound of each film is
encoded from its samples, into a file of its own that is copied into the film.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from gdlesson.sound.graph import CHUNK, RATE, Pcm, frames

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer

BIT_RATE = 384_000
FRAME = 1024
"""Samples of a coded frame."""
QUICK = {"aac_coder": "fast", "aac_ms": "0", "aac_is": "0", "aac_pns": "0", "aac_tns": "0"}
"""FFmpeg's coder without its search for bits to save: a fourteenth of the time, and closer to what
it is given, for as many bits as it may have."""


def encode(pieces: Iterable[Pcm], to: Path) -> None:
    """Write a file with a track of sound and nothing else.

    Args:
        pieces: samples (n, 2) at RATE, one after another.
        to: the file.
    """
    with av.open(str(to.absolute()), "w", format="mp4") as out:
        stream: AudioStream = out.add_stream("aac", rate=RATE, layout="stereo", options=QUICK)
        stream.bit_rate = BIT_RATE
        for frame in frames(_chunks(pieces), RATE):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


class SoundTrack:
    """The track of sound of a film that is being written, copied from a file that has only that."""

    def __init__(self, out: OutputContainer, sound: InputContainer, language: str = "") -> None:
        (coded,) = sound.streams.audio
        self._out = out
        self._stream = out.add_stream_from_template(coded)
        if language:
            self._stream.metadata["language"] = language
        self._packets = (packet for packet in sound.demux(coded) if packet.pts is not None)
        self._next = next(self._packets, None)

    def write_until(self, second: Fraction | float) -> None:
        """Write what is heard before a moment."""
        while self._next is not None and (self._next.pts or 0) < second * RATE:
            self._next.stream = self._stream
            self._out.mux(self._next)
            self._next = next(self._packets, None)

    def finish(self) -> None:
        """Write the rest."""
        self.write_until(float("inf"))


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
