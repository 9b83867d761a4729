"""The contact sheet: every beat's still on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from scenes.lesson_text import font_file
from scenes.theme import Theme

COLUMNS = 4
CELL = (480, 270)
GAP = 24
LABEL_HEIGHT = 34
HEADER_HEIGHT = 76
LABEL_SIZE = 20
TITLE_SIZE = 34


@dataclass(frozen=True)
class Cell:
    """One still and the two halves of the label under it."""

    still: Path
    label: str
    time: str


def save_contact_sheet(path: Path, title: str, cells: Sequence[Cell], theme: Theme) -> None:
    """Write the stills, in order, as one PNG."""
    rows = -(-len(cells) // COLUMNS)
    width = GAP + COLUMNS * (CELL[0] + GAP)
    height = HEADER_HEIGHT + rows * (CELL[1] + LABEL_HEIGHT + GAP)
    sheet = Image.new("RGB", (width, height), theme.background)
    pen = ImageDraw.Draw(sheet)
    heading = _font("Semibold", TITLE_SIZE)
    line = _fitted(title, heading, width - 2 * GAP)
    pen.text((GAP, HEADER_HEIGHT // 2), line, theme.text, heading, anchor="lm")
    for number, cell in enumerate(cells):
        row, column = divmod(number, COLUMNS)
        left = GAP + column * (CELL[0] + GAP)
        top = HEADER_HEIGHT + row * (CELL[1] + LABEL_HEIGHT + GAP)
        _draw_cell(sheet, pen, cell, (left, top), theme)
    sheet.save(path, format="PNG", optimize=True)


def _draw_cell(
    sheet: Image.Image, pen: ImageDraw.ImageDraw, cell: Cell, place: tuple[int, int], theme: Theme
) -> None:
    left, top = place
    with Image.open(cell.still) as still:
        sheet.paste(still.convert("RGB").resize(CELL, Image.Resampling.LANCZOS), place)
    pen.rectangle((left - 1, top - 1, left + CELL[0], top + CELL[1]), outline=theme.rule)
    font = _font("Regular", LABEL_SIZE)
    baseline = top + CELL[1] + LABEL_HEIGHT - 10
    room = CELL[0] - font.getlength(cell.time) - GAP
    pen.text((left, baseline), _fitted(cell.label, font, room), theme.text, font, anchor="ls")
    pen.text((left + CELL[0], baseline), cell.time, theme.quiet, font, anchor="rs")


def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(style)), size)


def _fitted(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """The text or, where it is too long, as much of it as fits and an ellipsis."""
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
