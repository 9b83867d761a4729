"""Named slots of the frame in each of its shapes, which say where things are.

Coordinates are Manim's: the origin is the frame's centre, y points up.  Type and strokes have the
same sizes in them in every shape (`scenes.theme`), so how many of them a frame is wide says how
large they are seen: 16:9 is 14.22 wide and 8 high, 1:1 is 8 by 8, and 9:16, which is watched on
phones, is 7.2 wide and 12.8 high, so that its smallest type has a thirty-second of its width.

The slots for words and pictures keep inside the safe area: 5 % from each edge, and at 9:16 within
the middle 1350 of 1920 lines, since phones lay names and buttons over what is above and below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenes.aspect import Aspect
from scenes.theme import FRAME_HEIGHT, SIZES

LEADING = 1.3
"""From one line to the next, in em."""
FIRST, PITCH = 0.24, 0.32
"""Of lines that stand beside a plot: the first below its slot's upper edge, as the name above a
plot; and from one to the next, as from a plot's numbers to the name below."""
LOGO = (2.0, 0.6)
"""The most that a logo may be wide and high beside the words of a beat."""
SMALL_LOGO = (1.3, 0.45)
"""The same beside a title."""
WIDE_PANEL = 0.72
"""Where a panel that is wider begins."""
LOWER = 0.2
"""How far below the top of the title a column begins that reaches up beside it."""
RAISED, HEADED = 0.05, 0.48
"""How far above the foot of the title a key beside it begins, so that both are on one line; and how
far above the stage a plot beside that begins, so that its axes are as high."""
WIDE_HALF, SQUARE_HALF = -0.85, 0.06
"""Where one begins that is about half of the picture, in a frame that is wide or a square."""
WIDE_REST = 0.5
"""The same in one that is wide while the surface has more than half of it."""
HIGH_BAND = 3.2
"""Height of a panel that is a band, where plots are compared on it from beginning to end."""
HEADING, TALL_HEADING = 1.1, 0.8
"""Height of a heading over a large picture, with what is said of it below: on two lines, or on one
that is as wide as the picture."""
TITLE_LINES = 2
"""The most that a title has at 9:16."""
LINE, AIR = 0.55, 0.25
"""Height of a line of large type below a picture, and the room between both."""
HERO, SQUARE = (1.6, 1.0), (1.36, 1.0)
"""Of the body's height, where there is no room beside a large picture: that, and the rest; and the
same where the frame is square."""
SAME_SHAPE = 2e-3
"""Share by which a picture may be taller than the frame's shape and count as of it: its sides are
whole pixels."""


@dataclass(frozen=True)
class Slot:
    """A rectangle of the frame."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in frame units."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in frame units."""
        return self.top - self.bottom

    @property
    def centre(self) -> NDArray[np.float64]:
        """Middle of the slot, (2,)."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2])

    @property
    def corners(self) -> NDArray[np.float64]:
        """Lower left, upper left, upper right and lower right, (4, 2)."""
        return np.array(
            [
                [self.left, self.bottom],
                [self.left, self.top],
                [self.right, self.top],
                [self.right, self.bottom],
            ]
        )

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self.left, self.bottom, self.right, self.top

    def inset(
        self, left: float = 0.0, bottom: float = 0.0, right: float = 0.0, top: float = 0.0
    ) -> Slot:
        """The slot with room taken off its sides."""
        return Slot(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def holds(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which places (..., 2 or more) lie in the slot, (...)."""
        x, y = places[..., 0], places[..., 1]
        across = (self.left < x) & (x < self.right)
        return np.asarray(across & (self.bottom < y) & (y < self.top))

    def left_of(self, other: Slot, gap: float) -> Slot:
        """As much of the slot as ends ``gap`` before another one that stands in it."""
        apart = other.top <= self.bottom or self.top <= other.bottom
        return self if apart else self.inset(right=max(0.0, self.right - other.left + gap))

    def corner(self, size: float) -> Slot:
        """The square of this size in the lower right corner."""
        return Slot(self.right - size, self.bottom, self.right, self.bottom + size)

    def lines(self, count: int, size: float) -> tuple[float, ...]:
        """Baselines of ``count`` lines of type of this size, in the middle of the slot."""
        leading = LEADING * size
        first = self.centre[1] + leading * (count - 1) / 2 - 0.33 * size
        return tuple(float(first - k * leading) for k in range(count))

    def block_lines(self, count: int) -> tuple[float, ...]:
        """Baselines of ``count`` lines that are about one thing, from the top of the slot."""
        return tuple(self.top - FIRST - PITCH * k for k in range(count))

    def columns(self, count: int, gap: float) -> tuple[Slot, ...]:
        """Equal columns, ``gap`` apart, from left to right."""
        width = (self.width - gap * (count - 1)) / count
        lefts = [self.left + k * (width + gap) for k in range(count)]
        return tuple(Slot(x, self.bottom, x + width, self.top) for x in lefts)

    def grid(self, rows: int, columns: int, gap: float) -> tuple[Slot, ...]:
        """Equal cells, ``gap`` apart, row after row from the upper left one."""
        if rows == 1:
            return self.columns(columns, gap)
        each = self.rows(*[1.0] * rows, gap=gap)
        return tuple(cell for row in each for cell in row.columns(columns, gap))

    def shares(self, *shares: float, gap: float) -> tuple[Slot, ...]:
        """Columns, ``gap`` apart, from left to right, with widths in proportion to ``shares``."""
        free = self.width - gap * (len(shares) - 1)
        columns = []
        left = self.left
        for share in shares:
            width = free * share / sum(shares)
            columns.append(Slot(left, self.bottom, left + width, self.top))
            left += width + gap
        return tuple(columns)

    def rows(self, *shares: float, gap: float) -> tuple[Slot, ...]:
        """Rows, ``gap`` apart, from top to bottom, with heights in proportion to ``shares``."""
        free = self.height - gap * (len(shares) - 1)
        rows = []
        top = self.top
        for share in shares:
            height = free * share / sum(shares)
            rows.append(Slot(self.left, top - height, self.right, top))
            top -= height + gap
        return tuple(rows)


