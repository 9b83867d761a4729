"""Every component looks as in its reference picture, in both themes.

A function of ``MAKERS`` makes what one picture shows.  ``--regenerate-pictures`` writes the
references anew; a picture that differs is laid beside its reference in the test's folder.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

import numpy as np
import pytest
from manim import Mobject
from numpy.typing import NDArray
from PIL import Image

from gdcore import surfaces
from gdcore.surfaces import from_expression
from gdcore.theory import Axes as OwnAxes
from scenes import components
from scenes.components.basin import Basin
from scenes.components.blank_map import BlankMap
from scenes.components.bowl_map import BowlMap
from scenes.components.contour_map import ContourMap
from scenes.components.cycle import Arcs, Lamp, Stations, stations
from scenes.components.formula_ground import FormulaGround
from scenes.components.logo import Logo
from scenes.components.network import Network, OneUnit, OneWeight, Sent
from scenes.components.outline import Outline
from scenes.components.path.arrow import StraightArrow, SurfaceArrow
from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.path.arrow_fan import ArrowFan
from scenes.components.path.ball import Ball
from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import Drops
from scenes.components.path.flight import Flight
from scenes.components.path.ground import Ground
from scenes.components.path.leaps import Leaps
from scenes.components.path.mark import Mark
from scenes.components.path.patch import TangentPatch
from scenes.components.path.polyline import polyline
from scenes.components.path.sheet import Sheet
from scenes.components.path.trail import Trail, TrailStyle
from scenes.components.pieces import Pieces
from scenes.components.plate import Plate
from scenes.components.plot.axes import Axes, Ticks, Uprights, plot_area
from scenes.components.plot.bar import Bar
from scenes.components.plot.columns import Columns
from scenes.components.plot.curve import Curve, Smooth
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.plot.dot import Dot
from scenes.components.plot.kinds import (
    Boundary,
    KindMark,
    KindPoints,
    KindsView,
    Parting,
)
from scenes.components.plot.line_fan import LineFan
from scenes.components.plot.looks import Boxes, Looks
from scenes.components.plot.many_lines import ManyLines
from scenes.components.plot.misses import Misses, Samples, Tolerated
from scenes.components.plot.rate_bars import RateBars
from scenes.components.plot.ribbon import Ribbon
from scenes.components.plot.ring import Ring
from scenes.components.plot.sample_cloud import SampleCloud
from scenes.components.plot.share import Share, Track
from scenes.components.plot.stack import Stack
from scenes.components.plot.stairs import Stairs
from scenes.components.plot.terrain import Terrain
from scenes.components.readout import Count
from scenes.components.section import Section
from scenes.components.sliding import Sliding
from scenes.components.surface.floor import Floor
from scenes.components.surface.floor_plane import FloorPlane, FloorSquare
from scenes.components.surface.fog import Fog
from scenes.components.surface.surface3d import Surface3D
from scenes.components.swept import Swept
from scenes.components.text.band import Band
from scenes.components.text.code import CodeLine
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.triad import Triad, TriadNames
from scenes.layout import Slot
from scenes.painting.camera import LessonCamera
from scenes.painting.colour import rgb
from scenes.painting.pen import Pen
from scenes.plans.ground import fit_domain
from scenes.theme import DIMMED, SIZES, STROKES, THEMES, Theme
from tests.scenes.references import (
    AMPLIFIED,
    FAINTEST,
    FOLDER,
    compare,
    difference,
    left_over,
    side_by_side,
)

Array = NDArray[np.float64]
Pixels = NDArray[np.uint8]

UNIT = 60
"""Pixels in one frame unit, as in a preview of 480 lines."""

EDGE = 0.1
"""Frame units that a component keeps clear of the frame's edge where it can."""

LOSS = surfaces.get("two_valleys")
TILT = (-150.0, 48.0)
LOW = (-60.0, 25.0)
"""Azimuth and elevation of the eye from which the ground is seen, and at which ridges hide some."""

# The pictures

Make = Callable[[Slot, Theme], list[Mobject]]
MAKERS: dict[str, tuple[Slot, Make]] = {}
"""By name: the frame, in units about its middle, and what makes the mobjects in it."""


def picture(width: int, height: int) -> Callable[[Make], Make]:
    """Add what a function makes to the pictures, in a frame of so many pixels."""

    def add(make: Make) -> Make:
        across, up = width / UNIT / 2, height / UNIT / 2
        MAKERS[make.__name__.replace("_", "-")] = (Slot(-across, -up, across, up), make)
        return make

    return add


def capture(frame: Slot, mobjects: list[Mobject], theme: Theme) -> Pixels:
    """The mobjects on the theme's background, (h, w, 3)."""
    camera = LessonCamera(
        pixel_width=round(frame.width * UNIT),
        pixel_height=round(frame.height * UNIT),
        frame_width=frame.width,
        frame_height=frame.height,
        background_color=theme.background,
    )
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[..., :3].copy()


class Shown(NamedTuple):
    """A picture (h, w, 3), what is beneath its ink, and the classes of what is in it."""

    pixels: Pixels
    beneath: Pixels
    classes: frozenset[type]


def draw(name: str, theme: Theme) -> Shown:
    """A picture; what lies on a ground is ink on that ground."""
    frame, make = MAKERS[name]
    mobjects = make(frame, theme)
    pixels = capture(frame, mobjects, theme)
    on_ground = len(mobjects) > 1 and isinstance(mobjects[0], (ContourMap, Section, Surface3D))
    beneath = capture(frame, mobjects[:on_ground], theme)
    classes = frozenset(type(one) for top in mobjects for one in top.get_family())
    return Shown(pixels, beneath, classes)


@cache
def drawn(name: str, theme: str) -> Shown:
    """A picture in one of the themes, drawn once for all tests."""
    return draw(name, THEMES[theme])


def within_edge(frame: Slot) -> Slot:
    return frame.inset(EDGE, EDGE, EDGE, EDGE)


def made_surface(slot: Slot, theme: Theme, eye: tuple[float, float] = TILT) -> Surface3D:
    middle, across = np.mean(LOSS.view, axis=1), np.ptp(LOSS.view, axis=1)
    domain = fit_domain(LOSS.loss, middle, float(across.min()) / 2, 0.58)
    surface = Surface3D(LOSS.loss, LOSS.gradient, domain, slot, theme, sun=130.0)
    surface.look(surface.fitted(*eye))
    return surface


