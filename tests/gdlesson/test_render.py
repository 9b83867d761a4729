"""Rendering into a folder: what is there after success, failure, a kill and a second order."""

from __future__ import annotations

import errno
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gdlesson.deliver.manifest import read_manifest
from gdlesson.errors import InputError
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.render import assembly
from gdlesson.render.events import Drawn
from gdlesson.render.program import sha256
from gdlesson.render.stretches import cut, even, opening, still_frame
from gdlesson.render.x264 import group
from gdlesson.workplace import LOCK, UNFINISHED, Workplace
from scenes.timing.score import Score, TimedBeat
from tests.gdlesson.fake_lesson import (
    FRAMES,
    PICTURE,
    FakeParams,
    Silent,
    make_lesson,
    make_order,
)

SCENES = ("red", "green", "blue")
RATES = [1, 15, 30, 60, Fraction(3, 2), Fraction(24000, 1001)]
FILES = {
    "lesson.mp4", "lesson.en.srt", "lesson.en.vtt", "chapters.txt", "contact_sheet.png",
    "transcript.en.md", "transcript.en.html", "descriptions.en.vtt",
    *(f"scenes/{name}.mp4" for name in SCENES),
    *(f"trace/{name}.npz" for name in SCENES),
    *(f"stills/{name}--{beat}.png" for name in SCENES for beat in FRAMES),
}  # fmt: skip


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def run(folder: Path, **lesson: FakeParams) -> Result:
    result = Result()
    order = make_order(folder / "out", make_lesson(folder / "fakes.toml", **lesson), jobs=2)
    render(order, Silent(), result)
    return result


