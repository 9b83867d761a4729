"""Shaders, compiled when they are first used, and the corners that they draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import moderngl
import numpy as np

from gdcore.typing import Array
from scenes.components.surface.fog import BILLOW, THICKNESS
from scenes.painting.dither import NOISE

SHADERS = Path(__file__).parent / "shaders"
_PREFACE = """#version 330
#define THICKNESS {}
#define BILLOW {}
#define SINKING 0.75
#define DARKEST 1.0
#define BEHIND 0.012
#define BEFORE 0.05
#define STRONGEST 0.70
#define NOISE vec3({}, {}, {})
""".format(THICKNESS, BILLOW, *NOISE)
_IN_COMMON = {"vert": ("fog", "eye"), "frag": ("fog", "lines")}
"""What the shaders of each stage begin with, where they draw what stands in the world."""
_IN_THE_WORLD = {
    f"{name}.{stage}"
    for name in ("surface", "wall", "brink", "bank_top", "bank_side", "veil")
    for stage in _IN_COMMON
}


@cache
def _source(name: str, kind: str) -> str:
    """The source of a shader of a kind, with what the shaders have in common."""
    parts = [*_IN_COMMON[name.rpartition(".")[2]], name] if name in _IN_THE_WORLD else [name]
    texts = [(SHADERS / f"{part}.glsl").read_text(encoding="utf-8") for part in parts]
    return _PREFACE + kind + "\n".join(texts)


class Programs:
    """The shaders of one context.  They are told values by name, those yet to be made too.

    A kind is what is defined before a shader's source; the empty one has nothing that costs time.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self.context = context
        self._made: dict[tuple[str, str], moderngl.Program] = {}
        self._told: dict[str, object] = {}

    def get(self, name: str, kind: str = "") -> moderngl.Program:
        """The program of this name and kind."""
        if (name, kind) not in self._made:
            sources = (_source(f"{name}.{stage}", kind) for stage in _IN_COMMON)
            program = self._made[name, kind] = self.context.program(*sources)
            for told, value in self._told.items():
                if told in program:
                    program[told].value = value
        return self._made[name, kind]

    def tell(self, **values: object) -> None:
        """Set what the shaders leave open, in each that uses it."""
        self._told.update(values)
        for program in self._made.values():
            for name, value in values.items():
                if name in program:
                    program[name].value = value


class Corners:
    """Corners of triangles, (n, k) in threes, that shaders of one name draw.

    ``form`` says, as moderngl does, what the numbers of a corner are, and ``names`` how the shaders
    call them.
    """

    def __init__(
        self, programs: Programs, shader: str, corners: Array, form: str, *names: str
    ) -> None:
        self._programs, self._shader, self._form, self._names = programs, shader, form, names
        self._content = programs.context.buffer(corners.astype(np.float32).tobytes())
        self._arrays: dict[str, moderngl.VertexArray] = {}

    def render(self, kind: str = "", *, corners: Array | None = None) -> None:
        """Draw them by shaders of a kind, or others in their place, of which there are no more."""
        if kind not in self._arrays:
            self._arrays[kind] = self._programs.context.vertex_array(
                self._programs.get(self._shader, kind),
                [(self._content, self._form, *self._names)],
                skip_errors=True,
            )
        if corners is not None:
            self._content.write(corners.astype(np.float32).tobytes())
        self._arrays[kind].render(vertices=-1 if corners is None else len(corners))
