"""Rules about runs of an optimizer: one step everywhere, nothing of the future, colours apart.

They look at what is drawn: the end of a trail and of a curve, the middle of a ball, in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from gdlesson.check.findings import Box, Offence
from gdlesson.check.measure import grown
from gdlesson.check.shot import SEEN, Element, Shot
from scenes.components.path.trail import Trail
from scenes.components.plot.curve import Curve
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.theme import STROKES
from scenes.themes.colour import LEAST_DISTANCE, SIGHT, distance, from_hex, simulate

Array = NDArray[np.float64]
OPAQUE = 0.96
"""Share of a ball's greatest alpha from which a pixel is of its body, not of its glow or shadow."""
PIXELS = 2.0
"""By which a drawn end may lie beside its place."""
INK = 64
FUTURE = 6
"""Pixels of ink beyond the present step that count."""
FAR = 10_000.0
"""Pixels at which a place outside of the picture is taken to be."""


def step_agreement(shot: Shot) -> Iterator[Offence]:
    """Ball, end of trail and end of curve are where the table is at this frame."""
    for runner in _runners(shot):
        for element in shot.elements:
            drawn = _drawn_step(shot, runner, element) if element.resting else None
            if drawn is None:
                continue
            where, beside = drawn
            if beside > PIXELS:
                due = _due(shot, runner, element.root)
                yield Offence(
                    "step-agreement", f"the {element.name} of {runner.name}",
                    f"at step {where:.2f}, {beside:.0f} px beside", f"step {due:.2f}",
                    "read its state from the table at the frame that is drawn",
                    element.ink.box, beside,
                )  # fmt: skip


def future(shot: Shot) -> Iterator[Offence]:
    """Of trails and curves nothing is drawn beyond the present step."""
    for runner in _runners(shot):
        frame = shot.extras["frame"]
        for element in shot.elements:
            ink = element.ink.alpha > INK
            if element.root is runner.trail:
                beyond = ink & ~_walked(shot, runner, element.ink.box)
            elif element.root in [curve for curve, _ in runner.curves]:
                beyond = ink & ~_passed(shot, element.root, runner.landed(frame), element.ink.box)
            else:
                continue
            if beyond.sum() > FUTURE:
                due = _due(shot, runner, element.root)
                yield Offence(
                    "future", f"the {element.name} of {runner.name}",
                    f"{int(beyond.sum())} px beyond step {due:.2f}", "none",
                    "draw only what the table has up to this frame",
                    _box_of(beyond, element.ink.box), float(beyond.sum()),
                )  # fmt: skip


def methods_apart(shot: Shot) -> Iterator[Offence]:
    """Paths that are seen together have colours that every kind of sight tells apart.

    Of two colours one may do without where each of its paths has its name beside it: that tells.
    So does what is in the place of a name that has been read there in an earlier picture.
    """
    seen = {id(element.root) for element in shot.elements if element.resting}
    shown = [
        runner
        for runner in _runners(shot)
        if id(runner.trail) in seen or any(id(curve) in seen for curve, _ in runner.curves)
    ]
    colours = {runner.colour: runner.name for runner in shown}
    unnamed = {runner.colour for runner in shown if not _is_named(shot, runner, shown)}
    for one, other in combinations(colours, 2):
        if not {one, other} <= unnamed:
            continue
        found = {
            sight: float(distance(simulate(from_hex(one), sight), simulate(from_hex(other), sight)))
            for sight in SIGHT
        }
        sight = min(found, key=found.__getitem__)
        if found[sight] < LEAST_DISTANCE:
            yield Offence(
                "methods-apart", f"{colours[one]} {one} and {colours[other]} {other}",
                f"{found[sight]:.3f} apart in {sight}", f"{LEAST_DISTANCE:g}",
                "take colours of more different lightness", None, LEAST_DISTANCE / found[sight],
            )  # fmt: skip


def _is_named(shot: Shot, runner: Runner, shown: list[Runner]) -> bool:
    """Whether its name is read beside its path, on its line, and no other path is nearer to it."""
    name = _name_of(shot, runner)
    if name is None or not name.resting:
        return False
    x0, y0, x1, y1 = name.ink.box
    away = {
        id(element.root): float(np.hypot(max(left - x1, x0 - right, 0), max(up - y1, y0 - low, 0)))
        for element in shot.elements
        for left, up, right, low in [element.ink.box]
    }
    line = pixels_of(shot, runner.ground.slot.corners)[:, 1]
    nearest = min(away.get(id(each.trail), np.inf) for each in shown)
    on_line = bool(line.min() <= (y0 + y1) / 2 <= line.max())
    found = on_line and away.get(id(runner.trail), np.inf) <= nearest < np.inf
    if found and name.root is runner.called:
        shot.extras.get("read", {})[id(runner)] = name.ink.box
    return found


