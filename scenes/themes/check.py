"""Whether a theme can be read: contrast, surface, the three methods told apart, font and logo.

The rules, with their sources in `scenes.themes.colour`:

- words keep 4.5:1 against the background, and against the casing that they wear on a surface;
- lines and marks keep 3:1 against the background;
- what is drawn on a surface wears a casing, which is what its edge touches: so it keeps 3:1 against
  the casing as this lies, three quarters opaque, over each colour of the surface;
- the surface's colours rise, or fall, in lightness all the way;
- each two of batch, mini-batch and stochastic keep their distance in OKLab for full colour vision,
  under protanopia, deuteranopia and tritanopia, and in print without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scenes.theme import CASED, Theme
from scenes.themes import png, sfnt
from scenes.themes.calls import check_calls
from scenes.themes.characters import described, glyphs
from scenes.themes.colour import (
    GRAPHIC_CONTRAST,
    LEAST_DISTANCE,
    SIGHT,
    TEXT_CONTRAST,
    contrast,
    distance,
    from_hex,
    oklab,
    over,
    relative_luminance,
    simulate,
)
from scenes.themes.glyf import check_composites
from scenes.themes.png import read_png

METHODS = ("batch", "mini_batch", "stochastic")
ON_SURFACES = (*METHODS, "other", "gradient", "minimum", "rate", "rates", "rules")
"""Paths, arrows and marks; each may also be named in its colour."""
WORDS = ("text", "quiet", "miss", "kinds", *ON_SURFACES)
GRAPHICS = ("rule",)

LABELS = "".join(map(chr, range(0x20, 0x7F))) + "−×–’…"
"""What the scenes' own words and numbers are written with; formulas have a face of their own."""

MOST_FONT_BYTES = sfnt.MOST_BYTES
MOST_LOGO_BYTES = png.MOST_BYTES
LOGO_SHAPE = (0.4, 8.0)
"""Least and greatest width over height of a logo, so that neither side is too small to be seen."""
LOGO_SEEN = 0.05
"""The least share of a logo's pixels that keep the contrast of graphics."""
ROWS_AT_ONCE = 64
"""Of a logo; floats of all its pixels would take a hundred times what its file does."""

MIDDLE = 0.18
"""The luminance against which black and white stand out equally."""

Problem = tuple[str, str]
"""A role, and what is wrong with its colour."""


def problems(theme: Theme) -> Iterator[Problem]:
    """All that is wrong with the colours of a theme."""
    colours = {role: colours_of(theme, role) for role in theme.colours}
    for role in WORDS:
        for ground in ("background", "casing"):
            yield from _too_faint(role, colours[role], colours[ground], ground, TEXT_CONTRAST)
    for role in GRAPHICS:
        yield from _too_faint(
            role, colours[role], colours["background"], "background", GRAPHIC_CONTRAST
        )
    yield from _on_surfaces(colours)
    yield from _heights(colours["heights"])
    yield from _methods(colours)


def colours_of(theme: Theme, role: str) -> NDArray[np.float64]:
    """The colours of a role, (n, 3)."""
    codes = theme.colours[role]
    return np.array([from_hex(code) for code in ([codes] if isinstance(codes, str) else codes)])


def _too_faint(
    role: str,
    colours: NDArray[np.float64],
    ground: NDArray[np.float64],
    what: str,
    least: float,
) -> Iterator[Problem]:
    """A problem where a colour of the role is too like any colour of the ground, (m, 3)."""
    ratios = contrast(colours[:, None], ground[None])
    if ratios.min() < least:
        kind = "words need" if least == TEXT_CONTRAST else "lines and marks need"
        which = f" (its colour {int(ratios.min(axis=1).argmin()) + 1})" if len(colours) > 1 else ""
        # Cut, not rounded, so that what falls short by a hair does not look enough.
        figure = np.floor(float(ratios.min()) * 100) / 100
        better = "lighter" if relative_luminance(ground).mean() < MIDDLE else "darker"
        found = f"its contrast{which} with the {what} is {figure:.2f}"
        yield role, f"{found}, and {kind} {least:g}; make it {better}"


