"""What the summary is made of: small pictures of all that was computed, for page and screen.

A picture is made of elements in a unit square, y downwards: lines, dots and words, each in the
colour of its role.  Some come with a step: they are there once that has landed; those alone go
when the next one has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from gdcore import theory
from gdcore.problems import LinearRegression
from gdcore.typing import Array
from scenes.plans import hook, learning_rate, mini_batch, scaling
from scenes.plans.ground import level_domain
from scenes.plans.samples import axis_span

Element = dict[str, Any]
"""Of kind "line", with points; "dot", with a place and a radius; or "text"."""

LEVELS, OUTWARD = 8, 60
"""Contour lines up to the cost of the start, and in all, evenly spaced in the cost."""
BEYOND = 1.22
"""How much larger a map is than what is drawn on it."""
LANDED, BALL = 1.2, 1.9
"""Radius of a landing on a curve, and of the ball."""
DOTTED = 60
"""Steps up to which a path has a dot at each landing."""
ARC, ALONG = 0.45, np.linspace(0.0, 1.0, 25)
"""How high a ball flies above the straight way, in the length of that; shares of it."""
RATES = {0.5: "α/2", 1.0: "α", 2.0: "2α"}
"""The learning rates whose steps are compared, in that of the ball, and how they are written."""
CUT, TOPMOST, WIDER, CURVED = 0.82, 0.04, 1.2, np.linspace(-1.0, 1.0, 65)
"""Of the cut on which they are: the level of its lowest place and of its ends, how wide it is in
what they need, and shares of that."""
AZIMUTH, EYE = -62.0, math.radians(50.0)
"""From about where the bowl is seen at a slant, and how far from above."""
FILLED, SHAPE = 0.97, 39 / 34
"""How much of the picture's width or height it has, and how many times as wide as high that is."""
RIM, DEEP = 1.3, 0.6
"""How far it goes, in how far the level of the start does, and its depth in that."""
OUT, AROUND, RINGS, RING = 14, 60, 12, 0.22
"""How many facets it has from its middle out, and around; how many rings of one cost as deep as it
is, evenly spaced, and how wide they are."""
LIGHT = np.array([-0.5, 0.3, 0.812])
"""Where its light comes from: from the left, behind and above."""
WRITTEN, UNDER, BENEATH, ASIDE = 0.06, 0.05, 0.15, 0.12
"""From a landing to what is written of it, aside and down, and down alone; and from the middle of a
cut, the least at which that is aside."""
TIP = np.array([0.016, 0.05])
"""Of an arrow's tip, across and up."""
TOP, FLOOR = 100.0, 1e-15
"""The highest and the lowest cost of the wall, in that of the start; less is rounding."""


class Computed(NamedTuple):
    """What the page is made of."""

    line: hook.Plan
    kinds: mini_batch.Plan
    rates: learning_rate.Plan
    bowls: scaling.Plan


def pictures(made: Computed, words: Mapping[str, str]) -> dict[str, Iterator[Element]]:
    """All of them by name; ``words`` are those that stand in them."""
    kinds = made.kinds
    problem = kinds.problem
    ends = np.concatenate([kinds.runs[kind].theta for kind in kinds.runs])
    frame = Frame.about(np.concatenate([ends, [kinds.minimum]]), 62 / 53)
    return {
        "parameters": turned(made.line),
        "cost": _hollow(made.line),
        "rate": steps_on_a_cut(made.line),
        "cycle": _cycle(words),
        "wall": _wall(made.rates, words),
        **{
            kind: _walked(problem, kinds.runs[kind].theta, frame, kind) for kind in mini_batch.KINDS
        },
        **{name: _bowl(made.bowls, name) for name in scaling.BOWLS},
    }


def landed(piece: Element, steps: float) -> bool:
    """Whether a piece is there when so many steps are taken, with the share of the next."""
    step = piece.get("step", 0)
    return bool(step <= steps < step + 1 if piece.get("alone") else step <= steps)


def _line(points: Array, colour: str, width: float, **more: Any) -> Element:
    rounded = np.round(np.asarray(points, dtype=float), 4).tolist()
    return {"kind": "line", "points": rounded, "colour": colour, "width": width, **more}


def _dot(place: Array, colour: str, radius: float) -> Element:
    return {"kind": "dot", "at": np.round(place, 4).tolist(), "colour": colour, "radius": radius}


