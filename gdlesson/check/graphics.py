"""Rules about what is not words: seen well, inside the frame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from manim import ImageMobject, NumberPlane
from numpy.typing import NDArray

from gdlesson.check.findings import Box, Offence
from gdlesson.check.measure import (
    Mask,
    digest,
    grown,
    highest,
    placed,
    ratio,
    share_below,
    shared,
    stretches,
)
from gdlesson.check.shot import SEEN, Element, Shot
from gdlesson.check.texts import TOLERANCE
from scenes.themes.colour import GRAPHIC_CONTRAST

GROUND = 0.05
"""Share of the frame from which a graphic is a ground for others, as a surface or a panel is."""
CARRIED = 0.3
"""Share of an element that lies on a graphic which carries it."""
LOCAL = 1 / 15
"""How far, in shorter sides of the frame, its faint parts count as the glow of strong ones."""
TILE = 1 / 36
"""Side of the tiles, in shorter sides of the frame, in which contrast is measured."""
STRONG = 0.8
"""Quantile of a tile's pixels that shows how well the line in it is seen."""
RIM = 0.05
"""Share of a figure's pixels that are a rim of their own, light or dark."""
LENGTH, BEST = 0.15, 0.80
"""Quantile over tiles: of an element seen along its whole length, and of one partly faint."""
LEAST_INK = 6
"""Pixels of ink in a tile, and around it, that make a figure."""
HIDDEN = 0.5
"""Share of an element under others from which it is not judged."""


def cut_off_graphics(shot: Shot) -> Iterator[Offence]:
    """Nothing is cut off by the frame's edge; what bleeds off both sides is meant to."""
    for element in shot.elements:
        if element.is_text or not element.resting:
            continue
        left, top, right, bottom = element.extent
        sides = ((-left, right - shot.width), (-top, bottom - shot.height))
        beyond = max((max(pair) for pair in sides if min(pair) < TOLERANCE), default=0.0)
        if beyond > TOLERANCE:
            yield Offence(
                "cut-off", element.name, f"{beyond:.0f} px beyond the frame", "inside the frame",
                "move it into the frame, or make it smaller", element.ink.box, beyond,
            )  # fmt: skip


def clear_of_furniture(shot: Shot) -> Iterator[Offence]:
    """Nothing lies where a platform puts names and buttons over the picture."""
    top, bottom = shot.clear
    for element in shot.elements:
        if element.is_text or not element.resting:
            continue
        beyond = max(top - element.ink.box[1], element.ink.box[3] - bottom)
        if (top, bottom) != (0, shot.height) and beyond > TOLERANCE:
            yield Offence(
                "safe-area", element.name, f"{beyond} px beyond it", "the middle of the frame",
                "move it towards the middle", element.ink.box, beyond,
            )  # fmt: skip


def graphic_contrast(shot: Shot) -> Iterator[Offence]:
    """Lines and marks stand out from what is around them, along their whole length."""
    for element, cover in zip(shot.elements, shot.covers, strict=True):
        covered = placed(cover.anything, cover.box, element.ink.box)
        if not _is_judged(element, shot) or _is_hidden(element, covered):
            continue
        figures = _contrasts(shot, element, covered)
        if not figures:
            continue
        ordered = sorted(figures)
        faint = getattr(element.root, "partly_faint", False)
        least, _ = ordered[int((BEST if faint else LENGTH) * (len(ordered) - 1))]
        if least < GRAPHIC_CONTRAST:
            box = _span([box for figure, box in ordered if figure < GRAPHIC_CONTRAST])
            yield Offence(
                "graphic-contrast", element.name, f"{least:.1f}:1", f"{GRAPHIC_CONTRAST:g}:1",
                "use a colour further from its ground, more opacity or width, or a casing",
                box, GRAPHIC_CONTRAST / least,
            )  # fmt: skip


def _is_judged(element: Element, shot: Shot) -> bool:
    """Not grounds, grids, faces of solids and photographs; not what fades or steps back."""
    if element.is_text or not element.resting or element.inactive:
        return False
    if isinstance(element.root, ImageMobject) or id(element.root) in _grids(shot):
        return False
    if getattr(element.root, "stands_behind", False):
        return False
    if any(getattr(leaf, "shade_in_3d", False) for leaf in element.leaves):
        return False
    if (element.ink.alpha > SEEN).sum() > GROUND * shot.width * shot.height:
        return False
    return not _carries(element, shot)