@dataclass(frozen=True)
class Layout:
    """The slots of one shape of the frame, and what else differs between shapes."""

    frame: Slot
    clear: Slot
    """What of the frame no buttons and names of a platform lie over."""
    safe: Slot
    """Words and pictures lie within, but for ground that goes on to the edges of the frame."""
    title: Slot
    title_size: float
    title_lines: int
    """How many lines a title may have."""
    card_beside_title: bool
    """Whether a title leaves room for small print; else that stands above the surface."""
    card_end: Literal["left", "right"]
    """Of its slot."""
    logo: Slot
    """A corner for the logo of a theme: beside the words of a beat, or the title."""
    stage: Slot
    """The hero: the surface."""
    headroom: float
    """Of the stage's height, what is left above the surface for the names of its directions."""
    contours: int
    """How many heights are drawn on a surface as lines."""
    panel: Slot
    """The column beside it, or the band below; words and a plot stand there."""
    words_share: float | None
    """How much of the panel's height its words have; None where that is a scene's to say."""
    beside: bool
    """Whether words and plot stand beside one another in the panel, which is a band then."""
    key: Slot
    """Names of what is compared, in their colours, with what is counted: beside the title, or above
    the surface."""
    solo: Slot
    """One plot that has the picture to itself."""
    body: Slot
    """Stage and panel together."""
    gallery_columns: int
    """How many pictures that are compared stand beside one another."""
    caption: Slot
    caption_size: float
    line_characters: int
    """The most that a line of a caption has."""
    gap: float

    def card(self, height: float) -> Slot:
        """Where small print of this height stands."""
        if self.card_beside_title:
            return self.title
        return self.stage.inset(bottom=self.stage.height - height)

    def across(self, slot: Slot) -> Slot:
        """A slot made as wide as the frame."""
        return Slot(self.frame.left, slot.bottom, self.frame.right, slot.top)

    def pictures(self, count: int) -> tuple[Slot, ...]:
        """Slots for so many pictures that are compared."""
        columns = min(count, self.gallery_columns)
        return self.body.grid(-(-count // columns), columns, self.gap)[:count]

    def with_wide_panel(self, begins: float = WIDE_PANEL) -> Layout:
        """Where the panel is a column beside the surface, one that is wider: for plots."""
        if self.narrow:
            return self
        left = self.frame.centre[0] + begins
        key, panel = replace(self.key, left=left), replace(self.panel, left=left)
        stage = replace(self.stage, right=left - self.gap)
        return replace(self, stage=stage, panel=panel, key=key)

    def halves(self, ends: float, *, logo: bool, large: bool = False) -> Layout:
        """Where the panel is a column, one that is nearly as wide as the stage; or a higher band.

        It is less wide in a wide frame if the surface is to be ``large``.  The key is over the
        panel or, where it lies over the stage, as wide as both.  A title that ends at ``ends``, and
        a logo, may leave room for both beside the title.
        """
        if self.beside:
            top = self.panel.bottom + HIGH_BAND
            panel, apart = replace(self.panel, top=top), self.stage.bottom - self.panel.top
            return replace(self, panel=panel, stage=replace(self.stage, bottom=top + apart))
        wide = WIDE_REST if large else WIDE_HALF
        left = self.frame.centre[0] + (SQUARE_HALF if self.narrow else wide)
        widened = {"right": self.panel.right} if self.narrow else {"left": left}
        key, panel = replace(self.key, **widened), replace(self.panel, left=left)
        stage = replace(self.stage, right=left - self.gap)
        if not self.narrow:
            panel = self.raised(panel, ends + self.gap, logo=logo)
            if panel.top > self.panel.top:
                key = replace(key, bottom=self.title.bottom + RAISED)
                stage = replace(stage, top=key.bottom - self.gap / 2)
                panel = replace(panel, top=stage.top + HEADED)
        return replace(self, stage=stage, panel=panel, key=key)

    def stacked(self, stage: float, panel: float) -> Layout:
        """Where the panel is a narrow column, a band below the stage; heights by their shares."""
        if self.words_share is None:
            return self
        above, below = self.body.rows(stage, panel, gap=self.gap)
        return replace(self, stage=above, panel=below, headroom=0.0, words_share=None, beside=True)

    def heading_and_picture(self) -> tuple[Slot, Slot]:
        """The stage's slots for a heading over a large picture, and for that."""
        stage = self.clear_stage
        return stage, stage.inset(top=TALL_HEADING if self.beside else HEADING)

    def raised(self, column: Slot, ends: float, *, logo: bool) -> Slot:
        """A column up to the top of the title, if neither that nor a logo reaches into it.

        The title ends at ``ends``.
        """
        taken = (logo and self.logo.top > self.body.top) or ends > column.left
        return column if taken else replace(column, top=self.title.top - LOWER)

    @property
    def clear_stage(self) -> Slot:
        """The stage, clear of the key where that lies over it."""
        over = self.key.left < self.stage.right
        return self.stage.inset(top=over * (self.stage.top - self.key.bottom + self.gap / 2))

    @property
    def clear_panel(self) -> Slot:
        """The panel, clear of the key."""
        return self.panel.inset(top=max(0.0, self.panel.top - self.key.bottom + self.gap / 2))

    def picture_and_words(self) -> tuple[Slot, Slot]:
        """The panel's slots for a picture, and for words below or beside it."""
        if self.beside:
            plot, words = self.panel.columns(2, self.gap)
        elif self.words_share is None:
            plot, words = self.panel.rows(1.4, 1.0, gap=self.gap / 2)
        else:
            plot, words = self.panel.rows(1.0, 1.0, gap=0.0)
        return plot, words

    def picture_and_lines(self, count: int) -> tuple[Slot, Slot]:
        """The same where the words are few lines: they have the foot of a panel that is a column.

        Where that is narrow, a line may take several.
        """
        if self.beside or (self.narrow and count > 1):
            return self.picture_and_words()
        foot = LINE * count
        return self.panel.inset(bottom=foot + AIR), self.panel.inset(top=self.panel.height - foot)

    def hero_and_rest(self) -> tuple[Slot, Slot]:
        """Slots for a large picture and for what stands below it, where none is beside it."""
        hero, rest = self.body.rows(*(HERO if self.beside else SQUARE), gap=self.gap)
        return hero, rest

    @property
    def narrow(self) -> bool:
        """Whether words have so little room that they go on to further lines."""
        return self.beside or self.words_share is not None


def _wide() -> Layout:
    half = FRAME_HEIGHT / 2
    width = half * 16 / 9
    safe = Slot(-width * 0.9, -half * 0.9, width * 0.9, half * 0.9)
    gap = 0.34
    body = Slot(safe.left, -2.56, safe.right, 2.82)
    column = 1.90
    return Layout(
        frame=Slot(-width, -half, width, half),
        clear=Slot(-width, -half, width, half),
        safe=safe,
        title=Slot(safe.left, 3.02, safe.right, safe.top),
        title_size=SIZES.title,
        title_lines=1,
        card_beside_title=True,
        card_end="right",
        logo=Slot(safe.right - LOGO[0], safe.bottom, safe.right, safe.bottom + LOGO[1]),
        stage=Slot(body.left, body.bottom, column - 0.50, body.top),
        headroom=0.0,
        contours=30,
        key=Slot(column, 2.50, body.right, safe.top),
        solo=Slot(-4.4, body.bottom, 4.4, body.top),
        panel=Slot(column, body.bottom, body.right, body.top),
        words_share=None,
        beside=False,
        body=body,
        gallery_columns=4,
        caption=Slot(safe.left, safe.bottom, safe.right, -2.72),
        caption_size=SIZES.caption,
        line_characters=42,
        gap=gap,
    )


def _tall(title_lines: int) -> Layout:
    """Title, surface, panel and caption below one another, in the middle of the frame.

    Where the title has a line less, what is below it has more room.
    """
    half, height = 3.6, 6.4
    clear = Slot(-half, -height * 1350 / 1920, half, height * 1350 / 1920)
    safe = Slot(-0.9 * half, clear.bottom, 0.9 * half, clear.top)
    gap = 0.31
    title = Slot(safe.left, 4.00 - 0.50 * (title_lines - 1), safe.right, safe.top)
    caption = Slot(safe.left, safe.bottom, safe.right, -3.52)
    body = Slot(safe.left, -3.325, safe.right, title.bottom - 0.16)
    panel = Slot(body.left, body.bottom, body.right, body.bottom + 2.82)
    stage = Slot(body.left, panel.top + 0.8 * gap, body.right, body.top)
    return Layout(
        frame=Slot(-half, -height, half, height),
        clear=clear,
        safe=safe,
        title=title,
        title_size=0.44,
        title_lines=title_lines,
        card_beside_title=False,
        card_end="right",
        logo=_in_corner(title),
        stage=stage,
        headroom=0.35,
        contours=22,
        key=stage.inset(bottom=stage.height - 0.87),
        solo=body.inset(bottom=0.5, top=0.5),
        panel=panel,
        words_share=None,
        beside=True,
        body=body,
        gallery_columns=2,
        caption=caption,
        caption_size=0.37,
        line_characters=32,
        gap=gap,
    )


def _square() -> Layout:
    """As wide as high: a narrow column beside the surface."""
    half = FRAME_HEIGHT / 2
    safe = Slot(-half * 0.9, -half * 0.9, half * 0.9, half * 0.9)
    gap = 0.30
    title = Slot(safe.left, 3.06, safe.right, safe.top)
    caption = Slot(safe.left, safe.bottom, safe.right, -2.64)
    body = Slot(safe.left, -2.52, safe.right, 2.94)
    column = 0.62
    stage = Slot(body.left, body.bottom, column - gap, body.top)
    panel = Slot(column, body.bottom, body.right, body.top)
    return Layout(
        frame=Slot(-half, -half, half, half),
        clear=Slot(-half, -half, half, half),
        safe=safe,
        title=title,
        title_size=0.40,
        title_lines=1,
        card_beside_title=False,
        card_end="left",
        logo=_in_corner(title),
        stage=stage,
        headroom=1.35,
        contours=18,
        key=stage.inset(bottom=stage.height - 0.87),
        solo=body.inset(left=0.2, bottom=0.2, right=0.2, top=0.2),
        panel=panel,
        words_share=0.54,
        beside=False,
        body=body,
        gallery_columns=2,
        caption=caption,
        caption_size=0.36,
        line_characters=36,
        gap=gap,
    )


def _in_corner(title: Slot) -> Slot:
    """A slot for a logo at the right end of the title, which is shorter then."""
    width, height = SMALL_LOGO
    return Slot(title.right - width, title.top - height, title.right, title.top)


LAYOUTS = {Aspect.WIDE: _wide(), Aspect.TALL: _tall(TITLE_LINES), Aspect.SQUARE: _square()}
"""By shape; with a title of as many lines as it may have."""


def layout_of(aspect: Aspect, title_lines: int) -> Layout:
    """The layout of a shape for a title of so many lines."""
    if aspect is Aspect.TALL and title_lines < TITLE_LINES:
        return _tall(title_lines)
    return LAYOUTS[aspect]


def frame_size(layout: Layout, width: int, height: int) -> tuple[float, float]:
    """Width and height of the frame in a picture of so many pixels, of which all of it is seen."""
    frame = layout.frame
    if width * frame.height >= height * frame.width * (1 - SAME_SHAPE):
        return frame.height * width / height, frame.height
    return frame.width, frame.width * height / width


def pixels_within(slot: Slot, layout: Layout, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the whole pixels in a slot, in a picture of so many pixels."""
    unit = height / frame_size(layout, width, height)[1]
    across, down = width / 2, height / 2
    return (
        math.ceil(across + unit * slot.left), math.ceil(down - unit * slot.top),
        math.floor(across + unit * slot.right), math.floor(down - unit * slot.bottom),
    )  # fmt: skip


def clear_rows(layout: Layout, width: int, height: int) -> tuple[int, int]:
    """First and one-past-last row, in a picture of so many pixels, of what is clear."""
    unit = height / frame_size(layout, width, height)[1]
    frame, clear = layout.frame, layout.clear
    above, below = (unit * edge for edge in (frame.top - clear.top, clear.bottom - frame.bottom))
    return round(above), height - round(below)