def _text(x: float, y: float, text: str, colour: str, align: str = "centre") -> Element:
    return {"kind": "text", "at": [x, y], "text": text, "colour": colour, "align": align}


class Frame(NamedTuple):
    """A rectangle of parameters: the middle, (2,), and half its width and height, (2,)."""

    middle: Array
    half: Array

    @classmethod
    def about(cls, points: Array, shape: float) -> Frame:
        """That holds points (n, 2), with one scale for both parameters."""
        low, high = points.min(axis=0), points.max(axis=0)
        half = BEYOND * (high - low) / 2
        across = max(float(half[0]), float(half[1]) * shape)
        return cls((low + high) / 2, np.array([across, across / shape]))

    def seen(self, points: Array) -> Array:
        """Places in the unit square."""
        unit = (points - self.middle) / self.half
        return np.asarray((unit * np.array([1.0, -1.0]) + 1.0) / 2.0)


def _contours(problem: LinearRegression, frame: Frame, highest: float) -> Iterator[Element]:
    """Lines of one cost, evenly spaced: ellipses about the lowest point."""
    low = problem.minimum()
    curvatures, directions = theory.principal_axes(problem, low)
    circle = around(97)
    for k in range(1, OUTWARD + 1):
        axes = np.sqrt(2.0 * highest * k / LEVELS / curvatures)
        places = frame.seen(low + (circle * axes) @ directions)
        if (np.abs(places - 0.5) <= 0.5).all(axis=1).any():
            yield _line(places, "contour", 0.5 if k % 5 == 0 else 0.22)


def _walked(
    problem: LinearRegression, theta: Array, frame: Frame, colour: str
) -> Iterator[Element]:
    low = problem.minimum()
    highest = float(problem.loss(theta[0]) - problem.loss(low))
    yield from _contours(problem, frame, highest)
    places = frame.seen(theta)
    yield _line(places, "background", 1.7, walk=True)
    yield _line(places, colour, 0.8, walk=True)
    if len(theta) <= DOTTED:
        yield from (_dot(place, colour, 0.75) | {"step": k} for k, place in enumerate(places))
    yield _dot(places[0], "text", 1.2)
    yield from _cross(frame.seen(low), float(frame.half[0] / frame.half[1]))


def _cross(place: Array, shape: float) -> Iterator[Element]:
    """The mark of the lowest point, on a frame of this width to height."""
    for width, colour in ((1.9, "background"), (0.9, "minimum")):
        for way in (np.array([1.0, shape]), np.array([1.0, -shape])):
            yield _line(np.stack([place - 0.025 * way, place + 0.025 * way]), colour, width)


def _bowl(plan: scaling.Plan, name: str) -> Iterator[Element]:
    theta = plan.runs[name].theta
    low = plan.problems[name].minimum()
    frame = Frame.about(np.concatenate([theta, [low], [2 * low - theta[0]]]), 45 / 34)
    return _walked(plan.problems[name], theta, frame, "batch")


def _plane(x: Array, y: Array, across: tuple[float, float], up: tuple[float, float]) -> Array:
    """Places of values in a plot that fills the unit square."""
    share = [(v - low) / (high - low) for v, (low, high) in ((x, across), (y, up))]
    return np.stack([share[0], 1.0 - share[1]], axis=-1)


def _axes() -> Element:
    return _line(np.array([[0.012, 0.0], [0.012, 0.985], [1.0, 0.985]]), "rule", 0.35)


def turned(plan: hook.Plan) -> Iterator[Element]:
    """The samples, and the ball's line at each landing."""
    across, up = axis_span(plan.data.x), axis_span(plan.data.y)
    yield _axes()
    for place in _plane(plan.data.x, plan.data.y, across, up):
        yield _dot(place, "quiet", 0.6)
    ends = np.asarray(across)
    for k, theta in enumerate(plan.run.theta):
        places = _plane(ends, plan.told(theta, ends), across, up)
        yield _line(places, "batch", 0.9, step=k, alone=True)


