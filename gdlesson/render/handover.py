"""From scene to scene in a film: the last picture of one goes over into the first of the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import av
import numpy as np

from gdlesson.errors import RenderError
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.yuv import Pixels, samples
from scenes.stage.timeline import smooth

HALF = 0.5
ALIKE = 0.5
"""The least share of what is seen in two pictures that lies in the same place in both, for one to
dissolve into the other. With less, one goes before the other comes: no plot lies on another."""
SEEN = 4
"""By how many levels of luma a pixel that belongs to something differs from the ground."""

Rows = tuple[int, int]
"""First and one-past-last rows of a picture."""


def hand_over(
    before: Path, after: Path, frames: int, picture: Picture, words: Sequence[Rows], to: Path
) -> None:
    """Write the first ``frames`` of one clip, into which the last picture of another goes over.

    Pictures in which something lies in the same place dissolve, others follow one another.

    Args:
        before: the clip whose last picture goes.
        after: the clip whose first frames come.
        frames: how many.
        picture: of both clips.
        words: rows where words stand: there one always goes before the other comes.
        to: the video.

    Raises:
        RenderError: the clips have too few frames.
    """
    last = _last(before)
    apart = words if _alike(last[0], _luma(after, frames)) else [(0, picture.height)]
    with av.open(str(after)) as source, Encoder(to, picture) as encoder:
        written = 0
        for frame in islice(source.decode(video=0), frames):
            written += 1
            share = written / (frames + 1)
            encoder.write_samples([
                _mixed(one, other, share, [_rows(each, picture, one) for each in apart])
                for one, other in zip(last, _planes(frame), strict=True)
            ])  # fmt: skip
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


def _luma(clip: Path, number: int) -> Pixels:
    """The luma of a clip's picture of this number, or of its last one if it has fewer."""
    with av.open(str(clip)) as source:
        *_, frame = islice(source.decode(video=0), number)
    return _planes(frame)[0]


def _alike(one: Pixels, other: Pixels) -> bool:
    """Whether what is seen in one picture lies where what is seen in the other does."""
    seen = [np.abs(each.astype(np.int16) - each[0, 0]) > SEEN for each in (one, other)]
    return bool(np.sum(seen[0] & seen[1]) >= ALIKE * np.sum(seen[0] | seen[1]))


def _planes(frame: av.VideoFrame) -> list[Pixels]:
    return [samples(plane).copy() for plane in frame.planes]


def _rows(rows: Rows, picture: Picture, plane: Pixels) -> slice:
    """The same in a plane, in which a sample of chroma is of two rows."""
    return slice(*(row * len(plane) // picture.height for row in rows))


def _mixed(one: Pixels, other: Pixels, share: float, words: Sequence[slice]) -> Pixels:
    """One that goes over into the other; in rows of words, by way of what is beneath them."""
    mixed = _between(one, other, smooth(share))
    beneath = np.full_like(one[:1], other[0, 0])
    for rows in words:
        if share < HALF:
            mixed[rows] = _between(one[rows], beneath, smooth(share / HALF))
        else:
            mixed[rows] = _between(beneath, other[rows], smooth((share - HALF) / HALF))
    return mixed


def _between(one: Pixels, other: Pixels, share: float) -> Pixels:
    weight = round(256 * share)
    mixed = (256 - weight) * one.astype(np.uint16) + weight * other.astype(np.uint16)
    return ((mixed + 128) >> 8).astype(np.uint8)
