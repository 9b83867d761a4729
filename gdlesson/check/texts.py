"""Rules about words: inside the frame, apart from one another, large and clear enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from manim import MarkupText, Text, Typst
from manim.mobject.text.tex_mobject import SingleStringMathTex
from numpy.typing import NDArray

from gdlesson.check.findings import Box, Offence
from gdlesson.check.measure import (
    Mask,
    Pixels,
    digest,
    grown,
    light,
    lightness,
    placed,
    ratio,
    share_below,
    shared,
    tiles,
)
from gdlesson.check.shot import SEEN, Cover, Element, Ink, Shot
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.theme import FRAME_HEIGHT, SIZES
from scenes.themes.colour import TEXT_CONTRAST

MARGIN = 0.05
"""Of the frame's width and height, at each edge."""
LEAST_SIZE = SIZES.small / FRAME_HEIGHT
"""Least em, in shorter sides of the frame."""
TOLERANCE = 1.5
"""Pixels by which rounding and smooth edges may exceed a line."""
TEXT_EM, TYPST_EM = 0.70 / 48, 0.50 / 48
"""Em in Manim's units for one point of Manim's font sizes: of Text, and of TeX and Typst."""
LEVEL = 0.3
"""Sine of the angle below which a line of letters counts as level."""
CAPITAL, TALLEST = 0.66, 1.6
"""Height of capitals and figures in em, and of the tallest that a formula may have."""
APART = 0.06
"""Room between two texts in em."""
BUSY = 31.0
"""Most difference of lightness, 0 to 100, right around one letter."""
COVERED = 0.06
"""Share of a text's ink that may be hidden by graphics."""
GONE = 0.97
"""From this share on a text is not to be seen at all, so it is not cut into."""
RING = 0.1
"""How far around letters their ground is looked at, in em."""
EDGE = 64
"""Alpha of a letter's smooth edge."""
CORE, LEAST_CORE, LEAST_RING = 60, 3, 12
"""Least alpha of ink, and the pixels of ink and around it that make a figure."""


def cut_off_texts(shot: Shot) -> Iterator[Offence]:
    """No word leaves the frame."""
    for text in shot.texts:
        beyond = _beyond(text.extent, (0.0, 0.0, float(shot.width), float(shot.height)))
        if beyond > TOLERANCE:
            yield Offence(
                "cut-off", text.name, f"{beyond:.0f} px beyond the frame", "inside the frame",
                "move it into the frame, or break it into two lines", text.ink.box, beyond,
            )  # fmt: skip


def safe_area(shot: Shot) -> Iterator[Offence]:
    """Words keep their distance from the frame's edges."""
    x, y = MARGIN * shot.width, MARGIN * shot.height
    top, bottom = max(y, shot.clear[0]), min(shot.height - y, shot.clear[1])
    for text in shot.texts:
        if _beyond(text.extent, (0.0, 0.0, float(shot.width), float(shot.height))) > TOLERANCE:
            continue  # cut off, which says more
        beyond = _beyond(np.array(_ink_box(text.glyphs), float), (x, top, shot.width - x, bottom))
        if beyond > TOLERANCE:
            yield Offence(
                "safe-area", text.name, f"{beyond:.0f} px into the margin", f"{MARGIN:.0%} margin",
                "move it towards the middle", text.ink.box, beyond,
            )  # fmt: skip


def text_overlap(shot: Shot) -> Iterator[Offence]:
    """No two texts touch."""
    ready = [(text, em(text, shot)) for text in shot.texts if text.resting]
    for (one, size), (other, other_size) in combinations(ready, 2):
        room = max(1, round(APART * min(size, other_size)))
        pixels = touching(one.glyphs, other.glyphs, room)
        if pixels:
            yield Offence(
                "text-overlap", f"{one.name} and {other.name}", f"{pixels} px shared", "none",
                "move one of them, or show it later", _around(one.ink.box, other.ink.box),
                float(pixels),
            )  # fmt: skip


def small_text(shot: Shot) -> Iterator[Offence]:
    """No text is too small."""
    least = LEAST_SIZE * shot.shorter
    for text in shot.texts:
        size = em(text, shot)
        if size < 0.985 * least:
            yield Offence(
                "small-text", text.name, f"1/{shot.shorter / size:.0f} of the shorter side",
                f"1/{1 / LEAST_SIZE:.0f}", "set it larger", text.ink.box, least / size,
            )  # fmt: skip


