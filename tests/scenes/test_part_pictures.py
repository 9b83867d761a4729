"""Every part that scenes share looks as in its reference picture.

A function under ``@picture`` builds one in a scene that has nothing else, with the runs of a plan,
and returns what the part lies on.  All is shown at once, at one frame; on surfaces at night, which
is enough, and all else in both themes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple, get_type_hints

import numpy as np
import pytest
from manim import Group, Mobject, tempconfig
from numpy.typing import NDArray
from PIL import Image

from scenes import parts, stage
from scenes.components.plot.axes import Axes
from scenes.components.section import Section
from scenes.layout import LAYOUTS, Slot
from scenes.lesson.file import Lesson, load_lesson
from scenes.parts.axis_names import add_axis_names
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, CountSize, count_size
from scenes.parts.bend_limit import BendLimit
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import BowlSlots
from scenes.parts.cloud_view import CloudView
from scenes.parts.cost_axes import CostAxes
from scenes.parts.cost_view import CostView, CostWords
from scenes.parts.curve_rates import CurveRates
from scenes.parts.cut_bowl import CutBowl
from scenes.parts.cut_line import CutLine
from scenes.parts.cut_plot import CutPlot
from scenes.parts.cut_steps import CutSteps
from scenes.parts.cut_view import CutView
from scenes.parts.cycle import Cycle, Station
from scenes.parts.data_inset import DataInset
from scenes.parts.data_retold import DataRetold
from scenes.parts.departures import Departures
from scenes.parts.descent_listing import DescentListing
from scenes.parts.distances import Distances
from scenes.parts.ends_map import EndsMap, near
from scenes.parts.ends_view import EndsView
from scenes.parts.fitting_view import FittingView
from scenes.parts.floor_axes import FloorAxes
from scenes.parts.followed_map import FollowedMap, half_height
from scenes.parts.framed_view import FramedView
from scenes.parts.gradient_view import GradientView
from scenes.parts.height_key import add_height_key
from scenes.parts.held_back import add_held_back
from scenes.parts.ingredients import Ingredients
from scenes.parts.joined_rule import add_joined
from scenes.parts.kind_table import KindTable
from scenes.parts.knob_pairs import KnobPairs
from scenes.parts.knob_steps import KnobSteps
from scenes.parts.knob_turn import KnobTurn
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.landmark import Placement, add_mark
from scenes.parts.landscape_view import LandscapeView
from scenes.parts.landscape_walks import LandscapeWalks
from scenes.parts.listing import Listing
from scenes.parts.listing import Shown as Value
from scenes.parts.lit_trench import LitTrench
from scenes.parts.loss_plot import LossPlot, add_cost_plot, cost_span
from scenes.parts.many_samples import ManySamples
from scenes.parts.marks import Marks
from scenes.parts.miss_view import MissView
from scenes.parts.moons_training import MoonsTraining
from scenes.parts.near_cloud import NearCloud
from scenes.parts.network_views import NetworkViews
from scenes.parts.next_step import NextStep
from scenes.parts.noise_plot import NoisePlot
from scenes.parts.one_sample import add_one_sample
from scenes.parts.pass_view import PassView
from scenes.parts.place_ahead import PlaceAhead
from scenes.parts.pull_fan import PullFan
from scenes.parts.pull_map import PullMap
from scenes.parts.pull_rules import PullRules
from scenes.parts.race import Race
from scenes.parts.race_bowl import RaceBowl
from scenes.parts.race_data import RaceData
from scenes.parts.race_key import RaceKey
from scenes.parts.race_legend import RaceLegend
from scenes.parts.race_lens import RaceLens
from scenes.parts.race_orders import add_orders
from scenes.parts.race_plot import RacePlot
from scenes.parts.race_rules import RaceRules
from scenes.parts.rain_view import RainView
from scenes.parts.rate_map import RateMap
from scenes.parts.rate_sweep import RateSweep
from scenes.parts.ravine_scales import add_scales
from scenes.parts.ravine_view import RavineView
from scenes.parts.ringed_bowl import RingedBowl
from scenes.parts.rule_in_words import add_rule
from scenes.parts.rule_lanes import RuleLanes
from scenes.parts.rule_slots import RuleSlots, rule_slots
from scenes.parts.rule_table import RuleTable
from scenes.parts.runner import Runner
from scenes.parts.samples_twice import BEFORE, SamplesTwice
from scenes.parts.saved_training import SavedTraining
from scenes.parts.side_names import add_side_names
from scenes.parts.size_map import Room, SizeMap, Type, extract, rooms
from scenes.parts.slope_arrows import SlopeArrows
from scenes.parts.slope_view import SlopeView
from scenes.parts.small_bowl import SmallBowl
from scenes.parts.small_bowls import SmallBowls
from scenes.parts.small_costs import SmallCosts
from scenes.parts.small_limit import SmallLimit
from scenes.parts.small_rules import SmallRules
from scenes.parts.small_valleys import SmallValleys
from scenes.parts.small_walks import SmallWalks
from scenes.parts.sources import add_sources
from scenes.parts.stall_level import StallLevel
from scenes.parts.stay_mark import add_stay
from scenes.parts.step_count import add_step_count
from scenes.parts.step_plot import along_plot
from scenes.parts.step_rule import SlopeLaw, StepRule
from scenes.parts.step_table import StepTable
from scenes.parts.stray_bars import StrayBars
from scenes.parts.summary_large import LargePictures
from scenes.parts.summary_page import SummaryPage
from scenes.parts.summary_slots import SummarySlots
from scenes.parts.surface_view import SurfaceView
from scenes.parts.three_kinds import ThreeKinds
from scenes.parts.title_card import add_title_card
from scenes.parts.two_costs import HEAD, TwoCosts, add_lowest
from scenes.parts.update_rule import update_rule
from scenes.parts.valley_key import ValleyKey
from scenes.parts.vector_step import VectorStep
from scenes.parts.wait_boxes import WaitBoxes
from scenes.parts.walk_figures import add_gradient
from scenes.parts.walk_readout import add_walk_readout
from scenes.parts.weather import Weather
from scenes.parts.width_plot import WidthPlot
from scenes.parts.worked_steps import Row, WorkedSteps
from scenes.plans import (
    batch_vs_sgd,
    cost,
    gradient,
    hook,
    learning_rate,
    loop,
    mini_batch,
    mountain,
    neural_network,
    optimizers,
    pulls,
    scaling,
    slope,
    summary,
)
from scenes.plans import landscape as landscape_plan
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.ground import fit_domain
from scenes.plans.loop_clock import Lit
from scenes.plans.program import FOR, GRADIENT, IF, UPDATE
from scenes.plans.race import Method
from scenes.plans.registry import PLANS
from scenes.plans.rule_runs import PLAIN
from scenes.plans.scaling import BOWLS
from scenes.plans.summary import SHOWN
from scenes.stage.scene import Layer, LessonScene, Part, beat
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, THEMES
from tests import extent
from tests.saved_runs import write_run
from tests.scenes.references import FOLDER, compare, difference, left_over

Array = NDArray[np.float64]
Pixels = NDArray[np.uint8]

REFERENCES = FOLDER / "parts"
WIDTH, HEIGHT = 960, 540
"""Of a whole picture: the smallest usual one of exactly 16:9."""
UNIT = HEIGHT / LAYOUTS["16:9"].frame.height
"""Pixels in one frame unit."""
FPS = 15
EYE = (-150.0, 42.0)
EDGE = 0.1
"""Frame units around a part that are in its picture, too."""

LESSON = """\
title = "Parts: of which scenes are made"
slug = "parts"
[[scene]]
name = "hook"
[[scene]]
name = "cost"
[[scene]]
name = "mountain"
[scene.params]
start = [1.25, 0.3]
other_start = [1.6, -0.3]
steps = 8
seconds = 3
[[scene]]
name = "loop"
[[scene]]
name = "learning_rate"
[scene.params]
steps = 8
seconds = 3
[[scene]]
name = "scaling"
[scene.params]
steps = 100
[[scene]]
name = "optimizers"
[scene.params]
steps = 30
[[scene]]
name = "slope"
[[scene]]
name = "gradient"
[[scene]]
name = "pulls"
[[scene]]
name = "batch_vs_sgd"
[scene.params]
steps = 8
seconds = 3
[[scene]]
name = "mini_batch"
[[scene]]
name = "landscape"
[scene.params]
steps = 100
[[scene]]
name = "neural_network"
[[scene]]
name = "summary"
"""

ALONE = """\
title = "Parts: of scenes that go another way"
slug = "parts"
[[scene]]
name = "{name}"
[scene.params]
{params}
"""
RUN = "run.npz"

Scene = LessonScene[Any, Any]
Build = Callable[[Scene], list[Part]]


class Maker(NamedTuple):
    """What builds a part, the plan that it is built from, its slot, and the frame that is shown.

    With ``params``, the plan is computed from these alone, and not as in `LESSON`.
    """

    build: Build
    plan: type[ScenePlan[Any]]
    slot: Slot
    frame: Beat[Any]
    share: float
    themes: tuple[str, ...]
    params: str


MAKERS: dict[str, Maker] = {}


def picture(
    width: int,
    height: int,
    frame: Beat[Any],
    share: float = 0.7,
    themes: tuple[str, ...] = tuple(THEMES),
    params: str = "",
) -> Callable[[Build], Build]:
    """Add what a function builds, in a slot of so many pixels, at a share of a beat."""

    def add(build: Build) -> Build:
        across, up = width / UNIT / 2, height / UNIT / 2
        (plan,) = (plan for plan in PLANS.values() if frame in plan.in_order())
        slot = Slot(-across, -up, across, up)
        name = build.__name__.replace("_", "-")
        MAKERS[name] = Maker(build, plan, slot, frame, share, themes, params)
        return build

    return add


@dataclass
class Shown:
    """A scene with nothing but a part in it, at one frame."""

    scene: Scene
    slot: Slot
    frame: int
    ground: list[Part]
    """What the part lies on."""

    def pixels(self, seen: Callable[[Part], bool] = lambda _: True) -> Pixels:
        """The slot and its edge, (h, w, 3), with those of its parts that are to be seen."""
        for part in self.scene.parts:
            part.opacity = Animated(float(seen(part)))
        left, bottom, right, top = self.slot.inset(*[-EDGE] * 4).extent
        rows, columns = self.scene.picture(self.frame).shape[:2]
        across = [round(columns / 2 + x * UNIT) for x in (left, right)]
        down = [round(rows / 2 - y * UNIT) for y in (top, bottom)]
        return self.scene.picture(self.frame)[slice(*down), slice(*across), :3].copy()

    @property
    def beneath(self) -> Pixels:
        """The ground alone."""
        return self.pixels(lambda part: part in self.ground)


def staged(maker: Maker, lesson: Lesson) -> Shown:
    """A scene of a plan in which every beat plays nothing."""
    ground: list[Part] = []

    class Bare(LessonScene[Any, Any]):
        plan_class = maker.plan

        def build(self) -> None:
            self.parts.clear()  # no title
            self.layout = replace(self.layout, stage=maker.slot, panel=maker.slot)
            ground.extend(maker.build(self))

        @beat(*maker.plan.in_order())
        def play(self, cue: Cue) -> None:
            """Nothing comes or goes."""

    scene = Bare(lesson)
    scene.prepare()
    for words in (*scene.captions, *scene.joining):
        scene.parts.remove(words)
    timed = scene.score[maker.frame]
    return Shown(scene, maker.slot, timed.start + round(maker.share * timed.frames), ground)


# The pictures


def landscape(scene: Scene, **options: Any) -> SurfaceView:
    surface, disc = scene.plan.surface, scene.plan.disc
    domain = fit_domain(surface.loss, disc.centre, disc.radius, 0.58)
    names = ("$theta_1$", "$theta_2$", "$J$")
    return SurfaceView(scene, surface.loss, surface.gradient, domain, EYE, names, **options)


def bowl(scene: Scene) -> SurfaceView:
    problem, minimum = scene.plan.problem, scene.plan.minimum
    domain = fit_domain(problem.loss, minimum, 1.6, 0.55)
    return SurfaceView(scene, problem.loss, problem.gradient, domain, EYE, ("$w$", "$b$", "$J$"))


def walker(scene: Scene, view: SurfaceView, name: str, **options: Any) -> Runner:
    colour = scene.theme.batch
    return Runner(scene, name, scene.plan.runs[name], view.surface, view.unit, colour, **options)


def rained(scene: Scene) -> RainView:
    theme = scene.theme
    return RainView(scene, landscape(scene), (theme.minimum, *[theme.other] * 4))


@picture(300, 240, landscape_plan.Beats.shake, 0.6, themes=("night",))
def rain_view(scene: Scene) -> list[Part]:
    rain = rained(scene)
    for name in (landscape_plan.QUIET, landscape_plan.TOO_MUCH):
        scene.parts.remove(rain.balls[name])
    for part in (rain.starts, *rain.valleys):
        scene.parts.remove(part)
    return [rain.view.part, *rain.view.triad]


@picture(300, 240, landscape_plan.Beats.helpful)
def ends_view(scene: Scene) -> list[Part]:
    """A heap of balls for each valley, and their count beside it."""
    rain, name = rained(scene), landscape_plan.HELPFUL
    ends = EndsView(scene, rain)
    scene.parts[:] = [rain.view.part, ends.add_heaps(name), ends.add_counts(name)]
    return [rain.view.part]


@picture(400, 240, landscape_plan.Beats.invented, themes=("night",))
def valley_costs(scene: Scene) -> list[Part]:
    """The mark of each of the first valleys at its bottom, and its cost."""
    rain = rained(scene)
    scene.parts[:] = [rain.view.part, *rain.valleys]
    return [rain.view.part]


@picture(330, 190, landscape_plan.Beats.helpful)
def valley_key(scene: Scene) -> list[Part]:
    rain = rained(scene)
    others = list(scene.parts)
    ValleyKey(scene, scene.layout.panel, rain, landscape_plan.HELPFUL)
    for part in others:
        scene.parts.remove(part)
    return []


@picture(340, 180, landscape_plan.Beats.sizes)
def noise_plot(scene: Scene) -> list[Part]:
    note, below = scene.layout.panel.rows(0.4, 3.9, gap=scene.layout.gap)
    plot = NoisePlot(scene, below)
    plot.add_note(note)
    plot.drawn.first = 4.5
    return []


@picture(220, 60, landscape_plan.Beats.crest)
def walk_readout(scene: Scene) -> list[Part]:
    walked = walker(scene, landscape(scene), landscape_plan.CREST)
    others = list(scene.parts)
    add_walk_readout(scene, scene.layout.panel, walked)
    for part in others:
        scene.parts.remove(part)
    return []


@picture(340, 260, mini_batch.Beats.few)
def cloud_view(scene: Scene) -> list[Part]:
    cloud = CloudView(scene, scene.layout.stage)
    cloud.asked.first = np.log(2.0)
    return [cloud.ground]


@picture(340, 260, mini_batch.Beats.few, themes=("night",))
def near_cloud(scene: Scene) -> list[Part]:
    """The rings of single samples and of mini-batches, with their names, and what a width is."""
    near = NearCloud(CloudView(scene, scene.layout.stage))
    near.asked.first = np.log(scene.plan.size)
    scene.parts[:] = [near.ground, near.whole, near.cloud, near.ring, near.meaning, *near.widths]
    return [near.ground]


@picture(460, 260, mini_batch.Beats.law)
def width_plot(scene: Scene) -> list[Part]:
    cloud = CloudView(scene, scene.layout.stage)
    cloud.asked.first = np.log(20.0)
    WidthPlot(scene, scene.layout.panel, cloud)
    for part in cloud.parts:
        scene.parts.remove(part)
    return []


@picture(240, 240, mini_batch.Beats.walk)
def size_map(scene: Scene) -> list[Part]:
    room, sizes = kind_room(scene)
    shown = extract(scene.plan, room.picture)
    made = SizeMap(scene, room, mini_batch.FEW, shown, sizes)
    scene.parts.remove(made.rate)
    return [made.ground]


def kind_room(scene: Scene) -> tuple[Room, Type]:
    """The middle one of three columns that are as wide as they are high, with its type."""
    slot = scene.layout.panel
    wide = 3 * slot.width + 2 * scene.layout.gap
    left = slot.left - (wide - slot.width) / 2
    places, sizes = rooms(scene, replace(slot, left=left, right=left + wide))
    return places[mini_batch.FEW], sizes


def made_ends_map(scene: Scene, opened: float, drawn: float) -> tuple[EndsMap, SizeMap]:
    """A map of ends that is opened so far out of one with a walk, which has no words below it."""
    room, sizes = kind_room(scene)
    walked = SizeMap(scene, room, mini_batch.FEW, extract(scene.plan, room.picture), sizes)
    shown = near(scene.plan, room.picture)
    made = EndsMap(scene, walked, shown, Animated(opened), Animated(drawn))
    for part in (walked.rate, walked.count):
        scene.parts.remove(part)
    return made, walked


@picture(240, 240, mini_batch.Beats.ends)
def ends_map(scene: Scene) -> list[Part]:
    made, walked = made_ends_map(scene, 1.0, 0.5)
    for part in walked.walk[1:3]:
        scene.parts.remove(part)
    return [made.parts[0]]


@picture(240, 240, mini_batch.Beats.ends)
def opening_map(scene: Scene) -> list[Part]:
    made, walked = made_ends_map(scene, 0.4, 0.0)
    for part in (made.told, *walked.walk[1:3]):
        scene.parts.remove(part)
    return [made.parts[0]]


@picture(720, 340, mini_batch.Beats.kinds)
def kind_table(scene: Scene) -> list[Part]:
    scene.layout = replace(scene.layout, body=scene.layout.panel)
    return [*KindTable(scene).spoken_of]


@picture(720, 240, mini_batch.Beats.waits)
def wait_boxes(scene: Scene) -> list[Part]:
    """Stochastic and mini-batch are done, batch is halfway."""
    scene.layout = replace(scene.layout, body=scene.layout.panel)
    WaitBoxes(scene).waited.first = 4.5
    return []


@picture(720, 300, mini_batch.Beats.walk)
def three_kinds(scene: Scene) -> list[Part]:
    """The maps with their names and a note: walks, and what comes later, have their own."""
    scene.layout = replace(scene.layout, body=scene.layout.panel)
    made = ThreeKinds(scene)
    walks = [*made.axes, *(part for part in made.walks if part not in made.grounds)]
    later = [*made.opening, *made.on_ends, made.seen, *made.means, *made.frames]
    for part in [*walks, *later, *made.counts]:
        scene.parts.remove(part)
    return made.grounds


@picture(220, 170, mountain.Beats.lift, themes=("night",))
def surface_view(scene: Scene) -> list[Part]:
    landscape(scene)
    return []


@picture(220, 170, mountain.Beats.lift, themes=("night",))
def framed_view(scene: Scene) -> list[Part]:
    """The peak and the pass beside it fill the picture."""
    surface, disc = scene.plan.surface, scene.plan.disc
    domain = fit_domain(surface.loss, disc.centre, disc.radius, 0.58)
    names = ("$theta_1$", "$theta_2$", "$J$")
    view = FramedView(scene, surface.loss, surface.gradient, domain, EYE, names)
    view.keep_size([EYE])
    theta = np.array([[1.48, 0.18], [0.4, 1.1]])
    places = np.column_stack([theta, surface.loss(theta)])
    view.begin(view.framing(places, view.room, EYE, 4.0))
    scene.parts[:] = [view.part]
    return []


@picture(300, 240, landscape_plan.Beats.crest, themes=("night",))
def pass_view(scene: Scene) -> list[Part]:
    """Near a pass, which is named, and clear of what is told beside it."""
    surface, disc = scene.plan.surface, scene.plan.disc
    domain = fit_domain(surface.loss, disc.centre, disc.radius, 0.58)
    stage, told = scene.layout.stage.shares(4.0, 1.0, gap=0.0)
    scene.layout = replace(scene.layout, stage=stage)
    names = ("$theta_1$", "$theta_2$", "$J$")
    view = FramedView(scene, surface.loss, surface.gradient, domain, EYE, names)
    view.keep_size([EYE])
    crest = scene.plan.crest
    way = PassView(view, surface, EYE, crest.run.theta, crest.stay.place, stage, (told,))
    view.azimuth.first, view.elevation.first = way.near
    view.beside.first = 1.0
    view.begin(way.framing)
    scene.parts[:] = [view.part, way.add_ways(scene), way.add_names(scene)]
    return [view.part]


@picture(260, 160, landscape_plan.Beats.crest, 0.97)
def stay_mark(scene: Scene) -> list[Part]:
    view = landscape(scene)
    scene.parts.clear()
    walked = walker(scene, view, landscape_plan.CREST)
    plot = add_cost_plot(scene, scene.layout.stage, [walked], view.domain)
    add_stay(scene, plot.axes, scene.plan.crest)
    return []


@picture(220, 170, mountain.Beats.fog, themes=("night",))
def weather(scene: Scene) -> list[Part]:
    """Fog that has begun to clear, in a dark that is half there."""
    disc = scene.plan.disc
    domain = fit_domain(scene.plan.surface.loss, disc.centre, disc.radius, 0.58)
    weather = Weather(domain, lambda _: np.asarray(disc.centre), scene.score.fps)
    weather.level, weather.radius, weather.dark = Animated(0.8), Animated(0.7), Animated(0.5)
    landscape(scene, fog=weather)
    return []


@picture(220, 170, mountain.Beats.descent, themes=("night",))
def runner(scene: Scene) -> list[Part]:
    view = landscape(scene)
    walked = walker(scene, view, mountain.WALK)
    walked.add_trail()
    walked.add_ball()
    return [view.part, *view.triad]


def arrows_of(scene: Scene, view: SurfaceView) -> SlopeArrows:
    plan, run = scene.plan, scene.plan.runs[mountain.WALK]
    rate = float(run.learning_rate[0])
    return SlopeArrows(scene, view, run.theta[0], plan.gradient, plan.sweep, rate)


@picture(640, 470, mountain.Beats.slope, themes=("night",))
def slope_arrows(scene: Scene) -> list[Part]:
    view = landscape(scene)
    arrows = arrows_of(scene, view)
    for part in (*arrows.whole, *arrows.steps[0], *arrows.steps[1]):
        scene.parts.remove(part)
    return [view.part, *view.triad]


@picture(300, 220, mountain.Beats.step_length, themes=("night",))
def slope_arrows_at_the_step(scene: Scene) -> list[Part]:
    view = landscape(scene)
    arrows = arrows_of(scene, view)
    arrows.swept.first = 0.4
    for part in (arrows.patch, *arrows.uphill, *arrows.downhill, arrows.steps[1][-1]):
        scene.parts.remove(part)
    return [view.part, *view.triad]


@picture(220, 170, mountain.Beats.first_steps, 0.24, themes=("night",))
def next_step(scene: Scene) -> list[Part]:
    view = landscape(scene)
    walked = walker(scene, view, mountain.WALK)
    NextStep(scene, view, walked)
    return [view.part, *view.triad]


def read_on_the_floor(scene: Scene) -> tuple[SurfaceView, FloorAxes]:
    """A landscape cut open to where a walk starts, and what that is read against."""
    view = landscape(scene)
    theta = scene.plan.runs[mountain.WALK].theta[0]
    view.cut_at, view.cut.first = (theta, EYE[0]), 1.0
    return view, FloorAxes(scene, view, theta, EYE[0])


@picture(210, 160, mountain.Beats.parameters)
def floor_axes(scene: Scene) -> list[Part]:
    view, shown = read_on_the_floor(scene)
    for part in shown.ruler:
        scene.parts.remove(part)
    return [view.part, *view.triad]


@picture(210, 160, mountain.Beats.cost, themes=("night",))
def floor_axes_with_a_ruler(scene: Scene) -> list[Part]:
    view, shown = read_on_the_floor(scene)
    for part in (shown.shadow, *shown.readings, shown.opened):
        scene.parts.remove(part)
    return [view.part, *view.triad]


@picture(900, 380, mountain.Beats.lift, themes=("night",))
def landscape_view(scene: Scene) -> list[Part]:
    """From low down, as it is seen at first."""
    land = LandscapeView(scene, scene.plan, lambda _: scene.plan.runs[mountain.WALK].theta[0])
    scene.parts[:] = [land.view.part]
    return []


@picture(600, 380, mountain.Beats.wish, themes=("night",))
def landscape_walks(scene: Scene) -> list[Part]:
    """The paths, as they are seen at last."""
    walks = LandscapeWalks(scene)
    walks.view.elevation.first, walks.view.azimuth.first = 33.0, walks.land.after
    walks.view.nearness.first = 0.0
    paths = [part for runner in walks.runners for part in runner.parts if part is not walks.leaps]
    scene.parts[:] = [walks.view.part, *paths]
    return [walks.view.part]


@picture(900, 380, mountain.Beats.lift, themes=("night",))
def landscape_marks(scene: Scene) -> list[Part]:
    """Both valleys, and the starts."""
    walks = LandscapeWalks(scene)
    walks.view.elevation.first, walks.view.azimuth.first = 33.0, walks.land.after
    walks.view.nearness.first = 0.0
    walks.marks.settle([0])
    marks = walks.marks
    shown = [*marks.crosses, *marks.values, *marks.names, *marks.start, *marks.others]
    scene.parts[:] = [walks.view.part, *shown]
    return [walks.view.part]


@picture(260, 160, mountain.Beats.descent)
def loss_plot(scene: Scene) -> list[Part]:
    view = landscape(scene)
    scene.parts.clear()
    walked, domain = walker(scene, view, mountain.WALK), view.domain
    span = cost_span(walked.run.loss, domain.low, domain.high)
    name = scene.say("axes.cost")
    plot = LossPlot(scene, scene.layout.stage, walked.run.steps, span, name)
    walked.add_curve(plot.axes)
    return []


@picture(280, 40, mountain.Beats.step_length)
def the_update_rule(scene: Scene) -> list[Part]:
    rule = update_rule(scene.say, scene.theme, SIZES.formula)
    scene.add_part(rule.put(scene.layout.stage.left, -0.1))
    return []


@picture(300, 300, mountain.Beats.first_steps)
def ingredients(scene: Scene) -> list[Part]:
    view = landscape(scene)
    scene.parts.clear()
    Ingredients(scene, scene.layout.stage, walker(scene, view, mountain.WALK))
    return []


@picture(300, 120, mountain.Beats.first_steps, 0.5)
def vector_step(scene: Scene) -> list[Part]:
    """The second step: its numbers are there, and the ball has not landed."""
    view = landscape(scene)
    scene.parts.clear()
    begin = float(scene.score[mountain.Beats.first_steps].start / scene.score.fps)
    walked = walker(scene, view, mountain.WALK)
    VectorStep(scene, scene.layout.stage, walked, scene.plan.slow, begin)
    return []


def rate_map_of(scene: Scene) -> RateMap:
    colours = dict(zip(learning_rate.WALKS, scene.theme.rates, strict=True))
    slot, beside = scene.layout.stage.shares(1.6, 1.0, gap=0.3)
    cells = scene.layout.stage.columns(4, 0.2)
    return RateMap(scene, cells, slot, beside, learning_rate.IN_STEP, colours)


@picture(160, 240, learning_rate.Beats.which, 0.95)
def followed_map(scene: Scene) -> list[Part]:
    """One of the walks, on a map of its own."""
    plan, slot, name = scene.plan, scene.layout.stage, "third"
    half = half_height(plan, [name], learning_rate.IN_STEP, slot)
    shown = FollowedMap(scene, [slot], half, name, scene.theme.rates[2])
    return [shown.ground]


@picture(460, 240, learning_rate.Beats.which, 0.95)
def rate_map(scene: Scene) -> list[Part]:
    """Four walks, and their costs, without what is too short or too thin to be missed."""
    shown = rate_map_of(scene)
    gone = {shown.note, *shown.alone, shown.maps["first"].walk[0], shown.maps["third"].minimum}
    scene.parts[:] = [each for each in scene.parts if each not in gone]
    return [each.ground for each in shown.maps.values()]


@picture(460, 240, learning_rate.Beats.explode, 0.6)
def rate_map_of_the_largest_rate(scene: Scene) -> list[Part]:
    """Alone, from farther away."""
    shown = rate_map_of(scene)
    shown.grown.place.where.first = 1.0
    gone = {*shown.others}
    scene.parts[:] = [each for each in scene.parts if each not in gone]
    return [shown.grown.ground]


CUT = ("bottom", "higher")
"""The rates that are shown on a cut alone."""


def cut_of(scene: Scene) -> CutView:
    rates = {name: (learning_rate.HOPS[name].times, scene.theme.rates[3]) for name in CUT}
    return CutView(scene, scene.layout.stage, rates)


@picture(420, 240, hook.Beats.guess)
def fitting_view(scene: Scene) -> list[Part]:
    """Without the plate, beneath which nothing lies yet; what the line says is read off."""
    view = FittingView(scene, scene.layout.stage)
    scene.parts.remove(view.said[0])
    return []


@picture(420, 240, hook.Beats.down)
def fitting_view_in_the_end(scene: Scene) -> list[Part]:
    view = FittingView(scene, scene.layout.stage)
    for part in (view.level, *view.said, view.across):
        scene.parts.remove(part)
    return []


@picture(420, 240, hook.Beats.down)
def height_key(scene: Scene) -> list[Part]:
    stage = scene.layout.stage
    bowl = RingedBowl(scene, stage.inset(left=0.4, top=0.4), walk=hook.DOWNHILL)
    bowl.view.azimuth.first, bowl.view.elevation.first = bowl.aside
    bowl.view.beside.first = 1.0
    key = add_height_key(
        scene, bowl.view, bowl.aside, stage.left, ("each place: one line", "height: how wrong")
    )
    scene.parts[:] = [bowl.view.part, key]
    return [bowl.view.part]


@picture(420, 240, hook.Beats.guess, 0.1)
def one_sample(scene: Scene) -> list[Part]:
    view = FittingView(scene, scene.layout.stage)
    scene.parts[:] = [view.samples, add_one_sample(scene, view.axes)]
    return []


@picture(420, 240, hook.Beats.down)
def ringed_bowl_with_a_felt_slope(scene: Scene) -> list[Part]:
    """Where the ball has landed, down the ground that is steepest there."""
    bowl = RingedBowl(scene, scene.layout.stage, walk=hook.DOWNHILL, felt=True)
    bowl.view.azimuth.first, bowl.view.elevation.first = bowl.aside
    scene.parts[:] = [bowl.view.part, bowl.slope]
    return [bowl.view.part]


@picture(500, 200, hook.Beats.title)
def title_card(scene: Scene) -> list[Part]:
    add_title_card(scene, scene.layout.stage)
    return []


def missing(scene: Scene) -> MissView:
    """The first line, with all of its misses."""
    slot, first = scene.layout.stage, scene.plan.line(float(scene.plan.tilts[0]))
    view = MissView(scene, (slot, slot), lambda _: first)
    view.drawn.first = 1.0
    return view


@picture(420, 240, cost.Beats.misses)
def miss_view(scene: Scene) -> list[Part]:
    view = missing(scene)
    for part in (view.tolerated, *view.twice, *view.let_pass):
        scene.parts.remove(part)
    return []


@picture(420, 240, cost.Beats.squares)
def miss_view_with_squares(scene: Scene) -> list[Part]:
    """Two that stand out."""
    view = missing(scene)
    view.lit.first, view.paired.first = 1.0, 2.0
    for part in (view.tolerated, view.largest, *view.held, *view.let_pass):
        scene.parts.remove(part)
    return []


@picture(420, 240, cost.Beats.count)
def miss_view_with_a_count(scene: Scene) -> list[Part]:
    view = missing(scene)
    for part in (view.misses, view.largest, *view.held, *view.twice):
        scene.parts.remove(part)
    return []


def costing(scene: Scene, *, count: bool) -> CostView:
    """The curve as far as the best line, where the bar is."""
    plan = scene.plan
    problem, most = (plan.misses, 1.0) if count else (plan.problem, float(plan.costs.max()))
    told = CostWords(
        "cost J", "tilt", "" if count else "$J =$", "of 50" if count else "ft²", 50.0, 0
    )
    view = CostView(scene, scene.layout.stage, problem, most, lambda _: plan.best, told)
    view.seen_to.first = 0.0
    return view


@picture(420, 260, cost.Beats.turn)
def cost_view(scene: Scene) -> list[Part]:
    costing(scene, count=False)
    return []


@picture(420, 260, cost.Beats.average)
def cost_view_with_a_mean(scene: Scene) -> list[Part]:
    """The bar, how high it is, and what that is the mean of."""
    view = costing(scene, count=False)
    shown = [
        view.bar,
        view.number,
        view.add_level(),
        view.add_mean("$J = 1$"),
    ]
    scene.parts[:] = shown
    return []


@picture(420, 260, cost.Beats.turn)
def cost_axes(scene: Scene) -> list[Part]:
    axes_over_tilts(scene, near=False)
    return []


@picture(420, 260, cost.Beats.turn)
def cost_axes_from_near(scene: Scene) -> list[Part]:
    axes_over_tilts(scene, near=True)
    return []


def axes_over_tilts(scene: Scene, *, near: bool) -> None:
    """The axes of a count, and where the eye is near the finer ticks."""
    area = scene.layout.stage.inset(left=0.9, bottom=0.9, right=0.5, top=0.5)
    view = area.inset(*[-4.0] * 4) if near else area
    spans = np.array([[-2.0, 8.0], [0.0, 50.0]])
    axes = CostAxes(scene, area, spans, 50.0, ("tilt (ft/mph)", "of 50"), lambda _: view)
    if near:
        scene.parts[:] = [*axes.add_close(view)]


@picture(420, 260, cost.Beats.smooth, 0.9)
def cost_view_with_a_ball(scene: Scene) -> list[Part]:
    view = costing(scene, count=False)
    view.seen_to.first = -view.first
    view.add_ball(cost.SQUARES)
    scene.parts.remove(view.bar)
    return [view.face]


@picture(420, 260, cost.Beats.level, 0.9)
def cost_view_from_near(scene: Scene) -> list[Part]:
    view = costing(scene, count=True)
    view.seen_to.first, view.near.first = -view.first, 1.0
    view.add_close()
    ball = view.add_ball(cost.COUNT)
    view.add_steep(ball)
    for part in (view.bar, view.number, ball.leaps_part):
        scene.parts.remove(part)
    return [view.face]


@picture(560, 320, learning_rate.Beats.higher, 0.97)
def cut_view(scene: Scene) -> list[Part]:
    cut = cut_of(scene)
    cut.accompany({name: (Part(Group(), None, 0.0, Layer.NAMES),) for name in CUT})
    slope = cut.slope
    for part in (slope.tangent, slope.told, slope.distance):
        scene.parts.remove(part)
    return [cut.face]


@picture(560, 320, learning_rate.Beats.bend, 0.9)
def cut_slope(scene: Scene) -> list[Part]:
    cut = cut_of(scene)
    slope = cut.slope
    slope.along.first = 0.5
    scene.parts[:] = [cut.face, *cut.axes, slope.tangent, slope.told, slope.distance]
    return [cut.face]


@picture(900, 420, learning_rate.Beats.mirror, 0.9, themes=("night",))
def cut_steps(scene: Scene) -> list[Part]:
    """The steps so far on the cut, beside the rule."""
    scene.parts.clear()
    hero, panel = scene.layout.stage.shares(1.7, 1.0, gap=0.3)
    steps = CutSteps(scene, hero, panel, panel)
    rule = steps.rule
    kept = [rule.rates["mirror"], rule.lengths["mirror"]]
    kept += [steps.cut.face, *steps.cut.axes, *steps.cut.landings.values()]
    scene.parts[:] = kept
    return [steps.cut.face]


@picture(300, 220, learning_rate.Beats.bend, 0.9)
def step_rule(scene: Scene) -> list[Part]:
    rates = {"higher": (2.1, scene.theme.rates[3])}
    rule = StepRule(scene, scene.layout.stage, rates)
    scene.parts[:] = [rule.rates["higher"], rule.lengths["higher"]]
    return []


@picture(300, 220, learning_rate.Beats.bottom, 0.2, themes=("night",))
def step_rule_as_it_comes(scene: Scene) -> list[Part]:
    """The slope, and the step that is made of it."""
    rates = {"higher": (2.1, scene.theme.rates[3])}
    rule = StepRule(scene, scene.layout.stage, rates)
    scene.parts[:] = [rule.slope, rule.step]
    return []


@picture(300, 220, learning_rate.Beats.bend, 0.9, themes=("night",))
def step_rule_in_figures(scene: Scene) -> list[Part]:
    law = SlopeLaw(scene, scene.layout.stage, lambda _: (1.01, 2.02, 0.5))
    scene.parts[:] = [law.law, law.figures, law.note]
    return []


@picture(240, 170, learning_rate.Beats.bowl, themes=("night",))
def cut_line(scene: Scene) -> list[Part]:
    """Half way from the surface to the section, the ball on it too."""
    view = bowl(scene)
    cut = cut_of(scene)
    scene.parts[:] = [view.part]
    line = CutLine(scene, view, cut.section, cut.start, scene.theme.batch)
    line.drawn.first, line.laid.first = 1.0, 0.3
    return [view.part]


@picture(440, 240, learning_rate.Beats.bowl, 0.5, themes=("night",))
def cut_bowl(scene: Scene) -> list[Part]:
    """Cut open, seen from before the cut, the edge drawn."""
    cut = cut_of(scene)
    scene.parts.clear()
    scene.layout = replace(scene.layout, body=scene.layout.stage)
    shown = CutBowl(scene, cut.section, cut.start, scene.theme.batch)
    shown.open(Cue(scene.score.beats[0], scene.score.fps), at=0.0, until=0.4)
    scene.parts[:] = [shown.view.part, shown.line.part, shown.line.ball_part]
    return [shown.view.part]


@picture(860, 360, learning_rate.Beats.sweep)
def rate_sweep(scene: Scene) -> list[Part]:
    """All but what has gone when the limit comes: what is asked, and factors; dots are small."""
    plan = scene.plan
    colours = dict(zip(learning_rate.WALKS, scene.theme.rates, strict=True))
    sweep = RateSweep(scene, scene.layout.stage, colours, scene.plan)
    sweep.drawn.first = float(plan.swept[-1])
    for part in (*sweep.asked, *sweep.along.values()):
        scene.parts.remove(part)
    return [sweep.curve, *sweep.dots.values()]


@picture(860, 360, learning_rate.Beats.sweep)
def rate_sweep_and_why(scene: Scene) -> list[Part]:
    """The lowest, and what a step leaves of the distance along the bowl there and at 1/L."""
    colours = dict(zip(learning_rate.WALKS, scene.theme.rates, strict=True))
    sweep = RateSweep(scene, scene.layout.stage, colours, scene.plan)
    sweep.drawn.first = float(scene.plan.swept[-1])
    dots, names = sweep.dots.values(), {**sweep.names, **sweep.along}.values()
    scene.parts[:] = [*sweep.frame, sweep.curve, *dots, *names, *sweep.ring]
    return [sweep.curve, *dots]


@picture(560, 260, learning_rate.Beats.sweep)
def rate_sweep_as_it_is_asked(scene: Scene) -> list[Part]:
    """The rates, and nothing of what becomes of them."""
    colours = dict(zip(learning_rate.WALKS, scene.theme.rates, strict=True))
    sweep = RateSweep(scene, scene.layout.stage, colours, scene.plan)
    scene.parts[:] = [*sweep.frame, *sweep.asked]
    return []


CURVE = 'surface = { formula = "x**2 + 3*sin(x)" }'


def curved(scene: Scene) -> CurveRates:
    """All of it in the slot, with nothing seen yet."""
    scene.layout = replace(scene.layout, body=scene.layout.stage)
    colours = dict(zip(learning_rate.WALKS, scene.theme.rates, strict=True))
    curve = CurveRates(scene, colours)
    scene.parts.clear()
    return curve


@picture(560, 320, learning_rate.Beats.which, 0.95, params=CURVE)
def curve_rates(scene: Scene) -> list[Part]:
    """The curve at four rates."""
    curve = curved(scene)
    scene.parts[:] = curve.small
    return [part for part in curve.small if isinstance(part.mobject, Section)]


@picture(560, 320, learning_rate.Beats.mirror, 0.95, params=CURVE)
def curve_rates_with_a_step(scene: Scene) -> list[Part]:
    """The formula, and a step at a rate that is told."""
    curve = curved(scene)
    cut, step = curve.cut, "mirror"
    scene.parts[:] = [cut.face, curve.formula, curve.told[step], cut.leaps[step]]
    return [cut.face]


@picture(720, 300, learning_rate.Beats.limit, 0.9)
def bend_limit(scene: Scene) -> list[Part]:
    """Turned to the sharpest bend, with its direction."""
    shown = BendLimit(scene, *scene.layout.stage.columns(2, gap=0.3))
    shown.turned.first = 1.0
    scene.parts.remove(shown.along)
    return []


@picture(720, 300, learning_rate.Beats.limit, 0.9)
def bend_limit_half_way(scene: Scene) -> list[Part]:
    """Half way from the gentlest bend to that, where it has no name."""
    shown = BendLimit(scene, *scene.layout.stage.columns(2, gap=0.3))
    shown.turned.first = 0.5
    scene.parts.remove(shown.along)
    scene.parts.remove(shown.across)
    return []


@picture(260, 180, batch_vs_sgd.Beats.batch_step, 0.55)
def data_inset(scene: Scene) -> list[Part]:
    plan = scene.plan
    inset = DataInset(scene, (scene.layout.stage,), plan.data, plan.scaled.line_in_units)
    walked = walker(scene, bowl(scene), "batch")
    walked.add_ball()
    inset.runners = inset.lighting = (walked,)
    walked.ball_part.opacity = Animated(1.0)
    del scene.parts[len(inset.parts) :]
    return []


@picture(300, 200, batch_vs_sgd.Beats.same_start)
def data_inset_that_glides(scene: Scene) -> list[Part]:
    """Halfway to a corner, where it has no numbers, with a line that is kept."""
    plan, stage = scene.plan, scene.layout.stage
    inset = DataInset(
        scene, (stage, stage.corner(1.6)), plan.data, plan.scaled.line_in_units, bare=1
    )
    inset.place.where = Animated(0.5)
    walked = walker(scene, bowl(scene), "stochastic")
    inset.keep(walked.run.theta[0], scene.theme.text)
    scene.parts[:] = [*inset.bare]
    return []


@picture(340, 240, slope.Beats.sign)
def data_retold(scene: Scene) -> list[Part]:
    """In scaled numbers, with the dot about which lines of one height turn, and that height."""
    shown = DataRetold(scene, scene.layout.stage)
    scene.parts[:] = [*shown.scaled.parts, *shown.hold(scene.plan.asked.b, lambda _: -1.0)]
    return []


def raced(scene: Scene) -> Race[Method]:
    return RaceBowl(scene, scene.plan, scene.layout.stage).race


@picture(220, 170, batch_vs_sgd.Beats.step_for_step, 0.9, themes=("night",))
def race(scene: Scene) -> list[Part]:
    view, theme = bowl(scene), scene.theme
    colours = {Method.BATCH: theme.batch, Method.STOCHASTIC: theme.stochastic}
    shown = Race(
        {
            method: Runner(
                scene, method.value, scene.plan.run(method), view.surface, view.unit, colour
            )
            for method, colour in colours.items()
        }
    )
    shown.add_trails()
    shown.add_balls()
    return [view.part, *view.triad]


@picture(260, 200, batch_vs_sgd.Beats.step_for_step, 0.9, themes=("night",))
def race_bowl(scene: Scene) -> list[Part]:
    shown = RaceBowl(scene, scene.plan, scene.layout.stage)
    for part in (
        *shown.paths(Method.SHRINKING),
        *shown.fallen,
        shown.lowest_near[1],
    ):  # it stands at the start; none is there
        scene.parts.remove(part)
    return [shown.view.part, *shown.triad, *shown.lowest]  # on which balls lie


@picture(260, 200, batch_vs_sgd.Beats.other_orders, 0.9, themes=("night",))
def race_bowl_of_other_orders(scene: Scene) -> list[Part]:
    """Where they have come to, from near."""
    shown = RaceBowl(scene, scene.plan, scene.layout.stage)
    shown.fanned = Animated(0.5)
    shown.go_to_ends(Cue(scene.score[batch_vs_sgd.Beats.other_orders], FPS))
    scene.parts[:] = shown.ended
    return [shown.view.part]


@picture(300, 200, batch_vs_sgd.Beats.same_start)
def race_data(scene: Scene) -> list[Part]:
    """With the first line."""
    data = RaceData(scene, (scene.layout.stage,), scene.plan, raced(scene))
    data.show_first(Cue(scene.score[batch_vs_sgd.Beats.same_start], FPS))
    scene.parts[:] = [*data.parts]
    return []


@picture(200, 200, batch_vs_sgd.Beats.noise_floor, 0.45)
def race_lens(scene: Scene) -> list[Part]:
    lens = RaceLens(scene, scene.layout.stage, scene.plan, raced(scene))
    lens.drawn = Animated(0.5)
    paths = lens.paths(Method.BATCH, Method.STOCHASTIC)
    scene.parts[:] = [*lens.ground, *paths, *lens.pulls, lens.minimum]
    return [lens.ground[0]]


@picture(300, 90, batch_vs_sgd.Beats.catch_up)
def race_legend(scene: Scene) -> list[Part]:
    legend = RaceLegend(scene, scene.layout.stage)
    scene.parts[:] = [legend.many]
    return []


@picture(360, 60, batch_vs_sgd.Beats.other_orders)
def race_orders(scene: Scene) -> list[Part]:
    legend = RaceLegend(scene, scene.layout.stage)
    scene.parts[:] = [add_orders(scene, legend, lambda _: 70, scene.plan)]
    return []


@picture(220, 170, batch_vs_sgd.Beats.many_samples, themes=("night",))
def departures(scene: Scene) -> list[Part]:
    view = bowl(scene)
    names = ("batch", "stochastic")
    rows = [{name: f"The {name} path has left."} for name in names]
    said = Departures(scene, rows)
    for name in names:
        said.add(walker(scene, view, name)).presence = Animated(1.0)
    return [view.part, *view.triad]


@picture(400, 180, batch_vs_sgd.Beats.step_for_step)
def race_rules(scene: Scene) -> list[Part]:
    RaceRules(scene, scene.layout.stage, scene.plan)
    return []


@picture(330, 110, batch_vs_sgd.Beats.smaller_steps)
def race_key(scene: Scene) -> list[Part]:
    key = RaceKey(scene, scene.layout.stage, raced(scene))
    scene.parts[:] = key.rows(Method.BATCH, Method.STOCHASTIC)
    return []


def plotted(scene: Scene) -> RacePlot:
    """The plot, with half of the other orders drawn."""
    return RacePlot(scene, scene.layout.stage, scene.plan, raced(scene), lambda _: 100)


@picture(300, 180, batch_vs_sgd.Beats.step_for_step)
def race_axes(scene: Scene) -> list[Part]:
    plot = plotted(scene)
    scene.parts[:] = [*plot.frame, plot.by_step]
    return []


@picture(300, 180, batch_vs_sgd.Beats.step_for_step, 0.9)
def race_plot(scene: Scene) -> list[Part]:
    plot = plotted(scene)
    curves = plot.curves(Method.BATCH, Method.STOCHASTIC)
    scene.parts[:] = [*plot.frame, plot.by_step, *curves, *plot.tips(), *plot.lower]
    return []


@picture(300, 180, batch_vs_sgd.Beats.same_work, 0.9)
def tip_names(scene: Scene) -> list[Part]:
    """Beside the ends of both curves."""
    plot = plotted(scene)
    plot.turn = Animated(1.0)
    plot.span = Animated(float(np.log10(scene.plan.first_looks)))
    curves = plot.curves(Method.BATCH, Method.STOCHASTIC)
    scene.parts[:] = [*curves, *plot.tips()]
    return []


@picture(300, 180, batch_vs_sgd.Beats.other_orders)
def race_plot_of_many_orders(scene: Scene) -> list[Part]:
    plot = plotted(scene)
    plot.turn = Animated(1.0)
    plot.span = Animated(float(np.log10(scene.plan.first_looks)))
    axes = [*plot.frame, *plot.by_first]
    scene.parts[:] = [*axes, plot.fan, *plot.curves(Method.BATCH)]
    return []


@picture(300, 180, batch_vs_sgd.Beats.other_orders)
def race_plot_of_what_orders_share(scene: Scene) -> list[Part]:
    """A band and the mean in place of lines, with dots at their ends."""
    plot = plotted(scene)
    plot.turn, plot.lined = Animated(1.0), Animated(0.0)
    plot.span = Animated(float(np.log10(scene.plan.first_looks)))
    scene.parts[:] = [*plot.frame, plot.fan, *plot.first_mean, *plot.named_first]
    return []


@picture(440, 240, batch_vs_sgd.Beats.smaller_steps, 0.9)
def race_plot_by_look(scene: Scene) -> list[Part]:
    plot = plotted(scene)
    plot.turn = Animated(1.0)
    axes = [*plot.frame, *plot.by_look]
    costs = [*plot.curves(), *plot.means(), *plot.ring]
    scene.parts[:] = [*axes, *costs, *plot.names()]
    return []


@picture(440, 240, batch_vs_sgd.Beats.noise_floor, 0.9)
def stall_level(scene: Scene) -> list[Part]:
    """On the costs of the single order and of batch."""
    plot = plotted(scene)
    plot.turn = Animated(1.0)
    level = StallLevel(scene, plot, scene.plan)
    scene.parts[:] = [*plot.frame, *plot.curves(), *level.parts]
    return []


def more_samples(scene: Scene) -> tuple[RacePlot, ManySamples]:
    """The plot in the right half, and the samples in the left one."""
    layout, plan, race = scene.layout, scene.plan, raced(scene)
    left, right = layout.stage.columns(2, 0.2)
    plot = RacePlot(scene, right.inset(top=1.0), plan, race, lambda _: 0)
    plot.turn = Animated(1.0)
    data = RaceData(scene, (left.inset(top=1.4),), plan, race)
    return plot, ManySamples(scene, left, data, plot, plan)


@picture(640, 280, batch_vs_sgd.Beats.many_samples, 0.9)
def many_samples(scene: Scene) -> list[Part]:
    plot, many = more_samples(scene)
    many.until.first = float(scene.plan.looks) / 2
    told = [many.mean, many.cloud, many.told, *many.data.parts]
    scene.parts[:] = [*plot.frame, plot.by_look[0], plot.looks_name, *told]
    return []


@picture(640, 240, batch_vs_sgd.Beats.many_samples, 0.9)
def many_samples_beyond(scene: Scene) -> list[Part]:
    """Batch's line goes on beyond the plot, with steps as wide as there are samples."""
    _, many = more_samples(scene)
    many.until.first = float(scene.plan.looks)
    scene.parts[:] = [many.stairs, *many.named.values(), *many.beyond, *many.note]
    return []


