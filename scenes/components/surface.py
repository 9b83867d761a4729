"""A loss surface in three dimensions: shaded and contoured by the graphics library, off screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import moderngl
import numpy as np
from numpy.typing import NDArray

from scenes.components.cel import Sheet
from scenes.components.dither import NOISE
from scenes.components.graphics import off_screen
from scenes.components.painted import NOTHING, Extent, Painted, Pen, rgb
from scenes.layout import Slot
from scenes.theme import Theme

Array = NDArray[np.float64]
SAMPLED = 76
"""Rings of points at which the extremes of a loss are looked for."""
RINGS = (20, 36, 4)
"""Fewest and most rings of a mesh, and the step between.  It may be coarse, since contours are
curved within its triangles: the time that llvmpipe needs grows with their number, through blocks of
pixels partly covered."""
SAG = 0.005
"""Most that a mesh may lie off the surface in the middle of a side, in radii of the surface."""
RIM = 2
"""Rings at the edge that hold all of the line along the rim."""
REACH = 1.01
"""Radius of the mesh: just beyond the rim, so that the rim's edge is smooth."""
PERSPECTIVE = 4.6
"""Distance from the eye to the middle of the surface, whose radius is 1."""
SIGHTS, CLEARANCE = 60, 0.05
"""Places along a line of sight at which a ridge is looked for, and how far below it that must stay,
in radii of the surface, so that a ball is seen whole."""
NUDGE = 0.03
"""Least angle by which the eye moves, in degrees: a quarter of a pixel at the rim, in 1080 lines.
A slow eye rests for some frames, then, in which nothing need be drawn."""
MARGIN = 0.02
"""Frame units around the mesh that its pixels do not leave: a pixel, where 50 are a unit."""


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


@lru_cache(maxsize=8)
def _rotation(azimuth: float, elevation: float) -> Array:
    a, e = np.radians(azimuth), np.radians(elevation)
    right = np.array([-np.sin(a), np.cos(a), 0.0])
    towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    rows = np.stack([right, np.cross(towards, right), towards])
    rows.flags.writeable = False
    return rows


@dataclass(frozen=True)
class View:
    """Where the eye is: angles in degrees; the fit keeps the surface inside its slot."""

    azimuth: float
    elevation: float
    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)

    def rotation(self) -> Array:
        """Rows: right, up and towards the eye, in world coordinates."""
        return _rotation(self.azimuth, self.elevation)

    def project(self, world: Array) -> Array:
        """Frame coordinates and depth in [0, 1], (..., 3), of world points (..., 3)."""
        eye = (np.asarray(world) - _MIDDLE) @ self.rotation().T
        away = np.maximum(PERSPECTIVE - eye[..., 2], _CLOSEST)
        flat = eye[..., :2] * (PERSPECTIVE / away)[..., None] * self.scale
        depth = (away - _NEAR) / (_FAR - _NEAR)
        return np.concatenate([flat + np.asarray(self.shift), depth[..., None]], axis=-1)

    def bounds(self, world: Array) -> tuple[Array, Array]:
        """Least and greatest frame coordinates, (2,) each, of world points given as (3, n)."""
        right, up, towards = self.rotation() @ (world - _MIDDLE[:, None])
        enlarged = (PERSPECTIVE * self.scale) / np.maximum(PERSPECTIVE - towards, _CLOSEST)
        flat = [right * enlarged, up * enlarged]
        shift = np.asarray(self.shift)
        low, high = ([extreme(axis) for axis in flat] for extreme in (np.min, np.max))
        return low + shift, high + shift


