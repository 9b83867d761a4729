"""Many pictures on one page: a contact sheet of beats, a filmstrip of one beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from scenes.aspect import Aspect
from scenes.theme import Theme
from scenes.themes.characters import font_file

WIDTH = 1920
"""Of the pictures in a row, in pixels."""
COLUMNS = {Aspect.WIDE: 4, Aspect.TALL: 6, Aspect.SQUARE: 6}
"""How many pictures of a shape are in a row."""
GAP = 24
LABEL_HEIGHT = 34
HEADER_HEIGHT = 76
LABEL_SIZE = 20
TITLE_SIZE = 34


@dataclass(frozen=True)
class SheetCell:
    """One picture, or the file it is in, and the two halves of the label under it."""

    still: Path | Image.Image
    label: str
    time: str


def thumbnail(still: Path) -> Image.Image:
    """A picture in the size that it has on a sheet of its beats, read from its file."""
    aspect = _aspect(still)
    return _resized(still, _size(aspect, COLUMNS[aspect]))


def save_contact_sheet(
    path: Path, title: str, cells: Sequence[SheetCell], theme: Theme, columns: int | None = None
) -> None:
    """Write the pictures, in order, as one PNG; all have the shape of the first."""
    aspect = _aspect(cells[0].still)
    columns = columns or COLUMNS[aspect]
    size = _size(aspect, columns)
    rows = -(-len(cells) // columns)
    width = GAP + columns * (size[0] + GAP)
    height = HEADER_HEIGHT + rows * (size[1] + LABEL_HEIGHT + GAP)
    sheet = Image.new("RGB", (width, height), theme.background)
    pen = ImageDraw.Draw(sheet)
    heading = _font(theme, "Semibold", TITLE_SIZE)
    line = _fitted(title, heading, width - 2 * GAP)
    pen.text((GAP, HEADER_HEIGHT // 2), line, theme.text, heading, anchor="lm")
    for number, cell in enumerate(cells):
        row, column = divmod(number, columns)
        left = GAP + column * (size[0] + GAP)
        top = HEADER_HEIGHT + row * (size[1] + LABEL_HEIGHT + GAP)
        sheet.paste(_resized(cell.still, size), (left, top))
        box = (left, top, left + size[0], top + size[1])
        _label(pen, cell, box, theme)
    sheet.save(path, format="PNG", compress_level=2)


def _aspect(still: Path | Image.Image) -> Aspect:
    if isinstance(still, Path):
        with Image.open(still) as opened:
            return Aspect.nearest(*opened.size)
    return Aspect.nearest(*still.size)


def _size(aspect: Aspect, columns: int) -> tuple[int, int]:
    across, up = aspect.sides
    return WIDTH // columns, WIDTH // columns * up // across


def _resized(still: Path | Image.Image, size: tuple[int, int]) -> Image.Image:
    if isinstance(still, Path):
        with Image.open(still) as opened:
            return _resized(opened, size)
    picture = still.convert("RGB")
    if picture.size == size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _label(
    pen: ImageDraw.ImageDraw, cell: SheetCell, box: tuple[int, int, int, int], theme: Theme
) -> None:
    """Frame the picture in ``box`` and write its label under it."""
    left, top, right, bottom = box
    pen.rectangle((left - 1, top - 1, right, bottom), outline=theme.rule)
    font = _font(theme, "Regular", LABEL_SIZE)
    baseline = bottom + LABEL_HEIGHT - 10
    room = right - left - font.getlength(cell.time) - GAP
    pen.text((left, baseline), _fitted(cell.label, font, room), theme.text, font, anchor="ls")
    pen.text((right, baseline), cell.time, theme.quiet, font, anchor="rs")


def _font(theme: Theme, style: str, size: int) -> ImageFont.FreeTypeFont:
    if theme.font is None:
        return ImageFont.truetype(str(font_file(style)), size)
    bold = theme.font.bold if style != "Regular" else None
    return ImageFont.truetype(BytesIO(bold or theme.font.regular), size)


def _fitted(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """The text or, where it is too long, as much of it as fits and an ellipsis."""
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
