"""The table of every frame: timing, truth, storage."""

from __future__ import annotations

import io
import json
import os
import zipfile
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import (
    FrameTable,
    Stretch,
    archive,
    descend,
    frame_table,
    optimizers,
    surfaces,
)
from gdcore.errors import ArchiveError, GDError

BOWL = surfaces.get("bowl")
RUN = descend(BOWL, optimizers.gradient_descent(0.5), [8.0, 0.0], 4)  # 8, 4, 2, 1, 0.5
# begin, end, then step and phase at frames 0 .. 11 of 3 seconds at 4 fps; exact
TIMINGS = {
    "a step a second": (
        (0.0, 4.0), [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], [0, 0, 0, 0.5] * 3
    ),
    "two steps a second": ((0.0, 2.0), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4], [0] * 12),
    "held before and after": ((1.0, 2.0), [0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4], [0] * 12),
    "set off before": ((-1.0, 1.0), [2, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4], [0] * 12),
    "a step in eight seconds is on its way for six tenths": (
        (-5.5, 26.5), [0] * 10 + [1, 1], [0] * 8 + [1 / 6, 7 / 12, 0, 0]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("times", "step", "phase"), TIMINGS.values(), ids=TIMINGS)
def test_steps_are_spread_evenly_and_only_landings_are_shown(times, step, phase) -> None:
    table = frame_table({"a": RUN}, fps=4, seconds=3, begin=times[0], end=times[1])
    track = table["a"]
    assert track.step.tolist() == step
    np.testing.assert_allclose(track.phase, phase, rtol=0, atol=1e-12)
    assert track.theta.tolist() == RUN.theta[step].tolist()
    assert track.loss.tolist() == RUN.loss[step].tolist()
    assert (table.frames, table.fps, table.seconds, table.names) == (12, 4.0, 3.0, ("a",))


@given(
    st.integers(0, 300),
    st.sampled_from([15, 24, 30, 60, 29.97]),
    st.floats(0.1, 20),
    st.floats(0, 0.6),
    st.floats(0.7, 1.5),
)
def test_each_frame_shows_the_last_landing_and_the_way_to_the_next(
    steps, fps, seconds, begin, end
) -> None:
    run = descend(surfaces.get("two_valleys"), optimizers.gradient_descent(0.2), [2, 2], steps)
    begin, end = begin * seconds, end * seconds
    if round(seconds * fps) == 0:
        return
    table = frame_table({"a": run}, fps, seconds, begin, end)
    track = table["a"]
    assert table.frames == round(seconds * fps)
    passed = np.clip((np.arange(table.frames) / fps - begin) / (end - begin), 0, 1) * steps
    np.testing.assert_array_equal(track.step, np.floor(passed + 1e-8))
    np.testing.assert_array_equal(track.theta, run.theta[track.step])
    np.testing.assert_array_equal(track.loss, run.loss[track.step])
    flight = min(0.5 * (end - begin) / max(steps, 1), 0.6)  # seconds
    left = (track.step + 1 - passed) * (end - begin) / max(steps, 1)  # seconds, to the landing
    flies = (left < flight) & (track.step < steps) & (steps <= 6 * (end - begin))
    expected = np.where(flies, 1 - left / flight, 0.0)
    np.testing.assert_allclose(track.phase, expected, rtol=0, atol=1e-6)
    assert ((track.phase >= 0) & (track.phase < 1)).all()


# stretches of RUN, then step at frames 0 .. 11 of 3 seconds at 4 fps
STRETCHES = {
    "slow, then quick": ([Stretch(0, 1, 0, 1), Stretch(1, 1.75, 1)], [0] * 4 + [1, 2, 3] + [4] * 5),
    "stands between": (
        [Stretch(0, 0.5, 0, 2), Stretch(1.5, 2, 2)], [0, 1, 2, 2, 2, 2, 2, 3, 4, 4, 4, 4]
    ),
    "walked again": ([Stretch(0, 1), Stretch(1.5, 2.5)], [0, 1, 2, 3, 4, 4, 0, 1, 2, 3, 4, 4]),
    "from a later step on": ([Stretch(1, 1.5, 2, 4)], [2, 2, 2, 2, 2, 3] + [4] * 6),
    "one that stands": ([Stretch(1, 2, 3, 3)], [3] * 12),
}  # fmt: skip