def _name_of(shot: Shot, runner: Runner) -> Element | None:
    """Its name; or what is in the place of that, if it has been read there before."""
    places: dict[int, Box] = shot.extras.get("read", {})
    before = places.get(id(runner))
    for each in shot.elements:
        if each.root is runner.called:
            return each
        if before is not None and each.root is runner.blank:
            (x0, y0, x1, y1), (left, up, right, low) = each.ink.box, before
            within = left - PIXELS <= x0 and x1 <= right + PIXELS and up <= y0 and y1 <= low
            return each if within else None
    return None


def _runners(shot: Shot) -> list[Runner]:
    runners: list[Runner] = shot.extras.get("runners", [])
    return runners


def _due(shot: Shot, runner: Runner, root: object) -> float:
    """The step that something of a run should show: of curves the last landing alone."""
    frame = shot.extras["frame"]
    lands = any(root is curve for curve, _ in runner.curves)
    return float(runner.landed(frame)) if lands else runner.position(frame)


def _drawn_step(shot: Shot, runner: Runner, element: Element) -> tuple[float, float] | None:
    """The step that something of a run shows, and how many pixels from its place it is."""
    root, slot = element.root, runner.ground.slot
    if root is runner.ball:
        place = _ball(shot, runner)
        # What of a ball that steps back shines through it says nothing of where its middle is.
        if element.inactive or not _inside(place, shot, slot):
            return None
        whole = _inside(place, shot, slot, root.radius)
        beside = _middle(element) - place
        away = float(np.hypot(*beside)) if whole else _from_ink(element, place)
        return _nearest(runner, root.theta if root.flight is None else root.flight.theta), away
    if root is runner.trail:
        place = _place(shot, runner)
        if not _inside(place, shot, slot):
            return None
        return float(root.tip[0]), max(_from_ink(element, place), _apart(shot, runner, root))
    for curve, _ in runner.curves:
        if root is curve:
            return _drawn_curve(shot, curve, runner.landed(shot.extras["frame"]), element)
    return None


def _drawn_curve(
    shot: Shot, curve: Curve, landed: int, element: Element
) -> tuple[float, float] | None:
    end, length = _end_of_curve(shot, curve, landed), _step_length(shot, curve)
    slot = curve.axes.slot
    if not _inside(end, shot, slot) or element.ink.alpha.max() <= INK:
        return None
    lag = abs(curve.landed - landed) * length
    # With ink beyond it deals the rule about the future.
    lag = max(lag, end[0] + STROKES.cursor * shot.unit - 1.0 - _right_end(element))
    return float(curve.landed), lag


def _middle(element: Element) -> Array:
    """The middle (2,) of the opaque part of an element's ink, in pixels."""
    alpha = element.ink.alpha
    rows, columns = np.nonzero(alpha >= OPAQUE * float(alpha.max()))
    middle = np.array([columns.mean() + element.ink.left, rows.mean() + element.ink.top])
    return np.asarray(middle + 0.5)


def _from_ink(element: Element, place: Array) -> float:
    """Pixels from a place to the nearest ink of an element."""
    rows, columns = np.nonzero(element.ink.alpha > SEEN)
    x, y = columns + element.ink.left + 0.5, rows + element.ink.top + 0.5
    return float(np.hypot(x - place[0], y - place[1]).min())


def _apart(shot: Shot, runner: Runner, trail: Trail) -> float:
    """Pixels between the end that a trail was told of and the table's place."""
    _, theta, loss = trail.tip
    tip = pixels_of(shot, runner.ground.at(np.asarray(theta), np.asarray(loss))[:2])
    return float(np.hypot(*(tip - _place(shot, runner))))


def _place(shot: Shot, runner: Runner) -> Array:
    """Where the path ends at the frame of the picture, (2,), in pixels: under the ball."""
    theta = runner.below(shot.extras["frame"])
    loss = np.asarray(runner.run.problem.loss(theta))
    return pixels_of(shot, runner.ground.at(theta, loss)[:2])


def _ball(shot: Shot, runner: Runner) -> Array:
    """Where the ball is then, on the ground or in the air, (2,), in pixels."""
    flight = runner.flight(shot.extras["frame"])
    if flight is None:
        return _place(shot, runner)
    return pixels_of(shot, flight.ball(runner.ground)[:2])


def pixels_of(shot: Shot, points: Array) -> Array:
    """Pixels (..., 2) of points of the frame (..., 2), none farther than FAR."""
    return np.asarray(np.clip(np.nan_to_num(_scaled(shot, points), nan=FAR), -FAR, FAR))


def _scaled(shot: Shot, points: Array) -> Array:
    """The same of places however far away, and of what is no number."""
    middle = np.array([shot.width, shot.height]) / 2
    return np.asarray(np.asarray(points) * np.array([1.0, -1.0]) * shot.unit + middle)


