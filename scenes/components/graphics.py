"""The off-screen OpenGL context in which surfaces are drawn."""

from __future__ import annotations

import sys

import moderngl


def off_screen() -> moderngl.Context:
    """A context without a window: by EGL on Linux, by the system's own way elsewhere."""
    backend = {"backend": "egl"} if sys.platform.startswith("linux") else {}
    return moderngl.create_context(standalone=True, **backend)