def program(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.gdlesson.fake_lesson", str(folder / "out"), *arguments],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(path: Path, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} did not appear"
        time.sleep(0.02)


def test_a_finished_folder_is_whole(rendered: Path) -> None:
    assert files(rendered) == FILES | {"manifest.json"}


def test_the_manifest_lists_every_file(rendered: Path) -> None:
    manifest = read_manifest(rendered)
    assert {file.path for file in manifest.files} == FILES
    assert len(manifest.files) == len(FILES)
    for file in manifest.files:
        path = rendered / file.path
        assert (file.bytes, file.sha256) == (path.stat().st_size, sha256(path))
    assert manifest.versions.keys() >= {"gdlesson", "python", "manim", "numpy", "av", "moderngl"}
    assert (manifest.seed, manifest.fps, manifest.slug) == (7, PICTURE.fps, "fakes")
    assert manifest.lesson_sha256 == sha256(rendered.parent / "fakes.toml")


def test_the_manifest_has_scenes_and_beats_in_frames_and_seconds(rendered: Path) -> None:
    scenes = json.loads((rendered / "manifest.json").read_text())["scenes"]
    assert [scene["name"] for scene in scenes] == list(SCENES)
    assert [beat["name"] for beat in scenes[1]["beats"]] == list(FRAMES)
    move = scenes[1]["beats"][1]
    assert (move["start"], move["stop"]) == (7, 19)
    assert (move["start_seconds"], move["stop_seconds"]) == (0.7, 1.9)


def test_the_manifest_says_what_each_video_and_still_shows(rendered: Path) -> None:
    manifest = read_manifest(rendered)
    clip = manifest.file("clip", "green")
    assert clip is not None
    assert (clip.frames, clip.seconds, clip.fps) == (25, 2.5, PICTURE.fps)
    assert (clip.width, clip.height) == (PICTURE.width, PICTURE.height)
    still = next(f for f in manifest.files if f.path == "stills/green--move.png")
    assert (still.scene, still.beat, still.frame) == ("green", "move", 15)


def test_a_still_is_the_picture_of_its_frame(rendered: Path) -> None:
    order = make_order(rendered, make_lesson(rendered.parent / "fakes.toml"))
    score = order.lesson.scene("blue").score(PICTURE.fps)
    stage = order.make_stage(order.lesson, "blue", PICTURE, rendered)
    for beat in score.beats:
        frame = still_frame(beat, PICTURE.fps)
        assert beat.start <= frame < beat.stop
        with Image.open(rendered / f"stills/blue--{beat.name}.png") as still:
            assert np.array_equal(np.asarray(still), stage.picture(frame)[..., :3])


def test_the_contact_sheet_has_a_cell_a_beat(rendered: Path) -> None:
    with Image.open(rendered / "contact_sheet.png") as sheet:
        pixels = np.asarray(sheet.convert("RGB")).astype(int)
    assert pixels.shape[1] > 4 * 480
    red = (abs(pixels - [255, 0, 0]).sum(axis=2) < 12).sum()
    square = 20 * 20 * 480 * 270 / (PICTURE.width * PICTURE.height)
    assert red == pytest.approx(9 * square, rel=0.1)


def test_the_trace_is_the_table(rendered: Path) -> None:
    with np.load(rendered / "trace/red.npz") as trace:
        assert np.array_equal(trace["fake/theta"][:, 0], [0.0, 1.0, 2.0])


def test_files_and_manifest_of_a_lesson_have_its_language(tmp_path: Path) -> None:
    lesson = replace(make_lesson(tmp_path / "fakes.toml", red=FakeParams()), language="es")
    render(make_order(tmp_path / "out", lesson), Silent(), Result())
    captions = (tmp_path / "out/lesson.es.srt").read_text("utf-8")
    assert "Still." in captions
    assert (tmp_path / "out/lesson.es.vtt").is_file()
    assert not [*(tmp_path / "out").glob("lesson.en.*")]
    assert read_manifest(tmp_path / "out").language == "es"
    with av.open(str(tmp_path / "out/lesson.mp4")) as video:
        assert {stream.language for stream in video.streams.subtitles} == {"spa"}


def test_every_frame_is_reported_once(tmp_path: Path, silent: Silent) -> None:
    render(make_order(tmp_path / "out", make_lesson(tmp_path / "f.toml"), jobs=2), silent, Result())
    assert silent.frames == 75
    drawn = [(e.scene, e.frame) for e in silent.events if isinstance(e, Drawn)]
    assert sorted(drawn) == sorted((name, k) for name in SCENES for k in range(25))
    assert sorted(silent.scenes) == sorted(SCENES)


def test_one_job_and_two_give_the_same_files(tmp_path: Path, rendered: Path) -> None:
    order = make_order(tmp_path / "out", make_lesson(tmp_path / "fakes.toml"), jobs=1)
    render(order, Silent(), Result())
    for name in sorted(FILES):
        assert (tmp_path / "out" / name).read_bytes() == (rendered / name).read_bytes(), name


def test_a_failing_scene_leaves_the_others_finished(tmp_path: Path) -> None:
    result = run(tmp_path, red=FakeParams(), odd=FakeParams(fails_at=9), blue=FakeParams())
    assert sorted(result.done) == ["blue", "red"]
    (failure,) = result.failed
    told = str(failure)
    assert told == 'scene "odd", beat "move", frame 9: ZeroDivisionError: division by zero'
    assert "in picture" in failure.traceback
    assert result.lesson is None
    there = files(tmp_path / "out")
    assert {"scenes/red.mp4", "scenes/blue.mp4", "manifest.json"} <= there
    assert not [name for name in there if "odd" in name or "lesson.mp4" in name]
    assert not (tmp_path / "out" / UNFINISHED).exists()
    assert [scene.name for scene in read_manifest(tmp_path / "out").scenes] == ["red", "blue"]


def test_a_scene_that_cannot_be_set_up(tmp_path: Path) -> None:
    result = run(tmp_path, red=FakeParams(), odd=FakeParams(fails_to_prepare=True))
    (failure,) = result.failed
    assert "before its first frame: ValueError: no surface to stand on" in str(failure)
    assert result.done == ["red"]


def test_a_worker_that_is_killed_does_not_take_the_rest_along(tmp_path: Path) -> None:
    result = run(tmp_path, odd=FakeParams(dies_at=8), red=FakeParams(), blue=FakeParams())
    (failure,) = result.failed
    assert 'scene "odd", beat "move"' in str(failure)
    assert "killed by signal 9" in str(failure)
    assert "--jobs 1" in str(failure)
    assert sorted(result.done) == ["blue", "red"]


def test_a_worker_out_of_memory_says_so_and_the_others_go_on(tmp_path: Path) -> None:
    result = run(tmp_path, odd=FakeParams(hungry_at=8), red=FakeParams(), blue=FakeParams())
    (failure,) = result.failed
    told = 'scene "odd", beat "move", frame 8: there is not enough memory, try --jobs 1'
    assert str(failure) == told
    assert sorted(result.done) == ["blue", "red"]


def test_a_failing_scene_is_exit_1_and_one_sentence(tmp_path: Path) -> None:
    with program(tmp_path, "fails_at=9") as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert 'Could not draw scene "odd", beat "move", frame 9' in err
    assert "Finished and kept" in err
    assert "Traceback" not in err + out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_half_file_and_says_what_is_kept(
    tmp_path: Path, number: signal.Signals
) -> None:
    with program(tmp_path, "sleep=0.5") as process:
        wait_for(tmp_path / "out/scenes/blue.mp4")
        wait_for(tmp_path / "out/scenes/red.mp4")
        process.send_signal(number)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Stopped. Finished and kept in" in err
    assert "red" in err
    assert "Traceback" not in err
    there = files(tmp_path / "out")
    assert {name for name in there if name.endswith(".mp4")} == {
        "scenes/red.mp4", "scenes/blue.mp4",
    }  # fmt: skip
    assert not [name for name in there if "odd" in name or name.startswith(".")]


def test_ctrl_c_at_once_leaves_nothing(tmp_path: Path) -> None:
    with program(tmp_path, "sleep=0.5") as process:
        wait_for(tmp_path / "out" / UNFINISHED)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "No scene was finished" in err
    assert not (tmp_path / "out").exists()


def test_what_a_killed_render_left_is_swept_by_the_next(tmp_path: Path) -> None:
    with program(tmp_path, "sleep=0.5") as process:
        wait_for(tmp_path / "out/scenes/red.mp4")
        process.kill()
        process.communicate(timeout=20)
    assert (tmp_path / "out" / UNFINISHED).exists()
    result = run(tmp_path)
    assert result.lesson == tmp_path / "out/lesson.mp4"
    assert files(tmp_path / "out") == FILES | {"manifest.json"}


def test_two_renders_do_not_share_a_folder(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    with Workplace(tmp_path / "out"):
        with pytest.raises(InputError, match=rf"process {os.getpid()}\) is rendering into"):
            render(make_order(tmp_path / "out", lesson), Silent(), Result())
        assert (tmp_path / "out" / UNFINISHED).exists()
    assert not (tmp_path / "out").exists()


def test_a_stale_lock_of_a_dead_process_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("999999")
    with Workplace(tmp_path) as place:
        assert place.publish_text("x", "a/b.txt").read_text() == "x"
    assert files(tmp_path) == {"a/b.txt"}


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match=r"is a file, not a folder.*--out"):
        render(make_order(tmp_path / "out", make_lesson(tmp_path / "f.toml")), Silent(), Result())
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with (
        pytest.raises(InputError, match="cannot be written to: Not a directory"),
        Workplace(tmp_path / "file" / "out"),
    ):
        pass


def test_a_full_disk_is_told_and_nothing_half_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "lesson.mp4")

    monkeypatch.setattr("gdlesson.making.thumbnails.save_contact_sheet", full)
    with pytest.raises(OSError, match="No space left"):
        run(tmp_path)
    there = files(tmp_path / "out")
    assert "lesson.mp4" not in there
    assert "scenes/green.mp4" in there
    assert not [name for name in there if name.startswith(".")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own with room for two of three scenes."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=96k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(["mount", *options], check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full_is_one_sentence_and_what_is_finished_stays(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(30 * 1024))
    with program(small_disk) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "No space left on device" in err
    assert "Traceback" not in out + err
    there = files(small_disk / "out")
    assert "lesson.mp4" not in there
    assert not [name for name in there if name.startswith(".")]
    if "manifest.json" in there:
        listed = {file.path for file in read_manifest(small_disk / "out").files}
        assert listed <= there


def test_a_disk_that_cannot_be_written_to_is_one_sentence(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    lesson = make_lesson(small_disk.parent / "fakes.toml")
    with pytest.raises(InputError, match=r"cannot be written to: Read-only file system.*--out"):
        render(make_order(small_disk / "out", lesson), Silent(), Result())


def test_one_scene_is_rendered_alone(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    result = Result()
    render(make_order(tmp_path / "out", lesson, "green"), Silent(), result)
    assert result.done == ["green"]
    assert result.lesson is None
    assert result.lacking == "red, blue are not rendered yet"
    assert "lesson.mp4" not in files(tmp_path / "out")


def test_a_scene_is_renewed_and_the_lesson_joined_anew(finished: Path) -> None:
    lesson = make_lesson(finished.parent / "fakes.toml")
    (finished / "lesson.mp4").unlink()
    result = Result()
    render(make_order(finished, lesson, "green"), Silent(), result)
    assert (result.done, result.lacking) == (["green"], "")
    assert files(finished) == FILES | {"manifest.json"}
    assert {file.path for file in read_manifest(finished).files} == FILES


def test_scenes_of_other_settings_are_not_joined(finished: Path) -> None:
    changed = make_lesson(
        finished.parent / "fakes.toml", red=FakeParams(), green=FakeParams(sleep=0.001)
    )
    result = Result()
    render(make_order(finished, changed, "red"), Silent(), result)
    assert result.lacking == "green is rendered from other settings"
    assert result.lesson is None


def test_a_damaged_scene_counts_as_missing(finished: Path) -> None:
    clip = finished / "scenes/blue.mp4"
    clip.write_bytes(clip.read_bytes()[:-1] + b"\0")
    result = Result()
    lesson = make_lesson(finished.parent / "fakes.toml")
    render(make_order(finished, lesson, "red"), Silent(), result)
    assert result.lacking == "blue is not rendered yet"


def test_what_the_lesson_no_longer_has_is_removed_but_not_what_was_edited(finished: Path) -> None:
    (finished / "stills/blue--open.png").write_bytes(b"edited")
    (finished / "notes.txt").write_text("mine")
    fewer = make_lesson(finished.parent / "fakes.toml", red=FakeParams(), green=FakeParams())
    render(make_order(finished, fewer), Silent(), Result())
    there = files(finished)
    assert {name for name in there if "blue" in name} == {"stills/blue--open.png"}
    assert "notes.txt" in there


def test_joining_that_loses_a_frame_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "append_stretch", lambda *_: 1)
    with pytest.raises(Exception, match="frames in place of 25"):
        run(tmp_path)
    assert not (tmp_path / "out").exists() or not files(tmp_path / "out")


def test_nothing_is_written_beside_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run(tmp_path)
    assert files(tmp_path / "here") == set()
    shutil.rmtree(tmp_path / "out")
    assert {name for name in files(tmp_path) if not name.startswith("cache/")} == {"fakes.toml"}


@given(seconds=st.integers(1, 40), fps=st.sampled_from(RATES), extra=st.integers(0, 59))
def test_stretches_cover_a_beat_evenly(seconds: int, fps: int | Fraction, extra: int) -> None:
    start, stop = 77, 77 + math.ceil(seconds * fps) + extra
    found = even(start, stop, fps)
    assert (found[0][0], found[-1][1]) == (start, stop)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    lengths = [last - first for first, last in found]
    assert min(lengths) >= 1
    assert len(lengths) % 2 == 0 or stop - start == 1
    assert max(lengths) - min(lengths) <= 1
    assert max(lengths) <= group(fps)


def test_a_short_beat_is_one_stretch() -> None:
    assert even(5, 12, 10) == [(5, 12)]


@given(lengths=st.lists(st.integers(1, 90), min_size=1, max_size=4), fps=st.sampled_from(RATES))
def test_a_scene_is_cut_where_a_film_hands_over_to_it(
    lengths: list[int], fps: int | Fraction
) -> None:
    edges = [0, *accumulate(lengths)]
    beats = [TimedBeat(str(k), "", *each, ()) for k, each in enumerate(pairwise(edges))]
    score = Score(fps, tuple(beats))
    found = cut(score)
    assert [start for _, start, _ in found] == [0, *(stop for *_, stop in found)][:-1]
    assert found[-1][2] == score.frames
    assert all(beat.start <= start < stop <= beat.stop for beat, start, stop in found)
    begins = opening(score)
    assert begins == 0 or begins in {start for _, start, _ in found}
    assert begins <= min(lengths[0] / 2, fps)


# what is done to a finished folder, and which of its scenes are ordered then
HARMS = {
    "nothing, and one scene is ordered": (lambda _: None, ("red",)),
    "nothing, and all are": (lambda _: None, SCENES),
    "a still is gone": (lambda out: (out / "stills/red--open.png").unlink(), SCENES),
    "a still is empty": (lambda out: (out / "stills/red--open.png").write_bytes(b""), SCENES),
    "a clip is gone": (lambda out: (out / "scenes/blue.mp4").unlink(), ("blue",)),
    "the lesson is gone": (lambda out: (out / "lesson.mp4").unlink(), SCENES),
}


@pytest.mark.parametrize(("harm", "scenes"), HARMS.values(), ids=HARMS)
def test_a_folder_that_is_rendered_into_again_is_whole_and_lists_all(
    finished: Path, harm: Callable[[Path], object], scenes: tuple[str, ...]
) -> None:
    before = {name: sha256(finished / name) for name in FILES}
    harm(finished)
    lesson = make_lesson(finished.parent / "fakes.toml")
    render(make_order(finished, lesson, *scenes), Silent(), Result())
    assert {name: sha256(finished / name) for name in FILES} == before
    assert {file.path for file in read_manifest(finished).files} == FILES
