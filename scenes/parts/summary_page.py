"""The summary as one page: equal tiles with their names about the cycle, and the rule."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from manim import Group

from scenes.components.pieces import Pieces
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.cycle import Cycle, Station, lit_by
from scenes.parts.size_map import colours_of_kinds
from scenes.parts.small_bowl import SmallBowl
from scenes.parts.small_costs import SmallCosts
from scenes.parts.small_limit import SmallLimit
from scenes.parts.small_valleys import SmallValleys
from scenes.parts.small_walks import SmallWalks
from scenes.parts.summary_slots import HEAD, LINE, SummarySlots
from scenes.parts.update_rule import update_rule
from scenes.plans.mini_batch import KINDS
from scenes.plans.summary import ON_BOWL, Plan
from scenes.plans.summary_pictures import Element, steps_on_a_cut, turned
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

RISE = 0.45
"""From a picture up to the baseline of its name, in em of the largest."""
LOWER = 0.6
"""How much lower than tiles the ring begins, in em of the largest name: its first name is on the
line of theirs."""
NAMES = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of names, which are tried one after another."""
APART, NEXT = 0.4, 0.9
"""Between a name and its symbol, and between two names, in em."""
NEARLY = 0.5
"""From the edge of its column, in em, the most at which a line of names begins on that."""
TALL, MIDDLE = 1.25, 0.22
"""Height of the rule, and from its baseline to its middle, in em."""
Make = Callable[[float], Label]
"""Sets something in a size."""


@dataclass(frozen=True)
class Tile:
    """A picture, and what is written about it."""

    picture: tuple[Part, ...]
    names: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.picture, *self.names


def fitted_rule(scene: AnyScene, slot: Slot) -> Label:
    """The rule in the middle of a slot, as large as that."""
    label = update_rule(scene.say, scene.theme, 1.0).put(0.0, 0.0)
    width = float(label.width)
    size = min(slot.width / width, slot.height / TALL)
    x, y = slot.centre.tolist()
    return label.sized(size, x - width * size / 2, y - MIDDLE * size)


