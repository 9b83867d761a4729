"""The rule about the edge around words: beneath all letters, around each, and across gaps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from gdlesson.check.findings import Offence
from gdlesson.check.measure import Mask, Pixels, grown, placed, share_below, shared
from gdlesson.check.shot import HIDES, SEEN, Element, Shot
from gdlesson.check.texts import em

SOLID, BITTEN = 250, 24
"""Least alpha where nothing is seen through a letter, and the difference, of 255, of a casing."""
INSIDE = 192
"""Alpha from which a pixel is more of a letter than of its edge."""
WHOLE = 0.5
"""Share of a casing's opacity that it has right beside a letter."""
MOST_SPOILT = 0.02
"""Share of a text's ink that a casing may cover or leave bare."""
MOST_HOLES = 0.2
"""The same of holes that it leaves between letters, and between the strokes of one."""
WORD = 0.12
"""Most room between two letters of a word, in em: a casing goes across it."""
SMOOTH = 2
"""Pixels of the smooth edges of two letters, which are of neither."""
MOST_OPEN = 0.1
"""Share of the room between the letters of its words that a casing may leave open."""


def casing(shot: Shot) -> Iterator[Offence]:
    """The casing of a text lies beneath all letters, right around each, and closes their gaps."""
    cased = [text for text in shot.texts if text.glyphs is not text.ink]
    for text in cased:
        for share, most, measured, advice in _own(text, shot):
            if share > most:
                yield Offence(
                    "casing", text.name, f"{share:.0%} {measured}", f"{most:.0%}", advice,
                    text.ink.box, share,
                )  # fmt: skip
    for one, other in combinations([text for text in shot.texts if text.resting], 2):
        share = _bitten_by(one, other) if other.glyphs is not other.ink else 0.0
        if share > MOST_SPOILT:
            yield Offence(
                "casing", one.name, f"{share:.0%} of the letters covered by that of {other.name}",
                f"{MOST_SPOILT:.0%}", "put them further apart, or give both one casing",
                one.ink.box, share,
            )  # fmt: skip


def _own(text: Element, shot: Shot) -> list[tuple[float, float, str, str]]:
    """What its own casing does to a text: share, most, of what, and what to change.

    Of letters that are hardly there, for they come or go, nothing is said.
    """
    if "casing" not in text.known:
        own = placed(text.glyphs.pixels, text.glyphs.box, text.ink.box)
        ink, around = own[..., 3], text.ink.alpha
        bitten = (ink > SOLID) & (_difference(own, text.ink.pixels) > BITTEN)
        bare = around < WHOLE * share_below(around[around > SEEN], 0.9)
        letters = int((ink > INSIDE).sum()) or math.inf
        holes = _enclosed(bare) & ~_enclosed(ink <= INSIDE)
        text.known["casing"] = [
            (
                float(bitten.sum()) / letters, MOST_SPOILT, "of the letters covered by it",
                "draw it beneath all letters at once",
            ),
            (
                float((_beside(ink > INSIDE) & bare).sum()) / letters, MOST_SPOILT,
                "of it missing", "give all letters one, of one width",
            ),
            (
                float(holes.sum()) / letters, MOST_HOLES, "as much is open between the letters",
                "make it so wide that nothing is left in between",
            ),
            (
                _open(text, ink > INSIDE, bare, em(text, shot)), MOST_OPEN,
                "of the gaps between letters open",
                "make it so wide that those of two letters meet",
            ),
        ]  # fmt: skip
    figures: list[tuple[float, float, str, str]] = text.known["casing"]
    return figures


def _open(text: Element, ink: Mask, bare: Mask, size: float) -> float:
    """The share of the room between neighbouring letters of a word that its casing leaves bare."""
    corner = np.array([*text.ink.box[:2]] * 2)
    boxes = [np.concatenate([o.min(axis=0), o.max(axis=0)]) - corner for o in text.outlines]
    room = gaps = 0
    for one, other in pairwise(sorted(boxes, key=lambda box: float(box[0]))):
        for row in range(round(max(one[1], other[1], 0.0)), round(min(one[3], other[3]))):
            before = np.flatnonzero(ink[row, max(round(one[0]), 0) : round(one[2])])
            after = np.flatnonzero(ink[row, max(round(other[0]), 0) : round(other[2])])
            if not len(before) or not len(after):
                continue
            first, stop = int(before[-1]) + round(one[0]) + 1, int(after[0]) + round(other[0])
            if 1 <= stop - first <= WORD * size + SMOOTH:
                room, gaps = room + stop - first, gaps + int(bare[row, first:stop].sum())
    return gaps / room if room else 0.0


def _enclosed(mask: Mask) -> Mask:
    """The parts of a mask that do not reach its edge."""
    reached = np.pad(np.zeros_like(mask), 1, constant_values=True)
    free = np.pad(mask, 1, constant_values=True)
    count = 0
    while (now := int(reached.sum())) != count:
        count, reached = now, grown(reached, 1) & free
    return np.asarray(mask & ~reached[1:-1, 1:-1])


def _bitten_by(one: Element, other: Element) -> float:
    """The share of a text's letters that the casing of one that is drawn later covers."""
    left, top, right, bottom = box = shared(one.glyphs.box, other.ink.box)
    if left >= right or top >= bottom:
        return 0.0
    letters = placed(one.glyphs.alpha, one.glyphs.box, box) > INSIDE
    edge = placed(other.ink.alpha, other.ink.box, box) > HIDES
    over = letters & edge & ~(placed(other.glyphs.alpha, other.glyphs.box, box) > INSIDE)
    return float(over.sum()) / max(int((one.glyphs.alpha > INSIDE).sum()), 1)


def _beside(mask: Mask) -> Mask:
    """A mask and the pixels that share a side with it."""
    room = np.pad(mask, 1)
    return mask | room[:-2, 1:-1] | room[2:, 1:-1] | room[1:-1, :-2] | room[1:-1, 2:]


def _difference(one: Pixels, other: Pixels) -> NDArray[np.int16]:
    """The largest difference of the channels of two pictures, (h, w)."""
    return np.asarray(np.abs(one.astype(np.int16) - other).max(axis=-1))
