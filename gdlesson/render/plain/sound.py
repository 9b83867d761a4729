"""A sound beside the pictures of a finished video."""

from __future__ import annotations

from pathlib import Path

import av

RATE = 48_000
BIT_RATE = 384_000


def add_sound(video: Path, sound: Path, to: Path) -> None:
    """Write a video, its pictures as they are, with a sound as AAC that begins with it."""
    with (
        av.open(str(video)) as pictures,
        av.open(str(sound)) as wave,
        av.open(str(to), "w", format="mp4", options={"movflags": "+faststart"}) as out,
    ):
        seen = out.add_stream_from_template(pictures.streams.video[0])
        heard = out.add_stream("aac", rate=RATE)
        heard.codec_context.bit_rate = BIT_RATE
        heard.codec_context.layout = "stereo"
        for packet in pictures.demux(pictures.streams.video[0]):
            if packet.dts is not None:
                packet.stream = seen
                out.mux(packet)
        for frame in wave.decode(wave.streams.audio[0]):
            out.mux(heard.encode(frame))
        out.mux(heard.encode(None))
