"""The shapes of the frame that scenes are laid out for."""

from __future__ import annotations

from enum import StrEnum


class Aspect(StrEnum):
    """Width to height of the frame."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"

    @property
    def sides(self) -> tuple[int, int]:
        """Width and height, in proportion."""
        width, height = self.value.split(":")
        return int(width), int(height)

    @property
    def mark(self) -> str:
        """What a lesson's folder is called by besides its slug: nothing for the usual shape.

        >>> Aspect("9:16").mark
        '9x16'
        """
        return "" if self is Aspect.WIDE else self.value.replace(":", "x")

    @classmethod
    def nearest(cls, width: int, height: int) -> Aspect:
        """The shape in which least of a picture of this size is left over.

        >>> Aspect.nearest(1080, 1350)
        <Aspect.SQUARE: '1:1'>
        """

        def used(aspect: Aspect) -> float:
            across, up = aspect.sides
            share = (width * up) / (height * across)
            return min(share, 1 / share)

        return max(cls, key=used)