def segments_within(points: Array, size: tuple[int, int], room: float = 100.0) -> Array:
    """The parts (m, 2, 2) of a line through points (n, 2) that lie in a box, or near it.

    A line that leaves the box for a place far away keeps its direction.  A part that ends at what
    is no number is left out.

    Source: Liang and Barsky, 1984.
    """
    if len(points) == 1:
        points = np.repeat(points, 2, axis=0)
    ends = np.stack([points[:-1], points[1:]], axis=1)
    ends = ends[np.isfinite(ends).all(axis=(1, 2))]
    start, way = ends[:, 0], ends[:, 1] - ends[:, 0]
    low, high = np.full(2, -room), np.array(size) + room
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = np.stack([(low - start) / way, (high - start) / way])
    inside = (start >= low) & (start <= high)
    enter = np.where(way == 0.0, np.where(inside, 0.0, 2.0), crossings.min(axis=0)).max(axis=1)
    leave = np.where(way == 0.0, 1.0, crossings.max(axis=0)).min(axis=1)
    parts = np.stack([np.maximum(enter, 0.0), np.minimum(leave, 1.0)], axis=1)
    seen = parts[:, 0] <= parts[:, 1]
    return np.asarray((start[:, None] + parts[..., None] * way[:, None])[seen])


def _inside(place: Array, shot: Shot, slot: Slot, room: float = 0.0) -> bool:
    """Whether a place lies in a slot, ``room`` from its edges, which may cut what is there."""
    corners = pixels_of(shot, slot.inset(room, room, room, room).corners)
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool((place >= low).all() and (place <= high).all())


def _nearest(runner: Runner, theta: Array) -> float:
    """The step of a run whose parameters are nearest to some."""
    away = np.hypot(*(runner.line.theta - np.asarray(theta)).T)
    return float(runner.line.position[int(np.argmin(away))])


def _walked(shot: Shot, runner: Runner, box: Box) -> NDArray[np.bool_]:
    """Over a box, the pixels that the path up to the present step may paint."""
    frame, line = shot.extras["frame"], runner.line
    last = int(np.searchsorted(line.position, runner.position(frame), side="right"))
    theta = np.concatenate([line.theta[:last], runner.below(frame)[None]])
    loss = np.append(line.loss[:last], np.asarray(runner.run.problem.loss(runner.below(frame))))
    width = runner.trail.style.width / 2 + STROKES.casing + STROKES.dot + STROKES.hair
    reach = round(width * shot.unit) + 2
    size = box[2] - box[0] + 2 * reach, box[3] - box[1] + 2 * reach  # a line beside it reaches in
    points = _scaled(shot, runner.ground.at(theta, loss)[:, :2]) - np.array(box[:2]) + reach
    canvas = Image.new("1", size)
    pen = ImageDraw.Draw(canvas)
    for line in segments_within(points, size):
        pen.line(line.reshape(-1).tolist(), fill=1)
    inside = slice(reach, -reach)
    return np.asarray(grown(np.asarray(canvas, dtype=bool), reach)[inside, inside], dtype=bool)


def _passed(shot: Shot, curve: Any, landed: int, box: Box) -> NDArray[np.bool_]:  # noqa: ANN401 - a Curve
    """Over a box, the columns that a curve may paint by now."""
    room = max(STROKES.cursor, curve.thickness) * shot.unit + PIXELS
    column = np.arange(box[0], box[2])
    passed = column <= _end_of_curve(shot, curve, landed)[0] + room
    return np.broadcast_to(passed, (box[3] - box[1], len(passed)))


def _end_of_curve(shot: Shot, curve: Curve, landed: int) -> Array:
    """The place on the axes of a curve after a step, (2,), in pixels.

    A level curve may reach farther while its next step is under way.
    """
    x = max(curve.steps[landed] * curve.per_step, curve.reach)
    place = curve.axes.at(x, curve.values[landed])
    return pixels_of(shot, np.asarray(place))


def _step_length(shot: Shot, curve: Curve) -> float:
    """Pixels along the axis that one step takes."""
    low, high = curve.axes.x
    return curve.per_step / (high - low) * curve.axes.slot.width * shot.unit


def _right_end(element: Element) -> float:
    columns = np.flatnonzero((element.ink.alpha > INK).any(axis=0))
    return float(element.ink.left + columns[-1] + 1) if len(columns) else 0.0


def _box_of(mask: NDArray[np.bool_], within: Box) -> Box:
    rows, columns = np.nonzero(mask)
    return (
        within[0] + int(columns.min()), within[1] + int(rows.min()),
        within[0] + int(columns.max()) + 1, within[1] + int(rows.max()) + 1,
    )  # fmt: skip