def made_map(slot: Slot, theme: Theme) -> ContourMap:
    middle, across = np.mean(LOSS.view, axis=1), np.ptp(LOSS.view, axis=1)
    return ContourMap(LOSS.loss, LOSS.gradient, middle, float(across.min()) / 2, slot, theme)


def place(x: float, y: float) -> Array:
    """Parameters (2,) at x and y from -1 to 1 across the ground."""
    middle, across = np.mean(LOSS.view, axis=1), np.ptp(LOSS.view, axis=1)
    return middle + np.array([x, y]) * across.min() / 2


def spiral(steps: int) -> Array:
    """Parameters (steps + 1, 2) that go round and inwards."""
    share = np.linspace(0.0, 1.0, steps + 1)
    radius, angle = 0.75 * (1 - 0.8 * share), 0.6 + 2.2 * np.pi * share * max(1, steps // 60)
    around = zip(radius * np.cos(angle), radius * np.sin(angle), strict=True)
    return np.stack([place(x, y) for x, y in around])


def made_trail(ground: Ground, theta: Array, theme: Theme, width: float = STROKES.thick) -> Trail:
    """A trail that has walked all of ``theta`` but half a step."""
    line = polyline(theta, LOSS.loss, ground, 0.1)
    trail = Trail(ground, line, theme.batch, theme, TrailStyle(width))
    end = (theta[-1] + theta[-2]) / 2
    trail.show(len(theta) - 1.5, end, float(LOSS.loss(end)))
    return trail


def made_ball(ground: Ground, theta: Array, colour: str, theme: Theme) -> Ball:
    ball = Ball(ground, colour, theme)
    ball.show(theta, float(LOSS.loss(theta)))
    return ball


@picture(256, 120)
def words_in_three_weights(frame: Slot, theme: Theme) -> list[Mobject]:
    light = words("Añoçêř fluent office", SIZES.small, theme.quiet)
    middle = words("Where it rolls, −0.1", SIZES.label, theme.batch, "semibold")
    heavy = words("Downhill", SIZES.title, theme.text, "bold")
    return [
        light.put(frame.left + EDGE, 0.6),
        middle.put(frame.right - EDGE, 0.1, "right"),
        heavy.put(0.0, -0.7, "centre"),
    ]


DATA = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.5, 1.0, 3.6, 2.2])
"""Four samples, x and y."""
RISING = 0.5, 0.6
"""A line through them: slope and intercept."""


def data_axes(frame: Slot, theme: Theme) -> Axes:
    return Axes(within_edge(frame), (0.0, 5.0), (0.0, 4.0), theme)


@picture(160, 120)
def misses_with_strokes(frame: Slot, theme: Theme) -> list[Mobject]:
    misses = Misses(data_axes(frame, theme), *DATA, theme.stochastic, theme)
    misses.show(RISING, 0.7, 0.0)
    return [misses]


@picture(160, 120)
def misses_with_squares(frame: Slot, theme: Theme) -> list[Mobject]:
    """One has grown; those before it are gone again."""
    misses = Misses(data_axes(frame, theme), *DATA, theme.stochastic, theme)
    misses.show(RISING, 1.0, 0.65)
    return [misses]


@picture(160, 120)
def samples_on_squares(frame: Slot, theme: Theme) -> list[Mobject]:
    axes = data_axes(frame, theme)
    return [*misses_with_squares(frame, theme), Samples(axes, *DATA, theme)]


@picture(160, 120)
def samples_that_come(frame: Slot, theme: Theme) -> list[Mobject]:
    samples = Samples(data_axes(frame, theme), *DATA, theme)
    samples.show(0.7)
    return [samples]


@picture(160, 120)
def line_fan(frame: Slot, theme: Theme) -> list[Mobject]:
    slopes, intercepts = np.array([-0.6, 0.1, 0.4, 0.5]), np.array([3.6, 2.0, 1.0, 0.6])
    fan = LineFan(data_axes(frame, theme), slopes, intercepts, theme.batch, theme)
    fan.show(3, 1.0)
    return [fan]


@picture(160, 120)
def line_fan_that_shrinks(frame: Slot, theme: Theme) -> list[Mobject]:
    slopes, intercepts = np.array([-0.6, 0.1, 0.4, 0.5]), np.array([3.6, 2.0, 1.0, 0.6])
    fan = LineFan(data_axes(frame, theme), slopes, intercepts, theme.batch, theme)
    fan.show(3, 1.0)
    fan.fold(0.6, fan.axes.slot.corners)
    return [fan]


@picture(160, 120)
def tolerated_misses(frame: Slot, theme: Theme) -> list[Mobject]:
    band = Tolerated(data_axes(frame, theme), *DATA, 0.8, theme.stochastic, theme)
    band.show(RISING)
    return [band]


@picture(160, 100)
def looks(frame: Slot, theme: Theme) -> list[Mobject]:
    """Two of three boxes, one as large with one look, and dots too small to be seen."""
    many, one, small = within_edge(frame).rows(2.0, 2.0, 1.0, gap=0.1)
    block = Looks(Boxes(many, 21, 8, 21, theme), theme.mini_batch)
    block.show(2)
    alike = Looks(Boxes(one, 1, 8, 21, theme), theme.batch)
    dense = Looks(Boxes(small, 16000, 400, 16000, theme), theme.stochastic)
    return [block.boxes, block, alike.boxes, alike, dense]


@picture(160, 30)
def share(frame: Slot, theme: Theme) -> list[Mobject]:
    made = Share(Track(within_edge(frame), theme), 0.3, theme.batch)
    return [made.track, made]


@picture(160, 80)
def columns(frame: Slot, theme: Theme) -> list[Mobject]:
    """Two of three."""
    slots = within_edge(frame).columns(3, 0.2)
    made = Columns(slots, [theme.stochastic, theme.quiet, theme.batch])
    made.show(2)
    return [made]


@picture(60, 120)
def bar(frame: Slot, theme: Theme) -> list[Mobject]:
    made, area = Bar(within_edge(frame), theme.stochastic, theme), within_edge(frame)
    made.show(Slot(-0.15, area.bottom, 0.15, 0.4))
    return [made]


@picture(60, 120)
def stack(frame: Slot, theme: Theme) -> list[Mobject]:
    """Of four slices two have come, and a third half."""
    made = Stack(np.array([0.3, 0.1, 0.4, 0.2]), theme.stochastic, theme)
    made.show(within_edge(frame), np.array([1.0, 1.0, 0.5, 0.0]))
    return [made]


