"""The parameters of every frame, computed before the first one is drawn."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from numbers import Rational
from typing import TypeVar

import numpy as np

from gdcore import archive
from gdcore.descent import Descent
from gdcore.errors import GDError, ProblemError, listed, number, shown, unknown_name
from gdcore.typing import Array, FrameRate, Indices, Losses

MOST_FRAMES = 10_000_000
SNAP = 1e-9
"""A frame this near to a whole step, in steps, is at that step: rounding of frame times."""
MOST_FPS = 1e6
MOST_DENOMINATOR = 1_000_000
"""Of the fraction that a float is taken for, where that is the same float."""
MOST_FLIGHTS = 6.0
"""Landings a second up to which the way from one to the next takes time; beyond, it takes none."""
FLIGHT, LONGEST_FLIGHT = 0.5, 0.6
"""How much of a step's time is spent on the way, as a share, and at most, in seconds."""


_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Track:
    """One path, frame by frame: of each frame, the last state that the optimizer computed.

    Attributes:
        theta: (frames, d), where the last step landed: ``run.theta[step]``.
        loss: (frames,), the loss there, over all samples: ``run.loss[step]``.
        step: (frames,), the steps taken so far.
        phase: (frames,), how much of the way to the next landing is done, in [0, 1): 0 while the
            ball stands.
    """

    theta: Array
    loss: Losses
    step: Indices
    phase: Array

    def __len__(self) -> int:
        """The number of frames."""
        return len(self.step)


@dataclass(frozen=True, eq=False)
class FrameTable(Mapping[str, Track]):
    """Tracks by name, all with the same frames; frame f is shown at f / fps seconds.

    Attributes:
        tracks: by name.
        fps: frames a second, exactly.
        meta: by name, how each path came about: optimizer, start, seed, status.
    """

    tracks: Mapping[str, Track] = field(repr=False)
    fps: FrameRate
    meta: Mapping[str, Mapping[str, object]] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Track:
        """The track of that name.

        Raises:
            KeyError: there is none.
        """
        return self.tracks[name]

    def __iter__(self) -> Iterator[str]:
        """The names, in the order they were given."""
        return iter(self.tracks)

    def __len__(self) -> int:
        """The number of tracks."""
        return len(self.tracks)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tracks, in the order they were given."""
        return tuple(self.tracks)

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(next(iter(self.tracks.values()))) if self.tracks else 0

    @property
    def seconds(self) -> float:
        """How long the frames last."""
        return float(self.frames / self.fps)

    @staticmethod
    def join(*tables: FrameTable) -> FrameTable:
        """One table with the tracks of several, which must have as many frames, and as fast.

        Raises:
            GDError: different frames, fps, or a name that two tables share.
        """
        if not tables:
            raise GDError("There are no frame tables to join.")
        sizes = {(table.frames, table.fps) for table in tables}
        if len(sizes) > 1:
            lengths = [f"{frames} frames at {float(fps):g} fps" for frames, fps in sorted(sizes)]
            seen = ", ".join(lengths)
            raise GDError(f"Only tables of the same length and speed can be joined, not {seen}.")
        tracks: dict[str, Track] = {}
        meta: dict[str, Mapping[str, object]] = {}
        for table in tables:
            twice = [name for name in table if name in tracks]
            if twice:
                raise GDError(f"Two of the joined tables have a track called {listed(twice)}.")
            tracks.update(table.tracks)
            meta.update(table.meta)
        return FrameTable(tracks, tables[0].fps, meta)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the table to an .npz file, whole or not at all.

        Its arrays are called "name/theta", "name/loss", "name/step", "name/phase" and "fps";
        "meta" is JSON text; "fps" is the float nearest to it. The same table gives the same bytes.

        Raises:
            OSError: the file cannot be written.
        """
        arrays: archive.Arrays = {"fps": np.array(float(self.fps))}
        for name, track in self.tracks.items():
            arrays |= {f"{name}/{part}": getattr(track, part) for part in _PARTS}
        archive.save(path, arrays, {"names": self.names, "runs": dict(self.meta)})

    @staticmethod
    def load(path: str | os.PathLike[str]) -> FrameTable:
        """Read a table that `save` wrote.

        Raises:
            ArchiveError: there is no such file, or it is not a frame table.
        """
        arrays, meta = archive.load(path, "a frame table")
        try:
            fps = _exact(arrays["fps"].item(), math.inf)
            tracks = {
                name: _checked_track(*(arrays[f"{name}/{part}"] for part in _PARTS))
                for name in meta["names"]
            }
            if not tracks or len({len(track) for track in tracks.values()}) != 1:
                raise GDError("its tracks differ in length")
            return FrameTable(tracks, fps, dict(meta["runs"]))
        except KeyError as error:
            raise archive.not_one(path, "a frame table", f"it lacks {error}") from None
        except (TypeError, ValueError) as error:
            raise archive.not_one(path, "a frame table", str(error)) from None