def text_covered(shot: Shot) -> Iterator[Offence]:
    """Nothing is drawn over words."""
    for text, cover in zip(shot.elements, shot.covers, strict=True):
        if not (text.is_text and text.resting):
            continue
        ink = text.ink.alpha > 128
        graphics = placed(cover.graphics, cover.box, text.ink.box)
        share = float((ink & graphics).sum() / max(int(ink.sum()), 1))
        if COVERED < share < GONE:
            yield Offence(
                "text-covered", text.name, f"{share:.0%} hidden", f"{COVERED:.0%}",
                "draw it last, or move what lies on it", text.ink.box, share,
            )  # fmt: skip


def text_contrast(shot: Shot) -> Iterator[Offence]:
    """Letters stand out from what is right around them."""
    for text, letters in _letters(shot):
        least = min((letter.contrast for letter in letters), default=TEXT_CONTRAST)
        if least < TEXT_CONTRAST:
            yield Offence(
                "text-contrast", text.name, f"{least:.1f}:1", f"{TEXT_CONTRAST}:1",
                "use a colour further from its ground, more opacity, or a casing",
                text.ink.box, TEXT_CONTRAST / least,
            )  # fmt: skip


def text_over_graphics(shot: Shot) -> Iterator[Offence]:
    """What is right around letters is calm."""
    for text, letters in _letters(shot):
        busiest = max(letters, key=lambda letter: letter.spread, default=None)
        if busiest is not None and busiest.spread > BUSY:
            yield Offence(
                "text-over-graphics", text.name, f"lightness varies by {busiest.spread:.0f}",
                f"{BUSY:.0f}", "give it a casing or a backing, or move it to calmer ground",
                busiest.box, busiest.spread / BUSY,
            )  # fmt: skip


def em(text: Element, shot: Shot) -> float:
    """The size of a text's em in pixels."""
    root = text.root
    if isinstance(root, Label):
        return root.size * root.scaled * shot.unit
    if isinstance(root, Digits):
        return root.size * shot.unit
    heights = np.array([float(np.ptp(outline @ _up(text))) for outline in text.outlines])
    tallest = share_below(heights, 0.9)
    size = 0.0
    if _is_upright(text) and isinstance(root, (Text, MarkupText)):
        size = float(root.font_size) * TEXT_EM * shot.unit
    elif _is_upright(text) and isinstance(root, (Typst, SingleStringMathTex)):
        size = float(root.font_size) * TYPST_EM * shot.unit
    # A font size that is less than its letters are tall is that of a text turned in space.
    return size if size > tallest / TALLEST else max(tallest / CAPITAL, 1.0)


def _direction(text: Element) -> NDArray[np.float64]:
    """The way (2,) in which a text is read, of length 1, y down: from letter to letter."""
    middles = np.array([(o.min(axis=0) + o.max(axis=0)) / 2 for o in text.outlines])
    ways = np.diff(middles, axis=0)
    way = np.median(ways, axis=0) if len(ways) else np.array([1.0, 0.0])
    length = float(np.hypot(*way))
    return np.asarray(way / length) if length > 0 else np.array([1.0, 0.0])


def _is_upright(text: Element) -> bool:
    """Whether a text is level, so that its height says how large it is."""
    return abs(float(_direction(text)[1])) < LEVEL


def _up(text: Element) -> NDArray[np.float64]:
    x, y = _direction(text)
    return np.array([-y, x])


@dataclass(frozen=True)
class _Letter:
    """A piece of a text about as large as a letter."""

    box: Box
    contrast: float
    """Of its ink with what is around it."""
    spread: float
    """Of lightness around it."""


def _letters(shot: Shot) -> Iterator[tuple[Element, list[_Letter]]]:
    """Each text at rest, piece by piece."""
    for text, cover in zip(shot.elements, shot.covers, strict=True):
        if text.is_text and text.resting:
            yield text, _measured(shot, text, cover)


