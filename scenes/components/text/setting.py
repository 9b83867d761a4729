"""Setting of text by Typst, in pinned fonts or a theme's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import typst

from scenes.themes.characters import font_file

PINNED = "Source Sans Pro"
OWN_FAMILY = "The Theme's Own"
POINTS = 100.0
"""Text is set at this size and scaled from there."""
_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    f"#set text(font: sys.inputs.family, size: {POINTS}pt, top-edge: {POINTS}pt, bottom-edge: 0pt,"
    ' number-width: "tabular", fallback: true)\n'
    # Figures and whole words in a formula look as they do outside it; symbols are for it alone.
    "#show math.equation: set text(font: ((name: sys.inputs.family, "
    'covers: regex("[0-9.,\\\\p{Latin}]")), '
    '"New Computer Modern Math"))\n'
    # The pinned font has raised figures, but no raised minus.
    '#show "⁻": super(typographic: false, "−")\n'
)


class Face(NamedTuple):
    """What words are set in: a folder of font files, None for the pinned one, and their family."""

    folder: Path | None = None
    family: str = PINNED


_face = Face()


def face() -> Face:
    """What words are set in now."""
    return _face


def use_fonts(folder: Path | None) -> None:
    """Set all words made from here on in the fonts of a folder; None is the pinned font.

    They are called `OWN_FAMILY`, and no other font lies there.
    """
    global _face  # noqa: PLW0603 - one scene is built at a time, and each says what it is set in
    _face = Face(folder, OWN_FAMILY) if folder is not None else Face()


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> typst.Compiler:
    pinned = font_file().parent
    fonts = [str(path) for path in (pinned, folder) if path is not None]
    # The pinned font's folder is the root, too: Typst can read nothing else.
    return typst.Compiler(root=str(pinned), font_paths=fonts, ignore_system_fonts=True)


def svg_of(face: Face, code: str, inputs: dict[str, str]) -> bytes:
    """What Typst makes of ``code``, which finds ``inputs`` in ``sys.inputs``."""
    source, given = (_PAGE + code).encode(), inputs | {"family": face.family}
    svg = _compiler(face.folder).compile(source, format="svg", sys_inputs=given)
    assert isinstance(svg, bytes)
    return svg