def sloping(scene: Scene) -> SlopeView:
    """The curve where it has come to."""
    view = SlopeView(scene, scene.layout.stage)
    view.opening.lifted.first = view.opening.tilted.first = 1.0
    return view


@picture(420, 300, slope.Beats.curve, 0.5)
def slope_opening(scene: Scene) -> list[Part]:
    """The curve of before, on its way."""
    view = SlopeView(scene, scene.layout.stage)
    view.opening.lifted.first, view.opening.tilted.first = 1.0, 0.3
    scene.parts[:] = [view.face, *view.axes, view.opening.ball]
    return [view.face, *view.axes]


@picture(420, 300, slope.Beats.curve)
def slope_opening_in_units(scene: Scene) -> list[Part]:
    view = SlopeView(scene, scene.layout.stage)
    old = view.opening.axes
    scene.parts[:] = [view.face, *old.heights, old.tilts, view.opening.ball]
    return [view.face]


@picture(420, 300, slope.Beats.sign)
def slope_view(scene: Scene) -> list[Part]:
    view = sloping(scene)
    seen = [view.runner.ball_part, view.tangent, view.downhill, *view.told]
    scene.parts[:] = [view.face, *view.axes, *seen]
    return [view.face, *view.axes]


@picture(420, 300, slope.Beats.size, 0.5)
def slope_view_with_a_ghost(scene: Scene) -> list[Part]:
    """A ring where the tangent touches, away from the ball."""
    view = sloping(scene)
    view.away.first = 1.6
    scene.parts[:] = [view.face, view.runner.ball_part, view.tangent, view.ghost]
    return [view.face]


