"""Training runs as a user's file has them, made here of plain formulas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.float64]]
SIZE, MOMENTS = 40, 20


def spiral(end: float, fresh: tuple[float, float, float] | None = None) -> Arrays:
    """Parameters that spiral inwards, a cost that goes from 2 to ``end``; and costs elsewhere."""
    t = np.linspace(0.0, 1.0, MOMENTS)
    turned = np.random.default_rng(3).normal(size=(3, SIZE))
    ways = np.stack([(1 - t) * np.cos(3 * t), (1 - t) * np.sin(3 * t), 0.1 * t], axis=-1)
    found = {
        "parameters": ways @ turned,
        "losses": 2.0 + (end - 2.0) * t,
        "steps": 50 * np.arange(MOMENTS),
    }
    if fresh is not None:
        found["fresh_losses"] = np.interp(t, [0.0, 0.5, 1.0], fresh)
    return found


def grounded() -> Arrays:
    """The same with the cost on a plane, on which it is a bowl about where the path ends."""
    found = spiral(1.0)
    theta = found["parameters"]
    origin = theta[-1]
    axes = np.linalg.svd(theta - origin, full_matrices=False)[2][:2]
    far = 1.2 * float(np.abs((theta - origin) @ axes.T).max())
    side = np.linspace(-far, far, 21)
    bowl = 1.0 + side[None, :] ** 2 + 2.0 * side[:, None] ** 2
    return found | {
        "grid_losses": bowl, "grid_u": side, "grid_v": side, "grid_origin": origin,
        "grid_axes": axes,
    }  # fmt: skip


RUNS: dict[str, Callable[[], Arrays]] = {
    "falls": lambda: spiral(0.5),
    "rises": lambda: spiral(2.5),
    "turns": lambda: spiral(0.5, (2.0, 1.0, 1.5)),
    "gains": lambda: spiral(0.5, (2.0, 1.0, 0.8)),
    "stays": lambda: spiral(0.5, (2.0, 2.0, 1.95)),
    "ground": grounded,
}
"""By what they do."""


def write_run(name: str, path: Path) -> None:
    """Save one of them."""
    np.savez(path, **RUNS[name]())  # type: ignore[arg-type]
