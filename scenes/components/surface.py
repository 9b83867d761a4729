"""A loss surface in three dimensions: shaded and contoured by the graphics library, off screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from scenes.components.graphics import off_screen
from scenes.components.painted import Painted, Pen, rgb
from scenes.layout import Slot
from scenes.theme import Theme

Array = NDArray[np.float64]
RINGS, SPOKES = 90, 200
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
    theta = np.asarray(centre) + radius * _disc()[:, :2]
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


def _disc() -> Array:
    """World points (n, 3) at height 0, rings from the centre to the rim."""
    radius = np.linspace(0.0, 1.0, RINGS)
    angle = np.linspace(0.0, 2 * np.pi, SPOKES, endpoint=False)
    x = np.outer(radius, np.cos(angle))
    y = np.outer(radius, np.sin(angle))
    return np.stack([x.ravel(), y.ravel(), np.zeros(x.size)], axis=-1)


def _triangles() -> NDArray[np.int32]:
    ring, spoke = np.meshgrid(np.arange(RINGS - 1), np.arange(SPOKES), indexing="ij")
    a = ring * SPOKES + spoke
    b = ring * SPOKES + (spoke + 1) % SPOKES
    quads = np.stack([a, a + SPOKES, b, b, a + SPOKES, b + SPOKES], axis=-1)
    return quads.ravel().astype(np.int32)


_VERTEX = """
#version 330
uniform mat3 rotation; uniform vec3 middle; uniform float distance_; uniform vec2 depths;
uniform vec2 scale; uniform vec2 shift;
in vec3 position; in vec3 normal;
out vec3 world; out vec3 facing;
void main() {
    vec3 eye = rotation * (position - middle);
    float away = distance_ - eye.z;
    vec2 flat_ = eye.xy * distance_ / away * scale + shift;
    float depth = (away - depths.x) / (depths.y - depths.x);
    gl_Position = vec4(flat_ * away, (2.0 * depth - 1.0) * away, away);
    world = position; facing = normal;
}
"""

_FRAGMENT = """
#version 330
uniform vec3 ramp[6]; uniform vec3 line_colour; uniform vec3 fog_colour; uniform vec3 towards;
uniform vec4 fog; uniform float levels; uniform float height; uniform vec3 light;
in vec3 world; in vec3 facing;
out vec4 colour;

float line(float value, float width) {
    float slope = fwidth(value);
    float near = abs(fract(value - 0.5) - 0.5) / max(slope, 1e-6);
    float crowded = smoothstep(0.16, 0.42, slope);
    return (1.0 - smoothstep(width - 0.5, width + 0.7, near)) * (1.0 - crowded);
}