@picture(420, 300, slope.Beats.numbers, 0.75)
def slope_view_with_a_step(scene: Scene) -> list[Part]:
    view = sloping(scene)
    scene.parts[:] = [view.face, view.arrow, view.runner.ball_part]
    return [view.face]


@picture(420, 300, slope.Beats.again, 0.98)
def slope_view_with_leaps(scene: Scene) -> list[Part]:
    view = sloping(scene)
    scene.parts[:] = [view.face, view.leaps, view.runner.ball_part]
    return [view.face]


def bowled(scene: Scene, *eye: float) -> GradientView:
    """Seen from an azimuth and an elevation, with all lines drawn."""
    shown = GradientView(scene)
    view = shown.view
    view.azimuth.first, view.elevation.first = eye
    shown.level_drawn.first = shown.cut_drawn.first = 1.0
    return shown


@picture(300, 220, gradient.Beats.floor, themes=("night",))
def gradient_view(scene: Scene) -> list[Part]:
    """The floor."""
    shown = bowled(scene, -62.0, 32.0)
    scene.parts[:] = [shown.floor]
    return []


@picture(300, 220, gradient.Beats.cut, themes=("night",))
def gradient_view_with_lines(scene: Scene) -> list[Part]:
    shown = bowled(scene, -62.0, 32.0)
    scene.parts[:] = [shown.view.part, shown.cut_face, shown.cut, shown.level]
    return [shown.view.part]