@pytest.mark.parametrize(("stretches", "step"), STRETCHES.values(), ids=STRETCHES)
def test_a_path_is_walked_in_stretches(stretches: list[Stretch], step: list[int]) -> None:
    track = frame_table({"a": RUN}, fps=4, seconds=3, stretches={"a": stretches})["a"]
    assert track.step.tolist() == step
    assert track.theta.tolist() == RUN.theta[step].tolist()


def test_flights_follow_the_pace_of_their_stretch() -> None:
    """Six landings a second have them, seven have none, whatever the stretch before."""
    run = descend(BOWL, optimizers.gradient_descent(0.1), [8.0, 0.0], 13)
    both = [Stretch(0, 1, 0, 6), Stretch(1, 2, 6, 13)]
    track = frame_table({"a": run}, fps=240, seconds=2, stretches={"a": both})["a"]
    assert np.count_nonzero(track.phase[:240]) == pytest.approx(120, abs=6)
    assert not track.phase[240:].any()
    assert not track.phase[np.flatnonzero(np.diff(track.step)) + 1].any()


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
def test_a_frame_on_a_step_is_exactly_that_step(fps: int) -> None:
    """Rounding of frame times never shows a step as not quite done."""
    steps = 7 * fps
    run = descend(BOWL, optimizers.gradient_descent(0.01), [8.0, 1.0], steps)
    track = frame_table({"a": run}, fps, seconds=8.1, begin=0.1, end=7.1)["a"]
    moving = slice(round(0.1 * fps) + 1, round(7.1 * fps))
    if (0.1 * fps) % 1 == 0:
        assert not track.phase.any()
        assert set(np.diff(track.step[moving])) == {1}


def test_runs_stay_in_step_when_one_diverges() -> None:
    wild = descend(BOWL, optimizers.gradient_descent(30.0), [8.0, 0.0], 20)
    calm = descend(BOWL, optimizers.gradient_descent(0.1), [8.0, 0.0], 20)
    assert wild.steps < 15
    table = frame_table({"wild": wild, "calm": calm}, fps=30, seconds=4)
    ahead = table["calm"].step < wild.steps
    np.testing.assert_array_equal(table["wild"].step[ahead], table["calm"].step[ahead])
    np.testing.assert_array_equal(table["wild"].phase[ahead], table["calm"].phase[ahead])
    assert table["calm"].phase[ahead].any()
    assert set(table["wild"].step[~ahead]) == {wild.steps}
    assert set(table["wild"].phase[~ahead]) == {0.0}
    np.testing.assert_array_equal(table["wild"].theta[-1], wild.theta[-1])


def test_begin_and_end_by_name() -> None:
    table = frame_table({"a": RUN, "b": RUN}, 4, 2, begin={"b": 1.0}, end={"a": 1.0})
    assert table["a"].step.tolist() == [0, 1, 2, 3, 4, 4, 4, 4]
    assert table["b"].step.tolist() == [0, 0, 0, 0, 0, 1, 2, 3]


def test_a_path_of_no_steps_stands_still() -> None:
    table = frame_table({"a": descend(BOWL, optimizers.gradient_descent(0.5), [3, 4], 0)}, 4, 1)
    assert table["a"].theta.tolist() == [[3.0, 4.0]] * 4
    assert table["a"].loss.tolist() == [12.5] * 4


@pytest.fixture
def table() -> FrameTable:
    other = descend(surfaces.get("beale"), optimizers.adam(0.1), [1, 1], 9, seed=4)
    return frame_table({"batch": RUN, "other one": other}, fps=29.97, seconds=1.5)