class Aslant:
    """The bowl of a cost up to one level, seen at a slant from above, its long side across."""

    def __init__(self, plan: hook.Plan) -> None:
        problem = plan.problem
        self.loss = problem.loss
        self.domain = level_domain(
            self.loss, problem.hessian(), plan.minimum, plan.run.theta[:1], RIM, DEEP
        )
        turn = math.radians(self.domain.facing(AZIMUTH))
        right, back = (-math.sin(turn), math.cos(turn)), (-math.cos(turn), -math.sin(turn))
        self._turned = np.array([right, back]).T
        ground = self._slanted(self.domain.samples(OUT))
        low, high = ground.min(axis=0), ground.max(axis=0)
        self._middle = (low + high) / 2.0
        unit = FILLED * float((np.array([1.0, 1.0 / SHAPE]) / (high - low)).min())
        self._scale = unit * np.array([1.0, SHAPE])

    def placed(self, theta: Array) -> Array:
        """To the right, back and up, (..., 3), in its radius, of parameters (..., 2)."""
        world = self.domain.world(theta, self.loss(theta))
        return np.concatenate([world[..., :2] @ self._turned, world[..., 2:]], axis=-1)

    def ring(self, share: Array | float, places: int) -> Array:
        """Parameters (..., places, 2) around, at shares (...) of the way from the middle out."""
        circle = np.asarray(share)[..., None, None] * around(places)
        return self.domain.theta(self.domain.ground(circle))

    def seen(self, theta: Array) -> Array:
        """Places in the unit square."""
        return (self._slanted(theta) - self._middle) * self._scale + 0.5

    def _slanted(self, theta: Array) -> Array:
        """To the right and down, (..., 2), in its radius."""
        right, back, up = np.moveaxis(self.placed(theta), -1, 0)
        return np.stack([right, -math.sin(EYE) * back - math.cos(EYE) * up], axis=-1)


def around(places: int) -> Array:
    """So many places (n, 2) around the unit circle; the last is the first."""
    angle = np.linspace(0.0, 2.0 * np.pi, places)
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def _facets(bowl: Aslant) -> Iterator[Element]:
    """Its ground in little pieces, from the back to the front, each darker as it faces away."""
    theta = bowl.ring(np.linspace(0.0, 1.0, OUT + 1), AROUND + 1)
    corners = [theta[:-1, :-1], theta[1:, :-1], theta[1:, 1:], theta[:-1, 1:]]
    placed = np.stack([bowl.placed(each) for each in corners], axis=2).reshape(-1, 4, 3)
    seen = np.stack([bowl.seen(each) for each in corners], axis=2).reshape(-1, 4, 2)
    normal = np.cross(placed[:, 2] - placed[:, 0], placed[:, 3] - placed[:, 1])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    dark = 1.0 - np.clip(normal @ LIGHT, 0.0, 1.0)
    for k in np.argsort(-placed[:, :, 1].mean(axis=1)).tolist():
        level = float(placed[k, :, 2].mean() / DEEP)
        yield _line(seen[k], "heights", 0.1) | {
            "kind": "facet", "level": round(level, 4), "dark": round(float(dark[k]), 4),
        }  # fmt: skip


def _hollow(plan: hook.Plan) -> Iterator[Element]:
    """The bowl with lines of one cost, and on it how far the ball has come at each landing."""
    bowl = Aslant(plan)
    yield from _facets(bowl)
    yield _line(bowl.seen(bowl.ring(1.0, 4 * AROUND + 1)), "contour", 0.5)
    curvatures, directions = theory.principal_axes(plan.problem, plan.minimum)
    deep = bowl.domain.high - bowl.domain.low
    for level in np.linspace(0.0, deep, RINGS, endpoint=False)[1:].tolist():
        circle = around(4 * AROUND + 1) * np.sqrt(2.0 * level / curvatures)
        ring = plan.minimum + circle @ directions
        within = bowl.domain.contains(ring)
        for run in np.split(np.arange(len(ring)), np.flatnonzero(np.diff(within)) + 1):
            if within[run[0]] and len(run) > 1:
                yield _line(bowl.seen(ring[run]), "contour", RING)
    places = bowl.seen(plan.run.theta)
    for k, place in enumerate(places):
        if k:
            yield _line(places[: k + 1], "batch", 0.8, step=k, alone=True)
        yield _dot(place, "batch", BALL) | {"step": k, "alone": True}


