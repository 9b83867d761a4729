"""How fast a lesson is rendered, beside plain Manim on the same scene file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from gdlesson.bench.timing import Row, Spread, alone, by_turns
from gdlesson.render.picture import PICTURES, Picture, Quality
from scenes import catalog
from scenes.lesson import load_lesson

FLAT_SCENE = "learning_rate"
"""A scene without a surface in three dimensions."""
ROOT = Path(catalog.__file__).parents[1]


def rows(pairs: int, quality: Quality) -> list[Row]:
    """Every row of the report.

    Args:
        pairs: how many times each side is measured.
        quality: size and rate of what is rendered.
    """
    picture = PICTURES[quality]
    return [flat_scene(pairs, quality, picture), whole_lesson(pairs, quality, picture)]


def flat_scene(pairs: int, quality: Quality, picture: Picture) -> Row:
    """One scene from nothing to its video, both sides with an empty cache."""
    ours, theirs = by_turns(
        lambda: gdlesson_render(quality, FLAT_SCENE), lambda: manim_render(picture), pairs
    )
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    frames = load_lesson().scene(FLAT_SCENE).score(picture.fps).frames
    return Row(
        what=f"{FLAT_SCENE}, {frames:,} frames of {picture}",
        unit="s",
        ours=Spread.of(ours),
        theirs=Spread.of(theirs),
        other="manim on the same file",
        ratio=Spread.of(ratios),
        target="3 times as fast",
        met=Spread.of(ratios).median >= 3.0,
        note="each side starts a new process with an empty cache and ends with an MP4 file",
    )


def whole_lesson(pairs: int, quality: Quality, picture: Picture) -> Row:
    """The built-in lesson from nothing, in seconds of rendering a second of video."""
    seconds = sum(spec.score(picture.fps).seconds for spec in load_lesson().scenes)
    taken = Spread.of(alone(lambda: gdlesson_render(quality), pairs)).scaled(1.0 / seconds)
    return Row(
        what=f"the lesson, {seconds:.0f} s of {picture}, a second of it",
        unit="s",
        ours=taken,
        target="at most 0.5 s, which is twice real time",
        met=taken.median <= 0.5,
    )


def gdlesson_render(quality: Quality, *scenes: str) -> None:
    """Render with an empty cache into a folder that goes."""
    chosen = [word for scene in scenes for word in ("--scene", scene)]
    with TemporaryDirectory() as folder:
        _run(
            ["gdlesson", "render", "--quality", quality, "--out", f"{folder}/out", *chosen],
            XDG_CACHE_HOME=f"{folder}/cache",
        )


def manim_render(picture: Picture) -> None:
    """Render with plain Manim as a user would, at the same size and rate."""
    size = ["--resolution", f"{picture.width},{picture.height}", "--fps", str(picture.fps)]
    name = catalog.class_name(FLAT_SCENE)
    with TemporaryDirectory() as folder:
        _run(
            ["manim", "render", *size, "--disable_caching", "--media_dir", folder,
             f"scenes/{FLAT_SCENE}.py", name],
        )  # fmt: skip


def _run(arguments: list[str], **environment: str) -> None:
    subprocess.run(  # noqa: S603 - our own program and Manim, with our own words
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