def _is_hidden(element: Element, covered: Mask) -> bool:
    """Whether most of it lies under others: then what is seen of it says little."""
    ink = element.ink.alpha > SEEN
    return float((ink & covered).sum()) > HIDDEN * float(ink.sum())


def _grids(shot: Shot) -> set[int]:
    """The lines of Manim's grids, of which only the axes say something."""
    if "grids" not in shot.extras:
        planes = [m for m in shot.extras.get("family", ()) if isinstance(m, NumberPlane)]
        shot.extras["grids"] = {
            id(line)
            for plane in planes
            for lines in (plane.background_lines, plane.faded_lines)
            for line in lines.get_family()
        }
    grids: set[int] = shot.extras["grids"]
    return grids


def _carries(element: Element, shot: Shot) -> bool:
    """Whether something drawn later lies on it, as words on a panel do."""
    own = element.ink
    place = [id(each) for each in shot.elements].index(id(element))
    for other in shot.elements[place + 1 :]:
        left, top, right, bottom = shared(own.box, other.ink.box)
        if left >= right or top >= bottom:
            continue
        ink = other.ink.alpha > SEEN
        upon = ink & (placed(own.alpha, own.box, other.ink.box) > SEEN)
        if upon.sum() >= CARRIED * max(int(ink.sum()), 1):
            return True
    return False


def _contrasts(shot: Shot, element: Element, covered: Mask) -> list[tuple[float, Box]]:
    """Contrast with the surroundings, tile by tile, and where; measured when these have changed."""
    size = max(6, round(TILE * shot.shorter))
    left, top, right, bottom = element.ink.box
    view = (
        max(left - size, 0), max(top - size, 0),
        min(right + size, shot.width), min(bottom + size, shot.height),
    )  # fmt: skip
    rows, columns = slice(view[1], view[3]), slice(view[0], view[2])
    picture = shot.picture[rows, columns]
    key = ("contrast", digest(picture))
    if key not in element.known:
        own = placed(element.ink.alpha, element.ink.box, view)
        hidden = placed(covered, element.ink.box, view)
        local = highest(own, round(LOCAL * shot.shorter))
        core = (own > SEEN) & (own >= local // 2) & ~hidden
        found = _tile_by_tile(shot.light[rows, columns], core, ~grown(own > SEEN, 1), size)
        element.known[key] = [
            (figure, (box[0] + view[0], box[1] + view[1], box[2] + view[0], box[3] + view[1]))
            for figure, box in found
        ]
    figures: list[tuple[float, Box]] = element.known[key]
    return figures


def _tile_by_tile(
    seen: NDArray[np.float64], core: Mask, outside: Mask, size: int
) -> Iterator[tuple[float, Box]]:
    """How well the best of an element is seen in each tile that it crosses, or next to it."""
    rows, columns = (stretches(length, size) for length in core.shape)
    figures = np.full((len(rows) + 2, len(columns) + 2), -np.inf)  # and nothing around them
    for (k, down), (m, across) in product(enumerate(rows, 1), enumerate(columns, 1)):
        ink = core[down, across]
        near = (
            slice(max(down.start - size, 0), down.stop + size),
            slice(max(across.start - size, 0), across.stop + size),
        )
        around = seen[near][outside[near]] if ink.sum() >= LEAST_INK else ()
        if len(around) >= LEAST_INK:
            own = seen[down, across][ink]
            contrast = ratio(own, share_below(np.asarray(around), 0.5))
            figures[k, m] = max(share_below(contrast, STRONG), _two_toned(own))
    for k, m in np.argwhere(np.isfinite(figures)).tolist():
        down, across = rows[k - 1], columns[m - 1]
        best = float(figures[k - 1 : k + 2, m - 1 : m + 2].max())
        yield best, (across.start, down.start, across.stop, down.stop)


def _two_toned(own: NDArray[np.float64]) -> float:
    """The contrast that a figure which is both light and dark has on whatever it lies.

    Every ground stands out from one of the two by at least the root of the contrast between them,
    which is why WCAG 2.2 (technique C40) has indicators of two colours pass on all grounds.
    """
    return float(np.sqrt(ratio(share_below(own, RIM), share_below(own, 1 - RIM))))


def _span(boxes: list[Box]) -> Box:
    every = np.array(boxes)
    low, high = every[:, :2].min(axis=0), every[:, 2:].max(axis=0)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])
