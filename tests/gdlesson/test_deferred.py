"""Imports that are put off: nothing is loaded before it is used, and then it is the real thing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gdlesson.render.deferred import deferred

LIBRARY = """
import math
print("loaded")
class Shape:
    sides = 3
    def __init__(self, sides): self.sides = sides
class inner:
    root = math.sqrt
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "heavy_one.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "heavy_one", raising=False)
    return "heavy_one"


def test_a_name_is_imported_when_it_is_used(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with deferred(library):
        from heavy_one import Shape, inner  # type: ignore[import-not-found]

        root = inner.root
    assert library not in sys.modules
    assert not capsys.readouterr().out
    assert root(9.0) == 3.0
    assert capsys.readouterr().out == "loaded\n"
    made = Shape(5)
    assert (made.sides, isinstance(made, Shape), isinstance(5, Shape)) == (5, True, False)
    assert not capsys.readouterr().out  # loaded once


def test_after_the_block_imports_are_as_ever(library: str) -> None:
    with deferred(library):
        import heavy_one
    assert library not in sys.modules
    import heavy_one

    assert heavy_one.Shape.sides == 3
    with deferred(library):
        import heavy_one as again
    assert again is heavy_one


def test_workers_start_without_what_lessons_do_not_use() -> None:
    """And Manim, in such a process, still turns things by SciPy when it is asked to."""
    program = (
        "import sys\n"
        "from gdlesson.render import preloaded\n"
        "print(sorted(set(preloaded.SELDOM) & set(sys.modules)))\n"
        "import numpy as np, manim\n"
        "half = manim.Dot([1, 0, 0]).rotate(manim.PI, about_point=manim.ORIGIN)\n"
        "print((half.get_center().round(6) + 0.0).tolist())\n"
        "print(manim.rotation_matrix(manim.PI / 2, manim.OUT).round(6).tolist()[1])\n"
        "print(len(manim.Graph([1, 2], [(1, 2)]).vertices))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "[-1.0, 0.0, 0.0]", "[1.0, 0.0, 0.0]", "2"]
