"""The rule about cards, plates and maps: what lies on one does not stick out of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gdlesson.check.findings import Offence
from gdlesson.check.measure import placed, share_below, shared
from gdlesson.check.shot import HIDES, SEEN, Element, Shot

FULL = 0.93
"""Share of its box that a card fills, were its corners round."""
LEAST = 1 / 30
"""Least width and height of a card, in shorter sides of the frame."""
UPON = 0.5
"""Share of what belongs with a card from which it lies on it."""
TOUCHES = 0.1
"""The same of any words on any card: ones that lie there in part cross its edge."""
EDGE = 2
"""Pixels by which a line around a card may lie within it."""
ALL = 0.985
"""Share from which all of it does."""


def beyond_card(shot: Shot) -> Iterator[Offence]:
    """What lies on a card does not stick out of it: its own words and graphics, and any words."""
    for place, card in enumerate(shot.elements):
        if not card.resting or not _is_card(card, shot):
            continue
        for other in shot.elements[place + 1 :]:
            own = other.group is card.group
            if not other.resting or not (own or other.is_text) or _frames(other, card):
                continue
            share = _upon(other, card)
            if (UPON if own else TOUCHES) < share < ALL:
                yield Offence(
                    "beyond-card", other.name, f"{1 - share:.0%} of it beside the {card.name}",
                    "all on it, or none", "make the card larger, or move what lies on it",
                    other.ink.box, 1 - share,
                )  # fmt: skip


def _is_card(element: Element, shot: Shot) -> bool:
    """Whether it is a rectangle, upright and full, that hides what is beneath it."""
    if element.is_text:
        return False
    alpha, least = element.ink.alpha, LEAST * shot.shorter
    if min(alpha.shape) < least or (alpha > SEEN).mean() < FULL:
        return False
    return share_below(alpha, 0.5) > HIDES


def _frames(element: Element, card: Element) -> bool:
    """Whether it is a line around a card."""
    outer, inner = np.array(element.ink.box), np.array(card.ink.box)
    return bool((outer[:2] <= inner[:2] + EDGE).all() and (outer[2:] >= inner[2:] - EDGE).all())


def _upon(element: Element, card: Element) -> float:
    """The share of an element's ink, of words that of their letters, which lies on a card."""
    ink = element.glyphs if element.is_text else element.ink
    left, top, right, bottom = box = shared(ink.box, card.ink.box)
    if left >= right or top >= bottom:
        return 0.0
    own = placed(ink.alpha, ink.box, box) > SEEN
    upon = own & (placed(card.ink.alpha, card.ink.box, box) > SEEN)
    return float(upon.sum()) / max(int(np.count_nonzero(ink.alpha > SEEN)), 1)