def test_a_table_round_trips_through_a_file(tmp_path, table: FrameTable) -> None:
    table.save(tmp_path / "x.npz")
    again = FrameTable.load(tmp_path / "x.npz")
    assert again.names == table.names == ("batch", "other one")
    assert again.fps == table.fps
    for name in table:
        for part in ("theta", "loss", "step", "phase"):
            np.testing.assert_array_equal(getattr(again[name], part), getattr(table[name], part))
    assert again.meta == table.meta
    assert again.meta["other one"]["seed"] == 4
    assert again.meta["other one"]["optimizer"]["beta2"] == 0.999
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        (60, 60),
        (60.0, 60),
        (12.5, Fraction(25, 2)),
        (29.97, Fraction(2997, 100)),
        (Fraction(30000, 1001), Fraction(30000, 1001)),
        (30000 / 1001, Fraction(30000, 1001)),
        (Fraction(100, 3), Fraction(100, 3)),
        (0.1234567890123, Fraction(0.1234567890123)),
    ],
)
def test_a_rate_is_exact_also_after_it_was_saved(tmp_path, given, exact) -> None:
    table = frame_table({"a": RUN}, fps=given, seconds=100)
    table.save(tmp_path / "x.npz")
    for rate in (table.fps, FrameTable.load(tmp_path / "x.npz").fps):
        assert (rate, type(rate)) == (exact, type(exact))
    with np.load(tmp_path / "x.npz") as stored:
        assert (stored["fps"].dtype, stored["fps"].item()) == (np.float64, float(exact))
    assert table.seconds == float(table.frames / exact)


def test_the_arrays_have_the_promised_names(tmp_path, table: FrameTable) -> None:
    table.save(tmp_path / "x.npz")
    with np.load(tmp_path / "x.npz", allow_pickle=False) as stored:
        assert {"batch/theta", "batch/loss", "batch/step", "batch/phase", "fps"} < set(stored)
        assert json.loads(str(stored["meta"]))["runs"]["batch"]["status"] == "steps_done"


def test_the_same_table_gives_the_same_bytes(tmp_path, table: FrameTable) -> None:
    table.save(tmp_path / "a.npz")
    table.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path, table: FrameTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.npz").write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        table.save(tmp_path / "x.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]
    assert (tmp_path / "x.npz").read_bytes() == b"old"


def test_a_file_cut_or_flipped_anywhere_is_an_error_or_the_same_table(tmp_path, table) -> None:
    target = tmp_path / "x.npz"
    table.save(target)
    whole = target.read_bytes()
    generator = np.random.default_rng(0)
    for size in generator.integers(0, len(whole), 40):
        target.write_bytes(whole[:size])
        with pytest.raises(ArchiveError, match="is not a frame table"):
            FrameTable.load(target)
    for place in generator.integers(0, len(whole), 200):
        target.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            again = FrameTable.load(target)
        except ArchiveError:
            continue
        assert again.fps == table.fps
        for name in table:
            np.testing.assert_array_equal(again[name].theta, table[name].theta)


def stored(**arrays: object) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=True, **{k: np.asarray(v) for k, v in arrays.items()})
    return buffer.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(name, content)
    return buffer.getvalue()


GOOD = {"a/theta": np.zeros((3, 2)), "a/loss": np.zeros(3), "a/phase": np.zeros(3), "fps": 30.0}
STEP = {"a/step": np.zeros(3, int)}
META = {"meta": '{"names": ["a"], "runs": {}}'}
HUGE = (
    b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999,), }"
)
# what the file holds, what the error says after its name
BAD_FILES = {
    "empty": (b"", "is not a frame table (File is not a zip file); make it again."),
    "text": (b"not a zip", "is not a frame table (File is not a zip file)"),
    "no meta": (stored(**GOOD, **STEP), "is not a frame table"),
    "no json": (stored(**GOOD, **STEP, meta="{"), "is not a frame table"),
    "no step": (stored(**GOOD, **META), "is not a frame table (it lacks 'a/step')"),
    "no names": (stored(**GOOD, **STEP, meta="{}"), "is not a frame table (it lacks 'names')"),
    "a list": (stored(**GOOD, **STEP, meta="[]"), "is not a frame table"),
    "no tracks": (stored(fps=1.0, meta='{"names": [], "runs": {}}'), "its tracks differ in length"),
    "lengths": (stored(**GOOD, **META, **{"a/step": np.zeros(4, int)}), "do not fit together"),
    "kinds": (stored(**GOOD, **META, **{"a/step": np.zeros(3)}), "do not fit together"),
    "fps": (stored(**GOOD | {"fps": -1.0}, **STEP, **META), "fps is -1.0; it must be"),
    "pickle": (stored(**GOOD, **STEP, meta=[{}]), "is not a frame table (Object arrays cannot"),
    "huge": (zipped("meta.npy", HUGE + b" " * 40 + b"\n"), "is not a frame table"),
}


