"""The rule about lines that texts share: baselines of a row, edges of the layout's columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from gdlesson.check.findings import Offence
from gdlesson.check.paths import pixels_of
from gdlesson.check.shot import Element, Shot
from gdlesson.check.texts import em
from scenes.components.text.label import Label
from scenes.layout import Layout, Slot
from scenes.theme import SIZES

OFF = 1.2
"""Pixels by which texts on one line may differ."""
NEAR = 0.35
"""Em within which two lines were meant to be one."""
NEIGHBOURS = 2.5
"""Em between two texts of a row."""
AGREED = 0.4
"""Share of a text's letters that stand on its baseline."""


def alignment(shot: Shot) -> Iterator[Offence]:
    """What stands side by side shares its lines.

    Texts share a baseline, what begins at a column begins at its edge, and pictures in slots share
    their top and bottom lines with the columns and with one another.
    """
    layout: Layout | None = shot.extras.get("layout")
    if layout is None:
        return
    yield from _baselines(shot)
    yield from _edges(shot, layout)
    yield from _sides(shot, layout)


def _baselines(shot: Shot) -> Iterator[Offence]:
    rows = [(text, _baseline(text, shot)) for text in _standing(shot)]
    known = [(text, level) for text, level in rows if level is not None]
    for (one, first), (other, second) in combinations(known, 2):
        size = min(em(one, shot), em(other, shot))
        gap = max(one.extent[0], other.extent[0]) - min(one.extent[2], other.extent[2])
        off = abs(first - second)
        if 0 <= gap < NEIGHBOURS * size and OFF < off < NEAR * size:
            yield Offence(
                "alignment", f"{one.name} and {other.name}", f"baselines {off:.1f} px apart",
                f"{OFF:g} px", "put both on one baseline", other.ink.box, off,
            )  # fmt: skip


def _standing(shot: Shot) -> list[Element]:
    """The texts that stay where they are; a name that goes with its thing shares no line."""
    still = shot.extras["still"]
    return [text for text in shot.texts if text.resting and id(text) in still]


def _baseline(text: Element, shot: Shot) -> float | None:
    """The row of pixels on which most of a text's letters stand."""
    if isinstance(text.root, Label):
        return float(pixels_of(shot, np.array([0.0, text.root.baseline]))[1])
    bottoms = np.array([*_bottoms(text, shot)])
    if len(bottoms) < 2:
        return None
    agreeing = np.abs(bottoms[:, None] - bottoms) < OFF / 2
    best = int(agreeing.sum(axis=1).argmax())
    if agreeing[best].mean() < AGREED:
        return None
    return float(bottoms[agreeing[best]].mean())


def _bottoms(text: Element, shot: Shot) -> Iterator[float]:
    for leaf in text.leaves:
        if not isinstance(leaf, VMobject):
            continue
        pieces = leaf.get_subpaths() if leaf is text.root else [leaf.points]
        for points in pieces:
            if len(points):
                yield float(pixels_of(shot, points[:, :2])[:, 1].max())


def _edges(shot: Shot, layout: Layout) -> Iterator[Offence]:
    slots = (layout.title, layout.stage, layout.panel, layout.body, layout.caption)
    lines: dict[str, NDArray[np.float64]] = {
        "left": np.array([pixels_of(shot, slot.corners[0])[0] for slot in slots]),
        "right": np.array([pixels_of(shot, slot.corners[2])[0] for slot in slots]),
    }
    for text in _standing(shot):
        if not (isinstance(text.root, Label) and text.root.align in lines):
            continue
        # That of its letters: a casing reaches beyond them.
        end = text.root.get_left() if text.root.align == "left" else text.root.get_right()
        edge = float(pixels_of(shot, end[:2])[0])
        off = float(np.abs(lines[text.root.align] - edge).min())
        if OFF < off < NEAR * em(text, shot):
            yield Offence(
                "alignment", text.name, f"{off:.1f} px beside its column", f"{OFF:g} px",
                f"put its {text.root.align} end on the column's edge", text.ink.box, off,
            )  # fmt: skip


def _sides(shot: Shot, layout: Layout) -> Iterator[Offence]:
    """Tops and bottoms of maps and plots that are in their slots."""
    columns = (layout.stage, layout.panel, layout.body)
    placed = [
        (element, element.root.slot)
        for element in shot.elements
        if element.resting
        and not element.gliding
        and isinstance(getattr(element.root, "slot", None), Slot)
    ]
    near = NEAR * SIZES.label * shot.unit
    for side in ("top", "bottom"):
        for k, (element, slot) in enumerate(placed):
            others = [*columns, *(other for _, other in placed[:k])]
            off = min(_apart(shot, getattr(slot, side), getattr(other, side)) for other in others)
            if OFF < off < near:
                yield Offence(
                    "alignment", element.name, f"its {side} is {off:.1f} px beside its line",
                    f"{OFF:g} px", f"put its {side} on the line of the column",
                    element.ink.box, off,
                )  # fmt: skip


def _apart(shot: Shot, one: float, other: float) -> float:
    """Pixels between two heights in the frame."""
    first, second = pixels_of(shot, np.array([[0.0, one], [0.0, other]]))[:, 1]
    return float(abs(first - second))
