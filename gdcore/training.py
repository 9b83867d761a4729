"""A training run that somebody saved: the parameters of a network at some moments, and its costs.

The file is an .npz of plain arrays, which any framework can write; no pickle is read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore.errors import ArchiveError, ProblemError, listed, shown
from gdcore.projection import Plane, pca_plane
from gdcore.typing import Array

MOST_BYTES = 64 * 2**20
"""Of a file."""
MOST_UNPACKED = 256 * 2**20
"""Bytes of all its arrays."""
FEWEST, MOST = 8, 500
"""Moments in it."""
MOST_NUMBERS = 32_000_000
"""In all its parameters, which are drawn as float64."""
MOST_SIDE = 400
"""Places along a side of the grid."""
LEAST_SIDE = 9
AGREES = 0.02
"""By what share of all costs the grid may differ from the last, where that lies on the plane."""
ON_PLANE = 1e-3
"""How far from the plane it lies then at most, in the length of the longest way to it."""

NEEDED = ("parameters", "losses", "steps")
GROUND = ("grid_losses", "grid_u", "grid_v", "grid_origin", "grid_axes")
KNOWN = (*NEEDED, "fresh_losses", *GROUND)


@dataclass(frozen=True, eq=False)
class Ground:
    """The cost over a part of the plane: u (m,), v (n,), both ascending, and losses (n, m)."""

    u: Array
    v: Array
    losses: Array = field(repr=False)


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """What such a file says.

    Attributes:
        parameters: (k, d), all the network's numbers at each moment.
        losses: (k,), its cost then.
        steps: (k,), how many steps had been taken, ascending.
        fresh: (k,), its cost then on data that it does not learn from, if the file has it.
        plane: through the last of the parameters, the one in which they move most, or that of the
            file's grid; its shares are those of the variance about the last.
        ground: the cost on the plane, if the file has it.
    """

    parameters: Array = field(repr=False)
    losses: Array
    steps: Array
    fresh: Array | None
    plane: Plane
    ground: Ground | None


def parse(content: bytes, name: str) -> TrainingRun:
    """What the bytes of a file say.

    Args:
        content: of an .npz file with "parameters" (k, d), "losses" (k,) and "steps" (k,); with
            "fresh_losses" (k,) if there are any; and, for the ground, with all of "grid_losses"
            (n, m), "grid_u" (m,), "grid_v" (n,), "grid_origin" (d,) and "grid_axes" (2, d).
        name: of the file, for errors.

    Raises:
        ArchiveError: it is no such file; the text gives the array and what it must be.
    """
    try:
        return _run(_arrays(content))
    except ValueError as error:
        raise ArchiveError(f"{shown(name, 200)}: {error}.") from None


def _arrays(content: bytes) -> dict[str, Array]:
    """All arrays that count, as float64.

    Raises:
        ValueError: this is no archive of arrays, or they are of objects, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            size = sum(entry.file_size for entry in file.infolist())
        _refuse_size(size)
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            _refuse_missing(stored.files)
            return {key: _numbers(key, stored[key]) for key in KNOWN if key in stored.files}
    except _ToldError:
        raise
    except (
        OSError, ValueError, KeyError, EOFError, MemoryError, NotImplementedError, RuntimeError,
        zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        if "pickle" in str(error) or "Object arrays" in str(error):
            why = "it holds Python objects, which are not read: save plain arrays of numbers"
            raise ValueError(why) from None
        raise ValueError("it is not an .npz file of NumPy arrays, or it is damaged") from None


def _refuse_size(size: int) -> None:
    if size > MOST_UNPACKED:
        raise _ToldError(
            f"its arrays take {size / 2**20:.0f} MiB, and {MOST_UNPACKED // 2**20} MiB are the "
            "most: save fewer moments, or a smaller network"
        )


def _refuse_missing(there: Sequence[str]) -> None:
    missing = [each for each in NEEDED if each not in there]
    if missing:
        raise _ToldError(
            f"it has no array {shown(missing[0])}; it needs {listed(NEEDED)}, and has "
            f"{listed(there, most=8) if there else 'none'}"
        )


class _ToldError(ValueError):
    """An error that says all there is to say."""


def _numbers(key: str, values: NDArray[Any]) -> Array:
    if values.dtype.kind not in "fiu":
        raise _ToldError(f"{key} is an array of {values.dtype}; it must be one of numbers")
    if values.size > MOST_NUMBERS:
        raise _ToldError(
            f"{key} has {values.size:,} numbers, and {MOST_NUMBERS:,} are the most: save fewer "
            "moments, or a smaller network"
        )
    numbers = values.astype(np.float64)
    bad = np.argwhere(~np.isfinite(numbers))
    if len(bad):
        place = ", ".join(map(str, bad[0].tolist()))
        raise _ToldError(
            f"{key}[{place}] is {numbers[tuple(bad[0])]}; all numbers must be finite: save the run "
            "up to where it still is"
        )
    return numbers


def _run(arrays: dict[str, Array]) -> TrainingRun:
    parameters = arrays["parameters"]
    if parameters.ndim != 2 or parameters.shape[1] < 2:
        raise ValueError(
            f"parameters has the shape {parameters.shape}; it must be (moments, numbers), a row of "
            "all the network's numbers for each moment"
        )
    moments = len(parameters)
    if not FEWEST <= moments <= MOST:
        remedy = "save it more often" if moments < FEWEST else "save every few of them"
        raise ValueError(f"it has {moments} moments, and {FEWEST} to {MOST} can be drawn: {remedy}")
    for key in ("losses", "steps", "fresh_losses"):
        if key in arrays and arrays[key].shape != (moments,):
            raise ValueError(
                f"{key} has the shape {arrays[key].shape}; it must be ({moments},), a number for "
                "each row of parameters"
            )
    steps = arrays["steps"]
    if steps[0] < 0 or (np.diff(steps) <= 0).any() or (steps != np.round(steps)).any():
        raise ValueError("steps must be whole numbers from 0 on, each larger than the one before")
    ground = _ground(arrays)
    plane = _plane(parameters, arrays if ground is not None else {})
    run = TrainingRun(
        parameters, arrays["losses"], steps, arrays.get("fresh_losses"), plane, ground
    )
    _refuse_other_ground(run)
    return run


def _plane(parameters: Array, arrays: dict[str, Array]) -> Plane:
    """That of the grid, or the one in which the parameters move most, with its shares."""
    d = parameters.shape[1]
    if not arrays:
        try:
            return pca_plane(parameters, through=parameters[-1])
        except ProblemError:
            raise ValueError(
                "its parameters do not change, so that there is no way to draw"
            ) from None
    origin, axes = arrays["grid_origin"], arrays["grid_axes"]
    if origin.shape != (d,) or axes.shape != (2, d):
        raise ValueError(
            f"grid_origin and grid_axes have the shapes {origin.shape} and {axes.shape}; they must "
            f"be ({d},) and (2, {d}), as wide as parameters"
        )
    product = axes @ axes.T
    if abs(product[0, 1]) > 1e-3 * np.sqrt(product[0, 0] * product[1, 1]) or not product.any():
        raise ValueError("the two rows of grid_axes must be at right angles to each other")
    plane = Plane(origin, axes)
    last = plane.project(parameters[-1])
    moved = (plane.project(parameters) - last) * np.sqrt(np.diag(product))
    whole = float(((parameters - parameters[-1]) ** 2).sum())
    if not whole > 0.0:
        raise ValueError("its parameters do not change, so that there is no way to draw")
    return Plane(origin, axes, (moved**2).sum(axis=0) / whole)


def _ground(arrays: dict[str, Array]) -> Ground | None:
    there = [key for key in GROUND if key in arrays]
    if not there:
        return None
    if len(there) < len(GROUND):
        missing = next(key for key in GROUND if key not in arrays)
        raise ValueError(f"it has {there[0]}, but no {missing}: a grid needs {listed(GROUND)}")
    u, v, losses = (arrays[key] for key in ("grid_u", "grid_v", "grid_losses"))
    for key, side in (("grid_u", u), ("grid_v", v)):
        if side.ndim != 1 or not LEAST_SIDE <= len(side) <= MOST_SIDE:
            raise ValueError(
                f"{key} has the shape {side.shape}; it must be one row of {LEAST_SIDE} to "
                f"{MOST_SIDE} numbers"
            )
        gaps = np.diff(side)
        if not (gaps > 0).all() or np.ptp(gaps) > 1e-3 * gaps.mean():
            raise ValueError(f"{key} must ascend in even steps, as numpy.linspace gives them")
    if losses.shape != (len(v), len(u)):
        raise ValueError(
            f"grid_losses has the shape {losses.shape}; it must be ({len(v)}, {len(u)}), a row for "
            "each of grid_v"
        )
    if not np.ptp(losses) > 0.0:
        raise ValueError("grid_losses is the same everywhere; it must be the cost on the plane")
    return Ground(u, v, losses)


def _refuse_other_ground(run: TrainingRun) -> None:
    """Raise ValueError for a path that leaves its ground, or ends at another cost than there."""
    ground, plane = run.ground, run.plane
    if ground is None:
        return
    path = plane.project(run.parameters)
    low, high = np.array([ground.u[0], ground.v[0]]), np.array([ground.u[-1], ground.v[-1]])
    out = np.flatnonzero(~((low <= path) & (path <= high)).all(axis=1))
    if len(out):
        raise ValueError(
            f"its grid does not hold the path: row {out[0]} of parameters lies beyond it; widen "
            "grid_u and grid_v"
        )
    away = float(plane.distance(run.parameters[-1]))
    far = float(np.linalg.norm(run.parameters - run.parameters[-1], axis=1).max())
    if away > ON_PLANE * far:
        return  # the plane's own points have other costs
    told, last = _between(ground, path[-1]), float(run.losses[-1])
    if abs(told - last) > AGREES * float(np.ptp(np.append(run.losses, told))):
        raise ValueError(
            f"its grid has the cost {told:.4g} where the path ends, and losses says {last:.4g}: "
            "compute both in one way, over the same data"
        )


def _between(ground: Ground, place: Array) -> float:
    """The cost at a place of the grid, by its four neighbours."""
    shares = []
    for side, value in zip((ground.u, ground.v), place.tolist(), strict=True):
        at = (value - side[0]) / (side[1] - side[0])
        low = min(int(at), len(side) - 2)
        shares.append((low, at - low))
    (i, x), (j, y) = shares
    cell = ground.losses[j : j + 2, i : i + 2]
    return float(np.array([1 - y, y]) @ cell @ np.array([1 - x, x]))
