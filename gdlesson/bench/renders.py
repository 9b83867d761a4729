"""How fast lessons are rendered, beside plain Manim and beside encoding alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from gdcore.typing import FrameRate
from gdlesson.bench.encoding import Compared, Encoded, compare, encode_alone
from gdlesson.bench.timing import Measured, Spread, by_turns, seconds
from gdlesson.check.sharpness import LEAST_PSNR, MOST_OFF, NAMES, OFF
from gdlesson.render.picture import PICTURES, Picture, Quality
from gdlesson.render.workers import processors
from gdlesson.render.x264 import B_FRAMES, OPTIONS, group
from gdlesson.scratch import marks, scratch_folder
from scenes import catalog
from scenes.lesson.file import load_lesson

FLAT_SCENE = "learning_rate"
"""A scene without a surface in three dimensions."""
ROOT = Path(catalog.__file__).parents[1]
STOCK_FRAMES, OUR_FRAMES = 4, 60
"""Frames of a turning surface that are drawn for one measurement."""
MEBIBYTE = 2**20
MOST_BITS = 8.0
"""Millions of bits a second of video at 1080p60, which platforms recommend for less."""
MOST_MEMORY = {Quality.ULTRA: 2048}
"""Mebibytes that a worker may have; where it is not listed, 700."""


def rows(pairs: int, quality: Quality) -> list[Measured]:
    """Every row of the report.

    Args:
        pairs: how many times each side is measured.
        quality: size and rate of what is rendered.
    """
    picture = PICTURES[quality]
    same = [f"{name}={value}" for name, value in _x264(picture.fps).items()]
    return [
        flat_scene(pairs, quality, []),
        flat_scene(pairs, quality, [word for pair in same for word in ("--encoder-option", pair)]),
        turning_surface(pairs, picture),
        *whole_lesson(pairs, quality),
        *films(quality),
    ]


def _x264(fps: FrameRate) -> dict[str, str]:
    """All that our encoder is told, as options for Manim's."""
    return OPTIONS | {"g": str(group(fps)), "bf": str(B_FRAMES), "threads": "1"}


def flat_scene(pairs: int, quality: Quality, options: list[str]) -> Measured:
    """One scene from nothing to its video, both sides with an empty cache.

    Args:
        pairs: how many times each side is measured.
        quality: size and rate.
        options: for Manim.
    """
    picture = PICTURES[quality]
    ours, theirs = by_turns(
        lambda: gdlesson_render(quality, FLAT_SCENE),
        lambda: manim_render(picture, FLAT_SCENE, options),
        pairs,
    )
    frames = load_lesson().scene(FLAT_SCENE).score(picture.fps).frames
    what = f"{FLAT_SCENE}, {frames:,} frames of {picture}"
    return _compared(
        f"{what}, x264 told the same" if options else what,
        ours,
        theirs,
        "manim on the same file",
        2.0 if options else 6.0,
        "each side starts a new process with an empty cache and ends with an MP4 file",
    )


def films(quality: Quality) -> list[Measured]:
    """How like their pictures the frames of the scenes' videos are, and how large these are.

    Both are the same each time.
    """
    picture = PICTURES[quality]
    with scratch_folder() as folder:
        ours = gdlesson_render(quality, keep=folder)
        compared = compare(folder / "scenes", picture, processors())
    theirs = {name: manim_render(picture, name, []) for name in ours.sizes}
    lesson = load_lesson()
    lengths = {name: lesson.scene(name).score(picture.fps).seconds for name in ours.sizes}
    sizes = []
    for name, size in ours.sizes.items():
        rate, other = (8 * each / lengths[name] / 1e6 for each in (size, theirs[name]))
        sizes.append(
            Measured(
                what=f"{name}, the file",
                unit="Mbit/s",
                ours=Spread.of([rate]),
                theirs=Spread.of([other]),
                other="manim on the same file",
                target=f"at most {MOST_BITS:g}",
                met=rate <= MOST_BITS,
            )
        )
    return [*sharpness(compared), *sizes]


def sharpness(compared: list[Compared]) -> list[Measured]:
    """What the worst of all frames has lost; the spread is that over the frames."""
    worst = min(compared, key=lambda each: each.found.psnr)
    psnr = Spread.of([each.found.psnr for each in compared])
    rows = [
        Measured(
            what="PSNR of luma, every frame against its picture",
            unit="dB",
            ours=psnr,
            target=f"at least {LEAST_PSNR:g} in each",
            met=psnr.minimum >= LEAST_PSNR,
            note=f"the worst is frame {worst.frame} of {worst.scene}",
        )
    ]
    for k, (name, levels) in enumerate(zip(NAMES, OFF, strict=True)):
        shares = Spread.of([100 * each.found.off[k] for each in compared])
        worst = max(compared, key=lambda each: each.found.off[k])
        rows.append(
            Measured(
                what=f"blocks whose mean {name} is off by more than {levels:g}, every frame",
                unit="%",
                ours=shares,
                target=f"at most {100 * MOST_OFF:g} in each",
                met=shares.maximum <= 100 * MOST_OFF,
                note=f"the worst is frame {worst.frame} of {worst.scene}",
            )
        )
    return rows