def _on_surfaces(colours: dict[str, NDArray[np.float64]]) -> Iterator[Problem]:
    ground = over(colours["casing"], colours["heights"], CASED)
    for role in ON_SURFACES:
        what = "casing as it lies on the surface"
        yield from _too_faint(role, colours[role], ground, what, GRAPHIC_CONTRAST)


def _heights(heights: NDArray[np.float64]) -> Iterator[Problem]:
    lightness = oklab(heights)[:, 0]
    rises = np.diff(lightness) * np.sign(lightness[-1] - lightness[0])
    if (rises <= 0).any():
        first = int(np.argmax(rises <= 0))
        one, other = lightness[first : first + 2]
        figures = f"colours {first + 1} and {first + 2} have {one:.3f} and {other:.3f}"
        yield "heights", f"their lightness must rise, or fall, all the way, and {figures}"


def _methods(colours: dict[str, NDArray[np.float64]]) -> Iterator[Problem]:
    sights: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
        "to full colour vision": lambda rgb: rgb,
        **{_seen(name): lambda rgb, name=name: simulate(rgb, name) for name in SIGHT},  # type: ignore[misc]
    }
    for one, other in combinations(METHODS, 2):
        for how, see in sights.items():
            apart = float(distance(see(colours[one]), see(colours[other]))[0])
            if apart < LEAST_DISTANCE:
                figures = f"their distance is {apart:.3f}, and {LEAST_DISTANCE:g} is the least"
                yield other, f"it looks like {one} {how}: {figures}; make one lighter"


def _seen(deficiency: str) -> str:
    return "in greyscale" if deficiency == "greyscale" else f"under {deficiency}"


def font_family(font: bytes) -> str:
    """What the face in a font file of these bytes is called, if it can set a lesson.

    Raises:
        ValueError: it is no plain font, it has no name, or it lacks what labels need.
    """
    found = glyphs(font)
    missing = [described(c) for c in LABELS if ord(c) not in found and not c.isspace()]
    if missing:
        few = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        raise ValueError(f"the font has no glyph for {few}, which the labels of scenes need")
    found_tables = sfnt.tables(font)
    check_composites(found_tables)
    check_calls(found_tables)
    return _family(font)


def _family(font: bytes) -> str:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(BytesIO(font), lazy=True) as opened:
            family = opened["name"].getBestFamilyName()
    except Exception:  # noqa: BLE001 - fontTools raises whatever it trips over
        family = None
    if not family:
        raise ValueError("the font does not say what its face is called; give another")
    return str(family)


def check_logo(logo: bytes, background: str) -> None:
    """Raise ValueError if a file of these bytes is no PNG picture that can be seen in a corner."""
    picture = read_png(logo)
    least, most = LOGO_SHAPE
    if not least <= picture.width / picture.height <= most:
        shape = f"is {picture.width / picture.height:.2g} times as wide as high"
        raise ValueError(f"the logo {shape}; {least:g} to {most:g} times can be shown")
    seen = _seen_share(np.asarray(picture), from_hex(background))
    if seen < LOGO_SEEN:
        share = f"{100 * seen:.1f} % of its pixels keep {GRAPHIC_CONTRAST:g}:1"
        need = f"{100 * LOGO_SEEN:g} % must"
        raise ValueError(f"the logo can hardly be seen on the background: {share}, and {need}")


def _seen_share(pixels: NDArray[np.uint8], ground: NDArray[np.float64]) -> float:
    """The share of pixels, (h, w, 4), that keep the contrast of graphics; a few rows at a time."""
    clear = 0
    for first in range(0, len(pixels), ROWS_AT_ONCE):
        rows = pixels[first : first + ROWS_AT_ONCE]
        seen = over(rows[..., :3], ground, rows[..., 3:] / 255)
        clear += int((contrast(seen, ground) >= GRAPHIC_CONTRAST).sum())
    return clear / (pixels.shape[0] * pixels.shape[1])
