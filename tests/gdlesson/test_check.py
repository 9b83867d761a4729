"""Checking a finished folder: right as it was made, and a sentence for each way to spoil it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from gdlesson.check.folder import check_folder
from gdlesson.check.verdict import look_at_folder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.errors import CommandError
from gdlesson.render.program import sha256


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def remux(path: Path, **options: str) -> None:
    """Write a video anew without what we add: no chapters, no captions, moov wherever."""
    copy = path.with_suffix(".copy.mp4")
    with av.open(str(path)) as source, av.open(str(copy), "w", options=options) as target:
        stream = source.streams.video[0]
        video = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = video
                target.mux(packet)
    copy.replace(path)


def admit(folder: Path, name: str) -> None:
    """Make the manifest agree with a file that was spoilt, so that deeper checks see it."""
    values = json.loads((folder / "manifest.json").read_text())
    for file in values["files"]:
        if file["path"] == name:
            file["bytes"] = (folder / name).stat().st_size
            file["sha256"] = sha256(folder / name)
    (folder / "manifest.json").write_text(json.dumps(values))


def edit(folder: Path, change: Callable[[dict], object]) -> None:
    values = json.loads((folder / "manifest.json").read_text())
    change(values)
    (folder / "manifest.json").write_text(json.dumps(values))


def test_what_was_rendered_is_right(rendered: Path) -> None:
    manifest, faults = check_folder(rendered)
    assert faults == []
    assert [scene.name for scene in manifest.scenes] == ["red", "green", "blue"]


@pytest.mark.parametrize(
    "name", ["lesson.mp4", "trace/red.npz", "lesson.en.vtt", "stills/red--open.png"]
)
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (Path.unlink, "is missing"),
        (flip, "SHA-256"),
        (halve, "bytes; the manifest says"),
        (lambda path: path.write_bytes(b""), "has 0 bytes"),
    ],
)
def test_a_spoilt_file_is_found(
    finished: Path, name: str, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(finished / name)
    (fault,) = check_folder(finished)[1]
    assert fault.startswith(name)
    assert told in fault


def test_a_video_without_chapters_captions_or_a_fast_start(finished: Path) -> None:
    remux(finished / "lesson.mp4")
    admit(finished, "lesson.mp4")
    told = "\n".join(check_folder(finished)[1])
    assert "cannot start playing" in told
    assert "has the chapters []" in told
    assert "no caption track" in told


def test_a_video_of_other_length_size_and_rate(finished: Path) -> None:
    def lie(values: dict) -> None:
        clip = next(file for file in values["files"] if file["path"] == "scenes/red.mp4")
        clip |= {"frames": 24, "fps": 30, "width": 98}

    edit(finished, lie)
    told = "\n".join(check_folder(finished)[1])
    assert "has 25 frames; the manifest says 24" in told
    assert "runs at 10 frames a second, not 30" in told
    assert "it must be h264, yuv420p, 98x54" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("w" * 43, "more than 2 lines of 42 characters"),
        ("one\ntwo\nthree", "more than 2 lines of 42 characters"),
        ("a line of forty characters in one second", "characters a second; 17 are the most"),
    ],
)
def test_captions_that_cannot_be_read(finished: Path, content: str, told: str) -> None:
    path = finished / "lesson.en.srt"
    path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{content}\n\n", encoding="utf-8")
    admit(finished, path.name)
    assert any(told in fault for fault in check_folder(finished)[1])


def test_a_lesson_older_than_its_scenes(finished: Path) -> None:
    edit(finished, lambda values: values["scenes"][1].update(made_from="0" * 64))
    assert check_folder(finished)[1] == [
        "lesson.mp4 is older than its scenes; render the lesson again."
    ]


def test_scenes_that_are_not_joined_yet(finished: Path) -> None:
    whole = {"lesson", "captions", "chapters", "contact_sheet"}
    edit(
        finished,
        lambda values: values.update(files=[f for f in values["files"] if f["kind"] not in whole]),
    )
    (fault,) = check_folder(finished)[1]
    assert "has not been joined" in fault
    assert "earlier render" in fault


def test_a_still_or_a_clip_that_is_not_listed(finished: Path) -> None:
    gone = ("stills/red--move.png", "scenes/blue.mp4")
    edit(
        finished,
        lambda values: values.update(files=[f for f in values["files"] if f["path"] not in gone]),
    )
    assert check_folder(finished)[1] == [
        "The manifest lists no still of red: move.",
        "The manifest lists no clip or no trace of the scene blue.",
    ]


def test_a_folder_without_a_manifest(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"has no manifest\.json.*not the folder of a finished"):
        check_folder(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 2}', "\0"])
def test_a_damaged_manifest(finished: Path, text: str) -> None:
    (finished / "manifest.json").write_text(text)
    with pytest.raises(CommandError, match="is damaged; render the lesson again"):
        check_folder(finished)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"format": 1, "platform": "lms"}', "check it with --for lms"),
        ('{"format": 1, "made": "slides"}', "it holds slides or clips"),
    ],
)
def test_a_folder_that_another_command_made_is_not_called_damaged(
    finished: Path, text: str, told: str
) -> None:
    (finished / "manifest.json").write_text(text)
    with pytest.raises(CommandError, match=f"not the folder of a film.*{told}"):
        check_folder(finished)


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../b", "", "a\0b"])
def test_a_manifest_that_leads_out_of_the_folder_is_refused(finished: Path, path: str) -> None:
    edit(finished, lambda values: values["files"][0].update(path=path))
    with pytest.raises(CommandError, match="damaged"):
        read_manifest(finished)


def blank(path: Path) -> None:
    """Zeros in place of the middle third."""
    data = path.read_bytes()
    third = len(data) // 3
    path.write_bytes(data[:third] + bytes(third) + data[2 * third :])


SPOILT = {
    "empty": lambda path: path.write_bytes(b""),
    "halved": halve,
    "words": lambda path: path.write_bytes(b"no such thing " * 100),
    "bytes": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "zeros inside": blank,
    "only its beginning": lambda path: path.write_bytes(path.read_bytes()[:40]),
}


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize(
    "name",
    [
        "lesson.mp4", "scenes/red.mp4", "lesson.en.srt", "lesson.en.vtt", "trace/red.npz",
        "stills/red--open.png", "contact_sheet.png",
    ],
)  # fmt: skip
def test_a_damaged_file_that_its_manifest_agrees_with_is_told(
    rendered: Path, tmp_path: Path, name: str, spoilt: str
) -> None:
    folder = Path(shutil.copytree(rendered, tmp_path / "copy"))
    SPOILT[spoilt](folder / name)
    admit(folder, name)
    _, verdict = look_at_folder(folder, 1, pictures=False)
    # Subtitles that are cut off between two of them are told by the others that say more.
    others = ("lesson.en.vtt does not show",) if name == "lesson.en.srt" else ()
    begins = (name, "A video of a scene", *others)
    assert [fault for fault in verdict.faults if fault.startswith(begins)]
    assert all(fault.endswith(".") and "\n" not in fault for fault in verdict.faults)


def save_packed(path: Path) -> None:
    np.savez_compressed(path, fps=np.zeros(10**6))


def save_too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**29)


def save_unlike_itself(path: Path) -> None:
    path.write_text("WEBVTT\n\n00:00:00.100 --> 00:00:01.900\nOther words\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "save", "told"),
    [
        ("trace/red.npz", save_packed, "a trace is not packed"),
        ("trace/red.npz", save_too_large, "at most 256 MiB"),
        ("trace/red.npz", lambda path: np.savez(path, theta=np.zeros(3)), "is not a frame table"),
        ("lesson.en.vtt", save_unlike_itself, "does not show the captions that lesson.en.srt"),
        ("lesson.en.vtt", save_too_large, "is damaged"),
        ("lesson.en.vtt", lambda path: path.write_bytes(b"\n" * 2**21), "is damaged"),
        ("lesson.en.srt", lambda path: path.write_bytes(b"\n" * 2**21), "is damaged"),
        ("lesson.en.srt", save_too_large, "is damaged"),
    ],
)
def test_traces_and_captions_that_are_not_as_they_are_written_are_told(
    finished: Path, name: str, save: Callable[[Path], object], told: str
) -> None:
    save(finished / name)
    admit(finished, name)
    faults = [fault for fault in check_folder(finished)[1] if fault.startswith(name)]
    assert len(faults) == 1
    assert told in faults[0]
