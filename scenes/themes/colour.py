"""What eyes make of colours: luminance, contrast, colour-vision deficiencies, distance.

A colour is sRGB, (..., 3): floats from 0 to 1, or bytes (``uint8``) from 0 to 255.  Functions of
colours take arrays of any leading shape, a picture too, and two broadcast against each other.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Colours = NDArray[np.floating[Any]] | NDArray[np.uint8]

TEXT_CONTRAST = 4.5
"""Least contrast of words and their ground: WCAG 2.2, success criterion 1.4.3 (level AA)."""
GRAPHIC_CONTRAST = 3.0
"""Least contrast of lines and marks and what they lie on: WCAG 2.2, success criterion 1.4.11."""
LEAST_DISTANCE = 0.06
"""Least `distance` of two colours that stand for different things: three times what can just be
seen, which in OKLab is about 0.02."""

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
"""Shares of linear red, green and blue in the relative luminance: WCAG 2.2."""

SIGHT = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "greyscale": np.tile(LUMINANCE, (3, 1)),
}
"""What is seen of linear red, green and blue, (3, 3): the three dichromacies at severity 1.0 from
Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency", IEEE TVCG 15(6), 2009; and print without colour, which keeps the luminance."""

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def from_hex(code: str) -> Array:
    """The colour of a hash sign and six hexadecimal digits, (3,), in 0 to 1.

    Raises:
        ValueError: it is something else.
    """
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", code):
        raise ValueError("a colour is a hash sign and six of 0-9 and A-F, in quotes")
    return np.array([*bytes.fromhex(code[1:])]) / 255


def linear(rgb: Colours) -> Array:
    """Light in proportion to energy, (..., 3), in 0 to 1: sRGB with its curve taken off.

    Source: IEC 61966-2-1:1999.
    """
    share = _shares(rgb)
    curved: Array = ((np.maximum(share, 0.0) + 0.055) / 1.055) ** 2.4
    return np.where(share <= 0.04045, share / 12.92, curved)


def relative_luminance(rgb: Colours) -> Array:
    """Y = 0.2126 R + 0.7152 G + 0.0722 B of linear light, (...): 0 for black, 1 for white.

    Source: WCAG 2.2, "relative luminance"; its 0.03928 is 0.04045 here, as in the standard for
    sRGB, which makes no difference to any colour of eight bits.
    """
    return np.asarray(linear(rgb) @ LUMINANCE)


def contrast(one: Colours, other: Colours) -> Array:
    """Contrast ratio (Y1 + 0.05) / (Y2 + 0.05) of the lighter to the darker, (...), from 1 to 21.

    Source: WCAG 2.2, "contrast ratio".
    """
    first, second = relative_luminance(one) + 0.05, relative_luminance(other) + 0.05
    return np.asarray(np.maximum(first, second) / np.minimum(first, second))


def simulate(rgb: Colours, deficiency: str) -> Array:
    """The colours as they are seen with a deficiency, one of `SIGHT`, (..., 3), in 0 to 1.

    Raises:
        ValueError: there is no such deficiency.
    """
    if deficiency not in SIGHT:
        raise ValueError(f'there is no deficiency "{deficiency}"; choose one of: {[*SIGHT]}')
    seen = np.clip(linear(rgb) @ SIGHT[deficiency].T, 0.0, 1.0)
    return np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)


def oklab(rgb: Colours) -> Array:
    """Lightness L in 0 to 1, and a (green to red) and b (blue to yellow), (..., 3).

    Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
    """
    return np.asarray(np.cbrt(linear(rgb) @ _TO_LMS.T) @ _TO_LAB.T)


def distance(one: Colours, other: Colours) -> Array:
    """How different two colours look, (...): Euclidean in OKLab, black to white is 1."""
    return np.asarray(np.linalg.norm(oklab(one) - oklab(other), axis=-1))


def over(top: Colours, bottom: Colours, opacity: float | Array) -> Array:
    """``top`` painted over ``bottom``, (..., 3): mixed as screens do, in sRGB.

    ``opacity`` is from 0 to 1: one for all, or one a colour, (..., 1).
    """
    return opacity * _shares(top) + (1.0 - opacity) * _shares(bottom)


def _shares(rgb: Colours) -> Array:
    """Colours as floats from 0 to 1."""
    colours = np.asarray(rgb)
    return np.asarray(colours / 255 if colours.dtype == np.uint8 else colours, dtype=np.float64)
