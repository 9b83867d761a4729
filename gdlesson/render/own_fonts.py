"""The fonts of a theme as Typst finds them: in a folder with no others, under a name of ours."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from gdlesson.errors import RenderError
from scenes.components.text.setting import OWN_FAMILY
from scenes.theme import Font

FAMILY, FULL_NAME, POSTSCRIPT_NAME = 1, 4, 6
"""Numbers of names in a font."""
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


def put_fonts(font: Font, folder: Path) -> Path:
    """Write the files of a font into a folder of their own.

    What Typst calls a face follows from several of its names, so they get one that is known.

    Raises:
        RenderError: Typst cannot use them.
        OSError: they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unusable = RenderError(
        f"The font {font.name} cannot be used by Typst; give a static .otf or .ttf file."
    )
    for number, data in enumerate(font.files):
        try:
            renamed = _renamed(data)
        except Exception:  # noqa: BLE001 - fontTools raises whatever it trips over
            raise unusable from None
        (folder / f"{number}.otf").write_bytes(renamed)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    ).fonts()
    if [each.family for each in found] != [OWN_FAMILY] * len(font.files):
        raise unusable
    return folder


def _renamed(font: bytes) -> bytes:
    renamed = BytesIO()
    with TTFont(BytesIO(font), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as opened:
        names = opened["name"]
        names.names = []
        for kind in (FAMILY, FULL_NAME, POSTSCRIPT_NAME):
            names.setName(OWN_FAMILY, kind, WINDOWS, UNICODE, ENGLISH)
        opened.save(renamed, reorderTables=None)
    return renamed.getvalue()
