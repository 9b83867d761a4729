"""The summary as one page: equal tiles with their names beside the cycle, and the rule."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.pieces import Pieces
from scenes.components.plate import Plate
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.cycle import Cycle, Station, lit_by
from scenes.parts.side_names import Named, add_names_over, add_side_names
from scenes.parts.size_map import colours_of_kinds
from scenes.parts.small_bowl import SmallBowl
from scenes.parts.small_bowls import SmallBowls
from scenes.parts.small_costs import SmallCosts
from scenes.parts.small_limit import SmallLimit
from scenes.parts.small_rules import SmallRules, colours_of_rules
from scenes.parts.small_valleys import SmallValleys
from scenes.parts.small_walks import SmallWalks
from scenes.parts.summary_large import LargePictures, strong
from scenes.parts.summary_slots import HEAD, PAD, SummarySlots
from scenes.parts.update_rule import update_rule
from scenes.plans.scaling import OWN, SCALED
from scenes.plans.summary import ON_BOWL, SHOWN, Plan
from scenes.plans.summary_pictures import Element, steps_on_a_cut, turned
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

RISE = 0.45
"""From a picture up to the baseline of its name, in em of the largest."""
LOWER = 0.6
"""How much lower than tiles the ring begins, in em of the largest name: its first name is on the
line of theirs."""
NAMES = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of names, which are tried one after another."""
APART = 0.4
"""Between a name and its symbol, in em."""
TALL, MIDDLE = 1.25, 0.22
"""Height of the rule, and from its baseline to its middle, in em."""
BLANK, HIGH = 0.3, 0.26
"""Width of the bar that is where a name was, and from its baseline up to the middle of that, in em.
"""
OWN_NAMES = SIZES.label, SIZES.small
"""The same of names in a tile."""
APIECE, CLOSE = 0.14, 0.08
"""Between pictures of a tile, and between one and the name of the next."""
ROUND = 0.85, 1.0
"""Heights in a wide frame of both bowls with their names."""
INGREDIENTS = "parameters", "cost", "first_rate"
"""What they are called here."""
CELLS = "kinds", "limit", "scaling", "rules", "valleys", "fresh"
"""The tiles about the cycle, row by row."""
SCALES = {OWN: "bowls.unscaled", SCALED: "bowls.scaled"}
"""The bowls, and what they are called."""
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
        self.scene, self.plan = scene, plan
        frames = {key: self._add_frame(getattr(slots, key)) for key in CELLS}
        within = {key: getattr(slots, key).inset(*[PAD] * 4) for key in CELLS}
        self.hero = tuple(self._add_frame(slot) for slot in slots.hero)
        """About the ring and the rule, where they are in a tile."""
        self.slots = slots = slots._replace(**within)
        ring, rule = slots.alone
        self.alone = self._add_cycle(ring, turns), self._add_rule(rule)
        """The cycle with its light, and the rule, large, before they take their places."""
        self.cycle, self.rule = self._add_cycle(slots.cycle), self._add_rule(slots.rule)
        _, first, _ = slots.first
        inner = self.alone[0].inner, self.cycle.inner
        self.place = Gliding([self._picture(first), *inner])
        """Of the bowl: between the other ingredients, and in both rings."""
        own, pictures = self._add_own_names()
        self.names = self._add_names() | own
        line = plan.shown.line
        taken = [each for each in steps_on_a_cut(line) if _is_own(each)]
        left, _, right = slots.first
        self.first = [
            self._add_pieces(left, [*turned(line)], self.names["parameters"]),
            self._add_pieces(right, taken, self.names["first_rate"]),
        ]
        """Parameters and rate, large."""
        bowl = SmallBowl(scene, self.place.at)
        self.cost = Tile((bowl.part, *bowl.told), (self.names["cost"],))
        self.walks = SmallWalks(scene, plan.shown.kinds, slots.walks, slots.told)
        """The three kinds, large."""
        small = SmallWalks(scene, plan.shown.kinds, self._picture(slots.kinds))
        self.kinds = Tile((frames["kinds"], *small.parts), (self.names["kinds"],))
        self.large = LargePictures(scene, plan, slots.large, self._scales, self._rules)
        """The others, large."""
        limit = SmallLimit(scene, plan.shown.rates, self._picture(slots.limit))
        limit.drawn.first = limit.all
        self.limit = Tile((frames["limit"], *limit.parts, *limit.best), (self.names["limit"],))
        bowls = SmallBowls(scene, plan.shown.bowls, [pictures[name] for name in SCALES])
        self.scaling = Tile((frames["scaling"], *bowls.parts), self._called("scaling", [*SCALES]))
        own_lanes = {rule: pictures[rule] for rule in SHOWN}
        self._lanes = SmallRules(scene, plan.rules, own_lanes, self.names)
        on_lanes = (part for each in self._lanes.lanes.values() for part in each)
        self.rules = Tile((frames["rules"], *on_lanes), self._called("rules", SHOWN))
        hills = SmallValleys(scene, plan.valleys, self._picture(slots.valleys))
        hills.spread.first = 1.0
        self.valleys = Tile((frames["valleys"], *hills.parts), (self.names["valleys"],))
        costs = SmallCosts(scene, plan.network, self._picture(slots.fresh))
        costs.drawn.first = 1.0
        drawn = frames["fresh"], *costs.parts, costs.lowest
        self.fresh = Tile(drawn, (self.names["fresh"],))
        self.blanks = self._add_blanks()
        """A bar in place of each of its names."""

    # Where things are

    @property
    def _largest(self) -> float:
        return SIZES.name if self.scene.layout.narrow else SIZES.caption

    def _picture(self, slot: Slot) -> Slot:
        """What a picture fills of its tile."""
        return slot.inset(top=HEAD * self._largest)

    # The tiles

    def _add_frame(self, slot: Slot) -> Part:
        """About a tile."""
        plate = Plate(self.scene.theme, self.scene.theme.rule)
        plate.show(slot)
        return self.scene.add_part(plate)

    def _add_rule(self, slot: Slot) -> Part:
        return self.scene.add_part(fitted_rule(self.scene, slot), layer=Layer.GROUND)

    def _add_cycle(
        self, slot: Slot, turns: Callable[[int], tuple[float, float]] | None = None
    ) -> Cycle:
        """The ring of stations, each lit as the light comes by, if there is one."""
        say, theme = self.scene.say, self.scene.theme
        tints = {"cost": theme.text, "gradient": theme.gradient, "update": theme.batch}
        each = [Station(say(f"cycle.{key}"), tint) for key, tint in tints.items()]

        def lit(frame: int) -> list[float]:
            return [0.0] * len(each) if turns is None else lit_by(*turns(frame), len(each))

        cycle = Cycle(self.scene, slot.inset(top=LOWER * self._largest), each, lit, turns)
        cycle.drawn.first = float(len(each))
        for station in cycle.there:
            station.first = 1.0
        return cycle

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All but the cycle and the rule, in the order in which they come."""
        return (
            self.cost, self.kinds, self.limit, self.scaling, self.rules, self.valleys, self.fresh
        )  # fmt: skip

    @property
    def called(self) -> tuple[Part, ...]:
        """The names of the stations, of ingredients, of tiles, and of pictures in them."""
        names = (name for each in self.tiles[1:] for name in each.names)
        return *self.cycle.names, *self.ingredients, *names

    def _add_pieces(self, slot: Slot, pieces: Sequence[Element], name: Part) -> Tile:
        """What the ball's steps turn or take, as these land."""
        track = self.scene.table[ON_BOWL]
        drawing = Pieces(pieces, self._picture(slot), self.scene.theme)

        def draw(frame: int) -> Hashable:
            drawing.show(float(track.step[frame] + track.phase[frame]))
            return drawing.until

        picture = self.scene.add_part(drawing, draw, layer=Layer.GROUND)
        return Tile((picture,), (name,))

    def _add_blanks(self) -> tuple[Part, ...]:
        """Where each name of the page is, as wide as that; a rule's has its colour."""
        runners = {id(self.names[rule]): each for rule, each in self._lanes.runners.items()}
        blanks = []
        for part in self.called:
            runner = runners.get(id(part))
            tint = self.scene.theme.quiet if runner is None else runner.colour
            each = [
                _bar(label, tint) for label in part.mobject.get_family() if isinstance(label, Label)
            ]
            if runner is not None:
                (runner.blank,) = each
            blanks.append(self.scene.add_part(Group(*each)))
        return tuple(blanks)

    # Their names

    def _add_own_names(self) -> tuple[dict[str, Part], dict[str, Slot]]:
        """Of rules before their lanes; of bowls before them, too, in a square, or above each.

        In a tall frame both tiles are beside one another, with all on the lines of the lanes.
        """
        layout, scales = self.scene.layout, self._scales
        bowls, lanes = self._picture(self.slots.scaling), self._picture(self.slots.rules)
        cells = [(lanes, self._rules)]
        if layout.narrow and not layout.beside:
            return add_side_names(self.scene, [(bowls, scales), *cells], APIECE)
        names, rows = add_side_names(self.scene, cells, APIECE)
        each, high = bowls.rows(*ROUND, gap=CLOSE), None
        if layout.beside:
            top, *_, low = rows.values()
            each = replace(bowls, top=top.top, bottom=low.bottom).columns(2, APIECE)
            high = top.bottom - APIECE
        over, places = add_names_over(self.scene, each, scales, OWN_NAMES, high)
        return names | over, rows | places

    @property
    def _scales(self) -> dict[str, Named]:
        return {key: (self.scene.say(word), self._hues[key]) for key, word in SCALES.items()}

    @property
    def _rules(self) -> dict[str, Named]:
        return {key: (self.scene.say(f"rules.{key}"), self._hues[key]) for key in SHOWN}

    @property
    def _hues(self) -> dict[str, str]:
        """The colours of what has one."""
        theme = self.scene.theme
        return {
            **colours_of_kinds(theme), OWN: theme.other, SCALED: theme.batch,
            **colours_of_rules(theme),
        }  # fmt: skip

    def _called(self, tile: str, pictures: Sequence[str]) -> tuple[Part, ...]:
        """The names of a tile, and of its pictures."""
        return tuple(self.names[key] for key in (tile, *pictures) if key in self.names)

    def _add_names(self) -> dict[str, Part]:
        """Above the middle of each picture, a line each, all in one size."""
        slots, each = self.slots, self._each
        rooms = {key: getattr(slots, key) for key in CELLS}
        rooms |= zip(INGREDIENTS, slots.first, strict=True)
        size = min(self._size(slot, each[key]) for key, slot in rooms.items())
        told = [*zip(INGREDIENTS, slots.ingredients, strict=False)]
        below = min((size, *(self._size(slot, each[key]) for key, slot in told)))
        self.ingredients = tuple(self._add_name(slot, each[key], below) for key, slot in told)
        """Their names below the rule, where there is room."""
        return {key: self._add_name(slot, each[key], size) for key, slot in rooms.items()}

    @property
    def _each(self) -> Mapping[str, Sequence[Make]]:
        """What each picture is called."""
        say, theme = self.scene.say, self.scene.theme
        rate = _word(say("poster.rate"), theme.rate), _symbol("$alpha$", theme.rate)
        limit = say(self.plan.shown.rates.sign("limit"))
        plain = ("kinds", "scaling", "rules", "valleys", "fresh")
        return {
            "parameters": (
                _word(say("poster.parameters"), theme.text), _symbol("$theta$", theme.text)
            ),
            "cost": (_word(say("poster.cost"), theme.text), _symbol("$J$", theme.text)),
            "first_rate": rate,
            "limit": (_symbol(strong(limit), theme.text),),
            **{key: (_word(say(f"summary.{key}"), theme.text),) for key in plain},
        }  # fmt: skip

    def _size(self, slot: Slot, each: Sequence[Make]) -> float:
        """The largest in which they have room beside one another."""
        width = _width(each)
        sizes = [size for size in NAMES if size <= self._largest]
        return next((size for size in sizes if size * width <= slot.width), slot.width / width)

    def _add_name(self, slot: Slot, each: Sequence[Make], size: float) -> Part:
        labels, left = [], float(slot.centre[0]) - _width(each) * size / 2
        for make in each:
            labels.append(make(size).put(left, self._picture(slot).top + RISE * self._largest))
            left = float(labels[-1].get_right()[0]) + APART * size
        return self.scene.add_part(Group(*labels), layer=Layer.NAMES)


def _bar(label: Label, colour: str) -> Dashes:
    """As wide as a name, in its place."""
    wide = BLANK * label.size
    bar, y = Dashes(colour, wide, dash=0), label.baseline + HIGH * label.size
    left, right = float(label.get_left()[0]) + wide / 2, float(label.get_right()[0]) - wide / 2
    bar.show(np.array([[left, y], [right, y]]))
    return bar


def _width(each: Sequence[Make]) -> float:
    """Of what stands beside one another, in em."""
    return sum(float(make(1.0).width) for make in each) + APART * (len(each) - 1)


def _is_own(piece: Element) -> bool:
    """Whether it is of the ball's own step, or the curve; not what is written."""
    return piece["kind"] != "text" and piece["colour"] != "quiet"


def _word(text: str, colour: str) -> Make:
    return lambda size: words(text, size, colour, "semibold")


def _symbol(code: str, colour: str) -> Make:
    return lambda size: formula(code, size, colour)
