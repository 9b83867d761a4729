"""A training run out of a file: its path on the plane in which it moves most, and its costs."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.blank_map import BlankMap
from scenes.components.contour_map import ContourMap
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.surface.sampled import Sampled
from scenes.components.text.label import formula, words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.runner import Runner
from scenes.parts.two_costs import add_lowest
from scenes.plans.neural_network import ON_PLANE
from scenes.plans.saved_run import SavedRun
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, STROKES, TIMES

HEAD, FOOT = 0.5, 0.5
"""Room above and below the plane for what its directions are."""
OVER, UNDER = 0.16, 0.36
"""From the plane to the baselines of these."""
NARROW = 1.35, 1.0
"""Heights of the plane, and of what is below it, where words have little room."""
FACTS = 0.5, 1.0
"""Heights of what is told in words, and of the plot, beside the plane."""
DOTTED = 24
"""Moments up to which curves have a dot at each."""
ROOM = 0.08
"""How far the axis of costs goes beyond them, in their range."""


class SavedTraining:
    """The plane with the path; beside it how many numbers and moments there are, and the costs.

    Args:
        scene: the scene they belong to.
        saved: the run.
    """

    def __init__(self, scene: AnyScene, saved: SavedRun) -> None:
        self.scene, self.saved, self.layout = scene, saved, scene.layout
        plane, facts, plot = self._slots()
        self.card, self.ground, self.names = self._add_plane(plane)
        self.numbers, self.moments = self._add_facts(facts)
        self.costs, self.fresh = self._add_costs(plot)

    def _slots(self) -> tuple[Slot, Slot, Slot]:
        """For the plane, for how many numbers there are, and for the costs."""
        layout = self.layout
        if layout.narrow:
            above, below = layout.body.rows(*NARROW, gap=layout.gap)
            facts, plot = below.rows(*FACTS, gap=layout.gap)
            return above, facts, plot
        facts, plot = layout.panel.rows(*FACTS, gap=layout.gap)
        return layout.stage, facts, plot

    def _area(self, slot: Slot, across: float, up: float) -> Slot:
        """As much of a slot as has the shape of what is drawn, in its middle."""
        room = slot.inset(top=HEAD, bottom=FOOT)
        if self.saved.told.ground is None:
            return room
        scale = min(room.width / across, room.height / up)
        aside, over = (room.width - scale * across) / 2, (room.height - scale * up) / 2
        return room.inset(left=aside, right=aside, top=over, bottom=over)

    def _add_plane(self, slot: Slot) -> tuple[Part, Part | None, Part]:
        """The plane, the cost on it if the file has that, and what its directions are."""
        scene, theme, ground = self.scene, self.scene.theme, self.saved.told.ground
        middle, across, up = self.saved.extent
        area = self._area(slot, across, up)
        half = max(up, across * area.height / area.width)
        card = BlankMap(middle, half, area, theme)
        part = scene.add_part(card)
        shown = None
        if ground is not None:
            heights = Sampled(ground.u, ground.v, ground.losses)
            known = ContourMap(heights.loss, heights.gradient, middle, half, area, theme)
            shown = scene.add_part(known, lambda _: 0, layer=Layer.GROUND)
        runner = self.runner = Runner(
            scene, ON_PLANE, self.saved.run, card, card.unit, theme.mini_batch
        )
        runner.add_trail()
        runner.trail.style = replace(runner.trail.style, faded=1.0)
        runner.add_ball()
        return part, shown, self._name_directions(area)

    def _name_directions(self, area: Slot) -> Part:
        """Below the plane the one to the right, above it the one upwards, with their shares."""
        scene, theme = self.scene, self.scene.theme
        first, second = (
            words(
                scene.say(f"network.{key}", share=scene.say.numerals.count(round(100 * share))),
                SIZES.name, theme.text,
            )
            for key, share in zip(("first", "second"), self.saved.shares, strict=True)
        )  # fmt: skip
        first.put(area.right, area.bottom - UNDER, "right")
        return scene.add_part(Group(first, second.put(area.left, area.top + OVER)))

    def _add_facts(self, slot: Slot) -> tuple[Part, Part]:
        """How many numbers the network has, and at how many moments they were saved."""
        scene, theme, saved = self.scene, self.scene.theme, self.saved
        lines = [
            formula(
                f"$theta$: {scene.say('network.parameters', count=saved.dimension)}",
                SIZES.name, theme.text,
            ),
            words(scene.say("network.moments", count=saved.moments), SIZES.name, theme.text),
        ]  # fmt: skip
        for row, line in enumerate(lines):
            line.put(slot.left, slot.top - SIZES.name * (1 + LEADING * row))
        numbers, moments = (scene.add_part(line) for line in lines)
        return numbers, moments

    def _add_costs(self, slot: Slot) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The cost at each moment, and that on what it has not learned from, with their names."""
        scene, theme, told = self.scene, self.scene.theme, self.saved.told
        both = told.losses if told.fresh is None else np.concatenate([told.losses, told.fresh])
        low, high = min(0.0, float(both.min())), float(both.max())
        span = (low - (ROOM * (high - low) if low < 0.0 else 0.0), high + ROOM * (high - low))
        last = int(told.steps[-1])
        axes = Axes(
            plot_area(slot), (0.0, float(last)), span if span[1] > span[0] else (low, low + 1.0),
            theme, scene.say.numerals,
            x_ticks=whole_ticks(last, 4), y_ticks=nice_ticks(*span, 4), size=SIZES.name,
        )  # fmt: skip
        y_name = axes.y_name(scene.say("axes.cost"))
        labels = Group(axes.x_numbers(), axes.y_numbers(), axes.x_name(scene.say("axes.steps")))
        frame = (scene.add_part(axes), scene.add_part(labels.add(y_name)))
        curve = self._curve(axes, told.losses, theme.mini_batch)
        if told.fresh is None:
            return (*frame, curve), ()
        fresh = self._curve(axes, told.fresh, theme.other)
        moment = self.scene.plan.lowest
        place = axes.at(np.array(float(told.steps[moment])), np.array(told.fresh[moment]))
        self.lowest = add_lowest(scene, axes, place)
        return (*frame, curve), (fresh, *self._key(axes))

    def _curve(self, axes: Axes, values: Array, colour: str) -> Part:
        curve = Curve(axes, values, colour, self.scene.theme, STROKES.thin)
        curve.steps, curve.dots = self.saved.told.steps, len(values) <= DOTTED

        def grow(frame: int) -> Hashable:
            curve.show(grown(self.scene, self.runner, frame))
            return curve.landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _key(self, axes: Axes) -> list[Part]:
        """What the curves are, at the top of the plot."""
        scene, area, size = self.scene, axes.slot, SIZES.name
        found = []
        for row, (key, colour) in enumerate(
            (("data_seen", scene.theme.mini_batch), ("data_fresh", scene.theme.other))
        ):
            label = words(scene.say(f"network.{key}"), size, colour).cased(scene.theme.casing)
            label.put(area.right, area.top - 1.2 * size - LEADING * size * row, "right")
            found.append(scene.add_part(label, layer=Layer.NAMES))
        return found

    # Beats

    def points(self, cue: Cue) -> None:
        """The plane, and the point at which the run begins."""
        cue.show(self.card)
        cue.show(self.runner.ball_part, at=0.4)
        cue.show(self.moments, at=0.15)

    def parameters(self, cue: Cue) -> None:
        """How many numbers that point is."""
        cue.show(self.numbers, at=0.3)

    def backwards(self, cue: Cue) -> None:
        """What the directions of the plane are."""
        cue.show(self.names, at=0.35)

    def steps(self, cue: Cue) -> None:
        """Three of the ways from a moment to the next."""
        cue.show(self.runner.trail_part)

    def walk(self, cue: Cue) -> None:
        """The rest, over the ground if it is known, and the cost beside it."""
        if self.ground is not None:
            cue.show(self.ground)
        cue.show(*self.costs, at=cue.share(TIMES.away))

    def unseen(self, cue: Cue) -> None:
        """A question; nothing moves."""

    def answer(self, cue: Cue) -> None:
        """The cost on what it has not learned from, if the file has it."""
        cue.show(*self.fresh, at=0.05)

    def judged(self, cue: Cue) -> None:
        """Back to the lowest of that, if it rises again."""
        score = self.scene.score
        back = self.scene.plan.back(score)
        if back is not None:
            cue.show(*self.lowest, at=cue.share(back - float(cue.beat.start / score.fps)))


def grown(scene: AnyScene, runner: Runner, frame: int) -> int:
    """Steps up to which costs are drawn: all, once it has gone back to the lowest."""
    back = scene.plan.back(scene.score)
    if back is not None and frame >= back * scene.score.fps:
        return runner.run.steps
    return runner.landed(frame)
