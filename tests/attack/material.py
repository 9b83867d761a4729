"""The folders that attacks begin with: a lesson and what it names, and what it must not touch."""

from __future__ import annotations

import io
import os
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from scenes.themes.characters import font_file
from scenes.themes.check import LABELS

SECRET = "SECRET-7319-PLUM"  # noqa: S105 - it opens nothing
"""What stands in files that are none of the lesson's business."""

LESSON = """\
title = "A line through points"
slug = "points"
language = "en"
theme = "look.toml"
seed = 7

[[scene]]
name = "learning_rate"

[scene.params]
start = [-0.4, 0.6]
rates = [0.16, 1.0, 1.8, 2.1]
steps = 4
seconds = 1

[[scene.beat]]
name = "bowl"
say = "The cost of a line is a bowl."

[[scene.beat]]
name = "which"
say = "The same number of steps for each."

[[scene.beat.waive]]
rule = "dead-space"
reason = "The map is small."

[[scene]]
name = "batch_vs_sgd"

[scene.params]
data = "d.csv"
x = "speed"
y = "dist"
start = [-0.9, 0.35]
learning_rate = 0.2
decay = 0.05
steps = 4
seconds = 1

[[scene.beat]]
name = "same_start"
say = "Cars, and a line."

[[scene.beat]]
name = "many_samples"
say = "Batch is slow and steady."
"""

SHORT = """\
title = "Short"
slug = "short"
theme = "look.toml"

[[scene]]
name = "batch_vs_sgd"

[scene.params]
data = "d.csv"
x = "speed"
y = "dist"
steps = 3
seconds = 1

[[scene.beat]]
name = "same_start"
say = "Cars."
"""

EXTENDING = """\
extends = "sub/base.toml"
scenes = ["batch_vs_sgd", "learning_rate"]
language = "es"
title = "Corto"

[[scene]]
name = "batch_vs_sgd"

[scene.params]
steps = 4

[[scene.beat]]
name = "same_start"
say = "Coches."

[[scene]]
name = "learning_rate"

[scene.params]
steps = 4
seconds = 1
"""
"""Extends `SHORT`, which is in a folder below it."""

THEME = """\
extends = "night"
font = "fonts/face.otf"
logo = "logo.png"
shading = 0.9

[colours]
batch = "#74BDFF"
"""


def table(rows: int = 12, slope: float = 2.0) -> str:
    """A CSV file of two columns."""
    lines = [f"{i},{slope * i + (7 * i) % 5}" for i in range(4, 4 + rows)]
    return "\n".join(["speed,dist", *lines]) + "\n"


@cache
def face(extra: str = "") -> bytes:
    """A small font: the pinned one, but for what labels and lessons need.

    ``extra`` are characters that it has besides.
    """
    font = TTFont(font_file())
    chosen = subset.Subsetter(subset.Options(drop_tables=["GSUB", "GPOS", "DSIG"]))
    chosen.populate(text=LABELS + "é⁻αρ" + extra)
    chosen.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


@cache
def picture(level: int = 255, size: tuple[int, int] = (80, 64)) -> bytes:
    """A PNG file of one grey."""
    written = io.BytesIO()
    Image.new("RGBA", size, (level, level, level, 255)).save(written, format="PNG")
    return written.getvalue()


def lay_out(folder: Path, lesson: str | bytes = LESSON, name: bytes = b"lesson.toml") -> Path:
    """Write a lesson, its data and its theme into ``folder / "here"``; return the lesson's path."""
    here = folder / "here"
    (here / "fonts").mkdir(parents=True)
    (here / "d.csv").write_text(table())
    (here / "look.toml").write_text(THEME)
    (here / "fonts/face.otf").write_bytes(face())
    (here / "logo.png").write_bytes(picture())
    path = here / os.fsdecode(name)
    path.write_bytes(lesson if isinstance(lesson, bytes) else lesson.encode("utf-8", "replace"))
    return path


def set_traps(folder: Path) -> None:
    """Put around a lesson what it must not read: secrets outside, pipes, links of all kinds."""
    here = folder / "here"
    (folder / "outside.csv").write_text(f"{SECRET},dist\n1,2\n2,3\n")
    (folder / "outside.txt").write_text(f"{SECRET}\n")
    (folder / "outside.toml").write_text(f'{SECRET} = "{SECRET}"\n')
    (here / "sub").mkdir()
    (here / "sub/d.csv").write_text(table(5))
    (here / "sub/base.toml").write_text(SHORT.replace('theme = "look.toml"\n', ""))
    (here / "sub/round.toml").write_text('extends = "round.toml"\n')
    (here / "sub/odd.toml").write_text(
        'extends = "base.toml"\nscenes = ["\\u0007", "batch_vs_sgd"]\n'
    )
    for pipe in ("pipe.csv", "pipe.toml", "speed"):
        os.mkfifo(here / pipe)
    links = {
        "link.csv": "d.csv", "link_out.csv": "../outside.csv", "link_self.csv": "link_self.csv",
        "link_none.csv": "nowhere", "link_dir": "sub", "link_out_dir": "..", "dist": "/dev/zero",
        "link_out.toml": "../outside.toml", "root": "/",
    }  # fmt: skip
    for link, target in links.items():
        (here / link).symlink_to(target)