_PARTS = ("theta", "loss", "step", "phase")


@dataclass(frozen=True)
class Stretch:
    """Steps of a path that are shown one after another, each for the same time.

    Attributes:
        begin: seconds, when the first of them is set about.
        end: seconds, when the last of them has landed.
        first: the steps taken at the beginning.
        last: those taken at the end, all that were asked for if None.
    """

    begin: float
    end: float
    first: int = 0
    last: int | None = None


def frame_table(
    runs: Mapping[str, Descent],
    fps: float | Fraction,
    seconds: float,
    begin: float | Mapping[str, float] = 0.0,
    end: float | Mapping[str, float] | None = None,
    *,
    stretches: Mapping[str, Sequence[Stretch]] | None = None,
) -> FrameTable:
    """Spread the steps of each path over time: what every frame shows.

    A frame holds no state that the optimizer did not compute: between two landings theta and loss
    are those of the first. Of a stretch from `begin` to `end`, all steps take the same time, and
    step k has landed when k of these have passed. In each, the ball stands first and is then on its
    way, for half of the time and at most 0.6 s; `phase` says how far. Where there are more than six
    landings a second, it is never on its way. A path that ended early, as one that diverged, keeps
    the pace that it would have had.

    Args:
        runs: paths by name; a name has no "/".
        fps: frames a second; a float is taken for the plain fraction that it is nearest to.
        seconds: how long the table lasts; it has round(seconds * fps) frames.
        begin: seconds, when a path sets off; one for all, or by name (others at 0).
        end: seconds, when its last step is done; one for all, or by name (others at `seconds`).
        stretches: by name, in place of `begin` and `end`, one or more in order of time: a path may
            be slow first and quick then, or be walked again. Between two it stands.

    Raises:
        GDError: a name that cannot be stored, a time or step out of range, or too many frames.

    >>> from gdcore import descend, optimizers, surfaces
    >>> run = descend(surfaces.get("bowl"), optimizers.gradient_descent(0.5), [4.0, 0.0], 2)
    >>> ball = frame_table({"a": run}, fps=4, seconds=2)["a"]
    >>> ball.theta[:, 0].tolist()
    [4.0, 4.0, 4.0, 4.0, 2.0, 2.0, 2.0, 2.0]
    >>> ball.phase.tolist()
    [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.5]
    """
    rate = _exact(fps, MOST_FPS)
    seconds = number("seconds", seconds, 0.0, low_open=True)
    frames = round(min(seconds * rate, MOST_FRAMES + 1.0))
    if not 0 < frames <= MOST_FRAMES:
        raise GDError(
            f"{seconds:g} seconds at {float(rate):g} fps are {seconds * rate:.0f} frames; "
            f"a table holds 1 to {MOST_FRAMES}."
        )
    if not runs:
        raise GDError("A frame table needs at least one path.")
    for name in runs:
        if not isinstance(name, str) or not name or "/" in name or "\0" in name:
            raise GDError(f'{shown(name)} cannot name a path: it must be text without "/".')
    begins, ends = _times("begin", begin, 0.0, runs), _times("end", end, seconds, runs)
    whole = {name: (Stretch(begins[name], ends[name]),) for name in runs}
    given = _known("stretches", stretches or {}, runs)
    time = np.arange(float(frames)) * rate.denominator / rate.numerator
    tracks = {
        name: _track(run, time, _checked_stretches(name, run, given.get(name, whole[name])))
        for name, run in runs.items()
    }
    return FrameTable(tracks, rate, {name: run.describe() for name, run in runs.items()})