def steps_on_a_cut(plan: hook.Plan) -> Iterator[Element]:
    """A cut through the bowl along the ball's first step, and where that and others lead."""
    start, landing = plan.run.theta[:2]
    way = landing - start

    def cost(times: Array) -> Array:
        excess: Array = plan.problem.excess(start + times[:, None] * way)
        return excess

    lowest = _lowest_of_parabola(cost(np.array([0.0, 1.0, 2.0])))
    reach = WIDER * max(abs(lowest), abs(max(RATES) - lowest))
    (low, high) = cost(np.array([lowest, lowest + reach]))

    def places(times: Array) -> Array:
        share = (cost(times) - low) / (high - low)
        return np.stack([0.5 + (times - lowest) / reach / 2.0, CUT - (CUT - TOPMOST) * share], -1)

    yield _line(places(lowest + reach * CURVED), "text", 0.7)
    here = places(np.zeros(1))[0]
    for times, written in RATES.items():
        own, there = times == 1.0, places(np.array([times]))[0]
        colour, more = ("rate", {"step": 0}) if own else ("quiet", {"dash": "dashed"})
        yield _line(flown(here, there, ALONG[:, None]), colour, 0.7, **more)
        if not own:
            yield _dot(there, "quiet", LANDED)
        aside = float(np.clip((there[0] - 0.5) / ASIDE, -1.0, 1.0))
        align = "centre" if abs(aside) < 1.0 else "right" if aside < 0.0 else "left"
        yield _text(
            float(there[0]) + WRITTEN * aside,
            float(there[1]) + (BENEATH if align == "centre" else UNDER),
            written, "rate" if own else "quiet", align,
        )  # fmt: skip
    yield _dot(here, "batch", LANDED) | {"step": 0}
    yield _dot(places(np.ones(1))[0], "batch", BALL) | {"step": 1}


def _lowest_of_parabola(values: Array) -> float:
    """Where a parabola is lowest that has three values at 0, 1 and 2."""
    first, second = float(values[1] - values[0]), float(values[2] - 2.0 * values[1] + values[0])
    return 0.5 - first / second


def flown(here: Array, there: Array, share: Array | float) -> Array:
    """Where a ball is on its arc from one landing to the next, at shares of the way."""
    rise = np.array([0.0, 4.0 * ARC * float(np.hypot(*(there - here)))])
    return here + share * (there - here) - share * (1.0 - share) * rise


def _cycle(words: Mapping[str, str]) -> Iterator[Element]:
    """Three stations in a row, and the way back below them."""
    places = (0.14, 0.5, 0.86)
    for left, right in ((0.245, 0.335), (0.665, 0.745)):
        yield from arrow(np.array([[left, 0.3], [right, 0.3]]), TIP)
    yield from arrow(np.array([[0.86, 0.5], [0.86, 0.78], [0.14, 0.78], [0.14, 0.5]]), TIP)
    stations = (("cost", "text"), ("gradient", "gradient"), ("update", "batch"))
    for x, (key, colour) in zip(places, stations, strict=True):
        yield _text(x, 0.3, words[f"station_{key}"], colour)
    yield _text(0.5, 0.9, words["until"], "quiet")


def arrow(points: Array, size: Array) -> Iterator[Element]:
    """A line through points with a tip at its end, of a size across and up."""
    yield _line(points, "quiet", 0.5)
    tip, way = points[-1], points[-1] - points[-2]
    way = way / np.hypot(*way)
    side = np.array([-way[1], way[0]])
    ends = [tip - size * (way + part * side) for part in (0.6, -0.6)]
    yield _line(np.array([ends[0], tip, ends[1]]), "quiet", 0.5)


def _wall(plan: learning_rate.Plan, words: Mapping[str, str]) -> Iterator[Element]:
    """The cost above the lowest after the last step, over the rate, as far up as TOP."""
    left, right, below = 0.02, 0.98, 0.74
    excess = np.nan_to_num(plan.costs / plan.costs[0], nan=np.inf)
    heights = np.log10(np.clip(excess, FLOOR, 10.0 * TOP))
    low, high = float(heights.min()), math.log10(TOP)
    x = left + (right - left) * plan.swept / plan.swept[-1]
    y = below * (high - heights) / (high - low)
    yield _line(np.array([[left, 0.0], [left, below], [right, below]]), "rule", 0.35)
    yield _text(left + 0.02, 0.04, words["above"], "text", "left")
    for times in (0, 1, 2):
        at = left + (right - left) * times / plan.swept[-1]
        if times == 2:
            yield _line(np.array([[at, 0.0], [at, below]]), "gradient", 0.5, dash="dashed")
        yield _text(at, 0.81, f"{times}/L" if times else "0", "text")
    yield _text(right, 0.93, words["rate"], "rate", "right")
    last = int(np.flatnonzero(heights <= high)[-1]) + 2
    yield _line(np.stack([x, y], axis=-1)[:last], "text", 0.9)
