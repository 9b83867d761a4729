"""From scene to scene in a film: the last picture of one goes over into the first of the other."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import av
import numpy as np

from gdlesson.errors import RenderError
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.yuv import Pixels, samples
from scenes.stage.timeline import smooth


def hand_over(before: Path, after: Path, frames: int, picture: Picture, to: Path) -> None:
    """Write the first ``frames`` of one clip, into which the last picture of another goes over.

    Raises:
        RenderError: the clips have too few frames.
    """
    last = _last(before)
    with av.open(str(after)) as source, Encoder(to, picture) as encoder:
        written = 0
        for frame in islice(source.decode(video=0), frames):
            written += 1
            share = smooth(written / (frames + 1))
            encoder.write_samples(
                [_mixed(*pair, share) for pair in zip(last, _planes(frame), strict=True)]
            )
    if written != frames:
        raise RenderError(f"{after.name} has {written} frames, too few to be handed over to.")


def _last(clip: Path) -> list[Pixels]:
    """The samples of a clip's last picture, decoded from the last key picture on."""
    with av.open(str(clip)) as source:
        stream = source.streams.video[0]
        source.seek(stream.duration or 0, stream=stream)
        planes: list[Pixels] = []
        for frame in source.decode(stream):
            planes = _planes(frame)
    if not planes:
        raise RenderError(f"{clip.name} has no pictures.")
    return planes


def _planes(frame: av.VideoFrame) -> list[Pixels]:
    return [samples(plane).copy() for plane in frame.planes]


def _mixed(one: Pixels, other: Pixels, share: float) -> Pixels:
    """So much of the other, and the rest of the one."""
    weight = round(256 * share)
    mixed = (256 - weight) * one.astype(np.uint16) + weight * other.astype(np.uint16)
    return ((mixed + 128) >> 8).astype(np.uint8)
