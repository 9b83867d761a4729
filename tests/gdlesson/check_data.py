"""The checker on lessons about ordinary data.

``python -m tests.gdlesson.check_data [NAME]… [--scene SCENE]… [--shape SHAPE]… [--theme THEME]…
[--out DIR]`` takes each data set of ``tests/ordinary_data.py``, or those named, with the settings
and the words of the built-in lesson, looks through every scene about data, and prints what breaks a
rule.  With ``--out``, the pictures go there, with the place framed in red.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

from gdlesson.check.verdict import look_at_lesson
from scenes.aspect import Aspect
from scenes.lesson.file import load_lesson
from scenes.plans.common import DataParams
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError
from scenes.theme import THEMES, names
from tests.ordinary_data import SETS, write_film

SCENES = [name for name, plan in PLANS.items() if issubclass(plan.params, DataParams)]
"""Those about data."""


def main() -> int:
    """Check them; return 1 if one breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="NAME", help=f"of {', '.join(SETS)}")
    parser.add_argument("--scene", action="append", choices=SCENES)
    parser.add_argument("--shape", action="append", choices=[*Aspect], type=Aspect)
    parser.add_argument("--theme", action="append", choices=names())
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    bad = 0
    for scene, name, shape, theme in product(
        given.scene or SCENES, given.sets or SETS, given.shape or Aspect, given.theme or names()
    ):
        with tempfile.TemporaryDirectory() as folder:
            told = look(scene, name, (shape, theme), Path(folder), given.out)
        bad += bool(told)
        print(f"{scene}, {name}, {shape}, {theme}: {'; '.join(told) or 'well'}", flush=True)  # noqa: T201 - a report
    return int(bad > 0)


def look(
    scene: str, name: str, edition: tuple[Aspect, str], folder: Path, out: Path | None = None
) -> list[str]:
    """What breaks a rule in a scene about one data set, in a shape and a theme."""
    shape, theme = edition
    try:
        lesson = load_lesson(write_film(name, folder)).shaped(shape)
    except LessonError as error:
        return [str(error)]
    place = folder if out is None else out / f"{scene}-{name}-{shape.replace(':', 'x')}-{theme}"
    verdict = look_at_lesson(replace(lesson, theme=THEMES[theme]), [scene], place, jobs=1)
    return [
        f"{found.beat} {found.offence.rule}: {found.offence.what}, {found.offence.measured}"
        for found in verdict.broken
    ]


if __name__ == "__main__":
    sys.exit(main())
