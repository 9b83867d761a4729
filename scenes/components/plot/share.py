"""A bar that fills its share of a track."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

TRACK = 0.3
"""Opacity of a track."""


class Track(Painted):
    """A slot, faintly filled: what a bar is a share of."""

    stands_behind = True

    def __init__(self, slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.slot, self.rgb = slot, rgb(theme.rule)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill it."""
        _fill(pen, self.slot, self.rgb, TRACK)


class Share(Painted):
    """A bar from the left end of a track, as long as a share of it."""

    def __init__(self, track: Track, share: float, colour: str) -> None:
        super().__init__()
        self.track, self.share, self.rgb = track, share, rgb(colour)

    @property
    def bar(self) -> Slot:
        """What the bar fills."""
        slot = self.track.slot
        return slot.inset(right=(1.0 - self.share) * slot.width)

    def extent(self) -> Extent:
        """The bar."""
        return self.bar.extent

    def paint(self, pen: Pen) -> None:
        """Fill it."""
        _fill(pen, self.bar, self.rgb, 1.0)


def _fill(pen: Pen, slot: Slot, colour: RGB, alpha: float) -> None:
    pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
    pen.colour(colour, alpha)
    pen.context.fill()
