"""Small films of real scenes, and what schools get of them."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from PIL import Image

from gdlesson.deliver.lms.pack import publish
from gdlesson.deliver.manifest import FileRecord, Manifest, new_manifest, scene_record
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.pack import packing
from gdlesson.narration.captions import as_srt, as_vtt, captions
from gdlesson.render.picture import Picture
from scenes.lesson.file import Lesson, load_lesson
from scenes.timing.score import Score

PICTURE = Picture(96, 54, 10)
SCENES = ("hook", "slope")
DARK, BRIGHT = 24, 200
"""Luma of the frames up to a question, and of those that answer it."""


def lesson(folder: Path, scenes: tuple[str, ...] = SCENES, title: str = "A lesson") -> Lesson:
    """Some scenes of the built-in lesson."""
    path = folder / "school.toml"
    chosen = ", ".join(f'"{name}"' for name in scenes)
    path.write_text(
        f'extends = "gradient-descent"\nslug = "school"\ntitle = "T"\nscenes = [{chosen}]\n',
        encoding="utf-8",
    )
    return replace(load_lesson(path), title=title)


def film(of: Lesson, folder: Path) -> Manifest:
    """Its film as a render leaves it: grey, and bright from each answer to the end of its scene."""
    folder.mkdir(parents=True, exist_ok=True)
    scores = [spec.score(PICTURE.fps) for spec in of.scenes]
    shown = captions(scores)
    (folder / f"lesson.{of.language}.srt").write_text(as_srt(shown, PICTURE.fps), encoding="utf-8")
    (folder / f"lesson.{of.language}.vtt").write_text(as_vtt(shown, PICTURE.fps), encoding="utf-8")
    (folder / "stills").mkdir(exist_ok=True)
    still = f"stills/{of.scenes[0].name}--{scores[0].beats[-1].name}.png"
    Image.new("RGB", (96, 54), "navy").save(folder / still)
    _encode(of, scores, folder / "lesson.mp4")
    scene, beat = of.scenes[0].name, scores[0].beats[-1].name
    files = [
        _record(folder, "lesson.mp4", "lesson"),
        _record(folder, f"lesson.{of.language}.srt", "captions"),
        _record(folder, f"lesson.{of.language}.vtt", "captions"),
        _record(folder, still, "still", scene=scene, beat=beat),
    ]
    scenes = tuple(
        scene_record(spec, score, "0" * 64) for spec, score in zip(of.scenes, scores, strict=True)
    )
    made_from = tuple(scene.made_from for scene in scenes)
    listed = {"scenes": scenes, "files": tuple(files), "lesson_made_from": made_from}
    manifest = new_manifest(of, PICTURE).model_copy(update=listed)
    (folder / "manifest.json").write_text(manifest.text(), encoding="utf-8")
    return manifest


def school(*lessons: Lesson, folder: Path) -> Path:
    """The folder of what schools get of films of one lesson."""
    films = []
    for of in lessons:
        there = folder / f"film-{of.language}"
        films.append(Film(of, there, film(of, there)))
    with packing(folder / "school", "lms", films, lambda _, __: None) as into:
        publish(films, into)
    return folder / "school"


def unpacked(folder: Path) -> Path:
    """The package among these files, as a learning platform unpacks it."""
    package = folder / "school-en-scorm-1.2.zip"
    with zipfile.ZipFile(package) as files:
        files.extractall(folder / "unpacked")
    return folder / "unpacked"


def answers(of: Lesson) -> list[int]:
    """The first frame of the film that answers each question."""
    found, start = [], 0
    for spec in of.scenes:
        plan = spec.plan.computed(spec.params, of.seed, of.inputs)
        score = spec.score(PICTURE.fps)
        for question in plan.questions:
            beat = score.named(question.beat)
            found.append(start + question.frame(beat.start, beat.stop, score.fps) + 1)
        start += score.frames
    return found


def _encode(of: Lesson, scores: list[Score], path: Path) -> None:
    edges = np.cumsum([0, *(score.frames for score in scores)])
    bright = np.zeros(int(edges[-1]), dtype=bool)
    for first in answers(of):
        bright[first : edges[np.searchsorted(edges, first, side="right")]] = True
    with av.open(path, "w", options={"movflags": "faststart"}) as file:
        options = {"preset": "ultrafast", "g": "10"}
        stream = file.add_stream("libx264", rate=PICTURE.fps, options=options)
        stream.width, stream.height, stream.pix_fmt = PICTURE.width, PICTURE.height, "yuv420p"
        planes = np.full((PICTURE.height * 3 // 2, PICTURE.width), 128, np.uint8)
        for is_bright in bright:
            planes[: PICTURE.height] = BRIGHT if is_bright else DARK
            file.mux(stream.encode(av.VideoFrame.from_ndarray(planes, format="yuv420p")))
        file.mux(stream.encode())


def _record(folder: Path, name: str, kind: str, **of: str) -> FileRecord:
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return FileRecord(path=name, kind=kind, bytes=len(data), sha256=digest, **of)