def _measured(shot: Shot, text: Element, cover: Cover) -> list[_Letter]:
    """The pieces of a text, measured anew only where the picture around it has changed."""
    size = em(text, shot)
    reach = max(2, min(int(RING * size), _casing(text)))
    view = _clipped(np.add(text.ink.box, np.array([-1, -1, 1, 1]) * (reach + 1)), shot)
    rows, columns = slice(view[1], view[3]), slice(view[0], view[2])
    picture = shot.picture[rows, columns]
    key = ("letters", size, digest(picture))
    if key not in text.known:
        own = _cut(text.glyphs, view, rgba=True)
        hidden = placed(cover.anything, cover.box, view)
        others = shot.written[rows, columns] > placed(text.ink.alpha > SEEN, text.ink.box, view)
        ink = own[..., 3] > EDGE
        around = grown(ink, reach) & ~grown(ink, 1) & ~others & ~grown(hidden, 1)
        found = _pieces(own, around, hidden, picture, max(round(size), 6))
        text.known[key] = [
            replace(letter, box=_moved(letter.box, view[0], view[1])) for letter in found
        ]
    letters: list[_Letter] = text.known[key]
    return letters


def _casing(text: Element) -> int:
    """Pixels around the letters that the casing of a text covers for certain; many without one."""
    if text.glyphs is text.ink:
        return int(max(text.ink.alpha.shape))
    sides = np.abs(np.subtract(text.ink.box, text.glyphs.box))
    return int(sides.min()) - 1


def _pieces(
    own: Pixels, around: Mask, hidden: Mask, picture: Pixels, size: int
) -> Iterator[_Letter]:
    """What is seen of the letters in each tile of ``size``; of ink the core, not the edge."""
    alpha = own[..., 3]
    opacity = share_below(alpha[alpha > SEEN], 0.99) / 255 if (alpha > SEEN).any() else 0.0
    for rows, columns in tiles(alpha.shape, size):
        near, piece = around[rows, columns], alpha[rows, columns]
        core = (piece >= max(0.8 * float(piece.max()), CORE)) & ~hidden[rows, columns]
        if core.sum() < LEAST_CORE or near.sum() < LEAST_RING:
            continue
        ground = picture[rows, columns][near]
        straight = own[rows, columns][core][:, :3] / (piece[core][:, None] / 255)
        colour = np.median(np.minimum(straight, 255), axis=0)
        seen = opacity * colour + (1 - opacity) * np.median(ground, axis=0)
        luminance = light(ground)
        shade = lightness(luminance)
        contrast = ratio(light(np.round(seen).astype(np.uint8)), luminance)
        yield _Letter(
            (columns.start, rows.start, columns.stop, rows.stop),
            share_below(contrast, 0.25),
            share_below(shade, 0.96) - share_below(shade, 0.04),
        )


def touching(one: Ink, other: Ink, room: int) -> int:
    """Pixels that two texts share when one has ``room`` around it; 0 where they are one text."""
    left, top, right, bottom = shared(one.box, other.box, room)
    if left >= right or top >= bottom:
        return 0
    box = (left, top, right, bottom)
    first, second = _cut(one, box) > 96, _cut(other, box) > 96
    if _alike(one, other):
        return 0
    return int((grown(first, room) & second).sum())


def _alike(one: Ink, other: Ink) -> bool:
    """Whether two layers lie on one another to a pixel, as a copy on its original does."""
    if np.abs(np.subtract(one.box, other.box)).max() > 1:
        return False
    box = _around(one.box, other.box)
    first, second = _cut(one, box) > 96, _cut(other, box) > 96
    return bool((first & second).sum() > 0.8 * (first | second).sum())


def _cut(ink: Ink, box: Box, *, rgba: bool = False) -> Pixels:
    """The alpha, or all, of ink over a box of the picture; zero outside it."""
    found: Pixels = placed(ink.pixels if rgba else ink.alpha, ink.box, box)
    return found


def _moved(box: Box, x: int, y: int) -> Box:
    return int(box[0] + x), int(box[1] + y), int(box[2] + x), int(box[3] + y)


def _around(one: Box, other: Box) -> Box:
    low, high = np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _clipped(box: NDArray[Any], shot: Shot) -> Box:
    low, high = np.maximum(box[:2], 0), np.minimum(box[2:], (shot.width, shot.height))
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _ink_box(ink: Ink) -> Box:
    """The box of what is painted well enough to be seen."""
    seen = ink.alpha > 48
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return ink.box
    return (
        ink.left + int(columns[0]), ink.top + int(rows[0]),
        ink.left + int(columns[-1]) + 1, ink.top + int(rows[-1]) + 1,
    )  # fmt: skip


def _beyond(extent: NDArray[np.float64], limits: tuple[float, float, float, float]) -> float:
    """Pixels by which an extent exceeds limits on its worst side."""
    left, top, right, bottom = limits
    return float(max(left - extent[0], top - extent[1], extent[2] - right, extent[3] - bottom))