@picture(420, 300, gradient.Beats.cut, 0.4)
def cut_plot(scene: Scene) -> list[Part]:
    start = scene.plan.run.theta[0]
    across = start + np.outer(np.linspace(-1.0, 4.0, 101), [1.0, 0.0])
    shown = CutPlot(scene, scene.layout.stage, across, lambda _: 60)
    return [shown.face]


@picture(420, 300, gradient.Beats.arrow, themes=("night",))
def gradient_view_with_arrows(scene: Scene) -> list[Part]:
    shown = bowled(scene, -90.0, 90.0)
    arrows = [*shown.gradient, *shown.downhill, shown.square]
    scene.parts[:] = [shown.view.part, *arrows, shown.elsewhere.whole]
    return [shown.view.part]


@picture(320, 280, gradient.Beats.slopes, themes=("night",))
def arrow_parts(scene: Scene) -> list[Part]:
    """Near a place: two slopes with their names, and the gradient, which is thick."""
    shown = bowled(scene, -90.0, 90.0)
    near = shown.here
    shown.view.nearness.first = 1.3
    for number, value in zip(shown.view.focus, near.reached.mean(axis=0).tolist(), strict=True):
        number.first = value
    scene.parts[:] = [shown.view.part, *near.parts, near.whole, *near.names]
    return [shown.view.part]


