"""Drawing of surfaces by the graphics library, off screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface import body
from scenes.components.surface.bank import Bank
from scenes.components.surface.fog import Fog
from scenes.components.surface.light import EDGE
from scenes.components.surface.off_screen import off_screen
from scenes.components.surface.programs import Corners, Programs
from scenes.components.surface.relief import Relief, fineness, upright
from scenes.components.surface.silhouette import Silhouette, about
from scenes.components.surface.textures import filled
from scenes.components.surface.veil import Veil
from scenes.components.surface.view import FAR, MIDDLE, NEAR, PERSPECTIVE, View
from scenes.layout import Slot
from scenes.painting.colour import mixed, rgb
from scenes.plans.ground import Domain
from scenes.theme import Theme

Viewport = tuple[int, int, int, int]
"""Left, top, width and height of a part of the picture, in pixels."""
Sides = tuple[float, float, float, float]
"""Something of each side of the picture: left, bottom, right, top."""
_WALL_SHADE = 0.45
"""How much of the wall's colour is shadow, where light models the surface in full."""


@dataclass(frozen=True)
class Model:
    """What a surface is drawn from.

    Attributes:
        relief: so many times as fine as is enough from afar.
        walls: corners, as :func:`body.wall` has them.
        rim: corners, as :func:`body.strip` has them.
        bank_side: corners, as :func:`body.bank_side` has them.
        colours: of the ground, as :func:`light.coloured` has them.
        shares: how high the ground is at the same points, as shares.
        domain: of the surface.
        levels: how many contour lines there are in that.
        sun: its azimuth, in degrees.
    """

    relief: Callable[[float], Relief]
    walls: Array
    rim: Array
    bank_side: Array
    colours: Array
    shares: Array
    domain: Domain
    levels: float
    sun: float


class SurfaceRenderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(self, model: Model, theme: Theme) -> None:
        self.context = off_screen()
        self._ground = filled(self.context, model.colours)
        self._programs = Programs(self.context)
        self._relief, self._meshes = model.relief, dict[float, _Mesh]()
        self._domain = model.domain
        self._bank = Bank(self._programs, model.bank_side, theme, model.sun)
        self._veil = Veil(self._programs, model.shares)
        self._wall, self._section = (
            Corners(self._programs, "wall", corners, "3f 1f 1f", "position", "brink", "lit")
            for corners in (model.walls, np.zeros((6 * body.AROUND, 5)))
        )
        self._rim, self._brink = (
            Corners(
                self._programs,
                "brink",
                corners,
                "3f 3f 3f 1f",
                "before",
                "position",
                "after",
                "side",
            )
            for corners in (model.rim, np.zeros((6 * body.AROUND, 10)))
        )
        self._sides = Corners(
            self._programs, "sides", _strips((0.0,) * 4), "2f 1f", "corner", "kept"
        )
        self._buffers: dict[tuple[int, int], tuple[moderngl.Framebuffer, moderngl.Framebuffer]] = {}
        self._tell_what_stays(theme, model.domain, model.levels)

    def _tell_what_stays(self, theme: Theme, domain: Domain, levels: float) -> None:
        stone, waist, crest = (
            mixed(rgb(theme.heights[k]), rgb(theme.shadow), _WALL_SHADE * theme.shading)
            for k in (1, len(theme.heights) // 2, -2)
        )
        self._programs.tell(
            line_colour=rgb(theme.contour),
            background=rgb(theme.background),
            wall_colour=stone,
            waist_colour=waist,
            crest_colour=crest,
            shading=theme.shading,
            shadow=rgb(theme.shadow),
            middle=tuple(MIDDLE),
            distance_=PERSPECTIVE,
            depths=(NEAR, FAR),
            edge=EDGE * domain.reach,
            span=domain.height,
            plinth=body.PLINTH,
            skirt=body.SKIRT,
            levels=levels,
            colours=0,
            distances=1,
        )

    def draw(
        self,
        view: View,
        slot: Slot,
        size: tuple[int, int],
        viewport: Viewport,
        fog: Fog,
        faded: Sides = (0.0, 0.0, 0.0, 0.0),
        opening: body.Opening | None = None,
    ) -> NDArray[np.uint8]:
        """Premultiplied RGBA (h, w, 4), top row first, of a viewport of this size.

        Towards its sides the picture fades out, over these shares of its width or height. It may be
        opened by a cut.
        """
        with self.context:  # a process may have one for each scene
            drawn, smooth = self._buffer(size)
            mesh = self._mesh(fineness(view.scale))
            self._look(view, slot, size, fog)
            if opening is not None:
                self._programs.tell(cut=opening.cut, standing=float(opening.stands))
            self._lay_fog(fog)
            drawn.use()
            drawn.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
            self._render(drawn, mesh, fog, opening)
            self.context.copy_framebuffer(smooth, drawn)
            self._smoothen(drawn, smooth, mesh, _edges(mesh, view, slot, size, self._domain))
            self._fade(faded)
            pixels = np.empty((viewport[3], viewport[2], 4), np.uint8)
            smooth.read_into(pixels, viewport=viewport, components=4)
            return pixels

    def _lay_fog(self, fog: Fog) -> None:
        """Have the ground in use, as it is seen through fog and in the dark."""
        self._ground.use()
        if fog.hides:
            self._bank.draw_top()
        if fog.hides or fog.darkens:
            self._veil.draw(_defined(FOG=fog.hides, DARK=fog.darkens))

    def _mesh(self, finer: float) -> _Mesh:
        """The mesh that is so many times as fine as is enough from afar."""
        if finer not in self._meshes:
            self._meshes[finer] = _Mesh(self._programs, self._relief(finer))
        return self._meshes[finer]

    def _render(
        self, into: moderngl.Framebuffer, mesh: _Mesh, fog: Fog, opening: body.Opening | None
    ) -> None:
        context, cut = self.context, opening is not None
        kind = _defined(FOG=fog.hides, DARK=fog.darkens, CUT=cut)
        context.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        context.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._wall.render(kind)
        if opening is not None:
            self._section.render(kind + _defined(SECTION=True), corners=opening.wall)
        context.enable_only(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        mesh.ground.render(_defined(VEILED=fog.hides or fog.darkens, CUT=cut))
        into.depth_mask = False
        if fog.hides:
            self._bank.draw_side(kind)
        context.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST)
        self._rim.render(kind)
        if opening is not None:
            self._brink.render(kind, corners=opening.brink)
        into.depth_mask = True

    def _smoothen(
        self,
        drawn: moderngl.Framebuffer,
        smooth: moderngl.Framebuffer,
        mesh: _Mesh,
        edges: Array,
    ) -> None:
        """Smooth the edges in a copy of what was drawn."""
        smooth.use()
        self.context.enable_only(moderngl.NOTHING)
        drawn.color_attachments[0].use(0)
        drawn.depth_attachment.use(1)
        self._programs.tell(pixel=tuple(1 / np.array(drawn.size)))
        mesh.about_edges.render(corners=edges)

    def _fade(self, faded: Sides) -> None:
        """Let what is drawn fade out towards the sides."""
        if not any(faded):
            return
        self.context.enable_only(moderngl.BLEND)
        self.context.blend_func = moderngl.ZERO, moderngl.SRC_ALPHA
        self._sides.render(corners=_strips(faded))

    def depths(self, size: tuple[int, int], viewport: Viewport) -> NDArray[np.float32]:
        """Depth in [0, 1] (h, w) of what was drawn last at this size, top row first."""
        with self.context:
            depths = np.empty((viewport[3], viewport[2]), np.float32)
            self._buffer(size)[0].read_into(
                depths, viewport=viewport, components=1, attachment=-1, dtype="f4"
            )
            return depths

    def _look(self, view: View, slot: Slot, size: tuple[int, int], fog: Fog) -> None:
        half = np.array([slot.width, slot.height]) / 2
        self._programs.tell(
            rotation=tuple(view.rotation().T.ravel()),
            eye_at=tuple(view.eye),
            scale=tuple(view.scale / half),
            half_size=tuple(np.array(size) / 2),
            shift=tuple((np.asarray(view.shift) - slot.centre) / half),
            **fog.uniforms,
        )

    def _buffer(self, size: tuple[int, int]) -> tuple[moderngl.Framebuffer, moderngl.Framebuffer]:
        """What a picture is drawn into, and what its smoothed copy is."""
        if size not in self._buffers:
            colours, depths = self.context.texture(size, 4), self.context.depth_texture(size)
            depths.compare_func = ""
            depths.filter = (moderngl.NEAREST, moderngl.NEAREST)
            self._buffers[size] = (
                self.context.framebuffer([colours], depths),
                self.context.framebuffer([self.context.texture(size, 4)]),
            )
        return self._buffers[size]


class _Mesh:
    """The ground's triangles, and what is smoothed about the edges that they have in a view."""

    def __init__(self, programs: Programs, relief: Relief) -> None:
        self.points = relief.positions
        self.ground = Corners(
            programs,
            "surface",
            _vertices(relief),
            "3f 3f 3f 3f",
            "position",
            "upright",
            "plane",
            "bend",
        )
        self.silhouette = Silhouette(relief.triangles)
        most = np.zeros((self.silhouette.most + 2 * 6, 2))
        self.about_edges = Corners(programs, "smooth", most, "2f", "corner")


def _edges(mesh: _Mesh, view: View, slot: Slot, size: tuple[int, int], domain: Domain) -> Array:
    """Corners of triangles about the edges that are seen, (n, 2), as the graphics library counts.

    They are the silhouette of the ground, and the flanks of the wall.
    """
    across = np.array(size) / 2

    def pixels(places: Array) -> Array:
        half = np.array([slot.width, slot.height]) / 2
        seen = (view.project(places)[..., :2] - slot.centre) / half * [1.0, -1.0]
        return np.asarray(seen * across)

    of_ground = mesh.silhouette.around(pixels(mesh.points))
    of_wall = about(*pixels(body.flanks(view.eye, domain)))
    return np.concatenate([of_ground, of_wall]) / across


def _strips(faded: Sides) -> Array:
    """Corners (24, 3) of triangles along the sides of the picture, as place and what is kept."""
    found = []
    for share, way in zip(faded, ((-1, 0), (0, 1), (1, 0), (0, -1)), strict=True):
        outward, along = np.array(way), np.array(way)[::-1]
        outer = [[*(outward + end * along), 0.0] for end in (-1, 1)]
        inner = [[*((1 - 2 * share) * outward + end * along), 1.0] for end in (-1, 1)]
        found += [outer[0], outer[1], inner[0], outer[1], inner[0], inner[1]]
    return np.array(found)


def _defined(**kinds: object) -> str:
    """The kind of shaders for which these are defined, but for those that are false."""
    return "".join(f"#define {name}\n" for name, there in kinds.items() if there)


def _vertices(relief: Relief) -> Array:
    """Corners (n, 12) of triangles, in threes: position, upright, and of the last the curve.

    As the graphics library counts rows from the top, they turn the other way.
    """
    corners = np.concatenate([relief.positions, upright(relief)], axis=1)
    corners = corners[relief.triangles[:, ::-1]]
    curves = np.zeros((*corners.shape[:2], 6))
    curves[:, 2] = relief.curves
    return np.concatenate([corners, curves], axis=-1).reshape(-1, 12)
