"""A loss surface in three dimensions: shaded and contoured by the graphics library, off screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from scenes.components.graphics import off_screen
from scenes.components.painted import Extent, Painted, Pen, rgb
from scenes.layout import Slot
from scenes.theme import Theme

Array = NDArray[np.float64]
SAMPLED = 76
"""Rings of points at which the extremes of a loss are looked for."""
MESH = 28
"""Rings of the mesh.  It may be coarse, since lines and colours come from finer heights: the time
that llvmpipe needs grows with the number of triangles, through blocks of pixels partly covered."""
GRID = 384
"""Heights along each side of the square that the mesh reaches."""
REACH = 1.01
"""Radius of the mesh: just beyond the rim, so that the rim's edge is smooth."""
PERSPECTIVE = 4.6
"""Distance from the eye to the middle of the surface, whose radius is 1."""


@dataclass(frozen=True)
class Domain:
    """The disc of parameters that is drawn, and how a loss becomes a height.

    World coordinates: the disc has radius 1, and heights run from 0 at ``low`` to ``height`` at
    ``high``.
    """

    centre: tuple[float, float]
    radius: float
    low: float
    high: float
    height: float

    def world(self, theta: Array, loss: Array) -> Array:
        """World coordinates (..., 3) of parameters (..., 2) at their losses (...)."""
        flat = (np.asarray(theta) - np.asarray(self.centre)) / self.radius
        lifted = (np.asarray(loss) - self.low) / (self.high - self.low) * self.height
        return np.concatenate([flat, lifted[..., None]], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on the disc."""
        offset = (np.asarray(theta) - np.asarray(self.centre)) / self.radius
        inside: NDArray[np.bool_] = np.hypot(offset[..., 0], offset[..., 1]) <= 1.0
        return inside


def fit_domain(
    loss: Callable[[Array], Array],
    centre: Array,
    radius: float,
    height: float,
) -> Domain:
    """The disc about ``centre``, with heights between the least and largest loss on it."""
    theta = np.asarray(centre) + radius * _disc(SAMPLED)[:, :2]
    values = loss(theta)
    return Domain(
        (float(centre[0]), float(centre[1])),
        float(radius),
        float(values.min()),
        float(values.max()),
        height,
    )


@dataclass(frozen=True)
class View:
    """Where the eye is: angles in degrees; the fit keeps the surface inside its slot."""

    azimuth: float
    elevation: float
    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)

    def rotation(self) -> Array:
        """Rows: right, up and towards the eye, in world coordinates."""
        a, e = np.radians(self.azimuth), np.radians(self.elevation)
        right = np.array([-np.sin(a), np.cos(a), 0.0])
        towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
        return np.stack([right, np.cross(towards, right), towards])

    def project(self, world: Array) -> Array:
        """Frame coordinates and depth in [0, 1], (..., 3), of world points (..., 3)."""
        eye = (np.asarray(world) - _MIDDLE) @ self.rotation().T
        away = np.maximum(PERSPECTIVE - eye[..., 2], _CLOSEST)
        flat = eye[..., :2] * (PERSPECTIVE / away)[..., None] * self.scale
        depth = (away - _NEAR) / (_FAR - _NEAR)
        return np.concatenate([flat + np.asarray(self.shift), depth[..., None]], axis=-1)


_MIDDLE = np.array([0.0, 0.0, 0.25])
_CLOSEST = 0.05
"""What is nearer to the eye than this, or behind it, is far outside the picture."""
_NEAR, _FAR = PERSPECTIVE - 2.2, PERSPECTIVE + 2.2


def _disc(rings: int, radius: float = 1.0) -> Array:
    """World points (n, 3) at height 0: the centre, then rings of 6, 12, 18, ... points."""
    ring = np.repeat(np.arange(1, rings + 1), 6 * np.arange(1, rings + 1))
    within = np.arange(len(ring)) - 3 * ring * (ring - 1)
    angle = 2 * np.pi * within / (6 * ring)
    around = np.stack([np.cos(angle), np.sin(angle), np.zeros(len(ring))], axis=-1)
    return np.concatenate([np.zeros((1, 3)), radius * (ring / rings)[:, None] * around])


def _triangles(rings: int) -> NDArray[np.int32]:
    """Corners of the triangles, nearly equilateral, between the points of a disc."""
    found = []
    for ring in range(1, rings + 1):
        outer, here = 3 * ring * (ring - 1) + 1, 6 * ring
        inside = max(here - 6, 1)
        inner = outer - inside
        k = np.arange(here)
        below = k - k // ring  # the point further in that a point stands on
        first, second = inner + below % inside, inner + (below + 1) % inside
        found.append(np.stack([outer + k, outer + (k + 1) % here, first], axis=-1))
        between = k % ring < ring - 1
        found.append(np.stack([outer + (k + 1) % here, second, first], axis=-1)[between])
    return np.concatenate(found).astype(np.int32)


_VERTEX = """
#version 330
uniform mat3 rotation; uniform vec3 middle; uniform float distance_; uniform vec2 depths;
uniform vec2 scale; uniform vec2 shift;
uniform vec3 towards; uniform vec3 light;
in vec3 position; in vec3 normal;
out vec2 place; out float shade; out float veil;
void main() {
    vec3 eye = rotation * (position - middle);
    float away = distance_ - eye.z;
    vec2 flat_ = eye.xy * distance_ / away * scale + shift;
    float depth = (away - depths.x) / (depths.y - depths.x);
    gl_Position = vec4(flat_.x * away, -flat_.y * away, (2.0 * depth - 1.0) * away, away);
    place = position.xy;
    vec3 n = normalize(normal);
    float lit = dot(n, light);
    shade = (0.80 + 0.34 * lit) * (1.0 - 0.35 * pow(1.0 - clamp(dot(n, towards), 0.0, 1.0), 3.0));
    float drift = sin(4.1 * place.x + 2.3 * sin(3.7 * place.y)) * sin(3.3 * place.y + 1.9);
    veil = 0.84 + 0.06 * lit + 0.07 * drift;
}
"""

_FRAGMENT = """
#version 330
uniform sampler2D relief; uniform float reach;
uniform vec3 line_colour; uniform vec3 fog_colour; uniform vec4 fog; uniform float levels;
in vec2 place; in float shade; in float veil;
out vec4 colour;

void main() {
    vec4 here = texture(relief, place * reach + 0.5);
    float value = here.a * levels + 0.5;
    float slope = fwidth(value);
    vec2 near = abs(fract(vec2(value, 0.2 * value) + 0.5) - 0.5) * vec2(1.0, 5.0);
    near /= max(slope, 1e-6);
    vec2 open = 1.0 - smoothstep(0.16, 0.42, slope * vec2(1.0, 0.2));
    vec2 lines = (1.0 - smoothstep(vec2(0.05, 0.35), vec2(1.25, 1.55), near)) * open;
    float radius = length(place);
    float within = (1.0 - radius) / fwidth(radius);
    float border = 0.55 * (1.0 - smoothstep(1.6, 3.0, within));
    float line = max(max(0.30 * lines.x, 0.42 * lines.y), border);
    vec3 seen = mix(here.rgb * shade, line_colour, line);
    float thick = 0.97 * fog.w * smoothstep(fog.z * 0.45, fog.z, length(place - fog.xy));
    colour.a = smoothstep(0.0, 1.4, within);
    colour.rgb = mix(seen, fog_colour * veil, thick) * colour.a;
}
"""


@dataclass(frozen=True)
class Relief:
    """What a surface is drawn from: points of a mesh, and heights that are finer than it.

    positions and normals (n, 3) in world coordinates; shares (GRID, GRID), the heights as shares of
    the greatest, over the square that the mesh reaches, rows along y.
    """

    positions: Array
    normals: Array
    shares: Array


def relief(
    loss: Callable[[Array], Array], gradient: Callable[[Array], Array], domain: Domain
) -> Relief:
    """The relief of a loss over a domain."""

    def losses(world: Array) -> tuple[Array, Array]:
        theta = np.asarray(domain.centre) + domain.radius * world[..., :2]
        return theta, loss(theta)

    disc = _disc(MESH, REACH)
    theta, values = losses(disc)
    slope = gradient(theta) * domain.radius * domain.height / (domain.high - domain.low)
    normals = np.concatenate([-slope, np.ones((len(slope), 1))], axis=1)
    along = REACH * (2 * np.arange(GRID) + 1 - GRID) / GRID
    rows = (np.stack([along, np.full(GRID, y)], axis=-1) for y in along)
    heights = np.stack([losses(row)[1] for row in rows])
    shares = (heights - domain.low) / (domain.high - domain.low)
    return Relief(domain.world(theta, values), normals, shares)


def _texels(shares: Array, theme: Theme) -> NDArray[np.float32]:
    """Colour and height share of each place, (GRID, GRID, 4)."""
    within = np.clip(shares, 0.0, 1.0)
    ramp = np.array([rgb(colour) for colour in theme.heights])
    stops = np.linspace(0.0, 1.0, len(ramp))
    colour = [np.interp(within, stops, ramp[:, k]) for k in range(3)]
    return np.stack([*colour, within], axis=-1).astype(np.float32)


class Renderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(self, relief: Relief, theme: Theme) -> None:
        self.context = off_screen()
        self.program = self.context.program(_VERTEX, _FRAGMENT)
        vertices = np.concatenate([relief.positions, relief.normals], axis=1).astype("f4")
        self.array = self.context.vertex_array(
            self.program,
            [(self.context.buffer(vertices.tobytes()), "3f 3f", "position", "normal")],
            self.context.buffer(_triangles(MESH).tobytes()),
        )
        texels = _texels(relief.shares, theme)
        self.relief = self.context.texture(texels.shape[:2], 4, texels.tobytes(), dtype="f4")
        self.relief.repeat_x = self.relief.repeat_y = False
        self.buffers: dict[tuple[int, int], moderngl.Framebuffer] = {}
        light = np.array([-0.45, 0.30, 0.84])
        self._set("line_colour", rgb(theme.contour))
        self._set("fog_colour", rgb(theme.fog))
        self._set("middle", tuple(_MIDDLE))
        self._set("distance_", PERSPECTIVE)
        self._set("depths", (_NEAR, _FAR))
        self._set("reach", 0.5 / REACH)
        self._light = light / np.linalg.norm(light)

    def _set(self, name: str, value: object) -> None:
        self.program[name].value = value

    def draw(
        self, view: View, slot: Slot, size: tuple[int, int], levels: float, fog: Array
    ) -> NDArray[np.uint8]:
        """Premultiplied RGBA (h, w, 4), top row first."""
        with self.context:  # a process may have one for each scene
            buffer = self._buffer(size)
            self._look(view, slot, levels, fog)
            buffer.use()
            buffer.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
            self.relief.use()
            self.context.enable(moderngl.DEPTH_TEST)
            self.array.render()
            pixels = np.empty((size[1], size[0], 4), np.uint8)
            buffer.read_into(pixels, components=4)
            return pixels

    def depths(self, size: tuple[int, int]) -> NDArray[np.float32]:
        """Depth in [0, 1] (h, w) of what was drawn last at this size, top row first."""
        with self.context:
            raw = self._buffer(size).depth_attachment.read()
            return np.frombuffer(raw, np.float32).reshape(size[1], size[0])

    def _look(self, view: View, slot: Slot, levels: float, fog: Array) -> None:
        rotation = view.rotation()
        half = np.array([slot.width, slot.height]) / 2
        self._set("rotation", tuple(rotation.T.ravel()))
        self._set("towards", tuple(rotation[2]))
        self._set("light", tuple(self._light @ rotation))
        self._set("scale", tuple(view.scale / half))
        self._set("shift", tuple((np.asarray(view.shift) - slot.centre) / half))
        self._set("levels", levels)
        self._set("fog", tuple(fog))

    def _buffer(self, size: tuple[int, int]) -> moderngl.Framebuffer:
        if size not in self.buffers:
            self.buffers[size] = self.context.framebuffer(
                [self.context.texture(size, 4)], self.context.depth_texture(size)
            )
        return self.buffers[size]


class Surface3D(Painted):
    """The surface of ``loss`` over a disc of parameters, seen by an eye that can move.

    ``loss`` and ``gradient`` take parameters (..., 2).  :meth:`look` sets the eye; :meth:`at` turns
    parameters and losses into frame coordinates; :meth:`hidden` tells which lie behind a ridge.
    """

    def __init__(
        self,
        loss: Callable[[Array], Array],
        gradient: Callable[[Array], Array],
        domain: Domain,
        slot: Slot,
        theme: Theme,
        levels: float = 30.0,
    ) -> None:
        super().__init__()
        self.domain, self.slot, self.theme, self.levels = domain, slot, theme, levels
        self.relief = relief(loss, gradient, domain)
        theta = np.asarray(domain.centre) + domain.radius * _disc(MESH)[:, :2]
        self.outline = domain.world(theta, loss(theta))
        self.view = View(0.0, 45.0)
        self.fog = np.zeros(4)
        self._renderer: Renderer | None = None
        self._drawn: tuple[object, ...] | None = None
        self._depths: NDArray[np.float32] | None = None

    def fitted(self, azimuth: float, elevation: float, scale: float | None = None) -> View:
        """The view at these angles with the surface in the middle of its slot, as large as fits."""
        corners = View(azimuth, elevation).project(self.outline)[:, :2]
        low, high = corners.min(axis=0), corners.max(axis=0)
        room = np.array([self.slot.width, self.slot.height])
        fit = float((room / (high - low)).min()) if scale is None else scale
        shift = self.slot.centre - fit * (low + high) / 2
        return View(azimuth, elevation, fit, (float(shift[0]), float(shift[1])))

    def look(self, view: View, fog: Array | None = None) -> None:
        """See the surface from ``view``; ``fog`` is world x, y, clear radius and density."""
        self.view = view
        self.fog = np.zeros(4) if fog is None else fog

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth (..., 3) of parameters (..., 2) at their losses (...)."""
        return self.view.project(self.domain.world(theta, loss))

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Which parameters (..., 2) lie on the disc."""
        return self.domain.contains(theta)

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Which of the projected points (n, 3) lie behind the surface as it is drawn now."""
        if self._drawn is None:
            return np.zeros(len(projected), dtype=bool)
        depths = self._read_depths()
        height, width = depths.shape
        column = (projected[:, 0] - self.slot.left) / self.slot.width * width
        row = (self.slot.top - projected[:, 1]) / self.slot.height * height
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        safe = np.where(inside, row, 0).astype(int), np.where(inside, column, 0).astype(int)
        behind: NDArray[np.bool_] = inside & (depths[safe] < projected[:, 2] - 0.012)
        return behind

    def _read_depths(self) -> NDArray[np.float32]:
        """Depths of the drawn surface; read when first asked for."""
        if self._depths is None:
            assert self._renderer is not None
            self._depths = self._renderer.depths(self._size)
        return self._depths

    def render(self, pixels: float) -> None:
        """Draw the surface for the present view, unless it is drawn already."""
        state = (self.view, tuple(self.fog), pixels)
        if state == self._drawn:
            return
        if self._renderer is None:
            self._renderer = Renderer(self.relief, self.theme)
        self._size = (round(self.slot.width * pixels), round(self.slot.height * pixels))
        self.image = self._renderer.draw(self.view, self.slot, self._size, self.levels, self.fog)
        self._depths = None
        self._drawn = state

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Lay the drawn surface into its slot."""
        self.render(pen.pixels)
        pen.raster(self.image, self.slot.left, self.slot.top)
