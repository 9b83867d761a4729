"""A picture taken apart: the ink of each element of it alone, and all of them together.

Ink is what one element paints on nothing, so it is exact whatever lies beneath it, and an
element in the very colour of its ground is still there to be judged.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from manim import Camera, DecimalNumber, MarkupText, Mobject, Paragraph, Text, Typst, VMobject
from manim.mobject.text.tex_mobject import SingleStringMathTex
from numpy.typing import NDArray

from gdlesson.check.findings import Box
from gdlesson.check.measure import light
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.components.text.letters import Letters
from scenes.layout import Layout, clear_rows
from scenes.painting.painted import Painted

Mask = NDArray[np.bool_]
Pixels = NDArray[np.uint8]
TEXTS = (
    Text, MarkupText, Paragraph, Typst, SingleStringMathTex, DecimalNumber, Label, Digits,
)  # fmt: skip
MANY = 250
"""Leaves of a picture from which those of one group are judged together."""
SEEN = 12
"""Least alpha, of 255, of a pixel that counts as painted."""
HIDES = 96
"""Alpha from which something hides what is beneath it."""
ROOM = 8
"""Pixels around an element within which it is known what hides them."""


@dataclass
class Ink:
    """Premultiplied RGBA (h, w, 4) of the pixels from ``left``, ``top`` on."""

    left: int
    top: int
    pixels: Pixels

    @property
    def box(self) -> Box:
        """The pixels of the picture that it covers."""
        height, width = self.pixels.shape[:2]
        return self.left, self.top, self.left + width, self.top + height

    @property
    def within(self) -> tuple[slice, slice]:
        """Rows and columns of the picture."""
        left, top, right, bottom = self.box
        return slice(top, bottom), slice(left, right)

    @cached_property
    def alpha(self) -> Pixels:
        """How opaque it is, (h, w)."""
        alpha: Pixels = self.pixels[..., 3]
        return alpha


@dataclass
class Element:
    """Something that is judged as one: a text, or a graphic."""

    root: Mobject
    """The whole text, or the graphic."""
    group: Mobject
    """The part, or the mobject of a scene, that it belongs to."""
    leaves: list[Mobject]
    ink: Ink
    glyphs: Ink
    """Of a text, what it paints without its casing."""
    extent: NDArray[np.float64]
    """Left, top, right and bottom in pixels of what it is made of, outside the frame too."""
    outlines: list[NDArray[np.float64]] = field(default_factory=list)
    """Of a text, the points (n, 2) of each letter in pixels."""
    resting: bool = True
    """Whether it is neither fading nor being animated."""
    gliding: bool = False
    """Whether it is on its way from one slot to another."""
    inactive: bool = False
    """Whether it steps back for a while, so that it need not be seen as well."""
    known: dict[Hashable, Any] = field(default_factory=dict)
    """Figures found before, by what they were found of."""

    @property
    def is_text(self) -> bool:
        """Whether it is to be read."""
        return isinstance(self.root, TEXTS)

    @cached_property
    def name(self) -> str:
        """What a report calls it."""
        return name_of(self.root)


@dataclass(frozen=True)
class Cover:
    """What hides an element: over a box, the pixels of graphics and of anything drawn later."""

    box: Box
    graphics: Mask
    anything: Mask


@dataclass
class Shot:
    """One picture: its elements in drawing order on a background."""

    background: Pixels
    """RGB (h, w, 3)."""
    elements: list[Element]
    unit: float
    """Pixels in one of Manim's units."""
    extras: dict[str, Any] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Of the picture, in pixels."""
        return int(self.background.shape[1])

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return int(self.background.shape[0])

    @property
    def shorter(self) -> int:
        """Its shorter side, in pixels."""
        return min(self.width, self.height)

    @cached_property
    def clear(self) -> tuple[int, int]:
        """First and one-past-last row of what no furniture of a platform lies over."""
        layout: Layout | None = self.extras.get("layout")
        if layout is None:
            return 0, self.height
        return clear_rows(layout, self.width, self.height)

    @cached_property
    def picture(self) -> Pixels:
        """RGB (h, w, 3) of everything."""
        picture = self.background.copy()
        for element in self.elements:
            part = element.ink.pixels.astype(np.uint16)
            beneath = picture[element.ink.within]
            mixed = part[..., :3] + (beneath * (255 - part[..., 3:]) + 127) // 255
            beneath[:] = np.minimum(mixed, 255)
        return picture

    @cached_property
    def light(self) -> NDArray[np.float64]:
        """Relative luminance (h, w) of the picture."""
        return light(self.picture)

    @cached_property
    def written(self) -> NDArray[np.uint8]:
        """How many texts paint each pixel, (h, w)."""
        count = np.zeros((self.height, self.width), np.uint8)
        for text in self.texts:
            count[text.ink.within] += text.ink.alpha > SEEN
        return count

    @cached_property
    def covers(self) -> list[Cover]:
        """Of each element, which pixels of its ink and just around it others hide."""
        graphics = np.zeros((self.height, self.width), bool)
        anything = graphics.copy()
        found = []
        for element in reversed(self.elements):
            left, top, right, bottom = element.ink.box
            box = (
                max(left - ROOM, 0), max(top - ROOM, 0),
                min(right + ROOM, self.width), min(bottom + ROOM, self.height),
            )  # fmt: skip
            near = slice(box[1], box[3]), slice(box[0], box[2])
            found.append(Cover(box, graphics[near].copy(), anything[near].copy()))
            hides = element.ink.alpha > HIDES
            anything[element.ink.within] |= hides
            if not element.is_text:
                graphics[element.ink.within] |= hides
        return found[::-1]

    @property
    def texts(self) -> list[Element]:
        """What is to be read."""
        return [element for element in self.elements if element.is_text]


class Painter:
    """Paints single elements with a scene's camera, and keeps what did not change."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._blank = np.zeros((camera.pixel_height, camera.pixel_width, 4), np.uint8)

    def elements(self, mobjects: Iterable[Mobject]) -> list[Element]:
        """The elements of some mobjects that paint anything, in drawing order."""
        every = list(mobjects)
        owners = {id(leaf): owner for mobject in every for leaf, owner in owned(mobject)}
        groups = {id(leaf): mobject for mobject in every for leaf in mobject.get_family()}
        leaves = self.camera.get_mobjects_to_display(every)
        if len(leaves) > MANY:
            owners |= _together(every, owners)
        found = []
        for _, group in groupby(leaves, lambda leaf: id(owners.get(id(leaf), leaf))):
            members = list(group)
            first = members[0]
            owner, within = owners.get(id(first), first), groups.get(id(first), first)
            element = self._element(owner, within, members)
            if element is not None:
                found.append(element)
        return found

    def shot(self, elements: Sequence[Element]) -> Shot:
        """A picture of elements on the camera's background."""
        background = np.ascontiguousarray(self.camera.background[..., :3])
        return Shot(background, list(elements), self.unit)

    @property
    def unit(self) -> float:
        """Pixels in one of Manim's units, as the camera is now."""
        return float(self.camera.pixel_width / self.camera.frame_width)

    def _element(self, root: Mobject, group: Mobject, leaves: list[Mobject]) -> Element | None:
        ink = self._paint(leaves)
        if ink is None:
            return None
        glyphs = ink
        cased = [leaf for leaf in leaves if _is_cased(leaf)]
        if isinstance(root, TEXTS) and cased:
            kept = [leaf.background_stroke_width for leaf in cased]
            for leaf in cased:
                leaf.background_stroke_width = 0
            glyphs = self._paint(leaves) or ink
            for leaf, width in zip(cased, kept, strict=True):
                leaf.background_stroke_width = width
        return Element(root, group, leaves, ink, glyphs, *self._places(leaves, ink))

    def _paint(self, leaves: list[Mobject]) -> Ink | None:
        camera, kept = self.camera, self.camera.pixel_array
        camera.pixel_array = self._blank
        try:
            camera.capture_mobjects(leaves, include_submobjects=False)
        finally:
            camera.pixel_array = kept
        painted = self._blank.view(np.uint32)[..., 0] != 0
        rows = np.flatnonzero(painted.any(axis=1))
        if not len(rows):
            return None
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        columns = np.flatnonzero(painted[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        region = self._blank[top:bottom, left:right]
        pixels = region.copy()
        region[:] = 0
        if not all(isinstance(leaf, (VMobject, Painted)) for leaf in leaves):
            pixels[..., :3] = pixels[..., :3] * (pixels[..., 3:] / 255.0)  # images come straight
        return Ink(left, top, pixels) if pixels[..., 3].max() > SEEN else None

    def _places(
        self, leaves: list[Mobject], ink: Ink
    ) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
        """Extent and outlines, from points where there are any; what paints itself has ink."""
        outlines = [
            np.asarray(self.camera.points_to_subpixel_coords(leaf, points))
            for leaf in leaves
            if isinstance(leaf, VMobject) and _is_painted(leaf)
            for points in (leaf.outlines() if isinstance(leaf, Letters) else [leaf.points])
            if len(points)
        ]
        drawn = np.array(ink.box, float)
        if not outlines:
            return drawn, outlines
        every = np.concatenate(outlines)
        low, high = every.min(axis=0), every.max(axis=0)
        extent = np.concatenate([np.minimum(low, drawn[:2]), np.maximum(high, drawn[2:])])
        return extent, outlines


def name_of(root: Mobject) -> str:
    """What a report calls a text or a graphic."""
    kind = type(root).__name__
    if not isinstance(root, TEXTS):
        return kind
    text = str(
        getattr(root, "original_text", "")
        or getattr(root, "text", "")
        or getattr(root, "tex_string", "")
    )
    text = " ".join((text or str(getattr(root, "typst_code", ""))).split())
    if isinstance(root, (DecimalNumber, Digits)):
        return "a number"
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"' if text else kind


def owned(mobject: Mobject) -> Iterator[tuple[Mobject, Mobject]]:
    """Each leaf of a mobject's family, and what it is judged as part of."""
    if isinstance(mobject, TEXTS):
        for member in mobject.get_family():
            yield member, mobject
        return
    yield mobject, mobject
    for child in mobject.submobjects:
        yield from owned(child)


def _together(mobjects: list[Mobject], owners: dict[int, Mobject]) -> dict[int, Mobject]:
    """Of groups that hold graphics only, the group as the owner of its leaves."""
    joined: dict[int, Mobject] = {}
    for mobject in mobjects:
        for member in mobject.get_family():
            leaves = [c for c in member.submobjects if owners.get(id(c)) is c]
            if len(leaves) > 1 and not any(isinstance(leaf, TEXTS) for leaf in leaves):
                joined |= {id(leaf): member for leaf in leaves}
    return joined


def _is_cased(leaf: Mobject) -> bool:
    if not isinstance(leaf, VMobject):
        return False
    rgbas = leaf.background_stroke_rgbas
    return bool(leaf.background_stroke_width and len(rgbas) and rgbas[:, 3].max() > 0)


def _is_painted(leaf: VMobject) -> bool:
    filled = len(leaf.fill_rgbas) and leaf.fill_rgbas[:, 3].max() > 0
    stroked = leaf.stroke_width and len(leaf.stroke_rgbas) and leaf.stroke_rgbas[:, 3].max() > 0
    return bool(filled or stroked)
