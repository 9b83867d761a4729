"""The example scenes in Manim's own docstrings, drawn by stock Manim and by gdlesson.

``./run python -m tests.gdlesson.example_scenes [MOST] [JOBS] [WORD]`` draws as many at a small size
(those whose name has the word), compares their frames byte for byte, and prints a table.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from gdlesson.errors import CommandError
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.plain.command import PlainOrder, render_plain
from gdlesson.render.yuv import WHOLE, Box, Pixels

SIZE = Picture(214, 120, 15)
EXAMPLE = re.compile(r"^( *)\.\. manim:: (\w+)\n(?:\1 +:.*\n)*((?:\1 +.*\n|\s*\n)+)", re.MULTILINE)
LATEX = re.compile(
    r"\b(\w*Tex|Title|BulletedList|\w*Matrix|DecimalNumber|Integer|Variable|Labeled\w+|BraceLabel"
    r"|(Decimal|Math)?Table|NumberPlane\(.*label|add_coordinates|include_numbers|get_\w*labels?)\b"
)
"""What sets its text by LaTeX; where that is not installed, neither side can draw it."""
HEAD = "from manim import *\nimport numpy as np\n\nconfig.seed = 1\n"
LIST = "GDLESSON_TEST_FRAMES"
"""The environment variable with the folder for lists of frames."""
SECONDS = 240.0
"""How long one scene may take stock Manim."""
AGAIN = 3
"""How often stock Manim draws what differs once more: an example may draw by chance."""


class ListingEncoder(Encoder):
    """Encodes, and writes down the digest of every picture that it is given."""

    def __init__(self, path: Path, picture: Picture) -> None:
        super().__init__(path, picture)
        self._list = (Path(os.environ[LIST]) / f"{path.stem}.txt").open("w")

    def write(self, pixels: Pixels, changed: tuple[Box, ...] = WHOLE) -> None:
        super().write(pixels, changed)
        self._list.write(f"{sha256(pixels)}\n")

    def __exit__(self, *error: object) -> None:
        self._list.close()
        super().__exit__(*error)


def sha256(pixels: Pixels) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()


STOCK = """
import hashlib, sys
from fractions import Fraction
from pathlib import Path
import manim
from manim.manager import Manager
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.module_ops import get_module

file, name, width, height, fps, frames = sys.argv[1:]
manim.config.update({
    "input_file": file, "pixel_width": int(width), "pixel_height": int(height),
    "frame_rate": float(Fraction(fps)), "disable_caching": True, "progress_bar": "none",
})
write = manim.SceneFileWriter.write_frame
told = open(frames, "w", buffering=1)

def listing(self, pixels, *, repeat=1):
    told.write((hashlib.sha256(pixels.tobytes()).hexdigest() + "\\n") * repeat)
    write(self, pixels, repeat=repeat)

manim.SceneFileWriter.write_frame = listing
scene = getattr(get_module(Path(file)), name)()
Manager(scene)
scene.render()
if not scene.renderer.num_plays:
    told.write(hashlib.sha256(scene.renderer.get_frame().tobytes()).hexdigest() + "\\n")