def steps(theta: Array) -> Array:
    """A staircase with a lowest tread."""
    return np.abs(np.round(3.0 * theta[..., 0])) / 3.0


def made_swept(frame: Slot, theme: Theme, *, near: float = 0.0) -> Swept:
    slot = within_edge(frame)
    swept = Swept(steps, np.zeros(2), np.array([1.0, 0.0]), 1.0, slot, theme)
    swept.stepped = True
    swept.show(-1.0, 0.6, swept.magnified(np.array([-0.6, 0.0]), np.array([3.0, 3.0]), near))
    return swept


@picture(190, 130)
def swept_stairs(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_swept(frame, theme)]


@picture(190, 130)
def swept_stairs_from_near(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_swept(frame, theme, near=0.9)]


@picture(300, 80)
def formula_with_colours(frame: Slot, theme: Theme) -> list[Mobject]:
    theta, rate = tint("theta", theme.batch), tint("alpha", theme.rate)
    code = f"$hat({theta})_(t+1) = sqrt(a/b) - {rate} nabla J({theta}_t)$"
    return [formula(code, SIZES.formula, theme.text).put(float(frame.centre[0]), -0.1, "centre")]


@picture(160, 60)
def cased_words_on_a_map(frame: Slot, theme: Theme) -> list[Mobject]:
    label = words("minimum", SIZES.label, theme.text).cased(theme.casing)
    return [made_map(frame, theme), label.put(0.0, -0.1, "centre")]


@picture(160, 100)
def digits_by_three_ends(frame: Slot, theme: Theme) -> list[Mobject]:
    found = []
    ends = ((frame.left + EDGE, "left"), (0.0, "centre"), (frame.right - EDGE, "right"))
    for row, ((x, align), text) in enumerate(
        zip(ends, ("1,234.5 × 6", "−0.001 + 7", "(8.9×10⁻¹⁷)="), strict=True)
    ):
        digits = Digits(SIZES.label, theme.text)
        digits.show(text, x, 0.4 - 0.5 * row, align)
        found.append(digits)
    return found


@picture(120, 120)
def triad_on_a_map(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_map(frame, theme), *_triad(frame, theme, (-120.0, 35.0))]


@picture(120, 120)
def triad_from_above(frame: Slot, theme: Theme) -> list[Mobject]:
    return _triad(frame, theme, (-90.0, 90.0))


@picture(120, 120)
def triad_on_a_tile(frame: Slot, theme: Theme) -> list[Mobject]:
    return _triad(frame, theme, (-100.0, 48.0), tiled=True)


def _triad(
    frame: Slot, theme: Theme, eye: tuple[float, float], *, tiled: bool = False
) -> list[Mobject]:
    triad = Triad(made_surface(frame, theme, eye), frame, theme)
    if tiled:
        triad.lay_tile()
    names = TriadNames(triad, ("$theta_1$", "$theta_2$", "$J$"))
    names.show()
    return [triad, names]


@picture(260, 180)
def axes(frame: Slot, theme: Theme) -> list[Mobject]:
    ticks = np.array([0.0, 0.5, 1.0])
    made = Axes(
        plot_area(within_edge(frame)),
        (0.0, 20.0),
        (-0.2, 1.0),
        theme,
        x_ticks=(0, 10),
        y_ticks=ticks,
    )
    named = [made.x_name("steps $t$"), made.y_name("loss $J(theta)$")]
    return [made, made.x_numbers(), made.y_numbers(), *named]


@picture(260, 180)
def axes_that_are_logarithmic(frame: Slot, theme: Theme) -> list[Mobject]:
    area, x, ticks = plot_area(within_edge(frame)), (0.0, 3000.0), 10.0 ** np.array([-4, 0, 4])
    made = Axes(area, x, (1e-5, 1e5), theme, log_y=True, x_ticks=(0, 1500, 3000), y_ticks=ticks)
    named = [made.x_words("area in m²"), made.y_words("rent in €")]
    return [made, made.x_numbers(), made.y_numbers(), *named]


@picture(190, 130)
def axes_of_large_values(frame: Slot, theme: Theme) -> list[Mobject]:
    """They lose a power of ten to the words, which are cut where there is no room for all."""
    area, ticks = plot_area(within_edge(frame)), np.array([0.0, 5e6])
    made = Axes(area, (0.0, 6e6), (0.0, 6e6), theme, x_ticks=ticks, y_ticks=ticks, scaled=True)
    named = [made.x_words("rent"), made.y_words("a name that is too long for it")]
    return [made, made.x_numbers(), made.y_numbers(), *named]


def _bare_axes(frame: Slot, theme: Theme, last: float) -> Axes:
    """Axes that only say where values lie."""
    return Axes(within_edge(frame), (0.0, last), (-1.0, 1.0), theme)


@picture(160, 100)
def curve_with_cursor(frame: Slot, theme: Theme) -> list[Mobject]:
    values = np.cos(np.linspace(0.0, 9.0, 20)) * np.linspace(1.3, 0.2, 20)
    curve = Curve(_bare_axes(frame, theme, 19.0), values, theme.batch, theme)
    curve.show(13)
    below = Curve(curve.axes, values[::-1], theme.stochastic, theme)
    below.show(19)
    return [below, curve]


@picture(160, 100)
def curve_that_is_long_and_thin(frame: Slot, theme: Theme) -> list[Mobject]:
    values = np.cos(np.linspace(0.0, 20.0, 200)) * np.linspace(0.9, 0.2, 200)
    axes = _bare_axes(frame, theme, 199.0)
    curve = Curve(axes, values, theme.stochastic, theme, STROKES.thin)
    curve.show(150)
    return [curve]


@picture(160, 40)
def ticks(frame: Slot, theme: Theme) -> list[Mobject]:
    made = Axes(within_edge(frame), (0.0, 4.0), (0.0, 1.0), theme, x_ticks=(0, 1, 2, 4))
    return [Ticks(made)]


@picture(160, 40)
def uprights(frame: Slot, theme: Theme) -> list[Mobject]:
    made = Axes(within_edge(frame), (0.0, 4.0), (0.0, 1.0), theme, x_ticks=(1, 2, 3, 4))
    return [made, Uprights(made)]


@picture(160, 100)
def stairs_that_reach_on(frame: Slot, theme: Theme) -> list[Mobject]:
    stairs = Stairs(_bare_axes(frame, theme, 5.0), np.linspace(0.8, -0.7, 6), theme.batch, theme)
    stairs.reach = 3.6
    stairs.show(3)
    return [stairs]


