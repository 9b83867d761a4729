"""A loss surface in three dimensions, which paths may lie on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface import body, light
from scenes.components.surface.fog import BILLOW, HIGHEST, NO_FOG, Fog
from scenes.components.surface.relief import Relief, relief
from scenes.components.surface.renderer import Model, Sides, SurfaceRenderer, Viewport
from scenes.components.surface.view import View
from scenes.layout import Slot
from scenes.painting.card import CORNER, RIM, card, sides
from scenes.painting.cel import Raster
from scenes.painting.colour import rgb
from scenes.painting.extent import NOTHING, Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.plans.ground import Domain
from scenes.theme import Theme

NUDGE = 0.03
"""Least angle by which the eye moves, in degrees: a quarter of a pixel at the rim, in 1080 lines.
A slow eye rests for some frames, then, in which nothing need be drawn."""
SAMPLED = 28
"""Rings of points by which it is told how large a surface is as it is seen."""
AIR = 0.1
"""Frame units between it and the sides of the slot that it is fitted into."""
MARGIN = 0.045
"""Frame units around it that its pixels, also those of its rim, do not leave: two, where 50 are a
unit."""


ON_GROUND = 0.012
"""How much deeper than the ground, as depths go from 0 to 1, something is that lies behind it."""
FADE = 0.8
"""Frame units over which a surface that is seen from near fades out towards a side of its slot,
unless less than so much of it lies beyond."""
SOON = 4.0
"""How much sooner a surface fades out whose rim, of which little lies beyond, would be cut flat."""


class Surface3D(Painted):
    """The surface of ``loss`` over parameters of a domain, seen by an eye that can move.

    ``loss`` and ``gradient`` take parameters (..., 2).  :meth:`look` sets the eye; :meth:`at` turns
    parameters and losses into frame coordinates; :meth:`hidden` tells which lie behind a ridge.
    Its light falls as if it were ``lit`` times as high.
    """

    flat = False
    from_above = False
    corner = 0.0
    size: tuple[int, int]
    """Width and height of the slot, in pixels, when it was last drawn."""
    viewport: Viewport
    """The part of it that was drawn: left, top, width and height, in pixels."""

    def __init__(
        self,
        loss: Callable[[Array], Array],
        gradient: Callable[[Array], Array],
        domain: Domain,
        slot: Slot,
        theme: Theme,
        levels: float = 30.0,
        *,
        sun: float,
        lit: float = 1.0,
    ) -> None:
        super().__init__()
        self.loss, self.gradient = loss, gradient
        self.domain, self.slot, self.theme = domain, slot, theme
        self.levels, self.sun, self.lit = levels, sun, lit
        self.relief = relief(loss, domain)
        theta = domain.samples(SAMPLED)
        ground = domain.world(theta, loss(theta)).T
        plain, skirt, self.foot = (
            body.below_rim(loss, domain, depth).T for depth in (body.PLAIN, body.SKIRT, np.inf)
        )
        self.outline = np.concatenate([ground, plain], axis=1)
        self.mesh = np.concatenate([self.relief.positions.T, skirt], axis=1)
        self.bank = body.bank_top((HIGHEST + BILLOW) * domain.height).T
        self.view = View(0.0, 45.0)
        self.fog = NO_FOG
        self.cut: body.Cut | None = None
        """Where it is cut open, if it is."""
        self.floor: float | None = None
        """How high the floor lies on which it stands there, if it does on any."""
        self.soon = 1.0
        """How many times as wide as what lies beyond a side the fading towards it is, at most."""
        self.fade = FADE
        """Frame units over which it fades out, at most."""
        self.bleeds = False
        """Whether it goes on over the left and the right side, which are the picture's."""
        self.card = 0.0
        """How far what is seen of it is a card, with an edge, rather than fading out."""
        self.renderer: SurfaceRenderer | None = None
        self.size = 0, 0
        self.viewport: Viewport = (0, 0, 1, 1)
        self._drawn: tuple[object, ...] | None = None
        self._bounded: tuple[View, Array] | None = None

    def stand_on_floor(self) -> None:
        """Leave room in the slot for the floor below, too."""
        self.outline = np.concatenate([self.outline, self.foot], axis=1)

    def fitted(
        self,
        azimuth: float,
        elevation: float,
        scale: float | None = None,
        slot: Slot | None = None,
    ) -> View:
        """The view from about these angles, with the surface in the middle of a slot, or its own.

        It is as large as fits, unless a scale is given.  The angles are rounded to NUDGE.
        """
        slot = slot or self.slot
        azimuth, elevation = (round(angle / NUDGE) * NUDGE for angle in (azimuth, elevation))
        low, high = View(azimuth, elevation).bounds(self.outline)
        room = np.array([slot.width, slot.height]) - 2 * AIR
        fit = float((room / (high - low)).min()) if scale is None else scale
        shift = slot.centre - fit * (low + high) / 2
        return View(azimuth, elevation, fit, (float(shift[0]), float(shift[1])))

    def look(self, view: View, fog: Fog = NO_FOG) -> None:
        """See the surface from ``view``, in fog or in the dark."""
        self.view, self.fog = view, fog

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth (..., 3) of parameters (..., 2) at their losses (...)."""
        return self.view.project(self.domain.world(theta, loss))

    def edge(self) -> Array:
        """Points (m, 2) in the frame along the rim, as it is seen now."""
        return self.view.project(body.rim(self.loss, self.domain))[:, :2]

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Which parameters (..., 2) lie on the ground."""
        return self.domain.contains(theta)

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Which of the projected points (n, 3) lie behind the surface as it is drawn now."""
        if self._drawn is None:
            return np.zeros(len(projected), dtype=bool)
        assert self.renderer is not None
        width, height = self.size
        column = (projected[:, 0] - self.slot.left) / self.slot.width * width
        row = (self.slot.top - projected[:, 1]) / self.slot.height * height
        behind = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        if not behind.any():
            return behind
        # Depths come back from the renderer slowly: of no more than the pixels that are asked for.
        columns, rows = column[behind].astype(int), row[behind].astype(int)
        left, top = int(columns.min()), int(rows.min())
        viewport = (left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
        depths = self.renderer.depths(self.size, viewport)
        # What lies on the ground is as deep as it, but for rounding and the mesh: it is not behind.
        behind[behind] = depths[rows - top, columns - left] < projected[behind, 2] - ON_GROUND
        return behind

    def extent(self) -> Extent:
        """What ground, wall and fog reach of the slot, as they are seen now; all of a card."""
        if self.card:
            return self.slot.inset(*[-MARGIN] * 4).extent
        low, high = self._bounds(fog=self.fog.hides)
        (left, bottom), (right, top) = (low - MARGIN).tolist(), (high + MARGIN).tolist()
        slot = self.slot
        left, right = max(left, slot.left - MARGIN), min(right, slot.right + MARGIN)
        bottom, top = max(bottom, slot.bottom - MARGIN), min(top, slot.top + MARGIN)
        return (left, bottom, right, top) if left < right and bottom < top else NOTHING

    def _bounds(self, *, fog: bool) -> tuple[Array, Array]:
        """Least and greatest frame coordinates, (2,) each, of all of it, wherever its slot is."""
        if self._bounded is None or self._bounded[0] != self.view:
            parts = (self.mesh, self.bank, self.foot)
            self._bounded = self.view, np.array([self.view.bounds(places) for places in parts])
        bounds = self._bounded[1][[True, fog, self.cut is not None]]
        return bounds[:, 0].min(axis=0), bounds[:, 1].max(axis=0)

    def render(self, pixels: float) -> None:
        """Draw the surface for the present view, unless it is drawn already."""
        state = (self.view, self.fog, self.cut, self.slot, self.card, pixels)
        if state == self._drawn:
            return
        if self.renderer is None:
            self.renderer = self._made()
        self.size = (round(self.slot.width * pixels), round(self.slot.height * pixels))
        self.viewport = self._viewport_of(self.extent())
        cut = self.cut
        opening = None if cut is None else body.opening(self.loss, self.domain, cut, self.floor)
        self.image = self.renderer.draw(
            self.view, self.slot, self.size, self.viewport, self.fog, self._faded(), opening
        )
        if self.card:
            self._card(self.image, pixels)
        self._drawn = state

    def _card(self, image: NDArray[np.uint8], pixels: float) -> None:
        """Cut what was drawn, so far, to a card as large as the slot, with its edge.

        Where the surface has ended, a card is as what is behind it.
        """
        empty = 1.0 - image[..., 3:] / 255
        if empty.any():
            ground = rgb(self.theme.background)
            image += np.rint(self.card * empty * np.append(ground, 1.0) * 255).astype(np.uint8)
        left, top, width, height = self.viewport
        seen, radius = (slice(top, top + height), slice(left, left + width)), CORNER * pixels
        line = np.append(rgb(self.theme.contour), 1.0) * 255
        for rows, columns in sides(*self.size, radius, seen):
            within, edge = (each[..., None] for each in card(*self.size, radius, (rows, columns)))
            edge, within = self.card * RIM * edge, 1.0 - self.card * (1.0 - within)
            there = image[
                rows.start - top : rows.stop - top, columns.start - left : columns.stop - left
            ]
            there[...] = np.rint((there * (1.0 - edge) + line * edge) * within)

    def _faded(self) -> Sides:
        """Over what share of the slot it fades out towards each side: where it goes on beyond."""
        slot, (low, high) = self.slot, self._bounds(fog=False)
        beyond = np.array([slot.left - low[0], slot.bottom - low[1], *(high - slot.corners[2])])
        over = (1.0 - self.card) * np.clip(self.soon * (beyond - MARGIN), 0.0, self.fade)
        over /= np.array([slot.width, slot.height] * 2)
        if self.bleeds:
            over[::2] = 0.0
        left, bottom, right, top = over.tolist()
        return left, bottom, right, top

    def _made(self) -> SurfaceRenderer:
        """What draws it, with its light, made when it is first drawn."""
        loss, gradient, domain, theme = self.loss, self.gradient, self.domain, self.theme

        lit = replace(domain, height=self.lit * domain.height)

        def finer(times: float) -> Relief:
            return self.relief if times == 1 else relief(loss, domain, times)

        model = Model(
            finer,
            body.wall(loss, domain, self.sun),
            body.strip(body.rim(loss, domain)),
            body.bank_side(loss, domain),
            light.coloured(loss, gradient, lit, theme, self.sun),
            light.shares_of_height(loss, domain),
            domain,
            self.levels,
            self.sun,
        )
        return SurfaceRenderer(model, theme)

    def _viewport_of(self, extent: Extent) -> Viewport:
        """The viewport of the slot's pixels that holds an extent, and one pixel for none."""
        if extent == NOTHING:
            return 0, 0, 1, 1
        left, bottom, right, top = extent
        slot, (width, height) = self.slot, self.size
        across, down = width / slot.width, height / slot.height
        first = max(int((left - slot.left) * across), 0)
        row = max(int((slot.top - top) * down), 0)
        last = min(int((right - slot.left) * across) + 1, width)
        below = min(int((slot.top - bottom) * down) + 1, height)
        return first, row, last - first, below - row

    def paint(self, pen: Pen) -> Raster:
        """The drawn surface, in its slot."""
        self.render(pen.pixels)
        left, top = self.viewport[:2]
        x, y = self.slot.left + left / pen.pixels, self.slot.top - top / pen.pixels
        return pen.raster(self.image, x, y)
