"""Two walks in step from above, large: that which ends lowest, and the one at 1/L beside it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from manim import Group

from scenes.components.readout import Count
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.followed_map import FollowedMap, half_height
from scenes.parts.step_factor import step_factor
from scenes.plans.learning_rate import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

MARGIN, ROW = 1.7, 1.35
"""Height of a line above a map or below it, and of one more below that, in em."""


class TwoWalks:
    """The first steps of these walks, each on a large map; what lies level and upright is named.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slots: of the maps, with a line above each and one or two below.
        names: of the walks.
        colours: of all walks, by name.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        names: Sequence[str],
        colours: Mapping[str, str],
    ) -> None:
        self.scene, plan = scene, scene.plan
        self._plan: Plan = plan
        largest = SIZES.label if scene.layout.narrow else SIZES.name
        self._size = self._fits(names, slots[0].width, largest)
        margin = MARGIN * self._size
        below = margin + (len(self._ways(names[0])) - 1) * ROW * self._size
        areas = [slot.inset(top=margin, bottom=below) for slot in slots]
        half = half_height(plan, names, plan.replayed, areas[0])
        self.parts: list[Part] = []
        """All of it."""
        for area, name in zip(areas, names, strict=True):
            shown = FollowedMap(scene, [area], half, name, colours[name], cut=True)
            self.parts += [*shown.parts, *self._tell(area, shown, colours[name])]

    def _tell(self, area: Slot, shown: FollowedMap, colour: str) -> list[Part]:
        """The rate and the steps, above a map; by what a step multiplies distances, below it."""
        scene, say, size, text = self.scene, self.scene.say, self._size, self.scene.theme.text
        above = area.top + (MARGIN - 1.0) * size
        name = shown.runner.name
        walk = formula(self._walk(name), size, colour).put(area.left, above)
        ways = Group(
            *(
                formula(told, size, text).put(area.left, area.bottom - (1.0 + ROW * row) * size)
                for row, told in enumerate(self._ways(name))
            )
        )
        count = Count(say.forms("counts.steps"), size, text, say.numerals)
        most = max(count.width_at(step) for step in range(self._plan.replayed + 1))
        begins = area.right - most

        def tell(frame: int) -> Hashable:
            step = min(shown.runner.landed(frame), self._plan.replayed)
            count.show(step, begins, above)
            return step

        still = [scene.add_part(each, layer=Layer.NAMES) for each in (walk, ways)]
        return [*still, scene.add_part(count, tell, layer=Layer.NAMES)]

    def _walk(self, name: str) -> str:
        """The rate of the walk of this name."""
        return f"$alpha = {self.scene.say.numerals.in_formula(self._plan.rates[name])}\\/ L$"

    def _ways(self, name: str) -> list[str]:
        """By what a step of a walk multiplies the distance that lies level, and that upright.

        One line, or two where there is little room.
        """
        say, told = self.scene.say, {}
        ways = zip(("across", "along"), self._plan.less(name), strict=True)
        for key, less in ways:
            told[key] = f"{say(f'map.{key}')} $times {step_factor(say.numerals, less)}$"
        return [*told.values()] if self.scene.layout.narrow else [say("map.left", **told)]

    def _fits(self, names: Sequence[str], room: float, size: float) -> float:
        """The size in which each line below a map has room."""
        text = self.scene.theme.text
        told = [each for name in names for each in self._ways(name)]
        widest = max(float(formula(each, size, text).width) for each in told)
        return max(SIZES.small, size * min(1.0, room / widest))