def behind_ridge(
    loss: Callable[[Array], Array], domain: Domain, view: View, theta: Array
) -> NDArray[np.bool_]:
    """Which places (n, 2) on a surface it hides from the eye itself, without drawing it."""
    place = domain.world(theta, loss(theta))
    eye = _MIDDLE + PERSPECTIVE * view.rotation()[2]
    share = np.linspace(2 * CLEARANCE / PERSPECTIVE, 1 / 2, SIGHTS)[:, None, None]
    sight = place + share * (eye - place)
    between = np.asarray(domain.centre) + domain.radius * sight[..., :2]
    ridge = domain.world(between, loss(between))[..., 2]
    on_disc = np.hypot(sight[..., 0], sight[..., 1]) <= 1.0
    return np.asarray((on_disc & (ridge > sight[..., 2] - CLEARANCE)).any(axis=0))


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
uniform mat3 rotation; uniform vec3 middle; uniform float distance_; uniform vec2 depths;
uniform vec2 scale; uniform vec2 shift; uniform float levels;
uniform vec3 towards; uniform vec3 light; uniform vec3 fog_colour;
uniform vec3 shadow; uniform float shading;
in vec3 position; in vec3 normal; in vec3 colour; in float drift; in vec3 plane; in vec3 bend;
out vec2 place; out vec3 tint; out vec3 mist; flat out vec3 value_plane; flat out vec3 value_bend;
void main() {
    vec3 eye = rotation * (position - middle);
    float away = distance_ - eye.z;
    vec2 flat_ = eye.xy * distance_ / away * scale + shift;
    float depth = (away - depths.x) / (depths.y - depths.x);
    gl_Position = vec4(flat_.x * away, -flat_.y * away, (2.0 * depth - 1.0) * away, away);
    place = position.xy;
    float lit = dot(normal, light);
    float edge = 1.0 - clamp(dot(normal, towards), 0.0, 1.0);
    float shade = (0.80 + 0.34 * lit) * (1.0 - 0.35 * edge * edge * edge);
    tint = mix(shadow, colour, mix(1.0, shade, shading));
    mist = mix(shadow, fog_colour, 0.84 + 0.06 * lit + 0.07 * drift);
#ifdef HIDDEN
    tint = mix(tint, mist, THICKEST);
#endif
    value_plane = plane * levels + vec3(0.5, 0.0, 0.0);
    value_bend = bend * levels;
}
"""

_FRAGMENT = """
uniform vec3 line_colour; uniform vec4 fog;
in vec2 place; in vec3 tint; in vec3 mist; flat in vec3 value_plane; flat in vec3 value_bend;
out vec4 seen;

vec3 dithered(vec3 colour) {
    float noise = fract(NOISE.z * fract(dot(gl_FragCoord.xy, NOISE.xy)));
    return clamp(colour + (noise - 0.5) / 255.0, 0.0, 1.0);
}