def _exact(fps: object, most: float) -> FrameRate:
    """The rate that a number stands for: a float is the plain fraction that it is nearest to."""
    amount = number("fps", fps, 0.0, most, low_open=True)
    exact = Fraction(fps if isinstance(fps, Rational) else amount)
    plain = exact.limit_denominator(MOST_DENOMINATOR)
    if not isinstance(fps, Rational) and float(plain) == amount:
        exact = plain
    return int(exact) if exact.denominator == 1 else exact


def _known(what: str, given: Mapping[str, _T], runs: Mapping[str, Descent]) -> Mapping[str, _T]:
    """What is given by name, each of which is a path's."""
    for name in given:
        if name not in runs:
            raise unknown_name(f"path for {what} called", name, runs)
    return given


def _times(
    what: str,
    given: float | Mapping[str, float] | None,
    default: float,
    runs: Mapping[str, Descent],
) -> dict[str, float]:
    if not isinstance(given, Mapping):
        given = dict.fromkeys(runs, default if given is None else given)
    _known(what, given, runs)
    return {name: number(f"{what} of {name}", given.get(name, default)) for name in runs}


def _checked_stretches(name: str, run: Descent, given: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of a path, in order, each with its last step.

    Raises:
        GDError: there are none, one ends before it begins, or begins before another has ended.
    """
    if not given:
        raise GDError(f"The path {name} has no stretch to be shown in.")
    checked: list[Stretch] = []
    for each in given:
        begin, end = number(f"begin of {name}", each.begin), number(f"end of {name}", each.end)
        last = run.steps_asked if each.last is None else each.last
        if not begin < end:
            raise GDError(
                f"The path {name} begins at {begin:g} s and ends at {end:g} s; it must end later."
            )
        if not 0 <= each.first <= last <= run.steps_asked:
            raise GDError(
                f"The path {name} cannot go from step {each.first} to step {last}: these lie "
                f"between 0 and {run.steps_asked}, and the second is not less."
            )
        if checked and begin < checked[-1].end:
            raise GDError(
                f"The path {name} begins a stretch at {begin:g} s, before that which ends at "
                f"{checked[-1].end:g} s is over."
            )
        checked.append(Stretch(begin, end, each.first, last))
    return checked


def _track(run: Descent, time: Array, stretches: Sequence[Stretch]) -> Track:
    """The landing that each time shows, and how much of the way to the next one is done."""
    step = np.full(len(time), min(stretches[0].first, run.steps), dtype=np.intp)
    phase = np.zeros(len(time))
    for stretch in stretches:
        now = slice(int(np.searchsorted(time, stretch.begin - SNAP)), None)
        step[now], phase[now] = _walked(run, time[now], stretch)
    return _checked_track(run.theta[step], run.loss[step], step, phase)


def _walked(run: Descent, time: Array, stretch: Stretch) -> tuple[Indices, Array]:
    """Steps taken at times from the beginning of a stretch on, and the phase of the next."""
    last = run.steps_asked if stretch.last is None else stretch.last
    steps, lasts = last - stretch.first, stretch.end - stretch.begin
    position = np.clip((time - stretch.begin) / lasts, 0.0, 1.0) * steps
    whole = np.rint(position)
    position = np.where(np.abs(position - whole) < SNAP, whole, position)
    taken = position.astype(np.intp)
    step = np.minimum(stretch.first + taken, run.steps)
    if not steps or steps / lasts > MOST_FLIGHTS + SNAP:
        return step, np.zeros(len(time))
    way = min(FLIGHT, LONGEST_FLIGHT * steps / lasts)
    flown = np.clip((position - taken - 1.0) / way + 1.0, 0.0, 1.0)
    under_way = (stretch.first + taken < min(last, run.steps)) & (flown > SNAP)
    return step, np.where(under_way, flown, 0.0)


def _checked_track(theta: Array, loss: Losses, step: Indices, phase: Array) -> Track:
    """A track whose arrays fit together, made read-only."""
    frames = len(step) if step.ndim == 1 else -1
    fits = loss.shape == phase.shape == (frames,) and theta.ndim == 2 and len(theta) == frames
    kinds = theta.dtype.kind + loss.dtype.kind + step.dtype.kind + phase.dtype.kind
    if not fits or kinds != "ffif":
        raise ProblemError("the arrays of a track do not fit together")
    for array in (theta, loss, step, phase):
        array.flags.writeable = False
    return Track(theta, loss, step, phase)
