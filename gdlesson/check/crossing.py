"""The rule about texts and plots that are seen in one place while one of them changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from manim import Mobject

from gdlesson.check.findings import Box, Offence
from gdlesson.check.shot import Element, Painter, name_of
from gdlesson.check.texts import touching
from gdlesson.check.things import Places, Spotted, Thing, common, way
from scenes.components.plot.axes import Axes
from scenes.components.plot.curve import Curve
from scenes.components.plot.data_plot import DataPlot
from scenes.layout import Slot
from scenes.stage.scene import AnyScene

CROSSING = 0.15
"""Opacity that both of two things must exceed to cross."""
SHARED = 0.3
"""Share of the smaller of two plots, or of a text, that lies in the other plot where they are in
one place."""
PLOTS = (Axes, Curve, DataPlot)


class _Sign(NamedTuple):
    """A text, or a plot, at one frame."""

    root: Mobject
    name: str
    place: Places
    shown: float
    way: int
    moved: bool = False

    @property
    def changes(self) -> bool:
        """Whether it is coming, going or on the move."""
        return self.moved or self.way != 0


class Crossings:
    """The pairs of texts and of plots that were seen in one place while one of them changed.

    What lies on another for longer is told by the rule about texts that touch; a curve comes to
    axes that are there.
    """

    def __init__(self, scene: AnyScene, things: Sequence[Thing]) -> None:
        self.scene = scene
        self.texts = [thing for thing in things if thing.root is not None]
        self.painter = Painter(scene.camera)
        self._found: dict[tuple[int, int, str], Spotted] = {}
        """The worst of each pair in a beat."""
        self._places: dict[int, Places | None] = {}
        self._plots = [
            (part, root)
            for part in scene.parts
            for root in part.mobject.get_family()
            if isinstance(root, PLOTS)
        ]

    @property
    def found(self) -> Iterator[Spotted]:
        """The worst of each pair in a beat."""
        yield from self._found.values()

    def look(self, frame: int) -> None:
        """Note what crosses at a frame to which all parts were brought."""
        texts, plots = self._signs(frame), self._frames(frame)
        for one, other in _overlapping(texts):
            if one.changes or other.changes:
                self._paint(one, other, frame)
        for one, other in combinations(plots, 2):
            if _give_way(one, other) and _shares(one, other):
                self._note(one, other, frame, None)
        for text in texts:
            for plot in plots:
                replaces = {text.way, plot.way} == {1, -1} and isinstance(plot.root, Axes)
                if replaces and common(text.place, plot.place) > SHARED * _area(text.place):
                    self._note(text, plot, frame, None)

    def _signs(self, frame: int) -> list[_Sign]:
        """The texts that are seen."""
        before, self._places = self._places, {}
        there = []
        for text in self.texts:
            if text.shown > CROSSING and text.place is not None:
                assert text.root is not None
                self._places[id(text)] = text.place
                moved = before.get(id(text), text.place) is not text.place
                place, goes = text.place, way(text.part, frame)
                there.append(_Sign(text.root, text.name, place, text.shown, goes, moved))
        return there

    def _frames(self, frame: int) -> list[_Sign]:
        """The plots that are seen, and what is drawn in them."""
        return [
            _Sign(root, name_of(root), np.array(_slot(root).extent), shown, way(part, frame))
            for part, root in self._plots
            if (shown := part.shown(frame)) > CROSSING
        ]

    def _paint(self, one: _Sign, other: _Sign, frame: int) -> None:
        first, second = (self._element(sign.root) for sign in (one, other))
        if first is not None and second is not None and touching(first.glyphs, second.glyphs, 1):
            self._note(one, other, frame, first.ink.box)

    def _element(self, text: Mobject) -> Element | None:
        return next(iter(self.painter.elements([text])), None)

    def _note(self, one: _Sign, other: _Sign, frame: int, box: Box | None) -> None:
        both = min(one.shown, other.shown)
        offence = Offence(
            "crossing", f"{one.name} and {other.name}", f"{both:.0%} of both in one place",
            "one at a time", "let one go before the other comes, or put it elsewhere", box, both,
        )  # fmt: skip
        key = (id(one.root), id(other.root), self.scene.score.at(frame).name)
        if key not in self._found or self._found[key].offence.excess < both:
            self._found[key] = Spotted(frame, offence)


def _overlapping(signs: list[_Sign]) -> Iterator[tuple[_Sign, _Sign]]:
    """The pairs whose places have anything in common."""
    if len(signs) < 2:
        return
    places = np.array([sign.place for sign in signs])
    low, high = places[:, None, :2], places[:, None, 2:]
    apart = (low >= places[None, :, 2:]) | (high <= places[None, :, :2])
    for k, m in np.argwhere(np.triu(~apart.any(axis=-1), 1)).tolist():
        yield signs[k], signs[m]


def _give_way(one: _Sign, other: _Sign) -> bool:
    """Whether one of two plots comes or goes without the other; of axes, also to some that stay."""
    if one.way == other.way:
        return False
    return bool(one.way and other.way) or all(isinstance(each.root, Axes) for each in (one, other))


def _shares(one: _Sign, other: _Sign) -> bool:
    least = min(_area(one.place), _area(other.place))
    return common(one.place, other.place) > SHARED * least


def _area(place: Places) -> float:
    return float(np.prod(place[2:] - place[:2]))


def _slot(plot: Mobject) -> Slot:
    slot: Slot = plot.slot if isinstance(plot, Axes) else plot.axes.slot
    return slot
