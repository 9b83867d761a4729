"""Pixels to a video: converted to BT.709, tagged as such, at a constant frame rate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.packet import Packet

from gdlesson.render.picture import Picture
from gdlesson.render.strips import Group
from gdlesson.render.x264 import configure, group
from gdlesson.render.yuv import WHOLE, Box, Converter, Patch, Pixels


class Encoder:
    """Writes one video, frame by frame; the file is whole once the ``with`` block has ended."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._picture = picture
        self._convert = Converter(picture)
        self._pace = 1 / Fraction(picture.fps)
        self._written = 0
        self._group = Group(picture)
        self._container = av.open(str(path.absolute()), "w", format="mp4")
        self._stream = self._container.add_stream("libx264", rate=picture.fps)
        configure(self._stream.codec_context, picture)

    def write(self, pixels: Pixels, changed: tuple[Box, ...] = WHOLE) -> None:
        """Append a frame: RGBA, (height, width, 4), and what has changed in it since the last."""
        self._make_room()
        self._group.add(self._convert(pixels, changed if self._group.count else WHOLE))

    def write_samples(self, planes: Sequence[Pixels]) -> None:
        """Append a frame that is in samples of luma and chroma already, 4:2:0."""
        self._make_room()
        self._group.add([Patch(0, 0, (*planes,))])

    def _make_room(self) -> None:
        if self._group.count == group(self._picture.fps):
            self._finish_group()

    def _finish_group(self) -> None:
        """Put a group of pictures into the file, and begin another."""
        for number, coded in enumerate(self._group.coded()):
            packet = Packet(coded)
            packet.stream, packet.time_base = self._stream, self._pace
            packet.pts = packet.dts = self._written
            packet.duration = 1
            packet.is_keyframe = number == 0
            self._container.mux(packet)
            self._written += 1
        self._group = Group(self._picture)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if error is None and self._group.count:
                self._finish_group()
        finally:
            self._container.close()
