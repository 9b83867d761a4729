"""What hides a surface from the eye, but for the ground about one place: fog, and the dark."""

from __future__ import annotations

from dataclasses import dataclass

SOFT, SOFTEST = (0.10, 0.25), 0.45
"""Width of the edge of what is clear: so many radii, and so much more for each that it is wide, but
no more than the last."""
FRAYED = 0.17
"""How far, in radii, the wind frays the edge of a clearing that is wide."""
NARROW, WIDE = 0.34, 0.80
"""Radii of a clearing whose edge is a circle, and of one whose edge is frayed in full."""
BILLOW = 0.13
"""How far billows rise above the level of the bank of fog, or sink below it, as a share of the
height of the surface."""
LOWEST, HIGHEST = -0.14, 0.70
"""Where the level is at 0 and at 1, as such shares: the one nowhere reaches the deepest valley."""
THICKNESS = 40.0
"""How dense it is: of what is so far below its top, as such a share, that the square of that times
this is 1, half is seen."""
CLEARED = 2.65
"""Radius of a clearing about any place of a surface, in which all of it lies."""


@dataclass(frozen=True)
class Fog:
    """Fog over a surface, and the dark, at one moment.

    Attributes:
        centre: world x and y about which it is clear.
        radius: how far it is clear, to the outer end of the soft edge, in radii of the surface.
        density: from 0, none, to 1, in which nothing is seen.
        level: from 0, below the deepest valley, to 1, where peaks alone stand out of it.
        dark: from 0 to 1: how far what is not clear fades into the background.
        seconds: how long the wind has blown.
    """

    centre: tuple[float, float] = (0.0, 0.0)
    radius: float = 0.0
    density: float = 1.0
    level: float = 1.0
    dark: float = 0.0
    seconds: float = 0.0

    @property
    def hides(self) -> bool:
        """Whether there is any fog."""
        return self.density > 0 and self.level > 0 and self.radius < CLEARED

    @property
    def darkens(self) -> bool:
        """Whether anything is dark."""
        return self.dark > 0 and self.radius < CLEARED

    @property
    def uniforms(self) -> dict[str, object]:
        """The same as the shaders call it."""
        soft = min(SOFT[0] + SOFT[1] * self.radius, SOFTEST)
        share = min(max((self.radius - NARROW) / (WIDE - NARROW), 0.0), 1.0)
        frayed = FRAYED * share * share * (3.0 - 2.0 * share)
        return {
            "clearing": (*self.centre, 1.0 - self.radius / soft, 1.0 / soft),
            "fog": (self.density, LOWEST + (HIGHEST - LOWEST) * self.level, frayed / soft),
            "dark": self.dark,
            "seconds": self.seconds,
        }


NO_FOG = Fog(density=0.0)