@picture(300, 220, gradient.Beats.floor, themes=("night",))
def two_knobs(scene: Scene) -> list[Part]:
    """On the floor: the second one is turned."""
    shown = bowled(scene, -62.0, 32.0)
    knobs = shown.knobs
    knobs.turned.first = 0.75
    scene.parts[:] = [shown.floor, *knobs.knobs, knobs.ball_part]
    return [shown.floor]


@picture(340, 250, gradient.Beats.steps, 0.95)
def step_table(scene: Scene) -> list[Part]:
    shown = GradientView(scene)
    scene.parts.clear()
    row = ["−0.900", "0.000", "−0.756", "0.457", "0.753"]
    StepTable(scene, scene.layout.stage, shown.runner, 3, lambda _: row)
    return []


@picture(340, 250, gradient.Beats.steps, 0.95)
def walk_figures(scene: Scene) -> list[Part]:
    """The gradient at the foot of the stage."""
    runner = GradientView(scene).runner
    scene.parts.clear()
    add_gradient(scene, runner, scene.layout.stage, 3)
    return []


@picture(440, 300, loop.Beats.again, 0.45)
def rule_over_line(scene: Scene) -> list[Part]:
    """The last line, the rule tied to its words, and what alpha is."""
    shown = DescentListing(scene, scene.layout.stage).add_rule_of_a_step(scene.layout.stage)
    scene.parts[:] = [shown.line, shown.rule, shown.choice]
    return []