@pytest.mark.parametrize(("content", "text"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_an_error(tmp_path, content: bytes, text: str) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        FrameTable.load(tmp_path / "bad.npz")
    assert "bad.npz' " in str(caught.value)
    assert text in str(caught.value)


def test_a_file_too_large_for_memory_is_an_error(tmp_path, table, monkeypatch) -> None:
    table.save(tmp_path / "x.npz")
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(ArchiveError, match=r"it would take \d+ bytes of memory, more than 1000"):
        FrameTable.load(tmp_path / "x.npz")


def test_a_missing_file_is_an_error(tmp_path) -> None:
    with pytest.raises(ArchiveError, match=r"There is no file '.*none\.npz'\."):
        FrameTable.load(tmp_path / "none.npz")


def test_tables_join(table: FrameTable) -> None:
    more = frame_table({"more": RUN}, fps=29.97, seconds=1.5)
    both = FrameTable.join(table, more)
    assert both.names == ("batch", "other one", "more")
    assert both["more"] is more["more"]
    assert len(both) == 3
    assert both.meta["more"] == RUN.describe()


def of(**changes: object) -> dict[str, object]:
    return {"runs": {"a": RUN}, "fps": 4, "seconds": 2} | changes


# what is called, what the error says
ERRORS = {
    "fps": (lambda: frame_table(**of(fps=0)), "fps is 0; it must be a number in (0, 1e+06]."),
    "seconds": (lambda: frame_table(**of(seconds=-1)), "seconds is -1; it must be a finite number"),
    "no frames": (lambda: frame_table(**of(seconds=0.1)), "0.1 seconds at 4 fps are 0 frames"),
    "many": (lambda: frame_table(**of(seconds=1e9)), "are 4000000000 frames; a table holds 1 to"),
    "no runs": (lambda: frame_table(**of(runs={})), "needs at least one path"),
    "slash": (lambda: frame_table(**of(runs={"a/b": RUN})), "'a/b' cannot name a path"),
    "blank": (lambda: frame_table(**of(runs={"": RUN})), "'' cannot name a path"),
    "order": (
        lambda: frame_table(**of(begin=2.0)),
        "The path a begins at 2 s and ends at 2 s; it must end later.",
    ),
    "begin": (lambda: frame_table(**of(begin=float("nan"))), "begin of a is nan; it must be a"),
    "no stretch": (
        lambda: frame_table(**of(stretches={"a": []})),
        "The path a has no stretch to be shown in.",
    ),
    "stretch order": (
        lambda: frame_table(**of(stretches={"a": [Stretch(0, 2), Stretch(1, 3)]})),
        "begins a stretch at 1 s, before that which ends at 2 s is over.",
    ),
    "stretch steps": (
        lambda: frame_table(**of(stretches={"a": [Stretch(0, 2, 3, 2)]})),
        "cannot go from step 3 to step 2: these lie between 0 and 4, and the second is not less.",
    ),
    "stretch last": (
        lambda: frame_table(**of(stretches={"a": [Stretch(0, 2, 0, 5)]})),
        "cannot go from step 0 to step 5",
    ),
    "stretch name": (
        lambda: frame_table(**of(stretches={"b": [Stretch(0, 1)]})),
        "There is no path for stretches called 'b'; choose one of: a.",
    ),
    "name": (
        lambda: frame_table(**of(end={"b": 1})),
        "There is no path for end called 'b'; choose one of: a.",
    ),
    "join none": (FrameTable.join, "There are no frame tables to join."),
    "join sizes": (
        lambda: FrameTable.join(frame_table(**of()), frame_table(**of(fps=8))),
        "not 8 frames at 4 fps, 16 frames at 8 fps.",
    ),
    "join names": (
        lambda: FrameTable.join(frame_table(**of()), frame_table(**of())),
        "Two of the joined tables have a track called a.",
    ),
}


@pytest.mark.parametrize(("call", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, text: str) -> None:
    with pytest.raises(GDError) as caught:
        call()
    assert text in str(caught.value)
