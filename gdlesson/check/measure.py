"""Figures of pixels: light, lightness, neighbourhoods, tiles."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlesson.check.findings import Box
from scenes.themes.colour import LUMINANCE, linear

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Pixels = NDArray[np.uint8]

_LIGHT = linear(np.arange(256) / 255)


def light(rgb: Pixels) -> Array:
    """Relative luminance (...) of bytes (..., 3)."""
    found: Array = _LIGHT[rgb] @ LUMINANCE
    return found


def lightness(luminance: Array) -> Array:
    """CIE L*, 0 to 100, of relative luminance."""
    return np.asarray(
        np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)
    )


def ratio(one: Array | float, other: Array | float) -> Array:
    """Contrast, 1 to 21, of two luminances."""
    first, second = np.asarray(one) + 0.05, np.asarray(other) + 0.05
    return np.asarray(np.maximum(first, second) / np.minimum(first, second))


def grown(mask: Mask, radius: int) -> Mask:
    """The pixels within ``radius`` of a mask, by rows and columns."""
    if radius <= 0 or not mask.size:
        return mask
    return highest(mask.astype(np.uint8), radius).astype(bool)


def highest(values: Pixels, radius: int) -> Pixels:
    """The largest value within ``radius`` of each pixel, by rows and columns."""
    return _highest_along(_highest_along(values, radius).T, radius).T


def _highest_along(values: Pixels, radius: int) -> Pixels:
    """Along the rows; windows double, so the time grows with the logarithm of the radius."""
    length = values.shape[0]
    room = np.zeros((radius, *values.shape[1:]), values.dtype)
    found = np.concatenate([room, values, room])
    width, wanted = 1, 2 * radius + 1
    while width < wanted:
        step = min(width, wanted - width)
        found = np.maximum(found[:-step], found[step:])
        width += step
    return found[:length]


def share_below(values: Array | Pixels, share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = np.sort(values, axis=None)
    return float(ordered[round(share * (len(ordered) - 1))])


def shared(one: Box, other: Box, room: int = 0) -> Box:
    """What two boxes, each with ``room`` around it, have in common; nothing where it is no box."""
    low = np.maximum(one[:2], other[:2]) - room
    high = np.minimum(one[2:], other[2:]) + room
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def placed(values: NDArray[Any], box: Box, view: Box) -> NDArray[Any]:
    """What is known over ``box``, over ``view``: zero where nothing is."""
    found = np.zeros((view[3] - view[1], view[2] - view[0], *values.shape[2:]), values.dtype)
    left, top, right, bottom = shared(box, view)
    if left < right and top < bottom:
        part = values[top - box[1] : bottom - box[1], left - box[0] : right - box[0]]
        found[top - view[1] : bottom - view[1], left - view[0] : right - view[0]] = part
    return found


def digest(picture: Pixels) -> int:
    """A number that is another for another picture, as good as always."""
    return zlib.crc32(np.ascontiguousarray(picture).tobytes())


def tiles(shape: tuple[int, ...], size: int) -> Iterator[tuple[slice, slice]]:
    """Tiles of about ``size`` pixels that cover an array of this shape, evenly."""
    for rows in stretches(shape[0], size):
        for columns in stretches(shape[1], size):
            yield rows, columns


def stretches(length: int, size: int) -> list[slice]:
    """Stretches of about ``size`` that cover a length, evenly."""
    edges = np.linspace(0, length, max(1, round(length / size)) + 1).astype(int)
    return [slice(a, b) for a, b in pairwise(edges)]
