"""Cisco's OpenH264 as a decoder: of the same standard as FFmpeg's, and no code in common with it.

Its C interface is a table of functions (wels/codec_api.h); what stands here is the part that
decodes one picture after another.  ``./run test`` installs the library.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_ubyte, c_uint, c_ulonglong
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

_INITIALIZE, _UNINITIALIZE, _DECODE, _FLUSH = 0, 1, 3, 5
"""Places in the table of functions."""
_AVC = 0
"""The type of plain H.264."""


class _Property(Structure):
    _fields_ = (("size", c_uint), ("type", c_int))


class _Settings(Structure):
    _fields_ = (
        ("reconstructed", c_char_p),
        ("load", c_uint),
        ("layer", c_ubyte),
        ("concealment", c_int),
        ("parse_only", ctypes.c_bool),
        ("property", _Property),
    )


class _Info(Structure):
    _fields_ = (
        ("ready", c_int),
        ("time_in", c_ulonglong),
        ("time_out", c_ulonglong),
        ("width", c_int),
        ("height", c_int),
        ("format", c_int),
        ("stride", c_int * 2),
        ("planes", POINTER(c_ubyte) * 3),
    )


def is_there() -> bool:
    """Whether the library is installed."""
    return find_library("openh264") is not None


def frames(path: Path) -> Iterator[list[NDArray[np.uint8]]]:
    """The three planes of each frame of a video, as OpenH264 decodes them.

    Raises:
        ValueError: it finds the stream faulty.
    """
    library = ctypes.CDLL(find_library("openh264"))
    decoder = POINTER(POINTER(ctypes.c_void_p))()
    library.WelsCreateDecoder(byref(decoder))

    def call(place: int, *arguments: object) -> int:
        kind = ctypes.CFUNCTYPE(c_int, ctypes.c_void_p, *(_TYPES[place]))
        return int(kind(decoder.contents[place])(decoder, *arguments))

    if call(_INITIALIZE, byref(_Settings(property=_Property(ctypes.sizeof(_Property), _AVC)))):
        raise ValueError("OpenH264 does not start")

    def shown(place: int, *given: object) -> Iterator[list[NDArray[np.uint8]]]:
        planes, info = (POINTER(c_ubyte) * 3)(), _Info()
        if state := call(place, *given, byref(planes), byref(info)):
            raise ValueError(f"OpenH264 finds a fault: {state:#x}")
        if info.ready:
            yield _copied(planes, info)

    try:
        for data in _annex_b(path):
            yield from shown(_DECODE, data, len(data))
        while late := list(shown(_FLUSH)):  # it holds pictures back, to put them into order
            yield from late
    finally:
        call(_UNINITIALIZE)
        library.WelsDestroyDecoder(decoder)


_TYPES = {
    _INITIALIZE: (ctypes.c_void_p,),
    _UNINITIALIZE: (),
    _DECODE: (c_char_p, c_int, ctypes.c_void_p, ctypes.c_void_p),
    _FLUSH: (ctypes.c_void_p, ctypes.c_void_p),
}
"""What these functions take after the decoder itself."""


def _copied(planes: ctypes.Array[Any], info: _Info) -> list[NDArray[np.uint8]]:
    shapes = [(info.height, info.width)] + 2 * [(info.height // 2, info.width // 2)]
    strides = [info.stride[0], info.stride[1], info.stride[1]]
    return [
        np.ctypeslib.as_array(plane, (height, stride))[:, :width].copy()
        for plane, (height, width), stride in zip(planes, shapes, strides, strict=True)
    ]


def _annex_b(path: Path) -> Iterator[bytes]:
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        to_units = av.bitstream.BitStreamFilterContext("h264_mp4toannexb", stream)
        for packet in video.demux(stream):
            yield from (bytes(each) for each in to_units.filter(packet) if each.size)
