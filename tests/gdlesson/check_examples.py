"""The checker on stock examples of the installed Manim: which rules does each break?

``python -m tests.gdlesson.check_examples [N] [--out DIR]`` takes the examples of Manim's own
documentation, evenly spread, plays them without a video and prints a table.  With ``--out``, the
pictures go there, with what breaks a rule framed in red.  Examples that need LaTeX or a file that
is not installed are left out.
"""

from __future__ import annotations

import argparse
import logging
import re
import signal
import tempfile
import textwrap
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import manim

from gdlesson.check.findings import Finding, Offence, Sight, worst
from gdlesson.check.pictures import as_png, offences
from gdlesson.check.report import save_pictures
from gdlesson.check.shot import Shot
from tests.gdlesson.plain_scenes import watch

WIDTH, HEIGHT = 854, 480
MOST_SECONDS = 25
EXAMPLE = re.compile(r"^( *)\.\. manim:: (\w+)\n((?:\1 .*\n| *\n)+)", re.MULTILINE)
SKIPPED = re.compile(
    r"Tex\(|MathTex|Title\(|BulletedList|Matrix\(|LinearTransformationScene|\.svg|Zoomed"
)


def examples() -> Iterator[tuple[str, str]]:
    """Name and source of each example in the docstrings of the installed package."""
    seen = set()
    for path in sorted(Path(manim.__file__).parent.rglob("*.py")):
        for _, name, block in EXAMPLE.findall(path.read_text(encoding="utf-8")):
            code = re.sub(r"^ *:\w+:.*$", "", block, flags=re.MULTILINE)
            if name not in seen and not SKIPPED.search(code):
                seen.add(name)
                yield name, textwrap.dedent(code)


def look(name: str, code: str, media: Path) -> Sight:
    """What is found in one example; a moment of it takes the place of a beat."""
    sight, found = Sight(), []
    space = {"__name__": "example"}
    exec("from manim import *\nimport numpy as np\nimport random", space)  # noqa: S102 - Manim's own
    exec(code, space)  # noqa: S102

    def see(moment: str, shot: Shot) -> None:
        number = len(sight.pictures)
        here: list[Offence] = offences(shot)
        if here:
            sight.pictures[name, number] = as_png(shot.picture)
        found.extend(Finding(o, name, moment.replace(" ", "-"), number) for o in here)

    watch(space[name], WIDTH, HEIGHT, media, see)
    places = {}
    for finding in worst(found):
        key = (finding.offence.rule, finding.offence.what)
        places.setdefault(key, finding)
    sight.findings = list(places.values())
    return sight


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Check stock examples of Manim.")
    parser.add_argument("number", nargs="?", type=int, default=40)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    logging.getLogger("manim").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    every = list(examples())
    step = max(1, len(every) // chosen.number)
    total: Counter[str] = Counter()
    looked = 0
    signal.signal(signal.SIGALRM, _too_long)
    with tempfile.TemporaryDirectory() as media:
        for name, code in every[::step][: chosen.number]:
            signal.alarm(MOST_SECONDS)
            try:
                with manim.tempconfig({}):  # some set a colour of the background
                    sight = look(name, code, Path(media))
            except Exception as error:  # noqa: BLE001 - whatever keeps an example from playing
                print(f"{name:34} left out: {type(error).__name__} {str(error)[:60]}")  # noqa: T201
                continue
            finally:
                signal.alarm(0)
            looked += 1
            rules = Counter(finding.offence.rule for finding in sight.findings)
            total.update(rules.keys())
            told = ", ".join(f"{rule} ({n})" for rule, n in rules.items()) or "-"
            print(f"{name:34} {told}", flush=True)  # noqa: T201
            if chosen.out is not None:
                save_pictures(sight, chosen.out / name)
    print(f"\n{looked} examples; broken by:")  # noqa: T201
    for rule, number in total.most_common():
        print(f"{rule:20} {number}")  # noqa: T201


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {MOST_SECONDS} s")


if __name__ == "__main__":
    main()
