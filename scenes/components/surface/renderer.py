"""Drawing of surfaces by the graphics library, off screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import moderngl
import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface.disc import triangles
from scenes.components.surface.off_screen import off_screen
from scenes.components.surface.relief import Relief
from scenes.components.surface.view import FAR, MIDDLE, NEAR, PERSPECTIVE, View
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.dither import NOISE
from scenes.theme import Theme

Viewport = tuple[int, int, int, int]
"""Left, top, width and height of a part of the picture, in pixels."""
RIM = 2
"""Rings at the edge that hold all of the line along the rim."""
_CLEAR, _FOGGY, _HIDDEN = "", "#define FOG", "#define HIDDEN"
"""Kinds of ground: without fog; in it; and so deep in it that no line is seen."""
SHADERS = ("surface.vert.glsl", "surface.frag.glsl")
"""Of the corners of the triangles, and of what is between them."""
_PREFACE = """#version 330
#define THICKEST 0.97
#define NOISE vec3({}, {}, {})
""".format(*NOISE)


@cache
def _shader(name: str, kind: str) -> str:
    """The source of a shader, with what it leaves open, for a kind of ground."""
    source = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return f"{_PREFACE}{kind}\n{source}"


class SurfaceRenderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(self, relief: Relief, theme: Theme) -> None:
        self.context = off_screen()
        self.places = relief.positions[:, :2]
        shared = triangles(relief.rings)
        self.corners = shared
        # The last corner of each triangle is its own, and has its curve.
        own = np.arange(len(shared)) + len(relief.positions)
        self.triangles = np.column_stack([shared[:, :2], own]).astype(np.int32)
        self.rim = np.arange(len(shared)) >= len(triangles(relief.rings - RIM))
        vertices = self.context.buffer(_vertices(relief, theme, shared[:, 2]).tobytes())
        self.indices = self.context.buffer(self.triangles.tobytes())
        self.programs, self.arrays = {}, {}
        for kind in (_CLEAR, _FOGGY, _HIDDEN):
            self.programs[kind] = self.context.program(*(_shader(name, kind) for name in SHADERS))
            names = ("position", "normal", "colour", "drift", "plane", "bend")
            content = [(vertices, "3f 3f 3f 1f 3f 3f", *names)]
            self.arrays[kind] = self.context.vertex_array(
                self.programs[kind], content, self.indices, skip_errors=True
            )
        self.buffers: dict[tuple[int, int], moderngl.Framebuffer] = {}
        light = np.array([-0.45, 0.30, 0.84])
        self._light = light / np.linalg.norm(light)
        self._set("line_colour", rgb(theme.contour))
        self._set("fog_colour", rgb(theme.fog))
        self._set("shadow", rgb(theme.shadow))
        self._set("shading", theme.shading)
        self._set("middle", tuple(MIDDLE))
        self._set("distance_", PERSPECTIVE)
        self._set("depths", (NEAR, FAR))

    def _set(self, name: str, value: object) -> None:
        """Tell every program that uses it."""
        for program in self.programs.values():
            if name in program:
                program[name].value = value

    def draw(
        self,
        view: View,
        slot: Slot,
        size: tuple[int, int],
        viewport: Viewport,
        levels: float,
        fog: Array,
    ) -> NDArray[np.uint8]:
        """Premultiplied RGBA (h, w, 4), top row first, of a viewport of this size."""
        with self.context:  # a process may have one for each scene
            buffer = self._buffer(size)
            self._look(view, slot, levels, fog)
            buffer.use()
            buffer.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
            self.context.enable(moderngl.DEPTH_TEST)
            self._render(fog)
            pixels = np.empty((viewport[3], viewport[2], 4), np.uint8)
            buffer.read_into(pixels, viewport=viewport, components=4)
            return pixels

    def _render(self, fog: Array) -> None:
        """Draw the triangles, those that fog hides with the quickest program."""
        if fog[3] < 1:
            self.indices.write(self.triangles.tobytes())
            self.arrays[_FOGGY if fog[3] > 0 else _CLEAR].render()
            return
        near = np.hypot(*(self.places - fog[:2]).T) < fog[2]
        seen = near[self.corners].any(axis=1) | self.rim
        ordered = np.concatenate([self.triangles[seen], self.triangles[~seen]])
        self.indices.write(ordered.tobytes())
        count = 3 * int(seen.sum())
        self.arrays[_FOGGY].render(vertices=count)
        self.arrays[_HIDDEN].render(vertices=ordered.size - count, first=count)

    def depths(self, size: tuple[int, int], viewport: Viewport) -> NDArray[np.float32]:
        """Depth in [0, 1] (h, w) of what was drawn last at this size, top row first."""
        with self.context:
            depths = np.empty((viewport[3], viewport[2]), np.float32)
            self._buffer(size).read_into(
                depths, viewport=viewport, components=1, attachment=-1, dtype="f4"
            )
            return depths

    def _look(self, view: View, slot: Slot, levels: float, fog: Array) -> None:
        rotation = view.rotation()
        half = np.array([slot.width, slot.height]) / 2
        self._set("rotation", tuple(rotation.T.ravel()))
        self._set("towards", tuple(rotation[2]))
        self._set("light", tuple(self._light @ rotation))
        self._set("scale", tuple(view.scale / half))
        self._set("shift", tuple((np.asarray(view.shift) - slot.centre) / half))
        self._set("levels", levels)
        x, y, radius, density = fog
        self._set("fog", (x, y, 1 / (0.55 * radius) if radius > 0 else 0.0, density))

    def _buffer(self, size: tuple[int, int]) -> moderngl.Framebuffer:
        if size not in self.buffers:
            self.buffers[size] = self.context.framebuffer(
                [self.context.texture(size, 4)], self.context.depth_texture(size)
            )
        return self.buffers[size]


def _vertices(relief: Relief, theme: Theme, last: NDArray[np.int32]) -> NDArray[np.float32]:
    """Rows of the vertex buffer: the points of the mesh, then each triangle's ``last`` corner.

    A row is position, normal, colour, how the fog drifts there, and the triangle's curve: plane,
    then bend.
    """
    x, y = relief.positions[:, 0], relief.positions[:, 1]
    drift = np.sin(4.1 * x + 2.3 * np.sin(3.7 * y)) * np.sin(3.3 * y + 1.9)
    colours = _colours(relief.shares, theme)
    points = np.column_stack([relief.positions, relief.normals, colours, drift])
    shared = np.concatenate([points, np.zeros((len(points), 6))], axis=1)
    own = np.concatenate([points[last], relief.curves], axis=1)
    return np.concatenate([shared, own]).astype(np.float32)


def _colours(shares: Array, theme: Theme) -> Array:
    """Colour (n, 3) of heights as shares (n,) of the greatest."""
    ramp = np.array([rgb(colour) for colour in theme.heights])
    stops = np.linspace(0.0, 1.0, len(ramp))
    return np.stack([np.interp(shares, stops, ramp[:, k]) for k in range(3)], axis=-1)