@picture(440, 300, loop.Beats.run, 0.9)
def descent_listing(scene: Scene) -> list[Part]:
    """What the last rounds have found; formulas of cost and gradient."""
    shown = DescentListing(scene, scene.layout.stage)
    room, _ = shown.after(FOR).shares(1.2, 1.0, gap=0.0)
    cost, gradient = shown.add_formulas(50, *room.rows(1.0, 2.0, gap=0.0))
    values = [shown.values[line] for line in (GRADIENT, IF, UPDATE)]
    scene.parts[:] = [*values, shown.limit, cost, gradient]
    return []


@picture(300, 90, loop.Beats.start)
def listing(scene: Scene) -> list[Part]:
    """Two lines at once, and a value beside the second."""
    lit = [Lit(0.0, 0, 0, 0), Lit(1.0, 1, 2, 1)]
    lines = ("total = 0", "for x in range(9):", "    total += x")
    value = Value(lambda run: ("", "36.000")[run], "36.000")
    words = {"total": scene.theme.batch}
    Listing(scene, scene.layout.stage, lines, words, lit, {}, {2: value})
    return []


@picture(260, 170, loop.Beats.cost)
def cycle(scene: Scene) -> list[Part]:
    """The first station is lit, and the third is not there yet."""
    colours = scene.theme.stochastic, scene.theme.gradient, scene.theme.batch
    each = [
        Station(name, tint) for name, tint in zip(("one", "two", "three"), colours, strict=True)
    ]
    shown = Cycle(scene, scene.layout.stage, each, lambda _: (1.0, 0.0, 0.0))
    shown.drawn.first = 1.7
    shown.there[0].first = shown.there[1].first = 1.0
    return []


@picture(150, 50, loop.Beats.again, 0.8, themes=("night",))
def step_count(scene: Scene) -> list[Part]:
    shown = RingedBowl(scene, scene.layout.stage)
    scene.parts.clear()
    add_step_count(scene, scene.layout.stage, shown.runner)
    return []


@picture(300, 230, loop.Beats.again, 0.8, themes=("night",))
def ringed_bowl(scene: Scene) -> list[Part]:
    """Within its ring: the path, the gradient and the ball."""
    shown = RingedBowl(scene, scene.layout.stage)
    shown.view.beside.first = 1.0
    shown.view.elevation.first, shown.view.nearness.first = 38.0, 0.0
    walked = shown.runner
    scene.parts[:] = [shown.view.part, walked.trail_part, shown.slope, walked.ball_part]
    return [shown.view.part]


def pulled(scene: Scene, theta: Array) -> tuple[SurfaceView, PullFan]:
    """Arrows at a place of a map."""
    view = bowl(scene)
    view.azimuth.first, view.elevation.first = -90.0, 90.0
    return view, PullFan(scene, view, theta)


@picture(300, 220, pulls.Beats.each, themes=("night",))
def pull_fan(scene: Scene) -> list[Part]:
    """What the samples ask for, and their average."""
    view, shown = pulled(scene, scene.plan.start)
    shown.grown.first = 1.0
    scene.parts[:] = [view.part, shown.arrows, shown.average]
    return [view.part]


@picture(300, 220, pulls.Beats.zero, themes=("night",))
def pull_fan_head_to_tail(scene: Scene) -> list[Part]:
    """The same at the lowest cost, where they lead back."""
    view, shown = pulled(scene, scene.plan.minimum)
    shown.grown.first = shown.laid.first = 1.0
    shown.lay(*scene.plan.chain)
    scene.parts[:] = [view.part, shown.arrows]
    return [view.part]


@picture(300, 220, pulls.Beats.walk, 0.9, themes=("night",))
def pull_map(scene: Scene) -> list[Part]:
    """The walk by the average, and a ring where it began."""
    shown = PullMap(scene)
    view, batch = shown.view, shown.batch
    scene.parts[:] = [view.part, batch.trail_part, shown.rings[0], batch.ball_part]
    return [view.part]


@picture(340, 210, pulls.Beats.mean)
def pull_rules(scene: Scene) -> list[Part]:
    stage, shown_map = scene.layout.stage, PullMap(scene)
    shown = PullRules(scene, stage, shown_map.batch)
    scene.parts[:] = [shown.average]
    return []


@picture(340, 210, slope.Beats.stop, 0.6)
def worked_steps(scene: Scene) -> list[Part]:
    """The rule, one step that was worked out, and the next while its numbers come."""
    scene.parts.clear()
    rows = [Row(("1.250", "2.000", "0.5", "1.500")), Row(("1.750", "1.250", "0.5", "(−1.000)"))]
    shown = WorkedSteps(scene, scene.layout.stage, "w", rows)
    now = (scene.score[slope.Beats.stop].start + 0.6 * scene.score[slope.Beats.stop].frames) / FPS
    shown.raised.first = 1.0
    shown.work_out(0, now - 8.0)
    shown.work_out(1, now - 1.2)
    scene.parts[:] = [part for part in scene.parts if part not in shown.told]
    return []


@picture(300, 220, slope.Beats.rule, 0.9)
def worked_steps_first(scene: Scene) -> list[Part]:
    """The rule in the middle before there are numbers, with what its new symbols are."""
    row = Row(("1.250", "2.000", "0.5", "1.500"))
    shown = WorkedSteps(scene, scene.layout.stage, "w", [row])
    shown.centred.first = 1.0
    scene.parts[:] = [shown.rule, *shown.told]
    return []


def basin_of(scene: Scene, name: str, *, out_of: BasinView | None = None) -> BasinView:
    plan, slot = scene.plan, scene.layout.stage.inset(top=0.5, bottom=0.4)
    walk = name, plan.runs[name], scene.theme.batch
    return BasinView(
        scene, slot, plan.problems[name], plan.axes[name], plan.lying[name], walk,
        out_of=out_of,
    )  # fmt: skip


@picture(300, 220, scaling.Beats.steps, 0.8)
def basin_view(scene: Scene) -> list[Part]:
    """As it is, on its axes."""
    view = basin_of(scene, scaling.SCALED)
    return [view.part]


@picture(300, 220, scaling.Beats.steps, 0.8)
def trench_lens(scene: Scene) -> list[Part]:
    """A trench with the frame of the lens in it, and below it that, tied to it, with how large."""
    stage = scene.layout.stage
    strip, lens = stage.inset(bottom=1.9), stage.inset(top=0.9, bottom=0.4)
    slots = BowlSlots(lens, strip, lens)
    scene.parts.clear()
    shown = Bowl(scene, slots, scaling.OWN, "", scene.theme.other, CountSize(1.0, 0.0))
    assert shown.lens is not None
    scene.parts[:] = [
        shown.view.part,
        *shown.lens.ground,
        shown.lens.frame,
        shown.lens.note,
        *shown.lens.walk,
    ]
    scene.parts.remove(shown.lens.minimum)
    return [shown.view.part, shown.lens.part]


@picture(300, 220, scaling.Beats.steps, 0.8)
def basin_view_coming_out_of_another(scene: Scene) -> list[Part]:
    """Not far from what it is in other units, without axes."""
    other = basin_of(scene, scaling.OWN)
    scene.parts.clear()
    view = basin_of(scene, scaling.SCALED, out_of=other)
    view.out.first = 0.85
    scene.parts[:] = [view.part, *view.walk, view.minimum]
    return [view.part]


def basin_words_of(scene: Scene) -> BasinWords:
    runner = basin_of(scene, scaling.SCALED).runner
    scene.parts.clear()
    shape = "2 times", "as long as wide"
    formulas = "$alpha = 0.94$", "curvature $L = 2.02$", "$alpha < 0.99$"
    stage = scene.layout.stage
    large = count_size(scene, [(stage, runner.run.steps)])
    return BasinWords(scene, stage, runner, "scaled", shape, formulas, large)


@picture(300, 220, scaling.Beats.steps, 0.8)
def basin_words(scene: Scene) -> list[Part]:
    """Above a basin that is not seen."""
    words = basin_words_of(scene)
    scene.parts[:] = [words.name, words.count]
    return []


@picture(300, 220, scaling.Beats.steps, 0.8, themes=("night",))
def basin_words_of_bends(scene: Scene) -> list[Part]:
    """In place of the count: a curvature, and the limit of that."""
    words = basin_words_of(scene)
    scene.parts[:] = [words.name, *words.limit]
    return []


@picture(300, 220, scaling.Beats.bowls, 0.8)
def basin_words_of_its_shape(scene: Scene) -> list[Part]:
    """Before anything is counted."""
    words = basin_words_of(scene)
    scene.parts[:] = [words.name, *words.shape]
    return []


@picture(560, 400, scaling.Beats.factors, 0.9)
def distances(scene: Scene) -> list[Part]:
    """Across and along, and the factor of each."""
    room = scene.layout.panel
    beside = room.inset(left=0.64 * room.width)
    scene.layout = replace(scene.layout, body=room, panel=beside)
    shown = Distances(scene, ("unscaled", "scaled"), (scene.theme.other, scene.theme.batch))
    for drawn in shown.drawn.values():
        drawn.first = float(scene.plan.followed)
    return []


def bowl_alone(scene: Scene) -> Bowl:
    words, ground = scene.layout.stage.shares(1.0, 2.0, gap=0.2)
    slots = BowlSlots(words, ground, None)
    large = count_size(scene, [(words, 31)])
    return Bowl(scene, slots, scaling.SCALED, "scaled", scene.theme.other, large)


@picture(560, 160, scaling.Beats.question, 0.9)
def the_bowl(scene: Scene) -> list[Part]:
    """With its words beside it."""
    shown = bowl_alone(scene)
    scene.parts[:] = [shown.view.part, shown.words.name, shown.words.count]
    return [shown.view.part]


@picture(560, 160, scaling.Beats.axes, 0.9)
def own_axes(scene: Scene) -> list[Part]:
    """Along a bowl and across it, with their names."""
    shown = bowl_alone(scene)
    scene.parts[:] = [shown.view.part, shown.axes]
    return [shown.view.part]


@picture(430, 260, scaling.Beats.shape, 0.95)
def samples_twice(scene: Scene) -> list[Part]:
    """With the lines of both walks, and the first one."""
    shown = of_samples_twice(scene)
    for part in shown.below:
        scene.parts.remove(part)
    return []


def of_samples_twice(scene: Scene) -> SamplesTwice:
    bowls = [basin_of(scene, name) for name in scaling.BOWLS]
    scene.parts.clear()
    scene.layout = replace(scene.layout, body=scene.layout.panel)
    runners = bowls[0].runner, bowls[1].runner
    shown = SamplesTwice(scene, runners, ("unscaled", "scaled"))
    for part in (*shown.before, shown.rule):
        scene.parts.remove(part)
    for much, seen in ((shown.starts, BEFORE), (shown.walked, 1.0)):
        for each in much:
            each.first = seen
    for plot in shown.plots:
        plot.place.where.first = 1.0
    return shown