def turning_surface(pairs: int, picture: Picture) -> Measured:
    """One frame of a surface that turns, encoding included."""
    ours, theirs = [], []
    for _ in range(pairs):
        ours.append(_turning("ours", OUR_FRAMES, picture))
        theirs.append(_turning("theirs", STOCK_FRAMES, picture))
    return _compared(
        f"a turning surface in fog, a frame of {picture}",
        ours,
        theirs,
        "ThreeDScene, 32 by 32 faces",
        25.0,
        "the turning surface is that of mountain, which draws more around it",
    )


def whole_lesson(pairs: int, quality: Quality) -> list[Measured]:
    """The built-in lesson from nothing; beside it, encoding alone, by turns."""
    picture = PICTURES[quality]
    jobs = processors()
    rendered: list[RenderReport] = []
    encoded: list[Encoded] = []
    taken = []
    for _ in range(pairs):
        taken.append(seconds(lambda: rendered.append(gdlesson_render(quality))))
        encoded.append(encode_alone(picture, jobs))
    frames = rendered[0].frames
    rates = Spread.of([frames / value for value in taken])
    alone = [part.seconds / part.frames * frames / jobs for part in encoded]
    limit = _compared(
        f"the lesson, {frames:,} frames of {picture}",
        taken,
        alone,
        f"encoding alone, {jobs} processes",
        1 / 1.5,
        "encoding alone: every sixth stretch, from pictures that lie ready in memory, converted "
        "and encoded by the same encoder; scaled to all frames",
    )
    memory = Spread.of([part.memory / MEBIBYTE for part in rendered])
    most = MOST_MEMORY.get(quality, 700)
    return [
        limit,
        Measured(
            what="the lesson, frames a second",
            unit="frames/s",
            ours=rates,
            target=f"at least {2 * picture.fps}, twice real time",
            met=rates.median >= 2 * picture.fps,
        ),
        Measured(
            what=f"memory of the largest worker at {picture}",
            unit="MiB",
            ours=memory,
            target=f"at most {most}",
            met=memory.maximum <= most,
        ),
    ]


def _compared(
    what: str,
    ours: list[float],
    theirs: list[float],
    other: str,
    least: float,
    note: str = "",
) -> Measured:
    """A row of both sides in seconds; it is met where theirs is at least so many times ours."""
    ratio = Spread.of([b / a for a, b in zip(ours, theirs, strict=True)])
    return Measured(
        what=what,
        unit="s",
        ours=Spread.of(ours),
        theirs=Spread.of(theirs),
        other=other,
        ratio=ratio,
        target=f"{other} takes at least {least:.2g} times as much",
        met=ratio.median >= least,
        note=note,
    )


@dataclass(frozen=True)
class RenderReport:
    """What a render told."""

    frames: int
    sizes: dict[str, int]
    """Bytes of each scene's video."""
    memory: int
    """The most that a worker had, in bytes."""


def gdlesson_render(quality: Quality, *scenes: str, keep: Path | None = None) -> RenderReport:
    """Render with an empty cache into a folder that goes, unless one is given to keep it in."""
    chosen = [word for scene in scenes for word in ("--scene", scene)]
    with scratch_folder() as folder:
        out = keep or folder / "out"
        lines = _run(
            ["gdlesson", "render", "--quality", quality, "--out", str(out), *chosen,
             "--progress", "json"],
            XDG_CACHE_HOME=f"{folder}/cache",
        )  # fmt: skip
        told = [json.loads(line) for line in lines.splitlines()]
        clips = sorted(out.glob("scenes/*.mp4"))
        return RenderReport(
            sum(event["frames"] for event in told if event["event"] == "begin"),
            {clip.stem: clip.stat().st_size for clip in clips},
            max(event["memory"] for event in told if event["event"] == "stretch"),
        )


def manim_render(picture: Picture, scene: str, options: list[str]) -> int:
    """The size of the video that plain Manim makes of a scene, at the same size and rate."""
    size = ["--resolution", f"{picture.width},{picture.height}", "--fps", str(picture.fps)]
    name = catalog.SCENES[scene].__name__
    with scratch_folder() as folder:
        _run(
            ["manim", "render", *size, *options, "--disable_caching", "--media_dir", str(folder),
             f"scenes/{scene}.py", name],
        )  # fmt: skip
        (video,) = folder.rglob(f"{name}.mp4")
        return video.stat().st_size


def _turning(side: str, frames: int, picture: Picture) -> float:
    numbers = (frames, picture.width, picture.height, picture.fps)
    return float(_run(["gdlesson.bench.turning", side, *map(str, numbers)]).split()[-1])


def _run(arguments: list[str], **environment: str) -> str:
    """What a program of ours, or Manim, prints."""
    done = subprocess.run(  # noqa: S603 - with our own words
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | marks() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        start_new_session=True,  # out of reach of Ctrl-C, which is for who waits for it
    )
    return done.stdout