class SummaryPage:
    """Tiles about the ring of the cycle, in which the bowl of the cost is; and the rule.

    Args:
        scene: the scene it belongs to.
        plan: whose pictures these are.
        slots: where each part is.
        turns: how often a light has gone round the cycle at a frame, and its tail.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        slots: SummarySlots,
        turns: Callable[[int], tuple[float, float]],
    ) -> None:
        self.scene, self.plan, self.slots = scene, plan, slots
        self.cycle = self._add_cycle(turns)
        _, first, _ = slots.first
        self.place = Gliding([self._picture(first), self.cycle.inner, slots.found[1]])
        """Of the bowl: between the other ingredients, in the ring, and beside the line."""
        self.names = self._add_names()
        line = plan.shown.line
        own = [each for each in steps_on_a_cut(line) if _is_own(each)]
        pieces = {"parameters": [*turned(line)], "rate": own}
        self.parameters, self.rate = (
            self._add_pieces(getattr(slots, key), each, self.names[key])
            for key, each in pieces.items()
        )
        left, _, right = slots.first
        self.first = [
            self._add_pieces(slot, each, self.names[f"first_{key}"])
            for slot, (key, each) in zip((left, right), pieces.items(), strict=True)
        ]
        """Parameters and rate, large, before they take their places on the page."""
        bowl = SmallBowl(scene, self.place.at)
        self.cost = Tile((bowl.part, *bowl.told), (self.names["cost"],))
        self.rule = scene.add_part(fitted_rule(scene, slots.rule), layer=Layer.GROUND)
        walks = SmallWalks(scene, plan.shown.kinds, self._picture(slots.kinds))
        self.kinds = Tile((*walks.parts,), (self.names["kinds"],))
        self.bound = SmallLimit(scene, plan.shown.rates, self._picture(slots.limit))
        self.limit = Tile(self.bound.parts, (self.names["limit"],))
        self.hills = SmallValleys(scene, plan.valleys, self._picture(slots.valleys))
        self.valleys = Tile(self.hills.parts, (self.names["valleys"],))
        self.costs = SmallCosts(scene, plan.network, self._picture(slots.fresh))
        self.fresh = Tile((*self.costs.parts, self.costs.lowest), (self.names["fresh"],))

    # Where things are

    @property
    def _largest(self) -> float:
        return SIZES.name if self.scene.layout.narrow else SIZES.caption

    @property
    def _above(self) -> float:
        """Room above pictures: all begin at one level, below as many lines as a name needs."""
        return (HEAD + LINE * (self._most_lines - 1)) * self._largest

    @property
    def _most_lines(self) -> int:
        return max(len(self._lines(key)) for key in self._several)

    def _picture(self, slot: Slot) -> Slot:
        """What a picture fills of its tile."""
        return slot.inset(top=self._above)

    # The tiles

    def _add_cycle(self, turns: Callable[[int], tuple[float, float]]) -> Cycle:
        """The ring of stations, each lit as the light comes by."""
        say, theme = self.scene.say, self.scene.theme
        tints = {"cost": theme.text, "gradient": theme.gradient, "update": theme.batch}
        each = [Station(say(f"cycle.{key}"), tint) for key, tint in tints.items()]
        self.light = Animated(1.0)
        """Of the stations, how brightly the light that goes round lights them."""

        def lit(frame: int) -> list[float]:
            light = self.light.at(frame)
            return [light * lit for lit in lit_by(*turns(frame), len(each))]

        slot = self.slots.cycle.inset(top=LOWER * self._largest)
        cycle = Cycle(self.scene, slot, each, lit, turns)
        cycle.drawn.first = float(len(each))
        for station in cycle.there:
            station.first = 1.0
        return cycle

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All but the cycle and the rule, in the order in which they come."""
        return (
            self.parameters, self.cost, self.rate, self.kinds, self.limit, self.valleys, self.fresh
        )  # fmt: skip

    @property
    def called(self) -> tuple[Part, ...]:
        """The names of the page: of the ingredients, the stations, then of what follows."""
        before, after = (self.parameters, self.rate), (
            self.kinds, self.limit, self.valleys, self.fresh
        )  # fmt: skip
        groups = *(each.names for each in before), self.cycle.names, *(each.names for each in after)
        return tuple(part for names in groups for part in names)

    def _add_pieces(self, slot: Slot, pieces: Sequence[Element], name: Part) -> Tile:
        """What the ball's steps turn or take, as these land."""
        track = self.scene.table[ON_BOWL]
        drawing = Pieces(pieces, self._picture(slot), self.scene.theme)

        def draw(frame: int) -> Hashable:
            drawing.show(float(track.step[frame] + track.phase[frame]))
            return drawing.until

        picture = self.scene.add_part(drawing, draw, layer=Layer.GROUND)
        return Tile((picture,), (name,))

    # Their names

    def _add_names(self) -> dict[str, Part]:
        """Above each picture, amid: those of one thing in one size, and of several.

        What the curves of a picture are is told in their colours.
        """
        slots, single = self.slots, self._single()
        left, middle, right = slots.first
        rooms = {key: middle if key == "cost" else getattr(slots, key) for key in single}
        for key, slot in (("parameters", left), ("rate", right)):
            rooms[f"first_{key}"], single[f"first_{key}"] = slot, single[key]
        size = min(self._size(rooms[key], each, APART) for key, each in single.items())
        names = {
            key: self._add_name(rooms[key], [each], size, APART) for key, each in single.items()
        }
        for key in self._several:
            slot, lines = getattr(slots, key), self._lines(key)
            own = min(size, *(self._size(slot, line, NEXT) for line in lines))
            names[key] = self._add_name(slot, lines, own, NEXT)
        return names

    def _single(self) -> dict[str, Sequence[Make]]:
        say, theme = self.scene.say, self.scene.theme
        limit = self.plan.shown.rates.sign("limit")
        return {
            "parameters": (
                _word(say("poster.parameters"), theme.text), _symbol("$theta$", theme.text)
            ),
            "cost": (_word(say("poster.cost"), theme.text), _symbol("$J$", theme.text)),
            "rate": (_word(say("poster.rate"), theme.rate), _symbol("$alpha$", theme.rate)),
            "limit": (_symbol(_strong(say(limit)), theme.text),),
            "valleys": (_word(say("summary.valleys"), theme.text),),
        }  # fmt: skip

    @property
    def _several(self) -> Mapping[str, Sequence[Make]]:
        say, theme = self.scene.say, self.scene.theme
        hues = colours_of_kinds(theme)
        return {
            "kinds": [_word(say(f"poster.{kind}"), hues[kind]) for kind in KINDS],
            "fresh": (
                _word(say("summary.fresh"), theme.text),
                _word(say("summary.seen"), theme.mini_batch),
            ),
        }

    def _lines(self, key: str) -> list[Sequence[Make]]:
        """Names of several things on a line, or the first of them above the others."""
        each, width = self._several[key], getattr(self.slots, key).width
        return [each] if _width(each, NEXT) * self._largest <= width else [each[:1], each[1:]]

    def _size(self, slot: Slot, each: Sequence[Make], apart: float) -> float:
        """The largest in which they have room beside one another."""
        width = _width(each, apart)
        sizes = [size for size in NAMES if size <= self._largest]
        return next((size for size in sizes if size * width <= slot.width), slot.width / width)

    def _add_name(
        self, slot: Slot, lines: Sequence[Sequence[Make]], size: float, apart: float
    ) -> Part:
        labels = []
        baseline = self._picture(slot).top + (RISE + LINE * (len(lines) - 1)) * self._largest
        for line in lines:
            aside = (slot.width - _width(line, apart) * size) / 2
            left = slot.left + (aside if aside > NEARLY * size else 0.0)
            for make in line:
                labels.append(make(size).put(left, baseline))
                left = float(labels[-1].get_right()[0]) + apart * size
            baseline -= LINE * self._largest
        return self.scene.add_part(Group(*labels), layer=Layer.NAMES)


def _width(each: Sequence[Make], apart: float) -> float:
    """Of what stands beside one another, in em."""
    return sum(float(make(1.0).width) for make in each) + apart * (len(each) - 1)


def _is_own(piece: Element) -> bool:
    """Whether it is of the ball's own step, or the curve; not what is written."""
    return piece["kind"] != "text" and piece["colour"] != "quiet"


def _word(text: str, colour: str) -> Make:
    return lambda size: words(text, size, colour, "semibold")


def _symbol(code: str, colour: str) -> Make:
    return lambda size: formula(code, size, colour)


def _strong(code: str) -> str:
    """The words of a formula as names are, with a capital first."""
    return f'#text(weight: "semibold")[{code[:1].upper()}{code[1:]}]'
