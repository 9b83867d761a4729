"""Walks at some learning rates on maps beside one another, in step, with the cost of each.

The eye goes away from that of the largest rate as its walk leaves the map; then this grows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Align, Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.followed_map import FollowedMap, half_height
from scenes.plans.learning_rate import Beats, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, TIMES

OVER, UNDER = 0.5, 0.55
"""Height of what stands above a small map, and below it."""
BALL = 0.66
"""Radius of a ball, in that of others: where paths end is seen, and the lowest cost."""
INSET = 0.16
"""Room between a map's edge and words on it."""
LARGER, LARGEST, PITCH = 1.3, 3.2, 1.9
"""Size of a cost in that of its rate, beside others and at most where it is alone; and the least
height that what is told of that one has, in the same."""
ABOVE, NEXT = 1.15, 1.5
"""From a large number to what stands above it, in em of that; and from what stands below it to the
next line, in em of this."""


class RateMap:
    """The walks from above, each on a map of its own; the direction of the cut lies level.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slots: of the small maps, from the smallest rate.
        slot: of the large map.
        beside: of its rate and cost.
        in_step: how many steps all take slowly, for which the maps are made.
        colours: of the walks, by name.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        slot: Slot,
        beside: Slot,
        in_step: int,
        colours: Mapping[str, str],
    ) -> None:
        self.scene, plan = scene, scene.plan
        self.plan: Plan = plan
        ranked = sorted(colours, key=lambda name: (plan.rates[name], name == plan.largest))
        areas = [each.inset(bottom=UNDER, top=OVER) for each in slots]
        half = half_height(plan, ranked, in_step, areas[0])
        self.maps = {
            name: FollowedMap(
                scene,
                (area, slot) if name == plan.largest else (area,),
                half,
                name,
                colours[name],
                ball=BALL,
            )
            for name, area in zip(ranked, areas, strict=True)
        }
        """By walk, the smallest rate first."""
        self.grown = self.maps[plan.largest]
        """That of the largest, in its slot or in the large one."""
        self.runners = {name: each.runner for name, each in self.maps.items()}
        self.largest = self.runners[plan.largest]
        self.rates: dict[str, Part] = {}
        self.costs: dict[str, Part] = {}
        """Of each its rate, and its cost so far."""
        for name, each in zip(ranked, slots, strict=True):
            self._add_told(each, name, colours[name])
        size = max(SIZES.small, min(SIZES.formula, beside.height / (1 + len(ranked)) / PITCH))
        self.ways = self._add_ways(areas[0])
        """Which way is across the bowl and which along it, on the first of all maps."""
        self.alone = self._add_alone(beside, size, colours[plan.largest])
        """The same of the largest rate alone, large."""
        self.note = self._add_note(slot)
        """What the frame of the map as it was is."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All but for what is said of the large map."""
        maps = (part for each in self.maps.values() for part in each.parts)
        return *maps, *self.rates.values(), *self.costs.values(), self.ways

    @property
    def others(self) -> tuple[Part, ...]:
        """What goes when the walk of the largest rate is alone."""
        maps = (
            part for each in self.maps.values() if each is not self.grown for part in each.parts
        )
        return *maps, *self.rates.values(), *self.costs.values(), self.ways

    def _add_ways(self, area: Slot) -> Part:
        """In a corner, with an arrow each."""
        scene = self.scene
        size = SIZES.small if scene.layout.narrow else SIZES.name
        told = ("$arrow.t.b$", "own_axes.along"), ("$arrow.l.r$", "own_axes.across")
        lines = []
        for row, (arrow, way) in enumerate(told):
            (line,) = fitted(
                f"{arrow} {scene.say(way)}", area.width - 2 * INSET, 1, size,
                partial(formula, colour=scene.theme.text),
            )  # fmt: skip
            line.cased(scene.theme.casing)
            baseline = area.bottom + INSET + (1 - row) * LEADING * size
            lines.append(line.put(area.left + INSET, baseline))
        return scene.add_part(Group(*lines), layer=Layer.NAMES)

    def _add_heading(self, slot: Slot, baseline: float, size: float) -> Part:
        """What the numbers are: the cost after so many steps."""
        scene, quiet, runner = self.scene, self.scene.theme.quiet, self.largest
        text, most = f"{scene.say('map.cost')} {scene.say('map.step')}", runner.run.steps
        room = slot.width - size / 3 - width_of(scene.say.numerals.count(most), size)
        (name,) = fitted(text, room, 1, size, partial(formula, colour=quiet))
        digits = Digits(size, scene.theme.text)
        after = float(name.put(slot.left, baseline).get_right()[0]) + size / 3

        def tell(frame: int) -> Hashable:
            landed = runner.landed(frame)
            digits.show(scene.say.numerals.count(landed), after, baseline)
            return landed

        return scene.add_part(Group(name, digits), tell, layer=Layer.NAMES)

    def _add_told(self, slot: Slot, name: str, colour: str) -> None:
        """A rate above its map, and the cost below it."""
        scene, quiet = self.scene, self.scene.theme.quiet
        size = SIZES.name if scene.layout.narrow else SIZES.formula
        top, foot = slot.inset(bottom=slot.height - OVER), slot.inset(top=slot.height - UNDER)
        (above,), (below,) = top.lines(1, size), foot.lines(1, size)
        rate = self._rate(name, size, colour).put(slot.left, above)
        self.rates[name] = scene.add_part(rate, layer=Layer.NAMES)
        costs = (self._costs(step, name) for step in range(self.runners[name].run.steps + 1))
        longest = width_of(max(costs, key=len), LARGER * size)
        room = slot.width - size / 2 - longest
        fits = min(1.0, slot.width / (2.0 * longest))
        (called,) = fitted(
            scene.say("map.cost"), max(room, slot.width / 2 - size / 2), 1, size,
            partial(formula, colour=quiet),
        )  # fmt: skip
        called.put(slot.left, below)
        self.costs[name] = self._add_cost(
            name, fits * LARGER * size, slot.right, below, "right", called
        )

    def _add_alone(self, slot: Slot, size: float, colour: str) -> tuple[Part, ...]:
        """The rate; its cost, as large as has room, after how many steps; and that at first."""
        name, widest = self.plan.largest, width_of(self._costs(self.largest.run.steps), 1.0)
        large = min(LARGEST * size, slot.width / widest, slot.height / 3)
        middle = float(slot.centre[1]) - large / 3 + NEXT * size / 2
        rate = self._rate(name, size, colour).put(slot.left, middle + ABOVE * large)
        heading = middle - ABOVE * large / 1.5
        text, quiet = self.scene.say("map.at_first", cost=self._costs(0)), self.scene.theme.quiet
        (first,) = fitted(text, slot.width, 1, size, partial(formula, colour=quiet))
        first.put(slot.left, heading - NEXT * size)
        return (
            self.scene.add_part(rate, layer=Layer.NAMES),
            self._add_cost(name, large, slot.left, middle, "left"),
            self._add_heading(slot, heading, size),
            self.scene.add_part(first, layer=Layer.NAMES),
        )

    def _rate(self, name: str, size: float, colour: str) -> Label:
        told = self.scene.say.numerals.in_formula(self.plan.rates[name])
        return formula(f"$alpha = {told}\\/ L$", size, colour)

    def _costs(self, step: int, name: str | None = None) -> str:
        run = self.runners[name or self.plan.largest].run
        return self.scene.say.numerals.running(float(run.loss[step]), 2)

    def _add_cost(
        self, name: str, size: float, x: float, baseline: float, align: Align, *called: Label
    ) -> Part:
        """The cost of a walk so far, with what it is called."""
        runner = self.runners[name]
        cost = Digits(size, runner.colour)

        def tell(frame: int) -> Hashable:
            text = self._costs(runner.landed(frame), name)
            cost.show(text, x, baseline, align)
            return text

        return self.scene.add_part(Group(cost, *called), tell, layer=Layer.NAMES)

    def _add_note(self, large: Slot) -> Part:
        """What the small frame is, above it, from when there is room for that on the map."""
        scene, shown = self.scene, self.grown.map
        note = words(scene.say("map.first"), SIZES.name, scene.theme.text)
        note.cased(scene.theme.casing, 1.5 * STROKES.casing)

        def follow(_: int) -> Hashable:
            frame = shown.frame
            note.put(float(frame.centre[0]), frame.top + INSET, "centre")
            return shown.view

        part = scene.add_part(note, follow, layer=Layer.NAMES)
        part.presence.first = 0.0
        room = 2 * (INSET + note.size) / large.height
        explodes = scene.score[Beats.explode]
        for frame in range(explodes.start, explodes.stop):
            if 1.0 / self.grown.zoom(frame, large) < 1.0 - room:
                part.presence.to(1.0, frame, frame + round(TIMES.enter * scene.score.fps))
                break
        return part