void main() {
    float radius = length(world.xy);
    float share = clamp(world.z / height, 0.0, 1.0);
    float at = share * 5.0;
    int k = int(min(floor(at), 4.0));
    vec3 base = mix(ramp[k], ramp[k + 1], at - float(k));
    vec3 n = normalize(facing);
    float lit = 0.80 + 0.34 * dot(n, light);
    float rim = pow(1.0 - clamp(dot(n, towards), 0.0, 1.0), 3.0);
    vec3 shaded = base * lit * (1.0 - 0.35 * rim);
    float value = share * levels + 0.5;
    float thin = line(value, 0.55) * 0.30;
    float bold = line(value / 5.0, 0.85) * 0.42;
    shaded = mix(shaded, line_colour, max(thin, bold));
    float edge = fwidth(radius);
    float border = smoothstep(1.0 - 3.0 * edge, 1.0 - 1.6 * edge, radius);
    shaded = mix(shaded, line_colour, 0.55 * border);
    if (fog.w > 0.0) {
        float away = length(world.xy - fog.xy);
        float thick = fog.w * smoothstep(fog.z * 0.45, fog.z, away);
        float drift = sin(4.1 * world.x + 2.3 * sin(3.7 * world.y)) * sin(3.3 * world.y + 1.9);
        vec3 veil = fog_colour * (0.84 + 0.06 * dot(n, light) + 0.07 * drift);
        shaded = mix(shaded, veil, thick * 0.97);
    }
    float alpha = 1.0 - smoothstep(1.0 - 1.4 * edge, 1.0, radius);
    colour = vec4(shaded * alpha, alpha);
}
"""


class Renderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(self, positions: Array, normals: Array, theme: Theme, height: float) -> None:
        self.context = off_screen()
        self.program = self.context.program(_VERTEX, _FRAGMENT)
        vertices = np.concatenate([positions, normals], axis=1).astype("f4")
        self.array = self.context.vertex_array(
            self.program,
            [(self.context.buffer(vertices.tobytes()), "3f 3f", "position", "normal")],
            self.context.buffer(_triangles().tobytes()),
        )
        self.buffers: dict[tuple[int, int], moderngl.Framebuffer] = {}
        light = np.array([-0.45, 0.30, 0.84])
        self._set("ramp", [rgb(colour) for colour in theme.heights])
        self._set("line_colour", rgb(theme.contour))
        self._set("fog_colour", rgb(theme.fog))
        self._set("middle", tuple(_MIDDLE))
        self._set("distance_", PERSPECTIVE)
        self._set("depths", (_NEAR, _FAR))
        self._set("height", height)
        self._light = light / np.linalg.norm(light)

    def _set(self, name: str, value: object) -> None:
        if name in self.program:
            self.program[name].value = value

    def draw(
        self, view: View, slot: Slot, size: tuple[int, int], levels: float, fog: Array
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Premultiplied RGBA (h, w, 4) and depth in [0, 1] (h, w), top row first."""
        with self.context:  # a process may have one for each scene
            return self._draw(view, slot, size, levels, fog)

    def _draw(
        self, view: View, slot: Slot, size: tuple[int, int], levels: float, fog: Array
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        buffer = self._buffer(size)
        rotation = view.rotation()
        half = np.array([slot.width, slot.height]) / 2
        self._set("rotation", tuple(rotation.T.ravel()))
        self._set("towards", tuple(rotation[2]))
        self._set("light", tuple(self._light @ np.array([rotation[0], rotation[1], rotation[2]])))
        self._set("scale", tuple(view.scale / half))
        self._set("shift", tuple((np.asarray(view.shift) - slot.centre) / half))
        self._set("levels", levels)
        self._set("fog", tuple(fog))
        buffer.use()
        buffer.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
        self.context.enable(moderngl.DEPTH_TEST)
        self.array.render()
        width, height = size
        pixels = np.frombuffer(buffer.read(components=4), np.uint8).reshape(height, width, 4)
        raw = buffer.depth_attachment.read()
        depth = np.frombuffer(raw, np.float32).reshape(height, width)
        return np.ascontiguousarray(pixels[::-1]), depth[::-1]

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
        disc = _disc()
        theta = np.asarray(domain.centre) + domain.radius * disc[:, :2]
        self.positions = domain.world(theta, loss(theta))
        stretch = domain.radius * domain.height / (domain.high - domain.low)
        slope = gradient(theta) * stretch
        self.normals = np.concatenate([-slope, np.ones((len(slope), 1))], axis=1)
        self.view = View(0.0, 45.0)
        self.fog = np.zeros(4)
        self._renderer: Renderer | None = None
        self._drawn: tuple[object, ...] | None = None

    def fitted(self, azimuth: float, elevation: float, scale: float | None = None) -> View:
        """The view at these angles with the surface in the middle of its slot, as large as fits."""
        corners = View(azimuth, elevation).project(self.positions)[:, :2]
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
        height, width = self._depths.shape
        column = (projected[:, 0] - self.slot.left) / self.slot.width * width
        row = (self.slot.top - projected[:, 1]) / self.slot.height * height
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        safe = np.where(inside, row, 0).astype(int), np.where(inside, column, 0).astype(int)
        behind: NDArray[np.bool_] = inside & (self._depths[safe] < projected[:, 2] - 0.012)
        return behind

    def render(self, pixels: float) -> None:
        """Draw the surface for the present view, unless it is drawn already."""
        state = (self.view, tuple(self.fog), pixels)
        if state == self._drawn:
            return
        if self._renderer is None:
            self._renderer = Renderer(self.positions, self.normals, self.theme, self.domain.height)
        size = (round(self.slot.width * pixels), round(self.slot.height * pixels))
        self.image, self._depths = self._renderer.draw(
            self.view, self.slot, size, self.levels, self.fog
        )
        self._drawn = state

    def paint(self, pen: Pen) -> None:
        """Lay the drawn surface into its slot."""
        self.render(pen.pixels)
        pen.raster(self.image, self.slot.left, self.slot.top)
