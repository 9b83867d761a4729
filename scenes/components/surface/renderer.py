"""Drawing of surfaces by the graphics library, off screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import moderngl
import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface import body
from scenes.components.surface.disc import triangles
from scenes.components.surface.light import EDGE
from scenes.components.surface.off_screen import off_screen
from scenes.components.surface.relief import Relief
from scenes.components.surface.silhouette import Silhouette
from scenes.components.surface.view import FAR, MIDDLE, NEAR, PERSPECTIVE, View
from scenes.layout import Slot
from scenes.painting.colour import mixed, rgb
from scenes.painting.dither import NOISE, dithered
from scenes.theme import Theme

Viewport = tuple[int, int, int, int]
"""Left, top, width and height of a part of the picture, in pixels."""
SHADERS = Path(__file__).parent / "shaders"
_PREFACE = """#version 330
#define THICKEST 0.96
#define THICKNESS 5.5
#define CAST 0.6
#define NOISE vec3({}, {}, {})
""".format(*NOISE)
_IN_COMMON = {"vert": ("fog", "eye"), "frag": ("fog", "lines")}
"""What the shaders of each stage begin with, where they draw what stands in the world."""
_IN_THE_WORLD = {f"{name}.{stage}" for name in ("surface", "wall", "floor") for stage in _IN_COMMON}
_CLEAR, _FOGGY = "", "#define FOG\n"
_WALL_SHADE = 0.45
"""How much of the wall's colour is shadow, where light models the surface in full."""


@cache
def _source(name: str, kind: str) -> str:
    """The source of a shader, with what the shaders have in common, in fog or not."""
    parts = [*_IN_COMMON[name.rpartition(".")[2]], name] if name in _IN_THE_WORLD else [name]
    texts = [(SHADERS / f"{part}.glsl").read_text(encoding="utf-8") for part in parts]
    return _PREFACE + kind + "\n".join(texts)


class SurfaceRenderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(
        self, relief: Relief, walls: Array, colours: Array, theme: Theme, span: float, levels: float
    ) -> None:
        """What is drawn, and how.

        ``walls`` are corners as :func:`body.wall` has them, ``colours`` the ground's as
        :func:`light.coloured` has them, ``span`` the height of the surface, in which there are
        ``levels`` contour lines.
        """
        self.context = off_screen()
        self._ground = self._texture(colours)
        self._programs: list[moderngl.Program] = []
        names = ("position", "plane", "bend")
        self._surface = self._arrays("surface", _vertices(relief), "3f 3f 3f", names)
        self._wall = self._arrays("wall", walls, "3f 1f 1f", ("position", "brink", "lit"))
        self._floor = self._arrays("floor", body.floor(), "3f 1f", ("position", "dark"))
        self._points = relief.positions
        self._silhouette = Silhouette(triangles(relief.rings))
        self._about_edges = self.context.buffer(reserve=self._silhouette.most * 8)
        self._smooth = self.context.vertex_array(
            self._program("smooth", _CLEAR), self._about_edges, "corner"
        )
        self._buffers: dict[tuple[int, int], tuple[moderngl.Framebuffer, moderngl.Framebuffer]] = {}
        self._tell_what_stays(theme, span, levels)

    def _tell_what_stays(self, theme: Theme, span: float, levels: float) -> None:
        stone = mixed(rgb(theme.heights[1]), rgb(theme.shadow), _WALL_SHADE * theme.shading)
        for name, value in {
            "line_colour": rgb(theme.contour),
            "fog_colour": rgb(theme.fog),
            "wall_colour": stone,
            "shading": theme.shading,
            "shadow": rgb(theme.shadow),
            "middle": tuple(MIDDLE),
            "distance_": PERSPECTIVE,
            "depths": (NEAR, FAR),
            "edge": EDGE,
            "span": span,
            "plinth": body.PLINTH,
            "levels": levels,
            "colours": 0,
            "distances": 1,
        }.items():
            self._set(name, value)

    def _texture(self, colours: Array) -> moderngl.Texture:
        """What the surface looks like from above, in the light."""
        rows, columns, _ = colours.shape
        whole = np.concatenate([dithered(colours), np.ones((rows, columns, 1))], axis=-1)
        content = np.round(255 * whole).astype(np.uint8).tobytes()
        texture = self.context.texture((columns, rows), 4, content)
        texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        texture.repeat_x = texture.repeat_y = False
        return texture

    def _arrays(
        self, name: str, corners: Array, form: str, names: tuple[str, ...]
    ) -> dict[str, moderngl.VertexArray]:
        """What draws corners, in fog and out of it."""
        content = self.context.buffer(corners.astype(np.float32).tobytes())
        found = {}
        for kind in (_CLEAR, _FOGGY):
            found[kind] = self.context.vertex_array(
                self._program(name, kind), [(content, form, *names)], skip_errors=True
            )
        return found

    def _program(self, name: str, kind: str) -> moderngl.Program:
        """The shaders of this name, in fog or not; what they leave open is told them."""
        program = self.context.program(*(_source(f"{name}.{stage}", kind) for stage in _IN_COMMON))
        self._programs.append(program)
        return program

    def _set(self, name: str, value: object) -> None:
        """Tell every program that uses it."""
        for program in self._programs:
            if name in program:
                program[name].value = value

    def draw(
        self,
        view: View,
        slot: Slot,
        size: tuple[int, int],
        viewport: Viewport,
        fog: Array,
    ) -> NDArray[np.uint8]:
        """Premultiplied RGBA (h, w, 4), top row first, of a viewport of this size."""
        with self.context:  # a process may have one for each scene
            drawn, smooth = self._buffer(size)
            self._look(view, slot, fog)
            drawn.use()
            drawn.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
            self._render(_FOGGY if fog[3] > 0 else _CLEAR)
            self.context.copy_framebuffer(smooth, drawn)
            self._smoothen(drawn, smooth, self._edges(view, slot, size))
            pixels = np.empty((viewport[3], viewport[2], 4), np.uint8)
            smooth.read_into(pixels, viewport=viewport, components=4)
            return pixels

    def _render(self, kind: str) -> None:
        context = self.context
        context.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self._ground.use()
        context.enable_only(moderngl.BLEND)
        self._floor[kind].render()
        context.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._wall[kind].render()
        context.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST)
        self._surface[kind].render()

    def _edges(self, view: View, slot: Slot, size: tuple[int, int]) -> Array:
        """Corners of triangles about the silhouette, (n, 2), as the graphics library counts."""
        half = np.array([slot.width, slot.height]) / 2
        seen = (view.project(self._points)[:, :2] - slot.centre) / half * [1.0, -1.0]
        across = np.array(size) / 2
        return self._silhouette.around(seen * across) / across

    def _smoothen(
        self, drawn: moderngl.Framebuffer, smooth: moderngl.Framebuffer, edges: Array
    ) -> None:
        """Smooth the edges in a copy of what was drawn."""
        smooth.use()
        self.context.enable_only(moderngl.NOTHING)
        drawn.color_attachments[0].use(0)
        drawn.depth_attachment.use(1)
        self._set("pixel", tuple(1 / np.array(drawn.size)))
        self._about_edges.write(edges.astype(np.float32).tobytes())
        self._smooth.render(vertices=len(edges))

    def depths(self, size: tuple[int, int], viewport: Viewport) -> NDArray[np.float32]:
        """Depth in [0, 1] (h, w) of what was drawn last at this size, top row first."""
        with self.context:
            depths = np.empty((viewport[3], viewport[2]), np.float32)
            self._buffer(size)[0].read_into(
                depths, viewport=viewport, components=1, attachment=-1, dtype="f4"
            )
            return depths

    def _look(self, view: View, slot: Slot, fog: Array) -> None:
        half = np.array([slot.width, slot.height]) / 2
        self._set("rotation", tuple(view.rotation().T.ravel()))
        self._set("scale", tuple(view.scale / half))
        self._set("shift", tuple((np.asarray(view.shift) - slot.centre) / half))
        x, y, radius, density, seconds = fog
        self._set("fog", (x, y, 1 / (0.55 * max(radius, 1e-3)), density))
        self._set("seconds", seconds)

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


def _vertices(relief: Relief) -> Array:
    """Corners (n, 9) of triangles, in threes: position, and of the last the triangle's curve."""
    corners = relief.positions[triangles(relief.rings)]
    curves = np.zeros((*corners.shape[:2], 6))
    curves[:, 2] = relief.curves
    return np.concatenate([corners, curves], axis=-1).reshape(-1, 9)
