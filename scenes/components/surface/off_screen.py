"""The off-screen OpenGL context in which surfaces are drawn."""

from __future__ import annotations

import os
import sys

import moderngl


def off_screen() -> moderngl.Context:
    """A context without a window: by EGL on Linux, by the system's own way elsewhere.

    Mesa keeps no shaders on the disk: it maps its file of them, and where the disk is full, the
    process is killed for it.  Ours are compiled in a moment.
    """
    os.environ.setdefault("MESA_SHADER_CACHE_DISABLE", "true")
    backend = {"backend": "egl"} if sys.platform.startswith("linux") else {}
    return moderngl.create_context(standalone=True, **backend)
