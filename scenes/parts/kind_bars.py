"""The three kinds, as a table: their noise, where they end, their waits; what each has best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.cloud_view import told_width
from scenes.parts.ends_map import cost_share, told_mean
from scenes.parts.size_map import OfKinds, add_heading, in_columns
from scenes.parts.told_share import ToldShare, fitting, told_share, widest
from scenes.plans.mini_batch import AT_ONCE, FEW, KINDS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

NOISE, COST, WAITS = "noise", "cost", "waits"
ROWS = (NOISE, COST, WAITS)
"""What numbers tell, from above."""
TRADED = COST, WAITS
"""What a mini-batch gives, and what for."""
LARGE = SIZES.title, SIZES.formula, SIZES.caption, SIZES.label, SIZES.small
"""Sizes of numbers, which are tried one after another."""
STRONG = 1.25 * SIZES.caption
"""Of what a kind has best, where there is room."""
LINES = 3
"""Over so many lines goes what a kind has best, at most, where it is narrow."""
TOLD, CAPITALS, BETWEEN = 0.75, 0.7, 0.74
"""Height of a line of words and of a number, and from the words of a row down to its numbers, in
em."""
AROUND, ASIDE = 0.3, 0.3
"""From a number and its bar to the line around it, above and below, and at its ends, in em."""
APART = 0.7
"""From the rows to what a kind has best, in em of that."""


class KindBars(OfKinds):
    """Of each kind numbers with bars, and what it has best; above each row what it tells.

    Bars of one row have one scale, on which the largest fills its track.

    Args:
        scene: the scene it belongs to; where rooms of kinds are columns, their names are there.
    """

    def __init__(self, scene: AnyScene) -> None:
        super().__init__(scene, *in_columns(scene, scene.layout.body))
        narrow = scene.layout.narrow
        self.size = SIZES.label if narrow else SIZES.name
        """Of what rows tell."""
        self.columns = {kind: room.whole for kind, room in self.rooms.items()}
        self.told = {what: {kind: self._told(what, kind) for kind in KINDS} for what in ROWS}
        """The numbers, by what they tell and by kind."""
        texts = [text for row in self.told.values() for text in row.values()]
        self.large = fitting(scene.theme, texts, self.columns[FEW].width, LARGE[narrow:])
        self.before = widest(scene.theme, texts, self.large)
        strengths = self._strengths(SIZES.name if narrow else STRONG)
        most = max(map(len, strengths.values()))
        high = (APART + LEADING * most) * strengths[FEW][0].size
        body = scene.layout.body.inset(top=self.sizes.above, bottom=high)
        self.places = dict(zip(ROWS, body.rows(*[1.0] * len(ROWS), gap=0.0), strict=True))
        self.headings = self._add_headings() if scene.layout.beside else []
        """Names of the kinds, where rooms of theirs are no columns."""
        self.shares: dict[str, dict[str, ToldShare]] = {}
        """Numbers and bars, by what they tell and by kind."""
        self.rows = {what: self._add_row(what) for what in ROWS}
        self.strengths = self._add_strengths(strengths, body.bottom)
        self.outline = self._add_outline()

    def _told(self, what: str, kind: str) -> str:
        scene, plan = self.scene, self.scene.plan
        if what == NOISE:
            return told_width(scene, plan, plan.sizes[kind])
        return (
            told_mean(scene, kind) if what == COST else scene.say.numerals.count(plan.waits(kind))
        )

    def _share(self, what: str, kind: str) -> float:
        """Of the largest of its row."""
        plan = self.scene.plan
        if what == NOISE:
            return float(plan.width(plan.sizes[kind]))
        if what == COST:
            return cost_share(plan, kind)
        return float(plan.waits(kind) / max(map(plan.waits, KINDS)))

    def _add_headings(self) -> list[Part]:
        return [add_heading(self.scene, self.rooms[kind], kind, self.sizes) for kind in KINDS]

    def _add_row(self, what: str) -> Part:
        """What is told, and below it the number and the bar of each kind."""
        scene, place, theme = self.scene, self.places[what], self.scene.theme
        make = partial(words, colour=theme.quiet)
        text = scene.say(f"kinds.{what}", count=AT_ONCE)
        (name,) = fitted(text, place.width, 1, self.size, make)
        high = TOLD * name.size + (BETWEEN + CAPITALS) * self.large
        baseline = place.bottom + (place.height - high) / 2
        name.put(place.left, baseline + (BETWEEN + CAPITALS) * self.large)
        self.shares[what] = {
            kind: told_share(
                theme, self.told[what][kind], self._share(what, kind), self.colours[kind],
                replace(column, bottom=baseline), self.large, self.before,
            )
            for kind, column in self.columns.items()
        }  # fmt: skip
        pieces = [piece for each in self.shares[what].values() for piece in each.pieces]
        return scene.add_part(Group(name, *pieces), layer=Layer.NAMES)

    def _strengths(self, largest: float) -> dict[str, list[Label]]:
        """What each kind has best, in one size."""
        scene, width = self.scene, self.columns[FEW].width
        most = LINES if scene.layout.narrow else 1
        told = {kind: scene.say(f"strength.{kind}") for kind in KINDS}
        make = {
            kind: partial(words, colour=self.colours[kind], weight="semibold") for kind in KINDS
        }
        size = min(
            line.size
            for kind, text in told.items()
            for line in fitted(text, width, most, largest, make[kind])
        )
        return {kind: fitted(text, width, most, size, make[kind]) for kind, text in told.items()}

    def _add_strengths(self, strengths: Mapping[str, list[Label]], top: float) -> Part:
        for kind, lines in strengths.items():
            for k, line in enumerate(lines):
                line.put(self.columns[kind].left, top - (APART + TOLD + LEADING * k) * line.size)
        every = [line for lines in strengths.values() for line in lines]
        return self.scene.add_part(Group(*every), layer=Layer.NAMES)

    def _add_outline(self) -> list[Part]:
        """Lines around what a mini-batch trades, if it is between both others."""
        if not self.scene.plan.is_between:
            return []
        return [
            self.scene.add_part(Outline(self._around(what), self.scene.theme.mini_batch))
            for what in TRADED
        ]

    def _around(self, what: str) -> Slot:
        """What a mini-batch's number and bar fill, with some room around them."""
        told, size = self.shares[what][FEW], self.large
        baseline = told.number.baseline
        told_at = replace(self.columns[FEW], bottom=baseline, top=baseline + CAPITALS * size)
        return told_at.inset(*[-ASIDE * size, -AROUND * size] * 2)

    @property
    def parts(self) -> list[Part]:
        """All of it but the outline."""
        return [*self.headings, *self.rows.values(), self.strengths]
