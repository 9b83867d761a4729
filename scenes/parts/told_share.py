"""A number with a bar behind it, which is as long as its share of the largest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenes.components.plot.share import Share, Track
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.theme import Theme

AFTER, THICK, MIDDLE = 0.45, 0.7, 0.34
"""From the widest number to the bars, their thickness, and from the baseline up to their middle, in
em."""
MOST = 0.6
"""Share of a width that numbers have of it."""


def number(theme: Theme, text: str, size: float) -> Label:
    """A number before its bar."""
    return words(text, size, theme.text, "semibold")


def widest(theme: Theme, texts: Iterable[str], size: float) -> float:
    """Of numbers, with the room up to their bars."""
    return max(float(number(theme, text, size).width) for text in texts) + AFTER * size


def fitting(theme: Theme, texts: Iterable[str], width: float, sizes: Iterable[float]) -> float:
    """The first of sizes, from the largest, in which all numbers leave bars room in a width."""
    each, *smaller = sizes
    if not smaller or widest(theme, texts, each) <= MOST * width:
        return each
    return fitting(theme, texts, width, smaller)


@dataclass(frozen=True)
class ToldShare:
    """The pieces of one."""

    number: Label
    track: Track
    share: Share

    @property
    def pieces(self) -> tuple[Track, Share, Label]:
        """All of them, from the back."""
        return self.track, self.share, self.number


def told_share(
    theme: Theme, text: str, share: float, colour: str, slot: Slot, size: float, before: float
) -> ToldShare:
    """A number from the left end of a slot, which ends at its baseline, and then the bar.

    ``before`` is what all numbers beside it leave free for themselves.
    """
    made = number(theme, text, size).put(slot.left, slot.bottom)
    low = slot.bottom + (MIDDLE - THICK / 2) * size
    track = Track(Slot(slot.left + before, low, slot.right, low + THICK * size), theme)
    return ToldShare(made, track, Share(track, share, colour))
