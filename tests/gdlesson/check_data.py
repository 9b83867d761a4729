"""The checker on lessons about ordinary data.

``python -m tests.gdlesson.check_data [NAME]… [--out DIR]`` takes each data set of
``tests/ordinary_data.py``, or those named, with the settings and the words of the built-in lesson,
in both themes, draws three pictures of every beat of the race and prints what breaks a rule.  With
``--out``, the pictures go there, with the place framed in red.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from gdlesson.check.verdict import look_at_lesson
from scenes.lesson.file import load_lesson
from scenes.reading.report import LessonError
from scenes.theme import names
from tests.ordinary_data import SETS, write_lesson


def main() -> int:
    """Check them; return 1 if one breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="NAME", help=f"of {', '.join(SETS)}")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    bad = 0
    for name in given.sets or SETS:
        for theme in names():
            with tempfile.TemporaryDirectory() as folder:
                told = look(name, theme, Path(folder), given.out)
            bad += bool(told)
            print(f"{name}, {theme}: {'; '.join(told) or 'well'}", flush=True)  # noqa: T201 - a report
    return int(bad > 0)


def look(name: str, theme: str, folder: Path, out: Path | None) -> list[str]:
    """What breaks a rule in the lesson about one data set."""
    try:
        lesson = load_lesson(write_lesson(name, folder, theme=theme))
    except LessonError as error:
        return [str(error)]
    place = folder if out is None else out / f"{name}-{theme}"
    verdict = look_at_lesson(lesson, ["batch_vs_sgd"], place, jobs=1)
    return [
        f"{found.beat} {found.offence.rule}: {found.offence.what}, {found.offence.measured}"
        for found in verdict.broken
    ]


if __name__ == "__main__":
    sys.exit(main())