@picture(160, 100)
def stairs_many_and_thin(frame: Slot, theme: Theme) -> list[Mobject]:
    values = np.cos(np.linspace(0.0, 20.0, 200)) * np.linspace(0.9, 0.2, 200)
    axes = _bare_axes(frame, theme, 199.0)
    stairs = Stairs(axes, values, theme.stochastic, theme, STROKES.thin)
    stairs.show(150)
    return [stairs]


@picture(160, 100)
def many_lines(frame: Slot, theme: Theme) -> list[Mobject]:
    """Twenty-five of thirty."""
    phases = np.linspace(0.0, 2.0, 30)[:, None]
    values = np.cos(np.linspace(0.0, 9.0, 60) + phases) * np.linspace(1.0, 0.3, 60)
    made = ManyLines(_bare_axes(frame, theme, 59.0), values, theme.stochastic)
    made.count = 25
    return [made]


@picture(160, 100)
def ribbon(frame: Slot, theme: Theme) -> list[Mobject]:
    """Wider and wider, and cut off by the plot's upper side."""
    x = np.linspace(0.0, 9.0, 60)
    edges = np.stack([np.cos(x) - 0.1 * x, np.cos(x) + 0.1 * x])
    return [Ribbon(_bare_axes(frame, theme, 59.0), edges, theme.stochastic)]


@picture(160, 100)
def sample_cloud(frame: Slot, theme: Theme) -> list[Mobject]:
    """Three thousand samples, denser in the middle, some of them outside."""
    x, y = np.random.default_rng(3).normal(size=(2, 3000))
    return [SampleCloud(_bare_axes(frame, theme, 4.0), 2.0 + x, 0.4 * (x + y), theme)]


@picture(160, 100)
def smooth(frame: Slot, theme: Theme) -> list[Mobject]:
    """On a curve of its colour, which its casing keeps it apart from."""
    axes = _bare_axes(frame, theme, 199.0)
    noise = np.cos(np.linspace(0.0, 90.0, 200))
    single = Stairs(axes, 0.5 * noise, theme.stochastic, theme, STROKES.thin)
    single.show(199)
    mean = Smooth(axes, np.linspace(0.8, -0.4, 200), theme.stochastic, theme)
    mean.show(160)
    return [single, mean]


@picture(60, 60)
def ring(frame: Slot, theme: Theme) -> list[Mobject]:
    del frame
    made = Ring(theme.text, theme, 0.24)
    made.show(np.array([0.03, -0.02]))
    return [made]


def made_fan(frame: Slot, theme: Theme, closed: float, laid: float) -> list[Mobject]:
    turns = np.linspace(0.0, 2.0, 7)
    vectors = np.stack([np.cos(turns), np.sin(turns)], axis=-1) * (0.4 + 0.1 * turns)[:, None]
    late, begin = np.zeros(7), np.array([-1.0, -0.5])
    fan = ArrowFan(lambda theta: theta, frame, begin, vectors, late, theme.stochastic, theme)
    fan.times = 0.6
    fan.show(1.0, closed, laid)
    return [fan]


@picture(160, 120)
def arrow_fan(frame: Slot, theme: Theme) -> list[Mobject]:
    """Half closed to their average."""
    return made_fan(frame, theme, 0.5, 0.0)


@picture(160, 180)
def arrow_fan_head_to_tail(frame: Slot, theme: Theme) -> list[Mobject]:
    return made_fan(frame, theme, 0.0, 1.0)


@picture(140, 100)
def arcs(frame: Slot, theme: Theme) -> list[Mobject]:
    """Two arrows of a ring, and a part of the third."""
    made = Arcs(frame.centre, (0.95, 0.6), 3, 0.13, theme)
    made.show(2.6)
    return [made]


@picture(140, 100)
def lamp(frame: Slot, theme: Theme) -> list[Mobject]:
    """On its way from the first station, with its tail."""
    made = Lamp(theme)
    made.show(frame.centre, (0.95, 0.6), 0.4, 0.3)
    return [made]


@picture(140, 100)
def lamp_as_a_blur(frame: Slot, theme: Theme) -> list[Mobject]:
    """All round, without a head."""
    made = Lamp(theme)
    made.show(frame.centre, (0.95, 0.6), 0.4, 1.0)
    return [made]


@picture(160, 120)
def stations_of_a_ring(frame: Slot, theme: Theme) -> list[Mobject]:
    """One lit, one not, and one that is coming."""
    places = stations(frame.centre, (0.8, 0.5), 3)
    made = Stations(places, 0.13, (theme.stochastic, theme.gradient, theme.batch), theme)
    made.show((1.0, 1.0, 0.5), (1.0, 0.0, 0.0))
    return [made]


@picture(200, 40)
def band(frame: Slot, theme: Theme) -> list[Mobject]:
    made = Band(theme)
    made.show(within_edge(frame).extent, theme.gradient)
    return [made]


@picture(300, 40)
def code(frame: Slot, theme: Theme) -> list[Mobject]:
    """An indented line: a keyword, a word in its colour, and plain ones."""
    colours = {"": theme.quiet, "gradient": theme.gradient}
    line = CodeLine("  if norm(gradient) < 0.01:", SIZES.label, theme.text, colours)
    return [line.shift((frame.left + EDGE, -0.1, 0.0))]


@picture(260, 40)
def count(frame: Slot, theme: Theme) -> list[Mobject]:
    shown = Count({"one": "look", "other": "looks"}, SIZES.label, theme.batch)
    shown.show(61700, frame.left + EDGE, -0.1)
    return [shown]


