"""Curves of what changes at landings only: level in between."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.curve import Curve


class Stairs(Curve):
    """A value a step that holds until the next step has landed.

    ``values`` may change from frame to frame, and the last tread reach beyond its step, as far as
    work has been done for the next one.
    """

    def path(self) -> Array:
        """The stairs so far, (n, 2), in frame units, as far as they are in the plot."""
        stop = self.landed + 1
        x = np.repeat(self.steps[:stop] * self.per_step, 2)[1:]
        y = np.repeat(self.values[:stop], 2)[:-1]
        if self.reach > x[-1]:
            x, y = np.append(x, self.reach), np.append(y, y[-1])
        points = self.axes.at(x, y)
        beyond = np.flatnonzero(points[:, 0] > self.axes.slot.right + 1.0)
        return points[: int(beyond[0]) + 1] if len(beyond) else points