def colours_of_rules(scene: Scene) -> dict[str, str]:
    theme = scene.theme
    return dict(zip(optimizers.RULES, (theme.batch, *theme.rules), strict=True))


def ravine_of(scene: Scene, *, calm: bool = False) -> RavineView:
    return RavineView(scene, [scene.layout.stage], colours_of_rules(scene), calm=calm)


@picture(420, 160, optimizers.Beats.race, 0.97)
def ravine_view(scene: Scene) -> list[Part]:
    """The walks of two rules."""
    view = ravine_of(scene)
    scene.parts[:] = [view.part, *view.walks(optimizers.MOMENTUM, optimizers.ADAM)]
    return [view.part]


RAVINE = 'surface = { formula = "x**2 + 40*(y - 0.1*x**2)**2", view = [[-3, 3], [-2, 2]] }'


@picture(420, 160, optimizers.Beats.ravine, params=RAVINE)
def ravine_ground(scene: Scene) -> list[Part]:
    """The valley of a formula, as far as its view goes."""
    scene.parts[:] = [ravine_of(scene).part]
    return []


@picture(420, 160, optimizers.Beats.adam, 0.97)
def ravine_view_near_the_start(scene: Scene) -> list[Part]:
    """The first steps of two rules."""
    view = RavineView(scene, [scene.layout.stage] * 2, colours_of_rules(scene))
    view.place.where.first = 1.0
    scene.parts[:] = [view.part, *view.walks(optimizers.NESTEROV, optimizers.ADAM)]
    return [view.part]


@picture(420, 160, optimizers.Beats.nesterov, 0.6)
def place_ahead(scene: Scene) -> list[Part]:
    """Of Nesterov's steps, seen from near."""
    view = RavineView(scene, [scene.layout.stage] * 2, colours_of_rules(scene))
    view.place.where.first = 1.0
    ahead = PlaceAhead(scene, view).part
    scene.parts[:] = [view.part, *view.walks(optimizers.NESTEROV), ahead]
    return [view.part]


@picture(420, 160, optimizers.Beats.race, 0.97, themes=("night",))
def ravine_view_of_many(scene: Scene) -> list[Part]:
    view = ravine_of(scene, calm=True)
    scene.parts[:] = [view.part, *view.walks(optimizers.MOMENTUM)]
    return [view.part]


@picture(420, 160, optimizers.Beats.adam, 0.9)
def knob_steps(scene: Scene) -> list[Part]:
    runners = {optimizers.ADAM: ravine_of(scene).race.runners[optimizers.ADAM]}
    shown = KnobSteps(scene, scene.layout.stage, runners)
    scene.parts[:] = [*shown.bars(optimizers.ADAM), shown.slopes, shown.rates]
    return []


@picture(420, 160, optimizers.Beats.rmsprop, 0.9)
def knob_ways(scene: Scene) -> list[Part]:
    view = ravine_of(scene)
    scene.parts[:] = [
        view.part,
        add_knob_ways(scene, view.basin, scene.layout.stage, scene.plan.letters),
    ]
    return [view.part]


@picture(640, 270, optimizers.Beats.knobs, 0.4)
def knob_pairs(scene: Scene) -> list[Part]:
    """Before the turn and after it."""
    KnobPairs(scene, scene.layout.stage, colours_of_rules(scene)[optimizers.ADAM])
    return []


@picture(360, 240, optimizers.Beats.turn, 0.9)
def knob_turn(scene: Scene) -> list[Part]:
    """Turned, with the arc from where an axis was."""
    shown = KnobTurn(scene, scene.layout.stage)
    shown.angle.first = optimizers.DEGREES
    return [shown.part]


def slots_of_rules(scene: Scene) -> RuleSlots:
    return rule_slots(replace(scene.layout, body=scene.layout.stage))


@picture(760, 320, optimizers.Beats.race, 0.97, themes=("night",))
def rule_lanes_of_one_race(scene: Scene) -> list[Part]:
    """What one rule has in its lane, and the frame around the least number."""
    lanes = RuleLanes(scene, slots_of_rules(scene).race, colours_of_rules(scene), ("",))
    scene.parts[:] = [
        *lane_of(lanes, optimizers.ADAM), *lanes.table.lowest,
    ]  # fmt: skip
    return lanes.maps


@picture(760, 420, optimizers.Beats.again, 0.97)
def rule_lanes(scene: Scene) -> list[Part]:
    """The same once it is turned, with where it ended before."""
    races = "", optimizers.TURNED
    lanes = RuleLanes(scene, slots_of_rules(scene).race, colours_of_rules(scene), races)
    scene.parts[:] = [*lane_of(lanes, optimizers.ADAM), lanes.named[optimizers.ADAM]]
    return lanes.maps


@picture(760, 320, optimizers.Beats.lowest, 0.97)
def held_back(scene: Scene) -> list[Part]:
    """In the lane of the rule that it holds back."""
    lanes = RuleLanes(scene, slots_of_rules(scene).race, colours_of_rules(scene), ("",))
    view = lanes.views[optimizers.NESTEROV]
    scene.parts[:] = [view.part, *view.walks(), *add_held_back(scene, view)]
    return [view.part]


def lane_of(lanes: RuleLanes, rule: str) -> list[Part]:
    view, ends = lanes.views[rule], [lanes.ends[rule]] if lanes.ends else []
    return [view.part, view.minimum, *ends, *view.walks(), lanes.table.names[rule]]


@picture(480, 260, optimizers.Beats.again, 0.97, themes=("night",))
def rule_table(scene: Scene) -> list[Part]:
    """Of both races."""
    slots = slots_of_rules(scene).race
    table = RuleTable(scene, slots, colours_of_rules(scene), ("", optimizers.TURNED))
    numbers = [*table.left.values(), *table.before.values()]
    scene.parts[:] = [*table.names.values(), *numbers]
    return []


@picture(520, 200, optimizers.Beats.knobs)
def ravine_scales(scene: Scene) -> list[Part]:
    """Below the ravine."""
    slots = slots_of_rules(scene)
    view = RavineView(scene, [slots.ravine[0]], {})
    scene.parts[:] = [add_scales(scene, slots.notes[0], view)]
    return []


@picture(440, 180, optimizers.Beats.adam)
def joined_rule(scene: Scene) -> list[Part]:
    add_joined(scene, scene.layout.stage, colours_of_rules(scene)[optimizers.ADAM])
    return []


@picture(420, 160, optimizers.Beats.nesterov)
def stray_bars(scene: Scene) -> list[Part]:
    colours = colours_of_rules(scene)
    compared = optimizers.MOMENTUM, optimizers.NESTEROV
    StrayBars(scene, scene.layout.stage, {rule: colours[rule] for rule in compared})
    return []


@picture(340, 120, optimizers.Beats.momentum)
def rule_in_words(scene: Scene) -> list[Part]:
    add_rule(scene, scene.layout.stage, optimizers.MOMENTUM, scene.theme.rules[0])
    return []


@picture(420, 170, optimizers.Beats.momentum, 0.9)
def step_plot(scene: Scene) -> list[Part]:
    runners = ravine_of(scene).race.runners
    scene.parts.clear()
    compared = PLAIN, optimizers.MOMENTUM
    along_plot(scene, scene.layout.stage, {rule: runners[rule] for rule in compared})
    return []


@picture(220, 170, batch_vs_sgd.Beats.noise_floor, themes=("night",))
def marks(scene: Scene) -> list[Part]:
    view, theme, minimum = bowl(scene), scene.theme, scene.plan.minimum
    walked = walker(scene, view, "batch")
    named = Marks(scene, view, (EYE,), (walked,), np.zeros((0, 2)))
    named.add(minimum, ("minimum", theme.minimum), ring=False)
    named.add(walked.run.theta[0], ("start", theme.text), ring=True)
    return [view.part, *view.triad]


@picture(220, 170, mountain.Beats.fog, themes=("night",))
def landmark(scene: Scene) -> list[Part]:
    """A start and a minimum with their names, one on each side."""
    view, surface, theme = landscape(scene), scene.plan.surface, scene.theme
    lowest = surface.minima[0]
    for name, colour, theta, left in (
        ("start", theme.text, scene.params.start, True),
        ("minimum", theme.minimum, lowest, False),
    ):
        where = np.asarray(theta)
        told, placement = (name, colour), Placement(left=left)
        add_mark(
            scene, view.surface, where, float(surface.loss(where)), told,
            ring=left, placement=lambda _, placement=placement: placement,
        )  # fmt: skip
    return [view.part, *view.triad]


def network_seen(scene: Scene) -> NetworkViews:
    """All views of the network, beside its points."""
    points, beside = scene.layout.panel.columns(2, scene.layout.gap)
    return NetworkViews(scene, scene.plan.moons, points, beside, 0.9)


@picture(720, 420, neural_network.Beats.answer)
def network_views(scene: Scene) -> list[Part]:
    views = network_seen(scene)
    shown = [views.unseen, *views.parting[1:], views.fresh, views.cost_of_new, views.count]
    scene.parts[:] = [*shown, *views.costs, *views.names, *views.lowest]
    return [views.parting[1], views.fresh, views.lowest[0]]


@picture(400, 280, neural_network.Beats.judged, themes=("night",))
def network_views_judged(scene: Scene) -> list[Part]:
    """Points that had no part in anything before, those that are wrong ringed and counted."""
    slot = scene.layout.panel
    judged = network_seen(scene).add_judged(slot, scene.plan.lowest, "stopped")
    scene.parts[:] = judged
    return [judged[0], judged[1]]


@picture(120, 120, neural_network.Beats.answer)
def network_views_of_the_lowest(scene: Scene) -> list[Part]:
    """The ring, and the line down to its step."""
    axes = Axes(scene.layout.panel, (0.0, 1.0), (0.0, 1.0), scene.theme)
    add_lowest(scene, axes, axes.at(np.array(0.4), np.array(0.7)))
    return []


@picture(720, 420, neural_network.Beats.parameters)
def network_views_of_all_numbers(scene: Scene) -> list[Part]:
    views = network_seen(scene)
    views.told.first = 1.5
    views.counted[0].first = 0.6
    scene.parts[:] = [*views.network[1:], views.counts, views.total, views.each]
    return [views.network[1]]


@picture(720, 420, neural_network.Beats.parameters, themes=("night",))
def network_views_of_one_disc(scene: Scene) -> list[Part]:
    """It is lit, and its work is written below."""
    views = network_seen(scene)
    for layer in views.counted:
        layer.first = 0.4
    scene.parts[:] = [*views.network[1:], views.unit, views.worked]
    return [views.network[1]]


@picture(720, 420, neural_network.Beats.walk)
def network_views_from_above(scene: Scene) -> list[Part]:
    """The path over the cost on its plane, whose two directions have names."""
    views = network_seen(scene)
    scene.parts[:] = [views.count, *views.plane]
    return [views.map_part]


@picture(340, 210, neural_network.Beats.steps)
def network_views_with_slopes(scene: Scene) -> list[Part]:
    views = network_seen(scene)
    views.told.first = 4.0
    scene.parts[:] = [views.network[1]]
    return []


@picture(800, 360, neural_network.Beats.steps, 0.95)
def moons_training(scene: Scene) -> list[Part]:
    """How many steps are taken, and the network; below them the rule, and what slopes are told."""
    halves = scene.layout.panel.columns(2, scene.layout.gap)
    stage, panel = halves
    body = scene.layout.panel
    scene.layout = replace(scene.layout, stage=stage, panel=panel, body=body)
    training = MoonsTraining(scene, scene.plan.moons)
    network = training.views.network[1]
    scene.parts[:] = [network, training.rule, training.slopes, training.views.count]
    return [network]