@picture(160, 60)
def count_on_a_ground(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_map(within_edge(frame), theme)
    shown = Count({"one": "look", "other": "looks"}, SIZES.label, theme.text).cased(theme.casing)
    shown.show(2000, ground.slot.left + EDGE, -0.1)
    return [ground, shown]


@picture(260, 40)
def count_of_one(frame: Slot, theme: Theme) -> list[Mobject]:
    shown = Count({"one": "look", "other": "looks"}, SIZES.small, theme.stochastic)
    shown.show(1, frame.left + EDGE, -0.1)
    return [shown]


@picture(160, 120)
def data_plot_with_lit_samples(frame: Slot, theme: Theme) -> list[Mobject]:
    x = np.linspace(0.05, 0.95, 30)
    y = 1.2 * x - 0.6 + 0.25 * np.cos(17.0 * x)
    plot = DataPlot(_bare_axes(frame, theme, 1.0), x, y, theme)
    lines = [
        FittedLine(1.2, -0.6, theme.batch, STROKES.curve),
        FittedLine(-0.5, 0.2, theme.stochastic, STROKES.thin),
    ]
    plot.show(lines, (np.array([2, 7, 7, 12]), theme.stochastic, 0.8))
    return [plot]


BOWL = np.array([[0.6, 0.3], [0.3, 2.0]])


def made_bowl(frame: Slot, theme: Theme) -> BowlMap:
    return BowlMap(BOWL, np.zeros(2), 1.6, within_edge(frame), theme)


@picture(180, 110)
def bowl_map(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_bowl(frame, theme)]


@picture(180, 110)
def bowl_map_turned(frame: Slot, theme: Theme) -> list[Mobject]:
    """By a quarter."""
    lying = np.array([[0.0, 1.0], [-1.0, 0.0]])
    return [BowlMap(BOWL, np.zeros(2), 1.6, within_edge(frame), theme, lying=lying)]


@picture(180, 110)
def bowl_map_from_far_away(frame: Slot, theme: Theme) -> list[Mobject]:
    made = made_bowl(frame, theme)
    made.show(2.6)
    return [made]


def made_basin(frame: Slot, theme: Theme, half: float, middle: Array) -> Basin:
    """Five times as long as wide; ``half`` is that of its slot's height, in its own units."""
    turn = np.radians(20.0)
    directions = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    basin = Basin(OwnAxes(np.array([0.08, 2.0]), directions), np.zeros(2), 1.0, theme)
    slot = within_edge(frame)
    basin.look(slot, slot.height / 2 / half * np.eye(2), middle)
    return basin


@picture(180, 110)
def basin(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_basin(frame, theme, 3.2, np.zeros(2))]


@picture(180, 110)
def basin_from_near(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_basin(frame, theme, 1.2, np.array([2.0, 0.9]))]


@picture(180, 110)
def formula_ground(frame: Slot, theme: Theme) -> list[Mobject]:
    """Turned by a right angle, and drawn higher than it is; it goes on beyond the view."""
    surface = from_expression("x**2 + 3*sin(y)", bounds=((-3.0, 3.0), (-3.0, 3.0)), name="own")
    quarter = np.array([[0.0, -1.0], [1.0, 0.0]])
    axes = OwnAxes(np.array([2.0, 3.0]), np.eye(2))
    ground = FormulaGround(
        surface, lambda theta: np.asarray(theta) @ quarter, axes, np.zeros(2), np.ones(2), theme
    )
    slot = within_edge(frame)
    ground.look(slot, slot.height / 5 * np.diag([1.0, 1.4]), np.array([0.0, 0.9]))
    return [ground]


def made_section(frame: Slot, theme: Theme) -> Section:
    def cost(theta: Array) -> Array:
        return np.asarray(0.1 + 0.5 * np.einsum("...i,ij,...j->...", theta, BOWL, theta))

    slot = within_edge(frame)
    return Section(cost, np.zeros(2), np.array([0.0, 1.0]), 1.5, slot, theme)


@picture(240, 130)
def section(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_section(frame, theme)]


@picture(240, 130)
def section_that_slides(frame: Slot, theme: Theme) -> list[Mobject]:
    cut = made_section(frame, theme)
    sliding = Sliding(cut.loss, np.zeros(2), np.array([0.0, 1.0]), 1.5, within_edge(frame), theme)
    sliding.slide(np.array([0.6, 0.3]), 1.2, 1.1 * sliding.high, 0.8)
    return [sliding]


@picture(240, 130)
def leaps_over_a_section(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_section(frame, theme)
    theta = np.array([[0.0, 1.0], [0.0, -1.1], [0.0, 1.21], [0.0, -1.33]])
    leaps = Leaps(ground, theta, ground.loss, theme.rates[3], theme)
    leaps.show(2.6)
    return [ground, leaps]


@picture(120, 60)
def straight_arrow(frame: Slot, theme: Theme) -> list[Mobject]:
    arrow = StraightArrow(theme.rate, theme)
    slot = within_edge(frame)
    arrow.show(slot.corners[0] + 0.1, slot.corners[2] - 0.1)
    return [arrow]


@picture(120, 80)
def dot_in_a_plot(frame: Slot, theme: Theme) -> list[Mobject]:
    axes = _bare_axes(frame, theme, 1.0)
    return [axes, Dot(axes, 0.3, 0.0, theme.batch, theme)]


@picture(160, 120)
def arrow_cloud(frame: Slot, theme: Theme) -> list[Mobject]:
    """Arrows of all lengths, down to none, and one that leaves the slot."""
    ground = made_map(within_edge(frame), theme)
    cloud = ArrowCloud(ground.slot, ground.corner, theme)
    angles = np.linspace(-2.2, 0.6, 7)
    lengths = np.array([0.5, 0.05, 0.35, 0.7, 0.0, 0.6, 9.0])[:, None]
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    start = np.array([-0.2, 0.15])
    cloud.show(start, start + lengths * ways, theme.stochastic)
    return [ground, cloud]


@picture(120, 60)
def plate(frame: Slot, theme: Theme) -> list[Mobject]:
    """On lines, which it hides."""
    fan, on_it = line_fan(frame, theme)[0], Plate(theme)
    on_it.show(frame.inset(*[0.4] * 4))
    return [fan, on_it]


@picture(90, 60)
def outline(frame: Slot, theme: Theme) -> list[Mobject]:
    return [Outline(within_edge(frame), theme.mini_batch)]


@picture(180, 140)
def drops(frame: Slot, theme: Theme) -> list[Mobject]:
    """Marks of every rank, and of none, on a surface that hides some of them."""
    ground = made_surface(within_edge(frame), theme)
    made = Drops(ground, (theme.minimum, *[theme.other] * 4), theme)
    where = np.array([place(x, y) for x in np.linspace(-0.6, 0.6, 5) for y in (-0.5, 0.0, 0.5)])
    made.show(where, LOSS.loss(where), np.arange(len(where)) % 5 - 1)
    return [ground, made]


@picture(220, 120)
def terrain(frame: Slot, theme: Theme) -> list[Mobject]:
    axes = _bare_axes(frame, theme, 1.0)
    x = np.linspace(0.0, 1.0, 40)
    ground = Terrain(axes, x, 3.0 * (x - 0.5) ** 2 - 0.6, theme)
    ground.show(0.8)
    return [ground]


@picture(120, 90)
def contour_map_dark(frame: Slot, theme: Theme) -> list[Mobject]:
    """The highest ground is not the palest there is."""
    slot, (middle, across) = within_edge(frame), (np.mean(LOSS.view, 1), np.ptp(LOSS.view, axis=1))
    half = float(across.min()) / 3
    return [ContourMap(LOSS.loss, LOSS.gradient, middle, half, slot, theme, palest=0.6)]


@picture(120, 120)
def contour_map(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_map(within_edge(frame), theme)]


@picture(180, 120)
def surface(frame: Slot, theme: Theme) -> list[Mobject]:
    return [made_surface(frame, theme)]


@picture(180, 120)
def floor(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(frame, theme, LOW)
    ground.stand_on_floor()
    ground.look(ground.fitted(*LOW))
    return [Floor(ground, theme)]


@picture(180, 120)
def surface_in_fog(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(frame, theme)
    ground.look(ground.view, Fog((0.1, -0.2), 0.4, seconds=2.0))
    return [ground]


@picture(180, 120)
def surface_in_thin_fog(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(frame, theme, LOW)
    ground.look(ground.view, Fog((0.1, -0.2), 0.4, level=0.75, seconds=2.0))
    return [ground]


@picture(120, 80)
def balls_on_a_surface(frame: Slot, theme: Theme) -> list[Mobject]:
    """The second is behind a ridge."""
    ground = made_surface(frame, theme, LOW)
    seen = made_ball(ground, place(0.3, 0.5), theme.batch, theme)
    return [ground, seen, made_ball(ground, place(-0.35, -0.1), theme.stochastic, theme)]


@picture(80, 60)
def balls_on_a_map(frame: Slot, theme: Theme) -> list[Mobject]:
    """The second is as small as one of two at a place."""
    ground = made_map(frame, theme)
    small = Ball(ground, theme.stochastic, theme, 0.6 * STROKES.ball)
    small.show(place(0.6, 0.2), 0.0)
    return [ground, made_ball(ground, place(-0.6, -0.1), theme.batch, theme), small]


@picture(120, 80)
def balls_in_flight(frame: Slot, theme: Theme) -> list[Mobject]:
    """Over a surface, the first at the height of its way, the second soon after it has set off."""
    ground = made_surface(frame, theme, LOW)
    balls = []
    for start, end, phase in (((0.5, 0.6), (-0.1, 0.5), 0.5), ((0.2, -0.6), (-0.5, -0.5), 0.1)):
        ball = made_ball(ground, place(*start), theme.batch, theme)
        flight = Flight(place(*start), place(*end), LOSS.loss, phase)
        ball.show(ball.theta, ball.loss, flight)
        balls.append(ball)
    return [ground, *balls]


@picture(100, 100)
def trail_of_few_steps(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_map(frame, theme)
    return [ground, made_trail(ground, spiral(12), theme)]


@picture(120, 120)
def trail_of_many_steps(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_map(frame, theme)
    return [ground, made_trail(ground, spiral(4 * TrailStyle.lively), theme, STROKES.thin)]


@picture(100, 100)
def trail_of_the_latest_steps(frame: Slot, theme: Theme) -> list[Mobject]:
    """Five in full, and ten before them fainter; none of those before."""
    ground = made_map(frame, theme)
    trail = made_trail(ground, spiral(40), theme, STROKES.thin)
    trail.style = replace(trail.style, lively=5, kept=15)
    return [ground, trail]


@picture(160, 100)
def trail_behind_a_ridge(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(frame, theme, LOW)
    theta = np.stack([place(x, -0.1) for x in np.linspace(-0.9, 0.9, 10)])
    return [ground, made_trail(ground, theta, theme)]


@picture(100, 100)
def trail_that_is_dimmed(frame: Slot, theme: Theme) -> list[Mobject]:
    trail = made_trail(made_map(frame, theme), spiral(12), theme)
    trail.opacity = DIMMED
    return [trail]


@picture(60, 36)
def marks(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_map(frame, theme)
    start = Mark(ground, place(-0.8, 0.0), 0.0, theme.text, theme, ring=True)
    return [ground, start, Mark(ground, place(0.8, 0.0), 0.0, theme.minimum, theme, ring=False)]


@picture(60, 60)
def mark_about_two_balls(frame: Slot, theme: Theme) -> list[Mobject]:
    """Both balls at the place of the mark are seen, and so is that."""
    ground = made_map(frame, theme)
    low = place(0.0, 0.0)
    mark = Mark(ground, low, 0.0, theme.minimum, theme, ring=False)
    balls = []
    for colour, share in ((theme.batch, 1.0), (theme.stochastic, 0.5)):
        ball = Ball(ground, colour, theme, share * STROKES.ball)
        ball.show(low, 0.0, near=1.0)
        mark.room[colour] = ball.room(1.0) + 0.035
        balls.append(ball)
    return [ground, *balls, mark]


@picture(120, 80)
def arrows_on_a_surface(frame: Slot, theme: Theme) -> list[Mobject]:
    """The second has grown to half its length."""
    ground = made_surface(frame, theme)
    whole = SurfaceArrow(ground, LOSS.loss, theme.gradient, theme)
    half = SurfaceArrow(ground, LOSS.loss, theme.rate, theme)
    start = place(-0.3, 0.1)
    whole.show(start, place(0.5, 0.4) - start)
    half.show(start, 0.5 * (place(-0.5, -0.9) - start))
    return [ground, whole, half]


@picture(80, 60)
def dashes(frame: Slot, theme: Theme) -> list[Mobject]:
    corner, across = np.array([frame.left + EDGE, frame.bottom + EDGE]), np.array([1.1, 0.0])
    dashed, whole = Dashes(theme.text), Dashes(theme.quiet, STROKES.curve, dash=0)
    dashed.show(np.stack([corner, corner + across + 0.7 * across[::-1]]))
    whole.show(np.stack([corner, corner + across, corner + across + 0.5 * across[::-1]]))
    return [dashed, whole]


@picture(80, 60)
def rate_bars(frame: Slot, theme: Theme) -> list[Mobject]:
    """A long one and a short one from one place."""
    bars, corner = RateBars(theme.rules[-1]), np.array([frame.right - EDGE, frame.bottom + EDGE])
    ends = corner + np.array([[-1.2, 0.4], [0.1, 0.3]])
    bars.show(*(np.stack([corner, end]) for end in ends))
    return [bars]


@picture(80, 40)
def logo(frame: Slot, theme: Theme) -> list[Mobject]:
    """A ring that is half transparent within, larger than its slot."""
    y, x = np.mgrid[-1:1:90j, -1:1:120j]
    radius = np.hypot(x, y)
    shown = np.zeros((*radius.shape, 4), np.uint8)
    shown[..., :3] = np.round(np.array(rgb(theme.rate)) * 255)
    shown[..., 3] = np.where(radius < 0.5, 128, np.where(radius < 0.9, 255, 0))
    file = io.BytesIO()
    Image.fromarray(shown).save(file, "PNG")
    return [Logo(file.getvalue(), frame)]


@picture(200, 110)
def network_with_slopes(frame: Slot, theme: Theme) -> list[Mobject]:
    """Weights of three layers, the slopes by the last of them, and half of those by the next."""
    network = Network((2, 5, 4, 1), within_edge(frame), theme)
    chance = np.random.default_rng(3)
    network.weights = [chance.normal(size=one.shape) for one in network.weights]
    network.largest = 2.0
    network.slopes = [chance.normal(size=(4, 1)), chance.normal(size=(5, 4))]
    network.slopes_of_units = [chance.normal(size=1), chance.normal(size=4)]
    network.told, network.lit = 1.5, [0.3, 1.0, 1.0]
    return [network]


@picture(200, 110)
def one_unit_of_a_network(frame: Slot, theme: Theme) -> list[Mobject]:
    """At work: what it takes in, its lines from that, and it, over all others."""
    network = Network((2, 5, 4, 1), within_edge(frame), theme)
    network.lit = [0.4] * 3
    return [network, OneUnit(network, 1, theme.rates[3])]


@picture(200, 110)
def one_weight_of_a_network(frame: Slot, theme: Theme) -> list[Mobject]:
    """What goes in, the line, and what has come back to its end from the last disc."""
    network = Network((2, 5, 4, 1), within_edge(frame), theme)
    network.lit = [0.4] * 3
    one = OneWeight(network, (1, 3), theme.rates[3])
    one.come = 1.0
    return [network, one]


@picture(200, 110)
def network_with_signals(frame: Slot, theme: Theme) -> list[Mobject]:
    """On their way through the second layer of weights, the first brighter than usual."""
    chance = np.random.default_rng(2)
    network = Network((2, 5, 4, 1), within_edge(frame), theme)
    network.weights = [chance.normal(size=one.shape) for one in network.weights]
    network.largest, network.lit = 2.0, [2.0, 1.0, 1.0]
    network.signals = [chance.uniform(-1.0, 1.0, size) for size in (2, 5, 4)]
    network.passed, network.hues = 1.6, (theme.rates[1], theme.rates[3])
    sent = Sent(theme.rates[1])
    sent.start, sent.ends, sent.far = network.slot.centre, network.places[0], 0.5
    return [network, sent]


@picture(200, 130)
def two_kinds_parted(frame: Slot, theme: Theme) -> list[Mobject]:
    """A wave between points of two kinds, some of which are on its wrong side, and over them."""
    x = np.linspace(-2.0, 2.0, 24)
    labels = np.arange(24) % 2
    points = np.stack([x, np.sin(2.5 * x) * 0.5 + np.where(labels, 0.35, -0.35)], axis=-1)
    points[5, 1] *= -1.0
    view, colours = KindsView(points, within_edge(frame)), (theme.mini_batch, theme.stochastic)

    def odds(places: Array) -> Array:
        return 4.0 * (places[..., 1] - np.sin(2.5 * places[..., 0]) * 0.5)

    parted, over = (kind(view, odds, colours, theme) for kind in (Parting, Boundary))
    return [parted, KindPoints(view, points, labels, colours, theme), over]


@picture(80, 40)
def kind_marks(frame: Slot, theme: Theme) -> list[Mobject]:
    """A point of each kind by itself."""
    slots, hues = within_edge(frame).columns(2, 0.0), (theme.mini_batch, theme.stochastic)
    return [
        KindMark(slot, k, hue, theme) for k, (slot, hue) in enumerate(zip(slots, hues, strict=True))
    ]


@picture(240, 180)
def sheet(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(within_edge(frame), theme, LOW)
    across = np.stack([place(x, 0.1) for x in np.linspace(-0.8, 0.8, 41)])
    costs = ground.loss(across)
    line = np.linspace(float(costs[0]), float(costs[-1]), len(across))
    face = Sheet(theme)
    face.show(*(ground.at(across, each)[:, :2] for each in (costs, line)))
    return [ground, face]


@picture(240, 180)
def tangent_patch(frame: Slot, theme: Theme) -> list[Mobject]:
    ground = made_surface(within_edge(frame), theme, LOW)
    return [ground, TangentPatch(ground, LOSS.gradient, place(-0.45, 0.2), 0.3, theme)]


@picture(240, 180)
def floor_plane(frame: Slot, theme: Theme) -> list[Mobject]:
    """A square of the floor below the ground, cut through one place of it."""
    ground = made_surface(within_edge(frame), theme, LOW)
    low = float(ground.domain.low)
    ticks = np.linspace(-1.0, 1.0, 5), np.linspace(-1.0, 1.0, 5)
    square = FloorSquare(place(0.0, 0.0), 1.2, low, LOW[0], place(0.1, 0.1), ticks)
    return [ground, FloorPlane(ground, square, theme)]


@picture(160, 120)
def path_on_a_blank_map(frame: Slot, theme: Theme) -> list[Mobject]:
    """Where no heights are known there are even lines, and the path."""
    ground = BlankMap(place(0.0, 0.0), 1.5, within_edge(frame), theme)
    return [ground, made_trail(ground, spiral(12), theme)]


@picture(140, 110)
def pieces_of_a_summary(frame: Slot, theme: Theme) -> list[Mobject]:
    """Lines, dashed and not, and dots; of steps on a curve two are taken, and the ball flies on."""
    walk = [[0.1, 0.2], [0.8, 0.3], [0.3, 0.55], [0.6, 0.7], [0.45, 0.85]]
    pieces = [
        {"kind": "line", "points": walk, "colour": "batch", "width": 2.0},
        {"kind": "line", "points": [[0.1, 0.9], [0.9, 0.9]], "colour": "quiet", "width": 1.0,
         "dash": True},
        *({"kind": "dot", "at": at, "colour": "quiet", "radius": 3.0} for at in walk[:2]),
        *({"kind": "dot", "at": at, "colour": "batch", "radius": 1.0, "step": k}
          for k, at in enumerate(walk)),
    ]  # fmt: skip
    shown = Pieces(pieces, within_edge(frame), theme)
    shown.show(2.4)
    return [shown]


# The tests

CASES = [(name, theme) for name in MAKERS for theme in THEMES]
IDS = [f"{name}--{theme}" for name, theme in CASES]
CASED = [
    "cased-words-on-a-map",
    "triad-on-a-map",
    "curve-with-cursor",
    "data-plot-with-lit-samples",
    "balls-on-a-map",
    "trail-of-few-steps",
    "trail-of-many-steps",
    "trail-behind-a-ridge",
    "marks",
    "arrows-on-a-surface",
]
"""Pictures of what is cased."""


@pytest.mark.parametrize(("name", "theme"), CASES, ids=IDS)
def test_a_component_looks_as_in_its_reference(
    name: str, theme: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path, shown = FOLDER / f"{name}--{theme}.png", drawn(name, theme)
    if request.config.getoption("--regenerate-pictures"):
        Image.fromarray(shown.pixels).save(path, optimize=True)
    compare(path, shown.pixels, shown.beneath, tmp_path)


def test_every_component_has_a_picture() -> None:
    modules = [
        import_module(module.name)
        for module in walk_packages(components.__path__, f"{components.__name__}.")
    ]
    there = {
        one
        for module in modules
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, Mobject) and one.__module__ == module.__name__
    }
    shown = {one for name in MAKERS for one in drawn(name, "night").classes}
    assert there - shown == set()


def test_every_reference_is_of_a_picture(request: pytest.FixtureRequest) -> None:
    remove = request.config.getoption("--regenerate-pictures")
    assert not left_over(FOLDER, IDS, remove=remove)


def passing(changed: Callable[[Shown, Slot, Make, Theme], Iterable[Pixels]]) -> list[str]:
    """The pictures of which one that was changed so counts as the same."""
    found = []
    for name, theme in CASES:
        shown, (frame, make) = drawn(name, theme), MAKERS[name]
        others = changed(shown, frame, make, THEMES[theme])
        if any(difference(shown.pixels, one, shown.beneath).tolerable for one in others):
            found.append(f"{name}--{theme}")
    return found


def test_a_shift_by_one_pixel_is_caught() -> None:
    def shifted(shown: Shown, *_: object) -> Iterator[Pixels]:
        for axis in (0, 1):
            for way in (-1, 1):
                yield np.roll(shown.pixels, way, axis)

    assert not passing(shifted)


def test_a_tint_of_five_percent_is_caught() -> None:
    """Of one channel, as much as there is of the component in a pixel."""

    def tinted(shown: Shown, *_: object) -> Iterator[Pixels]:
        apart = np.abs(shown.pixels.astype(int) - shown.beneath).max(axis=-1)
        cover = np.minimum(apart / np.quantile(apart[apart > FAINTEST], 0.9), 1.0)
        for channel in range(3):
            pixels = shown.pixels.astype(float)
            way = np.where(shown.pixels[..., channel] > 127, -1, 1)
            pixels[..., channel] += way * 0.05 * 255 * cover
            yield np.round(pixels)

    assert not passing(tinted)


def test_a_missing_part_is_caught() -> None:
    def lacking(_: Shown, frame: Slot, make: Make, theme: Theme) -> Iterator[Pixels]:
        parts = make(frame, theme)
        for part in parts:
            yield capture(frame, [one for one in parts if one is not part], theme)

    assert not passing(lacking)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", CASED)
def test_a_missing_casing_is_caught(name: str, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (pixels, beneath, _), look = drawn(name, theme), THEMES[theme]
    colour, casings = Pen.colour, (rgb(look.casing), rgb(look.background))

    def no_casing(self: Pen, tint: tuple[float, float, float], alpha: float = 1.0) -> None:
        colour(self, tint, 0.0 if tint in casings else alpha)

    monkeypatch.setattr(Pen, "colour", no_casing)
    monkeypatch.setattr(Label, "cased", lambda self, *_: self)
    assert not difference(pixels, draw(name, look).pixels, beneath).tolerable


def test_little_noise_passes() -> None:
    """Two levels up or down in a third of the pixels; all edges a fiftieth of a pixel off."""

    def differs(name: str, theme: str) -> bool:
        pixels, beneath, _ = drawn(name, theme)
        rng = np.random.default_rng(0)
        noise = rng.choice([-2, 0, 0, 0, 0, 2], size=pixels.shape[:2])[..., None]
        moved = 0.98 * pixels + 0.02 * np.roll(pixels, 1, axis=1)
        close = (np.clip(np.round(other), 0, 255) for other in (pixels + noise, moved))
        return not all(difference(pixels, one, beneath).tolerable for one in close)

    assert not [name for name, case in zip(IDS, CASES, strict=True) if differs(*case)]


def test_what_differs_is_named_and_shown(tmp_path: Path) -> None:
    pixels, beneath, _ = drawn("marks", "night")
    path = tmp_path / "marks--night.png"
    with pytest.raises(AssertionError, match=r"There is no reference marks--night\.png"):
        compare(path, pixels, beneath, tmp_path)
    shown = tmp_path / "shown"
    shown.mkdir()
    for reference, why in (
        (np.roll(pixels, 1, axis=1), "the mean difference is"),
        (pixels[1:], r"its size is \(60, 36\) instead of \(60, 35\)"),
    ):
        Image.fromarray(reference).save(path)
        with pytest.raises(pytest.fail.Exception, match=why) as caught:
            compare(path, pixels, beneath, shown)
        assert str(shown / path.name) in str(caught.value)
        with Image.open(shown / path.name) as found:
            assert np.array_equal(np.array(found), np.array(side_by_side(reference, pixels)))


def test_a_difference_is_laid_beside_what_differs() -> None:
    reference, other = np.full((2, 4, 3), 100, np.uint8), np.full((3, 3, 3), 104, np.uint8)
    found = np.array(side_by_side(reference, other))
    assert found.shape == (3, 12, 3)
    assert found[0, [0, 4, 8]].tolist() == [[100] * 3, [104] * 3, [4 * AMPLIFIED] * 3]
