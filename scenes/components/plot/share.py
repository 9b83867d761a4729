"""A bar that fills its share of a track."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

TRACK = 0.3
"""Opacity of the track."""


class Share(Painted):
    """A track from end to end of a slot, and on it a bar as long as a share of it."""

    partly_faint = True

    def __init__(self, slot: Slot, share: float, colour: str, theme: Theme) -> None:
        super().__init__()
        self.slot, self.share = slot, share
        self.rgb, self.track = rgb(colour), rgb(theme.rule)

    @property
    def bar(self) -> Slot:
        """What the bar fills."""
        return self.slot.inset(right=(1.0 - self.share) * self.slot.width)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """The track, and the bar if there is any."""
        for slot, colour, alpha in ((self.slot, self.track, TRACK), (self.bar, self.rgb, 1.0)):
            pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
            pen.colour(colour, alpha)
            pen.context.fill()