#ifdef HIDDEN
void main() {
    seen = vec4(dithered(tint), 1.0);
}
#else
vec2 smoothed(vec2 t) {
    t = clamp(t, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

void main() {
    float value = value_plane.x
        + place.x * (value_plane.y + value_bend.x * place.x + value_bend.y * place.y)
        + place.y * (value_plane.z + value_bend.z * place.y);
    float slope = max(fwidth(value), 1e-6);
    vec2 near = abs(fract(vec2(value, 0.2 * value) + 0.5) - 0.5) * vec2(1.0, 5.0) / slope;
    vec2 open = smoothed((0.42 - slope * vec2(1.0, 0.2)) * (1.0 / 0.26));
    vec2 lines = smoothed((vec2(1.25, 1.55) - near) * (1.0 / 1.2)) * open * vec2(0.30, 0.42);
    float radius = length(place);
    vec2 within = vec2(1.0 - radius) / fwidth(radius);
    vec2 rim = smoothed(within * vec2(1.0 / 1.4, -1.0 / 1.4) + vec2(0.0, 3.0 / 1.4));
    float line = max(max(lines.x, lines.y), 0.55 * rim.y);
    vec3 shown = mix(tint, line_colour, line);
#ifdef FOG
    vec2 away = smoothed(vec2(distance(place, fog.xy) * fog.z - 0.45 / 0.55, 0.0));
    shown = mix(shown, mist, THICKEST * fog.w * away.x);
#endif
    seen = vec4(dithered(shown) * rim.x, rim.x);
}
#endif
"""
_CLEAR, _FOGGY, _HIDDEN = "", "#define FOG", "#define HIDDEN"
"""Kinds of ground: without fog; in it; and so deep in it that no line is seen."""
_PREFACE = """#version 330
#define THICKEST 0.97
#define NOISE vec3({}, {}, {})
""".format(*NOISE)


@dataclass(frozen=True)
class Relief:
    """What a surface is drawn from: points of a mesh, and the loss between them.

    rings of the mesh; positions and normals (n, 3) in world coordinates; shares (n,), the heights
    as shares of the greatest; curves (m, 6), for each triangle, the share as a polynomial of world
    x and y, with coefficients of 1, x, y, x^2, xy and y^2.
    """

    rings: int
    positions: Array
    normals: Array
    shares: Array
    curves: Array


def relief(
    loss: Callable[[Array], Array], gradient: Callable[[Array], Array], domain: Domain
) -> Relief:
    """The relief of a loss over a domain."""

    def parameters(places: Array) -> Array:
        return np.asarray(domain.centre) + domain.radius * places

    def shares(places: Array) -> Array:
        return (loss(parameters(places)) - domain.low) / (domain.high - domain.low)

    fewest, most, step = RINGS
    for rings in range(fewest, most + 1, step):
        nodes = _nodes(rings)
        values = shares(nodes)
        if _sag(values) * domain.height <= SAG:
            break
    flat = _disc(rings, REACH)[:, :2]
    theta = parameters(flat)
    slope = gradient(theta) * domain.radius * domain.height / (domain.high - domain.low)
    normals = np.concatenate([-slope, np.ones((len(slope), 1))], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    positions = domain.world(theta, loss(theta))
    return Relief(rings, positions, normals, shares(flat), _curves(nodes, values))


def _nodes(rings: int) -> Array:
    """World x and y, (m, 6, 2), of each triangle's corners and of the middles of its sides."""
    corners = _disc(rings, REACH)[:, :2][_triangles(rings)]
    return np.concatenate([corners, (corners + np.roll(corners, -1, axis=1)) / 2], axis=1)


def _sag(values: Array) -> float:
    """How far, at most, the middles of sides are off the straight line, by values (m, 6)."""
    ends, middles = values[:, :3], values[:, 3:]
    return float(np.abs(middles - (ends + np.roll(ends, -1, axis=1)) / 2).max())


def _curves(nodes: Array, values: Array) -> Array:
    """Coefficients (m, 6) of the quadratics through the values (m, 6) at nodes (m, 6, 2).

    Nodes are the corners of a triangle and the middles of its sides, so neighbours agree along the
    side that they share.
    """
    x, y = nodes[..., 0], nodes[..., 1]
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    solved = np.linalg.solve(powers, values[..., None])[..., 0]
    return np.asarray(solved, dtype=np.float64)


def _colours(shares: Array, theme: Theme) -> Array:
    """Colour (n, 3) of heights as shares (n,) of the greatest."""
    ramp = np.array([rgb(colour) for colour in theme.heights])
    stops = np.linspace(0.0, 1.0, len(ramp))
    return np.stack([np.interp(shares, stops, ramp[:, k]) for k in range(3)], axis=-1)


Box = tuple[int, int, int, int]
"""Left, top, width and height of a part of the picture, in pixels."""


class Renderer:
    """Draws one surface into an off-screen buffer of one size; made in the process that uses it."""

    def __init__(self, relief: Relief, theme: Theme) -> None:
        self.context = off_screen()
        self.places = relief.positions[:, :2]
        shared = _triangles(relief.rings)
        self.corners = shared
        # The last corner of each triangle is its own, and has its curve.
        own = np.arange(len(shared)) + len(relief.positions)
        self.triangles = np.column_stack([shared[:, :2], own]).astype(np.int32)
        self.rim = np.arange(len(shared)) >= len(_triangles(relief.rings - RIM))
        vertices = self.context.buffer(_vertices(relief, theme, shared[:, 2]).tobytes())
        self.indices = self.context.buffer(self.triangles.tobytes())
        self.programs, self.arrays = {}, {}
        for kind in (_CLEAR, _FOGGY, _HIDDEN):
            head = _PREFACE + kind
            self.programs[kind] = self.context.program(head + _VERTEX, head + _FRAGMENT)
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
        self._set("middle", tuple(_MIDDLE))
        self._set("distance_", PERSPECTIVE)
        self._set("depths", (_NEAR, _FAR))

    def _set(self, name: str, value: object) -> None:
        """Tell every program that uses it."""
        for program in self.programs.values():
            if name in program:
                program[name].value = value

    def draw(
        self, view: View, slot: Slot, size: tuple[int, int], box: Box, levels: float, fog: Array
    ) -> NDArray[np.uint8]:
        """Premultiplied RGBA (h, w, 4), top row first, of a box of a picture of this size."""
        with self.context:  # a process may have one for each scene
            buffer = self._buffer(size)
            self._look(view, slot, levels, fog)
            buffer.use()
            buffer.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
            self.context.enable(moderngl.DEPTH_TEST)
            self._render(fog)
            pixels = np.empty((box[3], box[2], 4), np.uint8)
            buffer.read_into(pixels, viewport=box, components=4)
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

    def depths(self, size: tuple[int, int], box: Box) -> NDArray[np.float32]:
        """Depth in [0, 1] (h, w) in a box of what was drawn last at this size, top row first."""
        with self.context:
            depths = np.empty((box[3], box[2]), np.float32)
            self._buffer(size).read_into(
                depths, viewport=box, components=1, attachment=-1, dtype="f4"
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


class Surface3D(Painted):
    """The surface of ``loss`` over a disc of parameters, seen by an eye that can move.

    ``loss`` and ``gradient`` take parameters (..., 2).  :meth:`look` sets the eye; :meth:`at` turns
    parameters and losses into frame coordinates; :meth:`hidden` tells which lie behind a ridge.
    """

    flat = False
    corner = 0.0

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
        theta = np.asarray(domain.centre) + domain.radius * _disc(self.relief.rings)[:, :2]
        self.outline = np.ascontiguousarray(domain.world(theta, loss(theta)).T)
        self.mesh = np.ascontiguousarray(self.relief.positions.T)
        self.view = View(0.0, 45.0)
        self.fog = np.zeros(4)
        self._renderer: Renderer | None = None
        self._drawn: tuple[object, ...] | None = None

    def fitted(self, azimuth: float, elevation: float, scale: float | None = None) -> View:
        """The view from about these angles, with the surface in the middle of its slot.

        It is as large as fits, unless a scale is given.  The angles are rounded to NUDGE.
        """
        azimuth, elevation = (round(angle / NUDGE) * NUDGE for angle in (azimuth, elevation))
        low, high = View(azimuth, elevation).bounds(self.outline)
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
        assert self._renderer is not None
        width, height = self._size
        column = (projected[:, 0] - self.slot.left) / self.slot.width * width
        row = (self.slot.top - projected[:, 1]) / self.slot.height * height
        behind = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        if not behind.any():
            return behind
        columns, rows = column[behind].astype(int), row[behind].astype(int)
        left, top = int(columns.min()), int(rows.min())
        box = (left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
        depths = self._renderer.depths(self._size, box)
        behind[behind] = depths[rows - top, columns - left] < projected[behind, 2] - 0.012
        return behind

    def extent(self) -> Extent:
        """What the mesh reaches of the slot, as it is seen now."""
        low, high = self.view.bounds(self.mesh)
        (left, bottom), (right, top) = (low - MARGIN).tolist(), (high + MARGIN).tolist()
        slot = self.slot
        left, right = max(left, slot.left - MARGIN), min(right, slot.right + MARGIN)
        bottom, top = max(bottom, slot.bottom - MARGIN), min(top, slot.top + MARGIN)
        return (left, bottom, right, top) if left < right and bottom < top else NOTHING

    def render(self, pixels: float) -> None:
        """Draw the surface for the present view, unless it is drawn already."""
        state = (self.view, tuple(self.fog), pixels)
        if state == self._drawn:
            return
        if self._renderer is None:
            self._renderer = Renderer(self.relief, self.theme)
        self._size = (round(self.slot.width * pixels), round(self.slot.height * pixels))
        self._box = self._box_of(self.extent())
        self.image = self._renderer.draw(
            self.view, self.slot, self._size, self._box, self.levels, self.fog
        )
        self._drawn = state

    def _box_of(self, extent: Extent) -> Box:
        """The box of the slot's pixels that holds an extent, and one pixel for none."""
        if extent == NOTHING:
            return 0, 0, 1, 1
        left, bottom, right, top = extent
        slot, (width, height) = self.slot, self._size
        across, down = width / slot.width, height / slot.height
        first = max(int((left - slot.left) * across), 0)
        row = max(int((slot.top - top) * down), 0)
        last = min(int((right - slot.left) * across) + 1, width)
        below = min(int((slot.top - bottom) * down) + 1, height)
        return first, row, last - first, below - row

    def paint(self, pen: Pen) -> Sheet:
        """The drawn surface, in its slot."""
        self.render(pen.pixels)
        left, top = self._box[:2]
        x, y = self.slot.left + left / pen.pixels, self.slot.top - top / pen.pixels
        return pen.sheet(self.image, x, y)