"""
"""Stock Manim, and nothing of ours but a list of the frames that go to its encoder."""


@dataclass(frozen=True)
class Compared:
    """What came of a scene; a text where a side could not draw it."""

    scene: str
    stock: list[str] | str
    ours: list[str] | str
    whole: str
    stock_seconds: float
    our_seconds: float
    steady: bool = True
    """Whether stock Manim draws the same each time."""

    @property
    def verdict(self) -> str:
        if isinstance(self.stock, str) or isinstance(self.ours, str):
            both = isinstance(self.stock, str) and isinstance(self.ours, str)
            return "neither draws it" if both else "ONLY ONE DRAWS IT"
        if self.stock == self.ours:
            return "equal"
        return "DIFFERENT" if self.steady else "never twice alike"

    def __str__(self) -> str:
        frames = len(self.stock) if isinstance(self.stock, list) else 0
        how = "whole" if self.whole else "split"
        told = [side[:110] for side in (self.stock, self.ours) if isinstance(side, str)]
        seconds = f"{self.stock_seconds:6.1f} {self.our_seconds:6.1f}"
        line = f"{self.scene:38} {frames:5} {self.verdict:18} {how} {seconds}"
        return "  ".join([line, self.whole, *dict.fromkeys(told)]).rstrip()


def examples() -> Iterator[tuple[str, str]]:
    """The class name and the code of each example; of those called alike, the first."""
    spec = find_spec("manim")
    assert spec is not None
    assert spec.origin is not None
    seen: set[str] = set()
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        for found in EXAMPLE.finditer(path.read_text(encoding="utf-8")):
            name, code = found[2], inspect.cleandoc(found[3])
            if name not in seen and re.search(rf"^class {name}\b", code, re.MULTILINE):
                seen.add(name)
                yield (
                    name,
                    f"from manim import *\nimport numpy as np\n\nconfig.seed = 1\n\n{code}\n",
                )


def by_stock(file: Path, scene: str, picture: Picture = SIZE) -> list[str] | str:
    """The digests of the frames that stock Manim hands to its encoder, or why there are none."""
    frames = file.with_suffix(".frames")
    size = (str(picture.width), str(picture.height), str(picture.fps))
    ended = subprocess.run(
        [sys.executable, "-c", STOCK, str(file), scene, *size, str(frames)],
        cwd=file.parent, capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or ["?"])[-1]
    return frames.read_text().split()


def by_gdlesson(
    file: Path, scene: str, jobs: int, picture: Picture = SIZE
) -> tuple[list[str] | str, str]:
    """The same of ours; and why it was drawn by one process, if it was."""
    folder = file.parent / f"frames-{jobs}"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    os.environ[LIST] = str(folder)
    output = file.parent / f"{scene}.mp4"
    order = PlainOrder(file, scene, picture, output, jobs, make_encoder=ListingEncoder)
    try:
        done = render_plain(order)
    except CommandError as error:
        return str(error), ""
    if not done.frames:
        import numpy as np
        from PIL import Image

        return [sha256(np.asarray(Image.open(done.path)))], ""
    lists = [path.read_text().split() for path in sorted(folder.glob("*.txt"))]
    return [line for part in lists for line in part], done.whole


def compared(scene: str, code: str, jobs: int) -> Compared:
    """One scene, drawn by both."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "example.py"
        file.write_text(code, encoding="utf-8")
        began = time.monotonic()
        try:
            stock = by_stock(file, scene)
        except subprocess.TimeoutExpired:
            stock = f"longer than {SECONDS} s"
        between = time.monotonic()
        if isinstance(stock, str) and "latex" in stock.lower():
            return Compared(scene, stock, "not tried", "", between - began, 0.0)
        ours, whole = by_gdlesson(file, scene, jobs)
        seconds = between - began, time.monotonic() - between
        steady = stock == ours or all(by_stock(file, scene) == stock for _ in range(AGAIN))
        return Compared(scene, stock, ours, whole, *seconds, steady)


def main(most: int = 1000, jobs: int = 2, word: str = "") -> None:
    found = [(name, code) for name, code in examples() if word in name]
    there = shutil.which("latex") is not None
    drawable = [(name, code) for name, code in found if there or not LATEX.search(code)]
    # Those that move first.
    chosen = sorted(drawable, key=lambda example: not re.search("play|wait", example[1]))[:most]
    print(f"{len(found)} examples, {len(found) - len(drawable)} of which need LaTeX, not installed")  # noqa: T201 - a report
    every = []
    print(f"{'scene':38} frames                   how     stock   ours (s, {jobs} jobs)")  # noqa: T201 - a report
    for name, code in chosen:
        every.append(compared(name, code, jobs))
        print(every[-1], flush=True)  # noqa: T201 - a report
    for verdict in sorted({one.verdict for one in every}):
        print(f"{sum(one.verdict == verdict for one in every)} {verdict}")  # noqa: T201 - a report
    print(f"{sum(bool(one.whole) for one in every)} of them drawn by one process")  # noqa: T201 - a report


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