@picture(800, 360, neural_network.Beats.walk, 0.9, params=f'run = "{RUN}"')
def saved_training(scene: Scene) -> list[Part]:
    """The path over the cost on its plane, what its directions are, and the costs beside it."""
    stage, panel = scene.layout.panel.columns(2, scene.layout.gap)
    scene.layout = replace(scene.layout, stage=stage, panel=panel)
    training = SavedTraining(scene, scene.plan.saved)
    assert training.ground is not None
    return [training.card, training.ground]


LIGHT = 0.5, 0.1
"""How far round the cycle the light is, and its tail."""


@picture(800, 260, summary.Beats.own_words, 0.98)
def summary_page(scene: Scene) -> list[Part]:
    """The tiles of scaling and of rules, and the rule."""
    first, second, third = scene.layout.panel.columns(3, scene.layout.gap)
    slots = SummarySlots(
        second, second, first, second, second, second, second, third, (), (),
        [second] * 2, second, second, [second] * 3, [second] * 3, second,
    )  # fmt: skip
    page = SummaryPage(scene, scene.plan, slots, lambda _: LIGHT)
    tiles = page.scaling, page.rules
    scene.parts[:] = [*(part for each in tiles for part in each.parts), page.rule]
    grounds = *page.rules.picture[1::4], page.rules.picture[2]  # a path that its ball hides
    return [*page.scaling.picture[1:], *grounds]


@picture(460, 260, summary.Beats.cycle, 0.6)
def summary_cycle(scene: Scene) -> list[Part]:
    """The ring about the bowl."""
    panel = scene.layout.panel
    slots = SummarySlots(
        *[panel] * 8,
        (),
        (),
        [panel] * 2,
        panel,
        panel,
        [panel] * 3,
        [panel] * 3,
        panel,
    )
    page = SummaryPage(scene, scene.plan, slots, lambda _: LIGHT)
    page.place.where.first = 1.0
    scene.parts[:] = [*page.alone[0].parts, *page.alone[0].lamp, *page.cost.picture]
    return [page.cost.picture[0]]


@picture(460, 300, summary.Beats.kinds, 0.98)
def small_walks(scene: Scene) -> list[Part]:
    """All on one map, with their steps above it."""
    told, area = scene.layout.panel.rows(1.0, 3.0, gap=scene.layout.gap)
    walks = SmallWalks(scene, scene.plan.shown.kinds, area, told.columns(3, scene.layout.gap))
    return [walks.ground]


@picture(460, 260, summary.Beats.limit, 0.98)
def summary_large(scene: Scene) -> list[Part]:
    """The limit, with the names of its axes."""
    panel, names = scene.layout.panel, {key: (key, scene.theme.text) for key in (*BOWLS, *SHOWN)}
    scales, rules = ({key: names[key] for key in keys} for keys in (BOWLS, SHOWN))
    large = LargePictures(scene, scene.plan, panel, scales, rules)
    large.bound.drawn.first = large.bound.all
    scene.parts[:] = large.limit
    return [large.bound.curve]


@picture(460, 160, summary.Beats.helps, 0.98)
def side_names(scene: Scene) -> list[Part]:
    """Of two rows in one cell, and of three in another."""
    theme, names = scene.theme, ("one", "another", "a third")
    colours = theme.text, theme.stochastic, theme.batch
    rows = {name: (name, colour) for name, colour in zip(names, colours, strict=True)}
    cells = scene.layout.panel.columns(2, scene.layout.gap)
    scene.parts.clear()
    add_side_names(scene, [(cells[0], dict([*rows.items()][:2])), (cells[1], rows)], 0.1)
    return []


@picture(460, 200, summary.Beats.helps, 0.98)
def small_rules(scene: Scene) -> list[Part]:
    """Each in its lane."""
    named = {rule: (rule, colour) for rule, colour in colours_of_rules(scene).items()}
    cell = scene.layout.panel, {rule: named[rule] for rule in SHOWN}
    names, rows = add_side_names(scene, [cell], scene.layout.gap)
    lanes = SmallRules(scene, scene.plan.rules, rows, names).lanes
    return [each[0] for each in lanes.values()]


@picture(240, 160, summary.Beats.limit, themes=("night",))
def axis_names(scene: Scene) -> list[Part]:
    axes = Axes(scene.layout.panel.inset(*[0.5] * 4), (0.0, 1.0), (0.0, 1.0), scene.theme)
    add_axis_names(scene, axes, "axes.rate", "axes.excess")
    return []


@picture(460, 200, summary.Beats.limit, 0.98)
def small_limit(scene: Scene) -> list[Part]:
    """The whole curve with the limit."""
    limit = SmallLimit(scene, scene.plan.shown.rates, scene.layout.panel)
    limit.drawn.first = limit.all
    return [limit.curve]


@picture(460, 200, summary.Beats.beyond, 0.98)
def small_costs(scene: Scene) -> list[Part]:
    """Both, that of new points as far as it is drawn."""
    costs = SmallCosts(scene, scene.plan.network, scene.layout.panel)
    costs.drawn.first = 0.8
    return [costs.parts[-1]]


@picture(800, 360, summary.Beats.helps)
def small_bowls(scene: Scene) -> list[Part]:
    """The trench, cropped, and the round one."""
    rows = scene.layout.stage.rows(1.0, 2.0, gap=0.0)
    bowls = SmallBowls(scene, scene.plan.shown.bowls, rows)
    return [*bowls.parts[1:3], *bowls.parts[-2:]]  # fine lines, small words, and a small mark


@picture(460, 260, summary.Beats.beyond, 0.98)
def small_valleys(scene: Scene) -> list[Part]:
    """Each start with the mark of its valley."""
    valleys = SmallValleys(scene, scene.plan.valleys, scene.layout.panel)
    valleys.spread.first = 1.0
    return [valleys.ground]


@picture(300, 300, summary.Beats.beyond, 0.98)
def two_costs(scene: Scene) -> list[Part]:
    """Both in a column, where their names are at the top."""
    slot = scene.layout.panel
    room = slot.inset(top=HEAD)
    names = scene.say("summary.fresh"), scene.say("network.known_curve", count=50)
    moons = scene.plan.network
    plot = TwoCosts(scene, moons, slot, room, lambda _: 1200, upright=True, names=names)
    scene.parts[:] = [*plot.parts, *plot.names, *plot.lowest]
    return [plot.parts[-1]]


@picture(460, 160, summary.Beats.own_words, 0.98)
def sources(scene: Scene) -> list[Part]:
    add_sources(scene, scene.layout.panel)
    return []


@picture(300, 220, summary.Beats.cycle, 0.6)
def small_bowl(scene: Scene) -> list[Part]:
    """The bowl of the summary, with the ball on its way."""
    bowl = SmallBowl(scene, lambda _: scene.layout.panel)
    return [bowl.part]


@picture(430, 260, scaling.Beats.shape, 0.95, themes=("night",))
def samples_twice_and_what_is_done(scene: Scene) -> list[Part]:
    """With how both bowls bend, and how much of its drop each walk has done."""
    shown = of_samples_twice(scene)
    scene.parts[:] = [*shown.below]
    return []


@picture(420, 240, optimizers.Beats.ravine, 0.9)
def lit_bowl(scene: Scene) -> list[Part]:
    """The ravine as lit ground, with the walk of plain descent."""
    lit = ravine_of(scene).add_relief(scene.theme.batch)
    assert lit is not None
    scene.parts[:] = lit.parts
    return [lit.part]


@picture(420, 240, scaling.Beats.bowls, 0.5)
def lit_trench(scene: Scene) -> list[Part]:
    """The unscaled bowl, with how many times it is stretched."""
    view = basin_of(scene, scaling.OWN)
    scene.parts.clear()
    lit = LitTrench(scene, scene.layout.stage, view)
    scene.parts[:] = lit.parts
    return [lit.bowl.part]


# The tests

CASES = [(name, theme) for name, maker in MAKERS.items() for theme in maker.themes]
IDS = [f"{name}--{theme}" for name, theme in CASES]
Draw = Callable[[str, str], Shown]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draw]:
    """Makes the scene of a picture in a theme, once for all tests."""
    folder = tmp_path_factory.mktemp("parts")
    write_run("ground", folder / RUN)
    frame = LAYOUTS["16:9"].frame
    size = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_width": frame.width,
        "frame_height": frame.height,
    }
    settings = {"frame_rate": FPS, "media_dir": str(folder / "media"), "dry_run": True}
    with ExitStack() as stack:
        stack.enter_context(tempconfig(size | settings))

        @cache
        def lesson(text: str) -> Lesson:
            path = folder / "parts.toml"
            path.write_text(text)
            return load_lesson(path)

        @cache
        def make(name: str, theme: str) -> Shown:
            maker = MAKERS[name]
            alone = ALONE.format(name=maker.plan.name, params=maker.params)
            made = lesson(alone if maker.params else LESSON)
            return staged(maker, replace(made, theme=THEMES[theme]))

        yield make


@pytest.mark.parametrize(("name", "theme"), CASES, ids=IDS)
def test_a_part_looks_as_in_its_reference(
    name: str, theme: str, drawn: Draw, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path, shown = REFERENCES / f"{name}--{theme}.png", drawn(name, theme)
    beneath, pixels = shown.beneath, shown.pixels()
    if request.config.getoption("--regenerate-pictures"):
        Image.fromarray(pixels).save(path, optimize=True)
    compare(path, pixels, beneath, tmp_path)


@pytest.mark.parametrize("name", [*MAKERS][:: extent.of(3, 1)])
def test_each_thing_in_a_picture_would_be_missed(name: str, drawn: Draw) -> None:
    """As a sample, in every third picture."""
    shown = drawn(name, "night")
    beneath, whole = shown.beneath, shown.pixels()
    things = [part for part in shown.scene.parts if part not in shown.ground]
    things = [part for part in things if part.shown(shown.frame)]
    others = (shown.pixels(lambda part, gone=gone: part is not gone) for gone in things)
    passing = [k for k, one in enumerate(others) if difference(whole, one, beneath).tolerable]
    assert things
    assert not passing


def draws(module: str) -> bool:
    """Whether a module knows the stage or a part that does, or has a function of a mobject.

    Others tell where things go, and draw nothing.
    """
    for thing in vars(import_module(module)).values():
        home = getattr(thing, "__module__", "")
        if home.startswith(f"{stage.__name__}."):
            return True
        if home.startswith(f"{parts.__name__}.") and home != module and draws(home):
            return True
        made = get_type_hints(thing).get("return") if isfunction(thing) and home == module else None
        if isclass(made) and issubclass(made, Mobject):
            return True
    return False


def test_every_part_has_a_picture() -> None:
    """One that is called as its module, or ``the_`` and that; those after it say what else."""
    named = {maker.build.__name__.removeprefix("the_") for maker in MAKERS.values()}
    there = {module.name for module in iter_modules(parts.__path__)}
    without = {name for name in there - named if draws(f"{parts.__name__}.{name}")}
    assert not without


def test_every_reference_is_of_a_picture(request: pytest.FixtureRequest) -> None:
    remove = request.config.getoption("--regenerate-pictures")
    assert not left_over(REFERENCES, IDS, remove=remove)
