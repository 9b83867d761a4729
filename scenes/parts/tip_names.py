"""Names of two curves of a race, which go with their ends at the right of the plot."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.layout import LEADING
from scenes.parts.race_axes import RaceAxes
from scenes.parts.runner import Runner
from scenes.plans.race import Method
from scenes.stage.scene import Layer, Part

Array = NDArray[np.float64]

CALM = 0.5
"""Seconds of costs whose mean a name is beside: a name does not jump as noise does."""
SWAPPED = 0.4
"""Seconds in which both names are gone and come again, when the upper curve becomes the lower."""
DECIDED = 0.4
"""How far apart curves are from when on it counts which is the upper, in lines."""
HELD = 3.0
"""Seconds for which curves keep their order at least, or their names take the one that follows: so
that these do not come and go."""
BESIDE = 0.30
"""From the right end of the axis to names."""


class TipNames:
    """The name of each of two methods beside the end of its curve, clear of the other.

    Args:
        axes: that the curves are drawn on.
        runners: whose costs they are.
        names: of both.
    """

    def __init__(
        self,
        axes: RaceAxes,
        runners: Mapping[Method, Runner],
        names: Mapping[Method, Label],
    ) -> None:
        self.axes, self.names = axes, names
        fps = float(axes.scene.score.fps)
        one, other = names
        pitch, size = LEADING * axes.size, axes.size
        truly = {m: self._heights(runners[m], m, fps, np.finfo(float).tiny) for m in names}
        above = _held(_order(truly[one] - truly[other], DECIDED * pitch), round(HELD * fps))
        heights = {
            method: self._heights(runners[method], method, fps, axes.low) for method in names
        }
        window = np.ones(2 * round(SWAPPED * fps / 2) + 1)
        swapped = np.convolve(
            np.pad(above, len(window) // 2, "edge"), window / window.sum(), "valid"
        )
        self.shown = np.abs(swapped)
        """How plain names are, by frame."""
        middle = (heights[one] + heights[other]) / 2
        half = np.maximum(np.sign(swapped) * (heights[one] - heights[other]), pitch) / 2
        half *= np.sign(swapped)
        low, high = axes.area.bottom, axes.area.top
        middle = np.clip(middle, low + pitch / 2, high - pitch / 2 + size / 3)
        self.baselines = {one: middle + half - size / 3, other: middle - half - size / 3}
        """Of names, by frame."""
        self.parts = [self._add(method) for method in names]

    def _heights(self, runner: Runner, method: Method, fps: float, low: float) -> Array:
        """Where the mean of the last costs is on the plot, by frame; ``low`` for lower ones."""
        costs = np.nan_to_num(self.axes.plan.excess(method), nan=np.inf)
        steps, since = runner.track.step, round(CALM * fps)
        logs = np.log10(np.clip(costs, low, self.axes.high))
        found = np.empty(len(steps))
        for frame, now in enumerate(steps):
            last = steps[max(0, frame - since) : frame + 1]
            found[frame] = logs[last[last <= now]].mean()
        return np.asarray(self.axes.axes.at(np.zeros(len(found)), 10.0**found)[:, 1])

    def _add(self, method: Method) -> Part:
        name, x = self.names[method], self.axes.area.right + BESIDE

        def follow(frame: int) -> Hashable:
            baseline, shown = float(self.baselines[method][frame]), float(self.shown[frame])
            name.put(x, baseline).fade(shown)
            return baseline, shown

        return self.axes.scene.add_part(name, follow, layer=Layer.NAMES)


def _order(apart: Array, decided: float) -> Array:
    """By frame, whether the one is above, 1, or below, -1; as it will be, while it is undecided."""
    order = np.where(np.abs(apart) > decided, np.sign(apart), 0.0)
    (known,) = np.nonzero(order)
    if not len(known):
        return np.ones(len(order))
    following = np.searchsorted(known, np.arange(len(order)))
    return np.asarray(order[known[np.minimum(following, len(known) - 1)]])


def _held(order: Array, least: int) -> Array:
    """The same without orders that are kept for fewer frames, each of which gives way to the next.

    The last one stays.
    """
    turns = [0, *(np.flatnonzero(np.diff(order)) + 1).tolist(), len(order)]
    held, begins = order.copy(), 0
    for stop in turns[1:]:
        if stop - begins >= least or stop == len(order):
            held[begins:stop] = order[stop - 1]
            begins = stop
    return held
