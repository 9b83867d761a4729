"""Two walks in step from above, large: that which ends lowest, and the one at 1/L beside it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from scenes.components.readout import Count
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.followed_map import FollowedMap, half_height
from scenes.parts.step_factor import step_factor
from scenes.plans.learning_rate import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

MARGIN = 1.7
"""Height of a line above a map or below it, in em."""


class TwoWalks:
    """The first steps of these walks, each on a large map; what lies level and upright is named.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slots: of the maps, with a line above each and one below.
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
        areas = [slot.inset(top=margin, bottom=margin) for slot in slots]
        half = half_height(plan, names, plan.replayed, areas[0])
        self.parts: list[Part] = []
        """All of it."""
        for area, name in zip(areas, names, strict=True):
            shown = FollowedMap(scene, [area], half, name, colours[name], cut=True)
            self.parts += [*shown.parts, *self._tell(area, shown, colours[name])]

    def _tell(self, area: Slot, shown: FollowedMap, colour: str) -> list[Part]:
        """The rate and what is upright, above a map; steps and what lies level, below it.

        With both ways stands by what a step multiplies the distance that way.
        """
        scene, say, size, text = self.scene, self.scene.say, self._size, self.scene.theme.text
        above, below = area.top + (MARGIN - 1.0) * size, area.bottom - size
        name = shown.runner.name
        walk = formula(self._walk(name), size, colour).put(area.left, above)
        level, upright = (formula(told, size, text) for told in self._ways(name))
        up, across = upright.put(area.right, above, "right"), level.put(area.right, below, "right")
        count = Count(say.forms("counts.steps"), size, text, say.numerals)

        def tell(frame: int) -> Hashable:
            step = min(shown.runner.landed(frame), self._plan.replayed)
            count.show(step, area.left, below)
            return step

        still = [scene.add_part(each, layer=Layer.NAMES) for each in (walk, up, across)]
        return [*still, scene.add_part(count, tell, layer=Layer.NAMES)]

    def _walk(self, name: str) -> str:
        """The rate of the walk of this name."""
        return f"$alpha = {self.scene.say.numerals.in_formula(self._plan.rates[name])}\\/ L$"

    def _ways(self, name: str) -> list[str]:
        """What lies level and what is upright, each with the factor of a step of a walk."""
        say, found = self.scene.say, []
        for key, less in zip(("map.cut", "map.valley"), self._plan.less(name), strict=True):
            way, factor = say(key), step_factor(say.numerals, less)
            short = f"{way} $times {factor}$"
            narrow = self.scene.layout.narrow
            found.append(short if narrow else say("map.left", way=way, factor=factor))
        return found

    def _fits(self, names: Sequence[str], room: float, size: float) -> float:
        """The size in which each line above a map has room."""
        widths = [
            sum(
                float(formula(told, size, self.scene.theme.text).width)
                for told in (self._walk(name), self._ways(name)[1])
            )
            for name in names
        ]
        return max(SIZES.small, size * min(1.0, room / (max(widths) + size)))
